/* SPDX-License-Identifier: MIT */

/* What would make a failed pair work; and from which version on a client does. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include "elblint/check.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* `expected`: where the sides disagree, and each fix: a change is `+` or `-` and what. */
static const struct sample_row client_rows[] = {
    {"an old Java, TLSv1.3 alone", "strict", "rsa2048", "tls10", "protocol | client +TLSv1.3"},
    {"without any extension", "strict", "rsa2048", "tls10 groups=none",
     "protocol | client +TLSv1.3"},
    {"hello of SSLv2", "strict", "rsa2048", "tls10 sslv2", "protocol | client +TLSv1.3"},
    {"TLSv1.2 alone", "strict", "rsa2048", "tls12", "protocol | client +TLSv1.3"},
    {"TLSv1.2 in the list", "strict", "ecdsa256", "tls13 versions=0303 suites=C02B",
     "protocol | client +TLSv1.3"},
    {"by its description", "strict", "rsa2048", "tls12 offers=0301,0302,0303",
     "protocol | client +TLSv1.3"},
    {"TLSv1.3 alone, an old server", "legacy", "rsa2048", "tls13 versions=0304",
     "protocol | client +TLSv1.2"},
    {"its own minimum", "legacy", "rsa2048", "tls13 least=0304", "protocol | client +TLSv1.2"},
    {"fallback", "modern", "rsa2048", "tls12 suites=C02F,5600", "protocol | client +TLSv1.3"},
    {"a suite above the version", "legacy", "rsa2048", "tls10 suites=C02F",
     "protocol | client +TLSv1.2"},
    {"versions not known", "forward", "rsa2048", "list suites=C013,002F", "suite | client +C02F"},
    {"suite", "forward", "rsa2048", "tls12 suites=002F", "suite | client +C02F"},
    {"suite of a list that lacks some", "forward", "rsa2048", "tls12 suites=002F incomplete",
     "suite | client +C02F"},
    {"suite for the first key", "forward", "rsa2048,ecdsa256", "tls12 suites=002F",
     "suite | client +C02B"},
    {"suite of TLSv1.3", "strict", "rsa2048", "tls13 suites=C02F", "suite | client +1301"},
    {"suite of Classic", "classic", "rsa2048", "tls12 suites=C030", "suite | client +C02F"},
    {"no insecure suite", "legacy", "rsa2048", "tls10 suites=0005", "suite | client +C013"},
    {"group", "fips", "rsa2048", "tls13 groups=1D", "group | client +17"},
    {"no hybrid group", "pq", "rsa2048", "tls13 groups=19", "group | client +1D"},
    {"group of TLSv1.2", "forward", "rsa2048", "tls12 groups=", "group | client +17"},
    {"scheme", "forward", "rsa2048", "tls12 schemes=0804", "signature-scheme | client +0401"},
    {"version, then suite", "forward", "rsa2048", "tls10",
     "protocol suite | client +TLSv1.2 +C02F"},
    {"suite, then version", "legacy", "rsa2048", "tls13 versions=0304 suites=1301",
     "suite protocol | client +C02F +TLSv1.2"},
    {"all four", "forward", "rsa2048", "tls10 groups=1D schemes=0203",
     "protocol suite group signature-scheme | client +TLSv1.2 +C02F +17 +0401"},
};

