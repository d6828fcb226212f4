/* SPDX-License-Identifier: MIT */
/* What `diff` hands to its reporters: pairs of policies, and every client judged with both. */
#ifndef ELB_REPORT_DIFF_H
#define ELB_REPORT_DIFF_H

#include "elblint/compare.h"
#include "report/ranges.h"
#include "report/report.h"

struct elb_diff_client {
    const struct elb_client *client;
    struct elb_client_comparison comparison;
    enum elb_transition with_ecdsa; /* the same for an ecdsa256 certificate, if none was given */
};

struct elb_diff_pair {
    const struct elb_policy *from; /* NULL: the catalog has none of the name of `to` */
    const struct elb_policy *to;
    const char *const *unknown_removed; /* names that the catalog has not, of `from` alone */
    size_t unknown_removed_count;
    const char *const *unknown_added; /* of `to` alone */
    size_t unknown_added_count;
    bool is_drift;                           /* `from` is what the catalog says `to` is */
    const struct elb_comparison *comparison; /* NULL if `from` is */
    const struct elb_diff_client *clients;   /* none where the policies are equal */
    size_t client_count;
};

struct elb_diff_result {
    /* The two that were to be compared and are not, if there is no pair; NULL: not found. */
    const struct elb_policy *from;
    const struct elb_policy *to;
    bool is_failed;
    const struct elb_diff_pair *pairs;
    size_t pair_count;
    bool is_list;                 /* several were asked for, even if one was found */
    const char *const *unmatched; /* policies without another to compare them with */
    size_t unmatched_count;
    const struct elb_certificates *certificates;
    bool certificates_assumed; /* none was given */
    bool is_bundled;           /* the clients are all of the catalog */
};

/* How many clients fare so. */
size_t elb_diff_count(const struct elb_diff_pair *pair, enum elb_transition transition);

/*
 * Whether the pair has anything to say: for drift also where AWS says that the policy is offered.
 */
bool elb_diff_has_difference(const struct elb_diff_pair *pair);

/* Whether they differ in names that the catalog has not, by which no client can be judged. */
bool elb_diff_has_unknown(const struct elb_diff_pair *pair);

/* Those whose fate hangs on the assumed certificate: with ecdsa256 they fare so, now otherwise. */
bool elb_diff_is_other_with_ecdsa(const struct elb_diff_client *client,
                                  enum elb_transition transition);

/* Which clients of a transition. */
enum elb_diff_which {
    ELB_DIFF_ANY,
    ELB_DIFF_SUPPORTED, /* by their makers, on the catalog's date */
    ELB_DIFF_OTHERS,
};

/*
 * Those who fare so, as ranges of versions; a range's tags are a set of 1 << enum elb_cause. Who
 * fails with both policies is no gap in a range. false: no memory.
 */
bool elb_diff_ranges(struct elb_arena *arena, const struct elb_report *report,
                     const struct elb_diff_pair *pair, enum elb_transition transition,
                     enum elb_diff_which which, struct elb_ranges *ret_ranges)
    __attribute__((warn_unused_result));

/*
 * The most telling of what was removed (or added), in a few words: `TLSv1, CBC suites`. Where
 * nothing of that kind changed, the smaller changes. Nothing at all: appends nothing.
 */
void elb_diff_headline(struct elb_buffer *out, const struct elb_catalog *catalog,
                       const struct elb_comparison *comparison, bool is_added);

/* `minimum version`, and the value for a policy: `TLSv1.2`, `yes`. */
const char *elb_fact_text(enum elb_fact fact);
void elb_fact_value(struct elb_buffer *out, enum elb_fact fact, const struct elb_policy *policy);
#define ELB_FACT_COUNT 12

/* "no shared protocol, or no shared suite": a set of 1 << enum elb_cause */
void elb_causes_words(struct elb_buffer *out, unsigned causes);

#endif
