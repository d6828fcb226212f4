/* SPDX-License-Identifier: MIT */

/* Files that describe clients: which format they are, and what is read from them. */
#include "test_read_common.h"

#include <stdio.h>

static struct elb_arena arena;
static struct elb_error error;
static struct elb_client_list *list;
static struct elb_buffer buffer;

static void set_up(void)
{
    elb_arena_init(&arena);
    elb_buffer_init(&buffer);
    error = (struct elb_error){0};
    list = NULL;
}

static void tear_down(void)
{
    list = elb_client_list_free(list);
    elb_buffer_done(&buffer);
    elb_arena_done(&arena);
}

static enum elb_status read_text(struct elb_text text, const struct elb_read_limits *limits)
{
    return elb_clients_read(elb_catalog_bundled(), text.start, text.length, "dir/some.file.txt",
                            limits, &list, &error);
}

static enum elb_status read_string(const char *string)
{
    return read_text(elb_text_from(string), NULL);
}

/* Rows as OpenSSL prints them; COLUMNS is what a row goes on with. */
#define COLUMNS " Kx=RSA Au=RSA Enc=AES(128) Mac=SHA1"

static const struct {
    const char *name;
    const char *input;
    const char *suites;
    bool incomplete;
    const char *note; /* part of it */
} good_rows[] = {
    {"one name", "AES128-SHA", "002F", false, NULL},
    {"an unknown word", "ECDHE-RSA-AES128-GCM-SHA256:FOO", "C02F", true, "'FOO'"},
    {"an unknown word in small letters", "foo:AES128-SHA256\n", "003C", true, "'foo'"},
    {"an unknown word between blanks", "QUUX AES128-SHA256", "003C", true, "'QUUX'"},
    {"YAML that begins with an anchor", "- &a {id: x, suites: [AES128-SHA]}\n", "002F", false,
     NULL},
    {"YAML that begins with a tag", "--- !!map {id: x, suites: [AES128-SHA]}\n", "002F", false,
     NULL},
    {"one name, line end", "AES128-SHA\n", "002F", false, NULL},
    {"colons", "AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256", "002F C02F", false, NULL},
    {"order is kept", "ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA", "C02F 002F", false, NULL},
    {"commas and blanks", " AES128-SHA ,\tAES256-SHA", "002F 0035", false, NULL},
    {"lines", "AES128-SHA\r\n\r\nAES256-SHA\r\n", "002F 0035", false, NULL},
    {"empty items", ":AES128-SHA::AES256-SHA:", "002F 0035", false, NULL},
    {"IANA", "TLS_RSA_WITH_AES_128_CBC_SHA", "002F", false, NULL},
    {"Java", "SSL_RSA_WITH_3DES_EDE_CBC_SHA", "000A", false, NULL},
    {"any case", "aes128-sHA", "002F", false, NULL},
    {"old OpenSSL name", "EDH-RSA-DES-CBC3-SHA", "0016", false, NULL},
    {"code", "0xC02F", "C02F", false, NULL},
    {"code in lower case", "0xc02f", "C02F", false, NULL},
    {"code of two bytes", "C0,2F:00,9C", "C02F 009C", false, NULL},
    {"code of two bytes with 0x", "0xC0,0x2F, 0x00,0x9C", "C02F 009C", false, NULL},
    {"code that nobody knows", "0xFAFB", "FAFB", false, NULL},
    {"repeated", "AES128-SHA:TLS_RSA_WITH_AES_128_CBC_SHA:0x002F", "002F", false, NULL},
    {"unknown name", "AES128-SHA:BOGUS-SHA", "002F", true, "'BOGUS-SHA'"},
    {"many unknown names", "A-1:A-2:A-3:A-4:A-5:A-6:A-7:A-8:A-9:A-0:AES128-SHA", "002F", true,
     "'A-8' and 2 more"},
    {"row", "AES128-SHA SSLv3" COLUMNS, "002F", false, NULL},
    {"row with code", "   0x00,0x2F - AES128-SHA   SSLv3  " COLUMNS "\n", "002F", false, NULL},
    {"row with IANA name", "TLS_RSA_WITH_AES_128_CBC_SHA - AES128-SHA SSLv3" COLUMNS, "002F", false,
     NULL},
    {"row with code and IANA name",
     "0x00,0x2F - TLS_RSA_WITH_AES_128_CBC_SHA - AES128-SHA SSLv3" COLUMNS, "002F", false, NULL},
    {"row without IANA name", "UNKNOWN - AES128-SHA SSLv3" COLUMNS, "002F", false, NULL},
    {"only the IANA name is known", "TLS_RSA_WITH_AES_128_CBC_SHA - NEW-SHA SSLv3" COLUMNS, "002F",
     false, NULL},
    {"export", "EXP-RC4-MD5 SSLv3 Kx=RSA(512) Au=RSA Enc=RC4(40) Mac=MD5 export", "0003", false,
     NULL},
    {"the version is not the offer", "AES128-SHA TLSv1.3" COLUMNS, "002F", false, NULL},
    {"unknown name with a code", "0xFA,0xFB - NEW-SHA TLSv1.2" COLUMNS, "FAFB", false, NULL},
    {"unknown name without a code", "NEW-SHA TLSv1.2" COLUMNS "\nAES128-SHA SSLv3" COLUMNS, "002F",
     true, "'NEW-SHA'"},
    {"SSLv2 by its code",
     "0x01,0x00,0x80 - RC4-MD5 SSLv2" COLUMNS "\n0x00,0x2F - AES128-SHA SSLv3" COLUMNS, "002F",
     false, "1 cipher suite of SSLv2"},
    {"SSLv2 by its version",
     "RC4-MD5 SSLv2" COLUMNS "\nRC2-CBC-MD5 SSLv2" COLUMNS "\nAES128-SHA SSLv3" COLUMNS, "002F",
     false, "2 cipher suites of SSLv2"},
    {"draft of ChaCha20 under the name of today",
     "0xCC,0x13 - ECDHE-RSA-CHACHA20-POLY1305 TLSv1.2" COLUMNS, "CC13", false, NULL},
    {"blank lines among rows", "\n \nAES128-SHA SSLv3" COLUMNS "\r\n\r\n", "002F", false, NULL},
};

