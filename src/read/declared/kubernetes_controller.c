/* SPDX-License-Identifier: MIT */

/*
 * Arguments of the controllers in a Deployment: --default-ssl-policy of the AWS Load Balancer
 * Controller (docs/deploy/configurations.md), --ssl-policy of kube-ingress-aws-controller. Both are
 * the policy of all listeners that have none of their own.
 */
#include "read/declared/kubernetes.h"

struct argument {
    struct elb_k8s *k8s;
    const struct elb_k8s_object *object;
    const char *key;
    const char *puts; /* the name under which it is found; NULL: it is no default of ours */
};

static enum elb_status keep(const struct argument *argument, struct elb_k8s_object *object,
                            struct elb_error *reterr)
{
    struct elb_k8s_object *kept;
    enum elb_status status;

    if (!object->setting.is_set || object->setting.is_empty)
        return ELB_OK;
    status = elb_k8s_keep(argument->k8s, ELB_K8S_SETTINGS, object, &kept, reterr);
    if (status != ELB_OK || !argument->puts)
        return status;
    return elb_k8s_put(argument->k8s, argument->puts, ELB_TEXT(""), kept, reterr);
}

/* The part behind the sign of equality, up to a closing quote. */
static struct elb_text value_of(struct elb_text raw, const char *key)
{
    const size_t at = elb_text_find(raw, elb_text_from(key));
    struct elb_text value = elb_text_skip(raw, at == SIZE_MAX ? raw.length : at + strlen(key) + 1);

    if (value.length > 0 && raw.start[0] == value.start[value.length - 1] &&
        (raw.start[0] == '"' || raw.start[0] == '\''))
        value.length--;
    return value;
}

/* --key=NAME, in one argument. */
static enum elb_status read_joined(const struct argument *argument, const struct elb_node *node,
                                   struct elb_error *reterr)
{
    struct elb_k8s_object object = *argument->object;
    const struct elb_text raw = elb_setting_raw(object.file, node);
    const struct elb_text value = value_of(raw, argument->key);
    struct elb_span span = elb_declared_span(node);
    enum elb_status status;

    if (value.length == 0)
        return ELB_OK;
    span = elb_setting_place(object.file, &span, value);
    status = elb_setting_read_raw(argument->k8s->listeners, object.file, &span, argument->key,
                                  &object.setting, reterr);
    object.key = argument->key;
    return status == ELB_OK ? keep(argument, &object, reterr) : status;
}

/* --key and NAME, in two. */
static enum elb_status read_split(const struct argument *argument, const struct elb_node *node,
                                  struct elb_error *reterr)
{
    struct elb_k8s_object object = *argument->object;
    enum elb_status status = elb_setting_read(argument->k8s->listeners, object.file, node,
                                              argument->key, &object.setting, reterr);

    object.key = argument->key;
    return status == ELB_OK ? keep(argument, &object, reterr) : status;
}

static enum elb_status read_list(const struct argument *argument, const struct elb_node *list,
                                 struct elb_error *reterr)
{
    const size_t length = strlen(argument->key);
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(list) && i < elb_node_count(list);
         i++) {
        const struct elb_text text = elb_node_text(elb_node_at(list, i));

        if (elb_text_is(text, argument->key))
            status = read_split(argument, elb_node_at(list, i + 1), reterr);
        else if (elb_text_has_prefix(text, argument->key) && text.start[length] == '=')
            status = read_joined(argument, elb_node_at(list, i), reterr);
    }
    return status;
}

static enum elb_status read_container(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                      const struct elb_node *container, struct elb_error *reterr)
{
    const struct elb_node *lists[] = {elb_node_get(container, "args"),
                                      elb_node_get(container, "command")};
    const struct elb_text image = elb_node_text(elb_node_get(container, "image"));
    const struct argument ours = {k8s, object, "--default-ssl-policy", ELB_K8S_CONTROLLER};
    const struct argument zalando = {k8s, object, "--ssl-policy", NULL};
    const bool is_zalando =
        elb_text_find(image, ELB_TEXT("kube-ingress-aws-controller")) != SIZE_MAX;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < sizeof(lists) / sizeof(lists[0]); i++)
        status = read_list(is_zalando ? &zalando : &ours, lists[i], reterr);
    return status;
}

enum elb_status elb_k8s_read_workload(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                      struct elb_error *reterr)
{
    const struct elb_node *spec = elb_node_get(object->node, "spec");
    const struct elb_node *template = elb_node_get_path(spec, "template", "spec", NULL);
    const struct elb_node *containers = elb_node_get(template ? template : spec, "containers");
    enum elb_status status = ELB_OK;

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(containers) && i < elb_node_count(containers);
         i++)
        status = read_container(k8s, object, elb_node_at(containers, i), reterr);
    return status;
}
