/* SPDX-License-Identifier: MIT */

/* Rules, on listeners that files can't show, or hardly. */
#include "base/buffer.h"
#include "sample_lint.h"

#include <check.h>
#include <stdlib.h>

#define BEST          "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
#define DEFAULT       "ELBSecurityPolicy-2016-08"
#define RFC9151       "ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07"
#define TLS13         "ELBSecurityPolicy-TLS13-1-2-2021-06"
#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static struct elb_listeners *listeners;
static struct elb_findings *findings;
static struct elb_lint_query query;

static void begin(void)
{
    ck_assert(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL) == ELB_OK);
    query = (struct elb_lint_query){.catalog = elb_catalog_bundled(), .listeners = listeners};
    findings = NULL;
}

static void end(void)
{
    elb_findings_free(findings);
    elb_listeners_free(listeners);
}

static void add(const struct elb_listener *like, const struct elb_declared_policy *policies,
                size_t count)
{
    struct elb_error error = {0};

    ck_assert_msg(sample_add(listeners, like, policies, count, &error) == ELB_OK, "%s",
                  error.message);
}

static void add_named(const struct elb_listener *like, const char *name)
{
    add(like, &(struct elb_declared_policy){.name = name}, 1);
}

/* "error legacy-protocol (no-tls13 cbc-suite); note ..." */
static void judge(const char *expected)
{
    struct elb_error error = {0};
    struct elb_buffer out = {0};
    const struct elb_finding *finding;

    ck_assert(elb_listeners_finish(listeners, NULL) == ELB_OK);
    ck_assert_msg(elb_lint(&query, &findings, &error) == ELB_OK, "%s", error.message);
    for (size_t i = 0; (finding = elb_findings_at(findings, i)); i++) {
        elb_buffer_printf(&out, "%s%s %s", i > 0 ? "; " : "", elb_severity_name(finding->severity),
                          finding->rule->id);
        for (size_t j = 0; j < finding->also_count; j++)
            elb_buffer_printf(&out, "%s%s%s", j == 0 ? " (" : " ", finding->also[j].rule->id,
                              j + 1 == finding->also_count ? ")" : "");
    }
    ck_assert_str_eq(elb_buffer_string(&out), expected);
    elb_buffer_done(&out);
}

static const struct elb_finding *found(size_t index)
{
    const struct elb_finding *finding = elb_findings_at(findings, index);

    ck_assert(finding != NULL);
    return finding;
}

static const struct elb_listener https = {.protocol = "HTTPS", .port = 443};

/* ---- Certificates --------------------------------------------------------------------------- */

static const struct {
    const char *policy;
    const char *protocol;
    enum elb_certificate certificates[3];
    const char *expected;
} certificates[] = {
    {BEST, "TLS", {ELB_CERTIFICATE_RSA4096}, "error certificate-mismatch"},
    {BEST, "TLS", {ELB_CERTIFICATE_RSA3072}, ""},
    {BEST, "HTTPS", {ELB_CERTIFICATE_RSA4096}, ""},
    {BEST, "TLS", {ELB_CERTIFICATE_ECDSA521}, ""},
    {BEST, "HTTPS", {ELB_CERTIFICATE_RSA}, ""},
    {BEST, "HTTPS", {ELB_CERTIFICATE_ECDSA}, ""},
    /* every handshake fails with a P-256 key: no scheme of TLSv1.3 */
    {RFC9151, "HTTPS", {ELB_CERTIFICATE_ECDSA256}, "error certificate-mismatch"},
    {RFC9151, "HTTPS", {ELB_CERTIFICATE_ECDSA384}, ""},
    {RFC9151, "HTTPS", {ELB_CERTIFICATE_RSA2048}, ""},
    {RFC9151, "HTTPS", {ELB_CERTIFICATE_ECDSA}, ""},
    /* clients of TLSv1.3 fail, others don't */
    {"ELBSecurityPolicy-TLS13-1-2-RFC9151-FIPS-2023-07",
     "HTTPS",
     {ELB_CERTIFICATE_ECDSA256},
     "error certificate-mismatch"},
    {"ELBSecurityPolicy-TLS13-1-2-Ext0-RFC9151-FIPS-2023-07",
     "HTTPS",
     {ELB_CERTIFICATE_ECDSA256},
     "error certificate-mismatch; warning no-forward-secrecy"},
    {"ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07",
     "HTTPS",
     {ELB_CERTIFICATE_ECDSA256},
     ""},
    /* one of two: the load balancer may take the other one */
    {RFC9151,
     "HTTPS",
     {ELB_CERTIFICATE_ECDSA256, ELB_CERTIFICATE_RSA2048},
     "warning certificate-mismatch"},
    {"ELBSecurityPolicy-TLS13-1-3-2021-06", "HTTPS", {ELB_CERTIFICATE_ECDSA256}, ""},
    {"ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09", "HTTPS", {ELB_CERTIFICATE_ECDSA256}, ""},
};

