/* SPDX-License-Identifier: MIT */
/**
 * How a handshake ended, and the texts by which clients and servers tell.
 *
 * An event is what happened on the wire or within the client: an alert of some number, a closed
 * connection, a refusal before anything was sent. It has several causes or one. An error text is a
 * pattern that some program prints for an event: many texts stand for the same event.
 *
 * Both are data of the catalog (events.yaml, errors.yaml).
 */
#ifndef ELBLINT_EVENT_H
#define ELBLINT_EVENT_H

#include <elblint/cause.h>
#include <elblint/client.h>

#include <stdbool.h>

/** How sure a cause is, given the event alone. */
enum elb_certainty {
    ELB_CERTAINTY_UNSTATED,
    ELB_CERTAINTY_CERTAIN,
    ELB_CERTAINTY_LIKELY, /* others are known, and rare */
    ELB_CERTAINTY_ONE_OF, /* nothing tells it from the others */
};

/** `certain`, `likely` or `one-of`. */
const char *elb_certainty_name(enum elb_certainty certainty);

struct elb_event_cause {
    enum elb_cause cause;
    enum elb_certainty certainty;
    const char *why;  /* how this comes about, lower case without a full stop; may be NULL */
    const char *test; /* the command that shows whether it is this; NULL: that of the event */
};

/** Whose alert it was. */
enum elb_alert_sender { ELB_ALERT_NONE, ELB_ALERT_FROM_SERVER, ELB_ALERT_FROM_CLIENT };

#define ELB_EVENT_CAUSES_MAX 16
struct elb_event {
    const char *id;
    const char *text;             /* what happened, lower case without a full stop */
    unsigned alert;               /* RFC 8446 section 6; 0: none, or any other of the sender */
    enum elb_alert_sender sender; /* of the alert */
    bool vague;                   /* says less than whatever else stands near it */
    bool completed;               /* the handshake did complete */
    const struct elb_event_cause *causes; /* the likeliest first, each once */
    size_t cause_count;
    const char *test; /* the command that tells the causes apart; may be NULL */
};

/**
 * One text. In its pattern `*` is any characters of the line and `#` one decimal number; `^` at the
 * start and `$` at the end are those of the line; all else is itself, in any case of the letters.
 */
struct elb_error_text {
    const char *pattern;
    const char *client;           /* who prints it: `openssl-3`, `java` ... */
    const char *event;            /* NULL: that of the alert whose number `#` is */
    enum elb_alert_sender sender; /* then: who sent it */
    enum elb_evidence evidence;
    const char *source; /* a key of the catalog's sources; may be NULL */
};

#endif
