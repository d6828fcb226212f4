/* SPDX-License-Identifier: MIT */

/* What the readers of the keys of .elblint.yaml share. */
#ifndef ELB_CLI_LINT_CONFIG_READ_H
#define ELB_CLI_LINT_CONFIG_READ_H

#include "cli/lint_config.h"

/* While the file is read. */
struct cli_config_reading {
    struct cli *cli;
    struct cli_lint_config *config;
    const char *directory; /* the file's, absolute, with a slash at the end */
    const char *base;      /* from there to where we are: "" or with a slash at the end */
    bool is_good;
};

/* `object` is what the mapping is about: the configuration, an exception. */
typedef void cli_read_config_key(struct cli_config_reading *reading, const struct elb_node *node,
                                 void *object);

struct cli_config_key {
    const char *name;
    cli_read_config_key *read;
};

/* Notes what is wrong at a node. */
void cli_refuse_config(struct cli_config_reading *reading, const struct elb_node *node,
                       const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Reads a mapping; a key that is not among those is wrong. */
void cli_read_config_keys(struct cli_config_reading *reading, const struct elb_node *mapping,
                          const struct cli_config_key *keys, size_t count, void *object);

/* A copy of a text that is not empty; NULL: it is none, which is noted. */
const char *cli_read_config_text(struct cli_config_reading *reading, const struct elb_node *node);

/* Is it a list? If not, that is noted. */
bool cli_is_config_list(struct cli_config_reading *reading, const struct elb_node *node);

/* The rule's index; false: there is none, which is noted. */
bool cli_find_config_rule(struct cli_config_reading *reading, const struct elb_node *node,
                          size_t *ret_index);

/* The key `ignore` (lint_config_ignore.c). */
cli_read_config_key cli_read_config_ignore;

#endif
