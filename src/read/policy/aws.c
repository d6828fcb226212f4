/* SPDX-License-Identifier: MIT */

/* What both outputs of the AWS CLI have in common: the frame around the policies, and names. */
#include "read/limits.h"
#include "read/policy/reader.h"

/* Past this many policies that can't be read it is not the file that one wanted. */
#define PROBLEMS_MAX 20

/* Where the first key stands, also behind the brackets and the name of the list around it. */
#define LOOKED_AT 4096

static bool is_key_at(struct elb_text text, size_t start, size_t length)
{
    char before = start > 0 ? text.start[start - 1] : '\n';
    struct elb_text rest = elb_text_skip(text, start + length);

    if (before == '"')
        rest = elb_text_skip(rest, rest.length > 0 && rest.start[0] == '"');
    else if (!strchr(" \n\r", before))
        return false;
    rest = elb_text_trim(rest);
    return rest.length > 0 && rest.start[0] == ':';
}

bool elb_aws_has_key(struct elb_text text, const char *key)
{
    struct elb_text needle = elb_text_from(key);
    size_t start = 0;

    if (text.length > LOOKED_AT)
        text.length = LOOKED_AT;
    for (;;) {
        size_t found = elb_text_find(elb_text_skip(text, start), needle);

        if (found == SIZE_MAX)
            return false;
        if (is_key_at(text, start + found, needle.length))
            return true;
        start += found + 1;
    }
}

/* ---- The frame ------------------------------------------------------------------------------ */

/* The CLI prints each page as a document, unless it puts them together itself. */
static enum elb_status read_trees(struct elb_policy_reading *reading,
                                  struct elb_documents *ret_documents, struct elb_error *reterr)
{
    const struct elb_limits limits = elb_read_tree_limits(reading->limits);
    struct elb_text text = elb_text_trim(reading->text);

    if (text.length > 0 && (text.start[0] == '{' || text.start[0] == '['))
        return elb_json_read_all(&reading->list->arena, reading->text, reading->path, &limits,
                                 ret_documents, reterr);
    return elb_yaml_read(&reading->list->arena, reading->text, reading->path, &limits,
                         ret_documents, reterr);
}

static enum elb_status note_problem(struct elb_policy_reading *reading,
                                    const struct elb_error *problem, struct elb_error *reterr)
{
    struct elb_policy_list *list = reading->list;
    struct elb_error *problems;

    if (list->problem_count == PROBLEMS_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, problem->path, problem->line, problem->column,
                             "more than %d policies that can't be read; the last: %s", PROBLEMS_MAX,
                             problem->message);
    problems = elb_arena_grow(&list->arena, list->problems, list->problem_count,
                              &list->problem_capacity, sizeof(*problems));
    if (!problems)
        return elb_error_set_memory(reterr);
    problems[list->problem_count++] = *problem;
    list->problems = problems;
    return ELB_OK;
}

typedef enum elb_status read_one_function(struct elb_policy_reading *reading,
                                          const struct elb_node *node, struct elb_error *reterr);

enum elb_status elb_aws_read_one(struct elb_policy_reading *reading, const struct elb_node *node,
                                 read_one_function *read_one, struct elb_error *reterr)
{
    struct elb_error error = {0};
    const enum elb_status status = read_one(reading, node, &error);

    if (status == ELB_ERROR_DATA)
        return note_problem(reading, &error, reterr);
    if (status != ELB_OK && reterr)
        *reterr = error;
    return status;
}

static enum elb_status read_page(struct elb_policy_reading *reading, const struct elb_node *root,
                                 const char *list_key, read_one_function *read_one,
                                 struct elb_error *reterr)
{
    const struct elb_node *keyed = elb_node_get(root, list_key);
    const struct elb_node *list = keyed ? keyed : root;
    size_t count = elb_node_is_sequence(list) ? elb_node_count(list) : 1;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        const struct elb_node *node = elb_node_is_sequence(list) ? elb_node_at(list, i) : list;

