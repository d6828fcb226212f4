/* SPDX-License-Identifier: MIT */
/* One file: its only document, and what a user's own policy or clients are in it. */
#include "catalog/load_file.h"
#include "base/file.h"
#include "catalog/fields.h"
#include "catalog/layer.h"

/* The only document of a YAML text; one without content is refused too. */
static enum elb_status read_document(struct elb_loader *loader, struct elb_text text,
                                     const struct elb_limits *limits,
                                     const struct elb_node **ret_root)
{
    struct elb_documents documents;
    enum elb_status status =
        elb_yaml_read(loader->arena, text, loader->path, limits, &documents, loader->error);
    if (status != ELB_OK)
        return status;
    if (documents.count == 0 || elb_node_is_null(documents.roots[0]))
        return elb_error_set(loader->error, ELB_ERROR_DATA, loader->path, 1, 1,
                             "the file has no content");
    if (documents.count > 1)
        return elb_refuse(loader, documents.roots[1], "a second document; only one is read");
    *ret_root = documents.roots[0];
    return ELB_OK;
}

enum elb_status elb_load_document(struct elb_loader *loader, const struct elb_node **ret_root)
{
    struct elb_text text;
    enum elb_status status =
        elb_file_read_regular(loader->arena, loader->path, ELB_FILE_LIMIT, &text, loader->error);
    return status == ELB_OK ? read_document(loader, text, NULL, ret_root) : status;
}

enum elb_status elb_policy_read_yaml(struct elb_arena *arena, const struct elb_catalog *catalog,
                                     struct elb_text text, const char *path,
                                     const struct elb_limits *limits, struct elb_policy *ret_policy,
                                     struct elb_error *reterr)
{
    struct elb_loader loader = {arena, catalog, elb_arena_dup(arena, path, strlen(path)), reterr};
    const struct elb_node *root = NULL;
    struct elb_policy policy;
    if (loader.path == NULL)
        return elb_error_set_memory(reterr);
    enum elb_status status = read_document(&loader, text, limits, &root);
    if (status == ELB_OK)
        status = elb_policy_from_node(&loader, root, &policy);
    if (status == ELB_OK)
        status = elb_policy_check_backend(&loader, root, &policy);
    if (status == ELB_OK)
        *ret_policy = policy;
    return status;
}

/* `a/b/my-client.yaml` is `my-client`; standard input is `stdin`. */
static const char *id_of_path(struct elb_arena *arena, const char *path)
{
    struct elb_text name = elb_text_from(path);
    if (strcmp(path, "-") == 0)
        return "stdin";
    for (size_t i = name.length; i > 0; i--) {
        if (path[i - 1] == '/') {
            name = elb_text_skip(name, i);
            break;
        }
    }
    for (size_t i = name.length; i > 1; i--) {
        if (name.start[i - 1] == '.') {
            name.length = i - 1;
            break;
        }
    }
    return elb_arena_dup(arena, name.start, name.length);
}

static enum elb_status add_client(struct elb_loader *loader, const struct elb_node *node, bool only,
                                  struct elb_layer *layer)
{
    struct elb_client client;
    enum elb_status status = elb_client_from_node(loader, node, &client);
    if (status != ELB_OK)
        return status;
    if (client.id == NULL && !only)
        return elb_refuse(loader, node, "'id' is missing");
    if (client.id == NULL)
        client.id = id_of_path(loader->arena, loader->path);
    if (client.id == NULL)
        return elb_error_set_memory(loader->error);
    return elb_layer_add(layer, loader, node, &client);
}

enum elb_status elb_load_clients(struct elb_loader *loader, const struct elb_node *root,
                                 struct elb_layer *layer)
{
    enum elb_status status = ELB_OK;
    if (!elb_node_is_sequence(root))
        return elb_node_is_mapping(root)
                   ? add_client(loader, root, true, layer)
                   : elb_refuse_type(loader, root, "a client or a sequence of them");
    if (elb_node_count(root) == 0)
        return elb_refuse(loader, root, "expected at least one client");
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(root); i++)
        status = add_client(loader, elb_node_at(root, i), elb_node_count(root) == 1, layer);
    return status;
}

enum elb_status elb_clients_read_yaml(struct elb_arena *arena, const struct elb_catalog *catalog,
                                      struct elb_text text, const char *path,
                                      const struct elb_limits *limits,
                                      const struct elb_client **ret_clients, size_t *ret_count,
                                      struct elb_error *reterr)
{
    struct elb_loader loader = {arena, catalog, elb_arena_dup(arena, path, strlen(path)), reterr};
    struct elb_layer layer = {.kind = &elb_kind_client};
    const struct elb_node *root = NULL;
    if (loader.path == NULL)
        return elb_error_set_memory(reterr);
    enum elb_status status = read_document(&loader, text, limits, &root);
    if (status == ELB_OK)
        status = elb_load_clients(&loader, root, &layer);
    if (status == ELB_OK) {
        *ret_clients = (const void *)layer.items;
        *ret_count = layer.count;
    }
    return status;
}
