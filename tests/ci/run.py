#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tries what examples/ci and .pre-commit-hooks.yaml offer for pipelines, as far as that can be done
without the services: the YAML, the shell of each step in a workspace of its own, pre-commit, make.

  run.py ELBLINT
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import yaml

SOURCE = pathlib.Path(__file__).resolve().parents[2]
CI = SOURCE / 'examples' / 'ci'
ACTION = yaml.safe_load((CI / 'github' / 'action.yml').read_text())
WORKFLOW = yaml.safe_load((CI / 'github' / 'workflow.yml').read_text())
GITLAB = yaml.safe_load((CI / 'gitlab-ci.yml').read_text())
HOOKS = yaml.safe_load((SOURCE / '.pre-commit-hooks.yaml').read_text())
EXPRESSION = re.compile(r'\$\{\{\s*([\w.-]+)\s*\}\}')
OLD, NEW = 'ELBSecurityPolicy-2016-08', 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'


class Skip(Exception):
    """What the case needs is not here."""


class Place:
    """A directory with a program called elblint and, in `shop`, a repository to review."""

    def __init__(self, home, elblint):
        self.home = pathlib.Path(home)
        self.shop = self.home / 'work' / 'shop'
        self.bin = self.home / 'bin'
        self.bin.mkdir()
        self.elblint = elblint
        (self.bin / 'elblint').symlink_to(elblint)
        shutil.copytree(SOURCE / 'examples' / 'shop', self.shop)
        self.env = {'PATH': f"{self.bin}:{os.environ['PATH']}", 'HOME': home, 'LC_ALL': 'C.UTF-8',
                    'PRE_COMMIT_HOME': f'{home}/pre-commit', 'GIT_CONFIG_NOSYSTEM': '1'}

    def run(self, *command, cwd=None, **env):
        return subprocess.run(command, cwd=cwd or self.shop, env=dict(self.env, **env),
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=300, check=False)

    def mend(self):
        """Leaves nothing to find."""
        for name in ('api.yaml', 'payment.yaml'):
            (self.shop / name).unlink()
        file = self.shop / 'alb.tf'
        file.write_text(file.read_text().replace(OLD, NEW))

    def action(self, **inputs):
        """Runs the steps of the action: (exit code, output, outputs, summary)."""
        files = {name: self.home / name for name in ('GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY')}
        for file in files.values():
            file.write_text('')
        temp = self.home / 'temp'
        temp.mkdir(exist_ok=True)
        known = {f'inputs.{name}': one['default'] for name, one in ACTION['inputs'].items()}
        known.update({f"inputs.{name.replace('_', '-')}": one for name, one in inputs.items()})
        known['github.action_path'] = str(CI / 'github')
        output, code, given = '', 0, {}
        for step in ACTION['runs']['steps']:
            env = {name: EXPRESSION.sub(lambda match: known[match[1]], value)
                   for name, value in step['env'].items()}
            done = self.run('bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', step['run'],
                            cwd=self.shop.parent, RUNNER_TEMP=str(temp), **env,
                            **{name: str(file) for name, file in files.items()})
            output += done.stdout
            code = done.returncode
            given = dict(line.split('=', 1)
                         for line in files['GITHUB_OUTPUT'].read_text().splitlines())
            known.update({f"steps.{step['id']}.outputs.{name}": one for name, one in given.items()})
            if code != 0:
                break
        return code, output, given, files['GITHUB_STEP_SUMMARY'].read_text()


def equal(actual, expected, what=''):
    assert actual == expected, f'{what}: {actual!r} instead of {expected!r}'


def within(part, whole):
    assert part in whole, f'no {part!r} in:\n{whole}'


# ---- What is written there ------------------------------------------------------------------------

