/* SPDX-License-Identifier: MIT */

/* The completion for zsh: one _arguments call a verb. */

#include "cli/cli.h"
#include "cli/describe.h"

static const char head[] = "#compdef elblint\n"
                           "# made by 'elblint --generate zsh'\n"
                           "\n"
                           "# Names that the program knows; policies without AWS's prefix too.\n"
                           "_elblint_names()\n"
                           "{\n"
                           "    local -a names\n"
                           "    names=(${(f)\"$(elblint list ${=1} --quiet 2>/dev/null)\"})\n"
                           "    names+=(${${(M)names:#*ELBSecurityPolicy-*}/ELBSecurityPolicy-/})\n"
                           "    compadd -a names\n"
                           "    [[ $2 == files ]] && _files\n"
                           "}\n"
                           "\n"
                           "_elblint()\n"
                           "{\n"
                           "    local state verb\n"
                           "    local -a verbs\n"
                           "    verbs=(\n";

static const char middle[] =
    "    )\n"
    "    _arguments -C '--help[print help]' '--version[print versions]' \\\n"
    "        '1:verb:->verb' '*::argument:->argument'\n"
    "    case $state in\n"
    "        verb) _describe verb verbs; return ;;\n"
    "        argument) ;;\n"
    "        *) return ;;\n"
    "    esac\n"
    "    case $words[1] in\n";

/* Within single quotes and the brackets or colons of a spec. */
static void escape(struct elb_buffer *out, struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.start[i];

        if (c == '\'')
            elb_buffer_append_string(out, "'\\'");
        else if (c == '[' || c == ']' || c == ':' || c == '\\')
            elb_buffer_append_char(out, '\\');
        elb_buffer_append_char(out, c);
    }
}

static void names(struct elb_buffer *out, unsigned set)
{
    if (cli_list_arguments(set))
        elb_buffer_printf(out, "{_elblint_names \"%s\"%s}", cli_list_arguments(set),
                          set & CLI_NAMES_FILES ? " files" : "");
    else if (set & CLI_NAMES_DIRECTORIES)
        elb_buffer_append_string(out, "_files -/");
    else if (set & CLI_NAMES_FILES)
        elb_buffer_append_string(out, "_files");
}

static void argument(struct elb_buffer *out, const struct cli_verb *verb,
                     const struct cli_option *option)
{
    const char *word = cli_option_completion(verb, option, 0);

    elb_buffer_append_char(out, ':');
    escape(out, elb_text_from(option->argument));
    elb_buffer_append_char(out, ':');
    if (!word) {
        names(out, option->names);
        return;
    }
    elb_buffer_append_string(out, option->is_list ? "_values -s , word" : "(");
    for (size_t i = 0; (word = cli_option_completion(verb, option, i)); i++)
        elb_buffer_printf(out, "%s%s", i || option->is_list ? " " : "", word);
    elb_buffer_append_string(out, option->is_list ? "" : ")");
}

/* '*'{-p,--policy}'[a policy]:POLICY:...' */
static void spec(struct elb_buffer *out, const struct cli_verb *verb,
                 const struct cli_option *option)
{
    elb_buffer_append_string(out, " \\\n                '*'");
    if (option->letter)
        elb_buffer_printf(out, "{-%c,--%s}'[", option->letter, option->name);
    else
        elb_buffer_printf(out, "'--%s[", option->name);
    escape(out, cli_short_help(option));
    elb_buffer_append_char(out, ']');
    if (option->argument)
        argument(out, verb, option);
    elb_buffer_append_char(out, '\'');
}

static void operands(struct elb_buffer *out, const struct cli_verb *verb)
{
    const char *word;

    if (!verb->operands)
        return;
    elb_buffer_append_string(out, " \\\n                '*:operand:");
    if (verb->word) {
        elb_buffer_append_char(out, '(');
        for (size_t i = 0; (word = verb->word(i)); i++)
            elb_buffer_printf(out, "%s%s", i ? " " : "", word);
        elb_buffer_append_char(out, ')');
    } else {
        names(out, verb->names);
    }
    elb_buffer_append_char(out, '\'');
}

void cli_generate_zsh(struct elb_buffer *out)
{
    elb_buffer_append_string(out, head);
    for (size_t i = 0; cli_verbs[i]; i++) {
        elb_buffer_printf(out, "        '%s:", cli_verbs[i]->name);
        escape(out, elb_text_from(cli_verbs[i]->summary));
        elb_buffer_append_string(out, "'\n");
    }
    elb_buffer_append_string(out, middle);
    for (size_t i = 0; cli_verbs[i]; i++) {
        elb_buffer_printf(out, "        %s)\n            _arguments -s -S", cli_verbs[i]->name);
        for (size_t j = 0; j < cli_option_count(cli_verbs[i]); j++)
            spec(out, cli_verbs[i], cli_option_at(cli_verbs[i], j));
        operands(out, cli_verbs[i]);
        elb_buffer_append_string(out, " ;;\n");
    }
    elb_buffer_append_string(out, "    esac\n}\n\n_elblint \"$@\"\n");
}
