/* SPDX-License-Identifier: MIT */

/* Strings of HCL: quoted ones, heredocs, and what is interpolated in them. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "tree/hcl_parser.h"

enum kind {
    QUOTED,
    HEREDOC,
    WHOLE, /* up to the end of the text; escapes are those of JSON, which are decoded */
};

struct template
{
    struct elb_hcl *hcl;
    enum kind kind;
    struct elb_text word; /* that ends a heredoc */
    bool is_indented;
    struct elb_mark start;
    struct elb_mark piece_start;
    struct elb_buffer piece; /* the literal part that is being read */
    struct elb_hcl_items parts;
};

static char char_at(const struct elb_hcl *hcl, size_t offset)
{
    return offset < hcl->text.length ? hcl->text.start[offset] : '\0';
}

static struct elb_text rest(const struct elb_hcl *hcl)
{
    return elb_text_skip(hcl->text, hcl->at);
}

/* ---- Where it ends --------------------------------------------------------------------------- */

/* The length of the white space and the word that end a heredoc, at the start of a line. */
static size_t heredoc_end(const struct template *template)
{
    const struct elb_hcl *hcl = template->hcl;
    size_t length = 0;
    struct elb_text line;

    if (hcl->at > 0 && hcl->text.start[hcl->at - 1] != '\n')
        return 0;
    while (char_at(hcl, hcl->at + length) == ' ' || char_at(hcl, hcl->at + length) == '\t')
        length++;
    line = elb_text_skip(rest(hcl), length);
    if (line.length < template->word.length ||
        memcmp(line.start, template->word.start, template->word.length) != 0)
        return 0;
    line = elb_text_skip(line, template->word.length);
    while (line.length > 0 && (*line.start == ' ' || *line.start == '\t' || *line.start == '\r'))
        line = elb_text_skip(line, 1);
    return line.length == 0 || *line.start == '\n' ? length + template->word.length : 0;
}

/* Past the end, if this is it. */
static enum elb_status take_end(struct template *template, bool *ret_ends)
{
    struct elb_hcl *hcl = template->hcl;
    const char c = char_at(hcl, hcl->at);
    const size_t length = template->kind == HEREDOC ? heredoc_end(template) : 0;

    *ret_ends = length > 0 || (template->kind == QUOTED && c == '"') ||
                (template->kind == WHOLE && hcl->at >= hcl->text.length);
    if (*ret_ends)
        hcl->at += length > 0 ? length : template->kind == QUOTED;
    else if (hcl->at >= hcl->text.length || (template->kind == QUOTED && c == '\n'))
        return elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, template->start, "%s",
                                 template->kind == HEREDOC ? "heredoc without an end"
                                 : c == '\n'               ? "string without an end on its line"
                                                           : "string without an end");
    return ELB_OK;
}

/* ---- What it is made of ---------------------------------------------------------------------- */

static enum elb_status add_piece(struct template *template)
{
    struct elb_hcl *hcl = template->hcl;
    struct elb_hcl_item item;
    enum elb_status status;

    if (template->piece.out_of_memory)
        return elb_error_set_memory(hcl->builder.reterr);
    if (template->piece.length == 0)
        return ELB_OK;
    status = elb_hcl_scalar(hcl, ELB_NODE_STRING, elb_buffer_text(&template->piece),
                            template->piece_start, elb_hcl_mark(hcl, hcl->at), &item, NULL);
    elb_buffer_clear(&template->piece);
    return status == ELB_OK ? elb_hcl_append(hcl, &template->parts, item) : status;
}

/* Past `%{ if ... }` and its like; the token is the closing brace. */
static enum elb_status skip_directive(struct elb_hcl *hcl)
{
    size_t open = 1;
    enum elb_status status = elb_hcl_next(hcl);

    while (status == ELB_OK) {
        struct elb_hcl_item item;

        if (hcl->token.type == ELB_HCL_END)
            return elb_hcl_expected(hcl, "'}'");
        open += elb_hcl_is(hcl, "{");
        open -= elb_hcl_is(hcl, "}");
        if (open == 0)
            return ELB_OK;
        if (hcl->token.type == ELB_HCL_QUOTE || hcl->token.type == ELB_HCL_HEREDOC)
            status = elb_hcl_string(hcl, &item);
        else
            status = elb_hcl_next(hcl);
    }
    return status;
}

