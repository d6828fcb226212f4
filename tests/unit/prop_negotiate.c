/* SPDX-License-Identifier: MIT */

/*
 * What is true of every prediction: each bundled policy with each bundled client, and with random
 * clients. The seed of a failure is in its message; ELB_SEED=... runs it again.
 */
#include "elblint/catalog.h"
#include "elblint/negotiate.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))
#define LIST_MAX      192 /* codes of a list, with what is added to it */
#define ROUNDS        40  /* random clients a policy */

/* ---- Random clients ----------------------------------------------------------------------- */

static uint64_t seed;
static uint64_t state;

/* xorshift64* */
static uint32_t any(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * 0x2545F4914F6CDD1Du) >> 32);
}

static size_t below(size_t limit)
{
    return any() % limit;
}

static uint16_t grease(void)
{
    return (uint16_t)(0x0A0A + 0x1010 * below(16));
}

/* A client whose lists may be changed. */
struct offer {
    struct elb_client client;
    uint16_t codes[5][LIST_MAX];
};

#define LISTS 5
static struct elb_codes *list_of(struct elb_client *client, size_t i)
{
    struct elb_codes *lists[LISTS] = {&client->supported_versions, &client->suites, &client->groups,
                                      &client->key_shares, &client->schemes};

    return lists[i];
}

/* Its lists are then its own; false: one is too long for that. */
static bool copy_client(const struct elb_client *client, struct offer *offer)
{
    offer->client = *client;
    for (size_t i = 0; i < LISTS; i++) {
        struct elb_codes *list = list_of(&offer->client, i);

        if (list->count + 8 > LIST_MAX)
            return false;
        if (list->count > 0)
            memcpy(offer->codes[i], list->codes, list->count * sizeof(uint16_t));
        list->codes = offer->codes[i];
    }
    return true;
}

static const uint16_t versions[] = {0x0304, 0x0303, 0x0302, 0x0301, 0x0300, 0x7F1C};
static const uint16_t groups[] = {0x001D, 0x0017, 0x0018, 0x0019, 0x001E,
                                  0x0100, 0x11EC, 0x11EB, 0x11ED, 0x0202};
static const uint16_t schemes[] = {0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401,
                                   0x0501, 0x0601, 0x0201, 0x0203, 0x0301, 0x0303, 0x0809};
static const uint16_t suites[] = {0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030,
                                  0xC023, 0xC027, 0xC009, 0xC013, 0xC00A, 0xC014, 0x009C,
                                  0x009D, 0x003C, 0x002F, 0x0035, 0x000A, 0x0005, 0x0033,
                                  0x0039, 0x0067, 0x00FF, 0x5600, 0xCCA8};

static void random_list(struct offer *offer, size_t i, const uint16_t *codes, size_t count)
{
    struct elb_codes *list = list_of(&offer->client, i);
    uint32_t odds = 1 + any() % 4;

    *list = (struct elb_codes){.presence = any() % 8 == 0 ? ELB_NOT_SENT : ELB_SENT,
                               .codes = offer->codes[i]};
    if (any() % 12 == 0)
        list->presence = ELB_UNKNOWN;
    for (size_t j = 0; list->presence == ELB_SENT && j < count; j++) {
        if (any() % 4 < odds)
            offer->codes[i][list->count++] = codes[j];
    }
}

static void random_client(struct offer *offer)
{
    static const uint16_t legacy[] = {0x0303, 0x0303, 0x0303, 0x0302,
                                      0x0301, 0x0300, 0x0304, 0x03FF};

    offer->client = (struct elb_client){.id = "random"};
    offer->client.legacy_version = legacy[below(LENGTH(legacy))];
    random_list(offer, 0, versions, LENGTH(versions));
    random_list(offer, 1, suites, LENGTH(suites));
    random_list(offer, 2, groups, LENGTH(groups));
    random_list(offer, 3, groups, LENGTH(groups));
    random_list(offer, 4, schemes, LENGTH(schemes));
    offer->client.suites.presence = ELB_SENT;
    if (any() % 8 == 0)
        offer->client.minimum_version = (uint16_t)(ELB_TLS1_0 + below(4));
    if (any() % 16 == 0)
        offer->client.constraints.max_rsa_bits = 2048;
}

static void random_certificates(struct elb_certificates *certificates)
{
    certificates->count = 1 + below(2);
    for (size_t i = 0; i < certificates->count; i++)
        certificates->list[i] = (enum elb_certificate)(1 + below(ELB_CERTIFICATE_ECDSA));
}

/* ---- One prediction and its variations ---------------------------------------------------- */

struct trial {
    const struct elb_policy *policy;
    const struct elb_client *client;
    struct elb_certificates certificates;
    struct elb_outcome outcome;
};

/* Assertions are slow, so there is one, where something is wrong. */
#define REQUIRE(trial, condition, what)                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ck_abort_msg("%s: %s with %s, %s; ELB_SEED=%llu", what, (trial)->client->id,           \
                         (trial)->policy->name,                                                    \
                         elb_certificate_name((trial)->certificates.list[0]),                      \
                         (unsigned long long)seed);                                                \
    } while (0)

