/* SPDX-License-Identifier: MIT */
/* `identify` as text: an endpoint, what it is, and where that differs. */
#include "report/text/identify.h"

#include "report/show.h"
#include "report/text/style.h"

#include <strings.h>

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

/* The name, with the address where another endpoint has the same one. */
static void append_target(struct elb_buffer *out, const struct elb_identify_result *result,
                          const struct elb_observation *observation)
{
    elb_identify_target(out, observation);
    for (size_t i = 0; i < result->endpoint_count && observation->address; i++) {
        const struct elb_observation *other = result->endpoints[i].observation;

        if (other == observation || other->port != observation->port || !other->host ||
            !observation->host || strcasecmp(other->host, observation->host) != 0)
            continue;
        elb_buffer_printf(out, " at %s", observation->address);
        return;
    }
}

static void write_target(struct elb_report *report, const struct elb_identify_result *result,
                         const struct elb_observation *observation)
{
    struct elb_buffer target = {0};

    append_target(&target, result, observation);
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
        elb_buffer_printf(report->out, " (%zu thing%s not seen)", candidate->unseen,
                          candidate->unseen == 1 ? "" : "s");
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

    if (shown > SHOWN_MAX) {
        write_too_many(report, shown);
        elb_identify_write_apart(report, identification, shown);
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
        elb_identify_write_apart(report, identification, shown);
    if (identification->may_be_custom && exact == 0)
        write_lines(report, INDENT,
                    "note: a custom policy of a Classic Load Balancer can look like this too");
}

static const char *nearest_title(const struct elb_identification *identification)
{
    if (!identification->may_be_custom)
        return "no policy of the catalog; the nearest ones:\n";
    if (identification->nearest_count > 0 &&
        identification->nearest[0].policy->family == ELB_FAMILY_CLASSIC)
        return "custom (Classic Load Balancer), closest to:\n";
    return "custom (Classic Load Balancer), or no policy of the catalog; closest to:\n";
}

/* Those that differ in the same are one paragraph. */
static void write_nearest(struct elb_report *report,
                          const struct elb_identification *identification)
{
    const struct elb_policy_match *nearest = identification->nearest;

    write_label(report, ELB_STYLE_BAD, "is");
    elb_buffer_append_string(report->out, nearest_title(identification));
    for (size_t i = 0; i < identification->nearest_count; i++) {
        bool is_first = i == 0 || !elb_identify_is_same(&nearest[i - 1], &nearest[i]);

        if (is_first && i > 0)
            elb_identify_write_differences(report, identification->observation, &nearest[i - 1],
                                           3 * INDENT);
        elb_buffer_append_repeated(report->out, ' ', 2 * INDENT);
        if (!is_first)
            elb_buffer_append_string(report->out, "or ");
        write_policy(report, &nearest[i], false);
    }
    if (identification->nearest_count > 0)
        elb_identify_write_differences(report, identification->observation,
                                       &nearest[identification->nearest_count - 1], 3 * INDENT);
}

static void write_expected(struct elb_report *report, const struct elb_identify_endpoint *endpoint)
{
    const struct elb_policy_match *expected = endpoint->identification->expected;
    bool is_match = elb_identify_is_match(endpoint);

    write_label(report, is_match ? ELB_STYLE_GOOD : ELB_STYLE_BAD, is_match ? "ok" : "FAIL");
    elb_buffer_append_string(report->out, !is_match         ? "differs from "
                                          : expected->exact ? "agrees with "
                                                            : "nothing seen speaks against ");
    write_policy(report, expected, false);
    elb_identify_write_differences(report, endpoint->observation, expected, LABEL_INDENT);
}

static void write_reasons(struct elb_report *report, const struct elb_identify_endpoint *endpoint)
{
    unsigned reasons = elb_identify_reasons(endpoint);

    if (!endpoint->identification->expected) /* the title says it */
        reasons &= ~(1u << ELB_REASON_CUSTOM);
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

    write_target(report, result, endpoint->observation);
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
static void write_quiet(struct elb_report *report, const struct elb_identify_result *result,
                        const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *identification = endpoint->identification;

    for (size_t i = 0; i < identification->match_count; i++) {
        struct elb_buffer line = {0};

        append_target(&line, result, endpoint->observation);
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
            write_quiet(report, result, &result->endpoints[i]);
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
