/* SPDX-License-Identifier: MIT */

/*
 * AWS::ElasticLoadBalancing::LoadBalancer: Listeners, each with PolicyNames, and Policies, each
 * with Attributes. A listener can have several policies, of which those for TLS count here.
 */
#include "read/declared/cloudformation.h"

#define NEGOTIATION "SSLNegotiationPolicyType"

/* A policy of the load balancer. */
struct classic_policy {
    const struct elb_node *node;
    struct elb_text name; /* or the expression of it */
    bool is_negotiation;  /* it is for TLS */
    bool is_used;
    struct elb_declared_policy policy; /* of one for TLS */
    const char *unresolved;            /* the expression that leaves it open */
};

struct classic {
    struct elb_cfn_template *template;
    const struct elb_cfn_resource *resource;
    struct classic_policy *policies;
    size_t count;
    const char *id;
};

/* A name, or the expression that it is: two that are written alike are the same. */
static struct elb_text name_of(struct elb_cfn_template *template, const struct elb_node *node,
                               const struct elb_cfn_fact *facts)
{
    struct elb_text text = {0};

    if (!node || elb_cfn_text(template, node, facts, &text))
        return text;
    return elb_text_from(elb_cfn_source(template, node));
}

/* The same, and the expression if it is one. */
static struct elb_text value_of(struct elb_cfn_template *template, const struct elb_node *node,
                                const struct elb_cfn_fact *facts, const char **ret_unresolved)
{
    struct elb_text text = {0};

    if (!node || elb_cfn_text(template, node, facts, &text))
        return text;
    *ret_unresolved = elb_cfn_source(template, node);
    return elb_text_from(*ret_unresolved);
}

/* ---- Policies ------------------------------------------------------------------------------- */

/* The attributes, in the arena; an expression is the value of one that can't be resolved. */
static struct elb_declared_attribute *read_attributes(struct classic *classic,
                                                      const struct elb_cfn_item *policy,
                                                      size_t *ret_count,
                                                      const char **ret_unresolved)
{
    struct elb_cfn_template *template = classic->template;
    struct elb_declared_attribute *attributes;
    struct elb_cfn_items items;

    elb_cfn_items(template, elb_declared_get(policy->node, "Attributes"), policy->facts, &items);
    attributes = elb_arena_alloc_array(template->arena, items.count + 1, sizeof(*attributes));
    template->out_of_memory |= !attributes;
    for (size_t i = 0; attributes && i < items.count; i++) {
        const struct elb_node *node = items.items[i].node;
        const struct elb_cfn_fact *facts = items.items[i].facts;

        attributes[i].name = name_of(template, elb_declared_get(node, "Name"), facts);
        attributes[i].value =
            value_of(template, elb_declared_get(node, "Value"), facts, ret_unresolved);
    }
    *ret_count = attributes ? items.count : 0;
    if (attributes && items.is_cut)
        attributes[(*ret_count)++] = (struct elb_declared_attribute){
            .name = ELB_TEXT_INIT("Attributes"), .value = ELB_TEXT_INIT("not written out")};
    return attributes;
}

/* Where a policy is to be changed: the reference, or its first attribute, or its name. */
static void place_policy(struct classic *classic, const struct elb_node *policy,
                         struct elb_declared_policy *ret)
{
    const struct elb_node *attributes = elb_declared_get(policy, "Attributes");
    const struct elb_node *value = NULL;

    for (size_t i = 0; elb_node_is_sequence(attributes) && i < attributes->count && !value; i++) {
        const struct elb_node *attribute = elb_node_at(attributes, i);

        if (elb_node_text_is(elb_declared_get(attribute, "Name"), "Reference-Security-Policy"))
            value = elb_declared_get(attribute, "Value");
    }
    if (value && ret->reference)
        ret->is_literal =
            elb_declared_is_literal(classic->template->file, value, elb_text_from(ret->reference));
    if (!value)
        value = elb_declared_get(policy, "PolicyName");
    ret->span = elb_cfn_span(classic->template, value ? value : policy);
}

