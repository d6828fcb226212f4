/* SPDX-License-Identifier: MIT */

/*
 * Nested stacks: what the template of one says of a parameter stands in another file, which names
 * it by its path: TemplateURL before `aws cloudformation package`, Location in SAM, and the
 * aws:asset:path that the CDK leaves in the metadata. Joined after the last file.
 */
#include "read/declared/cloudformation.h"

#define STACKS_MAX                                                                                 \
    16 /* of one template: what they give are the policies that a listener may have */

/* What one stack gives for one parameter. */
struct given {
    struct given *next;
    const char *stack;
    struct elb_listener value; /* its policies, or the load balancer that it is */
};

/* How many stacks a template is used for. */
struct stack {
    size_t count;
};

/* A listener that hangs on a parameter. */
struct pending {
    struct pending *next;
    struct elb_listener *listener;
    const char *key;  /* of the parameter */
    const char *file; /* the key of the template */
    bool is_policy;   /* else its load balancer */
};

struct nested {
    struct elb_map given;  /* struct given, by key */
    struct elb_map stacks; /* struct stack, by the key of a template */
    struct pending *pending;
};

static struct nested *nested_of(struct elb_listeners *listeners)
{
    void **state = elb_declared_state(listeners, &elb_declared_reader_cloudformation);

    if (!*state)
        *state = elb_arena_alloc(elb_declared_arena(listeners), sizeof(struct nested));
    return *state;
}

/* ---- Paths ---------------------------------------------------------------------------------- */

/* Appends a path to another, without `.` and `..` as far as that goes. */
static size_t append_path(char *out, size_t length, struct elb_text path)
{
    struct elb_text part;

    while (elb_text_next_field(&path, "/\\", &part)) {
        if (elb_text_is(part, ".") || (part.length == 0 && length > 0))
            continue;
        if (elb_text_is(part, "..") && length > 0) {
            while (length > 0 && out[--length] != '/')
                ;
            continue;
        }
        if (length > 0)
            out[length++] = '/';
        memcpy(out + length, part.start, part.length);
        length += part.length;
    }
    return length;
}

static struct elb_text folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return (struct elb_text){path, slash ? (size_t)(slash - path) : 0};
}

/* The file and the parameter; NULL without memory. */
static const char *key_of(struct elb_cfn_template *template, struct elb_text folder,
                          struct elb_text path, struct elb_text parameter)
{
    char *key =
        elb_arena_alloc(template->arena, folder.length + path.length + parameter.length + 8);
    size_t length = 0;

    template->out_of_memory |= !key;
    if (!key)
        return NULL;
    length = append_path(key, append_path(key, 0, folder), path);
    key[length++] = '\n';
    memcpy(key + length, parameter.start, parameter.length);
    return key;
}

/* ---- What a stack gives --------------------------------------------------------------------- */

/* The path of its template, if that is one of a file. */
static struct elb_text template_path(struct elb_cfn_template *template,
                                     const struct elb_cfn_resource *resource)
{
    const struct elb_node *metadata = elb_declared_get(resource->node, "Metadata");
    const struct elb_node *url = elb_cfn_property(resource, "TemplateURL");
    struct elb_text path = elb_node_text(elb_node_get(metadata, "aws:asset:path"));

    if (path.length > 0)
        return path;
    if (!url)
        url = elb_cfn_property(resource, "Location");
    if (!elb_cfn_text(template, url, resource->facts, &path) ||
        elb_text_find(path, ELB_TEXT("://")) != SIZE_MAX)
        return (struct elb_text){0};
    return path;
}

static void give(struct elb_cfn_template *template, const struct elb_cfn_resource *resource,
                 const char *key, const struct elb_node *value)
{
    struct nested *nested = nested_of(template->listeners);
    struct given *given = elb_arena_alloc(template->arena, sizeof(*given));
    void **place =
        nested && key ? elb_map_put(&nested->given, template->arena, elb_text_from(key)) : NULL;
    struct elb_cfn_values values;

    template->out_of_memory |= !given || !place;
    if (!given || !place)
        return;
    elb_cfn_evaluate(template, value, resource->facts, &values);
    *given = (struct given){.next = *place, .stack = resource->address};
    elb_cfn_set_policies(template, value, &values, &given->value);
    elb_cfn_set_load_balancer(template, value, resource->facts, &given->value);
    *place = given;
}

static void count_stack(struct elb_cfn_template *template, struct elb_text path)
{
    struct nested *nested = nested_of(template->listeners);
    const char *key =
        key_of(template, folder_of(template->file->path), path, (struct elb_text){"", 0});
    void **place =
        nested && key ? elb_map_put(&nested->stacks, template->arena, elb_text_from(key)) : NULL;
    struct stack *stack;

    if (place && !*place)
        *place = elb_arena_alloc(template->arena, sizeof(*stack));
    stack = place ? *place : NULL;
    template->out_of_memory |= !stack;
    if (stack)
        stack->count++;
}

enum elb_status elb_cfn_read_stack(struct elb_cfn_template *template,
                                   const struct elb_cfn_resource *resource,
                                   struct elb_error *reterr)
{
    const struct elb_text path = template_path(template, resource);
    const struct elb_node *parameters = elb_cfn_property(resource, "Parameters");

