/* SPDX-License-Identifier: MIT */
/* What there is besides the answer: what changes, what else serves, and how it is set. */
#include "report/advice.h"
#include "report/show.h"
#include "report/text/style.h"
#include "report/text/suggest.h"

/* Without --explain, how many more that serve all are named. */
#define NEXT_MAX 3

/* ---- What else there is ----------------------------------------------------------------- */

/* What changes against today's policy, step by step of the ranking. */
void elb_suggest_write_changes(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *from = result->suggestion->from;
    const struct elb_candidate *answer = elb_suggest_answer(result);
    size_t count = result->query->client_count;
    struct elb_buffer text = {0};
    if (from == NULL || answer == NULL || from->policy == answer->policy)
        return;
    elb_policy_short_reference(&text, from->policy);
    if (from->served == count)
        elb_buffer_append_string(&text, count == 1 ? " serves it too" : " serves them all too");
    else
        elb_buffer_printf(&text, " serves %zu of %zu", from->served, count);
    elb_buffer_append_string(&text, "; against it: ");
    bool is_first = true;
    for (unsigned key = 0; key < ELB_RANK_RELEASED; key++) {
        if (elb_rank_value(&answer->rank, key) == elb_rank_value(&from->rank, key))
            continue;
        elb_buffer_append_string(&text, is_first ? "" : ", ");
        elb_suggest_write_step(&text, key, &answer->rank, &from->rank);
        is_first = false;
    }
    elb_buffer_append_string(&text, is_first ? "nothing that the ranking looks at" : "");
    elb_suggest_write_row(report, "today", &text);
}

/* The first is compared with the choice, which may be a custom policy, the others with the best. */
void elb_suggest_write_next(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    const struct elb_candidate *choice = elb_suggest_choice(suggestion);
    const struct elb_candidate *next = suggestion->best;
    if (next == choice)
        next = elb_suggest_next(result, next);
    for (size_t i = 0; next != NULL && (i < NEXT_MAX || result->explain); i++) {
        struct elb_buffer text = {0};
        elb_policy_short_reference(&text, next->policy);
        elb_buffer_append_string(&text, ": ");
        elb_suggest_write_difference(&text, &next->rank, &choice->rank);
        elb_suggest_write_row(report, i == 0 ? "next best" : "", &text);
        next = elb_suggest_next(result, next);
    }
}

void elb_suggest_write_custom(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *custom = result->suggestion->custom;
    const struct elb_candidate *best = result->suggestion->best;
    struct elb_buffer text = {0};
    if (custom == NULL)
        return;
    if (!elb_suggest_is_custom(result->suggestion)) {
        elb_buffer_append_string(&text, "a policy of your own is stricter (");
        elb_suggest_write_difference(&text, &custom->rank, &best->rank);
        elb_buffer_append_string(&text, "): ");
    }
    for (size_t i = 0; elb_suggest_attribute(&text, custom->policy, i); i++)
        elb_buffer_append_string(&text, " ");
    elb_suggest_write_row(report, "custom", &text);
}

void elb_suggest_write_better(struct elb_report *report, const struct elb_suggest_result *result)
{
    struct elb_buffer text = {0};
    if (result->better == NULL)
        return;
    elb_buffer_append_string(&text, "with ");
    elb_check_certificates(&text, &result->better_certificates);
    elb_buffer_append_string(&text, " on the listener, ");
    elb_policy_short_reference(&text, result->better);
    elb_buffer_append_string(&text, " would serve all: ");
    elb_suggest_write_facts(&text, result->better);
    elb_suggest_write_row(report, "certificate", &text);
}

/* ---- What it rests on ------------------------------------------------------------------- */

/* Above this many clients a note says how many more there are. */
#define NAMES_MAX 3

/* One assumption or remark, and whose it is; nothing if nobody's. */
static void write_bit(struct elb_report *report, const struct elb_suggest_result *result,
                      bool remark, unsigned bit)
{
    const struct elb_candidate *choice = elb_suggest_choice(result->suggestion);
    struct elb_buffer text = {0};
    size_t count = 0;
    for (size_t i = 0; i < result->query->client_count; i++) {
        const struct elb_verdict_on_client *on = &choice->clients[i];
        if (((remark ? on->remarks : on->assumed) & bit) == 0)
            continue;
        if (count++ < NAMES_MAX)
            elb_buffer_printf(&text, "%s%s", count > 1 ? ", " : "for ",
                              result->query->clients[i]->id);
    }
    if (count == 0)
        return;
    if (count > NAMES_MAX)
        elb_buffer_printf(&text, " and %zu more", count - NAMES_MAX);
    elb_buffer_printf(&text, ": %s",
                      remark ? elb_remark_text((enum elb_remark)bit)
                             : elb_assumption_text((enum elb_assumption)bit));
    elb_suggest_write_row(report, remark ? "note" : "assumed", &text);
}

