/* SPDX-License-Identifier: MIT */

/* Policies from what the AWS CLI prints: what is understood, and what is refused and where. */
#include "test_read_common.h"

#include "elblint/read_policy.h"

#include <string.h>

#define POLICIES "tests/unit/data/policies/"

static enum elb_status read_text(const char *text, struct elb_policy_list **ret_list,
                                 struct elb_error *reterr)
{
    return elb_policies_read(elb_catalog_bundled(), text, strlen(text), "p.json", NULL, ret_list,
                             reterr);
}

/* `name versions suites order`: "x 04 C02F 002F server" */
static void describe(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_buffer_printf(out, "%s %02X", policy->name, policy->versions);
    for (size_t i = 0; i < policy->suite_count; i++)
        elb_buffer_printf(out, " %04X", policy->suites[i]->code);
    elb_buffer_printf(out, " %s", policy->server_order ? "server" : "client");
    ck_assert(!policy->has_groups && !policy->has_schemes);
    ck_assert_str_eq(policy->origin, "p.json");
}

/* ---- What is read --------------------------------------------------------------------------- */

#define GCM      "{'Name': 'ECDHE-RSA-AES128-GCM-SHA256', 'Priority': 1}"
#define V12      "'SslProtocols': ['TLSv1.2']"
#define ONE      "{" V12 ", 'Ciphers': [" GCM "], 'Name': 'x'}"
#define TRUE_(n) "{'AttributeName': '" n "', 'AttributeValue': 'true'}"
#define NOT_(n)  "{'AttributeName': '" n "', 'AttributeValue': 'false'}"
#define REF_(n)  "{'AttributeName': 'Reference-Security-Policy', 'AttributeValue': '" n "'}"
#define CLASSIC(name, attributes)                                                                  \
    "{'PolicyName': '" name "', 'PolicyTypeName': 'SSLNegotiationPolicyType', "                    \
    "'PolicyAttributeDescriptions': [" attributes "]}"
#define SMALL TRUE_("Protocol-TLSv1.2") ", " TRUE_("AES128-SHA")

static const struct {
    const char *name;
    const char *text; /* with ' for " */
    const char *expected;
} good_rows[] = {
    {"a list under its key", "{'SslPolicies': [" ONE "]}", "x 08 C02F server"},
    {"the list alone", "[" ONE "]", "x 08 C02F server"},
    {"one policy alone", ONE, "x 08 C02F server"},
    {"other keys", "{'NextMarker': null, 'SslPolicies': [" ONE "]}", "x 08 C02F server"},
    {"the order is that of the priorities",
     "{" V12 ", 'Ciphers': [{'Name': 'AES128-SHA', 'Priority': 2}, " GCM "], 'Name': 'x'}",
     "x 08 C02F 002F server"},
    {"without priorities that of the file",
     "{" V12 ", 'Ciphers': [{'Name': 'AES128-SHA'}, {'Name': 'AES256-SHA'}], 'Name': 'x'}",
     "x 08 002F 0035 server"},
    {"all versions",
     "{'SslProtocols': ['TLSv1', 'TLSv1.1', 'TLSv1.3', 'SSLv3'], 'Ciphers': [" GCM
     "], 'Name': 'x'}",
     "x 17 C02F server"},
    {"yaml",
     "SslPolicies:\n- Name: x\n  SslProtocols: [TLSv1.2]\n  Ciphers:\n  - Name: AES128-SHA\n",
     "x 08 002F server"},
    {"a second page",
     "{'SslPolicies': []}\n {'SslPolicies': [{'Name': 'x', 'SslProtocols': ['TLSv1.2'], "
     "'Ciphers': [{'Name': 'AES128-SHA'}]}]}{'SslPolicies': []}",
     "x 08 002F server"},
    {"a second page of YAML",
     "SslPolicies: []\n---\nSslPolicies:\n- Name: x\n  SslProtocols: [TLSv1.2]\n"
     "  Ciphers:\n  - Name: AES128-SHA\n",
     "x 08 002F server"},
    {"a custom policy of Classic",
     "{'PolicyDescriptions': [" CLASSIC("c", SMALL ", " TRUE_("Server-Defined-Cipher-Order")) "]}",
     "c 08 002F server"},
    {"the client's order", CLASSIC("c", SMALL ", " NOT_("Server-Defined-Cipher-Order")),
     "c 08 002F client"},
    {"the order is that of the table",
     CLASSIC("c", TRUE_("AES256-SHA") ", " SMALL ", " TRUE_("ECDHE-RSA-AES128-GCM-SHA256")),
     "c 08 C02F 002F 0035 client"},
    {"what is off changes nothing",
     CLASSIC("c", SMALL ", " NOT_("RC4-SHA") ", " NOT_("Protocol-SSLv2") ", " NOT_("New-Thing")),
     "c 08 002F client"},
    {"a suite of SSLv2 is left out", CLASSIC("c", SMALL ", " TRUE_("DES-CBC3-MD5")),
     "c 08 002F client"},
    {"a reference alone", CLASSIC("c", REF_("ELBSecurityPolicy-TLS-1-2-2017-01")),
     "c 08 C02B C02F C023 C027 C02C C030 C024 C028 009C 003C 009D 003D server"},
    {"a reference and what it came to",
     CLASSIC("c", REF_("ELBSecurityPolicy-TLS-1-2-2017-01") ", " SMALL), "c 08 002F client"},
    {"another kind of policy beside it",
     "[{'PolicyName': 's', 'PolicyTypeName': 'AppCookieStickinessPolicyType'}, " CLASSIC("c",
                                                                                         SMALL) "]",
     "c 08 002F client"},
};

