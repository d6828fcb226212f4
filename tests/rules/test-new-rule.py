#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tries tests/rules/new-rule on a copy of what it changes.

  test-new-rule.py ELBLINT
"""
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = SOURCE / 'tests/rules/new-rule'
PARTS = ['include', 'src', 'tests/rules']


def new_rule(copy, *args):
    return subprocess.run([sys.executable, SCRIPT, '--source', copy, *args], capture_output=True,
                          text=True)


def expect(is_so, what):
    if not is_so:
        raise SystemExit(what)


def check_code(copy):
    table = (copy / 'src/judge/rules.c').read_text()
    expect(table.index('&elb_rule_legacy_protocol') < table.index('&elb_rule_odd_suite')
           < table.index('&elb_rule_default_policy'), 'not the last of the errors:\n' + table)
    expect("  'rules/odd_suite.c',\n  'rules/plaintext_listener.c',\n" in
           (copy / 'src/judge/meson.build').read_text(), 'not in meson.build, or out of order')
    for file in ('rules.c', 'rules/odd_suite.c'):
        subprocess.run([*shlex.split(os.environ.get('CC', 'cc')), '-fsyntax-only', '-std=c17',
                        '-Wall', '-Wextra', '-Werror', '-D_POSIX_C_SOURCE=200809L',
                        f'-I{copy}/include', f'-I{copy}/src', copy / 'src/judge' / file], check=True)
    if shutil.which('clang-format'):
        subprocess.run(['clang-format', '--dry-run', '-Werror', f'--style=file:{SOURCE}/.clang-format',
                        copy / 'src/judge/rules/odd_suite.c'], check=True)


def check_twins(program, copy):
    folder = copy / 'tests/rules/odd-suite'
    expected = (folder / 'expected').read_text().splitlines()[1:]
    expect(len(expected) == 3, f'not three languages: {expected}')
    for line in expected:
        name, number = line.split(':')
        for path in (folder / name, folder / name.replace('bad', 'good')):
            done = subprocess.run([program, 'lint', '--format', 'json', path], capture_output=True,
                                  text=True)
            listeners = json.loads(done.stdout)['listeners']
            expect([each['line'] for each in listeners] == [int(number)],
                   f'{path}: {listeners} instead of one listener at line {number}')


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        for part in PARTS:
            shutil.copytree(SOURCE / part, copy / part)
        done = new_rule(copy, 'odd-suite', '--severity', 'error')
        expect(done.returncode == 0, done.stderr)
        check_code(copy)
        check_twins(program, copy)
        expect('already' in new_rule(copy, 'odd-suite').stderr, 'written twice')
        expect('is no id' in new_rule(copy, 'Odd_Suite').stderr, 'a bad id was taken')


if __name__ == '__main__':
    main()
