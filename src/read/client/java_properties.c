/* SPDX-License-Identifier: MIT */

/*
 * System and security properties of Java that configure a client, as options of a command line or
 * as lines of a properties file:
 *
 *     java -Djdk.tls.client.protocols=TLSv1.2,TLSv1.3 -Djdk.tls.client.cipherSuites="A,B" ...
 *     https.protocols=TLSv1.2
 *     jdk.tls.disabledAlgorithms=SSLv3, RC4, DH keySize < 1024, \
 *         anon, NULL
 *
 * The last value of a property counts. Those of jdk.tls.client win over those of https, which only
 * HttpsURLConnection reads. Suites and groups that are not set are the defaults of the JDK, which
 * its version decides: unknown.
 */
#include "read/java.h"

#include "tls/names.h"

#define LINES_LOOKED_AT 2000
#define DISABLED_MAX    1024 /* the JDK has some twenty */

enum property {
    PROTOCOLS,
    SUITES,
    GROUPS,
    SCHEMES,
    HTTPS_PROTOCOLS,
    HTTPS_SUITES,
    DISABLED,
    PROPERTY_COUNT,
};

static const char *const names[PROPERTY_COUNT] = {
    [PROTOCOLS] = "jdk.tls.client.protocols",  [SUITES] = "jdk.tls.client.cipherSuites",
    [GROUPS] = "jdk.tls.namedGroups",          [SCHEMES] = "jdk.tls.client.SignatureSchemes",
    [HTTPS_PROTOCOLS] = "https.protocols",     [HTTPS_SUITES] = "https.cipherSuites",
    [DISABLED] = "jdk.tls.disabledAlgorithms",
};

struct properties {
    struct elb_draft draft;
    struct elb_text values[PROPERTY_COUNT];
    size_t disabled_count;
    uint8_t seen[65536]; /* by code: 1 a suite that is allowed, 2 one that is disabled */
};

typedef enum elb_status add_function(struct properties *properties, struct elb_text item,
                                     struct elb_error *reterr);

/* "name=value", "name: value": is the text at such a name? Gives what is behind it. */
static bool take_name(struct elb_text text, enum property *ret_property, struct elb_text *ret_rest)
{
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        struct elb_text rest = elb_text_skip(text, strlen(names[i]));

        if (!elb_text_has_prefix(text, names[i]))
            continue;
        while (rest.length > 0 && strchr(" \t", rest.start[0]))
            rest = elb_text_skip(rest, 1);
        if (rest.length == 0 || !strchr("=:", rest.start[0]))
            continue;
        *ret_property = (enum property)i;
        *ret_rest = elb_text_skip(rest, 1);
        return true;
    }
    return false;
}

/* Is there one at the start of the line, or behind -D? `*ret_option`: the latter. */
static bool find_in_line(struct elb_text line, enum property *ret_property,
                         struct elb_text *ret_rest, bool *ret_option)
{
    struct elb_text text = elb_text_trim(line);
    size_t at;

    if (elb_text_has_prefix(text, "#") || elb_text_has_prefix(text, "!"))
        return false;
    *ret_option = false;
    if (take_name(text, ret_property, ret_rest))
        return true;
    *ret_option = true;
    while ((at = elb_text_find(text, ELB_TEXT("-D"))) != SIZE_MAX) {
        text = elb_text_skip(text, at + 2);
        if (text.length > 0 && strchr("\"'", text.start[0]))
            text = elb_text_skip(text, 1);
        if (take_name(text, ret_property, ret_rest))
            return true;
    }
    return false;
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text line;
    struct elb_text rest;
    enum property property;
    bool option;

    for (size_t i = 0; i < LINES_LOOKED_AT && elb_text_next_line(&text, &line); i++) {
        if (find_in_line(line, &property, &rest, &option))
            return 93;
    }
    return 0;
}

/* Up to the closing quote, or the next blank. False: the quote is not closed. */
static bool take_option_value(struct elb_text rest, struct elb_text *ret_value,
                              struct elb_text *ret_rest)
{
    size_t length = 0;
    char quote = '\0';

    if (rest.length > 0 && strchr("\"'", rest.start[0])) {
        quote = rest.start[0];
        rest = elb_text_skip(rest, 1);
    }
    while (length < rest.length &&
           (quote ? rest.start[length] != quote : !strchr(" \t\r\n\"'", rest.start[length])))
        length++;
    *ret_value = (struct elb_text){rest.start, length};
    *ret_rest = elb_text_skip(rest, length + (quote ? 1 : 0));
    return !quote || length < rest.length;
}

