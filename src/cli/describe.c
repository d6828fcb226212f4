/* SPDX-License-Identifier: MIT */

/* What --help, the man page and the completions have in common. */

#include "cli/describe.h"

#include "cli/cli.h"

#include <string.h>

#define WIDTH 96

const char cli_names_help[] =
    "A policy may be written without its prefix (2016-08), in any case. classic/NAME, or --lb "
    "classic, picks a policy of Classic Load Balancers, else those of Application and Network Load "
    "Balancers come first. What has a slash or exists as a file is a file of policies, in YAML or "
    "as "
    "the AWS CLI prints them.\n\n"
    "A client is a bundled id or alias (openssl-3.0.3), a family (java: all its versions), or a "
    "file; - is standard input, once. Suites, groups and signature schemes are known by every name "
    "that a common tool has for them, and by their code (0xC02F).";

const char *cli_exit_code_help(size_t code)
{
    static const char *const codes[] = {
        [CLI_EXIT_OK] = "nothing is wrong",
        [CLI_EXIT_NO] = "the answer is no",
        [CLI_EXIT_ERROR] =
            "something could not be read, or a name is unknown; the rest is answered",
        [CLI_EXIT_USAGE] = "the command line is wrong",
    };

    return code < sizeof(codes) / sizeof(codes[0]) ? codes[code] : NULL;
}

void cli_describe_synopsis(struct elb_buffer *out, const struct cli_verb *verb)
{
    elb_buffer_printf(out, "elblint %s [OPTION]...", verb->name);
    if (verb->operands)
        elb_buffer_printf(out, " %s", verb->operands);
}

void cli_describe_option(struct elb_buffer *out, const struct cli_verb *verb,
                         const struct cli_option *option)
{
    const char *word;

    elb_buffer_append_string(out, option->help);
    if (option->words_in) {
        elb_buffer_printf(out, " ('%s' has them)", option->words_in);
        return;
    }
    for (size_t i = 0; (word = cli_option_word(verb, option, i)); i++)
        elb_buffer_printf(out, "%s%s", i ? ", " : " (", word);
    elb_buffer_append_string(out, cli_option_word(verb, option, 0) ? ")" : "");
}

struct elb_text cli_short_help(const struct cli_option *option)
{
    return (struct elb_text){option->help, strcspn(option->help, ",;")};
}

const char *cli_list_arguments(unsigned names)
{
    if (names & CLI_NAMES_ANY)
        return "policies clients families suites groups signature-schemes profiles rules";
    if (names & CLI_NAMES_PROFILES)
        return "profiles";
    if (names & CLI_NAMES_POLICIES)
        return "policies";
    return names & CLI_NAMES_CLIENTS ? "clients families" : NULL;
}

void cli_wrap(struct elb_buffer *out, size_t column, size_t indent, const char *text)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text word;
    bool is_first = true;

    while (elb_text_next_word(&rest, " ", &word)) {
        if (!is_first && column + 1 + word.length > WIDTH) {
            elb_buffer_append_char(out, '\n');
            elb_buffer_append_repeated(out, ' ', indent);
            column = indent;
            is_first = true;
        }
        elb_buffer_append_string(out, is_first ? "" : " ");
        elb_buffer_append_text(out, word);
        column += word.length + (is_first ? 0 : 1);
        is_first = false;
    }
    elb_buffer_append_char(out, '\n');
}

void cli_generate_examples(struct elb_buffer *out)
{
    for (size_t i = 0; cli_verbs[i]; i++) {
        for (const struct cli_example *example = cli_verbs[i]->examples; example->command;
             example++)
            elb_buffer_printf(out, "%d\t%s\n", example->exit_code, example->command);
    }
}
