/* SPDX-License-Identifier: MIT */
/* Reading requirements, and holding policies and clients against them. */
#include <elblint/requirement.h>

#include <assert.h>

#include "base/buffer.h"
#include "judge/requirement_words.h"

static bool is_about(const struct elb_requirement_row *row, enum elb_subject subject)
{
    return subject == ELB_SUBJECT_POLICY ? row->policy != NULL : row->client != NULL;
}

const struct elb_requirement_word *elb_requirement_word_at(enum elb_subject subject, size_t index)
{
    const struct elb_requirement_row *row;

    for (size_t i = 0; (row = elb_requirement_row_at(i)) != NULL; i++) {
        if (is_about(row, subject) && index-- == 0)
            return &row->word;
    }
    return NULL;
}

/* ---- Reading ---------------------------------------------------------------------------- */

static const struct elb_requirement_row *find_row(enum elb_subject subject, struct elb_text word)
{
    const struct elb_requirement_row *row;

    for (size_t i = 0; (row = elb_requirement_row_at(i)) != NULL; i++) {
        if (is_about(row, subject) && elb_text_is_nocase(word, row->word.word))
            return row;
    }
    return NULL;
}

static const char *nearest_word(enum elb_subject subject, struct elb_text word)
{
    const struct elb_requirement_word *known;
    const char *nearest = NULL;
    size_t distance = word.length < 6 ? word.length / 2 + 1 : 4;

    for (size_t i = 0; (known = elb_requirement_word_at(subject, i)) != NULL; i++) {
        size_t edits = elb_text_distance(word, elb_text_from(known->word), distance - 1);
        if (edits < distance && edits < word.length) {
            distance = edits;
            nearest = known->word;
        }
    }
    return nearest;
}

static enum elb_status refuse_word(enum elb_subject subject, struct elb_text word,
                                   struct elb_error *reterr)
{
    bool is_policy = subject == ELB_SUBJECT_POLICY;
    const char *nearest = nearest_word(subject, word);

    if (find_row(is_policy ? ELB_SUBJECT_CLIENT : ELB_SUBJECT_POLICY, word) != NULL)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, NULL, 0, 0, "'%.*s' is for %s, not for %s",
                             ELB_TEXT_ARGS(word), is_policy ? "clients" : "policies",
                             is_policy ? "policies" : "clients");
    return elb_error_set(reterr, ELB_ERROR_SYNTAX, NULL, 0, 0, "unknown requirement '%.*s'%s%s%s",
                         ELB_TEXT_ARGS(word), nearest ? ", did you mean '" : "",
                         nearest ? nearest : "", nearest ? "'" : "");
}

static enum elb_status refuse_choice(const struct elb_requirement_row *row, struct elb_text text,
                                     struct elb_error *reterr)
{
    struct elb_buffer known = {0};
    enum elb_status status;
    const char *name;

    for (size_t i = 0; row->choice && (name = row->choice(i)) != NULL; i++)
        elb_buffer_printf(&known, "%s%s", i > 0 ? ", " : ": it is one of ", name);
    status = known.out_of_memory
                 ? elb_error_set_memory(reterr)
                 : elb_error_set(reterr, ELB_ERROR_SYNTAX, NULL, 0, 0, "'%s' can't be '%.*s'%s",
                                 row->word.word, ELB_TEXT_ARGS(text), elb_buffer_string(&known));
    elb_buffer_done(&known);
    return status;
}

/* A name that the catalog lacks is another kind of mistake than a word that can't be. */
static enum elb_status refuse_value(const struct elb_requirement_row *row,
                                    const struct elb_catalog *catalog, struct elb_text text,
                                    struct elb_error *reterr)
{
    const char *nearest = row->nearest ? row->nearest(catalog, text.start, text.length) : NULL;

