/* SPDX-License-Identifier: MIT */

/* diagnose: why did this handshake fail? */

#include "cli/diagnose_input.h"
#include "cli/resolve.h"
#include "report/diagnose.h"

static const struct cli_option *const options[] = {
    &cli_policy,        &cli_client,    &cli_certificate,
    &cli_load_balancer, &cli_ciphers,   &cli_protocols,
    &cli_groups,        &cli_addresses, NULL,
};

static const struct cli_example examples[] = {
    {"echo 'javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version' | "
     "elblint diagnose -",
     "an error from a ticket", CLI_EXIT_OK},
    {"echo 'curl: (35) OpenSSL/3.0.19: error:0A000410:SSL routines::sslv3 alert handshake failure' "
     "| elblint diagnose -p TLS13-1-2-Res-2021-06 -c java-8u31 -",
     "several causes, and the negotiation that decides", CLI_EXIT_OK},
    {"openssl s_client -connect 127.0.0.1:9 </dev/null 2>&1 | elblint diagnose -",
     "what s_client prints, standard error too", CLI_EXIT_OK},
    {"openssl ciphers -s -V | elblint diagnose -p FS-1-2-Res-2020-10 -",
     "the cipher suites of a client, when there is no error text", CLI_EXIT_NO},
    {NULL, NULL, 0},
};

/* What the command line says of both sides. */
struct pair {
    struct cli_policy_list policies;
    struct cli_client_list clients;
    struct elb_certificates certificates;
    bool certificates_assumed;
    struct cli_diagnose_found found; /* instead of symptoms */
};

/* ---- Input ---------------------------------------------------------------------------------- */

static struct elb_symptom_list *read_inputs(struct cli *cli, struct pair *pair)
{
    struct elb_symptom_list *list = NULL;
    struct elb_error error = {0};

    if (elb_symptoms_new(cli->catalog, NULL, &list, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return NULL;
    }
    if (cli->operand_count == 0)
        cli_diagnose_read(cli, "-", list, &pair->found);
    for (size_t i = 0; i < cli->operand_count; i++)
        cli_diagnose_read(cli, cli->operands[i], list, &pair->found);
    return list;
}

/* One of each at most: a failure is that of one client with one listener. */
static bool resolve_pair(struct cli *cli, struct pair *pair)
{
    if (!cli_resolve_certificates(cli, &pair->certificates, &pair->certificates_assumed))
        return false;
    cli_resolve_policies(cli, &pair->policies);
    cli_resolve_clients(cli, &pair->clients);
    if (pair->policies.count > 1) {
        cli_usage_error(cli->verb, "%zu policies: name the one that the listener has",
                        pair->policies.count);
        return false;
    }
    if (pair->clients.count > 1) {
        cli_usage_error(cli->verb, "%zu clients: name the one that failed, with its version",
                        pair->clients.count);
        return false;
    }
    return true;
}

/* ---- Answer --------------------------------------------------------------------------------- */

/* What is no symptom, and stands for one. NULL: no memory, or no such event. */
static const struct elb_symptom *describe(struct cli *cli, const char *event, const char *path,
                                          const char *text)
{
    struct elb_symptom *symptom = elb_arena_alloc(&cli->arena, sizeof(*symptom));

    if (!symptom || !text) {
        cli_note_memory(cli);
        return NULL;
    }
    *symptom = (struct elb_symptom){
        .event = elb_catalog_event(cli->catalog, event),
        .path = path,
        .line = 1,
        .lines = 1,
        .text = text,
    };
    return symptom->event ? symptom : NULL;
}

/* What was read instead of a symptom; NULL: nothing, or no memory. */
static const struct elb_symptom *describe_found(struct cli *cli,
                                                const struct cli_diagnose_found *found)
{
    if (found->scan)
        return describe(cli, "scan", found->scan, "a scan of an endpoint");
    if (!found->client)
        return NULL;
    return describe(
        cli, "client-description", found->client->origin,
        elb_arena_printf(&cli->arena, "%zu cipher suites", found->client->suites.count));
}

static struct elb_diagnose_query query_of(const struct cli *cli, const struct pair *pair)
{
    const struct elb_client *client =
        pair->clients.count > 0 ? pair->clients.items[0] : pair->found.client;

    return (struct elb_diagnose_query){
        .catalog = cli->catalog,
        .policy = pair->policies.count > 0 ? pair->policies.items[0] : NULL,
        .client = client,
        .certificates = &pair->certificates,
    };
}

/* Judges every symptom, or what was read instead of one; false: something is left to explain. */
static bool judge(struct cli *cli, const struct pair *pair, const struct elb_diagnose_query *query,
                  const struct elb_symptom_list *list, struct elb_diagnosis *items,
                  size_t *ret_count)
{
    size_t count = elb_symptoms_count(list);
    const struct elb_symptom *description = NULL;
    bool is_settled = true;

    for (size_t i = 0; i < count; i++) {
        elb_diagnose(query, elb_symptoms_at(list, i), &items[i]);
        is_settled &= elb_diagnosis_is_settled(&items[i]);
    }
    if (count == 0)
        description = describe_found(cli, &pair->found);
    if (description) {
        elb_diagnose(query, description, &items[count]);
        is_settled = elb_diagnosis_is_settled(&items[count++]);
    }
    *ret_count = count;
    return is_settled && count > 0;
}

static int report(struct cli *cli, const struct pair *pair, const struct elb_symptom_list *list)
{
    struct elb_diagnose_query query = query_of(cli, pair);
    struct elb_diagnosis *items =
        elb_arena_alloc_array(&cli->arena, elb_symptoms_count(list) + 1, sizeof(*items));
    struct elb_diagnose_result result = {
        .items = items,
        .policy = query.policy,
        .client = query.client,
        .certificates = query.certificates,
        .certificates_assumed = pair->certificates_assumed,
        .line_count = elb_symptoms_line_count(list),
    };
    bool is_settled;

    if (!items) {
        cli_note_memory(cli);
        return CLI_EXIT_ERROR;
    }
    is_settled = judge(cli, pair, &query, list, items, &result.count);
    cli_report(cli, &result);
    return is_settled ? CLI_EXIT_OK : CLI_EXIT_NO;
}

static int run(struct cli *cli)
{
    struct pair pair = {0};
    struct elb_symptom_list *list;
    int result;

    if (!resolve_pair(cli, &pair))
        return CLI_EXIT_USAGE;
    list = read_inputs(cli, &pair);
    if (!list)
        return CLI_EXIT_ERROR;
    result = report(cli, &pair, list);
    elb_symptoms_free(list);
    return result;
}

const struct cli_verb cli_verb_diagnose = {
    .name = "diagnose",
    .operands = "[FILE...]",
    .summary = "why did this handshake fail?",
    .description =
        "Reads what a failed handshake left behind and says the cause, how sure that is, and what "
        "to type next: the error text of a client, alone or anywhere in a log; what 'openssl "
        "s_client', 'curl -v' or 'gnutls-cli' printed, standard error too; the connection log of "
        "an Application Load Balancer, or the log of a TLS listener of a Network Load Balancer. "
        "Each symptom is told once, with the line that says most.\n\nOften one alert has several "
        "causes. With -p and -c, the policy and the client, the negotiation decides which of them "
        "it is, or shows that one of the two is not what it was taken for. An input that is no "
        "symptom but lists cipher suites, as 'openssl ciphers' does, is the client.",
    .exit_1 = "no cause is found, or what was seen contradicts the policy",
    .options = options,
    .names = CLI_NAMES_FILES,
    .examples = examples,
    .run = run,
};
