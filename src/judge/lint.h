/* SPDX-License-Identifier: MIT */

/*
 * What rules are made of. A rule is one file in rules/ with one const struct; rules.c has the table
 * of them.
 */
#ifndef ELB_JUDGE_LINT_H
#define ELB_JUDGE_LINT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "elblint/lint.h"
#include "elblint/suggest.h"

struct elb_lint;
struct elb_suppress_index;

/*
 * A rule asks one of two questions: about a policy that a listener has or may have, or about a
 * listener, for which it may look at the others of its load balancer.
 */
struct elb_lint_rule {
    struct elb_rule rule;

    /* Off, and yet mentioned where another rule speaks of the same policy. */
    bool mentioned;

    /* It judges only where clients are given. */
    bool needs_clients;

    /* It judges only where profiles are given, and blames policies by these. */
    bool needs_profiles;

    /* It judges only what is about to change. */
    bool needs_change;

    /*
     * Is something wrong with this policy? Only asked of policies that are known. Without a
     * listener: would it be, as a replacement? `lint` may have a catalog and nothing else.
     */
    bool (*blames)(const struct elb_lint *lint, const struct elb_policy *policy);

    /*
     * What is wrong, after "'NAME' ": "accepts TLSv1 and TLSv1.1". And short, for `also`. NULL:
     * judge_policy() says it.
     */
    void (*explain)(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also);

    /* About one policy of a listener that is more than its lists: elb_lint_find(). */
    void (*judge_policy)(struct elb_lint *lint, const struct elb_listener *listener,
                         const struct elb_declared_policy *policy);

    /* About one listener, plaintext ones too: elb_lint_find(). */
    void (*judge_listener)(struct elb_lint *lint, const struct elb_listener *listener);
};

/* Findings while they are made. Rules read it, and write by the functions below. */
struct elb_lint {
    const struct elb_lint_query *query;
    struct elb_arena *arena;             /* of the findings */
    const struct elb_lint_rule *current; /* the rule that is asked */
    struct elb_found *found;             /* of the listener at hand, not yet put together */
    size_t found_count;
    size_t found_capacity;
    struct elb_map answers; /* by struct elb_lint_key */
    struct elb_map targets; /* of struct elb_lint_targets, by the load balancer's id */
    struct elb_map asked;   /* of struct elb_listener: who first named a policy for a port */
    struct elb_findings *findings;
    struct elb_suppress_index *suppress;
    bool out_of_memory;
};

