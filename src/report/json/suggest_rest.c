/* SPDX-License-Identifier: MIT */
/* What `suggest` as JSON has besides the policies. */
#include "report/json/suggest.h"

#include "report/advice.h"
#include "report/json/check.h"

#include <string.h>

/* ---- If none serves all ----------------------------------------------------------------- */

static json_t *blocker_advice(struct elb_report *report, const struct elb_suggest_result *result,
                              const struct elb_check_row *row)
{
    struct elb_advice_query query;
    elb_suggest_blocker_query(result, row, &query);
    return elb_json_advice(report, &query, result->advice, NULL);
}

json_t *elb_suggest_json_blockers(struct elb_report *report,
                                  const struct elb_suggest_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->blocker_count; i++) {
        const struct elb_check_row *row = &result->blockers[i];
        json_t *object = json_object();
        elb_json_set(report, object, "client", elb_json_string(row->check.client->id));
        elb_json_set(report, object, "verdict",
                     json_string(elb_suggest_verdict_name(row->check.verdict)));
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

json_t *elb_suggest_json_missing(struct elb_report *report, const struct elb_suggestion *suggestion)
{
    json_t *array = json_array();
    for (size_t i = 0; i < suggestion->missing_count; i++) {
        const struct elb_policy *policy = suggestion->missing[i].policy;
        struct elb_buffer text = {0};
        json_t *object = elb_suggest_json_policy(report, policy);
        json_t *groups = json_array();
        elb_suggest_write_requirement(&text, suggestion->missing[i].missed);
        elb_json_set(report, object, "requirement", elb_suggest_json_take(&text));
        for (size_t j = 0; j < policy->preferred_group_count; j++)
            elb_json_append(report, groups, elb_json_group(report, policy->preferred_groups[j]));
        elb_json_set(report, object, "strongly_preferred_groups", groups);
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- The rest --------------------------------------------------------------------------- */

json_t *elb_suggest_json_from(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    const struct elb_candidate *answer = elb_suggest_answer(result);
    if (suggestion->from == NULL)
        return json_null();
    json_t *object = elb_suggest_json_candidate(report, result, suggestion->from);
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

json_t *elb_suggest_json_custom(struct elb_report *report, const struct elb_suggest_result *result)
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
        elb_json_append(report, attributes, elb_suggest_json_take(&text));
    elb_json_set(report, object, "attributes", attributes);
    elb_suggest_json_set_counts(report, object, result, custom);
    return object;
}

json_t *elb_suggest_json_better(struct elb_report *report, const struct elb_suggest_result *result)
{
    if (result->better == NULL)
        return json_null();
    json_t *object = elb_suggest_json_policy(report, result->better);
    elb_json_set(report, object, "certificates",
                 elb_json_certificates(report, &result->better_certificates));
    return object;
}

/* Each step: the best one's value, and those that it put behind. */
json_t *elb_suggest_json_ranking(struct elb_report *report, const struct elb_suggest_result *result)
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

json_t *elb_suggest_json_advice(struct elb_report *report, const struct elb_suggest_result *result)
{
    struct elb_advice_query query;
    if (elb_suggest_choice(result->suggestion) == NULL)
        return json_array();
    elb_suggest_advice_query(result, &query);
    return elb_json_advice(report, &query, advice_kinds(result), NULL);
}

/* ---- What it rests on ------------------------------------------------------------------- */

/* {text, clients}, of one assumption or remark. */
static json_t *bit_object(struct elb_report *report, const struct elb_suggest_result *result,
                          bool remark, unsigned bit)
{
    const struct elb_candidate *choice = elb_suggest_choice(result->suggestion);
    json_t *object = json_object();
    json_t *clients = json_array();
    for (size_t i = 0; i < result->query->client_count; i++) {
        const struct elb_verdict_on_client *on = &choice->clients[i];
        if ((remark ? on->remarks : on->assumed) & bit)
            elb_json_append(report, clients, elb_json_string(result->query->clients[i]->id));
    }
    elb_json_set(report, object, "text",
                 json_string(remark ? elb_remark_text((enum elb_remark)bit)
                                    : elb_assumption_text((enum elb_assumption)bit)));
    elb_json_set(report, object, "clients", clients);
    return object;
}

/* What the words of --require ask of certificates: for all clients. */
static void add_certificates(struct elb_report *report, json_t *array,
                             const struct elb_suggest_result *result)
{
    const struct elb_suggest_query *query = result->query;
    for (size_t i = 0; query->requirements != NULL && i < query->requirements->count; i++) {
        const char *text =
            elb_requirement_certificates(&query->requirements->list[i], query->certificates);
        json_t *object;
        json_t *clients;
        if (text == NULL)
            continue;
        object = json_object();
        clients = json_array();
        for (size_t c = 0; c < query->client_count; c++)
            elb_json_append(report, clients, elb_json_string(query->clients[c]->id));
        elb_json_set(report, object, "text", json_string(text));
        elb_json_set(report, object, "clients", clients);
        elb_json_append(report, array, object);
    }
}

json_t *elb_suggest_json_basis(struct elb_report *report, const struct elb_suggest_result *result,
                               bool remark)
{
    const struct elb_candidate *choice = elb_suggest_choice(result->suggestion);
    json_t *array = json_array();
    unsigned bits = 0;
    for (size_t i = 0; choice != NULL && i < result->query->client_count; i++)
        bits |= remark ? choice->clients[i].remarks : choice->clients[i].assumed;
    for (unsigned bit = 1; bit <= bits; bit <<= 1) {
        if (bits & bit)
            elb_json_append(report, array, bit_object(report, result, remark, bit));
    }
    if (remark && choice != NULL)
        add_certificates(report, array, result);
    return array;
}
