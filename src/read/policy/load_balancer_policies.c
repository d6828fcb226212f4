/* SPDX-License-Identifier: MIT */

/*
 * What `aws elb describe-load-balancer-policies` prints of Classic Load Balancers: attributes, each
 * one protocol, one cipher or an option, that are "true" or "false".
 */
#include "base/buffer.h"
#include "catalog/kinds.h"
#include "read/policy/classic.h"
#include "read/policy/reader.h"

#include <stdint.h>
#include <stdlib.h>

#define ATTRIBUTES      "PolicyAttributeDescriptions"
#define PROTOCOL_PREFIX "Protocol-"
#define REFERENCE       "Reference-Security-Policy"
#define SERVER_ORDER    "Server-Defined-Cipher-Order"
#define CIPHERS_AT_MOST 128

/* Only AWS can make policies with these names. */
static const char *const reserved[] = {ELB_POLICY_PREFIX, "ELBSample-"};

/* A policy on its way. */
struct draft {
    struct elb_policy policy;
    const struct elb_policy *reference;
    bool enabled[CIPHERS_AT_MOST]; /* by their place in the order of preference */
    bool has_ssl2;
    struct elb_policy_unknown unknown;
};

static unsigned recognise(struct elb_text text)
{
    return elb_aws_has_key(text, "PolicyDescriptions") || elb_aws_has_key(text, ATTRIBUTES) ||
                   elb_aws_has_key(text, "PolicyTypeName")
               ? 90
               : 0;
}

/* ---- Attributes ----------------------------------------------------------------------------- */

static enum elb_status read_protocol(struct elb_policy_reading *reading,
                                     const struct elb_node *node, struct elb_text name,
                                     struct draft *draft, struct elb_error *reterr)
{
    uint16_t version = elb_aws_version(elb_text_skip(name, strlen(PROTOCOL_PREFIX)));

    if (elb_text_is(name, PROTOCOL_PREFIX "SSLv2"))
        draft->has_ssl2 = true;
    else if (version == 0 || version == ELB_TLS1_3)
        return elb_policy_reading_refuse(reading, node, reterr, "unknown protocol '%.*s'",
                                         ELB_TEXT_ARGS(name));
    draft->policy.versions |= elb_version_bit(version);
    return ELB_OK;
}

static enum elb_status read_reference(struct elb_policy_reading *reading,
                                      const struct elb_node *node, struct draft *draft,
                                      struct elb_error *reterr)
{
    const struct elb_catalog *catalog = reading->catalog;
    struct elb_text name = elb_node_text(node);
    const char *nearest;

    draft->reference = elb_catalog_policy_named(catalog, ELB_LB_CLASSIC, name.start, name.length);
    if (draft->reference)
        return ELB_OK;
    nearest = elb_catalog_nearest_policy(catalog, ELB_LB_CLASSIC, name.start, name.length);
    return elb_policy_reading_refuse(reading, node, reterr,
                                     "unknown policy '%.*s' of Classic Load Balancers%s%s%s",
                                     ELB_TEXT_ARGS(name), nearest ? ", did you mean '" : "",
                                     nearest ? nearest : "", nearest ? "'" : "");
}

/* An attribute that is switched on. */
static enum elb_status switch_on(struct elb_policy_reading *reading, const struct elb_node *node,
                                 struct elb_text name, struct draft *draft,
                                 struct elb_error *reterr)
{
    size_t position = elb_classic_cipher_position(name);

    if (elb_text_has_prefix(name, PROTOCOL_PREFIX))
        return read_protocol(reading, node, name, draft, reterr);
    if (elb_text_is(name, SERVER_ORDER)) {
        draft->policy.server_order = true;
        return ELB_OK;
    }
    if (position >= CIPHERS_AT_MOST)
        return elb_policy_reading_refuse(reading, node, reterr,
                                         "unknown attribute '%.*s' of a Classic policy",
                                         ELB_TEXT_ARGS(name));
    draft->enabled[position] = true;
    return ELB_OK;
}