def case_yaml(_):
    """All of it is YAML, and has what its reader must have."""
    for hook in HOOKS:
        assert {'id', 'name', 'description', 'entry', 'language', 'files', 'types'} <= set(hook), hook
        equal((hook['language'], hook['require_serial']), ('system', True))
    equal(ACTION['runs']['using'], 'composite')
    for step in ACTION['runs']['steps']:
        assert {'name', 'id', 'shell', 'env', 'run'} <= set(step), step
        assert '${{' not in step['run'], 'an input could be a command: ' + step['name']
    steps = WORKFLOW['jobs']['elblint']['steps']
    assert set(steps[2]['with']) <= set(ACTION['inputs']), steps[2]
    equal(WORKFLOW['permissions'], {'contents': 'read', 'security-events': 'write'})
    assert {True, 'on'} & set(WORKFLOW)
    yaml.safe_load((CI / 'elblint.yaml').read_text())


def case_suffixes(_):
    """The hooks are for all files that `lint` looks into in a directory."""
    names = re.search(r'suffixes\[\] = \{(.*?)\};', (SOURCE / 'src/cli/walk.c').read_text(), re.S)
    config = yaml.safe_load((CI / 'pre-commit-config.yaml').read_text())
    patterns = {hook['files'] for hook in HOOKS + config['repos'][0]['hooks']}
    equal(len(patterns), 1, 'patterns')
    for suffix in re.findall(r'"(\.\w+)"', names[1]):
        assert re.search(next(iter(patterns)), 'a/b' + suffix), suffix
    assert not re.search(next(iter(patterns)), 'README.md')


def case_shellcheck(place):
    if not shutil.which('shellcheck'):
        raise Skip('no shellcheck')
    scripts = [('bash', step['run']) for step in ACTION['runs']['steps']]
    scripts += [('sh', '\n'.join(GITLAB['elblint']['script']))]
    for shell, script in scripts:
        file = place.home / 'script'
        file.write_text(script)
        variables = 'ELBLINT ACTION RUNNER_TEMP GITHUB_OUTPUT'.split()
        done = place.run('shellcheck', '--shell', shell, str(file), **{v: '' for v in variables})
        equal(done.returncode, 0, done.stdout)


# ---- GitHub ---------------------------------------------------------------------------------------

def case_action_findings(place):
    code, output, given, summary = place.action(directory='shop')
    equal(code, 1, output)
    within('::error file=alb.tf,line=11', output)
    within('### elblint: 2 errors', summary)
    equal(given['exit-code'], '1')
    sarif = json.loads(pathlib.Path(given['sarif']).read_text())
    equal(sarif['version'], '2.1.0')
    places = [one['locations'][0]['physicalLocation']['artifactLocation']['uri']
              for one in sarif['runs'][0]['results']]
    equal(places, ['alb.tf', 'api.yaml'])


def case_action_clean(place):
    place.mend()
    code, output, given, summary = place.action(directory='shop')
    equal((code, given['exit-code']), (0, '0'), output)
    within('0 errors', summary)
    equal(json.loads(pathlib.Path(given['sarif']).read_text())['runs'][0]['results'], [])


def case_action_inputs(place):
    """Several paths with spaces and what a shell would run, clients, a level, a baseline."""
    (place.shop / 'payment.yaml').rename(place.shop / 'a $(touch no) b.yaml')
    code, output, _, _ = place.action(directory='shop', paths='a $(touch no) b.yaml\n\nalb.tf\n',
                                      clients='java-8u31\nopenssl-3.0.3', fail_on='note')
    equal(code, 1, output)
    within('loses java-8u31', output)
    assert 'api.yaml' not in output, output
    assert not list(place.home.rglob('no')), 'a path was run'
    equal(place.run('elblint', 'lint', '-q', '--write-baseline', 'base.json', '.').returncode, 0)
    equal(place.action(directory='shop', baseline='base.json')[0], 0)


def case_action_wrong(place):
    """What can't be read, or is asked wrongly, does not pass."""
    code, output, given, summary = place.action(directory='shop', paths='nowhere.tf')
    equal((code, given['exit-code']), (2, '2'), output)
    code, output, given, summary = place.action(directory='shop', fail_on='never')
    equal((code, 'sarif' in given, summary), (3, False, ''), output)
    assert place.action(directory='nowhere')[0] != 0