static bool is_same(const struct elb_outcome *a, const struct elb_outcome *b)
{
    return a->cause == b->cause && a->answered == b->answered && a->hello_retry == b->hello_retry &&
           a->version == b->version && a->suite == b->suite && a->group == b->group &&
           a->scheme == b->scheme && a->certificate == b->certificate && a->assumed == b->assumed &&
           a->remarks == b->remarks;
}

static struct elb_outcome predict(const struct trial *trial, const struct elb_policy *policy,
                                  const struct elb_client *client)
{
    struct elb_outcome outcome;

    memset(&outcome, (int)below(256), sizeof(outcome));
    elb_negotiate(policy, &trial->certificates, client, &outcome);
    return outcome;
}

/* Who stops says whether there was an answer; an answer is whole. */
static void test_form(const struct trial *trial)
{
    const struct elb_outcome *outcome = &trial->outcome;
    const char *by = elb_cause_by(outcome->cause);

    REQUIRE(trial, outcome->answered == (by == NULL || strcmp(by, "client") == 0), "who stops");
    if (!outcome->answered)
        return;
    REQUIRE(trial, outcome->suite != NULL, "an answer without suite");
    REQUIRE(trial, elb_version_name(outcome->version) != NULL, "an answer without version");
    REQUIRE(trial,
            outcome->certificate != ELB_CERTIFICATE_NONE ||
                outcome->suite->authentication == ELB_AUTH_ANONYMOUS,
            "an answer without certificate");
    REQUIRE(trial, elb_suite_is_tls13(outcome->suite) == (outcome->version == ELB_TLS1_3),
            "a suite of another version");
    REQUIRE(trial, outcome->scheme == NULL || outcome->version >= ELB_TLS1_2, "a scheme too early");
    REQUIRE(trial, !outcome->hello_retry || outcome->version == ELB_TLS1_3, "a retry too early");
    REQUIRE(trial,
            outcome->group != NULL ||
                (outcome->assumed & (ELB_ASSUMED_CLIENT_GROUPS | ELB_ASSUMED_POLICY_GROUPS)) != 0 ||
                outcome->suite->key_exchange == ELB_KX_RSA ||
                outcome->suite->key_exchange == ELB_KX_DHE,
            "no group and no assumption");
}

static bool policy_has(const struct elb_policy *policy, const struct elb_outcome *outcome)
{
    bool suite = false;
    bool group = outcome->group == NULL;
    bool scheme = outcome->scheme == NULL;

    for (size_t i = 0; i < policy->suite_count; i++)
        suite |= policy->suites[i] == outcome->suite;
    for (size_t i = 0; i < policy->group_count; i++)
        group |= policy->groups[i] == outcome->group;
    for (size_t i = 0; i < policy->scheme_count; i++)
        scheme |= policy->schemes[i] == outcome->scheme;
    return suite && group && scheme;
}

static bool may_be(const struct elb_codes *list, uint16_t code)
{
    return list->presence != ELB_SENT || elb_codes_has(list, code);
}

/* What completes was offered by both sides; what was answered, by the server. */
static void test_membership(const struct trial *trial)
{
    const struct elb_outcome *outcome = &trial->outcome;
    const struct elb_client *client = trial->client;

    if (!outcome->answered)
        return;
    REQUIRE(trial, policy_has(trial->policy, outcome), "not the policy's");
    REQUIRE(trial, elb_codes_has(&client->suites, outcome->suite->code), "not the client's suite");
    if (outcome->cause != ELB_CAUSE_NONE)
        return;
    REQUIRE(trial, trial->policy->versions & elb_version_bit(outcome->version), "version");
    REQUIRE(trial, may_be(&client->supported_versions, outcome->version), "not listed");
    REQUIRE(trial, outcome->version >= client->minimum_version, "below the minimum");
    REQUIRE(trial, outcome->suite->first_version <= outcome->version, "suite above the version");
    REQUIRE(trial, outcome->group == NULL || may_be(&client->groups, outcome->group->code),
            "not the client's group");
    REQUIRE(trial, outcome->scheme == NULL || may_be(&client->schemes, outcome->scheme->code),
            "not the client's scheme");
    REQUIRE(trial,
            outcome->version < ELB_TLS1_3 || outcome->hello_retry || outcome->group == NULL ||
                may_be(&client->key_shares, outcome->group->code),
            "no share and no retry");
}

static void shuffle(uint16_t *codes, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = below(i);
        uint16_t code = codes[j];

        codes[j] = codes[i - 1];
        codes[i - 1] = code;
    }
}

/* The client's order is nothing, but for suites where the server leaves the choice to it. */
static void test_order(const struct trial *trial)
{
    struct offer offer;
    struct elb_outcome outcome;

    if (!copy_client(trial->client, &offer))
        return;
    for (size_t i = 0; i < LISTS; i++) {
        if (i != 1 || trial->policy->server_order)
            shuffle(offer.codes[i], list_of(&offer.client, i)->count);
    }
    outcome = predict(trial, trial->policy, &offer.client);
    REQUIRE(trial, is_same(&outcome, &trial->outcome), "the client's order matters");
}

