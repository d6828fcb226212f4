/* SPDX-License-Identifier: MIT */

/*
 * .elblint.yaml: what a team has decided for `lint`. The nearest one from here upwards holds; what
 * the command line says goes before it.
 *
 *     clients: [java-8u31, tills.yaml]       # ids, families, files
 *     certificates: [rsa2048, ecdsa256]
 *     rules: {no-post-quantum: warning, cbc-suite: off}
 *     profiles: [mozilla-intermediate]
 *     fail-on: warning
 *     ignore:
 *       - rule: legacy-protocol
 *         path: "legacy*"   # a pattern, from the file's directory; * takes slashes
 *         address: aws_lb_listener.tills
 *         until: 2027-01-31
 *         reason: old tills, until the shops are rebuilt
 */
#ifndef ELB_CLI_LINT_CONFIG_H
#define ELB_CLI_LINT_CONFIG_H

#include "cli/cli.h"
#include "cli/lint_severities.h"

struct cli_suppression_list {
    struct elb_suppression *items;
    size_t count;
    size_t capacity;
};

struct cli_lint_config {
    const char *path; /* NULL: there is none */
    const char **clients;
    size_t client_count;
    const char **profiles; /* ids */
    size_t profile_count;
    struct elb_certificates certificates;
    bool is_set[CLI_RULES_MAX]; /* which of the severities */
    enum elb_severity severities[CLI_RULES_MAX];
    bool has_fail_on;
    enum elb_severity fail_on;
    struct cli_suppression_list suppressions;
};

extern const struct cli_option cli_config;
extern const struct cli_option cli_no_config;

/* Finds and reads it; false: it is there, and can't be read, which is noted. */
bool cli_read_config(struct cli *cli, struct cli_lint_config *ret_config)
    __attribute__((warn_unused_result));

/* Adds a copy; a lack of memory is noted. */
void cli_add_suppression(struct cli *cli, const struct elb_suppression *item,
                         struct cli_suppression_list *list);

#endif
