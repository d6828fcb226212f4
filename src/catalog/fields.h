/* SPDX-License-Identifier: MIT */

/*
 * From the mappings of a data file to the members of a struct: a const table says which keys there
 * may be, what reads each, and where its value goes. Whatever is not in the table is refused.
 */
#ifndef ELB_CATALOG_FIELDS_H
#define ELB_CATALOG_FIELDS_H

#include "catalog/load.h"
#include "catalog/words.h"
#include "tree/tree.h"

#include <stddef.h>

struct elb_field;

/* Reads `node` into `object`, the struct that the table is about. */
typedef enum elb_status elb_field_reader(struct elb_loader *loader, const struct elb_field *field,
                                         const struct elb_node *node, void *object);

struct elb_field {
    const char *key;
    elb_field_reader *read;
    size_t member;                 /* its offset, for the readers of plain values */
    size_t count;                  /* of a list: the offset of its length */
    const struct elb_words *words; /* of an enumeration */
    bool required;
};

/*
 * Reads a mapping. First come unknown and missing keys, then the values in the order of the table,
 * so that a reader can rely on the members of the rows before it.
 */
enum elb_status elb_fields_read(struct elb_loader *loader, const struct elb_node *node,
                                const struct elb_field *fields, size_t count, void *object)
    __attribute__((warn_unused_result));

/* Refuses a key that the table lacks, and says the nearest one. */
enum elb_status elb_fields_check_key(struct elb_loader *loader, const struct elb_node *key,
                                     const struct elb_field *fields, size_t count)
    __attribute__((warn_unused_result));

/* ELB_ERROR_DATA with the place of `node`; the rest is as for printf. */
#define elb_refuse(loader, node, ...)                                                              \
    elb_error_set((loader)->error, ELB_ERROR_DATA, (loader)->path, (node)->start.line,             \
                  (node)->start.column, __VA_ARGS__)

/* "unknown <what> 'x', did you mean 'y'"; `nearest` may be NULL. */
enum elb_status elb_refuse_unknown(struct elb_loader *loader, const struct elb_node *node,
                                   const char *what, const char *nearest);

/* "expected <what>, not a sequence" */
enum elb_status elb_refuse_type(struct elb_loader *loader, const struct elb_node *node,
                                const char *what);

/* Plain values. The comment says what the member is, and what of the field it needs. */

elb_field_reader elb_read_string;      /* const char *: not empty */
elb_field_reader elb_read_word;        /* const char *: one of `words` */
elb_field_reader elb_read_enum;        /* an enumeration: the value of one of `words` */
elb_field_reader elb_read_bool;        /* bool */
elb_field_reader elb_read_tristate;    /* enum elb_tristate */
elb_field_reader elb_read_bits;        /* unsigned: a size in bits */
elb_field_reader elb_read_code;        /* uint16_t: 0xNNNN */
elb_field_reader elb_read_date;        /* const char *: YYYY, YYYY-MM or YYYY-MM-DD */
elb_field_reader elb_read_day;         /* const char *: YYYY-MM-DD */
elb_field_reader elb_read_version;     /* uint16_t: the name of a version, or 0xNNNN */
elb_field_reader elb_read_version_set; /* elb_version_set: a sequence of versions, each once */
elb_field_reader elb_read_strings;     /* const char *const *, and `count`: each once */
elb_field_reader elb_read_node;        /* const struct elb_node *: for whoever reads it later */

/* Parts of readers. */

enum elb_status elb_get_string(struct elb_loader *loader, const struct elb_node *node,
                               const char **ret_string) __attribute__((warn_unused_result));
enum elb_status elb_get_word(struct elb_loader *loader, const struct elb_node *node,
                             const struct elb_words *words, size_t *ret_value)
    __attribute__((warn_unused_result));
enum elb_status elb_get_version(struct elb_loader *loader, const struct elb_node *node,
                                uint16_t *ret_version) __attribute__((warn_unused_result));
/* YYYY, YYYY-MM or YYYY-MM-DD */
enum elb_status elb_get_date(struct elb_loader *loader, const struct elb_node *node,
                             const char **ret_date) __attribute__((warn_unused_result));
/* A source that the catalog has. */
enum elb_status elb_get_source_key(struct elb_loader *loader, const struct elb_node *node,
                                   const char **ret_key) __attribute__((warn_unused_result));
enum elb_status elb_want_sequence(struct elb_loader *loader, const struct elb_node *node)
    __attribute__((warn_unused_result));
enum elb_status elb_want_mapping(struct elb_loader *loader, const struct elb_node *node)
    __attribute__((warn_unused_result));

/* A scalar that is 0x and one to four hex digits. */
bool elb_node_is_code(const struct elb_node *node, uint16_t *ret_code);

/* Zeroed memory from the loader's arena; NULL, with the error set, when there is none. */
void *elb_loader_alloc(struct elb_loader *loader, size_t count, size_t size)
    __attribute__((warn_unused_result));

#endif
