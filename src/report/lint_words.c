/* SPDX-License-Identifier: MIT */

/* What all reporters of `lint` count and say alike. */
#include "base/utf8.h"
#include "report/lint.h"

/* All of it is not known, or one of several. */
static bool is_unresolved(const struct elb_listener *listener)
{
    bool is_open = listener->how == ELB_HOW_UNRESOLVED;

    for (size_t i = 0; listener->how != ELB_HOW_PLAINTEXT && i < listener->policy_count; i++)
        is_open |= listener->policies[i].how == ELB_HOW_UNRESOLVED;
    return is_open;
}

void elb_lint_count(const struct elb_lint_result *result, struct elb_lint_counts *ret_counts)
{
    *ret_counts = (struct elb_lint_counts){0};
    for (size_t i = 0; i < elb_listeners_count(result->listeners); i++) {
        const struct elb_listener *listener = elb_listeners_at(result->listeners, i);

        ret_counts->listeners += listener->declaration == ELB_DECLARED_LISTENER;
        ret_counts->unresolved += is_unresolved(listener);
    }
    for (size_t i = 0; i < elb_findings_count(result->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(result->findings, i);

        if (finding->suppressed)
            ret_counts->suppressed++;
        else
            ret_counts->findings[finding->severity]++;
    }
}

/* Up to `count` characters before an offset, in its line. */
static struct elb_text part_before(struct elb_text text, size_t offset, size_t count)
{
    size_t start = offset;

    while (start > 0 && text.start[start - 1] != '\n' && count > 0) {
        start--;
        /* Of a character, all bytes but the first are 10xxxxxx (RFC 3629, section 3). */
        count -= ((unsigned char)text.start[start] & 0xC0) != 0x80;
    }
    return (struct elb_text){text.start + start, offset - start};
}

/* Up to `count` characters from an offset on, in its line. */
static struct elb_text part_from(struct elb_text text, size_t offset, size_t count)
{
    const struct elb_text rest = elb_text_skip(text, offset);
    size_t length = 0;

    while (count-- > 0 && length < rest.length && rest.start[length] != '\n') {
        const size_t step = elb_utf8_decode(elb_text_skip(rest, length), NULL);

        length += step > 0 ? step : 1;
    }
    if (length > 0 && length < rest.length && rest.start[length] == '\n' &&
        rest.start[length - 1] == '\r')
        length--;
    return (struct elb_text){rest.start, length};
}

static bool ends_line(struct elb_text text, size_t offset)
{
    const struct elb_text rest = elb_text_skip(text, offset);

    return rest.length == 0 || rest.start[0] == '\n' || elb_text_has_prefix(rest, "\r\n");
}

bool elb_lint_source(const struct elb_lint_result *result, const struct elb_finding *finding,
                     size_t before, size_t after, struct elb_lint_source *ret_source)
{
    const size_t offset = finding->span.offset;
    struct elb_text text = {0};

    text.start = elb_listeners_text(result->listeners, finding->path, &text.length);
    if (!text.start || finding->span.line == 0 || offset > text.length)
        return false;
    ret_source->before = part_before(text, offset, before);
    ret_source->rest = part_from(text, offset, after);
    ret_source->begins_late = ret_source->before.length < offset &&
                              text.start[offset - ret_source->before.length - 1] != '\n';
    ret_source->ends_early = !ends_line(text, offset + ret_source->rest.length);
    return ret_source->before.length + ret_source->rest.length > 0;
}

/* `HTTPS:443`, as far as it is known. */
static void append_port(struct elb_buffer *out, const struct elb_listener *listener)
{
    elb_buffer_append_string(out, listener->protocol ? listener->protocol : "");
    if (listener->port >= 0)
        elb_buffer_printf(out, "%s%d", listener->protocol ? ":" : "", listener->port);
}

void elb_lint_listener_name(struct elb_buffer *out, const struct elb_listener *listener)
{
    const struct elb_text address = elb_text_from(listener->address ? listener->address : "");
    struct elb_buffer port = {0};

    append_port(&port, listener);
    elb_buffer_append_text(out, address);
    /* Where one declaration has several listeners, their addresses end in it already. */
    if (port.length > 0 && !elb_text_has_suffix(address, elb_buffer_string(&port)))
        elb_buffer_printf(out, "%s%s", address.length > 0 ? " " : "", elb_buffer_string(&port));
    elb_report_part_done(out, &port);
}
