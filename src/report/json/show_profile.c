/* SPDX-License-Identifier: MIT */

/* A profile as JSON: what it asks for, and what came out for every policy. */

#include "report/json/show.h"

typedef json_t *object_of(struct elb_report *report, uint16_t code);

/* Only what is asked for is there. */
static void set_codes(struct elb_report *report, json_t *asks, const char *key,
                      const struct elb_code_list *list, object_of *make)
{
    json_t *array;

    if (list->count == 0)
        return;
    array = json_array();
    for (size_t i = 0; i < list->count; i++)
        elb_json_append(report, array, make(report, list->codes[i]));
    elb_json_set(report, asks, key, array);
}

static void set_versions(struct elb_report *report, json_t *asks, const char *key,
                         elb_version_set versions)
{
    if (versions)
        elb_json_set(report, asks, key, elb_json_version_set(report, versions));
}

static void set_true(struct elb_report *report, json_t *asks, const char *key, bool is_asked)
{
    if (is_asked)
        elb_json_set(report, asks, key, json_true());
}

static void set_properties(struct elb_report *report, json_t *asks, unsigned properties)
{
    json_t *array;

    if (!properties)
        return;
    array = json_array();
    for (size_t i = 0; i < ELB_SUITE_PROPERTY_COUNT; i++) {
        if (properties & 1u << i)
            elb_json_append(report, array, elb_json_string(elb_suite_property_name(i)));
    }
    elb_json_set(report, asks, "forbidden", array);
}

static json_t *asks_of(struct elb_report *report, const struct elb_clause *clause)
{
    json_t *asks = json_object();

    set_versions(report, asks, "allowed_versions", clause->allowed_versions);
    set_versions(report, asks, "offered_versions", clause->offered_versions);
    if (clause->suites_of)
        elb_json_set(report, asks, "suites_of", elb_json_version(clause->suites_of));
    set_codes(report, asks, "allowed_suites", &clause->allowed_suites, elb_json_suite_code);
    set_codes(report, asks, "forbidden_suites", &clause->forbidden_suites, elb_json_suite_code);
    set_properties(report, asks, clause->forbidden_properties);
    set_codes(report, asks, "allowed_groups", &clause->allowed_groups, elb_json_group_code);
    set_codes(report, asks, "offered_groups", &clause->offered_groups, elb_json_group_code);
    set_codes(report, asks, "any_of_groups", &clause->any_of_groups, elb_json_group_code);
    set_codes(report, asks, "allowed_signature_schemes", &clause->allowed_schemes,
              elb_json_scheme_code);
    set_true(report, asks, "forward_secrecy", clause->forward_secrecy);
    set_true(report, asks, "post_quantum", clause->post_quantum);
    set_true(report, asks, "fips_module", clause->fips_module);
    if (clause->policy_count)
        elb_json_set(report, asks, "policies",
                     elb_json_strings(report, clause->policies, clause->policy_count));
    return asks;
}

static const char *family_of(const struct elb_clause *clause)
{
    for (unsigned family = ELB_FAMILY_ELBV2; family <= ELB_FAMILY_CLASSIC; family++) {
        if (clause->families == 1u << family)
            return elb_family_name((enum elb_family)family);
    }
    return NULL;
}

