/* SPDX-License-Identifier: MIT */

/* `list` as text: a table for each kind. */

#include "report/text/show.h"

#include <string.h>

/* ---- Rows ----------------------------------------------------------------------------------- */

static void add(struct elb_table *table, const char *text)
{
    elb_table_add(table, ELB_STYLE_PLAIN, text);
}

static void add_code(struct elb_table *table, uint16_t code)
{
    char text[8];

    add(table, elb_show_code(text, code));
}

static const char *short_version(uint16_t version)
{
    static const char *const names[] = {"SSLv3", "1.0", "1.1", "1.2", "1.3"};

    return version >= ELB_SSL3 && version <= ELB_TLS1_3 ? names[version - ELB_SSL3] : "?";
}

/* `1.0-1.2`, as the columns say already that it is TLS. */
static void add_range(struct elb_table *table, elb_version_set versions)
{
    uint16_t lowest = elb_version_lowest(versions);
    uint16_t highest = elb_version_highest(versions);

    if (versions == 0)
        add(table, "?");
    else if (lowest == highest)
        add(table, short_version(lowest));
    else
        elb_table_add_format(table, "%s-%s", short_version(lowest), short_version(highest));
}

static void add_mark(struct elb_table *table, bool is_set, const char *mark)
{
    add(table, is_set ? mark : "-");
}

static void add_load_balancers(struct elb_table *table, unsigned load_balancers)
{
    static const char *const sets[] = {"-",   "alb",     "nlb",     "alb nlb",
                                       "clb", "alb clb", "nlb clb", "alb nlb clb"};

    add(table, sets[load_balancers & 7]);
}

static void policy_row(struct elb_table *table, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;
    struct elb_buffer name = {0};

    elb_policy_facts(policy, &facts);
    elb_policy_short_reference(&name, policy);
    add(table, elb_buffer_string(&name));
    elb_report_part_done(table->report->out, &name);
    add_load_balancers(table, policy->load_balancers);
    add_range(table, policy->versions);
    add_mark(table, facts.forward_secrecy, "fs");
    add_mark(table, facts.cbc, "cbc");
    add_mark(table, facts.post_quantum, "pq");
    add_mark(table, facts.fips, "fips");
    elb_table_add(table,
                  policy->status == ELB_STATUS_RECOMMENDED ? ELB_STYLE_GOOD : ELB_STYLE_PLAIN,
                  elb_status_name(policy->status));
}

static bool has_post_quantum(const struct elb_catalog *catalog, const struct elb_client *client)
{
    for (size_t i = 0; i < client->groups.count; i++) {
        const struct elb_group *group = elb_catalog_group(catalog, client->groups.codes[i]);

        if (group && elb_group_is_post_quantum(group))
            return true;
    }
    return false;
}

void elb_list_client_row(struct elb_table *table, const struct elb_client *client)
{
    const struct elb_catalog *catalog = table->report->catalog;

    add(table, client->id);
    if (elb_client_version_set(client))
        add_range(table, elb_client_version_set(client));
    else
        elb_table_add_format(table, "to %s", short_version(elb_client_highest_version(client)));
    add_mark(table, has_post_quantum(catalog, client), "pq");
    add(table, client->released ? client->released : "-");
    add(table, elb_support_name(elb_client_support(client, catalog->date)));
    add(table, client->name);
}

static void family_row(struct elb_table *table, const char *family)
{
    const struct elb_catalog *catalog = table->report->catalog;
    size_t count = 0;
    size_t supported = 0;

    for (size_t i = 0; i < catalog->client_count; i++) {
        const struct elb_client *client = &catalog->clients[i];

        if (!client->family || !elb_text_is_nocase(elb_text_from(family), client->family))
            continue;
        count++;
        supported += elb_client_support(client, catalog->date) == ELB_SUPPORT_SUPPORTED;
    }
    add(table, family);
    elb_table_add_format(table, "%zu", count);
    elb_table_add_format(table, "%zu supported", supported);
}

static void suite_row(struct elb_table *table, const struct elb_suite *suite)
{
    add_code(table, suite->code);
    add(table, suite->strength.value ? suite->strength.value : "-");
    add(table, suite->name);
    add(table, suite->openssl);
}

static void group_row(struct elb_table *table, const struct elb_group *group)
{
    add_code(table, group->code);
    add(table, group->name);
    add(table, elb_group_kind_name(group->kind));
    add(table, elb_group_is_post_quantum(group) ? "pq" : "");
}

static void scheme_row(struct elb_table *table, const struct elb_scheme *scheme)
{
    add_code(table, scheme->code);
    add(table, scheme->name);
    add(table, elb_scheme_key_name(scheme->key));
    if (scheme->handshake)
        add_range(table, scheme->handshake);
    else
        add(table, "-");
}

static void source_row(struct elb_table *table, const struct elb_source *source)
{
    add(table, source->key);
    add(table, source->date ? source->date : "-");
    add(table, source->title);
}

static void rule_row(struct elb_table *table, const struct elb_rule *rule)
{
    add(table, rule->id);
    add(table, elb_severity_name(rule->severity));
    add(table, rule->summary);
}

