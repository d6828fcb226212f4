/* SPDX-License-Identifier: MIT */

/*
 * What every reader of declared listeners shares. A reader is one file in this folder with one
 * const struct; listeners.c has the table of them.
 */
#ifndef ELB_READ_DECLARED_READER_H
#define ELB_READ_DECLARED_READER_H

#include <elblint/listener.h>
#include <elblint/read_policy.h>

#include "base/arena.h"
#include "base/text.h"
#include "tree/tree.h"

/* The language that a file is in, by what it ends in and what it looks like. */
enum elb_declared_syntax {
    ELB_SYNTAX_JSON,
    ELB_SYNTAX_YAML,
    ELB_SYNTAX_HCL,
    ELB_SYNTAX_OTHER, /* a template that has yet to be rendered; a snapshot of a test */
};

/* A file that has something in it. It lives as long as the listeners do. */
struct elb_declared_file {
    const char *path;
    struct elb_text text;                 /* UTF-8, NUL-terminated */
    size_t order;                         /* among all files */
    enum elb_declared_syntax syntax;      /* OTHER too where JSON or YAML could not be parsed */
    const struct elb_declared_file *next; /* that a reader took */
};

/* One file while it is read. The trees of JSON and YAML live as long as the listeners. */
struct elb_declared_input {
    struct elb_listeners *listeners;
    const struct elb_declared_file *file;
    enum elb_declared_syntax syntax;
    struct elb_documents documents; /* of JSON and YAML */
    struct elb_error problem;       /* why there are none */
};

struct elb_declared_reader {
    const char *format;  /* `terraform`, `cloudformation` ...: for ever */
    const char *summary; /* what it reads: completes "looked for ..." */

    /* How sure it is that this is its format, 0 (it isn't) to 100. */
    unsigned (*recognise)(const struct elb_declared_input *input);

    /* Adds the listeners of the file, or keeps what is needed for finish(); or fails. */
    enum elb_status (*read)(const struct elb_declared_input *input, struct elb_error *reterr);

    /* After the last file: joins what several of them say. NULL: there is nothing to join. */
    enum elb_status (*finish)(struct elb_listeners *listeners, struct elb_error *reterr);
};

/* ---- For all readers (listeners.c) ---------------------------------------------------------- */

/* What the listeners and all that they point to live in. */
struct elb_arena *elb_declared_arena(struct elb_listeners *listeners);
const struct elb_catalog *elb_declared_catalog(const struct elb_listeners *listeners);
const struct elb_read_limits *elb_declared_limits(const struct elb_listeners *listeners);

/* A place for what a reader keeps between its files; NULL is in it at first. */
void **elb_declared_state(struct elb_listeners *listeners,
                          const struct elb_declared_reader *reader);

/*
 * Adds a copy of a listener. Its texts, and its policies, must be in the arena or constant. What
 * may be left out, and is completed in elb_listeners_finish():
 *
 *   - `path`: that of `file`; `port`, if it is 0: not known
 *   - `load_balancer`: inferred from the protocol
 *   - `how`: that of the first policy; DEFAULT if there is none; PLAINTEXT by the protocol
 *   - of each policy: `path`, if it has a span; `policy`, found by its name; and the name of a
 *     default by `default_of`
 *
 * `*ret_listener`, which may be NULL, can still be changed until then.
 */
