/* SPDX-License-Identifier: MIT */

/* What was read of a client, against what the catalog knows of it. */
#ifndef TEST_HELLO_COMMON_H
#define TEST_HELLO_COMMON_H

#include "test_read_common.h"

/* The catalog leaves GREASE out where its values change, and does not say everything. */
static inline void compare_codes(const char *name, const char *what, const struct elb_codes *read,
                                 const struct elb_codes *known)
{
    size_t j = 0;

    if (known->presence == ELB_UNKNOWN)
        return;
    ck_assert_msg(read->presence == known->presence, "%s: %s: presence", name, what);
    for (size_t i = 0; i < read->count; i++) {
        while (j < known->count && elb_is_grease(known->codes[j]))
            j++;
        if (elb_is_grease(read->codes[i]))
            continue;
        if (j == known->count || read->codes[i] != known->codes[j])
            ck_abort_msg("%s: %s: 0x%04X", name, what, read->codes[i]);
        j++;
    }
    while (j < known->count && elb_is_grease(known->codes[j]))
        j++;
    ck_assert_msg(j == known->count, "%s: %s: %zu", name, what, j);
}

static inline void compare_lists(const char *name, const struct elb_client *client,
                                 const struct elb_client *known)
{
    ck_assert_msg(client->legacy_version == known->legacy_version, "%s", name);
    compare_codes(name, "versions", &client->supported_versions, &known->supported_versions);
    compare_codes(name, "suites", &client->suites, &known->suites);
    compare_codes(name, "groups", &client->groups, &known->groups);
    compare_codes(name, "key shares", &client->key_shares, &known->key_shares);
    compare_codes(name, "schemes", &client->schemes, &known->schemes);
    compare_codes(name, "point formats", &client->point_formats, &known->point_formats);
}

static inline const struct elb_client *client_of_catalog(const char *id)
{
    const struct elb_client *client =
        elb_catalog_client_named(elb_catalog_bundled(), id, strlen(id));

    ck_assert_msg(client != NULL, "%s", id);
    return client;
}

#endif
