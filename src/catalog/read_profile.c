/* SPDX-License-Identifier: MIT */
/* profiles/NAME.yaml: one profile each. */
#include "catalog/fields.h"
#include "catalog/kinds.h"
#include "catalog/readers.h"

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* An empty list would forbid everything, or demand nothing: neither is what was meant. */
static enum elb_status want_items(struct elb_loader *loader, const struct elb_node *node)
{
    enum elb_status status = elb_want_sequence(loader, node);

    if (status == ELB_OK && elb_node_count(node) == 0)
        return elb_refuse(loader, node, "expected at least one item");
    return status;
}

/* ---- Lists of code points ------------------------------------------------------------------- */

/* A name in any dialect, or 0xNNNN; the catalog must have it. */
static enum elb_status get_code(struct elb_loader *loader, const struct elb_node *node,
                                const struct elb_kind *kind, uint16_t *ret_code)
{
    const void *item;
    uint16_t code;

    if (!elb_node_is_scalar(node))
        return elb_refuse(loader, node, "expected a %s, not %s", kind->what,
                          elb_node_type_name(node));
    item = elb_node_is_code(node, &code) ? elb_kind_find_code(kind, loader->catalog, code)
                                         : elb_kind_find(kind, loader->catalog, node->text);
    if (item == NULL)
        return elb_refuse_unknown(loader, node, kind->what,
                                  elb_kind_nearest(kind, loader->catalog, node->text));
    *ret_code = *(const uint16_t *)item;
    return ELB_OK;
}

static bool has_code(const uint16_t *codes, size_t count, uint16_t code)
{
    for (size_t i = 0; i < count; i++) {
        if (codes[i] == code)
            return true;
    }
    return false;
}

static enum elb_status read_codes(struct elb_loader *loader, const struct elb_node *node,
                                  const struct elb_kind *kind, struct elb_code_list *ret_list)
{
    enum elb_status status = want_items(loader, node);
    size_t count = elb_node_count(node);
    uint16_t *codes;

    if (status != ELB_OK)
        return status;
    codes = elb_loader_alloc(loader, count, sizeof(*codes));
    if (codes == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const struct elb_node *child = elb_node_at(node, i);

        status = get_code(loader, child, kind, &codes[i]);
        if (status != ELB_OK)
            return status;
        if (has_code(codes, i, codes[i]))
            return elb_refuse(loader, child, "duplicate '%.*s' (0x%04X)",
                              ELB_TEXT_ARGS(child->text), codes[i]);
    }
    *ret_list = (struct elb_code_list){codes, count};
    return ELB_OK;
}

static struct elb_code_list *list_of(const struct elb_field *field, void *object)
{
    return (void *)((char *)object + field->member);
}

static enum elb_status read_suites(struct elb_loader *loader, const struct elb_field *field,
                                   const struct elb_node *node, void *object)
{
    return read_codes(loader, node, &elb_kind_suite, list_of(field, object));
}

static enum elb_status read_groups(struct elb_loader *loader, const struct elb_field *field,
                                   const struct elb_node *node, void *object)
{
    return read_codes(loader, node, &elb_kind_group, list_of(field, object));
}

static enum elb_status read_schemes(struct elb_loader *loader, const struct elb_field *field,
                                    const struct elb_node *node, void *object)
{
    return read_codes(loader, node, &elb_kind_scheme, list_of(field, object));
}

/* ---- Other members -------------------------------------------------------------------------- */

static enum elb_status read_versions(struct elb_loader *loader, const struct elb_field *field,
                                     const struct elb_node *node, void *object)
{
    enum elb_status status = want_items(loader, node);

    return status == ELB_OK ? elb_read_version_set(loader, field, node, object) : status;
}

/* Between the suites of TLS 1.3 and all others is the one line that there is. */
static enum elb_status read_suites_of(struct elb_loader *loader, const struct elb_field *field,
                                      const struct elb_node *node, void *object)
{
    uint16_t version;
    enum elb_status status = elb_get_version(loader, node, &version);

    (void)field;
    if (status != ELB_OK)
        return status;
    if (version != ELB_TLS1_2 && version != ELB_TLS1_3)
        return elb_refuse(loader, node, "expected TLSv1.2 (and below) or TLSv1.3");
    ((struct elb_clause *)object)->suites_of = version;
    return ELB_OK;
}

