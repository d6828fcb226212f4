/* SPDX-License-Identifier: MIT */

/* What an expression of CloudFormation can come to, as far as the template tells. */
#include "read/declared/cloudformation.h"

static bool is_known_already(const struct elb_cfn_values *values, const struct elb_cfn_value *value)
{
    for (size_t i = 0; i < values->count; i++) {
        const struct elb_cfn_value *other = &values->items[i];

        if (other->kind == value->kind && other->node == value->node &&
            elb_text_is_equal(other->text, value->text))
            return true;
    }
    return false;
}

void elb_cfn_values_add(struct elb_cfn_values *values, const struct elb_cfn_value *value)
{
    if (is_known_already(values, value))
        return;
    if (values->count < ELB_CFN_VALUES_MAX) {
        values->items[values->count++] = *value;
        return;
    }
    values->items[values->count - 1] = (struct elb_cfn_value){
        .kind = ELB_CFN_UNKNOWN,
        .node = value->node,
        .how = ELB_HOW_UNRESOLVED,
        .reason = "one of very many values",
    };
}

void elb_cfn_values_add_unknown(struct elb_cfn_values *values, const struct elb_node *node,
                                const struct elb_cfn_fact *facts, const char *reason)
{
    elb_cfn_values_add(values, &(struct elb_cfn_value){
                                   .kind = ELB_CFN_UNKNOWN,
                                   .node = node,
                                   .how = ELB_HOW_UNRESOLVED,
                                   .reason = reason,
                                   .facts = facts,
                               });
}

/* ---- Parameters ----------------------------------------------------------------------------- */

static const char *print(struct elb_cfn_template *template, const char *format,
                         struct elb_text name)
{
    const struct elb_text cut = {name.start, name.length < 256 ? name.length : 256};
    const char *copy = elb_arena_printf(template->arena, format, ELB_TEXT_ARGS(cut));

    template->out_of_memory |= !copy;
    return copy;
}

static void add_scalar(struct elb_cfn_values *values, const struct elb_node *node, enum elb_how how,
                       const char *reason, const struct elb_cfn_fact *facts)
{
    if (!elb_node_is_scalar(node) || elb_node_is_null(node))
        return;
    elb_cfn_values_add(values, &(struct elb_cfn_value){
                                   .kind = ELB_CFN_TEXT,
                                   .text = node->text,
                                   .node = node,
                                   .how = how,
                                   .reason = reason,
                                   .facts = facts,
                               });
}

/* Its default, and what else is allowed. */
static void evaluate_parameter(struct elb_cfn_template *template, const struct elb_node *parameter,
                               struct elb_text name, const struct elb_cfn_fact *facts,
                               struct elb_cfn_values *ret)
{
    const struct elb_node *given = elb_declared_get(parameter, "Default");
    const struct elb_node *allowed = elb_declared_get(parameter, "AllowedValues");
    const char *reason;

    if (given && !elb_cfn_known_not(facts, name, elb_node_text(given))) {
        reason = print(template, "the default of the parameter %.*s", name);
        add_scalar(ret, given, ELB_HOW_VARIABLE_DEFAULT, reason, facts);
    }
    reason = elb_node_count(allowed) > 0 ? print(template, "allowed for the parameter %.*s", name)
                                         : NULL;
    for (size_t i = 0; elb_node_is_sequence(allowed) && i < allowed->count; i++) {
        const struct elb_node *item = elb_node_at(allowed, i);

        if (template->steps++ > ELB_CFN_STEPS_MAX)
            break;
        if (!elb_cfn_known_not(facts, name, elb_node_text(item)) &&
            !(given && elb_text_is_equal(elb_node_text(given), elb_node_text(item))))
            add_scalar(ret, item, ELB_HOW_CONDITIONAL, reason, facts);
    }
}

/* The identifier of Fn::ForEach is each member of its collection, if that is written out. */
static void evaluate_loop(struct elb_cfn_template *template, const struct elb_node *collection,
                          struct elb_text name, const struct elb_cfn_fact *facts,
                          struct elb_cfn_values *ret)
{
    const char *reason = print(template, "one of the values of %.*s", name);

    for (size_t i = 0; elb_node_is_sequence(collection) && i < collection->count; i++) {
        if (template->steps++ > ELB_CFN_STEPS_MAX)
            break;
        add_scalar(ret, elb_node_at(collection, i), ELB_HOW_CONDITIONAL, reason, facts);
    }
}

/* Why a parameter isn't known; NULL if it is none. */
static const char *open_reason(struct elb_cfn_template *template, const struct elb_node *parameter,
                               struct elb_text name)
{
    if (!parameter)
        return NULL;
    if (elb_text_has_prefix(elb_node_text(elb_declared_get(parameter, "Type")), "AWS::SSM::"))
        return print(template, "the parameter %.*s is stored in Systems Manager", name);
    if (!elb_declared_get(parameter, "Default"))
        return print(template, "the parameter %.*s has no default", name);
    return print(template, "another value of the parameter %.*s than its default", name);
}

