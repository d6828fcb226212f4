/* SPDX-License-Identifier: MIT */

/* What was worked out once, by all that it hangs on. */
#include "judge/lint.h"

uint64_t elb_lint_pack_certificates(const struct elb_certificates *certificates)
{
    uint64_t packed = 0;

    for (size_t i = 0; i < certificates->count; i++)
        packed = packed << 8 | (unsigned)certificates->list[i];
    return packed;
}

void **elb_lint_answer(struct elb_lint *lint, const struct elb_lint_key *key)
{
    const struct elb_text bytes = {(const char *)key, sizeof(*key)};
    struct elb_text copy;
    void **place;

    _Static_assert(sizeof(*key) == sizeof(void *) * 3 + sizeof(uint64_t) * 3,
                   "bytes between the members would be compared as well");
    if (elb_map_get(&lint->answers, bytes))
        return elb_map_put(&lint->answers, lint->arena, bytes);
    copy = elb_arena_dup_text(lint->arena, bytes);
    place = copy.start ? elb_map_put(&lint->answers, lint->arena, copy) : NULL;
    lint->out_of_memory |= !place;
    return place;
}
