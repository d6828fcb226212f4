/* SPDX-License-Identifier: MIT */
#include "read/packet.h"

#include "tls/bytes.h"

#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_IPV6 0x86DD
#define PROTOCOL_TCP   6
#define PROTOCOL_UDP   17
#define VXLAN_PORT     4789 /* RFC 7348; AWS mirrors traffic in it */
#define VXLAN_HEADER   8
#define HEADERS_MAX    8 /* VLAN tags, IPv6 extension headers */

enum link { ETHERNET, FAMILY, RAW, LINUX_COOKED, LINUX_COOKED2 };

/* pcap-linktype(7): the values in files; those of libpcap are the same but for raw IP. */
static const struct {
    int type;
    enum link link;
} links[] = {
    {0, FAMILY},   {1, ETHERNET}, {12, RAW},  {14, RAW},           {101, RAW},
    {108, FAMILY}, {228, RAW},    {229, RAW}, {113, LINUX_COOKED}, {276, LINUX_COOKED2},
};

static bool find_link(int type, enum link *ret_link)
{
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        if (links[i].type == type) {
            *ret_link = links[i].link;
            return true;
        }
    }
    return false;
}

bool elb_packet_has_link(int link)
{
    enum link found;

    return find_link(link, &found);
}

/* ---- TCP and UDP ---------------------------------------------------------------------------- */

/* `bytes` are the captured ones, `length` is how many there were. */
static enum elb_packet_kind read_tcp(struct elb_text bytes, size_t length,
                                     struct elb_packet *packet)
{
    size_t header;

    if (bytes.length < 20)
        return ELB_PACKET_CUT;
    header = (size_t)(elb_byte_at(bytes, 12) >> 4) * 4;
    if (header < 20 || header > length)
        return ELB_PACKET_OTHER;
    packet->endpoints.ports[0] = (uint16_t)elb_bytes_u16(bytes, 0);
    packet->endpoints.ports[1] = (uint16_t)elb_bytes_u16(bytes, 2);
    packet->sequence = (uint32_t)elb_bytes_u16(bytes, 4) << 16 | elb_bytes_u16(bytes, 6);
    packet->flags = elb_byte_at(bytes, 13);
    packet->payload = elb_text_skip(bytes, header);
    packet->is_cut = bytes.length < length;
    return ELB_PACKET_TCP;
}

static enum elb_packet_kind read_udp(struct elb_text bytes, size_t length,
                                     struct elb_packet *packet)
{
    if (bytes.length < 8)
        return ELB_PACKET_CUT;
    packet->endpoints.ports[0] = (uint16_t)elb_bytes_u16(bytes, 0);
    packet->endpoints.ports[1] = (uint16_t)elb_bytes_u16(bytes, 2);
    packet->payload = elb_text_skip(bytes, 8);
    packet->is_cut = bytes.length < length;
    return ELB_PACKET_UDP;
}

static enum elb_packet_kind read_transport(unsigned protocol, struct elb_text bytes, size_t length,
                                           struct elb_packet *packet)
{
    if (bytes.length > length)
        bytes.length = length; /* what pads an Ethernet frame */
    if (protocol == PROTOCOL_TCP)
        return read_tcp(bytes, length, packet);
    return protocol == PROTOCOL_UDP ? read_udp(bytes, length, packet) : ELB_PACKET_OTHER;
}

/* ---- IP ------------------------------------------------------------------------------------- */

/* Its length is 0 where the network card is to cut it up (TSO): then it is what was captured. */
static enum elb_packet_kind read_ipv4(struct elb_text bytes, struct elb_packet *packet)
{
    size_t header;
    size_t length;

    if (bytes.length < 20)
        return ELB_PACKET_CUT;
    header = (size_t)(elb_byte_at(bytes, 0) & 0x0F) * 4;
    length = elb_bytes_u16(bytes, 2);
    if (length == 0)
        length = bytes.length;
    if (header < 20 || length < header)
        return ELB_PACKET_OTHER;
    if (elb_bytes_u16(bytes, 6) & 0x3FFF)
        return ELB_PACKET_FRAGMENT;
    packet->endpoints.ip_version = 4;
    memcpy(packet->endpoints.addresses[0], bytes.start + 12, 4);
    memcpy(packet->endpoints.addresses[1], bytes.start + 16, 4);
    return read_transport(elb_byte_at(bytes, 9), elb_text_skip(bytes, header), length - header,
                          packet);
}

