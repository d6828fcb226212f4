/* SPDX-License-Identifier: MIT */

/* Which rules judge, and how grave what they find is. */

#include "cli/lint_severities.h"

#include "cli/lint_config.h"

#include <string.h>

static const char *rule_word(size_t index)
{
    const struct elb_rule *rule = elb_rule_at(index);

    return rule ? rule->id : NULL;
}

const struct cli_option cli_rule = {
    .name = "rule",
    .argument = "RULE,...",
    .help = "judge by these rules alone, also by one that is off; may be repeated",
    .word = rule_word,
    .words_in = "elblint list rules",
    .is_list = true,
};

const struct cli_option cli_ignore = {
    .name = "ignore",
    .argument = "RULE,...",
    .help = "leave these rules out; may be repeated",
    .word = rule_word,
    .words_in = "elblint list rules",
    .is_list = true,
};

const struct cli_option cli_severity = {
    .name = "severity",
    .argument = "RULE=LEVEL",
    .help = "how grave the findings of a rule are: error, warning, note or off; may be repeated",
    .hint = rule_word,
};

static size_t rule_index(const struct elb_rule *rule)
{
    size_t index = 0;

    while (elb_rule_at(index) != rule)
        index++;
    return index;
}

/* Words of the parser's: every one of them is a rule. */
static void set_each(const struct cli *cli, const struct cli_option *option,
                     enum elb_severity *severities, enum elb_severity (*choose)(size_t index))
{
    const char *value;
    size_t cursor = 0;

    while ((value = cli_next_value(cli, option, &cursor))) {
        struct elb_text rest = elb_text_from(value);
        struct elb_text name;

        while (elb_text_next_field(&rest, ",", &name)) {
            const struct elb_rule *rule = elb_rule_named(name.start, name.length);

            if (rule)
                severities[rule_index(rule)] = choose(rule_index(rule));
        }
    }
}

/* One that is off by default, and asked for by name, is a warning. */
static enum elb_severity switch_on(size_t index)
{
    const enum elb_severity severity = elb_rule_at(index)->severity;

    return severity == ELB_SEVERITY_OFF ? ELB_SEVERITY_WARNING : severity;
}

static enum elb_severity switch_off(size_t index)
{
    (void)index;
    return ELB_SEVERITY_OFF;
}

bool cli_parse_severity(struct elb_text text, enum elb_severity *ret_severity)
{
    for (unsigned i = 0; i < ELB_SEVERITY_COUNT; i++) {
        if (elb_text_is_nocase(text, elb_severity_name((enum elb_severity)i))) {
            *ret_severity = (enum elb_severity)i;
            return true;
        }
    }
    return false;
}

static bool set_one(const struct cli *cli, const char *value, enum elb_severity *severities)
{
    const char *equals = strchr(value, '=');
    const size_t length = equals ? (size_t)(equals - value) : strlen(value);
    const struct elb_rule *rule = elb_rule_named(value, length);
    const char *nearest = rule ? NULL : elb_rule_nearest(value, length);
    enum elb_severity severity;

    if (!rule) {
        cli_usage_error(cli->verb, "unknown rule '%.*s'%s%s%s", (int)length, value,
                        nearest ? ", did you mean '" : "", nearest ? nearest : "",
                        nearest ? "'" : "");
        return false;
    }
    if (!equals || !cli_parse_severity(elb_text_from(equals + 1), &severity)) {
        cli_usage_error(cli->verb,
                        "option '--severity' needs RULE=error, warning, note or off, "
                        "not '%s'",
                        value);
        return false;
    }
    severities[rule_index(rule)] = severity;
    return true;
}

bool cli_set_severities(const struct cli *cli, const struct cli_lint_config *config,
                        enum elb_severity severities[CLI_RULES_MAX])
{
    const bool is_chosen = cli_is_given(cli, &cli_rule);
    const char *value;
    size_t cursor = 0;

    for (size_t i = 0; elb_rule_at(i) && i < CLI_RULES_MAX; i++) {
        severities[i] = is_chosen ? ELB_SEVERITY_OFF : elb_rule_at(i)->severity;
        if (config->is_set[i] && !is_chosen)
            severities[i] = config->severities[i];
    }
    set_each(cli, &cli_rule, severities, switch_on);
    while ((value = cli_next_value(cli, &cli_severity, &cursor))) {
        if (!set_one(cli, value, severities))
            return false;
    }
    set_each(cli, &cli_ignore, severities, switch_off);
    return true;
}

/* ---- What is not even mentioned ------------------------------------------------------------- */

static void mark(const struct cli *cli, const struct cli_option *option, bool *marked)
{
    const char *value;
    size_t cursor = 0;

    while ((value = cli_next_value(cli, option, &cursor))) {
        struct elb_text rest = elb_text_from(value);
        struct elb_text field;

        while (elb_text_next_field(&rest, ",", &field)) {
            const char *equals = memchr(field.start, '=', field.length);
            const struct elb_rule *rule =
                elb_rule_named(field.start, equals ? (size_t)(equals - field.start) : field.length);

            if (rule)
                marked[rule_index(rule)] = true;
        }
    }
}

void cli_set_unmentioned(const struct cli *cli, const struct cli_lint_config *config,
                         bool unmentioned[CLI_RULES_MAX])
{
    for (size_t i = 0; i < CLI_RULES_MAX; i++)
        unmentioned[i] = cli_is_given(cli, &cli_rule) || config->is_set[i];
    mark(cli, &cli_ignore, unmentioned);
    mark(cli, &cli_severity, unmentioned);
}
