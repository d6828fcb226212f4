/* SPDX-License-Identifier: MIT */

/* `list` as JSON: elblint/list/1, which is elblint/show/1 with the short fields. */

#include "report/json/show.h"

/* Without a kind: how many there are of each. */
static void write_overview(struct elb_report *report)
{
    json_t *document = elb_json_begin(report, "elblint/list/1");
    json_t *kinds = json_array();

    for (unsigned i = 0; i < ELB_ITEM_KIND_COUNT; i++) {
        enum elb_item_kind kind = (enum elb_item_kind)i;
        json_t *object = json_object();

        elb_json_set(report, object, "kind", elb_json_string(elb_item_kind_name(kind)));
        elb_json_set(report, object, "count",
                     json_integer((json_int_t)elb_item_kind_size(kind, report->catalog)));
        elb_json_append(report, kinds, object);
    }
    elb_json_set(report, document, "kinds", kinds);
    elb_json_finish(report, document);
}

static void write_list(struct elb_report *report, const void *result)
{
    const struct elb_items *items = result;

    if (items->is_overview)
        write_overview(report);
    else
        elb_json_items(report, "elblint/list/1", items, true);
}

const struct elb_reporter elb_reporter_list_json = {
    .verb = "list",
    .format = "json",
    .write = write_list,
};
