/* SPDX-License-Identifier: MIT */

/* Profiles: what the loader refuses, what the bundled ones say of every policy, and the unknown. */
#include "test_catalog_common.h"

#include <sys/stat.h>
#include <unistd.h>

/* ---- The loader ----------------------------------------------------------------------------- */

#define HEAD "id: a\ntitle: b\nstandard: c\nstatus: published\nclauses:\n"
#define C    "  - {clause: x, demand: y, level: must, "

static const struct {
    const char *text;
    const char *expected; /* NULL: it is read */
} rows[] = {
    {HEAD C "fips-module: true}", NULL},
    {HEAD C "allowed-versions: [TLSv1.2], suites-of: TLSv1.3, forbidden: [cbc]}", NULL},
    {HEAD C "post-quantum: true}\n" C "not-assessable: no}\nsources: [rfc-10015]", NULL},
    {HEAD C "family: classic, policies: [2016-08]}", NULL},
    {HEAD C "allowed-suites: [0x1301, AES128-SHA]}", NULL},
    {"id: a\ntitle: b\nstandard: c\nclauses: []", "1:1: 'status' is missing"},
    {"id: a\ntitle: b\nstandard: c\nstatus: draft\nclauses: []", "4:9: unknown status 'draft'"},
    {"id: a\ntitle: b\nstandard: c\nstatus: published\nclauses: []",
     "5:10: expected at least one item"},
    {HEAD C "not-assessable: no}", "6:3: no policy can show any of these clauses"},
    {HEAD C "}", "6:5: asks for nothing: say what, or 'not-assessable' and why"},
    {HEAD C "fips-module: false}", "6:5: asks for nothing"},
    {HEAD C "not-assessable: no, fips-module: true}",
     "6:5: what is 'not-assessable' can't ask for anything"},
    {HEAD C "fips-modul: true}", "6:41: unknown key 'fips-modul', did you mean 'fips-module'"},
    {HEAD "  - {clause: x, demand: y, level: may, fips-module: true}", "6:35: unknown level 'may'"},
    {HEAD "  - {clause: x, level: must, fips-module: true}", "6:5: 'demand' is missing"},
    {HEAD C "allowed-versions: []}", "6:59: expected at least one item"},
    {HEAD C "allowed-versions: [TLSv1.4]}", "6:60: "},
    {HEAD C "allowed-suites: [AES128-SHB]}", "6:58: unknown suite 'AES128-SHB', did you mean"},
    {HEAD C "allowed-suites: [AES128-SHA, 0x002F]}", "6:70: duplicate '0x002F' (0x002F)"},
    {HEAD C "allowed-suites: [0xEEEE]}", "6:58: unknown suite '0xEEEE'"},
    {HEAD C "allowed-suites: [{}]}", "6:58: expected a suite, not a mapping"},
    {HEAD C "allowed-groups: [x25518]}", "6:58: unknown group 'x25518', did you mean 'x25519'"},
    {HEAD C "offered-groups: []}", "6:57: expected at least one item"},
    {HEAD C "allowed-signature-schemes: [rsa]}", "6:69: unknown signature scheme 'rsa'"},
    {HEAD C "forbidden: [cbc, cbc]}", "6:58: duplicate 'cbc'"},
    {HEAD C "forbidden: [old]}", "6:53: unknown property of a suite 'old'"},
    {HEAD C "suites-of: TLSv1.1, forbidden: [cbc]}",
     "6:52: expected TLSv1.2 (and below) or TLSv1.3"},
    {HEAD C "suites-of: TLSv1.2, fips-module: true}",
     "6:5: 'suites-of' says which suites, and nothing is said of any"},
    {HEAD C "family: alb, fips-module: true}", "6:49: unknown family 'alb'"},
    {HEAD C "policies: [2016-09]}", "6:52: unknown policy '2016-09', did you mean"},
    {HEAD C "policies: [2016-08, 2016-08]}", "6:61: duplicate '2016-08'"},
    {HEAD C "family: elbv2, policies: [2011-08]}", "6:67: unknown policy '2011-08'"},
    {HEAD C "fips-module: true}\nsources: [nowhere]", "7:11: unknown source 'nowhere'"},
    {HEAD C "fips-module: true}\nsources: []", "7:10: expected at least one item"},
    {"id: mozilla-modern\ntitle: b\nstandard: c\nstatus: published\nclauses:\n" C
     "fips-module: true}",
     "1:5: profile 'mozilla-modern' is in the catalog already"},
    {HEAD C "fips-module: true}\naliases: [A]", "7:11: duplicate profile 'A', first at "},
    {"- id: a", "1:1: expected a mapping, not a sequence"},
};

