/* SPDX-License-Identifier: MIT */

/* Which policies agree with what was seen; and what coverage, certificates and order change. */
#include <elblint/identify.h>

#include "test_read_common.h"

#define HEAD                                                                                       \
    "<document title='SSLScan Results' version='2.0.7'><ssltest host='a' port='443'>"              \
    "<protocol type='ssl' version='3' enabled='0'/>"
#define TAIL "</ssltest></document>"

#define VERSION(minor, enabled) "<protocol type='tls' version='1." minor "' enabled='" enabled "'/>"
#define SUITE(version, id)      "<cipher sslversion='TLSv1." version "' cipher='x' id='" id "'/>"
#define GROUP(version, id)      "<group sslversion='TLSv1." version "' id='" id "'/>"
#define ONLY_TLS13              VERSION("0", "0") VERSION("1", "0") VERSION("2", "0") VERSION("3", "1")
#define ONLY_TLS12              VERSION("0", "0") VERSION("1", "0") VERSION("2", "1") VERSION("3", "0")

/* `name` is one of the exact matches; NULL: there is none. */
static const struct {
    const char *name;
    const char *text;
    const char *policy;
    bool is_match;
} rows[] = {
    {"TLS 1.3 only",
     HEAD ONLY_TLS13 SUITE("3", "0x1301") SUITE("3", "0x1302") SUITE("3", "0x1303") TAIL,
     "TLS13-1-3-2021-06", true},
    {"TLS 1.3 only: not a policy with TLS 1.2",
     HEAD ONLY_TLS13 SUITE("3", "0x1301") SUITE("3", "0x1302") SUITE("3", "0x1303") TAIL,
     "TLS13-1-2-2021-06", false},
    {"one suite less", HEAD ONLY_TLS13 SUITE("3", "0x1301") SUITE("3", "0x1302") TAIL,
     "TLS13-1-3-2021-06", false},
    {"one suite more",
     HEAD ONLY_TLS13 SUITE("3", "0x1301") SUITE("3", "0x1302") SUITE("3", "0x1303")
         SUITE("3", "0x1304") TAIL,
     "TLS13-1-3-2021-06", false},
    {"only RSA suites with an RSA certificate",
     HEAD ONLY_TLS12 SUITE("2", "0xC02F") SUITE("2", "0xC030") TAIL, "FS-1-2-Res-2020-10", true},
    {"only RSA suites with an ECDSA certificate",
     HEAD ONLY_TLS12 SUITE("2", "0xC02F") SUITE("2", "0xC030") "<pk type='EC' bits='128'/>" TAIL,
     "FS-1-2-Res-2020-10", false},
    {"its groups",
     HEAD ONLY_TLS12 SUITE("2", "0xC02F") SUITE("2", "0xC030") GROUP("2", "0x0017")
         GROUP("2", "0x0018") GROUP("2", "0x0019") TAIL,
     "FS-1-2-Res-2020-10", true},
    {"a group more",
     HEAD ONLY_TLS12 SUITE("2", "0xC02F") SUITE("2", "0xC030") GROUP("2", "0x0017")
         GROUP("2", "0x0018") GROUP("2", "0x0019") GROUP("2", "0x001D") TAIL,
     "FS-1-2-Res-2020-10", false},
    {"a group less",
     HEAD ONLY_TLS12 SUITE("2", "0xC02F") SUITE("2", "0xC030") GROUP("2", "0x0017") TAIL,
     "FS-1-2-Res-2020-10", false},
    {"an old version of the tool does not try every suite",
     "<document title='SSLScan Results' version='1.11'><ssltest host='a' port='443'>" SUITE(
         "2", "0xC02F") TAIL,
     "2016-08", true},
    {"ECDHE in SSLv3 may answer, and need not",
     "<document title='SSLScan Results' version='1.11'><ssltest host='a' port='443'>"
     "<protocol type='ssl' version='3' enabled='1'/>" SUITE("2", "0xC02B") TAIL,
     "classic/2014-01", true},
};

