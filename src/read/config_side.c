/* SPDX-License-Identifier: MIT */
#include "read/config_side.h"

#include "tls/names.h"

#define BLANKS " \t\r\n\\"

static enum elb_status refuse_version(const struct elb_reading *reading, struct elb_text word,
                                      struct elb_error *reterr)
{
    return elb_reading_fail(reading, word, reterr, ELB_ERROR_DATA,
                            "unknown protocol version '%.*s'", ELB_TEXT_ARGS(word));
}

/* SSLv2 is a version that no hello of today can offer. */
static bool parse_version(struct elb_text word, elb_version_set *ret_version)
{
    *ret_version = elb_version_bit(elb_version_from_name(word));
    return *ret_version != 0 || elb_text_is_nocase(word, "SSLv2");
}

/* ---- Apache and OpenSSL: all -SSLv3 +TLSv1.2 ------------------------------------------------ */

/* What "all" is today: SSLv3 is in no build any more. */
static elb_version_set all_versions(void)
{
    return elb_version_bit(ELB_TLS1_0) | elb_version_bit(ELB_TLS1_1) | elb_version_bit(ELB_TLS1_2) |
           elb_version_bit(ELB_TLS1_3);
}

static enum elb_status add_signed(const struct elb_reading *reading, struct elb_config_side *side,
                                  struct elb_text word, bool replaces, struct elb_error *reterr)
{
    const char sign = strchr("+-", word.start[0]) ? word.start[0] : '\0';
    const struct elb_text name = sign ? elb_text_skip(word, 1) : word;
    elb_version_set version = all_versions();

    if (elb_text_is_nocase(name, "all"))
        side->all = sign != '-';
    else if (!parse_version(name, &version))
        return refuse_version(reading, word, reterr);
    if (sign == '-')
        side->versions &= (elb_version_set)~version;
    else if (sign == '\0' && replaces)
        side->versions = version;
    else
        side->versions |= version;
    return ELB_OK;
}

static enum elb_status add_protocols(const struct elb_reading *reading,
                                     struct elb_config_side *side,
                                     const struct elb_directive *directive,
                                     struct elb_error *reterr)
{
    const bool replaces = directive->language == ELB_LANGUAGE_APACHE;
    struct elb_text rest = elb_directive_unquote(directive->value);
    enum elb_status status = ELB_OK;
    struct elb_text word;

    side->repeated += side->versions != 0;
    side->versions = 0;
    while (status == ELB_OK && elb_text_next_word(&rest, BLANKS ",", &word))
        status = add_signed(reading, side, word, replaces, reterr);
    if (status == ELB_OK && side->versions == 0)
        return elb_reading_fail(reading, directive->name, reterr, ELB_ERROR_DATA,
                                "no protocol version is left by '%.*s'",
                                ELB_TEXT_ARGS(directive->name));
    return status;
}

/* ---- HAProxy -------------------------------------------------------------------------------- */

/* "tlsv12" of no-tlsv12 and force-tlsv12. */
static uint16_t parse_suffix(struct elb_text word)
{
    static const struct {
        const char *name;
        uint16_t version;
    } names[] = {
        {"sslv3", ELB_SSL3},    {"tlsv10", ELB_TLS1_0}, {"tlsv11", ELB_TLS1_1},
        {"tlsv12", ELB_TLS1_2}, {"tlsv13", ELB_TLS1_3},
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (elb_text_is(word, names[i].name))
            return names[i].version;
    }
    return 0;
}

static bool kind_of_word(struct elb_text word, enum elb_directive_kind *ret_kind)
{
    static const struct {
        const char *word;
        enum elb_directive_kind kind;
    } words[] = {
        {"ciphers", ELB_DIRECTIVE_CIPHERS},     {"ciphersuites", ELB_DIRECTIVE_SUITES13},
        {"curves", ELB_DIRECTIVE_GROUPS},       {"ssl-min-ver", ELB_DIRECTIVE_MINIMUM},
        {"ssl-max-ver", ELB_DIRECTIVE_MAXIMUM},
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        *ret_kind = words[i].kind;
        if (elb_text_is(word, words[i].word))
            return true;
    }
    return false;
}

