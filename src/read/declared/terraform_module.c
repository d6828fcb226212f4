/* SPDX-License-Identifier: MIT */

/* From the files of directories to modules with their blocks, and to the uses of modules. */
#include "read/declared/terraform.h"
#include "read/limits.h"

/* How deep modules may call each other, and how often in all. */
#define CALL_DEPTH_MAX 8
#define INSTANCES_MAX  4096

static void fail(struct elb_tf_run *run)
{
    if (run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
}

/* ---- Blocks -----------------------------------------------------------------------------------
 */

static struct elb_text key_of(struct elb_tf_run *run, const char *kind, struct elb_text type,
                              struct elb_text name)
{
    const char *key =
        elb_tf_print(run, "%s.%.*s.%.*s", kind, ELB_TEXT_ARGS(type), ELB_TEXT_ARGS(name));

    return elb_text_from(key);
}

struct elb_tf_block *elb_tf_find(const struct elb_tf_module *module, const char *kind,
                                 struct elb_text type, struct elb_text name)
{
    char key[512];
    const size_t kind_length = strlen(kind);

    if (kind_length + type.length + name.length + 2 > sizeof(key))
        return NULL;
    memcpy(key, kind, kind_length);
    key[kind_length] = '.';
    if (type.length > 0)
        memcpy(key + kind_length + 1, type.start, type.length);
    key[kind_length + 1 + type.length] = '.';
    if (name.length > 0)
        memcpy(key + kind_length + type.length + 2, name.start, name.length);
    return elb_map_get(&module->index,
                       (struct elb_text){key, kind_length + type.length + name.length + 2});
}

static void add_block(struct elb_tf_run *run, struct elb_tf_module *module,
                      const struct elb_tf_file *file, const char *kind, struct elb_text type,
                      const struct elb_node *label, const struct elb_node *body)
{
    struct elb_tf_block *block = elb_arena_alloc(run->arena, sizeof(*block));
    const struct elb_text key = key_of(run, kind, type, elb_node_text(label));
    void **place = key.start ? elb_map_put(&module->index, run->arena, key) : NULL;

    if (!block || !place) {
        fail(run);
        return;
    }
    *block = (struct elb_tf_block){
        .kind = kind,
        .type = type,
        .name = elb_node_text(label),
        .label = label,
        .body = body,
        .file = file,
    };
    if (!*place)
        *place = block;
    if (module->last_block)
        module->last_block->next = block;
    else
        module->blocks = block;
    module->last_block = block;
    if (elb_text_is(type, "aws_lb_listener_certificate") ||
        elb_text_is(type, "aws_alb_listener_certificate")) {
        block->next_certificate = module->certificates;
        module->certificates = block;
        module->certificate_count++;
    }
}

/* ---- The shape of a file ----------------------------------------------------------------------
 * The JSON syntax allows a list wherever the native one allows blocks of the same name. */

struct walk {
    struct elb_tf_run *run;
    struct elb_tf_module *module;
    const struct elb_tf_file *file;
    const char *kind;
    size_t labels; /* that its blocks have */
    struct elb_text type;
};

/* The JSON syntax writes the only block of a name as a list too. */
static const struct elb_node *body_of(const struct walk *walk, const struct elb_node *node)
{
    const bool is_list = elb_node_is_sequence(node) && node->tag.length == 0;

    if (walk->labels != 1 || strcmp(walk->kind, "local") == 0 || !is_list ||
        elb_node_count(node) != 1)
        return node;
    return elb_node_at(node, 0);
}

static void walk_labels(struct walk *walk, const struct elb_node *node, size_t labels)
{
    const bool is_list = elb_node_is_sequence(node) && node->tag.length == 0;

    for (size_t i = 0; is_list && i < elb_node_count(node); i++) {
        if (elb_node_is_mapping(elb_node_at(node, i)))
            walk_labels(walk, elb_node_at(node, i), labels);
    }
    for (size_t i = 0; elb_node_is_mapping(node) && i < elb_node_count(node); i++) {
        const struct elb_node *key = elb_node_key_at(node, i);

        if (!elb_node_is_scalar(key) || elb_node_text_is(key, "//"))
            continue;
        if (labels == 1) {
            add_block(walk->run, walk->module, walk->file, walk->kind, walk->type, key,
                      body_of(walk, elb_node_at(node, i)));
            continue;
        }
        walk->type = elb_node_text(key);
        walk_labels(walk, elb_node_at(node, i), labels - 1);
    }
}

/* A block of which the head is lost; or attributes of it, at the file's own level. */
static void add_lost(struct walk *walk, const struct elb_node *key, const struct elb_node *body)
{
    add_block(walk->run, walk->module, walk->file, "", ELB_TEXT(""), key, body);
}

static void walk_file(struct elb_tf_run *run, struct elb_tf_module *module,
                      const struct elb_tf_file *file)
{
    static const struct {
        const char *kind;
        const char *as;
        size_t labels;
    } kinds[] = {{"resource", "resource", 2}, {"data", "data", 2},     {"variable", "variable", 1},
                 {"output", "output", 1},     {"module", "module", 1}, {"locals", "local", 1}};
    const bool is_part = elb_node_tag_is(file->root, "!broken");

    for (size_t i = 0; i < elb_node_count(file->root); i++) {
        const struct elb_node *key = elb_node_key_at(file->root, i);
        struct walk walk = {run, module, file, NULL, 0, ELB_TEXT("")};

        for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
            if (!elb_node_text_is(key, kinds[k].kind))
                continue;
            walk.kind = kinds[k].as;
            walk.labels = kinds[k].labels;
            walk_labels(&walk, elb_node_at(file->root, i), walk.labels);
        }
        if (is_part && elb_node_text_is(key, ""))
            add_lost(&walk, key, elb_node_at(file->root, i));
    }
    if (is_part && elb_node_get(file->root, "ssl_policy"))
        add_lost(&(struct walk){run, module, file, "", 0, ELB_TEXT("")},
                 elb_node_get_key(file->root, "ssl_policy"), file->root);
}

