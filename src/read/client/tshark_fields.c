/* SPDX-License-Identifier: MIT */

/*
 * What `tshark -T fields -E header=y -e tls.handshake.ciphersuite ...` prints: a line with the
 * names of the fields, then a row for each packet. Names began with `ssl.` before Wireshark 3.0.
 * Any -E separator and quote; values of a field are joined by commas.
 *
 * A field that is not in the header leaves its list unknown. ip.src and ipv6.src say who it is.
 */
#include "read/log.h"

enum column {
    TYPE,
    VERSION,
    SUITES,
    EXTENSIONS,
    GROUPS,
    SCHEMES,
    VERSIONS,
    SERVER_NAME,
    ALPN,
    KEY_SHARES,
    POINT_FORMATS,
    SOURCE,
    COLUMN_COUNT,
    OTHER = COLUMN_COUNT,
};

static const char *const names[COLUMN_COUNT] = {
    [TYPE] = "type",
    [VERSION] = "version",
    [SUITES] = "ciphersuite",
    [EXTENSIONS] = "extension.type",
    [GROUPS] = "extensions_supported_group",
    [SCHEMES] = "sig_hash_alg",
    [VERSIONS] = "extensions.supported_version",
    [SERVER_NAME] = "extensions_server_name",
    [ALPN] = "extensions_alpn_str",
    [KEY_SHARES] = "extensions_key_share_group",
    [POINT_FORMATS] = "extensions_ec_point_format",
};

#define FIELDS_MAX  128
#define AGGREGATORS ",;|/ "

struct table {
    struct elb_hellos hellos;
    char separator[2];
    enum column columns[FIELDS_MAX];
    size_t count;
    bool has[COLUMN_COUNT];
    struct elb_text values[COLUMN_COUNT]; /* of the row */
};

static enum column column_of(struct elb_text field)
{
    struct elb_text name;

    if (elb_text_is(field, "ip.src") || elb_text_is(field, "ipv6.src"))
        return SOURCE;
    if (!elb_text_has_prefix(field, "tls.handshake.") &&
        !elb_text_has_prefix(field, "ssl.handshake."))
        return OTHER;
    name = elb_text_skip(field, strlen("tls.handshake."));
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (names[i] && elb_text_is(name, names[i]))
            return (enum column)i;
    }
    return OTHER;
}

/* The character behind the first name; NUL: the line is no header. */
static char separator_of(struct elb_text line)
{
    for (size_t i = 0; i < line.length; i++) {
        const char c = line.start[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_'))
            return c;
    }
    return '\t';
}

static bool is_header(struct elb_text line)
{
    const char separators[2] = {separator_of(line), '\0'};
    struct elb_text field;

    while (elb_text_next_field(&line, separators, &field)) {
        if (column_of(field) == SUITES)
            return true;
    }
    return false;
}

/* Two codes and more between commas, and another field beside them. */
static bool is_row(struct elb_text line)
{
    return elb_text_find(line, ELB_TEXT(",0x")) != SIZE_MAX &&
           elb_text_find(line, ELB_TEXT(",0x")) > 5 &&
           (elb_text_find(line, ELB_TEXT("\t")) != SIZE_MAX ||
            elb_text_find(line, ELB_TEXT(";")) != SIZE_MAX) &&
           elb_text_find(line, ELB_TEXT("0x")) < 32 &&
           elb_text_find(line, ELB_TEXT(" - ")) == SIZE_MAX;
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text line;

    if (!elb_text_next_line(&text, &line))
        return 0;
    if (is_header(line))
        return 93;
    return is_row(line) ? 70 : 0;
}

static enum elb_status refuse(const struct table *table, struct elb_text line, const char *what,
                              struct elb_error *reterr)
{
    return elb_log_fail(&table->hellos, line, reterr, "%s", what);
}

static enum elb_status read_header(struct table *table, struct elb_text line,
                                   struct elb_error *reterr)
{
    struct elb_text rest = line;
    struct elb_text field;

    table->separator[0] = separator_of(line);
    table->count = 0;
    memset(table->has, 0, sizeof(table->has));
    while (elb_text_next_field(&rest, table->separator, &field)) {
        const enum column column = column_of(field);

        if (table->count == FIELDS_MAX)
            return refuse(table, line, "more fields than are supported", reterr);
        table->columns[table->count++] = column;
        if (column != OTHER)
            table->has[column] = true;
    }
    return ELB_OK;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static bool next_value(const struct table *table, struct elb_text *rest, struct elb_text *ret_value)
{
    const char quote = rest->length > 0 ? *rest->start : '\0';
    struct elb_text closed;

    if (quote != '"' && quote != '\'')
        return elb_text_next_field(rest, table->separator, ret_value);
    if (!elb_log_between(*rest, (const char[]){quote, '\0'}, (const char[]){quote, '\0'}, &closed))
        return false;
    *rest = elb_text_skip(*rest, closed.length + 2);
    *ret_value = closed;
    if (rest->length > 0 && *rest->start == table->separator[0]) {
        struct elb_text nothing;

        return elb_text_next_field(rest, table->separator, &nothing);
    }
    if (rest->length == 0)
        *rest = (struct elb_text){0};
    return true;
}

static bool split_row(struct table *table, struct elb_text line)
{
    size_t count = 0;
    struct elb_text value;

    memset(table->values, 0, sizeof(table->values));
    while (next_value(table, &line, &value)) {
        if (count == table->count)
            return false;
        /* One of ip.src and ipv6.src is empty. */
        if (table->columns[count] != OTHER && (table->columns[count] != SOURCE || value.length > 0))
            table->values[table->columns[count]] = value;
        count++;
    }
    return count == table->count;
}

/* Two halves that are the same: signature_algorithms, and signature_algorithms_cert like it. */
static bool halve(struct elb_hello_list *list)
{
    const size_t half = list->count / 2;

    if (list->count % 2 != 0 ||
        memcmp(list->codes, list->codes + half, half * sizeof(uint16_t)) != 0)
        return false;
    list->count = half;
    return true;
}

static bool has_code(const struct elb_hello_list *list, uint16_t code)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->codes[i] == code)
            return true;
    }
    return false;
}

