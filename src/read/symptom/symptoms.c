/* SPDX-License-Identifier: MIT */
#include "read/symptom/reader.h"

#include "base/alloc.h"

#include <assert.h>

/* The one list of readers: the first that takes a line has it. */
static const struct elb_symptom_reader *const readers[] = {
    &elb_symptom_reader_alb_connection, &elb_symptom_reader_nlb_tls, &elb_symptom_reader_s_client,
    &elb_symptom_reader_curl,           &elb_symptom_reader_gnutls,  &elb_symptom_reader_error_text,
};
#define READER_COUNT (sizeof(readers) / sizeof(readers[0]))

/* ---- The list ------------------------------------------------------------------------------- */

static enum elb_status prepare(struct elb_symptom_list *list, struct elb_error *reterr)
{
    list->patterns = elb_patterns_new(&list->arena, list->catalog);
    list->pending =
        elb_arena_alloc_array(&list->arena, list->catalog->event_count, sizeof(*list->pending));
    list->path = "-";
    return list->patterns && list->pending ? ELB_OK : elb_error_set_memory(reterr);
}

enum elb_status elb_symptoms_new(const struct elb_catalog *catalog,
                                 const struct elb_symptom_limits *limits,
                                 struct elb_symptom_list **ret_list, struct elb_error *reterr)
{
    const struct elb_symptom_limits defaults = ELB_SYMPTOM_LIMITS_DEFAULT;
    struct elb_symptom_list *list;
    enum elb_status status;

    assert(catalog && ret_list);
    list = elb_alloc(sizeof(*list));
    if (!list)
        return elb_error_set_memory(reterr);
    *list = (struct elb_symptom_list){.catalog = catalog, .limits = limits ? *limits : defaults};
    elb_arena_init(&list->arena);
    elb_buffer_init(&list->rest);
    elb_buffer_init(&list->plain);
    status = prepare(list, reterr);
    if (status != ELB_OK)
        elb_symptoms_free(list);
    else
        *ret_list = list;
    return status;
}

size_t elb_symptoms_count(const struct elb_symptom_list *list)
{
    assert(list);
    return list->count;
}

const struct elb_symptom *elb_symptoms_at(const struct elb_symptom_list *list, size_t index)
{
    assert(list);
    return index < list->count ? &list->entries[index]->symptom : NULL;
}

size_t elb_symptoms_line_count(const struct elb_symptom_list *list)
{
    assert(list);
    return list->line_count;
}

struct elb_symptom_list *elb_symptoms_free(struct elb_symptom_list *list)
{
    if (list) {
        elb_buffer_done(&list->rest);
        elb_buffer_done(&list->plain);
        elb_arena_done(&list->arena);
        elb_free(list);
    }
    return NULL;
}

/* ---- Reading -------------------------------------------------------------------------------- */

enum elb_status elb_symptoms_begin(struct elb_symptom_list *list, const char *path,
                                   struct elb_error *reterr)
{
    assert(list && path);
    list->path = elb_arena_dup(&list->arena, path, strlen(path));
    list->line = 0;
    list->clear_at = 0;
    list->transcript = (struct elb_transcript){0};
    elb_buffer_clear(&list->rest);
    return list->path ? ELB_OK : elb_error_set_memory(reterr);
}

/* One of the many lines of a stack trace, in Java, JavaScript, Ruby or Python, that name no error.
 */
static bool is_frame(struct elb_text line)
{
    static const char *const heads[] = {"at ", "... ", "from ", "File \"", "^^^"};

    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        if (elb_text_has_prefix(line, heads[i]))
            return true;
    }
    return false;
}

/* How long the colour or other control sequence at the start of a text is (ECMA-48, 5.4); 0: none.
 */
static size_t control_length(struct elb_text text)
{
    size_t length = 2;

    if (!elb_text_has_prefix(text, "\x1b["))
        return 0;
    while (length < text.length && text.start[length] >= 0x20 && text.start[length] < 0x40)
        length++;
    return length < text.length ? length + 1 : length;
}

/* The line without what only colours it, and with blanks for NUL, which would end it. */
static bool make_plain(struct elb_symptom_list *list, struct elb_text *line)
{
    if (!memchr(line->start, '\x1b', line->length) && !memchr(line->start, '\0', line->length))
        return true;
    elb_buffer_clear(&list->plain);
    for (struct elb_text rest = *line; rest.length > 0;) {
        size_t control = control_length(rest);

        if (control == 0)
            elb_buffer_append_char(&list->plain, *rest.start ? *rest.start : ' ');
        rest = elb_text_skip(rest, control > 0 ? control : 1);
    }
    *line = elb_buffer_text(&list->plain);
    return !list->plain.out_of_memory;
}

static enum elb_status take_line(struct elb_symptom_list *list, struct elb_text line,
                                 struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    list->line++;
    list->line_count++;
    if (line.length > 0 && !make_plain(list, &line))
        return elb_error_set_memory(reterr);
    line = elb_text_trim(line);
    list->told_count += !is_frame(line);
    for (size_t i = 0; line.length > 0 && i < READER_COUNT; i++) {
        if (readers[i]->take(list, line, &status, reterr))
            break;
    }
    return status;
}

/* Goes on with the line that has begun: in one piece if it is whole. */
static enum elb_status take_part(struct elb_symptom_list *list, struct elb_text part, bool is_end,
                                 struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (list->rest.length + part.length > list->limits.line_bytes)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, list->path, list->line + 1, 0,
                             "a line of more than %zu bytes", list->limits.line_bytes);
    if (is_end && list->rest.length == 0)
        return take_line(list, part, reterr);
    elb_buffer_append_text(&list->rest, part);
    if (list->rest.out_of_memory)
        return elb_error_set_memory(reterr);
    if (is_end) {
        status = take_line(list, elb_buffer_text(&list->rest), reterr);
        elb_buffer_clear(&list->rest);
    }
    return status;
}

enum elb_status elb_symptoms_feed(struct elb_symptom_list *list, const char *bytes, size_t length,
                                  struct elb_error *reterr)
{
    struct elb_text rest = {bytes, length};
    enum elb_status status = ELB_OK;

    assert(list && (bytes || length == 0));
    while (status == ELB_OK && rest.length > 0) {
        const char *end = memchr(rest.start, '\n', rest.length);
        size_t own = end ? (size_t)(end - rest.start) : rest.length;

        status = take_part(list, (struct elb_text){rest.start, own}, end != NULL, reterr);
        rest = elb_text_skip(rest, own + (end != NULL));
    }
    return status;
}

enum elb_status elb_symptoms_end(struct elb_symptom_list *list, struct elb_error *reterr)
{
    const struct elb_text nothing = {"", 0};
    enum elb_status status = ELB_OK;

    assert(list);
    if (list->rest.length > 0)
        status = take_part(list, nothing, true, reterr);
    if (status == ELB_OK)
        status = elb_transcript_end(list, reterr);
    if (status == ELB_OK)
        status = elb_symptom_settle(list, true, reterr);
    return status;
}
