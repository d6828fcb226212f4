/* SPDX-License-Identifier: MIT */
/* Which certificate of the listener can prove what a suite asks for. */
#include "judge/negotiate/stages.h"

static enum elb_certificate first_certificate(const struct elb_certificates *certificates,
                                              bool (*is_type)(enum elb_certificate))
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (is_type(certificates->list[i]))
            return certificates->list[i];
    }
    return ELB_CERTIFICATE_NONE;
}

enum elb_certificate elb_handshake_certificate(const struct handshake *hs,
                                               enum elb_authentication authentication)
{
    switch (authentication) {
    case ELB_AUTH_RSA:
        return first_certificate(hs->certificates, elb_certificate_is_rsa);
    case ELB_AUTH_ECDSA:
        return first_certificate(hs->certificates, elb_certificate_is_ecdsa);
    default:
        return ELB_CERTIFICATE_NONE;
    }
}
