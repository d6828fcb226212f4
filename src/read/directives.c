/* SPDX-License-Identifier: MIT */
#include "read/directives.h"

#define BLANKS " \t\r\n"

/* ---- One a line, by its first word --------------------------------------------------------- */

/* nginx: before each of these may stand proxy_, grpc_ or uwsgi_, the client's side. */
static const struct {
    const char *name;
    const char *second; /* the word that must follow, or NULL */
    enum elb_directive_kind kind;
} nginx[] = {
    {"ssl_ciphers", NULL, ELB_DIRECTIVE_CIPHERS},
    {"ssl_protocols", NULL, ELB_DIRECTIVE_PROTOCOLS},
    {"ssl_ecdh_curve", NULL, ELB_DIRECTIVE_GROUPS},
    {"ssl_conf_command", "Ciphersuites", ELB_DIRECTIVE_SUITES13},
    {"ssl_conf_command", "Groups", ELB_DIRECTIVE_GROUPS},
    {"ssl_conf_command", "Curves", ELB_DIRECTIVE_GROUPS},
    {"ssl_conf_command", "MinProtocol", ELB_DIRECTIVE_MINIMUM},
    {"ssl_conf_command", "MaxProtocol", ELB_DIRECTIVE_MAXIMUM},
};

static const struct {
    const char *name;
    const char *second;
    enum elb_directive_kind kind;
    bool client;
} apache[] = {
    {"SSLCipherSuite", "TLSv1.3", ELB_DIRECTIVE_SUITES13, false},
    {"SSLCipherSuite", "SSL", ELB_DIRECTIVE_CIPHERS, false},
    {"SSLCipherSuite", NULL, ELB_DIRECTIVE_CIPHERS, false},
    {"SSLProtocol", NULL, ELB_DIRECTIVE_PROTOCOLS, false},
    {"SSLOpenSSLConfCmd", "Curves", ELB_DIRECTIVE_GROUPS, false},
    {"SSLOpenSSLConfCmd", "Groups", ELB_DIRECTIVE_GROUPS, false},
    {"SSLOpenSSLConfCmd", "Ciphersuites", ELB_DIRECTIVE_SUITES13, false},
    {"SSLOpenSSLConfCmd", "MinProtocol", ELB_DIRECTIVE_MINIMUM, false},
    {"SSLOpenSSLConfCmd", "MaxProtocol", ELB_DIRECTIVE_MAXIMUM, false},
    {"SSLProxyCipherSuite", "TLSv1.3", ELB_DIRECTIVE_SUITES13, true},
    {"SSLProxyCipherSuite", "SSL", ELB_DIRECTIVE_CIPHERS, true},
    {"SSLProxyCipherSuite", NULL, ELB_DIRECTIVE_CIPHERS, true},
    {"SSLProxyProtocol", NULL, ELB_DIRECTIVE_PROTOCOLS, true},
};

static const struct {
    const char *name;
    enum elb_directive_kind kind;
    bool client;
} haproxy[] = {
    {"ssl-default-bind-ciphers", ELB_DIRECTIVE_CIPHERS, false},
    {"ssl-default-bind-ciphersuites", ELB_DIRECTIVE_SUITES13, false},
    {"ssl-default-bind-curves", ELB_DIRECTIVE_GROUPS, false},
    {"ssl-default-bind-options", ELB_DIRECTIVE_OPTIONS, false},
    {"ssl-default-server-ciphers", ELB_DIRECTIVE_CIPHERS, true},
    {"ssl-default-server-ciphersuites", ELB_DIRECTIVE_SUITES13, true},
    {"ssl-default-server-curves", ELB_DIRECTIVE_GROUPS, true},
    {"ssl-default-server-options", ELB_DIRECTIVE_OPTIONS, true},
};

/* OpenSSL: config(5), SSL_CONF_cmd(3); crypto-policies prefix the two last with TLS. */
static const struct {
    const char *name;
    enum elb_directive_kind kind;
} openssl[] = {
    {"CipherString", ELB_DIRECTIVE_CIPHERS},    {"Ciphersuites", ELB_DIRECTIVE_SUITES13},
    {"Groups", ELB_DIRECTIVE_GROUPS},           {"Curves", ELB_DIRECTIVE_GROUPS},
    {"Protocol", ELB_DIRECTIVE_PROTOCOLS},      {"MinProtocol", ELB_DIRECTIVE_MINIMUM},
    {"MaxProtocol", ELB_DIRECTIVE_MAXIMUM},     {"TLS.MinProtocol", ELB_DIRECTIVE_MINIMUM},
    {"TLS.MaxProtocol", ELB_DIRECTIVE_MAXIMUM},
};

/* Is the next word of the value `second`? Then it is taken off. */
static bool take_second(struct elb_text *value, const char *second)
{
    struct elb_text rest = *value;
    struct elb_text word;

    if (!second)
        return true;
    if (!elb_text_next_word(&rest, BLANKS, &word) || !elb_text_is_nocase(word, second))
        return false;
    *value = rest;
    return true;
}

