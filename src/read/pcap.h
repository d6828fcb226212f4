/* SPDX-License-Identifier: MIT */

/*
 * The libpcap of this system, for reading captures from memory and for nothing else. It is loaded
 * when it is first needed: with what it depends on, it would cost every start of the program more
 * than a whole check does.
 */
#ifndef ELB_READ_PCAP_H
#define ELB_READ_PCAP_H

#include <elblint/error.h>

#include "base/text.h"

struct elb_pcap;

/*
 * Opens a capture in the format of pcap or pcapng. `bytes` must stay until it is closed.
 *
 * Errors: ELB_ERROR_UNSUPPORTED (libpcap isn't installed, or this build is without it),
 * ELB_ERROR_SYNTAX (libpcap refuses it), ELB_ERROR_MEMORY.
 */
enum elb_status elb_pcap_open(struct elb_text bytes, const char *path, struct elb_pcap **ret_pcap,
                              struct elb_error *reterr) __attribute__((warn_unused_result));

/* NULL is allowed. Returns NULL. */
struct elb_pcap *elb_pcap_close(struct elb_pcap *pcap);

/* The type of its link, and what libpcap calls it. */
int elb_pcap_link(const struct elb_pcap *pcap);
const char *elb_pcap_link_name(const struct elb_pcap *pcap);

/*
 * The next packet, valid until the next call: 1; 0 at the end; -1 when the rest can't be read, and
 * `*ret_reason` says why.
 */
int elb_pcap_next(struct elb_pcap *pcap, struct elb_text *ret_bytes, const char **ret_reason);

#endif
