/* SPDX-License-Identifier: MIT */
#include "read/declared/setting.h"

#include "base/utf8.h"
#include "catalog/kinds.h"

#define COUNT(array)  (sizeof(array) / sizeof((array)[0]))
#define POLICIES_MOST 8 /* in one expression: more than anybody writes */

/* A value while it is read. */
struct reading {
    struct elb_listeners *listeners;
    const struct elb_declared_file *file;
    const char *key;
    struct elb_text raw;  /* as it stands in the file */
    struct elb_text text; /* without quotes and escapes */
    struct elb_span span;
    struct elb_setting *setting;
};

struct elb_text elb_setting_raw(const struct elb_declared_file *file, const struct elb_node *node)
{
    const size_t length = file->text.length;

    if (!node || node->end.offset > length || node->start.offset > node->end.offset)
        return (struct elb_text){"", 0};
    return elb_text_trim((struct elb_text){file->text.start + node->start.offset,
                                           node->end.offset - node->start.offset});
}

bool elb_setting_is_expression(struct elb_text text)
{
    static const char *const marks[] = {"{{", "{%", "<%", "${", "$(", "%{"};

    for (size_t i = 0; i < COUNT(marks); i++) {
        if (elb_text_find(text, elb_text_from(marks[i])) != SIZE_MAX)
            return true;
    }
    return text.length > 1 &&
           (text.start[0] == '$' || (text.start[0] == '<' && text.start[text.length - 1] == '>'));
}

static enum elb_status refuse(const struct reading *reading, const char *what, const char *quote,
                              struct elb_error *reterr)
{
    const struct elb_text value = reading->text;
    struct elb_error problem = {0};

    elb_error_set(&problem, ELB_ERROR_DATA, reading->file->path, reading->span.line,
                  reading->span.column, "%s: %s %s%.*s%s", reading->key, what, quote,
                  ELB_TEXT_ARGS(value), quote);
    return elb_declared_add_problem(reading->listeners, &problem, reterr);
}

/* ---- Names ---------------------------------------------------------------------------------- */

struct elb_span elb_setting_place(const struct elb_declared_file *file,
                                  const struct elb_span *whole, struct elb_text part)
{
    struct elb_span span = *whole;
    const char *at = file->text.start + span.offset;

    while (at < part.start) {
        struct elb_text rest = {at, (size_t)(part.start - at)};
        const size_t length = elb_utf8_decode(rest, NULL);

        span.column = *at == '\n' ? 1 : span.column + 1;
        span.line += *at == '\n';
        at += length > 0 ? length : 1;
    }
    span.offset = (uint32_t)(part.start - file->text.start);
    span.end_offset = (uint32_t)(span.offset + part.length);
    span.end_line = span.line;
    span.end_column = span.column + (uint32_t)elb_utf8_count(part);
    return span;
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

static bool is_quoted(struct elb_text text)
{
    return text.length >= 2 && (text.start[0] == '"' || text.start[0] == '\'') &&
           text.start[text.length - 1] == text.start[0];
}

/* With its quotes, if both are there. */
static struct elb_text with_quotes(struct elb_text within, struct elb_text name)
{
    const size_t before = (size_t)(name.start - within.start);
    const struct elb_text wider = {within.start + before - (before > 0), name.length + 2};

    if (before > 0 && before + name.length < within.length && is_quoted(wider))
        return wider;
    return name;
}

/* Takes the next name of a policy off an expression. */
static bool next_name(struct elb_text *rest, struct elb_text *ret_name)
{
    const struct elb_text prefix = ELB_TEXT(ELB_POLICY_PREFIX);
    size_t at;

    while ((at = elb_text_find(*rest, prefix)) != SIZE_MAX) {
        struct elb_text name = {rest->start + at, prefix.length};
        const size_t most = rest->length - at;

        while (name.length < most && is_name_character(name.start[name.length]))
            name.length++;
        *rest = elb_text_skip(*rest, at + name.length);
        if (name.length > prefix.length && (rest->length == 0 || !strchr("{$<", rest->start[0]))) {
            *ret_name = name;
            return true;
        }
    }
    return false;
}

static bool has_any(struct elb_text text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (elb_text_find(text, elb_text_from(words[i])) != SIZE_MAX)
            return true;
    }
    return false;
}

