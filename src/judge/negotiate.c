/* SPDX-License-Identifier: MIT */
/*
 * What the load balancer would answer, stage by stage in the order of a handshake; each stage has
 * its own file in negotiate/.
 *
 * "s2n" there is aws/s2n-tls, the TLS library of Application and Network Load Balancers; the rules
 * named after it were found by feeding it ClientHellos. Classic Load Balancers follow RFC 5246
 * where they are known to, and leave assumptions where AWS publishes nothing.
 */
#include "elblint/negotiate.h"

#include "judge/negotiate/stages.h"

#include <assert.h>

/* s2n_security_policies.c, s2n_security_policy_validate_certificate_chain(): at load. */
static bool check_configuration(struct handshake *hs)
{
    unsigned allowed = hs->policy->allowed_certificates;
    for (size_t i = 0; allowed != 0 && i < hs->certificates->count; i++) {
        if (!(allowed & (1u << hs->certificates->list[i])))
            return elb_handshake_fail(hs, ELB_CAUSE_CERTIFICATE_NOT_ALLOWED);
    }
    return true;
}

/* s2n_signature_algorithms.c has room for this many; Classic is another library. */
#define SCHEMES_MAX 128

static bool check_scheme_count(struct handshake *hs)
{
    if (elb_handshake_is_classic(hs) || hs->client->schemes.count <= SCHEMES_MAX)
        return true;
    hs->outcome->remarks |= ELB_REMARK_TOO_MANY_SCHEMES;
    return elb_handshake_fail(hs, ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE);
}

/* s2n: the group comes first, so that no common group beats no common suite. */
static bool negotiate_tls13(struct handshake *hs)
{
    return elb_stage_group(hs) && elb_stage_suite(hs) && elb_stage_signature(hs) &&
           elb_stage_retry(hs);
}

static bool negotiate_older(struct handshake *hs)
{
    elb_stage_curve(hs);
    return elb_stage_suite(hs) && elb_stage_signature(hs);
}

static bool is_answered(struct handshake *hs)
{
    if (!check_configuration(hs))
        return false;
    /* RFC 8446 section 4.1.2: not even a well-formed hello */
    if (hs->client->suites.count == 0)
        return elb_handshake_fail(hs, ELB_CAUSE_NO_SHARED_SUITE);
    if (!elb_stage_version(hs) || !check_scheme_count(hs))
        return false;
    return hs->outcome->version >= ELB_TLS1_3 ? negotiate_tls13(hs) : negotiate_older(hs);
}

void elb_negotiate(const struct elb_policy *policy, const struct elb_certificates *certificates,
                   const struct elb_client *client, struct elb_outcome *ret_outcome)
{
    assert(certificates->count > 0 && client->legacy_version != 0);
    *ret_outcome = (struct elb_outcome){.cause = ELB_CAUSE_NONE};
    struct handshake hs = {
        .policy = policy,
        .certificates = certificates,
        .client = client,
        .outcome = ret_outcome,
    };
    ret_outcome->answered = is_answered(&hs);
    if (ret_outcome->answered)
        elb_stage_client(&hs);
}
