/* SPDX-License-Identifier: MIT */
/* suites.yaml, groups.yaml and signature-schemes.yaml: one code point each. */
#include "catalog/fields.h"
#include "catalog/readers.h"
#include "tls/names.h"

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The names of an item besides its own, before they become the aliases of the model. */
struct names {
    const char *by_dialect[ELB_DIALECT_OTHER];
    const char *const *others;
    size_t other_count;
};

struct suite_draft {
    struct elb_suite suite;
    struct names names;
};

struct group_draft {
    struct elb_group group;
    struct names names;
};

struct scheme_draft {
    struct elb_scheme scheme;
    struct names names;
};

static enum elb_status make_aliases(struct elb_loader *loader, const struct names *names,
                                    const struct elb_alias **ret_aliases, size_t *ret_count)
{
    size_t count = 0;
    struct elb_alias *aliases =
        elb_loader_alloc(loader, names->other_count + ELB_DIALECT_OTHER, sizeof(*aliases));
    if (aliases == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; i < ELB_DIALECT_OTHER; i++) {
        if (names->by_dialect[i] != NULL)
            aliases[count++] = (struct elb_alias){(enum elb_dialect)i, names->by_dialect[i]};
    }
    for (size_t i = 0; i < names->other_count; i++)
        aliases[count++] = (struct elb_alias){ELB_DIALECT_OTHER, names->others[i]};
    *ret_aliases = aliases;
    *ret_count = count;
    return ELB_OK;
}

static enum elb_status read_source(struct elb_loader *loader, const struct elb_field *field,
                                   const struct elb_node *node, void *object)
{
    (void)field;
    return elb_get_source_key(loader, node, &((struct elb_rating *)object)->source);
}

static const char *const class_list[] = {"recommended", "secure", "weak", "insecure"};
static const struct elb_words class_words = {class_list, COUNT(class_list), "class"};
static const char *const recommended_list[] = {"Y", "N", "D"};
static const struct elb_words recommended_words = {recommended_list, COUNT(recommended_list),
                                                   "value"};

static const struct elb_field strength_fields[] = {
    {"class", elb_read_word, offsetof(struct elb_rating, value), 0, &class_words, true},
    {"reason", elb_read_string, offsetof(struct elb_rating, reason), 0, NULL, false},
    {"source", read_source, 0, 0, NULL, false},
    {"confidence", elb_read_enum, offsetof(struct elb_rating, confidence), 0, &elb_confidence_words,
     false},
};

static const struct elb_field recommended_fields[] = {
    {"value", elb_read_word, offsetof(struct elb_rating, value), 0, &recommended_words, true},
    {"reason", elb_read_string, offsetof(struct elb_rating, reason), 0, NULL, false},
    {"source", read_source, 0, 0, NULL, false},
    {"confidence", elb_read_enum, offsetof(struct elb_rating, confidence), 0, &elb_confidence_words,
     false},
};

static enum elb_status read_strength(struct elb_loader *loader, const struct elb_field *field,
                                     const struct elb_node *node, void *object)
{
    return elb_fields_read(loader, node, strength_fields, COUNT(strength_fields),
                           (char *)object + field->member);
}

static enum elb_status read_recommended(struct elb_loader *loader, const struct elb_field *field,
                                        const struct elb_node *node, void *object)
{
    return elb_fields_read(loader, node, recommended_fields, COUNT(recommended_fields),
                           (char *)object + field->member);
}

#define SUITE(member)    offsetof(struct suite_draft, suite.member)
#define NAME_IN(dialect) offsetof(struct suite_draft, names.by_dialect[dialect])
#define OTHER_NAMES(draft)                                                                         \
    offsetof(struct draft, names.others), offsetof(struct draft, names.other_count)

static const struct elb_field suite_fields[] = {
    {"code", elb_read_code, SUITE(code), 0, NULL, true},
    {"iana", elb_read_string, SUITE(iana), 0, NULL, false},
    {"name", elb_read_string, SUITE(name), 0, NULL, false},
    {"openssl", elb_read_string, SUITE(openssl), 0, NULL, false},
    {"gnutls", elb_read_string, NAME_IN(ELB_DIALECT_GNUTLS), 0, NULL, false},
    {"java", elb_read_string, NAME_IN(ELB_DIALECT_JAVA), 0, NULL, false},
    {"go", elb_read_string, NAME_IN(ELB_DIALECT_GO), 0, NULL, false},
    {"rustls", elb_read_string, NAME_IN(ELB_DIALECT_RUSTLS), 0, NULL, false},
    {"aliases", elb_read_strings, OTHER_NAMES(suite_draft), NULL, false},
    {"strength", read_strength, SUITE(strength), 0, NULL, false},
    {"iana-recommended", read_recommended, SUITE(iana_recommended), 0, NULL, false},
};

enum elb_status elb_suite_from_node(struct elb_loader *loader, const struct elb_node *node,
                                    void *ret_item)
{
    struct suite_draft draft = {0};
    struct elb_suite *suite = &draft.suite;
    enum elb_status status =
        elb_fields_read(loader, node, suite_fields, COUNT(suite_fields), &draft);
    if (status != ELB_OK)
        return status;
    if ((suite->iana == NULL) == (suite->name == NULL))
        return elb_refuse(loader, node, "a suite has either 'iana' or, if not registered, 'name'");
    if (suite->iana != NULL)
        suite->name = suite->iana;
    char *storage = elb_loader_alloc(loader, ELB_SUITE_ENCRYPTION_MAX, 1);
    if (storage == NULL)
        return ELB_ERROR_MEMORY;
    elb_suite_parse_name(suite, storage);
    status = make_aliases(loader, &draft.names, &suite->aliases, &suite->alias_count);
    if (status == ELB_OK)
        *(struct elb_suite *)ret_item = *suite;
    return status;
}

