/* SPDX-License-Identifier: MIT */
#include "report/html/grid.h"

#include "report/check.h"

/* Above these many columns names stand upright, and what is printed gets smaller. */
#define COLUMNS_FEW  5
#define COLUMNS_MANY 30

/* From these many clients on a line parts their families. */
#define CLIENTS_MANY 40

bool elb_html_grid_begin(struct elb_html_grid *grid, const struct elb_client *const *clients,
                         size_t client_count, size_t column_count)
{
    *grid = (struct elb_html_grid){
        .clients = clients,
        .client_count = client_count,
        .column_count = column_count,
    };
    grid->columns = elb_arena_alloc_array(&grid->arena, column_count, sizeof(*grid->columns));
    grid->cells =
        elb_arena_alloc_array(&grid->arena, column_count * client_count, sizeof(*grid->cells));
    return grid->columns && grid->cells;
}

void elb_html_grid_done(struct elb_html_grid *grid)
{
    elb_arena_done(&grid->arena);
}

void elb_html_cell_of(struct elb_html_cell *cell, const struct elb_check *check)
{
    const struct elb_outcome *outcome = &check->outcome;

    *cell = (struct elb_html_cell){.mark = ELB_MARK_UNKNOWN, .cause = check->failed.cause};
    if (check->verdict == ELB_INCOMPATIBLE)
        cell->mark = ELB_MARK_BAD;
    if (check->verdict != ELB_COMPATIBLE)
        return;
    cell->mark = outcome->version < ELB_TLS1_2 ? ELB_MARK_OLD : ELB_MARK_GOOD;
    cell->version = outcome->version;
    cell->suite = outcome->suite;
    cell->group = outcome->group;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

/* Sixty by two hundred of them are most of a page: every byte counts. */
static const char *const mark_classes[ELB_MARK_COUNT] = {"n", "g", "o", "x", "u"};

/* `TLSv1.2` in the width of a cell; the symbol before it is the style's. */
static const char *version_word(uint16_t version)
{
    static const char *const words[] = {"SSL3", "1.0", "1.1", "1.2", "1.3"};

    return version >= ELB_SSL3 && version <= ELB_TLS1_3 ? words[version - ELB_SSL3] : "yes";
}

static void write_hover(struct elb_buffer *out, const struct elb_html_cell *cell)
{
    if (cell->suite)
        elb_buffer_append_string(out, elb_check_suite_name(cell->suite));
    if (cell->group)
        elb_buffer_printf(out, " %s", cell->group->name);
    if (!cell->suite && cell->cause)
        elb_buffer_printf(out, "%s%s", cell->mark == ELB_MARK_UNKNOWN ? "perhaps " : "",
                          elb_cause_text(cell->cause));
}

static void write_cell(struct elb_buffer *out, const struct elb_html_cell *cell)
{
    struct elb_buffer hover = {0};

    write_hover(&hover, cell);
    elb_buffer_printf(out, "<td class=\"%s\"", mark_classes[cell->mark]);
    if (hover.length > 0) {
        elb_buffer_append_string(out, " title=\"");
        elb_html_slice(out, elb_buffer_text(&hover));
        elb_buffer_append_char(out, '"');
    }
    elb_buffer_append_char(out, '>');
    if (cell->mark == ELB_MARK_GOOD || cell->mark == ELB_MARK_OLD)
        elb_buffer_append_string(out, version_word(cell->version));
    else if (cell->mark != ELB_MARK_NONE)
        elb_buffer_append_string(out, cell->mark == ELB_MARK_BAD ? "\xE2\x9C\x97" : "?");
    elb_buffer_append_string(out, "</td>");
    elb_report_part_done(out, &hover);
}

/* ---- Heads ---------------------------------------------------------------------------------- */

static void write_column_head(struct elb_buffer *out, const struct elb_html_column *column)
{
    elb_buffer_printf(out, "<th scope=\"col\"%s", column->is_suggested ? " class=\"to\"" : "");
    if (column->title) {
        elb_buffer_append_string(out, " title=\"");
        elb_html_text(out, column->title);
        elb_buffer_append_char(out, '"');
    }
    elb_buffer_append_string(out, "><span>");
    elb_html_text(out, column->name);
    elb_buffer_append_string(out,
                             column->is_suggested ? " (advised)</span></th>\n" : "</span></th>\n");
}

static bool is_ended(const struct elb_html_page *page, const struct elb_client *client)
{
    return elb_client_support(client, page->report->catalog->date) == ELB_SUPPORT_ENDED;
}

static bool begins_family(const struct elb_html_grid *grid, size_t index)
{
    const char *family = grid->clients[index]->family;
    const char *before = index > 0 ? grid->clients[index - 1]->family : NULL;

    if (index == 0 || grid->client_count < CLIENTS_MANY)
        return false;
    return !family || !before ? family != before : strcmp(family, before) != 0;
}

static void write_client_head(struct elb_html_page *page, const struct elb_client *client)
{
    struct elb_buffer *out = &page->out;

    elb_buffer_append_string(out, "<th scope=\"row\"");
    if (client->name) {
        elb_buffer_append_string(out, " title=\"");
        elb_html_text(out, client->name);
        elb_buffer_append_char(out, '"');
    }
    elb_buffer_append_char(out, '>');
    elb_html_text(out, client->id);
    if (is_ended(page, client))
        elb_buffer_append_string(out, "<i>\xE2\x80\xA0</i>");
    elb_buffer_append_string(out, "</th>");
}

static size_t count(const struct elb_html_grid *grid, size_t column, enum elb_html_mark mark)
{
    size_t sum = 0;

    for (size_t c = 0; c < grid->client_count; c++)
        sum += grid->cells[column * grid->client_count + c].mark == mark;
    return sum;
}

/* The first row: how many can connect. */
static void write_sums(struct elb_html_page *page, const struct elb_html_grid *grid)
{
    elb_buffer_append_string(&page->out, "<tr class=\"sum\"><th scope=\"row\">can connect</th>");
    for (size_t p = 0; p < grid->column_count; p++)
        elb_buffer_printf(&page->out, "<td>%zu</td>",
                          count(grid, p, ELB_MARK_GOOD) + count(grid, p, ELB_MARK_OLD));
    elb_buffer_append_string(&page->out, "</tr>\n");
}

/* ---- The whole ------------------------------------------------------------------------------ */

static bool has_mark(const struct elb_html_grid *grid, enum elb_html_mark mark)
{
    for (size_t p = 0; p < grid->column_count; p++) {
        if (count(grid, p, mark) > 0)
            return true;
    }
    return false;
}

static void write_legend(struct elb_html_page *page, const struct elb_html_grid *grid)
{
    static const char *const words[ELB_MARK_COUNT][2] = {
        [ELB_MARK_NONE] = {"", "not asked for"},
        [ELB_MARK_GOOD] = {"1.3", "connects, with this version of TLS"},
        [ELB_MARK_OLD] = {"1.0", "connects, but below TLSv1.2"},
        [ELB_MARK_BAD] = {"\xE2\x9C\x97", "can&#39;t connect"},
        [ELB_MARK_UNKNOWN] = {"?", "unknown: the facts don&#39;t settle it"},
    };
    bool has_ended = false;

    elb_buffer_append_string(&page->out, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < ELB_MARK_COUNT; i++) {
        if (has_mark(grid, (enum elb_html_mark)i))
            elb_buffer_printf(&page->out, "<li><b class=\"%s\">%s</b> %s</li>\n", mark_classes[i],
                              words[i][0], words[i][1]);
    }
    for (size_t c = 0; c < grid->client_count && !has_ended; c++)
        has_ended = is_ended(page, grid->clients[c]);
    if (has_ended)
        elb_buffer_append_string(&page->out, "<li><i>\xE2\x80\xA0</i> its makers have ended "
                                             "support</li>\n");
    elb_buffer_append_string(&page->out, "</ul>\n");
}

static void write_row(struct elb_html_page *page, const struct elb_html_grid *grid, size_t client)
{
    elb_buffer_append_string(&page->out, begins_family(grid, client) ? "<tr class=\"f\">" : "<tr>");
    write_client_head(page, grid->clients[client]);
    for (size_t p = 0; p < grid->column_count; p++)
        write_cell(&page->out, &grid->cells[p * grid->client_count + client]);
    elb_buffer_append_string(&page->out, "</tr>\n");
}

static const char *size_class(size_t columns)
{
    if (columns <= COLUMNS_FEW)
        return "few";
    return columns <= COLUMNS_MANY ? "some" : "many";
}

void elb_html_grid_write(struct elb_html_page *page, const struct elb_html_grid *grid)
{
    struct elb_buffer *out = &page->out;

    write_legend(page, grid);
    elb_buffer_printf(out,
                      "<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" "
                      "aria-label=\"%s\">\n<table class=\"grid %s\">\n<caption>%s</caption>\n"
                      "<thead><tr><th scope=\"col\">%s</th>\n",
                      grid->caption, size_class(grid->column_count), grid->caption, grid->corner);
    for (size_t p = 0; p < grid->column_count; p++)
        write_column_head(out, &grid->columns[p]);
    elb_buffer_append_string(out, "</tr></thead>\n<tbody>\n");
    if (grid->client_count > 1)
        write_sums(page, grid);
    for (size_t c = 0; c < grid->client_count; c++)
        write_row(page, grid, c);
    elb_html_table_end(page);
}