static enum elb_status read_interpolation(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    enum elb_status status = elb_hcl_next(hcl);

    if (status == ELB_OK && elb_hcl_is(hcl, "~"))
        status = elb_hcl_next(hcl);
    if (status == ELB_OK)
        status = elb_hcl_expression(hcl, ret_item);
    if (status == ELB_OK && elb_hcl_is(hcl, "~"))
        status = elb_hcl_next(hcl);
    if (status == ELB_OK && !elb_hcl_is(hcl, "}"))
        return elb_hcl_expected(hcl, "'}'");
    return status;
}

static enum elb_status read_directive(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    const struct elb_mark start = elb_hcl_mark(hcl, hcl->at - 2);
    struct elb_node *node = NULL;
    enum elb_status status = skip_directive(hcl);

    if (status == ELB_OK)
        status = elb_hcl_scalar(hcl, ELB_NODE_STRING, ELB_TEXT(""), start, hcl->token.end, ret_item,
                                &node);
    if (status == ELB_OK)
        node->tag = ELB_TEXT("!directive");
    return status;
}

/* `${ }` or `%{ }`; hcl->at is behind the closing brace afterwards. */
static enum elb_status read_sequence(struct template *template)
{
    struct elb_hcl *hcl = template->hcl;
    const bool skips_lines = hcl->skips_lines;
    const bool is_directive = char_at(hcl, hcl->at) == '%';
    struct elb_hcl_item item;
    enum elb_status status = add_piece(template);

    if (status != ELB_OK)
        return status;
    (void)elb_hcl_mark(hcl, hcl->at);
    hcl->at += 2;
    hcl->skips_lines = true;
    status = is_directive ? read_directive(hcl, &item) : read_interpolation(hcl, &item);
    hcl->skips_lines = skips_lines;
    if (status == ELB_OK)
        status = elb_hcl_append(hcl, &template->parts, item);
    template->piece_start = hcl->token.end;
    return status;
}

/* ---- Escapes --------------------------------------------------------------------------------- */

static enum elb_status refuse_escape(struct elb_hcl *hcl)
{
    return elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, elb_hcl_mark(hcl, hcl->at),
                             "unknown escape");
}

/* \uNNNN or \UNNNNNNNN */
static enum elb_status read_code(struct template *template, size_t length)
{
    struct elb_hcl *hcl = template->hcl;
    struct elb_text hex = elb_text_skip(rest(hcl), 2);
    uint64_t code;
    char bytes[4];

    if (hex.length < length)
        return refuse_escape(hcl);
    hex.length = length;
    if (!elb_text_parse_hex(hex, 0x10ffff, &code) || code == 0 ||
        (code >= 0xd800 && code <= 0xdfff))
        return refuse_escape(hcl);
    elb_buffer_append(&template->piece, bytes, elb_utf8_encode((uint32_t)code, bytes));
    hcl->at += 2 + length;
    return ELB_OK;
}

static enum elb_status read_escape(struct template *template)
{
    static const char names[] = "nrt\"\\";
    static const char values[] = "\n\r\t\"\\";
    struct elb_hcl *hcl = template->hcl;
    const char c = char_at(hcl, hcl->at + 1);
    const char *found = c ? strchr(names, c) : NULL;

    if (c == 'u' || c == 'U')
        return read_code(template, c == 'u' ? 4 : 8);
    if (!found)
        return refuse_escape(hcl);
    elb_buffer_append_char(&template->piece, values[found - names]);
    hcl->at += 2;
    return ELB_OK;
}

static enum elb_status read_character(struct template *template)
{
    struct elb_hcl *hcl = template->hcl;
    const struct elb_text next = rest(hcl);

