/* SPDX-License-Identifier: MIT */

/* --ciphers: plain lists by themselves, and everything else against OpenSSL itself. */
#include "test_read_common.h"

#include <openssl/ssl.h>

static struct elb_error error;
static struct elb_client_list *list;
static struct elb_buffer buffer;
static struct elb_buffer expected;

static void set_up(void)
{
    elb_buffer_init(&buffer);
    elb_buffer_init(&expected);
    error = (struct elb_error){0};
    list = NULL;
}

static void tear_down(void)
{
    list = elb_client_list_free(list);
    elb_buffer_done(&buffer);
    elb_buffer_done(&expected);
}

static const struct elb_client *read_list(const char *ciphers, const char *protocols)
{
    enum elb_status status =
        elb_client_from_ciphers(elb_catalog_bundled(), ciphers, protocols, NULL, &list, &error);

    ck_assert_msg(status == ELB_OK, "%s: %s", ciphers, error.message);
    ck_assert_uint_eq(elb_client_list_count(list), 1);
    return elb_client_list_at(list, 0);
}

/* Does this OpenSSL have the suite? Some builds still do. */
static bool openssl_has(const char *name)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
    const bool has = SSL_CTX_set_cipher_list(ctx, name) == 1;

    SSL_CTX_free(ctx);
    return has;
}

static const struct {
    const char *name;
    const char *ciphers;
    const char *protocols;
    const char *suites;
} plain_rows[] = {
    {"one", "PSK-AES128-CBC-SHA", NULL, "008C"},
    {"in its order", "AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256", NULL, "002F C02F"},
    {"commas, blanks", "AES128-SHA, AES256-SHA  RC4-SHA;RC4-MD5", NULL, "002F 0035 0005 0004"},
    {"codes", "0xC02F:C0,30:0x00,0x2F", NULL, "C02F C030 002F"},
    {"code that nobody knows", "0xFAFB", NULL, "FAFB"},
    {"dialects", "TLS_RSA_WITH_AES_128_CBC_SHA:SSL_RSA_WITH_3DES_EDE_CBC_SHA", NULL, "002F 000A"},
    {"repeated", "AES128-SHA:RC4-SHA:AES128-SHA", NULL, "002F 0005"},
    {"anonymous", "ADH-AES128-SHA", NULL, "0034"},
    {"TLS 1.3", "TLS_AES_128_GCM_SHA256:AES128-SHA", NULL, "1301 002F"},
    {"no suites of TLS 1.3 by themselves", "AES128-SHA", NULL, "002F"},
    {"none for TLS 1.2 either", "AES128-SHA", "TLSv1.2", "002F"},
    {"defaults for TLS 1.3", "AES128-SHA", "TLSv1.2,TLSv1.3", "1302 1303 1301 002F"},
    {"named for TLS 1.3", "AES128-SHA:TLS_AES_128_GCM_SHA256", "TLSv1.3", "002F 1301"},
    {"exactly, whatever the version", "ECDHE-RSA-AES128-GCM-SHA256", "TLSv1", "C02F"},
};

START_TEST(plain)
{
    const struct elb_client *client = read_list(plain_rows[_i].ciphers, plain_rows[_i].protocols);

    write_codes(&client->suites, &buffer);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), plain_rows[_i].suites) == 0, "%s: %s",
                  plain_rows[_i].name, elb_buffer_string(&buffer));
    ck_assert(!client->suites_incomplete);
    ck_assert_str_eq(client->id, plain_rows[_i].ciphers);
    ck_assert_int_eq(client->evidence, ELB_EVIDENCE_NONE);
    ck_assert_int_eq(client->groups.presence, ELB_UNKNOWN);
    ck_assert_uint_eq(client->note_count,
                      elb_text_has_prefix(elb_text_from(plain_rows[_i].suites), "1302 1303") ? 1
                                                                                             : 0);
}
END_TEST

