/* SPDX-License-Identifier: MIT */

/*
 * Names or codes of cipher suites in the client's order, between colons, commas, semicolons,
 * blanks, line ends, quotes and brackets: what `openssl ciphers` prints, and what people keep in
 * files and source code. Names in any dialect. Codes as
 *
 *     0xC02F    C02F    C0,2F    0xC0,0x2F    {0xC0, 0x2F}    c02bc02f    49199
 *
 * Lines that begin with # or // are comments.
 */
#include "read/draft.h"
#include "read/suite_words.h"

#define WORDS_LOOKED_AT 64
#define HASH_LENGTH     32

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/*
 * With a dash or an underscore in it, and upper case or a digit (aes128-sha of Node), or a number:
 * no words of a language.
 */
static bool looks_like_suite(struct elb_text word)
{
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool joined = false;

    if (elb_text_has_prefix_nocase(word, "0x") || elb_suite_is_number(word) ||
        elb_text_is(word, "GREASE"))
        return true;
    for (size_t i = 0; i < word.length; i++) {
        const char c = word.start[i];

        joined |= i > 0 && (c == '-' || c == '_');
        upper |= c >= 'A' && c <= 'Z';
        lower |= c >= 'a' && c <= 'z';
        digit |= is_digit(c);
        if (!upper && !lower && !is_digit(c))
            return false;
        if (!strchr("-_.\\$", c) && !is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            return false;
    }
    return joined && (upper || (lower && (digit || elb_text_has_suffix(word, "-sha"))));
}

/*
 * May an unknown word stand among suites? In capitals anywhere (FOO), in small letters only where
 * no blank is, which prose has.
 */
static bool may_stand_among_suites(struct elb_text word, bool has_blanks)
{
    for (size_t i = 0; i < word.length; i++) {
        const char c = word.start[i];

        if (!is_digit(c) && !(c >= 'A' && c <= 'Z') && (has_blanks || c < 'a' || c > 'z'))
            return false;
    }
    return true;
}

static bool has_blanks(struct elb_text text)
{
    text = elb_text_trim(text);
    for (size_t i = 0; i < text.length; i++) {
        if (text.start[i] == ' ' || text.start[i] == '\t')
            return true;
    }
    return false;
}

/* Long, joined, and with a digit: ECDHE-RSA-AES128-SHA is nothing else. */
static bool is_surely_suite(struct elb_text word)
{
    bool joined = false;
    bool digit = false;

    for (size_t i = 0; i < word.length; i++) {
        joined |= word.start[i] == '-' || word.start[i] == '_';
        digit |= is_digit(word.start[i]);
    }
    return word.length >= 8 && joined && digit && looks_like_suite(word);
}

/* One suite is enough among words that may be names of others. */
static bool has_suite_among_words(struct elb_text text)
{
    const bool blanks = has_blanks(text);
    struct elb_suite_words words = {.rest = text};
    struct elb_text word;
    bool found = false;

    for (size_t i = 0; i < WORDS_LOOKED_AT && elb_suite_words_next(&words, &word); i++) {
        if (!looks_like_suite(word) && !may_stand_among_suites(word, blanks))
            return false;
        found |= is_surely_suite(word);
    }
    return found;
}

static unsigned recognise(struct elb_text text)
{
    struct elb_suite_words words = {.rest = text};
    struct elb_text word;
    bool has_digit = false;
    size_t count = 0;

    while (count < WORDS_LOOKED_AT && elb_suite_words_next(&words, &word)) {
        if (!looks_like_suite(word))
            return has_suite_among_words(text) ? 20 : 0;
        has_digit |= !elb_suite_is_number(word);
        for (size_t i = 0; i < word.length; i++)
            has_digit |= is_digit(word.start[i]);
        count++;
    }
    return has_digit ? 50 : 0; /* "dead beef" is prose */
}

/* Counts one kind of bracket; `*ret_last` is the last one that opened. Quotes close themselves. */
static void count_brackets(struct elb_text line, const char kind[2], size_t *open,
                           struct elb_text *ret_last)
{
    for (size_t i = 0; i < line.length; i++) {
        const char c = line.start[i];

        if (c == kind[1] && *open > 0) {
            --*open;
        } else if (c == kind[0]) {
            ++*open;
            *ret_last = (struct elb_text){line.start + i, 1};
        }
    }
}

/* A list that ends within brackets or quotes has lost its end. */
static enum elb_status check_brackets(const struct elb_reading *reading, struct elb_error *reterr)
{
    static const char kinds[][2] = {{'[', ']'}, {'{', '}'}, {'(', ')'}, {'"', '"'}};

    for (size_t kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]); kind++) {
        struct elb_text rest = reading->text;
        struct elb_text last = {0};
        struct elb_text line;
        size_t open = 0;

        while (elb_text_next_line(&rest, &line)) {
            if (!elb_suite_is_comment(line))
                count_brackets(line, kinds[kind], &open, &last);
        }
        if (open > 0)
            return elb_reading_fail(reading, last, reterr, ELB_ERROR_SYNTAX,
                                    "the list breaks off: this '%c' is not closed", kinds[kind][0]);
    }
    return ELB_OK;
}

