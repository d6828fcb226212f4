/* SPDX-License-Identifier: MIT */

/* From findings to edits: which literal becomes what, and why another one stays as it is. */
#include "base/alloc.h"
#include "base/arena.h"
#include "elblint/fix.h"

#include <stdlib.h>

/* What the caller gets is its first member. */
struct memory {
    struct elb_fixes fixes;
    struct elb_arena arena;
};

struct lists {
    const struct elb_fix_query *query;
    struct elb_arena *arena;
    struct elb_fix_edit *edits;
    size_t edit_count;
    struct elb_fix_refusal *refusals;
    size_t refusal_count;
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

static const struct elb_client *first_not_allowed(const struct elb_fix_query *query,
                                                  const struct elb_finding *finding)
{
    for (size_t i = 0; i < finding->lost_count; i++) {
        if (!is_allowed(query, finding->lost[i].client))
            return finding->lost[i].client;
    }
    return NULL;
}

static const char *why_declared(const struct elb_declared_policy *declared)
{
    if (!declared)
        return "no policy is written there";
    switch (declared->how) {
    case ELB_HOW_EXPLICIT:
        return declared->is_literal ? NULL : "the name is put together from parts";
    case ELB_HOW_VARIABLE_DEFAULT:
        return "the name comes from a variable";
    case ELB_HOW_CONDITIONAL:
        return "the name hangs on a condition";
    case ELB_HOW_UNRESOLVED:
        return "the name is not known";
    default:
        return "no name is written there";
    }
}

/* Why a finding can't be mended; NULL: it can. A text without memory is a reason too. */
static const char *why_not(struct lists *lists, const struct elb_finding *finding)
{
    const char *why = why_declared(declared_of(finding));
    const struct elb_client *lost = first_not_allowed(lists->query, finding);

    if (why)
        return why;
    if (finding->suggested->status == ELB_STATUS_UNLISTED)
        return "AWS does not list the policy that is suggested";
    if (lost) {
        why =
            elb_arena_printf(lists->arena, "%s would be lost: --allow-lost %s", lost->id, lost->id);
        return why ? why : "a client would be lost";
    }
    return NULL;
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

static int compare_places(const struct elb_fix_edit *a, const struct elb_fix_edit *b)
{
    const int order = strcmp(a->path, b->path);

    if (order != 0)
        return order;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

static int compare_edits(const void *a, const void *b)
{
    return compare_places(a, b);
}

static void refuse(struct lists *lists, const struct elb_finding *finding, const char *why)
{
    lists->refusals[lists->refusal_count++] = (struct elb_fix_refusal){finding, why};
}

static void consider(struct lists *lists, const struct elb_finding *finding)
{
    struct elb_fix_edit edit = {
        .finding = finding, .path = finding->path, .line = finding->span.line};
    const char *why;

    if (finding->suppressed || !finding->suggested)
        return;
    why = why_not(lists, finding);
    if (!why && (!finding->replace || !locate(lists->query, finding, &edit)))
        why = "the name is not there as it is read";
    if (why) {
        refuse(lists, finding, why);
        return;
    }
    edit.with = finding->with;
    lists->edits[lists->edit_count++] = edit;
}

/* Several findings about one literal: the first speaks, and one that wants another policy is not
 * mended. */
static void merge(struct lists *lists)
{
    size_t kept = 0;

    if (lists->edit_count > 1)
        qsort(lists->edits, lists->edit_count, sizeof(lists->edits[0]), compare_edits);
    for (size_t i = 0; i < lists->edit_count; i++) {
        struct elb_fix_edit *last = kept > 0 ? &lists->edits[kept - 1] : NULL;

        if (!last || compare_places(last, &lists->edits[i]) != 0)
            lists->edits[kept++] = lists->edits[i];
        else if (strcmp(last->with, lists->edits[i].with) != 0)
            refuse(lists, lists->edits[i].finding, "another finding wants another policy there");
    }
    lists->edit_count = kept;
}

static bool work_out(struct lists *lists)
{
    const size_t count = elb_findings_count(lists->query->findings);

    lists->edits = elb_arena_alloc_array(lists->arena, count, sizeof(*lists->edits));
    lists->refusals = elb_arena_alloc_array(lists->arena, count, sizeof(*lists->refusals));
    if (!lists->edits || !lists->refusals)
        return false;
    for (size_t i = 0; i < count; i++)
        consider(lists, elb_findings_at(lists->query->findings, i));
    merge(lists);
    return true;
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

/* Edits are sorted; that of a finding begins where its span does, or behind the quote there. */
const struct elb_fix_edit *elb_fixes_edit_of(const struct elb_fixes *fixes,
                                             const struct elb_finding *finding)
{
    const struct elb_fix_edit place = {.path = finding->path, .offset = finding->span.offset};
    size_t low = 0;
    size_t high = fixes->edit_count;
    const struct elb_fix_edit *edit;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (compare_places(&fixes->edits[middle], &place) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    edit = low < fixes->edit_count ? &fixes->edits[low] : NULL;
    return edit && finding->with && strcmp(edit->path, finding->path) == 0 &&
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
