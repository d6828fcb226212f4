/* SPDX-License-Identifier: MIT */

/*
 * From declared attributes to the policy of a Classic Load Balancer. Attributes that are not
 * written are not known: AWS's pages name no default for them, so a policy of protocols without a
 * cipher is custom, and what it accepts is left open.
 */
#include "read/policy/classic.h"
#include "read/declared/reader.h"

struct draft {
    struct elb_classic_draft attributes;
    struct elb_text reference;    /* empty: none */
    struct elb_text unknown;      /* the name of an attribute that has no known value */
    struct elb_text unknown_is;   /* what it has instead */
    struct elb_text no_attribute; /* what Classic Load Balancers don't know */
};

/* Letters, digits and hyphens make a name of a policy; anything else is an expression. */
static bool is_name(struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char c = text.start[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '_'))
            return false;
    }
    return text.length > 0;
}

static void note_unknown(struct draft *draft, const struct elb_declared_attribute *attribute)
{
    if (draft->unknown.start)
        return;
    draft->unknown = attribute->name;
    draft->unknown_is = attribute->value;
}

static void read_attribute(struct draft *draft, const struct elb_declared_attribute *attribute)
{
    const struct elb_text value = elb_text_trim(attribute->value);

    if (elb_text_is(attribute->name, ELB_CLASSIC_REFERENCE)) {
        if (is_name(value))
            draft->reference = value;
        else
            note_unknown(draft, attribute);
        return;
    }
    if (elb_text_is_nocase(value, "false"))
        return;
    if (!elb_text_is_nocase(value, "true"))
        note_unknown(draft, attribute);
    else if (!elb_classic_switch_on(&draft->attributes, attribute->name))
        draft->no_attribute = attribute->name;
}

/* ---- From the attributes to the policy ------------------------------------------------------ */

static bool has_same_lists(const struct elb_policy *a, const struct elb_policy *b)
{
    if (a->versions != b->versions || a->suite_count != b->suite_count ||
        a->server_order != b->server_order)
        return false;
    for (size_t i = 0; i < a->suite_count; i++) {
        if (a->suites[i]->code != b->suites[i]->code)
            return false;
    }
    return true;
}

/* Of what is left open, the protocols that are on are known all the same. */
static void keep_custom(const struct draft *draft, const struct elb_policy *policy,
                        struct elb_declared_policy *ret)
{
    ret->how = ELB_HOW_CUSTOM;
    if (policy->versions && policy->suite_count > 0) {
        ret->policy = policy;
        return;
    }
    ret->versions = policy->versions;
    if (!elb_classic_has_attributes(&draft->attributes))
        ret->reason = "it switches on neither a protocol nor a cipher, and what is in force then "
                      "is not known";
    else if (policy->versions == 0)
        ret->reason = "it switches on no protocol of TLS, and which are in force then is not known";
    else
        ret->reason = "it switches on no cipher, and which are in force then is not known";
}

/*
 * AWS prints the attributes of what was made by reference too. Where they are those of the catalog,
 * which is to be expected, the catalog's policy stands for them.
 */
static void keep_reference(const struct elb_catalog *catalog, const struct elb_policy *policy,
                           const char *reference, struct elb_declared_policy *ret)
{
    const struct elb_policy *known =
        elb_catalog_policy_named(catalog, ELB_LB_CLASSIC, reference, strlen(reference));

    ret->how = ELB_HOW_REFERENCE;
    ret->reference = reference;
    if (known && strcmp(known->name, reference) == 0)
        ret->policy = known;
    if (!policy->versions || policy->suite_count == 0)
        return;
    if (!ret->policy || !has_same_lists(policy, ret->policy))
        ret->policy = policy;
}

static enum elb_status keep_unresolved(struct elb_declared_policy *ret, const char *reason,
                                       struct elb_error *reterr)
{
    ret->how = ELB_HOW_UNRESOLVED;
    ret->reason = reason;
    return reason ? ELB_OK : elb_error_set_memory(reterr);
}

static enum elb_status fill(struct elb_listeners *listeners, const struct elb_declared_file *file,
                            const struct draft *draft, struct elb_declared_policy *ret,
                            struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(listeners);
    const struct elb_catalog *catalog = elb_declared_catalog(listeners);
    struct elb_policy *policy = elb_arena_alloc(arena, sizeof(*policy));
    struct elb_text reference = {0};
    const char *lacking = NULL;
    enum elb_status status;

    if (draft->reference.length > 0)
        reference = elb_arena_dup_text(arena, draft->reference);
    if (!policy || (draft->reference.length > 0 && !reference.start))
        return elb_error_set_memory(reterr);
    *policy = (struct elb_policy){
        .name = ret->name,
        .family = ELB_FAMILY_CLASSIC,
        .load_balancers = ELB_LB_CLASSIC,
        .status = ELB_STATUS_DOCUMENTED,
        .origin = file->path,
    };
    status = elb_classic_fill(&draft->attributes, catalog, arena, policy, &lacking, reterr);
    if (status != ELB_OK)
        return status;
    if (lacking)
        return keep_unresolved(
            ret, elb_arena_printf(arena, "the catalog lacks its cipher suite '%s'", lacking),
            reterr);
    if (reference.start)
        keep_reference(catalog, policy, reference.start, ret);
    else
        keep_custom(draft, policy, ret);
    return ELB_OK;
}

enum elb_status elb_declared_classic(struct elb_listeners *listeners,
                                     const struct elb_declared_file *file, struct elb_text name,
                                     const struct elb_declared_attribute *attributes, size_t count,
                                     struct elb_declared_policy *ret_policy,
                                     struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(listeners);
    const struct elb_text own_name = elb_arena_dup_text(arena, name);
    struct draft draft = {0};

    if (!own_name.start)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < count; i++)
        read_attribute(&draft, &attributes[i]);
    *ret_policy = (struct elb_declared_policy){.name = own_name.length ? own_name.start : NULL};
    if (draft.unknown.start)
        return keep_unresolved(ret_policy,
                               elb_arena_printf(arena, "its attribute '%.*s' is '%.*s'",
                                                ELB_TEXT_ARGS(draft.unknown),
                                                ELB_TEXT_ARGS(draft.unknown_is)),
                               reterr);
    if (draft.no_attribute.start)
        return keep_unresolved(ret_policy,
                               elb_arena_printf(arena,
                                                "Classic Load Balancers have no attribute '%.*s'",
                                                ELB_TEXT_ARGS(draft.no_attribute)),
                               reterr);
    return fill(listeners, file, &draft, ret_policy, reterr);
}
