/* SPDX-License-Identifier: MIT */

/* lint: what is wrong with the listeners declared in these files, before they are deployed? */

#include "catalog/dates.h"
#include "cli/lint_baseline.h"
#include "cli/lint_config.h"
#include "cli/lint_fix.h"
#include "cli/lint_read.h"
#include "cli/lint_severities.h"
#include "cli/resolve.h"
#include "judge/lint.h"
#include "report/lint.h"

#include <string.h>
#include <time.h>

/* ---- Options -------------------------------------------------------------------------------- */

static const char *severity_word(size_t index)
{
    return index < ELB_SEVERITY_ERROR
               ? elb_severity_name((enum elb_severity)(ELB_SEVERITY_ERROR - index))
               : NULL;
}

static const struct cli_option option_fail_on = {
    .name = "fail-on",
    .argument = "LEVEL",
    .help = "exit with 1 from this severity on; error, unless given",
    .word = severity_word,
    .is_single = true,
};

static const struct cli_option option_from = {
    .name = "from",
    .argument = "POLICY",
    .help = "the policy that the listeners have today: whom would the change lose?",
    .names = CLI_NAMES_POLICIES,
    .is_single = true,
};

static const struct cli_option option_profile = {
    .name = "profile",
    .argument = "NAME",
    .help = "a profile that all policies are to meet, as far as a policy can show it; may be "
            "repeated",
    .names = CLI_NAMES_PROFILES,
};

static const struct cli_option option_today = {
    .name = "today",
    .argument = "DATE",
    .help = "the day by which exceptions expire, as YYYY-MM-DD: for runs that can be repeated",
    .is_single = true,
};

static const struct cli_option option_max_findings = {
    .name = "max-findings",
    .argument = "COUNT",
    .help = "how much may be found; beyond that it is an error (100000)",
    .is_single = true,
};

static const struct cli_option *const options[] = {
    &cli_client,
    &cli_certificate,
    &option_from,
    &option_profile,
    &cli_rule,
    &cli_ignore,
    &cli_severity,
    &option_fail_on,
    &cli_fix,
    &cli_write,
    &cli_allow_lost,
    &cli_config,
    &cli_no_config,
    &cli_baseline,
    &cli_write_baseline,
    &option_today,
    &option_max_findings,
    NULL,
};

static const struct cli_example examples[] = {
    {"elblint lint examples/shop", "all listeners that are declared in a directory", CLI_EXIT_NO},
    {"elblint lint -c java-8u31 --from 2016-08 examples/shop/payment.yaml",
     "whom a change would lose, of the clients that you have", CLI_EXIT_NO},
    {"elblint lint --fix -c openssl-3.0.3 examples/shop",
     "a diff that mends what can be mended; with --write, the files are changed", CLI_EXIT_NO},
    {"elblint lint --rule profile --profile mozilla-intermediate examples/shop",
     "which clauses of a standard are not met", CLI_EXIT_NO},
    {"elblint lint --config examples/ci/elblint.yaml --today 2026-11-23 examples/shop/api.yaml",
     "with what a team has decided, and the exceptions of that day", CLI_EXIT_NO},
    {"elblint lint --format markdown examples/shop", "a table for a comment on a change",
     CLI_EXIT_NO},
    {NULL, NULL, 0},
};

/* What is asked, by the command line and the configuration. */
struct question {
    struct elb_lint_query query;
    struct cli_lint_config config;
    enum elb_severity severities[CLI_RULES_MAX];
    bool unmentioned[CLI_RULES_MAX];
    struct cli_client_list clients;
    struct cli_client_list allowed; /* to be lost */
    const struct elb_profile **profiles;
    struct elb_certificates certificates;
    char today[sizeof("YYYY-MM-DD")];
};

/* ---- Question ------------------------------------------------------------------------------- */

/* What the command line says goes before what the configuration does. */
static void resolve_clients(struct cli *cli, struct question *question)
{
    const struct cli_lint_config *config = &question->config;

    cli_resolve_clients(cli, &question->clients);
    for (size_t i = 0; !cli_is_given(cli, &cli_client) && i < config->client_count; i++)
        cli_add_clients(cli, config->clients[i], &question->clients);
    question->query.clients = question->clients.items;
    question->query.client_count = question->clients.count;
}

static bool resolve_certificates(struct cli *cli, struct question *question)
{
    bool is_assumed;

    if (!cli_resolve_certificates(cli, &question->certificates, &is_assumed))
        return false;
    if (!is_assumed)
        question->query.certificates = &question->certificates;
    else if (question->config.certificates.count > 0)
        question->query.certificates = &question->config.certificates;
    return true;
}

