/* SPDX-License-Identifier: MIT */

/* What is said about clients, and all advice without memory. */

#include "advise/advise.h"
#include "base/alloc.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct elb_policy *policy(const char *name)
{
    const struct elb_policy *found =
        elb_catalog_policy_named(elb_catalog_bundled(), 0, name, strlen(name));

    ck_assert_msg(found != NULL, "no policy %s", name);
    return found;
}

static size_t kind(const char *name)
{
    size_t index = 0;

    while (elb_advice_name(index) && strcmp(elb_advice_name(index), name) != 0)
        index++;
    ck_assert_msg(elb_advice_name(index) != NULL, "no kind %s", name);
    return index;
}

static void write(size_t index, const struct elb_advice_query *query, char **ret_text)
{
    struct elb_error error = {0};

    ck_assert_int_eq(elb_advice_write(index, query, ret_text, &error), ELB_OK);
}

static const struct elb_client *client(const char *name)
{
    const struct elb_client *found =
        elb_catalog_client_named(elb_catalog_bundled(), name, strlen(name));

    ck_assert_msg(found != NULL, "no client %s", name);
    return found;
}

/* ---- The client's side ---------------------------------------------------------------------- */

static const struct {
    const char *client;
    const char *policy;
    enum elb_certificate certificate;
    const char *has[3];
    const char *lacks;
} clients[] = {
    {"java-7u25",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"too old for TLSv1.3, whatever is set", "works as it is from", "Java 11 or 8u261"},
     "protocols=TLS"},
    {"java-9.0.4", "TLS13-1-3-2021-06", ELB_CERTIFICATE_RSA2048, {"or replace it\n"}, "- "},
    {"java-7u25",
     "TLS-1-2-2017-01",
     ELB_CERTIFICATE_RSA2048,
     {"-Dhttps.protocols=TLSv1.2\n"},
     "TLSv1.3"},
    {"openssl-1.0.1l",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"too old for TLSv1.3"},
     "MaxProtocol"},
    {"openssl-3.0.3",
     "classic/2011-08",
     ELB_CERTIFICATE_RSA2048,
     {"change the load balancer", "MinProtocol = TLSv1\n", "CipherString = DEFAULT@SECLEVEL=0\n"},
     "Groups"},
    {"nodejs-22.23.3",
     "classic/2011-08",
     ELB_CERTIFICATE_RSA2048,
     {"--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0", "minVersion: 'TLSv1'"},
     "openssl.cnf"},
    {"googlebot-jun-2014",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"a robot is", "only its operator can"},
     "- "},
    {"ie-8-xp",
     "TLS-1-2-2017-01",
     ELB_CERTIFICATE_RSA2048,
     {"TLSv1.2 came with Windows 7", "or replace it\n"},
     "Registry"},
    {"ie-6-xp", "TLS13-1-3-2021-06", ELB_CERTIFICATE_RSA2048, {"or replace it\n"}, "Registry"},
    {"ie-11-win-10", "TLS13-1-3-2021-06", ELB_CERTIFICATE_RSA2048, {"Windows 11"}, "Registry"},
    {"schannel-windows-10-22h2",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"Windows 11", "or replace it\n"},
     "Registry"},
    {"schannel-windows-7-server2008r2",
     "TLS-1-2-2017-01",
     ELB_CERTIFICATE_RSA2048,
     {"Protocols\\TLS 1.2\\Client]", "\"Enabled\"=dword:00000001"},
     "SecureProtocols $"},
    {"ie-8-win-7",
     "TLS-1-2-2017-01",
     ELB_CERTIFICATE_RSA2048,
     {"Protocols\\TLS 1.2\\Client]", "Internet Options",
      "-Value ($sum -bor 2048)\nelblint knows no setting that turns on ECDHE"},
     "8192"},
    {"android-4.0.4", "TLS-1-2-2017-01", ELB_CERTIFICATE_RSA2048, {"or replace it\n"}, "- "},
    {"android-4.1.1", "TLS-1-2-2017-01", ELB_CERTIFICATE_RSA2048, {"setEnabledProtocols"}, NULL},
    {"android-8.1",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"Android 9.0 (native) on\n", "elblint knows no setting of the program"},
     "came with"},
    {"firefox-24.2.0-esr-win-7",
     "TLS-1-2-2017-01",
     ELB_CERTIFICATE_RSA2048,
     {"user_pref(\"security.tls.version.max\", 3);\n", "knows no setting that turns on ECDHE"},
     "SSLVersionMax"},
    {"firefox-22-win-7",
     "TLS-1-2-2017-01",
     ELB_CERTIFICATE_RSA2048,
     {"update it, or the system"},
     "user_pref"},
    {"firefox-24.2.0-esr-win-7",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"update it, or the system"},
     "user_pref"},
    {"firefox-137-win-11",
     "classic/2011-08",
     ELB_CERTIFICATE_RSA2048,
     {"version.min\", 1);\n", "\"SSLVersionMin\": \"tls1\"\n", "https://kb.mozillazine.org"},
     "SSLVersionMax"},
    {"chromium-156-debian12",
     "classic/2011-08",
     ELB_CERTIFICATE_RSA2048,
     {"SSLVersionMin, which once", "elblint knows no setting of the program"},
     "dword"},
    {"edge-133-win-11-23h2",
     "classic/2011-08",
     ELB_CERTIFICATE_RSA2048,
     {"so no longer since Edge", "(https://learn.microsoft.com/en-us/deployedge",
      "elblint knows no setting of the program"},
     "dword"},
    {"safari-8-ios-8.0-beta",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"the TLS of its system", "https://support.apple.com/", "update it, or the system"},
     "    "},
    {"python-2.7.18-openssl-3.0",
     "classic/2011-08",
     ELB_CERTIFICATE_RSA2048,
     {"MinProtocol", "counts only", "system_default names"},
     "minimum_version"},
    {"fedora-crypto-policy-default-2017",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"update the package crypto-policies"},
     "--set"},
    {"fedora-crypto-policy-future-2017",
     "TLS13-1-3-2021-06",
     ELB_CERTIFICATE_RSA2048,
     {"--set DEFAULT\n"},
     NULL},
};