    if (!row->names_catalog)
        return refuse_choice(row, text, reterr);
    return elb_error_set(reterr, ELB_ERROR_DATA, NULL, 0, 0, "unknown %s '%.*s'%s%s%s",
                         row->word.word, ELB_TEXT_ARGS(text), nearest ? ", did you mean '" : "",
                         nearest ? nearest : "", nearest ? "'" : "");
}

static enum elb_status read_value(const struct elb_requirement_row *row,
                                  const struct elb_catalog *catalog, bool has_value,
                                  struct elb_requirement *requirement, struct elb_error *reterr)
{
    struct elb_text text = {requirement->text, requirement->length};

    if (has_value && row->parse == NULL)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, NULL, 0, 0,
                             "'%s' takes no value, not '%.*s'", row->word.word,
                             ELB_TEXT_ARGS(text));
    if (!has_value && row->parse != NULL)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, NULL, 0, 0, "'%s' needs a value: %s=%s",
                             row->word.word, row->word.word, row->word.argument);
    if (row->parse == NULL || row->parse(catalog, text, &requirement->value))
        return ELB_OK;
    return refuse_value(row, catalog, text, reterr);
}

static enum elb_status add_word(struct elb_requirements *requirements, struct elb_text item,
                                struct elb_error *reterr)
{
    size_t equals = elb_text_find(item, ELB_TEXT("="));
    bool has_value = equals != SIZE_MAX;
    struct elb_text word = {item.start, has_value ? equals : item.length};
    struct elb_text value = elb_text_skip(item, has_value ? equals + 1 : item.length);
    const struct elb_requirement_row *row = find_row(requirements->subject, word);

    if (row == NULL)
        return refuse_word(requirements->subject, word, reterr);
    if (requirements->count == ELB_REQUIREMENTS_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, NULL, 0, 0, "more than %d requirements",
                             ELB_REQUIREMENTS_MAX);
    struct elb_requirement requirement = {&row->word, 0, value.start, value.length,
                                          requirements->catalog};
    enum elb_status status =
        read_value(row, requirements->catalog, has_value, &requirement, reterr);
    if (status == ELB_OK)
        requirements->list[requirements->count++] = requirement;
    return status;
}

enum elb_status elb_requirements_add(struct elb_requirements *requirements, const char *text,
                                     size_t length, struct elb_error *reterr)
{
    struct elb_text rest = {text, length};
    struct elb_text item;

    while (elb_text_next_field(&rest, ",", &item)) {
        enum elb_status status = add_word(requirements, elb_text_trim(item), reterr);
        if (status != ELB_OK)
            return status;
    }
    return ELB_OK;
}

/* ---- Judging ---------------------------------------------------------------------------- */

/* The first member of a row is its word. */
static const struct elb_requirement_row *row_of(const struct elb_requirement *requirement)
{
    return (const struct elb_requirement_row *)requirement->word;
}

bool elb_policy_meets(const struct elb_policy *policy, const struct elb_requirements *requirements,
                      const struct elb_requirement **ret_missed)
{
    for (size_t i = 0; i < requirements->count; i++) {
        const struct elb_requirement *requirement = &requirements->list[i];
        assert(row_of(requirement)->policy != NULL);
        if (row_of(requirement)->policy(policy, requirement))
            continue;
        if (ret_missed != NULL)
            *ret_missed = requirement;
        return false;
    }
    return true;
}

bool elb_client_meets(const struct elb_client *client, const struct elb_requirements *requirements,
                      const struct elb_requirement **ret_missed)
{
    for (size_t i = 0; i < requirements->count; i++) {
        const struct elb_requirement *requirement = &requirements->list[i];
        assert(row_of(requirement)->client != NULL);
        if (row_of(requirement)->client(client, requirements, requirement))
            continue;
        if (ret_missed != NULL)
            *ret_missed = requirement;
        return false;
    }
    return true;
}

const char *elb_requirement_certificates(const struct elb_requirement *requirement,
                                         const struct elb_certificates *certificates)
{
    const struct elb_requirement_row *row = row_of(requirement);

    return row->certificates != NULL ? row->certificates(certificates) : NULL;
}
