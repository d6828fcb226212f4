#!/bin/sh
# SPDX-License-Identifier: MIT
# The code is formatted as .clang-format says. Versions differ in details: that of Debian 12 counts.
if ! clang-format --version | grep -q 'version 14\.'; then
    printf 'skip: this is not clang-format 14\n'
    exit 77
fi
find src include tests -name '*.[ch]' -exec clang-format --dry-run -Werror {} +
