/* SPDX-License-Identifier: MIT */
/**
 * Changes of files that mend findings: of each exactly one literal, the name of a policy.
 *
 * A finding is mended only if the name is written where it is used, and the policy that is
 * suggested loses nobody who is to be kept: no variable, no condition, no choice that AWS does not
 * list. One literal that several listeners have is changed only if all findings about it agree.
 * What is not mended says why.
 */
#ifndef ELBLINT_FIX_H
#define ELBLINT_FIX_H

#include <elblint/lint.h>

/** One literal of a file, and what it becomes. */
struct elb_fix_edit {
    const struct elb_finding *finding; /* the first that it mends */
    const char *path;
    uint32_t line;   /* from 1 */
    uint32_t offset; /* in bytes, in the text of elb_listeners_text() */
    uint32_t length;
    const char *with;
};

/** A finding that is not mended, although a better policy is known. */
struct elb_fix_refusal {
    const struct elb_finding *finding;
    const char *why; /* a clause without a full stop */
};

/** What may be lost. Borrowed. */
struct elb_fix_query {
    const struct elb_listeners *listeners;
    const struct elb_findings *findings;
    const char *const *allowed; /* ids of clients that may be lost */
    size_t allowed_count;
};

/** Edits by file and place, none of which overlap, and refusals in the order of the findings. */
struct elb_fixes {
    const struct elb_fix_edit *edits;
    size_t edit_count;
    const struct elb_fix_refusal *refusals;
    size_t refusal_count;
};

/**
 * Works out the edits.
 *
 * @param ret owned by the caller: free it with elb_fixes_free(); borrows from the query
 *
 * @return ELB_OK or ELB_ERROR_MEMORY
 */
enum elb_status elb_fixes_new(const struct elb_fix_query *query, const struct elb_fixes **ret,
                              struct elb_error *reterr) __attribute__((warn_unused_result));

/** The edit that mends a finding, be it the first one there or another; NULL: none does. */
const struct elb_fix_edit *elb_fixes_edit_of(const struct elb_fixes *fixes,
                                             const struct elb_finding *finding);

/** NULL is allowed. Returns NULL. */
const struct elb_fixes *elb_fixes_free(const struct elb_fixes *fixes);

#endif
