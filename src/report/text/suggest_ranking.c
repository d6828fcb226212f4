/* SPDX-License-Identifier: MIT */
/* The ranking of those that serve all, step by step: what put each of them behind the best. */
#include "report/show.h"
#include "report/text/style.h"
#include "report/text/suggest.h"

#define COLUMN 46

static void write_value(struct elb_buffer *out, const struct elb_rank *rank, enum elb_rank_key key)
{
    if (key == ELB_RANK_RELEASED)
        elb_buffer_append_string(out, rank->released[0] ? rank->released : "unknown");
    else
        elb_buffer_printf(out, "%u", elb_rank_value(rank, key));
}

static size_t write_behind(struct elb_lines *lines, const struct elb_suggest_result *result,
                           enum elb_rank_key key)
{
    const struct elb_candidate *best = elb_suggest_answer(result);
    const struct elb_candidate *next = best;
    size_t count = 0;
    while ((next = elb_suggest_next(result, next)) != NULL) {
        struct elb_buffer text = {0};
        if (elb_rank_difference(&best->rank, &next->rank) != key)
            continue;
        elb_buffer_append_string(&text, count++ == 0 ? "behind: " : "");
        elb_policy_short_reference(&text, next->policy);
        elb_buffer_append_string(&text, " (");
        write_value(&text, &next->rank, key);
        elb_buffer_append_string(&text, ")");
        elb_lines_text(lines, elb_buffer_string(&text));
        elb_report_part_done(lines->report->out, &text);
    }
    return count;
}

static void write_step(struct elb_report *report, const struct elb_suggest_result *result,
                       enum elb_rank_key key)
{
    struct elb_lines lines;
    struct elb_buffer text = {0};
    size_t start = report->out->length;
    elb_buffer_printf(report->out, "  %2u  %-36s ", (unsigned)key + 1, elb_rank_key_text(key));
    write_value(&text, &elb_suggest_answer(result)->rank, key);
    elb_buffer_append_string(report->out, elb_buffer_string(&text));
    elb_lines_begin_plain(&lines, report, COLUMN);
    lines.column = report->out->length - start;
    lines.pending = lines.column < COLUMN ? COLUMN - lines.column : 2;
    lines.column += lines.pending;
    write_behind(&lines, result, key);
    elb_lines_end(&lines);
    elb_report_part_done(report->out, &text);
}

void elb_suggest_write_ranking(struct elb_report *report, const struct elb_suggest_result *result)
{
    if (result->suggestion->best == NULL)
        return;
    elb_buffer_append_string(report->out,
                             "ranking, fewer is better, the first difference counts:\n");
    for (unsigned key = 0; key < ELB_RANK_KEY_COUNT; key++)
        write_step(report, result, (enum elb_rank_key)key);
}
