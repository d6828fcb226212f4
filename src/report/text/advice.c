/* SPDX-License-Identifier: MIT */

/* Advice as text, ready to paste. */

#include "report/advice.h"
#include "advise/advise.h"
#include "base/escape.h"
#include "report/text/style.h"

void elb_text_advice_block(struct elb_report *report, const char *name, const char *heading,
                           struct elb_text text)
{
    struct elb_buffer title = {0};
    struct elb_text line;

    elb_buffer_printf(&title, "== %s: %s", name, heading);
    elb_buffer_append_char(report->out, '\n');
    elb_style_write(report, ELB_STYLE_HEADING, elb_buffer_string(&title), 0);
    elb_buffer_append_char(report->out, '\n');
    while (elb_text_next_line(&text, &line)) {
        elb_escape_terminal(report->out, line);
        elb_buffer_append_char(report->out, '\n');
    }
    report->out->out_of_memory |= title.out_of_memory;
    elb_buffer_done(&title);
}

/* What it is instead of is said in the block, for those who paste it. */
static void write_heading(struct elb_buffer *out, const struct elb_advice_query *query,
                          enum elb_side side)
{
    if (side == ELB_SIDE_CLIENT)
        elb_buffer_printf(out, "%s with %s", query->check->client->id, query->check->policy->name);
    else
        elb_buffer_append_string(out, query->policy->name);
}

void elb_text_advice(struct elb_report *report, const struct elb_advice_query *query,
                     unsigned kinds)
{
    const char *name;

    for (size_t i = 0; (name = elb_advice_name(i)); i++) {
        struct elb_buffer text = {0};
        struct elb_buffer heading = {0};

        if (kinds & 1u << i)
            elb_advise(&text, i, query);
        if (text.length > 0) {
            write_heading(&heading, query, elb_advice_side(i));
            elb_text_advice_block(report, name, elb_buffer_string(&heading),
                                  elb_buffer_text(&text));
        }
        report->out->out_of_memory |= text.out_of_memory | heading.out_of_memory;
        elb_buffer_done(&text);
        elb_buffer_done(&heading);
    }
}
