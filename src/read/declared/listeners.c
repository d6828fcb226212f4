/* SPDX-License-Identifier: MIT */

/* Files in, listeners out: which reader a file is for, and what all of them fill. */
#include "read/declared/set.h"

#include "base/alloc.h"
#include "base/file.h"
#include "read/limits.h"

#include <assert.h>
#include <stdlib.h>

/* ---- Life ----------------------------------------------------------------------------------- */

enum elb_status elb_listeners_new(const struct elb_catalog *catalog,
                                  const struct elb_read_limits *limits, struct elb_listeners **ret,
                                  struct elb_error *reterr)
{
    struct elb_listeners *listeners = elb_alloc(sizeof(*listeners));

    assert(catalog && ret);
    if (!listeners)
        return elb_error_set_memory(reterr);
    *listeners = (struct elb_listeners){
        .catalog = catalog,
        .limits = limits ? *limits : ELB_READ_LIMITS_DEFAULT,
    };
    elb_arena_init(&listeners->arena);
    *ret = listeners;
    return ELB_OK;
}

struct elb_listeners *elb_listeners_free(struct elb_listeners *listeners)
{
    if (listeners) {
        for (size_t i = 0; i < listeners->policies_count; i++)
            elb_policy_list_free(listeners->policies[i]);
        elb_arena_done(&listeners->arena);
        elb_free(listeners);
    }
    return NULL;
}

size_t elb_listeners_count(const struct elb_listeners *listeners)
{
    assert(listeners);
    return listeners->count;
}

const struct elb_listener *elb_listeners_at(const struct elb_listeners *listeners, size_t index)
{
    assert(listeners);
    return index < listeners->count ? listeners->entries[index].listener : NULL;
}

const struct elb_error *elb_listeners_problem_at(const struct elb_listeners *listeners,
                                                 size_t index)
{
    assert(listeners);
    return index < listeners->problem_count ? &listeners->problems[index] : NULL;
}

const struct elb_policy_list *elb_listeners_policies_at(const struct elb_listeners *listeners,
                                                        size_t index)
{
    assert(listeners);
    return index < listeners->policies_count ? listeners->policies[index] : NULL;
}

const struct elb_suppression *elb_listeners_suppression_at(const struct elb_listeners *listeners,
                                                           size_t index)
{
    assert(listeners);
    return index < listeners->suppression_count ? &listeners->suppressions[index] : NULL;
}

const char *elb_listeners_text(const struct elb_listeners *listeners, const char *path,
                               size_t *ret_length)
{
    const struct elb_declared_file *file = elb_map_get(&listeners->files, elb_text_from(path));

    if (file)
        *ret_length = file->text.length;
    return file ? file->text.start : NULL;
}

/* ---- For the readers ------------------------------------------------------------------------ */

struct elb_arena *elb_declared_arena(struct elb_listeners *listeners)
{
    return &listeners->arena;
}

const struct elb_catalog *elb_declared_catalog(const struct elb_listeners *listeners)
{
    return listeners->catalog;
}

const struct elb_read_limits *elb_declared_limits(const struct elb_listeners *listeners)
{
    return &listeners->limits;
}

struct elb_listener *elb_declared_at(struct elb_listeners *listeners, size_t index)
{
    return index < listeners->count ? listeners->entries[index].listener : NULL;
}

enum elb_status elb_declared_add(struct elb_listeners *listeners,
                                 const struct elb_declared_file *file,
                                 const struct elb_listener *listener,
                                 struct elb_listener **ret_listener, struct elb_error *reterr)
{
    struct elb_listener *copy = elb_arena_alloc(&listeners->arena, sizeof(*copy));
    struct elb_declared_entry *entries =
        elb_arena_grow(&listeners->arena, listeners->entries, listeners->count,
                       &listeners->capacity, sizeof(*entries));

    if (!copy || !entries)
        return elb_error_set_memory(reterr);
    *copy = *listener;
    if (!copy->path)
        copy->path = file->path;
    entries[listeners->count] = (struct elb_declared_entry){copy, file->order, listeners->count};
    listeners->entries = entries;
    listeners->count++;
    if (ret_listener)
        *ret_listener = copy;
    return ELB_OK;
}

