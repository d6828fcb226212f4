/* SPDX-License-Identifier: MIT */

/* list: the names of everything, narrowed down by requirements. */

#include "cli/items.h"
#include "elblint/requirement.h"

#include <string.h>

static const char *kind_word(size_t index)
{
    return index < ELB_ITEM_KIND_COUNT ? elb_item_kind_name((enum elb_item_kind)index) : NULL;
}

/* The words of policies, then those that are for clients only. */
static const struct elb_requirement_word *requirement_at(size_t index)
{
    const struct elb_requirement_word *word;
    const struct elb_requirement_word *other;
    size_t policy_count = 0;

    while ((word = elb_requirement_word_at(ELB_SUBJECT_POLICY, policy_count))) {
        if (policy_count++ == index)
            return word;
    }
    index -= policy_count;
    for (size_t i = 0; (word = elb_requirement_word_at(ELB_SUBJECT_CLIENT, i)); i++) {
        bool is_new = true;

        for (size_t j = 0; is_new && (other = elb_requirement_word_at(ELB_SUBJECT_POLICY, j)); j++)
            is_new = word != other;
        if (is_new && index-- == 0)
            return word;
    }
    return NULL;
}

static bool is_about(const struct elb_requirement_word *word, enum elb_subject subject)
{
    const struct elb_requirement_word *other;

    for (size_t i = 0; (other = elb_requirement_word_at(subject, i)); i++) {
        if (word == other)
            return true;
    }
    return false;
}

static bool term(size_t index, struct cli_term *ret_term)
{
    const struct elb_requirement_word *word = requirement_at(index);

    if (!word)
        return false;
    *ret_term =
        (struct cli_term){.word = word->word, .argument = word->argument, .help = word->help};
    if (!is_about(word, ELB_SUBJECT_POLICY))
        ret_term->group = "clients";
    else if (is_about(word, ELB_SUBJECT_CLIENT))
        ret_term->group = "clients too";
    return true;
}

static const char *filter_word(size_t index)
{
    const struct elb_requirement_word *word = requirement_at(index);

    return word ? word->word : NULL;
}

static const struct cli_option option_filter = {
    .name = "filter",
    .letter = 'f',
    .argument = "WORD,...",
    .help = "only policies or clients that meet all of these",
    .hint = filter_word,
    .is_list = true,
};

static const struct cli_option option_profile = {
    .name = "profile",
    .argument = "NAME",
    .help = "only policies that meet this profile, as far as a policy can show it; may be repeated",
    .names = CLI_NAMES_PROFILES,
};

static const struct cli_option *const options[] = {&option_filter, &option_profile, NULL};

static const struct cli_example examples[] = {
    {"elblint list", "what there is", CLI_EXIT_OK},
    {"elblint list policies --filter lb=alb,min=TLSv1.2,forward-secrecy,no-cbc",
     "strict policies of Application Load Balancers", CLI_EXIT_OK},
    {"elblint list policies --filter suite=ECDHE-RSA-AES128-SHA --quiet",
     "the policies that still have a suite, as bare names", CLI_EXIT_OK},
    {"elblint list policies --profile mozilla-intermediate",
     "the policies that meet a published profile", CLI_EXIT_OK},
    {"elblint list clients --filter family=java,tls1.3", "versions of Java that have TLSv1.3",
     CLI_EXIT_OK},
    {NULL, NULL, 0},
};

struct filter {
    struct elb_requirements policies;
    struct elb_requirements clients;
};

static bool passes(const struct elb_item *item, const struct filter *filter)
{
    if (item->kind == ELB_ITEM_POLICY)
        return elb_policy_meets(item->policy, &filter->policies, NULL);
    if (item->kind == ELB_ITEM_CLIENT)
        return elb_client_meets(item->client, &filter->clients, NULL);
    return item->kind != ELB_ITEM_FAMILY || item->family;
}

static void add_kind(struct cli *cli, struct cli_items *items, enum elb_item_kind kind,
                     const struct filter *filter)
{
    /* A family stands at its first client. */
    size_t count =
        elb_item_kind_size(kind == ELB_ITEM_FAMILY ? ELB_ITEM_CLIENT : kind, cli->catalog);

    for (size_t i = 0; i < count; i++) {
        struct elb_item item = cli_item_at(cli->catalog, kind, i);

        if (passes(&item, filter))
            cli_items_add(cli, items, &item);
    }
}

/* ---- What was asked for --------------------------------------------------------------------- */

