/* SPDX-License-Identifier: MIT */

/* identify: which policy does this observed endpoint have? */

#include "cli/identify_endpoints.h"

static const struct cli_option option_to = {
    .name = "to",
    .argument = "POLICY",
    .help = "what a move to this policy would change for the clients: those of -c, or all that "
            "are known",
    .names = CLI_NAMES_POLICIES,
};

static const struct cli_option *const options[] = {
    &cli_policy,    &cli_certificate,   &option_to, &cli_client,
    &cli_addresses, &cli_load_balancer, NULL,
};

static const struct cli_example examples[] = {
    {"elblint identify examples/scans/sslscan.xml examples/scans/nmap.xml", "what two scanners saw",
     CLI_EXIT_OK},
    {"elblint identify -p TLS13-1-2-Res-2021-06 examples/scans/sslscan.xml",
     "is it the policy that it should be?", CLI_EXIT_NO},
    {"elblint identify --to TLS13-1-3-2021-06 -c java examples/scans/sslscan.xml",
     "whom a move would lose", CLI_EXIT_OK},
    {NULL, NULL, 0},
};

/* At most one policy; false after an error was printed. */
static bool resolve_policy(struct cli *cli, const struct elb_policy **ret_policy)
{
    struct cli_policy_list policies = {0};

    cli_resolve_policies(cli, &policies);
    if (policies.count > 1) {
        cli_usage_error(cli->verb, "-p takes one policy here");
        return false;
    }
    *ret_policy = policies.count == 1 ? policies.items[0] : NULL;
    return true;
}

static const struct elb_policy *resolve_to(struct cli *cli)
{
    const char *name = cli_value(cli, &option_to);
    const struct elb_policy *policy = name ? cli_find_policy(cli, name) : NULL;

    if (name && !policy)
        cli_note_unknown_policy(cli, name);
    return policy;
}

/* Without -c nobody is judged; but a move is about everybody. */
static void resolve_clients(struct cli *cli, const struct elb_policy *to,
                            struct cli_client_list *clients)
{
    cli_resolve_clients(cli, clients);
    if (!to || cli_is_given(cli, &cli_client))
        return;
    for (size_t i = 0; i < cli->catalog->client_count; i++) {
        if (!cli_add_client_item(cli, &cli->catalog->clients[i], clients))
            break;
    }
}

static int answer(struct cli *cli, const struct cli_identify_query *query)
{
    struct cli_identified identified = {0};
    bool is_match = false;

    if (cli_identify(cli, query, &identified)) {
        cli_report(cli, &identified.result);
        is_match = true;
        for (size_t i = 0; i < identified.result.endpoint_count; i++)
            is_match &= elb_identify_is_match(&identified.result.endpoints[i]);
    }
    cli_identify_done(&identified);
    return is_match ? CLI_EXIT_OK : CLI_EXIT_NO;
}

static int run(struct cli *cli)
{
    struct cli_client_list clients = {0};
    struct elb_certificates certificates;
    struct cli_identify_query query = {.clients = &clients};
    bool is_assumed;

    if (cli->operand_count == 0)
        return cli_usage_error(cli->verb, "no file given: name the output of a scanner, or -");
    if (!cli_resolve_certificates(cli, &certificates, &is_assumed) ||
        !resolve_policy(cli, &query.expected))
        return CLI_EXIT_USAGE;
    if (!is_assumed)
        query.certificates = &certificates;
    query.to = resolve_to(cli);
    resolve_clients(cli, query.to, &clients);
    if (cli->error_count > 0)
        return CLI_EXIT_ERROR;
    return answer(cli, &query);
}

const struct cli_verb cli_verb_identify = {
    .name = "identify",
    .operands = "FILE...",
    .summary = "which policy does this observed endpoint have?",
    .description =
        "Reads what scanners saw of endpoints and names the policies that agree with all of it. "
        "What a scan did not try counts as unknown, never as refused, and suites that need a "
        "certificate that the endpoint does not have can't be seen: policies that differ in "
        "nothing else are one answer with several names.\n\nWith -p, every difference from that "
        "policy is listed, with its likely reason. Files about the same endpoint are put "
        "together.\n\nFormats are recognised by their content: sslscan (text and --xml), nmap's "
        "ssl-enum-ciphers with -oX, testssl.sh (JSON and CSV), the JSON of sslyze, SSL Labs, tlsx, "
        "cryptolyzer and cipherscan; and what openssl s_client (also with -msg or -trace), "
        "gnutls-cli "
        "and curl -v print.",
    .exit_1 = "no policy matches, or the endpoint differs from that of -p",
    .options = options,
    .names = CLI_NAMES_FILES,
    .examples = examples,
    .run = run,
};