START_TEST(loader)
{
    char directory[] = "/tmp/elblint-profile-XXXXXX";
    char folder[64];
    char path[80];
    struct elb_catalog_file *loaded = NULL;
    struct elb_error error = {0};
    FILE *file;
    enum elb_status status;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    (void)snprintf(folder, sizeof(folder), "%s/profiles", directory);
    (void)snprintf(path, sizeof(path), "%s/a.yaml", folder);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    (void)fputs(rows[_i].text, file);
    (void)fclose(file);
    status = elb_catalog_load(directory, elb_catalog_bundled(), false, &loaded, &error);
    (void)unlink(path);
    (void)rmdir(folder);
    (void)rmdir(directory);
    elb_catalog_free(loaded);
    ck_assert_msg((status == ELB_OK) == (rows[_i].expected == NULL), "row %d: %s", _i,
                  error_line(&error));
    ck_assert_msg(status == ELB_OK || strstr(error_line(&error), rows[_i].expected) != NULL,
                  "row %d: %s", _i, error_line(&error));
}
END_TEST

/* ---- What is expected of every policy ------------------------------------------------------- */

static const struct elb_profile *profile_named(const char *name)
{
    const struct elb_profile *profile =
        elb_catalog_profile_named(elb_catalog_bundled(), name, strlen(name));

    ck_assert_msg(profile != NULL, "%s", name);
    return profile;
}

#define RES_AND_STRICT                                                                             \
    "elbv2/TLS13-1-2-Res-2021-06 elbv2/TLS13-1-2-Res-PQ-2025-09 elbv2/TLS13-1-2-Res-FIPS-2023-04 " \
    "elbv2/TLS13-1-2-Res-FIPS-PQ-2025-09 elbv2/TLS13-1-2-RFC9151-FIPS-2023-07 "                    \
    "elbv2/TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07 "
#define UPCOMING_1 "elbv2/TLS13-1-3-CNSA2-INTEROP1-FIPS-PQ-2026-07 "
#define UPCOMING_2 "elbv2/TLS13-1-2-CNSA2-INTEROP2-FIPS-PQ-2026-07 "
#define UPCOMING_3 "elbv2/TLS13-1-2-CNSA2-INTEROP3-FIPS-PQ-2026-07 "
#define MODERN                                                                                     \
    "elbv2/TLS13-1-3-2021-06 elbv2/TLS13-1-3-PQ-2025-09 elbv2/TLS13-1-3-FIPS-2023-04 "             \
    "elbv2/TLS13-1-3-FIPS-PQ-2025-09 elbv2/TLS13-1-3-RFC9151-FIPS-2023-07 "
#define NIST                                                                                       \
    "elbv2/TLS13-1-3-FIPS-2023-04 elbv2/TLS13-1-3-FIPS-PQ-2025-09 "                                \
    "elbv2/TLS13-1-3-RFC9151-FIPS-2023-07 elbv2/TLS13-1-2-FIPS-2023-04 "                           \
    "elbv2/TLS13-1-2-FIPS-PQ-2025-09 elbv2/TLS13-1-2-Res-FIPS-2023-04 "                            \
    "elbv2/TLS13-1-2-Res-FIPS-PQ-2025-09 elbv2/TLS13-1-2-Ext0-FIPS-2023-04 "                       \
    "elbv2/TLS13-1-2-Ext0-FIPS-PQ-2025-09 elbv2/TLS13-1-2-RFC9151-FIPS-2023-07 "                   \
    "elbv2/TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07 elbv2/TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07 " \
    "elbv2/TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07 "

