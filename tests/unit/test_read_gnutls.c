/* SPDX-License-Identifier: MIT */

/* Priority strings of GnuTLS, and what gnutls-cli prints of them. */
#include "test_read_rows.h"

#include "read/gnutls.h"

#define ROW(name, code) name "   \t" code "\tTLS1.2\n"
#define CBC             ROW("TLS_ECDHE_RSA_AES_128_CBC_SHA1", "0xc0, 0x13")
#define GCM             ROW("TLS_RSA_AES_128_GCM_SHA256", "0x00, 0x9c")
#define TAIL                                                                                       \
    "\nProtocols: VERS-TLS1.2, VERS-DTLS1.2\nCiphers: AES-128-GCM\nMACs: SHA1, AEAD\n"             \
    "Key Exchange Algorithms: RSA\nGroups: GROUP-X25519\nPK-signatures: SIGN-RSA-SHA256\n"
#define PLAIN "NONE:+VERS-TLS1.2:+ECDHE-RSA:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-RSA-SHA256"

static const struct good_row good_rows[] = {
    {"names everything itself", PLAIN, "v TLSv1.2 s C02F g 001D a 0401", NULL},
    {"with a name", "SYSTEM=" PLAIN "\n", "v TLSv1.2 s C02F g 001D a 0401", NULL},
    {"in quotes", "\"" PLAIN "\"", "v TLSv1.2 s C02F g 001D a 0401", NULL},
    {"flags", PLAIN ":%SAFE_RENEGOTIATION:+COMP-NULL", "v TLSv1.2 s C02F g 001D a 0401", NULL},
    {"an old one, which no GnuTLS has any more",
     "NONE:+VERS-SSL3.0:+VERS-TLS1.0:+RSA:+DHE-DSS:+3DES-CBC:+ARCFOUR-128:+SHA1:+MD5",
     "v SSLv3 TLSv1 s 000A 0005 0004 0013 0066", NULL},
    {"the order of the ciphers", "NONE:+VERS-TLS1.2:+RSA:+AES-128-CBC:+AES-256-CBC:+SHA1",
     "v TLSv1.2 s 002F 0035", NULL},
    {"taken out again", PLAIN ":+AES-256-GCM:-AES-128-GCM:+VERS-TLS1.1:-VERS-TLS1.1",
     "v TLSv1.2 s C030 g 001D a 0401", NULL},
    {"all groups", "NONE:+VERS-TLS1.2:+ECDHE-RSA:+AES-128-GCM:+AEAD:+GROUP-ALL:+SIGN-ALL",
     "v TLSv1.2 s C02F", NULL},
    {"TLS 1.3", "NONE:+VERS-TLS1.3:+VERS-TLS1.2:+RSA:+AES-128-GCM:+CHACHA20-POLY1305:+AEAD",
     "v TLSv1.2 TLSv1.3 s 1301 1303 009C", NULL},
    {"printed", "Cipher suites for X\n" CBC GCM TAIL, "v TLSv1.2 s C013 009C g 001D a 0401", NULL},
    {"printed, only rows", CBC GCM, "s C013 009C", NULL},
    {"printed, a name that nobody knows", ROW("TLS_NEW", "0xfa, 0xfb"), "s FAFB", NULL},
    {"printed, an unknown group",
     "Cipher suites for X\n" CBC "Groups: GROUP-NEW\nPK-signatures: SIGN-RSA-SHA256\n",
     "s C013 a 0401", "the groups are taken as not known: the catalog doesn't know 'GROUP-NEW'"},
};

START_TEST(good)
{
    check_good(&good_rows[_i]);
}
END_TEST