static enum elb_status read_properties(struct elb_loader *loader, const struct elb_field *field,
                                       const struct elb_node *node, void *object)
{
    struct elb_clause *clause = object;
    enum elb_status status = want_items(loader, node);

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *child = elb_node_at(node, i);
        size_t value = 0;

        status = elb_get_word(loader, child, field->words, &value);
        if (status == ELB_OK && (clause->forbidden_properties & 1u << value) != 0)
            return elb_refuse(loader, child, "duplicate '%.*s'", ELB_TEXT_ARGS(child->text));
        clause->forbidden_properties |= 1u << value;
    }
    return status;
}

static enum elb_status read_family(struct elb_loader *loader, const struct elb_field *field,
                                   const struct elb_node *node, void *object)
{
    size_t value = 0;
    enum elb_status status = elb_get_word(loader, node, field->words, &value);

    if (status == ELB_OK)
        ((struct elb_clause *)object)->families = 1u << value;
    return status;
}

/* The families of a clause as the load balancers that have them. */
static unsigned load_balancers_of(const struct elb_clause *clause)
{
    if (clause->families == 1u << ELB_FAMILY_CLASSIC)
        return ELB_LB_CLASSIC;
    return clause->families == 0 ? 0 : ELB_LB_APPLICATION | ELB_LB_NETWORK;
}

/* Names as the catalog has them; `family` was read before. */
static enum elb_status read_policies(struct elb_loader *loader, const struct elb_field *field,
                                     const struct elb_node *node, void *object)
{
    struct elb_clause *clause = object;
    unsigned load_balancers = load_balancers_of(clause);
    enum elb_status status = want_items(loader, node);
    const char **names;

    if (status == ELB_OK)
        status = elb_read_strings(loader, field, node, object);
    if (status != ELB_OK)
        return status;
    names = elb_loader_alloc(loader, clause->policy_count, sizeof(*names));
    if (names == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; i < clause->policy_count; i++) {
        const char *name = clause->policies[i];
        const struct elb_policy *policy =
            elb_catalog_policy_named(loader->catalog, load_balancers, name, strlen(name));

        if (policy == NULL)
            return elb_refuse_unknown(
                loader, elb_node_at(node, i), "policy",
                elb_catalog_nearest_policy(loader->catalog, load_balancers, name, strlen(name)));
        names[i] = policy->name;
    }
    clause->policies = names;
    return ELB_OK;
}

/* ---- Clauses -------------------------------------------------------------------------------- */

#define CLAUSE(member) offsetof(struct elb_clause, member)

static const struct elb_field clause_fields[] = {
    {"clause", elb_read_string, CLAUSE(name), 0, NULL, true},
    {"demand", elb_read_string, CLAUSE(demand), 0, NULL, true},
    {"level", elb_read_enum, CLAUSE(level), 0, &elb_clause_level_words, true},
    {"family", read_family, 0, 0, &elb_family_words, false},
    {"not-assessable", elb_read_string, CLAUSE(not_assessable), 0, NULL, false},
    {"allowed-versions", read_versions, CLAUSE(allowed_versions), 0, NULL, false},
    {"offered-versions", read_versions, CLAUSE(offered_versions), 0, NULL, false},
    {"suites-of", read_suites_of, 0, 0, NULL, false},
    {"allowed-suites", read_suites, CLAUSE(allowed_suites), 0, NULL, false},
    {"forbidden-suites", read_suites, CLAUSE(forbidden_suites), 0, NULL, false},
    {"forbidden", read_properties, 0, 0, &elb_suite_property_words, false},
    {"allowed-groups", read_groups, CLAUSE(allowed_groups), 0, NULL, false},
    {"offered-groups", read_groups, CLAUSE(offered_groups), 0, NULL, false},
    {"any-of-groups", read_groups, CLAUSE(any_of_groups), 0, NULL, false},
    {"allowed-signature-schemes", read_schemes, CLAUSE(allowed_schemes), 0, NULL, false},
    {"forward-secrecy", elb_read_bool, CLAUSE(forward_secrecy), 0, NULL, false},
    {"post-quantum", elb_read_bool, CLAUSE(post_quantum), 0, NULL, false},
    {"fips-module", elb_read_bool, CLAUSE(fips_module), 0, NULL, false},
    {"policies", read_policies, CLAUSE(policies), CLAUSE(policy_count), NULL, false},
};

static bool asks_for_suites(const struct elb_clause *clause)
{
    return clause->allowed_suites.count > 0 || clause->forbidden_suites.count > 0 ||
           clause->forbidden_properties != 0 || clause->forward_secrecy;
}

