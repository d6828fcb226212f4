/* SPDX-License-Identifier: MIT */
#include "report/patch.h"

#define CONTEXT 3 /* lines before and after a change */

/* ---- Lines ---------------------------------------------------------------------------------- */

/* One line with its end, and where it begins. */
struct line {
    struct elb_text text;
    size_t offset;
};

/* Where we are in a text; lines are counted from 0. */
struct cursor {
    struct elb_text text;
    size_t offset;
    size_t number; /* of the line that is there */
};

/* How long the line at the cursor is, with its end. */
static size_t length_here(const struct cursor *cursor)
{
    const struct elb_text rest = elb_text_skip(cursor->text, cursor->offset);
    const char *end = rest.length > 0 ? memchr(rest.start, '\n', rest.length) : NULL;

    return end ? (size_t)(end - rest.start) + 1 : rest.length;
}

static bool next_line(struct cursor *cursor, struct line *ret_line)
{
    const size_t length = length_here(cursor);

    if (length == 0)
        return false;
    *ret_line = (struct line){{cursor->text.start + cursor->offset, length}, cursor->offset};
    cursor->offset += length;
    cursor->number++;
    return true;
}

/* The number of the line that an offset is in. Offsets are asked for in their order: all of them
 * together take one walk over the text. */
static size_t line_of(struct cursor *cursor, size_t offset)
{
    while (cursor->offset < offset) {
        const char *start = cursor->text.start + cursor->offset;
        const char *end = memchr(start, '\n', offset - cursor->offset);

        cursor->number += end != NULL;
        cursor->offset = end ? cursor->offset + (size_t)(end - start) + 1 : offset;
    }
    return cursor->number;
}

static void append_line(struct elb_buffer *out, char sign, struct elb_text line)
{
    elb_buffer_append_char(out, sign);
    elb_buffer_append_text(out, line);
    if (line.length == 0 || line.start[line.length - 1] != '\n')
        elb_buffer_append_string(out, "\n\\ No newline at end of file\n");
}

/* The edits that are within a line, from the first on. */
static size_t edits_in(const struct line *line, const struct elb_fix_edit *edits, size_t count)
{
    size_t within = 0;

    while (within < count && edits[within].offset < line->offset + line->text.length)
        within++;
    return within;
}

static void append_edited(struct elb_buffer *out, const struct line *line,
                          const struct elb_fix_edit *edits, size_t count)
{
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t start = edits[i].offset - line->offset;

        elb_buffer_append(out, line->text.start + at, start - at);
        elb_buffer_append_string(out, edits[i].with);
        at = start + edits[i].length;
    }
    elb_buffer_append(out, line->text.start + at, line->text.length - at);
}

void elb_patch_apply(struct elb_buffer *out, struct elb_text text, const struct elb_fix_edit *edits,
                     size_t count)
{
    append_edited(out, &(struct line){text, 0}, edits, count);
}

/* ---- Hunks -------------------------------------------------------------------------------- */

/* Lines as numbers from 0; changes nearer than twice the context are one hunk. */
struct hunk {
    size_t first;
    size_t end;
    size_t edits;
};

static struct hunk take_hunk(struct cursor *ahead, const struct elb_fix_edit *edits, size_t count)
{
    size_t line = line_of(ahead, edits[0].offset);
    struct hunk hunk = {line > CONTEXT ? line - CONTEXT : 0, line + 1 + CONTEXT, 1};

    while (hunk.edits < count &&
           (line = line_of(ahead, edits[hunk.edits].offset)) <= hunk.end + CONTEXT) {
        hunk.end = line + 1 + CONTEXT;
        hunk.edits++;
    }
    return hunk;
}

/* The lines of a hunk, of which the cursor is at the first; returns how many there are. */
static size_t write_lines(struct elb_buffer *out, struct cursor *cursor, const struct hunk *hunk,
                          const struct elb_fix_edit *edits)
{
    size_t used = 0;
    struct line line;

    while (cursor->number < hunk->end && next_line(cursor, &line)) {
        const size_t within = edits_in(&line, edits + used, hunk->edits - used);
        struct elb_buffer edited = {0};

        append_line(out, within > 0 ? '-' : ' ', line.text);
        if (within > 0) {
            append_edited(&edited, &line, edits + used, within);
            append_line(out, '+', elb_buffer_text(&edited));
        }
        out->out_of_memory |= edited.out_of_memory;
        elb_buffer_done(&edited);
        used += within;
    }
    return cursor->number - hunk->first;
}

static void write_hunk(struct elb_buffer *out, struct cursor *cursor, const struct hunk *hunk,
                       const struct elb_fix_edit *edits)
{
    struct elb_buffer body = {0};
    const size_t count = write_lines(&body, cursor, hunk, edits);

    elb_buffer_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", hunk->first + 1, count, hunk->first + 1,
                      count);
    elb_buffer_append_text(out, elb_buffer_text(&body));
    out->out_of_memory |= body.out_of_memory;
    elb_buffer_done(&body);
}

/* ---- Names -------------------------------------------------------------------------------- */

static bool needs_quotes(const char *path)
{
    for (const char *c = path; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f || *c == '"' || *c == '\\')
            return true;
    }
    return false;
}

static void append_quoted(struct elb_buffer *out, const char *path)
{
    for (const char *c = path; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            elb_buffer_printf(out, "\\%03o", (unsigned)(unsigned char)*c);
        else
            elb_buffer_printf(out, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
    }
}

/* As git writes names, and reads them, like patch: in quotes where they would break the line, and
 * with a tab behind those with blanks, at which a name would end. */
static void write_name(struct elb_buffer *out, const char *sign, const char *path)
{
    const bool is_quoted = needs_quotes(path);

    elb_buffer_printf(out, "%s ", sign);
    if (is_quoted) {
        elb_buffer_printf(out, "\"%c/", sign[0] == '-' ? 'a' : 'b');
        append_quoted(out, path);
        elb_buffer_append_string(out, "\"\n");
    } else {
        elb_buffer_printf(out, "%c/%s%s\n", sign[0] == '-' ? 'a' : 'b', path,
                          strchr(path, ' ') ? "\t" : "");
    }
}

void elb_patch_write(struct elb_buffer *out, const char *path, struct elb_text text,
                     const struct elb_fix_edit *edits, size_t count)
{
    struct cursor ahead = {.text = text};
    struct cursor cursor = {.text = text};
    struct line skipped;

    path += strspn(path, "/"); /* for `patch -p1 -d /` */
    write_name(out, "---", path);
    write_name(out, "+++", path);
    while (count > 0) {
        const struct hunk hunk = take_hunk(&ahead, edits, count);

        while (cursor.number < hunk.first && next_line(&cursor, &skipped))
            continue;
        write_hunk(out, &cursor, &hunk, edits);
        edits += hunk.edits;
        count -= hunk.edits;
    }
}