static int refuse_kind(const struct cli *cli, const char *operand)
{
    const char *nearest = NULL;
    size_t distance = 4;
    const char *kind;

    for (size_t i = 0; (kind = kind_word(i)); i++) {
        size_t edits = elb_text_distance(elb_text_from(operand), elb_text_from(kind), distance - 1);

        if (edits < distance) {
            distance = edits;
            nearest = kind;
        }
    }
    return cli_usage_error(cli->verb, "unknown kind '%s'%s%s%s", operand,
                           nearest ? ", did you mean '" : "", nearest ? nearest : "",
                           nearest ? "'" : "");
}

static int parse_kinds(const struct cli *cli, unsigned *ret_kinds)
{
    *ret_kinds = 0;
    for (size_t i = 0; i < cli->operand_count; i++) {
        struct elb_text operand = elb_text_from(cli->operands[i]);
        unsigned kind = 0;

        while (kind_word(kind) && !elb_text_is_nocase(operand, kind_word(kind)))
            kind++;
        if (!kind_word(kind))
            return refuse_kind(cli, cli->operands[i]);
        *ret_kinds |= 1u << kind;
    }
    return CLI_EXIT_OK;
}

static int parse_filter(struct cli *cli, struct elb_requirements *requirements)
{
    struct elb_error error = {0};
    const char *text;
    size_t cursor = 0;

    while ((text = cli_next_value(cli, &option_filter, &cursor))) {
        if (elb_requirements_add(requirements, text, strlen(text), &error) == ELB_OK)
            continue;
        if (error.status == ELB_ERROR_SYNTAX)
            return cli_usage_error(cli->verb, "%s", error.message);
        cli_note_error(cli, &error);
        return CLI_EXIT_ERROR;
    }
    return CLI_EXIT_OK;
}

/* The same as `--filter profile=NAME`. */
static int parse_profiles(struct cli *cli, unsigned kinds, struct elb_requirements *requirements)
{
    struct elb_error error = {0};
    const char *name;
    size_t cursor = 0;

    if (cli_is_given(cli, &option_profile) && kinds != 1u << ELB_ITEM_POLICY)
        return cli_usage_error(cli->verb, "option '--profile' is for policies");
    while ((name = cli_next_value(cli, &option_profile, &cursor))) {
        const char *text = elb_arena_printf(&cli->arena, "profile=%s", name);

        if (!text) {
            cli_note_memory(cli);
            return CLI_EXIT_ERROR;
        }
        if (elb_requirements_add(requirements, text, strlen(text), &error) != ELB_OK) {
            cli_note_error(cli, &error);
            return CLI_EXIT_ERROR;
        }
    }
    return CLI_EXIT_OK;
}

static int parse_filters(struct cli *cli, unsigned kinds, struct filter *filter)
{
    unsigned filtered = kinds & (1u << ELB_ITEM_POLICY | 1u << ELB_ITEM_CLIENT);
    int result = CLI_EXIT_OK;

    if (cli_is_given(cli, &option_filter) && (!filtered || filtered != kinds))
        return cli_usage_error(cli->verb, "option '--filter' is for policies and clients");
    if (kinds & 1u << ELB_ITEM_POLICY)
        result = parse_filter(cli, &filter->policies);
    if (result == CLI_EXIT_OK && kinds & 1u << ELB_ITEM_CLIENT)
        result = parse_filter(cli, &filter->clients);
    return result == CLI_EXIT_OK ? parse_profiles(cli, kinds, &filter->policies) : result;
}

static int run(struct cli *cli)
{
    struct filter filter = {
        .policies = {.subject = ELB_SUBJECT_POLICY, .catalog = cli->catalog},
        .clients = {.subject = ELB_SUBJECT_CLIENT, .catalog = cli->catalog},
    };
    struct cli_items items = {0};
    unsigned kinds;
    int result = parse_kinds(cli, &kinds);

    if (result == CLI_EXIT_OK)
        result = parse_filters(cli, kinds, &filter);
    if (result == CLI_EXIT_USAGE)
        return result;
    for (unsigned i = 0; result == CLI_EXIT_OK && i < ELB_ITEM_KIND_COUNT; i++) {
        if (kinds & 1u << i)
            add_kind(cli, &items, (enum elb_item_kind)i, &filter);
    }
    cli_report(cli, &(struct elb_items){
                        .list = items.list, .count = items.count, .is_overview = kinds == 0});
    return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_list = {
    .name = "list",
    .operands = "[KIND]...",
    .summary = "the names of policies, clients, suites, rules, profiles ...",
    .description = "Without a kind: the kinds that there are, and how many of each. --filter "
                   "narrows policies and clients down; all its words must be met, and what they "
                   "mean follows from the lists of a policy, not from its name.",
    .options = options,
    .word = kind_word,
    .terms_title = "words of --filter, for policies unless they say otherwise",
    .term = term,
    .examples = examples,
    .run = run,
};
