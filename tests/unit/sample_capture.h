/* SPDX-License-Identifier: MIT */

/* Captures that are made up in memory: a pcap file, its packets, and the hellos in them. */
#ifndef SAMPLE_CAPTURE_H
#define SAMPLE_CAPTURE_H

#include "base/buffer.h"
#include "read/pcap.h"

#include <stdlib.h>
#include <string.h>

enum sample_link {
    SAMPLE_NULL = 0,
    SAMPLE_ETHERNET = 1,
    SAMPLE_RAW = 101,
    SAMPLE_LOOP = 108,
    SAMPLE_COOKED = 113,
    SAMPLE_COOKED2 = 276,
    SAMPLE_WIFI = 105,
};

/* One packet; what isn't set is the usual thing. */
struct sample_packet {
    unsigned flags; /* of TCP: 2 is SYN */
    uint32_t sequence;
    struct elb_text payload;
    unsigned port;     /* of the client; 0: 40000 */
    unsigned host;     /* the last byte of the client's address; 0: 1 */
    unsigned vlans;    /* tags */
    unsigned fragment; /* the field of IPv4 with flags and offset */
    unsigned snap;     /* bytes captured; 0: all */
    unsigned padding;  /* bytes behind the IP packet */
    bool is_ipv6;
    bool has_extension; /* IPv6: hop-by-hop options before TCP */
    bool is_udp;
    bool is_answer; /* from the server */
};

static inline void sample_u8(struct elb_buffer *buffer, unsigned value)
{
    elb_buffer_append_char(buffer, (char)(value & 0xFF));
}

static inline void sample_u16(struct elb_buffer *buffer, unsigned value)
{
    sample_u8(buffer, value >> 8);
    sample_u8(buffer, value);
}

static inline void sample_u32(struct elb_buffer *buffer, uint32_t value)
{
    sample_u16(buffer, value >> 16);
    sample_u16(buffer, value & 0xFFFF);
}

/* Big-endian, which libpcap reads everywhere. */
static inline void sample_file(struct elb_buffer *file, enum sample_link link)
{
    sample_u32(file, 0xA1B2C3D4);
    sample_u32(file, 0x00020004);
    sample_u32(file, 0);
    sample_u32(file, 0);
    sample_u32(file, 262144);
    sample_u32(file, (uint32_t)link);
}

/* Whether captures can be read: this build may be without libpcap. */
static inline bool sample_is_readable(void)
{
    struct elb_buffer file = {0};
    struct elb_pcap *pcap = NULL;
    struct elb_error error = {0};
    enum elb_status status;

    sample_file(&file, SAMPLE_ETHERNET);
    status = elb_pcap_open(elb_buffer_text(&file), "sample", &pcap, &error);
    elb_pcap_close(pcap);
    elb_buffer_done(&file);
    return status != ELB_ERROR_UNSUPPORTED;
}

static inline void sample_link_header(struct elb_buffer *out, enum sample_link link,
                                      const struct sample_packet *packet)
{
    const unsigned type = packet->is_ipv6 ? 0x86DD : 0x0800;

    if (link == SAMPLE_NULL || link == SAMPLE_LOOP) {
        sample_u32(out, packet->is_ipv6 ? 30 : 2);
    } else if (link == SAMPLE_COOKED) {
        elb_buffer_append_repeated(out, '\0', 14);
        sample_u16(out, type);
    } else if (link == SAMPLE_COOKED2) {
        sample_u16(out, type);
        elb_buffer_append_repeated(out, '\0', 18);
    } else if (link == SAMPLE_ETHERNET) {
        elb_buffer_append_repeated(out, '\1', 12);
        for (unsigned i = 0; i < packet->vlans; i++)
            sample_u32(out, (i + 1 < packet->vlans ? 0x88A80000 : 0x81000000) | (i + 5));
        sample_u16(out, type);
    }
}

