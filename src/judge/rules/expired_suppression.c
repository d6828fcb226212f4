/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* Found in the pass after the rules: suppress.c. */
const struct elb_lint_rule elb_rule_expired_suppression = {
    .rule =
        {
            .id = "expired-suppression",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "the time is over for which something was to be ignored",
            .text = "The exception was made until a date, and that is past: what it hid counts "
                    "again.",
            .citation = "",
            .bad = "ssl_policy = \"{default}\" # elblint:ignore legacy-protocol until=2020-01-31",
            .good = "ssl_policy = \"{default}\" # elblint:ignore legacy-protocol until=2999-12-31",
            .instead = "Mend what was ignored, or decide anew and set another date.",
        },
};
