/* SPDX-License-Identifier: MIT */
#include "read/flows.h"

#include "base/alloc.h"

#define BUCKET_COUNT 16384
#define RANGES_MAX   16
#define TRIES_MAX    64
#define NO_FLOW      UINT32_MAX

enum state {
    WAITING,    /* for a segment that begins like a hello */
    COLLECTING, /* `base` is where a hello may begin */
    DONE,
};

/* Bytes that are there, counted from the base. */
struct range {
    size_t start;
    size_t end;
};

struct elb_flow {
    struct elb_endpoints endpoints;
    uint32_t next; /* in its bucket */
    uint32_t base; /* sequence number of the first byte */
    enum state state;
    bool is_cut;
    unsigned tries;
    char *bytes;
    size_t capacity;
    struct range ranges[RANGES_MAX]; /* in order, with gaps between them */
    size_t range_count;
};

bool elb_flows_init(struct elb_flows *flows, struct elb_hello *hello)
{
    *flows = (struct elb_flows){.hello = hello};
    flows->buckets = elb_alloc(BUCKET_COUNT * sizeof(*flows->buckets));
    if (flows->buckets)
        memset(flows->buckets, 0xFF, BUCKET_COUNT * sizeof(*flows->buckets));
    return flows->buckets != NULL;
}

void elb_flows_done(struct elb_flows *flows)
{
    for (size_t i = 0; i < flows->count; i++)
        elb_free(flows->flows[i].bytes);
    elb_free(flows->flows);
    elb_free(flows->buckets);
}

/* ---- Finding them --------------------------------------------------------------------------- */

static size_t bucket_of(const struct elb_endpoints *endpoints)
{
    const unsigned char *bytes = (const unsigned char *)endpoints;
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < sizeof(*endpoints); i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3;
    return (size_t)(hash >> 40) % BUCKET_COUNT;
}

static struct elb_flow *find(const struct elb_flows *flows, const struct elb_endpoints *endpoints)
{
    uint32_t index = flows->buckets[bucket_of(endpoints)];

    while (index != NO_FLOW) {
        struct elb_flow *flow = &flows->flows[index];

        if (memcmp(&flow->endpoints, endpoints, sizeof(*endpoints)) == 0)
            return flow;
        index = flow->next;
    }
    return NULL;
}

static void forget_bytes(struct elb_flows *flows, struct elb_flow *flow)
{
    elb_free(flow->bytes);
    flows->bytes -= flow->capacity;
    flow->bytes = NULL;
    flow->capacity = 0;
    flow->range_count = 0;
}

static void finish(struct elb_flows *flows, struct elb_flow *flow, enum state state)
{
    forget_bytes(flows, flow);
    flow->state = state;
    flow->is_cut = false;
    flow->tries = 0;
}

static struct elb_text contiguous(const struct elb_flow *flow)
{
    const bool has_start = flow->range_count > 0 && flow->ranges[0].start == 0;

    return (struct elb_text){flow->bytes, has_start ? flow->ranges[0].end : 0};
}

/* On a connection, a hello has a record or the header of SSLv2. */
static enum elb_hello_result guess(struct elb_text bytes)
{
    const enum elb_hello_result result = elb_hello_guess(bytes);
    const unsigned char first = bytes.length > 0 ? (unsigned char)*bytes.start : 0;

    if (bytes.length > 0 && first != 0x16 && first < 0x80)
        return ELB_HELLO_OTHER;
    return result == ELB_HELLO_UNSUPPORTED && (first == 0x16 || (bytes.start[2] != 1))
               ? ELB_HELLO_OTHER
               : result;
}

/* What is there of it begins like a hello. */
static bool has_hello(const struct elb_flow *flow)
{
    const struct elb_text bytes = contiguous(flow);

    return flow->state == COLLECTING && bytes.length > 0 && guess(bytes) != ELB_HELLO_OTHER;
}

static void give_up(struct elb_flows *flows, struct elb_flow *flow)
{
    flows->given_up += has_hello(flow);
    finish(flows, flow, DONE);
}

static void unlink_flow(struct elb_flows *flows, uint32_t index)
{
    uint32_t *place = &flows->buckets[bucket_of(&flows->flows[index].endpoints)];

    while (*place != index)
        place = &flows->flows[*place].next;
    *place = flows->flows[index].next;
}

