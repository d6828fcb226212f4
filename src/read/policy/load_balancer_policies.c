/* SPDX-License-Identifier: MIT */

/*
 * What `aws elb describe-load-balancer-policies` prints of Classic Load Balancers: attributes, each
 * one protocol, one cipher or an option, that are "true" or "false".
 */
#include "catalog/kinds.h"
#include "read/policy/classic.h"
#include "read/policy/reader.h"

#define ATTRIBUTES "PolicyAttributeDescriptions"

/* A policy on its way. */
struct draft {
    struct elb_policy policy;
    const struct elb_policy *reference;
    struct elb_classic_draft attributes;
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
    if (elb_classic_switch_on(&draft->attributes, name))
        return ELB_OK;
    if (elb_text_has_prefix(name, ELB_CLASSIC_PROTOCOL_PREFIX))
        return elb_policy_reading_refuse(reading, node, reterr, "unknown protocol '%.*s'",
                                         ELB_TEXT_ARGS(name));
    return elb_policy_reading_refuse(
        reading, node, reterr, "unknown attribute '%.*s' of a Classic policy", ELB_TEXT_ARGS(name));
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
    if (elb_text_is(name, ELB_CLASSIC_REFERENCE))
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

static void take_lists(struct elb_policy *policy, const struct elb_policy *from)
{
    policy->versions = from->versions;
    policy->suites = from->suites;
    policy->suite_count = from->suite_count;
    policy->server_order = from->server_order;
}

/* A policy can be by reference alone: create-load-balancer-policy is given nothing else. */
static enum elb_status fill(struct elb_policy_reading *reading, const struct elb_node *node,
                            struct draft *draft, struct elb_error *reterr)
{
    const char *lacking = NULL;
    enum elb_status status;

    if (draft->reference && !elb_classic_has_attributes(&draft->attributes)) {
        take_lists(&draft->policy, draft->reference);
        return ELB_OK;
    }
    status = elb_classic_fill(&draft->attributes, reading->catalog, &reading->list->arena,
                              &draft->policy, &lacking, reterr);
    if (status == ELB_OK && lacking)
        return elb_policy_reading_refuse(reading, node, reterr,
                                         "the catalog lacks the cipher suite '%s'", lacking);
    if (status == ELB_OK && draft->policy.versions == 0)
        return elb_policy_reading_refuse(reading, node, reterr, "a policy without a protocol");
    if (status == ELB_OK && draft->policy.suite_count == 0)
        return elb_policy_reading_refuse(reading, node, reterr, "a policy without a suite");
    return status;
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* A predefined policy refers to itself, by its name. */
static enum elb_status check_name(struct elb_policy_reading *reading, const struct elb_node *node,
                                  struct elb_text name, struct draft *draft,
                                  struct elb_error *reterr)
{
    const struct elb_policy *known =
        elb_catalog_policy_named(reading->catalog, ELB_LB_CLASSIC, name.start, name.length);

    draft->policy.name = name.start;
    if (!elb_classic_is_reserved(name))
        return ELB_OK;
    if (!known || !elb_text_is(name, known->name) ||
        (draft->reference && draft->reference != known))
        return elb_policy_reading_refuse(
            reading, elb_node_get(node, "PolicyName"), reterr,
            "'%.*s' is no predefined policy of Classic Load Balancers, and AWS lets nobody else "
            "begin a name with '" ELB_POLICY_PREFIX "' or 'ELBSample-'",
            ELB_TEXT_ARGS(name));
    draft->reference = known;
    return ELB_OK;
}

static bool is_about_tls(const struct elb_node *node)
{
    const struct elb_node *type = elb_node_get(node, "PolicyTypeName");

    return !type || elb_node_text_is(type, ELB_CLASSIC_TYPE);
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