static const char *quoted(struct elb_arena *arena, const char *text)
{
    char *copy = elb_arena_dup(arena, text, strlen(text));

    ck_assert_ptr_nonnull(copy);
    for (char *c = copy; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    return copy;
}

START_TEST(good)
{
    struct elb_policy_list *list = NULL;
    struct elb_arena arena = {0};
    struct elb_buffer out = {0};
    struct elb_error error = {0};

    ck_assert_msg(read_text(quoted(&arena, good_rows[_i].text), &list, &error) == ELB_OK, "%s: %s",
                  good_rows[_i].name, error.message);
    ck_assert_uint_eq(elb_policy_list_count(list), 1);
    ck_assert_ptr_null(elb_policy_list_problem_at(list, 0));
    ck_assert_ptr_null(elb_policy_list_at(list, 1));
    ck_assert_ptr_null(elb_policy_list_reference_at(list, 1));
    describe(&out, elb_policy_list_at(list, 0));
    ck_assert_msg(strcmp(elb_buffer_string(&out), good_rows[_i].expected) == 0,
                  "%s: expected '%s', got '%s'", good_rows[_i].name, good_rows[_i].expected,
                  elb_buffer_string(&out));
    elb_policy_list_free(list);
    elb_buffer_done(&out);
    elb_arena_done(&arena);
}
END_TEST

/* ---- What is refused ------------------------------------------------------------------------ */

#define ELB(protocols, ciphers, name)                                                              \
    "{'SslPolicies': [{'SslProtocols': " protocols ", 'Ciphers': " ciphers ", 'Name': " name "}]}"

static const struct {
    const char *name;
    const char *text;
    enum elb_status status;
    size_t column; /* 0: not looked at */
    const char *message;
} bad_rows[] = {
    {"nothing", "", ELB_ERROR_SYNTAX, 0, "empty"},
    {"blanks", " \n", ELB_ERROR_SYNTAX, 0, "empty"},
    {"not UTF-8", "{'SslPolicies': '\xff'}", ELB_ERROR_SYNTAX, 0, "UTF-8"},
    {"cut off", "{'SslPolicies': [", ELB_ERROR_SYNTAX, 0, ""},
    {"a duplicate key", "{'SslPolicies': [], 'SslPolicies': []}", ELB_ERROR_SYNTAX, 0, ""},
    {"no policy", "{'SslPolicies': []}", ELB_ERROR_DATA, 0, "no TLS policy in it"},
    {"null", "{'SslPolicies': null}", ELB_ERROR_DATA, 17, "expected a mapping"},
    {"numbers", "{'SslPolicies': [1]}", ELB_ERROR_DATA, 18, "expected a mapping"},
    {"no name", "{'SslPolicies': [{'SslProtocols': []}]}", ELB_ERROR_DATA, 18, "'Name' is missing"},
    {"a name that is none", ELB("['TLSv1.2']", "[" GCM "]", "7"), ELB_ERROR_DATA, 0, "'Name'"},
    {"an empty name", ELB("['TLSv1.2']", "[" GCM "]", "''"), ELB_ERROR_DATA, 0, "'Name'"},
    {"no protocol", ELB("[]", "[" GCM "]", "'x'"), ELB_ERROR_DATA, 35, "without a protocol"},
    {"an unknown protocol", ELB("['TLSv1.4']", "[" GCM "]", "'x'"), ELB_ERROR_DATA, 36,
     "unknown protocol 'TLSv1.4'"},
    {"protocols that are no list", ELB("'TLSv1.2'", "[" GCM "]", "'x'"), ELB_ERROR_DATA, 35,
     "is not a list"},
    {"no suite", ELB("['TLSv1.2']", "[]", "'x'"), ELB_ERROR_DATA, 0, "without a suite"},
    {"an unknown suite", ELB("['TLSv1.2']", "[{'Name': 'AES128-SHB'}]", "'x'"), ELB_ERROR_DATA, 0,
     "unknown cipher suite 'AES128-SHB', did you mean 'AES128-SHA'"},
    {"a signal", ELB("['TLSv1.2']", "[{'Name': 'TLS_FALLBACK_SCSV'}]", "'x'"), ELB_ERROR_DATA, 0,
     "unknown cipher suite"},
    {"a suite twice", ELB("['TLSv1.2']", "[" GCM ", " GCM "]", "'x'"), ELB_ERROR_DATA, 0,
     "duplicate cipher suite"},
    {"a suite by two names",
     ELB("['TLSv1.2']", "[{'Name': 'AES128-SHA'}, {'Name': 'TLS_RSA_WITH_AES_128_CBC_SHA'}]",
         "'x'"),
     ELB_ERROR_DATA, 0, "duplicate cipher suite"},
    {"a priority in words",
     ELB("['TLSv1.2']", "[{'Name': 'AES128-SHA', 'Priority': 'high'}]", "'x'"), ELB_ERROR_DATA, 0,
     "'Priority' is no number"},
    {"suites as strings", ELB("['TLSv1.2']", "['AES128-SHA']", "'x'"), ELB_ERROR_DATA, 0,
     "expected a mapping"},

    {"no attributes", "{'PolicyDescriptions': [{'PolicyName': 'c'}]}", ELB_ERROR_DATA, 0,
     "'PolicyAttributeDescriptions' is missing"},
    {"other types only", "{'PolicyDescriptions': [{'PolicyTypeName': 'PublicKeyPolicyType'}]}",
     ELB_ERROR_DATA, 0, "no TLS policy in it"},
    {"neither true nor false",
     CLASSIC("c", "{'AttributeName': 'AES128-SHA', 'AttributeValue': 'yes'}"), ELB_ERROR_DATA, 0,
     "'AES128-SHA' is neither true nor false but 'yes'"},
    {"no value", CLASSIC("c", "{'AttributeName': 'AES128-SHA'}"), ELB_ERROR_DATA, 0,
     "'AttributeValue' is missing"},
    {"an attribute that is none", CLASSIC("c", "'AES128-SHA'"), ELB_ERROR_DATA, 0,
     "expected a mapping"},
    {"an unknown one is on", CLASSIC("c", TRUE_("AES129-SHA")), ELB_ERROR_DATA, 0,
     "unknown attribute 'AES129-SHA'"},
    {"an IANA name is none", CLASSIC("c", TRUE_("TLS_RSA_WITH_AES_256_CBC_SHA")), ELB_ERROR_DATA, 0,
     "unknown attribute"},
    {"TLSv1.3, which Classic has not", CLASSIC("c", TRUE_("Protocol-TLSv1.3")), ELB_ERROR_DATA, 0,
     "unknown protocol 'Protocol-TLSv1.3'"},
    {"no protocol", CLASSIC("c", TRUE_("AES128-SHA")), ELB_ERROR_DATA, 0, "without a protocol"},
    {"SSLv2 alone", CLASSIC("c", TRUE_("Protocol-SSLv2") ", " TRUE_("AES128-SHA")), ELB_ERROR_DATA,
     0, "without a protocol"},
    {"no suite", CLASSIC("c", TRUE_("Protocol-TLSv1.2")), ELB_ERROR_DATA, 0, "without a suite"},
    {"suites of SSLv2 alone", CLASSIC("c", TRUE_("Protocol-TLSv1.2") ", " TRUE_("RC2-CBC-MD5")),
     ELB_ERROR_DATA, 0, "without a suite"},
    {"a reserved name", CLASSIC("ELBSecurityPolicy-ours", SMALL), ELB_ERROR_DATA, 0,
     "AWS lets nobody else"},
    {"another reserved name", CLASSIC("ELBSample-ours", SMALL), ELB_ERROR_DATA, 0,
     "AWS lets nobody else"},
    {"a reserved name in other letters", CLASSIC("elbsecuritypolicy-2016-08", SMALL),
     ELB_ERROR_DATA, 0, "AWS lets nobody else"},
    {"a predefined name that refers to another",
     CLASSIC("ELBSecurityPolicy-2016-08", REF_("ELBSecurityPolicy-2015-05")), ELB_ERROR_DATA, 0,
     "AWS lets nobody else"},
    {"an unknown reference", CLASSIC("c", REF_("ELBSecurityPolicy-2016-09")), ELB_ERROR_DATA, 0,
     "did you mean 'ELBSecurityPolicy-2016-08'"},
    {"a reference to the other family", CLASSIC("c", REF_("ELBSecurityPolicy-FS-2018-06")),
     ELB_ERROR_DATA, 0, "unknown policy"},
    {"two documents", "SslPolicies: []\n---\nSslPolicies: []\n", ELB_ERROR_DATA, 0,
     "no TLS policy in it"},
    {"more than documents", "{'SslPolicies': []} x", ELB_ERROR_SYNTAX, 21, "the end of the input"},
};

START_TEST(bad)
{
    struct elb_policy_list *list = NULL;
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    enum elb_status status = read_text(quoted(&arena, bad_rows[_i].text), &list, &error);

    ck_assert_msg(status == bad_rows[_i].status && error.status == status && !list, "%s: %d, %s",
                  bad_rows[_i].name, (int)status, error.message);
    ck_assert_msg(contains(error.message, bad_rows[_i].message), "%s: %s", bad_rows[_i].name,
                  error.message);
    ck_assert_msg(bad_rows[_i].column == 0 || error.column == bad_rows[_i].column, "%s: column %zu",
                  bad_rows[_i].name, error.column);
    ck_assert_str_eq(error.path, "p.json");
    elb_arena_done(&arena);
}
END_TEST

/* ---- Files of several ----------------------------------------------------------------------- */

START_TEST(one_does_not_hide_the_others)
{
    struct elb_policy_list *list = NULL;
    struct elb_arena arena = {0};
    const char *text = "[" ONE ", {'Name': 'broken'}, " ONE "]";

    ck_assert_int_eq(read_text(quoted(&arena, text), &list, NULL), ELB_OK);
    ck_assert_uint_eq(elb_policy_list_count(list), 2);
    ck_assert_ptr_nonnull(elb_policy_list_problem_at(list, 0));
    ck_assert_str_eq(elb_policy_list_problem_at(list, 0)->message, "'SslProtocols' is missing");
    ck_assert_ptr_null(elb_policy_list_problem_at(list, 1));
    elb_policy_list_free(list);
    elb_arena_done(&arena);
}
END_TEST

START_TEST(too_many_problems)
{
    struct elb_buffer text = {0};
    struct elb_error error = {0};
    struct elb_policy_list *list = NULL;

    elb_buffer_append_string(&text, "{\"SslPolicies\": [");
    for (int i = 0; i < 21; i++)
        elb_buffer_append_string(&text, i ? ", 0" : "0");
    elb_buffer_append_string(&text, "]}");
    ck_assert_int_eq(read_text(elb_buffer_string(&text), &list, &error), ELB_ERROR_LIMIT);
    ck_assert_msg(contains(error.message, "more than 20"), "%s", error.message);
    elb_buffer_done(&text);
}
END_TEST

static const struct {
    struct elb_read_limits limits;
    const char *message;
} limit_rows[] = {
    {{.bytes = 10, .depth = 64, .nodes = 1000, .suites = 10}, "larger than 10 bytes"},
    {{.bytes = 10000, .depth = 2, .nodes = 1000, .suites = 10}, "nested deeper"},
    {{.bytes = 10000, .depth = 64, .nodes = 3, .suites = 10}, "more nodes"},
    {{.bytes = 10000, .depth = 64, .nodes = 1000, .suites = 0}, "more than 0 suites"},
};

START_TEST(limits)
{
    struct elb_policy_list *list = NULL;
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    const char *text = quoted(&arena, ONE);

    ck_assert_int_eq(elb_policies_read(elb_catalog_bundled(), text, strlen(text), "p",
                                       &limit_rows[_i].limits, &list, &error),
                     ELB_ERROR_LIMIT);
    ck_assert_msg(contains(error.message, limit_rows[_i].message), "%s: %s", limit_rows[_i].message,
                  error.message);
    ck_assert_ptr_null(list);
    elb_arena_done(&arena);
}
END_TEST

/* What belongs to the name comes from the catalog, what is in a list never. */
START_TEST(names_that_are_known)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_policy *known =
        elb_catalog_policy_named(catalog, 0, "TLS13-1-2-Res-PQ-2025-09", 24);
    struct elb_policy_list *list = NULL;
    struct elb_arena arena = {0};
    char *text = elb_arena_printf(&arena,
                                  "{'SslProtocols': ['TLSv1.2'], 'Name': '%s', 'Ciphers': [" GCM
                                  "], 'SupportedLoadBalancerTypes': ['network', 'gateway']}",
                                  known->name);

    ck_assert_int_eq(read_text(quoted(&arena, text), &list, NULL), ELB_OK);
    ck_assert_ptr_eq(elb_policy_list_reference_at(list, 0), known);
    ck_assert_int_eq(elb_policy_list_at(list, 0)->status, known->status);
    ck_assert_str_eq(elb_policy_list_at(list, 0)->backend[0], known->backend[0]);
    ck_assert_uint_eq(elb_policy_list_at(list, 0)->load_balancers, ELB_LB_NETWORK);
    ck_assert_uint_eq(elb_policy_list_at(list, 0)->suite_count, 1);
    elb_policy_list_free(list);
    elb_arena_done(&arena);
}
END_TEST

