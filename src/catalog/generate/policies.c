/* SPDX-License-Identifier: MIT */
/* The table of policies. Their lists point into the tables of suites, groups and schemes. */
#include "catalog/generate/generator.h"

static void suites(struct generator *generator, const struct elb_policy *policy)
{
    for (size_t i = 0; i < policy->suite_count; i++)
        elb_buffer_printf(&generator->items, "&suites[%td], ",
                          policy->suites[i] - generator->catalog->suites);
    generate_array(&generator->body, "suites", generate_list(generator, "struct elb_suite *const "),
                   "suite_count", policy->suite_count);
}

static void groups(struct generator *generator, const char *member, const char *count_member,
                   const struct elb_group *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        elb_buffer_printf(&generator->items, "&groups[%td], ",
                          list[i] - generator->catalog->groups);
    generate_array(&generator->body, member, generate_list(generator, "struct elb_group *const "),
                   count_member, count);
}

static void schemes(struct generator *generator, const struct elb_policy *policy)
{
    for (size_t i = 0; i < policy->scheme_count; i++)
        elb_buffer_printf(&generator->items, "&schemes[%td], ",
                          policy->schemes[i] - generator->catalog->schemes);
    generate_array(&generator->body, "schemes",
                   generate_list(generator, "struct elb_scheme *const "), "scheme_count",
                   policy->scheme_count);
}

static void by_load_balancer(struct elb_buffer *out, const char *member, const char *const *values)
{
    elb_buffer_printf(out, ".%s = {", member);
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        generate_literal(out, values[i]);
        elb_buffer_append_string(out, ", ");
    }
    elb_buffer_append_string(out, "}, ");
}

/* The lists of sources come first: a list can't be begun within another one. */
static void provenance(struct generator *generator, const struct elb_policy *policy)
{
    const char **names =
        elb_arena_alloc_array(&generator->arena, policy->provenance_count, sizeof(*names));
    if (names == NULL) {
        generator->head.out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < policy->provenance_count; i++) {
        for (size_t j = 0; j < policy->provenance[i].source_count; j++) {
            generate_literal(&generator->items, policy->provenance[i].sources[j]);
            elb_buffer_append_string(&generator->items, ", ");
        }
        names[i] = generate_list(generator, "char *const ");
    }
    for (size_t i = 0; i < policy->provenance_count; i++) {
        const struct elb_provenance *item = &policy->provenance[i];
        elb_buffer_append_string(&generator->items, "{");
        generate_string(&generator->items, "key", item->key);
        generate_number(&generator->items, "confidence", item->confidence);
        generate_array(&generator->items, "sources", names[i], "source_count", item->source_count);
        elb_buffer_append_string(&generator->items, "}, ");
    }
    generate_array(&generator->body, "provenance",
                   generate_list(generator, "struct elb_provenance "), "provenance_count",
                   policy->provenance_count);
}

static void policy(struct generator *generator, const struct elb_policy *policy)
{
    struct elb_buffer *out = &generator->body;
    elb_buffer_append_string(out, "    {");
    generate_string(out, "name", policy->name);
    generate_number(out, "family", policy->family);
    generate_number(out, "load_balancers", policy->load_balancers);
    generate_number(out, "status", policy->status);
    by_load_balancer(out, "released", policy->released);
    generate_number(out, "versions", policy->versions);
    suites(generator, policy);
    generate_number(out, "server_order", policy->server_order);
    generate_number(out, "has_groups", policy->has_groups);
    groups(generator, "groups", "group_count", policy->groups, policy->group_count);
    groups(generator, "preferred_groups", "preferred_group_count", policy->preferred_groups,
           policy->preferred_group_count);
    generate_number(out, "has_schemes", policy->has_schemes);
    schemes(generator, policy);
    generate_number(out, "allowed_certificates", policy->allowed_certificates);
    generate_number(out, "fips_module", policy->fips_module);
    by_load_balancer(out, "backend", policy->backend);
    provenance(generator, policy);
    generate_strings(generator, "notes", "note_count", policy->notes, policy->note_count);
    elb_buffer_append_string(out, "},\n");
}

void generate_policies(struct generator *generator)
{
    if (generator->catalog->policy_count == 0)
        return;
    elb_buffer_printf(&generator->body, "\nstatic const struct elb_policy policies[] = {\n");
    for (size_t i = 0; i < generator->catalog->policy_count; i++)
        policy(generator, &generator->catalog->policies[i]);
    elb_buffer_append_string(&generator->body, "};\n");
}
