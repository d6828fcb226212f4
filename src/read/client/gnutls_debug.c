/* SPDX-License-Identifier: MIT */

/*
 * What `gnutls-cli -d 4` (or more) prints while it makes a ClientHello:
 *
 *     |<4>| HSK[0x55ad]: Adv. version: 3.3
 *     |<2>| Keeping ciphersuite 13.02 (GNUTLS_AES_256_GCM_SHA384)
 *     |<4>| EXT[0x55ad]: Sent group SECP256R1 (0x17)
 *     |<4>| EXT[0x55ad]: Sending extension Supported Groups/10 (22 bytes)
 *     |<4>| HSK[0x55ad]: CLIENT HELLO was queued [391 bytes]
 *
 * The formats of points are not printed.
 */
#include "read/log.h"

struct debug {
    struct elb_hellos hellos;
    struct elb_text head; /* empty: not within a hello */
};

static unsigned recognise(struct elb_text text)
{
    return elb_log_has_line(text, "|<") && elb_log_has(text, "| Keeping ciphersuite ") ? 91 : 0;
}

/* "13.02" in hex, "8.10" and "3.4" in decimal */
static bool add_pair(struct debug *debug, struct elb_hello_list *list, struct elb_text rest,
                     bool is_hex)
{
    uint64_t bytes[2] = {0};
    struct elb_text word;
    struct elb_text byte;

    if (!elb_text_next_word(&rest, " ()", &word))
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (!elb_text_next_field(&word, ".", &byte) ||
            !(is_hex ? elb_text_parse_hex(byte, UINT8_MAX, &bytes[i])
                     : elb_text_parse_unsigned(byte, UINT8_MAX, &bytes[i])))
            return false;
    }
    elb_hello_add(&debug->hellos.hello, list, (uint16_t)(bytes[0] << 8 | bytes[1]));
    return true;
}

static bool read_legacy_version(struct debug *debug, struct elb_text rest)
{
    struct elb_hello *hello = &debug->hellos.hello;

    elb_hello_clear(hello);
    debug->hellos.unknown = (struct elb_names){0};
    /* GnuTLS writes SSL's number: 3.3 is TLS 1.2 */
    if (!add_pair(debug, &hello->versions, rest, false))
        return false;
    hello->legacy_version = hello->versions.count > 0 ? hello->versions.codes[0] : 0;
    hello->versions.count = 0;
    hello->versions.presence = ELB_UNKNOWN;
    return true;
}

static bool read_suite(struct debug *debug, struct elb_text rest)
{
    return add_pair(debug, &debug->hellos.hello.suites, rest, true);
}

static bool read_scheme(struct debug *debug, struct elb_text rest)
{
    return add_pair(debug, &debug->hellos.hello.schemes, rest, false);
}

static bool read_version(struct debug *debug, struct elb_text rest)
{
    /* 3.4 is TLS 1.3 */
    return add_pair(debug, &debug->hellos.hello.versions, rest, false);
}

static bool read_group(struct debug *debug, struct elb_text rest)
{
    elb_log_add_group(&debug->hellos, &debug->hellos.hello.groups, rest);
    return true;
}

static bool read_key_share(struct debug *debug, struct elb_text rest)
{
    elb_log_add_group(&debug->hellos, &debug->hellos.hello.key_shares, elb_text_trim(rest));
    return true;
}

/* "Supported Groups/10 (22 bytes)": a list of codes has two bytes for its length before it. */
static bool read_extension(struct debug *debug, struct elb_text rest)
{
    struct elb_hello *hello = &debug->hellos.hello;
    struct elb_text type;
    struct elb_text bytes;
    uint64_t code;
    uint64_t length;

    if (!elb_log_between(rest, " (", " bytes)", &bytes) ||
        !elb_text_parse_unsigned(bytes, UINT16_MAX, &length))
        return false;
    type = (struct elb_text){rest.start, (size_t)(bytes.start - rest.start) - 2};
    while (elb_text_find(type, ELB_TEXT("/")) != SIZE_MAX)
        type = elb_text_skip(type, elb_text_find(type, ELB_TEXT("/")) + 1);
    if (!elb_text_parse_unsigned(type, UINT16_MAX, &code))
        return false;
    elb_hello_add(hello, &hello->extensions, (uint16_t)code);
    if (code == ELB_EXTENSION_GROUPS)
        return debug->hellos.lost.count > 0 || hello->groups.count * 2 + 2 == length;
    return code != ELB_EXTENSION_SCHEMES || hello->schemes.count * 2 + 2 == length;
}

static const struct {
    const char *words;
    bool (*read)(struct debug *debug, struct elb_text rest);
} lines[] = {
    {"]: Adv. version: ", read_legacy_version},
    {"| Keeping ciphersuite ", read_suite},
    {"]: Sent group ", read_group},
    {"]: sent signature algo (", read_scheme},
    {"| Advertizing version ", read_version},
    {"]: sending key share for ", read_key_share},
    {"]: Sending extension ", read_extension},
};

static enum elb_status finish(struct debug *debug, struct elb_text line, struct elb_error *reterr)
{
    struct elb_hello *hello = &debug->hellos.hello;

    debug->head.length = 0;
    if (hello->suites.count == 0)
        return elb_log_fail(&debug->hellos, line, reterr,
                            "the lines of this ClientHello are missing: 'gnutls-cli -d 4' "
                            "prints them");
    if (hello->extensions.presence == ELB_UNKNOWN)
        hello->extensions.presence = ELB_NOT_SENT;
    elb_hello_settle(hello);
    return elb_hellos_add(&debug->hellos, reterr);
}

static enum elb_status read_line(struct debug *debug, struct elb_text line,
                                 struct elb_error *reterr)
{
    if (!elb_text_has_prefix(line, "|<"))
        return ELB_OK;
    if (elb_text_find(line, ELB_TEXT("]: CLIENT HELLO was queued")) != SIZE_MAX)
        return finish(debug, line, reterr);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        const size_t start = elb_text_find(line, elb_text_from(lines[i].words));

        if (start == SIZE_MAX)
            continue;
        debug->head = line;
        if (!lines[i].read(debug, elb_text_skip(line, start + strlen(lines[i].words))))
            return elb_log_fail(&debug->hellos, line, reterr,
                                "this is no line of GnuTLS, or one above it is missing");
        return ELB_OK;
    }
    return ELB_OK;
}

static enum elb_status read_debug(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_text rest = reading->text;
    enum elb_status status = ELB_OK;
    struct debug debug = {0};
    struct elb_text line;

    elb_hellos_init(&debug.hellos, reading);
    while (status == ELB_OK && elb_text_next_line(&rest, &line))
        status = read_line(&debug, line, reterr);
    if (status == ELB_OK && debug.hellos.count == 0 && debug.head.length > 0)
        status = elb_log_fail(&debug.hellos, debug.head, reterr,
                              "the ClientHello breaks off before it is queued");
    if (status == ELB_OK)
        status = elb_log_finish(&debug.hellos, "this log of GnuTLS", reterr);
    elb_hellos_done(&debug.hellos);
    return status;
}

const struct elb_client_reader elb_client_reader_gnutls_debug = {
    .format.name = "gnutls-debug",
    .format.takes_bytes = true,
    .format.at_most = 91,
    .format.recognise = recognise,
    .read = read_debug,
};
