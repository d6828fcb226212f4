/* SPDX-License-Identifier: MIT */

/*
 * Two modules of the registry that many use, as their calls tell what they make: the inputs, and
 * what they do without them, are those of their own pages, terraform-aws-modules/alb (versions 5 to
 * 10) and cloudposse/alb.
 */
#include "read/declared/terraform.h"

struct call {
    const struct elb_tf_block *block;
    struct elb_tf_body body;
    const char *address;
    enum elb_load_balancer type;
};

/* ---- Which module, of which version
 * --------------------------------------------------------------- */

static bool is_from(struct elb_text source, const char *registry, const char *repository)
{
    return elb_text_has_prefix(source, registry) ||
           elb_text_find(source, elb_text_from(registry)) != SIZE_MAX ||
           elb_text_find(source, elb_text_from(repository)) != SIZE_MAX;
}

/* The first number in a text; SIZE_MAX: none. */
static uint64_t first_number(struct elb_text text)
{
    uint64_t number = UINT64_MAX;
    size_t length = 0;

    while (text.length > 0 && (*text.start < '0' || *text.start > '9'))
        text = elb_text_skip(text, 1);
    while (length < text.length && text.start[length] >= '0' && text.start[length] <= '9')
        length++;
    if (!elb_text_parse_unsigned((struct elb_text){text.start, length}, 100000, &number))
        return UINT64_MAX;
    return number;
}

/*
 * The highest major version that a constraint allows: the newest there is, for `>= 9.0` alone.
 * Terraform takes that one.
 */
static uint64_t highest_major(struct elb_text constraint)
{
    uint64_t highest = UINT64_MAX;
    struct elb_text part;

    while (elb_text_next_word(&constraint, ",", &part)) {
        const uint64_t number = first_number(part);

        part = elb_text_trim(part);
        if (elb_text_has_prefix(part, ">") || elb_text_has_prefix(part, "!"))
            continue;
        if (elb_text_has_prefix(part, "<") && !elb_text_has_prefix(part, "<=") &&
            number != UINT64_MAX && number > 0 && elb_text_find(part, ELB_TEXT(".")) == SIZE_MAX)
            highest = number - 1 < highest ? number - 1 : highest;
        else if (elb_text_has_prefix(part, "<") && !elb_text_has_prefix(part, "<=") &&
                 elb_text_has_suffix(part, ".0"))
            highest = number - 1 < highest ? number - 1 : highest;
        else if (number < highest)
            highest = number;
    }
    return highest;
}

static uint64_t version_of(struct elb_tf_run *run, const struct call *call, struct elb_text source)
{
    const size_t ref = elb_text_find(source, ELB_TEXT("ref="));

    if (ref != SIZE_MAX)
        return first_number(elb_text_skip(source, ref));
    return highest_major(elb_tf_text_of(run, call->body, "version"));
}

/* ---- One listener
 * --------------------------------------------------------------------------------- */

struct made {
    struct elb_listener listener;
    struct elb_tf_body body;   /* that has its settings */
    const char *policy;        /* the key of its policy; "" for none */
    const struct elb_node *at; /* where it is, if nothing of it is written */
};

static void set_place(struct made *made)
{
    const struct elb_node *policy = elb_tf_attribute(made->body, made->policy);
    const struct elb_node *protocol = elb_tf_attribute(made->body, "protocol");

    made->listener.span = elb_declared_span(policy ? policy : protocol ? protocol : made->at);
}

/* `default_of` is NULL where it is not known what the module does without a policy. */
static void add(struct elb_tf_run *run, const struct call *call, struct made *made,
                const char *default_of)
{
    struct elb_listener *listener = &made->listener;
    const struct elb_node *node = elb_tf_attribute(made->body, made->policy);
    const bool is_tls = elb_declared_is_tls(listener->protocol);
    struct elb_tf_values values;

    set_place(made);
    listener->load_balancer = call->type;
    listener->load_balancer_from = call->type ? ELB_KNOWN_DECLARED : ELB_KNOWN_NOT;
    listener->load_balancer_id = call->address;
    elb_tf_evaluate(run, node, made->body.scope, &values);
    elb_tf_set_policies(run, listener, &values, node, made->body.scope, is_tls ? default_of : NULL);
    if (!node && is_tls && !default_of) {
        listener->how = ELB_HOW_UNRESOLVED;
        listener->unresolved = "the default of the module";
    }
    if (made->policy[0] != '\0')
        elb_tf_set_setting(run, listener, made->policy, made->body.scope.file);
    elb_tf_add_listener(run, listener, made->body.scope);
}