/* Whatever these mean to the OpenSSL that runs the test, the reader finds the same. */
static const char *const expanded[] = {
    "HIGH",
    "HIGH:!aNULL",
    "HIGH:!aNULL@SECLEVEL=1",
    "HIGH!aNULL",
    "DEFAULT",
    "DEFAULT@SECLEVEL=0",
    "ALL",
    "ALL:COMPLEMENTOFALL:@SECLEVEL=0",
    "aNULL:@SECLEVEL=0",
    "eNULL:@SECLEVEL=0",
    "ECDHE+AESGCM:-ECDSA:ECDSA+AES",
    "kRSA:+AES128:@STRENGTH",
    "AES128-SHA:AES256-SHA:@STRENGTH",
    "AES128-SHA:AES256-SHA:+AES128-SHA",
    "ALL:!AES128-SHA",
    "ALL:-AES128-SHA:AES128-SHA",
    "SUITEB128",
    "ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=2",
    "EECDH+CHACHA20, EECDH+AES128 RSA+AES128",
    "PSK:AES128-SHA",
    "@SECLEVEL=2:kEECDH:kRSA:kEDH:kPSK:kDHEPSK:kECDHEPSK:kRSAPSK:-aDSS:-3DES:!DES:!RC4:!RC2:!IDEA:"
    "-SEED:!eNULL:!aNULL:!MD5:-SHA384:-CAMELLIA:-ARIA:-AESCCM8",
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDH+AESGCM:ECDH+CHACHA20:DH+AESGCM:ECDH+AES256:DH+AES256:"
    "ECDH+AES128:DH+AES:RSA+AESGCM:RSA+AES:!aNULL:!MD5:!DSS",
};

/* What `openssl ciphers -s` does. */
static void write_offered(const char *ciphers)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
    STACK_OF(SSL_CIPHER) * offered;
    SSL *ssl;

    ck_assert_msg(SSL_CTX_set_cipher_list(ctx, ciphers) == 1, "%s", ciphers);
    ssl = SSL_new(ctx);
    offered = SSL_get1_supported_ciphers(ssl);
    for (int i = 0; i < sk_SSL_CIPHER_num(offered); i++)
        elb_buffer_printf(&expected, "%s%04X", i > 0 ? " " : "",
                          SSL_CIPHER_get_protocol_id(sk_SSL_CIPHER_value(offered, i)));
    sk_SSL_CIPHER_free(offered);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

START_TEST(as_openssl)
{
    const struct elb_client *client = read_list(expanded[_i], NULL);

    write_offered(expanded[_i]);
    write_codes(&client->suites, &buffer);
    ck_assert_str_eq(elb_buffer_string(&buffer), elb_buffer_string(&expected));
    write_notes(client, &buffer);
    ck_assert_msg(!client->suites_incomplete, "%s: %s", expanded[_i], elb_buffer_string(&buffer));
    ck_assert(contains(elb_buffer_string(&buffer), "expanded by OpenSSL 3."));
    ck_assert_uint_eq(client->legacy_version, 0);
}
END_TEST

/*
 * Lists with a suite that OpenSSL would not send: RC4-SHA where it is built without, PSK always.
 * `suites` without those of TLS 1.3, which come first.
 */
