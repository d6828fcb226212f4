/* SPDX-License-Identifier: MIT */

/* Logs with hellos in them: each reader by itself, whatever it thinks of the text, then all. */
#include "read/reader.h"
#include "use_clients.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct elb_client_reader *const readers[] = {
    &elb_client_reader_openssl_trace, &elb_client_reader_openssl_msg,
    &elb_client_reader_java_debug,    &elb_client_reader_java_debug_8,
    &elb_client_reader_gnutls_debug,  &elb_client_reader_tshark_json,
    &elb_client_reader_tshark_fields, &elb_client_reader_zeek,
    &elb_client_reader_hello_text,    &elb_client_reader_hello_bytes,
};

static void read_with(const struct elb_client_reader *reader, struct elb_text text)
{
    const struct elb_read_limits limits = ELB_READ_LIMITS_DEFAULT;
    struct elb_client_list *list = elb_client_list_new();
    struct elb_error error = {0};
    struct elb_reading reading = {.catalog = elb_catalog_bundled(),
                                  .limits = &limits,
                                  .text = text,
                                  .path = "fuzz",
                                  .list = list};
    enum elb_status status;

    require(list != NULL);
    (void)reader->format.recognise(text);
    status = reader->read(&reading, &error);
    require(status == error.status && (status == ELB_OK || error.message[0] != '\0'));
    for (size_t i = 0; status == ELB_OK && i < elb_client_list_count(list); i++)
        use_client(elb_client_list_at(list, i));
    elb_client_list_free(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct elb_text text = {(const char *)data, size};
    const bool is_text = !elb_text_is_binary(text) && elb_text_is_utf8(text);

    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
        if (is_text || readers[i]->format.takes_bytes)
            read_with(readers[i], text);
    }
    read_and_use(text);
    return 0;
}
