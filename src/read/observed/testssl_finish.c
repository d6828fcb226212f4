/* SPDX-License-Identifier: MIT */

/* What the records of one target add up to. */

#include "read/observed/testssl.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Of the groups that a load balancer can have, those that every testssl.sh tries (run_fs), and
 * those that it tries if it writes a record about KEMs. */
static const uint16_t curves_tried[] = {0x0017, 0x0018, 0x0019, 0x001D, 0x001E};
static const uint16_t kems_tried[] = {0x11EB, 0x11EC, 0x11ED};

/* Is a list without gaps, so that what it lacks was refused? */
static bool is_thorough(const struct elb_testssl_target *target)
{
    return target->has_ordinary && !target->is_native;
}

/* cipher_order of one version, else of all; 3.2 tells TLSv1.3 from what is below it. */
static enum elb_observed_order order_of(const struct elb_testssl_target *target, uint16_t version)
{
    const struct elb_text own = target->order_kinds[version - ELB_SSL3];
    const struct elb_text all = target->order_kind;
    bool is_tls13 = version == ELB_TLS1_3;

    if (elb_text_has_prefix(own, "server"))
        return ELB_ORDER_SERVER;
    if (elb_text_has_prefix_nocase(own, "not ") || elb_text_has_prefix_nocase(all, "not "))
        return ELB_ORDER_CLIENT;
    if (!elb_text_has_prefix(all, "server"))
        return ELB_ORDER_UNKNOWN;
    if (elb_text_find(all, ELB_TEXT("-- < TLS 1.3 client")) != SIZE_MAX)
        return is_tls13 ? ELB_ORDER_SERVER : ELB_ORDER_CLIENT;
    if (elb_text_find(all, ELB_TEXT("-- TLS 1.3 client")) != SIZE_MAX)
        return is_tls13 ? ELB_ORDER_CLIENT : ELB_ORDER_SERVER;
    return ELB_ORDER_SERVER;
}

/* Sees the suites of a list of names; false: not all of them are known. */
static bool see_names(struct elb_observed_reading *reading, uint16_t version, struct elb_text rest)
{
    struct elb_text name;
    bool knows_all = true;

    while (elb_text_next_word(&rest, " ", &name)) {
        uint16_t code = elb_observed_suite_named(reading, name);

        if (code)
            elb_see_suite(reading, version, code, ELB_SEEN_ACCEPTED);
        else
            elb_see_note(reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(name));
        knows_all = knows_all && code;
    }
    return knows_all;
}

static void finish_orders(struct elb_observed_reading *reading, struct elb_testssl_target *target)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const uint16_t version = (uint16_t)(ELB_SSL3 + i);
        const enum elb_observed_order order = order_of(target, version);
        const struct elb_text names = elb_text_trim(target->orders[i]);

        if (order == ELB_ORDER_CLIENT && reading->current->versions[i].seen == ELB_SEEN_ACCEPTED)
            elb_see_order(reading, version, order);
        if (names.length == 0)
            continue;
        if (!see_names(reading, version, names)) {
            target->unclear |= elb_version_bit(version);
            continue;
        }
        if (order == ELB_ORDER_SERVER)
            elb_see_order(reading, version, order);
        if (order == ELB_ORDER_SERVER && is_thorough(target))
            elb_see_suites_coverage(reading, version, ELB_COVERAGE_ALL);
    }
}

/* The only version that was seen and may use the suite; 0: several may, or none. */
static uint16_t only_version(const struct elb_observed_reading *reading, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(reading->catalog, code);
    uint16_t only = 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *part = &reading->current->versions[i];
        bool may_be =
            suite && part->version >= suite->first_version && part->version <= suite->last_version;

        if (!may_be || part->seen != ELB_SEEN_ACCEPTED)
            continue;
        if (only)
            return 0;
        only = part->version;
    }
    return only;
}

