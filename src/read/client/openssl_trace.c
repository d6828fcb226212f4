/* SPDX-License-Identifier: MIT */

/*
 * What `openssl s_client -trace` prints of a ClientHello (ssl/t1_trce.c of OpenSSL): one item a
 * line, its number in parentheses, and the length of each list before it. The lengths tell a list
 * that is whole from one that was cut, or that an error message fell into (2>&1).
 */
#include "read/log.h"

struct trace {
    struct elb_hellos hellos;
    struct elb_text head; /* "ClientHello, Length=311"; empty: not within a hello */
    bool has_extensions;
    bool is_split; /* the line of an extension goes on behind an error message */
    size_t suites; /* bytes of the list */
    size_t block;  /* bytes of extensions that are still to come */
    size_t left;   /* bytes of the extension's list that are still to come */
    uint16_t extension;
    bool is_connected;
    bool has_connections;
};

static unsigned recognise(struct elb_text text)
{
    static const char *const signs[] = {"Sent Record", "Received Record", "Sent TLS Record",
                                        "Received TLS Record", "    ClientHello, Length="};

    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (elb_log_has_line(text, signs[i]))
            return 92;
    }
    return 0;
}

static enum elb_status refuse(const struct trace *trace, struct elb_text line, const char *what,
                              struct elb_error *reterr)
{
    return elb_log_fail(&trace->hellos, line, reterr,
                        "the trace of a ClientHello breaks here: %s (2>&1 mixes errors into "
                        "it: keep them apart)",
                        what);
}

/* The number behind `name` in a line such as "cipher_suites (len=62)". */
static bool length_of(struct elb_text line, const char *name, size_t *ret_length)
{
    const size_t start = elb_text_find(line, elb_text_from(name));
    struct elb_text rest;
    struct elb_text word;
    uint64_t number;

    if (start == SIZE_MAX)
        return false;
    rest = elb_text_skip(line, start + strlen(name));
    if (!elb_text_next_word(&rest, " )", &word) ||
        !elb_text_parse_unsigned(word, ELB_HELLO_MAX, &number))
        return false;
    *ret_length = (size_t)number;
    return true;
}

/* ---- Lists ---------------------------------------------------------------------------------- */

/* Takes so many bytes off the list that is being read. */
static bool count(struct trace *trace, size_t bytes)
{
    if (bytes > trace->left)
        return false;
    trace->left -= bytes;
    return true;
}

static bool add_code(struct trace *trace, struct elb_hello_list *list, struct elb_text line,
                     size_t bytes)
{
    uint16_t code;

    if (!elb_log_code(line, &code))
        return false;
    elb_hello_add(&trace->hellos.hello, list, code);
    return count(trace, bytes);
}

static bool add_key_share(struct trace *trace, struct elb_text line)
{
    size_t length;

    if (elb_text_has_prefix(line, "NamedGroup:"))
        return add_code(trace, &trace->hellos.hello.key_shares, line, 4);
    return length_of(line, "key_exchange:  (len=", &length) && count(trace, length);
}

static bool add_item(struct trace *trace, struct elb_text line)
{
    struct elb_hello *hello = &trace->hellos.hello;

    switch (trace->extension) {
    case ELB_EXTENSION_GROUPS:
        return add_code(trace, &hello->groups, line, 2);
    case ELB_EXTENSION_SCHEMES:
        return add_code(trace, &hello->schemes, line, 2);
    case ELB_EXTENSION_VERSIONS:
        return add_code(trace, &hello->versions, line, 2);
    case ELB_EXTENSION_POINT_FORMATS:
        return add_code(trace, &hello->point_formats, line, 1);
    case ELB_EXTENSION_KEY_SHARES:
        return add_key_share(trace, line);
    default:
        elb_hello_add_alpn(hello, line);
        return count(trace, line.length + 1);
    }
}

/* The list that an extension begins with, and the bytes of its own length. */
static struct elb_hello_list *list_of(struct elb_hello *hello, uint16_t type, size_t *ret_head)
{
    const struct {
        uint16_t type;
        size_t head;
        struct elb_hello_list *list;
    } lists[] = {
        {ELB_EXTENSION_GROUPS, 2, &hello->groups},
        {ELB_EXTENSION_SCHEMES, 2, &hello->schemes},
        {ELB_EXTENSION_VERSIONS, 1, &hello->versions},
        {ELB_EXTENSION_POINT_FORMATS, 1, &hello->point_formats},
        {ELB_EXTENSION_KEY_SHARES, 2, &hello->key_shares},
    };

    *ret_head = type == ELB_EXTENSION_ALPN ? 2 : SIZE_MAX;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (lists[i].type == type) {
            *ret_head = lists[i].head;
            return lists[i].list;
        }
    }
    return NULL;
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static enum elb_status begin_extension(struct trace *trace, struct elb_text line,
                                       struct elb_error *reterr)
{
    struct elb_hello *hello = &trace->hellos.hello;
    struct elb_hello_list *list;
    struct elb_text type;
    uint64_t number;
    size_t length;
    size_t head;

