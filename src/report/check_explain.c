/* SPDX-License-Identifier: MIT */
/* The words that both reporters of `check` use: why a pair fails, and what a suggestion costs. */
#include "elblint/suggest.h"
#include "judge/variants.h"
#include "report/check.h"

/* Above this many names a sentence says how many more there are. */
#define NAMES_MAX 6

/* ---- Lists of names --------------------------------------------------------------------- */

struct name_list {
    struct elb_buffer *out;
    size_t count;
};

static void add_name(struct name_list *list, const char *name, uint16_t code)
{
    list->count++;
    if (list->count > NAMES_MAX)
        return;
    if (list->count > 1)
        elb_buffer_append_string(list->out, ", ");
    if (name != NULL)
        elb_buffer_append_string(list->out, name);
    else
        elb_buffer_printf(list->out, "0x%04X", code);
}

static void end_names(struct name_list *list)
{
    if (list->count == 0)
        elb_buffer_append_string(list->out, "none");
    else if (list->count > NAMES_MAX)
        elb_buffer_printf(list->out, " and %zu more", list->count - NAMES_MAX);
}

static const char *group_name(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_group *group = elb_catalog_group(catalog, code);
    return group != NULL ? group->name : NULL;
}

static const char *scheme_name(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_scheme *scheme = elb_catalog_scheme(catalog, code);
    return scheme != NULL ? scheme->name : NULL;
}

static void write_codes(struct elb_buffer *out, const struct elb_catalog *catalog,
                        const struct elb_codes *codes,
                        const char *(*name_of)(const struct elb_catalog *, uint16_t))
{
    struct name_list list = {.out = out};
    if (codes->presence == ELB_NOT_SENT) {
        elb_buffer_append_string(out, "nothing (sends no such extension)");
        return;
    }
    for (size_t i = 0; i < codes->count; i++) {
        if (!elb_is_grease(codes->codes[i]))
            add_name(&list, name_of(catalog, codes->codes[i]), codes->codes[i]);
    }
    end_names(&list);
}

static void write_policy_groups(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct name_list list = {.out = out};
    for (size_t i = 0; i < policy->group_count; i++)
        add_name(&list, policy->groups[i]->name, 0);
    end_names(&list);
}

static void write_policy_schemes(struct elb_buffer *out, const struct elb_policy *policy,
                                 uint16_t version)
{
    struct name_list list = {.out = out};
    for (size_t i = 0; i < policy->scheme_count; i++) {
        if (policy->schemes[i]->handshake & elb_version_bit(version))
            add_name(&list, policy->schemes[i]->name, 0);
    }
    end_names(&list);
}

static void write_versions(struct elb_buffer *out, elb_version_set versions)
{
    uint16_t lowest = elb_version_lowest(versions);
    uint16_t highest = elb_version_highest(versions);
    elb_buffer_append_string(out, elb_version_name(lowest));
    if (lowest == highest)
        elb_buffer_append_string(out, " only");
    else
        elb_buffer_printf(out, " to %s", elb_version_name(highest));
}

static uint16_t client_highest(const struct elb_client *client)
{
    uint16_t highest = client->legacy_version;
    for (size_t i = 0; i < client->supported_versions.count; i++) {
        uint16_t version = client->supported_versions.codes[i];
        if (elb_version_bit(version) != 0 && version > highest)
            highest = version;
    }
    return highest;
}

/* ---- Causes ----------------------------------------------------------------------------- */

static void protocol(struct elb_buffer *out, const struct elb_catalog *catalog,
                     const struct elb_check *check)
{
    struct elb_version_variants variants;
    elb_version_variants_init(catalog, check->client, &variants);
    uint16_t highest = client_highest(&variants.clients[variants.count - 1]);
    const char *name = elb_version_name(highest);
    elb_buffer_append_string(out, "no shared protocol: ");
    if (name == NULL)
        elb_buffer_printf(out, "offers version 0x%04X", highest);
    else if (check->verdict == ELB_VERDICT_UNKNOWN && variants.count > 1)
        elb_buffer_printf(out, "may offer no more than %s", name);
    else
        elb_buffer_printf(out, "offers up to %s", name);
    elb_buffer_append_string(out, ", the policy ");
    write_versions(out, check->policy->versions);
}

static size_t count_suites(const struct elb_catalog *catalog, const struct elb_client *client,
                           uint16_t version)
{
    size_t count = 0;
    for (size_t i = 0; i < client->suites.count; i++) {
        const struct elb_suite *suite = elb_catalog_suite(catalog, client->suites.codes[i]);
        bool tls13 = suite != NULL && elb_suite_is_tls13(suite);
        bool counts = !elb_is_grease(client->suites.codes[i]) &&
                      (suite == NULL || !suite->signalling) && tls13 == (version >= ELB_TLS1_3);
        count += counts;
    }
    return count;
}

