/* SPDX-License-Identifier: MIT */

/*
 * What AWS says is deployed, as the AWS CLI prints it (--output json, yaml and yaml-stream, one
 * page or several, whole or cut to its lists by --query) and as AWS Config records it:
 *
 *     aws elbv2 describe-listeners | describe-load-balancers | describe-target-groups |
 *               describe-ssl-policies
 *     aws elb   describe-load-balancers | describe-load-balancer-policies
 *     aws acm   describe-certificate | list-certificates
 *     aws configservice get-resource-config-history | batch-get-resource-config, snapshots, events
 *
 * Everything is kept until the last file is read: descriptions refer to each other by ARN or name.
 *
 * Source: the API references of Elastic Load Balancing (2015-12-01, 2012-06-01), AWS Certificate
 * Manager and AWS Config.
 */
#include "read/declared/aws_cli.h"

#include "read/limits.h"
#include "read/policy/reader.h"

#include <stdarg.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct reading {
    const struct elb_declared_input *input;
    struct elb_live_state *state;
    const struct elb_node *within; /* the string that is being read; NULL: none */
    unsigned depth;
    struct elb_policy_reading policies; /* of describe-ssl-policies */
};

/* ---- Small parts ---------------------------------------------------------------------------- */

const struct elb_node *elb_live_member(const struct elb_node *mapping, const char *key)
{
    const struct elb_node *found = elb_node_get(mapping, key);

    if (found || !elb_node_is_mapping(mapping))
        return found;
    for (size_t i = 0; i < elb_node_count(mapping); i++) {
        if (elb_text_is_nocase(elb_node_text(elb_node_key_at(mapping, i)), key))
            return elb_node_at(mapping, i);
    }
    return NULL;
}

struct elb_text elb_live_text(const struct elb_node *mapping, const char *key)
{
    const struct elb_node *node = elb_live_member(mapping, key);

    return elb_node_is_string(node) ? elb_node_text(node) : (struct elb_text){0};
}

struct elb_span elb_live_span(const struct elb_live_item *item, const struct elb_node *node)
{
    return elb_declared_span(item->within ? item->within : node);
}

enum elb_status elb_live_problem(struct elb_listeners *listeners, const struct elb_live_item *item,
                                 const struct elb_node *node, struct elb_error *reterr,
                                 const char *format, ...)
{
    const struct elb_span span = elb_live_span(item, node);
    struct elb_error problem = {0};
    char message[sizeof(problem.message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    (void)elb_error_set(&problem, ELB_ERROR_DATA, item->file->path, span.line, span.column, "%s",
                        message);
    return elb_declared_add_problem(listeners, &problem, reterr);
}

bool elb_live_is_plain(struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char c = text.start[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              (c != '\0' && strchr(":/_-.", c))))
            return false;
    }
    return text.length > 0 && text.start[0] != '-';
}

void elb_live_add_certificate(const struct elb_live_state *state, struct elb_text arn,
                              struct elb_certificates *certificates)
{
    const enum elb_certificate *found = elb_map_get(&state->certificates, arn);

    if (found && certificates->count < ELB_CERTIFICATES_MAX)
        certificates->list[certificates->count++] = *found;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static enum elb_status read_node(struct reading *reading, const struct elb_node *node,
                                 enum elb_live_kind kind, struct elb_error *reterr);

static enum elb_status keep(struct reading *reading, struct elb_live_items *items,
                            const struct elb_node *node, struct elb_error *reterr)
{
    struct elb_live_item *grown =
        elb_arena_grow(elb_declared_arena(reading->input->listeners), items->items, items->count,
                       &items->capacity, sizeof(*grown));

    if (!grown)
        return elb_error_set_memory(reterr);
    grown[items->count++] = (struct elb_live_item){reading->input->file, node, reading->within};
    items->items = grown;
    return ELB_OK;
}

/* Keeps a text or value under an ARN. */
static enum elb_status keep_under(struct reading *reading, struct elb_map *map, struct elb_text arn,
                                  const void *value, struct elb_error *reterr)
{
    void **place;

    if (arn.length == 0 || !value)
        return ELB_OK;
    place = elb_map_put(map, elb_declared_arena(reading->input->listeners), arn);
    if (!place)
        return elb_error_set_memory(reterr);
    *place = (void *)value;
    return ELB_OK;
}

static enum elb_status keep_target_group(struct reading *reading, const struct elb_node *node,
                                         struct elb_error *reterr)
{
    bool out_of_memory = false;
    const char *protocol = elb_declared_upper(reading->input->listeners,
                                              elb_live_text(node, "Protocol"), &out_of_memory);

