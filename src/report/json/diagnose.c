/* SPDX-License-Identifier: MIT */
/* `diagnose` as JSON: elblint/diagnose/1. */
#include "report/diagnose.h"
#include "report/check.h"
#include "report/json/json.h"

static json_t *text_or_null(struct elb_report *report, struct elb_buffer *text)
{
    json_t *value = text->length > 0 ? elb_json_string(elb_buffer_string(text)) : json_null();

    elb_report_part_done(report->out, text);
    return value;
}

static json_t *cause_object(struct elb_report *report, const struct elb_diagnosis *diagnosis,
                            const struct elb_event_cause *cause)
{
    const char *test = cause->test ? cause->test : diagnosis->symptom->event->test;
    json_t *object = json_object();

    elb_json_set(report, object, "cause", elb_json_string(elb_cause_name(cause->cause)));
    elb_json_set(report, object, "by", elb_json_string(elb_cause_by(cause->cause)));
    elb_json_set(report, object, "certainty",
                 elb_json_string(elb_certainty_name(cause->certainty)));
    elb_json_set(report, object, "text", elb_json_string(elb_cause_text(cause->cause)));
    elb_json_set(report, object, "why", elb_json_string(cause->why));
    elb_json_set(report, object, "test", elb_json_string(test));
    return object;
}

static json_t *causes(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    json_t *array = json_array();

    for (size_t i = 0; i < diagnosis->cause_count; i++)
        elb_json_append(report, array, cause_object(report, diagnosis, &diagnosis->causes[i]));
    return array;
}

static json_t *where(struct elb_report *report, const struct elb_symptom *symptom)
{
    json_t *object = json_object();

    elb_json_set(report, object, "path", elb_json_string(symptom->path));
    elb_json_set(report, object, "line", json_integer((json_int_t)symptom->line));
    return object;
}

static json_t *chosen(struct elb_report *report, const struct elb_symptom *symptom)
{
    json_t *object;

    if (!symptom->version && !symptom->suite)
        return json_null();
    object = json_object();
    elb_json_set(report, object, "version", elb_json_version(symptom->version));
    elb_json_set(report, object, "suite",
                 symptom->suite ? elb_json_suite_code(report, symptom->suite) : json_null());
    return object;
}

static json_t *names(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    json_t *array = json_array();

    for (size_t i = 0; i < diagnosis->ruled_out_count; i++)
        elb_json_append(report, array, elb_json_string(elb_cause_name(diagnosis->ruled_out[i])));
    return array;
}

static json_t *doubts(struct elb_report *report, const struct elb_diagnosis *diagnosis)
{
    json_t *array = json_array();

    for (unsigned bit = 1; bit < 1u << ELB_DOUBT_COUNT; bit <<= 1) {
        if (diagnosis->doubts & bit)
            elb_json_append(report, array, elb_json_string(elb_doubt_name((enum elb_doubt)bit)));
    }
    return array;
}

static void set_check(struct elb_report *report, json_t *object,
                      const struct elb_diagnosis *diagnosis)
{
    static const char *const verdicts[] = {"compatible", "incompatible", "unknown"};
    const struct elb_check *check = &diagnosis->check;
    struct elb_buffer text = {0};

    if (!diagnosis->has_check)
        return;
    elb_json_set(report, object, "client", elb_json_string(check->client->id));
    elb_json_set(report, object, "certificates",
                 elb_json_certificates(report, check->certificates));
    elb_json_set(report, object, "verdict", elb_json_string(verdicts[check->verdict]));
    elb_json_set(report, object, "cause",
                 check->verdict == ELB_COMPATIBLE
                     ? json_null()
                     : elb_json_string(elb_cause_name(check->failed.cause)));
    if (check->verdict != ELB_COMPATIBLE)
        elb_check_explain(&text, report->catalog, check);
    elb_json_set(report, object, "text", text_or_null(report, &text));
}

/* What the negotiation says; null where policy or client is not known. */
static json_t *prediction(struct elb_report *report, const struct elb_diagnose_result *result,
                          const struct elb_diagnosis *diagnosis)
{
    json_t *object;

    if (diagnosis->agreement == ELB_AGREEMENT_NONE)
        return json_null();
    object = json_object();
    elb_json_set(report, object, "agreement",
                 elb_json_string(elb_agreement_name(diagnosis->agreement)));
    elb_json_set(report, object, "policy", elb_json_string(result->policy->name));
    set_check(report, object, diagnosis);
    elb_json_set(report, object, "ruled_out", names(report, diagnosis));
    elb_json_set(report, object, "doubts", doubts(report, diagnosis));
    return object;
}

static json_t *symptom_object(struct elb_report *report, const struct elb_diagnose_result *result,
                              const struct elb_diagnosis *diagnosis)
{
    const struct elb_symptom *symptom = diagnosis->symptom;
    struct elb_buffer next = {0};
    json_t *object = json_object();

    elb_diagnose_next(&next, report->catalog, diagnosis);
    elb_json_set(report, object, "where", where(report, symptom));
    elb_json_set(report, object, "lines", json_integer((json_int_t)symptom->lines));
    elb_json_set(report, object, "text", elb_json_string(symptom->text));
    elb_json_set(report, object, "client", elb_json_string(symptom->client));
    elb_json_set(report, object, "event", elb_json_string(symptom->event->id));
    elb_json_set(report, object, "meaning", elb_json_string(symptom->event->text));
    elb_json_set(report, object, "alert",
                 symptom->alert ? json_integer((json_int_t)symptom->alert) : json_null());
    elb_json_set(report, object, "completed", json_boolean(symptom->event->completed));
    elb_json_set(report, object, "chosen", chosen(report, symptom));
    elb_json_set(report, object, "causes", causes(report, diagnosis));
    elb_json_set(report, object, "prediction", prediction(report, result, diagnosis));
    elb_json_set(report, object, "next", text_or_null(report, &next));
    return object;
}

static void write_diagnose(struct elb_report *report, const void *data)
{
    const struct elb_diagnose_result *result = data;
    json_t *document = elb_json_begin(report, "elblint/diagnose/1");
    json_t *symptoms = json_array();

    for (size_t i = 0; i < result->count; i++)
        elb_json_append(report, symptoms, symptom_object(report, result, &result->items[i]));
    elb_json_set(report, document, "lines", json_integer((json_int_t)result->line_count));
    elb_json_set(report, document, "symptoms", symptoms);
    elb_json_finish(report, document);
}

const struct elb_reporter elb_reporter_diagnose_json = {
    .verb = "diagnose",
    .format = "json",
    .write = write_diagnose,
};