/* A port or protocol, with what the call has for all, or what the module takes without either. */
static void set_endpoint(struct elb_tf_run *run, const struct call *call, struct made *made,
                         const char *protocol, int port)
{
    const bool has_protocol = elb_tf_attribute(made->body, "protocol") != NULL;
    const bool has_port = elb_tf_attribute(made->body, "port") != NULL;
    struct elb_tf_values values;

    elb_tf_values_of(run, has_protocol ? made->body : call->body,
                     has_protocol ? "protocol" : "default_protocol", &values);
    elb_tf_set_protocol(run, &made->listener, &values);
    if (!has_protocol && !elb_tf_attribute(call->body, "default_protocol"))
        made->listener.protocol = protocol;
    elb_tf_values_of(run, has_port ? made->body : call->body, has_port ? "port" : "default_port",
                     &values);
    elb_tf_set_port(&made->listener, &values);
    if (!has_port && !elb_tf_attribute(call->body, "default_port"))
        made->listener.port = port;
}

static void set_redirect(struct elb_tf_run *run, struct made *made)
{
    struct elb_tf_cursor cursor = {0};
    struct elb_tf_body redirect;

    made->listener.redirects =
        elb_tf_next_block(made->body, "redirect", &cursor, &redirect) &&
        elb_text_is_nocase(elb_tf_text_of(run, redirect, "protocol"), "HTTPS");
}

/* ---- terraform-aws-modules/alb
 * ---------------------------------------------------------------------- */

/* The values of an input that is a map or a list of objects. */
static void get_pairs(struct elb_tf_run *run, const struct call *call, const char *name,
                      struct elb_tf_pairs *ret)
{
    struct elb_tf_values values;

    elb_tf_values_of(run, call->body, name, &values);
    ret->has_unknown = values.has_unknown || values.count > 1;
    run->steps = SIZE_MAX;
    if (values.count > 0)
        elb_tf_pairs(run, &values.items[0], ret);
}

/* An object of a map or list; false: it is none, or is not known. */
static bool get_body(struct elb_tf_run *run, const struct elb_tf_pair *pair,
                     struct elb_tf_body *ret_body)
{
    struct elb_tf_values values;

    elb_tf_evaluate(run, pair->value.node, pair->value.scope, &values);
    if (values.count == 0 || values.items[0].kind != ELB_TF_LITERAL ||
        !elb_node_is_mapping(values.items[0].node))
        return false;
    *ret_body = (struct elb_tf_body){values.items[0].node, values.items[0].scope};
    return true;
}

static const char *default_of_version(uint64_t version)
{
    if (version >= 10)
        return "terraform-aws-modules-alb-10";
    return version == 9 ? "terraform-aws-modules-alb-9" : NULL;
}

/* From version 9 on: listeners = { NAME = { ... } }. Version 0 is another module. */
static void add_listeners(struct elb_tf_run *run, const struct call *call, uint64_t version)
{
    struct elb_tf_pairs pairs = {0};

    get_pairs(run, call, "listeners", &pairs);
    for (size_t i = 0; i < pairs.count && run->status == ELB_OK; i++) {
        struct made made = {.policy = "ssl_policy", .at = pairs.items[i].key_node};

        if (!get_body(run, &pairs.items[i], &made.body))
            continue;
        made.listener.address = elb_tf_print(run, "%s.aws_lb_listener.this[\"%.*s\"]",
                                             call->address, ELB_TEXT_ARGS(pairs.items[i].key));
        set_endpoint(run, call, &made, version > 0 ? "HTTP" : NULL, version > 0 ? 80 : -1);
        set_redirect(run, &made);
        elb_tf_set_certificates(run, &made.listener, made.body, "certificate_arn");
        add(run, call, &made, default_of_version(version));
    }
}

/* Up to version 8: lists, of which one has TLS; and a policy for all of these that have none. */
static void add_list(struct elb_tf_run *run, const struct call *call, const char *name,
                     const char *resource, const char *protocol)
{
    const struct elb_node *common = elb_tf_attribute(call->body, "listener_ssl_policy_default");
    struct elb_tf_pairs pairs = {0};

    get_pairs(run, call, name, &pairs);
    for (size_t i = 0; i < pairs.count && run->status == ELB_OK; i++) {
        struct made made = {.policy = "ssl_policy", .at = call->block->label};

        if (!get_body(run, &pairs.items[i], &made.body))
            continue;
        made.listener.address =
            elb_tf_print(run, "%s.aws_lb_listener.%s[%zu]", call->address, resource, i);
        made.at = made.body.node;
        set_endpoint(run, call, &made, protocol, 0);
        set_redirect(run, &made);
        elb_tf_set_certificates(run, &made.listener, made.body, "certificate_arn");
        if (common && !elb_tf_attribute(made.body, "ssl_policy") &&
            elb_declared_is_tls(made.listener.protocol)) {
            made.policy = "listener_ssl_policy_default";
            made.body = call->body;
        }
        add(run, call, &made, "terraform-aws-modules-alb-8");
    }
}

