/* SPDX-License-Identifier: MIT */

/*
 * A hello in the format of SSLv2 (RFC 5246 appendix E.2), which clients sent that could speak
 * either: lengths first, then cipher specs of three bytes, of which those that begin with a zero
 * are suites of TLS. It has no extensions.
 */
#include "tls/bytes.h"
#include "tls/hello.h"

#define SPEC_LENGTH 3

static enum elb_hello_result refuse(struct elb_hello_report *report, size_t offset,
                                    const char *what)
{
    report->message = what;
    report->offset = offset;
    return ELB_HELLO_MALFORMED;
}

static void add_specs(struct elb_hello *hello, struct elb_text specs)
{
    hello->suites.presence = ELB_SENT;
    for (size_t i = 0; i + SPEC_LENGTH <= specs.length; i += SPEC_LENGTH) {
        if (elb_byte_at(specs, i) == 0)
            elb_hello_add(hello, &hello->suites, (uint16_t)elb_bytes_u16(specs, i + 1));
        else
            hello->sslv2_count++;
    }
}

static enum elb_hello_result read_body(struct elb_hello *hello, struct elb_text rest,
                                       struct elb_hello_report *report)
{
    struct elb_text specs;
    size_t specs_length = 0;
    size_t session_length = 0;
    size_t challenge_length = 0;

    if (!elb_bytes_take_number(&rest, 2, &specs_length) ||
        !elb_bytes_take_number(&rest, 2, &session_length) ||
        !elb_bytes_take_number(&rest, 2, &challenge_length) ||
        rest.length != specs_length + session_length + challenge_length ||
        specs_length % SPEC_LENGTH != 0)
        return refuse(report, 3, "the lengths in this hello of SSLv2 don't fit");
    (void)elb_bytes_take(&rest, specs_length, &specs);
    add_specs(hello, specs);
    if (hello->suites.count == 0)
        return refuse(report, 9, "it offers no cipher suite of TLS");
    return ELB_HELLO_COMPLETE;
}

enum elb_hello_result elb_hello_parse_sslv2(struct elb_hello *hello, struct elb_text bytes,
                                            struct elb_hello_report *report)
{
    struct elb_text rest = bytes;
    enum elb_hello_result result;
    size_t type = 0;
    size_t version = 0;

    if (!elb_bytes_take_number(&rest, 1, &type) || !elb_bytes_take_number(&rest, 2, &version) ||
        type != 1)
        return refuse(report, 0, "it is too short");
    if (version == 0x0002) {
        report->message = "a hello of SSLv2 itself, which offers no version of TLS";
        return ELB_HELLO_UNSUPPORTED;
    }
    if (version >> 8 != 3)
        return refuse(report, 1, "its version is none of SSL or TLS");
    hello->format = ELB_HELLO_SSLV2;
    hello->legacy_version = (uint16_t)version;
    hello->extensions.presence = ELB_NOT_SENT;
    result = read_body(hello, rest, report);
    elb_hello_settle(hello);
    report->length = bytes.length;
    return result;
}
