/* SPDX-License-Identifier: MIT */

/* The best policy without the faults of this one that loses nobody, or fewest. */
#include "judge/lint.h"

#include <elblint/requirement.h>

/* What the choice hangs on; equal questions have equal answers. */
struct question {
    const struct elb_policy *present; /* whose clients are to be kept; NULL: not known */
    const struct elb_policy *model;   /* whose kind competes; NULL: not known */
    const struct elb_policy *declared;
    unsigned load_balancers;
    const struct elb_certificates *certificates;
    uint64_t rules;                 /* that found something: bits, in the order of the table */
    uint64_t speaker;               /* the one of them that speaks */
    const struct elb_policy *meant; /* by a name that is no policy; NULL: not known */
    bool is_default;
};

/* Candidates in the order of their rank, and which of them are left. */
struct field {
    const struct elb_suggestion *suggestion;
    bool *is_out;
};

/* ---- The question ------------------------------------------------------------------------- */

static uint64_t bit_of(const struct elb_lint_rule *rule)
{
    size_t index = 0;

    while (elb_lint_rule_at(index) != rule)
        index++;
    return UINT64_C(1) << index;
}

static struct question question_of(struct elb_lint *lint, const struct elb_found *const *found,
                                   size_t count)
{
    const struct elb_listener *listener = found[0]->listener;
    struct question question = {
        .declared = found[0]->policy ? found[0]->policy->policy : NULL,
        .load_balancers = listener->load_balancer,
        .certificates = elb_lint_certificates(lint, listener),
        .speaker = bit_of(found[0]->rule),
    };

    question.meant = found[0]->model;
    question.present = question.declared;
    for (size_t i = 0; i < count; i++) {
        question.rules |= bit_of(found[i]->rule);
        question.is_default |= found[i]->policy && elb_lint_is_default(found[i]->policy);
    }
    if (!question.present)
        question.present = question.meant;
    question.model = question.present;
    if (elb_lint_policy_before(lint, listener))
        question.present = elb_lint_policy_before(lint, listener);
    if (!question.model)
        question.model = question.present;
    return question;
}

/* ---- Who is to be kept -------------------------------------------------------------------- */

static bool is_kept(const struct elb_lint *lint, const struct question *question,
                    const struct elb_client *client)
{
    static const struct elb_certificates rsa = {.list = {ELB_CERTIFICATE_RSA2048}, .count = 1};

    if (elb_client_support(client, lint->query->catalog->date) != ELB_SUPPORT_SUPPORTED)
        return false;
    /* Where the certificate is the fault, nobody is served: then another one tells. */
    return !question->present ||
           elb_lint_is_served(lint, question->certificates, question->present, client) ||
           elb_lint_is_served(lint, &rsa, question->present, client);
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

static bool is_own(const struct elb_lint *lint, const struct elb_policy *policy)
{
    const struct elb_catalog *catalog = lint->query->catalog;

    return policy < catalog->policies || policy >= catalog->policies + catalog->policy_count;
}

/* Without those that the rule blames; unless it blames all, as nothing can be done about that. */
static void leave_out_blamed(const struct elb_lint *lint, const struct elb_lint_rule *rule,
                             struct field *field)
{
    const struct elb_suggestion *suggestion = field->suggestion;
    bool has_other = false;

    for (size_t i = 0; i < suggestion->candidate_count && !has_other; i++)
        has_other = !field->is_out[i] && !rule->blames(lint, suggestion->candidates[i].policy);
    for (size_t i = 0; i < suggestion->candidate_count && has_other; i++)
        field->is_out[i] |= rule->blames(lint, suggestion->candidates[i].policy);
}

/* The rules that found something, the gravest first. */
static void satisfy_failed(const struct elb_lint *lint, const struct question *question,
                           struct field *field)
{
    const struct elb_lint_rule *rule;

    for (int severity = ELB_SEVERITY_ERROR; severity >= ELB_SEVERITY_OFF; severity--) {
        for (size_t i = 0; (rule = elb_lint_rule_at(i)); i++) {
            if (rule->blames && (question->rules >> i & 1) &&
                elb_lint_severity(lint, rule) == (enum elb_severity)severity)
                leave_out_blamed(lint, rule, field);
        }
    }
}

/* A change must not bring what the next run would warn of. */
static void satisfy_others(const struct elb_lint *lint, const struct question *question,
                           struct field *field)
{
    const struct elb_lint_rule *rule;

    for (size_t i = 0; (rule = elb_lint_rule_at(i)); i++) {
        if (rule->blames && !(question->rules >> i & 1) &&
            elb_lint_severity(lint, rule) >= ELB_SEVERITY_WARNING &&
            !(question->declared && rule->blames(lint, question->declared)))
            leave_out_blamed(lint, rule, field);
    }
}

static void keep_widest(struct field *field)
{
    const struct elb_suggestion *suggestion = field->suggestion;
    size_t most = 0;

    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        if (!field->is_out[i] && suggestion->candidates[i].served > most)
            most = suggestion->candidates[i].served;
    }
    for (size_t i = 0; i < suggestion->candidate_count; i++)
        field->is_out[i] |= suggestion->candidates[i].served < most;
}

/* Clients that were named come before what was not asked for; others come after. */
static const struct elb_policy *choose(const struct elb_lint *lint, const struct question *question,
                                       struct field *field)
{
    const struct elb_suggestion *suggestion = field->suggestion;

