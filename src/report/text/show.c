/* SPDX-License-Identifier: MIT */

/* `show` as text: one block for each thing that was asked for. */

#include "report/text/show.h"

#include <string.h>

void elb_show_heading(struct elb_report *report, const char *name, const char *beside)
{
    elb_style_write(report, ELB_STYLE_HEADING, name, 0);
    if (beside) {
        elb_buffer_append_string(report->out, "  ");
        elb_escape_string(report->out, beside);
    }
    elb_buffer_append_char(report->out, '\n');
}

void elb_show_rating(struct elb_report *report, const char *label, const struct elb_rating *rating)
{
    const struct elb_source *source =
        rating->source ? elb_catalog_source(report->catalog, rating->source) : NULL;
    struct elb_buffer value = {0};
    struct elb_lines lines;

    if (!rating->value)
        return;
    elb_buffer_printf(&value, "%s%s", rating->value, rating->reason ? ":" : "");
    elb_lines_begin(&lines, report, label);
    elb_lines_word(&lines, elb_buffer_string(&value));
    elb_lines_text(&lines, rating->reason ? rating->reason : "");
    if (source) {
        elb_report_part_done(report->out, &value);
        elb_buffer_printf(&value, "by %s (%s)", source->title,
                          elb_confidence_name(rating->confidence));
        elb_lines_break(&lines);
        elb_lines_text(&lines, elb_buffer_string(&value));
    }
    elb_lines_end(&lines);
    elb_report_part_done(report->out, &value);
}

void elb_show_aliases(struct elb_report *report, const struct elb_alias *aliases, size_t count)
{
    for (unsigned dialect = 0; dialect <= ELB_DIALECT_OTHER; dialect++) {
        struct elb_lines lines;
        bool is_begun = false;

        for (size_t i = 0; i < count; i++) {
            if (aliases[i].dialect != dialect)
                continue;
            if (!is_begun)
                elb_lines_begin(&lines, report, elb_dialect_name((enum elb_dialect)dialect));
            is_begun = true;
            elb_lines_word(&lines, aliases[i].name);
        }
        if (is_begun)
            elb_lines_end(&lines);
    }
}

/* ---- Where a code point is found ------------------------------------------------------------ */

static size_t highest_position(const struct elb_catalog *catalog, uint16_t code,
                               elb_position_in *position)
{
    size_t highest = 0;

    for (size_t i = 0; i < catalog->policy_count; i++) {
        size_t found = position(&catalog->policies[i], code);

        highest = found > highest ? found : highest;
    }
    return highest;
}

/* `at 5  2016-08 FS-2018-06 ...` */
static size_t write_position(struct elb_report *report, uint16_t code, elb_position_in *position,
                             size_t wanted)
{
    struct elb_buffer label = {0};
    struct elb_lines lines;
    size_t count = 0;

    elb_buffer_printf(&label, "  at %zu", wanted);
    for (size_t i = 0; i < report->catalog->policy_count; i++) {
        const struct elb_policy *policy = &report->catalog->policies[i];
        struct elb_buffer name = {0};

        if (position(policy, code) != wanted)
            continue;
        if (count++ == 0)
            elb_lines_begin(&lines, report, elb_buffer_string(&label));
        elb_policy_short_reference(&name, policy);
        elb_lines_word(&lines, elb_buffer_string(&name));
        elb_report_part_done(report->out, &name);
    }
    if (count > 0)
        elb_lines_end(&lines);
    elb_report_part_done(report->out, &label);
    return count;
}

static size_t count_policies(const struct elb_catalog *catalog, uint16_t code,
                             elb_position_in *position)
{
    size_t count = 0;

    for (size_t i = 0; i < catalog->policy_count; i++)
        count += position(&catalog->policies[i], code) > 0;
    return count;
}

