/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_lint_query *query = lint->query;
    const struct elb_lost_client *lost;
    struct elb_buffer message = {0};
    size_t count;

    if (!policy->policy || query->client_count == 0)
        return;
    count = elb_lint_lost(lint, query->clients, query->client_count,
                          elb_lint_certificates(lint, listener), NULL, policy->policy, &lost);
    if (count == 0)
        return;
    elb_buffer_printf(&message, "'%s' loses ", policy->name);
    elb_lint_name_clients(&message, lost, count);
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = elb_lint_take(lint, &message),
                            .clients = lost,
                            .client_count = count,
                            .wants_policy = true,
                        });
}

const struct elb_lint_rule elb_rule_clients_lost = {
    .rule =
        {
            .id = "clients-lost",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "clients of -c can not connect",
            .text = "These clients were named as ones that must be able to connect, and the "
                    "policy is known to refuse them, or they refuse what it chooses.",
            .citation = "the rules of the negotiation: RFC 5246, RFC 8446, and the TLS library of "
                        "the load balancers",
            .bad = "ssl_policy = \"{policy}\" # with -c java-7u25",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy that serves them, or bring the clients up to date: `elblint "
                       "check` says what each lacks.",
        },
    .judge_policy = judge,
};
