/* SPDX-License-Identifier: MIT */
/* `check` as a page: the answer in figures, what to do first, policies, failures, the grid. */
#include "report/html/check.h"

#include "report/html/grid.h"
#include "report/show.h"

static size_t pairs_of(const struct elb_check_result *result)
{
    return result->policy_count * result->client_count;
}

/* ---- Summary -------------------------------------------------------------------------------- */

static void write_answer(struct elb_html_page *page, const struct elb_check_result *result)
{
    struct elb_buffer *out = &page->out;
    const size_t pairs = pairs_of(result);

    if (pairs == 0)
        elb_buffer_append_string(out, "<p>There is nothing to judge.</p>\n");
    else if (result->incompatible == 0 && result->unknown == 0)
        elb_buffer_printf(out, "<p>%s can connect.</p>\n",
                          result->policy_count > 1 ? "All pairs" : "All clients");
    else
        elb_buffer_printf(out,
                          "<p>%zu of %zu pairs of a client and a policy can&#39;t connect; %zu "
                          "are unknown.</p>\n",
                          result->incompatible, pairs, result->unknown);
    elb_buffer_append_string(out, "<p class=\"note\">Judged for a listener that holds ");
    elb_check_certificates(out, result->certificates);
    elb_buffer_append_string(out, result->certificates_assumed ? ", which is assumed." : ".");
    elb_buffer_append_string(out, result->ecdsa_matters ? " With an ecdsa256 certificate a verdict "
                                                          "would differ.</p>\n"
                                                        : "</p>\n");
}

static void write_summary(struct elb_html_page *page, const struct elb_check_result *result)
{
    elb_html_section(page, "summary", "Summary");
    write_answer(page, result);
    elb_html_figures_begin(page);
    elb_html_figure(page, "policies", result->policy_count, ELB_TONE_PLAIN);
    elb_html_figure(page, "clients", result->client_count, ELB_TONE_PLAIN);
    elb_html_figure(page, "pairs that connect",
                    pairs_of(result) - result->incompatible - result->unknown, ELB_TONE_GOOD);
    elb_html_figure(page, "pairs that can&#39;t", result->incompatible, ELB_TONE_BAD);
    elb_html_figure(page, "unknown", result->unknown, ELB_TONE_WARNING);
    elb_html_figures_end(page);
    elb_html_errors(page);
}

/* ---- Policies ------------------------------------------------------------------------------- */

static size_t count(const struct elb_check_result *result, size_t policy, enum elb_verdict verdict)
{
    size_t sum = 0;

    for (size_t c = 0; c < result->client_count; c++)
        sum += result->rows[policy * result->client_count + c].check.verdict == verdict;
    return sum;
}

static void write_policy(struct elb_html_page *page, const struct elb_check_result *result,
                         size_t index)
{
    const struct elb_policy *policy = result->policies[index];
    const char *remark = elb_check_policy_remark(result, policy);
    struct elb_buffer name = {0};

    elb_policy_reference(&name, policy);
    elb_buffer_append_string(&page->out, "<tr><th scope=\"row\">");
    elb_html_code(&page->out, elb_buffer_string(&name));
    elb_buffer_append_string(&page->out, "</th>");
    for (unsigned i = ELB_COMPATIBLE; i <= ELB_VERDICT_UNKNOWN; i++)
        elb_buffer_printf(&page->out, "<td class=\"number\">%zu</td>",
                          count(result, index, (enum elb_verdict)i));
    elb_buffer_printf(&page->out, "<td>%s%s%s</td></tr>\n", elb_status_name(policy->status),
                      remark ? ": " : "", remark ? remark : "");
    elb_report_part_done(&page->out, &name);
}

static void write_policies(struct elb_html_page *page, const struct elb_check_result *result)
{
    static const char *const heads[] = {"Policy",   "#Connect", "#Can&#39;t",
                                        "#Unknown", "Status",   NULL};

    elb_html_section(page, "policies", "Policies");
    elb_html_table_begin(page, "How many of the clients each policy serves", heads);
    for (size_t p = 0; p < result->policy_count; p++)
        write_policy(page, result, p);
    elb_html_table_end(page);
}

