/* SPDX-License-Identifier: MIT */

/*
 * Names or codes of cipher suites in the client's order, between colons, commas, semicolons,
 * blanks and line ends: what `openssl ciphers` prints, and what people keep in files. Any dialect;
 * codes as 0xC02F, as C0,2F or as 0xC0,0x2F.
 */
#include "read/reader.h"

#define SEPARATORS      ":,; \t\r\n\v\f"
#define WORDS_LOOKED_AT 64

/* Upper case with a dash or an underscore in it, or a number in hex: no words of a language. */
static bool looks_like_suite(struct elb_text word)
{
    bool upper = false;
    bool joined = false;
    uint16_t code;

    if (elb_text_has_prefix(word, "0x") || elb_suite_from_bytes(word, word, &code))
        return true;
    for (size_t i = 0; i < word.length; i++) {
        const char c = word.start[i];

        if (c == '-' || c == '_')
            joined = i > 0;
        else if (c >= 'A' && c <= 'Z')
            upper = true;
        else if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.'))
            return false;
    }
    return upper && joined;
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text word;
    size_t count = 0;

    while (count < WORDS_LOOKED_AT && elb_text_next_word(&text, SEPARATORS, &word)) {
        if (!looks_like_suite(word))
            return 0;
        count++;
    }
    return count > 0 ? 50 : 0;
}

/* Two bytes in hex that follow each other are one code. */
static bool take_bytes(struct elb_text high, struct elb_text *rest, uint16_t *ret_code)
{
    struct elb_text after = *rest;
    struct elb_text low;

    if (!elb_text_next_word(&after, SEPARATORS, &low) || !elb_suite_from_bytes(high, low, ret_code))
        return false;
    *rest = after;
    return true;
}

static enum elb_status read_names(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_text rest = reading->text;
    struct elb_names unknown = {0};
    enum elb_status status = ELB_OK;
    struct elb_offer offer;
    struct elb_text word;
    uint16_t code;

    elb_offer_init(&offer, reading->catalog, &reading->list->arena, reading->path,
                   reading->limits->suites);
    while (status == ELB_OK && elb_text_next_word(&rest, SEPARATORS, &word)) {
        if (elb_suite_from_text(reading->catalog, word, &code) || take_bytes(word, &rest, &code)) {
            status = elb_offer_add(&offer, code, reterr);
        } else {
            elb_names_add(&unknown, word);
            status = elb_offer_skip(&offer, reterr);
        }
    }
    if (status != ELB_OK)
        return status;
    return elb_reading_add_offer(reading, &offer, &unknown, reterr);
}

const struct elb_client_reader elb_client_reader_suite_names = {
    .name = "suite-names",
    .summary = "the names of cipher suites, as 'openssl ciphers' prints them",
    .recognise = recognise,
    .read = read_names,
};