static void check_pair(size_t row, struct elb_check *ret_check, struct elb_remedy *ret_remedy,
                       struct elb_certificates *certificates)
{
    struct elb_error error = {0};

    *certificates = (struct elb_certificates){{clients[row].certificate}, 1};
    elb_check(elb_catalog_bundled(), policy(clients[row].policy), certificates,
              client(clients[row].client), ret_check);
    ck_assert_int_eq(elb_check_remedy(elb_catalog_bundled(), ret_check, ret_remedy, &error),
                     ELB_OK);
}

START_TEST(clients_get_their_knobs)
{
    struct elb_certificates certificates;
    struct elb_check check;
    struct elb_remedy remedy;
    struct elb_advice_query query = {
        .catalog = elb_catalog_bundled(), .check = &check, .remedy = &remedy};
    char *text;

    check_pair((size_t)_i, &check, &remedy, &certificates);
    query.upgrade = elb_check_upgrade(query.catalog, &check);
    write(kind("client"), &query, &text);
    ck_assert_msg(text != NULL, "%s: nothing", clients[_i].client);
    for (size_t i = 0; i < 3 && clients[_i].has[i]; i++)
        ck_assert_msg(strstr(text, clients[_i].has[i]) != NULL, "%s lacks '%s':\n%s",
                      clients[_i].client, clients[_i].has[i], text);
    ck_assert_msg(!clients[_i].lacks || !strstr(text, clients[_i].lacks), "%s has '%s':\n%s",
                  clients[_i].client, clients[_i].lacks, text);
    text = elb_advice_free(text);
}
END_TEST

/* Every bundled pair, so that no name is missing and no placeholder is left. */
START_TEST(every_failed_pair_has_advice)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_certificates certificates = {{ELB_CERTIFICATE_ECDSA384}, 1};
    struct elb_check check;
    struct elb_remedy remedy;
    struct elb_advice_query query = {.catalog = catalog, .check = &check, .remedy = &remedy};
    size_t index = kind("client");

    for (size_t i = 0; i < catalog->client_count; i++) {
        struct elb_buffer out = {0};

        elb_check(catalog, &catalog->policies[_i], &certificates, &catalog->clients[i], &check);
        if (elb_check_remedy(catalog, &check, &remedy, NULL) != ELB_OK)
            ck_abort_msg("no memory");
        elb_advise(&out, index, &query);
        if ((check.failed.cause != ELB_CAUSE_NONE) != (out.length > 0) || out.out_of_memory)
            ck_abort_msg("%s with %s: %s", check.client->id, check.policy->name,
                         elb_buffer_string(&out));
        if (out.length > 0 && strstr(out.data, "(null)"))
            ck_abort_msg("%s with %s: %s", check.client->id, check.policy->name, out.data);
        elb_buffer_done(&out);
    }
}
END_TEST

/* ---- No memory ------------------------------------------------------------------------------ */

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

START_TEST(a_lack_of_memory_is_reported)
{
    struct elb_certificates certificates;
    struct elb_check check;
    struct elb_remedy remedy;
    struct elb_advice_query query = {.catalog = elb_catalog_bundled(),
                                     .policy = policy("classic/TLS-1-2-2017-01"),
                                     .from = policy("classic/2011-08"),
                                     .check = &check,
                                     .remedy = &remedy};
    enum elb_status status = ELB_ERROR_MEMORY;

    check_pair(0, &check, &remedy, &certificates);
    for (size_t count = 0; status != ELB_OK; count++) {
        struct elb_error error = {0};
        char *text = NULL;

        allowed = count;
        elb_alloc_hook = allow_some;
        status = elb_advice_write((size_t)_i, &query, &text, &error);
        elb_alloc_hook = NULL;
        if (status != ELB_OK && (status != ELB_ERROR_MEMORY || text || error.status != status))
            ck_abort_msg("allocation %zu", count);
        text = elb_advice_free(text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("advise/client");
    TCase *cases = tcase_create("client");
    SRunner *runner;
    int failed;

    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, clients_get_their_knobs, 0,
                        (int)(sizeof(clients) / sizeof(clients[0])));
    tcase_add_loop_test(cases, every_failed_pair_has_advice, 0,
                        (int)elb_catalog_bundled()->policy_count);
    tcase_add_loop_test(cases, a_lack_of_memory_is_reported, 0, 7);
    suite_add_tcase(suite, cases);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
