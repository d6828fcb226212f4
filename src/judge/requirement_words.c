/* SPDX-License-Identifier: MIT */
/* The table of requirements, and what each of its words means. */
#include "judge/requirement_words.h"

#include "judge/trial.h"
#include "tls/names.h"

/* ---- Values ----------------------------------------------------------------------------- */

/* TLSv1.2, and what it is called elsewhere; 1.2 too. */
static bool parse_version(const struct elb_catalog *catalog, struct elb_text text, unsigned *ret)
{
    (void)catalog;
    *ret = elb_version_from_option(text);
    return *ret != 0;
}

static bool parse_code(struct elb_text text, unsigned *ret)
{
    uint64_t value;
    if (!elb_text_has_prefix_nocase(text, "0x") || !elb_text_parse_unsigned(text, 0xFFFF, &value))
        return false;
    *ret = (unsigned)value;
    return true;
}

static bool parse_suite(const struct elb_catalog *catalog, struct elb_text text, unsigned *ret)
{
    const struct elb_suite *suite = elb_catalog_suite_named(catalog, text.start, text.length);
    if (suite == NULL)
        return parse_code(text, ret);
    *ret = suite->code;
    return true;
}

static bool parse_group(const struct elb_catalog *catalog, struct elb_text text, unsigned *ret)
{
    const struct elb_group *group = elb_catalog_group_named(catalog, text.start, text.length);
    if (group == NULL)
        return parse_code(text, ret);
    *ret = group->code;
    return true;
}

static bool parse_load_balancer(const struct elb_catalog *catalog, struct elb_text text,
                                unsigned *ret)
{
    (void)catalog;
    *ret = elb_load_balancer_from_name(text.start, text.length);
    return *ret != 0;
}

static bool parse_status(const struct elb_catalog *catalog, struct elb_text text, unsigned *ret)
{
    (void)catalog;
    for (unsigned status = ELB_STATUS_RECOMMENDED; status <= ELB_STATUS_RETIRED; status++) {
        if (elb_text_is_nocase(text, elb_status_name((enum elb_policy_status)status))) {
            *ret = status;
            return true;
        }
    }
    return false;
}

static bool parse_family(const struct elb_catalog *catalog, struct elb_text text, unsigned *ret)
{
    *ret = 0;
    for (size_t i = 0; i < catalog->client_count; i++) {
        const char *family = catalog->clients[i].family;
        if (family != NULL && elb_text_is_nocase(text, family))
            return true;
    }
    return false;
}

/* What the values are called, for who wrote another one. */

static const char *version_choice(size_t index)
{
    return index <= ELB_TLS1_3 - ELB_SSL3 ? elb_version_name((uint16_t)(ELB_SSL3 + index)) : NULL;
}

static const char *load_balancer_choice(size_t index)
{
    static const char *const names[] = {"application", "network", "classic", "alb", "nlb", "clb"};
    return index < sizeof(names) / sizeof(names[0]) ? names[index] : NULL;
}

static const char *status_choice(size_t index)
{
    return index <= ELB_STATUS_RETIRED - ELB_STATUS_RECOMMENDED
               ? elb_status_name((enum elb_policy_status)(ELB_STATUS_RECOMMENDED + index))
               : NULL;
}

static bool parse_profile(const struct elb_catalog *catalog, struct elb_text text, unsigned *ret)
{
    const struct elb_profile *profile = elb_catalog_profile_named(catalog, text.start, text.length);
    if (profile == NULL)
        return false;
    *ret = (unsigned)(profile - catalog->profiles);
    return true;
}

/* ---- Policies --------------------------------------------------------------------------- */

static bool is_fips(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    (void)requirement;
    return policy->fips_module;
}

static bool has_forward_secrecy(const struct elb_policy *policy,
                                const struct elb_requirement *requirement)
{
    (void)requirement;
    struct elb_policy_facts facts;
    elb_policy_facts(policy, &facts);
    return facts.forward_secrecy;
}

static bool has_no_cbc(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    (void)requirement;
    struct elb_policy_facts facts;
    elb_policy_facts(policy, &facts);
    return !facts.cbc;
}

