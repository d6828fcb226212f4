/* SPDX-License-Identifier: MIT */

/* Clients as ranges of versions: only where all known versions are meant. */
#include "base/buffer.h"
#include "base/text.h"
#include "report/ranges.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

#define CLIENT(family_, id_, name_, version_, released_)                                           \
    {                                                                                              \
        .id = (id_), .name = (name_), .family = (family_), .version = (version_),                  \
        .released = (released_)                                                                    \
    }

static const struct elb_client clients[] = {
    /* with release dates: Win 10 22H2 is newer than 1507 */
    CLIENT("win", "w-vista", "Windows Vista", "Vista", NULL),
    CLIENT("win", "w10-22", "Windows 10 22H2", "10 22H2", "2022-10-18"),
    CLIENT("win", "w10-1507", "Windows 10 1507", "10 1507", "2015-07-29"),
    CLIENT("win", "w7", "Windows 7", "7", "2009-10-22"),
    /* without: numbers decide */
    CLIENT("java", "j8u31", "Java 8u31", "8u31", NULL),
    CLIENT("java", "j8u111", "Java 8u111", "8u111", NULL),
    CLIENT("java", "j7", "Java 7u25", "7u25", NULL),
    CLIENT("java", "j6", "Java 6u45", "6u45", "2006-12-12"),
    CLIENT("java", "j11", "OpenJDK 11.0.2", "11.0.2", NULL),
    /* two of one version */
    CLIENT("ie", "ie11a", "IE 11 Win 7", "11", NULL),
    CLIENT("ie", "ie11b", "IE 11 Win 10", "11", NULL),
    CLIENT("ie", "ie8", "IE 8", "8", NULL),
    CLIENT("bot", "bot-dec", "Bot Dec 2013", "2013", NULL),
    CLIENT("bot", "bot-jan", "Bot Jan 2015", "2015", NULL),
    CLIENT("lone", "lone-1", "Lone 1", "1", NULL),
    CLIENT(NULL, "nobody", NULL, NULL, NULL),
};

static const struct elb_catalog catalog = {.clients = clients, .client_count = LENGTH(clients)};

/* `~id`: neutral */
static const struct {
    const char *name;
    const char *meant;
    const char *expected;
} rows[] = {
    {"none", "", ""},
    {"the oldest", "j6", "Java <= 6u45"},
    {"the oldest two", "j7 j6", "Java <= 7u25"},
    {"numbers, not letters", "j6 j7 j8u31", "Java <= 8u31"},
    {"in between", "j7 j8u31", "Java 7u25 to 8u31"},
    {"with a gap", "j6 j8u31 j8u111", "Java <= 6u45, Java 8u31 to 8u111"},
    {"one alone is its id", "j8u31", "j8u31"},
    {"other names: the family", "j8u111 j11", "Java 8u111 to 11.0.2"},
    {"a neutral one is no gap", "j6 ~j7 j8u31", "Java <= 8u31"},
    {"a neutral one at the end is none", "j6 ~j7", "Java <= 6u45"},
    {"the oldest is neutral", "~j6 j7 j8u31", "Java 7u25 to 8u31"},
    {"the oldest is neutral, and one alone", "~j6 j7", "j7"},
    {"the oldest is neutral, and half of the next", "~ie8 ie11a ~ie11b", "ie11a"},
    {"neutral before a later range", "~j7 j8u31 j8u111", "Java 8u31 to 8u111"},
    {"neutral alone", "~j6 ~j7", ""},
    {"half of a version", "ie8 ie11a", "IE <= 8, ie11a"},
    {"all of a version", "ie8 ie11a ie11b", "IE <= 11"},
    {"all of a later version", "ie11a ie11b", "ie11b, ie11a"},
    {"half of a version, half neutral", "ie8 ie11a ~ie11b", "IE <= 11"},
    {"dates decide", "w7 w10-1507", "Windows <= 10 1507"},
    {"no number: by its id", "w-vista w7", "w-vista, Windows <= 7"},
    {"months are no part of the name", "bot-dec", "Bot <= 2013"},
    {"the only one of its family", "lone-1", "lone-1"},
    {"without a family", "nobody j6", "Java <= 6u45, nobody"},
    {"not of the catalog", "other j6", "other, Java <= 6u45"},
    {"neutral and not of the catalog", "~other", ""},
};

static const struct elb_client other = CLIENT("java", "other", "Other", "1", NULL);

static const struct elb_client *find(struct elb_text id)
{
    for (size_t i = 0; i < LENGTH(clients); i++) {
        if (elb_text_is(id, clients[i].id))
            return &clients[i];
    }
    ck_assert(elb_text_is(id, "other"));
    return &other;
}

START_TEST(ranges)
{
    struct elb_text rest = elb_text_from(rows[_i].meant);
    struct elb_range_client meant[LENGTH(clients) + 1];
    struct elb_ranges result = {0};
    struct elb_arena arena = {0};
    struct elb_buffer out = {0};
    struct elb_text word;
    size_t count = 0;

    while (elb_text_next_word(&rest, " ", &word)) {
        bool is_neutral = word.start[0] == '~';

        meant[count].client = find(elb_text_skip(word, is_neutral));
        meant[count].tag = is_neutral ? 4 : 1u << (count % 2);
        meant[count++].is_neutral = is_neutral;
    }
    ck_assert(elb_ranges_of(&arena, &catalog, meant, count, &result));
    for (size_t i = 0; i < result.count; i++) {
        elb_buffer_printf(&out, "%s%s", i ? ", " : "", result.list[i].text);
        ck_assert(result.list[i].tags != 0 && !(result.list[i].tags & 4));
    }
    if (strcmp(rows[_i].name, "all of a later version") == 0) /* any order */
        ck_assert_uint_eq(result.count, 2);
    else
        ck_assert_msg(strcmp(elb_buffer_string(&out), rows[_i].expected) == 0,
                      "%s: expected '%s', got '%s'", rows[_i].name, rows[_i].expected,
                      elb_buffer_string(&out));
    elb_buffer_done(&out);
    elb_arena_done(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report/ranges");
    TCase *tcase = tcase_create("ranges");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, ranges, 0, LENGTH(rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
