/* SPDX-License-Identifier: MIT */

/* What a scanner would see of a policy. */
#ifndef ELB_JUDGE_IDENTIFY_H
#define ELB_JUDGE_IDENTIFY_H

#include "elblint/identify.h"

#define ELB_PREDICTED_MAX 128

struct elb_predicted_codes {
    uint16_t codes[ELB_PREDICTED_MAX]; /* in the server's order */
    bool is_certain[ELB_PREDICTED_MAX];
    size_t count;
};

struct elb_predicted_version {
    bool is_accepted; /* some suite answers for certain */
    struct elb_predicted_codes suites;
    bool has_groups; /* false: not known */
    struct elb_predicted_codes groups;
};

struct elb_prediction {
    const struct elb_policy *policy;
    const struct elb_certificates *certificates;
    uint16_t refused_certificate; /* that the policy does not allow; ELB_CERTIFICATE_NONE */
    struct elb_predicted_version versions[ELB_OBSERVED_VERSION_COUNT];
};

/* No allocation. */
void elb_predict(const struct elb_policy *policy, const struct elb_certificates *certificates,
                 struct elb_prediction *ret_prediction);

/* The certificates with a size where only the type is known and the policy allows one of a size. */
void elb_certificates_fit(const struct elb_policy *policy, struct elb_certificates *certificates);

/* ---- What differs (identify_compare.c) --------------------------------------------------- */

/* Most is never used; what does not fit is not kept: it is no policy's by far. */
#define ELB_DIFFERENCES_MAX 512

struct elb_differences {
    struct elb_difference list[ELB_DIFFERENCES_MAX];
    size_t count;
    size_t unseen;
};

void elb_prediction_compare(const struct elb_prediction *prediction,
                            const struct elb_observation *observation,
                            struct elb_differences *ret_differences);

/* ---- Certificates (identify_certificates.c) ---------------------------------------------- */

/* The sets of certificates that the endpoint may have, at most three; returns how many. */
#define ELB_HYPOTHESES_MAX 3
size_t elb_identify_certificates(const struct elb_catalog *catalog,
                                 const struct elb_observation *observation,
                                 const struct elb_certificates *given,
                                 struct elb_certificates ret_sets[ELB_HYPOTHESES_MAX]);

/* ---- Families (identify_foreign.c) -------------------------------------------------------- */

/* Set of enum elb_foreign. */
unsigned elb_identify_foreign(const struct elb_catalog *catalog,
                              const struct elb_observation *observation);

/* Does some policy of the family have it, for each suite that was seen? */
bool elb_identify_has_only_suites_of(const struct elb_catalog *catalog,
                                     const struct elb_observation *observation,
                                     enum elb_family family);

bool elb_identify_may_be_custom(const struct elb_catalog *catalog,
                                const struct elb_observation *observation);

#endif
