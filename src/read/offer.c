/* SPDX-License-Identifier: MIT */
#include "read/offer.h"

#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

void elb_offer_init(struct elb_offer *offer, const struct elb_catalog *catalog,
                    struct elb_arena *arena, const char *path, size_t limit)
{
    *offer = (struct elb_offer){
        .catalog = catalog,
        .arena = arena,
        .path = path,
        .limit = limit,
    };
}

bool elb_offer_has(const struct elb_offer *offer, uint16_t code)
{
    return offer->listed[code / 8] & (1u << (code % 8));
}

enum elb_status elb_offer_skip(struct elb_offer *offer, struct elb_error *reterr)
{
    if (offer->items >= offer->limit)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, offer->path, 0, 0,
                             "more than %zu cipher suites in one list", offer->limit);
    offer->items++;
    return ELB_OK;
}

enum elb_status elb_offer_add(struct elb_offer *offer, uint16_t code, struct elb_error *reterr)
{
    enum elb_status status = elb_offer_skip(offer, reterr);
    uint16_t *codes;

    if (status != ELB_OK || elb_offer_has(offer, code))
        return status;
    codes =
        elb_arena_grow(offer->arena, offer->codes, offer->count, &offer->capacity, sizeof(*codes));
    if (!codes)
        return elb_error_set_memory(reterr);
    offer->codes = codes;
    offer->codes[offer->count++] = code;
    offer->listed[code / 8] = (uint8_t)(offer->listed[code / 8] | (1u << (code % 8)));
    return ELB_OK;
}

static enum elb_status add_note(struct elb_offer *offer, const char *note, struct elb_error *reterr)
{
    const char **notes;

    notes = elb_arena_grow(offer->arena, offer->notes, offer->note_count, &offer->note_capacity,
                           sizeof(const char *));
    if (!notes || !note)
        return elb_error_set_memory(reterr);
    offer->notes = notes;
    offer->notes[offer->note_count++] = note;
    return ELB_OK;
}

enum elb_status elb_offer_note(struct elb_offer *offer, struct elb_error *reterr,
                               const char *format, ...)
{
    struct elb_buffer buffer = {0};
    const char *note = NULL;
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&buffer, format, arguments);
    va_end(arguments);
    if (!buffer.out_of_memory)
        note = elb_arena_dup(offer->arena, elb_buffer_string(&buffer), buffer.length);
    elb_buffer_done(&buffer);
    return add_note(offer, note, reterr);
}

void elb_offer_finish(const struct elb_offer *offer, struct elb_client *client)
{
    client->suites = (struct elb_codes){
        .presence = ELB_SENT,
        .codes = offer->codes,
        .count = offer->count,
    };
    client->suites_incomplete = offer->incomplete;
    client->notes = offer->notes;
    client->note_count = offer->note_count;
}

void elb_names_add(struct elb_names *names, struct elb_text name)
{
    if (names->count < ELB_NAMES_SHOWN)
        names->first[names->count] = name;
    names->count++;
}

const char *elb_names_join(const struct elb_names *names, struct elb_arena *arena)
{
    const size_t shown = names->count < ELB_NAMES_SHOWN ? names->count : ELB_NAMES_SHOWN;
    struct elb_buffer buffer = {0};
    const char *joined = NULL;

    for (size_t i = 0; i < shown; i++) {
        elb_buffer_printf(&buffer, "%s'%.*s'", i > 0 ? ", " : "", ELB_TEXT_ARGS(names->first[i]));
    }
    if (names->count > shown)
        elb_buffer_printf(&buffer, " and %zu more", names->count - shown);
    if (!buffer.out_of_memory)
        joined = elb_arena_dup(arena, elb_buffer_string(&buffer), buffer.length);
    elb_buffer_done(&buffer);
    return joined;
}

bool elb_suite_from_text(const struct elb_catalog *catalog, struct elb_text text,
                         uint16_t *ret_code)
{
    const struct elb_suite *suite;
    uint64_t code;

    if (text.length == 0)
        return false;
    suite = elb_catalog_suite_named(catalog, text.start, text.length);
    if (suite) {
        *ret_code = suite->code;
        return true;
    }
    if (text.length != 6 || !elb_text_has_prefix_nocase(text, "0x") ||
        !elb_text_parse_hex(elb_text_skip(text, 2), UINT16_MAX, &code))
        return false;
    *ret_code = (uint16_t)code;
    return true;
}

static bool parse_byte(struct elb_text text, uint64_t *ret_byte)
{
    if (elb_text_has_prefix_nocase(text, "0x"))
        text = elb_text_skip(text, 2);
    return text.length == 2 && elb_text_parse_hex(text, UINT8_MAX, ret_byte);
}

bool elb_suite_from_bytes(struct elb_text high, struct elb_text low, uint16_t *ret_code)
{
    uint64_t bytes[2];

    if (!parse_byte(high, &bytes[0]) || !parse_byte(low, &bytes[1]))
        return false;
    *ret_code = (uint16_t)(bytes[0] << 8 | bytes[1]);
    return true;
}
