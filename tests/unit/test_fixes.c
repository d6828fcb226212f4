/* SPDX-License-Identifier: MIT */

/* What is mended by changing one literal, and why another is not. */
#include "test_lint_common.h"

#define TLS_LISTENER(name, policy)                                                                 \
    "resource \"aws_lb_listener\" \"" name "\" {\n"                                                \
    "  port = 444\n  protocol = \"TLS\"\n  ssl_policy = " policy "\n}\n"

struct row {
    const char *name;
    const char *path;
    const char *text;
    size_t edits;
    const char *why; /* the first refusal says this; NULL: there is none */
};

static const struct row rows[] = {
    {"a literal", "a.tf", LISTENER("a", "\"" OLD "\""), 1, NULL},
    {"nothing wrong", "a.tf", LISTENER("a", "\"" BEST "\""), 0, NULL},
    {"a local value of two", "a.tf",
     "locals {\n  policy = \"" OLD "\"\n}\n" LISTENER("a", "local.policy")
         LISTENER("b", "local.policy"),
     1, NULL},
    {"a variable", "a.tf",
     "variable \"policy\" {\n  default = \"" OLD "\"\n}\n" LISTENER("a", "var.policy"), 0,
     "the name comes from a variable"},
    {"a variable without a default", "a.tf", "variable \"policy\" {}\n" LISTENER("a", "var.policy"),
     0, NULL},
    {"a condition", "a.tf", LISTENER("a", "var.x ? \"" OLD "\" : \"" BEST "\""), 0,
     "the name hangs on a condition"},
    {"parts", "a.tf",
     "locals {\n  year = \"2016\"\n}\n" LISTENER("a", "\"ELBSecurityPolicy-${local.year}-08\""), 0,
     "the name is put together from parts"},
    {"a default", "a.tf",
     "resource \"aws_lb_listener\" \"a\" {\n  port = 443\n  protocol = \"HTTPS\"\n}\n", 0,
     "no policy is written there"},
    {"YAML without quotes", "a.yaml",
     "Resources:\n  A:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties: {Port: "
     "443, Protocol: HTTPS, SslPolicy: " OLD "}\n",
     1, NULL},
    {"YAML's alias", "a.yaml",
     "Resources:\n  A:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Metadata: &p " OLD
     "\n    Properties: {Port: 443, Protocol: HTTPS, SslPolicy: *p}\n",
     0, "the name is put together from parts"},
    {"escapes in JSON", "a.json",
     "{\"Resources\": {\"A\": {\"Type\": \"AWS::ElasticLoadBalancingV2::Listener\", "
     "\"Properties\": {\"Port\": 443, \"Protocol\": \"HTTPS\", \"SslPolicy\": "
     "\"ELBSecurityPolicy\\u002d2016-08\"}}}}",
     0, "the name is put together from parts"},
    {"a Classic policy's reference", "a.yaml",
     "Resources:\n  LB:\n    Type: AWS::ElasticLoadBalancing::LoadBalancer\n    Properties:\n"
     "      Listeners: [{LoadBalancerPort: 443, Protocol: HTTPS, PolicyNames: [p]}]\n"
     "      Policies:\n        - PolicyName: p\n          PolicyType: SSLNegotiationPolicyType\n"
     "          Attributes: [{Name: Reference-Security-Policy, Value: "
     "ELBSecurityPolicy-2014-01}]\n",
     1, NULL},
    {"a Classic policy of its own", "a.yaml",
     "Resources:\n  LB:\n    Type: AWS::ElasticLoadBalancing::LoadBalancer\n    Properties:\n"
     "      Listeners: [{LoadBalancerPort: 443, Protocol: HTTPS, PolicyNames: [p]}]\n"
     "      Policies:\n        - PolicyName: p\n          PolicyType: SSLNegotiationPolicyType\n"
     "          Attributes: [{Name: Protocol-TLSv1, Value: true}, {Name: AES128-SHA, Value: "
     "true}]\n",
     0, "the policy is a list of attributes, not a name"},
};

START_TEST(considers)
{
    const struct row *row = &rows[_i];
    struct sample sample;

    sample_of(&sample, row->path, row->text);
    ck_assert_msg(sample.fixes->edit_count == row->edits, "%s: %zu edits", row->name,
                  sample.fixes->edit_count);
    ck_assert_msg((sample.fixes->refusal_count > 0) == (row->why != NULL), "%s: %zu refusals",
                  row->name, sample.fixes->refusal_count);
    if (row->why)
        ck_assert_str_eq(sample.fixes->refusals[0].why, row->why);
    for (size_t i = 0; i < sample.fixes->edit_count; i++) {
        const struct elb_fix_edit *edit = &sample.fixes->edits[i];

        ck_assert_msg(memcmp(row->text + edit->offset, edit->finding->replace, edit->length) == 0 &&
                          edit->length == strlen(edit->finding->replace),
                      "%s", row->name);
    }
    sample_done(&sample);
}
END_TEST

static const struct elb_client *client(const char *id)
{
    const struct elb_client *found =
        elb_catalog_client_named(elb_catalog_bundled(), id, strlen(id));

    ck_assert_msg(found != NULL, "%s", id);
    return found;
}

