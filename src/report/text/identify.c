/* SPDX-License-Identifier: MIT */
/* `identify` as text: an endpoint, what it is, and where that differs. */
#include "report/text/identify.h"

#include "report/show.h"
#include "report/text/style.h"

#define INDENT       ((size_t)2)
#define LABEL_INDENT 11
#define SHOWN_MAX    8

static void write_lines(struct elb_report *report, size_t indent, const char *text)
{
    struct elb_lines lines;

    elb_lines_begin_plain(&lines, report, indent);
    lines.indent = indent + 2;
    elb_lines_text(&lines, text);
    elb_lines_end(&lines);
}

/* ---- The endpoint ----------------------------------------------------------------------- */

static void write_certificates(struct elb_buffer *out, const struct elb_certificates *certificates)
{
    for (size_t i = 0; i < certificates->count; i++)
        elb_buffer_printf(out, "%s%s", i > 0 ? ", " : "",
                          elb_certificate_name(certificates->list[i]));
}

static void write_target(struct elb_report *report, const struct elb_observation *observation)
{
    struct elb_buffer target = {0};

    elb_identify_target(&target, observation);
    elb_style_write(report, ELB_STYLE_HEADING, elb_buffer_string(&target), 0);
    elb_report_part_done(report->out, &target);
    elb_buffer_append_string(report->out, " (");
    elb_escape_string(report->out, observation->tool ? observation->tool : "unknown tool");
    if (observation->tool_version) {
        elb_buffer_append_char(report->out, ' ');
        elb_escape_string(report->out, observation->tool_version);
    }
    if (observation->certificates.count > 0)
        elb_buffer_append_string(report->out, "; ");
    write_certificates(report->out, &observation->certificates);
    elb_buffer_append_string(report->out, ")\n");
}

/* ---- Differences ------------------------------------------------------------------------ */

static void append_name(struct elb_report *report, struct elb_buffer *out,
                        const struct elb_difference *difference)
{
    const struct elb_suite *suite = elb_catalog_suite(report->catalog, difference->code);
    const struct elb_group *group = elb_catalog_group(report->catalog, difference->code);

    if (difference->kind == ELB_DIFFERENCE_GROUP && group)
        elb_buffer_append_string(out, group->name);
    else if (difference->kind == ELB_DIFFERENCE_CERTIFICATE)
        elb_buffer_append_string(out, elb_certificate_name((enum elb_certificate)difference->code));
    else if (difference->kind != ELB_DIFFERENCE_GROUP && suite)
        elb_buffer_append_string(out, suite->openssl ? suite->openssl : suite->name);
    else
        elb_buffer_printf(out, "0x%04X", difference->code);
}

/* The title of the items that follow: those of one kind, version and direction are one row. */
static void append_title(struct elb_buffer *out, const struct elb_difference *difference)
{
    static const char *const titles[] = {
        [ELB_DIFFERENCE_VERSION] = "",           [ELB_DIFFERENCE_SUITE] = " suites:",
        [ELB_DIFFERENCE_GROUP] = " groups:",     [ELB_DIFFERENCE_ORDER] = " order of suites",
        [ELB_DIFFERENCE_HANDSHAKE] = " answer:", [ELB_DIFFERENCE_CERTIFICATE] = "certificate:",
    };

    elb_buffer_append_string(out, difference->is_extra ? "extra: " : "missing: ");
    if (difference->version)
        elb_buffer_append_string(out, elb_version_name(difference->version));
    elb_buffer_append_string(out, titles[difference->kind]);
}

static bool is_same_row(const struct elb_difference *a, const struct elb_difference *b)
{
    return a->kind == b->kind && a->is_extra == b->is_extra && a->version == b->version;
}

static bool is_row_start(const struct elb_policy_match *candidate, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (is_same_row(&candidate->differences[i], &candidate->differences[index]))
            return false;
    }
    return true;
}