/* Up to the end of the line that no backslash continues; `*ret_rest` is behind that. */
static struct elb_text line_value(struct elb_text text, struct elb_text rest,
                                  struct elb_text *ret_rest)
{
    struct elb_text value = {rest.start, 0};
    struct elb_text line;

    rest.length = (size_t)(text.start + text.length - rest.start);
    while (elb_text_next_line(&rest, &line)) {
        value.length = (size_t)(line.start + line.length - value.start);
        if (!elb_text_has_suffix(elb_text_trim(line), "\\"))
            break;
    }
    *ret_rest = rest;
    value = elb_text_trim(value);
    if (value.length >= 2 && value.start[0] == '"' && value.start[value.length - 1] == '"')
        value = (struct elb_text){value.start + 1, value.length - 2};
    return value;
}

/* `*rest_of_text` is behind the line, and moves behind those that continue it. */
static enum elb_status collect_line(struct properties *properties, struct elb_text line,
                                    struct elb_text *rest_of_text, struct elb_error *reterr)
{
    const struct elb_reading *reading = properties->draft.reading;
    enum property property;
    struct elb_text rest;
    bool option;

    while (find_in_line(line, &property, &rest, &option)) {
        if (!option) {
            properties->values[property] = line_value(reading->text, rest, rest_of_text);
            break;
        }
        if (!take_option_value(rest, &properties->values[property], &line))
            return elb_reading_fail(reading, rest, reterr, ELB_ERROR_SYNTAX,
                                    "the quote before this value is not closed");
    }
    return ELB_OK;
}

/* ---- The values ----------------------------------------------------------------------------- */

static enum elb_status each(struct properties *properties, enum property property,
                            add_function *add, struct elb_error *reterr)
{
    struct elb_text rest = properties->values[property];
    enum elb_status status = ELB_OK;
    struct elb_text item;
    size_t count = 0;

    while (status == ELB_OK && elb_text_next_word(&rest, ", \t\r\n\\", &item)) {
        if (count++ >= properties->draft.reading->limits->suites)
            return elb_error_set(reterr, ELB_ERROR_LIMIT, properties->draft.reading->path, 0, 0,
                                 "more than %zu items in a list",
                                 properties->draft.reading->limits->suites);
        status = add(properties, item, reterr);
    }
    return status;
}

static enum elb_status add_version(struct properties *properties, struct elb_text item,
                                   struct elb_error *reterr)
{
    const elb_version_set version = elb_version_bit(elb_version_from_name(item));

    if (version == 0 && !elb_text_is_nocase(item, "SSLv2Hello"))
        return elb_reading_fail(properties->draft.reading, item, reterr, ELB_ERROR_DATA,
                                "unknown protocol version '%.*s'", ELB_TEXT_ARGS(item));
    properties->draft.versions |= version;
    return ELB_OK;
}

/* A list may name a suite many times; each is looked for once. */
static bool is_disabled(struct properties *properties, const struct elb_suite *suite)
{
    uint8_t *seen = &properties->seen[suite->code];

    if (*seen == 0)
        *seen = elb_java_disables_suite(properties->values[DISABLED], suite) ? 2 : 1;
    return *seen == 2;
}

static enum elb_status add_suite(struct properties *properties, struct elb_text item,
                                 struct elb_error *reterr)
{
    const struct elb_suite *suite =
        elb_catalog_suite_named(properties->draft.reading->catalog, item.start, item.length);

    if (suite && is_disabled(properties, suite)) {
        properties->disabled_count++;
        return elb_offer_skip(&properties->draft.offer, reterr);
    }
    return elb_draft_add_suite(&properties->draft, item, reterr);
}

static enum elb_status add_group(struct properties *properties, struct elb_text item,
                                 struct elb_error *reterr)
{
    if (elb_java_disables_name(properties->values[DISABLED], item))
        return ELB_OK;
    return elb_draft_add_group(&properties->draft, item, reterr);
}

static enum elb_status add_scheme(struct properties *properties, struct elb_text item,
                                  struct elb_error *reterr)
{
    if (elb_java_disables_name(properties->values[DISABLED], item))
        return ELB_OK;
    return elb_draft_add_scheme(&properties->draft, item, reterr);
}

static bool is_set(const struct properties *properties, enum property property)
{
    return elb_text_trim(properties->values[property]).length > 0;
}

