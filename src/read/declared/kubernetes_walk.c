/* SPDX-License-Identifier: MIT */

/*
 * Settings by their keys, wherever they stand: in values for Helm, in resources of kinds that
 * nothing more is known of, in the patches of kustomize, and in the parameters of stacks. Recursion
 * goes as deep as the tree, which has a limit of its own.
 */
#include "read/declared/template.h"

#include "catalog/kinds.h"

#define COUNT(array)       (sizeof(array) / sizeof((array)[0]))
#define LISTENER_KEYS_MOST 64 /* with more, a mapping is no listener whose policy has any name */
#define IN_A_TEXT          "a text within a value: read by line"

/* Where the walk is: the way back to the root makes the address. */
struct place {
    const struct place *parent;
    const struct elb_node *node;
    struct elb_text key; /* in the parent */
};

struct walk {
    struct elb_k8s *k8s;
    const struct elb_declared_input *input;
    const char *format;
    const char *root; /* the address of the root */
    const struct elb_map *merged;
};

static enum elb_status walk(const struct walk *walk, const struct place *place,
                            struct elb_error *reterr);

/* ---- Addresses ------------------------------------------------------------------------------ */

/* `resource spec.listeners.web` */
static const char *address_of(const struct walk *walk, const struct place *place)
{
    const char *address;

    if (!place->parent)
        return walk->root;
    address = address_of(walk, place->parent);
    if (!address || place->key.length == 0)
        return address;
    return elb_arena_printf(walk->k8s->arena, "%s%s%.*s", address,
                            !address[0]             ? ""
                            : place->parent->parent ? "."
                                                    : " ",
                            ELB_TEXT_ARGS(place->key));
}

static enum elb_status begin_object(const struct walk *walk, const struct place *place,
                                    const struct elb_node *key, struct elb_k8s_object *object,
                                    struct elb_error *reterr)
{
    *object = (struct elb_k8s_object){
        .file = walk->input->file,
        .syntax = walk->input->syntax,
        .format = walk->format,
        .node = place->node,
        .is_part = true,
        .span = elb_declared_span(key),
        .address = address_of(walk, place),
    };
    return object->address ? ELB_OK : elb_error_set_memory(reterr);
}

/* ---- Annotations ---------------------------------------------------------------------------- */

static enum elb_status read_annotations(const struct walk *walk, const struct place *place,
                                        struct elb_error *reterr)
{
    const bool of_ingress = elb_k8s_has_annotations(place->node, ELB_K8S_INGRESS) ||
                            elb_k8s_has_annotations(place->node, ELB_K8S_ZALANDO);
    const bool of_service = elb_k8s_has_annotations(place->node, ELB_K8S_SERVICE);
    struct elb_k8s_object object;
    enum elb_status status;

    if (!of_ingress && !of_service)
        return ELB_OK;
    status = begin_object(walk, place, place->node, &object, reterr);
    if (place->parent) /* beside the annotations: the ports, perhaps */
        object.node = place->parent->node;
    object.annotations = place->node;
    if (status == ELB_OK && of_ingress)
        status = elb_k8s_keep(walk->k8s, ELB_K8S_INGRESSES, &object, NULL, reterr);
    if (status == ELB_OK && of_service)
        status = elb_k8s_keep(walk->k8s, ELB_K8S_SERVICES, &object, NULL, reterr);
    return status;
}

/* ---- Settings ------------------------------------------------------------------------------- */

/* Ours, if it is called as policies are; other software has settings of the same name. */
static bool is_ours(const struct elb_setting *setting)
{
    return setting->policy_count > 0 && setting->policies[0].name &&
           elb_text_has_prefix_nocase(elb_text_from(setting->policies[0].name), ELB_POLICY_PREFIX);
}

static enum elb_status keep_setting(const struct walk *walk, struct elb_k8s_object *object,
                                    bool is_default, struct elb_error *reterr)
{
    struct elb_k8s_object *kept;
    enum elb_status status;

    if (!object->setting.is_set || object->setting.is_empty ||
        (!is_default && !is_ours(&object->setting)))
        return ELB_OK;
    status = elb_k8s_keep(walk->k8s, ELB_K8S_SETTINGS, object, &kept, reterr);
    if (status != ELB_OK || !is_default)
        return status;
    return elb_k8s_put(walk->k8s, ELB_K8S_CONTROLLER, ELB_TEXT(""), kept, reterr);
}