START_TEST(good)
{
    const struct elb_client *client;

    ck_assert_msg(read_string(good_rows[_i].input) == ELB_OK, "%s: %s", good_rows[_i].name,
                  error.message);
    ck_assert_uint_eq(elb_client_list_count(list), 1);
    client = elb_client_list_at(list, 0);
    write_codes(&client->suites, &buffer);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), good_rows[_i].suites) == 0, "%s: %s",
                  good_rows[_i].name, elb_buffer_string(&buffer));
    ck_assert_msg(client->suites_incomplete == good_rows[_i].incomplete, "%s", good_rows[_i].name);
    write_notes(client, &buffer);
    if (good_rows[_i].note)
        ck_assert_msg(contains(elb_buffer_string(&buffer), good_rows[_i].note), "%s: %s",
                      good_rows[_i].name, elb_buffer_string(&buffer));
    else
        ck_assert_msg(client->note_count == 0, "%s: %s", good_rows[_i].name, client->notes[0]);
}
END_TEST

/* Nothing but the suites is known, and the client is called after its file. */
START_TEST(everything_else_is_unknown)
{
    const struct elb_client *client;

    ck_assert_int_eq(read_string("AES128-SHA"), ELB_OK);
    client = elb_client_list_at(list, 0);
    ck_assert_str_eq(client->id, "some.file");
    ck_assert_str_eq(client->origin, "dir/some.file.txt");
    ck_assert_uint_eq(client->legacy_version, 0);
    ck_assert_uint_eq(client->versions, 0);
    ck_assert_int_eq(client->supported_versions.presence, ELB_UNKNOWN);
    ck_assert_int_eq(client->suites.presence, ELB_SENT);
    ck_assert_int_eq(client->groups.presence, ELB_UNKNOWN);
    ck_assert_int_eq(client->key_shares.presence, ELB_UNKNOWN);
    ck_assert_int_eq(client->schemes.presence, ELB_UNKNOWN);
    ck_assert_int_eq(client->extensions.presence, ELB_UNKNOWN);
    ck_assert_int_eq(client->server_name, ELB_MAYBE);
    ck_assert_int_eq(client->evidence, ELB_EVIDENCE_NONE);
    ck_assert_ptr_null(elb_client_list_at(list, 1));
}
END_TEST

