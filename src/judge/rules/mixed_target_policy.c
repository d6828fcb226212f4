/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

#include "base/map.h"

/* What is known of one load balancer. */
struct group {
    const struct elb_listener *decides;
    bool is_mixed;
};

static const struct elb_policy *only_policy(const struct elb_listener *listener)
{
    return listener->how != ELB_HOW_PLAINTEXT && listener->policy_count == 1
               ? listener->policies[0].policy
               : NULL;
}

/* The kinds in the order of the guide: the one with the highest number decides. */
static unsigned precedence(const struct elb_policy *policy)
{
    struct elb_policy_facts facts;

    elb_policy_facts(policy, &facts);
    if (elb_policy_kind(policy) == ELB_POLICY_NATIONAL_SECURITY)
        return 5;
    if (facts.fips)
        return facts.post_quantum ? 4 : 3;
    if (facts.post_quantum)
        return 2;
    return facts.maximum_version >= ELB_TLS1_3 ? 1 : 0;
}

static bool is_special(const struct elb_policy *policy)
{
    return precedence(policy) >= 2;
}

static struct group *group_of(struct elb_lint *lint, struct elb_map *groups, const char *id)
{
    void **place = elb_map_put(groups, lint->arena, elb_text_from(id));

    if (place && !*place)
        *place = elb_arena_alloc(lint->arena, sizeof(struct group));
    lint->out_of_memory |= !place || !*place;
    return place ? *place : NULL;
}

static void add(struct elb_lint *lint, struct elb_map *groups, const struct elb_listener *listener)
{
    const struct elb_policy *policy = only_policy(listener);
    struct group *group;

    if (!policy || !listener->load_balancer_id || listener->load_balancer == ELB_LB_CLASSIC)
        return;
    group = group_of(lint, groups, listener->load_balancer_id);
    if (!group)
        return;
    if (group->decides && precedence(only_policy(group->decides)) != precedence(policy))
        group->is_mixed = true;
    if (!group->decides || precedence(policy) > precedence(only_policy(group->decides)))
        group->decides = listener;
}

/* Said once, where the listener is that decides. */
static void say(struct elb_lint *lint, const struct elb_map *groups,
                const struct elb_listener *listener)
{
    const struct group *group = listener->load_balancer_id
                                    ? elb_map_get(groups, elb_text_from(listener->load_balancer_id))
                                    : NULL;

    if (!group || !group->is_mixed || group->decides != listener ||
        !is_special(only_policy(listener)))
        return;
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = &listener->policies[0],
                            .message = elb_lint_printf(
                                lint,
                                "'%s' decides the policy towards the targets for all listeners of "
                                "this load balancer",
                                listener->policies[0].name),
                        });
}

static void judge(struct elb_lint *lint)
{
    const struct elb_listeners *listeners = lint->query->listeners;
    struct elb_map groups = {0};

    for (size_t i = 0; !lint->out_of_memory && i < elb_listeners_count(listeners); i++)
        add(lint, &groups, elb_listeners_at(listeners, i));
    for (size_t i = 0; !lint->out_of_memory && i < elb_listeners_count(listeners); i++)
        say(lint, &groups, elb_listeners_at(listeners, i));
}

const struct elb_lint_rule elb_rule_mixed_target_policy = {
    .rule =
        {
            .id = "mixed-target-policy",
            .severity = ELB_SEVERITY_NOTE,
            .summary = "one listener decides how all targets of its load balancer are spoken to",
            .text = "The policy towards the targets is one for the whole load balancer, and the "
                    "strictest kind among its listeners decides: RFC 9151 before FIPS with "
                    "post-quantum groups, FIPS, post-quantum, TLSv1.3 and others. A change of one "
                    "listener changes the connections of all.",
            .citation = "AWS guide, Security policies for your Application Load Balancer, on "
                        "target connections",
            .bad = "# one of two listeners of one load balancer; the other has another kind of "
                   "policy\n"
                   "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Give the listeners of one load balancer policies of one kind, if that is "
                       "not what was meant.",
        },
    .judge_all = judge,
};