void elb_cfn_evaluate_ref(struct elb_cfn_template *template, struct elb_text name,
                          const struct elb_node *node, const struct elb_cfn_fact *facts,
                          struct elb_cfn_values *ret)
{
    const struct elb_node *parameter = elb_map_get(&template->parameters, name);
    const struct elb_node *loop = elb_map_get(&template->loops, name);
    const struct elb_cfn_fact *known;
    const struct elb_text type = elb_node_text(elb_declared_get(parameter, "Type"));
    const size_t before = ret->count;

    if (loop)
        evaluate_loop(template, loop, name, facts, ret);
    if (ret->count > before)
        return;
    known = elb_cfn_known_parameter(facts, name, (struct elb_text){0});
    if (known && !elb_text_has_prefix(type, "AWS::SSM::"))
        elb_cfn_values_add(
            ret, &(struct elb_cfn_value){
                     .kind = ELB_CFN_TEXT, .text = known->value, .node = node, .facts = facts});
    else if (parameter && !elb_text_has_prefix(type, "AWS::SSM::"))
        evaluate_parameter(template, parameter, name, facts, ret);
    if (ret->count == before)
        elb_cfn_values_add_unknown(ret, node, facts, open_reason(template, parameter, name));
}

/* ---- Conditions ----------------------------------------------------------------------------- */

static const char *condition_reason(struct elb_cfn_template *template, struct elb_text name,
                                    bool is, bool by_default, const struct elb_cfn_value *value)
{
    const char *inner = value->reason ? value->reason : "";
    const struct elb_text text = elb_text_from(inner);
    const bool is_condition =
        elb_text_has_prefix(text, "if ") || elb_text_has_prefix(text, "unless ");
    const struct elb_text cut = {name.start, name.length < 256 ? name.length : 256};
    const char *copy;

    if (text.length > 1024)
        return inner;
    copy = elb_arena_printf(template->arena, "%s %.*s%s%s%s", is ? "if" : "unless",
                            ELB_TEXT_ARGS(cut), by_default ? ", as by default" : "",
                            *inner == '\0' ? ""
                            : is_condition ? ", and "
                                           : ": ",
                            inner);
    template->out_of_memory |= !copy;
    return copy;
}

/* One branch, of which it isn't certain that it is taken. */
static void evaluate_branch(struct elb_cfn_template *template, const struct elb_node *argument,
                            bool is, bool by_default, const struct elb_cfn_fact *facts,
                            unsigned depth, struct elb_cfn_values *ret)
{
    const struct elb_text name = elb_node_text(elb_node_at(argument, 0));
    struct elb_cfn_values values;

    values.count = 0;
    elb_cfn_evaluate_at(template, elb_node_at(argument, is ? 1 : 2),
                        elb_cfn_assume(template, name, is, facts), depth + 1, &values);
    for (size_t i = 0; i < values.count; i++) {
        struct elb_cfn_value *value = &values.items[i];

        value->reason = condition_reason(template, name, is, by_default, value);
        if (value->kind != ELB_CFN_UNKNOWN)
            value->how = ELB_HOW_CONDITIONAL;
        elb_cfn_values_add(ret, value);
    }
}

static void evaluate_if(struct elb_cfn_template *template, const struct elb_node *node,
                        const struct elb_node *argument, const struct elb_cfn_fact *facts,
                        unsigned depth, struct elb_cfn_values *ret)
{
    const struct elb_text name = elb_node_text(elb_node_at(argument, 0));
    bool by_default = false;
    enum elb_cfn_truth truth;

    if (!elb_node_is_sequence(argument) || argument->count != 3 || name.length == 0) {
        elb_cfn_values_add_unknown(ret, node, facts, NULL);
        return;
    }
    truth = elb_cfn_holds(template, name, facts, depth, &by_default);
    by_default &= truth != ELB_CFN_OPEN;
    if (truth != ELB_CFN_OPEN && !by_default) {
        elb_cfn_evaluate_at(template, elb_node_at(argument, truth == ELB_CFN_TRUE ? 1 : 2), facts,
                            depth + 1, ret);
        return;
    }
    evaluate_branch(template, argument, truth != ELB_CFN_FALSE, by_default, facts, depth, ret);
    evaluate_branch(template, argument, truth == ELB_CFN_FALSE, false, facts, depth, ret);
}

/* ---- Any expression ------------------------------------------------------------------------- */

