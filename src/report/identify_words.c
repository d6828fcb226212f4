/* SPDX-License-Identifier: MIT */

/* Why an endpoint may not be what it was meant to be. */

#include "report/identify.h"

#include "report/show.h"

/* More policies are no answer. */
#define NAMES_MAX 6

bool elb_identify_is_match(const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *identification = endpoint->identification;

    if (identification->expected)
        return identification->expected->difference_count == 0;
    return identification->match_count > 0;
}

void elb_identify_target(struct elb_buffer *out, const struct elb_observation *observation)
{
    const char *host = observation->host ? observation->host : observation->address;

    if (!host && observation->origin_count > 0) /* some tools don't say what they spoke to */
        host = observation->origins[0];
    host = host ? host : "unknown endpoint";
    if (!observation->port)
        elb_buffer_append_string(out, host);
    else if (strchr(host, ':') && host[0] != '[') /* IPv6 (RFC 3986 section 3.2.2) */
        elb_buffer_printf(out, "[%s]:%u", host, observation->port);
    else
        elb_buffer_printf(out, "%s:%u", host, observation->port);
}

/* Versions of the policy that was asked for. */
static elb_version_set untried_versions(const struct elb_identify_endpoint *endpoint)
{
    elb_version_set untried = 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *seen = &endpoint->observation->versions[i];

        if (seen->seen == ELB_SEEN_UNKNOWN)
            untried |= elb_version_bit(seen->version);
    }
    return untried & endpoint->identification->expected->policy->versions;
}

unsigned elb_identify_reasons(const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *identification = endpoint->identification;
    const struct elb_policy_match *expected = identification->expected;
    unsigned foreign = identification->foreign;
    unsigned reasons = 0;
    bool differs = !elb_identify_is_match(endpoint);

    if (differs && expected && identification->match_count > 0)
        reasons |= 1u << ELB_REASON_OTHER_POLICY;
    if (differs && expected && identification->nearest_count > 0 &&
        identification->nearest[0].distance < expected->distance)
        reasons |= 1u << ELB_REASON_NEAREST_POLICY;
    if (differs && foreign)
        reasons |= 1u << ELB_REASON_PASSTHROUGH;
    if (differs && foreign == ELB_FOREIGN_CHACHA)
        reasons |= 1u << ELB_REASON_CDN;
    if (differs && identification->may_be_custom)
        reasons |= 1u << ELB_REASON_CUSTOM;
    if (expected && identification->needs_certificate_count > 0)
        reasons |= 1u << ELB_REASON_ONE_CERTIFICATE;
    if (expected && (expected->unseen > 0 || untried_versions(endpoint) != 0))
        reasons |= 1u << ELB_REASON_BLIND_SPOT;
    if (differs && endpoint->observation->contradiction_count > 0)
        reasons |= 1u << ELB_REASON_SEVERAL;
    return reasons;
}

const char *elb_identify_reason_name(enum elb_identify_reason reason)
{
    static const char *const names[ELB_REASON_COUNT] = {
        "other-policy",  "nearest-policy",    "pass-through",    "cdn",
        "custom-policy", "several-endpoints", "one-certificate", "blind-spot"};

    return names[reason];
}

static void write_foreign(struct elb_buffer *out, unsigned foreign)
{
    static const char *const words[] = {"suites", "groups", "SSLv2",
                                        "ChaCha20 suites below TLSv1.3",
                                        "an order of suites (the client's)"};
    bool is_first = true;

    if (foreign & ELB_FOREIGN_SUITES) /* they stand for all */
        foreign &= ~(unsigned)ELB_FOREIGN_CHACHA;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (!(foreign & (1u << i)))
            continue;
        foreign &= ~(1u << i);
        elb_buffer_printf(out, "%s%s", is_first ? "" : foreign ? ", " : " and ", words[i]);
        is_first = false;
    }
}

