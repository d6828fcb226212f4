/* SPDX-License-Identifier: MIT */

/* aws_lb_listener, which is also called aws_alb_listener: its load balancer, action and policy. */
#include "read/declared/terraform.h"

static bool is_type(const struct elb_tf_block *block, const char *type, const char *alias)
{
    return block && (elb_text_is(block->type, type) || elb_text_is(block->type, alias));
}

/* ---- The load balancer --------------------------------------------------------------------------
 */

/* `aws_lb.web`, `aws_lb.web[0]`; NULL: one of several, and it is not known which. */
static const char *id_of(struct elb_tf_run *run, const struct elb_tf_value *value,
                         struct elb_tf_scope scope)
{
    const struct elb_tf_block *block = value->block;
    const char *kind = strcmp(block->kind, "data") == 0 ? "data." : "";
    const char *id = elb_tf_print(run, "%s%s%.*s.%.*s", value->scope.instance->prefix, kind,
                                  ELB_TEXT_ARGS(block->type), ELB_TEXT_ARGS(block->name));
    struct elb_tf_values values;
    const struct elb_tf_value *index;

    if (!id || !value->index || elb_node_tag_is(value->index, "!splat"))
        return id;
    elb_tf_evaluate(run, value->index, scope, &values);
    index = elb_tf_single(&values);
    if (!index || !elb_tf_is_scalar(index))
        return NULL;
    return elb_tf_print(run, "%s[%.*s]", id, ELB_TEXT_ARGS(index->node->text));
}

/* A load balancer that a resource or data source stands for. */
static void set_from_block(struct elb_tf_run *run, struct elb_listener *listener,
                           const struct elb_tf_value *value, struct elb_tf_scope scope)
{
    const struct elb_tf_block *block = value->block;
    const struct elb_tf_body body = {block->body, value->scope};
    struct elb_text type;

    listener->load_balancer_id = id_of(run, value, scope);
    if (strcmp(block->kind, "resource") != 0 || !is_type(block, "aws_lb", "aws_alb"))
        return;
    type = elb_tf_text_of(run, body, "load_balancer_type");
    if (!elb_tf_attribute(body, "load_balancer_type") || elb_text_is(type, "application"))
        listener->load_balancer = ELB_LB_APPLICATION;
    else if (elb_text_is(type, "network"))
        listener->load_balancer = ELB_LB_NETWORK;
    if (listener->load_balancer)
        listener->load_balancer_from = ELB_KNOWN_REFERENCE;
}

static bool depends_on_item(const char *source)
{
    return strstr(source, "each.") || strstr(source, "count.");
}

void elb_tf_set_load_balancer(struct elb_tf_run *run, struct elb_listener *listener,
                              struct elb_tf_body body, const char *name)
{
    const struct elb_node *node = elb_tf_attribute(body, name);
    struct elb_tf_value value;
    struct elb_text text;
    const char *source;

    if (!node)
        return;
    if (elb_tf_follow(run, body, name, &value)) {
        set_from_block(run, listener, &value, body.scope);
        return;
    }
    text = elb_tf_text_of(run, body, name);
    if (text.length > 0) {
        listener->load_balancer_id = text.start;
        listener->load_balancer = elb_declared_arn_type(text);
        listener->load_balancer_from =
            listener->load_balancer ? ELB_KNOWN_REFERENCE : ELB_KNOWN_NOT;
        return;
    }
    source = elb_tf_source(run, node, body.scope.file);
    if (source && !depends_on_item(source))
        listener->load_balancer_id =
            elb_tf_print(run, "%s%.*s:%s", body.scope.instance->prefix,
                         ELB_TEXT_ARGS(body.scope.instance->module->path), source);
}

static bool is_gateway(struct elb_tf_run *run, struct elb_tf_body body)
{
    struct elb_tf_value value;
    const struct elb_tf_block *block = elb_tf_follow(run, body, "load_balancer_arn", &value);

    return is_type(block, "aws_lb", "aws_alb") &&
           elb_text_is(elb_tf_text_of(run, (struct elb_tf_body){block->body, value.scope},
                                      "load_balancer_type"),
                       "gateway");
}

/* ---- The default action
 * -------------------------------------------------------------------------- */

/* The first block of this name, or what `dynamic` makes of one. */
static bool first_block(struct elb_tf_body body, const char *name, struct elb_tf_body *ret_block)
{
    struct elb_tf_cursor cursor = {0};
    struct elb_tf_body dynamic;

    if (elb_tf_next_block(body, name, &cursor, ret_block))
        return true;
    cursor = (struct elb_tf_cursor){0};
    while (elb_tf_next_block(body, "dynamic", &cursor, &dynamic)) {
        struct elb_tf_cursor inner = {0};
        struct elb_tf_cursor content = {0};

        if (elb_tf_next_block(dynamic, name, &inner, &dynamic) &&
            elb_tf_next_block(dynamic, "content", &content, ret_block))
            return true;
    }
    return false;
}

