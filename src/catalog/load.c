/* SPDX-License-Identifier: MIT */
/* A directory of the catalog: its files in the order in which they refer to each other. */
#include "base/alloc.h"
#include "catalog/directory.h"
#include "catalog/entries.h"
#include "catalog/fields.h"
#include "catalog/load_file.h"
#include "catalog/readers.h"

#include <errno.h>
#include <sys/stat.h>

struct elb_catalog_file {
    struct elb_arena arena;
    struct elb_catalog catalog;
};

struct load {
    struct elb_loader loader; /* its path is that of the file that is being read */
    const char *directory;
    struct elb_catalog base; /* all zeroes: there is none */
    bool has_base;
    bool replace;
    struct elb_catalog *catalog;
};

static struct elb_layer new_layer(const struct load *load, const struct elb_kind *kind)
{
    return (struct elb_layer){
        .kind = kind,
        .base = load->has_base ? &load->base : NULL,
        .replace = load->replace,
    };
}

/* The path of a file or directory in the catalog's; false: no memory. */
static bool set_path(struct load *load, const char *name)
{
    load->loader.path = elb_arena_printf(load->loader.arena, "%s/%s", load->directory, name);
    if (load->loader.path == NULL)
        elb_error_set_memory(load->loader.error);
    return load->loader.path != NULL;
}

/* Reads one of the files that stand alone; `*ret_root` is NULL when it is absent and may be. */
static enum elb_status read_single(struct load *load, const char *name, bool required,
                                   const struct elb_node **ret_root)
{
    struct stat status;
    *ret_root = NULL;
    if (!set_path(load, name))
        return ELB_ERROR_MEMORY;
    if (stat(load->loader.path, &status) != 0 && errno == ENOENT && !(required && !load->has_base))
        return ELB_OK;
    return elb_load_document(&load->loader, ret_root);
}

static enum elb_status load_date(struct load *load)
{
    const struct elb_node *root;
    enum elb_status status = read_single(load, "catalog.yaml", true, &root);
    if (status != ELB_OK || root == NULL)
        return status;
    return elb_date_from_node(&load->loader, root, &load->catalog->date);
}

static enum elb_status load_sources(struct load *load)
{
    const struct elb_node *root;
    struct elb_layer layer = new_layer(load, &elb_kind_source);
    enum elb_status status = read_single(load, "sources.yaml", false, &root);
    if (status != ELB_OK || root == NULL)
        return status;
    status = elb_want_mapping(&load->loader, root);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(root); i++) {
        const struct elb_node *key = elb_node_key_at(root, i);
        struct elb_source source = {0};
        status = elb_source_from_node(&load->loader, key, elb_node_at(root, i), &source);
        if (status == ELB_OK)
            status = elb_layer_add(&layer, &load->loader, key, &source);
    }
    return status == ELB_OK ? elb_layer_finish(&layer, &load->loader, load->catalog) : status;
}

/* Room for an item of any kind that is read from a list. */
union item {
    struct elb_suite suite;
    struct elb_group group;
    struct elb_scheme scheme;
    struct elb_not_policy not_policy;
    struct elb_default value;
    struct elb_event event;
    struct elb_error_text error_text;
};

/* A file that is a list of items. */
static enum elb_status load_list(struct load *load, const char *name, bool required,
                                 const struct elb_kind *kind, elb_item_reader *read)
{
    const struct elb_node *root;
    struct elb_layer layer = new_layer(load, kind);
    enum elb_status status = read_single(load, name, required, &root);
    if (status != ELB_OK || root == NULL)
        return status;
    status = elb_want_sequence(&load->loader, root);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(root); i++) {
        union item item = {0};
        status = read(&load->loader, elb_node_at(root, i), &item);
        if (status == ELB_OK)
            status = elb_layer_add(&layer, &load->loader, elb_node_at(root, i), &item);
    }
    return status == ELB_OK ? elb_layer_finish(&layer, &load->loader, load->catalog) : status;
}

