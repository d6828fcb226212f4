/* SPDX-License-Identifier: MIT */

/* A cipher list while OpenSSL expands it: between cipher_expand.c and cipher_result.c only. */
#ifndef ELB_READ_CIPHER_EXPANSION_H
#define ELB_READ_CIPHER_EXPANSION_H

#include "read/cipher_list.h"
#include "read/openssl.h"

/* Every keyword costs a call of OpenSSL. */
#define ELB_EXPANSION_ITEMS_MAX 1024

struct elb_cipher_kept {
    uint16_t code;
    size_t before; /* it goes before this one of the suites that OpenSSL offers */
};

struct elb_expansion {
    struct elb_cipher_items *items;
    struct elb_offer *offer;
    elb_version_set versions;
    struct elb_openssl_suites all;      /* that OpenSSL would send at all */
    struct elb_openssl_suites selected; /* by the list */
    struct elb_openssl_suites offered;  /* of these, those that it would send */
    struct elb_openssl_suites before;   /* selected by the items before the one looked at */
    struct elb_cipher_kept kept[ELB_EXPANSION_ITEMS_MAX];
    size_t kept_count;
    struct elb_names kept_names;
    struct elb_names doubtful;
    struct elb_names out_of_place;
    struct elb_names forbidden; /* by the security level */
};

static inline bool elb_expansion_is_tls13(uint16_t code)
{
    return code >> 8 == 0x13;
}

static inline bool elb_cipher_item_adds_suite(const struct elb_cipher_item *item)
{
    return item->operation == 0 && item->kind == ELB_CIPHER_SUITE;
}

/* Moves what OpenSSL offers, and what is kept besides, into the offer, with notes. */
enum elb_status elb_expansion_finish(struct elb_expansion *expansion, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
