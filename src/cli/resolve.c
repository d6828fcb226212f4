/* SPDX-License-Identifier: MIT */

/* Policies, load balancers and certificates by what the command line calls them. */

#include "cli/resolve.h"

#include "base/file.h"
#include "cli/policy_file.h"

#include <string.h>
#include <sys/stat.h>

unsigned cli_load_balancers(const struct cli *cli)
{
    const char *value = cli_value(cli, &cli_load_balancer);
    struct elb_text rest = elb_text_from(value);
    struct elb_text name;
    unsigned set = 0;

    while (elb_text_next_field(&rest, ",", &name))
        set |= elb_load_balancer_from_name(name.start, name.length);
    return set;
}

bool cli_is_path(const char *name)
{
    struct stat status;

    return strchr(name, '/') || strcmp(name, "-") == 0 || stat(name, &status) == 0;
}

/* Enough to find somebody, and not all of a data centre. */
#define ADDRESSES_SHOWN 10

struct elb_read_limits cli_read_limits(const struct cli *cli)
{
    struct elb_read_limits limits = ELB_READ_LIMITS_DEFAULT;

    limits.bytes = cli->limits.bytes;
    limits.depth = cli->limits.depth;
    limits.nodes = cli->limits.nodes;
    limits.addresses = cli->report.addresses ? ADDRESSES_SHOWN : 0;
    return limits;
}

bool cli_read(struct cli *cli, const char *path, struct elb_text *ret_text)
{
    struct elb_error error = {0};

    if (strcmp(path, "-") == 0 && cli->standard_input_taken) {
        cli_note(cli, ELB_ERROR_UNSUPPORTED, "standard input is named twice: it can be read once");
        return false;
    }
    cli->standard_input_taken |= strcmp(path, "-") == 0;
    if (!elb_file_read(&cli->arena, path, cli->limits.bytes, ret_text, &error))
        return true;
    cli_note_error(cli, &error);
    return false;
}

bool cli_take_name(struct cli *cli, struct elb_text *rest, const char **ret_name)
{
    struct elb_text name = *rest;
    struct stat status;

    if (!rest->start)
        return false;
    /* What is left ends where the argument does, so that it can be a path. */
    if (rest->length == 0 || stat(rest->start, &status) == 0)
        *rest = (struct elb_text){0};
    else if (!elb_text_next_field(rest, ",", &name))
        return false;
    *ret_name = elb_arena_dup(&cli->arena, name.start, name.length);
    if (!*ret_name)
        cli_note_memory(cli);
    return *ret_name != NULL;
}

/* ---- Policies ------------------------------------------------------------------------------- */

const struct elb_policy *cli_find_policy(const struct cli *cli, const char *name)
{
    return elb_catalog_policy_named(cli->catalog, cli_load_balancers(cli), name, strlen(name));
}

/* It is a policy, but not of the load balancers of --lb. */
static void note_other_load_balancer(struct cli *cli, const struct elb_policy *policy)
{
    struct elb_buffer kinds = {0};

    for (unsigned bit = 1; bit < 1u << ELB_LB_COUNT; bit <<= 1) {
        if (policy->load_balancers & bit)
            elb_buffer_printf(&kinds, "%s%s", kinds.length ? " and " : "",
                              elb_load_balancer_name((enum elb_load_balancer)bit));
    }
    if (policy->load_balancers)
        cli_note(cli, ELB_ERROR_DATA, "policy '%s' is for %s load balancers only", policy->name,
                 elb_buffer_string(&kinds));
    else
        cli_note(cli, ELB_ERROR_DATA, "policy '%s' is not offered by any load balancer yet",
                 policy->name);
    elb_buffer_done(&kinds);
}

/* The policy of that name in any family, whatever was asked for. */
static const struct elb_policy *find_anywhere(const struct cli *cli, const char *name)
{
    const char *slash = strchr(name, '/');
    const struct elb_policy *policy = elb_catalog_policy_named(cli->catalog, 0, name, strlen(name));

    if (policy || !slash)
        return policy;
    return elb_catalog_policy_named(cli->catalog, 0, slash + 1, strlen(slash + 1));
}

static void note_nearest_policy(struct cli *cli, const char *name)
{
    static const char family[] = "classic/";
    bool is_classic = elb_text_has_prefix_nocase(elb_text_from(name), family);
    const char *own = is_classic ? name + sizeof(family) - 1 : name;
    const char *nearest = elb_catalog_nearest_policy(
        cli->catalog, is_classic ? ELB_LB_CLASSIC : cli_load_balancers(cli), own, strlen(own));

    if (nearest)
        cli_note(cli, ELB_ERROR_DATA, "unknown policy '%s', did you mean '%s%s'", name,
                 is_classic ? family : "", nearest);
    else
        cli_note(cli, ELB_ERROR_DATA, "unknown policy '%s'", name);
}

