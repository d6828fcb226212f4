/* SPDX-License-Identifier: MIT */
/**
 * Policies from files: a user's own, and what the AWS CLI says of those of an account.
 *
 * The format of a file is recognised by its content, never by its name:
 *
 *   - YAML, or JSON, of the form of the catalog's own policies: one mapping
 *   - `aws elbv2 describe-ssl-policies`: {"SslPolicies": [{"Name", "SslProtocols", "Ciphers":
 *     [{"Name", "Priority"}], "SupportedLoadBalancerTypes"}]}, or the list or one policy alone, as
 *     --query leaves them
 *   - `aws elb describe-load-balancer-policies`: {"PolicyDescriptions": [{"PolicyName",
 *     "PolicyTypeName", "PolicyAttributeDescriptions": [{"AttributeName", "AttributeValue"}]}]},
 *     likewise. Policies of other types than SSLNegotiationPolicyType have nothing to do with TLS
 *     and are passed over. The booleans are strings there
 *
 * Both commands may have printed JSON or YAML (--output), and several documents in a row, as pages.
 *
 * What AWS does not print (groups, signature schemes) stays unknown. What it doesn't print because
 * it belongs to the name (status, FIPS module, policy towards the targets) is that of the catalog's
 * policy of that name.
 *
 * Source: the API references of Elastic Load Balancing, SslPolicy (2015-12-01) and
 * PolicyDescription (2012-06-01).
 */
#ifndef ELBLINT_READ_POLICY_H
#define ELBLINT_READ_POLICY_H

#include <elblint/catalog.h>
#include <elblint/error.h>
#include <elblint/read.h>

/** Policies that were read, with all that they point to except the catalog. */
struct elb_policy_list;

/** How many there are: at least one. */
size_t elb_policy_list_count(const struct elb_policy_list *list);

/** One of them, in the order of the file; NULL past the end. Lives as long as the list. */
const struct elb_policy *elb_policy_list_at(const struct elb_policy_list *list, size_t index);

/**
 * The catalog's policy that the index-th one says it is: by its name, or for a custom policy of a
 * Classic Load Balancer by its Reference-Security-Policy. NULL: there is none.
 */
const struct elb_policy *elb_policy_list_reference_at(const struct elb_policy_list *list,
                                                      size_t index);

/**
 * The n-th name that the AWS CLI printed for the index-th policy and the catalog does not know: a
 * suite, a protocol, an attribute. The policy is without them. NULL: no more.
 */
const char *elb_policy_list_unknown_at(const struct elb_policy_list *list, size_t index, size_t n);

/**
 * What was wrong with a policy that is therefore not in the list, or in it without a name that is
 * unknown, one after the other; NULL past the end. A caller who shows the others must say so.
 */
const struct elb_error *elb_policy_list_problem_at(const struct elb_policy_list *list,
                                                   size_t index);

/** NULL is allowed. Returns NULL. */
struct elb_policy_list *elb_policy_list_free(struct elb_policy_list *list);

/**
 * Reads all policies of a text.
 *
 * @param catalog  borrowed: which names there are. It must outlive the list
 * @param text     borrowed during the call; UTF-8 without a byte order mark; need not end in NUL
 * @param length   of `text`, in bytes
 * @param path     what the input is called, in messages and as the policies' origin. Copied
 * @param limits   NULL: the default ones
 * @param ret_list owned by the caller: free it with elb_policy_list_free()
 * @param reterr   may be NULL; where and what
 *
 * Errors: ELB_ERROR_SYNTAX (no JSON or YAML, or it breaks off), ELB_ERROR_DATA (no policy, or none
 * that can be read: a name that is unknown, missing or reserved, a wrong value), ELB_ERROR_LIMIT
 * (also when more than 20 policies can't be read), ELB_ERROR_MEMORY.
 */
enum elb_status elb_policies_read(const struct elb_catalog *catalog, const char *text,
                                  size_t length, const char *path,
                                  const struct elb_read_limits *limits,
                                  struct elb_policy_list **ret_list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
