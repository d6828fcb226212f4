/* SPDX-License-Identifier: MIT */

/* The negotiation decides among the causes of an event. */
#include <elblint/diagnose.h>

#include "base/buffer.h"
#include "sample_catalog.h"
#include "sample_hello.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static struct elb_client offer(uint16_t version, const uint16_t *suite)
{
    return (struct elb_client){
        .id = "client",
        .legacy_version = version,
        .supported_versions = {.presence = ELB_NOT_SENT},
        .suites = {ELB_SENT, suite, 1},
    };
}

static const uint16_t cbc = 0x002F;
static const uint16_t gcm = 0xC02F;

/* `client`: `cbc` and `gcm` are TLSv1.2 with one suite, `old` is TLSv1.1; "" is none. */
static const struct {
    const char *event;
    const char *policy;
    const char *client;
    const char *expected; /* agreement, causes, ruled out, whether in doubt */
} rows[] = {
    {"alert-70", "", "", "none no-shared-protocol:certain"},
    {"alert-70", "modern", "", "none no-shared-protocol:certain"},
    {"alert-70", "modern", "old", "confirms no-shared-protocol:certain"},
    {"alert-70", "modern", "gcm", "disagrees no-shared-protocol:certain doubts"},
    {"alert-70", "modern", "cbc", "disagrees no-shared-protocol:certain doubts"},
    {"any-mismatch", "modern", "old",
     "confirms no-shared-protocol:certain not no-shared-suite not no-shared-group not "
     "no-signature-for-certificate"},
    {"any-mismatch", "modern", "cbc",
     "confirms no-shared-suite:certain not no-shared-protocol not no-shared-group not "
     "no-signature-for-certificate"},
    {"alert-112", "modern", "gcm", "clears unknown-server-name:certain"},
    {"alert-112", "modern", "old", "adds unknown-server-name:certain"},
    {"certificate-untrusted", "modern", "cbc", "adds untrusted-certificate:certain"},
    {"server-no-shared-group", "modern", "cbc", "disagrees no-shared-group:certain doubts"},
    {"reset", "modern", "gcm",
     "clears network:one-of connection-closed:one-of middlebox:one-of not no-shared-suite doubts"},
    {"failed", "", "", "none"},
    {"failed", "modern", "old", "confirms no-shared-protocol:likely"},
    {"failed", "modern", "gcm", "disagrees doubts"},
    {"client-description", "modern", "gcm", "clears"},
    {"client-description", "modern", "cbc", "confirms no-shared-suite:certain"},
    {"completed", "", "", "none"},
    {"completed", "modern", "gcm", "confirms"},
    {"completed", "modern", "cbc", "disagrees doubts"},
};

static void append_causes(struct elb_buffer *out, const struct elb_diagnosis *diagnosis)
{
    const char *agreement = elb_agreement_name(diagnosis->agreement);

    elb_buffer_append_string(out, agreement ? agreement : "none");
    for (size_t i = 0; i < diagnosis->cause_count; i++)
        elb_buffer_printf(out, " %s:%s", elb_cause_name(diagnosis->causes[i].cause),
                          elb_certainty_name(diagnosis->causes[i].certainty));
    for (size_t i = 0; i < diagnosis->ruled_out_count; i++)
        elb_buffer_printf(out, " not %s", elb_cause_name(diagnosis->ruled_out[i]));
    if (diagnosis->doubts)
        elb_buffer_append_string(out, " doubts");
}

static struct elb_client client_of(const char *name)
{
    if (strcmp(name, "old") == 0)
        return offer(ELB_TLS1_1, &cbc);
    return offer(ELB_TLS1_2, strcmp(name, "gcm") == 0 ? &gcm : &cbc);
}

START_TEST(decides)
{
    static const struct elb_certificates rsa = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_client client = client_of(rows[_i].client);
    struct elb_diagnose_query query = {
        .catalog = sample_catalog(),
        .policy = *rows[_i].policy ? sample_policy(rows[_i].policy) : NULL,
        .client = *rows[_i].client ? &client : NULL,
        .certificates = &rsa,
    };
    struct elb_symptom symptom = {
        .event = elb_catalog_event(elb_catalog_bundled(), rows[_i].event),
    };
    struct elb_diagnosis diagnosis;
    struct elb_buffer text = {0};

    ck_assert_ptr_nonnull(symptom.event);
    elb_diagnose(&query, &symptom, &diagnosis);
    append_causes(&text, &diagnosis);
    ck_assert_msg(strcmp(elb_buffer_string(&text), rows[_i].expected) == 0,
                  "row %d: '%s' instead of '%s'", _i, elb_buffer_string(&text), rows[_i].expected);
    elb_buffer_done(&text);
}
END_TEST

static const struct {
    uint16_t version;
    uint16_t suite;
    bool is_outside;
    bool is_settled;
} chosen[] = {
    {0, 0, false, true},          {ELB_TLS1_2, 0xC02F, false, true}, {ELB_TLS1_2, 0, false, true},
    {ELB_TLS1_1, 0, true, false}, {ELB_TLS1_2, 0x002F, true, false}, {0, 0x002F, true, false},
};

/* What was chosen tells of the policy without any client. */
START_TEST(outside_policy)
{
    struct elb_diagnose_query query = {
        .catalog = sample_catalog(),
        .policy = sample_policy("modern"),
    };
    struct elb_symptom symptom = {
        .event = elb_catalog_event(elb_catalog_bundled(), "completed"),
        .version = chosen[_i].version,
        .suite = chosen[_i].suite,
    };
    struct elb_diagnosis diagnosis;

    elb_diagnose(&query, &symptom, &diagnosis);
    ck_assert_msg(diagnosis.is_outside_policy == chosen[_i].is_outside, "row %d", _i);
    ck_assert_msg(elb_diagnosis_is_settled(&diagnosis) == chosen[_i].is_settled, "row %d", _i);
}
END_TEST

START_TEST(names)
{
    for (unsigned i = ELB_CAUSE_NONE + 1; i < ELB_CAUSE_ALL_COUNT; i++) {
        enum elb_cause cause = (enum elb_cause)i;
        const char *name = elb_cause_name(cause);

        ck_assert_ptr_nonnull(name);
        ck_assert_ptr_nonnull(elb_cause_by(cause));
        ck_assert_ptr_nonnull(elb_cause_text(cause));
        ck_assert_int_eq(elb_cause_named(name, strlen(name)), cause);
    }
    ck_assert_ptr_null(elb_cause_name(ELB_CAUSE_ALL_COUNT));
    ck_assert_int_eq(elb_cause_named("none", 4), ELB_CAUSE_NONE);
    ck_assert_int_eq(elb_cause_named("no-shared-suit", 14), ELB_CAUSE_NONE);
    for (unsigned bit = 1; bit < 1u << ELB_DOUBT_COUNT; bit <<= 1) {
        ck_assert_ptr_nonnull(elb_doubt_name((enum elb_doubt)bit));
        ck_assert_ptr_nonnull(elb_doubt_text((enum elb_doubt)bit));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/diagnose");
    TCase *tcase = tcase_create("diagnose");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, decides, 0, LENGTH(rows));
    tcase_add_loop_test(tcase, outside_policy, 0, LENGTH(chosen));
    tcase_add_test(tcase, names);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