static const char *what_is_wrong(enum elb_number_form form, struct elb_text first)
{
    switch (form) {
    case ELB_NUMBERS_NO_FORM:
        return "numbers of several forms: expected 0xC02F, or all as C02F, as C0,2F or as 49199";
    case ELB_NUMBERS_AMBIGUOUS:
        return "hex or decimal? it can be both: write 0x before a code in hex";
    case ELB_NUMBERS_COUNTING:
        return "a code, or just a number among names? write 0x and four digits for a code";
    case ELB_NUMBERS_UNKNOWN:
        return first.length == HASH_LENGTH
                   ? "this is a hash, of a JA3 perhaps, and a hash can't be turned back into what "
                     "it was made of: give the JA3 string, or a capture"
                   : "no cipher suite has this code, nor any other code of the list";
    default:
        return NULL;
    }
}

/* Adds what the digits stand for; the second byte is the next word. */
static enum elb_status add_number(struct elb_draft *draft, enum elb_number_form form,
                                  struct elb_text word, struct elb_suite_words *words,
                                  struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    struct elb_text low = {0};
    uint64_t code = 0;
    uint16_t pair = 0;

    if (form == ELB_NUMBERS_BYTES) {
        if (elb_suite_words_next(words, &low) && elb_suite_from_bytes(word, low, &pair))
            return elb_offer_add(&draft->offer, pair, reterr);
    } else if (form == ELB_NUMBERS_DECIMAL) {
        if (elb_text_parse_unsigned(word, UINT16_MAX, &code))
            return elb_offer_add(&draft->offer, (uint16_t)code, reterr);
    }
    for (; status == ELB_OK && word.length >= 4; word = elb_text_skip(word, 4)) {
        if (elb_text_parse_hex((struct elb_text){word.start, 4}, UINT16_MAX, &code))
            status = elb_offer_add(&draft->offer, (uint16_t)code, reterr);
    }
    return status;
}

/* 0xC0 and 0x2F, which follow each other, are one code. */
static bool take_bytes(struct elb_text high, struct elb_suite_words *words, uint16_t *ret_code)
{
    struct elb_suite_words after = *words;
    struct elb_text low;

    if (!elb_suite_words_next(&after, &low) || !elb_suite_from_bytes(high, low, ret_code))
        return false;
    *words = after;
    return true;
}

static enum elb_status read_words(struct elb_draft *draft, enum elb_number_form form,
                                  struct elb_error *reterr)
{
    struct elb_suite_words words = {.rest = draft->reading->text};
    enum elb_status status = ELB_OK;
    size_t grease = 0;
    struct elb_text word;
    uint16_t code;

    while (status == ELB_OK && elb_suite_words_next(&words, &word)) {
        if (elb_suite_is_number(word)) {
            status = add_number(draft, form, word, &words, reterr);
        } else if (elb_text_is(word, "GREASE")) {
            grease++;
            status = elb_offer_skip(&draft->offer, reterr);
        } else if (take_bytes(word, &words, &code)) {
            status = elb_offer_add(&draft->offer, code, reterr);
        } else {
            status = elb_draft_add_suite(draft, word, reterr);
        }
    }
    if (status == ELB_OK && grease > 0)
        status = elb_draft_note(draft, reterr, "left out: GREASE, whose value is not given");
    return status;
}

static enum elb_status read_names(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_text first = {0};
    const enum elb_number_form form =
        elb_suite_number_form(reading->catalog, reading->text, &first);
    const char *wrong = what_is_wrong(form, first);
    enum elb_status status = check_brackets(reading, reterr);
    struct elb_draft draft;

    if (status == ELB_OK && wrong)
        status = elb_reading_fail(reading, first, reterr, ELB_ERROR_DATA, "'%.*s': %s",
                                  ELB_TEXT_ARGS(first), wrong);
    if (status != ELB_OK)
        return status;
    elb_draft_init(&draft, reading);
    status = read_words(&draft, form, reterr);
    if (status == ELB_OK)
        status = elb_draft_finish(&draft, reterr);
    return status;
}

const struct elb_client_reader elb_client_reader_suite_names = {
    .format.name = "suite-names",
    .format.summary = "names or codes of cipher suites",
    .format.at_most = 50,
    .format.recognise = recognise,
    .read = read_names,
};
