/* SPDX-License-Identifier: MIT */

/*
 * sslscan --xml=FILE: document > ssltest > protocol, cipher, group, certificates. An endpoint that
 * can't be reached is document > error, and the program's exit code is 0 all the same.
 *
 * The order of the ciphers is that in which they were found, which is the server's only if it
 * enforces one; nothing says whether it does. So the order stays unknown.
 */

#include "read/observed/sslscan.h"
#include "read/observed/xml.h"

#define MESSAGE_MAX 512

struct state {
    struct elb_observed_reading *reading;
    const char *tool_version; /* in the arena */
    bool is_error;            /* within an error element */
    char message[MESSAGE_MAX];
    size_t message_length;
};

static void read_target(struct state *state, const char *const *attributes)
{
    struct elb_text port = elb_xml_attribute(attributes, "port");

    elb_see_target(state->reading, elb_xml_attribute(attributes, "host"), (struct elb_text){0},
                   elb_observed_number(port));
    elb_see_server_name(state->reading, elb_xml_attribute(attributes, "sniname"));
    elb_see_tool(state->reading, ELB_TEXT("sslscan"), elb_text_from(state->tool_version));
}

static void read_protocol(struct state *state, const char *const *attributes)
{
    struct elb_text version = elb_xml_attribute(attributes, "version");
    bool is_enabled = elb_text_is(elb_xml_attribute(attributes, "enabled"), "1");
    enum elb_seen seen = is_enabled ? ELB_SEEN_ACCEPTED : ELB_SEEN_REFUSED;
    uint64_t minor = 0;

    if (elb_text_is(elb_xml_attribute(attributes, "type"), "ssl")) {
        if (elb_text_is(version, "3"))
            elb_see_version(state->reading, ELB_SSL3, seen);
        else if (elb_text_is(version, "2") && state->reading->current)
            state->reading->current->sslv2 = seen;
        return;
    }
    if (elb_text_has_prefix(version, "1.") &&
        elb_text_parse_unsigned(elb_text_skip(version, 2), 3, &minor))
        elb_see_version(state->reading, (uint16_t)(ELB_TLS1_0 + minor), seen);
}

static uint16_t version_of(const char *const *attributes)
{
    return elb_observed_version_named(elb_xml_attribute(attributes, "sslversion"));
}

static void read_cipher(struct state *state, const char *const *attributes)
{
    struct elb_text name = elb_xml_attribute(attributes, "cipher");
    uint64_t code = 0;

    if (!elb_text_parse_unsigned(elb_xml_attribute(attributes, "id"), UINT16_MAX, &code))
        code = elb_observed_suite_named(state->reading, name);
    if (code)
        elb_see_suite(state->reading, version_of(attributes), (uint16_t)code, ELB_SEEN_ACCEPTED);
    else
        elb_see_note(state->reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(name));
}

static void read_group(struct state *state, const char *const *attributes)
{
    uint64_t code;

    if (elb_text_parse_unsigned(elb_xml_attribute(attributes, "id"), UINT16_MAX, &code))
        elb_see_group(state->reading, version_of(attributes), (uint16_t)code, ELB_SEEN_ACCEPTED);
}

/* Of an EC key it has the strength of the curve: half of its bits, or 260 for the largest. */
static void read_key(struct state *state, const char *const *attributes)
{
    struct elb_text type = elb_xml_attribute(attributes, "type");
    struct elb_text curve = elb_xml_attribute(attributes, "curve_name");
    struct elb_text bits = elb_xml_attribute(attributes, "bits");

    if (elb_text_is(type, "RSA"))
        elb_see_certificate(state->reading, true, elb_observed_number(bits));
    else if (elb_text_has_prefix(type, "EC"))
        elb_see_certificate(state->reading, false, elb_observed_curve_bits(state->reading, curve));
}

static void on_start(void *data, const char *name, const char *const *attributes)
{
    static const struct {
        const char *name;
        void (*read)(struct state *state, const char *const *attributes);
    } elements[] = {
        {"ssltest", read_target}, {"protocol", read_protocol},
        {"cipher", read_cipher},  {"group", read_group},
        {"pk", read_key},
    };
    struct state *state = data;

    if (strcmp(name, "document") == 0)
        state->tool_version =
            elb_see_text(state->reading, elb_xml_attribute(attributes, "version"));
    state->is_error = strcmp(name, "error") == 0;
    state->message_length = 0;
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        if (strcmp(name, elements[i].name) == 0)
            elements[i].read(state, attributes);
    }
}

static void on_text(void *data, struct elb_text text)
{
    struct state *state = data;
    size_t room = sizeof(state->message) - state->message_length;
    size_t length = text.length < room ? text.length : room;

    if (!state->is_error)
        return;
    memcpy(state->message + state->message_length, text.start, length);
    state->message_length += length;
}

static void on_end(void *data, const char *name)
{
    struct state *state = data;

    if (strcmp(name, "ssltest") == 0) {
        elb_sslscan_finish(state->reading);
        state->reading->current = NULL;
    } else if (strcmp(name, "error") == 0) {
        elb_sslscan_failure(state->reading, elb_text_from(state->tool_version),
                            (struct elb_text){state->message, state->message_length});
        state->reading->current = NULL;
    }
    state->is_error = false;
}

static unsigned recognise(struct elb_text text)
{
    bool is_sslscan = elb_xml_has_root(text, "document") &&
                      elb_text_find(text, ELB_TEXT("SSLScan Results")) != SIZE_MAX;

    return is_sslscan ? 100 : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    static const struct elb_xml_handler handler = {on_start, on_end, on_text};
    struct state state = {.reading = reading};

    return elb_xml_read(reading, &handler, &state, reterr);
}

const struct elb_observed_reader elb_observed_reader_sslscan_xml = {
    .format.name = "sslscan-xml",
    .format.summary = NULL, /* the text names it too */
    .format.recognise = recognise,
    .read = read,
};
