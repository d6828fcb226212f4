/* SPDX-License-Identifier: MIT */
/* `identify` as a page: the endpoints, what each is, how it differs, and its clients. */
#include "report/html/identify.h"

#include "report/show.h"
#include "report/text/identify.h"

#define MATCHES_MAX 8

static bool is_seen(const struct elb_identify_endpoint *endpoint)
{
    return elb_observation_has_evidence(endpoint->observation);
}

static void write_target(struct elb_buffer *out, const struct elb_observation *observation)
{
    struct elb_buffer target = {0};

    elb_identify_target(&target, observation);
    elb_html_slice(out, elb_buffer_text(&target));
    elb_report_part_done(out, &target);
}

/* ---- Summary -------------------------------------------------------------------------------- */

static void write_summary(struct elb_html_page *page, const struct elb_identify_result *result)
{
    size_t seen = 0;
    size_t right = 0;

    for (size_t i = 0; i < result->endpoint_count; i++) {
        seen += is_seen(&result->endpoints[i]);
        right += is_seen(&result->endpoints[i]) && elb_identify_is_match(&result->endpoints[i]);
    }
    elb_html_section(page, "summary", "Summary");
    if (result->expected) {
        elb_buffer_append_string(&page->out, "<p>Compared with ");
        elb_html_code(&page->out, result->expected->name);
        elb_buffer_append_string(&page->out, ".</p>\n");
    }
    elb_html_figures_begin(page);
    elb_html_figure(page, "endpoints", result->endpoint_count, ELB_TONE_PLAIN);
    elb_html_figure(page, result->expected ? "agree" : "have a known policy", right, ELB_TONE_GOOD);
    elb_html_figure(page, result->expected ? "differ" : "have none", seen - right, ELB_TONE_BAD);
    elb_html_figure(page, "not seen", result->endpoint_count - seen, ELB_TONE_WARNING);
    elb_html_figures_end(page);
    elb_html_errors(page);
}

/* ---- What to do first ----------------------------------------------------------------------- */

#define STEPS_MAX 5

static void write_step(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint,
                       size_t index)
{
    const unsigned reasons = is_seen(endpoint) ? elb_identify_reasons(endpoint) : 0;
    struct elb_buffer *out = &page->out;

    elb_buffer_printf(out, "<li><span class=\"do\"><a href=\"#endpoint-%zu\">Look into ",
                      index + 1);
    write_target(out, endpoint->observation);
    elb_buffer_append_string(out, "</a></span><p>");
    if (!is_seen(endpoint))
        elb_buffer_append_string(out, "nothing was seen of it: scan it again");
    else if (endpoint->identification->expected)
        elb_buffer_append_string(out, "it differs from what it was meant to be");
    else
        elb_buffer_append_string(out, "no policy of the catalog agrees with it");
    for (unsigned i = 0; i < ELB_REASON_ONE_CERTIFICATE; i++) {
        struct elb_buffer text = {0};

        if (!(reasons & 1u << i))
            continue;
        elb_identify_reason_text(&text, endpoint, (enum elb_identify_reason)i);
        elb_html_printf(out, "; %s", elb_buffer_string(&text));
        elb_report_part_done(out, &text);
    }
    elb_buffer_append_string(out, "</p></li>\n");
}

static void write_first(struct elb_html_page *page, const struct elb_identify_result *result)
{
    size_t count = 0;

    elb_html_section(page, "first", "What to do first");
    for (size_t i = 0; i < result->endpoint_count; i++) {
        if (is_seen(&result->endpoints[i]) && elb_identify_is_match(&result->endpoints[i]))
            continue;
        if (count++ == 0)
            elb_buffer_append_string(&page->out, "<ol class=\"first\">\n");
        if (count <= STEPS_MAX)
            write_step(page, &result->endpoints[i], i);
    }
    elb_buffer_append_string(&page->out, count > 0 ? "</ol>\n"
                                                   : "<p>Nothing: every endpoint agrees with a "
                                                     "policy.</p>\n");
    elb_html_left_out(page, count > STEPS_MAX ? count - STEPS_MAX : 0, "endpoints");
}

/* ---- An endpoint ---------------------------------------------------------------------------- */

