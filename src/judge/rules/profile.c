/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* Offenders that are named before the rest is only counted. */
#define NAMED 3

/* A change is to meet all profiles that were asked for. */
static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    const struct elb_lint_query *query = lint->query;

    for (size_t i = 0; i < query->profile_count; i++) {
        if (elb_profile_judge(query->catalog, query->profiles[i], policy) == ELB_PROFILE_FAILED)
            return true;
    }
    return false;
}

/* ---- What is wrong -------------------------------------------------------------------------- */

static const char *verb_of(const struct elb_offence *offence)
{
    if (offence->kind == ELB_OFFENCE_POLICY)
        return "is ";
    return offence->is_missing ? "lacks " : "has ";
}

/* "has TLSv1, TLSv1.1 and 2 others"; what it has comes before what it lacks. */
static void name_offences(const struct elb_lint *lint, const struct elb_clause *clause,
                          const struct elb_policy *policy, struct elb_buffer *out)
{
    struct elb_offence offence;
    const char *verb = "";
    size_t count = 0;

    for (; elb_clause_offence_at(lint->query->catalog, clause, policy, count, &offence); count++) {
        if (count >= NAMED)
            continue;
        elb_buffer_printf(out, "%s%s%s", count > 0 ? ", " : "",
                          strcmp(verb, verb_of(&offence)) != 0 ? verb_of(&offence) : "",
                          offence.name);
        verb = verb_of(&offence);
    }
    if (count > NAMED)
        elb_buffer_printf(out, " and %zu other%s", count - NAMED, count == NAMED + 1 ? "" : "s");
}

/* ": " before the first thing that is told, "; " before the others. */
static void separate(struct elb_buffer *out, size_t *told)
{
    elb_buffer_append_string(out, (*told)++ == 0 ? ": " : "; ");
}

/* The clauses of one level that it fails: "CLAUSE: it must DEMAND, and has X". */
static void tell_failed(const struct elb_lint *lint, const struct elb_profile *profile,
                        const struct elb_policy *policy, enum elb_clause_level level, size_t *told,
                        struct elb_buffer *out)
{
    for (size_t i = 0; i < profile->clause_count; i++) {
        const struct elb_clause *clause = &profile->clauses[i];

        if (clause->level != level ||
            elb_clause_judge(lint->query->catalog, clause, policy) != ELB_CLAUSE_FAILED)
            continue;
        separate(out, told);
        elb_buffer_printf(out, "%s: it %s %s, and ", clause->name, elb_clause_level_name(level),
                          clause->demand);
        name_offences(lint, clause, policy, out);
    }
}

static bool is_open(const struct elb_lint *lint, const struct elb_clause *clause,
                    const struct elb_policy *policy)
{
    return elb_clause_judge(lint->query->catalog, clause, policy) == ELB_CLAUSE_NOT_ASSESSABLE;
}

/* Several clauses have one name. */
static bool is_named_before(const struct elb_lint *lint, const struct elb_profile *profile,
                            const struct elb_policy *policy, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (strcmp(profile->clauses[i].name, profile->clauses[index].name) == 0 &&
            is_open(lint, &profile->clauses[i], policy))
            return true;
    }
    return false;
}

/* Beside something worse their names are for who asks: in JSON, and in `elblint show`. */
static void tell_not_assessable(const struct elb_lint *lint, const struct elb_profile *profile,
                                const struct elb_policy *policy, bool is_named, size_t *told,
                                struct elb_buffer *out)
{
    size_t count = 0;

    for (size_t i = 0; i < profile->clause_count; i++) {
        const struct elb_clause *clause = &profile->clauses[i];

        if (!is_open(lint, clause, policy) || is_named_before(lint, profile, policy, i))
            continue;
        if (count == 0)
            separate(out, told);
        count++;
        if (is_named)
            elb_buffer_printf(out, "%s%s", count == 1 ? "not assessable: " : ", ", clause->name);
    }
    if (count > 0 && !is_named)
        elb_buffer_printf(out, "%zu clause%s not assessable", count, count == 1 ? " is" : "s are");
}

