/* SPDX-License-Identifier: MIT */

/* The list of reporters. The first of a verb is what it prints unless told otherwise. */

#include "base/text.h"
#include "report/report.h"

extern const struct elb_reporter elb_reporter_check_text;
extern const struct elb_reporter elb_reporter_check_json;
extern const struct elb_reporter elb_reporter_check_html;
extern const struct elb_reporter elb_reporter_diff_text;
extern const struct elb_reporter elb_reporter_diff_json;
extern const struct elb_reporter elb_reporter_identify_text;
extern const struct elb_reporter elb_reporter_identify_json;
extern const struct elb_reporter elb_reporter_identify_html;
extern const struct elb_reporter elb_reporter_lint_text;
extern const struct elb_reporter elb_reporter_lint_json;
extern const struct elb_reporter elb_reporter_lint_sarif;
extern const struct elb_reporter elb_reporter_lint_junit;
extern const struct elb_reporter elb_reporter_lint_github;
extern const struct elb_reporter elb_reporter_lint_gitlab;
extern const struct elb_reporter elb_reporter_lint_markdown;
extern const struct elb_reporter elb_reporter_lint_html;
extern const struct elb_reporter elb_reporter_suggest_text;
extern const struct elb_reporter elb_reporter_suggest_json;
extern const struct elb_reporter elb_reporter_diagnose_text;
extern const struct elb_reporter elb_reporter_diagnose_json;
extern const struct elb_reporter elb_reporter_show_text;
extern const struct elb_reporter elb_reporter_show_json;
extern const struct elb_reporter elb_reporter_show_yaml;
extern const struct elb_reporter elb_reporter_list_text;
extern const struct elb_reporter elb_reporter_list_json;

/* clang-format off */
const struct elb_reporter *const elb_reporters[] = {
    &elb_reporter_check_text,
    &elb_reporter_check_json,
    &elb_reporter_check_html,
    &elb_reporter_diff_text,
    &elb_reporter_diff_json,
    &elb_reporter_identify_text,
    &elb_reporter_identify_json,
    &elb_reporter_identify_html,
    &elb_reporter_lint_text,
    &elb_reporter_lint_json,
    &elb_reporter_lint_sarif,
    &elb_reporter_lint_junit,
    &elb_reporter_lint_github,
    &elb_reporter_lint_gitlab,
    &elb_reporter_lint_markdown,
    &elb_reporter_lint_html,
    &elb_reporter_suggest_text,
    &elb_reporter_suggest_json,
    &elb_reporter_diagnose_text,
    &elb_reporter_diagnose_json,
    &elb_reporter_show_text,
    &elb_reporter_show_json,
    &elb_reporter_show_yaml,
    &elb_reporter_list_text,
    &elb_reporter_list_json,
    NULL,
};
/* clang-format on */

const struct elb_reporter *elb_reporter_at(const char *verb, size_t index)
{
    for (size_t i = 0; elb_reporters[i]; i++) {
        if (strcmp(elb_reporters[i]->verb, verb) == 0 && index-- == 0)
            return elb_reporters[i];
    }
    return NULL;
}

const struct elb_reporter *elb_reporter_find(const char *verb, const char *format)
{
    const struct elb_reporter *reporter;

    for (size_t i = 0; (reporter = elb_reporter_at(verb, i)); i++) {
        if (elb_text_is_nocase(elb_text_from(format), reporter->format))
            return reporter;
    }
    return NULL;
}

void elb_report_part_done(struct elb_buffer *whole, struct elb_buffer *part)
{
    whole->out_of_memory |= part->out_of_memory;
    elb_buffer_done(part);
}
