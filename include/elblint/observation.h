/* SPDX-License-Identifier: MIT */
/**
 * An observation: what one endpoint was seen to accept and to refuse, as scanners and TLS clients
 * report it.
 *
 * What was not tried is unknown, and unknown is never refused. So each list says how much of it was
 * tried (its coverage), and what was proven to be refused stands in a list of its own.
 *
 * The format of a file is recognised by its content, never by its name:
 *
 *   - sslscan: XML (--xml=FILE) and the text that it prints, with and without colours
 *   - nmap: XML (-oX FILE) of the script ssl-enum-ciphers
 *   - testssl.sh 3.0 to 3.3: flat and pretty JSON, CSV
 *   - sslyze 3 to 6: JSON
 *   - SSL Labs and ssllabs-scan, API v2 to v4: JSON
 *   - tlsx, cryptolyzer, cipherscan: JSON
 *   - openssl s_client: what it prints, also with -brief, -msg and -trace: one handshake, or one
 *     for each time that it ran. The last two also tell what was offered
 *   - curl -v, gnutls-cli: what they print: one handshake
 *
 * Every reader goes by the 16-bit codes of suites and groups; names of tools are looked up in the
 * catalog.
 */
#ifndef ELBLINT_OBSERVATION_H
#define ELBLINT_OBSERVATION_H

#include <elblint/catalog.h>
#include <elblint/client.h>
#include <elblint/error.h>
#include <elblint/read.h>

enum elb_seen {
    ELB_SEEN_UNKNOWN, /* never tried, or nothing came of it */
    ELB_SEEN_ACCEPTED,
    ELB_SEEN_REFUSED, /* proven: it was tried, and the endpoint said no */
};

/** How much of what there is was tried. More is a higher value. */
enum elb_coverage {
    ELB_COVERAGE_UNKNOWN,       /* nothing was tried, or nobody knows what was */
    ELB_COVERAGE_ACCEPTED_ONLY, /* some were tried: what is not listed is unknown */
    ELB_COVERAGE_LIST,          /* all that were tried are listed, accepted or refused */
    ELB_COVERAGE_ALL,           /* whatever a load balancer can have: not accepted is refused */
};

/** Suites or groups of one version. A code is in one of the two lists, never in both. */
struct elb_observed_codes {
    const uint16_t *accepted; /* in the order of the tool; the server's where `order` says so */
    size_t accepted_count;
    const uint16_t *refused;
    size_t refused_count;
    enum elb_coverage coverage;
};

/** Whose order of suites decides. */
enum elb_observed_order {
    ELB_ORDER_UNKNOWN, /* the order of the list means nothing */
    ELB_ORDER_SERVER,  /* the list is in the server's order */
    ELB_ORDER_CLIENT,  /* the endpoint follows the client; the order of the list means nothing */
};

struct elb_observed_version {
    uint16_t version;
    enum elb_seen seen;
    struct elb_observed_codes suites;
    enum elb_observed_order order;
    struct elb_observed_codes groups;
};

/**
 * One handshake that completed, or that the server answered; or, with an alert, an offer that it
 * refused. What is 0 or NULL is not known.
 */
struct elb_observed_handshake {
    uint16_t version;
    uint16_t suite;
    uint16_t group;
    uint16_t scheme; /* of the server's signature */
    bool hello_retry;
    uint8_t alert;                  /* not 0: refused; version to scheme say nothing then */
    const struct elb_client *offer; /* what the client had offered; NULL: not known */
};

/** Why nothing was seen. */
enum elb_observed_failure {
    ELB_OBSERVED_OK,
    ELB_OBSERVED_UNREACHABLE, /* no connection */
    ELB_OBSERVED_NOT_TLS,     /* a connection, but no TLS on it */
    ELB_OBSERVED_NOT_SCANNED, /* the tool did not look: a script that did not run, a closed port */
    ELB_OBSERVED_REFUSED,     /* the server refused the only handshake that was tried */
    ELB_OBSERVED_CLIENT,      /* the client refused by itself: no evidence about the server */
};