    if (out_of_memory)
        return elb_error_set_memory(reterr);
    return keep_under(reading, &reading->state->target_groups,
                      elb_live_text(node, "TargetGroupArn"), protocol, reterr);
}

static enum elb_status keep_certificate(struct reading *reading, const struct elb_node *node,
                                        struct elb_error *reterr)
{
    const enum elb_certificate certificate =
        elb_declared_certificate(elb_live_text(node, "KeyAlgorithm"));
    enum elb_certificate *copy;

    if (certificate == ELB_CERTIFICATE_NONE)
        return ELB_OK;
    copy = elb_arena_alloc(elb_declared_arena(reading->input->listeners), sizeof(*copy));
    if (!copy)
        return elb_error_set_memory(reterr);
    *copy = certificate;
    return keep_under(reading, &reading->state->certificates, elb_live_text(node, "CertificateArn"),
                      copy, reterr);
}

static enum elb_status keep_kind(struct reading *reading, const struct elb_node *node,
                                 enum elb_live_kind kind, struct elb_error *reterr)
{
    struct elb_live_state *state = reading->state;

    switch (kind) {
    case ELB_LIVE_LISTENER:
    case ELB_LIVE_ROW:
        return keep(reading, &state->listeners, node, reterr);
    case ELB_LIVE_TARGET_GROUP:
        return keep_target_group(reading, node, reterr);
    case ELB_LIVE_SSL_POLICY:
        return elb_ssl_policy_read(&reading->policies, node, reterr);
    case ELB_LIVE_CLASSIC:
        return keep(reading, &state->classic, node, reterr);
    case ELB_LIVE_CLASSIC_POLICY:
        return keep(reading, &state->policies, node, reterr);
    case ELB_LIVE_CERTIFICATE:
        return keep_certificate(reading, node, reterr);
    case ELB_LIVE_LOAD_BALANCER: /* the ARN of its listeners says all that it does */
    case ELB_LIVE_CONFIG:
    case ELB_LIVE_NONE:
        break;
    }
    return ELB_OK;
}

/* ---- AWS Config ----------------------------------------------------------------------------- */

static const struct {
    const char *type;
    enum elb_live_kind kind;
} types[] = {
    {"AWS::ElasticLoadBalancingV2::Listener", ELB_LIVE_LISTENER},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", ELB_LIVE_TARGET_GROUP},
    {"AWS::ElasticLoadBalancing::LoadBalancer", ELB_LIVE_CLASSIC},
    {"AWS::ACM::Certificate", ELB_LIVE_CERTIFICATE},
};

/* What AWS Config puts into a string; what it is not is left as it is. */
static enum elb_status unwrap(struct reading *reading, const struct elb_node *node,
                              const struct elb_node **ret_node, struct elb_error *reterr)
{
    struct elb_listeners *listeners = reading->input->listeners;
    const struct elb_limits limits = elb_read_tree_limits(elb_declared_limits(listeners));
    struct elb_error problem = {0};
    enum elb_status status;

    *ret_node = node;
    if (!elb_node_is_string(node) || node->text.length == 0)
        return ELB_OK;
    status = elb_json_read(elb_declared_arena(listeners), node->text, reading->input->file->path,
                           &limits, ret_node, &problem);
    if (!reading->within)
        reading->within = node;
    if (status == ELB_ERROR_MEMORY)
        return elb_error_set_memory(reterr);
    if (status == ELB_OK)
        return ELB_OK;
    *ret_node = NULL;
    return elb_live_problem(
        listeners, &(struct elb_live_item){reading->input->file, reading->within, reading->within},
        node, reterr, "in this text: %s", problem.message);
}

static enum elb_status read_configuration(struct reading *reading, const struct elb_node *item,
                                          enum elb_live_kind kind, struct elb_error *reterr)
{
    const struct elb_node *const outer = reading->within;
    const struct elb_node *node;
    enum elb_status status = unwrap(reading, elb_live_member(item, "configuration"), &node, reterr);

    if (status == ELB_OK && elb_node_is_mapping(node))
        status = keep_kind(reading, node, kind, reterr);
    reading->within = outer;
    if (status != ELB_OK || kind != ELB_LIVE_CLASSIC)
        return status;
    node = elb_live_member(elb_live_member(item, "supplementaryConfiguration"),
                           "LoadBalancerPolicies");
    status = unwrap(reading, node, &node, reterr);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        if (elb_live_member(elb_node_at(node, i), "PolicyName"))
            status = keep_kind(reading, elb_node_at(node, i), ELB_LIVE_CLASSIC_POLICY, reterr);
    }
    reading->within = outer;
    return status;
}

static enum elb_status read_config(struct reading *reading, const struct elb_node *node,
                                   struct elb_error *reterr)
{
    const struct elb_node *const outer = reading->within;
    const struct elb_node *item;
    enum elb_status status = unwrap(reading, node, &item, reterr);
    const struct elb_text type = elb_live_text(status == ELB_OK ? item : NULL, "resourceType");