static void write_head(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint,
                       size_t index)
{
    const struct elb_observation *observation = endpoint->observation;
    const bool is_match = is_seen(endpoint) && elb_identify_is_match(endpoint);
    struct elb_buffer *out = &page->out;

    elb_buffer_printf(out,
                      "<article class=\"card %s\" id=\"endpoint-%zu\">\n<h3>"
                      "<span class=\"tag %s\">%s</span>",
                      is_match ? "good" : "bad", index + 1, is_match ? "good" : "bad",
                      !is_seen(endpoint)                   ? "not seen"
                      : endpoint->identification->expected ? is_match ? "agrees" : "differs"
                      : is_match                           ? "known"
                                                           : "no match");
    write_target(out, observation);
    elb_buffer_append_string(out, "</h3>\n<p class=\"note\">Seen by ");
    elb_html_text(out, observation->tool ? observation->tool : "an unknown tool");
    if (observation->tool_version)
        elb_html_printf(out, " %s", observation->tool_version);
    if (observation->address)
        elb_html_printf(out, ", at %s", observation->address);
    for (size_t i = 0; i < observation->certificates.count; i++)
        elb_buffer_printf(out, "%s%s", i > 0 ? ", " : "; certificates: ",
                          elb_certificate_name(observation->certificates.list[i]));
    elb_buffer_append_string(out, "</p>\n");
}

static void write_policy(struct elb_html_page *page, const char *before,
                         const struct elb_policy_match *candidate, bool is_match)
{
    struct elb_buffer name = {0};

    elb_policy_reference(&name, candidate->policy);
    elb_buffer_append_string(&page->out, before);
    elb_html_code(&page->out, elb_buffer_string(&name));
    if (is_match && !candidate->exact)
        elb_buffer_printf(&page->out, " (%zu thing%s not seen)", candidate->unseen,
                          elb_html_plural(candidate->unseen));
    elb_report_part_done(&page->out, &name);
}

static void write_differences(struct elb_html_page *page,
                              const struct elb_identify_endpoint *endpoint,
                              const struct elb_policy_match *candidate)
{
    struct elb_buffer differences = {0};
    struct elb_report text = elb_html_text_report(page->report, &differences);

    elb_identify_write_differences(&text, endpoint->observation, candidate, 0);
    elb_html_lines(&page->out, elb_buffer_text(&differences));
    elb_report_part_done(&page->out, &differences);
}

static void write_apart(struct elb_html_page *page, const struct elb_identification *identification,
                        size_t count)
{
    struct elb_buffer apart = {0};
    struct elb_report text = elb_html_text_report(page->report, &apart);

    if (count < 2)
        return;
    elb_identify_write_apart(&text, identification, count);
    elb_html_block(&page->out, elb_buffer_text(&apart));
    elb_report_part_done(&page->out, &apart);
}

static void write_matches(struct elb_html_page *page, const struct elb_identification *found)
{
    const size_t shown = found->exact_count > 0 ? found->exact_count : found->match_count;

    if (shown > MATCHES_MAX) {
        elb_buffer_printf(&page->out,
                          "<p>It may have any of %zu policies: too little was seen to tell.</p>\n",
                          shown);
    } else {
        elb_buffer_append_string(&page->out, found->exact_count > 0 ? "<p>It has "
                                                                    : "<p>It may "
                                                                      "have ");
        for (size_t i = 0; i < shown; i++)
            write_policy(page, i > 0 ? " or " : "", &found->matches[i], true);
        elb_buffer_append_string(&page->out, ".</p>\n");
    }
    if (found->match_count > shown)
        elb_buffer_printf(&page->out,
                          "<p class=\"note\">%zu more would fit if the scan left something out.</p>"
                          "\n",
                          found->match_count - shown);
    write_apart(page, found, shown);
}

static void write_nearest(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint)
{
    const struct elb_identification *found = endpoint->identification;

    elb_buffer_append_string(
        &page->out, found->may_be_custom ? "<p>It has a custom policy of a Classic Load "
                                           "Balancer, or none of the catalog. Nearest are:</p>\n"
                                         : "<p>It has no policy of the catalog. Nearest are:"
                                           "</p>\n");
    for (size_t i = 0; i < found->nearest_count; i++) {
        const bool is_last = i + 1 == found->nearest_count ||
                             !elb_identify_is_same(&found->nearest[i], &found->nearest[i + 1]);

        write_policy(page,
                     i > 0 && elb_identify_is_same(&found->nearest[i - 1], &found->nearest[i])
                         ? " or "
                         : "<p>",
                     &found->nearest[i], false);
        if (!is_last)
            continue;
        elb_buffer_append_string(&page->out, "</p>\n");
        write_differences(page, endpoint, &found->nearest[i]);
    }
}

