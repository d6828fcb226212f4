/* SPDX-License-Identifier: MIT */

/* A ClientHello as bytes: what is read of it, and that every beginning of it breaks off. */
#include "read/ja4.h"
#include "tls/hello.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void require_list(const struct elb_hello_list *list)
{
    require(list->presence == ELB_SENT || list->count == 0);
    require(list->count <= 32768);
}

static void use(const struct elb_hello *hello)
{
    struct elb_arena arena = {0};
    struct elb_client client = {0};
    struct elb_buffer ja4_r = {0};

    require(hello->legacy_version >> 8 == 3 && hello->suites.count > 0);
    require_list(&hello->versions);
    require_list(&hello->groups);
    require_list(&hello->key_shares);
    require_list(&hello->schemes);
    require_list(&hello->extensions);
    require_list(&hello->point_formats);
    require(elb_hello_copy(hello, &arena, &client));
    require(client.server_name != ELB_MAYBE);
    (void)elb_client_ja4_r(&client, &ja4_r);
    elb_buffer_done(&ja4_r);
    elb_arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct elb_text bytes = {(const char *)data, size};
    struct elb_hello hello = {0};
    struct elb_hello_report report;

    if (elb_hello_parse(&hello, bytes, &report) == ELB_HELLO_COMPLETE) {
        const struct elb_text cut = {bytes.start, report.length - 1};

        require(report.length > 0 && report.length <= size);
        use(&hello);
        /* A hello of SSLv2 without its header says nowhere how long it is. */
        if (data[0] != 1)
            require(elb_hello_parse(&hello, cut, &report) == ELB_HELLO_PARTIAL);
    } else {
        require(report.message != NULL);
    }
    elb_hello_clear(&hello);
    require(elb_hello_parse_message(&hello, bytes, &report) != ELB_HELLO_PARTIAL);
    elb_hello_done(&hello);
    return 0;
}
