/* SPDX-License-Identifier: MIT */

/*
 * nmap -oX FILE --script ssl-enum-ciphers: nmaprun > host > ports > port > script > table (one a
 * version) > table "ciphers" > table > elem "name". The elements are found by their key: their
 * order has changed. A version without suites is absent; without the script nothing was tried.
 *
 * The table is in the server's order if the preference is "server", else sorted by name.
 */

#include "read/observed/xml.h"

#define TEXT_MAX 256

struct state {
    struct elb_observed_reading *reading;
    const char *tool_version; /* in the arena */
    char address[TEXT_MAX];
    char name[TEXT_MAX];
    uint16_t port;
    bool is_open;
    bool in_script;  /* in the one that matters */
    bool has_script; /* of this port */
    size_t tables;   /* how many tables it is within */
    uint16_t version;
    bool in_ciphers;
    bool in_name;
    bool in_preference;
    char text[TEXT_MAX];
    size_t text_length;
};

static void copy(char target[TEXT_MAX], struct elb_text text)
{
    size_t length = text.length < TEXT_MAX ? text.length : TEXT_MAX - 1;

    memcpy(target, text.start ? text.start : "", length);
    target[length] = '\0';
}

static void start_host(struct state *state, const char *const *attributes)
{
    (void)attributes;
    state->address[0] = '\0';
    state->name[0] = '\0';
}

static void start_address(struct state *state, const char *const *attributes)
{
    if (!elb_text_is(elb_xml_attribute(attributes, "addrtype"), "mac"))
        copy(state->address, elb_xml_attribute(attributes, "addr"));
}

/* The name that was asked for comes before the one that the address has. */
static void start_hostname(struct state *state, const char *const *attributes)
{
    if (!state->name[0] || elb_text_is(elb_xml_attribute(attributes, "type"), "user"))
        copy(state->name, elb_xml_attribute(attributes, "name"));
}

static void start_port(struct state *state, const char *const *attributes)
{
    state->port = elb_observed_number(elb_xml_attribute(attributes, "portid"));
    state->is_open = false;
    state->has_script = false;
    state->reading->current = NULL;
}

static void start_state(struct state *state, const char *const *attributes)
{
    state->is_open = elb_text_is(elb_xml_attribute(attributes, "state"), "open");
}

static void see_target(struct state *state)
{
    const char *host = state->name[0] ? state->name : state->address;

    elb_see_target(state->reading, elb_text_from(host), elb_text_from(state->address), state->port);
    elb_see_tool(state->reading, ELB_TEXT("nmap"), elb_text_from(state->tool_version));
}

static void start_script(struct state *state, const char *const *attributes)
{
    state->in_script = elb_text_is(elb_xml_attribute(attributes, "id"), "ssl-enum-ciphers");
    state->tables = 0;
    if (!state->in_script)
        return;
    state->has_script = true;
    see_target(state);
}

static void start_table(struct state *state, const char *const *attributes)
{
    struct elb_text key = elb_xml_attribute(attributes, "key");

    if (!state->in_script)
        return;
    state->tables++;
    if (state->tables == 1)
        state->version = elb_observed_version_named(key);
    else if (state->tables == 2)
        state->in_ciphers = elb_text_is(key, "ciphers");
}

static void start_elem(struct state *state, const char *const *attributes)
{
    struct elb_text key = elb_xml_attribute(attributes, "key");

    if (!state->in_script)
        return;
    state->text_length = 0;
    state->in_name = state->in_ciphers && state->tables == 3 && elb_text_is(key, "name");
    state->in_preference = state->tables == 1 && elb_text_is(key, "cipher preference");
    if (state->tables == 1 && elb_text_is(key, "cipher preference error"))
        elb_see_order(state->reading, state->version, ELB_ORDER_UNKNOWN);
}

static void on_start(void *data, const char *name, const char *const *attributes)
{
    static const struct {
        const char *name;
        void (*start)(struct state *state, const char *const *attributes);
    } elements[] = {
        {"host", start_host},   {"address", start_address}, {"hostname", start_hostname},
        {"port", start_port},   {"state", start_state},     {"script", start_script},
        {"table", start_table}, {"elem", start_elem},
    };
    struct state *state = data;

    if (strcmp(name, "nmaprun") == 0)
        state->tool_version =
            elb_see_text(state->reading, elb_xml_attribute(attributes, "version"));
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        if (strcmp(name, elements[i].name) == 0)
            elements[i].start(state, attributes);
    }
}

