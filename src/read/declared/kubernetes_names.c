/* SPDX-License-Identifier: MIT */

/* Resources by name, and annotations by key. */
#include "read/declared/kubernetes.h"

#define LABEL "with label" /* instead of a kind */

struct elb_text elb_k8s_folder(struct elb_text path)
{
    while (path.length > 0 && path.start[path.length - 1] != '/')
        path.length--;
    return path;
}

static const char *key_of(struct elb_k8s *k8s, const char *kind, struct elb_text name,
                          struct elb_text scope)
{
    return elb_arena_printf(k8s->arena, "%s\n%.*s\n%.*s", kind, ELB_TEXT_ARGS(name),
                            ELB_TEXT_ARGS(scope));
}

static enum elb_status put_in(struct elb_k8s *k8s, const char *key, struct elb_k8s_object *object,
                              struct elb_error *reterr)
{
    void **place = key ? elb_map_put(&k8s->names, k8s->arena, elb_text_from(key)) : NULL;
    struct elb_k8s_found *found;

    if (place && !*place)
        *place = elb_arena_alloc(k8s->arena, sizeof(*found));
    if (!place || !*place)
        return elb_error_set_memory(reterr);
    found = *place;
    if (found->count < ELB_K8S_SIMILAR_MOST)
        found->items[found->count++] = object;
    return ELB_OK;
}

/* The next wider scope of a path: its folder, the one above ..., and "" in the end. */
static bool widen(struct elb_text *scope)
{
    if (scope->length == 0)
        return false;
    scope->length--;
    *scope = elb_k8s_folder(*scope);
    return true;
}

enum elb_status elb_k8s_put(struct elb_k8s *k8s, const char *kind, struct elb_text name,
                            struct elb_k8s_object *object, struct elb_error *reterr)
{
    struct elb_text scope = elb_text_from(object->file->path);
    enum elb_status status;

    do
        status = put_in(k8s, key_of(k8s, kind, name, scope), object, reterr);
    while (status == ELB_OK && widen(&scope));
    return status;
}

enum elb_status elb_k8s_find(struct elb_k8s *k8s, const char *kind, struct elb_text name,
                             const struct elb_declared_file *from,
                             const struct elb_k8s_found **ret_found, struct elb_error *reterr)
{
    struct elb_text scope = elb_text_from(from->path);

    do {
        const char *key = key_of(k8s, kind, name, scope);

        if (!key)
            return elb_error_set_memory(reterr);
        *ret_found = elb_map_get(&k8s->names, elb_text_from(key));
    } while (!*ret_found && widen(&scope));
    return ELB_OK;
}

/* ---- Labels --------------------------------------------------------------------------------- */

static const char *label_of(struct elb_k8s *k8s, const struct elb_node *labels, size_t index)
{
    return elb_arena_printf(k8s->arena, "%.*s=%.*s",
                            ELB_TEXT_ARGS(elb_node_text(elb_node_key_at(labels, index))),
                            ELB_TEXT_ARGS(elb_node_text(elb_node_at(labels, index))));
}

enum elb_status elb_k8s_put_labels(struct elb_k8s *k8s, struct elb_k8s_object *object,
                                   struct elb_error *reterr)
{
    const struct elb_node *labels = elb_node_get_path(object->node, "metadata", "labels", NULL);
    enum elb_status status = ELB_OK;

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_mapping(labels) && i < elb_node_count(labels); i++) {
        const char *label = label_of(k8s, labels, i);

        status = label ? elb_k8s_put(k8s, LABEL, elb_text_from(label), object, reterr)
                       : elb_error_set_memory(reterr);
    }
    return status;
}

