/* SPDX-License-Identifier: MIT */
#include "read/cipher_expansion.h"

/* A client sends no suites that none of its versions can use. */
static enum elb_status add(struct elb_expansion *expansion, uint16_t code, struct elb_error *reterr)
{
    const struct elb_suite *suite = elb_catalog_suite(expansion->offer->catalog, code);
    const elb_version_set versions = expansion->versions;

    if (suite && versions != 0 &&
        (suite->first_version > elb_version_highest(versions) ||
         (suite->last_version != 0 && suite->last_version < elb_version_lowest(versions))))
        return ELB_OK;
    return elb_offer_add(expansion->offer, code, reterr);
}

static enum elb_status add_tls13(struct elb_expansion *expansion, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    bool named = false;

    if (expansion->versions != 0 && !(expansion->versions & elb_version_bit(ELB_TLS1_3)))
        return ELB_OK;
    for (size_t i = 0; status == ELB_OK && i < expansion->items->count; i++) {
        const struct elb_cipher_item *item = &expansion->items->list[i];

        if (!elb_cipher_item_adds_suite(item) || !elb_expansion_is_tls13(item->code))
            continue;
        named = true;
        status = elb_offer_add(expansion->offer, item->code, reterr);
    }
    if (named || status != ELB_OK)
        return status;
    if (expansion->offered.count == 0)
        return elb_cipher_add_tls13_defaults(expansion->offer, reterr);
    for (size_t i = 0; status == ELB_OK && i < expansion->offered.count; i++) {
        if (elb_expansion_is_tls13(expansion->offered.list[i].code))
            status = elb_offer_add(expansion->offer, expansion->offered.list[i].code, reterr);
    }
    return status;
}

static enum elb_status add_kept(struct elb_expansion *expansion, size_t before,
                                struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < expansion->kept_count; i++) {
        if (expansion->kept[i].before == before)
            status = add(expansion, expansion->kept[i].code, reterr);
    }
    return status;
}

static enum elb_status add_all(struct elb_expansion *expansion, struct elb_error *reterr)
{
    const struct elb_openssl_suites *offered = &expansion->offered;
    enum elb_status status = add_tls13(expansion, reterr);

    for (size_t i = 0; status == ELB_OK && i <= offered->count; i++) {
        status = add_kept(expansion, i, reterr);
        if (status == ELB_OK && i < offered->count &&
            !elb_expansion_is_tls13(offered->list[i].code))
            status = add(expansion, offered->list[i].code, reterr);
    }
    return status;
}

static enum elb_status note_names(struct elb_expansion *expansion, const struct elb_names *names,
                                  const char *what, struct elb_error *reterr)
{
    const char *joined;

    if (names->count == 0)
        return ELB_OK;
    joined = elb_names_join(names, expansion->offer->arena);
    if (!joined)
        return elb_error_set_memory(reterr);
    return elb_offer_note(expansion->offer, reterr, "%s %s", what, joined);
}

static enum elb_status note_all(struct elb_expansion *expansion, struct elb_error *reterr)
{
    struct elb_offer *offer = expansion->offer;
    enum elb_status status;

    status = elb_offer_note(offer, reterr, "expanded by %s, as it is set up on this system",
                            elb_openssl_version());
    if (status == ELB_OK)
        status =
            note_names(expansion, &expansion->kept_names,
                       "kept because it is named, though this OpenSSL would not send it:", reterr);
    if (status == ELB_OK)
        status = note_names(expansion, &expansion->forbidden,
                            "left out, by the security level of this OpenSSL:", reterr);
    if (status == ELB_OK)
        status = note_names(expansion, &expansion->out_of_place,
                            "the order is not certain, this OpenSSL can't place", reterr);
    if (status == ELB_OK)
        status =
            note_names(expansion, &expansion->doubtful,
                       "the list is incomplete: it can't be told whether it still has", reterr);
    if (expansion->doubtful.count > 0 || expansion->out_of_place.count > 0)
        offer->incomplete = true;
    return status;
}

enum elb_status elb_expansion_finish(struct elb_expansion *expansion, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (expansion->offered.count > 0 || expansion->kept_count > 0)
        status = add_all(expansion, reterr);
    return status == ELB_OK ? note_all(expansion, reterr) : status;
}
