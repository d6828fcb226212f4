/* SPDX-License-Identifier: MIT */

/* Whose hellos they are: nothing of it unless asked for, and then some of them, and a count. */
#include "test_capture_common.h"

#include "base/alloc.h"

static struct elb_buffer all;

static enum elb_status read_with(struct elb_text text, size_t addresses)
{
    struct elb_read_limits limits = ELB_READ_LIMITS_DEFAULT;

    limits.addresses = addresses;
    error = (struct elb_error){0};
    return elb_clients_read(elb_catalog_bundled(), text.start, text.length, "a/in", &limits, &list,
                            &error);
}

/* "in#1 10.0.0.1 10.0.0.2 (of 5)" of each client, and its notes. */
static const char *describe(void)
{
    elb_buffer_clear(&all);
    for (size_t i = 0; i < elb_client_list_count(list); i++) {
        const struct elb_client *client = elb_client_list_at(list, i);

        elb_buffer_printf(&all, "%s%s", i > 0 ? "; " : "", client->id);
        for (size_t j = 0; j < client->address_count; j++)
            elb_buffer_printf(&all, " %s", client->addresses[j]);
        elb_buffer_printf(&all, " (of %zu)", client->address_total);
    }
    return elb_buffer_string(&all);
}

static void release(void)
{
    elb_buffer_done(&all);
    tear_down();
}

/* Two clients, in turns; the first one from hosts 1 to 25, twice; the other from one of IPv6. */
static void make_capture(void)
{
    sample_file(&file, SAMPLE_ETHERNET);
    for (unsigned i = 0; i < 50; i++) {
        const unsigned host = 1 + i % 25;

        elb_buffer_clear(&hello);
        sample_hello(&hello, 0x1301, 3, 32, 0);
        add((struct sample_packet){.host = host, .port = 1000 + i, .payload = whole()});
        add((struct sample_packet){.host = host,
                                   .port = 1000 + i,
                                   .payload = ELB_TEXT("\x15\3\3\0\2\2\x28"),
                                   .is_answer = true});
    }
    elb_buffer_clear(&hello);
    sample_hello(&hello, 0x1301, 5, 32, 0);
    add((struct sample_packet){.host = 0xAB, .is_ipv6 = true, .payload = whole()});
}

static const struct {
    size_t asked;
    const char *expected;
} capture_rows[] = {
    {0, "in#1 (of 0); in#2 (of 0)"},
    {1, "in#1 10.0.0.1 (of 25); in#2 101:101:101:101:101:101:101:1ab (of 1)"},
    {3, "in#1 10.0.0.1 10.0.0.2 10.0.0.3 (of 25); in#2 101:101:101:101:101:101:101:1ab (of 1)"},
};

START_TEST(capture)
{
    if (!sample_is_readable())
        return;
    make_capture();
    ck_assert_msg(read_with(elb_buffer_text(&file), capture_rows[_i].asked) == ELB_OK, "%s",
                  error.message);
    ck_assert_str_eq(describe(), capture_rows[_i].expected);
}
END_TEST

/* Without being asked, no reader says a word of it, in notes neither. */
START_TEST(nothing_unasked)
{
    if (!sample_is_readable())
        return;
    make_capture();
    ck_assert_int_eq(read_with(elb_buffer_text(&file), 0), ELB_OK);
    for (size_t i = 0; i < elb_client_list_count(list); i++) {
        const struct elb_client *client = elb_client_list_at(list, i);

        ck_assert_ptr_null(client->addresses);
        write_notes(client, &notes);
        ck_assert_msg(!contains(elb_buffer_string(&notes), "10.0.0") &&
                          !contains(elb_buffer_string(&notes), ":101"),
                      "%s", elb_buffer_string(&notes));
    }
}
END_TEST

START_TEST(every_host_once)
{
    if (!sample_is_readable())
        return;
    make_capture();
    ck_assert_int_eq(read_with(elb_buffer_text(&file), 100), ELB_OK);
    ck_assert_uint_eq(elb_client_list_at(list, 0)->address_count, 25);
    ck_assert_str_eq(elb_client_list_at(list, 0)->addresses[24], "10.0.0.25");
}
END_TEST

#define ZEEK                                                                                       \
    "#separator \\x09\n#set_separator\t,\n"                                                        \
    "#fields\tid.orig_h\tid.resp_h\tclient_version\tclient_ciphers\n"
