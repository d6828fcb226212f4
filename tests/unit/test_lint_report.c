/* SPDX-License-Identifier: MIT */

/* The reports of lint: source lines, and what other programs need of each format. */
#include "test_lint_common.h"

#include <jansson.h>

#define RESULTS_AT_MOST 25000 /* of SARIF on GitHub */

/* ---- Source lines --------------------------------------------------------------------------- */

struct source_row {
    const char *name;
    const char *text; /* the finding begins at its @ */
    size_t before;
    size_t after;
    const char *expected; /* before|rest, dots where there is more */
};

static const struct source_row source_rows[] = {
    {"a whole line", "a\nb @ c\nd", 80, 80, "b |@ c"},
    {"the first", "b @ c\nd", 80, 80, "b |@ c"},
    {"the last", "a\nb @ c", 80, 80, "b |@ c"},
    {"CR LF", "a\r\nb @ c\r\nd", 80, 80, "b |@ c"},
    {"cut", "a\nbcd@efg\nh", 2, 2, "...cd|@e..."},
    {"cut by nothing", "bcd@efg\n", 3, 4, "bcd|@efg"},
    {"cut before CR LF", "@efg\r\n", 0, 4, "|@efg"},
    {"characters, not bytes", "\xc3\xa4\xc3\xb6@\xe2\x82\xac\xe2\x82\xac", 1, 2,
     "...\xc3\xb6|@\xe2\x82\xac..."},
    {"at the end of the line", "ab@", 80, 1, "ab|@"},
};

/* Nothing is read in it, but it has a name of load balancers, and so it is kept. */
#define HEAD "# ELBSecurityPolicy\n"

START_TEST(source_lines)
{
    const struct source_row *row = &source_rows[_i];
    const size_t at = strlen(HEAD) + (size_t)(strchr(row->text, '@') - row->text);
    const struct elb_finding finding = {.path = "a.tf",
                                        .span = {.line = 2, .offset = (uint32_t)at}};
    struct elb_lint_source source;
    struct elb_buffer text = {0};
    struct elb_buffer seen = {0};
    struct sample sample;

    sample_init(&sample);
    elb_buffer_printf(&text, "%s%s", HEAD, row->text);
    /* It is no Terraform: that is of no matter here. */
    (void)!elb_listeners_add(sample.listeners, text.data, text.length, "a.tf", NULL);
    sample.result.listeners = sample.listeners;
    ck_assert_msg(elb_lint_source(&sample.result, &finding, row->before, row->after, &source), "%s",
                  row->name);
    elb_buffer_printf(&seen, "%s%.*s|%.*s%s", source.begins_late ? "..." : "",
                      ELB_TEXT_ARGS(source.before), ELB_TEXT_ARGS(source.rest),
                      source.ends_early ? "..." : "");
    ck_assert_msg(strcmp(elb_buffer_string(&seen), row->expected) == 0, "%s: %s", row->name,
                  elb_buffer_string(&seen));
    elb_buffer_done(&seen);
    elb_buffer_done(&text);
    sample_done(&sample);
}
END_TEST

/* No such file, no line, behind the end, an empty line. */
START_TEST(no_source_lines)
{
    const struct elb_finding findings[] = {
        {.path = "b.tf", .span = {.line = 1}},
        {.path = "a.tf"},
        {.path = "a.tf", .span = {.line = 1, .offset = 1000000}},
        {.path = "a.tf", .span = {.line = 2, .offset = sizeof(HEAD) - 1}},
    };
    struct elb_lint_source source;
    struct sample sample;

    sample_of(&sample, "a.tf", HEAD "\n" LISTENER("a", "\"" OLD "\""));
    for (size_t i = 0; i < LENGTH(findings); i++)
        ck_assert_msg(!elb_lint_source(&sample.result, &findings[i], 80, 80, &source), "%zu", i);
    sample_done(&sample);
}
END_TEST

/* ---- What each format must have ------------------------------------------------------------- */

struct report_row {
    const char *name;
    const char *format;
    const char *path;
    const char *expected; /* somewhere in the report */
};

static const struct elb_error unreadable = {.status = ELB_ERROR_SYNTAX,
                                            .path = "./b\x1b.tf",
                                            .line = 3,
                                            .message = "a\x1b[2J\n::error::%<b>'"};

