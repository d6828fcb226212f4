/* SPDX-License-Identifier: MIT */

/* --help, of the program and of a verb. */

#include "cli/cli.h"
#include "cli/describe.h"

#define TERM_WIDTH 26

/* `  left      right`, wrapped. */
static void row(struct elb_buffer *out, const char *left, size_t width, const char *right)
{
    size_t start = out->length;
    size_t used;

    elb_buffer_printf(out, "  %s", left);
    used = out->length - start;
    if (used + 2 > width) {
        elb_buffer_append_char(out, '\n');
        used = 0;
    }
    elb_buffer_append_repeated(out, ' ', width - used);
    cli_wrap(out, width, width, right);
}

void cli_help_program(struct elb_buffer *out)
{
    elb_buffer_append_string(out, "Checks TLS security policies of AWS load balancers, offline.\n\n"
                                  "usage: elblint VERB [OPTION]... [OPERAND]...\n\n");
    for (size_t i = 0; cli_verbs[i]; i++)
        row(out, cli_verbs[i]->name, 12, cli_verbs[i]->summary);
    elb_buffer_append_string(out, "\n'elblint VERB --help' says more, and has examples. "
                                  "'elblint --version' has the catalog's date.\n\nexit codes\n");
    for (size_t i = 0; cli_exit_code_help(i); i++) {
        const char digit[] = {(char)('0' + i), '\0'};

        row(out, digit, 5, cli_exit_code_help(i));
    }
}

static void paragraphs(struct elb_buffer *out, const char *text)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text line;

    while (elb_text_next_line(&rest, &line)) {
        struct elb_buffer copy = {0};

        elb_buffer_append_text(&copy, line);
        cli_wrap(out, 0, 0, elb_buffer_string(&copy));
        elb_report_part_done(out, &copy);
    }
}

static void option_row(struct elb_buffer *out, const struct cli_verb *verb,
                       const struct cli_option *option)
{
    struct elb_buffer left = {0};
    struct elb_buffer right = {0};

    if (option->letter)
        elb_buffer_printf(&left, "-%c, ", option->letter);
    else
        elb_buffer_append_repeated(&left, ' ', 4);
    elb_buffer_printf(&left, "--%s%s%s", option->name, option->argument ? " " : "",
                      option->argument ? option->argument : "");
    cli_describe_option(&right, verb, option);
    row(out, elb_buffer_string(&left), TERM_WIDTH + 2, elb_buffer_string(&right));
    elb_report_part_done(out, &left);
    elb_report_part_done(out, &right);
}

static void term_rows(struct elb_buffer *out, const struct cli_verb *verb)
{
    struct cli_term term;

    elb_buffer_printf(out, "\n%s\n", verb->terms_title);
    for (size_t i = 0; verb->term(i, &term); i++) {
        struct elb_buffer left = {0};
        struct elb_buffer right = {0};

        elb_buffer_printf(&left, "%s%s%s", term.word, term.argument ? "=" : "",
                          term.argument ? term.argument : "");
        elb_buffer_printf(&right, "%s%s%s", term.help, term.group ? "; for " : "",
                          term.group ? term.group : "");
        row(out, elb_buffer_string(&left), TERM_WIDTH + 2, elb_buffer_string(&right));
        elb_report_part_done(out, &left);
        elb_report_part_done(out, &right);
    }
}

static void examples(struct elb_buffer *out, const struct cli_verb *verb)
{
    elb_buffer_append_string(out, "\nexamples\n");
    for (const struct cli_example *example = verb->examples; example->command; example++)
        elb_buffer_printf(out, "  %s\n      %s\n", example->command, example->what);
}

void cli_help_verb(struct elb_buffer *out, const struct cli_verb *verb)
{
    elb_buffer_append_string(out, "usage: ");
    cli_describe_synopsis(out, verb);
    elb_buffer_append_string(out, "\n\n");
    paragraphs(out, verb->description);
    elb_buffer_append_string(out, verb->options[0] ? "\noptions\n" : "");
    for (size_t i = 0; verb->options[i]; i++)
        option_row(out, verb, verb->options[i]);
    if (verb->terms_title)
        term_rows(out, verb);
    elb_buffer_append_string(out, "\noptions of every verb\n");
    for (size_t i = 0; cli_common_options[i]; i++)
        option_row(out, verb, cli_common_options[i]);
    elb_buffer_append_string(out, "\nexit codes\n");
    row(out, "0", 5, cli_exit_code_help(CLI_EXIT_OK));
    if (verb->exit_1)
        row(out, "1", 5, verb->exit_1);
    row(out, "2", 5, cli_exit_code_help(CLI_EXIT_ERROR));
    row(out, "3", 5, cli_exit_code_help(CLI_EXIT_USAGE));
    examples(out, verb);
}
