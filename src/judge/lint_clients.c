/* SPDX-License-Identifier: MIT */

/* Whom a policy would lose. */
#include "judge/lint.h"

#include <stdlib.h>

#define CLIENTS_NAMED 3

bool elb_lint_is_served(const struct elb_lint *lint, const struct elb_certificates *certificates,
                        const struct elb_policy *policy, const struct elb_client *client)
{
    struct elb_check check;

    elb_check(lint->query->catalog, policy, certificates, client, &check);
    return check.verdict == ELB_COMPATIBLE;
}

/* Of equals the newest first; those of which that is not known last. */
static int compare_lost(const void *a, const void *b)
{
    const struct elb_lost_client *left = a;
    const struct elb_lost_client *right = b;
    const char *left_date = left->client->released ? left->client->released : "";
    const char *right_date = right->client->released ? right->client->released : "";
    const int by_date = strcmp(right_date, left_date);

    if (left->supported != right->supported)
        return left->supported ? -1 : 1;
    return by_date != 0 ? by_date : strcmp(left->client->id, right->client->id);
}

static bool is_lost(const struct elb_lint *lint, const struct elb_certificates *certificates,
                    const struct elb_policy *from, const struct elb_policy *to,
                    const struct elb_client *client, enum elb_cause *ret_cause)
{
    struct elb_check check;

    elb_check(lint->query->catalog, to, certificates, client, &check);
    *ret_cause = check.failed.cause;
    return check.verdict == ELB_INCOMPATIBLE &&
           (!from || elb_lint_is_served(lint, certificates, from, client));
}

size_t elb_lint_lost(struct elb_lint *lint, const struct elb_client *const *clients, size_t count,
                     const struct elb_certificates *certificates, const struct elb_policy *from,
                     const struct elb_policy *to, const struct elb_lost_client **ret_lost)
{
    struct elb_lost_client *lost = elb_arena_alloc_array(lint->arena, count, sizeof(*lost));
    size_t lost_count = 0;

    *ret_lost = lost;
    lint->out_of_memory |= !lost;
    for (size_t i = 0; lost && i < count; i++) {
        struct elb_lost_client *next = &lost[lost_count];

        if (!is_lost(lint, certificates, from, to, clients[i], &next->cause))
            continue;
        next->client = clients[i];
        next->supported =
            elb_client_support(clients[i], lint->query->catalog->date) == ELB_SUPPORT_SUPPORTED;
        lost_count++;
    }
    if (lost_count > 1)
        qsort(lost, lost_count, sizeof(*lost), compare_lost);
    return lost_count;
}

void elb_lint_name_clients(struct elb_buffer *out, const struct elb_lost_client *clients,
                           size_t count)
{
    const size_t named = count <= CLIENTS_NAMED + 1 ? count : CLIENTS_NAMED;

    for (size_t i = 0; i < named; i++) {
        const bool is_last = i + 1 == count;

        elb_buffer_printf(out, "%s%s",
                          i == 0    ? ""
                          : is_last ? " and "
                                    : ", ",
                          clients[i].client->id);
    }
    if (named < count)
        elb_buffer_printf(out, " and %zu others", count - named);
}
