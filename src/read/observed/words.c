/* SPDX-License-Identifier: MIT */

/* Names: those that tools use, and our own for what was seen. */

#include "read/observed/reader.h"

#include "tls/groups.h"
#include "tls/names.h"

#include <stdio.h>

#define NAME_MAX_LENGTH 96

struct elb_text elb_observed_whole_lines(struct elb_text text)
{
    while (text.length > 0 && text.start[text.length - 1] != '\n')
        text.length--;
    return text;
}

const char *elb_coverage_name(enum elb_coverage coverage)
{
    static const char *const names[] = {"unknown", "accepted-only", "list", "all"};

    return names[coverage];
}

const char *elb_observed_order_name(enum elb_observed_order order)
{
    static const char *const names[] = {"unknown", "server", "client"};

    return names[order];
}

const char *elb_observed_failure_name(enum elb_observed_failure failure)
{
    static const char *const names[] = {NULL,          "unreachable", "not-tls",
                                        "not-scanned", "refused",     "refused-by-client"};

    return names[failure];
}

uint16_t elb_observed_suite_named(const struct elb_observed_reading *reading, struct elb_text name)
{
    static const char nmap[] = "TLS_AKE_WITH_"; /* its own name of the suites of TLS 1.3 */
    char iana[NAME_MAX_LENGTH];
    const struct elb_suite *suite;

    if (elb_text_has_prefix(name, nmap)) {
        struct elb_text rest = elb_text_skip(name, sizeof(nmap) - 1);
        int length = snprintf(iana, sizeof(iana), "TLS_%.*s", ELB_TEXT_ARGS(rest));

        if (length < 0 || (size_t)length >= sizeof(iana))
            return 0;
        name = (struct elb_text){iana, (size_t)length};
    }
    suite = elb_catalog_suite_named(reading->catalog, name.start, name.length);
    return suite ? suite->code : 0;
}

/* cryptolyzer and others write the names with underscores: X25519_ML_KEM_768. */
static const struct elb_group *find_group_without(const struct elb_observed_reading *reading,
                                                  struct elb_text name, char dropped)
{
    char plain[NAME_MAX_LENGTH];
    size_t length = 0;

    for (size_t i = 0; i < name.length && length < sizeof(plain); i++) {
        if (name.start[i] != dropped)
            plain[length++] = name.start[i];
    }
    return elb_catalog_group_named(reading->catalog, plain, length);
}

uint16_t elb_observed_group_named(const struct elb_observed_reading *reading, struct elb_text name)
{
    const struct elb_group *group =
        elb_catalog_group_named(reading->catalog, name.start, name.length);

    if (!group && name.length < NAME_MAX_LENGTH)
        group = find_group_without(reading, name, '_');
    return group ? group->code : 0;
}

/* `tls1_2`, `TLS 1.2`, `TLS_1_2`, `tls12`, `TLSv1.2`: the digits tell, once it is clear that they
 * follow SSL or TLS. */
uint16_t elb_observed_version_named(struct elb_text name)
{
    unsigned digits[2] = {0, 0};
    size_t count = 0;
    bool is_tls = elb_text_has_prefix_nocase(name, "tls");

    if (!is_tls && !elb_text_has_prefix_nocase(name, "ssl"))
        return elb_version_from_name(name);
    for (size_t i = 3; i < name.length; i++) {
        char c = name.start[i];

        if (c >= '0' && c <= '9' && count < 2)
            digits[count++] = (unsigned)(c - '0');
        else if (!strchr(" ._vV", c) || c == '\0')
            return 0;
    }
    if (count == 0 || (is_tls && (digits[0] != 1 || digits[1] > 3)))
        return 0;
    if (is_tls)
        return (uint16_t)(ELB_TLS1_0 + digits[1]);
    return digits[0] == 3 && digits[1] == 0 ? ELB_SSL3 : 0;
}

unsigned elb_observed_curve_bits(const struct elb_observed_reading *reading, struct elb_text name)
{
    switch (elb_observed_group_named(reading, name)) {
    case ELB_GROUP_SECP256R1:
        return 256;
    case ELB_GROUP_SECP384R1:
        return 384;
    case ELB_GROUP_SECP521R1:
        return 521;
    default:
        return 0;
    }
}
