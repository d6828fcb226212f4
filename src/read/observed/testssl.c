/* SPDX-License-Identifier: MIT */

/* The records of testssl.sh, collected by target. */

#include "read/observed/testssl.h"

static struct elb_testssl_target *add_target(struct elb_testssl *state)
{
    struct elb_arena *arena = &state->reading->list->arena;
    struct elb_testssl_target *target = elb_arena_alloc(arena, sizeof(*target));
    struct elb_testssl_target **targets =
        elb_arena_grow(arena, state->targets, state->count, &state->capacity, sizeof(*targets));

    if (!target || !targets) {
        state->reading->failed = ELB_ERROR_MEMORY;
        return NULL;
    }
    targets[state->count++] = target;
    state->targets = targets;
    return target;
}

static bool is_text(const char *known, struct elb_text text)
{
    return known ? elb_text_is(text, known) : text.length == 0;
}

static struct elb_testssl_target *find_target(const struct elb_testssl *state, struct elb_text host,
                                              struct elb_text address, uint16_t port)
{
    for (size_t i = state->count; i > 0; i--) {
        const struct elb_observation *observation = state->targets[i - 1]->observation;

        if (observation->port == port && is_text(observation->host, host) &&
            is_text(observation->address, address))
            return state->targets[i - 1];
    }
    return NULL;
}

void elb_testssl_target(struct elb_testssl *state, struct elb_text host, struct elb_text address,
                        uint16_t port)
{
    struct elb_testssl_target *target;

    host = elb_text_trim(host);
    address = elb_text_trim(address);
    state->current = find_target(state, host, address, port);
    if (state->current || state->reading->failed)
        return;
    elb_see_target(state->reading, host, address, port);
    elb_see_tool(state->reading, ELB_TEXT("testssl.sh"), state->version);
    target = state->reading->failed ? NULL : add_target(state);
    if (!target)
        return;
    target->observation = state->reading->current;
    state->current = target;
}

/* "host/address", the address perhaps in brackets; false: neither. */
static bool select_target(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    struct elb_text rest = record->place;
    struct elb_text host = {0};

    if (record->place.length == 0)
        return state->current != NULL;
    (void)elb_text_next_field(&rest, "/", &host);
    rest = elb_text_trim(rest);
    if (elb_text_trim(host).length == 0 && rest.length == 0)
        return false;
    elb_testssl_target(state, host, rest, elb_observed_number(record->port));
    return state->current != NULL;
}

static void add_suite(struct elb_testssl *state, struct elb_testssl_suite suite)
{
    struct elb_testssl_target *target = state->current;
    struct elb_testssl_suite *suites =
        elb_arena_grow(&state->reading->list->arena, target->suites, target->suite_count,
                       &target->suite_capacity, sizeof(*suites));

    if (!suites) {
        state->reading->failed = ELB_ERROR_MEMORY;
        return;
    }
    suites[target->suite_count++] = suite;
    target->suites = suites;
}

static enum elb_seen seen_of(struct elb_text finding)
{
    static const char *const accepted[] = {"offered", "supported", "vulnerable with"};

    if (elb_text_has_prefix(finding, "not offered") ||
        elb_text_find(finding, ELB_TEXT("is not offered")) != SIZE_MAX)
        return ELB_SEEN_REFUSED;
    for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
        if (elb_text_has_prefix(finding, accepted[i]))
            return ELB_SEEN_ACCEPTED;
    }
    return ELB_SEEN_UNKNOWN; /* also "likely not offered", and a connection that failed */
}

/* A draft of TLSv1.3 is another protocol. */
static bool is_draft(struct elb_text finding)
{
    return elb_text_find(finding, ELB_TEXT("draft")) != SIZE_MAX &&
           elb_text_find(finding, ELB_TEXT("final")) == SIZE_MAX;
}

