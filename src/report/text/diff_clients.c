/* SPDX-License-Identifier: MIT */
/* What becomes of the clients, as text: by cause, in ranges of versions. */
#include "report/text/diff.h"
#include "report/text/style.h"

/* Some clients of a pair, to be named in one paragraph. */
struct group {
    struct elb_report *report;
    struct elb_arena arena;
    struct elb_range_client *clients;
    size_t count;
    size_t capacity;
};

static void add(struct group *group, const struct elb_client *client)
{
    struct elb_range_client *clients = elb_arena_grow(&group->arena, group->clients, group->count,
                                                      &group->capacity, sizeof(*clients));
    if (clients == NULL) {
        group->report->out->out_of_memory = true;
        return;
    }
    clients[group->count++] = (struct elb_range_client){.client = client, .tag = 1};
    group->clients = clients;
}

/* `  title: Java <= 7u25, ...`: those ranges that have exactly these tags. */
static void write_ranges(struct elb_report *report, const struct elb_ranges *ranges, unsigned tags,
                         const char *title, size_t indent)
{
    struct elb_lines lines;
    const char *text = NULL;
    elb_lines_begin_plain(&lines, report, indent);
    lines.indent = indent + 2;
    elb_lines_text(&lines, title);
    for (size_t i = 0; i < ranges->count; i++) {
        struct elb_buffer word = {0};
        if (ranges->list[i].tags != tags)
            continue;
        if (text != NULL) {
            elb_buffer_printf(&word, "%s,", text);
            elb_lines_word(&lines, elb_buffer_string(&word));
        }
        report->out->out_of_memory |= word.out_of_memory;
        elb_buffer_done(&word);
        text = ranges->list[i].text;
    }
    elb_lines_word(&lines, text != NULL ? text : "nobody");
    elb_lines_end(&lines);
}

/* Nothing if the group is empty. Frees the group. */
static void write_group(struct group *group, const char *title, size_t indent)
{
    struct elb_report *report = group->report;
    struct elb_ranges ranges;
    if (group->count > 0 &&
        !elb_ranges_of(&group->arena, report->catalog, group->clients, group->count, &ranges))
        report->out->out_of_memory = true;
    else if (group->count > 0)
        write_ranges(report, &ranges, 1, title, indent);
    elb_arena_done(&group->arena);
}

/* ---- Lost and gained -------------------------------------------------------------------- */

static bool is_supported(const struct elb_report *report, const struct elb_diff_client *client)
{
    return elb_client_support(client->client, report->catalog->date) == ELB_SUPPORT_SUPPORTED;
}

/* Ranges with the same causes stand together, the first one's first. */
static void write_by_causes(struct elb_report *report, const struct elb_ranges *ranges,
                            bool supported)
{
    for (size_t i = 0; i < ranges->count; i++) {
        unsigned causes = ranges->list[i].tags;
        struct elb_buffer title = {0};
        size_t first = 0;
        while (ranges->list[first].tags != causes)
            first++;
        if (first < i)
            continue;
        elb_buffer_append_string(&title, supported ? "still supported, " : "");
        elb_causes_words(&title, causes);
        elb_buffer_append_char(&title, ':');
        write_ranges(report, ranges, causes, elb_buffer_string(&title), 2);
        report->out->out_of_memory |= title.out_of_memory;
        elb_buffer_done(&title);
    }
}

static void write_names(struct elb_report *report, const struct elb_diff_pair *pair,
                        enum elb_transition transition)
{
    for (int others = 0; others <= 1; others++) {
        struct elb_arena arena = {0};
        struct elb_ranges ranges = {0};
        if (!elb_diff_ranges(&arena, report, pair, transition,
                             others ? ELB_DIFF_OTHERS : ELB_DIFF_SUPPORTED, &ranges))
            report->out->out_of_memory = true;
        write_by_causes(report, &ranges, !others);
        elb_arena_done(&arena);
    }
}

static size_t count_supported(const struct elb_report *report, const struct elb_diff_pair *pair,
                              enum elb_transition transition)
{
    size_t count = 0;
    for (size_t i = 0; i < pair->client_count; i++)
        count += pair->clients[i].comparison.transition == transition &&
                 is_supported(report, &pair->clients[i]);
    return count;
}

static void write_count(struct elb_report *report, const struct elb_diff_result *result,
                        const struct elb_diff_pair *pair, const char *what, size_t count)
{
    elb_style_write(report, ELB_STYLE_PLAIN, what, 0);
    elb_buffer_printf(report->out, ": %zu of %zu %sclient%s", count, pair->client_count,
                      result->is_bundled ? "bundled " : "", pair->client_count == 1 ? "" : "s");
}

static void write_lost(struct elb_report *report, const struct elb_diff_result *result,
                       const struct elb_diff_pair *pair, enum elb_transition transition)
{
    bool is_lost = transition == ELB_TRANSITION_LOST;
    size_t count = elb_diff_count(pair, transition);
    size_t supported = count_supported(report, pair, transition);
    if (count == 0 && !is_lost)
        return;
    write_count(report, result, pair, is_lost ? "lost" : "gained", count);
    if (supported > 0)
        elb_buffer_printf(report->out, " (%zu still supported by %s makers)", supported,
                          supported == 1 ? "its" : "their");
    elb_buffer_append_char(report->out, '\n');
    write_names(report, pair, transition);
}

