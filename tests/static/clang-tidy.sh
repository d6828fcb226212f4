#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs clang-tidy with .clang-tidy over the library and the program, as built in directory $1.
find src -name '*.c' -print | sort |
    xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 1 clang-tidy --quiet -p "$1" --warnings-as-errors='*' 2>&1 |
    grep -v 'warnings\? generated\|^Suppressed\|^Use -header-filter' >"$1/clang-tidy.log"
if [ -s "$1/clang-tidy.log" ]; then
    cat "$1/clang-tidy.log"
    exit 1
fi
