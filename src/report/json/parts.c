/* SPDX-License-Identifier: MIT */

/* The words of TLS as JSON; DESIGN of the documents: schemas/. */

#include "report/json/json.h"

json_t *elb_json_code(uint16_t code)
{
    return json_sprintf("0x%04X", (unsigned)code);
}

json_t *elb_json_version(uint16_t version)
{
    const char *name = elb_version_name(version);

    if (version == 0)
        return json_null();
    return name ? elb_json_string(name) : elb_json_code(version);
}

json_t *elb_json_version_set(struct elb_report *report, elb_version_set versions)
{
    json_t *array = json_array();

    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (versions & elb_version_bit(version))
            elb_json_append(report, array, elb_json_version(version));
    }
    return array;
}

json_t *elb_json_strings(struct elb_report *report, const char *const *strings, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        elb_json_append(report, array, elb_json_string(strings[i]));
    return array;
}

json_t *elb_json_certificates(struct elb_report *report,
                              const struct elb_certificates *certificates)
{
    json_t *array = json_array();

    for (size_t i = 0; i < certificates->count; i++)
        elb_json_append(report, array,
                        elb_json_string(elb_certificate_name(certificates->list[i])));
    return array;
}

static json_t *suite_object(struct elb_report *report, uint16_t code, const char *iana,
                            const char *openssl)
{
    json_t *object = json_object();

    elb_json_set(report, object, "code", elb_json_code(code));
    elb_json_set(report, object, "iana", elb_json_string(iana));
    elb_json_set(report, object, "openssl", elb_json_string(openssl));
    return object;
}

static json_t *named_object(struct elb_report *report, uint16_t code, const char *name)
{
    json_t *object = json_object();

    elb_json_set(report, object, "code", elb_json_code(code));
    elb_json_set(report, object, "name", elb_json_string(name));
    return object;
}

json_t *elb_json_suite(struct elb_report *report, const struct elb_suite *suite)
{
    return suite ? suite_object(report, suite->code, suite->iana, suite->openssl) : json_null();
}

json_t *elb_json_suite_code(struct elb_report *report, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(report->catalog, code);

    return suite ? elb_json_suite(report, suite) : suite_object(report, code, NULL, NULL);
}

json_t *elb_json_group(struct elb_report *report, const struct elb_group *group)
{
    return group ? named_object(report, group->code, group->name) : json_null();
}

json_t *elb_json_group_code(struct elb_report *report, uint16_t code)
{
    const struct elb_group *group = elb_catalog_group(report->catalog, code);

    return named_object(report, code, group ? group->name : NULL);
}

json_t *elb_json_scheme(struct elb_report *report, const struct elb_scheme *scheme)
{
    return scheme ? named_object(report, scheme->code, scheme->name) : json_null();
}

json_t *elb_json_scheme_code(struct elb_report *report, uint16_t code)
{
    const struct elb_scheme *scheme = elb_catalog_scheme(report->catalog, code);

    return named_object(report, code, scheme ? scheme->name : NULL);
}

json_t *elb_json_facts(struct elb_report *report, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;
    json_t *object = json_object();

    elb_policy_facts(policy, &facts);
    elb_json_set(report, object, "minimum_version", elb_json_version(facts.minimum_version));
    elb_json_set(report, object, "maximum_version", elb_json_version(facts.maximum_version));
    elb_json_set(report, object, "forward_secrecy", json_boolean(facts.forward_secrecy));
    elb_json_set(report, object, "cbc", json_boolean(facts.cbc));
    elb_json_set(report, object, "insecure_suites", json_boolean(facts.insecure_suites));
    elb_json_set(report, object, "sha1_signatures",
                 policy->has_schemes ? json_boolean(facts.sha1_signatures) : json_null());
    elb_json_set(report, object, "fips", json_boolean(facts.fips));
    elb_json_set(report, object, "post_quantum", json_boolean(facts.post_quantum));
    return object;
}

/* Whether a retry comes hangs on what the client sends, where that is assumed. */
static json_t *hello_retry(const struct elb_outcome *outcome)
{
    unsigned open = ELB_ASSUMED_CLIENT_GROUPS | ELB_ASSUMED_CLIENT_KEY_SHARES;

    if (outcome->version >= ELB_TLS1_3 && (outcome->assumed & open) && !outcome->hello_retry)
        return json_null();
    return json_boolean(outcome->hello_retry);
}

json_t *elb_json_outcome(struct elb_report *report, const struct elb_outcome *outcome)
{
    json_t *object;

    if (!outcome->answered)
        return json_null();
    object = json_object();
    elb_json_set(report, object, "version", elb_json_version(outcome->version));
    elb_json_set(report, object, "suite", elb_json_suite(report, outcome->suite));
    elb_json_set(report, object, "group", elb_json_group(report, outcome->group));
    elb_json_set(report, object, "hello_retry", hello_retry(outcome));
    elb_json_set(report, object, "signature", elb_json_scheme(report, outcome->scheme));
    elb_json_set(report, object, "certificate",
                 elb_json_string(elb_certificate_name(outcome->certificate)));
    return object;
}
