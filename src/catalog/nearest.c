/* SPDX-License-Identifier: MIT */

#include "catalog/nearest.h"

/* Fewer letters begin too many names. */
#define PREFIX_LENGTH 3

/*
 * A quarter of the letters may differ, and one more: what is farther off is another name, and no
 * help.
 */
struct elb_nearest elb_nearest_to(struct elb_text name)
{
    return (struct elb_nearest){
        .name = name, .rank = ELB_NEAREST_MISSPELT, .limit = 2 + name.length / 4};
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct elb_text skip_punctuation(struct elb_text text)
{
    while (text.length > 0 && !is_alphanumeric(*text.start))
        text = elb_text_skip(text, 1);
    return text;
}

/* Does `text` begin with `name` when only letters and digits count? `ie8`: `ie-8-xp`. */
static bool begins_plainly(struct elb_text text, struct elb_text name)
{
    size_t length = 0;
    for (name = skip_punctuation(name); name.length > 0; name = skip_punctuation(name)) {
        text = skip_punctuation(text);
        if (!elb_text_is_equal_nocase((struct elb_text){name.start, 1},
                                      (struct elb_text){text.start, text.length > 0}))
            return false;
        name = elb_text_skip(name, 1);
        text = elb_text_skip(text, 1);
        length++;
    }
    return length >= PREFIX_LENGTH;
}

static bool begins(struct elb_text text, struct elb_text name)
{
    text.length = text.length < name.length ? text.length : name.length;
    return name.length >= PREFIX_LENGTH && elb_text_is_equal_nocase(text, name);
}

static enum elb_nearest_rank rank_of(struct elb_text text, struct elb_text name)
{
    if (begins(text, name))
        return ELB_NEAREST_BEGINS;
    return begins_plainly(text, name) ? ELB_NEAREST_BEGINS_PLAINLY : ELB_NEAREST_MISSPELT;
}

/* How far it is within its rank: letters that differ, or that are yet to come. */
static size_t distance_of(const struct elb_nearest *nearest, enum elb_nearest_rank rank,
                          struct elb_text text)
{
    if (rank != ELB_NEAREST_MISSPELT)
        return text.length;
    return nearest->limit > 0 ? elb_text_distance(nearest->name, text, nearest->limit - 1)
                              : SIZE_MAX;
}

void elb_nearest_try(struct elb_nearest *nearest, const char *candidate)
{
    struct elb_text text = elb_text_from(candidate);
    enum elb_nearest_rank rank = rank_of(text, nearest->name);
    if (nearest->name.length == 0 || rank > nearest->rank)
        return;
    size_t distance = distance_of(nearest, rank, text);
    if (rank == nearest->rank && distance >= nearest->limit)
        return;
    nearest->found = candidate;
    nearest->rank = rank;
    nearest->limit = distance;
}
