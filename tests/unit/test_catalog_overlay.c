/* SPDX-License-Identifier: MIT */

/* A directory of the user's own over the bundled catalog: data/catalog-over. */
#include "test_catalog_common.h"

#include <sys/stat.h>
#include <unistd.h>

#define OVER "tests/unit/data/catalog-over"

static const struct elb_catalog *base;
static const struct elb_catalog *catalog;
static struct elb_catalog_file *file;
static struct elb_error error;

static void set_up(void)
{
    base = elb_catalog_bundled();
    file = NULL;
    error = (struct elb_error){0};
}

static void load(void)
{
    enum elb_status status = elb_catalog_load(OVER, base, true, &file, &error);
    ck_assert_msg(status == ELB_OK, "%s", error_line(&error));
    catalog = elb_catalog_get(file);
}

static void tear_down(void)
{
    file = elb_catalog_free(file);
}

static const struct elb_policy *policy_named(const char *name)
{
    return elb_catalog_policy_named(catalog, 0, name, strlen(name));
}

static const struct elb_suite *suite_named(const char *name)
{
    return elb_catalog_suite_named(catalog, name, strlen(name));
}

static const struct elb_client *client_named(const char *name)
{
    return elb_catalog_client_named(catalog, name, strlen(name));
}

START_TEST(counts)
{
    load();
    ck_assert_str_eq(catalog->date, base->date);
    ck_assert_uint_eq(catalog->suite_count, base->suite_count + 1);
    ck_assert_uint_eq(catalog->policy_count, base->policy_count + 1);
    ck_assert_uint_eq(catalog->client_count, base->client_count + 1);
    ck_assert_uint_eq(catalog->profile_count, base->profile_count + 1);
    ck_assert_uint_eq(catalog->source_count, base->source_count + 1);
    ck_assert_uint_eq(catalog->not_policy_count, base->not_policy_count + 1);
    /* what the directory lacks is the base's own */
    ck_assert_ptr_eq(catalog->groups, base->groups);
    ck_assert_ptr_eq(catalog->schemes, base->schemes);
    ck_assert_ptr_eq(catalog->group_names.places, base->group_names.places);
}
END_TEST

START_TEST(replaced_policy)
{
    load();
    const struct elb_policy *policy = policy_named("2016-08");
    size_t place = 0;
    while (strcmp(base->policies[place].name, policy->name) != 0)
        place++;
    ck_assert_ptr_eq(policy, &catalog->policies[place]);
    ck_assert_str_eq(policy->origin, OVER "/elbv2/old.yaml");
    ck_assert_uint_eq(policy->suite_count, 2);
    /* the other family's is another policy */
    ck_assert_uint_eq(policy_named("classic/2016-08")->suite_count, 18);
    ck_assert_ptr_null(policy_named("classic/2016-08")->origin);
}
END_TEST

START_TEST(added_policy)
{
    load();
    const struct elb_policy *policy = policy_named("OWN");
    ck_assert_ptr_eq(policy, &catalog->policies[base->policy_count]);
    ck_assert_str_eq(policy->provenance[0].sources[0], "moto");
    ck_assert_str_eq(policy->provenance[0].sources[1], "mine");
}
END_TEST

START_TEST(replaced_suite)
{
    load();
    const struct elb_suite *suite = elb_catalog_suite(catalog, 0x002F);
    ck_assert_ptr_eq(suite_named("my-sha"), suite);
    ck_assert_ptr_eq(suite_named("AES128-SHA"), suite);
    ck_assert_ptr_null(suite->strength.value);
    /* GnuTLS's name was the old one's, which is no more */
    ck_assert_ptr_null(suite_named("TLS_RSA_AES_128_CBC_SHA1"));
    ck_assert_ptr_nonnull(suite_named("private"));
}
END_TEST

