/* SPDX-License-Identifier: MIT */

/*
 * testssl.sh --jsonfile and --jsonfile-pretty. Flat: an array of {id, ip, port, severity, finding},
 * all of them strings. Pretty: an object with what was invoked, and the same records sorted into
 * arrays below each target (targetHost, ip, port).
 *
 * A run that was interrupted or appended to leaves no proper JSON behind, so this goes from record
 * to record, without a tree: commas may be missing, and several arrays may follow each other. What
 * doesn't end as it began is marked as incomplete.
 */

#include "read/observed/json.h"
#include "read/observed/testssl.h"

struct scan {
    struct elb_testssl testssl;
    struct elb_text rest;
    size_t depth;
    size_t max_depth;
    struct elb_text key; /* in front of the value; empty: none */
    struct elb_testssl_record record;
    struct elb_text host; /* targetHost of the pretty form */
    bool has_host;
};

/* The values since the last bracket: a target, a record, or something else. */
static void flush(struct scan *scan)
{
    struct elb_testssl *testssl = &scan->testssl;

    if (scan->has_host)
        elb_testssl_target(testssl, scan->host, scan->record.place,
                           elb_observed_number(scan->record.port));
    else if (scan->record.id.length > 0)
        elb_testssl_record(testssl, &scan->record);
    scan->record = (struct elb_testssl_record){0};
    scan->has_host = false;
    scan->key = (struct elb_text){0};
}

/* "testssl [options] https://host:443/path", when nothing else names the target. */
static void target_of_invocation(struct scan *scan)
{
    struct elb_text rest = scan->testssl.invocation;
    struct elb_text word = {0};
    struct elb_text host = {0};
    struct elb_text port = {0};
    size_t scheme;

    while (elb_text_next_word(&rest, " ", &word))
        ;
    scheme = elb_text_find(word, ELB_TEXT("://"));
    if (scheme != SIZE_MAX)
        word = elb_text_skip(word, scheme + 3);
    (void)elb_text_next_field(&word, "/", &host);
    word = host;
    (void)elb_text_next_field(&word, ":", &host);
    (void)elb_text_next_field(&word, ":", &port);
    elb_testssl_target(&scan->testssl, host, (struct elb_text){0},
                       port.length > 0 ? elb_observed_number(port) : 443);
}

static void take_value(struct scan *scan, struct elb_text value)
{
    const struct {
        const char *key;
        struct elb_text *target;
    } fields[] = {
        {"id", &scan->record.id},
        {"ip", &scan->record.place},
        {"port", &scan->record.port},
        {"severity", &scan->record.severity},
        {"finding", &scan->record.finding},
        {"targetHost", &scan->host},
        {"Invocation", &scan->testssl.invocation},
        {"version", &scan->testssl.version},
    };

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (elb_text_is(scan->key, fields[i].key))
            *fields[i].target = value;
    }
    scan->has_host = scan->has_host || elb_text_is(scan->key, "targetHost");
    if (elb_text_is(scan->key, "scanTime") &&
        elb_text_find(value, ELB_TEXT("interrupted")) != SIZE_MAX)
        scan->testssl.is_interrupted = true;
    scan->key = (struct elb_text){0};
}

/* "3.0.8  from ", "3.2.1 b4d3b5a": the first word. */
static void trim_version(struct scan *scan)
{
    struct elb_text rest = scan->testssl.version;

    (void)elb_text_next_word(&rest, " ", &scan->testssl.version);
}

static bool take_string(struct scan *scan)
{
    struct elb_text value;
    size_t length = elb_observed_string(scan->testssl.reading, scan->rest, &value);

    if (length == 0)
        return false;
    scan->rest = elb_text_trim(elb_text_skip(scan->rest, length));
    if (elb_text_has_prefix(scan->rest, ":")) {
        scan->rest = elb_text_skip(scan->rest, 1);
        scan->key = value;
        return true;
    }
    take_value(scan, value);
    trim_version(scan);
    return true;
}

/* A number or a word. */
static bool take_bare(struct scan *scan)
{
    struct elb_text rest = scan->rest;
    struct elb_text value = {0};

    (void)elb_text_next_word(&rest, " \t\r\n,:[]{}\"", &value);
    if (value.length == 0 || value.start != scan->rest.start)
        return false;
    scan->rest = elb_text_skip(scan->rest, value.length);
    take_value(scan, value);
    return true;
}

static bool take_bracket(struct scan *scan, bool is_open)
{
    /* Findings in front of the first target are about the one that was invoked. */
    if (scan->testssl.invocation.length > 0 && !scan->testssl.current &&
        elb_text_is(scan->record.id, "scanProblem"))
        target_of_invocation(scan);
    flush(scan);
    scan->rest = elb_text_skip(scan->rest, 1);
    if (!is_open && scan->depth == 0)
        return false;
    scan->depth += is_open ? 1 : -(size_t)1;
    return scan->depth <= scan->max_depth;
}

/* One token; false: this is no JSON any more. */
static bool take_token(struct scan *scan)
{
    switch (scan->rest.start[0]) {
    case '{':
    case '[':
        return take_bracket(scan, true);
    case '}':
    case ']':
        return take_bracket(scan, false);
    case ',':
        scan->rest = elb_text_skip(scan->rest, 1);
        return true;
    case '"':
        return take_string(scan);
    default:
        return take_bare(scan);
    }
}

static unsigned recognise(struct elb_text text)
{
    bool is_flat = elb_observed_has_key(text, "finding") && elb_observed_has_key(text, "severity");
    bool is_pretty =
        elb_observed_has_key(text, "Invocation") && elb_observed_has_key(text, "scanResult");

    return is_flat || is_pretty ? 90 : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    struct scan scan = {.testssl = {.reading = reading},
                        .rest = elb_text_trim(reading->text),
                        .max_depth = reading->limits->depth};
    bool is_json = true;

    while (is_json && scan.rest.length > 0 && !reading->failed) {
        is_json = take_token(&scan);
        scan.rest = elb_text_trim(scan.rest);
    }
    if (scan.depth > scan.max_depth)
        return elb_observed_fail(reading, scan.rest, reterr, ELB_ERROR_LIMIT,
                                 "nested deeper than %zu levels", scan.max_depth);
    scan.testssl.is_broken = scan.testssl.is_broken || !is_json || scan.depth > 0;
    elb_testssl_finish(&scan.testssl);
    return ELB_OK;
}

const struct elb_observed_reader elb_observed_reader_testssl_json = {
    .format.name = "testssl-json",
    .format.summary = "testssl.sh (JSON and CSV)",
    .format.recognise = recognise,
    .read = read,
};
