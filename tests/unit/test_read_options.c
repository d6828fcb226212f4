/* SPDX-License-Identifier: MIT */

/* --protocols and --groups. */
#include "test_read_common.h"

static struct elb_error error;
static struct elb_client_list *list;
static struct elb_buffer buffer;

static void set_up(void)
{
    elb_buffer_init(&buffer);
    error = (struct elb_error){0};
    list = NULL;
}

static void tear_down(void)
{
    list = elb_client_list_free(list);
    elb_buffer_done(&buffer);
}

static enum elb_status read_options(const char *protocols, const char *groups)
{
    return elb_client_from_ciphers(elb_catalog_bundled(), "AES128-SHA", protocols, groups, &list,
                                   &error);
}

static const struct {
    const char *protocols;
    uint16_t legacy_version;
    enum elb_presence presence;
    const char *supported;
} protocol_rows[] = {
    {NULL, 0, ELB_UNKNOWN, ""},
    {"SSLv3", 0x0300, ELB_NOT_SENT, ""},
    {"TLSv1", 0x0301, ELB_NOT_SENT, ""},
    {"TLSv1.2", 0x0303, ELB_NOT_SENT, ""},
    {"TLSv1.2,TLSv1", 0x0303, ELB_NOT_SENT, ""},
    {"TLSv1.3", 0x0303, ELB_SENT, "0304"},
    {"TLSv1.2,TLSv1.3", 0x0303, ELB_SENT, "0304 0303"},
    {"TLSv1.3 TLSv1.2", 0x0303, ELB_SENT, "0304 0303"},
    {"TLSv1.3:TLSv1.3", 0x0303, ELB_SENT, "0304"},
    {"TLSv1-TLSv1.2", 0x0303, ELB_NOT_SENT, ""},
    {"SSLv3-TLSv1.3", 0x0303, ELB_SENT, "0304 0303 0302 0301 0300"},
    {"TLSv1,TLSv1.2-TLSv1.3", 0x0303, ELB_SENT, "0304 0303 0301"},
    {"VERS-TLS1.2", 0x0303, ELB_NOT_SENT, ""},
    {"1.2,1.3", 0x0303, ELB_SENT, "0304 0303"},
    {"1-1.2", 0x0303, ELB_NOT_SENT, ""},
    {"tls1.2-tlsv1.3", 0x0303, ELB_SENT, "0304 0303"},
    {"TLSv1.2-TLSv1.2", 0x0303, ELB_NOT_SENT, ""},
};

START_TEST(protocols)
{
    const struct elb_client *client;

    ck_assert_msg(read_options(protocol_rows[_i].protocols, NULL) == ELB_OK, "%s: %s",
                  protocol_rows[_i].protocols, error.message);
    client = elb_client_list_at(list, 0);
    ck_assert_uint_eq(client->legacy_version, protocol_rows[_i].legacy_version);
    ck_assert_int_eq(client->supported_versions.presence, protocol_rows[_i].presence);
    write_codes(&client->supported_versions, &buffer);
    ck_assert_str_eq(elb_buffer_string(&buffer), protocol_rows[_i].supported);
    ck_assert_uint_eq(client->minimum_version, 0);
}
END_TEST

static const char *const bad_protocols[] = {
    "",
    " , ",
    "TLSv2",
    "TLSv1.2x",
    "SSLv2",
    "TLSv1.3-TLSv1",
    "TLSv1-",
    "-TLSv1",
    "DTLSv1",
    "TLSv1.2+",
    "TLSv1-TLSv1.9",
    "TLSv1.2\xff",
    "!TLSv1",
    "none",
    "TLSv1.2/TLSv1.3",
    "\x1b[31m",
    "3",
    "1.4",
    "v1.2",
};

START_TEST(refused_protocols)
{
    ck_assert_msg(read_options(bad_protocols[_i], NULL) == ELB_ERROR_DATA, "%s", bad_protocols[_i]);
    ck_assert_str_eq(error.path, "--protocols");
    ck_assert_ptr_null(list);
}
END_TEST

