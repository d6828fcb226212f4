/* SPDX-License-Identifier: MIT */
/* `identify` as JSON: elblint/identify/1. */
#include "report/identify.h"
#include "report/json/json.h"

/* ---- What was seen ---------------------------------------------------------------------- */

static json_t *codes_array(struct elb_report *report, const uint16_t *codes, size_t count,
                           json_t *(*object_of)(struct elb_report *, uint16_t))
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        elb_json_append(report, array, object_of(report, codes[i]));
    return array;
}

static const char *seen_name(enum elb_seen seen)
{
    static const char *const names[] = {"unknown", "accepted", "refused"};

    return names[seen];
}

static json_t *coverage_object(struct elb_report *report, const struct elb_observed_version *seen)
{
    json_t *object = json_object();

    elb_json_set(report, object, "seen", json_string(seen_name(seen->seen)));
    elb_json_set(report, object, "suites", json_string(elb_coverage_name(seen->suites.coverage)));
    elb_json_set(report, object, "groups", json_string(elb_coverage_name(seen->groups.coverage)));
    elb_json_set(report, object, "order", json_string(elb_observed_order_name(seen->order)));
    return object;
}

static json_t *accepted_object(struct elb_report *report, const struct elb_observed_version *seen)
{
    json_t *object = json_object();

    elb_json_set(report, object, "suites",
                 codes_array(report, seen->suites.accepted, seen->suites.accepted_count,
                             elb_json_suite_code));
    elb_json_set(report, object, "groups",
                 codes_array(report, seen->groups.accepted, seen->groups.accepted_count,
                             elb_json_group_code));
    return object;
}

static void set_versions(struct elb_report *report, json_t *object,
                         const struct elb_observation *observation)
{
    json_t *coverage = json_object();
    json_t *accepted = json_object();

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *seen = &observation->versions[i];
        const char *name = elb_version_name(seen->version);

        if (seen->seen != ELB_SEEN_UNKNOWN)
            elb_json_set(report, coverage, name, coverage_object(report, seen));
        if (seen->seen == ELB_SEEN_ACCEPTED)
            elb_json_set(report, accepted, name, accepted_object(report, seen));
    }
    elb_json_set(report, object, "coverage", coverage);
    elb_json_set(report, object, "accepted", accepted);
}

static void set_observation(struct elb_report *report, json_t *object,
                            const struct elb_observation *observation)
{
    struct elb_buffer target = {0};
    struct elb_buffer tool = {0};

    elb_identify_target(&target, observation);
    elb_buffer_printf(&tool, "%s%s%s", observation->tool ? observation->tool : "",
                      observation->tool_version ? " " : "",
                      observation->tool_version ? observation->tool_version : "");
    elb_json_set(report, object, "target", elb_json_string(elb_buffer_string(&target)));
    elb_json_set(report, object, "address", elb_json_string(observation->address));
    elb_json_set(report, object, "server_name", elb_json_string(observation->server_name));
    elb_json_set(report, object, "tool", elb_json_string(elb_buffer_string(&tool)));
    elb_json_set(report, object, "paths",
                 elb_json_strings(report, observation->origins, observation->origin_count));
    elb_report_part_done(report->out, &target);
    elb_report_part_done(report->out, &tool);
    elb_json_set(report, object, "failure",
                 elb_json_string(elb_observed_failure_name(observation->failure)));
    elb_json_set(report, object, "failure_text", elb_json_string(observation->failure_text));
    elb_json_set(report, object, "incomplete", json_boolean(observation->incomplete));
    set_versions(report, object, observation);
    elb_json_set(report, object, "certificates",
                 elb_json_certificates(report, &observation->certificates));
    elb_json_set(report, object, "notes",
                 elb_json_strings(report, observation->notes, observation->note_count));
}

/* ---- What it may be --------------------------------------------------------------------- */

static json_t *difference_object(struct elb_report *report, const struct elb_difference *difference)
{
    json_t *object = json_object();

    elb_json_set(report, object, "kind", json_string(elb_difference_kind_name(difference->kind)));
    elb_json_set(report, object, "version", elb_json_version(difference->version));
    if (difference->kind == ELB_DIFFERENCE_SUITE || difference->kind == ELB_DIFFERENCE_HANDSHAKE)
        elb_json_set(report, object, "suite", elb_json_suite_code(report, difference->code));
    if (difference->kind == ELB_DIFFERENCE_GROUP)
        elb_json_set(report, object, "group", elb_json_group_code(report, difference->code));
    if (difference->kind == ELB_DIFFERENCE_SCHEME)
        elb_json_set(report, object, "signature_scheme",
                     elb_json_scheme_code(report, difference->code));
    if (difference->kind == ELB_DIFFERENCE_CERTIFICATE)
        elb_json_set(report, object, "certificate",
                     elb_json_string(elb_certificate_name((enum elb_certificate)difference->code)));
    return object;
}

