/* SPDX-License-Identifier: MIT */
#include "read/declared/terraform_config.h"

/* Modules that hand a value on, and blocks within blocks. */
#define HOPS       16
#define BLOCKS     8
#define REFERENCES 32

/*
 * Keys of the map are `MODULE|NAME` with the address of a module, without keys of instances:
 * `module.web|aws_lb.this`, `module.web|var.policy`, `module.web|output.arn`.
 */
static enum elb_status put(struct elb_map *map, struct elb_arena *arena, const char *key,
                           const void *value, struct elb_error *reterr)
{
    void **place = key ? elb_map_put(map, arena, elb_text_from(key)) : NULL;

    if (!place)
        return elb_error_set_memory(reterr);
    if (!*place)
        *place = (void *)value;
    return ELB_OK;
}

/* ---- Addresses ------------------------------------------------------------------------------ */

const char *elb_terraform_plain_address(struct elb_arena *arena, struct elb_text address)
{
    char *plain = elb_arena_alloc(arena, address.length + 1);
    bool is_quoted = false;
    size_t length = 0;
    size_t depth = 0;

    for (size_t i = 0; plain && i < address.length; i++) {
        const char c = address.start[i];

        if (c == '"' && (i == 0 || address.start[i - 1] != '\\'))
            is_quoted = !is_quoted;
        if (c == '[' && !is_quoted)
            depth++;
        else if (c == ']' && !is_quoted && depth > 0)
            depth--;
        else if (depth == 0)
            plain[length++] = c;
    }
    return plain;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static enum elb_status read_resources(struct elb_terraform_config *config, struct elb_arena *arena,
                                      const struct elb_node *list, const char *path,
                                      struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(list) && i < elb_node_count(list);
         i++) {
        const struct elb_node *item = elb_node_at(list, i);

        if (elb_resource_kind(elb_node_text(elb_node_get(item, "type"))) != ELB_RESOURCE_NONE)
            status =
                put(&config->nodes, arena,
                    elb_arena_printf(arena, "%s|%.*s", path,
                                     ELB_TEXT_ARGS(elb_node_text(elb_node_get(item, "address")))),
                    elb_node_get(item, "expressions"), reterr);
    }
    return status;
}

/* Inputs of a module, or its outputs, each of which has an expression. */
static enum elb_status read_values(struct elb_terraform_config *config, struct elb_arena *arena,
                                   const struct elb_node *mapping, const char *path,
                                   const char *what, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_mapping(mapping) && i < elb_node_count(mapping); i++) {
        const struct elb_node *value = elb_node_at(mapping, i);
        const struct elb_node *expression = elb_node_get(value, "expression");

        status = put(&config->nodes, arena,
                     elb_arena_printf(arena, "%s|%s.%.*s", path, what,
                                      ELB_TEXT_ARGS(elb_node_text(elb_node_key_at(mapping, i)))),
                     expression ? expression : value, reterr);
    }
    return status;
}

/* As deep as the tree, whose depth has a limit. */
static enum elb_status read_module(struct elb_terraform_config *config, struct elb_arena *arena,
                                   const struct elb_node *module, const char *path,
                                   struct elb_error *reterr)
{
    const struct elb_node *calls = elb_node_get(module, "module_calls");
    enum elb_status status =
        read_resources(config, arena, elb_node_get(module, "resources"), path, reterr);

    if (status == ELB_OK)
        status =
            read_values(config, arena, elb_node_get(module, "outputs"), path, "output", reterr);
    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(calls) && i < elb_node_count(calls);
         i++) {
        const struct elb_node *call = elb_node_at(calls, i);
        const char *inner =
            elb_arena_printf(arena, "%s%smodule.%.*s", path, *path ? "." : "",
                             ELB_TEXT_ARGS(elb_node_text(elb_node_key_at(calls, i))));

        if (!inner)
            return elb_error_set_memory(reterr);
        status =
            read_values(config, arena, elb_node_get(call, "expressions"), inner, "var", reterr);
        if (status == ELB_OK)
            status = read_module(config, arena, elb_node_get(call, "module"), inner, reterr);
    }
    return status;
}