/* A place for a new one: behind the others, or that of the oldest. False without memory. */
static bool take_place(struct elb_flows *flows, uint32_t *ret_index)
{
    const size_t capacity = flows->capacity ? flows->capacity * 2 : 64;
    struct elb_flow *larger;

    if (flows->count == ELB_FLOWS_MAX) {
        *ret_index = (uint32_t)flows->oldest;
        give_up(flows, &flows->flows[*ret_index]);
        unlink_flow(flows, *ret_index);
        flows->oldest = (flows->oldest + 1) % ELB_FLOWS_MAX;
        if (flows->settled > 0)
            flows->settled--;
        return true;
    }
    if (flows->count == flows->capacity) {
        larger = elb_realloc(flows->flows, capacity * sizeof(*larger));
        if (!larger)
            return false;
        flows->flows = larger;
        flows->capacity = capacity;
    }
    *ret_index = (uint32_t)flows->count++;
    return true;
}

static struct elb_flow *add(struct elb_flows *flows, const struct elb_endpoints *endpoints)
{
    const size_t bucket = bucket_of(endpoints);
    uint32_t index;

    if (!take_place(flows, &index))
        return NULL;
    memset(&flows->flows[index], 0, sizeof(*flows->flows));
    flows->flows[index].endpoints = *endpoints;
    flows->flows[index].next = flows->buckets[bucket];
    flows->buckets[bucket] = index;
    return &flows->flows[index];
}

/* ---- Their bytes ---------------------------------------------------------------------------- */

/*
 * Gives up the oldest connections until there is room for so many bytes. Those that hold none any
 * more are passed over once and for all, or a flood of connections would take quadratic time.
 */
static void make_room(struct elb_flows *flows, const struct elb_flow *keep, size_t bytes)
{
    for (size_t i = flows->settled; i < flows->count && flows->bytes + bytes > ELB_FLOWS_BYTES;
         i++) {
        struct elb_flow *flow = &flows->flows[(flows->oldest + i) % flows->count];

        if (flow != keep && flow->bytes)
            give_up(flows, flow);
        if (i == flows->settled && !flow->bytes)
            flows->settled++;
    }
}

/* A connection that begins to hold bytes is not among those passed over. */
static void unsettle(struct elb_flows *flows, const struct elb_flow *flow)
{
    size_t index = (size_t)(flow - flows->flows);
    size_t age = (index + flows->count - flows->oldest) % flows->count;

    if (age < flows->settled)
        flows->settled = age;
}

static bool reserve(struct elb_flows *flows, struct elb_flow *flow, size_t length)
{
    size_t capacity = flow->capacity ? flow->capacity : 2048;
    char *bytes;

    if (length <= flow->capacity)
        return true;
    while (capacity < length)
        capacity *= 2;
    make_room(flows, flow, capacity - flow->capacity);
    unsettle(flows, flow);
    bytes = elb_realloc(flow->bytes, capacity);
    if (!bytes)
        return false;
    flows->bytes += capacity - flow->capacity;
    flow->bytes = bytes;
    flow->capacity = capacity;
    return true;
}

/* Notes that a range is there, and joins it with those that it touches. False: too many gaps. */
static bool note_range(struct elb_flow *flow, struct range added)
{
    size_t first = 0;
    size_t last;

    while (first < flow->range_count && flow->ranges[first].end < added.start)
        first++;
    for (last = first; last < flow->range_count && flow->ranges[last].start <= added.end; last++) {
        if (flow->ranges[last].start < added.start)
            added.start = flow->ranges[last].start;
        if (flow->ranges[last].end > added.end)
            added.end = flow->ranges[last].end;
    }
    if (first == last && flow->range_count == RANGES_MAX)
        return false;
    memmove(&flow->ranges[first + 1], &flow->ranges[last],
            (flow->range_count - last) * sizeof(added));
    flow->range_count += first + 1 - last;
    flow->ranges[first] = added;
    return true;
}

/*
 * Copies what isn't there yet: as in most systems, the first copy of a byte counts. Retransmitted
 * bytes are the same ones anyway.
 */
static void copy_missing(struct elb_flow *flow, size_t start, struct elb_text payload)
{
    size_t next = start;
    const size_t end = start + payload.length;

    for (size_t i = 0; i <= flow->range_count && next < end; i++) {
        const size_t gap_end =
            i < flow->range_count && flow->ranges[i].start < end ? flow->ranges[i].start : end;

        if (next < gap_end)
            memcpy(flow->bytes + next, payload.start + (next - start), gap_end - next);
        if (i < flow->range_count && flow->ranges[i].end > next)
            next = flow->ranges[i].end;
    }
}

/* ---- Hellos --------------------------------------------------------------------------------- */

/* What to do with a connection whose first bytes these are. False: they are to be kept. */
static bool settle(struct elb_flows *flows, struct elb_flow *flow, struct elb_text bytes,
                   enum elb_flow_result *ret_result)
{
    struct elb_hello_report report;
    enum elb_hello_result result = guess(bytes);

