/* SPDX-License-Identifier: MIT */

/* Captures: links, IP, the order of segments, and the clients that come out. */
#include "test_capture_common.h"

/* One client with the five suites; nothing else was odd. */
static void expect_one(const char *name)
{
    ck_assert_msg(read_file() == ELB_OK, "%s: %s", name, error.message);
    ck_assert_msg(elb_client_list_count(list) == 1, "%s: %zu", name, elb_client_list_count(list));
    ck_assert_uint_eq(elb_client_list_at(list, 0)->suites.count, 5);
    ck_assert_uint_eq(elb_client_list_at(list, 0)->suites.codes[0], 0x1301);
    ck_assert_str_eq(elb_client_list_at(list, 0)->id, "capture");
    write_notes(elb_client_list_at(list, 0), &notes);
    ck_assert_msg(notes.length == 0, "%s: %s", name, elb_buffer_string(&notes));
}

static const struct {
    const char *name;
    enum sample_link link;
    struct sample_packet packet;
} link_rows[] = {
    {"Ethernet", SAMPLE_ETHERNET, {.sequence = 5}},
    {"VLAN", SAMPLE_ETHERNET, {.vlans = 1}},
    {"QinQ", SAMPLE_ETHERNET, {.vlans = 2}},
    {"eight tags", SAMPLE_ETHERNET, {.vlans = 8}},
    {"IPv6", SAMPLE_ETHERNET, {.is_ipv6 = true}},
    {"IPv6 with options", SAMPLE_ETHERNET, {.is_ipv6 = true, .has_extension = true}},
    {"IPv6 and VLAN", SAMPLE_ETHERNET, {.is_ipv6 = true, .vlans = 1}},
    {"padding", SAMPLE_ETHERNET, {.padding = 30}},
    {"don't fragment", SAMPLE_ETHERNET, {.fragment = 0x4000}},
    {"raw", SAMPLE_RAW, {.sequence = 5}},
    {"raw IPv6", SAMPLE_RAW, {.is_ipv6 = true}},
    {"NULL", SAMPLE_NULL, {.sequence = 5}},
    {"NULL IPv6", SAMPLE_NULL, {.is_ipv6 = true}},
    {"LOOP", SAMPLE_LOOP, {.sequence = 5}},
    {"cooked", SAMPLE_COOKED, {.sequence = 5}},
    {"cooked IPv6", SAMPLE_COOKED, {.is_ipv6 = true}},
    {"cooked 2", SAMPLE_COOKED2, {.sequence = 5}},
    {"cooked 2 IPv6", SAMPLE_COOKED2, {.is_ipv6 = true}},
    {"sequence number that wraps", SAMPLE_ETHERNET, {.sequence = UINT32_MAX - 100}},
};

START_TEST(link)
{
    struct sample_packet packet = link_rows[_i].packet;

    sample_file(&file, link_rows[_i].link);
    packet.payload = whole();
    sample_add(&file, link_rows[_i].link, packet);
    expect_one(link_rows[_i].name);
}
END_TEST

/* Parts of the hello as they arrive; the base is 1000. */
static const struct {
    const char *name;
    size_t parts[8][2];
    bool has_no_syn;
} order_rows[] = {
    {"one", {{0, 305}}, false},
    {"two", {{0, 100}, {100, 305}}, false},
    {"two without SYN", {{0, 100}, {100, 305}}, true},
    {"the second first", {{100, 305}, {0, 100}}, false},
    {"three backwards", {{200, 305}, {100, 200}, {0, 100}}, false},
    {"the middle last", {{0, 100}, {200, 305}, {100, 200}}, false},
    {"the middle last, without SYN", {{0, 100}, {200, 305}, {100, 200}}, true},
    {"twice", {{0, 100}, {0, 100}, {100, 305}}, false},
    {"overlapping", {{0, 150}, {100, 305}}, false},
    {"overlapping a gap", {{200, 305}, {0, 50}, {30, 250}}, false},
    {"within what is there", {{0, 200}, {50, 100}, {150, 305}}, false},
    {"bytes of the header apart", {{0, 1}, {1, 3}, {3, 4}, {4, 7}, {7, 305}}, false},
    {"all again behind it", {{0, 305}, {0, 305}, {100, 305}}, false},
    {"everything at last", {{50, 60}, {100, 110}, {150, 160}, {0, 305}}, false},
};

START_TEST(order)
{
    begin();
    if (order_rows[_i].has_no_syn) {
        elb_buffer_clear(&file);
        sample_file(&file, SAMPLE_ETHERNET);
    }
    for (size_t i = 0; i < 8 && order_rows[_i].parts[i][1] > 0; i++) {
        const size_t *range = order_rows[_i].parts[i];

        add((struct sample_packet){.sequence = 1000 + (uint32_t)range[0],
                                   .payload = part(range[0], range[1])});
    }
    expect_one(order_rows[_i].name);
}
END_TEST

/* Every way to cut it in two, forwards and backwards. */
START_TEST(cut_in_two)
{
    for (size_t i = 1; i < hello.length; i++) {
        for (int backwards = 0; backwards < 2; backwards++) {
            elb_buffer_clear(&file);
            begin();
            for (int j = 0; j < 2; j++) {
                const bool is_first = (j == 0) != (backwards == 1);

                add((struct sample_packet){.sequence = is_first ? 1000 : 1000 + (uint32_t)i,
                                           .payload =
                                               is_first ? part(0, i) : part(i, hello.length)});
            }
            if (read_file() != ELB_OK || elb_client_list_at(list, 0)->suites.count != 5)
                ck_abort_msg("at %zu: %s", i, error.message);
            list = elb_client_list_free(list);
        }
    }
}
END_TEST