static const struct {
    const char *name;
    const char *ciphers;
    const char *lacking; /* rows for an OpenSSL that lacks this; NULL: any */
    const char *suites;
    bool incomplete;
    const char *note;
} kept_rows[] = {
    {"in the middle", "AES128-SHA:RC4-SHA:AES256-SHA:!MD5", "RC4-SHA", "002F 0005 0035", false,
     "kept because it is named, though this OpenSSL would not send it: 'RC4-SHA'"},
    {"first", "RC4-SHA:AES128-SHA:!MD5", "RC4-SHA", "0005 002F", false, "'RC4-SHA'"},
    {"last", "AES128-SHA:!MD5:RC4-SHA", "RC4-SHA", "002F 0005", false, "'RC4-SHA'"},
    {"two in a row", "AES128-SHA:RC4-SHA:0x0004:AES256-SHA:!aNULL", "RC4-SHA",
     "002F 0005 0004 0035", false, "'RC4-SHA', '0x0004'"},
    {"PSK", "AES128-SHA:PSK-AES128-CBC-SHA:AES256-SHA:!MD5", NULL, "002F 008C 0035", false,
     "'PSK-AES128-CBC-SHA'"},
    {"other dialect", "TLS_RSA_WITH_AES_128_CBC_SHA:TLS_RSA_WITH_RC4_128_SHA:!MD5", "RC4-SHA",
     "002F 0005", false, "TLS_RSA_WITH_RC4_128_SHA"},
    {"after a keyword that can't mean it", "AESGCM+kRSA:RC4-SHA:AES128-SHA", "RC4-SHA",
     "009D 009C 0005 002F", false, "'RC4-SHA'"},
    {"killed by a keyword", "RC4-SHA:AES128-SHA:!RC4", "RC4-SHA", "002F", false, NULL},
    {"killed before", "!RC4:RC4-SHA:AES128-SHA", "RC4-SHA", "002F", false, NULL},
    {"killed by its name", "RC4-SHA:AES128-SHA:!RC4-SHA", "RC4-SHA", "002F", false, NULL},
    {"killed by both of two", "RC4-SHA:AES128-SHA:!kRSA+RC4", "RC4-SHA", "002F", false, NULL},
    {"not by one of two", "RC4-SHA:AES128-SHA:!kRSA+MD5", "RC4-SHA", "0005 002F", false, NULL},
    {"removed", "RC4-SHA:AES128-SHA:-RC4", "RC4-SHA", "002F", false, NULL},
    {"removed, then named again", "RC4-SHA:AES128-SHA:-RC4:RC4-SHA", "RC4-SHA", "002F 0005", false,
     NULL},
    {"removed before", "-RC4:AES128-SHA:RC4-SHA", "RC4-SHA", "002F 0005", false, NULL},
    {"removed, may be back", "RC4-SHA:AES128-SHA:-RC4:kRSA+SHA:!CAMELLIA", "RC4-SHA", "002F 0035",
     true, "it can't be told whether it still has 'RC4-SHA'"},
    {"killed perhaps", "RC4-SHA:AES128-SHA:!MEDIUM", "RC4-SHA", "002F", true,
     "it can't be told whether it still has 'RC4-SHA'"},
    {"sorted", "RC4-SHA:AES128-SHA:@STRENGTH", "RC4-SHA", "0005 002F", true,
     "the order is not certain, this OpenSSL can't place 'RC4-SHA'"},
    {"sorted before", "AES128-SHA:@STRENGTH:RC4-SHA", "RC4-SHA", "002F 0005", false, NULL},
    {"something moved", "AES128-SHA:AES256-SHA:RC4-SHA:+AES128-SHA", "RC4-SHA", "0035 002F 0005",
     true, "'RC4-SHA'"},
    {"selected before", "kRSA+AESGCM:ALL+kRSA+SHA+AES128:RC4-SHA", "RC4-SHA", "009D 009C 002F 0005",
     false, NULL},
    {"unknown suite", "AES128-SHA:BOGUS-SHA:!MD5", NULL, "002F", true, "'BOGUS-SHA'"},
    {"keyword for nothing", "AES128-SHA:NOSUCHWORD:!MD5", NULL, "002F", true, "'NOSUCHWORD'"},
    {"keyword for nothing in this build", "RC4:AES128-SHA:!MD5", "RC4-SHA", "002F", true, "'RC4'"},
    {"unknown word taken out", "AES128-SHA:!NOSUCHWORD", NULL, "002F", false, NULL},
    {"level", "ADH-AES128-SHA:AES128-SHA:@SECLEVEL=1", NULL, "002F", false,
     "security level of this OpenSSL: 'ADH-AES128-SHA'"},
};

