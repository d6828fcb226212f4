/* SPDX-License-Identifier: MIT */

/* Lines, the pairs of key and value in them, and blocks of lines with the same indentation. */
#include "read/declared/template.h"

#include "base/utf8.h"

#define COUNT(array)      (sizeof(array) / sizeof((array)[0]))
#define LEVELS_MOST       6    /* of an address */
#define PATH_LINES_MOST   200  /* to look at for it */
#define KEY_LENGTH_MOST   64   /* in it */
#define SPACES_MOST       256  /* between a key and its value */
#define FLOW_MOST         1024 /* characters on each side of a setting, within one line */
#define VALUE_LENGTH_MOST 1024

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static bool has_prefix_at(struct elb_text text, size_t at, const char *prefix)
{
    return elb_text_has_prefix(elb_text_skip(text, at), prefix);
}

static void classify(struct elb_template_line *line)
{
    static const char *const comments[] = {"#", "//", "/*", "*", "---"};
    static const char *const controls[] = {"{{", "{%", "<%", "{#"};
    const struct elb_text text = line->text;

    while (line->indent < text.length && is_space(text.start[line->indent]))
        line->indent++;
    line->is_blank = elb_text_trim(text).length == 0;
    for (size_t i = 0; i < COUNT(comments); i++)
        line->is_blank |= has_prefix_at(text, line->indent, comments[i]);
    for (size_t i = 0; i < COUNT(controls); i++)
        line->is_control |= has_prefix_at(text, line->indent, controls[i]);
    line->key = line->indent;
    while (has_prefix_at(text, line->key, "- ")) {
        line->is_item = true;
        line->key += 2;
        while (line->key < text.length && is_space(text.start[line->key]))
            line->key++;
    }
}

struct elb_template_line elb_template_line_at(const struct elb_template *the, uint32_t offset,
                                              uint32_t number)
{
    const size_t begin = offset - (size_t)(the->text.start - the->file->text.start);
    struct elb_text rest = elb_text_skip(the->text, begin);
    struct elb_template_line line = {.offset = offset, .number = number};

    if (!elb_text_next_line(&rest, &line.text))
        line.text = (struct elb_text){the->text.start + the->text.length, 0};
    classify(&line);
    return line;
}

bool elb_template_next(const struct elb_template *the, struct elb_template_line *line)
{
    const size_t begin = (size_t)(the->text.start - the->file->text.start);
    const size_t end = begin + the->text.length;
    size_t at = line->offset + line->text.length;

    if (at < end && the->file->text.start[at] == '\r')
        at++;
    if (at + 1 >= end)
        return false;
    *line = elb_template_line_at(the, (uint32_t)at + 1, line->number + 1);
    return true;
}

bool elb_template_previous(const struct elb_template *the, struct elb_template_line *line)
{
    const size_t begin = (size_t)(the->text.start - the->file->text.start);
    size_t at = line->offset;

    if (at <= begin)
        return false;
    at--; /* the LF */
    while (at > begin && the->file->text.start[at - 1] != '\n')
        at--;
    *line = elb_template_line_at(the, (uint32_t)at, line->number - 1);
    return true;
}

/* ---- Pairs ---------------------------------------------------------------------------------- */

static bool is_key_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && strchr("_./~-", c) != NULL);
}

/* Behind a quote, which may have a backslash before it in a string. */
static size_t skip_quote(struct elb_text text, size_t at)
{
    if (has_prefix_at(text, at, "\\\"") || has_prefix_at(text, at, "\\'"))
        return at + 2;
    return at < text.length && (text.start[at] == '"' || text.start[at] == '\'') ? at + 1 : at;
}

static size_t skip_spaces(struct elb_text text, size_t at)
{
    const size_t end = at + SPACES_MOST < text.length ? at + SPACES_MOST : text.length;

    while (at < end && is_space(text.start[at]))
        at++;
    return at;
}

/* Values are short, whatever the length of the line. */
static struct elb_text cut(struct elb_text line, size_t at)
{
    const size_t rest = elb_utf8_cut(elb_text_skip(line, at), VALUE_LENGTH_MOST);

    return (struct elb_text){line.start, at + rest};
}

/* Where a quoted value ends, behind its quote. A template in it has quotes of its own. */
static size_t end_of_quoted(struct elb_text line, size_t at)
{
    const struct elb_text text = cut(line, at);
    const size_t length = skip_quote(text, at) - at;
    const struct elb_text quote = {text.start + at, length};
    struct elb_text rest = elb_text_skip(text, at + length);
    size_t skipped = 0;
    size_t end;

    if (elb_text_has_prefix(rest, "{{") || elb_text_has_prefix(rest, "<%")) {
        end =
            elb_text_find(rest, elb_text_has_prefix(rest, "{{") ? ELB_TEXT("}}") : ELB_TEXT("%>"));
        skipped = end == SIZE_MAX ? 0 : end;
    }
    end = elb_text_find(elb_text_skip(rest, skipped), quote);
    return end == SIZE_MAX ? text.length : at + length + skipped + end + length;
}