static const struct {
    const char *name;
    unsigned key;
    size_t record;
    size_t segment;
} large_rows[] = {
    {"2 kB in segments", 1216, 0, 1400},      {"2 kB in records", 1216, 500, 1400},
    {"records of one byte", 200, 1, 1400},    {"16 kB", 16000, 0, 1400},
    {"30 kB in records", 30000, 16384, 1400}, {"one segment", 16000, 0, 60000},
};

START_TEST(large)
{
    elb_buffer_clear(&hello);
    sample_hello(&hello, 0x1301, 5, large_rows[_i].key, large_rows[_i].record);
    begin();
    for (size_t i = 0; i < hello.length; i += large_rows[_i].segment) {
        const size_t end = i + large_rows[_i].segment;

        add((struct sample_packet){.sequence = 1000 + (uint32_t)i,
                                   .payload = part(i, end < hello.length ? end : hello.length)});
    }
    expect_one(large_rows[_i].name);
}
END_TEST

/* Distinct offers, each with its count; what changes from connection to connection doesn't. */
START_TEST(counted)
{
    begin();
    for (unsigned i = 0; i < 30; i++) {
        elb_buffer_clear(&hello);
        sample_hello(&hello, 0x1301, 1 + i % 3, 32 + i % 2, 0);
        add((struct sample_packet){.port = 1000 + i, .payload = whole()});
        add((struct sample_packet){
            .port = 1000 + i, .payload = ELB_TEXT("\x15\3\3\0\2\2\x28"), .is_answer = true});
    }
    ck_assert_msg(read_file() == ELB_OK, "%s", error.message);
    ck_assert_uint_eq(elb_client_list_count(list), 3);
    ck_assert_str_eq(elb_client_list_at(list, 0)->id, "capture.pcap#1");
    ck_assert_str_eq(elb_client_list_at(list, 2)->id, "capture.pcap#3");
    ck_assert_uint_eq(elb_client_list_at(list, 2)->suites.count, 3);
    ck_assert_str_eq(elb_client_list_at(list, 2)->notes[0], "seen 10 times among 30 hellos");
}
END_TEST

/* The same ports for one connection after the other. */
START_TEST(ports_used_again)
{
    for (unsigned i = 0; i < 3; i++) {
        if (i == 0)
            sample_file(&file, SAMPLE_ETHERNET);
        elb_buffer_clear(&hello);
        sample_hello(&hello, 0x1301, 1 + i, 32, 0);
        add((struct sample_packet){.flags = ELB_TCP_SYN, .sequence = 1000 * i});
        add((struct sample_packet){.sequence = 1000 * i + 1, .payload = whole()});
    }
    ck_assert_int_eq(read_file(), ELB_OK);
    ck_assert_uint_eq(elb_client_list_count(list), 3);
}
END_TEST

/* A proxy's CONNECT or STARTTLS comes first. */
START_TEST(behind_other_words)
{
    begin();
    add((struct sample_packet){.sequence = 1000,
                               .payload = ELB_TEXT("CONNECT a:443 HTTP/1.1\r\n")});
    add((struct sample_packet){.sequence = 1024, .payload = ELB_TEXT("\r\n")});
    add((struct sample_packet){.sequence = 1026, .payload = whole()});
    expect_one("CONNECT");
}
END_TEST

START_TEST(sslv2)
{
    begin();
    add((struct sample_packet){
        .sequence = 1000,
        .payload = ELB_TEXT("\x80\x1c\1\3\1\0\x09\0\0\0\x0a\0\0\x2f\1\0\x80\0\0\5rrrrrrrrrr")});
    ck_assert_msg(read_file() == ELB_OK, "%s", error.message);
    ck_assert_int_eq(elb_client_list_at(list, 0)->hello, ELB_HELLO_SSLV2);
    ck_assert_uint_eq(elb_client_list_at(list, 0)->suites.count, 2);
}
END_TEST

/* AWS mirrors traffic in VXLAN (RFC 7348). */
START_TEST(mirrored)
{
    struct elb_buffer inner = {0};
    struct elb_buffer frame = {0};

    sample_add(&inner, SAMPLE_ETHERNET, (struct sample_packet){.payload = whole()});
    elb_buffer_append(&frame, "\x08\0\0\0\0\0\1\0", 8);
    elb_buffer_append(&frame, inner.data + 16, inner.length - 16);
    sample_file(&file, SAMPLE_ETHERNET);
    add((struct sample_packet){
        .is_udp = true, .is_answer = true, .port = 4789, .payload = elb_buffer_text(&frame)});
    expect_one("VXLAN");
    elb_buffer_done(&inner);
    elb_buffer_done(&frame);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("read/capture");
    TCase *tcase = tcase_create("capture");

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, link, 0, LENGTH(link_rows));
    tcase_add_loop_test(tcase, order, 0, LENGTH(order_rows));
    tcase_add_test(tcase, cut_in_two);
    tcase_add_loop_test(tcase, large, 0, LENGTH(large_rows));
    tcase_add_test(tcase, counted);
    tcase_add_test(tcase, ports_used_again);
    tcase_add_test(tcase, behind_other_words);
    tcase_add_test(tcase, sslv2);
    tcase_add_test(tcase, mirrored);
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
