/* SPDX-License-Identifier: MIT */

/*
 * ClientHello messages as bytes (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2 and appendix
 * E.2), and what is read from them.
 *
 * One struct elb_hello is used for any number of hellos: it keeps its room, so that a hello of a
 * capture costs no allocation. All zeroes is an empty one. Readers of logs fill the same struct
 * from the words of a tool.
 */
#ifndef ELB_TLS_HELLO_H
#define ELB_TLS_HELLO_H

#include <elblint/client.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"

/* The types of extensions that anything is read from (IANA "TLS ExtensionType Values"). */
enum {
    ELB_EXTENSION_SERVER_NAME = 0,
    ELB_EXTENSION_GROUPS = 10,
    ELB_EXTENSION_POINT_FORMATS = 11,
    ELB_EXTENSION_SCHEMES = 13,
    ELB_EXTENSION_ALPN = 16,
    ELB_EXTENSION_PADDING = 21,
    ELB_EXTENSION_DELEGATED_CREDENTIAL = 34,
    ELB_EXTENSION_PRE_SHARED_KEY = 41,
    ELB_EXTENSION_EARLY_DATA = 42,
    ELB_EXTENSION_VERSIONS = 43,
    ELB_EXTENSION_COOKIE = 44,
    ELB_EXTENSION_SCHEMES_CERT = 50,
    ELB_EXTENSION_KEY_SHARES = 51,
};

/* The longest message that the lengths in it allow, with 4 bytes of header. */
#define ELB_HELLO_MAX ((size_t)4 + 2 + 32 + 33 + 2 + 65534 + 256 + 2 + 65535)

struct elb_hello_list {
    enum elb_presence presence;
    uint16_t *codes;
    size_t count;
    size_t capacity;
};

struct elb_hello {
    enum elb_hello_format format;
    uint16_t legacy_version;
    struct elb_hello_list versions; /* supported_versions */
    struct elb_hello_list suites;
    struct elb_hello_list groups;
    struct elb_hello_list key_shares;
    struct elb_hello_list schemes;
    struct elb_hello_list extensions;
    struct elb_hello_list point_formats;
    enum elb_tristate server_name;
    struct elb_buffer alpn; /* each name with a NUL behind it */
    size_t alpn_count;
    size_t sslv2_count;        /* suites of SSLv2 itself, which are left out */
    struct elb_buffer message; /* private: a message of several records */
    bool out_of_memory;        /* sticky until it is cleared: what is in here is incomplete */
};

void elb_hello_clear(struct elb_hello *hello);
void elb_hello_done(struct elb_hello *hello);

/* The list was sent, though it may be empty. */
void elb_hello_add(struct elb_hello *hello, struct elb_hello_list *list, uint16_t code);

/* Bytes that aren't printable ASCII, and the backslash, become \xNN. */
void elb_hello_add_alpn(struct elb_hello *hello, struct elb_text name);

/*
 * Says of all extensions that aren't in the list of extensions, if that is known, that they
 * weren't sent. For logs; the bytes of a hello need it not.
 */
void elb_hello_settle(struct elb_hello *hello);

/* Copies the offer into a client. False without memory. */
bool elb_hello_copy(const struct elb_hello *hello, struct elb_arena *arena,
                    struct elb_client *client) __attribute__((warn_unused_result));

enum elb_hello_result {
    ELB_HELLO_COMPLETE,
    ELB_HELLO_PARTIAL,     /* the beginning of one */
    ELB_HELLO_MALFORMED,   /* it begins like one and then breaks the rules */
    ELB_HELLO_UNSUPPORTED, /* DTLS, QUIC, or SSLv2 itself */
    ELB_HELLO_OTHER,
};

struct elb_hello_report {
    const char *message; /* what is wrong; a constant. Not set for a complete one */
    size_t offset;       /* where, in bytes of the message without its record headers */
    size_t length;       /* of a complete one: how many of the bytes it takes */
};

/*
 * Reads the hello at the start of `bytes`: in TLS records (any number of them), as a handshake
 * message without them, or in the format of SSLv2 with or without its 2-byte header. What stands
 * behind it is not looked at.
 */
enum elb_hello_result elb_hello_parse(struct elb_hello *hello, struct elb_text bytes,
                                      struct elb_hello_report *report)
    __attribute__((warn_unused_result));

/* The same for a handshake message without records; `bytes` is the whole of it. */
enum elb_hello_result elb_hello_parse_message(struct elb_hello *hello, struct elb_text bytes,
                                              struct elb_hello_report *report)
    __attribute__((warn_unused_result));

/* Private (hello_sslv2.c): without the header of two bytes. */
enum elb_hello_result elb_hello_parse_sslv2(struct elb_hello *hello, struct elb_text bytes,
                                            struct elb_hello_report *report)
    __attribute__((warn_unused_result));

/*
 * What `bytes` begin with, by the first few of them: COMPLETE if they are a hello as far as they
 * go and enough to be sure, PARTIAL if they are but there are too few.
 */
enum elb_hello_result elb_hello_guess(struct elb_text bytes) __attribute__((warn_unused_result));

#endif
