/* SPDX-License-Identifier: MIT */
/* `check` as text: a block for each policy, the answer first. */
#include "report/check.h"
#include "report/text/check.h"
#include "report/text/style.h"

/* `TLSv1.3  TLS_AES_128_GCM_SHA256  x25519`, and what is unusual */
static void write_outcome(struct elb_report *report, const struct elb_outcome *outcome)
{
    elb_buffer_printf(report->out, "%s  %s", elb_version_name(outcome->version),
                      elb_check_suite_name(outcome->suite));
    if (outcome->group != NULL)
        elb_buffer_printf(report->out, "  %s", outcome->group->name);
    if (outcome->scheme != NULL)
        elb_buffer_printf(report->out, "  %s", outcome->scheme->name);
    if (outcome->hello_retry)
        elb_buffer_append_string(report->out, "  after a HelloRetryRequest");
}

static void write_row(struct elb_report *report, const struct elb_check_result *result,
                      const struct elb_check_row *row, size_t width)
{
    static const char *const words[] = {"ok", "FAIL", "?"};
    static const enum elb_style styles[] = {ELB_STYLE_GOOD, ELB_STYLE_BAD, ELB_STYLE_WARNING};
    const struct elb_check *check = &row->check;
    elb_buffer_append_string(report->out, "  ");
    elb_style_write(report, styles[check->verdict], words[check->verdict], 6);
    elb_style_write(report, ELB_STYLE_PLAIN, check->client->id, width);
    elb_buffer_append_string(report->out, "  ");
    if (check->verdict == ELB_COMPATIBLE) {
        write_outcome(report, &check->outcome);
    } else {
        elb_check_write_failure(report, check, width + 10);
    }
    elb_buffer_append_char(report->out, '\n');
    if (check->verdict != ELB_COMPATIBLE)
        elb_check_write_remedy(report, result, row);
}

static void write_policy(struct elb_report *report, const struct elb_check_result *result,
                         const struct elb_policy *policy)
{
    struct elb_buffer *out = report->out;
    const char *remark = elb_check_policy_remark(result, policy);
    elb_style_write(report, ELB_STYLE_HEADING, policy->name, 0);
    elb_buffer_printf(out, "%s (", policy->family == ELB_FAMILY_CLASSIC ? " on Classic" : "");
    elb_check_certificates(out, result->certificates);
    elb_buffer_append_string(out, result->certificates_assumed ? " assumed)\n" : ")\n");
    if (remark != NULL)
        elb_buffer_printf(out, "  note: %s\n", remark);
}

size_t elb_check_client_width(struct elb_report *report, const struct elb_check_result *result)
{
    size_t width = 0;
    for (size_t i = 0; i < result->client_count; i++) {
        size_t length = elb_escape_width(report, result->clients[i]->id);
        width = length > width ? length : width;
    }
    return width < 40 ? width : 40;
}

static bool is_shown(const struct elb_check_result *result, size_t policy)
{
    const struct elb_check_row *rows = &result->rows[policy * result->client_count];
    for (size_t c = 0; c < result->client_count; c++) {
        if (!rows[c].is_hidden)
            return true;
    }
    return false;
}

static void write_blocks(struct elb_report *report, const struct elb_check_result *result)
{
    const struct elb_check_row *row = result->rows;
    for (size_t p = 0; p < result->policy_count; p++) {
        if (is_shown(result, p))
            write_policy(report, result, result->policies[p]);
        for (size_t c = 0; c < result->client_count; c++, row++) {
            if (!row->is_hidden)
                write_row(report, result, row, elb_check_client_width(report, result));
        }
    }
}

static void write_summary(struct elb_report *report, const struct elb_check_result *result)
{
    struct elb_buffer *out = report->out;
    size_t pairs = result->client_count * result->policy_count;
    const char *what = result->policy_count == 1 ? "clients" : "pairs";
    if (result->ecdsa_matters)
        elb_buffer_append_string(out, "note: with an ecdsa256 certificate a verdict would differ "
                                      "(--certificate ecdsa256)\n");
    if (result->incompatible > 0)
        elb_buffer_printf(out, "%zu of %zu %s can't connect\n", result->incompatible, pairs, what);
    if (result->unknown > 0)
        elb_buffer_printf(out, "%zu of %zu %s unknown\n", result->unknown, pairs, what);
    if (result->incompatible == 0 && result->unknown == 0 && pairs > 1)
        elb_buffer_printf(out, "all %zu %s can connect\n", pairs, what);
}

/* The bare answer, for a script: one line for each pair that fails, nothing if none does. */
static void write_failures(struct elb_report *report, const struct elb_check_result *result)
{
    for (size_t i = 0; i < result->policy_count * result->client_count; i++) {
        const struct elb_check *check = &result->rows[i].check;
        if (result->rows[i].is_hidden || check->verdict == ELB_COMPATIBLE)
            continue;
        elb_buffer_append_string(report->out,
                                 check->policy->family == ELB_FAMILY_CLASSIC ? "classic/" : "");
        elb_style_write(report, ELB_STYLE_PLAIN, check->policy->name, 0);
        elb_buffer_append_char(report->out, ' ');
        elb_style_write(report, ELB_STYLE_PLAIN, check->client->id, 0);
        elb_buffer_printf(report->out, " %s%s\n",
                          check->verdict == ELB_VERDICT_UNKNOWN ? "unknown, " : "",
                          elb_cause_name(check->failed.cause));
    }
}

static void write_check(struct elb_report *report, const void *data)
{
    const struct elb_check_result *result = data;
    if (report->quiet) {
        write_failures(report, result);
        return;
    }
    if (result->client_count == 0 || result->policy_count == 0)
        return; /* what could not be read is said elsewhere, and there is no verdict */
    if (result->client_count * result->policy_count > ELB_CHECK_GRID_ABOVE)
        elb_check_write_grid(report, result);
    else
        write_blocks(report, result);
    elb_check_write_footnotes(report, result);
    elb_addresses_write_all(report);
    write_summary(report, result);
    elb_check_write_advice(report, result);
}

const struct elb_reporter elb_reporter_check_text = {
    .verb = "check",
    .format = "text",
    .write = write_check,
};
