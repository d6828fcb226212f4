/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const char *text = elb_lint_default_text(lint, policy);
    const char *reason = elb_lint_reason(lint, policy);
    struct elb_buffer message = {0};

    if (!elb_lint_is_default(policy) || !policy->name)
        return;
    elb_buffer_printf(&message, "no policy is set%s%s: '%s' is the default of %s",
                      reason ? ", " : "", reason ? reason : "", policy->name,
                      text ? text : "what deploys it");
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = elb_lint_take(lint, &message),
                            .also = "no policy is set",
                            .wants_policy = true,
                        });
}

const struct elb_lint_rule elb_rule_default_policy = {
    .rule =
        {
            .id = "default-policy",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "no policy is set: the listener gets a default",
            .text = "The default of the API is an old policy, and not the one that the console "
                    "takes. Defaults also change with the version of a module or controller: what "
                    "works today may be another policy after an upgrade. A policy that is written "
                    "down says what was meant.",
            .citation = "AWS guide, Security policies for your Application Load Balancer",
            .bad = "protocol = \"HTTPS\" # and no ssl_policy",
            .good = "ssl_policy = \"{best}\"",
            .instead = "Name the policy, even if it is the one of the default.",
        },
    .judge_policy = judge,
};
