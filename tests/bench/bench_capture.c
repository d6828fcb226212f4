/* SPDX-License-Identifier: MIT */

/* Hellos a second from a capture in memory: 20,000 connections of 50 clients. */
#include <elblint/read.h>

#include "../unit/sample_capture.h"
#include "bench.h"

#include <stdio.h>

#define HELLOS  20000
#define CLIENTS 50

/* As on a wire: a SYN and its answer, the hello, and what the server says. */
static void add_connection(struct elb_buffer *file, unsigned number)
{
    const struct sample_packet syn = {.flags = 2, .sequence = 999, .port = 1024 + number};
    struct sample_packet packet = {.sequence = 1000, .port = 1024 + number};
    struct elb_buffer hello = {0};

    /* Every tenth is of the size that ML-KEM gives it, in two segments. */
    sample_hello(&hello, 0x1301, 15 + number % CLIENTS, number % 10 == 0 ? 1216 : 160, 0);
    sample_add(file, SAMPLE_ETHERNET, syn);
    sample_add(file, SAMPLE_ETHERNET,
               (struct sample_packet){.flags = 0x12, .is_answer = true, .port = syn.port});
    packet.payload = elb_buffer_text(&hello);
    if (packet.payload.length > 1400)
        packet.payload.length = 1400;
    sample_add(file, SAMPLE_ETHERNET, packet);
    packet.sequence += (uint32_t)packet.payload.length;
    packet.payload = elb_text_skip(elb_buffer_text(&hello), packet.payload.length);
    if (packet.payload.length > 0)
        sample_add(file, SAMPLE_ETHERNET, packet);
    sample_add(file, SAMPLE_ETHERNET,
               (struct sample_packet){
                   .is_answer = true, .port = syn.port, .payload = ELB_TEXT("\x15\3\3\0\2\2\x28")});
    elb_buffer_done(&hello);
}

/* Returns the number of clients, 0 on an error. */
static size_t read_file(const struct elb_buffer *file)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    size_t count;

    if (elb_clients_read(elb_catalog_bundled(), file->data, file->length, "bench.pcap", NULL, &list,
                         &error) != ELB_OK) {
        fprintf(stderr, "elblint-bench: %s\n", error.message);
        return 0;
    }
    count = elb_client_list_count(list);
    elb_client_list_free(list);
    return count;
}

void bench_captures(void)
{
    struct elb_buffer file = {0};
    size_t clients = 0;
    double best = 0;

    sample_file(&file, SAMPLE_ETHERNET);
    for (unsigned i = 0; i < HELLOS; i++)
        add_connection(&file, i);
    for (int i = 0; i < 10; i++) {
        const double start = bench_now();
        double rate;

        clients = read_file(&file);
        rate = HELLOS / (bench_now() - start);
        best = rate > best ? rate : best;
    }
    printf("captures: %.0f hellos a second (%d connections, %zu clients, %.1f MB)\n", best, HELLOS,
           clients, (double)file.length / 1e6);
    elb_buffer_done(&file);
}
