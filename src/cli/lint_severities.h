/* SPDX-License-Identifier: MIT */

/* --rule, --ignore and --severity of `lint`. */
#ifndef ELB_CLI_LINT_SEVERITIES_H
#define ELB_CLI_LINT_SEVERITIES_H

#include "cli/cli.h"
#include "elblint/lint.h"

#define CLI_RULES_MAX 64

extern const struct cli_option cli_rule;
extern const struct cli_option cli_ignore;
extern const struct cli_option cli_severity;

struct cli_lint_config;

/* The severity of every rule, in the order of elb_rule_at(); false after a usage error. */
bool cli_set_severities(const struct cli *cli, const struct cli_lint_config *config,
                        enum elb_severity severities[CLI_RULES_MAX])
    __attribute__((warn_unused_result));

/*
 * Which rules are not even to stand beside another one that speaks, though some do so while they
 * are off: those that the user has put off, and all that --rule leaves out.
 */
void cli_set_unmentioned(const struct cli *cli, const struct cli_lint_config *config,
                         bool unmentioned[CLI_RULES_MAX]);

bool cli_parse_severity(struct elb_text text, enum elb_severity *ret_severity);

#endif