/* All pointers of a catalog lead to its own suites, be they replaced or not. */
START_TEST(policies_point_to_the_new_suites)
{
    load();
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        for (size_t j = 0; j < policy->suite_count; j++)
            ck_assert_msg(policy->suites[j] == elb_catalog_suite(catalog, policy->suites[j]->code),
                          "%s", policy->name);
        for (size_t j = 0; j < policy->group_count; j++)
            ck_assert_msg(policy->groups[j] == elb_catalog_group(catalog, policy->groups[j]->code),
                          "%s", policy->name);
    }
}
END_TEST

static bool same_codes_of(const struct elb_policy *a, const struct elb_policy *b)
{
    for (size_t i = 0; a->suite_count == b->suite_count && i < a->suite_count; i++) {
        if (a->suites[i]->code != b->suites[i]->code)
            return false;
    }
    return a->suite_count == b->suite_count && same_provenance(a, b) &&
           same_strings(a->notes, a->note_count, b->notes, b->note_count);
}

/* All but what was replaced is as before. */
START_TEST(rest_is_the_same)
{
    load();
    for (size_t i = 0; i < base->policy_count; i++) {
        const struct elb_policy *a = &base->policies[i];
        const struct elb_policy *b = &catalog->policies[i];
        ck_assert_str_eq(a->name, b->name);
        ck_assert_int_eq(a->family, b->family);
        ck_assert_msg(b->origin != NULL || same_codes_of(a, b), "%s", a->name);
    }
    for (size_t i = 0; i < base->client_count; i++)
        ck_assert_msg(catalog->clients[i].origin != NULL ||
                          same_client(&base->clients[i], &catalog->clients[i]),
                      "%s", base->clients[i].id);
    for (size_t i = 0; i + 1 < catalog->suite_count; i++)
        ck_assert_uint_lt(catalog->suites[i].code, catalog->suites[i + 1].code);
}
END_TEST

START_TEST(clients)
{
    load();
    ck_assert_uint_eq(client_named("java-7u25")->suites.codes[0], 0xFFEE);
    ck_assert_ptr_eq(client_named("own-2"), client_named("OWN-1"));
    ck_assert_str_eq(client_named("own-1")->origin, OVER "/clients/own.yaml");
    ck_assert_ptr_nonnull(client_named("openssl-3.0.3"));
}
END_TEST

START_TEST(no_policies)
{
    load();
    ck_assert_str_eq(elb_catalog_not_policy_named(catalog, "default", 7)->why, "mine");
    ck_assert_str_eq(elb_catalog_not_policy_named(catalog, "Mine", 4)->why, "mine too");
    ck_assert_ptr_null(elb_catalog_not_policy_named(catalog, "Your", 4));
}
END_TEST

START_TEST(over_an_overlay)
{
    load();
    struct elb_catalog_file *second = NULL;
    enum elb_status status =
        elb_catalog_load("tests/unit/data/catalog-small", catalog, true, &second, &error);
    ck_assert_msg(status == ELB_OK, "%s", error_line(&error));
    const struct elb_catalog *both = elb_catalog_get(second);
    ck_assert_uint_eq(both->policy_count, catalog->policy_count + 3);
    ck_assert_ptr_nonnull(elb_catalog_policy_named(both, 0, "own", 3));
    ck_assert_ptr_nonnull(elb_catalog_suite_named(both, "PRIVATE", 7));
    ck_assert_ptr_null(elb_catalog_suite_named(both, "MY-SHA", 6));
    ck_assert_ptr_eq(elb_catalog_suite_named(both, "aes-sha", 7), elb_catalog_suite(both, 0x2F));
    elb_catalog_free(second);
}
END_TEST