static void on_text(void *data, struct elb_text text)
{
    struct state *state = data;
    size_t room = sizeof(state->text) - state->text_length;
    size_t length = text.length < room ? text.length : room;

    if (!state->in_name && !state->in_preference)
        return;
    memcpy(state->text + state->text_length, text.start, length);
    state->text_length += length;
}

static void end_elem(struct state *state)
{
    struct elb_text text = elb_text_trim((struct elb_text){state->text, state->text_length});

    if (state->in_name) {
        uint16_t suite = elb_observed_suite_named(state->reading, text);

        if (suite)
            elb_see_suite(state->reading, state->version, suite, ELB_SEEN_ACCEPTED);
        else
            elb_see_note(state->reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(text));
    } else if (state->in_preference) {
        if (elb_text_is(text, "server"))
            elb_see_order(state->reading, state->version, ELB_ORDER_SERVER);
        else if (elb_text_is(text, "client"))
            elb_see_order(state->reading, state->version, ELB_ORDER_CLIENT);
    }
    state->in_name = false;
    state->in_preference = false;
}

static void end_table(struct state *state)
{
    if (!state->in_script || state->tables == 0)
        return;
    state->tables--;
    if (state->tables < 2)
        state->in_ciphers = false;
}

/* Since 7.92; a version such as 7.92SVN counts too. */
static bool tries_tls13(const struct state *state)
{
    struct elb_text rest = elb_text_from(state->tool_version);
    struct elb_text major;
    struct elb_text minor;

    if (!elb_text_next_field(&rest, ".", &major) || !elb_text_next_word(&rest, ".SVN", &minor))
        return false;
    return elb_observed_number(major) > 7 ||
           (elb_observed_number(major) == 7 && elb_observed_number(minor) >= 92);
}

/* It tries every suite that it knows, which are all of IANA's, in SSLv3 and above; TLSv1.3 not
 * always. A version that is not listed was refused, if any was listed at all. */
static void end_script(struct state *state)
{
    bool has_any = false;

    if (!state->in_script)
        return;
    state->in_script = false;
    if (!state->reading->current)
        return;
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++)
        has_any |= state->reading->current->versions[i].suites.accepted_count > 0;
    for (uint16_t version = ELB_SSL3; has_any && version <= ELB_TLS1_3; version++) {
        if (elb_observation_version(state->reading->current, version)->seen == ELB_SEEN_ACCEPTED)
            elb_see_suites_coverage(state->reading, version, ELB_COVERAGE_ALL);
        else if (version < ELB_TLS1_3 || tries_tls13(state))
            elb_see_version(state->reading, version, ELB_SEEN_REFUSED);
    }
    if (!has_any)
        elb_see_failure(state->reading, ELB_OBSERVED_NOT_TLS,
                        ELB_TEXT("ssl-enum-ciphers found no cipher suite"));
}

static void end_port(struct state *state)
{
    if (!state->has_script) {
        see_target(state);
        if (state->is_open)
            elb_see_failure(state->reading, ELB_OBSERVED_NOT_SCANNED,
                            ELB_TEXT("the script ssl-enum-ciphers did not run on this port, or "
                                     "found no TLS there"));
        else
            elb_see_failure(state->reading, ELB_OBSERVED_UNREACHABLE,
                            ELB_TEXT("the port is not open"));
    }
    state->reading->current = NULL;
}

static void on_end(void *data, const char *name)
{
    struct state *state = data;

    if (strcmp(name, "elem") == 0)
        end_elem(state);
    else if (strcmp(name, "table") == 0)
        end_table(state);
    else if (strcmp(name, "script") == 0)
        end_script(state);
    else if (strcmp(name, "port") == 0)
        end_port(state);
}

static unsigned recognise(struct elb_text text)
{
    return elb_xml_has_root(text, "nmaprun") ? 100 : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    static const struct elb_xml_handler handler = {on_start, on_end, on_text};
    struct state state = {.reading = reading};

    return elb_xml_read(reading, &handler, &state, reterr);
}

const struct elb_observed_reader elb_observed_reader_nmap_xml = {
    .format.name = "nmap-xml",
    .format.summary = "nmap's ssl-enum-ciphers (-oX)",
    .format.recognise = recognise,
    .read = read,
};
