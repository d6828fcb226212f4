/* SPDX-License-Identifier: MIT */

/* A policy as text. */

#include "report/text/show.h"

#include <string.h>

/* ---- What it is ----------------------------------------------------------------------------- */

static void write_heading(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_buffer beside = {0};

    elb_buffer_append_string(&beside, elb_status_name(policy->status));
    for (unsigned i = 0, written = 0; i < ELB_LB_COUNT; i++) {
        if (!(policy->load_balancers & 1u << i))
            continue;
        elb_buffer_printf(&beside, "%s %s", written++ ? " and" : ", for",
                          elb_load_balancer_name((enum elb_load_balancer)(1 << i)));
    }
    elb_buffer_append_string(&beside, policy->load_balancers ? " load balancers" : "");
    elb_show_heading(report, policy->name, elb_buffer_string(&beside));
    elb_report_part_done(report->out, &beside);
    elb_lines_write(report, "read from", policy->origin);
}

/* One that the lists of load balancers share is said once. */
static void write_by_load_balancer(struct elb_report *report, const char *label,
                                   const char *const values[ELB_LB_COUNT])
{
    struct elb_lines lines;
    bool is_begun = false;

    for (unsigned i = 0; i < ELB_LB_COUNT; i++) {
        struct elb_buffer part = {0};

        if (!values[i])
            continue;
        if (!is_begun)
            elb_lines_begin(&lines, report, label);
        if (is_begun)
            elb_lines_break(&lines);
        is_begun = true;
        elb_buffer_printf(&part, "%s (%s)", values[i],
                          elb_load_balancer_name((enum elb_load_balancer)(1 << i)));
        elb_lines_text(&lines, elb_buffer_string(&part));
        elb_report_part_done(report->out, &part);
    }
    if (is_begun)
        elb_lines_end(&lines);
}

static bool all_same(const char *const values[ELB_LB_COUNT], const char **ret_value)
{
    *ret_value = NULL;
    for (unsigned i = 0; i < ELB_LB_COUNT; i++) {
        if (*ret_value && values[i] && strcmp(*ret_value, values[i]) != 0)
            return false;
        if (values[i])
            *ret_value = values[i];
    }
    return true;
}

static void write_values(struct elb_report *report, const char *label,
                         const char *const values[ELB_LB_COUNT])
{
    const char *value;

    if (all_same(values, &value))
        elb_lines_write(report, label, value);
    else
        write_by_load_balancer(report, label, values);
}