static const struct elb_node *get_either(const struct elb_node *node, const char *key,
                                         const char *other)
{
    const struct elb_node *value = elb_declared_get(node, key);

    return value ? value : elb_declared_get(node, other);
}

/* A protocol of a load balancer stands beside it: then it is the policy of a listener. */
static const char *protocol_beside(const struct elb_node *node)
{
    static const char *const protocols[] = {"HTTPS", "TLS", "SSL", "HTTP", "TCP"};
    const struct elb_node *beside = get_either(node, "protocol", "Protocol");
    const struct elb_text protocol =
        elb_node_text(beside ? beside : elb_declared_get(node, "listeners"));

    for (size_t i = 0; i < COUNT(protocols); i++) {
        if (elb_text_is_nocase(protocol, protocols[i]))
            return protocols[i];
    }
    return NULL;
}

static enum elb_status add_listener(const struct walk *walk, const struct elb_k8s_object *object,
                                    const char *protocol, struct elb_error *reterr)
{
    const struct elb_node *port = get_either(object->node, "port", "Port");
    const struct elb_node *arn = get_either(object->node, "LoadBalancerArn", "loadBalancerArn");
    struct elb_listener listener = {
        .protocol = protocol,
        .port = elb_declared_port(port ? port : elb_declared_get(object->node, "ports")),
        .load_balancer = elb_declared_arn_type(elb_node_text(arn)),
        .load_balancer_from = ELB_KNOWN_REFERENCE,
    };

    if (!listener.load_balancer)
        listener.load_balancer_from = ELB_KNOWN_NOT;
    elb_setting_apply(&object->setting, object->file, &listener);
    if (!elb_setting_describe(walk->k8s->listeners, object->syntax, object->key, &listener))
        return elb_error_set_memory(reterr);
    return elb_k8s_add(walk->k8s, object, NULL, &listener, reterr);
}

/* Before it is read: what else stands under keys that people made up is nothing to complain of. */
static bool is_policy(const struct elb_node *value)
{
    return elb_node_is_string(value) &&
           elb_text_has_prefix_nocase(elb_node_text(value), ELB_POLICY_PREFIX);
}

/* A list or a mapping under such a key is no policy: a schema, for one. */
static bool can_be_policy(const struct walk *walk, const struct elb_node *value)
{
    return elb_node_is_string(value) ||
           (value && !elb_node_is_scalar(value) &&
            elb_text_has_prefix(elb_setting_raw(walk->input->file, value), "{{"));
}

static enum elb_status read_setting(const struct walk *walk, const struct place *place,
                                    const struct elb_node *key, const struct elb_node *value,
                                    struct elb_error *reterr)
{
    const struct place below = {place, value, elb_node_text(key)};
    const char *protocol;
    bool is_default;
    const char *name = elb_k8s_setting_of(elb_node_text(key), &is_default);
    struct elb_k8s_object object;
    enum elb_status status;

    if (!name || !can_be_policy(walk, value) || (name == below.key.start && !is_policy(value)))
        return ELB_OK;
    protocol = name != below.key.start || place->node->count <= LISTENER_KEYS_MOST
                   ? protocol_beside(place->node)
                   : NULL;
    status = begin_object(walk, protocol && !is_default ? place : &below, key, &object, reterr);
    if (status != ELB_OK)
        return status;
    object.node = place->node;
    object.key = name;
    status =
        elb_setting_read(walk->k8s->listeners, object.file, value, name, &object.setting, reterr);
    if (status == ELB_OK && protocol && !is_default && !object.setting.is_empty)
        return add_listener(walk, &object, protocol, reterr);
    return status == ELB_OK ? keep_setting(walk, &object, is_default, reterr) : status;
}

/* ---- Patches: RFC 6902 ---------------------------------------------------------------------- */

