/* SPDX-License-Identifier: MIT */

#include "check_tree.h"

#include <jansson.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* jansson is the oracle; only a NUL behind a number or word is accepted by it alone. */
static void check_against_jansson(struct elb_text text, enum elb_status status)
{
    json_error_t error;
    json_t *json =
        json_loadb(text.start, text.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

    if (status != ELB_ERROR_LIMIT)
        require((status == ELB_OK) == (json && !elb_text_is_binary(text)));
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct elb_limits limits = {.depth = 64, .bytes = 1 << 20, .nodes = 5000};
    struct elb_text text = {(const char *)data, size};
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    const struct elb_node *root;
    enum elb_status status = elb_json_read(&arena, text, "fuzz", &limits, &root, &error);
    size_t budget = limits.nodes;

    if (status == ELB_OK)
        check_node(text, root, 0, &budget);
    else
        check_error(text, status, &error);
    check_against_jansson(text, status);
    elb_arena_done(&arena);
    return 0;
}