static void write_row(struct elb_report *report, const struct elb_policy_match *candidate,
                      size_t index, size_t indent)
{
    const struct elb_difference *first = &candidate->differences[index];
    bool has_items = first->kind != ELB_DIFFERENCE_VERSION && first->kind != ELB_DIFFERENCE_ORDER;
    struct elb_buffer row = {0};
    struct elb_lines lines;

    elb_lines_begin_plain(&lines, report, indent);
    lines.indent = indent + 2;
    append_title(&row, first);
    elb_lines_text(&lines, elb_buffer_string(&row));
    for (size_t i = index; has_items && i < candidate->difference_count; i++) {
        struct elb_buffer name = {0};

        if (!is_same_row(&candidate->differences[i], first))
            continue;
        append_name(report, &name, &candidate->differences[i]);
        elb_lines_word(&lines, elb_buffer_string(&name));
        elb_report_part_done(report->out, &name);
    }
    elb_lines_end(&lines);
    elb_report_part_done(report->out, &row);
}

static void write_differences(struct elb_report *report, const struct elb_policy_match *candidate,
                              size_t indent)
{
    for (size_t i = 0; i < candidate->difference_count; i++) {
        if (is_row_start(candidate, i))
            write_row(report, candidate, i, indent);
    }
}

/* ---- Policies --------------------------------------------------------------------------- */

static void write_label(struct elb_report *report, enum elb_style style, const char *label)
{
    elb_buffer_append_repeated(report->out, ' ', INDENT);
    elb_style_write(report, style, label, LABEL_INDENT - INDENT);
}

static void write_policy(struct elb_report *report, const struct elb_policy_match *candidate,
                         bool is_match)
{
    enum elb_policy_status status = candidate->policy->status;
    struct elb_buffer name = {0};

    elb_policy_reference(&name, candidate->policy);
    elb_escape_string(report->out, elb_buffer_string(&name));
    elb_report_part_done(report->out, &name);
    if (status != ELB_STATUS_RECOMMENDED && status != ELB_STATUS_DOCUMENTED)
        elb_buffer_printf(report->out, " (%s)", elb_status_name(status));
    if (is_match && !candidate->exact)
        elb_buffer_printf(report->out, " (%zu things not seen)", candidate->unseen);
    elb_buffer_append_char(report->out, '\n');
}

/* Too little was seen: a list of half the catalog is no answer. */
static void write_too_many(struct elb_report *report, size_t count)
{
    write_label(report, ELB_STYLE_WARNING, "may be");
    elb_buffer_printf(report->out, "any of %zu policies: too little was seen to tell\n", count);
}

/* Where some match exactly, those that would need unseen things are only counted. */
static void write_matches(struct elb_report *report,
                          const struct elb_identification *identification)
{
    size_t exact = identification->exact_count;
    size_t shown = exact > 0 ? exact : identification->match_count;

    if (exact == 0 && shown > SHOWN_MAX) {
        write_too_many(report, shown);
        return;
    }
    for (size_t i = 0; i < shown; i++) {
        write_label(report, ELB_STYLE_GOOD, i > 0 ? "or" : exact > 0 ? "is" : "may be");
        write_policy(report, &identification->matches[i], true);
    }
    if (identification->match_count > shown)
        elb_buffer_printf(report->out, "  %zu more would fit if the scan left something out\n",
                          identification->match_count - shown);
    if (shown > 1)
        write_lines(report, INDENT,
                    "note: what tells these apart is not in the scan, or needs a certificate that "
                    "the endpoint does not have");
    if (identification->may_be_custom && exact == 0)
        write_lines(report, INDENT,
                    "note: a custom policy of a Classic Load Balancer can look like this too");
}

static void write_nearest(struct elb_report *report,
                          const struct elb_identification *identification)
{
    write_label(report, ELB_STYLE_BAD, "is");
    elb_buffer_append_string(report->out, identification->may_be_custom
                                              ? "custom (Classic Load Balancer), closest to:\n"
                                              : "no policy of the catalog; the nearest ones:\n");
    for (size_t i = 0; i < identification->nearest_count; i++) {
        elb_buffer_append_repeated(report->out, ' ', 2 * INDENT);
        write_policy(report, &identification->nearest[i], false);
        write_differences(report, &identification->nearest[i], 3 * INDENT);
    }
}

