/* SPDX-License-Identifier: MIT */

/*
 * Knobs: what to turn on a client. Data, in one table per kind of software; what is not known from
 * a public source is left out.
 */
#ifndef ELB_ADVISE_KNOB_H
#define ELB_ADVISE_KNOB_H

#include "base/buffer.h"
#include "elblint/advice.h"

/* What a client needs, as a set. Each has the letter by which a text of a knob asks for it. */
enum elb_need {
    ELB_NEED_TLS1_2 = 1 << 0,    /* 2: TLSv1.2 is to be offered */
    ELB_NEED_TLS1_3 = 1 << 1,    /* 3: TLSv1.3 is */
    ELB_NEED_NO_TLS1_3 = 1 << 2, /* -: TLSv1.3 is to be left out */
    ELB_NEED_OLDER = 1 << 3,     /* o: a version below TLSv1.2, because the policy has no other */
    ELB_NEED_SUITE = 1 << 4,     /* s: a suite of up to TLSv1.2 */
    ELB_NEED_SUITE13 = 1 << 5,   /* t: a suite of TLSv1.3 */
    ELB_NEED_GROUP = 1 << 6,     /* g */
    ELB_NEED_SCHEME = 1 << 7,    /* c: a signature scheme */
    ELB_NEED_STATIC = 1 << 8,    /* r: that suite has RSA key exchange */
    ELB_NEED_COUNT = 9,
};

/*
 * `text` has lines. One that begins with `?` and letters is for the needs of these letters (`+` is
 * 2 and 3) and is left out without them; the others come with any of those. What follows a `&`
 * belongs to the line before, behind a blank. Between two @ stands the name of a value (see
 * knob_values.c).
 */
struct elb_knob {
    const char *families; /* of the catalog, with a blank between them */
    const char *where;    /* one sentence: where it goes, from which version on */
    const char *text;
    const char *source;    /* the public page that says so */
    const char *from;      /* a family and its versions, as in elb_knob_first; NULL: any client */
    const uint16_t *codes; /* the suites and groups that it can turn, then 0; NULL: any */
    bool is_none;          /* nothing can be set: `where` says why, `text` for which needs */
    const char *except;    /* parts of ids of clients that have it all already; NULL: none */
};

/* The first version of a software that has a version of TLS at all. */
struct elb_knob_first {
    const char *name; /* NULL: not known */
    /* With a blank between them, the release and then updates of older ones: "11 8u261". NULL: the
     * software has no version of its own to tell by. */
    const char *versions;
    const char *older; /* parts of ids of clients that are older; NULL: none */
};

struct elb_knob_since {
    const char *families;
    struct elb_knob_first tls1_2;
    struct elb_knob_first tls1_3;
    const char *source;
};

extern const struct elb_knob elb_knobs_openssl[]; /* end with one without families */
extern const struct elb_knob elb_knobs_browsers[];
extern const struct elb_knob elb_knobs_languages[];
extern const struct elb_knob elb_knobs_systems[];
extern const struct elb_knob_since elb_knobs_since[];

/* Whether `family` is one of a list with blanks between them. */
bool elb_knob_is_for(const char *families, const char *family);

/* Whether the client is known to be older than that. */
bool elb_knob_is_older(const struct elb_knob_first *first, const struct elb_client *client);

/* Whether the knob can do nothing for the client: it is too old, or has all of that already. */
bool elb_knob_is_useless(const struct elb_knob *knob, const struct elb_client *client);

/* What one change asks for; 0: no knob is for that. */
unsigned elb_knob_need(const struct elb_catalog *catalog, const struct elb_change *change);

/* What the changes of a fix amount to. */
unsigned elb_knob_needs(const struct elb_catalog *catalog, const struct elb_fix *fix);

/* Which of the needs of a fix the knob can turn. */
unsigned elb_knob_turns(const struct elb_knob *knob, const struct elb_catalog *catalog,
                        const struct elb_fix *fix);

/* Appends the lines of a knob that serve `needs`, each after four blanks. */
void elb_knob_write(struct elb_buffer *out, const struct elb_knob *knob, unsigned needs,
                    const struct elb_advice_query *query, const struct elb_fix *fix);

/* The client, and what its fix adds. */
struct elb_knob_filling {
    struct elb_buffer *out;
    const struct elb_catalog *catalog;
    const struct elb_client *client;
    const struct elb_fix *fix;
    size_t written; /* items of the present list */
};

/* Appends the value of that name; false: there is none. */
bool elb_knob_fill(struct elb_knob_filling *filling, struct elb_text name);

#endif
