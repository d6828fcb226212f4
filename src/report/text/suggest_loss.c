/* SPDX-License-Identifier: MIT */
/* Whom a policy loses, why, and what to do about it. */
#include "report/show.h"
#include "report/text/check.h"
#include "report/text/style.h"
#include "report/text/suggest.h"

/* Above this many clients a list says how many more there are. */
#define NAMES_MAX    3
#define STRICTER_MAX 3
#define BLOCKERS_MAX 5

/* ---- Who and why ------------------------------------------------------------------------ */

static void write_single(struct elb_buffer *out, const struct elb_suggest_result *result,
                         const struct elb_candidate *candidate, size_t client)
{
    struct elb_check check;
    elb_suggest_check(result, candidate, client, &check);
    elb_buffer_append_string(out, result->query->clients[client]->id);
    if (check.verdict == ELB_VERDICT_UNKNOWN)
        elb_buffer_append_string(out, " (unknown, it may fail)");
    elb_buffer_append_string(out, ": ");
    elb_check_explain(out, result->query->catalog, &check);
    elb_buffer_printf(out, " [%s]", elb_cause_name(check.failed.cause));
}

/* Those that are lost for one cause; nothing if there are none. */
static void write_cause(struct elb_buffer *out, const struct elb_suggest_result *result,
                        const struct elb_candidate *candidate, enum elb_cause cause,
                        const char *separator)
{
    size_t count = 0;
    for (size_t i = 0; i < result->query->client_count; i++) {
        if (candidate->clients[i].cause != cause || !elb_suggest_loses(result, candidate, i))
            continue;
        if (count++ == 0)
            elb_buffer_printf(out, "%s%s: ", separator, elb_cause_name(cause));
        if (count <= NAMES_MAX)
            elb_buffer_printf(out, "%s%s", count > 1 ? ", " : "", result->query->clients[i]->id);
    }
    if (count > NAMES_MAX)
        elb_buffer_printf(out, " and %zu more", count - NAMES_MAX);
}

static void write_lost(struct elb_buffer *out, const struct elb_suggest_result *result,
                       const struct elb_candidate *candidate)
{
    size_t lost = elb_suggest_count_lost(result, candidate);
    size_t client = 0;
    while (lost > 0 && !elb_suggest_loses(result, candidate, client))
        client++;
    elb_buffer_append_string(out, "loses ");

    if (lost == 1 && !result->explain) {
        write_single(out, result, candidate, client);
        return;
    }
    elb_buffer_printf(out, "%zu", lost);
    for (unsigned cause = ELB_CAUSE_NONE + 1, written = 0; cause < ELB_CAUSE_COUNT; cause++) {
        size_t before = out->length;
        write_cause(out, result, candidate, (enum elb_cause)cause, written > 0 ? "; " : ": ");
        written += out->length > before;
    }
}

/* ---- Stricter policies ------------------------------------------------------------------ */

/* Worth a line: every policy that is stricter still loses more. */
static bool is_step(const struct elb_suggest_result *result, const struct elb_candidate *candidate)
{
    const struct elb_candidate *other;
    size_t lost = elb_suggest_count_lost(result, candidate);
    for (size_t i = 0; (other = elb_suggest_stricter(result, i)) != NULL; i++) {
        if (other < candidate && elb_suggest_count_lost(result, other) <= lost)
            return false;
    }
    return true;
}

void elb_suggest_write_stricter(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *measure = elb_suggest_measure(result);
    const struct elb_candidate *candidate;
    size_t count = 0;
    for (size_t i = 0; (candidate = elb_suggest_stricter(result, i)) != NULL; i++) {
        struct elb_buffer text = {0};
        if (!result->explain && (count == STRICTER_MAX || !is_step(result, candidate)))
            continue;
        elb_policy_short_reference(&text, candidate->policy);
        elb_buffer_append_string(&text, " (");
        elb_suggest_write_difference(&text, &candidate->rank, &measure->rank);
        elb_buffer_append_string(&text, ") ");
        write_lost(&text, result, candidate);
        elb_suggest_write_row(report, count++ == 0 ? "stricter" : "", &text);
    }
}

/* ---- Instead of an unlisted policy ------------------------------------------------------ */