static void add_flag(struct elb_config_side *side, struct elb_text word)
{
    uint16_t version;

    if (elb_text_has_prefix(word, "no-")) {
        version = parse_suffix(elb_text_skip(word, 3));
        side->removed |= elb_version_bit(version);
    } else if (elb_text_has_prefix(word, "force-")) {
        version = parse_suffix(elb_text_skip(word, 6));
        side->versions = elb_version_bit(version) ? elb_version_bit(version) : side->versions;
    } else {
        return;
    }
    side->count += version != 0;
}

static enum elb_status add_options(const struct elb_reading *reading, struct elb_config_side *side,
                                   const struct elb_directive *directive, struct elb_error *reterr)
{
    struct elb_text rest = directive->value;
    enum elb_status status = ELB_OK;
    struct elb_directive inner = *directive;
    struct elb_text word;

    while (status == ELB_OK && elb_text_next_word(&rest, BLANKS, &word)) {
        if (!kind_of_word(word, &inner.kind)) {
            add_flag(side, word);
            continue;
        }
        inner.name = word;
        if (!elb_text_next_word(&rest, BLANKS, &inner.value))
            return elb_reading_fail(reading, word, reterr, ELB_ERROR_SYNTAX, "'%.*s' has no value",
                                    ELB_TEXT_ARGS(word));
        status = elb_config_side_add(reading, side, &inner, reterr);
    }
    return status;
}

/* ---- All of them ---------------------------------------------------------------------------- */

static enum elb_status set_limit(const struct elb_reading *reading, uint16_t *limit,
                                 const struct elb_directive *directive, struct elb_error *reterr)
{
    const struct elb_text word = elb_directive_unquote(directive->value);

    *limit = elb_version_from_name(word);
    if (*limit == 0 && !elb_text_is_nocase(word, "None"))
        return refuse_version(reading, word.length > 0 ? word : directive->name, reterr);
    return ELB_OK;
}

enum elb_status elb_config_side_add(const struct elb_reading *reading, struct elb_config_side *side,
                                    const struct elb_directive *directive, struct elb_error *reterr)
{
    struct elb_text *value = &side->values[directive->kind];

    if (directive->kind == ELB_DIRECTIVE_OPTIONS)
        return add_options(reading, side, directive, reterr);
    side->count++;
    if (directive->kind == ELB_DIRECTIVE_PROTOCOLS)
        return add_protocols(reading, side, directive, reterr);
    if (directive->kind == ELB_DIRECTIVE_MINIMUM)
        return set_limit(reading, &side->minimum, directive, reterr);
    if (directive->kind == ELB_DIRECTIVE_MAXIMUM)
        return set_limit(reading, &side->maximum, directive, reterr);
    if (value->start && !elb_text_is_equal(elb_text_trim(*value), elb_text_trim(directive->value)))
        side->repeated++;
    *value = elb_directive_unquote(directive->value);
    if (value->length == 0)
        return elb_reading_fail(reading, directive->name, reterr, ELB_ERROR_DATA,
                                "'%.*s' has no value", ELB_TEXT_ARGS(directive->name));
    return ELB_OK;
}

/* A list, or both ends, is what it offers; the lower end alone is what it won't go below. */
static elb_version_set versions_of(const struct elb_config_side *side)
{
    const elb_version_set lower = side->removed ? (elb_version_set)(~side->removed & 0x1F) : 0x1F;
    elb_version_set versions = 0;

    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (version >= side->minimum && (side->maximum == 0 || version <= side->maximum))
            versions |= elb_version_bit(version) & lower;
    }
    if (side->versions != 0)
        return side->versions & versions;
    return side->maximum != 0 && (side->minimum != 0 || side->removed != 0) ? versions : 0;
}

static uint16_t minimum_of(const struct elb_config_side *side)
{
    uint16_t minimum = side->minimum;

    while (minimum == 0 ? (side->removed & elb_version_bit(ELB_SSL3)) != 0
                        : (side->removed & elb_version_bit(minimum)) != 0)
        minimum = minimum == 0 ? ELB_TLS1_0 : (uint16_t)(minimum + 1);
    return minimum > ELB_SSL3 ? minimum : 0;
}

