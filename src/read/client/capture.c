/* SPDX-License-Identifier: MIT */

/*
 * Captures in the formats of pcap and pcapng: tcpdump, Wireshark, AWS's traffic mirroring. One
 * client for each distinct hello, with its count; addresses are kept only where they are asked for.
 */
#include "read/flows.h"
#include "read/hellos.h"
#include "read/pcap.h"

struct capture {
    struct elb_hellos hellos;
    struct elb_flows flows;
    struct elb_pcap *pcap;
    const char *reason; /* why its end can't be read, or NULL */
    size_t packets;
    size_t fragments;
    size_t cut; /* packets without all of their headers */
    size_t quic;
    size_t dtls;
};

static unsigned recognise(struct elb_text text)
{
    static const char *const magics[] = {
        "\xd4\xc3\xb2\xa1", "\xa1\xb2\xc3\xd4", /* pcap, in both byte orders */
        "\x4d\x3c\xb2\xa1", "\xa1\xb2\x3c\x4d", /* with nanoseconds */
        "\x0a\x0d\x0d\x0a",                     /* pcapng */
    };

    for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
        if (elb_text_has_prefix(text, magics[i]))
            return 99;
    }
    return 0;
}

/* ---- Packets -------------------------------------------------------------------------------- */

static void count_datagram(struct capture *capture, const struct elb_packet *packet)
{
    if (elb_hello_guess(packet->payload) != ELB_HELLO_UNSUPPORTED)
        return;
    if (packet->payload.start[0] == 0x16)
        capture->dtls++;
    else
        capture->quic++;
}

static enum elb_status read_packet(struct capture *capture, struct elb_text bytes,
                                   struct elb_error *reterr)
{
    enum elb_flow_result result = ELB_FLOW_NOTHING;
    struct elb_packet packet;

    capture->packets++;
    switch (elb_packet_read(elb_pcap_link(capture->pcap), bytes, &packet)) {
    case ELB_PACKET_TCP:
        result = elb_flows_add(&capture->flows, &packet);
        break;
    case ELB_PACKET_UDP:
        count_datagram(capture, &packet);
        break;
    case ELB_PACKET_FRAGMENT:
        capture->fragments++;
        break;
    case ELB_PACKET_CUT:
        capture->cut++;
        break;
    case ELB_PACKET_OTHER:
        break;
    }
    if (result == ELB_FLOW_NO_MEMORY)
        return elb_error_set_memory(reterr);
    if (result != ELB_FLOW_HELLO)
        return ELB_OK;
    elb_hellos_set_source(&capture->hellos, packet.endpoints.ip_version,
                          packet.endpoints.addresses[0]);
    return elb_hellos_add(&capture->hellos, reterr);
}

static enum elb_status read_packets(struct capture *capture, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    struct elb_text bytes;
    int more;

    while (status == ELB_OK &&
           (more = elb_pcap_next(capture->pcap, &bytes, &capture->reason)) != 0) {
        if (more < 0)
            break;
        status = read_packet(capture, bytes, reterr);
    }
    return status;
}

/* ---- What else there was -------------------------------------------------------------------- */

static void append_count(struct elb_buffer *text, size_t count, const char *what)
{
    if (count > 0)
        elb_buffer_printf(text, "%s%zu %s", text->length > 0 ? ", " : "", count, what);
}

/* What may have kept a hello from being read. */
static void describe_losses(const struct capture *capture, struct elb_buffer *text)
{
    size_t cut;
    const size_t incomplete = elb_flows_incomplete(&capture->flows, &cut);

    append_count(text, cut, "cut short by the capture's snapshot length");
    append_count(text, incomplete - cut, "with packets missing");
    append_count(text, capture->flows.malformed, "malformed");
    append_count(text, capture->flows.unsupported, "of SSLv2 itself");
    append_count(text, capture->flows.given_up, "given up for lack of room");
}

static void describe_others(const struct capture *capture, struct elb_buffer *text)
{
    append_count(text, capture->fragments, "fragments of IP packets, which are not put together");
    append_count(text, capture->cut, "packets cut within their headers");
    append_count(text, capture->quic, "QUIC packets, which are not read");
    append_count(text, capture->dtls, "DTLS packets, which are not read");
}

