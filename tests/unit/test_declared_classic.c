/* SPDX-License-Identifier: MIT */

/* Declared attributes of Classic policies: what they make, and what stays open. */
#include <elblint/listener.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "read/declared/reader.h"

#include <check.h>
#include <stdlib.h>

#define ATTRIBUTES_MAX 128

/* "NAME=VALUE, NAME=VALUE" */
static size_t split(const char *text, struct elb_declared_attribute *attributes)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text field;
    size_t count = 0;

    while (elb_text_next_word(&rest, " ", &field)) {
        ck_assert_uint_lt(count, ATTRIBUTES_MAX);
        ck_assert(elb_text_next_field(&field, "=", &attributes[count].name));
        attributes[count++].value = field;
    }
    return count;
}

/* `custom p 0C C02F 002F server` */
static void describe(struct elb_buffer *out, const struct elb_declared_policy *policy)
{
    elb_buffer_printf(out, "%s %s", elb_how_name(policy->how), policy->name ? policy->name : "-");
    if (policy->reference)
        elb_buffer_printf(out, " of %s%s", policy->reference,
                          policy->policy && !policy->policy->origin ? " itself" : "");
    if (policy->policy && policy->policy->origin) {
        elb_buffer_printf(out, " %02X", policy->policy->versions);
        for (size_t i = 0; i < policy->policy->suite_count; i++)
            elb_buffer_printf(out, " %04X", policy->policy->suites[i]->code);
        elb_buffer_printf(out, " %s", policy->policy->server_order ? "server" : "client");
    }
    if (policy->versions)
        elb_buffer_printf(out, " only %02X", policy->versions);
    if (policy->reason)
        elb_buffer_printf(out, ": %s", policy->reason);
}

static const struct {
    const char *attributes;
    const char *expected;
} rows[] = {
    {"Reference-Security-Policy=ELBSecurityPolicy-2016-08",
     "reference p of ELBSecurityPolicy-2016-08 itself"},
    {"Reference-Security-Policy=TLS-1-2-2017-01", "reference p of TLS-1-2-2017-01"},
    {"Reference-Security-Policy=elbsecuritypolicy-2016-08",
     "reference p of elbsecuritypolicy-2016-08"},
    {"Reference-Security-Policy=ELBSecurityPolicy-TLS13-1-2-2021-06",
     "reference p of ELBSecurityPolicy-TLS13-1-2-2021-06"},
    {"Reference-Security-Policy=ELBSecurityPolicy-2016-08 Protocol-TLSv1.2=true",
     "reference p of ELBSecurityPolicy-2016-08 itself"},
    {"Reference-Security-Policy=ELBSecurityPolicy-2016-08 Protocol-TLSv1.2=true AES128-SHA=true",
     "reference p of ELBSecurityPolicy-2016-08 08 002F client"},
    {"Reference-Security-Policy=${var.policy}",
     "unresolved p: its attribute 'Reference-Security-Policy' is '${var.policy}'"},
    {"Reference-Security-Policy=", "unresolved p: its attribute 'Reference-Security-Policy' is ''"},
    {"Protocol-TLSv1.2=true AES256-SHA=true AES128-SHA=true Server-Defined-Cipher-Order=true",
     "custom p 08 002F 0035 server"},
    {"Protocol-TLSv1=TRUE Protocol-TLSv1.2=True AES128-SHA=true AES256-SHA=false",
     "custom p 0A 002F client"},
    {"Protocol-TLSv1.2=true",
     "custom p only 08: it switches on no cipher, and which are in force then is not known"},
    {"Protocol-TLSv1.2=true Protocol-TLSv1=true Server-Defined-Cipher-Order=true",
     "custom p only 0A: it switches on no cipher, and which are in force then is not known"},
    {"AES128-SHA=true",
     "custom p: it switches on no protocol of TLS, and which are in force then is not known"},
    {"Protocol-SSLv2=true AES128-SHA=true",
     "custom p: it switches on no protocol of TLS, and which are in force then is not known"},
    {"Protocol-TLSv1=false", "custom p: it switches on neither a protocol nor a cipher, and what "
                             "is in force then is not known"},
    {"", "custom p: it switches on neither a protocol nor a cipher, and what is in force then is "
         "not known"},
    {"Protocol-TLSv1=var.old AES128-SHA=true",
     "unresolved p: its attribute 'Protocol-TLSv1' is 'var.old'"},
    {"Protocol-TLSv1.3=true AES128-SHA=true",
     "unresolved p: Classic Load Balancers have no attribute 'Protocol-TLSv1.3'"},
    {"Protocol-TLSv1.2=true TLS_AES_128_GCM_SHA256=true",
     "unresolved p: Classic Load Balancers have no attribute 'TLS_AES_128_GCM_SHA256'"},
    {"Protocol-TLSv1.2=true AES128-SHA=true Protocol-TLSv1.3=false", "custom p 08 002F client"},
};

