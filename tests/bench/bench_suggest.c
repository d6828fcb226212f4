/* SPDX-License-Identifier: MIT */
/* How long it takes to hold every policy against every client, and to rank them. */
#include <elblint/elblint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#define RUNS 201

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double values[RUNS])
{
    qsort(values, RUNS, sizeof(*values), compare_doubles);
    return values[RUNS / 2];
}

/* One answer in full: every policy of one kind with every client, sorted. */
static size_t suggest(const struct elb_catalog *catalog, const struct elb_client *const *clients,
                      unsigned load_balancers, const char *word)
{
    static const struct elb_certificates rsa = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_requirements requirements = {.subject = ELB_SUBJECT_POLICY, .catalog = catalog};
    struct elb_suggest_query query = {
        .catalog = catalog,
        .load_balancers = load_balancers,
        .certificates = &rsa,
        .clients = clients,
        .client_count = catalog->client_count,
        .requirements = &requirements,
    };
    struct elb_suggestion *suggestion;

    if ((*word && elb_requirements_add(&requirements, word, strlen(word), NULL) != ELB_OK) ||
        elb_suggestion_new(&query, &suggestion, NULL) != ELB_OK) {
        fprintf(stderr, "elblint-bench: no suggestion\n");
        exit(EXIT_FAILURE);
    }
    size_t count = suggestion->candidate_count + suggestion->missing_count;
    elb_suggestion_free(suggestion);
    return count;
}

/* All policies that a load balancer has: ordinary ones, FIPS, RFC 9151, Classic. */
void bench_suggestions(void)
{
    static const struct {
        unsigned load_balancers;
        const char *word;
    } questions[] = {{0, ""}, {0, "fips"}, {0, "rfc9151"}, {ELB_LB_CLASSIC, ""}};
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_client **clients = calloc(catalog->client_count, sizeof(struct elb_client *));
    static double all_ms[RUNS];
    static double usual_ms[RUNS];
    size_t count = 0;

    for (size_t i = 0; clients && i < catalog->client_count; i++)
        clients[i] = &catalog->clients[i];
    for (size_t run = 0; clients && run < RUNS; run++) {
        double start = bench_now();

        count = suggest(catalog, clients, questions[0].load_balancers, questions[0].word);
        usual_ms[run] = (bench_now() - start) * 1e3;
        for (size_t i = 1; i < sizeof(questions) / sizeof(questions[0]); i++)
            count += suggest(catalog, clients, questions[i].load_balancers, questions[i].word);
        all_ms[run] = (bench_now() - start) * 1e3;
    }
    printf("suggestions: %.2f ms over %zu policies and %zu clients, %.2f ms without FIPS, RFC 9151 "
           "and Classic\n",
           median(all_ms), count, catalog->client_count, median(usual_ms));
    free(clients);
}
