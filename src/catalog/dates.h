/* SPDX-License-Identifier: MIT */

/* Dates as ISO 8601 writes them. */
#ifndef ELB_CATALOG_DATES_H
#define ELB_CATALOG_DATES_H

#include "base/text.h"

#include <stdbool.h>

/* Is it YYYY-MM-DD, and a day that there is? */
bool elb_date_is_day(struct elb_text text);

#endif