static const struct sample_row certificate_rows[] = {
    {"a certificate for the suites", "forward", "rsa2048", "tls12 suites=C02B",
     "certificate | client +C02F | listener +ecdsa256"},
    {"and the other way round", "forward", "ecdsa256", "tls12 suites=C02F",
     "certificate | client +C02B | listener +rsa2048"},
    {"a suite and the curve of its certificate", "legacy", "ecdsa256",
     "tls12 suites=002F groups=18", "certificate group | client +C02B +17 | listener +rsa2048"},
    {"the curve of the certificate", "forward", "ecdsa521", "tls12",
     "group | client +19 | listener +rsa2048 -ecdsa521"},
    {"a key for the schemes", "modern", "rsa2048", "tls13 schemes=0403",
     "signature-scheme | client +0804 | listener +ecdsa256 -rsa2048"},
    {"a key that can't sign in TLSv1.3", "cnsa", "ecdsa256", "tls13",
     "signature-scheme | client -TLSv1.3 | listener +rsa2048 -ecdsa256"},
    {"nor in a client of TLSv1.3 alone", "cnsa", "ecdsa256", "tls13 versions=0304",
     "signature-scheme | listener +rsa2048 -ecdsa256"},
    {"TLSv1.2 would not do either", "cnsa", "ecdsa256", "tls13 suites=1302",
     "signature-scheme | listener +rsa2048 -ecdsa256"},
    {"not allowed", "picky", "rsa2048", "tls13", "certificate | listener +ecdsa384 -rsa2048"},
    {"one of two not allowed", "picky", "rsa3072,ecdsa256", "tls13",
     "certificate | listener -ecdsa256"},
    {"too large", "modern", "rsa4096", "tls13 rsa-max=2048",
     "certificate | listener +rsa2048 -rsa4096"},
    {"too large, another beside it", "modern", "rsa4096", "tls12 rsa-max=2048",
     "certificate | listener +ecdsa256"},
    {"size not known", "modern", "rsa", "tls13 rsa-max=2048",
     "certificate | listener +rsa2048 -rsa"},
    {"the choice of the load balancer", "modern", "rsa2048,ecdsa256", "tls13 schemes=0804",
     "signature-scheme | client +0403 | listener -ecdsa256"},
    {"the choice, of other sizes", "modern", "rsa4096,ecdsa256", "tls13 schemes=0804",
     "signature-scheme | client +0403 | listener -ecdsa256"},
};

/* Nothing is proposed that was not tried, or that is no small change. */
static const struct sample_row nothing_rows[] = {
    {"works", "modern", "rsa2048", "tls13", ""},
    {"works, both keys", "modern", "rsa2048,ecdsa256", "tls13", ""},
    {"no key_share", "modern", "rsa2048", "tls13 shares=none", "group"},
    {"nor supported_groups", "modern", "rsa2048", "tls13 groups=none shares=none", "group"},
    {"Classic has no groups to name", "classic", "rsa2048", "tls12 suites=C02F groups=", "group"},
    {"a suite, but then the size", "forward", "rsa2048", "tls12 suites=002F rsa-min=4096",
     "suite certificate"},
    {"five changes", "forward", "ecdsa521", "tls10 groups=1D schemes=0804",
     "protocol suite group signature-scheme"},
    {"four certificates", "picky", "rsa2048,rsa2048,rsa2048,rsa2048", "tls13", "certificate"},
};

static void print_change(const struct elb_change *change, char *text)
{
    size_t length = strlen(text);
    const char *name = NULL;

    if (change->dimension == ELB_DIMENSION_PROTOCOL)
        name = elb_version_name(change->code);
    if (change->dimension == ELB_DIMENSION_CERTIFICATE)
        name = elb_certificate_name((enum elb_certificate)change->code);
    snprintf(text + length, SAMPLE_TEXT_MAX - length, " %c%s", change->remove ? '-' : '+',
             name != NULL ? name : "");
    length = strlen(text);
    if (name == NULL)
        snprintf(text + length, SAMPLE_TEXT_MAX - length, "%0*X",
                 change->dimension == ELB_DIMENSION_GROUP ? 2 : 4, change->code);
}

static void print_remedy(const struct elb_remedy *remedy, char *text)
{
    for (size_t i = 0; i < remedy->mismatch_count; i++)
        strcat(strcat(text, i > 0 ? " " : ""), elb_dimension_name(remedy->mismatches[i]));
    for (size_t i = 0; i < remedy->fix_count; i++) {
        strcat(text, remedy->fixes[i].side == ELB_SIDE_CLIENT ? " | client" : " | listener");
        for (size_t j = 0; j < remedy->fixes[i].count; j++)
            print_change(&remedy->fixes[i].changes[j], text);
    }
}

/* ---- A fix, applied by hand --------------------------------------------------------------- */

struct changed {
    struct elb_client client;
    struct elb_certificates certificates;
    uint16_t codes[5][32];
};

static void append(struct elb_codes *list, uint16_t *codes, const uint16_t *added, size_t count)
{
    if (list->count > 0 && list->codes != codes)
        memcpy(codes, list->codes, list->count * sizeof(*codes));
    memcpy(codes + list->count, added, count * sizeof(*codes));
    *list = (struct elb_codes){ELB_SENT, codes, list->count + count};
}
#define APPEND(list, codes, ...)                                                                   \
    append(list, codes, (const uint16_t[]){__VA_ARGS__},                                           \
           sizeof((const uint16_t[]){__VA_ARGS__}) / sizeof(uint16_t))