void elb_show_policies_with(struct elb_report *report, uint16_t code, elb_position_in *position)
{
    size_t highest = highest_position(report->catalog, code, position);
    struct elb_buffer summary = {0};

    elb_buffer_printf(&summary, "%zu of %zu have it%s",
                      count_policies(report->catalog, code, position),
                      report->catalog->policy_count,
                      highest > 0 ? ", by its place in their order of preference" : "");
    elb_lines_write(report, "policies", elb_buffer_string(&summary));
    elb_report_part_done(report->out, &summary);
    for (size_t i = 1; i <= highest; i++)
        write_position(report, code, position, i);
}

/* ---- Suites, groups, schemes, sources ------------------------------------------------------- */

static void write_parts(struct elb_report *report, const struct elb_suite *suite)
{
    struct elb_buffer parts = {0};

    if (elb_is_grease(suite->code)) {
        elb_lines_write(report, "parts",
                        "none: a value of RFC 8701 that means nothing, among suites, groups, "
                        "versions and extensions alike");
        return;
    }
    if (suite->signalling) {
        elb_lines_write(report, "parts", "none: a signal in the list of suites, never chosen");
        return;
    }
    elb_buffer_printf(&parts, "%s key exchange, %s authentication, %s",
                      elb_key_exchange_name(suite->key_exchange),
                      elb_authentication_name(suite->authentication),
                      suite->encryption ? suite->encryption : "unknown encryption");
    if (suite->key_bits)
        elb_buffer_printf(&parts, " (%u bits)", suite->key_bits);
    if (suite->mac && suite->mode != ELB_MODE_AEAD)
        elb_buffer_printf(&parts, ", %s as MAC", suite->mac);
    elb_lines_write(report, "parts", elb_buffer_string(&parts));
    elb_report_part_done(report->out, &parts);
}

static void write_suite_facts(struct elb_report *report, const struct elb_suite *suite)
{
    struct elb_buffer facts = {0};

    if (suite->signalling)
        return;
    elb_buffer_printf(
        &facts, "%s, %s",
        elb_suite_has_forward_secrecy(suite) ? "forward secrecy" : "no forward secrecy",
        suite->mode == ELB_MODE_UNKNOWN ? "unknown mode" : elb_cipher_mode_name(suite->mode));
    if (suite->export_grade)
        elb_buffer_append_string(&facts, ", export grade");
    if (elb_suite_is_insecure(suite))
        elb_buffer_append_string(&facts, ", broken by itself");
    elb_lines_write(report, "facts", elb_buffer_string(&facts));
    elb_report_part_done(report->out, &facts);
}

static void write_suite_versions(struct elb_report *report, const struct elb_suite *suite)
{
    const char *first = elb_version_name(suite->first_version);
    const char *last = elb_version_name(suite->last_version);
    struct elb_buffer versions = {0};

    if (!first || suite->signalling)
        return;
    if (last && strcmp(first, last) != 0)
        elb_buffer_printf(&versions, "%s to %s", first, last);
    else
        elb_buffer_printf(&versions, "%s only", first);
    elb_lines_write(report, "versions", elb_buffer_string(&versions));
    elb_report_part_done(report->out, &versions);
}

static void write_suite(struct elb_report *report, const struct elb_suite *suite)
{
    char code[8];

    elb_show_heading(report, suite->name, elb_show_code(code, suite->code));
    elb_lines_write(report, "OpenSSL", suite->openssl);
    elb_show_aliases(report, suite->aliases, suite->alias_count);
    if (!suite->iana)
        elb_lines_write(report, "IANA", "not registered");
    write_parts(report, suite);
    write_suite_versions(report, suite);
    write_suite_facts(report, suite);
    elb_show_rating(report, "strength", &suite->strength);
    elb_show_rating(report, "recommended", &suite->iana_recommended);
    elb_show_policies_with(report, suite->code, elb_policy_suite_position);
}

