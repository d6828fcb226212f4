/* SPDX-License-Identifier: MIT */

/*
 * Which policies are compared: two that are named, one with that of the same name in a file, those
 * of the same names in two files, or all of a file with what the catalog says of them.
 */

#include "cli/diff_pairs.h"

#include "cli/policy_file.h"

#include <string.h>

/* An operand: one policy by its name, or those of a file. */
struct operand {
    const char *name;
    const struct elb_policy *policy;    /* of the catalog; or NULL */
    const struct elb_policy_list *list; /* of a file; or NULL */
    size_t count;
};

struct pairing {
    struct cli *cli;
    const struct cli_diff_query *query;
    struct elb_diff_result *result;
    struct elb_diff_pair *pairs;
    size_t pair_capacity;
    const char **unmatched;
    size_t unmatched_capacity;
};

/* ---- Operands ------------------------------------------------------------------------------- */

static bool resolve(struct cli *cli, const char *name, struct operand *operand)
{
    *operand = (struct operand){.name = name, .policy = cli_find_policy(cli, name), .count = 1};
    if (operand->policy)
        return true;
    if (!cli_is_policy_path(name)) {
        cli_note_unknown_policy(cli, name);
        return false;
    }
    operand->list = cli_read_policies(cli, name);
    operand->count = operand->list ? elb_policy_list_count(operand->list) : 0;
    return operand->list != NULL;
}

static const struct elb_policy *policy_at(const struct operand *operand, size_t index)
{
    return operand->list ? elb_policy_list_at(operand->list, index) : operand->policy;
}

/* NULL: it was not found, or there are several. */
static const struct elb_policy *only_policy(const struct operand *operand)
{
    return operand->list && operand->count != 1 ? NULL : policy_at(operand, 0);
}

/* What the catalog has for it: itself, if it is from there. */
static const struct elb_policy *reference_at(const struct operand *operand, size_t index)
{
    return operand->list ? elb_policy_list_reference_at(operand->list, index) : operand->policy;
}

/* The n-th name of it that the catalog has not; NULL: no more. */
static const char *unknown_at(const struct operand *operand, size_t index, size_t n)
{
    return operand->list ? elb_policy_list_unknown_at(operand->list, index, n) : NULL;
}

static bool have_same_name(const struct elb_policy *a, const struct elb_policy *b)
{
    return a->family == b->family && strcmp(a->name, b->name) == 0;
}

/* Where an operand has a policy of that name; its count if it has none. */
static size_t find_same(const struct operand *operand, const struct elb_policy *policy)
{
    size_t index = 0;

    while (index < operand->count && !have_same_name(policy_at(operand, index), policy))
        index++;
    return index;
}

/* ---- One pair ------------------------------------------------------------------------------- */

static bool judge_clients(struct pairing *pairing, struct elb_diff_pair *pair)
{
    static const struct elb_certificates ecdsa = {{ELB_CERTIFICATE_ECDSA256}, 1};
    const struct cli_client_list *clients = pairing->query->clients;
    const struct elb_catalog *catalog = pairing->cli->catalog;
    struct elb_diff_client *rows =
        elb_arena_alloc_array(&pairing->cli->arena, clients->count, sizeof(*rows));

    if (!rows)
        return false;
    for (size_t i = 0; i < clients->count; i++) {
        struct elb_client_comparison other;

        rows[i].client = clients->items[i];
        elb_compare_client(catalog, pair->from, pair->to, pairing->query->certificates,
                           rows[i].client, &rows[i].comparison);
        elb_compare_client(catalog, pair->from, pair->to, &ecdsa, rows[i].client, &other);
        rows[i].with_ecdsa = other.transition;
        if (!pairing->query->certificates_assumed)
            rows[i].with_ecdsa = rows[i].comparison.transition;
    }
    pair->clients = rows;
    pair->client_count = clients->count;
    return true;
}

/* `from` may be NULL: the catalog does not know `to`. */
static bool add_pair(struct pairing *pairing, const struct elb_policy *from,
                     const struct elb_policy *to, bool is_drift)
{
    struct elb_diff_pair pair = {.from = from, .to = to, .is_drift = is_drift};
    struct elb_error error = {0};
    struct elb_diff_pair *pairs =
        elb_arena_grow(&pairing->cli->arena, pairing->pairs, pairing->result->pair_count,
                       &pairing->pair_capacity, sizeof(*pairs));

    if (!pairs || (from && elb_compare(from, to, &pair.comparison, &error))) {
        cli_note_memory(pairing->cli);
        return false;
    }
    pairing->pairs = pairs;
    pairing->result->pairs = pairs;
    pairs[pairing->result->pair_count++] = pair;
    if (!from || (is_drift && elb_comparison_is_empty(pair.comparison)))
        return true;
    if (judge_clients(pairing, &pairs[pairing->result->pair_count - 1]))
        return true;
    cli_note_memory(pairing->cli);
    return false;
}

/* The names of an operand's policy that the catalog has not and the other does not have either. */
static bool find_unknown(struct pairing *pairing, const struct operand *operand, size_t index,
                         const struct operand *other, size_t other_index,
                         const char *const **ret_names, size_t *ret_count)
{
    const char **names = NULL;
    const char *name;
    size_t capacity = 0;

    for (size_t i = 0; (name = unknown_at(operand, index, i)); i++) {
        const char *same;
        size_t j = 0;

        while (other && (same = unknown_at(other, other_index, j)) && strcmp(same, name) != 0)
            j++;
        if (other && unknown_at(other, other_index, j))
            continue;
        names = elb_arena_grow(&pairing->cli->arena, names, *ret_count, &capacity, sizeof(*names));
        if (!names) {
            cli_note_memory(pairing->cli);
            return false;
        }
        names[(*ret_count)++] = name;
    }
    *ret_names = names;
    return true;
}

