/* SPDX-License-Identifier: MIT */
/*
 * The verdict on a pair: every handshake that the descriptions leave open is predicted, and where
 * they disagree the verdict is unknown. Which handshakes are open is decided in variants.c.
 */
#include "elblint/check.h"

#include "judge/variants.h"

/* What the open handshakes of a pair came to. */
struct tally {
    bool completes;
    bool fails;
    struct elb_outcome completed; /* the first that completes */
    struct elb_outcome failed;    /* the first that fails */
};

static void count(struct tally *tally, const struct elb_outcome *outcome)
{
    if (outcome->cause == ELB_CAUSE_NONE) {
        if (!tally->completes)
            tally->completed = *outcome;
        tally->completes = true;
    } else {
        if (!tally->fails)
            tally->failed = *outcome;
        tally->fails = true;
    }
}

/*
 * In TLS 1.3 no suite names a certificate, and with several types the load balancer chooses by
 * rules of its own (AWS: ECDSA before RSA) that its TLS library does not have: each type counts.
 * The library's choice is the one that is shown.
 */
static void negotiate_each_type(struct elb_check *check, const struct elb_client *client,
                                const struct elb_certificates *certificates, struct tally *tally)
{
    struct elb_outcome outcome;
    elb_negotiate(check->policy, certificates, client, &outcome);
    if (outcome.version < ELB_TLS1_3 || !elb_certificates_have_both_types(certificates)) {
        count(tally, &outcome);
        return;
    }
    struct tally types = {0};
    for (int rsa = 0; rsa <= 1; rsa++) {
        struct elb_certificates one_type;
        struct elb_outcome single;
        elb_certificates_of_type(certificates, rsa, &one_type);
        elb_negotiate(check->policy, &one_type, client, &single);
        count(&types, &single);
    }
    outcome.remarks |= ELB_REMARK_CERTIFICATE_CHOICE;
    count(tally, &outcome);
    if (types.completes && types.fails) {
        count(tally, outcome.cause == ELB_CAUSE_NONE ? &types.failed : &types.completed);
        check->open |= ELB_OPEN_CERTIFICATE_CHOICE;
    }
}

/* Adds up what a finer division came to. */
static void merge(struct tally *tally, const struct tally *part)
{
    if (part->completes)
        count(tally, &part->completed);
    if (part->fails)
        count(tally, &part->failed);
}

/* What the choice among certificates is called where the verdict hangs on it. */
static enum elb_open_question certificate_question(const struct elb_certificates *certificates)
{
    return elb_certificates_have_open_size(certificates) ? ELB_OPEN_CERTIFICATE_SIZE
                                                         : ELB_OPEN_CERTIFICATE_CHOICE;
}

/* Every certificate that may serve, and every size that it may have; the likeliest first. */
static void negotiate_each_size(struct elb_check *check, const struct elb_client *client,
                                struct tally *tally)
{
    struct tally first = {0};
    struct elb_certificates certificates;
    for (size_t i = 0; elb_certificates_variant(check->certificates, i, &certificates); i++) {
        struct tally size = {0};
        negotiate_each_type(check, client, &certificates, &size);
        merge(tally, &size);
        if (i == 0)
            first = size;
        /* where each size leaves the same open, to know it would settle nothing */
        if (size.completes != first.completes || size.fails != first.fails)
            check->open |= certificate_question(check->certificates);
    }
}

/* The versions that the client may have: open if one verdict is not that of the other. */
static void negotiate_each_version(struct elb_check *check, const struct elb_catalog *catalog,
                                   struct tally *tally)
{
    struct elb_version_variants variants;
    elb_version_variants_init(catalog, check->client, &variants);
    bool completes[2] = {false, false};
    for (size_t i = 0; i < variants.count; i++) {
        struct tally part = {0};
        negotiate_each_size(check, &variants.clients[i], &part);
        merge(tally, &part);
        completes[i] = part.completes;
    }
    if (variants.count == 2 && completes[0] != completes[1])
        check->open |= ELB_OPEN_VERSIONS;
}

/* Whether more suites in the client's list could end a failure of this cause. */
static bool can_suites_help(const struct elb_check *check, const struct elb_outcome *failed)
{
    switch (failed->cause) {
    case ELB_CAUSE_NO_SHARED_PROTOCOL:
    case ELB_CAUSE_VERSION_NOT_OFFERED:
        return elb_client_has_open_versions(check->client);
    case ELB_CAUSE_INAPPROPRIATE_FALLBACK:
    case ELB_CAUSE_CERTIFICATE_NOT_ALLOWED:
        return false;
    case ELB_CAUSE_NO_SHARED_SUITE:
        return true;
    default:
        return failed->version < ELB_TLS1_3; /* no suite of TLS 1.3 decides the rest */
    }
}

static void decide(struct elb_check *check, const struct tally *tally)
{
    check->outcome = tally->completes ? tally->completed : tally->failed;
    check->failed = tally->failed; /* all zero, which is no cause, if none fails */
    if (tally->completes && tally->fails) {
        check->verdict = ELB_VERDICT_UNKNOWN;
    } else if (tally->completes) {
        check->verdict = ELB_COMPATIBLE;
        if (check->client->suites_incomplete)
            check->outcome.assumed |= ELB_ASSUMED_LIST_COMPLETE;
    } else {
        check->verdict = ELB_INCOMPATIBLE;
        if (check->client->suites_incomplete && can_suites_help(check, &tally->failed)) {
            check->verdict = ELB_VERDICT_UNKNOWN;
            check->open |= ELB_OPEN_SUITES;
        }
    }
}

/* The outcome shows the type as it was given, not the size that a variant tried. */
static void restore_certificate(struct elb_check *check)
{
    enum elb_certificate shown = check->outcome.certificate;
    for (size_t i = 0; shown != ELB_CERTIFICATE_NONE && i < check->certificates->count; i++) {
        enum elb_certificate given = check->certificates->list[i];
        if (given == shown)
            return;
        if (elb_certificate_is_type_of(given, shown)) {
            check->outcome.certificate = given;
            check->outcome.assumed |= ELB_ASSUMED_CERTIFICATE_SIZE;
            return;
        }
    }
}

/* Two certificates of the type that serves: AWS chooses, by rules of its own. */
static void remark_on_choice(struct elb_check *check)
{
    enum elb_certificate served = check->outcome.certificate;
    struct elb_certificates same;
    if (served == ELB_CERTIFICATE_NONE)
        return;
    elb_certificates_of_type(check->certificates, elb_certificate_is_rsa(served), &same);
    if (same.count > 1)
        check->outcome.remarks |= ELB_REMARK_CERTIFICATE_CHOICE;
}

void elb_check(const struct elb_catalog *catalog, const struct elb_policy *policy,
               const struct elb_certificates *certificates, const struct elb_client *client,
               struct elb_check *ret_check)
{
    *ret_check =
        (struct elb_check){.policy = policy, .client = client, .certificates = certificates};
    struct tally tally = {0};
    negotiate_each_version(ret_check, catalog, &tally);
    decide(ret_check, &tally);
    if (ret_check->verdict != ELB_VERDICT_UNKNOWN)
        ret_check->open = 0;
    if (elb_client_has_open_versions(client))
        ret_check->outcome.assumed |= ELB_ASSUMED_VERSIONS;
    if (ret_check->failed.cause == ELB_CAUSE_VERSION_NOT_OFFERED &&
        ret_check->failed.version < ELB_TLS1_2)
        ret_check->outcome.remarks |= ELB_REMARK_OLD_VERSION;
    remark_on_choice(ret_check);
    restore_certificate(ret_check);
}
