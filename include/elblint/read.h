/* SPDX-License-Identifier: MIT */
/**
 * Descriptions of clients, as files and as words of a command line.
 *
 * The format of a file is recognised by its content, never by its name:
 *
 *   - YAML, or JSON, of the form of the catalog's own clients: one mapping or a list of them
 *   - what `openssl ciphers` prints, of any version, with -v, -V, -s, -stdname or none of them:
 *     rows of a table, or names between colons, commas, blanks and line ends. Names may be in any
 *     dialect of the catalog, and code points (0xC02F) may stand among them
 *   - lists of suites as other tools and people write them: with quotes, brackets and comments, as
 *     hex (C02F, C0,2F, {0xC0, 0x2F}, a stream of four digits each) or decimal; JSON arrays of
 *     them, and of objects as ssl.SSLContext.get_ciphers() of Python gives them. What can be hex
 *     and decimal alike is an error
 *   - cipher strings of OpenSSL (elb_client_from_ciphers()) and priority strings of GnuTLS, which
 *     the library of this system expands; what `gnutls-cli -l` prints
 *   - configurations of nginx, Apache httpd, HAProxy and OpenSSL: the side of a proxy that is a
 *     client, and only if nothing is set for it, that of the server, with a note
 *   - system properties of Java: jdk.tls.client.*, https.*, jdk.tls.namedGroups, and
 *     jdk.tls.disabledAlgorithms, which takes away again
 *   - JA3 strings, JA4_r and JA4_ro, also in JSON; not their hashes
 *   - JSON of howsmyssl.com and of SSL Labs' getClients
 *   - a ClientHello: its bytes with or without TLS records, or the format of SSLv2; or these in
 *     hex (a stream, or a dump with offsets) or base64
 *   - captures in the formats of pcap and pcapng: each distinct hello at the beginning of a TCP
 *     connection is a client, with a note how often it was seen. They need libpcap, which is
 *     loaded for this only. Whose address it is, is told only where the limits say so
 *   - logs in which tools print hellos: `openssl s_client -trace` and -msg, javax.net.debug of
 *     JDK 6 and newer, `gnutls-cli -d 4`, `tshark -T json` and -T fields with its header, and
 *     Zeek's ssl.log with ssl-log-ext
 *
 * A table or plain list of suites says which cipher suites a client offers, in its order of
 * preference, and nothing else: its versions, groups and signature schemes stay unknown. The second
 * column of the table, the version that a suite appeared in, is not what the client offers.
 *
 * What a description doesn't say is never made up. Names that the catalog doesn't know are noted
 * on the client, whose list is then marked as incomplete; bytes that can't be read as a whole are
 * an error and give no client.
 */
#ifndef ELBLINT_READ_H
#define ELBLINT_READ_H

#include <elblint/catalog.h>
#include <elblint/client.h>
#include <elblint/error.h>

/** Clients that were read, with all that they point to except the catalog. */
struct elb_client_list;

/** How many there are: at least one. */
size_t elb_client_list_count(const struct elb_client_list *list);

/** One of them, in the order of the file; NULL past the end. Lives as long as the list. */
const struct elb_client *elb_client_list_at(const struct elb_client_list *list, size_t index);

/**
 * What of the input could not be read although clients were: a capture that breaks off, hellos of
 * which a part is missing. NULL: nothing. Who reports these clients must say that they are not all.
 */
const struct elb_error *elb_client_list_problem(const struct elb_client_list *list);

/** NULL is allowed. Returns NULL. */
struct elb_client_list *elb_client_list_free(struct elb_client_list *list);

/** Past one of these: ELB_ERROR_LIMIT, never a silent cut. */
struct elb_read_limits {
    size_t bytes;  /* of one input */
    size_t depth;  /* of YAML and JSON: sequences and mappings within each other */
    size_t nodes;  /* of YAML and JSON */
    size_t suites; /* items of one list of cipher suites, repeated ones too */

