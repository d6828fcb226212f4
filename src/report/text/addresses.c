/* SPDX-License-Identifier: MIT */

/* Whose clients these are, where that was asked for. */

#include "report/text/style.h"

static void append_addresses(struct elb_buffer *text, const struct elb_client *client)
{
    const size_t more = client->address_total - client->address_count;

    for (size_t i = 0; i < client->address_count; i++)
        elb_buffer_printf(text, "%s%s", i > 0 ? ", " : "", client->addresses[i]);
    if (more > 0)
        elb_buffer_printf(text, " and %zu more", more);
}

void elb_addresses_write(struct elb_report *report, const struct elb_client *client)
{
    struct elb_buffer text = {0};

    if (client->address_count == 0)
        return;
    append_addresses(&text, client);
    elb_lines_write(report, "addresses", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

static void write_footnote(struct elb_report *report, const struct elb_client *client)
{
    struct elb_buffer text = {0};
    struct elb_lines lines;

    elb_buffer_printf(&text, "addresses of %s: ", client->id);
    append_addresses(&text, client);
    elb_lines_begin_plain(&lines, report, 0);
    lines.indent = 2;
    elb_lines_text(&lines, elb_buffer_string(&text));
    elb_lines_end(&lines);
    elb_report_part_done(report->out, &text);
}

void elb_addresses_write_all(struct elb_report *report)
{
    for (size_t i = 0; i < report->read_count; i++) {
        if (report->read[i]->address_count > 0)
            write_footnote(report, report->read[i]);
    }
}
