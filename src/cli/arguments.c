/* SPDX-License-Identifier: MIT */

/* From the option table of a verb to getopt_long, and back to what was given. */

#include "catalog/nearest.h"
#include "cli/cli.h"
#include "read/options.h"

#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The tables of getopt_long; the value of a long option is VALUE_BASE + its index. */
#define VALUE_BASE 1000

struct table {
    struct option *options;
    char *letters;
};

static void describe(const struct cli_option *option, size_t index, struct table *table,
                     char **letter)
{
    table->options[index].name = option->name;
    table->options[index].has_arg = option->argument ? required_argument : no_argument;
    table->options[index].val = VALUE_BASE + (int)index;
    if (!option->letter)
        return;
    *(*letter)++ = option->letter;
    if (option->argument)
        *(*letter)++ = ':';
}

static bool build_table(struct cli *cli, struct table *table)
{
    size_t count = cli_option_count(cli->verb);
    char *letter;

    table->options = elb_arena_alloc_array(&cli->arena, count + 1, sizeof(*table->options));
    table->letters = elb_arena_alloc(&cli->arena, 2 * count + 2);
    if (!table->options || !table->letters)
        return false;
    letter = table->letters;
    *letter++ = ':'; /* our own messages, and a missing argument told from an unknown option */
    for (size_t i = 0; i < count; i++)
        describe(cli_option_at(cli->verb, i), i, table, &letter);
    return true;
}

static const struct cli_option *find_letter(const struct cli_verb *verb, int letter)
{
    for (size_t i = 0; i < cli_option_count(verb); i++) {
        const struct cli_option *option = cli_option_at(verb, i);

        if (option->letter && option->letter == letter)
            return option;
    }
    return NULL;
}

static const struct cli_option *find_value(const struct cli_verb *verb, int value)
{
    if (value < VALUE_BASE)
        return find_letter(verb, value);
    return cli_option_at(verb, (size_t)(value - VALUE_BASE));
}

static const char *nearest_option(const struct cli_verb *verb, struct elb_text name)
{
    const char *nearest = NULL;
    size_t distance = 3;

    for (size_t i = 0; i < cli_option_count(verb); i++) {
        const char *known = cli_option_at(verb, i)->name;
        size_t edits = elb_text_distance(name, elb_text_from(known), distance - 1);

        if (edits < distance) {
            distance = edits;
            nearest = known;
        }
    }
    return nearest;
}

static int refuse_long(const struct cli_verb *verb, const char *word)
{
    struct elb_text name = {word + 2, strcspn(word + 2, "=")};
    const char *nearest = nearest_option(verb, name);
    size_t prefix_of = 0;

    for (size_t i = 0; i < cli_option_count(verb); i++)
        prefix_of += strncmp(cli_option_at(verb, i)->name, name.start, name.length) == 0;
    if (prefix_of > 1)
        return cli_usage_error(verb, "option '--%.*s' is ambiguous", ELB_TEXT_ARGS(name));
    if (nearest)
        return cli_usage_error(verb, "unknown option '--%.*s', did you mean '--%s'",
                               ELB_TEXT_ARGS(name), nearest);
    return cli_usage_error(verb, "unknown option '--%.*s'", ELB_TEXT_ARGS(name));
}

/* What getopt_long did not like: `result` is ':' or '?', and optopt says more. */
static int refuse(const struct cli_verb *verb, int result, char *argv[])
{
    const char *word = argv[optind - 1];
    const struct cli_option *option;

    if (optopt == 0)
        return refuse_long(verb, word);
    option = find_value(verb, optopt);
    if (!option)
        return cli_usage_error(verb, "unknown option '-%c'", optopt);
    if (result == ':')
        return cli_usage_error(verb, "option '--%s' needs an argument: %s", option->name,
                               option->argument);
    return cli_usage_error(verb, "option '--%s' takes no argument", option->name);
}

static bool is_word(const struct cli_verb *verb, const struct cli_option *option,
                    struct elb_text text)
{
    const char *word;

    for (size_t i = 0; (word = cli_option_word(verb, option, i)); i++) {
        if (elb_text_is_nocase(text, word))
            return true;
    }
    return false;
}

static int refuse_one_of_many(const struct cli_verb *verb, const struct cli_option *option,
                              struct elb_text text)
{
    struct elb_nearest nearest = elb_nearest_to(text);
    const char *word;

    for (size_t i = 0; (word = cli_option_word(verb, option, i)); i++)
        elb_nearest_try(&nearest, word);
    return cli_usage_error(
        verb, "option '--%s' can't be '%.*s'%s%s%s: '%s' has what it can be", option->name,
        ELB_TEXT_ARGS(text), nearest.found ? ", did you mean '" : "",
        nearest.found ? nearest.found : "", nearest.found ? "'" : "", option->words_in);
}

static int refuse_word(const struct cli_verb *verb, const struct cli_option *option,
                       struct elb_text text)
{
    struct elb_buffer known = {0};
    const char *word;

    if (option->words_in)
        return refuse_one_of_many(verb, option, text);
    for (size_t i = 0; (word = cli_option_word(verb, option, i)); i++)
        elb_buffer_printf(&known, "%s%s", i ? ", " : "", word);
    cli_usage_error(verb, "option '--%s' can't be '%.*s': it is one of %s", option->name,
                    ELB_TEXT_ARGS(text), elb_buffer_string(&known));
    elb_buffer_done(&known);
    return CLI_EXIT_USAGE;
}

