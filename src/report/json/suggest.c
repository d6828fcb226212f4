/* SPDX-License-Identifier: MIT */
/* `suggest` as JSON: elblint/suggest/1. */
#include "report/suggest.h"

#include "report/advice.h"
#include "report/json/check.h"

#include <string.h>

/* The buffer's text as a value; frees the buffer. */
static json_t *take_string(struct elb_buffer *text)
{
    json_t *value = text->out_of_memory ? NULL : elb_json_string(elb_buffer_string(text));
    elb_buffer_done(text);
    return value;
}

/* ---- Candidates ------------------------------------------------------------------------- */

/* What every mention of a policy has. */
static json_t *policy_object(struct elb_report *report, const struct elb_policy *policy)
{
    json_t *object = json_object();
    elb_json_set(report, object, "policy", elb_json_string(policy->name));
    elb_json_set(report, object, "family", json_string(elb_family_name(policy->family)));
    elb_json_set(report, object, "status", json_string(elb_status_name(policy->status)));
    return object;
}

static void set_counts(struct elb_report *report, json_t *object,
                       const struct elb_suggest_result *result,
                       const struct elb_candidate *candidate)
{
    elb_json_set(report, object, "serves", json_integer((json_int_t)candidate->served));
    elb_json_set(report, object, "unknown", json_integer((json_int_t)candidate->unknown));
    elb_json_set(report, object, "of", json_integer((json_int_t)result->query->client_count));
    elb_json_set(report, object, "facts", elb_json_facts(report, candidate->policy));
}

/* {step, text}: where a candidate first differs from another; null: nowhere */
static json_t *difference_object(struct elb_report *report, const struct elb_rank *rank,
                                 const struct elb_rank *other)
{
    enum elb_rank_key key = elb_rank_difference(rank, other);
    struct elb_buffer text = {0};
    if (key == ELB_RANK_KEY_COUNT)
        return json_null();
    json_t *object = json_object();
    elb_suggest_write_difference(&text, rank, other);
    elb_json_set(report, object, "step", json_string(elb_rank_key_name(key)));
    elb_json_set(report, object, "text", take_string(&text));
    return object;
}

static json_t *candidate_object(struct elb_report *report, const struct elb_suggest_result *result,
                                const struct elb_candidate *candidate)
{
    json_t *object = policy_object(report, candidate->policy);
    set_counts(report, object, result, candidate);
    return object;
}

static json_t *policies_array(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *best = result->suggestion->best;
    json_t *array = json_array();
    json_int_t rank = 0;
    for (const struct elb_candidate *next = best; next != NULL;
         next = elb_suggest_next(result, next)) {
        json_t *object = policy_object(report, next->policy);
        elb_json_set(report, object, "rank", json_integer(++rank));
        set_counts(report, object, result, next);
        elb_json_set(report, object, "behind", difference_object(report, &next->rank, &best->rank));
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- Stricter ones ---------------------------------------------------------------------- */

static const char *verdict_name(enum elb_verdict verdict)
{
    static const char *const names[] = {"compatible", "incompatible", "unknown"};
    return names[verdict];
}

static json_t *loses_array(struct elb_report *report, const struct elb_suggest_result *result,
                           const struct elb_candidate *candidate)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->query->client_count; i++) {
        const struct elb_verdict_on_client *on = &candidate->clients[i];
        if (!elb_suggest_loses(result, candidate, i))
            continue;
        json_t *object = json_object();
        elb_json_set(report, object, "client", elb_json_string(result->query->clients[i]->id));
        elb_json_set(report, object, "cause", json_string(elb_cause_name(on->cause)));
        elb_json_set(report, object, "verdict", json_string(verdict_name(on->verdict)));
        if (result->suggestion->from != NULL)
            elb_json_set(
                report, object, "served_today",
                json_boolean(result->suggestion->from->clients[i].verdict == ELB_COMPATIBLE));
        elb_json_append(report, array, object);
    }
    return array;
}

