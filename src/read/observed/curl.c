/* SPDX-License-Identifier: MIT */

/*
 * What `curl -v` prints to standard error, with OpenSSL: one handshake for each connection.
 *
 *     * Connected to lab.example.test (192.0.2.1) port 443 (#0)
 *     * TLSv1.2 (IN), TLS handshake, Certificate (11):
 *     * SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256 / X25519MLKEM768 / RSASSA-PSS
 *
 * The direction of an alert tells who refused: (IN) the server, (OUT) curl itself, which then says
 * nothing about the server. The version in front of a ServerHello is not that of the connection
 * yet; that of a certificate is.
 */

#include "read/observed/reader.h"

struct state {
    struct elb_observed_reading *reading;
    struct elb_text tool_version;
    bool has_handshake;
    uint16_t version;        /* that the server went on with; 0: not known */
    struct elb_text alert;   /* the last one before the handshake was finished */
    bool is_own;             /* curl sent it */
    struct elb_text failure; /* "curl: (35) ..." */
};

static bool has(struct elb_text line, const char *part)
{
    return elb_text_find(line, elb_text_from(part)) != SIZE_MAX;
}

/* "(60) ...": the certificate was not trusted. */
static enum elb_observed_failure kind_of(const struct state *state)
{
    static const struct {
        const char *part;
        enum elb_observed_failure kind;
    } kinds[] = {
        {"(60)", ELB_OBSERVED_CLIENT},
        {"(6)", ELB_OBSERVED_UNREACHABLE},
        {"(7)", ELB_OBSERVED_UNREACHABLE},
        {"(28)", ELB_OBSERVED_UNREACHABLE},
        {"wrong version number", ELB_OBSERVED_NOT_TLS},
        {"packet length", ELB_OBSERVED_NOT_TLS},
    };

    if (state->alert.length > 0)
        return state->is_own ? ELB_OBSERVED_CLIENT : ELB_OBSERVED_REFUSED;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (has(state->failure, kinds[i].part))
            return kinds[i].kind;
    }
    /* GnuTLS and others print no alerts: only their words for one of the server tell. */
    if (has(state->failure, "fatal alert has been received") || has(state->failure, ":tlsv1 alert"))
        return ELB_OBSERVED_REFUSED;
    return ELB_OBSERVED_CLIENT;
}

static void finish(struct state *state)
{
    struct elb_observed_reading *reading = state->reading;
    struct elb_text reason = state->failure.length > 0 ? state->failure : state->alert;

    if (reading->current) {
        elb_see_tool(reading, ELB_TEXT("curl"), state->tool_version);
        if (!state->has_handshake && state->version)
            elb_see_version(reading, state->version, ELB_SEEN_ACCEPTED);
        if (!state->has_handshake && reason.length > 0)
            elb_see_failure(reading, kind_of(state), reason);
        else if (!state->has_handshake)
            elb_see_incomplete(reading);
    }
    state->has_handshake = false;
    state->version = 0;
    state->alert = (struct elb_text){0};
    state->failure = (struct elb_text){0};
    reading->current = NULL;
}

/* "HOST (ADDRESS) port 443 (#0)", since 8.13 "HOST (ADDRESS port 443) from ...". */
static void read_connected(struct state *state, struct elb_text rest)
{
    struct elb_text host = {0};
    struct elb_text word = {0};
    struct elb_text address = {0};
    struct elb_text port = {0};

    finish(state);
    if (!elb_text_next_word(&rest, " ()", &host) || !elb_text_next_word(&rest, " ()", &address))
        return;
    if (elb_text_next_word(&rest, " ()", &word) && elb_text_is(word, "port"))
        (void)elb_text_next_word(&rest, " ()", &port);
    elb_see_target(state->reading, host, address, elb_observed_number(port));
}

