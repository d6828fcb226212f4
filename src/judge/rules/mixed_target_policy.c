/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* FIPS, post-quantum and RFC 9151: what people set on one listener and mean for that one. */
#define PRECEDENCE_FROM 2

/* Said once, where the listener is that decides. */
static void judge(struct elb_lint *lint, const struct elb_listener *listener)
{
    const struct elb_lint_targets *targets = elb_lint_targets(lint, listener);
    const struct elb_policy *backend;
    struct elb_buffer message = {0};

    if (!targets || targets->decides != listener || !targets->is_mixed || !targets->may_have_tls ||
        targets->precedence < PRECEDENCE_FROM)
        return;
    backend = elb_lint_backend(lint, listener->load_balancer, listener->policies[0].policy);
    elb_lint_name_policy(lint, &message, &listener->policies[0]);
    elb_buffer_append_string(&message, " decides the policy towards the targets of all listeners "
                                       "of this load balancer");
    if (backend)
        elb_buffer_printf(&message, ": '%s'", backend->name);
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = &listener->policies[0],
                            .message = elb_lint_take(lint, &message),
                            .help = "give all listeners of this load balancer policies of one "
                                    "kind, if that is not what is meant",
                        });
}

const struct elb_lint_rule elb_rule_mixed_target_policy = {
    .rule =
        {
            .id = "mixed-target-policy",
            .severity = ELB_SEVERITY_NOTE,
            .summary = "one listener decides how all targets of its load balancer are spoken to",
            .text = "The policy towards the targets is one for the whole load balancer, and the "
                    "strictest kind among its listeners decides: RFC 9151 before FIPS with "
                    "post-quantum groups, FIPS, post-quantum, TLSv1.3 and others. A change of one "
                    "listener changes the connections of all.",
            .citation = "AWS guide, Security policies for your Application Load Balancer, on "
                        "target connections",
            .bad = "ssl_policy = \"{best}\"    # of one listener\n"
                   "ssl_policy = \"{default}\" # of another one of the same load balancer",
            .good = "ssl_policy = \"{best}\" # of both",
            .instead = "Give the listeners of one load balancer policies of one kind, if that is "
                       "not what was meant.",
        },
    .judge_listener = judge,
};
