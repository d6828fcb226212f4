/* SPDX-License-Identifier: MIT */

/* How far a name is from another one, for "did you mean". */
#include "base/text.h"

#define ROW_LENGTH (ELB_TEXT_DISTANCE_LENGTH + 1)

static char fold(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned smaller = a < b ? a : b;

    return smaller < c ? smaller : c;
}

/*
 * One row of the table of optimal string alignment: how far the first `i` characters of `a` are
 * from each prefix of `b`. `rows` holds this row and the two before, the newest first.
 */
static void fill_row(struct elb_text a, struct elb_text b, size_t i, unsigned *const rows[3])
{
    char own = fold(a.start[i - 1]);

    rows[0][0] = (unsigned)i;
    for (size_t j = 1; j <= b.length; j++) {
        char other = fold(b.start[j - 1]);
        unsigned value = least(rows[1][j] + 1, rows[0][j - 1] + 1, rows[1][j - 1] + (own != other));

        if (i > 1 && j > 1 && own == fold(b.start[j - 2]) && other == fold(a.start[i - 2]))
            value = least(value, value, rows[2][j - 2] + 1);
        rows[0][j] = value;
    }
}

size_t elb_text_distance(struct elb_text a, struct elb_text b, size_t maximum)
{
    unsigned memory[3][ROW_LENGTH];
    unsigned *rows[3] = {memory[0], memory[1], memory[2]};
    size_t difference = a.length > b.length ? a.length - b.length : b.length - a.length;

    if (a.length > ELB_TEXT_DISTANCE_LENGTH || b.length > ELB_TEXT_DISTANCE_LENGTH)
        return SIZE_MAX;
    if (difference > maximum)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.length; i++) {
        unsigned *oldest = rows[2];

        rows[2] = rows[1];
        rows[1] = rows[0];
        rows[0] = oldest;
        fill_row(a, b, i, rows);
    }
    return rows[0][b.length] <= maximum ? rows[0][b.length] : SIZE_MAX;
}
