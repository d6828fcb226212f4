#!/bin/sh
# SPDX-License-Identifier: MIT
# cppcheck over all C code. Left out: NULL at the end of variable arguments (POSIX says what NULL
# is), and what a function of another file fills.
cppcheck --quiet --std=c11 --language=c --enable=warning,portability,performance --inline-suppr \
    --suppress=missingIncludeSystem --suppress=varFuncNullUB --suppress=legacyUninitvar \
    --suppress=uninitvar --error-exitcode=1 -j "$(getconf _NPROCESSORS_ONLN)" \
    -I include -I src src tests
