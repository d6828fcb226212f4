/* SPDX-License-Identifier: MIT */
#include "read/log.h"

#include "tls/names.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- Lines ---------------------------------------------------------------------------------- */

bool elb_log_has(struct elb_text text, const char *part)
{
    struct elb_text line;

    for (size_t i = 0; i < ELB_LOG_LINES_LOOKED_AT && elb_text_next_line(&text, &line); i++) {
        if (elb_text_find(line, elb_text_from(part)) != SIZE_MAX)
            return true;
    }
    return false;
}

bool elb_log_has_line(struct elb_text text, const char *prefix)
{
    struct elb_text line;

    for (size_t i = 0; i < ELB_LOG_LINES_LOOKED_AT && elb_text_next_line(&text, &line); i++) {
        if (elb_text_has_prefix(line, prefix))
            return true;
    }
    return false;
}

bool elb_log_between(struct elb_text line, const char *before, const char *after,
                     struct elb_text *ret_part)
{
    const size_t start = elb_text_find(line, elb_text_from(before));
    struct elb_text rest;
    size_t end;

    if (start == SIZE_MAX)
        return false;
    rest = elb_text_skip(line, start + strlen(before));
    end = elb_text_find(rest, elb_text_from(after));
    if (end == SIZE_MAX)
        return false;
    *ret_part = (struct elb_text){rest.start, end};
    return true;
}

bool elb_log_in_parentheses(struct elb_text text, struct elb_text *ret_part)
{
    size_t end = text.length;
    size_t start;

    while (end > 0 && text.start[end - 1] != ')')
        end--;
    for (start = end; start > 0 && text.start[start - 1] != '('; start--)
        continue;
    if (end == 0 || start == 0)
        return false;
    *ret_part = (struct elb_text){text.start + start, end - 1 - start};
    return true;
}

bool elb_log_code(struct elb_text text, uint16_t *ret_code)
{
    struct elb_text part;
    uint64_t number;

    if (!elb_log_in_parentheses(text, &part) || !elb_text_parse_unsigned(part, UINT16_MAX, &number))
        return false;
    *ret_code = (uint16_t)number;
    return true;
}

bool elb_log_suite_bytes(struct elb_text line, uint16_t *ret_code)
{
    struct elb_text codes;
    struct elb_text high;
    struct elb_text low;

    return elb_log_between(line, "{", "}", &codes) && elb_text_next_word(&codes, ", ", &high) &&
           elb_text_next_word(&codes, ", ", &low) && elb_suite_from_bytes(high, low, ret_code);
}

bool elb_log_is_message(struct elb_text line)
{
    return (elb_text_has_prefix(line, ">>> ") || elb_text_has_prefix(line, "<<< ")) &&
           elb_text_find(line, ELB_TEXT(" [length ")) != SIZE_MAX;
}

