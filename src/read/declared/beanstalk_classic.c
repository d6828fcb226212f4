/* SPDX-License-Identifier: MIT */

/*
 * Listeners of Classic Load Balancers in Elastic Beanstalk: aws:elb:listener:PORT, and
 * aws:elb:policies:NAME, which names the ports that it is for, or which PolicyNames names.
 */
#include "read/declared/beanstalk.h"

#define POLICIES_MAX   256 /* of one environment */
#define ATTRIBUTES_MAX 128 /* of one policy: there are about 90 */

/* ---- Policies ------------------------------------------------------------------------------- */

/* Options of a policy that aren't about TLS. */
static bool is_other(struct elb_text name)
{
    static const char *const names[] = {
        "CookieName",           "CookieExpirationPeriod", "InstancePorts",
        "LoadBalancerPorts",    "ProxyProtocol",          "PublicKey",
        "PublicKeyPolicyNames", "StickinessPolicy",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (elb_text_is(name, names[i]))
            return true;
    }
    return false;
}

struct attributes {
    struct elb_declared_attribute list[ATTRIBUTES_MAX];
    size_t count;
    bool out_of_memory;
};

static void add_attribute(struct attributes *attributes, struct elb_text name,
                          struct elb_text value)
{
    if (attributes->count < ATTRIBUTES_MAX)
        attributes->list[attributes->count++] = (struct elb_declared_attribute){name, value};
}

/* SSLProtocols: `TLSv1.2,TLSv1.1`, each with or without `Protocol-`. */
static void add_protocols(struct elb_beanstalk *beanstalk, struct elb_text value,
                          struct attributes *attributes)
{
    struct elb_text word;

    while (elb_text_next_word(&value, ", \t", &word)) {
        const bool is_whole = elb_text_has_prefix(word, "Protocol-");
        const char *name = elb_arena_printf(elb_declared_arena(beanstalk->listeners), "%s%.*s",
                                            is_whole ? "" : "Protocol-", ELB_TEXT_ARGS(word));

        attributes->out_of_memory |= !name;
        add_attribute(attributes, elb_text_from(name), ELB_TEXT("true"));
    }
}

static void add_option(struct elb_beanstalk *beanstalk, const struct elb_beanstalk_option *option,
                       struct attributes *attributes)
{
    const struct elb_text value =
        option->is_unknown ? elb_text_from(option->source) : option->value;

    if (is_other(option->name) || value.length == 0)
        return;
    if (elb_text_is(option->name, "SSLReferencePolicy"))
        add_attribute(attributes, ELB_TEXT("Reference-Security-Policy"), value);
    else if (elb_text_is(option->name, "SSLProtocols") && !option->is_unknown)
        add_protocols(beanstalk, value, attributes);
    else
        add_attribute(attributes, option->name, value);
}

static bool is_for_tls(const struct elb_beanstalk_section *section)
{
    for (struct elb_beanstalk_entry *entry = section->entries; entry; entry = entry->next) {
        if (!is_other(entry->option.name))
            return true;
    }
    return false;
}

static enum elb_status make_policy(struct elb_beanstalk *beanstalk,
                                   const struct elb_beanstalk_section *section,
                                   struct elb_declared_policy *ret, struct elb_error *reterr)
{
    const struct elb_beanstalk_option *reference =
        elb_beanstalk_find(section, "SSLReferencePolicy");
    const struct elb_beanstalk_option *protocols = elb_beanstalk_find(section, "SSLProtocols");
    struct attributes attributes;
    enum elb_status status;

    attributes.count = 0;
    attributes.out_of_memory = false;
    for (struct elb_beanstalk_entry *entry = section->entries; entry; entry = entry->next)
        add_option(beanstalk, &entry->option, &attributes);
    if (attributes.out_of_memory)
        return elb_error_set_memory(reterr);
    status =
        elb_declared_classic(beanstalk->listeners, beanstalk->file,
                             elb_text_skip(section->name_space, strlen(ELB_BEANSTALK_POLICIES)),
                             attributes.list, attributes.count, ret, reterr);
    if (status != ELB_OK)
        return status;
    ret->span = reference ? reference->place : protocols ? protocols->place : section->place;
    ret->is_literal = ret->reference && reference && reference->setting.policy_count == 1 &&
                      reference->setting.policies[0].is_literal;
    return ELB_OK;
}