/* ---- The grid ------------------------------------------------------------------------------- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static const char *name_of(struct elb_html_page *page, struct elb_html_grid *grid,
                           const struct elb_policy *policy, bool is_short)
{
    struct elb_buffer name = {0};
    char *text;

    if (is_short)
        elb_policy_short_reference(&name, policy);
    else
        elb_policy_reference(&name, policy);
    text = elb_arena_dup(&grid->arena, elb_buffer_string(&name), name.length);
    page->out.out_of_memory |= !text;
    elb_report_part_done(&page->out, &name);
    return text ? text : "";
}

static void fill(struct elb_html_page *page, const struct elb_check_result *result,
                 struct elb_html_grid *grid)
{
    for (size_t p = 0; p < grid->column_count; p++) {
        grid->columns[p].name = name_of(page, grid, result->policies[p], true);
        grid->columns[p].title = name_of(page, grid, result->policies[p], false);
        for (size_t c = 0; c < grid->client_count; c++) {
            const struct elb_check_row *row = &result->rows[p * result->client_count + c];

            if (!row->is_hidden)
                elb_html_cell_of(&grid->cells[p * grid->client_count + c], &row->check);
        }
    }
}

static void write_grid(struct elb_html_page *page, const struct elb_check_result *result)
{
    const size_t columns = least(result->policy_count, ELB_HTML_COLUMNS_MAX);
    const size_t clients = least(result->client_count, ELB_HTML_CLIENTS_MAX);
    struct elb_html_grid grid;

    if (elb_html_grid_begin(&grid, result->clients, clients, columns)) {
        grid.caption = "Clients and policies";
        grid.corner = "Client";
        fill(page, result, &grid);
        elb_html_section(page, "grid", "Who can connect");
        elb_html_grid_write(page, &grid);
        elb_html_left_out(page, result->policy_count - columns, "policies");
        elb_html_left_out(page, result->client_count - clients, "clients");
        elb_html_section(page, "words", "Who can&#39;t connect, in words");
        elb_html_grid_in_words(page, &grid);
    } else {
        page->out.out_of_memory = true;
    }
    elb_html_grid_done(&grid);
}

/* ---- The whole ------------------------------------------------------------------------------ */

/* What the text report says below its verdicts. */
static void write_footnotes(struct elb_html_page *page, const struct elb_check_result *result)
{
    struct elb_buffer notes = {0};
    struct elb_report text = elb_html_text_report(page->report, &notes);

    elb_check_write_footnotes(&text, result);
    if (notes.length > 0) {
        elb_html_section(page, "assumptions", "What the verdicts rest on");
        elb_html_lines(&page->out, elb_buffer_text(&notes));
    }
    elb_report_part_done(&page->out, &notes);
}

static void write_advice(struct elb_html_page *page, const struct elb_check_result *result)
{
    struct elb_buffer advice = {0};
    struct elb_report text = elb_html_text_report(page->report, &advice);

    elb_check_write_advice(&text, result);
    if (advice.length > 0) {
        elb_html_section(page, "advice", "What to type");
        elb_html_block(&page->out, elb_buffer_text(&advice));
    }
    elb_report_part_done(&page->out, &advice);
}

static void write_check(struct elb_report *report, const void *data)
{
    const struct elb_check_result *result = data;
    struct elb_html_page page;

    elb_html_begin(&page, report);
    write_summary(&page, result);
    if (pairs_of(result) > 0) {
        elb_html_check_first(&page, result);
        write_policies(&page, result);
        elb_html_check_failures(&page, result);
        elb_html_check_outcomes(&page, result);
        write_grid(&page, result);
        write_footnotes(&page, result);
        write_advice(&page, result);
    }
    elb_html_end(
        &page, "TLS clients and security policies",
        "Whether these clients can talk to these policies of AWS load balancers, what they "
        "would negotiate, and why not.");
}

const struct elb_reporter elb_reporter_check_html = {"check", "html", write_check};
