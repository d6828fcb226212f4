/* SPDX-License-Identifier: MIT */

/*
 * Comments of HCL, and the statements below them. Source: the specification of HCL's native syntax,
 * "Lexical Elements" and "Templates". Nothing is refused: what is wrong is said by the reader.
 */
#include "base/utf8.h"
#include "read/declared/suppressions.h"

#define TEMPLATES_MAX 64 /* of strings within templates within strings */

struct lexer {
    struct elb_suppression_scan *scan;
    struct elb_text text;
    size_t at;
    uint32_t line;
    size_t column_at;  /* a byte of the line ... */
    uint32_t column;   /* ... and its column */
    size_t depth;      /* of brackets */
    size_t line_depth; /* where the line's first token stands */
    bool has_token;    /* this line */
};

static struct elb_text rest(const struct lexer *lexer)
{
    return elb_text_skip(lexer->text, lexer->at);
}

/* Goes on to a byte, over lines as well. */
static void advance(struct lexer *lexer, size_t to)
{
    for (; lexer->at < to && lexer->at < lexer->text.length; lexer->at++) {
        if (lexer->text.start[lexer->at] != '\n')
            continue;
        lexer->line++;
        lexer->column_at = lexer->at + 1;
        lexer->column = 1;
    }
}

/* The column of where it is; asked once for each place of a line, in order. */
static uint32_t column(struct lexer *lexer)
{
    const struct elb_text before = {lexer->text.start + lexer->column_at,
                                    lexer->at - lexer->column_at};

    lexer->column += (uint32_t)elb_utf8_count(before);
    lexer->column_at = lexer->at;
    return lexer->column;
}

/* ---- What is skipped ------------------------------------------------------------------------ */

static bool is_template(const char *c, size_t length)
{
    return length > 1 && (c[0] == '$' || c[0] == '%') && c[1] == '{';
}

/* In a string: `$${` is no template. How many bytes to go on. */
static size_t string_step(const char *c, size_t length)
{
    const bool is_escaped = c[0] == '\\' || (length > 2 && c[0] == c[1] && is_template(c + 1, 2));

    return is_escaped ? (c[0] == '\\' ? 2 : 3) : 1;
}

/* Behind the string that begins here. One without an end ends with its line. */
static size_t string_end(struct elb_text text, size_t at)
{
    size_t braces[TEMPLATES_MAX] = {0};
    size_t level = 0;
    bool is_string = true;

    for (at++; at < text.length && level < TEMPLATES_MAX - 1;) {
        const char *c = text.start + at;
        const size_t length = text.length - at;
        const size_t step = is_string ? string_step(c, length) : 1;

        at += step;
        if (step > 1)
            continue;
        if (c[0] == '"' && is_string && level == 0)
            return at;
        if (c[0] == '\n' && is_string && level == 0)
            return at - 1;
        if (c[0] == '"') {
            is_string = !is_string;
        } else if (is_string && is_template(c, length)) {
            braces[++level] = 0;
            is_string = false;
            at++;
        } else if (!is_string && c[0] == '{') {
            braces[level]++;
        } else if (!is_string && c[0] == '}' && braces[level]-- == 0) {
            level--;
            is_string = true;
        }
    }
    return text.length;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || (unsigned char)c >= 0x80;
}

/* Behind the heredoc that begins here; where it is: there is none. */
static size_t heredoc_end(struct elb_text text, size_t at)
{
    struct elb_text lines = elb_text_skip(text, at + 2);
    struct elb_text name;
    struct elb_text line;

    if (lines.length > 0 && lines.start[0] == '-')
        lines = elb_text_skip(lines, 1);
    if (!elb_text_next_line(&lines, &line))
        return at;
    name = elb_text_trim(line);
    for (size_t i = 0; i < name.length; i++) {
        if (!is_name(name.start[i]))
            return at;
    }
    while (name.length > 0 && elb_text_next_line(&lines, &line)) {
        if (elb_text_is_equal(elb_text_trim(line), name))
            return (size_t)(line.start - text.start) + line.length;
    }
    return name.length > 0 ? text.length : at;
}

/* ---- Comments ------------------------------------------------------------------------------- */

