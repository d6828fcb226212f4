/* SPDX-License-Identifier: MIT */
#include "base/text.h"
#include "elblint/tls.h"
#include "tls/groups.h"

static const struct {
    const char *name;
    unsigned rsa_bits;
    uint16_t curve;
    bool rsa;
    bool ecdsa;
} certificates[] = {
    [ELB_CERTIFICATE_RSA2048] = {"rsa2048", 2048, 0, true, false},
    [ELB_CERTIFICATE_RSA3072] = {"rsa3072", 3072, 0, true, false},
    [ELB_CERTIFICATE_RSA4096] = {"rsa4096", 4096, 0, true, false},
    [ELB_CERTIFICATE_ECDSA256] = {"ecdsa256", 0, ELB_GROUP_SECP256R1, false, true},
    [ELB_CERTIFICATE_ECDSA384] = {"ecdsa384", 0, ELB_GROUP_SECP384R1, false, true},
    [ELB_CERTIFICATE_ECDSA521] = {"ecdsa521", 0, ELB_GROUP_SECP521R1, false, true},
    [ELB_CERTIFICATE_RSA] = {"rsa", 0, 0, true, false},
    [ELB_CERTIFICATE_ECDSA] = {"ecdsa", 0, 0, false, true},
};
#define CERTIFICATE_COUNT (sizeof(certificates) / sizeof(certificates[0]))

const char *elb_certificate_name(enum elb_certificate certificate)
{
    return certificates[certificate].name;
}

enum elb_certificate elb_certificate_from_name(const char *name, size_t length)
{
    for (size_t i = ELB_CERTIFICATE_RSA2048; i < CERTIFICATE_COUNT; i++) {
        if (elb_text_is_nocase((struct elb_text){name, length}, certificates[i].name))
            return (enum elb_certificate)i;
    }
    return ELB_CERTIFICATE_NONE;
}

bool elb_certificate_is_rsa(enum elb_certificate certificate)
{
    return certificates[certificate].rsa;
}

bool elb_certificate_is_ecdsa(enum elb_certificate certificate)
{
    return certificates[certificate].ecdsa;
}

unsigned elb_certificate_rsa_bits(enum elb_certificate certificate)
{
    return certificates[certificate].rsa_bits;
}

uint16_t elb_certificate_curve(enum elb_certificate certificate)
{
    return certificates[certificate].curve;
}
