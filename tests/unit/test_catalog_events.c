/* SPDX-License-Identifier: MIT */

/* events.yaml and errors.yaml: what the loader refuses, and what the bundled ones promise. */
#include "test_catalog_common.h"

#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *file;
    const char *text;
    const char *expected; /* NULL: it is read */
} rows[] = {
    {"events", "- {id: a, text: b, causes: []}", NULL},
    {"events", "- {id: a, text: b, causes: [], alert: 3, sender: server}", NULL},
    {"events", "- {id: a, text: b, causes: [{cause: not-tls, certainty: certain}]}", NULL},
    {"events", "- {id: a, text: b}", "1:3: 'causes' is missing"},
    {"events", "- {id: a, text: b, causes: [], alrt: 4}",
     "1:32: unknown key 'alrt', did you mean 'alert'"},
    {"events", "- {id: a, text: b, causes: [], alert: 4}",
     "1:3: 'sender' is missing: whose alert is it?"},
    {"events", "- {id: a, text: b, causes: [], alert: 0, sender: server}",
     "1:39: expected the number of an alert, from 1 to 255"},
    {"events", "- {id: a, text: b, causes: [], alert: 256, sender: server}",
     "1:39: expected the number of an alert, from 1 to 255"},
    {"events", "- {id: a, text: b, causes: [], alert: 4, sender: serve}",
     "1:50: unknown sender 'serve', did you mean 'server'"},
    {"events", "- {id: a, text: b, causes: [{cause: not-tsl, certainty: certain}]}",
     "1:37: unknown cause 'not-tsl', did you mean 'not-tls'"},
    {"events", "- {id: a, text: b, causes: [{cause: not-tls, certainty: sure}]}",
     "1:57: unknown certainty 'sure'"},
    {"events", "- {id: a, text: b, causes: [{cause: not-tls}]}", "1:29: 'certainty' is missing"},
    {"events",
     "- {id: a, text: b, causes: [{cause: not-tls, certainty: one-of}, {cause: not-tls, "
     "certainty: one-of}]}",
     "1:66: duplicate cause 'not-tls'"},
    {"events",
     "- {id: a, text: b, causes: [{cause: not-tls, certainty: certain}, {cause: network, "
     "certainty: one-of}]}",
     "1:29: cause 'not-tls' is certain, and there are others"},
    {"events", "- {id: a, text: b, causes: x}", "1:28: expected a sequence, not a string"},
    {"events", "- {id: a, text: b, causes: []}\n- {id: A, text: b, causes: []}",
     "2:8: duplicate event 'A', first at "},
    {"events", "- {id: alert-40, text: b, causes: []}",
     "1:8: event 'alert-40' is in the catalog already"},
    {"errors", "- {pattern: abcd, client: x, event: closed, evidence: captured}", NULL},
    {"errors", "- {pattern: 'abcd #', client: x, alert-from: server, evidence: captured}", NULL},
    {"errors", "- {pattern: ab*, client: x, event: closed, evidence: captured}",
     "1:13: a pattern begins with 3 characters that are no wildcards"},
    {"errors", "- {pattern: ^ab, client: x, event: closed, evidence: captured}",
     "1:13: a pattern begins with 3 characters that are no wildcards"},
    {"errors", "- {pattern: 'abcd*#', client: x, alert-from: server, evidence: captured}",
     "1:13: a '#' after a '*' in a pattern"},
    {"errors", "- {pattern: abcd, client: x, evidence: captured}",
     "1:3: either 'event' or 'alert-from' is needed"},
    {"errors", "- {pattern: 'abcd #', client: x, event: closed, evidence: captured}",
     "1:3: a '#' in the pattern goes with 'alert-from'"},
    {"errors", "- {pattern: abcd, client: x, event: closd, evidence: captured}",
     "1:37: unknown event 'closd', did you mean 'closed'"},
    {"errors", "- {pattern: abcd, client: x, event: closed, evidence: seen}",
     "1:55: unknown evidence 'seen'"},
    {"errors", "- {pattern: abcd, client: x, event: closed, evidence: captured, source: nowhere}",
     "1:73: unknown source 'nowhere'"},
    {"errors",
     "- {pattern: abcd, client: x, event: closed, evidence: captured}\n"
     "- {pattern: ABCD, client: y, event: reset, evidence: captured}",
     "2:13: duplicate pattern 'ABCD', first at "},
    {"errors", "- {pattern: SSL alert number 40, client: x, event: closed, evidence: captured}",
     NULL},
};

START_TEST(loader)
{
    char directory[] = "/tmp/elblint-events-XXXXXX";
    char path[64];
    struct elb_catalog_file *loaded = NULL;
    struct elb_error error = {0};
    FILE *file;
    enum elb_status status;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    (void)snprintf(path, sizeof(path), "%s/%s.yaml", directory, rows[_i].file);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    (void)fputs(rows[_i].text, file);
    (void)fclose(file);
    status = elb_catalog_load(directory, elb_catalog_bundled(), false, &loaded, &error);
    (void)unlink(path);
    (void)rmdir(directory);
    elb_catalog_free(loaded);
    ck_assert_msg((status == ELB_OK) == (rows[_i].expected == NULL), "row %d: %s", _i,
                  error_line(&error));
    ck_assert_msg(status == ELB_OK || strstr(error_line(&error), rows[_i].expected) != NULL,
                  "row %d: %s", _i, error_line(&error));
}
END_TEST

/* Every alert that has an event is found by its number, and every other one is somebody's. */
START_TEST(alerts)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    for (unsigned alert = 1; alert < 256; alert++) {
        const struct elb_event *own =
            elb_catalog_event_of_alert(catalog, ELB_ALERT_FROM_SERVER, alert);
        const struct elb_event *other =
            elb_catalog_event_of_alert(catalog, ELB_ALERT_FROM_CLIENT, alert);

        ck_assert(own && (own->alert == alert || own->alert == 0));
        ck_assert(other && other->sender == ELB_ALERT_FROM_CLIENT);
    }
    ck_assert_ptr_null(elb_catalog_event(catalog, "no-such-event"));
}
END_TEST

/* Who reads "one of" wants to know how to tell. */
START_TEST(tests_of_causes)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();

    for (size_t i = 0; i < catalog->event_count; i++) {
        const struct elb_event *event = &catalog->events[i];

        ck_assert_msg(event->cause_count > 0 || event->completed || event->test, "%s", event->id);
        for (size_t j = 0; j < event->cause_count; j++)
            ck_assert_msg(event->causes[j].certainty != ELB_CERTAINTY_UNSTATED, "%s", event->id);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog/events");
    TCase *tcase = tcase_create("events");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, loader, 0, LENGTH(rows));
    tcase_add_test(tcase, alerts);
    tcase_add_test(tcase, tests_of_causes);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