/* The first expression among its options; NULL: there is none. */
static const char *unresolved_of(const struct elb_beanstalk_section *section)
{
    for (struct elb_beanstalk_entry *entry = section->entries; entry; entry = entry->next) {
        if (entry->option.is_unknown && !is_other(entry->option.name))
            return entry->option.source;
    }
    return NULL;
}

/* ---- Which of them a listener has ----------------------------------------------------------- */

static bool has_port(const struct elb_beanstalk_option *option, int port)
{
    struct elb_text rest = option ? option->value : (struct elb_text){0};
    struct elb_text word;
    uint64_t number;

    while (elb_text_next_word(&rest, ", \t", &word)) {
        if (elb_text_is(word, ":all") ||
            (elb_text_parse_unsigned(word, UINT16_MAX, &number) && (int)number == port))
            return true;
    }
    return false;
}

static bool has_name(const struct elb_beanstalk_option *option, struct elb_text name)
{
    struct elb_text rest = option ? option->value : (struct elb_text){0};
    struct elb_text word;

    while (elb_text_next_word(&rest, ", \t", &word)) {
        if (elb_text_is_equal(word, name))
            return true;
    }
    return false;
}

/* Its policy is named in another namespace; where there is none, that takes two options. */
static bool set_setting(struct elb_beanstalk *beanstalk, const struct elb_beanstalk_section *policy,
                        struct elb_listener *listener)
{
    const bool is_json = beanstalk->syntax == ELB_SYNTAX_JSON;
    const char *format = is_json ? "\"aws:elb:policies:tls\": {\"LoadBalancerPorts\": \"%d\", "
                                   "\"SSLReferencePolicy\": \""
                                 : "aws:elb:policies:tls: {LoadBalancerPorts: '%d', "
                                   "SSLReferencePolicy: ";

    if (policy)
        return elb_beanstalk_set_setting(beanstalk, policy->name_space, "SSLReferencePolicy",
                                         listener);
    if (beanstalk->style != ELB_BEANSTALK_MAPPING)
        return elb_beanstalk_set_setting(beanstalk, ELB_TEXT("aws:elb:policies:tls"),
                                         "SSLReferencePolicy", listener);
    listener->setting_before =
        elb_arena_printf(elb_declared_arena(beanstalk->listeners), format, listener->port);
    listener->setting_after = is_json ? "\"}" : "}";
    return listener->setting_before != NULL;
}

static enum elb_status attach(struct elb_beanstalk *beanstalk,
                              const struct elb_beanstalk_section *section,
                              struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(beanstalk->listeners);
    const struct elb_beanstalk_option *names = elb_beanstalk_find(section, "PolicyNames");
    struct elb_declared_policy *policies = NULL;
    size_t capacity = 0;
    size_t count = 0;
    size_t seen = 0;
    const struct elb_beanstalk_section *first = NULL;

    for (struct elb_beanstalk_section *one = beanstalk->policies; one; one = one->next_policy) {
        const struct elb_text name = elb_text_skip(one->name_space, strlen(ELB_BEANSTALK_POLICIES));
        enum elb_status status;

        if (seen++ > POLICIES_MAX)
            break;
        if (!is_for_tls(one) ||
            !(has_name(names, name) ||
              has_port(elb_beanstalk_find(one, "LoadBalancerPorts"), listener->port)))
            continue;
        one->is_used = true;
        first = first ? first : one;
        policies = elb_arena_grow(arena, policies, count, &capacity, sizeof(*policies));
        if (!policies)
            return elb_error_set_memory(reterr);
        status = make_policy(beanstalk, one, &policies[count++], reterr);
        if (status != ELB_OK)
            return status;
        if (!listener->unresolved)
            listener->unresolved = unresolved_of(one);
    }
    if (seen > POLICIES_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, beanstalk->file->path, section->place.line,
                             section->place.column, "more than %d policies", POLICIES_MAX);
    listener->policies = policies;
    listener->policy_count = count;
    listener->all_apply = count > 1;
    if (count > 0)
        listener->span = policies[0].span;
    return set_setting(beanstalk, first, listener) ? ELB_OK : elb_error_set_memory(reterr);
}

