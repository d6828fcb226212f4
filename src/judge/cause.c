/* SPDX-License-Identifier: MIT */
/* The causes of a failed handshake: their names, which are for ever, and who stops. */
#include "elblint/negotiate.h"

static const struct {
    const char *name;
    const char *by;
    unsigned alert;
} causes[] = {
    [ELB_CAUSE_NONE] = {"none", NULL, 0},
    /* protocol_version(70) is the only alert that is certain: s2n closes with close_notify
     * where others send handshake_failure(40) */
    [ELB_CAUSE_NO_SHARED_PROTOCOL] = {"no-shared-protocol", "server", 70},
    [ELB_CAUSE_NO_SHARED_SUITE] = {"no-shared-suite", "server", 0},
    [ELB_CAUSE_NO_SHARED_GROUP] = {"no-shared-group", "server", 0},
    [ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE] = {"no-certificate-for-suite", "server", 0},
    [ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE] = {"no-signature-for-certificate", "server", 0},
    [ELB_CAUSE_INAPPROPRIATE_FALLBACK] = {"inappropriate-fallback", "server", 0},
    [ELB_CAUSE_CERTIFICATE_NOT_ALLOWED] = {"certificate-not-allowed", "configuration", 0},
    [ELB_CAUSE_VERSION_NOT_OFFERED] = {"version-not-offered", "client", 0},
    [ELB_CAUSE_SIGNATURE_NOT_OFFERED] = {"signature-not-offered", "client", 0},
    [ELB_CAUSE_SUITE_ABOVE_VERSION] = {"suite-above-version", "client", 0},
    [ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED] = {"certificate-curve-not-offered", "client", 0},
    [ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED] = {"certificate-not-accepted", "client", 0},
};

const char *elb_cause_name(enum elb_cause cause)
{
    return causes[cause].name;
}

const char *elb_cause_by(enum elb_cause cause)
{
    return causes[cause].by;
}

unsigned elb_cause_alert(enum elb_cause cause)
{
    return causes[cause].alert;
}
