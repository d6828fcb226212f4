/* SPDX-License-Identifier: MIT */

#include "cli/advice.h"

#include "elblint/advice.h"
#include "report/advice.h"

#include <string.h>

static size_t kind_count(void)
{
    size_t count = 0;

    while (elb_advice_name(count))
        count++;
    return count;
}

static const char *advice_word(size_t index)
{
    size_t count = kind_count();

    return index < count ? elb_advice_name(index) : index == count ? "all" : NULL;
}

const struct cli_option cli_advice = {
    .name = "advice",
    .argument = "KIND,...",
    .help = "add what to type, ready to paste",
    .word = advice_word,
    .is_list = true,
};

/* The parser has refused all others. */
static unsigned kind_named(struct elb_text word)
{
    for (size_t i = 0; elb_advice_name(i); i++) {
        if (elb_text_is_nocase(word, elb_advice_name(i)))
            return 1u << i;
    }
    return elb_text_is_nocase(word, "all") ? ELB_ADVICE_ALL : 0;
}

unsigned cli_advice_kinds(const struct cli *cli)
{
    unsigned kinds = 0;
    const char *value;
    size_t cursor = 0;

    while ((value = cli_next_value(cli, &cli_advice, &cursor))) {
        struct elb_text rest = elb_text_from(value);
        struct elb_text word;

        while (elb_text_next_word(&rest, ",", &word))
            kinds |= kind_named(word);
    }
    return kinds;
}
