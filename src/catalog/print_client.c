/* SPDX-License-Identifier: MIT */

#include "catalog/emit.h"
#include "catalog/print.h"
#include "catalog/words.h"

#include <stdio.h>

/* A list of code points, and what names them; `name_of` NULL: they are numbers. */
struct named_codes {
    const struct elb_catalog *catalog;
    const struct elb_codes *codes;
    const char *(*name_of)(const struct elb_catalog *catalog, uint16_t code);
};

static const char *suite_name(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(catalog, code);
    return suite != NULL ? suite->name : NULL;
}

static const char *group_name(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_group *group = elb_catalog_group(catalog, code);
    return group != NULL ? group->name : NULL;
}

static const char *scheme_name(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_scheme *scheme = elb_catalog_scheme(catalog, code);
    return scheme != NULL ? scheme->name : NULL;
}

static const char *version_name(const struct elb_catalog *catalog, uint16_t code)
{
    (void)catalog;
    return elb_version_name(code);
}

static void write_code(struct elb_buffer *out, const void *context, size_t i)
{
    const struct named_codes *list = context;
    uint16_t code = list->codes->codes[i];
    const char *name = list->name_of == NULL ? NULL : list->name_of(list->catalog, code);
    if (name != NULL)
        elb_emit_scalar(out, name);
    else
        elb_buffer_printf(out, list->name_of == NULL ? "%u" : "0x%04X", code);
}

static void print_codes(struct elb_buffer *out, const char *key, const struct elb_catalog *catalog,
                        const struct elb_codes *codes,
                        const char *(*name_of)(const struct elb_catalog *catalog, uint16_t code))
{
    struct named_codes list = {catalog, codes, name_of};
    if (codes->presence == ELB_NOT_SENT)
        elb_emit_pair(out, key, "none");
    if (codes->presence == ELB_SENT)
        elb_emit_list(out, 0, key, &(struct elb_emit_list){write_code, &list, codes->count});
}

static void print_version(struct elb_buffer *out, const char *key, uint16_t version)
{
    const char *name = elb_version_name(version);
    if (version == 0)
        return;
    if (name != NULL)
        elb_emit_pair(out, key, name);
    else
        elb_buffer_printf(out, "%s: 0x%04X\n", key, version);
}

/* The set that the description lists, in the order in which the extension has it. */
static void print_version_set(struct elb_buffer *out, const struct elb_client *client)
{
    uint16_t list[ELB_TLS1_3 - ELB_SSL3 + 1];
    struct elb_codes codes = {ELB_SENT, list, 0};
    if (client->supported_versions.presence == ELB_SENT)
        codes = client->supported_versions;
    for (uint16_t version = ELB_SSL3; codes.codes == list && version <= ELB_TLS1_3; version++) {
        if (client->versions & elb_version_bit(version))
            list[codes.count++] = version;
    }
    print_codes(out, "versions", NULL, &codes, version_name);
}

static void print_versions(struct elb_buffer *out, const struct elb_client *client)
{
    if (client->versions != 0) {
        print_version_set(out, client);
    } else {
        print_version(out, "legacy-version", client->legacy_version);
        print_codes(out, "supported-versions", NULL, &client->supported_versions, version_name);
    }
    print_version(out, "minimum-version", client->minimum_version);
}

static void print_bits(struct elb_buffer *out, const char **separator, const char *key,
                       unsigned bits)
{
    if (bits == 0)
        return;
    elb_buffer_printf(out, "%s%s: %u", *separator, key, bits);
    *separator = ", ";
}

static void print_constraints(struct elb_buffer *out, const struct elb_constraints *constraints)
{
    const char *separator = "constraints: {";
    print_bits(out, &separator, "max-rsa-bits", constraints->max_rsa_bits);
    print_bits(out, &separator, "min-rsa-bits", constraints->min_rsa_bits);
    print_bits(out, &separator, "max-dh-bits", constraints->max_dh_bits);
    print_bits(out, &separator, "min-dh-bits", constraints->min_dh_bits);
    print_bits(out, &separator, "min-ec-bits", constraints->min_ec_bits);
    if (constraints->requires_sha2_signatures) {
        elb_buffer_printf(out, "%srequires-sha2-signatures: true", separator);
        separator = ", ";
    }
    if (*separator == ',')
        elb_buffer_append_string(out, "}\n");
}

static void print_identity(struct elb_buffer *out, const struct elb_client *client)
{
    elb_emit_pair(out, "id", client->id);
    elb_emit_pair(out, "name", client->name);
    if (client->alias_count > 0)
        elb_emit_strings(out, 0, "aliases", client->aliases, client->alias_count);
    elb_emit_pair(out, "family", client->family);
    elb_emit_pair(out, "version", client->version);
    elb_emit_pair(out, "category", client->category);
    elb_emit_pair(out, "released", client->released);
    elb_emit_pair(out, "end-of-life", client->end_of_life);
    elb_emit_pair(out, "support", elb_words_at(&elb_support_words, client->support));
}

static void print_offer(struct elb_buffer *out, const struct elb_catalog *catalog,
                        const struct elb_client *client)
{
    if (client->hello != ELB_HELLO_TLS)
        elb_emit_pair(out, "hello", elb_words_at(&elb_hello_words, client->hello));
    print_versions(out, client);
    print_codes(out, "suites", catalog, &client->suites, suite_name);
    if (client->suites_incomplete)
        elb_emit_bool(out, "suites-incomplete", true);
    print_codes(out, "groups", catalog, &client->groups, group_name);
    print_codes(out, "key-shares", catalog, &client->key_shares, group_name);
    print_codes(out, "signature-schemes", catalog, &client->schemes, scheme_name);
    print_codes(out, "extensions", NULL, &client->extensions, NULL);
    print_codes(out, "point-formats", NULL, &client->point_formats, NULL);
    if (client->server_name != ELB_MAYBE)
        elb_emit_bool(out, "server-name", client->server_name == ELB_YES);
    if (client->alpn_count > 0)
        elb_emit_strings(out, 0, "alpn", client->alpn, client->alpn_count);
}

void elb_client_print(struct elb_buffer *out, const struct elb_catalog *catalog,
                      const struct elb_client *client)
{
    print_identity(out, client);
    print_offer(out, catalog, client);
    print_constraints(out, &client->constraints);
    elb_emit_pair(out, "evidence", elb_evidence_name(client->evidence));
    elb_emit_pair(out, "confidence", client->confidence);
    elb_emit_pair(out, "source", client->source);
    elb_emit_notes(out, "notes", client->notes, client->note_count);
}
