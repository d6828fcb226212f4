/* SPDX-License-Identifier: MIT */

/* Captures that lack something: what is said of it, and that nothing is made up. */
#include "test_capture_common.h"

static const struct {
    const char *name;
    struct sample_packet packet;
    size_t start;
    size_t end;
    const char *words; /* its payload, if it is no part of the hello */
    const char *message;
} lost_rows[] = {
    {"nothing", {.flags = ELB_TCP_SYN}, 0, 0, NULL, "1 packets, 0 with TCP data"},
    {"HTTP", {.sequence = 1}, 0, 0, "GET / HTTP/1.1", "1 packets, 1 with TCP data"},
    {"the second half alone", {.sequence = 1}, 100, 305, NULL, "1 packets, 1 with TCP data"},
    {"the first half alone",
     {.sequence = 1},
     0,
     100,
     NULL,
     "hellos that could not be read: 1 with packets missing"},
    {"snapshot length", {.snap = 96}, 0, 305, NULL, "1 cut short by the capture's snapshot length"},
    {"snapshot length within the headers",
     {.snap = 40},
     0,
     305,
     NULL,
     "1 packets cut within their headers"},
    {"first fragment", {.fragment = 0x2000}, 0, 305, NULL, "1 fragments of IP packets"},
    {"last fragment", {.fragment = 10}, 0, 305, NULL, "1 fragments of IP packets"},
    {"QUIC",
     {.is_udp = true},
     0,
     0,
     "\xC3"
     "QUIC",
     "1 packets, 0 with TCP data"},
    {"an answer", {.is_answer = true}, 0, 0, "\x16\3\3@\x41\2", "1 packets, 1 with TCP data"},
    {"malformed", {.sequence = 1}, 0, 0, "\x16\3\1@\x0d\1@@\x09\3\3rrrrrrr", "1 malformed"},
};

START_TEST(lost)
{
    struct sample_packet packet = lost_rows[_i].packet;
    char words[64];

    packet.payload = part(lost_rows[_i].start, lost_rows[_i].end);
    if (lost_rows[_i].words) {
        packet.payload = elb_text_from(strcpy(words, lost_rows[_i].words));
        /* the zeroes of a length */
        for (size_t i = 0; i < packet.payload.length; i++)
            words[i] = (char)(words[i] == '@' ? 0 : words[i]);
    }
    sample_file(&file, SAMPLE_ETHERNET);
    add(packet);
    ck_assert_msg(read_file() == ELB_ERROR_DATA, "%s: %s", lost_rows[_i].name, error.message);
    ck_assert_msg(contains(error.message, lost_rows[_i].message), "%s: %s", lost_rows[_i].name,
                  error.message);
    ck_assert_ptr_null(list);
}
END_TEST

START_TEST(other_protocols)
{
    sample_file(&file, SAMPLE_ETHERNET);
    add((struct sample_packet){.is_udp = true, .payload = ELB_TEXT("\xC3\0\0\0\1\x08")});
    add((struct sample_packet){.is_udp = true, .payload = ELB_TEXT("\x16\xFE\xFD\0\0")});
    ck_assert_int_eq(read_file(), ELB_ERROR_DATA);
    ck_assert_msg(contains(error.message, "1 QUIC packets"), "%s", error.message);
    ck_assert(contains(error.message, "1 DTLS packets"));
}
END_TEST

/* Beside a hello, losses are no error, but the list says that it is not all. */
START_TEST(noted)
{
    begin();
    add((struct sample_packet){.sequence = 1000, .payload = whole()});
    add((struct sample_packet){.port = 1, .payload = part(0, 200)});
    add((struct sample_packet){.port = 2, .payload = whole(), .snap = 100});
    add((struct sample_packet){.port = 3, .payload = whole(), .fragment = 0x2000});
    ck_assert_int_eq(read_file(), ELB_OK);
    write_notes(elb_client_list_at(list, 0), &notes);
    ck_assert_str_eq(elb_buffer_string(&notes),
                     "in the capture there are also: 1 fragments of IP packets, which are not put "
                     "together\n");
    ck_assert_ptr_nonnull(elb_client_list_problem(list));
    ck_assert_str_eq(elb_client_list_problem(list)->message,
                     "hellos of the capture that could not be read: 1 cut short by the capture's "
                     "snapshot length, 1 with packets missing");
}
END_TEST

