/* SPDX-License-Identifier: MIT */

/* The values that stand between two @ in the text of a knob. */

#include "advise/knob.h"

#include <ctype.h>
#include <string.h>

/* The index-th code that the fix adds in a dimension; 0 behind the last. */
static uint16_t added(const struct elb_knob_filling *filling, enum elb_dimension dimension,
                      size_t index)
{
    for (size_t i = 0; i < filling->fix->count; i++) {
        const struct elb_change *change = &filling->fix->changes[i];

        if (change->dimension == dimension && !change->remove && index-- == 0)
            return change->code;
    }
    return 0;
}

static void item(struct elb_knob_filling *filling, const char *separator, const char *name)
{
    if (!name)
        return;
    elb_buffer_append_string(filling->out, filling->written++ > 0 ? separator : "");
    elb_buffer_append_string(filling->out, name);
}

static const char *version(const struct elb_knob_filling *filling)
{
    uint16_t code = added(filling, ELB_DIMENSION_PROTOCOL, 0);

    return code ? elb_version_name(code) : elb_version_name(ELB_TLS1_2);
}

/* All from TLSv1.2 to the one that is added, or just an older one. */
static void versions(struct elb_knob_filling *filling, const char *separator)
{
    uint16_t highest = added(filling, ELB_DIMENSION_PROTOCOL, 0);

    if (highest < ELB_TLS1_2)
        item(filling, separator, version(filling));
    for (uint16_t code = ELB_TLS1_2; code <= highest; code++)
        item(filling, separator, elb_version_name(code));
}

/* "1.2", with another character for the dot; TLSv1 is 1.0 to most. */
static void dotted(struct elb_knob_filling *filling, char dot)
{
    const char *digits = version(filling) + strlen("TLSv");

    elb_buffer_append_char(filling->out, digits[0]);
    if (dot)
        elb_buffer_append_char(filling->out, dot);
    elb_buffer_append_char(filling->out, digits[1] ? digits[2] : '0');
}

static void suites(struct elb_knob_filling *filling, bool iana, const char *separator)
{
    uint16_t code;

    for (size_t i = 0; (code = added(filling, ELB_DIMENSION_SUITE, i)) != 0; i++) {
        const struct elb_suite *suite = elb_catalog_suite(filling->catalog, code);

        if (suite)
            item(filling, separator, iana || !suite->openssl ? suite->name : suite->openssl);
    }
}

/* Where a list can't be added to: the client's own suites of TLSv1.3, or of below it, too. */
static void own_suites(struct elb_knob_filling *filling, bool tls13, const char *separator)
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

