/* SPDX-License-Identifier: MIT */

/* Options of Elastic Beanstalk, and the listeners of Application and Network Load Balancers. */
#include "read/declared/beanstalk.h"

#include <stdio.h>

#define LISTENER    "aws:elbv2:listener:"
#define ENVIRONMENT "aws:elasticbeanstalk:environment"

bool elb_beanstalk_is_policy(struct elb_text name)
{
    return elb_text_is(name, "SSLPolicy") || elb_text_is(name, "SSLReferencePolicy");
}

/* Saved configurations name a resource before the namespace. */
static struct elb_text plain_namespace(struct elb_text name)
{
    const size_t at = elb_text_find(name, ELB_TEXT(".aws:"));

    return at == SIZE_MAX ? name : elb_text_skip(name, at + 1);
}

static struct elb_beanstalk_section *find_section(const struct elb_beanstalk *beanstalk,
                                                  struct elb_text name_space)
{
    return elb_map_get(&beanstalk->sections, name_space);
}

static void add_policy(struct elb_beanstalk *beanstalk, struct elb_beanstalk_section *section)
{
    if (beanstalk->last_policy)
        beanstalk->last_policy->next_policy = section;
    else
        beanstalk->policies = section;
    beanstalk->last_policy = section;
}

static struct elb_beanstalk_section *add_section(struct elb_beanstalk *beanstalk,
                                                 const struct elb_beanstalk_option *option,
                                                 struct elb_text name_space)
{
    struct elb_arena *arena = elb_declared_arena(beanstalk->listeners);
    struct elb_beanstalk_section *section = elb_arena_alloc(arena, sizeof(*section));
    void **place = elb_map_put(&beanstalk->sections, arena, name_space);

    if (!section || !place)
        return NULL;
    *section =
        (struct elb_beanstalk_section){.name_space = name_space, .place = option->name_place};
    *place = section;
    if (beanstalk->last)
        beanstalk->last->next = section;
    else
        beanstalk->first = section;
    beanstalk->last = section;
    if (elb_text_has_prefix(name_space, ELB_BEANSTALK_POLICIES))
        add_policy(beanstalk, section);
    return section;
}

enum elb_status elb_beanstalk_add(struct elb_beanstalk *beanstalk,
                                  const struct elb_beanstalk_option *option,
                                  struct elb_error *reterr)
{
    const struct elb_text name_space = plain_namespace(option->name_space);
    struct elb_beanstalk_entry *entry;
    struct elb_beanstalk_section *section;

    if (!elb_text_has_prefix(name_space, "aws:el"))
        return ELB_OK;
    section = find_section(beanstalk, name_space);
    if (!section)
        section = add_section(beanstalk, option, name_space);
    entry = elb_arena_alloc(elb_declared_arena(beanstalk->listeners), sizeof(*entry));
    if (!section || !entry)
        return elb_error_set_memory(reterr);
    *entry = (struct elb_beanstalk_entry){section->entries, *option};
    section->entries = entry;
    return ELB_OK;
}

const struct elb_beanstalk_option *elb_beanstalk_find(const struct elb_beanstalk_section *section,
                                                      const char *name)
{
    for (struct elb_beanstalk_entry *entry = section ? section->entries : NULL; entry;
         entry = entry->next) {
        if (elb_text_is(entry->option.name, name))
            return &entry->option;
    }
    return NULL;
}

/* ---- Listeners ------------------------------------------------------------------------------ */

static bool has_value(const struct elb_beanstalk *beanstalk, const char *name_space,
                      const char *name, const char *value)
{
    const struct elb_beanstalk_option *option =
        elb_beanstalk_find(find_section(beanstalk, elb_text_from(name_space)), name);

    return option && elb_text_is_nocase(option->value, value);
}

static bool set_protocol(struct elb_beanstalk *beanstalk, const struct elb_beanstalk_option *option,
                         struct elb_listener *listener)
{
    bool out_of_memory = false;

    if (option && option->value.length > 0)
        listener->protocol =
            elb_declared_upper(beanstalk->listeners, option->value, &out_of_memory);
    if (option && option->is_unknown) {
        listener->how = ELB_HOW_UNRESOLVED;
        listener->unresolved = option->source;
    }
    if (option)
        listener->span = option->place;
    return !out_of_memory;
}

bool elb_beanstalk_set_setting(struct elb_beanstalk *beanstalk, struct elb_text name_space,
                               const char *name, struct elb_listener *listener)
{
    const bool is_json = beanstalk->syntax == ELB_SYNTAX_JSON;
    const char *format = "{namespace: '%.*s', option_name: %s, value: ";

    if (beanstalk->style == ELB_BEANSTALK_MAPPING)
        return elb_setting_describe(beanstalk->listeners, beanstalk->syntax, name, listener);
    if (is_json)
        format = "{\"Namespace\": \"%.*s\", \"OptionName\": \"%s\", \"Value\": \"";
    else if (beanstalk->style == ELB_BEANSTALK_API)
        format = "{Namespace: '%.*s', OptionName: %s, Value: ";
    listener->setting_before = elb_arena_printf(elb_declared_arena(beanstalk->listeners), format,
                                                ELB_TEXT_ARGS(name_space), name);
    listener->setting_after = is_json ? "\"}" : "}";
    return listener->setting_before != NULL;
}

