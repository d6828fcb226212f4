/* SPDX-License-Identifier: MIT */

/* From settings in a template to listeners: what stands in the lines around tells the rest. */
#include "read/declared/template.h"

#include "catalog/kinds.h"

#define COUNT(array)    (sizeof(array) / sizeof((array)[0]))
#define WHAT_IT_RENDERS "what the template renders"

/* ---- Parts of a listener -------------------------------------------------------------------- */

static const char *known_protocol(struct elb_text text)
{
    static const char *const protocols[] = {"HTTPS", "TLS", "HTTP", "TCP",
                                            "SSL",   "UDP", "QUIC", "TCP_UDP"};

    for (size_t i = 0; i < COUNT(protocols); i++) {
        if (elb_text_is_nocase(text, protocols[i]))
            return protocols[i];
    }
    return NULL;
}

struct elb_text elb_template_unquoted(struct elb_text text)
{
    if (text.length >= 2 && (text.start[0] == '"' || text.start[0] == '\'') &&
        text.start[text.length - 1] == text.start[0])
        return (struct elb_text){text.start + 1, text.length - 2};
    return text;
}

static struct elb_text value_of(const struct elb_template_hit *hit, enum elb_template_field field)
{
    return elb_template_unquoted(hit->block.fields[field].value);
}

static bool has(const struct elb_template_hit *hit, enum elb_template_field field)
{
    return hit->block.fields[field].key.length > 0;
}

static int port_of(struct elb_text text)
{
    uint64_t port;

    return elb_text_parse_unsigned(text, UINT16_MAX, &port) && port > 0 ? (int)port : -1;
}

static void set_protocol(const struct elb_template_hit *hit, struct elb_listener *listener)
{
    const struct elb_text both = value_of(hit, ELB_FIELD_PROTOCOL_PORT);
    const size_t colon = elb_text_find(both, ELB_TEXT(":"));

    listener->protocol = known_protocol(value_of(hit, ELB_FIELD_PROTOCOL));
    listener->port = port_of(value_of(hit, ELB_FIELD_PORT));
    if (colon == SIZE_MAX)
        return;
    listener->protocol = known_protocol((struct elb_text){both.start, colon});
    listener->port = port_of(elb_text_skip(both, colon + 1));
}

/* From a line to another one near it. */
static void go_to(const struct elb_template *the, struct elb_template_line *line, uint32_t number)
{
    while (line->number > number && elb_template_previous(the, line))
        ;
    while (line->number < number && elb_template_next(the, line))
        ;
}

/* An expression by its form: `!Ref X`, `{"Ref": ...`, `var.policy`. */
static bool is_reference(const struct elb_template_hit *hit)
{
    const struct elb_text value = hit->pair.value;

    if (value.length == 0 || elb_text_has_prefix(value, "{{"))
        return false;
    return strchr("![{", value.start[0]) != NULL ||
           (hit->pair.is_assigned && elb_template_unquoted(value).length == value.length &&
            hit->pair.key.start[0] != '-');
}

static enum elb_status read_setting(const struct elb_template_reading *reading,
                                    struct elb_template_hit *hit, struct elb_setting *ret_setting,
                                    struct elb_error *reterr)
{
    struct elb_template *the = reading->the;

    elb_template_count_columns(the, &hit->line, &hit->pair.span);
    if (!is_reference(hit))
        return elb_setting_read_raw(the->listeners, the->file, &hit->pair.span, hit->key,
                                    ret_setting, reterr);
    *ret_setting = (struct elb_setting){
        .is_set = true,
        .span = hit->pair.span,
        .path = the->file->path,
        .unresolved = hit->pair.value.length == 1
                          ? "what follows in other lines"
                          : elb_arena_dup(elb_declared_arena(the->listeners), hit->pair.value.start,
                                          hit->pair.value.length),
    };
    return ret_setting->unresolved ? ELB_OK : elb_error_set_memory(reterr);
}

/* As the key stands here, up to the value. */
static const char *setting_here(struct elb_arena *arena, const struct elb_template_reading *reading,
                                const struct elb_template_hit *hit)
{
    const char *start = reading->the->file->text.start;
    const bool is_quoted = elb_template_unquoted(hit->pair.value).length < hit->pair.value.length;
    const size_t to = hit->pair.span.offset + is_quoted;
    size_t from = hit->pair.key_span.offset;

    while (from > hit->line.offset && strchr("\"'\\", start[from - 1]))
        from--;
    return elb_arena_dup(arena, start + from, to - from);
}