/* In UTC, so that it is the same day everywhere. */
static bool resolve_today(struct cli *cli, struct question *question)
{
    const char *given = cli_value(cli, &option_today);
    const time_t now = time(NULL);
    struct tm day;

    if (given && !elb_date_is_day(elb_text_from(given))) {
        cli_usage_error(cli->verb, "option '--today' needs a day as YYYY-MM-DD, not '%s'", given);
        return false;
    }
    question->query.today = given;
    if (!given && gmtime_r(&now, &day) &&
        strftime(question->today, sizeof(question->today), "%Y-%m-%d", &day) > 0)
        question->query.today = question->today;
    return true;
}

static void resolve_from(struct cli *cli, struct question *question)
{
    const char *name = cli_value(cli, &option_from);

    question->query.from = name ? cli_find_policy(cli, name) : NULL;
    if (name && !question->query.from)
        cli_note_unknown_policy(cli, name);
}

static void add_profile(struct cli *cli, struct question *question, const char *name)
{
    const size_t length = strlen(name);
    const struct elb_profile *profile = elb_catalog_profile_named(cli->catalog, name, length);
    const char *nearest = elb_catalog_nearest_profile(cli->catalog, name, length);

    for (size_t i = 0; profile && i < question->query.profile_count; i++) {
        if (question->profiles[i] == profile)
            return;
    }
    if (profile)
        question->profiles[question->query.profile_count++] = profile;
    else
        cli_note(cli, ELB_ERROR_DATA, "unknown profile '%s'%s%s%s", name,
                 nearest ? ", did you mean '" : "", nearest ? nearest : "", nearest ? "'" : "");
}

/* A rule that has nothing to judge by finds nothing, and must not look as if it had passed. */
static bool switch_profile_off(const struct cli *cli, struct question *question)
{
    size_t index = 0;

    while (elb_rule_at(index) != &elb_rule_profile.rule)
        index++;
    if (cli_is_given(cli, &cli_rule) && !cli_is_given(cli, &option_profile) &&
        question->severities[index] != ELB_SEVERITY_OFF) {
        cli_usage_error(cli->verb, "rule '%s' needs '--profile NAME'", elb_rule_at(index)->id);
        return false;
    }
    question->severities[index] = ELB_SEVERITY_OFF;
    return true;
}

/* Each once: by another of its names it is the same. */
static bool resolve_profiles(struct cli *cli, struct question *question)
{
    const char *name;
    size_t cursor = 0;

    question->profiles = elb_arena_alloc_array(&cli->arena, cli->catalog->profile_count + 1,
                                               sizeof(const struct elb_profile *));
    if (!question->profiles) {
        cli_note_memory(cli);
        return true;
    }
    question->query.profiles = question->profiles;
    while ((name = cli_next_value(cli, &option_profile, &cursor)))
        add_profile(cli, question, name);
    for (size_t i = 0; !cli_is_given(cli, &option_profile) && i < question->config.profile_count;
         i++)
        add_profile(cli, question, question->config.profiles[i]);
    return question->query.profile_count > 0 || switch_profile_off(cli, question);
}

/* Are all files read that the configuration can be about? */
static bool is_whole(const struct cli *cli, const struct cli_lint_config *config)
{
    for (size_t i = 0; i < cli->operand_count; i++) {
        if (strcmp(cli->operands[i], ".") == 0)
            return config->path && !strchr(config->path, '/');
    }
    return cli->operand_count == 0 && config->path && !strchr(config->path, '/');
}

/* A hook gives some files only: an exception for another one is not of no use. */
static void set_broad(const struct cli *cli, struct cli_lint_config *config)
{
    for (size_t i = 0; i < config->suppressions.count; i++)
        config->suppressions.items[i].is_broad = !is_whole(cli, config);
}

/* 0, 2 or 3. */
static int ask(struct cli *cli, struct question *question)
{
    struct cli_suppression_list *suppressions = &question->config.suppressions;

    if (!cli_check_fix(cli) || !resolve_today(cli, question) ||
        !cli_set_limit(cli, &option_max_findings, false, &question->query.limit))
        return CLI_EXIT_USAGE;
    if (!cli_read_config(cli, &question->config))
        return CLI_EXIT_ERROR;
    set_broad(cli, &question->config);
    if (!cli_read_baseline(cli, suppressions))
        return CLI_EXIT_ERROR;
    if (!cli_set_severities(cli, &question->config, question->severities) ||
        !resolve_certificates(cli, question))
        return CLI_EXIT_USAGE;
    resolve_clients(cli, question);
    resolve_from(cli, question);
    cli_resolve_allowed(cli, &question->clients, &question->allowed);
    if (!resolve_profiles(cli, question))
        return CLI_EXIT_USAGE;
    question->query.severities = question->severities;
    cli_set_unmentioned(cli, &question->config, question->unmentioned);
    question->query.unmentioned = question->unmentioned;
    question->query.suppressions = suppressions->items;
    question->query.suppression_count = suppressions->count;
    return cli->error_count > 0 ? CLI_EXIT_ERROR : CLI_EXIT_OK;
}

