/* SPDX-License-Identifier: MIT */

/*
 * Advice for the client of a check that failed: the version from which on it works as it is, the
 * smallest change that makes this one work, and where that is set. What isn't code is indented
 * less than code.
 */

#include "advise/advise.h"
#include "advise/knob.h"
#include "advise/preface.h"
#include "judge/trial.h"

#include <string.h>

/* Nobody can set these: they are as their makers ship them. */
static const char sealed[] = "chrome firefox edge safari opera internet-explorer 360-browser "
                             "qq-browser tor thunderbird apple-mail android apple-ats okhttp";
static const char robots[] = "googlebot bingbot bingpreview yandexbot baidu yahoo";

/* ---- The change ----------------------------------------------------------------------------- */

static const char *change_name(const struct elb_catalog *catalog, const struct elb_change *change)
{
    const struct elb_suite *suite;

    switch (change->dimension) {
    case ELB_DIMENSION_PROTOCOL:
        return elb_version_name(change->code);
    case ELB_DIMENSION_SUITE:
        suite = elb_catalog_suite(catalog, change->code);
        return suite->openssl ? suite->openssl : suite->name;
    case ELB_DIMENSION_GROUP:
        return elb_catalog_group(catalog, change->code)->name;
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        return elb_catalog_scheme(catalog, change->code)->name;
    case ELB_DIMENSION_CERTIFICATE:
        break;
    }
    return elb_certificate_name((enum elb_certificate)change->code);
}

static void write_change(struct elb_buffer *out, const struct elb_catalog *catalog,
                         const struct elb_fix *fix)
{
    struct elb_buffer text = {0};

    for (size_t i = 0; i < fix->count; i++) {
        const struct elb_change *change = &fix->changes[i];

        elb_buffer_printf(&text, "%s%s %s", i > 0 ? " and " : "",
                          change->remove ? "disable" : "enable", change_name(catalog, change));
    }
    elb_advice_remark(out, "", "the smallest change of the client: %s", elb_buffer_string(&text));
    elb_buffer_done(&text);
}

/* Whether the catalog has an older one of the family that offers the version all the same. */
static bool is_contradicted(const struct elb_catalog *catalog, const char *family,
                            const struct elb_knob_first *first, uint16_t version)
{
    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *client = &catalog->clients[i];

        if (client->family && strcmp(client->family, family) == 0 &&
            elb_knob_is_older(first, client) && elb_client_offers_version(client, version))
            return true;
    }
    return false;
}

/* Whether the client is too old for the version that it needs. */
static bool write_since(struct elb_buffer *out, const struct elb_advice_query *query,
                        unsigned needs)
{
    const struct elb_client *client = query->check->client;
    bool is_tls1_3 = (needs & ELB_NEED_TLS1_3) != 0;
    uint16_t version = is_tls1_3 ? ELB_TLS1_3 : ELB_TLS1_2;

    if (!client->family || !(needs & (ELB_NEED_TLS1_2 | ELB_NEED_TLS1_3)))
        return false;
    for (const struct elb_knob_since *row = elb_knobs_since; row->families; row++) {
        const struct elb_knob_first *first = is_tls1_3 ? &row->tls1_3 : &row->tls1_2;

        if (!first->name || !elb_knob_is_for(row->families, client->family) ||
            is_contradicted(query->catalog, client->family, first, version))
            continue;
        elb_advice_remark(out, "", "%s came with %s (%s)", elb_version_name(version), first->name,
                          row->source);
        if (!elb_knob_is_older(first, client))
            continue;
        elb_advice_remark(out, "",
                          "too old for %s, whatever is set: update the client or its system, or "
                          "replace it",
                          elb_version_name(version));
        return true;
    }
    return false;
}

/* ---- Where it is set ------------------------------------------------------------------------ */

/* Returns the needs that something was written for. */
static unsigned write_knobs(struct elb_buffer *out, const struct elb_advice_query *query,
                            const struct elb_fix *fix, const char *family)
{
    static const struct elb_knob *const tables[] = {elb_knobs_openssl, elb_knobs_languages,
                                                    elb_knobs_systems, elb_knobs_browsers};
    unsigned needs = elb_knob_needs(query->catalog, fix);
    unsigned turned = 0;

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        for (const struct elb_knob *knob = tables[i]; knob->families; knob++) {
            const unsigned turns = elb_knob_turns(knob, query->catalog, fix);

            if (!turns || !elb_knob_is_for(knob->families, family) ||
                elb_knob_is_useless(knob, query->check->client))
                continue;
            elb_advice_remark(out, "- ", "%s (%s)", knob->where, knob->source);
            if (knob->is_none)
                continue;
            elb_knob_write(out, knob, needs, query, fix);
            turned |= turns;
        }
    }
    return turned;
}

