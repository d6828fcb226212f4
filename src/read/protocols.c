/* SPDX-License-Identifier: MIT */
#include "read/options.h"

#include "tls/names.h"

#define VERSION_COUNT 5 /* SSLv3 to TLSv1.3 */

/* "TLSv1-TLSv1.2"; a name may itself have a dash in it (VERS-TLS1.2). */
static elb_version_set parse_range(struct elb_text word)
{
    elb_version_set versions = 0;

    for (size_t i = 0; i < word.length; i++) {
        const uint16_t first = elb_version_from_option((struct elb_text){word.start, i});
        const uint16_t last = elb_version_from_option(elb_text_skip(word, i + 1));

        if (word.start[i] != '-' || first == 0 || last == 0)
            continue;
        for (uint16_t version = first; version <= last; version++)
            versions |= elb_version_bit(version);
    }
    return versions;
}

enum elb_status elb_protocols_parse(struct elb_text text, elb_version_set *ret_versions,
                                    struct elb_error *reterr)
{
    elb_version_set versions = 0;
    struct elb_text word;

    while (elb_text_next_word(&text, ",:; \t\r\n", &word)) {
        elb_version_set named = elb_version_bit(elb_version_from_option(word));

        if (named == 0)
            named = parse_range(word);
        if (named == 0)
            return elb_error_set(reterr, ELB_ERROR_DATA, ELB_PROTOCOLS_PATH, 0, 0,
                                 "unknown protocol version '%.*s', known are SSLv3, TLSv1, "
                                 "TLSv1.1, TLSv1.2, TLSv1.3 and ranges such as TLSv1-TLSv1.2",
                                 ELB_TEXT_ARGS(word));
        versions |= named;
    }
    if (versions == 0)
        return elb_error_set(reterr, ELB_ERROR_DATA, ELB_PROTOCOLS_PATH, 0, 0,
                             "empty: no protocol version is named");
    *ret_versions = versions;
    return ELB_OK;
}

enum elb_status elb_client_set_versions(struct elb_arena *arena, elb_version_set versions,
                                        struct elb_client *client, struct elb_error *reterr)
{
    const uint16_t highest = elb_version_highest(versions);
    uint16_t *codes;
    size_t count = 0;

    client->versions = versions;
    client->legacy_version = highest < ELB_TLS1_2 ? highest : ELB_TLS1_2;
    client->supported_versions = (struct elb_codes){.presence = ELB_NOT_SENT};
    if (highest < ELB_TLS1_3)
        return ELB_OK;
    codes = elb_arena_alloc_array(arena, VERSION_COUNT, sizeof(*codes));
    if (!codes)
        return elb_error_set_memory(reterr);
    for (uint16_t version = highest; version >= ELB_SSL3; version--) {
        if (versions & elb_version_bit(version))
            codes[count++] = version;
    }
    client->supported_versions = (struct elb_codes){ELB_SENT, codes, count};
    return ELB_OK;
}
