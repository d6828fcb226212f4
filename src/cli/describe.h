/* SPDX-License-Identifier: MIT */

/*
 * All that describes the command line, out of the tables of verbs and options: --help, the man
 * page and the completions of the shells.
 */
#ifndef ELB_CLI_DESCRIBE_H
#define ELB_CLI_DESCRIBE_H

#include "base/buffer.h"
#include "cli/verb.h"

/* ---- Helpers (describe.c) ------------------------------------------------------------------- */

/* The exit codes, by their value; NULL behind the last. The one of 1 is the verb's own. */
const char *cli_exit_code_help(size_t code);

/* `elblint check [OPTION]... CLIENT...` */
void cli_describe_synopsis(struct elb_buffer *out, const struct cli_verb *verb);

/* The option's help, and the words that it takes. */
void cli_describe_option(struct elb_buffer *out, const struct cli_verb *verb,
                         const struct cli_option *option);

/* Words of `text`, from column `indent` up to the width; the cursor stands at `column`. */
void cli_wrap(struct elb_buffer *out, size_t column, size_t indent, const char *text);

/* The option's help up to its first comma or semicolon, for the menu of a completion. */
struct elb_text cli_short_help(const struct cli_option *option);

/* The arguments of `elblint list` that print what `names` can be; NULL: no such names. */
const char *cli_list_arguments(unsigned names);

/* How policies, clients and so on are named on the command line, for the man page. */
extern const char cli_names_help[];

/* ---- Outputs -------------------------------------------------------------------------------- */

void cli_help_program(struct elb_buffer *out);
void cli_help_verb(struct elb_buffer *out, const struct cli_verb *verb);
void cli_generate_man(struct elb_buffer *out);
void cli_generate_bash(struct elb_buffer *out);
void cli_generate_zsh(struct elb_buffer *out);
void cli_generate_fish(struct elb_buffer *out);
/* The examples of all verbs: exit code, tab, command. */
void cli_generate_examples(struct elb_buffer *out);

#endif