/* The last part of a path, without its escapes, is an annotation or a field. */
static const char *patched_key(struct elb_text path)
{
    static const struct {
        const char *end;
        const char *key;
    } ends[] = {
        {"/alb.ingress.kubernetes.io~1ssl-policy", ELB_K8S_INGRESS "ssl-policy"},
        {"/service.beta.kubernetes.io~1aws-load-balancer-ssl-negotiation-policy",
         ELB_K8S_SERVICE "ssl-negotiation-policy"},
        {"/sslPolicy", "sslPolicy"},
    };

    for (size_t i = 0; i < COUNT(ends); i++) {
        if (elb_text_has_suffix(path, ends[i].end))
            return ends[i].key;
    }
    return NULL;
}

static enum elb_status read_patch(const struct walk *walk, const struct place *place,
                                  struct elb_error *reterr)
{
    const struct elb_node *operation = elb_node_get(place->node, "op");
    const struct elb_node *path = elb_node_get(place->node, "path");
    const struct elb_node *value = elb_node_get(place->node, "value");
    struct elb_k8s_object object;
    enum elb_status status;

    if (!operation || !can_be_policy(walk, value) || elb_node_text_is(operation, "remove"))
        return ELB_OK;
    status = begin_object(walk, place, path, &object, reterr);
    object.key = patched_key(elb_node_text(path));
    if (status != ELB_OK || !object.key)
        return status;
    if (!object.address[0])
        object.address = elb_node_text(path).start;
    status = elb_setting_read(walk->k8s->listeners, object.file, value, object.key, &object.setting,
                              reterr);
    object.key = "value";
    return status == ELB_OK ? keep_setting(walk, &object, false, reterr) : status;
}

/* ---- Parameters of stacks ------------------------------------------------------------------- */

/* `--parameters file://...`: a list of {"ParameterKey": ..., "ParameterValue": ...}. */
static enum elb_status read_parameter(const struct walk *walk, const struct place *place,
                                      struct elb_error *reterr)
{
    static const char key[] = "ParameterValue";
    const struct elb_node *name = get_either(place->node, "ParameterKey", "parameterKey");
    const struct elb_node *value = get_either(place->node, key, "parameterValue");
    struct place below = {place, value, elb_node_text(name)};
    struct elb_k8s_object object;
    enum elb_status status;

    if (!elb_node_is_string(name) || !is_policy(value))
        return ELB_OK;
    status = begin_object(walk, &below, name, &object, reterr);
    object.key = key;
    if (status == ELB_OK)
        status = elb_setting_read(walk->k8s->listeners, object.file, value, key, &object.setting,
                                  reterr);
    return status == ELB_OK ? keep_setting(walk, &object, false, reterr) : status;
}

/* ---- Texts ---------------------------------------------------------------------------------- */

/* YAML in YAML: the values of an Argo CD application, the data of a ConfigMap, a patch. */
static enum elb_status read_text(const struct walk *the, const struct place *place,
                                 struct elb_error *reterr)
{
    const struct elb_text raw = elb_setting_raw(the->input->file, place->node);
    struct elb_template template = {
        .listeners = the->k8s->listeners,
        .file = the->input->file,
        .text = raw,
        .first_line = place->node->start.line,
    };
    const char *address;

    if (raw.length == 0 || (raw.start[0] != '|' && raw.start[0] != '>') ||
        (elb_text_find(raw, ELB_TEXT("olicy")) == SIZE_MAX &&
         elb_text_find(raw, ELB_TEXT("listen-ports")) == SIZE_MAX))
        return ELB_OK;
    address = address_of(the, place);
    if (!address)
        return elb_error_set_memory(reterr);
    return elb_template_read(&template, the->format, address, the->input->syntax, IN_A_TEXT,
                             reterr);
}

/* ---- The walk ------------------------------------------------------------------------------- */

static enum elb_status walk_pair(const struct walk *the, const struct place *place,
                                 const struct elb_node *key, const struct elb_node *value,
                                 struct elb_error *reterr)
{
    const struct place below = {place, value, elb_node_text(key)};
    enum elb_status status = read_setting(the, place, key, value, reterr);

    if (status == ELB_OK && !elb_k8s_is_merged(the->merged, value))
        status = walk(the, &below, reterr);
    return status;
}

static enum elb_status walk_merges(const struct walk *the, const struct place *place,
                                   const struct elb_node *pairs, struct elb_map *seen,
                                   struct elb_error *reterr);

