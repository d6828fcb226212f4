/* SPDX-License-Identifier: MIT */
/*
 * `lint` as SARIF 2.1.0, for code scanning. Source: OASIS Standard sarif-v2.1.0; what GitHub wants
 * and how much of it: docs.github.com, SARIF support for code scanning.
 */
#include "base/utf8.h"
#include "report/findings/findings.h"
#include "report/json/json.h"

#define RESULTS_AT_MOST 25000 /* of one run, on GitHub; a file with more is refused */

static json_t *text_object(struct elb_report *report, const char *text)
{
    json_t *object = json_object();

    elb_json_set(report, object, "text", elb_json_string(text));
    return object;
}

static const char *level_of(enum elb_severity severity)
{
    /* A rule that is off says so by `enabled`: GitHub knows no level `none`. */
    static const char *const levels[ELB_SEVERITY_COUNT] = {"note", "note", "warning", "error"};

    return levels[severity];
}

/* ---- Rules ------------------------------------------------------------------------------ */

/* GitHub's bands: 7.0 is high, 4.0 medium, 0.1 low. */
static const char *score_of(enum elb_severity severity)
{
    static const char *const scores[ELB_SEVERITY_COUNT] = {"2.0", "2.0", "5.0", "7.5"};

    return scores[severity];
}

static json_t *properties_object(struct elb_report *report, const struct elb_rule *rule)
{
    json_t *properties = json_object();
    json_t *tags = json_array();

    elb_json_append(report, tags, json_string("security"));
    elb_json_append(report, tags, json_string("tls"));
    elb_json_set(report, properties, "tags", tags);
    elb_json_set(report, properties, "precision", json_string("very-high"));
    elb_json_set(report, properties, "security-severity", json_string(score_of(rule->severity)));
    return properties;
}

static json_t *rule_object(struct elb_report *report, const struct elb_rule *rule)
{
    json_t *object = json_object();
    json_t *configuration = json_object();
    struct elb_buffer help = {0};

    elb_buffer_printf(&help, "%s %s", rule->text, rule->instead);
    if (rule->citation[0])
        elb_buffer_printf(&help, " Source: %s.", rule->citation);
    elb_json_set(report, object, "id", json_string(rule->id));
    elb_json_set(report, object, "shortDescription", text_object(report, rule->summary));
    elb_json_set(report, object, "fullDescription", text_object(report, rule->text));
    elb_json_set(report, object, "help", text_object(report, elb_buffer_string(&help)));
    elb_json_set(report, configuration, "level", json_string(level_of(rule->severity)));
    elb_json_set(report, configuration, "enabled",
                 json_boolean(rule->severity != ELB_SEVERITY_OFF));
    elb_json_set(report, object, "defaultConfiguration", configuration);
    elb_json_set(report, object, "properties", properties_object(report, rule));
    elb_report_part_done(report->out, &help);
    return object;
}

static size_t rule_index(const struct elb_rule *rule)
{
    size_t index = 0;

    while (elb_rule_at(index) != rule)
        index++;
    return index;
}

/* ---- Places ----------------------------------------------------------------------------- */

/* RFC 3986: what is not unreserved is percent-encoded, slashes apart. */
static void write_uri(struct elb_buffer *out, const char *path)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    if (path[0] == '/')
        elb_buffer_append_string(out, "file://");
    for (const char *c = path; *c; c++) {
        if (strchr(plain, *c))
            elb_buffer_append_char(out, *c);
        else
            elb_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
    }
}

static json_t *artifact_object(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *object = json_object();
    struct elb_buffer uri = {0};

    write_uri(&uri, elb_finding_path(finding));
    elb_json_set(report, object, "uri", json_string(elb_buffer_string(&uri)));
    if (elb_finding_path(finding)[0] != '/')
        elb_json_set(report, object, "uriBaseId", json_string("%SRCROOT%"));
    elb_report_part_done(report->out, &uri);
    return object;
}

