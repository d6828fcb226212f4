/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* What would tell, by what the file is. */
static const char *what_to_give(const struct elb_listener *listener)
{
    static const struct {
        const char *format;
        const char *help;
    } helps[] = {
        {"terraform", "lint the plan: terraform show -json PLAN | elblint lint -"},
        {"terraform-plan", "lint again after it is applied: terraform show -json | elblint lint -"},
        {"cloudformation", "give the parameter a default, or lint what is deployed: aws elbv2 "
                           "describe-listeners | elblint lint -"},
        {"template", "render it first: helm template CHART | elblint lint -"},
        {"kubernetes", "lint what is rendered or applied"},
        {"ansible", "lint what is deployed: aws elbv2 describe-listeners | elblint lint -"},
    };

    for (size_t i = 0; listener->format && i < sizeof(helps) / sizeof(helps[0]); i++) {
        if (strcmp(listener->format, helps[i].format) == 0)
            return helps[i].help;
    }
    return NULL;
}

static void say(struct elb_lint *lint, const struct elb_listener *listener, const char *what,
                bool is_expression)
{
    const char *quote = is_expression ? "'" : "";

    elb_lint_find(lint,
                  &(struct elb_found){
                      .listener = listener,
                      .message = elb_lint_printf(
                          lint, "the policy can't be told from the files%s%s%s%s", what ? ": " : "",
                          what ? quote : "", what ? what : "", what ? quote : ""),
                      .help = what_to_give(listener),
                  });
}

/* One of several policies, or one of the listener, of which the catalog and the file say nothing.
 */
static const struct elb_declared_policy *open_policy(const struct elb_listener *listener)
{
    for (size_t i = 0; i < listener->policy_count; i++) {
        const struct elb_declared_policy *policy = &listener->policies[i];

        if (policy->how == ELB_HOW_UNRESOLVED || (policy->how == ELB_HOW_CUSTOM && !policy->policy))
            return policy;
    }
    return NULL;
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener)
{
    const struct elb_declared_policy *policy = open_policy(listener);

    if (listener->how == ELB_HOW_PLAINTEXT || listener->declaration == ELB_DECLARED_POLICY)
        return;
    if (listener->unresolved && (listener->how == ELB_HOW_UNRESOLVED || policy))
        say(lint, listener, listener->unresolved, true);
    else if (policy)
        say(lint, listener, policy->reason ? policy->reason : policy->name, !policy->reason);
    else if (listener->how == ELB_HOW_UNRESOLVED)
        say(lint, listener, NULL, false);
}

const struct elb_lint_rule elb_rule_unresolved_policy = {
    .rule =
        {
            .id = "unresolved-policy",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "which policy it is can't be told from the files",
            .text = "The value comes from somewhere else: a variable without a default, an output "
                    "of another stack, a function. Nothing is known of it, so nothing is said of "
                    "it: neither that it is good nor that it is bad.",
            .citation = "",
            .bad = "ssl_policy = var.policy # without a default",
            .good = "ssl_policy = \"{best}\"",
            .instead = "Give the file that has the value too; for Terraform, the plan as JSON.",
        },
    .judge_listener = judge,
};
