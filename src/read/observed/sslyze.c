/* SPDX-License-Identifier: MIT */

/*
 * sslyze --json_out=FILE, 3 to 6: server_scan_results, one for each target, with the suites that
 * each version accepted and rejected, and the curves. So what was refused is proven here. Since
 * 5.0 a result stands within {status, result}, and the target beside the results; before that the
 * results were bare and the target in server_info. Version 5.0 writes more text behind the JSON.
 *
 * Suites are listed by name, from the last to the first: the order means nothing.
 */

#include "read/observed/json.h"

static const struct elb_text nothing;

static const struct {
    const char *command;
    uint16_t version; /* 0: SSLv2 */
} commands[] = {
    {"ssl_2_0_cipher_suites", 0},          {"ssl_3_0_cipher_suites", ELB_SSL3},
    {"tls_1_0_cipher_suites", ELB_TLS1_0}, {"tls_1_1_cipher_suites", ELB_TLS1_1},
    {"tls_1_2_cipher_suites", ELB_TLS1_2}, {"tls_1_3_cipher_suites", ELB_TLS1_3},
};

/* The result of one command: since 5.0 only of one that was completed. NULL: none. */
static const struct elb_node *result_of(const struct elb_node *results, const char *command)
{
    const struct elb_node *one = elb_node_get(results, command);

    if (elb_node_get(one, "status"))
        return elb_node_text_is(elb_node_get(one, "status"), "COMPLETED")
                   ? elb_node_get(one, "result")
                   : NULL;
    return one;
}

/* Sees a list of {cipher_suite: {name, openssl_name}}; false: not all of them are known. */
static bool see_suites(struct elb_observed_reading *reading, uint16_t version,
                       const struct elb_node *list, enum elb_seen seen)
{
    bool knows_all = true;

    for (size_t i = 0; i < elb_node_count(list); i++) {
        const struct elb_node *suite = elb_node_get(elb_node_at(list, i), "cipher_suite");
        const struct elb_text name = elb_observed_text(suite, "name");
        uint16_t code = elb_observed_suite_named(reading, name);

        if (!code)
            code = elb_observed_suite_named(reading, elb_observed_text(suite, "openssl_name"));
        if (code)
            elb_see_suite(reading, version, code, seen);
        else if (seen == ELB_SEEN_ACCEPTED)
            elb_see_note(reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(name));
        knows_all = knows_all && code;
    }
    return knows_all;
}

static void read_suites(struct elb_observed_reading *reading, uint16_t version,
                        const struct elb_node *result)
{
    const struct elb_node *accepted = elb_node_get(result, "accepted_cipher_suites");
    const struct elb_node *rejected = elb_node_get(result, "rejected_cipher_suites");
    const bool is_seen = elb_node_count(accepted) > 0;
    const bool is_refused = !is_seen && elb_node_count(rejected) > 0;
    const enum elb_seen seen = is_seen      ? ELB_SEEN_ACCEPTED
                               : is_refused ? ELB_SEEN_REFUSED
                                            : ELB_SEEN_UNKNOWN;

    if (version == 0) {
        reading->current->sslv2 = seen;
        return;
    }
    elb_see_version(reading, version, seen);
    if (!is_seen)
        return;
    (void)see_suites(reading, version, rejected, ELB_SEEN_REFUSED);
    if (see_suites(reading, version, accepted, ELB_SEEN_ACCEPTED))
        elb_see_suites_coverage(reading, version, ELB_COVERAGE_LIST);
}

/* The curves were tried with the highest version that there is . */
static uint16_t version_of_curves(const struct elb_observed_reading *reading)
{
    uint16_t highest = 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (reading->current->versions[i].seen == ELB_SEEN_ACCEPTED)
            highest = reading->current->versions[i].version;
    }
    return highest;
}

/* False: not all that were accepted are known. */
static bool see_curves(struct elb_observed_reading *reading, uint16_t version,
                       const struct elb_node *list, enum elb_seen seen)
{
    bool knows_all = true;

    for (size_t i = 0; i < elb_node_count(list); i++) {
        const struct elb_text name = elb_observed_text(elb_node_at(list, i), "name");
        uint16_t code = elb_observed_group_named(reading, name);

        if (code)
            elb_see_group(reading, version, code, seen);
        else if (seen == ELB_SEEN_ACCEPTED)
            elb_see_note(reading, "unknown group '%.*s'", ELB_TEXT_ARGS(name));
        knows_all = knows_all && (code || seen != ELB_SEEN_ACCEPTED);
    }
    return knows_all;
}

static void read_curves(struct elb_observed_reading *reading, const struct elb_node *result)
{
    const struct elb_node *supported = elb_node_get(result, "supported_curves");
    const uint16_t version = version_of_curves(reading);

    if (elb_node_count(supported) == 0 || version == 0)
        return;
    if (see_curves(reading, version, supported, ELB_SEEN_ACCEPTED))
        elb_see_groups_coverage(reading, version, ELB_COVERAGE_LIST);
    (void)see_curves(reading, version, elb_node_get(result, "rejected_curves"), ELB_SEEN_REFUSED);
    elb_see_note(reading, "sslyze tries no post-quantum group");
}

