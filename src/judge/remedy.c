/* SPDX-License-Identifier: MIT */
/*
 * The smallest change that makes a failed pair work: one thing after the other is added where the
 * handshake stops, on a copy of the client or of the certificates, until the prediction completes.
 * What is proposed has been tried; what can't be repaired in a few steps is not proposed.
 */
#include "elblint/check.h"
#include "judge/trial.h"

/* A client under repair: `trial` is what it would offer after the changes of `fix`. */
struct repair {
    const struct elb_catalog *catalog;
    const struct elb_check *check;
    struct elb_trial trial;
    struct elb_fix fix;
    enum elb_certificate certificate; /* the one at which the trial failed last */
};

static void note_change(struct elb_fix *fix, enum elb_dimension dimension, bool remove,
                        uint16_t code)
{
    fix->changes[fix->count++] =
        (struct elb_change){.dimension = dimension, .remove = remove, .code = code};
}

static enum elb_cause judge_client(struct repair *repair, const struct elb_client *client)
{
    struct elb_check check;
    elb_check(repair->catalog, repair->check->policy, repair->check->certificates, client, &check);
    repair->certificate = check.failed.certificate;
    return check.verdict == ELB_COMPATIBLE ? ELB_CAUSE_NONE : check.failed.cause;
}

/* ---- What to add to a client ------------------------------------------------------------ */

/* The lowest version of the policy that would not be a step back for the client. */
static uint16_t version_to_add(const struct repair *repair)
{
    const struct elb_client *client = &repair->trial.client;
    uint16_t highest = elb_version_highest(repair->check->policy->versions);
    for (uint16_t version = ELB_TLS1_2; version <= highest; version++) {
        if ((repair->check->policy->versions & elb_version_bit(version)) &&
            !elb_client_offers_version(client, version))
            return version;
    }
    return 0;
}

static bool add_version(struct repair *repair, enum elb_cause *ret_cause)
{
    uint16_t version = version_to_add(repair);
    if (version == 0)
        return false;
    elb_trial_add_version(&repair->trial, repair->check->policy, version);
    note_change(&repair->fix, ELB_DIMENSION_PROTOCOL, false, version);
    *ret_cause = judge_client(repair, &repair->trial.client);
    return true;
}

/* The codes of a list of the policy, one after the other. */
static uint16_t policy_code(const struct elb_policy *policy, enum elb_dimension dimension, size_t i)
{
    if (dimension == ELB_DIMENSION_SUITE)
        return i < policy->suite_count ? policy->suites[i]->code : 0;
    if (dimension == ELB_DIMENSION_GROUP)
        return i < policy->group_count ? policy->groups[i]->code : 0;
    return i < policy->scheme_count ? policy->schemes[i]->code : 0;
}

static bool is_signable(const struct elb_certificates *certificates, const struct elb_suite *suite)
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (suite->authentication == ELB_AUTH_ANY ||
            (suite->authentication == ELB_AUTH_RSA &&
             elb_certificate_is_rsa(certificates->list[i])) ||
            (suite->authentication == ELB_AUTH_ECDSA &&
             elb_certificate_is_ecdsa(certificates->list[i])))
            return true;
    }
    return false;
}

/* A post-quantum group is no small change; an insecure suite is none to propose. */
static bool is_worth_adding(const struct repair *repair, enum elb_dimension dimension, size_t i)
{
    const struct elb_policy *policy = repair->check->policy;
    if (dimension == ELB_DIMENSION_GROUP)
        return !elb_group_is_post_quantum(policy->groups[i]);
    if (dimension == ELB_DIMENSION_SUITE)
        return is_signable(repair->check->certificates, policy->suites[i]) &&
               !elb_suite_is_insecure(policy->suites[i]);
    return true;
}

/* The first of the policy's list that ends the failure, or with `any` changes its cause. */
static bool add_first(struct repair *repair, enum elb_dimension dimension, bool any,
                      enum elb_cause *cause)
{
    const struct elb_client before = repair->trial.client;
    uint16_t code = 0;
    for (size_t i = 0; (code = policy_code(repair->check->policy, dimension, i)) != 0; i++) {
        if (elb_trial_has(&repair->trial, dimension, code) ||
            !is_worth_adding(repair, dimension, i))
            continue;
        elb_trial_push(&repair->trial, dimension, code);
        enum elb_cause after = judge_client(repair, &repair->trial.client);
        if (after == ELB_CAUSE_NONE || (any && after != *cause)) {
            note_change(&repair->fix, dimension, false, code);
            *cause = after;
            return true;
        }
        repair->trial.client = before;
    }
    return false;
}

static bool add_code(struct repair *repair, enum elb_dimension dimension, enum elb_cause *cause)
{
    return add_first(repair, dimension, false, cause) || add_first(repair, dimension, true, cause);
}