static json_t *region_object(struct elb_report *report, const struct elb_finding *finding)
{
    const struct elb_span *span = &finding->span;
    const struct elb_span none = {.line = 1, .column = 1, .end_line = 1, .end_column = 1};
    json_t *object = json_object();

    if (span->line == 0)
        span = &none;
    elb_json_set(report, object, "startLine", json_integer(span->line));
    elb_json_set(report, object, "startColumn", json_integer(span->column));
    elb_json_set(report, object, "endLine", json_integer(span->end_line));
    elb_json_set(report, object, "endColumn", json_integer(span->end_column));
    return object;
}

/* NULL: it has no name. */
static json_t *logical_array(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *array = NULL;
    struct elb_buffer name = {0};

    elb_finding_subject(&name, finding->listener);
    if (name.length > 0) {
        json_t *object = json_object();

        array = json_array();
        elb_json_set(report, object, "fullyQualifiedName",
                     elb_json_string(elb_buffer_string(&name)));
        elb_json_set(report, object, "kind", json_string("resource"));
        elb_json_append(report, array, object);
    }
    elb_report_part_done(report->out, &name);
    return array;
}

static json_t *locations_array(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *locations = json_array();
    json_t *location = json_object();
    json_t *physical = json_object();
    json_t *logical = logical_array(report, finding);

    elb_json_set(report, physical, "artifactLocation", artifact_object(report, finding));
    elb_json_set(report, physical, "region", region_object(report, finding));
    elb_json_set(report, location, "physicalLocation", physical);
    if (logical)
        elb_json_set(report, location, "logicalLocations", logical);
    elb_json_append(report, locations, location);
    return locations;
}

/* ---- Fixes ------------------------------------------------------------------------------ */

/* The name alone, without the quotes that the span may have. */
static json_t *replacement_object(struct elb_report *report, const struct elb_finding *finding,
                                  const struct elb_fix_edit *edit)
{
    const size_t column = finding->span.column + (edit->offset - finding->span.offset);
    const size_t length = elb_utf8_count(elb_text_from(finding->replace));
    json_t *object = json_object();
    json_t *region = json_object();
    json_t *content = json_object();

    elb_json_set(report, region, "startLine", json_integer(edit->line));
    elb_json_set(report, region, "startColumn", json_integer((json_int_t)column));
    elb_json_set(report, region, "endLine", json_integer(edit->line));
    elb_json_set(report, region, "endColumn",
                 json_integer((json_int_t)column + (json_int_t)length));
    elb_json_set(report, object, "deletedRegion", region);
    elb_json_set(report, content, "text", elb_json_string(edit->with));
    elb_json_set(report, object, "insertedContent", content);
    return object;
}

static json_t *array_of(struct elb_report *report, json_t *item)
{
    json_t *array = json_array();

    elb_json_append(report, array, item);
    return array;
}

static json_t *fixes_array(struct elb_report *report, const struct elb_finding *finding,
                           const struct elb_fix_edit *edit)
{
    json_t *fix = json_object();
    json_t *change = json_object();
    struct elb_buffer text = {0};

    elb_finding_help(&text, "", finding);
    elb_json_set(report, fix, "description", text_object(report, elb_buffer_string(&text)));
    elb_json_set(report, change, "artifactLocation", artifact_object(report, finding));
    elb_json_set(report, change, "replacements",
                 array_of(report, replacement_object(report, finding, edit)));
    elb_json_set(report, fix, "artifactChanges", array_of(report, change));
    elb_report_part_done(report->out, &text);
    return array_of(report, fix);
}

/* ---- Results ---------------------------------------------------------------------------- */

static json_t *result_object(struct elb_report *report, const struct elb_lint_result *lint,
                             const struct elb_finding *finding)
{
    const struct elb_fix_edit *edit = elb_fixes_edit_of(lint->fixes, finding);
    json_t *object = json_object();
    json_t *fingerprints = json_object();
    struct elb_buffer text = {0};

    elb_finding_text(&text, finding);
    elb_finding_help(&text, ". Change: ", finding);
    elb_json_set(report, object, "ruleId", json_string(finding->rule->id));
    elb_json_set(report, object, "ruleIndex", json_integer((json_int_t)rule_index(finding->rule)));
    elb_json_set(report, object, "level", json_string(level_of(finding->severity)));
    elb_json_set(report, object, "message", text_object(report, elb_buffer_string(&text)));
    elb_json_set(report, object, "locations", locations_array(report, finding));
    elb_json_set(report, fingerprints, "elblint/v1", json_string(finding->fingerprint));
    elb_json_set(report, fingerprints, "primaryLocationLineHash",
                 json_string(finding->fingerprint));
    elb_json_set(report, object, "partialFingerprints", fingerprints);
    if (edit)
        elb_json_set(report, object, "fixes", fixes_array(report, finding, edit));
    elb_report_part_done(report->out, &text);
    return object;
}

