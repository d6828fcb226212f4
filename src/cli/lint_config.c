/* SPDX-License-Identifier: MIT */

#define _XOPEN_SOURCE 700 /* for realpath() */

#include "cli/lint_config_read.h"

#include "base/file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME ".elblint.yaml"

const struct cli_option cli_config = {
    .name = "config",
    .argument = "FILE",
    .help = "the configuration, instead of the nearest " NAME " from here upwards",
    .names = CLI_NAMES_FILES,
    .is_single = true,
};

const struct cli_option cli_no_config = {
    .name = "no-config",
    .help = "without any configuration",
};

/* ---- The keys ------------------------------------------------------------------------------- */

/* A file is named from the configuration on. */
static const char *place_client(struct cli_config_reading *reading, const char *name)
{
    const char *path = name;
    struct stat status;

    if (!name || name[0] == '/')
        return name;
    path = elb_arena_printf(&reading->cli->arena, "%s%s", reading->directory, name);
    if (!path)
        cli_note_memory(reading->cli);
    if (path && (strchr(name, '/') || (stat(path, &status) == 0 && !S_ISDIR(status.st_mode))))
        return path;
    return name;
}

static void read_clients(struct cli_config_reading *reading, const struct elb_node *node,
                         void *object)
{
    struct cli_lint_config *config = object;
    const size_t count = elb_node_count(node);

    if (!cli_is_config_list(reading, node))
        return;
    config->client_count = 0;
    config->clients = elb_arena_alloc_array(&reading->cli->arena, count, sizeof(const char *));
    for (size_t i = 0; config->clients && i < count; i++) {
        const char *name =
            place_client(reading, cli_read_config_text(reading, elb_node_at(node, i)));

        if (name)
            config->clients[config->client_count++] = name;
    }
    if (!config->clients)
        cli_note_memory(reading->cli);
}

static void read_certificates(struct cli_config_reading *reading, const struct elb_node *node,
                              void *object)
{
    struct elb_certificates *certificates = &((struct cli_lint_config *)object)->certificates;

    if (!cli_is_config_list(reading, node))
        return;
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_text name = elb_node_text(elb_node_at(node, i));
        const enum elb_certificate certificate = elb_certificate_from_name(name.start, name.length);

        if (certificate == ELB_CERTIFICATE_NONE || certificates->count == ELB_CERTIFICATES_MAX)
            cli_refuse_config(reading, elb_node_at(node, i),
                              "no certificate '%.*s': they are called rsa2048, "
                              "ecdsa256 ...",
                              ELB_TEXT_ARGS(name));
        else
            certificates->list[certificates->count++] = certificate;
    }
}

static bool read_severity(struct cli_config_reading *reading, const struct elb_node *node,
                          enum elb_severity *ret_severity)
{
    const bool is_severity = cli_parse_severity(elb_node_text(node), ret_severity);

    if (!is_severity)
        cli_refuse_config(reading, node, "expected error, warning, note or off, not '%.*s'",
                          ELB_TEXT_ARGS(elb_node_text(node)));
    return is_severity;
}

static void read_rules(struct cli_config_reading *reading, const struct elb_node *node,
                       void *object)
{
    struct cli_lint_config *config = object;

    if (!elb_node_is_mapping(node))
        cli_refuse_config(reading, node, "expected a mapping of rules to severities");
    for (size_t i = 0; elb_node_is_mapping(node) && i < elb_node_count(node); i++) {
        size_t index;

        if (cli_find_config_rule(reading, elb_node_key_at(node, i), &index))
            config->is_set[index] =
                read_severity(reading, elb_node_at(node, i), &config->severities[index]);
    }
}

static void read_fail_on(struct cli_config_reading *reading, const struct elb_node *node,
                         void *object)
{
    struct cli_lint_config *config = object;

    config->has_fail_on = read_severity(reading, node, &config->fail_on);
}

static void read_profile(struct cli_config_reading *reading, const struct elb_node *node)
{
    const struct elb_catalog *catalog = reading->cli->catalog;
    const struct elb_text name = elb_node_text(node);
    const struct elb_profile *profile = elb_catalog_profile_named(catalog, name.start, name.length);
    const char *nearest = elb_catalog_nearest_profile(catalog, name.start, name.length);

    if (profile)
        reading->config->profiles[reading->config->profile_count++] = profile->id;
    else
        cli_refuse_config(reading, node, "unknown profile '%.*s'%s%s%s", ELB_TEXT_ARGS(name),
                          nearest ? ", did you mean '" : "", nearest ? nearest : "",
                          nearest ? "'" : "");
}