static const char *group_name(const struct elb_knob_filling *filling, uint16_t code,
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
static void groups(struct elb_knob_filling *filling, enum group_dialect dialect,
                   const char *separator)
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

static void schemes(struct elb_knob_filling *filling, const char *separator)
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

static void fill_version(struct elb_knob_filling *filling)
{
    elb_buffer_append_string(filling->out, version(filling));
}

static void fill_versions(struct elb_knob_filling *filling)
{
    versions(filling, ",");
}

static void fill_versions_apart(struct elb_knob_filling *filling)
{
    versions(filling, " ");
}

static void fill_dotted(struct elb_knob_filling *filling)
{
    dotted(filling, '.');
}

static void fill_underscored(struct elb_knob_filling *filling)
{
    dotted(filling, '_');
}

static void fill_digits(struct elb_knob_filling *filling)
{
    dotted(filling, '\0');
}

/* The bit of SecureProtocols, as Microsoft's Set-MsIdWindowsTlsSettings has them. */
static void fill_wininet(struct elb_knob_filling *filling)
{
    static const char *const bits[] = {"128", "512", "2048", "8192"};
    uint16_t code = added(filling, ELB_DIMENSION_PROTOCOL, 0);

    elb_buffer_append_string(filling->out, bits[(code - ELB_TLS1_0) & 3]);
}

/* The number of a version in the preferences of Mozilla's programs: that of its code. */
static void fill_minor(struct elb_knob_filling *filling)
{
    const uint16_t code = added(filling, ELB_DIMENSION_PROTOCOL, 0);

    elb_buffer_printf(filling->out, "%u", (unsigned)code & 0xFF);
}

/* tls1, tls1.2 */
static void fill_policy_version(struct elb_knob_filling *filling)
{
    elb_buffer_printf(filling->out, "tls%s", version(filling) + strlen("TLSv"));
}

/* ecdhe_rsa_aes_128_sha for TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA */
static void append_preference(struct elb_buffer *out, const char *iana)
{
    struct elb_text rest = elb_text_from(iana);
    struct elb_text word;
    bool is_first = true;

    while (elb_text_next_word(&rest, "_", &word)) {
        if (elb_text_is(word, "TLS") || elb_text_is(word, "WITH") || elb_text_is(word, "CBC"))
            continue;
        elb_buffer_append_string(out, is_first ? "" : "_");
        is_first = false;
        for (size_t i = 0; i < word.length; i++)
            elb_buffer_append_char(out, (char)tolower((unsigned char)word.start[i]));
    }
}

static void fill_firefox_suites(struct elb_knob_filling *filling)
{
    const uint16_t code = added(filling, ELB_DIMENSION_SUITE, 0);
    const struct elb_suite *suite = elb_catalog_suite(filling->catalog, code);

    if (suite)
        append_preference(filling->out, suite->name);
}

/* "TLS_RSA_WITH_AES_128_CBC_SHA": false */
static void fill_policy_suites(struct elb_knob_filling *filling)
{
    elb_buffer_append_char(filling->out, '"');
    suites(filling, true, "\": false, \"");
    elb_buffer_append_string(filling->out, "\": false");
}

static void fill_suites(struct elb_knob_filling *filling)
{
    suites(filling, false, ":");
}

static void fill_iana_suites(struct elb_knob_filling *filling)
{
    suites(filling, true, ",");
}

static void fill_all_suites(struct elb_knob_filling *filling)
{
    own_suites(filling, false, ",");
}

static void fill_all_suites13(struct elb_knob_filling *filling)
{
    own_suites(filling, true, ":");
}

static void fill_groups(struct elb_knob_filling *filling)
{
    groups(filling, GROUPS_OPENSSL, ":");
}

static void fill_iana_groups(struct elb_knob_filling *filling)
{
    groups(filling, GROUPS_IANA, ",");
}

static void fill_go_groups(struct elb_knob_filling *filling)
{
    groups(filling, GROUPS_GO, ", ");
}

static void fill_windows_groups(struct elb_knob_filling *filling)
{
    groups(filling, GROUPS_WINDOWS, ",");
}

static void fill_schemes(struct elb_knob_filling *filling)
{
    schemes(filling, ":");
}

static void fill_scheme_list(struct elb_knob_filling *filling)
{
    schemes(filling, ",");
}

static const struct {
    const char *name;
    void (*fill)(struct elb_knob_filling *filling);
} values[] = {
    {"version", fill_version},         /* TLSv1.2: the one to add */
    {"dotted", fill_dotted},           /* 1.2 */
    {"underscored", fill_underscored}, /* 1_2 */
    {"digits", fill_digits},           /* 12 */
    {"versions", fill_versions},       /* TLSv1.2,TLSv1.3: all from TLSv1.2 to it */
    {"versions-apart", fill_versions_apart},
    {"wininet", fill_wininet},
    {"minor", fill_minor},                   /* 3 */
    {"policy-version", fill_policy_version}, /* tls1.2 */
    {"firefox-suites", fill_firefox_suites}, /* the one to add */
    {"policy-suites", fill_policy_suites},
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

bool elb_knob_fill(struct elb_knob_filling *filling, struct elb_text name)
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
