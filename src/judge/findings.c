/* SPDX-License-Identifier: MIT */

/* The list of findings, and what of each stays the same when lines move. */
#include "judge/findings.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/map.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

struct elb_findings *elb_findings_new(void)
{
    struct elb_findings *findings = elb_alloc(sizeof(*findings));

    if (findings)
        elb_arena_init(&findings->arena);
    return findings;
}

struct elb_findings *elb_findings_free(struct elb_findings *findings)
{
    if (findings) {
        elb_arena_done(&findings->arena);
        elb_free(findings);
    }
    return NULL;
}

size_t elb_findings_count(const struct elb_findings *findings)
{
    assert(findings);
    return findings->count;
}

const struct elb_finding *elb_findings_at(const struct elb_findings *findings, size_t index)
{
    assert(findings);
    return index < findings->count ? &findings->items[index] : NULL;
}

bool elb_findings_add(struct elb_findings *findings, const struct elb_finding *finding)
{
    struct elb_finding *items = elb_arena_grow(&findings->arena, findings->items, findings->count,
                                               &findings->capacity, sizeof(*items));

    if (!items)
        return false;
    findings->items = items;
    items[findings->count++] = *finding;
    return true;
}

/* ---- Fingerprints --------------------------------------------------------------------------- */

/* FNV-1a in 64 bits: it need only be the same everywhere, and differ. */
static uint64_t hash_string(uint64_t hash, const char *string)
{
    for (const char *c = string ? string : ""; *c; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001B3);
    return (hash ^ 0xFF) * UINT64_C(0x100000001B3); /* so that "ab", "c" is not "a", "bc" */
}

static uint64_t hash_finding(const struct elb_finding *finding, uint64_t hash)
{
    const struct elb_listener *listener = finding->listener;
    char port[16];

    (void)snprintf(port, sizeof(port), "%d", listener ? listener->port : -1);
    hash = hash_string(hash, finding->rule->id);
    hash = hash_string(hash, elb_path_plain(finding->path));
    hash = hash_string(hash, listener ? listener->address : NULL);
    hash = hash_string(hash, port);
    hash = hash_string(hash, finding->policy_name);
    return finding->profile ? hash_string(hash, finding->profile->id) : hash;
}

static void set_fingerprint(struct elb_finding *finding, uint64_t ordinal)
{
    const uint64_t basis = UINT64_C(0xCBF29CE484222325);

    (void)snprintf(finding->fingerprint, sizeof(finding->fingerprint), "%016" PRIx64 "%016" PRIx64,
                   hash_finding(finding, basis + ordinal), hash_finding(finding, ~basis - ordinal));
}

/* Two that are alike (one address twice) are told apart by their order. */
static bool set_fingerprints(struct elb_findings *findings)
{
    struct elb_map seen = {0};

    for (size_t i = 0; i < findings->count; i++) {
        struct elb_finding *finding = &findings->items[i];
        struct elb_text key;
        size_t *count;
        void **place;

        set_fingerprint(finding, 0);
        key = elb_arena_dup_text(&findings->arena, elb_text_from(finding->fingerprint));
        place = key.start ? elb_map_put(&seen, &findings->arena, key) : NULL;
        if (!place)
            return false;
        if (!*place)
            *place = elb_arena_alloc(&findings->arena, sizeof(size_t));
        count = *place;
        if (!count)
            return false;
        if (++*count > 1)
            set_fingerprint(finding, *count);
    }
    return true;
}

enum elb_status elb_findings_finish(struct elb_findings *findings, struct elb_error *reterr)
{
    return set_fingerprints(findings) ? ELB_OK : elb_error_set_memory(reterr);
}