/* RFC 8446 section 9.1, as a client's maker would understand it. */
static void add_tls13(struct changed *changed)
{
    struct elb_client *client = &changed->client;

    if (client->supported_versions.presence != ELB_SENT)
        APPEND(&client->supported_versions, changed->codes[0], 0x0303, 0x0302, 0x0301);
    APPEND(&client->supported_versions, changed->codes[0], 0x0304);
    APPEND(&client->suites, changed->codes[1], 0x1301, 0x1302);
    APPEND(&client->groups, changed->codes[2], 0x0017, 0x001D);
    APPEND(&client->key_shares, changed->codes[3], 0x0017);
    APPEND(&client->schemes, changed->codes[4], 0x0804, 0x0805, 0x0403, 0x0503, 0x0603);
    client->hello = ELB_HELLO_TLS;
    client->legacy_version = ELB_TLS1_2;
}

static void change_version(struct changed *changed, const struct elb_change *change)
{
    struct elb_client *client = &changed->client;

    if (change->remove) {
        ck_assert_uint_eq(change->code, ELB_TLS1_3);
        client->supported_versions = (struct elb_codes){.presence = ELB_NOT_SENT};
        return;
    }
    client->versions |= client->versions != 0 ? elb_version_bit(change->code) : 0;
    if (change->code < client->minimum_version)
        client->minimum_version = change->code;
    if (change->code == ELB_TLS1_3)
        add_tls13(changed);
    else if (client->supported_versions.presence == ELB_SENT)
        APPEND(&client->supported_versions, changed->codes[0], change->code);
    else
        client->legacy_version = change->code;
}

static void change_certificate(struct elb_certificates *certificates,
                               const struct elb_change *change)
{
    struct elb_certificates before = *certificates;

    if (!change->remove) {
        certificates->list[certificates->count++] = (enum elb_certificate)change->code;
        return;
    }
    certificates->count = 0;
    for (size_t i = 0; i < before.count; i++) {
        if (before.list[i] != (enum elb_certificate)change->code)
            certificates->list[certificates->count++] = before.list[i];
    }
    ck_assert_uint_lt(certificates->count, before.count);
}

static void apply(struct changed *changed, const struct elb_change *change)
{
    switch (change->dimension) {
    case ELB_DIMENSION_PROTOCOL:
        change_version(changed, change);
        break;
    case ELB_DIMENSION_SUITE:
        APPEND(&changed->client.suites, changed->codes[1], change->code);
        break;
    case ELB_DIMENSION_GROUP:
        APPEND(&changed->client.groups, changed->codes[2], change->code);
        break;
    case ELB_DIMENSION_SIGNATURE_SCHEME:
        APPEND(&changed->client.schemes, changed->codes[4], change->code);
        break;
    case ELB_DIMENSION_CERTIFICATE:
        change_certificate(&changed->certificates, change);
        break;
    }
}

static void test_fix(const char *name, const struct elb_check *check, const struct elb_fix *fix)
{
    struct changed changed = {.client = *check->client, .certificates = *check->certificates};
    struct elb_check again;

    for (size_t i = 0; i < fix->count; i++) {
        apply(&changed, &fix->changes[i]);
        ck_assert_msg((fix->changes[i].dimension == ELB_DIMENSION_CERTIFICATE) ==
                          (fix->side == ELB_SIDE_LOAD_BALANCER),
                      "%s: the side", name);
    }
    elb_check(sample_catalog(), check->policy, &changed.certificates, &changed.client, &again);
    ck_assert_msg(again.verdict == ELB_COMPATIBLE, "%s: still %s after the fix", name,
                  elb_cause_name(again.failed.cause));
}

