/* SPDX-License-Identifier: MIT */
#include "report/ranges.h"

#include <stdint.h>
#include <stdlib.h>

/* A client of the catalog, and whether it is meant. */
struct member {
    const struct elb_client *client;
    unsigned tag;
    bool is_meant;
    bool is_neutral;
    bool is_done;
    bool by_date; /* all of its family have a release date */
};

struct ranges {
    struct elb_arena *arena;
    struct elb_ranges *result;
    struct member *members; /* of the whole catalog */
    size_t count;
    struct member *family; /* those of one family whose versions are numbers, in order */
    size_t family_count;
    bool out_of_memory;
};

static void add_text(struct ranges *ranges, const char *text, unsigned tags)
{
    struct elb_ranges *result = ranges->result;
    struct elb_range *list = elb_arena_grow(ranges->arena, result->list, result->count,
                                            &result->capacity, sizeof(*list));
    if (list == NULL || text == NULL) {
        ranges->out_of_memory = true;
        return;
    }
    list[result->count++] = (struct elb_range){text, tags};
    result->list = list;
}

static void add_client(struct ranges *ranges, const struct member *member)
{
    if (member->is_meant)
        add_text(ranges, member->client->id, member->tag);
}

/* ---- Versions --------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t skip_digits(const char **text)
{
    const char *start;
    while (**text == '0')
        (*text)++;
    start = *text;
    while (is_digit(**text))
        (*text)++;
    return (size_t)(*text - start);
}

/* Numbers by their value, all else by its bytes: 8 < 8u31 < 8u111 < 11.0.2. */
static int compare_versions(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        if (is_digit(*a) && is_digit(*b)) {
            size_t a_length = skip_digits(&a);
            size_t b_length = skip_digits(&b);
            if (a_length != b_length)
                return a_length < b_length ? -1 : 1;
            int order = memcmp(a - a_length, b - b_length, a_length);
            if (order != 0)
                return order;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return (*a != '\0') - (*b != '\0');
}

/* The first number of a version alone. */
static int compare_first_numbers(const char *a, const char *b)
{
    size_t a_length = skip_digits(&a);
    size_t b_length = skip_digits(&b);
    if (a_length != b_length)
        return a_length < b_length ? -1 : 1;
    return memcmp(a - a_length, b - b_length, a_length);
}

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a;
    const struct member *y = b;
    int order = compare_first_numbers(x->client->version, y->client->version);
    if (order == 0 && x->by_date)
        order = strcmp(x->client->released, y->client->released);
    if (order == 0)
        order = compare_versions(x->client->version, y->client->version);
    if (order == 0) /* the same version: any order, but always the same */
        order = strcmp(x->client->id, y->client->id);
    return order;
}

static bool is_same_version(const struct member *a, const struct member *b)
{
    return compare_versions(a->client->version, b->client->version) == 0;
}

/* ---- Names of families ------------------------------------------------------------------ */

/* What stands before the version in the client's name; the whole of it where it has none. */
static struct elb_text product_of(const struct elb_client *client)
{
    struct elb_text name = elb_text_from(client->name);
    struct elb_text version = elb_text_from(client->version);
    size_t place = elb_text_find(name, version);
    if (place == SIZE_MAX || place == 0 || name.start[place - 1] != ' ')
        return (struct elb_text){name.start, 0};
    name.length = place;
    return elb_text_trim(name);
}

/* The leading words that both have, without case, as `a` spells them. */
static struct elb_text common_words(struct elb_text a, struct elb_text b)
{
    struct elb_text rest_a = a;
    struct elb_text rest_b = b;
    struct elb_text word_a;
    struct elb_text word_b;
    size_t length = 0;
    while (elb_text_next_word(&rest_a, " ", &word_a) && elb_text_next_word(&rest_b, " ", &word_b) &&
           elb_text_is_equal_nocase(word_a, word_b))
        length = (size_t)(word_a.start + word_a.length - a.start);
    return (struct elb_text){a.start, length};
}

/* The family's name as its own clients spell it: "Java", not "java". */
static struct elb_text spelled_family(const struct ranges *ranges, const char *family)
{
    const size_t length = strlen(family);
    for (size_t i = 0; i < ranges->family_count; i++) {
        const char *name = ranges->family[i].client->name;
        if (elb_text_has_prefix_nocase(elb_text_from(name), family) && name[length] == ' ')
            return (struct elb_text){name, length};
    }
    return elb_text_from(family);
}

/*
 * What the clients of a run are called, without versions; the family if they share no word. What
 * their relatives do not share ("BingPreview Dec") is no part of the name.
 */
static struct elb_text product_of_run(const struct ranges *ranges, const struct member *run,
                                      size_t count)
{
    struct elb_text product = product_of(run[count - 1].client);
    for (size_t i = 0; i < count; i++)
        product = common_words(product, product_of(run[i].client));
    for (size_t i = 0; i < ranges->family_count; i++) {
        struct elb_text shared = common_words(product, product_of(ranges->family[i].client));
        product = shared.length > 0 ? shared : product;
    }
    return product.length > 0 ? product : spelled_family(ranges, run[0].client->family);
}

/* ---- One family ------------------------------------------------------------------------- */

