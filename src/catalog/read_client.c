/* SPDX-License-Identifier: MIT */
/* A client from its mapping. What its keys mean is in elblint/client.h. */
#include "catalog/client_parts.h"

#include <stddef.h>

#define COUNT(array)   (sizeof(array) / sizeof((array)[0]))
#define MEMBER(member) offsetof(struct elb_client, member)

static const struct elb_field constraint_fields[] = {
    {"max-rsa-bits", elb_read_bits, MEMBER(constraints.max_rsa_bits), 0, NULL, false},
    {"min-rsa-bits", elb_read_bits, MEMBER(constraints.min_rsa_bits), 0, NULL, false},
    {"max-dh-bits", elb_read_bits, MEMBER(constraints.max_dh_bits), 0, NULL, false},
    {"min-dh-bits", elb_read_bits, MEMBER(constraints.min_dh_bits), 0, NULL, false},
    {"min-ec-bits", elb_read_bits, MEMBER(constraints.min_ec_bits), 0, NULL, false},
    {"requires-sha2-signatures", elb_read_bool, MEMBER(constraints.requires_sha2_signatures), 0,
     NULL, false},
};

static enum elb_status read_constraints(struct elb_loader *loader, const struct elb_field *field,
                                        const struct elb_node *node, void *object)
{
    (void)field;
    return elb_fields_read(loader, node, constraint_fields, COUNT(constraint_fields), object);
}

static enum elb_status read_minimum(struct elb_loader *loader, const struct elb_field *field,
                                    const struct elb_node *node, void *object)
{
    uint16_t version = 0;
    enum elb_status status = elb_get_version(loader, node, &version);
    (void)field;
    if (status == ELB_OK && elb_version_bit(version) == 0)
        return elb_refuse(loader, node, "0x%04X is no protocol version", version);
    if (status == ELB_OK)
        ((struct elb_client *)object)->minimum_version = version;
    return status;
}

static const struct elb_field fields[] = {
    {"id", elb_read_string, MEMBER(id), 0, NULL, false},
    {"name", elb_read_string, MEMBER(name), 0, NULL, false},
    {"aliases", elb_read_strings, MEMBER(aliases), MEMBER(alias_count), NULL, false},
    {"family", elb_read_string, MEMBER(family), 0, NULL, false},
    {"version", elb_read_string, MEMBER(version), 0, NULL, false},
    {"category", elb_read_string, MEMBER(category), 0, NULL, false},
    {"released", elb_read_date, MEMBER(released), 0, NULL, false},
    {"end-of-life", elb_read_date, MEMBER(end_of_life), 0, NULL, false},
    {"support", elb_read_enum, MEMBER(support), 0, &elb_support_words, false},
    {"hello", elb_read_enum, MEMBER(hello), 0, &elb_hello_words, false},
    {"legacy-version", elb_read_version, MEMBER(legacy_version), 0, NULL, false},
    {"supported-versions", elb_read_version_codes, MEMBER(supported_versions), 0, NULL, false},
    {"versions", elb_read_versions, 0, 0, NULL, false},
    {"minimum-version", read_minimum, 0, 0, NULL, false},
    {"suites", elb_read_suite_codes, MEMBER(suites), 0, NULL, true},
    {"suites-incomplete", elb_read_bool, MEMBER(suites_incomplete), 0, NULL, false},
    {"groups", elb_read_group_codes, MEMBER(groups), 0, NULL, false},
    {"key-shares", elb_read_group_codes, MEMBER(key_shares), 0, NULL, false},
    {"signature-schemes", elb_read_scheme_codes, MEMBER(schemes), 0, NULL, false},
    {"extensions", elb_read_numbers, MEMBER(extensions), 0, NULL, false},
    {"point-formats", elb_read_bytes, MEMBER(point_formats), 0, NULL, false},
    {"server-name", elb_read_tristate, MEMBER(server_name), 0, NULL, false},
    {"alpn", elb_read_strings, MEMBER(alpn), MEMBER(alpn_count), NULL, false},
    {"constraints", read_constraints, 0, 0, NULL, false},
    {"evidence", elb_read_enum, MEMBER(evidence), 0, &elb_evidence_words, false},
    {"confidence", elb_read_word, MEMBER(confidence), 0, &elb_certainty_words, false},
    {"source", elb_read_string, MEMBER(source), 0, NULL, false},
    {"notes", elb_read_strings, MEMBER(notes), MEMBER(note_count), NULL, false},
};

