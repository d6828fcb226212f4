/* SPDX-License-Identifier: MIT */

/*
 * SSL Labs: what its API returns for a host (v2 to v4), or an array of these, as ssllabs-scan
 * prints it. One observation for each endpoint, that is for each address of the host.
 *
 * All codes are decimal numbers. Suites are listed by version since v3, in the server's order if
 * `preference` is true; v2 has one list for all versions. It tries every suite, but no groups with
 * ML-KEM.
 */

#include "read/observed/json.h"

static const uint16_t groups_tried[] = {0x0017, 0x0018, 0x0019, 0x001D, 0x001E};

/* Engines before version 2 tried drafts of TLSv1.3 at most. */
static bool knows_tls13(const struct elb_observation *observation)
{
    const char *version = observation->tool_version;

    return version && version[0] >= '2' && version[0] <= '9';
}

static void read_protocols(struct elb_observed_reading *reading, const struct elb_node *protocols)
{
    if (elb_node_count(protocols) == 0)
        return;
    for (size_t i = 0; i < elb_node_count(protocols); i++) {
        uint16_t version = elb_observed_number_of(elb_node_at(protocols, i), "id");

        if (version == 0x0200)
            reading->current->sslv2 = ELB_SEEN_ACCEPTED;
        else
            elb_see_version(reading, version, ELB_SEEN_ACCEPTED);
    }
    if (reading->current->sslv2 == ELB_SEEN_UNKNOWN)
        reading->current->sslv2 = ELB_SEEN_REFUSED;
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_2; version++)
        elb_see_version(reading, version, ELB_SEEN_REFUSED);
    if (knows_tls13(reading->current))
        elb_see_version(reading, ELB_TLS1_3, ELB_SEEN_REFUSED);
}

/* False: one of them has no code. */
static bool see_suites(struct elb_observed_reading *reading, uint16_t version,
                       const struct elb_node *list)
{
    bool knows_all = elb_node_count(list) > 0;

    for (size_t i = 0; i < elb_node_count(list); i++) {
        uint16_t code = elb_observed_number_of(elb_node_at(list, i), "id");

        if (code)
            elb_see_suite(reading, version, code, ELB_SEEN_ACCEPTED);
        else
            elb_see_note(reading, "a suite without a number in the list");
        knows_all = knows_all && code;
    }
    return knows_all;
}

static enum elb_observed_order order_of(const struct elb_node *suites)
{
    bool preference;

    if (!elb_node_get_bool(elb_node_get(suites, "preference"), &preference))
        return ELB_ORDER_UNKNOWN;
    return preference ? ELB_ORDER_SERVER : ELB_ORDER_CLIENT;
}

static void read_suites(struct elb_observed_reading *reading, const struct elb_node *suites,
                        uint16_t version)
{
    if (!see_suites(reading, version, elb_node_get(suites, "list")))
        return;
    elb_see_order(reading, version, order_of(suites));
    elb_see_suites_coverage(reading, version, ELB_COVERAGE_ALL);
}

/* The only version that was seen; 0: there are several. */
static uint16_t only_version(const struct elb_observation *observation)
{
    uint16_t only = 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (observation->versions[i].seen != ELB_SEEN_ACCEPTED)
            continue;
        if (only)
            return 0;
        only = observation->versions[i].version;
    }
    return only;
}

static void read_all_suites(struct elb_observed_reading *reading, const struct elb_node *suites)
{
    uint16_t version = only_version(reading->current);

    if (elb_node_is_mapping(suites) && version)
        read_suites(reading, suites, version);
    else if (elb_node_is_mapping(suites))
        elb_see_note(reading, "version 2 of the API lists suites without their versions");
    for (size_t i = 0; elb_node_is_sequence(suites) && i < elb_node_count(suites); i++) {
        const struct elb_node *one = elb_node_at(suites, i);

        read_suites(reading, one, elb_observed_number_of(one, "protocol"));
    }
}

static void read_groups(struct elb_observed_reading *reading, const struct elb_node *groups)
{
    const struct elb_node *list = elb_node_get(groups, "list");
    uint16_t version = 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (reading->current->versions[i].seen == ELB_SEEN_ACCEPTED)
            version = reading->current->versions[i].version;
    }
    if (elb_node_count(list) == 0 || version == 0)
        return;
    for (size_t i = 0; i < elb_node_count(list); i++) {
        uint16_t code = elb_observed_number_of(elb_node_at(list, i), "id");

        if (code)
            elb_see_group(reading, version, code, ELB_SEEN_ACCEPTED);
    }
    elb_see_groups_tried(reading, version, groups_tried,
                         sizeof(groups_tried) / sizeof(groups_tried[0]));
    elb_see_note(reading, "SSL Labs tries no post-quantum group, and doesn't tell the versions of "
                          "groups: they are listed under the highest one");
}

