/* SPDX-License-Identifier: MIT */

/* What to change: the best policy without the faults of this one that loses nobody, or fewest. */
#include "judge/lint.h"

/* What the choice hangs on; equal questions have equal answers. */
struct question {
    const struct elb_policy *present; /* NULL: not known */
    enum elb_load_balancer load_balancer;
    struct elb_certificates certificates;
    const struct elb_found *const *found;
    size_t count;
};

struct answer {
    const struct elb_policy *policy; /* NULL: there is none */
    const struct elb_lost_client *lost;
    size_t lost_count;
};

/* ---- Who is to be kept -------------------------------------------------------------------- */

static bool is_kept(const struct elb_lint *lint, const struct question *question,
                    const struct elb_client *client)
{
    struct elb_check check;

    if (elb_client_support(client, lint->query->catalog->date) != ELB_SUPPORT_SUPPORTED)
        return false;
    if (!question->present)
        return true;
    elb_check(lint->query->catalog, question->present, &question->certificates, client, &check);
    return check.verdict == ELB_COMPATIBLE;
}

/* The clients of the query; or those still supported by their makers that are served today. */
static size_t keep_clients(struct elb_lint *lint, const struct question *question,
                           const struct elb_client *const **ret_clients)
{
    const struct elb_catalog *catalog = lint->query->catalog;
    const struct elb_client **clients;
    size_t count = 0;

    *ret_clients = lint->query->clients;
    if (lint->query->client_count > 0)
        return lint->query->client_count;
    clients = elb_arena_alloc_array(lint->arena, catalog->client_count,
                                    sizeof(const struct elb_client *));
    *ret_clients = clients;
    lint->out_of_memory |= !clients;
    for (size_t i = 0; clients && i < catalog->client_count; i++) {
        if (is_kept(lint, question, &catalog->clients[i]))
            clients[count++] = &catalog->clients[i];
    }
    return count;
}

/* ---- The choice --------------------------------------------------------------------------- */

static bool is_blamed(const struct elb_lint *lint, const struct question *question,
                      const struct elb_policy *policy)
{
    for (size_t i = 0; i < question->count; i++) {
        const struct elb_lint_rule *rule = question->found[i]->rule;

        if (rule->blames && rule->blames(lint, policy))
            return true;
    }
    return false;
}

/* The first of those that serve most: candidates come in the order of their rank. */
static const struct elb_policy *choose(const struct elb_lint *lint, const struct question *question,
                                       const struct elb_suggestion *suggestion)
{
    const struct elb_candidate *best = NULL;

    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        const struct elb_candidate *candidate = &suggestion->candidates[i];

        if (candidate->rank.unlisted || is_blamed(lint, question, candidate->policy))
            continue;
        if (!best || candidate->served > best->served)
            best = candidate;
    }
    return best ? best->policy : NULL;
}

static void answer(struct elb_lint *lint, const struct question *question,
                   struct answer *ret_answer)
{
    struct elb_suggest_query query = {
        .catalog = lint->query->catalog,
        .load_balancers = question->load_balancer,
        .certificates = &question->certificates,
        .from = question->present,
    };
    struct elb_suggestion *suggestion = NULL;

    query.client_count = keep_clients(lint, question, &query.clients);
    if (lint->out_of_memory || elb_suggestion_new(&query, &suggestion, NULL) != ELB_OK) {
        lint->out_of_memory = true;
        return;
    }
    ret_answer->policy = choose(lint, question, suggestion);
    elb_suggestion_free(suggestion);
    if (ret_answer->policy)
        ret_answer->lost_count =
            elb_lint_lost(lint, query.clients, query.client_count, &question->certificates, NULL,
                          ret_answer->policy, &ret_answer->lost);
}

/* ---- In words ----------------------------------------------------------------------------- */

/* A literal of its own somewhere else is replaced there; else the listener's setting is made. */
static void write_setting(const struct elb_finding *finding,
                          const struct elb_declared_policy *declared, const char *name,
                          struct elb_buffer *out)
{
    const struct elb_listener *listener = finding->listener;

    if (declared && declared->how != ELB_HOW_EXPLICIT && declared->is_literal)
        elb_buffer_printf(out, "%s in place of %s", name, declared->name);
    else
        elb_buffer_printf(out, "%s%s%s", listener->setting_before ? listener->setting_before : "",
                          name, listener->setting_after ? listener->setting_after : "");
}

static const char *write_help(struct elb_lint *lint, const struct elb_finding *finding,
                              const struct elb_declared_policy *declared,
                              const struct answer *chosen)
{
    struct elb_buffer out = {0};

    write_setting(finding, declared, chosen->policy->name, &out);
    if (chosen->lost_count > 0) {
        elb_buffer_printf(&out, " (loses %zu client%s%s: ", chosen->lost_count,
                          chosen->lost_count == 1 ? "" : "s",
                          lint->query->client_count > 0 ? "" : " still supported");
        elb_lint_name_clients(&out, chosen->lost, chosen->lost_count);
        elb_buffer_append_char(&out, ')');
    }
    return elb_lint_take(lint, &out);
}

void elb_lint_help(struct elb_lint *lint, const struct elb_found *const *found, size_t count,
                   struct elb_finding *finding)
{
    const struct elb_declared_policy *declared = found[0]->policy;
    struct question question = {.found = found, .count = count};
    struct answer chosen = {0};

    if (finding->help || !found[0]->wants_policy || !finding->listener)
        return;
    question.present = finding->policy;
    question.load_balancer = finding->listener->load_balancer;
    question.certificates = *elb_lint_certificates(lint, finding->listener);
    answer(lint, &question, &chosen);
    if (!chosen.policy || chosen.policy == finding->policy)
        return;
    finding->suggested = chosen.policy;
    finding->help = write_help(lint, finding, declared, &chosen);
    if (declared && declared->is_literal) {
        finding->replace = declared->name;
        finding->with = chosen.policy->name;
    }
}