/* RFC 8701: in every list that is sent. A hello without suites is none at all. */
static void test_grease(const struct trial *trial)
{
    struct offer offer;
    struct elb_outcome outcome;

    if (trial->client->suites.count == 0 || !copy_client(trial->client, &offer))
        return;
    for (size_t i = 0; i < LISTS; i++) {
        struct elb_codes *list = list_of(&offer.client, i);
        size_t at = below(list->count + 1);

        if (list->presence != ELB_SENT)
            continue;
        memmove(&offer.codes[i][at + 1], &offer.codes[i][at],
                (list->count - at) * sizeof(uint16_t));
        offer.codes[i][at] = grease();
        list->count++;
    }
    outcome = predict(trial, trial->policy, &offer.client);
    REQUIRE(trial, is_same(&outcome, &trial->outcome), "GREASE matters");
}

/*
 * A higher minimum alone gains nobody, and where the handshake still completes, nothing about it
 * has changed. Of the maximum that is not true: the server never goes back, so that without
 * TLS 1.3 a client may get through that fails in TLS 1.3.
 */
static void test_minimum(const struct trial *trial)
{
    struct elb_policy policy = *trial->policy;

    while (elb_version_lowest(policy.versions) != elb_version_highest(policy.versions)) {
        struct elb_outcome outcome;

        policy.versions &= (elb_version_set)~elb_version_bit(elb_version_lowest(policy.versions));
        outcome = predict(trial, &policy, trial->client);
        REQUIRE(trial, outcome.cause != ELB_CAUSE_NONE || is_same(&outcome, &trial->outcome),
                "a higher minimum gains");
    }
}

static bool has_tls13(const struct elb_policy *policy)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (elb_suite_is_tls13(policy->suites[i]))
            return true;
    }
    return false;
}

/*
 * A suite that was not chosen can go, and all stays as it is; where none was chosen, no fewer
 * suites make the server answer. Both unless it was the last of TLS 1.3, which is what makes a
 * server speak that version. (A suite that was chosen is another matter: without it, the next may
 * have a better certificate.)
 */
static void test_fewer_suites(const struct trial *trial)
{
    const struct elb_suite *fewer[64];
    struct elb_policy policy = *trial->policy;
    struct elb_outcome outcome;
    size_t gone = below(policy.suite_count);

    if (policy.suite_count > LENGTH(fewer) || policy.suite_count == 1 ||
        (trial->outcome.answered && policy.suites[gone] == trial->outcome.suite))
        return;
    policy.suite_count = 0;
    for (size_t i = 0; i < trial->policy->suite_count; i++) {
        if (i != gone)
            fewer[policy.suite_count++] = trial->policy->suites[i];
    }
    policy.suites = fewer;
    if (has_tls13(&policy) != has_tls13(trial->policy))
        return;
    outcome = predict(trial, &policy, trial->client);
    if (trial->outcome.answered)
        REQUIRE(trial, is_same(&outcome, &trial->outcome), "a suite that was not chosen matters");
    else
        REQUIRE(trial, !outcome.answered, "fewer suites gain an answer");
}

/* Nothing of one prediction is left for the next. */
static void test_again(const struct trial *trial)
{
    struct elb_outcome outcome = predict(trial, trial->policy, trial->client);

    REQUIRE(trial, is_same(&outcome, &trial->outcome), "another outcome the second time");
}

static void test_all(struct trial *trial)
{
    random_certificates(&trial->certificates);
    trial->outcome = predict(trial, trial->policy, trial->client);
    test_form(trial);
    test_membership(trial);
    test_order(trial);
    test_grease(trial);
    test_minimum(trial);
    test_fewer_suites(trial);
    test_again(trial);
}

START_TEST(bundled_clients)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    for (size_t i = 0; i < catalog->policy_count; i++) {
        for (size_t j = 0; j < catalog->client_count; j++) {
            struct trial trial = {.policy = &catalog->policies[i], .client = &catalog->clients[j]};

            if (trial.client->legacy_version != 0)
                test_all(&trial);
        }
    }
    ck_assert_uint_gt(catalog->policy_count, 50);
    ck_assert_uint_gt(catalog->client_count, 100);
}
END_TEST

START_TEST(random_clients)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    for (size_t i = 0; i < catalog->policy_count * ROUNDS; i++) {
        struct offer offer;
        struct trial trial = {.policy = &catalog->policies[i / ROUNDS], .client = &offer.client};

        random_client(&offer);
        test_all(&trial);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/negotiate, properties");
    TCase *tcase = tcase_create("properties");
    SRunner *runner = srunner_create(suite);
    const char *given = getenv("ELB_SEED");
    int failed;

    seed = given != NULL ? strtoull(given, NULL, 0) : 20160826;
    state = seed != 0 ? seed : 1;
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, bundled_clients);
    tcase_add_test(tcase, random_clients);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
