/* SPDX-License-Identifier: MIT */
#include "read/hex.h"

#define BETWEEN " \t\r\v\f:,;{}[]()\"'-"
#define BLANKS  " \t\r"

struct dump {
    struct elb_decoded *decoded;
    size_t row;       /* bytes in the row before */
    bool is_dump;     /* its rows have offsets */
    bool is_repeated; /* a `*` stands for rows like the last one */
};

static bool is_full(const struct elb_decoded *decoded)
{
    return decoded->length >= decoded->limit;
}

static void append(struct elb_decoded *decoded, char byte)
{
    if (!is_full(decoded))
        decoded->bytes[decoded->length++] = byte;
}

/* ---- Rows with an offset -------------------------------------------------------------------- */

/* Cuts off what stands behind the bytes of a dump's row: letters between bars, or behind blanks. */
static struct elb_text without_letters(struct elb_text row)
{
    const size_t bar = elb_text_find(row, ELB_TEXT("  |"));

    if (bar != SIZE_MAX)
        return (struct elb_text){row.start, bar};
    for (size_t i = 0; i + 1 < row.length; i++) {
        if (strchr(BLANKS, row.start[i]) && strchr(BLANKS, row.start[i + 1]))
            return (struct elb_text){row.start, i};
    }
    return row;
}

/*
 * The offset is the number of the row's first byte, in hex or, by od, in octal with 7 digits. It
 * is told from bytes by being that number; a first one is all zeroes, as no hello begins.
 */
static bool is_offset(struct elb_text word, size_t expected)
{
    uint64_t value = 0;

    if (word.length < 4 || word.length > 8)
        return false;
    if (word.length == 7) {
        for (size_t i = 0; i < word.length; i++) {
            if (word.start[i] < '0' || word.start[i] > '7')
                return false;
            value = value * 8 + (uint64_t)(word.start[i] - '0');
        }
        return value == expected;
    }
    return elb_text_parse_hex(word, UINT32_MAX, &value) && value == expected;
}

/* The rows that a `*` stands for: up to the offset of the next one. */
static bool repeat_row(struct dump *dump, struct elb_text word)
{
    struct elb_decoded *decoded = dump->decoded;
    uint64_t offset;

    if (!elb_text_parse_hex(word, UINT32_MAX, &offset) || dump->row == 0)
        return false;
    while (decoded->length < offset && !is_full(decoded))
        append(decoded, decoded->bytes[decoded->length - dump->row]);
    return true;
}

/* Takes the offset off the row, and the mark behind it. False: it has none. */
static bool take_offset(struct dump *dump, struct elb_text *row)
{
    struct elb_text rest = *row;
    struct elb_text word;

    if (!elb_text_next_word(&rest, BLANKS ":", &word))
        return false;
    if (elb_text_has_prefix(word, "0x") && rest.length > 0)
        word = elb_text_skip(word, 2);
    if (dump->is_repeated && !repeat_row(dump, word))
        return false;
    dump->is_repeated = false;
    if (!is_offset(word, dump->decoded->length))
        return false;
    if (rest.length > 0 && rest.start[0] == ':')
        rest = elb_text_skip(rest, 1);
    rest = elb_text_trim(rest);
    if (elb_text_has_prefix(rest, "- "))
        rest = elb_text_skip(rest, 2);
    *row = rest;
    return true;
}

/* ---- Digits --------------------------------------------------------------------------------- */

static bool decode_word(struct elb_text word, struct elb_decoded *decoded)
{
    while (word.length > 0 && !is_full(decoded)) {
        uint64_t byte;

        if (elb_text_has_prefix_nocase(word, "0x") || elb_text_has_prefix_nocase(word, "\\x"))
            word = elb_text_skip(word, 2);
        if (word.length < 2 ||
            !elb_text_parse_hex((struct elb_text){word.start, 2}, UINT8_MAX, &byte))
            return false;
        append(decoded, (char)byte);
        word = elb_text_skip(word, 2);
    }
    return true;
}

static bool decode_row(struct dump *dump, struct elb_text row, struct elb_text *ret_at)
{
    const size_t before = dump->decoded->length;
    struct elb_text word;

    if (dump->is_dump)
        row = without_letters(row);
    while (!is_full(dump->decoded) && elb_text_next_word(&row, BETWEEN, &word)) {
        *ret_at = word;
        if (!decode_word(word, dump->decoded))
            return false;
    }
    if (dump->decoded->length > before)
        dump->row = dump->decoded->length - before;
    return true;
}

static bool read_row(struct dump *dump, struct elb_text row, struct elb_text *ret_at)
{
    row = elb_text_trim(row);
    *ret_at = row;
    if (row.length == 0)
        return true;
    if (dump->is_dump && elb_text_is(row, "*")) {
        dump->is_repeated = true;
        return true;
    }
    if (dump->is_dump && !take_offset(dump, &row))
        return false;
    if (!dump->is_dump && dump->decoded->length == 0)
        dump->is_dump = take_offset(dump, &row);
    return decode_row(dump, row, ret_at);
}

bool elb_hex_decode(struct elb_text text, struct elb_decoded *decoded, struct elb_text *ret_at)
{
    struct dump dump = {.decoded = decoded};
    struct elb_text row;

    while (!is_full(decoded) && elb_text_next_line(&text, &row)) {
        if (!read_row(&dump, row, ret_at))
            return false;
    }
    return true;
}

/* ---- Base64 --------------------------------------------------------------------------------- */

static int sextet(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool elb_base64_decode(struct elb_text text, struct elb_decoded *decoded, struct elb_text *ret_at)
{
    uint32_t bits = 0;
    unsigned count = 0;
    bool has_ended = false;

    for (size_t i = 0; i < text.length && !is_full(decoded); i++) {
        const char c = text.start[i];
        const int value = sextet(c);

        *ret_at = elb_text_skip(text, i);
        has_ended = has_ended || c == '=';
        if (is_blank(c) || (has_ended && c == '='))
            continue;
        if (has_ended || value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            append(decoded, (char)(bits >> count & 0xFF));
        }
    }
    return true;
}
