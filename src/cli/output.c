/* SPDX-License-Identifier: MIT */

/* Writing the report. A file is written beside its place and renamed, so it is never half there. */

#define _XOPEN_SOURCE 700 /* for realpath() */

#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(fd, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

bool cli_write_stdout(const char *bytes, size_t length)
{
    return write_all(STDOUT_FILENO, bytes, length);
}

/* Writes and closes; keeps the first errno. */
static bool write_and_close(int fd, struct elb_text text)
{
    bool is_written = write_all(fd, text.start, text.length);
    int error = errno;
    bool is_closed = close(fd) == 0;

    if (!is_written)
        errno = error;
    return is_written && is_closed;
}

/* A device, a pipe: there is nothing to replace. */
static bool write_in_place(const char *path, struct elb_text text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    return fd >= 0 && write_and_close(fd, text);
}

/* mkstemp() lets only the owner in; the file shall be as any other that the user makes. */
static bool share(int fd, const char *path)
{
    struct stat old;
    mode_t mask = umask(0);

    umask(mask);
    return fchmod(fd, stat(path, &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask) == 0;
}

static bool write_temporary(const char *path, char *temporary, struct elb_text text)
{
    int fd = mkstemp(temporary);
    int error;

    if (fd < 0)
        return false;
    if (!share(fd, path)) {
        error = errno;
        close(fd);
        unlink(temporary);
        errno = error;
        return false;
    }
    if (write_and_close(fd, text) && rename(temporary, path) == 0)
        return true;
    error = errno;
    unlink(temporary);
    errno = error;
    return false;
}

static bool write_file(struct cli *cli, const char *path, struct elb_text text)
{
    char resolved[PATH_MAX];
    struct stat status;
    char *temporary;

    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return write_in_place(path, text);
    if (realpath(path, resolved)) /* through a symbolic link, to replace what it points to */
        path = resolved;
    temporary = elb_arena_printf(&cli->arena, "%s.XXXXXX", path);
    if (!temporary) {
        errno = ENOMEM;
        return false;
    }
    return write_temporary(path, temporary, text);
}

static void note_failure(struct cli *cli, const char *path, int error)
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
    else if (output->path && !write_file(cli, output->path, elb_buffer_text(&buffer)))
        note_failure(cli, output->path, errno);
    else if (!output->path && !cli_write_stdout(buffer.data, buffer.length))
        note_failure(cli, "standard output", errno);
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
