/* SPDX-License-Identifier: MIT */
/* The named group: one curve for all suites up to TLS 1.2, key shares in TLS 1.3. */
#include "judge/negotiate/stages.h"
#include "tls/groups.h"

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
    return elb_policy_highest_version(hs->policy) >= ELB_TLS1_3 &&
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

/* RFC 7919 section 2: finite fields begin at 0x0100, and hybrids and GREASE are behind them. */
static bool lists_a_curve(const struct elb_codes *groups)
{
    for (size_t i = 0; i < groups->count; i++) {
        if (groups->codes[i] < 0x0100)
            return true;
    }
    return false;
}

/* Without the extension the server may pick any curve (RFC 8422 section 4): s2n takes P-256. */
void elb_stage_curve(struct handshake *hs)
{
    const struct elb_codes *groups = &hs->client->groups;
    if (!hs->policy->has_groups) {
        hs->has_curve = groups->presence != ELB_SENT || lists_a_curve(groups);
    } else if (groups->presence == ELB_UNKNOWN) {
        hs->has_curve = true;
    } else if (groups->presence == ELB_NOT_SENT) {
        hs->curve = policy_curve(hs->policy, ELB_GROUP_SECP256R1);
        hs->has_curve = hs->curve != NULL;
    } else {
        choose_sent_curve(hs);
    }
}

/* ---- TLS 1.3 ---- */

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

/*
 * The strongly preferred group, unless it is what the client's shares give anyway: s2n compares it
 * with the share that it would take, not with all that were sent (s2n_server_key_share.c).
 */
static const struct elb_group *strongly_preferred(const struct handshake *hs,
                                                  const struct elb_group *shared)
{
    for (size_t i = 0; i < hs->policy->preferred_group_count; i++) {
        const struct elb_group *group = hs->policy->preferred_groups[i];
        if (is_common(hs, group))
            return group == shared ? NULL : group;
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
    const struct elb_group *shared = first_with_share(hs, false);
    group = strongly_preferred(hs, shared);
    if (group != NULL)
        return settle_group(hs, group, true);
    if (shared != NULL)
        return settle_group(hs, shared, false);
    group = first_common(hs, false);
    if (group != NULL)
        return settle_group(hs, group, true);
    return elb_handshake_fail(hs, ELB_CAUSE_NO_SHARED_GROUP);
}

/* Which group it will be can't be told while one side's are not known: one is assumed to fit. */
static bool assume_group(struct handshake *hs)
{
    if (!hs->policy->has_groups)
        hs->outcome->assumed |= ELB_ASSUMED_POLICY_GROUPS;
    if (hs->client->groups.presence == ELB_UNKNOWN)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_GROUPS;
    if (hs->client->key_shares.presence == ELB_UNKNOWN)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_KEY_SHARES;
    return true;
}

/*
 * Without supported_groups the server goes on with its default curve, and without key_share with
 * a HelloRetryRequest that names no group; elb_stage_retry() ends both, after suite and signature.
 */
bool elb_stage_group(struct handshake *hs)
{
    const struct elb_codes *groups = &hs->client->groups;
    if (groups->presence == ELB_NOT_SENT)
        return true;
    if (groups->presence == ELB_UNKNOWN || (!hs->policy->has_groups && groups->count > 0))
        return assume_group(hs);
    return choose_shared_group(hs);
}

/* A client of TLS 1.3 must send both extensions (RFC 8446 section 9.2): it can't retry without. */
bool elb_stage_retry(struct handshake *hs)
{
    if (hs->client->groups.presence == ELB_NOT_SENT)
        hs->outcome->remarks |= ELB_REMARK_NO_GROUPS_EXTENSION;
    else if (hs->client->key_shares.presence == ELB_NOT_SENT)
        hs->outcome->remarks |= ELB_REMARK_NO_KEY_SHARE;
    else
        return true;
    return elb_handshake_fail(hs, ELB_CAUSE_NO_SHARED_GROUP);
}
