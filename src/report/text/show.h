/* SPDX-License-Identifier: MIT */

/* The parts of `show` as text: one file for policies, one for clients, one for the rest. */
#ifndef ELB_REPORT_TEXT_SHOW_H
#define ELB_REPORT_TEXT_SHOW_H

#include "report/show.h"
#include "report/text/style.h"

/* Name in bold, and something beside it; NULL: nothing. */
void elb_show_heading(struct elb_report *report, const char *name, const char *beside);

/* "0xC02F"; returns `text`. */
const char *elb_show_code(char text[8], uint16_t code);

void elb_show_versions(struct elb_report *report, const char *label, elb_version_set versions);
void elb_show_rating(struct elb_report *report, const char *label, const struct elb_rating *rating);
void elb_show_aliases(struct elb_report *report, const struct elb_alias *aliases, size_t count);

/* The policies that have a code point, by its position in them. */
typedef size_t elb_position_in(const struct elb_policy *policy, uint16_t code);
void elb_show_policies_with(struct elb_report *report, uint16_t code, elb_position_in *position);

/* `1  0xC02F  ECDHE-...  TLS_ECDHE_...`; `position` 0: without it. */
void elb_show_suite_row(struct elb_table *table, size_t position, uint16_t code);

void elb_show_policy(struct elb_report *report, const struct elb_policy *policy);
void elb_show_client(struct elb_report *report, const struct elb_client *client);
void elb_show_family(struct elb_report *report, const char *family);
void elb_show_profile(struct elb_report *report, const struct elb_profile *profile);
void elb_show_rule(struct elb_report *report, const struct elb_rule *rule);

/* The bare name of an item in a line, as --quiet has it. */
void elb_list_bare(struct elb_report *report, const struct elb_item *item);

/* The columns of `list clients`. */
#define ELB_CLIENT_COLUMNS 6
void elb_list_client_row(struct elb_table *table, const struct elb_client *client);

#endif
