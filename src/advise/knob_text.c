/* SPDX-License-Identifier: MIT */

/* How the text of a knob is filled in. */

#include "advise/knob.h"

#include <string.h>

/* ---- Needs ---------------------------------------------------------------------------------- */

bool elb_knob_is_for(const char *families, const char *family)
{
    struct elb_text rest = elb_text_from(families);
    struct elb_text word;

    while (family && elb_text_next_word(&rest, " ", &word)) {
        if (elb_text_is(word, family))
            return true;
    }
    return false;
}

static unsigned version_need(const struct elb_change *change)
{
    if (change->remove)
        return change->code == ELB_TLS1_3 ? ELB_NEED_NO_TLS1_3 : 0;
    if (change->code < ELB_TLS1_2)
        return ELB_NEED_OLDER;
    return change->code == ELB_TLS1_2 ? ELB_NEED_TLS1_2 : ELB_NEED_TLS1_3;
}

static unsigned suite_need(const struct elb_suite *suite)
{
    if (suite && elb_suite_is_tls13(suite))
        return ELB_NEED_SUITE13;
    return suite && suite->key_exchange == ELB_KX_RSA ? ELB_NEED_SUITE | ELB_NEED_STATIC
                                                      : ELB_NEED_SUITE;
}

unsigned elb_knob_need(const struct elb_catalog *catalog, const struct elb_change *change)
{
    switch (change->dimension) {
    case ELB_DIMENSION_PROTOCOL:
        return version_need(change);
    case ELB_DIMENSION_SUITE:
        return suite_need(elb_catalog_suite(catalog, change->code));
    case ELB_DIMENSION_GROUP:
        return ELB_NEED_GROUP;
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        return ELB_NEED_SCHEME;
    case ELB_DIMENSION_CERTIFICATE:
        break;
    }
    return 0;
}

unsigned elb_knob_needs(const struct elb_catalog *catalog, const struct elb_fix *fix)
{
    unsigned needs = 0;

    for (size_t i = 0; i < fix->count; i++)
        needs |= elb_knob_need(catalog, &fix->changes[i]);
    return needs;
}

static unsigned need_of_letter(char letter)
{
    static const char letters[ELB_NEED_COUNT + 1] = "23-ostgcr";
    const char *found = strchr(letters, letter);

    if (letter == '+')
        return ELB_NEED_TLS1_2 | ELB_NEED_TLS1_3;
    return found && *found ? 1u << (found - letters) : 0;
}

/* Takes `?letters ` off the front; 0: the line has none. */
static unsigned take_condition(struct elb_text *line)
{
    unsigned needs = 0;
    size_t length = 1;

    if (line->length == 0 || line->start[0] != '?')
        return 0;
    for (; length < line->length && line->start[length] != ' '; length++)
        needs |= need_of_letter(line->start[length]);
    *line = elb_text_skip(*line, length + 1);
    return needs;
}

unsigned elb_knob_turns(const struct elb_knob *knob)
{
    struct elb_text rest = elb_text_from(knob->text);
    struct elb_text line;
    unsigned needs = 0;

    while (elb_text_next_line(&rest, &line))
        needs |= take_condition(&line);
    return needs;
}

/* ---- Values --------------------------------------------------------------------------------- */

/* The client, and what its fix adds. */
struct filling {
    struct elb_buffer *out;
    const struct elb_catalog *catalog;
    const struct elb_client *client;
    const struct elb_fix *fix;
    size_t written; /* items of the present list */
};

/* The index-th code that the fix adds in a dimension; 0 behind the last. */
static uint16_t added(const struct filling *filling, enum elb_dimension dimension, size_t index)
{
    for (size_t i = 0; i < filling->fix->count; i++) {
        const struct elb_change *change = &filling->fix->changes[i];

        if (change->dimension == dimension && !change->remove && index-- == 0)
            return change->code;
    }
    return 0;
}

static void item(struct filling *filling, const char *separator, const char *name)
{
    if (!name)
        return;
    elb_buffer_append_string(filling->out, filling->written++ > 0 ? separator : "");
    elb_buffer_append_string(filling->out, name);
}

static const char *version(const struct filling *filling)
{
    uint16_t code = added(filling, ELB_DIMENSION_PROTOCOL, 0);

    return code ? elb_version_name(code) : elb_version_name(ELB_TLS1_2);
}

/* All from TLSv1.2 to the one that is added, or just an older one. */
static void versions(struct filling *filling, const char *separator)
{
    uint16_t highest = added(filling, ELB_DIMENSION_PROTOCOL, 0);

    if (highest < ELB_TLS1_2)
        item(filling, separator, version(filling));
    for (uint16_t code = ELB_TLS1_2; code <= highest; code++)
        item(filling, separator, elb_version_name(code));
}

