/* SPDX-License-Identifier: MIT */
/**
 * Listeners of load balancers as files declare them, before or after they are deployed: where each
 * one is written, its load balancer, the policy or policies it may have, and how that came about.
 *
 *     elb_listeners_new(catalog, NULL, &listeners, &error);
 *     for (each file)
 *         if (elb_listeners_add(listeners, text, length, path, &error) != ELB_OK)
 *             show(&error);                       (the others can still be read)
 *     elb_listeners_finish(listeners, &error);
 *     for (size_t i = 0; i < elb_listeners_count(listeners); i++)
 *         judge(elb_listeners_at(listeners, i));
 *
 * Formats are recognised by content: Terraform and OpenTofu (HCL, JSON, plans, states),
 * CloudFormation (YAML, JSON, SAM, CDK), Kubernetes manifests and Helm values, kops, Elastic
 * Beanstalk, Ansible, Pulumi, and what the AWS CLI prints. Files that say nothing of load balancers
 * add nothing. What is told in several files (the variables of a Terraform module, the load
 * balancers of listeners that the AWS CLI printed, the Ingresses of one group) is joined in
 * elb_listeners_finish().
 */
#ifndef ELBLINT_LISTENER_H
#define ELBLINT_LISTENER_H

#include <elblint/catalog.h>
#include <elblint/error.h>
#include <elblint/read.h>

/** A part of a file. Lines and columns begin at 1, columns count characters; a line of 0: none. */
struct elb_span {
    uint32_t line;
    uint32_t column;
    uint32_t end_line;
    uint32_t end_column; /* behind the last character */
    uint32_t offset;     /* in bytes, in the text as UTF-8 without a byte order mark */
    uint32_t end_offset;
};

/** How a listener came to a policy. */
enum elb_how {
    ELB_HOW_EXPLICIT,           /* its name is written there */
    ELB_HOW_DEFAULT,            /* none is set: the default of the API */
    ELB_HOW_CONTROLLER_DEFAULT, /* none is set: the default of a controller, module or tool */
    ELB_HOW_REFERENCE,          /* Classic: through Reference-Security-Policy */
    ELB_HOW_CUSTOM,             /* Classic: a set of attributes of its own */
    ELB_HOW_VARIABLE_DEFAULT,   /* unless a variable or parameter is set to something else */
    ELB_HOW_CONDITIONAL,        /* one of several, by a condition */
    ELB_HOW_UNRESOLVED,         /* the file does not tell */
    ELB_HOW_PLAINTEXT,          /* no TLS: no policy is in force */
    ELB_HOW_COUNT,
};
/** `explicit`, `controller-default` ...: for ever. */
const char *elb_how_name(enum elb_how how);

/** One policy that a listener has or may have. */
struct elb_declared_policy {
    const char *name;                /* as it is written, or as the default is called; of a custom
                                      * policy its own; NULL: not known */
    const struct elb_policy *policy; /* NULL: not resolved, or the catalog has no such name */
    enum elb_how how;
    const char *reason;       /* how that came about, as a clause: `if Env is prod`, `the default of
                               * var.policy`; NULL: nothing to add */
    const char *path;         /* the file where it is written; NULL: nowhere */
    struct elb_span span;     /* there: the value, with its quotes */
    bool is_literal;          /* the span is one literal with the name and nothing else */
    const char *reference;    /* Classic: the Reference-Security-Policy of the policy `name` */
    const char *default_of;   /* whose default it is: an id of policies/defaults.yaml; or NULL */
    elb_version_set versions; /* of a custom policy whose ciphers are not told: the protocols that
                               * it switches on; 0: see `policy` */
};

/** What declares it. */
enum elb_declaration {
    ELB_DECLARED_LISTENER,
    ELB_DECLARED_POLICY, /* a Classic policy that no listener in sight has */
    ELB_DECLARED_VALUE,  /* the default of a variable that is a policy; no listener in sight */
};

/** How its type of load balancer is known. */
enum elb_known_from {
    ELB_KNOWN_NOT,
    ELB_KNOWN_DECLARED, /* by the resource itself */
    ELB_KNOWN_REFERENCE,
    ELB_KNOWN_INFERRED, /* from the protocol */
};
/** `unknown`, `declared`, `reference`, `inferred` */
const char *elb_known_from_name(enum elb_known_from from);

struct elb_listener {
    enum elb_declaration declaration;
    const char *format;   /* `terraform`, `terraform-plan`, `cloudformation`, `kubernetes` ... */
    const char *path;     /* of the file */
    struct elb_span span; /* of what is to be changed: the value of the policy; if none is set,
                           * that of the protocol; or the listener's own name */
    const char *address;  /* as its language calls it: `aws_lb_listener.web`, `HTTPSListener` */

    enum elb_load_balancer load_balancer; /* 0: not known */
    enum elb_known_from load_balancer_from;
    const char *load_balancer_id; /* equal for listeners of one load balancer; NULL: not known */

    const char *protocol; /* upper case: HTTPS, TLS, SSL, HTTP, TCP ...; NULL: not known */
    int port;             /* -1: not known */
    bool redirects;       /* of plaintext: every request is sent on to HTTPS */

