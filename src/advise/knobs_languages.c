/* SPDX-License-Identifier: MIT */

/* Languages and their run times. */

#include "advise/knob.h"

const struct elb_knob elb_knobs_languages[] = {
    {
        .families = "java",
        .where = "options of the java command, or in JAVA_TOOL_OPTIONS; from Java 8, 7u95 and "
                 "6u121 on. Each names all that the client offers: add what another server needs",
        .text = "?+o -Djdk.tls.client.protocols=@versions@\n"
                "?- -Djdk.tls.client.protocols=TLSv1.2\n"
                "?s -Djdk.tls.client.cipherSuites=@all-suites@\n"
                "?g -Djdk.tls.namedGroups=@iana-groups@\n"
                "?c -Djdk.tls.client.SignatureSchemes=@scheme-list@\n",
        .source = "https://docs.oracle.com/en/java/javase/17/security/"
                  "java-secure-socket-extension-jsse-reference-guide.html",
        .from = "java 8 7u95 6u121",
    },
    {
        .families = "java",
        .where = "the same for HttpsURLConnection and URL.openStream() alone, in older versions "
                 "too",
        .text = "?+o -Dhttps.protocols=@versions@\n",
        .source = "https://blogs.oracle.com/java/post/diagnosing-tls-ssl-and-https",
    },
    {
        .families = "java",
        .where = "what the security property jdk.tls.disabledAlgorithms names stays off whatever "
                 "is enabled: conf/security/java.security, up to Java 8 "
                 "jre/lib/security/java.security",
        .text = "?+o # take @version@ out of jdk.tls.disabledAlgorithms if it is there\n"
                "?s # take @iana-suites@, and what it is made of, out of it likewise\n",
        .source = "https://docs.oracle.com/en/java/javase/17/security/"
                  "java-secure-socket-extension-jsse-reference-guide.html",
    },
    {
        .families = "nodejs",
        .where = "options of the node command, or in NODE_OPTIONS; Node.js 12 and newer",
        .text = "node\n"
                "?3 & --tls-max-v1.3\n"
                "?- & --tls-max-v1.2\n"
                "?o & --tls-min-v@dotted@ --tls-cipher-list=DEFAULT@SECLEVEL=0\n"
                "?s & --tls-cipher-list=DEFAULT:@suites@\n"
                "& app.js\n",
        .source = "https://nodejs.org/api/cli.html",
        .from = "nodejs 12",
    },
    {
        .families = "nodejs",
        .where = "or for one connection, in the options of tls.connect() and https.request()",
        .text = "?+ maxVersion: 'TLSv1.3',\n"
                "?- maxVersion: 'TLSv1.2',\n"
                "?o minVersion: '@version@',\n"
                "?o ciphers: 'DEFAULT@SECLEVEL=0',\n"
                "?s ciphers: 'DEFAULT:@suites@',\n"
                "?g ecdhCurve: '@groups@',\n"
                "?c sigalgs: '@schemes@',\n",
        .source = "https://nodejs.org/api/tls.html",
    },
    {
        .families = "python",
        .where = "in the program; Python 3.7 and newer",
        .text = "context = ssl.create_default_context()\n"
                "?+ context.maximum_version = ssl.TLSVersion.MAXIMUM_SUPPORTED\n"
                "?- context.maximum_version = ssl.TLSVersion.TLSv1_2\n"
                "?o context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED\n"
                "?o context.set_ciphers(\"DEFAULT@SECLEVEL=0\")\n"
                "?s context.set_ciphers(\"DEFAULT:@suites@\")\n",
        .source = "https://docs.python.org/3/library/ssl.html",
        .from = "python 3.7",
    },
    {
        .families = "go",
        .where = "in the program: the tls.Config of the connection; its zero values are the "
                 "defaults of crypto/tls",
        .text = "?+ config.MaxVersion = 0 // the highest that this Go has\n"
                "?- config.MaxVersion = tls.VersionTLS12\n"
                "?o config.MinVersion = tls.VersionTLS@digits@\n"
                "?g config.CurvePreferences = []tls.CurveID{@go-groups@}\n",
        .source = "https://pkg.go.dev/crypto/tls#Config",
    },
    {
        .families = "go",
        .where = "from Go 1.22 on, suites with RSA key exchange are off unless the environment "
                 "has this",
        .text = "?r GODEBUG=tlsrsakex=1\n",
        .source = "https://go.dev/doc/godebug",
    },
    {
        .families = "go",
        .where = "Go 1.12 alone has TLSv1.3 only with this in the environment",
        .text = "?3 GODEBUG=tls13=1\n",
        .source = "https://go.dev/doc/go1.12",
    },
    {
        .families = "ruby",
        .where = "in the program; Ruby 2.5 and newer",
        .text = "context = OpenSSL::SSL::SSLContext.new\n"
                "?+ context.max_version = nil # no limit\n"
                "?- context.max_version = :TLS1_2\n"
                "?o context.min_version = nil # no limit\n"
                "?o context.ciphers = 'DEFAULT@SECLEVEL=0'\n"
                "?s context.ciphers = 'DEFAULT:@suites@'\n"
                "?g context.ecdh_curves = '@groups@'\n",
        .source = "https://docs.ruby-lang.org/en/3.3/OpenSSL/SSL/SSLContext.html",
        .from = "ruby 2.5",
    },
    {
        .families = "php",
        .where = "in the program: the stream context",
        .text = "$context = stream_context_create(['ssl' => [\n"
                "?o     'ciphers' => 'DEFAULT@SECLEVEL=0',\n"
                "?s     'ciphers' => 'DEFAULT:@suites@',\n"
                "]]);\n",
        .source = "https://www.php.net/manual/en/context.ssl.php",
    },
    {.families = NULL},
};
