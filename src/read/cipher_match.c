/* SPDX-License-Identifier: MIT */

/*
 * Which suites the keywords of OpenSSL mean, for suites that the installed OpenSSL doesn't have and
 * so can't be asked about. Only what has been the same in every version is a plain yes or no.
 */
#include "read/cipher_list.h"

static enum elb_tristate yes_if(bool yes)
{
    return yes ? ELB_YES : ELB_NO;
}

static enum elb_tristate has_encryption(const struct elb_suite *suite, const char *prefix)
{
    if (!suite->encryption)
        return ELB_MAYBE;
    return yes_if(elb_text_has_prefix(elb_text_from(suite->encryption), prefix));
}

static enum elb_tristate has_gcm(const struct elb_suite *suite, const char *prefix)
{
    const enum elb_tristate aes = has_encryption(suite, prefix);

    if (aes != ELB_YES)
        return aes;
    return yes_if(elb_text_find(elb_text_from(suite->encryption), ELB_TEXT("GCM")) != SIZE_MAX);
}

static enum elb_tristate has_mac(const struct elb_suite *suite, const char *mac)
{
    return suite->mac ? yes_if(strcmp(suite->mac, mac) == 0) : ELB_MAYBE;
}

static enum elb_tristate has_in_name(const struct elb_suite *suite, const char *part)
{
    return yes_if(strstr(suite->name, part) != NULL);
}

static enum elb_tristate has_rsa_key_exchange(const struct elb_suite *suite, const char *unused)
{
    (void)unused;
    if (suite->key_exchange == ELB_KX_UNKNOWN)
        return ELB_MAYBE;
    return yes_if(suite->key_exchange == ELB_KX_RSA && suite->authentication == ELB_AUTH_RSA);
}

static enum elb_tristate is_anonymous(const struct elb_suite *suite, const char *unused)
{
    (void)unused;
    if (suite->authentication == ELB_AUTH_UNKNOWN)
        return ELB_MAYBE;
    return yes_if(suite->authentication == ELB_AUTH_ANONYMOUS);
}

static enum elb_tristate is_null(const struct elb_suite *suite, const char *unused)
{
    (void)unused;
    return suite->mode == ELB_MODE_UNKNOWN ? ELB_MAYBE : yes_if(suite->mode == ELB_MODE_NULL);
}

static enum elb_tristate is_not_null(const struct elb_suite *suite, const char *unused)
{
    const enum elb_tristate null = is_null(suite, unused);

    return null == ELB_MAYBE ? ELB_MAYBE : yes_if(null == ELB_NO);
}

static enum elb_tristate is_export(const struct elb_suite *suite, const char *unused)
{
    (void)unused;
    return yes_if(suite->export_grade);
}

/* 3DES was HIGH until OpenSSL 1.1.0; the keys of all others below are too short, or no keys. */
static enum elb_tristate is_high(const struct elb_suite *suite, const char *unused)
{
    (void)unused;
    if (suite->export_grade || suite->mode == ELB_MODE_NULL ||
        has_encryption(suite, "RC4") == ELB_YES || has_encryption(suite, "RC2") == ELB_YES ||
        has_encryption(suite, "DES") == ELB_YES || has_encryption(suite, "IDEA") == ELB_YES ||
        has_encryption(suite, "SEED") == ELB_YES)
        return ELB_NO;
    return has_encryption(suite, "AES") == ELB_YES ? ELB_YES : ELB_MAYBE;
}

/* OpenSSL 3 has none of the broken ones in its default, even when it is built with them. */
static enum elb_tristate is_default(const struct elb_suite *suite, const char *unused)
{
    (void)unused;
    return elb_suite_is_insecure(suite) ? ELB_NO : ELB_MAYBE;
}

static const struct {
    const char *keyword;
    enum elb_tristate (*matches)(const struct elb_suite *suite, const char *argument);
    const char *argument;
} keywords[] = {
    {"DEFAULT", is_default, NULL},
    {"ALL", is_not_null, NULL},
    {"COMPLEMENTOFALL", is_null, NULL},
    {"HIGH", is_high, NULL},
    {"eNULL", is_null, NULL},
    {"NULL", is_null, NULL},
    {"aNULL", is_anonymous, NULL},
    {"EXP", is_export, NULL},
    {"EXPORT", is_export, NULL},
    {"kRSA", has_rsa_key_exchange, NULL},
    {"RSA", has_rsa_key_exchange, NULL},
    {"PSK", has_in_name, "PSK"},
    {"SRP", has_in_name, "SRP"},
    {"AES", has_encryption, "AES_"},
    {"AES128", has_encryption, "AES_128"},
    {"AES256", has_encryption, "AES_256"},
    {"AESGCM", has_gcm, "AES_"},
    {"CHACHA20", has_encryption, "CHACHA20"},
    {"CAMELLIA", has_encryption, "CAMELLIA"},
    {"ARIA", has_encryption, "ARIA"},
    {"3DES", has_encryption, "3DES"},
    {"DES", has_encryption, "DES"},
    {"RC4", has_encryption, "RC4"},
    {"RC2", has_encryption, "RC2"},
    {"IDEA", has_encryption, "IDEA"},
    {"SEED", has_encryption, "SEED"},
    {"MD5", has_mac, "MD5"},
    {"SHA", has_mac, "SHA1"},
    {"SHA1", has_mac, "SHA1"},
    {"SHA256", has_mac, "SHA256"},
    {"SHA384", has_mac, "SHA384"},
};

static enum elb_tristate keyword_matches(struct elb_text keyword, const struct elb_suite *suite)
{
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        if (elb_text_is(keyword, keywords[i].keyword))
            return keywords[i].matches(suite, keywords[i].argument);
    }
    return ELB_MAYBE;
}

enum elb_tristate elb_cipher_item_matches(const struct elb_cipher_item *item,
                                          const struct elb_suite *suite)
{
    struct elb_text rest = item->text;
    enum elb_tristate all = ELB_YES;
    struct elb_text part;

    if (item->kind == ELB_CIPHER_NOTHING)
        return ELB_NO;
    if (item->kind == ELB_CIPHER_SUITE)
        return yes_if(item->code == suite->code);
    while (elb_text_next_word(&rest, "+", &part)) {
        const enum elb_tristate match = keyword_matches(part, suite);

        if (match == ELB_NO)
            return ELB_NO;
        if (match == ELB_MAYBE)
            all = ELB_MAYBE;
    }
    return all;
}