#define GROUP(member) offsetof(struct group_draft, group.member)

static const struct elb_field group_fields[] = {
    {"code", elb_read_code, GROUP(code), 0, NULL, true},
    {"name", elb_read_string, GROUP(name), 0, NULL, true},
    {"kind", elb_read_enum, GROUP(kind), 0, &elb_group_kind_words, true},
    {"aliases", elb_read_strings, OTHER_NAMES(group_draft), NULL, false},
    {"iana-recommended", read_recommended, GROUP(iana_recommended), 0, NULL, false},
};

enum elb_status elb_group_from_node(struct elb_loader *loader, const struct elb_node *node,
                                    void *ret_item)
{
    struct group_draft draft = {0};
    struct elb_group *group = &draft.group;
    enum elb_status status =
        elb_fields_read(loader, node, group_fields, COUNT(group_fields), &draft);
    if (status == ELB_OK)
        status = make_aliases(loader, &draft.names, &group->aliases, &group->alias_count);
    if (status == ELB_OK)
        *(struct elb_group *)ret_item = *group;
    return status;
}

/* Two kinds of key that no load balancer has share ELB_SCHEME_KEY_OTHER. */
static const char *const scheme_key_list[] = {
    [ELB_SCHEME_KEY_RSA] = "rsa",     [ELB_SCHEME_KEY_RSA_PSS] = "rsa-pss",
    [ELB_SCHEME_KEY_ECDSA] = "ecdsa", [ELB_SCHEME_KEY_EDDSA] = "eddsa",
    [ELB_SCHEME_KEY_DSA] = "dsa",     [ELB_SCHEME_KEY_MLDSA] = "mldsa",
    [ELB_SCHEME_KEY_OTHER] = "sm2",   [ELB_SCHEME_KEY_OTHER + 1] = "gost",
};
static const struct elb_words scheme_key_words = {scheme_key_list, COUNT(scheme_key_list),
                                                  "kind of key"};
static const char *const hash_list[] = {"none",   "md5",    "sha1",  "sha224",
                                        "sha256", "sha384", "sha512"};
static const struct elb_words hash_words = {hash_list, COUNT(hash_list), "hash"};

static enum elb_status read_scheme_key(struct elb_loader *loader, const struct elb_field *field,
                                       const struct elb_node *node, void *object)
{
    size_t value = 0;
    enum elb_status status = elb_get_word(loader, node, field->words, &value);
    if (status == ELB_OK)
        ((struct scheme_draft *)object)->scheme.key =
            value < ELB_SCHEME_KEY_OTHER ? (enum elb_scheme_key)value : ELB_SCHEME_KEY_OTHER;
    return status;
}

/* `none` is for schemes whose hash is a part of the algorithm (RFC 8032, FIPS 204). */
static enum elb_status read_hash(struct elb_loader *loader, const struct elb_field *field,
                                 const struct elb_node *node, void *object)
{
    size_t value = 0;
    enum elb_status status = elb_get_word(loader, node, field->words, &value);
    if (status == ELB_OK && value > 0)
        ((struct scheme_draft *)object)->scheme.hash = hash_list[value];
    return status;
}

static enum elb_status read_curve(struct elb_loader *loader, const struct elb_field *field,
                                  const struct elb_node *node, void *object)
{
    struct elb_text name = elb_node_text(node);
    const struct elb_group *group =
        elb_catalog_group_named(loader->catalog, name.start, name.length);
    (void)field;
    if (!elb_node_is_scalar(node))
        return elb_refuse_type(loader, node, "a group");
    if (group == NULL)
        return elb_refuse_unknown(
            loader, node, "group",
            elb_catalog_nearest_group(loader->catalog, name.start, name.length));
    ((struct scheme_draft *)object)->scheme.curve = group->code;
    return ELB_OK;
}

#define SCHEME(member) offsetof(struct scheme_draft, scheme.member)

static const struct elb_field scheme_fields[] = {
    {"code", elb_read_code, SCHEME(code), 0, NULL, true},
    {"name", elb_read_string, SCHEME(name), 0, NULL, true},
    {"key", read_scheme_key, 0, 0, &scheme_key_words, true},
    {"hash", read_hash, 0, 0, &hash_words, true},
    {"curve", read_curve, 0, 0, NULL, false},
    {"handshake", elb_read_version_set, SCHEME(handshake), 0, NULL, true},
    {"aliases", elb_read_strings, OTHER_NAMES(scheme_draft), NULL, false},
};

enum elb_status elb_scheme_from_node(struct elb_loader *loader, const struct elb_node *node,
                                     void *ret_item)
{
    struct scheme_draft draft = {0};
    struct elb_scheme *scheme = &draft.scheme;
    enum elb_status status =
        elb_fields_read(loader, node, scheme_fields, COUNT(scheme_fields), &draft);
    if (status == ELB_OK)
        status = make_aliases(loader, &draft.names, &scheme->aliases, &scheme->alias_count);
    if (status == ELB_OK)
        *(struct elb_scheme *)ret_item = *scheme;
    return status;
}