/* What the words of --require ask of certificates, which no policy decides. */
static void write_certificates(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggest_query *query = result->query;
    for (size_t i = 0; query->requirements != NULL && i < query->requirements->count; i++)
        elb_lines_write(
            report, "note",
            elb_requirement_certificates(&query->requirements->list[i], query->certificates));
}

void elb_suggest_write_basis(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *choice = elb_suggest_choice(result->suggestion);
    unsigned assumed = 0;
    unsigned remarks = 0;
    for (size_t i = 0; choice != NULL && i < result->query->client_count; i++) {
        assumed |= choice->clients[i].assumed;
        remarks |= choice->clients[i].remarks;
    }
    for (unsigned bit = 1; bit <= assumed; bit <<= 1) {
        if (assumed & bit)
            write_bit(report, result, false, bit);
    }
    for (unsigned bit = 1; bit <= remarks; bit <<= 1) {
        if (remarks & bit)
            write_bit(report, result, true, bit);
    }
    if (choice != NULL)
        write_certificates(report, result);
}

void elb_suggest_write_support(struct elb_report *report, const struct elb_suggest_result *result)
{
    struct elb_buffer text = {0};
    if (!result->is_by_support)
        return;
    elb_buffer_printf(&text,
                      "not counted in: %zu clients that nobody supports any longer, and %zu of "
                      "which that is not known; -c names others",
                      result->support_ended, result->support_unknown);
    elb_suggest_write_row(report, "clients", &text);
}

/* ---- How it is set ---------------------------------------------------------------------- */

/* The parts of a command in lines of their own, as a shell takes them. */
static void write_command(struct elb_report *report, const char *label, struct elb_text command)
{
    struct elb_text line;
    bool is_first = true;
    elb_buffer_printf(report->out, "  %-14s", label);
    while (elb_text_next_line(&command, &line)) {
        struct elb_buffer copy = {0};
        elb_buffer_append_text(&copy, line);
        if (!is_first)
            elb_buffer_append_string(report->out, " \\\n                  ");
        elb_escape_string(report->out, elb_buffer_string(&copy));
        is_first = false;
        elb_report_part_done(report->out, &copy);
    }
    elb_buffer_append_char(report->out, '\n');
}

/* A Classic port has a list of policies, and the command sets all of it. */
static void write_replaced(struct elb_report *report, const struct elb_policy *policy)
{
    static const char query[] =
        "aws elb describe-load-balancers --load-balancer-names \"$LOAD_BALANCER\" --output text\n"
        "--query 'LoadBalancerDescriptions[0].ListenerDescriptions[?Listener.LoadBalancerPort"
        "==`443`].PolicyNames[]'";
    if (policy->family != ELB_FAMILY_CLASSIC)
        return;
    elb_lines_write(report, "note", elb_policy_command_note(policy));
    write_command(report, "to see them", elb_text_from(query));
}

void elb_suggest_write_commands(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    const struct elb_candidate *candidate = elb_suggest_choice(suggestion);
    struct elb_buffer command = {0};
    bool has_command = false;
    if (candidate == NULL ||
        (suggestion->from != NULL && suggestion->from->policy == candidate->policy))
        return;
    for (size_t i = 0; elb_policy_command(&command, candidate->policy, i); i++) {
        write_command(report, i == 0 ? "to set it" : "", elb_buffer_text(&command));
        elb_report_part_done(report->out, &command);
        has_command = true;
    }
    if (has_command)
        write_replaced(report, candidate->policy);
}

void elb_suggest_write_advice(struct elb_report *report, const struct elb_suggest_result *result)
{
    struct elb_advice_query query;
    if (elb_suggest_choice(result->suggestion) != NULL) {
        elb_suggest_advice_query(result, &query);
        elb_text_advice(report, &query, result->advice);
    }
    for (size_t i = 0; i < result->blocker_count; i++) {
        elb_suggest_blocker_query(result, &result->blockers[i], &query);
        elb_text_advice(report, &query, result->advice);
    }
}
