/* SPDX-License-Identifier: MIT */

/*
 * The message itself. Every length in it must fit exactly; a list must be made of whole items. An
 * empty list is kept as such: servers refuse some of them, but the client did send it.
 */
#include "tls/bytes.h"
#include "tls/hello.h"

struct message {
    struct elb_hello *hello;
    struct elb_text whole;
    struct elb_hello_report *report;
};

static bool refuse(struct message *message, struct elb_text at, const char *what)
{
    message->report->message = what;
    message->report->offset = (size_t)(at.start - message->whole.start);
    return false;
}

/* ---- Extensions ----------------------------------------------------------------------------- */

static void add_all(struct elb_hello *hello, struct elb_hello_list *list, struct elb_text bytes)
{
    list->presence = ELB_SENT;
    for (size_t i = 0; i + 1 < bytes.length; i += 2)
        elb_hello_add(hello, list, (uint16_t)elb_bytes_u16(bytes, i));
}

/* A vector of two-byte codes, whose own length has `size` bytes, and nothing behind it. */
static bool read_codes(struct message *message, struct elb_text body, size_t size,
                       struct elb_hello_list *list, const char *what)
{
    struct elb_text rest = body;
    struct elb_text codes;

    if (!elb_bytes_take_vector(&rest, size, &codes) || rest.length > 0 || codes.length % 2 != 0)
        return refuse(message, body, what);
    add_all(message->hello, list, codes);
    return true;
}

static bool read_versions(struct message *message, struct elb_text body)
{
    return read_codes(message, body, 1, &message->hello->versions,
                      "the lengths in supported_versions don't fit");
}

static bool read_groups(struct message *message, struct elb_text body)
{
    return read_codes(message, body, 2, &message->hello->groups,
                      "the lengths in supported_groups don't fit");
}

static bool read_schemes(struct message *message, struct elb_text body)
{
    return read_codes(message, body, 2, &message->hello->schemes,
                      "the lengths in signature_algorithms don't fit");
}

static bool read_key_shares(struct message *message, struct elb_text body)
{
    static const char broken[] = "the lengths in key_share don't fit";
    struct elb_hello *hello = message->hello;
    struct elb_text rest = body;
    struct elb_text entries;

    if (!elb_bytes_take_vector(&rest, 2, &entries) || rest.length > 0)
        return refuse(message, body, broken);
    hello->key_shares.presence = ELB_SENT;
    while (entries.length > 0) {
        const struct elb_text entry = entries;
        struct elb_text key;
        size_t group;

        if (!elb_bytes_take_number(&entries, 2, &group) ||
            !elb_bytes_take_vector(&entries, 2, &key))
            return refuse(message, entry, broken);
        elb_hello_add(hello, &hello->key_shares, (uint16_t)group);
    }
    return true;
}

static bool read_point_formats(struct message *message, struct elb_text body)
{
    struct elb_hello *hello = message->hello;
    struct elb_text rest = body;
    struct elb_text formats;

    if (!elb_bytes_take_vector(&rest, 1, &formats) || rest.length > 0)
        return refuse(message, body, "the lengths in ec_point_formats don't fit");
    hello->point_formats.presence = ELB_SENT;
    for (size_t i = 0; i < formats.length; i++)
        elb_hello_add(hello, &hello->point_formats, (uint16_t)elb_byte_at(formats, i));
    return true;
}

static bool read_alpn(struct message *message, struct elb_text body)
{
    static const char broken[] = "the lengths in ALPN don't fit";
    struct elb_text rest = body;
    struct elb_text names;

    if (!elb_bytes_take_vector(&rest, 2, &names) || rest.length > 0)
        return refuse(message, body, broken);
    while (names.length > 0) {
        const struct elb_text at = names;
        struct elb_text name;

        if (!elb_bytes_take_vector(&names, 1, &name) || name.length == 0)
            return refuse(message, at, broken);
        elb_hello_add_alpn(message->hello, name);
    }
    return true;
}

static const struct {
    uint16_t type;
    bool (*read)(struct message *message, struct elb_text body);
} extensions[] = {
    {ELB_EXTENSION_GROUPS, read_groups},     {ELB_EXTENSION_POINT_FORMATS, read_point_formats},
    {ELB_EXTENSION_SCHEMES, read_schemes},   {ELB_EXTENSION_ALPN, read_alpn},
    {ELB_EXTENSION_VERSIONS, read_versions}, {ELB_EXTENSION_KEY_SHARES, read_key_shares},
};
#define EXTENSION_COUNT (sizeof(extensions) / sizeof(extensions[0]))