static const struct bad_row bad_rows[] = {
    {"no base", ELB_TEXT_INIT("+VERS-TLS1.2:+RSA:%COMPAT"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"unknown base", ELB_TEXT_INIT("USUAL:+VERS-TLS1.2"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"no operator", ELB_TEXT_INIT("NORMAL:VERS-TLS1.2"), ELB_ERROR_DATA, 1, "unknown cipher suite"},
    {"nothing is left", ELB_TEXT_INIT("NONE:+VERS-TLS1.2:+RSA:+AES-128-GCM:+SHA1"), ELB_ERROR_DATA,
     1, "no cipher suite is left"},
    {"no version", ELB_TEXT_INIT("NONE:+RSA:+AES-128-GCM:+AEAD"), ELB_ERROR_DATA, 1,
     "no cipher suite is left"},
    {"an AEAD suite with an old version",
     ELB_TEXT_INIT("NONE:+VERS-TLS1.0:+RSA:+AES-128-GCM:+AEAD"), ELB_ERROR_DATA, 1,
     "no cipher suite is left"},
    {"breaks off", ELB_TEXT_INIT("Cipher suites for X\n" CBC), ELB_ERROR_SYNTAX, 0,
     "before 'PK-signatures:'"},
    {"a row that breaks off", ELB_TEXT_INIT(CBC "TLS_RSA_AES_128_GCM_SHA256 \t0x00, 0x9"),
     ELB_ERROR_SYNTAX, 2, "expected a row"},
    {"a row without a version", ELB_TEXT_INIT(CBC "TLS_RSA_AES_128_GCM_SHA256 \t0x00, 0x9c\t"),
     ELB_ERROR_SYNTAX, 2, "expected a row"},
    {"name against code", ELB_TEXT_INIT(ROW("TLS_RSA_AES_128_GCM_SHA256", "0x00, 0x9d")),
     ELB_ERROR_DATA, 1, "'TLS_RSA_AES_128_GCM_SHA256' is 0x009C"},
    {"something below", ELB_TEXT_INIT(CBC "bash: error\n"), ELB_ERROR_SYNTAX, 2, "expected a row"},
    {"only a heading", ELB_TEXT_INIT("Cipher suites for NORMAL\n"), ELB_ERROR_SYNTAX, 0,
     "breaks off"},
    {"no rows", ELB_TEXT_INIT("Cipher suites for X\nPK-signatures: SIGN-RSA-SHA256\n"),
     ELB_ERROR_DATA, 0, "no cipher suite"},
};

START_TEST(bad)
{
    check_bad(&bad_rows[_i]);
}
END_TEST

/* What is put together here is what GnuTLS makes of it, as far as that still has the parts. */
static const char *const strings[] = {
    PLAIN,
    "NONE:+VERS-TLS1.2:+VERS-TLS1.3:+ECDHE-ECDSA:+ECDHE-RSA:+RSA:+DHE-RSA:+AES-256-GCM:"
    "+CHACHA20-POLY1305:+AES-128-CBC:+AES-128-CCM:+SHA1:+AEAD:+GROUP-SECP256R1:+GROUP-FFDHE2048:"
    "+SIGN-RSA-SHA256:+SIGN-ECDSA-SHA256:+CTYPE-X509",
    "NONE:+VERS-TLS1.0:+VERS-TLS1.1:+RSA:+DHE-RSA:+AES-128-CBC:+3DES-CBC:+SHA1:+MD5:"
    "+GROUP-SECP256R1:+SIGN-RSA-SHA1:+CTYPE-X509",
    "NONE:+VERS-TLS1.2:+DHE-RSA:+RSA:+AES-128-CCM-8:+CAMELLIA-128-GCM:+AES-256-CBC:+SHA256:+SHA384:"
    "+SHA1:+AEAD:+GROUP-FFDHE2048:+SIGN-RSA-PSS-RSAE-SHA256:+CTYPE-X509",
};

static void expand(const char *string, bool by_gnutls, struct elb_buffer *buffer)
{
    const struct elb_read_limits limits = ELB_READ_LIMITS_DEFAULT;
    struct elb_reading reading = {.catalog = elb_catalog_bundled(),
                                  .limits = &limits,
                                  .text = elb_text_from(string),
                                  .path = "in",
                                  .list = elb_client_list_new()};
    struct elb_error error = {0};
    struct elb_draft draft;
    bool is_plain = true;
    enum elb_status status;

    elb_draft_init(&draft, &reading);
    status = by_gnutls ? elb_gnutls_expand(&draft, string, reading.text, &error)
                       : elb_gnutls_combine(&draft, reading.text, &is_plain, &error);
    if (status == ELB_OK && is_plain)
        status = elb_draft_finish(&draft, &error);
    if (status == ELB_OK && is_plain)
        write_client(elb_client_list_at(reading.list, 0), buffer);
    else if (status != ELB_ERROR_UNSUPPORTED)
        ck_abort_msg("%s: %s", string, error.message);
    elb_client_list_free(reading.list);
}

START_TEST(as_gnutls)
{
    struct elb_buffer own = {0};
    struct elb_buffer other = {0};

    expand(strings[_i], false, &own);
    expand(strings[_i], true, &other);
    if (other.length > 0) /* it is installed */
        ck_assert_str_eq(elb_buffer_string(&own), elb_buffer_string(&other));
    elb_buffer_done(&own);
    elb_buffer_done(&other);
}
END_TEST

/* Keywords depend on the version; these parts of them don't. */
static const struct {
    const char *string;
    elb_version_set versions;
    uint16_t has;
    uint16_t has_not;
} keywords[] = {
    {"NORMAL:-VERS-ALL:+VERS-TLS1.2", 0x08, 0xC02F, 0x1301},
    {"SECURE256:-VERS-ALL:+VERS-TLS1.3", 0x10, 0x1302, 0xC030},
    {"PFS:-VERS-ALL:+VERS-TLS1.2", 0x08, 0xC02F, 0x002F},
    {"SYSTEM=LEGACY:-VERS-ALL:+VERS-TLS1.1:%COMPAT", 0x04, 0xC013, 0xC02F},
};

START_TEST(keyword)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    const enum elb_status status = read_input(elb_text_from(keywords[_i].string), &list, &error);
    const struct elb_client *client;

    if (status == ELB_ERROR_UNSUPPORTED)
        return;
    ck_assert_msg(status == ELB_OK, "%s", error.message);
    client = elb_client_list_at(list, 0);
    ck_assert_uint_eq(client->versions, keywords[_i].versions);
    ck_assert(elb_codes_has(&client->suites, keywords[_i].has));
    ck_assert(!elb_codes_has(&client->suites, keywords[_i].has_not));
    ck_assert_int_eq(client->groups.presence, ELB_SENT);
    ck_assert_int_eq(client->schemes.presence, ELB_SENT);
    ck_assert(contains(client->notes[0], "expanded by GnuTLS"));
    elb_client_list_free(list);
}
END_TEST

START_TEST(refused)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    const enum elb_status status = read_input(ELB_TEXT("\nNORMAL:+NO-SUCH-ITEM"), &list, &error);

    if (status == ELB_ERROR_UNSUPPORTED)
        return;
    ck_assert_int_eq(status, ELB_ERROR_DATA);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_msg(contains(error.message, "NO-SUCH-ITEM"), "%s", error.message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/gnutls");
    TCase *tcase = tcase_create("gnutls");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, as_gnutls, 0, LENGTH(strings));
    tcase_add_loop_test(tcase, keyword, 0, LENGTH(keywords));
    tcase_add_test(tcase, refused);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
