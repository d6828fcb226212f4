/* SPDX-License-Identifier: MIT */

/* Several observations of one endpoint become one. */

#include "read/observed/list.h"

#include <assert.h>
#include <strings.h>

struct merging {
    struct elb_observed_reading reading; /* its current observation grows */
    const struct elb_observation *from;
};

static bool is_same_text(const char *a, const char *b)
{
    return a && b && strcasecmp(a, b) == 0;
}

static bool share_origin(const struct elb_observation *a, const struct elb_observation *b)
{
    for (size_t i = 0; i < a->origin_count; i++) {
        for (size_t j = 0; j < b->origin_count; j++) {
            if (strcmp(a->origins[i], b->origins[j]) == 0)
                return true;
        }
    }
    return false;
}

/*
 * Two addresses of one name are two endpoints. Two names of one address are two if one file has
 * both: it was asked for both, and virtual hosts may differ. In two files one of them may be a
 * name that the other tool found by itself.
 */
static bool is_same_endpoint(const struct elb_observation *a, const struct elb_observation *b)
{
    if (a->port != b->port || (a->address && b->address && !is_same_text(a->address, b->address)))
        return false;
    if (is_same_text(a->host, b->host) || is_same_text(a->address, b->host) ||
        is_same_text(a->host, b->address))
        return true;
    return a->address && b->address && !(a->host && b->host && share_origin(a, b));
}

/* ---- Codes ---------------------------------------------------------------------------------- */

typedef void see_code(struct elb_observed_reading *reading, uint16_t version, uint16_t code,
                      enum elb_seen seen);
typedef void see_coverage(struct elb_observed_reading *reading, uint16_t version,
                          enum elb_coverage coverage);

/* How many of `a` are accepted that `b` has as refused. */
static size_t count_denied(const struct elb_observed_codes *a, const struct elb_observed_codes *b)
{
    size_t count = 0;

    for (size_t i = 0; i < a->accepted_count; i++)
        count += elb_observed_code(b, a->accepted[i]) == ELB_SEEN_REFUSED;
    return count;
}

static void note_contradictions(struct merging *merging, uint16_t version, const char *what,
                                size_t count)
{
    if (count == 0)
        return;
    merging->reading.current->contradiction_count += count;
    elb_see_note(&merging->reading,
                 "the files contradict each other: %zu %s%s of %s %s accepted in one and refused "
                 "in another",
                 count, what, count == 1 ? "" : "s", elb_version_name(version),
                 count == 1 ? "is" : "are");
}

static void merge_codes(struct merging *merging, uint16_t version,
                        const struct elb_observed_codes *from, see_code *see, see_coverage *see_to)
{
    for (size_t i = 0; i < from->accepted_count; i++)
        see(&merging->reading, version, from->accepted[i], ELB_SEEN_ACCEPTED);
    for (size_t i = 0; i < from->refused_count; i++)
        see(&merging->reading, version, from->refused[i], ELB_SEEN_REFUSED);
    see_to(&merging->reading, version, from->coverage);
}

/* The order holds only as long as it has a place for every suite. */
static void merge_order(struct merging *merging, struct elb_observed_version *part,
                        const struct elb_observed_version *from)
{
    bool contradicts = part->order != ELB_ORDER_UNKNOWN && from->order != ELB_ORDER_UNKNOWN &&
                       part->order != from->order;

    if (contradicts) {
        merging->reading.current->contradiction_count++;
        elb_see_note(&merging->reading, "the files contradict each other on the order of %s",
                     elb_version_name(part->version));
        part->order = ELB_ORDER_UNKNOWN;
    } else if (part->order == ELB_ORDER_UNKNOWN) {
        part->order = from->order;
    }
}

static void merge_suites(struct merging *merging, struct elb_observed_version *part,
                         const struct elb_observed_version *from)
{
    struct elb_observed_codes before = part->suites;
    bool is_ordered = from->order == ELB_ORDER_SERVER && part->order != ELB_ORDER_SERVER;
    size_t ordered = is_ordered ? from->suites.accepted_count : before.accepted_count;

    if (is_ordered) { /* its order comes first */
        part->suites = (struct elb_observed_codes){0};
        merge_codes(merging, part->version, &from->suites, elb_see_suite, elb_see_suites_coverage);
        merge_codes(merging, part->version, &before, elb_see_suite, elb_see_suites_coverage);
    } else {
        merge_codes(merging, part->version, &from->suites, elb_see_suite, elb_see_suites_coverage);
    }
    merge_order(merging, part, from);
    if (part->order == ELB_ORDER_SERVER && part->suites.accepted_count > ordered)
        part->order = ELB_ORDER_UNKNOWN;
}

static void merge_version(struct merging *merging, size_t index)
{
    const struct elb_observed_version *from = &merging->from->versions[index];
    struct elb_observed_version *part = &merging->reading.current->versions[index];

    if (part->seen != from->seen && part->seen != ELB_SEEN_UNKNOWN &&
        from->seen != ELB_SEEN_UNKNOWN)
        note_contradictions(merging, part->version, "connection", 1);
    note_contradictions(merging, part->version, "suite",
                        count_denied(&part->suites, &from->suites) +
                            count_denied(&from->suites, &part->suites));
    note_contradictions(merging, part->version, "group",
                        count_denied(&part->groups, &from->groups) +
                            count_denied(&from->groups, &part->groups));
    elb_see_version(&merging->reading, part->version, from->seen);
    merge_suites(merging, part, from);
    merge_codes(merging, part->version, &from->groups, elb_see_group, elb_see_groups_coverage);
}