/* They have more spellings than there are words, and ranges. */
static bool check_protocols(const struct cli_verb *verb, const char *text)
{
    struct elb_error error = {0};
    elb_version_set versions;

    if (elb_protocols_parse(elb_text_from(text), &versions, &error) == ELB_OK)
        return true;
    cli_usage_error(verb, "option '--protocols': %s", error.message);
    return false;
}

/* What can't be a group in any catalog; NULL: it may be one. */
static const char *group_problem(struct elb_text name, bool is_alone)
{
    uint64_t code;

    if (name.length == 0)
        return "a sign without a name";
    if (elb_text_is_nocase(name, "none"))
        return is_alone ? NULL : "it stands alone";
    if (elb_text_has_prefix_nocase(name, "0x") &&
        (name.length != 6 || !elb_text_parse_hex(elb_text_skip(name, 2), UINT16_MAX, &code)))
        return "a code has four hex digits, as 0x001D has";
    return NULL;
}

/* Names need the catalog, and come later. */
static bool check_groups(const struct cli_verb *verb, const char *text)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text word;
    size_t offered = 0;

    while (elb_text_next_word(&rest, ":,;/ \t\r\n", &word)) {
        const struct elb_text whole = word;
        const bool is_alone = whole.length == elb_text_trim(elb_text_from(text)).length;
        const char *problem;

        while (word.length > 0 && strchr("?*-", word.start[0]))
            word = elb_text_skip(word, 1);
        problem = group_problem(word, is_alone);
        if (problem) {
            cli_usage_error(verb, "option '--groups' can't have '%.*s': %s", ELB_TEXT_ARGS(whole),
                            problem);
            return false;
        }
        offered += whole.start[0] != '-';
    }
    if (offered == 0)
        cli_usage_error(verb, "option '--groups' %s: none says that no groups are offered",
                        elb_text_trim(elb_text_from(text)).length > 0 ? "names no group"
                                                                      : "is empty");
    return offered > 0;
}

/* Fixed words are checked here, once for all verbs; names need the catalog, and come later. */
static bool check_words(const struct cli_verb *verb, const struct cli_option *option,
                        const char *text)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text word = rest;

    if (option == &cli_protocols)
        return check_protocols(verb, text);
    if (option == &cli_groups)
        return check_groups(verb, text);
    if (!cli_option_word(verb, option, 0))
        return true;
    if (option == &cli_format)
        word.length = strcspn(text, "=");
    if (!option->is_list || rest.length == 0)
        return is_word(verb, option, word) || (refuse_word(verb, option, word), false);
    while (elb_text_next_field(&rest, ",", &word)) {
        if (!is_word(verb, option, word))
            return (refuse_word(verb, option, word), false);
    }
    return true;
}

/* Which of two values counts would be a guess. */
static bool check_single(const struct cli *cli, const struct cli_option *option, const char *text)
{
    const char *before = option->is_single ? cli_value(cli, option) : NULL;

    if (!before || strcmp(before, text) == 0)
        return true;
    cli_usage_error(cli->verb, "option '--%s' is given twice: '%s' and '%s'", option->name, before,
                    text);
    return false;
}

static bool add_value(struct cli *cli, const struct cli_option *option)
{
    const char *text = option->argument ? optarg : NULL;
    struct cli_value *values;

    if (text && !check_single(cli, option, text))
        return false;
    if (text && !check_words(cli->verb, option, text))
        return false;
    values = elb_arena_grow(&cli->arena, cli->values, cli->value_count, &cli->value_capacity,
                            sizeof(*values));
    if (!values) {
        cli_note_memory(cli);
        return true;
    }
    values[cli->value_count++] = (struct cli_value){option, text};
    cli->values = values;
    return true;
}

bool cli_arguments_parse(struct cli *cli, int argc, char *argv[])
{
    struct table table;
    int result;

    if (!build_table(cli, &table)) {
        cli_note_memory(cli);
        return true;
    }
    opterr = 0;
    while ((result = getopt_long(argc, argv, table.letters, table.options, NULL)) != -1) {
        if (result == ':' || result == '?') {
            refuse(cli->verb, result, argv);
            return false;
        }
        if (!add_value(cli, find_value(cli->verb, result)))
            return false;
    }
    cli->operands = argv + optind;
    cli->operand_count = (size_t)(argc - optind);
    return true;
}

const char *cli_next_value(const struct cli *cli, const struct cli_option *option, size_t *cursor)
{
    while (*cursor < cli->value_count) {
        const struct cli_value *value = &cli->values[(*cursor)++];

        if (value->option == option)
            return value->text ? value->text : "";
    }
    return NULL;
}

const char *cli_value(const struct cli *cli, const struct cli_option *option)
{
    const char *last = NULL;
    const char *text;
    size_t cursor = 0;

    while ((text = cli_next_value(cli, option, &cursor)))
        last = text;
    return last;
}

bool cli_is_given(const struct cli *cli, const struct cli_option *option)
{
    return cli_value(cli, option) != NULL;
}
