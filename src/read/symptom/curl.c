/* SPDX-License-Identifier: MIT */
/* What `curl -v` says of the handshake, line by line:
 *
 *     *   Trying 192.0.2.1:443...                                 the next one
 *     * TLSv1.2 (IN), TLS alert, handshake failure (552):
 *     * SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256 / x25519 / RSASSA-PSS
 *
 * The number is that of curl's callback: level * 256 + alert. Its own errors are error texts.
 */
#include "read/symptom/reader.h"

/* The number in the last parentheses of a line; 0: there is none. */
static unsigned last_number(struct elb_text line)
{
    size_t end = line.length;
    size_t start;
    uint64_t value;

    while (end > 0 && line.start[end - 1] != ')')
        end--;
    for (start = end; start > 0 && line.start[start - 1] != '('; start--)
        ;
    if (end == 0 || start == 0 ||
        !elb_text_parse_unsigned((struct elb_text){line.start + start, end - 1 - start}, UINT16_MAX,
                                 &value))
        return 0;
    return (unsigned)value;
}

/* `TLSv1.3 / TLS_AES_128_GCM_SHA256 / ...` */
static enum elb_status take_connection(struct elb_symptom_list *list, struct elb_text rest,
                                       struct elb_text line, struct elb_error *reterr)
{
    struct elb_text version = {0};
    struct elb_text suite = {0};
    struct elb_symptom symptom;

    if (!elb_text_next_word(&rest, " /", &version) || !elb_text_next_word(&rest, " /", &suite))
        return ELB_OK;
    symptom = elb_symptom_of_suite(list, "curl", elb_symptom_version(version), suite);
    return elb_transcript_choose(list, &symptom, line, reterr);
}

/* Where one connection ends and the next one begins. */
static bool is_boundary(struct elb_text line)
{
    return elb_text_has_prefix(line, "*   Trying ") ||
           (elb_text_has_prefix(line, "* Connection #") &&
            elb_text_has_suffix(line, "left intact"));
}

/* `* TLSv1.2 (IN), TLS ...` */
static bool take_record(struct elb_symptom_list *list, struct elb_text line,
                        enum elb_status *ret_status, struct elb_error *reterr)
{
    bool is_in = elb_text_find(line, ELB_TEXT(" (IN), TLS ")) != SIZE_MAX;

    if (!is_in && elb_text_find(line, ELB_TEXT(" (OUT), TLS ")) == SIZE_MAX)
        return false;
    if (elb_text_find(line, ELB_TEXT("), TLS alert, ")) != SIZE_MAX)
        *ret_status = elb_transcript_alert(list, "curl",
                                           is_in ? ELB_ALERT_FROM_SERVER : ELB_ALERT_FROM_CLIENT,
                                           last_number(line), line, reterr);
    else if (is_in && elb_text_find(line, ELB_TEXT("handshake, Certificate (11)")) != SIZE_MAX)
        list->transcript.answered = true;
    else if (!is_in && elb_text_find(line, ELB_TEXT("handshake, Client hello (1)")) != SIZE_MAX)
        list->transcript.asked = true;
    return true;
}

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    static const char connection[] = "* SSL connection using ";

    *ret_status = ELB_OK;
    if (!elb_text_has_prefix(line, "* "))
        return false;
    if (elb_text_has_prefix(line, connection)) {
        *ret_status =
            take_connection(list, elb_text_skip(line, sizeof(connection) - 1), line, reterr);
        return true;
    }
    if (is_boundary(line)) {
        *ret_status = elb_transcript_begin(list, reterr);
        return true;
    }
    return take_record(list, line, ret_status, reterr);
}

const struct elb_symptom_reader elb_symptom_reader_curl = {.name = "curl", .take = take};