static void test_row(const struct sample_row *row)
{
    struct elb_certificates certificates;
    struct sample_hello hello;
    struct elb_check check;
    struct elb_remedy remedy;
    struct elb_error error = {0};
    char text[SAMPLE_TEXT_MAX] = "";

    sample_certificates_parse(row->certificates, &certificates);
    sample_hello_parse(row->hello, &hello);
    elb_check(sample_catalog(), sample_policy(row->policy), &certificates, &hello.client, &check);
    ck_assert_int_eq(elb_check_remedy(sample_catalog(), &check, &remedy, &error), ELB_OK);
    print_remedy(&remedy, text);
    ck_assert_msg(strcmp(text, row->expected) == 0, "%s: got '%s', expected '%s'", row->name, text,
                  row->expected);
    for (size_t i = 0; i < remedy.fix_count; i++)
        test_fix(row->name, &check, &remedy.fixes[i]);
}

START_TEST(clients)
{
    test_row(&client_rows[_i]);
}
END_TEST

START_TEST(certificates_too)
{
    test_row(&certificate_rows[_i]);
}
END_TEST

START_TEST(nothing)
{
    test_row(&nothing_rows[_i]);
}
END_TEST

/* ---- Which version of a client works --------------------------------------------------------- */

/* A family: what each of its versions offers; `expected`: the first from which on all work. */
static const struct {
    const char *name;
    const char *released[5];
    const char *hellos[5];
    const char *expected; /* its date */
} upgrade_rows[] = {
    {"the next", {"2013-01", "2014-01"}, {"tls10", "tls13"}, "2014-01"},
    {"the next but one", {"2013-01", "2014-01", "2015-01"}, {"tls10", "tls12", "tls13"}, "2015-01"},
    {"in any order",
     {"2013-01", "2018-01", "2015-01", "2016-01"},
     {"tls10", "tls13", "tls10", "tls13"},
     "2016-01"},
    {"not one that was followed by a bad one",
     {"2013-01", "2014-01", "2015-01", "2016-01"},
     {"tls10", "tls13", "tls12", "tls13"},
     "2016-01"},
    {"older ones don't matter",
     {"2013-01", "2012-01", "2014-01"},
     {"tls10", "tls13", "tls13"},
     "2014-01"},
    {"an unknown date neither",
     {"2013-01", NULL, "2014-01"},
     {"tls10", "tls10", "tls13"},
     "2014-01"},
    {"none is newer", {"2013-01", "2012-01"}, {"tls10", "tls13"}, NULL},
    {"on the same day", {"2013-01", "2013-01"}, {"tls10", "tls13"}, NULL},
    {"the newest is bad", {"2013-01", "2014-01", "2015-01"}, {"tls10", "tls13", "tls10"}, NULL},
    {"all are bad", {"2013-01", "2014-01"}, {"tls10", "tls12"}, NULL},
    {"alone", {"2013-01"}, {"tls10"}, NULL},
    {"its own date is not known", {NULL, "2014-01"}, {"tls10", "tls13"}, NULL},
};

START_TEST(upgrades)
{
    struct elb_catalog catalog = *sample_catalog();
    struct elb_certificates held = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct sample_hello hellos[5];
    struct elb_client family[6];
    const struct elb_client *found;
    struct elb_check check;
    size_t count = 0;

    for (; count < 5 && upgrade_rows[_i].hellos[count] != NULL; count++) {
        sample_hello_parse(upgrade_rows[_i].hellos[count], &hellos[count]);
        family[count] = hellos[count].client;
        family[count].family = "java";
        family[count].released = upgrade_rows[_i].released[count];
    }
    family[count] = family[0]; /* of others: bad, and newer than all */
    family[count].family = "javascript";
    family[count].released = "2099-01";
    catalog.clients = family;
    catalog.client_count = count + 1;
    elb_check(&catalog, sample_policy("strict"), &held, &family[0], &check);
    found = elb_check_upgrade(&catalog, &check);
    ck_assert_msg((found == NULL) == (upgrade_rows[_i].expected == NULL), "%s: found: %d",
                  upgrade_rows[_i].name, found != NULL);
    ck_assert_msg(found == NULL || strcmp(found->released, upgrade_rows[_i].expected) == 0,
                  "%s: %s", upgrade_rows[_i].name, found != NULL ? found->released : "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/remedy");
    TCase *tcase = tcase_create("remedy");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, clients, 0, LENGTH(client_rows));
    tcase_add_loop_test(tcase, certificates_too, 0, LENGTH(certificate_rows));
    tcase_add_loop_test(tcase, nothing, 0, LENGTH(nothing_rows));
    tcase_add_loop_test(tcase, upgrades, 0, LENGTH(upgrade_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
