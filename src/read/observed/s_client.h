/* SPDX-License-Identifier: MIT */

/* What `openssl s_client -msg` and -trace print of a server's messages (s_client_messages.c). */
#ifndef ELB_READ_OBSERVED_S_CLIENT_H
#define ELB_READ_OBSERVED_S_CLIENT_H

#include "read/hex.h"
#include "read/observed/reader.h"

/* More than a ServerHello with any key share, or what is read of a ServerKeyExchange, takes. */
#define ELB_SERVER_MESSAGE_MAX 8192

/* The messages of one connection, line by line. All zeroes but `bytes`: nothing was read. */
struct elb_server_messages {
    /* What is known; 0: not known. The codes are those on the wire. */
    uint16_t version;
    uint16_t suite;
    uint16_t group;
    uint16_t scheme;
    bool hello_retry;
    unsigned alert; /* fatal, from the server */
    bool has_any;   /* one of the two options was given */

    /* Of the message whose bytes (-msg) or fields (-trace) follow */
    bool is_server;
    bool is_hello;
    bool is_alert;
    uint64_t length;            /* of the bytes; 0: none are read */
    uint64_t extension;         /* whose fields follow */
    struct elb_decoded decoded; /* into room of the caller's, ELB_SERVER_MESSAGE_MAX */
};

/* A transcript's lines, in the arena, as they were before 2>&1 mixed complaints into them
 * (s_client_errors.c). Without memory the reading has failed. */
struct elb_text elb_transcript_untangle(struct elb_observed_reading *reading, struct elb_text text);

/* Forgets all but the room. */
void elb_server_messages_clear(struct elb_server_messages *messages);

/* `line` is without blanks at its ends. */
void elb_server_messages_line(struct elb_server_messages *messages, struct elb_text line);

/* Has a transcript such messages? */
bool elb_server_messages_are_in(struct elb_text text);

/* Did the server refuse what it was offered: not a client's certificate, or what was sent later? */
bool elb_server_messages_are_refusal(const struct elb_server_messages *messages);

#endif
