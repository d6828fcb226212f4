/* SPDX-License-Identifier: MIT */

#include "check_tree.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct elb_limits limits = {.depth = 64, .bytes = 1 << 20, .nodes = 5000};
    struct elb_text text = {(const char *)data, size};
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    struct elb_documents documents;
    enum elb_status status = elb_yaml_read(&arena, text, "fuzz", &limits, &documents, &error);
    size_t budget = limits.nodes;

    if (status != ELB_OK)
        check_error(text, status, &error);
    for (size_t i = 0; status == ELB_OK && i < documents.count; i++)
        check_node(text, documents.roots[i], 0, &budget);
    elb_arena_done(&arena);
    return 0;
}
