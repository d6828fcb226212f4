/* SPDX-License-Identifier: MIT */
/* The plain values of a data file: strings, words, booleans, numbers, versions and dates. */
#include "base/map.h"
#include "catalog/fields.h"
#include "tls/names.h"

#include <stdint.h>

static void *member_of(void *object, const struct elb_field *field)
{
    return (char *)object + field->member;
}

enum elb_status elb_read_node(struct elb_loader *loader, const struct elb_field *field,
                              const struct elb_node *node, void *object)
{
    const struct elb_node **member = member_of(object, field);
    (void)loader;
    *member = node;
    return ELB_OK;
}

enum elb_status elb_get_string(struct elb_loader *loader, const struct elb_node *node,
                               const char **ret_string)
{
    if (!elb_node_is_scalar(node) || elb_node_is_null(node))
        return elb_refuse_type(loader, node, "a string");
    if (node->text.length == 0)
        return elb_refuse(loader, node, "expected a string, not an empty one");
    if (elb_text_is_binary(node->text))
        return elb_refuse(loader, node, "a NUL character in a string");
    *ret_string = node->text.start;
    return ELB_OK;
}

enum elb_status elb_read_string(struct elb_loader *loader, const struct elb_field *field,
                                const struct elb_node *node, void *object)
{
    return elb_get_string(loader, node, member_of(object, field));
}

enum elb_status elb_get_word(struct elb_loader *loader, const struct elb_node *node,
                             const struct elb_words *words, size_t *ret_value)
{
    const char *string;
    enum elb_status status = elb_get_string(loader, node, &string);
    if (status != ELB_OK)
        return status;
    size_t value = elb_words_find(words, node->text);
    if (value == SIZE_MAX)
        return elb_refuse_unknown(loader, node, words->what, elb_words_nearest(words, node->text));
    *ret_value = value;
    return ELB_OK;
}

enum elb_status elb_read_word(struct elb_loader *loader, const struct elb_field *field,
                              const struct elb_node *node, void *object)
{
    const char **member = member_of(object, field);
    size_t value = 0;
    enum elb_status status = elb_get_word(loader, node, field->words, &value);
    if (status == ELB_OK)
        *member = elb_words_at(field->words, value);
    return status;
}

/* Enumerations of the model are unsigned int with the compilers that we build with. */
_Static_assert(sizeof(enum elb_confidence) == sizeof(unsigned), "an enum is an unsigned int");

enum elb_status elb_read_enum(struct elb_loader *loader, const struct elb_field *field,
                              const struct elb_node *node, void *object)
{
    unsigned *member = member_of(object, field);
    size_t value = 0;
    enum elb_status status = elb_get_word(loader, node, field->words, &value);
    if (status == ELB_OK)
        *member = (unsigned)value;
    return status;
}

enum elb_status elb_read_bool(struct elb_loader *loader, const struct elb_field *field,
                              const struct elb_node *node, void *object)
{
    if (elb_node_get_bool(node, member_of(object, field)))
        return ELB_OK;
    if (!elb_node_is_scalar(node))
        return elb_refuse_type(loader, node, "true or false");
    return elb_refuse(loader, node, "expected true or false, not '%.*s'",
                      ELB_TEXT_ARGS(node->text));
}

enum elb_status elb_read_tristate(struct elb_loader *loader, const struct elb_field *field,
                                  const struct elb_node *node, void *object)
{
    enum elb_tristate *member = member_of(object, field);
    struct elb_field plain = {.key = field->key};
    bool value = false;
    enum elb_status status = elb_read_bool(loader, &plain, node, &value);
    if (status == ELB_OK)
        *member = value ? ELB_YES : ELB_NO;
    return status;
}

/* 16 bits is what a TLS message can carry of a key: more is a mistake. */
enum elb_status elb_read_bits(struct elb_loader *loader, const struct elb_field *field,
                              const struct elb_node *node, void *object)
{
    unsigned *member = member_of(object, field);
    uint64_t value;
    if (!elb_node_get_unsigned(node, 65536, &value) || value == 0)
        return elb_refuse(loader, node, "expected a number of bits, from 1 to 65536");
    *member = (unsigned)value;
    return ELB_OK;
}

