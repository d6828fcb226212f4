/* SPDX-License-Identifier: MIT */

/*
 * Zeek's ssl.log with policy/protocols/ssl/ssl-log-ext, which alone has what a client offered:
 * tab-separated with a line of `#fields`, or an object of JSON on each line. A row without
 * client_ciphers is about a connection whose hello Zeek has not seen.
 */
#include "read/limits.h"
#include "read/log.h"

enum field {
    CIPHERS,
    VERSION,
    EXTENSIONS,
    CURVES,
    POINT_FORMATS,
    VERSIONS,
    KEY_SHARES,
    KEYS,
    HASHES,
    ALPN,
    SOURCE,
    FIELD_COUNT,
    OTHER = FIELD_COUNT,
};

static const char *const names[FIELD_COUNT] = {
    [CIPHERS] = "client_ciphers",
    [VERSION] = "client_version",
    [EXTENSIONS] = "ssl_client_exts",
    [CURVES] = "client_curves",
    [POINT_FORMATS] = "point_formats",
    [VERSIONS] = "client_supported_versions",
    [KEY_SHARES] = "client_key_share_groups",
    [KEYS] = "sigalgs",
    [HASHES] = "hashalgs",
    [ALPN] = "orig_alpn",
    [SOURCE] = "id.orig_h",
};

#define FIELDS_MAX 256

struct log {
    struct elb_hellos hellos;
    enum field columns[FIELDS_MAX];
    size_t count;
    bool has[FIELD_COUNT];
    char separator[2];
    char set_separator[2];
    struct elb_text values[FIELD_COUNT]; /* of the row, joined by set_separator; NULL: unset */
    struct elb_buffer joined[FIELD_COUNT];
    size_t rows;
    size_t broken; /* rows with numbers that are no codes */
};

static enum field field_of(struct elb_text name)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (elb_text_is(name, names[i]))
            return (enum field)i;
    }
    return OTHER;
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text line;

    if (!elb_text_next_line(&text, &line))
        return 0;
    if (elb_text_has_prefix(line, "#separator ") || elb_text_has_prefix(line, "#fields"))
        return elb_log_has(text, "client_ciphers") || elb_log_has(text, "#path\tssl") ? 93 : 0;
    if (!elb_text_has_prefix(line, "{"))
        return 0;
    return elb_text_find(line, ELB_TEXT("\"client_ciphers\"")) != SIZE_MAX ||
                   (elb_text_find(line, ELB_TEXT("\"established\"")) != SIZE_MAX &&
                    elb_text_find(line, ELB_TEXT("\"uid\"")) != SIZE_MAX)
               ? 93
               : 0;
}

/* ---- A row ---------------------------------------------------------------------------------- */

/* The two bytes of a scheme stand in two lists. */
static bool read_schemes(struct log *log)
{
    struct elb_hello *hello = &log->hellos.hello;
    struct elb_text hashes = log->values[HASHES];
    struct elb_text keys = log->values[KEYS];
    struct elb_text hash;
    struct elb_text key;
    uint64_t bytes[2];

    if (!hashes.start || !keys.start)
        return true;
    hello->schemes.presence = ELB_SENT;
    while (elb_text_next_word(&hashes, log->set_separator, &hash)) {
        if (!elb_text_next_word(&keys, log->set_separator, &key) ||
            !elb_text_parse_unsigned(hash, UINT8_MAX, &bytes[0]) ||
            !elb_text_parse_unsigned(key, UINT8_MAX, &bytes[1]))
            return false;
        elb_hello_add(hello, &hello->schemes, (uint16_t)(bytes[0] << 8 | bytes[1]));
    }
    return true;
}

static bool read_lists(struct log *log)
{
    struct elb_hello *hello = &log->hellos.hello;
    struct elb_hello_list *const lists[FIELD_COUNT] = {
        [CIPHERS] = &hello->suites,    [EXTENSIONS] = &hello->extensions,
        [CURVES] = &hello->groups,     [POINT_FORMATS] = &hello->point_formats,
        [VERSIONS] = &hello->versions, [KEY_SHARES] = &hello->key_shares,
    };

    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (lists[i] && log->values[i].start &&
            !elb_log_add_numbers(&log->hellos, lists[i], log->set_separator, log->values[i]))
            return false;
    }
    return true;
}