/* A policy that was read, until the others that it names are known. */
struct pending {
    struct pending *next;
    const char *path;
    const struct elb_node *node;
    struct elb_policy policy;
};

/* What a reader of a directory's files works on. */
struct sink {
    struct elb_layer layer;
    struct pending *first;
    struct pending **last;
};

typedef enum elb_status document_reader(struct load *load, const struct elb_node *root,
                                        struct sink *sink);

static enum elb_status take_policy(struct load *load, const struct elb_node *root,
                                   struct sink *sink)
{
    struct pending *pending = elb_loader_alloc(&load->loader, 1, sizeof(*pending));
    if (pending == NULL)
        return ELB_ERROR_MEMORY;
    enum elb_status status = elb_policy_from_node(&load->loader, root, &pending->policy);
    if (status != ELB_OK)
        return status;
    pending->path = load->loader.path;
    pending->node = root;
    *sink->last = pending;
    sink->last = &pending->next;
    return elb_layer_add(&sink->layer, &load->loader, root, &pending->policy);
}

static enum elb_status take_clients(struct load *load, const struct elb_node *root,
                                    struct sink *sink)
{
    return elb_load_clients(&load->loader, root, &sink->layer);
}

static enum elb_status load_directory(struct load *load, const char *name, document_reader *read,
                                      struct sink *sink)
{
    const char *const *names;
    size_t count;
    bool exists;
    if (!set_path(load, name))
        return ELB_ERROR_MEMORY;
    const char *path = load->loader.path;
    enum elb_status status =
        elb_directory_list(load->loader.arena, path, &exists, &names, &count, load->loader.error);
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        const struct elb_node *root;
        if (!elb_directory_is_data(names[i]))
            continue;
        load->loader.path = elb_arena_printf(load->loader.arena, "%s/%s", path, names[i]);
        if (load->loader.path == NULL)
            return elb_error_set_memory(load->loader.error);
        status = elb_load_document(&load->loader, &root);
        if (status == ELB_OK)
            status = read(load, root, sink);
    }
    return status;
}

static enum elb_status check_pending(struct load *load, const struct sink *sink)
{
    enum elb_status status = ELB_OK;
    for (const struct pending *p = sink->first; status == ELB_OK && p != NULL; p = p->next) {
        load->loader.path = p->path;
        status = elb_policy_check_backend(&load->loader, p->node, &p->policy);
    }
    return status;
}

static enum elb_status load_policies(struct load *load)
{
    struct sink sink = {.layer = new_layer(load, &elb_kind_policy)};
    sink.last = &sink.first;
    enum elb_status status = load_directory(load, "elbv2", take_policy, &sink);
    if (status == ELB_OK)
        status = load_directory(load, "classic", take_policy, &sink);
    if (status == ELB_OK)
        status = elb_layer_finish(&sink.layer, &load->loader, load->catalog);
    return status == ELB_OK ? check_pending(load, &sink) : status;
}

static enum elb_status load_clients(struct load *load)
{
    struct sink sink = {.layer = new_layer(load, &elb_kind_client)};
    enum elb_status status = load_directory(load, "clients", take_clients, &sink);
    return status == ELB_OK ? elb_layer_finish(&sink.layer, &load->loader, load->catalog) : status;
}

static enum elb_status take_profile(struct load *load, const struct elb_node *root,
                                    struct sink *sink)
{
    struct elb_profile profile = {0};
    enum elb_status status = elb_profile_from_node(&load->loader, root, &profile);
    return status == ELB_OK ? elb_layer_add(&sink->layer, &load->loader, root, &profile) : status;
}

/* Clauses may name policies. */
static enum elb_status load_profiles(struct load *load)
{
    struct sink sink = {.layer = new_layer(load, &elb_kind_profile)};
    enum elb_status status = load_directory(load, "profiles", take_profile, &sink);
    return status == ELB_OK ? elb_layer_finish(&sink.layer, &load->loader, load->catalog) : status;
}

