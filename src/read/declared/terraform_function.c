/* SPDX-License-Identifier: MIT */

/* The functions of Terraform that settings are chosen with. */
#include "read/declared/terraform.h"

static const struct elb_node *argument(const struct elb_node *call, size_t index)
{
    return elb_node_at(call, index + 1);
}

static size_t argument_count(const struct elb_node *call)
{
    return elb_node_count(call) - 1;
}

/* ---- The first that is there: coalesce, try -----------------------------------------------------
 */

static bool is_empty(const struct elb_tf_value *value)
{
    return elb_tf_is_null(value) || (elb_tf_is_scalar(value) && value->node->text.length == 0);
}

/* Those that are not empty; true: it may be one that is, or that is not known. */
static bool add_filled(struct elb_tf_run *run, const struct elb_tf_values *values, enum elb_how how,
                       const char *reason, struct elb_tf_values *ret)
{
    struct elb_tf_values filled = {.has_unknown = values->has_unknown};
    bool may_be_empty = values->has_unknown || values->count == 0;

    for (size_t i = 0; i < values->count; i++) {
        if (is_empty(&values->items[i]))
            may_be_empty = true;
        else
            elb_tf_add(&filled, &values->items[i]);
    }
    elb_tf_add_all(run, ret, &filled, how, reason);
    return may_be_empty;
}

static enum elb_how how_of_empty(const struct elb_tf_values *values)
{
    const struct elb_tf_value *single = elb_tf_single(values);

    return single ? single->how : ELB_HOW_CONDITIONAL;
}

static void coalesce(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                     struct elb_tf_values *ret)
{
    enum elb_how how = ELB_HOW_EXPLICIT;
    const char *reason = NULL;

    for (size_t i = 0; i < argument_count(call) && run->status == ELB_OK; i++) {
        struct elb_tf_values values = {0};
        enum elb_how of_empty;

        elb_tf_evaluate_part(run, argument(call, i), scope, &values);
        if (!add_filled(run, &values, how, reason, ret))
            return;
        of_empty = how_of_empty(&values);
        if (of_empty > how)
            how = of_empty;
        if (of_empty != ELB_HOW_EXPLICIT && !reason) {
            const char *source = elb_tf_source(run, argument(call, i), scope.file);

            reason = source ? elb_tf_print(run, "if %s is empty", source) : NULL;
        }
    }
}

/* What is missing is passed over; what is not known may be there or not. */
static void try_each(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                     struct elb_tf_values *ret)
{
    enum elb_how how = ELB_HOW_EXPLICIT;
    const char *reason = NULL;

    for (size_t i = 0; i < argument_count(call) && run->status == ELB_OK; i++) {
        struct elb_tf_values values = {0};
        const char *source;

        elb_tf_evaluate_part(run, argument(call, i), scope, &values);
        elb_tf_add_all(run, ret, &values, how, reason);
        if (values.count > 0 && !values.has_unknown && !values.is_missing)
            return;
        if (!values.has_unknown)
            continue;
        source = elb_tf_source(run, argument(call, i), scope.file);
        reason = source ? elb_tf_print(run, "unless %s is there", source) : NULL;
        how = ELB_HOW_CONDITIONAL;
    }
}

/* ---- Collections --------------------------------------------------------------------------------
 */

static void lookup(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                   struct elb_tf_values *ret)
{
    struct elb_tf_values maps = {0};
    struct elb_tf_values found = {0};
    const char *source = elb_tf_source(run, call, scope.file);
    bool has_other;

    elb_tf_evaluate_part(run, argument(call, 0), scope, &maps);
    if (!source || !argument(call, 1)) {
        ret->has_unknown = true;
        return;
    }
    elb_tf_step(run, &maps, argument(call, 1), scope, &found);
    has_other = found.count != 1 || found.items[0].how == ELB_HOW_CONDITIONAL || found.has_unknown;
    elb_tf_add_all(run, ret, &found, ELB_HOW_EXPLICIT, NULL);
    if (!has_other || !argument(call, 2))
        return;
    found = (struct elb_tf_values){0};
    elb_tf_evaluate_part(run, argument(call, 2), scope, &found);
    if (ret->count == 0 && !ret->has_unknown)
        elb_tf_add_all(run, ret, &found, ELB_HOW_EXPLICIT, NULL);
    else
        elb_tf_add_all(run, ret, &found, ELB_HOW_CONDITIONAL, "if the key is none of the map's");
}

/* Mappings over each other, or lists behind each other. One that is not known may have any key. */
static void merge(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                  struct elb_tf_values *ret)
{
    struct elb_tf_value merged = {.kind = ELB_TF_MERGED, .scope = scope, .node = call};
    struct elb_tf_value *parts =
        elb_arena_alloc_array(run->arena, argument_count(call) + 1, sizeof(*parts));

    if (!parts) {
        if (run->status == ELB_OK)
            run->status = elb_error_set_memory(run->reterr);
        return;
    }
    for (size_t i = 0; i < argument_count(call); i++) {
        struct elb_tf_values values = {0};
        const struct elb_tf_value *single;

        elb_tf_evaluate_part(run, argument(call, i), scope, &values);
        single = elb_tf_single(&values);
        if (single && elb_tf_is_null(single))
            continue;
        merged.is_partial |= !single;
        for (size_t k = 0; k < values.count && k < 1; k++) {
            parts[merged.part_count] = values.items[k];
            if (!single)
                parts[merged.part_count].how = ELB_HOW_CONDITIONAL;
            merged.part_count++;
        }
    }
    merged.parts = parts;
    elb_tf_add(ret, &merged);
}