    enum elb_how how;
    const struct elb_declared_policy *policies;
    size_t policy_count;
    bool all_apply;         /* Classic: the policies are in force together, not one of them */
    const char *unresolved; /* the expression that could not be resolved; NULL: none */

    bool has_before; /* of a plan: there is a listener already */
    const struct elb_declared_policy *before;
    size_t before_count;

    struct elb_certificates certificates; /* whose key types are declared; none: not known */
    const char *target_protocol;          /* upper case: towards the targets; NULL: not known */

    /* How the setting is written here: these around a name are the change to make. */
    const char *setting_before; /* `ssl_policy = "` */
    const char *setting_after;  /* `"` */
    const char *note;           /* what to know of how it was read; NULL: nothing */
};

/**
 * A finding that is not to count, as somebody wrote it down:
 *
 *     ssl_policy = "..." # elblint:ignore RULE[,RULE] until=2027-01-31 -- the reason
 *
 * In a comment it holds for its line, and if that begins a block, for the block; in a line of its
 * own, for the statement below with all that is nested in it: in HCL by brackets, else by
 * indentation. In the metadata of a resource it holds for its listeners, in the same words: the
 * annotation `elblint.io/ignore` of Kubernetes, `Metadata: {elblint: {ignore: ...}}` of
 * CloudFormation. JSON has neither comments nor, in plans, metadata.
 */
struct elb_suppression {
    const char *rule;   /* as it is written; NULL: of all rules */
    const char *until;  /* ISO date, the last day; NULL: for ever */
    const char *reason; /* NULL: none is given */
    const char
        *wrong; /* what of it is not understood, as a clause: it holds for nothing; or NULL */

    /* What it holds for: all of these that are not NULL or 0 must fit. */
    const struct elb_listener *listener;
    const char *path; /* a file; or, from a configuration, a pattern of fnmatch() */
    bool is_pattern;
    const char *base;      /* of a pattern: what is put before a relative path; or NULL */
    const char *directory; /* of a pattern: what is taken off an absolute path; or NULL */
    uint32_t first_line;
    uint32_t last_line;
    const char *address;     /* of the listener */
    const char *fingerprint; /* of the finding: from a baseline */

    bool is_broad; /* for files that may not be among those that were read: not said to be unused */

    /* Where it is written, for what is said of it; NULL: nothing is. */
    const char *origin;
    struct elb_span span;
};

/** Whether clients speak TLS to it, and the load balancer answers: not for TCP passed through. */
bool elb_listener_is_tls(const struct elb_listener *listener);

/** Listeners while they are read and after; owns all of them. */
struct elb_listeners;

/**
 * @param catalog borrowed: it must outlive the listeners
 * @param limits  NULL: the default ones
 * @param ret     owned by the caller: free it with elb_listeners_free()
 */
enum elb_status elb_listeners_new(const struct elb_catalog *catalog,
                                  const struct elb_read_limits *limits, struct elb_listeners **ret,
                                  struct elb_error *reterr) __attribute__((warn_unused_result));

/** NULL is allowed. Returns NULL. */
struct elb_listeners *elb_listeners_free(struct elb_listeners *listeners);

/**
 * Reads one file.
 *
 * @param text   borrowed during the call; as it is in the file, with any byte order mark
 * @param path   what the file is called in messages; what it ends in is a hint at its language
 *
 * Errors: ELB_ERROR_SYNTAX (it is about load balancers and can't be read), ELB_ERROR_LIMIT,
 * ELB_ERROR_MEMORY, ELB_ERROR_UNSUPPORTED (an encrypted state). After an error other files can
 * still be added.
 */
enum elb_status elb_listeners_add(struct elb_listeners *listeners, const char *text, size_t length,
                                  const char *path, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/**
 * Joins what the files say of each other; to be called once, after the last file. What could not be
 * read there is among the problems.
 *
 * Errors: ELB_ERROR_MEMORY.
 */
enum elb_status elb_listeners_finish(struct elb_listeners *listeners, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/** Sorted by file, in the order in which they were added, and place. */
size_t elb_listeners_count(const struct elb_listeners *listeners);
const struct elb_listener *elb_listeners_at(const struct elb_listeners *listeners, size_t index);

/** What could not be read, beyond the errors of elb_listeners_add(); NULL past the end. */
const struct elb_error *elb_listeners_problem_at(const struct elb_listeners *listeners,
                                                 size_t index);

/** What `aws elbv2 describe-ssl-policies` printed, for drift from the catalog; NULL past the end.
 */
struct elb_policy_list;
const struct elb_policy_list *elb_listeners_policies_at(const struct elb_listeners *listeners,
                                                        size_t index);

/** What comments and metadata of the files say is to be ignored; NULL past the end. */
const struct elb_suppression *elb_listeners_suppression_at(const struct elb_listeners *listeners,
                                                           size_t index);

/**
 * The text of a file that has listeners or values in it, as UTF-8 without a byte order mark; NULL
 * for any other. Borrowed; there is a NUL behind it.
 */
const char *elb_listeners_text(const struct elb_listeners *listeners, const char *path,
                               size_t *ret_length);

#endif