/* Values of variables; the file that comes last by its name wins, as files are in that order. */
static void walk_values(struct elb_tf_run *run, struct elb_tf_module *module,
                        const struct elb_tf_file *file)
{
    for (size_t i = 0; file->is_loaded && i < elb_node_count(file->root); i++) {
        const struct elb_node *key = elb_node_key_at(file->root, i);
        struct elb_tf_block *block = elb_arena_alloc(run->arena, sizeof(*block));
        void **place = elb_map_put(&module->values, run->arena, elb_node_text(key));

        if (!block || !place) {
            fail(run);
            return;
        }
        *block = (struct elb_tf_block){
            .kind = "value",
            .name = elb_node_text(key),
            .label = key,
            .body = elb_node_at(file->root, i),
            .file = file,
        };
        *place = block;
    }
}

/* ---- Reading ----------------------------------------------------------------------------------
 */

/* What can't be read of a file that has to do with load balancers is a problem of its own. */
static void read_file(struct elb_tf_run *run, struct elb_tf_file *file)
{
    const struct elb_limits limits = elb_read_tree_limits(elb_declared_limits(run->listeners));
    struct elb_error problem = {0};
    struct elb_error error = {0};
    enum elb_status status;

    if (file->root)
        return;
    status = elb_hcl_read(run->arena, file->text, file->base, file->file->path, &limits,
                          &file->root, &problem, &error);
    if (status == ELB_ERROR_MEMORY)
        fail(run);
    else if (status != ELB_OK)
        problem = error;
    if (problem.status != ELB_OK && !file->is_part && run->status == ELB_OK)
        run->status = elb_declared_add_problem(run->listeners, &problem, run->reterr);
}

static void read_module(struct elb_tf_run *run, struct elb_tf_module *module)
{
    for (struct elb_tf_file *file = module->files; file && run->status == ELB_OK;
         file = file->next) {
        read_file(run, file);
        if (!elb_node_is_mapping(file->root))
            continue;
        if (file->is_values)
            walk_values(run, module, file);
        else
            walk_file(run, module, file);
    }
}

/* ---- Uses of modules --------------------------------------------------------------------------
 */

/* One part more: its length afterwards. There is a NUL behind the path. */
static size_t append_part(char *path, size_t length, struct elb_text part, bool is_absolute)
{
    const char *slash;

    path[length] = '\0';
    slash = strrchr(path, '/');
    if (elb_text_is(part, "."))
        return length;
    if (elb_text_is(part, "..") && (length > 0 || is_absolute) &&
        strcmp(slash ? slash + 1 : path, "..") != 0)
        return slash ? (size_t)(slash - path) : 0;
    if (length > 0 || is_absolute)
        path[length++] = '/';
    memcpy(path + length, part.start, part.length);
    return length + part.length;
}

/* The directory that `source` names, seen from another one; empty: it is no local one. */
static struct elb_text local_path(struct elb_tf_run *run, struct elb_text from,
                                  struct elb_text source)
{
    const bool is_local = elb_text_has_prefix(source, "./") || elb_text_has_prefix(source, "../");
    const bool is_absolute = elb_text_has_prefix(from, "/");
    struct elb_text part;
    size_t length = elb_text_is(from, ".") || elb_text_is(from, "/") ? 0 : from.length;
    char *path;

