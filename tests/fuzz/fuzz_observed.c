/* SPDX-License-Identifier: MIT */

/* Any output of a scanner: read, merged with itself, and identified. */
#include <elblint/identify.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_codes(const struct elb_observed_codes *codes, bool is_incomplete)
{
    for (size_t i = 0; i < codes->accepted_count; i++) {
        require(elb_observed_code(codes, codes->accepted[i]) == ELB_SEEN_ACCEPTED);
        for (size_t j = 0; j < codes->refused_count; j++)
            require(codes->accepted[i] != codes->refused[j]);
    }
    require(!is_incomplete || codes->refused_count == 0);
    require(!is_incomplete || codes->coverage <= ELB_COVERAGE_ACCEPTED_ONLY);
    require(codes->accepted_count == 0 || codes->coverage != ELB_COVERAGE_UNKNOWN);
}

static void use(const struct elb_observation *observation)
{
    const struct elb_identification *identification;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        check_codes(&observation->versions[i].suites, observation->incomplete);
        check_codes(&observation->versions[i].groups, observation->incomplete);
    }
    require(elb_identify(elb_catalog_bundled(), observation, NULL,
                         &elb_catalog_bundled()->policies[0], &identification, NULL) == ELB_OK);
    require(identification->exact_count <= identification->match_count);
    elb_identification_free(identification);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elb_read_limits limits = ELB_READ_LIMITS_DEFAULT;
    struct elb_observation_list *list;
    struct elb_observation_list *merged;
    struct elb_error error = {0};

    limits.nodes = 10000;
    if (elb_observations_read(elb_catalog_bundled(), (const char *)data, size, "fuzz", &limits,
                              &list, &error) != ELB_OK) {
        require(error.status != ELB_OK && error.message[0] != '\0');
        return 0;
    }
    require(elb_observations_merge((const struct elb_observation_list *const *)&list, 1, &merged,
                                   NULL) == ELB_OK);
    for (size_t i = 0; i < elb_observation_list_count(merged) && i < 4; i++)
        use(elb_observation_list_at(merged, i));
    elb_observation_list_free(merged);
    elb_observation_list_free(list);
    return 0;
}
