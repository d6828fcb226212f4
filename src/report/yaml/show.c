/* SPDX-License-Identifier: MIT */

/* `show` as YAML: policies and clients in the form of their data files, to be changed and read. */

#include "report/show.h"
#include "catalog/print.h"

/* No key of the form: they are of what was seen, not of the client. */
static void write_addresses(struct elb_report *report, const struct elb_client *client)
{
    if (client->address_count == 0)
        return;
    elb_buffer_append_string(report->out, "# addresses:");
    for (size_t i = 0; i < client->address_count; i++)
        elb_buffer_printf(report->out, "%s %s", i > 0 ? "," : "", client->addresses[i]);
    if (client->address_total > client->address_count)
        elb_buffer_printf(report->out, " and %zu more",
                          client->address_total - client->address_count);
    elb_buffer_append_char(report->out, '\n');
}

/* One client is a mapping, several are a list of them. */
static void write_client(struct elb_report *report, const struct elb_client *client, bool is_list)
{
    struct elb_buffer text = {0};
    struct elb_text rest;
    struct elb_text line;
    bool is_first = true;

    elb_client_print(&text, report->catalog, client);
    rest = elb_buffer_text(&text);
    while (elb_text_next_line(&rest, &line)) {
        if (is_list && line.length > 0)
            elb_buffer_append_string(report->out, is_first ? "- " : "  ");
        elb_buffer_append_text(report->out, line);
        elb_buffer_append_char(report->out, '\n');
        is_first = false;
    }
    write_addresses(report, client);
    elb_report_part_done(report->out, &text);
}

static void write_family(struct elb_report *report, const char *family)
{
    for (size_t i = 0; i < report->catalog->client_count; i++) {
        const struct elb_client *client = &report->catalog->clients[i];

        if (client->family && elb_text_is_nocase(elb_text_from(family), client->family))
            write_client(report, client, true);
    }
}

static void write_item(struct elb_report *report, const struct elb_item *item, bool is_list)
{
    if (item->kind == ELB_ITEM_POLICY)
        elb_policy_print(report->out, item->policy);
    else if (item->kind == ELB_ITEM_CLIENT)
        write_client(report, item->client, is_list);
    else if (item->kind == ELB_ITEM_FAMILY)
        write_family(report, item->family);
    else
        elb_buffer_printf(report->out, "# %s is neither a policy nor a client\n",
                          elb_item_name(item));
}

/* A policy is a document of its own; neighbouring clients share one. */
static void write_show(struct elb_report *report, const void *result)
{
    const struct elb_items *items = result;
    size_t client_count = 0;

    for (size_t i = 0; i < items->count; i++)
        client_count += items->list[i].kind == ELB_ITEM_CLIENT;
    for (size_t i = 0; i < items->count; i++) {
        const struct elb_item *item = &items->list[i];
        bool is_client = item->kind == ELB_ITEM_CLIENT || item->kind == ELB_ITEM_FAMILY;
        bool was_client = i > 0 && items->list[i - 1].kind != ELB_ITEM_POLICY;

        if (i > 0 && !(is_client && was_client))
            elb_buffer_append_string(report->out, "---\n");
        write_item(report, item, client_count > 1);
    }
}

const struct elb_reporter elb_reporter_show_yaml = {
    .verb = "show",
    .format = "yaml",
    .write = write_show,
};
