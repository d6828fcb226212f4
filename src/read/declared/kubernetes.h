/* SPDX-License-Identifier: MIT */

/* What the parts of the reader of Kubernetes manifests share. */
#ifndef ELB_READ_DECLARED_KUBERNETES_H
#define ELB_READ_DECLARED_KUBERNETES_H

#include "base/map.h"
#include "read/declared/setting.h"

#define ELB_K8S_CONTROLLER    "aws-load-balancer-controller" /* in policies/defaults.yaml */
#define ELB_K8S_CLOUD         "cloud-provider-aws"
#define ELB_K8S_INGRESS       "alb.ingress.kubernetes.io/"
#define ELB_K8S_SERVICE       "service.beta.kubernetes.io/aws-load-balancer-"
#define ELB_K8S_ZALANDO       "zalando.org/aws-load-balancer-"
#define ELB_K8S_SIMILAR_MOST  8 /* resources of one name in one folder that are told apart */
#define ELB_K8S_INGRESS_CLASS "kubernetes.io/ingress.class"
#define ELB_K8S_IGNORE        "elblint.io/ignore"

/* A resource of a manifest; or annotations under some key, as a file of Helm values has them. */
struct elb_k8s_object {
    const struct elb_declared_file *file;
    enum elb_declared_syntax syntax;
    const char *format;
    const struct elb_node *node;        /* the resource; of values what the annotations are in */
    const struct elb_node *annotations; /* a mapping, or NULL */
    bool is_part;                       /* of values or a patch: the rest is somewhere else */
    struct elb_text kind;
    struct elb_text namespace;
    struct elb_text name;
    struct elb_span span;       /* of the name, or of the key */
    const char *address;        /* `Ingress/shop/web`, `ingress.annotations` */
    struct elb_setting setting; /* of what has one policy: IngressClassParams, a default */
    const char *key;            /* its key */
    bool is_used;               /* by a listener in sight */
};

enum elb_k8s_list_id {
    ELB_K8S_INGRESSES,
    ELB_K8S_SERVICES,
    ELB_K8S_GATEWAYS,
    ELB_K8S_ROUTES,
    ELB_K8S_CONFIGURATIONS, /* LoadBalancerConfiguration */
    ELB_K8S_LISTENERS,      /* of Crossplane and ACK */
    ELB_K8S_SETTINGS,       /* one policy each, for whatever refers to it */
    ELB_K8S_CLASSIC,        /* Crossplane's resources of Classic Load Balancers */
    ELB_K8S_LIST_COUNT,
};

struct elb_k8s_list {
    struct elb_k8s_object **items;
    size_t count;
    size_t capacity;
};

/* What is kept between the files. */
struct elb_k8s {
    struct elb_listeners *listeners;
    struct elb_arena *arena;
    struct elb_k8s_list lists[ELB_K8S_LIST_COUNT];
    struct elb_map names; /* of struct elb_k8s_found */
    struct elb_map groups;
};

/* Things of one name, in one file or folder. */
struct elb_k8s_found {
    struct elb_k8s_object *items[ELB_K8S_SIMILAR_MOST];
    size_t count;
};

/* ---- kubernetes.c --------------------------------------------------------------------------- */

/* NULL without memory. */
struct elb_k8s *elb_k8s_get(struct elb_listeners *listeners);

/* Keeps a copy of the object. */
enum elb_status elb_k8s_keep(struct elb_k8s *k8s, enum elb_k8s_list_id list,
                             const struct elb_k8s_object *object, struct elb_k8s_object **ret_kept,
                             struct elb_error *reterr) __attribute__((warn_unused_result));

bool elb_k8s_is_resource(const struct elb_node *node);

/* One with content; one that is only named, as in a list of owners, declares nothing. */
bool elb_k8s_is_whole(const struct elb_node *node);