/* Behind the brace that closes the one here; or at the end. */
static size_t end_of_nested(struct elb_text text, size_t at)
{
    int depth = 0;

    for (size_t i = at; i < text.length; i++) {
        depth += text.start[i] == '{' || text.start[i] == '[';
        depth -= text.start[i] == '}' || text.start[i] == ']';
        if (depth == 0)
            return i + 1;
    }
    return text.length;
}

static size_t end_of_plain(struct elb_text line, size_t at)
{
    const struct elb_text text = cut(line, at);
    const struct elb_text rest = elb_text_skip(text, at);
    const size_t comment = elb_text_find(rest, ELB_TEXT(" #"));
    size_t end = comment == SIZE_MAX ? text.length : at + comment;

    if (rest.length > 1 && strchr("[{", rest.start[0]) && !strchr("{%#", rest.start[1]))
        return end_of_nested(text, at);
    if (rest.length > 0 && !strchr("!{[<", rest.start[0]) && !elb_setting_is_expression(rest)) {
        size_t stop = at;

        while (stop < end && !strchr(" \t,;}])\"'\\", text.start[stop]))
            stop++;
        return stop;
    }
    while (end > at && (is_space(text.start[end - 1]) || text.start[end - 1] == ','))
        end--;
    return end;
}

/* Without the columns, which are counted when they are needed. */
static struct elb_span span_of(const struct elb_template_line *line, size_t from, size_t to)
{
    return (struct elb_span){
        .line = line->number,
        .end_line = line->number,
        .offset = line->offset + (uint32_t)from,
        .end_offset = line->offset + (uint32_t)to,
    };
}

void elb_template_count_columns(struct elb_template *the, const struct elb_template_line *line,
                                struct elb_span *span)
{
    const char *start = the->file->text.start;
    const uint32_t at = span->offset;

    if (the->counted_line != line->number) {
        the->counted_line = line->number;
        the->counted = line->offset;
        the->column = 1;
    }
    if (at >= the->counted)
        the->column +=
            (uint32_t)elb_utf8_count((struct elb_text){start + the->counted, at - the->counted});
    else
        the->column -= (uint32_t)elb_utf8_count((struct elb_text){start + at, the->counted - at});
    the->counted = at;
    span->column = the->column;
    span->end_column = span->column + (uint32_t)elb_utf8_count(
                                          (struct elb_text){start + at, span->end_offset - at});
}

/* Without the backslashes that quotes have in a string, the value is between them. */
static void set_value(const struct elb_template_line *line, size_t from, size_t to,
                      struct elb_template_pair *pair)
{
    if (has_prefix_at(line->text, from, "\\")) {
        from = skip_quote(line->text, from);
        to = to >= from + 2 ? to - 2 : from;
    }
    pair->value = (struct elb_text){line->text.start + from, to - from};
    pair->span = span_of(line, from, to);
}

bool elb_template_pair_at(const struct elb_template_line *line, size_t at,
                          struct elb_template_pair *ret_pair)
{
    const struct elb_text text = line->text;
    const size_t key = skip_quote(text, at);
    size_t end = key;
    size_t value;

    while (end < text.length && end - key <= ELB_TEMPLATE_KEY_MOST &&
           is_key_character(text.start[end]))
        end++;
    *ret_pair = (struct elb_template_pair){.key = {text.start + key, end - key}};
    value = skip_spaces(text, skip_quote(text, end));
    if (end == key || value >= text.length || !strchr(":=", text.start[value]))
        return false;
    ret_pair->is_assigned = text.start[value] == '=';
    value += has_prefix_at(text, value, "=>") || has_prefix_at(text, value, ":=") ? 2 : 1;
    value = skip_spaces(text, value);
    ret_pair->key_span = span_of(line, key, end);
    if (skip_quote(text, value) > value)
        set_value(line, value, end_of_quoted(text, value), ret_pair);
    else
        set_value(line, value, end_of_plain(text, value), ret_pair);
    return true;
}

/* ---- Blocks --------------------------------------------------------------------------------- */

static const struct {
    const char *key;
    enum elb_template_field field;
} fields[] = {
    {"protocol", ELB_FIELD_PROTOCOL},
    {"Protocol", ELB_FIELD_PROTOCOL},
    {"port", ELB_FIELD_PORT},
    {"Port", ELB_FIELD_PORT},
    {"protocolPort", ELB_FIELD_PROTOCOL_PORT},
    {"SslPolicy", ELB_FIELD_POLICY},
    {"Properties", ELB_FIELD_PROPERTIES},
    {ELB_K8S_INGRESS "listen-ports", ELB_FIELD_LISTEN_PORTS},
    {ELB_K8S_INGRESS "certificate-arn", ELB_FIELD_CERTIFICATE},
    {ELB_K8S_INGRESS "ssl-redirect", ELB_FIELD_REDIRECT},
    {ELB_K8S_INGRESS "ssl-policy", ELB_FIELD_INGRESS_POLICY},
    {ELB_K8S_SERVICE "type", ELB_FIELD_SERVICE_TYPE},
    {ELB_K8S_SERVICE "ssl-ports", ELB_FIELD_SERVICE_PORTS},
    {"op", ELB_FIELD_OPERATION},
    {"value", ELB_FIELD_VALUE},
};

