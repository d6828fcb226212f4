/* SPDX-License-Identifier: MIT */

/* What lint promises of any listeners: findings at places, edits of what is there, reports. */
#ifndef USE_FINDINGS_H
#define USE_FINDINGS_H

#include "use_listeners.h"

#include "report/lint.h"
#include "report/patch.h"

/* What is replaced is what the finding says, and edits neither overlap nor span lines. */
static inline void require_edit(const struct elb_listeners *listeners,
                                const struct elb_fixes *fixes, size_t index)
{
    const struct elb_fix_edit *edit = &fixes->edits[index];
    const struct elb_fix_edit *last = index > 0 ? edit - 1 : NULL;
    size_t length = 0;
    const char *text = elb_listeners_text(listeners, edit->path, &length);

    require(text && edit->offset <= length && edit->length <= length - edit->offset);
    require(edit->length == strlen(edit->finding->replace));
    require(memcmp(text + edit->offset, edit->finding->replace, edit->length) == 0);
    require(!memchr(text + edit->offset, '\n', edit->length));
    require(elb_fixes_edit_of(fixes, edit->finding) == edit);
    require(!last || strcmp(last->path, edit->path) < 0 ||
            (strcmp(last->path, edit->path) == 0 && last->offset + last->length <= edit->offset));
}

/* The diff of the edits of one file. */
static inline void use_patch(const struct elb_listeners *listeners, const struct elb_fixes *fixes,
                             size_t first, size_t count)
{
    struct elb_buffer out = {0};
    struct elb_text text = {0};

    text.start = elb_listeners_text(listeners, fixes->edits[first].path, &text.length);
    elb_patch_write(&out, fixes->edits[first].path, text, &fixes->edits[first], count);
    elb_patch_apply(&out, text, &fixes->edits[first], count);
    require(!out.out_of_memory);
    elb_buffer_done(&out);
}

static inline void use_fixes(const struct elb_listeners *listeners, const struct elb_fixes *fixes)
{
    size_t end;

    for (size_t i = 0; i < fixes->edit_count; i++)
        require_edit(listeners, fixes, i);
    for (size_t i = 0; i < fixes->edit_count; i = end) {
        for (end = i + 1;
             end < fixes->edit_count && strcmp(fixes->edits[i].path, fixes->edits[end].path) == 0;)
            end++;
        use_patch(listeners, fixes, i, end - i);
    }
}

/* Every reporter, and not a byte that moves the cursor in what people see. */
static inline void use_reporters(const struct elb_lint_result *result)
{
    const struct elb_reporter *reporter;
    struct elb_buffer out = {0};
    struct elb_report report = {.out = &out, .catalog = elb_catalog_bundled()};

    for (size_t i = 0; (reporter = elb_reporter_at("lint", i)); i++) {
        elb_buffer_clear(&out);
        reporter->write(&report, result);
        require(!out.out_of_memory && !strchr(elb_buffer_string(&out), '\x1b'));
        require(out.length == strlen(elb_buffer_string(&out)));
        require(elb_text_is_utf8(elb_buffer_text(&out)));
    }
    elb_buffer_done(&out);
}

static inline void use_findings(const struct elb_listeners *listeners)
{
    const struct elb_lint_query query = {.catalog = elb_catalog_bundled(), .listeners = listeners};
    struct elb_lint_result result = {.listeners = listeners};
    struct elb_findings *findings = NULL;
    struct elb_fix_query fix = {.listeners = listeners};
    const struct elb_finding *finding;

    require(elb_lint(&query, &findings, NULL) == ELB_OK);
    result.findings = fix.findings = findings;
    require(elb_fixes_new(&fix, &result.fixes, NULL) == ELB_OK);
    for (size_t i = 0; (finding = elb_findings_at(findings, i)); i++) {
        require(finding->message[0] && finding->path && finding->fingerprint[0]);
        require_span(listeners, finding->path, &finding->span);
    }
    use_fixes(listeners, result.fixes);
    use_reporters(&result);
    elb_fixes_free(result.fixes);
    elb_findings_free(findings);
}

#endif
