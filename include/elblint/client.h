/* SPDX-License-Identifier: MIT */
/**
 * A client: what it offers in its ClientHello (RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2).
 *
 * Each list is known, known not to have been sent, or unknown, and these three are never mixed:
 * a description that says nothing about groups is not a client without groups.
 */
#ifndef ELBLINT_CLIENT_H
#define ELBLINT_CLIENT_H

#include <elblint/tls.h>

enum elb_presence {
    ELB_UNKNOWN,  /* the description does not say */
    ELB_NOT_SENT, /* the extension is absent */
    ELB_SENT,     /* the list is known; it may be empty */
};

/** Code points in the order offered, unknown ones and GREASE included. */
struct elb_codes {
    enum elb_presence presence;
    const uint16_t *codes;
    size_t count;
};

bool elb_codes_has(const struct elb_codes *codes, uint16_t code);

enum elb_hello_format {
    ELB_HELLO_TLS,
    ELB_HELLO_SSLV2, /* the 2-byte record of SSLv2 (RFC 5246 appendix E.2): no extensions */
};

enum elb_tristate { ELB_MAYBE, ELB_NO, ELB_YES };

/** Limits that a client sets on the server's keys, in bits; 0: none known. */
struct elb_constraints {
    unsigned min_rsa_bits;
    unsigned max_rsa_bits;
    unsigned min_dh_bits;
    unsigned max_dh_bits;
    unsigned min_ec_bits;
    bool requires_sha2_signatures; /* in the certificate chain */
};

enum elb_evidence {
    ELB_EVIDENCE_NONE,
    ELB_EVIDENCE_CAPTURED,
    ELB_EVIDENCE_PUBLISHED_SIGNATURE,
    ELB_EVIDENCE_DOCUMENTED,
    ELB_EVIDENCE_SOURCE_CODE,
    ELB_EVIDENCE_DERIVED,
};

enum elb_support {
    ELB_SUPPORT_UNKNOWN,
    ELB_SUPPORT_SUPPORTED,
    ELB_SUPPORT_ENDED,
};

struct elb_client {
    const char *id;
    const char *name;           /* may be NULL */
    const char *const *aliases; /* other versions seen with the same offer */
    size_t alias_count;
    const char *family;      /* may be NULL */
    const char *version;     /* of the software; may be NULL */
    const char *category;    /* may be NULL */
    const char *released;    /* ISO date; NULL: not known */
    const char *end_of_life; /* ISO date; NULL: still supported or not known */
    enum elb_support support;

    /*
     * Versions. `legacy_version` is the field of the hello; 0 means unknown. `versions` is the set
     * that the description lists; 0 where it gives the two fields of the hello instead.
     */
    uint16_t legacy_version;
    struct elb_codes supported_versions;
    elb_version_set versions;
    uint16_t minimum_version; /* what it won't finish below, though it offers it; 0: not stated */

    struct elb_codes suites;
    bool suites_incomplete; /* the list is known to lack something that the client offers */
    struct elb_codes groups;
    struct elb_codes key_shares;
    struct elb_codes schemes;
    struct elb_codes extensions;    /* types in the order sent: for JA3 */
    struct elb_codes point_formats; /* for JA3 */
    enum elb_tristate server_name;
    const char *const *alpn;
    size_t alpn_count;
    enum elb_hello_format hello;
    struct elb_constraints constraints;

    enum elb_evidence evidence;
    const char *confidence; /* `high`, `medium`, `low`; may be NULL */
    const char *source;     /* may be NULL */
    const char *const *notes;
    size_t note_count;
    const char *const *addresses; /* that a capture shows it to come from; only if asked for */
    size_t address_count;
    size_t address_total; /* with those that were not kept */
    const char *origin;   /* path that it was read from; NULL: in the binary */
};

/** `captured` ...; NULL when there is none. */
const char *elb_evidence_name(enum elb_evidence evidence);

/**
 * Whether the makers still support it on `date` (ISO): from its end of life if one is recorded,
 * else from what its file says.
 */
enum elb_support elb_client_support(const struct elb_client *client, const char *date);

#endif
