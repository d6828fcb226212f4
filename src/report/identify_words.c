/* SPDX-License-Identifier: MIT */

/* Why an endpoint may not be what it was meant to be. */

#include "report/identify.h"

#include "report/show.h"

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
    elb_buffer_append_string(out, host ? host : "unknown endpoint");
    if (observation->port)
        elb_buffer_printf(out, ":%u", observation->port);
}

unsigned elb_identify_reasons(const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *identification = endpoint->identification;
    const struct elb_policy_match *expected = identification->expected;
    unsigned foreign = identification->foreign;
    unsigned reasons = 0;
    bool differs = !elb_identify_is_match(endpoint);

    if (differs && expected && identification->exact_count > 0)
        reasons |= 1u << ELB_REASON_OTHER_POLICY;
    if (differs && expected && identification->nearest_count > 0 &&
        identification->nearest[0].policy != expected->policy)
        reasons |= 1u << ELB_REASON_NEAREST_POLICY;
    if (differs && foreign)
        reasons |= 1u << ELB_REASON_PASSTHROUGH;
    if (differs && foreign == ELB_FOREIGN_CHACHA)
        reasons |= 1u << ELB_REASON_CDN;
    if (differs && identification->may_be_custom)
        reasons |= 1u << ELB_REASON_CUSTOM;
    if (expected && identification->needs_certificate_count > 0)
        reasons |= 1u << ELB_REASON_ONE_CERTIFICATE;
    if (expected && expected->unseen > 0)
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
                                        "ChaCha20 suites below TLSv1.3"};
    bool is_first = true;

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (!(foreign & (1u << i)))
            continue;
        elb_buffer_printf(out, "%s%s", is_first ? "" : " and ", words[i]);
        is_first = false;
    }
}

static void write_other(struct elb_buffer *out, const struct elb_identification *identification)
{
    for (size_t i = 0; i < identification->exact_count; i++) {
        elb_buffer_append_string(out, i == 0 ? "it has " : " or ");
        elb_policy_reference(out, identification->matches[i].policy);
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
        elb_buffer_append_string(out, "it has no policy of the catalog; the nearest is ");
        elb_policy_reference(out, identification->nearest[0].policy);
        elb_buffer_printf(out, " (%zu difference%s)", identification->nearest[0].difference_count,
                          identification->nearest[0].difference_count == 1 ? "" : "s");
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
        elb_buffer_printf(out,
                          "%zu suites of the policy need a certificate of another type than the "
                          "endpoint's: no scan shows them",
                          identification->needs_certificate_count);
        break;
    case ELB_REASON_BLIND_SPOT:
        elb_buffer_printf(out, "the scan leaves %zu things open that the policy has",
                          identification->expected->unseen);
        break;
    case ELB_REASON_SEVERAL:
        elb_buffer_append_string(out, "the files contradict each other: the policy was changed in "
                                      "between, or several endpoints share the name");
        break;
    }
}

const char *elb_difference_kind_name(enum elb_difference_kind kind)
{
    static const char *const names[] = {"version", "suite",     "group",
                                        "order",   "handshake", "certificate"};

    return names[kind];
}