static bool describe(const struct elb_template_reading *reading, const struct elb_template_hit *hit,
                     struct elb_listener *listener)
{
    struct elb_arena *arena = elb_declared_arena(reading->the->listeners);
    const struct elb_text value = hit->pair.value;
    const bool is_quoted = elb_template_unquoted(value).length < value.length;

    if (!elb_text_is(hit->pair.key, hit->key))
        return elb_setting_describe(reading->the->listeners, reading->syntax, hit->key, listener);
    listener->setting_before = setting_here(arena, reading, hit);
    if (!listener->setting_before)
        return false;
    if (elb_text_has_suffix(elb_text_from(listener->setting_before), "\\\""))
        listener->setting_after = "\\\"";
    else
        listener->setting_after = !is_quoted ? "" : value.start[0] == '"' ? "\"" : "'";
    return true;
}

static enum elb_status add(const struct elb_template_reading *reading,
                           const struct elb_template_hit *hit, const char *what,
                           struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_template *the = reading->the;
    const char *path = elb_template_path(the, &hit->line);

    listener->format = reading->format;
    listener->note = reading->note;
    if (path)
        listener->address =
            elb_arena_printf(elb_declared_arena(the->listeners), "%s%s%s%s%s", reading->address,
                             reading->address[0] ? " " : "", path, path[0] ? " " : "", what);
    if (!listener->address || !describe(reading, hit, listener))
        return elb_error_set_memory(reterr);
    if (listener->declaration == ELB_DECLARED_LISTENER && listener->port == 0)
        listener->port = -1;
    return elb_declared_add(the->listeners, the->file, listener, NULL, reterr);
}

/* ---- Policies of listeners ------------------------------------------------------------------ */

static bool is_ours(const struct elb_setting *setting)
{
    return setting->policy_count > 0 && setting->policies[0].name &&
           elb_text_has_prefix_nocase(elb_text_from(setting->policies[0].name), ELB_POLICY_PREFIX);
}

/* Of CloudFormation: `"SslPolicy": {` of the section says what it may be. */
static bool is_parameter(const struct elb_template_reading *reading,
                         const struct elb_template_hit *hit)
{
    const char *path = elb_text_has_prefix(hit->pair.value, "{")
                           ? elb_template_path(reading->the, &hit->line)
                           : NULL;

    return path && elb_text_has_suffix(elb_text_from(path), "Parameters");
}

static enum elb_status add_policy(const struct elb_template_reading *reading,
                                  struct elb_template_hit *hit, const struct elb_setting *setting,
                                  struct elb_error *reterr)
{
    const bool is_listener = hit->kind == ELB_TEMPLATE_LISTENER || has(hit, ELB_FIELD_PROTOCOL) ||
                             has(hit, ELB_FIELD_PROTOCOL_PORT);
    struct elb_listener listener = {
        .declaration = is_listener ? ELB_DECLARED_LISTENER : ELB_DECLARED_VALUE,
    };

    if (setting->is_empty || (!is_listener && !is_ours(setting)) || is_parameter(reading, hit))
        return ELB_OK;
    set_protocol(hit, &listener);
    elb_setting_apply(setting, reading->the->file, &listener);
    return add(reading, hit, hit->key, &listener, reterr);
}

/* ---- Services ------------------------------------------------------------------------------- */

static enum elb_status add_service(const struct elb_template_reading *reading,
                                   const struct elb_template_hit *hit,
                                   const struct elb_setting *setting, struct elb_error *reterr)
{
    const struct elb_text type = value_of(hit, ELB_FIELD_SERVICE_TYPE);
    const bool is_network =
        elb_text_is(type, "nlb") || elb_text_is(type, "external") || elb_text_is(type, "nlb-ip");
    const bool is_open = type.length > 0 && !is_network; /* a template */
    struct elb_listener listener = {
        .load_balancer = is_open      ? 0
                         : is_network ? ELB_LB_NETWORK
                                      : ELB_LB_CLASSIC,
        .load_balancer_from = is_open      ? ELB_KNOWN_NOT
                              : is_network ? ELB_KNOWN_DECLARED
                                           : ELB_KNOWN_INFERRED,
        .protocol = is_network || is_open ? "TLS" : "SSL",
        .port = port_of(value_of(hit, ELB_FIELD_SERVICE_PORTS)),
    };

    if (setting->is_empty)
        return ELB_OK;
    elb_setting_apply(setting, reading->the->file, &listener);
    return add(reading, hit, hit->key, &listener, reterr);
}

/* ---- Ingresses ------------------------------------------------------------------------------ */

