#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every libFuzzer program of the build directory $1 for a few seconds ($2), from its corpus.
set -u
seconds=${2:-5}
passed=0
failed=0
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
for program in "$1"/tests/fuzz/fuzz_*; do
    if ! [ -f "$program" ]; then continue; fi
    name=${program##*/fuzz_}
    dictionary=tests/fuzz/$name.dict
    mkdir "$found/$name"
    if "$program" -max_total_time="$seconds" -timeout=5 -print_final_stats=0 -verbosity=0 \
        -artifact_prefix="$found/" ${dictionary:+$([ -f "$dictionary" ] && echo "-dict=$dictionary")} \
        "$found/$name" "tests/fuzz/corpus/$name" 2>"$found/log"; then
        passed=$((passed + 1))
        printf 'ok   %s\n' "$name"
    else
        failed=$((failed + 1))
        printf 'FAIL %s\n' "$name"
        cat "$found/log"
        for crash in "$found"/*-*; do
            if [ -f "$crash" ]; then cp "$crash" "$1/" && printf 'kept: %s\n' "$1/${crash##*/}"; fi
        done
    fi
done
printf '%d passed, %d failed, 0 skipped\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
