/* SPDX-License-Identifier: MIT */

/* Between the reading of one file and the reading of a directory. */
#ifndef ELB_CATALOG_LOAD_FILE_H
#define ELB_CATALOG_LOAD_FILE_H

#include "catalog/layer.h"
#include "catalog/load.h"

/* Reads the only document of the file at the loader's path. */
enum elb_status elb_load_document(struct elb_loader *loader, const struct elb_node **ret_root)
    __attribute__((warn_unused_result));

/* Adds the client or clients of a document. */
enum elb_status elb_load_clients(struct elb_loader *loader, const struct elb_node *root,
                                 struct elb_layer *layer) __attribute__((warn_unused_result));

#endif