static bool asks_for_something(const struct elb_clause *clause)
{
    return asks_for_suites(clause) || clause->allowed_versions != 0 ||
           clause->offered_versions != 0 || clause->allowed_groups.count > 0 ||
           clause->offered_groups.count > 0 || clause->any_of_groups.count > 0 ||
           clause->allowed_schemes.count > 0 || clause->post_quantum || clause->fips_module ||
           clause->policy_count > 0;
}

static enum elb_status read_clause(struct elb_loader *loader, const struct elb_node *node,
                                   struct elb_clause *ret_clause)
{
    enum elb_status status =
        elb_fields_read(loader, node, clause_fields, COUNT(clause_fields), ret_clause);

    if (status != ELB_OK)
        return status;
    if (ret_clause->suites_of != 0 && !asks_for_suites(ret_clause))
        return elb_refuse(loader, node,
                          "'suites-of' says which suites, and nothing is said of any");
    if (ret_clause->not_assessable != NULL && asks_for_something(ret_clause))
        return elb_refuse(loader, node, "what is 'not-assessable' can't ask for anything");
    if (ret_clause->not_assessable == NULL && !asks_for_something(ret_clause))
        return elb_refuse(loader, node, "asks for nothing: say what, or 'not-assessable' and why");
    return ELB_OK;
}

static enum elb_status read_clauses(struct elb_loader *loader, const struct elb_field *field,
                                    const struct elb_node *node, void *object)
{
    struct elb_profile *profile = object;
    enum elb_status status = want_items(loader, node);
    size_t count = elb_node_count(node);
    struct elb_clause *clauses;
    size_t judged = 0;

    (void)field;
    if (status != ELB_OK)
        return status;
    clauses = elb_loader_alloc(loader, count, sizeof(*clauses));
    if (clauses == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        status = read_clause(loader, elb_node_at(node, i), &clauses[i]);
        judged += clauses[i].not_assessable == NULL;
    }
    if (status == ELB_OK && judged == 0)
        return elb_refuse(loader, node, "no policy can show any of these clauses");
    profile->clauses = clauses;
    profile->clause_count = count;
    return status;
}

/* ---- Profiles ------------------------------------------------------------------------------- */

static const char *const status_list[] = {"published", "experimental"};
static const struct elb_words status_words = {status_list, COUNT(status_list), "status"};

static enum elb_status read_status(struct elb_loader *loader, const struct elb_field *field,
                                   const struct elb_node *node, void *object)
{
    size_t value = 0;
    enum elb_status status = elb_get_word(loader, node, field->words, &value);

    if (status == ELB_OK)
        ((struct elb_profile *)object)->experimental = value == 1;
    return status;
}

static enum elb_status read_sources(struct elb_loader *loader, const struct elb_field *field,
                                    const struct elb_node *node, void *object)
{
    struct elb_profile *profile = object;
    enum elb_status status = want_items(loader, node);

    if (status == ELB_OK)
        status = elb_read_strings(loader, field, node, object);
    for (size_t i = 0; status == ELB_OK && i < profile->source_count; i++) {
        const char *key;

        status = elb_get_source_key(loader, elb_node_at(node, i), &key);
    }
    return status;
}

#define PROFILE(member) offsetof(struct elb_profile, member)

enum elb_status elb_profile_from_node(struct elb_loader *loader, const struct elb_node *node,
                                      void *ret_item)
{
    static const struct elb_field fields[] = {
        {"id", elb_read_string, PROFILE(id), 0, NULL, true},
        {"title", elb_read_string, PROFILE(title), 0, NULL, true},
        {"aliases", elb_read_strings, PROFILE(aliases), PROFILE(alias_count), NULL, false},
        {"standard", elb_read_string, PROFILE(standard), 0, NULL, true},
        {"edition", elb_read_string, PROFILE(edition), 0, NULL, false},
        {"date", elb_read_date, PROFILE(date), 0, NULL, false},
        {"status", read_status, 0, 0, &status_words, true},
        {"clauses", read_clauses, 0, 0, NULL, true},
        {"notes", elb_read_strings, PROFILE(notes), PROFILE(note_count), NULL, false},
        {"sources", read_sources, PROFILE(sources), PROFILE(source_count), NULL, false},
    };

    return elb_fields_read(loader, node, fields, COUNT(fields), ret_item);
}
