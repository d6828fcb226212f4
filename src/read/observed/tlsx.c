/* SPDX-License-Identifier: MIT */

/*
 * tlsx -json: one object a line. By itself it is one handshake (tls_version, cipher); with -ve and
 * -ce also version_enum and cipher_enum, which list what was accepted. Which versions and suites
 * were tried depends on the TLS library behind it (tls_connection), so nothing is ever refused:
 * `"ciphers": {}` under tls13 says only that its suites were not tried.
 */

#include "read/observed/json.h"

static void see_names(struct elb_observed_reading *reading, uint16_t version,
                      const struct elb_node *names)
{
    for (size_t i = 0; i < elb_node_count(names); i++) {
        const struct elb_text name = elb_node_text(elb_node_at(names, i));
        uint16_t code = elb_observed_suite_named(reading, name);

        if (code)
            elb_see_suite(reading, version, code, ELB_SEEN_ACCEPTED);
        else if (name.length > 0)
            elb_see_note(reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(name));
    }
}

/* Names by their class, secure, weak ...; before 1.0.6 one list. */
static void read_suites(struct elb_observed_reading *reading, const struct elb_node *one)
{
    const struct elb_node *names = elb_node_get(one, "ciphers");
    uint16_t version = elb_observed_version_named(elb_observed_text(one, "version"));

    if (elb_node_is_sequence(names))
        see_names(reading, version, names);
    for (size_t i = 0; elb_node_is_mapping(names) && i < elb_node_count(names); i++)
        see_names(reading, version, elb_node_at(names, i));
}

static void read_handshake(struct elb_observed_reading *reading, const struct elb_node *value)
{
    struct elb_observed_handshake handshake = {
        .version = elb_observed_version_named(elb_observed_text(value, "tls_version")),
        .suite = elb_observed_suite_named(reading, elb_observed_text(value, "cipher")),
    };

    if (handshake.version)
        elb_see_handshake(reading, &handshake);
}

static void read_failure(struct elb_observed_reading *reading, struct elb_text error)
{
    /* So Go writes an alert of the other side; all else may be the client itself. */
    bool is_alert = elb_text_find(error, ELB_TEXT("remote error: tls:")) != SIZE_MAX;

    elb_see_failure(reading, is_alert ? ELB_OBSERVED_REFUSED : ELB_OBSERVED_UNREACHABLE, error);
}

static void read_value(struct elb_observed_reading *reading, const struct elb_node *value)
{
    const struct elb_node *versions = elb_node_get(value, "version_enum");
    const struct elb_node *suites = elb_node_get(value, "cipher_enum");
    bool is_probed = true;

    if (!elb_node_get(value, "host") && !elb_node_get(value, "ip"))
        return;
    elb_see_target(reading, elb_observed_text(value, "host"), elb_observed_text(value, "ip"),
                   elb_observed_number_of(value, "port"));
    elb_see_server_name(reading, elb_observed_text(value, "sni"));
    elb_see_tool(reading, ELB_TEXT("tlsx"), (struct elb_text){0});
    if (elb_node_get_bool(elb_node_get(value, "probe_status"), &is_probed) && !is_probed) {
        read_failure(reading, elb_observed_text(value, "error"));
        return;
    }
    read_handshake(reading, value);
    for (size_t i = 0; i < elb_node_count(versions); i++)
        elb_see_version(reading,
                        elb_observed_version_named(elb_node_text(elb_node_at(versions, i))),
                        ELB_SEEN_ACCEPTED);
    for (size_t i = 0; i < elb_node_count(suites); i++)
        read_suites(reading, elb_node_at(suites, i));
    elb_see_note(reading, "tlsx doesn't tell what it tried: what is not listed is unknown");
}

static unsigned recognise(struct elb_text text)
{
    bool is_tlsx =
        elb_observed_has_key(text, "probe_status") || elb_observed_has_key(text, "tls_connection");

    return is_tlsx && elb_observed_has_key(text, "port") ? 85 : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    return elb_observed_json_each(reading, read_value, reterr);
}

const struct elb_observed_reader elb_observed_reader_tlsx = {
    .format.name = "tlsx",
    .format.summary = "tlsx (JSON)",
    .format.recognise = recognise,
    .read = read,
};