static enum elb_status read_policy(struct classic *classic, const struct elb_cfn_item *item,
                                   struct elb_error *reterr)
{
    struct elb_cfn_template *template = classic->template;
    struct classic_policy *policy = &classic->policies[classic->count++];
    const struct elb_node *name = elb_declared_get(item->node, "PolicyName");
    struct elb_declared_attribute *attributes;
    struct elb_text type = {0};
    enum elb_status status;
    size_t count;

    *policy =
        (struct classic_policy){.node = item->node, .name = name_of(template, name, item->facts)};
    elb_cfn_text(template, elb_declared_get(item->node, "PolicyType"), item->facts, &type);
    policy->is_negotiation = elb_text_is(type, NEGOTIATION);
    if (!policy->is_negotiation)
        return ELB_OK;
    attributes = read_attributes(classic, item, &count, &policy->unresolved);
    if (!attributes || template->out_of_memory)
        return elb_error_set_memory(reterr);
    status = elb_declared_classic(template->listeners, template->file, policy->name, attributes,
                                  count, &policy->policy, reterr);
    if (status == ELB_OK)
        place_policy(classic, item->node, &policy->policy);
    return status;
}

static enum elb_status read_policies(struct classic *classic, struct elb_error *reterr)
{
    struct elb_cfn_template *template = classic->template;
    enum elb_status status = ELB_OK;
    struct elb_cfn_items items;

    elb_cfn_items(template, elb_cfn_property(classic->resource, "Policies"),
                  classic->resource->facts, &items);
    classic->policies =
        elb_arena_alloc_array(template->arena, items.count + 1, sizeof(*classic->policies));
    if (!classic->policies)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; status == ELB_OK && i < items.count; i++)
        status = read_policy(classic, &items.items[i], reterr);
    return status;
}

/* ---- Which policies a listener has ---------------------------------------------------------- */

struct attached {
    struct classic *classic;
    struct elb_declared_policy *policies;
    size_t count;
    size_t capacity;
    const char *unresolved;
    size_t names; /* each of one or, under conditions, several policies */
};

static void attach(struct attached *attached, const struct elb_declared_policy *policy)
{
    struct elb_cfn_template *template = attached->classic->template;
    struct elb_declared_policy *policies =
        elb_arena_grow(template->arena, attached->policies, attached->count, &attached->capacity,
                       sizeof(*policies));

    template->out_of_memory |= !policies;
    if (!policies)
        return;
    policies[attached->count++] = *policy;
    attached->policies = policies;
}

static void attach_policy(struct attached *attached, const struct classic_policy *policy)
{
    attach(attached, &policy->policy);
    if (!attached->unresolved)
        attached->unresolved = policy->unresolved;
}

static bool is_stickiness(const struct elb_cfn_resource *resource, struct elb_text name)
{
    static const char *const keys[] = {"AppCookieStickinessPolicy", "LBCookieStickinessPolicy"};

    for (size_t i = 0; i < 2; i++) {
        const struct elb_node *list = elb_cfn_property(resource, keys[i]);

        for (size_t j = 0; elb_node_is_sequence(list) && j < list->count; j++) {
            const struct elb_node *policy = elb_node_at(list, j);

            if (elb_text_is_equal(elb_node_text(elb_declared_get(policy, "PolicyName")), name))
                return true;
        }
    }
    return false;
}

/* The load balancer's policies of this name: conditions can tell several apart. */
static bool attach_own(struct attached *attached, struct elb_text name)
{
    struct classic *classic = attached->classic;
    const size_t before = attached->count;
    bool is_found = false;

    for (size_t i = 0; i < classic->count; i++) {
        struct classic_policy *policy = &classic->policies[i];

        if (!elb_text_is_equal(policy->name, name))
            continue;
        if (policy->is_negotiation && !policy->is_used)
            attach_policy(attached, policy);
        policy->is_used = true;
        is_found = true;
    }
    attached->names += attached->count > before;
    return is_found;
}

