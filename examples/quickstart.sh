#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what is missing, builds elblint, and answers two questions. Safe to run again.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/setup.sh
. tests/setup.sh

install_missing build
mkdir -p build-logs
printf 'Building in build/ ...\n'
if ! { configure build -Dtests=false && meson compile -C build; } >build-logs/quickstart 2>&1; then
    cat build-logs/quickstart
    exit 1
fi

elblint=build/src/cli/elblint

# Prints a command and runs it; a client that can't connect (exit code 1) is an answer too.
ask() {
    printf '\n$ %s' "$elblint"
    printf ' %s' "$@"
    printf '\n'
    "$elblint" "$@" || [ $? -eq 1 ]
}

printf '\nWhat would this machine'"'"'s OpenSSL, and Java 7, negotiate with that policy?\n'
ask check -p FS-1-2-Res-2020-10 -c examples/clients/openssl-ciphers.txt -c java-7u25
printf '\nCan the terminals in the shops still pay when the policy of the listener is changed?\n'
ask check -p 2016-08 -p TLS13-1-2-2021-06 -c examples/clients/payment-terminal.yaml

cat <<END

The program is $elblint. Try next:
  $elblint list policies
  $elblint show TLS13-1-2-Res-PQ-2025-09
  openssl ciphers -s -V | $elblint check -p TLS13-1-3-2021-06 -c -
  $elblint check --policies examples/policies -p classic/our-partners -c java
END
