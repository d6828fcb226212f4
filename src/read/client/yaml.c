/* SPDX-License-Identifier: MIT */

/* Clients in the form of the catalog's own (src/catalog/load.h), as YAML or JSON. */
#include "read/reader.h"

#include "catalog/load.h"
#include "read/limits.h"

#define LINES_LOOKED_AT 200

/* Keys that only a client has, or a policy that was given for one: its reader says what's wrong. */
static const char *const own_keys[] = {
    "aliases", "family", "versions",   "legacy-version",    "supported-versions",
    "suites",  "groups", "key-shares", "signature-schemes", "minimum-version",
    "hello",
};
static const char *const common_keys[] = {"id", "name"};

/* Is the key at the start of the line, behind what may stand before the first one? */
static bool starts_with_key(struct elb_text line, const char *key)
{
    while (line.length > 0 && strchr(" \t-{[,\"'", line.start[0]))
        line = elb_text_skip(line, 1);
    if (!elb_text_has_prefix(line, key))
        return false;
    line = elb_text_skip(line, strlen(key));
    while (line.length > 0 && strchr(" \t\"'", line.start[0]))
        line = elb_text_skip(line, 1);
    return line.length > 0 && line.start[0] == ':';
}

static bool starts_with_any(struct elb_text line, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (starts_with_key(line, keys[i]))
            return true;
    }
    return false;
}

/* Brackets, an anchor, a tag or a directive, perhaps in a list: no other text begins so. */
static bool begins_like_a_tree(struct elb_text text)
{
    struct elb_text line = {0};

    while (elb_text_next_line(&text, &line)) {
        line = elb_text_trim(line);
        if (line.length > 0 && line.start[0] != '#')
            break;
        line.length = 0;
    }
    if (elb_text_has_prefix(line, "%YAML") || elb_text_is(line, "---"))
        return true;
    while (elb_text_has_prefix(line, "- ") || elb_text_has_prefix(line, "--- "))
        line = elb_text_trim(elb_text_skip(line, line.start[1] == ' ' ? 2 : 4));
    return line.length > 0 && strchr("[{&!", line.start[0]);
}

static unsigned recognise(struct elb_text text)
{
    unsigned sure = begins_like_a_tree(text); /* if nobody else: it says best what is wrong */
    struct elb_text line;

    for (size_t i = 0; i < LINES_LOOKED_AT && elb_text_next_line(&text, &line); i++) {
        if (starts_with_any(line, own_keys, sizeof(own_keys) / sizeof(own_keys[0])))
            return 80;
        if (starts_with_any(line, common_keys, sizeof(common_keys) / sizeof(common_keys[0])))
            sure = 30;
    }
    return sure;
}

static enum elb_status read_clients(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_limits limits = elb_read_tree_limits(reading->limits);
    const struct elb_client *clients;
    enum elb_status status;
    size_t count;

    status = elb_clients_read_yaml(&reading->list->arena, reading->catalog, reading->text,
                                   reading->path, &limits, &clients, &count, reterr);
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        if (!elb_client_list_add(reading->list, &clients[i]))
            status = elb_error_set_memory(reterr);
    }
    return status;
}

const struct elb_client_reader elb_client_reader_yaml = {
    .format.name = "yaml",
    .format.summary = "a client in YAML or JSON (`suites:` ...)",
    .format.at_most = 80,
    .format.recognise = recognise,
    .read = read_clients,
};