static inline void sample_ip_header(struct elb_buffer *out, const struct sample_packet *packet,
                                    unsigned length)
{
    const unsigned protocol = packet->is_udp ? 17 : 6;
    const unsigned client = packet->host ? packet->host : 1;

    if (packet->is_ipv6) {
        sample_u32(out, 0x60000000);
        sample_u16(out, length + (packet->has_extension ? 8 : 0));
        sample_u16(out, (packet->has_extension ? 0 : protocol) << 8 | 64);
        for (int i = 0; i < 2; i++) {
            const bool is_client = packet->is_answer == (i == 1);

            elb_buffer_append_repeated(out, is_client ? '\1' : '\2', 15);
            sample_u8(out, is_client ? client : 2);
        }
        if (packet->has_extension) {
            sample_u16(out, protocol << 8);
            elb_buffer_append_repeated(out, '\0', 6);
        }
        return;
    }
    sample_u16(out, 0x4500);
    sample_u16(out, length + 20);
    sample_u16(out, 1);
    sample_u16(out, packet->fragment);
    sample_u32(out, 64u << 24 | protocol << 16);
    sample_u32(out, packet->is_answer ? 0x0A000002 : 0x0A000000 | client);
    sample_u32(out, packet->is_answer ? 0x0A000000 | client : 0x0A000002);
}

static inline void sample_transport_header(struct elb_buffer *out,
                                           const struct sample_packet *packet)
{
    const unsigned client = packet->port ? packet->port : 40000;

    sample_u16(out, packet->is_answer ? 443 : client);
    sample_u16(out, packet->is_answer ? client : 443);
    if (packet->is_udp) {
        sample_u16(out, (unsigned)packet->payload.length + 8);
        sample_u16(out, 0);
        return;
    }
    sample_u32(out, packet->sequence);
    sample_u32(out, 0);
    sample_u16(out, 0x5000 | packet->flags);
    elb_buffer_append_repeated(out, '\0', 6);
}

static inline void sample_add(struct elb_buffer *file, enum sample_link link,
                              struct sample_packet packet)
{
    const unsigned header = packet.is_udp ? 8 : 20;
    struct elb_buffer bytes = {0};
    size_t captured;

    sample_link_header(&bytes, link, &packet);
    sample_ip_header(&bytes, &packet, (unsigned)packet.payload.length + header);
    sample_transport_header(&bytes, &packet);
    elb_buffer_append_text(&bytes, packet.payload);
    elb_buffer_append_repeated(&bytes, '\0', packet.padding);
    captured = packet.snap && packet.snap < bytes.length ? packet.snap : bytes.length;
    sample_u32(file, 0);
    sample_u32(file, 0);
    sample_u32(file, (uint32_t)captured);
    sample_u32(file, (uint32_t)bytes.length);
    elb_buffer_append(file, bytes.data, captured);
    elb_buffer_done(&bytes);
}

/*
 * A hello in one record, with so many suites from `first` on, and a key share of `key` bytes.
 * `record`: its content has at most so many bytes; 0: all in one.
 */
static inline void sample_hello(struct elb_buffer *out, unsigned first, unsigned suites,
                                unsigned key, size_t record)
{
    const unsigned extensions = 10 + 9 + 10 + key;
    const unsigned length = 2 + 32 + 1 + 2 + 2 * suites + 2 + 2 + extensions;
    struct elb_buffer message = {0};

    sample_u32(&message, 1u << 24 | length);
    sample_u16(&message, 0x0303);
    elb_buffer_append_repeated(&message, 'r', 32);
    sample_u8(&message, 0);
    sample_u16(&message, 2 * suites);
    for (unsigned i = 0; i < suites; i++)
        sample_u16(&message, first + i);
    sample_u16(&message, 0x0100);
    sample_u16(&message, extensions);
    elb_buffer_append(&message, "\0\x0a\0\6\0\4\0\x1d\0\x17", 10);
    elb_buffer_append(&message, "\0\x2b\0\5\4\3\4\3\3", 9);
    sample_u16(&message, 51);
    sample_u16(&message, key + 6);
    sample_u16(&message, key + 4);
    sample_u16(&message, 29);
    sample_u16(&message, key);
    elb_buffer_append_repeated(&message, 'k', key);
    if (record == 0)
        record = message.length;
    for (size_t i = 0; i < message.length; i += record) {
        const size_t left = message.length - i;

        elb_buffer_append(out, "\x16\3\1", 3);
        sample_u16(out, (unsigned)(left < record ? left : record));
        elb_buffer_append(out, message.data + i, left < record ? left : record);
    }
    elb_buffer_done(&message);
}

#endif
