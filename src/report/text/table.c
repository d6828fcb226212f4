/* SPDX-License-Identifier: MIT */

/* Columns of text. */

#include "report/text/style.h"

#include <assert.h>
#include <stdarg.h>

void elb_table_init(struct elb_table *table, struct elb_report *report, size_t columns)
{
    assert(columns > 0 && columns <= ELB_TABLE_COLUMNS);
    *table = (struct elb_table){.report = report, .columns = columns};
}

void elb_table_done(struct elb_table *table)
{
    elb_arena_done(&table->arena);
}

static struct elb_table_cell *next_cell(struct elb_table *table)
{
    struct elb_table_cell *cells =
        elb_arena_grow(&table->arena, table->cells, table->count, &table->capacity, sizeof(*cells));

    if (!cells) {
        table->report->out->out_of_memory = true;
        return NULL;
    }
    table->cells = cells;
    return &cells[table->count];
}

void elb_table_add(struct elb_table *table, enum elb_style style, const char *text)
{
    struct elb_text given = elb_text_from(text);
    size_t *width = &table->widths[table->count % table->columns];
    struct elb_table_cell *cell = next_cell(table);
    const char *copy = elb_arena_dup(&table->arena, given.start, given.length);
    size_t used = elb_escape_width(table->report, text);

    if (!cell || !copy) {
        table->report->out->out_of_memory = true;
        return;
    }
    *cell = (struct elb_table_cell){copy, style};
    table->count++;
    if (used > *width)
        *width = used;
}

void elb_table_add_format(struct elb_table *table, const char *format, ...)
{
    struct elb_buffer text = {0};
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    elb_table_add(table, ELB_STYLE_PLAIN, elb_buffer_string(&text));
    elb_report_part_done(table->report->out, &text);
}

/* Nothing stands behind the last cell of a row that has text. */
static size_t used_columns(const struct elb_table *table, size_t start)
{
    size_t used = 0;

    for (size_t i = 0; i < table->columns && start + i < table->count; i++) {
        if (table->cells[start + i].text[0])
            used = i + 1;
    }
    return used;
}

static void write_row(struct elb_table *table, size_t start, size_t indent)
{
    struct elb_buffer *out = table->report->out;
    size_t used = used_columns(table, start);

    elb_buffer_append_repeated(out, ' ', indent);
    for (size_t i = 0; i < used; i++) {
        const struct elb_table_cell *cell = &table->cells[start + i];

        elb_buffer_append_string(out, i ? "  " : "");
        elb_style_write(table->report, cell->style, cell->text,
                        i + 1 < used ? table->widths[i] : 0);
    }
    elb_buffer_append_char(out, '\n');
}

void elb_table_write(struct elb_table *table, size_t indent)
{
    for (size_t i = 0; i < table->count; i += table->columns)
        write_row(table, i, indent);
}
