/* SPDX-License-Identifier: MIT */

/*
 * A JSON array of cipher suites: names in any dialect, codes as text ("0xC02F") or decimal numbers,
 * as tls.getCiphers() of Node gives them (in lower case); or objects, as
 * ssl.SSLContext.get_ciphers() of Python gives them:
 *
 *     [{"id": 50380848, "name": "ECDHE-RSA-AES256-GCM-SHA384", "protocol": "TLSv1.2", ...}, ...]
 *
 * whose id is 0x03000000 and the code (SSL_CIPHER_get_id(3)), and whose protocol is the version
 * that the suite appeared in.
 */
#include "read/draft.h"

#include "tree/tree.h"

#define PYTHON_BASE 0x03000000u

/* The first thing in the array. Numbers, because a list in brackets may hold C02F and 0xC02F too.
 */
static unsigned recognise(struct elb_text text)
{
    text = elb_text_trim(text);
    if (text.length == 0 || text.start[0] != '[')
        return 0;
    text = elb_text_trim(elb_text_skip(text, 1));
    if (text.length == 0)
        return 0;
    if (text.start[0] == '{')
        return elb_text_has_json_key(text, "{", "strength_bits") ||
                       elb_text_has_json_key(text, "{", "alg_bits")
                   ? 95
                   : 0;
    return text.start[0] == '"' ? 60 : 0;
}

static enum elb_status check_name(const struct elb_reading *reading, const struct elb_node *name,
                                  uint16_t code, struct elb_error *reterr)
{
    const struct elb_suite *suite;

    if (!elb_node_is_string(name))
        return ELB_OK;
    suite = elb_catalog_suite_named(reading->catalog, name->text.start, name->text.length);
    if (!suite || suite->code == code)
        return ELB_OK;
    return elb_reading_fail(reading, elb_reading_node_text(reading, name), reterr, ELB_ERROR_DATA,
                            "'%.*s' is 0x%04X, but its id is that of 0x%04X",
                            ELB_TEXT_ARGS(name->text), suite->code, code);
}

static enum elb_status add_object(struct elb_draft *draft, const struct elb_node *node,
                                  struct elb_error *reterr)
{
    const struct elb_node *id = elb_node_get(node, "id");
    const struct elb_node *name = elb_node_get(node, "name");
    enum elb_status status;
    uint64_t value;

    if (!id && elb_node_is_string(name))
        return elb_draft_add_suite(draft, elb_reading_node_text(draft->reading, name), reterr);
    if (!elb_node_get_unsigned(id, UINT32_MAX, &value) || value >> 16 != PYTHON_BASE >> 16)
        return elb_reading_refuse_node(draft->reading, id ? id : node, reterr,
                                       "the id of a cipher suite, 50331648 (0x03000000) and its "
                                       "code");
    status = check_name(draft->reading, name, (uint16_t)value, reterr);
    return status == ELB_OK ? elb_offer_add(&draft->offer, (uint16_t)value, reterr) : status;
}

static enum elb_status add_item(struct elb_draft *draft, const struct elb_node *node,
                                struct elb_error *reterr)
{
    uint64_t code;

    if (elb_node_is_mapping(node))
        return add_object(draft, node, reterr);
    if (elb_node_is_string(node))
        return elb_draft_add_suite(draft, elb_reading_node_text(draft->reading, node), reterr);
    if (elb_node_get_unsigned(node, UINT16_MAX, &code))
        return elb_offer_add(&draft->offer, (uint16_t)code, reterr);
    return elb_reading_refuse_node(draft->reading, node, reterr, "the name of a cipher suite");
}

/* What a whole library can do is not what a client of it offers. */
static enum elb_status note_library(struct elb_draft *draft, const struct elb_node *root,
                                    struct elb_error *reterr)
{
    const struct elb_text first =
        elb_node_count(root) > 0 && elb_node_is_string(elb_node_at(root, 0))
            ? elb_node_at(root, 0)->text
            : (struct elb_text){0};

    if (!elb_text_is(first, "aes128-gcm-sha256") && !elb_text_is(first, "tls_aes_256_gcm_sha384"))
        return ELB_OK;
    return elb_draft_note(draft, reterr,
                          "this looks like tls.getCiphers() of Node: all that its OpenSSL has, in "
                          "the order of their names, and not what it offers by default");
}

static enum elb_status read_array(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_node *root = NULL;
    enum elb_status status = elb_reading_json(reading, &root, reterr);
    struct elb_draft draft;

    elb_draft_init(&draft, reading);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(root); i++)
        status = add_item(&draft, elb_node_at(root, i), reterr);
    if (status == ELB_OK)
        status = note_library(&draft, root, reterr);
    return status == ELB_OK ? elb_draft_finish(&draft, reterr) : status;
}

const struct elb_client_reader elb_client_reader_suite_json = {
    .format.name = "suite-json",
    .format.summary = "JSON arrays of them",
    .format.recognise = recognise,
    .read = read_array,
};
