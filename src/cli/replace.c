/* SPDX-License-Identifier: MIT */

#define _XOPEN_SOURCE 700 /* for realpath() */

#include "cli/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_write_all(int fd, const char *bytes, size_t length)
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

/* Writes and closes; keeps the first errno. */
static bool write_and_close(int fd, struct elb_text text)
{
    bool is_written = cli_write_all(fd, text.start, text.length);
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

/* mkstemp() lets only the owner in; the file shall be as the old one, or as any other that the user
 * makes. */
static bool share(int fd, const char *path, bool keep_owner)
{
    struct stat old;
    struct stat own;
    mode_t mask = umask(0);

    umask(mask);
    if (stat(path, &old) != 0)
        return fchmod(fd, 0666 & ~mask) == 0;
    if (keep_owner && fstat(fd, &own) == 0 &&
        (own.st_uid != old.st_uid || own.st_gid != old.st_gid) &&
        fchown(fd, old.st_uid, old.st_gid) != 0)
        return false;
    return fchmod(fd, old.st_mode & 07777) == 0; /* last: all else takes set-user-ID away */
}

/* What is renamed must be on the disk, or a loss of power could leave neither file. */
static bool fill(int fd, const char *path, struct elb_text text, bool keep_owner)
{
    const bool is_filled = cli_write_all(fd, text.start, text.length) &&
                           share(fd, path, keep_owner) && (!keep_owner || fsync(fd) == 0);
    const int error = errno;

    if (close(fd) == 0 && is_filled)
        return true;
    if (!is_filled)
        errno = error;
    return false;
}

static bool write_temporary(const char *path, char *temporary, struct elb_text text,
                            bool keep_owner)
{
    const int fd = mkstemp(temporary);
    int error;

    if (fd < 0)
        return false;
    if (fill(fd, path, text, keep_owner) && rename(temporary, path) == 0)
        return true;
    error = errno;
    unlink(temporary);
    errno = error;
    return false;
}

bool cli_replace_file(struct elb_arena *arena, const char *path, struct elb_text text,
                      bool keep_owner)
{
    char resolved[PATH_MAX];
    struct stat status;
    char *temporary;

    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return write_in_place(path, text);
    if (realpath(path, resolved)) /* through a symbolic link, to replace what it points to */
        path = resolved;
    if (keep_owner && access(path, W_OK) != 0) /* rename() would not ask */
        return false;
    temporary = elb_arena_printf(arena, "%s.XXXXXX", path);
    if (!temporary) {
        errno = ENOMEM;
        return false;
    }
    return write_temporary(path, temporary, text, keep_owner);
}
