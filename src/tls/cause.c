/* SPDX-License-Identifier: MIT */
/* The causes of a failed handshake: their names, which are for ever, and who stops. */
#include "elblint/cause.h"

#include "base/text.h"

static const struct {
    const char *name;
    const char *by;
    const char *text;
    unsigned alert;
} causes[ELB_CAUSE_ALL_COUNT] = {
    [ELB_CAUSE_NONE] = {"none", NULL, "the handshake completes", 0},
    /* protocol_version(70) is the only alert that is certain: s2n closes with close_notify
     * where others send handshake_failure(40) */
    [ELB_CAUSE_NO_SHARED_PROTOCOL] = {"no-shared-protocol", "server",
                                      "no protocol version in common", 70},
    [ELB_CAUSE_NO_SHARED_SUITE] = {"no-shared-suite", "server", "no cipher suite in common", 0},
    [ELB_CAUSE_NO_SHARED_GROUP] = {"no-shared-group", "server", "no key-exchange group in common",
                                   0},
    [ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE] = {"no-certificate-for-suite", "server",
                                            "no certificate of the listener fits a common suite",
                                            0},
    [ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE] =
        {"no-signature-for-certificate", "server",
         "no signature scheme in common that the certificate can make", 0},
    [ELB_CAUSE_INAPPROPRIATE_FALLBACK] =
        {"inappropriate-fallback", "server",
         "the client retried with a lower version than both sides have", 0},
    [ELB_CAUSE_CERTIFICATE_NOT_ALLOWED] = {"certificate-not-allowed", "configuration",
                                           "the policy refuses this certificate", 0},
    [ELB_CAUSE_VERSION_NOT_OFFERED] = {"version-not-offered", "client",
                                       "the server chose a version that the client does not accept",
                                       0},
    [ELB_CAUSE_SIGNATURE_NOT_OFFERED] =
        {"signature-not-offered", "client",
         "the server signed with a scheme that the client did not offer", 0},
    [ELB_CAUSE_SUITE_ABOVE_VERSION] = {"suite-above-version", "client",
                                       "the server chose a suite that the version does not have",
                                       0},
    [ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED] =
        {"certificate-curve-not-offered", "client",
         "the certificate's curve is none that the client offered", 0},
    [ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED] = {"certificate-not-accepted", "client",
                                            "the client takes no certificate key of this size", 0},
    [ELB_CAUSE_CLIENT_SECLEVEL] = {"client-seclevel", "client",
                                   "the client's own security level refuses it", 0},
    [ELB_CAUSE_CLIENT_PROTOCOL_DISABLED] =
        {"client-protocol-disabled", "client",
         "the client's own configuration leaves no protocol version", 0},
    [ELB_CAUSE_CLIENT_NO_SUITE] = {"client-no-suite", "client",
                                   "the client's own cipher list leaves no usable suite", 0},
    [ELB_CAUSE_CLIENT_DH_SIZE] = {"client-dh-size", "client",
                                  "the client refuses the size of the server's DH parameters", 0},
    [ELB_CAUSE_CLIENT_LEGACY_RENEGOTIATION] =
        {"client-legacy-renegotiation", "client",
         "the server lacks secure renegotiation, and the client insists on it", 0},
    [ELB_CAUSE_UNTRUSTED_CERTIFICATE] = {"untrusted-certificate", "client",
                                         "the client does not trust the certificate", 0},
    [ELB_CAUSE_NAME_MISMATCH] = {"name-mismatch", "client", "the certificate is for another name",
                                 0},
    [ELB_CAUSE_EXPIRED_CERTIFICATE] = {"expired-certificate", "client",
                                       "the certificate has expired, or is not yet valid", 0},
    [ELB_CAUSE_REVOKED_CERTIFICATE] = {"revoked-certificate", "client",
                                       "the certificate is revoked", 0},
    [ELB_CAUSE_UNKNOWN_SERVER_NAME] =
        {"unknown-server-name", "server",
         "the server has nothing for the name that was asked for, or none was sent", 0},
    [ELB_CAUSE_CLIENT_CERTIFICATE_REQUIRED] = {"client-certificate-required", "server",
                                               "the server wants a client certificate", 0},
    [ELB_CAUSE_CLIENT_CERTIFICATE_REJECTED] = {"client-certificate-rejected", "server",
                                               "the server refuses the client's certificate", 0},
    [ELB_CAUSE_NO_APPLICATION_PROTOCOL] = {"no-application-protocol", "server",
                                           "no ALPN protocol in common", 0},
    [ELB_CAUSE_MALFORMED_HELLO] = {"malformed-hello", "server",
                                   "the server can't use the client's hello as it arrived", 0},
    [ELB_CAUSE_SERVER_ERROR] = {"server-error", "server", "the server failed by itself", 0},
    [ELB_CAUSE_CONNECTION_CLOSED] = {"connection-closed", "server",
                                     "the other side closed without saying why", 0},
    [ELB_CAUSE_NOT_TLS] = {"not-tls", "server", "what answers on this port does not speak TLS", 0},
    [ELB_CAUSE_CLIENT_NOT_TLS] = {"client-not-tls", "client",
                                  "the client speaks plain HTTP to a TLS port", 0},
    [ELB_CAUSE_MIDDLEBOX] = {"middlebox", "network",
                             "a proxy or firewall between the two changes or stops it", 0},
    [ELB_CAUSE_NETWORK] = {"network", "network", "the network: nothing of TLS got through", 0},
};

const char *elb_cause_name(enum elb_cause cause)
{
    return cause < ELB_CAUSE_ALL_COUNT ? causes[cause].name : NULL;
}

enum elb_cause elb_cause_named(const char *name, size_t length)
{
    struct elb_text text = {name, length};

    for (unsigned i = ELB_CAUSE_NONE + 1; i < ELB_CAUSE_ALL_COUNT; i++) {
        if (elb_text_is(text, causes[i].name))
            return (enum elb_cause)i;
    }
    return ELB_CAUSE_NONE;
}

const char *elb_cause_by(enum elb_cause cause)
{
    return causes[cause].by;
}

const char *elb_cause_text(enum elb_cause cause)
{
    return causes[cause].text;
}

unsigned elb_cause_alert(enum elb_cause cause)
{
    return causes[cause].alert;
}
