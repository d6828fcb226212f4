/* SPDX-License-Identifier: MIT */

/* The catalog in the binary: what is in it, and that it is policies/ and nothing else. */
#include "test_catalog_common.h"

#include "catalog/kinds.h"

static struct elb_catalog_file *file;
static const struct elb_catalog *loaded;
static const struct elb_catalog *bundled;

/* Tests run in the root of the sources. */
static void set_up(void)
{
    struct elb_error error = {0};
    enum elb_status status = elb_catalog_load("policies", NULL, false, &file, &error);
    ck_assert_msg(status == ELB_OK, "%s", error_line(&error));
    loaded = elb_catalog_get(file);
    bundled = elb_catalog_bundled();
}

static void tear_down(void)
{
    file = elb_catalog_free(file);
}

START_TEST(equals_the_sources)
{
    ck_assert_str_eq(bundled->date, loaded->date);
    ck_assert_uint_eq(bundled->suite_count, loaded->suite_count);
    for (size_t i = 0; i < bundled->suite_count; i++)
        ck_assert_msg(same_suite(&bundled->suites[i], &loaded->suites[i]), "%s",
                      bundled->suites[i].name);
    ck_assert_uint_eq(bundled->group_count, loaded->group_count);
    for (size_t i = 0; i < bundled->group_count; i++)
        ck_assert_msg(same_group(&bundled->groups[i], &loaded->groups[i]), "%s",
                      bundled->groups[i].name);
    ck_assert_uint_eq(bundled->scheme_count, loaded->scheme_count);
    for (size_t i = 0; i < bundled->scheme_count; i++)
        ck_assert_msg(same_scheme(&bundled->schemes[i], &loaded->schemes[i]), "%s",
                      bundled->schemes[i].name);
    ck_assert_uint_eq(bundled->policy_count, loaded->policy_count);
    for (size_t i = 0; i < bundled->policy_count; i++)
        ck_assert_msg(same_policy(&bundled->policies[i], &loaded->policies[i]), "%s",
                      bundled->policies[i].name);
    ck_assert_uint_eq(bundled->client_count, loaded->client_count);
    for (size_t i = 0; i < bundled->client_count; i++)
        ck_assert_msg(same_client(&bundled->clients[i], &loaded->clients[i]), "%s",
                      bundled->clients[i].id);
}
END_TEST

START_TEST(equals_the_other_sources)
{
    ck_assert_uint_eq(bundled->source_count, loaded->source_count);
    for (size_t i = 0; i < bundled->source_count; i++) {
        const struct elb_source *a = &bundled->sources[i];
        const struct elb_source *b = &loaded->sources[i];
        ck_assert_msg(same_string(a->key, b->key) && same_string(a->title, b->title) &&
                          same_string(a->where, b->where) && same_string(a->date, b->date) &&
                          same_string(a->note, b->note),
                      "%s", a->key);
    }
    ck_assert_uint_eq(bundled->not_policy_count, loaded->not_policy_count);
    for (size_t i = 0; i < bundled->not_policy_count; i++) {
        ck_assert_str_eq(bundled->not_policies[i].name, loaded->not_policies[i].name);
        ck_assert_str_eq(bundled->not_policies[i].why, loaded->not_policies[i].why);
    }
}
END_TEST

static void same_index(const char *what, const struct elb_name_index *a,
                       const struct elb_name_index *b)
{
    ck_assert_msg(a->count == b->count &&
                      memcmp(a->places, b->places, a->count * sizeof(*a->places)) == 0,
                  "the names of %s", what);
}

START_TEST(equals_the_indexes)
{
    same_index("suites", &bundled->suite_names, &loaded->suite_names);
    same_index("groups", &bundled->group_names, &loaded->group_names);
    same_index("schemes", &bundled->scheme_names, &loaded->scheme_names);
    same_index("clients", &bundled->client_names, &loaded->client_names);
}
END_TEST

