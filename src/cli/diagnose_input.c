/* SPDX-License-Identifier: MIT */

#include "cli/diagnose_input.h"

#include "base/arena.h"
#include "base/file.h"
#include "cli/resolve.h"
#include "elblint/observation.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* An input that ends within the first read may be something else than lines of a log. */
#define CHUNK ((size_t)256 * 1024)

struct input {
    struct cli *cli;
    const char *path;
    int file;
    char *chunk;
    struct elb_symptom_list *list;
};

/* Fills the chunk behind `from` as far as the input goes; false: it can't be read. */
static bool fill(struct input *input, size_t from, size_t *ret_length)
{
    size_t length = from;

    while (length < CHUNK) {
        ssize_t got = read(input->file, input->chunk + length, CHUNK - length);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            cli_note(input->cli, ELB_ERROR_IO, "%s: can't read: %s", input->path, strerror(errno));
            return false;
        }
        if (got == 0)
            break;
        length += (size_t)got;
    }
    *ret_length = length;
    return true;
}

static bool feed(struct input *input, struct elb_text text)
{
    struct elb_error error = {0};

    if (elb_symptoms_feed(input->list, text.start, text.length, &error) == ELB_OK)
        return true;
    cli_note_error(input->cli, &error);
    return false;
}

/* The chunk in UTF-8: PowerShell redirects in UTF-16. */
static bool decode(struct input *input, struct elb_arena *arena, size_t length,
                   struct elb_text *ret_text)
{
    struct elb_text bytes = {input->chunk, length};
    struct elb_error error = {0};

    if (elb_file_decode(arena, bytes, input->path, ret_text, &error) == ELB_OK)
        return true;
    cli_note_error(input->cli, &error);
    return false;
}

static bool feed_decoded(struct input *input, size_t length)
{
    struct elb_arena arena;
    struct elb_text text;
    bool is_fed;

    elb_arena_init(&arena);
    is_fed = decode(input, &arena, length, &text) && feed(input, text);
    elb_arena_done(&arena);
    return is_fed;
}

static bool is_utf16(const char *bytes)
{
    return memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0;
}

/* Are its last two bytes the first half of a pair? */
static bool ends_in_half(const char *chunk, size_t length)
{
    bool is_little_endian = *chunk == '\xff';

    return ((unsigned char)chunk[length - (is_little_endian ? 1 : 2)] & 0xfc) == 0xd8;
}

/*
 * UTF-16 that does not come in one piece. Each piece begins with the byte order mark of the first,
 * and half a pair goes to the next.
 */
static bool feed_utf16(struct input *input, size_t length)
{
    while (length == CHUNK) {
        size_t half = ends_in_half(input->chunk, length) ? 2 : 0;

        if (!feed_decoded(input, length - half))
            return false;
        memmove(input->chunk + 2, input->chunk + length - half, half);
        if (!fill(input, 2 + half, &length))
            return false;
    }
    return feed_decoded(input, length);
}

/* All of an input that is longer than the chunk, whose first piece was read. */
static bool feed_long(struct input *input)
{
    struct elb_text text;
    size_t length = CHUNK;

    if (is_utf16(input->chunk))
        return feed_utf16(input, length);
    if (!decode(input, &input->cli->arena, length, &text) || !feed(input, text))
        return false;
    while (length == CHUNK) {
        if (!fill(input, 0, &length) || !feed(input, (struct elb_text){input->chunk, length}))
            return false;
    }
    return true;
}

static void keep_list(struct cli *cli, struct elb_client_list *list)
{
    struct elb_client_list **lists =
        elb_arena_grow(&cli->arena, cli->client_lists, cli->client_list_count,
                       &cli->client_list_capacity, sizeof(struct elb_client_list *));

    if (!lists) {
        elb_client_list_free(list);
        cli_note_memory(cli);
        return;
    }
    lists[cli->client_list_count++] = list;
    cli->client_lists = lists;
}

/* A text with nothing but cipher suites in it is a client. */
static const struct elb_client *read_client(struct input *input, struct elb_text text)
{
    struct elb_client_list *list = NULL;
    const struct elb_client *client;

    if (elb_clients_read(input->cli->catalog, text.start, text.length, input->path, NULL, &list,
                         NULL) != ELB_OK)
        return NULL;
    client = elb_client_list_at(list, 0);
    if (client->suites_incomplete || elb_client_list_count(list) > 1) {
        elb_client_list_free(list);
        return NULL;
    }
    keep_list(input->cli, list);
    return input->cli->out_of_memory ? NULL : client;
}

static void end(struct input *input)
{
    struct elb_error error = {0};

    if (elb_symptoms_end(input->list, &error) != ELB_OK)
        cli_note_error(input->cli, &error);
}

/* Is it what a scanner saw of an endpoint? */
static bool is_scan(const struct input *input, struct elb_text text)
{
    struct elb_observation_list *list = NULL;

    if (elb_observations_read(input->cli->catalog, text.start, text.length, input->path, NULL,
                              &list, NULL) != ELB_OK)
        return false;
    elb_observation_list_free(list);
    return true;
}

/* Symptoms; or, in an input that has none and is short, a scan or a client. */
static void read_all(struct input *input, struct cli_diagnose_found *ret_found)
{
    size_t before = elb_symptoms_count(input->list);
    const struct elb_client *client;
    struct elb_text text;
    size_t length;

    if (!fill(input, 0, &length))
        return;
    if (length == CHUNK) {
        if (feed_long(input))
            end(input);
        return;
    }
    if (!decode(input, &input->cli->arena, length, &text) || !feed(input, text))
        return;
    end(input);
    if (elb_symptoms_count(input->list) > before)
        return;
    if (is_scan(input, text)) {
        ret_found->scan = input->path;
        return;
    }
    client = read_client(input, text);
    if (client)
        ret_found->client = client;
}

/* Standard input can be read once. -1: that was noted. */
static int open_input(struct cli *cli, const char *path)
{
    int file;

    if (strcmp(path, "-") == 0) {
        if (cli->standard_input_taken)
            cli_note(cli, ELB_ERROR_UNSUPPORTED,
                     "standard input is named twice: it can be read once");
        file = cli->standard_input_taken ? -1 : STDIN_FILENO;
        cli->standard_input_taken = true;
        return file;
    }
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        cli_note(cli, ELB_ERROR_IO, "%s: can't open: %s", path, strerror(errno));
    return file;
}

void cli_diagnose_read(struct cli *cli, const char *path, struct elb_symptom_list *list,
                       struct cli_diagnose_found *ret_found)
{
    struct input input = {.cli = cli, .path = path, .list = list};
    struct elb_error error = {0};

    input.file = open_input(cli, path);
    if (input.file < 0)
        return;
    input.chunk = elb_arena_alloc(&cli->arena, CHUNK);
    if (!input.chunk)
        cli_note_memory(cli);
    else if (elb_symptoms_begin(list, path, &error) != ELB_OK)
        cli_note_error(cli, &error);
    else
        read_all(&input, ret_found);
    if (input.file != STDIN_FILENO)
        (void)close(input.file);
}