static bool add_curve(struct repair *repair, enum elb_cause *ret_cause)
{
    uint16_t curve = elb_certificate_curve(repair->certificate);
    elb_trial_push(&repair->trial, ELB_DIMENSION_GROUP, curve);
    note_change(&repair->fix, ELB_DIMENSION_GROUP, false, curve);
    *ret_cause = judge_client(repair, &repair->trial.client);
    return true;
}

/* Where a cause lies, and what a client can add against it; a certificate it can't. */
static const struct {
    enum elb_cause cause;
    enum elb_dimension mismatch;
    enum elb_dimension addition;
} lacks[] = {
    {ELB_CAUSE_NO_SHARED_PROTOCOL, ELB_DIMENSION_PROTOCOL, ELB_DIMENSION_PROTOCOL},
    {ELB_CAUSE_VERSION_NOT_OFFERED, ELB_DIMENSION_PROTOCOL, ELB_DIMENSION_PROTOCOL},
    {ELB_CAUSE_INAPPROPRIATE_FALLBACK, ELB_DIMENSION_PROTOCOL, ELB_DIMENSION_PROTOCOL},
    {ELB_CAUSE_SUITE_ABOVE_VERSION, ELB_DIMENSION_PROTOCOL, ELB_DIMENSION_PROTOCOL},
    {ELB_CAUSE_NO_SHARED_SUITE, ELB_DIMENSION_SUITE, ELB_DIMENSION_SUITE},
    {ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE, ELB_DIMENSION_CERTIFICATE, ELB_DIMENSION_SUITE},
    {ELB_CAUSE_NO_SHARED_GROUP, ELB_DIMENSION_GROUP, ELB_DIMENSION_GROUP},
    {ELB_CAUSE_SIGNATURE_NOT_OFFERED, ELB_DIMENSION_SIGNATURE_SCHEME,
     ELB_DIMENSION_SIGNATURE_SCHEME},
    {ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED, ELB_DIMENSION_GROUP, ELB_DIMENSION_CERTIFICATE},
    {ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE, ELB_DIMENSION_SIGNATURE_SCHEME,
     ELB_DIMENSION_CERTIFICATE},
    {ELB_CAUSE_CERTIFICATE_NOT_ALLOWED, ELB_DIMENSION_CERTIFICATE, ELB_DIMENSION_CERTIFICATE},
    {ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED, ELB_DIMENSION_CERTIFICATE, ELB_DIMENSION_CERTIFICATE},
};

static size_t lack_of(enum elb_cause cause)
{
    size_t i = 0;
    while (lacks[i].cause != cause)
        i++;
    return i;
}

static bool repair_step(struct repair *repair, enum elb_cause *cause)
{
    enum elb_dimension dimension = lacks[lack_of(*cause)].addition;
    if (dimension == ELB_DIMENSION_PROTOCOL)
        return add_version(repair, cause);
    if (*cause == ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED)
        return add_curve(repair, cause);
    return dimension != ELB_DIMENSION_CERTIFICATE && add_code(repair, dimension, cause);
}

static void note_mismatch(struct elb_remedy *remedy, enum elb_cause cause)
{
    enum elb_dimension dimension = lacks[lack_of(cause)].mismatch;
    for (size_t i = 0; i < remedy->mismatch_count; i++) {
        if (remedy->mismatches[i] == dimension)
            return;
    }
    remedy->mismatches[remedy->mismatch_count++] = dimension;
}

static void repair_client(struct repair *repair, struct elb_remedy *remedy)
{
    enum elb_cause cause = repair->check->failed.cause;
    note_mismatch(remedy, cause);
    while (cause != ELB_CAUSE_NONE && repair->fix.count < ELB_CHANGES_MAX) {
        if (!repair_step(repair, &cause))
            return;
        if (cause != ELB_CAUSE_NONE)
            note_mismatch(remedy, cause);
    }
    if (cause == ELB_CAUSE_NONE)
        remedy->fixes[remedy->fix_count++] = repair->fix;
}

/* ---- Other ways out --------------------------------------------------------------------- */

/*
 * The server takes the highest common version and never goes back: where it can't sign in TLS 1.3
 * with its certificate, a client that leaves TLS 1.3 out gets through.
 */
static void leave_out_tls13(struct repair *repair, struct elb_remedy *remedy)
{
    if (repair->check->failed.cause != ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE)
        return;
    struct elb_client client = *repair->check->client;
    client.supported_versions = (struct elb_codes){ELB_NOT_SENT, NULL, 0};
    client.versions &= (elb_version_set)~elb_version_bit(ELB_TLS1_3);
    if (client.legacy_version == 0 ||
        !elb_client_offers_version(repair->check->client, ELB_TLS1_2) ||
        judge_client(repair, &client) != ELB_CAUSE_NONE)
        return;
    struct elb_fix *fix = &remedy->fixes[remedy->fix_count++];
    *fix = (struct elb_fix){.side = ELB_SIDE_CLIENT};
    note_change(fix, ELB_DIMENSION_PROTOCOL, true, ELB_TLS1_3);
}