static void profile_row(struct elb_table *table, const struct elb_profile *profile)
{
    const struct elb_catalog *catalog = table->report->catalog;
    size_t count = 0;

    for (size_t i = 0; i < catalog->policy_count; i++)
        count += elb_profile_judge(catalog, profile, &catalog->policies[i]) == ELB_PROFILE_MET;
    add(table, profile->id);
    add(table, profile->date ? profile->date : "-");
    elb_table_add_format(table, "%6zu", count);
    add_mark(table, profile->experimental, "experimental");
    add(table, profile->title);
}

/* ---- Tables --------------------------------------------------------------------------------- */

/* The columns of a kind; the last one may be empty. */
static const char *const headings[ELB_ITEM_KIND_COUNT][ELB_TABLE_COLUMNS] = {
    [ELB_ITEM_POLICY] = {"ELBSecurityPolicy-", "for", "TLS", "", "", "", "", "status"},
    [ELB_ITEM_CLIENT] = {"client", "TLS", "", "released", "support", "name"},
    [ELB_ITEM_FAMILY] = {"family", "clients", ""},
    [ELB_ITEM_SUITE] = {"code", "strength", "IANA", "OpenSSL"},
    [ELB_ITEM_GROUP] = {"code", "group", "kind", ""},
    [ELB_ITEM_SCHEME] = {"code", "signature scheme", "key", "TLS"},
    [ELB_ITEM_SOURCE] = {"source", "date", "title"},
    [ELB_ITEM_RULE] = {"rule", "severity", "what it finds"},
    [ELB_ITEM_PROFILE] = {"profile", "date", "met by", "", "title"},
};

static void write_headings(struct elb_table *table, enum elb_item_kind kind)
{
    for (size_t i = 0; i < table->columns; i++)
        elb_table_add(table, ELB_STYLE_FAINT, headings[kind][i]);
}

static void write_row(struct elb_table *table, const struct elb_item *item)
{
    switch (item->kind) {
    case ELB_ITEM_POLICY:
        policy_row(table, item->policy);
        break;
    case ELB_ITEM_CLIENT:
        elb_list_client_row(table, item->client);
        break;
    case ELB_ITEM_FAMILY:
        family_row(table, item->family);
        break;
    case ELB_ITEM_SUITE:
        suite_row(table, item->suite);
        break;
    case ELB_ITEM_GROUP:
        group_row(table, item->group);
        break;
    case ELB_ITEM_SCHEME:
        scheme_row(table, item->scheme);
        break;
    case ELB_ITEM_SOURCE:
        source_row(table, item->source);
        break;
    case ELB_ITEM_RULE:
        rule_row(table, item->rule);
        break;
    case ELB_ITEM_PROFILE:
        profile_row(table, item->profile);
        break;
    case ELB_ITEM_KIND_COUNT:
        break;
    }
}

static size_t column_count(enum elb_item_kind kind)
{
    size_t count = 0;

    while (headings[kind][count])
        count++;
    return count;
}

/* The items of one kind stand together; returns where the next kind begins. */
static size_t write_table(struct elb_report *report, const struct elb_items *items, size_t start)
{
    enum elb_item_kind kind = items->list[start].kind;
    struct elb_table table;

    elb_table_init(&table, report, column_count(kind));
    write_headings(&table, kind);
    while (start < items->count && items->list[start].kind == kind)
        write_row(&table, &items->list[start++]);
    elb_table_write(&table, 0);
    elb_table_done(&table);
    return start;
}

static void write_overview(struct elb_report *report)
{
    struct elb_table table;

    elb_table_init(&table, report, 3);
    for (unsigned i = 0; i < ELB_ITEM_KIND_COUNT; i++) {
        enum elb_item_kind kind = (enum elb_item_kind)i;

        add(&table, elb_item_kind_name(kind));
        elb_table_add_format(&table, "%4zu", elb_item_kind_size(kind, report->catalog));
        add(&table, elb_item_kind_help(kind));
    }
    elb_table_write(&table, 0);
    elb_table_done(&table);
}

void elb_list_bare(struct elb_report *report, const struct elb_item *item)
{
    struct elb_buffer name = {0};

    if (item->kind == ELB_ITEM_POLICY)
        elb_policy_reference(&name, item->policy);
    else
        elb_buffer_append_string(&name, elb_item_name(item));
    elb_escape_string(report->out, elb_buffer_string(&name));
    elb_buffer_append_char(report->out, '\n');
    elb_report_part_done(report->out, &name);
}

static void write_list(struct elb_report *report, const void *result)
{
    const struct elb_items *items = result;
    size_t next = 0;

    if (items->is_overview && !report->quiet)
        write_overview(report);
    for (unsigned i = 0; items->is_overview && report->quiet && i < ELB_ITEM_KIND_COUNT; i++)
        elb_buffer_printf(report->out, "%s\n", elb_item_kind_name((enum elb_item_kind)i));
    for (size_t i = 0; report->quiet && i < items->count; i++)
        elb_list_bare(report, &items->list[i]);
    if (items->count == 0 && !items->is_overview && !report->quiet && report->error_count == 0)
        elb_buffer_append_string(report->out, "none\n");
    while (!report->quiet && next < items->count) {
        elb_buffer_append_string(report->out, next ? "\n" : "");
        next = write_table(report, items, next);
    }
}

const struct elb_reporter elb_reporter_list_text = {
    .verb = "list",
    .format = "text",
    .write = write_list,
};