static const struct elb_identification *identify(const char *text,
                                                 struct elb_observation_list **ret_list)
{
    const struct elb_identification *identification;
    struct elb_error error = {0};

    ck_assert_msg(elb_observations_read(elb_catalog_bundled(), text, strlen(text), "a", NULL,
                                        ret_list, &error) == ELB_OK,
                  "%s", error.message);
    ck_assert_int_eq(elb_identify(elb_catalog_bundled(), elb_observation_list_at(*ret_list, 0),
                                  NULL, NULL, &identification, &error),
                     ELB_OK);
    return identification;
}

static bool has_match(const struct elb_identification *identification, const char *name)
{
    const struct elb_policy *policy =
        elb_catalog_policy_named(elb_catalog_bundled(), 0, name, strlen(name));

    ck_assert_ptr_nonnull(policy);
    for (size_t i = 0; i < identification->match_count; i++) {
        if (identification->matches[i].policy == policy)
            return true;
    }
    return false;
}

START_TEST(matches)
{
    struct elb_observation_list *list;
    const struct elb_identification *identification = identify(rows[_i].text, &list);

    ck_assert_msg(has_match(identification, rows[_i].policy) == rows[_i].is_match, "%s",
                  rows[_i].name);
    ck_assert_msg((identification->match_count > 0) != (identification->nearest_count > 0), "%s",
                  rows[_i].name);
    elb_identification_free(identification);
    elb_observation_list_free(list);
}
END_TEST

/* ChaCha20 below TLS 1.3 is what CDNs have, and no load balancer. */
START_TEST(foreign_is_said)
{
    struct elb_observation_list *list;
    const struct elb_identification *identification =
        identify(HEAD ONLY_TLS12 SUITE("2", "0xC02F") SUITE("2", "0xCCA8") TAIL, &list);

    ck_assert_uint_eq(identification->match_count, 0);
    ck_assert_uint_eq(identification->foreign, ELB_FOREIGN_CHACHA);
    ck_assert(!identification->may_be_custom);
    elb_identification_free(identification);
    elb_observation_list_free(list);
}
END_TEST

/* `suite`: the one that is known to be negotiated; 0: none. */
static const struct {
    const char *name;
    const char *text;
    const char *client;
    enum elb_verdict verdict;
    bool is_untried;
    uint16_t version;
    uint16_t suite;
    enum elb_observed_move move; /* to TLS13-1-3-2021-06 */
} clients[] = {
    {"one shared suite", HEAD ONLY_TLS12 SUITE("2", "0xC02F") TAIL, "java-8u31", ELB_COMPATIBLE,
     false, ELB_TLS1_2, 0xC02F, ELB_MOVE_LOST},
    {"nobody knows the order", HEAD ONLY_TLS12 SUITE("2", "0xC02F") SUITE("2", "0xC027") TAIL,
     "java-8u31", ELB_COMPATIBLE, false, ELB_TLS1_2, 0, ELB_MOVE_LOST},
    {"a version that was refused", HEAD ONLY_TLS12 SUITE("2", "0xC02F") TAIL, "java-7u25",
     ELB_INCOMPATIBLE, false, 0, 0, ELB_MOVE_FAILS},
    {"a version that nobody tried",
     "<document title='SSLScan Results' version='2.0.7'><ssltest host='a' port='443'>" VERSION(
         "2", "1") SUITE("2", "0xC02F") TAIL,
     "java-7u25", ELB_VERDICT_UNKNOWN, true, 0, 0, ELB_MOVE_UNKNOWN},
    {"a higher version that nobody tried",
     "<document title='SSLScan Results' version='2.0.7'><ssltest host='a' port='443'>" VERSION(
         "2", "1") SUITE("2", "0xC02F") TAIL,
     "openssl-3.0.3", ELB_COMPATIBLE, false, 0, 0, ELB_MOVE_SERVED},
    {"suites that nobody tried",
     "<document title='SSLScan Results' version='1.11'><ssltest host='a' port='443'>" ONLY_TLS12
         SUITE("2", "0xCCAA") TAIL,
     "java-8u31", ELB_VERDICT_UNKNOWN, true, 0, 0, ELB_MOVE_UNKNOWN},
    {"nothing is accepted",
     HEAD VERSION("0", "0") VERSION("1", "0") VERSION("2", "0") VERSION("3", "0") TAIL,
     "openssl-3.0.3", ELB_INCOMPATIBLE, false, 0, 0, ELB_MOVE_GAINED},
};