/* ---- Expressions ---------------------------------------------------------------------------- */

/* Are the names all that it can be: `if` with `else`, or Helm's ternary? */
static bool is_complete(struct elb_text expression, size_t count)
{
    static const char *const words[] = {"else", "ternary", " ? "};

    return count > 1 && has_any(expression, words, COUNT(words));
}

static bool is_fallback(struct elb_text before)
{
    static const char *const words[] = {"default", "coalesce", ":-", ":=", "||", " or "};

    return has_any(before, words, COUNT(words));
}

static void set_policy(const struct reading *reading, struct elb_text name, enum elb_how how,
                       const char *expression, struct elb_declared_policy *policy)
{
    const struct elb_text literal = with_quotes(reading->raw, name);
    struct elb_arena *arena = elb_declared_arena(reading->listeners);

    *policy = (struct elb_declared_policy){
        .name = elb_arena_dup(arena, name.start, name.length),
        .how = how,
        .reason = how == ELB_HOW_VARIABLE_DEFAULT
                      ? elb_arena_printf(arena, "the default in %s", expression)
                      : "if the template chooses it",
        .path = reading->file->path,
        .span = elb_setting_place(reading->file, &reading->span, literal),
        .is_literal = true,
    };
}

static bool is_set(const struct elb_declared_policy *policy)
{
    return policy->name && policy->reason;
}

static enum elb_status read_expression(const struct reading *reading, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(reading->listeners);
    struct elb_setting *setting = reading->setting;
    struct elb_declared_policy *policies =
        elb_arena_alloc_array(arena, POLICIES_MOST + 1, sizeof(*policies));
    struct elb_text rest = reading->raw;
    struct elb_text name = {0};
    size_t count = 0;

    setting->unresolved = elb_arena_dup(arena, reading->text.start, reading->text.length);
    if (!policies || !setting->unresolved)
        return elb_error_set_memory(reterr);
    while (count < POLICIES_MOST && next_name(&rest, &name)) {
        set_policy(reading, name, ELB_HOW_CONDITIONAL, setting->unresolved, &policies[count]);
        if (!is_set(&policies[count++]))
            return elb_error_set_memory(reterr);
    }
    if (count == 1 && is_fallback((struct elb_text){reading->raw.start,
                                                    (size_t)(name.start - reading->raw.start)})) {
        set_policy(reading, name, ELB_HOW_VARIABLE_DEFAULT, setting->unresolved, &policies[0]);
        setting->unresolved = NULL;
        if (!is_set(&policies[0]))
            return elb_error_set_memory(reterr);
    } else if (count > 0 && is_complete(reading->raw, count)) {
        setting->unresolved = NULL;
    } else if (count > 0) {
        policies[count++] = (struct elb_declared_policy){.how = ELB_HOW_UNRESOLVED};
    }
    setting->policies = policies;
    setting->policy_count = count;
    return ELB_OK;
}

/* ---- Values --------------------------------------------------------------------------------- */

/* Is it written there just as it is called, with or without quotes? */
static bool is_literal(const struct reading *reading)
{
    const struct elb_text raw = reading->raw;

    if (elb_text_is_equal(raw, reading->text))
        return true;
    return is_quoted(raw) &&
           elb_text_is_equal((struct elb_text){raw.start + 1, raw.length - 2}, reading->text);
}

static enum elb_status read_name(const struct reading *reading, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(reading->listeners);
    struct elb_declared_policy *policy = elb_arena_alloc(arena, sizeof(*policy));

    if (!policy)
        return elb_error_set_memory(reterr);
    *policy = (struct elb_declared_policy){
        .name = elb_arena_dup(arena, reading->text.start, reading->text.length),
        .path = reading->file->path,
        .span = reading->span,
        .is_literal = is_literal(reading),
    };
    if (!policy->name)
        return elb_error_set_memory(reterr);
    reading->setting->policies = policy;
    reading->setting->policy_count = 1;
    return ELB_OK;
}

