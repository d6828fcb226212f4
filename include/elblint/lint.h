/* SPDX-License-Identifier: MIT */
/**
 * What is wrong with declared listeners, by the facts of the policies that they have: rules, and
 * the findings that they make.
 *
 * One fact is one finding: of all rules that have something against one policy of one listener, the
 * gravest speaks, and what the others say stands beside it.
 */
#ifndef ELBLINT_LINT_H
#define ELBLINT_LINT_H

#include <elblint/check.h>
#include <elblint/listener.h>

/* ---- Rules ------------------------------------------------------------------------------ */

/** How grave a finding is. */
enum elb_severity {
    ELB_SEVERITY_OFF,
    ELB_SEVERITY_NOTE,
    ELB_SEVERITY_WARNING,
    ELB_SEVERITY_ERROR,
    ELB_SEVERITY_COUNT,
};
/** `off`, `note`, `warning`, `error` */
const char *elb_severity_name(enum elb_severity severity);

/** A rule, as it is explained. All texts are constant. */
struct elb_rule {
    const char *id;             /* `legacy-protocol`: for ever */
    enum elb_severity severity; /* unless the user says otherwise */
    const char *summary;        /* what it finds: one line, lower case, no full stop */
    const char *text;           /* what is wrong with that, and when it isn't: sentences */
    const char *citation;       /* where that is said: RFC, AWS page */
    /* An example that it finds, in Terraform unless it can't be, and its twin that it does not
     * find; elb_rule_fill() makes the names of policies out of what stands in braces. */
    const char *bad;
    const char *good;
    const char *instead; /* what to do: a sentence */
};

/** All rules, the gravest first; NULL past the end. */
const struct elb_rule *elb_rule_at(size_t index);

/** By its id; NULL: there is none. `name` need not end in NUL. */
const struct elb_rule *elb_rule_named(const char *name, size_t length);

/** The id nearest to a name that none has; NULL: none is near. */
const char *elb_rule_nearest(const char *name, size_t length);

/** Whether the rule asks what is in a policy, whatever listener has it. */
bool elb_rule_is_about_policies(const struct elb_rule *rule);

/**
 * Whether the rule has something against a policy by itself. Never, if it is about listeners.
 *
 * @param catalog what the policy is compared with, where the rule does so
 */
bool elb_rule_blames(const struct elb_rule *rule, const struct elb_catalog *catalog,
                     const struct elb_policy *policy);

/**
 * A text of a rule, such as `bad` or `good`, with names of policies: of the catalog, as code has
 * none. The default of the API is `{default}`, and the best-ranked policy is `{best}`. `{policy}`
 * in a bad example is a policy that the rule blames (the default of the API, if it does), and in a
 * good one the best-ranked that it does not blame. Where it is not about policies, they are
 * `{default}` and `{best}`.
 *
 * @param text    of the rule
 * @param is_good of a good example
 * @param buffer  gets the text, cut if it has no room, with a NUL; may be NULL if size is 0
 *
 * @return the length of the whole text, without the NUL
 */
size_t elb_rule_fill(const struct elb_rule *rule, const struct elb_catalog *catalog,
                     const char *text, bool is_good, char *buffer, size_t size);

/* ---- Findings --------------------------------------------------------------------------- */

/** What another rule says of the same thing. */
struct elb_also {
    const struct elb_rule *rule;
    const char *text; /* a clause without a full stop */
};

/** A client that can't connect any more, and why. */
struct elb_lost_client {
    const struct elb_client *client;
    enum elb_cause cause;
    bool supported; /* by its maker, on the catalog's date */
};

struct elb_finding {
    const struct elb_rule *rule;
    enum elb_severity severity;
    const struct elb_listener *listener; /* NULL: about a file as a whole */
    const char *path;
    struct elb_span span;
    const char *policy_name; /* NULL: about no policy */
    const struct elb_policy *policy;
    const struct elb_profile *profile; /* that the policy was held against; NULL: none */
    const char *message; /* lower case, names from inputs in single quotes, no full stop */
    const struct elb_also *also;
    size_t also_count;
    const char *help; /* the change to make, in the language of the file; NULL: there is none */
    const struct elb_policy *suggested; /* the policy that it names; NULL: none */
    const struct elb_lost_client *lost; /* whom that would lose; supported ones first */
    size_t lost_count;
    const char *replace;                   /* what is to be replaced in the span, and by what; */
    const char *with;                      /* NULL: the text there is no literal of its own */
    const struct elb_lost_client *clients; /* whom the finding is about; supported ones first */
    size_t client_count;
    const char *suppressed; /* the reason why it does not count; NULL: it does */
    bool is_in_baseline;    /* that is the only reason: nobody decided that it may stay */
    char fingerprint[33];   /* the same as long as rule, file, listener and policy are */
};

/** What to judge, and how. Everything is borrowed and must outlive the findings. */
struct elb_lint_query {
    const struct elb_catalog *catalog;
    const struct elb_listeners *listeners;
    const struct elb_client *const *clients; /* who must be able to connect; none: nobody said */
    size_t client_count;
    const struct elb_profile *const *profiles; /* of the catalog: to be met; none: nobody said */
    size_t profile_count;
    const struct elb_certificates *certificates; /* of listeners that declare none; NULL: rsa2048 */
    const struct elb_policy *from; /* what all listeners have today; NULL: what the files say */
    /* The severity of each rule, in the order of elb_rule_at(); NULL: their own. */
    const enum elb_severity *severities;
    /*
     * In the same order: rules that are off and not even mentioned where another one speaks of the
     * same policy; NULL: some are.
     */
    const bool *unmentioned;
    const struct elb_suppression *suppressions; /* beside those in the files */
    size_t suppression_count;
    const char *today; /* ISO date; NULL: no suppression expires */
    size_t limit;      /* of findings; 0: 100,000 */
};

struct elb_findings;

/**
 * Judges all listeners.
 *
 * @param ret owned by the caller: free it with elb_findings_free()
 *
 * Errors: ELB_ERROR_MEMORY, ELB_ERROR_LIMIT (more findings than allowed).
 */
enum elb_status elb_lint(const struct elb_lint_query *query, struct elb_findings **ret,
                         struct elb_error *reterr) __attribute__((warn_unused_result));

/** NULL is allowed. Returns NULL. */
struct elb_findings *elb_findings_free(struct elb_findings *findings);

/** In the order of the listeners, and of one listener the gravest first. */
size_t elb_findings_count(const struct elb_findings *findings);
const struct elb_finding *elb_findings_at(const struct elb_findings *findings, size_t index);

#endif