static bool read_values(struct log *log)
{
    struct elb_hello *hello = &log->hellos.hello;
    struct elb_text protocols = log->values[ALPN];
    struct elb_text name;
    uint64_t version;

    if (!read_lists(log) || !read_schemes(log) || hello->suites.count == 0)
        return false;
    if (log->values[VERSION].start) {
        if (!elb_text_parse_unsigned(log->values[VERSION], UINT16_MAX, &version))
            return false;
        hello->legacy_version = (uint16_t)version;
    }
    while (elb_text_next_word(&protocols, log->set_separator, &name))
        elb_hello_add_alpn(hello, name);
    /* Unset where the column exists: not one extension was sent. */
    if (hello->extensions.presence == ELB_UNKNOWN && log->has[EXTENSIONS])
        hello->extensions.presence = ELB_NOT_SENT;
    elb_hello_settle(hello);
    return true;
}

static enum elb_status add_row(struct log *log, struct elb_error *reterr)
{
    log->rows++;
    if (!log->values[CIPHERS].start)
        return ELB_OK;
    elb_hello_clear(&log->hellos.hello);
    if (!read_values(log)) {
        if (log->hellos.hello.out_of_memory)
            return elb_error_set_memory(reterr);
        log->broken++;
        return ELB_OK;
    }
    elb_hellos_set_source_text(&log->hellos, log->values[SOURCE]);
    return elb_hellos_add(&log->hellos, reterr);
}

/* ---- Tab-separated -------------------------------------------------------------------------- */

static enum elb_status read_fields(struct log *log, struct elb_text line, struct elb_error *reterr)
{
    struct elb_text rest = line;
    struct elb_text name;

    (void)elb_text_next_field(&rest, log->separator, &name); /* #fields */
    log->count = 0;
    memset(log->has, 0, sizeof(log->has));
    while (elb_text_next_field(&rest, log->separator, &name)) {
        if (log->count == FIELDS_MAX)
            return elb_reading_fail(log->hellos.reading, line, reterr, ELB_ERROR_LIMIT,
                                    "more than %d fields", FIELDS_MAX);
        log->columns[log->count] = field_of(name);
        if (log->columns[log->count] != OTHER)
            log->has[log->columns[log->count]] = true;
        log->count++;
    }
    return ELB_OK;
}

/* "#separator \x09", "#set_separator" and a tab and the character */
static void read_separators(struct log *log, struct elb_text line)
{
    uint64_t byte;

    if (elb_text_has_prefix(line, "#separator \\x") &&
        elb_text_parse_hex(elb_text_trim(elb_text_skip(line, strlen("#separator \\x"))), 127,
                           &byte) &&
        byte > 0)
        log->separator[0] = (char)byte;
    if (elb_text_has_prefix(line, "#set_separator") && line.length > strlen("#set_separator") + 1)
        log->set_separator[0] = line.start[strlen("#set_separator") + 1];
}

static enum elb_status read_tab_row(struct log *log, struct elb_text line, struct elb_error *reterr)
{
    struct elb_text rest = line;
    struct elb_text value;
    size_t count = 0;

    memset(log->values, 0, sizeof(log->values));
    while (elb_text_next_field(&rest, log->separator, &value)) {
        if (count < log->count && log->columns[count] != OTHER && !elb_text_is(value, "-"))
            log->values[log->columns[count]] = elb_text_is(value, "(empty)") ? ELB_TEXT("") : value;
        count++;
    }
    if (count != log->count)
        return elb_log_fail(&log->hellos, line, reterr,
                            "a row of %zu values, where #fields has %zu", count, log->count);
    return add_row(log, reterr);
}

static enum elb_status read_tab_line(struct log *log, struct elb_text line,
                                     struct elb_error *reterr)
{
    if (elb_text_has_prefix(line, "#fields"))
        return read_fields(log, line, reterr);
    if (elb_text_has_prefix(line, "#")) {
        read_separators(log, line);
        return ELB_OK;
    }
    return read_tab_row(log, line, reterr);
}

/* ---- JSON ----------------------------------------------------------------------------------- */

