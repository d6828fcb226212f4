/* SPDX-License-Identifier: MIT */

/*
 * What `openssl s_client` prints, of OpenSSL 1.0 to 3.5, also with -brief: one handshake for each
 * time that it ran.
 *
 *     CONNECTED(00000003)
 *     Server Temp Key: ECDH, prime256v1, 256 bits
 *     New, TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256
 *     SSL-Session:
 *         Protocol  : TLSv1.2
 *
 * The version behind "New," is that of the suite, not of the connection; it is the connection's
 * only for TLSv1.3. After a failure the suite is (NONE) and the protocol means nothing. Which
 * server it was stands there only since OpenSSL 3.2.
 *
 * With -msg and -trace also the messages stand there, in front of this or instead of it (-quiet):
 * what the client offered, which the readers of clients read, and what the server answered. An
 * offer that the server refuses is evidence too.
 */

#include "read/observed/s_client.h"

#include <stdio.h>

struct state {
    struct elb_observed_reading *reading;
    struct elb_server_messages messages;
    struct elb_text line; /* that is being read */
    const char *start;    /* of the part of the text that is about this connection */
    struct elb_observed_handshake handshake;
    uint16_t session_version; /* of the SSL-Session block */
    struct elb_text digest;
    bool is_running;  /* a connection was begun and is not finished */
    bool has_result;  /* the suite is known, or that there is none */
    bool has_answer;  /* of any connection */
    unsigned refusal; /* the alert that any connection ended with */
    struct elb_text failure;
    enum elb_observed_failure failure_kind;
};

static struct elb_text value_behind(struct elb_text line, struct elb_text label)
{
    return elb_text_trim(elb_text_skip(line, label.length));
}

/* ---- Parts of a handshake -------------------------------------------------------------------- */

static void read_suite(struct state *state, struct elb_text value)
{
    static const struct elb_text is = ELB_TEXT_INIT("Cipher is ");
    struct elb_text version = {value.start, 0};
    size_t at = elb_text_find(value, is);

    if (at == SIZE_MAX)
        return;
    state->has_result = true;
    while (version.length < at && value.start[version.length] != ',')
        version.length++;
    state->handshake.suite = elb_observed_suite_named(
        state->reading, elb_text_trim(elb_text_skip(value, at + is.length)));
    if (state->handshake.suite && elb_observed_version_named(version) == ELB_TLS1_3)
        state->handshake.version = ELB_TLS1_3;
}

static void read_ciphersuite(struct state *state, struct elb_text value)
{
    state->has_result = true;
    state->handshake.suite = elb_observed_suite_named(state->reading, value);
}

static void read_version(struct state *state, struct elb_text value)
{
    state->handshake.version = elb_observed_version_named(value);
}

static void read_session_version(struct state *state, struct elb_text value)
{
    state->session_version = elb_observed_version_named(value);
}

/* "ECDH, prime256v1, 256 bits", "X25519, 253 bits", "X25519MLKEM768" */
static void read_group(struct state *state, struct elb_text value)
{
    struct elb_text word;
    uint16_t group = 0;

    while (!group && elb_text_next_word(&value, ", ", &word))
        group = elb_observed_group_named(state->reading, word);
    if (group)
        state->handshake.group = group;
}

static void read_digest(struct state *state, struct elb_text value)
{
    state->digest = value;
}

/* RFC 8446 section 4.2.3: the first byte is the hash, the second the key, for those that it is of
 * use to tell apart; OpenSSL 3.5 writes the scheme's name. */
static void read_signature(struct state *state, struct elb_text value)
{
    static const char *const digests[] = {"SHA1", NULL, "SHA256", "SHA384", "SHA512"};
    const struct elb_scheme *scheme =
        elb_catalog_scheme_named(state->reading->catalog, value.start, value.length);

    if (scheme) {
        state->handshake.scheme = scheme->code;
        return;
    }
    for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
        if (!digests[i] || !elb_text_is_nocase(state->digest, digests[i]))
            continue;
        if (elb_text_is(value, "ECDSA"))
            state->handshake.scheme = (uint16_t)((i + 2) << 8 | 3);
        else if (elb_text_is(value, "RSA"))
            state->handshake.scheme = (uint16_t)((i + 2) << 8 | 1);
        else if (elb_text_is(value, "RSA-PSS") && i >= 2)
            state->handshake.scheme = (uint16_t)(0x0802 + i);
    }
}

/* "rsaEncryption, 2048 (bit); sigalg: ..." of the first certificate in the chain */
static void read_key(struct state *state, struct elb_text value)
{
    struct elb_text type;
    struct elb_text bits;

    if (state->has_result || state->reading->current->certificates.count > 0 ||
        !elb_text_next_word(&value, ", ", &type) || !elb_text_next_word(&value, ", ", &bits))
        return;
    if (elb_text_is(type, "rsaEncryption"))
        elb_see_certificate(state->reading, true, elb_observed_number(bits));
    else if (elb_text_is(type, "id-ecPublicKey"))
        elb_see_certificate(state->reading, false, elb_observed_number(bits));
}

