/* SPDX-License-Identifier: MIT */
/* `check` as text: a block for each policy, the answer first. */
#include "report/check.h"
#include "report/text/style.h"

#include <string.h>

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

static void write_failure(struct elb_report *report, const struct elb_check *check)
{
    elb_check_explain(report->out, report->catalog, check);
    elb_buffer_printf(report->out, " [%s]", elb_cause_name(check->failed.cause));
}

static void write_change(struct elb_buffer *out, const struct elb_catalog *catalog,
                         const struct elb_change *change)
{
    const char *name = NULL;
    if (change->dimension == ELB_DIMENSION_PROTOCOL)
        name = elb_version_name(change->code);
    else if (change->dimension == ELB_DIMENSION_SUITE)
        name = elb_check_suite_name(elb_catalog_suite(catalog, change->code));
    else if (change->dimension == ELB_DIMENSION_GROUP)
        name = elb_catalog_group(catalog, change->code)->name;
    else if (change->dimension == ELB_DIMENSION_SIGNATURE_SCHEME)
        name = elb_catalog_scheme(catalog, change->code)->name;
    else
        name = elb_certificate_name((enum elb_certificate)change->code);
    elb_buffer_append_string(out, name);
    if (change->dimension == ELB_DIMENSION_CERTIFICATE)
        elb_buffer_append_string(out, " certificate");
}

/* "enable TLSv1.2 and ...", or for a listener "add an ecdsa256 certificate" */
static void write_changes(struct elb_report *report, const struct elb_fix *fix, bool remove)
{
    const char *const verbs[2][2] = {{"enable ", "disable "}, {"add a ", "remove the "}};
    size_t written = 0;
    for (size_t i = 0; i < fix->count; i++) {
        if (fix->changes[i].remove != remove)
            continue;
        elb_buffer_append_string(report->out, written > 0 ? " and " : verbs[fix->side][remove]);
        write_change(report->out, report->catalog, &fix->changes[i]);
        written++;
    }
}

static bool has_change(const struct elb_fix *fix, bool remove)
{
    for (size_t i = 0; i < fix->count; i++) {
        if (fix->changes[i].remove == remove)
            return true;
    }
    return false;
}

static void write_fix(struct elb_report *report, const struct elb_fix *fix)
{
    elb_buffer_append_string(report->out, fix->side == ELB_SIDE_CLIENT ? "        client: "
                                                                       : "        listener: ");
    write_changes(report, fix, false);
    if (has_change(fix, false) && has_change(fix, true))
        elb_buffer_append_string(report->out, ", and ");
    write_changes(report, fix, true);
    elb_buffer_append_char(report->out, '\n');
}

static void write_remedy(struct elb_report *report, const struct elb_check_result *result,
                         const struct elb_check_row *row)
{
    struct elb_buffer *out = report->out;
    if (row->upgrade != NULL) {
        elb_buffer_append_string(out, "        client: from ");
        elb_style_write(report, ELB_STYLE_PLAIN,
                        row->upgrade->name != NULL ? row->upgrade->name : row->upgrade->id, 0);
        elb_buffer_append_string(out, " on it works as it is\n");
    }
    for (size_t i = 0; i < row->remedy.fix_count; i++)
        write_fix(report, &row->remedy.fixes[i]);
    if (row->suggestion == NULL)
        return;
    elb_buffer_append_string(out, "        load balancer: ");
    elb_style_write(report, ELB_STYLE_PLAIN, row->suggestion->name, 0);
    elb_buffer_append_char(out, ' ');
    elb_check_explain_suggestion(out, row, result->client_count);
    elb_buffer_append_char(out, '\n');
}

static void write_open_questions(struct elb_report *report, unsigned open)
{
    for (unsigned bit = 1; bit <= open; bit <<= 1) {
        if (open & bit)
            elb_buffer_printf(report->out, "        %s\n",
                              elb_open_question_text((enum elb_open_question)bit));
    }
}

