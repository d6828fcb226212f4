/* SPDX-License-Identifier: MIT */

/*
 * A cipher list of OpenSSL with keywords or operators, openssl-ciphers(1), as the whole content of
 * a file: HIGH:!aNULL@SECLEVEL=1. It is expanded by the OpenSSL of this system.
 */
#include "read/cipher_list.h"
#include "read/draft.h"

static unsigned recognise(struct elb_text text)
{
    return elb_cipher_list_has_keywords(text) ? 55 : 0;
}

static enum elb_status read_string(struct elb_reading *reading, struct elb_error *reterr)
{
    const struct elb_text text = elb_text_trim(reading->text);
    struct elb_draft draft;
    enum elb_status status;

    elb_draft_init(&draft, reading);
    status = elb_draft_add_ciphers(&draft, text, text, reterr);
    return status == ELB_OK ? elb_draft_finish(&draft, reterr) : status;
}

const struct elb_client_reader elb_client_reader_openssl_string = {
    .format.name = "openssl-string",
    .format.summary = "strings of OpenSSL or GnuTLS",
    .format.at_most = 55,
    .format.recognise = recognise,
    .read = read_string,
};
