/* SPDX-License-Identifier: MIT */
/* The table of profiles. Lists within clauses come first: one can't be begun within another. */
#include "catalog/generate/generator.h"

#define CODE_LISTS 6

/* The names of the lists of one clause. */
struct names {
    const char *codes[CODE_LISTS];
    const char *policies;
};

static const struct elb_code_list *code_list(const struct elb_clause *clause, size_t index)
{
    const struct elb_code_list *const lists[CODE_LISTS] = {
        &clause->allowed_suites, &clause->forbidden_suites, &clause->allowed_groups,
        &clause->offered_groups, &clause->any_of_groups,    &clause->allowed_schemes,
    };

    return lists[index];
}

static void name_lists(struct generator *generator, const struct elb_clause *clause,
                       struct names *names)
{
    for (size_t i = 0; i < CODE_LISTS; i++) {
        const struct elb_code_list *list = code_list(clause, i);

        for (size_t j = 0; j < list->count; j++)
            elb_buffer_printf(&generator->items, "0x%04X, ", list->codes[j]);
        names->codes[i] = generate_list(generator, "uint16_t ");
    }
    for (size_t i = 0; i < clause->policy_count; i++) {
        generate_literal(&generator->items, clause->policies[i]);
        elb_buffer_append_string(&generator->items, ", ");
    }
    names->policies = generate_list(generator, "char *const ");
}

static void clause(struct elb_buffer *out, const struct elb_clause *clause,
                   const struct names *names)
{
    static const char *const members[CODE_LISTS] = {
        "allowed_suites", "forbidden_suites", "allowed_groups",
        "offered_groups", "any_of_groups",    "allowed_schemes",
    };

    elb_buffer_append_char(out, '{');
    generate_string(out, "name", clause->name);
    generate_string(out, "demand", clause->demand);
    generate_number(out, "level", clause->level);
    generate_string(out, "not_assessable", clause->not_assessable);
    generate_number(out, "families", clause->families);
    generate_number(out, "allowed_versions", clause->allowed_versions);
    generate_number(out, "offered_versions", clause->offered_versions);
    generate_number(out, "suites_of", clause->suites_of);
    for (size_t i = 0; i < CODE_LISTS; i++) {
        if (names->codes[i] != NULL)
            elb_buffer_printf(out, ".%s = {%s, %zu}, ", members[i], names->codes[i],
                              code_list(clause, i)->count);
    }
    generate_number(out, "forbidden_properties", clause->forbidden_properties);
    generate_number(out, "forward_secrecy", clause->forward_secrecy);
    generate_number(out, "post_quantum", clause->post_quantum);
    generate_number(out, "fips_module", clause->fips_module);
    generate_array(out, "policies", names->policies, "policy_count", clause->policy_count);
    elb_buffer_append_string(out, "}, ");
}

static void clauses(struct generator *generator, const struct elb_profile *profile)
{
    struct names *names =
        elb_arena_alloc_array(&generator->arena, profile->clause_count, sizeof(*names));

    if (names == NULL) {
        generator->head.out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < profile->clause_count; i++)
        name_lists(generator, &profile->clauses[i], &names[i]);
    for (size_t i = 0; i < profile->clause_count; i++)
        clause(&generator->items, &profile->clauses[i], &names[i]);
    generate_array(&generator->body, "clauses", generate_list(generator, "struct elb_clause "),
                   "clause_count", profile->clause_count);
}

static void profile(struct generator *generator, const struct elb_profile *profile)
{
    struct elb_buffer *out = &generator->body;

    elb_buffer_append_string(out, "    {");
    generate_string(out, "id", profile->id);
    generate_string(out, "title", profile->title);
    generate_strings(generator, "aliases", "alias_count", profile->aliases, profile->alias_count);
    generate_string(out, "standard", profile->standard);
    generate_string(out, "edition", profile->edition);
    generate_string(out, "date", profile->date);
    generate_number(out, "experimental", profile->experimental);
    clauses(generator, profile);
    generate_strings(generator, "notes", "note_count", profile->notes, profile->note_count);
    generate_strings(generator, "sources", "source_count", profile->sources, profile->source_count);
    elb_buffer_append_string(out, "},\n");
}

void generate_profiles(struct generator *generator)
{
    if (generator->catalog->profile_count == 0)
        return;
    elb_buffer_append_string(&generator->body,
                             "\nstatic const struct elb_profile profiles[] = {\n");
    for (size_t i = 0; i < generator->catalog->profile_count; i++)
        profile(generator, &generator->catalog->profiles[i]);
    elb_buffer_append_string(&generator->body, "};\n");
}
