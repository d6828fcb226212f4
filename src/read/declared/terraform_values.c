/* SPDX-License-Identifier: MIT */

/*
 * Policies that are written as values for others: defaults of variables, local values, inputs of
 * modules that are not in sight. What a listener in sight has is not told again.
 */
#include "catalog/kinds.h"
#include "read/declared/terraform.h"

#define DEPTH_MAX 16

struct walk {
    struct elb_tf_run *run;
    struct elb_tf_scope scope;
    const char *address;
    enum elb_how how;
    const char *key; /* that the value stands behind */
};

static bool is_policy_name(struct elb_text text)
{
    if (!elb_text_has_prefix(text, ELB_POLICY_PREFIX) || text.length > 128)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.start[i] <= ' ' || text.start[i] == '$')
            return false;
    }
    return true;
}

/* Does the key say that its value is a policy? */
static bool is_policy_key(const char *key)
{
    const struct elb_text text = elb_text_from(key);

    return elb_text_find(text, ELB_TEXT("ssl_policy")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("ssl-policy")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("sslPolicy")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("SSLPolicy")) != SIZE_MAX;
}

static void add(struct walk *walk, const struct elb_node *node)
{
    struct elb_tf_run *run = walk->run;
    const struct elb_tf_file *file = walk->scope.file;
    struct elb_declared_policy *policy = elb_arena_alloc(run->arena, sizeof(*policy));
    struct elb_listener listener = {
        .declaration = ELB_DECLARED_VALUE,
        .span = elb_declared_span(node),
        .address = walk->address,
        .port = -1,
        .how = walk->how,
        .policies = policy,
        .policy_count = 1,
    };

    if (!policy) {
        if (run->status == ELB_OK)
            run->status = elb_error_set_memory(run->reterr);
        return;
    }
    *policy = (struct elb_declared_policy){
        .name = node->text.start,
        .how = walk->how,
        .path = file->file->path,
        .span = elb_declared_span(node),
        .is_literal = elb_declared_is_literal(file->file, node, node->text),
    };
    elb_tf_set_setting(run, &listener, walk->key, file);
    elb_tf_use(run, node, file);
    elb_tf_add_listener(run, &listener, walk->scope);
}

/* Annotations of Kubernetes make a listener of their own, unless one in sight has them. */
static bool has_annotations(struct walk *walk, const struct elb_node *mapping)
{
    bool has_some = false;

    for (size_t i = 0; i < elb_node_count(mapping); i++) {
        const struct elb_text key = elb_node_text(elb_node_key_at(mapping, i));

        if (elb_tf_is_used(walk->run, elb_node_at(mapping, i), walk->scope.file))
            return false;
        if (elb_text_has_prefix(key, "alb.ingress.kubernetes.io/") ||
            elb_text_has_prefix(key, "service.beta.kubernetes.io/aws-load-balancer-"))
            has_some = true;
    }
    return has_some;
}

static void walk_node(struct walk *walk, const struct elb_node *node, size_t depth);

static void walk_mapping(struct walk *walk, const struct elb_node *node, size_t depth)
{
    const struct elb_tf_value value = {.node = node, .scope = walk->scope, .how = walk->how};
    const char *key = walk->key;

    if (has_annotations(walk, node)) {
        elb_tf_walk_annotations(walk->run, &value, walk->address);
        return;
    }
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_text name = elb_node_text(elb_node_key_at(node, i));

        walk->key = elb_node_is_scalar(elb_node_key_at(node, i)) ? name.start : key;
        walk_node(walk, elb_node_at(node, i), depth + 1);
    }
    walk->key = key;
}

/* optional(string, "..."): the default of an attribute. */
static bool is_optional(const struct elb_node *node)
{
    return elb_node_tag_is(node, "!call") && elb_node_text_is(elb_node_at(node, 0), "optional");
}

