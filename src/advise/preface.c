/* SPDX-License-Identifier: MIT */

#include "advise/preface.h"

#include "advise/quote.h"
#include "advise/setting.h"
#include "elblint/suggest.h"

#include <string.h>

#define WIDTH 96

/* Names of lost clients; above this many a sentence says how many more there are. */
#define CLIENTS_MAX 4

/* ---- Sentences ------------------------------------------------------------------------------ */

/* What follows a dash stands below what is behind it; all other prefixes begin each line. */
static void write_prefix(struct elb_buffer *out, const char *prefix, bool is_first)
{
    if (is_first || *prefix != '-')
        elb_buffer_append_string(out, prefix);
    else
        elb_buffer_append_repeated(out, ' ', strlen(prefix));
}

static void write_words(struct elb_buffer *out, const char *prefix, struct elb_text text)
{
    size_t column = 0;
    bool is_first = true;
    struct elb_text word;

    while (elb_text_next_word(&text, " ", &word)) {
        if (column > 0 && column + 1 + word.length > WIDTH) {
            elb_buffer_append_char(out, '\n');
            column = 0;
        }
        if (column > 0)
            elb_buffer_append_char(out, ' ');
        else
            write_prefix(out, prefix, is_first);
        is_first = false;
        elb_buffer_append_text(out, word);
        column += (column > 0 ? 1 : strlen(prefix)) + word.length;
    }
    elb_buffer_append_char(out, '\n');
}

void elb_advice_remark(struct elb_buffer *out, const char *prefix, const char *format, ...)
{
    struct elb_buffer raw = {0};
    struct elb_buffer text = {0};
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&raw, format, arguments);
    va_end(arguments);
    elb_quote_comment(&text, elb_buffer_string(&raw));
    write_words(out, prefix, elb_buffer_text(&text));
    out->out_of_memory |= raw.out_of_memory | text.out_of_memory;
    elb_buffer_done(&raw);
    elb_buffer_done(&text);
}

/* ---- What it costs -------------------------------------------------------------------------- */

struct change {
    bool is;
    const char *what;
};

static void write_changes(struct elb_buffer *out, const char *prefix, const char *start,
                          const struct change *changes, size_t count)
{
    struct elb_buffer text = {0};

    for (size_t i = 0; i < count; i++) {
        if (changes[i].is)
            elb_buffer_printf(&text, "%s%s", text.length > 0 ? ", " : "", changes[i].what);
    }
    if (text.length > 0)
        elb_advice_remark(out, prefix, "%s %s", start, elb_buffer_string(&text));
    elb_buffer_done(&text);
}

static void write_permissions(struct elb_buffer *out, const char *prefix,
                              const struct elb_policy *from, const struct elb_policy *to)
{
    struct elb_rank before;
    struct elb_rank after;

    elb_policy_rank(from, &before);
    elb_policy_rank(to, &after);
    const struct change permits[] = {
        {after.old_versions > before.old_versions, "versions below TLSv1.2"},
        {after.insecure_suites > before.insecure_suites, "insecure suites"},
        {after.static_suites > before.static_suites, "suites without forward secrecy"},
        {after.sha1_schemes > before.sha1_schemes, "SHA-1 handshake signatures"},
        {after.cbc_suites > before.cbc_suites, "CBC suites"},
    };
    const struct change lacks[] = {
        {after.no_tls13 && !before.no_tls13, "TLSv1.3"},
        {after.no_post_quantum && !before.no_post_quantum, "post-quantum groups"},
        {from->fips_module && !to->fips_module, "the FIPS module"},
    };
    write_changes(out, prefix, "it permits more:", permits, sizeof(permits) / sizeof(permits[0]));
    write_changes(out, prefix, "it gives up:", lacks, sizeof(lacks) / sizeof(lacks[0]));
}

static bool connects(const struct elb_advice_query *query, const struct elb_policy *policy,
                     const struct elb_client *client)
{
    static const struct elb_certificates usual = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_check check;

    elb_check(query->catalog, policy, query->certificates ? query->certificates : &usual, client,
              &check);
    return check.verdict == ELB_COMPATIBLE;
}

