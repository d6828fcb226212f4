#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the rules of `lint` over their twins: tests/rules/RULE/{bad,good}-*.

A bad file and its good twin differ in what the rule is about, and in nothing else. `expected` names
each bad file with the line of its finding, `bad-alb.tf:10`, and the arguments that all of the folder
are run with, `args: -c java-7u25`. A bad file gives exactly that finding; by itself, without --rule,
the rule speaks there or stands beside the one that does. A good file gives nothing.

  run.py ELBLINT [RULE...]
"""
import json
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def lint(program, path, *args):
    """The findings of a file that count, as JSON."""
    done = subprocess.run([program, 'lint', '--format', 'json', *args, path.name],
                          capture_output=True, text=True, cwd=path.parent, timeout=60)
    if done.returncode > 1:
        raise SystemExit(f'{path}: exit {done.returncode}\n{done.stdout}{done.stderr}')
    return [each for each in json.loads(done.stdout)['findings'] if not each['suppressed']]


def read_expected(folder):
    """({name of a bad file: line}, arguments)"""
    lines, args = {}, []
    for line in (folder / 'expected').read_text().splitlines():
        if line.startswith('args:'):
            args = shlex.split(line[len('args:'):])
        elif line and not line.startswith('#'):
            name, number = line.rsplit(':', 1)
            lines[name] = int(number)
    return lines, args


def judge(program, rule, path, args):
    """What the rule finds; other rules of the arguments are there to be suppressed."""
    return [each for each in lint(program, path, '--rule', rule, *args)
            if each['rule'] == rule or each['rule'] not in args]


def without_rules(args):
    return [word for i, word in enumerate(args)
            if word != '--rule' and (i == 0 or args[i - 1] != '--rule')]


def describe(findings):
    return ', '.join(f'{f["line"]} [{f["rule"]}]' for f in findings) or 'nothing'


def check_bad(program, rule, path, line, args, is_off):
    found = judge(program, rule, path, args)
    if [(f['rule'], f['line']) for f in found] != [(rule, line)]:
        yield f'{path}: {describe(found)} instead of {line} [{rule}]'
    others = [] if is_off else lint(program, path, *without_rules(args))
    if not is_off and not any(rule in [f['rule'], *f['also_rules']] and f['line'] == line
                              for f in others):
        yield f'{path}: nothing of {rule} in {describe(others)}'


def check_folder(program, rule, is_off):
    folder = HERE / rule
    lines, args = read_expected(folder)
    bad = sorted(folder.glob('bad*'))
    if {path.name for path in bad} != set(lines):
        yield f'{folder}/expected: does not name exactly the bad files that there are'
    for path in bad:
        twin = path.with_name(path.name.replace('bad', 'good', 1))
        if not twin.exists():
            yield f'{path}: has no good twin'
            continue
        yield from check_bad(program, rule, path, lines.get(path.name), args, is_off)
        found = judge(program, rule, twin, args)
        if found:
            yield f'{twin}: {describe(found)} instead of nothing'


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    listed = json.loads(subprocess.run([program, 'list', 'rules', '--format', 'json'], check=True,
                                       capture_output=True, text=True).stdout)['rules']
    rules = {rule['id']: rule['severity'] for rule in listed}
    problems = [f'{folder}: there is no such rule' for folder in HERE.iterdir()
                if folder.is_dir() and folder.name not in rules and folder.name != '__pycache__']
    for rule in sys.argv[2:] or rules:
        if (HERE / rule / 'expected').exists():
            problems += check_folder(program, rule, rules.get(rule) == 'off')
        else:
            problems.append(f'{HERE / rule}: no twins')
    print('\n'.join(problems) or f'{len(rules)} rules, every twin as expected')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
