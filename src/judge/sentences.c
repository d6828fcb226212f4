/* SPDX-License-Identifier: MIT */
/* What a verdict rests on, in words: one table for assumptions, remarks and open questions. */
#include "elblint/check.h"

#include <assert.h>

struct sentence {
    unsigned bit;
    const char *text;
};

static const struct sentence assumptions[] = {
    {ELB_ASSUMED_CLIENT_GROUPS,
     "groups: the client's are not known; assumed to include one of the policy"},
    {ELB_ASSUMED_CLIENT_KEY_SHARES,
     "key-shares: the client's are not known; assumed to include the group that the server takes"},
    {ELB_ASSUMED_CLIENT_SCHEMES,
     "signature-schemes: the client's are not known; assumed to include one of the policy"},
    {ELB_ASSUMED_CLIENT_MINIMUM,
     "versions: the client's lowest is not known; assumed to accept this one"},
    {ELB_ASSUMED_POLICY_GROUPS, "groups: the policy's are not known; assumed to fit"},
    {ELB_ASSUMED_POLICY_DHE,
     "groups: whether a Classic Load Balancer has DH parameters is not published; assumed to fit"},
    {ELB_ASSUMED_POLICY_SCHEMES, "signature-schemes: the policy's are not known; assumed to fit"},
    {ELB_ASSUMED_NO_FALLBACK_CHECK, "fallback: whether a Classic Load Balancer honours "
                                    "TLS_FALLBACK_SCSV is not known; assumed not to"},
    {ELB_ASSUMED_CERTIFICATE_SIZE,
     "certificate: only the type of the key is known; its size is assumed to fit"},
    {ELB_ASSUMED_VERSIONS, "versions: the client's are not known; inferred from its suites (no "
                           "TLSv1.3 without one of its own)"},
    {ELB_ASSUMED_LIST_COMPLETE, "suites: the list is incomplete; a suite that it lacks might be "
                                "chosen instead"},
};

static const struct sentence remarks[] = {
    {ELB_REMARK_DEFAULT_SHA1,
     "the client sends no signature_algorithms, which means SHA-1 (RFC 5246), and the server "
     "signs with something else: most such clients accept it, a strict one will not"},
    {ELB_REMARK_CERTIFICATE_CHOICE,
     "the load balancer chooses between its certificates by rules of its own: which one it serves, "
     "and the signature with it, may differ"},
    {ELB_REMARK_DHE_UNUSABLE,
     "the shared DHE suites can't be used: these load balancers have no DH parameters"},
    {ELB_REMARK_OLD_VERSION,
     "making the client accept this version would work, but it is insecure and not proposed"},
    {ELB_REMARK_NO_KEY_SHARE,
     "the client offers TLSv1.3 without a key_share extension, which breaks the handshake"},
    {ELB_REMARK_NO_GROUPS_EXTENSION,
     "the client offers TLSv1.3 without a supported_groups extension, which breaks the handshake"},
    {ELB_REMARK_TOO_MANY_SCHEMES,
     "the client lists more than 128 signature schemes: the server stops at once, whatever they "
     "are"},
    {ELB_REMARK_ECDHE_LOST,
     "the client lists a post-quantum group but sends no supported_versions: the server then uses "
     "no ECDHE suite at all"},
};

static const struct sentence questions[] = {
    {ELB_OPEN_VERSIONS, "which protocol versions the client offers would settle it (--protocols, "
                        "or 'versions' in a client file)"},
    {ELB_OPEN_SUITES, "the complete list of the client's cipher suites would settle it"},
    {ELB_OPEN_CERTIFICATE_SIZE,
     "the size of the certificate's key would settle it (--certificate, as rsa2048 or ecdsa384)"},
    {ELB_OPEN_CERTIFICATE_CHOICE,
     "which of its certificates the load balancer serves would settle it: it works with one and "
     "fails with another"},
};

static const char *find(const struct sentence *sentences, size_t count, unsigned bit)
{
    for (size_t i = 0; i < count; i++) {
        if (sentences[i].bit == bit)
            return sentences[i].text;
    }
    assert(!"not a single bit of its enum");
    return "";
}
#define FIND(table, bit) find((table), sizeof(table) / sizeof((table)[0]), (bit))

const char *elb_assumption_text(enum elb_assumption bit)
{
    return FIND(assumptions, bit);
}

const char *elb_remark_text(enum elb_remark bit)
{
    return FIND(remarks, bit);
}

const char *elb_open_question_text(enum elb_open_question bit)
{
    return FIND(questions, bit);
}

const char *elb_open_question_name(enum elb_open_question bit)
{
    static const struct sentence names[] = {
        {ELB_OPEN_VERSIONS, "versions"},
        {ELB_OPEN_SUITES, "suites"},
        {ELB_OPEN_CERTIFICATE_SIZE, "certificate-size"},
        {ELB_OPEN_CERTIFICATE_CHOICE, "certificate-choice"},
    };
    return FIND(names, bit);
}