bool elb_node_is_code(const struct elb_node *node, uint16_t *ret_code)
{
    struct elb_text text = elb_node_text(node);
    uint64_t value;
    if (!elb_text_has_prefix_nocase(text, "0x") || text.length > 6 ||
        !elb_text_parse_hex(elb_text_skip(text, 2), UINT16_MAX, &value))
        return false;
    *ret_code = (uint16_t)value;
    return true;
}

enum elb_status elb_read_code(struct elb_loader *loader, const struct elb_field *field,
                              const struct elb_node *node, void *object)
{
    if (elb_node_is_code(node, member_of(object, field)))
        return ELB_OK;
    return elb_refuse(loader, node, "expected a code point, as 0x and four hex digits");
}

enum elb_status elb_get_version(struct elb_loader *loader, const struct elb_node *node,
                                uint16_t *ret_version)
{
    if (!elb_node_is_scalar(node))
        return elb_refuse_type(loader, node, "a protocol version");
    uint16_t version = elb_version_from_name(node->text);
    if (version == 0 && !elb_node_is_code(node, &version))
        return elb_refuse(loader, node,
                          "unknown protocol version '%.*s', known are SSLv3, TLSv1, TLSv1.1, "
                          "TLSv1.2 and TLSv1.3",
                          ELB_TEXT_ARGS(node->text));
    *ret_version = version;
    return ELB_OK;
}

enum elb_status elb_read_version(struct elb_loader *loader, const struct elb_field *field,
                                 const struct elb_node *node, void *object)
{
    return elb_get_version(loader, node, member_of(object, field));
}

static enum elb_status add_version(struct elb_loader *loader, const struct elb_node *node,
                                   elb_version_set *versions)
{
    uint16_t version = 0;
    enum elb_status status = elb_get_version(loader, node, &version);
    if (status != ELB_OK)
        return status;
    elb_version_set bit = elb_version_bit(version);
    if (bit == 0)
        return elb_refuse(loader, node, "0x%04X is no protocol version", version);
    if (*versions & bit)
        return elb_refuse(loader, node, "duplicate '%s'", elb_version_name(version));
    *versions |= bit;
    return ELB_OK;
}

enum elb_status elb_read_version_set(struct elb_loader *loader, const struct elb_field *field,
                                     const struct elb_node *node, void *object)
{
    elb_version_set *member = member_of(object, field);
    elb_version_set versions = 0;
    enum elb_status status = elb_want_sequence(loader, node);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++)
        status = add_version(loader, elb_node_at(node, i), &versions);
    if (status == ELB_OK)
        *member = versions;
    return status;
}

/* One string of a list; `seen` has those before it. */
static enum elb_status get_unique(struct elb_loader *loader, const struct elb_node *node,
                                  struct elb_map *seen, const char **ret_string)
{
    enum elb_status status = elb_get_string(loader, node, ret_string);
    if (status != ELB_OK)
        return status;
    void **place = elb_map_put(seen, loader->arena, node->text);
    if (place == NULL)
        return elb_error_set_memory(loader->error);
    if (*place != NULL)
        return elb_refuse(loader, node, "duplicate '%s'", *ret_string);
    *place = loader;
    return ELB_OK;
}

enum elb_status elb_read_strings(struct elb_loader *loader, const struct elb_field *field,
                                 const struct elb_node *node, void *object)
{
    const char *const **member = member_of(object, field);
    size_t *member_count = (size_t *)(void *)((char *)object + field->count);
    size_t count = elb_node_count(node);
    struct elb_map seen = {0};
    enum elb_status status = elb_want_sequence(loader, node);
    if (status != ELB_OK)
        return status;
    const char **list = elb_loader_alloc(loader, count, sizeof(*list));
    if (list == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; status == ELB_OK && i < count; i++)
        status = get_unique(loader, elb_node_at(node, i), &seen, &list[i]);
    if (status == ELB_OK) {
        *member = list;
        *member_count = count;
    }
    return status;
}
