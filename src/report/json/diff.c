/* SPDX-License-Identifier: MIT */
/* `diff` as JSON: elblint/diff/1. */
#include "report/diff.h"
#include "report/json/json.h"

/* ---- Policies --------------------------------------------------------------------------- */

typedef json_t *code_function(struct elb_report *report, uint16_t code);

static json_t *codes_array(struct elb_report *report, const uint16_t *codes, size_t count,
                           code_function *object_of)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        elb_json_append(report, array, object_of(report, codes[i]));
    return array;
}

static json_t *moves_array(struct elb_report *report, const struct elb_list_change *change,
                           code_function *object_of)
{
    json_t *array = json_array();
    for (size_t i = 0; i < change->moved_count; i++) {
        const struct elb_move *move = &change->moved[i];
        json_t *object = object_of(report, move->code);
        elb_json_set(report, object, "from", json_integer((json_int_t)move->from));
        elb_json_set(report, object, "to", json_integer((json_int_t)move->to));
        elb_json_append(report, array, object);
    }
    return array;
}

static void set_list(struct elb_report *report, json_t *document, const char *key,
                     const struct elb_list_change *change, code_function *object_of)
{
    json_t *object = json_object();
    elb_json_set(report, object, "known", json_boolean(change->is_known));
    elb_json_set(report, object, "added",
                 codes_array(report, change->added, change->added_count, object_of));
    elb_json_set(report, object, "removed",
                 codes_array(report, change->removed, change->removed_count, object_of));
    elb_json_set(report, object, "moved", moves_array(report, change, object_of));
    elb_json_set(report, document, key, object);
}

static void set_lists(struct elb_report *report, json_t *document,
                      const struct elb_comparison *comparison)
{
    json_t *protocols = json_object();
    elb_json_set(report, protocols, "added",
                 elb_json_version_set(report, comparison->versions_added));
    elb_json_set(report, protocols, "removed",
                 elb_json_version_set(report, comparison->versions_removed));
    elb_json_set(report, document, "protocols", protocols);
    set_list(report, document, "suites", &comparison->suites, elb_json_suite_code);
    set_list(report, document, "groups", &comparison->groups, elb_json_group_code);
    set_list(report, document, "strongly_preferred_groups", &comparison->preferred_groups,
             elb_json_group_code);
    set_list(report, document, "signature_schemes", &comparison->schemes, elb_json_scheme_code);
}

/* Names of suites, protocols and attributes that the catalog has not. */
static void set_unknown(struct elb_report *report, json_t *document,
                        const struct elb_diff_pair *pair)
{
    json_t *object = json_object();
    elb_json_set(report, object, "added",
                 elb_json_strings(report, pair->unknown_added, pair->unknown_added_count));
    elb_json_set(report, object, "removed",
                 elb_json_strings(report, pair->unknown_removed, pair->unknown_removed_count));
    elb_json_set(report, document, "unknown", object);
}

static json_t *changed_values(struct elb_report *report, json_t *from, json_t *to)
{
    json_t *object = json_object();
    elb_json_set(report, object, "from", from);
    elb_json_set(report, object, "to", to);
    return object;
}

/* The facts of both, and whether a bit of the comparison stands for a difference. */
static void set_facts(struct elb_report *report, json_t *document,
                      const struct elb_comparison *comparison)
{
    static const char *const keys[] = {
        "minimum_version", "maximum_version", "forward_secrecy", "cbc",
        "insecure_suites", "sha1_signatures", "post_quantum",    "fips",
    };
    json_t *from = elb_json_facts(report, comparison->from);
    json_t *to = elb_json_facts(report, comparison->to);
    json_t *facts = json_object();
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (comparison->facts & (1u << i))
            elb_json_set(report, facts, keys[i],
                         changed_values(report, json_incref(json_object_get(from, keys[i])),
                                        json_incref(json_object_get(to, keys[i]))));
    }
    if (comparison->facts & ELB_FACT_SERVER_ORDER)
        elb_json_set(report, facts, "server_order",
                     changed_values(report, json_boolean(comparison->from->server_order),
                                    json_boolean(comparison->to->server_order)));
    if (comparison->facts & ELB_FACT_STATUS)
        elb_json_set(report, facts, "status",
                     changed_values(report, json_string(elb_status_name(comparison->from->status)),
                                    json_string(elb_status_name(comparison->to->status))));
    json_decref(from);
    json_decref(to);
    elb_json_set(report, document, "facts", facts);
}

static json_t *load_balancers_array(struct elb_report *report, unsigned set)
{
    json_t *array = json_array();
    for (unsigned bit = 1; bit < 1u << ELB_LB_COUNT; bit <<= 1) {
        if (set & bit)
            elb_json_append(report, array,
                            json_string(elb_load_balancer_name((enum elb_load_balancer)bit)));
    }
    return array;
}

