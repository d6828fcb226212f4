/* SPDX-License-Identifier: MIT */

/* The options that more than one verb takes. */

#include "cli/cli.h"
#include "elblint/policy.h"

static const char *color_word(size_t index)
{
    static const char *const words[] = {"auto", "always", "never"};

    return index < sizeof(words) / sizeof(words[0]) ? words[index] : NULL;
}

static const char *certificate_word(size_t index)
{
    enum elb_certificate certificate = (enum elb_certificate)(ELB_CERTIFICATE_NONE + 1 + index);

    return certificate <= ELB_CERTIFICATE_ECDSA ? elb_certificate_name(certificate) : NULL;
}

static const char *load_balancer_word(size_t index)
{
    static const char *const words[] = {"application", "network", "classic", "alb", "nlb", "clb"};

    return index < sizeof(words) / sizeof(words[0]) ? words[index] : NULL;
}

static const char *version_word(size_t index)
{
    return index <= ELB_TLS1_3 - ELB_SSL3 ? elb_version_name((uint16_t)(ELB_SSL3 + index)) : NULL;
}

/* What it can be is the verb's own: see cli_option_word(). */
const struct cli_option cli_format = {
    .name = "format",
    .argument = "FORMAT[=FILE]",
    .help = "how to print it, and into which file; may be repeated, each with a file of its own",
};

const struct cli_option cli_output = {
    .name = "output",
    .letter = 'o',
    .argument = "FILE",
    .help = "write there instead of to standard output; the file is replaced at once or not at all",
    .names = CLI_NAMES_FILES,
    .is_single = true,
};

const struct cli_option cli_policies = {
    .name = "policies",
    .argument = "DIRECTORY",
    .help = "lay a catalog of your own over the bundled one; may be repeated",
    .names = CLI_NAMES_DIRECTORIES,
};

const struct cli_option cli_replace = {
    .name = "replace",
    .help = "let what --policies has replace bundled names; without it, the same name is an error",
};

const struct cli_option cli_color = {
    .name = "color",
    .argument = "WHEN",
    .help = "colour; auto means on a terminal, unless NO_COLOR is set",
    .word = color_word,
    .is_single = true,
};

const struct cli_option cli_quiet = {
    .name = "quiet",
    .letter = 'q',
    .help = "print the bare answer only: names, failures",
};

const struct cli_option cli_max_depth = {
    .name = "max-depth",
    .argument = "LEVELS",
    .help = "how deep an input may be nested (64)",
    .is_single = true,
};

const struct cli_option cli_max_size = {
    .name = "max-size",
    .argument = "BYTES",
    .help = "how large an input may be, with K, M or G if you like (64M)",
    .is_single = true,
};

const struct cli_option cli_max_nodes = {
    .name = "max-nodes",
    .argument = "COUNT",
    .help = "how many values an input may hold (1000000)",
    .is_single = true,
};

const struct cli_option cli_help = {
    .name = "help",
    .letter = 'h',
    .help = "print this",
};

const struct cli_option *const cli_common_options[] = {
    &cli_format,    &cli_output,   &cli_policies,  &cli_replace, &cli_color, &cli_quiet,
    &cli_max_depth, &cli_max_size, &cli_max_nodes, &cli_help,    NULL,
};

const struct cli_option cli_policy = {
    .name = "policy",
    .letter = 'p',
    .argument = "POLICY",
    .help =
        "a policy, with or without 'ELBSecurityPolicy-', in any case; classic/NAME for one of "
        "Classic Load Balancers; or a file of policies, in YAML or as the AWS CLI prints them; may "
        "be repeated",
    .names = CLI_NAMES_POLICIES | CLI_NAMES_FILES,
};

const struct cli_option cli_client = {
    .name = "client",
    .letter = 'c',
    .argument = "CLIENT",
    .help = "a client by its id or an alias, a family such as java for all its versions, or a file "
            "that describes one (- is standard input): YAML, a list of cipher suites, an OpenSSL "
            "or GnuTLS string, nginx, Apache, HAProxy or Java settings, JA3, JA4_r, howsmyssl.com, "
            "SSL Labs, a ClientHello, a capture or a log of one; may be repeated",
    .names = CLI_NAMES_CLIENTS | CLI_NAMES_FILES,
};

const struct cli_option cli_certificate = {
    .name = "certificate",
    .argument = "KEY",
    .help = "a certificate of the listener, by its key; may be repeated for one that holds "
            "several; where none is known, rsa2048 is assumed",
    .word = certificate_word,
    .is_list = true,
};

const struct cli_option cli_load_balancer = {
    .name = "lb",
    .argument = "TYPE",
    .help = "the kind of load balancer that the policies are for",
    .word = load_balancer_word,
    .is_list = true,
    .is_single = true,
};

const struct cli_option cli_ciphers = {
    .name = "ciphers",
    .argument = "STRING",
    .help = "a client that offers this OpenSSL cipher list",
};

const struct cli_option cli_protocols = {
    .name = "protocols",
    .argument = "VERSION,...",
    .help = "the versions that the client of --ciphers offers; without it, what its suites say",
    .word = version_word,
    .is_list = true,
    .is_single = true,
};

const struct cli_option cli_groups = {
    .name = "groups",
    .argument = "GROUP,...",
    .help = "the groups that the client of --ciphers offers, or none; without it, they are unknown",
    .is_list = true,
    .is_single = true,
};

const struct cli_option cli_addresses = {
    .name = "addresses",
    .help = "list the addresses that the clients of a capture, or of a log that has them, come "
            "from; without it, none is printed",
};

size_t cli_option_count(const struct cli_verb *verb)
{
    size_t count = 0;

    for (size_t i = 0; verb->options[i]; i++)
        count++;
    for (size_t i = 0; cli_common_options[i]; i++)
        count++;
    return count;
}

const struct cli_option *cli_option_at(const struct cli_verb *verb, size_t index)
{
    size_t own = 0;

    while (verb->options[own]) {
        if (own == index)
            return verb->options[own];
        own++;
    }
    return cli_common_options[index - own];
}

const char *cli_option_word(const struct cli_verb *verb, const struct cli_option *option,
                            size_t index)
{
    const struct elb_reporter *reporter;

    if (option != &cli_format)
        return option->word ? option->word(index) : NULL;
    reporter = elb_reporter_at(verb->name, index);
    return reporter ? reporter->format : NULL;
}

const char *cli_option_completion(const struct cli_verb *verb, const struct cli_option *option,
                                  size_t index)
{
    return option->hint ? option->hint(index) : cli_option_word(verb, option, index);
}
