/* SPDX-License-Identifier: MIT */

/*
 * What -Djavax.net.debug=ssl:handshake prints of a ClientHello since JDK 11 (and 8u261):
 *
 *     "ClientHello": {
 *       "client version"      : "TLSv1.2",
 *       "cipher suites"       : "[TLS_AES_256_GCM_SHA384(0x1302), ...]",
 *       "extensions"          : [
 *         "supported_groups (10)": {
 *           "versions": [x25519, secp256r1]
 *         },
 *
 * up to a brace at the column where it began. A number in an extension's name may have the
 * separators of the locale in it. Both sides of a connection print it alike.
 */
#include "read/log.h"
#include "tls/names.h"

struct debug {
    struct elb_hellos hellos;
    struct elb_text head; /* empty: not within a hello */
    size_t column;
    size_t extension; /* SIZE_MAX: not within one */
    bool has_list;    /* the extension's list has been read */
};

static const char opening[] = "\"ClientHello\": {";

static unsigned recognise(struct elb_text text)
{
    return elb_log_has(text, opening) ? 94 : 0;
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static void add_alpn(struct elb_hellos *hellos, struct elb_text item)
{
    elb_hello_add_alpn(&hellos->hello, item);
}

static void add_group(struct elb_hellos *hellos, struct elb_text item)
{
    elb_log_add_group(hellos, &hellos->hello.groups, item);
}

static void add_point_format(struct elb_hellos *hellos, struct elb_text item)
{
    static const char *const names[] = {"uncompressed", "ansiX962_compressed_prime",
                                        "ansiX962_compressed_char2"};
    struct elb_hello *hello = &hellos->hello;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (elb_text_is(item, names[i])) {
            elb_hello_add(hello, &hello->point_formats, (uint16_t)i);
            return;
        }
    }
    elb_hellos_lose(hellos, &hello->point_formats, item);
}

static void add_items(struct elb_hellos *hellos, struct elb_text list,
                      void (*add)(struct elb_hellos *hellos, struct elb_text item))
{
    struct elb_text item;

    while (elb_log_next_item(&list, &item)) {
        if (item.length > 0)
            add(hellos, item);
    }
}

/* Extensions whose list stands between brackets, on a line of its own. */
static const struct {
    size_t type;
    void (*add)(struct elb_hellos *hellos, struct elb_text item);
} lists[] = {
    {ELB_EXTENSION_GROUPS, add_group},
    {ELB_EXTENSION_POINT_FORMATS, add_point_format},
    {ELB_EXTENSION_SCHEMES, elb_log_add_scheme},
    {ELB_EXTENSION_ALPN, add_alpn},
    {ELB_EXTENSION_VERSIONS, elb_log_add_version},
};

/* ---- Lines ---------------------------------------------------------------------------------- */

/* "server_name (0)": {   The type is SIZE_MAX for any other line. */
static size_t extension_of(struct elb_text line)
{
    struct elb_text digits;
    size_t type = 0;

    if (!elb_text_has_prefix(line, "\"") || !elb_text_has_suffix(line, ")\": {") ||
        !elb_log_in_parentheses(line, &digits) || digits.length == 0)
        return SIZE_MAX;
    for (size_t i = 0; i < digits.length && type <= UINT16_MAX; i++) {
        if (digits.start[i] >= '0' && digits.start[i] <= '9')
            type = type * 10 + (size_t)(digits.start[i] - '0');
        else if ((digits.start[i] >= 'a' && digits.start[i] <= 'z') || i == 0)
            return SIZE_MAX;
    }
    return type <= UINT16_MAX ? type : SIZE_MAX;
}

