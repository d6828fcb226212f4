/* SPDX-License-Identifier: MIT */
#include "read/hellos.h"

#include "base/escape.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdint.h>

void elb_hellos_init(struct elb_hellos *hellos, struct elb_reading *reading)
{
    *hellos = (struct elb_hellos){.reading = reading};
}

void elb_hellos_done(struct elb_hellos *hellos)
{
    elb_hello_done(&hellos->hello);
    elb_buffer_done(&hellos->key);
}

/* ---- What makes two hellos the same --------------------------------------------------------- */

#define GREASE 0x0A0A

static uint16_t without_grease(uint16_t code)
{
    return elb_is_grease(code) ? GREASE : code;
}

static void append_code(struct elb_buffer *key, uint16_t code)
{
    const char bytes[2] = {(char)(code >> 8), (char)(code & 0xFF)};

    elb_buffer_append(key, bytes, sizeof(bytes));
}

static void append_list(struct elb_buffer *key, const struct elb_hello_list *list)
{
    append_code(key, (uint16_t)list->presence);
    append_code(key, (uint16_t)list->count);
    for (size_t i = 0; i < list->count; i++)
        append_code(key, without_grease(list->codes[i]));
}

static bool is_of_one_connection(uint16_t extension)
{
    return extension == ELB_EXTENSION_PADDING || extension == ELB_EXTENSION_PRE_SHARED_KEY ||
           extension == ELB_EXTENSION_EARLY_DATA || extension == ELB_EXTENSION_COOKIE;
}

/*
 * A set as a sum, of which 64 bits are enough: nobody gains anything from two hellos that are
 * taken for one. Multiplication by an odd number and a shift stir the bits.
 */
static void append_set(struct elb_buffer *key, const struct elb_hello_list *list)
{
    uint64_t sum = 0;
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        uint64_t stirred = without_grease(list->codes[i]) + 1u;

        if (is_of_one_connection(list->codes[i]))
            continue;
        stirred *= 0x9e3779b97f4a7c15;
        stirred ^= stirred >> 29;
        sum += stirred * 0xbf58476d1ce4e5b9;
        count++;
    }
    append_code(key, (uint16_t)list->presence);
    append_code(key, (uint16_t)count);
    elb_buffer_append(key, (const char *)&sum, sizeof(sum));
}

static struct elb_text key_of(struct elb_hellos *hellos)
{
    const struct elb_hello *hello = &hellos->hello;
    struct elb_buffer *key = &hellos->key;

    elb_buffer_clear(key);
    append_code(key, (uint16_t)hello->format);
    append_code(key, hello->legacy_version);
    append_code(key, (uint16_t)hello->server_name);
    append_code(key, hellos->unknown.count > 0);
    append_list(key, &hello->versions);
    append_list(key, &hello->suites);
    append_list(key, &hello->groups);
    append_list(key, &hello->key_shares);
    append_list(key, &hello->schemes);
    append_list(key, &hello->point_formats);
    append_set(key, &hello->extensions);
    elb_buffer_append_text(key, elb_buffer_text(&hello->alpn));
    return elb_buffer_text(key);
}

/* ---- Collecting ----------------------------------------------------------------------------- */

static enum elb_status add_note(struct elb_hellos *hellos, struct elb_seen_hello *seen,
                                struct elb_error *reterr, const char *note)
{
    const char **notes;

    notes = elb_arena_grow(&hellos->reading->list->arena, seen->notes, seen->note_count,
                           &seen->note_capacity, sizeof(const char *));
    if (!notes || !note)
        return elb_error_set_memory(reterr);
    seen->notes = notes;
    seen->notes[seen->note_count++] = note;
    return ELB_OK;
}

enum elb_status elb_hellos_note(struct elb_hellos *hellos, struct elb_error *reterr,
                                const char *format, ...)
{
    struct elb_buffer text = {0};
    const char *note = NULL;
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    if (!text.out_of_memory)
        note = elb_arena_dup(&hellos->reading->list->arena, elb_buffer_string(&text), text.length);
    elb_buffer_done(&text);
    return add_note(hellos, &hellos->seen[0], reterr, note);
}

/* The names come from a log, which may have any bytes. */
static enum elb_status note_names(struct elb_hellos *hellos, struct elb_seen_hello *seen,
                                  const struct elb_names *names, const char *what,
                                  struct elb_error *reterr)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    struct elb_buffer text = {0};
    const char *joined;
    const char *note = NULL;

    if (names->count == 0)
        return ELB_OK;
    joined = elb_names_join(names, arena);
    if (joined)
        elb_escape_terminal(&text, elb_text_from(joined));
    if (joined && !text.out_of_memory)
        note = elb_arena_printf(arena, "%s %s", what, elb_buffer_string(&text));
    elb_buffer_done(&text);
    return add_note(hellos, seen, reterr, note);
}

