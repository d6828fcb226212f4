/* SPDX-License-Identifier: MIT */

/*
 * A capture as a file, and its packets without libpcap: the first byte says which link, then each
 * packet has its length before it, in two bytes.
 */
#include "read/flows.h"
#include "tls/bytes.h"
#include "use_clients.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_packets(struct elb_text rest, int link)
{
    struct elb_hello hello = {0};
    struct elb_flows flows;
    struct elb_text bytes;
    size_t cut;

    require(elb_flows_init(&flows, &hello));
    while (elb_bytes_take_vector(&rest, 2, &bytes)) {
        struct elb_packet packet;

        if (elb_packet_read(link, bytes, &packet) != ELB_PACKET_TCP)
            continue;
        require(packet.payload.length <= bytes.length);
        require(elb_flows_add(&flows, &packet) != ELB_FLOW_NO_MEMORY);
        require(flows.bytes <= ELB_FLOWS_BYTES);
    }
    (void)elb_flows_incomplete(&flows, &cut);
    elb_flows_done(&flows);
    elb_hello_done(&hello);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int links[] = {0, 1, 12, 101, 108, 113, 228, 276};
    const struct elb_text text = {(const char *)data, size};

    read_and_use(text);
    if (size > 0)
        read_packets(elb_text_skip(text, 1), links[data[0] % 8]);
    return 0;
}