static enum elb_status read_attribute(struct elb_policy_reading *reading,
                                      const struct elb_node *item, struct draft *draft,
                                      struct elb_error *reterr)
{
    const struct elb_node *value = elb_node_get(item, "AttributeValue");
    struct elb_text name = {0};
    struct elb_error problem = {0};
    bool is_on;
    enum elb_status status = elb_aws_get_string(reading, item, "AttributeName", &name, reterr);

    if (status != ELB_OK)
        return status;
    if (!value)
        return elb_policy_reading_refuse(reading, item, reterr, "'AttributeValue' is missing");
    if (elb_text_is(name, REFERENCE))
        return read_reference(reading, value, draft, reterr);
    if (!elb_node_get_bool(value, &is_on))
        return elb_policy_reading_refuse(reading, value, reterr,
                                         "'%.*s' is neither true nor false but '%.*s'",
                                         ELB_TEXT_ARGS(name), ELB_TEXT_ARGS(elb_node_text(value)));
    if (!is_on) /* whatever it is, it changes nothing */
        return ELB_OK;
    if (switch_on(reading, elb_node_get(item, "AttributeName"), name, draft, &problem) == ELB_OK)
        return ELB_OK;
    return elb_aws_keep_unknown(reading, name, &problem, &draft->unknown, reterr);
}

static enum elb_status read_attributes(struct elb_policy_reading *reading,
                                       const struct elb_node *node, struct draft *draft,
                                       struct elb_error *reterr)
{
    const struct elb_node *list;
    enum elb_status status = elb_aws_get_sequence(reading, node, ATTRIBUTES, &list, reterr);

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(list); i++)
        status = read_attribute(reading, elb_node_at(list, i), draft, reterr);
    return status;
}

/* ---- From the attributes to the policy ------------------------------------------------------ */

static enum elb_status keep_suites(struct elb_policy_reading *reading, const struct elb_node *node,
                                   struct draft *draft, struct elb_buffer *without_code,
                                   struct elb_error *reterr)
{
    const struct elb_suite **suites =
        elb_arena_alloc_array(&reading->list->arena, CIPHERS_AT_MOST, sizeof(*suites));
    struct elb_policy *policy = &draft->policy;

    if (!suites)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < CIPHERS_AT_MOST; i++) {
        const char *name = draft->enabled[i] ? elb_classic_cipher_at(i) : NULL;
        const struct elb_suite *suite =
            name ? elb_catalog_suite_named(reading->catalog, name, strlen(name)) : NULL;

        if (suite)
            suites[policy->suite_count++] = suite;
        else if (name && elb_classic_cipher_has_code(elb_text_from(name)))
            return elb_policy_reading_refuse(reading, node, reterr,
                                             "the catalog lacks the cipher suite '%s'", name);
        else if (name)
            elb_buffer_printf(without_code, "%s%s", without_code->length ? ", " : "", name);
    }
    policy->suites = suites;
    return ELB_OK;
}

static enum elb_status add_note(struct elb_policy_reading *reading, struct elb_policy *policy,
                                const char *format, const char *names, struct elb_error *reterr)
{
    struct elb_arena *arena = &reading->list->arena;
    const char **notes = elb_arena_alloc_array(arena, 2, sizeof(*notes));
    const char *note = elb_arena_printf(arena, "%s%s", format, names);

    if (!notes || !note)
        return elb_error_set_memory(reterr);
    if (policy->note_count > 0)
        notes[0] = policy->notes[0];
    notes[policy->note_count++] = note;
    policy->notes = notes;
    return ELB_OK;
}

static enum elb_status add_notes(struct elb_policy_reading *reading, struct draft *draft,
                                 const struct elb_buffer *without_code, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (draft->has_ssl2)
        status = add_note(reading, &draft->policy,
                          "SSLv2 is switched on; it is not part of the comparison with clients", "",
                          reterr);
    if (status == ELB_OK && without_code->length > 0)
        status = add_note(reading, &draft->policy,
                          "ciphers of SSLv2 that are switched on and left out: ",
                          elb_buffer_string(without_code), reterr);
    return status;
}

/* A policy by reference alone: create-load-balancer-policy is given nothing else. */
static bool has_attributes(const struct draft *draft)
{
    bool has = draft->policy.versions != 0 || draft->has_ssl2;

    for (size_t i = 0; i < CIPHERS_AT_MOST; i++)
        has |= draft->enabled[i];
    return has;
}

