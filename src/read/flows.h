/* SPDX-License-Identifier: MIT */

/*
 * The beginnings of TCP connections: segments are put in order until there is a ClientHello, or
 * something else, and then the connection is forgotten.
 *
 * Each direction is looked at by itself, since a hello says which one is the client's. Where the
 * capture has not the start of a connection, or something else came first (a proxy's CONNECT,
 * STARTTLS), any segment that begins like a hello is taken for the start of one.
 *
 * Memory is bounded: at most ELB_FLOW_BYTES of a connection are kept, ELB_FLOWS_BYTES of all, and
 * ELB_FLOWS_MAX connections. Past these the oldest one is given up, and counted.
 */
#ifndef ELB_READ_FLOWS_H
#define ELB_READ_FLOWS_H

#include "read/packet.h"
#include "tls/hello.h"

#define ELB_FLOW_BYTES  ((size_t)32 * 1024)
#define ELB_FLOWS_BYTES ((size_t)32 * 1024 * 1024)
#define ELB_FLOWS_MAX   ((size_t)65536)

struct elb_flow;

struct elb_flows {
    struct elb_flow *flows; /* a ring, once it is full */
    size_t count;
    size_t capacity;
    size_t oldest;
    size_t settled; /* so many from the oldest on hold no bytes */
    uint32_t *buckets;
    size_t bytes;            /* kept of all connections */
    struct elb_hello *hello; /* borrowed: where hellos are read to */

    /* What was seen beside hellos, for messages. */
    size_t with_data; /* segments */
    size_t malformed;
    size_t unsupported; /* SSLv2 itself */
    size_t given_up;
};

enum elb_flow_result {
    ELB_FLOW_NOTHING,
    ELB_FLOW_HELLO, /* `hello` holds one */
    ELB_FLOW_NO_MEMORY,
};

bool elb_flows_init(struct elb_flows *flows, struct elb_hello *hello)
    __attribute__((warn_unused_result));
void elb_flows_done(struct elb_flows *flows);

/* A TCP segment, in the order of the capture. */
enum elb_flow_result elb_flows_add(struct elb_flows *flows, const struct elb_packet *packet)
    __attribute__((warn_unused_result));

/* At the end: how many hellos began and lack a part; and of these, how many were cut off. */
size_t elb_flows_incomplete(const struct elb_flows *flows, size_t *ret_cut);

#endif