    if (path.length > 0)
        count_stack(template, path);
    for (size_t i = 0; path.length > 0 && elb_node_is_mapping(parameters) && i < parameters->count;
         i++)
        give(template, resource,
             key_of(template, folder_of(template->file->path), path,
                    elb_node_text(elb_node_key_at(parameters, i))),
             elb_node_at(parameters, i));
    return template->out_of_memory ? elb_error_set_memory(reterr) : ELB_OK;
}

/* ---- What hangs on it ----------------------------------------------------------------------- */

void elb_cfn_expect(struct elb_cfn_template *template, const struct elb_node *node, bool is_policy,
                    struct elb_listener *listener)
{
    struct nested *nested = nested_of(template->listeners);
    struct pending *pending;
    const struct elb_node *name;

    if (elb_cfn_call(node, &name) != ELB_CFN_REF ||
        !elb_map_get(&template->parameters, elb_node_text(name)))
        return;
    pending = elb_arena_alloc(template->arena, sizeof(*pending));
    template->out_of_memory |= !pending || !nested;
    if (!pending || !nested)
        return;
    *pending = (struct pending){
        .next = nested->pending,
        .listener = listener,
        .key = key_of(template, (struct elb_text){0}, elb_text_from(template->file->path),
                      elb_node_text(name)),
        .file = key_of(template, (struct elb_text){0}, elb_text_from(template->file->path),
                       (struct elb_text){"", 0}),
        .is_policy = is_policy,
    };
    nested->pending = pending;
}

/* ---- Joining -------------------------------------------------------------------------------- */

static size_t count_policies(const struct given *given, const struct elb_listener *listener)
{
    size_t count = listener->policy_count + 1;

    for (size_t i = 0; given && i < STACKS_MAX; i++, given = given->next)
        count += given->value.policy_count > 0 ? given->value.policy_count : 1;
    return count;
}

static bool add_reason(struct elb_arena *arena, const struct given *given, bool is_only,
                       struct elb_declared_policy *policy)
{
    policy->reason =
        elb_arena_printf(arena, "given by the stack %s%s%s", given->stack,
                         policy->reason ? ", " : "", policy->reason ? policy->reason : "");
    if (!is_only && policy->how != ELB_HOW_UNRESOLVED)
        policy->how = ELB_HOW_CONDITIONAL;
    return policy->reason != NULL;
}

/* What holds for the stacks that don't give the parameter. */
static size_t keep_own(const struct elb_listener *listener, struct elb_declared_policy *policies)
{
    if (listener->policy_count == 0)
        policies[0] = (struct elb_declared_policy){.how = ELB_HOW_UNRESOLVED};
    for (size_t i = 0; i < listener->policy_count; i++)
        policies[i] = listener->policies[i];
    return listener->policy_count > 0 ? listener->policy_count : 1;
}

static size_t count_given(const struct given *given)
{
    size_t count = 0;

    for (; given && count < STACKS_MAX; given = given->next)
        count++;
    return count;
}

/* The policies of all stacks that the template is used for. */
static bool set_policies(struct elb_listeners *listeners, const struct given *given, bool is_all,
                         struct elb_listener *listener)
{
    struct elb_arena *arena = elb_declared_arena(listeners);
    const bool is_only = is_all && !given->next;
    struct elb_declared_policy *policies =
        elb_arena_alloc_array(arena, count_policies(given, listener), sizeof(*policies));
    size_t count = 0;

    if (is_all)
        listener->unresolved = NULL;
    for (size_t i = 0; policies && given && i < STACKS_MAX; i++, given = given->next) {
        if (given->value.unresolved)
            listener->unresolved = given->value.unresolved;
        if (given->value.policy_count == 0)
            policies[count++] = (struct elb_declared_policy){.how = ELB_HOW_UNRESOLVED};
        for (size_t j = 0; j < given->value.policy_count; j++) {
            policies[count] = given->value.policies[j];
            if (!add_reason(arena, given, is_only, &policies[count++]))
                return false;
        }
    }
    if (policies && !is_all)
        count += keep_own(listener, policies + count);
    listener->policies = policies;
    listener->policy_count = count;
    listener->how = count == 1 && policies[0].how == ELB_HOW_UNRESOLVED ? ELB_HOW_UNRESOLVED : 0;
    listener->note = NULL;
    return policies != NULL;
}

static void set_load_balancer(const struct given *given, struct elb_listener *listener)
{
    if (given->next || !given->value.load_balancer)
        return;
    listener->load_balancer = given->value.load_balancer;
    listener->load_balancer_from = ELB_KNOWN_REFERENCE;
    listener->load_balancer_id = given->value.load_balancer_id;
}

enum elb_status elb_cfn_join_stacks(struct elb_listeners *listeners, struct elb_error *reterr)
{
    void **state = elb_declared_state(listeners, &elb_declared_reader_cloudformation);
    const struct nested *nested = *state;

    for (struct pending *one = nested ? nested->pending : NULL; one; one = one->next) {
        const struct given *given = elb_map_get(&nested->given, elb_text_from(one->key));
        const struct stack *stack = elb_map_get(&nested->stacks, elb_text_from(one->file));
        const bool is_all = stack && stack->count == count_given(given);

        if (given && !one->is_policy)
            set_load_balancer(given, one->listener);
        else if (given && !set_policies(listeners, given, is_all, one->listener))
            return elb_error_set_memory(reterr);
    }
    return ELB_OK;
}
