/* SPDX-License-Identifier: MIT */
#include "tls/hello.h"

#include "base/alloc.h"

#include <string.h>

#define LIST_COUNT 7

static void get_lists(struct elb_hello *hello, struct elb_hello_list *lists[LIST_COUNT])
{
    lists[0] = &hello->versions;
    lists[1] = &hello->suites;
    lists[2] = &hello->groups;
    lists[3] = &hello->key_shares;
    lists[4] = &hello->schemes;
    lists[5] = &hello->extensions;
    lists[6] = &hello->point_formats;
}

void elb_hello_clear(struct elb_hello *hello)
{
    struct elb_hello_list *lists[LIST_COUNT];

    get_lists(hello, lists);
    for (size_t i = 0; i < LIST_COUNT; i++) {
        lists[i]->presence = ELB_UNKNOWN;
        lists[i]->count = 0;
    }
    elb_buffer_clear(&hello->alpn);
    elb_buffer_clear(&hello->message);
    hello->format = ELB_HELLO_TLS;
    hello->legacy_version = 0;
    hello->server_name = ELB_MAYBE;
    hello->alpn_count = 0;
    hello->sslv2_count = 0;
    hello->out_of_memory = false;
}

void elb_hello_done(struct elb_hello *hello)
{
    struct elb_hello_list *lists[LIST_COUNT];

    get_lists(hello, lists);
    for (size_t i = 0; i < LIST_COUNT; i++)
        elb_free(lists[i]->codes);
    elb_buffer_done(&hello->alpn);
    elb_buffer_done(&hello->message);
    *hello = (struct elb_hello){0};
}

static bool grow(struct elb_hello_list *list)
{
    const size_t capacity = list->capacity ? list->capacity * 2 : 64;
    uint16_t *codes = elb_realloc(list->codes, capacity * sizeof(*codes));

    if (!codes)
        return false;
    list->codes = codes;
    list->capacity = capacity;
    return true;
}

void elb_hello_add(struct elb_hello *hello, struct elb_hello_list *list, uint16_t code)
{
    list->presence = ELB_SENT;
    if (list->count == list->capacity && !grow(list)) {
        hello->out_of_memory = true;
        return;
    }
    list->codes[list->count++] = code;
}

void elb_hello_add_alpn(struct elb_hello *hello, struct elb_text name)
{
    for (size_t i = 0; i < name.length; i++) {
        const unsigned char c = (unsigned char)name.start[i];

        if (c > 0x20 && c < 0x7F && c != '\\')
            elb_buffer_append_char(&hello->alpn, (char)c);
        else
            elb_buffer_printf(&hello->alpn, "\\x%02x", c);
    }
    elb_buffer_append(&hello->alpn, "", 1);
    hello->alpn_count++;
}

static bool has_extension(const struct elb_hello *hello, uint16_t type)
{
    for (size_t i = 0; i < hello->extensions.count; i++) {
        if (hello->extensions.codes[i] == type)
            return true;
    }
    return false;
}

void elb_hello_settle(struct elb_hello *hello)
{
    const struct {
        uint16_t type;
        struct elb_hello_list *list;
    } carried[] = {
        {ELB_EXTENSION_VERSIONS, &hello->versions},
        {ELB_EXTENSION_GROUPS, &hello->groups},
        {ELB_EXTENSION_KEY_SHARES, &hello->key_shares},
        {ELB_EXTENSION_SCHEMES, &hello->schemes},
        {ELB_EXTENSION_POINT_FORMATS, &hello->point_formats},
    };

    if (hello->extensions.presence == ELB_UNKNOWN)
        return;
    for (size_t i = 0; i < sizeof(carried) / sizeof(carried[0]); i++) {
        if (carried[i].list->presence == ELB_UNKNOWN && !has_extension(hello, carried[i].type))
            carried[i].list->presence = ELB_NOT_SENT;
    }
    hello->server_name = has_extension(hello, ELB_EXTENSION_SERVER_NAME) ? ELB_YES : ELB_NO;
}

static bool copy_list(const struct elb_hello_list *list, struct elb_arena *arena,
                      struct elb_codes *ret_codes)
{
    uint16_t *codes;

    *ret_codes = (struct elb_codes){.presence = list->presence};
    if (list->presence != ELB_SENT || list->count == 0)
        return true;
    codes = elb_arena_alloc_array(arena, list->count, sizeof(*codes));
    if (!codes)
        return false;
    memcpy(codes, list->codes, list->count * sizeof(*codes));
    ret_codes->codes = codes;
    ret_codes->count = list->count;
    return true;
}

static bool copy_alpn(const struct elb_hello *hello, struct elb_arena *arena,
                      struct elb_client *client)
{
    const char **names;
    const char *name;

    if (hello->alpn_count == 0)
        return true;
    names = elb_arena_alloc_array(arena, hello->alpn_count, sizeof(*names));
    name = elb_arena_dup(arena, hello->alpn.data, hello->alpn.length);
    if (!names || !name)
        return false;
    for (size_t i = 0; i < hello->alpn_count; i++) {
        names[i] = name;
        name += strlen(name) + 1;
    }
    client->alpn = names;
    client->alpn_count = hello->alpn_count;
    return true;
}

bool elb_hello_copy(const struct elb_hello *hello, struct elb_arena *arena,
                    struct elb_client *client)
{
    if (hello->out_of_memory || hello->alpn.out_of_memory)
        return false;
    client->hello = hello->format;
    client->legacy_version = hello->legacy_version;
    client->server_name = hello->server_name;
    return copy_list(&hello->versions, arena, &client->supported_versions) &&
           copy_list(&hello->suites, arena, &client->suites) &&
           copy_list(&hello->groups, arena, &client->groups) &&
           copy_list(&hello->key_shares, arena, &client->key_shares) &&
           copy_list(&hello->schemes, arena, &client->schemes) &&
           copy_list(&hello->extensions, arena, &client->extensions) &&
           copy_list(&hello->point_formats, arena, &client->point_formats) &&
           copy_alpn(hello, arena, client);
}
