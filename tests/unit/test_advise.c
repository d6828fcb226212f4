/* SPDX-License-Identifier: MIT */

/* What is said about load balancers, for policies of all sorts and with names of all sorts. */

#include "advise/advise.h"
#include "advise/aws_command.h"
#include "advise/preface.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct elb_policy *policy(const char *name)
{
    const struct elb_policy *found =
        elb_catalog_policy_named(elb_catalog_bundled(), 0, name, strlen(name));

    ck_assert_msg(found != NULL, "no policy %s", name);
    return found;
}

static size_t kind(const char *name)
{
    size_t index = 0;

    while (elb_advice_name(index) && strcmp(elb_advice_name(index), name) != 0)
        index++;
    ck_assert_msg(elb_advice_name(index) != NULL, "no kind %s", name);
    return index;
}

static void write(size_t index, const struct elb_advice_query *query, char **ret_text)
{
    struct elb_error error = {0};

    ck_assert_int_eq(elb_advice_write(index, query, ret_text, &error), ELB_OK);
}

/* ---- The load balancer's side --------------------------------------------------------------- */

static const struct {
    const char *kind;
    const char *policy;
    const char *from; /* or NULL */
    unsigned load_balancers;
    const char *has[4];
    const char *lacks;
} settings[] = {
    {"aws-cli",
     "FS-2018-06",
     NULL,
     0,
     {"modify-listener --listener-arn \"$LISTENER_ARN\"",
      "--ssl-policy ELBSecurityPolicy-FS-2018-06", "Listeners[?SslPolicy].[ListenerArn,SslPolicy]",
      "AWS_PROFILE"},
     "instead of"},
    {"aws-cli",
     "FS-2018-06",
     "2016-08",
     0,
     {"instead of ELBSecurityPolicy-2016-08", "SslPolicy==`\"ELBSecurityPolicy-2016-08\"`"},
     NULL},
    {"aws-cli", "FS-2018-06", "2016-08", ELB_LB_NETWORK, {"Type==`\"network\"`"}, "application"},
    {"aws-cli", "TLS-1-0-2015-04", NULL, 0, {"AWS may refuse it", "describe-ssl-policies"}, NULL},
    {"aws-cli", "FS-2018-06", NULL, 0, {"modify-listener"}, "describe-ssl-policies"},
    {"aws-cli",
     "TLS13-1-3-CNSA2-INTEROP1-FIPS-PQ-2026-07",
     NULL,
     0,
     {"no load balancer offers this policy yet"},
     "aws elbv2"},
    {"aws-cli",
     "classic/TLS-1-2-2017-01",
     NULL,
     0,
     {"replaces the whole list", "create-load-balancer-policy", "PolicyNames[]",
      "AttributeName=Reference-Security-Policy,AttributeValue=ELBSecurityPolicy-TLS-1-2-2017-01"},
     "elbv2"},
    {"aws-cli",
     "TLS13-1-2-Res-PQ-2025-09",
     "2016-08",
     0,
     {"no longer do:",
      "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09 instead of ELBSecurityPolicy-2016-08"},
     "permits more"},
    {"aws-cli",
     "2016-08",
     "TLS13-1-2-Res-PQ-2025-09",
     0,
     {"permits more: versions below TLSv1.2", "gives up: TLSv1.3, post-quantum groups"},
     NULL},
    {"aws-cli",
     "TLS13-1-2-Res-FIPS-2023-04",
     "2016-08",
     ELB_LB_APPLICATION,
     {"either all FIPS policies or none"},
     NULL},
    {"aws-cli",
     "TLS13-1-2-Res-FIPS-2023-04",
     "2016-08",
     ELB_LB_NETWORK,
     {"modify-listener"},
     "either all FIPS policies or none"},
    {"console",
     "FS-2018-06",
     NULL,
     ELB_LB_APPLICATION,
     {"tab Listeners and rules >", "Edit secure", "> ELBSecurityPolicy-FS-2018-06 >"},
     "aws "},
    {"console", "FS-2018-06", NULL, ELB_LB_NETWORK, {"tab Listeners >"}, "rules"},
    {"console",
     "classic/2016-08",
     NULL,
     0,
     {"Manage listeners", "ELBSecurityPolicy-2016-08"},
     NULL},
    {"terraform",
     "FS-2018-06",
     NULL,
     0,
     {"resource \"aws_lb_listener\"", "  ssl_policy = \"ELBSecurityPolicy-FS-2018-06\"",
      "https_ssl_policy", "listener_ssl_policy_default"},
     NULL},
    {"terraform", "FS-2018-06", NULL, ELB_LB_NETWORK, {"resource \"aws_lb_listener\""}, "module"},
    {"terraform",
     "classic/2016-08",
     NULL,
     0,
     {"aws_load_balancer_policy", "aws_load_balancer_listener_policy", "whole list"},
     "aws_lb_listener"},
    {"cloudformation",
     "FS-2018-06",
     NULL,
     0,
     {"AWS::ElasticLoadBalancingV2::Listener", "SslPolicy: \"ELBSecurityPolicy-FS-2018-06\""},
     NULL},
    {"cloudformation",
     "classic/2016-08",
     NULL,
     0,
     {"AWS::ElasticLoadBalancing::LoadBalancer", "PolicyName: \"my-2016-08\""},
     "V2"},
    {"cdk",
     "FS-2018-06",
     NULL,
     0,
     {"as CfnListener).sslPolicy = \"ELBSecurityPolicy-FS-2018-06\";"},
     NULL},
    {"cdk", "classic/2016-08", NULL, 0, {"CfnLoadBalancer", "\"my-2016-08\""}, "CfnListener"},
    {"kubernetes",
     "FS-2018-06",
     NULL,
     0,
     {"alb.ingress.kubernetes.io/ssl-policy: \"ELBSecurityPolicy-FS-2018-06\"",
      "IngressClassParams", "aws-load-balancer-ssl-negotiation-policy", "protocolPort: TLS:443"},
     NULL},
    {"kubernetes", "FS-2018-06", NULL, ELB_LB_APPLICATION, {"protocolPort: HTTPS:443"}, "Service"},
    {"kubernetes", "classic/2016-08", NULL, 0, {"kind: Service"}, "Ingress"},
};