static enum elb_status read_bad(const struct reading *reading, const char *what, const char *quote,
                                struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(reading->listeners);

    reading->setting->unresolved = elb_arena_dup(arena, reading->text.start, reading->text.length);
    if (!reading->setting->unresolved)
        return elb_error_set_memory(reterr);
    return refuse(reading, what, quote, reterr);
}

static bool has_several(struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (strchr(" \t\r\n,;", text.start[i]))
            return true;
    }
    return false;
}

static enum elb_status read_text(const struct reading *reading, struct elb_error *reterr)
{
    struct elb_setting *setting = reading->setting;

    setting->is_set = true;
    setting->span = reading->span;
    setting->path = reading->file->path;
    if (reading->text.length == 0) {
        setting->is_empty = true;
        return ELB_OK;
    }
    if (elb_setting_is_expression(reading->text))
        return read_expression(reading, reterr);
    if (has_several(reading->text))
        return read_bad(reading, "expected the name of one policy, not", "'", reterr);
    return read_name(reading, reterr);
}

enum elb_status elb_setting_read(struct elb_listeners *listeners,
                                 const struct elb_declared_file *file, const struct elb_node *value,
                                 const char *key, struct elb_setting *ret_setting,
                                 struct elb_error *reterr)
{
    const bool is_template = value && !elb_node_is_scalar(value) &&
                             elb_text_has_prefix(elb_setting_raw(file, value), "{{");
    const struct reading reading = {
        .listeners = listeners,
        .file = file,
        .key = key,
        .raw = elb_setting_raw(file, value),
        .text = elb_node_is_scalar(value) ? elb_text_trim(elb_node_text(value))
                : is_template             ? elb_setting_raw(file, value)
                                          : elb_text_from(elb_node_type_name(value)),
        .span = elb_declared_span(value),
        .setting = ret_setting,
    };

    *ret_setting = (struct elb_setting){0};
    if (!value || elb_node_is_null(value))
        return ELB_OK;
    if (elb_node_is_string(value) || is_template)
        return read_text(&reading, reterr);
    ret_setting->is_set = true;
    ret_setting->span = reading.span;
    ret_setting->path = file->path;
    return read_bad(&reading, "expected the name of a policy, not",
                    elb_node_is_scalar(value) ? "'" : "", reterr);
}

enum elb_status elb_setting_read_raw(struct elb_listeners *listeners,
                                     const struct elb_declared_file *file,
                                     const struct elb_span *span, const char *key,
                                     struct elb_setting *ret_setting, struct elb_error *reterr)
{
    const struct elb_text raw = {file->text.start + span->offset, span->end_offset - span->offset};
    const struct reading reading = {
        .listeners = listeners,
        .file = file,
        .key = key,
        .raw = raw,
        .text = is_quoted(raw) ? (struct elb_text){raw.start + 1, raw.length - 2} : raw,
        .span = *span,
        .setting = ret_setting,
    };

    *ret_setting = (struct elb_setting){0};
    return read_text(&reading, reterr);
}

/* ---- For listeners -------------------------------------------------------------------------- */

void elb_setting_apply(const struct elb_setting *setting, const struct elb_declared_file *file,
                       struct elb_listener *listener)
{
    if (!setting->is_set)
        return;
    if (setting->path == file->path)
        listener->span = setting->span;
    listener->policies = setting->policies;
    listener->policy_count = setting->policy_count;
    listener->unresolved = setting->is_empty ? "\"\"" : setting->unresolved;
    if (setting->policy_count == 0)
        listener->how = ELB_HOW_UNRESOLVED;
}

bool elb_setting_describe(struct elb_listeners *listeners, enum elb_declared_syntax syntax,
                          const char *key, struct elb_listener *listener)
{
    const bool is_argument = key[0] == '-';
    const bool is_json = syntax == ELB_SYNTAX_JSON && !is_argument;

    listener->setting_before = elb_arena_printf(elb_declared_arena(listeners),
                                                is_json       ? "\"%s\": \""
                                                : is_argument ? "%s="
                                                              : "%s: ",
                                                key);
    listener->setting_after = is_json ? "\"" : "";
    return listener->setting_before != NULL;
}
