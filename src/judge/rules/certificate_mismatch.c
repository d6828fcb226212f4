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

/* Whom it keeps out; false: nobody. */
static bool explain(const struct tally *tally, const char *certificate, struct elb_buffer *out)
{
    const bool no_tls13 = tally->tls13 > 0 && tally->tls13_failed == tally->tls13;
    const bool no_older = tally->older_failed == tally->older;

    if (no_tls13 && no_older)
        elb_buffer_printf(out, "no client can connect with a certificate of %s", certificate);
    else if (no_tls13)
        elb_buffer_printf(out, "no client of TLSv1.3 can connect with a certificate of %s",
                          certificate);
    else if (tally->older > 0 && no_older && tally->tls13 == 0)
        elb_buffer_printf(out, "no client can connect with a certificate of %s", certificate);
    else
        return false;
    return true;
}

static void judge_one(struct elb_lint *lint, const struct elb_listener *listener,
                      const struct elb_declared_policy *policy, enum elb_certificate certificate)
{
    const struct elb_certificates alone = {.list = {certificate}, .count = 1};
    struct elb_buffer message = {0};
    struct tally tally = {0};

    for (size_t i = 0; i < lint->query->catalog->client_count; i++)
        tally_client(lint, policy->policy, &alone, &lint->query->catalog->clients[i], &tally);
    elb_buffer_printf(&message, "'%s': ", policy->name);
    if (listener->load_balancer == ELB_LB_NETWORK &&
        elb_certificate_rsa_bits(certificate) > NETWORK_RSA_BITS_AT_MOST)
        elb_buffer_printf(&message, "a Network Load Balancer can't use a certificate of %s",
                          elb_certificate_name(certificate));
    else if (!explain(&tally, elb_certificate_name(certificate), &message)) {
        elb_buffer_done(&message);
        return;
    }
    elb_lint_find(lint, &(struct elb_found){.listener = listener,
                                            .policy = policy,
                                            .message = elb_lint_take(lint, &message),
                                            .wants_policy = true});
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    for (size_t i = 0; policy->policy && i < listener->certificates.count; i++)
        judge_one(lint, listener, policy, listener->certificates.list[i]);
}

const struct elb_lint_rule elb_rule_certificate_mismatch = {
    .rule =
        {
            .id = "certificate-mismatch",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "the policy can not use the certificate",
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
};
