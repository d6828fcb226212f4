/* SPDX-License-Identifier: MIT */

/*
 * Elastic Beanstalk: .ebextensions/NAME.config, env.yaml, saved configurations and what `eb config`
 * edits, with options as mappings of namespaces or as a list; what
 * `aws elasticbeanstalk describe-configuration-settings` prints; and the list that
 * --option-settings takes. What .ebextensions have as Resources is CloudFormation's.
 */
#include "read/declared/beanstalk.h"
#include "read/declared/cloudformation.h"

#define SCAN_MAX 256 /* how many options are looked at to recognise a list of them */

static const char *const option_keys[] = {"option_settings", "OptionSettings", "settings"};

/* ---- Recognising ---------------------------------------------------------------------------- */

static const struct elb_node *get_either(const struct elb_node *node, const char *key,
                                         const char *other)
{
    const struct elb_node *value = elb_declared_get(node, key);

    return value ? value : elb_declared_get(node, other);
}

static const struct elb_node *namespace_of(const struct elb_node *option)
{
    return get_either(option, "namespace", "Namespace");
}

static bool is_namespace(struct elb_text text)
{
    return elb_text_has_prefix(text, "aws:") || elb_text_find(text, ELB_TEXT(".aws:")) != SIZE_MAX;
}

/* Options as a mapping of namespaces, or as a list? */
static bool has_options(const struct elb_node *options)
{
    for (size_t i = 0; i < elb_node_count(options) && i < SCAN_MAX; i++) {
        const struct elb_node *name = elb_node_is_mapping(options)
                                          ? elb_node_key_at(options, i)
                                          : namespace_of(elb_node_at(options, i));

        if (is_namespace(elb_node_text(name)))
            return true;
    }
    return false;
}

static const struct elb_node *options_of(const struct elb_node *root)
{
    for (size_t i = 0; i < sizeof(option_keys) / sizeof(option_keys[0]); i++) {
        const struct elb_node *options = elb_node_get(root, option_keys[i]);

        if (has_options(options))
            return options;
    }
    return elb_node_is_sequence(root) && has_options(root) ? root : NULL;
}

static unsigned recognise(const struct elb_declared_input *input)
{
    for (size_t i = 0; i < input->documents.count; i++) {
        const struct elb_node *root = input->documents.roots[i];
        const struct elb_node *settings = elb_node_get(root, "ConfigurationSettings");

        if (options_of(root) || options_of(elb_node_at(settings, 0)))
            return 95;
    }
    return 0;
}

/* ---- Values --------------------------------------------------------------------------------- */

/* An expression: {"Fn::GetOptionSetting": ...}, or one in back quotes. */
static bool is_expression(const struct elb_node *value)
{
    const struct elb_text text = elb_node_text(value);

    if (!elb_node_is_scalar(value))
        return elb_node_is_mapping(value) && value->count == 1 &&
               (elb_text_has_prefix(elb_node_text(elb_node_key_at(value, 0)), "Fn::") ||
                elb_node_text_is(elb_node_key_at(value, 0), "Ref"));
    return elb_text_has_prefix(text, "`") || elb_setting_is_expression(text);
}

static const char *source_of(const struct elb_beanstalk *beanstalk, const struct elb_node *value)
{
    struct elb_cfn_template template = {.file = beanstalk->file,
                                        .arena = elb_declared_arena(beanstalk->listeners)};

    return elb_cfn_source(&template, value);
}

static enum elb_status read_expression(struct elb_beanstalk *beanstalk,
                                       const struct elb_node *value,
                                       struct elb_beanstalk_option *option,
                                       struct elb_error *reterr)
{
    option->is_unknown = true;
    option->value = (struct elb_text){0};
    option->source = source_of(beanstalk, value);
    if (!option->source)
        return elb_error_set_memory(reterr);
    option->setting = (struct elb_setting){
        .is_set = true,
        .span = option->place,
        .path = beanstalk->file->path,
        .unresolved = option->source,
    };
    return ELB_OK;
}

