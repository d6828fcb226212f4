/* SPDX-License-Identifier: MIT */

/*
 * What holds for any two policies and any client of the bundled catalog: a policy does not differ
 * from itself, and to go back undoes what going there does.
 */
#include "elblint/catalog.h"
#include "elblint/compare.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAIRS   300
#define CLIENTS 40

static const struct elb_certificates rsa = {{ELB_CERTIFICATE_RSA2048}, 1};
static const struct elb_certificates ecdsa = {{ELB_CERTIFICATE_ECDSA256}, 1};

static uint32_t state;

static size_t below(size_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % limit;
}

static bool are_equal(const uint16_t *a, size_t a_count, const uint16_t *b, size_t b_count)
{
    return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof(*a)) == 0);
}

static bool is_undone(const struct elb_list_change *there, const struct elb_list_change *back)
{
    return there->is_known == back->is_known && there->moved_count == back->moved_count &&
           are_equal(there->added, there->added_count, back->removed, back->removed_count) &&
           are_equal(there->removed, there->removed_count, back->added, back->added_count);
}

START_TEST(a_policy_is_itself)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        const struct elb_comparison *comparison = NULL;

        ck_assert_int_eq(elb_compare(policy, policy, &comparison, NULL), ELB_OK);
        ck_assert_msg(elb_comparison_is_empty(comparison) && comparison->facts == 0, "%s",
                      policy->name);
        elb_comparison_free(comparison);
        for (size_t c = 0; c < catalog->client_count; c++) {
            struct elb_client_comparison result;

            elb_compare_client(catalog, policy, policy, &rsa, &catalog->clients[c], &result);
            if (result.changes != 0 || result.transition == ELB_TRANSITION_LOST ||
                result.transition == ELB_TRANSITION_GAINED)
                ck_abort_msg("%s, %s", policy->name, catalog->clients[c].id);
        }
    }
}
END_TEST

static enum elb_transition opposite(enum elb_transition transition)
{
    if (transition == ELB_TRANSITION_LOST)
        return ELB_TRANSITION_GAINED;
    return transition == ELB_TRANSITION_GAINED ? ELB_TRANSITION_LOST : transition;
}

/* What is better one way is worse the other way: the bits lie 7 apart. */
static unsigned opposite_changes(unsigned changes)
{
    unsigned worse = changes & ELB_CHANGES_FOR_THE_WORSE;
    unsigned better = changes & ELB_CHANGES_FOR_THE_BETTER;

    return worse << 7 | better >> 7 | (changes & ELB_CHANGE_PARAMETERS);
}

static void check_clients(const struct elb_catalog *catalog, const struct elb_policy *a,
                          const struct elb_policy *b)
{
    for (size_t i = 0; i < CLIENTS; i++) {
        const struct elb_client *client = &catalog->clients[below(catalog->client_count)];
        const struct elb_certificates *certificates = i % 2 ? &rsa : &ecdsa;
        struct elb_client_comparison there;
        struct elb_client_comparison back;

        elb_compare_client(catalog, a, b, certificates, client, &there);
        elb_compare_client(catalog, b, a, certificates, client, &back);
        if (back.transition != opposite(there.transition) ||
            back.changes != opposite_changes(there.changes))
            ck_abort_msg("%s and %s: %s", a->name, b->name, client->id);
    }
}

START_TEST(going_back_undoes_it)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    for (size_t i = 0; i < PAIRS; i++) {
        const struct elb_policy *a = &catalog->policies[below(catalog->policy_count)];
        const struct elb_policy *b = &catalog->policies[below(catalog->policy_count)];
        const struct elb_comparison *there = NULL;
        const struct elb_comparison *back = NULL;

        ck_assert_int_eq(elb_compare(a, b, &there, NULL), ELB_OK);
        ck_assert_int_eq(elb_compare(b, a, &back, NULL), ELB_OK);
        ck_assert_msg(there->versions_added == back->versions_removed &&
                          there->versions_removed == back->versions_added &&
                          there->facts == back->facts && there->backend == back->backend &&
                          is_undone(&there->suites, &back->suites) &&
                          is_undone(&there->groups, &back->groups) &&
                          is_undone(&there->preferred_groups, &back->preferred_groups) &&
                          is_undone(&there->schemes, &back->schemes),
                      "%s and %s", a->name, b->name);
        elb_comparison_free(there);
        elb_comparison_free(back);
        check_clients(catalog, a, b);
    }
}
END_TEST

int main(void)
{
    const char *seed = getenv("ELB_TEST_SEED");
    Suite *suite = suite_create("compare/properties");
    TCase *tcase = tcase_create("properties");
    SRunner *runner = srunner_create(suite);
    int failed;

    state = seed ? (uint32_t)strtoul(seed, NULL, 10) : (uint32_t)time(NULL);
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 100);
    tcase_add_test(tcase, a_policy_is_itself);
    tcase_add_test(tcase, going_back_undoes_it);
    printf("ELB_TEST_SEED=%u\n", (unsigned)state);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
