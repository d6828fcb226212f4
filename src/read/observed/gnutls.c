/* SPDX-License-Identifier: MIT */

/*
 * What gnutls-cli prints: one handshake, which its description tells piece by piece.
 *
 *     Connecting to '192.0.2.1:443'...
 *      - subject `CN=...', issuer `...', serial 0x00, RSA key 2048 bits, signed using ...
 *     - Description: (TLS1.2-X.509)-(ECDHE-SECP256R1)-(RSA-SHA256)-(AES-128-GCM)
 *     - Description: (TLS1.0-X.509)-(ECDHE-SECP256R1)-(AES-128-CBC)-(SHA1)
 *     - Description: (TLS1.3-X.509)-(ECDHE-X25519)-(RSA-PSS-RSAE-SHA256)-(AES-128-GCM)
 *
 * Below TLSv1.2 no signature is named: the certificate tells RSA from ECDSA. "Received alert" is
 * the server's refusal; any other failure behind the connection is the client's own.
 */

#include "read/observed/reader.h"

#include <stdio.h>

#define PARTS_MAX 5
#define NAME_SIZE 128

struct state {
    struct elb_observed_reading *reading;
    bool has_key;
    bool is_rsa; /* the key of the server's certificate */
    bool has_result;
};

/* Between which parentheses what stands. */
struct description {
    struct elb_text parts[PARTS_MAX];
    size_t count;
};

static bool split(struct elb_text text, struct description *ret_description)
{
    struct elb_text part;

    *ret_description = (struct description){0};
    while (ret_description->count < PARTS_MAX && elb_text_next_word(&text, "()", &part)) {
        if (!elb_text_is(part, "-"))
            ret_description->parts[ret_description->count++] = part;
    }
    return ret_description->count >= 3;
}

static bool is_signature(struct elb_text part)
{
    return elb_text_has_prefix(part, "RSA") || elb_text_has_prefix(part, "ECDSA") ||
           elb_text_has_prefix(part, "EdDSA") || elb_text_has_prefix(part, "DSA");
}

static bool is_tls13_suite(struct elb_text cipher)
{
    return elb_text_has_suffix(cipher, "GCM") || elb_text_has_suffix(cipher, "POLY1305");
}

/* The hash of an AEAD suite is not named: it follows from the length of the key. */
static const char *hash_of(struct elb_text cipher, struct elb_text mac)
{
    if (elb_text_is(mac, "SHA1"))
        return "_SHA";
    if (elb_text_is(mac, "SHA256"))
        return "_SHA256";
    if (elb_text_is(mac, "SHA384"))
        return "_SHA384";
    if (elb_text_is(mac, "MD5"))
        return "_MD5";
    if (mac.length > 0 || !is_tls13_suite(cipher))
        return "";
    return elb_text_has_prefix(cipher, "AES-256") ? "_SHA384" : "_SHA256";
}

/* Looks up a name that was put together, with IANA's underscores. */
static uint16_t suite_named(const struct state *state, char *name, int length)
{
    if (length <= 0 || length >= NAME_SIZE)
        return 0;
    for (int i = 0; i < length; i++) {
        if (name[i] == '-')
            name[i] = '_';
    }
    return elb_observed_suite_named(state->reading, (struct elb_text){name, (size_t)length});
}

static const char *authentication_of(const struct state *state, struct elb_text signature)
{
    if (signature.length > 0)
        return elb_text_has_prefix(signature, "RSA") ? "RSA" : "ECDSA";
    if (!state->has_key)
        return NULL;
    return state->is_rsa ? "RSA" : "ECDSA";
}

static const char *cipher_alias(struct elb_text cipher)
{
    if (elb_text_is(cipher, "3DES-CBC"))
        return "3DES-EDE-CBC";
    return elb_text_is(cipher, "ARCFOUR-128") ? "RC4-128" : NULL;
}

static uint16_t suite_of(const struct state *state, uint16_t version, struct elb_text exchange,
                         struct elb_text signature, struct elb_text cipher, struct elb_text mac)
{
    const char *authentication = authentication_of(state, signature);
    const char *hash = hash_of(cipher, mac);
    const char *alias = cipher_alias(cipher);
    const char *kind = elb_text_has_prefix(exchange, "ECDHE") ? "ECDHE" : "DHE";
    char name[NAME_SIZE];
    int length;

