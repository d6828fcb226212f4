/* SPDX-License-Identifier: MIT */

#include "cli/diagnose_input.h"

#include "base/file.h"
#include "cli/resolve.h"

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

/* Fills the chunk as far as the input goes; false: it can't be read. */
static bool fill(struct input *input, size_t *ret_length)
{
    size_t length = 0;

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

/* UTF-16, as PowerShell redirects it, is turned into UTF-8; only where it comes in one piece. */
static bool decode(struct input *input, size_t length, struct elb_text *ret_text)
{
    struct elb_text bytes = {input->chunk, length};
    struct elb_error error = {0};

    if (length == CHUNK) {
        *ret_text = bytes;
        return true;
    }
    if (elb_file_decode(&input->cli->arena, bytes, input->path, ret_text, &error) == ELB_OK)
        return true;
    cli_note_error(input->cli, &error);
    return false;
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

static void read_all(struct input *input, const struct elb_client **ret_client)
{
    size_t before = elb_symptoms_count(input->list);
    const struct elb_client *client;
    struct elb_error error = {0};
    struct elb_text first;
    size_t length;

    if (!fill(input, &length) || !decode(input, length, &first) || !feed(input, first))
        return;
    for (size_t more = length; more == CHUNK;) {
        if (!fill(input, &more) || !feed(input, (struct elb_text){input->chunk, more}))
            return;
    }
    if (elb_symptoms_end(input->list, &error) != ELB_OK) {
        cli_note_error(input->cli, &error);
        return;
    }
    if (length == CHUNK || elb_symptoms_count(input->list) > before)
        return;
    client = read_client(input, first);
    if (client)
        *ret_client = client;
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
                       const struct elb_client **ret_client)
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
        read_all(&input, ret_client);
    if (input.file != STDIN_FILENO)
        (void)close(input.file);
}