static bool sends_on_to_https(struct elb_tf_run *run, struct elb_tf_body action)
{
    struct elb_tf_body redirect;

    return elb_text_is_nocase(elb_tf_text_of(run, action, "type"), "redirect") &&
           first_block(action, "redirect", &redirect) &&
           elb_text_is_nocase(elb_tf_text_of(run, redirect, "protocol"), "HTTPS");
}

/* The protocol of the target group that the action names directly, or within `forward`. */
static void set_target(struct elb_tf_run *run, struct elb_listener *listener,
                       struct elb_tf_body action)
{
    struct elb_tf_value value;
    struct elb_tf_body group = action;
    struct elb_tf_body forward;
    const char *name = "target_group_arn";
    const struct elb_tf_block *block;
    bool out_of_memory = false;

    if (!elb_tf_attribute(action, name) && first_block(action, "forward", &forward) &&
        first_block(forward, "target_group", &group))
        name = "arn";
    block = elb_tf_follow(run, group, name, &value);
    if (!is_type(block, "aws_lb_target_group", "aws_alb_target_group"))
        return;
    listener->target_protocol = elb_declared_upper(
        run->listeners,
        elb_tf_text_of(run, (struct elb_tf_body){block->body, value.scope}, "protocol"),
        &out_of_memory);
    if (out_of_memory && run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
}

static void set_action(struct elb_tf_run *run, struct elb_listener *listener,
                       struct elb_tf_body body)
{
    struct elb_tf_cursor cursor = {0};
    struct elb_tf_body action;
    bool has_action = false;

    while (elb_tf_next_block(body, "default_action", &cursor, &action)) {
        has_action = true;
        listener->redirects |= sends_on_to_https(run, action);
        if (!listener->target_protocol)
            set_target(run, listener, action);
    }
    if (has_action || !first_block(body, "default_action", &action))
        return;
    listener->redirects = sends_on_to_https(run, action);
    set_target(run, listener, action);
}

/* ---- The listener
 * --------------------------------------------------------------------------------- */

static bool is_broken(struct elb_tf_body body)
{
    return elb_node_tag_is(body.node, "!broken");
}

/* Of a block with an error in it, what isn't there may have been. */
static void set_protocol(struct elb_tf_run *run, struct elb_listener *listener,
                         struct elb_tf_body body)
{
    const bool has_tls =
        elb_tf_attribute(body, "ssl_policy") || elb_tf_attribute(body, "certificate_arn");
    const struct elb_node *protocol = elb_tf_attribute(body, "protocol");
    struct elb_tf_values values;

    elb_tf_values_of(run, body, "protocol", &values);
    elb_tf_set_protocol(run, listener, &values);
    /* Source: the provider's page of aws_lb_listener: HTTP unless it is set, for this type. */
    if (!protocol && !has_tls && !is_broken(body) && listener->load_balancer != ELB_LB_NETWORK)
        listener->protocol = "HTTP";
    elb_tf_values_of(run, body, "port", &values);
    elb_tf_set_port(listener, &values);
    if (protocol && protocol->tag.length > 0)
        listener->note = elb_tf_source(run, protocol, body.scope.file);
}

static struct elb_span place_of(const struct elb_tf_block *block, struct elb_tf_body body)
{
    static const char *const names[] = {"ssl_policy", "protocol"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const struct elb_node *node = elb_tf_attribute(body, names[i]);

        if (node)
            return elb_declared_span(node);
    }
    return elb_declared_span(block->label);
}

/* Of a block with an error in it, what isn't there may have been. */
static void set_policies(struct elb_tf_run *run, struct elb_listener *listener,
                         struct elb_tf_body body)
{
    const struct elb_node *node = elb_tf_attribute(body, "ssl_policy");
    struct elb_tf_values values;

    elb_tf_values_of(run, body, "ssl_policy", &values);
    elb_tf_set_policies(run, listener, &values, node, body.scope, NULL);
    if (!node && is_broken(body)) {
        listener->how = ELB_HOW_UNRESOLVED;
        listener->unresolved = "the part of the block that can't be read";
    }
    if (!node)
        listener->note = NULL;
}

void elb_tf_visit_listener(struct elb_tf_run *run, const struct elb_tf_block *block,
                           struct elb_tf_body body, const char *address)
{
    struct elb_listener listener = {.address = address, .span = place_of(block, body)};

    /* Whose block it was is only told by what stands in it. */
    if (block->kind[0] == '\0' && !elb_tf_attribute(body, "ssl_policy"))
        return;
    if (is_gateway(run, body))
        return;
    elb_tf_set_load_balancer(run, &listener, body, "load_balancer_arn");
    set_protocol(run, &listener, body);
    set_policies(run, &listener, body);
    set_action(run, &listener, body);
    elb_tf_set_certificates(run, &listener, body, "certificate_arn");
    elb_tf_add_certificates(run, &listener, block, body);
    elb_tf_set_setting(run, &listener, "ssl_policy", body.scope.file);
    elb_tf_add_listener(run, &listener, body.scope);
}
