/* SPDX-License-Identifier: MIT */

/*
 * YAML, by libyaml's events. It has no limit of depth and takes time that grows with the square of
 * it, so the builder's limit is checked at every event, before the next one is pulled; duplicate
 * keys and recursive aliases are not its concern; and its marks count characters from 0.
 */
#include "base/alloc.h"
#include "base/map.h"
#include "tree/builder.h"
#include "tree/locator.h"
#include "tree/yaml_error.h"

#include <yaml.h>

/* libyaml compares each %TAG directive with all the others. */
#define TAG_DIRECTIVES_MAX 256

struct reader {
    yaml_parser_t parser;
    struct elb_builder builder;
    struct elb_locator locator;
    struct elb_map anchors; /* of this document: name -> struct elb_anchor */
    const struct elb_node **roots;
    size_t root_count;
    size_t root_capacity;
};

static struct elb_mark mark_at(struct reader *reader, yaml_mark_t mark)
{
    return elb_locator_at_index(&reader->locator, mark.index);
}

static struct elb_text text_of(const yaml_char_t *string)
{
    return elb_text_from((const char *)string);
}

/* Copies to the arena; an absent or empty text needs no memory. */
static enum elb_status keep(struct reader *reader, struct elb_text text, struct elb_text *ret_copy)
{
    struct elb_text copy = ELB_TEXT("");

    if (text.length)
        copy = elb_arena_dup_text(reader->builder.arena, text);
    if (!copy.start)
        return elb_error_set_memory(reader->builder.reterr);
    *ret_copy = copy;
    return ELB_OK;
}

/* A new anchor under this name, in place of an older one; NULL if the node has none. */
static enum elb_status define_anchor(struct reader *reader, const yaml_char_t *name,
                                     struct elb_anchor **ret_anchor)
{
    struct elb_arena *arena = reader->builder.arena;
    struct elb_text key;
    enum elb_status status;
    void **place;

    *ret_anchor = NULL;
    if (!name)
        return ELB_OK;
    status = keep(reader, text_of(name), &key);
    if (status != ELB_OK)
        return status;
    place = elb_map_put(&reader->anchors, arena, key);
    *ret_anchor = elb_arena_alloc(arena, sizeof(**ret_anchor));
    if (!place || !*ret_anchor)
        return elb_error_set_memory(reader->builder.reterr);
    *place = *ret_anchor;
    return ELB_OK;
}

/* YAML 1.1's null (https://yaml.org/type/null.html), unless a tag says otherwise. */
static bool is_null(const yaml_event_t *event, struct elb_text text)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};

    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE || !event->data.scalar.plain_implicit)
        return false;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (elb_text_is(text, words[i]))
            return true;
    }
    return false;
}

static enum elb_status on_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct elb_text text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    enum elb_node_type type = is_null(event, text) ? ELB_NODE_NULL : ELB_NODE_STRING;
    struct elb_mark start = mark_at(reader, event->start_mark);
    struct elb_mark end = mark_at(reader, event->end_mark);
    struct elb_node *node = NULL;
    struct elb_anchor *anchor;
    struct elb_text tag;
    enum elb_status status = keep(reader, text, &text);

    if (status == ELB_OK)
        status = keep(reader, text_of(event->data.scalar.tag), &tag);
    if (status == ELB_OK)
        status = define_anchor(reader, event->data.scalar.anchor, &anchor);
    if (status == ELB_OK)
        status = elb_builder_add(&reader->builder, type, start, end, text, &node);
    if (status != ELB_OK)
        return status;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->tag = tag;
    if (anchor)
        *anchor = (struct elb_anchor){.node = node, .visits = 1};
    return ELB_OK;
}

static enum elb_status on_start(struct reader *reader, const yaml_event_t *event,
                                enum elb_node_type type, const yaml_char_t *tag,
                                const yaml_char_t *name)
{
    struct elb_mark start = mark_at(reader, event->start_mark);
    struct elb_anchor *anchor;
    struct elb_text copy;
    enum elb_status status = keep(reader, text_of(tag), &copy);

    if (status == ELB_OK)
        status = define_anchor(reader, name, &anchor);
    if (status != ELB_OK)
        return status;
    return elb_builder_open(&reader->builder, type, start, copy, anchor);
}

