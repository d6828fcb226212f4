/* SPDX-License-Identifier: MIT */
/* The texts that the catalog knows, anywhere in a line. */
#include "read/symptom/reader.h"

static bool take(struct elb_symptom_list *list, struct elb_text line, enum elb_status *ret_status,
                 struct elb_error *reterr)
{
    struct elb_pattern_match match;
    struct elb_symptom symptom;

    *ret_status = ELB_OK;
    if (!elb_patterns_find(list->patterns, line, &match))
        return false;
    symptom = elb_symptom_of_match(list, &match);
    *ret_status = elb_symptom_add(list, &symptom, line, match.weight, false, reterr);
    return true;
}

const struct elb_symptom_reader elb_symptom_reader_error_text = {.name = "error-text",
                                                                 .take = take};