START_TEST(clients_by_what_was_tried)
{
    static const struct elb_certificates certificates = {{ELB_CERTIFICATE_RSA2048}, 1};
    static struct elb_observed_policy room;
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const char *to = "TLS13-1-3-2021-06";
    struct elb_observation_list *list;
    struct elb_observed_check check;
    struct elb_error error = {0};

    ck_assert_int_eq(elb_observations_read(catalog, clients[_i].text, strlen(clients[_i].text),
                                           "scan", NULL, &list, &error),
                     ELB_OK);
    elb_observation_check(
        &(const struct elb_observed_query){
            .catalog = catalog,
            .observation = elb_observation_list_at(list, 0),
            .certificates = &certificates,
            .to = elb_catalog_policy_named(catalog, 0, to, strlen(to)),
            .room = &room,
        },
        elb_catalog_client_named(catalog, clients[_i].client, strlen(clients[_i].client)), &check);
    ck_assert_msg(check.verdict == clients[_i].verdict, "%s: verdict", clients[_i].name);
    ck_assert_msg(check.is_untried == clients[_i].is_untried, "%s: untried", clients[_i].name);
    ck_assert_msg(check.version == clients[_i].version, "%s: version", clients[_i].name);
    ck_assert_msg((check.suite ? check.suite->code : 0) == clients[_i].suite, "%s: suite",
                  clients[_i].name);
    ck_assert_msg(check.move == clients[_i].move, "%s: %s", clients[_i].name,
                  elb_observed_move_name(check.move));
    elb_observation_list_free(list);
}
END_TEST

/* Versions tell some policies apart, but prove none. */
START_TEST(versions_are_no_exact_match)
{
    struct elb_observation_list *list;
    const struct elb_identification *identification =
        identify("<document title='SSLScan Results' version='1.8'>"
                 "<ssltest host='a' port='443'>" ONLY_TLS13 TAIL,
                 &list);

    ck_assert(has_match(identification, "TLS13-1-3-2021-06"));
    ck_assert(!has_match(identification, "TLS13-1-2-2021-06"));
    ck_assert_uint_eq(identification->exact_count, 0);
    elb_identification_free(identification);
    elb_observation_list_free(list);
}
END_TEST

/* All that are as near as the first are named: here whatever has one suite of TLS 1.3 more. */
START_TEST(nearest_are_all_named)
{
    struct elb_observation_list *list;
    const struct elb_identification *identification =
        identify(HEAD ONLY_TLS13 SUITE("3", "0x1301") SUITE("3", "0x1303") TAIL, &list);
    const struct elb_policy_match *nearest = identification->nearest;

    ck_assert_uint_ge(identification->nearest_count, 3);
    for (size_t i = 1; i < identification->nearest_count; i++)
        ck_assert_uint_ge(nearest[i].distance, nearest[i - 1].distance);
    ck_assert_str_eq(nearest[0].policy->name, "ELBSecurityPolicy-TLS13-1-3-2021-06");
    ck_assert_uint_eq(nearest[0].difference_count, 1);
    ck_assert_int_eq(nearest[0].differences[0].kind, ELB_DIFFERENCE_SUITE);
    ck_assert(!nearest[0].differences[0].is_extra);
    ck_assert_uint_eq(nearest[0].differences[0].code, 0x1302);
    elb_identification_free(identification);
    elb_observation_list_free(list);
}
END_TEST

