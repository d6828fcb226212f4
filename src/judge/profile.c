/* SPDX-License-Identifier: MIT */
/* A policy against the clauses of a profile. */
#include <elblint/catalog.h>

#include <string.h>

/* Counts the offences of a clause down to the one that is asked for. */
struct search {
    const struct elb_catalog *catalog;
    const struct elb_clause *clause;
    const struct elb_policy *policy;
    size_t index;
    struct elb_offence *offence;
};

/* true: it is this one. */
static bool take(struct search *search, enum elb_offence_kind kind, bool is_missing, uint16_t code,
                 const char *name)
{
    if (search->index-- > 0)
        return false;
    *search->offence = (struct elb_offence){kind, is_missing, code, name};
    return true;
}

static bool has_code(const struct elb_code_list *list, uint16_t code)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->codes[i] == code)
            return true;
    }
    return false;
}

/* ---- Versions ------------------------------------------------------------------------------- */

static bool find_versions(struct search *search, elb_version_set versions, bool is_missing)
{
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if ((versions & elb_version_bit(version)) != 0 &&
            take(search, ELB_OFFENCE_VERSION, is_missing, version, elb_version_name(version)))
            return true;
    }
    return false;
}

static bool find_version(struct search *search)
{
    const struct elb_clause *clause = search->clause;
    elb_version_set versions = search->policy->versions;

    if (clause->allowed_versions != 0 &&
        find_versions(search, versions & ~clause->allowed_versions, false))
        return true;
    return find_versions(search, clause->offered_versions & ~versions, true);
}

/* ---- Suites --------------------------------------------------------------------------------- */

static unsigned properties_of(const struct elb_suite *suite)
{
    unsigned properties = 0;

    if (elb_suite_is_cbc(suite))
        properties |= ELB_SUITE_PROPERTY_CBC;
    if (suite->mac != NULL && strcmp(suite->mac, "SHA1") == 0)
        properties |= ELB_SUITE_PROPERTY_SHA1_MAC;
    if (elb_suite_is_insecure(suite))
        properties |= ELB_SUITE_PROPERTY_INSECURE;
    return properties;
}

static bool is_forbidden(const struct elb_clause *clause, const struct elb_suite *suite)
{
    if (clause->suites_of != 0 && elb_suite_is_tls13(suite) != (clause->suites_of == ELB_TLS1_3))
        return false;
    if (clause->allowed_suites.count > 0 && !has_code(&clause->allowed_suites, suite->code))
        return true;
    return has_code(&clause->forbidden_suites, suite->code) ||
           (properties_of(suite) & clause->forbidden_properties) != 0 ||
           (clause->forward_secrecy && !elb_suite_has_forward_secrecy(suite));
}

/* A signal is never chosen. */
static bool find_suite(struct search *search)
{
    for (size_t i = 0; i < search->policy->suite_count; i++) {
        const struct elb_suite *suite = search->policy->suites[i];

        if (!suite->signalling && is_forbidden(search->clause, suite) &&
            take(search, ELB_OFFENCE_SUITE, false, suite->code,
                 suite->openssl != NULL ? suite->openssl : suite->name))
            return true;
    }
    return false;
}

/* ---- Groups and signature schemes ----------------------------------------------------------- */

static bool has_group(const struct elb_policy *policy, uint16_t code)
{
    for (size_t i = 0; i < policy->group_count; i++) {
        if (policy->groups[i]->code == code)
            return true;
    }
    return false;
}

static bool has_any_group(const struct elb_policy *policy, const struct elb_code_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (has_group(policy, list->codes[i]))
            return true;
    }
    return false;
}

static bool find_missing_groups(struct search *search, const struct elb_code_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct elb_group *group = elb_catalog_group(search->catalog, list->codes[i]);

        if (!has_group(search->policy, list->codes[i]) &&
            take(search, ELB_OFFENCE_GROUP, true, list->codes[i],
                 group != NULL ? group->name : "a group"))
            return true;
    }
    return false;
}

static bool find_group(struct search *search)
{
    const struct elb_clause *clause = search->clause;
    const struct elb_policy *policy = search->policy;

    if (!policy->has_groups)
        return false;
    for (size_t i = 0; clause->allowed_groups.count > 0 && i < policy->group_count; i++) {
        const struct elb_group *group = policy->groups[i];

        if (!has_code(&clause->allowed_groups, group->code) &&
            take(search, ELB_OFFENCE_GROUP, false, group->code, group->name))
            return true;
    }
    if (find_missing_groups(search, &clause->offered_groups))
        return true;
    return !has_any_group(policy, &clause->any_of_groups) &&
           find_missing_groups(search, &clause->any_of_groups);
}

static bool find_scheme(struct search *search)
{
    const struct elb_policy *policy = search->policy;

    if (search->clause->allowed_schemes.count == 0 || !policy->has_schemes)
        return false;
    for (size_t i = 0; i < policy->scheme_count; i++) {
        const struct elb_scheme *scheme = policy->schemes[i];

        if (!has_code(&search->clause->allowed_schemes, scheme->code) &&
            take(search, ELB_OFFENCE_SCHEME, false, scheme->code, scheme->name))
            return true;
    }
    return false;
}