/* `it has A or B`; more than a few are only counted. */
static void write_names(struct elb_buffer *out, const char *verb,
                        const struct elb_policy_match *policies, size_t count)
{
    elb_buffer_append_string(out, verb);
    if (count > NAMES_MAX) {
        elb_buffer_printf(out, "one of %zu other policies", count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        elb_buffer_append_string(out, i == 0 ? "" : " or ");
        elb_policy_reference(out, policies[i].policy);
    }
}

static void write_other(struct elb_buffer *out, const struct elb_identification *identification)
{
    bool is_exact = identification->exact_count > 0;

    write_names(out, is_exact ? "it has " : "it may have ", identification->matches,
                is_exact ? identification->exact_count : identification->match_count);
}

static void write_nearest(struct elb_buffer *out, const struct elb_identification *identification)
{
    const struct elb_policy_match *nearest = identification->nearest;
    size_t count = 1;

    while (count < identification->nearest_count && nearest[count].distance == nearest->distance)
        count++;
    elb_buffer_append_string(out, "it has no policy of the catalog; the nearest is ");
    write_names(out, "", nearest, count);
    elb_buffer_printf(out, " (%zu difference%s)", nearest->difference_count,
                      nearest->difference_count == 1 ? "" : "s");
}

static void write_needs_certificate(struct elb_buffer *out, size_t count)
{
    elb_buffer_printf(out,
                      "%zu suite%s of the policy need%s a certificate of a type that was not seen",
                      count, count == 1 ? "" : "s", count == 1 ? "s" : "");
}

static void write_blind_spot(struct elb_buffer *out, const struct elb_identify_endpoint *endpoint)
{
    size_t unseen = endpoint->identification->expected->unseen;
    elb_version_set untried = untried_versions(endpoint);
    const char *separator = "";

    if (unseen > 0)
        elb_buffer_printf(out, "the scan leaves %zu thing%s open that the policy has%s", unseen,
                          unseen == 1 ? "" : "s", untried ? ", and " : "");
    if (!untried)
        return;
    elb_buffer_append_string(out, unseen > 0 ? "did not try " : "the scan did not try ");
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (!(untried & elb_version_bit(version)))
            continue;
        elb_buffer_printf(out, "%s%s", separator, elb_version_name(version));
        separator = ", ";
    }
}

void elb_identify_reason_text(struct elb_buffer *out, const struct elb_identify_endpoint *endpoint,
                              enum elb_identify_reason reason)
{
    const struct elb_identification *identification = endpoint->identification;

    switch (reason) {
    case ELB_REASON_OTHER_POLICY:
        write_other(out, identification);
        break;
    case ELB_REASON_NEAREST_POLICY:
        write_nearest(out, identification);
        break;
    case ELB_REASON_PASSTHROUGH:
        elb_buffer_append_string(out, "it has ");
        write_foreign(out, identification->foreign);
        elb_buffer_append_string(out, " that no load balancer has: a TCP listener passes TLS "
                                      "through to its target, or the name leads elsewhere");
        break;
    case ELB_REASON_CDN:
        elb_buffer_append_string(out, "a CDN in front of the load balancer answers like this");
        break;
    case ELB_REASON_CUSTOM:
        elb_buffer_append_string(out, "a custom policy of a Classic Load Balancer can be this");
        break;
    case ELB_REASON_ONE_CERTIFICATE:
        write_needs_certificate(out, identification->needs_certificate_count);
        break;
    case ELB_REASON_BLIND_SPOT:
        write_blind_spot(out, endpoint);
        break;
    case ELB_REASON_SEVERAL:
        elb_buffer_append_string(out, "the files contradict each other: the policy was changed in "
                                      "between, or several endpoints share the name");
        break;
    }
}

const char *elb_difference_kind_name(enum elb_difference_kind kind)
{
    static const char *const names[] = {"version",   "suite",       "group",           "order",
                                        "handshake", "certificate", "signature-scheme"};

    return names[kind];
}
