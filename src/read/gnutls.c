/* SPDX-License-Identifier: MIT */
#include "read/gnutls.h"

#include "tls/names.h"

#include <dlfcn.h>
#include <pthread.h>

/*
 * The name that GnuTLS keeps for as long as its ABI is the same. Its headers are not needed: these
 * are all the types that the functions below take.
 */
#ifndef ELB_GNUTLS_SONAME
#define ELB_GNUTLS_SONAME "libgnutls.so.30"
#endif

#define CODES_MAX 4096

struct priority; /* gnutls_priority_st */

static struct {
    int (*init)(struct priority **priority, const char *text, const char **error, unsigned flags);
    void (*deinit)(struct priority *priority);
    int (*suite_index)(struct priority *priority, unsigned index, unsigned *ret_suite);
    const char *(*suite_info)(size_t index, unsigned char *code, int *key_exchange, int *cipher,
                              int *mac, int *version);
    int (*protocols)(struct priority *priority, const unsigned **list);
    int (*groups)(struct priority *priority, const unsigned **list);
    int (*schemes)(struct priority *priority, const unsigned **list);
    const char *(*protocol_name)(unsigned id);
    const char *(*group_name)(unsigned id);
    const char *(*scheme_name)(unsigned id);
    const char *(*strerror)(int error);
    const char *(*version)(const char *required);
    bool loaded;
} gnutls;

static const struct {
    const char *name;
    void *function;
} functions[] = {
    {"gnutls_priority_init2", &gnutls.init},
    {"gnutls_priority_deinit", &gnutls.deinit},
    {"gnutls_priority_get_cipher_suite_index", &gnutls.suite_index},
    {"gnutls_cipher_suite_info", &gnutls.suite_info},
    {"gnutls_priority_protocol_list", &gnutls.protocols},
    {"gnutls_priority_group_list", &gnutls.groups},
    {"gnutls_priority_sign_list", &gnutls.schemes},
    {"gnutls_protocol_get_name", &gnutls.protocol_name},
    {"gnutls_group_get_name", &gnutls.group_name},
    {"gnutls_sign_get_name", &gnutls.scheme_name},
    {"gnutls_strerror", &gnutls.strerror},
    {"gnutls_check_version", &gnutls.version},
};

static void load(void)
{
    /* Never closed: it has set itself up, and would have to be taken down first. */
    void *library = dlopen(ELB_GNUTLS_SONAME, RTLD_NOW | RTLD_LOCAL);

    for (size_t i = 0; library && i < sizeof(functions) / sizeof(functions[0]); i++) {
        void *address = dlsym(library, functions[i].name);

        if (!address)
            return;
        /* ISO C knows no way from a pointer to an object to one to a function, but POSIX does. */
        memcpy(functions[i].function, &address, sizeof(address));
    }
    gnutls.loaded = library != NULL;
}

static bool is_loaded(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    return pthread_once(&once, load) == 0 && gnutls.loaded;
}

static enum elb_status add_suites(struct elb_draft *draft, struct priority *priority,
                                  struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (unsigned i = 0; status == ELB_OK && i < CODES_MAX; i++) {
        unsigned char code[2];
        unsigned suite;
        const int got = gnutls.suite_index(priority, i, &suite);

        if (got == -56) /* GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE: the end */
            break;
        if (got == 0 && gnutls.suite_info(suite, code, NULL, NULL, NULL, NULL))
            status = elb_offer_add(&draft->offer, (uint16_t)(code[0] << 8 | code[1]), reterr);
    }
    return status;
}

typedef enum elb_status add_function(struct elb_draft *draft, struct elb_text name,
                                     struct elb_error *reterr);

/* The catalog has GnuTLS's names as a priority string has them: GROUP-X25519, SIGN-RSA-SHA256. */
static enum elb_status add_names(struct elb_draft *draft, const unsigned *list, int count,
                                 const char *prefix, const char *(*name_of)(unsigned),
                                 add_function *add, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    char *name;

    for (int i = 0; status == ELB_OK && i < count; i++) {
        const char *bare = name_of(list[i]);

        name = elb_arena_printf(&draft->reading->list->arena, "%s%s", prefix, bare ? bare : "?");
        if (!name)
            return elb_error_set_memory(reterr);
        status = add(draft, elb_text_from(name), reterr);
    }
    return status;
}

static void add_versions(struct elb_draft *draft, const unsigned *list, int count)
{
    for (int i = 0; i < count; i++)
        draft->versions |=
            elb_version_bit(elb_version_from_name(elb_text_from(gnutls.protocol_name(list[i]))));
}

static enum elb_status add_all(struct elb_draft *draft, struct priority *priority,
                               struct elb_error *reterr)
{
    enum elb_status status = add_suites(draft, priority, reterr);
    const unsigned *list = NULL;
    int count;

    count = gnutls.protocols(priority, &list);
    add_versions(draft, list, count);
    count = gnutls.groups(priority, &list);
    if (status == ELB_OK)
        status =
            add_names(draft, list, count, "GROUP-", gnutls.group_name, elb_draft_add_group, reterr);
    count = gnutls.schemes(priority, &list);
    if (status == ELB_OK)
        status = add_names(draft, list, count, "SIGN-", gnutls.scheme_name, elb_draft_add_scheme,
                           reterr);
    if (status == ELB_OK)
        status = elb_draft_note(draft, reterr,
                                "expanded by GnuTLS %s, as it is set up on this "
                                "system",
                                gnutls.version(NULL));
    return status;
}

enum elb_status elb_gnutls_expand(struct elb_draft *draft, const char *priorities,
                                  struct elb_text at, struct elb_error *reterr)
{
    struct priority *priority = NULL;
    const char *where = NULL;
    enum elb_status status;
    int error;

    if (!is_loaded())
        return elb_reading_fail(draft->reading, at, reterr, ELB_ERROR_UNSUPPORTED,
                                "a priority string that GnuTLS has to expand, and this system has "
                                "no " ELB_GNUTLS_SONAME);
    error = gnutls.init(&priority, priorities, &where, 0);
    if (error != 0)
        return elb_reading_fail(draft->reading, at, reterr, ELB_ERROR_DATA,
                                "GnuTLS %s refuses the priority string%s%.40s%s: %s",
                                gnutls.version(NULL), where ? " at '" : "", where ? where : "",
                                where ? "'" : "", gnutls.strerror(error));
    status = add_all(draft, priority, reterr);
    gnutls.deinit(priority);
    return status;
}