/* ---- All else ------------------------------------------------------------------------------- */

/* With its version; NULL: not known, or, which is noted, without memory. */
static const char *describe_tool(struct merging *merging, const struct elb_observation *observation)
{
    const char *description;

    if (!observation->tool || !observation->tool_version)
        return observation->tool;
    description = elb_arena_printf(&merging->reading.list->arena, "%s %s", observation->tool,
                                   observation->tool_version);
    if (!description)
        merging->reading.failed = ELB_ERROR_MEMORY;
    return description;
}

static void merge_tool(struct merging *merging)
{
    struct elb_observation *into = merging->reading.current;
    const char *first = describe_tool(merging, into);
    const char *second = describe_tool(merging, merging->from);

    if (!first || !second || strcmp(first, second) == 0)
        return;
    into->tool = elb_arena_printf(&merging->reading.list->arena, "%s, %s", first, second);
    into->tool_version = NULL;
    if (!into->tool)
        merging->reading.failed = ELB_ERROR_MEMORY;
}

/* A failure counts only as long as nothing else was seen. */
static void merge_failure(struct merging *merging)
{
    struct elb_observation *into = merging->reading.current;
    const struct elb_observation *from = merging->from;
    const char *lost = NULL;

    if (into->failure != ELB_OBSERVED_OK && from->failure == ELB_OBSERVED_OK) {
        lost = into->failure_text;
        into->failure = ELB_OBSERVED_OK;
        into->failure_text = NULL;
    } else if (from->failure != ELB_OBSERVED_OK && into->failure == ELB_OBSERVED_OK) {
        lost = from->failure_text;
    }
    if (lost)
        elb_see_note(&merging->reading, "one of the files says: %s", lost);
}

static void merge_texts(struct merging *merging)
{
    struct elb_observation *into = merging->reading.current;
    const struct elb_observation *from = merging->from;

    if (!into->address)
        into->address = from->address;
    if (!into->server_name)
        into->server_name = from->server_name;
    for (size_t i = 0; i < from->origin_count; i++)
        elb_see_origin(&merging->reading, from->origins[i]);
    for (size_t i = 0; i < from->note_count; i++)
        elb_see_note(&merging->reading, "%s", from->notes[i]);
}

static void merge_evidence(struct merging *merging)
{
    struct elb_observation *into = merging->reading.current;
    const struct elb_observation *from = merging->from;

    if (from->sslv2 != ELB_SEEN_UNKNOWN && into->sslv2 != ELB_SEEN_ACCEPTED)
        into->sslv2 = from->sslv2;
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++)
        merge_version(merging, i);
    for (size_t i = 0; i < from->certificates.count; i++)
        elb_see_certificate_kind(&merging->reading, from->certificates.list[i]);
    for (size_t i = 0; i < from->schemes.count; i++)
        elb_see_scheme(&merging->reading, from->schemes.codes[i]);
    for (size_t i = 0; i < from->handshake_count; i++)
        elb_see_handshake(&merging->reading, &from->handshakes[i]);
}

/* The first of an endpoint: a copy whose lists can grow. */
static void begin(struct merging *merging)
{
    const struct elb_observation *from = merging->from;
    struct elb_observation *into;

    elb_see_target(&merging->reading, (struct elb_text){0}, (struct elb_text){0}, from->port);
    into = merging->reading.current;
    if (merging->reading.failed)
        return;
    into->host = from->host;
    into->tool = from->tool;
    into->tool_version = from->tool_version;
    into->failure = from->failure;
    into->failure_text = from->failure_text;
    into->incomplete = from->incomplete;
    merge_texts(merging);
    merge_evidence(merging);
}

static void merge(struct merging *merging)
{
    merge_tool(merging);
    merge_failure(merging);
    merge_texts(merging);
    merge_evidence(merging);
    if (!merging->from->incomplete)
        merging->reading.current->incomplete = false;
}

static struct elb_observation *find_same(const struct merging *merging)
{
    const struct elb_observation_list *list = merging->reading.list;
    struct elb_observation *found = NULL;

    for (size_t i = 0; i < list->count; i++) {
        struct elb_observation *candidate = list->observations[i];

        if (!is_same_endpoint(candidate, merging->from))
            continue;
        if (is_same_text(candidate->host, merging->from->host)) /* before one by its address */
            return candidate;
        if (!found)
            found = candidate;
    }
    return found;
}

static void take(struct merging *merging, const struct elb_observation *from)
{
    merging->from = from;
    merging->reading.current = find_same(merging);
    if (merging->reading.current)
        merge(merging);
    else
        begin(merging);
}

enum elb_status elb_observations_merge(const struct elb_observation_list *const *lists,
                                       size_t count, struct elb_observation_list **ret_list,
                                       struct elb_error *reterr)
{
    struct merging merging = {.reading = {.list = elb_observation_list_new()}};
    enum elb_status status;

    assert(lists || count == 0);
    if (!merging.reading.list)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < lists[i]->count && !merging.reading.failed; j++)
            take(&merging, lists[i]->observations[j]);
    }
    status = elb_observed_finish(&merging.reading, reterr);
    if (status != ELB_OK) {
        elb_observation_list_free(merging.reading.list);
        return status;
    }
    *ret_list = merging.reading.list;
    return ELB_OK;
}
