#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the tests of the command line: every tests/cli/**/*.test is one case.

A case is a file of sections. A section is `name: value` on one line, or `name:` and then lines that
are indented by two spaces; empty lines belong to it. A line that begins with # outside of a section
is a comment. Sections:

  args:             the words after `elblint`, split and quoted as a shell does
  stdin:            what standard input has; without it, it is empty
  stdin-from:       a file for standard input instead
  env:              NAME=VALUE, one a line
  files:            files to make in the temporary directory that the case runs in: `  name:` and
                    the content, indented by four
  setup:            shell commands that prepare that directory (chmod, printf '\\377' > file ...)
  needs:            not-root or a program; without it, the case is skipped
  exit:             the exit code; without it, 0
  stdout: stderr:   exactly this; without it, and without the next three, nothing
  stdout-contains:  each line stands somewhere in it; the same for stderr-contains
  stdout-lacks:     no line of these stands anywhere in it, whatever else is expected
  stdout-json:      JSON of which all is found in the output: an object may have more keys, an array
                    has the same length
  stdout-matches:   a file of the sources that it equals (large outputs)

{tmp} is the temporary directory, {examples} the examples of the sources, {source} their root; they
stand for themselves in the output too. Every output that is JSON with a "schema" is validated
against that schema (schemas/*.json), if python3-jsonschema is installed.

  run.py ELBLINT [--update] [--wrap COMMAND] [PATH...]
"""
import argparse
import concurrent.futures
import difflib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import warnings

try:
    import jsonschema
except ImportError:
    jsonschema = None

SOURCE = pathlib.Path(__file__).resolve().parents[2]
HERE = SOURCE / 'tests' / 'cli'
SECTIONS = ['needs', 'env', 'files', 'setup', 'args', 'stdin', 'stdin-from', 'exit', 'stdout',
            'stdout-contains', 'stdout-lacks', 'stdout-json', 'stdout-matches', 'stderr',
            'stderr-contains']
TIMEOUT = 60


class Malformed(Exception):
    """A case that can't be read."""


class Skipped(Exception):
    """A case that can't run here, and why."""


def parse(text):
    """The sections of a case, in order: {name: text}."""
    sections = {}
    block = None
    for number, line in enumerate(text.split('\n'), 1):
        if block is not None and (line.startswith('  ') or not line.strip()):
            block.append(line[2:])
            continue
        block = None
        if not line.strip() or line.startswith('#'):
            continue
        match = re.match(r'([a-z-]+):(?: (.*))?$', line)
        if not match or match[1] not in SECTIONS:
            raise Malformed(f"line {number}: '{line}' is no section")
        name, value = match.groups()
        if name in sections:
            raise Malformed(f"line {number}: a second '{name}'")
        block = sections[name] = []
        if value is not None:
            block.append(value)
            block = None
    return {name: join(lines) for name, lines in sections.items()}


def join(lines):
    """Lines as text; the empty ones at the end only separate sections."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return ''.join(line + '\n' for line in lines)


def parse_files(text):
    """The files of a `files:` section: {name: content}."""
    files = {}
    lines = None
    for line in text.split('\n'):
        if line and not line.startswith(' '):
            if not line.endswith(':'):
                raise Malformed(f"files: '{line}' should be a name and a colon")
            lines = files[line[:-1]] = []
        elif lines is not None:
            lines.append(line[2:])
    return {name: join(lines) for name, lines in files.items()}


class Schemas:
    """The JSON Schemas of the sources, by the `schema` that they describe."""

    def __init__(self):
        self.by_name = {}
        self.store = {}
        for path in sorted((SOURCE / 'schemas').glob('**/*.json')):
            schema = json.loads(path.read_text())
            name = schema.get('properties', {}).get('schema', {}).get('const')
            if name:
                self.by_name[name] = (path, schema)
            self.store[path.as_uri()] = schema
            if '$id' in schema:
                self.store[schema['$id']] = schema

    def problem(self, document):
        """What is wrong with a document of ours; None: nothing, or it names no schema."""
        name = document.get('schema') if isinstance(document, dict) else None
        if not isinstance(name, str) or not name.startswith('elblint/') or not jsonschema:
            return None
        if name not in self.by_name:
            return f"no schema in schemas/ describes '{name}'"
        path, schema = self.by_name[name]
        checker = jsonschema.validators.validator_for(schema)
        resolver = jsonschema.RefResolver(schema.get('$id', path.as_uri()), schema, self.store)
        for error in checker(schema, resolver=resolver).iter_errors(document):
            where = '/'.join(str(part) for part in error.absolute_path)
            return f'{path.name}: /{where}: {error.message}'
        return None


def subset_problem(expected, actual, where=''):
    """Where `actual` lacks something of `expected`; None: nowhere."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key not in actual:
                return f'{where}/{key}: missing'
            problem = subset_problem(value, actual[key], f'{where}/{key}')
            if problem:
                return problem
        return None
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return f'{where}: {len(actual)} elements instead of {len(expected)}'
        for index, pair in enumerate(zip(expected, actual)):
            problem = subset_problem(*pair, f'{where}/{index}')
            if problem:
                return problem
        return None
    if type(expected) is type(actual) and expected == actual:
        return None
    return f'{where or "/"}: {json.dumps(actual)} instead of {json.dumps(expected)}'


def diff(name, expected, actual):
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), f'{name} expected',
                                 f'{name} actual', lineterm='')
    text = '\n'.join(lines)
    return text or f'{name}: only the newline at the end differs'


class Case:
    def __init__(self, path, options, schemas):
        self.path = path
        self.name = str(path.relative_to(HERE)) if HERE in path.parents else str(path)
        self.options = options
        self.schemas = schemas
        self.validated = False

    def run(self):
        """The problems of this case; none: it passes."""
        try:
            self.sections = parse(self.path.read_text())
            if 'args' not in self.sections:
                raise Malformed("no 'args'")
            self.check_needs()
            with tempfile.TemporaryDirectory(prefix='elblint-cli-') as directory:
                actual = self.execute(pathlib.Path(directory).resolve())
        except Malformed as error:
            return [f'malformed case: {error}']
        if self.options.update:
            self.update(actual)
        return self.compare(actual)

    def check_needs(self):
        for need in self.sections.get('needs', '').split():
            if need == 'not-root':
                if os.geteuid() == 0:
                    raise Skipped('root may read everything')
            elif not shutil.which(need):
                raise Skipped(f'{need} is not installed')

    def expand(self, text):
        for name, value in self.places:
            text = text.replace('{' + name + '}', str(value))
        return text

    def execute(self, tmp):
        """Runs it in `tmp`: {stdout, stderr, exit}, with the placeholders put back."""
        self.places = [('tmp', tmp), ('examples', SOURCE / 'examples'), ('source', SOURCE)]
        env = {name: value for name, value in os.environ.items() if name != 'NO_COLOR'}
        env.update(LC_ALL='C.UTF-8', TERM='dumb', HOME=str(tmp))
        for line in self.expand(self.sections.get('env', '')).splitlines():
            name, _, value = line.partition('=')
            env[name] = value
        for name, content in parse_files(self.sections.get('files', '')).items():
            path = tmp / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.expand(content))
        if 'setup' in self.sections:
            script = self.expand(self.sections['setup'])
            subprocess.run(['sh', '-ec', script], cwd=tmp, env=env, check=True,
                           stdout=subprocess.DEVNULL)
        stdin = self.expand(self.sections.get('stdin', '')).encode()
        if 'stdin-from' in self.sections:
            stdin = (tmp / self.expand(self.sections['stdin-from']).strip()).read_bytes()
        words = [self.expand(word) for word in shlex.split(self.sections['args'])]
        command = shlex.split(self.options.wrap) + [self.options.elblint] + words
        done = subprocess.run(command, cwd=tmp, env=env, input=stdin, capture_output=True,
                              timeout=TIMEOUT, check=False)
        # A directory of the user may still be closed to others: let it be removed.
        for path in tmp.rglob('*'):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        return {'stdout': self.fold(done.stdout), 'stderr': self.fold(done.stderr),
                'exit': done.returncode}

    def fold(self, output):
        text = output.decode('utf-8', 'backslashreplace')
        for name, value in self.places:
            text = text.replace(str(value), '{' + name + '}')
        return text

    def compare(self, actual):
        problems = []
        expected_exit = int(self.sections.get('exit', '0'))
        if actual['exit'] != expected_exit:
            problems.append(f"exit code {actual['exit']} instead of {expected_exit}")
        for stream in ('stdout', 'stderr'):
            problems += self.compare_stream(stream, actual[stream])
        if problems and 'stderr' not in ''.join(problems) and actual['stderr']:
            problems.append('stderr was:\n' + actual['stderr'].rstrip('\n'))
        return problems

    def compare_stream(self, stream, actual):
        problems = []
        parts = self.sections.get(stream + '-contains')
        if parts is not None:
            problems += [f"{stream} lacks '{line}':\n{actual}" for line in parts.splitlines()
                         if line not in actual]
        problems += [f"{stream} has '{line}':\n{actual}"
                     for line in self.sections.get(stream + '-lacks', '').splitlines()
                     if line in actual]
        if stream + '-matches' in self.sections:
            expected = (SOURCE / self.sections[stream + '-matches'].strip()).read_text()
            if actual != expected:
                problems.append(diff(stream, expected, actual))
        looser = any(stream + kind in self.sections
                     for kind in ('-contains', '-json', '-matches'))
        if stream in self.sections or not looser:
            expected = self.sections.get(stream, '')
            if actual != expected:
                problems.append(diff(stream, expected, actual))
        if stream == 'stdout':
            problems += self.compare_json(actual)
        return problems

    def compare_json(self, actual):
        try:
            document = json.loads(actual)
        except ValueError as error:
            if 'stdout-json' in self.sections:
                return [f'stdout is no JSON: {error}\n{actual}']
            return []
        self.validated = isinstance(document, dict) and 'schema' in document
        problems = []
        if 'stdout-json' in self.sections:
            try:
                expected = json.loads(self.sections['stdout-json'])
            except ValueError as error:
                return [f'malformed case: stdout-json: {error}']
            problems.append(subset_problem(expected, document))
        problems.append(self.schemas.problem(document))
        return [f'stdout: {problem}' for problem in problems if problem]

    def update(self, actual):
        """Writes what came out into the file, where it is compared exactly."""
        wanted = dict(self.sections)
        wanted['exit'] = f"{actual['exit']}\n"
        for stream in ('stdout', 'stderr'):
            looser = any(stream + kind in wanted for kind in ('-contains', '-json', '-matches'))
            if stream in wanted or not looser:
                wanted[stream] = actual[stream]
            if stream + '-matches' in wanted:
                (SOURCE / wanted[stream + '-matches'].strip()).write_text(actual[stream])
        if wanted['exit'] == '0\n' and 'exit' not in self.sections:
            del wanted['exit']
        wanted = {name: text for name, text in wanted.items()
                  if text or name in ('args', 'stdin') or name.endswith('-matches')}
        if wanted != self.sections:
            self.sections = wanted
            self.write()

    def write(self):
        comments = []
        for line in self.path.read_text().splitlines():
            if not line.startswith('#'):
                break
            comments.append(line)
        lines = comments
        for name in SECTIONS:
            if name not in self.sections:
                continue
            body = self.sections[name].split('\n')[:-1]
            if len(body) == 1 and name not in ('stdin', 'files', 'stdout', 'stderr'):
                lines.append(f'{name}: {body[0]}')
            else:
                lines += [f'{name}:'] + ['  ' + line if line else '' for line in body]
        self.path.write_text('\n'.join(lines) + '\n')


def find_cases(paths):
    for path in paths:
        path = pathlib.Path(path).resolve()
        if path.is_dir():
            yield from sorted(path.glob('**/*.test'))
        else:
            yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('elblint', help='the program to test')
    parser.add_argument('paths', nargs='*', default=[HERE], help='cases, or folders of them')
    parser.add_argument('--update', action='store_true', help='take what comes out as expected')
    parser.add_argument('--wrap', default='', help='a command to run the program under')
    options = parser.parse_intermixed_args()
    options.elblint = str(pathlib.Path(options.elblint).resolve())

    warnings.filterwarnings('ignore', 'jsonschema.RefResolver')  # its heir came with 4.18
    schemas = Schemas()
    cases = [Case(path, options, schemas) for path in find_cases(options.paths)]
    passed = failed = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, future in [(case, pool.submit(case.run)) for case in cases]:
            try:
                problems = future.result()
            except Skipped as why:
                skipped += 1
                print(f'skip {case.name}: {why}')
                continue
            except (OSError, ValueError, subprocess.SubprocessError) as error:
                problems = [f'could not run: {error}']
            if not problems:
                passed += 1
                print(f'ok   {case.name}')
                continue
            failed += 1
            print(f'FAIL {case.name}')
            for problem in problems:
                print('     ' + problem.replace('\n', '\n     '))
    unvalidated = sum(case.validated for case in cases) if not jsonschema else 0
    if unvalidated:
        skipped += 1
        print(f'skip schemas of {unvalidated} outputs: python3-jsonschema is not installed')
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
