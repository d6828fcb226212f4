/* SPDX-License-Identifier: MIT */
#include "read/observed/sslscan.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Of the groups that a load balancer can have, those that every sslscan with groups tries
 * (rbsec/sslscan, sslscan.c, key_exchange_groups); and those that it tries since 2.2.0, if its
 * OpenSSL has them: that they are listed is then the only sign.
 */
static const uint16_t groups_tried[] = {0x0017, 0x0018, 0x0019, 0x001D, 0x001E};
static const uint16_t hybrids_tried[] = {0x11EB, 0x11EC, 0x11ED};

static bool has_any(const struct elb_observed_codes *codes, const uint16_t *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (elb_observed_code(codes, wanted[i]) == ELB_SEEN_ACCEPTED)
            return true;
    }
    return false;
}

/*
 * A server with nothing but an ECDSA key may want the curve of that key among the groups of the
 * client (RFC 4492 section 4, OpenSSL): offered one at a time, all others then seem to be refused.
 */
static bool proves_refusal(const struct elb_observed_reading *reading,
                           const struct elb_observed_version *part)
{
    if (part->version == ELB_TLS1_3)
        return true;
    for (size_t i = 0; i < part->suites.accepted_count; i++) {
        const struct elb_suite *suite =
            elb_catalog_suite(reading->catalog, part->suites.accepted[i]);

        if (suite && suite->key_exchange == ELB_KX_ECDHE && suite->authentication == ELB_AUTH_RSA)
            return true;
    }
    return false;
}

static void finish_groups(struct elb_observed_reading *reading,
                          const struct elb_observed_version *part)
{
    if (part->groups.accepted_count == 0)
        return; /* groups are tried for TLSv1.3 and for the highest version below it */
    if (!proves_refusal(reading, part)) {
        elb_see_groups_coverage(reading, part->version, ELB_COVERAGE_LIST);
        return;
    }
    elb_see_groups_tried(reading, part->version, groups_tried, COUNT(groups_tried));
    if (has_any(&part->groups, hybrids_tried, COUNT(hybrids_tried)))
        elb_see_groups_tried(reading, part->version, hybrids_tried, COUNT(hybrids_tried));
}

/* Since 2.0 it tries the suites that its OpenSSL lacks by itself; older ones can't. */
static bool tries_all_suites(const struct elb_observation *observation)
{
    const char *version = observation->tool_version;

    return version && version[0] >= '2' && version[0] <= '9';
}

void elb_sslscan_finish(struct elb_observed_reading *reading)
{
    struct elb_observation *observation = reading->current;

    if (reading->failed || !observation)
        return;
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *part = &observation->versions[i];

        if (part->suites.accepted_count > 0 && tries_all_suites(observation))
            elb_see_suites_coverage(reading, part->version, ELB_COVERAGE_ALL);
        finish_groups(reading, part);
    }
}

/* The word behind `before`, or nothing. */
static struct elb_text word_behind(struct elb_text text, struct elb_text before)
{
    size_t at = elb_text_find(text, before);
    struct elb_text rest;
    struct elb_text word = {0};

    if (at == SIZE_MAX)
        return word;
    rest = elb_text_skip(text, at + before.length);
    (void)elb_text_next_word(&rest, " \t\r\n", &word);
    return word;
}

void elb_sslscan_failure(struct elb_observed_reading *reading, struct elb_text version,
                         struct elb_text message)
{
    struct elb_text host = word_behind(message, ELB_TEXT("host "));
    struct elb_text address = word_behind(message, ELB_TEXT(" ("));
    struct elb_text port = word_behind(message, ELB_TEXT("on port "));

    if (elb_text_has_suffix(address, ")"))
        address.length--;
    if (elb_text_has_suffix(port, "."))
        port.length--;
    elb_see_target(reading, host, address, elb_observed_number(port));
    elb_see_tool(reading, ELB_TEXT("sslscan"), version);
    elb_see_failure(reading, ELB_OBSERVED_UNREACHABLE, message);
}
