/* SPDX-License-Identifier: MIT */
/* Finding things in a catalog by what people and tools call them. */
#include "catalog/kinds.h"
#include "catalog/nearest.h"

#include <string.h>

/* Longer than any name, with room for what an export puts into it. */
#define NAME_MAX_LENGTH 256

const struct elb_suite *elb_catalog_suite(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_kind_find_code(&elb_kind_suite, catalog, code);
}

const struct elb_group *elb_catalog_group(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_kind_find_code(&elb_kind_group, catalog, code);
}

const struct elb_scheme *elb_catalog_scheme(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_kind_find_code(&elb_kind_scheme, catalog, code);
}

/*
 * Without what exports to markdown put before an underscore: a backslash (Microsoft), or `\$1`
 * instead of it (CloudFront). Returns the length.
 */
static size_t unescape(struct elb_text name, char *ret_plain)
{
    size_t length = 0;
    while (name.length > 0 && length < NAME_MAX_LENGTH) {
        if (elb_text_has_prefix(name, "\\$1")) {
            ret_plain[length++] = '_';
            name = elb_text_skip(name, 3);
            continue;
        }
        if (*name.start != '\\')
            ret_plain[length++] = *name.start;
        name = elb_text_skip(name, 1);
    }
    return length;
}

/* Windows before 10 writes the curve behind the suite. */
static struct elb_text without_curve(struct elb_text name)
{
    static const char *const curves[] = {"_P256", "_P384", "_P521"};
    for (size_t i = 0; i < sizeof(curves) / sizeof(curves[0]); i++) {
        if (elb_text_has_suffix_nocase(name, curves[i]))
            name.length -= strlen(curves[i]);
    }
    return name;
}

/* TLS_x for a name that begins with another prefix: SSL_ in Java, TLS13_ in rustls. */
static const struct elb_suite *find_with_prefix(const struct elb_catalog *catalog,
                                                struct elb_text name, const char *prefix)
{
    char buffer[NAME_MAX_LENGTH + sizeof("TLS_")];
    if (!elb_text_has_prefix_nocase(name, prefix))
        return NULL;
    struct elb_text rest = elb_text_skip(name, strlen(prefix));
    memcpy(buffer, "TLS_", 4);
    memcpy(buffer + 4, rest.start, rest.length);
    return elb_kind_find(&elb_kind_suite, catalog, (struct elb_text){buffer, 4 + rest.length});
}

const struct elb_suite *elb_catalog_suite_named(const struct elb_catalog *catalog, const char *name,
                                                size_t length)
{
    char buffer[NAME_MAX_LENGTH];
    struct elb_text text = {name, length};
    const struct elb_suite *suite = elb_kind_find(&elb_kind_suite, catalog, text);
    if (suite != NULL || length > NAME_MAX_LENGTH)
        return suite;
    text = without_curve((struct elb_text){buffer, unescape(text, buffer)});
    suite = elb_kind_find(&elb_kind_suite, catalog, text);
    if (suite == NULL)
        suite = find_with_prefix(catalog, text, "SSL_");
    if (suite == NULL)
        suite = find_with_prefix(catalog, text, "TLS13_");
    return suite;
}

/* Groups and schemes are spelled as the data says, but for the backslashes. */
static const void *find_unescaped(const struct elb_kind *kind, const struct elb_catalog *catalog,
                                  struct elb_text name)
{
    char buffer[NAME_MAX_LENGTH];
    const void *item = elb_kind_find(kind, catalog, name);
    if (item != NULL || name.length > NAME_MAX_LENGTH)
        return item;
    return elb_kind_find(kind, catalog, (struct elb_text){buffer, unescape(name, buffer)});
}

const struct elb_group *elb_catalog_group_named(const struct elb_catalog *catalog, const char *name,
                                                size_t length)
{
    return find_unescaped(&elb_kind_group, catalog, (struct elb_text){name, length});
}

const struct elb_scheme *elb_catalog_scheme_named(const struct elb_catalog *catalog,
                                                  const char *name, size_t length)
{
    return find_unescaped(&elb_kind_scheme, catalog, (struct elb_text){name, length});
}

const struct elb_client *elb_catalog_client_named(const struct elb_catalog *catalog,
                                                  const char *name, size_t length)
{
    return elb_kind_find(&elb_kind_client, catalog, (struct elb_text){name, length});
}

const struct elb_not_policy *elb_catalog_not_policy_named(const struct elb_catalog *catalog,
                                                          const char *name, size_t length)
{
    struct elb_text bare = elb_policy_bare_name((struct elb_text){name, length});
    for (size_t i = 0; i < catalog->not_policy_count; i++) {
        const struct elb_not_policy *other = &catalog->not_policies[i];
        if (elb_text_is_equal_nocase(bare, elb_policy_bare_name(elb_text_from(other->name))))
            return other;
    }
    return NULL;
}

const struct elb_default *elb_catalog_default(const struct elb_catalog *catalog, const char *id)
{
    for (size_t i = 0; i < catalog->default_count; i++) {
        if (strcmp(catalog->defaults[i].id, id) == 0)
            return &catalog->defaults[i];
    }
    return NULL;
}

const struct elb_source *elb_catalog_source(const struct elb_catalog *catalog, const char *key)
{
    for (size_t i = 0; i < catalog->source_count; i++) {
        if (strcmp(catalog->sources[i].key, key) == 0)
            return &catalog->sources[i];
    }
    return NULL;
}

const char *elb_catalog_nearest_suite(const struct elb_catalog *catalog, const char *name,
                                      size_t length)
{
    return elb_kind_nearest(&elb_kind_suite, catalog, (struct elb_text){name, length});
}

const char *elb_catalog_nearest_group(const struct elb_catalog *catalog, const char *name,
                                      size_t length)
{
    return elb_kind_nearest(&elb_kind_group, catalog, (struct elb_text){name, length});
}

const char *elb_catalog_nearest_scheme(const struct elb_catalog *catalog, const char *name,
                                       size_t length)
{
    return elb_kind_nearest(&elb_kind_scheme, catalog, (struct elb_text){name, length});
}
