/* SPDX-License-Identifier: MIT */
/* What to do first about the failures, and the failures one by one. */
#include "base/arena.h"
#include "report/html/check.h"
#include "report/show.h"

#define STEPS_MAX    5
#define FAILURES_MAX 60

static bool has_failed(const struct elb_check_row *row)
{
    return !row->is_hidden && row->check.verdict != ELB_COMPATIBLE;
}

static size_t pairs_of(const struct elb_check_result *result)
{
    return result->policy_count * result->client_count;
}

/* ---- What to do first ----------------------------------------------------------------------- */

/* One change that mends so many pairs. */
struct step {
    const struct elb_check_row *row;
    size_t count;
    bool is_done;
};

static bool is_same_step(const struct elb_check_row *a, const struct elb_check_row *b)
{
    if (a->suggestion || b->suggestion)
        return a->check.policy == b->check.policy && a->suggestion == b->suggestion;
    return a->upgrade == b->upgrade && a->upgrade;
}

static size_t gather(const struct elb_check_result *result, struct step *steps)
{
    size_t count = 0;

    for (size_t i = 0; i < pairs_of(result); i++) {
        const struct elb_check_row *row = &result->rows[i];
        size_t at = 0;

        if (!has_failed(row) || !(row->suggestion || row->upgrade))
            continue;
        while (at < count && !is_same_step(steps[at].row, row))
            at++;
        if (at == count)
            steps[count++] = (struct step){.row = row};
        steps[at].count++;
    }
    return count;
}

static struct step *largest(struct step *steps, size_t count)
{
    struct step *best = NULL;

    for (size_t i = 0; i < count; i++) {
        if (!steps[i].is_done && (!best || steps[i].count > best->count))
            best = &steps[i];
    }
    return best;
}

static void write_reference(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_buffer name = {0};

    elb_policy_reference(&name, policy);
    elb_html_code(out, elb_buffer_string(&name));
    elb_report_part_done(out, &name);
}

static void write_step(struct elb_html_page *page, const struct elb_check_result *result,
                       const struct step *step)
{
    struct elb_buffer *out = &page->out;
    struct elb_buffer why = {0};

    elb_buffer_append_string(out, "<li><span class=\"do\">");
    if (step->row->suggestion) {
        elb_buffer_append_string(out, "Instead of ");
        write_reference(out, step->row->check.policy);
        elb_buffer_append_string(out, " set ");
        write_reference(out, step->row->suggestion);
        elb_check_explain_suggestion(&why, step->row, result->client_count);
    } else {
        const struct elb_client *upgrade = step->row->upgrade;

        elb_buffer_append_string(out, "Update to ");
        elb_html_text(out, upgrade->name ? upgrade->name : upgrade->id);
        elb_buffer_append_string(out, " or newer");
        elb_buffer_append_string(&why, "no policy serves the client as it is");
    }
    elb_buffer_printf(out, "</span> <span class=\"rule\">mends %zu pair%s</span><p>", step->count,
                      elb_html_plural(step->count));
    elb_html_slice(out, elb_buffer_text(&why));
    elb_buffer_append_string(out, "</p></li>\n");
    elb_report_part_done(out, &why);
}

static void write_steps(struct elb_html_page *page, const struct elb_check_result *result,
                        struct step *steps, size_t count)
{
    elb_buffer_append_string(&page->out, "<ol class=\"first\">\n");
    for (size_t i = 0; i < STEPS_MAX && i < count; i++) {
        struct step *step = largest(steps, count);

        step->is_done = true;
        write_step(page, result, step);
    }
    elb_buffer_append_string(&page->out, "</ol>\n");
}

void elb_html_check_first(struct elb_html_page *page, const struct elb_check_result *result)
{
    struct elb_arena arena = {0};
    struct step *steps = elb_arena_alloc_array(&arena, pairs_of(result), sizeof(*steps));
    const size_t count = steps ? gather(result, steps) : 0;

    page->out.out_of_memory |= !steps;
    elb_html_section(page, "first", "What to do first");
    if (count > 0)
        write_steps(page, result, steps, count);
    else
        elb_buffer_append_string(
            &page->out, result->incompatible + result->unknown == 0
                            ? "<p>Nothing: every client can connect.</p>\n"
                            : "<p>No policy of the catalog and no later version of a client "
                              "would help: the failures say what might.</p>\n");
    if (count > STEPS_MAX)
        elb_html_left_out(page, count - STEPS_MAX, "changes that mend fewer pairs");
    elb_arena_done(&arena);
}

/* ---- One by one ----------------------------------------------------------------------------- */

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
    if (count == 0 || count > FAILURES_MAX)
        return;
    elb_html_section(page, "failures", "Failures, and what helps");
    for (size_t i = 0; i < pairs_of(result); i++) {
        if (has_failed(&result->rows[i]))
            write_failure(page, result, &result->rows[i]);
    }
}
