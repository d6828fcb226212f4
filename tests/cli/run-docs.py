#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples of the documentation and compares what they print.

In Markdown an example is a block fenced by ```console. A line `$ command` is run by sh in the root
of the sources if elblint is one of its words; the lines up to the next one are what it must print,
on either stream; a line `...` stands for any lines. The examples of --help and of the man page come
from one table, which `elblint --generate examples` prints with the exit code of each.

  run-docs.py ELBLINT [FILE...]
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def markdown_blocks(text):
    """(number of the line before it, lines) of each console block."""
    block = None
    for number, line in enumerate(text.splitlines(), 1):
        if block is None and line.strip() == '```console':
            block = (number, [])
        elif block is not None and line.strip() == '```':
            yield block
            block = None
        elif block is not None:
            block[1].append(line)


def examples(block):
    """(line, command, lines that it should print) of each command in a block."""
    start, lines = block
    found = []
    for number, line in enumerate(lines, start + 1):
        if found and found[-1][1].endswith('\\'):
            found[-1][1] += '\n' + line
        elif line.startswith('$ '):
            found.append([number, line[2:], []])
        elif found:
            found[-1][2].append(line)
    for number, command, output in found:
        while output and not output[-1].strip():
            output.pop()
        yield number, command, output


def matches(expected, actual):
    """Whether lines are the expected ones, where `...` stands for any number of lines."""
    if not expected:
        return not actual
    if expected[0].strip() == '...':
        return any(matches(expected[1:], actual[skip:]) for skip in range(len(actual) + 1))
    if not actual or expected[0].rstrip() != actual[0].rstrip():
        return False
    return matches(expected[1:], actual[1:])


def execute(command, env):
    """(exit code, lines that it printed) of one example."""
    done = subprocess.run(['sh', '-c', command], cwd=SOURCE, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
    return done.returncode, done.stdout.decode('utf-8', 'backslashreplace').splitlines()


def check_markdown(name, env):
    """(what, problem or None) of each example of a file."""
    for block in markdown_blocks((SOURCE / name).read_text()):
        for number, command, expected in examples(block):
            if not re.search(r'(^|[|;&(]\s*)elblint\b', command):
                continue
            actual = execute(command, env)[1]
            problem = None
            if not matches(expected, actual):
                problem = '\n'.join(difflib.unified_diff(expected, actual, 'documented', 'actual',
                                                         lineterm=''))
            yield f'{name}:{number}: {command}', problem


def check_table(env):
    """The same of the program's own examples."""
    for line in execute('elblint --generate examples', env)[1]:
        expected, _, command = line.partition('\t')
        code, output = execute(command, env)
        problem = None
        if str(code) != expected:
            problem = '\n'.join([f'exit code {code} instead of {expected}:'] + output)
        yield command, problem


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('elblint', type=pathlib.Path, help='the program')
    parser.add_argument('files', nargs='*', help='Markdown, relative to the sources')
    options = parser.parse_args()

    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix='elblint-docs-') as home:
        (pathlib.Path(home) / 'elblint').symlink_to(options.elblint.resolve())
        env = dict(os.environ, PATH=f"{home}:{os.environ['PATH']}", HOME=home, LC_ALL='C.UTF-8')
        for results in [check_markdown(name, env) for name in options.files] + [check_table(env)]:
            for what, problem in results:
                passed += not problem
                failed += bool(problem)
                print(('FAIL ' if problem else 'ok   ') + what)
                if problem:
                    print('     ' + problem.replace('\n', '\n     '))
    print(f'{passed} passed, {failed} failed, 0 skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