/* Two ways to say the same would leave open which of them counts. */
static enum elb_status check_versions(struct elb_loader *loader, const struct elb_node *node)
{
    const struct elb_node *versions = elb_node_get_key(node, "versions");
    static const char *const others[] = {"legacy-version", "supported-versions"};
    for (size_t i = 0; versions != NULL && i < COUNT(others); i++) {
        const struct elb_node *other = elb_node_get_key(node, others[i]);
        if (other != NULL)
            return elb_refuse(loader, other, "'%s' beside 'versions', which says it already",
                              others[i]);
    }
    return ELB_OK;
}

/* What `supported-versions` lists, or `versions` or `legacy-version` alone; 0: not known. */
static uint16_t highest_offered(const struct elb_client *client)
{
    const struct elb_codes *listed = &client->supported_versions;
    uint16_t highest = listed->presence == ELB_NOT_SENT ? client->legacy_version : 0;
    for (size_t i = 0; listed->presence == ELB_SENT && i < listed->count; i++) {
        if (elb_version_bit(listed->codes[i]) != 0 && listed->codes[i] > highest)
            highest = listed->codes[i];
    }
    return highest;
}

static enum elb_status check_contradictions(struct elb_loader *loader, const struct elb_node *node,
                                            const struct elb_client *client)
{
    uint16_t highest = highest_offered(client);
    if (highest != 0 && client->minimum_version > highest)
        return elb_refuse(loader, elb_node_get(node, "minimum-version"),
                          "%s is above the highest version that is offered, %s",
                          elb_version_name(client->minimum_version),
                          elb_version_name(highest) != NULL ? elb_version_name(highest)
                                                            : "an older one");
    if (client->groups.presence == ELB_NOT_SENT && client->key_shares.presence == ELB_SENT)
        return elb_refuse(loader, elb_node_get(node, "key-shares"),
                          "key shares without groups, of which each must be one");
    return ELB_OK;
}

/* The 2-byte record of SSLv2 has no room for extensions (RFC 5246 appendix E.2). */
static enum elb_status take_extensions(struct elb_loader *loader, const struct elb_node *node,
                                       struct elb_client *client)
{
    const struct {
        const char *key;
        struct elb_codes *codes;
    } lists[] = {
        {"supported-versions", &client->supported_versions},
        {"groups", &client->groups},
        {"key-shares", &client->key_shares},
        {"signature-schemes", &client->schemes},
        {"extensions", &client->extensions},
        {"point-formats", &client->point_formats},
    };
    for (size_t i = 0; i < COUNT(lists); i++) {
        const struct elb_node *key = elb_node_get_key(node, lists[i].key);
        if (lists[i].codes->presence == ELB_SENT)
            return elb_refuse(loader, key != NULL ? key : elb_node_get_key(node, "versions"),
                              "a hello of form sslv2 has no extensions");
        lists[i].codes->presence = ELB_NOT_SENT;
    }
    if (client->server_name == ELB_YES)
        return elb_refuse(loader, elb_node_get_key(node, "server-name"),
                          "a hello of form sslv2 has no extensions");
    client->server_name = ELB_NO;
    return ELB_OK;
}

enum elb_status elb_client_from_node(struct elb_loader *loader, const struct elb_node *node,
                                     struct elb_client *ret_client)
{
    struct elb_client client = {.origin = loader->path};
    enum elb_status status = elb_fields_read(loader, node, fields, COUNT(fields), &client);
    if (status == ELB_OK)
        status = check_versions(loader, node);
    if (status == ELB_OK && client.hello == ELB_HELLO_SSLV2)
        status = take_extensions(loader, node, &client);
    if (status == ELB_OK)
        status = check_contradictions(loader, node, &client);
    if (status == ELB_OK)
        *ret_client = client;
    return status;
}
