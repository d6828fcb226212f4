/* SPDX-License-Identifier: MIT */

/* A client file of the user's own; what is read is printed, and reads back as the same text. */
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

static enum elb_status read_clients(struct elb_arena *arena, struct elb_text text,
                                    const struct elb_client **ret_clients, size_t *ret_count)
{
    struct elb_error error = {0};
    enum elb_status status = elb_clients_read_yaml(arena, elb_catalog_bundled(), text, "fuzz.yaml",
                                                   NULL, ret_clients, ret_count, &error);
    require(status == error.status);
    require(status == ELB_OK || error.message[0] != '\0');
    return status;
}

static void use(struct elb_arena *arena, const struct elb_client *client)
{
    struct elb_buffer first = {0};
    struct elb_buffer second = {0};
    const struct elb_client *again;
    size_t count;
    require(client->id != NULL && client->suites.presence == ELB_SENT);
    elb_client_print(&first, elb_catalog_bundled(), client);
    require(read_clients(arena, elb_buffer_text(&first), &again, &count) == ELB_OK && count == 1);
    elb_client_print(&second, elb_catalog_bundled(), again);
    require(strcmp(elb_buffer_string(&first), elb_buffer_string(&second)) == 0);
    elb_buffer_done(&second);
    elb_buffer_done(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elb_arena arena = {0};
    const struct elb_client *clients;
    size_t count;
    if (read_clients(&arena, (struct elb_text){(const char *)data, size}, &clients, &count) ==
        ELB_OK) {
        for (size_t i = 0; i < count; i++)
            use(&arena, &clients[i]);
    }
    elb_arena_done(&arena);
    return 0;
}
