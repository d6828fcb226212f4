/* SPDX-License-Identifier: MIT */
#include "read/observed/json.h"

#include "read/limits.h"
#include "read/place.h"
#include "tree/json_scan.h"

/* A key of the first record or target stands early; but a certificate may be in front of it. */
#define KEYS_LOOKED_AT ((size_t)256 * 1024)

static bool is_key(struct elb_text rest)
{
    rest = elb_text_trim(rest);
    return elb_text_has_prefix(rest, ":");
}

bool elb_observed_has_key(struct elb_text text, const char *key)
{
    const struct elb_text wanted = elb_text_from(key);
    size_t at;

    text = elb_text_trim(text);
    if (text.length == 0 || !strchr("{[", text.start[0]))
        return false;
    if (text.length > KEYS_LOOKED_AT)
        text.length = KEYS_LOOKED_AT;
    while ((at = elb_text_find(text, wanted)) != SIZE_MAX) {
        const struct elb_text rest = elb_text_skip(text, at + wanted.length);

        if (at > 0 && text.start[at - 1] == '"' && elb_text_has_prefix(rest, "\"") &&
            is_key(elb_text_skip(rest, 1)))
            return true;
        text = rest;
    }
    return false;
}

/* The length of a string, or of all that is left if it has no end. */
static size_t string_length(struct elb_text text)
{
    struct elb_json_problem problem;
    bool has_escapes;
    size_t length = elb_json_scan_string(text, &has_escapes, &problem);

    return length ? length : text.length;
}

struct elb_text elb_observed_first_value(struct elb_text text, struct elb_text *ret_rest)
{
    size_t depth = 0;
    size_t i = 0;

    while (i < text.length) {
        const char c = text.start[i];

        if (c == '"') {
            i += string_length(elb_text_skip(text, i));
            continue;
        }
        i++;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && depth <= 1)
            break;
        else if (c == '}' || c == ']')
            depth--;
    }
    *ret_rest = elb_text_skip(text, i);
    return (struct elb_text){text.start, i};
}

size_t elb_observed_string(struct elb_observed_reading *reading, struct elb_text text,
                           struct elb_text *ret_value)
{
    struct elb_json_problem problem;
    bool has_escapes;
    size_t length = elb_json_scan_string(text, &has_escapes, &problem);
    char *decoded;

    if (length == 0)
        return 0;
    *ret_value = (struct elb_text){text.start + 1, length - 2};
    if (!has_escapes)
        return length;
    decoded = elb_arena_dup(&reading->list->arena, ret_value->start, ret_value->length);
    if (!decoded) {
        reading->failed = ELB_ERROR_MEMORY;
        return 0;
    }
    if (elb_json_unescape(*ret_value, decoded, &text.length, &problem))
        *ret_value = (struct elb_text){decoded, text.length};
    return length;
}

/* An error within a part of the text, moved to where it is in the whole. */
static void move_error(const struct elb_observed_reading *reading, struct elb_text value,
                       struct elb_error *reterr)
{
    size_t line = 0;
    size_t column = 0;

    if (!reterr || reterr->line == 0)
        return;
    elb_read_place(reading->text, value, &line, &column);
    if (reterr->line == 1)
        reterr->column += column - 1;
    reterr->line += line - 1;
}

enum elb_status elb_observed_json(const struct elb_observed_reading *reading,
                                  struct elb_arena *arena, struct elb_text value,
                                  const struct elb_node **ret_root, struct elb_error *reterr)
{
    struct elb_limits limits = elb_read_tree_limits(reading->limits);
    enum elb_status status;

    limits.any_number = true; /* sslyze writes the numbers of public keys */
    status = elb_json_read(arena, value, reading->path, &limits, ret_root, reterr);
    if (status != ELB_OK)
        move_error(reading, value, reterr);
    return status;
}

enum elb_status elb_observed_json_each(struct elb_observed_reading *reading,
                                       void (*take)(struct elb_observed_reading *reading,
                                                    const struct elb_node *value),
                                       struct elb_error *reterr)
{
    struct elb_text rest = elb_text_trim(reading->text);
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && rest.length > 0 && !reading->failed) {
        struct elb_arena arena = {0};
        const struct elb_node *root = NULL;

        status = elb_observed_json(reading, &arena, elb_observed_first_value(rest, &rest), &root,
                                   reterr);
        if (status == ELB_OK)
            take(reading, root);
        elb_arena_done(&arena);
        rest = elb_text_trim(rest);
    }
    return status;
}
