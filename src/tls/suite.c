/* SPDX-License-Identifier: MIT */
/* What follows from the parts of a cipher suite. */
#include "elblint/tls.h"

#include <string.h>

bool elb_suite_is_tls13(const struct elb_suite *suite)
{
    return suite->last_version == ELB_TLS1_3;
}

/* An anonymous key exchange keeps no secret from whoever stands in between (RFC 5246 F.1.1.1). */
bool elb_suite_has_forward_secrecy(const struct elb_suite *suite)
{
    if (suite->authentication == ELB_AUTH_ANONYMOUS)
        return false;
    return suite->key_exchange == ELB_KX_ANY || suite->key_exchange == ELB_KX_DHE ||
           suite->key_exchange == ELB_KX_ECDHE;
}

bool elb_suite_is_cbc(const struct elb_suite *suite)
{
    return suite->mode == ELB_MODE_CBC;
}

/* RFC 7465 (RC4), RFC 8429 (3DES, RC4), RFC 5469 (DES, IDEA not included), RFC 4346 (export) */
bool elb_suite_is_insecure(const struct elb_suite *suite)
{
    static const char *const broken[] = {"RC4", "RC2", "DES", "3DES"};
    if (suite->export_grade || suite->mode == ELB_MODE_NULL ||
        suite->authentication == ELB_AUTH_ANONYMOUS)
        return true;
    for (size_t i = 0; suite->encryption != NULL && i < sizeof(broken) / sizeof(broken[0]); i++) {
        if (strncmp(suite->encryption, broken[i], strlen(broken[i])) == 0)
            return true;
    }
    return false;
}
