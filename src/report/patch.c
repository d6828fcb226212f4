/* SPDX-License-Identifier: MIT */
#include "report/patch.h"

#define CONTEXT 3 /* lines before and after a change */

/* One line with its end, and where it begins. */
struct line {
    struct elb_text text;
    size_t offset;
};

struct lines {
    struct elb_text text;
    size_t offset; /* of the line that comes next */
};

static bool next_line(struct lines *lines, struct line *ret_line)
{
    const struct elb_text rest = elb_text_skip(lines->text, lines->offset);
    const size_t end = elb_text_find(rest, ELB_TEXT("\n"));

    if (rest.length == 0)
        return false;
    ret_line->offset = lines->offset;
    ret_line->text = (struct elb_text){rest.start, end == SIZE_MAX ? rest.length : end + 1};
    lines->offset += ret_line->text.length;
    return true;
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

static struct hunk take_hunk(const struct elb_fix_edit *edits, size_t count)
{
    const size_t line = edits[0].line - 1;
    struct hunk hunk = {line > CONTEXT ? line - CONTEXT : 0, line + 1 + CONTEXT, 1};

    while (hunk.edits < count && edits[hunk.edits].line - 1 <= hunk.end + CONTEXT) {
        hunk.end = edits[hunk.edits].line + CONTEXT;
        hunk.edits++;
    }
    return hunk;
}

/* Edits of one hunk, beginning at its first line. */
static size_t write_lines(struct elb_buffer *out, struct lines *lines, const struct hunk *hunk,
                          const struct elb_fix_edit *edits)
{
    size_t used = 0;
    size_t number = hunk->first;
    struct line line;

    for (; number < hunk->end && next_line(lines, &line); number++) {
        const size_t within = edits_in(&line, edits + used, hunk->edits - used);
        struct elb_buffer edited = {0};

        append_line(out, within > 0 ? '-' : ' ', line.text);
        append_edited(&edited, &line, edits + used, within);
        if (within > 0)
            append_line(out, '+', elb_buffer_text(&edited));
        out->out_of_memory |= edited.out_of_memory;
        elb_buffer_done(&edited);
        used += within;
    }
    return number - hunk->first;
}

static void write_hunk(struct elb_buffer *out, struct lines *lines, const struct hunk *hunk,
                       const struct elb_fix_edit *edits)
{
    struct elb_buffer body = {0};
    const size_t count = write_lines(&body, lines, hunk, edits);

    elb_buffer_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", hunk->first + 1, count, hunk->first + 1,
                      count);
    elb_buffer_append_text(out, elb_buffer_text(&body));
    out->out_of_memory |= body.out_of_memory;
    elb_buffer_done(&body);
}

void elb_patch_write(struct elb_buffer *out, const char *path, struct elb_text text,
                     const struct elb_fix_edit *edits, size_t count)
{
    struct lines lines = {.text = text};
    size_t number = 0;
    struct line skipped;

    path += strspn(path, "/"); /* for `patch -p1 -d /` */
    elb_buffer_printf(out, "--- a/%s\n+++ b/%s\n", path, path);
    while (count > 0) {
        const struct hunk hunk = take_hunk(edits, count);

        while (number < hunk.first && next_line(&lines, &skipped))
            number++;
        write_hunk(out, &lines, &hunk, edits);
        number = hunk.end;
        edits += hunk.edits;
        count -= hunk.edits;
    }
}
