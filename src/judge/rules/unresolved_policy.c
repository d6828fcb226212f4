/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* What of a listener is not known: all of it, or one of several. */
static bool is_unresolved(const struct elb_listener *listener)
{
    if (listener->how == ELB_HOW_UNRESOLVED)
        return true;
    for (size_t i = 0; i < listener->policy_count; i++) {
        if (listener->policies[i].how == ELB_HOW_UNRESOLVED)
            return true;
    }
    return false;
}

static const char *what_to_give(const struct elb_listener *listener)
{
    if (strcmp(listener->format, "terraform") == 0)
        return "lint the plan: terraform show -json PLAN | elblint lint -";
    return NULL;
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener)
{
    if (!is_unresolved(listener))
        return;
    elb_lint_find(
        lint, &(struct elb_found){
                  .listener = listener,
                  .message = elb_lint_printf(lint, "the policy can't be told from the files%s%s%s",
                                             listener->unresolved ? ": '" : "",
                                             listener->unresolved ? listener->unresolved : "",
                                             listener->unresolved ? "'" : ""),
                  .help = what_to_give(listener),
              });
}

const struct elb_lint_rule elb_rule_unresolved_policy = {
    .rule =
        {
            .id = "unresolved-policy",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "which policy it is can not be told from the files",
            .text = "The value comes from somewhere else: a variable without a default, an output "
                    "of another stack, a function. Nothing is known of it, so nothing is said of "
                    "it: neither that it is good nor that it is bad.",
            .citation = "",
            .bad = "ssl_policy = var.policy # without a default",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Give the file that has the value too; for Terraform, the plan as JSON.",
        },
    .judge_listener = judge,
};
