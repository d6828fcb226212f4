/* SPDX-License-Identifier: MIT */

/* Listeners made in C, for the tests of the rules. */
#ifndef ELB_TEST_SAMPLE_LINT_H
#define ELB_TEST_SAMPLE_LINT_H

#include <elblint/lint.h>

#include "read/declared/reader.h"

/* What all of them stand in. */
#define SAMPLE_FILE (&(const struct elb_declared_file){.path = "a.tf", .text = {"", 0}})

/* A listener at line 1 of a.tf, with one policy whose name is written there; NULL: none is. */
static inline enum elb_status sample_add(struct elb_listeners *listeners,
                                         const struct elb_listener *like,
                                         const struct elb_declared_policy *policies, size_t count,
                                         struct elb_error *reterr)
{
    struct elb_listener listener = *like;
    struct elb_declared_policy *copies =
        elb_arena_alloc_array(elb_declared_arena(listeners), count, sizeof(*copies));

    if (!copies)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < count; i++)
        copies[i] = policies[i];
    listener.format = like->format ? like->format : "terraform";
    listener.span = like->span.line ? like->span : (struct elb_span){.line = 1, .column = 1};
    listener.policies = copies;
    listener.policy_count = count;
    if (!listener.setting_before) {
        listener.setting_before = "ssl_policy = \"";
        listener.setting_after = "\"";
    }
    return elb_declared_add(listeners, SAMPLE_FILE, &listener, NULL, reterr);
}

#endif
