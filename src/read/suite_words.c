/* SPDX-License-Identifier: MIT */
#include "read/suite_words.h"

#define SEPARATORS ":,;|&=\"'`()[]{}<> \t\r\v\f"

bool elb_suite_is_comment(struct elb_text line)
{
    line = elb_text_trim(line);
    return elb_text_has_prefix(line, "#") || elb_text_has_prefix(line, "//");
}

/* Go, OkHttp and .NET; Rust. */
static struct elb_text without_package(struct elb_text word)
{
    static const char *const packages[] = {"tls.", "CipherSuite.", "TlsCipherSuite."};

    for (size_t i = 0; i < sizeof(packages) / sizeof(packages[0]); i++) {
        if (elb_text_has_prefix(word, packages[i]))
            return elb_text_skip(word, strlen(packages[i]));
    }
    return word;
}

/* A module of rustls, or what bullets and ellipses are made of. */
static bool is_noise(struct elb_text word)
{
    static const char *const modules[] = {"rustls", "CipherSuite", "cipher_suite"};

    for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
        if (elb_text_is(word, modules[i]))
            return true;
    }
    for (size_t i = 0; i < word.length; i++) {
        if (!strchr("-*.+", word.start[i]))
            return false;
    }
    return true;
}

bool elb_suite_words_next(struct elb_suite_words *words, struct elb_text *ret_word)
{
    struct elb_text word;

    for (;;) {
        while (elb_text_next_word(&words->line, SEPARATORS, &word)) {
            if (!is_noise(word)) {
                *ret_word = without_package(word);
                return true;
            }
        }
        if (!elb_text_next_line(&words->rest, &words->line))
            return false;
        if (elb_suite_is_comment(words->line))
            words->line.length = 0;
    }
}

bool elb_suite_is_number(struct elb_text word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (!strchr("0123456789abcdefABCDEF", word.start[i]))
            return false;
    }
    return word.length > 0;
}

/* ---- What the numbers are ------------------------------------------------------------------- */

/* How well one form fits what was seen up to now. */
struct fit {
    bool fails;
    size_t known;
    size_t unknown;
};

struct fits {
    const struct elb_catalog *catalog;
    struct fit hex;
    struct fit bytes;
    struct fit decimal;
    struct elb_text high; /* a first byte that waits for its second one */
    size_t names;
    size_t small; /* decimal numbers of one byte */
};

static void count_code(const struct fits *fits, struct fit *fit, uint64_t code)
{
    if (elb_is_grease((uint16_t)code) || elb_catalog_suite(fits->catalog, (uint16_t)code))
        fit->known++;
    else
        fit->unknown++;
}

static void try_hex(struct fits *fits, struct elb_text word)
{
    uint64_t code = 0;

    if (word.length % 4 != 0)
        fits->hex.fails = true;
    for (size_t i = 0; !fits->hex.fails && i < word.length; i += 4) {
        const struct elb_text digits = {word.start + i, 4};

        if (elb_text_parse_hex(digits, UINT16_MAX, &code))
            count_code(fits, &fits->hex, code);
    }
}

static void try_bytes(struct fits *fits, struct elb_text word)
{
    uint16_t code;

    if (word.length != 2)
        fits->bytes.fails = true;
    if (fits->high.length == 0) {
        fits->high = word;
        return;
    }
    if (elb_suite_from_bytes(fits->high, word, &code))
        count_code(fits, &fits->bytes, code);
    fits->high.length = 0;
}

static void try_decimal(struct fits *fits, struct elb_text word)
{
    uint64_t code = 0;

    if ((word.length > 1 && word.start[0] == '0') ||
        !elb_text_parse_unsigned(word, UINT16_MAX, &code)) {
        fits->decimal.fails = true;
        return;
    }
    fits->small += code <= UINT8_MAX;
    count_code(fits, &fits->decimal, code);
}

static void try_word(struct fits *fits, struct elb_text word)
{
    if (elb_suite_is_number(word)) {
        try_hex(fits, word);
        try_bytes(fits, word);
        try_decimal(fits, word);
        return;
    }
    fits->names++;
    if (fits->high.length > 0)
        fits->bytes.fails = true;
}

/* The one with the fewest unknown codes; several may have so few. */
static enum elb_number_form choose(const struct fits *fits)
{
    const struct fit *const all[] = {&fits->hex, &fits->bytes, &fits->decimal};
    static const enum elb_number_form forms[] = {ELB_NUMBERS_HEX, ELB_NUMBERS_BYTES,
                                                 ELB_NUMBERS_DECIMAL};
    enum elb_number_form form = ELB_NUMBERS_NO_FORM;
    const struct fit *best = NULL;

    for (size_t i = 0; i < 3; i++) {
        if (all[i]->fails || (best && all[i]->unknown > best->unknown))
            continue;
        form = best && all[i]->unknown == best->unknown ? ELB_NUMBERS_AMBIGUOUS : forms[i];
        best = all[i];
    }
    if (best && best->known == 0)
        return ELB_NUMBERS_UNKNOWN;
    if (form == ELB_NUMBERS_DECIMAL && fits->names > 0 && fits->small > 0)
        return ELB_NUMBERS_COUNTING;
    return form;
}

enum elb_number_form elb_suite_number_form(const struct elb_catalog *catalog, struct elb_text text,
                                           struct elb_text *ret_first)
{
    struct elb_suite_words words = {.rest = text};
    struct fits fits = {.catalog = catalog};
    struct elb_text first = {0};
    struct elb_text word;

    while (elb_suite_words_next(&words, &word)) {
        if (first.length == 0 && elb_suite_is_number(word))
            first = word;
        try_word(&fits, word);
    }
    if (first.length == 0)
        return ELB_NUMBERS_NONE;
    if (fits.high.length > 0)
        fits.bytes.fails = true;
    *ret_first = first;
    return choose(&fits);
}
