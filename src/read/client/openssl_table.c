/* SPDX-License-Identifier: MIT */

/*
 * What `openssl ciphers -v`, -V and -stdname print, one suite a row (apps/ciphers.c of OpenSSL):
 *
 *     [0xC0,0x2F - ][TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 - ]ECDHE-RSA-AES128-GCM-SHA256
 *         TLSv1.2 Kx=ECDH Au=RSA Enc=AESGCM(128) Mac=AEAD [export]
 *
 * -V prints the code, -stdname the IANA name or UNKNOWN. The version is the one that the suite
 * appeared in and says nothing about the client. OpenSSL 0.9.8 and 1.0 also list suites of SSLv2,
 * whose codes have three bytes: no TLS handshake can use them.
 */
#include "read/reader.h"

#define BLANKS          " \t\r"
#define LINES_LOOKED_AT 200

struct row {
    struct elb_text code;     /* empty: not printed */
    struct elb_text standard; /* likewise */
    struct elb_text name;
    struct elb_text version;
};

struct table {
    struct elb_reading *reading;
    struct elb_offer offer;
    struct elb_names unknown;
    size_t sslv2_count;
};

/* Takes "WORD - " off the front; leaves a row alone whose second word isn't a dash. */
static bool take_prefix(struct elb_text *rest, struct elb_text *ret_word)
{
    struct elb_text after = *rest;
    struct elb_text word;
    struct elb_text dash;

    if (!elb_text_next_word(&after, BLANKS, &word) || !elb_text_next_word(&after, BLANKS, &dash) ||
        !elb_text_is(dash, "-"))
        return false;
    *rest = after;
    *ret_word = word;
    return true;
}

/* The code of -V, a name and a version: what is left of a row that breaks off. */
static bool is_start_of_row(struct elb_text line)
{
    struct elb_text code;
    struct elb_text word;
    struct elb_text version;
    struct elb_text rest = line;

    if (!elb_text_has_prefix(elb_text_trim(line), "0x") || !take_prefix(&rest, &code))
        return false;
    (void)take_prefix(&rest, &word);
    return elb_text_next_word(&rest, BLANKS, &word) &&
           elb_text_next_word(&rest, BLANKS, &version) &&
           (elb_text_has_prefix(version, "TLSv1") || elb_text_has_prefix(version, "SSLv"));
}

/* One is enough, also if it is cut: then the error can say where. */
static bool is_row(struct elb_text line)
{
    if (elb_text_find(line, ELB_TEXT(" Kx=")) == SIZE_MAX)
        return is_start_of_row(line);
    return elb_text_find(line, ELB_TEXT(" TLSv1")) != SIZE_MAX ||
           elb_text_find(line, ELB_TEXT(" SSLv")) != SIZE_MAX ||
           elb_text_find(line, ELB_TEXT(" Au=")) != SIZE_MAX;
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text line;

    for (size_t i = 0; i < LINES_LOOKED_AT && elb_text_next_line(&text, &line); i++) {
        if (is_row(line))
            return 90;
    }
    return 0;
}

/* A row that breaks off gives no suite: its name may have been cut as well. */
static bool has_columns(struct elb_text rest)
{
    static const char *const columns[] = {"Kx=", "Au=", "Enc=", "Mac="};
    struct elb_text word;

    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
        if (!elb_text_next_word(&rest, BLANKS, &word) || !elb_text_has_prefix(word, columns[i]) ||
            word.length == strlen(columns[i]))
            return false;
    }
    return true;
}

static bool split_row(struct elb_text line, struct row *ret_row)
{
    struct elb_text rest = line;

    *ret_row = (struct row){0};
    if (elb_text_has_prefix(elb_text_trim(line), "0x") && !take_prefix(&rest, &ret_row->code))
        return false;
    (void)take_prefix(&rest, &ret_row->standard);
    if (elb_text_is(ret_row->standard, "UNKNOWN"))
        ret_row->standard.length = 0;
    return elb_text_next_word(&rest, BLANKS, &ret_row->name) &&
           elb_text_next_word(&rest, BLANKS, &ret_row->version) && has_columns(rest);
}

/* How many bytes a code has: "0xC0,0x2F" has two. 0: it is none. */
static size_t parse_code(struct elb_text text, uint16_t *ret_code)
{
    struct elb_text byte;
    uint64_t value;
    uint16_t code = 0;
    size_t count = 0;

    while (elb_text_next_field(&text, ",", &byte)) {
        if (byte.length != 4 || !elb_text_has_prefix(byte, "0x") ||
            !elb_text_parse_unsigned(byte, UINT8_MAX, &value))
            return 0;
        code = (uint16_t)((unsigned)code << 8 | (unsigned)value);
        count++;
    }
    *ret_code = code;
    return count;
}

