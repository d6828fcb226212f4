/* SPDX-License-Identifier: MIT */

/* Conditions of CloudFormation: whether one holds, and what follows if it does. */
#include "read/declared/cloudformation.h"

/* ---- Facts ---------------------------------------------------------------------------------- */

/* What is said of the parameter: of this value, or, with an empty one, that it has some. */
const struct elb_cfn_fact *elb_cfn_known_parameter(const struct elb_cfn_fact *facts,
                                                   struct elb_text name, struct elb_text value)
{
    for (; facts; facts = facts->next) {
        if (!facts->is_parameter || !elb_text_is_equal(facts->name, name))
            continue;
        if (value.start ? elb_text_is_equal(facts->value, value) : facts->is)
            return facts;
    }
    return NULL;
}

bool elb_cfn_known_not(const struct elb_cfn_fact *facts, struct elb_text name,
                       struct elb_text value)
{
    const struct elb_cfn_fact *fact =
        value.start ? elb_cfn_known_parameter(facts, name, value) : NULL;

    return fact && !fact->is;
}

static const struct elb_cfn_fact *add_fact(struct elb_cfn_template *template,
                                           const struct elb_cfn_fact *fact)
{
    struct elb_cfn_fact *copy = elb_arena_alloc(template->arena, sizeof(*copy));

    template->out_of_memory |= !copy;
    if (copy)
        *copy = *fact;
    return copy;
}

/* ---- What follows --------------------------------------------------------------------------- */

static const struct elb_cfn_fact *assume(struct elb_cfn_template *template, struct elb_text name,
                                         bool is, const struct elb_cfn_fact *facts, unsigned depth);

/* !Equals [!Ref Parameter, text], in any order. */
static const struct elb_cfn_fact *assume_equal(struct elb_cfn_template *template,
                                               const struct elb_node *argument, bool is,
                                               const struct elb_cfn_fact *facts)
{
    for (size_t i = 0; i < 2 && elb_node_count(argument) == 2; i++) {
        const struct elb_node *name;
        const struct elb_node *other;
        const struct elb_node *side = elb_node_at(argument, i);

        if (elb_cfn_call(side, &name) == ELB_CFN_REF &&
            elb_map_get(&template->parameters, elb_node_text(name)) &&
            elb_cfn_call(elb_node_at(argument, 1 - i), &other) == ELB_CFN_NONE &&
            elb_node_is_scalar(other))
            return add_fact(template, &(struct elb_cfn_fact){.next = facts,
                                                             .is_parameter = true,
                                                             .name = elb_node_text(name),
                                                             .value = elb_node_text(other),
                                                             .is = is});
    }
    return facts;
}

static const struct elb_cfn_fact *assume_expression(struct elb_cfn_template *template,
                                                    const struct elb_node *node, bool is,
                                                    const struct elb_cfn_fact *facts,
                                                    unsigned depth)
{
    const struct elb_node *argument;
    const enum elb_cfn_function function = elb_cfn_call(node, &argument);

    template->work++;
    if (depth > ELB_CFN_DEPTH_MAX || template->steps++ > ELB_CFN_STEPS_MAX)
        return facts;
    if (function == ELB_CFN_CONDITION)
        return assume(template, elb_node_text(argument), is, facts, depth + 1);
    if (function == ELB_CFN_EQUALS)
        return assume_equal(template, argument, is, facts);
    if (function == ELB_CFN_NOT)
        return assume_expression(template, elb_node_at(argument, 0), !is, facts, depth + 1);
    if ((function != ELB_CFN_AND || !is) && (function != ELB_CFN_OR || is))
        return facts;
    for (size_t i = 0; elb_node_is_sequence(argument) && i < argument->count; i++)
        facts = assume_expression(template, elb_node_at(argument, i), is, facts, depth + 1);
    return facts;
}

static const struct elb_cfn_fact *assume(struct elb_cfn_template *template, struct elb_text name,
                                         bool is, const struct elb_cfn_fact *facts, unsigned depth)
{
    const struct elb_node *definition = elb_map_get(&template->conditions, name);

    facts = add_fact(template, &(struct elb_cfn_fact){.next = facts, .name = name, .is = is});
    if (definition && depth <= ELB_CFN_DEPTH_MAX)
        facts = assume_expression(template, definition, is, facts, depth + 1);
    return facts;
}

const struct elb_cfn_fact *elb_cfn_assume(struct elb_cfn_template *template, struct elb_text name,
                                          bool is, const struct elb_cfn_fact *facts)
{
    return assume(template, name, is, facts, 0);
}

/* The condition that was assumed first among those that aren't known. */
const char *elb_cfn_facts_note(struct elb_cfn_template *template, const struct elb_cfn_fact *facts,
                               const struct elb_cfn_fact *known)
{
    const struct elb_cfn_fact *first = NULL;
    const char *note;

    for (; facts && facts != known; facts = facts->next) {
        if (!facts->is_parameter)
            first = facts;
    }
    if (!first)
        return NULL;
    note = elb_arena_printf(template->arena, "there only if the condition %.*s %s",
                            ELB_TEXT_ARGS(first->name), first->is ? "holds" : "doesn't hold");
    template->out_of_memory |= !note;
    return note;
}

/* ---- Whether it holds ----------------------------------------------------------------------- */

static enum elb_cfn_truth holds(struct elb_cfn_template *template, const struct elb_node *node,
                                const struct elb_cfn_fact *facts, unsigned depth,
                                bool *ret_by_default);

