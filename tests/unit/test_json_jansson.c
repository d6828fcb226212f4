/* SPDX-License-Identifier: MIT */

/*
 * Our JSON reader accepts exactly what jansson accepts, and finds the same values: over documents
 * that are generated, and over the same after a few bytes were changed.
 *
 * One byte is left out of that: jansson skips a NUL behind a number or a word ("[1\0]"), which
 * RFC 8259 does not allow and we do not follow.
 *
 * ELB_TEST_SEED repeats a run; the seed is printed when one fails.
 */
#include "base/buffer.h"
#include "tree/tree.h"

#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 20000

static uint64_t state;

/* xorshift64* */
static uint64_t next_random(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545f4914f6cdd1d;
}

static size_t below(size_t limit)
{
    return (size_t)(next_random() >> 16) % limit;
}

#define PICK(array) ((array)[below(sizeof(array) / sizeof(*(array)))])

static void write_value(struct elb_buffer *buffer, int depth);

static void write_space(struct elb_buffer *buffer)
{
    static const char *const spaces[] = {"", "", "", "", " ", "\n", "\t", "\r\n", "  "};

    elb_buffer_append_string(buffer, PICK(spaces));
}

static void write_string(struct elb_buffer *buffer)
{
    static const char *const parts[] = {
        "a",       "b",       "key",          "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
        "\\n",     "\\\"",    "\\\\",         "\\/",      "\\u0061",      "\\ud83d\\ude00",
        "\\u00e4", "\\uffff", "\x7f",         " ",        "\\u0000",      "\\ud800",
        "\\udc00", "\\x",     "\xed\xa0\x80",
    };
    size_t count = below(5);

    elb_buffer_append_char(buffer, '"');
    for (size_t i = 0; i < count; i++) {
        /* The last few are refused: seldom, so that most documents are good. */
        size_t valid = below(60) ? 16 : sizeof(parts) / sizeof(*parts);

        elb_buffer_append_string(buffer, parts[below(valid)]);
    }
    elb_buffer_append_char(buffer, '"');
}

static void write_digits(struct elb_buffer *buffer, size_t count)
{
    for (size_t i = 0; i < count; i++)
        elb_buffer_append_char(buffer, (char)('0' + below(10)));
}

/* Numbers around the ends of what int64_t and double hold. */
static void write_edge(struct elb_buffer *buffer)
{
    static const char *const edges[] = {
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "17976931348623158e292",
        "0.00017976931348623159e312",
        "1e308",
        "1e309",
        "-1e309",
        "1e-400",
        "0e999999999999999999999",
        "1e-999999999999999999999",
        "1e999999999999999999999",
        "-0",
        "0.0",
        "-0.0e-0",
        "1E+2",
        "1.797693134862315807937289714053034150799341327100378269361737789804449e308",
        "1.797693134862315807937289714053034150799341327100378269361737789804450e308",
    };

    elb_buffer_append_string(buffer, PICK(edges));
}

static void write_number(struct elb_buffer *buffer)
{
    if (below(4) == 0) {
        write_edge(buffer);
        return;
    }
    if (below(3) == 0)
        elb_buffer_append_char(buffer, '-');
    elb_buffer_printf(buffer, "%zu", below(10));
    if (buffer->data[buffer->length - 1] != '0' || below(20) == 0)
        write_digits(buffer, below(20) ? below(6) : below(320));
    if (below(3) == 0) {
        elb_buffer_append_char(buffer, '.');
        write_digits(buffer, 1 + below(20));
    }
    if (below(3) == 0)
        elb_buffer_printf(buffer, "e%s%zu", below(2) ? "" : below(2) ? "-" : "+", below(320));
}

static void write_container(struct elb_buffer *buffer, int depth, bool is_object)
{
    size_t count = below(30) ? below(5) : below(40);

    elb_buffer_append_char(buffer, is_object ? '{' : '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            elb_buffer_append_char(buffer, ',');
        write_space(buffer);
        if (is_object) {
            /* A number makes it unlikely that the key is there twice. */
            if (below(10))
                elb_buffer_printf(buffer, "\"%zu\"", i + below(20) / 19);
            else
                write_string(buffer);
            write_space(buffer);
            elb_buffer_append_char(buffer, ':');
        }
        write_value(buffer, depth + 1);
    }
    write_space(buffer);
    elb_buffer_append_char(buffer, is_object ? '}' : ']');
}

static void write_value(struct elb_buffer *buffer, int depth)
{
    static const char *const words[] = {"null", "true", "false"};
    size_t kind = below(depth < 5 ? 7 : 4);

    write_space(buffer);
    if (kind == 0)
        elb_buffer_append_string(buffer, PICK(words));
    else if (kind == 1)
        write_number(buffer);
    else if (kind <= 3)
        write_string(buffer);
    else
        write_container(buffer, depth, kind == 4);
    write_space(buffer);
}

/* Changes, removes, inserts or repeats a few bytes. */
static void mutate(struct elb_buffer *buffer)
{
    static const char bytes[] = "{}[]\",:\\u0123456789eE+-. \t\n\r\x00\x7f\x80\xc3\xa4truefalsn/x";

    for (size_t count = 1 + below(3); count > 0 && buffer->length > 0; count--) {
        size_t at = below(buffer->length);
        char byte = bytes[below(sizeof(bytes) - 1)];

        switch (below(4)) {
        case 0:
            buffer->data[at] = byte;
            break;
        case 1:
            memmove(buffer->data + at, buffer->data + at + 1, buffer->length - at);
            buffer->length--;
            break;
        case 2:
            elb_buffer_append_char(buffer, byte);
            memmove(buffer->data + at + 1, buffer->data + at, buffer->length - at - 1);
            buffer->data[at] = byte;
            break;
        default:
            buffer->length = at;
            buffer->data[at] = '\0';
        }
    }
}

