/* SPDX-License-Identifier: MIT */

/*
 * The advice below `check`: each change of a load balancer once, each client's settings once for
 * all clients that need the same.
 */

#include "advise/advise.h"
#include "base/alloc.h"
#include "report/advice.h"
#include "report/text/check.h"

/* A heading names that many clients. */
#define CLIENTS_MAX 6

void elb_check_advice_query(const struct elb_report *report, const struct elb_check_result *result,
                            const struct elb_check_row *row, struct elb_advice_query *ret_query)
{
    bool failed = row->check.verdict == ELB_INCOMPATIBLE;

    *ret_query = (struct elb_advice_query){
        .catalog = report->catalog,
        .policy = failed ? row->suggestion : NULL,
        .from = row->check.policy,
        .load_balancers = result->load_balancers,
        .certificates = result->certificates,
        .check = failed ? &row->check : NULL,
        .remedy = &row->remedy,
        .upgrade = row->upgrade,
    };
}

/* ---- Load balancers ------------------------------------------------------------------------- */

static bool is_first(const struct elb_check_row *rows, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (!rows[i].is_hidden && rows[i].suggestion == rows[index].suggestion)
            return false;
    }
    return true;
}

static void write_load_balancers(struct elb_report *report, const struct elb_check_result *result,
                                 const struct elb_check_row *rows)
{
    for (size_t i = 0; i < result->client_count; i++) {
        struct elb_advice_query query;

        if (rows[i].is_hidden || !rows[i].suggestion || !is_first(rows, i))
            continue;
        elb_check_advice_query(report, result, &rows[i], &query);
        query.check = NULL;
        elb_text_advice(report, &query, result->advice);
    }
}

/* ---- Clients -------------------------------------------------------------------------------- */

/* "a, b and 3 more with POLICY": all whose text is that of the first one. */
static void write_heading(struct elb_buffer *out, const struct elb_check_row *rows,
                          struct elb_buffer *texts, size_t first, size_t count)
{
    size_t named = 0;

    for (size_t i = first; i < count; i++) {
        if (texts[i].length == 0 ||
            (i > first &&
             !elb_text_is_equal(elb_buffer_text(&texts[i]), elb_buffer_text(&texts[first]))))
            continue;
        if (++named <= CLIENTS_MAX)
            elb_buffer_printf(out, "%s%s", named > 1 ? ", " : "", rows[i].check.client->id);
        if (i > first)
            elb_buffer_clear(&texts[i]);
    }
    if (named > CLIENTS_MAX)
        elb_buffer_printf(out, " and %zu more", named - CLIENTS_MAX);
    elb_buffer_printf(out, " with %s", rows[first].check.policy->name);
}

static void write_clients(struct elb_report *report, const struct elb_check_result *result,
                          const struct elb_check_row *rows, size_t kind)
{
    struct elb_buffer *texts = elb_alloc(result->client_count * sizeof(*texts));

    for (size_t i = 0; texts && i < result->client_count; i++) {
        struct elb_advice_query query;

        elb_check_advice_query(report, result, &rows[i], &query);
        if (!rows[i].is_hidden)
            elb_advise(&texts[i], kind, &query);
        report->out->out_of_memory |= texts[i].out_of_memory;
    }
    for (size_t i = 0; texts && i < result->client_count; i++) {
        struct elb_buffer heading = {0};

        if (texts[i].length > 0) {
            write_heading(&heading, rows, texts, i, result->client_count);
            elb_text_advice_block(report, elb_advice_name(kind), elb_buffer_string(&heading),
                                  elb_buffer_text(&texts[i]));
        }
        report->out->out_of_memory |= heading.out_of_memory;
        elb_buffer_done(&heading);
        elb_buffer_done(&texts[i]);
    }
    report->out->out_of_memory |= !texts;
    elb_free(texts);
}

void elb_check_write_advice(struct elb_report *report, const struct elb_check_result *result)
{
    for (size_t p = 0; result->advice && p < result->policy_count; p++) {
        const struct elb_check_row *rows = &result->rows[p * result->client_count];

        write_load_balancers(report, result, rows);
        for (size_t i = 0; elb_advice_name(i); i++) {
            if ((result->advice & 1u << i) && elb_advice_side(i) == ELB_SIDE_CLIENT)
                write_clients(report, result, rows, i);
        }
    }
}