static void write_facts(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;
    struct elb_buffer text = {0};

    elb_policy_facts(policy, &facts);
    elb_buffer_printf(&text, "%s, %s, %s, %s",
                      facts.forward_secrecy ? "all suites have forward secrecy"
                                            : "some suites lack forward secrecy",
                      facts.cbc ? "CBC suites" : "no CBC suites",
                      facts.post_quantum ? "post-quantum groups" : "no post-quantum groups",
                      facts.fips ? "FIPS module" : "no FIPS module");
    if (facts.insecure_suites)
        elb_buffer_append_string(&text, ", insecure suites");
    if (facts.sha1_signatures)
        elb_buffer_append_string(&text, ", SHA-1 signatures");
    elb_lines_write(report, "facts", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

static void write_namesake(struct elb_report *report, const struct elb_policy *policy)
{
    const struct elb_policy *other = elb_policy_namesake(report->catalog, policy);
    struct elb_buffer text = {0};

    if (!other)
        return;
    elb_buffer_printf(&text, "%s/%s is another policy, with %zu suites",
                      elb_family_name(other->family), other->name, other->suite_count);
    elb_lines_write(report, "same name", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

/* ---- What it accepts ------------------------------------------------------------------------ */

void elb_show_suite_row(struct elb_table *table, size_t position, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(table->report->catalog, code);
    char text[8];

    if (position)
        elb_table_add_format(table, "%2zu", position);
    elb_table_add(table, ELB_STYLE_PLAIN, elb_show_code(text, code));
    if (elb_is_grease(code))
        elb_table_add(table, ELB_STYLE_FAINT, "GREASE");
    else if (!suite)
        elb_table_add(table, ELB_STYLE_FAINT, "unknown");
    else
        elb_table_add(table, ELB_STYLE_PLAIN, suite->openssl ? suite->openssl : "-");
    elb_table_add(
        table, ELB_STYLE_PLAIN,
        suite && (!suite->openssl || strcmp(suite->openssl, suite->name) != 0) ? suite->name : "");
}

static void write_suites(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_table table;

    elb_lines_write(report, "suites",
                    policy->server_order ? "in this order of preference"
                                         : "the client's order of preference decides");
    elb_table_init(&table, report, 4);
    for (size_t i = 0; i < policy->suite_count; i++)
        elb_show_suite_row(&table, i + 1, policy->suites[i]->code);
    elb_table_write(&table, 4);
    elb_table_done(&table);
}

static void write_groups(struct elb_report *report, const char *label,
                         const struct elb_group *const *groups, size_t count)
{
    struct elb_lines lines;

    elb_lines_begin(&lines, report, label);
    for (size_t i = 0; i < count; i++)
        elb_lines_word(&lines, groups[i]->name);
    if (count == 0)
        elb_lines_word(&lines, "none");
    elb_lines_end(&lines);
}

static void write_schemes(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_lines lines;

    elb_lines_begin(&lines, report, "signatures");
    for (size_t i = 0; i < policy->scheme_count; i++)
        elb_lines_word(&lines, policy->schemes[i]->name);
    elb_lines_end(&lines);
}

static const char *unknown(const struct elb_policy *policy)
{
    return policy->family == ELB_FAMILY_CLASSIC ? "unknown: AWS does not publish them"
                                                : "unknown: its file does not say";
}

static void write_lists(struct elb_report *report, const struct elb_policy *policy)
{
    elb_show_versions(report, "protocols", policy->versions);
    write_suites(report, policy);
    if (policy->has_groups)
        write_groups(report, "groups", policy->groups, policy->group_count);
    else
        elb_lines_write(report, "groups", unknown(policy));
    if (policy->preferred_group_count > 0)
        write_groups(report, "asked for", policy->preferred_groups, policy->preferred_group_count);
    if (policy->has_schemes)
        write_schemes(report, policy);
    else
        elb_lines_write(report, "signatures", unknown(policy));
}

static void write_certificates(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_lines lines;

    if (policy->allowed_certificates == 0)
        return;
    elb_lines_begin(&lines, report, "certificates");
    elb_lines_text(&lines, "only");
    for (unsigned i = ELB_CERTIFICATE_RSA2048; i <= ELB_CERTIFICATE_ECDSA; i++) {
        if (policy->allowed_certificates & 1u << i)
            elb_lines_word(&lines, elb_certificate_name((enum elb_certificate)i));
    }
    elb_lines_end(&lines);
}

/* ---- How it is set -------------------------------------------------------------------------- */

/* The parts of a command in lines of their own, as a shell takes them. */
static void write_command(struct elb_report *report, struct elb_text command)
{
    struct elb_text line;
    bool is_first = true;

    while (elb_text_next_line(&command, &line)) {
        struct elb_buffer copy = {0};

        elb_buffer_append_text(&copy, line);
        elb_buffer_append_string(report->out, is_first ? "    " : " \\\n        ");
        elb_escape_string(report->out, elb_buffer_string(&copy));
        is_first = false;
        elb_report_part_done(report->out, &copy);
    }
    elb_buffer_append_char(report->out, '\n');
}

static void write_commands(struct elb_report *report, const struct elb_policy *policy)
{
    const char *note = elb_policy_command_note(policy);
    struct elb_buffer command = {0};

    elb_lines_write(report, "to set it", note ? note : "");
    for (size_t i = 0; elb_policy_command(&command, policy, i); i++) {
        write_command(report, elb_buffer_text(&command));
        elb_report_part_done(report->out, &command);
    }
}

/* ---- How this is known ---------------------------------------------------------------------- */

static const char *source_at(const struct elb_policy *policy, size_t index)
{
    for (size_t i = 0; i < policy->provenance_count; i++) {
        const struct elb_provenance *provenance = &policy->provenance[i];

        if (index < provenance->source_count)
            return provenance->sources[index];
        index -= provenance->source_count;
    }
    return NULL;
}

/* Sources are numbered in the order in which the keys name them first. */
static size_t source_number(const struct elb_policy *policy, const char *key)
{
    size_t number = 0;
    const char *other;

    for (size_t i = 0; (other = source_at(policy, i)); i++) {
        bool is_new = true;

        for (size_t j = 0; j < i && is_new; j++)
            is_new = strcmp(source_at(policy, j), other) != 0;
        number += is_new;
        if (strcmp(other, key) == 0)
            return number;
    }
    return 0;
}

static void write_provenance(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_lines lines;

    if (policy->provenance_count == 0)
        return;
    elb_lines_begin(&lines, report, "known from");
    for (size_t i = 0; i < policy->provenance_count; i++) {
        const struct elb_provenance *provenance = &policy->provenance[i];
        struct elb_buffer text = {0};

        elb_buffer_printf(&text, "%s: %s", provenance->key,
                          elb_confidence_name(provenance->confidence));
        for (size_t j = 0; j < provenance->source_count; j++)
            elb_buffer_printf(&text, " [%zu]", source_number(policy, provenance->sources[j]));
        elb_lines_break(&lines);
        elb_lines_text(&lines, elb_buffer_string(&text));
        elb_report_part_done(report->out, &text);
    }
    elb_lines_end(&lines);
}

static void write_source(struct elb_report *report, size_t number, const char *key)
{
    const struct elb_source *source = elb_catalog_source(report->catalog, key);
    struct elb_buffer label = {0};
    struct elb_buffer text = {0};
    struct elb_lines lines;

    elb_buffer_printf(&label, "  [%zu]", number);
    elb_lines_begin(&lines, report, elb_buffer_string(&label));
    elb_lines_text(&lines, source ? source->title : key);
    if (source && source->date) {
        elb_buffer_printf(&text, "(%s)", source->date);
        elb_lines_word(&lines, elb_buffer_string(&text));
    }
    if (source) {
        elb_lines_break(&lines);
        elb_lines_word(&lines, source->where);
    }
    elb_lines_end(&lines);
    elb_report_part_done(report->out, &label);
    elb_report_part_done(report->out, &text);
}

static void write_sources(struct elb_report *report, const struct elb_policy *policy)
{
    size_t written = 0;
    const char *key;

    for (size_t i = 0; (key = source_at(policy, i)); i++) {
        if (source_number(policy, key) > written)
            write_source(report, ++written, key);
    }
}

static void write_notes(struct elb_report *report, const struct elb_policy *policy)
{
    for (size_t i = 0; i < policy->note_count; i++)
        elb_lines_write(report, i == 0 ? "notes" : "", policy->notes[i]);
}

void elb_show_policy(struct elb_report *report, const struct elb_policy *policy)
{
    write_heading(report, policy);
    write_values(report, "released", policy->released);
    write_facts(report, policy);
    write_lists(report, policy);
    write_certificates(report, policy);
    write_values(report, "to targets", policy->backend);
    write_namesake(report, policy);
    write_notes(report, policy);
    write_commands(report, policy);
    write_provenance(report, policy);
    write_sources(report, policy);
}