/* A name in PolicyNames: one of the load balancer's own, of a cookie, or of AWS. */
static void attach_named(struct attached *attached, const struct elb_cfn_item *item)
{
    struct classic *classic = attached->classic;
    struct elb_cfn_template *template = classic->template;
    const struct elb_text name = name_of(template, item->node, item->facts);
    struct elb_listener resolved = {0};
    struct elb_cfn_values values;

    if (attach_own(attached, name) || is_stickiness(classic->resource, name))
        return;
    attached->names++;
    elb_cfn_evaluate(template, item->node, item->facts, &values);
    elb_cfn_set_policies(template, item->node, &values, &resolved);
    for (size_t i = 0; i < resolved.policy_count; i++)
        attach(attached, &resolved.policies[i]);
    if (resolved.policy_count == 0)
        attach(attached,
               &(struct elb_declared_policy){.how = ELB_HOW_UNRESOLVED, .span = resolved.span});
    if (!attached->unresolved)
        attached->unresolved = resolved.unresolved;
}

/* Policies can name the ports of listeners instead. */
static void attach_by_port(struct attached *attached, int port)
{
    struct classic *classic = attached->classic;
    struct elb_cfn_items ports;

    for (size_t i = 0; i < classic->count; i++) {
        struct classic_policy *policy = &classic->policies[i];

        elb_cfn_items(classic->template, elb_declared_get(policy->node, "LoadBalancerPorts"),
                      classic->resource->facts, &ports);
        for (size_t j = 0; policy->is_negotiation && !policy->is_used && j < ports.count; j++) {
            if (elb_declared_port(ports.items[j].node) != port || port < 0)
                continue;
            attach_policy(attached, policy);
            policy->is_used = true;
            attached->names++;
        }
    }
}

/* ---- Listeners ------------------------------------------------------------------------------ */

static const char *upper(struct classic *classic, const struct elb_cfn_item *item, const char *key)
{
    struct elb_text text = {0};
    bool out_of_memory = false;
    const char *copy;

    elb_cfn_text(classic->template, elb_declared_get(item->node, key), item->facts, &text);
    copy = elb_declared_upper(classic->template->listeners, text, &out_of_memory);
    classic->template->out_of_memory |= out_of_memory;
    return copy;
}

static void describe(struct classic *classic, const struct elb_cfn_item *item, int port,
                     struct elb_listener *listener)
{
    const bool is_json = classic->template->input->syntax == ELB_SYNTAX_JSON;
    const struct elb_node *protocol = elb_declared_get(item->node, "Protocol");

    listener->format = classic->template->format;
    listener->load_balancer = ELB_LB_CLASSIC;
    listener->load_balancer_from = ELB_KNOWN_DECLARED;
    listener->load_balancer_id = classic->id;
    listener->note = classic->resource->note ? classic->resource->note
                                             : elb_cfn_facts_note(classic->template, item->facts,
                                                                  classic->resource->facts);
    listener->port = port;
    listener->span = elb_cfn_span(classic->template, protocol ? protocol : item->node);
    listener->setting_before = is_json ? "{\"Name\": \"Reference-Security-Policy\", \"Value\": \""
                                       : "{Name: Reference-Security-Policy, Value: ";
    listener->setting_after = is_json ? "\"}" : "}";
    listener->address =
        port < 0
            ? classic->resource->address
            : elb_arena_printf(classic->template->arena, "%s:%d",
                               classic->resource->address ? classic->resource->address : "", port);
    classic->template->out_of_memory |= !listener->address;
}

static void attach_all(struct classic *classic, const struct elb_cfn_item *item, int port,
                       struct elb_listener *listener)
{
    struct attached attached = {.classic = classic};
    const struct elb_node *names = elb_declared_get(item->node, "PolicyNames");
    bool *used = elb_arena_alloc_array(classic->template->arena, classic->count + 1, sizeof(bool));
    struct elb_cfn_items items;

