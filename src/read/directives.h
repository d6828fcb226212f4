/* SPDX-License-Identifier: MIT */

/*
 * Directives of nginx, Apache httpd, HAProxy and OpenSSL's own configuration that say what a TLS
 * endpoint speaks. Each belongs to one of two sides: the server, or the client that a proxy is to
 * the servers behind it.
 */
#ifndef ELB_READ_DIRECTIVES_H
#define ELB_READ_DIRECTIVES_H

#include "read/draft.h"

enum elb_directive_kind {
    ELB_DIRECTIVE_CIPHERS,
    ELB_DIRECTIVE_SUITES13, /* the suites of TLS 1.3, which OpenSSL configures apart */
    ELB_DIRECTIVE_GROUPS,
    ELB_DIRECTIVE_PROTOCOLS, /* what there is */
    ELB_DIRECTIVE_MINIMUM,
    ELB_DIRECTIVE_MAXIMUM,
    ELB_DIRECTIVE_OPTIONS, /* HAProxy: words such as no-tlsv10, and the others with their values */
    ELB_DIRECTIVE_KINDS,
};

enum elb_directive_language {
    ELB_LANGUAGE_NGINX,
    ELB_LANGUAGE_APACHE,
    ELB_LANGUAGE_HAPROXY,
    ELB_LANGUAGE_OPENSSL,
};

struct elb_directive {
    enum elb_directive_kind kind;
    enum elb_directive_language language;
    bool client;           /* the proxy's side */
    struct elb_text name;  /* in the text */
    struct elb_text value; /* in the text; of nginx without the semicolon */
    bool unterminated;     /* of nginx: there is no semicolon */
};

/*
 * The next directive, from `*rest` on, which begins at the start of a line; false when none is
 * left. Comments and all other directives are skipped.
 */
bool elb_directives_next(struct elb_text *rest, struct elb_directive *ret_directive);

/* Without the quotes around it. */
struct elb_text elb_directive_unquote(struct elb_text value);

#endif
