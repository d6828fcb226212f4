/* SPDX-License-Identifier: MIT */

/* Modules of Terraform that call each other; what of a tree is kept; how much work there may be. */
#include "test_declared_common.h"

#define FILES 6

struct file {
    const char *path;
    const char *text;
};

struct row {
    const char *name;
    struct file files[FILES];
    const char *expected; /* of each listener: address, load balancer's id, how, policies */
};

#define LISTENER                                                                                   \
    "resource \"aws_lb_listener\" \"x\" {\n load_balancer_arn = var.lb\n protocol = \"TLS\"\n"     \
    " ssl_policy = var.policy\n}\nvariable \"policy\" {\n default = \"ELBSecurityPolicy-2016-08\"" \
    "\n}\nvariable \"lb\" {}\n"

static const struct row rows[] = {
    {"input of a call",
     {{"a/main.tf", "module \"m\" {\n source = \"./lb\"\n policy = \"ELBSecurityPolicy-FS-2018-06\""
                    "\n lb = aws_lb.w.arn\n}\nresource \"aws_lb\" \"w\" {\n load_balancer_type = "
                    "\"network\"\n}\n"},
      {"a/lb/main.tf", LISTENER}},
     "module.m.aws_lb_listener.x aws_lb.w explicit ELBSecurityPolicy-FS-2018-06\n"},
    {"two calls",
     {{"a/main.tf", "module \"m\" {\n source = \"./lb\"\n policy = null\n}\n"
                    "module \"n\" {\n source = \"./lb/\"\n policy = var.missing\n}\n"},
      {"a/lb/main.tf", LISTENER}},
     "module.m.aws_lb_listener.x module.m.a/lb:var.lb variable-default ELBSecurityPolicy-2016-08\n"
     "module.n.aws_lb_listener.x module.n.a/lb:var.lb unresolved\n"},
    {"a call in a file without a word of it, from beside",
     {{"lb/main.tf", LISTENER},
      {"shop/main.tf", "module \"m\" {\n source = \"../lb\"\n policy = local.p\n}\n"},
      {"shop/locals.tf", "locals {\n p = \"TLS\"\n}\n"}},
     "module.m.aws_lb_listener.x module.m.lb:var.lb explicit TLS\n"},
    {"through two modules",
     {{"main.tf",
       "module \"m\" {\n source = \"./mid\"\n tls = \"ELBSecurityPolicy-FS-2018-06\"\n}"},
      {"mid/main.tf", "variable \"tls\" {}\nmodule \"n\" {\n source = \"../lb\"\n policy = var.tls"
                      "\n lb = module.o.arn\n}\nmodule \"o\" {\n source = \"./o\"\n}\n"},
      {"mid/o/main.tf", "resource \"aws_lb\" \"w\" {}\noutput \"arn\" {\n value = aws_lb.w.arn\n}"},
      {"lb/main.tf", LISTENER}},
     "module.m.module.n.aws_lb_listener.x module.m.module.o.aws_lb.w explicit "
     "ELBSecurityPolicy-FS-2018-06\n"},
    {"modules that call each other",
     {{"a/main.tf", "module \"b\" {\n source = \"../b\"\n}\n" LISTENER},
      {"b/main.tf", "module \"a\" {\n source = \"../a\"\n}\n"}},
     "aws_lb_listener.x a:var.lb variable-default ELBSecurityPolicy-2016-08\n"},
    {"a module that calls itself",
     {{"a/main.tf", "module \"a\" {\n source = \"./\"\n}\n" LISTENER}},
     NULL},
    {"absolute paths",
     {{"/a/main.tf", "module \"m\" {\n source = \"../lb\"\n policy = \"P\"\n}\n"},
      {"/lb/main.tf", LISTENER}},
     "module.m.aws_lb_listener.x module.m./lb:var.lb explicit P\n"},
    {"values that are loaded, and that are not",
     {{"main.tf", LISTENER},
      {"a.auto.tfvars", "policy = \"ELBSecurityPolicy-FS-2018-06\"\nlb = \"l\"\n"},
      {"b.tfvars", "lb = \"other\"\n"}},
     "aws_lb_listener.x l explicit ELBSecurityPolicy-FS-2018-06\n"},
    {"values of JSON",
     {{"main.tf", LISTENER},
      {"terraform.tfvars.json", "{\"policy\": \"ELBSecurityPolicy-FS-2018-06\"}"}},
     "aws_lb_listener.x .:var.lb explicit ELBSecurityPolicy-FS-2018-06\n"},
    {"values of JSON without a word of load balancers",
     {{"main.tf", "variable \"y\" {\n default = \"2016-08\"\n}\nresource \"aws_lb_listener\" \"x\" "
                  "{\n ssl_policy = \"ELBSecurityPolicy-${var.y}\"\n}\n"},
      {"terraform.tfvars.json", "{\"y\": \"FS-2018-06\"}"}},
     "aws_lb_listener.x - explicit ELBSecurityPolicy-FS-2018-06\n"},
    {"a call of the JSON syntax in a list",
     {{"a/main.tf.json", "{\"module\": {\"m\": [{\"source\": \"./lb\", \"policy\": "
                         "\"ELBSecurityPolicy-FS-2018-06\", \"lb\": \"l\"}]}}"},
      {"a/lb/main.tf", LISTENER}},
     "module.m.aws_lb_listener.x l explicit ELBSecurityPolicy-FS-2018-06\n"},
    {"a call with an error in it",
     {{"a/main.tf", "module \"m\" {\n source = \"./lb\"\n lb = \"l\"\n policy = = \"P\"\n}\n"},
      {"a/lb/main.tf", LISTENER}},
     "module.m.aws_lb_listener.x l unresolved\n"},
    {"OpenTofu",
     {{"main.tofu", LISTENER}},
     "aws_lb_listener.x .:var.lb variable-default ELBSecurityPolicy-2016-08\n"},
    {"nothing of load balancers",
     {{"main.tf", "resource \"aws_instance\" \"x\" {}\nvariable \"lb\" {}\n}\n"}},
     ""},
};

