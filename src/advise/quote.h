/* SPDX-License-Identifier: MIT */

/*
 * Names made safe to paste. A user's own policy can have any name: quotes, $(...), newlines. Each
 * function appends one literal of its language, its quotation marks included.
 */
#ifndef ELB_ADVISE_QUOTE_H
#define ELB_ADVISE_QUOTE_H

#include "base/buffer.h"
#include "base/text.h"

/* A word of a POSIX shell (Shell Command Language, 2.2.2): bare where that is safe, else in single
 * quotes.
 * A word that begins with - stays an option to the program that gets it. */
void elb_quote_shell(struct elb_buffer *out, struct elb_text text);

/* A string of RFC 8259, which is one of YAML 1.2 (5.7, double-quoted) and of TypeScript too. What
 * is not UTF-8 becomes U+FFFD; control and format characters are escaped. */
void elb_quote_json(struct elb_buffer *out, struct elb_text text);

/* A template of HCL (HCL Native Syntax Specification, "Quoted Templates") without templates in it.
 */
void elb_quote_hcl(struct elb_buffer *out, struct elb_text text);

/* `name` for a comment of one line or for prose: nothing in it ends the line. */
void elb_quote_comment(struct elb_buffer *out, const char *name);

#endif