    if (alias)
        cipher = elb_text_from(alias);
    if (version == ELB_TLS1_3)
        length = snprintf(name, sizeof(name), "TLS_%.*s%s", ELB_TEXT_ARGS(cipher), hash);
    else if (elb_text_is(exchange, "RSA"))
        length = snprintf(name, sizeof(name), "TLS_RSA_WITH_%.*s%s", ELB_TEXT_ARGS(cipher), hash);
    else if (authentication && elb_text_find(exchange, ELB_TEXT("DHE")) != SIZE_MAX)
        length = snprintf(name, sizeof(name), "TLS_%s_%s_WITH_%.*s%s", kind, authentication,
                          ELB_TEXT_ARGS(cipher), hash);
    else
        return 0;
    return suite_named(state, name, length);
}

/* "ECDHE-SECP256R1", "DHE-FFDHE2048", "X25519-MLKEM768" behind "HYBRID-" or not. */
static uint16_t group_of(const struct state *state, struct elb_text exchange)
{
    size_t dash = elb_text_find(exchange, ELB_TEXT("-"));
    struct elb_text name = elb_text_skip(exchange, dash == SIZE_MAX ? exchange.length : dash + 1);
    char plain[NAME_SIZE];
    size_t length = 0;

    for (size_t i = 0; i < name.length && length < sizeof(plain); i++) {
        if (name.start[i] != '-')
            plain[length++] = name.start[i];
    }
    return elb_observed_group_named(state->reading, (struct elb_text){plain, length});
}

static uint16_t scheme_of(const struct state *state, struct elb_text signature)
{
    char name[NAME_SIZE];
    int length = snprintf(name, sizeof(name), "SIGN-%.*s", ELB_TEXT_ARGS(signature));
    const struct elb_scheme *scheme;

    if (signature.length == 0 || length <= 0 || length >= NAME_SIZE)
        return 0;
    scheme = elb_catalog_scheme_named(state->reading->catalog, name, (size_t)length);
    return scheme ? scheme->code : 0;
}

/* "TLS1.3-X.509": the version is in front of the type of certificate. */
static uint16_t version_of(struct elb_text part)
{
    struct elb_text version = {0};

    (void)elb_text_next_field(&part, "-", &version);
    return elb_observed_version_named(version);
}

static void read_description(struct state *state, struct elb_text text)
{
    struct description whole;
    struct elb_observed_handshake handshake = {0};
    struct elb_text signature = {0};
    size_t at = 2;

    if (!state->reading->current || !split(text, &whole))
        return;
    if (is_signature(whole.parts[at]))
        signature = whole.parts[at++];
    handshake.version = version_of(whole.parts[0]);
    if (!handshake.version || at >= whole.count)
        return;
    handshake.group = group_of(state, whole.parts[1]);
    handshake.scheme = scheme_of(state, signature);
    handshake.suite = suite_of(state, handshake.version, whole.parts[1], signature, whole.parts[at],
                               at + 1 < whole.count ? whole.parts[at + 1] : (struct elb_text){0});
    elb_see_handshake(state->reading, &handshake);
    if (!handshake.suite)
        elb_see_note(state->reading, "no cipher suite found for '%.*s'", ELB_TEXT_ARGS(text));
    state->has_result = true;
}

/* The last word in front of `mark`, as a number, is behind it: "RSA key 2048 bits". */
static void read_certificate(struct state *state, struct elb_text line)
{
    size_t mark = elb_text_find(line, ELB_TEXT(" key "));
    struct elb_text rest = elb_text_skip(line, mark == SIZE_MAX ? line.length : mark + 5);
    struct elb_text before = {line.start, mark == SIZE_MAX ? 0 : mark};
    struct elb_text bits = {0};

    if (state->has_key || !elb_text_next_word(&rest, " ", &bits))
        return; /* the first certificate is the server's own */
    state->has_key = true;
    state->is_rsa = elb_text_find(before, ELB_TEXT(", RSA")) != SIZE_MAX;
    if (state->is_rsa || elb_text_has_suffix(before, "ECDSA"))
        elb_see_certificate(state->reading, state->is_rsa, elb_observed_number(bits));
}

