/* SPDX-License-Identifier: MIT */
/*
 * How fast: prints the time and memory of one whole `elblint check` beside those of `openssl
 * ciphers -V`, how many handshakes a second one core predicts, how many hellos it reads from a
 * capture, how long `suggest` and `identify` think, and `lint` takes for a large tree of files.
 *
 *     elblint-bench ELBLINT OPENSSL SCAN [PAIRS]
 */
#define _GNU_SOURCE /* wait4(), environ */
#include "bench.h"

#include <elblint/elblint.h>

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAIRS_MAX 10000

double bench_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double bench_run(const char *const *arguments, long *peak_kib)
{
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    double start = bench_now();
    int status;
    pid_t pid;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    int error = posix_spawn(&pid, arguments[0], &actions, NULL, (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error || wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0) {
        fprintf(stderr, "elblint-bench: '%s %s' failed\n", arguments[0], arguments[1]);
        exit(EXIT_FAILURE);
    }
    if (usage.ru_maxrss > *peak_kib)
        *peak_kib = usage.ru_maxrss;
    return (bench_now() - start) * 1e3;
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof(*values), compare_doubles);
    return values[count / 2];
}

/* In turns, so that whatever else the machine does meets both alike. */
static void bench_processes(const char *elblint, const char *openssl, size_t pairs)
{
    const char *const check[] = {elblint, "check",         "-p", "TLS13-1-2-2021-06",
                                 "-c",    "openssl-3.0.3", NULL};
    const char *const ciphers[] = {openssl, "ciphers", "-V", NULL};
    static double check_ms[PAIRS_MAX];
    static double ciphers_ms[PAIRS_MAX];
    static double ratios[PAIRS_MAX];
    long check_kib = 0;
    long ciphers_kib = 0;

    for (size_t i = 0; i < pairs; i++) {
        check_ms[i] = bench_run(check, &check_kib);
        ciphers_ms[i] = bench_run(ciphers, &ciphers_kib);
        ratios[i] = check_ms[i] / ciphers_ms[i];
    }
    printf("process: elblint check      %6.3f ms  %5ld KiB peak\n", median(check_ms, pairs),
           check_kib);
    printf("process: openssl ciphers -V %6.3f ms  %5ld KiB peak\n", median(ciphers_ms, pairs),
           ciphers_kib);
    printf("process: ratio              %6.3f     median of %zu pairs\n", median(ratios, pairs),
           pairs);
}

/* All pairs of the catalog with one kind of certificate. Returns how many handshakes complete. */
static size_t negotiate_all(const struct elb_catalog *catalog, enum elb_certificate certificate,
                            size_t *count)
{
    const struct elb_certificates certificates = {{certificate}, 1};
    struct elb_outcome outcome;
    size_t complete = 0;

    for (size_t p = 0; p < catalog->policy_count; p++) {
        for (size_t c = 0; c < catalog->client_count; c++) {
            if (catalog->clients[c].legacy_version == 0)
                continue;
            elb_negotiate(&catalog->policies[p], &certificates, &catalog->clients[c], &outcome);
            complete += outcome.cause == ELB_CAUSE_NONE;
            ++*count;
        }
    }
    return complete;
}

static void bench_negotiations(void)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    double start = bench_now();
    double elapsed;
    size_t count = 0;
    size_t complete = 0;

    do {
        for (int kind = ELB_CERTIFICATE_RSA2048; kind <= ELB_CERTIFICATE_ECDSA521; kind++)
            complete += negotiate_all(catalog, (enum elb_certificate)kind, &count);
        elapsed = bench_now() - start;
    } while (elapsed < 2);
    printf("negotiations: %.0f a second on one core (%zu policies, %zu clients, %d kinds of "
           "certificate; %.0f %% complete)\n",
           (double)count / elapsed, catalog->policy_count, catalog->client_count,
           ELB_CERTIFICATE_ECDSA521 - ELB_CERTIFICATE_RSA2048 + 1,
           100.0 * (double)complete / (double)count);
}

