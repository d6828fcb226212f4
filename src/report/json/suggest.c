/* SPDX-License-Identifier: MIT */
/* `suggest` as JSON: elblint/suggest/1. */
#include "report/json/suggest.h"

/* The buffer's text as a value; frees the buffer. */
json_t *elb_suggest_json_take(struct elb_buffer *text)
{
    json_t *value = text->out_of_memory ? NULL : elb_json_string(elb_buffer_string(text));
    elb_buffer_done(text);
    return value;
}

/* ---- Candidates ------------------------------------------------------------------------- */

/* What every mention of a policy has. */
json_t *elb_suggest_json_policy(struct elb_report *report, const struct elb_policy *policy)
{
    json_t *object = json_object();
    elb_json_set(report, object, "policy", elb_json_string(policy->name));
    elb_json_set(report, object, "family", json_string(elb_family_name(policy->family)));
    elb_json_set(report, object, "status", json_string(elb_status_name(policy->status)));
    return object;
}

void elb_suggest_json_set_counts(struct elb_report *report, json_t *object,
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
    elb_json_set(report, object, "text", elb_suggest_json_take(&text));
    return object;
}

json_t *elb_suggest_json_candidate(struct elb_report *report,
                                   const struct elb_suggest_result *result,
                                   const struct elb_candidate *candidate)
{
    json_t *object = elb_suggest_json_policy(report, candidate->policy);
    elb_suggest_json_set_counts(report, object, result, candidate);
    return object;
}

static json_t *policies_array(struct elb_report *report, const struct elb_suggest_result *result)
{
    const struct elb_candidate *best = result->suggestion->best;
    json_t *array = json_array();
    json_int_t rank = 0;
    for (const struct elb_candidate *next = best; next != NULL;
         next = elb_suggest_next(result, next)) {
        json_t *object = elb_suggest_json_policy(report, next->policy);
        elb_json_set(report, object, "rank", json_integer(++rank));
        elb_suggest_json_set_counts(report, object, result, next);
        elb_json_set(report, object, "behind", difference_object(report, &next->rank, &best->rank));
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- Stricter ones ---------------------------------------------------------------------- */

const char *elb_suggest_verdict_name(enum elb_verdict verdict)
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
        elb_json_set(report, object, "verdict", json_string(elb_suggest_verdict_name(on->verdict)));
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
        json_t *object = elb_suggest_json_candidate(report, result, candidate);
        elb_json_set(report, object, "ahead",
                     difference_object(report, &candidate->rank, &measure->rank));
        elb_json_set(report, object, "loses", loses_array(report, result, candidate));
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- The document ------------------------------------------------------------------------ */

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
        elb_json_append(report, requirements, elb_suggest_json_take(&text));
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
                 suggestion->widest != NULL
                     ? elb_suggest_json_candidate(report, result, suggestion->widest)
                     : json_null());
    elb_json_set(report, document, "blockers", elb_suggest_json_blockers(report, result));
    elb_json_set(report, document, "missing", elb_suggest_json_missing(report, suggestion));
    elb_json_set(report, document, "from", elb_suggest_json_from(report, result));
    elb_json_set(report, document, "custom", elb_suggest_json_custom(report, result));
    elb_json_set(report, document, "better_certificates", elb_suggest_json_better(report, result));
    elb_json_set(report, document, "ranking", elb_suggest_json_ranking(report, result));
    elb_json_set(report, document, "assumptions", elb_suggest_json_basis(report, result, false));
    elb_json_set(report, document, "notes", elb_suggest_json_basis(report, result, true));
    elb_json_set(report, document, "advice", elb_suggest_json_advice(report, result));
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_suggest_json = {
    .verb = "suggest",
    .format = "json",
    .write = write_suggest,
};
