/* SPDX-License-Identifier: MIT */
#include "read/java.h"

#include "tls/names.h"

#define BLANKS " \t\r\n\\\f"

/* Takes "DH keySize < 1024" apart: the name, and what is behind it. */
static bool next_item(struct elb_text *rest, struct elb_text *ret_name, struct elb_text *ret_limit)
{
    struct elb_text item;

    while (elb_text_next_field(rest, ",", &item)) {
        *ret_limit = item;
        if (elb_text_next_word(ret_limit, BLANKS, ret_name)) {
            *ret_limit = elb_text_trim(*ret_limit);
            return true;
        }
    }
    return false;
}

/* Without a condition, or only with one about the signatures of the handshake. */
static bool is_unconditional(struct elb_text limit)
{
    return limit.length == 0 || elb_text_is(limit, "usage HandshakeSignature");
}

/* Parts of suites, by the words of the JDK (AlgorithmDecomposer). */
static bool matches_part(struct elb_text name, const struct elb_suite *suite)
{
    const struct elb_text encryption = elb_text_from(suite->encryption);

    if (elb_text_is_nocase(name, "anon"))
        return suite->authentication == ELB_AUTH_ANONYMOUS;
    if (elb_text_is_nocase(name, "NULL"))
        return suite->mode == ELB_MODE_NULL;
    if (elb_text_is_nocase(name, "ECDH"))
        return suite->key_exchange == ELB_KX_ECDH;
    if (elb_text_is_nocase(name, "RC4"))
        return elb_text_has_prefix(encryption, "RC4");
    if (elb_text_is_nocase(name, "DES"))
        return elb_text_has_prefix(encryption, "DES");
    if (elb_text_is_nocase(name, "3DES_EDE_CBC") || elb_text_is_nocase(name, "DESede"))
        return elb_text_has_prefix(encryption, "3DES");
    if (elb_text_is_nocase(name, "MD5") || elb_text_is_nocase(name, "HmacMD5"))
        return suite->mac && strcmp(suite->mac, "MD5") == 0;
    return encryption.length > 0 && elb_text_is_equal_nocase(encryption, name);
}

/* TLS_RSA_*: the JDK has wildcards since 20. */
static bool matches_pattern(struct elb_text pattern, const char *name)
{
    const struct elb_text text = elb_text_from(name);

    if (!name || pattern.length == 0)
        return false;
    if (pattern.start[pattern.length - 1] != '*')
        return elb_text_is_equal_nocase(pattern, text);
    pattern.length--;
    return text.length >= pattern.length &&
           elb_text_is_equal_nocase(pattern, (struct elb_text){text.start, pattern.length});
}

bool elb_java_disables_suite(struct elb_text disabled, const struct elb_suite *suite)
{
    struct elb_text limit;
    struct elb_text name;

    while (next_item(&disabled, &name, &limit)) {
        if (!is_unconditional(limit))
            continue;
        if (matches_pattern(name, suite->name) || matches_part(name, suite))
            return true;
        for (size_t i = 0; i < suite->alias_count; i++) {
            if (matches_pattern(name, suite->aliases[i].name))
                return true;
        }
    }
    return false;
}

bool elb_java_disables_name(struct elb_text disabled, struct elb_text wanted)
{
    struct elb_text limit;
    struct elb_text name;

    while (next_item(&disabled, &name, &limit)) {
        if (is_unconditional(limit) && elb_text_is_equal_nocase(name, wanted))
            return true;
    }
    return false;
}

elb_version_set elb_java_disabled_versions(struct elb_text disabled)
{
    elb_version_set versions = 0;
    struct elb_text limit;
    struct elb_text name;

    while (next_item(&disabled, &name, &limit)) {
        if (limit.length == 0)
            versions |= elb_version_bit(elb_version_from_name(name));
    }
    return versions;
}

/* "keySize < 1024" or "keySize <= 1023"; 0 for any other. */
static unsigned key_size(struct elb_text limit)
{
    struct elb_text words[3] = {{0}};
    uint64_t bits;

    for (size_t i = 0; i < 3; i++) {
        if (!elb_text_next_word(&limit, BLANKS, &words[i]))
            return 0;
    }
    if (!elb_text_is_nocase(words[0], "keySize") || elb_text_trim(limit).length > 0 ||
        !elb_text_parse_unsigned(words[2], 65536, &bits))
        return 0;
    if (elb_text_is(words[1], "<"))
        return (unsigned)bits;
    return elb_text_is(words[1], "<=") ? (unsigned)bits + 1 : 0;
}

void elb_java_read_limits(struct elb_text disabled, struct elb_constraints *constraints)
{
    struct elb_text limit;
    struct elb_text name;

    while (next_item(&disabled, &name, &limit)) {
        const unsigned bits = key_size(limit);

        if (bits > 0 && elb_text_is_nocase(name, "DH"))
            constraints->min_dh_bits = bits;
        else if (bits > 0 && elb_text_is_nocase(name, "RSA"))
            constraints->min_rsa_bits = bits;
        else if (bits > 0 && elb_text_is_nocase(name, "EC"))
            constraints->min_ec_bits = bits;
    }
}
