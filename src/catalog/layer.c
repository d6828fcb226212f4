/* SPDX-License-Identifier: MIT */

#include "catalog/layer.h"

#include "catalog/fields.h"

/* Who gave a name or key first. Where exactly is looked up when there is an error to tell. */
struct claim {
    size_t item;
    const char *path;
    const struct elb_node *entry;
    const char *name; /* NULL: the key, be it a code or a name */
};

/*
 * The node in an item's mapping that `string` is the text of. Strings of the model are borrowed
 * from their nodes, so the address tells.
 */
static const struct elb_node *find_text(const struct elb_node *node, const char *string)
{
    if (elb_node_text(node).start == string)
        return node;
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_node *child = find_text(elb_node_at(node, i), string);
        if (child != NULL)
            return child;
    }
    return NULL;
}

static const struct elb_node *place_of(const struct claim *claim)
{
    const struct elb_node *node;
    if (claim->name != NULL) {
        node = find_text(claim->entry, claim->name);
    } else {
        node = elb_node_get(claim->entry, "code");
        if (node == NULL)
            node = elb_node_get(claim->entry, "name");
        if (node == NULL)
            node = elb_node_get(claim->entry, "pattern");
        if (node == NULL)
            node = elb_node_get(claim->entry, "id");
    }
    return node != NULL ? node : claim->entry;
}

static struct elb_text fold(struct elb_arena *arena, const char *name)
{
    struct elb_text text = elb_text_from(name);
    char *copy = elb_arena_dup(arena, text.start, text.length);
    for (size_t i = 0; copy != NULL && i < text.length; i++) {
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] + ('a' - 'A'));
    }
    return (struct elb_text){copy, text.length};
}

/* Notes that item number `item` has this name or key. `*ret_first` is who had it before, or NULL.
 */
static enum elb_status claim(struct elb_loader *loader, struct elb_map *map, const char *name,
                             const struct claim *own, const struct claim **ret_first)
{
    struct elb_text folded = fold(loader->arena, name);
    void **place = folded.start == NULL ? NULL : elb_map_put(map, loader->arena, folded);
    if (place == NULL)
        return elb_error_set_memory(loader->error);
    *ret_first = *place;
    if (*place != NULL)
        return ELB_OK;
    struct claim *copy = elb_loader_alloc(loader, 1, sizeof(*copy));
    if (copy == NULL)
        return ELB_ERROR_MEMORY;
    *copy = *own;
    *place = copy;
    return ELB_OK;
}

static enum elb_status refuse_duplicate(struct elb_loader *loader, const struct elb_layer *layer,
                                        const struct claim *own, const char *name,
                                        const struct claim *first)
{
    const struct elb_node *place = place_of(first);
    return elb_refuse(loader, place_of(own), "duplicate %s '%s', first at %s:%u:%u",
                      layer->kind->what, name, first->path, place->start.line, place->start.column);
}

static enum elb_status refuse_known(struct elb_loader *loader, const struct elb_layer *layer,
                                    const struct claim *own, const char *name)
{
    return elb_refuse(loader, place_of(own), "%s '%s' is in the catalog already", layer->kind->what,
                      name);
}

static bool base_has(const struct elb_layer *layer, const void *item)
{
    const struct elb_kind *kind = layer->kind;
    if (layer->base == NULL)
        return false;
    const void *items = elb_kind_items(kind, layer->base);
    for (size_t i = 0; i < elb_kind_count(kind, layer->base); i++) {
        if (kind->is_same(item, elb_kind_at(kind, items, i)))
            return true;
    }
    return false;
}

static enum elb_status claim_key(struct elb_layer *layer, struct elb_loader *loader,
                                 const struct elb_node *entry, const void *item)
{
    const char *key = layer->kind->key(loader->arena, item);
    struct claim own = {layer->count, loader->path, entry, NULL};
    const struct claim *first;
    if (key == NULL)
        return elb_error_set_memory(loader->error);
    enum elb_status status = claim(loader, &layer->keys, key, &own, &first);
    if (status != ELB_OK)
        return status;
    if (first != NULL)
        return refuse_duplicate(loader, layer, &own, key, first);
    if (!layer->replace && base_has(layer, item))
        return refuse_known(loader, layer, &own, key);
    return ELB_OK;
}

static bool is_openssl_name(const struct elb_kind *kind, const void *item, const char *name)
{
    return kind == &elb_kind_suite && ((const struct elb_suite *)item)->openssl == name;
}

/*
 * A name that another item has is refused. So is one that the item itself has, unless it is
 * OpenSSL's, which is the IANA name for suites of TLS 1.3.
 */
