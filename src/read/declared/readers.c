/* SPDX-License-Identifier: MIT */
#include "read/declared/set.h"

/* The one list of readers. Of two that are equally sure, the first one reads. */
static const struct elb_declared_reader *const readers[] = {
    &elb_declared_reader_ansible,         &elb_declared_reader_aws_cli,
    &elb_declared_reader_beanstalk,       &elb_declared_reader_cloudformation,
    &elb_declared_reader_kubernetes,      &elb_declared_reader_lza,
    &elb_declared_reader_pulumi,          &elb_declared_reader_terraform_plan,
    &elb_declared_reader_terraform_state, &elb_declared_reader_terraform,
    &elb_declared_reader_values,          &elb_declared_reader_template,
};
#define READER_COUNT (sizeof(readers) / sizeof(readers[0]))

_Static_assert(READER_COUNT <= ELB_DECLARED_READERS_MAX, "make room for the states of all readers");

const struct elb_declared_reader *elb_declared_reader_at(size_t index)
{
    return index < READER_COUNT ? readers[index] : NULL;
}

void **elb_declared_state(struct elb_listeners *listeners, const struct elb_declared_reader *reader)
{
    size_t index = 0;

    while (readers[index] != reader)
        index++;
    return &listeners->states[index];
}
