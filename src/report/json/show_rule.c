/* SPDX-License-Identifier: MIT */

/* A rule as JSON. */

#include "base/alloc.h"
#include "report/json/show.h"

static json_t *example(struct elb_report *report, const struct elb_rule *rule, bool is_good)
{
    char *text = elb_rule_example(rule, report->catalog, is_good);
    json_t *string = text ? elb_json_string(text) : NULL; /* NULL: the document notes it */

    elb_free(text);
    return string;
}

static json_t *examples(struct elb_report *report, const struct elb_rule *rule)
{
    json_t *object = json_object();

    elb_json_set(report, object, "bad", example(report, rule, false));
    elb_json_set(report, object, "good", example(report, rule, true));
    return object;
}

/* [{policy, family}]; null: it is not about policies by themselves. */
static json_t *blamed(struct elb_report *report, const struct elb_rule *rule)
{
    json_t *array;

    if (!elb_rule_is_about_policies(rule))
        return json_null();
    array = json_array();
    for (size_t i = 0; i < report->catalog->policy_count; i++) {
        const struct elb_policy *policy = &report->catalog->policies[i];
        json_t *object;

        if (!elb_rule_blames(rule, report->catalog, policy))
            continue;
        object = json_object();
        elb_json_set(report, object, "policy", elb_json_string(policy->name));
        elb_json_set(report, object, "family", elb_json_string(elb_family_name(policy->family)));
        elb_json_append(report, array, object);
    }
    return array;
}

json_t *elb_json_rule(struct elb_report *report, const struct elb_rule *rule, bool is_short)
{
    json_t *object = json_object();

    elb_json_set(report, object, "id", elb_json_string(rule->id));
    elb_json_set(report, object, "severity", elb_json_string(elb_severity_name(rule->severity)));
    elb_json_set(report, object, "summary", elb_json_string(rule->summary));
    if (is_short)
        return object;
    elb_json_set(report, object, "text", elb_json_string(rule->text));
    elb_json_set(report, object, "citation", elb_json_string(rule->citation));
    elb_json_set(report, object, "examples", examples(report, rule));
    elb_json_set(report, object, "instead", elb_json_string(rule->instead));
    elb_json_set(report, object, "policies", blamed(report, rule));
    return object;
}
