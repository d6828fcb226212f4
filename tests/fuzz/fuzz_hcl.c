/* SPDX-License-Identifier: MIT */

#include "check_tree.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is kept of a broken file is a tree as any other. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct elb_limits limits = {.depth = 64, .bytes = 1 << 20, .nodes = 5000};
    struct elb_text text = {(const char *)data, size};
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    struct elb_error problem = {0};
    const struct elb_node *root;
    size_t budget = limits.nodes;
    enum elb_status status =
        elb_hcl_read(&arena, text, (struct elb_mark){0}, "fuzz", &limits, &root, &problem, &error);

    if (status == ELB_OK)
        check_node(text, root, 0, &budget);
    else
        check_error(text, status, &error);
    if (problem.status != ELB_OK)
        check_error(text, ELB_ERROR_SYNTAX, &problem);
    error = (struct elb_error){0};
    require(status != ELB_OK ||
            (elb_hcl_read(&arena, text, (struct elb_mark){0}, "fuzz", &limits, &root, NULL,
                          &error) == ELB_OK) == (problem.status == ELB_OK));
    elb_arena_done(&arena);
    return 0;
}
