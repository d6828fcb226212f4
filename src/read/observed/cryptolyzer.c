/* SPDX-License-Identifier: MIT */

/*
 * cryptolyzer --output-format json: of `tls versions`, `tls1_2 ciphers`, `tls1_3 curves` and the
 * like, and of `tls all`, which has all of them within one object.
 *
 * The suites are in the server's order where cipher_suite_preference is true. It tries all suites
 * and the usual curves; of the groups with ML-KEM not all.
 *
 * Its signature algorithms are no evidence: it offers one at a time and lists those that any answer
 * came to, whatever that was signed with. A load balancer answers each of them (its TLS library
 * falls back to a scheme of the policy), so all would be listed.
 */

#include "read/observed/json.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const uint16_t curves_tried[] = {0x0017, 0x0018, 0x0019, 0x001D, 0x001E};

static uint16_t version_of(const struct elb_node *part)
{
    const struct elb_node *target = elb_node_get(part, "target");

    return elb_observed_version_named(elb_observed_text(target, "proto_version"));
}

/* In `tls versions` the list stands in the root, in `tls all` within an object of its own. */
static void read_versions(struct elb_observed_reading *reading, const struct elb_node *versions)
{
    if (elb_node_is_mapping(versions))
        versions = elb_node_get(versions, "versions");
    if (elb_node_count(versions) == 0)
        return;
    for (size_t i = 0; i < elb_node_count(versions); i++) {
        const struct elb_text name = elb_node_text(elb_node_at(versions, i));

        if (elb_text_is(name, "ssl2"))
            reading->current->sslv2 = ELB_SEEN_ACCEPTED;
        elb_see_version(reading, elb_observed_version_named(name), ELB_SEEN_ACCEPTED);
    }
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++)
        elb_see_version(reading, version, ELB_SEEN_REFUSED);
}

static void read_suites(struct elb_observed_reading *reading, const struct elb_node *part)
{
    const struct elb_node *names = elb_node_get(part, "cipher_suites");
    const uint16_t version = version_of(part);
    bool knows_all = elb_node_count(names) > 0;
    bool preference;

    for (size_t i = 0; i < elb_node_count(names); i++) {
        const struct elb_text name = elb_node_text(elb_node_at(names, i));
        uint16_t code = elb_observed_suite_named(reading, name);

        if (code)
            elb_see_suite(reading, version, code, ELB_SEEN_ACCEPTED);
        else
            elb_see_note(reading, "unknown cipher suite '%.*s'", ELB_TEXT_ARGS(name));
        knows_all = knows_all && code;
    }
    if (!knows_all)
        return;
    elb_see_suites_coverage(reading, version, ELB_COVERAGE_ALL);
    if (elb_node_get_bool(elb_node_get(part, "cipher_suite_preference"), &preference))
        elb_see_order(reading, version, preference ? ELB_ORDER_SERVER : ELB_ORDER_CLIENT);
}

static void read_curves(struct elb_observed_reading *reading, const struct elb_node *part)
{
    const struct elb_node *names = elb_node_get(part, "curves");
    const uint16_t version = version_of(part);
    bool knows_all = true;

    if (elb_node_count(names) == 0)
        return;
    elb_see_version(reading, version, ELB_SEEN_ACCEPTED);
    for (size_t i = 0; i < elb_node_count(names); i++) {
        const struct elb_text name = elb_node_text(elb_node_at(names, i));
        uint16_t code = elb_observed_group_named(reading, name);

        if (code)
            elb_see_group(reading, version, code, ELB_SEEN_ACCEPTED);
        else
            elb_see_note(reading, "unknown group '%.*s'", ELB_TEXT_ARGS(name));
        knows_all = knows_all && code;
    }
    for (size_t i = 0; i < COUNT(curves_tried); i++)
        elb_see_group(reading, version, curves_tried[i], ELB_SEEN_REFUSED);
    if (knows_all)
        elb_see_groups_coverage(reading, version, ELB_COVERAGE_LIST);
    elb_see_note(reading, "cryptolyzer doesn't try every post-quantum group");
}

static void read_keys(struct elb_observed_reading *reading, const struct elb_node *part)
{
    const struct elb_node *keys = elb_node_get(part, "pubkeys");

    for (size_t i = 0; i < elb_node_count(keys); i++) {
        const struct elb_node *chain =
            elb_node_get_path(elb_node_at(keys, i), "certificate_chain", "items", NULL);
        const struct elb_node *leaf = elb_node_at(chain, 0);
        const struct elb_text algorithm = elb_observed_text(leaf, "algorithm");
        const uint16_t bits = elb_observed_number_of(elb_node_get(leaf, "size"), "value");

        if (elb_text_is(algorithm, "RSA"))
            elb_see_certificate(reading, true, bits);
        else if (elb_text_has_prefix(algorithm, "EC"))
            elb_see_certificate(reading, false, bits);
    }
}

static void read_value(struct elb_observed_reading *reading, const struct elb_node *value)
{
    const struct elb_node *target = elb_node_get(value, "target");
    const struct elb_node *ciphers = elb_node_get(value, "ciphers");
    const struct elb_node *curves = elb_node_get(value, "curves");

    if (!elb_node_is_mapping(target))
        return;
    elb_see_target(reading, elb_observed_text(target, "address"), elb_observed_text(target, "ip"),
                   elb_observed_number_of(target, "port"));
    elb_see_tool(reading, ELB_TEXT("cryptolyzer"), (struct elb_text){0});
    if (reading->failed)
        return;
    read_versions(reading, elb_node_get(value, "versions"));
    read_suites(reading, value);
    for (size_t i = 0; elb_node_is_sequence(ciphers) && i < elb_node_count(ciphers); i++)
        read_suites(reading, elb_node_at(ciphers, i));
    read_curves(reading, elb_node_is_mapping(curves) ? curves : value);
    read_keys(reading, elb_node_get(value, "pubkeys"));
}

static unsigned recognise(struct elb_text text)
{
    return elb_observed_has_key(text, "proto_version") && elb_observed_has_key(text, "target") ? 90
                                                                                               : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    return elb_observed_json_each(reading, read_value, reterr);
}

const struct elb_observed_reader elb_observed_reader_cryptolyzer = {
    .format.name = "cryptolyzer",
    .format.summary = "cryptolyzer (JSON)",
    .format.recognise = recognise,
    .read = read,
};
