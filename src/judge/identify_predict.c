/* SPDX-License-Identifier: MIT */

/* What a scanner would see of a policy: one handshake for each suite in each version. */

#include "elblint/negotiate.h"
#include "judge/identify.h"

static void add(struct elb_predicted_codes *codes, uint16_t code, bool is_certain)
{
    if (codes->count >= ELB_PREDICTED_MAX)
        return;
    codes->codes[codes->count] = code;
    codes->is_certain[codes->count++] = is_certain;
}

/* A client that offers nothing but this suite in this version, and fits in all else. */
static void offer_one(uint16_t version, const uint16_t *suite, struct elb_client *ret_client)
{
    static const uint16_t tls13 = ELB_TLS1_3;

    *ret_client = (struct elb_client){
        .legacy_version = version < ELB_TLS1_3 ? version : ELB_TLS1_2,
        .supported_versions = {.presence = ELB_NOT_SENT},
        .suites = {.presence = ELB_SENT, .codes = suite, .count = 1},
    };
    if (version == ELB_TLS1_3)
        ret_client->supported_versions =
            (struct elb_codes){.presence = ELB_SENT, .codes = &tls13, .count = 1};
}

/*
 * s2n answers with a suite of a higher version when nothing else is left. A TLS client breaks off
 * then; a scanner that only reads the ServerHello lists the suite. So that may be seen or not.
 *
 * Likewise for ECDHE in SSLv3: RFC 8422 is for TLS alone, but OpenSSL, which the old policies of
 * Classic were written for, answers with it.
 */
static void predict_suite(const struct elb_policy *policy,
                          const struct elb_certificates *certificates, uint16_t version,
                          const struct elb_suite *suite, struct elb_prediction *prediction)
{
    struct elb_predicted_version *part = &prediction->versions[version - ELB_SSL3];
    struct elb_outcome outcome;
    struct elb_client client;
    bool is_certain;

    offer_one(version, &suite->code, &client);
    elb_negotiate(policy, certificates, &client, &outcome);
    if (outcome.cause == ELB_CAUSE_CERTIFICATE_NOT_ALLOWED)
        prediction->refused_certificate = (uint16_t)certificates->list[0];
    if (version == ELB_SSL3 && policy->family == ELB_FAMILY_CLASSIC &&
        suite->key_exchange == ELB_KX_ECDHE && suite->first_version > ELB_SSL3)
        add(&part->suites, suite->code, false);
    if (!outcome.answered || outcome.version != version)
        return;
    if (outcome.cause == ELB_CAUSE_NONE) {
        is_certain = !(outcome.assumed & ELB_ASSUMED_POLICY_DHE);
        add(&part->suites, suite->code, is_certain);
        part->is_accepted |= is_certain;
    } else if (outcome.cause == ELB_CAUSE_SUITE_ABOVE_VERSION) {
        add(&part->suites, suite->code, false);
    }
}

static bool uses_groups(const struct elb_policy *policy, const struct elb_predicted_codes *suites)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        const struct elb_suite *suite = policy->suites[i];

        for (size_t j = 0; j < suites->count; j++) {
            if (suites->codes[j] == suite->code &&
                (suite->key_exchange == ELB_KX_ECDHE || suite->key_exchange == ELB_KX_ANY))
                return true;
        }
    }
    return false;
}

/* Hybrids and ML-KEM are of TLS 1.3 only. */
static void predict_groups(const struct elb_policy *policy, uint16_t version,
                           struct elb_predicted_version *part)
{
    part->has_groups = policy->has_groups;
    if (!policy->has_groups || !uses_groups(policy, &part->suites))
        return;
    for (size_t i = 0; i < policy->group_count; i++) {
        const struct elb_group *group = policy->groups[i];

        if (version == ELB_TLS1_3 || group->kind == ELB_GROUP_ECDHE)
            add(&part->groups, group->code, true);
    }
}

void elb_predict(const struct elb_policy *policy, const struct elb_certificates *certificates,
                 struct elb_prediction *ret_prediction)
{
    ret_prediction->policy = policy;
    ret_prediction->certificates = certificates;
    ret_prediction->refused_certificate = ELB_CERTIFICATE_NONE;
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        struct elb_predicted_version *part = &ret_prediction->versions[version - ELB_SSL3];

        part->is_accepted = false;
        part->suites.count = 0;
        part->groups.count = 0;
        part->has_groups = policy->has_groups;
        if (!(policy->versions & elb_version_bit(version)))
            continue;
        for (size_t i = 0; i < policy->suite_count; i++)
            predict_suite(policy, certificates, version, policy->suites[i], ret_prediction);
        predict_groups(policy, version, part);
    }
}

void elb_certificates_fit(const struct elb_policy *policy, struct elb_certificates *certificates)
{
    for (size_t i = 0; policy->allowed_certificates && i < certificates->count; i++) {
        enum elb_certificate kind = certificates->list[i];

        if (kind != ELB_CERTIFICATE_RSA && kind != ELB_CERTIFICATE_ECDSA)
            continue;
        for (unsigned size = ELB_CERTIFICATE_RSA2048; size <= ELB_CERTIFICATE_ECDSA521; size++) {
            enum elb_certificate sized = (enum elb_certificate)size;
            bool is_same = elb_certificate_is_rsa(sized) == elb_certificate_is_rsa(kind);

            if (is_same && (policy->allowed_certificates & (1u << size)))
                certificates->list[i] = sized;
        }
    }
}
