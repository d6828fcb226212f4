/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

struct change {
    const struct elb_policy *from;
    const struct elb_declared_policy *to;
};

/* What it has today; NULL: that is not known, or is one of several. */
static const struct elb_policy *policy_before(const struct elb_lint *lint,
                                              const struct elb_listener *listener)
{
    if (lint->query->from)
        return lint->query->from;
    return listener->has_before && listener->before_count == 1 ? listener->before[0].policy : NULL;
}

/* The clients of the query, or all that are known. */
static size_t lost_by(struct elb_lint *lint, const struct elb_listener *listener,
                      const struct change *change, const struct elb_lost_client **ret_lost,
                      size_t *ret_of)
{
    const struct elb_catalog *catalog = lint->query->catalog;
    const struct elb_client *const *clients = lint->query->clients;
    const struct elb_client **all = NULL;

    *ret_of = lint->query->client_count;
    if (*ret_of == 0) {
        *ret_of = catalog->client_count;
        all = elb_arena_alloc_array(lint->arena, *ret_of, sizeof(const struct elb_client *));
        clients = all;
        lint->out_of_memory |= !all;
    }
    for (size_t i = 0; all && i < *ret_of; i++)
        all[i] = &catalog->clients[i];
    return clients ? elb_lint_lost(lint, clients, *ret_of, elb_lint_certificates(lint, listener),
                                   change->from, change->to->policy, ret_lost)
                   : 0;
}

static size_t count_supported(const struct elb_lost_client *lost, size_t count)
{
    size_t supported = 0;

    while (supported < count && lost[supported].supported)
        supported++;
    return supported;
}

static const char *write_message(struct elb_lint *lint, const struct change *change,
                                 const struct elb_lost_client *lost, size_t count, size_t of)
{
    const size_t supported = count_supported(lost, count);
    struct elb_buffer message = {0};

    elb_buffer_printf(&message, "the change from '%s' to '%s' loses %zu of %zu %sclients",
                      change->from->name, change->to->name, count, of,
                      lint->query->client_count > 0 ? "" : "known ");
    if (supported > 0)
        elb_buffer_printf(&message, ", %zu of them still supported by their makers", supported);
    elb_buffer_append_string(&message, ": ");
    elb_lint_name_clients(&message, lost, count);
    return elb_lint_take(lint, &message);
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct change change = {policy_before(lint, listener), policy};
    struct elb_found found = {.listener = listener, .policy = policy, .wants_policy = true};
    size_t of;

    if (!change.from || !policy->policy || change.from == policy->policy)
        return;
    found.client_count = lost_by(lint, listener, &change, &found.clients, &of);
    if (found.client_count == 0)
        return;
    if (lint->query->client_count == 0 && !found.clients[0].supported &&
        elb_lint_severity(lint, lint->current) == ELB_SEVERITY_ERROR)
        found.severity = ELB_SEVERITY_WARNING;
    found.message = write_message(lint, &change, found.clients, found.client_count, of);
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
                    "supported by their makers come first; where only others are lost, it is a "
                    "warning.",
            .citation = "the rules of the negotiation: RFC 5246, RFC 8446, and the TLS library of "
                        "the load balancers",
            .bad = "# a plan whose \"before\" has a policy of TLSv1.2, and whose \"after\" is "
                   "TLSv1.3 only\n"
                   "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Ask the logs whether such clients come (`elblint suggest` finds what "
                       "keeps them), or take the policy that the help names.",
        },
    .judge_policy = judge,
};
