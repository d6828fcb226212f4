/* SPDX-License-Identifier: MIT */

/* A profile as text: its clauses, and the policies that meet it. */

#include "report/text/show.h"

static void write_standard(struct elb_report *report, const struct elb_profile *profile)
{
    struct elb_buffer text = {0};

    elb_buffer_append_string(&text, profile->standard);
    if (profile->edition)
        elb_buffer_printf(&text, " %s", profile->edition);
    if (profile->date)
        elb_buffer_printf(&text, ", of %s", profile->date);
    elb_lines_write(report, "standard", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

/* Who is meant, where not everybody is. */
static const char *family_words(const struct elb_clause *clause)
{
    if (clause->families == 1u << ELB_FAMILY_CLASSIC)
        return " (of Classic Load Balancers)";
    return clause->families ? " (of Application and Network Load Balancers)" : "";
}

/* Each clause in a line of its own under one label. */
static void write_level(struct elb_report *report, const struct elb_profile *profile,
                        enum elb_clause_level level)
{
    struct elb_lines lines;
    size_t count = 0;

    for (size_t i = 0; i < profile->clause_count; i++) {
        const struct elb_clause *clause = &profile->clauses[i];
        struct elb_buffer text = {0};

        if (clause->not_assessable || clause->level != level)
            continue;
        if (count++ == 0)
            elb_lines_begin(&lines, report, elb_clause_level_name(level));
        else
            elb_lines_break(&lines);
        elb_buffer_printf(&text, "%s [%s]%s", clause->demand, clause->name, family_words(clause));
        elb_lines_text(&lines, elb_buffer_string(&text));
        elb_report_part_done(report->out, &text);
    }
    if (count > 0)
        elb_lines_end(&lines);
}

static void write_not_assessable(struct elb_report *report, const struct elb_profile *profile)
{
    struct elb_lines lines;
    size_t count = 0;

    for (size_t i = 0; i < profile->clause_count; i++) {
        const struct elb_clause *clause = &profile->clauses[i];
        struct elb_buffer text = {0};

        if (!clause->not_assessable)
            continue;
        if (count++ == 0)
            elb_lines_begin(&lines, report, "not assessed");
        else
            elb_lines_break(&lines);
        elb_buffer_printf(&text, "%s [%s]: %s", clause->demand, clause->name,
                          clause->not_assessable);
        elb_lines_text(&lines, elb_buffer_string(&text));
        elb_report_part_done(report->out, &text);
    }
    if (count > 0)
        elb_lines_end(&lines);
}

static size_t count_policies(const struct elb_report *report, const struct elb_profile *profile,
                             enum elb_profile_result result)
{
    size_t count = 0;

    for (size_t i = 0; i < report->catalog->policy_count; i++)
        count +=
            elb_profile_judge(report->catalog, profile, &report->catalog->policies[i]) == result;
    return count;
}

static void write_policies(struct elb_report *report, const struct elb_profile *profile,
                           enum elb_profile_result result, const char *label, const char *words)
{
    struct elb_buffer summary = {0};
    struct elb_lines lines;
    size_t count = count_policies(report, profile, result);

    elb_buffer_printf(&summary, "%zu of %zu %s", count, report->catalog->policy_count, words);
    elb_lines_begin(&lines, report, label);
    elb_lines_text(&lines, elb_buffer_string(&summary));
    elb_lines_break(&lines);
    for (size_t i = 0; i < report->catalog->policy_count; i++) {
        const struct elb_policy *policy = &report->catalog->policies[i];
        struct elb_buffer name = {0};

        if (elb_profile_judge(report->catalog, profile, policy) != result)
            continue;
        elb_policy_short_reference(&name, policy);
        elb_lines_word(&lines, elb_buffer_string(&name));
        elb_report_part_done(report->out, &name);
    }
    elb_lines_end(&lines);
    elb_report_part_done(report->out, &summary);
}

static void write_sources(struct elb_report *report, const struct elb_profile *profile)
{
    struct elb_lines lines;

    for (size_t i = 0; i < profile->note_count; i++)
        elb_lines_write(report, i ? "" : "notes", profile->notes[i]);
    if (profile->source_count == 0)
        return;
    elb_lines_begin(&lines, report, "sources");
    for (size_t i = 0; i < profile->source_count; i++)
        elb_lines_word(&lines, profile->sources[i]);
    elb_lines_end(&lines);
}

void elb_show_profile(struct elb_report *report, const struct elb_profile *profile)
{
    elb_show_heading(report, profile->id, profile->title);
    for (size_t i = 0; i < profile->alias_count; i++)
        elb_lines_write(report, i ? "" : "aliases", profile->aliases[i]);
    write_standard(report, profile);
    if (profile->experimental)
        elb_lines_write(report, "experimental", "the standard's own text was not read in full");
    write_level(report, profile, ELB_CLAUSE_MUST);
    write_level(report, profile, ELB_CLAUSE_SHOULD);
    write_not_assessable(report, profile);
    write_policies(report, profile, ELB_PROFILE_MET, "policies",
                   "meet it, as far as a policy can show");
    if (count_policies(report, profile, ELB_PROFILE_NOT_ASSESSABLE) > 0)
        write_policies(report, profile, ELB_PROFILE_NOT_ASSESSABLE, "",
                       "are outside of it, or not known well enough");
    write_sources(report, profile);
}