static void write_expected(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint)
{
    const struct elb_policy_match *expected = endpoint->identification->expected;

    write_policy(page,
                 !elb_identify_is_match(endpoint) ? "<p>It differs from "
                 : expected->exact                ? "<p>It agrees with "
                                                  : "<p>Nothing seen speaks against ",
                 expected, false);
    elb_buffer_append_string(&page->out, ".</p>\n");
    write_differences(page, endpoint, expected);
}

static void write_reasons(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint)
{
    const unsigned reasons = elb_identify_reasons(endpoint);
    bool is_first = true;

    for (unsigned i = 0; i < ELB_REASON_COUNT; i++) {
        struct elb_buffer text = {0};

        if (!(reasons & 1u << i))
            continue;
        elb_identify_reason_text(&text, endpoint, (enum elb_identify_reason)i);
        elb_buffer_append_string(&page->out, is_first ? "<ul>\n<li>" : "<li>");
        elb_buffer_append_string(&page->out, i < ELB_REASON_ONE_CERTIFICATE ? "Why: " : "Note: ");
        elb_html_slice(&page->out, elb_buffer_text(&text));
        elb_buffer_append_string(&page->out, "</li>\n");
        elb_report_part_done(&page->out, &text);
        is_first = false;
    }
    elb_buffer_append_string(&page->out, is_first ? "" : "</ul>\n");
}

static void write_notes(struct elb_html_page *page, const struct elb_observation *observation)
{
    for (size_t i = 0; i < observation->note_count; i++) {
        elb_buffer_append_string(&page->out, "<p class=\"note\">");
        elb_html_text(&page->out, observation->notes[i]);
        elb_buffer_append_string(&page->out, "</p>\n");
    }
    if (observation->incomplete)
        elb_buffer_append_string(&page->out, "<p class=\"note\">The scan is not complete: nothing "
                                             "counts as refused in it.</p>\n");
}

static void write_endpoint(struct elb_html_page *page, const struct elb_identify_endpoint *endpoint,
                           size_t index)
{
    write_head(page, endpoint, index);
    if (!is_seen(endpoint)) {
        elb_buffer_append_string(&page->out, "<p>");
        elb_html_text(&page->out, endpoint->observation->failure_text
                                      ? endpoint->observation->failure_text
                                      : "nothing was accepted");
        elb_buffer_append_string(&page->out, "</p>\n");
    } else {
        if (endpoint->identification->expected)
            write_expected(page, endpoint);
        else if (endpoint->identification->match_count > 0)
            write_matches(page, endpoint->identification);
        else
            write_nearest(page, endpoint);
        write_reasons(page, endpoint);
    }
    write_notes(page, endpoint->observation);
    elb_buffer_append_string(&page->out, "</article>\n");
}

/* ---- The whole ------------------------------------------------------------------------------ */

#define ENDPOINTS_MAX 200

static void write_identify(struct elb_report *report, const void *data)
{
    const struct elb_identify_result *result = data;
    const size_t count = result->endpoint_count;
    struct elb_html_page page;

    elb_html_begin(&page, report);
    write_summary(&page, result);
    write_first(&page, result);
    elb_html_section(&page, "endpoints", "Endpoints");
    for (size_t i = 0; i < count && i < ENDPOINTS_MAX; i++)
        write_endpoint(&page, &result->endpoints[i], i);
    elb_html_left_out(&page, count > ENDPOINTS_MAX ? count - ENDPOINTS_MAX : 0, "endpoints");
    elb_html_identify_clients(&page, result);
    elb_html_end(&page, "TLS policies of observed endpoints",
                 "Which security policy each endpoint has, by what scanners saw of it, and how it "
                 "differs from the one that was meant.");
}

const struct elb_reporter elb_reporter_identify_html = {"identify", "html", write_identify};
