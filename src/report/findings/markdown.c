/* SPDX-License-Identifier: MIT */
/* `lint` as Markdown (GitHub's and GitLab's), for a comment of a pull request. */
#include "base/escape.h"
#include "base/file.h"
#include "report/findings/findings.h"

/* A comment of GitHub has at most 65,536 characters. */
#define ROWS_AT_MOST   100
#define BYTES_AT_MOST  60000
#define ERRORS_AT_MOST 10

/* Text: what is markup becomes what it looks like. */
static void write_text(struct elb_buffer *out, struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char c = text.start[i];

        if (c && strchr("\\`*_{}[]()#+!|~@:-", c))
            elb_buffer_printf(out, "&#%u;", (unsigned)(unsigned char)c);
        else if (c == '<' || c == '>' || c == '&')
            elb_buffer_append_string(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
        else
            elb_buffer_append_char(out, (unsigned char)c < ' ' ? ' ' : c);
    }
}

/* Between backticks nothing has a meaning but these: the bar ends a cell of a table, and a
 * backslash before it would end the escape of the bar. HTML has names for them. */
static void write_code(struct elb_buffer *out, struct elb_text text)
{
    bool is_plain = elb_text_trim(text).length == text.length && text.length > 0;

    for (size_t i = 0; i < text.length; i++)
        is_plain &= (unsigned char)text.start[i] >= ' ' && !strchr("`|\\", text.start[i]);
    elb_buffer_append_string(out, is_plain ? "`" : "<code>");
    if (is_plain)
        elb_buffer_append_text(out, text);
    else
        write_text(out, text);
    elb_buffer_append_string(out, is_plain ? "`" : "</code>");
}

static bool is_word(struct elb_text text, size_t index)
{
    const unsigned char c = index < text.length ? (unsigned char)text.start[index] : ' ';

    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* The quote that ends a name, from `index` on; the text's end if there is none. */
static size_t end_of_name(struct elb_text text, size_t index)
{
    while (index < text.length && !(text.start[index] == '\'' && !is_word(text, index + 1)))
        index++;
    return index;
}

/* Names are in single quotes in messages; here they are code. In "can't" there is no name. */
static void write_message(struct elb_buffer *out, struct elb_text text)
{
    size_t done = 0;

    for (size_t i = 0; i < text.length; i++) {
        size_t end;

        if (text.start[i] != '\'' || (i > 0 && is_word(text, i - 1)))
            continue;
        end = end_of_name(text, i + 1);
        if (end == text.length)
            break;
        write_text(out, (struct elb_text){text.start + done, i - done});
        write_code(out, (struct elb_text){text.start + i + 1, end - i - 1});
        done = end + 1;
        i = end;
    }
    write_text(out, elb_text_skip(text, done));
}

static void write_row(struct elb_buffer *out, const struct elb_finding *finding)
{
    struct elb_buffer place = {0};
    struct elb_buffer text = {0};
    struct elb_buffer help = {0};

    elb_finding_place(&place, finding);
    elb_finding_text(&text, finding);
    elb_finding_help(&help, "", finding);
    elb_buffer_printf(out, "| %s | ", elb_severity_name(finding->severity));
    write_code(out, elb_buffer_text(&place));
    elb_buffer_append_string(out, " | ");
    write_message(out, elb_buffer_text(&text));
    elb_buffer_printf(out, " (%s) | ", finding->rule->id);
    if (help.length > 0)
        write_code(out, elb_buffer_text(&help));
    elb_buffer_append_string(out, " |\n");
    elb_report_part_done(out, &place);
    elb_report_part_done(out, &text);
    elb_report_part_done(out, &help);
}

/* What could not be read, and why. */
static void write_errors(struct elb_report *report)
{
    const size_t count = report->error_count;

    if (count > 0)
        elb_buffer_printf(report->out, "\n**Not complete: %zu input%s could not be read.**\n\n",
                          count, count == 1 ? "" : "s");
    for (size_t i = 0; i < count && i < ERRORS_AT_MOST; i++) {
        const struct elb_error *error = &report->errors[i];
        struct elb_buffer path = {0};
        struct elb_buffer message = {0};

        elb_escape_terminal(&path, elb_text_from(elb_path_plain(error->path)));
        elb_escape_terminal(&message, elb_text_from(error->message));
        elb_buffer_append_string(report->out, "- ");
        write_code(report->out, elb_buffer_text(&path));
        elb_buffer_append_char(report->out, ' ');
        write_message(report->out, elb_buffer_text(&message));
        elb_buffer_append_char(report->out, '\n');
        elb_report_part_done(report->out, &path);
        elb_report_part_done(report->out, &message);
    }
    if (count > ERRORS_AT_MOST)
        elb_buffer_printf(report->out, "- and %zu more\n", count - ERRORS_AT_MOST);
}

static void write_summary(struct elb_report *report, const struct elb_lint_result *lint)
{
    struct elb_buffer *out = report->out;
    struct elb_lint_counts counts;

    elb_lint_count(lint, &counts);
    elb_buffer_append_string(out, "### elblint: ");
    for (unsigned i = ELB_SEVERITY_ERROR; i > ELB_SEVERITY_OFF; i--)
        elb_buffer_printf(out, "%zu %s%s%s", counts.findings[i],
                          elb_severity_name((enum elb_severity)i),
                          counts.findings[i] == 1 ? "" : "s", i > ELB_SEVERITY_NOTE ? ", " : "");
    elb_buffer_printf(out, " in %zu listener%s\n", counts.listeners,
                      counts.listeners == 1 ? "" : "s");
    write_errors(report);
}

/* Of a table. */
struct rows {
    size_t count; /* of all findings */
    size_t written;
    bool is_full;
};

static void add_row(struct elb_report *report, const struct elb_finding *finding, struct rows *rows)
{
    struct elb_buffer row = {0};

    rows->count++;
    if (rows->is_full)
        return;
    write_row(&row, finding);
    rows->is_full =
        rows->written == ROWS_AT_MOST || report->out->length + row.length > BYTES_AT_MOST;
    if (!rows->is_full) {
        if (rows->written++ == 0)
            elb_buffer_append_string(report->out, "\n| | Where | What | Change |\n|-|-|-|-|\n");
        elb_buffer_append_text(report->out, elb_buffer_text(&row));
    }
    elb_report_part_done(report->out, &row);
}

/* The gravest first: what is left out is what matters least. */
static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;
    struct rows rows = {0};

    write_summary(report, lint);
    for (unsigned severity = ELB_SEVERITY_ERROR; severity > ELB_SEVERITY_OFF; severity--) {
        for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
            const struct elb_finding *finding = elb_findings_at(lint->findings, i);

            if (!finding->suppressed && finding->severity == severity)
                add_row(report, finding, &rows);
        }
    }
    if (rows.written < rows.count)
        elb_buffer_printf(report->out, "\nand %zu more, which the other formats have\n",
                          rows.count - rows.written);
}

const struct elb_reporter elb_reporter_lint_markdown = {"lint", "markdown", write_lint};
