/* SPDX-License-Identifier: MIT */
/* What `curl -v` says of the handshake, line by line:
 *
 *     * TLSv1.2 (IN), TLS alert, handshake failure (552):
 *     * SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256 / x25519 / RSASSA-PSS
 *
 * The number is that of curl's callback: level * 256 + alert. Its own errors are error texts.
 */
#include "read/symptom/reader.h"

/* As specific as a known text of that length; errors that curl prints at its end say more. */
#define WEIGHT 12

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

static enum elb_status take_alert(struct elb_symptom_list *list, struct elb_text line, bool is_in,
                                  struct elb_error *reterr)
{
    unsigned number = last_number(line);
    struct elb_symptom symptom;

    if (number >> 8 != 2) /* only a fatal one ends a handshake */
        return ELB_OK;
    symptom = elb_symptom_of_alert(list, is_in ? ELB_ALERT_FROM_SERVER : ELB_ALERT_FROM_CLIENT,
                                   number & 0xFF);
    symptom.client = "curl";
    return elb_symptom_add(list, &symptom, line, WEIGHT, false, reterr);
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
    return elb_symptom_add(list, &symptom, line, WEIGHT, false, reterr);
}

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    static const char connection[] = "* SSL connection using ";
    bool is_in;

    *ret_status = ELB_OK;
    if (!elb_text_has_prefix(line, "* "))
        return false;
    if (elb_text_has_prefix(line, connection)) {
        *ret_status =
            take_connection(list, elb_text_skip(line, sizeof(connection) - 1), line, reterr);
        return true;
    }
    is_in = elb_text_find(line, ELB_TEXT("(IN), TLS alert, ")) != SIZE_MAX;
    if (!is_in && elb_text_find(line, ELB_TEXT("(OUT), TLS alert, ")) == SIZE_MAX)
        return false;
    *ret_status = take_alert(list, line, is_in, reterr);
    return true;
}

const struct elb_symptom_reader elb_symptom_reader_curl = {.name = "curl", .take = take};
