/* SPDX-License-Identifier: MIT */

/* What is to be ignored, as comments and the metadata of listeners say it. */
#include "read/declared/set.h"

#include "base/utf8.h"
#include "catalog/dates.h"

#define MARKER "elblint:ignore"
#define TAB    8 /* columns, for comparing indentations */

/* ---- The words ------------------------------------------------------------------------------ */

static enum elb_status add(struct elb_listeners *listeners, const struct elb_suppression *item,
                           struct elb_error *reterr)
{
    struct elb_suppression *items =
        elb_arena_grow(&listeners->arena, listeners->suppressions, listeners->suppression_count,
                       &listeners->suppression_capacity, sizeof(*items));

    if (!items)
        return elb_error_set_memory(reterr);
    items[listeners->suppression_count++] = *item;
    listeners->suppressions = items;
    return ELB_OK;
}

/* A copy in the arena; NULL, and noted, without memory. */
static const char *keep(struct elb_listeners *listeners, struct elb_text text, bool *ret_failed)
{
    const char *copy = elb_arena_dup(&listeners->arena, text.start, text.length);

    *ret_failed |= !copy;
    return copy;
}

/* `until=DATE`, or something that is not understood. */
static void take_word(struct elb_listeners *listeners, struct elb_text word,
                      struct elb_suppression *item, bool *ret_failed)
{
    const struct elb_text date = elb_text_skip(word, strlen("until="));

    if (!elb_text_has_prefix(word, "until="))
        item->wrong = "only until=DATE and -- REASON can follow the rules";
    else if (!elb_date_is_day(date))
        item->wrong = "until= needs a date such as 2027-01-31";
    else
        item->until = keep(listeners, date, ret_failed);
}

/* What stands behind ` -- `, and before it. */
static struct elb_text take_reason(struct elb_listeners *listeners, struct elb_text text,
                                   struct elb_suppression *item, bool *ret_failed)
{
    const size_t at = elb_text_find(text, ELB_TEXT("--"));
    struct elb_text reason;

    if (at == SIZE_MAX)
        return text;
    reason = elb_text_trim(elb_text_skip(text, at + 2));
    if (reason.length > 0)
        item->reason = keep(listeners, reason, ret_failed);
    return (struct elb_text){text.start, at};
}

/* `RULE,RULE until=DATE -- REASON`: a suppression for each rule. */
static enum elb_status add_words(struct elb_listeners *listeners, struct elb_text text,
                                 const struct elb_suppression *place, struct elb_error *reterr)
{
    struct elb_suppression item = *place;
    struct elb_text rest;
    struct elb_text rules = {0};
    struct elb_text word;
    bool is_failed = false;
    enum elb_status status = ELB_OK;

    rest = take_reason(listeners, text, &item, &is_failed);
    if (!elb_text_next_word(&rest, " \t\r", &rules))
        item.wrong = "it names no rule";
    while (elb_text_next_word(&rest, " \t\r", &word))
        take_word(listeners, word, &item, &is_failed);
    do {
        struct elb_text rule = {0};

        if (elb_text_next_word(&rules, ",", &rule))
            item.rule = keep(listeners, rule, &is_failed);
        if (is_failed)
            return elb_error_set_memory(reterr);
        status = add(listeners, &item, reterr);
    } while (status == ELB_OK && rules.length > 0);
    return status;
}

/* ---- Comments ------------------------------------------------------------------------------- */

/* A line with its number from 1. */
struct line {
    struct elb_text text;
    uint32_t number;
};

struct lines {
    struct elb_text rest;
    uint32_t number; /* of the line that was taken last */
};

static bool take_line(struct lines *lines, struct line *ret_line)
{
    if (!elb_text_next_line(&lines->rest, &ret_line->text))
        return false;
    ret_line->number = ++lines->number;
    return true;
}

static size_t indentation(struct elb_text line)
{
    size_t columns = 0;

    for (size_t i = 0; i < line.length; i++) {
        if (line.start[i] == '\t')
            columns += TAB - columns % TAB;
        else if (line.start[i] == ' ')
            columns++;
        else
            break;
    }
    return columns;
}

static bool is_blank(struct elb_text line)
{
    return elb_text_trim(line).length == 0;
}

static bool is_comment(struct elb_text line)
{
    const struct elb_text text = elb_text_trim(line);

    return elb_text_has_prefix(text, "#") || elb_text_has_prefix(text, "//") ||
           elb_text_has_prefix(text, "/*");
}