START_TEST(settings_say_what_to_do)
{
    struct elb_advice_query query = {
        .catalog = elb_catalog_bundled(),
        .policy = policy(settings[_i].policy),
        .from = settings[_i].from ? policy(settings[_i].from) : NULL,
        .load_balancers = settings[_i].load_balancers,
    };
    char *text;

    write(kind(settings[_i].kind), &query, &text);
    ck_assert_msg(text != NULL, "%s: nothing", settings[_i].policy);
    for (size_t i = 0; i < 4 && settings[_i].has[i]; i++) {
        char *flat = strdup(text);

        for (char *c = flat; (c = strstr(c, "\n# ")) != NULL;)
            memmove(c + 1, c + 3, strlen(c + 3) + 1), *c = ' ';
        ck_assert_msg(strstr(flat, settings[_i].has[i]) != NULL, "%s %s lacks '%s':\n%s",
                      settings[_i].kind, settings[_i].policy, settings[_i].has[i], flat);
        free(flat);
    }
    ck_assert_msg(!settings[_i].lacks || !strstr(text, settings[_i].lacks), "%s %s has '%s':\n%s",
                  settings[_i].kind, settings[_i].policy, settings[_i].lacks, text);
    text = elb_advice_free(text);
}
END_TEST

START_TEST(own_policies_need_a_classic_load_balancer)
{
    struct elb_policy own = *policy("FS-2018-06");
    struct elb_advice_query query = {.catalog = elb_catalog_bundled(), .policy = &own};

    own.name = "mine";
    for (size_t i = 0; elb_advice_name(i); i++) {
        char *text;

        write(i, &query, &text);
        if (elb_advice_side(i) == ELB_SIDE_CLIENT)
            ck_assert_ptr_null(text);
        else
            ck_assert_msg(strstr(text, "have no policies of one's own") != NULL, "%s",
                          elb_advice_name(i));
        text = elb_advice_free(text);
    }
}
END_TEST

