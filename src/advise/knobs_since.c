/* SPDX-License-Identifier: MIT */

/* What is too old for a version of TLS, or for a knob. */

#include "advise/knob.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ANDROID "https://developer.android.com/reference/javax/net/ssl/SSLSocket"
#define SCHANNEL                                                                                   \
    "https://learn.microsoft.com/en-us/windows/win32/secauthn/protocols-in-tls-ssl--schannel-ssp-"

const struct elb_knob_since elb_knobs_since[] = {
    {"openssl",
     {"OpenSSL 1.0.1", "1.0.1", NULL},
     {"OpenSSL 1.1.1", "1.1.1", NULL},
     "https://openssl-library.org/news/changelog/"},
    {"java",
     {"Java 7", "7", NULL},
     {"Java 11 or 8u261", "11 8u261", NULL},
     "https://system-properties.com/jdk.tls.client.protocols"},
    {"curl",
     {"curl 7.34.0", "7.34.0", NULL},
     {"curl 7.52.0", "7.52.0", NULL},
     "https://curl.se/docs/manpage.html"},
    {"go", {NULL, NULL, NULL}, {"Go 1.12", "1.12", NULL}, "https://go.dev/doc/go1.12"},
    {"android", {"Android 4.1", "4.1", NULL}, {"Android 10", "10", NULL}, ANDROID},
    {"okhttp", {"Android 4.1", NULL, NULL}, {"Android 10", NULL, NULL}, ANDROID},
    {"schannel internet-explorer dotnet",
     {"Windows 7 or Server 2008 R2", NULL, "xp vista"},
     {"Windows 11 or Server 2022", NULL,
      "xp vista windows-7 windows-8 windows-10 win-7 win-8 win-10 win-phone-8"},
     SCHANNEL},
    {.families = NULL},
};

/* ---- Versions ------------------------------------------------------------------------------- */

static unsigned long next_number(struct elb_text *rest)
{
    unsigned long number = 0;

    while (rest->length > 0 && !isdigit((unsigned char)rest->start[0]))
        *rest = elb_text_skip(*rest, 1);
    while (rest->length > 0 && isdigit((unsigned char)rest->start[0])) {
        if (number < 100000000)
            number = number * 10 + (unsigned long)(rest->start[0] - '0');
        *rest = elb_text_skip(*rest, 1);
    }
    return number;
}

/* By the numbers in them alone, as many as `b` has. */
static bool is_before(struct elb_text a, struct elb_text b)
{
    while (b.length > 0) {
        unsigned long x = next_number(&a);
        unsigned long y = next_number(&b);

        if (x != y)
            return x < y;
    }
    return false;
}

static bool is_same_release(struct elb_text a, struct elb_text b)
{
    return next_number(&a) == next_number(&b);
}

/* Older than the update of its own release, or else than the first of the versions. */
static bool is_older(const char *version, struct elb_text versions)
{
    struct elb_text own = elb_text_from(version);
    struct elb_text first = {0};
    struct elb_text word;

    if (own.length == 0 || !isdigit((unsigned char)own.start[0]))
        return false;
    while (elb_text_next_word(&versions, " ", &word)) {
        if (is_same_release(own, word))
            return is_before(own, word);
        if (!first.start)
            first = word;
    }
    return first.start && is_before(own, first);
}

/* ---- Ids ------------------------------------------------------------------------------------ */

/* `win-8` is a part of `ie-11-win-8.1`, not of `darwin-8` or `win-80`. */
static bool has_part(const char *id, struct elb_text part)
{
    struct elb_text rest = elb_text_from(id);
    bool is_start = true;

    for (; rest.length >= part.length; rest = elb_text_skip(rest, 1)) {
        if (is_start && strncmp(rest.start, part.start, part.length) == 0 &&
            (rest.length == part.length || !isalnum((unsigned char)rest.start[part.length])))
            return true;
        is_start = !isalnum((unsigned char)rest.start[0]);
    }
    return false;
}

static bool has_any_part(const char *id, const char *parts)
{
    struct elb_text rest = elb_text_from(parts);
    struct elb_text part;

    while (id && elb_text_next_word(&rest, " ", &part)) {
        if (has_part(id, part))
            return true;
    }
    return false;
}

/* ---- Clients -------------------------------------------------------------------------------- */

bool elb_knob_is_older(const struct elb_knob_first *first, const struct elb_client *client)
{
    return has_any_part(client->id, first->older) ||
           (first->versions && is_older(client->version, elb_text_from(first->versions)));
}

bool elb_knob_is_useless(const struct elb_knob *knob, const struct elb_client *client)
{
    struct elb_text versions = elb_text_from(knob->from);
    struct elb_text family;

    if (has_any_part(client->id, knob->except))
        return true;
    return elb_text_next_word(&versions, " ", &family) && client->family &&
           elb_text_is(family, client->family) && is_older(client->version, versions);
}
