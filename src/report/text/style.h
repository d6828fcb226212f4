/* SPDX-License-Identifier: MIT */

/* What all text reporters share: escaping, colour, columns and wrapped lines. */
#ifndef ELB_REPORT_TEXT_STYLE_H
#define ELB_REPORT_TEXT_STYLE_H

#include "base/arena.h"
#include "report/report.h"

/* Lines are wrapped here. */
#define ELB_TEXT_WIDTH 100

enum elb_style {
    ELB_STYLE_PLAIN,
    ELB_STYLE_HEADING,
    ELB_STYLE_GOOD,
    ELB_STYLE_WARNING,
    ELB_STYLE_BAD,
    ELB_STYLE_FAINT,
};

/* A string that may come from an input, made harmless for a terminal; NULL is "". */
void elb_escape_string(struct elb_buffer *out, const char *string);

/* How many columns the escaped string takes. */
size_t elb_escape_width(struct elb_report *report, const char *string);

/* The same in a colour, if there is to be any; padded with blanks to `width` (0: not at all). */
void elb_style_write(struct elb_report *report, enum elb_style style, const char *text,
                     size_t width);

/*
 * A paragraph in rows `  label       text text`, wrapped under itself:
 *
 *     struct elb_lines lines;
 *
 *     elb_lines_begin(&lines, report, "groups");
 *     elb_lines_word(&lines, "x25519");
 *     elb_lines_end(&lines);
 */
struct elb_lines {
    struct elb_report *report;
    size_t indent;
    size_t column;
    size_t pending; /* blanks to write before the first word of this line */
    bool is_empty;  /* nothing was written on this line */
};
#define ELB_LINES_INDENT 16

void elb_lines_begin(struct elb_lines *lines, struct elb_report *report, const char *label);

/* The same without a label: all lines begin after `indent` blanks. */
void elb_lines_begin_plain(struct elb_lines *lines, struct elb_report *report, size_t indent);

/* One word that is never broken; blanks between words are added. */
void elb_lines_word(struct elb_lines *lines, const char *word);

/* All words of a text. */
void elb_lines_text(struct elb_lines *lines, const char *text);

/* Goes on in a new line, unless this one is empty. */
void elb_lines_break(struct elb_lines *lines);

void elb_lines_end(struct elb_lines *lines);

/* The three at once; nothing at all for NULL. */
void elb_lines_write(struct elb_report *report, const char *label, const char *text);

/* The addresses of a client, as a row; and of all that were read, as a line each. */
void elb_addresses_write(struct elb_report *report, const struct elb_client *client);
void elb_addresses_write_all(struct elb_report *report);

/*
 * Columns as wide as their widest cell. Cells are copied; call elb_table_done() when it has been
 * written, or not.
 */
#define ELB_TABLE_COLUMNS 12
struct elb_table {
    struct elb_report *report;
    struct elb_arena arena;
    size_t columns;
    size_t widths[ELB_TABLE_COLUMNS];
    struct elb_table_cell *cells;
    size_t count;
    size_t capacity;
};

struct elb_table_cell {
    const char *text;
    enum elb_style style;
};

void elb_table_init(struct elb_table *table, struct elb_report *report, size_t columns);
void elb_table_done(struct elb_table *table);

/* The next cell, from left to right, then in the next row. NULL is "". */
void elb_table_add(struct elb_table *table, enum elb_style style, const char *text);
void elb_table_add_format(struct elb_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void elb_table_write(struct elb_table *table, size_t indent);

#endif