    trace->is_split = elb_text_find(line, ELB_TEXT("), length=")) == SIZE_MAX;
    if (trace->is_split)
        return ELB_OK;
    if (!length_of(line, "), length=", &length) || !elb_log_in_parentheses(line, &type) ||
        !elb_text_parse_unsigned(type, UINT16_MAX, &number) || trace->left > 0 ||
        length + 4 > trace->block)
        return refuse(trace, line, "this extension can't stand here", reterr);
    trace->block -= length + 4;
    trace->extension = (uint16_t)number;
    elb_hello_add(hello, &hello->extensions, trace->extension);
    list = list_of(hello, trace->extension, &head);
    if (list)
        list->presence = ELB_SENT;
    trace->left = length > head ? length - head : 0;
    return ELB_OK;
}

static enum elb_status read_extension_line(struct trace *trace, struct elb_text line,
                                           struct elb_error *reterr)
{
    if (trace->is_split || elb_text_has_prefix(line, "extension_type="))
        return begin_extension(trace, line, reterr);
    if (trace->left > 0 && !add_item(trace, line))
        return refuse(trace, line, "this is no item of the list", reterr);
    return ELB_OK;
}

static bool add_suite(struct trace *trace, struct elb_text line)
{
    struct elb_hello *hello = &trace->hellos.hello;
    uint16_t code;

    if (!elb_log_suite_bytes(line, &code))
        return false;
    elb_hello_add(hello, &hello->suites, code);
    return true;
}

static enum elb_status read_head_line(struct trace *trace, struct elb_text line,
                                      struct elb_error *reterr)
{
    struct elb_hello *hello = &trace->hellos.hello;
    struct elb_text version;
    uint64_t number;

    if (elb_log_between(line, "client_version=", " ", &version) &&
        elb_text_parse_unsigned(version, UINT16_MAX, &number))
        hello->legacy_version = (uint16_t)number;
    if (elb_text_has_prefix(line, "{") && !add_suite(trace, line))
        return refuse(trace, line, "expected a cipher suite, such as {0xC0, 0x2F}", reterr);
    if (elb_text_has_prefix(line, "cipher_suites (len="))
        (void)length_of(line, "(len=", &trace->suites);
    if (elb_text_is(line, "No extensions")) {
        hello->extensions.presence = ELB_NOT_SENT;
        trace->has_extensions = true;
    } else if (length_of(line, "extensions, length = ", &trace->block)) {
        hello->extensions.presence = ELB_SENT;
        trace->has_extensions = true;
    }
    return ELB_OK;
}

static enum elb_status finish(struct trace *trace, struct elb_text line, struct elb_error *reterr)
{
    struct elb_hello *hello = &trace->hellos.hello;

    if (hello->legacy_version == 0 || hello->suites.count == 0 ||
        hello->suites.count * 2 != trace->suites)
        return refuse(trace, line, "its cipher suites or its version are not all there", reterr);
    trace->head.length = 0;
    elb_hello_settle(hello);
    if (trace->is_connected && trace->has_connections) {
        elb_hello_clear(hello); /* the answer to a HelloRetryRequest */
        return ELB_OK;
    }
    trace->is_connected = true;
    return elb_hellos_add(&trace->hellos, reterr);
}

static enum elb_status begin(struct trace *trace, struct elb_text line, struct elb_error *reterr)
{
    if (trace->head.length > 0)
        return refuse(trace, line, "the ClientHello before is not complete", reterr);
    elb_hello_clear(&trace->hellos.hello);
    trace->head = line;
    trace->has_extensions = false;
    trace->is_split = false;
    trace->suites = 0;
    trace->block = 0;
    trace->left = 0;
    return ELB_OK;
}

static enum elb_status read_line(struct trace *trace, struct elb_text line,
                                 struct elb_error *reterr)
{
    enum elb_status status;

    if (elb_text_has_prefix(line, "CONNECTED(")) {
        trace->is_connected = false;
        trace->has_connections = true;
    }
    if (elb_text_has_prefix(line, "ClientHello, Length="))
        return begin(trace, line, reterr);
    if (trace->head.length == 0)
        return ELB_OK;
    status = trace->has_extensions ? read_extension_line(trace, line, reterr)
                                   : read_head_line(trace, line, reterr);
    if (status == ELB_OK && trace->has_extensions && trace->block == 0 && trace->left == 0)
        status = finish(trace, line, reterr);
    return status;
}

static enum elb_status read_trace(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_text rest = reading->text;
    enum elb_status status = ELB_OK;
    struct trace trace = {0};
    struct elb_text line;

    elb_hellos_init(&trace.hellos, reading);
    while (status == ELB_OK && elb_text_next_line(&rest, &line))
        status = read_line(&trace, elb_text_trim(line), reterr);
    if (status == ELB_OK && trace.head.length > 0)
        status = refuse(&trace, trace.head, "it ends before this hello does", reterr);
    if (status == ELB_OK)
        status = elb_log_finish(&trace.hellos, "this trace of 'openssl s_client -trace'", reterr);
    elb_hellos_done(&trace.hellos);
    return status;
}

const struct elb_client_reader elb_client_reader_openssl_trace = {
    .format.name = "openssl-trace",
    .format.summary = "a log of one (OpenSSL, Java, GnuTLS, tshark, Zeek)",
    .format.takes_bytes = true,
    .format.at_most = 92,
    .format.recognise = recognise,
    .read = read_trace,
};
