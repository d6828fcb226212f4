/* SPDX-License-Identifier: MIT */
/* The listeners: where each is, what it is, and which policies it has or may have. */
#include "report/html/lint.h"

#include "base/map.h"

/* The worst of a listener's findings; listeners are looked up by their address in memory. */
struct worst {
    struct elb_arena arena;
    struct elb_map map;
};

static struct elb_text key_of(const struct elb_listener *const *listener)
{
    return (struct elb_text){(const char *)listener, sizeof(*listener)};
}

static void note_worst(struct elb_html_page *page, struct worst *worst,
                       const struct elb_finding *finding)
{
    void **place = elb_map_put(&worst->map, &worst->arena, key_of(&finding->listener));
    const struct elb_finding *before = place ? *place : NULL;

    page->out.out_of_memory |= !place;
    if (place && (!before || before->severity < finding->severity))
        *place = (void *)(uintptr_t)finding;
}

static void gather(struct elb_html_page *page, const struct elb_lint_result *lint,
                   struct worst *worst)
{
    for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (!finding->suppressed && finding->listener)
            note_worst(page, worst, finding);
    }
}

/* ---- A row ---------------------------------------------------------------------------------- */

static void write_policy(struct elb_buffer *out, const struct elb_declared_policy *policy)
{
    const char *name = policy->reference ? policy->reference : policy->name;

    if (name)
        elb_html_code(out, name);
    else
        elb_buffer_append_string(out, "not known");
    if (policy->how != ELB_HOW_EXPLICIT)
        elb_buffer_printf(out, " <span class=\"rule\">%s</span>", elb_how_name(policy->how));
    if (policy->reason) {
        elb_buffer_append_string(out, " <span class=\"rule\">");
        elb_html_text(out, policy->reason);
        elb_buffer_append_string(out, "</span>");
    }
}

static void write_policies(struct elb_buffer *out, const struct elb_listener *listener)
{
    if (listener->how == ELB_HOW_PLAINTEXT)
        elb_buffer_append_string(out, "no TLS");
    for (size_t i = 0; i < listener->policy_count; i++) {
        elb_buffer_append_string(out, i == 0 ? "" : listener->all_apply ? "<br/>and " : "<br/>or ");
        write_policy(out, &listener->policies[i]);
    }
    if (listener->how == ELB_HOW_UNRESOLVED) {
        elb_buffer_append_string(out,
                                 listener->policy_count > 0 ? "<br/>unresolved" : "unresolved");
        if (listener->unresolved) {
            elb_buffer_append_string(out, ": ");
            elb_html_code(out, listener->unresolved);
        }
    }
}

static void write_kind(struct elb_buffer *out, const struct elb_listener *listener)
{
    elb_buffer_append_string(out, listener->load_balancer
                                      ? elb_load_balancer_name(listener->load_balancer)
                                      : "not known");
    if (listener->protocol || listener->port >= 0)
        elb_buffer_append_string(out, "<br/>");
    elb_html_text(out, listener->protocol);
    if (listener->port >= 0)
        elb_buffer_printf(out, "%s%d", listener->protocol ? ":" : "port ", listener->port);
}

static void write_listener(struct elb_html_page *page, const struct worst *worst,
                           const struct elb_listener *listener)
{
    const struct elb_finding *finding = elb_map_get(&worst->map, key_of(&listener));
    struct elb_buffer *out = &page->out;

    elb_buffer_append_string(out, "<tr><th scope=\"row\">");
    if (listener->address) {
        elb_html_code(out, listener->address);
        elb_buffer_append_string(out, "<br/>");
    }
    elb_html_place(out, listener->path, &listener->span);
    elb_buffer_append_string(out, "</th><td>");
    write_kind(out, listener);
    elb_buffer_append_string(out, "</td><td>");
    write_policies(out, listener);
    elb_buffer_append_string(out, "</td><td>");
    if (finding)
        elb_html_severity(out, finding->severity);
    else
        elb_buffer_append_string(out, listener->how == ELB_HOW_UNRESOLVED ? "?" : "none");
    elb_buffer_append_string(out, "</td></tr>\n");
}

/* ---- The table ------------------------------------------------------------------------------ */

void elb_html_lint_listeners(struct elb_html_page *page, const struct elb_lint_result *lint)
{
    static const char *const heads[] = {"Listener", "Load balancer", "Policy", "Gravest finding",
                                        NULL};
    const size_t count = elb_listeners_count(lint->listeners);
    const size_t shown = count < ELB_HTML_LISTENERS_MAX ? count : ELB_HTML_LISTENERS_MAX;
    struct worst worst = {0};

    elb_html_section(page, "listeners", "Listeners");
    if (count == 0) {
        elb_buffer_append_string(&page->out, "<p>These files declare none.</p>\n");
        return;
    }
    gather(page, lint, &worst);
    elb_html_table_begin(page, "What declares a listener or a policy, and which policy it has",
                         heads);
    for (size_t i = 0; i < shown; i++)
        write_listener(page, &worst, elb_listeners_at(lint->listeners, i));
    elb_html_table_end(page);
    elb_html_left_out(page, count - shown, "listeners");
    elb_arena_done(&worst.arena);
}
