/* SPDX-License-Identifier: MIT */
/* Who can connect to an observed endpoint, and what a move to another policy would change. */
#include "report/diff.h"
#include "report/show.h"
#include "report/text/identify.h"
#include "report/text/style.h"

/* More than these are counted, and only those that lose are named. */
#define ROWS_MAX 20

static const char *const verdicts[] = {"ok", "FAIL", "unknown"};

static void add_outcome(struct elb_table *table, const struct elb_observed_check *row)
{
    struct elb_buffer cause = {0};

    elb_table_add(table, ELB_STYLE_PLAIN, row->version ? elb_version_name(row->version) : "");
    if (row->suite) {
        elb_table_add(table, ELB_STYLE_PLAIN, row->suite->name);
        return;
    }
    if (row->is_untried)
        elb_buffer_append_string(&cause, "not all that it offers was tried");
    else if (row->cause)
        elb_causes_words(&cause, 1u << row->cause);
    elb_table_add(table, ELB_STYLE_PLAIN, elb_buffer_string(&cause));
    elb_report_part_done(table->report->out, &cause);
}

static void write_rows(struct elb_report *report, const struct elb_identify_endpoint *endpoint)
{
    static const enum elb_style styles[] = {ELB_STYLE_GOOD, ELB_STYLE_BAD, ELB_STYLE_WARNING};
    struct elb_table table;

    elb_table_init(&table, report, 4);
    for (size_t i = 0; i < endpoint->client_count; i++) {
        const struct elb_observed_check *row = &endpoint->clients[i];

        elb_table_add(&table, styles[row->verdict], verdicts[row->verdict]);
        elb_table_add(&table, ELB_STYLE_PLAIN, row->client->id);
        add_outcome(&table, row);
    }
    elb_table_write(&table, 4);
    elb_table_done(&table);
}

static size_t count(const struct elb_identify_endpoint *endpoint, enum elb_verdict verdict)
{
    size_t sum = 0;

    for (size_t i = 0; i < endpoint->client_count; i++)
        sum += endpoint->clients[i].verdict == verdict;
    return sum;
}

static bool knows_groups(const struct elb_observation *observation)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (observation->versions[i].groups.coverage >= ELB_COVERAGE_LIST)
            return true;
    }
    return false;
}

static void write_summary(struct elb_report *report, const struct elb_identify_endpoint *endpoint)
{
    size_t unknown = count(endpoint, ELB_VERDICT_UNKNOWN);

    elb_buffer_printf(report->out, "  serves %zu of %zu clients", count(endpoint, ELB_COMPATIBLE),
                      endpoint->client_count);
    if (unknown > 0)
        elb_buffer_printf(report->out, "; of %zu the scan does not tell", unknown);
    if (!knows_groups(endpoint->observation))
        elb_buffer_append_string(report->out, " (groups were not tried: taken to fit)");
    elb_buffer_append_char(report->out, '\n');
}

static void write_move_row(struct elb_report *report, const struct elb_identify_endpoint *endpoint,
                           enum elb_observed_move move, const char *label)
{
    struct elb_lines lines;
    bool is_empty = true;

    for (size_t i = 0; i < endpoint->client_count; i++) {
        if (endpoint->clients[i].move != move)
            continue;
        if (is_empty) {
            elb_lines_begin_plain(&lines, report, 4);
            lines.indent = 6;
            elb_lines_word(&lines, label);
        }
        is_empty = false;
        elb_lines_word(&lines, endpoint->clients[i].client->id);
    }
    if (!is_empty)
        elb_lines_end(&lines);
}

static void write_move(struct elb_report *report, const struct elb_identify_result *result,
                       const struct elb_identify_endpoint *endpoint)
{
    struct elb_buffer name = {0};

    elb_policy_reference(&name, result->to);
    elb_buffer_printf(report->out, "  with %s:", elb_buffer_string(&name));
    elb_report_part_done(report->out, &name);
    elb_buffer_append_char(report->out, '\n');
    write_move_row(report, endpoint, ELB_MOVE_LOST, "lost:");
    write_move_row(report, endpoint, ELB_MOVE_GAINED, "gained:");
    write_move_row(report, endpoint, ELB_MOVE_UNKNOWN, "unknown:");
    if (endpoint->client_count <= ROWS_MAX) {
        write_move_row(report, endpoint, ELB_MOVE_CHANGED, "otherwise than now:");
        write_move_row(report, endpoint, ELB_MOVE_SAME, "as now:");
        write_move_row(report, endpoint, ELB_MOVE_SERVED, "still served:");
    }
}

void elb_identify_write_clients(struct elb_report *report, const struct elb_identify_result *result,
                                const struct elb_identify_endpoint *endpoint)
{
    if (endpoint->client_count == 0)
        return;
    write_summary(report, endpoint);
    if (endpoint->client_count <= ROWS_MAX)
        write_rows(report, endpoint);
    if (result->to)
        write_move(report, result, endpoint);
}