/* "2048 bit", all that OpenSSL before 3.0 says: the signature or the suite tells the type. */
static void read_key_size(struct state *state, struct elb_text value)
{
    const struct elb_catalog *catalog = state->reading->catalog;
    const struct elb_suite *suite = elb_catalog_suite(catalog, state->handshake.suite);
    const struct elb_scheme *scheme = elb_catalog_scheme(catalog, state->handshake.scheme);
    struct elb_text bits;

    if (state->reading->current->certificates.count > 0 || !elb_text_next_word(&value, " ", &bits))
        return;
    if ((scheme && scheme->key == ELB_SCHEME_KEY_RSA) ||
        (suite && suite->authentication == ELB_AUTH_RSA))
        elb_see_certificate(state->reading, true, elb_observed_number(bits));
    else if ((scheme && scheme->key == ELB_SCHEME_KEY_ECDSA) ||
             (suite && suite->authentication == ELB_AUTH_ECDSA))
        elb_see_certificate(state->reading, false, elb_observed_number(bits));
}

static void read_address(struct state *state, struct elb_text value)
{
    struct elb_observation *observation = state->reading->current;

    if (!observation->host && elb_text_trim(value).length > 0)
        observation->host = elb_see_text(state->reading, value);
}

/* ---- Failures -------------------------------------------------------------------------------- */

static void read_failure(struct state *state, struct elb_text line)
{
    static const struct {
        struct elb_text part;
        enum elb_observed_failure kind;
    } parts[] = {
        {ELB_TEXT_INIT("SSL alert number "), ELB_OBSERVED_REFUSED},
        {ELB_TEXT_INIT("wrong version number"), ELB_OBSERVED_NOT_TLS},
        {ELB_TEXT_INIT("packet length too long"), ELB_OBSERVED_NOT_TLS},
        {ELB_TEXT_INIT("no protocols available"), ELB_OBSERVED_CLIENT},
        {ELB_TEXT_INIT("no ciphers available"), ELB_OBSERVED_CLIENT},
        {ELB_TEXT_INIT("no cipher match"), ELB_OBSERVED_CLIENT},
        {ELB_TEXT_INIT("unsupported protocol"), ELB_OBSERVED_CLIENT},
        {ELB_TEXT_INIT("legacy sigalg disallowed"), ELB_OBSERVED_CLIENT},
        {ELB_TEXT_INIT("key too small"), ELB_OBSERVED_CLIENT},
        {ELB_TEXT_INIT("connect:errno="), ELB_OBSERVED_UNREACHABLE},
        {ELB_TEXT_INIT("Connection refused"), ELB_OBSERVED_UNREACHABLE},
    };

    for (size_t i = 0; !state->failure.length && i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (elb_text_find(line, parts[i].part) != SIZE_MAX) {
            state->failure = line;
            state->failure_kind = parts[i].kind;
        }
    }
}

/* ---- The transcript -------------------------------------------------------------------------- */

/* What the wire says is more exact than what s_client makes of it. */
static void add_messages(struct elb_observed_handshake *handshake,
                         const struct elb_server_messages *messages)
{
    handshake->hello_retry = messages->hello_retry;
    if (!messages->suite)
        return;
    handshake->version = messages->version;
    handshake->suite = messages->suite;
    if (messages->group)
        handshake->group = messages->group;
    if (messages->scheme)
        handshake->scheme = messages->scheme;
}

/* The client of a part of the text; NULL: its hello isn't there, or not whole, or there are two
 * of them and nothing tells which is which. */
static const struct elb_client *read_offer(struct state *state, struct elb_text part)
{
    struct elb_observed_reading *reading = state->reading;
    const struct elb_client_reader *const readers[] = {&elb_client_reader_openssl_msg,
                                                       &elb_client_reader_openssl_trace};
    struct elb_client_list *offers = reading->list->offers;
    struct elb_reading own = {.catalog = reading->catalog,
                              .limits = reading->limits,
                              .text = part,
                              .path = reading->path,
                              .list = offers};
    const size_t before = offers->count;

    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
        struct elb_error error = {0};

        if (readers[i]->format.recognise(part) == 0)
            continue;
        if (readers[i]->read(&own, &error) == ELB_ERROR_MEMORY)
            reading->failed = ELB_ERROR_MEMORY;
        else if (error.status == ELB_OK && offers->count == before + 1)
            return offers->clients[before];
    }
    return NULL;
}

static void add_offer(struct state *state, const char *end)
{
    struct elb_observation_list *list = state->reading->list;
    const struct elb_text part = {state->start, (size_t)(end - state->start)};

    if (!state->messages.has_any || state->reading->failed)
        return;
    if (!list->offers)
        list->offers = elb_client_list_new();
    if (!list->offers)
        state->reading->failed = ELB_ERROR_MEMORY;
    else
        state->handshake.offer = read_offer(state, part);
}

