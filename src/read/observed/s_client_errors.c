/* SPDX-License-Identifier: MIT */

/*
 * s_client writes its complaints to standard error, at once, and the rest to standard output, a
 * buffer at a time. With 2>&1 into a file, which is how people keep it, a complaint stands in the
 * middle of a line or of a list:
 *
 *         extension_type=key_share(51), length=38
 *             NamedCan't use SSL_get_servername
 *     depth=0 CN = localhost
 *     verify return:1
 *     Group: ecdh_x25519 (29)
 *
 * Here the complaints move behind the message that they interrupt, and its lines are whole again.
 */

#include "read/observed/s_client.h"

#include "base/buffer.h"

#define THREAD_DIGITS 16 /* in front of ":error:", which number of the thread it is */

static bool is_hex(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'F');
}

/* Where a complaint begins in the line; its length if there is none. */
static size_t find_complaint(struct elb_text line)
{
    static const struct elb_text signs[] = {
        ELB_TEXT_INIT("Can't use SSL_get_servername"),
        ELB_TEXT_INIT("depth="),
        ELB_TEXT_INIT("verify error:"),
        ELB_TEXT_INIT("verify return:"),
    };
    size_t at = elb_text_find(line, ELB_TEXT(":error:"));
    size_t first = line.length;

    if (at != SIZE_MAX) {
        for (first = at; first > 0 && at - first < THREAD_DIGITS && is_hex(line.start[first - 1]);)
            first--;
    }
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        at = elb_text_find(line, signs[i]);
        if (at < first)
            first = at;
    }
    return first;
}

/* A message or a connection is over: what interrupted it can stand here. */
static bool is_gap(struct elb_text line)
{
    return elb_text_trim(line).length == 0 || elb_text_has_prefix(line, "---") ||
           elb_text_has_prefix(line, "CONNECTED(");
}

static void untangle_line(struct elb_buffer *out, struct elb_buffer *complaints,
                          struct elb_text line)
{
    size_t at = find_complaint(line);

    if (is_gap(line)) {
        elb_buffer_append_text(out, elb_buffer_text(complaints));
        elb_buffer_clear(complaints);
    }
    elb_buffer_append_text(out, (struct elb_text){line.start, at});
    if (at < line.length) {
        elb_buffer_append_text(complaints, elb_text_skip(line, at));
        elb_buffer_append_char(complaints, '\n');
    } else {
        elb_buffer_append_char(out, '\n');
    }
}

struct elb_text elb_transcript_untangle(struct elb_observed_reading *reading, struct elb_text text)
{
    struct elb_buffer complaints = {0};
    struct elb_buffer out = {0};
    struct elb_text result = {0};
    struct elb_text line;

    while (elb_text_next_line(&text, &line))
        untangle_line(&out, &complaints, line);
    elb_buffer_append_text(&out, elb_buffer_text(&complaints));
    if (!out.out_of_memory && !complaints.out_of_memory)
        result = (struct elb_text){elb_see_text(reading, elb_buffer_text(&out)), out.length};
    if (!result.start)
        reading->failed = ELB_ERROR_MEMORY;
    elb_buffer_done(&out);
    elb_buffer_done(&complaints);
    return result;
}
