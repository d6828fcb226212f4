/* SPDX-License-Identifier: MIT */
/* What the change from one policy to another does to one client. */
#include "elblint/compare.h"

/* In the order of enum elb_handshake_change. */
static const struct {
    const char *name;
    const char *text;
} changes[ELB_HANDSHAKE_CHANGE_COUNT] = {
    {"version-lower", "a lower version"},
    {"insecure-suite", "an insecure suite"},
    {"no-forward-secrecy", "no forward secrecy any more"},
    {"cbc", "a CBC suite instead of an AEAD one"},
    {"sha1-signature", "a SHA-1 signature"},
    {"post-quantum-lost", "no post-quantum group any more"},
    {"hello-retry", "an extra round trip (HelloRetryRequest)"},
    {"version-higher", "a higher version"},
    {"no-insecure-suite", "no insecure suite any more"},
    {"forward-secrecy", "forward secrecy"},
    {"no-cbc", "an AEAD suite instead of a CBC one"},
    {"no-sha1-signature", "no SHA-1 signature any more"},
    {"post-quantum", "a post-quantum group"},
    {"no-hello-retry", "one round trip less (no HelloRetryRequest)"},
    {"parameters", "another suite, group or signature"},
};

static size_t index_of(enum elb_handshake_change bit)
{
    return (size_t)__builtin_ctz((unsigned)bit);
}

const char *elb_handshake_change_name(enum elb_handshake_change bit)
{
    return changes[index_of(bit)].name;
}

const char *elb_handshake_change_text(enum elb_handshake_change bit)
{
    return changes[index_of(bit)].text;
}

/* ---- Changes ---------------------------------------------------------------------------- */

/* `worse` where something bad came, `better` where it went. */
static unsigned changed(bool before, bool after, enum elb_handshake_change worse,
                        enum elb_handshake_change better)
{
    if (before == after)
        return 0;
    return after ? (unsigned)worse : (unsigned)better;
}

static unsigned suite_changes(const struct elb_suite *a, const struct elb_suite *b)
{
    return changed(elb_suite_is_insecure(a), elb_suite_is_insecure(b), ELB_CHANGE_INSECURE,
                   ELB_CHANGE_NOT_INSECURE) |
           changed(!elb_suite_has_forward_secrecy(a), !elb_suite_has_forward_secrecy(b),
                   ELB_CHANGE_NO_FORWARD_SECRECY, ELB_CHANGE_FORWARD_SECRECY) |
           changed(elb_suite_is_cbc(a), elb_suite_is_cbc(b), ELB_CHANGE_CBC, ELB_CHANGE_NO_CBC);
}

/* Does the server sign with SHA-1? Below TLSv1.2 nothing else was there (RFC 4346). */
static bool signs_with_sha1(const struct elb_outcome *outcome)
{
    return outcome->scheme != NULL && elb_scheme_is_sha1(outcome->scheme);
}

static bool is_post_quantum(const struct elb_outcome *outcome)
{
    return outcome->group != NULL && elb_group_is_post_quantum(outcome->group);
}

/* Without the groups of both there is no telling what a missing one means. */
static unsigned group_changes(const struct elb_outcome *a, const struct elb_outcome *b)
{
    return changed(!is_post_quantum(a), !is_post_quantum(b), ELB_CHANGE_POST_QUANTUM_LOST,
                   ELB_CHANGE_POST_QUANTUM) |
           changed(a->hello_retry, b->hello_retry, ELB_CHANGE_HELLO_RETRY,
                   ELB_CHANGE_NO_HELLO_RETRY);
}

static unsigned group_code(const struct elb_outcome *outcome)
{
    return outcome->group != NULL ? outcome->group->code : 0;
}

static unsigned scheme_code(const struct elb_outcome *outcome)
{
    return outcome->scheme != NULL ? outcome->scheme->code : 0;
}

static bool has_other_parameters(const struct elb_outcome *a, const struct elb_outcome *b,
                                 bool groups, bool schemes)
{
    return a->suite->code != b->suite->code || a->certificate != b->certificate ||
           (groups && group_code(a) != group_code(b)) ||
           (schemes && scheme_code(a) != scheme_code(b));
}

static unsigned handshake_changes(const struct elb_check *from, const struct elb_check *to)
{
    const struct elb_outcome *a = &from->outcome;
    const struct elb_outcome *b = &to->outcome;
    bool groups = from->policy->has_groups && to->policy->has_groups;
    bool schemes = from->policy->has_schemes && to->policy->has_schemes;
    unsigned set = suite_changes(a->suite, b->suite);
    if (a->version != b->version)
        set |= (unsigned)(a->version > b->version ? ELB_CHANGE_VERSION_LOWER
                                                  : ELB_CHANGE_VERSION_HIGHER);
    if (groups)
        set |= group_changes(a, b);
    if (schemes)
        set |= changed(signs_with_sha1(a), signs_with_sha1(b), ELB_CHANGE_SHA1, ELB_CHANGE_NO_SHA1);
    if (has_other_parameters(a, b, groups, schemes))
        set |= ELB_CHANGE_PARAMETERS;
    return set;
}

/* ---- Transitions ------------------------------------------------------------------------ */

/*
 * One side fails for want of a group or a signature, and the other works only because its groups
 * or signature schemes are taken to fit: that proves no difference between them.
 */
static bool rests_on_unknown(const struct elb_check *works, const struct elb_check *fails)
{
    switch (fails->failed.cause) {
    case ELB_CAUSE_NO_SHARED_GROUP:
    case ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED:
        return !works->policy->has_groups;
    case ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE:
    case ELB_CAUSE_SIGNATURE_NOT_OFFERED:
        return !works->policy->has_schemes;
    default:
        return false;
    }
}

static enum elb_transition transition_of(const struct elb_client_comparison *comparison)
{
    const struct elb_check *from = &comparison->from;
    const struct elb_check *to = &comparison->to;
    if (from->verdict == ELB_VERDICT_UNKNOWN || to->verdict == ELB_VERDICT_UNKNOWN)
        return ELB_TRANSITION_UNKNOWN;
    if (from->verdict == to->verdict && from->verdict == ELB_INCOMPATIBLE)
        return ELB_TRANSITION_FAILS;
    if (from->verdict == to->verdict)
        return comparison->changes != 0 ? ELB_TRANSITION_CHANGED : ELB_TRANSITION_SAME;
    if (from->verdict == ELB_COMPATIBLE)
        return rests_on_unknown(from, to) ? ELB_TRANSITION_UNKNOWN : ELB_TRANSITION_LOST;
    return rests_on_unknown(to, from) ? ELB_TRANSITION_UNKNOWN : ELB_TRANSITION_GAINED;
}

void elb_compare_client(const struct elb_catalog *catalog, const struct elb_policy *from,
                        const struct elb_policy *to, const struct elb_certificates *certificates,
                        const struct elb_client *client, struct elb_client_comparison *ret)
{
    *ret = (struct elb_client_comparison){0};
    elb_check(catalog, from, certificates, client, &ret->from);
    elb_check(catalog, to, certificates, client, &ret->to);
    if (ret->from.verdict == ELB_COMPATIBLE && ret->to.verdict == ELB_COMPATIBLE)
        ret->changes = handshake_changes(&ret->from, &ret->to);
    ret->transition = transition_of(ret);
}