/* Of each profile, those that meet it: worked out apart from this program, by hand and by script,
 * from the lists of AWS's pages and of its TLS library. */
static const struct {
    const char *profile;
    const char *met;
    size_t count;
} expected[] = {
    {"mozilla-6.0-modern", MODERN UPCOMING_1, 6},
    {"mozilla-5.7-modern", MODERN UPCOMING_1, 6},
    {"mozilla-6.0-intermediate", RES_AND_STRICT "elbv2/FS-1-2-Res-2020-10 " UPCOMING_2, 8},
    {"mozilla-5.8-intermediate", RES_AND_STRICT "elbv2/FS-1-2-Res-2020-10 " UPCOMING_2, 8},
    {"mozilla-5.7-intermediate", RES_AND_STRICT "elbv2/FS-1-2-Res-2020-10 " UPCOMING_2, 8},
    /* 13 of today, and two upcoming ones with groups of ML-KEM alone (FIPS 203) */
    {"nist-800-52r2", NIST UPCOMING_1 UPCOMING_2, 15},
    {"fips-140-3", NULL, 22},
    {"cnsa-1.0",
     "elbv2/TLS13-1-3-RFC9151-FIPS-2023-07 elbv2/TLS13-1-2-RFC9151-FIPS-2023-07 "
     "elbv2/TLS13-1-2-Ext0-RFC9151-FIPS-2023-07 ",
     3},
    {"cnsa-2.0", "", 0},
    {"bsi-tr-02102-2",
     "elbv2/TLS13-1-3-FIPS-2023-04 elbv2/TLS13-1-3-FIPS-PQ-2025-09 "
     "elbv2/TLS13-1-2-Res-FIPS-2023-04 elbv2/TLS13-1-2-Res-FIPS-PQ-2025-09 "
     "elbv2/TLS13-1-3-RFC9151-FIPS-2023-07 elbv2/TLS13-1-2-RFC9151-FIPS-2023-07 "
     "elbv2/TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07 elbv2/FS-1-2-Res-2020-10 " UPCOMING_1
         UPCOMING_2,
     10},
    {"aws-recommended", "elbv2/TLS13-1-2-Res-PQ-2025-09 elbv2/TLS13-1-2-Res-FIPS-PQ-2025-09 ", 2},
    {"aws-security-hub",
     "classic/TLS-1-2-2017-01 elbv2/TLS13-1-3-2021-06 elbv2/TLS13-1-3-PQ-2025-09 "
     "elbv2/TLS13-1-3-FIPS-2023-04 elbv2/TLS13-1-3-FIPS-PQ-2025-09 elbv2/TLS13-1-2-Res-2021-06 "
     "elbv2/TLS13-1-2-Res-PQ-2025-09 elbv2/TLS13-1-2-Res-FIPS-2023-04 "
     "elbv2/TLS13-1-2-Res-FIPS-PQ-2025-09 ",
     9},
    /* 34 of the load balancers of today, three upcoming ones and one of Classic */
    {"pci-dss-4.0.1", NULL, 38},
    {"forward-secrecy", NULL, 26},
    {"post-quantum", NULL, 16},
    {"mozilla-5.7-old", NULL, 53},
    {"mozilla-5.8-old", NULL, 53},
};

static bool is_listed(const char *list, const struct elb_policy *policy)
{
    char name[128];

    (void)snprintf(name, sizeof(name), "%s/%s ", elb_family_name(policy->family),
                   policy->name + strlen("ELBSecurityPolicy-"));
    return strstr(list, name) != NULL;
}

START_TEST(every_policy)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_profile *profile = profile_named(expected[_i].profile);
    size_t count = 0;

    ck_assert_uint_eq(catalog->policy_count, 58);
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        bool is_met = elb_profile_judge(catalog, profile, policy) == ELB_PROFILE_MET;

        count += is_met;
        if (expected[_i].met != NULL && is_met != is_listed(expected[_i].met, policy))
            ck_abort_msg("%s: %s/%s", profile->id, elb_family_name(policy->family), policy->name);
    }
    ck_assert_msg(count == expected[_i].count, "%s: %zu", profile->id, count);
}
END_TEST

