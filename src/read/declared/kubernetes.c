/* SPDX-License-Identifier: MIT */

/*
 * Manifests of Kubernetes, as files or as kubectl and Helm print them. What they declare is known
 * only when all are read, because classes, groups and the controller's own settings stand in other
 * files: the resources are kept, and become listeners at the end.
 */
#include "read/declared/kubernetes.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct elb_k8s *elb_k8s_get(struct elb_listeners *listeners)
{
    void **state = elb_declared_state(listeners, &elb_declared_reader_kubernetes);
    struct elb_k8s *k8s = *state;

    if (k8s)
        return k8s;
    k8s = elb_arena_alloc(elb_declared_arena(listeners), sizeof(*k8s));
    if (!k8s)
        return NULL;
    k8s->listeners = listeners;
    k8s->arena = elb_declared_arena(listeners);
    *state = k8s;
    return k8s;
}

enum elb_status elb_k8s_keep(struct elb_k8s *k8s, enum elb_k8s_list_id id,
                             const struct elb_k8s_object *object, struct elb_k8s_object **ret_kept,
                             struct elb_error *reterr)
{
    struct elb_k8s_list *list = &k8s->lists[id];
    struct elb_k8s_object *copy = elb_arena_alloc(k8s->arena, sizeof(*copy));
    struct elb_k8s_object **items =
        elb_arena_grow(k8s->arena, list->items, list->count, &list->capacity, sizeof(*items));

    if (!copy || !items)
        return elb_error_set_memory(reterr);
    *copy = *object;
    items[list->count++] = copy;
    list->items = items;
    if (ret_kept)
        *ret_kept = copy;
    return ELB_OK;
}

/* ---- Kinds ---------------------------------------------------------------------------------- */

static enum elb_status keep_setting(struct elb_k8s *k8s, struct elb_k8s_object *object,
                                    const struct elb_node *value, const char *key,
                                    struct elb_error *reterr)
{
    object->key = key;
    return elb_setting_read(k8s->listeners, object->file, value, key, &object->setting, reterr);
}

static enum elb_status keep_named(struct elb_k8s *k8s, enum elb_k8s_list_id id,
                                  const struct elb_k8s_object *object, struct elb_error *reterr)
{
    char kind[64];
    struct elb_k8s_object *kept;
    enum elb_status status = elb_k8s_keep(k8s, id, object, &kept, reterr);

    if (status != ELB_OK || object->kind.length >= sizeof(kind))
        return status;
    memcpy(kind, object->kind.start, object->kind.length);
    kind[object->kind.length] = 0;
    return elb_k8s_put(k8s, kind, object->name, kept, reterr);
}

static enum elb_status read_params(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                   struct elb_error *reterr)
{
    const struct elb_node *spec = elb_node_get(object->node, "spec");
    struct elb_k8s_object params = *object;
    enum elb_status status =
        keep_setting(k8s, &params, elb_declared_get(spec, "sslPolicy"), "sslPolicy", reterr);

    if (status != ELB_OK)
        return status;
    return keep_named(k8s, ELB_K8S_SETTINGS, &params, reterr);
}

/* A class, without a policy of its own: only looked up. */
static enum elb_status read_class(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                  struct elb_error *reterr)
{
    static const char key[] = "ingressclass.kubernetes.io/is-default-class";
    const struct elb_node *is_default = elb_k8s_annotation(object, key);
    const struct elb_k8s_found *found;
    enum elb_status status = keep_named(k8s, ELB_K8S_SETTINGS, object, reterr);

    if (status != ELB_OK || !elb_node_text_is(is_default, "true"))
        return status;
    status = elb_k8s_find(k8s, "IngressClass", object->name, object->file, &found, reterr);
    if (status != ELB_OK || !found)
        return status;
    return elb_k8s_put(k8s, "default IngressClass", ELB_TEXT(""), found->items[found->count - 1],
                       reterr);
}

static enum elb_status read_ingress(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                    struct elb_error *reterr)
{
    return elb_k8s_keep(k8s, ELB_K8S_INGRESSES, object, NULL, reterr);
}

static enum elb_status read_service(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                    struct elb_error *reterr)
{
    return elb_k8s_keep(k8s, ELB_K8S_SERVICES, object, NULL, reterr);
}

static enum elb_status read_gateway(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                    struct elb_error *reterr)
{
    return keep_named(k8s, ELB_K8S_GATEWAYS, object, reterr);
}

static enum elb_status read_gateway_class(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                          struct elb_error *reterr)
{
    return keep_named(k8s, ELB_K8S_SETTINGS, object, reterr);
}

static enum elb_status read_route(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                  struct elb_error *reterr)
{
    return elb_k8s_keep(k8s, ELB_K8S_ROUTES, object, NULL, reterr);
}

static enum elb_status read_configuration(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                          struct elb_error *reterr)
{
    return keep_named(k8s, ELB_K8S_CONFIGURATIONS, object, reterr);
}

static enum elb_status read_listener(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                     struct elb_error *reterr)
{
    return elb_k8s_keep(k8s, ELB_K8S_LISTENERS, object, NULL, reterr);
}

