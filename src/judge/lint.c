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

/* A parameter has a default, and this is one of the other values that it may be given. */
static bool is_only_allowed(const struct elb_found *found)
{
    const struct elb_listener *listener = found->listener;

    if (!listener || !found->policy || found->policy->how != ELB_HOW_CONDITIONAL)
        return false;
    for (size_t i = 0; i < listener->policy_count; i++) {
        if (listener->policies[i].how == ELB_HOW_VARIABLE_DEFAULT)
            return true;
    }
    return false;
}

void elb_lint_find(struct elb_lint *lint, const struct elb_found *found)
{
    struct elb_found *list = NULL;

    /* Growing is the last thing that may fail: the list and its capacity belong together. */
    if (found->message)
        list = elb_arena_grow(lint->arena, lint->found, lint->found_count, &lint->found_capacity,
                              sizeof(*list));
    if (!list) {
        lint->out_of_memory = true;
        return;
    }
    lint->found = list;
    list[lint->found_count] = *found;
    list[lint->found_count].rule = lint->current;
    if (found->is_mentioned)
        list[lint->found_count].severity = ELB_SEVERITY_OFF;
    else if (found->severity == ELB_SEVERITY_OFF)
        list[lint->found_count].severity = elb_lint_severity(lint, lint->current);
    if (is_only_allowed(found) && list[lint->found_count].severity == ELB_SEVERITY_ERROR)
        list[lint->found_count].severity = ELB_SEVERITY_WARNING;
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

/* Of a custom policy whose ciphers are not told, what is: no rule about those is to speak. */
static const struct elb_policy *known_part(const struct elb_declared_policy *declared,
                                           struct elb_policy *part)
{
    if (declared->policy)
        return declared->policy;
    *part = (struct elb_policy){
        .name = declared->name,
        .family = ELB_FAMILY_CLASSIC,
        .load_balancers = ELB_LB_CLASSIC,
        .status = ELB_STATUS_DOCUMENTED,
        .versions = declared->versions,
        .server_order = true,
    };
    return declared->versions ? part : NULL;
}

/* A rule about the lists of a policy: its text goes into a finding about the policy. */
static void ask_blame(struct elb_lint *lint, const struct elb_listener *listener,
                      const struct elb_declared_policy *declared)
{
    const struct elb_lint_rule *rule = lint->current;
    struct elb_policy part;
    const struct elb_policy *policy = known_part(declared, &part);
    struct elb_buffer message = {0};
    struct elb_buffer also = {0};

    if (!policy || !rule->blames(lint, policy))
        return;
    elb_lint_name_policy(lint, &message, declared);
    elb_buffer_append_char(&message, ' ');
    rule->explain(policy, &message, &also);
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = declared,
                            .message = elb_lint_take(lint, &message),
                            .also = elb_lint_take(lint, &also),
                            .wants_policy = true,
                            .is_mentioned = listener->declaration == ELB_DECLARED_POLICY,
                        });
}

static void ask_about_policies(struct elb_lint *lint, const struct elb_listener *listener)
{
    for (size_t i = 0; i < listener->policy_count; i++) {
        const struct elb_declared_policy *declared = &listener->policies[i];

        if (lint->current->explain)
            ask_blame(lint, listener, declared);
        if (lint->current->judge_policy)
            lint->current->judge_policy(lint, listener, declared);
    }
}

static bool is_mentioned(const struct elb_lint *lint, size_t index)
{
    return lint->current->mentioned &&
           (!lint->query->unmentioned || !lint->query->unmentioned[index]);
}

static void judge_listener(struct elb_lint *lint, const struct elb_listener *listener)
{
    const bool is_plain = listener->how == ELB_HOW_PLAINTEXT;

    for (size_t i = 0; (lint->current = elb_lint_rule_at(i)); i++) {
        if (elb_lint_severity(lint, lint->current) == ELB_SEVERITY_OFF && !is_mentioned(lint, i))
            continue;
        if (!is_plain)
            ask_about_policies(lint, listener);
        if (lint->current->judge_listener)
            lint->current->judge_listener(lint, listener);
    }
    elb_lint_merge(lint);
}

static enum elb_status judge(struct elb_lint *lint, struct elb_error *reterr)
{
    const struct elb_listeners *listeners = lint->query->listeners;
    const size_t limit = lint->query->limit > 0 ? lint->query->limit : FINDINGS_AT_MOST;

    elb_lint_gather(lint);
    elb_lint_suppress_begin(lint);
    for (size_t i = 0; i < elb_listeners_count(listeners) && !lint->out_of_memory; i++) {
        judge_listener(lint, elb_listeners_at(listeners, i));
        if (lint->findings->count > limit)
            return elb_error_set(reterr, ELB_ERROR_LIMIT, NULL, 0, 0, "more than %zu findings",
                                 limit);
    }
    if (!lint->out_of_memory)
        elb_lint_suppress_end(lint);
    return lint->out_of_memory ? elb_error_set_memory(reterr) : ELB_OK;
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