    if (result == ELB_HELLO_OTHER) {
        finish(flows, flow, WAITING);
        return true;
    }
    result = elb_hello_parse(flows->hello, bytes, &report);
    if (flows->hello->out_of_memory) {
        *ret_result = ELB_FLOW_NO_MEMORY;
        return true;
    }
    if (result == ELB_HELLO_PARTIAL)
        return false;
    flows->malformed += result == ELB_HELLO_MALFORMED || result == ELB_HELLO_OTHER;
    flows->unsupported += result == ELB_HELLO_UNSUPPORTED;
    if (result == ELB_HELLO_COMPLETE)
        *ret_result = ELB_FLOW_HELLO;
    finish(flows, flow, DONE);
    return true;
}

static enum elb_flow_result keep(struct elb_flows *flows, struct elb_flow *flow, size_t start,
                                 struct elb_text payload)
{
    enum elb_flow_result result = ELB_FLOW_NOTHING;
    const size_t before = contiguous(flow).length;

    if (start >= ELB_FLOW_BYTES || payload.length > ELB_FLOW_BYTES - start) {
        give_up(flows, flow);
        return ELB_FLOW_NOTHING;
    }
    if (!reserve(flows, flow, start + payload.length))
        return ELB_FLOW_NO_MEMORY;
    copy_missing(flow, start, payload);
    if (!note_range(flow, (struct range){start, start + payload.length})) {
        give_up(flows, flow);
        return ELB_FLOW_NOTHING;
    }
    if (contiguous(flow).length == before)
        return ELB_FLOW_NOTHING;
    /* Each try reads everything again; nobody sends a hello in that many pieces. */
    if (!settle(flows, flow, contiguous(flow), &result) && ++flow->tries > TRIES_MAX)
        give_up(flows, flow);
    return result;
}

static enum elb_flow_result add_payload(struct elb_flows *flows, struct elb_flow *flow,
                                        const struct elb_packet *packet)
{
    enum elb_flow_result result = ELB_FLOW_NOTHING;
    const uint32_t syn = (packet->flags & ELB_TCP_SYN) != 0;
    struct elb_text payload = packet->payload;
    uint32_t start = packet->sequence + syn - flow->base;

    if (start >= UINT32_MAX / 2) { /* it begins before the base */
        const uint32_t before = 0 - start;

        payload = elb_text_skip(payload, before);
        start = 0;
    }
    flow->is_cut = flow->is_cut || packet->is_cut;
    if (payload.length == 0)
        return ELB_FLOW_NOTHING;
    /* Nearly always the first segment holds all of it, and nothing needs to be copied. */
    if (start == 0 && flow->range_count == 0 && settle(flows, flow, payload, &result))
        return result;
    return keep(flows, flow, start, payload);
}

/* A SYN begins a connection, unless it is the same one once more. */
static void begin(struct elb_flows *flows, struct elb_flow *flow, uint32_t base)
{
    if (flow->state == WAITING || flow->base != base) {
        finish(flows, flow, COLLECTING);
        flow->base = base;
    }
}

static bool may_begin(const struct elb_packet *packet)
{
    const enum elb_hello_result result = guess(packet->payload);

    return result == ELB_HELLO_COMPLETE || result == ELB_HELLO_UNSUPPORTED ||
           (result == ELB_HELLO_PARTIAL && packet->payload.length >= 3);
}

enum elb_flow_result elb_flows_add(struct elb_flows *flows, const struct elb_packet *packet)
{
    const bool is_syn = packet->flags & ELB_TCP_SYN;
    struct elb_flow *flow = find(flows, &packet->endpoints);

    flows->with_data += packet->payload.length > 0;
    if (!flow && !is_syn && !may_begin(packet))
        return ELB_FLOW_NOTHING;
    if (!flow)
        flow = add(flows, &packet->endpoints);
    if (!flow)
        return ELB_FLOW_NO_MEMORY;
    if (is_syn)
        begin(flows, flow, packet->sequence + 1);
    if (flow->state == WAITING && may_begin(packet)) {
        flow->state = COLLECTING;
        flow->base = packet->sequence;
    }
    if (flow->state != COLLECTING)
        return ELB_FLOW_NOTHING;
    return add_payload(flows, flow, packet);
}

size_t elb_flows_incomplete(const struct elb_flows *flows, size_t *ret_cut)
{
    size_t count = 0;

    *ret_cut = 0;
    for (size_t i = 0; i < flows->count; i++) {
        const struct elb_flow *flow = &flows->flows[i];

        if (!has_hello(flow))
            continue;
        count++;
        *ret_cut += flow->is_cut;
    }
    return count;
}
