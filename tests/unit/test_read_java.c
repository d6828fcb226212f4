/* SPDX-License-Identifier: MIT */

/* Properties of Java, on a command line and in a file. */
#include "test_read_rows.h"

#define SUITES "jdk.tls.client.cipherSuites="
#define BOTH   "TLS_RSA_WITH_AES_128_CBC_SHA,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"

static const struct good_row good_rows[] = {
    {"options", "java -Djdk.tls.client.protocols=TLSv1.2,TLSv1.3 -D" SUITES BOTH " -jar x.jar",
     "v TLSv1.2 TLSv1.3 s 002F C013", NULL},
    {"quoted value", "java -D" SUITES "\"TLS_AES_128_GCM_SHA256, " BOTH "\" -Dx=y",
     "s 1301 002F C013", NULL},
    {"quoted option", "JAVA_OPTS='-D" SUITES BOTH "'", "s 002F C013", NULL},
    {"file", SUITES BOTH "\njdk.tls.client.protocols = TLSv1\n", "v TLSv1 s 002F C013", NULL},
    {"comments", "# jdk.tls.client.protocols=TLSv1\n" SUITES BOTH "\n", "s 002F C013", NULL},
    {"lines that go on", SUITES "TLS_RSA_WITH_AES_128_CBC_SHA, \\\r\n  AES256-SHA\r\nx=y\r\n",
     "s 002F 0035", NULL},
    {"the last one counts", SUITES "AES256-SHA\n" SUITES BOTH, "s 002F C013", NULL},
    {"groups", SUITES BOTH "\njdk.tls.namedGroups=\"secp256r1, x25519\"\n",
     "s 002F C013 g 0017 001D", NULL},
    {"unknown group", SUITES BOTH "\njdk.tls.namedGroups=secp256r1,new\n", "s 002F C013",
     "the groups are taken as not known: the catalog doesn't know 'new'"},
    {"schemes", SUITES BOTH "\njdk.tls.client.SignatureSchemes=ecdsa_secp256r1_sha256\n",
     "s 002F C013 a 0403", NULL},
    {"only versions", "-Djdk.tls.client.protocols=TLSv1.2", "v TLSv1.2 ...",
     "those of the JDK, which are not said"},
    {"https", "-Dhttps.protocols=TLSv1.2 -Dhttps.cipherSuites=" BOTH, "v TLSv1.2 s 002F C013",
     "only HttpsURLConnection"},
    {"client before https",
     "-Dhttps.protocols=TLSv1 -Djdk.tls.client.protocols=TLSv1.2 -D" SUITES BOTH,
     "v TLSv1.2 s 002F C013", NULL},
    {"SSLv2Hello", "https.protocols=SSLv2Hello,TLSv1\nhttps.cipherSuites=" BOTH,
     "v TLSv1 s 002F C013", "only HttpsURLConnection"},
    {"disabled: version",
     "jdk.tls.disabledAlgorithms=SSLv3, TLSv1, \\\n   TLSv1.1\n" SUITES BOTH
     "\njdk.tls.client.protocols=TLSv1,TLSv1.2",
     "v TLSv1.2 s 002F C013", NULL},
    {"disabled: wildcard", "jdk.tls.disabledAlgorithms=TLS_RSA_*\n" SUITES BOTH, "s C013",
     "left out: 1 cipher suite that"},
    {"disabled: parts",
     "jdk.tls.disabledAlgorithms=RC4, DES, 3DES_EDE_CBC, anon, NULL, ECDH\n" SUITES
     "SSL_RSA_WITH_RC4_128_SHA,SSL_RSA_WITH_DES_CBC_SHA,SSL_RSA_WITH_3DES_EDE_CBC_SHA,"
     "TLS_DH_anon_WITH_AES_128_CBC_SHA,TLS_RSA_WITH_NULL_SHA256,"
     "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA," BOTH,
     "s 002F C013", "left out: 6 cipher suites"},
    {"disabled: key sizes",
     "jdk.tls.disabledAlgorithms=DH keySize < 1024, EC keySize <= 223, RSA "
     "keySize < 2048, MD5withRSA\n" SUITES BOTH,
     "s 002F C013 c rsa 2048-0 dh 1024-0 ec 224", NULL},
    {"disabled: under a condition",
     "jdk.tls.disabledAlgorithms=RC4 keySize < 40\n" SUITES "SSL_RSA_WITH_RC4_128_SHA", "s 0005",
     NULL},
    {"disabled: scheme and group",
     "jdk.tls.disabledAlgorithms=rsa_pkcs1_sha1 usage HandshakeSignature, x25519\n" SUITES BOTH
     "\njdk.tls.client.SignatureSchemes=rsa_pkcs1_sha256,rsa_pkcs1_sha1\n"
     "jdk.tls.namedGroups=x25519,secp256r1",
     "s 002F C013 g 0017 a 0401", NULL},
    {"unknown suite", SUITES BOTH ",TLS_NEW", "s 002F C013 ...", "'TLS_NEW'"},
};

