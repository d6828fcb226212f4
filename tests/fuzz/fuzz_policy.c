/* SPDX-License-Identifier: MIT */

/* A policy file of the user's own; what is read is printed, and reads back as the same text. */
#include "catalog/load.h"
#include "catalog/print.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static enum elb_status read_policy(struct elb_arena *arena, struct elb_text text,
                                   struct elb_policy *ret_policy)
{
    struct elb_error error = {0};
    enum elb_status status =
        elb_policy_read_yaml(arena, elb_catalog_bundled(), text, "fuzz", NULL, ret_policy, &error);
    require(status == error.status);
    require(status == ELB_OK || error.message[0] != '\0');
    return status;
}

static void use(struct elb_arena *arena, const struct elb_policy *policy)
{
    struct elb_buffer first = {0};
    struct elb_buffer second = {0};
    struct elb_policy again;
    struct elb_policy_facts facts;
    require(policy->suite_count > 0 && policy->versions != 0);
    elb_policy_facts(policy, &facts);
    elb_policy_print(&first, policy);
    require(read_policy(arena, elb_buffer_text(&first), &again) == ELB_OK);
    elb_policy_print(&second, &again);
    require(strcmp(elb_buffer_string(&first), elb_buffer_string(&second)) == 0);
    elb_buffer_done(&second);
    elb_buffer_done(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elb_arena arena = {0};
    struct elb_policy policy;
    if (read_policy(&arena, (struct elb_text){(const char *)data, size}, &policy) == ELB_OK)
        use(&arena, &policy);
    elb_arena_done(&arena);
    return 0;
}