/* "'192.0.2.1:443'...", the address perhaps IPv6. */
static void read_target(struct state *state, struct elb_text rest)
{
    struct elb_text target = {0};
    struct elb_text port = {0};
    size_t colon;

    (void)elb_text_next_word(&rest, "'", &target);
    for (colon = target.length; colon > 0 && target.start[colon - 1] != ':'; colon--)
        ;
    if (colon > 0) {
        port = elb_text_skip(target, colon);
        target.length = colon - 1;
    }
    if (!state->has_result && state->reading->current)
        elb_see_incomplete(state->reading);
    elb_see_target(state->reading, target, (struct elb_text){0}, elb_observed_number(port));
    elb_see_tool(state->reading, ELB_TEXT("gnutls-cli"), (struct elb_text){0});
    *state = (struct state){.reading = state->reading};
}

static void fail(struct state *state, enum elb_observed_failure failure, struct elb_text text)
{
    if (state->has_result)
        return; /* an alert at the end of a connection is none of the handshake */
    elb_see_failure(state->reading, failure, text);
    state->has_result = true;
}

static void read_alert(struct state *state, struct elb_text text)
{
    fail(state, ELB_OBSERVED_REFUSED, text);
}

static void read_fatal(struct state *state, struct elb_text text)
{
    bool is_alert = elb_text_find(text, ELB_TEXT("alert has been received")) != SIZE_MAX;
    bool is_no_tls = elb_text_find(text, ELB_TEXT("unexpected TLS packet")) != SIZE_MAX;

    fail(state,
         is_alert    ? ELB_OBSERVED_REFUSED
         : is_no_tls ? ELB_OBSERVED_NOT_TLS
                     : ELB_OBSERVED_CLIENT,
         text);
}

static void read_unreachable(struct state *state, struct elb_text text)
{
    fail(state, ELB_OBSERVED_UNREACHABLE, text);
}

static const struct {
    const char *prefix;
    void (*read)(struct state *state, struct elb_text rest);
} kinds[] = {
    {"Connecting to '", read_target},  {"- Description: ", read_description},
    {" - subject ", read_certificate}, {"*** Received alert ", read_alert},
    {"*** Fatal error: ", read_fatal}, {"Could not connect to ", read_unreachable},
    {"connect: ", read_unreachable},
};

static void read_line(struct state *state, struct elb_text line)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (elb_text_has_prefix(line, kinds[i].prefix) && (i == 0 || state->reading->current))
            kinds[i].read(state, elb_text_skip(line, strlen(kinds[i].prefix)));
    }
}

static unsigned recognise(struct elb_text text)
{
    if (text.length > (size_t)64 * 1024)
        text.length = (size_t)64 * 1024;
    return elb_text_find(text, ELB_TEXT("Connecting to '")) != SIZE_MAX &&
                   (elb_text_find(text, ELB_TEXT("- Description: (")) != SIZE_MAX ||
                    elb_text_find(text, ELB_TEXT("CA certificate(s)")) != SIZE_MAX ||
                    elb_text_find(text, ELB_TEXT("Resolving '")) != SIZE_MAX)
               ? 80
               : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    struct state state = {.reading = reading};
    struct elb_text rest = reading->text;
    struct elb_text line;

    (void)reterr;
    while (elb_text_next_line(&rest, &line) && !reading->failed) {
        /* A last line without its end may be a part of one. */
        if (rest.length == 0 && !elb_text_has_suffix(reading->text, "\n"))
            break;
        read_line(&state, line);
    }
    if (!state.has_result)
        elb_see_incomplete(reading);
    return ELB_OK;
}

const struct elb_observed_reader elb_observed_reader_gnutls = {
    .format.name = "gnutls-cli",
    .format.summary = "gnutls-cli",
    .format.recognise = recognise,
    .read = read,
};
