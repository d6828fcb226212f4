/* SPDX-License-Identifier: MIT */

/* Enumerations as words: those that TLS itself has no names for. */

#include "report/show.h"

#define WORD(words, index)                                                                         \
    ((size_t)(index) < sizeof(words) / sizeof((words)[0]) ? (words)[index] : "unknown")

const char *elb_item_kind_name(enum elb_item_kind kind)
{
    static const char *const names[] = {"policies", "clients", "families",
                                        "suites",   "groups",  "signature-schemes",
                                        "sources",  "rules",   "profiles"};

    return kind < ELB_ITEM_KIND_COUNT ? names[kind] : NULL;
}

const char *elb_item_kind_help(enum elb_item_kind kind)
{
    static const char *const helps[] = {
        "security policies of Application, Network and Classic Load Balancers",
        "TLS clients, by what they offer",
        "the programs that these clients are versions of",
        "cipher suites, with their names everywhere",
        "named groups: curves, finite fields, post-quantum",
        "signature schemes",
        "where all of this was read",
        "what `lint` looks for",
        "what standards demand, as far as a policy can show it",
    };

    return WORD(helps, kind);
}

const char *elb_item_name(const struct elb_item *item)
{
    switch (item->kind) {
    case ELB_ITEM_POLICY:
        return item->policy->name;
    case ELB_ITEM_CLIENT:
        return item->client->id;
    case ELB_ITEM_FAMILY:
        return item->family;
    case ELB_ITEM_SUITE:
        return item->suite->name;
    case ELB_ITEM_GROUP:
        return item->group->name;
    case ELB_ITEM_SCHEME:
        return item->scheme->name;
    case ELB_ITEM_SOURCE:
        return item->source->key;
    case ELB_ITEM_RULE:
        return item->rule->id;
    case ELB_ITEM_PROFILE:
        return item->profile->id;
    case ELB_ITEM_KIND_COUNT:
        break;
    }
    return NULL;
}

static size_t count_rules(void)
{
    size_t count = 0;

    while (elb_rule_at(count))
        count++;
    return count;
}

static size_t count_families(const struct elb_catalog *catalog)
{
    size_t count = 0;

    for (size_t i = 0; i < catalog->client_count; i++)
        count += elb_catalog_family_at(catalog, i) != NULL;
    return count;
}

size_t elb_item_kind_size(enum elb_item_kind kind, const struct elb_catalog *catalog)
{
    switch (kind) {
    case ELB_ITEM_POLICY:
        return catalog->policy_count;
    case ELB_ITEM_CLIENT:
        return catalog->client_count;
    case ELB_ITEM_FAMILY:
        return count_families(catalog);
    case ELB_ITEM_SUITE:
        return catalog->suite_count;
    case ELB_ITEM_GROUP:
        return catalog->group_count;
    case ELB_ITEM_SCHEME:
        return catalog->scheme_count;
    case ELB_ITEM_SOURCE:
        return catalog->source_count;
    case ELB_ITEM_RULE:
        return count_rules();
    case ELB_ITEM_PROFILE:
        return catalog->profile_count;
    case ELB_ITEM_KIND_COUNT:
        break;
    }
    return 0;
}

const char *elb_key_exchange_name(enum elb_key_exchange key_exchange)
{
    static const char *const names[] = {"unknown", "any", "RSA", "DH",   "DHE",  "ECDH",
                                        "ECDHE",   "PSK", "SRP", "KRB5", "other"};

    return WORD(names, key_exchange);
}

const char *elb_authentication_name(enum elb_authentication authentication)
{
    static const char *const names[] = {"unknown", "any", "RSA",       "ECDSA",
                                        "DSS",     "PSK", "anonymous", "other"};

    return WORD(names, authentication);
}

const char *elb_cipher_mode_name(enum elb_cipher_mode mode)
{
    static const char *const names[] = {"unknown", "AEAD", "CBC", "stream", "null"};

    return WORD(names, mode);
}

const char *elb_dialect_name(enum elb_dialect dialect)
{
    static const char *const names[] = {"IANA", "OpenSSL", "GnuTLS", "Java",
                                        "Go",   "rustls",  "other"};

    return WORD(names, dialect);
}

const char *elb_group_kind_name(enum elb_group_kind kind)
{
    static const char *const names[] = {"unknown", "ecdhe",        "ffdhe",   "kem",
                                        "hybrid",  "obsolete-kem", "explicit"};

    return WORD(names, kind);
}

const char *elb_scheme_key_name(enum elb_scheme_key key)
{
    static const char *const names[] = {"unknown", "rsa", "rsa-pss", "ecdsa",
                                        "eddsa",   "dsa", "mldsa",   "other"};

    return WORD(names, key);
}

const char *elb_support_name(enum elb_support support)
{
    static const char *const names[] = {"unknown", "supported", "ended"};

    return WORD(names, support);
}
