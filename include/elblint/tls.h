/* SPDX-License-Identifier: MIT */
/**
 * The words of TLS: protocol versions, cipher suites, named groups, signature schemes and the
 * certificates of a listener, as plain constant data.
 *
 * Everything here is read-only and lives as long as the catalog that it came from. What follows
 * from a name (the parts of a suite, its first version) is worked out once, when a catalog is
 * loaded; the data files hold only what can't be derived.
 */
#ifndef ELBLINT_TLS_H
#define ELBLINT_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Protocol versions by their value on the wire (RFC 8446 section 4.2.1). 0 means unknown. */
#define ELB_SSL3   ((uint16_t)0x0300)
#define ELB_TLS1_0 ((uint16_t)0x0301)
#define ELB_TLS1_1 ((uint16_t)0x0302)
#define ELB_TLS1_2 ((uint16_t)0x0303)
#define ELB_TLS1_3 ((uint16_t)0x0304)

/** Signalling values in a list of suites; they are never chosen (RFC 5746, RFC 7507). */
#define ELB_EMPTY_RENEGOTIATION_INFO_SCSV ((uint16_t)0x00FF)
#define ELB_FALLBACK_SCSV                 ((uint16_t)0x5600)

/** A set of versions: bit 0 is SSLv3, bit 4 is TLSv1.3. */
typedef uint8_t elb_version_set;

/** The set that holds `version` alone; empty for a value that is not SSLv3 to TLSv1.3. */
elb_version_set elb_version_bit(uint16_t version);

/** The name that AWS uses: `SSLv3`, `TLSv1`, `TLSv1.1` ...; NULL for any other value. */
const char *elb_version_name(uint16_t version);

/** The highest or lowest version of a set; 0 for an empty set. */
uint16_t elb_version_highest(elb_version_set versions);
uint16_t elb_version_lowest(elb_version_set versions);

/** Whether `code` is one of the reserved values of RFC 8701, which mean nothing. */
bool elb_is_grease(uint16_t code);

/** How sure a fact is. */
enum elb_confidence {
    ELB_CONFIDENCE_UNSTATED,
    ELB_CONFIDENCE_VERIFIED,      /* independent sources agree */
    ELB_CONFIDENCE_SINGLE_SOURCE, /* one good source */
    ELB_CONFIDENCE_UNVERIFIED,    /* one doubtful source, or an inference */
};

/** Somebody's judgement of a suite or group, with its reason. `value` NULL: none is known. */
struct elb_rating {
    const char *value;
    const char *reason;
    const char *source; /* a key of the catalog's sources */
    enum elb_confidence confidence;
};

/** How the premaster secret comes about. */
enum elb_key_exchange {
    ELB_KX_UNKNOWN,
    ELB_KX_ANY, /* TLS 1.3: not part of the suite */
    ELB_KX_RSA,
    ELB_KX_DH, /* static */
    ELB_KX_DHE,
    ELB_KX_ECDH, /* static */
    ELB_KX_ECDHE,
    ELB_KX_PSK,
    ELB_KX_SRP,
    ELB_KX_KRB5,
    ELB_KX_OTHER,
};

/** What the server proves its identity with. */
enum elb_authentication {
    ELB_AUTH_UNKNOWN,
    ELB_AUTH_ANY, /* TLS 1.3: not part of the suite */
    ELB_AUTH_RSA,
    ELB_AUTH_ECDSA,
    ELB_AUTH_DSS,
    ELB_AUTH_PSK,
    ELB_AUTH_ANONYMOUS,
    ELB_AUTH_OTHER,
};

enum elb_cipher_mode {
    ELB_MODE_UNKNOWN,
    ELB_MODE_AEAD,
    ELB_MODE_CBC,
    ELB_MODE_STREAM,
    ELB_MODE_NULL, /* no encryption */
};

/** The tools whose spelling of a name is known. */
enum elb_dialect {
    ELB_DIALECT_IANA,
    ELB_DIALECT_OPENSSL,
    ELB_DIALECT_GNUTLS,
    ELB_DIALECT_JAVA,
    ELB_DIALECT_GO,
    ELB_DIALECT_RUSTLS,
    ELB_DIALECT_OTHER,
};

/** One more name of a code point. */
struct elb_alias {
    enum elb_dialect dialect;
    const char *name;
};

