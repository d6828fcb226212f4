/* SPDX-License-Identifier: MIT */
/*
 * What `gnutls-cli` says of the handshake, apart from its errors:
 *
 *     - Status: The certificate is NOT trusted. The certificate issuer is unknown.
 *     - Description: (TLS1.3-X.509)-(ECDHE-SECP256R1)-(RSA-PSS-RSAE-SHA256)-(AES-256-GCM)
 *     - Handshake was completed
 *
 * It stops for the first of these with `*** Fatal error: Error in the certificate.`, which is
 * printed before all of standard output or behind it; with --insecure it goes on.
 */
#include "read/symptom/reader.h"

/* `- Description: (TLS1.3-X.509)-...`: the version that the end of the handshake is told with. */
static void take_description(struct elb_transcript *transcript, struct elb_text rest)
{
    struct elb_text version;

    if (elb_text_next_word(&rest, "(-)", &version))
        transcript->version = elb_symptom_version(version);
}

static enum elb_status take_completed(struct elb_symptom_list *list, struct elb_text line,
                                      struct elb_error *reterr)
{
    struct elb_symptom symptom = {
        .event = elb_catalog_event(list->catalog, "completed"),
        .client = "gnutls",
        .version = list->transcript.version,
    };

    return elb_transcript_choose(list, &symptom, line, reterr);
}

/* One that says little waits to the end for what says more. */
static bool take_fatal(struct elb_symptom_list *list, struct elb_text line)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_pattern_match match;
    struct elb_symptom symptom;

    if (!elb_patterns_find(list->patterns, line, &match))
        return false;
    symptom = elb_symptom_of_match(list, &match);
    if (!symptom.event || !symptom.event->vague || transcript->none.symptom.event)
        return false;
    elb_symptom_hold(list, &transcript->none, &symptom, line);
    return true;
}

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    static const struct elb_text description = ELB_TEXT_INIT("- Description: (");

    *ret_status = ELB_OK;
    if (elb_text_has_prefix(line, "Connecting to '")) {
        *ret_status = elb_transcript_begin(list, reterr);
        return true;
    }
    if (elb_text_has_prefix(line, "*** Fatal error: "))
        return take_fatal(list, line);
    if (elb_text_has_prefix(line, "- Status: The certificate is NOT trusted"))
        return elb_transcript_complain(list, line, line);
    if (elb_text_has_prefix(line, "*** PKI verification of server certificate failed")) {
        list->transcript.refused = true; /* unless it completes after all */
        return true;
    }
    if (elb_text_has_prefix(line, description.start)) {
        take_description(&list->transcript, elb_text_skip(line, description.length));
        return true;
    }
    if (!elb_text_is(line, "- Handshake was completed"))
        return false;
    *ret_status = take_completed(list, line, reterr);
    return true;
}

const struct elb_symptom_reader elb_symptom_reader_gnutls = {.name = "gnutls", .take = take};