static bool is_nginx(struct elb_text word, struct elb_directive *directive)
{
    static const char *const prefixes[] = {"proxy_", "grpc_", "uwsgi_"};

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        if (elb_text_has_prefix(word, prefixes[i])) {
            word = elb_text_skip(word, strlen(prefixes[i]));
            directive->client = true;
            break;
        }
    }
    directive->language = ELB_LANGUAGE_NGINX;
    for (size_t i = 0; i < sizeof(nginx) / sizeof(nginx[0]); i++) {
        directive->kind = nginx[i].kind;
        if (elb_text_is(word, nginx[i].name) && take_second(&directive->value, nginx[i].second))
            return true;
    }
    return false;
}

static bool is_apache(struct elb_text word, struct elb_directive *directive)
{
    directive->language = ELB_LANGUAGE_APACHE;
    for (size_t i = 0; i < sizeof(apache) / sizeof(apache[0]); i++) {
        directive->kind = apache[i].kind;
        directive->client = apache[i].client;
        if (elb_text_is_nocase(word, apache[i].name) &&
            take_second(&directive->value, apache[i].second))
            return true;
    }
    return false;
}

/* "server name address ... ssl ..." and "bind address ... ssl ..." have the words within. */
static bool is_haproxy_line(struct elb_text word, struct elb_directive *directive)
{
    struct elb_text rest = directive->value;
    struct elb_text item;

    directive->kind = ELB_DIRECTIVE_OPTIONS;
    directive->client = !elb_text_is(word, "bind");
    if (!elb_text_is(word, "bind") && !elb_text_is(word, "server") &&
        !elb_text_is(word, "default-server"))
        return false;
    while (elb_text_next_word(&rest, BLANKS, &item)) {
        if (elb_text_is(item, "ssl"))
            return true;
    }
    return false;
}

static bool is_haproxy(struct elb_text word, struct elb_directive *directive)
{
    directive->language = ELB_LANGUAGE_HAPROXY;
    for (size_t i = 0; i < sizeof(haproxy) / sizeof(haproxy[0]); i++) {
        directive->kind = haproxy[i].kind;
        directive->client = haproxy[i].client;
        if (elb_text_is(word, haproxy[i].name))
            return true;
    }
    return is_haproxy_line(word, directive);
}

/* "Name = value"; the equals sign may touch either of them. */
static bool is_openssl(struct elb_text line, struct elb_directive *directive)
{
    struct elb_text rest = line;
    struct elb_text name = {0};

    directive->language = ELB_LANGUAGE_OPENSSL;
    directive->client = true;
    if (!elb_text_next_field(&rest, "=", &name) || !rest.start)
        return false;
    for (size_t i = 0; i < sizeof(openssl) / sizeof(openssl[0]); i++) {
        if (!elb_text_is(elb_text_trim(name), openssl[i].name))
            continue;
        directive->kind = openssl[i].kind;
        directive->name = elb_text_trim(name);
        directive->value = rest;
        return true;
    }
    return false;
}

static bool parse_line(struct elb_text line, struct elb_directive *directive)
{
    struct elb_text rest = elb_text_trim(line);

    memset(directive, 0, sizeof(*directive));
    if (elb_text_has_prefix(rest, "#") || elb_text_has_prefix(rest, ";"))
        return false;
    if (is_openssl(rest, directive))
        return true;
    directive->client = false;
    if (!elb_text_next_word(&rest, BLANKS, &directive->name))
        return false;
    directive->value = rest;
    return is_nginx(directive->name, directive) || is_apache(directive->name, directive) ||
           is_haproxy(directive->name, directive);
}

/* ---- Where the value ends ------------------------------------------------------------------- */

/* nginx: at a semicolon, perhaps lines below. */
static void end_nginx(struct elb_text *rest, const char *end, struct elb_directive *directive)
{
    struct elb_text value = {directive->value.start, (size_t)(end - directive->value.start)};
    size_t length = 0;

    while (length < value.length && !strchr(";{}", value.start[length]))
        length++;
    directive->unterminated = length == value.length || value.start[length] != ';';
    directive->value.length = length;
    if (!directive->unterminated)
        *rest = elb_text_skip(value, length + 1);
}

/* The others: at the end of a line without a backslash. */
static void end_line(struct elb_text *rest, const char *end, struct elb_directive *directive)
{
    struct elb_text value = {directive->value.start, (size_t)(end - directive->value.start)};
    struct elb_text line;

    directive->value.length = 0;
    while (elb_text_next_line(&value, &line)) {
        directive->value.length = (size_t)(line.start + line.length - directive->value.start);
        *rest = value;
        if (!elb_text_has_suffix(elb_text_trim(line), "\\"))
            break;
    }
}

bool elb_directives_next(struct elb_text *rest, struct elb_directive *ret_directive)
{
    const char *end = rest->start + rest->length;
    struct elb_text line;

    while (elb_text_next_line(rest, &line)) {
        if (!parse_line(line, ret_directive))
            continue;
        if (ret_directive->value.length == 0)
            ret_directive->value = (struct elb_text){line.start + line.length, 0};
        if (ret_directive->language == ELB_LANGUAGE_NGINX)
            end_nginx(rest, end, ret_directive);
        else
            end_line(rest, end, ret_directive);
        return true;
    }
    return false;
}

struct elb_text elb_directive_unquote(struct elb_text value)
{
    value = elb_text_trim(value);
    if (value.length >= 2 && strchr("\"'", value.start[0]) &&
        value.start[value.length - 1] == value.start[0]) {
        value = elb_text_skip(value, 1);
        value.length--;
    }
    return elb_text_trim(value);
}
