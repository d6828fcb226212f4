/* SPDX-License-Identifier: MIT */

/* JSON that others print of a client: arrays of suites, howsmyssl.com, SSL Labs. */
#include "test_read_rows.h"

#define PYTHON(id, name)                                                                           \
    "{\"id\": " id ", \"name\": \"" name "\", \"protocol\": \"TLSv1.2\", \"alg_bits\": 128}"
#define LABS(rest) "{\"id\": 26, \"name\": \"Java\", \"version\": \"7u25\", " rest "}"

static const struct good_row good_rows[] = {
    {"array of names", "[\"TLS_AES_128_GCM_SHA256\", \"ECDHE-RSA-AES128-GCM-SHA256\"]",
     "s 1301 C02F", NULL},
    {"array of codes", "[\"0xC02F\", 47, \"0x1301\"]", "s C02F 002F 1301", NULL},
    {"Node", "[\"aes128-gcm-sha256\", \"aes128-sha\"]", "s 009C 002F", "tls.getCiphers()"},
    {"unknown name", "[\"AES128-SHA\", \"NEW-\\u0041\"]", "s 002F ...", "'NEW-\\u0041'"},
    {"Python",
     "[" PYTHON("50336513", "TLS_AES_128_GCM_SHA256") "," PYTHON("50380847",
                                                                 "ECDHE-RSA-AES128-GCM-SHA256") "]",
     "s 1301 C02F", NULL},
    {"Python, a name that nobody knows", "[" PYTHON("50395898", "NEW") "]", "s FAFA", NULL},
    {"howsmyssl",
     "{\"given_cipher_suites\": [\"TLS_GREASE_IS_THE_WORD_4A\", "
     "\"TLS_AES_128_GCM_SHA256\", \"Some unknown cipher suite: 0xff12\", "
     "\"TLS_EMPTY_RENEGOTIATION_INFO_SCSV\"], \"rating\": \"Bad\"}",
     "s 4A4A 1301 FF12 00FF", NULL},
    {"howsmyssl with lists",
     "{\"given_cipher_suites\": [\"TLS_AES_128_GCM_SHA256\"], \"given_named_groups\": "
     "[\"GREASE 0x4a4a\", \"X25519\", \"0x0017\"], \"given_signature_algorithms\": "
     "[\"ecdsa_secp256r1_sha256\"], \"tls_version\": \"TLS 1.3\"}",
     "s 1301 g 001D 0017 a 0403", "'TLS 1.3' was negotiated"},
    {"howsmyssl with an unknown group",
     "{\"given_cipher_suites\": [\"TLS_AES_128_GCM_SHA256\"], \"given_named_groups\": "
     "[\"X25519\", \"curve1\"], \"given_signature_algorithms\": []}",
     "s 1301", "the groups are taken as not known: the catalog doesn't know 'curve1'"},
    {"SSL Labs",
     LABS("\"lowestProtocol\": 769, \"highestProtocol\": 770, \"suiteIds\": "
          "[49161, 47, 255], \"supportsSni\": false, \"maxRsaBits\": 4096, "
          "\"minDhBits\": -1, \"requiresSha2\": true"),
     "v TLSv1 TLSv1.1 s C009 002F 00FF c rsa 0-4096 dh 0-0 ec 0 sha2 n no", NULL},
    {"SSL Labs with TLS 1.3",
     LABS("\"lowestProtocol\": 771, \"highestProtocol\": 772, \"suiteIds\": [4865]"),
     "v TLSv1.2 TLSv1.3 s 1301", NULL},
    {"SSL Labs, suites of SSLv2",
     LABS("\"lowestProtocol\": 512, \"highestProtocol\": 769, "
          "\"suiteIds\": [65664, 4]"),
     "v SSLv3 TLSv1 s 0004", NULL},
    {"SSL Labs without protocols", LABS("\"suiteIds\": [4865]"), "s 1301", NULL},
};

START_TEST(good)
{
    check_good(&good_rows[_i]);
}
END_TEST