/* Behind a comment that begins here; 0: none does. */
static size_t comment_end(const struct lexer *lexer)
{
    const struct elb_text text = rest(lexer);
    size_t end;

    if (elb_text_has_prefix(text, "/*")) {
        end = elb_text_find(elb_text_skip(text, 2), ELB_TEXT("*/"));
        return end == SIZE_MAX ? lexer->text.length : lexer->at + 2 + end + 2;
    }
    if (!elb_text_has_prefix(text, "#") && !elb_text_has_prefix(text, "//"))
        return 0;
    end = elb_text_find(text, ELB_TEXT("\n"));
    return end == SIZE_MAX ? lexer->text.length : lexer->at + end;
}

/* What the marker at this byte says, to the end of its line or of the comment. */
static struct elb_text words_at(struct elb_text text, size_t marker, size_t end)
{
    struct elb_text words = elb_suppression_words((struct elb_text){text.start, end}, marker);
    struct elb_text line = {words.start, 0};

    (void)elb_text_next_line(&words, &line);
    if (elb_text_has_suffix(line, "*/"))
        line.length -= 2;
    return line;
}

/* Behind code, it is about that line; if a block begins there, about the block. */
static void take_marker(struct lexer *lexer, struct elb_text words)
{
    const size_t stop = (size_t)(words.start + words.length - lexer->text.start);
    const uint32_t start = column(lexer);
    const uint32_t width = (uint32_t)elb_utf8_count(
        (struct elb_text){lexer->text.start + lexer->at, stop - lexer->at});
    const struct elb_span span = {.line = lexer->line,
                                  .column = start,
                                  .end_line = lexer->line,
                                  .end_column = start + width,
                                  .offset = (uint32_t)lexer->at,
                                  .end_offset = (uint32_t)stop};

    elb_suppression_await(lexer->scan, words, span, 0);
    if (lexer->has_token && lexer->depth > lexer->line_depth)
        elb_suppression_begin(lexer->scan, lexer->line_depth, false);
    else if (lexer->has_token)
        elb_suppression_drop(lexer->scan);
}

/* The first one of each line counts. */
static void take_comment(struct lexer *lexer, size_t end)
{
    const struct elb_text text = {lexer->text.start, end};
    const bool is_block = elb_text_has_prefix(rest(lexer), "/*");
    size_t marker = elb_suppression_find(text, lexer->at);

    while (marker != SIZE_MAX) {
        const struct elb_text words = words_at(text, marker, end);

        if (is_block)
            advance(lexer, marker);
        take_marker(lexer, words);
        marker = elb_suppression_find(text, (size_t)(words.start - text.start) + words.length);
    }
    advance(lexer, end);
}

/* ---- Code ----------------------------------------------------------------------------------- */

static void begin_token(struct lexer *lexer, char c)
{
    if (!lexer->has_token)
        lexer->line_depth = lexer->depth;
    lexer->has_token = true;
    if (strchr("}])", c))
        elb_suppression_drop(lexer->scan);
    elb_suppression_begin(lexer->scan, lexer->depth, false);
}

static void take_token(struct lexer *lexer)
{
    const char c = lexer->text.start[lexer->at];
    size_t end = lexer->at + 1;

    begin_token(lexer, c);
    if (c == '"')
        end = string_end(lexer->text, lexer->at);
    else if (elb_text_has_prefix(rest(lexer), "<<"))
        end = heredoc_end(lexer->text, lexer->at);
    else if (strchr("{[(", c))
        lexer->depth++;
    else if (strchr("}])", c) && lexer->depth > 0)
        elb_suppression_end(lexer->scan, lexer->line, lexer->depth--);
    advance(lexer, end > lexer->at ? end : lexer->at + 1);
}

void elb_suppression_scan_hcl(struct elb_suppression_scan *scan)
{
    struct lexer lexer = {.scan = scan, .text = scan->file->text, .line = 1, .column = 1};

    while (lexer.at < lexer.text.length && scan->status == ELB_OK) {
        const char c = lexer.text.start[lexer.at];
        const size_t end = comment_end(&lexer);

        if (end > 0) {
            take_comment(&lexer, end);
        } else if (c == '\n') {
            elb_suppression_end(scan, lexer.line, lexer.depth);
            lexer.has_token = false;
            advance(&lexer, lexer.at + 1);
        } else if (strchr(" \t\r\f\v", c)) {
            lexer.at++;
        } else {
            take_token(&lexer);
        }
    }
}
