#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples of the documentation and compares what they print.

In Markdown an example is a block fenced by ```console, in a man page one between .EX and .EE (or
.nf and .fi). A line `$ command` is run by sh in the root of the sources if elblint is one of its
words; the lines up to the next one are what it must print, on either stream; a line `...` stands
for any lines. A command without output in the text must only not end in an error (exit code 2, 3).

  run-docs.py ELBLINT [--man PAGE] [FILE...]
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
ROFF_ESCAPES = [(r'\\f[BIRP]', ''), (r'\\&', ''), (r'\\-', '-'), (r'\\\(aq', "'"), (r'\\\(dq', '"'),
                (r'\\\(ha', '^'), (r'\\\(ti', '~'), (r'\\\(ga', '`'), (r'\\(e|\(rs)', r'\\')]


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


def man_blocks(text):
    block = None
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r'\.(EX|nf)\b', line):
            block = (number, [])
        elif re.match(r'\.(EE|fi)\b', line):
            if block:
                yield block
            block = None
        elif block is not None and not re.match(r"[.'](?!\.\.)", line):
            for pattern, plain in ROFF_ESCAPES:
                line = re.sub(pattern, plain, line)
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
    return bool(actual) and expected[0].rstrip() == actual[0].rstrip() and matches(expected[1:],
                                                                                 actual[1:])


def run(command, expected, env):
    """What is wrong with one example; None: nothing."""
    done = subprocess.run(['sh', '-c', command], cwd=SOURCE, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
    actual = done.stdout.decode('utf-8', 'backslashreplace').splitlines()
    if not expected:
        if done.returncode in (0, 1):
            return None
        return f'exit code {done.returncode}:\n' + '\n'.join(actual)
    if matches(expected, actual):
        return None
    return '\n'.join(difflib.unified_diff(expected, actual, 'documented', 'actual', lineterm=''))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('elblint', type=pathlib.Path, help='the program')
    parser.add_argument('--man', type=pathlib.Path, help='a man page, in roff')
    parser.add_argument('files', nargs='*', help='Markdown, relative to the sources')
    options = parser.parse_intermixed_args()

    documents = [(name, markdown_blocks((SOURCE / name).read_text())) for name in options.files]
    if options.man:
        documents.append((options.man.name, man_blocks(options.man.read_text())))
    counts = {'ok': 0, 'FAIL': 0}
    with tempfile.TemporaryDirectory(prefix='elblint-docs-') as home:
        program = pathlib.Path(home) / 'elblint'
        program.symlink_to(options.elblint.resolve())
        env = dict(os.environ, PATH=f"{home}:{os.environ['PATH']}", HOME=home, LC_ALL='C.UTF-8')
        for name, blocks in documents:
            for number, command, expected in (found for block in blocks
                                              for found in examples(block)):
                if not re.search(r'(^|[|;&(]\s*)elblint\b', command):
                    continue
                problem = run(command, expected, env)
                verdict = 'FAIL' if problem else 'ok'
                counts[verdict] += 1
                print(f'{verdict:4} {name}:{number}: {command}')
                if problem:
                    print('     ' + problem.replace('\n', '\n     '))
    print(f"{counts['ok']} passed, {counts['FAIL']} failed, 0 skipped")
    return 1 if counts['FAIL'] or not counts['ok'] else 0


if __name__ == '__main__':
    sys.exit(main())