/* What is merged is as if it stood here, but for the keys that are here already. */
static enum elb_status walk_merged(const struct walk *the, const struct place *place,
                                   const struct elb_node *merged, struct elb_map *seen,
                                   struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(merged) && i < merged->count; i++) {
        const struct elb_node *key = elb_node_key_at(merged, i);
        void **known = elb_map_put(seen, the->k8s->arena, elb_node_text(key));

        if (!known)
            return elb_error_set_memory(reterr);
        if (!*known && !elb_k8s_is_merge(key))
            status = walk_pair(the, place, key, elb_node_at(merged, i), reterr);
        *known = the->k8s;
    }
    return status == ELB_OK ? walk_merges(the, place, merged, seen, reterr) : status;
}

static enum elb_status walk_merges(const struct walk *the, const struct place *place,
                                   const struct elb_node *pairs, struct elb_map *seen,
                                   struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(pairs) && i < pairs->count; i++) {
        const struct elb_node *value = elb_node_at(pairs, i);

        if (!elb_k8s_is_merge(elb_node_key_at(pairs, i)))
            continue;
        if (!elb_node_is_sequence(value))
            status = walk_merged(the, place, value, seen, reterr);
        for (size_t k = 0; status == ELB_OK && elb_node_is_sequence(value) && k < value->count; k++)
            status = walk_merged(the, place, elb_node_at(value, k), seen, reterr);
    }
    return status;
}

static enum elb_status walk_pairs(const struct walk *the, const struct place *place,
                                  struct elb_error *reterr)
{
    const struct elb_node *node = place->node;
    struct elb_map seen = {0};
    bool has_merges = false;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; i < node->count; i++)
        has_merges |= elb_k8s_is_merge(elb_node_key_at(node, i));
    for (size_t i = 0; status == ELB_OK && i < node->count; i++) {
        const struct elb_node *key = elb_node_key_at(node, i);
        void **known = has_merges ? elb_map_put(&seen, the->k8s->arena, elb_node_text(key)) : NULL;

        if (has_merges && !known)
            return elb_error_set_memory(reterr);
        if (known)
            *known = the->k8s;
        if (!elb_k8s_is_merge(key))
            status = walk_pair(the, place, key, elb_node_at(node, i), reterr);
    }
    return status == ELB_OK && has_merges ? walk_merges(the, place, node, &seen, reterr) : status;
}

static enum elb_status walk_mapping(const struct walk *the, const struct place *place,
                                    struct elb_error *reterr)
{
    enum elb_status status;

    if (place->parent && elb_k8s_is_whole(place->node))
        return elb_k8s_read_object(the->k8s, the->input, place->node, reterr);
    status = read_annotations(the, place, reterr);
    if (status == ELB_OK)
        status = read_patch(the, place, reterr);
    if (status == ELB_OK)
        status = read_parameter(the, place, reterr);
    return status == ELB_OK ? walk_pairs(the, place, reterr) : status;
}

static enum elb_status walk_sequence(const struct walk *the, const struct place *place,
                                     struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(place->node); i++) {
        const struct elb_node *item = elb_node_at(place->node, i);
        const struct elb_node *name = get_either(item, "name", "Name");
        const struct place below = {place, item, elb_node_text(name)};

        if (!elb_k8s_is_merged(the->merged, item))
            status = walk(the, &below, reterr);
    }
    return status;
}

static enum elb_status walk(const struct walk *the, const struct place *place,
                            struct elb_error *reterr)
{
    if (elb_node_is_mapping(place->node))
        return walk_mapping(the, place, reterr);
    if (elb_node_is_sequence(place->node))
        return walk_sequence(the, place, reterr);
    if (elb_node_is_string(place->node))
        return read_text(the, place, reterr);
    return ELB_OK;
}

enum elb_status elb_k8s_walk(struct elb_k8s *k8s, const struct elb_declared_input *input,
                             const struct elb_node *node, const char *format, const char *address,
                             struct elb_error *reterr)
{
    struct elb_map merged = {0};
    const struct walk the = {k8s, input, format, address, &merged};
    const struct place root = {.node = node};

    if (!elb_k8s_find_merged(&merged, k8s->arena, node))
        return elb_error_set_memory(reterr);
    return walk(&the, &root, reterr);
}
