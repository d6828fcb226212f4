/* SPDX-License-Identifier: MIT */

/*
 * What every reader of symptoms shares. A reader is one file in this folder with one const struct;
 * symptoms.c has the table of them, and offers each line to one after the other.
 */
#ifndef ELB_READ_SYMPTOM_READER_H
#define ELB_READ_SYMPTOM_READER_H

#include <elblint/symptom.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "read/symptom/patterns.h"

/* A vague symptom within so many lines of a better one says nothing new. */
#define ELB_SYMPTOM_NEAR 12

/* A symptom of the list, and what it takes to count it. */
struct elb_symptom_entry {
    struct elb_symptom symptom;
    size_t weight; /* how specific its line was */
};

/* What is kept of a line, in bytes; and with "..." behind it, if it was cut, and a NUL. */
#define ELB_SYMPTOM_TEXT      400
#define ELB_SYMPTOM_TEXT_SIZE (ELB_SYMPTOM_TEXT + 4)

/* A symptom that may be dropped, so that its text must not go into the arena yet. */
struct elb_symptom_held {
    struct elb_symptom symptom; /* `event` NULL: there is none */
    char text[ELB_SYMPTOM_TEXT_SIZE];
};

/* A vague symptom that waits for a better one. */
struct elb_symptom_pending {
    struct elb_symptom_held held;
    size_t weight;
    size_t number; /* told_count of the last line that shows it */
};

/*
 * What the lines of a transcript said before: s_client, curl -v and gnutls-cli tell over many
 * lines. Standard error may come before all of standard output, or after it.
 */
struct elb_transcript {
    enum elb_alert_sender direction; /* of the record that is being shown */
    bool alert_follows;              /* its bytes stand in the next line */
    uint16_t version;                /* that -brief named */
    struct elb_symptom_held chosen;  /* it completed */
    struct elb_symptom_held verify;  /* its complaint about the certificate */
    struct elb_symptom_held none;    /* a vague one, which waits to the end for a better one */
    bool asked;                      /* the client's hello went out */
    bool answered; /* the server sent its certificate: version and suite are chosen */
    bool verified; /* standard error told of the certificate */
    bool closed;   /* the server said close_notify */
    bool refused;  /* the client stops because of its complaint, unless it completes after all */
    bool failed;   /* this handshake did, though a suite may be printed */
    bool told;     /* how it ended was printed: what follows may be the next one */
};

struct elb_symptom_list {
    struct elb_arena arena;
    const struct elb_catalog *catalog;
    struct elb_symptom_limits limits;
    struct elb_patterns *patterns;
    struct elb_symptom_entry **entries;
    size_t count;
    size_t capacity;
    struct elb_symptom_pending *pending; /* one an event of the catalog */
    size_t clear_at; /* where the last symptom was that was not vague; 0: none */
    struct elb_transcript transcript;
    struct elb_buffer rest;  /* the line that has begun */
    struct elb_buffer plain; /* the line without colours */
    const char *path;
    size_t line;       /* of this input */
    size_t line_count; /* of all */
    size_t told_count; /* of these, without the frames of stack traces: how near two lines are */
};

struct elb_symptom_reader {
    const char *name;

    /* Takes a line, without blanks at its ends; false: it is none of its own. `*ret_status` is
     * ELB_OK unless memory is lacking. */
    bool (*take)(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr);
};

/* ---- For all readers (collect.c) ------------------------------------------------------------ */

/* Holds a symptom that this line shows. */
void elb_symptom_hold(const struct elb_symptom_list *list, struct elb_symptom_held *held,
                      const struct elb_symptom *symptom, struct elb_text line);

/*
 * Keeps or counts a symptom.
 *
 * @symptom   if it has no text, it is of this line: `line`. Its text is copied if it is kept
 * @weight    how specific the line is
 * @is_record a log entry, which stands for itself: nothing near it says more
 */
enum elb_status elb_symptom_add(struct elb_symptom_list *list, const struct elb_symptom *symptom,
                                struct elb_text line, size_t weight, bool is_record,
                                struct elb_error *reterr) __attribute__((warn_unused_result));

/* The symptom of an alert of that number. */
struct elb_symptom elb_symptom_of_alert(const struct elb_symptom_list *list,
                                        enum elb_alert_sender sender, unsigned alert);

/* The symptom of a known text. */
struct elb_symptom elb_symptom_of_match(const struct elb_symptom_list *list,
                                        const struct elb_pattern_match *match);

/* No more lines: what is still pending stays. */
enum elb_status elb_symptom_settle(struct elb_symptom_list *list, bool is_end,
                                   struct elb_error *reterr) __attribute__((warn_unused_result));

/* A handshake that completed, with the suite of that name in any dialect. */
struct elb_symptom elb_symptom_of_suite(const struct elb_symptom_list *list, const char *client,
                                        uint16_t version, struct elb_text suite);

/* The version that any tool or log calls so: `TLSv1.2`, `TLSv1`, `tlsv12` ...; 0: none. */
uint16_t elb_symptom_version(struct elb_text name);

/* ---- For transcripts (transcript.c) --------------------------------------------------------- */

/* A handshake begins, if the one before was told. */
enum elb_status elb_transcript_begin(struct elb_symptom_list *list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* It chose this, which no failure followed yet; `symptom` has no place yet. */
enum elb_status elb_transcript_choose(struct elb_symptom_list *list,
                                      const struct elb_symptom *symptom, struct elb_text line,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));

/* It chose nothing, as `line` says. */
enum elb_status elb_transcript_choose_none(struct elb_symptom_list *list, struct elb_text line,
                                           struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The client complains about the certificate in `line`, as `known` says in the catalog's texts, and
 * may go on. False: no such text. */
bool elb_transcript_complain(struct elb_symptom_list *list, struct elb_text line,
                             struct elb_text known);

/* It stopped because of what it complained about: that says more than the line which says so. */
enum elb_status elb_transcript_refuse(struct elb_symptom_list *list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* An alert of either side: level * 256 + number, as the record has it. */
enum elb_status elb_transcript_alert(struct elb_symptom_list *list, const char *client,
                                     enum elb_alert_sender sender, unsigned alert,
                                     struct elb_text line, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* A symptom that is not vague was told: if it is of this transcript, the handshake failed. What the
 * symptom means after the server's certificate may be something else. */
void elb_transcript_fail(struct elb_symptom_list *list, struct elb_symptom *symptom);

/* An input ends: what was chosen, and what the client complained about, is told. */
enum elb_status elb_transcript_end(struct elb_symptom_list *list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- For logs (fields.c) -------------------------------------------------------------------- */

/* Splits a log entry at blanks; a field in quotes is one, without them. How many there are; what
 * is past `capacity` is not looked at. */
size_t elb_log_fields(struct elb_text line, struct elb_text *fields, size_t capacity);

/* `2026-11-23T12:00:00...` */
bool elb_log_is_time(struct elb_text field);

extern const struct elb_symptom_reader elb_symptom_reader_alb_connection;
extern const struct elb_symptom_reader elb_symptom_reader_nlb_tls;
extern const struct elb_symptom_reader elb_symptom_reader_s_client;
extern const struct elb_symptom_reader elb_symptom_reader_curl;
extern const struct elb_symptom_reader elb_symptom_reader_gnutls;
extern const struct elb_symptom_reader elb_symptom_reader_error_text;

#endif