/*
 * The drafts of ChaCha20-Poly1305 bear the same OpenSSL names, in LibreSSL before 2.4 and in
 * patched versions of OpenSSL 1.0, as the suites of RFC 7905.
 */
static bool is_draft_chacha20(uint16_t code)
{
    return code >= 0xCC13 && code <= 0xCC15;
}

static enum elb_status check_name(const struct table *table, struct elb_text name, uint16_t code,
                                  struct elb_error *reterr)
{
    const struct elb_suite *suite;

    if (name.length == 0)
        return ELB_OK;
    suite = elb_catalog_suite_named(table->reading->catalog, name.start, name.length);
    if (!suite || suite->code == code || is_draft_chacha20(code))
        return ELB_OK;
    return elb_reading_fail(table->reading, name, reterr, ELB_ERROR_DATA,
                            "'%.*s' is 0x%04X, but the row is about 0x%04X", ELB_TEXT_ARGS(name),
                            suite->code, code);
}

/* The printed code first, then the IANA name, then OpenSSL's. False: none is known. */
static bool find_code(const struct table *table, const struct row *row, uint16_t *ret_code)
{
    const struct elb_catalog *catalog = table->reading->catalog;

    if (row->code.length > 0)
        return parse_code(row->code, ret_code) == 2;
    return elb_suite_from_text(catalog, row->standard, ret_code) ||
           elb_suite_from_text(catalog, row->name, ret_code);
}

static enum elb_status add_row(struct table *table, const struct row *row, struct elb_error *reterr)
{
    enum elb_status status;
    uint16_t code;

    if (!find_code(table, row, &code)) {
        elb_names_add(&table->unknown, row->name);
        return elb_offer_skip(&table->offer, reterr);
    }
    status = check_name(table, row->standard, code, reterr);
    if (status == ELB_OK)
        status = check_name(table, row->name, code, reterr);
    if (status == ELB_OK)
        status = elb_offer_add(&table->offer, code, reterr);
    return status;
}

static enum elb_status read_row(struct table *table, struct elb_text line, struct elb_error *reterr)
{
    const struct elb_text trimmed = elb_text_trim(line);
    uint16_t code;
    struct row row;
    size_t bytes;

    if (!split_row(line, &row))
        return elb_reading_fail(table->reading, trimmed, reterr, ELB_ERROR_SYNTAX,
                                "expected a row of 'openssl ciphers -v': a name, a version, "
                                "Kx=, Au=, Enc= and Mac=");
    bytes = parse_code(row.code, &code);
    if (row.code.length > 0 && (bytes < 2 || bytes > 4))
        return elb_reading_fail(table->reading, row.code, reterr, ELB_ERROR_SYNTAX,
                                "expected the code of a cipher suite, such as 0xC0,0x2F");
    if (bytes > 2 || elb_text_is(row.version, "SSLv2")) {
        table->sslv2_count++;
        return elb_offer_skip(&table->offer, reterr);
    }
    return add_row(table, &row, reterr);
}

static enum elb_status read_rows(struct table *table, struct elb_error *reterr)
{
    struct elb_text rest = table->reading->text;
    enum elb_status status = ELB_OK;
    struct elb_text line;

    while (status == ELB_OK && elb_text_next_line(&rest, &line)) {
        if (elb_text_trim(line).length > 0)
            status = read_row(table, line, reterr);
    }
    if (status == ELB_OK && table->sslv2_count > 0)
        status = elb_offer_note(&table->offer, reterr, "left out: %zu cipher suite%s of SSLv2",
                                table->sslv2_count, table->sslv2_count == 1 ? "" : "s");
    return status;
}

static enum elb_status read_table(struct elb_reading *reading, struct elb_error *reterr)
{
    struct table table = {.reading = reading};
    enum elb_status status;

    elb_offer_init(&table.offer, reading->catalog, &reading->list->arena, reading->path,
                   reading->limits->suites);
    status = read_rows(&table, reterr);
    if (status != ELB_OK)
        return status;
    return elb_reading_add_offer(reading, &table.offer, &table.unknown, reterr);
}

const struct elb_client_reader elb_client_reader_openssl_table = {
    .format.name = "openssl-table",
    .format.summary = "the table of 'openssl ciphers -v' or -V",
    .format.at_most = 90,
    .format.recognise = recognise,
    .read = read_table,
};
