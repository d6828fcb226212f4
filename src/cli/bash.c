/* SPDX-License-Identifier: MIT */

/* The completion for bash: a fixed part, and two tables out of the options. */

#include "cli/cli.h"
#include "cli/describe.h"

static const char head[] =
    "# bash completion for elblint; made by 'elblint --generate bash'\n"
    "\n"
    "# Names that the program knows; without AWS's prefix, unless that is being typed.\n"
    "_elblint_names()\n"
    "{\n"
    "    local names\n"
    "    names=$(elblint list $1 --quiet 2>/dev/null)\n"
    "    case $cur in\n"
    "        [eE]*) printf '%s\\n' \"$names\" ;;\n"
    "        *) printf '%s\\n' \"${names//ELBSecurityPolicy-/}\" ;;\n"
    "    esac\n"
    "}\n"
    "\n";

static const char tail[] =
    "_elblint()\n"
    "{\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local verb=${COMP_WORDS[1]} kinds='' words='' files='' list='' options='' head=''\n"
    "\n"
    "    COMPREPLY=()\n"
    "    if ((COMP_CWORD == 1)); then\n"
    "        COMPREPLY=($(compgen -W \"$_elblint_verbs --help --version\" -- \"$cur\"))\n"
    "        return\n"
    "    fi\n"
    "    if [[ $cur == = ]]; then\n"
    "        cur=''\n"
    "    elif [[ $prev == = ]]; then\n"
    "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    if ! _elblint_argument \"$verb:$prev\"; then\n"
    "        if [[ $cur == -* ]]; then\n"
    "            _elblint_verb \"$verb\"\n"
    "            COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
    "            return\n"
    "        fi\n"
    "        _elblint_verb \"$verb\"\n"
    "    fi\n"
    "    if [[ -n $list && $cur == *,* ]]; then\n"
    "        head=${cur%,*},\n"
    "        cur=${cur##*,}\n"
    "    fi\n"
    "    [[ -n $kinds ]] && words+=\" $(_elblint_names \"$kinds\")\"\n"
    "    COMPREPLY=($(compgen -P \"$head\" -W \"$words\" -- \"$cur\"))\n"
    "    case $files in\n"
    "        *f*) compopt -o filenames 2>/dev/null\n"
    "            COMPREPLY+=($(compgen -f -- \"$cur\")) ;;\n"
    "        *d*) compopt -o filenames 2>/dev/null\n"
    "            COMPREPLY+=($(compgen -d -- \"$cur\")) ;;\n"
    "    esac\n"
    "}\n"
    "complete -F _elblint elblint\n";

static void names(struct elb_buffer *out, unsigned set)
{
    if (cli_list_arguments(set))
        elb_buffer_printf(out, " kinds='%s'", cli_list_arguments(set));
    if (set & (CLI_NAMES_FILES | CLI_NAMES_DIRECTORIES))
        elb_buffer_printf(out, " files=%s", set & CLI_NAMES_FILES ? "f" : "d");
}

static void option_argument(struct elb_buffer *out, const struct cli_verb *verb,
                            const struct cli_option *option)
{
    const char *word;

    elb_buffer_printf(out, "        %s:--%s", verb->name, option->name);
    if (option->letter)
        elb_buffer_printf(out, "|%s:-%c", verb->name, option->letter);
    elb_buffer_append_string(out, ") words='");
    for (size_t i = 0; (word = cli_option_completion(verb, option, i)); i++)
        elb_buffer_printf(out, "%s%s", i ? " " : "", word);
    elb_buffer_printf(out, "'%s", option->is_list ? " list=1" : "");
    names(out, option->names);
    elb_buffer_append_string(out, " ;;\n");
}

/* What an option takes; false for one that takes nothing. */
static void arguments(struct elb_buffer *out)
{
    elb_buffer_append_string(out, "_elblint_argument()\n{\n    case $1 in\n");
    for (size_t i = 0; cli_verbs[i]; i++) {
        for (size_t j = 0; j < cli_option_count(cli_verbs[i]); j++) {
            if (cli_option_at(cli_verbs[i], j)->argument)
                option_argument(out, cli_verbs[i], cli_option_at(cli_verbs[i], j));
        }
    }
    elb_buffer_append_string(out, "        *) return 1 ;;\n    esac\n}\n\n");
}

static void verb_case(struct elb_buffer *out, const struct cli_verb *verb)
{
    const char *word;

    elb_buffer_printf(out, "        %s) options='", verb->name);
    for (size_t i = 0; i < cli_option_count(verb); i++)
        elb_buffer_printf(out, "%s--%s", i ? " " : "", cli_option_at(verb, i)->name);
    elb_buffer_append_string(out, "' words='");
    for (size_t i = 0; verb->word && (word = verb->word(i)); i++)
        elb_buffer_printf(out, "%s%s", i ? " " : "", word);
    elb_buffer_append_string(out, "'");
    names(out, verb->names);
    elb_buffer_append_string(out, " ;;\n");
}

void cli_generate_bash(struct elb_buffer *out)
{
    elb_buffer_append_string(out, head);
    elb_buffer_append_string(out, "_elblint_verbs='");
    for (size_t i = 0; cli_verbs[i]; i++)
        elb_buffer_printf(out, "%s%s", i ? " " : "", cli_verbs[i]->name);
    elb_buffer_append_string(out, "'\n\n");
    arguments(out);
    elb_buffer_append_string(out, "_elblint_verb()\n{\n    case $1 in\n");
    for (size_t i = 0; cli_verbs[i]; i++)
        verb_case(out, cli_verbs[i]);
    elb_buffer_append_string(out, "    esac\n}\n\n");
    elb_buffer_append_string(out, tail);
}
