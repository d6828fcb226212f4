/* SPDX-License-Identifier: MIT */

/* What the readers of JSON share. */
#include "read/draft.h"
#include "read/limits.h"

#include "tree/tree.h"

#define KEYS_LOOKED_AT ((size_t)64 * 1024)

struct elb_text elb_reading_node_text(const struct elb_reading *reading,
                                      const struct elb_node *node)
{
    struct elb_text text = {reading->text.start + node->start.offset,
                            node->end.offset - node->start.offset};

    if (text.length >= 2 && text.start[0] == '"') {
        text = elb_text_skip(text, 1);
        text.length--;
    }
    return text;
}

enum elb_status elb_reading_refuse_node(const struct elb_reading *reading,
                                        const struct elb_node *node, struct elb_error *reterr,
                                        const char *expected)
{
    return elb_error_set(reterr, ELB_ERROR_DATA, reading->path, node->start.line,
                         node->start.column, "expected %s, not %s", expected,
                         elb_node_type_name(node));
}

enum elb_status elb_reading_json(struct elb_reading *reading, const struct elb_node **ret_root,
                                 struct elb_error *reterr)
{
    const struct elb_limits limits = elb_read_tree_limits(reading->limits);

    return elb_json_read(&reading->list->arena, reading->text, reading->path, &limits, ret_root,
                         reterr);
}

/* Is the text behind a quoted word a colon, so that the word is a key? */
static bool is_key(struct elb_text rest)
{
    rest = elb_text_trim(rest);
    return rest.length > 0 && rest.start[0] == ':';
}

bool elb_text_has_json_key(struct elb_text text, const char *open, const char *key)
{
    const struct elb_text wanted = elb_text_from(key);
    size_t at;

    text = elb_text_trim(text);
    if (text.length == 0 || !strchr(open, text.start[0]))
        return false;
    if (text.length > KEYS_LOOKED_AT)
        text.length = KEYS_LOOKED_AT;
    while ((at = elb_text_find(text, wanted)) != SIZE_MAX) {
        const struct elb_text rest = elb_text_skip(text, at + wanted.length);

        if (at > 0 && text.start[at - 1] == '"' && rest.length > 0 && rest.start[0] == '"' &&
            is_key(elb_text_skip(rest, 1)))
            return true;
        text = rest;
    }
    return false;
}
