/* SPDX-License-Identifier: MIT */
#include "read/choose.h"

#include <assert.h>
#include <limits.h>

static unsigned at_most(const struct elb_format *format)
{
    return format->at_most > 0 ? format->at_most : 100;
}

/* The highest that any is sure at most, below that; 0: there is none. */
static unsigned next_level(const struct elb_format *const *formats, size_t count, unsigned below)
{
    unsigned level = 0;

    for (size_t i = 0; i < count; i++) {
        const unsigned own = at_most(formats[i]);

        if (own < below && own > level)
            level = own;
    }
    return level;
}

/* Those that may be the surest are asked first: each looks at many lines. */
const struct elb_format *elb_choose(const struct elb_format *const *formats, size_t count,
                                    struct elb_text text, bool is_text)
{
    size_t best = count;
    unsigned best_sure = 0;

    for (unsigned level = next_level(formats, count, UINT_MAX); level > 0 && level >= best_sure;
         level = next_level(formats, count, level)) {
        for (size_t i = 0; i < count; i++) {
            unsigned sure;

            if (at_most(formats[i]) != level || !(is_text || formats[i]->takes_bytes))
                continue;
            sure = formats[i]->recognise(text);
            assert(sure <= level);
            if (sure > best_sure || (sure == best_sure && i < best && sure > 0)) {
                best = i;
                best_sure = sure;
            }
        }
    }
    return best < count ? formats[best] : NULL;
}

void elb_choose_summaries(const struct elb_format *const *formats, size_t count,
                          struct elb_buffer *buffer)
{
    const char *between = "";

    for (size_t i = 0; i < count; i++) {
        if (!formats[i]->summary)
            continue;
        elb_buffer_printf(buffer, "%s%s", between, formats[i]->summary);
        between = ", ";
    }
}

enum elb_status elb_choose_fail(const struct elb_format *const *formats, size_t count,
                                const char *path, const char *what, struct elb_error *reterr)
{
    struct elb_buffer summaries = {0};
    enum elb_status status;

    elb_choose_summaries(formats, count, &summaries);
    if (summaries.out_of_memory)
        status = elb_error_set_memory(reterr);
    else
        status = elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "%s: looked for %s", what,
                               elb_buffer_string(&summaries));
    elb_buffer_done(&summaries);
    return status;
}