static json_t *clauses_of(struct elb_report *report, const struct elb_profile *profile)
{
    json_t *array = json_array();

    for (size_t i = 0; i < profile->clause_count; i++) {
        const struct elb_clause *clause = &profile->clauses[i];
        json_t *object = json_object();

        elb_json_set(report, object, "name", elb_json_string(clause->name));
        elb_json_set(report, object, "demand", elb_json_string(clause->demand));
        elb_json_set(report, object, "level",
                     elb_json_string(elb_clause_level_name(clause->level)));
        elb_json_set(report, object, "family", elb_json_string(family_of(clause)));
        elb_json_set(report, object, "not_assessable", elb_json_string(clause->not_assessable));
        elb_json_set(report, object, "asks", asks_of(report, clause));
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- Policies ------------------------------------------------------------------------------- */

static json_t *offences_of(struct elb_report *report, const struct elb_clause *clause,
                           const struct elb_policy *policy)
{
    json_t *array = json_array();
    struct elb_offence offence;

    for (size_t i = 0; elb_clause_offence_at(report->catalog, clause, policy, i, &offence); i++) {
        json_t *object = json_object();

        elb_json_set(report, object, "kind", elb_json_string(elb_offence_kind_name(offence.kind)));
        elb_json_set(report, object, "missing", json_boolean(offence.is_missing));
        elb_json_set(report, object, "code",
                     offence.code ? elb_json_code(offence.code) : json_null());
        elb_json_set(report, object, "name", elb_json_string(offence.name));
        elb_json_append(report, array, object);
    }
    return array;
}

/* The clauses of which this came out, with or without those that no policy can show. */
static json_t *with_result(struct elb_report *report, const struct elb_profile *profile,
                           const struct elb_policy *policy, enum elb_clause_result result,
                           bool is_whole)
{
    json_t *array = json_array();

    for (size_t i = 0; i < profile->clause_count; i++) {
        const struct elb_clause *clause = &profile->clauses[i];
        json_t *object;

        if ((clause->not_assessable && !is_whole) ||
            elb_clause_judge(report->catalog, clause, policy) != result)
            continue;
        object = json_object();
        elb_json_set(report, object, "clause", elb_json_string(clause->name));
        elb_json_set(report, object, "demand", elb_json_string(clause->demand));
        elb_json_set(report, object, "level",
                     elb_json_string(elb_clause_level_name(clause->level)));
        if (result == ELB_CLAUSE_FAILED)
            elb_json_set(report, object, "offences", offences_of(report, clause, policy));
        elb_json_append(report, array, object);
    }
    return array;
}

json_t *elb_json_profile_result(struct elb_report *report, const struct elb_profile *profile,
                                const struct elb_policy *policy)
{
    const enum elb_profile_result result = elb_profile_judge(report->catalog, profile, policy);
    json_t *object = json_object();

    elb_json_set(report, object, "id", elb_json_string(profile->id));
    elb_json_set(report, object, "experimental", json_boolean(profile->experimental));
    elb_json_set(report, object, "result", elb_json_string(elb_profile_result_name(result)));
    elb_json_set(report, object, "failed",
                 with_result(report, profile, policy, ELB_CLAUSE_FAILED, true));
    elb_json_set(report, object, "not_assessable",
                 with_result(report, profile, policy, ELB_CLAUSE_NOT_ASSESSABLE, true));
    return object;
}

/* What no policy can show stands with the clause already. */
static json_t *policies_of(struct elb_report *report, const struct elb_profile *profile)
{
    json_t *array = json_array();

    for (size_t i = 0; i < report->catalog->policy_count; i++) {
        const struct elb_policy *policy = &report->catalog->policies[i];
        enum elb_profile_result result = elb_profile_judge(report->catalog, profile, policy);
        json_t *object = json_object();

        elb_json_set(report, object, "policy", elb_json_string(policy->name));
        elb_json_set(report, object, "family", elb_json_string(elb_family_name(policy->family)));
        elb_json_set(report, object, "result", elb_json_string(elb_profile_result_name(result)));
        elb_json_set(report, object, "failed",
                     with_result(report, profile, policy, ELB_CLAUSE_FAILED, false));
        elb_json_set(report, object, "not_assessable",
                     with_result(report, profile, policy, ELB_CLAUSE_NOT_ASSESSABLE, false));
        elb_json_append(report, array, object);
    }
    return array;
}

json_t *elb_json_profile(struct elb_report *report, const struct elb_profile *profile,
                         bool is_short)
{
    json_t *object = json_object();

    elb_json_set(report, object, "id", elb_json_string(profile->id));
    elb_json_set(report, object, "title", elb_json_string(profile->title));
    elb_json_set(report, object, "aliases",
                 elb_json_strings(report, profile->aliases, profile->alias_count));
    elb_json_set(report, object, "standard", elb_json_string(profile->standard));
    elb_json_set(report, object, "edition", elb_json_string(profile->edition));
    elb_json_set(report, object, "date", elb_json_string(profile->date));
    elb_json_set(report, object, "experimental", json_boolean(profile->experimental));
    if (is_short)
        return object;
    elb_json_set(report, object, "clauses", clauses_of(report, profile));
    elb_json_set(report, object, "notes",
                 elb_json_strings(report, profile->notes, profile->note_count));
    elb_json_set(report, object, "sources",
                 elb_json_strings(report, profile->sources, profile->source_count));
    elb_json_set(report, object, "policies", policies_of(report, profile));
    return object;
}
