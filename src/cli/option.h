/* SPDX-License-Identifier: MIT */

/*
 * Options as data. One object describes an option for the parser, --help, the man page and the
 * completions of all shells; a verb lists pointers to those that it takes. An option that several
 * verbs take is one object in common.c, and so means the same everywhere.
 */
#ifndef ELB_CLI_OPTION_H
#define ELB_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

/* What an argument names, for the completions. A set. */
enum cli_names {
    CLI_NAMES_FILES = 1 << 0,
    CLI_NAMES_DIRECTORIES = 1 << 1,
    CLI_NAMES_POLICIES = 1 << 2,
    CLI_NAMES_CLIENTS = 1 << 3, /* and families */
    CLI_NAMES_ANY = 1 << 4,     /* all that `show` knows */
    CLI_NAMES_PROFILES = 1 << 5,
};

struct cli_option {
    const char *name;                  /* without its dashes */
    char letter;                       /* 0: none */
    const char *argument;              /* as --help shows it; NULL: takes none */
    const char *help;                  /* lower case, no full stop */
    const char *(*word)(size_t index); /* the words that it takes, then NULL; NULL: any text */
    const char *words_in;              /* what prints its words, if they are too many for --help */
    const char *(*hint)(size_t index); /* words to complete, among others; explained elsewhere */
    bool is_list;                      /* several words with commas between them */
    bool is_single;                    /* two values contradict each other */
    unsigned names;                    /* set of enum cli_names */
};

/* Options of every verb. */
extern const struct cli_option cli_format;
extern const struct cli_option cli_output;
extern const struct cli_option cli_policies;
extern const struct cli_option cli_replace;
extern const struct cli_option cli_color;
extern const struct cli_option cli_quiet;
extern const struct cli_option cli_max_depth;
extern const struct cli_option cli_max_size;
extern const struct cli_option cli_max_nodes;
extern const struct cli_option cli_help;

/* Options of several verbs. */
extern const struct cli_option cli_policy;
extern const struct cli_option cli_client;
extern const struct cli_option cli_certificate;
extern const struct cli_option cli_load_balancer;
extern const struct cli_option cli_ciphers;
extern const struct cli_option cli_protocols;
extern const struct cli_option cli_groups;
extern const struct cli_option cli_addresses;

/* Those of every verb; ends with NULL. */
extern const struct cli_option *const cli_common_options[];

struct cli_verb;

/* How many options a verb takes, the common ones included, and each of them: its own first. */
size_t cli_option_count(const struct cli_verb *verb);
const struct cli_option *cli_option_at(const struct cli_verb *verb, size_t index);

/* The words of an option as this verb takes them, then NULL: --format differs from verb to verb. */
const char *cli_option_word(const struct cli_verb *verb, const struct cli_option *option,
                            size_t index);

/* The same for completions: hints too. */
const char *cli_option_completion(const struct cli_verb *verb, const struct cli_option *option,
                                  size_t index);

#endif
