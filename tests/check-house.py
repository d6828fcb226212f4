#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the rules of the house that a compiler doesn't know: CONTRIBUTING.md explains them.

  check-house.py SOURCES [LIBELBLINT.A]
"""
import pathlib
import re
import subprocess
import sys

ROOMS = ['base', 'tree', 'tls', 'catalog', 'read', 'judge', 'advise', 'report', 'cli']
BESIDE = {'probe': 'read'}  # stands beside that room: it may include what that one may
# The room that a public header belongs to. elblint.h is for users.
PUBLIC = {
    'error': 'base',
    'tls': 'tls',
    'cause': 'tls',
    'client': 'tls',
    'policy': 'catalog',
    'profile': 'catalog',
    'lint': 'judge',
    'listener': 'read',
    'catalog': 'catalog',
    'event': 'catalog',
    'read': 'read',
    'read_policy': 'read',
    'symptom': 'read',
    'negotiate': 'judge',
    'check': 'judge',
    'compare': 'judge',
    'diagnose': 'judge',
    'identify': 'judge',
    'observation': 'read',
    'requirement': 'judge',
    'suggest': 'judge',
    'advice': 'advise',
    'fix': 'advise',
}
CODE_LINES = 450
# What a library that never prints, exits or reads its environment has no use for.
FORBIDDEN = re.compile(r'(_?exit|quick_exit|_Exit|abort|(secure_)?getenv|setenv|environ|stdout|stderr'
                       r'|stdin|(__)?v?printf(_chk)?|puts|putchar|perror|system|setlocale)$')


def code_files(root, *folders, suffixes=('.c', '.h')):
    for folder in folders:
        for path in sorted((root / folder).rglob('*')):
            if path.suffix in suffixes and path.is_file():
                yield path


def without_comments(text):
    """C source with comments blanked out, lines kept."""
    pattern = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*'

    def blank(match):
        return match[0] if match[0][0] in '"\'' else re.sub(r'[^\n]', ' ', match[0])

    return re.sub(pattern, blank, text, flags=re.S)


def check_includes(root):
    """Includes only point left in base <- tree <- ... <- cli."""
    for path in code_files(root, 'src'):
        room = path.relative_to(root / 'src').parts[0]
        if room not in ROOMS and room not in BESIDE:
            yield f'{path}:1: no such room; tests/{pathlib.Path(__file__).name} lists them'
            continue
        own = ROOMS.index(BESIDE.get(room, room))
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#\s*include\s+(?:"([^"/]+)/[^"]+"|<elblint/(\w+)\.h>)', line)
            if not match:
                continue
            target = match[1] or PUBLIC.get(match[2])
            if target is None:
                yield f"{path}:{number}: elblint/{match[2]}.h has no room in PUBLIC of this check"
            elif target in BESIDE and target != room and own <= ROOMS.index(BESIDE[target]):
                yield f"{path}:{number}: {room} includes from {target}"
            elif target in ROOMS and ROOMS.index(target) > own:
                yield f"{path}:{number}: {room} includes from {target}, which comes after it"


def check_policy_names(root):
    """Policies are data: no code knows one by name."""
    names = {path.stem for path in (root / 'policies').glob('*/ELBSecurityPolicy-*.yaml')}
    short = {name.replace('ELBSecurityPolicy-', '') for name in names}
    for path in code_files(root, 'src'):
        text = without_comments(path.read_text())
        for number, line in enumerate(text.splitlines(), 1):
            for literal in re.findall(r'"((?:\\.|[^"\\])*)"', line):
                if re.search(r'ELBSecurityPolicy-\w', literal) or literal in short:
                    yield f"{path}:{number}: \"{literal}\" names a policy; it belongs in policies/"


def check_length(root):
    for path in code_files(root, 'src', 'include', 'tests', suffixes=('.c', '.h', '.py', '.sh')):
        lines = path.read_text().count('\n')
        if lines > CODE_LINES:
            yield f'{path}: {lines} lines of code, more than {CODE_LINES}'


def check_license(root):
    """An SPDX line stands at the top of all that is written by hand."""
    suffixes = ('.c', '.h', '.py', '.sh', '.build')
    paths = list(code_files(root, 'src', 'include', 'tests', 'examples', suffixes=suffixes))
    paths += code_files(root, 'policies', suffixes=('.yaml',))
    paths += [root / name for name in ('meson.build', 'meson_options.txt', 'build-dev.ini',
                                       '.ci/run')]
    for path in paths:
        head = path.read_text().split('\n', 5)[:5]
        if not any('SPDX-License-Identifier: MIT' in line for line in head):
            yield f'{path}:1: no line SPDX-License-Identifier: MIT'


def check_lists(root):
    """What a meson.build lists by hand is complete."""
    listed = (root / 'include/meson.build').read_text()
    umbrella = (root / 'include/elblint/elblint.h').read_text()
    for path in sorted((root / 'include/elblint').glob('*.h')):
        if f"'elblint/{path.name}'" not in listed:
            yield f'{path}: not installed by include/meson.build'
        if path.name != 'elblint.h' and f'<elblint/{path.name}>' not in umbrella:
            yield f'{path}: not included by elblint/elblint.h'
    units = (root / 'tests/unit/meson.build').read_text()
    for path in sorted((root / 'tests/unit').glob('*.c')):
        if path.stem.split('_')[0] in ('test', 'prop', 'oom') and f"'{path.stem}'" not in units:
            yield f'{path}: not run by tests/unit/meson.build'
    fuzz = (root / 'tests/fuzz/meson.build').read_text()
    for path in sorted((root / 'tests/fuzz').glob('fuzz_*.c')):
        if f"'{path.stem[5:]}'" not in fuzz:
            yield f'{path}: not built by tests/fuzz/meson.build'
    for path in sorted((root / 'tests/fuzz/corpus').glob('*')):
        if not (root / f'tests/fuzz/fuzz_{path.name}.c').exists():
            yield f'{path}: a corpus without its fuzz_{path.name}.c'


def check_symbols(library):
    """The library doesn't print, exit, or read the environment."""
    done = subprocess.run(['nm', '-A', '-u', library], capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        where, _, symbol = line.rpartition(' ')
        if FORBIDDEN.match(symbol.partition('@')[0]):
            yield f'{where.split(":")[1]}: uses {symbol}, which is for src/cli only'


def main():
    root = pathlib.Path(sys.argv[1])
    checks = [(check, root) for check in (check_includes, check_policy_names, check_length,
                                          check_license, check_lists)]
    if len(sys.argv) > 2:
        checks.append((check_symbols, sys.argv[2]))
    failed = 0
    for check, subject in checks:
        problems = list(check(subject))
        print(('FAIL ' if problems else 'ok   ') + check.__name__.replace('check_', ''))
        for problem in problems:
            print('     ' + problem.replace(f'{root}/', ''))
        failed += bool(problems)
    print(f'{len(checks) - failed} passed, {failed} failed, 0 skipped')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
