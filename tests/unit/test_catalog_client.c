/* SPDX-License-Identifier: MIT */

/* A client from YAML: what is read, and what is refused with which words at which place. */
#include "test_catalog_common.h"

static struct elb_arena arena;
static struct elb_error error;
static const struct elb_client *clients;
static size_t count;

static void set_up(void)
{
    elb_arena_init(&arena);
    error = (struct elb_error){0};
    clients = NULL;
    count = 99;
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

static enum elb_status read_clients(const char *text, const char *path)
{
    return elb_clients_read_yaml(&arena, elb_catalog_bundled(), elb_text_from(text), path, NULL,
                                 &clients, &count, &error);
}

#define SUITES  "suites: [AES128-SHA]\n"
#define PRINTED "suites: [TLS_RSA_WITH_AES_128_CBC_SHA]\n"

struct good_row {
    const char *name;
    const char *text;
    const char *printed; /* all clients, without the first line, which is an id */
};

static const struct good_row good_rows[] = {
    {"suites alone", SUITES, PRINTED},
    {"JSON", "{\"suites\": [\"AES128-SHA\"]}", PRINTED},
    {"no suites", "suites: []\n", "suites: []\n"},
    {"only signals", "suites: [0x00FF, TLS_FALLBACK_SCSV]\n",
     "suites: [TLS_EMPTY_RENEGOTIATION_INFO_SCSV, TLS_FALLBACK_SCSV]\n"},
    {"all dialects",
     "suites: [ECDHE-RSA-AES128-SHA, TLS_DHE_RSA_AES_128_CBC_SHA1, SSL_RSA_WITH_RC4_128_SHA,"
     " TLS13_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_128_CBC_SHA_P256, 0x0a0a, 0xfefe]\n",
     "suites: [\n"
     "  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_DHE_RSA_WITH_AES_128_CBC_SHA, "
     "TLS_RSA_WITH_RC4_128_SHA,\n"
     "  TLS_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_128_CBC_SHA, 0x0A0A, "
     "SSL_RSA_FIPS_WITH_DES_CBC_SHA]\n"},
    {"incomplete", SUITES "suites-incomplete: true\n", PRINTED "suites-incomplete: true\n"},
    {"versions up to TLSv1.2", "versions: [TLSv1.2, TLSv1]\n" SUITES,
     "versions: [TLSv1, TLSv1.2]\n" PRINTED},
    {"versions with TLSv1.3 keep their order", "versions: [TLSv1.3, TLSv1, TLSv1.2]\n" SUITES,
     "versions: [TLSv1.3, TLSv1, TLSv1.2]\n" PRINTED},
    {"fields of the hello",
     "legacy-version: TLSv1.2\nsupported-versions: [0x8A8A, 0x7F1C, TLSv1.2]\n" SUITES,
     "legacy-version: TLSv1.2\nsupported-versions: [0x8A8A, 0x7F1C, TLSv1.2]\n" PRINTED},
    {"versions not sent", "legacy-version: SSLv3\nsupported-versions: none\n" SUITES,
     "legacy-version: SSLv3\nsupported-versions: none\n" PRINTED},
    {"a version from the future", "legacy-version: 0x0400\n" SUITES,
     "legacy-version: 0x0400\n" PRINTED},
    {"minimum", "versions: [TLSv1, TLSv1.1]\nminimum-version: TLS1.1\n" SUITES,
     "versions: [TLSv1, TLSv1.1]\nminimum-version: TLSv1.1\n" PRINTED},
    {"known, empty and not sent",
     SUITES "groups: [P-256, 0x1A1A, 0x1A1A, 0xFFFE]\nkey-shares: []\nsignature-schemes: none\n",
     PRINTED "groups: [secp256r1, 0x1A1A, 0x1A1A, 0xFFFE]\nkey-shares: []\n"
             "signature-schemes: none\n"},
    {"a scheme twice, as Safari has it", SUITES "signature-schemes: [0x0805, 0x0805]\n",
     PRINTED "signature-schemes: [rsa_pss_rsae_sha384, rsa_pss_rsae_sha384]\n"},
    {"a group and a share twice", SUITES "groups: [x25519, 0x001D]\nkey-shares: [x25519, 0x001D]\n",
     PRINTED "groups: [x25519, x25519]\nkey-shares: [x25519, x25519]\n"},
    {"a version twice", "legacy-version: TLSv1.2\nsupported-versions: [TLSv1.3, 0x0304]\n" SUITES,
     "legacy-version: TLSv1.2\nsupported-versions: [TLSv1.3, TLSv1.3]\n" PRINTED},
    {"numbers", SUITES "extensions: [0, 0xff01, 65535]\npoint-formats: [0, 255]\n",
     PRINTED "extensions: [0, 65281, 65535]\npoint-formats: [0, 255]\n"},
    {"no extensions", SUITES "extensions: none\npoint-formats: none\n",
     PRINTED "extensions: none\npoint-formats: none\n"},
    {"names", SUITES "server-name: true\nalpn: [h2, http/1.1]\n",
     PRINTED "server-name: true\nalpn: [h2, http/1.1]\n"},
    {"no names", SUITES "server-name: False\nalpn: []\n", PRINTED "server-name: false\n"},
    {"SSLv2", "hello: sslv2\nversions: [TLSv1]\n" SUITES,
     "hello: sslv2\nversions: [TLSv1]\n" PRINTED
     "groups: none\nkey-shares: none\nsignature-schemes: none\nextensions: none\n"
     "point-formats: none\nserver-name: false\n"},
    {"SSLv2 without a version", "hello: sslv2\n" SUITES "groups: none\n",
     "hello: sslv2\nsupported-versions: none\n" PRINTED
     "groups: none\nkey-shares: none\nsignature-schemes: none\nextensions: none\n"
     "point-formats: none\nserver-name: false\n"},
    {"limits",
     SUITES
     "constraints: {requires-sha2-signatures: true, min-ec-bits: 224, max-rsa-bits: 65536}\n",
     PRINTED "constraints: {max-rsa-bits: 65536, min-ec-bits: 224, "
             "requires-sha2-signatures: true}\n"},
    {"no limits", SUITES "constraints: {}\n", PRINTED},
    {"who it is",
     SUITES "name: My client\naliases: [other, another]\nfamily: f\nversion: '1.0'\n"
            "category: browser\nreleased: 2013\nend-of-life: 2022-07\nsupport: supported\n"
            "evidence: source-code\nconfidence: medium\nsource: a b\nnotes: [c, 'd: e']\n",
     "name: My client\naliases: [other, another]\nfamily: f\nversion: 1.0\n"
     "category: browser\nreleased: 2013\nend-of-life: 2022-07\nsupport: supported\n" PRINTED
     "evidence: source-code\nconfidence: medium\nsource: a b\nnotes:\n  - c\n  - \"d: e\"\n"},
};

START_TEST(good)
{
    const struct good_row *row = &good_rows[_i];
    struct elb_buffer out = {0};
    enum elb_status status = read_clients(row->text, "a/b.c/me.v1.yaml");
    ck_assert_msg(status == ELB_OK, "%s: %s", row->name, error_line(&error));
    ck_assert_uint_eq(count, 1);
    elb_client_print(&out, elb_catalog_bundled(), clients);
    struct elb_text text = elb_buffer_text(&out);
    ck_assert_msg(elb_text_has_prefix(text, "id: me.v1\n"), "%s", row->name);
    ck_assert_msg(elb_text_is(elb_text_skip(text, 10), row->printed), "%s:\n%s", row->name,
                  text.start);
    ck_assert_str_eq(clients->origin, "a/b.c/me.v1.yaml");
    elb_buffer_done(&out);
}
END_TEST

struct offer_row {
    const char *text;
    uint16_t legacy;
    enum elb_presence presence; /* of supported_versions */
    size_t listed;
    elb_version_set versions;
};

/* DESIGN.md: what `versions` means for the fields of the hello. */
static const struct offer_row offer_rows[] = {
    {SUITES, 0, ELB_UNKNOWN, 0, 0},
    {SUITES "versions: [TLSv1]\n", ELB_TLS1_0, ELB_NOT_SENT, 0, 0x02},
    {SUITES "versions: [TLSv1.2, SSLv3]\n", ELB_TLS1_2, ELB_NOT_SENT, 0, 0x09},
    {SUITES "versions: [TLSv1.3]\n", ELB_TLS1_2, ELB_SENT, 1, 0x10},
    {SUITES "versions: [TLSv1.3, TLSv1.2]\n", ELB_TLS1_2, ELB_SENT, 2, 0x18},
    {SUITES "legacy-version: TLSv1.2\n", ELB_TLS1_2, ELB_UNKNOWN, 0, 0},
    {SUITES "supported-versions: [TLSv1.3]\n", 0, ELB_SENT, 1, 0},
    {SUITES "supported-versions: []\n", 0, ELB_SENT, 0, 0},
    {SUITES "legacy-version: TLSv1\nsupported-versions: none\n", ELB_TLS1_0, ELB_NOT_SENT, 0, 0},
    {SUITES "hello: sslv2\n", 0, ELB_NOT_SENT, 0, 0},
    {SUITES "hello: sslv2\nversions: [SSLv3]\n", ELB_SSL3, ELB_NOT_SENT, 0, 0x01},
};

START_TEST(offer)
{
    const struct offer_row *row = &offer_rows[_i];
    ck_assert_int_eq(read_clients(row->text, "-"), ELB_OK);
    ck_assert_msg(clients->legacy_version == row->legacy, "%s", row->text);
    ck_assert_msg(clients->supported_versions.presence == row->presence, "%s", row->text);
    ck_assert_msg(clients->supported_versions.count == row->listed, "%s", row->text);
    ck_assert_msg(clients->versions == row->versions, "%s", row->text);
    ck_assert_int_eq(clients->suites.presence, ELB_SENT);
    ck_assert_str_eq(clients->id, "stdin");
}
END_TEST

START_TEST(several)
{
    ck_assert_int_eq(read_clients("- {id: a, suites: [0x0001]}\n- {id: B, suites: []}\n", "x"),
                     ELB_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(clients[0].id, "a");
    ck_assert_str_eq(clients[1].id, "B");
}
END_TEST

struct id_row {
    const char *path;
    const char *id;
};

static const struct id_row id_rows[] = {
    {"-", "stdin"},         {"me", "me"},        {"me.yaml", "me"},
    {"./me.yaml", "me"},    {"/a.b/me", "me"},   {"a/me.v1", "me"},
    {".hidden", ".hidden"}, {"a/.x.yaml", ".x"}, {"a/-", "-"},
};

START_TEST(id_from_path)
{
    ck_assert_int_eq(read_clients("- " SUITES, id_rows[_i].path), ELB_OK);
    ck_assert_str_eq(clients->id, id_rows[_i].id);
}
END_TEST

struct bad_row {
    const char *name;
    const char *text;
    const char *expected;
};

static const struct bad_row bad_rows[] = {
    {"nothing", "# nothing\n", "c.yaml:1:1: the file has no content"},
    {"a string", "AES128-SHA\n",
     "c.yaml:1:1: expected a client or a sequence of them, not a string"},
    {"no clients", "[]\n", "c.yaml:1:1: expected at least one client"},
    {"names of clients", "- chrome\n", "c.yaml:1:3: expected a mapping, not a string"},
    {"syntax", "suites: [a\nb: c\n", NULL},
    {"two documents", SUITES "---\n" SUITES, "c.yaml:3:1: a second document; only one is read"},
    {"a key of a policy", SUITES "protocols: [TLSv1]\n", "c.yaml:2:1: unknown key 'protocols'"},
    {"unknown key", SUITES "groops: []\n",
     "c.yaml:2:1: unknown key 'groops', did you mean 'groups'"},
    {"no suites", "versions: [TLSv1]\n", "c.yaml:1:1: 'suites' is missing"},
    {"suites not sent", "suites: none\n", "c.yaml:1:9: expected a sequence, not a string"},
    {"suites in one string", "suites: AES128-SHA:AES256-SHA\n",
     "c.yaml:1:9: expected a sequence, not a string"},
    {"unknown suite", "suites: [AES128-SHA, AES128-SHE]\n",
     "c.yaml:1:22: unknown suite 'AES128-SHE', did you mean 'AES128-SHA'"},
    {"suite that is null", "suites: [~]\n", "c.yaml:1:10: unknown suite '~'"},
    {"suite that is a mapping", "suites: [{a: b}]\n",
     "c.yaml:1:10: expected a suite, not a mapping"},
    {"decimal code", "suites: [49199]\n", "c.yaml:1:10: unknown suite '49199'"},
    {"code too long", "suites: [0xC02FF]\n", "c.yaml:1:10: unknown suite '0xC02FF'"},
    {"code without digits", "suites: [0x]\n", "c.yaml:1:10: unknown suite '0x'"},
    {"unknown group", SUITES "groups: [x25518]\n",
     "c.yaml:2:10: unknown group 'x25518', did you mean 'x25519'"},
    {"group twice", SUITES "groups: [x25519, 29, 0x001D]\n", "c.yaml:2:18: unknown group '29'"},
    {"groups unknown", SUITES "groups: unknown\n",
     "c.yaml:2:9: expected a sequence, or none, not a string"},
    {"groups in capitals", SUITES "groups: None\n",
     "c.yaml:2:9: expected a sequence, or none, not a string"},
    {"groups of nothing", SUITES "groups:\n", "c.yaml:2:8: expected a sequence, or none, not null"},
    {"unknown scheme", SUITES "signature-schemes: [rsa_sha1]\n",
     "c.yaml:2:21: unknown signature scheme 'rsa_sha1', did you mean 'RSA+SHA1'"},
    {"unknown version", "versions: [TLSv2]\n" SUITES,
     "c.yaml:1:12: unknown protocol version 'TLSv2', known are SSLv3, TLSv1, TLSv1.1, TLSv1.2 and "
     "TLSv1.3"},
    {"version twice", "versions: [TLSv1, 0x0301]\n" SUITES, "c.yaml:1:19: duplicate 'TLSv1'"},
    {"no versions", "versions: []\n" SUITES, "c.yaml:1:11: expected at least one protocol version"},
    {"versions not sent", "versions: none\n" SUITES,
     "c.yaml:1:11: expected a sequence, not a string"},
    {"a draft among versions", "versions: [0x7F1C]\n" SUITES,
     "c.yaml:1:12: 0x7F1C is no protocol version"},
    {"two kinds of versions", "versions: [TLSv1]\nlegacy-version: TLSv1\n" SUITES,
     "c.yaml:2:1: 'legacy-version' beside 'versions', which says it already"},
    {"two kinds of versions, the other", "supported-versions: none\nversions: [TLSv1]\n" SUITES,
     "c.yaml:1:1: 'supported-versions' beside 'versions', which says it already"},
    {"minimum that is no version", "minimum-version: 0x0305\n" SUITES,
     "c.yaml:1:18: 0x0305 is no protocol version"},
    {"minimum that is unknown", "minimum-version: none\n" SUITES,
     "c.yaml:1:18: unknown protocol version 'none', known are SSLv3, TLSv1, TLSv1.1, TLSv1.2 and "
     "TLSv1.3"},
    {"list of legacy versions", "legacy-version: [TLSv1]\n" SUITES,
     "c.yaml:1:17: expected a protocol version, not a sequence"},
    {"SSLv2 with TLSv1.3", "hello: sslv2\nversions: [TLSv1.3]\n" SUITES,
     "c.yaml:2:1: a hello of form sslv2 has no extensions"},
    {"SSLv2 with groups", "hello: sslv2\ngroups: []\n" SUITES,
     "c.yaml:2:1: a hello of form sslv2 has no extensions"},
    {"SSLv2 with a name", "hello: sslv2\nserver-name: true\n" SUITES,
     "c.yaml:2:1: a hello of form sslv2 has no extensions"},
    {"unknown hello", "hello: ssl2\n" SUITES,
     "c.yaml:1:8: unknown form of hello 'ssl2', did you mean 'sslv2'"},
    {"number too high", SUITES "extensions: [65536]\n",
     "c.yaml:2:14: expected a number from 0 to 65535"},
    {"negative number", SUITES "extensions: [-1]\n",
     "c.yaml:2:14: expected a number from 0 to 65535"},
    {"extension by name", SUITES "extensions: [server_name]\n",
     "c.yaml:2:14: expected a number from 0 to 65535"},
    {"extension twice", SUITES "extensions: [0, 10, 0]\n", "c.yaml:2:21: duplicate '0' (0x0000)"},
    {"format too high", SUITES "point-formats: [256]\n",
     "c.yaml:2:17: expected a number from 0 to 255"},
    {"server name", SUITES "server-name: example.org\n",
     "c.yaml:2:14: expected true or false, not 'example.org'"},
    {"protocol twice", SUITES "alpn: [h2, h2]\n", "c.yaml:2:12: duplicate 'h2'"},
    {"minimum above all versions", SUITES "versions: [TLSv1]\nminimum-version: TLSv1.2\n",
     "c.yaml:3:18: TLSv1.2 is above the highest version that is offered, TLSv1"},
    {"minimum above the listed versions",
     SUITES "supported-versions: [0x0A0A, TLSv1.2]\nminimum-version: TLSv1.3\n",
     "c.yaml:3:18: TLSv1.3 is above the highest version that is offered, TLSv1.2"},
    {"minimum above the only version",
     SUITES "legacy-version: TLSv1.1\nsupported-versions: none\nminimum-version: TLSv1.2\n",
     "c.yaml:4:18: TLSv1.2 is above the highest version that is offered, TLSv1.1"},
    {"key shares without groups", SUITES "groups: none\nkey-shares: [x25519]\n",
     "c.yaml:3:13: key shares without groups, of which each must be one"},
    {"unknown constraint", SUITES "constraints: {max-rsa: 4096}\n",
     "c.yaml:2:15: unknown key 'max-rsa', did you mean 'max-rsa-bits'"},
    {"constraint of 0", SUITES "constraints: {max-rsa-bits: 0}\n",
     "c.yaml:2:29: expected a number of bits, from 1 to 65536"},
    {"constraint too high", SUITES "constraints: {max-rsa-bits: 65537}\n",
     "c.yaml:2:29: expected a number of bits, from 1 to 65536"},
    {"constraint that is none", SUITES "constraints: {max-rsa-bits: -1}\n",
     "c.yaml:2:29: expected a number of bits, from 1 to 65536"},
    {"constraints as a list", SUITES "constraints: []\n",
     "c.yaml:2:14: expected a mapping, not a sequence"},
    {"empty id", "id: ''\n" SUITES, "c.yaml:1:5: expected a string, not an empty one"},
    {"unknown evidence", SUITES "evidence: guessed\n", "c.yaml:2:11: unknown evidence 'guessed'"},
    {"unknown confidence", SUITES "confidence: hi\n", "c.yaml:2:13: unknown confidence 'hi'"},
    {"unknown support", SUITES "support: end\n",
     "c.yaml:2:10: unknown support 'end', did you mean 'ended'"},
    {"bad date", SUITES "released: 2013-00\n",
     "c.yaml:2:11: '2013-00' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"date before TLS", SUITES "released: 0013-01-01\n",
     "c.yaml:2:11: '0013-01-01' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"several without id", "- " SUITES "- {id: a, suites: []}\n", "c.yaml:1:3: 'id' is missing"},
    {"id twice", "- {id: a, suites: []}\n- {id: A, suites: []}\n",
     "c.yaml:2:8: duplicate client 'A', first at c.yaml:1:8"},
    {"id that is an alias", "- {id: a, suites: [], aliases: [b]}\n- {id: b, suites: []}\n",
     "c.yaml:2:8: duplicate client 'b', first at c.yaml:1:33"},
    {"alias that is the id", "{id: a, suites: [], aliases: [b, A]}\n",
     "c.yaml:1:34: duplicate client 'A', first at c.yaml:1:6"},
    {"alias that is the file's name", "{suites: [], aliases: [c]}\n",
     "c.yaml:1:24: duplicate client 'c', first at c.yaml:1:1"},
};

START_TEST(bad)
{
    const struct bad_row *row = &bad_rows[_i];
    enum elb_status status = read_clients(row->text, "c.yaml");
    ck_assert_msg(status != ELB_OK, "%s", row->name);
    ck_assert_msg(status == error.status, "%s", row->name);
    ck_assert_msg(row->expected == NULL || strcmp(error_line(&error), row->expected) == 0, "%s: %s",
                  row->name, error_line(&error));
    ck_assert_ptr_null(clients);
    ck_assert_uint_eq(count, 99);
}
END_TEST

struct support_row {
    const char *name;
    const char *end_of_life;
    enum elb_support stated;
    const char *date;
    enum elb_support expected;
};

static const struct support_row support_rows[] = {
    {"nothing known", NULL, ELB_SUPPORT_UNKNOWN, "2026-11-23", ELB_SUPPORT_UNKNOWN},
    {"stated", NULL, ELB_SUPPORT_SUPPORTED, "2026-11-23", ELB_SUPPORT_SUPPORTED},
    {"stated to have ended", NULL, ELB_SUPPORT_ENDED, "2026-11-23", ELB_SUPPORT_ENDED},
    {"long ago", "2022-07-19", ELB_SUPPORT_UNKNOWN, "2026-11-23", ELB_SUPPORT_ENDED},
    {"the day after", "2022-07-19", ELB_SUPPORT_UNKNOWN, "2022-07-20", ELB_SUPPORT_ENDED},
    {"the last day", "2022-07-19", ELB_SUPPORT_UNKNOWN, "2022-07-19", ELB_SUPPORT_SUPPORTED},
    {"in the future", "2032-07-19", ELB_SUPPORT_ENDED, "2026-11-23", ELB_SUPPORT_SUPPORTED},
    {"within the month", "2022-07", ELB_SUPPORT_UNKNOWN, "2022-07-31", ELB_SUPPORT_SUPPORTED},
    {"the month after", "2022-07", ELB_SUPPORT_UNKNOWN, "2022-08-01", ELB_SUPPORT_ENDED},
    {"within the year", "2022", ELB_SUPPORT_UNKNOWN, "2022-12-31", ELB_SUPPORT_SUPPORTED},
    {"the year after", "2022", ELB_SUPPORT_SUPPORTED, "2023-01-01", ELB_SUPPORT_ENDED},
};

START_TEST(support)
{
    const struct support_row *row = &support_rows[_i];
    const struct elb_client client = {.end_of_life = row->end_of_life, .support = row->stated};
    ck_assert_msg(elb_client_support(&client, row->date) == row->expected, "%s", row->name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_client");
    TCase *tcase = tcase_create("client");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, good, 0, (int)LENGTH(good_rows));
    tcase_add_loop_test(tcase, offer, 0, (int)LENGTH(offer_rows));
    tcase_add_test(tcase, several);
    tcase_add_loop_test(tcase, id_from_path, 0, (int)LENGTH(id_rows));
    tcase_add_loop_test(tcase, bad, 0, (int)LENGTH(bad_rows));
    tcase_add_loop_test(tcase, support, 0, (int)LENGTH(support_rows));
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
