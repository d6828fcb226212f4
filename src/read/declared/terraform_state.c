/* SPDX-License-Identifier: MIT */

/*
 * A state of Terraform or OpenTofu: the file itself (version 4), or what `terraform show -json`
 * prints of it.
 *
 * Source: developer.hashicorp.com/terraform/internals/json-format; of the file itself there is no
 * documentation, its form is that of terraform@main:internal/states/statefile/version4.go; of an
 * encrypted one opentofu.org/docs/language/state/encryption.
 */
#include "read/declared/provider.h"

static bool is_file(const struct elb_node *root)
{
    return elb_node_is_scalar(elb_node_get(root, "version")) && elb_node_get(root, "lineage") &&
           elb_node_get(root, "serial");
}

static bool is_shown(const struct elb_node *root)
{
    return elb_node_is_mapping(elb_node_get_path(root, "values", "root_module", NULL));
}

static bool is_encrypted(const struct elb_node *root)
{
    return elb_node_get(root, "encrypted_data") && elb_node_get(root, "encryption_version");
}

static unsigned recognise(const struct elb_declared_input *input)
{
    const struct elb_node *root = input->documents.count > 0 ? input->documents.roots[0] : NULL;

    return is_file(root) || is_shown(root) || is_encrypted(root) ? 85 : 0;
}

static enum elb_status add(struct elb_provider *provider, const struct elb_node *item,
                           const char *address, const struct elb_node *values,
                           struct elb_error *reterr)
{
    const struct elb_node *name = elb_node_get(item, "name");
    struct elb_resource *resource;

    if (!elb_node_is_mapping(values))
        return ELB_OK;
    return elb_provider_add(
        provider,
        &(struct elb_resource){
            .kind = elb_resource_kind(elb_node_text(elb_node_get(item, "type"))),
            .address = address,
            .place = elb_node_is_scalar(name) ? name : item,
            .values = {values},
        },
        &resource, reterr);
}

static bool is_ours(const struct elb_node *item)
{
    return elb_resource_kind(elb_node_text(elb_node_get(item, "type"))) != ELB_RESOURCE_NONE &&
           !elb_node_text_is(elb_node_get(item, "mode"), "data");
}

/* ---- The file itself ------------------------------------------------------------------------ */

/* `module.web.aws_lb_listener.this["https"]` */
static const char *address_of(struct elb_arena *arena, const struct elb_node *item,
                              const struct elb_node *key)
{
    const struct elb_text module = elb_node_text(elb_node_get(item, "module"));
    const char *quote = elb_node_is_string(key) ? "\"" : "";

    return elb_arena_printf(
        arena, "%.*s%s%.*s.%.*s%s%s%.*s%s%s", ELB_TEXT_ARGS(module), module.length > 0 ? "." : "",
        ELB_TEXT_ARGS(elb_node_text(elb_node_get(item, "type"))),
        ELB_TEXT_ARGS(elb_node_text(elb_node_get(item, "name"))), key ? "[" : "", quote,
        ELB_TEXT_ARGS(elb_node_text(key)), quote, key ? "]" : "");
}

static enum elb_status read_instances(struct elb_provider *provider, const struct elb_node *item,
                                      struct elb_error *reterr)
{
    const struct elb_node *list = elb_node_get(item, "instances");
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(list) && i < elb_node_count(list);
         i++) {
        const struct elb_node *instance = elb_node_at(list, i);
        const char *address = address_of(elb_declared_arena(provider->listeners), item,
                                         elb_node_get(instance, "index_key"));

        if (!address)
            return elb_error_set_memory(reterr);
        if (!elb_node_get(instance, "deposed"))
            status = add(provider, item, address, elb_node_get(instance, "attributes"), reterr);
    }
    return status;
}

static enum elb_status read_file(struct elb_provider *provider, const struct elb_node *root,
                                 struct elb_error *reterr)
{
    const struct elb_node *list = elb_node_get(root, "resources");
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(list) && i < elb_node_count(list);
         i++) {
        if (is_ours(elb_node_at(list, i)))
            status = read_instances(provider, elb_node_at(list, i), reterr);
    }
    return status;
}

/* ---- What is shown of it -------------------------------------------------------------------- */

/* As deep as the tree, whose depth has a limit. */
static enum elb_status read_module(struct elb_provider *provider, const struct elb_node *module,
                                   struct elb_error *reterr)
{
    const struct elb_node *resources = elb_node_get(module, "resources");
    const struct elb_node *children = elb_node_get(module, "child_modules");
    enum elb_status status = ELB_OK;

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(resources) && i < elb_node_count(resources);
         i++) {
        const struct elb_node *item = elb_node_at(resources, i);

        if (is_ours(item) && !elb_node_get(item, "deposed_key"))
            status = add(provider, item, elb_node_text(elb_node_get(item, "address")).start,
                         elb_node_get(item, "values"), reterr);
    }
    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(children) && i < elb_node_count(children); i++)
        status = read_module(provider, elb_node_at(children, i), reterr);
    return status;
}

static enum elb_status read_document(const struct elb_declared_input *input,
                                     const struct elb_node *root, struct elb_error *reterr)
{
    struct elb_provider provider = {
        .listeners = input->listeners,
        .file = input->file,
        .format = elb_declared_reader_terraform_state.format,
        .setting_before = "ssl_policy = \"",
        .setting_after = "\"",
    };
    uint64_t version;
    enum elb_status status;

    if (is_encrypted(root))
        return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, input->file->path, root->start.line,
                             root->start.column,
                             "an encrypted state: 'tofu show -json' prints it as it can be read");
    if (is_file(root) &&
        (!elb_node_get_unsigned(elb_node_get(root, "version"), 100, &version) || version != 4))
        return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, input->file->path, root->start.line,
                             root->start.column,
                             "a state of version %.*s, not 4: 'terraform show -json' prints it",
                             ELB_TEXT_ARGS(elb_node_text(elb_node_get(root, "version"))));
    if (is_file(root))
        status = read_file(&provider, root, reterr);
    else
        status =
            read_module(&provider, elb_node_get_path(root, "values", "root_module", NULL), reterr);
    return status == ELB_OK ? elb_provider_finish(&provider, reterr) : status;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = read_document(input, input->documents.roots[i], reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_terraform_state = {
    .format = "terraform-state",
    .summary = "a state of Terraform or OpenTofu",
    .recognise = recognise,
    .read = read,
};
