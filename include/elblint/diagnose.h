/* SPDX-License-Identifier: MIT */
/**
 * The causes behind a symptom; and, where policy and client are known, which of them it is.
 *
 * An alert or a closed connection has several causes, and nothing on the client tells them apart.
 * The negotiation does: elb_check() says whether these two can talk, and why not. What it rules out
 * is no cause; and where it contradicts what was seen, the policy or the client is not the one that
 * was meant, which is worth knowing.
 */
#ifndef ELBLINT_DIAGNOSE_H
#define ELBLINT_DIAGNOSE_H

#include <elblint/check.h>
#include <elblint/symptom.h>

/** What the negotiation says of a symptom. */
enum elb_agreement {
    ELB_AGREEMENT_NONE,      /* policy or client is not known */
    ELB_AGREEMENT_CONFIRMS,  /* it explains what was seen, or does not contradict it */
    ELB_AGREEMENT_CLEARS,    /* these two can talk: the cause lies elsewhere */
    ELB_AGREEMENT_ADDS,      /* the cause lies elsewhere, and behind it these two can't talk */
    ELB_AGREEMENT_DISAGREES, /* it contradicts what was seen */
    ELB_AGREEMENT_UNDECIDED, /* its verdict is unknown */
};

/** `confirms`, `clears` ...; NULL for ELB_AGREEMENT_NONE. For ever. */
const char *elb_agreement_name(enum elb_agreement agreement);

/** How prediction and symptom can both be right: because something is not what was said. */
enum elb_doubt {
    ELB_DOUBT_POLICY = 1 << 0,       /* the listener has another policy */
    ELB_DOUBT_LISTENER = 1 << 1,     /* another listener or load balancer answered */
    ELB_DOUBT_PASS_THROUGH = 1 << 2, /* a TCP listener, where the target answers */
    ELB_DOUBT_PROXY = 1 << 3,        /* a CDN or proxy in front */
    ELB_DOUBT_CLIENT = 1 << 4,       /* the client is configured otherwise */
    ELB_DOUBT_CERTIFICATE = 1 << 5,  /* the listener holds other certificates */
};
#define ELB_DOUBT_COUNT 6

/** `policy`, `listener` ...; `bit` is a single value of the enum. For ever. */
const char *elb_doubt_name(enum elb_doubt bit);

/** The same as a sentence without a full stop. */
const char *elb_doubt_text(enum elb_doubt bit);

/** What is known besides the symptom; all of it borrowed. */
struct elb_diagnose_query {
    const struct elb_catalog *catalog;
    const struct elb_policy *policy;             /* NULL: not known */
    const struct elb_client *client;             /* NULL: not known */
    const struct elb_certificates *certificates; /* at least one; not NULL beside a policy */
};

struct elb_diagnosis {
    const struct elb_symptom *symptom;
    struct elb_event_cause causes[ELB_EVENT_CAUSES_MAX]; /* the likeliest first */
    size_t cause_count;
    enum elb_cause ruled_out[ELB_EVENT_CAUSES_MAX]; /* by the negotiation */
    size_t ruled_out_count;
    enum elb_agreement agreement;
    unsigned doubts;        /* set of enum elb_doubt; 0 unless it disagrees, or rules causes out */
    bool is_outside_policy; /* version or suite that was chosen is none of the policy's */
    bool has_check;         /* policy and client are known */
    struct elb_check check;
};

/** Judges a symptom. No allocation, no state, safe in any number of threads. */
void elb_diagnose(const struct elb_diagnose_query *query, const struct elb_symptom *symptom,
                  struct elb_diagnosis *ret_diagnosis);

/** Whether nothing is left to explain: it failed and has a cause, or it completed as it should. */
bool elb_diagnosis_is_settled(const struct elb_diagnosis *diagnosis);

#endif
