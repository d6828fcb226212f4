/* SPDX-License-Identifier: MIT */
/* The words that both reporters of `diagnose` use. */
#include "report/diagnose.h"

/* A word of a command line, if it may stand there as it is. */
static void append_word(struct elb_buffer *out, const char *word, const char *otherwise)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    bool is_plain =
        *word != '\0' && word[strspn(word, plain)] == '\0' && (*word != '-' || word[1] == '\0');

    elb_buffer_append_string(out, is_plain ? word : otherwise);
}

/* What the pair can do about it. */
static void append_check(struct elb_buffer *out, const struct elb_catalog *catalog,
                         const struct elb_check *check)
{
    const struct elb_client *client = check->client;
    const struct elb_certificates *certificates = check->certificates;
    bool is_default = certificates->count == 1 && certificates->list[0] == ELB_CERTIFICATE_RSA2048;

    elb_buffer_append_string(out, "elblint check -p ");
    if (check->policy->family == ELB_FAMILY_CLASSIC)
        elb_buffer_append_string(out, "classic/");
    append_word(out, check->policy->name, "POLICY");
    elb_buffer_append_string(out, " -c ");
    if (client->origin != NULL)
        append_word(out, client->origin, "CLIENT");
    else if (elb_catalog_client_named(catalog, client->id, strlen(client->id)) == client)
        append_word(out, client->id, "CLIENT");
    else
        elb_buffer_append_string(out, "CLIENT");
    for (size_t i = 0; i < certificates->count && !is_default; i++)
        elb_buffer_printf(out, " --certificate %s", elb_certificate_name(certificates->list[i]));
    elb_buffer_append_string(out, " --advice client,aws-cli");
}

/* A diagnosis that asks for policy and client need not ask again. */
static bool asks_for_pair(const char *test)
{
    return strncmp(test, "elblint ", 8) == 0;
}

void elb_diagnose_next(struct elb_buffer *out, const struct elb_catalog *catalog,
                       const struct elb_diagnosis *diagnosis)
{
    const char *test = diagnosis->symptom->event->test;

    if (diagnosis->agreement == ELB_AGREEMENT_CONFIRMS && diagnosis->cause_count == 1 &&
        diagnosis->has_check && diagnosis->check.verdict == ELB_INCOMPATIBLE) {
        append_check(out, catalog, &diagnosis->check);
        return;
    }
    if (diagnosis->agreement == ELB_AGREEMENT_DISAGREES) {
        elb_buffer_append_string(out,
                                 "aws elbv2 describe-listeners --load-balancer-arn ARN --query "
                                 "'Listeners[].[Port,Protocol,SslPolicy]'");
        return;
    }
    if (diagnosis->has_check && test && asks_for_pair(test))
        test = NULL;
    if (!test && diagnosis->cause_count > 0 &&
        (diagnosis->cause_count == 1 || diagnosis->causes[0].certainty != ELB_CERTAINTY_ONE_OF))
        test = diagnosis->causes[0].test;
    if (test)
        elb_buffer_append_string(out, test);
}