static void take_lists(struct elb_policy *policy, const struct elb_policy *from)
{
    policy->versions = from->versions;
    policy->suites = from->suites;
    policy->suite_count = from->suite_count;
    policy->server_order = from->server_order;
}

static enum elb_status fill(struct elb_policy_reading *reading, const struct elb_node *node,
                            struct draft *draft, struct elb_error *reterr)
{
    struct elb_buffer without_code = {0};
    enum elb_status status;

    if (draft->reference && !has_attributes(draft)) {
        take_lists(&draft->policy, draft->reference);
        return ELB_OK;
    }
    status = keep_suites(reading, node, draft, &without_code, reterr);
    if (status == ELB_OK)
        status = add_notes(reading, draft, &without_code, reterr);
    if (without_code.out_of_memory)
        status = elb_error_set_memory(reterr);
    elb_buffer_done(&without_code);
    if (status == ELB_OK && draft->policy.versions == 0)
        return elb_policy_reading_refuse(reading, node, reterr, "a policy without a protocol");
    if (status == ELB_OK && draft->policy.suite_count == 0)
        return elb_policy_reading_refuse(reading, node, reterr, "a policy without a suite");
    return status;
}

/* ---- Names ---------------------------------------------------------------------------------- */

static bool is_reserved(struct elb_text name)
{
    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
        if (elb_text_has_prefix_nocase(name, reserved[i]))
            return true;
    }
    return false;
}

/* A predefined policy refers to itself, by its name. */
static enum elb_status check_name(struct elb_policy_reading *reading, const struct elb_node *node,
                                  struct elb_text name, struct draft *draft,
                                  struct elb_error *reterr)
{
    const struct elb_policy *known =
        elb_catalog_policy_named(reading->catalog, ELB_LB_CLASSIC, name.start, name.length);

    draft->policy.name = name.start;
    if (!is_reserved(name))
        return ELB_OK;
    if (!known || !elb_text_is(name, known->name) ||
        (draft->reference && draft->reference != known))
        return elb_policy_reading_refuse(
            reading, elb_node_get(node, "PolicyName"), reterr,
            "'%.*s' is no predefined policy of Classic Load Balancers, and AWS lets nobody else "
            "begin a name with 'ELBSecurityPolicy-' or 'ELBSample-'",
            ELB_TEXT_ARGS(name));
    draft->reference = known;
    return ELB_OK;
}

static bool is_about_tls(const struct elb_node *node)
{
    const struct elb_node *type = elb_node_get(node, "PolicyTypeName");

    return !type || elb_node_text_is(type, "SSLNegotiationPolicyType");
}

static enum elb_status read_policy(struct elb_policy_reading *reading, const struct elb_node *node,
                                   struct elb_error *reterr)
{
    struct draft draft = {
        .policy = {.family = ELB_FAMILY_CLASSIC,
                   .load_balancers = ELB_LB_CLASSIC,
                   .status = ELB_STATUS_DOCUMENTED},
    };
    struct elb_text name = {0};
    enum elb_status status;

    if (!is_about_tls(node))
        return ELB_OK;
    status = elb_aws_get_string(reading, node, "PolicyName", &name, reterr);
    if (status == ELB_OK)
        status = read_attributes(reading, node, &draft, reterr);
    if (status == ELB_OK)
        status = check_name(reading, node, name, &draft, reterr);
    if (status == ELB_OK)
        status = fill(reading, node, &draft, reterr);
    if (status != ELB_OK)
        return status;
    elb_aws_adopt_facts(&draft.policy, draft.reference);
    return elb_policy_reading_add(
        reading, &(struct elb_policy_entry){draft.policy, draft.reference, draft.unknown}, reterr);
}

static enum elb_status read_policies(struct elb_policy_reading *reading, struct elb_error *reterr)
{
    return elb_aws_read_each(reading, "PolicyDescriptions", read_policy, reterr);
}

const struct elb_policy_reader elb_policy_reader_load_balancer_policies = {
    .format.name = "describe-load-balancer-policies",
    .format.summary = "the output of 'aws elb describe-load-balancer-policies'",
    .format.recognise = recognise,
    .read = read_policies,
};
