/* SPDX-License-Identifier: MIT */

/* Lists of suites and groups while they are filled. */

#include "read/observed/reader.h"

static struct elb_observed_version *version_of(struct elb_observed_reading *reading,
                                               uint16_t version)
{
    if (reading->failed || !reading->current || !elb_version_bit(version))
        return NULL;
    return &reading->current->versions[version - ELB_SSL3];
}

static size_t find(const uint16_t *codes, size_t count, uint16_t code)
{
    size_t index = 0;

    while (index < count && codes[index] != code)
        index++;
    return index;
}

enum elb_seen elb_observed_code(const struct elb_observed_codes *codes, uint16_t code)
{
    if (find(codes->accepted, codes->accepted_count, code) < codes->accepted_count)
        return ELB_SEEN_ACCEPTED;
    if (find(codes->refused, codes->refused_count, code) < codes->refused_count ||
        codes->coverage == ELB_COVERAGE_ALL)
        return ELB_SEEN_REFUSED;
    return ELB_SEEN_UNKNOWN;
}

/* The arrays have no capacity of their own: they double whenever the count is a power of two. */
static void append(struct elb_observed_reading *reading, const uint16_t **codes, size_t *count,
                   uint16_t code)
{
    size_t capacity = *count;

    if (*count >= ELB_OBSERVED_CODES_MAX) {
        reading->failed = ELB_ERROR_LIMIT;
        return;
    }
    if ((*count & (*count - 1)) == 0) {
        uint16_t *grown = elb_arena_grow(&reading->list->arena, (uint16_t *)*codes, *count,
                                         &capacity, sizeof(*grown));

        if (!grown) {
            reading->failed = ELB_ERROR_MEMORY;
            return;
        }
        *codes = grown;
    }
    ((uint16_t *)*codes)[(*count)++] = code;
}

static void forget_refused(struct elb_observed_codes *codes, uint16_t code)
{
    uint16_t *refused = (uint16_t *)codes->refused;
    size_t index = find(refused, codes->refused_count, code);

    if (index == codes->refused_count)
        return;
    codes->refused_count--;
    memmove(&refused[index], &refused[index + 1],
            (codes->refused_count - index) * sizeof(*refused));
}

static void see_code(struct elb_observed_reading *reading, struct elb_observed_codes *codes,
                     uint16_t code, enum elb_seen seen)
{
    bool is_accepted = find(codes->accepted, codes->accepted_count, code) < codes->accepted_count;
    bool is_refused = find(codes->refused, codes->refused_count, code) < codes->refused_count;

    if (seen == ELB_SEEN_UNKNOWN || is_accepted)
        return;
    if (seen == ELB_SEEN_ACCEPTED) {
        forget_refused(codes, code);
        append(reading, &codes->accepted, &codes->accepted_count, code);
    } else if (!is_refused) {
        append(reading, &codes->refused, &codes->refused_count, code);
    }
    if (codes->coverage < ELB_COVERAGE_ACCEPTED_ONLY)
        codes->coverage = ELB_COVERAGE_ACCEPTED_ONLY;
}

void elb_see_version(struct elb_observed_reading *reading, uint16_t version, enum elb_seen seen)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (part && seen != ELB_SEEN_UNKNOWN && part->seen != ELB_SEEN_ACCEPTED)
        part->seen = seen;
}

void elb_see_suite(struct elb_observed_reading *reading, uint16_t version, uint16_t suite,
                   enum elb_seen seen)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (!part)
        return;
    see_code(reading, &part->suites, suite, seen);
    if (seen == ELB_SEEN_ACCEPTED)
        part->seen = ELB_SEEN_ACCEPTED;
}

void elb_see_group(struct elb_observed_reading *reading, uint16_t version, uint16_t group,
                   enum elb_seen seen)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (part)
        see_code(reading, &part->groups, group, seen);
}

static void raise_coverage(struct elb_observed_codes *codes, enum elb_coverage coverage)
{
    if (coverage > codes->coverage)
        codes->coverage = coverage;
}

static void see_tried(struct elb_observed_reading *reading, struct elb_observed_codes *codes,
                      const uint16_t *tried, size_t count)
{
    for (size_t i = 0; i < count && !reading->failed; i++)
        see_code(reading, codes, tried[i], ELB_SEEN_REFUSED);
    raise_coverage(codes, ELB_COVERAGE_LIST);
}

void elb_see_suites_tried(struct elb_observed_reading *reading, uint16_t version,
                          const uint16_t *tried, size_t count)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (part)
        see_tried(reading, &part->suites, tried, count);
}

void elb_see_groups_tried(struct elb_observed_reading *reading, uint16_t version,
                          const uint16_t *tried, size_t count)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (part)
        see_tried(reading, &part->groups, tried, count);
}

void elb_see_suites_coverage(struct elb_observed_reading *reading, uint16_t version,
                             enum elb_coverage coverage)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (part)
        raise_coverage(&part->suites, coverage);
}

void elb_see_groups_coverage(struct elb_observed_reading *reading, uint16_t version,
                             enum elb_coverage coverage)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (part)
        raise_coverage(&part->groups, coverage);
}

void elb_see_order(struct elb_observed_reading *reading, uint16_t version,
                   enum elb_observed_order order)
{
    struct elb_observed_version *part = version_of(reading, version);

    if (part)
        part->order = order;
}

void elb_see_scheme(struct elb_observed_reading *reading, uint16_t scheme)
{
    struct elb_codes *schemes;

    if (reading->failed || !reading->current)
        return;
    schemes = &reading->current->schemes;
    if (!elb_codes_has(schemes, scheme))
        append(reading, &schemes->codes, &schemes->count, scheme);
    schemes->presence = ELB_SENT;
}

/* What was not reached is unknown; so what was not listed is no longer refused. */
static void forget_unlisted(struct elb_observed_codes *codes)
{
    codes->refused_count = 0;
    if (codes->coverage > ELB_COVERAGE_ACCEPTED_ONLY)
        codes->coverage = ELB_COVERAGE_ACCEPTED_ONLY;
}

void elb_see_incomplete(struct elb_observed_reading *reading)
{
    struct elb_observation *observation = reading->current;

    if (reading->failed || !observation)
        return;
    observation->incomplete = true;
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        struct elb_observed_version *part = &observation->versions[i];

        forget_unlisted(&part->suites);
        forget_unlisted(&part->groups);
        part->order = ELB_ORDER_UNKNOWN;
        if (part->seen == ELB_SEEN_REFUSED)
            part->seen = ELB_SEEN_UNKNOWN;
    }
    if (observation->sslv2 == ELB_SEEN_REFUSED)
        observation->sslv2 = ELB_SEEN_UNKNOWN;
}
