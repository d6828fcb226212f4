/* SPDX-License-Identifier: MIT */
/* The grid in words: column by column who can't connect, cause by cause. */
#include "report/html/grid.h"
#include "report/ranges.h"

static const struct elb_html_cell *cells_of(const struct elb_html_grid *grid, size_t column)
{
    return &grid->cells[column * grid->client_count];
}

static bool is_of(const struct elb_html_cell *cell, enum elb_html_mark mark, enum elb_cause cause)
{
    return cell->mark == mark && cell->cause == cause;
}

/* Has a client before this one the same cause? */
static bool is_first(const struct elb_html_cell *cells, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (is_of(&cells[i], cells[index].mark, cells[index].cause))
            return false;
    }
    return true;
}

static size_t gather(const struct elb_html_grid *grid, size_t column,
                     const struct elb_html_cell *like, struct elb_range_client *clients)
{
    const struct elb_html_cell *cells = cells_of(grid, column);
    size_t count = 0;

    for (size_t c = 0; c < grid->client_count; c++) {
        if (is_of(&cells[c], like->mark, like->cause))
            clients[count++] = (struct elb_range_client){.client = grid->clients[c]};
    }
    return count;
}

static void write_ranges(struct elb_html_page *page, const struct elb_html_grid *grid,
                         size_t column, const struct elb_html_cell *like)
{
    struct elb_arena arena = {0};
    struct elb_range_client *clients =
        elb_arena_alloc_array(&arena, grid->client_count, sizeof(*clients));
    struct elb_ranges ranges = {0};
    size_t count = clients ? gather(grid, column, like, clients) : 0;

    if (!clients || !elb_ranges_of(&arena, page->report->catalog, clients, count, &ranges))
        page->out.out_of_memory = true;
    elb_buffer_append_string(&page->out, "<dd><b>");
    if (like->mark == ELB_MARK_UNKNOWN)
        elb_buffer_append_string(&page->out, like->cause ? "unknown, perhaps " : "unknown");
    elb_html_text(&page->out,
                  like->cause || like->mark == ELB_MARK_BAD ? elb_cause_text(like->cause) : "");
    elb_buffer_printf(&page->out, "</b> (%zu): ", count);
    for (size_t i = 0; i < ranges.count; i++) {
        elb_buffer_append_string(&page->out, i > 0 ? ", " : "");
        elb_html_text(&page->out, ranges.list[i].text);
    }
    elb_buffer_append_string(&page->out, "</dd>\n");
    elb_arena_done(&arena);
}

static bool has_failed(const struct elb_html_cell *cell)
{
    return cell->mark == ELB_MARK_BAD || cell->mark == ELB_MARK_UNKNOWN;
}

static bool all_connect(const struct elb_html_grid *grid, size_t column)
{
    for (size_t c = 0; c < grid->client_count; c++) {
        if (has_failed(&cells_of(grid, column)[c]))
            return false;
    }
    return true;
}

static void write_name(struct elb_html_page *page, const struct elb_html_column *column)
{
    elb_html_text(&page->out, column->title ? column->title : column->name);
    elb_buffer_append_string(&page->out, column->is_suggested ? " (advised)" : "");
}

/* Fail the same clients, for the same reasons? */
static bool is_same(const struct elb_html_grid *grid, size_t a, size_t b)
{
    const struct elb_html_cell *one = cells_of(grid, a);
    const struct elb_html_cell *other = cells_of(grid, b);

    for (size_t c = 0; c < grid->client_count; c++) {
        if (has_failed(&one[c]) ? !is_of(&other[c], one[c].mark, one[c].cause)
                                : has_failed(&other[c]))
            return false;
    }
    return true;
}

static bool is_repeated(const struct elb_html_grid *grid, size_t column)
{
    for (size_t p = 0; p < column; p++) {
        if (is_same(grid, p, column))
            return true;
    }
    return false;
}

/* With the names of all columns that are like it. */
static void write_column(struct elb_html_page *page, const struct elb_html_grid *grid,
                         size_t column)
{
    const struct elb_html_cell *cells = cells_of(grid, column);

    for (size_t p = column; p < grid->column_count; p++) {
        if (!is_same(grid, column, p))
            continue;
        elb_buffer_append_string(&page->out, "<dt>");
        write_name(page, &grid->columns[p]);
        elb_buffer_append_string(&page->out, "</dt>\n");
    }
    for (size_t c = 0; c < grid->client_count; c++) {
        if (has_failed(&cells[c]) && is_first(cells, c))
            write_ranges(page, grid, column, &cells[c]);
    }
}

/* Those with which nobody fails, in one paragraph; returns how many they are. */
static size_t write_faultless(struct elb_html_page *page, const struct elb_html_grid *grid)
{
    size_t found = 0;

    for (size_t p = 0; p < grid->column_count; p++) {
        if (!all_connect(grid, p))
            continue;
        elb_buffer_append_string(&page->out, found++ == 0 ? "<p>No failure with " : ", ");
        write_name(page, &grid->columns[p]);
    }
    elb_buffer_append_string(&page->out, found > 0 ? ".</p>\n" : "");
    return found;
}

void elb_html_grid_in_words(struct elb_html_page *page, const struct elb_html_grid *grid)
{
    if (write_faultless(page, grid) == grid->column_count)
        return;
    elb_buffer_append_string(&page->out, "<dl class=\"words\">\n");
    for (size_t p = 0; p < grid->column_count; p++) {
        if (!all_connect(grid, p) && !is_repeated(grid, p))
            write_column(page, grid, p);
    }
    elb_buffer_append_string(&page->out, "</dl>\n");
}