/* The next port in the text of listen-ports, whose quotes may have backslashes. */
static bool next_port(struct elb_text *rest, bool *ret_is_tls, int *ret_port)
{
    size_t at;

    while ((at = elb_text_find(*rest, ELB_TEXT("HTTP"))) != SIZE_MAX) {
        size_t digits = 0;

        *rest = elb_text_skip(*rest, at + strlen("HTTP"));
        *ret_is_tls = elb_text_has_prefix(*rest, "S");
        *rest = elb_text_skip(*rest, *ret_is_tls);
        while (rest->length > 0 && strchr("\\\"' :", rest->start[0]))
            *rest = elb_text_skip(*rest, 1);
        while (digits < rest->length && rest->start[digits] >= '0' && rest->start[digits] <= '9')
            digits++;
        *ret_port = port_of((struct elb_text){rest->start, digits});
        return true;
    }
    return false;
}

static enum elb_status add_ingress_port(const struct elb_template_reading *reading,
                                        struct elb_template_hit *hit,
                                        const struct elb_setting *setting, bool is_tls, int port,
                                        struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(reading->the->listeners);
    struct elb_template_pair *ports = &hit->block.fields[ELB_FIELD_LISTEN_PORTS];
    struct elb_declared_policy *policy = elb_arena_alloc(arena, sizeof(*policy));
    struct elb_listener listener = {
        .load_balancer = ELB_LB_APPLICATION,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .protocol = is_tls ? "HTTPS" : "HTTP",
        .port = port,
        .redirects = !is_tls && has(hit, ELB_FIELD_REDIRECT),
        .span = ports->key.length ? ports->span : hit->pair.span,
    };
    const char *what = port > 0 ? elb_arena_printf(arena, "Ingress %s:%d", listener.protocol, port)
                                : "Ingress HTTPS";

    if (!policy || !what)
        return elb_error_set_memory(reterr);
    if (is_tls && setting->is_set) {
        elb_setting_apply(setting, reading->the->file, &listener);
    } else if (is_tls && hit->block.has_control) {
        listener.how = ELB_HOW_UNRESOLVED;
        listener.unresolved = WHAT_IT_RENDERS;
    } else if (is_tls) {
        *policy = (struct elb_declared_policy){.how = ELB_HOW_CONTROLLER_DEFAULT,
                                               .default_of = ELB_K8S_CONTROLLER};
        listener.policies = policy;
        listener.policy_count = 1;
    }
    return add(reading, hit, what, &listener, reterr);
}

static enum elb_status add_ingress(const struct elb_template_reading *reading,
                                   struct elb_template_hit *hit, const struct elb_setting *setting,
                                   struct elb_error *reterr)
{
    struct elb_text rest = value_of(hit, ELB_FIELD_LISTEN_PORTS);
    bool is_tls;
    struct elb_template_pair *ports = &hit->block.fields[ELB_FIELD_LISTEN_PORTS];
    struct elb_template_line line = hit->line;
    bool has_tls = false;
    int port;
    enum elb_status status = ELB_OK;

    if (ports->key.length > 0) {
        go_to(reading->the, &line, ports->span.line);
        elb_template_count_columns(reading->the, &line, &ports->span);
    }

    while (status == ELB_OK && next_port(&rest, &is_tls, &port)) {
        has_tls |= is_tls;
        status = add_ingress_port(reading, hit, setting, is_tls, port, reterr);
    }
    if (status != ELB_OK || has_tls || !setting->is_set)
        return status;
    port = has(hit, ELB_FIELD_CERTIFICATE) && !has(hit, ELB_FIELD_LISTEN_PORTS) ? 443 : -1;
    return add_ingress_port(reading, hit, setting, true, port, reterr);
}

static enum elb_status add_zalando(const struct elb_template_reading *reading,
                                   const struct elb_template_hit *hit,
                                   const struct elb_setting *setting, struct elb_error *reterr)
{
    struct elb_listener listener = {.protocol = "HTTPS", .port = 443};

    if (setting->is_empty)
        return ELB_OK;
    elb_setting_apply(setting, reading->the->file, &listener);
    return add(reading, hit, "Ingress HTTPS:443", &listener, reterr);
}

/* Ports without a policy beside them; it may be hidden in what is rendered there. */
static enum elb_status add_ports(const struct elb_template_reading *reading,
                                 struct elb_template_hit *hit, struct elb_error *reterr)
{
    const struct elb_setting none = {0};

    if (has(hit, ELB_FIELD_INGRESS_POLICY))
        return ELB_OK;
    hit->key = ELB_K8S_INGRESS "ssl-policy";
    return add_ingress(reading, hit, &none, reterr);
}

/* ---- Defaults ------------------------------------------------------------------------------- */

