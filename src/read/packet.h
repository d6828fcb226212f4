/* SPDX-License-Identifier: MIT */

/* What a packet of a capture carries: TCP or UDP in IP, over any of the usual links. */
#ifndef ELB_READ_PACKET_H
#define ELB_READ_PACKET_H

#include "base/text.h"

enum elb_packet_kind {
    ELB_PACKET_TCP,
    ELB_PACKET_UDP,
    ELB_PACKET_FRAGMENT, /* of IP: it is not put together again */
    ELB_PACKET_CUT,      /* the capture has not even its headers */
    ELB_PACKET_OTHER,
};

/* One direction of a connection; compared as bytes, so all of it is set. */
struct elb_endpoints {
    unsigned char addresses[2][16]; /* from and to; an IPv4 one is in the first 4 */
    uint16_t ports[2];
    uint32_t ip_version;
};

#define ELB_TCP_FIN 0x01
#define ELB_TCP_SYN 0x02

struct elb_packet {
    struct elb_endpoints endpoints;
    uint32_t sequence; /* TCP */
    unsigned flags;    /* TCP */
    struct elb_text payload;
    bool is_cut; /* there was more payload than the capture has */
};

/* Whether packets of a link of this type (pcap-linktype(7)) can be read. */
bool elb_packet_has_link(int link);

/* `bytes` are what was captured of a packet. */
enum elb_packet_kind elb_packet_read(int link, struct elb_text bytes, struct elb_packet *ret_packet)
    __attribute__((warn_unused_result));

#endif
