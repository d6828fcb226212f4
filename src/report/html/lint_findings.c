/* SPDX-License-Identifier: MIT */
/* The findings, those that were accepted, and the rules that made them. */
#include "report/html/lint.h"

#define PLACES_MAX     100
#define SUPPRESSED_MAX 300

static void write_also(struct elb_html_page *page, const struct elb_finding *finding)
{
    if (finding->also_count == 0)
        return;
    elb_buffer_append_string(&page->out, "<p>Also: ");
    for (size_t i = 0; i < finding->also_count; i++) {
        elb_buffer_append_string(&page->out, i > 0 ? ", " : "");
        elb_html_message(&page->out, finding->also[i].text);
    }
    elb_buffer_append_string(&page->out, "</p>\n");
}

static void write_place(struct elb_html_page *page, const struct elb_finding *finding)
{
    elb_html_place(&page->out, finding->path, &finding->span);
    if (finding->listener && finding->listener->address) {
        elb_buffer_append_char(&page->out, ' ');
        elb_html_code(&page->out, finding->listener->address);
    }
}

/* The others that it is said of. */
static void write_others(struct elb_html_page *page, const struct elb_lint_group *group)
{
    if (group->count == 1)
        return;
    elb_buffer_printf(&page->out,
                      "<details>\n<summary>The same in %zu more place%s</summary>\n"
                      "<ul>\n",
                      group->count - 1, elb_html_plural(group->count - 1));
    for (size_t i = 1; i < group->count && i <= PLACES_MAX; i++) {
        elb_buffer_append_string(&page->out, "<li>");
        write_place(page, group->findings[i]);
        elb_buffer_append_string(&page->out, "</li>\n");
    }
    elb_buffer_append_string(&page->out, "</ul>\n");
    if (group->count > PLACES_MAX + 1)
        elb_html_left_out(page, group->count - PLACES_MAX - 1, "places");
    elb_buffer_append_string(&page->out, "</details>\n");
}

static void write_group(struct elb_html_page *page, const struct elb_lint_result *lint,
                        const struct elb_lint_group *group, size_t number)
{
    const struct elb_finding *finding = group->findings[0];

    elb_buffer_printf(&page->out, "<article class=\"card %s\" id=\"finding-%zu\">\n<h3>",
                      elb_html_tone_class(elb_html_severity_tone(finding->severity)), number);
    elb_html_severity(&page->out, finding->severity);
    elb_html_message(&page->out, finding->message);
    elb_buffer_printf(&page->out, " <a class=\"rule\" href=\"#rule-%s\">%s</a></h3>\n<p>",
                      finding->rule->id, finding->rule->id);
    write_place(page, finding);
    elb_buffer_append_string(&page->out, "</p>\n");
    elb_html_lint_excerpt(page, lint, finding);
    write_also(page, finding);
    elb_html_help(&page->out, finding);
    write_others(page, group);
    elb_buffer_append_string(&page->out, "</article>\n");
}

void elb_html_lint_findings(struct elb_html_page *page, const struct elb_lint_result *lint,
                            const struct elb_lint_groups *groups)
{
    const size_t shown = groups->count < ELB_HTML_GROUPS_MAX ? groups->count : ELB_HTML_GROUPS_MAX;

    if (groups->count == 0)
        return;
    elb_html_section(page, "findings", "Findings");
    for (size_t i = 0; i < shown; i++)
        write_group(page, lint, groups->items[i], i + 1);
    elb_html_left_out(page, groups->count - shown, "findings");
}

/* ---- Exceptions ----------------------------------------------------------------------------- */

static void write_suppressed(struct elb_html_page *page, const struct elb_finding *finding)
{
    elb_buffer_append_string(&page->out, "<tr><th scope=\"row\">");
    elb_html_place(&page->out, finding->path, &finding->span);
    elb_buffer_append_string(&page->out, "</th><td>");
    elb_html_message(&page->out, finding->message);
    elb_buffer_printf(&page->out, " <span class=\"rule\">%s</span></td><td>", finding->rule->id);
    elb_html_text(&page->out, finding->suppressed);
    elb_buffer_append_string(&page->out, "</td></tr>\n");
}

void elb_html_lint_suppressed(struct elb_html_page *page, const struct elb_lint_result *lint)
{
    static const char *const heads[] = {"Where", "What", "Why it is accepted", NULL};
    size_t count = 0;

    for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (!finding->suppressed)
            continue;
        if (count++ == 0) {
            elb_html_section(page, "exceptions", "Accepted exceptions");
            elb_html_table_begin(page, "Findings that do not count, and why", heads);
        }
        if (count <= SUPPRESSED_MAX)
            write_suppressed(page, finding);
    }
    if (count == 0)
        return;
    elb_html_table_end(page);
    elb_html_left_out(page, count > SUPPRESSED_MAX ? count - SUPPRESSED_MAX : 0, "exceptions");
}

/* ---- Rules ---------------------------------------------------------------------------------- */

static bool speaks(const struct elb_lint_groups *groups, const struct elb_rule *rule)
{
    for (size_t i = 0; i < groups->count; i++) {
        if (groups->items[i]->findings[0]->rule == rule)
            return true;
    }
    return false;
}

static void write_rule(struct elb_html_page *page, const struct elb_rule *rule)
{
    elb_buffer_printf(&page->out, "<dt id=\"rule-%s\">%s</dt>\n", rule->id, rule->id);
    if (rule->text) {
        elb_buffer_append_string(&page->out, "<dd>");
        elb_html_message(&page->out, rule->text);
        elb_buffer_append_string(&page->out, "</dd>\n");
    }
    if (rule->instead) {
        elb_buffer_append_string(&page->out, "<dd>");
        elb_html_message(&page->out, rule->instead);
        elb_buffer_append_string(&page->out, "</dd>\n");
    }
    if (rule->citation) {
        elb_buffer_append_string(&page->out, "<dd class=\"note\">");
        elb_html_text(&page->out, rule->citation);
        elb_buffer_append_string(&page->out, "</dd>\n");
    }
}

void elb_html_lint_rules(struct elb_html_page *page, const struct elb_lint_groups *groups)
{
    if (groups->count == 0)
        return;
    elb_html_section(page, "rules", "Why these rules");
    elb_buffer_append_string(&page->out, "<dl class=\"words\">\n");
    for (size_t i = 0; elb_rule_at(i); i++) {
        if (speaks(groups, elb_rule_at(i)))
            write_rule(page, elb_rule_at(i));
    }
    elb_buffer_append_string(&page->out, "</dl>\n");
}