/* A client of -c is lost only if that is allowed. */
START_TEST(loses_whom_it_may)
{
    const struct elb_client *clients[] = {client("java-6u45"), client("openssl-3.0.3")};
    const char *const allowed[] = {clients[0]->id};
    struct elb_lint_query query = {.clients = clients, .client_count = LENGTH(clients)};
    struct sample sample;

    for (size_t count = 0; count <= 1; count++) {
        sample_init(&sample);
        sample_add_file(&sample, "a.tf", LISTENER("a", "\"" OLD "\""));
        sample_judge(&sample, &query, allowed, count);
        ck_assert_uint_eq(sample.fixes->edit_count, count);
        ck_assert_uint_eq(sample.fixes->refusal_count, 1 - count);
        if (count == 0)
            ck_assert_str_eq(sample.fixes->refusals[0].why,
                             "java-6u45 would be lost: --allow-lost java-6u45");
        sample_done(&sample);
    }
}
END_TEST

/* What one of several listeners that have a literal can't have, none gets. */
START_TEST(one_literal_of_two)
{
    const char *const text = "locals {\n  policy = \"" OLD "\"\n}\n" LISTENER("a", "local.policy")
        TLS_LISTENER("b", "local.policy");
    const struct elb_lost_client lost = {.client = client("java-6u45")};
    struct elb_fix_query query = {0};
    const struct elb_fixes *fixes = NULL;
    struct elb_finding *finding;
    struct sample sample;

    sample_of(&sample, "a.tf", text);
    ck_assert_uint_eq(elb_findings_count(sample.findings), 2);
    ck_assert_uint_eq(sample.fixes->edit_count, 1);
    ck_assert(elb_fixes_edit_of(sample.fixes, elb_findings_at(sample.findings, 1)) ==
              &sample.fixes->edits[0]);
    query = (struct elb_fix_query){.listeners = sample.listeners, .findings = sample.findings};
    finding = (struct elb_finding *)elb_findings_at(sample.findings, 1);
    finding->lost = &lost;
    finding->lost_count = 1;
    ck_assert(elb_fixes_new(&query, &fixes, NULL) == ELB_OK);
    ck_assert_uint_eq(fixes->edit_count, 0);
    ck_assert_uint_eq(fixes->refusal_count, 2);
    ck_assert_str_eq(fixes->refusals[0].why, "another finding there can't be mended");
    ck_assert_str_eq(fixes->refusals[1].why, "java-6u45 would be lost: --allow-lost java-6u45");
    elb_fixes_free(fixes);
    finding->lost_count = 0;
    finding->with = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    ck_assert(elb_fixes_new(&query, &fixes, NULL) == ELB_OK);
    ck_assert_uint_eq(fixes->edit_count, 0);
    ck_assert_uint_eq(fixes->refusal_count, 2);
    ck_assert_str_eq(fixes->refusals[0].why, "another finding there wants another policy");
    elb_fixes_free(fixes);
    sample_done(&sample);
}
END_TEST

/* What is ignored is not mended, nor does it have the edit of another one there. */
START_TEST(leaves_what_is_ignored)
{
    struct sample sample;

    sample_of(&sample, "a.tf",
              "resource \"aws_lb_listener\" \"a\" {\n  protocol = \"HTTPS\"\n  ssl_policy = \"" OLD
              "\" # elblint:ignore legacy-protocol,no-tls13,no-forward-secrecy\n}\n");
    ck_assert_uint_gt(elb_findings_count(sample.findings), 0);
    ck_assert_uint_eq(sample.fixes->edit_count, 0);
    ck_assert_uint_eq(sample.fixes->refusal_count, 0);
    ck_assert(!elb_fixes_edit_of(sample.fixes, elb_findings_at(sample.findings, 0)));
    sample_done(&sample);
}
END_TEST

/* Edits are in the order of their places, whatever that of the findings. */
START_TEST(sorts)
{
    struct sample sample;

    sample_init(&sample);
    sample_add_file(&sample, "b.tf", LISTENER("a", "\"" OLD "\"") LISTENER("b", "\"" OLD "\""));
    sample_add_file(&sample, "a.tf", LISTENER("c", "\"" OLD "\""));
    sample_judge(&sample, &(struct elb_lint_query){0}, NULL, 0);
    ck_assert_uint_eq(sample.fixes->edit_count, 3);
    ck_assert_str_eq(sample.fixes->edits[0].path, "a.tf");
    ck_assert_str_eq(sample.fixes->edits[1].path, "b.tf");
    ck_assert_uint_lt(sample.fixes->edits[1].offset, sample.fixes->edits[2].offset);
    for (size_t i = 0; i < 3; i++)
        ck_assert(elb_fixes_edit_of(sample.fixes, elb_findings_at(sample.findings, i)));
    sample_done(&sample);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, considers, 0, LENGTH(rows));
    tcase_add_test(tcase, loses_whom_it_may);
    tcase_add_test(tcase, one_literal_of_two);
    tcase_add_test(tcase, leaves_what_is_ignored);
    tcase_add_test(tcase, sorts);
}

int main(void)
{
    return run_cases("fixes", add);
}
