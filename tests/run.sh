#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what is missing, builds elblint and runs its tests. Safe to run again.
#
#   sh tests/run.sh             every test that needs no server or browser, in a release build and
#                               under the address and undefined behaviour sanitizers
#   sh tests/run.sh --all       also: clang and its fuzzers, valgrind, the static checks, the advice
#                               with real programs, the installed package, the completions
#   sh tests/run.sh --coverage  also: the line coverage of src/, which must be 90 % at least
#
# Its last line is the count of all cases: N passed, N failed, N skipped.
# shellcheck disable=SC2317 # functions that are called by way of step() can be reached
set -u
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/setup.sh
. tests/setup.sh

all=no
coverage=no
for argument; do
    case $argument in
    --all) all=yes ;;
    --coverage) coverage=yes ;;
    *)
        sed -n 's/^#   //p' "$0"
        exit 3
        ;;
    esac
done

purposes='build test'
if [ "$all" = yes ]; then purposes="$purposes all"; fi
if [ "$coverage" = yes ]; then purposes="$purposes coverage"; fi
# shellcheck disable=SC2086
install_missing $purposes

logs=build-logs
mkdir -p "$logs"
passed=0
failed=0
skipped=0

# Runs a command as the step $1 and adds up what it counts on its last line. One that counts nothing
# is a single case: passed with exit code 0, skipped with 77.
step() {
    title=$1
    printf '\n== %s\n' "$title"
    log="$logs/$(printf '%s' "$title" | tr -c 'a-z0-9' -).log"
    shift
    status=0
    "$@" >"$log" 2>&1 || status=$?
    cat "$log"
    counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$log" |
        tail -n 1)
    case $status/$counts in
    0/) counts='1 0 0' ;;
    77/) counts='0 0 1' ;;
    */) counts='0 1 0' ;;
    0/*) ;;
    */*' 0 '*) counts="${counts%% *} 1 ${counts##* }" ;; # it failed otherwise than in a case
    esac
    read -r more_passed more_failed more_skipped <<END
$counts
END
    passed=$((passed + more_passed))
    failed=$((failed + more_failed))
    skipped=$((skipped + more_skipped))
    if [ "$status" -ne 0 ] && [ "$status" -ne 77 ]; then printf 'FAILED: %s\n' "$title"; fi
}

# Starts a command, one at a time, that goes on beside the steps until `step TITLE result` asks for
# what came of it.
beside() {
    rm -f "$logs/beside.status"
    (
        result=0
        "$@" >"$logs/beside" 2>&1 || result=$?
        printf '%s\n' "$result" >"$logs/beside.status"
    ) &
    started=$!
}

result() {
    wait "$started"
    cat "$logs/beside"
    return "$(cat "$logs/beside.status")"
}

finish() {
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
    exit
}

# Builds in directory $1 with the options that follow. Silent on success; a failure is the end.
build() {
    if ! { configure "$@" && meson compile -C "$1"; } >"$logs/$1" 2>&1; then
        cat "$logs/$1"
        printf 'FAILED: the build in %s\n' "$1"
        failed=$((failed + 1))
        finish
    fi
}

# Runs the tests of the build directory $1; options of `meson test` may follow.
tests() {
    directory=$1
    shift
    result=0
    meson test -C "$directory" --no-rebuild --print-errorlogs "$@" || result=1
    "$python" tests/count.py "$directory/meson-logs/testlog.json" || result=1
    return "$result"
}

valgrind_programs() {
    result=0
    meson test -C build-release --no-rebuild --setup valgrind --print-errorlogs || result=1
    "$python" tests/count.py build-release/meson-logs/testlog-valgrind.json || result=1
    return "$result"
}

build build-release -Dwerror=true
step 'release build' tests build-release
build build-dev --native-file build-dev.ini
step 'sanitizers' tests build-dev

if [ "$all" = yes ]; then
    build build-clang --native-file build-dev.ini --native-file tests/clang.ini
    # What takes long has been run twice, and the command line is run under valgrind below.
    step 'clang, sanitizers' tests build-clang --suite unit --suite fuzz --no-suite slow
    beside sh tests/static/fuzz.sh build-clang
    step 'programs under valgrind' valgrind_programs
    step 'fuzzers' result
    step 'command line under valgrind' "$python" tests/cli/run.py build-release/src/cli/elblint \
        --wrap 'valgrind --quiet --leak-check=full --error-exitcode=99'
    for tool in clang-format cppcheck shellcheck; do
        step "$tool" sh "tests/static/$tool.sh" build-clang
    done
    # These wait for servers, clients and browsers most of their time.
    beside sh tests/static/clang-tidy.sh build-clang
    step 'advice tried out' "$python" tests/interop/advice/run.py build-release/src/cli/elblint
    step 'diagnosed real failures' "$python" tests/interop/diagnose/run.py \
        build-release/src/cli/elblint
    step 'scanners and servers' "$python" tests/interop/identify/run.py build-release/src/cli/elblint
    step 'pipelines' "$python" tests/ci/run.py build-release/src/cli/elblint
    step 'stacks and reports' "$python" tests/interop/lint/run.py build-release/src/cli/elblint
    step 'pages in a browser' "$python" tests/interop/html/run.py build-release/src/cli/elblint
    step 'clang-tidy' result
    step 'installed package' sh tests/install/check.sh build-release
    step 'quick start' sh tests/install/quickstart.sh
fi

if [ "$coverage" = yes ]; then
    build build-coverage -Dbuildtype=debug -Db_coverage=true
    step 'tests for coverage' tests build-coverage
    step 'coverage' gcovr --root . --filter src/ --object-directory build-coverage \
        --fail-under-line 90
fi

finish