START_TEST(certificate)
{
    struct elb_listener listener = {.protocol = certificates[_i].protocol, .port = 443};

    for (size_t i = 0; certificates[_i].certificates[i]; i++)
        listener.certificates.list[listener.certificates.count++] =
            certificates[_i].certificates[i];
    begin();
    add_named(&listener, certificates[_i].policy);
    judge(certificates[_i].expected);
    end();
}
END_TEST

/* ---- Targets -------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    const char *policies[3];
    const char *targets[3];
    const char *expected;
} targets[] = {
    {"best, targets with TLS", {BEST}, {"HTTPS"}, ""},
    {"two alike", {BEST, "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09"}, {"HTTPS", "HTTPS"}, ""},
    {"RFC 9151 loses old targets", {RFC9151}, {"HTTPS"}, "warning target-policy"},
    {"and not plaintext ones", {RFC9151}, {"HTTP"}, ""},
    {"unknown is not yes", {RFC9151}, {NULL}, ""},
    {"one decides for the other",
     {BEST, RFC9151},
     {"HTTPS", "HTTP"},
     "warning target-policy; note mixed-target-policy"},
    {"in any order",
     {RFC9151, BEST},
     {"HTTP", "HTTPS"},
     "note mixed-target-policy; warning target-policy"},
    {"FIPS and post-quantum",
     {BEST, "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04"},
     {"HTTPS", "HTTPS"},
     "note mixed-target-policy"},
    {"none of them has TLS",
     {BEST, "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04"},
     {"HTTP", "HTTP"},
     ""},
    {"TLSv1.3 saves what the older one loses",
     {TLS13, "ELBSecurityPolicy-FS-1-2-Res-2020-10"},
     {"HTTPS", "HTTPS"},
     "warning no-tls13"},
};

START_TEST(target)
{
    begin();
    for (size_t i = 0; i < LENGTH(targets[_i].policies) && targets[_i].policies[i]; i++)
        add_named(&(struct elb_listener){.protocol = "HTTPS",
                                         .port = 443 + (int)i,
                                         .load_balancer_id = "lb",
                                         .span = {.line = (uint32_t)i + 1, .column = 1},
                                         .target_protocol = targets[_i].targets[i]},
                  targets[_i].policies[i]);
    judge(targets[_i].expected);
    end();
}
END_TEST

/* ---- What listeners may have ----------------------------------------------------------------- */

START_TEST(default_is_one_finding)
{
    begin();
    add(&https, NULL, 0);
    judge("error legacy-protocol (default-policy no-forward-secrecy no-tls13 cbc-suite)");
    ck_assert_str_eq(found(0)->help, "ssl_policy = \"" BEST "\"");
    ck_assert_str_eq(found(0)->also[0].text, "no policy is set");
    ck_assert(found(0)->replace == NULL);
    end();
}
END_TEST

START_TEST(good_default_still_speaks)
{
    begin();
    add(&https,
        &(struct elb_declared_policy){
            .name = BEST, .how = ELB_HOW_DEFAULT, .default_of = "console"},
        1);
    judge("warning default-policy");
    ck_assert_str_eq(found(0)->help, "ssl_policy = \"" BEST "\"");
    end();
}
END_TEST

START_TEST(default_that_a_file_sets)
{
    begin();
    add(&https, &(struct elb_declared_policy){.name = BEST, .how = ELB_HOW_CONTROLLER_DEFAULT}, 1);
    judge("");
    end();
}
END_TEST