/* To the pair that was added last; `from` may be NULL: the catalog. */
static bool add_unknown(struct pairing *pairing, const struct operand *from, size_t from_index,
                        const struct operand *to, size_t to_index)
{
    struct elb_diff_pair *pair = &pairing->pairs[pairing->result->pair_count - 1];

    return (!from || find_unknown(pairing, from, from_index, to, to_index, &pair->unknown_removed,
                                  &pair->unknown_removed_count)) &&
           find_unknown(pairing, to, to_index, from, from_index, &pair->unknown_added,
                        &pair->unknown_added_count);
}

static bool add_unmatched(struct pairing *pairing, const char *name)
{
    const char **names =
        elb_arena_grow(&pairing->cli->arena, pairing->unmatched, pairing->result->unmatched_count,
                       &pairing->unmatched_capacity, sizeof(*names));

    if (!names) {
        cli_note_memory(pairing->cli);
        return false;
    }
    names[pairing->result->unmatched_count++] = name;
    pairing->unmatched = names;
    pairing->result->unmatched = names;
    return true;
}

/* ---- Which with which ----------------------------------------------------------------------- */

/* All of a file with the catalog. */
static bool pair_with_catalog(struct pairing *pairing, const struct operand *operand)
{
    pairing->result->is_list = true;
    for (size_t i = 0; i < operand->count; i++) {
        const struct elb_policy *policy = policy_at(operand, i);
        const struct elb_policy *reference = reference_at(operand, i);

        bool is_custom = !reference && policy->family == ELB_FAMILY_CLASSIC;

        if (is_custom ? !add_unmatched(pairing, policy->name)
                      : !add_pair(pairing, reference, policy, true) ||
                            !add_unknown(pairing, NULL, 0, operand, i))
            return false;
    }
    if (pairing->result->pair_count == 0)
        cli_note(pairing->cli, ELB_ERROR_DATA,
                 "'%s' is a custom policy, so the catalog has none to compare it with: name a "
                 "second policy",
                 policy_at(operand, 0)->name);
    return pairing->result->pair_count > 0;
}

/* One policy with that of its name in a file, or with the only one there. */
static bool pair_one(struct pairing *pairing, const struct operand *one,
                     const struct operand *other, bool is_swapped)
{
    const struct elb_policy *policy = policy_at(one, 0);
    size_t index = other->count == 1 ? 0 : find_same(other, policy);
    const struct elb_policy *found;
    bool is_drift;

    if (index == other->count) {
        cli_note(pairing->cli, ELB_ERROR_DATA, "'%s' has %zu policies, and none of them is '%s'",
                 other->name, other->count, policy->name);
        return false;
    }
    found = policy_at(other, index);
    is_drift = !one->list && other->list && !is_swapped && reference_at(other, index) == policy;
    return is_swapped ? add_pair(pairing, found, policy, false) &&
                            add_unknown(pairing, other, index, one, 0)
                      : add_pair(pairing, policy, found, is_drift) &&
                            add_unknown(pairing, one, 0, other, index);
}

/* Those of the same names; the others are named. */
static bool pair_by_name(struct pairing *pairing, const struct operand *from,
                         const struct operand *to)
{
    pairing->result->is_list = true;
    for (size_t i = 0; i < from->count; i++) {
        const struct elb_policy *policy = policy_at(from, i);
        size_t index = find_same(to, policy);

        if (index < to->count ? !add_pair(pairing, policy, policy_at(to, index), false) ||
                                    !add_unknown(pairing, from, i, to, index)
                              : !add_unmatched(pairing, policy->name))
            return false;
    }
    for (size_t i = 0; i < to->count; i++) {
        const struct elb_policy *policy = policy_at(to, i);

        if (find_same(from, policy) == from->count && !add_unmatched(pairing, policy->name))
            return false;
    }
    return true;
}

static bool pair_operands(struct pairing *pairing, const struct operand *from,
                          const struct operand *to)
{
    if (from->count == 1)
        return pair_one(pairing, from, to, false);
    if (to->count == 1)
        return pair_one(pairing, to, from, true);
    return pair_by_name(pairing, from, to);
}

bool cli_diff_pairs(struct cli *cli, const struct cli_diff_query *query,
                    struct elb_diff_result *ret_result)
{
    struct pairing pairing = {.cli = cli, .query = query, .result = ret_result};
    struct operand operands[2];
    bool is_resolved = true;

    *ret_result = (struct elb_diff_result){
        .certificates = query->certificates,
        .certificates_assumed = query->certificates_assumed,
        .is_bundled = query->is_bundled,
    };
    for (size_t i = 0; i < cli->operand_count; i++)
        is_resolved &= resolve(cli, cli->operands[i], &operands[i]);
    if (cli->operand_count == 1)
        return is_resolved && pair_with_catalog(&pairing, &operands[0]);
    if (is_resolved && pair_operands(&pairing, &operands[0], &operands[1]))
        return true;
    ret_result->is_failed = ret_result->pair_count == 0;
    ret_result->from = only_policy(&operands[0]);
    ret_result->to = only_policy(&operands[1]);
    return false;
}

void cli_diff_pairs_done(struct elb_diff_result *result)
{
    for (size_t i = 0; i < result->pair_count; i++)
        elb_comparison_free(result->pairs[i].comparison);
}
