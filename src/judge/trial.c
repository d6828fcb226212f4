/* SPDX-License-Identifier: MIT */
#include "judge/trial.h"

#include "base/alloc.h"

#include <assert.h>
#include <string.h>

/* Each list of the copy has room for more behind its own codes. */
static uint16_t *copy_list(struct elb_codes *list, uint16_t *codes)
{
    if (list->count > 0)
        memcpy(codes, list->codes, list->count * sizeof(*codes));
    list->codes = codes;
    return codes + list->count + ELB_TRIAL_ROOM;
}

bool elb_trial_init(struct elb_trial *trial, const struct elb_client *client)
{
    trial->client = *client;
    struct elb_codes *lists[] = {&trial->client.supported_versions, &trial->client.suites,
                                 &trial->client.groups, &trial->client.schemes};
    size_t room = 0;
    for (size_t i = 0; i < 4; i++)
        room += lists[i]->count + ELB_TRIAL_ROOM;
    trial->codes = elb_alloc(room * sizeof(*trial->codes));
    if (trial->codes == NULL)
        return false;
    uint16_t *codes = trial->codes;
    for (size_t i = 0; i < 4; i++)
        codes = copy_list(lists[i], codes);
    return true;
}

void elb_trial_done(struct elb_trial *trial)
{
    elb_free(trial->codes);
    trial->codes = NULL;
}

bool elb_client_offers_version(const struct elb_client *client, uint16_t version)
{
    if (version < client->minimum_version)
        return false;
    if (client->supported_versions.presence == ELB_SENT)
        return elb_codes_has(&client->supported_versions, version);
    if (client->versions != 0)
        return (client->versions & elb_version_bit(version)) != 0;
    return version <= client->legacy_version && version <= ELB_TLS1_2;
}

static void append(struct elb_codes *list, uint16_t code)
{
    /* the lists lie in the copy's own memory */
    ((uint16_t *)list->codes)[list->count++] = code;
    list->presence = ELB_SENT;
}

/* A hello without supported_versions that gains TLS 1.3 lists all that it offered before. */
static void start_supported_versions(struct elb_client *client)
{
    struct elb_client before = *client;
    client->supported_versions.presence = ELB_SENT;
    for (uint16_t version = ELB_TLS1_2; version >= ELB_TLS1_0; version--) {
        if (elb_client_offers_version(&before, version))
            append(&client->supported_versions, version);
    }
}

static void add_tls13(struct elb_trial *trial, const struct elb_policy *policy)
{
    struct elb_client *client = &trial->client;
    client->legacy_version = ELB_TLS1_2;
    client->hello = ELB_HELLO_TLS;
    if (client->supported_versions.presence != ELB_SENT)
        start_supported_versions(client);
    append(&client->supported_versions, ELB_TLS1_3);
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (elb_suite_is_tls13(policy->suites[i])) {
            append(&client->suites, policy->suites[i]->code);
            break;
        }
    }
    if (client->groups.presence != ELB_SENT)
        client->groups.presence = ELB_UNKNOWN;
    client->key_shares = (struct elb_codes){ELB_UNKNOWN, NULL, 0};
    client->schemes.presence = ELB_UNKNOWN;
    client->schemes.count = 0;
}

void elb_trial_add_version(struct elb_trial *trial, const struct elb_policy *policy,
                           uint16_t version)
{
    struct elb_client *client = &trial->client;
    if (version < client->minimum_version)
        client->minimum_version = version;
    if (version == ELB_TLS1_3) {
        add_tls13(trial, policy);
    } else if (client->supported_versions.presence == ELB_SENT) {
        append(&client->supported_versions, version);
    }
    if (client->versions != 0)
        client->versions |= elb_version_bit(version);
    if (version <= ELB_TLS1_2 && version > client->legacy_version)
        client->legacy_version = version;
}

static struct elb_codes *list_of(struct elb_trial *trial, enum elb_dimension dimension)
{
    switch (dimension) {
    case ELB_DIMENSION_SUITE:
        return &trial->client.suites;
    case ELB_DIMENSION_GROUP:
        return &trial->client.groups;
    default:
        assert(dimension == ELB_DIMENSION_SIGNATURE_SCHEME);
        return &trial->client.schemes;
    }
}

bool elb_trial_has(struct elb_trial *trial, enum elb_dimension dimension, uint16_t code)
{
    return elb_codes_has(list_of(trial, dimension), code);
}

void elb_trial_push(struct elb_trial *trial, enum elb_dimension dimension, uint16_t code)
{
    append(list_of(trial, dimension), code);
    /* a client that can use a new group can also send a share of it, if it sends any */
    if (dimension == ELB_DIMENSION_GROUP && trial->client.key_shares.presence == ELB_SENT)
        trial->client.key_shares.presence = ELB_UNKNOWN;
}
