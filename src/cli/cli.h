/* SPDX-License-Identifier: MIT */

/*
 * One run of the program: the command line as it was parsed, the catalog, what went wrong so far
 * and how to print. Only this room prints, reads the environment and ends the process.
 */
#ifndef ELB_CLI_CLI_H
#define ELB_CLI_CLI_H

#include "base/arena.h"
#include "cli/option.h"
#include "cli/verb.h"
#include "elblint/catalog.h"
#include "elblint/error.h"
#include "elblint/read.h"
#include "elblint/read_policy.h"
#include "report/report.h"
#include "tree/tree.h"

#include <stdbool.h>
#include <stddef.h>

enum cli_exit {
    CLI_EXIT_OK = 0,
    CLI_EXIT_NO = 1,    /* the answer is no: what that means is the verb's own */
    CLI_EXIT_ERROR = 2, /* something could not be read or finished, or a name is unknown */
    CLI_EXIT_USAGE = 3,
};

/* One option as it was given. */
struct cli_value {
    const struct cli_option *option;
    const char *text; /* NULL: the option takes no argument */
};

/* Where the result goes, in which form. */
struct cli_output {
    const struct elb_reporter *reporter;
    const char *path; /* NULL: standard output */
    bool color;
};

struct cli {
    const struct cli_verb *verb;
    struct elb_arena arena; /* for all that lives as long as the run */

    struct cli_value *values; /* in the order given */
    size_t value_count;
    size_t value_capacity;
    char **operands;
    size_t operand_count;

    const struct elb_catalog *catalog;
    struct elb_catalog_file **overlays;
    size_t overlay_count;
    struct elb_limits limits;
    struct elb_client_list **client_lists; /* what was read */
    size_t client_list_count;
    size_t client_list_capacity;
    struct elb_policy_list **policy_lists;
    size_t policy_list_count;
    size_t policy_list_capacity;
    bool standard_input_taken; /* `-` is for one input only */

    struct elb_report report;
    struct cli_output *outputs;
    size_t output_count;
    struct elb_error *errors;
    size_t error_count;
    size_t error_capacity;
    bool out_of_memory;
    bool report_is_lost; /* its reader went away */
};

/* ---- Arguments (arguments.c) ---------------------------------------------------------------- */

/* Fills in the values and operands; false after a usage error was printed. */
bool cli_arguments_parse(struct cli *cli, int argc, char *argv[]);

/* The last value given for an option; NULL: it was not given. "" for one without an argument. */
const char *cli_value(const struct cli *cli, const struct cli_option *option);

/* The next value from `*cursor` on, which begins as 0; NULL: none is left. */
const char *cli_next_value(const struct cli *cli, const struct cli_option *option, size_t *cursor);

bool cli_is_given(const struct cli *cli, const struct cli_option *option);

/* ---- Messages to standard error (message.c) ------------------------------------------------- */

/* `elblint: error: ...`, then where to get help. Returns CLI_EXIT_USAGE. */
int cli_usage_error(const struct cli_verb *verb, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Prints what is to be reckoned with: no error, and not part of the report. */
void cli_remark(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Notes and prints an error: the run goes on, is incomplete and exits with 2. */
void cli_note_error(struct cli *cli, const struct elb_error *error);

/* The same for one that is about no place in a file. */
void cli_note(struct cli *cli, enum elb_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a lack of memory; needs none itself. */
void cli_note_memory(struct cli *cli);

/* ---- Before and after the verb (setup.c, output.c) ------------------------------------------ */

/* Limits, overlays, format and colour by the common options. 0, 2 or 3. */
int cli_setup(struct cli *cli);

/* The number that an option gives, unless it is not given; false after a usage error. */
bool cli_set_limit(const struct cli *cli, const struct cli_option *option, bool has_units,
                   size_t *limit);
void cli_done(struct cli *cli);

/* Writes the verb's result in each format asked for to where it is wanted; notes what fails. */
void cli_report(struct cli *cli, const void *result);

/* Notes that something could not be written. That its reader went away needs no message. */
void cli_note_unwritten(struct cli *cli, const char *path, int error);

/* Writes all bytes to standard output; false with errno set. */
bool cli_write_stdout(const char *bytes, size_t length);

#endif
