/* SPDX-License-Identifier: MIT */
/* `diagnose` as text: for each symptom the answer first, how sure it is, and what to type next. */
#include "report/diagnose.h"
#include "report/check.h"
#include "report/text/style.h"

#include <string.h>

#define LABEL_WIDTH 11

/* `  label    text`, not wrapped: a line that was seen, or a command to copy. */
static void write_raw(struct elb_report *report, const char *label, const char *text)
{
    elb_buffer_printf(report->out, "  %-*s", LABEL_WIDTH, label);
    elb_escape_string(report->out, text);
    elb_buffer_append_char(report->out, '\n');
}

static void write_wrapped(struct elb_report *report, const char *label, const char *text)
{
    struct elb_lines lines;

    elb_buffer_printf(report->out, "  %-*s", LABEL_WIDTH, label);
    elb_lines_begin_plain(&lines, report, LABEL_WIDTH + 2);
    lines.pending = 0;
    lines.column = LABEL_WIDTH + 2;
    elb_lines_text(&lines, text);
    elb_lines_end(&lines);
}

/* ---- The first line ------------------------------------------------------------------------- */

static void write_chosen(struct elb_report *report, const struct elb_symptom *symptom)
{
    const struct elb_suite *suite = elb_catalog_suite(report->catalog, symptom->suite);

    if (symptom->version)
        elb_buffer_printf(report->out, ", %s", elb_version_name(symptom->version));
    if (symptom->suite && suite)
        elb_buffer_printf(report->out, "%s%s", symptom->version ? " " : ", ",
                          elb_check_suite_name(suite));
}

static void write_answer(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    const struct elb_event *event = diagnosis->symptom->event;
    const struct elb_event_cause *first = &diagnosis->causes[0];

    if (event->completed) {
        elb_style_write(report, ELB_STYLE_GOOD, event->text, 0);
        write_chosen(report, diagnosis->symptom);
    } else if (diagnosis->cause_count == 0) {
        elb_style_write(report, ELB_STYLE_WARNING, event->text, 0);
    } else if (diagnosis->cause_count == 1 || first->certainty != ELB_CERTAINTY_ONE_OF) {
        elb_style_write(report, ELB_STYLE_BAD,
                        first->certainty == ELB_CERTAINTY_ONE_OF
                            ? "perhaps"
                            : elb_certainty_name(first->certainty),
                        0);
        elb_buffer_printf(report->out, ": %s [%s]", elb_cause_text(first->cause),
                          elb_cause_name(first->cause));
    } else {
        elb_style_write(report, ELB_STYLE_BAD, "one of", 0);
        elb_buffer_printf(report->out, " %zu causes: %s", diagnosis->cause_count, event->text);
    }
    elb_buffer_append_char(report->out, '\n');
}

/* ---- What was seen -------------------------------------------------------------------------- */

