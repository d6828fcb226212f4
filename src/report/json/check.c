/* SPDX-License-Identifier: MIT */
/* `check` as JSON: elblint/check/1. */
#include "report/json/check.h"
#include "report/advice.h"

/* ---- One pair --------------------------------------------------------------------------- */

json_t *elb_json_failure(struct elb_report *report, const struct elb_check *check)
{
    enum elb_cause cause = check->failed.cause;
    if (cause == ELB_CAUSE_NONE)
        return json_null();
    json_t *object = json_object();
    unsigned alert = elb_cause_alert(cause);
    struct elb_buffer text;
    elb_buffer_init(&text);
    elb_check_explain(&text, report->catalog, check);
    elb_json_set(report, object, "cause", json_string(elb_cause_name(cause)));
    elb_json_set(report, object, "by", json_string(elb_cause_by(cause)));
    elb_json_set(report, object, "alert", alert != 0 ? json_integer(alert) : json_null());
    elb_json_set(report, object, "text",
                 text.out_of_memory ? NULL : elb_json_string(elb_buffer_string(&text)));
    elb_buffer_done(&text);
    return object;
}

/* ---- Both sides of a mismatch ----------------------------------------------------------- */

static json_t *codes_array(struct elb_report *report, const struct elb_codes *codes,
                           json_t *(*object_of)(struct elb_report *, uint16_t))
{
    if (codes->presence == ELB_UNKNOWN)
        return json_null();
    json_t *array = json_array();
    for (size_t i = 0; i < codes->count; i++)
        elb_json_append(report, array, object_of(report, codes->codes[i]));
    return array;
}

static json_t *client_versions(struct elb_report *report, const struct elb_client *client)
{
    if (client->supported_versions.presence != ELB_SENT && client->versions != 0)
        return elb_json_version_set(report, client->versions);
    if (client->supported_versions.presence != ELB_SENT && client->legacy_version == 0)
        return json_null();
    json_t *array = json_array();
    for (size_t i = client->supported_versions.count; i > 0; i--) {
        uint16_t version = client->supported_versions.codes[i - 1];
        if (!elb_is_grease(version))
            elb_json_append(report, array, elb_json_version(version));
    }
    if (client->supported_versions.presence != ELB_SENT)
        elb_json_append(report, array, elb_json_version(client->legacy_version));
    return array;
}

static json_t *client_list(struct elb_report *report, const struct elb_client *client,
                           enum elb_dimension dimension)
{
    switch (dimension) {
    case ELB_DIMENSION_PROTOCOL:
        return client_versions(report, client);
    case ELB_DIMENSION_GROUP:
        return codes_array(report, &client->groups, elb_json_group_code);
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        return codes_array(report, &client->schemes, elb_json_scheme_code);
    default:
        return codes_array(report, &client->suites, elb_json_suite_code);
    }
}

static json_t *policy_list(struct elb_report *report, const struct elb_check *check,
                           enum elb_dimension dimension)
{
    const struct elb_policy *policy = check->policy;
    json_t *array = NULL;
    switch (dimension) {
    case ELB_DIMENSION_PROTOCOL:
        return elb_json_version_set(report, policy->versions);
    case ELB_DIMENSION_CERTIFICATE:
        return elb_json_certificates(report, check->certificates);
    case ELB_DIMENSION_SUITE:
        array = json_array();
        for (size_t i = 0; i < policy->suite_count; i++)
            elb_json_append(report, array, elb_json_suite(report, policy->suites[i]));
        return array;
    case ELB_DIMENSION_GROUP:
        if (!policy->has_groups)
            return json_null();
        array = json_array();
        for (size_t i = 0; i < policy->group_count; i++)
            elb_json_append(report, array, elb_json_group(report, policy->groups[i]));
        return array;
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        break;
    }
    if (!policy->has_schemes)
        return json_null();
    array = json_array();
    for (size_t i = 0; i < policy->scheme_count; i++)
        elb_json_append(report, array, elb_json_scheme(report, policy->schemes[i]));
    return array;
}