static void suite(struct elb_buffer *out, const struct elb_catalog *catalog,
                  const struct elb_check *check)
{
    uint16_t version = check->failed.version;
    size_t count = count_suites(catalog, check->client, version);
    const char *name = version != 0 ? elb_version_name(version) : "any version";
    elb_buffer_append_string(out, "no shared suite: ");
    if (count == 0)
        elb_buffer_printf(out, "the client offers no suite for %s", name);
    else if (count == 1)
        elb_buffer_printf(out, "the policy lacks the client's only suite for %s", name);
    else
        elb_buffer_printf(out, "the policy has none of the client's %zu suites for %s", count,
                          name);
}

static void group(struct elb_buffer *out, const struct elb_catalog *catalog,
                  const struct elb_check *check)
{
    elb_buffer_append_string(out, "no shared group: offers ");
    write_codes(out, catalog, &check->client->groups, group_name);
    if (!check->policy->has_groups) {
        elb_buffer_append_string(out, ", which no load balancer has");
        return;
    }
    elb_buffer_append_string(out, "; the policy has ");
    write_policy_groups(out, check->policy);
}

static void certificate_for_suite(struct elb_buffer *out, const struct elb_catalog *catalog,
                                  const struct elb_check *check)
{
    (void)catalog;
    elb_buffer_append_string(out, "no certificate for the shared suites: the listener holds ");
    elb_check_certificates(out, check->certificates);
    elb_buffer_append_string(out, " only, and the suites that both sides have need another key");
}

static void signature_for_certificate(struct elb_buffer *out, const struct elb_catalog *catalog,
                                      const struct elb_check *check)
{
    (void)catalog;
    uint16_t version = check->failed.version;
    enum elb_certificate certificate = check->failed.certificate;
    elb_buffer_append_string(out, "no signature for the certificate: ");
    if (certificate != ELB_CERTIFICATE_NONE)
        elb_buffer_append_string(out, elb_certificate_name(certificate));
    else
        elb_check_certificates(out, check->certificates);
    elb_buffer_printf(out, " fits none of the policy's schemes in %s (", elb_version_name(version));
    write_policy_schemes(out, check->policy, version);
    elb_buffer_append_string(out, ")");
}

static void fallback(struct elb_buffer *out, const struct elb_catalog *catalog,
                     const struct elb_check *check)
{
    (void)catalog;
    elb_buffer_append_string(out, "inappropriate fallback: the client retries with TLS_FALLBACK_"
                                  "SCSV below the policy's highest version, ");
    elb_buffer_append_string(out, elb_version_name(elb_version_highest(check->policy->versions)));
}

static void not_allowed(struct elb_buffer *out, const struct elb_catalog *catalog,
                        const struct elb_check *check)
{
    (void)catalog;
    elb_buffer_append_string(out, "certificate not allowed: the policy refuses one of ");
    elb_check_certificates(out, check->certificates);
}

static void version_not_offered(struct elb_buffer *out, const struct elb_catalog *catalog,
                                const struct elb_check *check)
{
    (void)catalog;
    elb_buffer_printf(out, "the server answers with %s, which the client does not accept",
                      elb_version_name(check->failed.version));
}

static void signature_not_offered(struct elb_buffer *out, const struct elb_catalog *catalog,
                                  const struct elb_check *check)
{
    elb_buffer_append_string(out, "the server signs with ");
    elb_buffer_append_string(out, check->failed.scheme != NULL ? check->failed.scheme->name
                                                               : "a scheme");
    elb_buffer_append_string(out, ", which the client does not offer; it offers ");
    write_codes(out, catalog, &check->client->schemes, scheme_name);
}

static void suite_above_version(struct elb_buffer *out, const struct elb_catalog *catalog,
                                const struct elb_check *check)
{
    (void)catalog;
    const struct elb_outcome *outcome = &check->failed;
    elb_buffer_printf(out, "the server answers %s with %s, a suite of %s",
                      elb_version_name(outcome->version), elb_check_suite_name(outcome->suite),
                      elb_version_name(outcome->suite->first_version));
}

static void certificate_curve(struct elb_buffer *out, const struct elb_catalog *catalog,
                              const struct elb_check *check)
{
    const char *curve = group_name(catalog, elb_certificate_curve(check->failed.certificate));
    elb_buffer_printf(out, "the certificate's curve, %s, is not among the client's groups: ",
                      curve != NULL ? curve : "of unknown size");
    write_codes(out, catalog, &check->client->groups, group_name);
}

static void certificate_not_accepted(struct elb_buffer *out, const struct elb_catalog *catalog,
                                     const struct elb_check *check)
{
    (void)catalog;
    const struct elb_constraints *limits = &check->client->constraints;
    elb_buffer_printf(out, "the client takes RSA keys of %u",
                      limits->min_rsa_bits != 0 ? limits->min_rsa_bits : 1);
    if (limits->max_rsa_bits != 0)
        elb_buffer_printf(out, " to %u", limits->max_rsa_bits);
    elb_buffer_printf(out, " bits%s, and refuses %s", limits->max_rsa_bits != 0 ? "" : " and more",
                      elb_certificate_name(check->failed.certificate));
}

