/* SPDX-License-Identifier: MIT */

/* The list of verbs, in the order in which --help has them. */

#include "cli/verb.h"

#include <string.h>

extern const struct cli_verb cli_verb_check;
extern const struct cli_verb cli_verb_suggest;
extern const struct cli_verb cli_verb_diff;
extern const struct cli_verb cli_verb_diagnose;
extern const struct cli_verb cli_verb_identify;
extern const struct cli_verb cli_verb_lint;
extern const struct cli_verb cli_verb_show;
extern const struct cli_verb cli_verb_list;

const struct cli_verb *const cli_verbs[] = {
    &cli_verb_check,    &cli_verb_suggest,  &cli_verb_diff,
    &cli_verb_identify, &cli_verb_diagnose, &cli_verb_lint,
    &cli_verb_show,     &cli_verb_list,     NULL,
};

const struct cli_verb *cli_verb_named(const char *name)
{
    for (size_t i = 0; cli_verbs[i]; i++) {
        if (strcmp(cli_verbs[i]->name, name) == 0)
            return cli_verbs[i];
    }
    return NULL;
}