/* What is in the binary is in no file; what was loaded says which. */
START_TEST(origins)
{
    for (size_t i = 0; i < bundled->policy_count; i++) {
        ck_assert_ptr_null(bundled->policies[i].origin);
        ck_assert_ptr_nonnull(strstr(loaded->policies[i].origin, loaded->policies[i].name));
    }
    for (size_t i = 0; i < bundled->client_count; i++) {
        ck_assert_ptr_null(bundled->clients[i].origin);
        ck_assert_int_eq(strncmp(loaded->clients[i].origin, "policies/clients/", 17), 0);
    }
}
END_TEST

static size_t count_policies(enum elb_family family, bool upcoming)
{
    size_t count = 0;
    for (size_t i = 0; i < bundled->policy_count; i++) {
        const struct elb_policy *policy = &bundled->policies[i];
        if (policy->family == family && (policy->status == ELB_STATUS_UPCOMING) == upcoming)
            count++;
    }
    return count;
}

/* The names that a load balancer accepts, as AWS's pages and API list them. */
START_TEST(how_many)
{
    ck_assert_uint_eq(count_policies(ELB_FAMILY_ELBV2, false), 46);
    ck_assert_uint_eq(count_policies(ELB_FAMILY_ELBV2, true), 3);
    ck_assert_uint_eq(count_policies(ELB_FAMILY_CLASSIC, false), 9);
    ck_assert_uint_eq(count_policies(ELB_FAMILY_CLASSIC, true), 0);
    ck_assert_uint_eq(bundled->client_count, 213);
    ck_assert_uint_eq(bundled->suite_count, 310);
}
END_TEST

/* A policy is judged by the parts of its suites: none may be unknown. */
START_TEST(parts_of_suites)
{
    for (size_t i = 0; i < bundled->policy_count; i++) {
        const struct elb_policy *policy = &bundled->policies[i];
        for (size_t j = 0; j < policy->suite_count; j++) {
            const struct elb_suite *s = policy->suites[j];
            ck_assert_msg(s->key_exchange != ELB_KX_UNKNOWN &&
                              s->authentication != ELB_AUTH_UNKNOWN &&
                              s->mode != ELB_MODE_UNKNOWN && s->mode != ELB_MODE_NULL &&
                              s->encryption != NULL && s->mac != NULL && s->key_bits != 0 &&
                              s->first_version != 0 && s->last_version != 0 && s->openssl != NULL &&
                              s->iana != NULL,
                          "%s in %s", s->name, policy->name);
        }
    }
}
END_TEST

static size_t count_key_exchange(const struct elb_policy *policy, enum elb_key_exchange kx)
{
    size_t count = 0;
    for (size_t i = 0; i < policy->suite_count; i++)
        count += policy->suites[i]->key_exchange == kx;
    return count;
}

/* elbv2 has ECDHE and RSA key exchange only; DHE and what is older is for Classic. */
START_TEST(key_exchanges)
{
    for (size_t i = 0; i < bundled->policy_count; i++) {
        const struct elb_policy *policy = &bundled->policies[i];
        size_t usual = count_key_exchange(policy, ELB_KX_ANY) +
                       count_key_exchange(policy, ELB_KX_ECDHE) +
                       count_key_exchange(policy, ELB_KX_RSA);
        size_t dhe = count_key_exchange(policy, ELB_KX_DHE);
        ck_assert_msg(usual + dhe == policy->suite_count, "%s", policy->name);
        ck_assert_msg(dhe == 0 || policy->family == ELB_FAMILY_CLASSIC, "%s", policy->name);
        ck_assert_msg((count_key_exchange(policy, ELB_KX_ANY) > 0) ==
                          ((policy->versions & elb_version_bit(ELB_TLS1_3)) != 0),
                      "%s", policy->name);
    }
}
END_TEST

struct facts_row {
    const char *name;
    struct elb_policy_facts facts;
};