static void note_pair(const struct elb_template_line *line, size_t at,
                      struct elb_template_block *block)
{
    struct elb_template_pair pair;

    if (!elb_template_pair_at(line, at, &pair))
        return;
    for (size_t i = 0; i < COUNT(fields); i++) {
        struct elb_template_pair *field = &block->fields[fields[i].field];

        if (!elb_text_is(pair.key, fields[i].key) || field->key.length > 0)
            continue;
        *field = pair;
        if (fields[i].field == ELB_FIELD_PROPERTIES)
            block->properties = *line;
    }
}

/* Is the line of another block? If not, and if it is as deep, it is looked at. */
static bool ends_block(const struct elb_template_line *line, size_t column,
                       struct elb_template_block *block)
{
    if (line->is_blank)
        return false;
    if (line->is_control) {
        block->has_control = true;
        return false;
    }
    if (line->key == column && (line->indent == column || line->is_item))
        note_pair(line, column, block);
    return line->indent < column;
}

static void look_up(const struct elb_template *the, struct elb_template_line line, size_t column,
                    struct elb_template_block *block)
{
    bool ended = line.is_item; /* this is the first of its item */

    for (size_t i = 0; !ended && i < ELB_TEMPLATE_LINES_MOST && elb_template_previous(the, &line);
         i++)
        ended = ends_block(&line, column, block);
}

static void look_down(const struct elb_template *the, struct elb_template_line line, size_t column,
                      struct elb_template_block *block)
{
    for (size_t i = 0; i < ELB_TEMPLATE_LINES_MOST && elb_template_next(the, &line); i++) {
        if (line.indent < column && !line.is_blank && !line.is_control)
            return;
        (void)ends_block(&line, column, block);
    }
}

/* The braces around a key in a line with several. */
static void look_within(const struct elb_template_line *line, size_t at,
                        struct elb_template_block *block)
{
    const struct elb_text text = line->text;
    const size_t least = at > FLOW_MOST ? at - FLOW_MOST : 0;
    const size_t most = at + FLOW_MOST < text.length ? at + FLOW_MOST : text.length;
    size_t begin = at;
    int depth = 0;

    while (begin > least && depth >= 0) {
        begin--;
        depth += text.start[begin] == '}' || text.start[begin] == ']';
        depth -= text.start[begin] == '{' || text.start[begin] == '[';
    }
    begin += depth < 0;
    depth = 0;
    for (size_t i = begin; i < most && depth >= 0; i++) {
        const char c = text.start[i];

        if (depth == 0 && is_key_character(c) && (i == 0 || !is_key_character(text.start[i - 1])))
            note_pair(line, i, block);
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
    }
}

void elb_template_beside(const struct elb_template *the, const struct elb_template_line *line,
                         size_t at, struct elb_template_block *ret_block)
{
    const bool is_first = skip_quote(line->text, line->key) == at || line->key == at;

    *ret_block = (struct elb_template_block){0};
    if (!is_first) {
        look_within(line, at, ret_block);
        return;
    }
    note_pair(line, line->key, ret_block);
    look_up(the, *line, line->key, ret_block);
    look_down(the, *line, line->key, ret_block);
}

void elb_template_below(const struct elb_template *the, const struct elb_template_line *line,
                        struct elb_template_block *ret_block)
{
    struct elb_template_line first = *line;

    *ret_block = (struct elb_template_block){0};
    while (elb_template_next(the, &first)) {
        if (first.is_control)
            ret_block->has_control = true;
        else if (!first.is_blank)
            break;
        if (first.number > line->number + ELB_TEMPLATE_LINES_MOST)
            return;
    }
    if (first.key <= line->key || first.is_blank || first.is_control)
        return;
    note_pair(&first, first.key, ret_block);
    look_down(the, first, first.key, ret_block);
}

/* ---- Addresses ------------------------------------------------------------------------------ */

static const char *join(struct elb_arena *arena, const struct elb_text *keys, size_t count)
{
    const char *path = "";

    while (path && count-- > 0)
        path = elb_arena_printf(arena, "%s%s%.*s", path, path[0] ? "." : "",
                                ELB_TEXT_ARGS(keys[count]));
    return path;
}

const char *elb_template_path(const struct elb_template *the, const struct elb_template_line *line)
{
    struct elb_text keys[LEVELS_MOST];
    struct elb_template_line above = *line;
    size_t column = line->indent;
    size_t count = 0;

    for (size_t i = 0; i < PATH_LINES_MOST && count < LEVELS_MOST && column > 0 &&
                       elb_template_previous(the, &above);
         i++) {
        struct elb_template_pair pair;

        if (above.is_blank || above.is_control || above.indent >= column)
            continue;
        if (above.key < column && elb_template_pair_at(&above, above.key, &pair) &&
            pair.key.length <= KEY_LENGTH_MOST)
            keys[count++] = pair.key;
        column = above.indent;
    }
    return join(elb_declared_arena(the->listeners), keys, count);
}
