/* SPDX-License-Identifier: MIT */
/* How long `lint` takes for a large tree of files that have little to do with it. */
#define _GNU_SOURCE /* mkdtemp(), nftw() */
#include "bench.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNRELATED   10000
#define RELEVANT    100
#define DIRECTORIES 100
#define LINES       60
#define RUNS        5

static FILE *open_file(const char *root, size_t directory, const char *name, const char *suffix)
{
    char path[PATH_MAX];
    FILE *file;

    snprintf(path, sizeof(path), "%s/d%zu", root, directory % DIRECTORIES);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/d%zu/%s%s", root, directory % DIRECTORIES, name, suffix);
    file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    return file;
}

/* A third each: settings in YAML, data in JSON, other resources of Terraform. */
static size_t write_unrelated(const char *root, size_t index)
{
    static const char *const suffixes[] = {".yaml", ".json", ".tf"};
    static const char *const heads[] = {"kind: ConfigMap\ndata:\n", "{\"a\": 0", ""};
    static const char *const lines[] = {"  key%zu: \"some value of a setting\"\n",
                                        ", \"key%zu\": \"some value of a setting\"\n",
                                        "resource \"aws_s3_bucket\" \"b%zu\" {\n}\n"};
    static const char *const ends[] = {"", "}\n", "variable \"name\" {\n  default = \"x\"\n}\n"};
    const size_t kind = index % 3;
    char name[32];
    FILE *file;
    long size;

    snprintf(name, sizeof(name), "other%zu", index);
    file = open_file(root, index, name, suffixes[kind]);
    fputs(heads[kind], file);
    for (size_t i = 0; i < LINES; i++)
        fprintf(file, lines[kind], i);
    fputs(ends[kind], file);
    size = ftell(file);
    fclose(file);
    return (size_t)size;
}

static void write_relevant(const char *root, size_t index)
{
    char name[32];
    FILE *file;

    snprintf(name, sizeof(name), "listener%zu", index);
    file = open_file(root, index, name, index % 2 ? ".tf" : ".yaml");
    if (index % 2)
        fprintf(file,
                "resource \"aws_lb_listener\" \"l%zu\" {\n  port = 443\n  protocol = \"HTTPS\"\n"
                "  ssl_policy = \"ELBSecurityPolicy-2016-08\"\n}\n",
                index);
    else
        fprintf(file,
                "Resources:\n  L%zu:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n"
                "    Properties: {Port: 443, Protocol: HTTPS, SslPolicy: "
                "ELBSecurityPolicy-2016-08}\n",
                index);
    fclose(file);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void bench_lint(const char *elblint)
{
    char root[] = "/tmp/elblint-bench-XXXXXX";
    const char *const arguments[] = {elblint,           "lint", "--no-config", "--ignore",
                                     "legacy-protocol", root,   NULL};
    double best = 0;
    long peak = 0;
    size_t bytes = 0;

    if (!mkdtemp(root)) {
        perror(root);
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < UNRELATED; i++)
        bytes += write_unrelated(root, i);
    for (size_t i = 0; i < RELEVANT; i++)
        write_relevant(root, i);
    for (size_t i = 0; i < RUNS; i++) {
        const double time = bench_run(arguments, &peak);

        best = i == 0 || time < best ? time : best;
    }
    nftw(root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    printf("lint: %6.0f ms, at most %.1f MiB, for %d files of %.1f MB and %d with listeners\n",
           best, (double)peak / 1024, UNRELATED, (double)bytes / 1e6, RELEVANT);
}
