/* SPDX-License-Identifier: MIT */

/*
 * Clients as SSL Labs describes them (getClients of its API v3): one object, or an array of them.
 *
 *     {"id": 26, "name": "Java", "version": "7u25", "lowestProtocol": 769, "highestProtocol": 769,
 *      "suiteIds": [49161, ...], "maxRsaBits": -1, "requiresSha2": false, "supportsSni": true, ...}
 *
 * Numbers are decimal, and -1 is no limit. Groups and signature schemes are not in it.
 */
#include "base/buffer.h"
#include "read/draft.h"

#include "tree/tree.h"

static unsigned recognise(struct elb_text text)
{
    if (!elb_text_has_json_key(text, "{[", "suiteIds"))
        return 0;
    return elb_text_has_json_key(text, "{[", "highestProtocol") ||
                   elb_text_has_json_key(text, "{[", "lowestProtocol") ||
                   elb_text_has_json_key(text, "{[", "name")
               ? 95
               : 85;
}

static enum elb_status read_suites(struct elb_draft *draft, const struct elb_node *list,
                                   struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    uint64_t code;

    if (!elb_node_is_sequence(list))
        return elb_reading_refuse_node(draft->reading, list, reterr, "an array of suiteIds");
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(list); i++) {
        const struct elb_node *item = elb_node_at(list, i);

        if (!elb_node_get_unsigned(item, UINT32_MAX, &code))
            return elb_reading_refuse_node(draft->reading, item, reterr, "a decimal code");
        /* a longer one is of SSLv2: no TLS handshake can use it */
        status = code <= UINT16_MAX ? elb_offer_add(&draft->offer, (uint16_t)code, reterr)
                                    : elb_offer_skip(&draft->offer, reterr);
    }
    return status;
}

/* 0: not given. */
static enum elb_status read_protocol(struct elb_draft *draft, const struct elb_node *node,
                                     uint16_t *ret_version, struct elb_error *reterr)
{
    uint64_t version;

    *ret_version = 0;
    if (!node || elb_node_is_null(node))
        return ELB_OK;
    if (!elb_node_get_unsigned(node, ELB_TLS1_3, &version))
        return elb_reading_refuse_node(draft->reading, node, reterr,
                                       "a protocol from 768 (SSLv3) to 772 (TLSv1.3)");
    *ret_version = version < ELB_SSL3 ? ELB_SSL3 : (uint16_t)version; /* 512 is SSLv2 */
    return ELB_OK;
}

static enum elb_status read_versions(struct elb_draft *draft, const struct elb_node *node,
                                     struct elb_error *reterr)
{
    const struct elb_node *lowest = elb_node_get(node, "lowestProtocol");
    const struct elb_node *highest = elb_node_get(node, "highestProtocol");
    enum elb_status status;
    uint16_t first;
    uint16_t last;

    status = read_protocol(draft, lowest, &first, reterr);
    if (status == ELB_OK)
        status = read_protocol(draft, highest, &last, reterr);
    if (status != ELB_OK || first == 0 || last == 0)
        return status;
    if (first > last)
        return elb_reading_refuse_node(draft->reading, lowest, reterr,
                                       "a lowestProtocol below the highest");
    for (uint16_t version = first; version <= last; version++)
        draft->versions |= elb_version_bit(version);
    return ELB_OK;
}

static unsigned bits_of(const struct elb_node *node, const char *key)
{
    uint64_t bits;

    return elb_node_get_unsigned(elb_node_get(node, key), 65536, &bits) ? (unsigned)bits : 0;
}

static void read_limits(const struct elb_node *node, struct elb_client *client)
{
    bool value;

    client->constraints.min_rsa_bits = bits_of(node, "minRsaBits");
    client->constraints.max_rsa_bits = bits_of(node, "maxRsaBits");
    client->constraints.min_dh_bits = bits_of(node, "minDhBits");
    client->constraints.max_dh_bits = bits_of(node, "maxDhBits");
    client->constraints.min_ec_bits = bits_of(node, "minEcdsaBits");
    if (elb_node_get_bool(elb_node_get(node, "requiresSha2"), &value))
        client->constraints.requires_sha2_signatures = value;
    if (elb_node_get_bool(elb_node_get(node, "supportsSni"), &value))
        client->server_name = value ? ELB_YES : ELB_NO;
}

/* "Java 7u25"; NULL without memory, or without a name. */
static const char *name_of(struct elb_arena *arena, const struct elb_node *node)
{
    static const char *const keys[] = {"name", "version", "platform"};
    struct elb_buffer buffer = {0};
    const char *name = NULL;

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const struct elb_node *part = elb_node_get(node, keys[i]);

        if (elb_node_is_string(part) && part->text.length > 0)
            elb_buffer_printf(&buffer, "%s%.*s", buffer.length > 0 ? " " : "",
                              ELB_TEXT_ARGS(part->text));
    }
    if (!buffer.out_of_memory)
        name = elb_arena_dup(arena, elb_buffer_string(&buffer), buffer.length);
    elb_buffer_done(&buffer);
    return name;
}

static enum elb_status set_names(struct elb_draft *draft, struct elb_map *ids,
                                 const struct elb_node *node, struct elb_error *reterr)
{
    const char *name = name_of(&draft->reading->list->arena, node);

    if (!name)
        return elb_error_set_memory(reterr);
    return elb_draft_set_id(draft, ids, elb_text_from(name), reterr);
}

static enum elb_status read_client(struct elb_reading *reading, struct elb_map *ids,
                                   const struct elb_node *node, struct elb_error *reterr)
{
    struct elb_draft draft;
    enum elb_status status;

    if (!elb_node_is_mapping(node) || !elb_node_get(node, "suiteIds"))
        return elb_reading_refuse_node(reading, node, reterr, "a client with suiteIds");
    elb_draft_init(&draft, reading);
    status = read_suites(&draft, elb_node_get(node, "suiteIds"), reterr);
    if (status == ELB_OK)
        status = read_versions(&draft, node, reterr);
    if (status == ELB_OK)
        status = set_names(&draft, ids, node, reterr);
    if (status != ELB_OK)
        return status;
    read_limits(node, &draft.client);
    return elb_draft_finish(&draft, reterr);
}

static enum elb_status read_clients(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_node *root = NULL;
    enum elb_status status = elb_reading_json(reading, &root, reterr);
    struct elb_map ids = {0};

    if (status == ELB_OK && !elb_node_is_sequence(root))
        return read_client(reading, &ids, root, reterr);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(root); i++)
        status = read_client(reading, &ids, elb_node_at(root, i), reterr);
    return status;
}

const struct elb_client_reader elb_client_reader_ssllabs = {
    .format.name = "ssllabs",
    .format.summary = "SSL Labs",
    .format.recognise = recognise,
    .read = read_clients,
};
