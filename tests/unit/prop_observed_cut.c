/* SPDX-License-Identifier: MIT */

/*
 * Every fixture of data/observed-*, cut off at every byte: an error, or nothing that the whole of
 * it doesn't say too. Then without the first, second, third ... allocation.
 */
#include "test_observed_common.h"

#include "base/alloc.h"

#define SMALL_OOM 20000

static struct fixtures fixtures;

static struct elb_observation_list *read_text(struct elb_text text, struct elb_error *reterr)
{
    struct elb_observation_list *list = NULL;
    enum elb_status status = elb_observations_read(elb_catalog_bundled(), text.start, text.length,
                                                   "cut", NULL, &list, reterr);

    if (status != reterr->status || (status == ELB_OK) != (list != NULL))
        ck_abort_msg("status %d, error %d", (int)status, (int)reterr->status);
    return list;
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const struct elb_observation *find_same(const struct elb_observation_list *list,
                                               const struct elb_observation *wanted)
{
    for (size_t i = 0; i < elb_observation_list_count(list); i++) {
        const struct elb_observation *one = elb_observation_list_at(list, i);

        if (is_same(one->host, wanted->host) && is_same(one->address, wanted->address) &&
            one->port == wanted->port)
            return one;
    }
    return NULL;
}

/* May one say `part` while the whole is `whole`? */
static bool agrees(enum elb_seen part, enum elb_seen whole)
{
    return part == ELB_SEEN_UNKNOWN || part == whole;
}

/* Is all that `codes` lists seen like this in `whole` too? */
static bool all_are(const struct elb_observed_codes *whole, const uint16_t *codes, size_t count,
                    enum elb_seen seen)
{
    for (size_t i = 0; i < count; i++) {
        if (elb_observed_code(whole, codes[i]) != seen)
            return false;
    }
    return true;
}

static bool codes_agree(const struct elb_observed_codes *part,
                        const struct elb_observed_codes *whole)
{
    if (!all_are(whole, part->accepted, part->accepted_count, ELB_SEEN_ACCEPTED) ||
        !all_are(whole, part->refused, part->refused_count, ELB_SEEN_REFUSED))
        return false;
    return part->coverage != ELB_COVERAGE_ALL ||
           (whole->coverage == ELB_COVERAGE_ALL && part->accepted_count == whole->accepted_count);
}

static bool version_agrees(const struct elb_observed_version *part,
                           const struct elb_observed_version *whole)
{
    return agrees(part->seen, whole->seen) && codes_agree(&part->suites, &whole->suites) &&
           codes_agree(&part->groups, &whole->groups) &&
           (part->order == ELB_ORDER_UNKNOWN || part->order == whole->order);
}

/* A cut within the target's own name leaves another target, of which nothing may be known. */
static bool is_nothing_known(const struct elb_observation *part)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (part->versions[i].seen != ELB_SEEN_UNKNOWN)
            return false;
    }
    return part->incomplete || part->failure;
}

static bool list_agrees(const struct elb_observation_list *part,
                        const struct elb_observation_list *whole)
{
    for (size_t i = 0; i < elb_observation_list_count(part); i++) {
        const struct elb_observation *one = elb_observation_list_at(part, i);
        const struct elb_observation *other = find_same(whole, one);

        if (!other && is_nothing_known(one))
            continue;
        if (!other || !agrees(one->sslv2, other->sslv2))
            return false;
        for (size_t j = 0; j < ELB_OBSERVED_VERSION_COUNT; j++) {
            if (!version_agrees(&one->versions[j], &other->versions[j]))
                return false;
        }
    }
    return true;
}

static void check_cut(const char *path, struct elb_text text, size_t length,
                      const struct elb_observation_list *whole)
{
    struct elb_error error = {0};
    char *copy = malloc(length + 1); /* of its own, so that a sanitizer sees one byte too many */
    struct elb_observation_list *part;

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, text.start, length);
    part = read_text((struct elb_text){copy, length}, &error);
    if (part && !list_agrees(part, whole)) {
        struct elb_buffer buffer = {0};

        dump_list(&buffer, part);
        ck_abort_msg("%s cut at %zu:\n%s", path, length, elb_buffer_string(&buffer));
    }
    elb_observation_list_free(part);
    free(copy);
}

START_TEST(cut_off)
{
    const char *path = fixtures.paths[_i];
    struct elb_arena arena = {0};
    const struct elb_text text = read_path(&arena, path);
    struct elb_error error = {0};
    struct elb_observation_list *whole = read_text(text, &error);

    for (size_t length = 0; whole && length < text.length; length++)
        check_cut(path, text, length, whole);
    elb_observation_list_free(whole);
    elb_arena_done(&arena);
}
END_TEST

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

START_TEST(without_memory)
{
    struct elb_arena arena = {0};
    const struct elb_text text = read_path(&arena, fixtures.paths[_i]);
    enum elb_status status = ELB_ERROR_MEMORY;

    for (size_t count = 0; text.length < SMALL_OOM && status == ELB_ERROR_MEMORY; count++) {
        struct elb_error error = {0};

        allowed = count;
        elb_alloc_hook = allow_some;
        elb_observation_list_free(read_text(text, &error));
        elb_alloc_hook = NULL;
        status = error.status;
    }
    elb_arena_done(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("observed cut");
    TCase *tcase = tcase_create("files");
    SRunner *runner = srunner_create(suite);
    int failed;

    find_fixtures(&fixtures);
    tcase_set_timeout(tcase, 100);
    tcase_add_loop_test(tcase, cut_off, 0, (int)fixtures.count);
    tcase_add_loop_test(tcase, without_memory, 0, (int)fixtures.count);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    elb_arena_done(&fixtures.arena);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