START_TEST(conditional)
{
    const struct elb_declared_policy policies[] = {
        {.name = BEST, .how = ELB_HOW_CONDITIONAL, .reason = "if Env is prod"},
        {.name = DEFAULT, .how = ELB_HOW_CONDITIONAL, .reason = "unless Env is prod"},
        {.how = ELB_HOW_UNRESOLVED},
    };

    begin();
    add(&https, policies, LENGTH(policies));
    judge("error legacy-protocol (no-forward-secrecy no-tls13 cbc-suite); "
          "warning unresolved-policy");
    ck_assert_str_eq(found(0)->message,
                     "'" DEFAULT "' (unless Env is prod) accepts TLSv1 and TLSv1.1");
    end();
}
END_TEST

START_TEST(literal_is_replaced)
{
    begin();
    add(&https,
        &(struct elb_declared_policy){.name = DEFAULT,
                                      .how = ELB_HOW_VARIABLE_DEFAULT,
                                      .reason = "the default of var.policy",
                                      .path = "variables.tf",
                                      .span = {.line = 3, .column = 13},
                                      .is_literal = true},
        1);
    judge("error legacy-protocol (no-forward-secrecy no-tls13 cbc-suite)");
    ck_assert_str_eq(found(0)->path, "variables.tf");
    ck_assert_uint_eq(found(0)->span.line, 3);
    ck_assert_str_eq(found(0)->replace, DEFAULT);
    ck_assert_str_eq(found(0)->with, BEST);
    ck_assert_str_eq(found(0)->help, BEST " in place of " DEFAULT);
    end();
}
END_TEST

static const struct {
    const char *name;
    struct elb_declared_policy policy;
    enum elb_declaration declaration;
    const char *expected;
} classic[] = {
    {"only the protocols are known",
     {.name = "ours", .how = ELB_HOW_CUSTOM, .versions = 1 << 1 | 1 << 3},
     ELB_DECLARED_LISTENER,
     "error legacy-protocol (no-tls13); warning unresolved-policy"},
    {"nothing is known",
     {.name = "ours", .how = ELB_HOW_CUSTOM},
     ELB_DECLARED_LISTENER,
     "warning unresolved-policy"},
    {"refers to no policy",
     {.name = "ours", .how = ELB_HOW_REFERENCE, .reference = "ELBSecurityPolicy-2015-06"},
     ELB_DECLARED_LISTENER,
     "error unknown-policy"},
    {"refers to one of the other family",
     {.name = "ours", .how = ELB_HOW_REFERENCE, .reference = TLS13},
     ELB_DECLARED_LISTENER,
     "error unavailable-policy"},
    {"unattached: its faults only stand beside",
     {.name = "ours", .how = ELB_HOW_REFERENCE, .reference = "ELBSecurityPolicy-2015-05"},
     ELB_DECLARED_POLICY,
     "note classic-unattached-policy (insecure-suite legacy-protocol no-forward-secrecy no-tls13 "
     "cbc-suite)"},
    {"reserved",
     {.name = "ELBSample-x",
      .how = ELB_HOW_REFERENCE,
      .reference = "ELBSecurityPolicy-TLS-1-2-2017-01"},
     ELB_DECLARED_LISTENER,
     "warning no-forward-secrecy (no-tls13 classic-reserved-name cbc-suite)"},
    {"the predefined one by its own name",
     {.name = "ELBSecurityPolicy-TLS-1-2-2017-01",
      .how = ELB_HOW_REFERENCE,
      .reference = "ELBSecurityPolicy-TLS-1-2-2017-01"},
     ELB_DECLARED_LISTENER,
     "warning no-forward-secrecy (no-tls13 cbc-suite)"},
};

START_TEST(classic_policy)
{
    begin();
    add(&(struct elb_listener){.protocol = "HTTPS",
                               .port = 443,
                               .load_balancer = ELB_LB_CLASSIC,
                               .declaration = classic[_i].declaration},
        &classic[_i].policy, 1);
    judge(classic[_i].expected);
    end();
}
END_TEST