static bool has_no_sha1(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    (void)requirement;
    struct elb_policy_facts facts;
    elb_policy_facts(policy, &facts);
    return policy->has_schemes && !facts.sha1_signatures;
}

static bool is_post_quantum(const struct elb_policy *policy,
                            const struct elb_requirement *requirement)
{
    (void)requirement;
    struct elb_policy_facts facts;
    elb_policy_facts(policy, &facts);
    return facts.post_quantum;
}

static bool accepts_tls13(const struct elb_policy *policy,
                          const struct elb_requirement *requirement)
{
    (void)requirement;
    return (policy->versions & elb_version_bit(ELB_TLS1_3)) != 0;
}

static bool accepts_only_tls13(const struct elb_policy *policy,
                               const struct elb_requirement *requirement)
{
    (void)requirement;
    return policy->versions == elb_version_bit(ELB_TLS1_3);
}

static bool has_minimum(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    return elb_version_lowest(policy->versions) >= requirement->value;
}

static bool accepts_version(const struct elb_policy *policy,
                            const struct elb_requirement *requirement)
{
    return (policy->versions & elb_version_bit((uint16_t)requirement->value)) != 0;
}

static bool is_for_load_balancer(const struct elb_policy *policy,
                                 const struct elb_requirement *requirement)
{
    return (policy->load_balancers & requirement->value) != 0;
}

static bool has_status(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    return policy->status == requirement->value;
}

static bool has_suite(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i]->code == requirement->value)
            return true;
    }
    return false;
}

static bool has_group(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    for (size_t i = 0; i < policy->group_count; i++) {
        if (policy->groups[i]->code == requirement->value)
            return true;
    }
    return false;
}

static bool is_rfc9151(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    (void)requirement;
    return elb_policy_is_rfc9151(policy);
}

static bool is_cnsa2(const struct elb_policy *policy, const struct elb_requirement *requirement)
{
    (void)requirement;
    return elb_policy_is_cnsa2(policy);
}

static bool meets_profile(const struct elb_policy *policy,
                          const struct elb_requirement *requirement)
{
    const struct elb_catalog *catalog = requirement->catalog;
    return elb_profile_judge(catalog, &catalog->profiles[requirement->value], policy) ==
           ELB_PROFILE_MET;
}

/* ---- Clients ---------------------------------------------------------------------------- */

static uint16_t highest_version(const struct elb_client *client)
{
    for (uint16_t version = ELB_TLS1_3; version >= ELB_SSL3; version--) {
        if (elb_client_offers_version(client, version))
            return version;
    }
    return 0;
}

static bool is_of_family(const struct elb_client *client,
                         const struct elb_requirements *requirements,
                         const struct elb_requirement *requirement)
{
    (void)requirements;
    return client->family != NULL &&
           elb_text_is_nocase((struct elb_text){requirement->text, requirement->length},
                              client->family);
}

static bool is_supported(const struct elb_client *client,
                         const struct elb_requirements *requirements,
                         const struct elb_requirement *requirement)
{
    (void)requirement;
    return elb_client_support(client, requirements->catalog->date) == ELB_SUPPORT_SUPPORTED;
}

static bool offers_version(const struct elb_client *client,
                           const struct elb_requirements *requirements,
                           const struct elb_requirement *requirement)
{
    (void)requirements;
    return elb_client_offers_version(client, (uint16_t)requirement->value);
}

static bool offers_at_most(const struct elb_client *client,
                           const struct elb_requirements *requirements,
                           const struct elb_requirement *requirement)
{
    (void)requirements;
    uint16_t highest = highest_version(client);
    return highest != 0 && highest <= requirement->value;
}

static bool offers_tls13(const struct elb_client *client,
                         const struct elb_requirements *requirements,
                         const struct elb_requirement *requirement)
{
    (void)requirements;
    (void)requirement;
    return elb_client_offers_version(client, ELB_TLS1_3);
}

static bool offers_post_quantum(const struct elb_client *client,
                                const struct elb_requirements *requirements,
                                const struct elb_requirement *requirement)
{
    (void)requirement;
    for (size_t i = 0; i < client->groups.count; i++) {
        const struct elb_group *group =
            elb_catalog_group(requirements->catalog, client->groups.codes[i]);
        if (group != NULL && elb_group_is_post_quantum(group))
            return true;
    }
    return false;
}

