/* SPDX-License-Identifier: MIT */

/* A client, or a family of them, as text. */

#include "report/text/show.h"

#include <string.h>

/* ---- What it is ----------------------------------------------------------------------------- */

static void write_support(struct elb_report *report, const struct elb_client *client)
{
    enum elb_support support = elb_client_support(client, report->catalog->date);
    struct elb_buffer text = {0};

    elb_buffer_append_string(&text, elb_support_name(support));
    if (client->end_of_life)
        elb_buffer_printf(&text, ", %s %s", support == ELB_SUPPORT_ENDED ? "on" : "until",
                          client->end_of_life);
    elb_lines_write(report, "support", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

static void write_aliases(struct elb_report *report, const struct elb_client *client)
{
    struct elb_lines lines;

    if (client->alias_count == 0)
        return;
    elb_lines_begin(&lines, report, "same offer");
    for (size_t i = 0; i < client->alias_count; i++)
        elb_lines_word(&lines, client->aliases[i]);
    elb_lines_end(&lines);
}

static void write_identity(struct elb_report *report, const struct elb_client *client)
{
    elb_show_heading(report, client->id, client->name);
    elb_lines_write(report, "read from", client->origin);
    elb_lines_write(report, "family", client->family);
    elb_lines_write(report, "version", client->version);
    elb_lines_write(report, "category", client->category);
    elb_lines_write(report, "released", client->released);
    write_support(report, client);
    write_aliases(report, client);
}

/* ---- What it offers ------------------------------------------------------------------------- */

static const char not_sent[] = "not sent";
static const char unknown[] = "unknown";

/* A list that is not there, in words; false: it is there. */
static bool write_absence(struct elb_report *report, const char *label,
                          const struct elb_codes *codes)
{
    if (codes->presence == ELB_NOT_SENT)
        elb_lines_write(report, label, not_sent);
    else if (codes->presence == ELB_UNKNOWN)
        elb_lines_write(report, label, unknown);
    else if (codes->count == 0)
        elb_lines_write(report, label, "sent, but empty");
    else
        return false;
    return true;
}

static const char *version_text(const struct elb_catalog *catalog, uint16_t code)
{
    (void)catalog;
    return elb_version_name(code);
}

static const char *group_text(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_group *group = elb_catalog_group(catalog, code);

    return group ? group->name : NULL;
}

static const char *scheme_text(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_scheme *scheme = elb_catalog_scheme(catalog, code);

    return scheme ? scheme->name : NULL;
}

static void write_codes(struct elb_report *report, const char *label, const struct elb_codes *codes,
                        const char *(*text_of)(const struct elb_catalog *, uint16_t))
{
    struct elb_lines lines;

    if (write_absence(report, label, codes))
        return;
    elb_lines_begin(&lines, report, label);
    for (size_t i = 0; i < codes->count; i++) {
        const char *name = text_of(report->catalog, codes->codes[i]);
        char code[8];

        if (elb_is_grease(codes->codes[i]))
            name = "GREASE";
        elb_lines_word(&lines, name ? name : elb_show_code(code, codes->codes[i]));
    }
    elb_lines_end(&lines);
}

/* Without supported_versions the hello names the highest version only. */
static void write_hello_version(struct elb_report *report, const struct elb_client *client)
{
    bool is_only = client->supported_versions.presence != ELB_SENT;
    const char *name = elb_version_name(client->legacy_version);
    struct elb_buffer text = {0};
    char code[8];

    elb_buffer_printf(&text, "%s%s", is_only ? "up to " : "",
                      name ? name : elb_show_code(code, client->legacy_version));
    elb_lines_write(report, is_only ? "versions" : "hello version", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

static void write_versions(struct elb_report *report, const struct elb_client *client)
{
    if (client->versions)
        elb_show_versions(report, "versions", client->versions);
    else if (client->supported_versions.presence == ELB_SENT)
        write_codes(report, "versions", &client->supported_versions, version_text);
    else if (!client->legacy_version)
        elb_lines_write(report, "versions", unknown);
    if (client->legacy_version && !client->versions)
        write_hello_version(report, client);
    if (client->minimum_version)
        elb_lines_write(report, "minimum", elb_version_name(client->minimum_version));
    if (client->hello == ELB_HELLO_SSLV2)
        elb_lines_write(report, "hello", "in the format of SSLv2, without extensions");
}

static void write_suites(struct elb_report *report, const struct elb_client *client)
{
    struct elb_table table;

    if (write_absence(report, "suites", &client->suites))
        return;
    elb_lines_write(report, "suites",
                    client->suites_incomplete ? "in this order of preference, with some missing"
                                              : "in this order of preference");
    elb_table_init(&table, report, 4);
    for (size_t i = 0; i < client->suites.count; i++)
        elb_show_suite_row(&table, i + 1, client->suites.codes[i]);
    elb_table_write(&table, 4);
    elb_table_done(&table);
}

static void write_server_name(struct elb_report *report, const struct elb_client *client)
{
    static const char *const texts[] = {
        [ELB_MAYBE] = unknown, [ELB_NO] = not_sent, [ELB_YES] = "sent"};

    elb_lines_write(report, "server name", texts[client->server_name]);
}

static void write_alpn(struct elb_report *report, const struct elb_client *client)
{
    struct elb_lines lines;

    if (client->alpn_count == 0)
        return;
    elb_lines_begin(&lines, report, "ALPN");
    for (size_t i = 0; i < client->alpn_count; i++)
        elb_lines_word(&lines, client->alpn[i]);
    elb_lines_end(&lines);
}

static void add_limit(struct elb_buffer *text, const char *what, unsigned bits)
{
    if (bits)
        elb_buffer_printf(text, "%s%s %u bits", text->length ? ", " : "", what, bits);
}

static void write_constraints(struct elb_report *report, const struct elb_client *client)
{
    const struct elb_constraints *limits = &client->constraints;
    struct elb_buffer text = {0};

    add_limit(&text, "RSA keys from", limits->min_rsa_bits);
    add_limit(&text, "RSA keys up to", limits->max_rsa_bits);
    add_limit(&text, "DH parameters from", limits->min_dh_bits);
    add_limit(&text, "DH parameters up to", limits->max_dh_bits);
    add_limit(&text, "EC keys from", limits->min_ec_bits);
    if (limits->requires_sha2_signatures)
        elb_buffer_printf(&text, "%sonly certificates signed with SHA-2", text.length ? ", " : "");
    if (text.length)
        elb_lines_write(report, "limits", elb_buffer_string(&text));
    elb_report_part_done(report->out, &text);
}

static bool is_part_of_ja3(const char *list)
{
    static const char *const parts[] = {"suites", "extensions", "groups", "point_formats"};

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (strcmp(list, parts[i]) == 0)
            return true;
    }
    return false;
}

static void write_ja3_absence(struct elb_report *report, const struct elb_client *client)
{
    struct elb_lines lines;
    const char *name;

    elb_lines_begin(&lines, report, "JA3");
    if (client->hello == ELB_HELLO_SSLV2) {
        elb_lines_text(&lines, "none: a hello in the format of SSLv2 has no JA3");
    } else {
        elb_lines_text(&lines, "not known, because these are not:");
        if (client->legacy_version == 0)
            elb_lines_text(&lines, "legacy_version");
        for (size_t i = 0; (name = elb_client_list_name(client, ELB_UNKNOWN, i)); i++)
            elb_lines_text(&lines, is_part_of_ja3(name) ? name : "");
        if (client->suites_incomplete)
            elb_lines_text(&lines, "some of the suites");
    }
    elb_lines_end(&lines);
}

static void write_ja3(struct elb_report *report, const struct elb_client *client)
{
    struct elb_buffer ja3 = {0};
    char hash[33];

    if (elb_show_ja3(client, &ja3, hash)) {
        elb_lines_write(report, "JA3",
                        hash[0] ? hash : "its MD5 needs OpenSSL 3, which is not installed");
        elb_lines_write(report, "", elb_buffer_string(&ja3));
    } else {
        write_ja3_absence(report, client);
    }
    elb_report_part_done(report->out, &ja3);
}

/* What it lacks is what JA3 lacks, which is said there. */
static void write_ja4(struct elb_report *report, const struct elb_client *client)
{
    struct elb_buffer ja4_r = {0};
    char ja4[37];

    if (elb_show_ja4(client, &ja4_r, ja4)) {
        elb_lines_write(report, "JA4",
                        ja4[0] ? ja4 : "its SHA-256 needs OpenSSL 3, which is not installed");
        elb_lines_write(report, "", elb_buffer_string(&ja4_r));
    }
    elb_report_part_done(report->out, &ja4_r);
}

/* ---- How this is known ---------------------------------------------------------------------- */

static void write_evidence(struct elb_report *report, const struct elb_client *client)
{
    struct elb_buffer text = {0};

    if (client->evidence == ELB_EVIDENCE_NONE && !client->source)
        return;
    if (client->evidence != ELB_EVIDENCE_NONE)
        elb_buffer_append_string(&text, elb_evidence_name(client->evidence));
    if (client->confidence)
        elb_buffer_printf(&text, ", %s confidence", client->confidence);
    elb_lines_write(report, "evidence", elb_buffer_string(&text));
    elb_lines_write(report, "source", client->source);
    elb_report_part_done(report->out, &text);
}

void elb_show_client(struct elb_report *report, const struct elb_client *client)
{
    write_identity(report, client);
    write_versions(report, client);
    write_suites(report, client);
    write_codes(report, "groups", &client->groups, group_text);
    write_codes(report, "key shares", &client->key_shares, group_text);
    write_codes(report, "signatures", &client->schemes, scheme_text);
    write_server_name(report, client);
    write_alpn(report, client);
    write_constraints(report, client);
    write_ja3(report, client);
    write_ja4(report, client);
    write_evidence(report, client);
    elb_addresses_write(report, client);
    for (size_t i = 0; i < client->note_count; i++)
        elb_lines_write(report, i == 0 ? "notes" : "", client->notes[i]);
}

void elb_show_family(struct elb_report *report, const char *family)
{
    struct elb_table table;

    elb_show_heading(report, family, "a family: name one of its clients for its whole offer");
    elb_table_init(&table, report, ELB_CLIENT_COLUMNS);
    for (size_t i = 0; i < report->catalog->client_count; i++) {
        const struct elb_client *client = &report->catalog->clients[i];

        if (client->family && elb_text_is_nocase(elb_text_from(family), client->family))
            elb_list_client_row(&table, client);
    }
    elb_table_write(&table, 2);
    elb_table_done(&table);
}
