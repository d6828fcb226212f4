/* SPDX-License-Identifier: MIT */
/* In what an endpoint and a policy differ: one row for each kind, and for versions alike in it. */
#include "report/text/identify.h"
#include "report/text/style.h"

static bool is_same_kind(const struct elb_difference *a, const struct elb_difference *b)
{
    return a->kind == b->kind && a->is_extra == b->is_extra;
}

static bool is_same_list(const struct elb_difference *a, const struct elb_difference *b)
{
    return is_same_kind(a, b) && a->version == b->version;
}

/* The next one from `index` on that is in the list of `first`; the count where there is none. */
static size_t next_in_list(const struct elb_policy_match *candidate, size_t index,
                           const struct elb_difference *first)
{
    while (index < candidate->difference_count &&
           !is_same_list(&candidate->differences[index], first))
        index++;
    return index;
}

/* Have two versions the same codes? Versions and orders have none, so they always do. */
static bool has_same_codes(const struct elb_policy_match *candidate, size_t a, size_t b)
{
    const struct elb_difference *list = candidate->differences;
    size_t count = candidate->difference_count;
    size_t i = a;
    size_t j = b;

    while (i < count && j < count && list[i].code == list[j].code) {
        i = next_in_list(candidate, i + 1, &list[a]);
        j = next_in_list(candidate, j + 1, &list[b]);
    }
    return i == count && j == count;
}

static bool is_client_order(const struct elb_observation *observation,
                            const struct elb_difference *difference)
{
    const struct elb_observed_version *seen =
        elb_observation_version(observation, difference->version);

    return difference->kind == ELB_DIFFERENCE_ORDER && seen && seen->order == ELB_ORDER_CLIENT;
}

/* Both begin a list. */
static bool is_same_row(const struct elb_observation *observation,
                        const struct elb_policy_match *candidate, size_t a, size_t b)
{
    const struct elb_difference *list = candidate->differences;

    return is_same_kind(&list[a], &list[b]) &&
           is_client_order(observation, &list[a]) == is_client_order(observation, &list[b]) &&
           has_same_codes(candidate, a, b);
}

static bool begins_list(const struct elb_policy_match *candidate, size_t index)
{
    return next_in_list(candidate, 0, &candidate->differences[index]) == index;
}

static bool begins_row(const struct elb_observation *observation,
                       const struct elb_policy_match *candidate, size_t index)
{
    if (!begins_list(candidate, index))
        return false;
    for (size_t i = 0; i < index; i++) {
        if (begins_list(candidate, i) && is_same_row(observation, candidate, i, index))
            return false;
    }
    return true;
}

/* ---- Words ---------------------------------------------------------------------------------- */

static void append_name(struct elb_report *report, struct elb_buffer *out,
                        const struct elb_difference *difference)
{
    const struct elb_suite *suite = elb_catalog_suite(report->catalog, difference->code);
    const struct elb_group *group = elb_catalog_group(report->catalog, difference->code);
    const struct elb_scheme *scheme = elb_catalog_scheme(report->catalog, difference->code);
    const bool has_suite =
        difference->kind == ELB_DIFFERENCE_SUITE || difference->kind == ELB_DIFFERENCE_HANDSHAKE;

    if (difference->kind == ELB_DIFFERENCE_GROUP && group)
        elb_buffer_append_string(out, group->name);
    else if (difference->kind == ELB_DIFFERENCE_CERTIFICATE)
        elb_buffer_append_string(out, elb_certificate_name((enum elb_certificate)difference->code));
    else if (difference->kind == ELB_DIFFERENCE_SCHEME && scheme)
        elb_buffer_append_string(out, scheme->name);
    else if (has_suite && suite)
        elb_buffer_append_string(out, suite->openssl ? suite->openssl : suite->name);
    else
        elb_buffer_printf(out, "0x%04X", difference->code);
}

static const char *title_of(const struct elb_observation *observation,
                            const struct elb_difference *difference)
{
    if (is_client_order(observation, difference))
        return "order of suites: the client's in";
    if (difference->kind == ELB_DIFFERENCE_ORDER)
        return "order of suites: not the policy's in";
    return difference->is_extra ? "extra:" : "missing:";
}

static void write_versions(struct elb_lines *lines, const struct elb_observation *observation,
                           const struct elb_policy_match *candidate, size_t first)
{
    static const char *const nouns[] = {
        [ELB_DIFFERENCE_VERSION] = "",           [ELB_DIFFERENCE_SUITE] = " suites:",
        [ELB_DIFFERENCE_GROUP] = " groups:",     [ELB_DIFFERENCE_ORDER] = "",
        [ELB_DIFFERENCE_HANDSHAKE] = " answer:", [ELB_DIFFERENCE_CERTIFICATE] = "certificate:",
        [ELB_DIFFERENCE_SCHEME] = "signature:",
    };
    const char *noun = nouns[candidate->differences[first].kind];
    const char *pending = NULL;

    for (size_t i = first; i < candidate->difference_count; i++) {
        struct elb_buffer word = {0};

        if (!begins_list(candidate, i) || !is_same_row(observation, candidate, first, i))
            continue;
        if (pending) {
            elb_buffer_printf(&word, "%s,", pending);
            elb_lines_word(lines, elb_buffer_string(&word));
        }
        elb_report_part_done(lines->report->out, &word);
        pending = candidate->differences[i].version
                      ? elb_version_name(candidate->differences[i].version)
                      : "";
    }
    struct elb_buffer last = {0};

    elb_buffer_printf(&last, "%s%s", pending ? pending : "", noun);
    elb_lines_text(lines, elb_buffer_string(&last));
    elb_report_part_done(lines->report->out, &last);
}

static void write_row(struct elb_report *report, const struct elb_observation *observation,
                      const struct elb_policy_match *candidate, size_t first, size_t indent)
{
    const struct elb_difference *list = candidate->differences;
    bool has_codes =
        list[first].kind != ELB_DIFFERENCE_VERSION && list[first].kind != ELB_DIFFERENCE_ORDER;
    struct elb_lines lines;

    elb_lines_begin_plain(&lines, report, indent);
    lines.indent = indent + 2;
    elb_lines_text(&lines, title_of(observation, &list[first]));
    write_versions(&lines, observation, candidate, first);
    for (size_t i = first; has_codes && i < candidate->difference_count;
         i = next_in_list(candidate, i + 1, &list[first])) {
        struct elb_buffer name = {0};

        append_name(report, &name, &list[i]);
        elb_lines_word(&lines, elb_buffer_string(&name));
        elb_report_part_done(report->out, &name);
    }
    elb_lines_end(&lines);
}

void elb_identify_write_differences(struct elb_report *report,
                                    const struct elb_observation *observation,
                                    const struct elb_policy_match *candidate, size_t indent)
{
    for (size_t i = 0; i < candidate->difference_count; i++) {
        if (begins_row(observation, candidate, i))
            write_row(report, observation, candidate, i, indent);
    }
}

bool elb_identify_is_same(const struct elb_policy_match *a, const struct elb_policy_match *b)
{
    if (a->difference_count != b->difference_count)
        return false;
    for (size_t i = 0; i < a->difference_count; i++) {
        const struct elb_difference *one = &a->differences[i];
        const struct elb_difference *other = &b->differences[i];

        if (!is_same_list(one, other) || one->code != other->code)
            return false;
    }
    return true;
}