/* Who of the catalog connects today and then no longer does; the supported ones are named. */
static void write_lost(struct elb_buffer *out, const char *prefix,
                       const struct elb_advice_query *query)
{
    const struct elb_catalog *catalog = query->catalog;
    struct elb_buffer counted = {0};
    struct elb_buffer names = {0};
    size_t lost = 0;
    size_t supported = 0;

    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *client = &catalog->clients[i];

        if (!connects(query, query->from, client) || connects(query, query->policy, client))
            continue;
        lost++;
        if (elb_client_support(client, catalog->date) != ELB_SUPPORT_SUPPORTED)
            continue;
        if (++supported <= CLIENTS_MAX)
            elb_buffer_printf(&names, "%s%s", supported > 1 ? ", " : ": ", client->id);
    }
    if (supported > CLIENTS_MAX)
        elb_buffer_printf(&names, " and %zu more", supported - CLIENTS_MAX);
    if (lost > 0 && supported == 0)
        elb_buffer_append_string(&names, ", none of them still supported by its makers");
    else if (lost > 0)
        elb_buffer_printf(&counted, ", %zu of them still supported by their makers", supported);
    if (lost > 0)
        elb_advice_remark(
            out, prefix, "known clients that connect today and then no longer do: %zu of %zu%s%s",
            lost, catalog->client_count, elb_buffer_string(&counted), elb_buffer_string(&names));
    elb_buffer_done(&counted);
    elb_buffer_done(&names);
}

/* ---- Towards the targets -------------------------------------------------------------------- */

/*
 * Application Load Balancer guide, "Security policies": the policy towards the targets can't be
 * chosen, and follows from all listeners of the load balancer.
 */
static void write_backend(struct elb_buffer *out, const char *prefix,
                          const struct elb_advice_query *query)
{
    unsigned load_balancers = elb_advice_load_balancers(query);
    const char *said = NULL;

    for (unsigned i = 0; i < ELB_LB_COUNT; i++) {
        const char *after = query->policy->backend[i];
        const char *before = query->from ? query->from->backend[i] : NULL;

        if (!(load_balancers & 1u << i) || !after || (said && strcmp(said, after) == 0) ||
            (before && strcmp(before, after) == 0))
            continue;
        said = after;
        elb_advice_remark(out, prefix,
                          "towards targets with TLS the load balancer then uses %s%s%s: no setting "
                          "changes that%s",
                          after, before ? " instead of " : "", before ? before : "",
                          !(1u << i & ELB_LB_APPLICATION) ? ""
                          : load_balancers == ELB_LB_APPLICATION
                              ? ", and one listener decides for all targets"
                              : ", and on an Application Load Balancer one listener decides for "
                                "all targets");
    }
}

/* Application Load Balancer guide, "Update an HTTPS listener", using FIPS policies. */
static void write_fips(struct elb_buffer *out, const char *prefix,
                       const struct elb_advice_query *query)
{
    if (!(elb_advice_load_balancers(query) & ELB_LB_APPLICATION) || !query->from ||
        query->policy->fips_module == query->from->fips_module)
        return;
    elb_advice_remark(out, prefix,
                      "AWS says that the secure listeners of an Application Load Balancer have "
                      "either all FIPS policies or none: with more than one of them, remove the "
                      "others first and create them anew, or use a new load balancer");
}

/* ---- All of it ------------------------------------------------------------------------------ */

bool elb_advice_preface(struct elb_buffer *out, const char *prefix,
                        const struct elb_advice_query *query)
{
    const struct elb_policy *from = query->from;
    const char *obstacle = elb_policy_obstacle(query->policy);
    const char *caution = elb_policy_caution(query->policy);

    elb_advice_remark(out, prefix, "%s%s%s", query->policy->name, from ? " instead of " : "",
                      from ? from->name : "");
    if (obstacle)
        elb_advice_remark(out, prefix, "%s", obstacle);
    if (obstacle)
        return false;
    if (caution)
        elb_advice_remark(out, prefix, "%s", caution);
    if (from) {
        write_permissions(out, prefix, from, query->policy);
        write_lost(out, prefix, query);
    }
    write_fips(out, prefix, query);
    write_backend(out, prefix, query);
    return true;
}
