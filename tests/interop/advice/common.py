# SPDX-License-Identifier: MIT
"""What the cases share: the program, and its advice."""
import json
import pathlib
import subprocess
import sys
import tempfile

ELBLINT = str(pathlib.Path(sys.argv[1]).resolve())
CASES = []


class Skipped(Exception):
    """What a case needs is not there."""


def case(function):
    CASES.append(function)
    return function


def need(condition, what):
    if not condition:
        raise Skipped(f'no {what}')


def run(command, **options):
    options.setdefault('timeout', 60)
    return subprocess.run(command, capture_output=True, text=True, **options)


def ask(*arguments, files=None):
    """The results of `check` that failed, each with its advice as a dictionary of texts."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (files or {}).items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content))
        done = run([ELBLINT, 'check', '--format', 'json', '--advice', 'all', *arguments], cwd=folder)
    assert done.returncode == 1, done.stderr
    results = [result for result in json.loads(done.stdout)['results']
               if result['verdict'] == 'incompatible']
    assert results
    for result in results:
        result['advice'] = {item['for']: item['text'] for item in result['advice']}
    return results


def blocks(text, start):
    """The indented lines below the `- ` paragraph that begins with `start`."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith('- ' + start):
            break
    block = []
    for line in lines:
        if line.startswith('- '):
            break
        if line.startswith('    ') or not line:
            block.append(line[4:])
    assert block, f'no block {start!r} in:\n{text}'
    return '\n'.join(block) + '\n'
