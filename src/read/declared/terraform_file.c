/* SPDX-License-Identifier: MIT */

/*
 * Keeping files until all of a module are there. Of those that have nothing to do with load
 * balancers only the blocks are kept that others may refer to: most trees are full of them.
 */
#include "read/declared/set.h"
#include "read/declared/terraform.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What parts of unrelated files may take together; past it, what they say is not known. */
#define PARTS_MAX ((size_t)16 * 1024 * 1024)

/* ---- Directories ----------------------------------------------------------------------------- */

static struct elb_text directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ELB_TEXT(".");
    return (struct elb_text){path, slash == path ? 1 : (size_t)(slash - path)};
}

static struct elb_tf_state *get_state(struct elb_listeners *listeners)
{
    void **place = elb_declared_state(listeners, &elb_declared_reader_terraform);

    if (!*place)
        *place = elb_arena_alloc(elb_declared_arena(listeners), sizeof(struct elb_tf_state));
    return *place;
}

static struct elb_tf_module *get_module(struct elb_listeners *listeners, struct elb_tf_state *state,
                                        const char *path)
{
    struct elb_arena *arena = elb_declared_arena(listeners);
    const struct elb_text directory = directory_of(path);
    struct elb_tf_module *module = elb_map_get(&state->directories, directory);
    void **place;

    if (module)
        return module;
    module = elb_arena_alloc(arena, sizeof(*module));
    if (!module)
        return NULL;
    module->path = elb_arena_dup_text(arena, directory);
    if (!module->path.start)
        return NULL;
    place = elb_map_put(&state->directories, arena, module->path);
    if (!place)
        return NULL;
    *place = module;
    if (state->last_module)
        state->last_module->next = module;
    else
        state->modules = module;
    state->last_module = module;
    return module;
}

static struct elb_tf_file *add_file(struct elb_listeners *listeners, const char *path)
{
    struct elb_tf_state *state = get_state(listeners);
    struct elb_tf_module *module = state ? get_module(listeners, state, path) : NULL;
    struct elb_tf_file *file = elb_arena_alloc(elb_declared_arena(listeners), sizeof(*file));

    if (!module || !file)
        return NULL;
    if (module->last_file)
        module->last_file->next = file;
    else
        module->files = file;
    module->last_file = file;
    return file;
}

/* ---- Whole files ----------------------------------------------------------------------------- */

static void set_kind(struct elb_tf_file *file, const char *path)
{
    const struct elb_text name = elb_text_from(path);
    const char *slash = strrchr(path, '/');
    const struct elb_text base = elb_text_from(slash ? slash + 1 : path);

    file->is_values = elb_text_has_suffix_nocase(name, ".tfvars") ||
                      elb_text_has_suffix_nocase(name, ".tfvars.json");
    file->is_loaded =
        elb_text_is(base, "terraform.tfvars") || elb_text_is(base, "terraform.tfvars.json") ||
        elb_text_has_suffix(base, ".auto.tfvars") || elb_text_has_suffix(base, ".auto.tfvars.json");
}

/* A module whose file is known by its words has to be read; values of variables tell nothing. */
static void mark_relevant(struct elb_listeners *listeners, const char *path)
{
    struct elb_tf_module *module = get_module(listeners, get_state(listeners), path);

    if (module)
        module->is_relevant = true;
}

enum elb_status elb_tf_keep_file(const struct elb_declared_input *input, struct elb_error *reterr)
{
    struct elb_tf_file *file = add_file(input->listeners, input->file->path);

    if (!file)
        return elb_error_set_memory(reterr);
    file->file = input->file;
    file->is_json = input->syntax == ELB_SYNTAX_JSON;
    if (file->is_json)
        file->root = input->documents.roots[0];
    else
        file->text = input->file->text;
    set_kind(file, input->file->path);
    if (!file->is_values || elb_declared_relevance(input->file->text) != ELB_DECLARED_UNRELATED)
        mark_relevant(input->listeners, input->file->path);
    return ELB_OK;
}