static void (*const explanations[ELB_CAUSE_COUNT])(struct elb_buffer *, const struct elb_catalog *,
                                                   const struct elb_check *) = {
    [ELB_CAUSE_NO_SHARED_PROTOCOL] = protocol,
    [ELB_CAUSE_NO_SHARED_SUITE] = suite,
    [ELB_CAUSE_NO_SHARED_GROUP] = group,
    [ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE] = certificate_for_suite,
    [ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE] = signature_for_certificate,
    [ELB_CAUSE_INAPPROPRIATE_FALLBACK] = fallback,
    [ELB_CAUSE_CERTIFICATE_NOT_ALLOWED] = not_allowed,
    [ELB_CAUSE_VERSION_NOT_OFFERED] = version_not_offered,
    [ELB_CAUSE_SIGNATURE_NOT_OFFERED] = signature_not_offered,
    [ELB_CAUSE_SUITE_ABOVE_VERSION] = suite_above_version,
    [ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED] = certificate_curve,
    [ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED] = certificate_not_accepted,
};

void elb_check_explain(struct elb_buffer *out, const struct elb_catalog *catalog,
                       const struct elb_check *check)
{
    if (explanations[check->failed.cause] != NULL)
        explanations[check->failed.cause](out, catalog, check);
}

/* ---- The rest --------------------------------------------------------------------------- */

void elb_check_explain_suggestion(struct elb_buffer *out, const struct elb_check_row *row,
                                  size_t client_count)
{
    struct elb_rank rank;
    elb_policy_rank(row->suggestion, &rank);
    if (!row->suggestion_serves_all || client_count == 1)
        elb_buffer_append_string(out, "serves this client");
    else if (client_count == 2)
        elb_buffer_append_string(out, "serves both");
    else
        elb_buffer_printf(out, "serves all %zu clients", client_count);
    const struct {
        bool is;
        const char *text;
    } costs[] = {
        {rank.old_versions > 0, "with versions below TLSv1.2"},
        {rank.insecure_suites > 0, "with insecure suites"},
        {rank.static_suites > 0, "with suites without forward secrecy"},
        {rank.no_tls13, "without TLSv1.3"},
        {row->suggestion->status == ELB_STATUS_UNLISTED,
         "and is on none of AWS's pages: AWS may refuse it"},
    };
    for (size_t i = 0; i < sizeof(costs) / sizeof(costs[0]); i++) {
        if (costs[i].is)
            elb_buffer_printf(out, ", %s", costs[i].text);
    }
}

void elb_check_certificates(struct elb_buffer *out, const struct elb_certificates *certificates)
{
    for (size_t i = 0; i < certificates->count; i++)
        elb_buffer_printf(out, "%s%s", i > 0 ? " + " : "",
                          elb_certificate_name(certificates->list[i]));
}

const char *elb_check_suite_name(const struct elb_suite *suite)
{
    return elb_suite_is_tls13(suite) || suite->openssl == NULL ? suite->name : suite->openssl;
}

bool elb_check_is_bundled(const struct elb_catalog *catalog, const struct elb_client *client)
{
    return client >= catalog->clients && client < catalog->clients + catalog->client_count;
}

/* For another kind of load balancer than was asked for: for which. A family has no other sets. */
static const char *other_load_balancer(unsigned load_balancers)
{
    static const char *const texts[] = {
        [ELB_LB_APPLICATION] = "only application load balancers offer this policy, not the kind "
                               "asked for",
        [ELB_LB_NETWORK] = "only network load balancers offer this policy, not the kind asked for",
        [ELB_LB_CLASSIC] = "only classic load balancers offer this policy, not the kind asked for",
        [ELB_LB_APPLICATION | ELB_LB_NETWORK] = "only application and network load balancers offer "
                                                "this policy, not the kind asked for",
    };
    return load_balancers < sizeof(texts) / sizeof(texts[0]) && texts[load_balancers] != NULL
               ? texts[load_balancers]
               : "the kind of load balancer asked for does not offer this policy";
}

const char *elb_check_policy_remark(const struct elb_check_result *result,
                                    const struct elb_policy *policy)
{
    if (policy->status == ELB_STATUS_UPCOMING)
        return "no load balancer offers this policy yet";
    if (result->load_balancers & ~policy->load_balancers)
        return other_load_balancer(policy->load_balancers);
    if (policy->status == ELB_STATUS_RETIRED)
        return "no load balancer offers this policy any more";
    if (policy->status == ELB_STATUS_UNLISTED)
        return "on none of AWS's pages today; AWS may refuse it";
    return NULL;
}