START_TEST(live_names_are_right)
{
    begin();
    add_named(&(struct elb_listener){.protocol = "HTTPS", .port = 443, .format = "aws-cli"},
              "ELBSecurityPolicy-TLS13-1-3-CNSA2-INTEROP1-FIPS-PQ-2026-07");
    add_named(&(struct elb_listener){.protocol = "HTTPS", .port = 444, .format = "aws-cli"},
              "ELBSecurityPolicy-Something");
    judge("warning unknown-policy");
    end();
}
END_TEST

/* ---- Changes --------------------------------------------------------------------------------- */

START_TEST(change_names_supported_clients_first)
{
    const struct elb_declared_policy before = {.name = TLS13};

    begin();
    add_named(
        &(struct elb_listener){.protocol = "HTTPS",
                               .port = 443,
                               .has_before = true,
                               .before = memcpy(malloc(sizeof(before)), &before, sizeof(before)),
                               .before_count = 1},
        "ELBSecurityPolicy-TLS13-1-3-2021-06");
    judge("error clients-lost-by-change");
    ck_assert_uint_gt(found(0)->client_count, 1);
    for (size_t i = 1; i < found(0)->client_count; i++)
        ck_assert(!found(0)->clients[i].supported || found(0)->clients[i - 1].supported);
    ck_assert(found(0)->suggested != NULL);
    free((void *)elb_listeners_at(listeners, 0)->before);
    end();
}
END_TEST

START_TEST(limit_is_an_error)
{
    struct elb_error error = {0};

    begin();
    add(&https, NULL, 0);
    add(&https, NULL, 0);
    query.limit = 1;
    ck_assert(elb_listeners_finish(listeners, NULL) == ELB_OK);
    ck_assert(elb_lint(&query, &findings, &error) == ELB_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "more than 1 findings");
    end();
}
END_TEST

/* ---- Examples -------------------------------------------------------------------------------- */

START_TEST(examples)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_rule *rule;
    char text[512];

    for (size_t i = 0; (rule = elb_rule_at(i)); i++) {
        for (unsigned good = 0; good < 2; good++) {
            const char *whole = good ? rule->good : rule->bad;
            const size_t length =
                elb_rule_fill(rule, catalog, whole, good != 0, text, sizeof(text));

            ck_assert_uint_lt(length, sizeof(text));
            ck_assert_uint_eq(length, strlen(text));
            ck_assert_msg(!strstr(text, "{policy}") && !strstr(text, "{best}"), "%s", text);
            ck_assert_uint_eq(elb_rule_fill(rule, catalog, whole, good != 0, NULL, 0), length);
            ck_assert_uint_eq(elb_rule_fill(rule, catalog, whole, good != 0, text, 4), length);
            ck_assert_uint_eq(strlen(text), length < 3 ? length : 3);
        }
    }
}
END_TEST

START_TEST(example_names_what_the_rule_says)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_rule *rule = elb_rule_named("legacy-protocol", 15);
    char text[512];

    elb_rule_fill(rule, catalog, "{policy} {x} {", false, text, sizeof(text));
    ck_assert_str_eq(text, DEFAULT " {x} {");
    elb_rule_fill(rule, catalog, "{policy}", true, text, sizeof(text));
    ck_assert_str_eq(text, BEST);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lint");
    TCase *tcase = tcase_create("rules");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_loop_test(tcase, certificate, 0, LENGTH(certificates));
    tcase_add_loop_test(tcase, target, 0, LENGTH(targets));
    tcase_add_loop_test(tcase, classic_policy, 0, LENGTH(classic));
    tcase_add_test(tcase, default_is_one_finding);
    tcase_add_test(tcase, good_default_still_speaks);
    tcase_add_test(tcase, default_that_a_file_sets);
    tcase_add_test(tcase, conditional);
    tcase_add_test(tcase, literal_is_replaced);
    tcase_add_test(tcase, live_names_are_right);
    tcase_add_test(tcase, change_names_supported_clients_first);
    tcase_add_test(tcase, limit_is_an_error);
    tcase_add_test(tcase, examples);
    tcase_add_test(tcase, example_names_what_the_rule_says);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
