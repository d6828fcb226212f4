/* SPDX-License-Identifier: MIT */

/*
 * testssl.sh --csvfile: "id","fqdn/ip","port","severity","finding","cve","cwe", one record a line.
 *
 * Nothing marks the end, so the last list of suites may be cut off, and a last line that isn't
 * whole is left out.
 */

#include "read/observed/testssl.h"

#define FIELDS 5 /* that are wanted, of seven */

static const char head[] = "\"id\",\"fqdn/ip\",\"port\",\"severity\",\"finding\"";

/* Takes `"text"` and the comma behind it off the front; a quote within is doubled. */
static bool take_field(struct elb_text *rest, struct elb_text *ret_field)
{
    size_t end = 1;

    if (!elb_text_has_prefix(*rest, "\""))
        return false;
    while (end < rest->length) {
        if (rest->start[end] != '"')
            end++;
        else if (end + 1 < rest->length && rest->start[end + 1] == '"')
            end += 2;
        else
            break;
    }
    if (end >= rest->length)
        return false;
    *ret_field = (struct elb_text){rest->start + 1, end - 1};
    *rest = elb_text_skip(*rest, end + 1);
    if (rest->length == 0)
        return true;
    if (rest->start[0] != ',')
        return false;
    *rest = elb_text_skip(*rest, 1);
    return true;
}

static bool read_line(struct elb_text line, struct elb_testssl_record *ret_record)
{
    struct elb_text fields[FIELDS];

    for (size_t i = 0; i < FIELDS; i++) {
        if (!take_field(&line, &fields[i]))
            return false;
    }
    *ret_record =
        (struct elb_testssl_record){fields[0], fields[1], fields[2], fields[3], fields[4]};
    return true;
}

static unsigned recognise(struct elb_text text)
{
    return elb_text_has_prefix(elb_text_trim(text), head) ? 95 : 0;
}

static enum elb_status read(struct elb_observed_reading *reading, struct elb_error *reterr)
{
    struct elb_testssl state = {.reading = reading, .has_no_end = true};
    struct elb_testssl_record record;
    struct elb_text rest = reading->text;
    struct elb_text line;

    (void)reterr;
    while (elb_text_next_line(&rest, &line) && !reading->failed) {
        line = elb_text_trim(line);
        if (line.length == 0 || elb_text_has_prefix(line, head))
            continue;
        if (read_line(line, &record))
            elb_testssl_record(&state, &record);
        else
            state.is_broken = true;
    }
    if (!elb_text_has_suffix(reading->text, "\n"))
        state.is_broken = true;
    elb_testssl_finish(&state);
    return ELB_OK;
}

const struct elb_observed_reader elb_observed_reader_testssl_csv = {
    .format.name = "testssl-csv",
    .format.recognise = recognise,
    .read = read,
};
