/* SPDX-License-Identifier: MIT */

/* libyaml's errors in our words. */
#ifndef ELB_TREE_YAML_ERROR_H
#define ELB_TREE_YAML_ERROR_H

#include "tree/builder.h"
#include "tree/locator.h"

#include <yaml.h>

/* To be called after yaml_parser_parse() failed. Returns the status. */
enum elb_status elb_yaml_error(struct elb_builder *builder, struct elb_locator *locator,
                               const yaml_parser_t *parser);

#endif
