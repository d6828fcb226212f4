/* SPDX-License-Identifier: MIT */

/*
 * CloudFormation: templates in YAML and JSON, of SAM, of the CDK (cdk.out/X.template.json) and of
 * Copilot too; the `resources` of serverless.yml; and parts of templates, as AWS::Include takes
 * them, that have nothing but resources.
 */
#include "read/declared/cloudformation.h"

#define SCAN_MAX 4096 /* how many resources are looked at to recognise a template */

/* ---- Where resources are -------------------------------------------------------------------- */

static bool is_aws_resource(const struct elb_node *node)
{
    return elb_text_has_prefix(elb_node_text(elb_declared_get(node, "Type")), "AWS::");
}

static bool has_resources(const struct elb_node *section)
{
    for (size_t i = 0; elb_node_is_mapping(section) && i < section->count && i < SCAN_MAX; i++) {
        const struct elb_node *key = elb_node_key_at(section, i);

        if (is_aws_resource(elb_node_at(section, i)) ||
            elb_text_has_prefix(elb_node_text(key), "Fn::"))
            return true;
    }
    return false;
}

static bool is_template(const struct elb_node *root)
{
    const struct elb_node *resources = elb_node_get(root, "Resources");

    if (has_resources(resources))
        return true;
    return elb_node_get(root, "AWSTemplateFormatVersion") && !elb_node_get(root, "apiVersion");
}

/* `resources` of serverless.yml: one mapping, or a list of them. */
static bool is_serverless(const struct elb_node *root)
{
    const struct elb_node *resources = elb_node_get(root, "resources");

    if (!elb_node_get(root, "provider"))
        return false;
    if (elb_node_is_mapping(resources))
        return elb_node_get(resources, "Resources") || elb_node_get(resources, "extensions");
    for (size_t i = 0; elb_node_is_sequence(resources) && i < resources->count; i++) {
        if (elb_node_get(elb_node_at(resources, i), "Resources"))
            return true;
    }
    return false;
}

/* Tests of rules for CloudFormation Guard: a list of cases, with a template as the input of each.
 */
static const struct elb_node *input_of(const struct elb_node *root, size_t index)
{
    const struct elb_node *input = elb_node_get(elb_node_at(root, index), "input");

    return is_template(input) ? input : NULL;
}

static bool has_inputs(const struct elb_node *root)
{
    for (size_t i = 0; elb_node_is_sequence(root) && i < root->count && i < SCAN_MAX; i++) {
        if (input_of(root, i))
            return true;
    }
    return false;
}

static unsigned recognise(const struct elb_declared_input *input)
{
    unsigned sure = 0;

    for (size_t i = 0; i < input->documents.count; i++) {
        const struct elb_node *root = input->documents.roots[i];

        if (is_template(root) || is_serverless(root))
            return 90;
        if (has_resources(root) || has_inputs(root))
            sure = 60;
    }
    return sure;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static void put_all(struct elb_cfn_template *template, struct elb_map *map,
                    const struct elb_node *section)
{
    for (size_t i = 0; elb_node_is_mapping(section) && i < section->count; i++) {
        void **place =
            elb_map_put(map, template->arena, elb_node_text(elb_node_key_at(section, i)));

        template->out_of_memory |= !place;
        if (place)
            *place = (void *)elb_node_at(section, i);
    }
}

/* What the sections of a template define; a part of serverless.yml adds to what others do. */
static void put_sections(struct elb_cfn_template *template, const struct elb_node *root)
{
    put_all(template, &template->resources, elb_declared_get(root, "Resources"));
    put_all(template, &template->parameters, elb_declared_get(root, "Parameters"));
    put_all(template, &template->conditions, elb_declared_get(root, "Conditions"));
    put_all(template, &template->mappings, elb_declared_get(root, "Mappings"));
}

static void begin(struct elb_cfn_template *template, const struct elb_declared_input *input,
                  const struct elb_node *root)
{
    *template = (struct elb_cfn_template){
        .input = input,
        .listeners = input->listeners,
        .file = input->file,
        .arena = elb_declared_arena(input->listeners),
        .root = root,
        .format = elb_declared_reader_cloudformation.format,
    };
}

static enum elb_status read_template(const struct elb_declared_input *input,
                                     const struct elb_node *root, bool is_example,
                                     struct elb_error *reterr)
{
    const struct elb_node *resources = elb_declared_get(root, "Resources");
    struct elb_cfn_template template;

    if (resources && !elb_node_is_mapping(resources))
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, input->file->path, resources->start.line,
                             resources->start.column, "'Resources': expected a mapping, not %s",
                             elb_node_type_name(resources));
    begin(&template, input, root);
    template.is_example = is_example;
    put_sections(&template, root);
    return elb_cfn_read_resources(&template, resources, reterr);
}

static enum elb_status read_serverless(const struct elb_declared_input *input,
                                       const struct elb_node *root, struct elb_error *reterr)
{
    const struct elb_node *parts = elb_node_get(root, "resources");
    const size_t count = elb_node_is_sequence(parts) ? parts->count : 1;
    struct elb_cfn_template template;
    enum elb_status status = ELB_OK;

    begin(&template, input, root);
    template.is_serverless = true;
    for (size_t i = 0; i < count; i++) {
        const struct elb_node *part = elb_node_is_sequence(parts) ? elb_node_at(parts, i) : parts;

        put_sections(&template, part);
        put_all(&template, &template.resources, elb_node_get(part, "extensions"));
    }
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        const struct elb_node *part = elb_node_is_sequence(parts) ? elb_node_at(parts, i) : parts;

        status = elb_cfn_read_resources(&template, elb_declared_get(part, "Resources"), reterr);
    }
    return status;
}

enum elb_status elb_cfn_read_section(const struct elb_declared_input *input,
                                     const struct elb_node *section, const char *format,
                                     struct elb_error *reterr)
{
    struct elb_cfn_template template;

    begin(&template, input, section);
    template.format = format;
    put_all(&template, &template.resources, section);
    return elb_cfn_read_resources(&template, section, reterr);
}

static enum elb_status read_inputs(const struct elb_declared_input *input,
                                   const struct elb_node *root, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(root) && i < root->count; i++) {
        const struct elb_node *template = input_of(root, i);

        if (template)
            status = read_template(input, template, true, reterr);
    }
    return status;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++) {
        const struct elb_node *root = input->documents.roots[i];

        if (is_template(root))
            status = read_template(input, root, false, reterr);
        else if (is_serverless(root))
            status = read_serverless(input, root, reterr);
        else if (has_resources(root))
            status = elb_cfn_read_section(input, root, elb_declared_reader_cloudformation.format,
                                          reterr);
        else
            status = read_inputs(input, root, reterr);
    }
    return status;
}

const struct elb_declared_reader elb_declared_reader_cloudformation = {
    .format = "cloudformation",
    .summary = "templates of CloudFormation, SAM and the CDK",
    .recognise = recognise,
    .read = read,
    .finish = elb_cfn_join_stacks,
};
