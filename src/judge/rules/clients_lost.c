/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* Whom of -c the policy is known to fail: equal listeners have equal answers. */
struct lost {
    const struct elb_lost_client *clients;
    size_t count;
};

static const struct lost *lost_by(struct elb_lint *lint,
                                  const struct elb_certificates *certificates,
                                  const struct elb_policy *policy)
{
    const struct elb_lint_key key = {
        .question = &elb_rule_clients_lost,
        .policy = policy,
        .certificates = elb_lint_pack_certificates(certificates),
    };
    void **place = elb_lint_answer(lint, &key);
    struct lost *lost = place ? *place : NULL;

    if (!place || lost)
        return lost;
    lost = elb_arena_alloc(lint->arena, sizeof(*lost));
    lint->out_of_memory |= !lost;
    if (lost)
        lost->count = elb_lint_lost(lint, lint->query->clients, lint->query->client_count,
                                    certificates, NULL, policy, &lost->clients);
    *place = lost;
    return lost;
}

/* Why, if it is the same for all of them. */
static const char *common_cause(const struct lost *lost)
{
    for (size_t i = 1; i < lost->count; i++) {
        if (lost->clients[i].cause != lost->clients[0].cause)
            return NULL;
    }
    return elb_cause_text(lost->clients[0].cause);
}

static const char *write_message(struct elb_lint *lint, const struct elb_declared_policy *policy,
                                 const struct lost *lost)
{
    const char *cause = common_cause(lost);
    struct elb_buffer message = {0};

    elb_lint_name_policy(lint, &message, policy);
    elb_buffer_append_string(&message, " loses ");
    elb_lint_name_clients(&message, lost->clients, lost->count);
    if (cause)
        elb_buffer_printf(&message, ": %s", cause);
    return elb_lint_take(lint, &message);
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct lost *lost =
        policy->policy && lint->query->client_count > 0
            ? lost_by(lint, elb_lint_certificates(lint, listener), policy->policy)
            : NULL;

    if (!lost || lost->count == 0 || listener->declaration == ELB_DECLARED_POLICY)
        return;
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = write_message(lint, policy, lost),
                            .clients = lost->clients,
                            .client_count = lost->count,
                            .wants_policy = true,
                        });
}

const struct elb_lint_rule elb_rule_clients_lost = {
    .rule =
        {
            .id = "clients-lost",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "clients of -c can't connect",
            .text = "These clients were named as ones that must be able to connect, and the "
                    "policy is known to refuse them, or they refuse what it chooses.",
            .citation = "the rules of the negotiation: RFC 5246, RFC 8446, and the TLS library of "
                        "the load balancers",
            .bad = "ssl_policy = \"{best}\" # with -c java-7u25",
            .good = "ssl_policy = \"{best}\" # with -c openssl-3.0.3",
            .instead = "Take a policy that serves them, or bring the clients up to date: `elblint "
                       "check` says what each lacks.",
        },
    .needs_clients = true,
    .judge_policy = judge,
};