static bool offers_suite(const struct elb_client *client,
                         const struct elb_requirements *requirements,
                         const struct elb_requirement *requirement)
{
    (void)requirements;
    return elb_codes_has(&client->suites, (uint16_t)requirement->value);
}

static bool offers_group(const struct elb_client *client,
                         const struct elb_requirements *requirements,
                         const struct elb_requirement *requirement)
{
    (void)requirements;
    return elb_codes_has(&client->groups, (uint16_t)requirement->value);
}

/* ---- The table -------------------------------------------------------------------------- */

static const struct elb_requirement_row rows[] = {
    {.word = {"lb", "TYPE",
              "load balancers of this type accept it: application, network or classic"},
     .parse = parse_load_balancer,
     .choice = load_balancer_choice,
     .policy = is_for_load_balancer},
    {.word = {"status", "STATUS", "recommended, documented, unlisted, upcoming or retired"},
     .parse = parse_status,
     .choice = status_choice,
     .policy = has_status},
    {.word = {"min", "VERSION", "accepts nothing below this version"},
     .parse = parse_version,
     .choice = version_choice,
     .policy = has_minimum},
    {.word = {"max", "VERSION", "offers nothing above this version"},
     .parse = parse_version,
     .choice = version_choice,
     .client = offers_at_most},
    {.word = {"version", "VERSION", "has this version, perhaps among others"},
     .parse = parse_version,
     .choice = version_choice,
     .policy = accepts_version,
     .client = offers_version},
    {.word = {"tls1.3", NULL, "has TLSv1.3, perhaps among others"},
     .policy = accepts_tls13,
     .client = offers_tls13},
    {.word = {"tls1.3-only", NULL, "accepts TLSv1.3 and nothing else"},
     .policy = accepts_only_tls13},
    {.word = {"forward-secrecy", NULL, "every suite has a fresh key for each connection"},
     .policy = has_forward_secrecy},
    {.word = {"no-cbc", NULL, "no suite is in CBC mode"}, .policy = has_no_cbc},
    {.word = {"no-sha1", NULL, "signs no handshake with SHA-1"}, .policy = has_no_sha1},
    {.word = {"post-quantum", NULL, "has a group with ML-KEM"},
     .policy = is_post_quantum,
     .client = offers_post_quantum},
    {.word = {"fips", NULL, "runs in the FIPS-validated module, by AWS's own naming"},
     .policy = is_fips},
    {.word = {"rfc9151", NULL,
              "all of it is in RFC 9151 (CNSA 1.0): from TLSv1.2, AES-256-GCM, secp384r1, SHA-384"},
     .policy = is_rfc9151,
     .certificates = elb_rfc9151_certificates},
    {.word = {"cnsa2", NULL,
              "all of it is in the CNSA 2.0 profile: TLSv1.3, AES-256-GCM, ML-KEM-1024, ML-DSA-87"},
     .policy = is_cnsa2,
     .certificates = elb_cnsa2_certificates},
    {.word = {"profile", "NAME", "meets this profile, as far as a policy can show it"},
     .parse = parse_profile,
     .names_catalog = true,
     .nearest = elb_catalog_nearest_profile,
     .policy = meets_profile},
    {.word = {"suite", "NAME", "has this suite, by any of its names or its code"},
     .parse = parse_suite,
     .names_catalog = true,
     .nearest = elb_catalog_nearest_suite,
     .policy = has_suite,
     .client = offers_suite},
    {.word = {"group", "NAME", "has this group"},
     .parse = parse_group,
     .names_catalog = true,
     .nearest = elb_catalog_nearest_group,
     .policy = has_group,
     .client = offers_group},
    {.word = {"family", "NAME", "is a version of this program"},
     .parse = parse_family,
     .names_catalog = true,
     .client = is_of_family},
    {.word = {"supported", NULL, "its makers still support it"}, .client = is_supported},
};

const struct elb_requirement_row *elb_requirement_row_at(size_t index)
{
    return index < sizeof(rows) / sizeof(rows[0]) ? &rows[index] : NULL;
}