/* What is special about the hello that has just been read. */
static enum elb_status note_hello(struct elb_hellos *hellos, struct elb_seen_hello *seen,
                                  struct elb_error *reterr)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    enum elb_status status = ELB_OK;

    if (hellos->hello.sslv2_count > 0)
        status = add_note(hellos, seen, reterr,
                          elb_arena_printf(arena, "left out: %zu cipher suite%s of SSLv2",
                                           hellos->hello.sslv2_count,
                                           hellos->hello.sslv2_count == 1 ? "" : "s"));
    if (status == ELB_OK && hellos->unclear_schemes)
        status = add_note(hellos, seen, reterr,
                          "the signature schemes are not known: those for handshakes stand among "
                          "those for certificates");
    if (status == ELB_OK)
        status = note_names(hellos, seen, &hellos->lost,
                            "a list with these words is not known:", reterr);
    if (status != ELB_OK || hellos->unknown.count == 0)
        return status;
    seen->client->suites_incomplete = true;
    return note_names(hellos, seen, &hellos->unknown,
                      "the list is incomplete: the catalog doesn't know", reterr);
}

static struct elb_seen_hello *add_new(struct elb_hellos *hellos)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    struct elb_client *client = elb_arena_alloc(arena, sizeof(*client));
    struct elb_seen_hello *seen;

    seen = elb_arena_grow(arena, hellos->seen, hellos->count, &hellos->capacity, sizeof(*seen));
    if (!client || !seen || !elb_hello_copy(&hellos->hello, arena, client))
        return NULL;
    client->origin = hellos->reading->path;
    client->evidence = ELB_EVIDENCE_CAPTURED;
    hellos->seen = seen;
    hellos->seen[hellos->count] = (struct elb_seen_hello){.client = client, .times = 1};
    return &hellos->seen[hellos->count++];
}

/* ---- Whom they come from -------------------------------------------------------------------- */

void elb_hellos_set_source(struct elb_hellos *hellos, unsigned ip_version,
                           const unsigned char *address)
{
    if (hellos->reading->limits->addresses == 0 ||
        !inet_ntop(ip_version == 6 ? AF_INET6 : AF_INET, address, hellos->source,
                   sizeof(hellos->source)))
        hellos->source[0] = '\0';
}

void elb_hellos_set_source_text(struct elb_hellos *hellos, struct elb_text address)
{
    char text[ELB_HELLO_SOURCE_SIZE];
    unsigned char bytes[16];

    hellos->source[0] = '\0';
    if (address.length == 0 || address.length >= sizeof(text))
        return;
    memcpy(text, address.start, address.length);
    text[address.length] = '\0';
    if (inet_pton(AF_INET, text, bytes) == 1)
        elb_hellos_set_source(hellos, 4, bytes);
    else if (inet_pton(AF_INET6, text, bytes) == 1)
        elb_hellos_set_source(hellos, 6, bytes);
}

/* The set of all: a client's number and an address. False without memory. */
static bool is_new_source(struct elb_hellos *hellos, size_t number, bool *ret_is_new)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    char key[sizeof(number) + sizeof(hellos->source)];
    struct elb_text text = {key, sizeof(number) + strlen(hellos->source)};
    void **place;

    memcpy(key, &number, sizeof(number));
    memcpy(key + sizeof(number), hellos->source, text.length - sizeof(number));
    *ret_is_new = elb_map_get(&hellos->sources, text) == NULL;
    if (!*ret_is_new)
        return true;
    text = elb_arena_dup_text(arena, text);
    place = text.start ? elb_map_put(&hellos->sources, arena, text) : NULL;
    if (place)
        *place = hellos;
    return place != NULL;
}

static bool keep_source(struct elb_hellos *hellos, struct elb_seen_hello *seen)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    struct elb_client *client = seen->client;
    bool is_new = false;
    const char *address;

    if (hellos->source[0] == '\0')
        return true;
    if (!is_new_source(hellos, (size_t)(seen - hellos->seen), &is_new))
        return false;
    client->address_total += is_new;
    if (!is_new || client->address_count >= hellos->reading->limits->addresses)
        return true;
    seen->addresses = elb_arena_grow(arena, seen->addresses, client->address_count,
                                     &seen->address_capacity, sizeof(const char *));
    address = elb_arena_dup(arena, hellos->source, strlen(hellos->source));
    if (!seen->addresses || !address)
        return false;
    seen->addresses[client->address_count++] = address;
    client->addresses = seen->addresses;
    return true;
}

/* ---- Counting ------------------------------------------------------------------------------- */