static void read_profiles(struct cli_config_reading *reading, const struct elb_node *node,
                          void *object)
{
    struct cli_lint_config *config = object;
    const size_t count = elb_node_count(node);

    if (!cli_is_config_list(reading, node))
        return;
    config->profile_count = 0;
    config->profiles = elb_arena_alloc_array(&reading->cli->arena, count, sizeof(const char *));
    for (size_t i = 0; config->profiles && i < count; i++)
        read_profile(reading, elb_node_at(node, i));
    if (!config->profiles)
        cli_note_memory(reading->cli);
}

/* ---- The file ------------------------------------------------------------------------------- */

static void read_root(struct cli_config_reading *reading, const struct elb_node *root)
{
    static const struct cli_config_key keys[] = {
        {"clients", read_clients}, {"certificates", read_certificates},
        {"rules", read_rules},     {"profiles", read_profiles},
        {"fail-on", read_fail_on}, {"ignore", cli_read_config_ignore},
    };

    if (!elb_node_is_null(root))
        cli_read_config_keys(reading, root, keys, sizeof(keys) / sizeof(keys[0]), reading->config);
}

/* The directory of the file, and from there to here. */
static bool set_places(struct cli_config_reading *reading)
{
    char directory[PATH_MAX];
    char here[PATH_MAX];
    char *slash;
    size_t length;

    if (!realpath(reading->config->path, directory) || !getcwd(here, sizeof(here) - 1))
        return false;
    slash = strrchr(directory, '/');
    slash[1] = '\0';
    length = strlen(directory);
    if (here[strlen(here) - 1] != '/')
        memcpy(here + strlen(here), "/", 2);
    reading->directory = elb_arena_dup(&reading->cli->arena, directory, length);
    reading->base = strncmp(here, directory, length) == 0
                        ? elb_arena_dup(&reading->cli->arena, here + length, strlen(here + length))
                        : "";
    return reading->directory && reading->base;
}

/* The nearest one: here, or above. NULL: there is none. */
static const char *find_file(struct cli *cli)
{
    struct elb_buffer path = {0};
    const char *found = NULL;
    char here[PATH_MAX];
    size_t above = 0;
    struct stat status;

    if (!getcwd(here, sizeof(here)))
        return NULL;
    for (const char *c = here; *c; c++)
        above += *c == '/';
    elb_buffer_append_string(&path, NAME);
    for (size_t i = 0; !found && i <= above && !path.out_of_memory; i++) {
        if (stat(path.data, &status) == 0 && S_ISREG(status.st_mode))
            found = elb_arena_dup(&cli->arena, path.data, path.length);
        path.length = 3 * i;
        elb_buffer_append_string(&path, "../" NAME);
    }
    elb_buffer_done(&path);
    return found;
}

static bool read_file(struct cli_config_reading *reading)
{
    struct cli *cli = reading->cli;
    struct elb_documents documents;
    struct elb_error error = {0};
    struct elb_text text;

    if (elb_file_read_regular(&cli->arena, reading->config->path, cli->limits.bytes, &text,
                              &error) != ELB_OK ||
        elb_yaml_read(&cli->arena, text, reading->config->path, &cli->limits, &documents, &error) !=
            ELB_OK) {
        cli_note_error(cli, &error);
        return false;
    }
    if (!set_places(reading)) {
        cli_note(cli, ELB_ERROR_IO, "%s: can't tell where it is", reading->config->path);
        return false;
    }
    for (size_t i = 0; i < documents.count; i++)
        read_root(reading, documents.roots[i]);
    return reading->is_good && !cli->out_of_memory;
}

bool cli_read_config(struct cli *cli, struct cli_lint_config *ret_config)
{
    struct cli_config_reading reading = {.cli = cli, .config = ret_config, .is_good = true};

    *ret_config = (struct cli_lint_config){.path = cli_value(cli, &cli_config)};
    if (cli_is_given(cli, &cli_no_config))
        return true;
    if (!ret_config->path)
        ret_config->path = find_file(cli);
    return !ret_config->path || read_file(&reading);
}
