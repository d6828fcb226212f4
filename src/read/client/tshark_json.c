/* SPDX-License-Identifier: MIT */

/*
 * What `tshark -T json` prints, with or without --no-duplicate-keys. A ClientHello is a mapping
 * with a "tls.handshake.type" of 1, which is "ssl.handshake.type" before Wireshark 3.0:
 *
 *     "tls.handshake": {
 *       "tls.handshake.type": "1",
 *       "tls.handshake.version": "0x0303",
 *       "tls.handshake.ciphersuites": {"tls.handshake.ciphersuite": "0xc02f", ...},
 *       "Extension: supported_groups (len=4)": {
 *         "tls.handshake.extension.type": "10",
 *         "tls.handshake.extensions_supported_groups": {
 *           "tls.handshake.extensions_supported_group": "0x001d"}}}
 *
 * Items of a list are values under the same key, or an array under one.
 */
#include "read/limits.h"
#include "read/log.h"

struct dump {
    struct elb_hellos hellos;
    struct elb_error *reterr;
    struct elb_text source; /* of the packet */
};

static unsigned recognise(struct elb_text text)
{
    const struct elb_text start = elb_text_trim(text);

    if (start.length == 0 || (*start.start != '[' && *start.start != '{'))
        return 0;
    if (elb_log_has(text, "\"tls.handshake") || elb_log_has(text, "\"ssl.handshake"))
        return 94;
    return elb_log_has(text, "\"_source\": {") && elb_log_has(text, "\"layers\": {") ? 93 : 0;
}

/* ---- Keys and values ------------------------------------------------------------------------ */

/* The key behind "tls.handshake."; empty for any other. */
static struct elb_text name_of(const struct elb_node *key)
{
    const struct elb_text text = elb_node_text(key);

    if (!elb_text_has_prefix(text, "tls.handshake.") &&
        !elb_text_has_prefix(text, "ssl.handshake."))
        return (struct elb_text){0};
    return elb_text_skip(text, strlen("tls.handshake."));
}

static enum elb_status add_value(struct dump *dump, struct elb_hello_list *list,
                                 const struct elb_node *value)
{
    uint64_t number;

    if (elb_node_is_sequence(value)) {
        enum elb_status status = ELB_OK;

        for (size_t i = 0; status == ELB_OK && i < elb_node_count(value); i++)
            status = add_value(dump, list, elb_node_at(value, i));
        return status;
    }
    if (!elb_node_get_unsigned(value, UINT16_MAX, &number))
        return elb_error_set(dump->reterr, ELB_ERROR_SYNTAX, dump->hellos.reading->path,
                             value->start.line, value->start.column,
                             "expected a code, such as \"0xc02f\"");
    elb_hello_add(&dump->hellos.hello, list, (uint16_t)number);
    return ELB_OK;
}

/* Adds all values under this name, however deep. */
static enum elb_status add_all(struct dump *dump, struct elb_hello_list *list, const char *name,
                               const struct elb_node *node)
{
    enum elb_status status = ELB_OK;

    if (elb_node_is_scalar(node))
        return ELB_OK;
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *value = elb_node_at(node, i);

        if (elb_node_is_mapping(node) && elb_text_is(name_of(elb_node_key_at(node, i)), name))
            status = add_value(dump, list, value);
        else
            status = add_all(dump, list, name, value);
    }
    return status;
}

static void add_alpn(struct dump *dump, const struct elb_node *node)
{
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_node *value = elb_node_at(node, i);
        const struct elb_text name = name_of(elb_node_key_at(node, i));

        if (!elb_text_is(name, "extensions_alpn_str")) {
            add_alpn(dump, value);
            continue;
        }
        for (size_t j = 0; j < elb_node_count(value); j++)
            elb_hello_add_alpn(&dump->hellos.hello, elb_node_text(elb_node_at(value, j)));
        if (elb_node_is_scalar(value))
            elb_hello_add_alpn(&dump->hellos.hello, elb_node_text(value));
    }
}

/* ---- Hellos --------------------------------------------------------------------------------- */

static enum elb_status read_list(struct dump *dump, uint64_t type, const struct elb_node *extension)
{
    struct elb_hello *hello = &dump->hellos.hello;
    const struct {
        uint16_t type;
        const char *name;
        struct elb_hello_list *list;
    } lists[] = {
        {ELB_EXTENSION_GROUPS, "extensions_supported_group", &hello->groups},
        {ELB_EXTENSION_POINT_FORMATS, "extensions_ec_point_format", &hello->point_formats},
        {ELB_EXTENSION_SCHEMES, "sig_hash_alg", &hello->schemes},
        {ELB_EXTENSION_VERSIONS, "extensions.supported_version", &hello->versions},
        {ELB_EXTENSION_KEY_SHARES, "extensions_key_share_group", &hello->key_shares},
    };

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (lists[i].type != type)
            continue;
        lists[i].list->presence = ELB_SENT;
        return add_all(dump, lists[i].list, lists[i].name, extension);
    }
    if (type == ELB_EXTENSION_ALPN)
        add_alpn(dump, extension);
    return ELB_OK;
}

