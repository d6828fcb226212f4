/* SPDX-License-Identifier: MIT */
/*
 * What s_client, curl -v and gnutls-cli tell over many lines: a suite that was chosen, a complaint
 * about the certificate after which they may go on, and a failure, which says more than both. With
 * mutual TLS the failure comes when all was chosen, in TLSv1.3 when the client has finished.
 */
#include "read/symptom/reader.h"

#define WEIGHT 12

#define FATAL(alert)   (2u << 8 | (alert))
#define CLOSE_NOTIFY   (1u << 8)
#define LEVEL_OF(pair) ((pair) >> 8)

static const struct elb_text no_line = {"", 0};

/* Tells one that was held: it has its line. */
static enum elb_status tell(struct elb_symptom_list *list, struct elb_symptom_held *held,
                            struct elb_error *reterr)
{
    struct elb_symptom symptom = held->symptom;

    held->symptom.event = NULL;
    return elb_symptom_add(list, &symptom, no_line, WEIGHT, false, reterr);
}

/* The client went on in spite of its complaint: that is said of `symptom`. */
static void attach_complaint(struct elb_symptom_list *list, struct elb_symptom *symptom,
                             const char *event)
{
    struct elb_symptom *verify = &list->transcript.verify.symptom;

    symptom->complaint = verify->event;
    symptom->event = elb_catalog_event(list->catalog, event);
    if (verify != symptom)
        verify->event = NULL;
}

/* The vague one that is held says what no other does. */
static enum elb_status settle_none(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;

    if (!transcript->none.symptom.event || list->clear_at > 0)
        return ELB_OK;
    return tell(list, &transcript->none, reterr);
}

static enum elb_status settle_chosen(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;

    if (!transcript->chosen.symptom.event)
        return ELB_OK;
    if (transcript->verify.symptom.event)
        attach_complaint(list, &transcript->chosen.symptom, "completed-unverified");
    return tell(list, &transcript->chosen, reterr);
}

/* ---- One handshake -------------------------------------------------------------------------- */

enum elb_status elb_transcript_begin(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    enum elb_status status;

    if (!transcript->told)
        return ELB_OK;
    status = settle_chosen(list, reterr);
    transcript->verify.symptom.event = NULL;
    transcript->asked = false;
    transcript->answered = false;
    transcript->verified = false;
    transcript->closed = false;
    transcript->refused = false;
    transcript->failed = false;
    transcript->told = false;
    transcript->version = 0;
    return status;
}

enum elb_status elb_transcript_choose(struct elb_symptom_list *list,
                                      const struct elb_symptom *symptom, struct elb_text line,
                                      struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    enum elb_status status = elb_transcript_begin(list, reterr);

    if (!transcript->failed)
        elb_symptom_hold(list, &transcript->chosen, symptom, line);
    transcript->told = true;
    return status;
}

/* s_client prints no alert that only closes: it says `closed`, and that nothing was chosen. */
static enum elb_status tell_closed(struct elb_symptom_list *list, struct elb_text line,
                                   struct elb_error *reterr)
{
    struct elb_symptom symptom = {
        .event = elb_catalog_event(list->catalog, "closed"),
        .client = "openssl",
    };

    return elb_symptom_add(list, &symptom, line, WEIGHT, false, reterr);
}

/*
 * This stands below the certificate, or above all of standard error: it waits for what says more to
 * the end.
 */
enum elb_status elb_transcript_choose_none(struct elb_symptom_list *list, struct elb_text line,
                                           struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_symptom symptom = {
        .event = elb_catalog_event(list->catalog, "nothing-chosen"),
        .client = "openssl",
    };

    transcript->verify.symptom.event = NULL; /* it failed for another reason, or has been told */
    transcript->told = true;
    if (transcript->closed && !transcript->failed)
        return tell_closed(list, line, reterr);
    if (transcript->none.symptom.event)
        transcript->none.symptom.lines++;
    else
        elb_symptom_hold(list, &transcript->none, &symptom, line);
    return ELB_OK;
}