static void finish_suites(const struct elb_testssl *state, const struct elb_testssl_target *target)
{
    struct elb_observed_reading *reading = state->reading;
    bool is_vague = false;

    for (size_t i = 0; i < target->suite_count; i++) {
        const struct elb_testssl_suite *suite = &target->suites[i];

        if (suite->version == 0)
            continue;
        elb_see_suite(reading, suite->version, suite->code, suite->seen);
        if (suite->seen == ELB_SEEN_ACCEPTED && !suite->is_single && is_thorough(target) &&
            !(target->unclear & elb_version_bit(suite->version)) &&
            !(state->has_no_end && suite->version == target->last_version))
            elb_see_suites_coverage(reading, suite->version, ELB_COVERAGE_ALL);
    }
    for (size_t i = 0; i < target->suite_count; i++) {
        const struct elb_testssl_suite *suite = &target->suites[i];
        uint16_t version = suite->version ? 0 : only_version(reading, suite->code);

        if (version)
            elb_see_suite(reading, version, suite->code, suite->seen);
        is_vague = is_vague || (!suite->version && !version && suite->seen == ELB_SEEN_ACCEPTED);
    }
    if (is_vague)
        elb_see_note(reading, "some suites are listed without a version: -E lists them with it");
}

/* The version that groups are about: which one it was isn't told where there are several. */
static uint16_t version_of_groups(struct elb_observed_reading *reading)
{
    uint16_t highest = 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (reading->current->versions[i].seen == ELB_SEEN_ACCEPTED)
            highest = reading->current->versions[i].version;
    }
    return highest;
}

static void finish_groups(struct elb_observed_reading *reading,
                          const struct elb_testssl_target *target, struct elb_text names,
                          const uint16_t *tried, size_t tried_count)
{
    uint16_t version = version_of_groups(reading);
    bool knows_all = true;
    struct elb_text name;

    if (version == 0 || names.length == 0)
        return;
    if (elb_text_has_prefix(names, "No "))
        names.length = 0; /* "No KEMs offered" */
    while (elb_text_next_word(&names, " ", &name)) {
        uint16_t code = elb_observed_group_named(reading, name);

        if (code)
            elb_see_group(reading, version, code, ELB_SEEN_ACCEPTED);
        else
            elb_see_note(reading, "unknown group '%.*s'", ELB_TEXT_ARGS(name));
        knows_all = knows_all && code;
    }
    for (size_t i = 0; is_thorough(target) && i < tried_count; i++)
        elb_see_group(reading, version, tried[i], ELB_SEEN_REFUSED); /* unless it was accepted */
    if (is_thorough(target) && knows_all)
        elb_see_groups_coverage(reading, version, ELB_COVERAGE_LIST);
}

static void finish_notes(struct elb_observed_reading *reading,
                         const struct elb_testssl_target *target)
{
    if (target->is_native)
        elb_see_note(reading, "--ssl-native: only what its OpenSSL has was tried");
    if (!target->has_ordinary)
        elb_see_note(reading,
                     "only findings of some severity were kept: what is absent is unknown");
    if (target->curves.length > 0)
        elb_see_note(reading, "testssl.sh doesn't tell the versions of groups: they are listed "
                              "under the highest one");
}

static bool is_unreached(const struct elb_observation *observation)
{
    return observation->failure == ELB_OBSERVED_UNREACHABLE ||
           observation->failure == ELB_OBSERVED_NOT_TLS;
}

void elb_testssl_finish_target(struct elb_testssl *state, struct elb_testssl_target *target)
{
    struct elb_observed_reading *reading = state->reading;

    reading->current = target->observation;
    if (elb_text_find(state->invocation, ELB_TEXT("--ssl-native")) != SIZE_MAX)
        target->is_native = true;
    finish_orders(reading, target);
    finish_suites(state, target);
    finish_groups(reading, target, target->curves, curves_tried, COUNT(curves_tried));
    finish_groups(reading, target, target->kems, kems_tried, COUNT(kems_tried));
    if (!is_unreached(target->observation))
        finish_notes(reading, target);
    if (state->is_broken ||
        ((target->is_interrupted || state->is_interrupted) && !is_unreached(target->observation)))
        elb_see_incomplete(reading);
}
