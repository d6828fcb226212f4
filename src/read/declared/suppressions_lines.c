/* SPDX-License-Identifier: MIT */

/*
 * Comments of YAML, whose tokens tell what is none; and of templates and whatever else is no tree,
 * where the line does. Statements end by indentation.
 */
#include "base/utf8.h"
#include "read/declared/suppressions.h"

#define TAB 8 /* columns, for comparing indentations */

/* A line with its number from 1. */
struct line {
    struct elb_text text;
    uint32_t number;
};

/* A line with the marker in it. */
struct marked {
    struct elb_text line;
    size_t marker;
    size_t start; /* of the comment; SIZE_MAX: it is in none */
};

struct marks {
    struct marked *items;
    size_t count;
};

/* ---- One line ------------------------------------------------------------------------------- */

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

static bool is_item(struct elb_text line)
{
    const struct elb_text text = elb_text_trim(line);

    return elb_text_has_prefix(text, "- ") || elb_text_is(text, "-");
}

static bool is_after_blank(struct elb_text line, size_t at)
{
    return at == 0 || line.start[at - 1] == ' ' || line.start[at - 1] == '\t';
}

/* `#` and `//`; and as templates have it: `{{` and `/` with a star, `{#`, `<%#`. */
static bool begins_comment(struct elb_text line, size_t at)
{
    const struct elb_text text = elb_text_skip(line, at);
    const char before = at > 0 ? line.start[at - 1] : ' ';

    if (is_after_blank(line, at))
        return elb_text_has_prefix(text, "#") || elb_text_has_prefix(text, "//") ||
               elb_text_has_prefix(text, "/*");
    return (before == '{' && (elb_text_has_prefix(text, "/*") || elb_text_has_prefix(text, "#"))) ||
           (before == '%' && elb_text_has_prefix(text, "#"));
}

/* Where the comment with the marker begins; SIZE_MAX: it is in none. An apostrophe is no quote. */
static size_t comment_start(struct elb_text line, size_t marker)
{
    char quote = '\0';

    for (size_t i = 0; i < marker; i++) {
        const char c = line.start[i];

        if (quote == '"' && c == '\\')
            i++;
        else if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (begins_comment(line, i))
            return i;
        else if (c == '"' || (c == '\'' && (i == 0 || strchr(" \t([{,=:-", line.start[i - 1]))))
            quote = c;
    }
    return SIZE_MAX;
}

/* Without what ends a comment of a template. */
static struct elb_text words_of(const struct marked *mark)
{
    static const char *const ends[] = {"*/", "#}", "%>", "-->"};
    struct elb_text words = elb_suppression_words(mark->line, mark->marker);

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        const size_t at = elb_text_find(words, elb_text_from(ends[i]));

        if (at != SIZE_MAX && mark->line.start[mark->start] != '#')
            words.length = at;
        else if (at != SIZE_MAX && i > 0 && mark->start > 0 &&
                 strchr("{%", mark->line.start[mark->start - 1]))
            words.length = at;
    }
    return words;
}

/* ---- Which lines have the marker, and is it in a comment? ----------------------------------- */

static bool collect(struct elb_suppression_scan *scan, struct marks *ret_marks)
{
    struct elb_text rest = scan->file->text;
    struct elb_text line;
    size_t capacity = 0;

    while (elb_text_next_line(&rest, &line)) {
        const size_t marker = elb_suppression_find(line, 0);
        struct marked *items;

        if (marker == SIZE_MAX)
            continue;
        items = elb_arena_grow(&scan->listeners->arena, ret_marks->items, ret_marks->count,
                               &capacity, sizeof(*items));
        if (!items)
            return false;
        items[ret_marks->count++] = (struct marked){line, marker, SIZE_MAX};
        ret_marks->items = items;
    }
    return true;
}

/* In characters, as YAML's tokens have them. */
static struct elb_yaml_place *place_all(struct elb_suppression_scan *scan,
                                        const struct marks *marks)
{
    struct elb_yaml_place *places =
        elb_arena_alloc_array(&scan->listeners->arena, marks->count, sizeof(*places));
    const char *last = scan->file->text.start;
    size_t index = 0;

    for (size_t i = 0; places && i < marks->count; i++) {
        const struct elb_text line = marks->items[i].line;

        index += elb_utf8_count((struct elb_text){last, (size_t)(line.start - last)});
        last = line.start;
        places[i].line = index;
        places[i].index =
            index + elb_utf8_count((struct elb_text){line.start, marks->items[i].marker});
    }
    return places;
}