enum elb_status elb_terraform_config_read(struct elb_terraform_config *config,
                                          struct elb_arena *arena, const struct elb_node *module,
                                          struct elb_error *reterr)
{
    return read_module(config, arena, module, "", reterr);
}

enum elb_status elb_terraform_config_find(const struct elb_terraform_config *config,
                                          struct elb_arena *arena, struct elb_resource *resource,
                                          struct elb_error *reterr)
{
    const char *module = elb_terraform_plain_address(arena, elb_text_from(resource->module));
    const char *key =
        module ? elb_arena_printf(arena, "%s|%.*s", module, ELB_TEXT_ARGS(resource->name)) : NULL;

    if (!key)
        return elb_error_set_memory(reterr);
    resource->expressions = elb_map_get(&config->nodes, elb_text_from(key));
    return ELB_OK;
}

enum elb_status elb_terraform_config_add(struct elb_terraform_config *config,
                                         struct elb_arena *arena, struct elb_resource *resource,
                                         struct elb_error *reterr)
{
    const char *plain = elb_terraform_plain_address(arena, elb_text_from(resource->module));
    enum elb_status status;

    if (!plain)
        return elb_error_set_memory(reterr);
    status =
        put(&config->instances, arena,
            elb_arena_printf(arena, "%s|%.*s", resource->module, ELB_TEXT_ARGS(resource->name)),
            resource, reterr);
    if (status == ELB_OK && strcmp(plain, resource->module) != 0)
        status = put(&config->instances, arena,
                     elb_arena_printf(arena, "%s|%.*s", plain, ELB_TEXT_ARGS(resource->name)),
                     resource, reterr);
    return status;
}

/* ---- Following ------------------------------------------------------------------------------ */

/* One search; `path` is the address of a module, without keys of instances from the first hop on.
 */
struct search {
    const struct elb_terraform_config *config;
    struct elb_arena *arena;
    enum elb_resource_kind kind;
    const struct elb_resource *found;
    unsigned left; /* how many references may still be looked at */
};

static void follow(struct search *search, struct elb_text path, struct elb_text reference,
                   unsigned hops);

static void follow_all(struct search *search, struct elb_text path,
                       const struct elb_node *expression, unsigned hops)
{
    const struct elb_node *references = elb_node_get(expression, "references");

    for (size_t i = 0; !search->found && elb_node_is_sequence(references) &&
                       i < elb_node_count(references) && search->left > 0;
         i++)
        follow(search, path, elb_node_text(elb_node_at(references, i)), hops);
}

/* Up to and without the n-th dot, or a bracket before it. */
static struct elb_text head_of(struct elb_text text, unsigned dots)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((text.start[i] == '.' && dots-- == 0) || text.start[i] == '[')
            return (struct elb_text){text.start, i};
    }
    return text;
}

/* `module.a.module.b` is called in `module.a`. */
static struct elb_text parent_of(struct elb_text path)
{
    for (size_t i = path.length; i-- > 0;) {
        if (elb_text_has_prefix(elb_text_skip(path, i), ".module."))
            return (struct elb_text){path.start, i};
    }
    return (struct elb_text){path.start, 0};
}

static const void *get(const struct search *search, const struct elb_map *map, struct elb_text path,
                       const char *what, struct elb_text name)
{
    const char *key = elb_arena_printf(search->arena, "%.*s|%s%.*s", ELB_TEXT_ARGS(path), what,
                                       ELB_TEXT_ARGS(name));

    return key ? elb_map_get(map, elb_text_from(key)) : NULL;
}

/* `module.web["a"].arn` is the output of another module. */
static void follow_output(struct search *search, struct elb_text path, struct elb_text reference,
                          unsigned hops)
{
    const struct elb_text module = head_of(reference, 1);
    const char *plain = elb_terraform_plain_address(search->arena, reference);
    const char *inner = elb_arena_printf(search->arena, "%.*s%s%.*s", ELB_TEXT_ARGS(path),
                                         path.length > 0 ? "." : "", ELB_TEXT_ARGS(module));
    struct elb_text output;

    if (!plain || !inner || strlen(plain) <= module.length)
        return;
    output = head_of(elb_text_from(plain + module.length + 1), 0);
    follow_all(search, elb_text_from(inner),
               get(search, &search->config->nodes, elb_text_from(inner), "output.", output), hops);
}