/** A cipher suite (IANA registry "TLS Cipher Suites"). */
struct elb_suite {
    uint16_t code;
    bool export_grade;      /* 40 or 56 bits by old export rules */
    bool signalling;        /* an SCSV */
    const char *name;       /* the IANA name, or the best known one where none is registered */
    const char *iana;       /* NULL: not registered */
    const char *openssl;    /* NULL: OpenSSL never had it */
    const char *encryption; /* as in the IANA name: `AES_128_GCM`; NULL: unknown */
    const char *mac;        /* `AEAD`, `SHA1`, `SHA256`, `SHA384`, `MD5`; NULL: unknown */
    uint16_t key_bits;      /* of the encryption; 0: none or unknown */
    uint16_t first_version; /* the first version that may use it; 0: unknown */
    uint16_t last_version;  /* TLSv1.3 for its own suites, TLSv1.2 for all others */
    enum elb_key_exchange key_exchange;
    enum elb_authentication authentication;
    enum elb_cipher_mode mode;
    struct elb_rating strength;         /* the class of ciphersuite.info */
    struct elb_rating iana_recommended; /* Y, N or D */
    const struct elb_alias *aliases;
    size_t alias_count;
};

/** Every handshake has a fresh key (TLS 1.3, DHE, ECDHE) with a server that proves who it is. */
bool elb_suite_has_forward_secrecy(const struct elb_suite *suite);
/** Block cipher in CBC mode. */
bool elb_suite_is_cbc(const struct elb_suite *suite);
/** Broken by itself: no encryption, no authentication, export grade, RC2, RC4, DES or 3DES. */
bool elb_suite_is_insecure(const struct elb_suite *suite);
/** One of the suites of TLS 1.3 (RFC 8446 appendix B.4). */
bool elb_suite_is_tls13(const struct elb_suite *suite);

enum elb_group_kind {
    ELB_GROUP_UNKNOWN,
    ELB_GROUP_ECDHE,
    ELB_GROUP_FFDHE,
    ELB_GROUP_KEM,    /* ML-KEM alone */
    ELB_GROUP_HYBRID, /* ML-KEM with a curve */
    ELB_GROUP_OBSOLETE_KEM,
    ELB_GROUP_EXPLICIT, /* arbitrary explicit curves (RFC 4492) */
};

/** A named group (IANA registry "TLS Supported Groups"). */
struct elb_group {
    uint16_t code;
    enum elb_group_kind kind;
    const char *name;
    struct elb_rating iana_recommended;
    const struct elb_alias *aliases;
    size_t alias_count;
};

/** ML-KEM, alone or in a hybrid (FIPS 203). */
bool elb_group_is_post_quantum(const struct elb_group *group);

enum elb_scheme_key {
    ELB_SCHEME_KEY_UNKNOWN,
    ELB_SCHEME_KEY_RSA, /* rsaEncryption keys: PKCS#1 v1.5 and rsa_pss_rsae */
    ELB_SCHEME_KEY_RSA_PSS,
    ELB_SCHEME_KEY_ECDSA,
    ELB_SCHEME_KEY_EDDSA,
    ELB_SCHEME_KEY_DSA,
    ELB_SCHEME_KEY_MLDSA,
    ELB_SCHEME_KEY_OTHER,
};

/** A signature scheme (IANA registry "TLS SignatureScheme"). */
struct elb_scheme {
    uint16_t code;
    enum elb_scheme_key key;
    uint16_t curve;            /* code of the group that TLS 1.3 ties it to; 0: none */
    elb_version_set handshake; /* versions in which it may sign a handshake */
    const char *name;
    const char *hash; /* `sha256` ...; NULL: built in or unknown */
    const struct elb_alias *aliases;
    size_t alias_count;
};

bool elb_scheme_is_sha1(const struct elb_scheme *scheme);

/** The key of one certificate of a listener. */
enum elb_certificate {
    ELB_CERTIFICATE_NONE,
    ELB_CERTIFICATE_RSA2048,
    ELB_CERTIFICATE_RSA3072,
    ELB_CERTIFICATE_RSA4096,
    ELB_CERTIFICATE_ECDSA256,
    ELB_CERTIFICATE_ECDSA384,
    ELB_CERTIFICATE_ECDSA521,
    ELB_CERTIFICATE_RSA,   /* size not known */
    ELB_CERTIFICATE_ECDSA, /* curve not known */
};

/** `rsa2048` ...; NULL for ELB_CERTIFICATE_NONE. */
const char *elb_certificate_name(enum elb_certificate certificate);
/** ELB_CERTIFICATE_NONE for an unknown name. Names are compared without case. */
enum elb_certificate elb_certificate_from_name(const char *name, size_t length);
bool elb_certificate_is_rsa(enum elb_certificate certificate);
bool elb_certificate_is_ecdsa(enum elb_certificate certificate);
/** Size of an RSA modulus in bits; 0 for ECDSA or when not known. */
unsigned elb_certificate_rsa_bits(enum elb_certificate certificate);
/** Code of the curve of an ECDSA key; 0 for RSA or when not known. */
uint16_t elb_certificate_curve(enum elb_certificate certificate);

/** The certificates that one listener holds; the first of a type is the one that serves. */
#define ELB_CERTIFICATES_MAX 8
struct elb_certificates {
    enum elb_certificate list[ELB_CERTIFICATES_MAX];
    size_t count;
};

#endif
