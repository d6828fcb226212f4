/* SPDX-License-Identifier: MIT */

#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

/* The clock costs as much as a small file: it is not asked for each of them. */
#define STEPS_BETWEEN 64

void cli_progress_begin(struct cli_progress *progress, const char *what, bool is_quiet)
{
    *progress = (struct cli_progress){
        .what = what,
        .is_wanted = !is_quiet && isatty(STDERR_FILENO) == 1,
    };
    if (progress->is_wanted && clock_gettime(CLOCK_MONOTONIC, &progress->start) != 0)
        progress->is_wanted = false;
}

static bool is_late(const struct cli_progress *progress)
{
    struct timespec now;

    return clock_gettime(CLOCK_MONOTONIC, &now) == 0 && now.tv_sec > progress->start.tv_sec &&
           (now.tv_sec > progress->start.tv_sec + 1 || now.tv_nsec >= progress->start.tv_nsec);
}

void cli_progress_step(struct cli_progress *progress)
{
    if (!progress->is_wanted || ++progress->count % STEPS_BETWEEN != 0)
        return;
    if (!progress->is_shown && !is_late(progress))
        return;
    progress->is_shown = true;
    (void)fprintf(stderr, "\r%zu %s", progress->count, progress->what);
    (void)fflush(stderr);
}

void cli_progress_end(struct cli_progress *progress)
{
    if (progress->is_shown) /* ECMA-48, EL */
        (void)fprintf(stderr, "\r\x1b[K");
    progress->is_shown = false;
}