/* ---- Parts of files ---------------------------------------------------------------------------
 */

/* Blocks of a file's own level, and whether others may need them. */
static const struct {
    const char *beginning;
    bool is_kept;
} beginnings[] = {
    {"variable", true},
    {"locals", true},
    {"module", true},
    {"output", true},
    {"resource \"aws_acm_certificate", true},
    {"resource \"tls_private_key", true},
    {"resource", false},
    {"data", false},
    {"provider", false},
    {"terraform", false},
    {"moved", false},
    {"import", false},
    {"check", false},
    {"removed", false},
};

/* Does a block begin at the start of the line, and may others need it? */
static bool begins_block(struct elb_text line, bool *ret_is_kept)
{
    for (size_t i = 0; i < COUNT(beginnings); i++) {
        struct elb_text rest;

        if (!elb_text_has_prefix(line, beginnings[i].beginning))
            continue;
        rest = elb_text_skip(line, strlen(beginnings[i].beginning));
        if (rest.length == 0 || !strchr(" \t{\"_v", *rest.start))
            continue;
        *ret_is_kept = beginnings[i].is_kept;
        return true;
    }
    return false;
}

static enum elb_status add_part(struct elb_listeners *listeners, const char *path,
                                struct elb_text text, struct elb_mark base,
                                const struct elb_declared_file **file, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(listeners);
    struct elb_tf_state *state = get_state(listeners);
    struct elb_declared_file *whole;
    struct elb_tf_file *part;

    if (!state)
        return elb_error_set_memory(reterr);
    if (text.length > PARTS_MAX - state->part_bytes)
        return ELB_OK;
    state->part_bytes += text.length;
    if (!*file) {
        whole = elb_arena_alloc(arena, sizeof(*whole));
        if (!whole)
            return elb_error_set_memory(reterr);
        whole->path = elb_arena_dup(arena, path, strlen(path));
        *file = whole;
    }
    part = add_file(listeners, path);
    if (!part || !(*file)->path)
        return elb_error_set_memory(reterr);
    part->file = *file;
    part->text = elb_arena_dup_text(arena, text);
    part->base = base;
    part->is_part = true;
    set_kind(part, path);
    return part->text.start ? ELB_OK : elb_error_set_memory(reterr);
}

/* Blocks of the same kind in a row are one part. */
static enum elb_status add_parts(struct elb_listeners *listeners, struct elb_text text,
                                 const char *path, struct elb_error *reterr)
{
    const struct elb_declared_file *file = NULL;
    struct elb_text rest = text;
    struct elb_text line;
    struct elb_mark base = {0};
    size_t begin = SIZE_MAX; /* of the part */
    uint32_t line_number = 0;
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && elb_text_next_line(&rest, &line)) {
        const size_t offset = (size_t)(line.start - text.start);
        bool is_kept;

        line_number++;
        if (!begins_block(line, &is_kept) || is_kept == (begin != SIZE_MAX))
            continue;
        if (!is_kept)
            status =
                add_part(listeners, path, (struct elb_text){text.start + begin, offset - begin},
                         base, &file, reterr);
        begin = is_kept ? offset : SIZE_MAX;
        base = (struct elb_mark){line_number, 1, (uint32_t)offset};
    }
    if (status == ELB_OK && begin != SIZE_MAX)
        status = add_part(listeners, path, elb_text_skip(text, begin), base, &file, reterr);
    return status;
}

enum elb_status elb_declared_terraform_part(struct elb_listeners *listeners, struct elb_text text,
                                            const char *path, struct elb_error *reterr)
{
    const struct elb_declared_file *file = NULL;

    if (text.length > UINT32_MAX || !elb_text_is_utf8(text))
        return ELB_OK;
    if (elb_text_has_suffix_nocase(elb_text_from(path), ".tfvars"))
        return add_part(listeners, path, text, (struct elb_mark){1, 1, 0}, &file, reterr);
    return add_parts(listeners, text, path, reterr);
}