static const struct {
    const char *path;
    const char *id;
} id_rows[] = {
    {"-", "stdin"}, {"a", "a"},       {"a.txt", "a"},     {"x/a.b.txt", "a.b"},
    {"./-", "-"},   {".txt", ".txt"}, {"x/.hid", ".hid"}, {"/", "/"},
    {"x/a.", "a"},  {"..", "."},      {"x/", "x/"},
};

START_TEST(id_from_path)
{
    ck_assert_int_eq(elb_clients_read(elb_catalog_bundled(), "AES128-SHA", 10, id_rows[_i].path,
                                      NULL, &list, &error),
                     ELB_OK);
    ck_assert_str_eq(elb_client_list_at(list, 0)->id, id_rows[_i].id);
}
END_TEST

#define DEEP16 "[[[[[[[[[[[[[[[["
#define DEEP   DEEP16 DEEP16 DEEP16 DEEP16

static const struct {
    const char *name;
    struct elb_text input;
    enum elb_status status;
    size_t line;
    size_t column;
    const char *message; /* part of it */
} bad_rows[] = {
    {"empty", ELB_TEXT_INIT(""), ELB_ERROR_SYNTAX, 0, 0, "empty"},
    {"blank", ELB_TEXT_INIT(" \r\n\t\n"), ELB_ERROR_SYNTAX, 0, 0, "empty"},
    {"NUL", ELB_TEXT_INIT("AES128-SHA\0"), ELB_ERROR_SYNTAX, 0, 0, "binary"},
    {"not UTF-8", ELB_TEXT_INIT("AES128-SHA\xff"), ELB_ERROR_SYNTAX, 0, 0, "UTF-8"},
    {"brackets too deep", ELB_TEXT_INIT("\n" DEEP "["), ELB_ERROR_LIMIT, 2, 65, "nested deeper"},
    {"broken JSON", ELB_TEXT_INIT("{\"a\": {\"b\":\n"), ELB_ERROR_SYNTAX, 2, 1, ""},
    {"broken YAML", ELB_TEXT_INIT("# a\n- &a {id: x\n- b\n"), ELB_ERROR_SYNTAX, 4, 0, ""},
    {"row of -V cut behind the version",
     ELB_TEXT_INIT("0x13,0x02 - TLS_AES_256_GCM_SHA384  TLSv1.3 Kx=an"), ELB_ERROR_SYNTAX, 1, 1,
     "expected a row"},
    {"prose", ELB_TEXT_INIT("hello, this is a text\n"), ELB_ERROR_SYNTAX, 0, 0,
     "looked for a client in YAML"},
    {"what was looked for", ELB_TEXT_INIT("hello"), ELB_ERROR_SYNTAX, 0, 0, "openssl ciphers -v"},
    {"only separators", ELB_TEXT_INIT(":::,,;"), ELB_ERROR_SYNTAX, 0, 0, "no description"},
    {"a keyword of somebody else", ELB_TEXT_INIT("HIGHEST"), ELB_ERROR_SYNTAX, 0, 0,
     "no description"},
    {"an escape sequence", ELB_TEXT_INIT("\x1b[31mAES128-SHA"), ELB_ERROR_SYNTAX, 0, 0,
     "no description"},
    {"HTML", ELB_TEXT_INIT("<html><body>AES128-SHA</body>"), ELB_ERROR_SYNTAX, 0, 0,
     "no description"},
    {"nothing is known", ELB_TEXT_INIT("\n  AES128-SHB:FOO-BAR"), ELB_ERROR_DATA, 2, 3,
     "unknown cipher suite 'AES128-SHB', and no other is known, did you mean 'AES128-SHA'"},
    {"nothing is near", ELB_TEXT_INIT("QQQQQQQQ-1"), ELB_ERROR_DATA, 1, 1,
     "unknown cipher suite 'QQQQQQQQ-1', and no other is known"},
    {"half a code", ELB_TEXT_INIT("0xC0"), ELB_ERROR_DATA, 1, 1, "'0xC0'"},
    {"code that is too long", ELB_TEXT_INIT("0xC02F1"), ELB_ERROR_DATA, 1, 1, "'0xC02F1'"},
    {"no row", ELB_TEXT_INIT("AES128-SHA SSLv3" COLUMNS "\nopenssl: error\n"), ELB_ERROR_SYNTAX, 2,
     1, "expected a row"},
    {"column behind other letters",
     ELB_TEXT_INIT("AES128-SHA SSLv3" COLUMNS "\n\xc3\xa4 \xc3\xb6\n"), ELB_ERROR_SYNTAX, 2, 1,
     "expected a row"},
    {"row without Enc", ELB_TEXT_INIT("AES128-SHA SSLv3 Kx=RSA Au=RSA Mac=SHA1"), ELB_ERROR_SYNTAX,
     1, 1, "expected a row"},
    {"row that breaks off", ELB_TEXT_INIT("AES128-SHA SSLv3 Kx=RSA Au=RSA Enc=AES(128) Mac="),
     ELB_ERROR_SYNTAX, 1, 1, "expected a row"},
    {"row without a version", ELB_TEXT_INIT("AES128-SHA" COLUMNS), ELB_ERROR_SYNTAX, 1, 1,
     "expected a row"},
    {"code without a dash", ELB_TEXT_INIT("0x00,0x2F AES128-SHA SSLv3" COLUMNS), ELB_ERROR_SYNTAX,
     1, 1, "expected a row"},
    {"code of one byte", ELB_TEXT_INIT(" 0x2F - AES128-SHA SSLv3" COLUMNS), ELB_ERROR_SYNTAX, 1, 2,
     "expected the code"},
    {"code that is no number", ELB_TEXT_INIT("0x0G,0x2F - AES128-SHA SSLv3" COLUMNS),
     ELB_ERROR_SYNTAX, 1, 1, "expected the code"},
    {"code of five bytes", ELB_TEXT_INIT("0x00,0x00,0x00,0x00,0x2F - AES128-SHA SSLv3" COLUMNS),
     ELB_ERROR_SYNTAX, 1, 1, "expected the code"},
    {"name against code",
     ELB_TEXT_INIT("0x00,0x35 - AES256-SHA SSLv3" COLUMNS "\n"
                   "          0x00,0x35 - AES128-SHA SSLv3" COLUMNS),
     ELB_ERROR_DATA, 2, 23, "'AES128-SHA' is 0x002F, but the row is about 0x0035"},
    {"IANA name against name",
     ELB_TEXT_INIT("TLS_RSA_WITH_AES_256_CBC_SHA - AES128-SHA SSLv3" COLUMNS), ELB_ERROR_DATA, 1,
     32, "'AES128-SHA' is 0x002F"},
    {"IANA name against code",
     ELB_TEXT_INIT("0x00,0x2F - TLS_RSA_WITH_AES_256_CBC_SHA - AES128-SHA SSLv3" COLUMNS),
     ELB_ERROR_DATA, 1, 13, "is 0x0035, but the row is about 0x002F"},
    {"SSLv2 alone", ELB_TEXT_INIT("RC4-MD5 SSLv2" COLUMNS), ELB_ERROR_DATA, 0, 0,
     "no cipher suite of TLS"},
    {"only unknown rows", ELB_TEXT_INIT("AES128-SHB SSLv3" COLUMNS), ELB_ERROR_DATA, 1, 1,
     "did you mean 'AES128-SHA'"},
    {"YAML with a mistake", ELB_TEXT_INIT("suites: [AES128-SHA\nid: x"), ELB_ERROR_SYNTAX, 2, 0,
     NULL},
    {"YAML with an unknown suite", ELB_TEXT_INIT("suites: [AES128-SHB]\n"), ELB_ERROR_DATA, 1, 10,
     "AES128-SHB"},
    {"YAML of a policy", ELB_TEXT_INIT("name: x\nprotocols: [TLSv1.2]\nsuites: [AES128-SHA]\n"),
     ELB_ERROR_DATA, 2, 1, "protocols"},
    {"YAML without suites", ELB_TEXT_INIT("id: x\n"), ELB_ERROR_DATA, 0, 0, "suites"},
};

