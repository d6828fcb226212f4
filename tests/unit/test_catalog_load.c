/* SPDX-License-Identifier: MIT */

/*
 * A directory of the catalog: the small one in data/catalog-small, of which each row changes one
 * file, and what is refused in it with which words at which place.
 */
#include "test_catalog_common.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#define SMALL "tests/unit/data/catalog-small"

static char directory[] = "/tmp/elblint-catalog-XXXXXX";
static struct elb_catalog_file *file;
static struct elb_error error;

static const char *path_of(const char *root, const char *name)
{
    static char paths[2][512];
    static unsigned turn;
    char *path = paths[turn++ % 2];
    (void)snprintf(path, sizeof(paths[0]), "%s/%s", root, name);
    return path;
}

static void write_file(const char *name, const char *text)
{
    FILE *out = fopen(path_of(directory, name), "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(text, out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

static const char *const names[] = {
    "catalog.yaml",           "sources.yaml",      "suites.yaml",      "groups.yaml",
    "signature-schemes.yaml", "not-policies.yaml", "elbv2/new.yaml",   "elbv2/old.yaml",
    "classic/old.yaml",       "clients/one.yaml",  "clients/two.yaml",
};

/* A link each, so that a row may replace any of them. */
static void set_up(void)
{
    char root[256];
    ck_assert_ptr_nonnull(getcwd(root, sizeof(root)));
    memcpy(directory + sizeof(directory) - 7, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(mkdir(path_of(directory, "elbv2"), 0700), 0);
    ck_assert_int_eq(mkdir(path_of(directory, "classic"), 0700), 0);
    ck_assert_int_eq(mkdir(path_of(directory, "clients"), 0700), 0);
    for (size_t i = 0; i < LENGTH(names); i++) {
        char target[1024];
        (void)snprintf(target, sizeof(target), "%s/" SMALL "/%s", root, names[i]);
        ck_assert_int_eq(symlink(target, path_of(directory, names[i])), 0);
    }
    file = NULL;
    error = (struct elb_error){0};
}

static void remove_all(const char *name)
{
    char path[512];
    DIR *open = opendir(name);
    struct dirent *entry;
    if (open == NULL) {
        (void)unlink(name);
        return;
    }
    while ((entry = readdir(open)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        (void)snprintf(path, sizeof(path), "%s/%s", name, entry->d_name);
        if (unlink(path) != 0)
            remove_all(path);
    }
    (void)closedir(open);
    (void)rmdir(name);
}

static void tear_down(void)
{
    file = elb_catalog_free(file);
    remove_all(directory);
}

static enum elb_status load(void)
{
    return elb_catalog_load(directory, NULL, false, &file, &error);
}

START_TEST(whole)
{
    ck_assert_msg(load() == ELB_OK, "%s", error_line(&error));
    const struct elb_catalog *catalog = elb_catalog_get(file);
    ck_assert_str_eq(catalog->date, "2026-11-23");
    ck_assert_uint_eq(catalog->suite_count, 5);
    ck_assert_uint_eq(catalog->group_count, 3);
    ck_assert_uint_eq(catalog->scheme_count, 3);
    ck_assert_uint_eq(catalog->policy_count, 3);
    ck_assert_uint_eq(catalog->client_count, 3);
    ck_assert_uint_eq(catalog->source_count, 2);
    ck_assert_uint_eq(catalog->not_policy_count, 1);
    /* by code, whatever the order in the file */
    ck_assert_uint_eq(catalog->suites[0].code, 0x002F);
    ck_assert_uint_eq(catalog->suites[4].code, 0xFEFE);
    /* by file */
    ck_assert_str_eq(catalog->policies[0].name, "ELBSecurityPolicy-New");
    ck_assert_int_eq(catalog->policies[2].family, ELB_FAMILY_CLASSIC);
    ck_assert_str_eq(catalog->clients[2].id, "two-2");
    ck_assert_ptr_eq(catalog->policies[2].suites[0], &catalog->suites[0]);
}
END_TEST

START_TEST(details)
{
    ck_assert_msg(load() == ELB_OK, "%s", error_line(&error));
    const struct elb_catalog *catalog = elb_catalog_get(file);
    const struct elb_suite *suite = elb_catalog_suite(catalog, 0x002F);
    ck_assert_str_eq(suite->iana_recommended.value, "D");
    ck_assert_str_eq(suite->iana_recommended.source, "page");
    ck_assert_int_eq(suite->iana_recommended.confidence, ELB_CONFIDENCE_UNSTATED);
    ck_assert_ptr_null(suite->strength.value);
    ck_assert_uint_eq(suite->alias_count, 2);
    ck_assert_int_eq(suite->aliases[0].dialect, ELB_DIALECT_GNUTLS);
    ck_assert_int_eq(suite->aliases[1].dialect, ELB_DIALECT_OTHER);
    ck_assert_ptr_null(elb_catalog_suite(catalog, 0xFEFE)->iana);
    ck_assert_uint_eq(elb_catalog_scheme(catalog, 0x0403)->curve, 0x0017);
    ck_assert_ptr_null(elb_catalog_scheme(catalog, 0x0708)->hash);
    ck_assert_int_eq(elb_catalog_scheme(catalog, 0x0708)->key, ELB_SCHEME_KEY_OTHER);
    ck_assert_str_eq(catalog->policies[0].backend[1], "ELBSecurityPolicy-Old");
    ck_assert_ptr_null(catalog->policies[1].backend[0]);
    ck_assert_str_eq(elb_catalog_source(catalog, "page")->date, "2026-10");
    ck_assert_ptr_null(elb_catalog_source(catalog, "code")->date);
    ck_assert_ptr_null(elb_catalog_source(catalog, "Page"));
}
END_TEST

/* What is not a data file, or belongs to somebody else, is left alone. */
START_TEST(other_files)
{
    write_file("README", "not: [yaml");
    write_file("elbv2/old.yaml~", "not: [yaml");
    write_file("elbv2/.#old.yaml", "not: [yaml");
    write_file("elbv2/README.md", "not: [yaml");
    write_file(".hidden", "not: [yaml");
    write_file("classic-attributes.yaml", "not: [yaml");
    ck_assert_msg(load() == ELB_OK, "%s", error_line(&error));
    ck_assert_uint_eq(elb_catalog_get(file)->policy_count, 3);
}
END_TEST

struct bad_row {
    const char *name;
    const char *file;
    const char *text;     /* NULL: the file is missing */
    const char *expected; /* behind the directory */
};

#define SUITE  "- {code: 0x002F, iana: A}\n"
#define GROUP  "- {code: 0x0017, name: a, kind: ecdhe}\n"
#define SCHEME "- {code: 0x0401, name: a, key: rsa, hash: sha1, handshake: []}\n"
#define POLICY "name: mine\nfamily: elbv2\nprotocols: [TLSv1.2]\nsuites: [AES128-SHA]\n"

#define KNOWN                                                                                      \
    ": known are elbv2, classic, clients, profiles, suites.yaml, groups.yaml, "                    \
    "signature-schemes.yaml, sources.yaml, not-policies.yaml, defaults.yaml, events.yaml, "        \
    "errors.yaml and catalog.yaml"

static const struct bad_row bad_rows[] = {
    {"no date", "catalog.yaml", NULL, "/catalog.yaml:0:0: can't open: No such file or directory"},
    {"empty date", "catalog.yaml", "", "/catalog.yaml:1:1: the file has no content"},
    {"date of a month", "catalog.yaml", "date: 2026-11\n",
     "/catalog.yaml:1:7: '2026-11' is no date: expected YYYY-MM-DD"},
    {"date that is none", "catalog.yaml", "date: 2026-02-30\n",
     "/catalog.yaml:1:7: '2026-02-30' is no date: expected YYYY-MM-DD"},
    {"no date in it", "catalog.yaml", "{}\n", "/catalog.yaml:1:1: 'date' is missing"},
    {"more than a date", "catalog.yaml", "date: 2026-11-23\ndata: a\n",
     "/catalog.yaml:2:1: unknown key 'data', did you mean 'date'"},
    {"no suites", "suites.yaml", NULL, "/suites.yaml:0:0: can't open: No such file or directory"},
    {"no groups", "groups.yaml", NULL, "/groups.yaml:0:0: can't open: No such file or directory"},
    {"no schemes", "signature-schemes.yaml", NULL,
     "/signature-schemes.yaml:0:0: can't open: No such file or directory"},
    {"suites as a mapping", "suites.yaml", "a: b\n",
     "/suites.yaml:1:1: expected a sequence, not a mapping"},
    {"suite that is a string", "suites.yaml", "- a\n",
     "/suites.yaml:1:3: expected a mapping, not a string"},
    {"suite without code", "suites.yaml", "- iana: A\n", "/suites.yaml:1:3: 'code' is missing"},
    {"suite without name", "suites.yaml", "- code: 0x002F\n",
     "/suites.yaml:1:3: a suite has either 'iana' or, if not registered, 'name'"},
    {"suite with two names", "suites.yaml", "- {code: 0x002F, iana: A, name: B}\n",
     "/suites.yaml:1:3: a suite has either 'iana' or, if not registered, 'name'"},
    {"code in decimal", "suites.yaml", "- {code: 47, iana: A}\n",
     "/suites.yaml:1:10: expected a code point, as 0x and four hex digits"},
    {"code that is a list", "suites.yaml", "- {code: [0x002F], iana: A}\n",
     "/suites.yaml:1:10: expected a code point, as 0x and four hex digits"},
    {"code twice", "suites.yaml", SUITE "- {code: 0x002f, iana: B}\n",
     "/suites.yaml:2:10: duplicate suite '0x002F', first at @/suites.yaml:1:10"},
    {"name twice", "suites.yaml", SUITE "- {code: 0x0030, openssl: a, iana: B}\n",
     "/suites.yaml:2:27: duplicate suite 'a', first at @/suites.yaml:1:24"},
    {"alias that is another's name", "suites.yaml",
     SUITE "- {code: 0x0030, iana: B, aliases: [C, A]}\n",
     "/suites.yaml:2:40: duplicate suite 'A', first at @/suites.yaml:1:24"},
    {"name that is another's alias", "suites.yaml", "- {code: 0x0030, iana: B, gnutls: A}\n" SUITE,
     "/suites.yaml:2:24: duplicate suite 'A', first at @/suites.yaml:1:35"},
    {"dialect without a difference", "suites.yaml", "- {code: 0x0030, iana: B, java: B}\n",
     "/suites.yaml:1:33: duplicate suite 'B', first at @/suites.yaml:1:24"},
    {"alias twice", "suites.yaml", "- {code: 0x0030, iana: B, aliases: [C, C]}\n",
     "/suites.yaml:1:40: duplicate 'C'"},
    {"unknown class", "suites.yaml", "- {code: 0x0030, iana: B, strength: {class: strong}}\n",
     "/suites.yaml:1:45: unknown class 'strong'"},
    {"no class", "suites.yaml", "- {code: 0x0030, iana: B, strength: {value: weak}}\n",
     "/suites.yaml:1:38: unknown key 'value'"},
    {"rating of nothing", "suites.yaml", "- {code: 0x0030, iana: B, strength: {}}\n",
     "/suites.yaml:1:37: 'class' is missing"},
    {"unknown rating", "suites.yaml", "- {code: 0x0030, iana: B, iana-recommended: {value: Z}}\n",
     "/suites.yaml:1:53: unknown value 'Z', did you mean 'Y'"},
    {"rating from nowhere", "suites.yaml",
     "- {code: 0x0030, iana: B, strength: {class: weak, source: pages}}\n",
     "/suites.yaml:1:59: unknown source 'pages', did you mean 'page'"},
    {"group without kind", "groups.yaml", "- {code: 0x0017, name: a}\n",
     "/groups.yaml:1:3: 'kind' is missing"},
    {"unknown kind", "groups.yaml", "- {code: 0x0017, name: a, kind: ecdh}\n",
     "/groups.yaml:1:33: unknown kind of group 'ecdh', did you mean 'ecdhe'"},
    {"group twice", "groups.yaml", GROUP GROUP,
     "/groups.yaml:2:10: duplicate group '0x0017', first at @/groups.yaml:1:10"},
    {"alias that is the name", "groups.yaml",
     "- {code: 0x0017, name: a, kind: ecdhe, aliases: [A]}\n",
     "/groups.yaml:1:50: duplicate group 'A', first at @/groups.yaml:1:24"},
    {"unknown key kind", "signature-schemes.yaml",
     "- {code: 0x0401, name: a, key: dss, hash: sha1, handshake: []}\n",
     "/signature-schemes.yaml:1:32: unknown kind of key 'dss', did you mean 'dsa'"},
    {"unknown hash", "signature-schemes.yaml",
     "- {code: 0x0401, name: a, key: rsa, hash: sha3, handshake: []}\n",
     "/signature-schemes.yaml:1:43: unknown hash 'sha3', did you mean 'sha384'"},
    {"unknown curve", "signature-schemes.yaml",
     "- {code: 0x0401, name: a, key: rsa, hash: sha1, handshake: [], curve: secp256k1}\n",
     "/signature-schemes.yaml:1:71: unknown group 'secp256k1', did you mean 'secp256r1'"},
    {"curve that is a list", "signature-schemes.yaml",
     "- {code: 0x0401, name: a, key: rsa, hash: sha1, handshake: [], curve: []}\n",
     "/signature-schemes.yaml:1:71: expected a group, not a sequence"},
    {"scheme for an unknown version", "signature-schemes.yaml",
     "- {code: 0x0401, name: a, key: rsa, hash: sha1, handshake: [0x0305]}\n",
     "/signature-schemes.yaml:1:61: 0x0305 is no protocol version"},
    {"scheme twice", "signature-schemes.yaml", SCHEME SCHEME,
     "/signature-schemes.yaml:2:10: duplicate signature scheme '0x0401', first at "
     "@/signature-schemes.yaml:1:10"},
    {"sources as a list", "sources.yaml", "- a\n",
     "/sources.yaml:1:1: expected a mapping, not a sequence"},
    {"source without a title", "sources.yaml", "page: {where: a}\n",
     "/sources.yaml:1:7: 'title' is missing"},
    {"source without a place", "sources.yaml", "page: {title: a}\n",
     "/sources.yaml:1:7: 'where' is missing"},
    {"source without a key", "sources.yaml", "'': {title: a, where: b}\n",
     "/sources.yaml:1:1: expected a string, not an empty one"},
    {"source twice", "sources.yaml", "a: {title: a, where: b}\nA: {title: a, where: b}\n",
     "/sources.yaml:2:1: duplicate source 'A', first at @/sources.yaml:1:1"},
    {"source of a bad day", "sources.yaml", "a: {title: a, where: b, date: 2026-11-31}\n",
     "/sources.yaml:1:31: '2026-11-31' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD"},
    {"no sources", "sources.yaml", NULL, "/suites.yaml:6:59: unknown source 'page'"},
    {"no policy without a reason", "not-policies.yaml", "- {name: a}\n",
     "/not-policies.yaml:1:3: 'why' is missing"},
    {"no policy twice", "not-policies.yaml", "- {name: a, why: b}\n- {name: A, why: b}\n",
     "/not-policies.yaml:2:10: duplicate name 'A', first at @/not-policies.yaml:1:10"},
    {"empty policy", "elbv2/x.yaml", "", "/elbv2/x.yaml:1:1: the file has no content"},
    {"list of policies", "elbv2/x.yaml", "- {}\n",
     "/elbv2/x.yaml:1:1: expected a mapping, not a sequence"},
    {"bad policy", "classic/x.yaml", "name: a\n", "/classic/x.yaml:1:1: 'family' is missing"},
    {"policy twice", "elbv2/x.yaml",
     "family: elbv2\nname: elbsecuritypolicy-new\nprotocols: [TLSv1.2]\nsuites: [AES128-SHA]\n",
     "/elbv2/x.yaml:2:7: duplicate policy 'elbv2/elbsecuritypolicy-new', first at "
     "@/elbv2/new.yaml:2:7"},
    {"backend that is a policy of Classic only", "elbv2/x.yaml",
     POLICY "backend-policy: {application: other}\n", "/elbv2/x.yaml:5:31: unknown policy 'other'"},
    {"suite that is gone", "suites.yaml", SUITE,
     "/elbv2/new.yaml:8:10: unknown suite 'TLS_AES_128_GCM_SHA256'"},
    {"client of nobody", "clients/x.yaml", "- suites: []\n- suites: []\n",
     "/clients/x.yaml:1:3: 'id' is missing"},
    {"client twice", "clients/x.yaml", "id: ONE-1\nsuites: []\n",
     "/clients/x.yaml:1:5: duplicate client 'ONE-1', first at @/clients/one.yaml:2:5"},
    {"client that is an alias", "clients/x.yaml", "id: one-3\nsuites: []\n",
     "/clients/x.yaml:1:5: duplicate client 'one-3', first at @/clients/one.yaml:4:18"},
    {"misspelt file", "suite.yaml", "",
     "/suite.yaml:0:0: no part of a catalog, did you mean 'suites.yaml'"},
    {"file that is like none", "policies.yaml", "",
     "/policies.yaml:0:0: no part of a catalog" KNOWN},
    {"other extension", "groups.yml", "",
     "/groups.yml:0:0: no part of a catalog, did you mean 'groups.yaml'"},
    {"other extension of a policy", "elbv2/x.y.yml", "",
     "/elbv2/x.y.yml:0:0: only files NAME.yaml are read here, did you mean 'x.y.yaml'"},
    {"no extension", "clients/x", "",
     "/clients/x:0:0: only files NAME.yaml are read here, did you mean 'x.yaml'"},
    {"binary", "clients/x.yaml", "\x7f\x45LF\x02\x01", NULL},
    {"not UTF-8", "clients/x.yaml", "id: \"\xe4\"\nsuites: []\n", NULL},
    {"syntax", "elbv2/x.yaml", "a: [b\nc: d\n", NULL},
    {"same key twice", "elbv2/x.yaml", POLICY "name: other\n", NULL},
};

/* The directory has another name each time; "@" stands for it within a message. */
static bool is_expected(const char *expected)
{
    const char *line = error_line(&error);
    size_t length = strlen(directory);
    if (strncmp(line, directory, length) != 0)
        return false;
    line += length;
    for (; *expected != '\0'; expected++) {
        if (*expected == '@' && strncmp(line, directory, length) == 0)
            line += length;
        else if (*expected != *line++)
            return false;
    }
    return *line == '\0';
}

START_TEST(bad)
{
    const struct bad_row *row = &bad_rows[_i];
    (void)unlink(path_of(directory, row->file));
    if (row->text != NULL)
        write_file(row->file, row->text);
    enum elb_status status = load();
    ck_assert_msg(status != ELB_OK, "%s", row->name);
    ck_assert_msg(status == error.status, "%s", row->name);
    ck_assert_msg(row->expected == NULL || is_expected(row->expected), "%s: %s", row->name,
                  error_line(&error));
    ck_assert_ptr_null(file);
}
END_TEST

START_TEST(no_directory)
{
    ck_assert_int_eq(
        elb_catalog_load("/nowhere/at/all", elb_catalog_bundled(), false, &file, &error),
        ELB_ERROR_IO);
    ck_assert_str_eq(error_line(&error),
                     "/nowhere/at/all:0:0: can't open: No such file or directory");
}
END_TEST

START_TEST(file_for_a_directory)
{
    ck_assert_int_eq(elb_catalog_load("meson.build", elb_catalog_bundled(), false, &file, &error),
                     ELB_ERROR_IO);
    ck_assert_str_eq(error_line(&error), "meson.build:0:0: not a directory");
}
END_TEST

START_TEST(directory_for_a_file)
{
    (void)unlink(path_of(directory, "groups.yaml"));
    ck_assert_int_eq(mkdir(path_of(directory, "groups.yaml"), 0700), 0);
    ck_assert_int_eq(load(), ELB_ERROR_IO);
}
END_TEST

/* Whoever waits for a FIFO's writer waits for ever. */
START_TEST(fifo_for_a_file)
{
    ck_assert_int_eq(mkfifo(path_of(directory, "elbv2/x.yaml"), 0600), 0);
    ck_assert_int_eq(load(), ELB_ERROR_IO);
    ck_assert_str_eq(error.message, "no regular file");
    ck_assert_ptr_nonnull(strstr(error.path, "/elbv2/x.yaml"));
}
END_TEST

START_TEST(file_for_a_part)
{
    remove_all(path_of(directory, "clients"));
    write_file("clients", "");
    ck_assert_int_eq(load(), ELB_ERROR_IO);
    ck_assert_ptr_nonnull(strstr(error.path, "/clients"));
}
END_TEST

/* The path of a mistaken option must not read as "nothing to add". */
START_TEST(directory_of_something_else)
{
    ck_assert_int_eq(elb_catalog_load("tests/unit", elb_catalog_bundled(), false, &file, &error),
                     ELB_ERROR_DATA);
    ck_assert_str_eq(error_line(&error),
                     "tests/unit:0:0: nothing of a catalog in this directory: "
                     "no elbv2, classic, clients or profiles, no suites.yaml ...");
}
END_TEST

START_TEST(misspelt_directory)
{
    ck_assert_int_eq(mkdir(path_of(directory, "elb"), 0700), 0);
    ck_assert_int_eq(load(), ELB_ERROR_DATA);
    ck_assert(is_expected("/elb:0:0: no part of a catalog, did you mean 'elbv2'"));
}
END_TEST

/* Alone it is no catalog at all, but the name tells what it was meant to be. */
START_TEST(only_a_misspelt_directory)
{
    remove_all(directory);
    ck_assert_int_eq(mkdir(directory, 0700), 0);
    ck_assert_int_eq(mkdir(path_of(directory, "client"), 0700), 0);
    ck_assert_int_eq(elb_catalog_load(directory, elb_catalog_bundled(), false, &file, &error),
                     ELB_ERROR_DATA);
    ck_assert(is_expected("/client:0:0: no part of a catalog, did you mean 'clients'"));
}
END_TEST

START_TEST(directory_in_a_part)
{
    ck_assert_int_eq(mkdir(path_of(directory, "elbv2/old"), 0700), 0);
    ck_assert_int_eq(load(), ELB_ERROR_DATA);
    ck_assert(is_expected("/elbv2/old:0:0: a directory, where only files NAME.yaml are read"));
}
END_TEST

START_TEST(free_nothing)
{
    ck_assert_ptr_null(elb_catalog_free(NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_load");
    TCase *tcase = tcase_create("load");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, whole);
    tcase_add_test(tcase, details);
    tcase_add_test(tcase, other_files);
    tcase_add_loop_test(tcase, bad, 0, (int)LENGTH(bad_rows));
    tcase_add_test(tcase, no_directory);
    tcase_add_test(tcase, file_for_a_directory);
    tcase_add_test(tcase, directory_for_a_file);
    tcase_add_test(tcase, fifo_for_a_file);
    tcase_add_test(tcase, file_for_a_part);
    tcase_add_test(tcase, directory_of_something_else);
    tcase_add_test(tcase, misspelt_directory);
    tcase_add_test(tcase, only_a_misspelt_directory);
    tcase_add_test(tcase, directory_in_a_part);
    tcase_add_test(tcase, free_nothing);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
