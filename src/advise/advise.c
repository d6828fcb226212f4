/* SPDX-License-Identifier: MIT */

/* The list of the kinds of advice, in the order in which they are printed. */

#include "advise/advise.h"

#include "base/alloc.h"

static const struct elb_advisor *const advisors[] = {
    &elb_advisor_aws_cli,        &elb_advisor_console, &elb_advisor_terraform,
    &elb_advisor_cloudformation, &elb_advisor_cdk,     &elb_advisor_kubernetes,
    &elb_advisor_client,
};
#define COUNT (sizeof(advisors) / sizeof(advisors[0]))

const char *elb_advice_name(size_t index)
{
    return index < COUNT ? advisors[index]->name : NULL;
}

const char *elb_advice_summary(size_t index)
{
    return advisors[index]->summary;
}

enum elb_side elb_advice_side(size_t index)
{
    return advisors[index]->side;
}

void elb_advise(struct elb_buffer *out, size_t index, const struct elb_advice_query *query)
{
    const struct elb_advisor *advisor = advisors[index];
    const void *subject =
        advisor->side == ELB_SIDE_CLIENT ? (const void *)query->check : (const void *)query->policy;

    if (subject)
        advisor->write(out, query);
}

enum elb_status elb_advice_write(size_t index, const struct elb_advice_query *query,
                                 char **ret_text, struct elb_error *reterr)
{
    struct elb_buffer out = {0};
    char *text = NULL;

    elb_advise(&out, index, query);
    if (out.length > 0 || out.out_of_memory) {
        text = elb_buffer_steal(&out);
        if (!text)
            return elb_error_set_memory(reterr);
    }
    *ret_text = text;
    return ELB_OK;
}

char *elb_advice_free(char *text)
{
    elb_free(text);
    return NULL;
}