/* "1.2", with another character for the dot; TLSv1 is 1.0 to most. */
static void dotted(struct filling *filling, char dot)
{
    const char *digits = version(filling) + strlen("TLSv");

    elb_buffer_append_char(filling->out, digits[0]);
    if (dot)
        elb_buffer_append_char(filling->out, dot);
    elb_buffer_append_char(filling->out, digits[1] ? digits[2] : '0');
}

static void suites(struct filling *filling, bool iana, const char *separator)
{
    uint16_t code;

    for (size_t i = 0; (code = added(filling, ELB_DIMENSION_SUITE, i)) != 0; i++) {
        const struct elb_suite *suite = elb_catalog_suite(filling->catalog, code);

        if (suite)
            item(filling, separator, iana || !suite->openssl ? suite->name : suite->openssl);
    }
}

/* Where a list can't be added to: the client's own suites of TLSv1.3, or of below it, too. */
static void own_suites(struct filling *filling, bool tls13, const char *separator)
{
    const struct elb_codes *own = &filling->client->suites;

    suites(filling, true, separator);
    for (size_t i = 0; i < own->count; i++) {
        const struct elb_suite *suite = elb_catalog_suite(filling->catalog, own->codes[i]);

        if (suite && suite->iana && !suite->signalling && elb_suite_is_tls13(suite) == tls13)
            item(filling, separator, suite->iana);
    }
}

/* Names of groups, where they differ from IANA's: `P-256` and `X25519` are known to every OpenSSL
 * (SSL_CTX_set1_groups_list(3)); crypto/tls of Go has CurveP256; Windows Get-TlsEccCurve NistP256.
 */
static const struct {
    uint16_t code;
    const char *openssl;
    const char *go;
    const char *windows;
} group_names[] = {
    {0x0017, "P-256", "tls.CurveP256", "NistP256"},
    {0x0018, "P-384", "tls.CurveP384", "NistP384"},
    {0x0019, "P-521", "tls.CurveP521", "NistP521"},
    {0x001D, "X25519", "tls.X25519", "curve25519"},
    {0x001E, "X448", NULL, NULL},
    {0x11EC, "X25519MLKEM768", "tls.X25519MLKEM768", NULL},
};

enum group_dialect { GROUPS_IANA, GROUPS_OPENSSL, GROUPS_GO, GROUPS_WINDOWS };

static const char *group_name(const struct filling *filling, uint16_t code,
                              enum group_dialect dialect)
{
    const struct elb_group *group = elb_catalog_group(filling->catalog, code);

    for (size_t i = 0; i < sizeof(group_names) / sizeof(group_names[0]); i++) {
        if (group_names[i].code != code || dialect == GROUPS_IANA)
            continue;
        return dialect == GROUPS_OPENSSL ? group_names[i].openssl
               : dialect == GROUPS_GO    ? group_names[i].go
                                         : group_names[i].windows;
    }
    return group && (dialect == GROUPS_IANA || dialect == GROUPS_OPENSSL) ? group->name : NULL;
}

/* The client's own come first: the server prefers by its own order anyway. */
static void groups(struct filling *filling, enum group_dialect dialect, const char *separator)
{
    const struct elb_codes *own = &filling->client->groups;
    uint16_t code;

    for (size_t i = 0; i < own->count && dialect != GROUPS_WINDOWS; i++) {
        const struct elb_group *group = elb_catalog_group(filling->catalog, own->codes[i]);

        if (group && (group->kind == ELB_GROUP_ECDHE || elb_group_is_post_quantum(group)))
            item(filling, separator, group_name(filling, group->code, dialect));
    }
    for (size_t i = 0; (code = added(filling, ELB_DIMENSION_GROUP, i)) != 0; i++)
        item(filling, separator, group_name(filling, code, dialect));
}

static void schemes(struct filling *filling, const char *separator)
{
    const struct elb_codes *own = &filling->client->schemes;
    uint16_t code;

    for (size_t i = 0; (code = added(filling, ELB_DIMENSION_SIGNATURE_SCHEME, i)) != 0; i++)
        item(filling, separator, elb_catalog_scheme(filling->catalog, code)->name);
    for (size_t i = 0; i < own->count; i++) {
        const struct elb_scheme *scheme = elb_catalog_scheme(filling->catalog, own->codes[i]);

        if (scheme && (scheme->key == ELB_SCHEME_KEY_RSA || scheme->key == ELB_SCHEME_KEY_ECDSA))
            item(filling, separator, scheme->name);
    }
}

/* ---- Filling in ----------------------------------------------------------------------------- */

static void fill_version(struct filling *filling)
{
    elb_buffer_append_string(filling->out, version(filling));
}

static void fill_versions(struct filling *filling)
{
    versions(filling, ",");
}

