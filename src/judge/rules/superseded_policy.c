/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool is_better(const struct elb_policy *policy, const struct elb_policy *other)
{
    struct elb_rank rank;
    struct elb_rank other_rank;

    elb_policy_rank(policy, &rank);
    elb_policy_rank(other, &other_rank);
    for (unsigned key = ELB_RANK_OLD_VERSIONS; key <= ELB_RANK_NO_POST_QUANTUM; key++) {
        if (elb_rank_value(&other_rank, (enum elb_rank_key)key) >
            elb_rank_value(&rank, (enum elb_rank_key)key))
            return false;
    }
    return strcmp(other_rank.released, rank.released) > 0 &&
           elb_rank_compare(&other_rank, &rank) < 0;
}

static bool serves(const struct elb_lint *lint, const struct elb_certificates *certificates,
                   const struct elb_policy *policy, const struct elb_client *client)
{
    struct elb_check check;

    elb_check(lint->query->catalog, policy, certificates, client, &check);
    return check.verdict == ELB_COMPATIBLE;
}

static bool loses_nobody(const struct elb_lint *lint, const struct elb_certificates *certificates,
                         const struct elb_policy *policy, const struct elb_policy *other)
{
    const struct elb_catalog *catalog = lint->query->catalog;

    for (size_t i = 0; i < catalog->client_count; i++) {
        if (serves(lint, certificates, policy, &catalog->clients[i]) &&
            !serves(lint, certificates, other, &catalog->clients[i]))
            return false;
    }
    return true;
}

static bool is_comparable(const struct elb_policy *policy, const struct elb_policy *other)
{
    return other != policy && other->family == policy->family &&
           (other->load_balancers & policy->load_balancers) == policy->load_balancers &&
           (other->status == ELB_STATUS_RECOMMENDED || other->status == ELB_STATUS_DOCUMENTED) &&
           elb_policy_kind(other) == elb_policy_kind(policy) && is_better(policy, other);
}

static const struct elb_policy *find_successor(const struct elb_lint *lint,
                                               const struct elb_certificates *certificates,
                                               const struct elb_policy *policy)
{
    const struct elb_catalog *catalog = lint->query->catalog;

    for (size_t i = 0; i < catalog->policy_count; i++) {
        if (is_comparable(policy, &catalog->policies[i]) &&
            loses_nobody(lint, certificates, policy, &catalog->policies[i]))
            return &catalog->policies[i];
    }
    return NULL;
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_policy *successor =
        policy->policy ? find_successor(lint, elb_lint_certificates(lint, listener), policy->policy)
                       : NULL;

    if (!successor)
        return;
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = elb_lint_printf(
                                lint, "'%s' is superseded by '%s', which loses no known client",
                                policy->name, successor->name),
                            .also = elb_lint_printf(lint, "superseded by %s", successor->name),
                            .wants_policy = true,
                        });
}

const struct elb_lint_rule elb_rule_superseded_policy = {
    .rule =
        {
            .id = "superseded-policy",
            .severity = ELB_SEVERITY_OFF,
            .summary = "a newer policy does the same, and better",
            .text = "There is a newer policy of the same kind for this load balancer that permits "
                    "nothing that this one does not, and serves every known client that this one "
                    "serves.",
            .citation = "the lists of both policies",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take the newer one: nobody is lost.",
        },
    .judge_policy = judge,
};