def case_action_builds(place):
    """Without a program, the one of these sources is built: here by a meson that only pretends."""
    meson = place.bin / 'meson'
    meson.write_text('#!/bin/sh\nset -eu\n[ "$1" = compile ] || exit 0\n'
                     f'mkdir -p "$3/src/cli"\nln -sf "{place.elblint}" "$3/src/cli/elblint"\n')
    meson.chmod(0o755)
    code, output, given, _ = place.action(directory='shop', elblint='no-such-elblint')
    equal(code, 1, output)
    equal(given['program'], str(place.elblint))


# ---- GitLab, make ---------------------------------------------------------------------------------

def gitlab(place, **variables):
    job = GITLAB['elblint']
    env = dict(job['variables'], **variables)
    return place.run('sh', '-eu', '-c', '\n'.join(job['script']), **env)


def case_gitlab(place):
    reports = GITLAB['elblint']['artifacts']['reports']
    done = gitlab(place)
    equal(done.returncode, 1, done.stdout)
    quality = json.loads((place.shop / reports['codequality']).read_text())
    equal([one['location']['path'] for one in quality], ['alb.tf', 'api.yaml'])
    equal(len({one['fingerprint'] for one in quality}), 2)
    suite = xml.etree.ElementTree.parse(place.shop / reports['junit']).getroot()
    assert list(suite.iter('failure')), 'no failure'
    equal(GITLAB['elblint']['artifacts']['when'], 'always')
    equal(gitlab(place, ELBLINT_PATHS='alb.tf nowhere.tf').returncode, 2)
    place.mend()
    done = gitlab(place, ELBLINT_OPTIONS='--fail-on note -q')
    equal(done.returncode, 0, done.stdout)
    equal(json.loads((place.shop / reports['codequality']).read_text()), [])


def case_make(place):
    if not shutil.which('make'):
        raise Skip('no make')
    (place.shop / 'Makefile').write_text(f"include {CI / 'elblint.mk'}\n")
    done = place.run('make', 'elblint')
    within('alb.tf:11:23: error', done.stdout)
    equal(done.returncode, 2, done.stdout)
    done = place.run('make', 'elblint', 'ELBLINT_FLAGS=--ignore legacy-protocol,default-policy -q'
                     ' --fail-on error', 'ELBLINT_PATHS=alb.tf')
    equal(done.returncode, 0, done.stdout)


# ---- The configuration ----------------------------------------------------------------------------

def case_config(place):
    """The example, found from a directory below; its exception, and the day after."""
    shutil.copy(CI / 'elblint.yaml', place.shop / '.elblint.yaml')
    below = place.shop / 'a' / 'b'
    below.mkdir(parents=True)
    done = place.run('elblint', 'lint', '--today', '2027-01-31', '../../api.yaml', cwd=below)
    within('1 suppressed', done.stdout)
    done = place.run('elblint', 'lint', '--today', '2027-02-01', '../../api.yaml', cwd=below)
    within("'legacy-protocol' was to be ignored until 2027-01-31", done.stdout)
    within('../../.elblint.yaml:15:5', done.stdout)
    equal(done.returncode, 1, done.stdout)
    (place.shop / '.elblint.yaml').write_text(
        'ignore: [{rule: legacy-protocol, path: api.yaml, reason: a}]\n')
    for path in ('../../api.yaml', './../../a/../api.yaml', str(place.shop / 'api.yaml')):
        done = place.run('elblint', 'lint', '-q', path, cwd=below)
        equal(done.returncode, 0, done.stdout)


# ---- pre-commit -----------------------------------------------------------------------------------

def git(place, *arguments, cwd=None):
    done = place.run('git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', *arguments, cwd=cwd)
    equal(done.returncode, 0, done.stdout)
    return done.stdout.strip()


