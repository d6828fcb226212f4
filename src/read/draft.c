/* SPDX-License-Identifier: MIT */
#include "read/draft.h"

#include "read/cipher_list.h"
#include "read/options.h"

void elb_draft_init(struct elb_draft *draft, struct elb_reading *reading)
{
    *draft = (struct elb_draft){.reading = reading};
    elb_offer_init(&draft->offer, reading->catalog, &reading->list->arena, reading->path,
                   reading->limits->suites);
}

/* TLS_GREASE_IS_THE_WORD_4A of howsmyssl.com: both bytes are the same (RFC 8701 section 2). */
static bool parse_grease(struct elb_text name, uint16_t *ret_code)
{
    static const char prefix[] = "TLS_GREASE_IS_THE_WORD_";
    uint64_t byte;

    if (!elb_text_has_prefix_nocase(name, prefix) || name.length != strlen(prefix) + 2 ||
        !elb_text_parse_hex(elb_text_skip(name, strlen(prefix)), UINT8_MAX, &byte))
        return false;
    *ret_code = (uint16_t)(byte << 8 | byte);
    return true;
}

/* "Some unknown cipher suite: 0xff12", of the same. */
static struct elb_text without_preface(struct elb_text name)
{
    static const char prefix[] = "Some unknown cipher suite: ";

    return elb_text_has_prefix(name, prefix) ? elb_text_skip(name, strlen(prefix)) : name;
}

/* "0x5" for 0x0005: howsmyssl.com writes codes without leading zeroes. */
static bool parse_short_code(struct elb_text name, uint16_t *ret_code)
{
    uint64_t code;

    if (!elb_text_has_prefix_nocase(name, "0x") || name.length > 6 ||
        !elb_text_parse_hex(elb_text_skip(name, 2), UINT16_MAX, &code))
        return false;
    *ret_code = (uint16_t)code;
    return true;
}

enum elb_status elb_draft_add_suite(struct elb_draft *draft, struct elb_text name,
                                    struct elb_error *reterr)
{
    const struct elb_text bare = without_preface(name);
    uint16_t code;

    if (elb_suite_from_text(draft->reading->catalog, bare, &code) || parse_grease(bare, &code) ||
        (bare.length != name.length && parse_short_code(bare, &code)))
        return elb_offer_add(&draft->offer, code, reterr);
    elb_names_add(&draft->unknown, name);
    return elb_offer_skip(&draft->offer, reterr);
}

enum elb_status elb_draft_add_code(struct elb_draft *draft, struct elb_draft_codes *list,
                                   uint16_t code, struct elb_error *reterr)
{
    uint16_t *codes;

    list->is_given = true;
    if (list->listed[code / 8] & (1u << (code % 8)))
        return ELB_OK;
    codes = elb_arena_grow(&draft->reading->list->arena, list->codes, list->count, &list->capacity,
                           sizeof(*codes));
    if (!codes)
        return elb_error_set_memory(reterr);
    list->codes = codes;
    list->codes[list->count++] = code;
    list->listed[code / 8] = (uint8_t)(list->listed[code / 8] | (1u << (code % 8)));
    return ELB_OK;
}

enum elb_status elb_draft_add_group(struct elb_draft *draft, struct elb_text name,
                                    struct elb_error *reterr)
{
    const struct elb_group *group =
        elb_catalog_group_named(draft->reading->catalog, name.start, name.length);
    uint16_t code;

    draft->groups.is_given = true;
    if (group)
        return elb_draft_add_code(draft, &draft->groups, group->code, reterr);
    if (parse_short_code(name, &code))
        return elb_draft_add_code(draft, &draft->groups, code, reterr);
    elb_names_add(&draft->groups.unknown, name);
    return ELB_OK;
}

enum elb_status elb_draft_add_scheme(struct elb_draft *draft, struct elb_text name,
                                     struct elb_error *reterr)
{
    const struct elb_scheme *scheme =
        elb_catalog_scheme_named(draft->reading->catalog, name.start, name.length);
    uint16_t code;

