#!/bin/sh
# SPDX-License-Identifier: MIT
find examples tests \( -name '*.sh' -o -name '*.bash' \) -exec shellcheck -x {} + && shellcheck -x .ci/run
