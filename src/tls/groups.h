/* SPDX-License-Identifier: MIT */
/* The few code points that rules of the protocol itself speak of (RFC 8422, RFC 8446). */
#ifndef ELB_TLS_GROUPS_H
#define ELB_TLS_GROUPS_H

#include <stdint.h>

#define ELB_GROUP_SECP256R1 ((uint16_t)0x0017)
#define ELB_GROUP_SECP384R1 ((uint16_t)0x0018)
#define ELB_GROUP_SECP521R1 ((uint16_t)0x0019)

#endif
