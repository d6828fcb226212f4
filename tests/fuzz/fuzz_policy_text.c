/* SPDX-License-Identifier: MIT */

/* A file of policies in any format, each compared with what the catalog has of it. */
#include <elblint/compare.h>
#include <elblint/read_policy.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* What every reader promises of its policies. */
static void use(const struct elb_policy_list *list)
{
    require(elb_policy_list_count(list) > 0);
    for (size_t i = 0; i < elb_policy_list_count(list); i++) {
        const struct elb_policy *policy = elb_policy_list_at(list, i);
        const struct elb_policy *reference = elb_policy_list_reference_at(list, i);
        const struct elb_comparison *comparison = NULL;

        require(policy->name && policy->origin);
        require(policy->versions != 0 && policy->suite_count > 0);
        require(elb_compare(reference ? reference : policy, policy, &comparison, NULL) == ELB_OK);
        require(reference || elb_comparison_is_empty(comparison));
        elb_comparison_free(comparison);
    }
    for (size_t i = 0; elb_policy_list_problem_at(list, i); i++)
        require(elb_policy_list_problem_at(list, i)->message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elb_policy_list *list = NULL;
    struct elb_error error = {0};

    if (elb_policies_read(elb_catalog_bundled(), (const char *)data, size, "fuzz", NULL, &list,
                          &error) == ELB_OK) {
        use(list);
        require(error.status == ELB_OK);
    } else {
        require(list == NULL && error.message[0] != '\0');
    }
    elb_policy_list_free(list);
    return 0;
}
