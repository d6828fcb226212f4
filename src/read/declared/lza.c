/* SPDX-License-Identifier: MIT */

/*
 * The Landing Zone Accelerator on AWS: loadBalancers of network-config.yaml, of a VPC or of a
 * template of one, with applicationLoadBalancers and networkLoadBalancers. Source: its
 * documentation of NetworkConfig.
 */
#include "base/map.h"
#include "read/declared/setting.h"

#define DEPTH_MAX 8     /* of what is searched for load balancers */
#define SCAN_MAX  20000 /* nodes, to recognise the file */

static const struct {
    const char *key;
    enum elb_load_balancer type;
} kinds[] = {
    {"applicationLoadBalancers", ELB_LB_APPLICATION},
    {"networkLoadBalancers", ELB_LB_NETWORK},
};

struct lza {
    const struct elb_declared_input *input;
    struct elb_map groups; /* const struct elb_node: target groups, by name */
};

/* ---- Searching ------------------------------------------------------------------------------ */

/* Called with each list of load balancers and each list of target groups. */
typedef enum elb_status found(struct lza *lza, struct elb_text key, const struct elb_node *list,
                              struct elb_error *reterr);

static enum elb_status search(struct lza *lza, const struct elb_node *node, found *call,
                              unsigned depth, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (depth > DEPTH_MAX)
        return ELB_OK;
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *child = elb_node_at(node, i);

        if (elb_node_is_mapping(node) && elb_node_is_sequence(child))
            status = call(lza, elb_node_text(elb_node_key_at(node, i)), child, reterr);
        if (status == ELB_OK && !elb_node_is_scalar(child))
            status = search(lza, child, call, depth + 1, reterr);
    }
    return status;
}

static enum elb_load_balancer kind_of(struct elb_text key)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (elb_text_is(key, kinds[i].key))
            return kinds[i].type;
    }
    return 0;
}

/* ---- Recognising ---------------------------------------------------------------------------- */

/* A list of load balancers, each with a name and a list of listeners. */
static bool has_listeners(const struct elb_node *list)
{
    for (size_t i = 0; elb_node_is_sequence(list) && i < list->count; i++) {
        const struct elb_node *one = elb_node_at(list, i);

        if (elb_node_get(one, "name") && elb_node_is_sequence(elb_node_get(one, "listeners")))
            return true;
    }
    return false;
}

static bool scan(const struct elb_node *node, unsigned depth, size_t *nodes)
{
    for (size_t i = 0; depth <= DEPTH_MAX && i < elb_node_count(node) && (*nodes)++ < SCAN_MAX;
         i++) {
        const struct elb_node *child = elb_node_at(node, i);

        if (elb_node_is_mapping(node) && kind_of(elb_node_text(elb_node_key_at(node, i))) &&
            has_listeners(child))
            return true;
        if (!elb_node_is_scalar(child) && scan(child, depth + 1, nodes))
            return true;
    }
    return false;
}

static unsigned recognise(const struct elb_declared_input *input)
{
    size_t nodes = 0;

    if (elb_text_find(input->file->text, ELB_TEXT("LoadBalancers")) == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < input->documents.count; i++) {
        if (!elb_node_get(input->documents.roots[i], "apiVersion") &&
            scan(input->documents.roots[i], 0, &nodes))
            return 55;
    }
    return 0;
}

/* ---- Listeners ------------------------------------------------------------------------------ */

static enum elb_status note_groups(struct lza *lza, struct elb_text key,
                                   const struct elb_node *list, struct elb_error *reterr)
{
    if (!elb_text_is(key, "targetGroups"))
        return ELB_OK;
    for (size_t i = 0; i < list->count; i++) {
        const struct elb_node *group = elb_node_at(list, i);
        void **place = elb_map_put(&lza->groups, elb_declared_arena(lza->input->listeners),
                                   elb_node_text(elb_node_get(group, "name")));

        if (!place)
            return elb_error_set_memory(reterr);
        *place = (void *)group;
    }
    return ELB_OK;
}

