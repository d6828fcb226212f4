/* SPDX-License-Identifier: MIT */

/*
 * parse(print(x)) = x: for all that is bundled, and for policies and clients that are made up at
 * random within what a file can say. ELBLINT_SEED=N repeats a run.
 */
#include "test_catalog_common.h"

#include "base/utf8.h"

#include <time.h>

#define ROUNDS    400
#define LIST_MAX  40
#define TEXT_MAX  24
#define NAMES_MAX 4

static uint64_t seed;
static uint64_t state;
static struct elb_arena arena;
static const struct elb_catalog *catalog;

/* xorshift64*: the same numbers everywhere. */
static uint32_t random_below(uint32_t limit)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * 0x2545F4914F6CDD1D) >> 32) % limit;
}

static bool random_bool(void)
{
    return random_below(2) == 0;
}

static void set_up(void)
{
    const char *given = getenv("ELBLINT_SEED");
    seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    state = seed * 2 + 1;
    catalog = elb_catalog_bundled();
    elb_arena_init(&arena);
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

static void *allocate(size_t count, size_t size)
{
    void *memory = elb_arena_alloc_array(&arena, count, size);
    ck_assert_ptr_nonnull(memory);
    return memory;
}

/* A character that means something in YAML, that must be escaped, or any other. */
static uint32_t random_character(void)
{
    static const char marks[] = " :#-?,[]{}&*!|>'\"%@`\\\n\r\t~=<.";
    static const uint32_t special[] = {0x01,   0x1B,   0x7F,   0x85,  0xA0,
                                       0x2028, 0xFEFF, 0xFFFE, 0xFFFF};
    switch (random_below(5)) {
    case 0:
        return (unsigned char)marks[random_below(sizeof(marks) - 1)];
    case 1:
        return special[random_below((uint32_t)LENGTH(special))];
    case 2:
        return 0xA1 + random_below(0xD000);
    case 3:
        return 0x10000 + random_below(0xFFFFF);
    default:
        return 'a' + random_below(26);
    }
}

/* Not empty; `tag` makes it another one than those with other tags. */
static const char *random_text(char tag)
{
    static const char *const words[] = {"null", "~",    "none",   "true", "a: b",
                                        "- a",  "a #b", "0x1301", "<<",   "''",
                                        "a ",   " a",   "a:",     "[]",   "1.0"};
    struct elb_buffer out = {0};
    if (random_below(4) == 0) {
        elb_buffer_append_string(&out, words[random_below((uint32_t)LENGTH(words))]);
    } else {
        for (uint32_t i = random_below(TEXT_MAX) + 1; i > 0; i--) {
            char bytes[4];
            elb_buffer_append(&out, bytes, elb_utf8_encode(random_character(), bytes));
        }
    }
    if (tag != '\0' || out.length == 0)
        elb_buffer_append_char(&out, tag != '\0' ? tag : 'x');
    char *copy = elb_arena_dup(&arena, out.data, out.length);
    elb_buffer_done(&out);
    ck_assert_ptr_nonnull(copy);
    return copy;
}

static const char *maybe_text(void)
{
    return random_bool() ? random_text('\0') : NULL;
}

static const char *const *random_texts(size_t *ret_count)
{
    size_t count = random_below(NAMES_MAX);
    const char **list = allocate(count, sizeof(*list));
    for (size_t i = 0; i < count; i++)
        list[i] = random_text((char)('0' + i));
    *ret_count = count;
    return list;
}

static const char *random_date(void)
{
    static const char *const dates[] = {"2013", "2020-02-29", "2019-10", "1999-12-31"};
    return random_bool() ? dates[random_below((uint32_t)LENGTH(dates))] : NULL;
}

/* Up to `limit` items of a table, each once, in any order. */
static size_t pick(size_t table_count, size_t limit, size_t *ret_places)
{
    size_t count = 0;
    for (size_t tries = random_below((uint32_t)limit + 1); tries > 0; tries--) {
        size_t place = random_below((uint32_t)table_count);
        bool has = false;
        for (size_t i = 0; i < count; i++)
            has |= ret_places[i] == place;
        if (!has)
            ret_places[count++] = place;
    }
    return count;
}

/* What a load balancer of the family can have: see policy_protocols.c. */
static elb_version_set random_policy_versions(enum elb_family family)
{
    elb_version_set versions = 0;
    if (family == ELB_FAMILY_CLASSIC)
        return (elb_version_set)(1 + random_below(15));
    uint16_t highest = random_bool() ? ELB_TLS1_2 : ELB_TLS1_3;
    uint16_t lowest = (uint16_t)(highest - random_below(highest - ELB_TLS1_0 + 1));
    for (uint16_t version = lowest; version <= highest; version++)
        versions |= elb_version_bit(version);
    return versions;
}

/* Suites for the versions; the first one makes TLSv1.3 legal, or the older versions. */
static void random_suites(struct elb_policy *policy)
{
    size_t places[LIST_MAX];
    size_t count = pick(catalog->suite_count, LIST_MAX - 1, places);
    const struct elb_suite **list = allocate(count + 1, sizeof(struct elb_suite *));
    bool tls13 = policy->versions & elb_version_bit(ELB_TLS1_3);
    bool only = policy->versions == elb_version_bit(ELB_TLS1_3);
    list[policy->suite_count++] = elb_catalog_suite(catalog, tls13 ? 0x1301 : 0x002F);
    for (size_t i = 0; i < count; i++) {
        const struct elb_suite *suite = &catalog->suites[places[i]];
        bool fits = elb_suite_is_tls13(suite) ? tls13 : !only;
        if (fits && !suite->signalling && suite != list[0])
            list[policy->suite_count++] = suite;
    }
    policy->suites = list;
}

static void random_groups(struct elb_policy *policy)
{
    size_t places[LIST_MAX];
    policy->has_groups = random_bool();
    if (!policy->has_groups)
        return;
    policy->group_count = pick(catalog->group_count, LIST_MAX, places);
    const struct elb_group **list = allocate(policy->group_count, sizeof(struct elb_group *));
    for (size_t i = 0; i < policy->group_count; i++)
        list[i] = &catalog->groups[places[i]];
    policy->groups = list;
    policy->preferred_groups = list;
    policy->preferred_group_count = random_below((uint32_t)policy->group_count + 1);
}

static void random_schemes(struct elb_policy *policy)
{
    size_t places[LIST_MAX];
    policy->has_schemes = random_bool();
    if (!policy->has_schemes)
        return;
    policy->scheme_count = pick(catalog->scheme_count, LIST_MAX, places);
    const struct elb_scheme **list = allocate(policy->scheme_count, sizeof(struct elb_scheme *));
    for (size_t i = 0; i < policy->scheme_count; i++)
        list[i] = &catalog->schemes[places[i]];
    policy->schemes = list;
}

/* What is stated of a key comes before what has only sources, as the reader has it. */
static void random_provenance(struct elb_policy *policy)
{
    static const char *const keys[] = {"suites", "name", "groups", "notes", "fips-module"};
    struct elb_provenance *list = allocate(LENGTH(keys), sizeof(*list));
    size_t stated = random_below((uint32_t)LENGTH(keys) + 1);
    for (size_t i = 0; i < LENGTH(keys); i++) {
        struct elb_provenance *item = &list[policy->provenance_count];
        item->key = keys[i];
        item->confidence = i < stated ? (enum elb_confidence)(1 + random_below(3)) : 0;
        item->source_count = random_below(3);
        const char **sources = allocate(2, sizeof(*sources));
        sources[0] = catalog->sources[random_below(10)].key;
        sources[1] = catalog->sources[10 + random_below(10)].key;
        item->sources = sources;
        if (item->confidence != 0 || item->source_count > 0)
            policy->provenance_count++;
    }
    policy->provenance = list;
}

static void random_load_balancers(struct elb_policy *policy)
{
    static const char *const backends[] = {"ELBSecurityPolicy-2016-08",
                                           "ELBSecurityPolicy-2015-05"};
    bool classic = policy->family == ELB_FAMILY_CLASSIC;
    policy->load_balancers = classic ? random_below(2) * ELB_LB_CLASSIC : random_below(4);
    for (size_t i = classic ? 2 : 0; i < (classic ? 3 : 2); i++) {
        policy->released[i] = random_date();
        policy->backend[i] = random_bool() ? backends[random_below(2)] : NULL;
    }
}

static void random_policy(struct elb_policy *policy)
{
    *policy = (struct elb_policy){.name = random_text('\0')};
    policy->family = (enum elb_family)random_below(2);
    random_load_balancers(policy);
    policy->status = (enum elb_policy_status)random_below(ELB_STATUS_RETIRED + 1);
    policy->versions = random_policy_versions(policy->family);
    random_suites(policy);
    policy->server_order = random_bool();
    random_groups(policy);
    random_schemes(policy);
    policy->fips_module = random_bool();
    policy->allowed_certificates = random_bool() ? random_below(256) << ELB_CERTIFICATE_RSA2048 : 0;
    random_provenance(policy);
    policy->notes = random_texts(&policy->note_count);
}

static void policy_reads_back(const struct elb_policy *policy)
{
    struct elb_buffer out = {0};
    struct elb_policy again;
    struct elb_error error = {0};
    elb_policy_print(&out, policy);
    enum elb_status status = elb_policy_read_yaml(&arena, catalog, elb_buffer_text(&out), "printed",
                                                  NULL, &again, &error);
    ck_assert_msg(status == ELB_OK, "ELBLINT_SEED=%llu: %s\n%s", (unsigned long long)seed,
                  error_line(&error), elb_buffer_string(&out));
    ck_assert_msg(same_policy(policy, &again), "ELBLINT_SEED=%llu:\n%s", (unsigned long long)seed,
                  elb_buffer_string(&out));
    elb_buffer_done(&out);
}

START_TEST(policies)
{
    for (size_t i = 0; i < ROUNDS; i++) {
        struct elb_policy policy;
        random_policy(&policy);
        policy_reads_back(&policy);
    }
}
END_TEST

/* Known, empty, not sent or unknown. Codes that are in no registry are among them. */
static struct elb_codes random_codes(uint16_t limit)
{
    struct elb_codes codes = {.presence = (enum elb_presence)random_below(3)};
    size_t places[LIST_MAX];
    if (codes.presence != ELB_SENT)
        return codes;
    codes.count = pick((size_t)limit + 1, LIST_MAX, places);
    uint16_t *list = allocate(codes.count, sizeof(*list));
    for (size_t i = 0; i < codes.count; i++)
        list[i] = (uint16_t)places[i];
    codes.codes = list;
    return codes;
}

/* `versions`, from which the fields follow, or the fields. */
static void random_versions(struct elb_client *client)
{
    uint16_t *list = allocate(5, sizeof(*list));
    size_t count = 0;
    if (random_bool()) {
        client->legacy_version = (uint16_t)(random_bool() ? ELB_TLS1_2 : random_below(0x10000));
        client->supported_versions = random_codes(UINT16_MAX);
        return;
    }
    client->versions = (elb_version_set)(1 + random_below(31));
    for (uint16_t version = ELB_TLS1_3; version >= ELB_SSL3; version--) {
        if (client->versions & elb_version_bit(version))
            list[count++] = version;
    }
    bool tls13 = client->versions & elb_version_bit(ELB_TLS1_3);
    client->legacy_version = tls13 ? ELB_TLS1_2 : elb_version_highest(client->versions);
    client->supported_versions.presence = tls13 ? ELB_SENT : ELB_NOT_SENT;
    if (tls13)
        client->supported_versions = (struct elb_codes){ELB_SENT, list, count};
}

static void random_hello(struct elb_client *client)
{
    bool tls = client->supported_versions.presence != ELB_NOT_SENT || random_bool();
    client->hello = tls ? ELB_HELLO_TLS : ELB_HELLO_SSLV2;
    client->server_name = tls ? (enum elb_tristate)random_below(3) : ELB_NO;
    struct elb_codes none = {.presence = ELB_NOT_SENT};
    client->groups = tls ? random_codes(0x20) : none;
    client->key_shares = tls ? random_codes(UINT16_MAX) : none;
    client->schemes = tls ? random_codes(0x0810) : none;
    client->extensions = tls ? random_codes(UINT16_MAX) : none;
    client->point_formats = tls ? random_codes(UINT8_MAX) : none;
}

/* Not above what is offered: see read_client.c. */
static uint16_t random_minimum(const struct elb_client *client)
{
    if (client->versions == 0 || random_bool())
        return 0;
    uint16_t highest = elb_version_highest(client->versions);
    return (uint16_t)(ELB_SSL3 + random_below(highest - ELB_SSL3 + 1U));
}

static void random_client(struct elb_client *client)
{
    static const char *const confidences[] = {NULL, "high", "medium", "low"};
    *client = (struct elb_client){.id = random_text('I'), .name = maybe_text()};
    client->aliases = random_texts(&client->alias_count);
    client->family = maybe_text();
    client->version = maybe_text();
    client->category = maybe_text();
    client->released = random_date();
    client->end_of_life = random_date();
    client->support = (enum elb_support)random_below(ELB_SUPPORT_ENDED + 1);
    random_versions(client);
    do {
        client->suites = random_codes(random_bool() ? 0x100 : UINT16_MAX);
    } while (client->suites.presence != ELB_SENT);
    client->suites_incomplete = random_bool();
    random_hello(client);
    if (client->groups.presence == ELB_NOT_SENT)
        client->key_shares = client->groups;
    client->minimum_version = random_minimum(client);
    client->alpn = random_texts(&client->alpn_count);
    client->constraints = (struct elb_constraints){
        random_below(3) * 1024, random_below(3) * 8192, random_below(2) * 768,
        random_below(2) * 4096, random_below(2) * 224,  random_bool(),
    };
    client->evidence = (enum elb_evidence)random_below(ELB_EVIDENCE_DERIVED + 1);
    client->confidence = confidences[random_below((uint32_t)LENGTH(confidences))];
    client->source = maybe_text();
    client->notes = random_texts(&client->note_count);
}

static void client_reads_back(const struct elb_client *client)
{
    struct elb_buffer out = {0};
    const struct elb_client *again = NULL;
    size_t count = 0;
    struct elb_error error = {0};
    elb_client_print(&out, catalog, client);
    enum elb_status status = elb_clients_read_yaml(&arena, catalog, elb_buffer_text(&out),
                                                   "printed", NULL, &again, &count, &error);
    ck_assert_msg(status == ELB_OK, "ELBLINT_SEED=%llu: %s\n%s", (unsigned long long)seed,
                  error_line(&error), elb_buffer_string(&out));
    ck_assert_msg(count == 1 && same_client(client, again), "ELBLINT_SEED=%llu:\n%s",
                  (unsigned long long)seed, elb_buffer_string(&out));
    elb_buffer_done(&out);
}

START_TEST(clients)
{
    for (size_t i = 0; i < ROUNDS; i++) {
        struct elb_client client;
        random_client(&client);
        client_reads_back(&client);
    }
}
END_TEST

START_TEST(all_that_is_bundled)
{
    for (size_t i = 0; i < catalog->policy_count; i++)
        policy_reads_back(&catalog->policies[i]);
    for (size_t i = 0; i < catalog->client_count; i++)
        client_reads_back(&catalog->clients[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("prop_catalog");
    TCase *tcase = tcase_create("round trip");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, policies);
    tcase_add_test(tcase, clients);
    tcase_add_test(tcase, all_that_is_bundled);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
