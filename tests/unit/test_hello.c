/* SPDX-License-Identifier: MIT */

/* The parser of ClientHello bytes: hand-made hellos, each with one thing changed. */
#include "read/hex.h"
#include "tls/hello.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* random, no session id */
#define RANDOM                                                                                     \
    "0000000000000000000000000000000000000000000000000000000000000000"                             \
    "00"
/* the parts of a message of 0x2f bytes, two suites, no extensions */
#define SUITES                                                                                     \
    "0004 1301C02F"                                                                                \
    "0100"
#define PLAIN "0100002B 0303" RANDOM SUITES

static struct elb_hello hello;
static struct elb_hello_report report;
static char *bytes;

static void set_up(void)
{
    hello = (struct elb_hello){0};
    report = (struct elb_hello_report){0};
    bytes = NULL;
}

static void tear_down(void)
{
    elb_hello_done(&hello);
    free(bytes);
}

/* On the heap with nothing behind it, so that ASan sees the end. */
static struct elb_text decode(const char *hex)
{
    char room[4096] = {0};
    struct elb_decoded decoded = {.bytes = room, .limit = sizeof(room)};
    struct elb_text at;

    ck_assert_msg(elb_hex_decode(elb_text_from(hex), &decoded, &at), "%s", hex);
    free(bytes);
    bytes = malloc(decoded.length > 0 ? decoded.length : 1);
    memcpy(bytes, room, decoded.length);
    return (struct elb_text){bytes, decoded.length};
}

static enum elb_hello_result parse(const char *hex)
{
    return elb_hello_parse(&hello, decode(hex), &report);
}

static void write_list(const struct elb_hello_list *list, char *text, size_t size)
{
    size_t length = 0;

    text[0] = '\0';
    if (list->presence != ELB_SENT)
        (void)snprintf(text, size, list->presence == ELB_NOT_SENT ? "not sent" : "unknown");
    for (size_t i = 0; i < list->count && length < size; i++)
        length += (size_t)snprintf(text + length, size - length, "%s%04X", i > 0 ? " " : "",
                                   list->codes[i]);
}

static const struct {
    const char *name;
    const char *hex;
    uint16_t version;
    const char *suites;
    const char *extensions;
    const char *groups;
} good_rows[] = {
    {"bare message", PLAIN, 0x0303, "1301 C02F", "not sent", "not sent"},
    {"record", "160301 002F" PLAIN, 0x0303, "1301 C02F", "not sent", "not sent"},
    {"two records",
     "160301 0010 0100002B 0303 00000000000000000000 160303 001F"
     "00000000000000000000000000000000000000000000 00" SUITES,
     0x0303, "1301 C02F", "not sent", "not sent"},
    {"first record of one byte", "160301 0001 01 160301 002E 00002B 0303" RANDOM SUITES, 0x0303,
     "1301 C02F", "not sent", "not sent"},
    {"no extensions in their block", "0100002D 0301" RANDOM SUITES "0000", 0x0301, "1301 C02F", "",
     "not sent"},
    {"GREASE and SCSV are kept",
     "0100002F 0303" RANDOM "0008 0A0A 00FF 5600 1301"
     "0100",
     0x0303, "0A0A 00FF 5600 1301", "not sent", "not sent"},
    {"repeated suites are kept",
     "0100002B 0303" RANDOM "0004 13011301"
     "0100",
     0x0303, "1301 1301", "not sent", "not sent"},
    {"groups", "01000037 0303" RANDOM SUITES "000A 000A 0006 0004 001D0017", 0x0303, "1301 C02F",
     "000A", "001D 0017"},
    {"empty groups", "01000033 0303" RANDOM SUITES "0006 000A 0002 0000", 0x0303, "1301 C02F",
     "000A", ""},
    {"order of extensions", "01000039 0303" RANDOM SUITES "000C FAFA0000 00170000 00000000", 0x0303,
     "1301 C02F", "FAFA 0017 0000", "not sent"},
    {"SSLv2", "801C 01 0303 0009 0000 000A 00002F 010080 000005 00010203040506070809", 0x0303,
     "002F 0005", "not sent", "not sent"},
    {"SSLv2 without its header", "01 0301 0003 0000 0001 00002F FF", 0x0301, "002F", "not sent",
     "not sent"},
};

