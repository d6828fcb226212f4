/* SPDX-License-Identifier: MIT */

/*
 * Configurations of nginx, Apache httpd, HAProxy and OpenSSL (read/directives.h). A proxy is a
 * client of the servers behind it, and what is set for that side describes a client: one for the
 * file, and one more for each server of HAProxy that has settings of its own. Only when there is
 * nothing for that side, the directives of the server are read as if a client had them, and a note
 * says so.
 *
 * Directives of the same kind that stand in several blocks are not told apart: the last one counts,
 * and a note says that too.
 */
#include "read/config_side.h"

static unsigned recognise(struct elb_text text)
{
    struct elb_directive directive;

    return elb_directives_next(&text, &directive) ? 88 : 0;
}

struct config {
    struct elb_reading *reading;
    struct elb_config_side client;
    struct elb_config_side server;
    struct elb_map ids;
    size_t servers; /* of HAProxy, that are clients of their own */
};

/* The name behind "server", if this is such a line; HAProxy's own defaults have none. */
static struct elb_text server_name(const struct elb_directive *directive)
{
    struct elb_text rest = directive->value;
    struct elb_text name = {0};

    if (directive->language == ELB_LANGUAGE_HAPROXY && elb_text_is(directive->name, "server"))
        (void)elb_text_next_word(&rest, " \t", &name);
    return name;
}

static enum elb_status add_server(struct config *config, const struct elb_directive *directive,
                                  struct elb_text name, struct elb_error *reterr)
{
    struct elb_config_side side = config->client;
    const size_t before = side.count;
    enum elb_status status = elb_config_side_add(config->reading, &side, directive, reterr);

    if (status != ELB_OK || side.count == before)
        return status;
    side.repeated = 0; /* its own settings are meant to replace the defaults */
    config->servers++;
    return elb_config_side_finish(config->reading, &side, &config->ids, name, NULL, reterr);
}

static enum elb_status add_directive(struct config *config, const struct elb_directive *directive,
                                     struct elb_error *reterr)
{
    const struct elb_text name = server_name(directive);

    if (directive->unterminated)
        return elb_reading_fail(config->reading, directive->name, reterr, ELB_ERROR_SYNTAX,
                                "'%.*s' has no ';' at its end", ELB_TEXT_ARGS(directive->name));
    if (name.length > 0)
        return add_server(config, directive, name, reterr);
    return elb_config_side_add(
        config->reading, directive->client ? &config->client : &config->server, directive, reterr);
}

static enum elb_status read_config(struct elb_reading *reading, struct elb_error *reterr)
{
    static const char note[] = "these directives are those of a server: they are read as if a "
                               "client had them";
    const struct elb_text file = {0};
    struct config config = {.reading = reading};
    struct elb_text rest = reading->text;
    enum elb_status status = ELB_OK;
    struct elb_directive directive;

    while (status == ELB_OK && elb_directives_next(&rest, &directive))
        status = add_directive(&config, &directive, reterr);
    if (status != ELB_OK)
        return status;
    if (config.client.count > 0)
        return elb_config_side_finish(reading, &config.client, &config.ids, file, NULL, reterr);
    if (config.servers > 0)
        return ELB_OK;
    if (config.server.count > 0)
        return elb_config_side_finish(reading, &config.server, &config.ids, file, note, reterr);
    return elb_error_set(reterr, ELB_ERROR_DATA, reading->path, 0, 0,
                         "there is TLS in it, but no cipher suites, versions or groups");
}

const struct elb_client_reader elb_client_reader_server_config = {
    .format.name = "server-config",
    .format.summary = "nginx, Apache, HAProxy or OpenSSL configuration",
    .format.at_most = 88,
    .format.recognise = recognise,
    .read = read_config,
};
