/* SPDX-License-Identifier: MIT */
/* From a symptom to its causes; the negotiation decides among them. */
#include "elblint/diagnose.h"

#include <assert.h>

/* ---- Names ---------------------------------------------------------------------------------- */

const char *elb_agreement_name(enum elb_agreement agreement)
{
    static const char *const names[] = {
        [ELB_AGREEMENT_CONFIRMS] = "confirms",   [ELB_AGREEMENT_CLEARS] = "clears",
        [ELB_AGREEMENT_ADDS] = "adds",           [ELB_AGREEMENT_DISAGREES] = "disagrees",
        [ELB_AGREEMENT_UNDECIDED] = "undecided",
    };

    return names[agreement];
}

static const struct {
    const char *name;
    const char *text;
} doubts[ELB_DOUBT_COUNT] = {
    {"policy", "the listener has another policy than this one"},
    {"listener", "another listener or load balancer answered: another port, name or address"},
    {"pass-through", "a TCP listener passes TLS through, so that the target answers"},
    {"proxy", "a CDN or proxy in front answers, with a policy of its own"},
    {"client", "the client is configured otherwise than this description of it"},
    {"certificate", "the listener holds other certificates than these (--certificate)"},
};

static unsigned index_of(enum elb_doubt bit)
{
    return (unsigned)__builtin_ctz((unsigned)bit);
}

const char *elb_doubt_name(enum elb_doubt bit)
{
    return doubts[index_of(bit)].name;
}

const char *elb_doubt_text(enum elb_doubt bit)
{
    return doubts[index_of(bit)].text;
}

/* ---- Parts ---------------------------------------------------------------------------------- */

/* The event whose causes are the symptom's. */
static const struct elb_event *explained_by(const struct elb_symptom *symptom)
{
    return symptom->complaint ? symptom->complaint : symptom->event;
}

/* Is it one that policy and client lead to, so that the negotiation can tell? */
static bool is_predictable(enum elb_cause cause)
{
    return cause < ELB_CAUSE_COUNT;
}

static bool has_cause(const struct elb_event *event, enum elb_cause cause)
{
    for (size_t i = 0; i < event->cause_count; i++) {
        if (event->causes[i].cause == cause)
            return true;
    }
    return false;
}

static bool has_predictable_cause(const struct elb_event *event)
{
    for (size_t i = 0; i < event->cause_count; i++) {
        if (is_predictable(event->causes[i].cause))
            return true;
    }
    return false;
}

/*
 * Would this cause leave that event? It does if it is listed; and an event that has "no suite" is
 * how a server stops for any reason that has no alert of its own.
 */
static bool fits(const struct elb_event *event, enum elb_cause cause)
{
    if (has_cause(event, cause))
        return true;
    return has_cause(event, ELB_CAUSE_NO_SHARED_SUITE) && elb_cause_alert(cause) == 0 &&
           elb_cause_by(cause) == elb_cause_by(ELB_CAUSE_NO_SHARED_SUITE);
}

static void set_only_cause(struct elb_diagnosis *diagnosis, enum elb_cause cause,
                           enum elb_certainty certainty)
{
    const struct elb_event *event = explained_by(diagnosis->symptom);
    struct elb_event_cause only = {.cause = cause};

    for (size_t i = 0; i < event->cause_count; i++) {
        if (event->causes[i].cause == cause)
            only = event->causes[i];
        else
            diagnosis->ruled_out[diagnosis->ruled_out_count++] = event->causes[i].cause;
    }
    only.certainty = certainty;
    diagnosis->causes[0] = only;
    diagnosis->cause_count = 1;
}

/* These two can talk: what is left are the causes that have nothing to do with the policy. */
static void rule_out_predictable(struct elb_diagnosis *diagnosis)
{
    const struct elb_event *event = explained_by(diagnosis->symptom);

    diagnosis->cause_count = 0;
    for (size_t i = 0; i < event->cause_count; i++) {
        if (is_predictable(event->causes[i].cause))
            diagnosis->ruled_out[diagnosis->ruled_out_count++] = event->causes[i].cause;
        else
            diagnosis->causes[diagnosis->cause_count++] = event->causes[i];
    }
}

static void disagree(struct elb_diagnosis *diagnosis, unsigned why)
{
    diagnosis->agreement = ELB_AGREEMENT_DISAGREES;
    diagnosis->doubts = why;
}

/* ---- A handshake that completed ------------------------------------------------------------- */

static bool policy_has_suite(const struct elb_policy *policy, uint16_t code)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i]->code == code)
            return true;
    }
    return false;
}

static bool is_outside(const struct elb_policy *policy, const struct elb_symptom *symptom)
{
    return (symptom->version != 0 && !(policy->versions & elb_version_bit(symptom->version))) ||
           (symptom->suite != 0 && !policy_has_suite(policy, symptom->suite));
}

