/* SPDX-License-Identifier: MIT */

/* Which files of a tree of manifests belong together, and how large a template may be. */
#include "test_declared_common.h"

struct file {
    const char *path;
    const char *text;
};

#define INGRESS(name, more)                                                                        \
    "apiVersion: networking.k8s.io/v1\n"                                                           \
    "kind: Ingress\n"                                                                              \
    "metadata:\n"                                                                                  \
    "  name: " name "\n"                                                                           \
    "  annotations:\n"                                                                             \
    "    alb.ingress.kubernetes.io/listen-ports: '[{\"HTTPS\": 443}]'\n" more                      \
    "spec: {ingressClassName: alb, rules: []}\n"
#define GROUP(name)  "    alb.ingress.kubernetes.io/group.name: " name "\n"
#define POLICY(name) "    alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-" name "\n"
#define CLASS                                                                                      \
    "apiVersion: networking.k8s.io/v1\n"                                                           \
    "kind: IngressClass\n"                                                                         \
    "metadata: {name: alb}\n"                                                                      \
    "spec: {controller: ingress.k8s.aws/alb, parameters: {name: p}}\n"                             \
    "---\n"
#define PARAMS(policy)                                                                             \
    "apiVersion: elbv2.k8s.aws/v1beta1\n"                                                          \
    "kind: IngressClassParams\n"                                                                   \
    "metadata: {name: p}\n"                                                                        \
    "spec: {sslPolicy: ELBSecurityPolicy-" policy "}\n"
#define ARGUMENT(name)                                                                             \
    "apiVersion: v1\n"                                                                             \
    "kind: Pod\n"                                                                                  \
    "metadata: {name: controller}\n"                                                               \
    "spec: {containers: [{args: [--default-ssl-policy=ELBSecurityPolicy-" name "]}]}\n"

#define FILES_OF_ROW 4

static const struct {
    const char *name;
    struct file files[FILES_OF_ROW];
    const char *expected; /* of each listener: the policies, and the first with its load balancer */
} rows[] = {
    {"one group in two folders",
     {{"apps/a/i.yaml", INGRESS("a", GROUP("g") POLICY("2016-08"))},
      {"apps/b/i.yaml", INGRESS("b", GROUP("g"))}},
     "2016-08 explicit #0\n2016-08 explicit #0\n"},
    {"a group that is there for two clusters",
     {{"dev/a.yaml", INGRESS("a", GROUP("g") POLICY("2016-08"))},
      {"dev/b.yaml", INGRESS("b", GROUP("g"))},
      {"prod/a.yaml", INGRESS("a", GROUP("g") POLICY("FS-2018-06"))},
      {"prod/b.yaml", INGRESS("b", GROUP("g"))}},
     "2016-08 explicit #0\n2016-08 explicit #0\nFS-2018-06 explicit #2\nFS-2018-06 explicit #2\n"},
    {"the same name without a group",
     {{"dev/a.yaml", INGRESS("a", POLICY("2016-08"))},
      {"prod/a.yaml", INGRESS("a", POLICY("FS-2018-06"))}},
     "2016-08 explicit #0\nFS-2018-06 explicit #1\n"},
    {"the class of the nearest folder",
     {{"dev/app/i.yaml", INGRESS("a", "")},
      {"prod/app/i.yaml", INGRESS("a", "")},
      {"dev/class.yaml", CLASS PARAMS("2016-08")},
      {"prod/class.yaml", CLASS PARAMS("FS-2018-06")}},
     "2016-08 explicit #0\nFS-2018-06 explicit #1\n"},
    {"classes of folders elsewhere",
     {{"app/i.yaml", INGRESS("a", "")},
      {"dev/class.yaml", CLASS PARAMS("2016-08")},
      {"prod/class.yaml", CLASS PARAMS("FS-2018-06")}},
     "2016-08 conditional, FS-2018-06 conditional #0\n"},
    {"classes that agree",
     {{"app/i.yaml", INGRESS("a", "")},
      {"dev/class.yaml", CLASS PARAMS("2016-08")},
      {"prod/class.yaml", CLASS PARAMS("2016-08")}},
     "2016-08 explicit #0\n"},
    {"the class comes before the annotation, and after its file",
     {{"i.yaml", INGRESS("a", POLICY("2016-08"))}, {"z.yaml", CLASS PARAMS("FS-2018-06")}},
     "FS-2018-06 explicit #0\n"},
    {"the controller of the nearest folder",
     {{"dev/app/i.yaml", INGRESS("a", "")},
      {"prod/app/i.yaml", INGRESS("a", "")},
      {"dev/c.yaml", ARGUMENT("FS-2018-06")}},
     "FS-2018-06 controller-default #0\nFS-2018-06 controller-default #1\n"},
    {"another controller for each",
     {{"/dev/i.yaml", INGRESS("a", "")},
      {"/prod/i.yaml", INGRESS("a", "")},
      {"/dev/c.yaml", ARGUMENT("FS-2018-06")},
      {"/prod/c.yaml", ARGUMENT("2016-08")}},
     "FS-2018-06 controller-default #0\n2016-08 controller-default #1\n"},
    {"values are of one release each",
     {{"values-dev.yaml", "ingress:\n  annotations:\n" GROUP("g") POLICY("2016-08")},
      {"values-prod.yaml", "ingress:\n  annotations:\n" GROUP("g") POLICY("FS-2018-06")}},
     "2016-08 explicit #0\nFS-2018-06 explicit #1\n"},
};

