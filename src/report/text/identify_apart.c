/* SPDX-License-Identifier: MIT */
/* `identify` as text: what would tell the policies apart that are left, and what to run for it. */
#include "report/text/identify.h"

#include "judge/identify_apart.h"
#include "report/show.h"
#include "report/text/style.h"

#include <string.h>

#define INDENT     2
#define SHOWN_MAX  4
#define TARGET_MAX 300

/* ---- What differs --------------------------------------------------------------------------- */

static const char *suite_name(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(catalog, code);

    return suite->openssl ? suite->openssl : suite->name;
}

static const char *group_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_catalog_group(catalog, code)->name;
}

static const char *scheme_name(const struct elb_catalog *catalog, uint16_t code)
{
    return elb_catalog_scheme(catalog, code)->name;
}

static void append_codes(struct elb_report *report, struct elb_buffer *out, const char *what,
                         const struct elb_apart_codes *codes,
                         const char *(*name)(const struct elb_catalog *catalog, uint16_t code))
{
    if (codes->count == 0)
        return;
    elb_buffer_printf(out, "%s%s", out->length > 0 ? "; " : "", what);
    for (size_t i = 0; i < codes->count && i < SHOWN_MAX; i++)
        elb_buffer_printf(out, "%s %s", i > 0 ? "," : "", name(report->catalog, codes->codes[i]));
    if (codes->count > SHOWN_MAX)
        elb_buffer_printf(out, " and %zu more", codes->count - SHOWN_MAX);
}

static void append_versions(struct elb_buffer *out, elb_version_set versions)
{
    const char *between = "";

    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (!(versions & elb_version_bit(version)))
            continue;
        elb_buffer_printf(out, "%s%s", between, elb_version_name(version));
        between = ", ";
    }
}

static void write_note(struct elb_report *report, const char *title, const struct elb_buffer *text)
{
    struct elb_lines lines;

    if (text->length == 0)
        return;
    elb_lines_begin_plain(&lines, report, INDENT);
    lines.indent = INDENT + 2;
    elb_lines_text(&lines, title);
    elb_lines_text(&lines, elb_buffer_string(text));
    elb_lines_end(&lines);
}

static void write_visible(struct elb_report *report, const struct elb_apart *apart)
{
    struct elb_buffer text = {0};

    append_versions(&text, apart->versions);
    append_codes(report, &text, "suites", &apart->suites, suite_name);
    append_codes(report, &text, "groups", &apart->groups, group_name);
    append_codes(report, &text, "signatures", &apart->schemes, scheme_name);
    if (apart->has_order)
        elb_buffer_printf(&text, "%sthe order of suites", text.length > 0 ? "; " : "");
    write_note(report, "note: what tells these apart, and is not in the scan:", &text);
    elb_report_part_done(report->out, &text);
}

static void write_hidden(struct elb_report *report, const struct elb_apart *apart)
{
    struct elb_buffer rsa = {0};
    struct elb_buffer ecdsa = {0};

    append_codes(report, &rsa, "suites", &apart->needs_rsa, suite_name);
    append_codes(report, &ecdsa, "suites", &apart->needs_ecdsa, suite_name);
    write_note(report,
               "note: what tells these apart only on an endpoint with an RSA certificate:", &rsa);
    write_note(
        report,
        "note: what tells these apart only on an endpoint with an ECDSA certificate:", &ecdsa);
    elb_report_part_done(report->out, &rsa);
    elb_report_part_done(report->out, &ecdsa);
}

/* What some have is used nowhere here: a Classic policy's DHE, for one. */
static void write_nothing(struct elb_report *report, const struct elb_apart *apart)
{
    struct elb_buffer text = {0};

    if (apart->versions || apart->has_order || apart->twins[0] ||
        apart->suites.count + apart->groups.count + apart->schemes.count + apart->needs_rsa.count +
                apart->needs_ecdsa.count >
            0)
        return;
    elb_buffer_append_string(&text, "only AWS's API can say which it is");
    write_note(report, "note: nothing that a scan can still try tells these apart:", &text);
    elb_report_part_done(report->out, &text);
}

static void write_twins(struct elb_report *report, const struct elb_apart *apart)
{
    struct elb_buffer text = {0};

    if (!apart->twins[0])
        return;
    elb_policy_reference(&text, apart->twins[0]);
    elb_buffer_append_string(&text, " and ");
    elb_policy_reference(&text, apart->twins[1]);
    elb_buffer_append_string(&text, ": only AWS's API can say which name it is");
    write_note(report, "note: no handshake tells apart", &text);
    elb_report_part_done(report->out, &text);
}

