/* SPDX-License-Identifier: MIT */
#include "read/ja3.h"

#include "read/openssl.h"

/* Types of extensions (RFC 8422 section 5.1). */
#define EXTENSION_SUPPORTED_GROUPS 10
#define EXTENSION_POINT_FORMATS    11

/* The list is known, or the extension that would carry it was not sent. */
static bool is_settled(const struct elb_client *client, uint16_t extension,
                       const struct elb_codes *list)
{
    return list->presence == ELB_SENT || !elb_codes_has(&client->extensions, extension);
}

static bool is_known(const struct elb_client *client)
{
    return client->hello == ELB_HELLO_TLS && client->legacy_version != 0 &&
           client->suites.presence == ELB_SENT && !client->suites_incomplete &&
           client->extensions.presence != ELB_UNKNOWN &&
           is_settled(client, EXTENSION_SUPPORTED_GROUPS, &client->groups) &&
           is_settled(client, EXTENSION_POINT_FORMATS, &client->point_formats);
}

static void append_list(struct elb_buffer *buffer, const struct elb_codes *list)
{
    const char *separator = "";

    elb_buffer_append_char(buffer, ',');
    for (size_t i = 0; list->presence == ELB_SENT && i < list->count; i++) {
        if (elb_is_grease(list->codes[i]))
            continue;
        elb_buffer_printf(buffer, "%s%u", separator, list->codes[i]);
        separator = "-";
    }
}

bool elb_client_ja3(const struct elb_client *client, struct elb_buffer *buffer)
{
    if (!is_known(client))
        return false;
    elb_buffer_printf(buffer, "%u", client->legacy_version);
    append_list(buffer, &client->suites);
    append_list(buffer, &client->extensions);
    append_list(buffer, &client->groups);
    append_list(buffer, &client->point_formats);
    return true;
}

enum elb_status elb_ja3_hash(struct elb_text ja3, char ret_hash[ELB_JA3_HASH_SIZE],
                             struct elb_error *reterr)
{
    _Static_assert(ELB_JA3_HASH_SIZE == ELB_OPENSSL_MD5_SIZE, "a JA3 is an MD5");
    return elb_openssl_md5(ja3, ret_hash, reterr);
}