/* Without the line ends that a backslash hides; suites of TLS 1.3 in front, as OpenSSL has them. */
static enum elb_status join_ciphers(struct elb_draft *draft, const struct elb_config_side *side,
                                    struct elb_text *ret_text, struct elb_error *reterr)
{
    const bool tls13 = draft->versions == 0 || (draft->versions & elb_version_bit(ELB_TLS1_3)) != 0;
    const struct elb_text suites13 = side->values[ELB_DIRECTIVE_SUITES13];
    const struct elb_text ciphers = side->values[ELB_DIRECTIVE_CIPHERS];
    char *joined;

    joined = elb_arena_alloc(&draft->reading->list->arena, suites13.length + ciphers.length + 2);
    if (!joined)
        return elb_error_set_memory(reterr);
    ret_text->start = joined;
    ret_text->length = 0;
    if (tls13 && suites13.length > 0) {
        memcpy(joined, suites13.start, suites13.length);
        joined[suites13.length] = ':';
        ret_text->length = suites13.length + 1;
    }
    if (ciphers.length > 0)
        memcpy(joined + ret_text->length, ciphers.start, ciphers.length);
    ret_text->length += ciphers.length;
    for (size_t i = 0; i < ret_text->length; i++) {
        if (joined[i] == '\\')
            joined[i] = ' ';
    }
    return ELB_OK;
}

static bool has_tls13(const struct elb_draft *draft)
{
    for (size_t i = 0; i < draft->offer.count; i++) {
        if (draft->offer.codes[i] >> 8 == 0x13)
            return true;
    }
    return false;
}

static enum elb_status add_ciphers(struct elb_draft *draft, const struct elb_config_side *side,
                                   struct elb_error *reterr)
{
    const struct elb_text ciphers = side->values[ELB_DIRECTIVE_CIPHERS];
    const struct elb_text at = ciphers.length > 0 ? ciphers : side->values[ELB_DIRECTIVE_SUITES13];
    enum elb_status status;
    struct elb_text text;

    status = join_ciphers(draft, side, &text, reterr);
    if (status == ELB_OK && text.length > 0)
        status = elb_draft_add_ciphers(draft, text, at, reterr);
    if (status != ELB_OK || draft->offer.items == 0)
        return status;
    if (ciphers.length == 0) {
        draft->offer.incomplete = true;
        return elb_draft_note(draft, reterr,
                              "the list is incomplete: only suites of TLSv1.3 are set");
    }
    if (draft->versions != 0 || has_tls13(draft))
        return ELB_OK;
    draft->offer.incomplete = true;
    return elb_draft_note(draft, reterr,
                          "the list is incomplete: which suites of TLSv1.3 go with it is not said");
}

static enum elb_status add_notes(struct elb_draft *draft, const struct elb_config_side *side,
                                 const char *note, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (note)
        status = elb_draft_note(draft, reterr, "%s", note);
    if (status == ELB_OK && side->repeated > 0)
        status =
            elb_draft_note(draft, reterr, "the same is set several times: the last one is taken");
    if (status == ELB_OK && side->all)
        status = elb_draft_note(draft, reterr,
                                "'all' protocol versions are taken to be TLSv1 to TLSv1.3");
    if (status == ELB_OK && draft->offer.items == 0)
        status = elb_draft_note(draft, reterr, "the cipher suites are defaults that are not said");
    return status;
}

enum elb_status elb_config_side_finish(struct elb_reading *reading,
                                       const struct elb_config_side *side, struct elb_map *ids,
                                       struct elb_text id, const char *note,
                                       struct elb_error *reterr)
{
    const struct elb_text groups = side->values[ELB_DIRECTIVE_GROUPS];
    enum elb_status status;
    struct elb_draft draft;

    elb_draft_init(&draft, reading);
    draft.suites_unknown = true;
    draft.versions = versions_of(side);
    if (draft.versions == 0)
        draft.client.minimum_version = minimum_of(side);
    status = elb_draft_set_id(&draft, ids, id, reterr);
    if (status == ELB_OK && groups.length > 0 && !elb_text_is_nocase(groups, "auto"))
        status = elb_draft_add_groups_list(&draft, groups, groups, reterr);
    if (status == ELB_OK)
        status = add_ciphers(&draft, side, reterr);
    if (status == ELB_OK)
        status = add_notes(&draft, side, note, reterr);
    return status == ELB_OK ? elb_draft_finish(&draft, reterr) : status;
}
