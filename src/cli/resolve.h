/* SPDX-License-Identifier: MIT */

/*
 * From the names of the command line to policies and clients. A name that is unknown, or a file
 * that can't be read, is noted (cli_note) and left out, and does not hide the rest.
 */
#ifndef ELB_CLI_RESOLVE_H
#define ELB_CLI_RESOLVE_H

#include "base/map.h"
#include "cli/cli.h"
#include "elblint/read.h"

/* Each once, in the order named. They live as long as the run. */
struct cli_policy_list {
    const struct elb_policy **items;
    size_t count;
    size_t capacity;
};

struct cli_client_list {
    const struct elb_client **items;
    size_t count;
    size_t capacity;
    struct elb_map ids; /* those of each id, in lower case */
};

/* The set that --lb gives; 0: it is not given. */
unsigned cli_load_balancers(const struct cli *cli);

/* The policy of that name in the catalog; a set of load balancers picks the family. Or NULL. */
const struct elb_policy *cli_find_policy(const struct cli *cli, const char *name);

/* Says why a name is no policy, and which one is near. */
void cli_note_unknown_policy(struct cli *cli, const char *name);
void cli_note_unknown_client(struct cli *cli, const char *name);

/* Has it a slash, or is it a file (or `-`)? */
bool cli_is_path(const char *name);

/* The same for a policy: `classic/NAME` is no path, unless there is such a file. */
bool cli_is_policy_path(const char *name);

/* A policy by its name, or all policies of a file. */
void cli_add_policy(struct cli *cli, const char *name, struct cli_policy_list *policies);
bool cli_add_policy_item(struct cli *cli, const struct elb_policy *policy,
                         struct cli_policy_list *policies);

/* Clients by id, alias, family or file. */
void cli_add_clients(struct cli *cli, const char *name, struct cli_client_list *clients);
bool cli_add_client_item(struct cli *cli, const struct elb_client *client,
                         struct cli_client_list *clients);

/* All clients of a family; false: there is none of that name. */
bool cli_add_family(struct cli *cli, const char *name, struct cli_client_list *clients);

/* All that -p, and all that -c and --ciphers name. */
void cli_resolve_policies(struct cli *cli, struct cli_policy_list *policies);
void cli_resolve_clients(struct cli *cli, struct cli_client_list *clients);

/*
 * Takes the next name off an argument, `a` of `a,b`; a file whose name has commas is one name.
 * False when none is left, or without memory.
 */
bool cli_take_name(struct cli *cli, struct elb_text *rest, const char **ret_name);

/* What --certificate gives; false after a usage error was printed. rsa2048 is assumed. */
bool cli_resolve_certificates(struct cli *cli, struct elb_certificates *ret_certificates,
                              bool *ret_assumed) __attribute__((warn_unused_result));

/* What --max-depth, --max-size and --max-nodes allow a reader. */
struct elb_read_limits cli_read_limits(const struct cli *cli);

/* The content of a file or of standard input, which can be read once; false: that was noted. */
bool cli_read(struct cli *cli, const char *path, struct elb_text *ret_text)
    __attribute__((warn_unused_result));

#endif
