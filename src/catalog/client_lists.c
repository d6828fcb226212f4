/* SPDX-License-Identifier: MIT */
/* What a client offers, as lists of code points in the order offered. */
#include "catalog/client_parts.h"
#include "catalog/kinds.h"

#define CODE_COUNT (UINT16_MAX + 1)

/* Reads one item of a list. */
typedef enum elb_status code_reader(struct elb_loader *loader, const struct elb_node *node,
                                    uint16_t *ret_code);

static enum elb_status get_code(struct elb_loader *loader, const struct elb_node *node,
                                const struct elb_kind *kind, const void *item, uint16_t *ret_code)
{
    if (!elb_node_is_scalar(node))
        return elb_refuse(loader, node, "expected a %s, not %s", kind->what,
                          elb_node_type_name(node));
    if (elb_node_is_code(node, ret_code))
        return ELB_OK;
    if (item == NULL)
        return elb_refuse_unknown(loader, node, kind->what,
                                  elb_kind_nearest(kind, loader->catalog, node->text));
    *ret_code = *(const uint16_t *)item;
    return ELB_OK;
}

static enum elb_status get_suite(struct elb_loader *loader, const struct elb_node *node,
                                 uint16_t *ret_code)
{
    struct elb_text name = elb_node_text(node);
    return get_code(loader, node, &elb_kind_suite,
                    elb_catalog_suite_named(loader->catalog, name.start, name.length), ret_code);
}

static enum elb_status get_group(struct elb_loader *loader, const struct elb_node *node,
                                 uint16_t *ret_code)
{
    struct elb_text name = elb_node_text(node);
    return get_code(loader, node, &elb_kind_group,
                    elb_catalog_group_named(loader->catalog, name.start, name.length), ret_code);
}

static enum elb_status get_scheme(struct elb_loader *loader, const struct elb_node *node,
                                  uint16_t *ret_code)
{
    struct elb_text name = elb_node_text(node);
    return get_code(loader, node, &elb_kind_scheme,
                    elb_catalog_scheme_named(loader->catalog, name.start, name.length), ret_code);
}

static enum elb_status get_number(struct elb_loader *loader, const struct elb_node *node,
                                  uint16_t maximum, uint16_t *ret_code)
{
    uint64_t value;
    if (!elb_node_get_unsigned(node, maximum, &value))
        return elb_refuse(loader, node, "expected a number from 0 to %u", maximum);
    *ret_code = (uint16_t)value;
    return ELB_OK;
}

static enum elb_status get_short(struct elb_loader *loader, const struct elb_node *node,
                                 uint16_t *ret_code)
{
    return get_number(loader, node, UINT16_MAX, ret_code);
}

static enum elb_status get_byte(struct elb_loader *loader, const struct elb_node *node,
                                uint16_t *ret_code)
{
    return get_number(loader, node, UINT8_MAX, ret_code);
}

/* A value that means nothing (RFC 8701) may come twice. */
static enum elb_status refuse_repeated(struct elb_loader *loader, const struct elb_node *node,
                                       unsigned char *seen, uint16_t code)
{
    unsigned char bit = (unsigned char)(1 << code % 8);
    if ((seen[code / 8] & bit) && !elb_is_grease(code))
        return elb_refuse(loader, node, "duplicate '%.*s' (0x%04X)", ELB_TEXT_ARGS(node->text),
                          code);
    seen[code / 8] |= bit;
    return ELB_OK;
}

static enum elb_status fill_codes(struct elb_loader *loader, const struct elb_node *node,
                                  code_reader *read, bool may_repeat, uint16_t *codes)
{
    unsigned char seen[CODE_COUNT / 8] = {0};
    enum elb_status status = ELB_OK;
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *item = elb_node_at(node, i);
        status = read(loader, item, &codes[i]);
        if (status == ELB_OK && !may_repeat)
            status = refuse_repeated(loader, item, seen, codes[i]);
    }
    return status;
}