/* ---- The certificate ------------------------------------------------------------------------ */

bool elb_transcript_complain(struct elb_symptom_list *list, struct elb_text line,
                             struct elb_text known)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_pattern_match match;
    struct elb_symptom symptom;

    if (!elb_patterns_find(list->patterns, known, &match))
        return false;
    transcript->answered = true;
    if (transcript->failed || transcript->verify.symptom.event) /* the first of several is told */
        return true;
    symptom = elb_symptom_of_match(list, &match);
    elb_symptom_hold(list, &transcript->verify, &symptom, line);
    return true;
}

enum elb_status elb_transcript_refuse(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_symptom_held verify = transcript->verify;

    transcript->failed = true;
    transcript->chosen.symptom.event = NULL;
    transcript->verify.symptom.event = NULL;
    return verify.symptom.event ? tell(list, &verify, reterr) : ELB_OK;
}

/* ---- Failures ------------------------------------------------------------------------------- */

enum elb_status elb_transcript_alert(struct elb_symptom_list *list, const char *client,
                                     enum elb_alert_sender sender, unsigned alert,
                                     struct elb_text line, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    struct elb_symptom symptom = {0};

    if (sender == ELB_ALERT_NONE)
        return ELB_OK;
    if (LEVEL_OF(alert) == LEVEL_OF(FATAL(0)))
        symptom = elb_symptom_of_alert(list, sender, alert & 0xFF);
    else if (alert == CLOSE_NOTIFY && sender == ELB_ALERT_FROM_SERVER && transcript->asked &&
             !transcript->answered && !transcript->told)
        symptom.event = elb_catalog_event(list->catalog, "closed");
    symptom.client = client;
    if (symptom.event && symptom.event->vague) {
        elb_symptom_hold(list, &transcript->none, &symptom, line);
        return ELB_OK;
    }
    return elb_symptom_add(list, &symptom, line, WEIGHT, false, reterr);
}

/* Is it by the program whose transcript this is? Another one's failure leaves it alone. */
static bool is_of_transcript(const char *client)
{
    static const char *const clients[] = {"openssl", "curl", "gnutls"};

    for (size_t i = 0; client && i < sizeof(clients) / sizeof(clients[0]); i++) {
        if (elb_text_has_prefix(elb_text_from(client), clients[i]))
            return true;
    }
    return false;
}

void elb_transcript_fail(struct elb_symptom_list *list, struct elb_symptom *symptom)
{
    struct elb_transcript *transcript = &list->transcript;
    const struct elb_event *after;

    if (symptom->event->completed || !is_of_transcript(symptom->client))
        return;
    after = elb_catalog_event(list->catalog, "alert-40-after-choice");
    if (transcript->answered && after && symptom->event->sender == ELB_ALERT_FROM_SERVER &&
        symptom->event->alert == after->alert)
        symptom->event = after;
    transcript->chosen.symptom.event = NULL;
    transcript->verify.symptom.event = NULL;
    transcript->failed = true;
}

/* ---- The end -------------------------------------------------------------------------------- */

enum elb_status elb_transcript_end(struct elb_symptom_list *list, struct elb_error *reterr)
{
    struct elb_transcript *transcript = &list->transcript;
    enum elb_status status = settle_chosen(list, reterr);

    if (status == ELB_OK && transcript->verify.symptom.event && transcript->refused) {
        status = elb_transcript_refuse(list, reterr);
    } else if (status == ELB_OK && transcript->verify.symptom.event) {
        attach_complaint(list, &transcript->verify.symptom, "unverified");
        status = tell(list, &transcript->verify, reterr);
    }
    if (status == ELB_OK)
        status = settle_none(list, reterr);
    *transcript = (struct elb_transcript){0};
    return status;
}