static const struct report_row report_rows[] = {
    {"gcc's form", "text", "./a.tf", "./a.tf:4:16: error: '" OLD "'"},
    {"without ./", "gitlab", "./a.tf", "\"path\": \"a.tf\""},
    {"however it is written", "gitlab", ".//./a.tf", "\"path\": \"a.tf\""},
    {"unreadable", "gitlab", "a.tf", "\"check_name\": \"unreadable\""},
    {"unreadable, escaped", "gitlab", "a.tf", "can't be read: a\\\\x1B[2J"},
    {"annotation", "github", "./a.tf",
     "::error file=a.tf,line=4,endLine=4,col=16,endColumn=43,title=elblint%3A legacy-protocol::'"},
    {"properties", "github", "a,b:c%.tf", " file=a%2Cb%3Ac%25.tf,"},
    {"unreadable", "github", "a.tf",
     "::error file=b\\x1B.tf,line=3,title=elblint%3A can't read::a\\x1B[2J\\x0A::error::%25<b>'\n"},
    {"file", "junit", "a&\n.tf", "file=\"a&amp;\\x0A.tf\""},
    {"failure", "junit", "a.tf", "<failure message=\"&#39;" OLD "&#39; accepts"},
    {"unreadable", "junit", "a.tf", "<error message=\"a\\x1B[2J\\x0A::error::%&lt;b&gt;&#39;\"/>"},
    {"errors count", "junit", "a.tf", "errors=\"1\""},
    {"row", "markdown", "./a.tf", "| error | `a.tf:4` | `" OLD "` accepts"},
    {"a bar in a name", "markdown", "a\\|b.tf", "| <code>a&#92;&#124;b.tf&#58;4</code> |"},
    {"a backtick in a name", "markdown", "a`b.tf", "| <code>a&#96;b.tf&#58;4</code> |"},
    {"unreadable", "markdown", "a.tf", "- <code>b&#92;x1B.tf</code> a&#92;x1B&#91;2J"},
    {"place", "sarif", "./a b%.tf", "\"uri\": \"a%20b%25.tf\""},
    {"absolute", "sarif", "/a.tf", "\"uri\": \"file:///a.tf\""},
    {"edit", "sarif", "a.tf", "\"text\": \"" BEST "\""},
    {"incomplete", "sarif", "a.tf", "\"executionSuccessful\": false"},
    {"incomplete", "json", "a.tf", "\"complete\": false"},
};

START_TEST(reports)
{
    const struct report_row *row = &report_rows[_i];
    struct elb_buffer out = {0};
    struct sample sample;

    sample_of(&sample, row->path, LISTENER("a", "\"" OLD "\""));
    sample_report(&sample, row->format, &unreadable, &out);
    ck_assert_msg(strstr(elb_buffer_string(&out), row->expected) != NULL, "%s %s:\n%s", row->format,
                  row->name, elb_buffer_string(&out));
    elb_buffer_done(&out);
    sample_done(&sample);
}
END_TEST

/* Names and apostrophes in messages, in Markdown. */
static const struct {
    const char *message;
    const char *expected;
} messages[] = {
    {"'a' is b", "| `a` is b ("},
    {"clients can't have 'a'", "| clients can't have `a` ("},
    {"'' is no name", "| <code></code> is no name ("},
    {"'a|b' and 'c'", "| <code>a&#124;b</code> and `c` ("},
    {"'it's' one name", "| `it's` one name ("},
    {"no end 'of it", "| no end 'of it ("},
    {"<b> @all *x*", "| &lt;b&gt; &#64;all &#42;x&#42; ("},
};

START_TEST(markdown_messages)
{
    struct elb_finding *finding;
    struct elb_buffer out = {0};
    struct sample sample;

    sample_of(&sample, "a.tf", LISTENER("a", "\"" OLD "\""));
    finding = (struct elb_finding *)elb_findings_at(sample.findings, 0);
    finding->message = messages[_i].message;
    finding->also_count = 0;
    sample_report(&sample, "markdown", NULL, &out);
    ck_assert_msg(strstr(elb_buffer_string(&out), messages[_i].expected) != NULL, "%s:\n%s",
                  messages[_i].message, elb_buffer_string(&out));
    elb_buffer_done(&out);
    sample_done(&sample);
}
END_TEST

/* What is ignored is skipped in JUnit, and elsewhere left out; what is about no listener is in all.
 */
START_TEST(exceptions)
{
    static const char text[] =
        "resource \"aws_lb_listener\" \"a\" {\n  protocol = \"HTTPS\"\n  ssl_policy = \"" OLD
        "\" # elblint:ignore legacy-protocol,cbc-suit -- old tills\n}\n";
    static const char *const formats[] = {"text", "junit", "github", "gitlab", "markdown", "sarif"};
    struct elb_buffer out = {0};
    struct sample sample;

    sample_of(&sample, "a.tf", text);
    for (size_t i = 0; i < LENGTH(formats); i++) {
        elb_buffer_clear(&out);
        sample_report(&sample, formats[i], NULL, &out);
        ck_assert_msg(strstr(elb_buffer_string(&out), "cbc-suit") != NULL, "%s", formats[i]);
        ck_assert_msg(!strstr(elb_buffer_string(&out), "accepts TLSv1"), "%s", formats[i]);
        if (strcmp(formats[i], "junit") == 0)
            ck_assert_ptr_nonnull(strstr(out.data, "<skipped message=\"old tills\"/>"));
    }
    elb_buffer_done(&out);
    sample_done(&sample);
}
END_TEST

