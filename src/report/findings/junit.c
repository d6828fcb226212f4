/* SPDX-License-Identifier: MIT */
/*
 * `lint` as JUnit XML: a test suite is a file, a test case one listener under one rule. What can't
 * be told is skipped, not passed; so is what was to be ignored. Cases are many: they are counted
 * first, and then written at once to where they stay.
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

    if (one != other)
        return one < other ? -1 : 1;
    return (left > right) - (left < right); /* they are in one array */
}

static bool build_index(const struct elb_lint_result *lint, struct index *index)
{
    const size_t count = elb_findings_count(lint->findings);

    index->items = elb_alloc((count + 1) * sizeof(const struct elb_finding *));
    if (!index->items)
        return false;
    for (size_t i = 0; i < count; i++)
        index->items[index->count++] = elb_findings_at(lint->findings, i);
    if (index->count > 1)
        qsort(index->items, index->count, sizeof(const struct elb_finding *), compare);
    return true;
}

/* The first finding about a listener, NULL for files; the others are behind it. */
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

    elb_finding_place(&place, finding);
    elb_finding_help(&place, "\nhelp: ", finding);
    elb_buffer_append_string(out, "      <failure");
    write_shown(out, "message", message);
    write_attribute(out, "type", elb_severity_name(finding->severity));
    elb_buffer_append_char(out, '>');
    elb_escape_xml(out, elb_buffer_text(&place));
    elb_buffer_append_string(out, "</failure>\n");
    elb_report_part_done(out, &place);
}

static void write_skipped(struct elb_buffer *out, const char *why)
{
    elb_buffer_append_string(out, "      <skipped");
    write_shown(out, "message", why);
    elb_buffer_append_string(out, "/>\n");
}

static void begin_case(struct elb_buffer *out, const char *name, const char *class,
                       const char *path)
{
    elb_buffer_append_string(out, "    <testcase");
    write_attribute(out, "name", name);
    write_attribute(out, "classname", class);
    write_shown(out, "file", path);
}

/* ---- Outcomes --------------------------------------------------------------------------- */

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

struct totals {
    size_t tests;
    size_t failures;
    size_t skipped;
};

/* A listener, and what was found of it. */
struct subject {
    const struct elb_listener *listener;
    const struct elb_finding *const *findings;
    size_t count;
};

static struct subject subject_of(const struct index *index, const struct elb_listener *listener)
{
    const size_t first = first_of(index, listener);
    size_t end = first;

    while (end < index->count && index->items[end]->listener == listener)
        end++;
    return (struct subject){listener, &index->items[first], end - first};
}

static bool fails(const struct subject *subject, const struct elb_rule *rule)
{
    for (size_t i = 0; i < subject->count; i++) {
        if (!subject->findings[i]->suppressed && says(subject->findings[i], rule))
            return true;
    }
    return false;
}

/* Why a rule that does not fail has not passed either; NULL: it has. */
static const char *why_skipped(const struct subject *subject, const struct elb_rule *rule)
{
    for (size_t i = 0; i < subject->count; i++) {
        if (subject->findings[i]->suppressed && says(subject->findings[i], rule))
            return subject->findings[i]->suppressed;
    }
    return subject->listener->how == ELB_HOW_UNRESOLVED ? "the policy is not known" : NULL;
}

static bool is_asked(const struct elb_lint_result *lint, size_t rule)
{
    return !lint->severities || lint->severities[rule] != ELB_SEVERITY_OFF;
}

static void count_cases(const struct elb_lint_result *lint, const struct subject *subject,
                        struct totals *totals)
{
    for (size_t i = 0; elb_rule_at(i); i++) {
        if (!is_asked(lint, i))
            continue;
        totals->tests++;
        if (fails(subject, elb_rule_at(i)))
            totals->failures++;
        else
            totals->skipped += why_skipped(subject, elb_rule_at(i)) != NULL;
    }
}

/* ---- Cases and suites ------------------------------------------------------------------- */

static void write_case(struct elb_buffer *out, const struct subject *subject,
                       const struct elb_rule *rule, const char *name)
{
    const bool is_failed = fails(subject, rule);
    const char *skipped = is_failed ? NULL : why_skipped(subject, rule);

    begin_case(out, rule->id, name, subject->listener->path);
    elb_buffer_append_string(out, is_failed || skipped ? ">\n" : "/>\n");
    for (size_t i = 0; i < subject->count && is_failed; i++) {
        const struct elb_finding *finding = subject->findings[i];

        if (!finding->suppressed && says(finding, rule))
            write_failure(out, finding, says(finding, rule));
    }
    if (skipped)
        write_skipped(out, skipped);
    if (is_failed || skipped)
        elb_buffer_append_string(out, "    </testcase>\n");
}