START_TEST(bad)
{
    const enum elb_status status = read_text(bad_rows[_i].input, NULL);

    ck_assert_msg(status == bad_rows[_i].status, "%s: %d %s", bad_rows[_i].name, (int)status,
                  error.message);
    ck_assert_ptr_null(list);
    ck_assert_int_eq(error.status, status);
    ck_assert_str_eq(error.path, "dir/some.file.txt");
    if (bad_rows[_i].line > 0)
        ck_assert_msg(error.line == bad_rows[_i].line, "%s: line %zu", bad_rows[_i].name,
                      error.line);
    if (bad_rows[_i].column > 0)
        ck_assert_msg(error.column == bad_rows[_i].column, "%s: column %zu", bad_rows[_i].name,
                      error.column);
    if (bad_rows[_i].message)
        ck_assert_msg(contains(error.message, bad_rows[_i].message), "%s: %s", bad_rows[_i].name,
                      error.message);
}
END_TEST

/* What -V and -stdname print beside the name says the same as the catalog's names. */
static const struct {
    const char *names;
    const char *codes;
    size_t count;
} pairs[] = {
    {"openssl-3.0-all-names.txt", "openssl-3.0-all-codes.txt", 128},
    {"openssl-3.0.19-s-names.txt", "openssl-3.0.19-s-codes.txt", 30},
    {"openssl-0.9.8-names-crlf.txt", "openssl-0.9.8-codes.txt", 15},
};

