/* SPDX-License-Identifier: MIT */
/*
 * `lint` as JUnit XML: a test suite is a file, a test case one listener under one rule. What can't
 * be told is skipped, not passed.
 */
#include "base/alloc.h"
#include "base/escape.h"
#include "report/findings/findings.h"

#include <stdlib.h>

/* Findings by their listener, for looking them up. */
struct index {
    const struct elb_finding **items;
    size_t count;
};

static int compare(const void *a, const void *b)
{
    const struct elb_finding *left = *(const struct elb_finding *const *)a;
    const struct elb_finding *right = *(const struct elb_finding *const *)b;
    const uintptr_t one = (uintptr_t)left->listener;
    const uintptr_t other = (uintptr_t)right->listener;

    return (one > other) - (one < other);
}

static bool build_index(const struct elb_lint_result *lint, struct index *index)
{
    const size_t count = elb_findings_count(lint->findings);

    index->items = elb_alloc((count + 1) * sizeof(const struct elb_finding *));
    if (!index->items)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (!finding->suppressed)
            index->items[index->count++] = finding;
    }
    if (index->count > 1)
        qsort(index->items, index->count, sizeof(const struct elb_finding *), compare);
    return true;
}

/* The first finding about a listener; the others are behind it. */
static size_t first_of(const struct index *index, const struct elb_listener *listener)
{
    size_t low = 0;
    size_t high = index->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if ((uintptr_t)index->items[middle]->listener < (uintptr_t)listener)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- XML -------------------------------------------------------------------------------- */

static void write_attribute(struct elb_buffer *out, const char *name, const char *value)
{
    elb_buffer_printf(out, " %s=\"", name);
    elb_escape_xml(out, elb_text_from(value));
    elb_buffer_append_char(out, '"');
}

/* A text of an input: nothing in it may break the line either. */
static void write_shown(struct elb_buffer *out, const char *name, const char *value)
{
    struct elb_buffer shown = {0};

    elb_escape_terminal(&shown, elb_text_from(value));
    write_attribute(out, name, elb_buffer_string(&shown));
    elb_report_part_done(out, &shown);
}

static void write_failure(struct elb_buffer *out, const struct elb_finding *finding,
                          const char *message)
{
    struct elb_buffer place = {0};

    elb_buffer_printf(&place, "%s:%u", elb_finding_path(finding), elb_finding_line(finding));
    elb_finding_help(&place, "\nhelp: ", finding);
    elb_buffer_append_string(out, "      <failure");
    write_shown(out, "message", message);
    write_attribute(out, "type", elb_severity_name(finding->severity));
    elb_buffer_append_char(out, '>');
    elb_escape_xml(out, elb_buffer_text(&place));
    elb_buffer_append_string(out, "</failure>\n");
    elb_report_part_done(out, &place);
}

/* What a finding says for a rule; NULL: nothing. */
static const char *says(const struct elb_finding *finding, const struct elb_rule *rule)
{
    if (finding->rule == rule)
        return finding->message;
    for (size_t i = 0; i < finding->also_count; i++) {
        if (finding->also[i].rule == rule)
            return finding->also[i].text;
    }
    return NULL;
}

static size_t write_failures(struct elb_buffer *out, const struct index *index,
                             const struct elb_listener *listener, const struct elb_rule *rule)
{
    size_t count = 0;

    for (size_t i = first_of(index, listener);
         i < index->count && index->items[i]->listener == listener; i++) {
        const char *message = says(index->items[i], rule);

        if (message) {
            write_failure(out, index->items[i], message);
            count++;
        }
    }
    return count;
}

/* ---- Cases and suites ------------------------------------------------------------------- */

struct totals {
    size_t tests;
    size_t failures;
    size_t skipped;
};

static void write_case(struct elb_buffer *out, const struct index *index,
                       const struct elb_listener *listener, const struct elb_rule *rule,
                       struct totals *totals)
{
    struct elb_buffer body = {0};
    struct elb_buffer name = {0};

    elb_finding_subject(&name, listener);
    elb_buffer_append_string(out, "    <testcase");
    write_attribute(out, "name", rule->id);
    write_attribute(out, "classname", elb_buffer_string(&name));
    write_attribute(out, "file", listener->path);
    totals->tests++;
    if (write_failures(&body, index, listener, rule) > 0) {
        totals->failures++;
    } else if (listener->how == ELB_HOW_UNRESOLVED) {
        totals->skipped++;
        elb_buffer_append_string(&body, "      <skipped message=\"the policy is not known\"/>\n");
    }
    elb_buffer_printf(out, body.length > 0 ? ">\n" : "/>\n");
    if (body.length > 0)
        elb_buffer_printf(out, "%s    </testcase>\n", elb_buffer_string(&body));
    elb_report_part_done(out, &body);
    elb_report_part_done(out, &name);
}

static void write_listener(struct elb_buffer *out, const struct elb_lint_result *lint,
                           const struct index *index, const struct elb_listener *listener,
                           struct totals *totals)
{
    for (size_t i = 0; elb_rule_at(i); i++) {
        if (!lint->severities || lint->severities[i] != ELB_SEVERITY_OFF)
            write_case(out, index, listener, elb_rule_at(i), totals);
    }
}

static void add(struct totals *sum, const struct totals *part)
{
    sum->tests += part->tests;
    sum->failures += part->failures;
    sum->skipped += part->skipped;
}

static void write_totals(struct elb_buffer *out, const struct totals *totals, size_t errors)
{
    elb_buffer_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n",
                      totals->tests, totals->failures, errors, totals->skipped);
}

