/* SPDX-License-Identifier: MIT */

/* aws_elastic_beanstalk_environment: its settings are options as everywhere else. */
#include "read/declared/beanstalk.h"
#include "read/declared/terraform.h"

/* A policy, with the places where its names are written. */
static void set_policy(struct elb_tf_run *run, struct elb_tf_body setting,
                       struct elb_beanstalk_option *option)
{
    const struct elb_node *node = elb_tf_attribute(setting, "value");
    struct elb_listener listener = {0};
    struct elb_tf_values values;

    elb_tf_values_of(run, setting, "value", &values);
    elb_tf_set_policies(run, &listener, &values, node, setting.scope, NULL);
    option->setting = (struct elb_setting){
        .is_set = true,
        .is_empty = option->value.length == 0 && !option->is_unknown,
        .span = option->place,
        .path = setting.scope.file->file->path,
        .policies = listener.policies,
        .policy_count = listener.policy_count,
        .unresolved = listener.unresolved,
    };
}

static void add_option(struct elb_tf_run *run, struct elb_beanstalk *beanstalk,
                       struct elb_tf_body setting)
{
    const struct elb_node *value = elb_tf_attribute(setting, "value");
    struct elb_beanstalk_option option = {
        .name_space = elb_tf_text_of(run, setting, "namespace"),
        .name = elb_tf_text_of(run, setting, "name"),
        .name_place = elb_declared_span(elb_tf_attribute(setting, "namespace")),
        .place = elb_declared_span(value),
    };
    struct elb_tf_values values;

    if (!value || option.name_space.length == 0 || run->status != ELB_OK)
        return;
    elb_tf_evaluate(run, value, setting.scope, &values);
    option.value = elb_tf_text_of(run, setting, "value");
    option.is_unknown = !elb_tf_single(&values) || !elb_tf_is_scalar(elb_tf_single(&values));
    if (option.is_unknown)
        option.source = elb_tf_source(run, value, setting.scope.file);
    if (elb_beanstalk_is_policy(option.name))
        set_policy(run, setting, &option);
    if (run->status == ELB_OK)
        run->status = elb_beanstalk_add(beanstalk, &option, run->reterr);
}

/* How a value is written here, whatever the option. */
static void set_settings(struct elb_tf_run *run, size_t first, const struct elb_tf_file *file)
{
    struct elb_listener *listener;

    for (size_t i = first; (listener = elb_declared_at(run->listeners, i)); i++)
        elb_tf_set_setting(run, listener, "value", file);
}

void elb_tf_visit_beanstalk(struct elb_tf_run *run, const struct elb_tf_block *block,
                            struct elb_tf_body body, const char *address)
{
    const struct elb_tf_file *file = body.scope.file;
    struct elb_beanstalk beanstalk = {
        .listeners = run->listeners,
        .file = file->file,
        .syntax = file->is_json ? ELB_SYNTAX_JSON : ELB_SYNTAX_HCL,
        .format = "terraform",
        .owner = address,
        .style = ELB_BEANSTALK_LIST,
    };
    struct elb_tf_blocks blocks;
    const size_t first = elb_listeners_count(run->listeners);

    (void)block;
    elb_tf_blocks_of(run, body, "setting", &blocks);
    for (size_t i = 0; i < blocks.count && run->status == ELB_OK; i++)
        add_option(run, &beanstalk, blocks.items[i]);
    if (run->status == ELB_OK)
        run->status = elb_beanstalk_finish(&beanstalk, run->reterr);
    set_settings(run, first, file);
}
