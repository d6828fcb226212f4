/* SPDX-License-Identifier: MIT */

/* The readers of hellos without the first, second, third ... allocation, until they succeed. */
#include "test_read_common.h"

#include "base/alloc.h"
#include "sample_capture.h"

static size_t allowed;
static struct elb_arena arena;

/* One fails, and only that one: whoever goes on regardless will lack what it was for. */
static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- != 0;
}

/* Everything that there is in a list of clients, as one number. */
static size_t measure(const struct elb_client_list *list)
{
    size_t sum = 0;

    for (size_t i = 0; list && i < elb_client_list_count(list); i++) {
        const struct elb_client *client = elb_client_list_at(list, i);

        sum += 1 + client->note_count * 100 + client->suites.count + client->groups.count +
               client->key_shares.count + client->schemes.count + client->extensions.count +
               client->point_formats.count + client->supported_versions.count + client->alpn_count +
               strlen(client->id);
        for (size_t j = 0; j < client->note_count; j++)
            sum += strlen(client->notes[j]);
    }
    return sum;
}

static size_t measure_all(struct elb_text text)
{
    struct elb_client_list *list = NULL;
    size_t sum;

    if (elb_clients_read(elb_catalog_bundled(), text.start, text.length, "a/b.log", NULL, &list,
                         NULL) != ELB_OK)
        return 0;
    sum = measure(list);
    elb_client_list_free(list);
    return sum;
}

static struct elb_text load(const char *path)
{
    struct elb_error error = {0};
    struct elb_text text = {0};

    ck_assert_msg(elb_file_read(&arena, path, ELB_FILE_LIMIT, &text, &error) == ELB_OK, "%s",
                  error.message);
    return text;
}

static struct elb_text keep(struct elb_buffer *buffer)
{
    const struct elb_text text = elb_arena_dup_text(&arena, elb_buffer_text(buffer));

    elb_buffer_done(buffer);
    ck_assert_ptr_nonnull(text.start);
    return text;
}

/* Several records and segments, a hello of SSLv2, losses: all that allocates. */
static struct elb_text make_capture(void)
{
    struct elb_buffer hello = {0};
    struct elb_buffer file = {0};
    struct elb_text bytes;

    sample_hello(&hello, 0x1301, 40, 1216, 500);
    bytes = elb_buffer_text(&hello);
    sample_file(&file, SAMPLE_ETHERNET);
    sample_add(&file, SAMPLE_ETHERNET, (struct sample_packet){.flags = 2, .sequence = 9});
    for (unsigned i = 0; i < 3; i++)
        sample_add(&file, SAMPLE_ETHERNET,
                   (struct sample_packet){
                       .sequence = 10 + 600 * i,
                       .payload = {bytes.start + 600 * i, i < 2 ? 600 : bytes.length - 1200}});
    sample_add(&file, SAMPLE_ETHERNET,
               (struct sample_packet){
                   .port = 7,
                   .payload = ELB_TEXT("\x80\x1c\1\3\1\0\x09\0\0\0\x0a\0\0\x2f\1\0\x80\0\0\5"
                                       "rrrrrrrrrr")});
    sample_add(&file, SAMPLE_ETHERNET,
               (struct sample_packet){.port = 8, .payload = {bytes.start, 100}});
    sample_add(&file, SAMPLE_ETHERNET,
               (struct sample_packet){.port = 9, .payload = bytes, .fragment = 0x2000});
    elb_buffer_done(&hello);
    return keep(&file);
}

static struct elb_text make_empty_capture(void)
{
    struct elb_buffer file = {0};

    sample_file(&file, SAMPLE_ETHERNET);
    sample_add(&file, SAMPLE_ETHERNET,
               (struct sample_packet){.payload = ELB_TEXT("\x16\3\1\0\xf0\1\0\0\xec\3\3")});
    return keep(&file);
}

static const struct {
    const char *path; /* NULL: `make` */
    struct elb_text (*make)(void);
    enum elb_status status;
} rows[] = {
    {NULL, make_capture, ELB_OK},
    {NULL, make_empty_capture, ELB_ERROR_DATA},
    {"tests/unit/data/read-log/openssl-3.0.19-s_client-msg.txt", NULL, ELB_OK},
    {"tests/unit/data/read-log/openssl-3.0.19-s_client-trace.txt", NULL, ELB_OK},
    {"tests/unit/data/read-log/java-17-javax.net.debug.txt", NULL, ELB_OK},
    {"tests/unit/data/read-log/java-8-javax.net.debug.txt", NULL, ELB_OK},
    {"tests/unit/data/read-log/gnutls-cli-3.7.9-d4.txt", NULL, ELB_OK},
    {"tests/unit/data/read-log/tshark-4.0.17-T-fields.txt", NULL, ELB_OK},
    {"tests/unit/data/read-log/tshark-4.0.17-T-json-node8.json", NULL, ELB_OK},
    {"tests/unit/data/read-log/zeek-ssl.log", NULL, ELB_OK},
    {"tests/unit/data/read-log/zeek-ssl.json", NULL, ELB_OK},
};

/* Not a file of its own: hex of a hello with an unknown word in its log. */
static const char trace[] = "*** ClientHello, TLSv1\nCipher Suites: [TLS_X, 0x002F]\n"
                            "Extension elliptic_curves, curve names: {what}\n***\n";
static const char hex[] = "0100002b0303000000000000000000000000000000000000000000000000000000000000"
                          "00000000041301c02f0100";

/* Fails the first, second ... allocation until it ends as it should. */
static void fail_each(struct elb_text text, enum elb_status expected)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    const size_t whole = measure_all(text);
    size_t count;

    for (count = 0; status == ELB_ERROR_MEMORY; count++) {
        struct elb_client_list *list = NULL;
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 20000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = elb_clients_read(elb_catalog_bundled(), text.start, text.length, "a/b.log", NULL,
                                  &list, &error);
        elb_alloc_hook = NULL;
        if (status != error.status || (list != NULL) != (status == ELB_OK))
            ck_abort_msg("allocation %zu: %d %s", count, (int)status, error.message);
        if (measure(list) != (status == ELB_OK ? whole : 0))
            ck_abort_msg("allocation %zu: something is missing", count);
        elb_client_list_free(list);
    }
    ck_assert_int_eq(status, expected);
    ck_assert_uint_gt(count, 2);
}

START_TEST(file)
{
    if (!rows[_i].path && !sample_is_readable())
        return;
    elb_arena_init(&arena);
    fail_each(rows[_i].path ? load(rows[_i].path) : rows[_i].make(), rows[_i].status);
    elb_arena_done(&arena);
}
END_TEST

START_TEST(text)
{
    fail_each(elb_text_from(trace), ELB_OK);
    fail_each(elb_text_from(hex), ELB_OK);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/oom_hello");
    TCase *tcase = tcase_create("oom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, file, 0, LENGTH(rows));
    tcase_add_test(tcase, text);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