static bool redirects(const struct elb_node *node)
{
    const struct elb_node *config = elb_declared_get(node, "redirectConfig");

    return elb_node_text_is(elb_declared_get(node, "type"), "redirect") &&
           elb_text_is_nocase(elb_node_text(elb_declared_get(config, "protocol")), "HTTPS");
}

/* Whatever is written as ${...} or {{ ... }} is filled in when it is deployed. */
static const char *protocol_of(struct lza *lza, const struct elb_node *node,
                               bool *ret_out_of_memory)
{
    const struct elb_text text = elb_node_text(node);

    if (elb_setting_is_expression(text))
        return NULL;
    return elb_declared_upper(lza->input->listeners, text, ret_out_of_memory);
}

static enum elb_status describe(struct lza *lza, const struct elb_node *balancer,
                                const struct elb_node *node, struct elb_listener *listener,
                                struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(lza->input->listeners);
    const struct elb_text name = elb_node_text(elb_node_get(balancer, "name"));
    const struct elb_node *protocol = elb_declared_get(node, "protocol");
    const struct elb_text group = elb_node_text(elb_declared_get(node, "targetGroup"));
    bool out_of_memory = false;

    listener->format = elb_declared_reader_lza.format;
    listener->address = elb_arena_printf(arena, "%.*s/%.*s", ELB_TEXT_ARGS(name),
                                         ELB_TEXT_ARGS(elb_node_text(elb_node_get(node, "name"))));
    listener->load_balancer_id =
        elb_arena_printf(arena, "%s:%.*s", lza->input->file->path, ELB_TEXT_ARGS(name));
    listener->load_balancer_from = ELB_KNOWN_DECLARED;
    listener->span = elb_declared_span(protocol ? protocol : node);
    listener->protocol = protocol_of(lza, protocol, &out_of_memory);
    listener->target_protocol = protocol_of(
        lza, elb_declared_get(elb_map_get(&lza->groups, group), "protocol"), &out_of_memory);
    listener->port = elb_declared_port(elb_declared_get(node, "port"));
    listener->redirects = redirects(node);
    if (!listener->address || !listener->load_balancer_id || out_of_memory ||
        !elb_setting_describe(lza->input->listeners, lza->input->syntax, "sslPolicy", listener))
        return elb_error_set_memory(reterr);
    return ELB_OK;
}

static enum elb_status read_listener(struct lza *lza, const struct elb_node *balancer,
                                     const struct elb_node *node, enum elb_load_balancer type,
                                     struct elb_error *reterr)
{
    const struct elb_declared_input *input = lza->input;
    struct elb_listener listener = {.load_balancer = type};
    struct elb_setting setting;
    enum elb_status status = describe(lza, balancer, node, &listener, reterr);

    if (status == ELB_OK)
        status =
            elb_setting_read(input->listeners, input->file, elb_declared_get(node, "sslPolicy"),
                             "sslPolicy", &setting, reterr);
    if (status != ELB_OK)
        return status;
    if (setting.is_set) {
        elb_setting_apply(&setting, input->file, &listener);
    } else if (!listener.protocol) {
        listener.how = ELB_HOW_UNRESOLVED;
        listener.unresolved = "protocol";
    }
    return elb_declared_add(input->listeners, input->file, &listener, NULL, reterr);
}

static enum elb_status read_list(struct lza *lza, struct elb_text key, const struct elb_node *list,
                                 struct elb_error *reterr)
{
    const enum elb_load_balancer type = kind_of(key);
    enum elb_status status = ELB_OK;

    for (size_t i = 0; type && i < list->count; i++) {
        const struct elb_node *balancer = elb_node_at(list, i);
        const struct elb_node *listeners = elb_declared_get(balancer, "listeners");

        for (size_t j = 0;
             status == ELB_OK && elb_node_is_sequence(listeners) && j < listeners->count; j++)
            status = read_listener(lza, balancer, elb_node_at(listeners, j), type, reterr);
    }
    return status;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    struct lza lza = {.input = input};
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = search(&lza, input->documents.roots[i], note_groups, 0, reterr);
    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = search(&lza, input->documents.roots[i], read_list, 0, reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_lza = {
    .format = "lza",
    .summary = "network-config.yaml of the Landing Zone Accelerator",
    .recognise = recognise,
    .read = read,
};
