/* SPDX-License-Identifier: MIT */
/*
 * The parts of a cipher suite, read from its IANA name. Two forms:
 *
 *     TLS_<key exchange>[_<authentication>][_EXPORT]_WITH_<encryption>_<hash>    up to TLS 1.2
 *     TLS_<encryption>_<hash>                                                    TLS 1.3
 *
 * Private and obsolete suites without a registered name use the same words (SSL_RSA_FIPS_WITH_...).
 */
#include "tls/names.h"

#include <stdio.h>

/* What stands between TLS_ and _WITH_. */
static const struct {
    const char *words;
    enum elb_key_exchange key_exchange;
    enum elb_authentication authentication;
} key_exchanges[] = {
    {"RSA", ELB_KX_RSA, ELB_AUTH_RSA},
    {"RSA_FIPS", ELB_KX_RSA, ELB_AUTH_RSA},
    {"DH_DSS", ELB_KX_DH, ELB_AUTH_DSS},
    {"DH_RSA", ELB_KX_DH, ELB_AUTH_RSA},
    {"DHE_DSS", ELB_KX_DHE, ELB_AUTH_DSS},
    {"DHE_RSA", ELB_KX_DHE, ELB_AUTH_RSA},
    {"DH_anon", ELB_KX_DHE, ELB_AUTH_ANONYMOUS},
    {"ECDH_ECDSA", ELB_KX_ECDH, ELB_AUTH_ECDSA},
    {"ECDH_RSA", ELB_KX_ECDH, ELB_AUTH_RSA},
    {"ECDHE_ECDSA", ELB_KX_ECDHE, ELB_AUTH_ECDSA},
    {"ECDHE_RSA", ELB_KX_ECDHE, ELB_AUTH_RSA},
    {"ECDH_anon", ELB_KX_ECDHE, ELB_AUTH_ANONYMOUS},
    {"PSK", ELB_KX_PSK, ELB_AUTH_PSK},
    {"DHE_PSK", ELB_KX_DHE, ELB_AUTH_PSK},
    {"PSK_DHE", ELB_KX_DHE, ELB_AUTH_PSK},
    {"ECDHE_PSK", ELB_KX_ECDHE, ELB_AUTH_PSK},
    {"RSA_PSK", ELB_KX_RSA, ELB_AUTH_PSK},
    {"SRP_SHA", ELB_KX_SRP, ELB_AUTH_OTHER},
    {"SRP_SHA_RSA", ELB_KX_SRP, ELB_AUTH_RSA},
    {"SRP_SHA_DSS", ELB_KX_SRP, ELB_AUTH_DSS},
    {"KRB5", ELB_KX_KRB5, ELB_AUTH_OTHER},
    {"FORTEZZA_KEA", ELB_KX_OTHER, ELB_AUTH_OTHER},
    {"ECCPWD", ELB_KX_OTHER, ELB_AUTH_OTHER},
    {"CECPQ1_RSA", ELB_KX_OTHER, ELB_AUTH_RSA},
    {"CECPQ1_ECDSA", ELB_KX_OTHER, ELB_AUTH_ECDSA},
    {"GOSTR341001", ELB_KX_OTHER, ELB_AUTH_OTHER},
    {"GOSTR341094", ELB_KX_OTHER, ELB_AUTH_OTHER},
    {"GOSTR341112_256", ELB_KX_OTHER, ELB_AUTH_OTHER},
};

/* What the encryption begins with. */
static const struct {
    const char *prefix;
    uint16_t key_bits;
    enum elb_cipher_mode mode; /* unknown: the rest of the name says */
} encryptions[] = {
    {"AES_128", 128, ELB_MODE_UNKNOWN},
    {"AES_256", 256, ELB_MODE_UNKNOWN},
    {"CHACHA20_POLY1305", 256, ELB_MODE_AEAD},
    {"3DES_EDE", 168, ELB_MODE_UNKNOWN},
    {"CAMELLIA_128", 128, ELB_MODE_UNKNOWN},
    {"CAMELLIA_256", 256, ELB_MODE_UNKNOWN},
    {"ARIA_128", 128, ELB_MODE_UNKNOWN},
    {"ARIA_256", 256, ELB_MODE_UNKNOWN},
    {"SEED", 128, ELB_MODE_UNKNOWN},
    {"IDEA", 128, ELB_MODE_UNKNOWN},
    {"RC4_128", 128, ELB_MODE_STREAM},
    {"RC4_40", 40, ELB_MODE_STREAM},
    {"RC4_56", 56, ELB_MODE_STREAM},
    {"RC2_CBC_40", 40, ELB_MODE_CBC},
    {"RC2_CBC_56", 56, ELB_MODE_CBC},
    {"DES40", 40, ELB_MODE_UNKNOWN},
    {"DES_CBC_40", 40, ELB_MODE_CBC},
    {"DES", 56, ELB_MODE_UNKNOWN},
    {"SM4_GCM", 128, ELB_MODE_AEAD},
    {"SM4_CCM", 128, ELB_MODE_AEAD},
    {"AEGIS_256", 256, ELB_MODE_AEAD},
    {"AEGIS_128L", 128, ELB_MODE_AEAD},
    {"NULL", 0, ELB_MODE_NULL},
    {"28147_CNT", 256, ELB_MODE_STREAM},
    {"KUZNYECHIK", 256, ELB_MODE_STREAM},
    {"MAGMA", 256, ELB_MODE_STREAM},
};

