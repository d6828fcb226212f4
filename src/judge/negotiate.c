/* SPDX-License-Identifier: MIT */
/*
 * What the load balancer would answer, stage by stage in the order of a handshake: configuration,
 * version, fallback, group, suite, signature, and then what the client makes of it.
 *
 * "s2n" below is aws/s2n-tls, the TLS library of Application and Network Load Balancers; the rules
 * named after it were found by feeding it ClientHellos. Classic Load Balancers follow RFC 5246
 * where they are known to, and leave assumptions where AWS publishes nothing.
 */
#include <elblint/negotiate.h>

#include <assert.h>

#include "tls/groups.h"

/* What the stages know so far. `outcome` is the caller's and is filled in as they go. */
struct handshake {
    const struct elb_policy *policy;
    const struct elb_certificates *certificates;
    const struct elb_client *client;
    struct elb_outcome *outcome;
    uint16_t server_maximum;
    bool has_curve;                /* an ECDHE suite of TLS 1.2 or below can be used */
    const struct elb_group *curve; /* with this one; NULL: with one that is not known */
};

static bool is_classic(const struct handshake *hs)
{
    return hs->policy->family == ELB_FAMILY_CLASSIC;
}

static bool fail(struct handshake *hs, enum elb_cause cause)
{
    hs->outcome->cause = cause;
    return false;
}

static enum elb_certificate first_certificate(const struct elb_certificates *certificates,
                                              bool (*is_type)(enum elb_certificate))
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (is_type(certificates->list[i]))
            return certificates->list[i];
    }
    return ELB_CERTIFICATE_NONE;
}

static enum elb_certificate certificate_for(const struct handshake *hs,
                                            enum elb_authentication authentication)
{
    switch (authentication) {
    case ELB_AUTH_RSA:
        return first_certificate(hs->certificates, elb_certificate_is_rsa);
    case ELB_AUTH_ECDSA:
        return first_certificate(hs->certificates, elb_certificate_is_ecdsa);
    default:
        return ELB_CERTIFICATE_NONE;
    }
}

/* ---- Configuration ---------------------------------------------------------------------- */

/* s2n_security_policies.c, s2n_security_policy_validate_certificate_chain(): at load. */
static bool check_configuration(struct handshake *hs)
{
    unsigned allowed = hs->policy->allowed_certificates;
    for (size_t i = 0; allowed != 0 && i < hs->certificates->count; i++) {
        if (!(allowed & (1u << hs->certificates->list[i])))
            return fail(hs, ELB_CAUSE_CERTIFICATE_NOT_ALLOWED);
    }
    return true;
}

/* ---- Version ---------------------------------------------------------------------------- */

/*
 * s2n speaks TLS 1.3 iff the policy has a suite of TLS 1.3, and otherwise goes up to TLS 1.2
 * (s2n_security_policies.c). Classic goes by its protocol list.
 */
static uint16_t server_maximum(const struct elb_policy *policy)
{
    if (policy->family == ELB_FAMILY_CLASSIC)
        return elb_version_highest(policy->versions);
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (elb_suite_is_tls13(policy->suites[i]))
            return ELB_TLS1_3;
    }
    return ELB_TLS1_2;
}

/* The highest of SSLv3 to TLSv1.3 that is listed; drafts and GREASE don't count. */
static uint16_t highest_supported(const struct elb_codes *supported_versions)
{
    uint16_t highest = 0;
    for (size_t i = 0; i < supported_versions->count; i++) {
        uint16_t version = supported_versions->codes[i];
        if (version >= ELB_SSL3 && version <= ELB_TLS1_3 && version > highest)
            highest = version;
    }
    return highest;
}

/*
 * What the server takes for the client's highest version. A server without TLS 1.3 ignores
 * supported_versions, and a legacy_version above TLS 1.2 counts as TLS 1.2
 * (RFC 8446 section 4.2.1; s2n_client_supported_versions.c).
 */
static uint16_t client_maximum(const struct handshake *hs)
{
    const struct elb_client *client = hs->client;
    if (hs->server_maximum >= ELB_TLS1_3 && client->supported_versions.presence == ELB_SENT)
        return highest_supported(&client->supported_versions);
    return client->legacy_version < ELB_TLS1_2 ? client->legacy_version : ELB_TLS1_2;
}