static const struct facts_row facts_rows[] = {
    {"elbv2/2016-08", {ELB_TLS1_0, ELB_TLS1_2, false, true, false, false, false, true}},
    {"FS-1-2-Res-2020-10", {ELB_TLS1_2, ELB_TLS1_2, true, false, false, false, false, true}},
    {"TLS13-1-3-2021-06", {ELB_TLS1_3, ELB_TLS1_3, true, false, false, false, false, false}},
    {"TLS13-1-2-Res-2021-06", {ELB_TLS1_2, ELB_TLS1_3, true, false, false, false, false, true}},
    {"TLS13-1-2-Res-FIPS-2023-04",
     {ELB_TLS1_2, ELB_TLS1_3, true, false, false, true, false, false}},
    {"TLS13-1-2-Res-PQ-2025-09", {ELB_TLS1_2, ELB_TLS1_3, true, false, false, false, true, false}},
    {"elbv2/TLS-1-0-2015-04", {ELB_TLS1_0, ELB_TLS1_2, false, true, true, false, false, true}},
    {"classic/2011-08", {ELB_SSL3, ELB_TLS1_0, false, true, true, false, false, false}},
};

START_TEST(facts_follow)
{
    const struct facts_row *row = &facts_rows[_i];
    const struct elb_policy *policy =
        elb_catalog_policy_named(bundled, 0, row->name, strlen(row->name));
    struct elb_policy_facts facts;
    ck_assert_msg(policy != NULL, "%s", row->name);
    elb_policy_facts(policy, &facts);
    ck_assert_msg(facts.minimum_version == row->facts.minimum_version, "%s", row->name);
    ck_assert_msg(facts.maximum_version == row->facts.maximum_version, "%s", row->name);
    ck_assert_msg(facts.forward_secrecy == row->facts.forward_secrecy, "%s", row->name);
    ck_assert_msg(facts.cbc == row->facts.cbc, "%s", row->name);
    ck_assert_msg(facts.insecure_suites == row->facts.insecure_suites, "%s", row->name);
    ck_assert_msg(facts.fips == row->facts.fips, "%s", row->name);
    ck_assert_msg(facts.post_quantum == row->facts.post_quantum, "%s", row->name);
    ck_assert_msg(facts.sha1_signatures == row->facts.sha1_signatures, "%s", row->name);
}
END_TEST

/* AWS names its FIPS policies so, and post-quantum ones too. */
START_TEST(names_and_facts)
{
    for (size_t i = 0; i < bundled->policy_count; i++) {
        const struct elb_policy *policy = &bundled->policies[i];
        struct elb_policy_facts facts;
        elb_policy_facts(policy, &facts);
        ck_assert_msg(facts.fips == (strstr(policy->name, "-FIPS-") != NULL), "%s", policy->name);
        ck_assert_msg(facts.post_quantum == (strstr(policy->name, "-PQ-") != NULL), "%s",
                      policy->name);
        ck_assert_msg((policy->load_balancers == 0) == (policy->status == ELB_STATUS_UPCOMING),
                      "%s", policy->name);
    }
}
END_TEST

/* Every suite of OpenSSL's list is found by that name; of an unregistered one by its own. */
START_TEST(every_name_is_found)
{
    for (size_t i = 0; i < bundled->suite_count; i++) {
        for (size_t j = 0; elb_kind_suite.name_at(&bundled->suites[i], j) != NULL; j++) {
            const char *name = elb_kind_suite.name_at(&bundled->suites[i], j);
            ck_assert_msg(elb_catalog_suite_named(bundled, name, strlen(name)) ==
                              &bundled->suites[i],
                          "%s", name);
        }
    }
    for (size_t i = 0; i < bundled->client_count; i++) {
        for (size_t j = 0; elb_kind_client.name_at(&bundled->clients[i], j) != NULL; j++) {
            const char *name = elb_kind_client.name_at(&bundled->clients[i], j);
            ck_assert_msg(elb_catalog_client_named(bundled, name, strlen(name)) ==
                              &bundled->clients[i],
                          "%s", name);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_bundled");
    TCase *tcase = tcase_create("bundled");

    tcase_add_unchecked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, equals_the_sources);
    tcase_add_test(tcase, equals_the_other_sources);
    tcase_add_test(tcase, equals_the_indexes);
    tcase_add_test(tcase, origins);
    tcase_add_test(tcase, how_many);
    tcase_add_test(tcase, parts_of_suites);
    tcase_add_test(tcase, key_exchanges);
    tcase_add_loop_test(tcase, facts_follow, 0, (int)LENGTH(facts_rows));
    tcase_add_test(tcase, names_and_facts);
    tcase_add_test(tcase, every_name_is_found);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
