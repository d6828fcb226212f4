/* SPDX-License-Identifier: MIT */

/* From findings to edits: which literal becomes what, and why another one stays as it is. */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "elblint/fix.h"

#include <stdlib.h>

/* What the caller gets is its first member. */
struct memory {
    struct elb_fixes fixes;
    struct elb_arena arena;
};

/* A finding that a change is suggested for. */
struct candidate {
    const struct elb_finding *finding;
    size_t order;    /* among all findings */
    const char *why; /* it can't be mended; NULL: it can */
    struct elb_fix_edit edit;
};

struct lists {
    const struct elb_fix_query *query;
    struct elb_arena *arena;
    struct candidate *candidates;
    size_t candidate_count;
    const char **whys; /* of each finding, in their order */
    struct elb_fix_edit *edits;
    size_t edit_count;
    struct elb_fix_refusal *refusals;
    size_t refusal_count;
    bool out_of_memory;
};

/* ---- May it be mended? -------------------------------------------------------------------- */

/* The policy of the listener that the finding is about. */
static const struct elb_declared_policy *declared_of(const struct elb_finding *finding)
{
    const struct elb_listener *listener = finding->listener;

    for (size_t i = 0; listener && i < listener->policy_count; i++) {
        const struct elb_declared_policy *declared = &listener->policies[i];

        if (declared->path && strcmp(declared->path, finding->path) == 0 &&
            declared->span.offset == finding->span.offset && declared->span.line > 0)
            return declared;
    }
    return NULL;
}

static bool is_allowed(const struct elb_fix_query *query, const struct elb_client *client)
{
    for (size_t i = 0; i < query->allowed_count; i++) {
        if (strcmp(query->allowed[i], client->id) == 0)
            return true;
    }
    return false;
}

/* All whom nobody allowed to be lost, and how to allow that; NULL: there are none. */
static const char *why_lost(struct lists *lists, const struct elb_finding *finding)
{
    struct elb_buffer names = {0};
    struct elb_buffer options = {0};
    const char *why = NULL;
    size_t count = 0;

    for (size_t i = 0; i < finding->lost_count; i++) {
        const struct elb_client *client = finding->lost[i].client;

        if (is_allowed(lists->query, client))
            continue;
        elb_buffer_printf(&names, "%s%s", count++ > 0 ? ", " : "", client->id);
        elb_buffer_printf(&options, " --allow-lost %s", client->id);
    }
    if (count > 0)
        why = elb_arena_printf(lists->arena, "%s would be lost:%s", elb_buffer_string(&names),
                               elb_buffer_string(&options));
    lists->out_of_memory |= names.out_of_memory || options.out_of_memory || (count > 0 && !why);
    elb_buffer_done(&names);
    elb_buffer_done(&options);
    return why;
}

static const char *why_declared(const struct elb_declared_policy *declared)
{
    if (!declared)
        return "no policy is written there";
    switch (declared->how) {
    case ELB_HOW_EXPLICIT:
    case ELB_HOW_REFERENCE:
        return declared->is_literal ? NULL : "the name is put together from parts";
    case ELB_HOW_VARIABLE_DEFAULT:
        return "the name comes from a variable";
    case ELB_HOW_CONDITIONAL:
        return "the name hangs on a condition";
    case ELB_HOW_UNRESOLVED:
        return "the name is not known";
    case ELB_HOW_CUSTOM:
        return "the policy is a list of attributes, not a name";
    default:
        return "no name is written there";
    }
}

/* ---- Edits -------------------------------------------------------------------------------- */

/* Where exactly the name is in the span, which may have quotes; false: it isn't. */
static bool locate(const struct elb_fix_query *query, const struct elb_finding *finding,
                   struct elb_fix_edit *edit)
{
    const struct elb_span *span = &finding->span;
    size_t length = 0;
    const char *text = elb_listeners_text(query->listeners, finding->path, &length);
    const struct elb_text name = elb_text_from(finding->replace);
    struct elb_text literal;
    size_t at;