static enum elb_status on_alias(struct reader *reader, const yaml_event_t *event)
{
    struct elb_text name = text_of(event->data.alias.anchor);
    struct elb_mark start = mark_at(reader, event->start_mark);
    const struct elb_anchor *anchor = elb_map_get(&reader->anchors, name);

    if (!anchor)
        return elb_builder_error(&reader->builder, ELB_ERROR_SYNTAX, start,
                                 "no anchor '%.*s' before this alias", ELB_TEXT_ARGS(name));
    if (anchor->is_open)
        return elb_builder_error(&reader->builder, ELB_ERROR_SYNTAX, start,
                                 "alias '%.*s' within the node that it stands for",
                                 ELB_TEXT_ARGS(name));
    return elb_builder_share(&reader->builder, anchor, start);
}

static enum elb_status on_document_end(struct reader *reader)
{
    void *roots = elb_arena_grow(reader->builder.arena, reader->roots, reader->root_count,
                                 &reader->root_capacity, sizeof(struct elb_node *));

    if (!roots)
        return elb_error_set_memory(reader->builder.reterr);
    reader->roots = roots;
    reader->roots[reader->root_count++] = elb_builder_take_root(&reader->builder);
    reader->anchors = (struct elb_map){0};
    return ELB_OK;
}

static enum elb_status on_event(struct reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return on_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(reader, event, ELB_NODE_SEQUENCE, event->data.sequence_start.tag,
                        event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return on_start(reader, event, ELB_NODE_MAPPING, event->data.mapping_start.tag,
                        event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return elb_builder_close(&reader->builder, mark_at(reader, event->end_mark));
    case YAML_ALIAS_EVENT:
        return on_alias(reader, event);
    case YAML_DOCUMENT_END_EVENT:
        return on_document_end(reader);
    default:
        return ELB_OK;
    }
}

static enum elb_status read_events(struct reader *reader)
{
    enum elb_status status = ELB_OK;
    bool is_end = false;

    while (status == ELB_OK && !is_end) {
        yaml_event_t event;

        if (!yaml_parser_parse(&reader->parser, &event))
            return elb_yaml_error(&reader->builder, &reader->locator, &reader->parser);
        status = on_event(reader, &event);
        is_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return status;
}

/* The two checks that have to come before libyaml sees the text. */
static enum elb_status check_text(struct reader *reader, struct elb_text text)
{
    enum elb_status status = elb_builder_check_text(&reader->builder, text);
    struct elb_text rest = text;
    struct elb_text line;
    size_t count = 0;

    if (status != ELB_OK)
        return status;
    for (uint32_t number = 1; elb_text_next_line(&rest, &line); number++) {
        count += elb_text_has_prefix(line, "%TAG");
        if (count > TAG_DIRECTIVES_MAX)
            return elb_builder_error(
                &reader->builder, ELB_ERROR_LIMIT, (struct elb_mark){.line = number, .column = 1},
                "more %%TAG directives than the limit of %d", TAG_DIRECTIVES_MAX);
    }
    return ELB_OK;
}

static enum elb_status read_text(struct reader *reader, struct elb_text text)
{
    const unsigned char *bytes = (const unsigned char *)(text.length ? text.start : "");
    enum elb_status status;

    if (!elb_locator_prepare(&reader->locator) || !yaml_parser_initialize(&reader->parser))
        return elb_error_set_memory(reader->builder.reterr);
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, bytes, text.length);
    status = read_events(reader);
    yaml_parser_delete(&reader->parser);
    return status;
}

enum elb_status elb_yaml_read(struct elb_arena *arena, struct elb_text text, const char *path,
                              const struct elb_limits *limits, struct elb_documents *ret_documents,
                              struct elb_error *reterr)
{
    struct reader reader = {0};
    enum elb_status status;

    elb_builder_init(&reader.builder, arena, path, limits, reterr);
    status = check_text(&reader, text);
    if (status == ELB_OK) {
        elb_locator_init(&reader.locator, text);
        status = read_text(&reader, text);
    }
    if (status == ELB_OK)
        *ret_documents = (struct elb_documents){reader.roots, reader.root_count};
    elb_locator_done(&reader.locator);
    elb_builder_done(&reader.builder);
    return status;
}
