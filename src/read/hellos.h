/* SPDX-License-Identifier: MIT */

/*
 * The clients of an input that holds any number of hellos: each distinct offer becomes one client,
 * with the number of times that it was seen.
 *
 * Two hellos are the same offer even if they differ in what changes from one connection to the
 * next of the same client: the values of GREASE, the order of the extensions (which browsers
 * shuffle), padding, and what resumes a session. The client is described as it was seen first.
 */
#ifndef ELB_READ_HELLOS_H
#define ELB_READ_HELLOS_H

#include "base/map.h"
#include "read/reader.h"
#include "tls/hello.h"

/* Room for any address in text: INET6_ADDRSTRLEN. */
#define ELB_HELLO_SOURCE_SIZE 46

struct elb_seen_hello {
    struct elb_client *client;
    const char **notes;
    size_t note_count;
    size_t note_capacity;
    size_t times;
    const char **addresses;
    size_t address_capacity;
};

struct elb_hellos {
    struct elb_reading *reading;
    struct elb_hello hello;   /* the one that is being read */
    struct elb_names unknown; /* of its lists: they make it incomplete */
    bool unclear_schemes;     /* of it: other schemes stand among them */
    struct elb_names lost;    /* words without a code: they make their lists unknown */
    struct elb_hello_list *lost_lists[ELB_NAMES_SHOWN];
    struct elb_seen_hello *seen;
    size_t count;
    size_t capacity;
    size_t total;
    struct elb_map map;
    struct elb_buffer key;
    char source[ELB_HELLO_SOURCE_SIZE]; /* of the one that is being read; "": not known */
    struct elb_map sources;             /* of each client, as far as they are asked for */
};

void elb_hellos_init(struct elb_hellos *hellos, struct elb_reading *reading);
void elb_hellos_done(struct elb_hellos *hellos);

/* Counts `hellos->hello` and clears it. Errors: ELB_ERROR_LIMIT, ELB_ERROR_MEMORY. */
enum elb_status elb_hellos_add(struct elb_hellos *hellos, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * Who sends the hello that is being read: 4 or 16 bytes, or text, which may have any bytes and is
 * forgotten unless it is an address. Nothing happens unless addresses were asked for.
 */
void elb_hellos_set_source(struct elb_hellos *hellos, unsigned ip_version,
                           const unsigned char *address);
void elb_hellos_set_source_text(struct elb_hellos *hellos, struct elb_text address);

/* A word in a list of the hello means nothing: the list is then unknown. */
void elb_hellos_lose(struct elb_hellos *hellos, struct elb_hello_list *list, struct elb_text word);

/* Reads bytes that must be a hello, adds it, and tells how many they were. */
enum elb_status elb_hellos_parse(struct elb_hellos *hellos, struct elb_text bytes,
                                 struct elb_text at, size_t *ret_length, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* A note for the first client: something about the whole input. */
enum elb_status elb_hellos_note(struct elb_hellos *hellos, struct elb_error *reterr,
                                const char *format, ...)
    __attribute__((format(printf, 3, 4), warn_unused_result));

/*
 * Gives the clients their names and hands them over to the reading's list. A single one is called
 * after its file, several after the file and their number: `capture.pcapng#2`.
 */
enum elb_status elb_hellos_finish(struct elb_hellos *hellos, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
