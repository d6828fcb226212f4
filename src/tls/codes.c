/* SPDX-License-Identifier: MIT */
/* Lists of code points as a client offers them, and the predicates of groups and schemes. */
#include "elblint/client.h"
#include "elblint/tls.h"

#include <string.h>

/* RFC 8701 section 2: both bytes equal, low nibble A. */
bool elb_is_grease(uint16_t code)
{
    return (code & 0x0F0F) == 0x0A0A && (code >> 8) == (code & 0xFF);
}

bool elb_codes_has(const struct elb_codes *codes, uint16_t code)
{
    for (size_t i = 0; i < codes->count; i++) {
        if (codes->codes[i] == code)
            return true;
    }
    return false;
}

bool elb_group_is_post_quantum(const struct elb_group *group)
{
    return group->kind == ELB_GROUP_KEM || group->kind == ELB_GROUP_HYBRID;
}

bool elb_scheme_is_sha1(const struct elb_scheme *scheme)
{
    return scheme->hash != NULL && strcmp(scheme->hash, "sha1") == 0;
}
