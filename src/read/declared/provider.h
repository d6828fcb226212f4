/* SPDX-License-Identifier: MIT */

/*
 * Resources of Terraform's AWS provider, as plans and states of Terraform and OpenTofu hold them,
 * and those of Pulumi, which has the same ones under other names. A reader collects them; then
 * their listeners are added, with what the others say of them.
 *
 * Source: the documentation of the providers' resources, at registry.terraform.io and
 * www.pulumi.com/registry.
 */
#ifndef ELB_READ_DECLARED_PROVIDER_H
#define ELB_READ_DECLARED_PROVIDER_H

#include "base/map.h"
#include "read/declared/reader.h"

/* What a resource is. */
enum elb_resource_kind {
    ELB_RESOURCE_NONE,
    ELB_RESOURCE_LISTENER,
    ELB_RESOURCE_LOAD_BALANCER,
    ELB_RESOURCE_TARGET_GROUP,
    ELB_RESOURCE_CERTIFICATE,
    ELB_RESOURCE_LISTENER_CERTIFICATE,
    ELB_RESOURCE_CLASSIC,
    ELB_RESOURCE_CLASSIC_POLICY,
    ELB_RESOURCE_CLASSIC_ATTACHMENT, /* of policies to a port */
    ELB_RESOURCE_CLASSIC_BOTH,       /* a policy and its attachment */
    ELB_RESOURCE_KIND_COUNT,
};

struct elb_resource {
    enum elb_resource_kind kind;
    const char *address;
    const struct elb_node *place;       /* where it is, if nothing of it is a better place */
    const struct elb_node *values[2];   /* what it will be; the first that has a key counts. NULL:
                                         * it will be deleted */
    const struct elb_node *unknown;     /* of a plan: which values are not known yet */
    const struct elb_node *before;      /* what it is now; NULL: nothing, or that is not told */
    const struct elb_node *expressions; /* how its values came about, for refer() */
    const char *module;                 /* of a plan: the address of its module, or "" */
    struct elb_text name;               /* of a plan: `TYPE.NAME` */

    struct elb_certificates more;       /* of a listener: those that other resources add */
    bool has_unknown_more;              /* one of them has a key that is not declared */
    struct elb_declared_policy *policy; /* of a Classic policy */
    struct elb_declared_policy *policy_before;
    bool is_attached;
};

struct elb_provider {
    struct elb_listeners *listeners;
    const struct elb_declared_file *file;
    const char *format;
    bool is_pulumi;
    const char *setting_before; /* of listeners */
    const char *setting_after;
    struct elb_resource **resources;
    size_t count;
    size_t capacity;
    struct elb_map ids[ELB_RESOURCE_KIND_COUNT]; /* of struct elb_resource, by ARN, id and name */

    /* The resource of a kind that a value will be taken from which is not known yet; NULL: none. */
    const struct elb_resource *(*refer)(const struct elb_provider *provider,
                                        const struct elb_resource *resource, const char *key,
                                        enum elb_resource_kind kind);
    /* Of a plan: is all known that a value is made of? Then it is null if it is not known. */
    bool (*is_settled)(const struct elb_provider *provider, const struct elb_resource *resource,
                       const char *key);
    const void *context; /* for refer() and is_settled() */
    const char *note;    /* of listeners whose policy a plan leaves open; NULL: none */
};

/* What a type of Terraform is; or one of Pulumi: `aws:lb/listener:Listener`. */
enum elb_resource_kind elb_resource_kind(struct elb_text type);
enum elb_resource_kind elb_resource_kind_of_pulumi(struct elb_text type);

/* Keeps a copy of a resource. */
enum elb_status elb_provider_add(struct elb_provider *provider, const struct elb_resource *resource,
                                 struct elb_resource **ret_resource, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* A value by the name that it has in Terraform, of a resource or of a mapping within one. */
const struct elb_node *elb_provider_value(const struct elb_provider *provider,
                                          const struct elb_resource *resource, const char *key);
const struct elb_node *elb_provider_member(const struct elb_provider *provider,
                                           const struct elb_node *mapping, const char *key);

/* Blocks are lists; of Pulumi, what can be there once is the mapping itself. */
size_t elb_provider_block_count(const struct elb_node *node);
const struct elb_node *elb_provider_block_at(const struct elb_node *node, size_t index);

/* Is the value left open, by a plan or a preview? */
bool elb_provider_is_unknown(const struct elb_provider *provider,
                             const struct elb_resource *resource, const char *key);

/* The resource that a value names; NULL: it is not in the file. */
struct elb_resource *elb_provider_follow(const struct elb_provider *provider,
                                         const struct elb_resource *resource,
                                         const struct elb_node *value, const char *key,
                                         enum elb_resource_kind kind);

/* The key of a certificate's resource; NONE: not declared. */
enum elb_certificate elb_provider_certificate(const struct elb_provider *provider,
                                              const struct elb_resource *resource);

/* Adds the listeners of all resources. */
enum elb_status elb_provider_finish(struct elb_provider *provider, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Parts of that: Application and Network (provider_listener.c), Classic (provider_classic.c). */
enum elb_status elb_provider_add_listener(struct elb_provider *provider,
                                          const struct elb_resource *resource,
                                          struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_provider_add_classic(struct elb_provider *provider, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Policies of Classic Load Balancers (provider_policy.c). */
bool elb_provider_is_tls_policy(const struct elb_provider *provider,
                                const struct elb_resource *resource, const struct elb_node *values);
const struct elb_node *elb_provider_policy_name(const struct elb_provider *provider,
                                                const struct elb_resource *resource,
                                                const struct elb_node *values);
enum elb_status
elb_provider_make_policy(const struct elb_provider *provider, const struct elb_resource *resource,
                         const struct elb_node *values, struct elb_declared_policy **ret_policy,
                         struct elb_error *reterr) __attribute__((warn_unused_result));

/* Adds an error at a node to the problems. */
enum elb_status elb_provider_problem(const struct elb_provider *provider,
                                     const struct elb_node *node, struct elb_error *reterr,
                                     const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