START_TEST(good)
{
    char text[512];

    ck_assert_msg(parse(good_rows[_i].hex) == ELB_HELLO_COMPLETE, "%s: %s at %zu",
                  good_rows[_i].name, report.message, report.offset);
    ck_assert_uint_eq(hello.legacy_version, good_rows[_i].version);
    write_list(&hello.suites, text, sizeof(text));
    ck_assert_msg(strcmp(text, good_rows[_i].suites) == 0, "%s: %s", good_rows[_i].name, text);
    write_list(&hello.extensions, text, sizeof(text));
    ck_assert_msg(strcmp(text, good_rows[_i].extensions) == 0, "%s: %s", good_rows[_i].name, text);
    write_list(&hello.groups, text, sizeof(text));
    ck_assert_msg(strcmp(text, good_rows[_i].groups) == 0, "%s: %s", good_rows[_i].name, text);
    ck_assert_uint_eq(report.length, decode(good_rows[_i].hex).length);
}
END_TEST

/* However short: it breaks off, and never a hello. */
START_TEST(truncated)
{
    const size_t length = decode(good_rows[_i].hex).length;

    for (size_t i = 0; i < length; i++) {
        char *cut = malloc(i > 0 ? i : 1);
        enum elb_hello_result result;

        memcpy(cut, bytes, i);
        result = elb_hello_parse(&hello, (struct elb_text){cut, i}, &report);
        /* without a header nothing says how long a hello of SSLv2 is */
        if (result != ELB_HELLO_PARTIAL && good_rows[_i].hex[3] != '0')
            ck_abort_msg("%s: %zu bytes", good_rows[_i].name, i);
        ck_assert(result != ELB_HELLO_COMPLETE && report.message);
        free(cut);
    }
}
END_TEST

static const struct {
    const char *name;
    const char *hex;
    enum elb_hello_result result;
    const char *message; /* part of it */
} bad_rows[] = {
    {"nothing", "", ELB_HELLO_PARTIAL, "breaks off"},
    {"text", "48 54 54 50", ELB_HELLO_OTHER, "no ClientHello"},
    {"ServerHello", "160303 002F 0200002B 0303", ELB_HELLO_OTHER, "no ClientHello"},
    {"alert", "1503030002 0228", ELB_HELLO_OTHER, "no ClientHello"},
    {"DTLS", "16FEFD 0000 000000000000 0040 01", ELB_HELLO_UNSUPPORTED, "DTLS"},
    {"QUIC", "C3 00000001 08 8394C8F03E515708", ELB_HELLO_UNSUPPORTED, "QUIC"},
    {"SSLv2 itself", "802E 01 0002 0015 0000 0010", ELB_HELLO_UNSUPPORTED, "SSLv2 itself"},
    {"no suite",
     "01000027 0303" RANDOM "0000"
     "0100",
     ELB_HELLO_MALFORMED, "no cipher suite"},
    {"half a suite",
     "0100002A 0303" RANDOM "0003 1301C0"
     "0100",
     ELB_HELLO_MALFORMED, "cipher suites"},
    {"more suites than bytes",
     "0100002B 0303" RANDOM "0044 1301C02F"
     "0100",
     ELB_HELLO_MALFORMED, "cipher suites"},
    {"session id of 33 bytes",
     "0100004C 0303 0000000000000000000000000000000000000000000000000000000000000000"
     "21 000000000000000000000000000000000000000000000000000000000000000000" SUITES,
     ELB_HELLO_MALFORMED, "session id"},
    {"no compression",
     "0100002A 0303" RANDOM "0004 1301C02F"
     "00",
     ELB_HELLO_MALFORMED, "compression"},
    {"extensions too long", "0100002D 0303" RANDOM SUITES "0001", ELB_HELLO_MALFORMED,
     "extensions"},
    {"bytes behind the extensions", "0100002E 0303" RANDOM SUITES "0000 00", ELB_HELLO_MALFORMED,
     "extensions"},
    {"extension too long", "01000031 0303" RANDOM SUITES "0004 0017 0001", ELB_HELLO_MALFORMED,
     "an extension"},
    {"groups too long", "01000037 0303" RANDOM SUITES "000A 000A 0006 0006 001D0017",
     ELB_HELLO_MALFORMED, "supported_groups"},
    {"groups with a byte behind", "01000038 0303" RANDOM SUITES "000B 000A 0007 0004 001D0017 00",
     ELB_HELLO_MALFORMED, "supported_groups"},
    {"half a version", "01000033 0303" RANDOM SUITES "0006 002B 0002 0103", ELB_HELLO_MALFORMED,
     "supported_versions"},
    {"key share without its key", "01000037 0303" RANDOM SUITES "000A 0033 0006 0004 001D0020",
     ELB_HELLO_MALFORMED, "key_share"},
    {"empty name in ALPN", "01000034 0303" RANDOM SUITES "0007 0010 0003 0001 00",
     ELB_HELLO_MALFORMED, "ALPN"},
    {"point formats too long", "01000032 0303" RANDOM SUITES "0005 000B 0001 02",
     ELB_HELLO_MALFORMED, "ec_point_formats"},
    {"groups twice", "01000039 0303" RANDOM SUITES "000C 000A 0002 0000 000A 0002 0000",
     ELB_HELLO_MALFORMED, "twice"},
    {"message behind it", "160301 0033 " PLAIN "14000000", ELB_HELLO_MALFORMED, "another message"},
    {"empty record", "160301 0010 0100002B 0303 00000000000000000000 160303 0000",
     ELB_HELLO_MALFORMED, "another kind"},
    {"record of another type", "160301 0010 0100002B 0303 00000000000000000000 170303 001F",
     ELB_HELLO_MALFORMED, "another kind"},
    {"longer than it can be", "0101FFFF 0303 0000", ELB_HELLO_PARTIAL, "breaks off"},
    {"lengths of SSLv2", "8012 01 0301 0006 0000 0004 00002F 00002F 00 00 00", ELB_HELLO_MALFORMED,
     "SSLv2"},
    {"SSLv2 without suites of TLS", "800D 01 0301 0003 0000 0001 010080 FF", ELB_HELLO_MALFORMED,
     "no cipher suite of TLS"},
};

