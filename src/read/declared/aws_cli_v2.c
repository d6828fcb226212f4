/* SPDX-License-Identifier: MIT */

/* Listeners of Application and Network Load Balancers, as AWS describes them. */
#include "catalog/kinds.h"
#include "read/declared/aws_cli.h"

#define COMMAND "aws elbv2 modify-listener --listener-arn "

/* The nodes of what is known of a listener; NULL: it is not there. */
struct parts {
    const struct elb_node *arn;
    const struct elb_node *load_balancer;
    const struct elb_node *protocol;
    const struct elb_node *port;
    const struct elb_node *policy;
};

static bool has_part(const struct elb_node *node, const char *part)
{
    return elb_text_has_prefix(elb_node_text(node), "arn:") &&
           elb_text_find(elb_node_text(node), elb_text_from(part)) != SIZE_MAX;
}

static bool is_protocol(const struct elb_node *node)
{
    static const char *const names[] = {"HTTP",    "HTTPS", "TCP",      "TLS",   "UDP",
                                        "TCP_UDP", "QUIC",  "TCP_QUIC", "GENEVE"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (elb_node_text_is(node, names[i]))
            return true;
    }
    return false;
}

/* Values without keys, or with keys of the user's own: what they are is told by what they say. */
static void find_by_value(const struct elb_node *row, struct parts *parts)
{
    for (size_t i = 0; i < elb_node_count(row); i++) {
        const struct elb_node *node = elb_node_at(row, i);

        if (has_part(node, ":listener/"))
            parts->arn = node;
        else if (has_part(node, ":loadbalancer/"))
            parts->load_balancer = node;
        else if (is_protocol(node))
            parts->protocol = node;
        else if (elb_text_has_prefix(elb_node_text(node), ELB_POLICY_PREFIX))
            parts->policy = node;
        else if (elb_declared_port(node) > 0 && !parts->port)
            parts->port = node;
    }
}

