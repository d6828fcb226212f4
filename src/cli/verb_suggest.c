/* SPDX-License-Identifier: MIT */

/* suggest: which policy serves all these clients, under these requirements? */

#include "cli/advice.h"
#include "cli/resolve.h"
#include "elblint/requirement.h"
#include "report/suggest.h"

#include <string.h>

static const char *requirement_word(size_t index)
{
    const struct elb_requirement_word *word = elb_requirement_word_at(ELB_SUBJECT_POLICY, index);

    return word ? word->word : NULL;
}

static const struct cli_option option_require = {
    .name = "require",
    .letter = 'r',
    .argument = "WORD,...",
    .help = "only policies that meet all of these; may be repeated",
    .hint = requirement_word,
    .is_list = true,
};

static const struct cli_option option_from = {
    .name = "from",
    .argument = "POLICY",
    .help = "today's policy: what a move would change, and whom it would lose",
    .names = CLI_NAMES_POLICIES | CLI_NAMES_FILES,
    .is_single = true,
};

static const struct cli_option option_explain = {
    .name = "explain",
    .help = "print the ranking step by step, all that serve, and all stricter policies",
};

static const struct cli_option *const options[] = {
    &cli_client,    &cli_ciphers,       &cli_protocols,   &cli_groups,
    &cli_addresses, &cli_load_balancer, &cli_certificate, &option_require,
    &option_from,   &option_explain,    &cli_advice,      NULL,
};

static bool term(size_t index, struct cli_term *ret_term)
{
    const struct elb_requirement_word *word = elb_requirement_word_at(ELB_SUBJECT_POLICY, index);

    if (!word)
        return false;
    *ret_term =
        (struct cli_term){.word = word->word, .argument = word->argument, .help = word->help};
    return true;
}

static const struct cli_example examples[] = {
    {"elblint suggest", "the best policy for all clients that are still supported", CLI_EXIT_OK},
    {"elblint suggest -c java-8u31 -c openssl-3.0.3 --from 2016-08",
     "what to move to, and what that changes", CLI_EXIT_OK},
    {"elblint suggest -c openssl-3.0.3 --require fips,min=TLSv1.2 --explain",
     "a FIPS policy, and why that one", CLI_EXIT_OK},
    {"elblint suggest --require profile=nist-800-52r2", "the best that meets a standard",
     CLI_EXIT_OK},
    {"elblint suggest -c ie-8-xp -c openssl-3.0.3 --lb classic",
     "a Classic Load Balancer may have a policy of its own", CLI_EXIT_OK},
    {NULL, NULL, 0},
};

/* All that one run asks for and finds. */
struct run {
    struct elb_requirements requirements;
    struct elb_certificates certificates;
    struct cli_client_list clients;
    struct elb_suggest_query query;
    struct elb_suggest_result result;
};

/* ---- What is asked -------------------------------------------------------------------------- */

/* false: `*ret_exit` is the exit code. */
static bool read_requirements(struct cli *cli, struct run *run, int *ret_exit)
{
    struct elb_error error = {0};
    const char *text;
    size_t cursor = 0;

    run->requirements =
        (struct elb_requirements){.subject = ELB_SUBJECT_POLICY, .catalog = cli->catalog};
    while ((text = cli_next_value(cli, &option_require, &cursor))) {
        if (elb_requirements_add(&run->requirements, text, strlen(text), &error) == ELB_OK)
            continue;
        if (error.status == ELB_ERROR_SYNTAX) {
            *ret_exit = cli_usage_error(cli->verb, "%s", error.message);
            return false;
        }
        cli_note_error(cli, &error);
        *ret_exit = CLI_EXIT_ERROR;
        return false;
    }
    return true;
}

/* NULL: none was given, or it could not be read, which was noted. */
static const struct elb_policy *find_from(struct cli *cli)
{
    struct cli_policy_list policies = {0};

    if (cli_is_given(cli, &option_from))
        cli_add_policy(cli, cli_value(cli, &option_from), &policies);
    return policies.count ? policies.items[0] : NULL;
}