/* ---- What it comes to ----------------------------------------------------------------------- */

static const char *const outcomes[] = {
    [ELB_PROFILE_MET] = "meets, but for advice,",
    [ELB_PROFILE_FAILED] = "fails",
    [ELB_PROFILE_NOT_ASSESSABLE] = "can't be told to meet",
};

/* A failed must is as grave as the rule; advice and what is not known are worth a note. */
static enum elb_severity severity_of(const struct elb_lint *lint, const struct elb_profile *profile,
                                     enum elb_profile_result result)
{
    enum elb_severity severity = elb_lint_severity(lint, &elb_rule_profile);
    enum elb_severity most = profile->experimental ? ELB_SEVERITY_WARNING : ELB_SEVERITY_ERROR;

    if (result != ELB_PROFILE_FAILED)
        most = ELB_SEVERITY_NOTE;
    return severity < most ? severity : most;
}

static void name_profile(const struct elb_profile *profile, struct elb_buffer *out)
{
    elb_buffer_printf(out, " the profile '%s' (%s%s%s%s)", profile->id, profile->standard,
                      profile->edition ? " " : "", profile->edition ? profile->edition : "",
                      profile->experimental ? "; experimental" : "");
}

static void hold_against(struct elb_lint *lint, const struct elb_listener *listener,
                         const struct elb_declared_policy *declared,
                         const struct elb_profile *profile)
{
    const struct elb_policy *policy = declared->policy;
    const enum elb_profile_result result = elb_profile_judge(lint->query->catalog, profile, policy);
    struct elb_buffer message = {0};
    size_t told = 0;
    size_t failed;

    elb_lint_name_policy(lint, &message, declared);
    elb_buffer_printf(&message, " %s", outcomes[result]);
    name_profile(profile, &message);
    tell_failed(lint, profile, policy, ELB_CLAUSE_MUST, &told, &message);
    if (result != ELB_PROFILE_FAILED)
        tell_failed(lint, profile, policy, ELB_CLAUSE_SHOULD, &told, &message);
    failed = told;
    tell_not_assessable(lint, profile, policy, result != ELB_PROFILE_FAILED, &told, &message);
    if (told == 0)
        elb_buffer_append_string(&message, ": it is for another type of load balancer");
    if (failed == 0 && result == ELB_PROFILE_MET) {
        elb_buffer_done(&message);
        return;
    }
    elb_lint_find(lint, &(struct elb_found){
                            .severity = severity_of(lint, profile, result),
                            .listener = listener,
                            .policy = declared,
                            .profile = profile,
                            .message = elb_lint_take(lint, &message),
                            .wants_policy = result == ELB_PROFILE_FAILED,
                        });
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    if (!policy->policy || listener->declaration == ELB_DECLARED_POLICY)
        return;
    for (size_t i = 0; i < lint->query->profile_count; i++)
        hold_against(lint, listener, policy, lint->query->profiles[i]);
}

const struct elb_lint_rule elb_rule_profile = {
    .rule =
        {
            .id = "profile",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "the policy fails a profile of --profile",
            .text = "A profile holds what a published standard demands: each clause that the "
                    "policy fails is named, with what offends. Where only advice is not followed, "
                    "or what a clause asks for is not known of the policy, it is a note; a profile "
                    "whose standard was not read in full is experimental, and at most a warning. "
                    "What no policy can show, such as certificates, is not assessable and stays "
                    "for you to check.",
            .citation = "the standard that the profile names: `elblint show PROFILE`",
            .bad = "ssl_policy = \"{default}\" # with --profile mozilla-intermediate",
            .good = "ssl_policy = \"{best}\" # with --profile post-quantum",
            .instead = "Take a policy that meets it: `elblint list policies --profile NAME`.",
        },
    .needs_profiles = true,
    .blames = blames,
    .judge_policy = judge,
};