/* The codes by another way: every "0xHH,0xLL - " that isn't one of three bytes. */
static void write_printed_codes(struct elb_text text)
{
    struct elb_text line;

    elb_buffer_clear(&buffer);
    while (elb_text_next_line(&text, &line)) {
        unsigned high;
        unsigned low;

        if (sscanf(line.start, " 0x%2X,0x%2X -", &high, &low) == 2 &&
            elb_text_find(line, ELB_TEXT(" SSLv2 ")) == SIZE_MAX)
            elb_buffer_printf(&buffer, "%s%02X%02X", buffer.length > 0 ? " " : "", high, low);
    }
}

START_TEST(names_and_codes_agree)
{
    const char *files[] = {pairs[_i].names, pairs[_i].codes};
    struct elb_buffer expected;

    write_printed_codes(read_fixture(&arena, pairs[_i].codes));
    expected = buffer;
    buffer = (struct elb_buffer){0};
    for (size_t i = 0; i < LENGTH(files); i++) {
        ck_assert_msg(read_text(read_fixture(&arena, files[i]), NULL) == ELB_OK, "%s: %s", files[i],
                      error.message);
        ck_assert_uint_eq(elb_client_list_at(list, 0)->suites.count, pairs[_i].count);
        ck_assert(!elb_client_list_at(list, 0)->suites_incomplete);
        write_codes(&elb_client_list_at(list, 0)->suites, &buffer);
        ck_assert_str_eq(elb_buffer_string(&buffer), elb_buffer_string(&expected));
        list = elb_client_list_free(list);
    }
    elb_buffer_done(&expected);
}
END_TEST

static const struct {
    const char *file;
    size_t clients;
    size_t suites; /* of the first */
    const char *start;
    bool incomplete;
} fixtures[] = {
    {"openssl-3.0.19-list.txt", 1, 60, "1302 1303 1301 C02C C030 009F CCA9", false},
    {"openssl-3.0.19-HIGH.txt", 1, 74, "1302 1303 1301 C02C C030 00A3", false},
    {"openssl-3.0.19-stdname.txt", 1, 8, "1302 1303 1301 C02C C030", false},
    {"openssl-3.0-tls12-stdname.txt", 1, 27, "C02C C030 009F CCA9", false},
    {"openssl-3.0.22-codes-stdname.txt", 1, 17, "1302 1303 1301 C02C C030 C02B C02F", false},
    {"mixed-names.txt", 1, 8, "1301 C02F C028 C02C C02B 009C 0016 000A", false},
    {"unknown-names.txt", 1, 2, "C02F 002F", true},
    {"client.yaml", 2, 3, "1301 C02F C013", false},
    {"openssl-0.9.8-codes.txt", 1, 15, "0039 0038 0035 0016 0013 000A 002F 0005", false},
    {"openssl-0.9.8-names-crlf.txt", 1, 15, "0039 0038 0035 0016 0013", false},
};

START_TEST(fixture)
{
    const struct elb_client *client;

    ck_assert_msg(read_text(read_fixture(&arena, fixtures[_i].file), NULL) == ELB_OK, "%s: %s",
                  fixtures[_i].file, error.message);
    ck_assert_uint_eq(elb_client_list_count(list), fixtures[_i].clients);
    client = elb_client_list_at(list, 0);
    write_codes(&client->suites, &buffer);
    ck_assert_msg(client->suites.count == fixtures[_i].suites, "%s: %zu suites", fixtures[_i].file,
                  client->suites.count);
    ck_assert_msg(
        elb_text_has_prefix(elb_text_from(elb_buffer_string(&buffer)), fixtures[_i].start),
        "%s: %s", fixtures[_i].file, elb_buffer_string(&buffer));
    ck_assert(client->suites_incomplete == fixtures[_i].incomplete);
}
END_TEST

