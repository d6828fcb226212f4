/* SPDX-License-Identifier: MIT */

#include "base/file.h"

#include "base/alloc.h"
#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *elb_path_plain(const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path += 2;
        path += strspn(path, "/");
    }
    return path;
}

static enum elb_status system_error(struct elb_error *reterr, const char *path, const char *what,
                                    int number)
{
    char reason[128] = "unknown error";

    /* strerror() shares its buffer between threads. */
    (void)strerror_r(number, reason, sizeof(reason));
    return elb_error_set(reterr, ELB_ERROR_IO, path, 0, 0, "can't %s: %s", what, reason);
}

static enum elb_status too_large(struct elb_error *reterr, const char *path, size_t limit)
{
    return elb_error_set(reterr, ELB_ERROR_LIMIT, path, 0, 0, "larger than the limit of %zu bytes",
                         limit);
}

/* Standard input is duplicated, so that it is closed like a file. */
static int open_input(const char *path)
{
    if (strcmp(path, "-") == 0)
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    return open(path, O_RDONLY | O_CLOEXEC);
}

/* A FIFO that nobody writes to would block here, and a terminal could become our own. */
static int open_regular(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

/* Fills `buffer` up to the end of the file, or to one byte more than the limit. */
static int read_all(int descriptor, size_t limit, struct elb_buffer *buffer)
{
    for (;;) {
        size_t room = limit - buffer->length < SIZE_MAX ? limit - buffer->length + 1 : SIZE_MAX;
        ssize_t count;

        /* A file whose size was known has room for its end too, and needs no more. */
        if (buffer->capacity - buffer->length < 2 &&
            !elb_buffer_reserve(buffer, buffer->length < 65536 ? 65536 : buffer->length))
            return ENOMEM;
        if (room > buffer->capacity - buffer->length - 1)
            room = buffer->capacity - buffer->length - 1;
        count = read(descriptor, buffer->data + buffer->length, room);
        if (count < 0 && errno != EINTR)
            return errno;
        if (count == 0)
            break;
        if (count > 0)
            buffer->length += (size_t)count;
        if (buffer->length > limit)
            break;
    }
    buffer->data[buffer->length] = '\0';
    return 0;
}

/* What fstat knows before a byte is read. `buffer` gets its room at once. */
static enum elb_status look_at(int descriptor, const char *path, size_t limit,
                               struct elb_buffer *buffer, struct elb_error *reterr)
{
    struct stat status;

    if (fstat(descriptor, &status) != 0)
        return system_error(reterr, path, "read", errno);
    if (S_ISDIR(status.st_mode))
        return system_error(reterr, path, "read", EISDIR);
    if (!S_ISREG(status.st_mode) || status.st_size <= 0)
        return ELB_OK;
    if ((uintmax_t)status.st_size > limit)
        return too_large(reterr, path, limit);
    if (!elb_buffer_reserve(buffer, (size_t)status.st_size + 1))
        return elb_error_set_memory(reterr);
    return ELB_OK;
}

static enum elb_status read_descriptor(int descriptor, const char *path, size_t limit,
                                       struct elb_buffer *buffer, struct elb_error *reterr)
{
    enum elb_status status = look_at(descriptor, path, limit, buffer, reterr);
    int number;

    if (status != ELB_OK)
        return status;
    number = read_all(descriptor, limit, buffer);
    if (number == ENOMEM && buffer->out_of_memory)
        return elb_error_set_memory(reterr);
    if (number != 0)
        return system_error(reterr, path, "read", number);
    if (buffer->length > limit)
        return too_large(reterr, path, limit);
    return ELB_OK;
}

/* Moves what is in the buffer to the arena without copying it. */
static enum elb_status adopt(struct elb_arena *arena, struct elb_buffer *buffer,
                             struct elb_text *ret_text, struct elb_error *reterr)
{
    struct elb_text text = {NULL, buffer->length};
    char *data = elb_buffer_steal(buffer);

    text.start = data;
    if (!data)
        return elb_error_set_memory(reterr);
    if (elb_arena_adopt(arena, data) != 0) {
        elb_free(data);
        return elb_error_set_memory(reterr);
    }
    *ret_text = text;
    return ELB_OK;
}

/* Reads and closes what was opened. */
static enum elb_status read_bytes(struct elb_arena *arena, int descriptor, const char *path,
                                  size_t limit, struct elb_text *ret_bytes,
                                  struct elb_error *reterr)
{
    struct elb_buffer buffer = {0};
    enum elb_status status;

    status = read_descriptor(descriptor, path, limit, &buffer, reterr);
    (void)close(descriptor);
    if (status == ELB_OK)
        status = adopt(arena, &buffer, ret_bytes, reterr);
    elb_buffer_done(&buffer);
    return status;
}

/* The same, decoded. */
static enum elb_status read_opened(struct elb_arena *arena, int descriptor, const char *path,
                                   size_t limit, struct elb_text *ret_text,
                                   struct elb_error *reterr)
{
    struct elb_text bytes = {0};
    enum elb_status status = read_bytes(arena, descriptor, path, limit, &bytes, reterr);

    return status == ELB_OK ? elb_file_decode(arena, bytes, path, ret_text, reterr) : status;
}

enum elb_status elb_file_read_bytes(struct elb_arena *arena, const char *path, size_t limit,
                                    struct elb_text *ret_bytes, struct elb_error *reterr)
{
    int descriptor = open_input(path);

    if (descriptor < 0)
        return system_error(reterr, path, "open", errno);
    return read_bytes(arena, descriptor, path, limit, ret_bytes, reterr);
}

enum elb_status elb_file_read(struct elb_arena *arena, const char *path, size_t limit,
                              struct elb_text *ret_text, struct elb_error *reterr)
{
    int descriptor = open_input(path);

    if (descriptor < 0)
        return system_error(reterr, path, "open", errno);
    return read_opened(arena, descriptor, path, limit, ret_text, reterr);
}

enum elb_status elb_file_read_regular(struct elb_arena *arena, const char *path, size_t limit,
                                      struct elb_text *ret_text, struct elb_error *reterr)
{
    int descriptor = open_regular(path);
    struct stat status;

    if (descriptor < 0)
        return system_error(reterr, path, "open", errno);
    if (fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        (void)close(descriptor);
        return elb_error_set(reterr, ELB_ERROR_IO, path, 0, 0, "no regular file");
    }
    return read_opened(arena, descriptor, path, limit, ret_text, reterr);
}
