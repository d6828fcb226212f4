/* SPDX-License-Identifier: MIT */
/* `suggest` as text: the policy, what it permits, who would be lost by the next stricter one. */
#include "report/text/suggest.h"

#include "report/show.h"
#include "report/text/style.h"

#include <string.h>

void elb_suggest_write_row(struct elb_report *report, const char *label, struct elb_buffer *text)
{
    elb_lines_write(report, label, elb_buffer_string(text));
    elb_report_part_done(report->out, text);
}

/* ---- The answer ------------------------------------------------------------------------- */

/* "both clients" */
static void write_clients(struct elb_buffer *out, const struct elb_suggest_result *result)
{
    size_t count = result->query->client_count;
    if (count == 1)
        elb_buffer_append_string(out, result->query->clients[0]->id);
    else if (count == 2)
        elb_buffer_append_string(out, "both clients");
    else
        elb_buffer_printf(out, "all %zu clients", count);
    if (result->is_by_support)
        elb_buffer_append_string(out, " that their makers still support");
}

/* " (rsa2048 assumed; fips, min=TLSv1.2)" */
static void write_conditions(struct elb_buffer *out, const struct elb_suggest_result *result)
{
    const struct elb_requirements *requirements = result->query->requirements;
    elb_buffer_append_string(out, " (");
    elb_check_certificates(out, result->query->certificates);
    elb_buffer_append_string(out, result->certificates_assumed ? " assumed" : "");
    for (size_t i = 0; requirements != NULL && i < requirements->count; i++) {
        elb_buffer_append_string(out, i == 0 ? "; " : ", ");
        elb_suggest_write_requirement(out, &requirements->list[i]);
    }
    elb_buffer_append_string(out, ")");
}

static bool stays(const struct elb_suggestion *suggestion)
{
    return suggestion->best != NULL && suggestion->from != NULL &&
           suggestion->best->policy == suggestion->from->policy;
}

/* What stands before the clients, behind the name of the best. */
static const char *verb(const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    if (stays(suggestion))
        return ": nothing stricter serves ";
    if (elb_suggest_is_custom(suggestion))
        return suggestion->best != NULL ? "no policy that AWS lists, but a custom one serves "
                                        : "only a custom policy serves ";
    if (suggestion->best != NULL)
        return suggestion->best->rank.unlisted && elb_suggest_next(result, suggestion->best) == NULL
                   ? " alone serves "
                   : " serves ";
    return suggestion->widest != NULL ? "no policy serves "
                                      : "no policy meets what is required for ";
}

/* The rest of the first line, wrapped; `written` columns of it stand there already. */
static void write_rest(struct elb_report *report, size_t written, struct elb_buffer *text)
{
    struct elb_lines lines;
    elb_lines_begin_plain(&lines, report, 0);
    lines.column = written;
    lines.indent = 2;
    lines.is_empty = elb_buffer_string(text)[0] != ' ';
    elb_lines_text(&lines, elb_buffer_string(text));
    elb_lines_end(&lines);
    elb_report_part_done(report->out, text);
}

static void write_answer(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    const struct elb_policy *best = elb_suggest_is_custom(suggestion) || suggestion->best == NULL
                                        ? NULL
                                        : suggestion->best->policy;
    const char *start = stays(suggestion) ? "stay with " : "";
    struct elb_buffer text = {0};
    elb_buffer_append_string(report->out, start);
    if (best != NULL)
        elb_style_write(report, ELB_STYLE_HEADING, best->name, 0);
    if (best != NULL && best->family == ELB_FAMILY_CLASSIC)
        elb_buffer_append_string(&text, " on Classic");
    elb_buffer_append_string(&text, verb(result));
    write_clients(&text, result);
    write_conditions(&text, result);
    write_rest(report, strlen(start) + (best != NULL ? elb_escape_width(report, best->name) : 0),
               &text);
}

static void write_widest(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *widest = result->suggestion->widest;
    struct elb_buffer text = {0};
    if (widest->served == 0 && widest->unknown == 0) {
        const struct elb_requirements *requirements = result->query->requirements;
        elb_buffer_printf(
            &text, "no policy%s serves %s",
            requirements != NULL && requirements->count > 0 ? " that meets what is required" : "",
            result->query->client_count == 1 ? "this client" : "even one of them");
        if (result->classic != NULL)
            elb_buffer_printf(&text, "; on a Classic Load Balancer %s would (--lb classic)",
                              result->classic->name);
        elb_suggest_write_row(report, "most", &text);
        return;
    }
    elb_buffer_printf(&text, "%s serves %zu of %zu", widest->policy->name, widest->served,
                      result->query->client_count);
    if (widest->unknown > 0)
        elb_buffer_printf(&text, ", %zu unknown", widest->unknown);
    elb_suggest_write_row(report, "most", &text);
}

static void write_permits(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_buffer text = {0};
    elb_suggest_write_facts(&text, policy);
    elb_suggest_write_row(report, "permits", &text);
}

/* ---- Nothing to choose from ------------------------------------------------------------- */

