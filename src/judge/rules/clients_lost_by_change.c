/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* Who connects with one policy and not with another one. */
struct change {
    const struct elb_policy *from;
    const struct elb_policy *to;
    const struct elb_certificates *certificates;
    const struct elb_lost_client *lost;
    size_t lost_count;
    size_t of;
};

/* The clients of the query, or all that are known. */
static void find_lost(struct elb_lint *lint, struct change *change)
{
    const struct elb_catalog *catalog = lint->query->catalog;
    const struct elb_client *const *clients = lint->query->clients;
    const struct elb_client **all = NULL;

    change->of = lint->query->client_count;
    if (change->of == 0) {
        change->of = catalog->client_count;
        all = elb_arena_alloc_array(lint->arena, change->of, sizeof(const struct elb_client *));
        clients = all;
        lint->out_of_memory |= !all;
    }
    for (size_t i = 0; all && i < change->of; i++)
        all[i] = &catalog->clients[i];
    if (clients)
        change->lost_count = elb_lint_lost(lint, clients, change->of, change->certificates,
                                           change->from, change->to, &change->lost);
}

static const struct change *look_at(struct elb_lint *lint, const struct elb_listener *listener,
                                    const struct elb_policy *from, const struct elb_policy *to)
{
    const struct elb_certificates *certificates = elb_lint_certificates(lint, listener);
    const struct elb_lint_key key = {
        .question = &elb_rule_clients_lost_by_change,
        .policy = to,
        .other = from,
        .certificates = elb_lint_pack_certificates(certificates),
    };
    void **place = elb_lint_answer(lint, &key);
    struct change *change = place ? *place : NULL;

    if (!place || change)
        return change;
    change = elb_arena_alloc(lint->arena, sizeof(*change));
    lint->out_of_memory |= !change;
    if (change) {
        *change = (struct change){.from = from, .to = to, .certificates = certificates};
        find_lost(lint, change);
    }
    *place = change;
    return change;
}

static size_t count_supported(const struct change *change)
{
    size_t supported = 0;

    while (supported < change->lost_count && change->lost[supported].supported)
        supported++;
    return supported;
}

static const char *write_message(struct elb_lint *lint, const struct change *change,
                                 const struct elb_declared_policy *policy)
{
    const size_t supported = count_supported(change);
    struct elb_buffer message = {0};

    elb_buffer_printf(&message, "the change from '%s' to ", change->from->name);
    elb_lint_name_policy(lint, &message, policy);
    elb_buffer_printf(&message, " loses %zu of %zu %sclient%s", change->lost_count, change->of,
                      lint->query->client_count > 0 ? "" : "known ", change->of == 1 ? "" : "s");
    if (supported > 0)
        elb_buffer_printf(&message, ", %zu of them still supported by %s", supported,
                          supported == 1 ? "its maker" : "their makers");
    elb_buffer_append_string(&message, ": ");
    elb_lint_name_clients(&message, change->lost, change->lost_count);
    return elb_lint_take(lint, &message);
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_policy *from = elb_lint_policy_before(lint, listener);
    const struct change *change = NULL;
    struct elb_found found = {.listener = listener, .policy = policy, .wants_policy = true};

    if (from && policy->policy && from != policy->policy &&
        listener->declaration == ELB_DECLARED_LISTENER)
        change = look_at(lint, listener, from, policy->policy);
    if (!change || change->lost_count == 0)
        return;
    found.clients = change->lost;
    found.client_count = change->lost_count;
    found.message = write_message(lint, change, policy);
    elb_lint_find(lint, &found);
}

const struct elb_lint_rule elb_rule_clients_lost_by_change = {
    .rule =
        {
            .id = "clients-lost-by-change",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "clients that connect today are lost by the change",
            .text = "A plan, or --from, tells what the listener has today. These clients are "
                    "known to connect with that and to fail with what it is to get. Those still "
                    "supported by their makers come first. With -c only the clients named there "
                    "count: give those that you have.",
            .citation = "the rules of the negotiation: RFC 5246, RFC 8446, and the TLS library of "
                        "the load balancers",
            .bad = "ssl_policy = \"{best}\" # of a plan; before it was \"{default}\"",
            .good = "ssl_policy = \"{default}\" # as it was before",
            .instead = "Ask the logs whether such clients come (`elblint suggest` finds what "
                       "keeps them), or take the policy that the help names.",
        },
    .needs_change = true,
    .judge_policy = judge,
};