/* ${self:custom.policy} of the Serverless Framework. */
static const struct elb_node *find_self(const struct elb_cfn_template *template,
                                        struct elb_text text)
{
    const struct elb_node *node = template->root;
    struct elb_text path;
    struct elb_text part;
    char key[64];

    if (!template->is_serverless || !elb_text_has_prefix(text, "${self:") ||
        !elb_text_has_suffix(text, "}"))
        return NULL;
    path = (struct elb_text){text.start + 7, text.length - 8};
    while (node && elb_text_next_field(&path, ".", &part)) {
        if (part.length >= sizeof(key))
            return NULL;
        memcpy(key, part.start, part.length);
        key[part.length] = '\0';
        node = elb_declared_get(node, key);
    }
    return node;
}

/* What someone fills in later: a dynamic reference, a variable of a template's template. */
static bool is_placeholder(struct elb_text text)
{
    return elb_text_find(text, ELB_TEXT("{{")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("${")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("<%")) != SIZE_MAX;
}

static void evaluate_scalar(struct elb_cfn_template *template, const struct elb_node *node,
                            const struct elb_cfn_fact *facts, unsigned depth,
                            struct elb_cfn_values *ret)
{
    const struct elb_node *self = find_self(template, elb_node_text(node));

    if (self)
        elb_cfn_evaluate_at(template, self, facts, depth + 1, ret);
    else if (!elb_node_is_scalar(node) || elb_node_is_null(node) || is_placeholder(node->text))
        elb_cfn_values_add_unknown(ret, node, facts, NULL);
    else
        add_scalar(ret, node, ELB_HOW_EXPLICIT, NULL, facts);
}

static void evaluate_reference(struct elb_cfn_template *template, const struct elb_node *node,
                               const struct elb_node *argument, const struct elb_cfn_fact *facts,
                               struct elb_cfn_values *ret)
{
    if (elb_node_text_is(argument, "AWS::NoValue"))
        elb_cfn_values_add(
            ret, &(struct elb_cfn_value){.kind = ELB_CFN_ABSENT, .node = node, .facts = facts});
    else
        elb_cfn_evaluate_ref(template, elb_node_text(argument), node, facts, ret);
}

void elb_cfn_evaluate_at(struct elb_cfn_template *template, const struct elb_node *node,
                         const struct elb_cfn_fact *facts, unsigned depth,
                         struct elb_cfn_values *ret)
{
    const struct elb_node *argument;

    template->work++;
    if (depth > ELB_CFN_DEPTH_MAX || template->steps++ > ELB_CFN_STEPS_MAX) {
        elb_cfn_values_add_unknown(ret, node, facts, "an expression that is too deep");
        return;
    }
    switch (elb_cfn_call(node, &argument)) {
    case ELB_CFN_NONE:
        evaluate_scalar(template, node, facts, depth, ret);
        break;
    case ELB_CFN_REF:
        evaluate_reference(template, node, argument, facts, ret);
        break;
    case ELB_CFN_IF:
        evaluate_if(template, node, argument, facts, depth, ret);
        break;
    case ELB_CFN_FIND_IN_MAP:
        elb_cfn_evaluate_map(template, node, argument, facts, depth, ret);
        break;
    case ELB_CFN_SUB:
        elb_cfn_evaluate_sub(template, node, argument, facts, depth, ret);
        break;
    case ELB_CFN_JOIN:
        elb_cfn_evaluate_join(template, node, argument, facts, depth, ret);
        break;
    case ELB_CFN_SELECT:
        elb_cfn_evaluate_select(template, node, argument, facts, depth, ret);
        break;
    default:
        elb_cfn_values_add_unknown(ret, node, facts, NULL);
    }
}

void elb_cfn_evaluate(struct elb_cfn_template *template, const struct elb_node *node,
                      const struct elb_cfn_fact *facts, struct elb_cfn_values *ret)
{
    template->steps = 0;
    ret->count = 0;
    if (node)
        elb_cfn_evaluate_at(template, node, facts, 0, ret);
}

bool elb_cfn_text(struct elb_cfn_template *template, const struct elb_node *node,
                  const struct elb_cfn_fact *facts, struct elb_text *ret_text)
{
    struct elb_cfn_values values;

    elb_cfn_evaluate(template, node, facts, &values);
    if (values.count == 0 || values.items[0].kind != ELB_CFN_TEXT)
        return false;
    *ret_text = values.items[0].text;
    return true;
}

bool elb_cfn_only_text(struct elb_cfn_template *template, const struct elb_node *node,
                       const struct elb_cfn_fact *facts, struct elb_text *ret_text)
{
    struct elb_cfn_values values;

    elb_cfn_evaluate(template, node, facts, &values);
    if (values.count != 1 || values.items[0].kind != ELB_CFN_TEXT)
        return false;
    *ret_text = values.items[0].text;
    return true;
}