#define FIELDS "ip.src\tipv6.src\ttls.handshake.type\ttls.handshake.ciphersuite\n"
#define PACKET(source)                                                                             \
    "{\"_source\": {\"layers\": {" source "\"tls\": {\"tls.handshake\": {"                         \
    "\"tls.handshake.type\": \"1\", \"tls.handshake.version\": \"0x0303\", "                       \
    "\"tls.handshake.ciphersuites\": {\"tls.handshake.ciphersuite\": \"0xc02f\"}}}}}}"

static const struct {
    const char *name;
    const char *text;
    const char *expected;
} log_rows[] = {
    {"Zeek", ZEEK "192.0.2.1\t10.0.0.2\t771\t49199,47\n2001:DB8::1\t10.0.0.2\t771\t49199,47\n",
     "in 192.0.2.1 2001:db8::1 (of 2)"},
    {"Zeek, unset", ZEEK "-\t10.0.0.2\t771\t49199,47\n", "in (of 0)"},
    {"Zeek, hostile", ZEEK "1.2.3.4\033[31m\t10.0.0.2\t771\t49199,47\n", "in (of 0)"},
    {"Zeek, JSON",
     "{\"uid\": \"C1\", \"id.orig_h\": \"192.0.2.1\", \"established\": true, "
     "\"client_version\": 771, \"client_ciphers\": [49199, 47]}\n",
     "in 192.0.2.1 (of 1)"},
    {"fields", FIELDS "192.0.2.1\t\t1\t0xc02f,0x002f\n\t2001:db8::1\t1\t0xc02f,0x002f\n",
     "in 192.0.2.1 2001:db8::1 (of 2)"},
    {"fields, in a tunnel", FIELDS "192.0.2.1,10.1.2.3\t\t1\t0xc02f,0x002f\n",
     "in 10.1.2.3 (of 1)"},
    {"fields, none", FIELDS "\t\t1\t0xc02f,0x002f\n", "in (of 0)"},
    {"fields, hostile", FIELDS "<b>\t\t1\t0xc02f,0x002f\n", "in (of 0)"},
    {"fields, long",
     FIELDS "1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111\t\t1\t0xc02f\n",
     "in (of 0)"},
    {"JSON", "[" PACKET("\"ip\": {\"ip.src\": \"192.0.2.1\", \"ip.dst\": \"10.0.0.2\"}, ") "]",
     "in 192.0.2.1 (of 1)"},
    {"JSON, IPv6 and none",
     "[" PACKET("\"ipv6\": {\"ipv6.src\": \"2001:db8::1\"}, ") ", " PACKET("") "]",
     "in 2001:db8::1 (of 1)"},
    {"JSON, hostile", "[" PACKET("\"ip\": {\"ip.src\": \"1.2.3.4\\u001b[31m\"}, ") "]",
     "in (of 0)"},
    {"JSON, a list", "[" PACKET("\"ip\": {\"ip.src\": [\"192.0.2.1\"]}, ") "]", "in (of 0)"},
};

START_TEST(log_file)
{
    const struct elb_text text = elb_text_from(log_rows[_i].text);

    ck_assert_msg(read_with(text, 5) == ELB_OK, "%s: %s", log_rows[_i].name, error.message);
    ck_assert_msg(strcmp(describe(), log_rows[_i].expected) == 0, "%s: %s", log_rows[_i].name,
                  describe());
    list = elb_client_list_free(list);
    ck_assert_int_eq(read_with(text, 0), ELB_OK);
    ck_assert_str_eq(describe(), "in (of 0)");
}
END_TEST

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;

    for (size_t count = 0; status == ELB_ERROR_MEMORY; count++) {
        allowed = count;
        elb_alloc_hook = allow_some;
        status = read_with(elb_text_from(log_rows[_i].text), 5);
        elb_alloc_hook = NULL;
        ck_assert_msg((list != NULL) == (status == ELB_OK), "%s, allocation %zu", log_rows[_i].name,
                      count);
    }
    ck_assert_str_eq(describe(), log_rows[_i].expected);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/addresses");
    TCase *tcase = tcase_create("addresses");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, release);
    tcase_add_loop_test(tcase, capture, 0, LENGTH(capture_rows));
    tcase_add_test(tcase, nothing_unasked);
    tcase_add_test(tcase, every_host_once);
    tcase_add_loop_test(tcase, log_file, 0, LENGTH(log_rows));
    tcase_add_loop_test(tcase, without_memory, 0, LENGTH(log_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