/* What --lb says; else those that have today's policy; else Application and Network. */
static unsigned choose_load_balancers(const struct cli *cli, const struct elb_policy *from)
{
    unsigned given = cli_load_balancers(cli);

    if (given)
        return given;
    if (from && from->family == ELB_FAMILY_CLASSIC)
        return ELB_LB_CLASSIC;
    return from && from->load_balancers ? from->load_balancers
                                        : ELB_LB_APPLICATION | ELB_LB_NETWORK;
}

static void add_supported(struct cli *cli, struct run *run)
{
    run->result.is_by_support = true;
    for (size_t i = 0; i < cli->catalog->client_count; i++) {
        const struct elb_client *client = &cli->catalog->clients[i];
        enum elb_support support = elb_client_support(client, cli->catalog->date);

        run->result.support_ended += support == ELB_SUPPORT_ENDED;
        run->result.support_unknown += support == ELB_SUPPORT_UNKNOWN;
        if (support == ELB_SUPPORT_SUPPORTED && !cli_add_client_item(cli, client, &run->clients))
            return;
    }
}

/* ---- What else is to be said ---------------------------------------------------------------- */

/* Would other certificates than the assumed one permit a better policy? */
static void try_certificates(struct run *run)
{
    static const struct elb_certificates others[] = {
        {{ELB_CERTIFICATE_ECDSA256}, 1},
        {{ELB_CERTIFICATE_RSA2048, ELB_CERTIFICATE_ECDSA256}, 2},
    };
    const struct elb_candidate *best = run->result.suggestion->best;
    struct elb_suggest_query query = run->query;
    struct elb_rank rank;

    if (best == run->result.suggestion->candidates)
        return;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]) && !run->result.better; i++) {
        const struct elb_policy *policy;

        query.certificates = &others[i];
        policy = elb_suggest_policy(&query);
        if (!policy)
            continue;
        elb_policy_rank(policy, &rank);
        rank.hello_retries = best ? best->rank.hello_retries : 0;
        if (best && elb_rank_compare(&rank, &best->rank) >= 0)
            continue;
        run->result.better = policy;
        run->result.better_certificates = others[i];
    }
}

