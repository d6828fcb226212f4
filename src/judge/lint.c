/* SPDX-License-Identifier: MIT */

/* Asks every rule about every listener, and keeps what they find. */
#include "judge/lint.h"

#include "base/alloc.h"
#include "judge/findings.h"

#include <assert.h>
#include <stdarg.h>

#define FINDINGS_AT_MOST 100000

/* ---- What rules are given ----------------------------------------------------------------- */

enum elb_severity elb_lint_severity(const struct elb_lint *lint, const struct elb_lint_rule *rule)
{
    size_t index = 0;

    if (!lint->query->severities)
        return rule->rule.severity;
    while (elb_lint_rule_at(index) != rule)
        index++;
    return lint->query->severities[index];
}

void elb_lint_find(struct elb_lint *lint, const struct elb_found *found)
{
    struct elb_found *list = elb_arena_grow(lint->arena, lint->found, lint->found_count,
                                            &lint->found_capacity, sizeof(*list));

    if (!list || !found->message) {
        lint->out_of_memory = true;
        return;
    }
    lint->found = list;
    list[lint->found_count] = *found;
    list[lint->found_count].rule = lint->current;
    if (found->severity == ELB_SEVERITY_OFF)
        list[lint->found_count].severity = elb_lint_severity(lint, lint->current);
    lint->found_count++;
}

const char *elb_lint_take(struct elb_lint *lint, struct elb_buffer *buffer)
{
    const char *text = buffer->out_of_memory
                           ? NULL
                           : elb_arena_dup(lint->arena, elb_buffer_string(buffer), buffer->length);

    elb_buffer_done(buffer);
    lint->out_of_memory |= !text;
    return text;
}

const char *elb_lint_printf(struct elb_lint *lint, const char *format, ...)
{
    struct elb_buffer buffer = {0};
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&buffer, format, arguments);
    va_end(arguments);
    return elb_lint_take(lint, &buffer);
}

const struct elb_certificates *elb_lint_certificates(const struct elb_lint *lint,
                                                     const struct elb_listener *listener)
{
    static const struct elb_certificates assumed = {.list = {ELB_CERTIFICATE_RSA2048}, .count = 1};

    if (listener && listener->certificates.count > 0)
        return &listener->certificates;
    return lint->query->certificates ? lint->query->certificates : &assumed;
}

/* ---- Asking ------------------------------------------------------------------------------- */

/* A rule about the lists of a policy: its text goes into a finding about the policy. */
static void ask_blame(struct elb_lint *lint, const struct elb_listener *listener,
                      const struct elb_declared_policy *declared)
{
    const struct elb_lint_rule *rule = lint->current;
    struct elb_buffer message = {0};
    struct elb_buffer also = {0};

    if (!declared->policy || !rule->blames(lint, declared->policy))
        return;
    elb_buffer_printf(&message, "'%s' ", declared->name);
    rule->explain(declared->policy, &message, &also);
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = declared,
                            .message = elb_lint_take(lint, &message),
                            .also = elb_lint_take(lint, &also),
                            .wants_policy = true,
                        });
}

static void ask_about_policies(struct elb_lint *lint, const struct elb_listener *listener)
{
    for (size_t i = 0; i < listener->policy_count; i++) {
        const struct elb_declared_policy *declared = &listener->policies[i];

        if (lint->current->blames)
            ask_blame(lint, listener, declared);
        if (lint->current->judge_policy)
            lint->current->judge_policy(lint, listener, declared);
    }
}

static bool is_asked(const struct elb_lint *lint)
{
    return lint->current->mentioned || elb_lint_severity(lint, lint->current) != ELB_SEVERITY_OFF;
}

static void judge_listener(struct elb_lint *lint, const struct elb_listener *listener)
{
    const bool is_plain = listener->how == ELB_HOW_PLAINTEXT;

    for (size_t i = 0; (lint->current = elb_lint_rule_at(i)); i++) {
        if (!is_asked(lint))
            continue;
        if (!is_plain)
            ask_about_policies(lint, listener);
        if (lint->current->judge_listener)
            lint->current->judge_listener(lint, listener);
    }
    elb_lint_merge(lint);
}

/* Rules about all name the listeners themselves: each finding stands alone. */
static void judge_all(struct elb_lint *lint)
{
    for (size_t i = 0; (lint->current = elb_lint_rule_at(i)); i++) {
        if (lint->current->judge_all && is_asked(lint))
            lint->current->judge_all(lint);
    }
    elb_lint_merge(lint);
}

static bool has_too_many(const struct elb_lint *lint)
{
    return lint->findings->count > (lint->query->limit > 0 ? lint->query->limit : FINDINGS_AT_MOST);
}

static enum elb_status judge(struct elb_lint *lint, struct elb_error *reterr)
{
    const struct elb_listeners *listeners = lint->query->listeners;

    for (size_t i = 0; i < elb_listeners_count(listeners); i++) {
        if (lint->out_of_memory || has_too_many(lint))
            break;
        judge_listener(lint, elb_listeners_at(listeners, i));
    }
    if (!lint->out_of_memory && !has_too_many(lint))
        judge_all(lint);
    if (lint->out_of_memory)
        return elb_error_set_memory(reterr);
    if (has_too_many(lint))
        return elb_error_set(reterr, ELB_ERROR_LIMIT, NULL, 0, 0, "more than %zu findings",
                             lint->query->limit > 0 ? lint->query->limit
                                                    : (size_t)FINDINGS_AT_MOST);
    return elb_findings_finish(lint->findings, reterr);
}

enum elb_status elb_lint(const struct elb_lint_query *query, struct elb_findings **ret,
                         struct elb_error *reterr)
{
    struct elb_findings *findings = elb_findings_new();
    struct elb_lint lint = {.query = query, .findings = findings};
    enum elb_status status;

    assert(query && query->catalog && query->listeners && ret);
    if (!findings)
        return elb_error_set_memory(reterr);
    lint.arena = &findings->arena;
    status = judge(&lint, reterr);
    if (status != ELB_OK)
        elb_findings_free(findings);
    else
        *ret = findings;
    return status;
}
