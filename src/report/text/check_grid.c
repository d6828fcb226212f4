/* SPDX-License-Identifier: MIT */
/*
 * Many pairs at once: clients down, policies across, in blocks that fit a terminal; then who fails
 * with which policy and why, one line a cause.
 */
#include "report/check.h"
#include "report/text/check.h"
#include "report/text/style.h"

#include <string.h>

#define CELL_WIDTH 5

static const struct elb_check_row *row_at(const struct elb_check_result *result, size_t policy,
                                          size_t client)
{
    return &result->rows[policy * result->client_count + client];
}

static void write_cell(struct elb_report *report, const struct elb_check_row *row, size_t width)
{
    static const char *const versions[] = {"SSL3", "1.0", "1.1", "1.2", "1.3"};
    if (row->is_hidden)
        elb_style_write(report, ELB_STYLE_PLAIN, "", width);
    else if (row->check.verdict == ELB_VERDICT_UNKNOWN)
        elb_style_write(report, ELB_STYLE_WARNING, "?", width);
    else if (row->check.verdict == ELB_INCOMPATIBLE)
        elb_style_write(report, ELB_STYLE_BAD, "FAIL", width);
    else
        elb_style_write(
            report, row->check.outcome.version >= ELB_TLS1_2 ? ELB_STYLE_GOOD : ELB_STYLE_WARNING,
            versions[row->check.outcome.version - ELB_SSL3], width);
}

/* A number for each policy, so that the columns stay narrow. */
static void write_heads(struct elb_report *report, const struct elb_check_result *result,
                        size_t first, size_t end, size_t width)
{
    for (size_t p = first; p < end; p++) {
        elb_buffer_printf(report->out, "[%zu] ", p + 1);
        elb_style_write(report, ELB_STYLE_HEADING, result->policies[p]->name, 0);
        elb_buffer_append_string(report->out, result->policies[p]->family == ELB_FAMILY_CLASSIC
                                                  ? " on Classic\n"
                                                  : "\n");
    }
    elb_buffer_append_repeated(report->out, ' ', width + 2);
    for (size_t p = first; p < end; p++) {
        struct elb_buffer *out = report->out;
        size_t before = out->length;
        elb_buffer_printf(out, "[%zu]", p + 1);
        size_t written = out->length - before;
        if (p + 1 < end && written < CELL_WIDTH)
            elb_buffer_append_repeated(out, ' ', CELL_WIDTH - written);
    }
    elb_buffer_append_char(report->out, '\n');
}

static bool is_shown(const struct elb_check_result *result, size_t client, size_t first, size_t end)
{
    for (size_t p = first; p < end; p++) {
        if (!row_at(result, p, client)->is_hidden)
            return true;
    }
    return false;
}

static void write_block(struct elb_report *report, const struct elb_check_result *result,
                        size_t first, size_t end)
{
    size_t width = elb_check_client_width(report, result);
    write_heads(report, result, first, end, width);
    for (size_t c = 0; c < result->client_count; c++) {
        if (!is_shown(result, c, first, end))
            continue;
        elb_style_write(report, ELB_STYLE_PLAIN, result->clients[c]->id, width + 2);
        for (size_t p = first; p < end; p++)
            write_cell(report, row_at(result, p, c), p + 1 < end ? CELL_WIDTH : 0);
        elb_buffer_append_char(report->out, '\n');
    }
    elb_buffer_append_char(report->out, '\n');
}

/* ---- Failures --------------------------------------------------------------------------- */

static bool fails_by(const struct elb_check_row *row, enum elb_verdict verdict,
                     enum elb_cause cause)
{
    return !row->is_hidden && row->check.verdict == verdict && row->check.failed.cause == cause;
}

/* "cause: client, client ..." with continuation lines below the first client. */
static void write_clients_by(struct elb_report *report, const struct elb_check_result *result,
                             size_t policy, enum elb_verdict verdict, enum elb_cause cause)
{
    struct elb_buffer *out = report->out;
    size_t column = 0;
    for (size_t c = 0; c < result->client_count; c++) {
        if (!fails_by(row_at(result, policy, c), verdict, cause))
            continue;
        const char *id = result->clients[c]->id;
        if (column == 0) {
            elb_buffer_printf(out, "  %s%s:", verdict == ELB_INCOMPATIBLE ? "" : "unknown, ",
                              elb_cause_name(cause));
            column = strlen(elb_cause_name(cause)) + 3;
        } else {
            elb_buffer_append_char(out, ',');
        }
        if (column + strlen(id) + 2 > ELB_TEXT_WIDTH) {
            elb_buffer_append_string(out, "\n   ");
            column = 3;
        }
        elb_buffer_append_char(out, ' ');
        elb_style_write(report, ELB_STYLE_PLAIN, id, 0);
        column += strlen(id) + 2;
    }
    if (column > 0)
        elb_buffer_append_char(out, '\n');
}

static bool has_failure(const struct elb_check_result *result, size_t policy)
{
    for (size_t c = 0; c < result->client_count; c++) {
        const struct elb_check_row *row = row_at(result, policy, c);
        if (!row->is_hidden && row->check.verdict != ELB_COMPATIBLE)
            return true;
    }
    return false;
}

static void write_failures(struct elb_report *report, const struct elb_check_result *result,
                           size_t policy)
{
    static const enum elb_verdict verdicts[] = {ELB_INCOMPATIBLE, ELB_VERDICT_UNKNOWN};
    elb_style_write(report, ELB_STYLE_HEADING, result->policies[policy]->name, 0);
    elb_buffer_append_char(report->out, '\n');
    for (size_t v = 0; v < 2; v++) {
        for (int cause = ELB_CAUSE_NONE + 1; cause < ELB_CAUSE_COUNT; cause++)
            write_clients_by(report, result, policy, verdicts[v], (enum elb_cause)cause);
    }
}

void elb_check_write_grid(struct elb_report *report, const struct elb_check_result *result)
{
    size_t columns = (ELB_TEXT_WIDTH - elb_check_client_width(report, result) - 2) / CELL_WIDTH;
    elb_buffer_append_string(report->out, "certificates: ");
    elb_check_certificates(report->out, result->certificates);
    elb_buffer_append_string(report->out, result->certificates_assumed ? " (assumed)\n\n" : "\n\n");
    for (size_t first = 0; first < result->policy_count; first += columns) {
        size_t end = first + columns;
        write_block(report, result, first, end < result->policy_count ? end : result->policy_count);
    }
    for (size_t p = 0; p < result->policy_count; p++) {
        if (has_failure(result, p))
            write_failures(report, result, p);
    }
}