    /*
     * How many source addresses to keep of each client of a capture, or of a log that has them: the
     * rest is counted (`address_total`). 0, the default: none is looked at, and no trace of them is
     * in the clients.
     */
    size_t addresses;
};

#define ELB_READ_LIMITS_DEFAULT                                                                    \
    ((struct elb_read_limits){                                                                     \
        .bytes = (size_t)64 * 1024 * 1024, .depth = 64, .nodes = 1000000, .suites = 65536})

/**
 * Reads all clients that a text describes.
 *
 * A table or list of suites has no name of its own: the client is called after its file, without
 * folders and extension, and `stdin` for `-`.
 *
 * @param catalog  borrowed: which names there are. It must outlive the list
 * @param text     borrowed during the call; UTF-8 without a byte order mark; need not end in NUL
 * @param length   of `text`, in bytes
 * @param path     what the input is called, in messages and as the clients' origin; `-` for
 *                 standard input. Copied
 * @param limits   NULL: the default ones
 * @param ret_list owned by the caller: free it with elb_client_list_free()
 * @param reterr   may be NULL; where and what
 *
 * Errors: ELB_ERROR_SYNTAX (no format fits, and which ones were tried; or one fits and breaks off),
 * ELB_ERROR_DATA (no suite of the list is known, a name that contradicts the code beside it, a
 * wrong value), ELB_ERROR_LIMIT, ELB_ERROR_MEMORY.
 */
enum elb_status elb_clients_read(const struct elb_catalog *catalog, const char *text, size_t length,
                                 const char *path, const struct elb_read_limits *limits,
                                 struct elb_client_list **ret_list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/**
 * One client from an OpenSSL cipher list (openssl-ciphers(1)): what `--ciphers` takes.
 *
 * Items stand between `:`, `,`, `;` or blanks. If all of them are names of suites in any dialect,
 * or codes (0xC02F, or C0,2F), the client offers exactly these, in this order. As soon as there is
 * a keyword or an operator (HIGH, DEFAULT, !aNULL, -x, +x, A+B, @STRENGTH, @SECLEVEL=0 ...), it
 * offers what the OpenSSL 3 of this system would send for the string, as `openssl ciphers -s`
 * prints it; that library is loaded for this only. What the string means to another version of
 * OpenSSL can differ, so the client has a note that says which one expanded it. Suites that are
 * named but that this OpenSSL no longer has are kept; items that mean nothing to it make the list
 * incomplete, and a note names them.
 *
 * The string says nothing about the suites of TLS 1.3, which OpenSSL configures apart. If it names
 * none, a list that OpenSSL expanded has the default ones, and so has any list when `protocols`
 * has TLSv1.3.
 *
 * The id of the client is the string, shortened to 60 characters.
 *
 * @param catalog   borrowed, must outlive the list
 * @param ciphers   the cipher list
 * @param protocols versions and ranges of them, between commas, colons or blanks:
 *                  `TLSv1.2,TLSv1.3`, `TLSv1-TLSv1.2`. Means the same as `versions` in a client's
 *                  file. NULL: unknown
 * @param groups    an OpenSSL groups list: `X25519:P-256`, names in any dialect or codes (0x001D),
 *                  between colons, commas, slashes or blanks. A `?` or `*` before and a `-` before
 *                  a name are those of OpenSSL 3.5: a name after `?` may be unknown, `*` also
 *                  sends a key share, `-` takes the group out. NULL: unknown
 * @param ret_list  owned by the caller; it holds one client
 * @param reterr    may be NULL; the path is that of the option: `--ciphers`, `--protocols` ...
 *
 * Errors: ELB_ERROR_DATA (no suite, unknown version or group), ELB_ERROR_UNSUPPORTED (OpenSSL 3
 * would be needed and is not installed), ELB_ERROR_LIMIT, ELB_ERROR_MEMORY.
 */
enum elb_status elb_client_from_ciphers(const struct elb_catalog *catalog, const char *ciphers,
                                        const char *protocols, const char *groups,
                                        struct elb_client_list **ret_list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