/* ---- Listeners ------------------------------------------------------------------------------ */

/* PORT of aws:elb:listener:PORT; without it 80, as of aws:elb:loadbalancer; 0: no listener. */
static int port_of(const struct elb_beanstalk_section *section)
{
    const struct elb_beanstalk_option *https = elb_beanstalk_find(section, "LoadBalancerHTTPSPort");
    const struct elb_text name = section->name_space;
    uint64_t port = 0;

    if (elb_text_is(name, "aws:elb:loadbalancer"))
        return https && elb_text_parse_unsigned(https->value, UINT16_MAX, &port) ? (int)port : 0;
    if (elb_text_is(name, "aws:elb:listener"))
        return 80;
    if (!elb_text_has_prefix(name, "aws:elb:listener:"))
        return 0;
    if (elb_text_parse_unsigned(elb_text_skip(name, strlen("aws:elb:listener:")), UINT16_MAX,
                                &port) &&
        port > 0)
        return (int)port;
    return -1;
}

static bool set_target(struct elb_beanstalk *beanstalk, const struct elb_beanstalk_section *section,
                       struct elb_listener *listener)
{
    const struct elb_beanstalk_option *target = elb_beanstalk_find(section, "InstanceProtocol");
    bool out_of_memory = false;

    if (target)
        listener->target_protocol =
            elb_declared_upper(beanstalk->listeners, target->value, &out_of_memory);
    return !out_of_memory;
}

enum elb_status elb_beanstalk_add_classic(struct elb_beanstalk *beanstalk,
                                          const struct elb_beanstalk_section *section,
                                          struct elb_error *reterr)
{
    const bool is_old = elb_text_is(section->name_space, "aws:elb:loadbalancer");
    const struct elb_beanstalk_option *enabled = elb_beanstalk_find(section, "ListenerEnabled");
    const int port = port_of(section);
    struct elb_listener listener;
    enum elb_status status;

    if (port == 0 || (enabled && elb_text_is_nocase(enabled->value, "false")))
        return ELB_OK;
    if (!elb_beanstalk_describe(beanstalk, section,
                                is_old ? "LoadBalancerSSLPortProtocol" : "ListenerProtocol",
                                &listener) ||
        !set_target(beanstalk, section, &listener))
        return elb_error_set_memory(reterr);
    listener.load_balancer = ELB_LB_CLASSIC;
    listener.load_balancer_from = ELB_KNOWN_DECLARED;
    listener.port = port;
    if (!listener.protocol && listener.how != ELB_HOW_UNRESOLVED)
        listener.protocol = is_old ? "HTTPS" : "HTTP";
    status = attach(beanstalk, section, &listener, reterr);
    if (status != ELB_OK)
        return status;
    return elb_declared_add(beanstalk->listeners, beanstalk->file, &listener, NULL, reterr);
}

enum elb_status elb_beanstalk_add_unattached(struct elb_beanstalk *beanstalk,
                                             struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(beanstalk->listeners);

    for (struct elb_beanstalk_section *one = beanstalk->policies; one; one = one->next_policy) {
        struct elb_declared_policy *policy;
        struct elb_listener listener;
        enum elb_status status;

        if (one->is_used || !is_for_tls(one))
            continue;
        policy = elb_arena_alloc(arena, sizeof(*policy));
        if (!policy || !elb_beanstalk_describe(beanstalk, one, "", &listener) ||
            !elb_beanstalk_set_setting(beanstalk, one->name_space, "SSLReferencePolicy", &listener))
            return elb_error_set_memory(reterr);
        status = make_policy(beanstalk, one, policy, reterr);
        if (status != ELB_OK)
            return status;
        listener.declaration = ELB_DECLARED_POLICY;
        listener.unresolved = unresolved_of(one);
        listener.load_balancer = ELB_LB_CLASSIC;
        listener.load_balancer_from = ELB_KNOWN_DECLARED;
        listener.policies = policy;
        listener.policy_count = 1;
        listener.span = policy->span;
        status = elb_declared_add(beanstalk->listeners, beanstalk->file, &listener, NULL, reterr);
        if (status != ELB_OK)
            return status;
    }
    return ELB_OK;
}
