/* SPDX-License-Identifier: MIT */
/*
 * What to do first about the failures. A policy that permits more than the present one is the last
 * resort: a later version of the client goes before it.
 */
#include "base/arena.h"
#include "elblint/suggest.h"
#include "report/html/check.h"
#include "report/show.h"

#define STEPS_MAX 5

/* More different changes than these are not even told apart. */
#define CHANGES_MAX 500

/* What a suggestion is said to do that was worked out for a pair alone. */
#define ONE_CLIENT "serves this client"

enum kind {
    KIND_POLICY, /* one that permits no more */
    KIND_CLIENT,
    KIND_WEAKER_POLICY,
};

/* One change that mends so many pairs. */
struct step {
    const struct elb_check_row *row; /* the first of them */
    enum kind kind;
    size_t count;
    bool is_done;
};

/* By what it permits: being newer or recommended is no price. */
static bool is_weaker(const struct elb_check_row *row)
{
    struct elb_rank before;
    struct elb_rank after;

    elb_policy_rank(row->check.policy, &before);
    elb_policy_rank(row->suggestion, &after);
    for (unsigned i = ELB_RANK_UNLISTED; i <= ELB_RANK_NO_TLS13; i++) {
        const unsigned one = elb_rank_value(&before, (enum elb_rank_key)i);
        const unsigned other = elb_rank_value(&after, (enum elb_rank_key)i);

        if (one != other)
            return other > one;
    }
    return false;
}

/* False: nothing that is known helps. */
static bool step_of(const struct elb_check_row *row, struct step *ret_step)
{
    const bool is_weak = row->suggestion && is_weaker(row);

    *ret_step = (struct step){.row = row, .kind = KIND_POLICY};
    if (row->upgrade && (!row->suggestion || is_weak))
        ret_step->kind = KIND_CLIENT;
    else if (is_weak)
        ret_step->kind = KIND_WEAKER_POLICY;
    return !row->is_hidden && row->check.verdict != ELB_COMPATIBLE &&
           (row->suggestion || row->upgrade);
}

static bool is_same(const struct step *a, const struct step *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == KIND_CLIENT)
        return a->row->upgrade == b->row->upgrade;
    return a->row->check.policy == b->row->check.policy && a->row->suggestion == b->row->suggestion;
}

static size_t gather(const struct elb_check_result *result, struct step *steps)
{
    const size_t pairs = result->policy_count * result->client_count;
    size_t count = 0;

    for (size_t i = 0; i < pairs; i++) {
        struct step step;
        size_t at = 0;

        if (!step_of(&result->rows[i], &step))
            continue;
        while (at < count && !is_same(&steps[at], &step))
            at++;
        if (at == CHANGES_MAX)
            continue;
        if (at == count)
            steps[count++] = step;
        steps[at].count++;
    }
    return count;
}

static struct step *next_of(struct step *steps, size_t count)
{
    struct step *best = NULL;

    for (size_t i = 0; i < count; i++) {
        struct step *step = &steps[i];

        if (!step->is_done && (!best || step->kind < best->kind ||
                               (step->kind == best->kind && step->count > best->count)))
            best = step;
    }
    return best;
}

/* ---- Words ---------------------------------------------------------------------------------- */

static void write_reference(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_buffer name = {0};

    elb_policy_reference(&name, policy);
    elb_html_code(out, elb_buffer_string(&name));
    elb_report_part_done(out, &name);
}

static void write_policy(struct elb_buffer *out, const struct step *step)
{
    elb_buffer_append_string(out, step->kind == KIND_WEAKER_POLICY ? "As a last resort, instead of "
                                                                   : "Instead of ");
    write_reference(out, step->row->check.policy);
    elb_buffer_append_string(out, " set ");
    write_reference(out, step->row->suggestion);
}

static void write_client(struct elb_buffer *out, const struct step *step)
{
    const struct elb_client *upgrade = step->row->upgrade;

    elb_buffer_append_string(out, "Update ");
    elb_html_text(out, step->row->check.client->id);
    elb_html_printf(out, " to %s or newer", upgrade->name ? upgrade->name : upgrade->id);
}

static void write_why(struct elb_buffer *out, const struct elb_check_result *result,
                      const struct step *step)
{
    struct elb_buffer why = {0};

    if (step->kind != KIND_CLIENT)
        elb_check_explain_suggestion(&why, step->row, result->client_count);
    else if (step->row->suggestion)
        elb_buffer_append_string(&why, "the policies that serve it as it is permit more");
    else
        elb_buffer_append_string(&why, "no policy serves it as it is");
    if (step->kind != KIND_CLIENT && step->count > 1 && !step->row->suggestion_serves_all) {
        elb_buffer_append_string(out, "serves each of these clients");
        elb_html_slice(out, elb_text_skip(elb_buffer_text(&why), strlen(ONE_CLIENT)));
    } else {
        elb_html_slice(out, elb_buffer_text(&why));
    }
    elb_report_part_done(out, &why);
}

static void write_step(struct elb_html_page *page, const struct elb_check_result *result,
                       const struct step *step)
{
    struct elb_buffer *out = &page->out;

    elb_buffer_append_string(out, "<li><span class=\"do\">");
    if (step->kind == KIND_CLIENT)
        write_client(out, step);
    else
        write_policy(out, step);
    elb_buffer_printf(out, "</span> <span class=\"rule\">mends %zu pair%s</span><p>", step->count,
                      elb_html_plural(step->count));
    write_why(out, result, step);
    elb_buffer_append_string(out, "</p></li>\n");
}

static void write_steps(struct elb_html_page *page, const struct elb_check_result *result,
                        struct step *steps, size_t count)
{
    elb_buffer_append_string(&page->out, "<ol class=\"first\">\n");
    for (size_t i = 0; i < STEPS_MAX && i < count; i++) {
        struct step *step = next_of(steps, count);

        step->is_done = true;
        write_step(page, result, step);
    }
    elb_buffer_append_string(&page->out, "</ol>\n");
    if (count > STEPS_MAX)
        elb_html_left_out(page, count - STEPS_MAX, "changes that mend fewer pairs, or cost more");
}

void elb_html_check_first(struct elb_html_page *page, const struct elb_check_result *result)
{
    struct elb_arena arena = {0};
    struct step *steps = elb_arena_alloc_array(&arena, CHANGES_MAX, sizeof(*steps));
    const size_t count = steps ? gather(result, steps) : 0;

    page->out.out_of_memory |= !steps;
    elb_html_section(page, "first", "What to do first");
    if (count > 0)
        write_steps(page, result, steps, count);
    else
        elb_buffer_append_string(
            &page->out, result->incompatible + result->unknown == 0
                            ? "<p>Nothing: every client can connect.</p>\n"
                            : "<p>No policy of the catalog and no later version of a client "
                              "is known to help: the failures say what might.</p>\n");
    elb_arena_done(&arena);
}