/* ---- Answer --------------------------------------------------------------------------------- */

static enum elb_severity fail_on(const struct cli *cli, const struct cli_lint_config *config)
{
    const char *value = cli_value(cli, &option_fail_on);
    enum elb_severity severity = config->has_fail_on ? config->fail_on : ELB_SEVERITY_ERROR;

    if (value)
        (void)cli_parse_severity(elb_text_from(value), &severity);
    return severity == ELB_SEVERITY_OFF ? ELB_SEVERITY_COUNT : severity;
}

static bool has_failed(const struct elb_lint_result *result, enum elb_severity from)
{
    struct elb_lint_counts counts;
    size_t count = 0;

    elb_lint_count(result, &counts);
    for (unsigned i = from; i < ELB_SEVERITY_COUNT; i++)
        count += counts.findings[i];
    return count > 0;
}

/* Reports, and mends if that was asked for; true: something is left to be mended. */
static bool finish(struct cli *cli, const struct elb_lint_result *result, enum elb_severity from)
{
    const bool is_fix = cli_is_given(cli, &cli_fix);

    if (!is_fix || cli_is_given(cli, &cli_format) || cli_is_given(cli, &cli_output))
        cli_report(cli, result);
    cli_write_findings(cli, result->findings);
    if (is_fix)
        return cli_fix_findings(cli, result->listeners, result->findings, result->fixes, from) > 0;
    return !cli_is_given(cli, &cli_write_baseline) && has_failed(result, from);
}

static int answer(struct cli *cli, const struct question *question,
                  const struct cli_lint_reading *reading)
{
    struct elb_findings *findings = NULL;
    struct elb_error error = {0};
    struct elb_lint_result result = {
        .listeners = reading->listeners,
        .severities = question->severities,
        .clients = question->query.clients,
        .client_count = question->query.client_count,
        .certificates = question->query.certificates,
        .unreadable = reading->unreadable,
    };
    bool is_failed;

    if (elb_lint(&question->query, &findings, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return CLI_EXIT_ERROR;
    }
    result.findings = findings;
    result.fixes = cli_find_fixes(cli, reading->listeners, findings, &question->allowed);
    is_failed = !result.fixes || finish(cli, &result, fail_on(cli, &question->config));
    elb_fixes_free(result.fixes);
    elb_findings_free(findings);
    return is_failed ? CLI_EXIT_NO : CLI_EXIT_OK;
}

static int run(struct cli *cli)
{
    struct question question = {.query = {.catalog = cli->catalog}};
    struct cli_lint_reading reading = {0};
    int result = ask(cli, &question);

    if (result != CLI_EXIT_OK)
        return result;
    result = CLI_EXIT_ERROR;
    if (cli_read_listeners(cli, &reading)) {
        question.query.listeners = reading.listeners;
        result = answer(cli, &question, &reading);
    }
    elb_listeners_free(reading.listeners);
    return result;
}

const struct cli_verb cli_verb_lint = {
    .name = "lint",
    .operands = "[PATH...]",
    .summary = "what is wrong with the listeners declared in these files?",
    .description =
        "Reviews listeners before they are deployed: finds them in files and directories, works "
        "out the policies that each may have, and judges these by the facts of the catalog, not by "
        "their names. Without a path, it is the directory where you are; - is standard input, as "
        "in "
        "`terraform show -json PLAN | elblint lint -`.\n\nFormats are recognised "
        "by their content: Terraform and OpenTofu (HCL, JSON, plans, states), CloudFormation, "
        "Kubernetes manifests and Helm values, kops, Elastic Beanstalk, Ansible, Pulumi, and what "
        "the AWS CLI prints. Other files are passed over. Directories named .git, .terraform and "
        "node_modules are not looked into.\n\nEach finding about a policy ends in a change to "
        "make: the best policy without its faults that keeps the clients of -c, or, with none "
        "given, those still supported by their makers that the present policy serves.\n\nAn "
        "exception is a comment on the line of a declaration or above it, with a reason:\n\n"
        "# elblint:ignore legacy-protocol until=2027-06-30 -- two old tills\n\n"
        "Kubernetes has it as the annotation elblint.io/ignore, CloudFormation as "
        "Metadata: {elblint: {ignore: ...}} of a resource. One that hides nothing any more, or has "
        "expired, is a finding.\n\n"
        "What a whole team decides stands in .elblint.yaml (see FILES in elblint(1)).",
    .exit_1 = "a finding is as grave as --fail-on says",
    .options = options,
    .names = CLI_NAMES_FILES,
    .examples = examples,
    .run = run,
};