enum elb_status elb_declared_add_problem(struct elb_listeners *listeners,
                                         const struct elb_error *problem, struct elb_error *reterr)
{
    struct elb_error *problems =
        elb_arena_grow(&listeners->arena, listeners->problems, listeners->problem_count,
                       &listeners->problem_capacity, sizeof(*problems));

    if (!problems)
        return elb_error_set_memory(reterr);
    problems[listeners->problem_count++] = *problem;
    listeners->problems = problems;
    return ELB_OK;
}

enum elb_status elb_declared_add_policies(struct elb_listeners *listeners,
                                          struct elb_policy_list *policies,
                                          struct elb_error *reterr)
{
    struct elb_policy_list **lists =
        elb_arena_grow(&listeners->arena, listeners->policies, listeners->policies_count,
                       &listeners->policies_capacity, sizeof(*lists));

    if (!lists) {
        elb_policy_list_free(policies);
        return elb_error_set_memory(reterr);
    }
    lists[listeners->policies_count++] = policies;
    listeners->policies = lists;
    return ELB_OK;
}

/* ---- One file ------------------------------------------------------------------------------- */

static const struct elb_declared_reader *recognise(const struct elb_declared_input *input)
{
    const struct elb_declared_reader *best = NULL;
    const struct elb_declared_reader *reader;
    unsigned best_sure = 0;

    for (size_t i = 0; (reader = elb_declared_reader_at(i)); i++) {
        const unsigned sure = reader->recognise(input);

        if (sure > best_sure) {
            best = reader;
            best_sure = sure;
        }
    }
    return best;
}

/* Keeps a copy of the file under its path. One that is given twice is read twice. */
static enum elb_status keep_file(struct elb_listeners *listeners, struct elb_text text,
                                 const char *path, struct elb_declared_file **ret_file,
                                 struct elb_error *reterr)
{
    struct elb_declared_file *file = elb_arena_alloc(&listeners->arena, sizeof(*file));
    const struct elb_text name = elb_arena_dup_text(&listeners->arena, elb_text_from(path));
    void **place;

    if (!file || !name.start)
        return elb_error_set_memory(reterr);
    place = elb_map_put(&listeners->files, &listeners->arena, name);
    *file = (struct elb_declared_file){
        .path = name.start,
        .text = elb_arena_dup_text(&listeners->arena, text),
        .order = listeners->file_count++,
    };
    if (!place || !file->text.start)
        return elb_error_set_memory(reterr);
    *place = file;
    *ret_file = file;
    return ELB_OK;
}

/* The tree of JSON or YAML. That there is none is not yet an error. */
static enum elb_status parse(struct elb_declared_input *input, struct elb_error *reterr)
{
    struct elb_arena *arena = &input->listeners->arena;
    struct elb_limits limits = elb_read_tree_limits(&input->listeners->limits);
    const struct elb_text text = input->file->text;
    enum elb_status status = ELB_OK;

    limits.any_number = true;
    limits.duplicate_keys = ELB_DUPLICATES_LAST_WINS;
    if (input->syntax == ELB_SYNTAX_JSON)
        status = elb_json_read_all(arena, text, input->file->path, &limits, &input->documents,
                                   &input->problem);
    else if (input->syntax == ELB_SYNTAX_YAML)
        status = elb_yaml_read(arena, text, input->file->path, &limits, &input->documents,
                               &input->problem);
    if (status == ELB_ERROR_MEMORY)
        return elb_error_set_memory(reterr);
    return ELB_OK;
}

/* Notes that a reader takes the file. JSON and YAML that can't be parsed are something else. */
static void take_file(const struct elb_declared_input *input, struct elb_declared_file *file)
{
    struct elb_listeners *listeners = input->listeners;

    file->syntax = input->problem.status == ELB_OK ? input->syntax : ELB_SYNTAX_OTHER;
    if (listeners->last_file)
        listeners->last_file->next = file;
    else
        listeners->first_file = file;
    listeners->last_file = file;
}

/* Values of variables of Terraform may be all that a policy's name is made of. */
static bool is_json_values(const struct elb_declared_input *input, const char *path)
{
    return input->syntax == ELB_SYNTAX_JSON &&
           elb_text_has_suffix_nocase(elb_text_from(path), ".tfvars.json");
}

