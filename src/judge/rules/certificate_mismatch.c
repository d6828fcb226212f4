/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"
#include "judge/trial.h"

/* Source: AWS guide, TLS listeners for your Network Load Balancer. */
#define NETWORK_RSA_BITS_AT_MOST 3072

/* How the clients that the catalog knows fare. */
struct tally {
    size_t tls13; /* offer TLSv1.3, and could have it by the policy */
    size_t tls13_failed;
    size_t older;
    size_t older_failed;
};

static bool is_certificates_fault(enum elb_cause cause)
{
    return cause == ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE ||
           cause == ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE ||
           cause == ELB_CAUSE_CERTIFICATE_NOT_ALLOWED;
}

static void tally_client(const struct elb_lint *lint, const struct elb_policy *policy,
                         const struct elb_certificates *certificates,
                         const struct elb_client *client, struct tally *tally)
{
    const bool is_tls13 = elb_client_offers_version(client, ELB_TLS1_3) &&
                          (policy->versions & elb_version_bit(ELB_TLS1_3));
    struct elb_check check;
    bool is_failed;

    elb_check(lint->query->catalog, policy, certificates, client, &check);
    is_failed = check.verdict == ELB_INCOMPATIBLE && is_certificates_fault(check.failed.cause);
    if (check.verdict != ELB_COMPATIBLE && !is_failed)
        return;
    *(is_tls13 ? &tally->tls13 : &tally->older) += 1;
    *(is_tls13 ? &tally->tls13_failed : &tally->older_failed) += is_failed;
}

/* Whom the certificate keeps out by itself; NULL: nobody. */
static const char *find_kept_out(const struct elb_lint *lint, const struct elb_policy *policy,
                                 enum elb_certificate certificate)
{
    const struct elb_certificates alone = {.list = {certificate}, .count = 1};
    struct tally tally = {0};

    for (size_t i = 0; i < lint->query->catalog->client_count; i++)
        tally_client(lint, policy, &alone, &lint->query->catalog->clients[i], &tally);
    if (tally.tls13_failed + tally.older_failed == 0)
        return "";
    if (tally.tls13_failed == tally.tls13 && tally.older_failed == tally.older)
        return "no client";
    /* There must be some: all of none is nobody. */
    if (tally.tls13 > 0 && tally.tls13_failed == tally.tls13)
        return "no client that offers TLSv1.3";
    return tally.older > 0 && tally.older_failed == tally.older ? "no client without TLSv1.3" : "";
}

/* The same, worked out once; "" : nobody; NULL without memory. */
static const char *kept_out(struct elb_lint *lint, const struct elb_policy *policy,
                            enum elb_certificate certificate)
{
    const struct elb_lint_key key = {
        .question = &elb_rule_certificate_mismatch,
        .policy = policy,
        .certificates = (uint64_t)certificate,
    };
    void **place = elb_lint_answer(lint, &key);

    if (place && !*place)
        *place = (void *)find_kept_out(lint, policy, certificate);
    return place ? *place : NULL;
}

static bool is_too_big(const struct elb_listener *listener, enum elb_certificate certificate)
{
    return listener->load_balancer == ELB_LB_NETWORK &&
           elb_certificate_rsa_bits(certificate) > NETWORK_RSA_BITS_AT_MOST;
}

/* Is there another certificate that the policy can use? */
static bool has_other(struct elb_lint *lint, const struct elb_listener *listener,
                      const struct elb_policy *policy)
{
    for (size_t i = 0; i < listener->certificates.count; i++) {
        const enum elb_certificate other = listener->certificates.list[i];
        const char *out = kept_out(lint, policy, other);

        if (out && !*out && !is_too_big(listener, other))
            return true;
    }
    return false;
}

static void judge_policy(struct elb_lint *lint, const struct elb_listener *listener,
                         const struct elb_declared_policy *policy, enum elb_certificate certificate)
{
    const char *out = kept_out(lint, policy->policy, certificate);
    struct elb_found found = {.listener = listener, .policy = policy, .wants_policy = true};
    struct elb_buffer message = {0};

    if (!out || !*out)
        return;
    elb_buffer_printf(&message, "%s can connect to ", out);
    elb_lint_name_policy(lint, &message, policy);
    elb_buffer_printf(&message, " with a certificate of %s", elb_certificate_name(certificate));
    if (has_other(lint, listener, policy->policy)) {
        elb_buffer_append_string(&message, ", if the load balancer takes that of several");
        if (elb_lint_severity(lint, lint->current) == ELB_SEVERITY_ERROR)
            found.severity = ELB_SEVERITY_WARNING;
    }
    found.message = elb_lint_take(lint, &message);
    elb_lint_find(lint, &found);
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    for (size_t i = 0; policy->policy && i < listener->certificates.count; i++) {
        if (!is_too_big(listener, listener->certificates.list[i]))
            judge_policy(lint, listener, policy, listener->certificates.list[i]);
    }
}

/* Whatever the policy is. */
static void judge_size(struct elb_lint *lint, const struct elb_listener *listener)
{
    for (size_t i = 0; i < listener->certificates.count; i++) {
        const enum elb_certificate certificate = listener->certificates.list[i];

        if (!is_too_big(listener, certificate) || listener->how == ELB_HOW_PLAINTEXT)
            continue;
        elb_lint_find(lint, &(struct elb_found){
                                .listener = listener,
                                .message = elb_lint_printf(
                                    lint, "a Network Load Balancer can't use a certificate of %s",
                                    elb_certificate_name(certificate)),
                                .help = "take a key of ECDSA, or of RSA with 3072 bits at most",
                            });
    }
}

const struct elb_lint_rule elb_rule_certificate_mismatch = {
    .rule =
        {
            .id = "certificate-mismatch",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "the policy can't use the certificate",
            .text = "A certificate must have a key that the cipher suites and signature schemes "
                    "of the policy can be used with. Where it has not, some or all handshakes "
                    "fail, though AWS accepts the configuration. It is judged only where the file "
                    "declares the type of the key.",
            .citation = "RFC 8446 section 4.4.2.2; RFC 9151 sections 5 and 6; AWS guide, TLS "
                        "listeners for your Network Load Balancer",
            .bad = "key_algorithm = \"RSA_4096\" # and protocol = \"TLS\"",
            .good = "key_algorithm = \"RSA_2048\"",
            .instead = "Take a certificate with another key, or a policy that can use this one.",
        },
    .judge_policy = judge,
    .judge_listener = judge_size,
};
