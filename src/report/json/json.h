/* SPDX-License-Identifier: MIT */

/*
 * What all JSON reporters share. Values are made in the order in which they are printed. Without
 * memory the makers return NULL, which jansson's *_new functions refuse: so every object is added
 * through elb_json_set() and elb_json_append(), which note that in the report's buffer.
 */
#ifndef ELB_REPORT_JSON_JSON_H
#define ELB_REPORT_JSON_JSON_H

#include "elblint/negotiate.h"
#include "report/report.h"

#include <jansson.h>

/* Both take `value` over, NULL included. */
void elb_json_set(struct elb_report *report, json_t *object, const char *key, json_t *value);
void elb_json_append(struct elb_report *report, json_t *array, json_t *value);

/* A string, with bytes that are not UTF-8 as \xNN; null for NULL. */
json_t *elb_json_string(const char *string);

/* `schema`, `catalog`, `complete`, `errors` and, if asked for, `addresses`, with which every
 * document begins. */
json_t *elb_json_begin(struct elb_report *report, const char *schema);

/* Prints and frees the document: indented by 2, ASCII only, a newline at the end. */
void elb_json_finish(struct elb_report *report, json_t *document);

/* "0xC02F" */
json_t *elb_json_code(uint16_t code);
/* "TLSv1.2"; the code of a version without a name; null for 0 */
json_t *elb_json_version(uint16_t version);
/* ["TLSv1.2", "TLSv1.3"] */
json_t *elb_json_version_set(struct elb_report *report, elb_version_set versions);
json_t *elb_json_strings(struct elb_report *report, const char *const *strings, size_t count);
json_t *elb_json_certificates(struct elb_report *report,
                              const struct elb_certificates *certificates);

/* {code, iana, openssl}; {code, name} with null for the names of an unknown code; NULL gives null
 */
json_t *elb_json_suite(struct elb_report *report, const struct elb_suite *suite);
json_t *elb_json_suite_code(struct elb_report *report, uint16_t code);
json_t *elb_json_group(struct elb_report *report, const struct elb_group *group);
json_t *elb_json_group_code(struct elb_report *report, uint16_t code);
json_t *elb_json_scheme(struct elb_report *report, const struct elb_scheme *scheme);
json_t *elb_json_scheme_code(struct elb_report *report, uint16_t code);

/* {minimum_version, forward_secrecy, cbc, fips, post_quantum} */
json_t *elb_json_facts(struct elb_report *report, const struct elb_policy *policy);

/* {id, experimental, result, failed, not_assessable}: a policy that was held against a profile */
json_t *elb_json_profile_result(struct elb_report *report, const struct elb_profile *profile,
                                const struct elb_policy *policy);

/* What the server chose: {version, suite, group, hello_retry, signature, certificate}; or null */
json_t *elb_json_outcome(struct elb_report *report, const struct elb_outcome *outcome);

#endif
