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

static bool set_limit(const struct cli *cli, const struct cli_option *option, bool has_units,
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
    return set_limit(cli, &cli_max_depth, false, &cli->limits.depth) &&
           set_limit(cli, &cli_max_size, true, &cli->limits.bytes) &&
           set_limit(cli, &cli_max_nodes, false, &cli->limits.nodes);
}

/* https://no-color.org: set and not empty. */
static bool has_color(const struct cli *cli)
{
    const char *when = cli_value(cli, &cli_color);
    const char *path = cli_value(cli, &cli_output);
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (when && !elb_text_is_nocase(elb_text_from(when), "auto"))
        return elb_text_is_nocase(elb_text_from(when), "always");
    if (no_color && *no_color)
        return false;
    if (!terminal || strcmp(terminal, "dumb") == 0)
        return false;
    return (!path || strcmp(path, "-") == 0) && isatty(STDOUT_FILENO) == 1;
}

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
    const char *format = cli_value(cli, &cli_format);

    if (!set_limits(cli))
        return CLI_EXIT_USAGE;
    if (!add_overlays(cli))
        return CLI_EXIT_ERROR;
    cli->reporter =
        format ? elb_reporter_find(cli->verb->name, format) : elb_reporter_at(cli->verb->name, 0);
    cli->report.catalog = cli->catalog;
    cli->report.color = has_color(cli);
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