START_TEST(kept)
{
    const struct elb_client *client;
    struct elb_text suites;

    if (kept_rows[_i].lacking && openssl_has(kept_rows[_i].lacking))
        return;
    client = read_list(kept_rows[_i].ciphers, NULL);
    write_codes(&client->suites, &buffer);
    suites = elb_buffer_text(&buffer);
    ck_assert(elb_text_has_prefix(suites, "1302 1303 1301 "));
    ck_assert_msg(elb_text_is(elb_text_skip(suites, 15), kept_rows[_i].suites), "%s: %s",
                  kept_rows[_i].name, suites.start);
    ck_assert_msg(client->suites_incomplete == kept_rows[_i].incomplete, "%s", kept_rows[_i].name);
    write_notes(client, &buffer);
    if (kept_rows[_i].note)
        ck_assert_msg(contains(elb_buffer_string(&buffer), kept_rows[_i].note), "%s: %s",
                      kept_rows[_i].name, elb_buffer_string(&buffer));
}
END_TEST

static const struct {
    const char *name;
    const char *ciphers;
    const char *protocols;
    const char *suites;
} version_rows[] = {
    {"both", "kRSA+AESGCM", "TLSv1.2-TLSv1.3", "1302 1303 1301 009D 009C"},
    {"without TLS 1.3", "kRSA+AESGCM", "TLSv1.2", "009D 009C"},
    {"TLS 1.3 alone", "kRSA+AESGCM", "TLSv1.3", "1302 1303 1301"},
    {"no AEAD before TLS 1.2", "kRSA+AESGCM:AES128-SHA:!MD5", "TLSv1-TLSv1.1", "002F"},
    {"no suites of TLS 1.3 without it", "TLS_AES_128_GCM_SHA256:kRSA+AESGCM", "TLSv1.2",
     "009D 009C"},
    {"those that are named", "kRSA+AESGCM:TLS_AES_128_GCM_SHA256", "TLSv1.2,TLSv1.3",
     "1301 009D 009C"},
    {"named without versions", "kRSA+AESGCM:TLS_AES_128_GCM_SHA256", NULL, "1301 009D 009C"},
    {"only a suite that OpenSSL lacks", "PSK-AES128-CBC-SHA:!MD5", "TLSv1.2,TLSv1.3",
     "1302 1303 1301 008C"},
    {"unknown words and one suite are a plain list", "AES128-SHA:BOGUS-SHA", NULL, "002F"},
};

START_TEST(versions)
{
    const struct elb_client *client =
        read_list(version_rows[_i].ciphers, version_rows[_i].protocols);

    write_codes(&client->suites, &buffer);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), version_rows[_i].suites) == 0, "%s: %s",
                  version_rows[_i].name, elb_buffer_string(&buffer));
}
END_TEST

