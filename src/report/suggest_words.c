/* SPDX-License-Identifier: MIT */
/* The words that the reporters of `suggest` share. */
#include "report/suggest.h"

/* ---- Steps of the ranking --------------------------------------------------------------- */

/* How each step reads where it tells two policies apart. */
static const struct {
    const char *one; /* what is counted; NULL: it is yes or no */
    const char *many;
    const char *yes;
    const char *no;
} steps[ELB_RANK_KEY_COUNT] = {
    [ELB_RANK_UNLISTED] = {.yes = "on none of AWS's pages", .no = "listed by AWS"},
    [ELB_RANK_OLD_VERSIONS] = {"version below TLSv1.2", "versions below TLSv1.2", NULL, NULL},
    [ELB_RANK_INSECURE_SUITES] = {"insecure suite", "insecure suites", NULL, NULL},
    [ELB_RANK_STATIC_SUITES] = {"suite without forward secrecy", "suites without forward secrecy",
                                NULL, NULL},
    [ELB_RANK_SHA1_SCHEMES] = {"signature with SHA-1", "signatures with SHA-1", NULL, NULL},
    [ELB_RANK_CBC_SUITES] = {"CBC suite", "CBC suites", NULL, NULL},
    [ELB_RANK_NO_TLS13] = {.yes = "without TLSv1.3", .no = "with TLSv1.3"},
    [ELB_RANK_NO_POST_QUANTUM] = {.yes = "without post-quantum groups",
                                  .no = "with post-quantum groups"},
    [ELB_RANK_NOT_RECOMMENDED] = {.yes = "not recommended by AWS", .no = "recommended by AWS"},
    [ELB_RANK_HELLO_RETRIES] = {"HelloRetryRequest", "HelloRetryRequests", NULL, NULL},
};

static void write_count(struct elb_buffer *out, enum elb_rank_key key, unsigned count)
{
    const char *what = count == 1 ? steps[key].one : steps[key].many;
    if (count == 0)
        elb_buffer_printf(out, "no %s", what);
    else
        elb_buffer_printf(out, "%u %s", count, what);
}

void elb_suggest_write_step(struct elb_buffer *out, enum elb_rank_key key,
                            const struct elb_rank *rank, const struct elb_rank *other)
{
    unsigned own = elb_rank_value(rank, key);
    unsigned others = elb_rank_value(other, key);
    if (key == ELB_RANK_RELEASED) {
        elb_buffer_printf(out, "released %s",
                          rank->released[0] ? rank->released : "nobody knows when");
    } else if (steps[key].many == NULL) {
        elb_buffer_append_string(out, own ? steps[key].yes : steps[key].no);
    } else if (others > 0) {
        elb_buffer_printf(out, "%u instead of %u %s", own, others,
                          others == 1 ? steps[key].one : steps[key].many);
    } else {
        write_count(out, key, own);
    }
}

void elb_suggest_write_difference(struct elb_buffer *out, const struct elb_rank *rank,
                                  const struct elb_rank *other)
{
    enum elb_rank_key key = elb_rank_difference(rank, other);
    if (key == ELB_RANK_KEY_COUNT)
        elb_buffer_append_string(out, "as good by the ranking");
    else
        elb_suggest_write_step(out, key, rank, other);
}

/* ---- Facts ------------------------------------------------------------------------------ */

static void write_versions(struct elb_buffer *out, elb_version_set versions)
{
    uint16_t lowest = elb_version_lowest(versions);
    uint16_t highest = elb_version_highest(versions);
    elb_buffer_append_string(out, elb_version_name(lowest));
    if (highest == lowest)
        elb_buffer_append_string(out, " only");
    else
        elb_buffer_printf(out, "%s%s", highest == lowest + 1 ? " and " : " to ",
                          elb_version_name(highest));
}

void elb_suggest_write_facts(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_rank rank;
    elb_policy_rank(policy, &rank);
    write_versions(out, policy->versions);
    if (rank.insecure_suites > 0) {
        elb_buffer_append_string(out, ", ");
        write_count(out, ELB_RANK_INSECURE_SUITES, rank.insecure_suites);
    }
    elb_buffer_append_string(out, ", ");
    if (rank.static_suites > 0)
        write_count(out, ELB_RANK_STATIC_SUITES, rank.static_suites);
    else
        elb_buffer_append_string(out, "forward secrecy always");
    elb_buffer_append_string(out, ", ");
    write_count(out, ELB_RANK_CBC_SUITES, rank.cbc_suites);
    if (rank.sha1_schemes > 0)
        elb_buffer_append_string(out, ", signatures with SHA-1");
    if (policy->has_groups)
        elb_buffer_printf(out, ", %s post-quantum groups", rank.no_post_quantum ? "no" : "with");
    if (policy->fips_module)
        elb_buffer_append_string(out, ", FIPS module");
}

void elb_suggest_write_requirement(struct elb_buffer *out,
                                   const struct elb_requirement *requirement)
{
    elb_buffer_append_string(out, requirement->word->word);
    if (requirement->word->argument != NULL) {
        elb_buffer_append_char(out, '=');
        elb_buffer_append(out, requirement->text, requirement->length);
    }
}

/* Versions, then the order, then suites: as AWS's own lists have them. */
bool elb_suggest_attribute(struct elb_buffer *out, const struct elb_policy *policy, size_t index)
{
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_2; version++) {
        if ((policy->versions & elb_version_bit(version)) != 0 && index-- == 0) {
            elb_buffer_printf(out, "Protocol-%s", elb_version_name(version));
            return true;
        }
    }
    if (policy->server_order && index-- == 0) {
        elb_buffer_append_string(out, "Server-Defined-Cipher-Order");
        return true;
    }
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i]->openssl != NULL && index-- == 0) {
            elb_buffer_append_string(out, policy->suites[i]->openssl);
            return true;
        }
    }
    return false;
}
