/* SPDX-License-Identifier: MIT */
/* The pairs one by one: why they fail, or what they negotiate. */
#include "report/html/check.h"
#include "report/show.h"

static bool has_failed(const struct elb_check_row *row)
{
    return !row->is_hidden && row->check.verdict != ELB_COMPATIBLE;
}

static size_t pairs_of(const struct elb_check_result *result)
{
    return result->policy_count * result->client_count;
}

static void write_reference(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_buffer name = {0};

    elb_policy_reference(&name, policy);
    elb_html_code(out, elb_buffer_string(&name));
    elb_report_part_done(out, &name);
}

/* ---- Failures ------------------------------------------------------------------------------- */

static void write_remedy(struct elb_html_page *page, const struct elb_check_result *result,
                         const struct elb_check_row *row)
{
    struct elb_buffer remedy = {0};
    struct elb_report text = elb_html_text_report(page->report, &remedy);

    elb_check_write_remedy(&text, result, row);
    elb_html_lines(&page->out, elb_buffer_text(&remedy));
    elb_report_part_done(&page->out, &remedy);
}

static void write_failure(struct elb_html_page *page, const struct elb_check_result *result,
                          const struct elb_check_row *row)
{
    const bool is_unknown = row->check.verdict == ELB_VERDICT_UNKNOWN;
    struct elb_buffer *out = &page->out;
    struct elb_buffer why = {0};

    elb_buffer_printf(out, "<article class=\"card %s\">\n<h3><span class=\"tag %s\">%s</span>",
                      is_unknown ? "warning" : "bad", is_unknown ? "warning" : "bad",
                      is_unknown ? "unknown" : "fails");
    elb_html_text(out, row->check.client->id);
    elb_buffer_append_string(out, " <span class=\"rule\">with</span> ");
    write_reference(out, row->check.policy);
    elb_buffer_append_string(out, is_unknown ? "</h3>\n<p>It may fail: " : "</h3>\n<p>");
    elb_check_explain(&why, page->report->catalog, &row->check);
    elb_html_slice(out, elb_buffer_text(&why));
    elb_buffer_printf(out, " <span class=\"rule\">%s</span></p>\n",
                      elb_cause_name(row->check.failed.cause));
    write_remedy(page, result, row);
    elb_buffer_append_string(out, "</article>\n");
    elb_report_part_done(out, &why);
}

void elb_html_check_failures(struct elb_html_page *page, const struct elb_check_result *result)
{
    size_t count = 0;

    for (size_t i = 0; i < pairs_of(result); i++)
        count += has_failed(&result->rows[i]);
    if (count == 0 || count > ELB_HTML_PAIRS_MAX)
        return;
    elb_html_section(page, "failures", "Failures, and what helps");
    for (size_t i = 0; i < pairs_of(result); i++) {
        if (has_failed(&result->rows[i]))
            write_failure(page, result, &result->rows[i]);
    }
}

/* ---- Handshakes ----------------------------------------------------------------------------- */

static bool is_outcome(const struct elb_check_row *row)
{
    return !row->is_hidden && row->check.verdict == ELB_COMPATIBLE;
}

static void write_outcome(struct elb_html_page *page, const struct elb_check_row *row)
{
    const struct elb_outcome *outcome = &row->check.outcome;
    struct elb_buffer *out = &page->out;

    elb_buffer_append_string(out, "<tr><th scope=\"row\">");
    elb_html_text(out, row->check.client->id);
    elb_buffer_append_string(out, "</th><td>");
    write_reference(out, row->check.policy);
    elb_buffer_printf(
        out, "</td><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s%s</td></tr>\n",
        elb_version_name(outcome->version), elb_check_suite_name(outcome->suite),
        outcome->group ? outcome->group->name : "", outcome->scheme ? outcome->scheme->name : "",
        outcome->hello_retry ? " after a HelloRetryRequest" : "");
}

void elb_html_check_outcomes(struct elb_html_page *page, const struct elb_check_result *result)
{
    static const char *const heads[] = {"Client", "Policy",    "Version", "Suite",
                                        "Group",  "Signature", NULL};
    size_t count = 0;

    for (size_t i = 0; i < pairs_of(result); i++)
        count += is_outcome(&result->rows[i]);
    if (count == 0 || count > ELB_HTML_PAIRS_MAX)
        return;
    elb_html_section(page, "handshakes", "What is negotiated");
    elb_html_table_begin(page, "The handshakes that complete", heads);
    for (size_t i = 0; i < pairs_of(result); i++) {
        if (is_outcome(&result->rows[i]))
            write_outcome(page, &result->rows[i]);
    }
    elb_html_table_end(page);
}
