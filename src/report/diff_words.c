/* SPDX-License-Identifier: MIT */
/* The words that the reporters of `diff` share: what a change of policies comes down to. */
#include "report/diff.h"

#include "report/check.h"

/* Up to this many code points are named one by one. */
#define NAMED_MAX 3

size_t elb_diff_count(const struct elb_diff_pair *pair, enum elb_transition transition)
{
    size_t count = 0;
    for (size_t i = 0; i < pair->client_count; i++)
        count += pair->clients[i].comparison.transition == transition;
    return count;
}

bool elb_diff_has_unknown(const struct elb_diff_pair *pair)
{
    return pair->unknown_removed_count > 0 || pair->unknown_added_count > 0;
}

bool elb_diff_has_difference(const struct elb_diff_pair *pair)
{
    if (pair->from == NULL || elb_diff_has_unknown(pair) ||
        !elb_comparison_is_empty(pair->comparison))
        return true;
    return pair->is_drift && (pair->comparison->facts & ELB_FACT_LOAD_BALANCERS) != 0;
}

bool elb_diff_is_other_with_ecdsa(const struct elb_diff_client *client,
                                  enum elb_transition transition)
{
    return client->with_ecdsa == transition && client->comparison.transition != transition;
}

/* ---- Clients ---------------------------------------------------------------------------- */

static bool is_meant(const struct elb_report *report, const struct elb_diff_client *client,
                     enum elb_transition transition, enum elb_diff_which which)
{
    enum elb_support support = elb_client_support(client->client, report->catalog->date);
    return client->comparison.transition == transition &&
           (which == ELB_DIFF_ANY ||
            (which == ELB_DIFF_SUPPORTED) == (support == ELB_SUPPORT_SUPPORTED));
}

static enum elb_cause cause_of(const struct elb_client_comparison *comparison)
{
    return comparison->transition == ELB_TRANSITION_LOST ? comparison->to.failed.cause
                                                         : comparison->from.failed.cause;
}

bool elb_diff_ranges(struct elb_arena *arena, const struct elb_report *report,
                     const struct elb_diff_pair *pair, enum elb_transition transition,
                     enum elb_diff_which which, struct elb_ranges *ret_ranges)
{
    struct elb_range_client *clients =
        elb_arena_alloc_array(arena, pair->client_count, sizeof(*clients));
    size_t count = 0;
    if (clients == NULL)
        return false;
    for (size_t i = 0; i < pair->client_count; i++) {
        const struct elb_diff_client *client = &pair->clients[i];
        const struct elb_client_comparison *comparison = &client->comparison;
        bool is_neutral = comparison->transition == ELB_TRANSITION_FAILS;
        if (is_neutral || is_meant(report, client, transition, which))
            clients[count++] =
                (struct elb_range_client){client->client, 1u << cause_of(comparison), is_neutral};
    }
    return elb_ranges_of(arena, report->catalog, clients, count, ret_ranges);
}

/* ---- The headline ----------------------------------------------------------------------- */

struct headline {
    struct elb_buffer *out;
    const struct elb_catalog *catalog;
    const struct elb_comparison *comparison;
    bool is_added;
    size_t count;
};

static void say(struct headline *headline, const char *words)
{
    elb_buffer_append_string(headline->out, headline->count++ > 0 ? ", " : "");
    elb_buffer_append_string(headline->out, words);
}

static bool is_static_rsa(const struct elb_suite *suite)
{
    return suite->key_exchange == ELB_KX_RSA;
}

static bool is_dhe(const struct elb_suite *suite)
{
    return suite->key_exchange == ELB_KX_DHE;
}

/* Kinds of suites that a policy has or lacks as a whole. */
static const struct {
    const char *name;
    bool (*is)(const struct elb_suite *suite);
} kinds[] = {
    {"insecure suites", elb_suite_is_insecure},
    {"CBC suites", elb_suite_is_cbc},
    {"RSA key exchange", is_static_rsa},
    {"DHE suites", is_dhe},
};
#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

