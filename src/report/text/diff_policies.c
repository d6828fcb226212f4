/* SPDX-License-Identifier: MIT */
/* What two policies differ in, as text: lists, order, facts, targets. */
#include "report/check.h"
#include "report/text/diff.h"
#include "report/text/style.h"

/* A paragraph that begins when it has its first word, and ends if it has one. */
struct paragraph {
    struct elb_report *report;
    const char *label;
    bool is_begun;
    struct elb_lines lines;
};

static void begin(struct paragraph *paragraph)
{
    if (!paragraph->is_begun)
        elb_lines_begin(&paragraph->lines, paragraph->report, paragraph->label);
    else
        elb_lines_break(&paragraph->lines);
    paragraph->is_begun = true;
}

static void end(struct paragraph *paragraph)
{
    if (paragraph->is_begun)
        elb_lines_end(&paragraph->lines);
}

typedef const char *name_function(const struct elb_catalog *catalog, uint16_t code);

static const char *suite_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_check_suite_name(elb_catalog_suite(catalog, code));
}

static const char *group_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_catalog_group(catalog, code)->name;
}

static const char *scheme_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_catalog_scheme(catalog, code)->name;
}

static void write_codes(struct paragraph *paragraph, const char *sign, const uint16_t *codes,
                        size_t count, name_function *name)
{
    if (count == 0)
        return;
    begin(paragraph);
    elb_lines_word(&paragraph->lines, sign);
    for (size_t i = 0; i < count; i++)
        elb_lines_word(&paragraph->lines, name(paragraph->report->catalog, codes[i]));
}

static void write_moves(struct paragraph *paragraph, const struct elb_list_change *change,
                        name_function *name)
{
    if (change->moved_count == 0)
        return;
    begin(paragraph);
    elb_lines_word(&paragraph->lines, "moved");
    for (size_t i = 0; i < change->moved_count; i++) {
        const struct elb_move *move = &change->moved[i];
        struct elb_buffer text = {0};
        elb_buffer_printf(&text, "%s (%zu -> %zu)%s", name(paragraph->report->catalog, move->code),
                          move->from, move->to, i + 1 < change->moved_count ? "," : "");
        elb_lines_word(&paragraph->lines, elb_buffer_string(&text));
        paragraph->report->out->out_of_memory |= text.out_of_memory;
        elb_buffer_done(&text);
    }
}

static void write_list(struct elb_report *report, const char *label,
                       const struct elb_list_change *change, name_function *name)
{
    struct paragraph paragraph = {.report = report, .label = label};
    write_codes(&paragraph, "-", change->removed, change->removed_count, name);
    write_codes(&paragraph, "+", change->added, change->added_count, name);
    write_moves(&paragraph, change, name);
    end(&paragraph);
}

static void write_facts(struct elb_report *report, const struct elb_comparison *comparison)
{
    struct paragraph paragraph = {.report = report, .label = "facts"};
    for (size_t i = 0; i < ELB_FACT_COUNT; i++) {
        enum elb_fact fact = (enum elb_fact)(1u << i);
        struct elb_buffer text = {0};
        if (!(comparison->facts & (unsigned)fact))
            continue;
        elb_buffer_printf(&text, "%s: ", elb_fact_text(fact));
        elb_fact_value(&text, fact, comparison->from);
        elb_buffer_append_string(&text, " -> ");
        elb_fact_value(&text, fact, comparison->to);
        if (comparison->facts >> i > 1)
            elb_buffer_append_char(&text, ',');
        if (!paragraph.is_begun)
            begin(&paragraph);
        elb_lines_word(&paragraph.lines, elb_buffer_string(&text));
        report->out->out_of_memory |= text.out_of_memory;
        elb_buffer_done(&text);
    }
    end(&paragraph);
}

/* Which policy the load balancer itself then uses towards its targets. */
static void write_backends(struct elb_report *report, const struct elb_comparison *comparison)
{
    struct paragraph paragraph = {.report = report, .label = "to targets"};
    for (unsigned bit = 1; bit <= comparison->backend; bit <<= 1) {
        enum elb_load_balancer kind = (enum elb_load_balancer)bit;
        if (!(comparison->backend & bit))
            continue;
        begin(&paragraph);
        elb_lines_word(&paragraph.lines, elb_load_balancer_name(kind));
        elb_lines_word(&paragraph.lines, elb_policy_backend(comparison->from, kind));
        elb_lines_word(&paragraph.lines, "->");
        elb_lines_word(&paragraph.lines, elb_policy_backend(comparison->to, kind));
    }
    end(&paragraph);
}

static void write_unknown(struct elb_report *report, const struct elb_comparison *comparison)
{
    bool groups = !comparison->groups.is_known;
    bool schemes = !comparison->schemes.is_known;
    if (groups || schemes)
        elb_lines_write(report, "not compared",
                        groups && schemes ? "groups and signature schemes: not known of both"
                        : groups          ? "groups: not known of both"
                                          : "signature schemes: not known of both");
}

void elb_diff_write_policies(struct elb_report *report, const struct elb_comparison *comparison)
{
    write_list(report, "suites", &comparison->suites, suite_name);
    write_list(report, "groups", &comparison->groups, group_name);
    write_list(report, "asked for", &comparison->preferred_groups, group_name);
    write_list(report, "signatures", &comparison->schemes, scheme_name);
    write_facts(report, comparison);
    write_backends(report, comparison);
    write_unknown(report, comparison);
}
