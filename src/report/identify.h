/* SPDX-License-Identifier: MIT */
/* What `identify` hands to its reporters: endpoints, what they may be, and their clients. */
#ifndef ELB_REPORT_IDENTIFY_H
#define ELB_REPORT_IDENTIFY_H

#include "elblint/identify.h"
#include "report/report.h"

struct elb_identify_endpoint {
    const struct elb_observation *observation;
    const struct elb_identification *identification;
    const struct elb_observed_check *clients; /* to the policy of --to, if there is one */
    size_t client_count;
};

struct elb_identify_result {
    const struct elb_identify_endpoint *endpoints;
    size_t endpoint_count;
    const struct elb_policy *expected; /* -p; or NULL */
    const struct elb_policy *to;       /* --to; or NULL */
};

/* Has this endpoint the policy that was asked for; or, if none was, any at all? */
bool elb_identify_is_match(const struct elb_identify_endpoint *endpoint);

/* `host:443`, as it was given to the tool. */
void elb_identify_target(struct elb_buffer *out, const struct elb_observation *observation);

/* Why it may differ from the policy that was asked for, one after the other. */
enum elb_identify_reason {
    ELB_REASON_OTHER_POLICY,    /* it has exactly another policy */
    ELB_REASON_NEAREST_POLICY,  /* it has none exactly; this one is nearest */
    ELB_REASON_PASSTHROUGH,     /* what answers is no load balancer: a target behind TCP */
    ELB_REASON_CDN,             /* or a CDN in front */
    ELB_REASON_CUSTOM,          /* a custom policy of a Classic Load Balancer */
    ELB_REASON_SEVERAL,         /* two policies, or two endpoints, behind one name */
    ELB_REASON_ONE_CERTIFICATE, /* suites of the policy that no certificate shows */
    ELB_REASON_BLIND_SPOT,      /* the scan leaves out what the policy has */
};
#define ELB_REASON_COUNT 8

unsigned elb_identify_reasons(const struct elb_identify_endpoint *endpoint); /* set of 1 << it */
/* `other-policy` ...; for ever. */
const char *elb_identify_reason_name(enum elb_identify_reason reason);
void elb_identify_reason_text(struct elb_buffer *out, const struct elb_identify_endpoint *endpoint,
                              enum elb_identify_reason reason);

/* `version`, `suite`, `group`, `order`, `handshake`, `certificate`, `signature-scheme` */
const char *elb_difference_kind_name(enum elb_difference_kind kind);

#endif
