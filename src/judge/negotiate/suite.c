/* SPDX-License-Identifier: MIT */
/* The cipher suite, and why there is none. */
#include "judge/negotiate/stages.h"

enum usability { USABLE, NO_CERTIFICATE, NO_GROUP, NO_GROUP_NOR_CERTIFICATE, UNUSABLE };

static enum usability classic_dhe_usability(const struct handshake *hs,
                                            const struct elb_suite *suite)
{
    if (suite->authentication == ELB_AUTH_ANONYMOUS)
        return USABLE;
    if (elb_handshake_certificate(hs, suite->authentication) == ELB_CERTIFICATE_NONE)
        return NO_CERTIFICATE;
    return USABLE;
}

static enum usability ecdhe_usability(const struct handshake *hs, const struct elb_suite *suite)
{
    bool certificate = suite->authentication == ELB_AUTH_ANONYMOUS ||
                       elb_handshake_certificate(hs, suite->authentication) != ELB_CERTIFICATE_NONE;
    if (hs->has_curve)
        return certificate ? USABLE : NO_CERTIFICATE;
    return certificate ? NO_GROUP : NO_GROUP_NOR_CERTIFICATE;
}

static enum usability suite_usability(const struct handshake *hs, const struct elb_suite *suite)
{
    bool tls13 = hs->outcome->version >= ELB_TLS1_3;
    if (elb_suite_is_tls13(suite) != tls13)
        return UNUSABLE;
    if (tls13)
        return USABLE;
    switch (suite->key_exchange) {
    case ELB_KX_RSA:
        if (suite->authentication != ELB_AUTH_RSA)
            return UNUSABLE;
        return elb_handshake_certificate(hs, ELB_AUTH_RSA) ? USABLE : NO_CERTIFICATE;
    case ELB_KX_ECDHE:
        return ecdhe_usability(hs, suite);
    case ELB_KX_DHE:
        /* s2n has no DH parameters in a load balancer */
        return elb_handshake_is_classic(hs) ? classic_dhe_usability(hs, suite) : UNUSABLE;
    default:
        return UNUSABLE; /* static DH and ECDH, PSK, SRP, Kerberos */
    }
}

/* Why the suites that both sides have could not be used. */
struct obstacles {
    bool common;         /* there are such suites */
    bool all_need_group; /* each of them fails for its group, whatever the certificate */
    bool any_only_group; /* some has its certificate and fails for its group alone */
    bool dhe;            /* some is DHE */
};

static void note_obstacle(struct obstacles *obstacles, enum usability usability)
{
    if (usability == UNUSABLE)
        return;
    if (!obstacles->common)
        obstacles->all_need_group = true;
    obstacles->common = true;
    obstacles->all_need_group &= usability == NO_GROUP || usability == NO_GROUP_NOR_CERTIFICATE;
    obstacles->any_only_group |= usability == NO_GROUP;
}

static enum elb_cause obstacle_cause(const struct obstacles *obstacles)
{
    if (!obstacles->common)
        return ELB_CAUSE_NO_SHARED_SUITE;
    if (obstacles->all_need_group || obstacles->any_only_group)
        return ELB_CAUSE_NO_SHARED_GROUP;
    return ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE;
}

static const struct elb_suite *policy_suite(const struct elb_policy *policy, uint16_t code)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i]->code == code)
            return policy->suites[i];
    }
    return NULL;
}

/* The i-th suite that both sides have, in the order that decides; NULL: not common. */
static const struct elb_suite *common_suite(const struct handshake *hs, size_t i)
{
    if (!hs->policy->server_order)
        return policy_suite(hs->policy, hs->client->suites.codes[i]);
    const struct elb_suite *suite = hs->policy->suites[i];
    return elb_codes_has(&hs->client->suites, suite->code) ? suite : NULL;
}

/* What the choice of a suite of TLS 1.2 or below took for granted, and its group. */
static bool take_suite(struct handshake *hs, const struct elb_suite *suite)
{
    hs->outcome->suite = suite;
    if (suite->key_exchange == ELB_KX_DHE)
        hs->outcome->assumed |= ELB_ASSUMED_POLICY_DHE;
    if (suite->key_exchange != ELB_KX_ECDHE)
        return true;
    hs->outcome->group = hs->curve;
    if (!hs->policy->has_groups)
        hs->outcome->assumed |= ELB_ASSUMED_POLICY_GROUPS;
    else if (hs->client->groups.presence == ELB_UNKNOWN)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_GROUPS;
    return true;
}

/*
 * The first usable suite wins. If every usable one belongs to a higher version, s2n answers with
 * the first of them all the same (s2n_cipher_suites.c), and the client will refuse it.
 */
bool elb_stage_suite(struct handshake *hs)
{
    struct obstacles obstacles = {0};
    const struct elb_suite *above = NULL;
    size_t count = hs->policy->server_order ? hs->policy->suite_count : hs->client->suites.count;
    for (size_t i = 0; i < count; i++) {
        const struct elb_suite *suite = common_suite(hs, i);
        if (suite == NULL)
            continue;
        enum usability usability = suite_usability(hs, suite);
        if (usability == USABLE && suite->first_version <= hs->outcome->version) {
            return take_suite(hs, suite);
        }
        if (usability == USABLE && above == NULL)
            above = suite;
        if (usability != USABLE)
            note_obstacle(&obstacles, usability);
        obstacles.dhe |= suite->key_exchange == ELB_KX_DHE;
    }
    if (above != NULL && !elb_handshake_is_classic(hs))
        return take_suite(hs, above);
    if (obstacles.dhe && !elb_handshake_is_classic(hs))
        hs->outcome->remarks |= ELB_REMARK_DHE_UNUSABLE;
    return elb_handshake_fail(hs, obstacle_cause(&obstacles));
}