/* A policy that meets the requirements is no help where no load balancer has it. */
static void write_no_candidate(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggest_query *query = result->query;
    struct elb_buffer text = {0};
    for (size_t i = 0; query->requirements != NULL && i < query->catalog->policy_count; i++) {
        const struct elb_policy *policy = &query->catalog->policies[i];
        if (!elb_policy_meets(policy, query->requirements, NULL))
            continue;
        elb_buffer_append_string(&text, text.length > 0 ? ", " : "met only by ");
        elb_policy_short_reference(&text, policy);
        elb_buffer_append_string(&text, policy->load_balancers == 0
                                            ? " (offered by no load balancer yet)"
                                            : " (not for the load balancers asked for)");
    }
    if (text.length > 0)
        elb_suggest_write_row(report, "requirements", &text);
    else
        elb_report_part_done(report->out, &text);
}

/* Policies that serve all but for the same requirement and prefer a group. */
static void write_interop(struct elb_buffer *text, const struct elb_suggestion *suggestion)
{
    const struct elb_candidate *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < suggestion->missing_count; i++) {
        const struct elb_candidate *candidate = &suggestion->missing[i];
        if (candidate->policy->preferred_group_count == 0)
            continue;
        first = first == NULL ? candidate : first;
        elb_buffer_append_string(text, count++ > 0 ? ", " : "");
        elb_policy_short_reference(text, candidate->policy);
    }
    if (first == NULL)
        return;
    elb_buffer_printf(text, count == 1 ? " serves all, but is not " : " serve all, but are not ");
    elb_suggest_write_requirement(text, first->missed);
    elb_buffer_printf(text, ": asked of every client is %s, by a HelloRetryRequest, others will do",
                      first->policy->preferred_groups[0]->name);
}

static void write_missing(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    struct elb_buffer text = {0};
    write_interop(&text, suggestion);
    if (text.length == 0 && suggestion->missing_count > 0) {
        elb_policy_short_reference(&text, suggestion->missing[0].policy);
        elb_buffer_append_string(&text, " serves all, but is not ");
        elb_suggest_write_requirement(&text, suggestion->missing[0].missed);
    }
    if (text.length > 0)
        elb_suggest_write_row(report, "nearly", &text);
    else
        elb_report_part_done(report->out, &text);
}

/* ---- All of it -------------------------------------------------------------------------- */

static void write_found(struct elb_report *report, const struct elb_suggest_result *result)
{
    if (elb_suggest_is_custom(result->suggestion))
        elb_suggest_write_custom(report, result);
    else
        elb_suggest_write_instead(report, result);
    write_permits(report, elb_suggest_choice(result->suggestion)->policy);
    elb_suggest_write_changes(report, result);
    if (!elb_suggest_choice(result->suggestion)->rank.unlisted || result->explain)
        elb_suggest_write_stricter(report, result);
    elb_suggest_write_next(report, result);
}

static void write_not_found(struct elb_report *report, const struct elb_suggest_result *result)
{
    if (result->suggestion->widest == NULL) {
        write_no_candidate(report, result);
        return;
    }
    write_widest(report, result);
    if (result->suggestion->widest->served > 0 || result->suggestion->widest->unknown > 0)
        write_permits(report, result->suggestion->widest->policy);
    elb_suggest_write_changes(report, result);
    write_missing(report, result);
    elb_suggest_write_stricter(report, result);
}

/* Its name, or what it is made of. */
static void write_bare(struct elb_report *report, const struct elb_suggestion *suggestion)
{
    const struct elb_candidate *choice = elb_suggest_choice(suggestion);
    if (choice == NULL)
        return;
    if (elb_suggest_is_custom(suggestion)) {
        for (size_t i = 0; elb_suggest_attribute(report->out, choice->policy, i); i++)
            elb_buffer_append_char(report->out, '\n');
        return;
    }
    elb_escape_string(report->out, choice->policy->name);
    elb_buffer_append_char(report->out, '\n');
}

static void write_suggest(struct elb_report *report, const void *data)
{
    const struct elb_suggest_result *result = data;
    if (result->query->client_count == 0)
        return;
    if (report->quiet) {
        write_bare(report, result->suggestion);
        return;
    }
    write_answer(report, result);
    if (elb_suggest_choice(result->suggestion) != NULL)
        write_found(report, result);
    else
        write_not_found(report, result);
    if (!elb_suggest_is_custom(result->suggestion))
        elb_suggest_write_custom(report, result);
    elb_suggest_write_better(report, result);
    elb_suggest_write_support(report, result);
    elb_suggest_write_basis(report, result);
    if (result->advice == 0)
        elb_suggest_write_commands(report, result);
    elb_suggest_write_blockers(report, result);
    elb_addresses_write_all(report);
    if (result->explain)
        elb_suggest_write_ranking(report, result);
    if (result->advice != 0)
        elb_suggest_write_advice(report, result);
}

const struct elb_reporter elb_reporter_suggest_text = {
    .verb = "suggest",
    .format = "text",
    .write = write_suggest,
};