/* Classic may have gaps in its list, and goes down to the next version that it has. */
static uint16_t highest_at_most(elb_version_set versions, uint16_t limit)
{
    uint16_t version = limit < ELB_TLS1_3 ? limit : ELB_TLS1_3;
    while (version >= ELB_SSL3 && !(versions & elb_version_bit(version)))
        version--;
    return version >= ELB_SSL3 ? version : 0;
}

/* No version below the highest common one is ever tried: what does not fit there, fails. */
static bool choose_version(struct handshake *hs)
{
    uint16_t maximum = client_maximum(hs);
    uint16_t minimum = elb_version_lowest(hs->policy->versions);
    hs->outcome->version =
        is_classic(hs) ? highest_at_most(hs->policy->versions, maximum) : maximum;
    /* s2n answers SSLv3 to nobody (s2n_client_hello.c) */
    if (!is_classic(hs) && maximum <= ELB_SSL3)
        hs->outcome->version = 0;
    if (hs->outcome->version < minimum || hs->outcome->version == 0) {
        hs->outcome->version = 0;
        return fail(hs, ELB_CAUSE_NO_SHARED_PROTOCOL);
    }
    /* RFC 7507 section 3; s2n_cipher_suites.c, before any suite is looked at */
    if (maximum < hs->server_maximum && elb_codes_has(&hs->client->suites, ELB_FALLBACK_SCSV)) {
        if (!is_classic(hs))
            return fail(hs, ELB_CAUSE_INAPPROPRIATE_FALLBACK);
        hs->outcome->assumed |= ELB_ASSUMED_NO_FALLBACK_CHECK;
    }
    return true;
}

/* ---- Group, TLS 1.2 and below ----------------------------------------------------------- */

static const struct elb_group *policy_curve(const struct elb_policy *policy, uint16_t wanted)
{
    const struct elb_group *first = NULL;
    for (size_t i = 0; i < policy->group_count; i++) {
        if (policy->groups[i]->kind != ELB_GROUP_ECDHE)
            continue;
        if (policy->groups[i]->code == wanted)
            return policy->groups[i];
        if (first == NULL)
            first = policy->groups[i];
    }
    return first;
}

static const struct elb_group *first_common(const struct handshake *hs, bool post_quantum)
{
    for (size_t i = 0; i < hs->policy->group_count; i++) {
        const struct elb_group *group = hs->policy->groups[i];
        if (elb_group_is_post_quantum(group) == post_quantum &&
            elb_codes_has(&hs->client->groups, group->code))
            return group;
    }
    return NULL;
}

/*
 * s2n looks for a post-quantum group before it knows that the client, having sent no
 * supported_versions, gets TLS 1.2, and then has no curve left (s2n_client_supported_groups.c).
 */
static bool loses_curve_to_post_quantum(const struct handshake *hs)
{
    return hs->server_maximum >= ELB_TLS1_3 &&
           hs->client->supported_versions.presence == ELB_NOT_SENT &&
           first_common(hs, true) != NULL;
}

static void choose_sent_curve(struct handshake *hs)
{
    if (loses_curve_to_post_quantum(hs)) {
        hs->outcome->remarks |= ELB_REMARK_ECDHE_LOST;
        return;
    }
    hs->curve = first_common(hs, false);
    hs->has_curve = hs->curve != NULL;
}

/* Without the extension the server may pick any curve (RFC 8422 section 4): s2n takes P-256. */
static void choose_curve(struct handshake *hs)
{
    const struct elb_codes *groups = &hs->client->groups;
    if (!hs->policy->has_groups) {
        hs->has_curve = groups->presence != ELB_SENT || groups->count > 0;
    } else if (groups->presence == ELB_UNKNOWN) {
        hs->has_curve = true;
    } else if (groups->presence == ELB_NOT_SENT) {
        hs->curve = policy_curve(hs->policy, ELB_GROUP_SECP256R1);
        hs->has_curve = hs->curve != NULL;
    } else {
        choose_sent_curve(hs);
    }
}

/* ---- Suite ------------------------------------------------------------------------------ */

enum usability { USABLE, NO_CERTIFICATE, NO_GROUP, NO_GROUP_NOR_CERTIFICATE, UNUSABLE };