static json_t *tool_object(struct elb_report *report)
{
    json_t *tool = json_object();
    json_t *driver = json_object();
    json_t *rules = json_array();

    for (size_t i = 0; elb_rule_at(i); i++)
        elb_json_append(report, rules, rule_object(report, elb_rule_at(i)));
    elb_json_set(report, driver, "name", json_string("elblint"));
    elb_json_set(report, driver, "semanticVersion", json_string(ELB_VERSION));
    elb_json_set(report, driver, "rules", rules);
    elb_json_set(report, tool, "driver", driver);
    return tool;
}

static json_t *notification_object(struct elb_report *report, const char *path, const char *message)
{
    json_t *notification = json_object();
    struct elb_buffer text = {0};

    elb_buffer_printf(&text, "%s%s%s", path, path[0] ? ": " : "", message);
    elb_json_set(report, notification, "level", json_string("error"));
    elb_json_set(report, notification, "message", text_object(report, elb_buffer_string(&text)));
    elb_report_part_done(report->out, &text);
    return notification;
}

/* What could not be read, or is left out here, as the standard has it. */
static json_t *invocations_array(struct elb_report *report, bool is_cut)
{
    json_t *array = json_array();
    json_t *invocation = json_object();
    json_t *notifications = json_array();

    for (size_t i = 0; i < report->error_count; i++)
        elb_json_append(
            report, notifications,
            notification_object(report, report->errors[i].path, report->errors[i].message));
    if (is_cut)
        elb_json_append(report, notifications,
                        notification_object(report, "",
                                            "there are more results than GitHub takes "
                                            "in one run; the JSON format has all"));
    elb_json_set(report, invocation, "executionSuccessful",
                 json_boolean(report->error_count == 0 && !is_cut));
    elb_json_set(report, invocation, "toolExecutionNotifications", notifications);
    elb_json_append(report, array, invocation);
    return array;
}

/* How many of each severity there is room for: the gravest go first. True: not for all. */
static bool share_room(const struct elb_lint_result *lint, size_t ret_room[ELB_SEVERITY_COUNT])
{
    struct elb_lint_counts counts;
    size_t room = RESULTS_AT_MOST;
    bool is_cut = false;

    elb_lint_count(lint, &counts);
    for (unsigned i = ELB_SEVERITY_COUNT; i-- > 0;) {
        ret_room[i] = counts.findings[i] < room ? counts.findings[i] : room;
        room -= ret_room[i];
        is_cut |= ret_room[i] < counts.findings[i];
    }
    return is_cut;
}

static json_t *results_array(struct elb_report *report, const struct elb_lint_result *lint,
                             bool *ret_is_cut)
{
    size_t room[ELB_SEVERITY_COUNT];
    json_t *results = json_array();

    *ret_is_cut = share_room(lint, room);
    for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (finding->suppressed || room[finding->severity] == 0)
            continue;
        room[finding->severity]--;
        elb_json_append(report, results, result_object(report, lint, finding));
    }
    return results;
}

static void write_lint(struct elb_report *report, const void *result)
{
    json_t *document = json_object();
    json_t *runs = json_array();
    json_t *run = json_object();
    bool is_cut = false;
    json_t *results = results_array(report, result, &is_cut);

    elb_json_set(report, run, "tool", tool_object(report));
    elb_json_set(report, run, "columnKind", json_string("unicodeCodePoints"));
    elb_json_set(report, run, "invocations", invocations_array(report, is_cut));
    elb_json_set(report, run, "results", results);
    elb_json_append(report, runs, run);
    elb_json_set(report, document, "$schema",
                 json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    elb_json_set(report, document, "version", json_string("2.1.0"));
    elb_json_set(report, document, "runs", runs);
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_lint_sarif = {"lint", "sarif", write_lint};
