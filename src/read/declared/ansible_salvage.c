/* SPDX-License-Identifier: MIT */

/*
 * Lists of tasks that libyaml refuses, such as parts of files: what stands under the name of a
 * module is read by itself. All else is blanked out, and a document begins before each module, so
 * that places stay what they are.
 */
#include "read/declared/ansible.h"

#include "read/limits.h"

struct salvage {
    char *text; /* a copy, as long as the file */
    size_t length;
    size_t mark; /* where the three hyphens of the next document fit; SIZE_MAX: nowhere yet */
    size_t found;
};

/* How far a line is indented. */
static size_t indent_of(struct elb_text line)
{
    size_t indent = 0;

    while (indent < line.length && line.start[indent] == ' ')
        indent++;
    return indent;
}

static bool is_blank(struct elb_text line)
{
    const struct elb_text trimmed = elb_text_trim(line);

    return trimmed.length == 0 || trimmed.start[0] == '#';
}

/* `amazon.aws.elb_application_lb:` with nothing behind it, perhaps the first key of a task. */
static bool is_module(struct elb_text line, size_t *ret_indent)
{
    struct elb_text rest;
    const char *module;

    *ret_indent = indent_of(line);
    rest = elb_text_trim(line);
    while (elb_text_has_prefix(rest, "- ")) {
        const size_t before = rest.length;

        rest = elb_text_trim(elb_text_skip(rest, 2));
        *ret_indent += before - rest.length;
    }
    if (!elb_text_has_suffix(rest, ":"))
        return false;
    rest.length--;
    return elb_ansible_module(rest, &module) != 0;
}

static void blank(char *start, size_t length)
{
    memset(start, ' ', length);
}

/* Begins a document before the module, which is kept; false if there is no place for that. */
static bool begin_document(struct salvage *salvage, struct elb_text line, size_t indent)
{
    if (salvage->mark == SIZE_MAX)
        return false;
    memcpy(salvage->text + salvage->mark, "---", 3);
    salvage->mark = SIZE_MAX;
    salvage->found++;
    blank((char *)line.start, indent);
    return true;
}

/* Blanks all lines but those of modules. */
static void keep_modules(struct salvage *salvage)
{
    struct elb_text rest = {salvage->text, salvage->length};
    struct elb_text line;
    size_t block = SIZE_MAX; /* the indentation of the module that one is in */

    while (elb_text_next_line(&rest, &line)) {
        size_t indent;

        if (block != SIZE_MAX && (is_blank(line) || indent_of(line) > block))
            continue;
        block = SIZE_MAX;
        if (is_module(line, &indent) && begin_document(salvage, line, indent)) {
            block = indent;
            continue;
        }
        blank((char *)line.start, line.length);
        if (line.length >= 3)
            salvage->mark = (size_t)(line.start - salvage->text);
    }
}

bool elb_ansible_can_salvage(const struct elb_declared_input *input)
{
    struct elb_text rest = input->file->text;
    struct elb_text line;
    size_t indent;

    while (input->syntax == ELB_SYNTAX_YAML && elb_text_next_line(&rest, &line)) {
        if (is_module(line, &indent))
            return true;
    }
    return false;
}

enum elb_status elb_ansible_salvage(const struct elb_declared_input *input,
                                    struct elb_documents *ret_documents, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(input->listeners);
    const struct elb_limits limits = elb_read_tree_limits(elb_declared_limits(input->listeners));
    const struct elb_text text = input->file->text;
    struct salvage salvage = {
        .text = elb_arena_dup(arena, text.start, text.length),
        .length = text.length,
        .mark = SIZE_MAX,
    };
    struct elb_error error = {0};
    enum elb_status status;

    if (!salvage.text)
        return elb_error_set_memory(reterr);
    keep_modules(&salvage);
    if (salvage.found == 0)
        return ELB_OK;
    status = elb_yaml_read(arena, (struct elb_text){salvage.text, salvage.length},
                           input->file->path, &limits, ret_documents, &error);
    if (status == ELB_ERROR_MEMORY)
        return elb_error_set_memory(reterr);
    if (status != ELB_OK) /* there is an error of the file already */
        *ret_documents = (struct elb_documents){0};
    return ELB_OK;
}
