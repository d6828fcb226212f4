/* SPDX-License-Identifier: MIT */

/*
 * Runs a fuzz target over files, and over the files of directories, that are named on the command
 * line: so that every corpus is a test too, with any compiler and without libFuzzer.
 */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replayed;

static bool complain(const char *path)
{
    (void)fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return false;
}

/* An exact allocation, so that sanitizers see a read behind the end. */
static bool replay_bytes(FILE *file, size_t size)
{
    uint8_t *bytes = malloc(size ? size : 1);
    bool is_read = bytes && fread(bytes, 1, size, file) == size;

    if (is_read) {
        (void)LLVMFuzzerTestOneInput(bytes, size);
        replayed++;
    }
    free(bytes);
    return is_read;
}

static bool replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rbe");
    bool is_read;

    if (!file)
        return complain(path);
    is_read = replay_bytes(file, size);
    (void)fclose(file);
    return is_read || complain(path);
}

static bool replay(const char *path);

static bool replay_directory(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    bool is_good = count >= 0;

    if (!is_good)
        (void)complain(path);
    for (int i = 0; i < count; i++) {
        char child[4096];
        int length = snprintf(child, sizeof(child), "%s/%s", path, entries[i]->d_name);

        if (entries[i]->d_name[0] != '.')
            is_good = length < (int)sizeof(child) && replay(child) && is_good;
        free(entries[i]);
    }
    free(entries);
    return is_good;
}

static bool replay(const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return complain(path);
    if (S_ISDIR(status.st_mode))
        return replay_directory(path);
    return replay_file(path, (size_t)status.st_size);
}

int main(int argc, char **argv)
{
    bool is_good = true;

    for (int i = 1; i < argc; i++)
        is_good = replay(argv[i]) && is_good;
    (void)printf("%zu inputs replayed\n", replayed);
    return is_good && replayed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