static void take_version(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    struct elb_observation *observation = state->current->observation;

    state->reading->current = observation;
    if (elb_text_find(record->finding, ELB_TEXT("lack of local")) != SIZE_MAX)
        state->current->is_native = true;
    if (elb_text_is(record->id, "SSLv2"))
        observation->sslv2 = seen_of(record->finding);
    else if (is_draft(record->finding))
        elb_see_note(state->reading, "%.*s only as a draft", ELB_TEXT_ARGS(record->id));
    else
        elb_see_version(state->reading, elb_observed_version_named(record->id),
                        seen_of(record->finding));
}

/* cipher-tls1_2_xc02f, or cipher_xc02f of -e. With --each-cipher also those that aren't
 * available. Six digits are a suite of SSLv2. */
static void take_suite(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    const struct elb_text id = elb_text_skip(record->id, strlen("cipher"));
    bool is_absent = elb_text_has_suffix(elb_text_trim(record->finding), "not a/v");
    size_t mark = elb_text_find(id, ELB_TEXT("_x"));
    struct elb_text name = {id.start, mark};
    enum elb_seen seen = is_absent ? ELB_SEEN_REFUSED : ELB_SEEN_ACCEPTED;
    uint16_t version = 0;
    uint64_t code;

    if (mark == SIZE_MAX || !elb_text_parse_hex(elb_text_skip(id, mark + 2), UINT16_MAX, &code) ||
        code == 0)
        return;
    if (mark > 0) {
        version = elb_observed_version_named(elb_text_skip(name, 1));
        state->current->last_version = version;
    }
    if (version || mark == 0)
        add_suite(state, (struct elb_testssl_suite){
                             .version = version, .code = (uint16_t)code, .seen = seen});
}

/* The slot of the version behind the last dash or the first underscore of an id; NULL: none. */
static struct elb_text *slot(struct elb_text *slots, struct elb_text name)
{
    uint16_t version = elb_observed_version_named(name);

    return version ? &slots[version - ELB_SSL3] : NULL;
}

static void take_order(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    const struct elb_text name = elb_text_skip(record->id, strlen("cipherorder_"));
    struct elb_text *order = slot(state->current->orders, name);

    if (order)
        *order = record->finding;
}

static void take_order_kind(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    const struct elb_text name = elb_text_skip(record->id, strlen("cipher_order-"));
    struct elb_text *kind = slot(state->current->order_kinds, name);

    if (elb_text_is(record->id, "cipher_order"))
        state->current->order_kind = record->finding;
    else if (kind)
        *kind = record->finding;
}

static void take_curves(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    state->current->curves = record->finding;
}

static void take_kems(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    state->current->kems = record->finding;
}

/* RFC 8446 section 4.2.3, in the words of testssl.sh: "RSA+SHA256" and the like are built from
 * two parts. */
static uint16_t scheme_named(struct elb_text name)
{
    static const struct {
        const char *prefix;
        uint16_t first; /* of SHA-1 below 0x0700; of SHA-256 above */
    } keys[] = {
        {"RSA-PSS-RSAE+", 0x0804}, {"RSA-PSS-PSS+", 0x0809}, {"RSA+", 0x0201}, {"ECDSA+", 0x0203}};
    static const char *const digests[] = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (!elb_text_has_prefix(name, keys[i].prefix))
            continue;
        for (size_t j = keys[i].first > 0x0700 ? 2 : 0; j < 5; j++) {
            if (elb_text_is(elb_text_skip(name, strlen(keys[i].prefix)), digests[j]))
                return (uint16_t)(keys[i].first > 0x0700 ? keys[i].first + (j - 2)
                                                         : keys[i].first + (j << 8));
        }
    }
    return 0;
}

/* FS_TLS12_sig_algs, FS_TLS13_sig_algs of 3.2: what the server signed with, offer by offer. */
static void take_schemes(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    struct elb_text rest = record->finding;
    struct elb_text name;

    state->reading->current = state->current->observation;
    while (elb_text_next_word(&rest, " ", &name)) {
        uint16_t scheme = scheme_named(name);

        if (scheme)
            elb_see_scheme(state->reading, scheme);
    }
}