static void set_load_balancers(struct elb_report *report, json_t *document,
                               const struct elb_comparison *comparison)
{
    unsigned from = comparison->from->load_balancers;
    unsigned to = comparison->to->load_balancers;
    json_t *load_balancers = json_object();
    json_t *backend = json_object();
    elb_json_set(report, load_balancers, "added", load_balancers_array(report, to & ~from));
    elb_json_set(report, load_balancers, "removed", load_balancers_array(report, from & ~to));
    elb_json_set(report, document, "load_balancers", load_balancers);
    for (unsigned bit = 1; bit <= comparison->backend; bit <<= 1) {
        enum elb_load_balancer kind = (enum elb_load_balancer)bit;
        if (comparison->backend & bit)
            elb_json_set(report, backend, elb_load_balancer_name(kind),
                         changed_values(report,
                                        elb_json_string(elb_policy_backend(comparison->from, kind)),
                                        elb_json_string(elb_policy_backend(comparison->to, kind))));
    }
    elb_json_set(report, document, "backend_policy", backend);
}

/* ---- Clients ---------------------------------------------------------------------------- */

static json_t *client_object(struct elb_report *report, const struct elb_client *client)
{
    static const char *const names[] = {"unknown", "supported", "ended"};
    json_t *object = json_object();
    elb_json_set(report, object, "client", elb_json_string(client->id));
    elb_json_set(report, object, "support",
                 json_string(names[elb_client_support(client, report->catalog->date)]));
    return object;
}

static json_t *changes_array(struct elb_report *report, unsigned changes)
{
    json_t *array = json_array();
    for (unsigned bit = 1; bit <= changes; bit <<= 1) {
        if (changes & bit)
            elb_json_append(report, array,
                            json_string(elb_handshake_change_name((enum elb_handshake_change)bit)));
    }
    return array;
}

static void set_verdicts(struct elb_report *report, json_t *object,
                         const struct elb_client_comparison *comparison)
{
    static const char *const verdicts[] = {"compatible", "incompatible", "unknown"};
    elb_json_set(report, object, "from", json_string(verdicts[comparison->from.verdict]));
    elb_json_set(report, object, "to", json_string(verdicts[comparison->to.verdict]));
}

/* One client of a list; what it says depends on the list. */
static json_t *row_object(struct elb_report *report, const struct elb_diff_client *row)
{
    const struct elb_client_comparison *comparison = &row->comparison;
    json_t *object = client_object(report, row->client);
    const char *cause = elb_cause_name(comparison->transition == ELB_TRANSITION_LOST
                                           ? comparison->to.failed.cause
                                           : comparison->from.failed.cause);
    if (comparison->transition == ELB_TRANSITION_LOST ||
        comparison->transition == ELB_TRANSITION_GAINED)
        elb_json_set(report, object, "cause", json_string(cause));
    if (comparison->transition == ELB_TRANSITION_UNKNOWN)
        set_verdicts(report, object, comparison);
    if (comparison->transition != ELB_TRANSITION_CHANGED)
        return object;
    elb_json_set(report, object, "from", elb_json_outcome(report, &comparison->from.outcome));
    elb_json_set(report, object, "to", elb_json_outcome(report, &comparison->to.outcome));
    elb_json_set(report, object, "changes", changes_array(report, comparison->changes));
    return object;
}

static void set_rows(struct elb_report *report, json_t *clients, const char *key,
                     const struct elb_diff_pair *pair, enum elb_transition transition)
{
    json_t *array = json_array();
    for (size_t i = 0; i < pair->client_count; i++) {
        if (pair->clients[i].comparison.transition == transition)
            elb_json_append(report, array, row_object(report, &pair->clients[i]));
    }
    elb_json_set(report, clients, key, array);
}

/* What an ecdsa256 certificate would change: ids, by what then becomes of them. */
static json_t *ecdsa_object(struct elb_report *report, const struct elb_diff_pair *pair)
{
    static const char *const keys[ELB_TRANSITION_COUNT] = {"same",   "changed", "lost",
                                                           "gained", "failing", "unknown"};
    json_t *object = json_object();
    for (int transition = 0; transition < ELB_TRANSITION_COUNT; transition++) {
        json_t *array = json_array();
        for (size_t i = 0; i < pair->client_count; i++) {
            if (elb_diff_is_other_with_ecdsa(&pair->clients[i], (enum elb_transition)transition))
                elb_json_append(report, array, elb_json_string(pair->clients[i].client->id));
        }
        elb_json_set(report, object, keys[transition], array);
    }
    return object;
}

