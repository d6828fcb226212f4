/* SPDX-License-Identifier: MIT */
/**
 * Compliance profiles: what a published standard demands of a server, as far as a security policy
 * can show it, and whether a policy does.
 *
 * A profile is a list of clauses. Each says in the words of data what it demands: versions, suites,
 * groups that are allowed at most, or that must be offered. What no policy can show (certificates,
 * the size of Diffie-Hellman parameters, HTTP headers) is a clause too, which is never passed.
 *
 * Source of the facts: the standards themselves; each profile names its sources.
 */
#ifndef ELBLINT_PROFILE_H
#define ELBLINT_PROFILE_H

#include <elblint/policy.h>

struct elb_catalog;

/** How strongly a clause is meant. */
enum elb_clause_level {
    ELB_CLAUSE_MUST,   /* whoever fails it fails the profile */
    ELB_CLAUSE_SHOULD, /* advice: told, and nothing more */
    ELB_CLAUSE_LEVEL_COUNT,
};
/** `must`, `should` */
const char *elb_clause_level_name(enum elb_clause_level level);

/** Code points in the order of the data; none: the clause says nothing about it. */
struct elb_code_list {
    const uint16_t *codes;
    size_t count;
};

/** What suites can be forbidden by. */
enum elb_suite_property {
    ELB_SUITE_PROPERTY_CBC = 1 << 0,
    ELB_SUITE_PROPERTY_SHA1_MAC = 1 << 1,
    ELB_SUITE_PROPERTY_INSECURE = 1 << 2, /* elb_suite_is_insecure() */
};
#define ELB_SUITE_PROPERTY_COUNT 3
/** Of the index-th property, `cbc` ...; NULL behind the last. */
const char *elb_suite_property_name(size_t index);

/** One demand. What is zero or empty is not asked for. */
struct elb_clause {
    const char *name;   /* as the standard has it: `3.1`, `tls_versions` */
    const char *demand; /* completes "a policy must": lower case, no full stop */
    enum elb_clause_level level;
    const char *not_assessable; /* why no policy can show it; NULL: it is judged */
    unsigned families;          /* set of 1 << enum elb_family that it is about; 0: all */

    elb_version_set allowed_versions; /* nothing besides */
    elb_version_set offered_versions; /* all of these */
    uint16_t suites_of; /* TLSv1.3: its own suites alone; TLSv1.2: the others; 0: all */
    struct elb_code_list allowed_suites;
    struct elb_code_list forbidden_suites;
    unsigned forbidden_properties; /* set of enum elb_suite_property */
    struct elb_code_list allowed_groups;
    struct elb_code_list offered_groups; /* all of these */
    struct elb_code_list any_of_groups;  /* at least one of these */
    struct elb_code_list allowed_schemes;
    bool forward_secrecy; /* of every suite */
    bool post_quantum;    /* some group is */
    bool fips_module;
    const char *const *policies; /* the only names; where the standard is a list of names */
    size_t policy_count;
};

struct elb_profile {
    const char *id; /* `mozilla-6.0-modern`: for ever */
    const char *title;
    const char *const *aliases; /* such as that of the newest edition */
    size_t alias_count;
    const char *standard;
    const char *edition; /* NULL: it has none */
    const char *date;    /* of the edition; YYYY, YYYY-MM or YYYY-MM-DD; NULL: not known */
    bool experimental;   /* its text itself was not read yet */
    const struct elb_clause *clauses;
    size_t clause_count;
    const char *const *notes;
    size_t note_count;
    const char *const *sources; /* keys of the catalog's sources */
    size_t source_count;
};

/** By its id or an alias, without case; NULL: none. `name` need not end in NUL. */
const struct elb_profile *elb_catalog_profile_named(const struct elb_catalog *catalog,
                                                    const char *name, size_t length);

/** The known name nearest to an unknown one; NULL: none is near. */
const char *elb_catalog_nearest_profile(const struct elb_catalog *catalog, const char *name,
                                        size_t length);

/* ---- Judging ---------------------------------------------------------------------------- */

/** What came out of one clause. */
enum elb_clause_result {
    ELB_CLAUSE_PASSED,
    ELB_CLAUSE_FAILED,
    ELB_CLAUSE_NOT_ASSESSABLE, /* no policy shows it, or what it asks for is not known of this one
                                */
    ELB_CLAUSE_NOT_APPLICABLE, /* it is about the other family */
};
/** `passed`, `failed`, `not-assessable`, `not-applicable` */
const char *elb_clause_result_name(enum elb_clause_result result);

enum elb_offence_kind {
    ELB_OFFENCE_VERSION,
    ELB_OFFENCE_SUITE,
    ELB_OFFENCE_GROUP,
    ELB_OFFENCE_SCHEME,
    ELB_OFFENCE_FIPS_MODULE,
    ELB_OFFENCE_POST_QUANTUM,
    ELB_OFFENCE_POLICY, /* the policy itself: it is none of those named */
};
/** `protocol`, `suite`, `group`, `signature-scheme`, `fips-module`, `post-quantum`, `policy` */
const char *elb_offence_kind_name(enum elb_offence_kind kind);

/** One thing that makes a policy fail a clause. */
struct elb_offence {
    enum elb_offence_kind kind;
    bool is_missing;  /* the policy lacks it; false: it has it, and may not */
    uint16_t code;    /* of a version, suite, group or scheme; else 0 */
    const char *name; /* of it; of a suite OpenSSL's, as AWS has it; constant, or the catalog's */
};

/** Holds a policy against one clause. What is not known of the policy is never passed. */
enum elb_clause_result elb_clause_judge(const struct elb_catalog *catalog,
                                        const struct elb_clause *clause,
                                        const struct elb_policy *policy);

/**
 * The index-th thing in a policy that fails a clause.
 *
 * @return false: there are no more
 */
bool elb_clause_offence_at(const struct elb_catalog *catalog, const struct elb_clause *clause,
                           const struct elb_policy *policy, size_t index,
                           struct elb_offence *ret_offence);

/** What came out of a whole profile. */
enum elb_profile_result {
    ELB_PROFILE_MET,            /* as far as a policy can show it */
    ELB_PROFILE_FAILED,         /* a must */
    ELB_PROFILE_NOT_ASSESSABLE, /* fails none, but a must hangs on what is not known; or it is
                                   about the other family */
};
/** `met`, `failed`, `not-assessable` */
const char *elb_profile_result_name(enum elb_profile_result result);

/** Holds a policy against all clauses of a profile. */
enum elb_profile_result elb_profile_judge(const struct elb_catalog *catalog,
                                          const struct elb_profile *profile,
                                          const struct elb_policy *policy);

#endif