static enum elb_status load_codes(struct load *load)
{
    enum elb_status status =
        load_list(load, "suites.yaml", true, &elb_kind_suite, elb_suite_from_node);
    if (status == ELB_OK)
        status = load_list(load, "groups.yaml", true, &elb_kind_group, elb_group_from_node);
    if (status == ELB_OK)
        status =
            load_list(load, "signature-schemes.yaml", true, &elb_kind_scheme, elb_scheme_from_node);
    if (status == ELB_OK && load->has_base) {
        status = elb_layer_relink(&load->loader, load->catalog, &load->base);
        load->catalog->policies = load->base.policies;
    }
    return status;
}

/* What is misspelt is better said before what is therefore missing. */
static enum elb_status check_entries(struct load *load)
{
    static const char *const parts[] = {"elbv2", "classic", "clients", "profiles"};
    struct elb_arena *arena = load->loader.arena;
    enum elb_status status = elb_entries_check(arena, load->directory, load->loader.error);
    for (size_t i = 0; status == ELB_OK && i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (!set_path(load, parts[i]))
            return ELB_ERROR_MEMORY;
        status = elb_entries_check_part(arena, load->loader.path, load->loader.error);
    }
    return status;
}

/* Texts name events. */
static enum elb_status load_errors(struct load *load)
{
    enum elb_status status =
        load_list(load, "events.yaml", false, &elb_kind_event, elb_event_from_node);
    if (status == ELB_OK)
        status =
            load_list(load, "errors.yaml", false, &elb_kind_error_text, elb_error_text_from_node);
    return status;
}

static enum elb_status load_all(struct load *load)
{
    enum elb_status status = check_entries(load);
    if (status == ELB_OK)
        status = load_date(load);
    if (status == ELB_OK)
        status = load_sources(load);
    if (status == ELB_OK)
        status = load_codes(load);
    if (status == ELB_OK)
        status = load_policies(load);
    if (status == ELB_OK)
        status = load_clients(load);
    if (status == ELB_OK)
        status = load_profiles(load);
    if (status == ELB_OK)
        status = load_list(load, "not-policies.yaml", false, &elb_kind_not_policy,
                           elb_not_policy_from_node);
    if (status == ELB_OK)
        status = load_list(load, "defaults.yaml", false, &elb_kind_default, elb_default_from_node);
    return status == ELB_OK ? load_errors(load) : status;
}

static enum elb_status check_directory(const char *directory, struct elb_error *reterr)
{
    struct stat status;
    if (stat(directory, &status) != 0)
        return elb_error_set(reterr, ELB_ERROR_IO, directory, 0, 0, "can't open: %s",
                             strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return elb_error_set(reterr, ELB_ERROR_IO, directory, 0, 0, "not a directory");
    return ELB_OK;
}

enum elb_status elb_catalog_load(const char *directory, const struct elb_catalog *base,
                                 bool replace, struct elb_catalog_file **ret_file,
                                 struct elb_error *reterr)
{
    enum elb_status status = check_directory(directory, reterr);
    if (status != ELB_OK)
        return status;
    struct elb_catalog_file *file = elb_alloc(sizeof(*file));
    if (file == NULL)
        return elb_error_set_memory(reterr);
    elb_arena_init(&file->arena);
    if (base != NULL)
        file->catalog = *base;
    struct load load = {
        .loader = {&file->arena, &file->catalog, NULL, reterr},
        .directory = directory,
        .base = file->catalog,
        .has_base = base != NULL,
        .replace = replace,
        .catalog = &file->catalog,
    };
    status = load_all(&load);
    if (status != ELB_OK)
        elb_catalog_free(file);
    else
        *ret_file = file;
    return status;
}

const struct elb_catalog *elb_catalog_get(const struct elb_catalog_file *file)
{
    return &file->catalog;
}

struct elb_catalog_file *elb_catalog_free(struct elb_catalog_file *file)
{
    if (file != NULL) {
        elb_arena_done(&file->arena);
        elb_free(file);
    }
    return NULL;
}
