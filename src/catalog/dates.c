/* SPDX-License-Identifier: MIT */
/* Dates of a data file: ISO 8601, as exactly as they are known. */
#include "catalog/dates.h"

#include "catalog/fields.h"

/* Two or four digits, which stand alone or before a hyphen. */
static bool take_digits(struct elb_text *rest, size_t digits, unsigned *ret_value)
{
    unsigned value = 0;
    if (rest->length < digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        char c = rest->start[i];
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (unsigned)(c - '0');
    }
    *rest = elb_text_skip(*rest, digits);
    *ret_value = value;
    return true;
}

static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* How many of year, month and day there are; 0 when it is no date. */
static int parts_of(struct elb_text text)
{
    unsigned year, month, day;
    if (!take_digits(&text, 4, &year) || year < 1990)
        return 0;
    if (text.length == 0)
        return 1;
    if (*text.start != '-')
        return 0;
    text = elb_text_skip(text, 1);
    if (!take_digits(&text, 2, &month) || month < 1 || month > 12)
        return 0;
    if (text.length == 0)
        return 2;
    if (*text.start != '-')
        return 0;
    text = elb_text_skip(text, 1);
    if (!take_digits(&text, 2, &day) || day < 1 || day > days_of(year, month))
        return 0;
    return text.length == 0 ? 3 : 0;
}

bool elb_date_is_day(struct elb_text text)
{
    return parts_of(text) == 3;
}

enum elb_status elb_get_date(struct elb_loader *loader, const struct elb_node *node,
                             const char **ret_date)
{
    const char *date;
    enum elb_status status = elb_get_string(loader, node, &date);
    if (status != ELB_OK)
        return status;
    if (parts_of(node->text) == 0)
        return elb_refuse(loader, node, "'%s' is no date: expected YYYY, YYYY-MM or YYYY-MM-DD",
                          date);
    *ret_date = date;
    return ELB_OK;
}

enum elb_status elb_read_date(struct elb_loader *loader, const struct elb_field *field,
                              const struct elb_node *node, void *object)
{
    return elb_get_date(loader, node, (const char **)(void *)((char *)object + field->member));
}

enum elb_status elb_read_day(struct elb_loader *loader, const struct elb_field *field,
                             const struct elb_node *node, void *object)
{
    const char **member = (const char **)(void *)((char *)object + field->member);
    const char *date;
    enum elb_status status = elb_get_string(loader, node, &date);
    if (status != ELB_OK)
        return status;
    if (parts_of(node->text) != 3)
        return elb_refuse(loader, node, "'%s' is no date: expected YYYY-MM-DD", date);
    *member = date;
    return ELB_OK;
}
