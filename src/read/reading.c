/* SPDX-License-Identifier: MIT */
#include "read/reader.h"

#include "read/place.h"

#include <stdarg.h>
#include <stdio.h>

enum elb_status elb_reading_fail(const struct elb_reading *reading, struct elb_text at,
                                 struct elb_error *reterr, enum elb_status status,
                                 const char *format, ...)
{
    char message[sizeof(reterr->message)];
    va_list arguments;
    size_t line;
    size_t column;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    elb_read_place(reading->text, at, &line, &column);
    return elb_error_set(reterr, status, reading->path, line, column, "%s", message);
}

static enum elb_status refuse_unknown(const struct elb_reading *reading,
                                      const struct elb_names *unknown, struct elb_error *reterr)
{
    const struct elb_text name = unknown->first[0];
    const char *nearest = elb_catalog_nearest_suite(reading->catalog, name.start, name.length);

    return elb_reading_fail(reading, name, reterr, ELB_ERROR_DATA,
                            "unknown cipher suite '%.*s', and no other is known%s%s%s",
                            ELB_TEXT_ARGS(name), nearest ? ", did you mean '" : "",
                            nearest ? nearest : "", nearest ? "'" : "");
}

static enum elb_status note_unknown(struct elb_reading *reading, struct elb_offer *offer,
                                    const struct elb_names *unknown, struct elb_error *reterr)
{
    const char *names = elb_names_join(unknown, &reading->list->arena);

    if (!names)
        return elb_error_set_memory(reterr);
    offer->incomplete = true;
    return elb_offer_note(offer, reterr, "the list is incomplete: the catalog doesn't know %s",
                          names);
}

struct elb_text elb_reading_file(const struct elb_reading *reading)
{
    const char *slash = strrchr(reading->path, '/');

    if (strcmp(reading->path, "-") == 0)
        return ELB_TEXT("stdin");
    return elb_text_from(slash && slash[1] != '\0' ? slash + 1 : reading->path);
}

struct elb_text elb_reading_id(const struct elb_reading *reading)
{
    struct elb_text id = elb_reading_file(reading);

    for (size_t i = id.length; i > 1; i--) {
        if (id.start[i - 1] == '.') {
            id.length = i - 1;
            break;
        }
    }
    return id;
}

/* A list without suites, unless a client is described whose suites aren't known. */
static enum elb_status refuse_empty(const struct elb_reading *reading,
                                    const struct elb_names *unknown, struct elb_error *reterr)
{
    if (unknown->count > 0)
        return refuse_unknown(reading, unknown, reterr);
    return elb_error_set(reterr, ELB_ERROR_DATA, reading->path, 0, 0,
                         "no cipher suite of TLS in it");
}

enum elb_status elb_reading_add_client(struct elb_reading *reading, const struct elb_client *known,
                                       struct elb_offer *offer, const struct elb_names *unknown,
                                       struct elb_error *reterr)
{
    struct elb_arena *arena = &reading->list->arena;
    const struct elb_text id = elb_reading_id(reading);
    enum elb_status status = ELB_OK;
    struct elb_client *client;

    if (offer->count == 0)
        return refuse_empty(reading, unknown, reterr);
    if (unknown->count > 0)
        status = note_unknown(reading, offer, unknown, reterr);
    if (status != ELB_OK)
        return status;
    client = elb_arena_alloc(arena, sizeof(*client));
    if (!client)
        return elb_error_set_memory(reterr);
    *client = *known;
    if (!client->id)
        client->id = elb_arena_dup(arena, id.start, id.length);
    client->origin = reading->path;
    elb_offer_finish(offer, client);
    if (!client->id || !elb_client_list_add(reading->list, client))
        return elb_error_set_memory(reterr);
    return ELB_OK;
}

enum elb_status elb_reading_add_offer(struct elb_reading *reading, struct elb_offer *offer,
                                      const struct elb_names *unknown, struct elb_error *reterr)
{
    const struct elb_client nothing_else = {0};

    return elb_reading_add_client(reading, &nothing_else, offer, unknown, reterr);
}