static const struct bad_row bad_rows[] = {
    {"array that breaks off", ELB_TEXT_INIT("[\"AES128-SHA\", \"AES256-SHA\""), ELB_ERROR_SYNTAX, 1,
     ""},
    {"a comma too many", ELB_TEXT_INIT("[\"AES128-SHA\",]"), ELB_ERROR_SYNTAX, 1, ""},
    {"nothing known", ELB_TEXT_INIT("[\n\"AES128-SHB\"]"), ELB_ERROR_DATA, 2,
     "unknown cipher suite 'AES128-SHB'"},
    {"code too large", ELB_TEXT_INIT("[\"AES128-SHA\", 65536]"), ELB_ERROR_DATA, 1,
     "expected the name of a cipher suite, not a number"},
    {"negative", ELB_TEXT_INIT("[\"AES128-SHA\", -1]"), ELB_ERROR_DATA, 1, "not a number"},
    {"nested", ELB_TEXT_INIT("[\"AES128-SHA\", []]"), ELB_ERROR_DATA, 1, "not a sequence"},
    {"null", ELB_TEXT_INIT("[\"AES128-SHA\", null]"), ELB_ERROR_DATA, 1, "not null"},
    {"escaped controls", ELB_TEXT_INIT("[\"\\u001b[31m\"]"), ELB_ERROR_DATA, 1, "'\\u001b[31m'"},
    {"Python, id of something else", ELB_TEXT_INIT("[" PYTHON("49199", "AES128-SHA") "]"),
     ELB_ERROR_DATA, 1, "50331648"},
    {"Python, name against id", ELB_TEXT_INIT("[" PYTHON("50336513", "AES128-SHA") "]"),
     ELB_ERROR_DATA, 1, "'AES128-SHA' is 0x002F, but its id is that of 0x1301"},
    {"Python without anything", ELB_TEXT_INIT("[{\"alg_bits\": 5}]"), ELB_ERROR_DATA, 1,
     "not a mapping"},
    {"howsmyssl that breaks off", ELB_TEXT_INIT("{\"given_cipher_suites\": [\"AES128-SHA\""),
     ELB_ERROR_SYNTAX, 1, ""},
    {"howsmyssl deeper", ELB_TEXT_INIT("{\"a\": {\"given_cipher_suites\": []}}"), ELB_ERROR_DATA, 1,
     "at the top"},
    {"howsmyssl, no array", ELB_TEXT_INIT("{\"given_cipher_suites\": 5}"), ELB_ERROR_DATA, 1,
     "expected an array, not a number"},
    {"howsmyssl, no names", ELB_TEXT_INIT("{\"given_cipher_suites\": [5]}"), ELB_ERROR_DATA, 1,
     "expected a name"},
    {"howsmyssl, empty", ELB_TEXT_INIT("{\"given_cipher_suites\": []}"), ELB_ERROR_DATA, 0,
     "no cipher suite"},
    {"SSL Labs, one without suites",
     ELB_TEXT_INIT("[" LABS("\"suiteIds\": [47]") ",\n{\"id\": 3, \"name\": \"x\"}]"),
     ELB_ERROR_DATA, 2, "a client with suiteIds"},
    {"SSL Labs, protocols the wrong way round",
     ELB_TEXT_INIT(LABS("\"suiteIds\": [47], \"lowestProtocol\": 771, \"highestProtocol\": 769")),
     ELB_ERROR_DATA, 1, "below the highest"},
    {"SSL Labs, a protocol of the future",
     ELB_TEXT_INIT(LABS("\"suiteIds\": [47], \"lowestProtocol\": 773")), ELB_ERROR_DATA, 1,
     "772 (TLSv1.3)"},
    {"SSL Labs, hex", ELB_TEXT_INIT(LABS("\"suiteIds\": [\"C02F\"]")), ELB_ERROR_DATA, 1,
     "a decimal code"},
    {"SSL Labs, only SSLv2", ELB_TEXT_INIT(LABS("\"suiteIds\": [65664]")), ELB_ERROR_DATA, 0,
     "no cipher suite"},
};

START_TEST(bad)
{
    check_bad(&bad_rows[_i]);
}
END_TEST

/* Several clients, each by its own name. */
START_TEST(several)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    const char *text = "[" LABS("\"suiteIds\": [47]") ", {\"suiteIds\": [10]}, " LABS(
        "\"suiteIds\": [53]") ", "
                              "{\"name\": \"java 7U25\", \"suiteIds\": [4]}, "
                              "{\"name\": \"IN\", \"suiteIds\": [5]}]";
    static const char *const ids[] = {"Java 7u25", "in", "Java 7u25#2", "java 7U25#3", "IN#2"};

    ck_assert_int_eq(read_input(elb_text_from(text), &list, &error), ELB_OK);
    ck_assert_uint_eq(elb_client_list_count(list), LENGTH(ids));
    for (size_t i = 0; i < LENGTH(ids); i++)
        ck_assert_str_eq(elb_client_list_at(list, i)->id, ids[i]);
    elb_client_list_free(list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/json_clients");
    TCase *tcase = tcase_create("json_clients");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_test(tcase, several);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
