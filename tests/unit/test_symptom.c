/* SPDX-License-Identifier: MIT */

/* What failed handshakes left behind: real texts, transcripts, cut and hostile inputs. */
#include <elblint/symptom.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))
#define FIXTURES      "tests/cli/diagnose/fixtures"
#define FIXTURES_MAX  40

static struct elb_arena arena;
static struct elb_symptom_list *list;

static void tear_down(void)
{
    list = elb_symptoms_free(list);
    elb_arena_done(&arena);
}

/* Reads a text whole, or in pieces of `step` bytes. */
static enum elb_status read_text(struct elb_text text, size_t step, struct elb_error *reterr)
{
    enum elb_status status;

    elb_symptoms_free(list);
    list = NULL;
    status = elb_symptoms_new(elb_catalog_bundled(), NULL, &list, reterr);
    if (status == ELB_OK)
        status = elb_symptoms_begin(list, "in", reterr);
    while (status == ELB_OK && text.length > 0) {
        size_t own = text.length < step ? text.length : step;

        status = elb_symptoms_feed(list, text.start, own, reterr);
        text = elb_text_skip(text, own);
    }
    return status == ELB_OK ? elb_symptoms_end(list, reterr) : status;
}

/* `event client line xlines version suite; ...` */
static const char *summary(void)
{
    struct elb_buffer out = {0};
    const char *copy;

    for (size_t i = 0; i < elb_symptoms_count(list); i++) {
        const struct elb_symptom *symptom = elb_symptoms_at(list, i);

        elb_buffer_printf(&out, "%s%s %s %zu x%zu", i > 0 ? "; " : "", symptom->event->id,
                          symptom->client ? symptom->client : "-", symptom->line, symptom->lines);
        if (symptom->event->completed)
            elb_buffer_printf(&out, " %04X %04X", symptom->version, symptom->suite);
    }
    copy = elb_arena_dup(&arena, elb_buffer_string(&out), out.length);
    elb_buffer_done(&out);
    ck_assert_ptr_nonnull(copy);
    return copy;
}

/* ---- Real texts ----------------------------------------------------------------------------- */

static void check_text(struct elb_text row)
{
    struct elb_error error = {0};
    struct elb_text event;
    struct elb_text client;
    struct elb_text word;
    struct elb_buffer lines = {0};

    ck_assert(elb_text_next_field(&row, "\t", &event) && elb_text_next_field(&row, "\t", &client));
    while (elb_text_next_word(&row, "|", &word)) {
        elb_buffer_append_text(&lines, word);
        elb_buffer_append_char(&lines, '\n');
    }
    ck_assert_int_eq(read_text(elb_buffer_text(&lines), SIZE_MAX, &error), ELB_OK);
    ck_assert_msg(elb_symptoms_count(list) == 1, "%s: %s", elb_buffer_string(&lines), summary());
    ck_assert_msg(elb_text_is(event, elb_symptoms_at(list, 0)->event->id) &&
                      elb_text_is(client, elb_symptoms_at(list, 0)->client),
                  "%s: %s", elb_buffer_string(&lines), summary());
    elb_buffer_done(&lines);
}

START_TEST(real_texts)
{
    struct elb_text rest;
    struct elb_text row;
    size_t count = 0;

    ck_assert_int_eq(
        elb_file_read(&arena, "tests/unit/data/symptom/texts.tsv", ELB_FILE_LIMIT, &rest, NULL),
        ELB_OK);
    while (elb_text_next_line(&rest, &row)) {
        if (row.length == 0 || *row.start == '#')
            continue;
        check_text(row);
        count++;
    }
    ck_assert_uint_gt(count, 100);
}
END_TEST