static void add_run(struct ranges *ranges, const struct member *run, size_t count)
{
    struct elb_text product = product_of_run(ranges, run, count);
    const char *first = run[0].client->version;
    const char *last = run[count - 1].client->version;
    bool is_from_the_oldest = run == ranges->family && ranges->family_count > 1;
    unsigned tags = 0;
    for (size_t i = 0; i < count; i++)
        tags |= run[i].is_meant ? run[i].tag : 0;
    if (is_from_the_oldest) {
        add_text(ranges,
                 elb_arena_printf(ranges->arena, "%.*s <= %s", ELB_TEXT_ARGS(product), last), tags);
    } else if (!is_same_version(&run[0], &run[count - 1])) {
        add_text(
            ranges,
            elb_arena_printf(ranges->arena, "%.*s %s to %s", ELB_TEXT_ARGS(product), first, last),
            tags);
    } else {
        for (size_t i = 0; i < count; i++)
            add_client(ranges, &run[i]);
    }
}

/* A run neither begins nor ends with neutral clients. */
static void end_run(struct ranges *ranges, size_t start, size_t end)
{
    while (end > start && !ranges->family[end - 1].is_meant)
        end--;
    while (start < end && !ranges->family[start].is_meant)
        start++;
    if (start < end)
        add_run(ranges, &ranges->family[start], end - start);
}

/* Where the clients of the version that begins at `start` end; are all of them meant? */
static size_t end_of_version(const struct ranges *ranges, size_t start, bool *ret_all)
{
    size_t end = start;
    *ret_all = true;
    for (; end < ranges->family_count &&
           is_same_version(&ranges->family[start], &ranges->family[end]);
         end++)
        *ret_all &= ranges->family[end].is_meant || ranges->family[end].is_neutral;
    return end;
}

static void name_family(struct ranges *ranges)
{
    size_t run = 0; /* where the run that `i` may continue begins */
    for (size_t i = 0; i < ranges->family_count;) {
        bool all;
        size_t end = end_of_version(ranges, i, &all);
        if (!all) {
            end_run(ranges, run, i);
            for (size_t j = i; j < end; j++)
                add_client(ranges, &ranges->family[j]);
            run = end;
        }
        i = end;
    }
    end_run(ranges, run, ranges->family_count);
}

static bool is_orderly(const struct elb_client *client)
{
    return client->version != NULL && is_digit(client->version[0]);
}

/* All of the family of a client, those that can't be ordered apart. */
static void take_family(struct ranges *ranges, const char *family)
{
    bool by_date = true;
    ranges->family_count = 0;
    for (size_t i = 0; i < ranges->count; i++) {
        struct member *member = &ranges->members[i];
        if (member->client->family == NULL || strcmp(member->client->family, family) != 0)
            continue;
        member->is_done = true;
        if (is_orderly(member->client)) {
            by_date &= member->client->released != NULL;
            ranges->family[ranges->family_count++] = *member;
        } else {
            add_client(ranges, member);
        }
    }
    for (size_t i = 0; i < ranges->family_count; i++)
        ranges->family[i].by_date = by_date;
    qsort(ranges->family, ranges->family_count, sizeof(*ranges->family), compare_members);
}

/* ---- All of them ------------------------------------------------------------------------ */

/* Marks the client in the catalog; false: it is not of the catalog. */
static bool mark(struct ranges *ranges, const struct elb_range_client *client)
{
    for (size_t i = 0; i < ranges->count; i++) {
        struct member *member = &ranges->members[i];
        if (member->client == client->client) {
            member->is_meant = !client->is_neutral;
            member->is_neutral = client->is_neutral;
            member->tag = client->tag;
            return true;
        }
    }
    return false;
}

static bool init(struct ranges *ranges, const struct elb_catalog *catalog)
{
    ranges->count = catalog->client_count;
    ranges->members = elb_arena_alloc_array(ranges->arena, ranges->count, sizeof(*ranges->members));
    ranges->family = elb_arena_alloc_array(ranges->arena, ranges->count, sizeof(*ranges->family));
    if (ranges->members == NULL || ranges->family == NULL)
        return false;
    for (size_t i = 0; i < ranges->count; i++)
        ranges->members[i].client = &catalog->clients[i];
    return true;
}

bool elb_ranges_of(struct elb_arena *arena, const struct elb_catalog *catalog,
                   const struct elb_range_client *clients, size_t count,
                   struct elb_ranges *ret_ranges)
{
    struct elb_ranges result = {0};
    struct ranges ranges = {.arena = arena, .result = &result};
    if (!init(&ranges, catalog))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!mark(&ranges, &clients[i]) && !clients[i].is_neutral)
            add_text(&ranges, clients[i].client->id, clients[i].tag);
    }
    for (size_t i = 0; i < ranges.count; i++) {
        const struct member *member = &ranges.members[i];
        if (!member->is_meant || member->is_done)
            continue;
        if (member->client->family == NULL) {
            add_client(&ranges, member);
            continue;
        }
        take_family(&ranges, member->client->family);
        name_family(&ranges);
    }
    if (!ranges.out_of_memory)
        *ret_ranges = result;
    return !ranges.out_of_memory;
}