/* From behind the last token on, the first # begins the comment. */
static size_t start_behind(const struct marked *mark, size_t characters)
{
    size_t at = 0;

    while (at < mark->marker && characters > 0) {
        at += elb_utf8_decode(elb_text_skip(mark->line, at), NULL);
        characters--;
    }
    while (at < mark->marker && !(mark->line.start[at] == '#' && is_after_blank(mark->line, at)))
        at++;
    return at < mark->marker ? at : SIZE_MAX;
}

static bool locate_in_yaml(struct elb_suppression_scan *scan, struct marks *marks)
{
    struct elb_yaml_place *places = place_all(scan, marks);

    if (!places || !elb_yaml_look(scan->file->text, places, marks->count))
        return false;
    for (size_t i = 0; i < marks->count; i++) {
        if (!places[i].is_in_token)
            marks->items[i].start = start_behind(&marks->items[i], places[i].from - places[i].line);
    }
    return true;
}

static bool locate(struct elb_suppression_scan *scan, struct marks *marks)
{
    if (scan->file->syntax == ELB_SYNTAX_YAML)
        return locate_in_yaml(scan, marks);
    for (size_t i = 0; i < marks->count; i++)
        marks->items[i].start = comment_start(marks->items[i].line, marks->items[i].marker);
    return true;
}

/* ---- The walk ------------------------------------------------------------------------------- */

static void take_mark(struct elb_suppression_scan *scan, const struct line *line,
                      const struct marked *mark)
{
    const uint32_t column =
        (uint32_t)elb_utf8_count((struct elb_text){line->text.start, mark->start}) + 1;
    const struct elb_text comment = elb_text_skip(line->text, mark->start);
    const uint32_t offset = (uint32_t)(comment.start - scan->file->text.start);
    const struct elb_span span = {.line = line->number,
                                  .column = column,
                                  .end_line = line->number,
                                  .end_column = column + (uint32_t)elb_utf8_count(comment),
                                  .offset = offset,
                                  .end_offset = offset + (uint32_t)comment.length};

    elb_suppression_await(scan, words_of(mark), span, indentation(line->text));
}

/* Is there nothing in the line but a comment? Those without the marker are found by their start. */
static bool is_comment(struct elb_text line, const struct marked *mark)
{
    const struct elb_text text = elb_text_trim(line);

    if (mark && mark->start != SIZE_MAX)
        return elb_text_trim((struct elb_text){line.start, mark->start}).length == 0 ||
               elb_text_has_prefix(text, "{{/*") || elb_text_has_prefix(text, "{{- /*") ||
               elb_text_has_prefix(text, "{#") || elb_text_has_prefix(text, "<%#");
    return elb_text_has_prefix(text, "#") || elb_text_has_prefix(text, "//");
}

/* A list may be no deeper than the key that it belongs to. */
static void end_statements(struct elb_suppression_scan *scan, struct elb_text line, uint32_t last)
{
    const size_t depth = indentation(line);
    const struct elb_suppression_groups *open = &scan->open;

    elb_suppression_end(scan, last, depth + 1);
    if (open->count > 0 && open->items[open->count - 1].depth == depth &&
        (open->items[open->count - 1].is_item || !is_item(line)))
        elb_suppression_end(scan, last, depth);
}

static void take_line(struct elb_suppression_scan *scan, const struct line *line,
                      const struct marked *mark, uint32_t *last)
{
    const bool has_comment = mark && mark->start != SIZE_MAX;
    const size_t depth = indentation(line->text);

    if (elb_text_trim(line->text).length == 0)
        return;
    if (is_comment(line->text, mark)) {
        if (has_comment)
            take_mark(scan, line, mark);
        return;
    }
    end_statements(scan, line->text, *last);
    elb_suppression_begin(scan, depth, is_item(line->text));
    if (has_comment) {
        take_mark(scan, line, mark);
        elb_suppression_begin(scan, depth, is_item(line->text));
    }
    *last = line->number;
}

void elb_suppression_scan_lines(struct elb_suppression_scan *scan)
{
    struct elb_text rest = scan->file->text;
    struct marks marks = {0};
    struct line line = {0};
    uint32_t last = 0;
    size_t next = 0;

    if (!collect(scan, &marks) || !locate(scan, &marks)) {
        scan->status = elb_error_set_memory(scan->reterr);
        return;
    }
    while (scan->status == ELB_OK && elb_text_next_line(&rest, &line.text)) {
        const bool is_marked =
            next < marks.count && marks.items[next].line.start == line.text.start;

        line.number++;
        take_line(scan, &line, is_marked ? &marks.items[next] : NULL, &last);
        next += is_marked;
    }
    elb_suppression_end(scan, last, 0);
}
