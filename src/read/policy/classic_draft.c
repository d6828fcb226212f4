/* SPDX-License-Identifier: MIT */

/* From the attributes of a Classic Load Balancer's policy to the policy. */
#include "base/buffer.h"
#include "catalog/kinds.h"
#include "read/policy/classic.h"
#include "read/policy/reader.h"

#include <string.h>

#define SERVER_ORDER "Server-Defined-Cipher-Order"

static const char *const reserved[] = {ELB_POLICY_PREFIX, "ELBSample-"};

bool elb_classic_is_reserved(struct elb_text name)
{
    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
        if (elb_text_has_prefix_nocase(name, reserved[i]))
            return true;
    }
    return false;
}

/* Classic Load Balancers have no TLS 1.3. */
static bool switch_on_protocol(struct elb_classic_draft *draft, struct elb_text name)
{
    const uint16_t version = elb_aws_version(name);

    if (elb_text_is(name, "SSLv2")) {
        draft->has_ssl2 = true;
        return true;
    }
    if (version == 0 || version == ELB_TLS1_3)
        return false;
    draft->versions |= elb_version_bit(version);
    return true;
}

bool elb_classic_switch_on(struct elb_classic_draft *draft, struct elb_text name)
{
    size_t position;

    if (elb_text_has_prefix(name, ELB_CLASSIC_PROTOCOL_PREFIX))
        return switch_on_protocol(draft, elb_text_skip(name, strlen(ELB_CLASSIC_PROTOCOL_PREFIX)));
    if (elb_text_is(name, SERVER_ORDER)) {
        draft->server_order = true;
        return true;
    }
    position = elb_classic_cipher_position(name);
    if (position >= ELB_CLASSIC_CIPHERS_AT_MOST)
        return false;
    draft->ciphers[position] = true;
    return true;
}

bool elb_classic_has_attributes(const struct elb_classic_draft *draft)
{
    bool has = draft->versions != 0 || draft->has_ssl2;

    for (size_t i = 0; i < ELB_CLASSIC_CIPHERS_AT_MOST; i++)
        has |= draft->ciphers[i];
    return has;
}

/* ---- The policy ----------------------------------------------------------------------------- */

static enum elb_status keep_suites(const struct elb_classic_draft *draft,
                                   const struct elb_catalog *catalog, struct elb_arena *arena,
                                   struct elb_policy *policy, struct elb_buffer *without_code,
                                   const char **ret_lacking, struct elb_error *reterr)
{
    const struct elb_suite **suites =
        elb_arena_alloc_array(arena, ELB_CLASSIC_CIPHERS_AT_MOST, sizeof(*suites));

    if (!suites)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < ELB_CLASSIC_CIPHERS_AT_MOST; i++) {
        const char *name = draft->ciphers[i] ? elb_classic_cipher_at(i) : NULL;
        const struct elb_suite *suite =
            name ? elb_catalog_suite_named(catalog, name, strlen(name)) : NULL;

        if (suite)
            suites[policy->suite_count++] = suite;
        else if (name && elb_classic_cipher_has_code(elb_text_from(name)))
            *ret_lacking = name;
        else if (name)
            elb_buffer_printf(without_code, "%s%s", without_code->length ? ", " : "", name);
    }
    policy->suites = suites;
    return ELB_OK;
}

static enum elb_status add_note(struct elb_arena *arena, struct elb_policy *policy,
                                const char *text, const char *names, struct elb_error *reterr)
{
    const char **notes = elb_arena_alloc_array(arena, 2, sizeof(*notes));
    const char *note = elb_arena_printf(arena, "%s%s", text, names);

    if (!notes || !note)
        return elb_error_set_memory(reterr);
    if (policy->note_count > 0)
        notes[0] = policy->notes[0];
    notes[policy->note_count++] = note;
    policy->notes = notes;
    return ELB_OK;
}

static enum elb_status add_notes(const struct elb_classic_draft *draft, struct elb_arena *arena,
                                 struct elb_policy *policy, const struct elb_buffer *without_code,
                                 struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (draft->has_ssl2)
        status = add_note(arena, policy,
                          "SSLv2 is switched on; it is not part of the comparison with clients", "",
                          reterr);
    if (status == ELB_OK && without_code->length > 0)
        status = add_note(arena, policy, "ciphers of SSLv2 that are switched on and left out: ",
                          elb_buffer_string(without_code), reterr);
    return status;
}

enum elb_status elb_classic_fill(const struct elb_classic_draft *draft,
                                 const struct elb_catalog *catalog, struct elb_arena *arena,
                                 struct elb_policy *policy, const char **ret_lacking,
                                 struct elb_error *reterr)
{
    struct elb_buffer without_code = {0};
    enum elb_status status;

    policy->versions = draft->versions;
    policy->server_order = draft->server_order;
    status = keep_suites(draft, catalog, arena, policy, &without_code, ret_lacking, reterr);
    if (status == ELB_OK && without_code.out_of_memory)
        status = elb_error_set_memory(reterr);
    if (status == ELB_OK)
        status = add_notes(draft, arena, policy, &without_code, reterr);
    elb_buffer_done(&without_code);
    return status;
}
