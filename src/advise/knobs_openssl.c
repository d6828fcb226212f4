/* SPDX-License-Identifier: MIT */

/* OpenSSL, and the programs whose options are those of OpenSSL. */

#include "advise/knob.h"

const struct elb_knob elb_knobs_openssl[] = {
    {
        .families = "openssl python ruby php perl curl git nginx haproxy",
        .where = "openssl.cnf of the machine ('openssl version -d' says where), or a file that the "
                 "environment variable OPENSSL_CONF names; OpenSSL 1.1.1 and newer. The line "
                 "openssl_conf counts only above the first [section]. What the file has already of "
                 "openssl_conf, ssl_conf and system_default stays: add the lines of [tls_defaults] "
                 "to the section that system_default names. In a file of your own, .include that "
                 "of the machine right below openssl_conf, or first if that has openssl_conf",
        .text = "openssl_conf = openssl_init\n"
                "\n"
                "[openssl_init]\n"
                "ssl_conf = ssl_configuration\n"
                "\n"
                "[ssl_configuration]\n"
                "system_default = tls_defaults\n"
                "\n"
                "[tls_defaults]\n"
                "?+ MaxProtocol = None\n"
                "?- MaxProtocol = TLSv1.2\n"
                "?o MinProtocol = @version@\n"
                "?o CipherString = DEFAULT@SECLEVEL=0\n"
                "?s CipherString = DEFAULT:@suites@\n"
                "?t Ciphersuites = @all-suites13@\n"
                "?g Groups = @groups@\n"
                "?c SignatureAlgorithms = @schemes@\n",
        .source = "https://docs.openssl.org/3.0/man3/SSL_CONF_cmd/",
        .from = "openssl 1.1.1",
    },
    {
        .families = "curl",
        .where = "options of curl; those for suites and curves need a curl that is built with "
                 "OpenSSL",
        .text = "curl\n"
                "?+o & --tlsv@dotted@\n"
                "?- & --tls-max 1.2\n"
                "?o & --ciphers DEFAULT@SECLEVEL=0\n"
                "?s & --ciphers DEFAULT:@suites@\n"
                "?t & --tls13-ciphers @all-suites13@\n"
                "?g & --curves @groups@\n"
                "& \"$URL\"\n",
        .source = "https://curl.se/docs/manpage.html",
    },
    {
        .families = "git",
        .where = "git's settings; the suites are those of the library of its libcurl",
        .text = "?+ git config --global http.sslVersion tlsv@dotted@\n"
                "?s git config --global http.sslCipherList DEFAULT:@suites@\n",
        .source = "https://git-scm.com/docs/git-config",
    },
    {
        .families = "nginx",
        .where = "nginx as the client: in the http, server or location block of proxy_pass; "
                 "proxy_ssl_conf_command needs 1.19.4",
        .text = "?+ proxy_ssl_protocols @versions-apart@;\n"
                "?- proxy_ssl_protocols TLSv1.2;\n"
                "?o proxy_ssl_protocols @versions-apart@;\n"
                "?o proxy_ssl_ciphers DEFAULT@SECLEVEL=0;\n"
                "?s proxy_ssl_ciphers DEFAULT:@suites@;\n"
                "?t proxy_ssl_conf_command Ciphersuites @all-suites13@;\n"
                "?g proxy_ssl_conf_command Groups @groups@;\n"
                "?c proxy_ssl_conf_command SignatureAlgorithms @schemes@;\n",
        .source = "https://nginx.org/en/docs/http/ngx_http_proxy_module.html",
    },
    {
        .families = "haproxy",
        .where = "HAProxy as the client: in the section global, or without 'ssl-default-server-' "
                 "on the server line; the curves need 3.0",
        .text = "?+ ssl-default-server-options ssl-max-ver TLSv1.3\n"
                "?- ssl-default-server-options ssl-max-ver TLSv1.2\n"
                "?o ssl-default-server-options ssl-min-ver TLSv@dotted@\n"
                "?o ssl-default-server-ciphers DEFAULT@SECLEVEL=0\n"
                "?s ssl-default-server-ciphers DEFAULT:@suites@\n"
                "?t ssl-default-server-ciphersuites @all-suites13@\n"
                "?g ssl-default-server-curves @groups@\n",
        .source = "https://docs.haproxy.org/3.0/configuration.html",
    },
    {
        .families = "gnutls",
        .where = "the priority string of the program, such as that of gnutls-cli",
        .text = "?+ gnutls-cli --priority NORMAL:+VERS-TLS@dotted@ \"$HOST\"\n"
                "?- gnutls-cli --priority NORMAL:-VERS-TLS1.3 \"$HOST\"\n"
                "?o gnutls-cli --priority NORMAL:+VERS-TLS@dotted@ \"$HOST\"\n",
        .source = "https://www.gnutls.org/manual/html_node/Priority-Strings.html",
    },
    {
        .families = "wget",
        .where = "options of wget",
        .text = "?+ wget --secure-protocol=TLSv@underscored@ \"$URL\"\n",
        .source = "https://www.gnu.org/software/wget/manual/wget.html",
    },
    {
        .families = "crypto-policies",
        .where = "Fedora and Enterprise Linux: the policy of the whole machine, as root; then "
                 "restart the programs",
        .text = "?+stgc update-crypto-policies --set DEFAULT\n",
        .source = "https://manpages.ubuntu.com/manpages/jammy/man8/update-crypto-policies.8.html",
        .except = "policy-default policy-legacy",
    },
    {
        .families = "crypto-policies",
        .where = "Fedora and Enterprise Linux: the policy of the whole machine, as root; then "
                 "restart the programs",
        .text = "?o update-crypto-policies --set LEGACY\n",
        .source = "https://manpages.ubuntu.com/manpages/jammy/man8/update-crypto-policies.8.html",
        .except = "policy-legacy",
    },
    {.families = NULL},
};