static void write_seen(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    const struct elb_symptom *symptom = diagnosis->symptom;
    struct elb_buffer text = {0};

    elb_buffer_printf(&text, "%s:%zu: %s", symptom->path, symptom->line, symptom->text);
    write_raw(report, "seen", elb_buffer_string(&text));
    elb_buffer_clear(&text);
    if (diagnosis->cause_count == 1 || diagnosis->causes[0].certainty != ELB_CERTAINTY_ONE_OF)
        elb_buffer_append_string(&text, symptom->event->completed ? "" : symptom->event->text);
    if (symptom->client && strcmp(symptom->client, "any") != 0 && text.length > 0)
        elb_buffer_printf(&text, " (%s)", symptom->client);
    if (symptom->lines > 1)
        elb_buffer_printf(&text, "%s%zu lines show it", text.length > 0 ? "; " : "",
                          symptom->lines);
    if (text.length > 0 && (diagnosis->cause_count > 0 || symptom->lines > 1))
        write_wrapped(report, "", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

/* ---- Causes --------------------------------------------------------------------------------- */

static void write_only(struct elb_report *report, const struct elb_event_cause *cause)
{
    if (cause->why)
        write_wrapped(report, "why", cause->why);
}

/* What stands before the first of the causes. */
static const char *first_label(const struct elb_diagnosis *diagnosis, size_t from)
{
    if (from > 0)
        return "or";
    return diagnosis->cause_count == 1 ? "but" : "either";
}

static void write_each(struct elb_report *report, const struct elb_diagnosis *diagnosis,
                       size_t from)
{
    for (size_t i = from; i < diagnosis->cause_count; i++) {
        const struct elb_event_cause *cause = &diagnosis->causes[i];
        struct elb_buffer text = {0};

        elb_buffer_printf(&text, "%s%s%s [%s]", elb_cause_text(cause->cause),
                          cause->why ? ": " : "", cause->why ? cause->why : "",
                          elb_cause_name(cause->cause));
        write_wrapped(report, i == from ? first_label(diagnosis, from) : "or",
                      elb_buffer_string(&text));
        if (cause->test && diagnosis->cause_count > 1) /* that of a single one comes next */
            write_raw(report, "", cause->test);
        elb_report_part_done(report->out, &text);
    }
}

static void write_causes(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    if (diagnosis->cause_count == 0)
        return;
    if (diagnosis->symptom->event->completed ||
        (diagnosis->causes[0].certainty == ELB_CERTAINTY_ONE_OF && diagnosis->cause_count > 1)) {
        write_each(report, diagnosis, 0);
        return;
    }
    write_only(report, &diagnosis->causes[0]);
    write_each(report, diagnosis, 1);
}

/* ---- What the negotiation says -------------------------------------------------------------- */

static void append_verdict(struct elb_buffer *out, const struct elb_report *report,
                           const struct elb_check *check)
{
    if (check->verdict == ELB_COMPATIBLE)
        elb_buffer_printf(out, "%s %s is negotiated", elb_version_name(check->outcome.version),
                          elb_check_suite_name(check->outcome.suite));
    else
        elb_check_explain(out, report->catalog, check);
}

static void write_ruled_out(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    struct elb_buffer text = {0};

    for (size_t i = 0; i < diagnosis->ruled_out_count; i++)
        elb_buffer_printf(&text, "%s%s", i > 0 ? ", " : "",
                          elb_cause_name(diagnosis->ruled_out[i]));
    if (text.length > 0)
        write_wrapped(report, "not", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

static void write_doubts(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    bool is_first = true;

    for (unsigned bit = 1; bit < 1u << ELB_DOUBT_COUNT; bit <<= 1) {
        if (!(diagnosis->doubts & bit))
            continue;
        write_wrapped(report, is_first ? "perhaps" : "or", elb_doubt_text((enum elb_doubt)bit));
        is_first = false;
    }
}

static const char *const agreement_texts[] = {
    [ELB_AGREEMENT_NONE] = "",
    [ELB_AGREEMENT_CONFIRMS] = "agrees with what was seen",
    [ELB_AGREEMENT_CLEARS] = "so it is not this policy",
    [ELB_AGREEMENT_ADDS] = "so this comes next, when that is mended",
    [ELB_AGREEMENT_DISAGREES] = "which contradicts what was seen",
    [ELB_AGREEMENT_UNDECIDED] = "which can't be decided from what is known of the client",
};

static void write_prediction(struct elb_report *report, const struct elb_diagnose_result *result,
                             const struct elb_diagnosis *diagnosis)
{
    struct elb_buffer text = {0};

    if (diagnosis->agreement == ELB_AGREEMENT_NONE)
        return;
    elb_buffer_append_string(&text, result->policy->name);
    if (diagnosis->has_check) {
        elb_buffer_printf(&text, " with %s (", result->client->id);
        elb_check_certificates(&text, result->certificates);
        elb_buffer_append_string(&text, result->certificates_assumed ? " assumed): " : "): ");
        append_verdict(&text, report, &diagnosis->check);
    } else {
        elb_buffer_append_string(&text, diagnosis->is_outside_policy ? " does not have this"
                                                                     : " has this");
    }
    elb_buffer_printf(&text, "; %s", agreement_texts[diagnosis->agreement]);
    write_wrapped(report, "predicted", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
    write_ruled_out(report, diagnosis);
    write_doubts(report, diagnosis);
}

/* ---- The whole ------------------------------------------------------------------------------ */

static void write_next(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    struct elb_buffer text = {0};

    elb_diagnose_next(&text, report->catalog, diagnosis);
    if (text.length > 0)
        write_raw(report, "next", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

static void write_symptom(struct elb_report *report, const struct elb_diagnose_result *result,
                          const struct elb_diagnosis *diagnosis)
{
    write_answer(report, diagnosis);
    write_seen(report, diagnosis);
    if (report->quiet)
        return;
    write_causes(report, diagnosis);
    write_prediction(report, result, diagnosis);
    write_next(report, diagnosis);
}

static void write_nothing(struct elb_report *report, const struct elb_diagnose_result *result)
{
    elb_buffer_printf(report->out, "no known error in %zu line%s\n", result->line_count,
                      result->line_count == 1 ? "" : "s");
    if (report->quiet)
        return;
    write_wrapped(report, "help", "the whole output of the client tells most; standard error too:");
    write_raw(report, "next",
              "openssl s_client -connect HOST:PORT -servername HOST </dev/null 2>&1 | "
              "elblint diagnose -");
}

static void write_diagnose(struct elb_report *report, const void *data)
{
    const struct elb_diagnose_result *result = data;

    if (result->count == 0 && report->error_count == 0)
        write_nothing(report, result);
    for (size_t i = 0; i < result->count; i++)
        write_symptom(report, result, &result->items[i]);
    if (!report->quiet)
        elb_addresses_write_all(report);
}

const struct elb_reporter elb_reporter_diagnose_text = {
    .verb = "diagnose",
    .format = "text",
    .write = write_diagnose,
};
