/* SPDX-License-Identifier: MIT */

/* The objects of `show` and `list` as JSON: whole, or with the short fields only. */
#ifndef ELB_REPORT_JSON_SHOW_H
#define ELB_REPORT_JSON_SHOW_H

#include "report/json/json.h"
#include "report/show.h"

json_t *elb_json_policy(struct elb_report *report, const struct elb_policy *policy, bool is_short);
json_t *elb_json_client(struct elb_report *report, const struct elb_client *client, bool is_short);

json_t *elb_json_profile(struct elb_report *report, const struct elb_profile *profile,
                         bool is_short);
json_t *elb_json_rule(struct elb_report *report, const struct elb_rule *rule, bool is_short);

/* {name, client_count} */
json_t *elb_json_family(struct elb_report *report, const char *family);

/* The document of all items; a family stands for its clients in a whole one. */
void elb_json_items(struct elb_report *report, const char *schema, const struct elb_items *items,
                    bool is_short);

#endif
