/* SPDX-License-Identifier: MIT */

/* The program: finds the verb, and turns what happened into an exit code. */

#include "cli/cli.h"
#include "cli/describe.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

/* Prints what was generated. Help that can't be printed is a failure too. */
static int print(struct elb_buffer *out)
{
    struct elb_error error = {0};
    struct cli cli = {0};
    int result = CLI_EXIT_OK;

    if (out->out_of_memory) {
        cli_note_memory(&cli);
        result = CLI_EXIT_ERROR;
    } else if (!cli_write_stdout(out->data, out->length)) {
        elb_error_set(&error, ELB_ERROR_IO, "standard output", 0, 0, "can't write: %s",
                      strerror(errno));
        cli_note_error(&cli, &error);
        result = CLI_EXIT_ERROR;
    }
    elb_buffer_done(out);
    elb_arena_done(&cli.arena);
    return result;
}

static int print_help(const struct cli_verb *verb)
{
    struct elb_buffer out = {0};

    if (verb)
        cli_help_verb(&out, verb);
    else
        cli_help_program(&out);
    return print(&out);
}

static int print_version(void)
{
    struct elb_buffer out = {0};

    elb_buffer_printf(&out, "elblint %s\ncatalog %s\n", ELB_VERSION, elb_catalog_bundled()->date);
    return print(&out);
}

static int generate(const char *what)
{
    static const struct {
        const char *name;
        void (*generate)(struct elb_buffer *out);
    } generators[] = {
        {"man", cli_generate_man},   {"bash", cli_generate_bash},         {"zsh", cli_generate_zsh},
        {"fish", cli_generate_fish}, {"examples", cli_generate_examples},
    };
    struct elb_buffer out = {0};

    for (size_t i = 0; what && i < sizeof(generators) / sizeof(generators[0]); i++) {
        if (strcmp(generators[i].name, what) == 0) {
            generators[i].generate(&out);
            return print(&out);
        }
    }
    return cli_usage_error(NULL, "option '--generate' takes man, bash, zsh, fish or examples");
}

/* Something went wrong after all: that goes before a "no". */
static int exit_code(const struct cli *cli, int result)
{
    if (cli->out_of_memory)
        return CLI_EXIT_ERROR;
    if (result != CLI_EXIT_USAGE && (cli->error_count > 0 || cli->report_is_lost))
        return CLI_EXIT_ERROR;
    return result;
}

static int run_verb(const struct cli_verb *verb, int argc, char *argv[])
{
    struct cli cli = {.verb = verb};
    int result = CLI_EXIT_USAGE;

    if (cli_arguments_parse(&cli, argc, argv)) {
        if (cli.out_of_memory)
            result = CLI_EXIT_ERROR;
        else if (cli_is_given(&cli, &cli_help))
            result = print_help(verb);
        else if ((result = cli_setup(&cli)) == CLI_EXIT_OK)
            result = verb->run(&cli);
        result = exit_code(&cli, result);
    }
    cli_done(&cli);
    return result;
}

static const struct cli_verb *nearest_verb(const char *name)
{
    const struct cli_verb *nearest = NULL;
    size_t distance = 3;

    for (size_t i = 0; cli_verbs[i]; i++) {
        size_t edits =
            elb_text_distance(elb_text_from(name), elb_text_from(cli_verbs[i]->name), distance - 1);

        if (edits < distance) {
            distance = edits;
            nearest = cli_verbs[i];
        }
    }
    return nearest;
}

static int refuse(const char *word)
{
    const struct cli_verb *nearest = nearest_verb(word);

    if (word[0] == '-')
        return cli_usage_error(NULL, "'%s' stands before the verb: options come after it", word);
    if (nearest)
        return cli_usage_error(NULL, "unknown verb '%s', did you mean '%s'", word, nearest->name);
    return cli_usage_error(NULL, "unknown verb '%s'", word);
}

static int help_about(const char *name)
{
    const struct cli_verb *verb = name ? cli_verb_named(name) : NULL;

    return name && !verb ? refuse(name) : print_help(verb);
}

int main(int argc, char *argv[])
{
    const char *word = argc > 1 ? argv[1] : NULL;
    const struct cli_verb *verb;

    signal(SIGPIPE, SIG_IGN); /* a write then fails, and is noticed */
    if (!word)
        return cli_usage_error(NULL, "no verb given");
    verb = cli_verb_named(word);
    if (verb)
        return run_verb(verb, argc - 1, argv + 1);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return print_help(NULL);
    if (strcmp(word, "help") == 0)
        return help_about(argv[2]);
    if (strcmp(word, "--version") == 0)
        return print_version();
    if (strcmp(word, "--generate") == 0)
        return generate(argv[2]);
    return refuse(word);
}
