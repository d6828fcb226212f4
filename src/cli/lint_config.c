/* SPDX-License-Identifier: MIT */

#define _XOPEN_SOURCE 700 /* for realpath() */

#include "cli/lint_config.h"

#include "base/file.h"
#include "catalog/dates.h"
#include "catalog/nearest.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME         ".elblint.yaml"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

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

/* While the file is read. */
struct reading {
    struct cli *cli;
    struct cli_lint_config *config;
    const char *directory; /* the file's, absolute, with a slash at the end */
    const char *base;      /* from there to where we are: "" or with a slash at the end */
    bool is_good;
};

typedef void read_key(struct reading *reading, const struct elb_node *node, void *object);

struct key {
    const char *name;
    read_key *read;
};

/* ---- What is wrong -------------------------------------------------------------------------- */

static void refuse(struct reading *reading, const struct elb_node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void refuse(struct reading *reading, const struct elb_node *node, const char *format, ...)
{
    struct elb_error error = {0};
    char message[sizeof(error.message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    elb_error_set(&error, ELB_ERROR_DATA, reading->config->path, node->start.line,
                  node->start.column, "%s", message);
    cli_note_error(reading->cli, &error);
    reading->is_good = false;
}

static void refuse_key(struct reading *reading, const struct elb_node *node, const struct key *keys,
                       size_t count)
{
    struct elb_nearest nearest = elb_nearest_to(elb_node_text(node));

    for (size_t i = 0; i < count; i++)
        elb_nearest_try(&nearest, keys[i].name);
    refuse(reading, node, "unknown key '%.*s'%s%s%s", ELB_TEXT_ARGS(elb_node_text(node)),
           nearest.found ? ", did you mean '" : "", nearest.found ? nearest.found : "",
           nearest.found ? "'" : "");
}

static void read_keys(struct reading *reading, const struct elb_node *mapping,
                      const struct key *keys, size_t count, void *object)
{
    if (!elb_node_is_mapping(mapping)) {
        refuse(reading, mapping, "expected a mapping, not %s", elb_node_type_name(mapping));
        return;
    }
    for (size_t i = 0; i < elb_node_count(mapping); i++) {
        const struct elb_node *name = elb_node_key_at(mapping, i);
        size_t k = 0;

        while (k < count && !elb_node_text_is(name, keys[k].name))
            k++;
        if (k < count)
            keys[k].read(reading, elb_node_at(mapping, i), object);
        else
            refuse_key(reading, name, keys, count);
    }
}

static const char *read_text(struct reading *reading, const struct elb_node *node)
{
    const struct elb_text text = elb_node_text(node);
    const char *copy;

    if (!elb_node_is_scalar(node) || elb_node_is_null(node) || text.length == 0) {
        refuse(reading, node, "expected a text, not %s", elb_node_type_name(node));
        return NULL;
    }
    copy = elb_arena_dup(&reading->cli->arena, text.start, text.length);
    if (!copy)
        cli_note_memory(reading->cli);
    return copy;
}

static bool is_list(struct reading *reading, const struct elb_node *node)
{
    if (!elb_node_is_sequence(node))
        refuse(reading, node, "expected a list, not %s", elb_node_type_name(node));
    return elb_node_is_sequence(node);
}

/* ---- The keys ------------------------------------------------------------------------------- */

/* A file is named from the configuration on. */
static const char *place_client(struct reading *reading, const char *name)
{
    const char *path = name;
    struct stat status;

    if (!name || name[0] == '/')
        return name;
    path = elb_arena_printf(&reading->cli->arena, "%s%s", reading->directory, name);
    if (!path)
        cli_note_memory(reading->cli);
    return path && (strchr(name, '/') || stat(path, &status) == 0) ? path : name;
}

static void read_clients(struct reading *reading, const struct elb_node *node, void *object)
{
    struct cli_lint_config *config = object;
    const size_t count = elb_node_count(node);

    if (!is_list(reading, node))
        return;
    config->clients = elb_arena_alloc_array(&reading->cli->arena, count, sizeof(const char *));
    for (size_t i = 0; config->clients && i < count; i++) {
        const char *name = place_client(reading, read_text(reading, elb_node_at(node, i)));

        if (name)
            config->clients[config->client_count++] = name;
    }
    if (!config->clients)
        cli_note_memory(reading->cli);
}

static void read_certificates(struct reading *reading, const struct elb_node *node, void *object)
{
    struct elb_certificates *certificates = &((struct cli_lint_config *)object)->certificates;

    if (!is_list(reading, node))
        return;
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_text name = elb_node_text(elb_node_at(node, i));
        const enum elb_certificate certificate = elb_certificate_from_name(name.start, name.length);

        if (certificate == ELB_CERTIFICATE_NONE || certificates->count == ELB_CERTIFICATES_MAX)
            refuse(reading, elb_node_at(node, i),
                   "no certificate '%.*s': they are called rsa2048, "
                   "ecdsa256 ...",
                   ELB_TEXT_ARGS(name));
        else
            certificates->list[certificates->count++] = certificate;
    }
}

static bool read_severity(struct reading *reading, const struct elb_node *node,
                          enum elb_severity *ret_severity)
{
    const bool is_severity = cli_parse_severity(elb_node_text(node), ret_severity);

    if (!is_severity)
        refuse(reading, node, "expected error, warning, note or off, not '%.*s'",
               ELB_TEXT_ARGS(elb_node_text(node)));
    return is_severity;
}

/* The rule's index; false: there is none, which is noted. */
static bool find_rule(struct reading *reading, const struct elb_node *node, size_t *ret_index)
{
    const struct elb_text name = elb_node_text(node);
    const char *nearest = elb_rule_nearest(name.start, name.length);

    for (size_t i = 0; elb_rule_at(i) && i < CLI_RULES_MAX; i++) {
        if (elb_text_is(name, elb_rule_at(i)->id)) {
            *ret_index = i;
            return true;
        }
    }
    refuse(reading, node, "unknown rule '%.*s'%s%s%s", ELB_TEXT_ARGS(name),
           nearest ? ", did you mean '" : "", nearest ? nearest : "", nearest ? "'" : "");
    return false;
}

static void read_rules(struct reading *reading, const struct elb_node *node, void *object)
{
    struct cli_lint_config *config = object;

    if (!elb_node_is_mapping(node))
        refuse(reading, node, "expected a mapping of rules to severities");
    for (size_t i = 0; elb_node_is_mapping(node) && i < elb_node_count(node); i++) {
        size_t index;

        if (find_rule(reading, elb_node_key_at(node, i), &index))
            config->is_set[index] =
                read_severity(reading, elb_node_at(node, i), &config->severities[index]);
    }
}

static void read_fail_on(struct reading *reading, const struct elb_node *node, void *object)
{
    struct cli_lint_config *config = object;

    config->has_fail_on = read_severity(reading, node, &config->fail_on);
}

static void read_profile(struct reading *reading, const struct elb_node *node)
{
    const struct elb_catalog *catalog = reading->cli->catalog;
    const struct elb_text name = elb_node_text(node);
    const struct elb_profile *profile = elb_catalog_profile_named(catalog, name.start, name.length);
    const char *nearest = elb_catalog_nearest_profile(catalog, name.start, name.length);

    if (profile)
        reading->config->profiles[reading->config->profile_count++] = profile->id;
    else
        refuse(reading, node, "unknown profile '%.*s'%s%s%s", ELB_TEXT_ARGS(name),
               nearest ? ", did you mean '" : "", nearest ? nearest : "", nearest ? "'" : "");
}

static void read_profiles(struct reading *reading, const struct elb_node *node, void *object)
{
    struct cli_lint_config *config = object;
    const size_t count = elb_node_count(node);

    if (!is_list(reading, node))
        return;
    config->profile_count = 0;
    config->profiles = elb_arena_alloc_array(&reading->cli->arena, count, sizeof(const char *));
    for (size_t i = 0; config->profiles && i < count; i++)
        read_profile(reading, elb_node_at(node, i));
    if (!config->profiles)
        cli_note_memory(reading->cli);
}

/* ---- What is to be ignored ------------------------------------------------------------------ */

void cli_add_suppression(struct cli *cli, const struct elb_suppression *item,
                         struct cli_suppression_list *list)
{
    struct elb_suppression *items =
        elb_arena_grow(&cli->arena, list->items, list->count, &list->capacity, sizeof(*items));

    if (!items) {
        cli_note_memory(cli);
        return;
    }
    items[list->count++] = *item;
    list->items = items;
}

static void read_rule(struct reading *reading, const struct elb_node *node, void *object)
{
    size_t index;

    if (find_rule(reading, node, &index))
        ((struct elb_suppression *)object)->rule = elb_rule_at(index)->id;
}

static void read_path(struct reading *reading, const struct elb_node *node, void *object)
{
    struct elb_suppression *item = object;

    item->path = read_text(reading, node);
    item->is_pattern = true;
    item->base = reading->base;
    item->directory = reading->directory;
}

static void read_address(struct reading *reading, const struct elb_node *node, void *object)
{
    ((struct elb_suppression *)object)->address = read_text(reading, node);
}

static void read_until(struct reading *reading, const struct elb_node *node, void *object)
{
    struct elb_suppression *item = object;

    item->until = read_text(reading, node);
    if (item->until && !elb_date_is_day(elb_text_from(item->until)))
        refuse(reading, node, "expected a date such as 2027-01-31, not '%s'", item->until);
}

static void read_reason(struct reading *reading, const struct elb_node *node, void *object)
{
    ((struct elb_suppression *)object)->reason = read_text(reading, node);
}

static void read_exception(struct reading *reading, const struct elb_node *node,
                           struct elb_suppression *item)
{
    static const struct key keys[] = {
        {"rule", read_rule},   {"path", read_path},     {"address", read_address},
        {"until", read_until}, {"reason", read_reason},
    };

    *item = (struct elb_suppression){
        .origin = reading->config->path,
        .span = {.line = node->start.line,
                 .column = node->start.column,
                 .end_line = node->start.line,
                 .end_column = node->start.column + 1},
    };
    read_keys(reading, node, keys, COUNT(keys), item);
    if (!elb_node_is_mapping(node))
        return;
    if (!elb_node_get(node, "rule"))
        refuse(reading, node, "'rule' is missing");
    if (!elb_node_get(node, "reason"))
        refuse(reading, node, "'reason' is missing: who reads this later must know it");
}

static void read_ignore(struct reading *reading, const struct elb_node *node, void *object)
{
    struct cli_lint_config *config = object;

    if (!is_list(reading, node))
        return;
    for (size_t i = 0; i < elb_node_count(node); i++) {
        struct elb_suppression item;

        read_exception(reading, elb_node_at(node, i), &item);
        cli_add_suppression(reading->cli, &item, &config->suppressions);
    }
}

/* ---- The file ------------------------------------------------------------------------------- */

static void read_root(struct reading *reading, const struct elb_node *root)
{
    static const struct key keys[] = {
        {"clients", read_clients},   {"certificates", read_certificates}, {"rules", read_rules},
        {"profiles", read_profiles}, {"fail-on", read_fail_on},           {"ignore", read_ignore},
    };

    if (!elb_node_is_null(root))
        read_keys(reading, root, keys, COUNT(keys), reading->config);
}

/* The directory of the file, and from there to here. */
static bool set_places(struct reading *reading)
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
    strcat(here, "/");
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

static bool read_file(struct reading *reading)
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
    struct reading reading = {.cli = cli, .config = ret_config, .is_good = true};

    *ret_config = (struct cli_lint_config){.path = cli_value(cli, &cli_config)};
    if (cli_is_given(cli, &cli_no_config))
        return true;
    if (!ret_config->path)
        ret_config->path = find_file(cli);
    return !ret_config->path || read_file(&reading);
}