static json_t *stricter_array(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *measure = elb_suggest_measure(result);
    const struct elb_candidate *candidate;
    json_t *array = json_array();
    for (size_t i = 0; (candidate = elb_suggest_stricter(result, i)) != NULL; i++) {
        json_t *object = candidate_object(report, result, candidate);
        elb_json_set(report, object, "ahead",
                     difference_object(report, &candidate->rank, &measure->rank));
        elb_json_set(report, object, "loses", loses_array(report, result, candidate));
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- If none serves all ----------------------------------------------------------------- */

static json_t *blocker_advice(struct elb_report *report, const struct elb_suggest_result *result,
                              const struct elb_check_row *row)
{
    struct elb_advice_query query;
    elb_suggest_blocker_query(result, row, &query);
    return elb_json_advice(report, &query, result->advice, NULL);
}

static json_t *blockers_array(struct elb_report *report, const struct elb_suggest_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->blocker_count; i++) {
        const struct elb_check_row *row = &result->blockers[i];
        json_t *object = json_object();
        elb_json_set(report, object, "client", elb_json_string(row->check.client->id));
        elb_json_set(report, object, "verdict", json_string(verdict_name(row->check.verdict)));
        elb_json_set(report, object, "failure", elb_json_failure(report, &row->check));
        elb_json_set(report, object, "fixes", elb_json_fixes(report, &row->remedy));
        elb_json_set(report, object, "upgrade",
                     row->upgrade != NULL ? elb_json_string(row->upgrade->id) : json_null());
        elb_json_set(report, object, "suggestion", elb_json_suggestion(report, row, 1));
        if (result->advice != 0)
            elb_json_set(report, object, "advice", blocker_advice(report, result, row));
        elb_json_append(report, array, object);
    }
    return array;
}

static json_t *missing_array(struct elb_report *report, const struct elb_suggestion *suggestion)
{
    json_t *array = json_array();
    for (size_t i = 0; i < suggestion->missing_count; i++) {
        const struct elb_policy *policy = suggestion->missing[i].policy;
        struct elb_buffer text = {0};
        json_t *object = policy_object(report, policy);
        json_t *groups = json_array();
        elb_suggest_write_requirement(&text, suggestion->missing[i].missed);
        elb_json_set(report, object, "requirement", take_string(&text));
        for (size_t j = 0; j < policy->preferred_group_count; j++)
            elb_json_append(report, groups, elb_json_group(report, policy->preferred_groups[j]));
        elb_json_set(report, object, "strongly_preferred_groups", groups);
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- The rest --------------------------------------------------------------------------- */

static json_t *from_object(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    const struct elb_candidate *answer = elb_suggest_answer(result);
    if (suggestion->from == NULL)
        return json_null();
    json_t *object = candidate_object(report, result, suggestion->from);
    json_t *changes = json_array();
    elb_json_set(report, object, "is_best",
                 json_boolean(suggestion->best != NULL &&
                              suggestion->best->policy == suggestion->from->policy));
    for (unsigned key = 0; answer != NULL && key < ELB_RANK_RELEASED; key++) {
        unsigned before = elb_rank_value(&suggestion->from->rank, (enum elb_rank_key)key);
        unsigned after = elb_rank_value(&answer->rank, (enum elb_rank_key)key);
        if (before == after)
            continue;
        json_t *change = json_object();
        elb_json_set(report, change, "step",
                     json_string(elb_rank_key_name((enum elb_rank_key)key)));
        elb_json_set(report, change, "from", json_integer(before));
        elb_json_set(report, change, "to", json_integer(after));
        elb_json_append(report, changes, change);
    }
    elb_json_set(report, object, "changes", changes);
    return object;
}

static json_t *custom_object(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *custom = result->suggestion->custom;
    json_t *attributes = json_array();
    struct elb_buffer text = {0};
    if (custom == NULL) {
        json_decref(attributes);
        return json_null();
    }
    json_t *object = json_object();
    for (size_t i = 0; elb_suggest_attribute(&text, custom->policy, i); i++)
        elb_json_append(report, attributes, take_string(&text));
    elb_json_set(report, object, "attributes", attributes);
    set_counts(report, object, result, custom);
    return object;
}

static json_t *better_object(struct elb_report *report, const struct elb_suggest_result *result)
{
    if (result->better == NULL)
        return json_null();
    json_t *object = policy_object(report, result->better);
    elb_json_set(report, object, "certificates",
                 elb_json_certificates(report, &result->better_certificates));
    return object;
}

/* Each step: the best one's value, and those that it put behind. */
static json_t *ranking_array(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *best = result->suggestion->best;
    json_t *array = json_array();
    for (unsigned key = 0; best != NULL && key < ELB_RANK_KEY_COUNT; key++) {
        enum elb_rank_key step = (enum elb_rank_key)key;
        const struct elb_candidate *next = best;
        json_t *object = json_object();
        json_t *behind = json_array();
        while ((next = elb_suggest_next(result, next)) != NULL) {
            if (elb_rank_difference(&best->rank, &next->rank) == step)
                elb_json_append(report, behind, elb_json_string(next->policy->name));
        }
        elb_json_set(report, object, "step", json_string(elb_rank_key_name(step)));
        elb_json_set(report, object, "text", json_string(elb_rank_key_text(step)));
        elb_json_set(report, object, "value",
                     step == ELB_RANK_RELEASED ? elb_json_string(best->rank.released)
                                               : json_integer(elb_rank_value(&best->rank, step)));
        elb_json_set(report, object, "behind", behind);
        elb_json_append(report, array, object);
    }
    return array;
}

/* The kinds asked for; without --advice what every load balancer understands, the AWS CLI. */
static unsigned advice_kinds(const struct elb_suggest_result *result)
{
    unsigned kinds = result->advice;
    for (size_t i = 0; result->advice == 0 && elb_advice_name(i) != NULL; i++) {
        if (strcmp(elb_advice_name(i), "aws-cli") == 0)
            kinds |= 1u << i;
    }
    return kinds;
}

static json_t *advice_array(struct elb_report *report, const struct elb_suggest_result *result)
{
    struct elb_advice_query query;
    if (elb_suggest_choice(result->suggestion) == NULL)
        return json_array();
    elb_suggest_advice_query(result, &query);
    return elb_json_advice(report, &query, advice_kinds(result), NULL);
}

static void set_query(struct elb_report *report, json_t *document,
                      const struct elb_suggest_result *result)
{
    const struct elb_suggest_query *query = result->query;
    json_t *load_balancers = json_array();
    json_t *clients = json_array();
    json_t *requirements = json_array();
    for (unsigned bit = 1; bit < 1u << ELB_LB_COUNT; bit <<= 1) {
        if (query->load_balancers & bit)
            elb_json_append(report, load_balancers,
                            json_string(elb_load_balancer_name((enum elb_load_balancer)bit)));
    }
    for (size_t i = 0; i < query->client_count; i++)
        elb_json_append(report, clients, elb_json_string(query->clients[i]->id));
    for (size_t i = 0; query->requirements != NULL && i < query->requirements->count; i++) {
        struct elb_buffer text = {0};
        elb_suggest_write_requirement(&text, &query->requirements->list[i]);
        elb_json_append(report, requirements, take_string(&text));
    }
    elb_json_set(report, document, "load_balancers", load_balancers);
    elb_json_set(report, document, "clients", clients);
    elb_json_set(report, document, "clients_by",
                 json_string(result->is_by_support ? "support" : "name"));
    elb_json_set(report, document, "requirements", requirements);
    elb_json_set(report, document, "certificates",
                 elb_json_certificates(report, query->certificates));
    elb_json_set(report, document, "certificates_assumed",
                 json_boolean(result->certificates_assumed));
}

static json_t *not_counted_object(struct elb_report *report,
                                  const struct elb_suggest_result *result)
{
    if (!result->is_by_support)
        return json_null();
    json_t *object = json_object();
    elb_json_set(report, object, "support_ended", json_integer((json_int_t)result->support_ended));
    elb_json_set(report, object, "support_unknown",
                 json_integer((json_int_t)result->support_unknown));
    return object;
}

static void write_suggest(struct elb_report *report, const void *data)
{
    const struct elb_suggest_result *result = data;
    const struct elb_suggestion *suggestion = result->suggestion;
    json_t *document = elb_json_begin(report, "elblint/suggest/1");
    set_query(report, document, result);
    elb_json_set(report, document, "not_counted", not_counted_object(report, result));
    elb_json_set(report, document, "policies", policies_array(report, result));
    elb_json_set(report, document, "stricter", stricter_array(report, result));
    elb_json_set(report, document, "widest",
                 suggestion->widest != NULL ? candidate_object(report, result, suggestion->widest)
                                            : json_null());
    elb_json_set(report, document, "blockers", blockers_array(report, result));
    elb_json_set(report, document, "missing", missing_array(report, suggestion));
    elb_json_set(report, document, "from", from_object(report, result));
    elb_json_set(report, document, "custom", custom_object(report, result));
    elb_json_set(report, document, "better_certificates", better_object(report, result));
    elb_json_set(report, document, "ranking", ranking_array(report, result));
    elb_json_set(report, document, "advice", advice_array(report, result));
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_suggest_json = {
    .verb = "suggest",
    .format = "json",
    .write = write_suggest,
};
