/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool is_better(const struct elb_policy *policy, const struct elb_policy *other)
{
    struct elb_policy_facts facts;
    struct elb_policy_facts other_facts;
    struct elb_rank rank;
    struct elb_rank other_rank;

    elb_policy_facts(policy, &facts);
    elb_policy_facts(other, &other_facts);
    if (other_facts.minimum_version < facts.minimum_version)
        return false;
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

static bool loses_nobody(const struct elb_lint *lint, const struct elb_certificates *certificates,
                         const struct elb_policy *policy, const struct elb_policy *other)
{
    const struct elb_catalog *catalog = lint->query->catalog;

    for (size_t i = 0; i < catalog->client_count; i++) {
        if (elb_lint_is_served(lint, certificates, policy, &catalog->clients[i]) &&
            !elb_lint_is_served(lint, certificates, other, &catalog->clients[i]))
            return false;
    }
    return true;
}

static bool is_comparable(const struct elb_policy *policy, const struct elb_policy *other)
{
    return policy->load_balancers != 0 && other != policy && other->family == policy->family &&
           (other->load_balancers & policy->load_balancers) == policy->load_balancers &&
           (other->status == ELB_STATUS_RECOMMENDED || other->status == ELB_STATUS_DOCUMENTED) &&
           elb_policy_kind(other) == elb_policy_kind(policy) && is_better(policy, other);
}

/* The best-ranked one; NULL: none. */
static const struct elb_policy *find_successor(const struct elb_lint *lint,
                                               const struct elb_certificates *certificates,
                                               const struct elb_policy *policy)
{
    const struct elb_catalog *catalog = lint->query->catalog;
    const struct elb_policy *best = NULL;
    struct elb_rank best_rank = {0};

    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *other = &catalog->policies[i];
        struct elb_rank rank;

        elb_policy_rank(other, &rank);
        if (is_comparable(policy, other) && (!best || elb_rank_compare(&rank, &best_rank) < 0) &&
            loses_nobody(lint, certificates, policy, other)) {
            best = other;
            best_rank = rank;
        }
    }
    return best;
}

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    static const struct elb_certificates rsa = {.list = {ELB_CERTIFICATE_RSA2048}, .count = 1};

    return find_successor(lint, &rsa, policy) != NULL;
}

/* Worked out once for all listeners that have it. */
static const struct elb_policy *successor_of(struct elb_lint *lint,
                                             const struct elb_certificates *certificates,
                                             const struct elb_policy *policy)
{
    const struct elb_lint_key key = {
        .question = &elb_rule_superseded_policy,
        .policy = policy,
        .certificates = elb_lint_pack_certificates(certificates),
    };
    void **place = elb_lint_answer(lint, &key);

    if (place && !*place) {
        const struct elb_policy *successor = find_successor(lint, certificates, policy);

        *place = (void *)(successor ? successor : policy);
    }
    return place && *place != policy ? *place : NULL;
}

/* One of the user's own supersedes nothing that has a date. */
static bool is_of_catalog(const struct elb_catalog *catalog, const struct elb_policy *policy)
{
    return policy >= catalog->policies && policy < catalog->policies + catalog->policy_count;
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_policy *successor =
        policy->policy && is_of_catalog(lint->query->catalog, policy->policy)
            ? successor_of(lint, elb_lint_certificates(lint, listener), policy->policy)
            : NULL;
    struct elb_buffer message = {0};

    if (!successor)
        return;
    elb_lint_name_policy(lint, &message, policy);
    elb_buffer_printf(&message, " is superseded by '%s', which loses no known client",
                      successor->name);
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = elb_lint_take(lint, &message),
                            .also = elb_lint_printf(lint, "superseded by %s", successor->name),
                            .wants_policy = true,
                            .model = successor,
                            .is_mentioned = listener->declaration == ELB_DECLARED_POLICY,
                        });
}

const struct elb_lint_rule elb_rule_superseded_policy = {
    .rule =
        {
            .id = "superseded-policy",
            .severity = ELB_SEVERITY_OFF,
            .summary = "a newer policy does the same, and better",
            .text =
                "There is a newer policy of the same kind for the same load balancers. It has "
                "no lower version, no more insecure suites, suites without forward secrecy, CBC "
                "suites or SHA-1 signatures than this one, and serves every known client that "
                "this one serves.",
            .citation = "the lists of both policies",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take the newer one: nobody is lost.",
        },
    .blames = blames,
    .judge_policy = judge,
};