static const struct {
    const char *text;
    const char *expected;
} rows[] = {
    {"", ""},
    {"\n\n", ""},
    {"all is well\n", ""},
    {"SSL alert number 40", "alert-40 openssl 1 x1"},
    {"SSL alert number 99", "other-alert openssl 1 x1"},
    {"SSL alert number 0", ""},
    {"SSL alert number 300", ""},
    {"SSL alert number 40\nSSL alert number 40\n", "alert-40 openssl 1 x2"},
    {"SSL alert number 40\nSSL alert number 70\n", "alert-40 openssl 1 x1; alert-70 openssl 2 x1"},
    {"SSL alert number 40\nReceived fatal alert: handshake_failure\n", "alert-40 java 2 x2"},
    {"fetch failed\n", ""},
    {"TypeError: fetch failed\n", "failed node 1 x1"},
    {"TypeError: fetch failed\nTypeError: fetch failed\n", "failed node 1 x2"},
    {"TypeError: fetch failed\nread ECONNRESET\n", "reset node 2 x1"},
    {"read ECONNRESET\nTypeError: fetch failed\n", "reset node 1 x1"},
    {"TypeError: fetch failed\n\n\n\n\n\n\n\n\n\n\n\n\n\nread ECONNRESET\n",
     "failed node 1 x1; reset node 15 x1"},
    {"* TLSv1.2 (IN), TLS alert, handshake failure (552):\n", "alert-40 curl 1 x1"},
    {"* TLSv1.3 (OUT), TLS alert, unknown CA (560):\n", "client-alert-48 curl 1 x1"},
    {"* TLSv1.3 (IN), TLS alert, close notify (256):\n", ""},
    /* The same says something where nothing came before it but a hello. */
    {"* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n"
     "* TLSv1.3 (IN), TLS alert, close notify (256):\n",
     "closed curl 2 x1"},
    {"* TLSv1.2 (OUT), TLS handshake, Client hello (1):\n"
     "* TLSv1.2 (IN), TLS handshake, Certificate (11):\n"
     "* TLSv1.2 (IN), TLS alert, close notify (256):\n",
     ""},
    {">>> TLS 1.3, Handshake [length 0136], ClientHello\n    01 00\n"
     "<<< TLS 1.3, Alert [length 0002], warning close_notify\n    01 00\n",
     "closed openssl 4 x1"},
    {"Sent Record\nClientHello, Length=310\nReceived Record\n"
     "Level=warning(1), description=close notify(0)\n",
     "closed openssl 4 x1"},
    {"closed\nNew, (NONE), Cipher is (NONE)\n", "closed openssl 2 x1"},
    {"New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256\nclosed\n",
     "completed openssl 1 x1 0304 1301"},
    /* Alert 40 after the certificate is none of the policy. */
    {"depth=0 CN = a\nverify return:1\nSSL alert number 40\n"
     "New, TLSv1.2, Cipher is AES128-SHA\n",
     "alert-40-after-choice openssl 3 x1"},
    {"* TLSv1.2 (IN), TLS handshake, Certificate (11):\n"
     "* TLSv1.2 (IN), TLS alert, handshake failure (552):\n",
     "alert-40-after-choice curl 2 x1"},
    {"* TLSv1.2 (IN), TLS handshake, Certificate (11):\nReceived fatal alert: handshake_failure\n",
     "alert-40 java 2 x1"},
    {"SSL alert number 40\nNew, TLSv1.2, Cipher is AES128-SHA\n", "alert-40 openssl 1 x1"},
    /* In TLSv1.3 the client has finished when the server refuses. */
    {"New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256\nSSL alert number 116\n",
     "alert-116 openssl 2 x1"},
    {"* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256\nSSL alert number 116\n",
     "alert-116 openssl 2 x1"},
    {"* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256\n"
     "Received fatal alert: handshake_failure\n",
     "alert-40 java 2 x1; completed curl 1 x1 0304 1301"},
    {"* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256\n"
     "* Connection #0 to host a left intact\n*   Trying 192.0.2.1:443...\ncurl: (60) x\n",
     "completed curl 1 x1 0304 1301"},
    {"CONNECTED(00000003)\nNew, TLSv1.2, Cipher is AES128-SHA\nDONE\nCONNECTED(00000003)\n"
     "SSL alert number 40\nNew, (NONE), Cipher is (NONE)\n",
     "completed openssl 2 x1 0000 002F; alert-40 openssl 5 x1"},
    /* Standard output says of the certificate what standard error did. */
    {"New, TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256\n"
     "Verification error: certificate has expired\nVerify return code: 10 (x)\n",
     "completed-unverified openssl 1 x1 0303 C02F"},
    {"New, TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256\nVerify return code: 0 (ok)\n",
     "completed openssl 1 x1 0303 C02F"},
    {"Verify return code: 10 (certificate has expired)\n", ""},
    /* gnutls-cli */
    {"- Description: (TLS1.2-X.509)-(ECDHE)\n- Handshake was completed\n",
     "completed gnutls 2 x1 0303 0000"},
    {"- Status: The certificate is NOT trusted. The certificate issuer is unknown.\n"
     "*** PKI verification of server certificate failed...\n- Handshake was completed\n",
     "completed-unverified gnutls 3 x1 0000 0000"},
    {"- Status: The certificate is NOT trusted. The certificate chain uses expired certificate.\n"
     "*** PKI verification of server certificate failed...\n",
     "certificate-expired gnutls 1 x1"},
    {"*** Fatal error: A TLS fatal alert has been received.\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
     "*** Received alert [40]: Handshake failed\n",
     "alert-40 gnutls 17 x1"},
    {"*** Fatal error: A TLS fatal alert has been received.\n", "failed gnutls 1 x1"},
    /* The frames of a stack trace are nothing between two lines. */
    {"TypeError: fetch failed\n at a\n at a\n at a\n at a\n at a\n at a\n at a\n at a\n at a\n"
     " at a\n at a\n at a\n at a\n at a\nread ECONNRESET\n",
     "reset node 16 x1"},
    /* Of two vague ones, that which names a cause. */
    {"Failed to enable crypto\ncertificate verify failed\nFailed to enable crypto\n",
     "certificate-refused openssl 2 x1"},
    /* Also in one line, and however long it is. */
    {"javax.net.ssl.SSLHandshakeException: Received fatal alert: unknown_ca\n",
     "alert-48 java 1 x1"},
    {"* TLSv1.3 (IN), TLS alert, handshake failure\n", ""},
    {"* TLSv1.3 (IN), TLS alert, handshake failure (\n", ""},
    {"* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256 / x25519 / RSASSA-PSS\n",
     "completed curl 1 x1 0304 1301"},
    {"* SSL connection using TLSv1.2 / NEW-SUITE\n", "completed curl 1 x1 0303 0000"},
    {"* SSL connection using \n", ""},
    {"New, (NONE), Cipher is (NONE)\n    Protocol  : TLSv1.2\n", "nothing-chosen openssl 1 x1"},
    {"New, TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256\n", "completed openssl 1 x1 0303 C02F"},
    {"New, SSLv3, Cipher is AES128-SHA\n    Protocol  : TLSv1.1\n",
     "completed openssl 1 x1 0302 002F"},
    {"New, SSLv3, Cipher is AES128-SHA\n", "completed openssl 1 x1 0000 002F"},
    {"New, SSLv3, Cipher is \n", ""},
    {"New, (NONE), Cipher is (NON", "nothing-chosen openssl 1 x1"},
    {"SSL alert number 40\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nNew, (NONE), Cipher is (NONE)\n",
     "alert-40 openssl 1 x1"},
    {"New, (NONE), Cipher is (NONE)\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nSSL alert number 40\n",
     "alert-40 openssl 17 x1"},
    {"Protocol version: TLSv1.3\nCiphersuite: TLS_AES_256_GCM_SHA384\n",
     "completed openssl 2 x1 0304 1302"},
    {"verify error:num=18:self-signed certificate\nProtocol version: TLSv1.3\n"
     "Ciphersuite: TLS_AES_256_GCM_SHA384\n",
     "completed-unverified openssl 3 x1 0304 1302"},
    {"verify error:num=18:self-signed certificate\n", "unverified openssl 1 x1"},
    {"verify error:num=62:hostname mismatch\n1:error:0A000086:SSL routines::certificate verify "
     "failed:x\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n",
     "certificate-name openssl 1 x1"},
    {"<<< TLS 1.2, Alert [length 0002], fatal handshake_failure\n    02 28\n",
     "alert-40 openssl 2 x1"},
    {">>> TLS 1.3, Alert [length 0002], fatal unknown_ca\n    02 30\n",
     "client-alert-48 openssl 2 x1"},
    {"<<< TLS 1.2, Alert [length 0002], fatal handshake_failure\n", ""},
    {"<<< TLS 1.2, Alert [length 0002], fatal handshake_failure\n    02 2\n", ""},
    {"<<< TLS 1.2, Alert [length 0002], warning close_notify\n    01 00\n", ""},
    {"Received Record\nLevel=fatal(2), description=handshake failure(40)\n",
     "alert-40 openssl 2 x1"},
    {"Level=fatal(2), description=handshake failure(40)\n", ""},
    {"2026-11-20T10:00:00.1Z 192.0.2.1 1 443 - - - \"-\" - - Failed:UnmappedConnectionError T\n",
     "unmapped-error alb 1 x1"},
    {"2026-11-20T10:00:00.1Z 192.0.2.1 1 443 TLSv1.2 A - \"-\" - - "
     "Failed:UnmappedConnectionError\n",
     "unmapped-error-after-choice alb 1 x1"},
    {"2026-11-20T10:00:00.1Z 192.0.2.1 1 443 - - - \"-\" - - Failed:New T\n",
     "unmapped-error alb 1 x1"},
    {"2026-11-20T10:00:00.1Z 192.0.2.1 1 443 - - - \"a b\" - - Failed:ClientCertNew T\n",
     "client-certificate-refused alb 1 x1"},
    {"2026-11-20T10:00:00.1Z 192.0.2.1 1 443 - - - \"-\" - -\n", ""},
    {"2026-11-20T10:00:00.1Z 192.0.2.1 x 443 - - - \"-\" - - Failed:New T\n", ""},
    {"tls 2.0 2026-11-20T10:00:00 a b c:1 d:2 0 - 0 0 70 - - - - - - - - - t\n",
     "client-alert-70 nlb 1 x1"},
    {"tls 2.0 2026-11-20T10:00:00 a b c:1 d:2 0 - 0 0 - - - - - - - - - - t\n",
     "tls-listener-failure nlb 1 x1"},
    {"tls 2.0 2026-11-20T10:00:00 a b c:1 d:2 0 - 0 0 - - -\n", ""},
    {"tls 2.0 never a b c:1 d:2 0 - 0 0 - - - - - - - - - - t\n", ""},
};