static enum usability classic_dhe_usability(const struct handshake *hs,
                                            const struct elb_suite *suite)
{
    if (suite->authentication == ELB_AUTH_ANONYMOUS)
        return USABLE;
    if (certificate_for(hs, suite->authentication) == ELB_CERTIFICATE_NONE)
        return NO_CERTIFICATE;
    return USABLE;
}

static enum usability ecdhe_usability(const struct handshake *hs, const struct elb_suite *suite)
{
    bool certificate = suite->authentication == ELB_AUTH_ANONYMOUS ||
                       certificate_for(hs, suite->authentication) != ELB_CERTIFICATE_NONE;
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
        return certificate_for(hs, ELB_AUTH_RSA) ? USABLE : NO_CERTIFICATE;
    case ELB_KX_ECDHE:
        return ecdhe_usability(hs, suite);
    case ELB_KX_DHE:
        /* s2n has no DH parameters in a load balancer */
        return is_classic(hs) ? classic_dhe_usability(hs, suite) : UNUSABLE;
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

/*
 * The first usable suite wins. If every usable one belongs to a higher version, s2n answers with
 * the first of them all the same (s2n_cipher_suites.c), and the client will refuse it.
 */
static bool choose_suite(struct handshake *hs)
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
            hs->outcome->suite = suite;
            return true;
        }
        if (usability == USABLE && above == NULL)
            above = suite;
        if (usability != USABLE)
            note_obstacle(&obstacles, usability);
        obstacles.dhe |= suite->key_exchange == ELB_KX_DHE;
    }
    hs->outcome->suite = is_classic(hs) ? NULL : above;
    if (hs->outcome->suite != NULL)
        return true;
    if (obstacles.dhe && !is_classic(hs))
        hs->outcome->remarks |= ELB_REMARK_DHE_UNUSABLE;
    return fail(hs, obstacle_cause(&obstacles));
}

/* What the choice of a suite of TLS 1.2 or below took for granted, and its group. */
static void settle_key_exchange(struct handshake *hs)
{
    enum elb_key_exchange key_exchange = hs->outcome->suite->key_exchange;
    if (key_exchange == ELB_KX_DHE)
        hs->outcome->assumed |= ELB_ASSUMED_POLICY_DHE;
    if (key_exchange != ELB_KX_ECDHE)
        return;
    hs->outcome->group = hs->curve;
    if (!hs->policy->has_groups)
        hs->outcome->assumed |= ELB_ASSUMED_POLICY_GROUPS;
    else if (hs->client->groups.presence == ELB_UNKNOWN)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_GROUPS;
}

/* ---- Group, TLS 1.3 --------------------------------------------------------------------- */

static bool is_common(const struct handshake *hs, const struct elb_group *group)
{
    return elb_codes_has(&hs->client->groups, group->code);
}

static bool has_share(struct handshake *hs, const struct elb_group *group)
{
    if (hs->client->key_shares.presence == ELB_UNKNOWN) {
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_KEY_SHARES;
        return true;
    }
    return elb_codes_has(&hs->client->key_shares, group->code);
}

static const struct elb_group *first_with_share(struct handshake *hs, bool post_quantum)
{
    for (size_t i = 0; i < hs->policy->group_count; i++) {
        const struct elb_group *group = hs->policy->groups[i];
        if (elb_group_is_post_quantum(group) == post_quantum && is_common(hs, group) &&
            has_share(hs, group))
            return group;
    }
    return NULL;
}

static const struct elb_group *strongly_preferred(struct handshake *hs)
{
    for (size_t i = 0; i < hs->policy->preferred_group_count; i++) {
        const struct elb_group *group = hs->policy->preferred_groups[i];
        if (is_common(hs, group))
            return has_share(hs, group) ? NULL : group;
    }
    return NULL;
}

static bool settle_group(struct handshake *hs, const struct elb_group *group, bool hello_retry)
{
    hs->outcome->group = group;
    hs->outcome->hello_retry = hello_retry;
    return true;
}