static bool is_same(const struct elb_node *node, const json_t *json);

static bool is_same_object(const struct elb_node *node, const json_t *json)
{
    if (!elb_node_is_mapping(node) || elb_node_count(node) != json_object_size(json))
        return false;
    for (size_t i = 0; i < elb_node_count(node); i++) {
        /* Without U+0000, the NUL behind the text ends the key. */
        const json_t *value = json_object_get(json, elb_node_key_at(node, i)->text.start);

        if (!value || !is_same(elb_node_at(node, i), value))
            return false;
    }
    return true;
}

static bool is_same_array(const struct elb_node *node, const json_t *json)
{
    if (!elb_node_is_sequence(node) || elb_node_count(node) != json_array_size(json))
        return false;
    for (size_t i = 0; i < elb_node_count(node); i++) {
        if (!is_same(elb_node_at(node, i), json_array_get(json, i)))
            return false;
    }
    return true;
}

static bool is_same_string(const struct elb_node *node, const json_t *json)
{
    struct elb_text text = {json_string_value(json), json_string_length(json)};

    return elb_node_is_string(node) && elb_text_is_equal(node->text, text);
}

static bool is_same(const struct elb_node *node, const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return is_same_object(node, json);
    case JSON_ARRAY:
        return is_same_array(node, json);
    case JSON_STRING:
        return is_same_string(node, json);
    case JSON_INTEGER:
        return node->type == ELB_NODE_NUMBER &&
               strtoll(node->text.start, NULL, 10) == json_integer_value(json);
    case JSON_REAL:
        return node->type == ELB_NODE_NUMBER &&
               !(strtod(node->text.start, NULL) != json_real_value(json));
    case JSON_NULL:
        return elb_node_is_null(node);
    default:
        return node->type == ELB_NODE_BOOL && elb_text_is(node->text, "true") == json_is_true(json);
    }
}

static void compare(struct elb_text text, const char *what)
{
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    const struct elb_node *root = NULL;
    json_error_t json_error;
    json_t *json =
        json_loadb(text.start, text.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &json_error);
    bool is_accepted = json && !elb_text_is_binary(text);
    enum elb_status status = elb_json_read(&arena, text, NULL, NULL, &root, &error);

    ck_assert_msg(status == ELB_OK || status == ELB_ERROR_SYNTAX, "%s: status %d: %s", what,
                  (int)status, error.message);
    ck_assert_msg((status == ELB_OK) == is_accepted, "%s: we: %s; jansson: %s; document: %.*s",
                  what, status == ELB_OK ? "accepted" : error.message,
                  json ? "accepted" : json_error.text, ELB_TEXT_ARGS(text));
    ck_assert_msg(!is_accepted || is_same(root, json), "%s: other values; document: %.*s", what,
                  ELB_TEXT_ARGS(text));
    json_decref(json);
    elb_arena_done(&arena);
}

START_TEST(as_jansson)
{
    const char *given = getenv("ELB_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0) : 1;

    for (int round = 0; round < ROUNDS; round++) {
        struct elb_buffer buffer = {0};
        char what[64];

        (void)snprintf(what, sizeof(what), "ELB_TEST_SEED=%llu",
                       (unsigned long long)seed + (unsigned)round);
        state = (seed + (uint64_t)round) * 0x9e3779b97f4a7c15 + 1;
        write_value(&buffer, 0);
        compare(elb_buffer_text(&buffer), what);
        mutate(&buffer);
        compare(elb_buffer_text(&buffer), what);
        elb_buffer_done(&buffer);
    }
}
END_TEST

/* 2^1024 - 2^970, from where strtod() overflows, and its neighbours. */
#define HALF_WAY                                                                                   \
    "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797" \
    "75872070963302864166928879109465555478519404026306574886715058206819089020007083836762738548" \
    "45817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711" \
    "559699508093042880"

static const char *const boundaries[] = {
    HALF_WAY ".0",
    HALF_WAY "e0",
    HALF_WAY ".0000000000000000000000000000000000000001",
    "-" HALF_WAY "e0",
    HALF_WAY "000e-3",
    "0.000" HALF_WAY "e312",
    "0." HALF_WAY "e309",
    "0." HALF_WAY "e308",
    "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797"
    "75872070963302864166928879109465555478519404026306574886715058206819089020007083836762738548"
    "45817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711"
    "559699508093042879.99999999999999999999999",
};

START_TEST(boundary)
{
    compare(elb_text_from(boundaries[_i]), boundaries[_i]);
}
END_TEST

/* Every single byte, and every byte in a string and behind a backslash. */
START_TEST(single_bytes)
{
    for (int byte = 0; byte < 256; byte++) {
        char text[8];

        text[0] = (char)byte;
        compare((struct elb_text){text, 1}, "a byte");
        (void)memcpy(text, "\"a?b\"", 5);
        text[2] = (char)byte;
        compare((struct elb_text){text, 5}, "a byte in a string");
        (void)memcpy(text, "\"\\?\"", 4);
        text[2] = (char)byte;
        compare((struct elb_text){text, 4}, "a byte behind a backslash");
        (void)memcpy(text, "[1?2]", 5);
        text[2] = (char)byte;
        compare((struct elb_text){text, 5}, "a byte between numbers");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tree/json as jansson");
    TCase *tcase = tcase_create("property");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, as_jansson);
    tcase_add_loop_test(tcase, boundary, 0, sizeof(boundaries) / sizeof(*boundaries));
    tcase_add_test(tcase, single_bytes);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
