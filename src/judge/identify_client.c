/* SPDX-License-Identifier: MIT */

/*
 * A client against what was seen of an endpoint. The endpoint becomes a policy, one version at a
 * time, since it may have other suites in each; and what was not tried joins it where the question
 * is what else could happen.
 */

#include "elblint/compare.h"
#include "elblint/identify.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct checking {
    const struct elb_observed_query *query;
    const struct elb_observation *observation;
    const struct elb_client *client;
    struct elb_observed_policy *room;
    struct elb_certificates possible; /* with those that nothing rules out */
};

const char *elb_observed_move_name(enum elb_observed_move move)
{
    static const char *const names[ELB_OBSERVED_MOVE_COUNT] = {
        "same", "changed", "served", "lost", "gained", "failing", "unknown"};

    return names[move];
}

/* ---- The endpoint as a policy ------------------------------------------------------------ */

static void add_suite(struct elb_observed_policy *room, const struct elb_suite *suite)
{
    if (suite && room->policy.suite_count < COUNT(room->suites))
        room->suites[room->policy.suite_count++] = suite;
}

static void add_group(struct elb_observed_policy *room, const struct elb_group *group)
{
    if (group && room->policy.group_count < COUNT(room->groups))
        room->groups[room->policy.group_count++] = group;
}

/* Many tools list the groups under one version only: those of another are better than none. */
static const struct elb_observed_codes *groups_of(const struct elb_observation *observation,
                                                  const struct elb_observed_version *seen)
{
    const struct elb_observed_codes *groups = &seen->groups;

    for (size_t i = ELB_OBSERVED_VERSION_COUNT; i-- > 0;) {
        if (groups->coverage < ELB_COVERAGE_LIST)
            groups = &observation->versions[i].groups;
    }
    return groups;
}

static elb_version_set accepted_versions(const struct elb_observation *observation)
{
    elb_version_set versions = 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (observation->versions[i].seen == ELB_SEEN_ACCEPTED)
            versions |= elb_version_bit(observation->versions[i].version);
    }
    return versions;
}

/*
 * With the suites of one version: those of the others play no part once it is chosen. Classic is
 * the family that goes by its lists alone, so it is right for any server: it may have no TLSv1.2.
 */
static void begin(const struct checking *checking, const struct elb_observed_version *seen)
{
    const struct elb_observed_codes *groups = groups_of(checking->observation, seen);
    struct elb_observed_policy *room = checking->room;

    room->policy = (struct elb_policy){
        .name = "this endpoint",
        .family = ELB_FAMILY_CLASSIC,
        .versions = accepted_versions(checking->observation) | elb_version_bit(seen->version),
        .server_order = seen->order != ELB_ORDER_CLIENT,
        .has_groups = groups->coverage >= ELB_COVERAGE_LIST,
        .suites = room->suites,
        .groups = room->groups,
    };
    for (size_t i = 0; i < groups->accepted_count; i++)
        add_group(room, elb_catalog_group(checking->query->catalog, groups->accepted[i]));
}

static void add_seen(const struct checking *checking, const struct elb_observed_version *seen,
                     bool is_reversed)
{
    size_t count = seen->suites.accepted_count;

    for (size_t i = 0; i < count; i++) {
        size_t at = is_reversed ? count - 1 - i : i;

        add_suite(checking->room,
                  elb_catalog_suite(checking->query->catalog, seen->suites.accepted[at]));
    }
}

/* What the client offers and nobody tried. */
static void add_untried(const struct checking *checking, const struct elb_observed_version *seen)
{
    const struct elb_codes *offered = &checking->client->suites;
    struct elb_observed_policy *room = checking->room;
    const struct elb_observed_codes *groups = groups_of(checking->observation, seen);

    for (size_t i = 0; i < offered->count; i++) {
        if (elb_observed_code(&seen->suites, offered->codes[i]) == ELB_SEEN_UNKNOWN)
            add_suite(room, elb_catalog_suite(checking->query->catalog, offered->codes[i]));
    }
    offered = &checking->client->groups;
    for (size_t i = 0; i < offered->count; i++) {
        if (elb_observed_code(groups, offered->codes[i]) == ELB_SEEN_UNKNOWN)
            add_group(room, elb_catalog_group(checking->query->catalog, offered->codes[i]));
    }
}

static void check(const struct checking *checking, const struct elb_certificates *certificates,
                  struct elb_check *ret_check)
{
    elb_check(checking->query->catalog, &checking->room->policy, certificates, checking->client,
              ret_check);
}

/* ---- What else could happen -------------------------------------------------------------- */

/* Could this version answer, with something that nobody tried? */
static bool could_answer(const struct checking *checking, const struct elb_observed_version *seen,
                         const struct elb_suite *known)
{
    struct elb_check maybe;

    begin(checking, seen);
    add_untried(checking, seen);
    add_seen(checking, seen, false);
    check(checking, &checking->possible, &maybe);
    return maybe.verdict != ELB_INCOMPATIBLE && maybe.outcome.version == seen->version &&
           (!known || maybe.outcome.suite != known);
}

/* A server takes the highest version that both have: those below one that it has don't count. */
static bool could_be_served(const struct checking *checking)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *seen = &checking->observation->versions[i];

        if (seen->seen != ELB_SEEN_REFUSED && could_answer(checking, seen, NULL))
            return true;
    }
    return false;
}

/* Would another order of what was seen lead to another suite? */
static bool hangs_on_order(const struct checking *checking, const struct elb_observed_version *seen,
                           const struct elb_suite *known)
{
    struct elb_check reversed;

    if (seen->order != ELB_ORDER_UNKNOWN)
        return false;
    begin(checking, seen);
    add_seen(checking, seen, true);
    check(checking, checking->query->certificates, &reversed);
    return reversed.outcome.suite != known;
}