/* s2n_server_key_share.c, s2n_extensions_server_key_share_select(): in this order. */
static bool choose_shared_group(struct handshake *hs)
{
    const struct elb_group *group = first_with_share(hs, true);
    if (group != NULL)
        return settle_group(hs, group, false);
    group = first_common(hs, true);
    if (group != NULL)
        return settle_group(hs, group, true);
    group = strongly_preferred(hs);
    if (group != NULL)
        return settle_group(hs, group, true);
    group = first_with_share(hs, false);
    if (group != NULL)
        return settle_group(hs, group, false);
    group = first_common(hs, false);
    if (group != NULL)
        return settle_group(hs, group, true);
    return fail(hs, ELB_CAUSE_NO_SHARED_GROUP);
}

/* A client of TLS 1.3 must send both extensions (RFC 8446 section 9.2), and fails without. */
static bool choose_group(struct handshake *hs)
{
    if (hs->client->groups.presence == ELB_NOT_SENT)
        hs->outcome->remarks |= ELB_REMARK_NO_GROUPS_EXTENSION;
    else if (hs->client->key_shares.presence == ELB_NOT_SENT)
        hs->outcome->remarks |= ELB_REMARK_NO_KEY_SHARE;
    if (hs->outcome->remarks & (ELB_REMARK_NO_GROUPS_EXTENSION | ELB_REMARK_NO_KEY_SHARE))
        return fail(hs, ELB_CAUSE_NO_SHARED_GROUP);
    if (hs->client->groups.presence == ELB_UNKNOWN) {
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_GROUPS | ELB_ASSUMED_CLIENT_KEY_SHARES;
        return true;
    }
    return choose_shared_group(hs);
}

/* ---- Signature and certificate ---------------------------------------------------------- */

static enum elb_certificate certificate_for_scheme(const struct handshake *hs,
                                                   const struct elb_scheme *scheme)
{
    switch (scheme->key) {
    case ELB_SCHEME_KEY_RSA:
        return certificate_for(hs, ELB_AUTH_RSA);
    case ELB_SCHEME_KEY_ECDSA:
        return certificate_for(hs, ELB_AUTH_ECDSA);
    default:
        return ELB_CERTIFICATE_NONE; /* no load balancer takes such keys */
    }
}

/* In TLS 1.3 an ECDSA scheme names the curve of the key (RFC 8446 section 4.2.3). */
static bool scheme_fits(const struct handshake *hs, const struct elb_scheme *scheme)
{
    enum elb_certificate certificate = certificate_for_scheme(hs, scheme);
    uint16_t version = hs->outcome->version;
    if (certificate == ELB_CERTIFICATE_NONE || !(scheme->handshake & elb_version_bit(version)))
        return false;
    if (version >= ELB_TLS1_3)
        return scheme->curve == 0 || elb_certificate_curve(certificate) == 0 ||
               elb_certificate_curve(certificate) == scheme->curve;
    return certificate == certificate_for(hs, hs->outcome->suite->authentication);
}

static void take_scheme(struct handshake *hs, const struct elb_scheme *scheme)
{
    hs->outcome->certificate = certificate_for_scheme(hs, scheme);
    if (hs->client->schemes.presence == ELB_UNKNOWN)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_SCHEMES;
    else
        hs->outcome->scheme = scheme;
}

/*
 * s2n_signature_algorithms.c: the server's order; the first that the client offers too. If there
 * is none: SHA-1 where the policy has it (TLS 1.2 only), else its first candidate. The server
 * never stops because the client lacks a scheme; the client does.
 */
static bool choose_scheme(struct handshake *hs)
{
    const struct elb_scheme *first = NULL;
    const struct elb_scheme *sha1 = NULL;
    for (size_t i = 0; i < hs->policy->scheme_count; i++) {
        const struct elb_scheme *scheme = hs->policy->schemes[i];
        if (!scheme_fits(hs, scheme))
            continue;
        if (elb_codes_has(&hs->client->schemes, scheme->code)) {
            take_scheme(hs, scheme);
            return true;
        }
        if (first == NULL)
            first = scheme;
        if (sha1 == NULL && elb_scheme_is_sha1(scheme))
            sha1 = scheme;
    }
    if (first == NULL)
        return fail(hs, ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE);
    take_scheme(hs, sha1 != NULL && hs->outcome->version == ELB_TLS1_2 ? sha1 : first);
    return true;
}

