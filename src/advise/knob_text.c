/* SPDX-License-Identifier: MIT */

/* How the text of a knob is filled in. */

#include "advise/knob.h"

#include <string.h>

/* ---- Needs ---------------------------------------------------------------------------------- */

bool elb_knob_is_for(const char *families, const char *family)
{
    struct elb_text rest = elb_text_from(families);
    struct elb_text word;

    while (family && elb_text_next_word(&rest, " ", &word)) {
        if (elb_text_is(word, family))
            return true;
    }
    return false;
}

static unsigned version_need(const struct elb_change *change)
{
    if (change->remove)
        return change->code == ELB_TLS1_3 ? ELB_NEED_NO_TLS1_3 : 0;
    if (change->code < ELB_TLS1_2)
        return ELB_NEED_OLDER;
    return change->code == ELB_TLS1_2 ? ELB_NEED_TLS1_2 : ELB_NEED_TLS1_3;
}

static unsigned suite_need(const struct elb_suite *suite)
{
    if (suite && elb_suite_is_tls13(suite))
        return ELB_NEED_SUITE13;
    return suite && suite->key_exchange == ELB_KX_RSA ? ELB_NEED_SUITE | ELB_NEED_STATIC
                                                      : ELB_NEED_SUITE;
}

unsigned elb_knob_need(const struct elb_catalog *catalog, const struct elb_change *change)
{
    switch (change->dimension) {
    case ELB_DIMENSION_PROTOCOL:
        return version_need(change);
    case ELB_DIMENSION_SUITE:
        return suite_need(elb_catalog_suite(catalog, change->code));
    case ELB_DIMENSION_GROUP:
        return ELB_NEED_GROUP;
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        return ELB_NEED_SCHEME;
    case ELB_DIMENSION_CERTIFICATE:
        break;
    }
    return 0;
}

unsigned elb_knob_needs(const struct elb_catalog *catalog, const struct elb_fix *fix)
{
    unsigned needs = 0;

    for (size_t i = 0; i < fix->count; i++)
        needs |= elb_knob_need(catalog, &fix->changes[i]);
    return needs;
}

static unsigned need_of_letter(char letter)
{
    static const char letters[ELB_NEED_COUNT + 1] = "23-ostgcr";
    const char *found = strchr(letters, letter);

    if (letter == '+')
        return ELB_NEED_TLS1_2 | ELB_NEED_TLS1_3;
    return found && *found ? 1u << (found - letters) : 0;
}

/* Takes `?letters ` off the front; 0: the line has none. */
static unsigned take_condition(struct elb_text *line)
{
    unsigned needs = 0;
    size_t length = 1;

    if (line->length == 0 || line->start[0] != '?')
        return 0;
    for (; length < line->length && line->start[length] != ' '; length++)
        needs |= need_of_letter(line->start[length]);
    *line = elb_text_skip(*line, length + 1);
    return needs;
}

static bool has_code(const struct elb_knob *knob, const struct elb_change *change)
{
    if (!knob->codes ||
        (change->dimension != ELB_DIMENSION_SUITE && change->dimension != ELB_DIMENSION_GROUP))
        return true;
    for (const uint16_t *code = knob->codes; *code != 0; code++) {
        if (*code == change->code)
            return true;
    }
    return false;
}

unsigned elb_knob_turns(const struct elb_knob *knob, const struct elb_catalog *catalog,
                        const struct elb_fix *fix)
{
    struct elb_text rest = elb_text_from(knob->text);
    struct elb_text line;
    unsigned turns = 0;
    unsigned needs = 0;

    while (elb_text_next_line(&rest, &line))
        turns |= take_condition(&line);
    for (size_t i = 0; i < fix->count; i++) {
        if (has_code(knob, &fix->changes[i]))
            needs |= elb_knob_need(catalog, &fix->changes[i]);
    }
    return turns & needs;
}

/* ---- Filling in ----------------------------------------------------------------------------- */

/* An @ that begins no name stands for itself, as in DEFAULT@SECLEVEL=0. */
static void fill_line(struct elb_knob_filling *filling, struct elb_text line)
{
    while (line.length > 0) {
        struct elb_text rest = elb_text_skip(line, 1);
        size_t length = elb_text_find(rest, ELB_TEXT("@"));

        if (line.start[0] == '@' && length != SIZE_MAX &&
            elb_knob_fill(filling, (struct elb_text){rest.start, length})) {
            line = elb_text_skip(rest, length + 1);
        } else {
            elb_buffer_append_char(filling->out, line.start[0]);
            line = rest;
        }
    }
}

void elb_knob_write(struct elb_buffer *out, const struct elb_knob *knob, unsigned needs,
                    const struct elb_advice_query *query, const struct elb_fix *fix)
{
    struct elb_knob_filling filling = {
        .out = out, .catalog = query->catalog, .client = query->check->client, .fix = fix};
    struct elb_text rest = elb_text_from(knob->text);
    struct elb_text line;
    bool is_first = true;

    while (elb_text_next_line(&rest, &line)) {
        bool has_condition = line.length > 0 && line.start[0] == '?';
        unsigned condition = take_condition(&line);

        if (has_condition && !(condition & needs))
            continue;
        if (elb_text_has_prefix(line, "&")) {
            line = elb_text_skip(line, 1);
        } else {
            elb_buffer_append_string(out, is_first ? "" : "\n");
            elb_buffer_append_string(out, line.length > 0 ? "    " : "");
        }
        is_first = false;
        fill_line(&filling, line);
    }
    elb_buffer_append_char(out, '\n');
}
