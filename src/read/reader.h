/* SPDX-License-Identifier: MIT */

/*
 * What every reader of client descriptions shares. A reader is one file in client/ with one const
 * struct; clients.c has the table of them.
 */
#ifndef ELB_READ_READER_H
#define ELB_READ_READER_H

#include <elblint/read.h>

#include "base/arena.h"
#include "base/text.h"
#include "read/choose.h"
#include "read/offer.h"

struct elb_client_list {
    struct elb_arena arena; /* owns the clients and, by elb_arena_adopt or by copy, their texts */
    const struct elb_client **clients;
    size_t count;
    size_t capacity;
    struct elb_error problem; /* what of the input is not among the clients; or nothing */
};

/* An empty one, or NULL without memory. */
struct elb_client_list *elb_client_list_new(void) __attribute__((warn_unused_result));

/* `client` lives in the list's arena, or longer. False without memory. */
bool elb_client_list_add(struct elb_client_list *list, const struct elb_client *client)
    __attribute__((warn_unused_result));

/* One input while it is read. */
struct elb_reading {
    const struct elb_catalog *catalog;
    const struct elb_read_limits *limits;
    struct elb_text text;
    const char *path; /* in the arena */
    struct elb_client_list *list;
};

struct elb_client_reader {
    struct elb_format format; /* first: the table of readers points to it */

    /* Adds at least one client to the list, or fails. */
    enum elb_status (*read)(struct elb_reading *reading, struct elb_error *reterr);
};

/* All of them, in the order in which they are asked; NULL past the end. */
const struct elb_client_reader *elb_client_reader_at(size_t index);

/*
 * Sets the error, with the line and column of `at`, which is a part of the reading's text, and
 * returns `status`.
 */
enum elb_status elb_reading_fail(const struct elb_reading *reading, struct elb_text at,
                                 struct elb_error *reterr, enum elb_status status,
                                 const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The file's own name without folders; `stdin` for standard input. The second: without its last
 * extension. */
struct elb_text elb_reading_file(const struct elb_reading *reading);
struct elb_text elb_reading_id(const struct elb_reading *reading);

/*
 * Adds the client of a file that holds nothing but cipher suites; its id comes from the path.
 * `unknown` are names that no suite was found for: they make the list incomplete, or, if there is
 * nothing else, an error at the first one.
 */
enum elb_status elb_reading_add_offer(struct elb_reading *reading, struct elb_offer *offer,
                                      const struct elb_names *unknown, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The same with what else is known of the client; without an id it is called after the file. */
enum elb_status elb_reading_add_client(struct elb_reading *reading, const struct elb_client *known,
                                       struct elb_offer *offer, const struct elb_names *unknown,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Adds the client of a hello that is the whole of the input (client/hello_bytes.c). */
enum elb_status elb_reading_add_hello(struct elb_reading *reading, struct elb_text bytes,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));

extern const struct elb_client_reader elb_client_reader_capture;
extern const struct elb_client_reader elb_client_reader_fingerprint;
extern const struct elb_client_reader elb_client_reader_gnutls_debug;
extern const struct elb_client_reader elb_client_reader_hello_bytes;
extern const struct elb_client_reader elb_client_reader_hello_text;
extern const struct elb_client_reader elb_client_reader_java_debug;
extern const struct elb_client_reader elb_client_reader_java_debug_8;
extern const struct elb_client_reader elb_client_reader_openssl_msg;
extern const struct elb_client_reader elb_client_reader_openssl_trace;
extern const struct elb_client_reader elb_client_reader_suite_json;
extern const struct elb_client_reader elb_client_reader_howsmyssl;
extern const struct elb_client_reader elb_client_reader_ssllabs;
extern const struct elb_client_reader elb_client_reader_tshark_fields;
extern const struct elb_client_reader elb_client_reader_tshark_json;
extern const struct elb_client_reader elb_client_reader_tshark_text;
extern const struct elb_client_reader elb_client_reader_openssl_string;
extern const struct elb_client_reader elb_client_reader_java_properties;
extern const struct elb_client_reader elb_client_reader_server_config;
extern const struct elb_client_reader elb_client_reader_gnutls_priority;
extern const struct elb_client_reader elb_client_reader_gnutls_list;
extern const struct elb_client_reader elb_client_reader_yaml;
extern const struct elb_client_reader elb_client_reader_zeek;
extern const struct elb_client_reader elb_client_reader_openssl_table;
extern const struct elb_client_reader elb_client_reader_suite_names;

#endif
