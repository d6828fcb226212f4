/* SPDX-License-Identifier: MIT */

/*
 * Rows of the tests of readers: a text, and the whole client as one line. The parts of that line:
 *
 *     v versions   l legacy version without versions   s suites   g groups   a signature schemes
 *     e extensions   p point formats   c limits of the client   n server name
 *
 * "?" is unknown and left out, "-" is not sent; "..." behind the suites: the list is incomplete.
 */
#ifndef TEST_READ_ROWS_H
#define TEST_READ_ROWS_H

#include "test_read_common.h"

struct good_row {
    const char *name;
    const char *input;
    const char *client;
    const char *note; /* part of a note; NULL: there is none */
};

struct bad_row {
    const char *name;
    struct elb_text input;
    enum elb_status status;
    size_t line; /* 0: about the whole input */
    const char *message;
};

static inline void append_codes(struct elb_buffer *buffer, const char *what,
                                const struct elb_codes *codes)
{
    if (codes->presence == ELB_UNKNOWN)
        return;
    elb_buffer_printf(buffer, "%s%s", buffer->length > 0 ? " " : "", what);
    if (codes->presence == ELB_NOT_SENT)
        elb_buffer_append_string(buffer, " -");
    for (size_t i = 0; i < codes->count; i++)
        elb_buffer_printf(buffer, " %04X", codes->codes[i]);
}

static inline void append_versions(struct elb_buffer *buffer, const struct elb_client *client)
{
    if (client->versions == 0 && client->legacy_version != 0)
        elb_buffer_printf(buffer, "l %04X", client->legacy_version);
    if (client->versions == 0)
        return;
    elb_buffer_append_char(buffer, 'v');
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (client->versions & elb_version_bit(version))
            elb_buffer_printf(buffer, " %s", elb_version_name(version));
    }
}

static inline void append_limits(struct elb_buffer *buffer, const struct elb_constraints *limits)
{
    if (limits->min_rsa_bits || limits->max_rsa_bits || limits->min_dh_bits ||
        limits->max_dh_bits || limits->min_ec_bits || limits->requires_sha2_signatures)
        elb_buffer_printf(buffer, " c rsa %u-%u dh %u-%u ec %u%s", limits->min_rsa_bits,
                          limits->max_rsa_bits, limits->min_dh_bits, limits->max_dh_bits,
                          limits->min_ec_bits, limits->requires_sha2_signatures ? " sha2" : "");
}

static inline void write_client(const struct elb_client *client, struct elb_buffer *buffer)
{
    elb_buffer_clear(buffer);
    append_versions(buffer, client);
    append_codes(buffer, "s", &client->suites);
    if (client->suites_incomplete)
        elb_buffer_append_string(buffer, " ...");
    append_codes(buffer, "g", &client->groups);
    append_codes(buffer, "k", &client->key_shares);
    append_codes(buffer, "a", &client->schemes);
    append_codes(buffer, "e", &client->extensions);
    append_codes(buffer, "p", &client->point_formats);
    append_limits(buffer, &client->constraints);
    if (client->server_name != ELB_MAYBE)
        elb_buffer_printf(buffer, " n %s", client->server_name == ELB_YES ? "yes" : "no");
}

static inline enum elb_status read_input(struct elb_text text, struct elb_client_list **ret_list,
                                         struct elb_error *reterr)
{
    return elb_clients_read(elb_catalog_bundled(), text.start, text.length, "dir/in.txt", NULL,
                            ret_list, reterr);
}

/* The row's text must give exactly one client, with exactly these parts. */
static inline void check_good(const struct good_row *row)
{
    struct elb_client_list *list = NULL;
    struct elb_buffer buffer = {0};
    struct elb_error error = {0};
    const struct elb_client *client;

    ck_assert_msg(read_input(elb_text_from(row->input), &list, &error) == ELB_OK, "%s: %s",
                  row->name, error.message);
    ck_assert_msg(elb_client_list_count(list) == 1, "%s: several clients", row->name);
    client = elb_client_list_at(list, 0);
    write_client(client, &buffer);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), row->client) == 0, "%s: %s", row->name,
                  elb_buffer_string(&buffer));
    write_notes(client, &buffer);
    if (row->note)
        ck_assert_msg(contains(elb_buffer_string(&buffer), row->note), "%s: %s", row->name,
                      elb_buffer_string(&buffer));
    else
        ck_assert_msg(client->note_count == 0, "%s: %s", row->name, elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
    elb_client_list_free(list);
}

static inline void check_bad(const struct bad_row *row)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    const enum elb_status status = read_input(row->input, &list, &error);

    ck_assert_msg(status == row->status, "%s: %d %s", row->name, (int)status, error.message);
    ck_assert_msg(list == NULL, "%s", row->name);
    ck_assert_msg(error.line == row->line, "%s: line %zu: %s", row->name, error.line,
                  error.message);
    ck_assert_msg(contains(error.message, row->message), "%s: %s", row->name, error.message);
    ck_assert_msg(strcmp(error.path, "dir/in.txt") == 0, "%s: %s", row->name, error.path);
}

#endif