/* ---- Fixtures ------------------------------------------------------------------------------- */

static const char *const fixtures[] = {"ssl-policies.json", "ssl-policy-one.json",
                                       "ssl-policies.yaml", "load-balancer-policies.json"};

static struct elb_text read_file(struct elb_arena *arena, const char *name)
{
    const char *path = elb_arena_printf(arena, POLICIES "%s", name);
    struct elb_error error = {0};
    struct elb_text text;

    ck_assert_msg(elb_file_read(arena, path, ELB_FILE_LIMIT, &text, &error) == ELB_OK, "%s: %s",
                  path, error.message);
    return text;
}

/* JSON that breaks off is never an answer; YAML may end early, but does no harm. */
START_TEST(cut_off)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_arena arena = {0};
    struct elb_text text = read_file(&arena, fixtures[_i]);
    bool is_json = strstr(fixtures[_i], ".json") != NULL;

    for (size_t length = 0; length + 1 < text.length; length++) {
        struct elb_policy_list *list = NULL;
        struct elb_error error = {0};
        char *copy = malloc(length ? length : 1); /* of its own, so that reading past it is seen */

        ck_assert_ptr_nonnull(copy);
        memcpy(copy, text.start, length);
        enum elb_status status =
            elb_policies_read(catalog, copy, length, "p.json", NULL, &list, &error);
        if ((is_json && status == ELB_OK) || error.status != status)
            ck_abort_msg("%s, %zu bytes: %d", fixtures[_i], length, (int)status);
        elb_policy_list_free(list);
        free(copy);
    }
    elb_arena_done(&arena);
}
END_TEST

