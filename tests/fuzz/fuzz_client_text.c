/* SPDX-License-Identifier: MIT */

/* A description of clients in any format, then the same bytes as the words of --ciphers. */
#include <elblint/read.h>

#include "base/buffer.h"
#include "read/cipher_list.h"
#include "read/ja3.h"
#include "read/options.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* What every reader promises of its clients. */
static void use(const struct elb_client_list *list)
{
    require(elb_client_list_count(list) > 0);
    for (size_t i = 0; i < elb_client_list_count(list); i++) {
        const struct elb_client *client = elb_client_list_at(list, i);
        struct elb_buffer ja3 = {0};

        require(client->id && client->origin);
        require(client->suites.presence != ELB_SENT || client->suites.count <= 65536);
        for (size_t j = 0; j < client->note_count; j++)
            require(client->notes[j] != NULL);
        (void)elb_client_ja3(client, &ja3);
        elb_buffer_done(&ja3);
    }
}

/* Taken apart only: what OpenSSL makes of it is OpenSSL's. */
static void parse_words(const struct elb_catalog *catalog, struct elb_text text)
{
    struct elb_arena arena = {0};
    struct elb_client client = {0};
    struct elb_cipher_items items;
    elb_version_set versions;

    if (elb_cipher_items_parse(catalog, &arena, text, 65536, &items, NULL) == ELB_OK)
        require(items.count > 0);
    if (elb_protocols_parse(text, &versions, NULL) == ELB_OK)
        require(versions != 0);
    if (elb_groups_parse(catalog, &arena, text, &client, NULL) == ELB_OK)
        require(client.groups.presence != ELB_UNKNOWN);
    elb_arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};

    if (elb_clients_read(catalog, (const char *)data, size, "fuzz", NULL, &list, &error) ==
        ELB_OK) {
        use(list);
        require(error.status == ELB_OK);
    } else {
        require(list == NULL && error.message[0] != '\0');
    }
    elb_client_list_free(list);
    parse_words(catalog, (struct elb_text){(const char *)data, size});
    return 0;
}