static json_t *mismatches_array(struct elb_report *report, const struct elb_check_row *row)
{
    json_t *array = json_array();
    for (size_t i = 0; i < row->remedy.mismatch_count; i++) {
        enum elb_dimension dimension = row->remedy.mismatches[i];
        json_t *object = json_object();
        elb_json_set(report, object, "dimension", json_string(elb_dimension_name(dimension)));
        elb_json_set(report, object, "client", client_list(report, row->check.client, dimension));
        elb_json_set(report, object, "policy", policy_list(report, &row->check, dimension));
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- Remedies --------------------------------------------------------------------------- */

static json_t *change_value(struct elb_report *report, const struct elb_change *change)
{
    switch (change->dimension) {
    case ELB_DIMENSION_PROTOCOL:
        return elb_json_version(change->code);
    case ELB_DIMENSION_SUITE:
        return elb_json_suite_code(report, change->code);
    case ELB_DIMENSION_GROUP:
        return elb_json_group_code(report, change->code);
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        return elb_json_scheme_code(report, change->code);
    case ELB_DIMENSION_CERTIFICATE:
        break;
    }
    return json_string(elb_certificate_name((enum elb_certificate)change->code));
}

static json_t *changes_array(struct elb_report *report, const struct elb_fix *fix, bool remove)
{
    json_t *array = json_array();
    for (size_t i = 0; i < fix->count; i++) {
        if (fix->changes[i].remove == remove)
            elb_json_append(report, array, change_value(report, &fix->changes[i]));
    }
    return array;
}

json_t *elb_json_fixes(struct elb_report *report, const struct elb_remedy *remedy)
{
    static const char *const keys[] = {"add", "remove"};
    json_t *array = json_array();
    for (size_t i = 0; i < remedy->fix_count; i++) {
        const struct elb_fix *fix = &remedy->fixes[i];
        json_t *object = json_object();
        elb_json_set(report, object, "side",
                     json_string(fix->side == ELB_SIDE_CLIENT ? "client" : "load-balancer"));
        for (int remove = 0; remove <= 1; remove++) {
            json_t *changes = changes_array(report, fix, remove);
            if (json_array_size(changes) > 0)
                elb_json_set(report, object, keys[remove], changes);
            else
                json_decref(changes);
        }
        elb_json_append(report, array, object);
    }
    return array;
}

json_t *elb_json_suggestion(struct elb_report *report, const struct elb_check_row *row,
                            size_t client_count)
{
    if (row->suggestion == NULL)
        return json_null();
    struct elb_buffer why;
    json_t *object = json_object();
    elb_buffer_init(&why);
    elb_check_explain_suggestion(&why, row, client_count);
    elb_json_set(report, object, "policy", elb_json_string(row->suggestion->name));
    elb_json_set(report, object, "family", json_string(elb_family_name(row->suggestion->family)));
    elb_json_set(report, object, "why",
                 why.out_of_memory ? NULL : elb_json_string(elb_buffer_string(&why)));
    elb_buffer_done(&why);
    return object;
}

static void set_remedy(struct elb_report *report, json_t *object, const struct elb_check_row *row,
                       size_t client_count)
{
    elb_json_set(report, object, "mismatches", mismatches_array(report, row));
    elb_json_set(report, object, "fixes", elb_json_fixes(report, &row->remedy));
    elb_json_set(report, object, "suggestion", elb_json_suggestion(report, row, client_count));
    if (row->update != NULL)
        elb_json_set(report, object, "update", elb_json_string(row->update->id));
    if (row->upgrade != NULL)
        elb_json_set(report, object, "upgrade", elb_json_string(row->upgrade->id));
}

/* ---- What it rests on ------------------------------------------------------------------- */

static json_t *assumptions_array(struct elb_report *report, const struct elb_check *check)
{
    json_t *array = json_array();
    for (unsigned bit = 1; bit <= check->outcome.assumed; bit <<= 1) {
        if (check->outcome.assumed & bit)
            elb_json_append(report, array,
                            json_string(elb_assumption_text((enum elb_assumption)bit)));
    }
    return array;
}

/* What would settle an unknown verdict, in words for programs. */
static json_t *questions_array(struct elb_report *report, unsigned open)
{
    json_t *array = json_array();
    for (unsigned bit = 1; bit <= open; bit <<= 1) {
        if (open & bit)
            elb_json_append(report, array,
                            json_string(elb_open_question_name((enum elb_open_question)bit)));
    }
    return array;
}

static json_t *notes_array(struct elb_report *report, const struct elb_check_result *result,
                           const struct elb_check *check)
{
    json_t *array = json_array();
    const char *remark = elb_check_policy_remark(result, check->policy);
    if (remark != NULL)
        elb_json_append(report, array, json_string(remark));
    for (unsigned bit = 1; bit <= check->open; bit <<= 1) {
        if (check->open & bit)
            elb_json_append(report, array,
                            json_string(elb_open_question_text((enum elb_open_question)bit)));
    }
    for (unsigned bit = 1; bit <= check->outcome.remarks; bit <<= 1) {
        if (check->outcome.remarks & bit)
            elb_json_append(report, array, json_string(elb_remark_text((enum elb_remark)bit)));
    }
    size_t note_count =
        elb_check_is_bundled(report->catalog, check->client) ? 0 : check->client->note_count;
    for (size_t i = 0; i < note_count; i++)
        elb_json_append(report, array, elb_json_string(check->client->notes[i]));
    return array;
}

static json_t *advice_array(struct elb_report *report, const struct elb_check_result *result,
                            const struct elb_check_row *row, struct elb_advice_cache *cache)
{
    struct elb_advice_query query;
    elb_check_advice_query(report, result, row, &query);
    return elb_json_advice(report, &query, result->advice, cache);
}

static json_t *row_object(struct elb_report *report, const struct elb_check_result *result,
                          const struct elb_check_row *row, struct elb_advice_cache *cache)
{
    static const char *const verdicts[] = {"compatible", "incompatible", "unknown"};
    const struct elb_check *check = &row->check;
    json_t *object = json_object();
    elb_json_set(report, object, "policy", elb_json_string(check->policy->name));
    elb_json_set(report, object, "family", json_string(elb_family_name(check->policy->family)));
    elb_json_set(report, object, "client", elb_json_string(check->client->id));
    elb_json_set(report, object, "certificates",
                 elb_json_certificates(report, check->certificates));
    elb_json_set(report, object, "verdict", json_string(verdicts[check->verdict]));
    elb_json_set(report, object, "outcome", elb_json_outcome(report, &check->outcome));
    elb_json_set(report, object, "failure", elb_json_failure(report, check));
    if (check->verdict == ELB_VERDICT_UNKNOWN)
        elb_json_set(report, object, "settled_by", questions_array(report, check->open));
    if (check->verdict != ELB_COMPATIBLE)
        set_remedy(report, object, row, result->client_count);
    elb_json_set(report, object, "assumptions", assumptions_array(report, check));
    elb_json_set(report, object, "notes", notes_array(report, result, check));
    if (result->advice != 0)
        elb_json_set(report, object, "advice", advice_array(report, result, row, cache));
    return object;
}

static void write_check(struct elb_report *report, const void *data)
{
    const struct elb_check_result *result = data;
    size_t count = result->policy_count * result->client_count;
    json_t *document = elb_json_begin(report, "elblint/check/1");
    json_t *results = json_array();
    struct elb_advice_cache cache = {0};
    for (size_t i = 0; i < count; i++) {
        if (!result->rows[i].is_hidden)
            elb_json_append(report, results, row_object(report, result, &result->rows[i], &cache));
    }
    elb_advice_cache_done(&cache);
    elb_json_set(report, document, "results", results);
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_check_json = {
    .verb = "check",
    .format = "json",
    .write = write_check,
};