#define ELB_OBSERVED_VERSION_COUNT 5

struct elb_observation {
    const char *host;           /* as it was given to the tool: a name or an address */
    const char *address;        /* NULL: not known */
    const char *server_name;    /* SNI; NULL: none or not known */
    uint16_t port;              /* 0: not known */
    const char *tool;           /* `sslscan`; with several files, `sslscan 2.0.7, nmap 7.93` */
    const char *tool_version;   /* NULL: not known, or several tools */
    const char *const *origins; /* paths that it was read from */
    size_t origin_count;

    enum elb_seen sslv2;
    /* SSLv3 to TLSv1.3, in this order: elb_observation_version() finds one. */
    struct elb_observed_version versions[ELB_OBSERVED_VERSION_COUNT];
    struct elb_codes schemes;             /* of signatures that were seen; never a full list */
    struct elb_certificates certificates; /* that were seen; there may be others */
    const struct elb_observed_handshake *handshakes; /* what single connections negotiated */
    size_t handshake_count;

    enum elb_observed_failure failure;
    const char *failure_text; /* in the tool's words; NULL: none */
    bool incomplete; /* the input breaks off, or the tool did not finish: nothing is refused */
    const char *const *notes; /* what a tool can't see or left out; contradictions between files */
    size_t note_count;
    size_t contradiction_count; /* how many things one file has as accepted, another as refused */
};

/** The part about one version; NULL for a value that is not SSLv3 to TLSv1.3. */
const struct elb_observed_version *
elb_observation_version(const struct elb_observation *observation, uint16_t version);

/** What is known about one code: not accepted under full coverage is refused. */
enum elb_seen elb_observed_code(const struct elb_observed_codes *codes, uint16_t code);

/** `unknown`, `accepted-only`, `list` or `all`. */
const char *elb_coverage_name(enum elb_coverage coverage);
/** `unknown`, `server` or `client`. */
const char *elb_observed_order_name(enum elb_observed_order order);
/** `unreachable` ...; NULL for ELB_OBSERVED_OK. */
const char *elb_observed_failure_name(enum elb_observed_failure failure);

/* ---- Reading ---------------------------------------------------------------------------- */

/** Observations that were read, with all that they point to except the catalog. */
struct elb_observation_list;

/** How many there are: at least one after reading. */
size_t elb_observation_list_count(const struct elb_observation_list *list);

/** One of them, in the order of the input; NULL past the end. Lives as long as the list. */
const struct elb_observation *elb_observation_list_at(const struct elb_observation_list *list,
                                                      size_t index);

/** NULL is allowed. Returns NULL. */
struct elb_observation_list *elb_observation_list_free(struct elb_observation_list *list);

/**
 * Reads all observations of a text.
 *
 * @param catalog  borrowed: which names there are. It must outlive the list
 * @param text     borrowed during the call; need not end in NUL
 * @param length   of `text`, in bytes
 * @param path     what the input is called, in messages and as the origin. Copied
 * @param limits   NULL: the default ones
 * @param ret_list owned by the caller: free it with elb_observation_list_free()
 * @param reterr   may be NULL; where and what
 *
 * Errors: ELB_ERROR_SYNTAX (no format fits; or one fits and breaks off), ELB_ERROR_DATA (no
 * endpoint in it), ELB_ERROR_LIMIT, ELB_ERROR_MEMORY.
 */
enum elb_status elb_observations_read(const struct elb_catalog *catalog, const char *text,
                                      size_t length, const char *path,
                                      const struct elb_read_limits *limits,
                                      struct elb_observation_list **ret_list,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));

/**
 * Puts observations of the same endpoint together: same port, and the same host or address. What
 * one has as accepted and another as refused counts as accepted; a note says so.
 *
 * @param lists     borrowed: they must outlive the result
 * @param count     of `lists`
 * @param ret_list  owned by the caller; in the order in which the endpoints first appear
 */
enum elb_status elb_observations_merge(const struct elb_observation_list *const *lists,
                                       size_t count, struct elb_observation_list **ret_list,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