static void element(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                    struct elb_tf_values *ret)
{
    struct elb_tf_values list = {0};

    elb_tf_evaluate_part(run, argument(call, 0), scope, &list);
    if (list.count == 1 && list.items[0].kind == ELB_TF_RESOURCE)
        elb_tf_add_all(run, ret, &list, ELB_HOW_EXPLICIT, NULL);
    else if (argument(call, 1))
        elb_tf_step(run, &list, argument(call, 1), scope, ret);
    else
        ret->has_unknown = true;
}

/* ---- What changes nothing that matters, and letters
 * ---------------------------------------------- */

static void first_argument(struct elb_tf_run *run, const struct elb_node *call,
                           struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    if (argument_count(call) == 0)
        ret->has_unknown = true;
    elb_tf_evaluate_part(run, argument(call, 0), scope, ret);
}

/* What is the same for those who look for names in it, but not when it is compared. */
static void change(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                   struct elb_tf_values *ret)
{
    first_argument(run, call, scope, ret);
    for (size_t i = 0; i < ret->count; i++)
        ret->items[i].is_changed = true;
}

/* Is a text one of a list's? Only where all of them are known. */
static void contains(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                     struct elb_tf_values *ret)
{
    struct elb_tf_values lists = {0};
    struct elb_tf_values texts = {0};
    struct elb_tf_pairs pairs = {0};
    const struct elb_tf_value *list;
    const struct elb_tf_value *text;
    bool is_in = false;
    bool is_known;

    elb_tf_evaluate_part(run, argument(call, 0), scope, &lists);
    elb_tf_evaluate_part(run, argument(call, 1), scope, &texts);
    list = elb_tf_single(&lists);
    text = elb_tf_single(&texts);
    is_known = list && text && elb_tf_is_scalar(text) && !elb_tf_is_scalar(list);
    if (is_known)
        elb_tf_pairs(run, list, &pairs);
    is_known &= !pairs.has_unknown;
    for (size_t i = 0; i < pairs.count; i++) {
        const bool is_certain = pairs.items[i].value.how <= list->how;

        is_in |= is_known && is_certain && elb_text_is_equal(pairs.items[i].key, text->node->text);
        is_known &= is_certain && pairs.items[i].key.length > 0;
    }
    if (is_in || is_known)
        elb_tf_add_text(run, ret, is_in ? ELB_TEXT("true") : ELB_TEXT("false"), call, scope,
                        list->how > text->how ? list->how : text->how, NULL);
    else
        ret->has_unknown = true;
}

/* The only item of a list, or what stands for such a list. */
static void one(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                struct elb_tf_values *ret)
{
    struct elb_tf_values values = {0};
    const struct elb_tf_value *single;

    elb_tf_evaluate_part(run, argument(call, 0), scope, &values);
    single = elb_tf_single(&values);
    if (single && single->kind == ELB_TF_LITERAL && elb_node_is_sequence(single->node) &&
        elb_node_count(single->node) == 1)
        elb_tf_evaluate_part(run, elb_node_at(single->node, 0), single->scope, ret);
    else if (single && single->kind == ELB_TF_RESOURCE)
        elb_tf_add(ret, single);
    else
        ret->has_unknown = true;
}

static char to_case(char c, bool is_upper)
{
    if (is_upper)
        return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void change_case(struct elb_tf_run *run, const struct elb_node *call,
                        struct elb_tf_scope scope, struct elb_tf_values *ret, bool is_upper)
{
    struct elb_tf_values values = {0};

    elb_tf_evaluate_part(run, argument(call, 0), scope, &values);
    ret->has_unknown |= values.has_unknown || values.count == 0;
    for (size_t i = 0; i < values.count && run->status == ELB_OK; i++) {
        const struct elb_tf_value *value = &values.items[i];
        char *copy;

        if (!elb_tf_is_scalar(value)) {
            ret->has_unknown = true;
            continue;
        }
        copy = elb_arena_dup(run->arena, value->node->text.start, value->node->text.length);
        for (char *c = copy; c && *c; c++)
            *c = to_case(*c, is_upper);
        if (copy)
            elb_tf_add_text(run, ret, elb_text_from(copy), call, scope, value->how, value->reason);
        else
            run->status = elb_error_set_memory(run->reterr);
    }
}

static void upper(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                  struct elb_tf_values *ret)
{
    change_case(run, call, scope, ret, true);
}

static void lower(struct elb_tf_run *run, const struct elb_node *call, struct elb_tf_scope scope,
                  struct elb_tf_values *ret)
{
    change_case(run, call, scope, ret, false);
}

/* ---- Which one
 * ----------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*evaluate)(struct elb_tf_run *, const struct elb_node *, struct elb_tf_scope,
                     struct elb_tf_values *);
} functions[] = {
    {"coalesce", coalesce},
    {"try", try_each},
    {"lookup", lookup},
    {"merge", merge},
    {"concat", merge},
    {"contains", contains},
    {"element", element},
    {"one", one},
    {"upper", upper},
    {"lower", lower},
    {"tostring", change},
    {"tonumber", change},
    {"tobool", change},
    {"tomap", first_argument},
    {"tolist", first_argument},
    {"toset", first_argument},
    {"trimspace", change},
    {"sensitive", first_argument},
    {"nonsensitive", first_argument},
    {"yamlencode", change},
    {"jsonencode", change},
};

void elb_tf_call(struct elb_tf_run *run, const struct elb_node *node, struct elb_tf_scope scope,
                 struct elb_tf_values *ret)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        if (elb_node_text_is(elb_node_at(node, 0), functions[i].name)) {
            functions[i].evaluate(run, node, scope, ret);
            return;
        }
    }
    ret->has_unknown = true;
}