static void write_group(struct elb_report *report, const struct elb_group *group)
{
    struct elb_buffer kind = {0};
    char code[8];

    elb_show_heading(report, group->name, elb_show_code(code, group->code));
    elb_show_aliases(report, group->aliases, group->alias_count);
    elb_buffer_printf(&kind, "%s%s", elb_group_kind_name(group->kind),
                      elb_group_is_post_quantum(group) ? ", post-quantum" : "");
    elb_lines_write(report, "kind", elb_buffer_string(&kind));
    elb_show_rating(report, "recommended", &group->iana_recommended);
    elb_show_policies_with(report, group->code, elb_policy_group_position);
    elb_report_part_done(report->out, &kind);
}

static void write_scheme(struct elb_report *report, const struct elb_scheme *scheme)
{
    const struct elb_group *curve = elb_catalog_group(report->catalog, scheme->curve);
    char code[8];

    elb_show_heading(report, scheme->name, elb_show_code(code, scheme->code));
    elb_show_aliases(report, scheme->aliases, scheme->alias_count);
    elb_lines_write(report, "key", elb_scheme_key_name(scheme->key));
    elb_lines_write(report, "hash", scheme->hash);
    elb_lines_write(report, "curve", scheme->curve && curve ? curve->name : NULL);
    elb_show_versions(report, "handshakes", scheme->handshake);
    elb_show_policies_with(report, scheme->code, elb_policy_scheme_position);
}

static void write_source(struct elb_report *report, const struct elb_source *source)
{
    elb_show_heading(report, source->key, NULL);
    elb_lines_write(report, "title", source->title);
    elb_lines_write(report, "where", source->where);
    elb_lines_write(report, "date", source->date);
    elb_lines_write(report, "note", source->note);
}

/* ---- The reporter --------------------------------------------------------------------------- */

const char *elb_show_code(char text[8], uint16_t code)
{
    static const char digits[] = "0123456789ABCDEF";

    memcpy(text, "0x", 2);
    for (int i = 0; i < 4; i++)
        text[2 + i] = digits[(code >> (12 - 4 * i)) & 0xF];
    text[6] = '\0';
    return text;
}

void elb_show_versions(struct elb_report *report, const char *label, elb_version_set versions)
{
    struct elb_lines lines;

    elb_lines_begin(&lines, report, label);
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (versions & elb_version_bit(version))
            elb_lines_word(&lines, elb_version_name(version));
    }
    if (versions == 0)
        elb_lines_word(&lines, "none");
    elb_lines_end(&lines);
}

static void write_item(struct elb_report *report, const struct elb_item *item)
{
    switch (item->kind) {
    case ELB_ITEM_POLICY:
        elb_show_policy(report, item->policy);
        break;
    case ELB_ITEM_CLIENT:
        elb_show_client(report, item->client);
        break;
    case ELB_ITEM_FAMILY:
        elb_show_family(report, item->family);
        break;
    case ELB_ITEM_SUITE:
        write_suite(report, item->suite);
        break;
    case ELB_ITEM_GROUP:
        write_group(report, item->group);
        break;
    case ELB_ITEM_SCHEME:
        write_scheme(report, item->scheme);
        break;
    case ELB_ITEM_SOURCE:
        write_source(report, item->source);
        break;
    case ELB_ITEM_RULE:
        elb_show_rule(report, item->rule);
        break;
    case ELB_ITEM_PROFILE:
        elb_show_profile(report, item->profile);
        break;
    case ELB_ITEM_KIND_COUNT:
        break;
    }
}

static void write_show(struct elb_report *report, const void *result)
{
    const struct elb_items *items = result;

    for (size_t i = 0; i < items->count; i++) {
        if (report->quiet) {
            elb_list_bare(report, &items->list[i]);
            continue;
        }
        if (i > 0)
            elb_buffer_append_char(report->out, '\n');
        write_item(report, &items->list[i]);
    }
}

const struct elb_reporter elb_reporter_show_text = {
    .verb = "show",
    .format = "text",
    .write = write_show,
};
