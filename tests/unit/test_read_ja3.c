/* SPDX-License-Identifier: MIT */

/* JA3: the samples of its README, and what must not have one. */
#include "test_read_common.h"

#include "read/ja3.h"

#define CODES(...)                                                                                 \
    {                                                                                              \
        ELB_SENT, (const uint16_t[]){__VA_ARGS__}, LENGTH(((const uint16_t[]){__VA_ARGS__}))       \
    }
#define EMPTY                                                                                      \
    {                                                                                              \
        ELB_SENT, NULL, 0                                                                          \
    }
#define NOT_SENT                                                                                   \
    {                                                                                              \
        ELB_NOT_SENT, NULL, 0                                                                      \
    }

static const struct {
    const char *name;
    struct elb_client client;
    const char *ja3; /* NULL: it has none */
    const char *hash;
} rows[] = {
    {"README, with extensions",
     {.legacy_version = ELB_TLS1_0,
      .suites = CODES(47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4),
      .extensions = CODES(0, 10, 11),
      .groups = CODES(23, 24, 25),
      .point_formats = CODES(0)},
     "769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0",
     "ada70206e40642a3e4461f35503241d5"},
    {"README, without extensions",
     {.legacy_version = ELB_TLS1_0,
      .suites = CODES(4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99),
      .extensions = NOT_SENT},
     "769,4-5-10-9-100-98-3-6-19-18-99,,,",
     "de350869b8c85de67a350c8d186f11e6"},
    {"GREASE left out, SCSV kept",
     {.legacy_version = ELB_TLS1_2,
      .suites = CODES(0x3A3A, 4865, 0x00FF),
      .extensions = CODES(0x0A0A, 10, 43, 0xFAFA),
      .groups = CODES(0x8A8A, 29),
      .point_formats = NOT_SENT},
     "771,4865-255,10-43,29,",
     NULL},
    {"empty lists",
     {.legacy_version = ELB_TLS1_2, .suites = EMPTY, .extensions = CODES(10), .groups = EMPTY},
     "771,,10,,",
     NULL},
    {"groups unknown, but not sent either",
     {.legacy_version = ELB_TLS1_2, .suites = CODES(47), .extensions = CODES(0)},
     "771,47,0,,",
     NULL},
    {"nothing is known", {.legacy_version = 0}, NULL, NULL},
    {"version unknown", {.suites = CODES(47), .extensions = NOT_SENT}, NULL, NULL},
    {"suites unknown", {.legacy_version = ELB_TLS1_2, .extensions = NOT_SENT}, NULL, NULL},
    {"suites incomplete",
     {.legacy_version = ELB_TLS1_2,
      .suites = CODES(47),
      .suites_incomplete = true,
      .extensions = NOT_SENT},
     NULL,
     NULL},
    {"extensions unknown", {.legacy_version = ELB_TLS1_2, .suites = CODES(47)}, NULL, NULL},
    {"groups unknown",
     {.legacy_version = ELB_TLS1_2, .suites = CODES(47), .extensions = CODES(10)},
     NULL,
     NULL},
    {"point formats unknown",
     {.legacy_version = ELB_TLS1_2,
      .suites = CODES(47),
      .extensions = CODES(10, 11),
      .groups = CODES(23)},
     NULL,
     NULL},
    {"SSLv2",
     {.legacy_version = ELB_TLS1_0,
      .suites = CODES(47),
      .extensions = NOT_SENT,
      .hello = ELB_HELLO_SSLV2},
     NULL,
     NULL},
};

START_TEST(ja3)
{
    struct elb_buffer buffer = {0};
    char hash[ELB_JA3_HASH_SIZE];

    elb_buffer_append_string(&buffer, "<");
    ck_assert_msg(elb_client_ja3(&rows[_i].client, &buffer) == (rows[_i].ja3 != NULL), "%s",
                  rows[_i].name);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer) + 1, rows[_i].ja3 ? rows[_i].ja3 : "") == 0,
                  "%s: %s", rows[_i].name, elb_buffer_string(&buffer));
    if (rows[_i].hash) {
        ck_assert_int_eq(elb_ja3_hash(elb_text_skip(elb_buffer_text(&buffer), 1), hash, NULL),
                         ELB_OK);
        ck_assert_str_eq(hash, rows[_i].hash);
    }
    elb_buffer_done(&buffer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/ja3");
    TCase *tcase = tcase_create("ja3");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, ja3, 0, LENGTH(rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
