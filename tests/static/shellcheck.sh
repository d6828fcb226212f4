#!/bin/sh
# SPDX-License-Identifier: MIT
find .ci/run examples tests \( -name '*.sh' -o -name '*.bash' -o -name run \) \
    -exec shellcheck -x {} +