static bool is_in_any(const struct elb_suggest_result *result, const struct elb_suite *suite)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        const struct elb_candidate *candidate = &suggestion->candidates[i];
        if (!candidate->rank.unlisted && elb_policy_suite_position(candidate->policy, suite->code))
            return true;
    }
    return false;
}

/* What this client gets from the unlisted policy, and whether any other has it. */
static void write_need(struct elb_report *report, const struct elb_suggest_result *result,
                       size_t client, const char *label)
{
    struct elb_check check;
    struct elb_buffer text = {0};
    elb_suggest_check(result, result->suggestion->best, client, &check);
    elb_buffer_printf(&text, "%s gets %s with %s", result->query->clients[client]->id,
                      elb_version_name(check.outcome.version),
                      elb_check_suite_name(check.outcome.suite));
    if (elb_suite_is_insecure(check.outcome.suite))
        elb_buffer_printf(&text, ", which is insecure (%s)", check.outcome.suite->encryption);
    if (!is_in_any(result, check.outcome.suite))
        elb_buffer_append_string(&text, "; no listed policy has this suite");
    elb_suggest_write_row(report, label, &text);
}

static void write_split(struct elb_report *report, const struct elb_suggest_result *result,
                        const struct elb_candidate *listed)
{
    size_t count = result->query->client_count;
    size_t lost = count - listed->served;
    struct elb_buffer text = {0};
    elb_buffer_printf(&text, "%s for the other ", listed->policy->name);
    if (listed->served == 1)
        elb_buffer_append_string(&text, "one");
    else
        elb_buffer_printf(&text, "%zu", listed->served);
    elb_buffer_append_string(&text, ", and a load balancer or listener of its own, with its own "
                                    "host name or port, for ");
    for (size_t i = 0, written = 0; i < count; i++) {
        if (listed->clients[i].verdict == ELB_COMPATIBLE || written++ >= NAMES_MAX)
            continue;
        elb_buffer_printf(&text, "%s%s", written > 1 ? ", " : "", result->query->clients[i]->id);
    }
    if (lost > NAMES_MAX)
        elb_buffer_printf(&text, " and %zu more", lost - NAMES_MAX);
    elb_buffer_append_string(&text, ", until it is replaced");
    elb_suggest_write_row(report, "instead", &text);
}

void elb_suggest_write_instead(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *best = result->suggestion->best;
    const struct elb_candidate *listed = elb_suggest_listed(result);
    size_t written = 0;
    if (!best->rank.unlisted)
        return;
    elb_lines_write(report, "but", "it is on none of AWS's pages: AWS may refuse it");
    for (size_t i = 0; listed != NULL && i < result->query->client_count; i++) {
        if (listed->clients[i].verdict != ELB_COMPATIBLE && written < NAMES_MAX)
            write_need(report, result, i, written++ == 0 ? "because of" : "");
    }
    if (listed != NULL && listed->served > 0)
        write_split(report, result, listed);
}

/* ---- Nobody serves all ------------------------------------------------------------------ */

static void write_blocker(struct elb_report *report, const struct elb_check_row *row)
{
    const struct elb_check_result none = {.client_count = 1};
    elb_buffer_append_string(report->out, "  ");
    elb_style_write(report,
                    row->check.verdict == ELB_INCOMPATIBLE ? ELB_STYLE_BAD : ELB_STYLE_WARNING,
                    row->check.verdict == ELB_INCOMPATIBLE ? "FAIL" : "?", 6);
    elb_style_write(report, ELB_STYLE_PLAIN, row->check.client->id, 0);
    elb_buffer_append_string(report->out, "  ");
    elb_check_write_failure(report, &row->check,
                            10 + elb_escape_width(report, row->check.client->id));
    elb_buffer_append_char(report->out, '\n');
    elb_check_write_remedy(report, &none, row);
}

void elb_suggest_write_blockers(struct elb_report *report, const struct elb_suggest_result *result)
{
    if (result->blocker_count == 0)
        return;
    elb_buffer_printf(report->out, "in the way of %s:\n", result->suggestion->widest->policy->name);
    for (size_t i = 0; i < result->blocker_count && (i < BLOCKERS_MAX || result->explain); i++)
        write_blocker(report, &result->blockers[i]);
    if (result->blocker_count > BLOCKERS_MAX && !result->explain)
        elb_buffer_printf(report->out, "  and %zu more: --explain\n",
                          result->blocker_count - BLOCKERS_MAX);
}