/* {algorithm: "RSAPublicKey", key_size: 2048}; 3.x: {algorithm: "_RSAPublicKey", size: 2048}. */
static void read_key(struct elb_observed_reading *reading, const struct elb_node *leaf)
{
    const struct elb_node *key = elb_node_get(leaf, "public_key");
    const char *size = key ? "key_size" : "size";
    struct elb_text algorithm;

    if (!key)
        key = elb_node_get(leaf, "publicKey");
    algorithm = elb_observed_text(key, "algorithm");
    if (elb_text_find(algorithm, ELB_TEXT("RSA")) != SIZE_MAX)
        elb_see_certificate(reading, true, elb_observed_number_of(key, size));
    else if (elb_text_find(algorithm, ELB_TEXT("EC")) != SIZE_MAX ||
             elb_text_find(algorithm, ELB_TEXT("Elliptic")) != SIZE_MAX)
        elb_see_certificate(reading, false, elb_observed_number_of(key, size));
}

static void read_certificates(struct elb_observed_reading *reading, const struct elb_node *result)
{
    const struct elb_node *deployments = elb_node_get(result, "certificate_deployments");

    for (size_t i = 0; i < elb_node_count(deployments); i++) {
        const struct elb_node *chain =
            elb_node_get(elb_node_at(deployments, i), "received_certificate_chain");

        read_key(reading, elb_node_at(chain, 0));
    }
}

static void read_results(struct elb_observed_reading *reading, const struct elb_node *results)
{
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        const struct elb_node *result = result_of(results, commands[i].command);

        if (elb_node_is_mapping(result))
            read_suites(reading, commands[i].version, result);
    }
    read_curves(reading, result_of(results, "elliptic_curves"));
    read_certificates(reading, result_of(results, "certificate_info"));
}

static void begin(struct elb_observed_reading *reading, const struct elb_node *root,
                  const struct elb_node *info)
{
    const struct elb_node *location = elb_node_get(info, "server_location");
    const struct elb_node *network = elb_node_get(info, "network_configuration");

    elb_see_target(reading, elb_observed_text(location, "hostname"),
                   elb_observed_text(location, "ip_address"),
                   elb_observed_number_of(location, "port"));
    elb_see_server_name(reading, elb_observed_text(network, "tls_server_name_indication"));
    elb_see_tool(reading, ELB_TEXT("sslyze"), elb_observed_text(root, "sslyze_version"));
}

static void read_target(struct elb_observed_reading *reading, const struct elb_node *root,
                        const struct elb_node *target)
{
    const struct elb_node *info = elb_node_get(target, "server_info");
    const struct elb_node *results = elb_node_get(target, "scan_commands_results");
    const struct elb_node *status = elb_node_get(target, "connectivity_status");

    begin(reading, root, info ? info : target);
    if (reading->failed)
        return;
    if (!results)
        results = elb_node_get(target, "scan_result");
    if (elb_node_text_is(status, "ERROR"))
        elb_see_failure(reading, ELB_OBSERVED_UNREACHABLE, ELB_TEXT("no connection"));
    else if (!elb_node_is_mapping(results))
        elb_see_failure(reading, ELB_OBSERVED_NOT_SCANNED, nothing);
    else
        read_results(reading, results);
}

/* Before 5.0: {server_string or server_info, error_message}. */
static void read_unreachable(struct elb_observed_reading *reading, const struct elb_node *root,
                             const struct elb_node *target)
{
    const struct elb_node *info = elb_node_get(target, "server_info");

    begin(reading, root, info ? info : target);
    elb_see_failure(reading, ELB_OBSERVED_UNREACHABLE, elb_observed_text(target, "error_message"));
}

static unsigned recognise(struct elb_text text)
{
    struct elb_text tail = text;

    /* The version may be at the end, behind certificates. */
    if (tail.length > 4096)
        tail = elb_text_skip(text, text.length - 4096);
    if (!elb_observed_has_key(text, "server_scan_results"))
        return 0;
    return elb_text_find(tail, ELB_TEXT("\"sslyze_version\"")) != SIZE_MAX ? 95 : 85;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    struct elb_arena arena = {0};
    struct elb_text rest;
    const struct elb_node *root = NULL;
    enum elb_status status = elb_observed_json(
        reading, &arena, elb_observed_first_value(reading->text, &rest), &root, reterr);
    const struct elb_node *targets = elb_node_get(root, "server_scan_results");
    const struct elb_node *unreachable = elb_node_get(root, "server_connectivity_errors");

    for (size_t i = 0; i < elb_node_count(targets) && !reading->failed; i++)
        read_target(reading, root, elb_node_at(targets, i));
    for (size_t i = 0; i < elb_node_count(unreachable) && !reading->failed; i++)
        read_unreachable(reading, root, elb_node_at(unreachable, i));
    elb_arena_done(&arena);
    return status;
}

const struct elb_observed_reader elb_observed_reader_sslyze = {
    .format.name = "sslyze",
    .format.summary = "sslyze (JSON)",
    .format.recognise = recognise,
    .read = read,
};
