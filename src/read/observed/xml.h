/* SPDX-License-Identifier: MIT */

/*
 * XML, element by element, from expat. Nothing outside of the input is ever read, and entities
 * that a document declares itself are refused: no scanner needs them.
 */
#ifndef ELB_READ_OBSERVED_XML_H
#define ELB_READ_OBSERVED_XML_H

#include "read/observed/reader.h"

/* `attributes` are names and values in turn, then NULL; all strings are UTF-8. */
struct elb_xml_handler {
    void (*start)(void *data, const char *name, const char *const *attributes);
    void (*end)(void *data, const char *name);
    void (*text)(void *data, struct elb_text text); /* a part of it; NULL: not wanted */
};

/*
 * Goes through all documents of the reading's text, one behind the other; what stands in front of
 * the first is skipped. A handler that sets `reading->failed` ends it.
 *
 * Errors: ELB_ERROR_SYNTAX, ELB_ERROR_LIMIT (the reading's own, for elements and attributes too),
 * ELB_ERROR_MEMORY.
 */
enum elb_status elb_xml_read(struct elb_observed_reading *reading,
                             const struct elb_xml_handler *handler, void *data,
                             struct elb_error *reterr) __attribute__((warn_unused_result));

/* The value of an attribute; empty if there is none. */
struct elb_text elb_xml_attribute(const char *const *attributes, const char *name);

/* Does the text begin with a document of this root element? Looks at its first bytes only. */
bool elb_xml_has_root(struct elb_text text, const char *root);

#endif