static void read_extension_line(struct debug *debug, struct elb_text line)
{
    struct elb_hello *hello = &debug->hellos.hello;
    struct elb_text list;

    if (debug->extension == ELB_EXTENSION_KEY_SHARES) {
        hello->key_shares.presence = ELB_SENT;
        if (elb_text_has_prefix(line, "\"named group\": "))
            elb_log_add_group(&debug->hellos, &hello->key_shares,
                              elb_text_skip(line, strlen("\"named group\": ")));
        return;
    }
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (lists[i].type != debug->extension || debug->has_list ||
            !elb_log_between(line, "[", "]", &list))
            continue;
        add_items(&debug->hellos, list, lists[i].add);
        debug->has_list = true;
    }
}

static void read_head_line(struct debug *debug, struct elb_text line)
{
    struct elb_hello *hello = &debug->hellos.hello;
    struct elb_text value;

    if (elb_text_has_prefix(line, "\"client version\"") &&
        elb_log_between(line, ": \"", "\"", &value)) {
        elb_log_add_version(&debug->hellos, value);
        hello->legacy_version = hello->versions.count > 0 ? hello->versions.codes[0] : 0;
        hello->versions.count = 0;
        hello->versions.presence = ELB_UNKNOWN;
    }
    if (elb_text_has_prefix(line, "\"cipher suites\"") && elb_log_between(line, "[", "]\"", &value))
        add_items(&debug->hellos, value, elb_log_add_suite);
    /* with its brackets on one line when there is none */
    if (elb_text_has_prefix(line, "\"extensions\""))
        hello->extensions.presence =
            elb_text_find(line, ELB_TEXT("]")) == SIZE_MAX ? ELB_SENT : ELB_NOT_SENT;
}

static enum elb_status finish(struct debug *debug, struct elb_error *reterr)
{
    struct elb_hello *hello = &debug->hellos.hello;
    const struct elb_text head = debug->head;

    debug->head.length = 0;
    if (hello->legacy_version == 0 || hello->suites.count == 0)
        return elb_log_fail(&debug->hellos, head, reterr,
                            "this ClientHello lacks its \"client version\" or its \"cipher "
                            "suites\"");
    if (hello->extensions.presence == ELB_UNKNOWN)
        hello->extensions.presence = ELB_NOT_SENT;
    elb_hello_settle(hello);
    return elb_hellos_add(&debug->hellos, reterr);
}

static void begin(struct debug *debug, struct elb_text line, size_t column)
{
    elb_hello_clear(&debug->hellos.hello);
    debug->hellos.unknown = (struct elb_names){0};
    debug->head = line;
    debug->column = column;
    debug->extension = SIZE_MAX;
}

static enum elb_status read_line(struct debug *debug, struct elb_text line,
                                 struct elb_error *reterr)
{
    const size_t start = elb_text_find(line, ELB_TEXT("\"ClientHello\": {"));
    struct elb_text trimmed = elb_text_trim(elb_text_skip(line, debug->column));
    size_t type;

    if (start != SIZE_MAX && debug->head.length == 0)
        begin(debug, line, start);
    if (start != SIZE_MAX || debug->head.length == 0)
        return ELB_OK;
    if (elb_text_has_prefix(elb_text_skip(line, debug->column), "}"))
        return finish(debug, reterr);
    type = extension_of(trimmed);
    if (type != SIZE_MAX) {
        elb_hello_add(&debug->hellos.hello, &debug->hellos.hello.extensions, (uint16_t)type);
        debug->extension = type;
        debug->has_list = false;
    } else if (debug->extension != SIZE_MAX) {
        read_extension_line(debug, trimmed);
    } else {
        read_head_line(debug, trimmed);
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
    if (status == ELB_OK && debug.head.length > 0)
        status = elb_log_fail(&debug.hellos, debug.head, reterr, "this ClientHello breaks off");
    if (status == ELB_OK)
        status = elb_log_finish(&debug.hellos, "this log of javax.net.debug", reterr);
    elb_hellos_done(&debug.hellos);
    return status;
}

const struct elb_client_reader elb_client_reader_java_debug = {
    .format.name = "java-debug",
    .format.takes_bytes = true,
    .format.recognise = recognise,
    .read = read_debug,
};