static enum elb_status add_option(struct elb_beanstalk *beanstalk,
                                  const struct elb_node *name_space, struct elb_text name,
                                  const struct elb_node *value, struct elb_error *reterr)
{
    struct elb_beanstalk_option option = {
        .name_space = elb_node_text(name_space),
        .name = name,
        .value = elb_text_trim(elb_node_text(value)),
        .name_place = elb_declared_span(name_space),
        .place = elb_declared_span(value),
    };
    enum elb_status status = ELB_OK;

    if (!value || (elb_node_is_null(value) && beanstalk->style == ELB_BEANSTALK_API))
        return ELB_OK;
    if (elb_node_is_null(value))
        option.setting = (struct elb_setting){
            .is_set = true, .is_empty = true, .span = option.place, .path = beanstalk->file->path};
    else if (is_expression(value))
        status = read_expression(beanstalk, value, &option, reterr);
    else if (elb_beanstalk_is_policy(name))
        status = elb_setting_read(beanstalk->listeners, beanstalk->file, value, "SSLPolicy",
                                  &option.setting, reterr);
    if (status != ELB_OK)
        return status;
    return elb_beanstalk_add(beanstalk, &option, reterr);
}

/* ---- Options -------------------------------------------------------------------------------- */

static enum elb_status read_mapping(struct elb_beanstalk *beanstalk,
                                    const struct elb_node *name_space,
                                    const struct elb_node *options, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(options) && i < options->count; i++)
        status = add_option(beanstalk, name_space, elb_node_text(elb_node_key_at(options, i)),
                            elb_node_at(options, i), reterr);
    return status;
}

static enum elb_status read_item(struct elb_beanstalk *beanstalk, const struct elb_node *item,
                                 struct elb_error *reterr)
{
    const struct elb_node *name = get_either(item, "option_name", "OptionName");

    if (elb_declared_get(item, "Namespace"))
        beanstalk->style = ELB_BEANSTALK_API;
    return add_option(beanstalk, namespace_of(item), elb_node_text(name),
                      get_either(item, "value", "Value"), reterr);
}

static enum elb_status read_options(const struct elb_declared_input *input,
                                    const struct elb_node *options, const char *owner,
                                    struct elb_error *reterr)
{
    struct elb_beanstalk beanstalk = {
        .listeners = input->listeners,
        .file = input->file,
        .syntax = input->syntax,
        .format = elb_declared_reader_beanstalk.format,
        .owner = owner,
        .style = elb_node_is_mapping(options) ? ELB_BEANSTALK_MAPPING : ELB_BEANSTALK_LIST,
    };
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(options); i++) {
        if (elb_node_is_mapping(options))
            status = read_mapping(&beanstalk, elb_node_key_at(options, i), elb_node_at(options, i),
                                  reterr);
        else
            status = read_item(&beanstalk, elb_node_at(options, i), reterr);
    }
    if (status == ELB_OK)
        status = elb_beanstalk_finish(&beanstalk, reterr);
    return status;
}

/* ---- Files ---------------------------------------------------------------------------------- */

/* What describe-configuration-settings prints: each is an environment, or a template of one. */
static enum elb_status read_settings(const struct elb_declared_input *input,
                                     const struct elb_node *settings, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(settings); i++) {
        const struct elb_node *one = elb_node_at(settings, i);
        const struct elb_node *name = get_either(one, "EnvironmentName", "TemplateName");
        const struct elb_node *options = elb_node_get(one, "OptionSettings");

        if (options)
            status = read_options(input, options, elb_node_text(name).start, reterr);
    }
    return status;
}

static enum elb_status read_document(const struct elb_declared_input *input,
                                     const struct elb_node *root, struct elb_error *reterr)
{
    const struct elb_node *options = options_of(root);
    const struct elb_node *resources = elb_node_get(root, "Resources");
    enum elb_status status = ELB_OK;

    if (options)
        status = read_options(input, options, NULL, reterr);
    if (status == ELB_OK && elb_node_is_mapping(resources))
        status =
            elb_cfn_read_section(input, resources, elb_declared_reader_beanstalk.format, reterr);
    if (status == ELB_OK)
        status = read_settings(input, elb_node_get(root, "ConfigurationSettings"), reterr);
    return status;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = read_document(input, input->documents.roots[i], reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_beanstalk = {
    .format = "elastic-beanstalk",
    .summary = "options of Elastic Beanstalk",
    .recognise = recognise,
    .read = read,
};
