/* SPDX-License-Identifier: MIT */
/* What `check` hands to its reporters: every pair, policies first. */
#ifndef ELB_REPORT_CHECK_H
#define ELB_REPORT_CHECK_H

#include "elblint/advice.h"
#include "elblint/check.h"
#include "report/report.h"

struct elb_check_row {
    struct elb_check check;
    struct elb_remedy remedy;            /* empty for a compatible pair */
    const struct elb_policy *suggestion; /* NULL: none is needed, or none serves */
    bool suggestion_serves_all;          /* all clients of the run, not this one alone */
    bool is_hidden;                      /* by --only: counted, not shown */
    const struct elb_client *update;     /* of its own major release, from which on it works */
    const struct elb_client *upgrade;    /* from this version on the client works; or NULL */
};

struct elb_check_result {
    const struct elb_policy *const *policies;
    size_t policy_count;
    const struct elb_client *const *clients;
    size_t client_count;
    const struct elb_check_row *rows; /* of policy p and client c: [p * client_count + c] */
    const struct elb_certificates *certificates;
    unsigned load_balancers;   /* the set that was asked for; 0: any */
    bool certificates_assumed; /* none was given */
    bool ecdsa_matters;        /* an ecdsa256 certificate would change a verdict */
    size_t incompatible;       /* pairs, hidden ones too */
    size_t unknown;
    unsigned advice; /* the kinds to add: a set of 1 << index of elb_advice_name() */
};

/* "no-shared-protocol" in words, with both sides' facts; the answer to "why". */
void elb_check_explain(struct elb_buffer *out, const struct elb_catalog *catalog,
                       const struct elb_check *check);

/* What the advice on a row is about; nothing for a row that has not failed. */
void elb_check_advice_query(const struct elb_report *report, const struct elb_check_result *result,
                            const struct elb_check_row *row, struct elb_advice_query *ret_query);

/* What a suggested policy costs, in words: what it permits and lacks. */
void elb_check_explain_suggestion(struct elb_buffer *out, const struct elb_check_row *row,
                                  size_t client_count);

/* "rsa2048 + ecdsa256" */
void elb_check_certificates(struct elb_buffer *out, const struct elb_certificates *certificates);

/* What is odd about the policy itself, for this run: a sentence, or NULL. */
const char *elb_check_policy_remark(const struct elb_check_result *result,
                                    const struct elb_policy *policy);

/* Is it one of the catalog's own? Its notes are for `show`; those of others say how it was read. */
bool elb_check_is_bundled(const struct elb_catalog *catalog, const struct elb_client *client);

/* The name that AWS uses: OpenSSL's up to TLS 1.2, IANA's for TLS 1.3. */
const char *elb_check_suite_name(const struct elb_suite *suite);

#endif