static bool find_help(struct cli *cli, struct run *run, struct elb_check_row *row)
{
    struct elb_suggest_query alone = run->query;
    struct elb_error error = {0};

    if (elb_check_remedy(cli->catalog, &row->check, &row->remedy, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return false;
    }
    if (row->check.verdict != ELB_INCOMPATIBLE)
        return true;
    row->update = elb_check_update(cli->catalog, &row->check);
    row->upgrade = elb_check_upgrade(cli->catalog, &row->check);
    alone.clients = &row->check.client;
    alone.client_count = 1;
    row->suggestion = elb_suggest_policy(&alone);
    return true;
}

/* Nobody is served: are they on a Classic Load Balancer? */
static void try_classic(struct run *run)
{
    const struct elb_candidate *widest = run->result.suggestion->widest;
    struct elb_suggest_query query = run->query;

    if (!widest || widest->served > 0 || (query.load_balancers & ELB_LB_CLASSIC))
        return;
    query.load_balancers = ELB_LB_CLASSIC;
    query.from = NULL;
    run->result.classic = elb_suggest_policy(&query);
}

/* Those whom the widest candidate does not serve, where nothing better is at hand. */
static bool find_blockers(struct cli *cli, struct run *run)
{
    const struct elb_suggestion *suggestion = run->result.suggestion;
    const struct elb_candidate *widest = suggestion->widest;
    struct elb_check_row *rows;
    size_t count = 0;

    if (!widest || suggestion->custom || (suggestion->best && !suggestion->best->rank.unlisted))
        return true;
    rows = elb_arena_alloc_array(&cli->arena, run->clients.count - widest->served, sizeof(*rows));
    if (!rows) {
        cli_note_memory(cli);
        return false;
    }
    for (size_t i = 0; i < run->clients.count; i++) {
        if (widest->clients[i].verdict == ELB_COMPATIBLE)
            continue;
        elb_suggest_check(&run->result, widest, i, &rows[count].check);
        if (!find_help(cli, run, &rows[count++]))
            return false;
    }
    run->result.blockers = rows;
    run->result.blocker_count = count;
    return true;
}

/* The bare name does not say it. */
static void remark_unlisted(const struct cli *cli, const struct elb_suggestion *suggestion)
{
    const struct elb_candidate *choice = elb_suggest_choice(suggestion);

    if (cli->report.quiet && choice && choice->rank.unlisted)
        cli_remark("'%s' is on none of AWS's pages: AWS may refuse it", choice->policy->name);
}

/* ---- The run -------------------------------------------------------------------------------- */

static int answer(struct cli *cli, struct run *run)
{
    struct elb_suggestion *suggestion;
    struct elb_error error = {0};
    int exit_code = CLI_EXIT_ERROR;

    if (elb_suggestion_new(&run->query, &suggestion, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return CLI_EXIT_ERROR;
    }
    run->result.suggestion = suggestion;
    if (run->result.certificates_assumed)
        try_certificates(run);
    try_classic(run);
    if (find_blockers(cli, run)) {
        cli_report(cli, &run->result);
        remark_unlisted(cli, suggestion);
        exit_code = elb_suggest_choice(suggestion) ? CLI_EXIT_OK : CLI_EXIT_NO;
    }
    elb_suggestion_free(suggestion);
    return exit_code;
}

static int run(struct cli *cli)
{
    struct run run = {
        .result = {.explain = cli_is_given(cli, &option_explain), .advice = cli_advice_kinds(cli)}};
    const struct elb_policy *from;
    int exit_code;

    if (cli->operand_count > 0)
        return cli_usage_error(cli->verb, "'%s' needs -c before it", cli->operands[0]);
    if (!read_requirements(cli, &run, &exit_code))
        return exit_code;
    if (!cli_resolve_certificates(cli, &run.certificates, &run.result.certificates_assumed))
        return CLI_EXIT_USAGE;
    from = find_from(cli);
    run.query = (struct elb_suggest_query){
        .catalog = cli->catalog,
        .load_balancers = choose_load_balancers(cli, from),
        .certificates = &run.certificates,
        .requirements = &run.requirements,
        .from = from,
    };
    if ((run.query.load_balancers & ELB_LB_CLASSIC) && run.query.load_balancers != ELB_LB_CLASSIC)
        return cli_usage_error(cli->verb, "no policy is for Classic and for other load balancers");
    if (cli_is_given(cli, &cli_client) || cli_is_given(cli, &cli_ciphers))
        cli_resolve_clients(cli, &run.clients);
    else
        add_supported(cli, &run);
    if (!run.clients.count && !cli->error_count)
        cli_note(cli, ELB_ERROR_DATA, "there is no client to serve");
    run.query.clients = run.clients.items;
    run.query.client_count = run.clients.count;
    run.result.query = &run.query;
    return answer(cli, &run);
}

const struct cli_verb cli_verb_suggest = {
    .name = "suggest",
    .operands = "[-c CLIENT]...",
    .summary = "which policy serves all these clients, under these requirements?",
    .description =
        "Names the best policy that serves all these clients and meets --require; or, if there is "
        "none, whom the best ones would lose. Also, whom each stricter policy would lose.\n\n"
        "Without -c: the clients that their makers still support. With --lb: a policy that all "
        "these load balancers have; without it, Application and Network.\n\nPolicies are ranked by "
        "what they permit. Fewer is better, in this order: on none of AWS's pages (AWS may refuse "
        "it), versions below TLSv1.2, insecure suites (NULL, export, RC4, DES, 3DES), suites "
        "without forward secrecy, signatures with SHA-1, CBC suites; then those with TLSv1.3, with "
        "post-quantum groups, recommended by AWS, with the fewest HelloRetryRequests for these "
        "clients, and the newest come first. Upcoming and retired policies never compete; FIPS, "
        "RFC "
        "9151 and CNSA policies do only where --require or --from asks for them.\n\nA client of "
        "which it is not known whether it can connect counts as not served.",
    .exit_1 = "no policy serves all of them",
    .options = options,
    .terms_title = "words of --require",
    .term = term,
    .examples = examples,
    .run = run,
};