static const struct elb_node *certificate_of(const struct elb_node *host, struct elb_text id)
{
    const struct elb_node *certificates = elb_node_get(host, "certs");

    for (size_t i = 0; i < elb_node_count(certificates); i++) {
        const struct elb_node *one = elb_node_at(certificates, i);

        if (id.length > 0 && elb_text_is_equal(elb_observed_text(one, "id"), id))
            return one;
    }
    return NULL;
}

static void see_key(struct elb_observed_reading *reading, struct elb_text algorithm, uint16_t bits)
{
    if (elb_text_is(algorithm, "RSA"))
        elb_see_certificate(reading, true, bits);
    else if (elb_text_has_prefix(algorithm, "EC"))
        elb_see_certificate(reading, false, bits);
}

/* Since v3 the first of each chain, by its id; in v2 details.key {alg, size}. */
static void read_certificates(struct elb_observed_reading *reading, const struct elb_node *host,
                              const struct elb_node *details)
{
    const struct elb_node *chains = elb_node_get(details, "certChains");
    const struct elb_node *key = elb_node_get(details, "key");

    for (size_t i = 0; i < elb_node_count(chains); i++) {
        const struct elb_node *ids = elb_node_get(elb_node_at(chains, i), "certIds");
        const struct elb_node *leaf = certificate_of(host, elb_node_text(elb_node_at(ids, 0)));

        see_key(reading, elb_observed_text(leaf, "keyAlg"),
                elb_observed_number_of(leaf, "keySize"));
    }
    see_key(reading, elb_observed_text(key, "alg"), elb_observed_number_of(key, "size"));
}

static void read_endpoint(struct elb_observed_reading *reading, const struct elb_node *host,
                          const struct elb_node *endpoint)
{
    const struct elb_node *details = elb_node_get(endpoint, "details");
    const struct elb_text name = elb_observed_text(host, "host");
    const struct elb_text message = elb_observed_text(endpoint, "statusMessage");

    elb_see_target(reading, name, elb_observed_text(endpoint, "ipAddress"),
                   elb_observed_number_of(host, "port"));
    elb_see_server_name(reading, name);
    elb_see_tool(reading, ELB_TEXT("SSL Labs"), elb_observed_text(host, "engineVersion"));
    if (reading->failed)
        return;
    if (elb_node_count(elb_node_get(details, "protocols")) == 0) {
        elb_see_failure(reading,
                        elb_text_find(message, ELB_TEXT("connect")) != SIZE_MAX
                            ? ELB_OBSERVED_UNREACHABLE
                            : ELB_OBSERVED_NOT_SCANNED,
                        message);
        return;
    }
    read_protocols(reading, elb_node_get(details, "protocols"));
    read_all_suites(reading, elb_node_get(details, "suites"));
    read_groups(reading, elb_node_get(details, "namedGroups"));
    read_certificates(reading, host, details);
    if (!elb_text_is(message, "Ready") && message.length > 0)
        elb_see_incomplete(reading);
}

static void read_host(struct elb_observed_reading *reading, const struct elb_node *host)
{
    const struct elb_node *endpoints = elb_node_get(host, "endpoints");
    const struct elb_text name = elb_observed_text(host, "host");

    for (size_t i = 0; i < elb_node_count(endpoints) && !reading->failed; i++)
        read_endpoint(reading, host, elb_node_at(endpoints, i));
    if (elb_node_count(endpoints) > 0 || name.length == 0)
        return;
    elb_see_target(reading, name, (struct elb_text){0}, elb_observed_number_of(host, "port"));
    elb_see_tool(reading, ELB_TEXT("SSL Labs"), elb_observed_text(host, "engineVersion"));
    elb_see_failure(reading, ELB_OBSERVED_NOT_SCANNED, elb_observed_text(host, "statusMessage"));
}

static unsigned recognise(struct elb_text text)
{
    bool is_host = elb_observed_has_key(text, "endpoints") && elb_observed_has_key(text, "host");
    bool is_error = elb_observed_has_key(text, "criteriaVersion") &&
                    elb_observed_has_key(text, "engineVersion");

    return is_host ? 90 : is_error ? 80 : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    struct elb_arena arena = {0};
    const struct elb_node *root = NULL;
    enum elb_status status =
        elb_observed_json(reading, &arena, elb_text_trim(reading->text), &root, reterr);

    if (elb_node_is_mapping(root))
        read_host(reading, root);
    for (size_t i = 0; elb_node_is_sequence(root) && i < elb_node_count(root); i++)
        read_host(reading, elb_node_at(root, i));
    elb_arena_done(&arena);
    return status;
}

const struct elb_observed_reader elb_observed_reader_ssllabs = {
    .format.name = "ssllabs",
    .format.summary = "SSL Labs (JSON)",
    .format.recognise = recognise,
    .read = read,
};
