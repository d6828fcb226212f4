/* SPDX-License-Identifier: MIT */

/* From resources to listeners: what is the same for all kinds. */
#include "read/declared/kubernetes.h"

#include <stdarg.h>
#include <stdio.h>

enum elb_status elb_k8s_add(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                            const char *what, struct elb_listener *listener,
                            struct elb_error *reterr)
{
    struct elb_listener *added;
    enum elb_status status;

    listener->format = object->format;
    listener->address = object->address;
    if (what && what[0])
        listener->address = elb_arena_printf(k8s->arena, "%s%s%s", object->address,
                                             object->address[0] ? " " : "", what);
    if (!listener->address)
        return elb_error_set_memory(reterr);
    if (listener->span.line == 0)
        listener->span = object->span;
    status = elb_declared_add(k8s->listeners, object->file, listener, &added, reterr);
    if (status != ELB_OK)
        return status;
    return elb_declared_ignore(k8s->listeners, added, elb_k8s_annotation(object, ELB_K8S_IGNORE),
                               reterr);
}

enum elb_status elb_k8s_add_known_default(struct elb_k8s *k8s, const char *id, enum elb_how how,
                                          struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_declared_policy *policy = elb_arena_alloc(k8s->arena, sizeof(*policy));

    if (!policy)
        return elb_error_set_memory(reterr);
    *policy = (struct elb_declared_policy){.how = how, .default_of = id};
    listener->policies = policy;
    listener->policy_count = 1;
    return ELB_OK;
}

/* ---- The controller's default --------------------------------------------------------------- */

static bool is_same(const struct elb_declared_policy *a, const struct elb_declared_policy *b)
{
    return a->name && b->name && strcmp(a->name, b->name) == 0;
}

/* Do all say the same one? */
static bool agree(const struct elb_k8s_found *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct elb_setting *setting = &found->items[i]->setting;

        if (setting->policy_count != 1 ||
            !is_same(&setting->policies[0], &found->items[0]->setting.policies[0]))
            return false;
    }
    return true;
}

static const char *explain(struct elb_k8s *k8s, const struct elb_k8s_object *from)
{
    return elb_arena_printf(k8s->arena, "the controller's default by %s of %s", from->key,
                            from->address[0] ? from->address : from->file->path);
}

/*
 * What arguments and values say the default is. Of several, which one the cluster has isn't known;
 * what a template leaves open is unresolved.
 */
static enum elb_status take_defaults(struct elb_k8s *k8s, const struct elb_k8s_found *found,
                                     struct elb_listener *listener, struct elb_error *reterr)
{
    const bool is_one = agree(found);
    const size_t count = is_one ? 1 : found->count;
    struct elb_declared_policy *policies =
        elb_arena_alloc_array(k8s->arena, count, sizeof(*policies));

    if (!policies)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < found->count; i++)
        found->items[i]->is_used = true;
    for (size_t i = 0; i < count; i++) {
        const struct elb_setting *setting = &found->items[i]->setting;

        policies[i].how = ELB_HOW_UNRESOLVED;
        if (setting->unresolved)
            listener->unresolved = setting->unresolved;
        if (setting->policy_count > 0 && setting->policies[0].name) {
            policies[i] = setting->policies[0];
            policies[i].how = is_one ? ELB_HOW_CONTROLLER_DEFAULT : ELB_HOW_CONDITIONAL;
        }
        policies[i].reason = explain(k8s, found->items[i]);
        if (!policies[i].reason)
            return elb_error_set_memory(reterr);
    }
    if (count == 1 && !policies[0].name) {
        listener->how = ELB_HOW_UNRESOLVED;
        return ELB_OK;
    }
    listener->policies = policies;
    listener->policy_count = count;
    return ELB_OK;
}

enum elb_status elb_k8s_add_default(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                    struct elb_listener *listener, struct elb_error *reterr)
{
    const struct elb_k8s_found *found;
    enum elb_status status =
        elb_k8s_find(k8s, ELB_K8S_CONTROLLER, ELB_TEXT(""), object->file, &found, reterr);

    if (status != ELB_OK)
        return status;
    if (found)
        return take_defaults(k8s, found, listener, reterr);
    return elb_k8s_add_known_default(k8s, ELB_K8S_CONTROLLER, ELB_HOW_CONTROLLER_DEFAULT, listener,
                                     reterr);
}

/* ---- Problems ------------------------------------------------------------------------------- */

enum elb_status elb_k8s_problem(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                const struct elb_node *value, struct elb_error *reterr,
                                const char *format, ...)
{
    struct elb_error problem = {0};
    char message[sizeof(problem.message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    elb_error_set(&problem, ELB_ERROR_DATA, object->file->path, value ? value->start.line : 0,
                  value ? value->start.column : 0, "%s", message);
    return elb_declared_add_problem(k8s->listeners, &problem, reterr);
}

/* ---- Policies without a listener ------------------------------------------------------------ */

static enum elb_status add_setting(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                   struct elb_error *reterr)
{
    struct elb_listener listener = {.declaration = ELB_DECLARED_VALUE};

    if (object->is_used || !object->setting.is_set || object->setting.is_empty)
        return ELB_OK;
    elb_setting_apply(&object->setting, object->file, &listener);
    if (!elb_setting_describe(k8s->listeners, object->syntax, object->key, &listener))
        return elb_error_set_memory(reterr);
    return elb_k8s_add(k8s, object, NULL, &listener, reterr);
}

enum elb_status elb_k8s_finish_settings(struct elb_k8s *k8s, struct elb_error *reterr)
{
    const struct elb_k8s_list *list = &k8s->lists[ELB_K8S_SETTINGS];
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < list->count; i++)
        status = add_setting(k8s, list->items[i], reterr);
    return status;
}