/* What the knobs that were written leave undone. */
static void write_rest(struct elb_buffer *out, const struct elb_catalog *catalog,
                       const struct elb_fix *fix, unsigned turned)
{
    for (size_t i = 0; i < fix->count; i++) {
        const struct elb_change *change = &fix->changes[i];

        if (!(elb_knob_need(catalog, change) & turned))
            elb_advice_remark(out, "", "elblint knows no setting that turns %s %s here",
                              change->remove ? "off" : "on", change_name(catalog, change));
    }
}

static void write_no_knob(struct elb_buffer *out, const char *family, unsigned needs)
{
    if (elb_knob_is_for(sealed, family))
        elb_advice_remark(out, "", "elblint knows no setting of the program that does that%s",
                          needs & ELB_NEED_OLDER ? "" : ": update it, or the system");
    else if (elb_knob_is_for(robots, family))
        elb_advice_remark(out, "",
                          "a robot is as its operator runs it, and only its operator can do "
                          "that: what you can change is the load balancer");
    else if (elb_knob_is_for("crypto-policies", family))
        elb_advice_remark(out, "",
                          "elblint knows no setting of it that does that: update the package "
                          "crypto-policies, or the system");
    else
        elb_advice_remark(out, "", "where %s%s sets that is not known here",
                          family ? "the family " : "this client", family ? family : "");
}

static void write_fix(struct elb_buffer *out, const struct elb_advice_query *query,
                      const struct elb_fix *fix)
{
    const char *family = query->check->client->family;
    unsigned needs = elb_knob_needs(query->catalog, fix);
    unsigned turned;

    write_change(out, query->catalog, fix);
    if (write_since(out, query, needs))
        return;
    turned = family ? write_knobs(out, query, fix, family) : 0;
    if (!turned)
        write_no_knob(out, family, needs);
    if (!family) {
        elb_advice_remark(out, "", "if it is built on OpenSSL:");
        turned = write_knobs(out, query, fix, "openssl");
    }
    if (turned)
        write_rest(out, query->catalog, fix, turned);
}

/* ---- A policy without anything new ---------------------------------------------------------- */

/* The policy ends below TLSv1.2 and the client begins there: nothing that elb_check_remedy() would
 * propose, but until the load balancer has changed it may have to be. */
static bool find_older(const struct elb_advice_query *query, struct elb_fix *ret_fix)
{
    uint16_t highest = elb_version_highest(query->check->policy->versions);

    enum elb_cause cause = query->check->failed.cause;

    if ((cause != ELB_CAUSE_NO_SHARED_PROTOCOL && cause != ELB_CAUSE_VERSION_NOT_OFFERED) ||
        highest >= ELB_TLS1_2 || highest < ELB_TLS1_0)
        return false;
    *ret_fix = (struct elb_fix){.side = ELB_SIDE_CLIENT, .count = 1};
    ret_fix->changes[0] = (struct elb_change){.dimension = ELB_DIMENSION_PROTOCOL, .code = highest};
    return true;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static void write(struct elb_buffer *out, const struct elb_advice_query *query)
{
    const struct elb_check *check = query->check;
    struct elb_fix older;
    size_t fixes = 0;

    if (check->failed.cause == ELB_CAUSE_NONE)
        return;
    if (query->upgrade)
        elb_advice_remark(out, "", "works as it is from %s on",
                          query->upgrade->name ? query->upgrade->name : query->upgrade->id);
    for (size_t i = 0; i < query->remedy->fix_count; i++) {
        if (query->remedy->fixes[i].side != ELB_SIDE_CLIENT)
            continue;
        write_fix(out, query, &query->remedy->fixes[i]);
        fixes++;
    }
    if (fixes == 0 && find_older(query, &older)) {
        elb_advice_remark(out, "",
                          "the policy has no version from TLSv1.2 on: change the load "
                          "balancer, and the client only until then");
        write_fix(out, query, &older);
    } else if (fixes == 0) {
        elb_advice_remark(out, "", "no small change of the client is known to help");
    }
}

const struct elb_advisor elb_advisor_client = {
    .name = "client",
    .summary = "the settings of the client, and the version from which on it works",
    .side = ELB_SIDE_CLIENT,
    .write = write,
};
