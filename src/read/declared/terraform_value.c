/* SPDX-License-Identifier: MIT */

/*
 * Expressions of Terraform, evaluated as far as the files tell: to all values that one may have.
 * What it costs is limited, and so is nesting; past a limit a value is not known.
 */
#include "read/declared/terraform.h"
#include "read/limits.h"

#include <stdarg.h>
#include <stdio.h>

#define STEPS_MAX 4000
#define DEPTH_MAX 32

const char *elb_tf_print(struct elb_tf_run *run, const char *format, ...)
{
    char buffer[2048];
    va_list arguments;
    char *copy;
    int length;

    va_start(arguments, format);
    length = vsnprintf(buffer, sizeof(buffer), format, arguments);
    va_end(arguments);
    if (length < 0)
        length = 0;
    if ((size_t)length >= sizeof(buffer))
        length = sizeof(buffer) - 1;
    copy = elb_arena_dup(run->arena, buffer, (size_t)length);
    if (!copy && run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
    return copy;
}

/* ---- Values -----------------------------------------------------------------------------------
 */

bool elb_tf_is_null(const struct elb_tf_value *value)
{
    return value->kind == ELB_TF_LITERAL && elb_node_is_null(value->node);
}

bool elb_tf_is_scalar(const struct elb_tf_value *value)
{
    return value->kind == ELB_TF_LITERAL && elb_node_is_scalar(value->node) &&
           !elb_node_is_null(value->node) && value->node->tag.length == 0;
}

const struct elb_tf_value *elb_tf_single(const struct elb_tf_values *values)
{
    return values->count == 1 && !values->has_unknown ? &values->items[0] : NULL;
}

static bool is_same(const struct elb_tf_value *a, const struct elb_tf_value *b)
{
    if (a->kind != b->kind || a->kind == ELB_TF_MERGED)
        return false;
    if (a->kind == ELB_TF_RESOURCE)
        return a->block == b->block && elb_text_is_equal(a->attribute, b->attribute);
    if (elb_tf_is_scalar(a) && elb_tf_is_scalar(b))
        return elb_text_is_equal(a->node->text, b->node->text);
    return a->node == b->node || (elb_tf_is_null(a) && elb_tf_is_null(b));
}

void elb_tf_add(struct elb_tf_values *values, const struct elb_tf_value *value)
{
    for (size_t i = 0; i < values->count; i++) {
        if (is_same(&values->items[i], value))
            return;
    }
    if (values->count == ELB_TF_VALUES_MAX)
        values->has_unknown = true;
    else
        values->items[values->count++] = *value;
}

static enum elb_how graver(enum elb_how a, enum elb_how b)
{
    return a > b ? a : b;
}

/* Is it one of the clauses already, the last one at least? */
static bool has_clause(const char *reasons, const char *clause)
{
    const char *found = strstr(reasons, clause);
    const char end = found ? found[strlen(clause)] : '-';

    return end == '\0' || end == ',';
}

/* Two reasons are one clause after the other. */
static const char *join_reasons(struct elb_tf_run *run, const char *a, const char *b)
{
    if (!a || !b || has_clause(a, b))
        return a ? a : b;
    return elb_tf_print(run, "%s, %s", a, b);
}

void elb_tf_add_all(struct elb_tf_run *run, struct elb_tf_values *values,
                    const struct elb_tf_values *more, enum elb_how how, const char *reason)
{
    for (size_t i = 0; i < more->count; i++) {
        struct elb_tf_value value = more->items[i];

        value.how = graver(value.how, how);
        value.reason = join_reasons(run, reason, value.reason);
        elb_tf_add(values, &value);
    }
    values->has_unknown |= more->has_unknown;
}

void elb_tf_add_text(struct elb_tf_run *run, struct elb_tf_values *values, struct elb_text text,
                     const struct elb_node *place, struct elb_tf_scope scope, enum elb_how how,
                     const char *reason)
{
    struct elb_node *node = elb_arena_alloc(run->arena, sizeof(*node));
    struct elb_tf_value value = {.scope = scope, .how = how, .reason = reason, .is_made = true};

    if (!node) {
        if (run->status == ELB_OK)
            run->status = elb_error_set_memory(run->reterr);
        return;
    }
    *node = (struct elb_node){
        .type = ELB_NODE_STRING,
        .start = place->start,
        .end = place->end,
        .tag = ELB_TEXT(""),
        .text = elb_arena_dup_text(run->arena, text),
    };
    if (!node->text.start && run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
    value.node = node;
    elb_tf_add(values, &value);
}

/* ---- Conditions -------------------------------------------------------------------------------
 */

static bool get_bool(const struct elb_tf_values *values, bool *ret_value, enum elb_how *ret_how)
{
    const struct elb_tf_value *value = elb_tf_single(values);

    if (!value || !elb_tf_is_scalar(value) || !elb_node_get_bool(value->node, ret_value))
        return false;
    *ret_how = value->how;
    return true;
}

static void evaluate_if(struct elb_tf_run *run, const struct elb_node *node,
                        struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    struct elb_tf_values condition = {0};
    struct elb_tf_values branch = {0};
    enum elb_how how = ELB_HOW_CONDITIONAL;
    bool is_true = true;
    bool is_known;

    elb_tf_evaluate_part(run, elb_node_at(node, 0), scope, &condition);
    is_known = get_bool(&condition, &is_true, &how);
    for (size_t i = 0; i < 2; i++) {
        const bool is_first = is_true == (i == 0);
        const char *source = elb_tf_source(run, elb_node_at(node, 0), scope.file);

        if (!source)
            return;
        branch = (struct elb_tf_values){0};
        elb_tf_evaluate_part(run, elb_node_at(node, is_first ? 1 : 2), scope, &branch);
        if (is_known && how == ELB_HOW_EXPLICIT) {
            elb_tf_add_all(run, ret, &branch, ELB_HOW_EXPLICIT, NULL);
            return;
        }
        elb_tf_add_all(run, ret, &branch, ELB_HOW_CONDITIONAL,
                       elb_tf_print(run, "%s %s", is_first ? "if" : "unless", source));
    }
}

static void add_bool(struct elb_tf_run *run, bool value, enum elb_how how,
                     const struct elb_node *node, struct elb_tf_scope scope,
                     struct elb_tf_values *ret)
{
    elb_tf_add_text(run, ret, value ? ELB_TEXT("true") : ELB_TEXT("false"), node, scope, how, NULL);
}

/* `a && b ...`: false if one of them is, whatever the others are; `||` the other way round. */
static void evaluate_logic(struct elb_tf_run *run, const struct elb_node *node,
                           struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    const bool is_and = elb_node_text_is(elb_node_at(node, 1), "&&");
    enum elb_how all = ELB_HOW_EXPLICIT;
    bool is_known = true;

    for (size_t i = 0; i < elb_node_count(node); i += 2) {
        struct elb_tf_values part = {0};
        enum elb_how how = ELB_HOW_EXPLICIT;
        bool value = is_and;

        elb_tf_evaluate_part(run, elb_node_at(node, i), scope, &part);
        if (!get_bool(&part, &value, &how))
            is_known = false;
        else if (value != is_and && how == ELB_HOW_EXPLICIT) {
            add_bool(run, value, how, node, scope, ret);
            return;
        }
        is_known &= value == is_and;
        all = graver(all, how);
    }
    if (is_known)
        add_bool(run, is_and, all, node, scope, ret);
    else
        ret->has_unknown = true;
}

/* Of operators only comparing two values, and logic. */
static void evaluate_operation(struct elb_tf_run *run, const struct elb_node *node,
                               struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    const struct elb_text operator= elb_node_text(elb_node_at(node, 1));
    const bool is_equal = elb_text_is(operator, "==");
    struct elb_tf_values sides[2] = {{.count = 0}, {.count = 0}};
    const struct elb_tf_value *a;
    const struct elb_tf_value *b;
    bool is_same_value;

    if (elb_text_is(operator, "&&") || elb_text_is(operator, "||")) {
        evaluate_logic(run, node, scope, ret);
        return;
    }
    ret->has_unknown = true;
    if (elb_node_count(node) != 3 || !(is_equal || elb_text_is(operator, "!=")))
        return;
    for (size_t i = 0; i < 2; i++)
        elb_tf_evaluate_part(run, elb_node_at(node, 2 * i), scope, &sides[i]);
    a = elb_tf_single(&sides[0]);
    b = elb_tf_single(&sides[1]);
    if (!a || !b || a->kind != ELB_TF_LITERAL || b->kind != ELB_TF_LITERAL)
        return;
    if (!(elb_tf_is_scalar(a) || elb_tf_is_null(a)) || !(elb_tf_is_scalar(b) || elb_tf_is_null(b)))
        return;
    if (!elb_tf_compare(a, b, &is_same_value))
        return;
    ret->has_unknown = false;
    add_bool(run, is_same_value == is_equal, graver(a->how, b->how), node, scope, ret);
}

static void evaluate_unary(struct elb_tf_run *run, const struct elb_node *node,
                           struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    struct elb_tf_values values = {0};
    enum elb_how how = ELB_HOW_EXPLICIT;
    bool value = false;

    elb_tf_evaluate_part(run, elb_node_at(node, elb_node_count(node) - 1), scope, &values);
    if (elb_node_count(node) == 2 && elb_node_text_is(elb_node_at(node, 0), "!") &&
        get_bool(&values, &value, &how))
        add_bool(run, !value, how, node, scope, ret);
    else
        ret->has_unknown = true;
}

/* ---- Templates --------------------------------------------------------------------------------
 */

/* One more part behind each text up to now. */
static void extend(struct elb_tf_run *run, const struct elb_tf_values *part,
                   const struct elb_node *node, struct elb_tf_scope scope,
                   struct elb_tf_values *texts)
{
    const struct elb_tf_values before = *texts;

    *texts = (struct elb_tf_values){.has_unknown = before.has_unknown || part->has_unknown};
    for (size_t i = 0; i < before.count * part->count && run->status == ELB_OK; i++) {
        const struct elb_tf_value *head = &before.items[i / part->count];
        const struct elb_tf_value *tail = &part->items[i % part->count];
        const char *text;

        if (!elb_tf_is_scalar(tail)) {
            texts->has_unknown = true;
            continue;
        }
        /* Half a name is none. */
        if (!tail->is_made)
            elb_tf_use(run, tail->node, tail->scope.file);
        text = elb_tf_print(run, "%s%s", head->node->text.start, tail->node->text.start);
        if (text)
            elb_tf_add_text(run, texts, elb_text_from(text), node, scope,
                            graver(head->how, tail->how),
                            join_reasons(run, head->reason, tail->reason));
        for (size_t k = 0; k < texts->count; k++)
            texts->items[k].is_changed |= head->is_changed || tail->is_changed;
    }
}

static void evaluate_template(struct elb_tf_run *run, const struct elb_node *node,
                              struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    struct elb_tf_values texts = {0};

    if (elb_node_count(node) == 1 && !elb_node_tag_is(elb_node_at(node, 0), "!directive")) {
        elb_tf_evaluate_part(run, elb_node_at(node, 0), scope, ret);
        return;
    }
    elb_tf_add_text(run, &texts, ELB_TEXT(""), node, scope, ELB_HOW_EXPLICIT, NULL);
    for (size_t i = 0; i < elb_node_count(node) && run->status == ELB_OK; i++) {
        struct elb_tf_values part = {0};

        elb_tf_evaluate_part(run, elb_node_at(node, i), scope, &part);
        extend(run, &part, node, scope, &texts);
    }
    elb_tf_add_all(run, ret, &texts, ELB_HOW_EXPLICIT, NULL);
}

/* ---- All expressions ---------------------------------------------------------------------------
 */

static bool has_template(struct elb_text text)
{
    return elb_text_find(text, ELB_TEXT("${")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("%{")) != SIZE_MAX;
}

/* A string of the JSON syntax that is a template. */
static void evaluate_string(struct elb_tf_run *run, const struct elb_node *node,
                            struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    const struct elb_limits limits = elb_read_tree_limits(elb_declared_limits(run->listeners));
    const struct elb_node *template = NULL;
    enum elb_status status;

    if (!elb_tf_spend(run, node->text.length / 64)) {
        ret->has_unknown = true;
        return;
    }
    status = elb_hcl_read_template(run->arena, node, NULL, &limits, &template, NULL);
    if (status == ELB_ERROR_MEMORY && run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
    if (status != ELB_OK)
        ret->has_unknown = true;
    else if (elb_node_tag_is(template, "!template"))
        evaluate_template(run, template, scope, ret);
    else
        elb_tf_add_text(run, ret, template->text, node, scope, ELB_HOW_EXPLICIT, NULL);
}

static void evaluate_node(struct elb_tf_run *run, const struct elb_node *node,
                          struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    static const struct {
        const char *tag;
        void (*evaluate)(struct elb_tf_run *, const struct elb_node *, struct elb_tf_scope,
                         struct elb_tf_values *);
    } tags[] = {
        {"!get", elb_tf_get},          {"!call", elb_tf_call},
        {"!if", evaluate_if},          {"!operation", evaluate_operation},
        {"!unary", evaluate_unary},    {"!template", evaluate_template},
        {"!for", elb_tf_evaluate_for},
    };
    const bool is_block = elb_node_is_mapping(node);

    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        if (elb_node_tag_is(node, tags[i].tag)) {
            tags[i].evaluate(run, node, scope, ret);
            return;
        }
    }
    if (elb_node_tag_is(node, "!name") && elb_tf_evaluate_name(run, node, scope, ret))
        return;
    if (node->tag.length > 0 && !is_block)
        ret->has_unknown = true;
    else if (scope.file->is_json && elb_node_is_string(node) && has_template(node->text))
        evaluate_string(run, node, scope, ret);
    else
        elb_tf_add(ret, &(struct elb_tf_value){.node = node, .scope = scope});
}

bool elb_tf_spend(struct elb_tf_run *run, size_t steps)
{
    if (steps > run->steps || steps > run->work) {
        run->work -= run->steps < run->work ? run->steps : run->work;
        run->steps = 0;
        return false;
    }
    run->steps -= steps;
    run->work -= steps;
    return true;
}

bool elb_tf_spend_work(struct elb_tf_run *run, size_t steps)
{
    const bool is_enough = steps <= run->work;

    run->work -= is_enough ? steps : run->work;
    return is_enough;
}

void elb_tf_evaluate_part(struct elb_tf_run *run, const struct elb_node *node,
                          struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    if (!node || run->status != ELB_OK)
        return;
    if (run->depth >= DEPTH_MAX || !elb_tf_spend(run, 1)) {
        ret->has_unknown = true;
        return;
    }
    run->depth++;
    evaluate_node(run, node, scope, ret);
    run->depth--;
}

void elb_tf_evaluate(struct elb_tf_run *run, const struct elb_node *node, struct elb_tf_scope scope,
                     struct elb_tf_values *ret)
{
    *ret = (struct elb_tf_values){0};
    run->steps = STEPS_MAX;
    run->depth = 0;
    elb_tf_evaluate_part(run, node, scope, ret);
}