static void judge_completed(struct elb_diagnosis *diagnosis, const struct elb_policy *policy)
{
    const struct elb_symptom *symptom = diagnosis->symptom;

    if (!policy)
        return;
    diagnosis->is_outside_policy = is_outside(policy, symptom);
    if (diagnosis->is_outside_policy)
        disagree(diagnosis,
                 ELB_DOUBT_POLICY | ELB_DOUBT_LISTENER | ELB_DOUBT_PASS_THROUGH | ELB_DOUBT_PROXY);
    else if (diagnosis->has_check && diagnosis->check.verdict == ELB_INCOMPATIBLE)
        disagree(diagnosis, ELB_DOUBT_POLICY | ELB_DOUBT_CLIENT | ELB_DOUBT_CERTIFICATE);
    else if (diagnosis->has_check || symptom->version != 0 || symptom->suite != 0)
        diagnosis->agreement = ELB_AGREEMENT_CONFIRMS;
}

/* ---- One that failed ------------------------------------------------------------------------ */

static void judge_incompatible(struct elb_diagnosis *diagnosis)
{
    const struct elb_event *event = explained_by(diagnosis->symptom);
    enum elb_cause cause = diagnosis->check.failed.cause;

    if (event->cause_count == 0 || fits(event, cause)) {
        set_only_cause(diagnosis, cause,
                       event->vague ? ELB_CERTAINTY_LIKELY : ELB_CERTAINTY_CERTAIN);
        diagnosis->agreement = ELB_AGREEMENT_CONFIRMS;
    } else if (has_predictable_cause(event)) {
        disagree(diagnosis, ELB_DOUBT_POLICY | ELB_DOUBT_LISTENER | ELB_DOUBT_PASS_THROUGH |
                                ELB_DOUBT_PROXY | ELB_DOUBT_CLIENT);
    } else {
        diagnosis->agreement = ELB_AGREEMENT_ADDS;
    }
}

static void judge_compatible(struct elb_diagnosis *diagnosis)
{
    const struct elb_event *event = explained_by(diagnosis->symptom);

    if (event->cause_count == 0 && !event->vague) {
        diagnosis->agreement = ELB_AGREEMENT_CLEARS;
        return;
    }
    rule_out_predictable(diagnosis);
    if (diagnosis->cause_count > 0) {
        diagnosis->agreement = ELB_AGREEMENT_CLEARS;
        if (diagnosis->ruled_out_count > 0)
            diagnosis->doubts = ELB_DOUBT_POLICY | ELB_DOUBT_PASS_THROUGH | ELB_DOUBT_CLIENT;
        return;
    }
    /* Nothing is left: what was seen stands, and the description of one side does not. */
    for (size_t i = 0; i < event->cause_count; i++)
        diagnosis->causes[diagnosis->cause_count++] = event->causes[i];
    diagnosis->ruled_out_count = 0;
    disagree(diagnosis, (1u << ELB_DOUBT_COUNT) - 1);
}

static void judge_failed(struct elb_diagnosis *diagnosis)
{
    if (!diagnosis->has_check)
        return;
    switch (diagnosis->check.verdict) {
    case ELB_INCOMPATIBLE:
        judge_incompatible(diagnosis);
        break;
    case ELB_COMPATIBLE:
        judge_compatible(diagnosis);
        break;
    case ELB_VERDICT_UNKNOWN:
        diagnosis->agreement = ELB_AGREEMENT_UNDECIDED;
        break;
    }
}

void elb_diagnose(const struct elb_diagnose_query *query, const struct elb_symptom *symptom,
                  struct elb_diagnosis *ret_diagnosis)
{
    const struct elb_event *event = explained_by(symptom);
    struct elb_diagnosis diagnosis = {.symptom = symptom, .cause_count = event->cause_count};

    assert(event->cause_count <= ELB_EVENT_CAUSES_MAX);
    for (size_t i = 0; i < event->cause_count; i++)
        diagnosis.causes[i] = event->causes[i];
    if (query->policy && query->client) {
        elb_check(query->catalog, query->policy, query->certificates, query->client,
                  &diagnosis.check);
        diagnosis.has_check = true;
    }
    if (symptom->event->completed)
        judge_completed(&diagnosis, query->policy);
    else
        judge_failed(&diagnosis);
    *ret_diagnosis = diagnosis;
}

bool elb_diagnosis_is_settled(const struct elb_diagnosis *diagnosis)
{
    if (diagnosis->symptom->event->completed)
        return diagnosis->agreement != ELB_AGREEMENT_DISAGREES;
    return diagnosis->cause_count > 0;
}
