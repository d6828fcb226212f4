/* SPDX-License-Identifier: MIT */
/* A layer over its base: which items stay, in which order, and which names lead to them. */
#include "catalog/fields.h"
#include "catalog/layer.h"

#include <stdlib.h>

struct slot {
    const void *item;
    bool own; /* of the layer */
};

/* A name on its way into the index. */
struct entry {
    struct elb_text name;
    struct elb_name_place place;
    bool own;
};

static const void *replacement(const struct elb_layer *layer, const void *item, bool *used)
{
    for (size_t i = 0; i < layer->count; i++) {
        const void *own = layer->items + i * layer->kind->size;
        if (!used[i] && layer->kind->is_same(own, item)) {
            used[i] = true;
            return own;
        }
    }
    return NULL;
}

static size_t fill_slots(const struct elb_layer *layer, struct slot *slots, bool *used)
{
    const struct elb_kind *kind = layer->kind;
    size_t base_count = layer->base == NULL ? 0 : elb_kind_count(kind, layer->base);
    size_t count = 0;
    for (size_t i = 0; i < base_count; i++) {
        const void *item = elb_kind_at(kind, elb_kind_items(kind, layer->base), i);
        const void *own = replacement(layer, item, used);
        slots[count++] = (struct slot){own != NULL ? own : item, own != NULL};
    }
    for (size_t i = 0; i < layer->count; i++) {
        if (!used[i])
            slots[count++] = (struct slot){layer->items + i * kind->size, true};
    }
    return count;
}

static int compare_slots(const void *a, const void *b)
{
    const struct slot *one = a;
    const struct slot *other = b;
    return (int)*(const uint16_t *)one->item - (int)*(const uint16_t *)other->item;
}

/* Within equal names the layer's own come first, then those of items that stand first. */
static int compare_entries(const void *a, const void *b)
{
    const struct entry *one = a;
    const struct entry *other = b;
    int order = elb_text_compare_nocase(one->name, other->name);
    if (order != 0)
        return order;
    if (one->own != other->own)
        return one->own ? -1 : 1;
    if (one->place.item != other->place.item)
        return one->place.item < other->place.item ? -1 : 1;
    return one->place.name < other->place.name ? -1 : one->place.name > other->place.name;
}

static size_t count_names(const struct elb_kind *kind, const struct slot *slots, size_t count)
{
    size_t names = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; kind->name_at(slots[i].item, j) != NULL; j++)
            names++;
    }
    return names;
}

static void fill_entries(const struct elb_kind *kind, const struct slot *slots, size_t count,
                         struct entry *entries)
{
    for (size_t i = 0; i < count; i++) {
        const char *name;
        for (size_t j = 0; (name = kind->name_at(slots[i].item, j)) != NULL; j++)
            *entries++ =
                (struct entry){elb_text_from(name), {(uint32_t)i, (uint32_t)j}, slots[i].own};
    }
}

static enum elb_status make_index(const struct elb_kind *kind, struct elb_loader *loader,
                                  const struct slot *slots, size_t count,
                                  struct elb_name_index *ret_index)
{
    size_t names = count_names(kind, slots, count);
    struct entry *entries = elb_loader_alloc(loader, names, sizeof(*entries));
    struct elb_name_place *places =
        entries == NULL ? NULL : elb_loader_alloc(loader, names, sizeof(*places));
    if (places == NULL)
        return ELB_ERROR_MEMORY;
    fill_entries(kind, slots, count, entries);
    qsort(entries, names, sizeof(*entries), compare_entries);
    size_t kept = 0;
    for (size_t i = 0; i < names; i++) {
        if (i == 0 || !elb_text_is_equal_nocase(entries[i].name, entries[i - 1].name))
            places[kept++] = entries[i].place;
    }
    *ret_index = (struct elb_name_index){places, kept};
    return ELB_OK;
}

static enum elb_status store(const struct elb_kind *kind, struct elb_loader *loader,
                             const struct slot *slots, size_t count, struct elb_catalog *catalog)
{
    char *items = elb_loader_alloc(loader, count, kind->size);
    struct elb_name_index index = {0};
    if (items == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        memcpy(items + i * kind->size, slots[i].item, kind->size);
    if (kind->is_indexed) {
        enum elb_status status = make_index(kind, loader, slots, count, &index);
        if (status != ELB_OK)
            return status;
        memcpy((char *)catalog + kind->index, &index, sizeof(index));
    }
    memcpy((char *)catalog + kind->items, &items, sizeof(items));
    memcpy((char *)catalog + kind->count, &count, sizeof(count));
    return ELB_OK;
}

enum elb_status elb_layer_finish(struct elb_layer *layer, struct elb_loader *loader,
                                 struct elb_catalog *catalog)
{
    size_t base_count = layer->base == NULL ? 0 : elb_kind_count(layer->kind, layer->base);
    if (layer->count == 0)
        return ELB_OK;
    struct slot *slots = elb_loader_alloc(loader, base_count + layer->count, sizeof(*slots));
    bool *used = slots == NULL ? NULL : elb_loader_alloc(loader, layer->count, sizeof(*used));
    if (used == NULL)
        return ELB_ERROR_MEMORY;
    size_t count = fill_slots(layer, slots, used);
    if (layer->kind->has_code)
        qsort(slots, count, sizeof(*slots), compare_slots);
    return store(layer->kind, loader, slots, count, catalog);
}