def hooked(place, *hooks):
    """Makes the shop a repository whose hooks come from another one."""
    if not shutil.which('pre-commit') or not shutil.which('git'):
        raise Skip('no pre-commit or git')
    origin = place.home / 'hooks'
    origin.mkdir()
    shutil.copy(SOURCE / '.pre-commit-hooks.yaml', origin)
    git(place, 'init', '-q', '-b', 'main', cwd=origin)
    git(place, 'add', '.', cwd=origin)
    git(place, 'commit', '-q', '-m', 'hooks', cwd=origin)
    config = {'repos': [{'repo': str(origin), 'rev': git(place, 'rev-parse', 'HEAD', cwd=origin),
                         'hooks': [{'id': hook} for hook in hooks]}]}
    (place.shop / '.pre-commit-config.yaml').write_text(yaml.safe_dump(config))
    git(place, 'init', '-q', '-b', 'main')
    git(place, 'add', '.')


def case_pre_commit(place):
    hooked(place, 'elblint')
    done = place.run('pre-commit', 'run', '--all-files')
    equal(done.returncode, 1, done.stdout)
    within('alb.tf:11:23: error', done.stdout)
    equal(done.stdout.count('3 listeners') + done.stdout.count('4 listeners'), 1, done.stdout)
    (place.shop / 'README.md').write_text('text\n')
    git(place, 'add', '.')
    done = place.run('pre-commit', 'run', '--files', 'README.md')
    equal(done.returncode, 0, done.stdout)
    within('no files to check', done.stdout)
    place.mend()
    git(place, 'add', '-A')
    equal(place.run('pre-commit', 'run').returncode, 0)


def case_pre_commit_files(place):
    hooked(place, 'elblint-files')
    (place.shop / 'other.json').write_text('{"a": [')
    git(place, 'add', '.')
    equal(place.run('pre-commit', 'run', '--files', 'payment.yaml', 'other.json').returncode, 0)
    done = place.run('pre-commit', 'run', '--files', 'payment.yaml', 'api.yaml')
    equal(done.returncode, 1, done.stdout)
    assert 'alb.tf' not in done.stdout, done.stdout


def case_pre_commit_fix(place):
    hooked(place, 'elblint-fix')
    (place.shop / 'api.yaml').unlink()
    git(place, 'add', '-A')
    done = place.run('pre-commit', 'run', '--all-files')
    equal(done.returncode, 1, done.stdout)
    within(NEW, (place.shop / 'alb.tf').read_text())
    git(place, 'add', '-A')
    done = place.run('pre-commit', 'run', '--all-files')
    equal(done.returncode, 0, done.stdout)


def case_pre_commit_local(place):
    hooked(place, 'elblint')
    shutil.copy(CI / 'pre-commit-config.yaml', place.shop / '.pre-commit-config.yaml')
    git(place, 'add', '.')
    for command in (('validate-config', '.pre-commit-config.yaml'),
                    ('validate-manifest', str(SOURCE / '.pre-commit-hooks.yaml'))):
        done = place.run('pre-commit', *command)
        equal(done.returncode, 0, done.stdout)
    done = place.run('pre-commit', 'run', '--all-files')
    within('alb.tf:11:23: error', done.stdout)
    equal(done.returncode, 1, done.stdout)


# ---- All ------------------------------------------------------------------------------------------

def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('elblint', type=pathlib.Path, help='the program')
    elblint = parser.parse_args().elblint.resolve()
    counts = {'ok  ': 0, 'FAIL': 0, 'skip': 0}
    for name, case in sorted(globals().items()):
        if not name.startswith('case_'):
            continue
        outcome, detail = 'ok  ', ''
        with tempfile.TemporaryDirectory(prefix='elblint-ci-') as home:
            try:
                case(Place(home, elblint))
            except Skip as reason:
                outcome, detail = 'skip', f' ({reason})'
            except (AssertionError, KeyError, OSError, ValueError) as problem:
                outcome, detail = 'FAIL', f'\n     {type(problem).__name__}: {problem}'
        counts[outcome] += 1
        print(f"{outcome} {name[len('case_'):]}{detail}")
    print(f"{counts['ok  ']} passed, {counts['FAIL']} failed, {counts['skip']} skipped")
    return 1 if counts['FAIL'] else 0


if __name__ == '__main__':
    sys.exit(main())
