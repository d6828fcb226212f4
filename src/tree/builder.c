/* SPDX-License-Identifier: MIT */

#include "tree/builder.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "tree/locator.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

struct elb_frame {
    struct elb_node *node;
    struct elb_anchor *anchor;
    size_t first_child;   /* in builder->pending */
    size_t visits_before; /* builder->visits without this node */
    size_t height;        /* of the highest child up to now */
};

void elb_builder_init(struct elb_builder *builder, struct elb_arena *arena, const char *path,
                      const struct elb_limits *limits, struct elb_error *reterr)
{
    *builder = (struct elb_builder){
        .arena = arena,
        .path = path,
        .limits = limits ? *limits : ELB_LIMITS_DEFAULT,
        .reterr = reterr,
    };
    if (builder->limits.bytes > UINT32_MAX)
        builder->limits.bytes = UINT32_MAX;
}

void elb_builder_done(struct elb_builder *builder)
{
    elb_free(builder->frames);
    elb_free(builder->pending);
    *builder = (struct elb_builder){0};
}

enum elb_status elb_builder_error(struct elb_builder *builder, enum elb_status status,
                                  struct elb_mark mark, const char *format, ...)
{
    char message[sizeof(builder->reterr->message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    return elb_error_set(builder->reterr, status, builder->path, mark.line, mark.column, "%s",
                         message);
}

static enum elb_status not_utf8(struct elb_builder *builder, struct elb_text text, size_t offset)
{
    struct elb_locator locator;
    struct elb_mark mark;

    elb_locator_init(&locator, (struct elb_text){text.start, offset});
    mark = elb_locator_at_offset(&locator, offset);
    return elb_builder_error(builder, ELB_ERROR_SYNTAX, mark, "byte 0x%02X is not UTF-8",
                             (unsigned)(unsigned char)text.start[offset]);
}

enum elb_status elb_builder_check_text(struct elb_builder *builder, struct elb_text text)
{
    size_t valid;

    if (text.length > builder->limits.bytes)
        return elb_error_set(builder->reterr, ELB_ERROR_LIMIT, builder->path, 0, 0,
                             "larger than the limit of %zu bytes", builder->limits.bytes);
    valid = elb_utf8_valid_length(text);
    if (valid < text.length)
        return not_utf8(builder, text, valid);
    return ELB_OK;
}

/* Room for one more in an array on the heap. */
static void *grow(void *items, size_t count, size_t *capacity, size_t size)
{
    size_t larger = *capacity ? *capacity : 16;
    size_t bytes;
    void *moved;

    if (count < *capacity)
        return items;
    if (*capacity && __builtin_mul_overflow(larger, 2, &larger))
        return NULL;
    if (__builtin_mul_overflow(larger, size, &bytes))
        return NULL;
    moved = elb_realloc(items, bytes);
    if (moved)
        *capacity = larger;
    return moved;
}

static enum elb_status push(struct elb_builder *builder, const struct elb_node *node, size_t height)
{
    void *pending = grow(builder->pending, builder->pending_count, &builder->pending_capacity,
                         sizeof(struct elb_node *));

    if (!pending)
        return elb_error_set_memory(builder->reterr);
    builder->pending = pending;
    builder->pending[builder->pending_count++] = node;
    if (builder->depth && builder->frames[builder->depth - 1].height < height)
        builder->frames[builder->depth - 1].height = height;
    return ELB_OK;
}

static enum elb_status count_visits(struct elb_builder *builder, size_t visits,
                                    struct elb_mark mark)
{
    if (visits > builder->limits.nodes - builder->visits)
        return elb_builder_error(builder, ELB_ERROR_LIMIT, mark,
                                 "more nodes than the limit of %zu%s", builder->limits.nodes,
                                 visits > 1 ? ", with this alias" : "");
    builder->visits += visits;
    return ELB_OK;
}

static enum elb_status new_node(struct elb_builder *builder, enum elb_node_type type,
                                struct elb_mark start, struct elb_node **ret_node)
{
    enum elb_status status = count_visits(builder, 1, start);
    struct elb_node *node;

    if (status != ELB_OK)
        return status;
    node = elb_arena_alloc(builder->arena, sizeof(*node));
    if (!node)
        return elb_error_set_memory(builder->reterr);
    node->type = type;
    node->start = start;
    node->end = start;
    node->tag = ELB_TEXT("");
    node->text = ELB_TEXT("");
    *ret_node = node;
    return ELB_OK;
}

enum elb_status elb_builder_add(struct elb_builder *builder, enum elb_node_type type,
                                struct elb_mark start, struct elb_mark end, struct elb_text text,
                                struct elb_node **ret_node)
{
    struct elb_node *node = NULL;
    enum elb_status status = new_node(builder, type, start, &node);

    if (status != ELB_OK)
        return status;
    node->end = end;
    node->text = text;
    status = push(builder, node, 0);
    if (status == ELB_OK)
        *ret_node = node;
    return status;
}

static enum elb_status check_depth(struct elb_builder *builder, size_t height, struct elb_mark mark)
{
    if (height > builder->limits.depth - builder->depth)
        return elb_builder_error(builder, ELB_ERROR_LIMIT, mark,
                                 "nested deeper than the limit of %zu levels",
                                 builder->limits.depth);
    return ELB_OK;
}

enum elb_status elb_builder_open(struct elb_builder *builder, enum elb_node_type type,
                                 struct elb_mark start, struct elb_text tag,
                                 struct elb_anchor *anchor)
{
    size_t visits_before = builder->visits;
    enum elb_status status = check_depth(builder, 1, start);
    struct elb_node *node = NULL;
    void *frames;

    if (status == ELB_OK)
        status = new_node(builder, type, start, &node);
    if (status != ELB_OK)
        return status;
    frames =
        grow(builder->frames, builder->depth, &builder->frame_capacity, sizeof(*builder->frames));
    if (!frames)
        return elb_error_set_memory(builder->reterr);
    node->tag = tag;
    if (anchor)
        *anchor = (struct elb_anchor){.node = node, .is_open = true};
    builder->frames = frames;
    builder->frames[builder->depth++] = (struct elb_frame){
        .node = node,
        .anchor = anchor,
        .first_child = builder->pending_count,
        .visits_before = visits_before,
    };
    return ELB_OK;
}

/* Moves the innermost node's children from the pending ones to an array of their own. */
static enum elb_status collect_children(struct elb_builder *builder, const struct elb_frame *frame)
{
    size_t count = builder->pending_count - frame->first_child;
    const struct elb_node **children;

    if (frame->node->type == ELB_NODE_MAPPING &&
        builder->limits.duplicate_keys == ELB_DUPLICATES_LAST_WINS) {
        if (elb_builder_keep_last(builder, builder->pending + frame->first_child, &count))
            return ELB_ERROR_MEMORY;
        builder->pending_count = frame->first_child + count;
    }
    if (count == 0)
        return ELB_OK;
    children = elb_arena_alloc_array(builder->arena, count, sizeof(*children));
    if (!children)
        return elb_error_set_memory(builder->reterr);
    memcpy(children, builder->pending + frame->first_child, count * sizeof(*children));
    builder->pending_count = frame->first_child;
    frame->node->children = children;
    frame->node->count = frame->node->type == ELB_NODE_MAPPING ? count / 2 : count;
    return ELB_OK;
}

enum elb_status elb_builder_close(struct elb_builder *builder, struct elb_mark end)
{
    struct elb_frame frame;
    enum elb_status status;

    assert(builder->depth > 0);
    frame = builder->frames[builder->depth - 1];
    status = collect_children(builder, &frame);
    if (status == ELB_OK && frame.node->type == ELB_NODE_MAPPING &&
        builder->limits.duplicate_keys == ELB_DUPLICATES_REFUSED)
        status = elb_builder_check_keys(builder, frame.node);
    if (status != ELB_OK)
        return status;
    frame.node->end = end;
    builder->depth--;
    if (frame.anchor) {
        frame.anchor->is_open = false;
        frame.anchor->height = frame.height + 1;
        frame.anchor->visits = builder->visits - frame.visits_before;
    }
    return push(builder, frame.node, frame.height + 1);
}

enum elb_status elb_builder_share(struct elb_builder *builder, const struct elb_anchor *anchor,
                                  struct elb_mark start)
{
    enum elb_status status = check_depth(builder, anchor->height, start);

    if (status == ELB_OK)
        status = count_visits(builder, anchor->visits, start);
    if (status != ELB_OK)
        return status;
    return push(builder, anchor->node, anchor->height);
}

enum elb_node_type elb_builder_inside(const struct elb_builder *builder)
{
    return builder->depth ? builder->frames[builder->depth - 1].node->type : ELB_NODE_NULL;
}

const struct elb_node *elb_builder_take_root(struct elb_builder *builder)
{
    assert(builder->depth == 0 && builder->pending_count == 1);
    return builder->pending[--builder->pending_count];
}
