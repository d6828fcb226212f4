/* SPDX-License-Identifier: MIT */

/* lint: what is wrong with the listeners declared in these files, before they are deployed? */

#include "base/file.h"
#include "cli/lint_fix.h"
#include "cli/lint_severities.h"
#include "cli/progress.h"
#include "cli/resolve.h"
#include "cli/walk.h"
#include "report/lint.h"

#include <string.h>

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

static const struct cli_option *const options[] = {
    &cli_client,     &cli_certificate, &option_from, &cli_rule,       &cli_ignore, &cli_severity,
    &option_fail_on, &cli_fix,         &cli_write,   &cli_allow_lost, NULL,
};

static const struct cli_example examples[] = {
    {NULL, NULL, 0},
};

/* ---- Files ---------------------------------------------------------------------------------- */

struct reading {
    struct elb_listeners *listeners;
    struct cli_progress progress;
    size_t unreadable;
};

static void note_unreadable(struct cli *cli, struct reading *reading, const struct elb_error *error)
{
    cli_progress_end(&reading->progress);
    cli_note_error(cli, error);
    reading->unreadable++;
}

/* A file is held only while it is read: most have nothing in them. */
static void read_file(struct cli_walk *walk, const char *path)
{
    struct reading *reading = walk->context;
    struct cli *cli = walk->cli;
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    struct elb_text text;
    enum elb_status status;

    cli_progress_step(&reading->progress);
    if (strcmp(path, "-") == 0) {
        if (!cli_read(cli, path, &text)) {
            reading->unreadable++;
            return;
        }
        status = ELB_OK;
    } else {
        status = elb_file_read(&arena, path, cli->limits.bytes, &text, &error);
    }
    if (status == ELB_OK)
        status = elb_listeners_add(reading->listeners, text.start, text.length, path, &error);
    if (status != ELB_OK)
        note_unreadable(cli, reading, &error);
    elb_arena_done(&arena);
}

static bool read_all(struct cli *cli, struct reading *reading)
{
    const struct elb_read_limits limits = cli_read_limits(cli);
    struct cli_walk walk = {cli, read_file, reading};
    struct elb_error error = {0};
    const struct elb_error *problem;

    if (elb_listeners_new(cli->catalog, &limits, &reading->listeners, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return false;
    }
    cli_progress_begin(&reading->progress, "files", cli->report.quiet);
    for (size_t i = 0; i < cli->operand_count; i++)
        cli_walk(&walk, cli->operands[i]);
    if (cli->operand_count == 0)
        cli_walk(&walk, ".");
    cli_progress_end(&reading->progress);
    if (elb_listeners_finish(reading->listeners, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return false;
    }
    for (size_t i = 0; (problem = elb_listeners_problem_at(reading->listeners, i)); i++)
        note_unreadable(cli, reading, problem);
    return true;
}

/* ---- Answer --------------------------------------------------------------------------------- */

static enum elb_severity fail_on(const struct cli *cli)
{
    const char *value = cli_value(cli, &option_fail_on);
    enum elb_severity severity = ELB_SEVERITY_ERROR;

    if (value)
        (void)cli_parse_severity(elb_text_from(value), &severity);
    return severity;
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
static bool finish(struct cli *cli, const struct elb_lint_result *result)
{
    const bool is_fix = cli_is_given(cli, &cli_fix);

    if (!is_fix || cli_is_given(cli, &cli_format))
        cli_report(cli, result);
    if (!is_fix)
        return has_failed(result, fail_on(cli));
    return cli_fix_findings(cli, result->listeners, result->findings, result->fixes, fail_on(cli)) >
           0;
}

static int answer(struct cli *cli, const struct elb_lint_query *query,
                  const struct reading *reading)
{
    struct elb_findings *findings = NULL;
    struct elb_error error = {0};
    struct elb_lint_result result = {
        .listeners = reading->listeners,
        .severities = query->severities,
        .clients = query->clients,
        .client_count = query->client_count,
        .certificates = query->certificates,
        .unreadable = reading->unreadable,
    };
    bool is_failed;

    if (elb_lint(query, &findings, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return CLI_EXIT_ERROR;
    }
    result.findings = findings;
    result.fixes = cli_find_fixes(cli, reading->listeners, findings);
    is_failed = !result.fixes || finish(cli, &result);
    elb_fixes_free(result.fixes);
    elb_findings_free(findings);
    return is_failed ? CLI_EXIT_NO : CLI_EXIT_OK;
}

static const struct elb_policy *resolve_from(struct cli *cli)
{
    const char *name = cli_value(cli, &option_from);
    const struct elb_policy *policy = name ? cli_find_policy(cli, name) : NULL;

    if (name && !policy)
        cli_note_unknown_policy(cli, name);
    return policy;
}

static int run(struct cli *cli)
{
    struct elb_certificates certificates;
    struct cli_client_list clients = {0};
    enum elb_severity severities[CLI_RULES_MAX];
    struct elb_lint_query query = {.catalog = cli->catalog, .severities = severities};
    struct reading reading = {0};
    bool is_assumed;
    int result = CLI_EXIT_ERROR;

    if (!cli_check_fix(cli) || !cli_set_severities(cli, severities) ||
        !cli_resolve_certificates(cli, &certificates, &is_assumed))
        return CLI_EXIT_USAGE;
    cli_resolve_clients(cli, &clients);
    query.from = resolve_from(cli);
    if (cli->error_count > 0)
        return CLI_EXIT_ERROR;
    query.clients = clients.items;
    query.client_count = clients.count;
    query.certificates = is_assumed ? NULL : &certificates;
    if (read_all(cli, &reading)) {
        query.listeners = reading.listeners;
        result = answer(cli, &query, &reading);
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
        "their names. Without a path, it is the directory where you are.\n\nFormats are recognised "
        "by their content: Terraform and OpenTofu (HCL, JSON, plans, states), CloudFormation, "
        "Kubernetes manifests and Helm values, kops, Elastic Beanstalk, Ansible, Pulumi, and what "
        "the AWS CLI prints. Other files are passed over. Directories named .git, .terraform and "
        "node_modules are not looked into.\n\nEach finding about a policy ends in a change to "
        "make: the best policy without its faults that keeps the clients of -c, or, with none "
        "given, those still supported by their makers that the present policy serves.",
    .exit_1 = "a finding is as grave as --fail-on says",
    .options = options,
    .names = CLI_NAMES_FILES,
    .examples = examples,
    .run = run,
};
