/* SPDX-License-Identifier: MIT */
#include "elblint/tls.h"
#include "tls/names.h"

static const struct {
    uint16_t version;
    const char *name;
    const char *others[4]; /* what other tools call it */
} versions[] = {
    {ELB_SSL3, "SSLv3", {"SSL3", "SSLv3.0", "VERS-SSL3.0"}},
    {ELB_TLS1_0, "TLSv1", {"TLSv1.0", "TLS1.0", "TLS1", "VERS-TLS1.0"}},
    {ELB_TLS1_1, "TLSv1.1", {"TLS1.1", "VERS-TLS1.1"}},
    {ELB_TLS1_2, "TLSv1.2", {"TLS1.2", "VERS-TLS1.2"}},
    {ELB_TLS1_3, "TLSv1.3", {"TLS1.3", "VERS-TLS1.3"}},
};
#define VERSION_COUNT (sizeof(versions) / sizeof(versions[0]))

elb_version_set elb_version_bit(uint16_t version)
{
    if (version < ELB_SSL3 || version > ELB_TLS1_3)
        return 0;
    return (elb_version_set)(1u << (version - ELB_SSL3));
}

const char *elb_version_name(uint16_t version)
{
    for (size_t i = 0; i < VERSION_COUNT; i++) {
        if (versions[i].version == version)
            return versions[i].name;
    }
    return NULL;
}

uint16_t elb_version_from_name(struct elb_text name)
{
    for (size_t i = 0; i < VERSION_COUNT; i++) {
        if (elb_text_is_nocase(name, versions[i].name))
            return versions[i].version;
        for (size_t j = 0; j < 4 && versions[i].others[j] != NULL; j++) {
            if (elb_text_is_nocase(name, versions[i].others[j]))
                return versions[i].version;
        }
    }
    return 0;
}

uint16_t elb_version_from_option(struct elb_text name)
{
    uint16_t version = elb_version_from_name(name);
    for (size_t i = 1; version == 0 && i < VERSION_COUNT; i++) {
        if (elb_text_is(name, versions[i].name + strlen("TLSv")))
            version = versions[i].version;
    }
    return version;
}

uint16_t elb_version_highest(elb_version_set set)
{
    for (uint16_t version = ELB_TLS1_3; version >= ELB_SSL3; version--) {
        if (set & elb_version_bit(version))
            return version;
    }
    return 0;
}

uint16_t elb_version_lowest(elb_version_set set)
{
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (set & elb_version_bit(version))
            return version;
    }
    return 0;
}