static struct elb_listeners *read_files(const struct file *files)
{
    struct elb_listeners *listeners = NULL;
    struct elb_error error = {0};

    ck_assert_int_eq(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL), ELB_OK);
    for (size_t i = 0; i < FILES_OF_ROW && files[i].path; i++)
        ck_assert_msg(elb_listeners_add(listeners, files[i].text, strlen(files[i].text),
                                        files[i].path, &error) == ELB_OK,
                      "%s: %s", files[i].path, error.message);
    ck_assert_int_eq(elb_listeners_finish(listeners, &error), ELB_OK);
    ck_assert_ptr_null(elb_listeners_problem_at(listeners, 0));
    return listeners;
}

static size_t first_of(const struct elb_listeners *listeners, const char *load_balancer)
{
    size_t index = 0;

    while (strcmp(elb_listeners_at(listeners, index)->load_balancer_id, load_balancer) != 0)
        index++;
    return index;
}

static void describe(struct elb_buffer *buffer, const struct elb_listeners *listeners, size_t index)
{
    const struct elb_listener *listener = elb_listeners_at(listeners, index);

    for (size_t i = 0; i < listener->policy_count; i++)
        elb_buffer_printf(buffer, "%s%s %s", i > 0 ? ", " : "",
                          listener->policies[i].name + strlen("ELBSecurityPolicy-"),
                          elb_how_name(listener->policies[i].how));
    elb_buffer_printf(buffer, " #%zu\n", first_of(listeners, listener->load_balancer_id));
}

START_TEST(belong_together)
{
    struct elb_listeners *listeners = read_files(rows[_i].files);
    struct elb_buffer buffer = {0};

    for (size_t i = 0; i < elb_listeners_count(listeners); i++)
        describe(&buffer, listeners, i);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), rows[_i].expected) == 0, "%s: seen is\n%s",
                  rows[_i].name, elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
    elb_listeners_free(listeners);
}
END_TEST

/* A template with so many settings, each of which costs the lines around it. */
static enum elb_status read_template(size_t count, struct elb_error *reterr)
{
    struct elb_listeners *listeners = NULL;
    struct elb_buffer buffer = {0};
    enum elb_status status;

    elb_buffer_append_string(&buffer, "{% for all %}\n");
    for (size_t i = 0; i < count; i++)
        elb_buffer_append_string(&buffer, "ssl_policy: ELBSecurityPolicy-2016-08\n");
    ck_assert(!buffer.out_of_memory);
    ck_assert_int_eq(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL), ELB_OK);
    status = elb_listeners_add(listeners, buffer.data, buffer.length, "a.j2", reterr);
    elb_listeners_free(listeners);
    elb_buffer_done(&buffer);
    return status;
}

START_TEST(template_is_limited)
{
    struct elb_error error = {0};

    ck_assert_int_eq(read_template(20000, &error), ELB_OK);
    ck_assert_int_eq(read_template(20001, &error), ELB_ERROR_LIMIT);
    ck_assert_uint_eq(error.line, 20002);
}
END_TEST

/* Files that look right and can't be understood are errors; unrelated ones are passed over. */
static const struct {
    const char *path;
    const char *text;
    enum elb_status status;
} files[] = {
    {"a.yaml", "kind: Ingress\nmetadata:\n  annotations:\n" POLICY("2016-08") "  bad",
     ELB_ERROR_SYNTAX},
    {"a.json",
     "{\"kind\": \"Ingress\", \"alb.ingress.kubernetes.io/ssl-policy\": ", ELB_ERROR_SYNTAX},
    {"a.yaml", "a: '{{resolve:ssm:a}}'\nsslPolicy: [", ELB_ERROR_SYNTAX},
    {"a.yaml", "a: '${b}'\nsslPolicy: [", ELB_ERROR_SYNTAX},
    {"a.yaml", "{{ a }}\n  sslPolicy: [", ELB_OK},
    {"a.yaml", "kind: Ingress\nmetadata: [", ELB_OK},
    {"a.yaml", "loadBalancer: [", ELB_OK},
    {"a.yaml", "", ELB_OK},
};

START_TEST(is_an_error)
{
    struct elb_listeners *listeners = NULL;
    struct elb_error error = {0};

    ck_assert_int_eq(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL), ELB_OK);
    ck_assert_int_eq(elb_listeners_add(listeners, files[_i].text, strlen(files[_i].text),
                                       files[_i].path, &error),
                     files[_i].status);
    ck_assert_int_eq(error.status, files[_i].status);
    elb_listeners_free(listeners);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("declared kubernetes");
    TCase *tcase = tcase_create("files");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, belong_together, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tcase, template_is_limited);
    tcase_add_loop_test(tcase, is_an_error, 0, sizeof(files) / sizeof(files[0]));
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
