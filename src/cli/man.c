/* SPDX-License-Identifier: MIT */

/* The man page, as roff with the macros of man(7). */

#include "cli/cli.h"
#include "cli/describe.h"

/* Text that roff takes as it is: a dash stays ASCII, a line can't begin with a request. */
static void escape(struct elb_buffer *out, const char *text)
{
    bool is_start = true;

    for (; *text; text++) {
        if (is_start && (*text == '.' || *text == '\''))
            elb_buffer_append_string(out, "\\&");
        is_start = *text == '\n';
        if (*text == '\\')
            elb_buffer_append_string(out, "\\e");
        else if (*text == '-')
            elb_buffer_append_string(out, "\\-");
        else
            elb_buffer_append_char(out, *text);
    }
}

static void line(struct elb_buffer *out, const char *text)
{
    escape(out, text);
    elb_buffer_append_char(out, '\n');
}

/* Empty lines between paragraphs become .PP. */
static void paragraphs(struct elb_buffer *out, const char *text)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text part;

    while (elb_text_next_line(&rest, &part)) {
        struct elb_buffer copy = {0};

        elb_buffer_append_text(&copy, part);
        if (part.length)
            line(out, elb_buffer_string(&copy));
        else
            elb_buffer_append_string(out, ".PP\n");
        elb_report_part_done(out, &copy);
    }
}

static void tagged(struct elb_buffer *out, const char *word, const char *argument)
{
    elb_buffer_append_string(out, ".TP\n\\fB");
    escape(out, word);
    elb_buffer_append_string(out, "\\fR");
    if (argument) {
        elb_buffer_append_string(out, "\\fI");
        escape(out, argument);
        elb_buffer_append_string(out, "\\fR");
    }
    elb_buffer_append_char(out, '\n');
}

static void option(struct elb_buffer *out, const struct cli_verb *verb,
                   const struct cli_option *described)
{
    struct elb_buffer word = {0};
    struct elb_buffer help = {0};

    if (described->letter)
        elb_buffer_printf(&word, "-%c, ", described->letter);
    elb_buffer_printf(&word, "--%s%s", described->name, described->argument ? " " : "");
    tagged(out, elb_buffer_string(&word), described->argument);
    cli_describe_option(&help, verb, described);
    line(out, elb_buffer_string(&help));
    elb_report_part_done(out, &word);
    elb_report_part_done(out, &help);
}

static void terms(struct elb_buffer *out, const struct cli_verb *verb)
{
    struct cli_term term;

    elb_buffer_append_string(out, ".PP\n");
    line(out, verb->terms_title);
    for (size_t i = 0; verb->term(i, &term); i++) {
        struct elb_buffer word = {0};
        struct elb_buffer help = {0};

        elb_buffer_printf(&word, "%s%s", term.word, term.argument ? "=" : "");
        tagged(out, elb_buffer_string(&word), term.argument);
        elb_buffer_printf(&help, "%s%s%s", term.help, term.group ? "; for " : "",
                          term.group ? term.group : "");
        line(out, elb_buffer_string(&help));
        elb_report_part_done(out, &word);
        elb_report_part_done(out, &help);
    }
}

static void examples(struct elb_buffer *out, const struct cli_verb *verb)
{
    for (const struct cli_example *example = verb->examples; example->command; example++) {
        elb_buffer_append_string(out, ".PP\n");
        line(out, example->what);
        elb_buffer_append_string(out, ".PP\n.EX\n$ ");
        line(out, example->command);
        elb_buffer_append_string(out, ".EE\n");
    }
}

static void verb_section(struct elb_buffer *out, const struct cli_verb *verb)
{
    elb_buffer_printf(out, ".SS %s\n.nf\n", verb->name);
    cli_describe_synopsis(out, verb);
    elb_buffer_append_string(out, "\n.fi\n.PP\n");
    paragraphs(out, verb->description);
    for (size_t i = 0; verb->options[i]; i++)
        option(out, verb, verb->options[i]);
    option(out, verb, &cli_format);
    if (verb->terms_title)
        terms(out, verb);
    if (verb->exit_1) {
        elb_buffer_append_string(out, ".PP\nExits with 1 when ");
        line(out, verb->exit_1);
    }
}

static void exit_status(struct elb_buffer *out)
{
    elb_buffer_append_string(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; cli_exit_code_help(i); i++)
        elb_buffer_printf(out, ".TP\n.B %zu\n%s\n", i, cli_exit_code_help(i));
    elb_buffer_append_string(out, ".PP\n2 goes before 1.\n");
}

static void environment(struct elb_buffer *out)
{
    elb_buffer_append_string(out, ".SH ENVIRONMENT\n");
    tagged(out, "NO_COLOR", NULL);
    line(out, "if it is set and not empty, output has no colour unless --color always is given");
    tagged(out, "TERM", NULL);
    line(out, "with dumb, the same");
}

static void files(struct elb_buffer *out)
{
    static const char *const example[] = {
        "clients: [java-8u31, tills.yaml]     # ids, families, files",
        "certificates: [rsa2048, ecdsa256]",
        "profiles: [mozilla-intermediate]",
        "rules: {no-post-quantum: warning, cbc-suite: off}",
        "fail-on: warning",
        "ignore:",
        "  - rule: legacy-protocol",
        "    path: legacy                     # a directory, a file, or a pattern",
        "    address: aws_lb_listener.tills   # path and address may be left out",
        "    until: 2027-06-30                # so may the day",
        "    reason: two tills are not replaced yet",
    };

    elb_buffer_append_string(out, ".SH FILES\n");
    tagged(out, ".elblint.yaml", NULL);
    line(out, "what a team has decided for lint. The nearest one from here upwards holds; the "
              "command line goes before it, and --no-config does without. Files in it are "
              "relative to its directory. All of its keys:");
    elb_buffer_append_string(out, ".PP\n.EX\n");
    for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++)
        line(out, example[i]);
    elb_buffer_append_string(out, ".EE\n");
}

void cli_generate_man(struct elb_buffer *out)
{
    elb_buffer_append_string(out, ".TH ELBLINT 1 \"\" \"elblint " ELB_VERSION "\"\n.nh\n.ad l\n"
                                  ".SH NAME\nelblint \\- check TLS security policies of AWS load "
                                  "balancers\n.SH SYNOPSIS\n.nf\n");
    for (size_t i = 0; cli_verbs[i]; i++) {
        cli_describe_synopsis(out, cli_verbs[i]);
        elb_buffer_append_char(out, '\n');
    }
    elb_buffer_append_string(out, "elblint --version\n.fi\n.SH DESCRIPTION\n"
                                  "Answers, offline, what a TLS client and a security policy of "
                                  "a load balancer make of each other.\n.SH VERBS\n");
    for (size_t i = 0; cli_verbs[i]; i++)
        verb_section(out, cli_verbs[i]);
    elb_buffer_append_string(out, ".SH OPTIONS OF EVERY VERB\n");
    for (size_t i = 0; cli_common_options[i]; i++) {
        if (cli_common_options[i] != &cli_format) /* that is each verb's own */
            option(out, cli_verbs[0], cli_common_options[i]);
    }
    elb_buffer_append_string(out, ".SH NAMES\n");
    paragraphs(out, cli_names_help);
    files(out);
    exit_status(out);
    environment(out);
    elb_buffer_append_string(out, ".SH EXAMPLES\n");
    for (size_t i = 0; cli_verbs[i]; i++)
        examples(out, cli_verbs[i]);
    elb_buffer_append_string(out, ".SH SEE ALSO\n.BR openssl\\-ciphers (1)\n");
}
