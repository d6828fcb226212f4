/* SPDX-License-Identifier: MIT */
/* From which version on a client works, by what the catalog knows of its family. */
#include "base/text.h"
#include "elblint/check.h"

#include <stdlib.h>
#include <string.h>

/* `8u111` before `8u442`, `1.0.2e` before `1.0.10`: numbers count, not digits. */
static int compare_versions(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        bool numbers = *a >= '0' && *a <= '9' && *b >= '0' && *b <= '9';
        if (numbers) {
            unsigned long x = strtoul(a, (char **)&a, 10);
            unsigned long y = strtoul(b, (char **)&b, 10);
            if (x != y)
                return x < y ? -1 : 1;
        } else if (*a != *b) {
            return *a < *b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return (*a != '\0') - (*b != '\0');
}

/* By date; of one date, which may be that of the major release, by version. */
static bool is_later(const struct elb_client *a, const struct elb_client *b)
{
    int order = strcmp(a->released, b->released);
    if (order == 0 && a->version != NULL && b->version != NULL)
        order = compare_versions(a->version, b->version);
    return order > 0;
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

/* Of one major release: the same date, as families are dated by these. */
static bool is_same_line(const struct elb_client *client, const struct elb_client *other)
{
    return client->version != NULL && other->version != NULL &&
           strcmp(client->released, other->released) == 0;
}

/*
 * A client that fails where another of the same release works fails by its configuration (OpenSSL
 * with -tls1_2) or is an older update of it, and says nothing of the release.
 */
static bool fails_as_release(const struct elb_catalog *catalog, const struct elb_check *check,
                             const struct elb_client *client)
{
    if (works(catalog, check, client))
        return false;
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *other = &catalog->clients[i];
        if (is_relative(client, other) && strcmp(client->released, other->released) == 0 &&
            works(catalog, check, other))
            return false;
    }
    return true;
}

/* The last relative that fails, at least `client` itself; of its own line only, if so asked. */
static const struct elb_client *last_failing(const struct elb_catalog *catalog,
                                             const struct elb_check *check, bool same_line)
{
    const struct elb_client *last = check->client;
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *other = &catalog->clients[i];
        if (is_relative(check->client, other) && is_later(other, last) &&
            (same_line ? is_same_line(check->client, other) && !works(catalog, check, other)
                       : fails_as_release(catalog, check, other)))
            last = other;
    }
    return last;
}

static const struct elb_client *first_after(const struct elb_catalog *catalog,
                                            const struct elb_check *check,
                                            const struct elb_client *last, bool same_line)
{
    const struct elb_client *first = NULL;
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *other = &catalog->clients[i];
        if (is_relative(last, other) && is_later(other, last) &&
            (!same_line || is_same_line(last, other)) &&
            (first == NULL || is_later(first, other)) && works(catalog, check, other))
            first = other;
    }
    return first;
}

static const struct elb_client *find(const struct elb_catalog *catalog,
                                     const struct elb_check *check, bool same_line)
{
    if (check->client->released == NULL || check->client->family == NULL)
        return NULL;
    return first_after(catalog, check, last_failing(catalog, check, same_line), same_line);
}

const struct elb_client *elb_check_upgrade(const struct elb_catalog *catalog,
                                           const struct elb_check *check)
{
    return find(catalog, check, false);
}

const struct elb_client *elb_check_update(const struct elb_catalog *catalog,
                                          const struct elb_check *check)
{
    return find(catalog, check, true);
}