/* Where the comment begins that the marker is in; SIZE_MAX: it is in none. */
static size_t comment_start(struct elb_text line, size_t marker)
{
    const struct elb_text before = elb_text_trim((struct elb_text){line.start, marker});

    for (size_t i = before.length; i > 0; i--) {
        const size_t at = (size_t)(before.start - line.start) + i - 1;
        const struct elb_text rest = elb_text_skip(line, at);

        if (elb_text_has_prefix(rest, "#") || elb_text_has_prefix(rest, "//") ||
            elb_text_has_prefix(rest, "/*"))
            return at;
    }
    return SIZE_MAX;
}

/*
 * The lines of the statement below: the next one that is neither blank nor a comment, and all that
 * are indented deeper behind it, with the closing bracket.
 */
static void find_statement(struct lines lines, struct elb_suppression *item)
{
    struct line line;
    size_t depth = 0;

    item->first_line = lines.number + 1;
    item->last_line = lines.number + 1;
    while (take_line(&lines, &line) && (is_blank(line.text) || is_comment(line.text)))
        continue;
    if (lines.number < item->first_line)
        return;
    depth = indentation(line.text);
    item->last_line = line.number;
    while (take_line(&lines, &line) && (is_blank(line.text) || indentation(line.text) > depth)) {
        if (!is_blank(line.text))
            item->last_line = line.number;
    }
}

static struct elb_span span_of(const struct line *line, size_t start, size_t end)
{
    const uint32_t column =
        (uint32_t)elb_utf8_count((struct elb_text){line->text.start, start}) + 1;
    const uint32_t width =
        (uint32_t)elb_utf8_count((struct elb_text){line->text.start + start, end - start});

    return (struct elb_span){.line = line->number,
                             .column = column,
                             .end_line = line->number,
                             .end_column = column + width};
}

static enum elb_status read_comment(struct elb_listeners *listeners,
                                    const struct elb_declared_file *file, struct lines lines,
                                    const struct line *line, struct elb_error *reterr)
{
    const size_t marker = elb_text_find(line->text, ELB_TEXT(MARKER));
    const size_t start = comment_start(line->text, marker);
    struct elb_suppression place = {.path = file->path, .origin = file->path};
    struct elb_text words;

    if (start == SIZE_MAX)
        return ELB_OK;
    words = elb_text_skip(line->text, marker + strlen(MARKER));
    if (words.length > 0 && !strchr(" \t", words.start[0]))
        return ELB_OK; /* another word that only begins so */
    if (elb_text_has_suffix(elb_text_trim(words), "*/"))
        words.length =
            (size_t)(elb_text_trim(words).start - words.start) + elb_text_trim(words).length - 2;
    place.span = span_of(line, start, line->text.length);
    place.first_line = place.last_line = line->number;
    if (is_blank((struct elb_text){line->text.start, start}))
        find_statement(lines, &place);
    return add_words(listeners, words, &place, reterr);
}

static enum elb_status read_comments(struct elb_listeners *listeners,
                                     const struct elb_declared_file *file, struct elb_error *reterr)
{
    struct lines lines = {.rest = file->text};
    struct line line;
    enum elb_status status = ELB_OK;

    if (elb_text_find(file->text, ELB_TEXT(MARKER)) == SIZE_MAX)
        return ELB_OK;
    while (status == ELB_OK && take_line(&lines, &line)) {
        if (elb_text_find(line.text, ELB_TEXT(MARKER)) != SIZE_MAX)
            status = read_comment(listeners, file, lines, &line, reterr);
    }
    return status;
}

/* ---- Metadata ------------------------------------------------------------------------------- */

static enum elb_status read_metadata(struct elb_listeners *listeners,
                                     const struct elb_listener *listener, struct elb_error *reterr)
{
    const struct elb_suppression place = {
        .listener = listener, .origin = listener->path, .span = listener->span};
    struct elb_text rest = elb_text_from(listener->ignore);
    struct elb_text line;
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && elb_text_next_word(&rest, ";\n", &line)) {
        if (!is_blank(line))
            status = add_words(listeners, line, &place, reterr);
    }
    return status;
}

/* Entries are sorted by file: each file with something in it is scanned once. */
enum elb_status elb_declared_suppressions(struct elb_listeners *listeners, struct elb_error *reterr)
{
    const char *last = NULL;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < listeners->count; i++) {
        const struct elb_listener *listener = listeners->entries[i].listener;
        const struct elb_declared_file *file =
            elb_map_get(&listeners->files, elb_text_from(listener->path));

        if (file && (!last || strcmp(last, listener->path) != 0))
            status = read_comments(listeners, file, reterr);
        last = listener->path;
        if (status == ELB_OK && listener->ignore)
            status = read_metadata(listeners, listener, reterr);
    }
    return status;
}
