/* SPDX-License-Identifier: MIT */

/*
 * A verb: what `elblint VERB` takes, says of itself and does. Each is one const struct in a file
 * of its own (verb_*.c), listed once in verbs.c; its formats are the reporters of its name.
 */
#ifndef ELB_CLI_VERB_H
#define ELB_CLI_VERB_H

#include "base/text.h"
#include "cli/option.h"

struct cli;

/* One command line that works as it is; the tests run all of them. */
struct cli_example {
    const char *command;
    const char *what;
    int exit_code;
};

/* A row of a verb's own section of --help: `min=VERSION`, what it means. */
struct cli_term {
    const char *word;
    const char *argument; /* NULL: none */
    const char *help;
    const char *group; /* what alone it is for; NULL: everything */
};

struct cli_verb {
    const char *name;
    const char *operands;                    /* as --help shows them; NULL: takes none */
    const char *summary;                     /* one line, lower case, no full stop */
    const char *description;                 /* paragraphs, an empty line between them */
    const char *exit_1;                      /* when it exits with 1; NULL: never */
    const struct cli_option *const *options; /* its own, then NULL */
    const char *(*word)(size_t index);       /* the words that an operand can be; may be NULL */
    unsigned names;                          /* what else an operand can be: enum cli_names */
    const char *terms_title;                 /* NULL: no such section */
    bool (*term)(size_t index, struct cli_term *ret_term);
    const struct cli_example *examples; /* ends with one without a command */
    int (*run)(struct cli *cli);        /* 0, 1 or 3; errors that were noted make it 2 */
};

extern const struct cli_verb *const cli_verbs[]; /* ends with NULL */

/* NULL: there is none of that name. */
const struct cli_verb *cli_verb_named(const char *name);

#endif
