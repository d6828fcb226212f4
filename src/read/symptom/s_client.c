/* SPDX-License-Identifier: MIT */
/*
 * What `openssl s_client` says of the handshake, apart from its errors, which are known texts:
 *
 *     New, TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256     the version is that of the suite
 *         Protocol  : TLSv1.2                                 this is the one that was chosen
 *     New, (NONE), Cipher is (NONE)                           nothing was, whatever Protocol says
 *     Protocol version: TLSv1.3 / Ciphersuite: ...            -brief
 *     <<< TLS 1.2, Alert [length 0002], fatal handshake_failure, then `02 28`       -msg
 *     Received Record ... Level=fatal(2), description=handshake failure(40)         -trace
 *     verify error:num=18:self-signed certificate             it goes on, unless `certificate
 *                                                             verify failed` follows
 *     Verify return code: 18 (self-signed certificate)        the same in standard output
 *     closed                                                  by an alert of the server that says
 *                                                             no more than this
 */
#include "read/symptom/reader.h"

#include <stdio.h>

/* A suite was chosen. */
static enum elb_status take_suite(struct elb_symptom_list *list, struct elb_text line,
                                  struct elb_text name, uint16_t version, struct elb_error *reterr)
{
    struct elb_symptom symptom = elb_symptom_of_suite(list, "openssl", version, name);
    const struct elb_suite *suite = elb_catalog_suite(list->catalog, symptom.suite);

    if (version == 0 && suite && suite->first_version == suite->last_version)
        symptom.version = suite->first_version;
    return elb_transcript_choose(list, &symptom, line, reterr);
}

/* `New, TLSv1.2, Cipher is NAME` */
static bool take_new(struct elb_symptom_list *list, struct elb_text line,
                     enum elb_status *ret_status, struct elb_error *reterr)
{
    static const struct elb_text cipher_is = ELB_TEXT_INIT("Cipher is ");
    size_t at = elb_text_find(line, cipher_is);
    struct elb_text name = elb_text_skip(line, at + cipher_is.length);

    if (at == SIZE_MAX || name.length == 0)
        return false;
    *ret_status = *name.start == '(' ? elb_transcript_choose_none(list, line, reterr)
                                     : take_suite(list, line, name, 0, reterr);
    return true;
}

/* ---- The certificate ------------------------------------------------------------------------ */

/*
 * `Verify return code: 18 (self-signed certificate)` in standard output is
 * `verify error:num=18:self-signed certificate` in standard error. It is repeated with each ticket.
 */
static bool take_return_code(struct elb_symptom_list *list, struct elb_text line,
                             struct elb_text code)
{
    struct elb_text number;
    uint64_t value;
    char known[40];

    if (!elb_text_next_word(&code, " (", &number) ||
        !elb_text_parse_unsigned(number, UINT16_MAX, &value))
        return false;
    (void)snprintf(known, sizeof(known), "verify error:num=%u:", (unsigned)value);
    if (value > 0 && list->transcript.chosen.symptom.event)
        (void)elb_transcript_complain(list, line, elb_text_from(known));
    return true;
}

/* What standard output repeats of it says no more. */
static bool take_verify(struct elb_symptom_list *list, struct elb_text line,
                        enum elb_status *ret_status, struct elb_error *reterr)
{
    static const struct elb_text code = ELB_TEXT_INIT("Verify return code: ");

    if (elb_text_has_prefix(line, "depth=") || elb_text_has_prefix(line, "verify return:")) {
        if (list->transcript.verified) /* or it is standard error behind standard output */
            *ret_status = elb_transcript_begin(list, reterr);
        list->transcript.verified = true;
        list->transcript.answered = true;
        return true;
    }
    if (elb_text_has_prefix(line, "verify error:num="))
        return elb_transcript_complain(list, line, line);
    if (elb_text_has_prefix(line, code.start))
        return take_return_code(list, line, elb_text_skip(line, code.length));
    return elb_text_has_prefix(line, "Verification error: ");
}

/* ---- Records -------------------------------------------------------------------------------- */

/* `02 28`: the level, and which alert */
static enum elb_status take_alert_bytes(struct elb_symptom_list *list, struct elb_text line,
                                        struct elb_error *reterr)
{
    struct elb_text rest = line;
    struct elb_text word;
    uint64_t level;
    uint64_t alert;

    list->transcript.alert_follows = false;
    if (line.length != 5 || !elb_text_next_word(&rest, " ", &word) ||
        !elb_text_parse_hex(word, UINT8_MAX, &level) ||
        !elb_text_parse_hex(elb_text_skip(line, 3), UINT8_MAX, &alert))
        return ELB_OK;
    return elb_transcript_alert(list, "openssl", list->transcript.direction,
                                (unsigned)(level << 8 | alert), line, reterr);
}

/* `Level=fatal(2), description=handshake failure(40)` */
static enum elb_status take_alert_words(struct elb_symptom_list *list, struct elb_text line,
                                        struct elb_error *reterr)
{
    struct elb_text rest = line;
    struct elb_text word;
    struct elb_text last = {0};
    unsigned level = elb_text_has_prefix(line, "Level=fatal(2)") ? 2 : 1;
    uint64_t alert;

