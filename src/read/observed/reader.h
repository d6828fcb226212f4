/* SPDX-License-Identifier: MIT */

/*
 * What every reader of observations shares. A reader is one file in this folder with one const
 * struct; observations.c has the table of them.
 *
 * A reader goes through its input and calls the elb_see_*() functions below; without memory these
 * do nothing more, and elb_observations_read() reports it. What it doesn't call stays unknown.
 *
 *     elb_see_target(reading, host, NULL, 443);
 *     elb_see_tool(reading, ELB_TEXT("sslscan"), version);
 *     elb_see_version(reading, ELB_TLS1_2, ELB_SEEN_ACCEPTED);
 *     elb_see_suite(reading, ELB_TLS1_2, 0xC02F, ELB_SEEN_ACCEPTED);
 *     elb_see_suites_coverage(reading, ELB_TLS1_2, ELB_COVERAGE_ALL);
 */
#ifndef ELB_READ_OBSERVED_READER_H
#define ELB_READ_OBSERVED_READER_H

#include <elblint/observation.h>

#include "base/arena.h"
#include "base/text.h"
#include "read/choose.h"
#include "read/reader.h"

struct elb_observation_list {
    struct elb_arena arena; /* owns the observations and their texts */
    struct elb_observation **observations;
    size_t count;
    size_t capacity;
    struct elb_client_list *offers; /* that handshakes point to; NULL: none */
};

/* A list of suites or groups can't have more; past it: ELB_ERROR_LIMIT. IANA has under 400. */
#define ELB_OBSERVED_CODES_MAX 1024

/* One input while it is read. */
struct elb_observed_reading {
    const struct elb_catalog *catalog;
    const struct elb_read_limits *limits;
    struct elb_text text;
    const char *path; /* in the arena */
    struct elb_observation_list *list;
    struct elb_observation *current; /* that the elb_see_*() functions are about; or NULL */
    enum elb_status failed;          /* sticky: ELB_ERROR_MEMORY or ELB_ERROR_LIMIT */
};

struct elb_observed_reader {
    struct elb_format format; /* first: the table of readers points to it */

    /* Adds at least one observation, or fails. */
    enum elb_status (*read)(struct elb_observed_reading *reading, struct elb_error *reterr);
};

/* ---- For all readers (see.c) ---------------------------------------------------------------- */

/*
 * Begins the next observation, which the others are then about. All texts are copied; an empty
 * host, address or name is "not known". elb_see_text() copies any other text; NULL: no memory.
 */
void elb_see_target(struct elb_observed_reading *reading, struct elb_text host,
                    struct elb_text address, uint16_t port);
void elb_see_server_name(struct elb_observed_reading *reading, struct elb_text name);
void elb_see_tool(struct elb_observed_reading *reading, struct elb_text tool,
                  struct elb_text version);
const char *elb_see_text(struct elb_observed_reading *reading, struct elb_text text);

/* Accepted beats refused; refused beats unknown. */
void elb_see_version(struct elb_observed_reading *reading, uint16_t version, enum elb_seen seen);

/* Also adds the version as accepted when a suite is. A code may be seen more than once. */
void elb_see_suite(struct elb_observed_reading *reading, uint16_t version, uint16_t suite,
                   enum elb_seen seen);
void elb_see_group(struct elb_observed_reading *reading, uint16_t version, uint16_t group,
                   enum elb_seen seen);

/* Refused is each of `tried` that was not seen as accepted; the coverage becomes LIST. Call it
 * when all that was accepted is known. */
void elb_see_suites_tried(struct elb_observed_reading *reading, uint16_t version,
                          const uint16_t *tried, size_t count);
void elb_see_groups_tried(struct elb_observed_reading *reading, uint16_t version,
                          const uint16_t *tried, size_t count);

/* Only ever raises the coverage. A code that is seen raises it to ACCEPTED_ONLY by itself. */
void elb_see_suites_coverage(struct elb_observed_reading *reading, uint16_t version,
                             enum elb_coverage coverage);
void elb_see_groups_coverage(struct elb_observed_reading *reading, uint16_t version,
                             enum elb_coverage coverage);
void elb_see_order(struct elb_observed_reading *reading, uint16_t version,
                   enum elb_observed_order order);

/* A certificate's key; `bits` 0: not known. For ECDSA these are the bits of the curve. */
void elb_see_certificate(struct elb_observed_reading *reading, bool is_rsa, unsigned bits);
void elb_see_scheme(struct elb_observed_reading *reading, uint16_t scheme);

/* Also sees its version, suite, group and scheme, as far as they are known, as accepted. */
void elb_see_handshake(struct elb_observed_reading *reading,
                       const struct elb_observed_handshake *handshake);
void elb_see_failure(struct elb_observed_reading *reading, enum elb_observed_failure failure,
                     struct elb_text text);
void elb_see_note(struct elb_observed_reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Marks the current observation: what was refused becomes unknown. To be called last. */
void elb_see_incomplete(struct elb_observed_reading *reading);

/* Without a last line that has no end: half of a name can be the name of something else. */
struct elb_text elb_observed_whole_lines(struct elb_text text);

/* Names, in any dialect of the catalog; 0: unknown. nmap's TLS_AKE_WITH_ is understood too. */
uint16_t elb_observed_suite_named(const struct elb_observed_reading *reading, struct elb_text name);
uint16_t elb_observed_group_named(const struct elb_observed_reading *reading, struct elb_text name);

/* Bits of the curve of an ECDSA key by any of its names; 0: not one that a certificate may have. */
unsigned elb_observed_curve_bits(const struct elb_observed_reading *reading, struct elb_text name);

/* A port, a size: 0 where it is no number, or above 65535. */
static inline uint16_t elb_observed_number(struct elb_text text)
{
    uint64_t number;

    return elb_text_parse_unsigned(text, UINT16_MAX, &number) ? (uint16_t)number : 0;
}

/* Any spelling of a tool: `TLSv1.0`, `TLS 1.2`, `TLS1_2`, `tls12`, `TLS_1_2`; 0: none. */
uint16_t elb_observed_version_named(struct elb_text name);

/* Sets the error, with the line and column of `at`, which is a part of the text; or none. */
enum elb_status elb_observed_fail(const struct elb_observed_reading *reading, struct elb_text at,
                                  struct elb_error *reterr, enum elb_status status,
                                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The list of this folder's readers is in observations.c. */
extern const struct elb_observed_reader elb_observed_reader_testssl_json;
extern const struct elb_observed_reader elb_observed_reader_testssl_csv;
extern const struct elb_observed_reader elb_observed_reader_sslyze;
extern const struct elb_observed_reader elb_observed_reader_ssllabs;
extern const struct elb_observed_reader elb_observed_reader_tlsx;
extern const struct elb_observed_reader elb_observed_reader_cryptolyzer;
extern const struct elb_observed_reader elb_observed_reader_cipherscan;
extern const struct elb_observed_reader elb_observed_reader_curl;
extern const struct elb_observed_reader elb_observed_reader_gnutls;
extern const struct elb_observed_reader elb_observed_reader_sslscan_xml;
extern const struct elb_observed_reader elb_observed_reader_sslscan_text;
extern const struct elb_observed_reader elb_observed_reader_nmap_xml;
extern const struct elb_observed_reader elb_observed_reader_s_client;

#endif
