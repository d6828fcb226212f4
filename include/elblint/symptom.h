/* SPDX-License-Identifier: MIT */
/**
 * Symptoms: what failed handshakes left behind in the output of clients and in logs.
 *
 * An input is lines, of any of these forms, mixed as they come:
 *
 *   - error texts of clients and servers, as the catalog knows them (errors.yaml), anywhere in a
 * line
 *   - `openssl s_client`: default, -brief, -state, -msg and -trace output, standard error or not
 *   - `curl -v`, `gnutls-cli`
 *   - connection log entries of Application Load Balancers (11 fields and more, between blanks:
 *     time client-ip client-port listener-port protocol cipher latency "subject" validity serial
 *     status ...)
 *   - TLS log entries of Network Load Balancers (18 fields and more: `tls` version time ...)
 *
 * A line has one symptom at most, that of its most specific text. A symptom is kept once, with the
 * most specific line that shows it and the number of lines that do; so memory does not grow with
 * the input. A text that only says that something failed is dropped when a line near it says why,
 * and a handshake that completed when the same transcript says how it failed after all.
 *
 * Any bytes are read; what is no symptom is passed over.
 */
#ifndef ELBLINT_SYMPTOM_H
#define ELBLINT_SYMPTOM_H

#include <elblint/catalog.h>
#include <elblint/error.h>

struct elb_symptom {
    const struct elb_event *event; /* of the catalog */
    const struct elb_error_text
        *known;                        /* the text that matched; NULL: the form of the line tells */
    const struct elb_event *complaint; /* of the client about the certificate, though it went on;
                                        * its causes are the symptom's. NULL: none */
    const char *client;                /* who printed it; NULL: not known */
    unsigned alert;                    /* 0: none, or not known which */
    const char *path;
    size_t line;      /* of the most specific line that shows it, from 1 */
    size_t lines;     /* how many show it */
    const char *text; /* that line without colours and blanks at its ends, a long one cut; may be no
                         UTF-8 */
    uint16_t version; /* that was chosen, where the line says so; else 0 */
    uint16_t suite;
};

/** What was read, with all that it points to except the catalog. */
struct elb_symptom_list;

/** Past one of these: ELB_ERROR_LIMIT, never a silent cut. */
struct elb_symptom_limits {
    size_t line_bytes; /* of one line */
};

#define ELB_SYMPTOM_LIMITS_DEFAULT ((struct elb_symptom_limits){.line_bytes = (size_t)1024 * 1024})

/**
 * An empty list, to be fed.
 *
 * @param catalog  borrowed; must outlive the list
 * @param limits   NULL: the default ones
 *
 * @return ELB_OK or ELB_ERROR_MEMORY
 */
enum elb_status elb_symptoms_new(const struct elb_catalog *catalog,
                                 const struct elb_symptom_limits *limits,
                                 struct elb_symptom_list **ret_list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/** Begins another input, called `path` (copied). What it shows is counted with the others. */
enum elb_status elb_symptoms_begin(struct elb_symptom_list *list, const char *path,
                                   struct elb_error *reterr) __attribute__((warn_unused_result));

/**
 * The next bytes of the input; they may end anywhere.
 *
 * Errors: ELB_ERROR_LIMIT (a line is too long), ELB_ERROR_MEMORY.
 */
enum elb_status elb_symptoms_feed(struct elb_symptom_list *list, const char *bytes, size_t length,
                                  struct elb_error *reterr) __attribute__((warn_unused_result));

/** Ends the input: its last line needs no line feed. Errors as for elb_symptoms_feed(). */
enum elb_status elb_symptoms_end(struct elb_symptom_list *list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/** How many there are, and each of them in the order in which they were first seen. */
size_t elb_symptoms_count(const struct elb_symptom_list *list);
const struct elb_symptom *elb_symptoms_at(const struct elb_symptom_list *list, size_t index);

/** How many lines were read, in all inputs. */
size_t elb_symptoms_line_count(const struct elb_symptom_list *list);

/** NULL is allowed. Returns NULL. */
struct elb_symptom_list *elb_symptoms_free(struct elb_symptom_list *list);

#endif
