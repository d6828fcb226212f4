/* SPDX-License-Identifier: MIT */

/* check: can these clients talk to these policies, and what is negotiated? */

#include "cli/advice.h"
#include "cli/check_pairs.h"

#include <string.h>

static const char *only_word(size_t index)
{
    static const char *const words[] = {"compatible", "incompatible", "unknown"};

    return index < sizeof(words) / sizeof(words[0]) ? words[index] : NULL;
}

static const struct cli_option option_only = {
    .name = "only",
    .argument = "VERDICT",
    .help = "print the pairs with this verdict only; the exit code is that of all",
    .word = only_word,
    .is_list = true,
    .is_single = true,
};

static const struct cli_option *const options[] = {
    &cli_policy, &cli_client,    &cli_certificate, &cli_load_balancer, &cli_ciphers, &cli_protocols,
    &cli_groups, &cli_addresses, &option_only,     &cli_advice,        NULL,
};

static const struct cli_example examples[] = {
    {"elblint check -p TLS13-1-3-2021-06 -c java-7u25 -c openssl-3.0.3",
     "two clients against a policy", CLI_EXIT_NO},
    {"elblint check -p TLS13-1-3-2021-06 -c java-7u25 --advice client,aws-cli",
     "a failure, and what to type on both sides", CLI_EXIT_NO},
    {"openssl ciphers -s -V | elblint check -p FS-1-2-Res-2020-10 -c -",
     "the OpenSSL of this machine", CLI_EXIT_OK},
    {"elblint check -p TLS13-1-2-RFC9151-FIPS-2023-07 -c openssl-3.0.3 --certificate ecdsa256",
     "a listener with an ECDSA certificate", CLI_EXIT_NO},
    {"elblint check -p 2016-08 --ciphers PSK-AES128-CBC-SHA",
     "a client that is known by its cipher list", CLI_EXIT_NO},
    {NULL, NULL, 0},
};

/* The verdicts that --only names, as a set; all without it; 0 after a usage error was printed. */
static unsigned verdicts_shown(struct cli *cli)
{
    struct elb_text rest = elb_text_from(cli_value(cli, &option_only));
    struct elb_text word;
    unsigned shown = 0;

    if (!cli_is_given(cli, &option_only))
        return 1u << ELB_COMPATIBLE | 1u << ELB_INCOMPATIBLE | 1u << ELB_VERDICT_UNKNOWN;
    while (elb_text_next_word(&rest, ",", &word)) {
        size_t verdict = 0;

        while (only_word(verdict) && !elb_text_is_nocase(word, only_word(verdict)))
            verdict++;
        if (!only_word(verdict)) {
            cli_usage_error(cli->verb, "'%.*s' is no verdict", ELB_TEXT_ARGS(word));
            return 0;
        }
        shown |= 1u << verdict;
    }
    return shown;
}

static int answer(struct cli *cli, const struct cli_check_query *query)
{
    struct elb_check_result result;

    if (!cli_check_pairs(cli, query, &result))
        return CLI_EXIT_ERROR;
    cli_report(cli, &result);
    return result.incompatible + result.unknown > 0 ? CLI_EXIT_NO : CLI_EXIT_OK;
}

static int run(struct cli *cli)
{
    struct cli_policy_list policies = {0};
    struct cli_client_list clients = {0};
    struct elb_certificates certificates;
    struct cli_check_query query = {
        .policies = &policies, .clients = &clients, .certificates = &certificates};

    if (cli->operand_count > 0)
        return cli_usage_error(cli->verb, "'%s': a policy needs -p before it, a client -c",
                               cli->operands[0]);
    if (!cli_is_given(cli, &cli_policy))
        return cli_usage_error(cli->verb, "no policy given: -p NAME");
    if (!cli_is_given(cli, &cli_client) && !cli_is_given(cli, &cli_ciphers))
        return cli_usage_error(cli->verb, "no client given: -c NAME, -c FILE or --ciphers LIST");
    query.shown = verdicts_shown(cli);
    if (!query.shown || !cli_resolve_certificates(cli, &certificates, &query.certificates_assumed))
        return CLI_EXIT_USAGE;
    query.load_balancers = cli_load_balancers(cli);
    query.advice = cli_advice_kinds(cli);
    cli_resolve_policies(cli, &policies);
    cli_resolve_clients(cli, &clients);
    return answer(cli, &query);
}

const struct cli_verb cli_verb_check = {
    .name = "check",
    .operands = "-p POLICY -c CLIENT",
    .summary = "can these clients talk to these policies, and what is negotiated?",
    .description =
        "Predicts the handshake of each client with each policy: the version, cipher suite, group "
        "and signature that the load balancer would choose; or why there is none, who stops, and "
        "the smallest change on either side that makes it work.\n\nWhat a description of a client "
        "does not say is assumed to fit, and each assumption is printed. Where a verdict hangs on "
        "it, the verdict is unknown.",
    .exit_1 = "a client can't connect, or it is unknown whether it can",
    .options = options,
    .examples = examples,
    .run = run,
};