START_TEST(breaks_off)
{
    size_t length;

    begin();
    length = file.length;
    add((struct sample_packet){.sequence = 1000, .payload = whole()});
    ck_assert(length < file.length);
    file.length -= 1;
    ck_assert_int_eq(read_file(), ELB_ERROR_SYNTAX);
    ck_assert(contains(error.message, "no ClientHello in the 1 packets before its end"));
    file.length += 1;
    error = (struct elb_error){0};
    elb_buffer_append(&file, "\0\0\0", 3);
    ck_assert_int_eq(read_file(), ELB_OK);
    ck_assert_ptr_nonnull(elb_client_list_problem(list));
    ck_assert(contains(elb_client_list_problem(list)->message, "the capture breaks off"));
}
END_TEST

START_TEST(unknown_link)
{
    sample_file(&file, SAMPLE_WIFI);
    ck_assert_int_eq(read_file(), ELB_ERROR_UNSUPPORTED);
    ck_assert_msg(contains(error.message, "link type IEEE802_11"), "%s", error.message);
}
END_TEST

/* Each beginning of a capture: an error with words, or clients. */
START_TEST(truncated)
{
    size_t length;

    begin();
    add((struct sample_packet){.sequence = 1000, .payload = part(0, 100)});
    add((struct sample_packet){.sequence = 1100, .payload = part(100, 305), .vlans = 1});
    length = file.length;
    for (size_t i = 1; i < length; i++) {
        char *cut = malloc(i);
        enum elb_status status;

        memcpy(cut, file.data, i);
        error = (struct elb_error){0};
        status = elb_clients_read(elb_catalog_bundled(), cut, i, "-", NULL, &list, &error);
        if ((status == ELB_OK) == (error.message[0] != '\0') ||
            (status == ELB_OK) != (list != NULL))
            ck_abort_msg("%zu: %s", i, error.message);
        list = elb_client_list_free(list);
        free(cut);
    }
}
END_TEST

/* More connections at once than are kept: the oldest are given up, and that is said. */
START_TEST(too_many)
{
    sample_file(&file, SAMPLE_ETHERNET);
    for (unsigned i = 0; i < ELB_FLOWS_MAX + 10; i++) {
        add((struct sample_packet){
            .port = 1 + i % 65535, .is_ipv6 = i >= 65535, .payload = part(0, 40)});
    }
    add((struct sample_packet){
        .port = 7, .is_ipv6 = true, .has_extension = true, .flags = 2, .payload = whole()});
    ck_assert_msg(read_file() == ELB_OK, "%s", error.message);
    ck_assert_ptr_nonnull(elb_client_list_problem(list));
    ck_assert_int_eq(elb_client_list_problem(list)->status, ELB_ERROR_LIMIT);
    ck_assert_msg(contains(elb_client_list_problem(list)->message, " given up for lack of room"),
                  "%s", elb_client_list_problem(list)->message);
}
END_TEST

/* Far too long for a hello: forgotten, whatever it was. */
START_TEST(too_long)
{
    elb_buffer_clear(&hello);
    sample_hello(&hello, 0x1301, 5, 40000, 16384);
    begin();
    for (size_t i = 0; i < hello.length; i += 1000) {
        const size_t end = i + 1000;

        add((struct sample_packet){.sequence = 1000 + (uint32_t)i,
                                   .payload = part(i, end < hello.length ? end : hello.length)});
    }
    ck_assert_int_eq(read_file(), ELB_ERROR_DATA);
    ck_assert_msg(contains(error.message, "1 given up"), "%s", error.message);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("read/capture_lost");
    TCase *tcase = tcase_create("capture");

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, lost, 0, LENGTH(lost_rows));
    tcase_add_test(tcase, other_protocols);
    tcase_add_test(tcase, noted);
    tcase_add_test(tcase, breaks_off);
    tcase_add_test(tcase, unknown_link);
    tcase_add_test(tcase, truncated);
    tcase_add_test(tcase, too_many);
    tcase_add_test(tcase, too_long);
    return suite;
}

int main(void)
{
    SRunner *runner;
    int failed;

    if (!sample_is_readable())
        return 77; /* skipped */
    runner = srunner_create(make_suite());
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