START_TEST(all_are_expected)
{
    ck_assert_uint_eq(elb_catalog_bundled()->profile_count, LENGTH(expected));
}
END_TEST

/* Does a policy pass all clauses of that name? */
static bool passes(const char *name, const char *clause, const struct elb_policy *policy)
{
    const struct elb_profile *profile = profile_named(name);
    bool is_passed = true;

    for (size_t i = 0; i < profile->clause_count; i++) {
        if (strcmp(profile->clauses[i].name, clause) == 0 && !profile->clauses[i].not_assessable)
            is_passed &= elb_clause_judge(elb_catalog_bundled(), &profile->clauses[i], policy) ==
                         ELB_CLAUSE_PASSED;
    }
    return is_passed;
}

/* How many of today's Application and Network Load Balancers' pass, by more than one clause. */
START_TEST(counts)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_profile *pci = profile_named("pci-dss-4.0.1");
    const struct elb_profile *fips = profile_named("fips-140-3");
    const struct elb_profile *secrecy = profile_named("forward-secrecy");
    size_t nist = 0, tls13 = 0, baseline = 0, secret = 0, module = 0;

    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        bool is_baseline = elb_profile_judge(catalog, pci, policy) == ELB_PROFILE_MET;

        if (policy->family != ELB_FAMILY_ELBV2 || policy->status == ELB_STATUS_UPCOMING)
            continue;
        nist += passes("nist-800-52r2", "3.3.1.1", policy) &&
                passes("nist-800-52r2", "3.3.1.2", policy) &&
                elb_version_lowest(policy->versions) >= ELB_TLS1_2;
        tls13 += elb_profile_judge(catalog, profile_named("mozilla-6.0-intermediate"), policy) ==
                     ELB_PROFILE_MET &&
                 passes("mozilla-6.0-intermediate", "tls_versions", policy);
        baseline += is_baseline;
        secret += is_baseline && elb_profile_judge(catalog, secrecy, policy) == ELB_PROFILE_MET;
        module += elb_profile_judge(catalog, fips, policy) == ELB_PROFILE_MET;
    }
    ck_assert_uint_eq(nist, 16);
    ck_assert_uint_eq(tls13, 6);
    ck_assert_uint_eq(baseline, 34);
    ck_assert_uint_eq(secret, 22);
    ck_assert_uint_eq(module, 19);
}
END_TEST

/* ---- Clauses -------------------------------------------------------------------------------- */

static const struct elb_policy *policy_named(const char *name)
{
    const struct elb_policy *policy =
        elb_catalog_policy_named(elb_catalog_bundled(), 0, name, strlen(name));

    ck_assert_msg(policy != NULL, "%s", name);
    return policy;
}

static const struct elb_clause *clause_named(const char *profile, const char *name, size_t skip)
{
    const struct elb_profile *item = profile_named(profile);

    for (size_t i = 0; i < item->clause_count; i++) {
        if (strcmp(item->clauses[i].name, name) == 0 && skip-- == 0)
            return &item->clauses[i];
    }
    ck_abort_msg("%s: %s", profile, name);
    return NULL;
}