/* ---- The rest ------------------------------------------------------------------------------- */

static bool has_tls13(const struct elb_policy *policy)
{
    return (policy->versions & elb_version_bit(ELB_TLS1_3)) != 0;
}

/* ML-KEM needs TLS 1.3: without it, groups need not be known. */
static bool lacks_post_quantum(const struct elb_policy *policy)
{
    for (size_t i = 0; policy->has_groups && has_tls13(policy) && i < policy->group_count; i++) {
        if (elb_group_is_post_quantum(policy->groups[i]))
            return false;
    }
    return policy->has_groups || !has_tls13(policy);
}

static bool is_named(const struct elb_clause *clause, const struct elb_policy *policy)
{
    for (size_t i = 0; i < clause->policy_count; i++) {
        if (strcmp(clause->policies[i], policy->name) == 0)
            return true;
    }
    return clause->policy_count == 0;
}

static bool find_other(struct search *search)
{
    const struct elb_clause *clause = search->clause;
    const struct elb_policy *policy = search->policy;

    if (clause->post_quantum && lacks_post_quantum(policy) &&
        take(search, ELB_OFFENCE_POST_QUANTUM, true, 0, "a post-quantum group"))
        return true;
    if (clause->fips_module && !policy->fips_module &&
        take(search, ELB_OFFENCE_FIPS_MODULE, true, 0, "the FIPS-validated module"))
        return true;
    return !is_named(clause, policy) && take(search, ELB_OFFENCE_POLICY, false, 0, policy->name);
}

static bool applies(const struct elb_clause *clause, const struct elb_policy *policy)
{
    return clause->families == 0 || (clause->families & 1u << policy->family) != 0;
}

bool elb_clause_offence_at(const struct elb_catalog *catalog, const struct elb_clause *clause,
                           const struct elb_policy *policy, size_t index,
                           struct elb_offence *ret_offence)
{
    struct search search = {catalog, clause, policy, index, ret_offence};

    if (clause->not_assessable != NULL || !applies(clause, policy))
        return false;
    return find_version(&search) || find_suite(&search) || find_group(&search) ||
           find_scheme(&search) || find_other(&search);
}

/* ---- Results -------------------------------------------------------------------------------- */

/* Does it ask for what is not known of the policy? */
static bool is_open(const struct elb_clause *clause, const struct elb_policy *policy)
{
    if (!policy->has_schemes && clause->allowed_schemes.count > 0)
        return true;
    if (policy->has_groups)
        return false;
    return clause->allowed_groups.count > 0 || clause->offered_groups.count > 0 ||
           clause->any_of_groups.count > 0 || clause->post_quantum;
}

enum elb_clause_result elb_clause_judge(const struct elb_catalog *catalog,
                                        const struct elb_clause *clause,
                                        const struct elb_policy *policy)
{
    struct elb_offence offence;

    if (!applies(clause, policy))
        return ELB_CLAUSE_NOT_APPLICABLE;
    if (elb_clause_offence_at(catalog, clause, policy, 0, &offence))
        return ELB_CLAUSE_FAILED;
    if (clause->not_assessable != NULL || is_open(clause, policy))
        return ELB_CLAUSE_NOT_ASSESSABLE;
    return ELB_CLAUSE_PASSED;
}

enum elb_profile_result elb_profile_judge(const struct elb_catalog *catalog,
                                          const struct elb_profile *profile,
                                          const struct elb_policy *policy)
{
    size_t judged = 0;
    bool has_open = false;

    for (size_t i = 0; i < profile->clause_count; i++) {
        const struct elb_clause *clause = &profile->clauses[i];
        enum elb_clause_result result = elb_clause_judge(catalog, clause, policy);

        if (result == ELB_CLAUSE_FAILED && clause->level == ELB_CLAUSE_MUST)
            return ELB_PROFILE_FAILED;
        /* What no policy can show would leave nothing to meet. */
        has_open |= result == ELB_CLAUSE_NOT_ASSESSABLE && clause->not_assessable == NULL &&
                    clause->level == ELB_CLAUSE_MUST;
        judged += result == ELB_CLAUSE_PASSED || result == ELB_CLAUSE_FAILED;
    }
    return has_open || judged == 0 ? ELB_PROFILE_NOT_ASSESSABLE : ELB_PROFILE_MET;
}

/* ---- Names ---------------------------------------------------------------------------------- */

const char *elb_clause_result_name(enum elb_clause_result result)
{
    static const char *const names[] = {"passed", "failed", "not-assessable", "not-applicable"};

    return names[result];
}

const char *elb_profile_result_name(enum elb_profile_result result)
{
    static const char *const names[] = {"met", "failed", "not-assessable"};

    return names[result];
}

const char *elb_offence_kind_name(enum elb_offence_kind kind)
{
    static const char *const names[] = {"protocol",    "suite",        "group", "signature-scheme",
                                        "fips-module", "post-quantum", "policy"};

    return names[kind];
}
