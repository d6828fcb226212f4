/* SPDX-License-Identifier: MIT */
#include "read/symptom/patterns.h"

/*
 * A pattern begins with characters of its own. The first three of them, folded, give its bucket, so
 * that at a place in a line only the few patterns are tried that may begin there.
 */
#define HEAD    3
#define BUCKETS 1024
#define NONE    UINT32_MAX

struct pattern {
    const struct elb_error_text *text;
    struct elb_text body; /* without ^ and $ */
    bool at_start;
    bool at_end;
    bool is_vague; /* its event says less than any other */
    size_t weight;
    size_t dead_in; /* number of the last line that it can't match any more */
    uint32_t next;  /* in the same bucket */
};

struct elb_patterns {
    struct pattern *items;
    uint32_t buckets[BUCKETS]; /* the first one, or NONE */
    size_t line;               /* how many were searched */
};

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static size_t bucket_of(const char *head)
{
    unsigned hash = fold(head[0]) * 31u * 31u + fold(head[1]) * 31u + fold(head[2]);

    return hash % BUCKETS;
}

static bool is_wildcard(char c)
{
    return c == '*' || c == '#';
}

static struct pattern parse(const struct elb_catalog *catalog, const struct elb_error_text *text)
{
    struct pattern pattern = {.text = text, .body = elb_text_from(text->pattern)};
    const struct elb_event *event = text->event ? elb_catalog_event(catalog, text->event) : NULL;

    pattern.is_vague = event && event->vague;
    if (elb_text_has_prefix(pattern.body, "^")) {
        pattern.at_start = true;
        pattern.body = elb_text_skip(pattern.body, 1);
    }
    if (elb_text_has_suffix(pattern.body, "$")) {
        pattern.at_end = true;
        pattern.body.length--;
    }
    for (size_t i = 0; i < pattern.body.length; i++)
        pattern.weight += !is_wildcard(pattern.body.start[i]);
    return pattern;
}

struct elb_patterns *elb_patterns_new(struct elb_arena *arena, const struct elb_catalog *catalog)
{
    struct elb_patterns *patterns = elb_arena_alloc(arena, sizeof(*patterns));
    size_t count = catalog->error_text_count;

    if (!patterns)
        return NULL;
    patterns->items = elb_arena_alloc_array(arena, count, sizeof(*patterns->items));
    if (!patterns->items)
        return NULL;
    for (size_t i = 0; i < BUCKETS; i++)
        patterns->buckets[i] = NONE;
    /* From the last to the first, so that a bucket has them in the catalog's order. */
    for (size_t i = count; i-- > 0;) {
        struct pattern *pattern = &patterns->items[i];
        uint32_t *bucket;

        *pattern = parse(catalog, &catalog->error_texts[i]);
        bucket = &patterns->buckets[bucket_of(pattern->body.start)];
        pattern->next = *bucket;
        *bucket = (uint32_t)i;
    }
    return patterns;
}

/* ---- Matching ------------------------------------------------------------------------------- */

/* Takes the characters of the pattern up to its next wildcard off its front. */
static struct elb_text next_piece(struct elb_text *body)
{
    struct elb_text piece = {body->start, 0};

    while (piece.length < body->length && !is_wildcard(body->start[piece.length]))
        piece.length++;
    *body = elb_text_skip(*body, piece.length);
    return piece;
}

static bool begins_with(struct elb_text line, struct elb_text piece)
{
    if (line.length < piece.length)
        return false;
    for (size_t i = 0; i < piece.length; i++) {
        if (fold(line.start[i]) != fold(piece.start[i]))
            return false;
    }
    return true;
}

/* Drops all before and with the first `piece`; the last one, for a pattern that ends the line. */
static bool skip_to(struct elb_text *line, struct elb_text piece, bool is_last)
{
    if (is_last) {
        if (line->length < piece.length)
            return false;
        *line = elb_text_skip(*line, line->length - piece.length);
    }
    for (; line->length >= piece.length; *line = elb_text_skip(*line, 1)) {
        if (begins_with(*line, piece)) {
            *line = elb_text_skip(*line, piece.length);
            return true;
        }
        if (line->length == 0)
            break;
    }
    return false;
}

/* One to nine digits. */
static bool skip_number(struct elb_text *line, unsigned *number)
{
    size_t digits = 0;

    *number = 0;
    while (digits < line->length && line->start[digits] >= '0' && line->start[digits] <= '9') {
        if (digits == 9)
            return false;
        *number = *number * 10 + (unsigned)(line->start[digits++] - '0');
    }
    *line = elb_text_skip(*line, digits);
    return digits > 0;
}

enum outcome { FOUND, NOT_HERE, NOT_IN_THIS_LINE };

/*
 * `line` begins at the place where the pattern shall. Each `*` is as short as can be, which finds
 * a match whenever there is one: what comes after it may only come later, and `#` never comes after
 * it. For the same reason, what is not found after a `*` will not be from a later place either, so
 * that no pattern searches a line to its end more than once.
 */
static enum outcome match(const struct pattern *pattern, struct elb_text line, unsigned *ret_number)
{
    struct elb_text body = pattern->body;
    struct elb_text piece = next_piece(&body);

    *ret_number = 0;
    if (!begins_with(line, piece))
        return NOT_HERE;
    line = elb_text_skip(line, piece.length);
    while (body.length > 0) {
        char wildcard = *body.start;

        body = elb_text_skip(body, 1);
        piece = next_piece(&body);
        if (wildcard == '#') {
            if (!skip_number(&line, ret_number) || !begins_with(line, piece))
                return NOT_HERE;
            line = elb_text_skip(line, piece.length);
        } else if (!skip_to(&line, piece, pattern->at_end && body.length == 0)) {
            return NOT_IN_THIS_LINE;
        }
    }
    return pattern->at_end && line.length > 0 ? NOT_HERE : FOUND;
}

/* Is it more specific, or as specific and earlier in the catalog? */
static bool is_better(const struct pattern *pattern, const struct pattern *best)
{
    if (!best)
        return true;
    if (pattern->is_vague != best->is_vague)
        return best->is_vague;
    if (pattern->weight != best->weight)
        return pattern->weight > best->weight;
    return pattern->text < best->text;
}

/* Could it still be the best one of the line, at this place? */
static bool is_worth_trying(const struct elb_patterns *patterns, const struct pattern *pattern,
                            size_t place, const struct pattern *best)
{
    if (pattern->dead_in == patterns->line || (pattern->at_start && place > 0))
        return false;
    return is_better(pattern, best);
}

bool elb_patterns_find(struct elb_patterns *patterns, struct elb_text line,
                       struct elb_pattern_match *ret_match)
{
    const struct pattern *best = NULL;

    patterns->line++;
    for (size_t i = 0; i + HEAD <= line.length; i++) {
        uint32_t item = patterns->buckets[bucket_of(line.start + i)];

        for (; item != NONE; item = patterns->items[item].next) {
            struct pattern *pattern = &patterns->items[item];
            enum outcome outcome;
            unsigned number;

            if (!is_worth_trying(patterns, pattern, i, best))
                continue;
            outcome = match(pattern, elb_text_skip(line, i), &number);
            if (outcome == FOUND) {
                best = pattern;
                *ret_match = (struct elb_pattern_match){pattern->text, pattern->weight, number};
            }
            if (outcome == NOT_IN_THIS_LINE)
                pattern->dead_in = patterns->line;
        }
    }
    return best != NULL;
}
