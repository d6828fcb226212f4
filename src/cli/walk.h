/* SPDX-License-Identifier: MIT */

/* The files of a directory tree that may declare something. */
#ifndef ELB_CLI_WALK_H
#define ELB_CLI_WALK_H

#include "cli/cli.h"

struct cli_walk {
    struct cli *cli;
    void (*visit)(struct cli_walk *walk, const char *path); /* `path` is lost afterwards */
    void (*fail)(struct cli_walk *walk, const struct elb_error *error); /* this can't be read */
    void *context;
};

/*
 * Visits every file below `path`, or `path` itself if it is no directory, in the order of the
 * names. Left out are .git, .terraform and node_modules, symbolic links to directories, whatever is
 * neither file nor link to one, and names that no format of declarations has. What can't be read
 * is told, and does not hide the rest.
 */
void cli_walk(struct cli_walk *walk, const char *path);

#endif
