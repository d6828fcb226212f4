/* SPDX-License-Identifier: MIT */
/*
 * elblint-mkcatalog: reads policies/ with the loader of the library and writes it as C.
 *
 *     elblint-mkcatalog DIRECTORY OUTPUT.c OUTPUT.d
 *
 * What is wrong with the data ends the build, in the form of a compiler's message.
 */
#include "catalog/generate/generator.h"

#include <stdio.h>
#include <stdlib.h>

static int write_file(const char *path, const struct elb_buffer *head,
                      const struct elb_buffer *body)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    int failed =
        fputs(elb_buffer_string(head), file) == EOF || fputs(elb_buffer_string(body), file) == EOF;
    if (fclose(file) != 0 || failed) {
        perror(path);
        (void)remove(path);
        return -1;
    }
    return 0;
}

static void generate(struct generator *generator)
{
    elb_buffer_append_string(&generator->head,
                             "/* Written by elblint-mkcatalog from policies/: edit those. */\n"
                             "#include <elblint/catalog.h>\n\n");
    generate_codes(generator);
    generate_policies(generator);
    generate_clients(generator);
    generate_profiles(generator);
    generate_events(generator);
    generate_others(generator);
}

static int write_catalog(const struct elb_catalog *catalog, const char *const *arguments)
{
    struct generator generator = {.catalog = catalog};
    struct elb_buffer depfile = {0};
    struct elb_buffer nothing = {0};
    generate(&generator);
    int result = generate_depfile(&depfile, arguments[2], arguments[1]);
    if (result != 0 || generator.head.out_of_memory || generator.body.out_of_memory) {
        fprintf(stderr, "elblint-mkcatalog: out of memory\n");
        result = -1;
    }
    if (result == 0)
        result = write_file(arguments[2], &generator.head, &generator.body);
    if (result == 0)
        result = write_file(arguments[3], &depfile, &nothing);
    elb_buffer_done(&depfile);
    elb_buffer_done(&generator.items);
    elb_buffer_done(&generator.body);
    elb_buffer_done(&generator.head);
    elb_arena_done(&generator.arena);
    return result;
}

int main(int argc, char **argv)
{
    struct elb_error error = {0};
    struct elb_catalog_file *file;
    if (argc != 4) {
        fprintf(stderr, "usage: elblint-mkcatalog DIRECTORY OUTPUT.c OUTPUT.d\n");
        return 3;
    }
    if (elb_catalog_load(argv[1], NULL, false, &file, &error) != ELB_OK) {
        fprintf(stderr, "%s:%zu:%zu: error: %s\n", error.path, error.line, error.column,
                error.message);
        return 1;
    }
    int result = write_catalog(elb_catalog_get(file), (const char *const *)argv);
    elb_catalog_free(file);
    return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