/* A connection is told to its end. */
static void finish(struct state *state, const char *end)
{
    struct elb_observed_handshake *handshake = &state->handshake;
    const bool is_refusal = elb_server_messages_are_refusal(&state->messages);

    add_offer(state, end);
    add_messages(handshake, &state->messages);
    if (state->session_version && handshake->suite && !handshake->version)
        handshake->version = state->session_version;
    if (handshake->version && handshake->suite) {
        elb_see_handshake(state->reading, handshake);
        state->has_answer = true;
    } else if (is_refusal && handshake->offer) {
        elb_see_handshake(state->reading, &(struct elb_observed_handshake){
                                              .alert = (uint8_t)state->messages.alert,
                                              .offer = handshake->offer,
                                          });
        state->refusal = state->messages.alert;
    } else if (state->is_running && !state->has_result && !state->failure.length) {
        elb_see_incomplete(state->reading);
    }
    *handshake = (struct elb_observed_handshake){0};
    state->session_version = 0;
    state->digest = (struct elb_text){0};
    state->is_running = false;
    state->has_result = false;
    state->start = end;
    elb_server_messages_clear(&state->messages);
}

static void begin(struct state *state, struct elb_text value)
{
    (void)value;
    finish(state, state->line.start);
    state->is_running = true;
}

/* With -brief the messages stand in front of it. */
static void begin_brief(struct state *state, struct elb_text value)
{
    (void)value;
    if (state->is_running || state->has_result)
        finish(state, state->line.start);
    state->is_running = true;
}

static void read_line(struct state *state, struct elb_text line)
{
    static const struct {
        struct elb_text label;
        void (*read)(struct state *state, struct elb_text value);
    } rows[] = {
        {ELB_TEXT_INIT("CONNECTED("), begin},
        {ELB_TEXT_INIT("CONNECTION ESTABLISHED"), begin_brief},
        {ELB_TEXT_INIT("Connecting to "), read_address},
        {ELB_TEXT_INIT("New, "), read_suite},
        {ELB_TEXT_INIT("Reused, "), read_suite},
        {ELB_TEXT_INIT("Protocol  : "), read_session_version},
        {ELB_TEXT_INIT("Protocol: "), read_session_version},
        {ELB_TEXT_INIT("Protocol version: "), read_version},
        {ELB_TEXT_INIT("Ciphersuite: "), read_ciphersuite},
        {ELB_TEXT_INIT("Server Temp Key: "), read_group},
        {ELB_TEXT_INIT("Peer Temp Key: "), read_group},
        {ELB_TEXT_INIT("Negotiated TLS1.3 group: "), read_group},
        {ELB_TEXT_INIT("Peer signing digest: "), read_digest},
        {ELB_TEXT_INIT("Hash used: "), read_digest},
        {ELB_TEXT_INIT("Peer signature type: "), read_signature},
        {ELB_TEXT_INIT("Signature type: "), read_signature},
        {ELB_TEXT_INIT("a:PKEY: "), read_key},
        {ELB_TEXT_INIT("Server public key is "), read_key_size},
    };

    state->line = line;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (elb_text_has_prefix(line, rows[i].label.start))
            rows[i].read(state, value_behind(line, rows[i].label));
    }
    elb_server_messages_line(&state->messages, line);
    read_failure(state, line);
}

static unsigned recognise(struct elb_text text)
{
    static const struct elb_text signs[] = {
        ELB_TEXT_INIT("CONNECTED("),     ELB_TEXT_INIT("CONNECTION ESTABLISHED\n"),
        ELB_TEXT_INIT("connect:errno="), ELB_TEXT_INIT(":SSL alert number "),
        ELB_TEXT_INIT(":SSL routines:"),
    };

    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (elb_text_find(text, signs[i]) != SIZE_MAX)
            return i < 2 ? 50 : 30;
    }
    return elb_server_messages_are_in(text) ? 40 : 0;
}

static void read_all(struct state *state)
{
    struct elb_text rest = elb_observed_whole_lines(state->reading->text);
    struct elb_text line;

    if (elb_server_messages_are_in(rest))
        rest = elb_transcript_untangle(state->reading, rest);
    state->start = rest.start;
    while (!state->reading->failed && elb_text_next_line(&rest, &line))
        read_line(state, elb_text_trim(line));
    finish(state, rest.start);
}

static void see_failure(struct state *state)
{
    char alert[32];

    (void)snprintf(alert, sizeof(alert), "alert %u of the server", state->refusal);
    if (state->reading->failed || state->has_answer)
        return;
    if (state->failure.length > 0)
        elb_see_failure(state->reading, state->failure_kind, state->failure);
    else if (state->refusal)
        elb_see_failure(state->reading, ELB_OBSERVED_REFUSED, elb_text_from(alert));
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    struct state state = {.reading = reading};

    state.messages.decoded.bytes = elb_arena_alloc(&reading->list->arena, ELB_SERVER_MESSAGE_MAX);
    if (!state.messages.decoded.bytes)
        return elb_error_set_memory(reterr);
    elb_see_target(reading, (struct elb_text){0}, (struct elb_text){0}, 0);
    elb_see_tool(reading, ELB_TEXT("openssl s_client"), (struct elb_text){0});
    read_all(&state);
    see_failure(&state);
    return ELB_OK;
}

const struct elb_observed_reader elb_observed_reader_s_client = {
    .format.name = "s_client",
    .format.summary = "openssl s_client",
    .format.recognise = recognise,
    .read = read,
};