static void write_expected(struct elb_report *report, const struct elb_identify_endpoint *endpoint)
{
    const struct elb_policy_match *expected = endpoint->identification->expected;
    bool is_match = elb_identify_is_match(endpoint);

    write_label(report, is_match ? ELB_STYLE_GOOD : ELB_STYLE_BAD, is_match ? "ok" : "FAIL");
    elb_buffer_append_string(report->out, is_match ? "agrees with " : "differs from ");
    write_policy(report, expected, is_match);
    write_differences(report, expected, LABEL_INDENT);
}

static void write_reasons(struct elb_report *report, const struct elb_identify_endpoint *endpoint)
{
    unsigned reasons = elb_identify_reasons(endpoint);

    for (unsigned i = 0; i < ELB_REASON_COUNT; i++) {
        struct elb_buffer text = {0};

        if (!(reasons & (1u << i)))
            continue;
        elb_buffer_append_string(&text, i < ELB_REASON_ONE_CERTIFICATE ? "why: " : "note: ");
        elb_identify_reason_text(&text, endpoint, (enum elb_identify_reason)i);
        write_lines(report, INDENT, elb_buffer_string(&text));
        elb_report_part_done(report->out, &text);
    }
}

/* ---- The whole -------------------------------------------------------------------------- */

static void write_failure(struct elb_report *report, const struct elb_observation *observation)
{
    write_label(report, ELB_STYLE_BAD, "unknown");
    elb_escape_string(report->out, observation->failure_text ? observation->failure_text
                                                             : "nothing was accepted");
    elb_buffer_append_char(report->out, '\n');
}

static void write_notes(struct elb_report *report, const struct elb_observation *observation)
{
    for (size_t i = 0; i < observation->note_count; i++) {
        struct elb_buffer text = {0};

        elb_buffer_printf(&text, "note: %s", observation->notes[i]);
        write_lines(report, INDENT, elb_buffer_string(&text));
        elb_report_part_done(report->out, &text);
    }
    if (observation->incomplete)
        write_lines(report, INDENT,
                    "note: the scan is not complete: nothing counts as refused in it");
}

static void write_endpoint(struct elb_report *report, const struct elb_identify_result *result,
                           const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *identification = endpoint->identification;

    write_target(report, endpoint->observation);
    if (!elb_observation_has_evidence(endpoint->observation)) {
        write_failure(report, endpoint->observation);
        write_notes(report, endpoint->observation);
        return;
    }
    if (identification->expected)
        write_expected(report, endpoint);
    else if (identification->match_count > 0)
        write_matches(report, identification);
    else
        write_nearest(report, identification);
    write_reasons(report, endpoint);
    write_notes(report, endpoint->observation);
    elb_identify_write_clients(report, result, endpoint);
}

/* The bare answer: target and policies, a line each. */
static void write_quiet(struct elb_report *report, const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *identification = endpoint->identification;

    for (size_t i = 0; i < identification->match_count; i++) {
        struct elb_buffer line = {0};

        elb_identify_target(&line, endpoint->observation);
        elb_buffer_append_char(&line, ' ');
        elb_policy_reference(&line, identification->matches[i].policy);
        elb_escape_string(report->out, elb_buffer_string(&line));
        elb_buffer_append_char(report->out, '\n');
        elb_report_part_done(report->out, &line);
    }
}

static void write_identify(struct elb_report *report, const void *data)
{
    const struct elb_identify_result *result = data;

    for (size_t i = 0; i < result->endpoint_count; i++) {
        if (report->quiet)
            write_quiet(report, &result->endpoints[i]);
        else
            write_endpoint(report, result, &result->endpoints[i]);
    }
    if (!report->quiet)
        elb_addresses_write_all(report);
}

const struct elb_reporter elb_reporter_identify_text = {
    .verb = "identify",
    .format = "text",
    .write = write_identify,
};
