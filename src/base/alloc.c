/* SPDX-License-Identifier: MIT */

#include "base/alloc.h"

#include <stdlib.h>

bool (*elb_alloc_hook)(size_t size);

void *elb_alloc(size_t size)
{
    if (elb_alloc_hook && !elb_alloc_hook(size))
        return NULL;
    return calloc(1, size ? size : 1);
}

void *elb_realloc(void *memory, size_t size)
{
    if (elb_alloc_hook && !elb_alloc_hook(size))
        return NULL;
    return realloc(memory, size ? size : 1);
}

void elb_free(void *memory)
{
    free(memory);
}