/* The value as it would stand in a column. */
static void join(struct log *log, enum field field, const struct elb_node *value)
{
    struct elb_buffer *joined = &log->joined[field];

    elb_buffer_clear(joined);
    if (!value || elb_node_is_null(value))
        return;
    if (elb_node_is_scalar(value))
        elb_buffer_append_text(joined, elb_node_text(value));
    for (size_t i = 0; elb_node_is_sequence(value) && i < elb_node_count(value); i++) {
        elb_buffer_append_string(joined, i > 0 ? "," : "");
        elb_buffer_append_text(joined, elb_node_text(elb_node_at(value, i)));
    }
    log->values[field] = (struct elb_text){elb_buffer_string(joined), joined->length};
}

static enum elb_status join_all(struct log *log, const struct elb_node *root,
                                struct elb_error *reterr)
{
    memset(log->values, 0, sizeof(log->values));
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        join(log, (enum field)i, elb_node_get(root, names[i]));
        if (log->joined[i].out_of_memory)
            return elb_error_set_memory(reterr);
    }
    if (log->values[CIPHERS].start)
        memset(log->has, true, sizeof(log->has));
    return ELB_OK;
}

/* An error in the line gets the number of the line. */
static enum elb_status read_json_line(struct log *log, struct elb_text line,
                                      struct elb_error *reterr)
{
    const struct elb_limits limits = elb_read_tree_limits(log->hellos.reading->limits);
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    const struct elb_node *root = NULL;
    enum elb_status status;

    status = elb_json_read(&arena, line, NULL, &limits, &root, &error);
    if (status == ELB_ERROR_MEMORY)
        status = elb_error_set_memory(reterr);
    else if (status != ELB_OK)
        status = elb_reading_fail(log->hellos.reading,
                                  elb_text_skip(line, error.column > 0 ? error.column - 1 : 0),
                                  reterr, status, "%s", error.message);
    if (status == ELB_OK)
        status = join_all(log, root, reterr);
    elb_arena_done(&arena);
    return status == ELB_OK ? add_row(log, reterr) : status;
}

/* ---- The log -------------------------------------------------------------------------------- */

static enum elb_status read_lines(struct log *log, struct elb_error *reterr)
{
    struct elb_text rest = log->hellos.reading->text;
    enum elb_status status = ELB_OK;
    struct elb_text line;

    while (status == ELB_OK && elb_text_next_line(&rest, &line)) {
        if (elb_text_trim(line).length == 0)
            continue;
        status = elb_text_has_prefix(line, "{") ? read_json_line(log, line, reterr)
                                                : read_tab_line(log, line, reterr);
    }
    return status;
}

static enum elb_status finish(struct log *log, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (log->hellos.count == 0 && log->broken == 0)
        return elb_error_set(
            reterr, ELB_ERROR_DATA, log->hellos.reading->path, 0, 0,
            "this ssl.log of Zeek has %zu rows and no client_ciphers in them, only "
            "what was negotiated: load policy/protocols/ssl/ssl-log-ext",
            log->rows);
    if (log->hellos.count == 0)
        return elb_error_set(
            reterr, ELB_ERROR_DATA, log->hellos.reading->path, 0, 0,
            "this ssl.log of Zeek has %zu rows, and in none of them client_ciphers "
            "of TLS",
            log->rows);
    if (log->broken > 0)
        status = elb_hellos_note(&log->hellos, reterr,
                                 "rows of the log that could not be read, because their numbers "
                                 "are no codes of TLS: %zu",
                                 log->broken);
    return status == ELB_OK ? elb_hellos_finish(&log->hellos, reterr) : status;
}

static enum elb_status read_log(struct elb_reading *reading, struct elb_error *reterr)
{
    struct log log = {.separator = "\t", .set_separator = ","};
    enum elb_status status;

    elb_hellos_init(&log.hellos, reading);
    status = read_lines(&log, reterr);
    if (status == ELB_OK)
        status = finish(&log, reterr);
    elb_hellos_done(&log.hellos);
    for (size_t i = 0; i < FIELD_COUNT; i++)
        elb_buffer_done(&log.joined[i]);
    return status;
}

const struct elb_client_reader elb_client_reader_zeek = {
    .format.name = "zeek",
    .format.takes_bytes = true,
    .format.recognise = recognise,
    .read = read_log,
};
