/* SPDX-License-Identifier: MIT */

/* What the common options ask for. */

#include "cli/cli.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 64, 64K, 64M, 64G. */
static bool parse_size(struct elb_text text, bool has_units, size_t *ret_size)
{
    static const char units[] = "KMG";
    uint64_t factor = 1;
    uint64_t value;

    if (has_units && text.length > 1) {
        char last = text.start[text.length - 1];
        const char *unit = strchr(units, last >= 'a' && last <= 'z' ? last - 'a' + 'A' : last);

        if (unit && *unit) {
            factor = UINT64_C(1) << (10 * (unit - units + 1));
            text.length--;
        }
    }
    if (!elb_text_parse_unsigned(text, SIZE_MAX / factor, &value) || value == 0)
        return false;
    *ret_size = (size_t)(value * factor);
    return true;
}

/* Nothing is wrong with the number but its size. */
static bool is_too_large(struct elb_text text, bool has_units)
{
    size_t digits = 0;

    while (digits < text.length && text.start[digits] >= '0' && text.start[digits] <= '9')
        digits++;
    if (has_units && digits + 1 == text.length && digits > 0)
        return strchr("KMGkmg", text.start[digits]) != NULL && strspn(text.start, "0") < digits;
    return digits > 0 && digits == text.length && strspn(text.start, "0") < digits;
}

bool cli_set_limit(const struct cli *cli, const struct cli_option *option, bool has_units,
                   size_t *limit)
{
    const char *text = cli_value(cli, option);

    if (!text || parse_size(elb_text_from(text), has_units, limit))
        return true;
    if (is_too_large(elb_text_from(text), has_units)) {
        cli_usage_error(cli->verb, "option '--%s' can't be '%s': too large", option->name, text);
        return false;
    }
    cli_usage_error(cli->verb, "option '--%s' needs a number above 0, not '%s'", option->name,
                    text);
    return false;
}

static bool set_limits(struct cli *cli)
{
    cli->limits = ELB_LIMITS_DEFAULT;
    return cli_set_limit(cli, &cli_max_depth, false, &cli->limits.depth) &&
           cli_set_limit(cli, &cli_max_size, true, &cli->limits.bytes) &&
           cli_set_limit(cli, &cli_max_nodes, false, &cli->limits.nodes);
}

/* https://no-color.org: set and not empty. */
static bool has_color(const struct cli *cli, const char *path)
{
    const char *when = cli_value(cli, &cli_color);
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (when && !elb_text_is_nocase(elb_text_from(when), "auto"))
        return elb_text_is_nocase(elb_text_from(when), "always");
    if (no_color && *no_color)
        return false;
    if (!terminal || strcmp(terminal, "dumb") == 0)
        return false;
    return !path && isatty(STDOUT_FILENO) == 1;
}

/* ---- Outputs -------------------------------------------------------------------------------- */

/* What goes to the same place; NULL: nothing does. */
static const struct cli_output *find_output(const struct cli *cli, const char *path)
{
    for (size_t i = 0; i < cli->output_count; i++) {
        const char *other = cli->outputs[i].path;

        if (path && other ? strcmp(path, other) == 0 : path == other)
            return &cli->outputs[i];
    }
    return NULL;
}

/* Two results for one place: one would be lost. The same twice is no contradiction. */
static bool put_output(struct cli *cli, const struct cli_output *output)
{
    const struct cli_output *other = find_output(cli, output->path);

    if (!other)
        cli->outputs[cli->output_count++] = *output;
    else if (other->reporter != output->reporter)
        cli_usage_error(cli->verb, "option '--format' is given twice%s: '%s' and '%s'",
                        output->path ? " for one file" : "", other->reporter->format,
                        output->reporter->format);
    return !other || other->reporter == output->reporter;
}

/* `-` is standard output, here as for --output, which is for the format without a file. */
static const char *output_path(const struct cli *cli, const char *format)
{
    const char *equals = format ? strchr(format, '=') : NULL;
    const char *path = equals ? equals + 1 : cli_value(cli, &cli_output);

    return path && strcmp(path, "-") != 0 ? path : NULL;
}

/* The parser has seen to it that there is such a format. */
static bool add_output(struct cli *cli, const char *format)
{
    const char *name = format ? elb_arena_dup(&cli->arena, format, strcspn(format, "="))
                              : elb_reporter_at(cli->verb->name, 0)->format;
    struct cli_output output = {.path = output_path(cli, format)};

    if (!name) {
        cli_note_memory(cli);
        return false;
    }
    output.reporter = elb_reporter_find(cli->verb->name, name);
    output.color = has_color(cli, output.path);
    if (output.path && !*output.path) {
        cli_usage_error(cli->verb, "option '--format' needs a file behind the =");
        return false;
    }
    return put_output(cli, &output);
}

static int set_outputs(struct cli *cli)
{
    const char *format;
    size_t cursor = 0;

    cli->outputs = elb_arena_alloc_array(&cli->arena, cli->value_count + 1, sizeof(*cli->outputs));
    if (!cli->outputs) {
        cli_note_memory(cli);
        return CLI_EXIT_ERROR;
    }
    while ((format = cli_next_value(cli, &cli_format, &cursor))) {
        if (!add_output(cli, format))
            return cli->out_of_memory ? CLI_EXIT_ERROR : CLI_EXIT_USAGE;
    }
    if (cli->output_count == 0 && !add_output(cli, NULL))
        return cli->out_of_memory ? CLI_EXIT_ERROR : CLI_EXIT_USAGE;
    return CLI_EXIT_OK;
}

/* ---- Overlays ------------------------------------------------------------------------------- */

static bool add_overlay(struct cli *cli, const char *directory)
{
    struct elb_catalog_file *file = NULL;
    struct elb_error error = {0};

    if (elb_catalog_load(directory, cli->catalog, cli_is_given(cli, &cli_replace), &file, &error)) {
        cli_note_error(cli, &error);
        return false;
    }
    cli->overlays[cli->overlay_count++] = file;
    cli->catalog = elb_catalog_get(file);
    return true;
}

/* Without one of the catalogs that were asked for, no answer can be trusted. */
static bool add_overlays(struct cli *cli)
{
    const char *directory;
    size_t cursor = 0;

    cli->catalog = elb_catalog_bundled();
    if (!cli_is_given(cli, &cli_policies))
        return true;
    cli->overlays = elb_arena_alloc_array(&cli->arena, cli->value_count, sizeof(*cli->overlays));
    if (!cli->overlays) {
        cli_note_memory(cli);
        return false;
    }
    while ((directory = cli_next_value(cli, &cli_policies, &cursor))) {
        if (!add_overlay(cli, directory))
            return false;
    }
    return true;
}

int cli_setup(struct cli *cli)
{
    int result;

    if (!set_limits(cli))
        return CLI_EXIT_USAGE;
    result = set_outputs(cli);
    if (result != CLI_EXIT_OK)
        return result;
    if (!add_overlays(cli))
        return CLI_EXIT_ERROR;
    cli->report.catalog = cli->catalog;
    cli->report.addresses = cli_is_given(cli, &cli_addresses);
    cli->report.quiet = cli_is_given(cli, &cli_quiet);
    return CLI_EXIT_OK;
}

void cli_done(struct cli *cli)
{
    while (cli->client_list_count > 0)
        elb_client_list_free(cli->client_lists[--cli->client_list_count]);
    while (cli->policy_list_count > 0)
        elb_policy_list_free(cli->policy_lists[--cli->policy_list_count]);
    while (cli->overlay_count > 0)
        elb_catalog_free(cli->overlays[--cli->overlay_count]);
    elb_arena_done(&cli->arena);
}
