/* SPDX-License-Identifier: MIT */
/* What is left of a catalog: sources, names that are no policies, defaults, the indexes, and
 * itself. */
#include "catalog/generate/generator.h"

static void sources(struct generator *generator)
{
    struct elb_buffer *out = &generator->body;
    if (generator->catalog->source_count == 0)
        return;
    elb_buffer_append_string(out, "\nstatic const struct elb_source sources[] = {\n");
    for (size_t i = 0; i < generator->catalog->source_count; i++) {
        const struct elb_source *source = &generator->catalog->sources[i];
        elb_buffer_append_string(out, "    {");
        generate_string(out, "key", source->key);
        generate_string(out, "title", source->title);
        generate_string(out, "where", source->where);
        generate_string(out, "date", source->date);
        generate_string(out, "note", source->note);
        elb_buffer_append_string(out, "},\n");
    }
    elb_buffer_append_string(out, "};\n");
}

static void not_policies(struct generator *generator)
{
    struct elb_buffer *out = &generator->body;
    if (generator->catalog->not_policy_count == 0)
        return;
    elb_buffer_append_string(out, "\nstatic const struct elb_not_policy not_policies[] = {\n");
    for (size_t i = 0; i < generator->catalog->not_policy_count; i++) {
        const struct elb_not_policy *item = &generator->catalog->not_policies[i];
        elb_buffer_append_string(out, "    {");
        generate_string(out, "name", item->name);
        generate_string(out, "why", item->why);
        elb_buffer_append_string(out, "},\n");
    }
    elb_buffer_append_string(out, "};\n");
}

static void defaults(struct generator *generator)
{
    struct elb_buffer *out = &generator->body;
    if (generator->catalog->default_count == 0)
        return;
    elb_buffer_append_string(out, "\nstatic const struct elb_default defaults[] = {\n");
    for (size_t i = 0; i < generator->catalog->default_count; i++) {
        const struct elb_default *item = &generator->catalog->defaults[i];
        elb_buffer_append_string(out, "    {");
        generate_string(out, "id", item->id);
        generate_string(out, "text", item->text);
        generate_string(out, "policy", item->policy);
        generate_string(out, "source", item->source);
        elb_buffer_append_string(out, "},\n");
    }
    elb_buffer_append_string(out, "};\n");
}

static void index_of(struct generator *generator, const char *name,
                     const struct elb_name_index *index)
{
    struct elb_buffer *out = &generator->body;
    if (index->count == 0)
        return;
    elb_buffer_printf(out, "\nstatic const struct elb_name_place %s[] = {", name);
    for (size_t i = 0; i < index->count; i++)
        elb_buffer_printf(out, "%s{%u, %u},", i % 8 == 0 ? "\n    " : " ", index->places[i].item,
                          index->places[i].name);
    elb_buffer_append_string(out, "\n};\n");
}

/* `.items = name, .count = n`; a table without items is not written, and nothing points there. */
static void table(struct elb_buffer *out, const char *member, const char *count_member,
                  size_t count)
{
    if (count > 0)
        elb_buffer_printf(out, "    .%s = %s,\n    .%s = %zu,\n", member, member, count_member,
                          count);
}

static void names(struct elb_buffer *out, const char *member, const struct elb_name_index *index)
{
    if (index->count > 0)
        elb_buffer_printf(out, "    .%s = {%s, %zu},\n", member, member, index->count);
}

static void whole(struct elb_buffer *out, const struct elb_catalog *catalog)
{
    elb_buffer_append_string(out, "\nstatic const struct elb_catalog catalog = {\n    ");
    generate_string(out, "date", catalog->date);
    elb_buffer_append_string(out, "\n");
    table(out, "suites", "suite_count", catalog->suite_count);
    table(out, "groups", "group_count", catalog->group_count);
    table(out, "schemes", "scheme_count", catalog->scheme_count);
    table(out, "policies", "policy_count", catalog->policy_count);
    table(out, "clients", "client_count", catalog->client_count);
    table(out, "profiles", "profile_count", catalog->profile_count);
    table(out, "sources", "source_count", catalog->source_count);
    table(out, "not_policies", "not_policy_count", catalog->not_policy_count);
    table(out, "defaults", "default_count", catalog->default_count);
    table(out, "events", "event_count", catalog->event_count);
    table(out, "error_texts", "error_text_count", catalog->error_text_count);
    names(out, "suite_names", &catalog->suite_names);
    names(out, "group_names", &catalog->group_names);
    names(out, "scheme_names", &catalog->scheme_names);
    names(out, "client_names", &catalog->client_names);
    names(out, "profile_names", &catalog->profile_names);
    elb_buffer_append_string(out, "};\n\n"
                                  "const struct elb_catalog *elb_catalog_bundled(void)\n"
                                  "{\n"
                                  "    return &catalog;\n"
                                  "}\n");
}

void generate_others(struct generator *generator)
{
    const struct elb_catalog *catalog = generator->catalog;
    sources(generator);
    not_policies(generator);
    defaults(generator);
    index_of(generator, "suite_names", &catalog->suite_names);
    index_of(generator, "group_names", &catalog->group_names);
    index_of(generator, "scheme_names", &catalog->scheme_names);
    index_of(generator, "client_names", &catalog->client_names);
    index_of(generator, "profile_names", &catalog->profile_names);
    whole(&generator->body, catalog);
}
