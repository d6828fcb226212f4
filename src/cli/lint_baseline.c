/* SPDX-License-Identifier: MIT */

#include "cli/lint_baseline.h"

#include "base/file.h"
#include "cli/replace.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA "elblint/baseline/1"
#define REASON "in the baseline"

const struct cli_option cli_baseline = {
    .name = "baseline",
    .argument = "FILE",
    .help = "do not count what this file has: findings that --write-baseline wrote down",
    .names = CLI_NAMES_FILES,
    .is_single = true,
};

const struct cli_option cli_write_baseline = {
    .name = "write-baseline",
    .argument = "FILE",
    .help = "write all findings down, for --baseline; they do not count this time either",
    .names = CLI_NAMES_FILES,
    .is_single = true,
};

/* ---- Reading -------------------------------------------------------------------------------- */

static bool refuse(struct cli *cli, const char *path, const struct elb_node *node,
                   const char *message)
{
    struct elb_error error = {0};

    elb_error_set(&error, ELB_ERROR_DATA, path, node ? node->start.line : 1,
                  node ? node->start.column : 1, "%s", message);
    cli_note_error(cli, &error);
    return false;
}

static bool read_item(struct cli *cli, const char *path, const struct elb_node *node,
                      struct cli_suppression_list *list)
{
    const struct elb_text fingerprint = elb_node_text(elb_node_get(node, "fingerprint"));
    struct elb_suppression item = {.reason = REASON};

    if (fingerprint.length == 0)
        return refuse(cli, path, node, "a finding without 'fingerprint'");
    item.fingerprint = fingerprint.start; /* in the arena, as the tree is */
    cli_add_suppression(cli, &item, list);
    return true;
}

static bool read_root(struct cli *cli, const char *path, const struct elb_node *root,
                      struct cli_suppression_list *list)
{
    const struct elb_node *findings = elb_node_get(root, "findings");

    if (!elb_node_text_is(elb_node_get(root, "schema"), SCHEMA))
        return refuse(cli, path, root, "no baseline: 'schema' is not '" SCHEMA "'");
    if (!elb_node_is_sequence(findings))
        return refuse(cli, path, root, "no baseline: 'findings' is missing");
    for (size_t i = 0; i < elb_node_count(findings); i++) {
        if (!read_item(cli, path, elb_node_at(findings, i), list))
            return false;
    }
    return true;
}

bool cli_read_baseline(struct cli *cli, struct cli_suppression_list *list)
{
    const char *path = cli_value(cli, &cli_baseline);
    const struct elb_node *root;
    struct elb_error error = {0};
    struct elb_text text;

    if (!path)
        return true;
    if (elb_file_read_regular(&cli->arena, path, cli->limits.bytes, &text, &error) == ELB_OK &&
        elb_json_read(&cli->arena, text, path, &cli->limits, &root, &error) == ELB_OK)
        return read_root(cli, path, root, list);
    cli_note_error(cli, &error);
    return false;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* What comments and the configuration hide has its own reason there. */
static bool is_written(const struct elb_finding *finding)
{
    return !finding->suppressed || strcmp(finding->suppressed, REASON) == 0;
}

static json_t *describe(const struct elb_finding *finding)
{
    json_t *object = json_object();
    const char *address = finding->listener ? finding->listener->address : NULL;

    json_object_set_new(object, "fingerprint", json_string(finding->fingerprint));
    json_object_set_new(object, "rule", json_string(finding->rule->id));
    json_object_set_new(object, "path", json_string(finding->path));
    json_object_set_new(object, "address", address ? json_string(address) : json_null());
    return object;
}

static char *print(const struct cli *cli, const struct elb_findings *findings)
{
    json_t *document = json_object();
    json_t *list = json_array();
    char *text;

    for (size_t i = 0; i < elb_findings_count(findings); i++) {
        if (is_written(elb_findings_at(findings, i)))
            json_array_append_new(list, describe(elb_findings_at(findings, i)));
    }
    json_object_set_new(document, "schema", json_string(SCHEMA));
    json_object_set_new(document, "catalog", json_string(cli->catalog->date));
    json_object_set_new(document, "findings", list);
    text = json_dumps(document, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    json_decref(document);
    return text;
}

void cli_write_findings(struct cli *cli, const struct elb_findings *findings)
{
    const char *path = cli_value(cli, &cli_write_baseline);
    struct elb_error error = {0};
    struct elb_buffer line = {0};
    char *text;

    if (!path)
        return;
    text = print(cli, findings);
    if (text)
        elb_buffer_printf(&line, "%s\n", text);
    if (!text || line.out_of_memory) {
        cli_note_memory(cli);
    } else if (!cli_replace_file(&cli->arena, path, elb_buffer_text(&line), false)) {
        elb_error_set(&error, ELB_ERROR_IO, path, 0, 0, "can't write: %s", strerror(errno));
        cli_note_error(cli, &error);
    }
    free(text);
    elb_buffer_done(&line);
}
