/* SPDX-License-Identifier: MIT */
/*
 * Entries of the connection log of an Application Load Balancer. Source: AWS, Connection logs for
 * your Application Load Balancer; new fields are added at the end. A status of Success or `-` is no
 * failure. Failed:ClientCert... is mutual TLS. Failed:UnmappedConnectionError is everything else:
 * where version and suite are there, it came after these were chosen.
 */
#include "read/symptom/reader.h"

enum {
    TIME,
    CLIENT_ADDRESS,
    CLIENT_PORT,
    LISTENER_PORT,
    PROTOCOL,
    CIPHER,
    STATUS = 10,
    FIELD_COUNT,
};
#define WEIGHT 30

static bool is_port(struct elb_text field)
{
    uint64_t port;

    return elb_text_parse_unsigned(field, UINT16_MAX, &port);
}

static bool is_entry(const struct elb_text *fields, size_t count)
{
    return count == FIELD_COUNT && elb_log_is_time(fields[TIME]) && is_port(fields[CLIENT_PORT]) &&
           is_port(fields[LISTENER_PORT]) &&
           (elb_text_has_prefix(fields[STATUS], "Failed:") ||
            elb_text_is(fields[STATUS], "Success") || elb_text_is(fields[STATUS], "-"));
}

static struct elb_symptom of_failure(const struct elb_symptom_list *list,
                                     const struct elb_text *fields)
{
    struct elb_pattern_match match;
    struct elb_symptom symptom = {0};
    uint16_t version = elb_symptom_version(fields[PROTOCOL]);

    if (elb_patterns_find(list->patterns, fields[STATUS], &match))
        symptom = elb_symptom_of_match(list, &match);
    else if (elb_text_has_prefix(fields[STATUS], "Failed:ClientCert"))
        symptom.event = elb_catalog_event(list->catalog, "client-certificate-refused");
    else
        symptom.event = elb_catalog_event(list->catalog, "unmapped-error");
    if (version != 0 && symptom.event &&
        symptom.event == elb_catalog_event(list->catalog, "unmapped-error"))
        symptom.event = elb_catalog_event(list->catalog, "unmapped-error-after-choice");
    symptom.client = "alb";
    symptom.version = version;
    return symptom;
}

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    struct elb_text fields[FIELD_COUNT];
    struct elb_symptom symptom;

    *ret_status = ELB_OK;
    if (!is_entry(fields, elb_log_fields(line, fields, FIELD_COUNT)))
        return false;
    if (elb_text_is(fields[STATUS], "-"))
        return true;
    if (elb_text_is(fields[STATUS], "Success"))
        symptom = elb_symptom_of_suite(list, "alb", elb_symptom_version(fields[PROTOCOL]),
                                       fields[CIPHER]);
    else
        symptom = of_failure(list, fields);
    *ret_status = elb_symptom_add(list, &symptom, line, WEIGHT, true, reterr);
    return true;
}

const struct elb_symptom_reader elb_symptom_reader_alb_connection = {
    .name = "alb-connection",
    .take = take,
};