/* `seen` has a bit for each of those that are read: RFC 8446 section 4.2 allows each one once. */
static bool read_extension(struct message *message, uint16_t type, struct elb_text body,
                           unsigned *seen)
{
    elb_hello_add(message->hello, &message->hello->extensions, type);
    for (size_t i = 0; i < EXTENSION_COUNT; i++) {
        if (extensions[i].type != type)
            continue;
        if (*seen & 1u << i)
            return refuse(message, body, "an extension is there twice");
        *seen |= 1u << i;
        return extensions[i].read(message, body);
    }
    return true;
}

static bool read_extensions(struct message *message, struct elb_text block)
{
    unsigned seen = 0;

    message->hello->extensions.presence = ELB_SENT;
    while (block.length > 0) {
        const struct elb_text at = block;
        struct elb_text body;
        size_t type;

        if (!elb_bytes_take_number(&block, 2, &type) || !elb_bytes_take_vector(&block, 2, &body))
            return refuse(message, at, "the length of an extension doesn't fit");
        if (!read_extension(message, (uint16_t)type, body, &seen))
            return false;
    }
    return true;
}

/* ---- The message ---------------------------------------------------------------------------- */

static bool read_suites(struct message *message, struct elb_text *rest)
{
    const struct elb_text at = *rest;
    struct elb_text suites;

    if (!elb_bytes_take_vector(rest, 2, &suites) || suites.length % 2 != 0)
        return refuse(message, at, "the length of the cipher suites doesn't fit");
    if (suites.length == 0)
        return refuse(message, at, "it offers no cipher suite");
    add_all(message->hello, &message->hello->suites, suites);
    return true;
}

static bool read_head(struct message *message, struct elb_text *rest)
{
    const struct elb_text start = *rest;
    struct elb_text random;
    struct elb_text session;
    size_t version;

    if (!elb_bytes_take_number(rest, 2, &version) || !elb_bytes_take(rest, 32, &random))
        return refuse(message, start, "it is too short");
    if (version >> 8 != 3)
        return refuse(message, start, "its version is none of SSL or TLS");
    message->hello->legacy_version = (uint16_t)version;
    if (!elb_bytes_take_vector(rest, 1, &session) || session.length > 32)
        return refuse(message, *rest, "the length of the session id doesn't fit");
    return true;
}

/* SSLv3 and TLS 1.0 end here where they have no extensions (RFC 5246 section 7.4.1.2). */
static bool read_tail(struct message *message, struct elb_text rest)
{
    const struct elb_text at = rest;
    struct elb_text methods;
    struct elb_text block;

    if (!elb_bytes_take_vector(&rest, 1, &methods) || methods.length == 0)
        return refuse(message, at, "the length of the compression methods doesn't fit");
    if (rest.length == 0) {
        message->hello->extensions.presence = ELB_NOT_SENT;
        return true;
    }
    if (!elb_bytes_take_vector(&rest, 2, &block) || rest.length > 0)
        return refuse(message, rest, "the length of the extensions doesn't fit");
    return read_extensions(message, block);
}

enum elb_hello_result elb_hello_parse_message(struct elb_hello *hello, struct elb_text bytes,
                                              struct elb_hello_report *report)
{
    struct message message = {.hello = hello, .whole = bytes, .report = report};
    struct elb_text rest = bytes;
    struct elb_text body;
    size_t type;

    if (!elb_bytes_take_number(&rest, 1, &type) || type != 1) {
        (void)refuse(&message, bytes, "it is no ClientHello");
        return ELB_HELLO_OTHER;
    }
    if (!elb_bytes_take_vector(&rest, 3, &body) || rest.length > 0) {
        (void)refuse(&message, bytes, "its length doesn't fit");
        return ELB_HELLO_MALFORMED;
    }
    if (!read_head(&message, &body) || !read_suites(&message, &body) || !read_tail(&message, body))
        return ELB_HELLO_MALFORMED;
    elb_hello_settle(hello);
    report->length = bytes.length;
    return ELB_HELLO_COMPLETE;
}
