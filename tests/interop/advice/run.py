#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tries the advice of elblint with the programs that it is for: a shell, the AWS CLI against an
endpoint on loopback, parsers of YAML and HCL; OpenSSL, Java, Python, Node.js and curl against a
server on loopback.

  run.py ELBLINT

What a machine lacks is skipped, counted, and said. All servers listen on 127.0.0.1 and end with the
case that started them.
"""
import sys

sys.dont_write_bytecode = True

import clients  # noqa: E402
import load_balancers  # noqa: E402, F401, its cases are listed when it is imported
from common import CASES, Skipped  # noqa: E402


def main():
    counts = {'ok': 0, 'FAIL': 0, 'skip': 0}
    for function in CASES:
        verdict, why = 'ok', ''
        try:
            function()
        except Skipped as reason:
            verdict, why = 'skip', f': {reason}'
        except Exception as error:  # a case that breaks is one that fails
            verdict, why = 'FAIL', f': {type(error).__name__}: {error}'
        counts[verdict] += 1
        print(f'{verdict:4} {function.__name__}{why}')
    clients.clean_up()
    print(f"{counts['ok']} passed, {counts['FAIL']} failed, {counts['skip']} skipped")
    return 1 if counts['FAIL'] else 0


if __name__ == '__main__':
    sys.exit(main())
