/* SPDX-License-Identifier: MIT */
/* Why a pair fails, and what helps: on the client, the listener, the load balancer. */
#include "report/text/check.h"
#include "report/text/style.h"

/* Remedies stand below the verdict. */
#define INDENT 8

/* Text from a buffer, wrapped; frees the buffer. */
static void write_wrapped(struct elb_report *report, struct elb_buffer *text, size_t indent)
{
    struct elb_lines lines;
    elb_lines_begin_plain(&lines, report, indent);
    lines.indent = indent + 2;
    elb_lines_text(&lines, elb_buffer_string(text));
    elb_lines_end(&lines);
    report->out->out_of_memory |= text->out_of_memory;
    elb_buffer_done(text);
}

void elb_check_write_failure(struct elb_report *report, const struct elb_check *check,
                             size_t column)
{
    struct elb_lines lines;
    struct elb_buffer text;
    elb_buffer_init(&text);
    if (check->verdict == ELB_VERDICT_UNKNOWN)
        elb_buffer_append_string(&text, "unknown, it may fail: ");
    elb_check_explain(&text, report->catalog, check);
    elb_buffer_printf(&text, " [%s]", elb_cause_name(check->failed.cause));
    elb_lines_begin_plain(&lines, report, 0);
    lines.column = column;
    lines.indent = INDENT + 2;
    elb_lines_text(&lines, elb_buffer_string(&text));
    report->out->out_of_memory |= text.out_of_memory;
    elb_buffer_done(&text);
}

/* ---- Fixes ------------------------------------------------------------------------------ */

static const char *change_name(const struct elb_catalog *catalog, const struct elb_change *change)
{
    switch (change->dimension) {
    case ELB_DIMENSION_PROTOCOL:
        return elb_version_name(change->code);
    case ELB_DIMENSION_SUITE:
        return elb_check_suite_name(elb_catalog_suite(catalog, change->code));
    case ELB_DIMENSION_GROUP:
        return elb_catalog_group(catalog, change->code)->name;
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        return elb_catalog_scheme(catalog, change->code)->name;
    case ELB_DIMENSION_CERTIFICATE:
        break;
    }
    return elb_certificate_name((enum elb_certificate)change->code);
}

/* "enable TLSv1.2 and ...", or for a listener "add an ecdsa256 certificate"; how many. */
static size_t write_changes(struct elb_buffer *out, const struct elb_catalog *catalog,
                            const struct elb_fix *fix, bool remove, size_t written)
{
    static const char *const verbs[2][2] = {{"enable ", "disable "}, {"add an ", "remove "}};
    size_t count = 0;
    for (size_t i = 0; i < fix->count; i++) {
        if (fix->changes[i].remove != remove)
            continue;
        elb_buffer_append_string(out, written + count > 0 ? " and " : "");
        elb_buffer_append_string(out, count == 0 ? verbs[fix->side][remove] : "");
        elb_buffer_append_string(out, change_name(catalog, &fix->changes[i]));
        if (fix->side == ELB_SIDE_LOAD_BALANCER && !remove)
            elb_buffer_append_string(out, " certificate");
        count++;
    }
    return count;
}

static void write_fix(struct elb_report *report, const struct elb_fix *fix)
{
    struct elb_buffer text;
    elb_buffer_init(&text);
    elb_buffer_append_string(&text, fix->side == ELB_SIDE_CLIENT ? "client: " : "listener: ");
    size_t added = write_changes(&text, report->catalog, fix, false, 0);
    write_changes(&text, report->catalog, fix, true, added);
    write_wrapped(report, &text, INDENT);
}

/* An update of the same major release, and the version from which on all work. */
static void write_upgrade(struct elb_report *report, const struct elb_client *update,
                          const struct elb_client *upgrade)
{
    struct elb_buffer text;
    elb_buffer_init(&text);
    elb_buffer_append_string(&text, "client: works as it is ");
    if (update != NULL && update != upgrade)
        elb_buffer_printf(&text, "from %s on (%s)%s",
                          update->name != NULL ? update->name : update->id, update->id,
                          upgrade != NULL ? ", and " : "");
    if (upgrade != NULL)
        elb_buffer_printf(&text, "from %s on (%s)",
                          upgrade->name != NULL ? upgrade->name : upgrade->id, upgrade->id);
    write_wrapped(report, &text, INDENT);
}