/* What listeners and policies refer to, by name or by labels. */
static enum elb_status keep_labelled(struct elb_k8s *k8s, enum elb_k8s_list_id id,
                                     const struct elb_k8s_object *object, struct elb_error *reterr)
{
    const struct elb_k8s_list *list = &k8s->lists[id];
    enum elb_status status = keep_named(k8s, id, object, reterr);

    if (status != ELB_OK)
        return status;
    return elb_k8s_put_labels(k8s, list->items[list->count - 1], reterr);
}

static enum elb_status read_load_balancer(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                          struct elb_error *reterr)
{
    return keep_labelled(k8s, ELB_K8S_SETTINGS, object, reterr);
}

static enum elb_status read_classic(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                    struct elb_error *reterr)
{
    return keep_labelled(k8s, ELB_K8S_CLASSIC, object, reterr);
}

static enum elb_status pass_over(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                 struct elb_error *reterr)
{
    (void)k8s, (void)object, (void)reterr;
    return ELB_OK;
}

/* Groups are compared by their end: Crossplane's have the provider before it. */
static const struct {
    const char *kind;
    const char *group;
    enum elb_status (*read)(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                            struct elb_error *reterr);
} kinds[] = {
    {"Ingress", "networking.k8s.io", read_ingress},
    {"Ingress", "extensions", read_ingress},
    {"IngressClass", "networking.k8s.io", read_class},
    {"IngressClassParams", "elbv2.k8s.aws", read_params},
    {"IngressClassParams", "eks.amazonaws.com", read_params},
    {"Service", "", read_service},
    {"Gateway", "gateway.networking.k8s.io", read_gateway},
    {"GatewayClass", "gateway.networking.k8s.io", read_gateway_class},
    {"HTTPRoute", "gateway.networking.k8s.io", read_route},
    {"LoadBalancerConfiguration", "gateway.k8s.aws", read_configuration},
    {"LBListener", "elbv2.aws.upbound.io", read_listener},
    {"LBListener", "elbv2.aws.m.upbound.io", read_listener},
    {"Listener", "elbv2.aws.crossplane.io", read_listener},
    {"Listener", "elbv2.services.k8s.aws", read_listener},
    {"LB", "elbv2.aws.upbound.io", read_load_balancer},
    {"LB", "elbv2.aws.m.upbound.io", read_load_balancer},
    {"LoadBalancer", "elbv2.aws.crossplane.io", read_load_balancer},
    {"LoadBalancer", "elbv2.services.k8s.aws", read_load_balancer},
    {"ELB", "elb.aws.upbound.io", read_classic},
    {"ELB", "elb.aws.m.upbound.io", read_classic},
    {"Policy", "elb.aws.upbound.io", read_classic},
    {"Policy", "elb.aws.m.upbound.io", read_classic},
    {"ListenerPolicy", "elb.aws.upbound.io", read_classic},
    {"ListenerPolicy", "elb.aws.m.upbound.io", read_classic},
    {"LBSSLNegotiationPolicy", "elb.aws.upbound.io", read_classic},
    {"LBSSLNegotiationPolicy", "elb.aws.m.upbound.io", read_classic},
    {"Cluster", "kops.k8s.io", elb_k8s_read_kops},
    {"Cluster", "kops", elb_k8s_read_kops},
    {"Deployment", "apps", elb_k8s_read_workload},
    {"Deployment", "extensions", elb_k8s_read_workload},
    {"DaemonSet", "apps", elb_k8s_read_workload},
    {"StatefulSet", "apps", elb_k8s_read_workload},
    {"ReplicaSet", "apps", elb_k8s_read_workload},
    {"Pod", "", elb_k8s_read_workload},
    {"CustomResourceDefinition", "apiextensions.k8s.io", pass_over},
    {"Secret", "", pass_over},
};

static struct elb_text group_of(const struct elb_node *node)
{
    const struct elb_text version = elb_node_text(elb_node_get(node, "apiVersion"));
    const size_t slash = elb_text_find(version, ELB_TEXT("/"));

    return slash == SIZE_MAX ? ELB_TEXT("") : (struct elb_text){version.start, slash};
}

/* ---- Resources ------------------------------------------------------------------------------ */

static const char *address_of(struct elb_k8s *k8s, const struct elb_k8s_object *object)
{
    return elb_arena_printf(k8s->arena, "%.*s%s%.*s%s%.*s", ELB_TEXT_ARGS(object->kind),
                            object->namespace.length ? "/" : "", ELB_TEXT_ARGS(object->namespace),
                            object->name.length ? "/" : "", ELB_TEXT_ARGS(object->name));
}

/* A template in the place of a name is a node of another type. */
static struct elb_text text_of(const struct elb_declared_file *file, const struct elb_node *node)
{
    if (!node || elb_node_is_null(node))
        return ELB_TEXT("");
    return elb_node_is_scalar(node) ? elb_node_text(node) : elb_setting_raw(file, node);
}

static bool is_part(const struct elb_node *node)
{
    const struct elb_node *spec = elb_node_get(node, "spec");

    return !elb_node_is_mapping(spec) || elb_node_count(spec) == 0 ||
           elb_node_get_key(node, "$patch");
}

