/* SPDX-License-Identifier: MIT */

#include "sample_catalog.h"

#include "tls/names.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* By code, as the lookups expect. */
static struct elb_suite suites[] = {
    {.code = 0x0005, .name = "TLS_RSA_WITH_RC4_128_SHA"},
    {.code = 0x000A, .name = "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
    {.code = 0x002F, .name = "TLS_RSA_WITH_AES_128_CBC_SHA"},
    {.code = 0x0033, .name = "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"},
    {.code = 0x0034, .name = "TLS_DH_anon_WITH_AES_128_CBC_SHA"},
    {.code = 0x009C, .name = "TLS_RSA_WITH_AES_128_GCM_SHA256"},
    {.code = 0x009E, .name = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"},
    {.code = 0x00FF, .name = "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"},
    {.code = 0x1301, .name = "TLS_AES_128_GCM_SHA256"},
    {.code = 0x1302, .name = "TLS_AES_256_GCM_SHA384"},
    {.code = 0x1303, .name = "TLS_CHACHA20_POLY1305_SHA256"},
    {.code = 0x5600, .name = "TLS_FALLBACK_SCSV"},
    {.code = 0xC004, .name = "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA"},
    {.code = 0xC009, .name = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"},
    {.code = 0xC013, .name = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"},
    {.code = 0xC027, .name = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"},
    {.code = 0xC02B, .name = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
    {.code = 0xC02C, .name = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"},
    {.code = 0xC02F, .name = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
    {.code = 0xC030, .name = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
};
static char encryptions[LENGTH(suites)][ELB_SUITE_ENCRYPTION_MAX];

static const struct elb_group groups[] = {
    {.code = 0x0017, .kind = ELB_GROUP_ECDHE, .name = "secp256r1"},
    {.code = 0x0018, .kind = ELB_GROUP_ECDHE, .name = "secp384r1"},
    {.code = 0x0019, .kind = ELB_GROUP_ECDHE, .name = "secp521r1"},
    {.code = 0x001D, .kind = ELB_GROUP_ECDHE, .name = "x25519"},
    {.code = 0x0100, .kind = ELB_GROUP_FFDHE, .name = "ffdhe2048"},
    {.code = 0x0202, .kind = ELB_GROUP_KEM, .name = "MLKEM1024"},
    {.code = 0x11EB, .kind = ELB_GROUP_HYBRID, .name = "SecP256r1MLKEM768"},
    {.code = 0x11EC, .kind = ELB_GROUP_HYBRID, .name = "X25519MLKEM768"},
};

#define TLS12 (1 << 3)
#define TLS13 (1 << 4)
#define RSA   ELB_SCHEME_KEY_RSA
#define ECDSA ELB_SCHEME_KEY_ECDSA
#define SCHEME(code, key, curve, versions, name, hash)                                             \
    {                                                                                              \
        code, key, curve, versions, name, hash, 0, 0                                               \
    }
static const struct elb_scheme schemes[] = {
    SCHEME(0x0201, RSA, 0, TLS12, "rsa_pkcs1_sha1", "sha1"),
    SCHEME(0x0203, ECDSA, 0, TLS12, "ecdsa_sha1", "sha1"),
    SCHEME(0x0301, RSA, 0, TLS12, "rsa_pkcs1_sha224", "sha224"),
    SCHEME(0x0401, RSA, 0, TLS12, "rsa_pkcs1_sha256", "sha256"),
    SCHEME(0x0403, ECDSA, 0x0017, TLS12 | TLS13, "ecdsa_secp256r1_sha256", "sha256"),
    SCHEME(0x0501, RSA, 0, TLS12, "rsa_pkcs1_sha384", "sha384"),
    SCHEME(0x0503, ECDSA, 0x0018, TLS12 | TLS13, "ecdsa_secp384r1_sha384", "sha384"),
    SCHEME(0x0603, ECDSA, 0x0019, TLS12 | TLS13, "ecdsa_secp521r1_sha512", "sha512"),
    SCHEME(0x0804, RSA, 0, TLS12 | TLS13, "rsa_pss_rsae_sha256", "sha256"),
    SCHEME(0x0805, RSA, 0, TLS12 | TLS13, "rsa_pss_rsae_sha384", "sha384"),
    SCHEME(0x0809, ELB_SCHEME_KEY_RSA_PSS, 0, TLS12 | TLS13, "rsa_pss_pss_sha256", "sha256"),
    SCHEME(0x0906, ELB_SCHEME_KEY_MLDSA, 0, TLS13, "mldsa87", 0),
};

/* A policy as text: versions by their last digit, lists as codes in the server's order. */
struct source {
    const char *name;
    const char *versions;
    const char *suites;
    const char *groups;  /* NULL: not known */
    const char *schemes; /* NULL: not known */
};

#define MODERN_SCHEMES "0809 0804 0805 0401 0501 0301 0201 0403 0503 0603 0203"
#define SHA2_SCHEMES   "0906 0809 0804 0805 0401 0501 0403 0503 0603"
#define LEGACY_SCHEMES "0401 0501 0301 0201 0403 0503 0603 0203"
#define LEGACY_SUITES  "C02B C02F C009 C013 009C 002F 000A 0033"

static const struct source sources[] = {
    {"modern", "34", "1301 1302 1303 C02B C02F C02C C030", "1D 17 18 19", MODERN_SCHEMES},
    {"wide", "1234", "1301 1302 1303 C02B C02F C009 C013 009C 002F 000A", "1D 17 18",
     MODERN_SCHEMES},
    {"strict", "4", "1301 1302 1303", "1D 17 18 19", MODERN_SCHEMES},
    {"fips", "34", "1301 1302 C02B C02F C02C C030", "17 18 19", SHA2_SCHEMES},
    {"pq", "34", "1301 1302 1303 C02B C02F 009C", "11EC 11EB 1D 17 18", SHA2_SCHEMES},
    {"strong", "34", "1301 1302 C02C C030", "11EC 18 17 1D", SHA2_SCHEMES},
    {"cnsa", "34", "1302 C02C C030", "18", "0503 0805 0501"},
    {"cnsa12", "3", "C02C C030", "18", "0503 0805 0501"},
    {"legacy", "123", LEGACY_SUITES, "17 18", LEGACY_SCHEMES},
    {"forward", "3", "C02B C02F C02C C030", "17 18", LEGACY_SCHEMES},
    {"picky", "34", "1301 C02B C02F", "1D 17 18", MODERN_SCHEMES},
    {"ssl3", "0123", "C013 002F", "17", LEGACY_SCHEMES},
    {"bare", "34", "1301 C02B C02F 009C", NULL, NULL},
    {"classic", "123", "C02B C02F C009 C013 0033 009C 002F", NULL, NULL},
    {"classic-client", "123", "C02B C02F C009 C013 0033 009C 002F", NULL, NULL},
    {"classic-gap", "13", "C02B C02F C013 002F", NULL, NULL},
    {"classic-old", "01", "C013 002F 0034", NULL, NULL},
};

/* The lists of one policy as pointers into the tables above. */
struct lists {
    const struct elb_suite *suites[16];
    const struct elb_group *groups[8];
    const struct elb_group *preferred[1];
    const struct elb_scheme *schemes[16];
};

static struct lists lists[LENGTH(sources)];
static struct elb_policy policies[LENGTH(sources)];
static struct elb_catalog catalog = {.suites = suites,
                                     .suite_count = LENGTH(suites),
                                     .groups = groups,
                                     .group_count = LENGTH(groups),
                                     .schemes = schemes,
                                     .scheme_count = LENGTH(schemes),
                                     .policies = policies,
                                     .policy_count = LENGTH(sources)};

/* The next code of a list; false at its end. */
static bool next_code(const char **text, uint16_t *ret_code)
{
    char *end;

    *ret_code = (uint16_t)strtoul(*text, &end, 16);
    if (end == *text)
        return false;
    *text = end;
    return true;
}

static void fill_lists(const struct source *source, struct elb_policy *policy, struct lists *list)
{
    const char *rest = source->suites;
    uint16_t code;

    while (next_code(&rest, &code))
        list->suites[policy->suite_count++] = elb_catalog_suite(&catalog, code);
    rest = source->groups != NULL ? source->groups : "";
    while (next_code(&rest, &code))
        list->groups[policy->group_count++] = elb_catalog_group(&catalog, code);
    rest = source->schemes != NULL ? source->schemes : "";
    while (next_code(&rest, &code))
        list->schemes[policy->scheme_count++] = elb_catalog_scheme(&catalog, code);
    policy->suites = list->suites;
    policy->groups = list->groups;
    policy->schemes = list->schemes;
    policy->has_groups = source->groups != NULL;
    policy->has_schemes = source->schemes != NULL;
}

static void fill_policy(size_t i)
{
    struct elb_policy *policy = &policies[i];
    bool is_classic = strncmp(sources[i].name, "classic", 7) == 0;

    *policy = (struct elb_policy){.name = sources[i].name, .server_order = true};
    policy->family = is_classic ? ELB_FAMILY_CLASSIC : ELB_FAMILY_ELBV2;
    policy->load_balancers = is_classic ? ELB_LB_CLASSIC : ELB_LB_APPLICATION | ELB_LB_NETWORK;
    policy->status = ELB_STATUS_DOCUMENTED;
    for (const char *digit = sources[i].versions; *digit != '\0'; digit++)
        policy->versions |= (elb_version_set)(1u << (*digit - '0'));
    fill_lists(&sources[i], policy, &lists[i]);
    if (strcmp(policy->name, "strong") == 0) {
        lists[i].preferred[0] = elb_catalog_group(&catalog, 0x0018);
        policy->preferred_groups = lists[i].preferred;
        policy->preferred_group_count = 1;
    }
    if (strcmp(policy->name, "picky") == 0)
        policy->allowed_certificates =
            1u << ELB_CERTIFICATE_ECDSA384 | 1u << ELB_CERTIFICATE_RSA3072;
    policy->server_order = strcmp(policy->name, "classic-client") != 0;
    policy->fips_module = strcmp(policy->name, "fips") == 0;
}

const struct elb_catalog *sample_catalog(void)
{
    static bool is_ready;

    for (size_t i = 0; !is_ready && i < LENGTH(suites); i++)
        elb_suite_parse_name(&suites[i], encryptions[i]);
    for (size_t i = 0; !is_ready && i < LENGTH(sources); i++)
        fill_policy(i);
    is_ready = true;
    return &catalog;
}

const struct elb_policy *sample_policy(const char *name)
{
    for (size_t i = 0; i < sample_catalog()->policy_count; i++) {
        if (strcmp(policies[i].name, name) == 0)
            return &policies[i];
    }
    ck_abort_msg("no sample policy '%s'", name);
    return NULL;
}
