/* SPDX-License-Identifier: MIT */

/* Any file that may declare listeners: read twice in one run, as two files; judged, and reported.
 */
#include "use_findings.h"
#include "use_listeners.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add(struct elb_listeners *listeners, const uint8_t *data, size_t size, const char *path)
{
    struct elb_error error = {0};
    const enum elb_status status =
        elb_listeners_add(listeners, (const char *)data, size, path, &error);

    require(status == error.status);
    require(status == ELB_OK || error.message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elb_read_limits limits = ELB_READ_LIMITS_DEFAULT;
    struct elb_listeners *listeners;

    limits.nodes = 10000;
    require(elb_listeners_new(elb_catalog_bundled(), &limits, &listeners, NULL) == ELB_OK);
    add(listeners, data, size, "one");
    add(listeners, data, size, "other.tf");
    require(elb_listeners_finish(listeners, NULL) == ELB_OK);
    use_listeners(listeners);
    use_findings(listeners);
    elb_listeners_free(listeners);
    return 0;
}