static const struct {
    const char *name;
    const char *ciphers;
    const char *protocols;
    const char *message;
} bad_rows[] = {
    {"empty", "", NULL, "empty"},
    {"separators", " ::, ;", NULL, "empty"},
    {"unknown suite", "ECDHE-RSA-AES128-GCM-SHA265", NULL,
     "did you mean 'ECDHE-RSA-AES128-GCM-SHA256'"},
    {"unknown keyword", "QQQQQQQQQQ", NULL, "'QQQQQQQQQQ' is unknown, or a keyword"},
    {"unknown everything", "FOO:BAR:!MD5", NULL, "'FOO'"},
    {"only removals", "!aNULL:-MD5", NULL, "no cipher suite is left"},
    {"removed again", "AES128-SHA:!AES", NULL, "no cipher suite is left"},
    {"only a command", "@SECLEVEL=1", NULL, "no cipher suite is left"},
    {"unknown command", "ALL:@SHUFFLE", NULL,
     "expected @STRENGTH or @SECLEVEL=0 to 5 at '@SHUFFLE'"},
    {"level out of range", "ALL:@SECLEVEL=6", NULL, "'@SECLEVEL=6'"},
    {"level missing", "ALL:@SECLEVEL=", NULL, "'@SECLEVEL='"},
    {"two digits", "ALL:@SECLEVEL=10", NULL, "'@SECLEVEL=10'"},
    {"nothing behind an operator", "ALL:!", NULL, "expected a cipher suite or a keyword at '!'"},
    {"two operators", "ALL:!!MD5", NULL, "at '!!MD5'"},
    {"nothing behind a plus", "ALL:RSA+", NULL, "at 'RSA+'"},
    {"nothing between two pluses", "ALL:RSA++AES", NULL, "at 'RSA++AES'"},
    {"other characters", "ALL:$(id)", NULL, "at '$(id)'"},
    {"quotes", "'ALL'", NULL, "at ''ALL''"},
    {"escape sequence", "ALL:\x1b[31m", NULL, "expected a cipher suite"},
    {"not UTF-8", "ALL:\xff", NULL, "expected a cipher suite"},
    {"versions without a suite", "kRSA+AESGCM", "TLSv1", "and the protocol versions"},
    {"bad versions", "AES128-SHA", "TLSv1.4", "unknown protocol version 'TLSv1.4'"},
};

START_TEST(bad)
{
    enum elb_status status = elb_client_from_ciphers(elb_catalog_bundled(), bad_rows[_i].ciphers,
                                                     bad_rows[_i].protocols, NULL, &list, &error);

    ck_assert_msg(status == ELB_ERROR_DATA, "%s: %d %s", bad_rows[_i].name, (int)status,
                  error.message);
    ck_assert_ptr_null(list);
    ck_assert_msg(contains(error.message, bad_rows[_i].message), "%s: %s", bad_rows[_i].name,
                  error.message);
    ck_assert(contains(error.path, "--"));
}
END_TEST

static const struct {
    const char *ciphers;
    const char *id;
} id_rows[] = {
    /* 60 characters, then 61 */
    {"ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA:AES256-SHA:0x0005:RC4",
     "ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA:AES256-SHA:0x0005:RC4"},
    {"ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA:AES256-SHA:0x0005:NULL",
     "ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA:AES256-SHA:0x0005:..."},
};

START_TEST(id)
{
    ck_assert_str_eq(read_list(id_rows[_i].ciphers, NULL)->id, id_rows[_i].id);
}
END_TEST

START_TEST(item_limit)
{
    for (size_t i = 0; i < 1024; i++)
        elb_buffer_append_string(&buffer, "AES128-SHA:");
    elb_buffer_append_string(&buffer, "!MD5");
    ck_assert_int_eq(elb_client_from_ciphers(elb_catalog_bundled(), elb_buffer_string(&buffer),
                                             NULL, NULL, &list, &error),
                     ELB_ERROR_LIMIT);
    ck_assert(contains(error.message, "more than 1024 items"));
    elb_buffer_clear(&buffer);
    for (size_t i = 0; i < 65537; i++)
        elb_buffer_append_string(&buffer, "0x002F:");
    error = (struct elb_error){0};
    ck_assert_int_eq(elb_client_from_ciphers(elb_catalog_bundled(), elb_buffer_string(&buffer),
                                             NULL, NULL, &list, &error),
                     ELB_ERROR_LIMIT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/ciphers");
    TCase *tcase = tcase_create("ciphers");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, plain, 0, LENGTH(plain_rows));
    tcase_add_loop_test(tcase, as_openssl, 0, LENGTH(expanded));
    tcase_add_loop_test(tcase, kept, 0, LENGTH(kept_rows));
    tcase_add_loop_test(tcase, versions, 0, LENGTH(version_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, id, 0, LENGTH(id_rows));
    tcase_add_test(tcase, item_limit);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