static enum elb_status fill(struct elb_k8s *k8s, const struct elb_declared_input *input,
                            const struct elb_node *node, struct elb_k8s_object *object,
                            struct elb_error *reterr)
{
    const struct elb_node *metadata = elb_node_get(node, "metadata");
    const struct elb_node *annotations = elb_declared_get(metadata, "annotations");
    const struct elb_node *name = elb_node_get(metadata, "name");
    const struct elb_node *kind = elb_node_get(node, "kind");

    if (!name)
        name = elb_node_get(metadata, "generateName");
    *object = (struct elb_k8s_object){
        .file = input->file,
        .syntax = input->syntax,
        .format = elb_declared_reader_kubernetes.format,
        .node = node,
        .annotations = elb_node_is_mapping(annotations) ? annotations : NULL,
        .is_part = is_part(node),
        .kind = elb_node_text(kind),
        .namespace = text_of(input->file, elb_node_get(metadata, "namespace")),
        .name = text_of(input->file, name),
        .span = elb_declared_span(name ? name : kind),
    };
    object->address = address_of(k8s, object);
    return object->address ? ELB_OK : elb_error_set_memory(reterr);
}

static enum elb_status read_items(struct elb_k8s *k8s, const struct elb_declared_input *input,
                                  const struct elb_node *items, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(items); i++)
        status = elb_k8s_read_object(k8s, input, elb_node_at(items, i), reterr);
    return status;
}

static enum elb_status read_kind(struct elb_k8s *k8s, const struct elb_declared_input *input,
                                 const struct elb_node *node, struct elb_error *reterr)
{
    const struct elb_text group = group_of(node);
    struct elb_k8s_object object;
    enum elb_status status = fill(k8s, input, node, &object, reterr);

    if (status != ELB_OK)
        return status;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (elb_text_is(object.kind, kinds[i].kind) && elb_text_is(group, kinds[i].group))
            return kinds[i].read(k8s, &object, reterr);
    }
    return elb_k8s_walk(k8s, input, node, object.format, object.address, reterr);
}

enum elb_status elb_k8s_read_object(struct elb_k8s *k8s, const struct elb_declared_input *input,
                                    const struct elb_node *node, struct elb_error *reterr)
{
    const struct elb_text kind = elb_node_text(elb_node_get(node, "kind"));
    const struct elb_node *items = elb_node_get(node, "items");

    if (kind.length == 0)
        return ELB_OK;
    if (elb_text_has_suffix(kind, "List") && elb_node_is_sequence(items))
        return read_items(k8s, input, items, reterr);
    return read_kind(k8s, input, node, reterr);
}

/* ---- The reader ----------------------------------------------------------------------------- */

bool elb_k8s_is_resource(const struct elb_node *node)
{
    return elb_node_text(elb_node_get(node, "apiVersion")).length > 0 &&
           elb_node_text(elb_node_get(node, "kind")).length > 0;
}

bool elb_k8s_is_whole(const struct elb_node *node)
{
    return elb_k8s_is_resource(node) && (elb_node_get(node, "metadata") ||
                                         elb_node_get(node, "spec") || elb_node_get(node, "items"));
}

static unsigned recognise(const struct elb_declared_input *input)
{
    for (size_t i = 0; i < input->documents.count; i++) {
        if (elb_k8s_is_resource(input->documents.roots[i]))
            return 90;
    }
    return 0;
}

/* Documents that are no resources, as the patches of kustomize, are walked through. */
static enum elb_status read_document(struct elb_k8s *k8s, const struct elb_declared_input *input,
                                     const struct elb_node *root, struct elb_error *reterr)
{
    if (elb_k8s_is_resource(root))
        return elb_k8s_read_object(k8s, input, root, reterr);
    return elb_k8s_walk(k8s, input, root, elb_declared_reader_kubernetes.format, "", reterr);
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    struct elb_k8s *k8s = elb_k8s_get(input->listeners);
    enum elb_status status = ELB_OK;

    if (!k8s)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = read_document(k8s, input, input->documents.roots[i], reterr);
    return status;
}

static enum elb_status finish(struct elb_listeners *listeners, struct elb_error *reterr)
{
    struct elb_k8s *k8s = *elb_declared_state(listeners, &elb_declared_reader_kubernetes);
    enum elb_status status = ELB_OK;

    if (!k8s)
        return ELB_OK;
    status = elb_k8s_finish_ingresses(k8s, reterr);
    if (status == ELB_OK)
        status = elb_k8s_finish_services(k8s, reterr);
    if (status == ELB_OK)
        status = elb_k8s_finish_gateways(k8s, reterr);
    if (status == ELB_OK)
        status = elb_k8s_finish_listeners(k8s, reterr);
    if (status == ELB_OK)
        status = elb_k8s_finish_classic(k8s, reterr);
    if (status == ELB_OK)
        status = elb_k8s_finish_settings(k8s, reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_kubernetes = {
    .format = "kubernetes",
    .summary = "manifests of Kubernetes: Ingress, Service, Gateway and what belongs to them",
    .recognise = recognise,
    .read = read,
    .finish = finish,
};