bool elb_beanstalk_describe(struct elb_beanstalk *beanstalk,
                            const struct elb_beanstalk_section *section, const char *protocol_name,
                            struct elb_listener *listener)
{
    struct elb_arena *arena = elb_declared_arena(beanstalk->listeners);
    const char *owner = beanstalk->owner ? beanstalk->owner : "";

    *listener = (struct elb_listener){
        .format = beanstalk->format,
        .span = section->place,
        .address = elb_arena_printf(arena, "%s%s%.*s", owner, *owner ? " " : "",
                                    ELB_TEXT_ARGS(section->name_space)),
        .load_balancer_id =
            elb_arena_printf(arena, "%s%s%s", beanstalk->file->path, *owner ? ":" : "", owner),
        .note = beanstalk->note,
    };
    return listener->address && listener->load_balancer_id &&
           set_protocol(beanstalk, elb_beanstalk_find(section, protocol_name), listener);
}

static int port_of(struct elb_text text)
{
    uint64_t port;

    if (elb_text_is(text, "default"))
        return 80;
    return elb_text_parse_unsigned(text, UINT16_MAX, &port) && port > 0 ? (int)port : -1;
}

/* The protocol of the process that the listener sends to. */
static bool set_target(struct elb_beanstalk *beanstalk, const struct elb_beanstalk_section *section,
                       struct elb_listener *listener)
{
    const struct elb_beanstalk_option *process = elb_beanstalk_find(section, "DefaultProcess");
    const struct elb_text name = process ? process->value : ELB_TEXT("default");
    const struct elb_beanstalk_option *protocol;
    bool out_of_memory = false;
    char key[128];

    if (name.length > 64)
        return true;
    snprintf(key, sizeof(key), ENVIRONMENT ":process:%.*s", ELB_TEXT_ARGS(name));
    protocol = elb_beanstalk_find(find_section(beanstalk, elb_text_from(key)), "Protocol");
    if (protocol)
        listener->target_protocol =
            elb_declared_upper(beanstalk->listeners, protocol->value, &out_of_memory);
    return !out_of_memory;
}

static bool set_default(struct elb_beanstalk *beanstalk, struct elb_listener *listener)
{
    struct elb_declared_policy *policy =
        elb_arena_alloc(elb_declared_arena(beanstalk->listeners), sizeof(*policy));

    if (!policy)
        return false;
    *policy =
        (struct elb_declared_policy){.how = ELB_HOW_DEFAULT, .default_of = "elastic-beanstalk"};
    listener->policies = policy;
    listener->policy_count = 1;
    return true;
}

/* Of a load balancer whose type isn't written in this file, the protocol's default isn't known
 * either; but it is none of TLS. */
static void set_type(struct elb_beanstalk *beanstalk, struct elb_listener *listener)
{
    const bool is_network = has_value(beanstalk, ENVIRONMENT, "LoadBalancerType", "network");

    if (is_network || has_value(beanstalk, ENVIRONMENT, "LoadBalancerType", "application")) {
        listener->load_balancer = is_network ? ELB_LB_NETWORK : ELB_LB_APPLICATION;
        listener->load_balancer_from = ELB_KNOWN_DECLARED;
    }
    if (listener->protocol || listener->how == ELB_HOW_UNRESOLVED)
        return;
    listener->protocol = is_network ? "TCP" : "HTTP";
    if (!listener->load_balancer && !listener->note)
        listener->note = "without Protocol: HTTP of an Application, TCP of a Network Load Balancer";
}

static enum elb_status add_listener(struct elb_beanstalk *beanstalk,
                                    const struct elb_beanstalk_section *section,
                                    struct elb_error *reterr)
{
    const struct elb_beanstalk_option *policy = elb_beanstalk_find(section, "SSLPolicy");
    const struct elb_beanstalk_option *enabled = elb_beanstalk_find(section, "ListenerEnabled");
    struct elb_listener listener;

    if (enabled && elb_text_is_nocase(enabled->value, "false"))
        return ELB_OK;
    if (!elb_beanstalk_describe(beanstalk, section, "Protocol", &listener) ||
        !elb_beanstalk_set_setting(beanstalk, section->name_space, "SSLPolicy", &listener) ||
        !set_target(beanstalk, section, &listener))
        return elb_error_set_memory(reterr);
    listener.port = port_of(elb_text_skip(section->name_space, strlen(LISTENER)));
    set_type(beanstalk, &listener);
    if (policy && policy->setting.is_set)
        elb_setting_apply(&policy->setting, beanstalk->file, &listener);
    else if (elb_declared_is_tls(listener.protocol) && !set_default(beanstalk, &listener))
        return elb_error_set_memory(reterr);
    return elb_declared_add(beanstalk->listeners, beanstalk->file, &listener, NULL, reterr);
}

enum elb_status elb_beanstalk_finish(struct elb_beanstalk *beanstalk, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (has_value(beanstalk, ENVIRONMENT, "EnvironmentType", "SingleInstance"))
        return ELB_OK;
    for (struct elb_beanstalk_section *section = beanstalk->first; section && status == ELB_OK;
         section = section->next) {
        if (elb_text_has_prefix(section->name_space, LISTENER))
            status = add_listener(beanstalk, section, reterr);
        else
            status = elb_beanstalk_add_classic(beanstalk, section, reterr);
    }
    if (status == ELB_OK)
        status = elb_beanstalk_add_unattached(beanstalk, reterr);
    return status;
}