/* ---- Names ---------------------------------------------------------------------------------- */

static const struct {
    const char *kind;
    const char *name;
    const char *has;
} names[] = {
    {"aws-cli", "it's", "--policy-name 'it'\\''s'"},
    {"aws-cli", "$(id)", "--policy-name '$(id)'"},
    {"aws-cli", "--help", "--policy-name my--help"},
    {"aws-cli", "a\nb", "# a\\x0Ab\n"},
    {"aws-cli", "ELBSecurityPolicy-a,b",
     "'{\"AttributeName\":\"Reference-Security-Policy\","
     "\"AttributeValue\":\"ELBSecurityPolicy-a,b\"}'"},
    {"terraform", "${x}\"", "policy_name        = \"$${x}\\\"\"\n"},
    {"terraform", "a\nb", "# a\\x0Ab\n"},
    {"cloudformation", "a: \"b\"\n", "- PolicyName: \"a: \\\"b\\\"\\n\"\n"},
    {"cdk", "\"; x()", "PolicyName: \"\\\"; x()\","},
    {"cdk", "a\nb", "// a\\x0Ab\n"},
    {"console", "a\nb", "a\\x0Ab\n"},
};

START_TEST(names_can_be_pasted)
{
    struct elb_policy own = *policy("classic/TLS-1-2-2017-01");
    struct elb_advice_query query = {.catalog = elb_catalog_bundled(), .policy = &own};
    char *text;

    own.name = names[_i].name;
    write(kind(names[_i].kind), &query, &text);
    ck_assert_msg(strstr(text, names[_i].has) != NULL, "%s lacks '%s':\n%s", names[_i].kind,
                  names[_i].has, text);
    text = elb_advice_free(text);
}
END_TEST

START_TEST(the_old_name_is_quoted_in_the_query)
{
    struct elb_policy from = *policy("2016-08");
    struct elb_advice_query query = {
        .catalog = elb_catalog_bundled(), .policy = policy("FS-2018-06"), .from = &from};
    char *text;

    from.name = "a`b\"'c";
    write(kind("aws-cli"), &query, &text);
    ck_assert_msg(strstr(text, "SslPolicy==`\"a\\`b\\\"'\\''c\"`]") != NULL, "%s", text);
    text = elb_advice_free(text);
}
END_TEST

/* ---- The API -------------------------------------------------------------------------------- */

START_TEST(kinds_have_names_and_summaries)
{
    size_t count = 0;

    for (; elb_advice_name(count); count++) {
        ck_assert_str_ne(elb_advice_summary(count), "");
        for (size_t i = 0; i < count; i++)
            ck_assert_str_ne(elb_advice_name(i), elb_advice_name(count));
    }
    ck_assert_uint_ge(count, 7);
    ck_assert_ptr_null(elb_advice_free(NULL));
}
END_TEST

START_TEST(an_empty_query_gets_no_advice)
{
    struct elb_advice_query query = {.catalog = elb_catalog_bundled()};
    char *text = (char *)"untouched";

    for (size_t i = 0; elb_advice_name(i); i++) {
        write(i, &query, &text);
        ck_assert_ptr_null(text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("advise");
    TCase *cases = tcase_create("advise");
    SRunner *runner;
    int failed;

    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, settings_say_what_to_do, 0,
                        (int)(sizeof(settings) / sizeof(settings[0])));
    tcase_add_test(cases, own_policies_need_a_classic_load_balancer);
    tcase_add_loop_test(cases, names_can_be_pasted, 0, (int)(sizeof(names) / sizeof(names[0])));
    tcase_add_test(cases, the_old_name_is_quoted_in_the_query);
    tcase_add_test(cases, kinds_have_names_and_summaries);
    tcase_add_test(cases, an_empty_query_gets_no_advice);
    suite_add_tcase(suite, cases);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