    if (!text || span->end_offset > length || span->offset > span->end_offset)
        return false;
    literal = (struct elb_text){text + span->offset, span->end_offset - span->offset};
    at = elb_text_find(literal, name);
    if (at > 1 || literal.length - name.length > 2)
        return false;
    edit->offset = span->offset + (uint32_t)at;
    edit->length = (uint32_t)name.length;
    return true;
}

/* Why a finding can't be mended; NULL: it can, and `edit` gets its place. */
static const char *why_not(struct lists *lists, const struct elb_finding *finding,
                           struct elb_fix_edit *edit)
{
    const char *why = why_declared(declared_of(finding));

    if (why)
        return why;
    if (finding->suggested->status == ELB_STATUS_UNLISTED)
        return "AWS does not list the policy that is suggested";
    if (!finding->replace || !locate(lists->query, finding, edit))
        return "the name is not there as it is read";
    return why_lost(lists, finding);
}

/* Somebody decided that this stays: another finding is no leave to change the name. */
static const char *why_ignored(struct lists *lists, const struct elb_finding *finding)
{
    const char *why =
        elb_arena_printf(lists->arena, "'%s' is ignored there on purpose", finding->rule->id);

    lists->out_of_memory |= !why;
    return why ? why : "";
}

static void consider(struct lists *lists, const struct elb_finding *finding, size_t order)
{
    struct candidate *candidate = &lists->candidates[lists->candidate_count];

    if (finding->is_in_baseline || !finding->suggested)
        return;
    *candidate = (struct candidate){
        .finding = finding,
        .order = order,
        .edit = {.finding = finding,
                 .path = finding->path,
                 .line = finding->span.line,
                 .offset = finding->span.offset,
                 .with = finding->with},
    };
    candidate->why = finding->suppressed ? why_ignored(lists, finding)
                                         : why_not(lists, finding, &candidate->edit);
    lists->candidate_count++;
}

/* ---- One literal, several findings -------------------------------------------------------- */

static int compare_places(const char *path, uint32_t offset, const char *other_path,
                          uint32_t other_offset)
{
    const int order = strcmp(path, other_path);

    return order != 0 ? order : (offset > other_offset) - (offset < other_offset);
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *one = a;
    const struct candidate *other = b;
    const int order = compare_places(one->finding->path, one->finding->span.offset,
                                     other->finding->path, other->finding->span.offset);

    return order != 0 ? order : (one->order > other->order) - (one->order < other->order);
}

static bool is_same_place(const struct candidate *a, const struct candidate *b)
{
    return compare_places(a->finding->path, a->finding->span.offset, b->finding->path,
                          b->finding->span.offset) == 0;
}

/* Why a literal stays as it is, that several listeners may have: what is wrong for one of them is
 * wrong for all. */
static const char *why_not_all(const struct candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].why)
            return candidates[i].finding->suppressed ? candidates[i].why
                                                     : "another finding there can't be mended";
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(candidates[i].edit.with, candidates[0].edit.with) != 0)
            return "another finding there wants another policy";
    }
    return NULL;
}

/* Candidates come in the order of their places. */
static bool overlaps_last(const struct lists *lists, const struct elb_fix_edit *edit)
{
    const struct elb_fix_edit *last =
        lists->edit_count > 0 ? &lists->edits[lists->edit_count - 1] : NULL;

    return last && strcmp(last->path, edit->path) == 0 &&
           edit->offset < last->offset + last->length;
}

/* The first of them makes the edit, or each says why there is none. */
static void settle(struct lists *lists, const struct candidate *candidates, size_t count)
{
    const char *why = why_not_all(candidates, count);

    if (!why && overlaps_last(lists, &candidates[0].edit))
        why = "it overlaps another change";
    if (!why)
        lists->edits[lists->edit_count++] = candidates[0].edit;
    for (size_t i = 0; i < count; i++) {
        if (!candidates[i].finding->suppressed)
            lists->whys[candidates[i].order] = candidates[i].why ? candidates[i].why : why;
    }
}