/* The length of an extension header of IPv6 (RFC 8200 section 4), 0 if it is none. */
static size_t extension_length(unsigned header, struct elb_text bytes)
{
    switch (header) {
    case 0:   /* hop by hop */
    case 43:  /* routing */
    case 60:  /* destination */
    case 135: /* mobility */
        return ((size_t)elb_byte_at(bytes, 1) + 1) * 8;
    case 44: /* fragment */
        return 8;
    case 51: /* authentication: RFC 4302 */
        return ((size_t)elb_byte_at(bytes, 1) + 2) * 4;
    default:
        return 0;
    }
}

static enum elb_packet_kind read_ipv6_payload(unsigned header, struct elb_text bytes, size_t length,
                                              struct elb_packet *packet)
{
    for (size_t i = 0; i < HEADERS_MAX && header != PROTOCOL_TCP && header != PROTOCOL_UDP; i++) {
        size_t size;

        if (bytes.length < 8)
            return bytes.length < length ? ELB_PACKET_CUT : ELB_PACKET_OTHER;
        size = extension_length(header, bytes);
        if (size == 0 || size > length)
            return ELB_PACKET_OTHER;
        if (header == 44 && elb_bytes_u16(bytes, 2) & 0xFFF9)
            return ELB_PACKET_FRAGMENT;
        header = elb_byte_at(bytes, 0);
        bytes = elb_text_skip(bytes, size);
        length -= size;
    }
    return read_transport(header, bytes, length, packet);
}

static enum elb_packet_kind read_ipv6(struct elb_text bytes, struct elb_packet *packet)
{
    size_t length;

    if (bytes.length < 40)
        return ELB_PACKET_CUT;
    length = elb_bytes_u16(bytes, 4);
    packet->endpoints.ip_version = 6;
    memcpy(packet->endpoints.addresses[0], bytes.start + 8, 16);
    memcpy(packet->endpoints.addresses[1], bytes.start + 24, 16);
    if (length == 0)
        length = bytes.length - 40;
    return read_ipv6_payload(elb_byte_at(bytes, 6), elb_text_skip(bytes, 40), length, packet);
}

static enum elb_packet_kind read_ip(struct elb_text bytes, struct elb_packet *packet)
{
    if (bytes.length == 0)
        return ELB_PACKET_CUT;
    switch (elb_byte_at(bytes, 0) >> 4) {
    case 4:
        return read_ipv4(bytes, packet);
    case 6:
        return read_ipv6(bytes, packet);
    default:
        return ELB_PACKET_OTHER;
    }
}

/* ---- Links ---------------------------------------------------------------------------------- */

/* What follows an Ethernet type: tags of IEEE 802.1Q and 802.1ad, and then IP or something else. */
static enum elb_packet_kind read_typed(unsigned type, struct elb_text bytes,
                                       struct elb_packet *packet)
{
    for (size_t i = 0; i < HEADERS_MAX; i++) {
        if (type != 0x8100 && type != 0x88A8 && type != 0x9100)
            break;
        if (bytes.length < 4)
            return ELB_PACKET_CUT;
        type = elb_bytes_u16(bytes, 2);
        bytes = elb_text_skip(bytes, 4);
    }
    return type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6 ? read_ip(bytes, packet)
                                                            : ELB_PACKET_OTHER;
}

static enum elb_packet_kind read_link(enum link link, struct elb_text bytes,
                                      struct elb_packet *packet)
{
    static const struct {
        size_t type; /* where the Ethernet type stands */
        size_t header;
    } typed[] = {[ETHERNET] = {12, 14}, [LINUX_COOKED] = {14, 16}, [LINUX_COOKED2] = {0, 20}};

    if (link == RAW)
        return read_ip(bytes, packet);
    if (link == FAMILY) /* a number that differs from system to system; IP says what it is */
        return read_ip(elb_text_skip(bytes, 4), packet);
    if (bytes.length < typed[link].header)
        return ELB_PACKET_CUT;
    return read_typed(elb_bytes_u16(bytes, typed[link].type),
                      elb_text_skip(bytes, typed[link].header), packet);
}

enum elb_packet_kind elb_packet_read(int type, struct elb_text bytes, struct elb_packet *ret_packet)
{
    enum elb_packet_kind kind;
    enum link link;

    memset(ret_packet, 0, sizeof(*ret_packet));
    if (!find_link(type, &link))
        return ELB_PACKET_OTHER;
    kind = read_link(link, bytes, ret_packet);
    if (kind == ELB_PACKET_UDP && ret_packet->endpoints.ports[1] == VXLAN_PORT &&
        ret_packet->payload.length > VXLAN_HEADER) {
        const struct elb_text frame = elb_text_skip(ret_packet->payload, VXLAN_HEADER);

        memset(ret_packet, 0, sizeof(*ret_packet));
        kind = read_link(ETHERNET, frame, ret_packet);
    }
    return kind;
}