static enum elb_status read_codes(struct elb_loader *loader, const struct elb_field *field,
                                  const struct elb_node *node, void *object, code_reader *read,
                                  bool may_repeat)
{
    struct elb_codes *member = (void *)((char *)object + field->member);
    size_t count = elb_node_count(node);
    if (!elb_node_is_sequence(node))
        return elb_refuse_type(loader, node, "a sequence, or none");
    uint16_t *codes = elb_loader_alloc(loader, count, sizeof(*codes));
    if (codes == NULL)
        return ELB_ERROR_MEMORY;
    enum elb_status status = fill_codes(loader, node, read, may_repeat, codes);
    if (status == ELB_OK)
        *member = (struct elb_codes){ELB_SENT, codes, count};
    return status;
}

/* The same for a list that is an extension of the hello, which may be absent. */
static enum elb_status read_extension(struct elb_loader *loader, const struct elb_field *field,
                                      const struct elb_node *node, void *object, code_reader *read,
                                      bool may_repeat)
{
    struct elb_codes *member = (void *)((char *)object + field->member);
    if (!elb_node_text_is(node, "none"))
        return read_codes(loader, field, node, object, read, may_repeat);
    *member = (struct elb_codes){.presence = ELB_NOT_SENT};
    return ELB_OK;
}

/*
 * Lists of a hello are kept as they were sent, repeated values too: Safari lists
 * rsa_pss_rsae_sha384 twice. What only a person writes (`versions`) may not repeat itself.
 */
enum elb_status elb_read_suite_codes(struct elb_loader *loader, const struct elb_field *field,
                                     const struct elb_node *node, void *object)
{
    if (!elb_node_is_sequence(node))
        return elb_want_sequence(loader, node);
    return read_codes(loader, field, node, object, get_suite, true);
}

enum elb_status elb_read_group_codes(struct elb_loader *loader, const struct elb_field *field,
                                     const struct elb_node *node, void *object)
{
    return read_extension(loader, field, node, object, get_group, true);
}

enum elb_status elb_read_scheme_codes(struct elb_loader *loader, const struct elb_field *field,
                                      const struct elb_node *node, void *object)
{
    return read_extension(loader, field, node, object, get_scheme, true);
}

enum elb_status elb_read_version_codes(struct elb_loader *loader, const struct elb_field *field,
                                       const struct elb_node *node, void *object)
{
    return read_extension(loader, field, node, object, elb_get_version, true);
}

enum elb_status elb_read_numbers(struct elb_loader *loader, const struct elb_field *field,
                                 const struct elb_node *node, void *object)
{
    return read_extension(loader, field, node, object, get_short, false);
}

enum elb_status elb_read_bytes(struct elb_loader *loader, const struct elb_field *field,
                               const struct elb_node *node, void *object)
{
    return read_extension(loader, field, node, object, get_byte, false);
}

/* RFC 8446 section 4.1.2: a client of TLS 1.3 says TLSv1.2 in the old field, the rest beside it. */
static void set_offer(struct elb_client *client, const struct elb_codes *listed)
{
    bool tls13 = client->versions & elb_version_bit(ELB_TLS1_3);
    client->legacy_version = tls13 ? ELB_TLS1_2 : elb_version_highest(client->versions);
    client->supported_versions = tls13 ? *listed : (struct elb_codes){.presence = ELB_NOT_SENT};
}

enum elb_status elb_read_versions(struct elb_loader *loader, const struct elb_field *field,
                                  const struct elb_node *node, void *object)
{
    struct elb_client *client = object;
    const struct elb_field plain = {.key = field->key,
                                    .member = offsetof(struct elb_client, versions)};
    const struct elb_field codes = {.key = field->key,
                                    .member = offsetof(struct elb_client, supported_versions)};
    enum elb_status status = elb_read_version_set(loader, &plain, node, client);
    if (status == ELB_OK && client->versions == 0)
        return elb_refuse(loader, node, "expected at least one protocol version");
    if (status == ELB_OK)
        status = read_codes(loader, &codes, node, client, elb_get_version, false);
    if (status == ELB_OK)
        set_offer(client, &(struct elb_codes){ELB_SENT, client->supported_versions.codes,
                                              client->supported_versions.count});
    return status;
}