static enum elb_status add_value(const struct elb_template_reading *reading,
                                 const struct elb_template_hit *hit,
                                 const struct elb_setting *setting, struct elb_error *reterr)
{
    struct elb_listener listener = {.declaration = ELB_DECLARED_VALUE};

    if (setting->is_empty || setting->policy_count == 0)
        return ELB_OK;
    elb_setting_apply(setting, reading->the->file, &listener);
    return add(reading, hit, hit->key, &listener, reterr);
}

/* The value stands in a line beside the path. */
static enum elb_status add_patch(const struct elb_template_reading *reading,
                                 struct elb_template_hit *hit, struct elb_error *reterr)
{
    struct elb_setting setting;
    enum elb_status status;

    if (!has(hit, ELB_FIELD_VALUE) || !has(hit, ELB_FIELD_OPERATION) ||
        elb_text_is(value_of(hit, ELB_FIELD_OPERATION), "remove") ||
        hit->block.fields[ELB_FIELD_VALUE].value.length == 0)
        return ELB_OK;
    hit->pair = hit->block.fields[ELB_FIELD_VALUE];
    go_to(reading->the, &hit->line, hit->pair.span.line);
    status = read_setting(reading, hit, &setting, reterr);
    return status == ELB_OK ? add_value(reading, hit, &setting, reterr) : status;
}

/* ---- CloudFormation without a policy -------------------------------------------------------- */

/* The type of a resource, exactly. */
bool elb_template_is_listener(const struct elb_template_line *line)
{
    struct elb_template_pair pair;

    return elb_template_pair_at(line, line->key, &pair) && elb_text_is(pair.key, "Type") &&
           elb_text_is(elb_template_unquoted(pair.value), "AWS::ElasticLoadBalancingV2::Listener");
}

/* One with a policy is found by that. One whose template may hide a policy is unresolved. */
enum elb_status elb_template_add_resource(const struct elb_template_reading *reading,
                                          const struct elb_template_line *line,
                                          struct elb_error *reterr)
{
    struct elb_template_hit hit = {.line = *line, .key = "SslPolicy"};
    struct elb_template_pair *protocol = &hit.block.fields[ELB_FIELD_PROTOCOL];
    struct elb_listener listener = {0};
    struct elb_template_block outer;
    struct elb_template_line at;

    elb_template_beside(reading->the, line, line->key, &outer);
    if (outer.fields[ELB_FIELD_PROPERTIES].key.length == 0)
        return ELB_OK;
    elb_template_below(reading->the, &outer.properties, &hit.block);
    if (has(&hit, ELB_FIELD_POLICY) || !has(&hit, ELB_FIELD_PROTOCOL))
        return ELB_OK;
    set_protocol(&hit, &listener);
    at = outer.properties;
    go_to(reading->the, &at, protocol->span.line);
    elb_template_count_columns(reading->the, &at, &protocol->span);
    listener.span = protocol->span;
    if (hit.block.has_control && (!listener.protocol || elb_declared_is_tls(listener.protocol))) {
        listener.how = ELB_HOW_UNRESOLVED;
        listener.unresolved = WHAT_IT_RENDERS;
    }
    hit.pair = *protocol;
    return add(reading, &hit, "AWS::ElasticLoadBalancingV2::Listener", &listener, reterr);
}

/* ---- All kinds ------------------------------------------------------------------------------ */

enum elb_status elb_template_take(const struct elb_template_reading *reading,
                                  struct elb_template_hit *hit, struct elb_error *reterr)
{
    struct elb_setting setting;
    enum elb_status status;

    if (hit->kind == ELB_TEMPLATE_PORTS)
        return add_ports(reading, hit, reterr);
    if (hit->kind == ELB_TEMPLATE_PATCH)
        return add_patch(reading, hit, reterr);
    if (hit->pair.value.length == 0)
        return ELB_OK;
    status = read_setting(reading, hit, &setting, reterr);
    if (status != ELB_OK)
        return status;
    switch (hit->kind) {
    case ELB_TEMPLATE_INGRESS:
        return add_ingress(reading, hit, &setting, reterr);
    case ELB_TEMPLATE_ZALANDO:
        return add_zalando(reading, hit, &setting, reterr);
    case ELB_TEMPLATE_SERVICE:
        return add_service(reading, hit, &setting, reterr);
    case ELB_TEMPLATE_NAMED:
        return is_ours(&setting) ? add_value(reading, hit, &setting, reterr) : ELB_OK;
    case ELB_TEMPLATE_DEFAULT:
        return add_value(reading, hit, &setting, reterr);
    default:
        return add_policy(reading, hit, &setting, reterr);
    }
}