/* ---- Changed and unknown ---------------------------------------------------------------- */

/* What gets worse is worth a name, all else a number; other parameters only where nothing else is
 * to be said. */
static void write_change(struct elb_report *report, const struct elb_diff_pair *pair,
                         enum elb_handshake_change bit)
{
    struct group group = {.report = report};
    struct elb_buffer title = {0};
    for (size_t i = 0; i < pair->client_count; i++) {
        unsigned changes = pair->clients[i].comparison.changes;
        bool is_alone = bit != ELB_CHANGE_PARAMETERS || changes == (unsigned)bit;
        if ((changes & (unsigned)bit) && is_alone)
            add(&group, pair->clients[i].client);
    }
    if ((unsigned)bit & ELB_CHANGES_FOR_THE_WORSE) {
        elb_buffer_printf(&title, "%s (%zu):", elb_handshake_change_text(bit), group.count);
        write_group(&group, elb_buffer_string(&title), 2);
    } else {
        if (group.count > 0)
            elb_buffer_printf(report->out, "  %s: %zu\n", elb_handshake_change_text(bit),
                              group.count);
        elb_arena_done(&group.arena);
    }
    report->out->out_of_memory |= title.out_of_memory;
    elb_buffer_done(&title);
}

static void write_changed(struct elb_report *report, const struct elb_diff_result *result,
                          const struct elb_diff_pair *pair)
{
    size_t count = elb_diff_count(pair, ELB_TRANSITION_CHANGED);
    if (count == 0)
        return;
    write_count(report, result, pair, "changed", count);
    elb_buffer_append_char(report->out, '\n');
    for (size_t i = 0; i < ELB_HANDSHAKE_CHANGE_COUNT; i++)
        write_change(report, pair, (enum elb_handshake_change)(1u << i));
}

/* Those of one open question of the client or listener; 0: it is the policy that is not known. */
static void write_open(struct elb_report *report, const struct elb_diff_pair *pair, unsigned bit)
{
    struct group group = {.report = report};
    struct elb_buffer title = {0};
    for (size_t i = 0; i < pair->client_count; i++) {
        const struct elb_client_comparison *comparison = &pair->clients[i].comparison;
        unsigned open = comparison->from.open | comparison->to.open;
        if (comparison->transition == ELB_TRANSITION_UNKNOWN &&
            (bit == 0 ? open == 0 : (open & bit) != 0))
            add(&group, pair->clients[i].client);
    }
    elb_buffer_printf(&title, "%s:",
                      bit == 0 ? "a policy's groups and signature schemes are not known"
                               : elb_open_question_text((enum elb_open_question)bit));
    write_group(&group, elb_buffer_string(&title), 2);
    report->out->out_of_memory |= title.out_of_memory;
    elb_buffer_done(&title);
}

static void write_unknown(struct elb_report *report, const struct elb_diff_result *result,
                          const struct elb_diff_pair *pair)
{
    size_t count = elb_diff_count(pair, ELB_TRANSITION_UNKNOWN);
    if (count == 0)
        return;
    write_count(report, result, pair, "unknown", count);
    elb_buffer_append_char(report->out, '\n');
    for (unsigned bit = 1; bit <= ELB_OPEN_CERTIFICATE_CHOICE; bit <<= 1)
        write_open(report, pair, bit);
    write_open(report, pair, 0);
}

/* ---- The certificate -------------------------------------------------------------------- */

/* Those who fare one way with rsa2048 and another with ecdsa256: two sets of transitions. */
static void write_other(struct elb_report *report, const struct elb_diff_pair *pair, unsigned now,
                        unsigned then, const char *title)
{
    struct group group = {.report = report};
    for (size_t i = 0; i < pair->client_count; i++) {
        const struct elb_diff_client *client = &pair->clients[i];
        if ((now & (1u << client->comparison.transition)) && (then & (1u << client->with_ecdsa)))
            add(&group, client->client);
    }
    write_group(&group, title, 0);
}

static void write_certificates(struct elb_report *report, const struct elb_diff_result *result,
                               const struct elb_diff_pair *pair)
{
    const unsigned lost = 1u << ELB_TRANSITION_LOST;
    const unsigned gained = 1u << ELB_TRANSITION_GAINED;
    const unsigned fails = 1u << ELB_TRANSITION_FAILS;
    const unsigned connects = 1u << ELB_TRANSITION_SAME | 1u << ELB_TRANSITION_CHANGED;
    if (!result->certificates_assumed)
        return;
    elb_buffer_append_string(report->out, "a certificate with an rsa2048 key is assumed\n");
    write_other(report, pair, ~lost, lost, "with ecdsa256 also lost:");
    write_other(report, pair, lost, connects | gained, "with ecdsa256 not lost:");
    write_other(report, pair, lost, fails, "with ecdsa256 they fail before as well:");
    write_other(report, pair, ~gained, gained, "with ecdsa256 also gained:");
    write_other(report, pair, gained, fails | lost, "with ecdsa256 not gained:");
}

void elb_diff_write_clients(struct elb_report *report, const struct elb_diff_result *result,
                            const struct elb_diff_pair *pair)
{
    write_lost(report, result, pair, ELB_TRANSITION_LOST);
    write_lost(report, result, pair, ELB_TRANSITION_GAINED);
    write_changed(report, result, pair);
    write_unknown(report, result, pair);
    write_certificates(report, result, pair);
}
