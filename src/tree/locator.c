/* SPDX-License-Identifier: MIT */

#include "tree/locator.h"

#include "base/alloc.h"

#include <assert.h>

/* How many characters are between two checkpoints. */
#define STRIDE 1024

void elb_locator_init(struct elb_locator *locator, struct elb_text text)
{
    assert(text.length <= UINT32_MAX);
    *locator = (struct elb_locator){.text = text, .mark = {.line = 1, .column = 1}};
}

void elb_locator_done(struct elb_locator *locator)
{
    elb_free(locator->checkpoints);
    locator->checkpoints = NULL;
    locator->checkpoint_count = 0;
}

/* One character on: past its first byte and those that continue it. */
static void step(struct elb_locator *locator)
{
    struct elb_mark *mark = &locator->mark;
    const char *bytes = locator->text.start;

    locator->index++;
    if (bytes[mark->offset++] == '\n') {
        mark->line++;
        mark->column = 1;
        return;
    }
    mark->column++;
    while (mark->offset < locator->text.length &&
           ((unsigned char)bytes[mark->offset] & 0xc0) == 0x80)
        mark->offset++;
}

struct elb_mark elb_locator_at_offset(struct elb_locator *locator, size_t offset)
{
    assert(offset >= locator->mark.offset);
    while (locator->mark.offset < offset && locator->mark.offset < locator->text.length)
        step(locator);
    return locator->mark;
}

bool elb_locator_prepare(struct elb_locator *locator)
{
    struct elb_locator walker;
    size_t room = locator->text.length / STRIDE + 1;

    locator->checkpoints = elb_alloc(room * sizeof(*locator->checkpoints));
    if (!locator->checkpoints)
        return false;
    elb_locator_init(&walker, locator->text);
    for (locator->checkpoint_count = 0; locator->checkpoint_count < room;) {
        size_t next = ++locator->checkpoint_count * STRIDE;

        locator->checkpoints[locator->checkpoint_count - 1] = walker.mark;
        while (walker.index < next && walker.mark.offset < walker.text.length)
            step(&walker);
        if (walker.index < next)
            break;
    }
    return true;
}

struct elb_mark elb_locator_at_index(struct elb_locator *locator, size_t index)
{
    if (index < locator->index || index - locator->index > STRIDE) {
        size_t checkpoint = index / STRIDE;

        if (checkpoint >= locator->checkpoint_count)
            checkpoint = locator->checkpoint_count - 1;
        locator->mark = locator->checkpoints[checkpoint];
        locator->index = checkpoint * STRIDE;
    }
    while (locator->index < index && locator->mark.offset < locator->text.length)
        step(locator);
    return locator->mark;
}
