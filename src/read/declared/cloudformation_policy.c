/* SPDX-License-Identifier: MIT */

/* The values of SslPolicy as the policies of a listener. */
#include "read/declared/cloudformation.h"

static const char *keep(struct elb_cfn_template *template, struct elb_text text)
{
    const struct elb_text copy = elb_arena_dup_text(template->arena, text);

    template->out_of_memory |= !copy.start;
    return copy.start;
}

static struct elb_declared_policy policy_of(struct elb_cfn_template *template,
                                            const struct elb_cfn_value *value, bool is_only)
{
    struct elb_declared_policy policy = {
        .how = value->how,
        .reason = value->reason,
        .path = template->file->path,
        .span = elb_cfn_span(template, value->node),
    };

    if (value->kind == ELB_CFN_ABSENT) {
        policy.how = is_only ? ELB_HOW_DEFAULT : ELB_HOW_CONDITIONAL;
        policy.default_of = "api";
        policy.span = (struct elb_span){0};
        policy.path = NULL;
    } else if (value->kind == ELB_CFN_UNKNOWN || value->text.length == 0) {
        policy.how = ELB_HOW_UNRESOLVED;
    } else {
        policy.name = keep(template, value->text);
        policy.is_literal = elb_declared_is_literal(template->file, value->node, value->text);
    }
    return policy;
}

/* Of !If, its condition: that is what decides. */
static const struct elb_node *deciding_node(const struct elb_node *node)
{
    const struct elb_node *argument;

    if (elb_cfn_call(node, &argument) == ELB_CFN_IF && elb_node_count(argument) > 0)
        return elb_node_at(argument, 0);
    return node;
}

static const char *source_of(struct elb_cfn_template *template, const struct elb_node *node)
{
    const char *source = elb_cfn_source(template, node);

    return source && *source == '\0' ? "(nothing)" : source;
}

/* What isn't resolved, as it is written; of an empty value, its quotes. */
static const char *unresolved_source(struct elb_cfn_template *template, const struct elb_node *node,
                                     const struct elb_cfn_values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        const struct elb_cfn_value *value = &values->items[i];

        if (value->kind == ELB_CFN_UNKNOWN ||
            (value->kind == ELB_CFN_TEXT && value->text.length == 0))
            return source_of(template, values->count == 1 ? node : value->node);
    }
    return NULL;
}

void elb_cfn_set_policies(struct elb_cfn_template *template, const struct elb_node *node,
                          const struct elb_cfn_values *values, struct elb_listener *listener)
{
    struct elb_declared_policy *policies;
    const bool is_only = values->count == 1;

    if (values->count == 0)
        return;
    listener->span = elb_cfn_span(template, deciding_node(node));
    listener->unresolved = unresolved_source(template, node, values);
    if (is_only && listener->unresolved) {
        listener->how = ELB_HOW_UNRESOLVED;
        if (!listener->note && values->items[0].kind == ELB_CFN_UNKNOWN)
            listener->note = values->items[0].reason;
        return;
    }
    policies = elb_arena_alloc_array(template->arena, values->count, sizeof(*policies));
    template->out_of_memory |= !policies;
    for (size_t i = 0; policies && i < values->count; i++)
        policies[i] = policy_of(template, &values->items[i], is_only);
    listener->policies = policies;
    listener->policy_count = policies ? values->count : 0;
    if (policies && !is_only && policies[0].how == ELB_HOW_UNRESOLVED)
        listener->how = ELB_HOW_CONDITIONAL;
}
