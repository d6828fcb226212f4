/* SPDX-License-Identifier: MIT */

/*
 * Terraform and OpenTofu: .tf, .tofu and .tfvars in the native syntax, .tf.json and cdk.tf.json in
 * that of JSON. The files of a directory are one module; all is joined after the last file.
 */
#include "read/declared/terraform.h"

static bool is_json_module(const struct elb_declared_input *input)
{
    static const char *const suffixes[] = {".tf.json", ".tofu.json", ".tfvars.json"};

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        if (elb_text_has_suffix_nocase(elb_text_from(input->file->path), suffixes[i]))
            return true;
    }
    return false;
}

/* Resources of the JSON syntax, whatever the file is called: {resource: {aws_...: }}. */
static bool has_resources(const struct elb_node *root)
{
    const struct elb_node *resources = elb_node_get(root, "resource");

    if (elb_node_is_sequence(resources))
        resources = elb_node_at(resources, 0);
    for (size_t i = 0; i < elb_node_count(resources); i++) {
        if (elb_text_has_prefix(elb_node_text(elb_node_key_at(resources, i)), "aws_"))
            return true;
    }
    return false;
}

static unsigned recognise(const struct elb_declared_input *input)
{
    if (input->syntax == ELB_SYNTAX_HCL)
        return 90;
    if (input->syntax != ELB_SYNTAX_JSON || input->documents.count != 1)
        return 0;
    if (is_json_module(input))
        return 90;
    return has_resources(input->documents.roots[0]) ? 60 : 0;
}

/* ---- After the last file -------------------------------------------------------------------- */

static const struct {
    const char *kind;
    const char *type;
    elb_tf_visit *visit;
} visits[] = {
    {"resource", "aws_lb_listener", elb_tf_visit_listener},
    {"resource", "aws_alb_listener", elb_tf_visit_listener},
    {"", "", elb_tf_visit_listener},
    {"resource", "aws_elastic_beanstalk_environment", elb_tf_visit_beanstalk},
    {"resource", "aws_elastic_beanstalk_configuration_template", elb_tf_visit_beanstalk},
    {"module", "", elb_tf_visit_alb_module},
    {"resource", "helm_release", elb_tf_visit_kubernetes},
    {"resource", "kubernetes_manifest", elb_tf_visit_kubernetes},
    {"resource", "kubectl_manifest", elb_tf_visit_kubernetes},
    {"resource", "kubernetes_ingress", elb_tf_visit_kubernetes},
    {"resource", "kubernetes_ingress_v1", elb_tf_visit_kubernetes},
    {"resource", "kubernetes_service", elb_tf_visit_kubernetes},
    {"resource", "kubernetes_service_v1", elb_tf_visit_kubernetes},
};

static void visit_block(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                        const struct elb_tf_block *block)
{
    for (size_t i = 0; i < sizeof(visits) / sizeof(visits[0]); i++) {
        if (strcmp(block->kind, visits[i].kind) == 0 &&
            (visits[i].type[0] == '\0' || elb_text_is(block->type, visits[i].type)))
            elb_tf_expand(run, instance, block, visits[i].visit);
    }
}

static void visit_all(struct elb_tf_run *run)
{
    for (const struct elb_tf_instance *i = run->instances; i && run->status == ELB_OK;
         i = i->next_of_run) {
        for (const struct elb_tf_block *block = i->module->blocks; block; block = block->next)
            visit_block(run, i, block);
        elb_tf_visit_classic(run, i);
    }
    for (const struct elb_tf_module *module = run->modules; module && run->status == ELB_OK;
         module = module->next)
        elb_tf_visit_values(run, module);
}

/* Past the limit on work nothing is lost but what expressions mean: that has to be said. */
static void check_work(struct elb_tf_run *run)
{
    struct elb_error problem = {0};

    if (run->work > 0 || run->status != ELB_OK)
        return;
    (void)elb_error_set(&problem, ELB_ERROR_LIMIT, run->modules->path.start, 0, 0,
                        "expressions take more than the limit of %zu steps: what is left of them "
                        "is unresolved",
                        ELB_TF_WORK_MAX);
    run->status = elb_declared_add_problem(run->listeners, &problem, run->reterr);
}

static enum elb_status finish(struct elb_listeners *listeners, struct elb_error *reterr)
{
    struct elb_tf_state *state = *elb_declared_state(listeners, &elb_declared_reader_terraform);
    struct elb_tf_run run = {
        .listeners = listeners,
        .arena = elb_declared_arena(listeners),
        .work = ELB_TF_WORK_MAX,
        .reterr = reterr,
    };

    if (!state)
        return ELB_OK;
    run.modules = state->modules;
    elb_tf_load(&run, state);
    if (run.status == ELB_OK)
        visit_all(&run);
    check_work(&run);
    return run.status;
}

const struct elb_declared_reader elb_declared_reader_terraform = {
    .format = "terraform",
    .summary = "Terraform and OpenTofu: .tf, .tofu, .tfvars, .tf.json",
    .recognise = recognise,
    .read = elb_tf_keep_file,
    .finish = finish,
};
