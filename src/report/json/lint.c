/* SPDX-License-Identifier: MIT */
/* `lint` as JSON: elblint/lint/1. */
#include "report/lint.h"
#include "report/json/json.h"

static json_t *number_or_null(long long number, bool is_known)
{
    return is_known ? json_integer(number) : json_null();
}

static void set_place(struct elb_report *report, json_t *object, const char *path,
                      const struct elb_span *span)
{
    elb_json_set(report, object, "path", elb_json_string(path));
    elb_json_set(report, object, "line", number_or_null(span->line, span->line > 0));
    elb_json_set(report, object, "column", number_or_null(span->column, span->line > 0));
    elb_json_set(report, object, "end_line", number_or_null(span->end_line, span->line > 0));
    elb_json_set(report, object, "end_column", number_or_null(span->end_column, span->line > 0));
}

/* ---- Listeners -------------------------------------------------------------------------- */

static json_t *declared_object(struct elb_report *report, const struct elb_declared_policy *policy)
{
    json_t *object = json_object();

    elb_json_set(report, object, "policy", elb_json_string(policy->name));
    elb_json_set(report, object, "known", json_boolean(policy->policy != NULL));
    elb_json_set(report, object, "how", json_string(elb_how_name(policy->how)));
    elb_json_set(report, object, "reason", elb_json_string(policy->reason));
    elb_json_set(report, object, "reference", elb_json_string(policy->reference));
    return object;
}

/* What is in force: a policy of a Classic Load Balancer that refers to another one is that one. */
static const char *effective_name(const struct elb_declared_policy *policy)
{
    return policy->reference ? policy->reference : policy->name;
}

static json_t *policy_names(struct elb_report *report, const struct elb_declared_policy *policies,
                            size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        if (effective_name(&policies[i]))
            elb_json_append(report, array, elb_json_string(effective_name(&policies[i])));
    }
    return array;
}

static json_t *declared_array(struct elb_report *report, const struct elb_declared_policy *policies,
                              size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        elb_json_append(report, array, declared_object(report, &policies[i]));
    return array;
}

static const char *declaration_name(enum elb_declaration declaration)
{
    static const char *const names[] = {"listener", "policy", "value"};

    return names[declaration];
}

static void set_policies(struct elb_report *report, json_t *object,
                         const struct elb_listener *listener)
{
    elb_json_set(report, object, "policies",
                 policy_names(report, listener->policies, listener->policy_count));
    elb_json_set(report, object, "how", json_string(elb_how_name(listener->how)));
    elb_json_set(report, object, "choices",
                 declared_array(report, listener->policies, listener->policy_count));
    elb_json_set(report, object, "unresolved", elb_json_string(listener->unresolved));
    elb_json_set(report, object, "before",
                 listener->has_before
                     ? policy_names(report, listener->before, listener->before_count)
                     : json_null());
}

static json_t *listener_object(struct elb_report *report, const struct elb_listener *listener)
{
    json_t *object = json_object();

    elb_json_set(report, object, "declares", json_string(declaration_name(listener->declaration)));
    elb_json_set(report, object, "format", json_string(listener->format));
    set_place(report, object, listener->path, &listener->span);
    elb_json_set(report, object, "address", elb_json_string(listener->address));
    elb_json_set(report, object, "load_balancer",
                 listener->load_balancer
                     ? json_string(elb_load_balancer_name(listener->load_balancer))
                     : json_null());
    elb_json_set(report, object, "load_balancer_from",
                 json_string(elb_known_from_name(listener->load_balancer_from)));
    elb_json_set(report, object, "protocol", elb_json_string(listener->protocol));
    elb_json_set(report, object, "port", number_or_null(listener->port, listener->port >= 0));
    set_policies(report, object, listener);
    elb_json_set(report, object, "note", elb_json_string(listener->note));
    return object;
}

/* ---- Findings --------------------------------------------------------------------------- */

static json_t *also_array(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *array = json_array();

    for (size_t i = 0; i < finding->also_count; i++)
        elb_json_append(report, array, elb_json_string(finding->also[i].text));
    return array;
}

static json_t *also_rules_array(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *array = json_array();

    for (size_t i = 0; i < finding->also_count; i++)
        elb_json_append(report, array, json_string(finding->also[i].rule->id));
    return array;
}

static json_t *clients_array(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *array = json_array();

    for (size_t i = 0; i < finding->client_count; i++) {
        const struct elb_lost_client *lost = &finding->clients[i];
        json_t *object = json_object();

        elb_json_set(report, object, "client", elb_json_string(lost->client->id));
        elb_json_set(report, object, "cause", json_string(elb_cause_name(lost->cause)));
        elb_json_set(report, object, "supported", json_boolean(lost->supported));
        elb_json_append(report, array, object);
    }
    return array;
}

static json_t *fix_object(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *object;

    if (!finding->replace)
        return json_null();
    object = json_object();
    elb_json_set(report, object, "replace", elb_json_string(finding->replace));
    elb_json_set(report, object, "with", elb_json_string(finding->with));
    return object;
}

static json_t *finding_object(struct elb_report *report, const struct elb_finding *finding)
{
    const struct elb_listener *listener = finding->listener;
    json_t *object = json_object();

    elb_json_set(report, object, "rule", json_string(finding->rule->id));
    elb_json_set(report, object, "severity", json_string(elb_severity_name(finding->severity)));
    set_place(report, object, finding->path, &finding->span);
    elb_json_set(report, object, "address", elb_json_string(listener ? listener->address : NULL));
    elb_json_set(report, object, "policy", elb_json_string(finding->policy_name));
    elb_json_set(report, object, "profile",
                 finding->profile && finding->policy
                     ? elb_json_profile_result(report, finding->profile, finding->policy)
                     : json_null());
    elb_json_set(report, object, "message", elb_json_string(finding->message));
    elb_json_set(report, object, "also", also_array(report, finding));
    elb_json_set(report, object, "also_rules", also_rules_array(report, finding));
    elb_json_set(report, object, "help", elb_json_string(finding->help));
    elb_json_set(report, object, "suggested",
                 elb_json_string(finding->suggested ? finding->suggested->name : NULL));
    elb_json_set(report, object, "fix", fix_object(report, finding));
    elb_json_set(report, object, "clients", clients_array(report, finding));
    elb_json_set(report, object, "suppressed", elb_json_string(finding->suppressed));
    elb_json_set(report, object, "fingerprint", json_string(finding->fingerprint));
    return object;
}

/* ---- The document ----------------------------------------------------------------------- */

static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;
    json_t *document = elb_json_begin(report, "elblint/lint/1");
    json_t *listeners = json_array();
    json_t *findings = json_array();

    for (size_t i = 0; i < elb_listeners_count(lint->listeners); i++)
        elb_json_append(report, listeners,
                        listener_object(report, elb_listeners_at(lint->listeners, i)));
    for (size_t i = 0; i < elb_findings_count(lint->findings); i++)
        elb_json_append(report, findings,
                        finding_object(report, elb_findings_at(lint->findings, i)));
    elb_json_set(report, document, "listeners", listeners);
    elb_json_set(report, document, "findings", findings);
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_lint_json = {"lint", "json", write_lint};
