/* SPDX-License-Identifier: MIT */

/* Telling a cipher list of OpenSSL from prose and from plain lists of suites. */
#include "read/cipher_list.h"

#define SEPARATORS      ":,; \t\r\n"
#define WORDS_LOOKED_AT 64

/* openssl-ciphers(1), of any version; PROFILE=SYSTEM is Red Hat's. */
static const char *const keywords[] = {
    "DEFAULT",
    "COMPLEMENTOFDEFAULT",
    "ALL",
    "COMPLEMENTOFALL",
    "HIGH",
    "MEDIUM",
    "LOW",
    "EXP",
    "EXPORT",
    "EXPORT40",
    "EXPORT56",
    "eNULL",
    "NULL",
    "aNULL",
    "kRSA",
    "aRSA",
    "RSA",
    "kDHr",
    "kDHd",
    "kDH",
    "kDHE",
    "kEDH",
    "DH",
    "DHE",
    "EDH",
    "ADH",
    "kEECDH",
    "kECDHE",
    "kECDH",
    "kECDHr",
    "kECDHe",
    "ECDH",
    "ECDHE",
    "EECDH",
    "AECDH",
    "aECDSA",
    "aECDH",
    "ECDSA",
    "aDSS",
    "DSS",
    "aDH",
    "TLSv1.2",
    "TLSv1.0",
    "TLSv1",
    "SSLv3",
    "AES128",
    "AES256",
    "AES",
    "AESGCM",
    "AESCCM",
    "AESCCM8",
    "ARIA",
    "ARIA128",
    "ARIA256",
    "ARIAGCM",
    "CAMELLIA",
    "CHACHA20",
    "CAMELLIA128",
    "3DES",
    "CAMELLIA256",
    "DES",
    "RC4",
    "RC2",
    "IDEA",
    "SEED",
    "MD5",
    "SHA1",
    "SHA",
    "SHA256",
    "SHA384",
    "GOST94",
    "GOST89MAC",
    "aGOST",
    "aGOST01",
    "kGOST",
    "aPSK",
    "PSK",
    "kPSK",
    "kECDHEPSK",
    "kDHEPSK",
    "kRSAPSK",
    "SRP",
    "kSRP",
    "aSRP",
    "SUITEB128",
    "SUITEB128ONLY",
    "SUITEB192",
    "SUITEB128C2",
    "CBC",
    "FIPS",
    "PROFILE=SYSTEM",
};

static bool is_keyword(struct elb_text word)
{
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        if (elb_text_is(word, keywords[i]))
            return true;
    }
    return false;
}

/* With a dash or an underscore in it, and nothing but what OpenSSL takes for a name. */
static bool is_suite(struct elb_text word)
{
    bool joined = false;
    bool upper = false;

    for (size_t i = 0; i < word.length; i++) {
        const char c = word.start[i];

        joined |= i > 0 && (c == '-' || c == '_');
        upper |= c >= 'A' && c <= 'Z';
        if (!(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
            !strchr("-_.", c))
            return false;
    }
    return (joined && upper) || elb_text_has_prefix(word, "0x");
}

/* One item; what comes behind an `@` in it is another. */
static bool is_item(struct elb_text item, bool *special)
{
    struct elb_text rest = item;
    struct elb_text part;
    bool combined = false;

    if (rest.length > 0 && strchr("+-!", rest.start[0])) {
        rest = elb_text_skip(rest, 1);
        *special = true;
    }
    while (elb_text_next_field(&rest, "+", &part)) {
        if (!is_keyword(part) && !is_suite(part))
            return false;
        *special |= combined || is_keyword(part);
        combined = true;
    }
    return combined;
}

static bool is_command(struct elb_text command)
{
    return elb_text_is(command, "STRENGTH") || elb_text_has_prefix(command, "SECLEVEL");
}

static bool is_word(struct elb_text word, bool *special)
{
    struct elb_text rest = word;
    struct elb_text part = {0};

    if (word.start[0] != '@' &&
        (!elb_text_next_field(&rest, "@", &part) || !is_item(part, special)))
        return false;
    if (word.start[0] == '@')
        rest = elb_text_skip(rest, 1);
    while (elb_text_next_field(&rest, "@", &part)) {
        *special = true;
        if (!is_command(part))
            return false;
    }
    return true;
}

bool elb_cipher_list_has_keywords(struct elb_text text)
{
    bool special = false;
    struct elb_text word;

    for (size_t i = 0; i < WORDS_LOOKED_AT && elb_text_next_word(&text, SEPARATORS, &word); i++) {
        if (!is_word(word, &special))
            return false;
    }
    return special;
}
