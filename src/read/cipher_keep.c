/* SPDX-License-Identifier: MIT */

/* What becomes of a suite that OpenSSL can't be asked about, by the items around it. */
#include "read/cipher_list.h"

/* Can an item behind `index` that isn't this very suite add it again? */
static bool may_come_back(const struct elb_cipher_items *items, size_t index,
                          const struct elb_suite *suite)
{
    for (size_t i = index + 1; i < items->count; i++) {
        const struct elb_cipher_item *item = &items->list[i];

        if (item->operation == 0 && item->kind == ELB_CIPHER_KEYWORD &&
            elb_cipher_item_matches(item, suite) != ELB_NO)
            return true;
    }
    return false;
}

enum elb_tristate elb_cipher_is_present(const struct elb_cipher_items *items, size_t index,
                                        const struct elb_suite *suite)
{
    enum elb_tristate present = ELB_YES;

    for (size_t i = 0; i < items->count; i++) {
        const struct elb_cipher_item *item = &items->list[i];
        enum elb_tristate removed;

        if (item->operation != '!' && (item->operation != '-' || i < index))
            continue;
        removed = elb_cipher_item_matches(item, suite);
        if (removed == ELB_YES && (item->operation == '!' || !may_come_back(items, i, suite)))
            return ELB_NO;
        if (removed != ELB_NO)
            present = ELB_MAYBE;
    }
    return present;
}

bool elb_cipher_is_in_place(const struct elb_cipher_items *items, size_t index,
                            const struct elb_suite *suite)
{
    bool removed = false;

    for (size_t i = 0; i < items->count; i++) {
        const struct elb_cipher_item *item = &items->list[i];
        const bool adds = item->operation == 0;

        if (i < index && adds && item->kind == ELB_CIPHER_KEYWORD &&
            elb_cipher_item_matches(item, suite) != ELB_NO)
            return false;
        if (i <= index)
            continue;
        if (item->operation == '+' || (adds && removed) ||
            (item->operation == '@' && elb_text_is(item->text, "STRENGTH")))
            return false;
        removed = removed || item->operation == '-';
    }
    return true;
}
