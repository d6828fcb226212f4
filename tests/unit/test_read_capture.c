/* SPDX-License-Identifier: MIT */

/* Captures: links, IP, the order of segments, what is lost, and the clients that come out. */
#include "test_read_common.h"

#include "read/flows.h"
#include "sample_capture.h"

static struct elb_error error;
static struct elb_client_list *list;
static struct elb_buffer file;
static struct elb_buffer hello; /* 305 bytes: five suites from 0x1301 on */
static struct elb_buffer notes;

static void set_up(void)
{
    error = (struct elb_error){0};
    list = NULL;
    sample_hello(&hello, 0x1301, 5, 215, 0);
}

static void tear_down(void)
{
    list = elb_client_list_free(list);
    elb_buffer_done(&file);
    elb_buffer_done(&hello);
    elb_buffer_done(&notes);
}

static struct elb_text part(size_t start, size_t end)
{
    return (struct elb_text){hello.data + start, end - start};
}

static struct elb_text whole(void)
{
    return elb_buffer_text(&hello);
}

static enum elb_status read_file(void)
{
    return elb_clients_read(elb_catalog_bundled(), file.data, file.length, "a/capture.pcap", NULL,
                            &list, &error);
}

static void add(struct sample_packet packet)
{
    sample_add(&file, SAMPLE_ETHERNET, packet);
}

static void begin(void)
{
    sample_file(&file, SAMPLE_ETHERNET);
    add((struct sample_packet){.flags = ELB_TCP_SYN, .sequence = 999});
}

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

/* ---- What can't be read --------------------------------------------------------------------- */

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

/* Beside a hello, losses are notes. */
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
                     "hellos of the capture that could not be read: 1 cut short by the capture's "
                     "snapshot length, 1 with packets missing\n"
                     "in the capture there are also: 1 fragments of IP packets, which are not put "
                     "together\n");
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
    ck_assert(contains(elb_client_list_at(list, 0)->notes[0], "breaks off behind 2 packets"));
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
    write_notes(elb_client_list_at(list, 0), &notes);
    ck_assert_msg(contains(elb_buffer_string(&notes), " given up for lack of room"), "%s",
                  elb_buffer_string(&notes));
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

int main(void)
{
    Suite *suite = suite_create("read/capture");
    TCase *tcase = tcase_create("capture");
    SRunner *runner = srunner_create(suite);
    int failed;

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
    tcase_add_loop_test(tcase, lost, 0, LENGTH(lost_rows));
    tcase_add_test(tcase, other_protocols);
    tcase_add_test(tcase, noted);
    tcase_add_test(tcase, breaks_off);
    tcase_add_test(tcase, unknown_link);
    tcase_add_test(tcase, truncated);
    tcase_add_test(tcase, too_many);
    tcase_add_test(tcase, too_long);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
