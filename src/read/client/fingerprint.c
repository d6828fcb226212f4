/* SPDX-License-Identifier: MIT */

/*
 * Fingerprints (read/fingerprint.h), one a line, with or without a label:
 *
 *     771,4865-4866-49195,0-10-11-43,29-23,0
 *     ja3: 771,...
 *     JA4_r = t13d1516h2_...
 *
 * or JSON that has one under a key that begins with ja3 or ja4, at any depth: the JA3 string, or
 * else the longest JA4. Hashes are left out, and are an error if there is nothing else.
 */
#include "read/fingerprint.h"

#include "tree/tree.h"

#define QUOTES " \t\r\"';[]"

static struct elb_text unquote(struct elb_text text)
{
    while (text.length > 0 && strchr(QUOTES, text.start[0]))
        text = elb_text_skip(text, 1);
    while (text.length > 0 && strchr(QUOTES, text.start[text.length - 1]))
        text.length--;
    return text;
}

static bool is_label(struct elb_text text)
{
    return elb_text_has_prefix_nocase(text, "ja3") || elb_text_has_prefix_nocase(text, "ja4");
}

/* Without "ja3:" or "JA4_r = ". */
static struct elb_text without_label(struct elb_text line)
{
    struct elb_text text = unquote(line);
    struct elb_text label = {0};
    struct elb_text rest = text;

    if (!is_label(text) || !elb_text_next_field(&rest, ":= ", &label) || label.length > 16)
        return text;
    while (rest.length > 0 && strchr(":= ", rest.start[0]))
        rest = elb_text_skip(rest, 1);
    return unquote(rest);
}

static bool is_full(enum elb_fingerprint kind)
{
    return kind == ELB_FINGERPRINT_JA3 || kind == ELB_FINGERPRINT_JA4;
}

/* The first line decides. A hash of an MD5 without a label may be a list of suites: it's left. */
static unsigned recognise(struct elb_text text)
{
    struct elb_text line = {0};
    struct elb_text value;
    enum elb_fingerprint kind;

    if (elb_text_has_json_key(text, "{[", "ja3") || elb_text_has_json_key(text, "{[", "ja3_full") ||
        elb_text_has_json_key(text, "{[", "ja4") || elb_text_has_json_key(text, "{[", "ja4_r") ||
        elb_text_has_json_key(text, "{[", "ja4_ro") ||
        elb_text_has_json_key(text, "{[", "ja3_hash"))
        return 85;
    while (elb_text_next_line(&text, &line) && elb_text_trim(line).length == 0)
        continue;
    value = without_label(line);
    kind = elb_fingerprint_guess(value);
    if (kind == ELB_FINGERPRINT_HASH && value.length == 32 && !is_label(unquote(line)))
        return 0;
    if (kind != ELB_FINGERPRINT_NONE)
        return 92;
    return is_label(unquote(line)) && line.length != value.length ? 60 : 0;
}

static enum elb_status refuse_hash(const struct elb_reading *reading, struct elb_text at,
                                   struct elb_error *reterr)
{
    return elb_reading_fail(reading, at, reterr, ELB_ERROR_DATA,
                            "this is a hash, and a hash can't be turned back into what it was made "
                            "of: give the JA3 string, JA4_r, JA4_ro or a capture");
}

static enum elb_status refuse_other(const struct elb_reading *reading, struct elb_text at,
                                    struct elb_error *reterr)
{
    return elb_reading_fail(reading, at, reterr, ELB_ERROR_SYNTAX,
                            "expected a fingerprint: a JA3 string, JA4_r or JA4_ro");
}

/* `number` is 0 if there is only one. */
static enum elb_status add_client(struct elb_reading *reading, struct elb_text value, size_t number,
                                  struct elb_error *reterr)
{
    const enum elb_fingerprint kind = elb_fingerprint_guess(value);
    const struct elb_text id = elb_reading_id(reading);
    struct elb_draft draft;
    enum elb_status status;

