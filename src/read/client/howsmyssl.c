/* SPDX-License-Identifier: MIT */

/*
 * What www.howsmyssl.com/a/check answers a client (github.com/jmhodges/howsmyssl, client_info.go):
 *
 *     {"given_cipher_suites": ["TLS_AES_128_GCM_SHA256", "TLS_GREASE_IS_THE_WORD_4A",
 *                              "Some unknown cipher suite: 0xff12", ...],
 *      "given_named_groups": [...], "given_signature_algorithms": [...],
 *      "tls_version": "TLS 1.3", ...}
 *
 * The two lists in the middle are newer than the rest. The version is the one that was negotiated:
 * it says that the client offers it, but not what else it offers.
 */
#include "read/draft.h"

#include "tree/tree.h"

typedef enum elb_status add_function(struct elb_draft *draft, struct elb_text name,
                                     struct elb_error *reterr);

static unsigned recognise(struct elb_text text)
{
    return elb_text_has_json_key(text, "{", "given_cipher_suites") ? 95 : 0;
}

/* GREASE means nothing in any list, and its names there are not those of the suites. */
static bool is_grease(struct elb_text name)
{
    return elb_text_find(name, ELB_TEXT("GREASE")) != SIZE_MAX;
}

static enum elb_status read_list(struct elb_draft *draft, const struct elb_node *list,
                                 add_function *add, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (!elb_node_is_sequence(list))
        return elb_reading_refuse_node(draft->reading, list, reterr, "an array");
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(list); i++) {
        const struct elb_node *item = elb_node_at(list, i);

        if (!elb_node_is_string(item))
            return elb_reading_refuse_node(draft->reading, item, reterr, "a name");
        if (add == elb_draft_add_suite || !is_grease(item->text))
            status = add(draft, elb_reading_node_text(draft->reading, item), reterr);
    }
    return status;
}

static enum elb_status read_extension(struct elb_draft *draft, const struct elb_node *list,
                                      add_function *add, struct elb_draft_codes *codes,
                                      struct elb_error *reterr)
{
    if (!list || elb_node_is_null(list))
        return ELB_OK;
    codes->is_given = elb_node_count(list) > 0; /* an empty one may be no extension at all */
    return read_list(draft, list, add, reterr);
}

static enum elb_status note_version(struct elb_draft *draft, const struct elb_node *version,
                                    struct elb_error *reterr)
{
    if (!elb_node_is_string(version))
        return ELB_OK;
    return elb_draft_note(draft, reterr,
                          "the versions are not known: '%.*s' was negotiated, what else is offered "
                          "is not said",
                          ELB_TEXT_ARGS(elb_reading_node_text(draft->reading, version)));
}

static enum elb_status read_answer(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_node *root = NULL;
    enum elb_status status = elb_reading_json(reading, &root, reterr);
    struct elb_draft draft;

    if (status != ELB_OK)
        return status;
    elb_draft_init(&draft, reading);
    if (!elb_node_get(root, "given_cipher_suites"))
        return elb_reading_refuse_node(reading, root, reterr, "given_cipher_suites at the top");
    status =
        read_list(&draft, elb_node_get(root, "given_cipher_suites"), elb_draft_add_suite, reterr);
    if (status == ELB_OK)
        status = read_extension(&draft, elb_node_get(root, "given_named_groups"),
                                elb_draft_add_group, &draft.groups, reterr);
    if (status == ELB_OK)
        status = read_extension(&draft, elb_node_get(root, "given_signature_algorithms"),
                                elb_draft_add_scheme, &draft.schemes, reterr);
    if (status == ELB_OK)
        status = note_version(&draft, elb_node_get(root, "tls_version"), reterr);
    return status == ELB_OK ? elb_draft_finish(&draft, reterr) : status;
}

const struct elb_client_reader elb_client_reader_howsmyssl = {
    .format.name = "howsmyssl",
    .format.summary = "answers of howsmyssl.com",
    .format.recognise = recognise,
    .read = read_answer,
};
