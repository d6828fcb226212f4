#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts the cases of a run of `meson test` from its testlog.json.

A test that prints a count of its own (Check's, that of replayed inputs, or `N passed, N failed, N
skipped`) counts as that many cases, any other as one. The last line is the sum.
"""
import json
import re
import sys

CHECK = re.compile(r'^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)$', re.M)
REPLAYED = re.compile(r'^(\d+) inputs replayed$', re.M)
OURS = re.compile(r'^(\d+) passed, (\d+) failed, (\d+) skipped$', re.M)


def count(test):
    """(passed, failed, skipped) of one test."""
    output = test.get('stdout', '') + '\n' + test.get('stderr', '')
    good = test['result'] in ('OK', 'EXPECTEDFAIL')
    if test['result'] == 'SKIP':
        return 0, 0, 1
    passed = failed = skipped = 0
    for checks, failures, errors in CHECK.findall(output):
        failed += int(failures) + int(errors)
        passed += int(checks) - int(failures) - int(errors)
    for inputs in REPLAYED.findall(output):
        passed += int(inputs)
    ours = OURS.findall(output)
    if ours:
        passed, failed, skipped = (int(number) for number in ours[-1])
    if not passed + failed + skipped:
        return (1, 0, 0) if good else (0, 1, 0)
    return passed, failed + (not good and not failed), skipped


def main():
    total = [0, 0, 0]
    with open(sys.argv[1], encoding='utf-8') as log:
        for line in log:
            test = json.loads(line)
            counts = count(test)
            total = [before + more for before, more in zip(total, counts)]
            print(f"{counts[0]:6} of {sum(counts):6}  {test['name']}  ({test['duration']:.1f} s)")
            for skip in re.findall(r'^skip .*', test.get('stdout', ''), re.M):
                print(' ' * 18 + skip)
    print('{} passed, {} failed, {} skipped'.format(*total))
    return 1 if total[1] or not total[0] else 0


if __name__ == '__main__':
    sys.exit(main())
