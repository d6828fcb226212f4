/* SPDX-License-Identifier: MIT */

/* JSON, strictly by RFC 8259. The nesting is in the builder, not on the C stack. */
#include "tree/builder.h"
#include "tree/json_scan.h"
#include "tree/locator.h"

/* What may come next. */
enum state {
    VALUE,
    FIRST_ITEM, /* or the array's end */
    FIRST_KEY,  /* or the object's end */
    KEY,
    AFTER_VALUE, /* a comma or the end of what it is in */
    DONE,
};

struct reader {
    struct elb_builder builder;
    struct elb_locator locator;
    struct elb_text text;
    struct elb_text rest;
    enum state state;
    bool has_pages; /* several values may follow each other */
    const struct elb_node **roots;
    size_t root_count;
    size_t root_capacity;
};

static size_t offset(const struct reader *reader)
{
    return reader->text.length - reader->rest.length;
}

/* The place of what is next. */
static struct elb_mark here(struct reader *reader)
{
    return elb_locator_at_offset(&reader->locator, offset(reader));
}

/* The next byte; NUL at the end, where `rest` is empty too. */
static char peek(const struct reader *reader)
{
    return reader->rest.length ? *reader->rest.start : '\0';
}

static void skip(struct reader *reader, size_t count)
{
    reader->rest = elb_text_skip(reader->rest, count);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_space(struct reader *reader)
{
    size_t count = 0;

    while (count < reader->rest.length && is_space(reader->rest.start[count]))
        count++;
    skip(reader, count);
}

static enum elb_status expected(struct reader *reader, const char *what)
{
    struct elb_mark mark = here(reader);
    unsigned char byte = (unsigned char)peek(reader);

    if (reader->rest.length == 0)
        return elb_builder_error(&reader->builder, ELB_ERROR_SYNTAX, mark,
                                 "expected %s, not the end of the input", what);
    if (byte > 0x20 && byte < 0x7f)
        return elb_builder_error(&reader->builder, ELB_ERROR_SYNTAX, mark, "expected %s, not '%c'",
                                 what, byte);
    return elb_builder_error(&reader->builder, ELB_ERROR_SYNTAX, mark, "expected %s", what);
}

static enum elb_status refuse(struct reader *reader, size_t base, struct elb_json_problem problem)
{
    skip(reader, base + problem.offset);
    return elb_builder_error(&reader->builder, ELB_ERROR_SYNTAX, here(reader), "%s",
                             problem.message);
}

/* Adds a scalar that is the next `length` bytes of the source. */
static enum elb_status add(struct reader *reader, enum elb_node_type type, size_t length,
                           struct elb_text text)
{
    struct elb_mark start = here(reader);
    struct elb_node *node;

    skip(reader, length);
    return elb_builder_add(&reader->builder, type, start, here(reader), text, &node);
}

static enum elb_status read_string(struct reader *reader)
{
    struct elb_json_problem problem;
    struct elb_text text;
    bool has_escapes;
    size_t length = elb_json_scan_string(reader->rest, &has_escapes, &problem);
    char *copy;

    if (length == 0)
        return refuse(reader, 0, problem);
    text = (struct elb_text){reader->rest.start + 1, length - 2};
    copy = elb_arena_dup(reader->builder.arena, text.start, text.length);
    if (!copy)
        return elb_error_set_memory(reader->builder.reterr);
    if (has_escapes && !elb_json_unescape(text, copy, &text.length, &problem))
        return refuse(reader, 1, problem);
    copy[text.length] = '\0';
    return add(reader, ELB_NODE_STRING, length, (struct elb_text){copy, text.length});
}

static enum elb_status read_number(struct reader *reader)
{
    struct elb_json_problem problem;
    size_t length = elb_json_scan_number(reader->rest, reader->builder.limits.any_number, &problem);
    char *copy;

    if (length == 0)
        return refuse(reader, 0, problem);
    copy = elb_arena_dup(reader->builder.arena, reader->rest.start, length);
    if (!copy)
        return elb_error_set_memory(reader->builder.reterr);
    return add(reader, ELB_NODE_NUMBER, length, (struct elb_text){copy, length});
}

static enum elb_status read_word(struct reader *reader)
{
    static const struct {
        struct elb_text text;
        enum elb_node_type type;
    } words[] = {
        {ELB_TEXT_INIT("true"), ELB_NODE_BOOL},
        {ELB_TEXT_INIT("false"), ELB_NODE_BOOL},
        {ELB_TEXT_INIT("null"), ELB_NODE_NULL},
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (elb_text_has_prefix(reader->rest, words[i].text.start))
            return add(reader, words[i].type, words[i].text.length, words[i].text);
    }
    return expected(reader, "a value");
}

static enum elb_status begin(struct reader *reader, enum elb_node_type type, enum state next)
{
    enum elb_status status =
        elb_builder_open(&reader->builder, type, here(reader), ELB_TEXT(""), NULL);

    skip(reader, 1);
    reader->state = next;
    return status;
}

static enum elb_status finish(struct reader *reader)
{
    skip(reader, 1);
    reader->state = AFTER_VALUE;
    return elb_builder_close(&reader->builder, here(reader));
}

static enum elb_status read_value(struct reader *reader)
{
    char c = peek(reader);

    reader->state = AFTER_VALUE;
    if (c == '{')
        return begin(reader, ELB_NODE_MAPPING, FIRST_KEY);
    if (c == '[')
        return begin(reader, ELB_NODE_SEQUENCE, FIRST_ITEM);
    if (c == '"')
        return read_string(reader);
    if (c == '-' || (c >= '0' && c <= '9'))
        return read_number(reader);
    return read_word(reader);
}

static enum elb_status read_key(struct reader *reader)
{
    enum elb_status status;

    if (peek(reader) != '"')
        return expected(reader, "a key in double quotes");
    status = read_string(reader);
    if (status != ELB_OK)
        return status;
    skip_space(reader);
    if (peek(reader) != ':')
        return expected(reader, "':'");
    skip(reader, 1);
    reader->state = VALUE;
    return ELB_OK;
}

static enum elb_status take_root(struct reader *reader)
{
    const struct elb_node **roots =
        elb_arena_grow(reader->builder.arena, reader->roots, reader->root_count,
                       &reader->root_capacity, sizeof(const struct elb_node *));

    if (!roots)
        return elb_error_set_memory(reader->builder.reterr);
    roots[reader->root_count++] = elb_builder_take_root(&reader->builder);
    reader->roots = roots;
    return ELB_OK;
}

static enum elb_status read_after_value(struct reader *reader)
{
    enum elb_node_type inside = elb_builder_inside(&reader->builder);
    bool is_object = inside == ELB_NODE_MAPPING;

    if (inside == ELB_NODE_NULL && reader->has_pages && strchr("{[", peek(reader)) &&
        reader->rest.length) {
        reader->state = VALUE;
        return take_root(reader);
    }
    if (inside == ELB_NODE_NULL) {
        reader->state = DONE;
        return reader->rest.length ? expected(reader, "the end of the input") : ELB_OK;
    }
    if (peek(reader) == (is_object ? '}' : ']'))
        return finish(reader);
    if (peek(reader) != ',')
        return expected(reader, is_object ? "',' or '}'" : "',' or ']'");
    skip(reader, 1);
    reader->state = is_object ? KEY : VALUE;
    return ELB_OK;
}

static enum elb_status read_next(struct reader *reader)
{
    skip_space(reader);
    switch (reader->state) {
    case FIRST_ITEM:
        return peek(reader) == ']' ? finish(reader) : read_value(reader);
    case FIRST_KEY:
        return peek(reader) == '}' ? finish(reader) : read_key(reader);
    case KEY:
        return read_key(reader);
    case AFTER_VALUE:
        return read_after_value(reader);
    default:
        return read_value(reader);
    }
}

static enum elb_status read_text(struct reader *reader, struct elb_arena *arena, const char *path,
                                 const struct elb_limits *limits, struct elb_error *reterr)
{
    enum elb_status status;

    reader->rest = reader->text;
    reader->state = VALUE;
    elb_builder_init(&reader->builder, arena, path, limits, reterr);
    status = elb_builder_check_text(&reader->builder, reader->text);
    if (status == ELB_OK)
        elb_locator_init(&reader->locator, reader->text);
    while (status == ELB_OK && reader->state != DONE)
        status = read_next(reader);
    if (status == ELB_OK)
        status = take_root(reader);
    elb_builder_done(&reader->builder);
    return status;
}

enum elb_status elb_json_read(struct elb_arena *arena, struct elb_text text, const char *path,
                              const struct elb_limits *limits, const struct elb_node **ret_root,
                              struct elb_error *reterr)
{
    struct reader reader = {.text = text};
    enum elb_status status = read_text(&reader, arena, path, limits, reterr);

    if (status == ELB_OK)
        *ret_root = reader.roots[0];
    return status;
}

enum elb_status elb_json_read_all(struct elb_arena *arena, struct elb_text text, const char *path,
                                  const struct elb_limits *limits,
                                  struct elb_documents *ret_documents, struct elb_error *reterr)
{
    struct reader reader = {.text = text, .has_pages = true};
    enum elb_status status = read_text(&reader, arena, path, limits, reterr);

    if (status == ELB_OK)
        *ret_documents = (struct elb_documents){reader.roots, reader.root_count};
    return status;
}
