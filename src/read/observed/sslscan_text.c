/* SPDX-License-Identifier: MIT */

/*
 * What sslscan prints, with or without colours:
 *
 *     Version: 2.0.7
 *     Testing SSL server HOST on port 443 using SNI name NAME
 *     TLSv1.2   enabled
 *     Preferred TLSv1.2  128 bits  [0xc02f ]ECDHE-RSA-AES128-GCM-SHA256 Curve P-256 DHE 256
 *     TLSv1.2  128 bits  secp256r1 (NIST P-256)
 *     RSA Key Strength:    2048
 *
 * What a line means depends on its section. A text that ends within one has lost its end, and so
 * has one that ends with the ciphers: the certificate comes last.
 */

#include "base/buffer.h"
#include "read/observed/sslscan.h"
#include "read/observed/xml.h"

enum section { SECTION_NONE, SECTION_PROTOCOLS, SECTION_CIPHERS, SECTION_GROUPS, SECTION_LAST };

struct state {
    struct elb_observed_reading *reading;
    const char *tool_version; /* in the arena */
    enum section section;
    bool has_end;
};

/* Without the sequences that set colours: ESC [ ... m. */
static bool strip_colours(struct elb_buffer *plain, struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.start[i] != '\033') {
            elb_buffer_append_char(plain, text.start[i]);
            continue;
        }
        while (i < text.length && text.start[i] != 'm' && text.start[i] != '\n')
            i++;
    }
    return !plain->out_of_memory;
}

/* The word at an index; empty if there are not so many. */
static struct elb_text word_at(struct elb_text line, size_t index)
{
    struct elb_text word = {0};

    do {
        if (!elb_text_next_word(&line, " \t", &word))
            return (struct elb_text){0};
    } while (index-- > 0);
    return word;
}

static void finish(struct state *state)
{
    if (!state->reading->current)
        return;
    elb_sslscan_finish(state->reading);
    if (!state->has_end)
        elb_see_incomplete(state->reading);
    state->reading->current = NULL;
}

static void read_target(struct state *state, struct elb_text line)
{
    finish(state);
    state->section = SECTION_NONE;
    state->has_end = false;
    elb_see_target(state->reading, word_at(line, 3), (struct elb_text){0},
                   elb_observed_number(word_at(line, 6)));
    if (elb_text_is(word_at(line, 8), "SNI"))
        elb_see_server_name(state->reading, word_at(line, 10));
    elb_see_tool(state->reading, ELB_TEXT("sslscan"), elb_text_from(state->tool_version));
}

static void read_protocol(struct state *state, struct elb_text line)
{
    struct elb_text word = word_at(line, 1);
    uint16_t version = elb_observed_version_named(word_at(line, 0));
    enum elb_seen seen = elb_text_is(word, "enabled")    ? ELB_SEEN_ACCEPTED
                         : elb_text_is(word, "disabled") ? ELB_SEEN_REFUSED
                                                         : ELB_SEEN_UNKNOWN;

    if (elb_text_is(word_at(line, 0), "SSLv2") && state->reading->current)
        state->reading->current->sslv2 = seen;
    else if (version)
        elb_see_version(state->reading, version, seen);
}

/* With --show-cipher-ids the code comes first, with --show-times the time does. */
static uint16_t suite_of(const struct state *state, struct elb_text line)
{
    for (size_t i = 4; i < 7; i++) {
        struct elb_text word = word_at(line, i);
        uint64_t code;

        if (elb_text_has_prefix(word, "0x") && elb_text_parse_unsigned(word, UINT16_MAX, &code))
            return (uint16_t)code;
        code = elb_observed_suite_named(state->reading, word);
        if (code)
            return (uint16_t)code;
    }
    return 0;
}

static void read_cipher(struct state *state, struct elb_text line)
{
    struct elb_text status = word_at(line, 0);
    uint16_t version = elb_observed_version_named(word_at(line, 1));
    uint16_t suite;

    if (!version || (!elb_text_is(status, "Preferred") && !elb_text_is(status, "Accepted")))
        return;
    suite = suite_of(state, line);
    if (suite)
        elb_see_suite(state->reading, version, suite, ELB_SEEN_ACCEPTED);
    else
        elb_see_note(state->reading, "unknown cipher suite in '%.*s'", ELB_TEXT_ARGS(line));
}