static bool has_kind(const struct elb_policy *policy, size_t kind)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (kinds[kind].is(policy->suites[i]))
            return true;
    }
    return false;
}

/* Whether the whole kind came (or went). */
static bool kind_changed(const struct headline *headline, size_t kind)
{
    const struct elb_comparison *comparison = headline->comparison;
    bool before = has_kind(comparison->from, kind);
    bool after = has_kind(comparison->to, kind);
    return headline->is_added ? !before && after : before && !after;
}

static elb_version_set changed_versions(const struct headline *headline)
{
    return headline->is_added ? headline->comparison->versions_added
                              : headline->comparison->versions_removed;
}

static void say_versions(struct headline *headline)
{
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (changed_versions(headline) & elb_version_bit(version))
            say(headline, elb_version_name(version));
    }
}

/* A fact that is now true, or for what was removed, no longer. */
static void say_fact(struct headline *headline, enum elb_fact fact, bool is_true_after,
                     const char *words)
{
    if ((headline->comparison->facts & (unsigned)fact) && is_true_after == headline->is_added)
        say(headline, words);
}

static void say_what_is_large(struct headline *headline)
{
    const struct elb_comparison *comparison = headline->comparison;
    say_versions(headline);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (kind_changed(headline, i))
            say(headline, kinds[i].name);
    }
    say_fact(headline, ELB_FACT_POST_QUANTUM, comparison->to_facts.post_quantum,
             "post-quantum groups");
    say_fact(headline, ELB_FACT_FIPS, comparison->to_facts.fips, "FIPS module");
}

/* Is the suite there (or not) because of something that the headline has said already? */
static bool is_explained(const struct headline *headline, const struct elb_suite *suite)
{
    if (elb_suite_is_tls13(suite))
        return (changed_versions(headline) & elb_version_bit(ELB_TLS1_3)) != 0;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (kinds[i].is(suite) && kind_changed(headline, i))
            return true;
    }
    return false;
}

static const char *suite_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_check_suite_name(elb_catalog_suite(catalog, code));
}

static const char *group_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_catalog_group(catalog, code)->name;
}

static const char *scheme_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_catalog_scheme(catalog, code)->name;
}

/* A few by their names, more as a number. */
static void say_codes(struct headline *headline, const struct elb_list_change *change,
                      const char *what, const char *(*name)(const struct elb_catalog *, uint16_t))
{
    const uint16_t *codes = headline->is_added ? change->added : change->removed;
    size_t count = headline->is_added ? change->added_count : change->removed_count;
    struct elb_buffer words = {0};
    elb_buffer_printf(&words, "%zu %s", count, what);
    if (count > NAMED_MAX)
        say(headline, elb_buffer_string(&words));
    for (size_t i = 0; i < count && count <= NAMED_MAX; i++)
        say(headline, name(headline->catalog, codes[i]));
    headline->out->out_of_memory |= words.out_of_memory;
    elb_buffer_done(&words);
}

static void say_suites(struct headline *headline)
{
    const struct elb_list_change *suites = &headline->comparison->suites;
    const uint16_t *codes = headline->is_added ? suites->added : suites->removed;
    size_t count = headline->is_added ? suites->added_count : suites->removed_count;
    for (size_t i = 0; i < count; i++) {
        if (is_explained(headline, elb_catalog_suite(headline->catalog, codes[i])))
            return;
    }
    say_codes(headline, suites, "suites", suite_name);
}

static void say_what_is_small(struct headline *headline)
{
    const struct elb_comparison *comparison = headline->comparison;
    say_suites(headline);
    say_codes(headline, &comparison->groups, "groups", group_name);
    if (comparison->facts & ELB_FACT_SHA1_SIGNATURES)
        say_fact(headline, ELB_FACT_SHA1_SIGNATURES, comparison->to_facts.sha1_signatures,
                 "SHA-1 signatures");
    else
        say_codes(headline, &comparison->schemes, "signature schemes", scheme_name);
}

