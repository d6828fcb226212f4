/* SPDX-License-Identifier: MIT */

/* Where YAML has comments: libyaml skips them, but its tokens tell what is none. */
#include "tree/tree.h"

#include <yaml.h>

/* The first line of a block scalar can end in a comment. */
static bool is_header(const yaml_token_t *token, const struct elb_yaml_place *place)
{
    return token->type == YAML_SCALAR_TOKEN && token->start_mark.index >= place->line &&
           (token->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
            token->data.scalar.style == YAML_FOLDED_SCALAR_STYLE);
}

/* What a token tells of a place that it does not stand behind. */
static void note(const yaml_token_t *token, struct elb_yaml_place *place)
{
    if (is_header(token, place))
        place->from = token->start_mark.index + 1;
    else if (place->index < token->end_mark.index)
        place->is_in_token = true;
    else if (place->from < token->end_mark.index)
        place->from = token->end_mark.index;
}

/* Tokens come in the order of the text; each is held against the places of its lines only. */
static bool look(yaml_parser_t *parser, struct elb_yaml_place *places, size_t count)
{
    size_t next = 0;
    bool is_end = false;

    while (!is_end && next < count) {
        yaml_token_t token;

        if (!yaml_parser_scan(parser, &token))
            return false;
        is_end = token.type == YAML_STREAM_END_TOKEN;
        while (next < count && token.start_mark.index > places[next].index)
            next++;
        for (size_t i = next; i < count && places[i].line <= token.end_mark.index; i++) {
            if (token.start_mark.index <= places[i].index)
                note(&token, &places[i]);
        }
        yaml_token_delete(&token);
    }
    return true;
}

bool elb_yaml_look(struct elb_text text, struct elb_yaml_place *places, size_t count)
{
    yaml_parser_t parser;
    bool is_good;

    if (!yaml_parser_initialize(&parser))
        return false;
    for (size_t i = 0; i < count; i++) {
        places[i].from = places[i].line;
        places[i].is_in_token = false;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.start, text.length);
    is_good = look(&parser, places, count);
    yaml_parser_delete(&parser);
    return is_good;
}