/* GitHub takes at most 1,024 characters of a rule's texts, and no empty ones. */
START_TEST(sarif_rules)
{
    const struct elb_rule *rule;

    for (size_t i = 0; (rule = elb_rule_at(i)); i++) {
        ck_assert_msg(rule->summary[0] && rule->text[0] && rule->instead[0], "%s", rule->id);
        ck_assert_msg(strlen(rule->summary) <= 255 && strlen(rule->text) <= 1024, "%s", rule->id);
    }
}
END_TEST

/* ---- Many ----------------------------------------------------------------------------------- */

static void append_listener(struct elb_buffer *text, size_t index, const char *policy)
{
    elb_buffer_printf(text,
                      "resource \"aws_lb_listener\" \"l%zu\" {\n  port = 443\n"
                      "  protocol = \"HTTPS\"\n  ssl_policy = \"%s\"\n}\n",
                      index, policy);
}

/* What only makes a warning comes first, and is what is left out. */
static void many(struct sample *sample, size_t count)
{
    struct elb_buffer text = {0};

    for (size_t i = 0; i < count; i++)
        append_listener(&text, i, i < count / 2 ? "ELBSecurityPolicy-TLS-1-2-2017-01" : OLD);
    sample_of(sample, "a.tf", elb_buffer_string(&text));
    ck_assert_uint_eq(elb_findings_count(sample->findings), count);
    elb_buffer_done(&text);
}

static size_t count_level(const json_t *results, const char *level)
{
    const json_t *item;
    size_t count = 0;
    size_t index;

    json_array_foreach(results, index, item) count +=
        strcmp(json_string_value(json_object_get(item, "level")), level) == 0;
    return count;
}

START_TEST(sarif_of_too_many)
{
    struct elb_buffer out = {0};
    struct sample sample;
    const json_t *results;
    json_t *root;

    many(&sample, 30000);
    sample_report(&sample, "sarif", NULL, &out);
    root = json_loadb(out.data, out.length, 0, NULL);
    results = json_object_get(json_array_get(json_object_get(root, "runs"), 0), "results");
    ck_assert_uint_eq(json_array_size(results), RESULTS_AT_MOST);
    ck_assert_uint_eq(count_level(results, "error"), 15000);
    ck_assert_ptr_nonnull(strstr(out.data, "more results than GitHub takes"));
    json_decref(root);
    elb_buffer_done(&out);
    sample_done(&sample);
}
END_TEST

START_TEST(markdown_of_too_many)
{
    struct elb_buffer out = {0};
    struct sample sample;

    many(&sample, 300);
    sample_report(&sample, "markdown", NULL, &out);
    ck_assert_uint_lt(out.length, 65536);
    ck_assert_ptr_nonnull(strstr(out.data, "\nand 200 more, "));
    ck_assert_ptr_null(strstr(out.data, "| warning |"));
    elb_buffer_done(&out);
    sample_done(&sample);
}
END_TEST

/* Fingerprints differ between findings, and are the same when lines move and with ./ in front. */
START_TEST(fingerprints)
{
    static const char text[] = LISTENER("a", "\"" OLD "\"") LISTENER("a", "\"" OLD "\"");
    static const struct {
        const char *path;
        const char *text;
    } others[] = {
        {"./a.tf", text},
        {"a.tf", LISTENER("a", "\"" OLD "\"") "\n\n# moved\n" LISTENER("a", "\"" OLD "\"")}};
    struct sample sample;
    struct sample other;

    sample_of(&sample, "a.tf", text);
    ck_assert_uint_eq(elb_findings_count(sample.findings), 2);
    ck_assert_str_ne(elb_findings_at(sample.findings, 0)->fingerprint,
                     elb_findings_at(sample.findings, 1)->fingerprint);
    for (size_t i = 0; i < LENGTH(others); i++) {
        sample_of(&other, others[i].path, others[i].text);
        for (size_t k = 0; k < 2; k++)
            ck_assert_str_eq(elb_findings_at(sample.findings, k)->fingerprint,
                             elb_findings_at(other.findings, k)->fingerprint);
        sample_done(&other);
    }
    sample_done(&sample);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, source_lines, 0, LENGTH(source_rows));
    tcase_add_test(tcase, no_source_lines);
    tcase_add_loop_test(tcase, reports, 0, LENGTH(report_rows));
    tcase_add_loop_test(tcase, markdown_messages, 0, LENGTH(messages));
    tcase_add_test(tcase, exceptions);
    tcase_add_test(tcase, sarif_rules);
    tcase_add_test(tcase, sarif_of_too_many);
    tcase_add_test(tcase, markdown_of_too_many);
    tcase_add_test(tcase, fingerprints);
}

int main(void)
{
    return run_cases("lint's reports", add);
}