static bool has_labels(const struct elb_k8s_object *object, const struct elb_node *wanted)
{
    const struct elb_node *labels = elb_node_get_path(object->node, "metadata", "labels", NULL);

    for (size_t i = 0; i < elb_node_count(wanted); i++) {
        const size_t at = elb_node_is_mapping(labels)
                              ? elb_node_find(labels, elb_node_text(elb_node_key_at(wanted, i)))
                              : SIZE_MAX;

        if (at == SIZE_MAX || !elb_text_is_equal(elb_node_text(elb_node_at(labels, at)),
                                                 elb_node_text(elb_node_at(wanted, i))))
            return false;
    }
    return elb_node_count(wanted) > 0;
}

enum elb_status elb_k8s_find_labelled(struct elb_k8s *k8s, const struct elb_k8s_object *from,
                                      const char *kind, const struct elb_node *wanted,
                                      const struct elb_k8s_object **ret, struct elb_error *reterr)
{
    const struct elb_k8s_found *found = NULL;
    const char *label;
    enum elb_status status;

    *ret = NULL;
    if (!elb_node_is_mapping(wanted) || elb_node_count(wanted) == 0)
        return ELB_OK;
    label = label_of(k8s, wanted, 0);
    if (!label)
        return elb_error_set_memory(reterr);
    status = elb_k8s_find(k8s, LABEL, elb_text_from(label), from->file, &found, reterr);
    for (size_t i = 0; status == ELB_OK && found && !*ret && i < found->count; i++) {
        if (elb_text_is(found->items[i]->kind, kind) && has_labels(found->items[i], wanted))
            *ret = found->items[i];
    }
    return status;
}

/* ---- Annotations ---------------------------------------------------------------------------- */

const struct elb_node *elb_k8s_annotation(const struct elb_k8s_object *object, const char *key)
{
    const struct elb_node *value = elb_declared_get(object->annotations, key);

    return elb_node_is_null(value) ? NULL : value;
}

#define MERGES_MOST 8

static bool has_annotations(const struct elb_node *annotations, const char *prefix, unsigned depth)
{
    const bool is_list = elb_node_is_sequence(annotations); /* of what is merged */

    for (size_t i = 0; i < elb_node_count(annotations) && depth <= MERGES_MOST; i++) {
        const struct elb_node *key = is_list ? NULL : elb_node_key_at(annotations, i);

        if (key && elb_text_has_prefix(elb_node_text(key), prefix))
            return true;
        if ((is_list || elb_k8s_is_merge(key)) &&
            has_annotations(elb_node_at(annotations, i), prefix, depth + 1))
            return true;
    }
    return false;
}

bool elb_k8s_has_annotations(const struct elb_node *annotations, const char *prefix)
{
    return elb_node_is_mapping(annotations) && has_annotations(annotations, prefix, 0);
}

bool elb_k8s_is_policy_key(struct elb_text key)
{
    static const char *const ends[] = {
        "ssl_policy",      "ssl-policy",      "SslPolicy",      "SSLPolicy",
        "tls_policy",      "tls-policy",      "TlsPolicy",      "TLSPolicy",
        "SSL_POLICY",      "TLS_POLICY",      "sslPolicy",      "tlsPolicy",
        "security_policy", "security-policy", "securityPolicy", "SecurityPolicy"};

    if (elb_text_find(key, ELB_TEXT("/")) != SIZE_MAX) /* an annotation */
        return false;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        if (elb_text_has_suffix(key, ends[i]))
            return true;
    }
    return false;
}

const char *elb_k8s_setting_of(struct elb_text key, bool *ret_is_default)
{
    static const char *const keys[] = {"sslPolicy", "ssl_policy", "SslPolicy", "SSLPolicy",
                                       "ssl-policy"};
    static const char *const defaults[] = {"defaultSSLPolicy", "defaultSslPolicy"};

    *ret_is_default = false;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (elb_text_is(key, keys[i]))
            return keys[i];
    }
    *ret_is_default = true;
    for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
        if (elb_text_is(key, defaults[i]))
            return defaults[i];
    }
    *ret_is_default = false;
    return elb_k8s_is_policy_key(key) ? key.start : NULL;
}