static const struct {
    const char *profile;
    const char *clause;
    size_t skip; /* clauses of that name before it */
    const char *policy;
    enum elb_clause_result result;
    const char *offences; /* "-suite" it may not have, "+group" it lacks */
} judged[] = {
    {"mozilla-modern", "tls_versions", 0, "2016-08", ELB_CLAUSE_FAILED,
     "-TLSv1 -TLSv1.1 -TLSv1.2 "},
    {"mozilla-intermediate", "tls_versions", 1, "TLS13-1-3-2021-06", ELB_CLAUSE_FAILED,
     "+TLSv1.2 "},
    {"mozilla-intermediate", "ciphers", 0, "TLS13-1-2-2021-06", ELB_CLAUSE_FAILED,
     "-ECDHE-ECDSA-AES128-SHA256 -ECDHE-RSA-AES128-SHA256 -ECDHE-ECDSA-AES256-SHA384 "
     "-ECDHE-RSA-AES256-SHA384 "},
    {"mozilla-intermediate", "tls_curves", 0, "TLS13-1-2-Res-PQ-2025-09", ELB_CLAUSE_FAILED,
     "-SecP256r1MLKEM768 -SecP384r1MLKEM1024 -secp521r1 "},
    {"mozilla-intermediate", "tls_curves", 1, "TLS13-1-2-Res-2021-06", ELB_CLAUSE_FAILED,
     "+X25519MLKEM768 "},
    {"mozilla-intermediate", "tls_curves", 0, "classic/2016-08", ELB_CLAUSE_NOT_ASSESSABLE, ""},
    {"mozilla-intermediate", "tls_curves", 1, "classic/2016-08", ELB_CLAUSE_NOT_ASSESSABLE, ""},
    {"mozilla-intermediate", "hsts_min_age", 0, "TLS13-1-3-2021-06", ELB_CLAUSE_NOT_ASSESSABLE, ""},
    {"mozilla-intermediate", "dh_param_size", 0, "classic/2015-03", ELB_CLAUSE_NOT_ASSESSABLE, ""},
    {"aws-security-hub", "ELB.8", 0, "2016-08", ELB_CLAUSE_NOT_APPLICABLE, ""},
    {"aws-security-hub", "ELB.17", 0, "classic/2016-08", ELB_CLAUSE_NOT_APPLICABLE, ""},
    {"aws-security-hub", "ELB.8", 0, "classic/2016-08", ELB_CLAUSE_FAILED,
     "-ELBSecurityPolicy-2016-08 "},
    {"aws-security-hub", "ELB.17", 0, "TLS-1-2-2017-01", ELB_CLAUSE_FAILED,
     "-ELBSecurityPolicy-TLS-1-2-2017-01 "},
    {"forward-secrecy", "RFC 10015", 0, "TLS13-1-2-Ext1-2021-06", ELB_CLAUSE_FAILED,
     "-AES128-GCM-SHA256 -AES128-SHA256 -AES256-GCM-SHA384 -AES256-SHA256 "},
    {"post-quantum", "RFC 10024", 0, "TLS13-1-2-Res-2021-06", ELB_CLAUSE_FAILED,
     "+a post-quantum group "},
    {"post-quantum", "RFC 10024", 0, "classic/2016-08", ELB_CLAUSE_FAILED,
     "+a post-quantum group "},
    {"fips-140-3", "validated module", 0, "TLS13-1-2-Res-2021-06", ELB_CLAUSE_FAILED,
     "+the FIPS-validated module "},
    {"nist-800-52r2", "3.4.2.2", 0, "classic/2016-08", ELB_CLAUSE_NOT_ASSESSABLE, ""},
    {"nist-800-52r2", "3.4.2.2", 1, "TLS13-1-2-2021-06", ELB_CLAUSE_FAILED, "-x25519 "},
    {"cnsa-2.0", "signatures", 0, "classic/2016-08", ELB_CLAUSE_NOT_ASSESSABLE, ""},
    {"cnsa-1.0", "6.2 and 7.1", 0, "TLS13-1-2-RFC9151-FIPS-2023-07", ELB_CLAUSE_PASSED, ""},
    {"cnsa-1.0", "6.1", 0, "TLS13-1-3-2021-06", ELB_CLAUSE_PASSED, ""},
    {"pci-dss-4.0.1", "4.2.1", 1, "TLS-1-0-2015-04", ELB_CLAUSE_FAILED, "-DES-CBC3-SHA "},
    {"pci-dss-4.0.1", "4.2.1", 3, "FS-1-2-Res-2019-08", ELB_CLAUSE_PASSED, ""},
};

