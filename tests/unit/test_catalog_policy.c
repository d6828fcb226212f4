/* SPDX-License-Identifier: MIT */

/* A policy from YAML: what is read, and what is refused with which words at which place. */
#include "test_catalog_common.h"

static struct elb_arena arena;
static struct elb_error error;
static struct elb_policy policy;

static void set_up(void)
{
    elb_arena_init(&arena);
    error = (struct elb_error){0};
    policy = (struct elb_policy){0};
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

static enum elb_status read_policy(const char *text)
{
    return elb_policy_read_yaml(&arena, elb_catalog_bundled(), elb_text_from(text), "p.yaml", NULL,
                                &policy, &error);
}

/* Line 1 to 4; what a row is about begins at line 5. */
#define HEAD  "name: mine\nfamily: elbv2\nprotocols: [TLSv1.2]\nsuites: [ECDHE-RSA-AES128-SHA]\n"
#define HEAD3 "name: mine\nfamily: elbv2\nprotocols: [TLSv1.2, TLSv1.3]\n"

/* The protocols are for the row to say, at 3:12. */
#define ELBV2   "name: mine\nfamily: elbv2\nprotocols: "
#define CLASSIC "name: mine\nfamily: classic\nprotocols: "

struct good_row {
    const char *name;
    const char *text;
    const char *printed; /* in canonical form, behind that of HEAD */
};

#define PRINTED                                                                                    \
    "name: mine\nfamily: elbv2\nload-balancers: [application, network]\nstatus: documented\n"      \
    "protocols: [TLSv1.2]\nsuites: [ECDHE-RSA-AES128-SHA]\nserver-order: true\n"

static const struct good_row good_rows[] = {
    {"what must be there", HEAD, PRINTED "fips-module: false\n"},
    {"JSON",
     "{\"name\": \"mine\", \"family\": \"elbv2\", \"protocols\": [\"TLSv1.2\"],"
     " \"suites\": [\"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA\"]}",
     PRINTED "fips-module: false\n"},
    {"a suite by its code", "name: mine\nfamily: elbv2\nprotocols: [tls1.2]\nsuites: [0xC013]\n",
     PRINTED "fips-module: false\n"},
    {"a suite as GnuTLS writes it",
     "name: mine\nfamily: elbv2\nprotocols: [0x0303]\nsuites: [TLS_ECDHE_RSA_AES_128_CBC_SHA1]\n",
     PRINTED "fips-module: false\n"},
    {"groups", HEAD "groups: [P-256, x25519]\n",
     PRINTED "groups: [secp256r1, x25519]\nfips-module: false\n"},
    {"no groups", HEAD "groups: []\n", PRINTED "groups: []\nfips-module: false\n"},
    {"preferred groups", HEAD "strongly-preferred-groups: [x25519]\ngroups: [secp256r1, x25519]\n",
     PRINTED "groups: [secp256r1, x25519]\nstrongly-preferred-groups: [x25519]\n"
             "fips-module: false\n"},
    {"no preferred groups", HEAD "strongly-preferred-groups: []\n", PRINTED "fips-module: false\n"},
    {"schemes", HEAD "signature-schemes: [RSA+SHA256, 0x0403]\n",
     PRINTED "signature-schemes: [rsa_pkcs1_sha256, ecdsa_secp256r1_sha256]\n"
             "fips-module: false\n"},
    {"certificates", HEAD "allowed-certificates: [rsa3072, ECDSA384]\n",
     PRINTED "fips-module: false\nallowed-certificates: [rsa3072, ecdsa384]\n"},
    {"one backend", HEAD "backend-policy: ELBSecurityPolicy-TLS13-1-0-2021-06\n",
     PRINTED "fips-module: false\nbackend-policy: ELBSecurityPolicy-TLS13-1-0-2021-06\n"},
    {"two backends that are one",
     HEAD "backend-policy: {alb: ELBSecurityPolicy-2016-08, nlb: ELBSecurityPolicy-2016-08}\n",
     PRINTED "fips-module: false\nbackend-policy: ELBSecurityPolicy-2016-08\n"},
    {"a backend for one load balancer",
     HEAD "backend-policy: {network: ELBSecurityPolicy-2016-08}\n",
     PRINTED "fips-module: false\nbackend-policy: {network: ELBSecurityPolicy-2016-08}\n"},
    {"provenance",
     HEAD "sources: {suites: [moto], name: [razorpay, moto]}\nconfidence: {suites: verified}\n",
     PRINTED "fips-module: false\nconfidence:\n  suites: verified\n"
             "sources:\n  suites: [moto]\n  name: [razorpay, moto]\n"},
    {"notes", HEAD "notes: ['a, b', plain text]\n",
     PRINTED "fips-module: false\nnotes:\n  - \"a, b\"\n  - plain text\n"},
    {"upcoming", HEAD "load-balancers: []\nstatus: upcoming\n",
     "name: mine\nfamily: elbv2\nload-balancers: []\nstatus: upcoming\n"
     "protocols: [TLSv1.2]\nsuites: [ECDHE-RSA-AES128-SHA]\nserver-order: true\n"
     "fips-module: false\n"},
    {"released", HEAD "released: {network: 2019-10, application: '2020-02-29'}\nstatus: retired\n",
     "name: mine\nfamily: elbv2\nload-balancers: [application, network]\nstatus: retired\n"
     "released: {application: 2020-02-29, network: 2019-10}\n"
     "protocols: [TLSv1.2]\nsuites: [ECDHE-RSA-AES128-SHA]\nserver-order: true\n"
     "fips-module: false\n"},
    {"Classic, with AWS's prefix",
     "name: ELBSecurityPolicy-Mine\nfamily: classic\nprotocols: [SSLv3]\nsuites: [RC4-MD5]\n"
     "server-order: false\nfips-module: false\n",
     "name: ELBSecurityPolicy-Mine\nfamily: classic\nload-balancers: [classic]\n"
     "status: documented\nprotocols: [SSLv3]\nsuites: [RC4-MD5]\nserver-order: false\n"
     "fips-module: false\n"},
    {"a suite that no protocol is new enough for, which AWS accepts too",
     "name: mine\nfamily: classic\nprotocols: [TLSv1]\nsuites: [AES128-GCM-SHA256]\n",
     "name: mine\nfamily: classic\nload-balancers: [classic]\nstatus: documented\n"
     "protocols: [TLSv1]\nsuites: [AES128-GCM-SHA256]\nserver-order: true\nfips-module: false\n"},
};

START_TEST(good)
{
    const struct good_row *row = &good_rows[_i];
    struct elb_buffer out = {0};
    enum elb_status status = read_policy(row->text);
    ck_assert_msg(status == ELB_OK, "%s: %s", row->name, error_line(&error));
    elb_policy_print(&out, &policy);
    ck_assert_msg(strcmp(elb_buffer_string(&out), row->printed) == 0, "%s:\n%s", row->name,
                  elb_buffer_string(&out));
    ck_assert_str_eq(policy.origin, "p.yaml");
    ck_assert_int_eq(error.status, ELB_OK);
    elb_buffer_done(&out);
}
END_TEST

struct bad_row {
    const char *name;
    const char *text;
    const char *expected;
};

#define VERSIONS "known are SSLv3, TLSv1, TLSv1.1, TLSv1.2 and TLSv1.3"
#define LOWEST   "an Application or Network Load Balancer has all versions from the lowest one on"

static const struct bad_row bad_rows[] = {
    {"nothing", "", "p.yaml:1:1: the file has no content"},
    {"only null", "# a comment\n~\n", "p.yaml:1:1: the file has no content"},
    {"two documents", HEAD "---\n" HEAD, "p.yaml:6:1: a second document; only one is read"},
    {"a list", "- a\n", "p.yaml:1:1: expected a mapping, not a sequence"},
    {"a string", "TLSv1.2", "p.yaml:1:1: expected a mapping, not a string"},
    {"syntax", "name: [a\nfamily: b\n", NULL},
    {"same key twice", HEAD "name: other\n", NULL},
    {"unknown key", HEAD "suits: []\n", "p.yaml:5:1: unknown key 'suits', did you mean 'suites'"},
    {"unknown key, like none", HEAD "colour: red\n", "p.yaml:5:1: unknown key 'colour'"},
    {"key that is none", HEAD "[a]: b\n", "p.yaml:5:1: expected a key, not a sequence"},
    {"no name", "family: elbv2\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:1:1: 'name' is missing"},
    {"no family", "name: a\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:1:1: 'family' is missing"},
    {"no protocols", "name: a\nfamily: elbv2\nsuites: [RC4-SHA]\n",
     "p.yaml:1:1: 'protocols' is missing"},
    {"no suites", "name: a\nfamily: elbv2\nprotocols: [TLSv1]\n",
     "p.yaml:1:1: 'suites' is missing"},
    {"name of nothing", "name:\nfamily: elbv2\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:1:6: expected a string, not null"},
    {"empty name", "name: ''\nfamily: elbv2\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:1:7: expected a string, not an empty one"},
    {"name that is a list", "name: [a]\nfamily: elbv2\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:1:7: expected a string, not a sequence"},
    {"name with a NUL", "name: \"a\\0b\"\nfamily: elbv2\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:1:7: a NUL character in a string"},
    {"unknown family", "name: a\nfamily: elbv3\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:2:9: unknown family 'elbv3', did you mean 'elbv2'"},
    {"family in capitals", "name: a\nfamily: ELBV2\nprotocols: [TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:2:9: unknown family 'ELBV2', did you mean 'elbv2'"},
    {"unknown status", HEAD "status: recomended\n",
     "p.yaml:5:9: unknown status 'recomended', did you mean 'recommended'"},
    {"unknown load balancer", HEAD "load-balancers: [gateway]\n",
     "p.yaml:5:18: unknown load balancer 'gateway', known are application, network and classic"},
    {"load balancer of the other family", HEAD "load-balancers: [application, classic]\n",
     "p.yaml:5:31: 'classic' is no load balancer of the family 'elbv2'"},
    {"load balancer twice", HEAD "load-balancers: [alb, application]\n",
     "p.yaml:5:23: duplicate 'application'"},
    {"load balancers as a string", HEAD "load-balancers: application\n",
     "p.yaml:5:17: expected a sequence, not a string"},
    {"load balancer that is a list", HEAD "load-balancers: [[application]]\n",
     "p.yaml:5:18: expected a load balancer, not a sequence"},
    {"bad month", HEAD "released: {network: 2021-13}\n",
     "p.yaml:5:21: '2021-13' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"bad day", HEAD "released: {network: 2021-02-29}\n",
     "p.yaml:5:21: '2021-02-29' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"bad century", HEAD "released: {network: 2100-02-29}\n",
     "p.yaml:5:21: '2100-02-29' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"date with a time", HEAD "released: {network: 2021-02-28T00:00}\n",
     "p.yaml:5:21: '2021-02-28T00:00' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"date in words", HEAD "released: {network: June 2018}\n",
     "p.yaml:5:21: 'June 2018' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"one date for all", HEAD "released: 2021-02-28\n",
     "p.yaml:5:11: expected a mapping, not a string"},
    {"released twice", HEAD "released: {nlb: 2021, network: 2021}\n",
     "p.yaml:5:23: duplicate 'network'"},
    {"released for another", HEAD "released: {classic: 2021}\n",
     "p.yaml:5:12: 'classic' is no load balancer of the family 'elbv2'"},
    {"unknown protocol", "name: a\nfamily: elbv2\nprotocols: [TLSv1.4]\nsuites: [RC4-SHA]\n",
     "p.yaml:3:13: unknown protocol version 'TLSv1.4', " VERSIONS},
    {"protocol that is no version",
     "name: a\nfamily: elbv2\nprotocols: [0x7F1C]\nsuites: [RC4-SHA]\n",
     "p.yaml:3:13: 0x7F1C is no protocol version"},
    {"protocol twice", "name: a\nfamily: elbv2\nprotocols: [TLSv1.0, TLSv1]\nsuites: [RC4-SHA]\n",
     "p.yaml:3:22: duplicate 'TLSv1'"},
    {"protocol as a string", "name: a\nfamily: elbv2\nprotocols: TLSv1\nsuites: [RC4-SHA]\n",
     "p.yaml:3:12: expected a sequence, not a string"},
    {"protocol that is a mapping", "name: a\nfamily: elbv2\nprotocols: [{}]\nsuites: [RC4-SHA]\n",
     "p.yaml:3:13: expected a protocol version, not a mapping"},
    {"empty protocols", "name: a\nfamily: elbv2\nprotocols: []\nsuites: [RC4-SHA]\n",
     "p.yaml:3:12: a policy without a protocol"},
    {"SSLv3 that no load balancer of the family has", ELBV2 "[TLSv1, SSLv3]\nsuites: [RC4-SHA]\n",
     "p.yaml:3:20: an Application or Network Load Balancer has no SSLv3"},
    {"one version left out", ELBV2 "[0x0301, 0x0303]\nsuites: [RC4-SHA]\n",
     "p.yaml:3:21: TLSv1.1 is missing below TLSv1.2: " LOWEST},
    {"two versions left out", ELBV2 "[TLSv1.3, TLSv1]\nsuites: [TLS_AES_128_GCM_SHA256]\n",
     "p.yaml:3:13: TLSv1.1 is missing below TLSv1.3: " LOWEST},
    {"nothing above TLSv1.1", ELBV2 "[TLSv1, TLSv1.1]\nsuites: [RC4-SHA]\n",
     "p.yaml:3:20: TLSv1.1 is the highest version, but an Application or Network Load Balancer "
     "always has TLSv1.2 or TLSv1.3"},
    {"TLSv1.3 in Classic", CLASSIC "[TLSv1.2, 0x0304]\nsuites: [TLS_AES_128_GCM_SHA256]\n",
     "p.yaml:3:22: a Classic Load Balancer has no TLSv1.3"},
    {"a suite of TLSv1.3 in Classic",
     CLASSIC "[TLSv1.2]\nsuites: [RC4-SHA, TLS_AES_128_GCM_SHA256]\n",
     "p.yaml:4:19: 'TLS_AES_128_GCM_SHA256': a Classic Load Balancer has no TLSv1.3"},
    {"empty suites", "name: a\nfamily: elbv2\nprotocols: [TLSv1.2]\nsuites: []\n",
     "p.yaml:4:9: a policy without a suite"},
    {"unknown suite", HEAD3 "suites: [TLS_AES_128_GCM_SHA256, AES128-GCM-SHA265]\n",
     "p.yaml:4:34: unknown suite 'AES128-GCM-SHA265', did you mean 'AES128-GCM-SHA256'"},
    {"suite like none", HEAD3 "suites: [quux]\n", "p.yaml:4:10: unknown suite 'quux'"},
    {"unknown code", HEAD3 "suites: [0xFEDC]\n", "p.yaml:4:10: unknown suite '0xFEDC'"},
    {"code with five digits", HEAD3 "suites: [0x01301]\n", "p.yaml:4:10: unknown suite '0x01301'"},
    {"suite that is a list", HEAD3 "suites: [[AES128-SHA]]\n",
     "p.yaml:4:10: expected a suite, not a sequence"},
    {"suite twice", HEAD3 "suites: [AES128-SHA, AES256-SHA, AES128-SHA]\n",
     "p.yaml:4:34: duplicate 'AES128-SHA' (0x002F)"},
    {"suite twice by two names", HEAD3 "suites: [AES128-SHA, TLS_RSA_WITH_AES_128_CBC_SHA]\n",
     "p.yaml:4:22: duplicate 'TLS_RSA_WITH_AES_128_CBC_SHA' (0x002F)"},
    {"TLS 1.3 suite without TLSv1.3",
     "name: a\nfamily: elbv2\nprotocols: [TLSv1.2]\nsuites: [AES128-SHA, TLS_AES_128_GCM_SHA256]\n",
     "p.yaml:4:22: 'TLS_AES_128_GCM_SHA256' is for TLSv1.3, which the policy lacks"},
    {"TLSv1.3 without its suites", HEAD3 "suites: [AES128-SHA]\n",
     "p.yaml:4:9: no suite is for TLSv1.3, which the policy has"},
    {"older suite with TLSv1.3 alone",
     "name: a\nfamily: elbv2\nprotocols: [TLSv1.3]\nsuites: [TLS_AES_128_GCM_SHA256, AES128-SHA]\n",
     "p.yaml:4:34: 'TLS_RSA_WITH_AES_128_CBC_SHA' is not for TLSv1.3, which is all that the policy "
     "has"},
    {"signal", "name: a\nfamily: elbv2\nprotocols: [TLSv1.2]\nsuites: [AES128-SHA, 0x5600]\n",
     "p.yaml:4:22: 'TLS_FALLBACK_SCSV' is a signal of clients, no suite"},
    {"order that is no boolean", HEAD "server-order: yes\n",
     "p.yaml:5:15: expected true or false, not 'yes'"},
    {"order that is a list", HEAD "server-order: [true]\n",
     "p.yaml:5:15: expected true or false, not a sequence"},
    {"unknown group", HEAD "groups: [secp256r1, secp512r1]\n",
     "p.yaml:5:21: unknown group 'secp512r1', did you mean 'secp521r1'"},
    {"group twice", HEAD "groups: [secp256r1, P-256]\n", "p.yaml:5:21: duplicate 'P-256' (0x0017)"},
    {"groups of a client", HEAD "groups: none\n", "p.yaml:5:9: expected a sequence, not a string"},
    {"preferred group that is none of the policy",
     HEAD "groups: [x25519]\nstrongly-preferred-groups: [secp384r1]\n",
     "p.yaml:6:29: 'secp384r1' is not among the groups"},
    {"preferred groups without groups", HEAD "strongly-preferred-groups: [secp384r1]\n",
     "p.yaml:5:29: 'secp384r1' is not among the groups"},
    {"unknown scheme", HEAD "signature-schemes: [rsa_pkcs1_sha265]\n",
     "p.yaml:5:21: unknown signature scheme 'rsa_pkcs1_sha265', did you mean 'rsa_pkcs1_sha256'"},
    {"scheme twice", HEAD "signature-schemes: [rsa_pkcs1_sha256, 0x0401]\n",
     "p.yaml:5:39: duplicate '0x0401' (0x0401)"},
    {"unknown certificate", HEAD "allowed-certificates: [rsa1024]\n",
     "p.yaml:5:24: unknown certificate 'rsa1024', known are rsa2048, rsa3072, rsa4096, ecdsa256, "
     "ecdsa384, ecdsa521, rsa and ecdsa"},
    {"certificate twice", HEAD "allowed-certificates: [rsa, RSA]\n",
     "p.yaml:5:29: duplicate 'RSA'"},
    {"no certificate", HEAD "allowed-certificates: []\n",
     "p.yaml:5:23: expected at least one certificate"},
    {"unknown backend", HEAD "backend-policy: ELBSecurityPolicy-2016-07\n",
     "p.yaml:5:17: unknown policy 'ELBSecurityPolicy-2016-07', did you mean "
     "'ELBSecurityPolicy-2016-08'"},
    {"backend without its prefix", HEAD "backend-policy: {nlb: 2016-08}\n",
     "p.yaml:5:23: unknown policy '2016-08', did you mean 'ELBSecurityPolicy-2016-08'"},
    {"backend like none", HEAD "backend-policy: quux\n", "p.yaml:5:17: unknown policy 'quux'"},
    {"backend for another", HEAD "backend-policy: {clb: ELBSecurityPolicy-2016-08}\n",
     "p.yaml:5:18: 'clb' is no load balancer of the family 'elbv2'"},
    {"confidence in an unknown key", HEAD "confidence: {suits: verified}\n",
     "p.yaml:5:14: unknown key 'suits', did you mean 'suites'"},
    {"unknown confidence", HEAD "confidence: {suites: high}\n",
     "p.yaml:5:22: unknown confidence 'high'"},
    {"confidence in all", HEAD "confidence: verified\n",
     "p.yaml:5:13: expected a mapping, not a string"},
    {"unknown source", HEAD "sources: {suites: [moto, mote]}\n",
     "p.yaml:5:26: unknown source 'mote', did you mean 'moto'"},
    {"source twice", HEAD "sources: {suites: [moto, moto]}\n", "p.yaml:5:26: duplicate 'moto'"},
    {"no source", HEAD "sources: {suites: []}\n", "p.yaml:5:19: expected at least one source"},
    {"source as a string", HEAD "sources: {suites: moto}\n",
     "p.yaml:5:19: expected a sequence, not a string"},
    {"notes as a string", HEAD "notes: a\n", "p.yaml:5:8: expected a sequence, not a string"},
    {"note twice", HEAD "notes: [a, b, a]\n", "p.yaml:5:15: duplicate 'a'"},
    {"column in characters", HEAD "notes: [\"\xc3\xa4\xc3\xb6\", {}]\n",
     "p.yaml:5:15: expected a string, not a mapping"},
};

START_TEST(bad)
{
    const struct bad_row *row = &bad_rows[_i];
    const struct elb_policy untouched = {0};
    enum elb_status status = read_policy(row->text);
    ck_assert_msg(status != ELB_OK, "%s", row->name);
    ck_assert_msg(status == error.status, "%s", row->name);
    ck_assert_msg(row->expected == NULL || strcmp(error_line(&error), row->expected) == 0, "%s: %s",
                  row->name, error_line(&error));
    ck_assert_msg(error.line > 0 && error.column > 0, "%s", row->name);
    ck_assert_mem_eq(&policy, &untouched, sizeof(policy));
}
END_TEST

/* The reason may be of no interest. */
START_TEST(bad_without_error)
{
    ck_assert_int_eq(elb_policy_read_yaml(&arena, elb_catalog_bundled(),
                                          elb_text_from(bad_rows[_i].text), "-", NULL, &policy,
                                          NULL) == ELB_OK,
                     false);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_policy");
    TCase *tcase = tcase_create("policy");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, good, 0, (int)LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, (int)LENGTH(bad_rows));
    tcase_add_loop_test(tcase, bad_without_error, 0, (int)LENGTH(bad_rows));
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
