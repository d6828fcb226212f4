/* SPDX-License-Identifier: MIT */

/* diff: what changes from one policy to another, and which clients are lost or gained. */

#include "cli/diff_pairs.h"

static const struct cli_option *const options[] = {
    &cli_client,    &cli_certificate, &cli_load_balancer, &cli_ciphers,
    &cli_protocols, &cli_groups,      &cli_addresses,     NULL,
};

static const struct cli_example examples[] = {
    {"elblint diff 2016-08 TLS13-1-2-Res-PQ-2025-09", "what a move costs, and whom", CLI_EXIT_OK},
    {"elblint diff classic/2016-08 classic/TLS-1-2-2017-01 -c java -c android",
     "what it means for two families of clients", CLI_EXIT_OK},
    {"elblint diff FS-1-2-Res-2020-10 TLS13-1-2-Res-2021-06 --certificate ecdsa384",
     "a listener with an ECDSA certificate", CLI_EXIT_OK},
    {NULL, NULL, 0},
};

/* Without a client, all that the catalog knows. */
static bool resolve_clients(struct cli *cli, struct cli_client_list *clients)
{
    if (cli_is_given(cli, &cli_client) || cli_is_given(cli, &cli_ciphers)) {
        cli_resolve_clients(cli, clients);
        return false;
    }
    for (size_t i = 0; i < cli->catalog->client_count; i++) {
        if (!cli_add_client_item(cli, &cli->catalog->clients[i], clients))
            break;
    }
    return true;
}

static int check_usage(struct cli *cli)
{
    if (cli->operand_count == 0)
        return cli_usage_error(cli->verb, "no policies given: name two, or a file of them");
    if (cli->operand_count > 2)
        return cli_usage_error(cli->verb, "'%s' is a third policy: name two", cli->operands[2]);
    if (cli->operand_count == 1 && cli_find_policy(cli, cli->operands[0]))
        return cli_usage_error(cli->verb, "with what is '%s' to be compared? name two policies",
                               cli->operands[0]);
    return CLI_EXIT_OK;
}

static int run(struct cli *cli)
{
    struct cli_client_list clients = {0};
    struct elb_certificates certificates;
    struct cli_diff_query query = {.certificates = &certificates, .clients = &clients};
    struct elb_diff_result result;

    if (check_usage(cli) != CLI_EXIT_OK ||
        !cli_resolve_certificates(cli, &certificates, &query.certificates_assumed))
        return CLI_EXIT_USAGE;
    query.is_bundled = resolve_clients(cli, &clients);
    if (cli_diff_pairs(cli, &query, &result) || result.pair_count > 0 || cli->error_count > 0)
        cli_report(cli, &result);
    cli_diff_pairs_done(&result);
    return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_diff = {
    .name = "diff",
    .operands = "FROM TO",
    .summary = "what changes between two policies, and which clients are lost or gained",
    .description =
        "Compares two policies: protocols, cipher suites and their order, groups, signature "
        "schemes, what follows from them, and the policy towards the targets. Then every known "
        "client, or those of -c, is judged with both: who can't connect any more, who can again, "
        "and whose connection changes.\n\nA policy is a name; or a YAML file of your own, or what "
        "'aws elbv2 describe-ssl-policies' or 'aws elb describe-load-balancer-policies' printed. "
        "One such file alone is compared with the catalog, policy by policy: a difference is "
        "drift. What AWS does not print, groups and signature schemes, is not compared.",
    .options = options,
    .names = CLI_NAMES_POLICIES | CLI_NAMES_FILES,
    .examples = examples,
    .run = run,
};
