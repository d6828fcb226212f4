/* SPDX-License-Identifier: MIT */
/* The clients of observed endpoints. */
#include "report/html/grid.h"
#include "report/html/identify.h"
#include "report/ranges.h"
#include "report/show.h"

static void fill_cell(struct elb_html_cell *cell, const struct elb_observed_check *check)
{
    static const enum elb_html_mark marks[] = {ELB_MARK_GOOD, ELB_MARK_BAD, ELB_MARK_UNKNOWN};

    *cell = (struct elb_html_cell){
        .mark = marks[check->verdict],
        .version = check->version,
        .suite = check->suite,
        .cause = check->cause,
    };
    if (cell->mark == ELB_MARK_GOOD && check->version && check->version < ELB_TLS1_2)
        cell->mark = ELB_MARK_OLD;
}

static const char *name_of(struct elb_html_page *page, struct elb_html_grid *grid,
                           const struct elb_observation *observation)
{
    struct elb_buffer name = {0};
    char *text;

    elb_identify_target(&name, observation);
    text = elb_arena_dup(&grid->arena, elb_buffer_string(&name), name.length);
    page->out.out_of_memory |= !text;
    elb_report_part_done(&page->out, &name);
    return text ? text : "";
}

/* The endpoints whose clients were judged: all of these have the same clients. */
static void fill(struct elb_html_page *page, const struct elb_identify_result *result,
                 struct elb_html_grid *grid)
{
    size_t p = 0;

    for (size_t i = 0; i < result->endpoint_count && p < grid->column_count; i++) {
        const struct elb_identify_endpoint *endpoint = &result->endpoints[i];

        if (endpoint->client_count == 0)
            continue;
        grid->columns[p].name = name_of(page, grid, endpoint->observation);
        for (size_t c = 0; c < grid->client_count; c++)
            fill_cell(&grid->cells[p * grid->client_count + c], &endpoint->clients[c]);
        p++;
    }
}

static void write_grid(struct elb_html_page *page, const struct elb_identify_result *result,
                       const struct elb_identify_endpoint *first, size_t endpoints)
{
    const size_t clients =
        first->client_count < ELB_HTML_CLIENTS_MAX ? first->client_count : ELB_HTML_CLIENTS_MAX;
    const size_t columns = endpoints < ELB_HTML_COLUMNS_MAX ? endpoints : ELB_HTML_COLUMNS_MAX;
    struct elb_arena arena = {0};
    const struct elb_client **list =
        elb_arena_alloc_array(&arena, clients, sizeof(const struct elb_client *));
    struct elb_html_grid grid = {0};

    for (size_t c = 0; list && c < clients; c++)
        list[c] = first->clients[c].client;
    if (list && elb_html_grid_begin(&grid, list, clients, columns)) {
        grid.caption = "Clients and endpoints, by what was seen of these";
        grid.corner = "Client";
        fill(page, result, &grid);
        elb_html_section(page, "grid", "Who can connect");
        elb_html_grid_write(page, &grid);
        elb_html_left_out(page, endpoints - columns, "endpoints");
        elb_html_left_out(page, first->client_count - clients, "clients");
        elb_html_section(page, "words", "Who can&#39;t connect, in words");
        elb_html_grid_in_words(page, &grid);
    } else {
        page->out.out_of_memory = true;
    }
    elb_html_grid_done(&grid);
    elb_arena_done(&arena);
}

/* ---- A move --------------------------------------------------------------------------------- */

static void write_move_row(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint,
                           enum elb_observed_move move, const char *label)
{
    struct elb_arena arena = {0};
    struct elb_range_client *clients =
        elb_arena_alloc_array(&arena, endpoint->client_count, sizeof(*clients));
    struct elb_ranges ranges = {0};
    size_t count = 0;

    for (size_t i = 0; clients && i < endpoint->client_count; i++) {
        if (endpoint->clients[i].move == move)
            clients[count++] = (struct elb_range_client){.client = endpoint->clients[i].client};
    }
    if (!clients || !elb_ranges_of(&arena, page->report->catalog, clients, count, &ranges))
        page->out.out_of_memory = true;
    if (ranges.count > 0)
        elb_buffer_printf(&page->out, "<dd><b>%s</b> (%zu): ", label, count);
    for (size_t i = 0; i < ranges.count; i++) {
        elb_buffer_append_string(&page->out, i > 0 ? ", " : "");
        elb_html_text(&page->out, ranges.list[i].text);
    }
    elb_buffer_append_string(&page->out, ranges.count > 0 ? "</dd>\n" : "");
    elb_arena_done(&arena);
}

static void write_move(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint)
{
    static const struct {
        enum elb_observed_move move;
        const char *label;
    } rows[] = {
        {ELB_MOVE_LOST, "lost"},
        {ELB_MOVE_GAINED, "gained"},
        {ELB_MOVE_UNKNOWN, "unknown"},
        {ELB_MOVE_FAILS, "fail before and after"},
        {ELB_MOVE_CHANGED, "connect otherwise than now"},
        {ELB_MOVE_SAME, "connect as now"},
        {ELB_MOVE_SERVED, "still served"},
    };
    struct elb_buffer target = {0};

    elb_identify_target(&target, endpoint->observation);
    elb_buffer_append_string(&page->out, "<dt>");
    elb_html_slice(&page->out, elb_buffer_text(&target));
    elb_buffer_append_string(&page->out, "</dt>\n");
    elb_report_part_done(&page->out, &target);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        write_move_row(page, endpoint, rows[i].move, rows[i].label);
}

static void write_moves(struct elb_html_page *page, const struct elb_identify_result *result)
{
    struct elb_buffer name = {0};

    elb_policy_reference(&name, result->to);
    elb_html_section(page, "move", "What a move would change");
    elb_buffer_append_string(&page->out, "<p>To ");
    elb_html_code(&page->out, elb_buffer_string(&name));
    elb_buffer_append_string(&page->out, ":</p>\n<dl class=\"words\">\n");
    for (size_t i = 0; i < result->endpoint_count && i < ELB_HTML_COLUMNS_MAX; i++) {
        if (result->endpoints[i].client_count > 0)
            write_move(page, &result->endpoints[i]);
    }
    elb_buffer_append_string(&page->out, "</dl>\n");
    elb_report_part_done(&page->out, &name);
}

void elb_html_identify_clients(struct elb_html_page *page, const struct elb_identify_result *result)
{
    const struct elb_identify_endpoint *first = NULL;
    size_t count = 0;

    for (size_t i = 0; i < result->endpoint_count; i++) {
        if (result->endpoints[i].client_count == 0)
            continue;
        first = first ? first : &result->endpoints[i];
        count++;
    }
    if (!first)
        return;
    if (result->to)
        write_moves(page, result);
    write_grid(page, result, first, count);
}