void elb_diff_headline(struct elb_buffer *out, const struct elb_catalog *catalog,
                       const struct elb_comparison *comparison, bool is_added)
{
    struct headline headline = {
        .out = out, .catalog = catalog, .comparison = comparison, .is_added = is_added};
    say_what_is_large(&headline);
    if (headline.count == 0)
        say_what_is_small(&headline);
}

/* ---- Facts ------------------------------------------------------------------------------ */

const char *elb_fact_text(enum elb_fact fact)
{
    static const char *const texts[ELB_FACT_COUNT] = {
        "minimum version", "maximum version",  "forward secrecy", "CBC suites",
        "insecure suites", "SHA-1 signatures", "post-quantum",    "FIPS module",
        "order of suites", "status",           "load balancers",  "certificates allowed",
    };
    return texts[__builtin_ctz((unsigned)fact)];
}

static void write_load_balancers(struct elb_buffer *out, unsigned set)
{
    const char *separator = "";
    for (unsigned bit = 1; bit < 1u << ELB_LB_COUNT; bit <<= 1) {
        if (set & bit) {
            elb_buffer_printf(out, "%s%s", separator,
                              elb_load_balancer_name((enum elb_load_balancer)bit));
            separator = " and ";
        }
    }
    elb_buffer_append_string(out, set == 0 ? "none yet" : "");
}

static void write_certificates(struct elb_buffer *out, unsigned set)
{
    const char *separator = "";
    for (unsigned kind = 1; set >> kind != 0; kind++) {
        if (set & (1u << kind)) {
            elb_buffer_printf(out, "%s%s", separator,
                              elb_certificate_name((enum elb_certificate)kind));
            separator = " and ";
        }
    }
    elb_buffer_append_string(out, set == 0 ? "any" : "");
}

void elb_fact_value(struct elb_buffer *out, enum elb_fact fact, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;
    elb_policy_facts(policy, &facts);
    const struct {
        enum elb_fact fact;
        const char *value;
    } values[] = {
        {ELB_FACT_MINIMUM_VERSION, elb_version_name(facts.minimum_version)},
        {ELB_FACT_MAXIMUM_VERSION, elb_version_name(facts.maximum_version)},
        {ELB_FACT_FORWARD_SECRECY, facts.forward_secrecy ? "yes" : "no"},
        {ELB_FACT_CBC, facts.cbc ? "yes" : "no"},
        {ELB_FACT_INSECURE_SUITES, facts.insecure_suites ? "yes" : "no"},
        {ELB_FACT_SHA1_SIGNATURES, facts.sha1_signatures ? "yes" : "no"},
        {ELB_FACT_POST_QUANTUM, facts.post_quantum ? "yes" : "no"},
        {ELB_FACT_FIPS, facts.fips ? "yes" : "no"},
        {ELB_FACT_SERVER_ORDER, policy->server_order ? "the server's" : "the client's"},
        {ELB_FACT_STATUS, elb_status_name(policy->status)},
    };
    if (fact == ELB_FACT_LOAD_BALANCERS)
        write_load_balancers(out, policy->load_balancers);
    if (fact == ELB_FACT_CERTIFICATES)
        write_certificates(out, policy->allowed_certificates);
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        if (values[i].fact == fact)
            elb_buffer_append_string(out, values[i].value);
    }
}

static void write_cause(struct elb_buffer *out, enum elb_cause cause)
{
    for (const char *c = elb_cause_name(cause); *c != '\0'; c++)
        elb_buffer_append_char(out, *c == '-' ? ' ' : *c);
}

void elb_causes_words(struct elb_buffer *out, unsigned causes)
{
    const char *separator = "";
    for (unsigned cause = 0; causes >> cause != 0; cause++) {
        if (!(causes & (1u << cause)))
            continue;
        elb_buffer_append_string(out, separator);
        write_cause(out, (enum elb_cause)cause);
        separator = ", or ";
    }
}