static void settle_all(struct lists *lists)
{
    size_t end;

    if (lists->candidate_count > 1)
        qsort(lists->candidates, lists->candidate_count, sizeof(lists->candidates[0]),
              compare_candidates);
    for (size_t i = 0; i < lists->candidate_count; i = end) {
        end = i + 1;
        while (end < lists->candidate_count &&
               is_same_place(&lists->candidates[i], &lists->candidates[end]))
            end++;
        settle(lists, &lists->candidates[i], end - i);
    }
}

static bool allocate(struct lists *lists, size_t count)
{
    struct elb_arena *arena = lists->arena;

    lists->candidates = elb_arena_alloc_array(arena, count, sizeof(*lists->candidates));
    lists->whys = elb_arena_alloc_array(arena, count, sizeof(const char *));
    lists->edits = elb_arena_alloc_array(arena, count, sizeof(*lists->edits));
    lists->refusals = elb_arena_alloc_array(arena, count, sizeof(*lists->refusals));
    return lists->candidates && lists->whys && lists->edits && lists->refusals;
}

static bool work_out(struct lists *lists)
{
    const size_t count = elb_findings_count(lists->query->findings);

    if (!allocate(lists, count))
        return false;
    for (size_t i = 0; i < count; i++)
        consider(lists, elb_findings_at(lists->query->findings, i), i);
    settle_all(lists);
    for (size_t i = 0; i < count; i++) {
        if (lists->whys[i])
            lists->refusals[lists->refusal_count++] = (struct elb_fix_refusal){
                elb_findings_at(lists->query->findings, i), lists->whys[i]};
    }
    return !lists->out_of_memory;
}

enum elb_status elb_fixes_new(const struct elb_fix_query *query, const struct elb_fixes **ret,
                              struct elb_error *reterr)
{
    struct memory *memory = elb_alloc(sizeof(*memory));
    struct lists lists = {.query = query};

    if (!memory)
        return elb_error_set_memory(reterr);
    elb_arena_init(&memory->arena);
    lists.arena = &memory->arena;
    if (!work_out(&lists)) {
        elb_fixes_free(&memory->fixes);
        return elb_error_set_memory(reterr);
    }
    memory->fixes =
        (struct elb_fixes){lists.edits, lists.edit_count, lists.refusals, lists.refusal_count};
    *ret = &memory->fixes;
    return ELB_OK;
}

/* The first edit that is not before a place. */
static size_t first_edit_from(const struct elb_fixes *fixes, const char *path, uint32_t offset)
{
    size_t low = 0;
    size_t high = fixes->edit_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct elb_fix_edit *edit = &fixes->edits[middle];

        if (compare_places(edit->path, edit->offset, path, offset) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Edits are sorted; that of a finding begins where its span does, or behind the quote there. */
const struct elb_fix_edit *elb_fixes_edit_of(const struct elb_fixes *fixes,
                                             const struct elb_finding *finding)
{
    const size_t index = first_edit_from(fixes, finding->path, finding->span.offset);
    const struct elb_fix_edit *edit = index < fixes->edit_count ? &fixes->edits[index] : NULL;

    return edit && !finding->suppressed && finding->with &&
                   strcmp(edit->path, finding->path) == 0 &&
                   edit->offset + edit->length <= finding->span.end_offset &&
                   strcmp(edit->with, finding->with) == 0
               ? edit
               : NULL;
}

const struct elb_fixes *elb_fixes_free(const struct elb_fixes *fixes)
{
    struct memory *memory = (struct memory *)fixes;

    if (memory) {
        elb_arena_done(&memory->arena);
        elb_free(memory);
    }
    return NULL;
}