/* What one rule says, before it is put together with what others do. */
struct elb_found {
    const struct elb_lint_rule *rule;
    enum elb_severity severity;
    const struct elb_listener *listener;
    const struct elb_declared_policy *policy; /* NULL: about the listener */
    const struct elb_profile *profile;        /* NULL: about none */
    const char *message;
    const char *also;  /* the same as a clause beside another's; NULL: always speaks for itself */
    const char *help;  /* NULL: worked out from the policy, if there is one to suggest */
    bool wants_policy; /* help is to be a better policy */
    bool is_mentioned; /* never speaks by itself */
    const struct elb_suppression *suppression; /* why it does not count; NULL: it does */
    const struct elb_policy *model; /* the policy that was meant; NULL: that of `policy` */
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

/*
 * The policy as messages begin with it: its name in quotes, and how the listener comes to it where
 * that is more than being written there: "'NAME' (if Env is prod)".
 */
void elb_lint_name_policy(const struct elb_lint *lint, struct elb_buffer *out,
                          const struct elb_declared_policy *policy);

/* Its name in quotes, of a Classic policy that refers to another one with that; and no more. */
void elb_lint_name_shortly(struct elb_buffer *out, const struct elb_declared_policy *policy);

/* Nobody set it: it is the default of something that no file in sight sets. */
bool elb_lint_is_default(const struct elb_declared_policy *policy);

/* Whose default it is, behind "the default of"; NULL: of nothing that is known. */
const char *elb_lint_default_text(const struct elb_lint *lint,
                                  const struct elb_declared_policy *policy);

/* How the listener comes to it, beyond what elb_lint_default_text() says; NULL: plainly. */
const char *elb_lint_reason(const struct elb_lint *lint, const struct elb_declared_policy *policy);

/* What the listener has today, as a plan or the query tells; NULL: not known, or one of several. */
const struct elb_policy *elb_lint_policy_before(const struct elb_lint *lint,
                                                const struct elb_listener *listener);

/* Does the file say what AWS has, and not what it is to get? */
bool elb_lint_is_live(const struct elb_listener *listener);

/* ---- lint_answers.c ----------------------------------------------------------------------- */

/* What an answer hangs on: many listeners have the same few policies. */
struct elb_lint_key {
    const void *question; /* the rule, or the function that asks */
    const struct elb_policy *policy;
    const struct elb_policy *other;
    uint64_t bits;
    uint64_t load_balancer;
    uint64_t certificates; /* a byte each: elb_lint_pack_certificates() */
};
uint64_t elb_lint_pack_certificates(const struct elb_certificates *certificates);

/* The place of the answer, NULL in it if it has yet to be worked out; NULL without memory. */
void **elb_lint_answer(struct elb_lint *lint, const struct elb_lint_key *key);

/* ---- lint_targets.c ----------------------------------------------------------------------- */

/* What decides how one load balancer speaks to its targets. */
struct elb_lint_targets {
    const struct elb_listener *decides;
    unsigned precedence; /* of its policy: elb_lint_precedence() */
    bool is_mixed;       /* not all of its listeners would have it so */
    bool may_have_tls;   /* no listener, or one, is known to have targets with TLS */
    bool is_open;        /* the policy of one of its listeners is not known */
};

/* Looks at all listeners, once. */
void elb_lint_gather(struct elb_lint *lint);

/* Of a listener's load balancer; NULL: which one that is, or what it has, is not known. */
const struct elb_lint_targets *elb_lint_targets(const struct elb_lint *lint,
                                                const struct elb_listener *listener);

/*
 * The kinds of policies in the order of AWS's guide, by what each leads to: the one with the
 * highest number decides.
 */
unsigned elb_lint_precedence(const struct elb_lint *lint, enum elb_load_balancer load_balancer,
                             const struct elb_policy *policy);

/* The policy towards the targets that a policy leads to; NULL: not known. */
const struct elb_policy *elb_lint_backend(const struct elb_lint *lint,
                                          enum elb_load_balancer load_balancer,
                                          const struct elb_policy *policy);

/* Are there targets with TLS? Unknown is no. */
bool elb_lint_has_tls_targets(const struct elb_listener *listener);

/* The name of the one policy that a listener asks for; NULL: none, or it is not known. */
const char *elb_lint_asked_for(const struct elb_listener *listener);

/* The first listener that asks for a policy for the same port of the same Ingress group. */
const struct elb_listener *elb_lint_first_asked(struct elb_lint *lint,
                                                const struct elb_listener *listener);

/* ---- lint_merge.c ------------------------------------------------------------------------- */

/* Puts together what was found of a listener, and adds the findings, the gravest first. */
void elb_lint_merge(struct elb_lint *lint);

/* ---- lint_choice.c ------------------------------------------------------------------------ */

/* A policy instead of another one, and whom it would lose. */
struct elb_lint_choice {
    const struct elb_policy *policy; /* NULL: none is better */
    const struct elb_lost_client *lost;
    size_t lost_count;
};

/*
 * The best-ranked policy that none of the rules that found something blames and that keeps the
 * clients of the query, or, if it has none, those still supported by their makers that the present
 * policy serves: the one before a change, or the one that was meant. NULL without memory.
 *
 * @param found of one policy of a listener; the first one speaks
 */
const struct elb_lint_choice *elb_lint_choose(struct elb_lint *lint,
                                              const struct elb_found *const *found, size_t count);

/* ---- lint_help.c -------------------------------------------------------------------------- */

/* Fills in help, suggested, replace and with. */
void elb_lint_help(struct elb_lint *lint, const struct elb_found *const *found, size_t count,
                   struct elb_finding *finding);

/* ---- lint_clients.c ----------------------------------------------------------------------- */

bool elb_lint_is_served(const struct elb_lint *lint, const struct elb_certificates *certificates,
                        const struct elb_policy *policy, const struct elb_client *client);

/*
 * Those of the clients that `to` is known to fail and `from` serves; `from` may be NULL: all that
 * it fails. Those still supported by their makers come first, and the newest of them. In the arena.
 */
size_t elb_lint_lost(struct elb_lint *lint, const struct elb_client *const *clients, size_t count,
                     const struct elb_certificates *certificates, const struct elb_policy *from,
                     const struct elb_policy *to, const struct elb_lost_client **ret_lost);

/* "java-7u25, openssl-1.0.1 and 3 others" */
void elb_lint_name_clients(struct elb_buffer *out, const struct elb_lost_client *clients,
                           size_t count);

/* ---- suppress.c --------------------------------------------------------------------------- */

/* Before the rules, and after them: the second adds what is said of suppressions themselves, and
 * gives all findings their fingerprints. */
void elb_lint_suppress_begin(struct elb_lint *lint);
void elb_lint_suppress_end(struct elb_lint *lint);

/* Why it does not count, as the suppression says it. */
const char *elb_lint_reason_of(const struct elb_suppression *item);

/* What says that a finding, of which rule, listener and place are set, is to be ignored; or NULL.
 */
const struct elb_suppression *elb_lint_suppression(struct elb_lint *lint,
                                                   const struct elb_finding *finding);

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
extern const struct elb_lint_rule elb_rule_expired_suppression;
extern const struct elb_lint_rule elb_rule_insecure_suite;
extern const struct elb_lint_rule elb_rule_legacy_protocol;
extern const struct elb_lint_rule elb_rule_mixed_target_policy;
extern const struct elb_lint_rule elb_rule_no_forward_secrecy;
extern const struct elb_lint_rule elb_rule_no_post_quantum;
extern const struct elb_lint_rule elb_rule_no_tls13;
extern const struct elb_lint_rule elb_rule_plaintext_listener;
extern const struct elb_lint_rule elb_rule_policy_on_plaintext;
extern const struct elb_lint_rule elb_rule_profile;
extern const struct elb_lint_rule elb_rule_sha1_signature;
extern const struct elb_lint_rule elb_rule_superseded_policy;
extern const struct elb_lint_rule elb_rule_target_policy;
extern const struct elb_lint_rule elb_rule_unavailable_policy;
extern const struct elb_lint_rule elb_rule_unknown_policy;
extern const struct elb_lint_rule elb_rule_unlisted_policy;
extern const struct elb_lint_rule elb_rule_unresolved_policy;
extern const struct elb_lint_rule elb_rule_unused_suppression;

#endif