enum elb_status elb_declared_add(struct elb_listeners *listeners,
                                 const struct elb_declared_file *file,
                                 const struct elb_listener *listener,
                                 struct elb_listener **ret_listener, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* All that were added up to now, whatever their format, for finish(); NULL past the end. */
struct elb_listener *elb_declared_at(struct elb_listeners *listeners, size_t index);

/* What can't be read although the file could: another place of the list of errors. */
enum elb_status elb_declared_add_problem(struct elb_listeners *listeners,
                                         const struct elb_error *problem, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Keeps what describe-ssl-policies printed; the list belongs to the listeners from then on. */
enum elb_status elb_declared_add_policies(struct elb_listeners *listeners,
                                          struct elb_policy_list *policies,
                                          struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * Adds what metadata says of the listener, which is one of `listeners`: a text, in the words of an
 * inline comment, one after the other by `;` or lines; a list of such; or of mappings of rule,
 * until and reason (suppressions_metadata.c). NULL: it says nothing.
 */
enum elb_status elb_declared_ignore(struct elb_listeners *listeners,
                                    const struct elb_listener *listener,
                                    const struct elb_node *value, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- Small parts (parts.c) ------------------------------------------------------------------ */

/* The place of a node. */
struct elb_span elb_declared_span(const struct elb_node *node);

/* Does the node consist of this text, perhaps in quotes, and nothing else? */
bool elb_declared_is_literal(const struct elb_declared_file *file, const struct elb_node *node,
                             struct elb_text text);

/* The text in the arena in upper case; NULL without memory, or for an empty text. */
const char *elb_declared_upper(struct elb_listeners *listeners, struct elb_text text,
                               bool *ret_out_of_memory);

/* A scalar as a port: a number or a string of one; -1: none. */
int elb_declared_port(const struct elb_node *node);

/* The type of load balancer that the ARN of one, or of its listener, tells; 0: none. */
enum elb_load_balancer elb_declared_arn_type(struct elb_text arn);

/* Gives the listener one policy that is not known, for a reason. False without memory. */
bool elb_declared_leave_open(struct elb_listeners *listeners, struct elb_listener *listener,
                             const char *reason) __attribute__((warn_unused_result));

/* The key of a certificate by the word of AWS Certificate Manager: `RSA_2048`, `EC_prime256v1`. */
enum elb_certificate elb_declared_certificate(struct elb_text algorithm);

/* Is there a policy towards clients: HTTPS, TLS, QUIC or SSL? */
bool elb_declared_is_tls(const char *protocol);

/* The value under a key, looked for behind YAML's merge key `<<` as well. */
const struct elb_node *elb_declared_get(const struct elb_node *mapping, const char *key);

/* ---- Policies of Classic Load Balancers (classic.c) ----------------------------------------- */

/* One attribute: `Protocol-TLSv1.2`, `Reference-Security-Policy`, a cipher ...; and its value. */
struct elb_declared_attribute {
    struct elb_text name;
    struct elb_text value; /* "true", "false", or the name of a policy */
};

/*
 * The policy that these attributes make: its how is REFERENCE or CUSTOM, with the policy itself;
 * UNRESOLVED, with the reason, where something in them is not known: a value that is neither true
 * nor false nor a name, which is an expression as it is written. A custom one that switches on no
 * protocol or no cipher has a reason, the versions that are on, and no policy: what AWS makes of
 * the others is not known. The place is the caller's.
 */
enum elb_status elb_declared_classic(struct elb_listeners *listeners,
                                     const struct elb_declared_file *file, struct elb_text name,
                                     const struct elb_declared_attribute *attributes, size_t count,
                                     struct elb_declared_policy *ret_policy,
                                     struct elb_error *reterr) __attribute__((warn_unused_result));

/* ---- Terraform (terraform_file.c) ----------------------------------------------------------- */

/* Keeps what a file of HCL may tell others of its folder, although it has nothing to do with load
 * balancers itself: variables, local values, calls of modules. */
enum elb_status elb_declared_terraform_part(struct elb_listeners *listeners, struct elb_text text,
                                            const char *path, struct elb_error *reterr)
    __attribute__((warn_unused_result));

extern const struct elb_declared_reader elb_declared_reader_ansible;
extern const struct elb_declared_reader elb_declared_reader_aws_cli;
extern const struct elb_declared_reader elb_declared_reader_beanstalk;
extern const struct elb_declared_reader elb_declared_reader_cloudformation;
extern const struct elb_declared_reader elb_declared_reader_kubernetes;
extern const struct elb_declared_reader elb_declared_reader_lza;
extern const struct elb_declared_reader elb_declared_reader_pulumi;
extern const struct elb_declared_reader elb_declared_reader_template;
extern const struct elb_declared_reader elb_declared_reader_terraform;
extern const struct elb_declared_reader elb_declared_reader_terraform_plan;
extern const struct elb_declared_reader elb_declared_reader_terraform_state;
extern const struct elb_declared_reader elb_declared_reader_values;

#endif
