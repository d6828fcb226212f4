/* SPDX-License-Identifier: MIT */

/*
 * What tshark prints that is not read: the text of -V, -O and of Wireshark's export, whose words
 * differ from version to version, and the flat objects of -T ek, in which lists of different
 * extensions run together. The error says what to print instead.
 */
#include "read/log.h"

#define EK_START "{\"index\":{\"_index\":\"packets-"

static bool is_ek(struct elb_text text)
{
    return elb_text_has_prefix(elb_text_trim(text), EK_START);
}

static unsigned recognise(struct elb_text text)
{
    if (is_ek(text))
        return 96;
    return elb_log_has(text, "Handshake Protocol: Client Hello") &&
                   (elb_log_has(text, "Handshake Type: Client Hello") ||
                    elb_log_has(text, " bytes on wire ("))
               ? 96
               : 0;
}

static enum elb_status refuse(struct elb_reading *reading, struct elb_error *reterr)
{
    return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, reading->path, 0, 0,
                         "%s is not read: have tshark print it with -T json, or give the capture "
                         "itself",
                         is_ek(reading->text) ? "what 'tshark -T ek' prints"
                                              : "the text of 'tshark -V' or Wireshark");
}

const struct elb_client_reader elb_client_reader_tshark_text = {
    .format =
        {
            .name = "tshark-text",
            .takes_bytes = true,
            .recognise = recognise,
        },
    .read = refuse,
};
