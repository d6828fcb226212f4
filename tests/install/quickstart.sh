#!/bin/sh
# SPDX-License-Identifier: MIT
# The quick start answers its questions, the second time too.
set -eu
for _ in first second; do
    output=$(sh examples/quickstart.sh 2>&1) || { printf '%s\n' "$output"; exit 1; }
done
printf '%s\n' "$output"
printf '%s\n' "$output" | grep -q 'TLSv1.2.*ECDHE-RSA-AES128-GCM-SHA256'