static void follow(struct search *search, struct elb_text path, struct elb_text reference,
                   unsigned hops)
{
    const struct elb_resource *resource;

    if (hops == 0 || search->left == 0)
        return;
    search->left--;
    if (elb_text_has_prefix(reference, "var.")) {
        const struct elb_text name = head_of(elb_text_skip(reference, strlen("var.")), 0);

        follow_all(search, parent_of(path), get(search, &search->config->nodes, path, "var.", name),
                   hops - 1);
        return;
    }
    if (elb_text_has_prefix(reference, "module.")) {
        follow_output(search, path, reference, hops - 1);
        return;
    }
    resource = get(search, &search->config->instances, path, "", head_of(reference, 1));
    if (resource && resource->kind == search->kind)
        search->found = resource;
}

/* The key may be that of a block within the resource. */
static void search_expressions(struct search *search, struct elb_text path,
                               const struct elb_node *node, const char *key, unsigned blocks)
{
    const struct elb_node *expression = elb_node_get(node, key);

    if (expression)
        follow_all(search, path, expression, HOPS);
    for (size_t i = 0; !search->found && blocks > 0 && i < elb_node_count(node); i++)
        search_expressions(search, path, elb_node_at(node, i), key, blocks - 1);
}

const struct elb_resource *elb_terraform_config_refer(const struct elb_provider *provider,
                                                      const struct elb_resource *resource,
                                                      const char *key, enum elb_resource_kind kind)
{
    struct search search = {
        .config = provider->context,
        .arena = elb_declared_arena(provider->listeners),
        .kind = kind,
        .left = REFERENCES,
    };
    const char *plain = elb_terraform_plain_address(search.arena, elb_text_from(resource->module));

    /* An instance of a module refers to its own resources first. */
    search_expressions(&search, elb_text_from(resource->module), resource->expressions, key,
                       BLOCKS);
    if (!search.found && plain) {
        search.left = REFERENCES;
        search_expressions(&search, elb_text_from(plain), resource->expressions, key, BLOCKS);
    }
    return search.found;
}

/* ---- What is known before anything is applied ----------------------------------------------- */

static bool is_settled(struct search *search, struct elb_text path,
                       const struct elb_node *expression, unsigned hops);

/* Variables of the root module always have a value; those of others have a default or one of the
 * module's that calls it. */
static bool is_known(struct search *search, struct elb_text path, struct elb_text reference,
                     unsigned hops)
{
    static const char *const known[] = {"path.", "terraform.", "each.key", "count.index"};
    const struct elb_node *expression;

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (elb_text_has_prefix(reference, known[i]))
            return true;
    }
    if (!elb_text_has_prefix(reference, "var.") || hops == 0 || search->left == 0)
        return false;
    search->left--;
    if (path.length == 0)
        return true;
    expression = get(search, &search->config->nodes, path, "var.",
                     head_of(elb_text_skip(reference, strlen("var.")), 0));
    return !expression || is_settled(search, parent_of(path), expression, hops - 1);
}

static bool is_settled(struct search *search, struct elb_text path,
                       const struct elb_node *expression, unsigned hops)
{
    const struct elb_node *references = elb_node_get(expression, "references");

    for (size_t i = 0; elb_node_is_sequence(references) && i < elb_node_count(references); i++) {
        if (!is_known(search, path, elb_node_text(elb_node_at(references, i)), hops))
            return false;
    }
    return true;
}

bool elb_terraform_config_is_settled(const struct elb_provider *provider,
                                     const struct elb_resource *resource, const char *key)
{
    struct search search = {
        .config = provider->context,
        .arena = elb_declared_arena(provider->listeners),
        .left = REFERENCES,
    };
    const char *plain = elb_terraform_plain_address(search.arena, elb_text_from(resource->module));

    return plain && is_settled(&search, elb_text_from(plain),
                               elb_node_get(resource->expressions, key), HOPS);
}