START_TEST(bad)
{
    const enum elb_hello_result result = parse(bad_rows[_i].hex);

    ck_assert_msg(result == bad_rows[_i].result, "%s: %d %s", bad_rows[_i].name, (int)result,
                  report.message);
    ck_assert_msg(strstr(report.message, bad_rows[_i].message), "%s: %s", bad_rows[_i].name,
                  report.message);
}
END_TEST

/* Everything at once, as a client. */
START_TEST(copied)
{
    struct elb_arena arena = {0};
    struct elb_client client = {0};

    ck_assert_int_eq(parse("01000072 0303" RANDOM SUITES "0045"
                           "0000 0000"
                           "000B 0002 0100"
                           "000A 0004 0002 001D"
                           "000D 0006 0004 0403 0804"
                           "0010 000B 0009 02 6832 02 0A0A 02 005C"
                           "002B 0005 04 0304 0303"
                           "0033 000D 000B 001D 0001 FF 11EC 0002 FFFF"),
                     ELB_HELLO_COMPLETE);
    ck_assert(elb_hello_copy(&hello, &arena, &client));
    ck_assert_int_eq(client.server_name, ELB_YES);
    ck_assert_uint_eq(client.alpn_count, 3);
    ck_assert_str_eq(client.alpn[0], "h2");
    ck_assert_str_eq(client.alpn[1], "\\x0a\\x0a");
    ck_assert_str_eq(client.alpn[2], "\\x00\\x5c");
    ck_assert_uint_eq(client.supported_versions.count, 2);
    ck_assert_uint_eq(client.key_shares.codes[1], 0x11EC);
    ck_assert_uint_eq(client.schemes.codes[1], 0x0804);
    ck_assert_int_eq(client.point_formats.presence, ELB_SENT);
    ck_assert_uint_eq(client.extensions.count, 7);
    elb_arena_done(&arena);
}
END_TEST