START_TEST(good)
{
    check_good(&good_rows[_i]);
}
END_TEST

static const struct bad_row bad_rows[] = {
    {"unknown version", ELB_TEXT_INIT("x=y\njdk.tls.client.protocols=TLSv1.2,TLSv9"),
     ELB_ERROR_DATA, 2, "unknown protocol version 'TLSv9'"},
    {"all versions disabled",
     ELB_TEXT_INIT("jdk.tls.client.protocols=TLSv1\njdk.tls.disabledAlgorithms=TLSv1"),
     ELB_ERROR_DATA, 0, "all protocol versions"},
    {"all suites disabled",
     ELB_TEXT_INIT(SUITES "SSL_RSA_WITH_RC4_128_SHA\njdk.tls.disabledAlgorithms=RC4"),
     ELB_ERROR_DATA, 0, "no cipher suite"},
    {"only disabled", ELB_TEXT_INIT("jdk.tls.disabledAlgorithms=SSLv3, RC4"), ELB_ERROR_DATA, 0,
     "nothing that a client offers is set"},
    {"empty value", ELB_TEXT_INIT(SUITES "\n"), ELB_ERROR_DATA, 0, "nothing that a client offers"},
    {"only commas", ELB_TEXT_INIT("-Djdk.tls.client.protocols=,,,"), ELB_ERROR_DATA, 0,
     "nothing that a client offers"},
    {"no suite is known", ELB_TEXT_INIT(SUITES "TLS_NEW"), ELB_ERROR_DATA, 1,
     "unknown cipher suite 'TLS_NEW'"},
    {"open quote", ELB_TEXT_INIT("java -D" SUITES "\"" BOTH), ELB_ERROR_SYNTAX, 1, "is not closed"},
    {"server side", ELB_TEXT_INIT("jdk.tls.server.protocols=TLSv1.2"), ELB_ERROR_SYNTAX, 0,
     "no description"},
    {"commented out", ELB_TEXT_INIT("# " SUITES BOTH), ELB_ERROR_SYNTAX, 0, "no description"},
    {"name without a value", ELB_TEXT_INIT("jdk.tls.client.protocols"), ELB_ERROR_SYNTAX, 0,
     "no description"},
    {"another name", ELB_TEXT_INIT("jdk.tls.client.protocolsX=TLSv1"), ELB_ERROR_SYNTAX, 0,
     "no description"},
    {"terminal escape", ELB_TEXT_INIT("jdk.tls.client.protocols=\x1b[31m"), ELB_ERROR_DATA, 1,
     "unknown protocol version"},
    {"NUL", ELB_TEXT_INIT(SUITES BOTH "\0"), ELB_ERROR_SYNTAX, 0, "binary"},
};

START_TEST(bad)
{
    check_bad(&bad_rows[_i]);
}
END_TEST

/* Hostile ones: none may take long, and past a limit there is an error. */
static const struct {
    const char *start;
    const char *item;
    size_t count;
    const char *end;
    enum elb_status status;
} large_rows[] = {
    {"jdk.tls.disabledAlgorithms=", "RC5, ", 100000, "\n" SUITES BOTH, ELB_ERROR_LIMIT},
    {SUITES, "TLS_RSA_WITH_AES_128_CBC_SHA,", 100000, "", ELB_ERROR_LIMIT},
    {"jdk.tls.namedGroups=", "x25519,", 100000, "", ELB_ERROR_LIMIT},
    {"jdk.tls.client.protocols=", "TLSv1.2, \\\n", 60000, "", ELB_OK},
    {"", "jdk.tls.client.protocols=TLSv1.2, \\\n", 100000, "", ELB_ERROR_DATA},
    {"", "-Djdk.tls.client.protocols=TLSv1.2 ", 100000, "", ELB_OK},
    {"", "-D", 1000000, "jdk.tls.client.protocols=TLSv1.2", ELB_OK},
};

START_TEST(large)
{
    struct elb_client_list *list = NULL;
    struct elb_buffer buffer = {0};
    struct elb_error error = {0};
    enum elb_status status;

    elb_buffer_append_string(&buffer, large_rows[_i].start);
    for (size_t i = 0; i < large_rows[_i].count; i++)
        elb_buffer_append_string(&buffer, large_rows[_i].item);
    elb_buffer_append_string(&buffer, large_rows[_i].end);
    status = read_input(elb_buffer_text(&buffer), &list, &error);
    ck_assert_msg(status == large_rows[_i].status, "row %d: %s", _i, error.message);
    elb_buffer_done(&buffer);
    elb_client_list_free(list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/java");
    TCase *tcase = tcase_create("java");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_set_timeout(tcase, 30);
    tcase_add_loop_test(tcase, large, 0, LENGTH(large_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