static void describe(struct elb_buffer *buffer, const struct elb_listeners *listeners)
{
    for (size_t i = 0; i < elb_listeners_count(listeners); i++) {
        const struct elb_listener *listener = elb_listeners_at(listeners, i);

        elb_buffer_printf(buffer, "%s %s %s", listener->address,
                          or_none(listener->load_balancer_id), elb_how_name(listener->how));
        for (size_t k = 0; k < listener->policy_count; k++)
            elb_buffer_printf(buffer, " %s", or_none(listener->policies[k].name));
        elb_buffer_append_char(buffer, '\n');
    }
}

static struct elb_listeners *read_files(const struct file *files)
{
    struct elb_listeners *listeners = NULL;
    struct elb_error error = {0};

    ck_assert_int_eq(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL), ELB_OK);
    for (size_t i = 0; i < FILES && files[i].path; i++)
        ck_assert_msg(elb_listeners_add(listeners, files[i].text, strlen(files[i].text),
                                        files[i].path, &error) == ELB_OK,
                      "%s: %s", files[i].path, error.message);
    ck_assert_int_eq(elb_listeners_finish(listeners, NULL), ELB_OK);
    return listeners;
}

START_TEST(modules)
{
    const struct row *row = &rows[_i];
    struct elb_listeners *listeners = read_files(row->files);
    struct elb_buffer buffer = {0};

    describe(&buffer, listeners);
    ck_assert_msg(!row->expected || strcmp(elb_buffer_string(&buffer), row->expected) == 0,
                  "%s:\n%s", row->name, elb_buffer_string(&buffer));
    ck_assert_ptr_null(elb_listeners_problem_at(listeners, 0));
    elb_buffer_done(&buffer);
    elb_listeners_free(listeners);
}
END_TEST

/* Each value asks twice for the next one: far too many questions, which are not all asked. */
START_TEST(many_choices)
{
    struct elb_buffer buffer = {0};
    struct elb_listeners *listeners;

    elb_buffer_printf(&buffer, "resource \"aws_lb_listener\" \"x\" {\n protocol = \"TLS\"\n"
                               " ssl_policy = local.a0\n}\nlocals {\n");
    for (int i = 0; i < 30; i++)
        elb_buffer_printf(&buffer, " a%d = var.x ? upper(local.a%d) : lower(local.a%d)\n", i, i + 1,
                          i + 1);
    elb_buffer_printf(&buffer, " a30 = \"ELBSecurityPolicy-2016-08\"\n}\n");
    listeners = read_files((struct file[FILES]){{"a.tf", elb_buffer_string(&buffer)}});
    ck_assert_uint_ge(elb_listeners_count(listeners), 1);
    ck_assert_ptr_nonnull(elb_listeners_at(listeners, 0)->unresolved);
    elb_listeners_free(listeners);
    elb_buffer_done(&buffer);
}
END_TEST

/* Modules that each call the next one four times. */
START_TEST(many_calls)
{
    static char texts[12][1024];
    static char paths[12][32];
    struct elb_listeners *listeners = NULL;

    ck_assert_int_eq(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL), ELB_OK);
    for (int i = 0; i < 12; i++) {
        int length = snprintf(texts[i], sizeof(texts[i]), "%s", LISTENER);

        for (int k = 0; k < 4; k++)
            length += snprintf(texts[i] + length, sizeof(texts[i]) - (size_t)length,
                               "module \"m%d\" {\n source = \"../m%d\"\n}\n", k, i + 1);
        (void)snprintf(paths[i], sizeof(paths[i]), "m%d/main.tf", i);
        ck_assert_int_eq(elb_listeners_add(listeners, texts[i], (size_t)length, paths[i], NULL),
                         ELB_OK);
    }
    ck_assert_int_eq(elb_listeners_finish(listeners, NULL), ELB_OK);
    ck_assert_uint_ge(elb_listeners_count(listeners), 12);
    ck_assert_uint_le(elb_listeners_count(listeners), 10000);
    elb_listeners_free(listeners);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("declared in Terraform");
    TCase *tcase = tcase_create("modules");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, modules, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tcase, many_choices);
    tcase_add_test(tcase, many_calls);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
