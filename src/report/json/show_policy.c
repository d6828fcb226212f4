/* SPDX-License-Identifier: MIT */

/* A policy as JSON. */

#include "report/json/show.h"

static json_t *load_balancers(struct elb_report *report, unsigned set)
{
    json_t *array = json_array();

    for (unsigned i = 0; i < ELB_LB_COUNT; i++) {
        if (set & 1u << i)
            elb_json_append(
                report, array,
                elb_json_string(elb_load_balancer_name((enum elb_load_balancer)(1 << i))));
    }
    return array;
}

/* {"application": "2023-03-22"}: what is not known is left out. */
static json_t *by_load_balancer(struct elb_report *report, const char *const values[ELB_LB_COUNT])
{
    json_t *object = json_object();

    for (unsigned i = 0; i < ELB_LB_COUNT; i++) {
        if (values[i])
            elb_json_set(report, object, elb_load_balancer_name((enum elb_load_balancer)(1 << i)),
                         elb_json_string(values[i]));
    }
    return object;
}

static json_t *suites(struct elb_report *report, const struct elb_policy *policy)
{
    json_t *array = json_array();

    for (size_t i = 0; i < policy->suite_count; i++)
        elb_json_append(report, array, elb_json_suite(report, policy->suites[i]));
    return array;
}

static json_t *groups(struct elb_report *report, const struct elb_group *const *list, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        elb_json_append(report, array, elb_json_group(report, list[i]));
    return array;
}

static json_t *schemes(struct elb_report *report, const struct elb_policy *policy)
{
    json_t *array = json_array();

    for (size_t i = 0; i < policy->scheme_count; i++)
        elb_json_append(report, array, elb_json_scheme(report, policy->schemes[i]));
    return array;
}

static json_t *certificates(struct elb_report *report, unsigned set)
{
    json_t *array = json_array();

    for (unsigned i = ELB_CERTIFICATE_RSA2048; i <= ELB_CERTIFICATE_ECDSA; i++) {
        if (set & 1u << i)
            elb_json_append(report, array,
                            elb_json_string(elb_certificate_name((enum elb_certificate)i)));
    }
    return array;
}

static json_t *confidence(struct elb_report *report, const struct elb_policy *policy)
{
    json_t *object = json_object();

    for (size_t i = 0; i < policy->provenance_count; i++)
        elb_json_set(report, object, policy->provenance[i].key,
                     elb_json_string(elb_confidence_name(policy->provenance[i].confidence)));
    return object;
}

static json_t *sources(struct elb_report *report, const struct elb_policy *policy)
{
    json_t *object = json_object();

    for (size_t i = 0; i < policy->provenance_count; i++) {
        const struct elb_provenance *provenance = &policy->provenance[i];

        elb_json_set(report, object, provenance->key,
                     elb_json_strings(report, provenance->sources, provenance->source_count));
    }
    return object;
}

/* Each in one line. */
static json_t *commands(struct elb_report *report, const struct elb_policy *policy)
{
    json_t *array = json_array();
    struct elb_buffer command = {0};

    for (size_t i = 0; elb_policy_command(&command, policy, i); i++) {
        for (size_t j = 0; j < command.length; j++) {
            if (command.data[j] == '\n')
                command.data[j] = ' ';
        }
        elb_json_append(report, array, elb_json_string(elb_buffer_string(&command)));
        elb_report_part_done(report->out, &command);
    }
    return array;
}

static void set_lists(struct elb_report *report, json_t *object, const struct elb_policy *policy)
{
    elb_json_set(report, object, "suites", suites(report, policy));
    elb_json_set(report, object, "server_order", json_boolean(policy->server_order));
    elb_json_set(report, object, "groups",
                 policy->has_groups ? groups(report, policy->groups, policy->group_count)
                                    : json_null());
    elb_json_set(report, object, "strongly_preferred_groups",
                 groups(report, policy->preferred_groups, policy->preferred_group_count));
    elb_json_set(report, object, "signature_schemes",
                 policy->has_schemes ? schemes(report, policy) : json_null());
    elb_json_set(report, object, "allowed_certificates",
                 policy->allowed_certificates ? certificates(report, policy->allowed_certificates)
                                              : json_null());
}

static void set_rest(struct elb_report *report, json_t *object, const struct elb_policy *policy)
{
    elb_json_set(report, object, "backend_policy", by_load_balancer(report, policy->backend));
    elb_json_set(report, object, "confidence", confidence(report, policy));
    elb_json_set(report, object, "sources", sources(report, policy));
    elb_json_set(report, object, "notes",
                 elb_json_strings(report, policy->notes, policy->note_count));
    elb_json_set(report, object, "commands", commands(report, policy));
    elb_json_set(report, object, "command_note", elb_json_string(elb_policy_command_note(policy)));
    elb_json_set(report, object, "path", elb_json_string(policy->origin));
}

json_t *elb_json_policy(struct elb_report *report, const struct elb_policy *policy, bool is_short)
{
    json_t *object = json_object();

    elb_json_set(report, object, "name", elb_json_string(policy->name));
    elb_json_set(report, object, "family", elb_json_string(elb_family_name(policy->family)));
    elb_json_set(report, object, "load_balancers", load_balancers(report, policy->load_balancers));
    elb_json_set(report, object, "status", elb_json_string(elb_status_name(policy->status)));
    elb_json_set(report, object, "released", by_load_balancer(report, policy->released));
    elb_json_set(report, object, "protocols", elb_json_version_set(report, policy->versions));
    if (!is_short)
        set_lists(report, object, policy);
    elb_json_set(report, object, "facts", elb_json_facts(report, policy));
    if (!is_short)
        set_rest(report, object, policy);
    return object;
}
