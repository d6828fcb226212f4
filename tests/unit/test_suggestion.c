/* SPDX-License-Identifier: MIT */

/* The whole answer: every candidate, and what there is besides the best. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include "elblint/suggest.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

struct candidate {
    const char *policy; /* NULL: no more */
    enum elb_policy_status status;
    unsigned load_balancers; /* 0: as in the sample */
};

#define DOCUMENTED  ELB_STATUS_DOCUMENTED
#define UNLISTED    ELB_STATUS_UNLISTED
#define RECOMMENDED ELB_STATUS_RECOMMENDED

static const struct {
    const char *name;
    struct candidate candidates[4];
    const char *clients[3];
    unsigned load_balancers;
    const char *require;
    const char *from;
    const char *expected; /* candidates with whom they serve; best, widest, missing, custom */
} answer_rows[] = {
    {"in order of rank",
     {{"wide", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}, {"strict", RECOMMENDED, 0}},
     {"tls13", "tls12"},
     0,
     NULL,
     NULL,
     "strict 1, modern 2, wide 2; best modern; widest modern"},
    {"unlisted at the end",
     {{"modern", UNLISTED, 0}, {"wide", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     NULL,
     "wide 1, modern 1; best wide; widest wide"},
    {"only an unlisted one",
     {{"strict", DOCUMENTED, 0}, {"wide", UNLISTED, 0}},
     {"tls13", "tls10"},
     0,
     NULL,
     NULL,
     "strict 1, wide 2; best wide; widest strict"},
    {"none serves all",
     {{"strict", DOCUMENTED, 0}, {"forward", DOCUMENTED, 0}},
     {"tls13 versions=0304", "tls12", "tls12"},
     0,
     NULL,
     NULL,
     "strict 1, forward 2; best -; widest forward"},
    {"of as many, the better one",
     {{"forward", DOCUMENTED, 0}, {"strict", DOCUMENTED, 0}},
     {"tls13 versions=0304", "tls12"},
     0,
     NULL,
     NULL,
     "strict 1, forward 1; best -; widest strict"},
    {"of as many, the one that may serve more",
     {{"strict", DOCUMENTED, 0}, {"forward", DOCUMENTED, 0}},
     {"tls12 suites=002F incomplete"},
     0,
     "min=TLSv1.2",
     NULL,
     "strict 0, forward 0?1; best -; widest forward"},
    {"missing a requirement",
     {{"strict", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}, {"wide", DOCUMENTED, 0}},
     {"tls12"},
     0,
     "tls1.3-only",
     NULL,
     "strict 0; best -; widest strict; missing modern wide"},
    {"missing it, and of another kind",
     {{"cnsa", DOCUMENTED, 0}, {"strong", DOCUMENTED, 0}, {"wide", DOCUMENTED, 0}},
     {"tls12 suites=C030 groups=17"},
     0,
     "rfc9151",
     NULL,
     "cnsa 0; best -; widest cnsa; missing strong"},
    {"none meets it",
     {{"modern", DOCUMENTED, 0}},
     {"tls12"},
     0,
     "cnsa2",
     NULL,
     "best -; widest -; missing modern"},
    {"no client",
     {{"modern", DOCUMENTED, 0}},
     {NULL},
     0,
     NULL,
     NULL,
     "modern 0; best -; widest modern"},
    {"today's kind",
     {{"modern", DOCUMENTED, 0}, {"fips", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "fips",
     "fips 1, fips 1; best fips; widest fips; from 1"},
    {"today's policy is of one's own",
     {{"wide", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "modern",
     "modern 1, wide 1; best modern; widest modern; from 1"},
    {"and meets not what is required",
     {{"strict", DOCUMENTED, 0}},
     {"tls13"},
     0,
     "tls1.3-only",
     "wide",
     "strict 1; best strict; widest strict; from 1"},

    {"a custom policy",
     {{"classic", DOCUMENTED, 0}},
     {"tls12"},
     ELB_LB_CLASSIC,
     NULL,
     NULL,
     "classic 1; best classic; widest classic; custom TLSv1.2 C02F"},
    {"with an older version",
     {{"classic", DOCUMENTED, 0}},
     {"tls12", "tls10 suites=002F"},
     ELB_LB_CLASSIC,
     NULL,
     NULL,
     "classic 2; best classic; widest classic; custom TLSv1 TLSv1.2 C02F 002F"},
    {"no SSLv3 for those who have better",
     {{"classic", DOCUMENTED, 0}, {"classic-old", UNLISTED, 0}},
     {"tls10 suites=002F", "tls10 legacy=0300 suites=002F"},
     ELB_LB_CLASSIC,
     NULL,
     NULL,
     "classic 1, classic-old 2; best classic-old; widest classic; custom SSLv3 TLSv1 002F"},
    {"no custom policy that misses",
     {{"classic", DOCUMENTED, 0}},
     {"tls10 suites=002F"},
     ELB_LB_CLASSIC,
     "forward-secrecy",
     NULL,
     "best -; widest -; missing classic"},
    {"nor where nothing would serve",
     {{"classic", DOCUMENTED, 0}},
     {"tls13 versions=0304"},
     ELB_LB_CLASSIC,
     NULL,
     NULL,
     "classic 0; best -; widest classic"},
    {"nor elsewhere",
     {{"wide", DOCUMENTED, 0}},
     {"tls10"},
     ELB_LB_APPLICATION,
     NULL,
     NULL,
     "wide 1; best wide; widest wide"},
};

static size_t fill_policies(const struct candidate *candidates, struct elb_policy *policies)
{
    size_t count = 0;

    for (; count < 4 && candidates[count].policy != NULL; count++) {
        policies[count] = *sample_policy(candidates[count].policy);
        policies[count].status = candidates[count].status;
        if (candidates[count].load_balancers != 0)
            policies[count].load_balancers = candidates[count].load_balancers;
    }
    return count;
}

struct text {
    char characters[400];
    size_t length;
};

__attribute__((format(printf, 2, 3))) static void print(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text->length += (size_t)vsnprintf(text->characters + text->length,
                                      sizeof(text->characters) - text->length, format, arguments);
    va_end(arguments);
    ck_assert_uint_lt(text->length, sizeof(text->characters));
}

static const char *name_of(const struct elb_candidate *candidate)
{
    return candidate != NULL ? candidate->policy->name : "-";
}

static void print_custom(struct text *text, const struct elb_policy *policy)
{
    print(text, "; custom");
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_2; version++) {
        if (policy->versions & elb_version_bit(version))
            print(text, " %s", elb_version_name(version));
    }
    for (size_t i = 0; i < policy->suite_count; i++)
        print(text, " %04X", policy->suites[i]->code);
}

static void print_suggestion(struct text *text, const struct elb_suggestion *suggestion)
{
    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        const struct elb_candidate *candidate = &suggestion->candidates[i];

        print(text, "%s%s %zu", i > 0 ? ", " : "", name_of(candidate), candidate->served);
        if (candidate->unknown > 0)
            print(text, "?%zu", candidate->unknown);
    }
    print(text, "%sbest %s; widest %s", suggestion->candidate_count > 0 ? "; " : "",
          name_of(suggestion->best), name_of(suggestion->widest));
    for (size_t i = 0; i < suggestion->missing_count; i++)
        print(text, "%s %s", i > 0 ? "" : "; missing", name_of(&suggestion->missing[i]));
    if (suggestion->from != NULL)
        print(text, "; from %zu", suggestion->from->served);
    if (suggestion->custom != NULL)
        print_custom(text, suggestion->custom->policy);
}

START_TEST(whole_answer)
{
    struct elb_catalog catalog = *sample_catalog();
    struct elb_certificates held = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_requirements requirements = {.subject = ELB_SUBJECT_POLICY, .catalog = &catalog};
    const char *words = answer_rows[_i].require;
    const char *from = answer_rows[_i].from;
    struct sample_hello hellos[3];
    const struct elb_client *clients[3];
    struct elb_policy policies[4];
    struct elb_suggest_query query = {.catalog = &catalog,
                                      .load_balancers = answer_rows[_i].load_balancers,
                                      .certificates = &held,
                                      .clients = clients,
                                      .requirements = &requirements,
                                      .from = from != NULL ? sample_policy(from) : NULL};
    struct elb_suggestion *suggestion;
    struct text text = {0};

    catalog.policies = policies;
    catalog.policy_count = fill_policies(answer_rows[_i].candidates, policies);
    for (size_t i = 0; i < 3 && answer_rows[_i].clients[i] != NULL; i++) {
        sample_hello_parse(answer_rows[_i].clients[i], &hellos[i]);
        clients[query.client_count++] = &hellos[i].client;
    }
    if (words != NULL)
        ck_assert_int_eq(elb_requirements_add(&requirements, words, strlen(words), NULL), ELB_OK);
    ck_assert_int_eq(elb_suggestion_new(&query, &suggestion, NULL), ELB_OK);
    print_suggestion(&text, suggestion);
    elb_suggestion_free(suggestion);
    ck_assert_msg(strcmp(text.characters, answer_rows[_i].expected) == 0, "%s: %s",
                  answer_rows[_i].name, text.characters);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/suggestion");
    TCase *tcase = tcase_create("suggestion");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, whole_answer, 0, LENGTH(answer_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