    for (size_t i = 0; status == ELB_OK && i < COUNT(types); i++) {
        if (elb_text_is(type, types[i].type))
            status = read_configuration(reading, item, types[i].kind, reterr);
    }
    reading->within = outer;
    return status;
}

/* ---- Pages ---------------------------------------------------------------------------------- */

static enum elb_status read_items(struct reading *reading, const struct elb_node *list,
                                  enum elb_live_kind kind, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (reading->depth == ELB_LIVE_DEPTH)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, reading->input->file->path, list->start.line,
                             list->start.column, "more than %d lists within each other",
                             ELB_LIVE_DEPTH);
    reading->depth++;
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(list); i++)
        status = read_node(reading, elb_node_at(list, i), kind, reterr);
    reading->depth--;
    return status;
}

static enum elb_status read_page(struct reading *reading, const struct elb_node *page,
                                 struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    enum elb_live_kind kind;
    const char *key;

    if (reading->depth == ELB_LIVE_DEPTH)
        return ELB_OK;
    reading->depth++;
    for (size_t i = 0; status == ELB_OK && (key = elb_live_list_at(i, &kind)); i++) {
        const struct elb_node *list = elb_node_get(page, key);

        if (list)
            status = read_node(reading, list, kind, reterr);
    }
    reading->depth--;
    return status;
}

/* `kind` is what the list is of that it stands in: an item of it must be one. */
static enum elb_status read_node(struct reading *reading, const struct elb_node *node,
                                 enum elb_live_kind kind, struct elb_error *reterr)
{
    const enum elb_live_kind own = elb_live_kind_of(node);

    if (own == ELB_LIVE_CONFIG)
        return read_config(reading, node, reterr);
    if (elb_node_is_sequence(node) && own == ELB_LIVE_NONE)
        return read_items(reading, node, kind, reterr);
    if (own != ELB_LIVE_NONE && (kind == ELB_LIVE_NONE || own == kind))
        return keep_kind(reading, node, own, reterr);
    if (elb_node_is_mapping(node) && kind != ELB_LIVE_NONE)
        return keep_kind(reading, node, kind, reterr);
    return elb_node_is_mapping(node) ? read_page(reading, node, reterr) : ELB_OK;
}

/* ---- The reader ----------------------------------------------------------------------------- */

static enum elb_status keep_policies(struct elb_listeners *listeners, struct elb_policy_list *list,
                                     struct elb_error *reterr)
{
    const struct elb_error *problem;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && (problem = elb_policy_list_problem_at(list, i)); i++)
        status = elb_declared_add_problem(listeners, problem, reterr);
    if (status == ELB_OK && list->count > 0)
        return elb_declared_add_policies(listeners, list, reterr);
    elb_policy_list_free(list);
    return status;
}

static enum elb_status read_documents(struct reading *reading, struct elb_error *reterr)
{
    const struct elb_documents *documents = &reading->input->documents;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < documents->count; i++)
        status = read_node(reading, documents->roots[i], ELB_LIVE_NONE, reterr);
    return status;
}

static enum elb_status get_state(struct elb_listeners *listeners, struct elb_live_state **ret_state,
                                 struct elb_error *reterr)
{
    void **place = elb_declared_state(listeners, &elb_declared_reader_aws_cli);

    if (!*place)
        *place = elb_arena_alloc(elb_declared_arena(listeners), sizeof(**ret_state));
    *ret_state = *place;
    return *place ? ELB_OK : elb_error_set_memory(reterr);
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    struct reading reading = {
        .input = input,
        .policies = {.catalog = elb_declared_catalog(input->listeners),
                     .limits = elb_declared_limits(input->listeners),
                     .path = input->file->path},
    };
    enum elb_status status = get_state(input->listeners, &reading.state, reterr);

    if (status == ELB_OK)
        status = elb_policy_list_new(&reading.policies.list, reterr);
    if (status != ELB_OK)
        return status;
    status = read_documents(&reading, reterr);
    if (status == ELB_OK)
        return keep_policies(input->listeners, reading.policies.list, reterr);
    elb_policy_list_free(reading.policies.list);
    return status;
}

static enum elb_status finish(struct elb_listeners *listeners, struct elb_error *reterr)
{
    const struct elb_live_state *state =
        *elb_declared_state(listeners, &elb_declared_reader_aws_cli);
    enum elb_status status = ELB_OK;

    if (!state)
        return ELB_OK;
    status = elb_live_add_listeners(listeners, state, reterr);
    if (status == ELB_OK)
        status = elb_live_add_classic(listeners, state, reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_aws_cli = {
    .format = "aws-cli",
    .summary = "what the AWS CLI prints of load balancers, and AWS Config",
    .recognise = elb_live_recognise,
    .read = read,
    .finish = finish,
};
