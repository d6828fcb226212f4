/* SPDX-License-Identifier: MIT */

/* OptionSettings of AWS::ElasticBeanstalk::Environment and ::ConfigurationTemplate. */
#include "read/declared/beanstalk.h"
#include "read/declared/cloudformation.h"

/* The values of SSLPolicy, which can be an expression. */
static void set_setting(struct elb_cfn_template *template, const struct elb_node *value,
                        const struct elb_cfn_values *values, struct elb_beanstalk_option *option)
{
    struct elb_listener resolved = {0};

    elb_cfn_set_policies(template, value, values, &resolved);
    option->setting = (struct elb_setting){
        .is_set =
            values->count > 1 || (values->count == 1 && values->items[0].kind != ELB_CFN_ABSENT),
        .span = resolved.span,
        .path = template->file->path,
        .policies = resolved.policies,
        .policy_count = resolved.policy_count,
        .unresolved = resolved.unresolved,
    };
}

static enum elb_status add_option(struct elb_cfn_template *template,
                                  const struct elb_cfn_item *item, struct elb_beanstalk *beanstalk,
                                  struct elb_error *reterr)
{
    const struct elb_node *name_space = elb_declared_get(item->node, "Namespace");
    const struct elb_node *value = elb_declared_get(item->node, "Value");
    struct elb_beanstalk_option option = {0};
    struct elb_cfn_values values;

    if (!elb_cfn_text(template, name_space, item->facts, &option.name_space) ||
        !elb_cfn_text(template, elb_declared_get(item->node, "OptionName"), item->facts,
                      &option.name))
        return ELB_OK;
    elb_cfn_evaluate(template, value, item->facts, &values);
    if (values.count == 0)
        return ELB_OK;
    option.name_place = elb_cfn_span(template, name_space);
    option.place = elb_cfn_span(template, value);
    option.is_unknown = values.items[0].kind == ELB_CFN_UNKNOWN;
    option.value = values.items[0].text;
    if (option.is_unknown)
        option.source = elb_cfn_source(template, value);
    if (elb_beanstalk_is_policy(option.name))
        set_setting(template, value, &values, &option);
    return elb_beanstalk_add(beanstalk, &option, reterr);
}

enum elb_status elb_cfn_read_beanstalk(struct elb_cfn_template *template,
                                       const struct elb_cfn_resource *resource,
                                       struct elb_error *reterr)
{
    struct elb_beanstalk beanstalk = {
        .listeners = template->listeners,
        .file = template->file,
        .syntax = template->input->syntax,
        .format = template->format,
        .owner = resource->address,
        .note = resource->note,
        .style = ELB_BEANSTALK_API,
    };
    const struct elb_node *options = elb_cfn_property(resource, "OptionSettings");
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(options); i++) {
        struct elb_cfn_items items;

        elb_cfn_items(template, elb_node_at(options, i), resource->facts, &items);
        for (size_t j = 0; status == ELB_OK && j < items.count; j++)
            status = add_option(template, &items.items[j], &beanstalk, reterr);
    }
    if (status == ELB_OK && !template->out_of_memory)
        status = elb_beanstalk_finish(&beanstalk, reterr);
    return status;
}
