/* SPDX-License-Identifier: MIT */
/**
 * Requirements: words that a policy or a client meets or not, such as `tls1.3` or `min=TLSv1.2`.
 *
 * The same words narrow a list down and say what a suggested policy must have. What they mean
 * follows from the lists of a policy or client, never from its name: a user's own policy can meet
 * `rfc9151` too.
 */
#ifndef ELBLINT_REQUIREMENT_H
#define ELBLINT_REQUIREMENT_H

#include <elblint/catalog.h>
#include <elblint/error.h>
#include <elblint/negotiate.h>

/** What the words are about. */
enum elb_subject {
    ELB_SUBJECT_POLICY,
    ELB_SUBJECT_CLIENT,
};

/** One word, and what comes behind its `=`. */
struct elb_requirement_word {
    const char *word;
    const char *argument; /* what is behind the `=`, as help shows it; NULL: the word has none */
    const char *help;     /* lower case, no full stop */
};

/** The index-th word for policies or clients; NULL behind the last. */
const struct elb_requirement_word *elb_requirement_word_at(enum elb_subject subject, size_t index);

/** One word as it was given, with its value. */
struct elb_requirement {
    const struct elb_requirement_word *word;
    unsigned value;   /* a code, version, set or index, as the word has it */
    const char *text; /* what was behind the `=`; borrowed; not NUL-terminated */
    size_t length;
    const struct elb_catalog *catalog; /* that of the requirements */
};

/** All of them are to be met. {0} is met by everything. */
#define ELB_REQUIREMENTS_MAX 32
struct elb_requirements {
    enum elb_subject subject;
    const struct elb_catalog *catalog;
    struct elb_requirement list[ELB_REQUIREMENTS_MAX];
    size_t count;
};

/**
 * Adds the words of `text`, which stand between commas, to `requirements`, whose subject and
 * catalog are set.
 *
 * @param text   borrowed as long as the requirements are used; need not end in NUL
 * @param reterr may be NULL
 *
 * Errors: ELB_ERROR_SYNTAX (an unknown word, a value that is missing, too much or of no such
 * kind), ELB_ERROR_DATA (a suite, group or family that the catalog lacks), ELB_ERROR_LIMIT.
 */
enum elb_status elb_requirements_add(struct elb_requirements *requirements, const char *text,
                                     size_t length, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/**
 * Whether a policy meets all requirements. What is not known of it (the groups of a Classic
 * policy) meets none that asks for it.
 *
 * @param ret_missed the first one that is not met; may be NULL
 */
bool elb_policy_meets(const struct elb_policy *policy, const struct elb_requirements *requirements,
                      const struct elb_requirement **ret_missed);

/** The same for a client. `supported` is as of the catalog's date. */
bool elb_client_meets(const struct elb_client *client, const struct elb_requirements *requirements,
                      const struct elb_requirement **ret_missed);

/**
 * What a requirement asks of certificates, where a listener with these does not fulfil it: no
 * policy decides that. One sentence, lower case, no full stop; NULL: nothing, or they fit.
 *
 * @param certificates of one listener; a type without its size fits nothing
 */
const char *elb_requirement_certificates(const struct elb_requirement *requirement,
                                         const struct elb_certificates *certificates);

/** Whether all that a policy permits is in RFC 9151, the TLS profile of CNSA 1.0. */
bool elb_policy_is_rfc9151(const struct elb_policy *policy);

/**
 * Whether all that a policy permits is in the TLS profile of CNSA 2.0
 * (draft-becker-cnsa2-tls-profile): TLS 1.3, ML-KEM-1024 and ML-DSA-87 alone.
 */
bool elb_policy_is_cnsa2(const struct elb_policy *policy);

#endif