static void write_footnotes(struct elb_report *report, const struct elb_outcome *outcome,
                            const struct elb_client *client)
{
    struct elb_buffer *out = report->out;
    for (unsigned bit = 1; bit <= outcome->assumed; bit <<= 1) {
        if (outcome->assumed & bit)
            elb_buffer_printf(out, "        assumed: %s\n",
                              elb_assumption_text((enum elb_assumption)bit));
    }
    for (unsigned bit = 1; bit <= outcome->remarks; bit <<= 1) {
        if (outcome->remarks & bit)
            elb_buffer_printf(out, "        note: %s\n", elb_remark_text((enum elb_remark)bit));
    }
    /* what a reader could not make sense of; a bundled client's notes are for `show` */
    for (size_t i = 0; client->origin != NULL && i < client->note_count; i++) {
        elb_buffer_append_string(out, "        note: ");
        elb_style_write(report, ELB_STYLE_PLAIN, client->notes[i], 0);
        elb_buffer_append_char(out, '\n');
    }
}

static void write_row(struct elb_report *report, const struct elb_check_result *result,
                      const struct elb_check_row *row, size_t width)
{
    static const char *const words[] = {"ok", "FAIL", "?"};
    static const enum elb_style styles[] = {ELB_STYLE_GOOD, ELB_STYLE_BAD, ELB_STYLE_WARNING};
    const struct elb_check *check = &row->check;
    elb_buffer_append_string(report->out, "  ");
    elb_style_write(report, styles[check->verdict], words[check->verdict], 6);
    elb_style_write(report, ELB_STYLE_PLAIN, check->client->id, width + 2);
    if (check->verdict == ELB_COMPATIBLE) {
        write_outcome(report, &check->outcome);
    } else {
        if (check->verdict == ELB_VERDICT_UNKNOWN)
            elb_buffer_append_string(report->out, "unknown: it may fail, with ");
        write_failure(report, check);
    }
    elb_buffer_append_char(report->out, '\n');
    write_open_questions(report, check->open);
    if (check->verdict == ELB_INCOMPATIBLE)
        write_remedy(report, result, row);
    write_footnotes(report, &check->outcome, check->client);
}

static void write_policy(struct elb_report *report, const struct elb_check_result *result,
                         const struct elb_policy *policy)
{
    struct elb_buffer *out = report->out;
    elb_style_write(report, ELB_STYLE_HEADING, policy->name, 0);
    elb_buffer_printf(out, "%s (", policy->family == ELB_FAMILY_CLASSIC ? " on Classic" : "");
    elb_check_certificates(out, result->certificates);
    elb_buffer_append_string(out, result->certificates_assumed ? " assumed)\n" : ")\n");
    if (policy->status == ELB_STATUS_UPCOMING)
        elb_buffer_append_string(out, "  note: no load balancer offers this policy yet\n");
    else if (policy->status == ELB_STATUS_UNLISTED)
        elb_buffer_append_string(out, "  note: on none of AWS's pages today; AWS may refuse it\n");
}

static size_t client_width(const struct elb_check_result *result)
{
    size_t width = 0;
    for (size_t i = 0; i < result->client_count; i++) {
        size_t length = strlen(result->clients[i]->id);
        width = length > width ? length : width;
    }
    return width < 40 ? width : 40;
}

static void write_blocks(struct elb_report *report, const struct elb_check_result *result)
{
    const struct elb_check_row *row = result->rows;
    for (size_t p = 0; p < result->policy_count; p++) {
        write_policy(report, result, result->policies[p]);
        for (size_t c = 0; c < result->client_count; c++, row++) {
            if (!row->is_hidden)
                write_row(report, result, row, client_width(result));
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

static void write_check(struct elb_report *report, const void *data)
{
    const struct elb_check_result *result = data;
    if (result->client_count * result->policy_count > ELB_CHECK_GRID_ABOVE)
        elb_check_write_grid(report, result);
    else
        write_blocks(report, result);
    write_summary(report, result);
}

const struct elb_reporter elb_reporter_check_text = {
    .verb = "check",
    .format = "text",
    .write = write_check,
};