/* The catalog has a suite for every attribute of Classic that has a code, by that name. */
START_TEST(every_attribute)
{
    struct elb_arena arena = {0};
    struct elb_text text = read_file(&arena, "load-balancer-policies.json");
    struct elb_policy_list *list = NULL;
    struct elb_buffer all_on = {0};

    for (size_t i = 0; i < text.length; i++) {
        if (elb_text_has_prefix(elb_text_skip(text, i), "\"false\"")) {
            elb_buffer_append_string(&all_on, "\"true\"");
            i += 6;
        } else {
            elb_buffer_append_char(&all_on, text.start[i]);
        }
    }
    ck_assert_int_eq(read_text(elb_buffer_string(&all_on), &list, NULL), ELB_OK);
    ck_assert_uint_eq(elb_policy_list_at(list, 0)->suite_count, 88 - 3);
    ck_assert_uint_eq(elb_policy_list_at(list, 0)->note_count, 1);
    elb_policy_list_free(list);
    elb_buffer_done(&all_on);
    elb_arena_done(&arena);
}
END_TEST

START_TEST(nothing_to_free)
{
    ck_assert_ptr_null(elb_policy_list_free(NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/policy");
    TCase *tcase = tcase_create("policy");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, cut_off, 0, LENGTH(fixtures));
    tcase_add_test(tcase, one_does_not_hide_the_others);
    tcase_add_test(tcase, too_many_problems);
    tcase_add_loop_test(tcase, limits, 0, LENGTH(limit_rows));
    tcase_add_test(tcase, names_that_are_known);
    tcase_add_test(tcase, every_attribute);
    tcase_add_test(tcase, nothing_to_free);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