static void write_suggestion(struct elb_report *report, const struct elb_check_row *row,
                             size_t client_count)
{
    struct elb_buffer text;
    elb_buffer_init(&text);
    elb_buffer_printf(&text, "load balancer: %s%s ",
                      row->suggestion->family == ELB_FAMILY_CLASSIC ? "classic/" : "",
                      row->suggestion->name);
    elb_check_explain_suggestion(&text, row, client_count);
    write_wrapped(report, &text, INDENT);
}

void elb_check_write_remedy(struct elb_report *report, const struct elb_check_result *result,
                            const struct elb_check_row *row)
{
    for (unsigned bit = 1; bit <= row->check.open; bit <<= 1) {
        if (row->check.open & bit) {
            struct elb_buffer text;
            elb_buffer_init(&text);
            elb_buffer_append_string(&text, elb_open_question_text((enum elb_open_question)bit));
            write_wrapped(report, &text, INDENT);
        }
    }
    if (row->check.verdict != ELB_INCOMPATIBLE)
        return;
    if (row->update != NULL || row->upgrade != NULL)
        write_upgrade(report, row->update, row->upgrade);
    for (size_t i = 0; i < row->remedy.fix_count; i++)
        write_fix(report, &row->remedy.fixes[i]);
    if (row->suggestion != NULL)
        write_suggestion(report, row, result->client_count);
}

/* ---- Footnotes -------------------------------------------------------------------------- */

/* Above this many clients a footnote says how many more there are. */
#define CLIENTS_MAX 3

/* Whether the client's rows need this footnote: one bit of the outcome's assumptions or remarks. */
static bool needs(const struct elb_check_result *result, size_t client, bool remark, unsigned bit)
{
    for (size_t p = 0; p < result->policy_count; p++) {
        const struct elb_check_row *row = &result->rows[p * result->client_count + client];
        unsigned bits = remark ? row->check.outcome.remarks : row->check.outcome.assumed;
        if (!row->is_hidden && (bits & bit))
            return true;
    }
    return false;
}

static void write_footnote(struct elb_report *report, const struct elb_check_result *result,
                           bool remark, unsigned bit)
{
    struct elb_buffer text;
    size_t count = 0;
    elb_buffer_init(&text);
    elb_buffer_append_string(&text, remark ? "note for " : "assumed for ");
    for (size_t c = 0; c < result->client_count; c++) {
        if (!needs(result, c, remark, bit))
            continue;
        if (++count <= CLIENTS_MAX)
            elb_buffer_printf(&text, "%s%s", count > 1 ? ", " : "", result->clients[c]->id);
    }
    if (count > CLIENTS_MAX)
        elb_buffer_printf(&text, " and %zu more", count - CLIENTS_MAX);
    elb_buffer_printf(&text, ": %s",
                      remark ? elb_remark_text((enum elb_remark)bit)
                             : elb_assumption_text((enum elb_assumption)bit));
    if (count > 0)
        write_wrapped(report, &text, 0);
    else
        elb_buffer_done(&text);
}

/* How a client was read, and what its reader could not make sense of. */
static void write_notes(struct elb_report *report, const struct elb_client *client)
{
    if (elb_check_is_bundled(report->catalog, client))
        return;
    for (size_t i = 0; i < client->note_count; i++) {
        struct elb_buffer text;
        elb_buffer_init(&text);
        elb_buffer_printf(&text, "note for %s: %s", client->id, client->notes[i]);
        write_wrapped(report, &text, 0);
    }
}

static unsigned all_bits(const struct elb_check_result *result, bool remark)
{
    unsigned bits = 0;
    for (size_t i = 0; i < result->policy_count * result->client_count; i++)
        bits |=
            remark ? result->rows[i].check.outcome.remarks : result->rows[i].check.outcome.assumed;
    return bits;
}

void elb_check_write_footnotes(struct elb_report *report, const struct elb_check_result *result)
{
    for (int remark = 0; remark <= 1; remark++) {
        unsigned bits = all_bits(result, remark);
        for (unsigned bit = 1; bit <= bits; bit <<= 1) {
            if (bits & bit)
                write_footnote(report, result, remark, bit);
        }
    }
    for (size_t c = 0; c < result->client_count; c++)
        write_notes(report, result->clients[c]);
}