START_TEST(lines)
{
    struct elb_error error = {0};

    ck_assert_int_eq(read_text(elb_text_from(rows[_i].text), SIZE_MAX, &error), ELB_OK);
    ck_assert_msg(strcmp(summary(), rows[_i].expected) == 0, "row %d: '%s' instead of '%s'", _i,
                  summary(), rows[_i].expected);
}
END_TEST

/* ---- Fixtures, cut and in pieces ------------------------------------------------------------ */

static size_t read_fixtures(struct elb_text texts[FIXTURES_MAX])
{
    DIR *directory = opendir(FIXTURES);
    const struct dirent *entry;
    size_t count = 0;

    ck_assert_ptr_nonnull(directory);
    while ((entry = readdir(directory))) {
        if (*entry->d_name == '.')
            continue;
        ck_assert_uint_lt(count, FIXTURES_MAX);
        ck_assert_int_eq(elb_file_read(&arena,
                                       elb_arena_printf(&arena, FIXTURES "/%s", entry->d_name),
                                       ELB_FILE_LIMIT, &texts[count++], NULL),
                         ELB_OK);
    }
    (void)closedir(directory);
    ck_assert_uint_gt(count, 10);
    return count;
}

static bool has_completed(void)
{
    for (size_t i = 0; i < elb_symptoms_count(list); i++) {
        if (elb_symptoms_at(list, i)->event->completed)
            return true;
    }
    return false;
}