/* "TLSv1.3 / SUITE / GROUP / SCHEME", the last two since 8.8. */
static void read_handshake(struct state *state, struct elb_text rest)
{
    struct elb_observed_reading *reading = state->reading;
    struct elb_text parts[4] = {{0}};
    struct elb_observed_handshake handshake = {0};

    for (size_t i = 0; i < 4 && elb_text_next_field(&rest, "/", &parts[i]); i++)
        parts[i] = elb_text_trim(parts[i]);
    handshake.version = elb_observed_version_named(parts[0]);
    handshake.suite = elb_observed_suite_named(reading, parts[1]);
    handshake.group = elb_observed_group_named(reading, parts[2]);
    if (!handshake.version)
        return;
    if (!reading->current)
        elb_see_target(reading, (struct elb_text){0}, (struct elb_text){0}, 0);
    elb_see_handshake(reading, &handshake);
    if (!handshake.suite)
        elb_see_note(reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(parts[1]));
    state->has_handshake = true;
}

/* "TLSv1.2 (IN), TLS alert, handshake failure (552):" and messages of the handshake. */
static void read_message(struct state *state, struct elb_text line)
{
    bool is_own = has(line, "(OUT), ");
    struct elb_text version = {0};

    if (state->has_handshake || !state->reading->current)
        return;
    if (has(line, ", TLS alert, ") && !has(line, "close notify")) {
        state->alert = line;
        state->is_own = is_own;
    } else if (!is_own && (has(line, ", Certificate (11)") || has(line, "Server key exchange"))) {
        (void)elb_text_next_word(&line, " ", &version);
        state->version = elb_observed_version_named(version);
    }
}

/* "Failed to connect to HOST port 9 after ...": no other line tells the target then. */
static void read_failed(struct state *state, struct elb_text rest)
{
    struct elb_text host = {0};
    struct elb_text word = {0};
    struct elb_text port = {0};

    if (state->reading->current || !elb_text_next_word(&rest, " ", &host))
        return;
    if (elb_text_next_word(&rest, " ", &word) && elb_text_is(word, "port"))
        (void)elb_text_next_word(&rest, " ", &port);
    if (elb_text_has_suffix(port, ":"))
        port.length--;
    elb_see_target(state->reading, host, (struct elb_text){0}, elb_observed_number(port));
}

static void read_line(struct state *state, struct elb_text line)
{
    static const struct {
        const char *prefix;
        void (*read)(struct state *state, struct elb_text rest);
    } kinds[] = {
        {"* Connected to ", read_connected},
        {"* Established connection to ", read_connected},
        {"* SSL connection using ", read_handshake},
        {"* Failed to connect to ", read_failed},
        {"* TLSv", read_message},
        {"* SSLv", read_message},
    };

    if (elb_text_has_prefix(line, "> User-Agent: curl/"))
        state->tool_version = elb_text_skip(line, strlen("> User-Agent: curl/"));
    if (elb_text_has_prefix(line, "curl: (")) {
        state->failure = elb_text_skip(line, strlen("curl: "));
        if (!state->reading->current)
            elb_see_target(state->reading, (struct elb_text){0}, (struct elb_text){0}, 0);
        finish(state);
    }
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const size_t length = strlen(kinds[i].prefix);
        bool is_message = kinds[i].read == read_message;

        if (elb_text_has_prefix(line, kinds[i].prefix))
            kinds[i].read(state, elb_text_skip(line, is_message ? 2 : length));
    }
}

static unsigned recognise(struct elb_text text)
{
    if (text.length > (size_t)64 * 1024)
        text.length = (size_t)64 * 1024;
    if (has(text, "* SSL connection using ") ||
        (has(text, "* TLSv") && (has(text, " (OUT), TLS") || has(text, " (IN), TLS"))))
        return 80;
    return has(text, "*   Trying ") && has(text, "curl: (") ? 60 : 0;
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
    finish(&state);
    return ELB_OK;
}

const struct elb_observed_reader elb_observed_reader_curl = {
    .format.name = "curl",
    .format.summary = "curl -v",
    .format.recognise = recognise,
    .read = read,
};