static json_t *ranges_array(struct elb_report *report, const struct elb_diff_pair *pair)
{
    struct elb_arena arena = {0};
    struct elb_ranges ranges = {0};
    json_t *array = json_array();
    if (!elb_diff_ranges(&arena, report, pair, ELB_TRANSITION_LOST, ELB_DIFF_ANY, &ranges))
        report->out->out_of_memory = true;
    for (size_t i = 0; i < ranges.count; i++)
        elb_json_append(report, array, elb_json_string(ranges.list[i].text));
    elb_arena_done(&arena);
    return array;
}

static void set_clients(struct elb_report *report, json_t *document,
                        const struct elb_diff_result *result, const struct elb_diff_pair *pair)
{
    json_t *clients = json_object();
    elb_json_set(report, clients, "certificates",
                 elb_json_certificates(report, result->certificates));
    elb_json_set(report, clients, "certificates_assumed",
                 json_boolean(result->certificates_assumed));
    elb_json_set(report, clients, "count", json_integer((json_int_t)pair->client_count));
    set_rows(report, clients, "lost", pair, ELB_TRANSITION_LOST);
    elb_json_set(report, clients, "lost_ranges", ranges_array(report, pair));
    set_rows(report, clients, "gained", pair, ELB_TRANSITION_GAINED);
    set_rows(report, clients, "changed", pair, ELB_TRANSITION_CHANGED);
    set_rows(report, clients, "unknown", pair, ELB_TRANSITION_UNKNOWN);
    if (result->certificates_assumed)
        elb_json_set(report, clients, "with_ecdsa256", ecdsa_object(report, pair));
    elb_json_set(report, document, "clients", clients);
}

/* ---- The document ----------------------------------------------------------------------- */

/* Either may be NULL. */
static void set_names(struct elb_report *report, json_t *object, const struct elb_policy *from,
                      const struct elb_policy *to)
{
    elb_json_set(report, object, "from", elb_json_string(from != NULL ? from->name : NULL));
    elb_json_set(report, object, "to", elb_json_string(to != NULL ? to->name : NULL));
    elb_json_set(report, object, "from_family",
                 from != NULL ? json_string(elb_family_name(from->family)) : json_null());
    elb_json_set(report, object, "to_family",
                 to != NULL ? json_string(elb_family_name(to->family)) : json_null());
    elb_json_set(report, object, "from_path", elb_json_string(from != NULL ? from->origin : NULL));
    elb_json_set(report, object, "to_path", elb_json_string(to != NULL ? to->origin : NULL));
}

/* The keys of a comparison that could not be made: a reader finds them where it looks for them. */
static void set_failure(struct elb_report *report, json_t *document,
                        const struct elb_diff_result *result)
{
    static const char *const keys[] = {
        "drift", "protocols",      "suites",         "groups",  "strongly_preferred_groups",
        "facts", "load_balancers", "backend_policy", "clients", "signature_schemes",
    };
    set_names(report, document, result->from, result->to);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        elb_json_set(report, document, keys[i], json_null());
}

static void set_drift(struct elb_report *report, json_t *object, const struct elb_diff_pair *pair)
{
    elb_json_set(
        report, object, "drift",
        json_boolean((pair->is_drift || pair->from == NULL) && elb_diff_has_difference(pair)));
}

static void set_pair(struct elb_report *report, json_t *object,
                     const struct elb_diff_result *result, const struct elb_diff_pair *pair)
{
    set_names(report, object, pair->from, pair->to);
    set_drift(report, object, pair);
    if (pair->comparison == NULL)
        return;
    set_lists(report, object, pair->comparison);
    set_unknown(report, object, pair);
    set_facts(report, object, pair->comparison);
    set_load_balancers(report, object, pair->comparison);
    set_clients(report, object, result, pair);
}

static void write_diff(struct elb_report *report, const void *data)
{
    const struct elb_diff_result *result = data;
    json_t *document = elb_json_begin(report, "elblint/diff/1");
    if (!result->is_list && result->pair_count == 1) {
        set_pair(report, document, result, &result->pairs[0]);
    } else if (result->is_failed) {
        set_failure(report, document, result);
    } else {
        json_t *pairs = json_array();
        for (size_t i = 0; i < result->pair_count; i++) {
            json_t *object = json_object();
            set_pair(report, object, result, &result->pairs[i]);
            elb_json_append(report, pairs, object);
        }
        elb_json_set(report, document, "comparisons", pairs);
        elb_json_set(report, document, "unmatched",
                     elb_json_strings(report, result->unmatched, result->unmatched_count));
    }
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_diff_json = {
    .verb = "diff",
    .format = "json",
    .write = write_diff,
};
