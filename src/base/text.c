/* SPDX-License-Identifier: MIT */

#include "base/text.h"

#include "base/utf8.h"

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct elb_text first(struct elb_text text, size_t count)
{
    return (struct elb_text){text.start, count < text.length ? count : text.length};
}

static struct elb_text last(struct elb_text text, size_t count)
{
    return count < text.length ? elb_text_skip(text, text.length - count) : text;
}

int elb_text_compare(struct elb_text a, struct elb_text b)
{
    size_t length = a.length < b.length ? a.length : b.length;
    int order = length ? memcmp(a.start, b.start, length) : 0;

    return order ? order : (a.length > b.length) - (a.length < b.length);
}

int elb_text_compare_nocase(struct elb_text a, struct elb_text b)
{
    size_t length = a.length < b.length ? a.length : b.length;

    for (size_t i = 0; i < length; i++) {
        if (fold(a.start[i]) != fold(b.start[i]))
            return fold(a.start[i]) - fold(b.start[i]);
    }
    return (a.length > b.length) - (a.length < b.length);
}

bool elb_text_is_equal(struct elb_text a, struct elb_text b)
{
    return a.length == b.length && elb_text_compare(a, b) == 0;
}

bool elb_text_is_equal_nocase(struct elb_text a, struct elb_text b)
{
    return a.length == b.length && elb_text_compare_nocase(a, b) == 0;
}

bool elb_text_is(struct elb_text text, const char *string)
{
    return elb_text_is_equal(text, elb_text_from(string));
}

bool elb_text_is_nocase(struct elb_text text, const char *string)
{
    return elb_text_is_equal_nocase(text, elb_text_from(string));
}

bool elb_text_has_prefix(struct elb_text text, const char *prefix)
{
    return elb_text_is(first(text, strlen(prefix)), prefix);
}

bool elb_text_has_prefix_nocase(struct elb_text text, const char *prefix)
{
    return elb_text_is_nocase(first(text, strlen(prefix)), prefix);
}

bool elb_text_has_suffix(struct elb_text text, const char *suffix)
{
    return elb_text_is(last(text, strlen(suffix)), suffix);
}

bool elb_text_has_suffix_nocase(struct elb_text text, const char *suffix)
{
    return elb_text_is_nocase(last(text, strlen(suffix)), suffix);
}

size_t elb_text_find(struct elb_text text, struct elb_text needle)
{
    if (needle.length == 0)
        return 0;
    for (size_t i = 0; i + needle.length <= text.length; i++) {
        const char *found =
            memchr(text.start + i, *needle.start, text.length - needle.length - i + 1);

        if (!found)
            return SIZE_MAX;
        i = (size_t)(found - text.start);
        if (memcmp(found, needle.start, needle.length) == 0)
            return i;
    }
    return SIZE_MAX;
}

struct elb_text elb_text_skip(struct elb_text text, size_t count)
{
    if (count > text.length)
        count = text.length;
    if (count == 0)
        return text;
    return (struct elb_text){text.start + count, text.length - count};
}

struct elb_text elb_text_trim(struct elb_text text)
{
    while (text.length && is_space(text.start[0]))
        text = elb_text_skip(text, 1);
    while (text.length && is_space(text.start[text.length - 1]))
        text.length--;
    return text;
}

/* How many characters from the start are, or are not, among `set`. */
static size_t span(struct elb_text text, const char *set, bool inside)
{
    size_t length = 0;

    while (length < text.length &&
           (text.start[length] && strchr(set, text.start[length])) == inside)
        length++;
    return length;
}

bool elb_text_next_field(struct elb_text *rest, const char *separators, struct elb_text *ret_field)
{
    /* An empty text has no field at all, but behind a separator it is one. */
    static const char end[] = "";
    size_t length = span(*rest, separators, false);

    if (!rest->start || (rest->length == 0 && rest->start != end))
        return false;
    *ret_field = first(*rest, length);
    if (length == rest->length)
        *rest = (struct elb_text){NULL, 0};
    else if (length + 1 == rest->length)
        *rest = (struct elb_text){end, 0};
    else
        *rest = elb_text_skip(*rest, length + 1);
    return true;
}

bool elb_text_next_word(struct elb_text *rest, const char *separators, struct elb_text *ret_word)
{
    struct elb_text text = elb_text_skip(*rest, span(*rest, separators, true));
    size_t length = span(text, separators, false);

    *rest = elb_text_skip(text, length);
    if (length == 0)
        return false;
    *ret_word = first(text, length);
    return true;
}

bool elb_text_next_line(struct elb_text *rest, struct elb_text *ret_line)
{
    const char *newline;
    size_t length = rest->length;

    if (rest->length == 0)
        return false;
    newline = memchr(rest->start, '\n', rest->length);
    if (newline)
        length = (size_t)(newline - rest->start);
    *ret_line = first(*rest, length);
    *rest = elb_text_skip(*rest, newline ? length + 1 : length);
    if (newline && length && ret_line->start[length - 1] == '\r')
        ret_line->length--;
    return true;
}

bool elb_text_is_utf8(struct elb_text text)
{
    return elb_utf8_valid_length(text) == text.length;
}

bool elb_text_is_binary(struct elb_text text)
{
    return text.length && memchr(text.start, '\0', text.length);
}