static const struct {
    const char *suffix;
    const char *mac;
} hashes[] = {
    {"_SHA256", "SHA256"}, {"_SHA384", "SHA384"}, {"_SHA512", "SHA512"}, {"_SHA", "SHA1"},
    {"_MD5", "MD5"},       {"_SM3", "SM3"},       {"_OMAC", "OMAC"},     {"_IMIT", "IMIT"},
};

static void parse_hash(struct elb_suite *suite, struct elb_text *encryption)
{
    for (size_t i = 0; i < sizeof(hashes) / sizeof(hashes[0]); i++) {
        if (elb_text_has_suffix(*encryption, hashes[i].suffix)) {
            suite->mac = hashes[i].mac;
            encryption->length -= strlen(hashes[i].suffix);
            return;
        }
    }
}

static enum elb_cipher_mode mode_of(struct elb_text encryption)
{
    static const char *const aead[] = {"_GCM", "_CCM", "_CCM_8", "_OCB"};
    for (size_t i = 0; i < sizeof(aead) / sizeof(aead[0]); i++) {
        if (elb_text_has_suffix(encryption, aead[i]))
            return ELB_MODE_AEAD;
    }
    return elb_text_find(encryption, ELB_TEXT("_CBC")) != SIZE_MAX ? ELB_MODE_CBC
                                                                   : ELB_MODE_UNKNOWN;
}

/* The encryption, which is the name without its hash; an AEAD has no MAC of its own. */
static void parse_encryption(struct elb_suite *suite, struct elb_text encryption, char *storage)
{
    parse_hash(suite, &encryption);
    for (size_t i = 0; i < sizeof(encryptions) / sizeof(encryptions[0]); i++) {
        if (!elb_text_has_prefix(encryption, encryptions[i].prefix))
            continue;
        suite->key_bits = encryptions[i].key_bits;
        suite->mode =
            encryptions[i].mode != ELB_MODE_UNKNOWN ? encryptions[i].mode : mode_of(encryption);
        snprintf(storage, ELB_SUITE_ENCRYPTION_MAX, "%.*s", ELB_TEXT_ARGS(encryption));
        suite->encryption = suite->mode == ELB_MODE_NULL ? "NULL" : storage;
        break;
    }
    if (suite->mode == ELB_MODE_AEAD)
        suite->mac = "AEAD";
}

static void parse_key_exchange(struct elb_suite *suite, struct elb_text words)
{
    static const char *const exports[] = {"_EXPORT1024", "_EXPORT"};
    for (size_t i = 0; i < 2; i++) {
        if (elb_text_has_suffix(words, exports[i])) {
            suite->export_grade = true;
            words.length -= strlen(exports[i]);
        }
    }
    for (size_t i = 0; i < sizeof(key_exchanges) / sizeof(key_exchanges[0]); i++) {
        if (elb_text_is(words, key_exchanges[i].words)) {
            suite->key_exchange = key_exchanges[i].key_exchange;
            suite->authentication = key_exchanges[i].authentication;
            return;
        }
    }
}

/*
 * AEAD and SHA-2 suites need the PRF of TLS 1.2 (RFC 5288 section 4, RFC 5246 section 1.2); the
 * curves of ECDHE are an extension, which SSLv3 has not (RFC 8422 section 2).
 */
static uint16_t first_version_of(const struct elb_suite *suite)
{
    if (suite->mac != NULL && strcmp(suite->mac, "SHA1") != 0 && strcmp(suite->mac, "MD5") != 0)
        return ELB_TLS1_2;
    if (suite->key_exchange == ELB_KX_ECDHE || suite->key_exchange == ELB_KX_ECDH)
        return ELB_TLS1_0;
    return suite->key_exchange == ELB_KX_UNKNOWN ? 0 : ELB_SSL3;
}

/* RFC 9150 section 1: integrity alone. Their names are two hashes, of the HMAC and of the HKDF. */
static bool is_integrity_only(uint16_t code)
{
    return code == 0xC0B4 || code == 0xC0B5;
}

/* RFC 8446 appendix B.4: the first byte is 0x13; RFC 8998 section 2 adds the two of SM4. */
static bool is_tls13_code(uint16_t code)
{
    return code >> 8 == 0x13 || code == 0x00C6 || code == 0x00C7 || is_integrity_only(code);
}

static void parse_tls13(struct elb_suite *suite, struct elb_text rest, char *storage)
{
    parse_encryption(suite, rest, storage);
    if (is_integrity_only(suite->code)) {
        suite->encryption = "NULL";
        suite->mode = ELB_MODE_NULL;
    }
    suite->key_exchange = ELB_KX_ANY;
    suite->authentication = ELB_AUTH_ANY;
    suite->first_version = ELB_TLS1_3;
    suite->last_version = ELB_TLS1_3;
}

void elb_suite_parse_name(struct elb_suite *suite, char *storage)
{
    struct elb_text name = elb_text_from(suite->name);
    suite->last_version = ELB_TLS1_2;
    suite->signalling = elb_text_has_suffix(name, "_SCSV");
    if (suite->signalling ||
        !(elb_text_has_prefix(name, "TLS_") || elb_text_has_prefix(name, "SSL_")))
        return;
    struct elb_text rest = elb_text_skip(name, 4);
    size_t with = elb_text_find(rest, ELB_TEXT("_WITH_"));
    if (with == SIZE_MAX) {
        if (is_tls13_code(suite->code))
            parse_tls13(suite, rest, storage);
        return;
    }
    parse_key_exchange(suite, (struct elb_text){rest.start, with});
    parse_encryption(suite, elb_text_skip(rest, with + strlen("_WITH_")), storage);
    suite->first_version = first_version_of(suite);
}
