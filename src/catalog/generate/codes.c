/* SPDX-License-Identifier: MIT */
/* The tables of suites, groups and signature schemes. */
#include "catalog/generate/generator.h"

static void rating(struct elb_buffer *out, const char *member, const struct elb_rating *rating)
{
    if (rating->value == NULL)
        return;
    elb_buffer_printf(out, ".%s = {", member);
    generate_string(out, "value", rating->value);
    generate_string(out, "reason", rating->reason);
    generate_string(out, "source", rating->source);
    generate_number(out, "confidence", rating->confidence);
    elb_buffer_append_string(out, "}, ");
}

static void aliases(struct generator *generator, const struct elb_alias *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        elb_buffer_printf(&generator->items, "{%d, ", (int)list[i].dialect);
        generate_literal(&generator->items, list[i].name);
        elb_buffer_append_string(&generator->items, "}, ");
    }
    generate_array(&generator->body, "aliases", generate_list(generator, "struct elb_alias "),
                   "alias_count", count);
}

static void suite(struct generator *generator, const struct elb_suite *suite)
{
    struct elb_buffer *out = &generator->body;
    elb_buffer_printf(out, "    {.code = 0x%04X, ", suite->code);
    generate_number(out, "export_grade", suite->export_grade);
    generate_number(out, "signalling", suite->signalling);
    generate_string(out, "name", suite->name);
    generate_string(out, "iana", suite->iana);
    generate_string(out, "openssl", suite->openssl);
    generate_string(out, "encryption", suite->encryption);
    generate_string(out, "mac", suite->mac);
    generate_number(out, "key_bits", suite->key_bits);
    generate_number(out, "first_version", suite->first_version);
    generate_number(out, "last_version", suite->last_version);
    generate_number(out, "key_exchange", suite->key_exchange);
    generate_number(out, "authentication", suite->authentication);
    generate_number(out, "mode", suite->mode);
    rating(out, "strength", &suite->strength);
    rating(out, "iana_recommended", &suite->iana_recommended);
    aliases(generator, suite->aliases, suite->alias_count);
    elb_buffer_append_string(out, "},\n");
}

static void group(struct generator *generator, const struct elb_group *group)
{
    struct elb_buffer *out = &generator->body;
    elb_buffer_printf(out, "    {.code = 0x%04X, ", group->code);
    generate_number(out, "kind", group->kind);
    generate_string(out, "name", group->name);
    rating(out, "iana_recommended", &group->iana_recommended);
    aliases(generator, group->aliases, group->alias_count);
    elb_buffer_append_string(out, "},\n");
}

static void scheme(struct generator *generator, const struct elb_scheme *scheme)
{
    struct elb_buffer *out = &generator->body;
    elb_buffer_printf(out, "    {.code = 0x%04X, ", scheme->code);
    generate_number(out, "key", scheme->key);
    generate_number(out, "curve", scheme->curve);
    generate_number(out, "handshake", scheme->handshake);
    generate_string(out, "name", scheme->name);
    generate_string(out, "hash", scheme->hash);
    aliases(generator, scheme->aliases, scheme->alias_count);
    elb_buffer_append_string(out, "},\n");
}

void generate_codes(struct generator *generator)
{
    const struct elb_catalog *catalog = generator->catalog;
    /* tentative definitions: the lists of policies, which come first, point there */
    elb_buffer_printf(&generator->head,
                      "static const struct elb_suite suites[%zu];\n"
                      "static const struct elb_group groups[%zu];\n"
                      "static const struct elb_scheme schemes[%zu];\n",
                      catalog->suite_count, catalog->group_count, catalog->scheme_count);
    elb_buffer_printf(&generator->body, "\nstatic const struct elb_suite suites[%zu] = {\n",
                      catalog->suite_count);
    for (size_t i = 0; i < catalog->suite_count; i++)
        suite(generator, &catalog->suites[i]);
    elb_buffer_printf(&generator->body, "};\n\nstatic const struct elb_group groups[%zu] = {\n",
                      catalog->group_count);
    for (size_t i = 0; i < catalog->group_count; i++)
        group(generator, &catalog->groups[i]);
    elb_buffer_printf(&generator->body, "};\n\nstatic const struct elb_scheme schemes[%zu] = {\n",
                      catalog->scheme_count);
    for (size_t i = 0; i < catalog->scheme_count; i++)
        scheme(generator, &catalog->schemes[i]);
    elb_buffer_append_string(&generator->body, "};\n");
}
