/* SPDX-License-Identifier: MIT */

/*
 * cipherscan -j: {target: "address:port", serverside: "True", ciphersuite: [{cipher, protocols,
 * pfs, curves, pubkey}]}, all values strings, the suites in the order of preference.
 *
 * It tries what the openssl program has that it runs: no TLSv1.3, and with OpenSSL 3 no TLSv1 or
 * TLSv1.1 either. So nothing that is absent is refused.
 */

#include "read/observed/json.h"

/* "ECDH,prime256v1,256bits" */
static uint16_t group_of(const struct elb_observed_reading *reading, struct elb_text exchange)
{
    struct elb_text kind = {0};
    struct elb_text name = {0};

    if (!elb_text_next_field(&exchange, ",", &kind) || !elb_text_is(kind, "ECDH") ||
        !elb_text_next_field(&exchange, ",", &name))
        return 0;
    return elb_observed_group_named(reading, name);
}

static void see_groups(struct elb_observed_reading *reading, uint16_t version,
                       const struct elb_node *suite)
{
    const struct elb_node *curves = elb_node_get(suite, "curves");
    uint16_t group = group_of(reading, elb_observed_text(suite, "pfs"));

    if (group)
        elb_see_group(reading, version, group, ELB_SEEN_ACCEPTED);
    for (size_t i = 0; i < elb_node_count(curves); i++) {
        group = elb_observed_group_named(reading, elb_node_text(elb_node_at(curves, i)));
        if (group)
            elb_see_group(reading, version, group, ELB_SEEN_ACCEPTED);
    }
}

/* Bits alone tell the type of a key. */
static void see_keys(struct elb_observed_reading *reading, const struct elb_node *keys)
{
    for (size_t i = 0; i < elb_node_count(keys); i++) {
        uint16_t bits = elb_observed_number(elb_node_text(elb_node_at(keys, i)));

        if (bits)
            elb_see_certificate(reading, bits >= 1024, bits);
    }
}

static void read_suite(struct elb_observed_reading *reading, const struct elb_node *suite,
                       enum elb_observed_order order)
{
    const struct elb_node *protocols = elb_node_get(suite, "protocols");
    const struct elb_text name = elb_observed_text(suite, "cipher");
    const uint16_t code = elb_observed_suite_named(reading, name);

    see_keys(reading, elb_node_get(suite, "pubkey"));
    if (!code)
        elb_see_note(reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(name));
    for (size_t i = 0; i < elb_node_count(protocols); i++) {
        const struct elb_text protocol = elb_node_text(elb_node_at(protocols, i));
        const uint16_t version = elb_observed_version_named(protocol);

        elb_see_version(reading, version, ELB_SEEN_ACCEPTED);
        if (code)
            elb_see_suite(reading, version, code, ELB_SEEN_ACCEPTED);
        elb_see_order(reading, version, order);
        see_groups(reading, version, suite);
    }
}

/* "address:port": the last colon, for the address may have colons too. */
static void begin(struct elb_observed_reading *reading, struct elb_text target)
{
    struct elb_text host = target;
    struct elb_text port = {0};

    for (size_t i = target.length; i > 0; i--) {
        if (target.start[i - 1] == ':') {
            host.length = i - 1;
            port = elb_text_skip(target, i);
            break;
        }
    }
    elb_see_target(reading, host, (struct elb_text){0}, elb_observed_number(port));
    elb_see_tool(reading, ELB_TEXT("cipherscan"), (struct elb_text){0});
}

static void read_value(struct elb_observed_reading *reading, const struct elb_node *value)
{
    const struct elb_node *suites = elb_node_get(value, "ciphersuite");
    const struct elb_node *side = elb_node_get(value, "serverside");
    enum elb_observed_order order = ELB_ORDER_UNKNOWN;
    bool is_server;

    if (!elb_node_is_mapping(value))
        return;
    if (elb_node_get_bool(side, &is_server))
        order = is_server ? ELB_ORDER_SERVER : ELB_ORDER_CLIENT;
    begin(reading, elb_observed_text(value, "target"));
    for (size_t i = 0; i < elb_node_count(suites); i++)
        read_suite(reading, elb_node_at(suites, i), order);
    if (elb_node_count(suites) == 0)
        elb_see_failure(reading, ELB_OBSERVED_NOT_SCANNED, (struct elb_text){0});
    else
        elb_see_note(reading, "cipherscan tries only what its OpenSSL has, and no TLSv1.3: what is "
                              "not listed is unknown");
}

static unsigned recognise(struct elb_text text)
{
    return elb_observed_has_key(text, "ciphersuite") && elb_observed_has_key(text, "target") ? 85
                                                                                             : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    return elb_observed_json_each(reading, read_value, reterr);
}

const struct elb_observed_reader elb_observed_reader_cipherscan = {
    .format.name = "cipherscan",
    .format.summary = "cipherscan (JSON)",
    .format.recognise = recognise,
    .read = read,
};