static enum elb_status read_file(struct elb_listeners *listeners, struct elb_text text,
                                 const char *path, enum elb_declared_relevance relevance,
                                 struct elb_error *reterr)
{
    struct elb_declared_input input = {
        .listeners = listeners,
        .syntax = elb_declared_syntax(text, path),
    };
    const struct elb_declared_reader *reader;
    struct elb_declared_file *file;
    enum elb_status status;

    if (relevance == ELB_DECLARED_UNRELATED && !is_json_values(&input, path))
        return input.syntax == ELB_SYNTAX_HCL
                   ? elb_declared_terraform_part(listeners, text, path, reterr)
                   : ELB_OK;
    status = keep_file(listeners, text, path, &file, reterr);
    if (status != ELB_OK)
        return status;
    input.file = file;
    status = parse(&input, reterr);
    if (status != ELB_OK)
        return status;
    reader = recognise(&input);
    if (reader) {
        take_file(&input, file);
        return reader->read(&input, reterr);
    }
    if (relevance == ELB_DECLARED_RELATED && input.problem.status != ELB_OK) {
        if (reterr)
            *reterr = input.problem;
        return input.problem.status;
    }
    return ELB_OK;
}

/* What is said of a file that no reader can take. */
static enum elb_status check_text(struct elb_text text, const char *path, struct elb_error *reterr)
{
    if (elb_text_is_binary(text))
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "binary: no declaration");
    if (!elb_text_is_utf8(text))
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "not UTF-8");
    return ELB_OK;
}

static enum elb_status read_bytes(struct elb_listeners *listeners, struct elb_arena *scratch,
                                  struct elb_text bytes, const char *path, struct elb_error *reterr)
{
    enum elb_declared_relevance relevance;
    struct elb_text text;
    enum elb_status status;

    if (bytes.length > listeners->limits.bytes)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, path, 0, 0, "larger than %zu bytes",
                             listeners->limits.bytes);
    status = elb_file_decode(scratch, bytes, path, &text, reterr);
    if (status != ELB_OK)
        return status;
    relevance = elb_declared_relevance(text);
    if (relevance == ELB_DECLARED_RELATED)
        status = check_text(text, path, reterr);
    else if (elb_text_is_binary(text) || !elb_text_is_utf8(text))
        return ELB_OK;
    if (status != ELB_OK)
        return status;
    return read_file(listeners, text, path, relevance, reterr);
}

enum elb_status elb_listeners_add(struct elb_listeners *listeners, const char *text, size_t length,
                                  const char *path, struct elb_error *reterr)
{
    struct elb_arena scratch = {0};
    enum elb_status status;

    assert(listeners && (text || length == 0) && path);
    status = read_bytes(listeners, &scratch, (struct elb_text){text, length}, path, reterr);
    elb_arena_done(&scratch);
    return status;
}

/* ---- After the last file -------------------------------------------------------------------- */

static int compare_entries(const void *a, const void *b)
{
    const struct elb_declared_entry *left = a;
    const struct elb_declared_entry *right = b;
    const struct elb_span *one = &left->listener->span;
    const struct elb_span *other = &right->listener->span;

    if (left->file != right->file)
        return left->file < right->file ? -1 : 1;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    if (one->column != other->column)
        return one->column < other->column ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

enum elb_status elb_listeners_finish(struct elb_listeners *listeners, struct elb_error *reterr)
{
    const struct elb_declared_reader *reader;
    enum elb_status status = ELB_OK;

    assert(listeners);
    for (size_t i = 0; status == ELB_OK && (reader = elb_declared_reader_at(i)); i++) {
        if (reader->finish)
            status = reader->finish(listeners, reterr);
    }
    if (status == ELB_OK)
        status = elb_declared_complete(listeners, reterr);
    if (status == ELB_OK && listeners->count > 0)
        qsort(listeners->entries, listeners->count, sizeof(listeners->entries[0]), compare_entries);
    if (status == ELB_OK)
        status = elb_declared_suppressions(listeners, reterr);
    return status;
}