static void fill_versions_apart(struct filling *filling)
{
    versions(filling, " ");
}

static void fill_dotted(struct filling *filling)
{
    dotted(filling, '.');
}

static void fill_underscored(struct filling *filling)
{
    dotted(filling, '_');
}

static void fill_digits(struct filling *filling)
{
    dotted(filling, '\0');
}

/* The bit of SecureProtocols, as Microsoft's Set-MsIdWindowsTlsSettings has them. */
static void fill_wininet(struct filling *filling)
{
    static const char *const bits[] = {"128", "512", "2048", "8192"};
    uint16_t code = added(filling, ELB_DIMENSION_PROTOCOL, 0);

    elb_buffer_append_string(filling->out, bits[(code - ELB_TLS1_0) & 3]);
}

static void fill_suites(struct filling *filling)
{
    suites(filling, false, ":");
}

static void fill_iana_suites(struct filling *filling)
{
    suites(filling, true, ",");
}

static void fill_all_suites(struct filling *filling)
{
    own_suites(filling, false, ",");
}

static void fill_all_suites13(struct filling *filling)
{
    own_suites(filling, true, ":");
}

static void fill_groups(struct filling *filling)
{
    groups(filling, GROUPS_OPENSSL, ":");
}

static void fill_iana_groups(struct filling *filling)
{
    groups(filling, GROUPS_IANA, ",");
}

static void fill_go_groups(struct filling *filling)
{
    groups(filling, GROUPS_GO, ", ");
}

static void fill_windows_groups(struct filling *filling)
{
    groups(filling, GROUPS_WINDOWS, ",");
}

static void fill_schemes(struct filling *filling)
{
    schemes(filling, ":");
}

static void fill_scheme_list(struct filling *filling)
{
    schemes(filling, ",");
}

static const struct {
    const char *name;
    void (*fill)(struct filling *filling);
} values[] = {
    {"version", fill_version},         /* TLSv1.2: the one to add */
    {"dotted", fill_dotted},           /* 1.2 */
    {"underscored", fill_underscored}, /* 1_2 */
    {"digits", fill_digits},           /* 12 */
    {"versions", fill_versions},       /* TLSv1.2,TLSv1.3: all from TLSv1.2 to it */
    {"versions-apart", fill_versions_apart},
    {"wininet", fill_wininet},
    {"suites", fill_suites}, /* those to add, by OpenSSL's names and colons */
    {"iana-suites", fill_iana_suites},
    {"all-suites", fill_all_suites}, /* and the client's own */
    {"all-suites13", fill_all_suites13},
    {"groups", fill_groups}, /* the client's own and those to add */
    {"iana-groups", fill_iana_groups},
    {"go-groups", fill_go_groups},
    {"windows-groups", fill_windows_groups}, /* those to add */
    {"schemes", fill_schemes},               /* those to add and the client's own */
    {"scheme-list", fill_scheme_list},
};

static bool fill(struct filling *filling, struct elb_text name)
{
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        if (!elb_text_is(name, values[i].name))
            continue;
        filling->written = 0;
        values[i].fill(filling);
        return true;
    }
    return false;
}

/* An @ that begins no name stands for itself, as in DEFAULT@SECLEVEL=0. */
static void fill_line(struct filling *filling, struct elb_text line)
{
    while (line.length > 0) {
        struct elb_text rest = elb_text_skip(line, 1);
        size_t length = elb_text_find(rest, ELB_TEXT("@"));

        if (line.start[0] == '@' && length != SIZE_MAX &&
            fill(filling, (struct elb_text){rest.start, length})) {
            line = elb_text_skip(rest, length + 1);
        } else {
            elb_buffer_append_char(filling->out, line.start[0]);
            line = rest;
        }
    }
}

void elb_knob_write(struct elb_buffer *out, const struct elb_knob *knob, unsigned needs,
                    const struct elb_advice_query *query, const struct elb_fix *fix)
{
    struct filling filling = {
        .out = out, .catalog = query->catalog, .client = query->check->client, .fix = fix};
    struct elb_text rest = elb_text_from(knob->text);
    struct elb_text line;
    bool is_first = true;

    while (elb_text_next_line(&rest, &line)) {
        bool has_condition = line.length > 0 && line.start[0] == '?';
        unsigned condition = take_condition(&line);

        if (has_condition && !(condition & needs))
            continue;
        if (elb_text_has_prefix(line, "&")) {
            line = elb_text_skip(line, 1);
        } else {
            elb_buffer_append_string(out, is_first ? "" : "\n");
            elb_buffer_append_string(out, line.length > 0 ? "    " : "");
        }
        is_first = false;
        fill_line(&filling, line);
    }
    elb_buffer_append_char(out, '\n');
}
