/* SPDX-License-Identifier: MIT */

/*
 * What listeners of one load balancer have to do with each other: the policy towards the targets,
 * which is one for all of them, and two that name policies for the same port.
 *
 * Source: AWS guide, Security policies for your Application Load Balancer: "If any of your
 * listeners are using ...". That the order of that table is the precedence is inferred.
 */
#include "elblint/compare.h"
#include "judge/lint.h"

static const struct elb_policy *only_policy(const struct elb_listener *listener)
{
    return listener->how != ELB_HOW_PLAINTEXT && listener->policy_count == 1
               ? listener->policies[0].policy
               : NULL;
}

const struct elb_policy *elb_lint_backend(const struct elb_lint *lint,
                                          enum elb_load_balancer load_balancer,
                                          const struct elb_policy *policy)
{
    const char *name = elb_policy_backend(policy, load_balancer);

    return name ? elb_catalog_policy_named(lint->query->catalog, load_balancer, name, strlen(name))
                : NULL;
}

unsigned elb_lint_precedence(const struct elb_lint *lint, enum elb_load_balancer load_balancer,
                             const struct elb_policy *policy)
{
    const struct elb_policy *backend = elb_lint_backend(lint, load_balancer, policy);
    const struct elb_policy *kind = backend ? backend : policy;
    struct elb_policy_facts facts;

    elb_policy_facts(kind, &facts);
    if (elb_policy_kind(kind) == ELB_POLICY_NATIONAL_SECURITY)
        return 5;
    if (facts.fips)
        return facts.post_quantum ? 4 : 3;
    if (facts.post_quantum)
        return 2;
    return facts.maximum_version >= ELB_TLS1_3 ? 1 : 0;
}

bool elb_lint_has_tls_targets(const struct elb_listener *listener)
{
    return listener->target_protocol && (strcmp(listener->target_protocol, "HTTPS") == 0 ||
                                         strcmp(listener->target_protocol, "TLS") == 0);
}

/* ---- Towards the targets ------------------------------------------------------------------ */

static struct elb_lint_targets *targets_of(struct elb_lint *lint, const char *id)
{
    void **place = elb_map_put(&lint->targets, lint->arena, elb_text_from(id));

    if (place && !*place)
        *place = elb_arena_alloc(lint->arena, sizeof(struct elb_lint_targets));
    lint->out_of_memory |= !place || !*place;
    return place ? *place : NULL;
}

static void gather_targets(struct elb_lint *lint, const struct elb_listener *listener)
{
    const struct elb_policy *policy = only_policy(listener);
    struct elb_lint_targets *targets;
    unsigned precedence;

    if (!listener->load_balancer_id || listener->load_balancer == ELB_LB_CLASSIC ||
        listener->declaration != ELB_DECLARED_LISTENER)
        return;
    targets = targets_of(lint, listener->load_balancer_id);
    if (!targets)
        return;
    targets->may_have_tls |= !listener->target_protocol || elb_lint_has_tls_targets(listener);
    targets->is_open |= listener->how != ELB_HOW_PLAINTEXT && !policy;
    if (!policy)
        return;
    precedence = elb_lint_precedence(lint, listener->load_balancer, policy);
    targets->is_mixed |= targets->decides && targets->precedence != precedence;
    if (!targets->decides || precedence > targets->precedence) {
        targets->decides = listener;
        targets->precedence = precedence;
    }
}

const struct elb_lint_targets *elb_lint_targets(const struct elb_lint *lint,
                                                const struct elb_listener *listener)
{
    const struct elb_lint_targets *targets =
        listener->load_balancer_id
            ? elb_map_get(&lint->targets, elb_text_from(listener->load_balancer_id))
            : NULL;

    return targets && targets->decides ? targets : NULL;
}

/* ---- One port ----------------------------------------------------------------------------- */

/*
 * Only Ingresses share listeners. Elsewhere two declarations for one port are one listener in two
 * files, a template and its plan, or of two environments.
 */
static bool shares_listeners(const struct elb_listener *listener)
{
    return listener->format && (strcmp(listener->format, "kubernetes") == 0 ||
                                strcmp(listener->format, "template") == 0);
}

const char *elb_lint_asked_for(const struct elb_listener *listener)
{
    const struct elb_declared_policy *policy =
        listener->policy_count == 1 ? &listener->policies[0] : NULL;

    if (!policy || listener->how == ELB_HOW_PLAINTEXT || listener->how == ELB_HOW_UNRESOLVED ||
        listener->declaration != ELB_DECLARED_LISTENER || elb_lint_is_default(policy))
        return NULL;
    return policy->name;
}

/* NULL: it asks for nothing, or without memory. */
static const char *asked_key(struct elb_lint *lint, const struct elb_listener *listener)
{
    return elb_lint_asked_for(listener) && shares_listeners(listener) &&
                   listener->load_balancer_id && listener->port >= 0
               ? elb_lint_printf(lint, "%s:%d", listener->load_balancer_id, listener->port)
               : NULL;
}

static void gather_asked(struct elb_lint *lint, const struct elb_listener *listener)
{
    const char *key = asked_key(lint, listener);
    void **place = key ? elb_map_put(&lint->asked, lint->arena, elb_text_from(key)) : NULL;

    lint->out_of_memory |= key && !place;
    if (place && !*place)
        *place = (void *)listener;
}

const struct elb_listener *elb_lint_first_asked(struct elb_lint *lint,
                                                const struct elb_listener *listener)
{
    const char *key = asked_key(lint, listener);

    return key ? elb_map_get(&lint->asked, elb_text_from(key)) : NULL;
}

void elb_lint_gather(struct elb_lint *lint)
{
    const struct elb_listeners *listeners = lint->query->listeners;

    for (size_t i = 0; i < elb_listeners_count(listeners) && !lint->out_of_memory; i++) {
        gather_targets(lint, elb_listeners_at(listeners, i));
        gather_asked(lint, elb_listeners_at(listeners, i));
    }
}
