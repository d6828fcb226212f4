/* SPDX-License-Identifier: MIT */

/* Policies of Classic Load Balancers, as AWS describes them: by their attributes. */
#include "read/declared/aws_cli.h"
#include "read/policy/classic.h"

#define ATTRIBUTES "PolicyAttributeDescriptions"

static bool is_about_tls(const struct elb_node *node)
{
    const struct elb_text type = elb_live_text(node, "PolicyTypeName");

    return type.length == 0 || elb_text_is(type, ELB_CLASSIC_TYPE);
}

static enum elb_status read_attributes(struct elb_listeners *listeners,
                                       const struct elb_live_item *item,
                                       const struct elb_node **ret_reference,
                                       struct elb_declared_policy *ret_policy,
                                       struct elb_error *reterr)
{
    const struct elb_node *list = elb_live_member(item->node, ATTRIBUTES);
    const size_t count = elb_node_is_sequence(list) ? elb_node_count(list) : 0;
    struct elb_declared_attribute *attributes =
        elb_arena_alloc_array(elb_declared_arena(listeners), count, sizeof(*attributes));

    if (!attributes)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < count; i++) {
        const struct elb_node *attribute = elb_node_at(list, i);

        attributes[i] = (struct elb_declared_attribute){
            elb_live_text(attribute, "AttributeName"),
            elb_node_text(elb_live_member(attribute, "AttributeValue")),
        };
        if (elb_text_is(attributes[i].name, ELB_CLASSIC_REFERENCE))
            *ret_reference = attribute;
    }
    return elb_declared_classic(listeners, item->file, elb_live_text(item->node, "PolicyName"),
                                attributes, count, ret_policy, reterr);
}

/* The name and the value of an attribute, one behind the other. */
static struct elb_span span_of_attribute(const struct elb_live_item *item,
                                         const struct elb_node *attribute)
{
    struct elb_span first = elb_live_span(item, elb_live_member(attribute, "AttributeName"));
    struct elb_span last = elb_live_span(item, elb_live_member(attribute, "AttributeValue"));

    if (first.offset > last.offset) {
        const struct elb_span swapped = first;

        first = last;
        last = swapped;
    }
    first.end_line = last.end_line;
    first.end_column = last.end_column;
    first.end_offset = last.end_offset;
    return first;
}

static bool is_same(const struct elb_declared_policy *a, const struct elb_declared_policy *b)
{
    const struct elb_policy *one = a->policy;
    const struct elb_policy *other = b->policy;

    if (a->how != b->how || !one != !other || a->versions != b->versions)
        return false;
    if (one == other)
        return !a->reference || strcmp(a->reference, b->reference) == 0;
    if (one->versions != other->versions || one->suite_count != other->suite_count ||
        one->server_order != other->server_order)
        return false;
    for (size_t i = 0; i < one->suite_count; i++) {
        if (one->suites[i]->code != other->suites[i]->code)
            return false;
    }
    return true;
}

static enum elb_status know_policy(struct elb_listeners *listeners,
                                   struct elb_live_policies *policies,
                                   const struct elb_live_item *item, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(listeners);
    const struct elb_text name = elb_live_text(item->node, "PolicyName");
    const bool is_tls = is_about_tls(item->node);
    const struct elb_node *reference = NULL;
    struct elb_live_policy *known = elb_arena_alloc(arena, sizeof(*known));
    void **place = elb_map_put(is_tls ? &policies->tls : &policies->others, arena, name);
    enum elb_status status;

    if (!known || !place)
        return elb_error_set_memory(reterr);
    if (!is_tls || name.length == 0) {
        *place = known;
        return ELB_OK;
    }
    known->item = item;
    status = read_attributes(listeners, item, &reference, &known->policy, reterr);
    if (status != ELB_OK)
        return status;
    known->policy.path = item->file->path;
    known->policy.span = reference ? span_of_attribute(item, reference)
                                   : elb_live_span(item, elb_live_member(item->node, "PolicyName"));
    if (!*place)
        *place = known;
    else if (!is_same(&((struct elb_live_policy *)*place)->policy, &known->policy))
        ((struct elb_live_policy *)*place)->is_ambiguous = true;
    return ELB_OK;
}

enum elb_status elb_live_know_policies(struct elb_listeners *listeners,
                                       const struct elb_live_state *state,
                                       struct elb_live_policies *ret_policies,
                                       struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < state->policies.count; i++)
        status = know_policy(listeners, ret_policies, &state->policies.items[i], reterr);
    return status;
}