    if (!is_local)
        return ELB_TEXT("");
    path = elb_arena_alloc(run->arena, from.length + source.length + 2);
    if (!path) {
        fail(run);
        return ELB_TEXT("");
    }
    memcpy(path, from.start, length);
    while (elb_text_next_word(&source, "/", &part))
        length = append_part(path, length, part, is_absolute);
    if (length == 0)
        return is_absolute ? ELB_TEXT("/") : ELB_TEXT(".");
    return (struct elb_text){path, length};
}

static struct elb_tf_module *called_module(struct elb_tf_run *run, struct elb_tf_state *state,
                                           const struct elb_tf_module *from,
                                           const struct elb_tf_block *call)
{
    const struct elb_node *source = elb_node_get(call->body, "source");
    struct elb_text path;

    if (!elb_node_is_string(source))
        return NULL;
    path = local_path(run, from->path, source->text);
    return path.length > 0 ? elb_map_get(&state->directories, path) : NULL;
}

static void add_instance(struct elb_tf_run *run, struct elb_tf_module *module,
                         const struct elb_tf_instance *parent, const struct elb_tf_block *call,
                         const struct elb_tf_each *each, const char *prefix)
{
    struct elb_tf_instance *instance;

    if (run->instance_count >= INSTANCES_MAX || run->status != ELB_OK)
        return;
    instance = elb_arena_alloc(run->arena, sizeof(*instance));
    if (!instance || !prefix) {
        fail(run);
        return;
    }
    *instance = (struct elb_tf_instance){
        .module = module,
        .parent = parent,
        .call = call,
        .each = each,
        .prefix = prefix,
        .depth = parent ? parent->depth + 1 : 0,
        .next = module->instances,
    };
    module->instances = instance;
    module->instance_count++;
    run->instance_count++;
    if (run->last_instance)
        run->last_instance->next_of_run = instance;
    else
        run->instances = instance;
    run->last_instance = instance;
}

/* The modules that this one calls. The list grows while it is walked. */
static void follow_calls(struct elb_tf_run *run, struct elb_tf_state *state,
                         const struct elb_tf_instance *instance)
{
    for (const struct elb_tf_block *block = instance->module->blocks; block; block = block->next) {
        struct elb_tf_module *called;

        if (strcmp(block->kind, "module") != 0 || instance->depth >= CALL_DEPTH_MAX)
            continue;
        called = called_module(run, state, instance->module, block);
        if (called && called->is_relevant)
            add_instance(
                run, called, instance, block, NULL,
                elb_tf_print(run, "%smodule.%.*s.", instance->prefix, ELB_TEXT_ARGS(block->name)));
    }
}

/* A module that calls one that matters does so too; false: nothing is new. */
static bool mark_calls(struct elb_tf_run *run, struct elb_tf_state *state)
{
    bool is_new = false;

    for (struct elb_tf_module *module = run->modules; module; module = module->next) {
        for (struct elb_tf_block *block = module->blocks; block; block = block->next) {
            struct elb_tf_module *called;

            if (strcmp(block->kind, "module") != 0 || run->status != ELB_OK)
                continue;
            called = called_module(run, state, module, block);
            block->is_in_sight = called != NULL;
            if (!called || called == module)
                continue;
            called->is_called = true;
            is_new |= called->is_relevant && !module->is_relevant;
            module->is_relevant |= called->is_relevant;
        }
    }
    return is_new;
}

/* Directories without a word of load balancers are read if there is a call in them. */
static bool may_call(const struct elb_tf_module *module)
{
    for (const struct elb_tf_file *file = module->files; file; file = file->next) {
        if (elb_text_find(file->text, ELB_TEXT("\"./")) != SIZE_MAX ||
            elb_text_find(file->text, ELB_TEXT("\"../")) != SIZE_MAX)
            return true;
    }
    return false;
}

void elb_tf_load(struct elb_tf_run *run, struct elb_tf_state *state)
{
    bool has_relevant = false;

    for (struct elb_tf_module *module = run->modules; module; module = module->next)
        has_relevant |= module->is_relevant;
    for (struct elb_tf_module *module = run->modules; has_relevant && module;
         module = module->next) {
        if (module->is_relevant || may_call(module))
            read_module(run, module);
    }
    for (size_t i = 0; i < CALL_DEPTH_MAX && mark_calls(run, state); i++)
        continue;
    for (struct elb_tf_module *module = run->modules; module; module = module->next) {
        if (!module->is_called && module->is_relevant)
            add_instance(run, module, NULL, NULL, NULL, "");
    }
    for (const struct elb_tf_instance *i = run->instances; i && run->status == ELB_OK;
         i = i->next_of_run)
        follow_calls(run, state, i);
    /* Modules that only call each other, or that are beyond the limits, stand for themselves. */
    for (struct elb_tf_module *module = run->modules; module; module = module->next) {
        if (module->instance_count == 0 && module->is_relevant)
            add_instance(run, module, NULL, NULL, NULL, "");
    }
}
