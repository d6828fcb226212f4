/* SPDX-License-Identifier: MIT */
/* Which client an unknown name may mean: another version of the same family, too. */
#include "catalog/kinds.h"
#include "catalog/nearest.h"

#define NUMBERS 4

/* The numbers of a version: 7u25 is 7 and 25. */
struct version {
    uint64_t numbers[NUMBERS];
    size_t count;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct version parse_version(struct elb_text text)
{
    struct version version = {0};
    while (text.length > 0 && version.count < NUMBERS) {
        struct elb_text digits = {text.start, 0};
        while (digits.length < text.length && is_digit(text.start[digits.length]))
            digits.length++;
        if (elb_text_parse_unsigned(digits, UINT32_MAX, &version.numbers[version.count]))
            version.count++;
        text = elb_text_skip(text, digits.length > 0 ? digits.length : 1);
    }
    return version;
}

/* Below, equal to or above 0, as `a` is nearer to `wanted` than `b`. */
static int compare_distance(const struct version *wanted, const struct version *a,
                            const struct version *b)
{
    for (size_t i = 0; i < NUMBERS; i++) {
        uint64_t to_a = wanted->numbers[i] > a->numbers[i] ? wanted->numbers[i] - a->numbers[i]
                                                           : a->numbers[i] - wanted->numbers[i];
        uint64_t to_b = wanted->numbers[i] > b->numbers[i] ? wanted->numbers[i] - b->numbers[i]
                                                           : b->numbers[i] - wanted->numbers[i];
        if (to_a != to_b)
            return to_a < to_b ? -1 : 1;
    }
    return 0;
}

/* What `name` says behind the family's own name and a dash, if it is a version. */
static bool take_version(struct elb_text name, const char *family, struct version *ret_version)
{
    size_t length = family != NULL ? strlen(family) : 0;
    if (length == 0 || !elb_text_has_prefix_nocase(name, family) || name.length < length + 2 ||
        strchr("- _/", name.start[length]) == NULL || !is_digit(name.start[length + 1]))
        return false;
    *ret_version = parse_version(elb_text_skip(name, length));
    return true;
}

static const char *nearest_version(const struct elb_catalog *catalog, struct elb_text name)
{
    const char *found = NULL;
    struct version best = {0};
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *client = &catalog->clients[i];
        struct version wanted;
        if (client->version == NULL || !take_version(name, client->family, &wanted))
            continue;
        struct version own = parse_version(elb_text_from(client->version));
        if (own.count == 0 || (found != NULL && compare_distance(&wanted, &own, &best) >= 0))
            continue;
        best = own;
        found = client->id;
    }
    return found;
}

const char *elb_catalog_nearest_client(const struct elb_catalog *catalog, const char *name,
                                       size_t length)
{
    struct elb_text text = {name, length};
    struct elb_nearest nearest = elb_nearest_to(text);
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *client = &catalog->clients[i];
        for (size_t j = 0; elb_kind_client.name_at(client, j) != NULL; j++)
            elb_nearest_try(&nearest, elb_kind_client.name_at(client, j));
        if (client->family != NULL)
            elb_nearest_try(&nearest, client->family);
    }
    if (nearest.found != NULL && nearest.rank != ELB_NEAREST_MISSPELT)
        return nearest.found;
    const char *other = nearest_version(catalog, text);
    return other != NULL ? other : nearest.found;
}
