/* SPDX-License-Identifier: MIT */
/* `diff` as text: what changes in one line, whom it costs, then every detail. */
#include "report/text/diff.h"

#include "base/utf8.h"
#include "report/show.h"
#include "report/text/style.h"

/* Between what is removed and what is added. */
#define GAP 4

static void write_headline(struct elb_report *report, const struct elb_comparison *comparison)
{
    struct elb_buffer sides[2] = {{0}, {0}};
    for (int added = 0; added <= 1; added++) {
        elb_buffer_append_string(&sides[added], added ? "+ " : "- ");
        elb_diff_headline(&sides[added], report->catalog, comparison, added);
    }
    bool has_removed = sides[0].length > 2;
    bool has_added = sides[1].length > 2;
    bool fits = sides[0].length + GAP + sides[1].length <= ELB_TEXT_WIDTH;
    if (has_removed)
        elb_style_write(report, ELB_STYLE_BAD, elb_buffer_string(&sides[0]), 0);
    if (has_removed && has_added && fits)
        elb_buffer_append_repeated(report->out, ' ', GAP);
    else if (has_removed && has_added)
        elb_buffer_append_char(report->out, '\n');
    if (has_added)
        elb_style_write(report, ELB_STYLE_GOOD, elb_buffer_string(&sides[1]), 0);
    if (has_removed || has_added)
        elb_buffer_append_char(report->out, '\n');
    report->out->out_of_memory |= sides[0].out_of_memory || sides[1].out_of_memory;
    elb_buffer_done(&sides[0]);
    elb_buffer_done(&sides[1]);
}

/* The name that tells it from its namesake, and where it was read. */
static void write_name(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_buffer name = {0};
    elb_policy_reference(&name, policy);
    elb_style_write(report, ELB_STYLE_HEADING, elb_buffer_string(&name), 0);
    report->out->out_of_memory |= name.out_of_memory;
    elb_buffer_done(&name);
    if (policy->origin != NULL) {
        elb_buffer_append_string(report->out, " (");
        elb_escape_string(report->out, policy->origin);
        elb_buffer_append_char(report->out, ')');
    }
}

static void write_drift_help(struct elb_report *report)
{
    struct elb_lines lines;
    elb_lines_begin_plain(&lines, report, 0);
    lines.indent = 2;
    elb_lines_text(&lines,
                   "help: either AWS has changed the policy since, or the catalog is wrong: "
                   "look for a newer elblint, and if that has the same catalog, report the "
                   "difference with this file. Until then, a catalog of your own has "
                   "the last word (--policies DIRECTORY --replace)");
    elb_lines_end(&lines);
}

static void write_drift(struct elb_report *report, const struct elb_diff_pair *pair)
{
    const char *date = report->catalog->date;
    write_name(report, pair->to);
    if (pair->from == NULL)
        elb_buffer_printf(report->out, ": drift: not in the catalog of %s\n", date);
    else if (elb_diff_has_difference(pair))
        elb_buffer_printf(report->out, ": drift: differs from the catalog of %s\n", date);
    else
        elb_buffer_printf(report->out, ": as in the catalog of %s\n", date);
}

/* Two names, where it is not clear from the command line which pair this is. */
static void write_pair_names(struct elb_report *report, const struct elb_diff_pair *pair)
{
    write_name(report, pair->from);
    elb_buffer_append_string(report->out, " -> ");
    write_name(report, pair->to);
    elb_buffer_append_char(report->out, '\n');
}

static void write_equal(struct elb_report *report, const struct elb_diff_pair *pair)
{
    bool is_known = pair->comparison->groups.is_known && pair->comparison->schemes.is_known;
    elb_buffer_append_string(report->out, is_known ? "no difference in what they accept\n"
                                                   : "no difference in what is known of both\n");
}

static void write_notes(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_lines lines;
    for (size_t i = 0; policy->origin != NULL && i < policy->note_count; i++) {
        elb_lines_begin_plain(&lines, report, 0);
        lines.indent = 2;
        elb_lines_text(&lines, "note:");
        elb_lines_text(&lines, policy->notes[i]);
        elb_lines_end(&lines);
    }
}

static void write_unknown(struct elb_report *report, const char *sign, const char *const *names,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        elb_buffer_append_string(report->out, sign);
        elb_escape_string(report->out, names[i]);
        elb_buffer_append_string(report->out, " (unknown to this catalog)\n");
    }
}

static void write_pair(struct elb_report *report, const struct elb_diff_result *result,
                       const struct elb_diff_pair *pair)
{
    bool is_drift = pair->is_drift || pair->from == NULL;
    if (is_drift)
        write_drift(report, pair);
    else if (result->is_list)
        write_pair_names(report, pair);
    if (pair->from == NULL || (is_drift && !elb_diff_has_difference(pair)))
        return;
    write_unknown(report, "- ", pair->unknown_removed, pair->unknown_removed_count);
    write_unknown(report, "+ ", pair->unknown_added, pair->unknown_added_count);
    if (elb_comparison_is_empty(pair->comparison)) {
        if (!is_drift && !elb_diff_has_unknown(pair))
            write_equal(report, pair);
    } else {
        write_headline(report, pair->comparison);
        elb_diff_write_clients(report, result, pair);
    }
    elb_diff_write_policies(report, pair->comparison);
    write_notes(report, pair->from);
    write_notes(report, pair->to);
}

/* The bare answer: who is lost, by id; for several pairs, which of them differ. */
static void write_quiet(struct elb_report *report, const struct elb_diff_result *result,
                        const struct elb_diff_pair *pair)
{
    if (result->is_list && elb_diff_has_difference(pair)) {
        elb_escape_string(report->out, pair->to->name);
        elb_buffer_append_char(report->out, '\n');
    }
    for (size_t i = 0; !result->is_list && i < pair->client_count; i++) {
        if (pair->clients[i].comparison.transition != ELB_TRANSITION_LOST)
            continue;
        elb_escape_string(report->out, pair->clients[i].client->id);
        elb_buffer_append_char(report->out, '\n');
    }
}

static void write_footnotes(struct elb_report *report, const struct elb_diff_result *result)
{
    bool has_drift = false;
    bool has_silent = false; /* equal as far as is known, and that was not said yet */
    for (size_t i = 0; i < result->pair_count; i++) {
        const struct elb_diff_pair *pair = &result->pairs[i];
        bool is_drift = pair->is_drift || pair->from == NULL;
        bool differs = elb_diff_has_difference(pair);
        has_drift |= is_drift && differs;
        has_silent |= is_drift && !differs && !pair->comparison->groups.is_known;
    }
    for (size_t i = 0; i < result->unmatched_count; i++) {
        elb_buffer_append_string(report->out, "nothing to compare it with: ");
        elb_escape_string(report->out, result->unmatched[i]);
        elb_buffer_append_char(report->out, '\n');
    }
    if (has_silent)
        elb_buffer_append_string(report->out, "note: groups and signature schemes are not compared:"
                                              " AWS does not print them\n");
    if (has_drift)
        write_drift_help(report);
}

static void write_diff(struct elb_report *report, const void *data)
{
    const struct elb_diff_result *result = data;
    for (size_t i = 0; i < result->pair_count; i++) {
        if (report->quiet)
            write_quiet(report, result, &result->pairs[i]);
        else
            write_pair(report, result, &result->pairs[i]);
    }
    if (report->quiet)
        return;
    write_footnotes(report, result);
    elb_addresses_write_all(report);
}

const struct elb_reporter elb_reporter_diff_text = {
    .verb = "diff",
    .format = "text",
    .write = write_diff,
};