/* The listeners of one file, which stand together; returns the index of the next file's. */
static size_t write_suite(struct elb_buffer *out, const struct elb_lint_result *lint,
                          const struct index *index, size_t first, struct totals *sum)
{
    const char *path = elb_listeners_at(lint->listeners, first)->path;
    struct elb_buffer cases = {0};
    struct totals totals = {0};
    size_t i = first;

    for (const struct elb_listener *listener;
         (listener = elb_listeners_at(lint->listeners, i)) && strcmp(listener->path, path) == 0;
         i++)
        write_listener(&cases, lint, index, listener, &totals);
    elb_buffer_append_string(out, "  <testsuite");
    write_attribute(out, "name", path);
    write_totals(out, &totals, 0);
    elb_buffer_append_text(out, elb_buffer_text(&cases));
    elb_buffer_append_string(out, "  </testsuite>\n");
    add(sum, &totals);
    elb_report_part_done(out, &cases);
    return i;
}

/* Inputs that could not be read are errors, each a case of its own. */
static void write_errors(const struct elb_report *report, struct elb_buffer *out,
                         struct totals *sum)
{
    const struct totals totals = {.tests = report->error_count};

    if (report->error_count == 0)
        return;
    elb_buffer_append_string(out, "  <testsuite name=\"inputs\"");
    write_totals(out, &totals, report->error_count);
    for (size_t i = 0; i < report->error_count; i++) {
        elb_buffer_append_string(out, "    <testcase name=\"can be read\"");
        write_attribute(out, "classname", report->errors[i].path);
        elb_buffer_append_string(out, ">\n      <error");
        write_shown(out, "message", report->errors[i].message);
        elb_buffer_append_string(out, "/>\n    </testcase>\n");
    }
    elb_buffer_append_string(out, "  </testsuite>\n");
    add(sum, &totals);
}

static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;
    struct elb_buffer suites = {0};
    struct index index = {0};
    struct totals sum = {0};

    if (!build_index(lint, &index)) {
        report->out->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < elb_listeners_count(lint->listeners);)
        i = write_suite(&suites, lint, &index, i, &sum);
    write_errors(report, &suites, &sum);
    elb_buffer_append_string(report->out,
                             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    write_attribute(report->out, "name", "elblint");
    write_totals(report->out, &sum, report->error_count);
    elb_buffer_append_text(report->out, elb_buffer_text(&suites));
    elb_buffer_append_string(report->out, "</testsuites>\n");
    elb_report_part_done(report->out, &suites);
    elb_free(index.items);
}

const struct elb_reporter elb_reporter_lint_junit = {"lint", "junit", write_lint};
