/* SPDX-License-Identifier: MIT */

/*
 * Text that is YAML, JSON or something like it only when it is rendered, read by line: keys, their
 * values, and what stands beside them in the same block, by indentation.
 */
#ifndef ELB_READ_DECLARED_TEMPLATE_H
#define ELB_READ_DECLARED_TEMPLATE_H

#include "read/declared/kubernetes.h"

/* Lines to look at on each side of a setting; more than any listener has. */
#define ELB_TEMPLATE_LINES_MOST 60

/* Longer than any key that counts. */
#define ELB_TEMPLATE_KEY_MOST 128

/* In one text: each costs the lines around it. */
#define ELB_TEMPLATE_SETTINGS_MOST 20000

/* `key: value`, `"key": "value",`, `key = value`, `--key=value`; parts of the line. */
struct elb_template_pair {
    struct elb_text key;
    struct elb_text value; /* with quotes; "" for none */
    struct elb_span span;  /* of the value, without columns */
    struct elb_span key_span;
    bool is_assigned; /* by a sign of equality */
};

/* One line. */
struct elb_template_line {
    struct elb_text text; /* without its end */
    uint32_t number;
    uint32_t offset;
    size_t indent;   /* before the first character */
    size_t key;      /* where the key begins, behind the dashes of a list; the quote, if any */
    bool is_item;    /* there are dashes */
    bool is_blank;   /* nothing in it, or a comment */
    bool is_control; /* of the template: {{ }}, {% %}, <% %> */
};

/* What can stand beside a policy. */
enum elb_template_field {
    ELB_FIELD_PROTOCOL,
    ELB_FIELD_PORT,
    ELB_FIELD_PROTOCOL_PORT,
    ELB_FIELD_POLICY,
    ELB_FIELD_PROPERTIES,
    ELB_FIELD_LISTEN_PORTS,
    ELB_FIELD_CERTIFICATE,
    ELB_FIELD_REDIRECT,
    ELB_FIELD_INGRESS_POLICY,
    ELB_FIELD_SERVICE_TYPE,
    ELB_FIELD_SERVICE_PORTS,
    ELB_FIELD_OPERATION, /* of a patch */
    ELB_FIELD_VALUE,
    ELB_FIELD_COUNT,
};

struct elb_template_block {
    struct elb_template_pair fields[ELB_FIELD_COUNT]; /* without a key: not there */
    struct elb_template_line properties;              /* the line of that field */
    bool has_control;                                 /* lines that may hide something */
};

/* The text, and where in the file it stands. */
struct elb_template {
    struct elb_listeners *listeners;
    const struct elb_declared_file *file;
    struct elb_text text;
    uint32_t first_line;   /* of the text, in the file */
    size_t settings;       /* that were found */
    uint32_t counted_line; /* columns are counted once up to here */
    uint32_t counted;
    uint32_t column;
};

/* The line that begins at the offset of the file. */
struct elb_template_line elb_template_line_at(const struct elb_template *the, uint32_t offset,
                                              uint32_t number);

/* The next and the previous line; false at the ends. */
bool elb_template_next(const struct elb_template *the, struct elb_template_line *line);
bool elb_template_previous(const struct elb_template *the, struct elb_template_line *line);

/* The pair whose key begins there; false: there is none. */
bool elb_template_pair_at(const struct elb_template_line *line, size_t at,
                          struct elb_template_pair *ret_pair);

/* Fills the columns of a span in the line. */
void elb_template_count_columns(struct elb_template *the, const struct elb_template_line *line,
                                struct elb_span *span);

/* What stands beside the key of this line, in lines around it, or in the same line and braces. */
void elb_template_beside(const struct elb_template *the, const struct elb_template_line *line,
                         size_t at, struct elb_template_block *ret_block);

/* What stands below the line, one level deeper. */
void elb_template_below(const struct elb_template *the, const struct elb_template_line *line,
                        struct elb_template_block *ret_block);

/* The keys of the blocks around a line, as `Resources.Web.Properties`; NULL without memory. */
const char *elb_template_path(const struct elb_template *the, const struct elb_template_line *line);

/* What is the same for all listeners of the text. */
struct elb_template_reading {
    struct elb_template *the;
    const char *format;
    const char *address;
    enum elb_declared_syntax syntax;
    const char *note;
};

/* What a key sets. */
enum elb_template_kind {
    ELB_TEMPLATE_POLICY,   /* of a listener, if there is a protocol beside it */
    ELB_TEMPLATE_LISTENER, /* of a listener */
    ELB_TEMPLATE_INGRESS,  /* of an Ingress */
    ELB_TEMPLATE_ZALANDO,  /* the same, of another controller */
    ELB_TEMPLATE_SERVICE,  /* of a Service */
    ELB_TEMPLATE_PATCH,    /* of what is patched: the path of RFC 6902 */
    ELB_TEMPLATE_DEFAULT,  /* of all that have none */
    ELB_TEMPLATE_NAMED,    /* of something, by the end of a name that people made up */
    ELB_TEMPLATE_PORTS,    /* not a policy: the ports of an Ingress, which may have none */
};

/* A key that was found. */
struct elb_template_hit {
    struct elb_template_line line;
    struct elb_template_pair pair;
    enum elb_template_kind kind;
    const char *key;
    struct elb_template_block block;
};

/* Without the quotes around it. */
struct elb_text elb_template_unquoted(struct elb_text text);

/* Adds the listeners of one key (template_listeners.c). */
enum elb_status elb_template_take(const struct elb_template_reading *reading,
                                  struct elb_template_hit *hit, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Is it the type of a listener in CloudFormation? Then adds it, unless it has a policy. */
bool elb_template_is_listener(const struct elb_template_line *line);
enum elb_status elb_template_add_resource(const struct elb_template_reading *reading,
                                          const struct elb_template_line *line,
                                          struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The listeners of the text. The note says that it was read by line, if it isn't NULL. */
enum elb_status elb_template_read(struct elb_template *the, const char *format, const char *address,
                                  enum elb_declared_syntax syntax, const char *note,
                                  struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