static json_t *differences_array(struct elb_report *report,
                                 const struct elb_policy_match *candidate, bool is_extra)
{
    json_t *array = json_array();

    for (size_t i = 0; i < candidate->difference_count; i++) {
        if (candidate->differences[i].is_extra == is_extra)
            elb_json_append(report, array, difference_object(report, &candidate->differences[i]));
    }
    return array;
}

static json_t *candidate_object(struct elb_report *report, const struct elb_policy_match *candidate)
{
    json_t *object = json_object();

    elb_json_set(report, object, "policy", elb_json_string(candidate->policy->name));
    elb_json_set(report, object, "family", json_string(elb_family_name(candidate->policy->family)));
    elb_json_set(report, object, "exact", json_boolean(candidate->exact));
    elb_json_set(report, object, "unseen", json_integer((json_int_t)candidate->unseen));
    elb_json_set(report, object, "certificates",
                 elb_json_certificates(report, &candidate->certificates));
    elb_json_set(report, object, "missing", differences_array(report, candidate, false));
    elb_json_set(report, object, "extra", differences_array(report, candidate, true));
    return object;
}

static json_t *candidates_array(struct elb_report *report,
                                const struct elb_policy_match *candidates, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        elb_json_append(report, array, candidate_object(report, &candidates[i]));
    return array;
}

static json_t *reasons_array(struct elb_report *report,
                             const struct elb_identify_endpoint *endpoint)
{
    unsigned reasons = elb_identify_reasons(endpoint);
    json_t *array = json_array();

    for (unsigned i = 0; i < ELB_REASON_COUNT; i++) {
        struct elb_buffer text = {0};
        json_t *object;

        if (!(reasons & (1u << i)))
            continue;
        object = json_object();
        elb_identify_reason_text(&text, endpoint, (enum elb_identify_reason)i);
        elb_json_set(report, object, "reason",
                     json_string(elb_identify_reason_name((enum elb_identify_reason)i)));
        elb_json_set(report, object, "text", elb_json_string(elb_buffer_string(&text)));
        elb_report_part_done(report->out, &text);
        elb_json_append(report, array, object);
    }
    return array;
}

/* ---- Clients ---------------------------------------------------------------------------- */

/* Only what no other order and nothing untried could change. */
static json_t *outcome_object(struct elb_report *report, const struct elb_observed_check *row)
{
    json_t *object;

    if (row->version == 0)
        return json_null();
    object = json_object();
    elb_json_set(report, object, "version", elb_json_version(row->version));
    elb_json_set(report, object, "suite",
                 row->suite ? elb_json_suite_code(report, row->suite->code) : json_null());
    return object;
}

static json_t *client_object(struct elb_report *report, const struct elb_identify_result *result,
                             const struct elb_observed_check *row)
{
    static const char *const verdicts[] = {"compatible", "incompatible", "unknown"};
    json_t *object = json_object();

    elb_json_set(report, object, "client", elb_json_string(row->client->id));
    elb_json_set(report, object, "verdict", json_string(verdicts[row->verdict]));
    elb_json_set(report, object, "outcome", outcome_object(report, row));
    elb_json_set(report, object, "cause",
                 row->cause ? elb_json_string(elb_cause_name(row->cause)) : json_null());
    if (result->to)
        elb_json_set(report, object, "move", json_string(elb_observed_move_name(row->move)));
    return object;
}

static json_t *clients_array(struct elb_report *report, const struct elb_identify_result *result,
                             const struct elb_identify_endpoint *endpoint)
{
    json_t *array = json_array();

    for (size_t i = 0; i < endpoint->client_count; i++)
        elb_json_append(report, array, client_object(report, result, &endpoint->clients[i]));
    return array;
}

/* ---- The document ----------------------------------------------------------------------- */

static json_t *endpoint_object(struct elb_report *report, const struct elb_identify_result *result,
                               const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *identification = endpoint->identification;
    json_t *object = json_object();

    set_observation(report, object, endpoint->observation);
    elb_json_set(report, object, "matches",
                 candidates_array(report, identification->matches, identification->match_count));
    elb_json_set(report, object, "nearest",
                 candidates_array(report, identification->nearest, identification->nearest_count));
    elb_json_set(report, object, "may_be_custom", json_boolean(identification->may_be_custom));
    elb_json_set(report, object, "expected",
                 identification->expected ? candidate_object(report, identification->expected)
                                          : json_null());
    elb_json_set(report, object, "reasons", reasons_array(report, endpoint));
    elb_json_set(report, object, "clients", clients_array(report, result, endpoint));
    return object;
}

static void write_identify(struct elb_report *report, const void *data)
{
    const struct elb_identify_result *result = data;
    json_t *document = elb_json_begin(report, "elblint/identify/1");
    json_t *endpoints = json_array();

    for (size_t i = 0; i < result->endpoint_count; i++)
        elb_json_append(report, endpoints, endpoint_object(report, result, &result->endpoints[i]));
    elb_json_set(report, document, "endpoints", endpoints);
    elb_json_set(report, document, "to", elb_json_string(result->to ? result->to->name : NULL));
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_identify_json = {
    .verb = "identify",
    .format = "json",
    .write = write_identify,
};
