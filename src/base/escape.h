/* SPDX-License-Identifier: MIT */

/*
 * Text from an input, made harmless for a terminal: nothing in it can move the cursor, change
 * colours, break a line, turn the direction of reading around or hide.
 */
#ifndef ELB_BASE_ESCAPE_H
#define ELB_BASE_ESCAPE_H

#include "base/buffer.h"
#include "base/text.h"

/*
 * Appends `text` with these replaced: control bytes (tab and newline too), DEL and bytes that are
 * not UTF-8 by \xNN; the C1 controls U+0080 to U+009F, the line separators U+2028 and U+2029, and
 * format characters (Unicode's general category Cf: bidirectional controls, zero-width characters,
 * soft hyphens, tags) by \u{NNNN}. A backslash stays as it is: this is for people to read, not for
 * programs to undo.
 */
void elb_escape_terminal(struct elb_buffer *buffer, struct elb_text text);

/*
 * Appends `text` as character data of XML 1.0 and HTML, good for attributes in double quotes too:
 * the five special characters become references; what may not stand in XML (control bytes other
 * than tab, LF and CR, bytes that are not UTF-8, U+FFFE and U+FFFF) becomes \xNN or \u{NNNN}.
 */
void elb_escape_xml(struct elb_buffer *buffer, struct elb_text text);

#endif