static enum elb_status claim_name(struct elb_layer *layer, struct elb_loader *loader,
                                  const struct elb_node *entry, const void *item, size_t which)
{
    const struct elb_kind *kind = layer->kind;
    const char *name = kind->name_at(item, which);
    struct claim own = {layer->count, loader->path, entry, name};
    const struct claim *first;
    enum elb_status status = claim(loader, &layer->names, name, &own, &first);
    if (status != ELB_OK)
        return status;
    if (first != NULL && !(first->item == own.item && is_openssl_name(kind, item, name)))
        return refuse_duplicate(loader, layer, &own, name, first);
    if (!layer->replace && layer->base != NULL &&
        elb_kind_find(kind, layer->base, elb_text_from(name)) != NULL)
        return refuse_known(loader, layer, &own, name);
    return ELB_OK;
}

/* ---- Families --------------------------------------------------------------------------- */

/* `-c java` means all of a family: a client of that name would hide the others without a word. */
static bool is_family(const struct elb_layer *layer, struct elb_text folded)
{
    return elb_map_get(&layer->families, folded) != NULL;
}

static enum elb_status add_family(struct elb_layer *layer, struct elb_loader *loader,
                                  const char *family)
{
    struct elb_text folded = fold(loader->arena, family);
    void **place =
        folded.start == NULL ? NULL : elb_map_put(&layer->families, loader->arena, folded);
    if (place == NULL)
        return elb_error_set_memory(loader->error);
    *place = layer;
    return ELB_OK;
}

static enum elb_status add_base_families(struct elb_layer *layer, struct elb_loader *loader)
{
    enum elb_status status = ELB_OK;
    for (size_t i = 0; status == ELB_OK && layer->base && i < layer->base->client_count; i++) {
        const char *family = layer->base->clients[i].family;
        if (family != NULL && !is_family(layer, elb_text_from(family)))
            status = add_family(layer, loader, family);
    }
    return status;
}

static enum elb_status refuse_family_name(struct elb_loader *loader, const struct elb_layer *layer,
                                          const struct elb_node *entry,
                                          const struct elb_client *client)
{
    const char *name;
    for (size_t i = 0; (name = layer->kind->name_at(client, i)) != NULL; i++) {
        const struct claim own = {layer->count, loader->path, entry, name};
        struct elb_text folded = fold(loader->arena, name);
        if (folded.start == NULL)
            return elb_error_set_memory(loader->error);
        if (is_family(layer, folded))
            return elb_refuse(loader, place_of(&own),
                              "client '%s' has the name of a family, all of which it means", name);
    }
    return ELB_OK;
}

static enum elb_status refuse_client_name(struct elb_loader *loader, const struct elb_layer *layer,
                                          const struct elb_node *entry, const char *family)
{
    const struct claim own = {layer->count, loader->path, entry, family};
    struct elb_text folded = fold(loader->arena, family);
    if (folded.start == NULL)
        return elb_error_set_memory(loader->error);
    if (elb_map_get(&layer->names, folded) == NULL &&
        (layer->base == NULL ||
         elb_kind_find(layer->kind, layer->base, elb_text_from(family)) == NULL))
        return ELB_OK;
    return elb_refuse(loader, place_of(&own), "family '%s' has the name of a client", family);
}

/* A client may be called like its family as long as it is alone in it. */
static enum elb_status claim_family(struct elb_layer *layer, struct elb_loader *loader,
                                    const struct elb_node *entry, const struct elb_client *client)
{
    enum elb_status status = layer->count == 0 ? add_base_families(layer, loader) : ELB_OK;
    if (status == ELB_OK)
        status = refuse_family_name(loader, layer, entry, client);
    if (status != ELB_OK || client->family == NULL)
        return status;
    status = refuse_client_name(loader, layer, entry, client->family);
    return status == ELB_OK ? add_family(layer, loader, client->family) : status;
}

enum elb_status elb_layer_add(struct elb_layer *layer, struct elb_loader *loader,
                              const struct elb_node *entry, const void *item)
{
    const struct elb_kind *kind = layer->kind;
    enum elb_status status = ELB_OK;
    if (kind->key != NULL)
        status = claim_key(layer, loader, entry, item);
    if (status == ELB_OK && kind == &elb_kind_client)
        status = claim_family(layer, loader, entry, item);
    for (size_t i = 0; status == ELB_OK && kind->is_indexed && kind->name_at(item, i) != NULL; i++)
        status = claim_name(layer, loader, entry, item, i);
    if (status != ELB_OK)
        return status;
    char *items =
        elb_arena_grow(loader->arena, layer->items, layer->count, &layer->capacity, kind->size);
    if (items == NULL)
        return elb_error_set_memory(loader->error);
    memcpy(items + layer->count * kind->size, item, kind->size);
    layer->items = items;
    layer->count++;
    return ELB_OK;
}