/* The map's value is the client's number from 1. */
static enum elb_status count_hello(struct elb_hellos *hellos, struct elb_error *reterr)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    struct elb_text key = key_of(hellos);
    const size_t number = (size_t)(uintptr_t)elb_map_get(&hellos->map, key);
    struct elb_seen_hello *seen;
    void **place;

    if (hellos->key.out_of_memory || hellos->hello.alpn.out_of_memory)
        return elb_error_set_memory(reterr);
    hellos->total++;
    if (number > 0) {
        hellos->seen[number - 1].times++;
        return keep_source(hellos, &hellos->seen[number - 1]) ? ELB_OK
                                                              : elb_error_set_memory(reterr);
    }
    key = elb_arena_dup_text(arena, key);
    place = key.start ? elb_map_put(&hellos->map, arena, key) : NULL;
    seen = place ? add_new(hellos) : NULL;
    if (!seen || !keep_source(hellos, seen))
        return elb_error_set_memory(reterr);
    *place = (void *)(uintptr_t)hellos->count;
    return note_hello(hellos, seen, reterr);
}

void elb_hellos_lose(struct elb_hellos *hellos, struct elb_hello_list *list, struct elb_text word)
{
    for (size_t i = 0; i < ELB_NAMES_SHOWN; i++) {
        if (!hellos->lost_lists[i])
            hellos->lost_lists[i] = list;
        if (hellos->lost_lists[i] == list)
            break;
    }
    elb_names_add(&hellos->lost, word);
}

static void forget_lost(struct elb_hellos *hellos)
{
    for (size_t i = 0; i < ELB_NAMES_SHOWN && hellos->lost_lists[i]; i++) {
        hellos->lost_lists[i]->presence = ELB_UNKNOWN;
        hellos->lost_lists[i]->count = 0;
        hellos->lost_lists[i] = NULL;
    }
}

enum elb_status elb_hellos_add(struct elb_hellos *hellos, struct elb_error *reterr)
{
    const size_t limit = hellos->reading->limits->suites;
    enum elb_status status;

    if (hellos->hello.out_of_memory)
        return elb_error_set_memory(reterr);
    if (hellos->hello.suites.count > limit)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, hellos->reading->path, 0, 0,
                             "more than %zu cipher suites in one list", limit);
    forget_lost(hellos);
    status = count_hello(hellos, reterr);
    elb_hello_clear(&hellos->hello);
    hellos->unknown = (struct elb_names){0};
    hellos->lost = (struct elb_names){0};
    hellos->unclear_schemes = false;
    hellos->source[0] = '\0';
    return status;
}

enum elb_status elb_hellos_parse(struct elb_hellos *hellos, struct elb_text bytes,
                                 struct elb_text at, size_t *ret_length, struct elb_error *reterr)
{
    struct elb_hello_report report;
    const enum elb_hello_result result = elb_hello_parse(&hellos->hello, bytes, &report);

    if (hellos->hello.out_of_memory)
        return elb_error_set_memory(reterr);
    if (result == ELB_HELLO_UNSUPPORTED)
        return elb_reading_fail(hellos->reading, at, reterr, ELB_ERROR_UNSUPPORTED,
                                "no ClientHello of TLS: %s", report.message);
    if (result != ELB_HELLO_COMPLETE)
        return elb_reading_fail(hellos->reading, at, reterr, ELB_ERROR_SYNTAX,
                                "malformed ClientHello, at byte %zu of it: %s", report.offset,
                                report.message);
    *ret_length = report.length;
    return elb_hellos_add(hellos, reterr);
}

/* ---- The clients ---------------------------------------------------------------------------- */

static const char *id_of(const struct elb_hellos *hellos, size_t index)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    const struct elb_text file = elb_reading_file(hellos->reading);
    const struct elb_text id = elb_reading_id(hellos->reading);

    if (hellos->count == 1)
        return elb_arena_dup(arena, id.start, id.length);
    return elb_arena_printf(arena, "%.*s#%zu", ELB_TEXT_ARGS(file), index + 1);
}

static enum elb_status finish_client(struct elb_hellos *hellos, size_t index,
                                     struct elb_error *reterr)
{
    struct elb_arena *arena = &hellos->reading->list->arena;
    struct elb_seen_hello *seen = &hellos->seen[index];
    enum elb_status status = ELB_OK;

    if (seen->times > 1)
        status = add_note(
            hellos, seen, reterr,
            elb_arena_printf(arena, "seen %zu times among %zu hellos", seen->times, hellos->total));
    if (status != ELB_OK)
        return status;
    seen->client->notes = seen->notes;
    seen->client->note_count = seen->note_count;
    seen->client->id = id_of(hellos, index);
    if (!seen->client->id || !elb_client_list_add(hellos->reading->list, seen->client))
        return elb_error_set_memory(reterr);
    return ELB_OK;
}

enum elb_status elb_hellos_finish(struct elb_hellos *hellos, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < hellos->count; i++)
        status = finish_client(hellos, i, reterr);
    return status;
}
