/* SPDX-License-Identifier: MIT */

#include "cli/check_pairs.h"

#include "elblint/suggest.h"

/* Suggestions cost a check with every policy: one that serves all is looked up once a family. */
struct suggester {
    const struct cli *cli;
    const struct cli_check_query *query;
    struct {
        bool is_known;
        const struct elb_policy *policy;
    } for_all[2][ELB_POLICY_KIND_COUNT]; /* of Classic or not, and of which kind */
};

static const struct elb_policy *suggest(const struct suggester *suggester,
                                        const struct elb_policy *instead_of,
                                        const struct elb_client *const *clients, size_t count)
{
    unsigned load_balancers = suggester->query->load_balancers;
    bool is_classic = instead_of->family == ELB_FAMILY_CLASSIC;
    struct elb_suggest_query query = {
        .catalog = suggester->cli->catalog,
        .load_balancers = is_classic ? ELB_LB_CLASSIC : load_balancers & ~(unsigned)ELB_LB_CLASSIC,
        .certificates = suggester->query->certificates,
        .clients = clients,
        .client_count = count,
        .from = instead_of,
    };

    return elb_suggest_policy(&query);
}

static const struct elb_policy *suggest_for_all(struct suggester *suggester,
                                                const struct elb_policy *instead_of)
{
    const struct cli_client_list *clients = suggester->query->clients;
    size_t family = instead_of->family == ELB_FAMILY_CLASSIC;
    enum elb_policy_kind kind = elb_policy_kind(instead_of);

    if (!suggester->for_all[family][kind].is_known) {
        suggester->for_all[family][kind].policy =
            suggest(suggester, instead_of, clients->items, clients->count);
        suggester->for_all[family][kind].is_known = true;
    }
    return suggester->for_all[family][kind].policy;
}

static bool find_help(struct cli *cli, struct suggester *suggester, struct elb_check_row *row)
{
    const struct elb_check *check = &row->check;
    struct elb_error error = {0};

    if (elb_check_remedy(cli->catalog, check, &row->remedy, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return false;
    }
    if (check->verdict != ELB_INCOMPATIBLE)
        return true;
    row->update = elb_check_update(cli->catalog, check);
    row->upgrade = elb_check_upgrade(cli->catalog, check);
    row->suggestion = suggest_for_all(suggester, check->policy);
    row->suggestion_serves_all = row->suggestion != NULL;
    if (!row->suggestion)
        row->suggestion = suggest(suggester, check->policy, &check->client, 1);
    return true;
}

/* Would a certificate of the other type change what is said of this pair? */
static bool ecdsa_matters(struct cli *cli, const struct elb_check *check)
{
    static const struct elb_certificates ecdsa = {{ELB_CERTIFICATE_ECDSA256}, 1};
    struct elb_check other;

    elb_check(cli->catalog, check->policy, &ecdsa, check->client, &other);
    return other.verdict != check->verdict;
}

static bool judge(struct cli *cli, struct suggester *suggester, struct elb_check_row *row,
                  struct elb_check_result *result)
{
    const struct elb_check *check = &row->check;

    row->is_hidden = !(suggester->query->shown & (1u << check->verdict));
    result->incompatible += check->verdict == ELB_INCOMPATIBLE;
    result->unknown += check->verdict == ELB_VERDICT_UNKNOWN;
    if (result->certificates_assumed && !result->ecdsa_matters)
        result->ecdsa_matters = ecdsa_matters(cli, check);
    if (check->verdict == ELB_COMPATIBLE || row->is_hidden)
        return true;
    return find_help(cli, suggester, row);
}

bool cli_check_pairs(struct cli *cli, const struct cli_check_query *query,
                     struct elb_check_result *ret_result)
{
    const struct cli_policy_list *policies = query->policies;
    const struct cli_client_list *clients = query->clients;
    struct suggester suggester = {.cli = cli, .query = query};
    size_t pairs;
    struct elb_check_row *rows;

    *ret_result = (struct elb_check_result){
        .policies = policies->items,
        .policy_count = policies->count,
        .clients = clients->items,
        .client_count = clients->count,
        .certificates = query->certificates,
        .load_balancers = query->load_balancers,
        .certificates_assumed = query->certificates_assumed,
        .advice = query->advice,
    };
    rows = __builtin_mul_overflow(policies->count, clients->count, &pairs)
               ? NULL
               : elb_arena_alloc_array(&cli->arena, pairs, sizeof(*rows));
    if (!rows) {
        cli_note_memory(cli);
        return false;
    }
    ret_result->rows = rows;
    for (size_t i = 0; i < pairs; i++) {
        elb_check(cli->catalog, policies->items[i / clients->count], query->certificates,
                  clients->items[i % clients->count], &rows[i].check);
        if (!judge(cli, &suggester, &rows[i], ret_result))
            return false;
    }
    return true;
}