    if (!is_full(kind))
        return refuse_other(reading, value, reterr);
    elb_draft_init(&draft, reading);
    if (number > 0) {
        draft.client.id =
            elb_arena_printf(&reading->list->arena, "%.*s#%zu", ELB_TEXT_ARGS(id), number);
        if (!draft.client.id)
            return elb_error_set_memory(reterr);
    }
    status = kind == ELB_FINGERPRINT_JA3 ? elb_ja3_parse(&draft, value, reterr)
                                         : elb_ja4_parse(&draft, value, reterr);
    return status == ELB_OK ? elb_draft_finish(&draft, reterr) : status;
}

static size_t count_full(struct elb_text text)
{
    struct elb_text line;
    size_t count = 0;

    while (elb_text_next_line(&text, &line))
        count += is_full(elb_fingerprint_guess(without_label(line)));
    return count;
}

static enum elb_status read_lines(struct elb_reading *reading, struct elb_error *reterr)
{
    const size_t count = count_full(reading->text);
    struct elb_text rest = reading->text;
    enum elb_status status = ELB_OK;
    struct elb_text line;
    size_t number = 0;

    while (status == ELB_OK && elb_text_next_line(&rest, &line)) {
        const struct elb_text value = without_label(line);
        const enum elb_fingerprint kind = elb_fingerprint_guess(value);

        if (is_full(kind))
            status = add_client(reading, value, count > 1 ? ++number : 0, reterr);
        else if (kind == ELB_FINGERPRINT_HASH && count == 0)
            status = refuse_hash(reading, value, reterr);
        else if (kind == ELB_FINGERPRINT_NONE && value.length > 0)
            status = refuse_other(reading, value, reterr);
    }
    return status;
}

/* The best of what was found in a tree: JA3 has the groups, JA4_ro the schemes. */
struct found {
    const struct elb_node *full;
    const struct elb_node *hash;
    enum elb_fingerprint kind;
};

static void look_at(struct found *found, const struct elb_node *node)
{
    const enum elb_fingerprint kind = elb_fingerprint_guess(node->text);

    if (kind == ELB_FINGERPRINT_HASH && !found->hash)
        found->hash = node;
    if (!is_full(kind) || found->kind == ELB_FINGERPRINT_JA3)
        return;
    if (found->full && kind != ELB_FINGERPRINT_JA3 && node->text.length <= found->full->text.length)
        return;
    found->full = node;
    found->kind = kind;
}

/* Trees have at most 64 levels. `named`: within a value whose key is a label. */
static void find(struct found *found, const struct elb_node *node, bool named)
{
    if (elb_node_is_string(node) && named)
        look_at(found, node);
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_node *key = elb_node_is_mapping(node) ? elb_node_key_at(node, i) : NULL;

        find(found, elb_node_at(node, i), named || (key && is_label(key->text)));
    }
}

static enum elb_status read_tree(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_node *root = NULL;
    struct found found = {0};
    const enum elb_status status = elb_reading_json(reading, &root, reterr);

    if (status != ELB_OK)
        return status;
    find(&found, root, false);
    if (found.full)
        return add_client(reading, elb_reading_node_text(reading, found.full), 0, reterr);
    if (found.hash)
        return refuse_hash(reading, elb_reading_node_text(reading, found.hash), reterr);
    return refuse_other(reading, elb_reading_node_text(reading, root), reterr);
}

static enum elb_status read_any(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_text text = elb_text_trim(reading->text);

    if (text.start[0] == '{' || text.start[0] == '[')
        return read_tree(reading, reterr);
    return read_lines(reading, reterr);
}

const struct elb_client_reader elb_client_reader_fingerprint = {
    .format.name = "fingerprint",
    .format.summary = "a JA3 string, JA4_r or JA4_ro",
    .format.at_most = 92,
    .format.recognise = recognise,
    .read = read_any,
};
