/* SPDX-License-Identifier: MIT */

/*
 * What -Djavax.net.debug=ssl:handshake prints of a ClientHello in JDK 6 to 8 (before 8u261), and
 * in IBM's:
 *
 *     *** ClientHello, TLSv1.2
 *     Cipher Suites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, ...]
 *     Compression Methods:  { 0 }
 *     Extension elliptic_curves, curve names: {secp256r1, ...}
 *     Extension ec_point_formats, formats: [uncompressed]
 *     Extension signature_algorithms, signature_algorithms: SHA512withECDSA, ...
 *     ***
 *
 * The types of other extensions are not printed as numbers, and some extensions not at all, so
 * their list stays unknown.
 */
#include "read/log.h"
#include "tls/names.h"

struct debug {
    struct elb_hellos hellos;
    struct elb_text head; /* empty: not within a hello */
};

static const char opening[] = "*** ClientHello, ";

static unsigned recognise(struct elb_text text)
{
    return elb_log_has(text, opening) ? 94 : 0;
}

static void add_group(struct elb_hellos *hellos, struct elb_text item)
{
    elb_log_add_group(hellos, &hellos->hello.groups, item);
}

static void add_point_format(struct elb_hellos *hellos, struct elb_text item)
{
    struct elb_hello *hello = &hellos->hello;

    if (elb_text_is(item, "uncompressed"))
        elb_hello_add(hello, &hello->point_formats, 0);
    else if (elb_text_is(item, "ansiX962_compressed_prime"))
        elb_hello_add(hello, &hello->point_formats, 1);
    else if (elb_text_is(item, "ansiX962_compressed_char2"))
        elb_hello_add(hello, &hello->point_formats, 2);
    else
        elb_hellos_lose(hellos, &hello->point_formats, item);
}

static void add_name(struct elb_hellos *hellos, struct elb_text item)
{
    (void)item;
    hellos->hello.server_name = ELB_YES;
}

/* What a line begins with, and what ends its list; NULL: the line. */
static const struct {
    const char *begin;
    const char *end;
    void (*add)(struct elb_hellos *hellos, struct elb_text item);
} lists[] = {
    {"Cipher Suites: [", "]", elb_log_add_suite},
    {"Extension elliptic_curves, curve names: {", "}", add_group},
    {"Extension ec_point_formats, formats: [", "]", add_point_format},
    {"Extension signature_algorithms, signature_algorithms: ", NULL, elb_log_add_scheme},
    {"Extension server_name, server_name: [", "]", add_name},
};

/* False: the list has no end. */
static bool read_list(struct debug *debug, struct elb_text line)
{
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        struct elb_text list;
        struct elb_text item;

        if (!elb_text_has_prefix(line, lists[i].begin))
            continue;
        list = elb_text_skip(line, strlen(lists[i].begin));
        if (lists[i].end && !elb_log_between(line, lists[i].begin, lists[i].end, &list))
            return false;
        while (elb_log_next_item(&list, &item)) {
            if (item.length > 0)
                lists[i].add(&debug->hellos, item);
        }
    }
    return true;
}

/* A server of these versions prints what newer clients send, but does not understand it. */
static void read_unsupported(struct debug *debug, struct elb_text line)
{
    struct elb_hello *hello = &debug->hellos.hello;
    struct elb_text type;

    if (!elb_log_between(line, "Unsupported extension ", ",", &type))
        return;
    if (elb_text_is(type, "type_43"))
        elb_hellos_lose(&debug->hellos, &hello->versions, type);
    if (elb_text_is(type, "type_51"))
        elb_hellos_lose(&debug->hellos, &hello->key_shares, type);
}

/*
 * These are printed whenever they are sent, so without them they weren't; TLS 1.3, and with it
 * supported_versions and key_share, is not in these versions.
 */
static void settle(struct elb_hello *hello)
{
    struct elb_hello_list *const all[] = {&hello->groups, &hello->point_formats, &hello->schemes,
                                          &hello->versions, &hello->key_shares};

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (all[i]->presence == ELB_UNKNOWN)
            all[i]->presence = ELB_NOT_SENT;
    }
    if (hello->server_name == ELB_MAYBE)
        hello->server_name = ELB_NO;
}

static enum elb_status finish(struct debug *debug, struct elb_error *reterr)
{
    struct elb_hello *hello = &debug->hellos.hello;
    const struct elb_text head = debug->head;

    debug->head.length = 0;
    if (hello->suites.count == 0)
        return elb_log_fail(&debug->hellos, head, reterr,
                            "this ClientHello lacks its 'Cipher Suites: [...]'");
    settle(hello);
    return elb_hellos_add(&debug->hellos, reterr);
}

static enum elb_status begin(struct debug *debug, struct elb_text line, struct elb_error *reterr)
{
    const size_t start = elb_text_find(line, elb_text_from(opening)) + strlen(opening);
    const struct elb_text name = elb_text_trim(elb_text_skip(line, start));
    const uint16_t version = elb_version_from_name(name);

    elb_hello_clear(&debug->hellos.hello);
    debug->hellos.unknown = (struct elb_names){0};
    if (version == 0)
        return elb_log_fail(&debug->hellos, line, reterr,
                            "expected the version of this ClientHello, such as TLSv1.2");
    debug->hellos.hello.legacy_version = version;
    debug->head = line;
    return ELB_OK;
}

static enum elb_status read_line(struct debug *debug, struct elb_text line,
                                 struct elb_error *reterr)
{
    const struct elb_text trimmed = elb_text_trim(line);

    if (elb_text_find(line, elb_text_from(opening)) != SIZE_MAX)
        return begin(debug, line, reterr);
    if (debug->head.length == 0)
        return ELB_OK;
    if (elb_text_has_prefix(trimmed, "***"))
        return finish(debug, reterr);
    read_unsupported(debug, trimmed);
    if (!read_list(debug, trimmed))
        return elb_log_fail(&debug->hellos, trimmed, reterr,
                            "this list of the ClientHello breaks off");
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
    if (status == ELB_OK && debug.head.length > 0)
        status = elb_log_fail(&debug.hellos, debug.head, reterr,
                              "this ClientHello breaks off before its closing '***'");
    if (status == ELB_OK)
        status = elb_log_finish(&debug.hellos, "this log of javax.net.debug", reterr);
    elb_hellos_done(&debug.hellos);
    return status;
}

const struct elb_client_reader elb_client_reader_java_debug_8 = {
    .format.name = "java-debug-8",
    .format.takes_bytes = true,
    .format.recognise = recognise,
    .read = read_debug,
};
