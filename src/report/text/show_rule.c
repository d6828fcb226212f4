/* SPDX-License-Identifier: MIT */

/* A rule as text: what it finds, why that matters, and what to do instead. */

#include "base/alloc.h"
#include "base/escape.h"
#include "report/text/show.h"

static void write_example(struct elb_report *report, const struct elb_rule *rule, bool is_good)
{
    char *example = elb_rule_example(rule, report->catalog, is_good);
    struct elb_text rest = elb_text_from(example ? example : "");
    struct elb_text line;

    report->out->out_of_memory |= !example;
    elb_buffer_printf(report->out, "  %s\n", is_good ? "fine" : "found");
    while (elb_text_next_line(&rest, &line)) {
        elb_buffer_append_string(report->out, "      ");
        elb_escape_terminal(report->out, line);
        elb_buffer_append_char(report->out, '\n');
    }
    elb_free(example);
}

static size_t count_blamed(const struct elb_report *report, const struct elb_rule *rule)
{
    size_t count = 0;

    for (size_t i = 0; i < report->catalog->policy_count; i++)
        count += elb_rule_blames(rule, report->catalog, &report->catalog->policies[i]);
    return count;
}

static void write_names(struct elb_report *report, const struct elb_rule *rule)
{
    struct elb_lines lines;

    elb_lines_begin(&lines, report, "");
    for (size_t i = 0; i < report->catalog->policy_count; i++) {
        const struct elb_policy *policy = &report->catalog->policies[i];
        struct elb_buffer name = {0};

        if (!elb_rule_blames(rule, report->catalog, policy))
            continue;
        elb_policy_short_reference(&name, policy);
        elb_lines_word(&lines, elb_buffer_string(&name));
        elb_report_part_done(report->out, &name);
    }
    elb_lines_end(&lines);
}

static void write_policies(struct elb_report *report, const struct elb_rule *rule)
{
    const size_t count = count_blamed(report, rule);
    struct elb_buffer summary = {0};

    if (!elb_rule_is_about_policies(rule)) {
        elb_lines_write(report, "policies", "it is not about policies by themselves");
        return;
    }
    elb_buffer_printf(&summary, "%zu of %zu have it", count, report->catalog->policy_count);
    elb_lines_write(report, "policies", elb_buffer_string(&summary));
    elb_report_part_done(report->out, &summary);
    if (count > 0)
        write_names(report, rule);
}

void elb_show_rule(struct elb_report *report, const struct elb_rule *rule)
{
    elb_show_heading(report, rule->id, elb_severity_name(rule->severity));
    elb_lines_write(report, "finds", rule->summary);
    elb_lines_write(report, "why", rule->text);
    elb_lines_write(report, "instead", rule->instead);
    elb_lines_write(report, "source", *rule->citation ? rule->citation : NULL);
    write_example(report, rule, false);
    write_example(report, rule, true);
    write_policies(report, rule);
}
