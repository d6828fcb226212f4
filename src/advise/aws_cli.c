/* SPDX-License-Identifier: MIT */

/*
 * Advice as commands of the AWS CLI: find the listeners, set the policy, look again. All that is
 * not a command is a comment of the shell.
 *
 * Sources: AWS CLI Command Reference, elbv2 describe-load-balancers, describe-listeners,
 * modify-listener, describe-ssl-policies; elb describe-load-balancers, create-load-balancer-policy,
 * set-load-balancer-policies-of-listener. Queries are JMESPath (jmespath.org/specification.html).
 */

#include "advise/advise.h"
#include "advise/aws_command.h"
#include "advise/preface.h"
#include "advise/quote.h"

#define REMARK "# "

/* A command, and its further parts in lines of their own; a newline in quotes stays one. */
static void write_command(struct elb_buffer *out, const struct elb_policy *policy, size_t index)
{
    struct elb_buffer command = {0};
    bool is_quoted = false;

    elb_policy_command(&command, policy, index);
    for (size_t i = 0; i < command.length; i++) {
        if (command.data[i] == '\'' && (is_quoted || i == 0 || command.data[i - 1] != '\\'))
            is_quoted = !is_quoted;
        if (command.data[i] == '\n' && !is_quoted)
            elb_buffer_append_string(out, " \\\n    ");
        else
            elb_buffer_append_char(out, command.data[i]);
    }
    elb_buffer_append_char(out, '\n');
    out->out_of_memory |= command.out_of_memory;
    elb_buffer_done(&command);
}

/* ---- Application and Network Load Balancers ------------------------------------------------- */

/* `Listeners[?SslPolicy==`"NAME"`].ListenerArn`, as one word of the shell. */
static void write_listener_query(struct elb_buffer *out, const struct elb_policy *from)
{
    struct elb_buffer query = {0};
    struct elb_buffer name = {0};

    if (!from) {
        elb_buffer_append_string(&query, "Listeners[?SslPolicy].[ListenerArn,SslPolicy]");
    } else {
        elb_quote_json(&name, elb_text_from(from->name));
        elb_buffer_append_string(&query, "Listeners[?SslPolicy==`");
        for (size_t i = 0; i < name.length; i++)
            elb_buffer_printf(&query, "%s%c", name.data[i] == '`' ? "\\" : "", name.data[i]);
        elb_buffer_append_string(&query, "`].ListenerArn");
    }
    elb_quote_shell(out, elb_buffer_text(&query));
    out->out_of_memory |= query.out_of_memory | name.out_of_memory;
    elb_buffer_done(&query);
    elb_buffer_done(&name);
}

static void write_find(struct elb_buffer *out, const struct elb_advice_query *query)
{
    static const char *const types[] = {
        [ELB_LB_APPLICATION] = "Type==`\"application\"`",
        [ELB_LB_NETWORK] = "Type==`\"network\"`",
        [ELB_LB_APPLICATION | ELB_LB_NETWORK] = "Type!=`\"gateway\"`",
    };
    unsigned load_balancers = elb_advice_load_balancers(query);

    elb_advice_remark(out, REMARK, "1. find the listeners that still have %s",
                      query->from ? query->from->name : "another policy");
    elb_buffer_printf(out,
                      "aws elbv2 describe-load-balancers --output text \\\n"
                      "    --query 'LoadBalancers[?%s].[LoadBalancerArn]' |\n"
                      "while read -r LOAD_BALANCER_ARN; do\n"
                      "    aws elbv2 describe-listeners --load-balancer-arn \"$LOAD_BALANCER_ARN\" "
                      "--output text \\\n        --query ",
                      types[load_balancers & (ELB_LB_APPLICATION | ELB_LB_NETWORK)]);
    write_listener_query(out, query->from);
    elb_buffer_append_string(out, " </dev/null\ndone\n");
}

static void write_elbv2(struct elb_buffer *out, const struct elb_advice_query *query)
{
    write_find(out, query);
    if (query->policy->status == ELB_STATUS_UNLISTED) {
        elb_advice_remark(out, REMARK, "whether this account can have the policy at all");
        elb_buffer_append_string(out, "aws elbv2 describe-ssl-policies --names ");
        elb_quote_shell(out, elb_text_from(query->policy->name));
        elb_buffer_append_char(out, '\n');
    }
    elb_advice_remark(out, REMARK,
                      "2. set it, for one listener after the other: LISTENER_ARN is one that was "
                      "found");
    write_command(out, query->policy, 0);
    elb_advice_remark(out, REMARK, "3. look at what it has now");
    elb_buffer_append_string(out, "aws elbv2 describe-listeners --listener-arns \"$LISTENER_ARN\" "
                                  "--output text \\\n"
                                  "    --query 'Listeners[].[ListenerArn,SslPolicy]'\n");
}

/* ---- Classic Load Balancers ----------------------------------------------------------------- */

static const char policies_of_port[] =
    "aws elb describe-load-balancers --load-balancer-names \"$LOAD_BALANCER\" --output text \\\n"
    "    --query 'LoadBalancerDescriptions[0].ListenerDescriptions[?Listener.LoadBalancerPort"
    "==`443`].PolicyNames[]'\n";

static void write_classic(struct elb_buffer *out, const struct elb_advice_query *query)
{
    elb_advice_remark(out, REMARK, "1. find the load balancers, their ports, and what each has");
    elb_buffer_append_string(out, "aws elb describe-load-balancers --output json \\\n"
                                  "    --query 'LoadBalancerDescriptions[].{Name:LoadBalancerName,"
                                  "Listeners:ListenerDescriptions[?Listener.SSLCertificateId]"
                                  ".{Port:Listener.LoadBalancerPort,Policies:PolicyNames}}'\n");
    elb_advice_remark(out, REMARK, "2. make the policy; LOAD_BALANCER is the name of one");
    write_command(out, query->policy, 0);
    elb_advice_remark(out, REMARK, "3. see which policies its port has now");
    elb_buffer_append_string(out, policies_of_port);
    elb_advice_remark(out, REMARK,
                      "4. this replaces the whole list of the port: add each policy that step 3 "
                      "showed and that is to stay (of cookies, say), but not the old one for TLS");
    write_command(out, query->policy, 1);
    elb_advice_remark(out, REMARK, "5. look at what it has now");
    elb_buffer_append_string(out, policies_of_port);
}

static void write(struct elb_buffer *out, const struct elb_advice_query *query)
{
    if (!elb_advice_preface(out, REMARK, query))
        return;
    elb_advice_remark(out, REMARK,
                      "region and account are those of AWS_REGION and AWS_PROFILE, or of --region "
                      "and --profile behind each aws");
    if (query->policy->family == ELB_FAMILY_CLASSIC)
        write_classic(out, query);
    else
        write_elbv2(out, query);
}

const struct elb_advisor elb_advisor_aws_cli = {
    .name = "aws-cli",
    .summary = "commands of the AWS CLI",
    .side = ELB_SIDE_LOAD_BALANCER,
    .write = write,
};
