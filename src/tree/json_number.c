/* SPDX-License-Identifier: MIT */

#include "tree/json_scan.h"

#define TOO_LARGE_INTEGER "integer beyond 64 bits"
#define TOO_LARGE_REAL    "number beyond a double"

/*
 * 2^1024 - 2^970: from here on, a number is nearer to infinity than to the largest double, so
 * strtod() overflows. Comparing digits needs no locale, and no copy with a NUL at its end.
 */
static const char real_limit[] =
    "17976931348623158079372897140530341507993413271003782693617377898044496829276475"
    "09466490179775872070963302864166928879109465555478519404026306574886715058206819"
    "08902000708383676273854845817711531764475730270069855571366959622842914819860834"
    "936475292719074168444365510704342711559699508093042880177904174497792";

struct number {
    struct elb_text whole;    /* the digits before the point */
    struct elb_text fraction; /* those behind it */
    struct elb_text exponent; /* digits only */
    bool is_negative;
    bool has_negative_exponent;
    bool is_real; /* has a point or an exponent */
};

static bool take_char(struct elb_text *rest, const char *set)
{
    if (rest->length == 0 || !*rest->start || !strchr(set, *rest->start))
        return false;
    *rest = elb_text_skip(*rest, 1);
    return true;
}

static struct elb_text take_digits(struct elb_text *rest)
{
    struct elb_text digits = *rest;

    size_t count = 0;

    while (count < rest->length && rest->start[count] >= '0' && rest->start[count] <= '9')
        count++;
    *rest = elb_text_skip(*rest, count);
    digits.length = count;
    return digits;
}

/* By the grammar of RFC 8259, section 6; says what is missing, or NULL. */
static const char *parse(struct elb_text *rest, struct number *ret_number)
{
    struct number number = {0};

    number.is_negative = take_char(rest, "-");
    number.whole = take_digits(rest);
    if (number.whole.length == 0)
        return "expected a digit";
    if (number.whole.length > 1 && *number.whole.start == '0')
        return "number with a leading zero";
    if (take_char(rest, ".")) {
        number.is_real = true;
        number.fraction = take_digits(rest);
        if (number.fraction.length == 0)
            return "expected a digit behind the decimal point";
    }
    if (take_char(rest, "eE")) {
        number.is_real = true;
        number.has_negative_exponent = take_char(rest, "-");
        if (!number.has_negative_exponent)
            (void)take_char(rest, "+");
        number.exponent = take_digits(rest);
        if (number.exponent.length == 0)
            return "expected a digit in the exponent";
    }
    *ret_number = number;
    return NULL;
}

static bool fits_integer(const struct number *number)
{
    uint64_t maximum = (uint64_t)INT64_MAX + number->is_negative;
    uint64_t value;

    return elb_text_parse_unsigned(number->whole, maximum, &value);
}

/* The digit at `index` of whole and fraction as one row of digits; behind the end, zeroes. */
static char digit_at(const struct number *number, size_t index)
{
    if (index < number->whole.length)
        return number->whole.start[index];
    index -= number->whole.length;
    return index < number->fraction.length ? number->fraction.start[index] : '0';
}

static bool is_below_limit(const struct number *number, size_t first, size_t count)
{
    for (size_t i = 0; i < sizeof(real_limit) - 1; i++) {
        char digit = first + i < count ? digit_at(number, first + i) : '0';

        if (digit != real_limit[i])
            return digit < real_limit[i];
    }
    return false;
}

static bool fits_real(const struct number *number)
{
    size_t count = number->whole.length + number->fraction.length;
    size_t first = 0;
    uint64_t exponent = 0;
    int64_t magnitude;

    while (first < count && digit_at(number, first) == '0')
        first++;
    if (first == count)
        return true;
    /* An exponent that is beyond any text's length decides by its sign alone. */
    if (number->exponent.length &&
        !elb_text_parse_unsigned(number->exponent, INT64_MAX / 4, &exponent))
        return number->has_negative_exponent;
    /* How many digits are left of the point once the exponent is applied. */
    magnitude = (int64_t)number->whole.length - (int64_t)first;
    magnitude += number->has_negative_exponent ? -(int64_t)exponent : (int64_t)exponent;
    if (magnitude != sizeof(real_limit) - 1)
        return magnitude < (int64_t)sizeof(real_limit) - 1;
    return is_below_limit(number, first, count);
}

size_t elb_json_scan_number(struct elb_text text, bool any_size,
                            struct elb_json_problem *ret_problem)
{
    struct elb_text rest = text;
    struct number number;
    const char *message = parse(&rest, &number);

    if (message) {
        *ret_problem = (struct elb_json_problem){message, text.length - rest.length};
        return 0;
    }
    if (!any_size && !(number.is_real ? fits_real(&number) : fits_integer(&number))) {
        *ret_problem =
            (struct elb_json_problem){number.is_real ? TOO_LARGE_REAL : TOO_LARGE_INTEGER, 0};
        return 0;
    }
    return text.length - rest.length;
}