    draft->schemes.is_given = true;
    if (scheme)
        return elb_draft_add_code(draft, &draft->schemes, scheme->code, reterr);
    if (parse_short_code(name, &code))
        return elb_draft_add_code(draft, &draft->schemes, code, reterr);
    elb_names_add(&draft->schemes.unknown, name);
    return ELB_OK;
}

static enum elb_status finish_codes(struct elb_draft *draft, const struct elb_draft_codes *list,
                                    const char *what, struct elb_codes *ret_codes,
                                    struct elb_error *reterr)
{
    const char *names;

    if (!list->is_given)
        return ELB_OK;
    if (list->unknown.count == 0) {
        *ret_codes = (struct elb_codes){ELB_SENT, list->codes, list->count};
        return ELB_OK;
    }
    names = elb_names_join(&list->unknown, &draft->reading->list->arena);
    if (!names)
        return elb_error_set_memory(reterr);
    return elb_draft_note(
        draft, reterr, "the %s are taken as not known: the catalog doesn't know %s", what, names);
}

/* The same error, but in the file. */
static enum elb_status move_error(const struct elb_draft *draft, const struct elb_error *error,
                                  struct elb_text at, struct elb_error *reterr)
{
    if (error->status == ELB_ERROR_MEMORY)
        return elb_error_set_memory(reterr);
    return elb_reading_fail(draft->reading, at, reterr, error->status, "%s", error->message);
}

enum elb_status elb_draft_add_ciphers(struct elb_draft *draft, struct elb_text text,
                                      struct elb_text at, struct elb_error *reterr)
{
    struct elb_error error = {0};

    if (elb_cipher_list_read(text, draft->versions, &draft->offer, &error) == ELB_OK)
        return ELB_OK;
    return move_error(draft, &error, at, reterr);
}

enum elb_status elb_draft_add_groups_list(struct elb_draft *draft, struct elb_text text,
                                          struct elb_text at, struct elb_error *reterr)
{
    struct elb_error error = {0};

    if (elb_groups_parse(draft->reading->catalog, &draft->reading->list->arena, text,
                         &draft->client, &error) == ELB_OK)
        return ELB_OK;
    return move_error(draft, &error, at, reterr);
}

static enum elb_status add_without_suites(struct elb_draft *draft, struct elb_error *reterr)
{
    struct elb_arena *arena = &draft->reading->list->arena;
    struct elb_client *client = elb_arena_alloc(arena, sizeof(*client));
    const struct elb_text id = elb_reading_id(draft->reading);

    if (!client)
        return elb_error_set_memory(reterr);
    draft->offer.incomplete = true;
    *client = draft->client;
    if (!client->id)
        client->id = elb_arena_dup(arena, id.start, id.length);
    client->origin = draft->reading->path;
    elb_offer_finish(&draft->offer, client);
    client->suites = (struct elb_codes){.presence = ELB_UNKNOWN};
    if (!client->id || !elb_client_list_add(draft->reading->list, client))
        return elb_error_set_memory(reterr);
    return ELB_OK;
}

enum elb_status elb_draft_finish(struct elb_draft *draft, struct elb_error *reterr)
{
    enum elb_status status;

    status = finish_codes(draft, &draft->groups, "groups", &draft->client.groups, reterr);
    if (status == ELB_OK)
        status = finish_codes(draft, &draft->schemes, "signature schemes", &draft->client.schemes,
                              reterr);
    if (status == ELB_OK && draft->versions != 0)
        status = elb_client_set_versions(&draft->reading->list->arena, draft->versions,
                                         &draft->client, reterr);
    if (status != ELB_OK)
        return status;
    if (draft->suites_unknown && draft->offer.items == 0)
        return add_without_suites(draft, reterr);
    return elb_reading_add_client(draft->reading, &draft->client, &draft->offer, &draft->unknown,
                                  reterr);
}
