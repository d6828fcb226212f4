/* SPDX-License-Identifier: MIT */

/* What every reader of hellos promises of its clients, or of its error. */
#ifndef USE_CLIENTS_H
#define USE_CLIENTS_H

#include <elblint/read.h>

#include "read/ja3.h"
#include "read/ja4.h"

#include <stdlib.h>

static inline void require(bool holds)
{
    if (!holds)
        abort();
}

static inline void require_list(const struct elb_codes *list)
{
    require(list->presence == ELB_SENT || list->count == 0);
    for (size_t i = 0; i < list->count; i++)
        (void)elb_is_grease(list->codes[i]);
}

static inline void use_client(const struct elb_client *client)
{
    struct elb_buffer text = {0};

    require(client->id && client->origin);
    require(client->suites.presence != ELB_UNKNOWN || client->suites_incomplete);
    require_list(&client->supported_versions);
    require_list(&client->suites);
    require_list(&client->groups);
    require_list(&client->key_shares);
    require_list(&client->schemes);
    require_list(&client->extensions);
    require_list(&client->point_formats);
    for (size_t i = 0; i < client->note_count; i++)
        require(client->notes[i] != NULL);
    (void)elb_client_ja3(client, &text);
    (void)elb_client_ja4_r(client, &text);
    elb_buffer_done(&text);
}

static inline void read_and_use(struct elb_text text)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};

    if (elb_clients_read(elb_catalog_bundled(), text.start, text.length, "fuzz", NULL, &list,
                         &error) != ELB_OK) {
        require(list == NULL && error.message[0] != '\0');
        return;
    }
    require(error.status == ELB_OK && elb_client_list_count(list) > 0);
    for (size_t i = 0; i < elb_client_list_count(list); i++)
        use_client(elb_client_list_at(list, i));
    elb_client_list_free(list);
}

#endif