/* A scan of two tools, from their bytes to the policies. */
static void bench_identify(const char *path)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "rb");
    size_t length = file ? fread(text, 1, sizeof(text), file) : 0;
    double start = bench_now();
    size_t count = 0;

    if (!file || length == 0) {
        fprintf(stderr, "elblint-bench: can't read '%s'\n", path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
    for (; bench_now() - start < 1; count++) {
        const struct elb_identification *identification;
        struct elb_observation_list *list;

        if (elb_observations_read(elb_catalog_bundled(), text, length, path, NULL, &list, NULL) ||
            elb_identify(elb_catalog_bundled(), elb_observation_list_at(list, 0), NULL, NULL,
                         &identification, NULL))
            exit(EXIT_FAILURE);
        elb_identification_free(identification);
        elb_observation_list_free(list);
    }
    printf("identify: %6.3f ms from a scan of %zu bytes to its policies\n",
           (bench_now() - start) * 1e3 / (double)count, length);
}

/* Every suite is rejected by one version. */
static void write_suites(FILE *file, const char *version)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    fprintf(file,
            "\"%s_cipher_suites\": {\"status\": \"COMPLETED\", \"result\": "
            "{\"rejected_cipher_suites\": [",
            version);
    for (size_t i = 0; i < catalog->suite_count; i++)
        fprintf(
            file,
            "%s{\"cipher_suite\": {\"name\": \"%s\", \"is_anonymous\": false, \"key_size\": 128},"
            " \"error_message\": \"TLS alert: handshake failure\"}",
            i > 0 ? ", " : "", catalog->suites[i].name);
    fprintf(file, "], \"accepted_cipher_suites\": [{\"cipher_suite\": {\"name\": "
                  "\"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"}}]}}, ");
}

static void write_sslyze(FILE *file)
{
    fprintf(file, "{\"sslyze_version\": \"6.2.0\", \"server_scan_results\": [");
    for (size_t i = 0; ftell(file) < 1300000; i++) {
        fprintf(file, "%s{\"server_location\": {\"hostname\": \"%zu.example\", \"port\": 443}, ",
                i > 0 ? ", " : "", i);
        fprintf(file, "\"scan_result\": {");
        write_suites(file, "tls_1_1");
        write_suites(file, "tls_1_2");
        write_suites(file, "tls_1_3");
        fprintf(file, "\"x\": [");
        for (size_t j = 0; j < 2000; j++)
            fprintf(file, "\"%064zu\\n\", ", j); /* lines of certificates */
        fprintf(file, "0]}}");
    }
    fprintf(file, "]}");
}

/* As large as real ones are: certificates, and every suite once a version. */
static void bench_sslyze(void)
{
    char *text = NULL;
    size_t length = 0;
    size_t count = 0;
    FILE *file = open_memstream(&text, &length);
    double start;

    if (!file)
        exit(EXIT_FAILURE);
    write_sslyze(file);
    fclose(file);
    for (start = bench_now(); bench_now() - start < 1; count++) {
        struct elb_observation_list *list;

        if (elb_observations_read(elb_catalog_bundled(), text, length, "sslyze", NULL, &list, NULL))
            exit(EXIT_FAILURE);
        elb_observation_list_free(list);
    }
    printf("reading: %7.3f ms for %zu bytes of sslyze\n",
           (bench_now() - start) * 1e3 / (double)count, length);
    free(text);
}

int main(int argc, char **argv)
{
    size_t pairs = argc > 4 ? strtoul(argv[4], NULL, 10) : 500;

    if (argc < 4 || pairs == 0 || pairs > PAIRS_MAX) {
        fprintf(stderr, "usage: elblint-bench ELBLINT OPENSSL SCAN [PAIRS]\n");
        return EXIT_FAILURE;
    }
    /* First, while this process is small: Linux counts a parent's memory to a child's peak. */
    bench_processes(argv[1], argv[2], pairs);
    bench_lint(argv[1]);
    bench_negotiations();
    bench_suggestions();
    bench_captures();
    bench_identify(argv[3]);
    bench_sslyze();
    return EXIT_SUCCESS;
}