/* Clients that are not there make the answer incomplete, whatever the others are. */
static void note_problem(const struct capture *capture, enum elb_status status, const char *what,
                         const char *losses)
{
    const struct elb_reading *reading = capture->hellos.reading;

    elb_error_set(&reading->list->problem, status, reading->path, 0, 0, "%s: %s", what, losses);
}

static enum elb_status note_losses(struct capture *capture, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    struct elb_buffer losses = {0};
    struct elb_buffer others = {0};

    describe_losses(capture, &losses);
    describe_others(capture, &others);
    if (losses.out_of_memory || others.out_of_memory)
        status = elb_error_set_memory(reterr);
    if (status == ELB_OK && losses.length > 0)
        note_problem(capture, capture->flows.given_up > 0 ? ELB_ERROR_LIMIT : ELB_ERROR_SYNTAX,
                     "hellos of the capture that could not be read", elb_buffer_string(&losses));
    if (status == ELB_OK && others.length > 0)
        status = elb_hellos_note(&capture->hellos, reterr, "in the capture there are also: %s",
                                 elb_buffer_string(&others));
    elb_buffer_done(&losses);
    elb_buffer_done(&others);
    return status;
}

static enum elb_status refuse_empty(const struct capture *capture, struct elb_error *reterr)
{
    struct elb_buffer losses = {0};
    struct elb_buffer text = {0};
    enum elb_status status;

    describe_losses(capture, &losses);
    elb_buffer_printf(&text, "%zu packets, %zu with TCP data", capture->packets,
                      capture->flows.with_data);
    describe_others(capture, &text);
    if (losses.length > 0)
        elb_buffer_printf(&text, "; hellos that could not be read: %s", elb_buffer_string(&losses));
    if (text.out_of_memory || losses.out_of_memory)
        status = elb_error_set_memory(reterr);
    else
        status = elb_error_set(reterr, ELB_ERROR_DATA, capture->hellos.reading->path, 0, 0,
                               "no ClientHello in this capture: %s", elb_buffer_string(&text));
    elb_buffer_done(&losses);
    elb_buffer_done(&text);
    return status;
}

/* A capture whose end is missing is still worth its hellos, but not without a word. */
static enum elb_status finish(struct capture *capture, struct elb_error *reterr)
{
    enum elb_status status;

    if (capture->hellos.count == 0 && capture->reason)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, capture->hellos.reading->path, 0, 0,
                             "no ClientHello in the %zu packets before its end: %s",
                             capture->packets, capture->reason);
    if (capture->hellos.count == 0)
        return refuse_empty(capture, reterr);
    status = note_losses(capture, reterr);
    if (status == ELB_OK && capture->reason)
        note_problem(capture, ELB_ERROR_SYNTAX, "the capture breaks off", capture->reason);
    return status == ELB_OK ? elb_hellos_finish(&capture->hellos, reterr) : status;
}

static enum elb_status read_all(struct capture *capture, struct elb_error *reterr)
{
    enum elb_status status;

    if (!elb_packet_has_link(elb_pcap_link(capture->pcap)))
        return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, capture->hellos.reading->path, 0, 0,
                             "a capture of link type %s, which is not supported",
                             elb_pcap_link_name(capture->pcap));
    if (!elb_flows_init(&capture->flows, &capture->hellos.hello))
        return elb_error_set_memory(reterr);
    status = read_packets(capture, reterr);
    if (status == ELB_OK)
        status = finish(capture, reterr);
    elb_flows_done(&capture->flows);
    return status;
}

static enum elb_status read_capture(struct elb_reading *reading, struct elb_error *reterr)
{
    struct capture capture = {0};
    enum elb_status status;

    status = elb_pcap_open(reading->text, reading->path, &capture.pcap, reterr);
    if (status != ELB_OK)
        return status;
    elb_hellos_init(&capture.hellos, reading);
    status = read_all(&capture, reterr);
    elb_hellos_done(&capture.hellos);
    elb_pcap_close(capture.pcap);
    return status;
}

const struct elb_client_reader elb_client_reader_capture = {
    .format.name = "capture",
    .format.summary = "a capture (pcap, pcapng)",
    .format.takes_bytes = true,
    .format.recognise = recognise,
    .read = read_capture,
};
