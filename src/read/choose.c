/* SPDX-License-Identifier: MIT */
#include "read/choose.h"

const struct elb_format *elb_choose(const struct elb_format *const *formats, size_t count,
                                    struct elb_text text, bool is_text)
{
    const struct elb_format *best = NULL;
    unsigned best_sure = 0;

    for (size_t i = 0; i < count; i++) {
        const bool may = is_text || formats[i]->takes_bytes;
        const unsigned sure = may ? formats[i]->recognise(text) : 0;

        if (sure > best_sure) {
            best = formats[i];
            best_sure = sure;
        }
    }
    return best;
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