/* However short: clients, or an error that says something. A heap copy lets ASan see the end. */
START_TEST(truncated)
{
    const struct elb_text whole = read_fixture(&arena, fixtures[_i].file);

    for (size_t length = 0; length < whole.length; length++) {
        struct elb_text cut = {malloc(length > 0 ? length : 1), length};
        enum elb_status status;

        ck_assert_ptr_nonnull(cut.start);
        memcpy((char *)cut.start, whole.start, length);
        error = (struct elb_error){0};
        status = read_text(cut, NULL);
        if (status == ELB_OK)
            ck_assert_uint_gt(elb_client_list_count(list), 0);
        else
            ck_assert_msg(error.status == status && error.message[0] != '\0' && !list, "%s: %zu",
                          fixtures[_i].file, length);
        list = elb_client_list_free(list);
        free((char *)cut.start);
    }
}
END_TEST

START_TEST(size_limit)
{
    const struct elb_read_limits limits = {.bytes = 9, .depth = 9, .nodes = 9, .suites = 10};

    ck_assert_int_eq(read_text(ELB_TEXT("AES128-SHA"), &limits), ELB_ERROR_LIMIT);
    ck_assert(contains(error.message, "9 bytes"));
    ck_assert_ptr_null(list);
    ck_assert_int_eq(read_text(ELB_TEXT("0x002F:\n"), &limits), ELB_OK);
}
END_TEST

/* Repeated and unknown ones count as well. */
static const char *const limit_inputs[] = {
    "AES128-SHA:AES256-SHA:AES128-SHA",
    "AES128-SHA:A-B:A-C",
    "AES128-SHA SSLv3" COLUMNS "\nRC4-MD5 SSLv2" COLUMNS "\nA-B SSLv3" COLUMNS,
};

START_TEST(suite_limit)
{
    struct elb_read_limits limits = {.bytes = 1000, .depth = 9, .nodes = 9, .suites = 2};

    ck_assert_int_eq(read_text(elb_text_from(limit_inputs[_i]), &limits), ELB_ERROR_LIMIT);
    ck_assert(contains(error.message, "more than 2 cipher suites"));
    ck_assert_str_eq(error.path, "dir/some.file.txt");
    ck_assert_ptr_null(list);
    limits.suites = 3;
    ck_assert_int_eq(read_text(elb_text_from(limit_inputs[_i]), &limits), ELB_OK);
}
END_TEST

START_TEST(all_codes)
{
    for (unsigned code = 0; code < 65536; code++)
        elb_buffer_printf(&buffer, "0x%04X\n", code);
    ck_assert_int_eq(read_text(elb_buffer_text(&buffer), NULL), ELB_OK);
    ck_assert_uint_eq(elb_client_list_at(list, 0)->suites.count, 65536);
    elb_buffer_append_string(&buffer, "0x0000");
    list = elb_client_list_free(list);
    ck_assert_int_eq(read_text(elb_buffer_text(&buffer), NULL), ELB_ERROR_LIMIT);
}
END_TEST

START_TEST(nothing_to_free)
{
    ck_assert_ptr_null(elb_client_list_free(NULL));
    ck_assert_int_eq(elb_clients_read(elb_catalog_bundled(), NULL, 0, "-", NULL, &list, NULL),
                     ELB_ERROR_SYNTAX);
    ck_assert_ptr_null(list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/clients");
    TCase *tcase = tcase_create("clients");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_test(tcase, everything_else_is_unknown);
    tcase_add_loop_test(tcase, id_from_path, 0, LENGTH(id_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, names_and_codes_agree, 0, LENGTH(pairs));
    tcase_add_loop_test(tcase, fixture, 0, LENGTH(fixtures));
    tcase_add_loop_test(tcase, truncated, 0, LENGTH(fixtures));
    tcase_add_test(tcase, size_limit);
    tcase_add_loop_test(tcase, suite_limit, 0, LENGTH(limit_inputs));
    tcase_add_test(tcase, all_codes);
    tcase_add_test(tcase, nothing_to_free);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
