/* SPDX-License-Identifier: MIT */
/* From which version on a client works, by what the catalog knows of its family. */
#include "elblint/check.h"

#include <string.h>

static bool is_later(const struct elb_client *a, const struct elb_client *b)
{
    return strcmp(a->released, b->released) > 0;
}

static bool is_relative(const struct elb_client *client, const struct elb_client *other)
{
    return other->released != NULL && other->family != NULL &&
           strcmp(other->family, client->family) == 0;
}

static bool works(const struct elb_catalog *catalog, const struct elb_check *check,
                  const struct elb_client *client)
{
    struct elb_check other;
    elb_check(catalog, check->policy, check->certificates, client, &other);
    return other.verdict == ELB_COMPATIBLE;
}

const struct elb_client *elb_check_upgrade(const struct elb_catalog *catalog,
                                           const struct elb_check *check)
{
    const struct elb_client *client = check->client;
    const struct elb_client *first_good = NULL;
    const struct elb_client *last_bad = client;
    if (client->released == NULL || client->family == NULL)
        return NULL;
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *other = &catalog->clients[i];
        if (is_relative(client, other) && is_later(other, last_bad) &&
            !works(catalog, check, other))
            last_bad = other;
    }
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *other = &catalog->clients[i];
        if (is_relative(client, other) && is_later(other, last_bad) &&
            (first_good == NULL || is_later(first_good, other)))
            first_good = other;
    }
    return first_good;
}