/* One extension, or an array of those with the same name. */
static enum elb_status read_extension(struct dump *dump, const struct elb_node *extension)
{
    struct elb_hello *hello = &dump->hellos.hello;
    enum elb_status status = ELB_OK;
    uint64_t type;

    if (elb_node_is_sequence(extension)) {
        for (size_t i = 0; status == ELB_OK && i < elb_node_count(extension); i++)
            status = read_extension(dump, elb_node_at(extension, i));
        return status;
    }
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(extension); i++) {
        if (!elb_text_is(name_of(elb_node_key_at(extension, i)), "extension.type") ||
            !elb_node_get_unsigned(elb_node_at(extension, i), UINT16_MAX, &type))
            continue;
        elb_hello_add(hello, &hello->extensions, (uint16_t)type);
        status = read_list(dump, type, extension);
    }
    return status;
}

static enum elb_status read_pair(struct dump *dump, const struct elb_node *key,
                                 const struct elb_node *value)
{
    struct elb_hello *hello = &dump->hellos.hello;
    const struct elb_text name = name_of(key);
    uint64_t number;

    if (elb_text_is(name, "version") && elb_node_get_unsigned(value, UINT16_MAX, &number))
        hello->legacy_version = (uint16_t)number;
    if (elb_text_is(name, "ciphersuites"))
        return add_all(dump, &hello->suites, "ciphersuite", value);
    if (elb_text_has_prefix(elb_node_text(key), "Extension: "))
        return read_extension(dump, value);
    return ELB_OK;
}

static enum elb_status read_hello(struct dump *dump, const struct elb_node *node)
{
    struct elb_hello *hello = &dump->hellos.hello;
    enum elb_status status = ELB_OK;

    elb_hello_clear(hello);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++)
        status = read_pair(dump, elb_node_key_at(node, i), elb_node_at(node, i));
    if (status != ELB_OK)
        return status;
    if (hello->out_of_memory)
        return elb_error_set_memory(dump->reterr);
    if (hello->suites.count == 0 || hello->legacy_version == 0)
        return elb_error_set(dump->reterr, ELB_ERROR_SYNTAX, dump->hellos.reading->path,
                             node->start.line, node->start.column,
                             "a ClientHello without its cipher suites or its version: have tshark "
                             "print all of it");
    if (hello->extensions.presence == ELB_UNKNOWN)
        hello->extensions.presence = ELB_NOT_SENT;
    elb_hello_settle(hello);
    elb_hellos_set_source_text(&dump->hellos, dump->source);
    return elb_hellos_add(&dump->hellos, dump->reterr);
}

static bool is_hello(const struct elb_node *node)
{
    for (size_t i = 0; elb_node_is_mapping(node) && i < elb_node_count(node); i++) {
        if (elb_text_is(name_of(elb_node_key_at(node, i)), "type"))
            return elb_node_text_is(elb_node_at(node, i), "1");
    }
    return false;
}

/* The layers of a packet stand in their order, so that its address comes before its hello. */
static void note_source(struct dump *dump, const struct elb_node *key, const struct elb_node *value)
{
    if (elb_node_text_is(key, "layers"))
        dump->source = (struct elb_text){0};
    if ((elb_node_text_is(key, "ip.src") || elb_node_text_is(key, "ipv6.src")) &&
        elb_node_is_scalar(value))
        dump->source = elb_node_text(value);
}

static enum elb_status visit(struct dump *dump, const struct elb_node *node)
{
    enum elb_status status = ELB_OK;

    if (is_hello(node))
        return read_hello(dump, node);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        if (elb_node_is_mapping(node))
            note_source(dump, elb_node_key_at(node, i), elb_node_at(node, i));
        status = visit(dump, elb_node_at(node, i));
    }
    return status;
}

static enum elb_status read_dump(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_limits limits = elb_read_tree_limits(reading->limits);
    struct dump dump = {.reterr = reterr};
    struct elb_arena arena = {0};
    const struct elb_node *root;
    enum elb_status status;

    limits.duplicate_keys = ELB_DUPLICATES_KEPT;
    elb_hellos_init(&dump.hellos, reading);
    status = elb_json_read(&arena, reading->text, reading->path, &limits, &root, reterr);
    if (status == ELB_OK)
        status = visit(&dump, root);
    if (status == ELB_OK)
        status = elb_log_finish(&dump.hellos, "this output of 'tshark -T json'", reterr);
    elb_hellos_done(&dump.hellos);
    elb_arena_done(&arena);
    return status;
}

const struct elb_client_reader elb_client_reader_tshark_json = {
    .format.name = "tshark-json",
    .format.recognise = recognise,
    .read = read_dump,
};