static void write_listener(struct elb_buffer *out, const struct elb_lint_result *lint,
                           const struct subject *subject)
{
    struct elb_buffer name = {0};

    elb_finding_subject(&name, subject->listener);
    for (size_t i = 0; elb_rule_at(i); i++) {
        if (is_asked(lint, i))
            write_case(out, subject, elb_rule_at(i), elb_buffer_string(&name));
    }
    elb_report_part_done(out, &name);
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

/* The listeners of one file stand together; returns the index behind them. */
static size_t end_of_suite(const struct elb_lint_result *lint, size_t first)
{
    const char *path = elb_listeners_at(lint->listeners, first)->path;
    const struct elb_listener *listener;
    size_t end = first + 1;

    while ((listener = elb_listeners_at(lint->listeners, end)) && strcmp(listener->path, path) == 0)
        end++;
    return end;
}

static struct totals count_suite(const struct elb_lint_result *lint, const struct index *index,
                                 size_t first, size_t end)
{
    struct totals totals = {0};

    for (size_t i = first; i < end; i++) {
        const struct subject subject = subject_of(index, elb_listeners_at(lint->listeners, i));

        count_cases(lint, &subject, &totals);
    }
    return totals;
}

static void write_suite(struct elb_buffer *out, const struct elb_lint_result *lint,
                        const struct index *index, size_t first, size_t end)
{
    const struct totals totals = count_suite(lint, index, first, end);

    elb_buffer_append_string(out, "  <testsuite");
    write_shown(out, "name", elb_listeners_at(lint->listeners, first)->path);
    write_totals(out, &totals, 0);
    for (size_t i = first; i < end; i++) {
        const struct subject subject = subject_of(index, elb_listeners_at(lint->listeners, i));

        write_listener(out, lint, &subject);
    }
    elb_buffer_append_string(out, "  </testsuite>\n");
}

/* ---- What is about no listener ---------------------------------------------------------- */

/* Findings about files, such as exceptions that nothing needs. */
static struct totals count_files(const struct subject *files)
{
    struct totals totals = {0};

    for (size_t i = 0; i < files->count; i++)
        totals.failures += !files->findings[i]->suppressed;
    totals.tests = totals.failures;
    return totals;
}

static void write_files(struct elb_buffer *out, const struct subject *files)
{
    const struct totals totals = count_files(files);

    if (totals.tests == 0)
        return;
    elb_buffer_append_string(out, "  <testsuite name=\"files\"");
    write_totals(out, &totals, 0);
    for (size_t i = 0; i < files->count; i++) {
        const struct elb_finding *finding = files->findings[i];

        if (finding->suppressed)
            continue;
        begin_case(out, finding->rule->id, "file", finding->path);
        elb_buffer_append_string(out, ">\n");
        write_failure(out, finding, finding->message);
        elb_buffer_append_string(out, "    </testcase>\n");
    }
    elb_buffer_append_string(out, "  </testsuite>\n");
}

/* Inputs that could not be read are errors, each a case of its own. */
static void write_errors(const struct elb_report *report, struct elb_buffer *out)
{
    const struct totals totals = {.tests = report->error_count};

    if (report->error_count == 0)
        return;
    elb_buffer_append_string(out, "  <testsuite name=\"inputs\"");
    write_totals(out, &totals, report->error_count);
    for (size_t i = 0; i < report->error_count; i++) {
        elb_buffer_append_string(out, "    <testcase name=\"can be read\"");
        write_shown(out, "classname", report->errors[i].path);
        elb_buffer_append_string(out, ">\n      <error");
        write_shown(out, "message", report->errors[i].message);
        elb_buffer_append_string(out, "/>\n    </testcase>\n");
    }
    elb_buffer_append_string(out, "  </testsuite>\n");
}

/* ---- The document ----------------------------------------------------------------------- */

static void write_document(struct elb_report *report, const struct elb_lint_result *lint,
                           const struct index *index)
{
    const struct subject files = subject_of(index, NULL);
    const size_t count = elb_listeners_count(lint->listeners);
    struct totals sum = count_suite(lint, index, 0, count);
    const struct totals of_files = count_files(&files);

    add(&sum, &of_files);
    sum.tests += report->error_count;
    elb_buffer_append_string(report->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          "<testsuites name=\"elblint\"");
    write_totals(report->out, &sum, report->error_count);
    for (size_t i = 0, end; i < count; i = end) {
        end = end_of_suite(lint, i);
        write_suite(report->out, lint, index, i, end);
    }
    write_files(report->out, &files);
    write_errors(report, report->out);
    elb_buffer_append_string(report->out, "</testsuites>\n");
}

static void write_lint(struct elb_report *report, const void *result)
{
    struct index index = {0};

    if (build_index(result, &index))
        write_document(report, result, &index);
    else
        report->out->out_of_memory = true;
    elb_free(index.items);
}

const struct elb_reporter elb_reporter_lint_junit = {"lint", "junit", write_lint};
