#!/bin/sh
# SPDX-License-Identifier: MIT
# cppcheck over all C code. unusedStructMember: public structs are read by others.
cppcheck --quiet --std=c11 --language=c --enable=warning,portability,performance --inline-suppr \
    --suppress=missingIncludeSystem --error-exitcode=1 -j "$(getconf _NPROCESSORS_ONLN)" \
    -I include -I src src tests