static bool works_with(const struct repair *repair, const struct elb_certificates *certificates)
{
    struct elb_check check;
    elb_check(repair->catalog, repair->check->policy, certificates, repair->check->client, &check);
    return check.verdict == ELB_COMPATIBLE;
}

/* From what the listener holds to `kind` alone, or if `keep_others` to `kind` beside the rest. */
static struct elb_fix certificate_fix(const struct elb_certificates *held,
                                      enum elb_certificate kind, bool keep_others)
{
    struct elb_fix fix = {.side = ELB_SIDE_LOAD_BALANCER};
    bool is_held = false;
    for (size_t i = 0; i < held->count; i++)
        is_held |= held->list[i] == kind;
    if (!is_held)
        note_change(&fix, ELB_DIMENSION_CERTIFICATE, false, (uint16_t)kind);
    for (size_t i = 0; !keep_others && i < held->count && fix.count < ELB_CHANGES_MAX; i++) {
        if (held->list[i] != kind)
            note_change(&fix, ELB_DIMENSION_CERTIFICATE, true, (uint16_t)held->list[i]);
    }
    return fix;
}

/* One more certificate beside what the listener has, or if that is not enough, instead of it. */
static bool change_certificate(const struct repair *repair, enum elb_certificate kind,
                               bool keep_others, struct elb_remedy *remedy)
{
    const struct elb_certificates *held = repair->check->certificates;
    struct elb_certificates changed = {.count = 0};
    if (keep_others)
        changed = *held;
    if (held->count >= ELB_CHANGES_MAX)
        return false; /* no small change */
    changed.list[changed.count++] = kind;
    if (!works_with(repair, &changed))
        return false;
    remedy->fixes[remedy->fix_count++] = certificate_fix(held, kind, keep_others);
    return true;
}

/* Without one of the certificates that the listener holds. */
static bool drop_certificate(const struct repair *repair, size_t index, struct elb_remedy *remedy)
{
    const struct elb_certificates *held = repair->check->certificates;
    struct elb_certificates changed = {.count = 0};
    for (size_t i = 0; i < held->count; i++) {
        if (i != index)
            changed.list[changed.count++] = held->list[i];
    }
    if (changed.count == 0 || !works_with(repair, &changed))
        return false;
    struct elb_fix *fix = &remedy->fixes[remedy->fix_count++];
    *fix = (struct elb_fix){.side = ELB_SIDE_LOAD_BALANCER};
    note_change(fix, ELB_DIMENSION_CERTIFICATE, true, (uint16_t)held->list[index]);
    return true;
}

static void repair_certificates(struct repair *repair, struct elb_remedy *remedy)
{
    for (size_t i = 0; i < repair->check->certificates->count; i++) {
        if (drop_certificate(repair, i, remedy))
            return;
    }
    static const enum elb_certificate kinds[] = {ELB_CERTIFICATE_RSA2048, ELB_CERTIFICATE_ECDSA256,
                                                 ELB_CERTIFICATE_ECDSA384, ELB_CERTIFICATE_RSA3072};
    for (int keep_others = 1; keep_others >= 0; keep_others--) {
        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
            if (change_certificate(repair, kinds[i], keep_others, remedy))
                return;
        }
    }
}

enum elb_status elb_check_remedy(const struct elb_catalog *catalog, const struct elb_check *check,
                                 struct elb_remedy *ret_remedy, struct elb_error *reterr)
{
    struct elb_remedy remedy = {0};
    struct repair repair = {.catalog = catalog,
                            .check = check,
                            .fix = {.side = ELB_SIDE_CLIENT},
                            .certificate = check->failed.certificate};
    if (check->failed.cause == ELB_CAUSE_NONE) {
        *ret_remedy = remedy;
        return ELB_OK;
    }
    if (!elb_trial_init(&repair.trial, check->client))
        return elb_error_set_memory(reterr);
    repair_client(&repair, &remedy);
    elb_trial_done(&repair.trial);
    leave_out_tls13(&repair, &remedy);
    repair_certificates(&repair, &remedy);
    *ret_remedy = remedy;
    return ELB_OK;
}

const char *elb_dimension_name(enum elb_dimension dimension)
{
    static const char *const names[] = {"protocol", "suite", "group", "signature-scheme",
                                        "certificate"};
    return names[dimension];
}
