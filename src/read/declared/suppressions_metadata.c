/* SPDX-License-Identifier: MIT */

/* What the metadata of a resource says is to be ignored. */
#include "catalog/dates.h"
#include "read/declared/suppressions.h"

struct reading {
    struct elb_listeners *listeners;
    const struct elb_listener *listener;
    struct elb_error *reterr;
};

static struct elb_suppression place_of(const struct reading *reading, const struct elb_node *node)
{
    return (struct elb_suppression){
        .listener = reading->listener,
        .origin = reading->listener->path,
        .span = elb_declared_span(node),
    };
}

static enum elb_status refuse(const struct reading *reading, const struct elb_node *node,
                              const char *wrong)
{
    struct elb_suppression item = place_of(reading, node);

    item.wrong = wrong;
    return elb_suppression_add_one(reading->listeners, &item, reading->reterr);
}

/* One or several, in the words of a comment. */
static enum elb_status read_text(const struct reading *reading, const struct elb_node *node)
{
    const struct elb_suppression place = place_of(reading, node);
    struct elb_text rest = elb_node_text(node);
    struct elb_text words;
    bool is_any = false;
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && elb_text_next_word(&rest, ";\n", &words)) {
        if (elb_text_trim(words).length == 0)
            continue;
        is_any = true;
        status = elb_suppression_add(reading->listeners, words, &place, reading->reterr);
    }
    return is_any || status != ELB_OK ? status : refuse(reading, node, "it names no rule");
}

/* ---- {rule, until, reason} ------------------------------------------------------------------ */

static bool has_only_known_keys(const struct elb_node *mapping)
{
    static const char *const keys[] = {"rule", "until", "reason"};

    for (size_t i = 0; i < elb_node_count(mapping); i++) {
        size_t k = 0;

        while (k < 3 && !(elb_node_text_is(elb_node_key_at(mapping, i), keys[k]) &&
                          elb_node_is_scalar(elb_node_at(mapping, i))))
            k++;
        if (k == 3)
            return false;
    }
    return true;
}

static enum elb_status read_mapping(const struct reading *reading, const struct elb_node *node)
{
    const struct elb_text rule = elb_node_text(elb_node_get(node, "rule"));
    const struct elb_text until = elb_node_text(elb_node_get(node, "until"));
    const struct elb_text reason = elb_node_text(elb_node_get(node, "reason"));
    struct elb_suppression item = place_of(reading, node);
    bool is_failed = false;

    if (!has_only_known_keys(node))
        return refuse(reading, node, "only the texts 'rule', 'until' and 'reason' are understood");
    if (rule.length == 0)
        return refuse(reading, node, "it names no rule");
    if (until.length > 0 && !elb_date_is_day(until))
        return refuse(reading, node, "'until' needs a date such as 2027-01-31");
    if (until.length > 0)
        item.until = elb_suppression_keep(reading->listeners, until, &is_failed);
    if (reason.length > 0)
        item.reason = elb_suppression_keep(reading->listeners, reason, &is_failed);
    item.span.end_line = item.span.line;
    item.span.end_column = item.span.column + 1;
    return is_failed ? elb_error_set_memory(reading->reterr)
                     : elb_suppression_add(reading->listeners, rule, &item, reading->reterr);
}

/* ---- All of it ------------------------------------------------------------------------------ */

static enum elb_status read_one(const struct reading *reading, const struct elb_node *node)
{
    if (elb_node_is_mapping(node))
        return read_mapping(reading, node);
    if (elb_node_is_string(node))
        return read_text(reading, node);
    return refuse(reading, node, "expected a text, or a mapping of rule, until and reason");
}

enum elb_status elb_declared_ignore(struct elb_listeners *listeners,
                                    const struct elb_listener *listener,
                                    const struct elb_node *value, struct elb_error *reterr)
{
    const struct reading reading = {listeners, listener, reterr};
    enum elb_status status = ELB_OK;

    if (!value)
        return ELB_OK;
    if (!elb_node_is_sequence(value))
        return read_one(&reading, value);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(value); i++)
        status = read_one(&reading, elb_node_at(value, i));
    return status;
}
