/* SPDX-License-Identifier: MIT */
/* The policies that the listeners have or may have, and those advised, with the clients. */
#include "report/check.h"
#include "report/html/grid.h"
#include "report/html/lint.h"
#include "report/show.h"

static const struct elb_certificates assumed = {{ELB_CERTIFICATE_RSA2048}, 1};

/* A column: a policy with what its listeners hold. */
struct pair {
    const struct elb_policy *policy;
    const struct elb_certificates *certificates;
    bool is_suggested;
};

struct pairs {
    struct pair items[ELB_HTML_COLUMNS_MAX];
    size_t count;
    size_t left_out;  /* for want of room */
    size_t unknown;   /* policies of listeners that nobody knows */
    bool has_several; /* a listener whose policies are in force together */
};

static bool is_same(const struct elb_certificates *a, const struct elb_certificates *b)
{
    return a->count == b->count && memcmp(a->list, b->list, a->count * sizeof(a->list[0])) == 0;
}

static void add(struct pairs *pairs, const struct elb_policy *policy,
                const struct elb_certificates *certificates, bool is_suggested)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (pairs->items[i].policy == policy && is_same(pairs->items[i].certificates, certificates))
            return;
    }
    if (pairs->count < ELB_HTML_COLUMNS_MAX)
        pairs->items[pairs->count++] = (struct pair){policy, certificates, is_suggested};
    else
        pairs->left_out++;
}

static const struct elb_certificates *certificates_of(const struct elb_lint_result *lint,
                                                      const struct elb_listener *listener)
{
    if (listener && listener->certificates.count > 0)
        return &listener->certificates;
    return lint->certificates ? lint->certificates : &assumed;
}

static void add_listener(struct pairs *pairs, const struct elb_lint_result *lint,
                         const struct elb_listener *listener)
{
    if (listener->how == ELB_HOW_PLAINTEXT)
        return;
    pairs->has_several |= listener->all_apply && listener->policy_count > 1;
    pairs->unknown += listener->how == ELB_HOW_UNRESOLVED && listener->policy_count == 0;
    for (size_t i = 0; i < listener->policy_count; i++) {
        const struct elb_policy *policy = listener->policies[i].policy;

        if (policy)
            add(pairs, policy, certificates_of(lint, listener), false);
        else
            pairs->unknown++;
    }
}

static void add_all(struct pairs *pairs, const struct elb_lint_result *lint)
{
    for (size_t i = 0; i < elb_listeners_count(lint->listeners); i++)
        add_listener(pairs, lint, elb_listeners_at(lint->listeners, i));
    for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (finding->suggested && !finding->suppressed)
            add(pairs, finding->suggested, certificates_of(lint, finding->listener), true);
    }
}

/* ---- Clients -------------------------------------------------------------------------------- */

struct clients {
    const struct elb_client *const *items;
    size_t count;
    size_t left_out;
    bool are_supported; /* nobody named any: those of the catalog that are still supported */
};

static bool choose_supported(const struct elb_catalog *catalog, struct elb_arena *arena,
                             struct clients *clients)
{
    const struct elb_client **items =
        elb_arena_alloc_array(arena, catalog->client_count, sizeof(const struct elb_client *));

    for (size_t i = 0; items && i < catalog->client_count; i++) {
        if (elb_client_support(&catalog->clients[i], catalog->date) == ELB_SUPPORT_SUPPORTED)
            items[clients->count++] = &catalog->clients[i];
    }
    for (size_t i = 0; items && clients->count == 0 && i < catalog->client_count; i++)
        items[i] = &catalog->clients[i];
    clients->are_supported = clients->count > 0;
    if (clients->count == 0)
        clients->count = catalog->client_count;
    clients->items = items;
    return items != NULL;
}

static bool choose_clients(const struct elb_report *report, const struct elb_lint_result *lint,
                           struct elb_arena *arena, struct clients *clients)
{
    *clients = (struct clients){.items = lint->clients, .count = lint->client_count};
    if (!(lint->clients && lint->client_count > 0)) {
        clients->count = 0;
        if (!choose_supported(report->catalog, arena, clients))
            return false;
    }
    if (clients->count > ELB_HTML_CLIENTS_MAX) {
        clients->left_out = clients->count - ELB_HTML_CLIENTS_MAX;
        clients->count = ELB_HTML_CLIENTS_MAX;
    }
    return true;
}