/* Comparisons have names of policies too, which are set nowhere. */
static void walk_node(struct walk *walk, const struct elb_node *node, size_t depth)
{
    const bool is_condition = elb_node_tag_is(node, "!if");

    if (depth > DEPTH_MAX || !node || walk->run->status != ELB_OK)
        return;
    if (elb_node_is_string(node) && node->tag.length == 0) {
        if ((is_policy_name(node->text) || (is_policy_key(walk->key) && node->text.length > 0)) &&
            !elb_tf_is_used(walk->run, node, walk->scope.file) &&
            elb_text_find(node->text, ELB_TEXT("${")) == SIZE_MAX)
            add(walk, node);
        return;
    }
    if (elb_node_is_mapping(node)) {
        walk_mapping(walk, node, depth);
        return;
    }
    if (elb_node_tag_is(node, "!operation") || elb_node_tag_is(node, "!get"))
        return;
    for (size_t i = is_condition || is_optional(node); i < elb_node_count(node); i++)
        walk_node(walk, elb_node_at(node, i), depth + 1);
}

/* ---- Blocks -------------------------------------------------------------------------------------
 */

static void visit(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                  const struct elb_tf_block *block, const char *part, const char *address)
{
    const struct elb_node *node = part ? elb_node_get(block->body, part) : block->body;
    struct walk walk = {
        .run = run,
        .scope = {.instance = instance, .file = block->file},
        .address = address,
        .how = strcmp(block->kind, "variable") == 0 ? ELB_HOW_VARIABLE_DEFAULT : ELB_HOW_EXPLICIT,
        .key = part && strcmp(block->kind, "variable") == 0 ? "default" : block->name.start,
    };

    if (node && address)
        walk_node(&walk, node, 0);
}

/* `default` is the key, but the name of the variable tells whether it is a policy. */
static void visit_variable(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                           const struct elb_tf_block *block)
{
    const char *address = elb_tf_print(run, "var.%.*s", ELB_TEXT_ARGS(block->name));

    /* A default that a call or a file of values in sight may replace counts where it is used. */
    if (instance->call || elb_map_get(&instance->module->values, block->name))
        return;
    visit(run, instance, block, "default", address);
    visit(run, instance, block, "type", address);
}

static void visit_block(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                        const struct elb_tf_block *block)
{
    if (strcmp(block->kind, "variable") == 0)
        visit_variable(run, instance, block);
    else if (strcmp(block->kind, "local") == 0)
        visit(run, instance, block, NULL,
              elb_tf_print(run, "local.%.*s", ELB_TEXT_ARGS(block->name)));
    else if (strcmp(block->kind, "module") == 0)
        visit(run, instance, block, NULL,
              elb_tf_print(run, "module.%.*s", ELB_TEXT_ARGS(block->name)));
}

/* Values for variables, also of files that are only read when they are named. */
static void visit_files(struct elb_tf_run *run, const struct elb_tf_instance *instance)
{
    for (const struct elb_tf_file *file = instance->module->files; file; file = file->next) {
        const bool is_inputs = elb_text_has_suffix(elb_text_from(file->file->path), ".hcl");

        for (size_t i = 0; (file->is_values || is_inputs) && i < elb_node_count(file->root); i++) {
            const struct elb_node *key = elb_node_key_at(file->root, i);
            struct walk walk = {
                .run = run,
                .scope = {.instance = instance, .file = file},
                .address =
                    elb_tf_print(run, "%s%s", is_inputs ? "" : "var.", elb_node_text(key).start),
                .how = ELB_HOW_EXPLICIT,
                .key = elb_node_text(key).start,
            };

            if (walk.address)
                walk_node(&walk, elb_node_at(file->root, i), 0);
        }
    }
}

void elb_tf_visit_values(struct elb_tf_run *run, const struct elb_tf_module *module)
{
    if (!module->instances || !module->is_relevant)
        return;
    for (const struct elb_tf_block *block = module->blocks; block && run->status == ELB_OK;
         block = block->next)
        visit_block(run, module->instances, block);
    visit_files(run, module->instances);
}
