/* SPDX-License-Identifier: MIT */

/*
 * A priority string of GnuTLS as the whole content of a file, with or without the name that a
 * configuration gives it:
 *
 *     NORMAL:-VERS-ALL:+VERS-TLS1.2
 *     SYSTEM=NONE:+VERS-TLS1.2:+ECDHE-RSA:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-RSA-SHA256
 *
 * One that names everything itself is taken as it is; any other one is expanded by the GnuTLS of
 * this system.
 */
#include "read/gnutls.h"

/* The sets of items that a string begins with; @ and a name is one of the system's. */
static const char *const bases[] = {
    "NORMAL",    "PERFORMANCE", "LEGACY", "PFS",    "SECURE",    "SECURE128",
    "SECURE192", "SECURE256",   "NONE",   "SYSTEM", "SUITEB128", "SUITEB192",
};

static struct elb_text without_name(struct elb_text text)
{
    struct elb_text rest = elb_text_trim(text);
    struct elb_text name = {0};

    text = rest;
    if (elb_text_next_field(&rest, "=", &name) && rest.length > 0 && name.length < 32 &&
        elb_text_find(name, ELB_TEXT(":")) == SIZE_MAX)
        text = elb_text_trim(rest);
    while (text.length > 1 && strchr("\"'", text.start[0]) &&
           text.start[text.length - 1] == text.start[0])
        text = (struct elb_text){text.start + 1, text.length - 2};
    return text;
}

static bool is_base(struct elb_text word)
{
    if (word.length > 1 && word.start[0] == '@')
        return !elb_text_has_prefix(word, "@SECLEVEL") && !elb_text_is(word, "@STRENGTH");
    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
        if (elb_text_is(word, bases[i]))
            return true;
    }
    return false;
}

/* OpenSSL has SUITEB128 too, and means the same by it. */
static unsigned recognise(struct elb_text text)
{
    struct elb_text rest = without_name(text);
    struct elb_text word = {0};

    if (!elb_text_next_field(&rest, ":", &word) || !is_base(word))
        return 0;
    if (elb_text_has_prefix(word, "SUITEB") && !rest.start)
        return 40;
    while (elb_text_next_field(&rest, ":", &word)) {
        if (word.length > 0 && !strchr("+-!%", word.start[0]) && !is_base(word))
            return 0;
    }
    return 70;
}

static enum elb_status expand(struct elb_draft *draft, struct elb_text text,
                              struct elb_error *reterr)
{
    const char *priorities = elb_arena_dup(&draft->reading->list->arena, text.start, text.length);

    if (!priorities)
        return elb_error_set_memory(reterr);
    return elb_gnutls_expand(draft, priorities, text, reterr);
}

static enum elb_status read_priority(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_text text = without_name(reading->text);
    bool is_plain = false;
    struct elb_draft draft;
    enum elb_status status;

    elb_draft_init(&draft, reading);
    status = elb_gnutls_combine(&draft, text, &is_plain, reterr);
    if (status == ELB_OK && !is_plain) {
        elb_draft_init(&draft, reading);
        status = expand(&draft, text, reterr);
    }
    if (status == ELB_OK && draft.offer.count == 0)
        return elb_reading_fail(reading, text, reterr, ELB_ERROR_DATA,
                                "no cipher suite is left by the priority string");
    return status == ELB_OK ? elb_draft_finish(&draft, reterr) : status;
}

const struct elb_client_reader elb_client_reader_gnutls_priority = {
    .format.name = "gnutls-priority",
    .format.at_most = 70,
    .format.recognise = recognise,
    .read = read_priority,
};
