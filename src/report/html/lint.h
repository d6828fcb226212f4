/* SPDX-License-Identifier: MIT */
/* The parts of the page of `lint`, a file each. */
#ifndef ELB_REPORT_HTML_LINT_H
#define ELB_REPORT_HTML_LINT_H

#include "report/html/html.h"
#include "report/text/lint.h"

/* How a severity looks. */
enum elb_html_tone elb_html_severity_tone(enum elb_severity severity);

/* The word in its colour. */
void elb_html_severity(struct elb_buffer *out, enum elb_severity severity);

/* `path:line:column` */
void elb_html_place(struct elb_buffer *out, const char *path, const struct elb_span *span);

/* The change to make: code where it is the setting itself, else a sentence. */
void elb_html_help(struct elb_buffer *out, const struct elb_finding *finding);

/* The most that a page has of each: the rest is said to be left out. */
#define ELB_HTML_GROUPS_MAX    300
#define ELB_HTML_LISTENERS_MAX 1000

/* The gravest, and of these the commonest, with the change to make: each leads to its finding. */
void elb_html_lint_first(struct elb_html_page *page, const struct elb_lint_result *lint,
                         const struct elb_lint_groups *groups);

/* Every finding with its source line; then what was accepted, and why the rules are there. */
void elb_html_lint_findings(struct elb_html_page *page, const struct elb_lint_result *lint,
                            const struct elb_lint_groups *groups);
void elb_html_lint_suppressed(struct elb_html_page *page, const struct elb_lint_result *lint);
void elb_html_lint_rules(struct elb_html_page *page, const struct elb_lint_groups *groups);

void elb_html_lint_excerpt(struct elb_html_page *page, const struct elb_lint_result *lint,
                           const struct elb_finding *finding);

void elb_html_lint_listeners(struct elb_html_page *page, const struct elb_lint_result *lint);

/* The policies of the listeners, and those advised, with the clients. */
void elb_html_lint_grid(struct elb_html_page *page, const struct elb_lint_result *lint);

#endif