    classic->template->out_of_memory |= !used;
    for (size_t i = 0; used && i < classic->count; i++) {
        used[i] = classic->policies[i].is_used;
        classic->policies[i].is_used = false;
    }
    elb_cfn_items(classic->template, names, item->facts, &items);
    for (size_t i = 0; i < items.count; i++)
        attach_named(&attached, &items.items[i]);
    attach_by_port(&attached, port);
    for (size_t i = 0; used && i < classic->count; i++)
        classic->policies[i].is_used |= used[i];
    listener->policies = attached.policies;
    listener->policy_count = attached.count;
    listener->all_apply = attached.names > 1;
    if (attached.count > 0)
        listener->span = attached.policies[0].span;
    listener->unresolved = attached.unresolved;
}

static enum elb_status read_listener(struct classic *classic, const struct elb_cfn_item *item,
                                     struct elb_error *reterr)
{
    struct elb_cfn_template *template = classic->template;
    struct elb_listener listener = {0};
    struct elb_text text;
    uint64_t port = 0;

    if (!elb_node_is_mapping(item->node))
        return ELB_OK;
    if (!elb_cfn_text(template, elb_declared_get(item->node, "LoadBalancerPort"), item->facts,
                      &text) ||
        !elb_text_parse_unsigned(text, UINT16_MAX, &port))
        port = 0;
    describe(classic, item, port > 0 ? (int)port : -1, &listener);
    listener.protocol = upper(classic, item, "Protocol");
    listener.target_protocol = upper(classic, item, "InstanceProtocol");
    attach_all(classic, item, listener.port, &listener);
    if (!listener.protocol && listener.policy_count == 0) {
        listener.how = ELB_HOW_UNRESOLVED;
        listener.unresolved = "Protocol";
    }
    if (template->out_of_memory)
        return elb_error_set_memory(reterr);
    return elb_declared_add(template->listeners, template->file, &listener, NULL, reterr);
}

static enum elb_status add_unattached(struct classic *classic, struct classic_policy *policy,
                                      struct elb_error *reterr)
{
    struct elb_listener listener = {0};
    const char *name = policy->policy.name ? policy->policy.name : "";

    describe(classic, &(struct elb_cfn_item){.node = policy->node}, -1, &listener);
    listener.declaration = ELB_DECLARED_POLICY;
    listener.address =
        elb_arena_printf(classic->template->arena, "%s/%s", classic->resource->address, name);
    listener.span = policy->policy.span;
    listener.policies = &policy->policy;
    listener.policy_count = 1;
    listener.unresolved = policy->unresolved;
    if (classic->template->out_of_memory || !listener.address)
        return elb_error_set_memory(reterr);
    return elb_declared_add(classic->template->listeners, classic->template->file, &listener, NULL,
                            reterr);
}

enum elb_status elb_cfn_read_classic(struct elb_cfn_template *template,
                                     const struct elb_cfn_resource *resource,
                                     struct elb_error *reterr)
{
    struct classic classic = {.template = template, .resource = resource};
    struct elb_cfn_items items;
    enum elb_status status;

    classic.id = elb_arena_printf(template->arena, "%s:%.*s", template->file->path,
                                  ELB_TEXT_ARGS(elb_node_text(resource->id)));
    if (!classic.id || template->out_of_memory)
        return elb_error_set_memory(reterr);
    status = read_policies(&classic, reterr);
    elb_cfn_items(template, elb_cfn_property(resource, "Listeners"), resource->facts, &items);
    for (size_t i = 0; status == ELB_OK && i < items.count; i++)
        status = read_listener(&classic, &items.items[i], reterr);
    for (size_t i = 0; status == ELB_OK && i < classic.count; i++) {
        if (classic.policies[i].is_negotiation && !classic.policies[i].is_used)
            status = add_unattached(&classic, &classic.policies[i], reterr);
    }
    return status;
}