/* "RSA 2048 bits (exponent is 65537)" */
static void take_key(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    struct elb_text rest = record->finding;
    struct elb_text type = {0};
    struct elb_text bits = {0};

    if (!elb_text_next_word(&rest, " ", &type) || !elb_text_next_word(&rest, " ", &bits))
        return;
    state->reading->current = state->current->observation;
    if (elb_text_is(type, "RSA"))
        elb_see_certificate(state->reading, true, elb_observed_number(bits));
    else if (elb_text_has_prefix(type, "EC"))
        elb_see_certificate(state->reading, false, elb_observed_number(bits));
}

/* "TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 ...": what one client would get. */
static void take_simulation(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    struct elb_text rest = record->finding;
    struct elb_text version = {0};
    struct elb_text name = {0};
    struct elb_testssl_suite suite = {.seen = ELB_SEEN_ACCEPTED, .is_single = true};

    if (!elb_text_next_word(&rest, " ", &version) || !elb_text_next_word(&rest, " ", &name))
        return;
    suite.version = elb_observed_version_named(version);
    suite.code = elb_observed_suite_named(state->reading, name);
    if (suite.version && suite.code)
        add_suite(state, suite);
}

static void take_problem(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    static const struct elb_text not_tls = ELB_TEXT_INIT("TLS/SSL enabled");
    static const struct elb_text no_connection = ELB_TEXT_INIT("connect");
    enum elb_observed_failure failure = ELB_OBSERVED_NOT_SCANNED;

    if (!elb_text_is(record->severity, "FATAL"))
        return;
    if (elb_text_find(record->finding, not_tls) != SIZE_MAX)
        failure = ELB_OBSERVED_NOT_TLS;
    else if (elb_text_find(record->finding, no_connection) != SIZE_MAX)
        failure = ELB_OBSERVED_UNREACHABLE;
    state->reading->current = state->current->observation;
    elb_see_failure(state->reading, failure, record->finding);
    state->current->is_interrupted = true;
}

static void take_end(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    if (elb_text_find(record->finding, ELB_TEXT("interrupted")) != SIZE_MAX)
        state->current->is_interrupted = true;
}

static const struct {
    const char *id;
    bool is_prefix;
    void (*take)(struct elb_testssl *state, const struct elb_testssl_record *record);
} takers[] = {
    {"SSLv2", false, take_version},
    {"SSLv3", false, take_version},
    {"TLS1", false, take_version},
    {"TLS1_1", false, take_version},
    {"TLS1_2", false, take_version},
    {"TLS1_3", false, take_version},
    {"cipher-", true, take_suite},
    {"cipher_x", true, take_suite},
    {"cipherorder_", true, take_order},
    {"cipher_order", true, take_order_kind},
    {"FS_ECDHE_curves", false, take_curves},
    {"PFS_ECDHE_curves", false, take_curves},
    {"FS_KEMs", false, take_kems},
    {"FS_TLS12_sig_algs", false, take_schemes},
    {"FS_TLS13_sig_algs", false, take_schemes},
    {"cert_keySize", true, take_key},
    {"clientsimulation-", true, take_simulation},
    {"scanProblem", false, take_problem},
    {"scanTime", false, take_end},
};

void elb_testssl_record(struct elb_testssl *state, const struct elb_testssl_record *record)
{
    const struct elb_text severity = record->severity;

    if (state->reading->failed || !select_target(state, record))
        return;
    state->current->last_version = 0;
    if (elb_text_is(severity, "INFO") || elb_text_is(severity, "OK"))
        state->current->has_ordinary = true;
    if (elb_text_find(record->finding, ELB_TEXT("--ssl-native")) != SIZE_MAX)
        state->current->is_native = true;
    for (size_t i = 0; i < sizeof(takers) / sizeof(takers[0]); i++) {
        bool is_it = takers[i].is_prefix ? elb_text_has_prefix(record->id, takers[i].id)
                                         : elb_text_is(record->id, takers[i].id);

        if (is_it) {
            takers[i].take(state, record);
            return;
        }
    }
}

void elb_testssl_finish(struct elb_testssl *state)
{
    for (size_t i = 0; i < state->count && !state->reading->failed; i++)
        elb_testssl_finish_target(state, state->targets[i]);
}