/* ---- The grid ------------------------------------------------------------------------------- */

/* The certificates are named where they are not what everybody assumes. */
static const char *name_of(struct elb_html_page *page, struct elb_html_grid *grid,
                           const struct pair *pair, bool is_short)
{
    struct elb_buffer name = {0};
    char *text;

    if (is_short)
        elb_policy_short_reference(&name, pair->policy);
    else
        elb_policy_reference(&name, pair->policy);
    if (!is_same(pair->certificates, &assumed)) {
        elb_buffer_append_string(&name, " with ");
        elb_check_certificates(&name, pair->certificates);
    }
    text = elb_arena_dup(&grid->arena, elb_buffer_string(&name), name.length);
    page->out.out_of_memory |= !text;
    elb_report_part_done(&page->out, &name);
    return text ? text : "";
}

static void fill(struct elb_html_page *page, const struct pairs *pairs, struct elb_html_grid *grid)
{
    for (size_t p = 0; p < pairs->count; p++) {
        const struct pair *pair = &pairs->items[p];

        grid->columns[p] = (struct elb_html_column){
            .name = name_of(page, grid, pair, true),
            .title = name_of(page, grid, pair, false),
            .is_suggested = pair->is_suggested,
        };
        for (size_t c = 0; c < grid->client_count; c++) {
            struct elb_check check;

            elb_check(page->report->catalog, pair->policy, pair->certificates, grid->clients[c],
                      &check);
            elb_html_cell_of(&grid->cells[p * grid->client_count + c], &check);
        }
    }
}

static void write_intro(struct elb_html_page *page, const struct pairs *pairs,
                        const struct clients *clients, const struct elb_lint_result *lint)
{
    struct elb_buffer *out = &page->out;

    elb_buffer_printf(out, "<p>Who can connect with which policy: %s. ",
                      clients->items == lint->clients ? "the clients that were named"
                      : clients->are_supported
                          ? "the bundled clients that their makers still support"
                          : "all bundled clients, as none is known to be "
                            "supported");
    if (lint->certificates)
        elb_buffer_append_string(out, "Certificates are those that were named or declared.</p>\n");
    else
        elb_buffer_append_string(out, "A listener that declares no certificate is taken to hold "
                                      "rsa2048.</p>\n");
    if (pairs->unknown > 0)
        elb_buffer_printf(out,
                          "<p class=\"note\">Not among them: %zu polic%s of listeners that the "
                          "files don&#39;t tell, or that nobody knows.</p>\n",
                          pairs->unknown, pairs->unknown == 1 ? "y" : "ies");
    if (pairs->has_several)
        elb_buffer_append_string(out, "<p class=\"note\">Where policies of a Classic Load Balancer "
                                      "are in force together, each is judged by itself.</p>\n");
}

static void write_grid(struct elb_html_page *page, const struct elb_lint_result *lint,
                       const struct pairs *pairs, const struct clients *clients)
{
    struct elb_html_grid grid;

    if (elb_html_grid_begin(&grid, clients->items, clients->count, pairs->count)) {
        grid.caption = "Clients and the policies of the listeners";
        grid.corner = "Client";
        fill(page, pairs, &grid);
        elb_html_section(page, "grid", "Who can connect");
        write_intro(page, pairs, clients, lint);
        elb_html_grid_write(page, &grid);
        elb_html_left_out(page, pairs->left_out, "policies of listeners");
        elb_html_left_out(page, clients->left_out, "clients");
        elb_html_section(page, "words", "Who can&#39;t connect, in words");
        elb_html_grid_in_words(page, &grid);
    } else {
        page->out.out_of_memory = true;
    }
    elb_html_grid_done(&grid);
}

void elb_html_lint_grid(struct elb_html_page *page, const struct elb_lint_result *lint)
{
    struct elb_arena arena = {0};
    struct pairs *pairs = elb_arena_alloc(&arena, sizeof(*pairs));
    struct clients clients;

    if (!pairs || !choose_clients(page->report, lint, &arena, &clients)) {
        page->out.out_of_memory = true;
    } else {
        add_all(pairs, lint);
        if (pairs->count > 0 && clients.count > 0)
            write_grid(page, lint, pairs, &clients);
    }
    elb_arena_done(&arena);
}