/* Virtual hosts of one file are endpoints of their own; across files an address is enough. */
START_TEST(names_of_one_address)
{
    static const char two_hosts[] =
        "[{\"id\":\"TLS1_2\",\"ip\":\"a/10.0.0.1\",\"port\":\"443\",\"severity\":\"OK\","
        "\"finding\":\"offered\"},"
        "{\"id\":\"TLS1_2\",\"ip\":\"b/10.0.0.1\",\"port\":\"443\",\"severity\":\"OK\","
        "\"finding\":\"not offered\"}]";
    static const char one_host[] =
        "[{\"id\":\"TLS1_3\",\"ip\":\"b/10.0.0.1\",\"port\":\"443\",\"severity\":\"OK\","
        "\"finding\":\"offered\"}]";
    static const struct {
        const char *path;
        const char *text;
    } files[] = {{"one", two_hosts}, {"two", one_host}};
    struct elb_observation_list *lists[2];
    struct elb_observation_list *merged;
    struct elb_error error = {0};

    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(elb_observations_read(elb_catalog_bundled(), files[i].text,
                                               strlen(files[i].text), files[i].path, NULL,
                                               &lists[i], &error),
                         ELB_OK);
    ck_assert_int_eq(elb_observations_merge((const struct elb_observation_list *const *)lists, 2,
                                            &merged, &error),
                     ELB_OK);
    ck_assert_uint_eq(elb_observation_list_count(merged), 2);
    for (size_t i = 0; i < 2; i++)
        ck_assert_uint_eq(elb_observation_list_at(merged, i)->contradiction_count, 0);
    ck_assert_str_eq(elb_observation_list_at(merged, 1)->host, "b");
    ck_assert_int_eq(elb_observation_version(elb_observation_list_at(merged, 1), ELB_TLS1_3)->seen,
                     ELB_SEEN_ACCEPTED);
    elb_observation_list_free(merged);
    elb_observation_list_free(lists[0]);
    elb_observation_list_free(lists[1]);
}
END_TEST

/* Accepted beats refused, and a note says that the files contradict each other. */
START_TEST(contradictions)
{
    static const char *const texts[] = {
        HEAD ONLY_TLS12 SUITE("2", "0xC02F") TAIL,
        HEAD ONLY_TLS12 SUITE("2", "0xC030") TAIL,
    };
    struct elb_observation_list *lists[2];
    struct elb_observation_list *merged;
    const struct elb_observation *both;
    struct elb_error error = {0};

    for (size_t i = 0; i < 2; i++)
        elb_identification_free(identify(texts[i], &lists[i]));
    ck_assert_int_eq(elb_observations_merge((const struct elb_observation_list *const *)lists, 2,
                                            &merged, &error),
                     ELB_OK);
    ck_assert_uint_eq(elb_observation_list_count(merged), 1);
    both = elb_observation_list_at(merged, 0);
    ck_assert_uint_eq(elb_observation_version(both, ELB_TLS1_2)->suites.accepted_count, 2);
    ck_assert_uint_eq(both->contradiction_count, 2);
    ck_assert_uint_eq(both->note_count, 1);
    elb_observation_list_free(merged);
    elb_observation_list_free(lists[0]);
    elb_observation_list_free(lists[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/identify");
    TCase *tcase = tcase_create("identify");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, matches, 0, LENGTH(rows));
    tcase_add_test(tcase, foreign_is_said);
    tcase_add_loop_test(tcase, clients_by_what_was_tried, 0, LENGTH(clients));
    tcase_add_test(tcase, versions_are_no_exact_match);
    tcase_add_test(tcase, nearest_are_all_named);
    tcase_add_test(tcase, names_of_one_address);
    tcase_add_test(tcase, contradictions);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