bool elb_log_next_item(struct elb_text *rest, struct elb_text *ret_item)
{
    size_t depth = 0;
    size_t length = 0;

    while (length < rest->length && (depth > 0 || rest->start[length] != ',')) {
        depth += rest->start[length] == '(';
        depth -= rest->start[length] == ')' && depth > 0;
        length++;
    }
    if (rest->length == 0)
        return false;
    *ret_item = elb_text_trim((struct elb_text){rest->start, length});
    *rest = elb_text_skip(*rest, length + 1);
    return true;
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* The last word of "unknown curve 4588". */
static bool trailing_number(struct elb_text item, uint16_t *ret_code)
{
    struct elb_text word = {0};
    uint64_t number;

    while (elb_text_next_word(&item, " ", &word))
        continue;
    if (!elb_text_parse_unsigned(word, UINT16_MAX, &number))
        return false;
    *ret_code = (uint16_t)number;
    return true;
}

/* "Unknown 0x4a:0x4a", of JDK 8 */
static bool code_of_bytes(struct elb_text item, uint16_t *ret_code)
{
    struct elb_text high;
    struct elb_text low;
    uint64_t bytes[2];

    if (!elb_log_between(item, " ", ":", &high) ||
        !elb_text_parse_unsigned(high, UINT8_MAX, &bytes[0]))
        return false;
    low = elb_text_skip(item, (size_t)(high.start - item.start) + high.length + 1);
    if (!elb_text_parse_unsigned(low, UINT8_MAX, &bytes[1]))
        return false;
    *ret_code = (uint16_t)(bytes[0] << 8 | bytes[1]);
    return true;
}

void elb_log_add_suite(struct elb_hellos *hellos, struct elb_text item)
{
    struct elb_hello *hello = &hellos->hello;
    uint16_t code;

    if (elb_log_code(item, &code) || elb_suite_from_text(hellos->reading->catalog, item, &code) ||
        code_of_bytes(item, &code))
        elb_hello_add(hello, &hello->suites, code);
    else
        elb_names_add(&hellos->unknown, item);
}

void elb_log_add_group(struct elb_hellos *hellos, struct elb_hello_list *list, struct elb_text item)
{
    const struct elb_group *group =
        elb_catalog_group_named(hellos->reading->catalog, item.start, item.length);
    uint16_t code;

    if (group)
        elb_hello_add(&hellos->hello, list, group->code);
    else if (elb_log_code(item, &code) || trailing_number(item, &code))
        elb_hello_add(&hellos->hello, list, code);
    else
        elb_hellos_lose(hellos, list, item);
}

/* "SHA256withRSA": as the two bytes of TLS 1.2 (RFC 5246 section 7.4.1.4.1). */
static bool scheme_of_pair(struct elb_text item, uint16_t *ret_code)
{
    static const char *const hashes[] = {"none",   "MD5",    "SHA1",  "SHA224",
                                         "SHA256", "SHA384", "SHA512"};
    static const char *const keys[] = {"anonymous", "RSA", "DSA", "ECDSA"};
    const size_t with = elb_text_find(item, ELB_TEXT("with"));
    struct elb_text hash;
    unsigned code = 0;

    if (with == SIZE_MAX)
        return false;
    hash = (struct elb_text){item.start, with};
    for (unsigned i = 1; i < sizeof(hashes) / sizeof(hashes[0]); i++)
        code |= elb_text_is(hash, hashes[i]) ? i << 8 : 0;
    for (unsigned i = 1; i < sizeof(keys) / sizeof(keys[0]); i++)
        code |= elb_text_is(elb_text_skip(item, with + 4), keys[i]) ? i : 0;
    *ret_code = (uint16_t)code;
    return code >> 8 != 0 && (code & 0xFF) != 0;
}

/* "Unknown (hash:0x8, signature:0x4)" */
static bool scheme_of_parts(struct elb_text item, uint16_t *ret_code)
{
    struct elb_text hash;
    struct elb_text key;
    uint64_t bytes[2];

    if (!elb_log_between(item, "hash:", ",", &hash) ||
        !elb_log_between(item, "signature:", ")", &key) ||
        !elb_text_parse_unsigned(hash, UINT8_MAX, &bytes[0]) ||
        !elb_text_parse_unsigned(key, UINT8_MAX, &bytes[1]))
        return false;
    *ret_code = (uint16_t)(bytes[0] << 8 | bytes[1]);
    return true;
}

void elb_log_add_scheme(struct elb_hellos *hellos, struct elb_text item)
{
    const struct elb_scheme *scheme =
        elb_catalog_scheme_named(hellos->reading->catalog, item.start, item.length);
    struct elb_hello *hello = &hellos->hello;
    uint16_t code;

    if (scheme)
        elb_hello_add(hello, &hello->schemes, scheme->code);
    else if (scheme_of_pair(item, &code) || scheme_of_parts(item, &code) ||
             elb_log_code(item, &code))
        elb_hello_add(hello, &hello->schemes, code);
    else
        elb_hellos_lose(hellos, &hello->schemes, item);
}

/* "TLS-10.10", or "(D)TLS-127.28": major and minor, each a byte that Java takes for signed. */
static bool version_of_bytes(struct elb_text item, uint16_t *ret_code)
{
    const size_t start = elb_text_find(item, ELB_TEXT("TLS-"));
    struct elb_text rest = elb_text_skip(item, start == SIZE_MAX ? item.length : start + 4);
    unsigned bytes[2];

    for (size_t i = 0; i < 2; i++) {
        const bool is_negative = elb_text_has_prefix(rest, "-");
        struct elb_text field;
        uint64_t number;

        if (!elb_text_next_field(&rest, ".", &field) ||
            !elb_text_parse_unsigned(elb_text_skip(field, is_negative), UINT8_MAX, &number))
            return false;
        bytes[i] = (is_negative ? 0u - (unsigned)number : (unsigned)number) & 0xFF;
    }
    *ret_code = (uint16_t)(bytes[0] << 8 | bytes[1]);
    return true;
}

void elb_log_add_version(struct elb_hellos *hellos, struct elb_text item)
{
    struct elb_hello *hello = &hellos->hello;
    uint16_t code = elb_version_from_name(item);

    if (code != 0 || version_of_bytes(item, &code) || elb_log_code(item, &code))
        elb_hello_add(hello, &hello->versions, code);
    else
        elb_hellos_lose(hellos, &hello->versions, item);
}

bool elb_log_add_numbers(struct elb_hellos *hellos, struct elb_hello_list *list,
                         const char *separators, struct elb_text numbers)
{
    struct elb_text word;
    uint64_t number;

    list->presence = ELB_SENT;
    while (elb_text_next_word(&numbers, separators, &word)) {
        if (!elb_text_parse_unsigned(word, UINT16_MAX, &number))
            return false;
        elb_hello_add(&hellos->hello, list, (uint16_t)number);
    }
    return true;
}

enum elb_status elb_log_fail(const struct elb_hellos *hellos, struct elb_text at,
                             struct elb_error *reterr, const char *format, ...)
{
    char message[sizeof(reterr->message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    if (hellos->hello.out_of_memory)
        return elb_error_set_memory(reterr);
    return elb_reading_fail(hellos->reading, at, reterr, ELB_ERROR_SYNTAX, "%s", message);
}

enum elb_status elb_log_finish(struct elb_hellos *hellos, const char *what,
                               struct elb_error *reterr)
{
    if (hellos->count == 0)
        return elb_error_set(reterr, ELB_ERROR_DATA, hellos->reading->path, 0, 0,
                             "no ClientHello in %s", what);
    return elb_hellos_finish(hellos, reterr);
}