/* A file, and the part of the catalog that it is in. */
static void put_file(const char *directory, const char *name, const char *text)
{
    char path[256];
    const char *slash = strchr(name, '/');
    if (slash != NULL) {
        (void)snprintf(path, sizeof(path), "%s/%.*s", directory, (int)(slash - name), name);
        ck_assert_int_eq(mkdir(path, 0700), 0);
    }
    (void)snprintf(path, sizeof(path), "%s/%s", directory, name);
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(text, out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

static void remove_file(const char *directory, const char *name)
{
    char path[256];
    (void)snprintf(path, sizeof(path), "%s/%s", directory, name);
    (void)unlink(path);
    *strrchr(path, '/') = '\0';
    (void)rmdir(path);
    (void)rmdir(directory);
}

/* With leave to replace, the overlay's own names come before all of the base. */
struct taken_row {
    const char *name; /* of something else in the base */
    const char *file;
    const char *text;
};

static const struct taken_row taken_rows[] = {
    {"android-4.3", "clients/x.yaml", "id: ANDROID-4.3\nsuites: []\n"},
    {"android-4.1.1", "clients/x.yaml", "id: x\naliases: [android-4.1.1]\nsuites: []\n"},
};

START_TEST(name_that_is_taken)
{
    const struct taken_row *row = &taken_rows[_i];
    char directory[] = "/tmp/elblint-overlay-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(directory));
    put_file(directory, row->file, row->text);
    enum elb_status status = elb_catalog_load(directory, base, true, &file, &error);
    remove_file(directory, row->file);
    ck_assert_msg(status == ELB_OK, "%s", error_line(&error));
    catalog = elb_catalog_get(file);
    ck_assert_ptr_nonnull(client_named(row->name)->origin);
    /* what only the old one is called by leads there still */
    ck_assert_ptr_null(client_named("android-4.2.2")->origin);
}
END_TEST

struct clash_row {
    const char *name;
    const char *file;
    const char *text;
    const char *expected;
};

/* Without leave to replace, a name that is taken is a mistake, and said where. */
static const struct clash_row clash_rows[] = {
    {"policy", "elbv2/x.yaml",
     "name: ELBSecurityPolicy-2016-08\nfamily: elbv2\nprotocols: [TLSv1.2]\nsuites: [AES128-SHA]\n",
     "/elbv2/x.yaml:1:7: policy 'elbv2/ELBSecurityPolicy-2016-08' is in the catalog already"},
    {"policy in other letters", "classic/x.yaml",
     "name: elbsecuritypolicy-2016-08\nfamily: classic\nprotocols: [TLSv1]\nsuites: [AES128-SHA]\n",
     "/classic/x.yaml:1:7: policy 'classic/elbsecuritypolicy-2016-08' is in the catalog already"},
    {"client", "clients/x.yaml", "suites: []\nid: Java-7u25\n",
     "/clients/x.yaml:2:5: client 'Java-7u25' is in the catalog already"},
    {"client's alias", "clients/x.yaml", "suites: []\nid: x\naliases: [y, java-7u25]\n",
     "/clients/x.yaml:3:14: client 'java-7u25' is in the catalog already"},
    {"suite", "suites.yaml", "- {iana: TLS_X, code: 0x002F}\n",
     "/suites.yaml:1:23: suite '0x002F' is in the catalog already"},
    {"suite's name", "suites.yaml", "- {code: 0xFFEE, name: TLS_X, openssl: AES128-SHA}\n",
     "/suites.yaml:1:40: suite 'AES128-SHA' is in the catalog already"},
    {"group", "groups.yaml", "- {code: 0x0017, name: x, kind: ecdhe}\n",
     "/groups.yaml:1:10: group '0x0017' is in the catalog already"},
    {"group's alias", "groups.yaml", "- {code: 0xFFEE, name: x, kind: ecdhe, aliases: [P-256]}\n",
     "/groups.yaml:1:50: group 'P-256' is in the catalog already"},
    {"scheme", "signature-schemes.yaml",
     "- {code: 0x0401, name: x, key: rsa, hash: none, handshake: []}\n",
     "/signature-schemes.yaml:1:10: signature scheme '0x0401' is in the catalog already"},
    {"source", "sources.yaml", "moto: {title: a, where: b}\n",
     "/sources.yaml:1:1: source 'moto' is in the catalog already"},
    {"no policy", "not-policies.yaml", "- {name: ELBSecurityPolicy-Default, why: a}\n",
     "/not-policies.yaml:1:10: name 'ELBSecurityPolicy-Default' is in the catalog already"},
};

START_TEST(clash)
{
    const struct clash_row *row = &clash_rows[_i];
    char directory[] = "/tmp/elblint-overlay-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(directory));
    put_file(directory, row->file, row->text);
    enum elb_status status = elb_catalog_load(directory, base, false, &file, &error);
    if (status == ELB_ERROR_DATA)
        status = elb_catalog_load(directory, base, true, &file, NULL);
    remove_file(directory, row->file);
    ck_assert_msg(strncmp(error.path, directory, strlen(directory)) == 0, "%s: %s", row->name,
                  error_line(&error));
    ck_assert_msg(strcmp(error_line(&error) + strlen(directory), row->expected) == 0, "%s: %s",
                  row->name, error_line(&error));
    ck_assert_msg(status == ELB_OK, "%s can't be replaced", row->name);
}
END_TEST

/* `-c java` means a family: no leave to replace makes it one client. */
static const struct clash_row family_rows[] = {
    {"id", "clients/x.yaml", "suites: []\nid: Java\n",
     "/clients/x.yaml:2:5: client 'Java' has the name of a family, all of which it means"},
    {"alias", "clients/x.yaml", "suites: []\nid: x\naliases: [y, java]\n",
     "/clients/x.yaml:3:14: client 'java' has the name of a family, all of which it means"},
    {"family of the same file", "clients/x.yaml",
     "- {id: x1, family: x, suites: []}\n- {id: X, suites: []}\n",
     "/clients/x.yaml:2:8: client 'X' has the name of a family, all of which it means"},
    {"client of the same file", "clients/x.yaml",
     "- {id: x, suites: []}\n- {id: x1, family: X, suites: []}\n",
     "/clients/x.yaml:2:20: family 'X' has the name of a client"},
    {"client of the base", "clients/x.yaml", "{id: x, family: java-7u25, suites: []}\n",
     "/clients/x.yaml:1:17: family 'java-7u25' has the name of a client"},
    {"two of a family that is one of them", "clients/x.yaml",
     "- {id: x, family: x, suites: []}\n- {id: x1, family: x, suites: []}\n",
     "/clients/x.yaml:2:20: family 'x' has the name of a client"},
    {"one alone in its family", "clients/x.yaml", "{id: x, family: x, suites: []}\n", NULL},
};

START_TEST(family_name)
{
    const struct clash_row *row = &family_rows[_i];
    char directory[] = "/tmp/elblint-overlay-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(directory));
    put_file(directory, row->file, row->text);
    enum elb_status status = elb_catalog_load(directory, base, true, &file, &error);
    remove_file(directory, row->file);
    ck_assert_int_eq(status, row->expected ? ELB_ERROR_DATA : ELB_OK);
    if (row->expected)
        ck_assert_msg(strcmp(error_line(&error) + strlen(directory), row->expected) == 0, "%s: %s",
                      row->name, error_line(&error));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_overlay");
    TCase *tcase = tcase_create("overlay");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, counts);
    tcase_add_test(tcase, replaced_policy);
    tcase_add_test(tcase, added_policy);
    tcase_add_test(tcase, replaced_suite);
    tcase_add_test(tcase, policies_point_to_the_new_suites);
    tcase_add_test(tcase, rest_is_the_same);
    tcase_add_test(tcase, clients);
    tcase_add_test(tcase, no_policies);
    tcase_add_test(tcase, over_an_overlay);
    tcase_add_loop_test(tcase, name_that_is_taken, 0, (int)LENGTH(taken_rows));
    tcase_add_loop_test(tcase, clash, 0, (int)LENGTH(clash_rows));
    tcase_add_loop_test(tcase, family_name, 0, sizeof(family_rows) / sizeof(*family_rows));
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
