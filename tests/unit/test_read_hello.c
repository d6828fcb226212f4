/* SPDX-License-Identifier: MIT */

/* ClientHellos of real programs, in every form that a file can have, against the catalog. */
#include "test_hello_common.h"

#include "read/hex.h"

#include <stdio.h>

static struct elb_arena arena;
static struct elb_error error;
static struct elb_client_list *list;
static struct elb_buffer buffer;

/* One row of the file: what program, the catalog's client, and its first flight. */
struct row {
    char name[64];
    char id[64];
    struct elb_text hex;
    struct elb_text bytes;
};

static struct row rows[64];
static size_t row_count;

static void set_up(void)
{
    error = (struct elb_error){0};
    list = NULL;
}

static void tear_down(void)
{
    list = elb_client_list_free(list);
    elb_buffer_clear(&buffer);
}

static void copy(char *to, size_t size, struct elb_text text)
{
    (void)snprintf(to, size, "%.*s", ELB_TEXT_ARGS(text));
}

static struct elb_text decode(struct elb_text hex)
{
    struct elb_decoded decoded = {.bytes = elb_arena_alloc(&arena, 65536), .limit = 65536};
    struct elb_text at;

    ck_assert_ptr_nonnull(decoded.bytes);
    ck_assert(elb_hex_decode(hex, &decoded, &at));
    return (struct elb_text){decoded.bytes, decoded.length};
}

static void load_rows(void)
{
    struct elb_text text;
    struct elb_text line;

    elb_arena_init(&arena);
    ck_assert_int_eq(elb_file_read(&arena, "tests/unit/data/read-hello/local-clienthellos.tsv",
                                   ELB_FILE_LIMIT, &text, &error),
                     ELB_OK);
    while (elb_text_next_line(&text, &line)) {
        struct elb_text field;

        if (line.length == 0 || *line.start == '#')
            continue;
        ck_assert_uint_lt(row_count, LENGTH(rows));
        ck_assert(elb_text_next_field(&line, "\t", &field));
        copy(rows[row_count].name, sizeof(rows[0].name), field);
        ck_assert(elb_text_next_field(&line, "\t", &field));
        copy(rows[row_count].id, sizeof(rows[0].id), field);
        rows[row_count].hex = line;
        rows[row_count++].bytes = decode(line);
    }
}

static enum elb_status read_text(struct elb_text text)
{
    return elb_clients_read(elb_catalog_bundled(), text.start, text.length, "hello.bin", NULL,
                            &list, &error);
}

static void compare_client(const struct row *row, const struct elb_client *client)
{
    compare_lists(row->name, client, client_of_catalog(row->id));
    ck_assert_int_eq(client->evidence, ELB_EVIDENCE_CAPTURED);
    ck_assert_str_eq(client->id, "hello");
    ck_assert_str_eq(client->origin, "hello.bin");
}

/* ---- The forms of a file -------------------------------------------------------------------- */

static struct elb_text as_bytes(const struct row *row)
{
    return row->bytes;
}

static struct elb_text as_stream(const struct row *row)
{
    return row->hex;
}

/* `xxd -p` */
static struct elb_text as_lines(const struct row *row)
{
    for (size_t i = 0; i < row->hex.length; i += 60) {
        const size_t left = row->hex.length - i;

        elb_buffer_append(&buffer, row->hex.start + i, left < 60 ? left : 60);
        elb_buffer_append_char(&buffer, '\n');
    }
    return elb_buffer_text(&buffer);
}

static struct elb_text as_colons(const struct row *row)
{
    for (size_t i = 0; i < row->bytes.length; i++)
        elb_buffer_printf(&buffer, "%s%02X", i > 0 ? ":" : "", (unsigned char)row->bytes.start[i]);
    return elb_buffer_text(&buffer);
}

static struct elb_text as_dump(const struct row *row, const char *offset, const char *bar)
{
    for (size_t i = 0; i < row->bytes.length; i += 16) {
        elb_buffer_printf(&buffer, offset, i);
        for (size_t j = i; j < i + 16 && j < row->bytes.length; j++)
            elb_buffer_printf(&buffer, "%02x ", (unsigned char)row->bytes.start[j]);
        elb_buffer_printf(&buffer, "  %s", bar);
        for (size_t j = i; j < i + 16 && j < row->bytes.length; j++) {
            const char c = row->bytes.start[j];

            elb_buffer_append_char(&buffer, c >= ' ' && c <= '~' ? c : '.');
        }
        elb_buffer_printf(&buffer, "%s\n", bar);
    }
    return elb_buffer_text(&buffer);
}

static struct elb_text as_xxd(const struct row *row)
{
    return as_dump(row, "%08zx: ", "");
}

static struct elb_text as_hexdump(const struct row *row)
{
    return as_dump(row, "%08zx  ", "|");
}

static struct elb_text as_base64(const struct row *row)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = (const unsigned char *)row->bytes.start;

    for (size_t i = 0; i < row->bytes.length; i += 3) {
        const size_t left = row->bytes.length - i;
        const unsigned bits = (unsigned)bytes[i] << 16 |
                              (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) |
                              (left > 2 ? bytes[i + 2] : 0);

        elb_buffer_printf(&buffer, "%c%c%c%c%s", digits[bits >> 18], digits[bits >> 12 & 63],
                          left > 1 ? digits[bits >> 6 & 63] : '=',
                          left > 2 ? digits[bits & 63] : '=', i % 57 == 54 ? "\r\n" : "");
    }
    return elb_buffer_text(&buffer);
}

/* Without the header of its only record. */
static struct elb_text as_message(const struct row *row)
{
    const unsigned char *header = (const unsigned char *)row->bytes.start;
    const size_t length = (size_t)header[3] << 8 | header[4];

