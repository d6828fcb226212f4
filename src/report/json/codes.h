/* SPDX-License-Identifier: MIT */
/*
 * Pieces of JSON that every reporter writes alike. All return new references, or NULL without
 * memory: elb_json_set() and elb_json_append() take such a NULL, and mark the report's buffer as
 * out of memory, so that a result never silently lacks a part.
 */
#ifndef ELB_REPORT_JSON_CODES_H
#define ELB_REPORT_JSON_CODES_H

#include <jansson.h>

#include "report/report.h"

/* Takes over `value`. */
void elb_json_set(struct elb_report *report, json_t *object, const char *key, json_t *value);
void elb_json_append(struct elb_report *report, json_t *array, json_t *value);

/* Text of any origin: what is not UTF-8 is replaced. NULL becomes null. */
json_t *elb_json_text(const char *text);

/* `{"code": "0xC02F", "iana": ..., "openssl": ...}`; a name that does not exist is left out. */
json_t *elb_json_suite(const struct elb_suite *suite);
/* `{"code": "0x001D", "name": "x25519"}` */
json_t *elb_json_group(const struct elb_group *group);
json_t *elb_json_scheme(const struct elb_scheme *scheme);

/* The same by code; one that the catalog does not know has its code alone. */
json_t *elb_json_suite_code(const struct elb_catalog *catalog, uint16_t code);
json_t *elb_json_group_code(const struct elb_catalog *catalog, uint16_t code);
json_t *elb_json_scheme_code(const struct elb_catalog *catalog, uint16_t code);

/* `TLSv1.2`, or for any other value its code. */
json_t *elb_json_version(uint16_t version);
/* Of a set, the lowest first. */
json_t *elb_json_versions(struct elb_report *report, elb_version_set versions);

json_t *elb_json_certificates(struct elb_report *report,
                              const struct elb_certificates *certificates);

/* The beginning of every result: schema, catalog, complete, errors. */
json_t *elb_json_document(struct elb_report *report, const char *schema);

/* Appends the document, indented, and frees it. */
void elb_json_write(struct elb_report *report, json_t *document);

#endif
