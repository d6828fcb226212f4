/* SPDX-License-Identifier: MIT */

/*
 * Templates that have yet to be rendered, and snapshots of tests: read by line. The policies are
 * found by the keys of their settings, protocol and port in the lines around them.
 */
#include "read/declared/template.h"

#include "catalog/kinds.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define UNRENDERED   "unrendered template: read by line"
#define SNAPSHOT     "snapshot: read by line"

static const struct {
    const char *key;
    enum elb_template_kind kind;
} keys[] = {
    {"ssl_policy", ELB_TEMPLATE_POLICY},
    {"sslPolicy", ELB_TEMPLATE_POLICY},
    {"SSLPolicy", ELB_TEMPLATE_POLICY},
    {"SslPolicy", ELB_TEMPLATE_LISTENER},
    {ELB_K8S_INGRESS "ssl-policy", ELB_TEMPLATE_INGRESS},
    {ELB_K8S_ZALANDO "ssl-policy", ELB_TEMPLATE_ZALANDO},
    {ELB_K8S_SERVICE "ssl-negotiation-policy", ELB_TEMPLATE_SERVICE},
    {"defaultSSLPolicy", ELB_TEMPLATE_DEFAULT},
    {"--default-ssl-policy", ELB_TEMPLATE_DEFAULT},
    {ELB_K8S_INGRESS "listen-ports", ELB_TEMPLATE_PORTS},
};

/* What lines must have to be looked at. */
static const char *const words[] = {"olicy", "listen-ports", "ElasticLoadBalancingV2::Listener"};

/* ---- Lines ---------------------------------------------------------------------------------- */

static bool is_key_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && strchr("_./~-", c) != NULL);
}

/* The end of the path of a patch, RFC 6902, in whose value the policy is. */
static bool find_patch(const struct elb_template_line *line, struct elb_template_hit *hit)
{
    static const char *const ends[] = {"~1ssl-policy", "~1aws-load-balancer-ssl-negotiation-policy",
                                       "/sslPolicy"};
    struct elb_text path;

    if (!elb_template_pair_at(line, line->key, &hit->pair) || !elb_text_is(hit->pair.key, "path"))
        return false;
    path = elb_template_unquoted(hit->pair.value);
    for (size_t i = 0; i < COUNT(ends); i++) {
        if (elb_text_has_suffix(path, ends[i])) {
            hit->key = "value";
            hit->kind = ELB_TEMPLATE_PATCH;
            return true;
        }
    }
    return false;
}

/* Is it one of the keys that this is within? */
static bool find_key(const struct elb_template_line *line, size_t within,
                     struct elb_template_hit *hit)
{
    size_t at = within;

    while (at > 0 && within - at < ELB_TEMPLATE_KEY_MOST &&
           is_key_character(line->text.start[at - 1]))
        at--;
    if (!elb_template_pair_at(line, at, &hit->pair))
        return false;
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (!elb_text_is(hit->pair.key, keys[i].key))
            continue;
        hit->key = keys[i].key;
        hit->kind = keys[i].kind;
        return true;
    }
    hit->key = NULL;
    hit->kind = ELB_TEMPLATE_NAMED;
    return elb_k8s_is_policy_key(hit->pair.key) &&
           elb_text_has_prefix_nocase(elb_template_unquoted(hit->pair.value), ELB_POLICY_PREFIX);
}

static enum elb_status read_line(const struct elb_template_reading *reading,
                                 const struct elb_template_line *line, const char *word,
                                 struct elb_error *reterr)
{
    struct elb_template *the = reading->the;
    size_t at = 0;
    size_t next;
    enum elb_status status = ELB_OK;

    while (status == ELB_OK &&
           (next = elb_text_find(elb_text_skip(line->text, at), elb_text_from(word))) != SIZE_MAX) {
        struct elb_template_hit hit = {.line = *line};

        at += next;
        if (find_key(line, at, &hit) || find_patch(line, &hit)) {
            if (++the->settings > ELB_TEMPLATE_SETTINGS_MOST)
                return elb_error_set(reterr, ELB_ERROR_LIMIT, the->file->path, line->number, 0,
                                     "a template with more than %d settings of load balancers",
                                     ELB_TEMPLATE_SETTINGS_MOST);
            if (!hit.key) /* made up */
                hit.key = elb_arena_dup(elb_declared_arena(the->listeners), hit.pair.key.start,
                                        hit.pair.key.length);
            if (!hit.key)
                return elb_error_set_memory(reterr);
            elb_template_beside(the, line, hit.pair.key_span.offset - line->offset, &hit.block);
            status = elb_template_take(reading, &hit, reterr);
        }
        at += strlen(word);
    }
    return status;
}