static enum elb_status add_versions(struct properties *properties, struct elb_error *reterr)
{
    const struct elb_text disabled = properties->values[DISABLED];
    struct elb_draft *draft = &properties->draft;
    enum elb_status status;

    status = each(properties, is_set(properties, PROTOCOLS) ? PROTOCOLS : HTTPS_PROTOCOLS,
                  add_version, reterr);
    if (status != ELB_OK || draft->versions == 0)
        return status;
    draft->versions &= (elb_version_set)~elb_java_disabled_versions(disabled);
    if (draft->versions == 0)
        return elb_error_set(reterr, ELB_ERROR_DATA, draft->reading->path, 0, 0,
                             "all protocol versions of the list are disabled");
    return ELB_OK;
}

/* Everything of the other lists is looked for among them. */
static enum elb_status check_disabled(const struct properties *properties, struct elb_error *reterr)
{
    struct elb_text rest = properties->values[DISABLED];
    struct elb_text item;
    size_t count = 0;

    while (count <= DISABLED_MAX && elb_text_next_word(&rest, ",", &item))
        count++;
    if (count <= DISABLED_MAX)
        return ELB_OK;
    return elb_error_set(reterr, ELB_ERROR_LIMIT, properties->draft.reading->path, 0, 0,
                         "more than %d items in jdk.tls.disabledAlgorithms", DISABLED_MAX);
}

static enum elb_status add_all(struct properties *properties, struct elb_error *reterr)
{
    enum elb_status status = check_disabled(properties, reterr);

    if (status == ELB_OK)
        status = add_versions(properties, reterr);

    if (status == ELB_OK)
        status =
            each(properties, is_set(properties, SUITES) ? SUITES : HTTPS_SUITES, add_suite, reterr);
    if (status == ELB_OK)
        status = each(properties, GROUPS, add_group, reterr);
    if (status == ELB_OK)
        status = each(properties, SCHEMES, add_scheme, reterr);
    elb_java_read_limits(properties->values[DISABLED], &properties->draft.client.constraints);
    return status;
}

static enum elb_status add_notes(struct properties *properties, struct elb_error *reterr)
{
    struct elb_draft *draft = &properties->draft;
    enum elb_status status = ELB_OK;

    if (properties->disabled_count > 0)
        status = elb_draft_note(
            draft, reterr, "left out: %zu cipher suite%s that jdk.tls.disabledAlgorithms names",
            properties->disabled_count, properties->disabled_count == 1 ? "" : "s");
    if (status == ELB_OK && draft->offer.items == 0)
        status = elb_draft_note(draft, reterr,
                                "the cipher suites are those of the JDK, which are not said");
    if (status == ELB_OK && !is_set(properties, PROTOCOLS) && !is_set(properties, SUITES) &&
        (is_set(properties, HTTPS_PROTOCOLS) || is_set(properties, HTTPS_SUITES)))
        status =
            elb_draft_note(draft, reterr, "only HttpsURLConnection reads the properties of https");
    return status;
}

static enum elb_status finish(struct properties *properties, struct elb_error *reterr)
{
    struct elb_draft *draft = &properties->draft;
    enum elb_status status = add_all(properties, reterr);

    if (status == ELB_OK && draft->versions == 0 && draft->offer.items == 0 &&
        !draft->groups.is_given && !draft->schemes.is_given)
        return elb_error_set(reterr, ELB_ERROR_DATA, draft->reading->path, 0, 0,
                             "nothing that a client offers is set: expected "
                             "jdk.tls.client.protocols or jdk.tls.client.cipherSuites");
    if (status == ELB_OK)
        status = add_notes(properties, reterr);
    draft->suites_unknown = true;
    return status == ELB_OK ? elb_draft_finish(draft, reterr) : status;
}

static enum elb_status read_properties(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_text rest = reading->text;
    enum elb_status status = ELB_OK;
    struct properties properties;
    struct elb_text line;

    memset(&properties, 0, sizeof(properties));
    elb_draft_init(&properties.draft, reading);
    while (status == ELB_OK && elb_text_next_line(&rest, &line))
        status = collect_line(&properties, line, &rest, reterr);
    return status == ELB_OK ? finish(&properties, reterr) : status;
}

const struct elb_client_reader elb_client_reader_java_properties = {
    .format.name = "java-properties",
    .format.summary = "Java properties",
    .format.recognise = recognise,
    .read = read_properties,
};
