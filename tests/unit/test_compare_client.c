/* SPDX-License-Identifier: MIT */

/* What a change of policies does to one client. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include "base/buffer.h"
#include "elblint/compare.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static const struct {
    const char *name;
    const char *from;
    const char *to;
    const char *certificates;
    const char *hello;
    const char *expected; /* the transition, then its causes or changes */
} rows[] = {
    {"the same policy", "modern", "modern", "rsa2048", "tls13", "same"},
    {"a policy that chooses the same", "modern", "strict", "rsa2048", "tls13", "same"},
    {"a version less", "modern", "forward", "rsa2048", "tls13", "changed version-lower parameters"},
    {"a version more", "forward", "modern", "rsa2048", "tls13",
     "changed version-higher parameters"},
    {"a post-quantum group", "modern", "pq", "rsa2048",
     "tls13 groups=11EC,001D,0017 shares=11EC,001D", "changed post-quantum parameters"},
    {"an extra round trip for it", "modern", "pq", "rsa2048",
     "tls13 groups=11EC,001D,0017 shares=001D", "changed hello-retry post-quantum parameters"},
    {"forward secrecy comes", "legacy", "forward", "rsa2048", "tls12 suites=009C,C02F", "same"},
    {"RSA key exchange alone", "legacy", "forward", "rsa2048", "tls12 suites=009C",
     "lost no-shared-suite"},
    {"no TLSv1 any more", "legacy", "forward", "rsa2048", "tls10", "lost no-shared-protocol"},
    {"TLSv1 again", "forward", "legacy", "rsa2048", "tls10", "gained no-shared-protocol"},
    {"neither", "forward", "strict", "rsa2048", "tls10", "fails"},
    {"neither, for other causes", "forward", "strict", "rsa2048", "tls12 suites=009C", "fails"},
    {"a group that is not there", "modern", "fips", "rsa2048", "tls13 groups=001D shares=001D",
     "lost no-shared-group"},
    {"P-384 is asked for", "modern", "strong", "rsa2048", "tls13 groups=001D,0018 shares=001D",
     "changed hello-retry parameters"},

    /* what is not known of a policy proves nothing */
    {"groups that are not known", "bare", "fips", "rsa2048", "tls13 groups=001D shares=001D",
     "unknown"},
    {"the other way", "fips", "bare", "rsa2048", "tls13 groups=001D shares=001D", "unknown"},
    {"a version is known all the same", "bare", "classic", "rsa2048", "tls13",
     "changed version-lower parameters"},
    {"a suite as well", "bare", "forward", "rsa2048", "tls12 suites=009C", "lost no-shared-suite"},
    {"their groups are not compared", "pq", "bare", "rsa2048",
     "tls13 groups=11EC,001D,0017 shares=11EC,001D", "same"},

    /* nor what is not known of the client */
    {"versions that are not known", "legacy", "classic-gap", "rsa2048", "list suites=C013,5600",
     "unknown"},
};

static void print(const struct elb_client_comparison *comparison, struct elb_buffer *out)
{
    static const char *const names[] = {"same", "changed", "lost", "gained", "fails", "unknown"};

    elb_buffer_append_string(out, names[comparison->transition]);
    if (comparison->transition == ELB_TRANSITION_LOST)
        elb_buffer_printf(out, " %s", elb_cause_name(comparison->to.failed.cause));
    if (comparison->transition == ELB_TRANSITION_GAINED)
        elb_buffer_printf(out, " %s", elb_cause_name(comparison->from.failed.cause));
    for (unsigned bit = 1; bit <= comparison->changes; bit <<= 1) {
        if (comparison->changes & bit)
            elb_buffer_printf(out, " %s",
                              elb_handshake_change_name((enum elb_handshake_change)bit));
    }
}

START_TEST(transitions)
{
    struct elb_client_comparison comparison;
    struct elb_certificates certificates;
    struct elb_buffer out = {0};
    struct sample_hello hello;

    sample_hello_parse(rows[_i].hello, &hello);
    sample_certificates_parse(rows[_i].certificates, &certificates);
    elb_compare_client(sample_catalog(), sample_policy(rows[_i].from), sample_policy(rows[_i].to),
                       &certificates, &hello.client, &comparison);
    print(&comparison, &out);
    ck_assert_msg(strcmp(elb_buffer_string(&out), rows[_i].expected) == 0,
                  "%s: expected '%s', got '%s'", rows[_i].name, rows[_i].expected,
                  elb_buffer_string(&out));
    elb_buffer_done(&out);
}
END_TEST

START_TEST(words)
{
    for (unsigned i = 0; i < ELB_HANDSHAKE_CHANGE_COUNT; i++) {
        enum elb_handshake_change bit = (enum elb_handshake_change)(1u << i);

        ck_assert_uint_gt(strlen(elb_handshake_change_name(bit)), 2);
        ck_assert_uint_gt(strlen(elb_handshake_change_text(bit)), 5);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare/clients");
    TCase *tcase = tcase_create("clients");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, transitions, 0, LENGTH(rows));
    tcase_add_test(tcase, words);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
