/* SPDX-License-Identifier: MIT */

/* What `show` and `list` say beyond the data, whatever the format. */

#include "base/alloc.h"
#include "read/ja3.h"
#include "read/ja4.h"
#include "report/show.h"

#include <string.h>

/* ---- Names ---------------------------------------------------------------------------------- */

void elb_policy_reference(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_buffer_append_string(out, policy->family == ELB_FAMILY_CLASSIC ? "classic/" : "");
    elb_buffer_append_string(out, policy->name);
}

void elb_policy_short_reference(struct elb_buffer *out, const struct elb_policy *policy)
{
    size_t skipped = elb_policy_is_named_by_aws(policy) ? sizeof(ELB_POLICY_PREFIX) - 1 : 0;

    elb_buffer_append_string(out, policy->family == ELB_FAMILY_CLASSIC ? "classic/" : "");
    elb_buffer_append_string(out, policy->name + skipped);
}

const struct elb_policy *elb_policy_namesake(const struct elb_catalog *catalog,
                                             const struct elb_policy *policy)
{
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *other = &catalog->policies[i];

        if (other->family != policy->family && strcmp(other->name, policy->name) == 0)
            return other;
    }
    return NULL;
}

/* The families of the catalog, each at its first client. */
const char *elb_catalog_family_at(const struct elb_catalog *catalog, size_t index)
{
    const char *family = catalog->clients[index].family;

    for (size_t i = 0; family && i < index; i++) {
        const char *other = catalog->clients[i].family;

        if (other && elb_text_is_nocase(elb_text_from(family), other))
            return NULL;
    }
    return family;
}

/* ---- Positions ------------------------------------------------------------------------------ */

size_t elb_policy_suite_position(const struct elb_policy *policy, uint16_t code)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i]->code == code)
            return i + 1;
    }
    return 0;
}

size_t elb_policy_group_position(const struct elb_policy *policy, uint16_t code)
{
    for (size_t i = 0; i < policy->group_count; i++) {
        if (policy->groups[i]->code == code)
            return i + 1;
    }
    return 0;
}

size_t elb_policy_scheme_position(const struct elb_policy *policy, uint16_t code)
{
    for (size_t i = 0; i < policy->scheme_count; i++) {
        if (policy->schemes[i]->code == code)
            return i + 1;
    }
    return 0;
}

/* ---- Clients -------------------------------------------------------------------------------- */

elb_version_set elb_client_version_set(const struct elb_client *client)
{
    elb_version_set versions = client->versions;

    for (size_t i = 0; i < client->supported_versions.count; i++)
        versions |= elb_version_bit(client->supported_versions.codes[i]);
    return versions;
}

uint16_t elb_client_highest_version(const struct elb_client *client)
{
    elb_version_set versions = elb_client_version_set(client);

    return versions ? elb_version_highest(versions) : client->legacy_version;
}

bool elb_show_ja3(const struct elb_client *client, struct elb_buffer *out, char ret_hash[33])
{
    size_t start = out->length;
    struct elb_text ja3;

    ret_hash[0] = '\0';
    if (!elb_client_ja3(client, out))
        return false;
    ja3 = elb_text_skip(elb_buffer_text(out), start);
    if (elb_ja3_hash(ja3, ret_hash, NULL))
        ret_hash[0] = '\0';
    return true;
}

bool elb_show_ja4(const struct elb_client *client, struct elb_buffer *out, char ret_ja4[37])
{
    size_t start = out->length;
    struct elb_text ja4_r;

    ret_ja4[0] = '\0';
    if (!elb_client_ja4_r(client, out))
        return false;
    ja4_r = elb_text_skip(elb_buffer_text(out), start);
    if (elb_ja4_hash(ja4_r, ret_ja4, NULL))
        ret_ja4[0] = '\0';
    return true;
}

const char *elb_client_list_name(const struct elb_client *client, enum elb_presence presence,
                                 size_t index)
{
    const struct {
        const char *name;
        enum elb_presence presence;
    } lists[] = {
        {"supported_versions", client->supported_versions.presence},
        {"suites", client->suites.presence},
        {"groups", client->groups.presence},
        {"key_shares", client->key_shares.presence},
        {"signature_schemes", client->schemes.presence},
        {"extensions", client->extensions.presence},
        {"point_formats", client->point_formats.presence},
    };

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (lists[i].presence == presence && index-- == 0)
            return lists[i].name;
    }
    return NULL;
}

/* ---- Rules ---------------------------------------------------------------------------------- */

char *elb_rule_example(const struct elb_rule *rule, const struct elb_catalog *catalog, bool is_good)
{
    const char *text = is_good ? rule->good : rule->bad;
    const size_t size = elb_rule_fill(rule, catalog, text, is_good, NULL, 0) + 1;
    char *example = elb_alloc(size);

    if (example)
        elb_rule_fill(rule, catalog, text, is_good, example, size);
    return example;
}