static void visit_aws_module(struct elb_tf_run *run, struct call *call, struct elb_text source)
{
    const struct elb_text type = elb_tf_text_of(run, call->body, "load_balancer_type");
    const bool has_type = elb_tf_attribute(call->body, "load_balancer_type") != NULL;

    if (!has_type || elb_text_is(type, "application"))
        call->type = ELB_LB_APPLICATION;
    else if (elb_text_is(type, "network"))
        call->type = ELB_LB_NETWORK;
    add_listeners(run, call, version_of(run, call, source));
    add_list(run, call, "https_listeners", "frontend_https", "HTTPS");
    add_list(run, call, "http_tcp_listeners", "frontend_http_tcp", "HTTP");
}

/* ---- Others of the same shape
 * ---------------------------------------------------------------------- */

/* Is it an object that says of a listener what it is? */
static bool is_listener(struct elb_tf_body body)
{
    return elb_tf_attribute(body, "port") &&
           (elb_tf_attribute(body, "protocol") || elb_tf_attribute(body, "ssl_policy")) &&
           !elb_tf_attribute(body, "from_port");
}

/*
 * A module that is not in sight, with listeners that look like those of the module above: many are
 * copies of it, or lie around it. What it does without a policy is its own.
 */
static void visit_similar(struct elb_tf_run *run, struct call *call)
{
    const struct elb_text type = elb_tf_text_of(run, call->body, "load_balancer_type");
    struct elb_tf_pairs pairs = {0};
    struct elb_tf_body body;

    get_pairs(run, call, "listeners", &pairs);
    for (size_t i = 0; i < pairs.count && run->status == ELB_OK; i++) {
        if (!get_body(run, &pairs.items[i], &body) || !is_listener(body))
            return;
    }
    if (elb_text_is(type, "application"))
        call->type = ELB_LB_APPLICATION;
    else if (elb_text_is(type, "network"))
        call->type = ELB_LB_NETWORK;
    add_listeners(run, call, 0);
}

/* ---- cloudposse/alb
 * --------------------------------------------------------------------------------- */

static bool is_switched(struct elb_tf_run *run, const struct call *call, const char *name,
                        bool otherwise)
{
    const struct elb_text text = elb_tf_text_of(run, call->body, name);

    if (!elb_tf_attribute(call->body, name))
        return otherwise;
    return !elb_text_is(text, "false");
}

static void add_cloudposse(struct elb_tf_run *run, const struct call *call, const char *protocol,
                           const char *port, int default_port)
{
    struct made made = {
        .listener = {.protocol = protocol, .port = default_port},
        .body = call->body,
        .policy = "https_ssl_policy",
        .at = call->block->label,
    };
    const bool is_tls = elb_declared_is_tls(protocol);
    struct elb_tf_values values;

    if (elb_tf_attribute(call->body, port)) {
        elb_tf_values_of(run, call->body, port, &values);
        elb_tf_set_port(&made.listener, &values);
    }
    made.listener.address = elb_tf_print(run, "%s.aws_lb_listener.%s[0]", call->address,
                                         is_tls ? "https" : "http_forward");
    if (is_tls) {
        elb_tf_set_certificates(run, &made.listener, call->body, "certificate_arn");
        add(run, call, &made, "cloudposse-alb");
        return;
    }
    made.listener.redirects = elb_text_is(elb_tf_text_of(run, call->body, "http_redirect"), "true");
    made.policy = "";
    add(run, call, &made, NULL);
}

static void visit_cloudposse(struct elb_tf_run *run, struct call *call)
{
    call->type = ELB_LB_APPLICATION;
    if (is_switched(run, call, "https_enabled", false))
        add_cloudposse(run, call, "HTTPS", "https_port", 443);
    if (is_switched(run, call, "http_enabled", true))
        add_cloudposse(run, call, "HTTP", "http_port", 80);
}

void elb_tf_visit_alb_module(struct elb_tf_run *run, const struct elb_tf_block *block,
                             struct elb_tf_body body, const char *address)
{
    const struct elb_text source = elb_tf_text_of(run, body, "source");
    struct call call = {.block = block, .body = body, .address = address};

    if (is_from(source, "terraform-aws-modules/alb/", "terraform-aws-modules/terraform-aws-alb"))
        visit_aws_module(run, &call, source);
    else if (is_from(source, "cloudposse/alb/", "cloudposse/terraform-aws-alb.git"))
        visit_cloudposse(run, &call);
    else if (!block->is_in_sight)
        visit_similar(run, &call);
}
