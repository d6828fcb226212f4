/* SPDX-License-Identifier: MIT */

#include "tree/yaml_error.h"

/* What YAML 1.1 does not allow even within quotes (section 5.1). Its offset is in bytes. */
static enum elb_status reader_error(struct elb_builder *builder, struct elb_locator *locator,
                                    const yaml_parser_t *parser)
{
    struct elb_mark mark;

    /* Back to the start, since the parser was ahead of its events. */
    (void)elb_locator_at_index(locator, 0);
    mark = elb_locator_at_offset(locator, parser->problem_offset);
    return elb_builder_error(builder, ELB_ERROR_SYNTAX, mark, "character U+%04X is not allowed",
                             (unsigned)parser->problem_value);
}

enum elb_status elb_yaml_error(struct elb_builder *builder, struct elb_locator *locator,
                               const yaml_parser_t *parser)
{
    struct elb_mark mark;
    struct elb_mark context;

    /* Where a copy of a name can't be made, it sets no error at all. */
    if (parser->error == YAML_MEMORY_ERROR || !parser->problem)
        return elb_error_set_memory(builder->reterr);
    if (parser->error == YAML_READER_ERROR)
        return reader_error(builder, locator, parser);
    mark = elb_locator_at_index(locator, parser->problem_mark.index);
    if (!parser->context)
        return elb_builder_error(builder, ELB_ERROR_SYNTAX, mark, "%s", parser->problem);
    context = elb_locator_at_index(locator, parser->context_mark.index);
    return elb_builder_error(builder, ELB_ERROR_SYNTAX, mark, "%s, %s at %u:%u", parser->problem,
                             parser->context, (unsigned)context.line, (unsigned)context.column);
}