static void find_parts(const struct elb_node *node, struct parts *parts)
{
    *parts = (struct parts){
        .arn = elb_live_member(node, "ListenerArn"),
        .load_balancer = elb_live_member(node, "LoadBalancerArn"),
        .protocol = elb_live_member(node, "Protocol"),
        .port = elb_live_member(node, "Port"),
        .policy = elb_live_member(node, "SslPolicy"),
    };
    if (!parts->protocol && !parts->policy)
        find_by_value(node, parts);
    if (elb_node_is_null(parts->policy) ||
        (elb_node_is_string(parts->policy) && parts->policy->text.length == 0))
        parts->policy = NULL;
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* The n-th field between `/`, from 0. */
static struct elb_text field_at(struct elb_text text, unsigned index)
{
    struct elb_text field = {0};

    for (unsigned i = 0; i <= index; i++) {
        if (!elb_text_next_field(&text, "/", &field))
            return (struct elb_text){0};
    }
    return field;
}

/* arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/NAME/ID/ID and
 * arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID */
static const char *load_balancer_arn(struct elb_listeners *listeners, const struct parts *parts)
{
    static const struct elb_text listener = ELB_TEXT_INIT(":listener/");
    const struct elb_text arn = elb_node_text(parts->arn);
    const size_t at = elb_text_find(arn, listener);
    struct elb_text rest;

    if (elb_node_is_string(parts->load_balancer))
        return elb_node_text(parts->load_balancer).start;
    if (at == SIZE_MAX)
        return NULL;
    rest = elb_text_skip(arn, at + listener.length);
    return elb_arena_printf(elb_declared_arena(listeners), "%.*s:loadbalancer/%.*s/%.*s/%.*s",
                            (int)at, arn.start, ELB_TEXT_ARGS(field_at(rest, 0)),
                            ELB_TEXT_ARGS(field_at(rest, 1)), ELB_TEXT_ARGS(field_at(rest, 2)));
}

/* `web:443`: the load balancer's name and the port; else what there is. */
static const char *address_of(struct elb_arena *arena, const char *load_balancer,
                              const struct elb_listener *listener)
{
    const struct elb_text name = field_at(elb_text_from(load_balancer), 2);
    const struct elb_text word =
        name.length > 0 ? name
                        : elb_text_from(listener->protocol ? listener->protocol : "listener");

    if (listener->port > 0)
        return elb_arena_printf(arena, "%.*s:%d", ELB_TEXT_ARGS(word), listener->port);
    return elb_arena_printf(arena, "%.*s", ELB_TEXT_ARGS(word));
}

static const char *setting_of(struct elb_arena *arena, const struct parts *parts)
{
    const struct elb_text arn = elb_node_text(parts->arn);

    if (!elb_live_is_plain(arn))
        return "--ssl-policy ";
    return elb_arena_printf(arena, COMMAND "%.*s --ssl-policy ", ELB_TEXT_ARGS(arn));
}

/* ---- What it does --------------------------------------------------------------------------- */

static bool is_redirect(const struct elb_node *action)
{
    const struct elb_node *config = elb_live_member(action, "RedirectConfig");

    return elb_text_is_nocase(elb_live_text(action, "Type"), "redirect") &&
           elb_text_is_nocase(elb_live_text(config, "Protocol"), "HTTPS");
}

/* TLS towards one target group is what counts: that is where a policy is in force. */
static void add_target(const struct elb_live_state *state, const struct elb_node *from,
                       struct elb_listener *listener)
{
    const char *protocol =
        elb_map_get(&state->target_groups, elb_live_text(from, "TargetGroupArn"));

    if (protocol && (!listener->target_protocol || elb_declared_is_tls(protocol)))
        listener->target_protocol = protocol;
}

static void read_actions(const struct elb_live_state *state, const struct elb_node *node,
                         struct elb_listener *listener)
{
    const struct elb_node *actions = elb_live_member(node, "DefaultActions");

    for (size_t i = 0; elb_node_is_sequence(actions) && i < elb_node_count(actions); i++) {
        const struct elb_node *action = elb_node_at(actions, i);
        const struct elb_node *groups =
            elb_live_member(elb_live_member(action, "ForwardConfig"), "TargetGroups");

        listener->redirects |= is_redirect(action);
        add_target(state, action, listener);
        for (size_t j = 0; elb_node_is_sequence(groups) && j < elb_node_count(groups); j++)
            add_target(state, elb_node_at(groups, j), listener);
    }
}

/* ---- The policy ----------------------------------------------------------------------------- */

/* AWS always shows the policy of a listener that has one, so it is not the default. */
static enum elb_status leave_open(struct elb_listeners *listeners, struct elb_listener *listener,
                                  const char *reason, struct elb_error *reterr)
{
    if (listener->protocol && !elb_declared_is_tls(listener->protocol))
        return ELB_OK;
    return elb_declared_leave_open(listeners, listener, reason) ? ELB_OK
                                                                : elb_error_set_memory(reterr);
}

static enum elb_status read_policy(struct elb_listeners *listeners,
                                   const struct elb_live_item *item, const struct parts *parts,
                                   struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_declared_policy *policy;

    if (!parts->policy)
        return leave_open(listeners, listener, "SslPolicy is left out of what AWS shows", reterr);
    listener->span = elb_live_span(item, parts->policy);
    if (!elb_node_is_string(parts->policy)) {
        if (!elb_declared_leave_open(listeners, listener, "SslPolicy is no string"))
            return elb_error_set_memory(reterr);
        return elb_live_problem(listeners, item, parts->policy, reterr,
                                "'SslPolicy' is not a string but %s",
                                elb_node_type_name(parts->policy));
    }
    policy = elb_arena_alloc(elb_declared_arena(listeners), sizeof(*policy));
    if (!policy)
        return elb_error_set_memory(reterr);
    *policy = (struct elb_declared_policy){
        .name = parts->policy->text.start,
        .how = ELB_HOW_EXPLICIT,
        .span = listener->span,
    };
    listener->policies = policy;
    listener->policy_count = 1;
    return ELB_OK;
}

static const struct elb_node *place_of(const struct elb_live_item *item, const struct parts *parts)
{
    if (elb_node_is_scalar(parts->protocol))
        return parts->protocol;
    return elb_node_is_scalar(parts->arn) ? parts->arn : item->node;
}

static enum elb_status add_listener(struct elb_listeners *listeners,
                                    const struct elb_live_state *state,
                                    const struct elb_live_item *item, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(listeners);
    struct elb_listener listener = {.format = elb_declared_reader_aws_cli.format};
    struct parts parts;
    bool out_of_memory = false;
    enum elb_status status;

    find_parts(item->node, &parts);
    listener.span = elb_live_span(item, place_of(item, &parts));
    listener.protocol =
        elb_declared_upper(listeners, elb_node_text(parts.protocol), &out_of_memory);
    listener.port = elb_declared_port(parts.port);
    listener.load_balancer_id = load_balancer_arn(listeners, &parts);
    listener.load_balancer = elb_declared_arn_type(elb_text_from(listener.load_balancer_id));
    if (listener.load_balancer)
        listener.load_balancer_from = ELB_KNOWN_DECLARED;
    listener.address = address_of(arena, listener.load_balancer_id, &listener);
    listener.setting_before = setting_of(arena, &parts);
    listener.setting_after = "";
    if (out_of_memory || !listener.address || !listener.setting_before ||
        (parts.arn && !listener.load_balancer_id && has_part(parts.arn, ":listener/")))
        return elb_error_set_memory(reterr);
    read_actions(state, item->node, &listener);
    status = read_policy(listeners, item, &parts, &listener, reterr);
    return status == ELB_OK ? elb_declared_add(listeners, item->file, &listener, NULL, reterr)
                            : status;
}

enum elb_status elb_live_add_listeners(struct elb_listeners *listeners,
                                       const struct elb_live_state *state, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < state->listeners.count; i++)
        status = add_listener(listeners, state, &state->listeners.items[i], reterr);
    return status;
}