/* Could a version answer that nobody tried, above the one that does? */
static bool knows_version(const struct checking *checking, uint16_t version)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *seen = &checking->observation->versions[i];

        if (seen->version > version && seen->seen == ELB_SEEN_UNKNOWN &&
            could_answer(checking, seen, NULL))
            return false;
    }
    return version != 0;
}

static bool knows_suite(const struct checking *checking, const struct elb_outcome *outcome)
{
    const struct elb_observed_version *seen =
        elb_observation_version(checking->observation, outcome->version);

    return seen && outcome->suite && !could_answer(checking, seen, outcome->suite) &&
           !hangs_on_order(checking, seen, outcome->suite);
}

/* ---- Now --------------------------------------------------------------------------------- */

/* The version first: with it, the suites that count are known. */
static void check_now(const struct checking *checking, struct elb_check *ret_check)
{
    const struct elb_observation *observation = checking->observation;
    const struct elb_observed_version *highest = NULL;

    for (size_t i = ELB_OBSERVED_VERSION_COUNT; i-- > 0;) {
        const struct elb_observed_version *seen = &observation->versions[i];

        if (seen->seen != ELB_SEEN_ACCEPTED)
            continue;
        begin(checking, seen);
        add_seen(checking, seen, false);
        check(checking, checking->query->certificates, ret_check);
        if (ret_check->outcome.version == seen->version)
            return;
        highest = highest ? highest : seen;
    }
    /* no version is shared: any of them says so */
    begin(checking, highest ? highest : &observation->versions[0]);
    checking->room->policy.versions = accepted_versions(observation);
    check(checking, checking->query->certificates, ret_check);
}

static void judge(const struct checking *checking, const struct elb_check *now,
                  struct elb_observed_check *ret_check)
{
    bool is_open = checking->observation->incomplete || could_be_served(checking);

    ret_check->verdict = now->verdict;
    ret_check->cause = now->verdict == ELB_COMPATIBLE ? ELB_CAUSE_NONE : now->failed.cause;
    if (now->verdict == ELB_INCOMPATIBLE && is_open) {
        ret_check->verdict = ELB_VERDICT_UNKNOWN;
        ret_check->cause = ELB_CAUSE_NONE;
        ret_check->is_untried = true;
    }
    if (now->verdict != ELB_COMPATIBLE || !knows_version(checking, now->outcome.version))
        return;
    ret_check->version = now->outcome.version;
    if (knows_suite(checking, &now->outcome))
        ret_check->suite = now->outcome.suite;
}

/* ---- The move ---------------------------------------------------------------------------- */

/* A group of the new policy that this endpoint refuses. */
static bool has_new_group(const struct checking *checking, const struct elb_outcome *after)
{
    const struct elb_observed_version *seen =
        elb_observation_version(checking->observation, after->version);

    return after->group && seen &&
           elb_observed_code(groups_of(checking->observation, seen), after->group->code) ==
               ELB_SEEN_REFUSED;
}

static enum elb_observed_move move_of(const struct checking *checking,
                                      const struct elb_observed_check *now,
                                      const struct elb_client_comparison *comparison)
{
    const struct elb_outcome *after = &comparison->to.outcome;

    if (now->is_untried)
        return ELB_MOVE_UNKNOWN;
    switch (comparison->transition) {
    case ELB_TRANSITION_SAME:
    case ELB_TRANSITION_CHANGED:
        if (now->version != 0 && (now->version != after->version || has_new_group(checking, after)))
            return ELB_MOVE_CHANGED;
        if (!now->suite)
            return ELB_MOVE_SERVED;
        return now->suite == after->suite ? ELB_MOVE_SAME : ELB_MOVE_CHANGED;
    case ELB_TRANSITION_LOST:
        return ELB_MOVE_LOST;
    case ELB_TRANSITION_GAINED:
        return ELB_MOVE_GAINED;
    case ELB_TRANSITION_FAILS:
        return ELB_MOVE_FAILS;
    default:
        return ELB_MOVE_UNKNOWN;
    }
}

static bool has_type(const struct elb_certificates *certificates,
                     bool (*is_type)(enum elb_certificate))
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (is_type(certificates->list[i]))
            return true;
    }
    return false;
}

/* One of each type. */
static struct elb_certificates widen(const struct elb_certificates *certificates)
{
    struct elb_certificates wide = *certificates;

    if (!has_type(&wide, elb_certificate_is_rsa) && wide.count < ELB_CERTIFICATES_MAX)
        wide.list[wide.count++] = ELB_CERTIFICATE_RSA;
    if (!has_type(&wide, elb_certificate_is_ecdsa) && wide.count < ELB_CERTIFICATES_MAX)
        wide.list[wide.count++] = ELB_CERTIFICATE_ECDSA;
    return wide;
}

void elb_observation_check(const struct elb_observed_query *query, const struct elb_client *client,
                           struct elb_observed_check *ret_check)
{
    const struct checking checking = {
        .query = query,
        .observation = query->observation,
        .client = client,
        .room = query->room,
        .possible = query->may_hold_others ? widen(query->certificates) : *query->certificates,
    };
    struct elb_client_comparison comparison = {0};
    struct elb_check now;

    *ret_check = (struct elb_observed_check){.client = client};
    check_now(&checking, &now);
    if (query->to)
        elb_compare_client(query->catalog, &query->room->policy, query->to, query->certificates,
                           client, &comparison);
    judge(&checking, &now, ret_check); /* from here on, the room is another policy's */
    if (query->to)
        ret_check->move = move_of(&checking, ret_check, &comparison);
}
