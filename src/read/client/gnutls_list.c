/* SPDX-License-Identifier: MIT */

/*
 * What `gnutls-cli -l --priority STRING` prints (src/common.c of GnuTLS):
 *
 *     Cipher suites for NORMAL:-VERS-ALL:+VERS-TLS1.2
 *     TLS_ECDHE_RSA_AES_128_GCM_SHA256      0xc0, 0x2f    TLS1.2
 *     ...
 *     Protocols: VERS-TLS1.2
 *     Groups: GROUP-SECP256R1, ...
 *     PK-signatures: SIGN-RSA-SHA256, ...
 *
 * The version of a row is the one that the suite appeared in. The last line is the schemes; when a
 * heading is there and they are not, the output was cut. Without a string it is all that GnuTLS
 * has.
 */
#include "read/draft.h"

#include "tls/names.h"

#define BLANKS          " \t\r"
#define LINES_LOOKED_AT 50

struct list {
    struct elb_draft draft;
    bool has_heading;
    bool has_end;
};

typedef enum elb_status add_function(struct elb_draft *draft, struct elb_text name,
                                     struct elb_error *reterr);

/* Name, code in two bytes, version. */
static bool split_row(struct elb_text line, struct elb_text *ret_name, uint16_t *ret_code)
{
    struct elb_text words[5] = {{0}};
    size_t count = 0;

    while (count < 5 && elb_text_next_word(&line, BLANKS ",", &words[count]))
        count++;
    *ret_name = words[0];
    return count == 4 && elb_text_has_prefix(words[1], "0x") &&
           elb_suite_from_bytes(words[1], words[2], ret_code) &&
           (elb_text_has_prefix(words[3], "TLS") || elb_text_has_prefix(words[3], "SSL") ||
            elb_text_has_prefix(words[3], "DTLS"));
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text line;
    struct elb_text name;
    uint16_t code;

    for (size_t i = 0; i < LINES_LOOKED_AT && elb_text_next_line(&text, &line); i++) {
        if (elb_text_has_prefix(line, "Cipher suites for ") || split_row(line, &name, &code))
            return 91;
    }
    return 0;
}

static enum elb_status add_row(struct list *list, struct elb_text name, uint16_t code,
                               struct elb_error *reterr)
{
    const struct elb_suite *suite =
        elb_catalog_suite_named(list->draft.reading->catalog, name.start, name.length);

    if (suite && suite->code != code)
        return elb_reading_fail(list->draft.reading, name, reterr, ELB_ERROR_DATA,
                                "'%.*s' is 0x%04X, but the row is about 0x%04X",
                                ELB_TEXT_ARGS(name), suite->code, code);
    return elb_offer_add(&list->draft.offer, code, reterr);
}

static enum elb_status add_version(struct elb_draft *draft, struct elb_text name,
                                   struct elb_error *reterr)
{
    (void)reterr;
    draft->versions |= elb_version_bit(elb_version_from_name(name)); /* those of DTLS are none */
    return ELB_OK;
}

static enum elb_status ignore(struct elb_draft *draft, struct elb_text name,
                              struct elb_error *reterr)
{
    (void)draft;
    (void)name;
    (void)reterr;
    return ELB_OK;
}

static const struct {
    const char *heading;
    add_function *add;
} lists[] = {
    {"Protocols:", add_version},
    {"Groups:", elb_draft_add_group},
    {"Elliptic curves:", elb_draft_add_group},
    {"PK-signatures:", elb_draft_add_scheme},
    {"Ciphers:", ignore},
    {"MACs:", ignore},
    {"Digests:", ignore},
    {"Key Exchange Algorithms:", ignore},
    {"Compression:", ignore},
    {"Certificate types:", ignore},
    {"Public Key Systems:", ignore},
};

/* True if the line is one of these; then it is read. */
static bool read_list(struct list *list, struct elb_text line, enum elb_status *ret_status,
                      struct elb_error *reterr)
{
    struct elb_text name;

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (!elb_text_has_prefix(line, lists[i].heading))
            continue;
        list->has_end |= lists[i].add == elb_draft_add_scheme;
        line = elb_text_skip(line, strlen(lists[i].heading));
        while (*ret_status == ELB_OK && elb_text_next_word(&line, BLANKS ",", &name))
            *ret_status = lists[i].add(&list->draft, name, reterr);
        return true;
    }
    return false;
}

static enum elb_status read_line(struct list *list, struct elb_text line, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    struct elb_text name;
    uint16_t code;

    if (elb_text_trim(line).length == 0)
        return ELB_OK;
    if (elb_text_has_prefix(line, "Cipher suites")) {
        list->has_heading = true;
        return ELB_OK;
    }
    if (split_row(line, &name, &code))
        return add_row(list, name, code, reterr);
    if (read_list(list, line, &status, reterr))
        return status;
    return elb_reading_fail(list->draft.reading, elb_text_trim(line), reterr, ELB_ERROR_SYNTAX,
                            "expected a row of 'gnutls-cli -l': a name, a code such as 0xc0, 0x2f, "
                            "and a version");
}

static enum elb_status read_all(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_text rest = reading->text;
    enum elb_status status = ELB_OK;
    struct elb_text line;
    struct list list;

    memset(&list, 0, sizeof(list));
    elb_draft_init(&list.draft, reading);
    while (status == ELB_OK && elb_text_next_line(&rest, &line))
        status = read_line(&list, line, reterr);
    if (status == ELB_OK && list.has_heading && !list.has_end)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, reading->path, 0, 0,
                             "the output of gnutls-cli breaks off before 'PK-signatures:'");
    return status == ELB_OK ? elb_draft_finish(&list.draft, reterr) : status;
}

const struct elb_client_reader elb_client_reader_gnutls_list = {
    .format.name = "gnutls-list",
    .format.at_most = 91,
    .format.recognise = recognise,
    .read = read_all,
};