/* What is cut is never a crash, and a failure never becomes a success. */
START_TEST(cut_anywhere)
{
    struct elb_text texts[FIXTURES_MAX];
    size_t count = read_fixtures(texts);

    for (size_t i = 0; i < count; i++) {
        bool completes;

        ck_assert_int_eq(read_text(texts[i], SIZE_MAX, NULL), ELB_OK);
        completes = has_completed() || elb_text_find(texts[i], ELB_TEXT("New, TLSv1.3")) < SIZE_MAX;
        for (size_t length = 0; length < texts[i].length; length++) {
            struct elb_text cut = {texts[i].start, length};

            if (read_text(cut, SIZE_MAX, NULL) != ELB_OK || (has_completed() && !completes))
                ck_abort_msg("fixture %zu, %zu bytes", i, length);
        }
    }
}
END_TEST

START_TEST(in_pieces)
{
    struct elb_text texts[FIXTURES_MAX];
    size_t count = read_fixtures(texts);

    for (size_t i = 0; i < count; i++) {
        const char *whole;

        ck_assert_int_eq(read_text(texts[i], SIZE_MAX, NULL), ELB_OK);
        whole = summary();
        for (size_t step = 1; step < 40; step += 6) {
            ck_assert_int_eq(read_text(texts[i], step, NULL), ELB_OK);
            ck_assert_str_eq(summary(), whole);
        }
    }
}
END_TEST

START_TEST(limit)
{
    struct elb_symptom_limits limits = {.line_bytes = 10};
    struct elb_error error = {0};

    ck_assert_int_eq(elb_symptoms_new(elb_catalog_bundled(), &limits, &list, &error), ELB_OK);
    ck_assert_int_eq(elb_symptoms_begin(list, "in", &error), ELB_OK);
    ck_assert_int_eq(elb_symptoms_feed(list, "0123456789\n01234", 16, &error), ELB_OK);
    ck_assert_int_eq(elb_symptoms_feed(list, "567890", 6, &error), ELB_ERROR_LIMIT);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_str_eq(error.message, "a line of more than 10 bytes");
}
END_TEST

/* A long line is kept cut between two characters, and says so. */
START_TEST(long_text)
{
    struct elb_buffer line = {0};

    elb_buffer_append_string(&line, "SSL alert number 40 ");
    for (size_t i = 0; i < 400; i++)
        elb_buffer_append_string(&line, "\xC3\xA4");
    ck_assert_int_eq(read_text(elb_buffer_text(&line), SIZE_MAX, NULL), ELB_OK);
    ck_assert_uint_eq(strlen(elb_symptoms_at(list, 0)->text), 403);
    ck_assert(elb_text_is_utf8(elb_text_from(elb_symptoms_at(list, 0)->text)));
    elb_buffer_done(&line);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/symptom");
    TCase *tcase = tcase_create("symptom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, real_texts);
    tcase_add_loop_test(tcase, lines, 0, LENGTH(rows));
    tcase_add_test(tcase, cut_anywhere);
    tcase_add_test(tcase, in_pieces);
    tcase_add_test(tcase, limit);
    tcase_add_test(tcase, long_text);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
