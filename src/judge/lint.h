/* SPDX-License-Identifier: MIT */

/*
 * What rules are made of. A rule is one file in rules/ with one const struct; rules.c has the table
 * of them.
 */
#ifndef ELB_JUDGE_LINT_H
#define ELB_JUDGE_LINT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "elblint/lint.h"
#include "elblint/suggest.h"

struct elb_lint;

/*
 * A rule asks one of three questions. About a policy that a listener has or may have, about a
 * listener, or about all of them together.
 */
struct elb_lint_rule {
    struct elb_rule rule;

    /* Off, and yet mentioned where another rule speaks of the same policy. */
    bool mentioned;

    /*
     * Is something wrong with this policy? Only asked of policies that are known. Without a
     * listener: would it be, as a replacement?
     */
    bool (*blames)(const struct elb_lint *lint, const struct elb_policy *policy);

    /* What is wrong, after "'NAME' ": "accepts TLSv1 and TLSv1.1". And short, for `also`. */
    void (*explain)(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also);

    /* About one policy of a listener that is more than its lists: elb_lint_find_policy(). */
    void (*judge_policy)(struct elb_lint *lint, const struct elb_listener *listener,
                         const struct elb_declared_policy *policy);

    /* About one listener, plaintext ones too: elb_lint_find(). */
    void (*judge_listener)(struct elb_lint *lint, const struct elb_listener *listener);

    /* About all: elb_lint_find(). */
    void (*judge_all)(struct elb_lint *lint);
};

/* Findings while they are made. Rules read it, and write by the functions below. */
struct elb_lint {
    const struct elb_lint_query *query;
    struct elb_arena *arena;             /* of the findings */
    const struct elb_lint_rule *current; /* the rule that is asked */
    struct elb_found *found;             /* of the listener at hand, not yet put together */
    size_t found_count;
    size_t found_capacity;
    struct elb_findings *findings;
    bool out_of_memory;
};

/* What one rule says, before it is put together with what others do. */
struct elb_found {
    const struct elb_lint_rule *rule;
    enum elb_severity severity;
    const struct elb_listener *listener;
    const struct elb_declared_policy *policy; /* NULL: about the listener */
    const char *message;
    const char *also;  /* the same as a clause beside another's; NULL: always speaks for itself */
    const char *help;  /* NULL: worked out from the policy, if there is one to suggest */
    bool wants_policy; /* help is to be a better policy */
    const struct elb_lost_client *clients;
    size_t client_count;
};

/* The rule's severity, as the user wants it. */
enum elb_severity elb_lint_severity(const struct elb_lint *lint, const struct elb_lint_rule *rule);

/*
 * Adds what the current rule says; `found` has the rest: rule, and the severity if it is 0, are
 * filled in. Texts must be constant or in the arena; a NULL message is a lack of memory.
 */
void elb_lint_find(struct elb_lint *lint, const struct elb_found *found);

/* A formatted text in the arena; NULL, and noted, without memory. */
const char *elb_lint_printf(struct elb_lint *lint, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text of a buffer, which is emptied, in the arena; likewise. */
const char *elb_lint_take(struct elb_lint *lint, struct elb_buffer *buffer);

/* What the listener holds: declared, or as the query says. */
const struct elb_certificates *elb_lint_certificates(const struct elb_lint *lint,
                                                     const struct elb_listener *listener);

/* ---- lint_merge.c ------------------------------------------------------------------------- */

/* Puts together what was found since the last time, and adds the findings. */
void elb_lint_merge(struct elb_lint *lint);

/* ---- lint_help.c -------------------------------------------------------------------------- */

/*
 * The best-ranked policy that none of these rules blames and that keeps the clients of the query,
 * or, if it has none, those still supported by their makers that the present policy serves. Fills
 * in help, suggested, replace and with.
 */
void elb_lint_help(struct elb_lint *lint, const struct elb_found *const *found, size_t count,
                   struct elb_finding *finding);

/* ---- lint_clients.c ----------------------------------------------------------------------- */

/*
 * Those of the clients that `to` is known to fail and `from` serves; `from` may be NULL: all that
 * it fails. Supported ones first. In the arena.
 */
size_t elb_lint_lost(struct elb_lint *lint, const struct elb_client *const *clients, size_t count,
                     const struct elb_certificates *certificates, const struct elb_policy *from,
                     const struct elb_policy *to, const struct elb_lost_client **ret_lost);

/* "java-7u25, openssl-1.0.1 and 3 others" */
void elb_lint_name_clients(struct elb_buffer *out, const struct elb_lost_client *clients,
                           size_t count);

/* All rules; NULL past the end (rules.c). */
const struct elb_lint_rule *elb_lint_rule_at(size_t index);

extern const struct elb_lint_rule elb_rule_cbc_suite;
extern const struct elb_lint_rule elb_rule_certificate_mismatch;
extern const struct elb_lint_rule elb_rule_classic_no_server_order;
extern const struct elb_lint_rule elb_rule_classic_reserved_name;
extern const struct elb_lint_rule elb_rule_classic_unattached_policy;
extern const struct elb_lint_rule elb_rule_clients_lost;
extern const struct elb_lint_rule elb_rule_clients_lost_by_change;
extern const struct elb_lint_rule elb_rule_conflicting_policy;
extern const struct elb_lint_rule elb_rule_default_policy;
extern const struct elb_lint_rule elb_rule_insecure_suite;
extern const struct elb_lint_rule elb_rule_legacy_protocol;
extern const struct elb_lint_rule elb_rule_mixed_target_policy;
extern const struct elb_lint_rule elb_rule_no_forward_secrecy;
extern const struct elb_lint_rule elb_rule_no_post_quantum;
extern const struct elb_lint_rule elb_rule_no_tls13;
extern const struct elb_lint_rule elb_rule_plaintext_listener;
extern const struct elb_lint_rule elb_rule_policy_on_plaintext;
extern const struct elb_lint_rule elb_rule_sha1_signature;
extern const struct elb_lint_rule elb_rule_superseded_policy;
extern const struct elb_lint_rule elb_rule_target_policy;
extern const struct elb_lint_rule elb_rule_unavailable_policy;
extern const struct elb_lint_rule elb_rule_unknown_policy;
extern const struct elb_lint_rule elb_rule_unlisted_policy;
extern const struct elb_lint_rule elb_rule_unresolved_policy;

#endif