static const struct {
    const char *groups;
    enum elb_presence presence;
    const char *codes;
    enum elb_presence shares_presence;
    const char *shares;
} group_rows[] = {
    {NULL, ELB_UNKNOWN, "", ELB_UNKNOWN, ""},
    {"none", ELB_NOT_SENT, "", ELB_UNKNOWN, ""},
    {"X25519", ELB_SENT, "001D", ELB_UNKNOWN, ""},
    {"X25519:P-256:prime256v1", ELB_SENT, "001D 0017", ELB_UNKNOWN, ""},
    {"secp384r1,P-521 x448", ELB_SENT, "0018 0019 001E", ELB_UNKNOWN, ""},
    {"0x001D:0xFEFE", ELB_SENT, "001D FEFE", ELB_UNKNOWN, ""},
    {"X25519MLKEM768/x25519", ELB_SENT, "11EC 001D", ELB_UNKNOWN, ""},
    {"?bogus:x25519", ELB_SENT, "001D", ELB_UNKNOWN, ""},
    {"*X25519MLKEM768:?*x25519:secp256r1", ELB_SENT, "11EC 001D 0017", ELB_SENT, "11EC 001D"},
    {"*?X25519MLKEM768:?x25519_mlkem768x/*X25519:secp256r1", ELB_SENT, "11EC 001D 0017", ELB_SENT,
     "11EC 001D"},
    {"x25519:*secp256r1:-secp256r1", ELB_SENT, "001D", ELB_UNKNOWN, ""},
    {"ffdhe2048", ELB_SENT, "0100", ELB_UNKNOWN, ""},
};

START_TEST(groups)
{
    const struct elb_client *client;

    ck_assert_msg(read_options(NULL, group_rows[_i].groups) == ELB_OK, "%s: %s",
                  group_rows[_i].groups, error.message);
    client = elb_client_list_at(list, 0);
    ck_assert_int_eq(client->groups.presence, group_rows[_i].presence);
    write_codes(&client->groups, &buffer);
    ck_assert_str_eq(elb_buffer_string(&buffer), group_rows[_i].codes);
    ck_assert_int_eq(client->key_shares.presence, group_rows[_i].shares_presence);
    write_codes(&client->key_shares, &buffer);
    ck_assert_str_eq(elb_buffer_string(&buffer), group_rows[_i].shares);
}
END_TEST

static const struct {
    const char *groups;
    const char *message;
} bad_groups[] = {
    {"", "no known group"},
    {" :,/", "no known group"},
    {"?bogus", "no known group"},
    {"x25519:-x25519", "no known group"},
    {"X25518", "unknown group 'X25518', did you mean 'x25519'"},
    {"x25519:bogus", "unknown group 'bogus'"},
    {"*", "unknown group ''"},
    {"0x1", "unknown group '0x1'"},
    {"0x12345", "unknown group '0x12345'"},
    {"0xZZZZ", "unknown group '0xZZZZ'"},
    {"29", "unknown group '29'"},
    {"x25519:none", "unknown group 'none'"},
    {"-bogus:x25519", "unknown group 'bogus'"},
};

START_TEST(refused_groups)
{
    ck_assert_msg(read_options(NULL, bad_groups[_i].groups) == ELB_ERROR_DATA, "%s",
                  bad_groups[_i].groups);
    ck_assert_msg(contains(error.message, bad_groups[_i].message), "%s", error.message);
    ck_assert_str_eq(error.path, "--groups");
    ck_assert_ptr_null(list);
}
END_TEST

START_TEST(too_many_groups)
{
    for (unsigned i = 0; i < 256; i++)
        elb_buffer_printf(&buffer, "0x%04X:", 0x8000 + i);
    ck_assert_int_eq(read_options(NULL, elb_buffer_string(&buffer)), ELB_OK);
    list = elb_client_list_free(list);
    elb_buffer_append_string(&buffer, "0x9000");
    ck_assert_int_eq(read_options(NULL, elb_buffer_string(&buffer)), ELB_ERROR_LIMIT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/options");
    TCase *tcase = tcase_create("options");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, protocols, 0, LENGTH(protocol_rows));
    tcase_add_loop_test(tcase, refused_protocols, 0, LENGTH(bad_protocols));
    tcase_add_loop_test(tcase, groups, 0, LENGTH(group_rows));
    tcase_add_loop_test(tcase, refused_groups, 0, LENGTH(bad_groups));
    tcase_add_test(tcase, too_many_groups);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