    if (elb_text_has_prefix(next, "$${") || elb_text_has_prefix(next, "%%{")) {
        elb_buffer_append(&template->piece, next.start + 1, 2);
        hcl->at += 3;
        return ELB_OK;
    }
    if (elb_text_has_prefix(next, "${") || elb_text_has_prefix(next, "%{"))
        return read_sequence(template);
    if (*next.start == '\\' && template->kind == QUOTED)
        return read_escape(template);
    elb_buffer_append_char(&template->piece, *next.start);
    hcl->at++;
    return ELB_OK;
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* How far all lines are indented that are not empty. */
static size_t common_indent(struct elb_text text)
{
    size_t indent = SIZE_MAX;
    struct elb_text line;

    while (elb_text_next_line(&text, &line)) {
        size_t count = 0;

        while (count < line.length && (line.start[count] == ' ' || line.start[count] == '\t'))
            count++;
        if (count < line.length && count < indent)
            indent = count;
    }
    return indent;
}

static enum elb_status remove_indent(struct template *template)
{
    struct elb_text text = elb_buffer_text(&template->piece);
    const size_t indent = common_indent(text);
    struct elb_buffer shorter = {0};
    struct elb_text line;

    while (elb_text_next_line(&text, &line)) {
        elb_buffer_append_text(&shorter,
                               elb_text_skip(line, indent < line.length ? indent : line.length));
        elb_buffer_append_char(&shorter, '\n');
    }
    elb_buffer_done(&template->piece);
    template->piece = shorter;
    return shorter.out_of_memory ? elb_error_set_memory(template->hcl->builder.reterr) : ELB_OK;
}

static enum elb_status finish(struct template *template, struct elb_hcl_item *ret_item)
{
    struct elb_hcl *hcl = template->hcl;
    const struct elb_mark end = elb_hcl_mark(hcl, hcl->at);
    enum elb_status status = ELB_OK;

    if (template->piece.out_of_memory)
        return elb_error_set_memory(hcl->builder.reterr);
    if (template->parts.count == 0) {
        if (template->is_indented)
            status = remove_indent(template);
        if (status == ELB_OK)
            status = elb_hcl_scalar(hcl, ELB_NODE_STRING, elb_buffer_text(&template->piece),
                                    template->start, end, ret_item, NULL);
        return status;
    }
    status = add_piece(template);
    if (status == ELB_OK)
        status = elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "!template", &template->parts,
                                    template->start, end, ret_item);
    return status;
}

static enum elb_status read_all(struct template *template, struct elb_hcl_item *ret_item)
{
    bool ends = false;
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && !ends) {
        status = take_end(template, &ends);
        if (status == ELB_OK && !ends)
            status = read_character(template);
    }
    if (status == ELB_OK)
        status = finish(template, ret_item);
    elb_buffer_done(&template->piece);
    return status;
}

enum elb_status elb_hcl_string(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    const bool is_heredoc = hcl->token.type == ELB_HCL_HEREDOC;
    struct template template = {
        .hcl = hcl,
        .kind = is_heredoc ? HEREDOC : QUOTED,
        .start = hcl->token.start,
        .piece_start = hcl->token.end,
    };
    enum elb_status status;

    if (is_heredoc) {
        template.is_indented = hcl->token.text.start[2] == '-';
        template.word = elb_text_trim(elb_text_skip(hcl->token.text, 2 + template.is_indented));
    }
    if (hcl->depth >= hcl->builder.limits.depth)
        return elb_builder_error(&hcl->builder, ELB_ERROR_LIMIT, template.start,
                                 "nested deeper than the limit of %zu levels",
                                 hcl->builder.limits.depth);
    hcl->depth++;
    status = read_all(&template, ret_item);
    hcl->depth--;
    hcl->token.end = elb_hcl_mark(hcl, hcl->at);
    return status == ELB_OK ? elb_hcl_next(hcl) : status;
}

enum elb_status elb_hcl_template(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    struct template template = {
        .hcl = hcl,
        .kind = WHOLE,
        .start = elb_hcl_mark(hcl, 0),
        .piece_start = elb_hcl_mark(hcl, 0),
    };

    return read_all(&template, ret_item);
}