static void read_group(struct state *state, struct elb_text line)
{
    uint16_t version = elb_observed_version_named(word_at(line, 0));
    uint16_t group = elb_observed_group_named(state->reading, word_at(line, 3));

    if (version && group)
        elb_see_group(state->reading, version, group, ELB_SEEN_ACCEPTED);
}

static void read_certificate(struct state *state, struct elb_text line)
{
    if (elb_text_has_prefix(line, "RSA Key Strength:"))
        elb_see_certificate(state->reading, true, elb_observed_number(word_at(line, 3)));
    else if (elb_text_has_prefix(line, "ECC Curve Name:"))
        elb_see_certificate(state->reading, false,
                            elb_observed_curve_bits(state->reading, word_at(line, 3)));
    state->has_end |= elb_text_has_prefix(line, "Not valid after:");
}

/* A heading begins the next section: it is indented, and ends with a colon. */
static bool read_heading(struct state *state, struct elb_text line)
{
    static const struct {
        const char *heading;
        enum section section;
    } headings[] = {
        {"SSL/TLS Protocols:", SECTION_PROTOCOLS},
        {"Supported Server Cipher(s):", SECTION_CIPHERS},
        {"Server Key Exchange Group(s):", SECTION_GROUPS},
        {"SSL Certificate:", SECTION_LAST},
    };

    if (!elb_text_has_suffix(line, ":"))
        return false;
    for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
        if (elb_text_is(line, headings[i].heading)) {
            state->section = headings[i].section;
            return true;
        }
    }
    state->section = SECTION_NONE;
    return true;
}

static void read_line(struct state *state, struct elb_text line)
{
    static void (*const readers[])(struct state * state, struct elb_text line) = {
        [SECTION_PROTOCOLS] = read_protocol,
        [SECTION_CIPHERS] = read_cipher,
        [SECTION_GROUPS] = read_group,
        [SECTION_LAST] = read_certificate,
    };

    if (elb_text_has_prefix(line, "Version: ")) {
        state->tool_version = elb_see_text(state->reading, word_at(line, 1));
    } else if (elb_text_has_prefix(line, "Testing SSL server ")) {
        read_target(state, line);
    } else if (elb_text_has_prefix(line, "ERROR: ")) {
        finish(state);
        elb_sslscan_failure(state->reading, elb_text_from(state->tool_version),
                            elb_text_skip(line, 7));
        state->reading->current = NULL;
    } else if (!read_heading(state, line) && state->reading->current && readers[state->section]) {
        readers[state->section](state, line);
    }
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text head = {text.start, text.length < 4096 ? text.length : 4096};
    bool has_target = elb_text_find(head, ELB_TEXT("Testing SSL server ")) != SIZE_MAX;
    bool has_version = elb_text_find(head, ELB_TEXT("Version: ")) != SIZE_MAX &&
                       elb_text_find(head, ELB_TEXT("OpenSSL ")) != SIZE_MAX;

    return has_target ? 90 : has_version && !elb_xml_has_root(text, "document") ? 60 : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    struct state state = {.reading = reading};
    struct elb_buffer plain = {0};
    struct elb_text rest;
    struct elb_text line;

    if (!strip_colours(&plain, reading->text)) {
        elb_buffer_done(&plain);
        return elb_error_set_memory(reterr);
    }
    rest = elb_observed_whole_lines(elb_buffer_text(&plain));
    while (!reading->failed && elb_text_next_line(&rest, &line))
        read_line(&state, elb_text_trim(line));
    finish(&state);
    elb_buffer_done(&plain);
    return ELB_OK;
}

const struct elb_observed_reader elb_observed_reader_sslscan_text = {
    .format.name = "sslscan-text",
    .format.summary = "sslscan (text and --xml)",
    .format.recognise = recognise,
    .read = read,
};