static bool is_signed(const struct elb_suite *suite)
{
    return suite->key_exchange != ELB_KX_RSA && suite->authentication != ELB_AUTH_ANONYMOUS;
}

static bool choose_signature(struct handshake *hs)
{
    const struct elb_suite *suite = hs->outcome->suite;
    hs->outcome->certificate = certificate_for(hs, suite->authentication);
    /* Below TLS 1.2 the signature follows from the key: MD5 with SHA-1, or ECDSA with SHA-1 */
    if (!is_signed(suite) || hs->outcome->version < ELB_TLS1_2)
        return true;
    if (hs->policy->has_schemes)
        return choose_scheme(hs);
    hs->outcome->assumed |= ELB_ASSUMED_POLICY_SCHEMES;
    return true;
}

/* ---- What the client makes of it -------------------------------------------------------- */

static bool accepts_version(struct handshake *hs)
{
    const struct elb_client *client = hs->client;
    uint16_t version = hs->outcome->version;
    if (version < client->minimum_version)
        return false;
    if (client->supported_versions.presence == ELB_SENT)
        return elb_codes_has(&client->supported_versions, version);
    if (client->versions != 0)
        return (client->versions & elb_version_bit(version)) != 0;
    if (version < client->legacy_version && client->legacy_version <= ELB_TLS1_2 &&
        client->minimum_version == 0)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_MINIMUM;
    return version <= client->legacy_version;
}

static bool accepts_signature(struct handshake *hs)
{
    const struct elb_scheme *scheme = hs->outcome->scheme;
    if (scheme == NULL || elb_codes_has(&hs->client->schemes, scheme->code))
        return true;
    if (hs->client->schemes.presence == ELB_SENT || hs->outcome->version >= ELB_TLS1_3)
        return false;
    /* RFC 5246 section 7.4.1.4.1: without the extension SHA-1 is meant */
    if (!elb_scheme_is_sha1(scheme))
        hs->outcome->remarks |= ELB_REMARK_DEFAULT_SHA1;
    return true;
}

/* RFC 8422 section 5.1: supported_groups also limits the curve of the certificate. */
static bool accepts_certificate_curve(struct handshake *hs)
{
    if (!elb_certificate_is_ecdsa(hs->outcome->certificate) || hs->outcome->version >= ELB_TLS1_3 ||
        hs->client->groups.presence != ELB_SENT)
        return true;
    uint16_t curve = elb_certificate_curve(hs->outcome->certificate);
    return curve == 0 || elb_codes_has(&hs->client->groups, curve);
}

static bool accepts_certificate_size(struct handshake *hs)
{
    const struct elb_constraints *limits = &hs->client->constraints;
    unsigned bits = elb_certificate_rsa_bits(hs->outcome->certificate);
    if (bits == 0)
        return true;
    if (limits->max_rsa_bits != 0 && bits > limits->max_rsa_bits)
        return false;
    return bits >= limits->min_rsa_bits;
}

static bool client_accepts(struct handshake *hs)
{
    hs->outcome->answered = true;
    if (!accepts_version(hs))
        return fail(hs, ELB_CAUSE_VERSION_NOT_OFFERED);
    if (!accepts_signature(hs))
        return fail(hs, ELB_CAUSE_SIGNATURE_NOT_OFFERED);
    if (hs->outcome->suite->first_version > hs->outcome->version)
        return fail(hs, ELB_CAUSE_SUITE_ABOVE_VERSION);
    if (!accepts_certificate_curve(hs))
        return fail(hs, ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED);
    if (!accepts_certificate_size(hs))
        return fail(hs, ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED);
    return true;
}

/* ---- All of it -------------------------------------------------------------------------- */

static bool choose_suite_and_group(struct handshake *hs)
{
    if (hs->outcome->version >= ELB_TLS1_3)
        return choose_suite(hs) && choose_group(hs);
    choose_curve(hs);
    if (!choose_suite(hs))
        return false;
    settle_key_exchange(hs);
    return true;
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
        .server_maximum = server_maximum(policy),
    };
    bool answered = check_configuration(&hs) && choose_version(&hs) &&
                    choose_suite_and_group(&hs) && choose_signature(&hs);
    if (answered)
        client_accepts(&hs);
}