    while (elb_text_next_word(&rest, "()", &word))
        last = word;
    if (!elb_text_parse_unsigned(last, UINT8_MAX, &alert))
        return ELB_OK;
    return elb_transcript_alert(list, "openssl", list->transcript.direction,
                                level << 8 | (unsigned)alert, line, reterr);
}

/* What went over the wire, as -msg and -trace name it. */
static void take_message(struct elb_transcript *transcript, struct elb_text line)
{
    bool is_hello = elb_text_has_suffix(line, ", ClientHello") ||
                    elb_text_has_prefix(line, "ClientHello, Length=");
    bool is_certificate = elb_text_has_suffix(line, ", Certificate") ||
                          elb_text_has_prefix(line, "Certificate, Length=");

    if (is_hello && transcript->direction == ELB_ALERT_FROM_CLIENT)
        transcript->asked = true;
    if (is_certificate && transcript->direction == ELB_ALERT_FROM_SERVER)
        transcript->answered = true;
}

/* Whose record the line begins to show; false: none. */
static bool take_direction(struct elb_transcript *transcript, struct elb_text line)
{
    static const struct elb_text alert = ELB_TEXT_INIT("Alert [length 0002], ");

    if (elb_text_has_prefix(line, "<<< ") || elb_text_has_prefix(line, "Received Record") ||
        elb_text_has_prefix(line, "Received TLS Record"))
        transcript->direction = ELB_ALERT_FROM_SERVER;
    else if (elb_text_has_prefix(line, ">>> ") || elb_text_has_prefix(line, "Sent Record") ||
             elb_text_has_prefix(line, "Sent TLS Record"))
        transcript->direction = ELB_ALERT_FROM_CLIENT;
    else
        return false;
    transcript->alert_follows = elb_text_find(line, alert) != SIZE_MAX;
    take_message(transcript, line);
    return true;
}

/* ---- Lines ---------------------------------------------------------------------------------- */

/* What follows `label` in the line, without blanks and colons; empty: another line. */
static struct elb_text value_of(struct elb_text line, const char *label)
{
    if (!elb_text_has_prefix(line, label))
        return (struct elb_text){NULL, 0};
    line = elb_text_trim(elb_text_skip(line, strlen(label)));
    return *label && elb_text_has_prefix(line, ":") ? elb_text_trim(elb_text_skip(line, 1)) : line;
}

/* -brief, and the session that is printed at the end. */
static bool take_labelled(struct elb_symptom_list *list, struct elb_text line,
                          enum elb_status *ret_status, struct elb_error *reterr)
{
    struct elb_text version = value_of(line, "Protocol version:");
    struct elb_text suite = value_of(line, "Ciphersuite:");
    struct elb_text chosen = value_of(line, "Protocol  :");

    if (version.length > 0)
        list->transcript.version = elb_symptom_version(version);
    else if (suite.length > 0)
        *ret_status = take_suite(list, line, suite, list->transcript.version, reterr);
    else if (chosen.length > 0)
        list->transcript.chosen.symptom.version = elb_symptom_version(chosen);
    return version.length > 0 || suite.length > 0 || chosen.length > 0;
}

/* Where a handshake begins or ends, or a close is told. */
static bool take_boundary(struct elb_symptom_list *list, struct elb_text line,
                          enum elb_status *ret_status, struct elb_error *reterr)
{
    if (elb_text_is(line, "closed")) {
        list->transcript.closed = !list->transcript.answered && !list->transcript.told;
        return true;
    }
    if (!elb_text_has_prefix(line, "CONNECTED(") && !elb_text_is(line, "CONNECTION ESTABLISHED") &&
        !elb_text_is(line, "DONE"))
        return false;
    *ret_status = elb_transcript_begin(list, reterr);
    return true;
}

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;

    *ret_status = ELB_OK;
    if (transcript->alert_follows) {
        *ret_status = take_alert_bytes(list, line, reterr);
        return true;
    }
    if (take_direction(transcript, line) || take_boundary(list, line, ret_status, reterr) ||
        take_verify(list, line, ret_status, reterr))
        return true;
    if (elb_text_has_prefix(line, "Level=fatal(2), description=") ||
        elb_text_has_prefix(line, "Level=warning(1), description=")) {
        *ret_status = take_alert_words(list, line, reterr);
        return true;
    }
    take_message(transcript, line);
    if (elb_text_has_prefix(line, "New, ") || elb_text_has_prefix(line, "Reused, "))
        return take_new(list, line, ret_status, reterr);
    if (transcript->verify.symptom.event &&
        elb_text_find(line, ELB_TEXT("certificate verify failed")) != SIZE_MAX) {
        *ret_status = elb_transcript_refuse(list, reterr);
        return *ret_status != ELB_OK; /* the line is a known text too, and now a vague one */
    }
    return take_labelled(list, line, ret_status, reterr);
}

const struct elb_symptom_reader elb_symptom_reader_s_client = {.name = "s_client", .take = take};
