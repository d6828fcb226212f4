/* SPDX-License-Identifier: MIT */
/*
 * `lint` as a Code Quality report of GitLab, for the widget of a merge request.
 * Source: docs.gitlab.com, Code Quality, report format.
 */
#include "base/escape.h"
#include "base/file.h"
#include "report/findings/findings.h"
#include "report/json/json.h"

static const char *severity_of(enum elb_severity severity)
{
    static const char *const severities[ELB_SEVERITY_COUNT] = {"info", "info", "minor", "major"};

    return severities[severity];
}

static json_t *location_object(struct elb_report *report, const char *path, size_t line)
{
    json_t *location = json_object();
    json_t *lines = json_object();

    elb_json_set(report, lines, "begin", json_integer((json_int_t)line));
    elb_json_set(report, location, "path", elb_json_string(path));
    elb_json_set(report, location, "lines", lines);
    return location;
}

static json_t *finding_object(struct elb_report *report, const struct elb_finding *finding)
{
    json_t *object = json_object();
    struct elb_buffer text = {0};

    elb_finding_text(&text, finding);
    elb_finding_help(&text, "; help: ", finding);
    elb_json_set(report, object, "description", elb_json_string(elb_buffer_string(&text)));
    elb_json_set(report, object, "check_name", json_string(finding->rule->id));
    elb_json_set(report, object, "fingerprint", json_string(finding->fingerprint));
    elb_json_set(report, object, "severity", json_string(severity_of(finding->severity)));
    elb_json_set(report, object, "location",
                 location_object(report, elb_finding_path(finding), elb_finding_line(finding)));
    elb_report_part_done(report->out, &text);
    return object;
}

/* What could not be read is an entry too: the report is not whole, and nothing else here says so.
 * It is the same one as long as file and message are. */
static json_t *error_object(struct elb_report *report, const struct elb_error *error)
{
    const char *path = elb_path_plain(error->path);
    json_t *object = json_object();
    struct elb_buffer text = {0};
    struct elb_buffer fingerprint = {0};

    elb_buffer_append_string(&text, "can't be read: ");
    elb_escape_terminal(&text, elb_text_from(error->message));
    elb_buffer_printf(&fingerprint, "unreadable:%s:%s", path, elb_buffer_string(&text));
    elb_json_set(report, object, "description", elb_json_string(elb_buffer_string(&text)));
    elb_json_set(report, object, "check_name", json_string("unreadable"));
    elb_json_set(report, object, "fingerprint", elb_json_string(elb_buffer_string(&fingerprint)));
    elb_json_set(report, object, "severity", json_string("critical"));
    elb_json_set(report, object, "location",
                 location_object(report, path, error->line > 0 ? error->line : 1));
    elb_report_part_done(report->out, &text);
    elb_report_part_done(report->out, &fingerprint);
    return object;
}

static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;
    json_t *document = json_array();

    for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (!finding->suppressed)
            elb_json_append(report, document, finding_object(report, finding));
    }
    for (size_t i = 0; i < report->error_count; i++)
        elb_json_append(report, document, error_object(report, &report->errors[i]));
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_lint_gitlab = {"lint", "gitlab", write_lint};