        status = elb_aws_read_one(reading, node, read_one, reterr);
    }
    return status;
}

enum elb_status elb_aws_read_each(struct elb_policy_reading *reading, const char *list_key,
                                  enum elb_status (*read_one)(struct elb_policy_reading *reading,
                                                              const struct elb_node *node,
                                                              struct elb_error *reterr),
                                  struct elb_error *reterr)
{
    struct elb_documents pages;
    enum elb_status status = read_trees(reading, &pages, reterr);

    for (size_t i = 0; status == ELB_OK && i < pages.count; i++)
        status = read_page(reading, pages.roots[i], list_key, read_one, reterr);
    return status;
}

static bool is_noted(const struct elb_policy_list *list, const struct elb_error *problem)
{
    for (size_t i = 0; i < list->problem_count; i++) {
        if (strcmp(list->problems[i].message, problem->message) == 0)
            return true;
    }
    return false;
}

enum elb_status elb_aws_keep_unknown(struct elb_policy_reading *reading, struct elb_text name,
                                     const struct elb_error *problem,
                                     struct elb_policy_unknown *unknown, struct elb_error *reterr)
{
    const char **names = elb_arena_grow(&reading->list->arena, unknown->names, unknown->count,
                                        &unknown->capacity, sizeof(*names));

    if (!names)
        return elb_error_set_memory(reterr);
    names[unknown->count++] = name.start;
    unknown->names = names;
    return is_noted(reading->list, problem) ? ELB_OK : note_problem(reading, problem, reterr);
}

/* ---- Values --------------------------------------------------------------------------------- */

enum elb_status elb_aws_get_string(const struct elb_policy_reading *reading,
                                   const struct elb_node *mapping, const char *key,
                                   struct elb_text *ret_text, struct elb_error *reterr)
{
    const struct elb_node *node = elb_node_get(mapping, key);

    if (!elb_node_is_mapping(mapping))
        return elb_policy_reading_refuse(reading, mapping, reterr, "expected a mapping, not %s",
                                         elb_node_type_name(mapping));
    if (!node)
        return elb_policy_reading_refuse(reading, mapping, reterr, "'%s' is missing", key);
    if (!elb_node_is_string(node) || node->text.length == 0)
        return elb_policy_reading_refuse(reading, node, reterr, "'%s' is not a string with text",
                                         key);
    if (elb_text_is_binary(node->text))
        return elb_policy_reading_refuse(reading, node, reterr, "a NUL character in '%s'", key);
    *ret_text = node->text;
    return ELB_OK;
}

enum elb_status elb_aws_get_sequence(const struct elb_policy_reading *reading,
                                     const struct elb_node *mapping, const char *key,
                                     const struct elb_node **ret_sequence, struct elb_error *reterr)
{
    const struct elb_node *node = elb_node_get(mapping, key);

    if (!node)
        return elb_policy_reading_refuse(reading, mapping, reterr, "'%s' is missing", key);
    if (!elb_node_is_sequence(node))
        return elb_policy_reading_refuse(reading, node, reterr, "'%s' is not a list but %s", key,
                                         elb_node_type_name(node));
    *ret_sequence = node;
    return ELB_OK;
}

uint16_t elb_aws_version(struct elb_text name)
{
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (elb_text_is(name, elb_version_name(version)))
            return version;
    }
    return 0;
}

void elb_aws_adopt_facts(struct elb_policy *policy, const struct elb_policy *known)
{
    if (!known)
        return;
    policy->status = known->status;
    policy->fips_module = known->fips_module;
    policy->allowed_certificates = known->allowed_certificates;
    if (policy->load_balancers == 0)
        policy->load_balancers = known->load_balancers;
    memcpy(policy->released, known->released, sizeof(policy->released));
    memcpy(policy->backend, known->backend, sizeof(policy->backend));
}
