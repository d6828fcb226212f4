/* SPDX-License-Identifier: MIT */

/*
 * What is true of every verdict: the order in which the certificates of a listener are named
 * changes nothing, and a certificate of which only the type is known gives no other answer than
 * its sizes do. Each bundled policy with each bundled client.
 */
#include "elblint/check.h"

#include <check.h>

static const struct elb_certificates sets[] = {
    {{ELB_CERTIFICATE_ECDSA256, ELB_CERTIFICATE_ECDSA384}, 2},
    {{ELB_CERTIFICATE_RSA2048, ELB_CERTIFICATE_ECDSA256}, 2},
    {{ELB_CERTIFICATE_RSA2048, ELB_CERTIFICATE_RSA4096, ELB_CERTIFICATE_ECDSA521}, 3},
    {{ELB_CERTIFICATE_ECDSA, ELB_CERTIFICATE_RSA}, 2},
    {{ELB_CERTIFICATE_ECDSA384, ELB_CERTIFICATE_RSA3072, ELB_CERTIFICATE_ECDSA256}, 3},
};

static void reverse(const struct elb_certificates *certificates, struct elb_certificates *ret)
{
    ret->count = certificates->count;
    for (size_t i = 0; i < ret->count; i++)
        ret->list[i] = certificates->list[ret->count - 1 - i];
}

static bool is_same_outcome(const struct elb_outcome *a, const struct elb_outcome *b)
{
    return a->cause == b->cause && a->answered == b->answered && a->hello_retry == b->hello_retry &&
           a->version == b->version && a->suite == b->suite && a->group == b->group &&
           a->scheme == b->scheme && a->certificate == b->certificate && a->assumed == b->assumed &&
           a->remarks == b->remarks;
}

START_TEST(order_of_certificates)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_certificates other;
    reverse(&sets[_i], &other);
    for (size_t p = 0; p < catalog->policy_count; p++) {
        for (size_t c = 0; c < catalog->client_count; c++) {
            struct elb_check a;
            struct elb_check b;
            elb_check(catalog, &catalog->policies[p], &sets[_i], &catalog->clients[c], &a);
            elb_check(catalog, &catalog->policies[p], &other, &catalog->clients[c], &b);
            bool is_same = a.verdict == b.verdict && a.open == b.open &&
                           is_same_outcome(&a.outcome, &b.outcome) &&
                           is_same_outcome(&a.failed, &b.failed);
            if (!is_same)
                ck_abort_msg("set %d: %s, %s", _i, catalog->policies[p].name,
                             catalog->clients[c].id);
        }
    }
}
END_TEST

static enum elb_verdict judge(const struct elb_policy *policy, const struct elb_client *client,
                              enum elb_certificate certificate)
{
    const struct elb_certificates one = {{certificate}, 1};
    struct elb_check check;
    elb_check(elb_catalog_bundled(), policy, &one, client, &check);
    return check.verdict;
}

/* The verdict of a type is that of its sizes where they agree, and else unknown. */
START_TEST(sizes_of_a_type)
{
    static const enum elb_certificate types[2][4] = {
        {ELB_CERTIFICATE_RSA, ELB_CERTIFICATE_RSA2048, ELB_CERTIFICATE_RSA3072,
         ELB_CERTIFICATE_RSA4096},
        {ELB_CERTIFICATE_ECDSA, ELB_CERTIFICATE_ECDSA256, ELB_CERTIFICATE_ECDSA384,
         ELB_CERTIFICATE_ECDSA521},
    };
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_policy *policy = &catalog->policies[_i];
    for (size_t c = 0; c < catalog->client_count; c++) {
        for (size_t t = 0; t < 2; t++) {
            enum elb_verdict first = judge(policy, &catalog->clients[c], types[t][1]);
            bool agree = judge(policy, &catalog->clients[c], types[t][2]) == first &&
                         judge(policy, &catalog->clients[c], types[t][3]) == first;
            enum elb_verdict expected = agree ? first : ELB_VERDICT_UNKNOWN;
            if (judge(policy, &catalog->clients[c], types[t][0]) != expected)
                ck_abort_msg("%s, %s, %s", policy->name, catalog->clients[c].id,
                             elb_certificate_name(types[t][0]));
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/check, properties");
    TCase *tcase = tcase_create("properties");
    int policies = (int)elb_catalog_bundled()->policy_count;
    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, order_of_certificates, 0, (int)(sizeof(sets) / sizeof(sets[0])));
    tcase_add_loop_test(tcase, sizes_of_a_type, 0, policies);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
