/* SPDX-License-Identifier: MIT */

/* Writing the report. */

#include "cli/cli.h"
#include "cli/replace.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool cli_write_stdout(const char *bytes, size_t length)
{
    return cli_write_all(STDOUT_FILENO, bytes, length);
}

void cli_note_unwritten(struct cli *cli, const char *path, int error)
{
    struct elb_error note = {0};

    if (error == EPIPE) { /* the reader has seen enough: no message, but not success either */
        cli->report_is_lost = true;
        return;
    }
    elb_error_set(&note, ELB_ERROR_IO, path, 0, 0, "can't write: %s", strerror(error));
    cli_note_error(cli, &note);
}

static void add_read(struct cli *cli, const struct elb_client **clients)
{
    size_t known = 0;

    cli->report.read = clients;
    for (size_t i = 0; i < cli->client_list_count; i++) {
        for (size_t j = 0; j < elb_client_list_count(cli->client_lists[i]); j++) {
            const struct elb_client *client = elb_client_list_at(cli->client_lists[i], j);

            known += client->address_count > 0;
            clients[cli->report.read_count++] = client;
        }
    }
    if (known == 0)
        cli_remark("no addresses: nothing that was read has those of its clients");
}

/* Those that were read: only where their addresses are to be listed. */
static void gather_read(struct cli *cli)
{
    const struct elb_client **clients;
    size_t count = 0;

    for (size_t i = 0; i < cli->client_list_count; i++)
        count += elb_client_list_count(cli->client_lists[i]);
    if (!cli->report.addresses)
        return;
    clients = elb_arena_alloc_array(&cli->arena, count, sizeof(*clients));
    if (clients)
        add_read(cli, clients);
    else
        cli_note_memory(cli);
}

static void write_output(struct cli *cli, const struct cli_output *output, const void *result)
{
    struct elb_buffer buffer = {0};

    cli->report.out = &buffer;
    cli->report.color = output->color;
    output->reporter->write(&cli->report, result);
    if (buffer.out_of_memory)
        cli_note_memory(cli);
    else if (output->path &&
             !cli_replace_file(&cli->arena, output->path, elb_buffer_text(&buffer), false))
        cli_note_unwritten(cli, output->path, errno);
    else if (!output->path && !cli_write_stdout(buffer.data, buffer.length))
        cli_note_unwritten(cli, "standard output", errno);
    elb_buffer_done(&buffer);
}

/* All of them tell of the same errors, whatever happens while they are written. */
void cli_report(struct cli *cli, const void *result)
{
    gather_read(cli);
    cli->report.errors = cli->errors;
    cli->report.error_count = cli->error_count;
    for (size_t i = 0; i < cli->output_count; i++)
        write_output(cli, &cli->outputs[i], result);
}