/* A side of !Equals, if it is known: written there, or by the default of a parameter. */
static bool get_side(struct elb_cfn_template *template, const struct elb_node *node,
                     const struct elb_cfn_fact *facts, unsigned depth, struct elb_text *ret_text,
                     bool *ret_by_default)
{
    struct elb_cfn_values values;
    const struct elb_cfn_value *first = &values.items[0];

    values.count = 0;
    elb_cfn_evaluate_at(template, node, facts, depth + 1, &values);
    if (values.count == 0 || first->kind != ELB_CFN_TEXT || first->how == ELB_HOW_CONDITIONAL)
        return false;
    *ret_by_default |= values.count > 1 || first->how == ELB_HOW_VARIABLE_DEFAULT;
    *ret_text = first->text;
    return true;
}

/* Is it said of a parameter that it has not this value? */
static bool is_excluded(const struct elb_node *argument, const struct elb_cfn_fact *facts)
{
    const struct elb_node *name;

    for (size_t i = 0; i < 2; i++) {
        if (elb_cfn_call(elb_node_at(argument, i), &name) == ELB_CFN_REF &&
            elb_node_is_scalar(elb_node_at(argument, 1 - i)) &&
            elb_cfn_known_not(facts, elb_node_text(name),
                              elb_node_text(elb_node_at(argument, 1 - i))))
            return true;
    }
    return false;
}

static enum elb_cfn_truth are_equal(struct elb_cfn_template *template,
                                    const struct elb_node *argument,
                                    const struct elb_cfn_fact *facts, unsigned depth,
                                    bool *ret_by_default)
{
    struct elb_text left;
    struct elb_text right;
    bool by_default = false;

    if (!elb_node_is_sequence(argument) || argument->count != 2)
        return ELB_CFN_OPEN;
    if (is_excluded(argument, facts))
        return ELB_CFN_FALSE;
    if (!get_side(template, elb_node_at(argument, 0), facts, depth, &left, &by_default) ||
        !get_side(template, elb_node_at(argument, 1), facts, depth, &right, &by_default))
        return ELB_CFN_OPEN;
    *ret_by_default |= by_default;
    return elb_text_is_equal(left, right) ? ELB_CFN_TRUE : ELB_CFN_FALSE;
}

/* !And and !Or: one that is `decisive` decides, and one that isn't known leaves it open. */
static enum elb_cfn_truth all_of(struct elb_cfn_template *template, const struct elb_node *argument,
                                 enum elb_cfn_truth decisive, const struct elb_cfn_fact *facts,
                                 unsigned depth, bool *ret_by_default)
{
    enum elb_cfn_truth result = decisive == ELB_CFN_FALSE ? ELB_CFN_TRUE : ELB_CFN_FALSE;
    bool by_default = false;

    if (!elb_node_is_sequence(argument))
        return ELB_CFN_OPEN;
    for (size_t i = 0; i < argument->count; i++) {
        bool one_by_default = false;
        const enum elb_cfn_truth truth =
            holds(template, elb_node_at(argument, i), facts, depth + 1, &one_by_default);

        if (truth == decisive && !one_by_default)
            return truth;
        by_default |= one_by_default;
        if (truth == decisive || result == decisive)
            result = decisive;
        else if (truth == ELB_CFN_OPEN)
            result = truth;
    }
    *ret_by_default |= by_default;
    return result;
}

static enum elb_cfn_truth holds(struct elb_cfn_template *template, const struct elb_node *node,
                                const struct elb_cfn_fact *facts, unsigned depth,
                                bool *ret_by_default)
{
    const struct elb_node *argument;
    enum elb_cfn_truth truth;

    template->work++;
    if (depth > ELB_CFN_DEPTH_MAX || template->steps++ > ELB_CFN_STEPS_MAX)
        return ELB_CFN_OPEN;
    switch (elb_cfn_call(node, &argument)) {
    case ELB_CFN_CONDITION:
        return elb_cfn_holds(template, elb_node_text(argument), facts, depth + 1, ret_by_default);
    case ELB_CFN_EQUALS:
        return are_equal(template, argument, facts, depth, ret_by_default);
    case ELB_CFN_AND:
        return all_of(template, argument, ELB_CFN_FALSE, facts, depth, ret_by_default);
    case ELB_CFN_OR:
        return all_of(template, argument, ELB_CFN_TRUE, facts, depth, ret_by_default);
    case ELB_CFN_NOT:
        truth = holds(template, elb_node_at(argument, 0), facts, depth + 1, ret_by_default);
        if (truth == ELB_CFN_OPEN)
            return truth;
        return truth == ELB_CFN_TRUE ? ELB_CFN_FALSE : ELB_CFN_TRUE;
    default:
        return ELB_CFN_OPEN;
    }
}

enum elb_cfn_truth elb_cfn_holds(struct elb_cfn_template *template, struct elb_text name,
                                 const struct elb_cfn_fact *facts, unsigned depth,
                                 bool *ret_by_default)
{
    const struct elb_node *definition;

    for (const struct elb_cfn_fact *fact = facts; fact; fact = fact->next) {
        if (!fact->is_parameter && elb_text_is_equal(fact->name, name))
            return fact->is ? ELB_CFN_TRUE : ELB_CFN_FALSE;
    }
    definition = elb_map_get(&template->conditions, name);
    return definition ? holds(template, definition, facts, depth + 1, ret_by_default)
                      : ELB_CFN_OPEN;
}
