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
 */
#include "read/symptom/reader.h"

#define WEIGHT 12

/* Tells what was chosen, when no line can change it any more. */
static enum elb_status settle_chosen(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_symptom *symptom = &transcript->chosen.symptom;
    enum elb_status status;

    if (!symptom->event)
        return ELB_OK;
    if (transcript->verify.symptom.event) {
        symptom->event = elb_catalog_event(list->catalog, "completed-unverified");
        transcript->verify.symptom.event = NULL;
    }
    status = elb_symptom_add(list, symptom, (struct elb_text){"", 0}, WEIGHT, false, reterr);
    symptom->event = NULL;
    return status;
}

/*
 * A suite was chosen. That waits for the rest of the transcript: standard error, with a complaint
 * about the certificate, may follow.
 */
static enum elb_status take_suite(struct elb_symptom_list *list, struct elb_text line,
                                  struct elb_text name, uint16_t version, struct elb_error *reterr)
{
    struct elb_symptom symptom = elb_symptom_of_suite(list, "openssl", version, name);
    const struct elb_suite *suite = elb_catalog_suite(list->catalog, symptom.suite);
    enum elb_status status = settle_chosen(list, reterr);

    if (list->transcript.refused) {
        list->transcript.refused = false;
        return status;
    }
    if (version == 0 && suite && suite->first_version == suite->last_version)
        symptom.version = suite->first_version;
    elb_symptom_hold(list, &list->transcript.chosen, &symptom, line);
    return status;
}

/*
 * `New, (NONE), Cipher is (NONE)` stands below the certificate, or above all of standard error: it
 * waits for what says more to the end.
 */
static void take_none(struct elb_symptom_list *list, struct elb_text line)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_symptom symptom = {
        .event = elb_catalog_event(list->catalog, "failed"),
        .client = "openssl",
    };

    transcript->verify.symptom.event = NULL; /* it failed for another reason, or has been told */
    transcript->refused = false;
    if (transcript->none.symptom.event)
        transcript->none.symptom.lines++;
    else
        elb_symptom_hold(list, &transcript->none, &symptom, line);
}

static enum elb_status settle_none(struct elb_symptom_list *list, struct elb_error *reterr)
{
    const struct elb_symptom *symptom = &list->transcript.none.symptom;

    if (!symptom->event || list->clear_at > 0)
        return ELB_OK;
    return elb_symptom_add(list, symptom, (struct elb_text){"", 0}, WEIGHT, false, reterr);
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
    if (*name.start == '(') {
        take_none(list, line);
        return true;
    }
    *ret_status = take_suite(list, line, name, 0, reterr);
    return true;
}

/* ---- The certificate ------------------------------------------------------------------------ */

static bool take_verify(struct elb_symptom_list *list, struct elb_text line)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_pattern_match match;
    struct elb_symptom symptom;

    if (!elb_patterns_find(list->patterns, line, &match))
        return false;
    if (transcript->verify.symptom.event) /* the first of several is told */
        return true;
    symptom = elb_symptom_of_match(list, &match);
    elb_symptom_hold(list, &transcript->verify, &symptom, line);
    return true;
}

/* It stopped because of what it complained about: that says more than this line. */
static enum elb_status take_refusal(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    enum elb_status status = elb_symptom_add(list, &transcript->verify.symptom,
                                             (struct elb_text){"", 0}, WEIGHT, false, reterr);

    transcript->refused = transcript->chosen.symptom.event == NULL;
    transcript->chosen.symptom.event = NULL;
    transcript->verify.symptom.event = NULL;
    return status;
}

enum elb_status elb_transcript_end(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    enum elb_status status = settle_chosen(list, reterr);

    if (status == ELB_OK && transcript->verify.symptom.event) {
        transcript->verify.symptom.event = elb_catalog_event(list->catalog, "unverified");
        status = elb_symptom_add(list, &transcript->verify.symptom, (struct elb_text){"", 0},
                                 WEIGHT, false, reterr);
    }
    if (status == ELB_OK)
        status = settle_none(list, reterr);
    *transcript = (struct elb_transcript){0};
    return status;
}

/* ---- Records -------------------------------------------------------------------------------- */

static enum elb_status add_alert(struct elb_symptom_list *list, unsigned alert,
                                 struct elb_text line, struct elb_error *reterr)
{
    struct elb_symptom symptom = elb_symptom_of_alert(list, list->transcript.direction, alert);

    symptom.client = "openssl";
    return elb_symptom_add(list, &symptom, line, WEIGHT, false, reterr);
}

/* `02 28`: the level, and which alert */
static enum elb_status take_alert_bytes(struct elb_symptom_list *list, struct elb_text line,
                                        struct elb_error *reterr)
{
    uint64_t alert;

    list->transcript.alert_follows = false;
    if (line.length != 5 || !elb_text_has_prefix(line, "02 ") ||
        !elb_text_parse_hex(elb_text_skip(line, 3), UINT8_MAX, &alert))
        return ELB_OK;
    return add_alert(list, (unsigned)alert, line, reterr);
}

/* `Level=fatal(2), description=handshake failure(40)` */
static enum elb_status take_alert_words(struct elb_symptom_list *list, struct elb_text line,
                                        struct elb_error *reterr)
{
    struct elb_text rest = line;
    struct elb_text word;
    struct elb_text last = {0};
    uint64_t alert;

    while (elb_text_next_word(&rest, "()", &word))
        last = word;
    if (list->transcript.direction == ELB_ALERT_NONE ||
        !elb_text_parse_unsigned(last, UINT8_MAX, &alert))
        return ELB_OK;
    return add_alert(list, (unsigned)alert, line, reterr);
}

/* Whose record the line begins to show; false: none. */
static bool take_direction(struct elb_transcript *transcript, struct elb_text line)
{
    static const struct elb_text fatal = ELB_TEXT_INIT("Alert [length 0002], fatal");

    if (elb_text_has_prefix(line, "<<< ") || elb_text_has_prefix(line, "Received Record") ||
        elb_text_has_prefix(line, "Received TLS Record"))
        transcript->direction = ELB_ALERT_FROM_SERVER;
    else if (elb_text_has_prefix(line, ">>> ") || elb_text_has_prefix(line, "Sent Record") ||
             elb_text_has_prefix(line, "Sent TLS Record"))
        transcript->direction = ELB_ALERT_FROM_CLIENT;
    else
        return false;
    transcript->alert_follows = elb_text_find(line, fatal) != SIZE_MAX;
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

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;

    *ret_status = ELB_OK;
    if (transcript->alert_follows) {
        *ret_status = take_alert_bytes(list, line, reterr);
        return true;
    }
    if (take_direction(transcript, line))
        return true;
    if (elb_text_has_prefix(line, "Level=fatal(2), description=")) {
        *ret_status = take_alert_words(list, line, reterr);
        return true;
    }
    if (elb_text_has_prefix(line, "New, ") || elb_text_has_prefix(line, "Reused, "))
        return take_new(list, line, ret_status, reterr);
    if (elb_text_has_prefix(line, "verify error:num="))
        return take_verify(list, line);
    if (transcript->verify.symptom.event &&
        elb_text_find(line, ELB_TEXT("certificate verify failed")) != SIZE_MAX) {
        *ret_status = take_refusal(list, reterr);
        return *ret_status != ELB_OK; /* the line is a known text too, and now a vague one */
    }
    return take_labelled(list, line, ret_status, reterr);
}

const struct elb_symptom_reader elb_symptom_reader_s_client = {.name = "s_client", .take = take};