void cli_note_unknown_policy(struct cli *cli, const char *name)
{
    const struct elb_not_policy *not_policy =
        elb_catalog_not_policy_named(cli->catalog, name, strlen(name));
    const struct elb_policy *other = find_anywhere(cli, name);

    if (other)
        note_other_load_balancer(cli, other);
    else if (not_policy)
        cli_note(cli, ELB_ERROR_DATA, "'%s' is not a policy: %s", not_policy->name,
                 not_policy->why);
    else
        note_nearest_policy(cli, name);
}

bool cli_add_policy_item(struct cli *cli, const struct elb_policy *policy,
                         struct cli_policy_list *policies)
{
    const struct elb_policy **items;

    for (size_t i = 0; i < policies->count; i++) {
        if (policies->items[i] == policy)
            return true;
    }
    items = elb_arena_grow(&cli->arena, policies->items, policies->count, &policies->capacity,
                           sizeof(*items));
    if (!items) {
        cli_note_memory(cli);
        return false;
    }
    items[policies->count++] = policy;
    policies->items = items;
    return true;
}

static void read_policies(struct cli *cli, const char *path, struct cli_policy_list *policies)
{
    const struct elb_policy_list *list = cli_read_policies(cli, path);

    for (size_t i = 0; list && i < elb_policy_list_count(list); i++) {
        if (elb_policy_list_unknown_at(list, i, 0)) /* not all of it is known: noted, not judged */
            continue;
        if (!cli_add_policy_item(cli, elb_policy_list_at(list, i), policies))
            return;
    }
}

bool cli_is_policy_path(const char *name)
{
    struct elb_text text = elb_text_from(name);
    struct stat status;

    if (elb_text_has_prefix_nocase(text, "classic/") || elb_text_has_prefix_nocase(text, "elbv2/"))
        return stat(name, &status) == 0;
    return cli_is_path(name);
}

void cli_add_policy(struct cli *cli, const char *name, struct cli_policy_list *policies)
{
    const struct elb_policy *policy = cli_find_policy(cli, name);

    if (policy)
        cli_add_policy_item(cli, policy, policies);
    else if (cli_is_policy_path(name))
        read_policies(cli, name, policies);
    else
        cli_note_unknown_policy(cli, name);
}

void cli_resolve_policies(struct cli *cli, struct cli_policy_list *policies)
{
    const char *name;
    size_t cursor = 0;

    while ((name = cli_next_value(cli, &cli_policy, &cursor))) {
        struct elb_text rest = elb_text_from(name);

        while (cli_take_name(cli, &rest, &name))
            cli_add_policy(cli, name, policies);
    }
}

/* ---- Certificates --------------------------------------------------------------------------- */

/* A type of which the size is not told. */
static bool is_bare(enum elb_certificate certificate)
{
    return certificate == ELB_CERTIFICATE_RSA || certificate == ELB_CERTIFICATE_ECDSA;
}

/* `rsa` beside `rsa2048`: is that one certificate or two? */
static bool is_ambiguous_beside(enum elb_certificate one, enum elb_certificate other)
{
    const char *name = elb_certificate_name(is_bare(one) ? one : other);

    return is_bare(one) != is_bare(other) &&
           elb_text_has_prefix(elb_text_from(elb_certificate_name(is_bare(one) ? other : one)),
                               name);
}

static bool add_certificate(const struct cli *cli, enum elb_certificate certificate,
                            struct elb_certificates *certificates)
{
    for (size_t i = 0; i < certificates->count; i++) {
        enum elb_certificate other = certificates->list[i];

        if (other == certificate)
            return true;
        if (is_ambiguous_beside(other, certificate)) {
            cli_usage_error(cli->verb, "certificate '%s' beside '%s': name both with their sizes",
                            elb_certificate_name(certificate), elb_certificate_name(other));
            return false;
        }
    }
    certificates->list[certificates->count++] = certificate;
    return true;
}

bool cli_resolve_certificates(struct cli *cli, struct elb_certificates *ret_certificates,
                              bool *ret_assumed)
{
    struct elb_certificates certificates = {0};
    const char *name;
    size_t cursor = 0;

    while ((name = cli_next_value(cli, &cli_certificate, &cursor))) {
        struct elb_text rest = elb_text_from(name);
        struct elb_text word;

        while (elb_text_next_field(&rest, ",", &word)) {
            if (!add_certificate(cli, elb_certificate_from_name(word.start, word.length),
                                 &certificates))
                return false;
        }
    }
    *ret_assumed = certificates.count == 0;
    if (*ret_assumed)
        certificates.list[certificates.count++] = ELB_CERTIFICATE_RSA2048;
    *ret_certificates = certificates;
    return true;
}
