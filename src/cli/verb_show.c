/* SPDX-License-Identifier: MIT */

/* show: all that is known of a policy, client, suite, group, signature scheme or rule. */

#include "cli/items.h"

static const struct cli_option *const options[] = {
    &cli_policy,    &cli_client, &cli_load_balancer, &cli_ciphers,
    &cli_protocols, &cli_groups, &cli_addresses,     NULL,
};

static const struct cli_example examples[] = {
    {"elblint show TLS13-1-2-Res-PQ-2025-09", "a policy, its sources and how to set it",
     CLI_EXIT_OK},
    {"elblint show classic/2015-05", "the policy of that name of Classic Load Balancers",
     CLI_EXIT_OK},
    {"elblint show ECDHE-RSA-AES128-GCM-SHA256 0x001D",
     "a cipher suite, and whatever has this code point", CLI_EXIT_OK},
    {"elblint show java-8u31 --format json", "all that a client offers, for a program",
     CLI_EXIT_OK},
    {"elblint show legacy-protocol", "what a rule of `lint` finds, and what to do instead",
     CLI_EXIT_OK},
    {"openssl ciphers -s -V | elblint show -c -", "what elblint makes of a description",
     CLI_EXIT_OK},
    {NULL, NULL, 0},
};

static int run(struct cli *cli)
{
    struct cli_policy_list policies = {0};
    struct cli_client_list clients = {0};
    struct cli_items items = {0};

    if (cli->operand_count == 0 && !cli_is_given(cli, &cli_policy) &&
        !cli_is_given(cli, &cli_client) && !cli_is_given(cli, &cli_ciphers))
        return cli_usage_error(cli->verb, "nothing to show: give a name, -p FILE or -c FILE");
    for (size_t i = 0; i < cli->operand_count; i++)
        cli_items_find(cli, &items, cli->operands[i]);
    cli_resolve_policies(cli, &policies);
    cli_resolve_clients(cli, &clients);
    cli_items_add_policies(cli, &items, &policies);
    cli_items_add_clients(cli, &items, &clients);
    cli_report(cli, &(struct elb_items){.list = items.list, .count = items.count});
    return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_show = {
    .name = "show",
    .operands = "NAME...",
    .summary =
        "all that is known of a policy, client, suite, group, signature scheme, rule or profile",
    .description =
        "Prints everything about whatever has the name: of a policy its lists, sources and the AWS "
        "CLI commands that set it; of a client its whole offer with JA3 and JA4; of a suite, group "
        "or signature scheme all its names and the policies that have it; of a rule of `lint` why "
        "it is one; of a profile what it demands and which policies meet it. A code point (0xC02F, "
        "c02f or 49199) shows all that have it.\n\n-p and -c print what elblint understood of a "
        "file.",
    .options = options,
    .names = CLI_NAMES_ANY,
    .examples = examples,
    .run = run,
};