/* ---- What to run ---------------------------------------------------------------------------- */

/* A host that a shell takes as it is: names and addresses of any other kind are not repeated. */
static bool is_plain(const char *host)
{
    if (!host || !host[0] || host[0] == '-' || strlen(host) > TARGET_MAX)
        return false;
    for (size_t i = 0; host[i]; i++) {
        if (!strchr(".-_:", host[i]) && !(host[i] >= '0' && host[i] <= '9') &&
            !(host[i] >= 'a' && host[i] <= 'z') && !(host[i] >= 'A' && host[i] <= 'Z'))
            return false;
    }
    return true;
}

static void append_host(struct elb_buffer *out, const struct elb_observation *observation)
{
    const char *host = is_plain(observation->host) ? observation->host : "HOST";
    const bool is_address = strchr(host, ':') != NULL;

    elb_buffer_printf(out, "%s%s%s:%u", is_address ? "[" : "", host, is_address ? "]" : "",
                      observation->port ? observation->port : 443U);
}

static void write_command(struct elb_report *report, const char *program, const char *target,
                          const char *words)
{
    elb_buffer_printf(report->out, "    %s%s%s\n", program, target, words);
}

/* OpenSSL 3.0 takes every legacy scheme as key and hash, and has no other name for some. */
static void write_signature_command(struct elb_report *report, const char *target, uint16_t code)
{
    const struct elb_scheme *scheme = elb_catalog_scheme(report->catalog, code);
    struct elb_buffer words = {0};

    if (scheme->code < 0x0700 && scheme->hash) {
        elb_buffer_printf(&words, " -tls1_2 -sigalgs %s+",
                          scheme->key == ELB_SCHEME_KEY_RSA ? "RSA" : "ECDSA");
        for (const char *at = scheme->hash; *at; at++)
            elb_buffer_append_char(&words, *at >= 'a' && *at <= 'z' ? (char)(*at - 32) : *at);
        elb_buffer_append_string(&words, " -cipher ECDHE:@SECLEVEL=0");
    } else {
        elb_buffer_printf(&words, " -sigalgs %s", scheme->name);
    }
    elb_buffer_append_string(&words, " -msg 2>&1 | elblint identify -");
    write_command(report, "openssl s_client -connect ", target, elb_buffer_string(&words));
    elb_report_part_done(report->out, &words);
}

static void write_group_command(struct elb_report *report, const char *target, uint16_t code)
{
    const struct elb_group *group = elb_catalog_group(report->catalog, code);
    struct elb_buffer words = {0};

    elb_buffer_printf(&words, " -groups %s -msg 2>&1 | elblint identify -%s", group->name,
                      group->kind == ELB_GROUP_ECDHE ? "" : "    # OpenSSL 3.5 or newer");
    write_command(report, "openssl s_client -connect ", target, elb_buffer_string(&words));
    elb_report_part_done(report->out, &words);
}

/* sslscan tries what its own OpenSSL has, testssl.sh everything, and it shows an order. */
static void write_scan(struct elb_report *report, const struct elb_observation *observation,
                       const char *target, bool has_order)
{
    if (has_order || (observation->tool && strstr(observation->tool, "sslscan")))
        write_command(report, "testssl.sh -p -E -P --jsonfile scan.json ", target,
                      " && elblint identify scan.json");
    else
        write_command(report, "sslscan --xml=- ", target, " | elblint identify -");
}

static void write_commands(struct elb_report *report, const struct elb_apart *apart,
                           const struct elb_observation *observation, const char *target)
{
    if (apart->versions || apart->suites.count > 0 || apart->has_order)
        write_scan(report, observation, target, apart->has_order);
    if (apart->groups.count > 0)
        write_group_command(report, target, apart->groups.codes[0]);
    if (apart->schemes.count > 0)
        write_signature_command(report, target, apart->schemes.codes[0]);
}

/* Where many are left, a scan comes first. */
void elb_identify_write_apart(struct elb_report *report,
                              const struct elb_identification *identification, size_t count)
{
    struct elb_buffer target = {0};
    struct elb_apart apart;

    append_host(&target, identification->observation);
    if (count > ELB_APART_TWINS_MAX) {
        write_scan(report, identification->observation, elb_buffer_string(&target), false);
    } else {
        elb_identify_apart(identification->observation, identification->matches, count, &apart);
        write_visible(report, &apart);
        write_commands(report, &apart, identification->observation, elb_buffer_string(&target));
        write_hidden(report, &apart);
        write_twins(report, &apart);
        write_nothing(report, &apart);
    }
    elb_report_part_done(report->out, &target);
}
