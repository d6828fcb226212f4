/* SPDX-License-Identifier: MIT */

/* From the values of a setting to the policies of a listener; and its protocol and port. */
#include "read/declared/terraform.h"

#include <stdio.h>

#define ASK_FOR_PLAN "it is set where these files don't tell: the plan does (terraform show -json)"

static struct elb_declared_policy *new_policies(struct elb_tf_run *run)
{
    struct elb_declared_policy *policies =
        elb_arena_alloc_array(run->arena, ELB_TF_VALUES_MAX + 1, sizeof(*policies));

    if (!policies && run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
    return policies;
}

static bool is_empty(const struct elb_tf_value *value)
{
    return elb_tf_is_null(value) || elb_node_text_is(value->node, "");
}

/* What a resource in sight has written for this attribute of it. */
static void add_of_resource(struct elb_tf_run *run, const struct elb_tf_value *value,
                            struct elb_tf_values *ret)
{
    const struct elb_node *body = value->block->body;
    const size_t index = elb_node_find(body, value->attribute);
    struct elb_tf_values values = {0};

    if (index == SIZE_MAX) {
        ret->has_unknown = true;
        return;
    }
    elb_tf_evaluate(run, elb_node_at(body, index), value->scope, &values);
    elb_tf_add_all(run, ret, &values, value->how, value->reason);
}

/* Scalars and nulls only. */
static struct elb_tf_values plain_values(struct elb_tf_run *run, const struct elb_tf_values *values)
{
    struct elb_tf_values plain = {.has_unknown = values->has_unknown || values->is_missing};

    for (size_t i = 0; i < values->count; i++) {
        const struct elb_tf_value *value = &values->items[i];

        if (value->kind == ELB_TF_RESOURCE)
            add_of_resource(run, value, &plain);
        else if (elb_tf_is_scalar(value) || elb_tf_is_null(value))
            elb_tf_add(&plain, value);
        else
            plain.has_unknown = true;
    }
    for (size_t i = 0; i < plain.count; i++) {
        if (!elb_tf_is_scalar(&plain.items[i]) && !elb_tf_is_null(&plain.items[i]))
            plain.has_unknown = true;
    }
    return plain;
}

static void fill_policy(struct elb_tf_run *run, const struct elb_tf_value *value, bool is_only,
                        const char *default_of, struct elb_declared_policy *ret)
{
    const struct elb_tf_file *file = value->scope.file;

    *ret = (struct elb_declared_policy){
        .how = is_only ? value->how : ELB_HOW_CONDITIONAL,
        .reason = value->reason,
        .path = file->file->path,
        .span = elb_declared_span(value->node),
    };
    if (is_empty(value)) {
        ret->default_of = default_of ? default_of : "api";
        if (is_only && value->how == ELB_HOW_EXPLICIT)
            ret->how = default_of ? ELB_HOW_CONTROLLER_DEFAULT : ELB_HOW_DEFAULT;
        ret->reason = value->how == ELB_HOW_EXPLICIT ? NULL : value->reason;
        return;
    }
    ret->name = value->node->text.start;
    ret->is_literal =
        !value->is_made && elb_declared_is_literal(file->file, value->node, value->node->text);
    elb_tf_use(run, value->node, file);
}

/*
 * Nothing, where there is nothing to set: the protocol has no TLS, or has none in just this case,
 * as in `PROTOCOL == "HTTP" ? "" : "..."`.
 */
static bool is_without_tls(const struct elb_listener *listener, const struct elb_tf_value *value,
                           bool is_only)
{
    if (!is_empty(value))
        return false;
    if (listener->protocol && !elb_declared_is_tls(listener->protocol))
        return true;
    return !is_only && value->how == ELB_HOW_CONDITIONAL && value->reason && listener->note &&
           strstr(value->reason, listener->note);
}

/* Without memory there are none, and the run has failed. */
static void fill_policies(struct elb_tf_run *run, struct elb_listener *listener,
                          const struct elb_tf_values *plain, const char *default_of)
{
    struct elb_declared_policy *policies = new_policies(run);
    const bool is_only = elb_tf_single(plain) != NULL;

    if (!policies)
        return;
    for (size_t i = 0; i < plain->count; i++) {
        const struct elb_tf_value *value = &plain->items[i];

        if (!elb_tf_is_scalar(value) && !elb_tf_is_null(value))
            continue;
        if (is_without_tls(listener, value, plain->count == 1))
            continue;
        fill_policy(run, value, is_only, default_of, &policies[listener->policy_count++]);
    }
    if (plain->has_unknown && listener->policy_count > 0)
        policies[listener->policy_count++] =
            (struct elb_declared_policy){.how = ELB_HOW_UNRESOLVED};
    listener->policies = policies;
}

void elb_tf_set_policies(struct elb_tf_run *run, struct elb_listener *listener,
                         const struct elb_tf_values *values, const struct elb_node *node,
                         struct elb_tf_scope scope, const char *default_of)
{
    const struct elb_tf_values plain = plain_values(run, values);

