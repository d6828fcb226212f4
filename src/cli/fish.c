/* SPDX-License-Identifier: MIT */

/* The completion for fish: one `complete` line for each option of each verb. */

#include "cli/cli.h"
#include "cli/describe.h"

static const char head[] =
    "# fish completion for elblint; made by 'elblint --generate fish'\n"
    "\n"
    "# Names that the program knows; policies without AWS's prefix too.\n"
    "function __elblint_names\n"
    "    set -l names (elblint list $argv --quiet 2>/dev/null)\n"
    "    printf '%s\\n' $names\n"
    "    string replace --filter ELBSecurityPolicy- '' -- $names\n"
    "end\n"
    "\n"
    "complete -c elblint -f\n"
    "complete -c elblint -n __fish_use_subcommand -l help -d 'print help'\n"
    "complete -c elblint -n __fish_use_subcommand -l version -d 'print versions'\n";

/* In single quotes fish knows \' and \\ only. */
static void quote(struct elb_buffer *out, struct elb_text text)
{
    elb_buffer_append_char(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.start[i] == '\'' || text.start[i] == '\\')
            elb_buffer_append_char(out, '\\');
        elb_buffer_append_char(out, text.start[i]);
    }
    elb_buffer_append_char(out, '\'');
}

static void begin(struct elb_buffer *out, const struct cli_verb *verb)
{
    elb_buffer_printf(out, "complete -c elblint -n '__fish_seen_subcommand_from %s'", verb->name);
}

/* -F: with files, -x: needs an argument and takes no files, -r: needs one. */
static void names(struct elb_buffer *out, unsigned set)
{
    if (cli_list_arguments(set))
        elb_buffer_printf(out, " -a '(__elblint_names %s)'", cli_list_arguments(set));
    else if (set & CLI_NAMES_DIRECTORIES)
        elb_buffer_append_string(out, " -a '(__fish_complete_directories)'");
}

static void argument(struct elb_buffer *out, const struct cli_verb *verb,
                     const struct cli_option *option)
{
    const char *word = cli_option_completion(verb, option, 0);

    elb_buffer_append_string(out, option->names & CLI_NAMES_FILES ? " -r -F" : " -x");
    if (!word) {
        names(out, option->names);
        return;
    }
    elb_buffer_append_string(out, option->is_list ? " -a '(__fish_append , " : " -a '");
    for (size_t i = 0; (word = cli_option_completion(verb, option, i)); i++)
        elb_buffer_printf(out, "%s%s", i ? " " : "", word);
    elb_buffer_append_string(out, option->is_list ? ")'" : "'");
}

static void option_line(struct elb_buffer *out, const struct cli_verb *verb,
                        const struct cli_option *option)
{
    begin(out, verb);
    elb_buffer_printf(out, " -l %s", option->name);
    if (option->letter)
        elb_buffer_printf(out, " -s %c", option->letter);
    if (option->argument)
        argument(out, verb, option);
    elb_buffer_append_string(out, " -d ");
    quote(out, cli_short_help(option));
    elb_buffer_append_char(out, '\n');
}

static void verb_lines(struct elb_buffer *out, const struct cli_verb *verb)
{
    const char *word;

    elb_buffer_printf(out, "\ncomplete -c elblint -n __fish_use_subcommand -a %s -d ", verb->name);
    quote(out, elb_text_from(verb->summary));
    elb_buffer_append_char(out, '\n');
    for (size_t i = 0; i < cli_option_count(verb); i++)
        option_line(out, verb, cli_option_at(verb, i));
    for (size_t i = 0; verb->word && (word = verb->word(i)); i++) {
        begin(out, verb);
        elb_buffer_printf(out, " -a %s\n", word);
    }
    if (!verb->names)
        return;
    begin(out, verb);
    names(out, verb->names);
    elb_buffer_append_string(out, verb->names & CLI_NAMES_FILES ? " -F\n" : "\n");
}

void cli_generate_fish(struct elb_buffer *out)
{
    elb_buffer_append_string(out, head);
    for (size_t i = 0; cli_verbs[i]; i++)
        verb_lines(out, cli_verbs[i]);
}
