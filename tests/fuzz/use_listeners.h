/* SPDX-License-Identifier: MIT */

/* What every reader of declared listeners promises of them, or of its error. */
#ifndef USE_LISTENERS_H
#define USE_LISTENERS_H

#include <elblint/listener.h>

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static inline void require(bool holds)
{
    if (!holds)
        abort();
}

/* Lines and offsets lie within the file, and the end isn't before the start. */
static inline void require_span(const struct elb_listeners *listeners, const char *path,
                                const struct elb_span *span)
{
    size_t length = 0;
    const char *text = elb_listeners_text(listeners, path, &length);

    if (span->line == 0)
        return;
    require(text && span->column > 0 && span->end_line >= span->line);
    require(span->offset <= span->end_offset && span->end_offset <= length);
    require(span->end_line > span->line || span->end_column >= span->column);
}

static inline void require_policy(const struct elb_listeners *listeners,
                                  const struct elb_declared_policy *policy, const char *path)
{
    size_t length = 0;
    const char *text;

    require(policy->how < ELB_HOW_COUNT && policy->how != ELB_HOW_PLAINTEXT);
    require(policy->name || policy->how == ELB_HOW_UNRESOLVED || policy->how == ELB_HOW_CUSTOM ||
            policy->how == ELB_HOW_REFERENCE);
    require_span(listeners, policy->path ? policy->path : path, &policy->span);
    if (!policy->is_literal || !policy->path)
        return;
    text = elb_listeners_text(listeners, policy->path, &length);
    require(text && policy->span.end_offset <= length);
    require(elb_text_find((struct elb_text){text + policy->span.offset,
                                            policy->span.end_offset - policy->span.offset},
                          elb_text_from(policy->reference ? policy->reference : policy->name)) !=
            SIZE_MAX);
}

static inline void use_listener(const struct elb_listeners *listeners,
                                const struct elb_listener *listener)
{
    require(listener->format && listener->path && listener->how < ELB_HOW_COUNT);
    require(listener->port == -1 || (listener->port > 0 && listener->port <= 65535));
    require((listener->load_balancer != 0) == (listener->load_balancer_from != ELB_KNOWN_NOT));
    require(!listener->protocol || listener->protocol[0] != '\0');
    require(listener->how != ELB_HOW_UNRESOLVED || listener->unresolved ||
            listener->policy_count > 0);
    require(listener->how != ELB_HOW_PLAINTEXT || !elb_listener_is_tls(listener));
    require(!elb_listener_is_tls(listener) || listener->policy_count > 0 ||
            listener->how == ELB_HOW_UNRESOLVED);
    require_span(listeners, listener->path, &listener->span);
    for (size_t i = 0; i < listener->policy_count; i++)
        require_policy(listeners, &listener->policies[i], listener->path);
    for (size_t i = 0; i < listener->before_count; i++)
        require_policy(listeners, &listener->before[i], listener->path);
}

static inline void use_listeners(const struct elb_listeners *listeners)
{
    for (size_t i = 0; i < elb_listeners_count(listeners); i++)
        use_listener(listeners, elb_listeners_at(listeners, i));
    for (size_t i = 0; elb_listeners_problem_at(listeners, i); i++)
        require(elb_listeners_problem_at(listeners, i)->status != ELB_OK);
}

#endif