/* Reads one resource that has an apiVersion and a kind, or a list of them. */
enum elb_status elb_k8s_read_object(struct elb_k8s *k8s, const struct elb_declared_input *input,
                                    const struct elb_node *node, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- kubernetes_names.c --------------------------------------------------------------------- */

/* Makes the object known under this kind and name. */
enum elb_status elb_k8s_put(struct elb_k8s *k8s, const char *kind, struct elb_text name,
                            struct elb_k8s_object *object, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * What is called so in the same file; else in its folder, in the one above, and so on: a tree of
 * manifests often has several clusters in it. NULL is found where there is nothing.
 */
enum elb_status elb_k8s_find(struct elb_k8s *k8s, const char *kind, struct elb_text name,
                             const struct elb_declared_file *from,
                             const struct elb_k8s_found **ret_found, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The folder of a path, with its slash; "" for none. */
struct elb_text elb_k8s_folder(struct elb_text path);

/* Makes the object known by each of its labels; finds the nearest of a kind that has all of them,
 * or NULL. */
enum elb_status elb_k8s_put_labels(struct elb_k8s *k8s, struct elb_k8s_object *object,
                                   struct elb_error *reterr) __attribute__((warn_unused_result));
enum elb_status elb_k8s_find_labelled(struct elb_k8s *k8s, const struct elb_k8s_object *from,
                                      const char *kind, const struct elb_node *wanted,
                                      const struct elb_k8s_object **ret, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* An annotation that isn't null; NULL: there is none. */
const struct elb_node *elb_k8s_annotation(const struct elb_k8s_object *object, const char *key);

/* Is there an annotation whose key begins so? */
bool elb_k8s_has_annotations(const struct elb_node *annotations, const char *prefix);

/* ---- kubernetes_add.c ----------------------------------------------------------------------- */

/* A listener of the object: its address is that of the object with `what` behind it, if any. */
enum elb_status elb_k8s_add(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                            const char *what, struct elb_listener *listener,
                            struct elb_error *reterr) __attribute__((warn_unused_result));

/* Gives the listener the default of the AWS Load Balancer Controller: what is said of it in this
 * run, or its own. */
enum elb_status elb_k8s_add_default(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                    struct elb_listener *listener, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The default that stands in policies/defaults.yaml under this id. */
enum elb_status elb_k8s_add_known_default(struct elb_k8s *k8s, const char *id, enum elb_how how,
                                          struct elb_listener *listener, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Adds to the problems: about the object's value. */
enum elb_status elb_k8s_problem(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                const struct elb_node *value, struct elb_error *reterr,
                                const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Policies that no listener in sight has. */
enum elb_status elb_k8s_finish_settings(struct elb_k8s *k8s, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- kubernetes_ports.c --------------------------------------------------------------------- */

struct elb_k8s_port {
    bool is_tls;
    int port;
};

/* Ports of `listen-ports`; a problem if there is one in it. */
enum elb_status elb_k8s_read_ports(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                   const struct elb_node *value, struct elb_k8s_port **ret_ports,
                                   size_t *ret_count, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- One file each -------------------------------------------------------------------------- */

/* At the end of all files: what there is in the lists becomes listeners. */
enum elb_status elb_k8s_finish_ingresses(struct elb_k8s *k8s, struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_k8s_finish_services(struct elb_k8s *k8s, struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_k8s_finish_gateways(struct elb_k8s *k8s, struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_k8s_finish_listeners(struct elb_k8s *k8s, struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_k8s_finish_classic(struct elb_k8s *k8s, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* A route of the Gateway API is noted (kubernetes_route.c); are all requests to this listener of a
 * Gateway redirected to HTTPS then? */
enum elb_status elb_k8s_read_route(struct elb_k8s *k8s, const struct elb_k8s_object *route,
                                   struct elb_error *reterr) __attribute__((warn_unused_result));
enum elb_status elb_k8s_is_redirected(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                      struct elb_text section, bool *ret_redirects,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));

/* Arguments of the controllers (kubernetes_controller.c). */
enum elb_status elb_k8s_read_workload(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));

/* kops (kubernetes_kops.c). */
enum elb_status elb_k8s_read_kops(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                  struct elb_error *reterr) __attribute__((warn_unused_result));

/* `<<` of YAML 1.1; which mappings others merge; and is it one of them (kubernetes_merge.c)? */
bool elb_k8s_is_merge(const struct elb_node *key);
bool elb_k8s_find_merged(struct elb_map *set, struct elb_arena *arena, const struct elb_node *node)
    __attribute__((warn_unused_result));
bool elb_k8s_is_merged(const struct elb_map *set, const struct elb_node *node);

/* A key such as `alb_ssl_policy` or `nlbSslPolicy`, which people make up (kubernetes_names.c). */
bool elb_k8s_is_policy_key(struct elb_text key);

/* The name of a setting that is a policy, or NULL; of one that was made up it is the key itself. */
const char *elb_k8s_setting_of(struct elb_text key, bool *ret_is_default);

/*
 * Walks through whatever has settings and annotations in it: values of Helm, and resources of kinds
 * that nothing more is known of (kubernetes_walk.c).
 */
enum elb_status elb_k8s_walk(struct elb_k8s *k8s, const struct elb_declared_input *input,
                             const struct elb_node *node, const char *format, const char *address,
                             struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