    return (struct elb_text){row->bytes.start + 5, length};
}

static struct elb_text (*const forms[])(const struct row *) = {
    as_bytes, as_stream, as_lines, as_colons, as_xxd, as_hexdump, as_base64, as_message,
};

START_TEST(form)
{
    for (size_t i = 0; i < row_count; i++) {
        elb_buffer_clear(&buffer);
        ck_assert_msg(read_text(forms[_i](&rows[i])) == ELB_OK, "form %d, %s: %s", _i, rows[i].name,
                      error.message);
        ck_assert_uint_eq(elb_client_list_count(list), 1);
        compare_client(&rows[i], elb_client_list_at(list, 0));
        list = elb_client_list_free(list);
    }
}
END_TEST

/* Every beginning of every form of one hello: an error, or the hello. */
START_TEST(truncated)
{
    const struct row *row = &rows[row_count > 22 ? 22 : 0];
    const struct elb_text whole = forms[_i](row);

    for (size_t length = 0; length < whole.length; length++) {
        char *cut = malloc(length > 0 ? length : 1);
        enum elb_status status;

        memcpy(cut, whole.start, length);
        error = (struct elb_error){0};
        status = read_text((struct elb_text){cut, length});
        if (status == ELB_OK && length > 8 && length + 2 < whole.length && _i != 4 && _i != 5)
            ck_abort_msg("form %d: %zu of %zu bytes", _i, length, whole.length);
        if (status != ELB_OK && error.message[0] == '\0')
            ck_abort_msg("form %d: %zu bytes: no message", _i, length);
        list = elb_client_list_free(list);
        free(cut);
    }
}
END_TEST

static const struct {
    const char *name;
    const char *text;
    enum elb_status status;
    size_t line;
    const char *message; /* part of it */
} bad_rows[] = {
    {"hex that breaks off", "16 03 01 00 2f 01 00 00 2b 03 03 00\n", ELB_ERROR_SYNTAX, 1,
     "breaks off"},
    {"hex that ends in words", "16 03 01 00 2f 01 00 00 2b 03 03 00 00 00 00 00\nhello\n",
     ELB_ERROR_SYNTAX, 2, "no hex"},
    {"base64 that ends in something else", "FgMBAC8BAAArAwMAAAAAAAAAAAAAAAAA\n***\n",
     ELB_ERROR_SYNTAX, 2, "no base64"},
    {"DTLS", "16fefd0000000000000000004001", ELB_ERROR_UNSUPPORTED, 1, "DTLS"},
    {"QUIC", "c300000001088394c8f03e515708", ELB_ERROR_UNSUPPORTED, 1, "QUIC"},
    {"SSLv2", "802e0100020015000000100100800200", ELB_ERROR_UNSUPPORTED, 1, "SSLv2"},
    {"no suites",
     "01000027 0303 0000000000000000000000000000000000000000000000000000000000000000 00 0000 0100",
     ELB_ERROR_SYNTAX, 1, "at byte 39 of it: it offers no cipher suite"},
    {"something behind it",
     "0100002b 0303 0000000000000000000000000000000000000000000000000000000000000000 00 "
     "0004 1301c02f 0100 ffff",
     ELB_ERROR_SYNTAX, 1, "2 bytes behind"},
};

START_TEST(bad)
{
    const enum elb_status status = read_text(elb_text_from(bad_rows[_i].text));

    ck_assert_msg(status == bad_rows[_i].status, "%s: %d %s", bad_rows[_i].name, (int)status,
                  error.message);
    ck_assert_msg(error.line == bad_rows[_i].line, "%s: line %zu", bad_rows[_i].name, error.line);
    if (bad_rows[_i].message)
        ck_assert_msg(contains(error.message, bad_rows[_i].message), "%s: %s", bad_rows[_i].name,
                      error.message);
    ck_assert_ptr_null(list);
}
END_TEST

/* Each byte of a hello changed: clients or an error, and no more bytes read than there are. */
START_TEST(changed)
{
    const struct row *row = &rows[0];
    char *bytes = malloc(row->bytes.length);

    for (size_t i = 0; i < row->bytes.length; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            memcpy(bytes, row->bytes.start, row->bytes.length);
            bytes[i] = (char)((unsigned char)bytes[i] ^ 1u << bit);
            error = (struct elb_error){0};
            if (read_text((struct elb_text){bytes, row->bytes.length}) != ELB_OK && list)
                ck_abort_msg("byte %zu", i);
            list = elb_client_list_free(list);
        }
    }
    free(bytes);
}
END_TEST

START_TEST(sslv2)
{
    const struct elb_client *client;

    ck_assert_int_eq(read_text(ELB_TEXT("801c0103030009 0000000a 00002f010080000005 "
                                        "00010203040506070809")),
                     ELB_OK);
    client = elb_client_list_at(list, 0);
    ck_assert_int_eq(client->hello, ELB_HELLO_SSLV2);
    ck_assert_uint_eq(client->suites.count, 2);
    ck_assert_int_eq(client->groups.presence, ELB_NOT_SENT);
    ck_assert_int_eq(client->server_name, ELB_NO);
    ck_assert_str_eq(client->notes[0], "left out: 1 cipher suite of SSLv2");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/hello");
    TCase *tcase = tcase_create("hello");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_unchecked_fixture(tcase, load_rows, NULL);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, form, 0, LENGTH(forms));
    tcase_add_loop_test(tcase, truncated, 0, LENGTH(forms));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_test(tcase, changed);
    tcase_add_test(tcase, sslv2);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    elb_buffer_done(&buffer);
    elb_arena_done(&arena);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