    for (size_t i = 0; i < suggestion->candidate_count; i++)
        field->is_out[i] = suggestion->candidates[i].rank.unlisted ||
                           is_own(lint, suggestion->candidates[i].policy);
    satisfy_failed(lint, question, field);
    if (lint->query->client_count > 0)
        keep_widest(field);
    satisfy_others(lint, question, field);
    keep_widest(field);
    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        if (!field->is_out[i])
            return suggestion->candidates[i].policy;
    }
    return NULL;
}

/* Is it worth the change? Not if what is wrong stays wrong. */
static bool is_better(const struct elb_lint *lint, const struct question *question,
                      const struct elb_policy *policy)
{
    const struct elb_lint_rule *rule;

    if (policy == question->declared)
        return question->is_default;
    for (size_t i = 0; (rule = elb_lint_rule_at(i)); i++) {
        if (question->speaker >> i & 1 && rule->blames && rule->blames(lint, policy))
            return false;
    }
    return true;
}

static bool suggest(struct elb_lint *lint, const struct question *question,
                    const struct elb_policy *model, const struct elb_requirements *requirements,
                    struct elb_lint_choice *choice)
{
    struct elb_suggest_query query = {
        .catalog = lint->query->catalog,
        .load_balancers = question->load_balancers,
        .certificates = question->certificates,
        .requirements = requirements,
        .from = model,
    };
    struct elb_suggestion *suggestion = NULL;
    struct field field = {0};

    query.client_count = keep_clients(lint, question, &query.clients);
    if (lint->out_of_memory || elb_suggestion_new(&query, &suggestion, NULL) != ELB_OK)
        return false;
    field.suggestion = suggestion;
    field.is_out =
        elb_arena_alloc_array(lint->arena, suggestion->candidate_count, sizeof(*field.is_out));
    choice->policy = field.is_out ? choose(lint, question, &field) : NULL;
    elb_suggestion_free(suggestion);
    if (!field.is_out)
        return false;
    if (choice->policy)
        choice->lost_count =
            elb_lint_lost(lint, query.clients, query.client_count, question->certificates, NULL,
                          choice->policy, &choice->lost);
    return !lint->out_of_memory;
}

/* A misspelt name needs no more than its spelling, if nothing is wrong with what was meant. */
static bool is_meant(const struct elb_lint *lint, const struct question *question)
{
    const struct elb_policy *meant = question->meant;
    const struct elb_lint_rule *rule;

    if (!meant || (meant->load_balancers & question->load_balancers) != question->load_balancers ||
        meant->load_balancers == 0)
        return false;
    for (size_t i = 0; (rule = elb_lint_rule_at(i)); i++) {
        if (rule->blames && elb_lint_severity(lint, rule) >= ELB_SEVERITY_WARNING &&
            rule->blames(lint, meant))
            return false;
    }
    return true;
}

/* Profiles may need another kind of policies than today's; only requirements open it. */
static bool suggest_by_profiles(struct elb_lint *lint, const struct question *question,
                                struct elb_lint_choice *choice)
{
    const struct elb_lint_query *query = lint->query;
    struct elb_requirements requirements = {.subject = ELB_SUBJECT_POLICY,
                                            .catalog = query->catalog};

    if ((question->rules & bit_of(&elb_rule_profile)) == 0)
        return true;
    for (size_t i = 0; i < query->profile_count; i++) {
        const char *word = elb_lint_printf(lint, "profile=%s", query->profiles[i]->id);

        if (!word)
            return false;
        if (elb_requirements_add(&requirements, word, strlen(word), NULL) != ELB_OK)
            return true; /* too many: then without */
    }
    return suggest(lint, question, question->model, &requirements, choice);
}

/* Classic Load Balancers have no FIPS policies: then the kind can't be kept. */
static bool find(struct elb_lint *lint, const struct question *question,
                 struct elb_lint_choice *choice)
{
    if (is_meant(lint, question)) {
        choice->policy = question->meant;
        return true;
    }
    if (!suggest_by_profiles(lint, question, choice))
        return false;
    return choice->policy ||
           (suggest(lint, question, question->model, NULL, choice) &&
            (choice->policy || !question->model || suggest(lint, question, NULL, NULL, choice)));
}

static struct elb_lint_choice *answer(struct elb_lint *lint, const struct question *question)
{
    struct elb_lint_choice *choice = elb_arena_alloc(lint->arena, sizeof(*choice));

    if (!choice || !find(lint, question, choice)) {
        lint->out_of_memory = true;
        return NULL;
    }
    if (choice->policy && !is_better(lint, question, choice->policy))
        choice->policy = NULL;
    return choice;
}

const struct elb_lint_choice *elb_lint_choose(struct elb_lint *lint,
                                              const struct elb_found *const *found, size_t count)
{
    static const char kind_of_question[] = "choice";
    const struct question question = question_of(lint, found, count);
    const struct elb_lint_key key = {
        .question = kind_of_question,
        .policy = question.declared ? question.declared : question.meant,
        .other = question.present,
        .bits = question.rules | (uint64_t)question.is_default << 63,
        .load_balancer = question.load_balancers | question.speaker << 8,
        .certificates = elb_lint_pack_certificates(question.certificates),
    };
    void **place = elb_lint_answer(lint, &key);

    if (place && !*place)
        *place = answer(lint, &question);
    return place ? *place : NULL;
}
