/* SPDX-License-Identifier: MIT */

/* What `show` and `list` hand to their reporters, and the words that the reporters share. */
#ifndef ELB_REPORT_SHOW_H
#define ELB_REPORT_SHOW_H

#include "advise/aws_command.h"
#include "elblint/lint.h"
#include "report/report.h"

/* The kinds of things with a name, in the order in which `list` explains them. */
enum elb_item_kind {
    ELB_ITEM_POLICY,
    ELB_ITEM_CLIENT,
    ELB_ITEM_FAMILY,
    ELB_ITEM_SUITE,
    ELB_ITEM_GROUP,
    ELB_ITEM_SCHEME,
    ELB_ITEM_SOURCE,
    ELB_ITEM_RULE,
    ELB_ITEM_PROFILE,
    ELB_ITEM_KIND_COUNT,
};

struct elb_item {
    enum elb_item_kind kind;
    union {
        const struct elb_policy *policy;
        const struct elb_client *client;
        const char *family;
        const struct elb_suite *suite;
        const struct elb_group *group;
        const struct elb_scheme *scheme;
        const struct elb_source *source;
        const struct elb_rule *rule;
        const struct elb_profile *profile;
    };
};

/* The result of `show`, in the order in which it was asked for, and of `list`. */
struct elb_items {
    const struct elb_item *list;
    size_t count;
    bool is_overview; /* `list` without a kind: nothing but counts */
};

/* ---- Words (words.c) ------------------------------------------------------------------------ */

/* `policies` ..., as on the command line, and what they are. */
const char *elb_item_kind_name(enum elb_item_kind kind);
const char *elb_item_kind_help(enum elb_item_kind kind);
size_t elb_item_kind_size(enum elb_item_kind kind, const struct elb_catalog *catalog);

/* The name by which `show` finds it. */
const char *elb_item_name(const struct elb_item *item);

const char *elb_key_exchange_name(enum elb_key_exchange key_exchange);
const char *elb_authentication_name(enum elb_authentication authentication);
const char *elb_cipher_mode_name(enum elb_cipher_mode mode);
const char *elb_dialect_name(enum elb_dialect dialect);
const char *elb_group_kind_name(enum elb_group_kind kind);
const char *elb_scheme_key_name(enum elb_scheme_key key);
const char *elb_support_name(enum elb_support support);

/* ---- Facts (facts.c) ------------------------------------------------------------------------ */

/* The name by which -p finds this very policy: `classic/NAME` for those of Classic. */
void elb_policy_reference(struct elb_buffer *out, const struct elb_policy *policy);

/* The same without AWS's prefix. */
void elb_policy_short_reference(struct elb_buffer *out, const struct elb_policy *policy);

/* A policy of the same name in the other family; NULL: none. */
const struct elb_policy *elb_policy_namesake(const struct elb_catalog *catalog,
                                             const struct elb_policy *policy);

/* The family of the catalog's index-th client if that is the first of it; else NULL. */
const char *elb_catalog_family_at(const struct elb_catalog *catalog, size_t index);

/* From 1; 0: the policy has it not. */
size_t elb_policy_suite_position(const struct elb_policy *policy, uint16_t code);
size_t elb_policy_group_position(const struct elb_policy *policy, uint16_t code);
size_t elb_policy_scheme_position(const struct elb_policy *policy, uint16_t code);

/* The versions that a client lists; empty: unknown, or all up to that of its hello. */
elb_version_set elb_client_version_set(const struct elb_client *client);

/* 0: unknown. */
uint16_t elb_client_highest_version(const struct elb_client *client);

/* Appends the JA3 string and fills in its MD5, "" where OpenSSL is missing; false: not known. */
bool elb_show_ja3(const struct elb_client *client, struct elb_buffer *out, char ret_hash[33]);

/* The same with JA4_r and JA4. */
bool elb_show_ja4(const struct elb_client *client, struct elb_buffer *out, char ret_ja4[37]);

/* An example of a rule with the names of policies in it, to be freed with elb_free(); NULL: no
 * memory. */
char *elb_rule_example(const struct elb_rule *rule, const struct elb_catalog *catalog,
                       bool is_good);

/* The lists of a client that are not known, or not sent, one after the other; NULL: no more. */
const char *elb_client_list_name(const struct elb_client *client, enum elb_presence presence,
                                 size_t index);

#endif
