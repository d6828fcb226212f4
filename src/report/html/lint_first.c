/* SPDX-License-Identifier: MIT */
/* What to do first. */
#include "report/html/lint.h"

#define STEPS_MAX 5

/* The group that stands before all others but the `taken` first ones; by size within a severity. */
static size_t next_of(const struct elb_lint_groups *groups, const bool *taken)
{
    size_t best = groups->count;

    for (size_t i = 0; i < groups->count; i++) {
        const enum elb_severity severity = groups->items[i]->findings[0]->severity;

        if (taken[i])
            continue;
        if (best == groups->count || severity > groups->items[best]->findings[0]->severity ||
            (severity == groups->items[best]->findings[0]->severity &&
             groups->items[i]->count > groups->items[best]->count))
            best = i;
    }
    return best;
}

/* What is left out of the page's findings has no place to lead to. */
static void write_step(struct elb_html_page *page, const struct elb_lint_group *group, size_t index)
{
    const struct elb_finding *finding = group->findings[0];
    struct elb_buffer *out = &page->out;
    const bool has_place = index < ELB_HTML_GROUPS_MAX;

    elb_buffer_append_string(out, "<li><span class=\"do\">");
    if (has_place)
        elb_buffer_printf(out, "<a href=\"#finding-%zu\">", index + 1);
    elb_html_message(out, finding->message);
    elb_buffer_append_string(out, has_place ? "</a></span>" : "</span>");
    if (group->count > 1)
        elb_buffer_printf(out, " <span class=\"rule\">in %zu places</span>", group->count);
    elb_html_help(out, finding);
    elb_buffer_append_string(out, "<p>");
    elb_html_place(out, finding->path, &finding->span);
    elb_buffer_append_string(out, "</p></li>\n");
}

static void write_steps(struct elb_html_page *page, const struct elb_lint_groups *groups)
{
    struct elb_arena arena = {0};
    bool *taken = elb_arena_alloc_array(&arena, groups->count + 1, sizeof(*taken));

    page->out.out_of_memory |= !taken;
    for (size_t i = 0; taken && i < groups->count && i < STEPS_MAX; i++) {
        const size_t next = next_of(groups, taken);

        taken[next] = true;
        write_step(page, groups->items[next], next);
    }
    elb_arena_done(&arena);
}

void elb_html_lint_first(struct elb_html_page *page, const struct elb_lint_result *lint,
                         const struct elb_lint_groups *groups)
{
    const bool is_incomplete = lint->unreadable > 0 || page->report->error_count > 0;

    elb_html_section(page, "first", "What to do first");
    if (groups->count == 0 && !is_incomplete) {
        elb_buffer_append_string(&page->out, "<p>Nothing: there are no findings.</p>\n");
        return;
    }
    elb_buffer_append_string(&page->out, "<ol class=\"first\">\n");
    if (is_incomplete)
        elb_buffer_append_string(
            &page->out, "<li><span class=\"do\"><a href=\"#summary\">Mend what could not be "
                        "read</a></span><p>Until then nobody knows what it declares.</p></li>\n");
    write_steps(page, groups);
    elb_buffer_append_string(&page->out, "</ol>\n");
    if (groups->count > STEPS_MAX)
        elb_buffer_printf(&page->out,
                          "<p class=\"note\">The gravest, and of these the commonest; %zu more are "
                          "among the <a href=\"#findings\">findings</a>.</p>\n",
                          groups->count - STEPS_MAX);
}