START_TEST(clauses)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_clause *clause =
        clause_named(judged[_i].profile, judged[_i].clause, judged[_i].skip);
    const struct elb_policy *policy = policy_named(judged[_i].policy);
    struct elb_offence offence;
    char text[512] = "";

    for (size_t i = 0; elb_clause_offence_at(catalog, clause, policy, i, &offence); i++)
        (void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s ",
                       offence.is_missing ? "+" : "-", offence.name);
    ck_assert_msg(elb_clause_judge(catalog, clause, policy) == judged[_i].result &&
                      strcmp(text, judged[_i].offences) == 0,
                  "%s %s of %s: %s, %s", judged[_i].profile, judged[_i].clause, judged[_i].policy,
                  elb_clause_result_name(elb_clause_judge(catalog, clause, policy)), text);
}
END_TEST

/* A policy whose groups are not known fails what it fails, and meets nothing that hangs on them. */
START_TEST(unknown_groups)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_policy policy = *policy_named("TLS13-1-3-RFC9151-FIPS-2023-07");

    ck_assert_int_eq(elb_profile_judge(catalog, profile_named("cnsa-1.0"), &policy),
                     ELB_PROFILE_MET);
    policy.has_groups = false;
    ck_assert_int_eq(elb_profile_judge(catalog, profile_named("cnsa-1.0"), &policy),
                     ELB_PROFILE_NOT_ASSESSABLE);
    ck_assert_int_eq(elb_profile_judge(catalog, profile_named("post-quantum"), &policy),
                     ELB_PROFILE_NOT_ASSESSABLE);
    ck_assert_int_eq(elb_profile_judge(catalog, profile_named("mozilla-intermediate"), &policy),
                     ELB_PROFILE_FAILED);
    ck_assert_int_eq(elb_profile_judge(catalog, profile_named("mozilla-modern"), &policy),
                     ELB_PROFILE_MET);
    ck_assert_int_eq(elb_profile_judge(catalog, profile_named("aws-recommended"),
                                       policy_named("classic/2016-08")),
                     ELB_PROFILE_NOT_ASSESSABLE);
}
END_TEST

/* ---- Names ---------------------------------------------------------------------------------- */

START_TEST(names)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    ck_assert_str_eq(profile_named("mozilla-modern")->id, "mozilla-6.0-modern");
    ck_assert_str_eq(profile_named("Mozilla-Intermediate")->id, "mozilla-6.0-intermediate");
    ck_assert_str_eq(profile_named("mozilla-old")->id, "mozilla-5.7-old");
    ck_assert_ptr_null(elb_catalog_profile_named(catalog, "mozilla", 7));
    ck_assert_str_eq(elb_catalog_nearest_profile(catalog, "fips-140-2", 10), "fips-140-3");
    ck_assert_ptr_null(elb_catalog_nearest_profile(catalog, "hello", 5));
    ck_assert_str_eq(elb_clause_level_name(ELB_CLAUSE_SHOULD), "should");
    ck_assert_str_eq(elb_profile_result_name(ELB_PROFILE_MET), "met");
    ck_assert_str_eq(elb_suite_property_name(2), "insecure");
    ck_assert_ptr_null(elb_suite_property_name(3));
}
END_TEST

/* All but the six whose text was not read say what they are sure of; each names its sources. */
START_TEST(bundled)
{
    static const char experimental[] =
        "nist-800-52r2 fips-140-3 cnsa-1.0 cnsa-2.0 pci-dss-4.0.1 bsi-tr-02102-2 ";
    const struct elb_catalog *catalog = elb_catalog_bundled();

    for (size_t i = 0; i < catalog->profile_count; i++) {
        const struct elb_profile *profile = &catalog->profiles[i];
        char name[64];

        (void)snprintf(name, sizeof(name), "%s ", profile->id);
        ck_assert_msg(profile->experimental == (strstr(experimental, name) != NULL), "%s", name);
        ck_assert_msg(profile->source_count > 0, "%s", name);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("profile");
    TCase *tests = tcase_create("all");

    tcase_add_loop_test(tests, loader, 0, LENGTH(rows));
    tcase_add_loop_test(tests, every_policy, 0, LENGTH(expected));
    tcase_add_test(tests, all_are_expected);
    tcase_add_test(tests, counts);
    tcase_add_loop_test(tests, clauses, 0, LENGTH(judged));
    tcase_add_test(tests, unknown_groups);
    tcase_add_test(tests, names);
    tcase_add_test(tests, bundled);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(make_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