    if (!node && default_of) {
        struct elb_declared_policy *policies = new_policies(run);

        if (!policies)
            return;
        policies[0] = (struct elb_declared_policy){.how = ELB_HOW_CONTROLLER_DEFAULT,
                                                   .default_of = default_of};
        listener->policies = policies;
        listener->policy_count = 1;
    }
    if (!node)
        return;
    fill_policies(run, listener, &plain, default_of);
    listener->note = NULL;
    if (!plain.has_unknown && plain.count > 0)
        return;
    listener->unresolved = elb_tf_source(run, node, scope.file);
    listener->how = listener->policy_count > 0 ? ELB_HOW_CONDITIONAL : ELB_HOW_UNRESOLVED;
    listener->note = ASK_FOR_PLAN;
}

void elb_tf_set_setting(struct elb_tf_run *run, struct elb_listener *listener, const char *key,
                        const struct elb_tf_file *file)
{
    const bool has_quotes = strpbrk(key, "./") != NULL;

    if (file->is_json)
        listener->setting_before = elb_tf_print(run, "\"%s\": \"", key);
    else
        listener->setting_before = elb_tf_print(run, has_quotes ? "\"%s\" = \"" : "%s = \"", key);
    listener->setting_after = "\"";
}

void elb_tf_add_listener(struct elb_tf_run *run, struct elb_listener *listener,
                         struct elb_tf_scope scope)
{
    struct elb_declared_file *file = (struct elb_declared_file *)scope.file->file;

    if (run->status != ELB_OK)
        return;
    listener->format = "terraform";
    run->status = elb_declared_add(run->listeners, file, listener, NULL, run->reterr);
}

/* ---- Protocol and port -------------------------------------------------------------------------
 */

void elb_tf_set_protocol(struct elb_tf_run *run, struct elb_listener *listener,
                         const struct elb_tf_values *values)
{
    bool out_of_memory = false;

    for (size_t i = 0; i < values->count; i++) {
        const struct elb_tf_value *value = &values->items[i];
        const char *protocol;

        if (!elb_tf_is_scalar(value))
            continue;
        protocol = elb_declared_upper(run->listeners, value->node->text, &out_of_memory);
        if (!protocol || (values->has_unknown && !elb_declared_is_tls(protocol)))
            continue;
        if (!listener->protocol || elb_declared_is_tls(protocol))
            listener->protocol = protocol;
    }
    if (out_of_memory && run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
}

void elb_tf_set_port(struct elb_listener *listener, const struct elb_tf_values *values)
{
    const struct elb_tf_value *single = elb_tf_single(values);

    listener->port = single && elb_tf_is_scalar(single) ? elb_declared_port(single->node) : -1;
}

/* ---- Literals that a listener has ---------------------------------------------------------------
 */

static struct elb_text place_of(const struct elb_node *node, const struct elb_tf_file *file,
                                char *buffer, size_t size)
{
    const int length = snprintf(buffer, size, "%p:%u", (const void *)file->file->path,
                                (unsigned)node->start.offset);

    return (struct elb_text){buffer, length > 0 ? (size_t)length : 0};
}

void elb_tf_use(struct elb_tf_run *run, const struct elb_node *node, const struct elb_tf_file *file)
{
    char buffer[64];
    const struct elb_text place =
        elb_arena_dup_text(run->arena, place_of(node, file, buffer, sizeof(buffer)));
    void **slot = place.start ? elb_map_put(&run->used, run->arena, place) : NULL;

    if (slot)
        *slot = run;
    else if (run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
}

bool elb_tf_is_used(struct elb_tf_run *run, const struct elb_node *node,
                    const struct elb_tf_file *file)
{
    char buffer[64];

    return elb_map_get(&run->used, place_of(node, file, buffer, sizeof(buffer))) != NULL;
}
