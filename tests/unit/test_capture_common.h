/* SPDX-License-Identifier: MIT */

/* What the tests of captures share: a hello of 305 bytes, and a file that is added to. */
#ifndef TEST_CAPTURE_COMMON_H
#define TEST_CAPTURE_COMMON_H

#include "test_read_common.h"

#include "read/flows.h"
#include "sample_capture.h"

static struct elb_error error;
static struct elb_client_list *list;
static struct elb_buffer file;
static struct elb_buffer hello; /* 305 bytes: five suites from 0x1301 on */
static struct elb_buffer notes;

static inline void set_up(void)
{
    error = (struct elb_error){0};
    list = NULL;
    sample_hello(&hello, 0x1301, 5, 215, 0);
}

static inline void tear_down(void)
{
    list = elb_client_list_free(list);
    elb_buffer_done(&file);
    elb_buffer_done(&hello);
    elb_buffer_done(&notes);
}

static inline struct elb_text part(size_t start, size_t end)
{
    return (struct elb_text){hello.data + start, end - start};
}

static inline struct elb_text whole(void)
{
    return elb_buffer_text(&hello);
}

static inline enum elb_status read_file(void)
{
    return elb_clients_read(elb_catalog_bundled(), file.data, file.length, "a/capture.pcap", NULL,
                            &list, &error);
}

static inline void add(struct sample_packet packet)
{
    sample_add(&file, SAMPLE_ETHERNET, packet);
}

static inline void begin(void)
{
    sample_file(&file, SAMPLE_ETHERNET);
    add((struct sample_packet){.flags = ELB_TCP_SYN, .sequence = 999});
}

#endif
