/* SPDX-License-Identifier: MIT */

/*
 * The grid: clients down, policies (or endpoints) across; then the same in words, for those who
 * have no pointer to hover with, or don't see it.
 */
#ifndef ELB_REPORT_HTML_GRID_H
#define ELB_REPORT_HTML_GRID_H

#include "base/arena.h"
#include "elblint/check.h"
#include "report/html/html.h"

/* A page with more of them would be read by nobody: what is left out is said. */
#define ELB_HTML_COLUMNS_MAX 100
#define ELB_HTML_CLIENTS_MAX 500

enum elb_html_mark {
    ELB_MARK_NONE, /* not asked for */
    ELB_MARK_GOOD,
    ELB_MARK_OLD, /* it connects, below TLSv1.2 */
    ELB_MARK_BAD,
    ELB_MARK_UNKNOWN,
    ELB_MARK_COUNT,
};

struct elb_html_cell {
    enum elb_html_mark mark;
    uint16_t version;              /* 0: not known */
    const struct elb_suite *suite; /* NULL: not known */
    const struct elb_group *group; /* NULL: not known, or none */
    enum elb_cause cause;          /* why it fails, or may */
};

struct elb_html_column {
    const char *name;  /* short */
    const char *title; /* whole; NULL: the same */
    bool is_suggested; /* not what is there, but what is advised */
};

/* Columns, clients and cells are filled in between begin and write. */
struct elb_html_grid {
    struct elb_arena arena;
    const char *caption; /* our own words */
    const char *corner;  /* what the columns are */
    struct elb_html_column *columns;
    size_t column_count;
    const struct elb_client *const *clients;
    size_t client_count;
    struct elb_html_cell *cells; /* of column p and client c: [p * client_count + c] */
};

/*
 * Makes room for the columns and clients that count says, which must be within the limits above;
 * false without memory. elb_html_grid_done() is to be called in any case.
 */
bool elb_html_grid_begin(struct elb_html_grid *grid, const struct elb_client *const *clients,
                         size_t client_count, size_t column_count)
    __attribute__((warn_unused_result));
void elb_html_grid_done(struct elb_html_grid *grid);

/* What a check says. */
void elb_html_cell_of(struct elb_html_cell *cell, const struct elb_check *check);

void elb_html_grid_write(struct elb_html_page *page, const struct elb_html_grid *grid);

/* Column by column: who can't connect, and why, as ranges of versions. */
void elb_html_grid_in_words(struct elb_html_page *page, const struct elb_html_grid *grid);

#endif
