/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* Found in the pass after the rules: suppress.c. */
const struct elb_lint_rule elb_rule_unused_suppression = {
    .rule =
        {
            .id = "unused-suppression",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "something is to be ignored that is not found",
            .text = "What was wrong has been mended, or moved, or the words are not understood. An "
                    "exception that stays behind hides the next finding of that rule.",
            .citation = "",
            .bad = "ssl_policy = \"{best}\" # elblint:ignore legacy-protocol -- old tills",
            .good = "ssl_policy = \"{default}\" # elblint:ignore legacy-protocol -- old tills",
            .instead = "Remove the exception.",
        },
};