static enum elb_status make(const char *text, struct elb_listeners **ret_listeners,
                            struct elb_declared_policy *ret_policy, struct elb_error *reterr)
{
    static const struct elb_declared_file file = {.path = "f"};
    struct elb_declared_attribute attributes[ATTRIBUTES_MAX] = {0};
    const size_t count = split(text, attributes);
    enum elb_status status = elb_listeners_new(elb_catalog_bundled(), NULL, ret_listeners, reterr);

    if (status == ELB_OK)
        status = elb_declared_classic(*ret_listeners, &file, ELB_TEXT("p"), attributes, count,
                                      ret_policy, reterr);
    return status;
}

START_TEST(attributes_make_a_policy)
{
    struct elb_listeners *listeners = NULL;
    struct elb_declared_policy policy;
    struct elb_buffer text = {0};
    struct elb_error error = {0};

    ck_assert_msg(make(rows[_i].attributes, &listeners, &policy, &error) == ELB_OK, "%s",
                  error.message);
    describe(&text, &policy);
    ck_assert_msg(elb_text_is(elb_text_from(elb_buffer_string(&text)), rows[_i].expected),
                  "%s:\n%s\n%s", rows[_i].attributes, elb_buffer_string(&text), rows[_i].expected);
    elb_buffer_done(&text);
    elb_listeners_free(listeners);
}
END_TEST

/* AWS prints all attributes of what was made by reference: they are the catalog's policy. */
START_TEST(expanded_reference)
{
    const struct elb_policy *known =
        elb_catalog_policy_named(elb_catalog_bundled(), ELB_LB_CLASSIC, "2016-08", 7);
    struct elb_listeners *listeners = NULL;
    struct elb_declared_policy policy;
    struct elb_buffer text = {0};

    elb_buffer_printf(&text,
                      "Reference-Security-Policy=%s Server-Defined-Cipher-Order=true "
                      "Protocol-SSLv3=false Protocol-TLSv1=true Protocol-TLSv1.1=true "
                      "Protocol-TLSv1.2=true",
                      known->name);
    for (size_t i = known->suite_count; i-- > 0;)
        elb_buffer_printf(&text, " %s=true", known->suites[i]->openssl);
    ck_assert(make(elb_buffer_string(&text), &listeners, &policy, NULL) == ELB_OK);
    ck_assert_ptr_eq(policy.policy, known);
    ck_assert_int_eq(policy.how, ELB_HOW_REFERENCE);
    elb_buffer_done(&text);
    elb_listeners_free(listeners);
}
END_TEST

/* Notes of SSLv2 are those of the reader of policies. */
START_TEST(sslv2_is_noted)
{
    struct elb_listeners *listeners = NULL;
    struct elb_declared_policy policy;

    ck_assert(make("Protocol-SSLv2=true Protocol-TLSv1=true DES-CBC3-MD5=true AES128-SHA=true",
                   &listeners, &policy, NULL) == ELB_OK);
    ck_assert_int_eq(policy.how, ELB_HOW_CUSTOM);
    ck_assert_uint_eq(policy.policy->note_count, 2);
    elb_listeners_free(listeners);
}
END_TEST

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;

    for (count = 0; status != ELB_OK; count++) {
        struct elb_listeners *listeners = NULL;
        struct elb_declared_policy policy;
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 1000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = make(rows[_i].attributes, &listeners, &policy, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status == error.status, "allocation %zu", count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "allocation %zu: %s", count,
                      error.message);
        elb_listeners_free(listeners);
    }
    ck_assert_uint_gt(count, 1);
}
END_TEST

int main(void)
{
    const int count = (int)(sizeof(rows) / sizeof(rows[0]));
    Suite *suite = suite_create("read/declared/classic");
    TCase *tcase = tcase_create("classic");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, attributes_make_a_policy, 0, count);
    tcase_add_test(tcase, expanded_reference);
    tcase_add_test(tcase, sslv2_is_noted);
    tcase_add_loop_test(tcase, without_memory, 0, count);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