/*
 * tshark prints the schemes of signature_algorithms_cert and of delegated_credentials in the same
 * field: those for handshakes can't be told from them.
 */
static void settle_schemes(struct table *table)
{
    struct elb_hello *hello = &table->hellos.hello;
    const bool has_cert = has_code(&hello->extensions, ELB_EXTENSION_SCHEMES_CERT);
    const bool has_delegated = has_code(&hello->extensions, ELB_EXTENSION_DELEGATED_CREDENTIAL);

    if (hello->schemes.presence != ELB_SENT || hello->schemes.count == 0 ||
        (!has_cert && !has_delegated) || (!has_delegated && halve(&hello->schemes)))
        return;
    hello->schemes.presence = ELB_UNKNOWN;
    hello->schemes.count = 0;
    table->hellos.unclear_schemes = true;
}

static bool read_lists(struct table *table)
{
    struct elb_hello *hello = &table->hellos.hello;
    struct elb_hello_list *const lists[COLUMN_COUNT] = {
        [SUITES] = &hello->suites,
        [EXTENSIONS] = &hello->extensions,
        [GROUPS] = &hello->groups,
        [SCHEMES] = &hello->schemes,
        [VERSIONS] = &hello->versions,
        [KEY_SHARES] = &hello->key_shares,
        [POINT_FORMATS] = &hello->point_formats,
    };

    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!lists[i] || !table->has[i])
            continue;
        if (!elb_log_add_numbers(&table->hellos, lists[i], AGGREGATORS, table->values[i]))
            return false;
        if (lists[i]->count == 0)
            lists[i]->presence = ELB_NOT_SENT;
    }
    return true;
}

static bool read_values(struct table *table)
{
    struct elb_hello *hello = &table->hellos.hello;
    struct elb_text names_left = table->values[ALPN];
    struct elb_text version = {0};
    struct elb_text name;
    uint64_t number;

    if (!read_lists(table))
        return false;
    if (elb_text_next_word(&table->values[VERSION], AGGREGATORS, &version)) {
        if (!elb_text_parse_unsigned(version, UINT16_MAX, &number))
            return false;
        hello->legacy_version = (uint16_t)number;
    }
    while (elb_text_next_word(&names_left, ",", &name))
        elb_hello_add_alpn(hello, name);
    settle_schemes(table);
    if (hello->extensions.presence != ELB_UNKNOWN)
        elb_hello_settle(hello);
    else if (table->has[SERVER_NAME])
        hello->server_name = table->values[SERVER_NAME].length > 0 ? ELB_YES : ELB_NO;
    return true;
}

/* In a tunnel there are several: the last one is the client's own. */
static void set_source(struct table *table)
{
    struct elb_text rest = table->values[SOURCE];
    struct elb_text address = {0};

    while (elb_text_next_word(&rest, AGGREGATORS, &address))
        ;
    elb_hellos_set_source_text(&table->hellos, address);
}

/* A row without suites is about another packet; of type 2, about a ServerHello. */
static enum elb_status read_row(struct table *table, struct elb_text line, struct elb_error *reterr)
{
    struct elb_text types;
    struct elb_text type = {0};

    if (!split_row(table, line))
        return refuse(table, line,
                      "a row of 'tshark -T fields' with more or fewer values than the header has "
                      "fields: is the separator a comma, and nothing quoted?",
                      reterr);
    types = table->values[TYPE];
    if (table->has[TYPE] &&
        (!elb_text_next_word(&types, AGGREGATORS, &type) || !elb_text_is(type, "1")))
        return ELB_OK;
    if (table->values[SUITES].length == 0)
        return ELB_OK;
    elb_hello_clear(&table->hellos.hello);
    if (!read_values(table))
        return refuse(table, line, "a row of 'tshark -T fields' with a value that is no code",
                      reterr);
    set_source(table);
    return elb_hellos_add(&table->hellos, reterr);
}

static enum elb_status read_lines(struct table *table, struct elb_error *reterr)
{
    struct elb_text rest = table->hellos.reading->text;
    enum elb_status status = ELB_OK;
    struct elb_text line;

    while (status == ELB_OK && elb_text_next_line(&rest, &line)) {
        if (elb_text_trim(line).length == 0)
            continue;
        if (is_header(line))
            status = read_header(table, line, reterr);
        else if (table->count > 0)
            status = read_row(table, line, reterr);
        else
            status = refuse(table, line,
                            "'tshark -T fields' without the names of its fields: add -E header=y",
                            reterr);
    }
    return status;
}

static enum elb_status read_table(struct elb_reading *reading, struct elb_error *reterr)
{
    struct table table = {0};
    enum elb_status status;

    elb_hellos_init(&table.hellos, reading);
    status = read_lines(&table, reterr);
    if (status == ELB_OK)
        status = elb_log_finish(&table.hellos, "this output of 'tshark -T fields'", reterr);
    elb_hellos_done(&table.hellos);
    return status;
}

const struct elb_client_reader elb_client_reader_tshark_fields = {
    .format.name = "tshark-fields",
    .format.takes_bytes = true,
    .format.recognise = recognise,
    .read = read_table,
};