static const struct {
    const char *name;
    const char *text;
    const char *bytes; /* NULL: refused */
} hex_rows[] = {
    {"stream", "160301C02F", "\x16\x03\x01\xC0\x2F"},
    {"lower case", "c02f", "\xC0\x2F"},
    {"blanks", "16 03\n01\tC0\r\n2F", "\x16\x03\x01\xC0\x2F"},
    {"colons", "16:03:01", "\x16\x03\x01"},
    {"C", "{0x16, 0x03, 0x01};", "\x16\x03\x01"},
    {"escapes", "\"\\x16\\x03\\x01\"", "\x16\x03\x01"},
    {"xxd",
     "00000000: 1603 0102 4142 4344 4546 4748 494a 4b4c  ....ABCDEFGHIJKL\n"
     "00000010: 1603 01                                  ...\n",
     "\x16\x03\x01\x02"
     "ABCDEFGHIJKL"
     "\x16\x03\x01"},
    {"hexdump -C",
     "00000000  16 03 01 02 41 42 43 44  45 46 47 48 49 4a 4b 4c  |....ABCDEFGHIJKL|\n"
     "00000010  41 42                                             |AB|\n00000012\n",
     "\x16\x03\x01\x02"
     "ABCDEFGHIJKL"
     "AB"},
    {"repeated rows",
     "00000000  41 42 43 44 45 46 47 48  41 42 43 44 45 46 47 48  |ABCDEFGHABCDEFGH|\n*\n"
     "00000020  41                                                |A|\n00000021\n",
     "ABCDEFGHABCDEFGHABCDEFGHABCDEFGHA"},
    {"od", "0000000 101 \n", NULL},
    {"od -t x1", "0000000 41 42\n0000002\n", "AB"},
    {"od with rows", "0000000 41 42 43 44 45 46 47 48 41 42 43 44 45 46 47 48\n0000020 41\n0000021",
     "ABCDEFGHABCDEFGHA"},
    {"OpenSSL's dump",
     "0000 - 41 42 43 44 45 46 47 48-41 42 43 44 45 46 47 48   ABCDEFGHABCDEFGH\n"
     "0010 - 49                                                I\n",
     "ABCDEFGHABCDEFGHI"},
    {"Wireshark", "0000   41 42 43 44   ABCD\n0004   45 46                 EF", "ABCDEF"},
    {"half a byte", "4", NULL},
    {"half a byte behind", "41424", NULL},
    {"no digits", "41 xy", NULL},
    {"wrong offset", "0000   41 42\n0003   43", NULL},
    {"repeats nothing", "0000   \n*\n0010 41", NULL},
};

START_TEST(hex)
{
    char room[64];
    struct elb_decoded decoded = {.bytes = room, .limit = sizeof(room)};
    struct elb_text at = {0};
    const bool is_read = elb_hex_decode(elb_text_from(hex_rows[_i].text), &decoded, &at);

    ck_assert_msg(is_read == (hex_rows[_i].bytes != NULL), "%s", hex_rows[_i].name);
    if (is_read)
        ck_assert_msg(elb_text_is((struct elb_text){room, decoded.length}, hex_rows[_i].bytes),
                      "%s: %zu", hex_rows[_i].name, decoded.length);
}
END_TEST

static const struct {
    const char *text;
    const char *bytes; /* NULL: refused */
} base64_rows[] = {
    {"QUJD", "ABC"},      {"QUJDRA==", "ABCD"},  {"QUJDREU=", "ABCDE"},
    {"QUJDREU", "ABCDE"}, {"QU\nJD\r\n", "ABC"}, {"-_8", "\xFB\xFF"},
    {"+/8=", "\xFB\xFF"}, {"QU=JD", NULL},       {"QU*D", NULL},
};

START_TEST(base64)
{
    char room[64];
    struct elb_decoded decoded = {.bytes = room, .limit = sizeof(room)};
    struct elb_text at = {0};
    const bool is_read = elb_base64_decode(elb_text_from(base64_rows[_i].text), &decoded, &at);

    ck_assert_msg(is_read == (base64_rows[_i].bytes != NULL), "%s", base64_rows[_i].text);
    if (is_read)
        ck_assert_msg(elb_text_is((struct elb_text){room, decoded.length}, base64_rows[_i].bytes),
                      "%s", base64_rows[_i].text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tls/hello");
    TCase *tcase = tcase_create("hello");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, truncated, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_test(tcase, copied);
    tcase_add_loop_test(tcase, hex, 0, LENGTH(hex_rows));
    tcase_add_loop_test(tcase, base64, 0, LENGTH(base64_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
