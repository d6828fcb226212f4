/* SPDX-License-Identifier: MIT */

/* The files of `lint`, from its operands to listeners. */
#ifndef ELB_CLI_LINT_READ_H
#define ELB_CLI_LINT_READ_H

#include "base/map.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "elblint/listener.h"

struct cli_lint_reading {
    struct elb_listeners *listeners; /* to be freed */
    struct cli_progress progress;
    size_t unreadable;    /* files and directories */
    struct elb_map known; /* what was read, so that no file is read twice */
};

/*
 * Reads all files and directories that are named, or the directory where we are; each file once,
 * however often it is named there. False: without memory, which is noted.
 */
bool cli_read_listeners(struct cli *cli, struct cli_lint_reading *reading)
    __attribute__((warn_unused_result));

#endif
