/* SPDX-License-Identifier: MIT */

/*
 * Which certificates the endpoint may have. A scanner shows one of them at most; the suites below
 * TLS 1.3 show the types of the others. What nothing shows can't be ruled out.
 */

#include "judge/identify.h"

static void add(struct elb_certificates *set, enum elb_certificate certificate)
{
    if (set->count < ELB_CERTIFICATES_MAX)
        set->list[set->count++] = certificate;
}

static bool has(const struct elb_certificates *set, bool (*is_type)(enum elb_certificate))
{
    for (size_t i = 0; i < set->count; i++) {
        if (is_type(set->list[i]))
            return true;
    }
    return false;
}

static bool shows(const struct elb_catalog *catalog, const struct elb_observation *observation,
                  enum elb_authentication authentication)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_codes *suites = &observation->versions[i].suites;

        for (size_t j = 0; j < suites->accepted_count; j++) {
            const struct elb_suite *suite = elb_catalog_suite(catalog, suites->accepted[j]);

            if (suite && suite->authentication == authentication)
                return true;
        }
    }
    return false;
}

size_t elb_identify_certificates(const struct elb_catalog *catalog,
                                 const struct elb_observation *observation,
                                 const struct elb_certificates *given,
                                 struct elb_certificates ret_sets[ELB_HYPOTHESES_MAX])
{
    struct elb_certificates seen = given ? *given : observation->certificates;
    size_t count = 0;

    if (!given && !has(&seen, elb_certificate_is_rsa) && shows(catalog, observation, ELB_AUTH_RSA))
        add(&seen, ELB_CERTIFICATE_RSA);
    if (!given && !has(&seen, elb_certificate_is_ecdsa) &&
        shows(catalog, observation, ELB_AUTH_ECDSA))
        add(&seen, ELB_CERTIFICATE_ECDSA);
    if (seen.count > 0)
        ret_sets[count++] = seen;
    if (given)
        return count;
    if (!has(&seen, elb_certificate_is_rsa)) {
        ret_sets[count] = seen;
        add(&ret_sets[count++], ELB_CERTIFICATE_RSA);
    }
    if (!has(&seen, elb_certificate_is_ecdsa)) {
        ret_sets[count] = seen;
        add(&ret_sets[count++], ELB_CERTIFICATE_ECDSA);
    }
    if (seen.count == 0) {
        ret_sets[count] = ret_sets[0];
        add(&ret_sets[count++], ELB_CERTIFICATE_ECDSA);
    }
    return count;
}
