/* SPDX-License-Identifier: MIT */
/* The fields of a log entry. */
#include "read/symptom/reader.h"

/* The field at the start of `rest`, which has no blanks there. */
static struct elb_text take_field(struct elb_text *rest)
{
    struct elb_text field = *rest;
    bool is_quoted = *rest->start == '"';
    size_t length = 0;

    if (is_quoted)
        field = elb_text_skip(field, 1);
    while (length < field.length && field.start[length] != (is_quoted ? '"' : ' '))
        length += is_quoted && field.start[length] == '\\' && length + 1 < field.length ? 2 : 1;
    field.length = length;
    *rest = elb_text_skip(*rest, length + (is_quoted ? 2 : 0));
    return field;
}

size_t elb_log_fields(struct elb_text line, struct elb_text *fields, size_t capacity)
{
    size_t count = 0;

    while (count < capacity) {
        while (line.length > 0 && *line.start == ' ')
            line = elb_text_skip(line, 1);
        if (line.length == 0)
            break;
        fields[count++] = take_field(&line);
    }
    return count;
}

bool elb_log_is_time(struct elb_text field)
{
    static const char form[] = "0000-00-00T00:00:00";

    if (field.length < sizeof(form) - 1)
        return false;
    for (size_t i = 0; i < sizeof(form) - 1; i++) {
        bool is_digit = field.start[i] >= '0' && field.start[i] <= '9';

        if (form[i] == '0' ? !is_digit : field.start[i] != form[i])
            return false;
    }
    return true;
}
