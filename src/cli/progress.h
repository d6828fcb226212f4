/* SPDX-License-Identifier: MIT */

/* A line on the terminal that tells of long work, and goes away with it. */
#ifndef ELB_CLI_PROGRESS_H
#define ELB_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct cli_progress {
    const char *what; /* is counted: "files" */
    bool is_wanted;
    bool is_shown;
    struct timespec start;
    size_t count;
};

/* Nothing is shown unless standard error is a terminal. */
void cli_progress_begin(struct cli_progress *progress, const char *what, bool is_quiet);

/* One more is done. After the first second the count is shown. */
void cli_progress_step(struct cli_progress *progress);

/* Before anything else is printed. */
void cli_progress_end(struct cli_progress *progress);

#endif