static enum elb_status read_each(const struct elb_template_reading *reading,
                                 const struct elb_template_line *line, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (line->is_blank)
        return ELB_OK;
    status = read_line(reading, line, words[0], reterr);
    if (status == ELB_OK)
        status = read_line(reading, line, words[1], reterr);
    if (status == ELB_OK && elb_template_is_listener(line))
        status = elb_template_add_resource(reading, line, reterr);
    return status;
}

/* Where one of the words is next, behind the place; SIZE_MAX: nowhere. */
struct search {
    size_t next[COUNT(words)];
    bool is_searched;
};

static size_t find_next(struct elb_text text, size_t from, struct search *search)
{
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < COUNT(words); i++) {
        if (search->next[i] < from || !search->is_searched) {
            const size_t found = elb_text_find(elb_text_skip(text, from), elb_text_from(words[i]));

            search->next[i] = found == SIZE_MAX ? SIZE_MAX : from + found;
        }
        if (search->next[i] < least)
            least = search->next[i];
    }
    search->is_searched = true;
    return least;
}

/* How many lines end in the text, and where the last one does. */
static uint32_t count_lines(struct elb_text text, size_t *ret_end)
{
    uint32_t count = 0;

    for (size_t at = 0; at < text.length; count++) {
        const char *newline = memchr(text.start + at, '\n', text.length - at);

        if (!newline)
            break;
        at = (size_t)(newline - text.start) + 1;
        *ret_end = at;
    }
    return count;
}

enum elb_status elb_template_read(struct elb_template *the, const char *format, const char *address,
                                  enum elb_declared_syntax syntax, const char *note,
                                  struct elb_error *reterr)
{
    const struct elb_template_reading reading = {the, format, address, syntax, note};
    const uint32_t begin = (uint32_t)(the->text.start - the->file->text.start);
    struct elb_template_line line = elb_template_line_at(the, begin, the->first_line);
    struct search search = {0};
    enum elb_status status = ELB_OK;
    size_t at;

    while (status == ELB_OK &&
           (at = find_next(the->text, line.offset - begin, &search)) != SIZE_MAX) {
        const size_t from = line.offset - begin;
        size_t end = 0;
        const uint32_t count =
            count_lines((struct elb_text){the->text.start + from, at - from}, &end);

        line = elb_template_line_at(the, line.offset + (uint32_t)end, line.number + count);
        status = read_each(&reading, &line, reterr);
        if (!elb_template_next(the, &line))
            break;
    }
    return status;
}

/* ---- The reader ----------------------------------------------------------------------------- */

/* Not what CloudFormation resolves: {{resolve:secretsmanager:...}}. */
static bool is_template(struct elb_text text)
{
    static const char *const marks[] = {"{%", "<%", "%{ ", "%{~"};
    const struct elb_text resolve = ELB_TEXT("resolve:");
    size_t at;

    for (size_t i = 0; i < COUNT(marks); i++) {
        if (elb_text_find(text, elb_text_from(marks[i])) != SIZE_MAX)
            return true;
    }
    while ((at = elb_text_find(text, ELB_TEXT("{{"))) != SIZE_MAX) {
        text = elb_text_skip(text, at + 2);
        if (!elb_text_has_prefix(text, resolve.start))
            return true;
    }
    return false;
}

/* Only what nothing else can parse. Broken files without templates stay errors. */
static unsigned recognise(const struct elb_declared_input *input)
{
    const struct elb_text text = input->file->text;

    if (input->documents.count > 0 || input->syntax == ELB_SYNTAX_HCL)
        return 0;
    return input->syntax == ELB_SYNTAX_OTHER ||
                   (input->problem.status == ELB_ERROR_SYNTAX && is_template(text))
               ? 15
               : 0;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    struct elb_template the = {
        .listeners = input->listeners,
        .file = input->file,
        .text = input->file->text,
        .first_line = 1,
    };
    /* A template in front looks like JSON, and a chart is YAML. */
    const enum elb_declared_syntax syntax =
        is_template((struct elb_text){the.text.start, the.text.length < 2 ? the.text.length : 2})
            ? ELB_SYNTAX_YAML
            : input->syntax;
    const bool is_snapshot = elb_text_has_suffix(elb_text_from(input->file->path), ".snap");

    return elb_template_read(&the, elb_declared_reader_template.format, "", syntax,
                             is_snapshot ? SNAPSHOT : UNRENDERED, reterr);
}

const struct elb_declared_reader elb_declared_reader_template = {
    .format = "template",
    .summary = "templates that have yet to be rendered, and snapshots of tests",
    .recognise = recognise,
    .read = read,
};
