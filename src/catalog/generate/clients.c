/* SPDX-License-Identifier: MIT */
/* The table of clients. */
#include "catalog/generate/generator.h"

static void codes(struct generator *generator, const char *member, const struct elb_codes *codes)
{
    for (size_t i = 0; i < codes->count; i++)
        elb_buffer_printf(&generator->items, "0x%04X, ", codes->codes[i]);
    const char *name = generate_list(generator, "uint16_t ");
    if (codes->presence == ELB_UNKNOWN)
        return;
    elb_buffer_printf(&generator->body, ".%s = {", member);
    generate_number(&generator->body, "presence", codes->presence);
    generate_array(&generator->body, "codes", name, "count", codes->count);
    elb_buffer_append_string(&generator->body, "}, ");
}

static void constraints(struct elb_buffer *out, const struct elb_constraints *constraints)
{
    generate_number(out, "constraints.min_rsa_bits", constraints->min_rsa_bits);
    generate_number(out, "constraints.max_rsa_bits", constraints->max_rsa_bits);
    generate_number(out, "constraints.min_dh_bits", constraints->min_dh_bits);
    generate_number(out, "constraints.max_dh_bits", constraints->max_dh_bits);
    generate_number(out, "constraints.min_ec_bits", constraints->min_ec_bits);
    generate_number(out, "constraints.requires_sha2_signatures",
                    constraints->requires_sha2_signatures);
}

static void identity(struct generator *generator, const struct elb_client *client)
{
    struct elb_buffer *out = &generator->body;
    generate_string(out, "id", client->id);
    generate_string(out, "name", client->name);
    generate_strings(generator, "aliases", "alias_count", client->aliases, client->alias_count);
    generate_string(out, "family", client->family);
    generate_string(out, "version", client->version);
    generate_string(out, "category", client->category);
    generate_string(out, "released", client->released);
    generate_string(out, "end_of_life", client->end_of_life);
    generate_number(out, "support", client->support);
}

static void offer(struct generator *generator, const struct elb_client *client)
{
    struct elb_buffer *out = &generator->body;
    generate_number(out, "legacy_version", client->legacy_version);
    codes(generator, "supported_versions", &client->supported_versions);
    generate_number(out, "versions", client->versions);
    generate_number(out, "minimum_version", client->minimum_version);
    codes(generator, "suites", &client->suites);
    generate_number(out, "suites_incomplete", client->suites_incomplete);
    codes(generator, "groups", &client->groups);
    codes(generator, "key_shares", &client->key_shares);
    codes(generator, "schemes", &client->schemes);
    codes(generator, "extensions", &client->extensions);
    codes(generator, "point_formats", &client->point_formats);
    generate_number(out, "server_name", client->server_name);
    generate_strings(generator, "alpn", "alpn_count", client->alpn, client->alpn_count);
    generate_number(out, "hello", client->hello);
}

void generate_clients(struct generator *generator)
{
    if (generator->catalog->client_count == 0)
        return;
    elb_buffer_append_string(&generator->body, "\nstatic const struct elb_client clients[] = {\n");
    for (size_t i = 0; i < generator->catalog->client_count; i++) {
        const struct elb_client *client = &generator->catalog->clients[i];
        elb_buffer_append_string(&generator->body, "    {");
        identity(generator, client);
        offer(generator, client);
        constraints(&generator->body, &client->constraints);
        generate_number(&generator->body, "evidence", client->evidence);
        generate_string(&generator->body, "confidence", client->confidence);
        generate_string(&generator->body, "source", client->source);
        generate_strings(generator, "notes", "note_count", client->notes, client->note_count);
        elb_buffer_append_string(&generator->body, "},\n");
    }
    elb_buffer_append_string(&generator->body, "};\n");
}
