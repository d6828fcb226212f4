/* SPDX-License-Identifier: MIT */
/*
 * Entries of the log of a TLS listener of a Network Load Balancer. Source: AWS, Access logs for
 * your Network Load Balancer. The alert is what the client sent. Of a handshake that failed, cipher
 * and protocol are `-`; with a certificate or a server name, a valid hello had arrived.
 */
#include "read/symptom/reader.h"

enum {
    TYPE,
    VERSION,
    TIME,
    ALERT = 11,
    CERTIFICATE,
    CIPHER = 14,
    PROTOCOL,
    SERVER_NAME = 17,
    FIELD_COUNT,
};
#define WEIGHT 30

static bool is_absent(struct elb_text field)
{
    return elb_text_is(field, "-");
}

static struct elb_symptom of_entry(const struct elb_symptom_list *list,
                                   const struct elb_text *fields)
{
    struct elb_symptom symptom = {0};
    uint64_t alert = 0;

    if (elb_text_parse_unsigned(fields[ALERT], UINT8_MAX, &alert) && alert > 0)
        symptom = elb_symptom_of_alert(list, ELB_ALERT_FROM_CLIENT, (unsigned)alert);
    else if (!is_absent(fields[CIPHER]))
        symptom =
            elb_symptom_of_suite(list, NULL, elb_symptom_version(fields[PROTOCOL]), fields[CIPHER]);
    else if (is_absent(fields[CERTIFICATE]) && is_absent(fields[SERVER_NAME]))
        symptom.event = elb_catalog_event(list->catalog, "tls-listener-failure");
    else
        symptom.event = elb_catalog_event(list->catalog, "tls-listener-failure-after-hello");
    symptom.client = "nlb";
    return symptom;
}

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    struct elb_text fields[FIELD_COUNT];
    struct elb_symptom symptom;

    *ret_status = ELB_OK;
    if (!elb_text_has_prefix(line, "tls ") ||
        elb_log_fields(line, fields, FIELD_COUNT) < FIELD_COUNT || !elb_log_is_time(fields[TIME]))
        return false;
    symptom = of_entry(list, fields);
    *ret_status = elb_symptom_add(list, &symptom, line, WEIGHT, true, reterr);
    return true;
}

const struct elb_symptom_reader elb_symptom_reader_nlb_tls = {.name = "nlb-tls", .take = take};
