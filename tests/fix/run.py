#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`lint --fix`: the diff applies, --write changes one literal and nothing else, and whoever kills it
leaves the old file or the new one.

  run.py ELBLINT
"""
import os
import pathlib
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import time

OLD = 'ELBSecurityPolicy-2016-08'
NEW = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'
KILLS = 300
TIMEOUT = 60

STACK = '''# a comment that names ELBSecurityPolicy-2016-08
Resources:
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1
      Port: 443
      Protocol: HTTPS
      SslPolicy: {}   # kept
'''
QUOTED = STACK.replace('{}', '"{}"')
PARAMETER = STACK.replace('{}', '!Ref Policy') + '''Parameters:
  Policy: {{Type: String, Default: ELBSecurityPolicy-2016-08}}
'''.replace('{{', '{').replace('}}', '}')

count = {'passed': 0, 'failed': 0, 'skipped': 0}
elblint = None


def check(name, is_right, why=''):
    count['passed' if is_right else 'failed'] += 1
    if not is_right:
        print(f'FAIL {name}: {why}')


def lint(directory, *arguments):
    return subprocess.run([elblint, 'lint', *arguments], cwd=directory, capture_output=True,
                          timeout=TIMEOUT)


def put(directory, name, content, encoding='utf-8'):
    path = directory / name
    path.write_bytes(content.encode(encoding))
    return path


def check_write(directory, name, before, after, encoding='utf-8'):
    path = put(directory, 'stack.yaml', before, encoding)
    result = lint(directory, '--fix', '--write', 'stack.yaml')
    check(name, path.read_bytes() == after.encode(encoding) and result.returncode == 0,
          f'exit {result.returncode}, {result.stderr}')
    again = lint(directory, '--fix', '.')
    check(f'{name}: nothing left', (again.returncode, again.stdout) == (0, b''), again.stdout)


def check_contents(directory):
    check_write(directory, 'plain', STACK.format(OLD), STACK.format(NEW))
    check_write(directory, 'quoted', QUOTED.format(OLD), QUOTED.format(NEW))
    check_write(directory, 'CR LF', STACK.format(OLD).replace('\n', '\r\n'),
                STACK.format(NEW).replace('\n', '\r\n'))
    check_write(directory, 'no newline at the end', STACK.format(OLD).rstrip('\n'),
                STACK.format(NEW).rstrip('\n'))
    check_write(directory, 'byte order mark', STACK.format(OLD), STACK.format(NEW), 'utf-8-sig')


def check_diff(directory):
    """Several files and several changes, as git reads them."""
    second = STACK.format(OLD) + STACK.format(OLD).split('Resources:\n')[1].replace('Web', 'Admin')
    put(directory, 'a.yaml', STACK.format(OLD))
    put(directory, 'b.yaml', second)
    result = lint(directory, '--fix', '.')
    check('diff: exit code', result.returncode == 1, result.returncode)
    applied = subprocess.run(['git', 'apply', '-'], cwd=directory, input=result.stdout,
                             capture_output=True, timeout=TIMEOUT)
    check('diff: applies', applied.returncode == 0, applied.stderr)
    check('diff: first', (directory / 'a.yaml').read_text() == STACK.format(NEW))
    check('diff: second', (directory / 'b.yaml').read_text() ==
          second.replace(f'SslPolicy: {OLD}', f'SslPolicy: {NEW}'))


def check_refusals(directory):
    path = put(directory, 'stack.yaml', PARAMETER)
    result = lint(directory, '--fix', '--write', '.')
    check('parameter: left alone', path.read_text() == PARAMETER)
    check('parameter: says so', b'not mended' in result.stderr and result.returncode == 1,
          result.stderr)
    path = put(directory, 'stack.yaml', STACK.format(OLD))
    arguments = ('-c', 'java-6u45', '--fix', '--write', '--rule', 'legacy-protocol', '.')
    result = lint(directory, *arguments)
    check('lost client: left alone', path.read_text() == STACK.format(OLD))
    check('lost client: says so', b'--allow-lost java-6u45' in result.stderr, result.stderr)
    result = lint(directory, '--allow-lost', 'java-6u45', *arguments)
    check('lost client: allowed', OLD not in path.read_text().split('SslPolicy')[1], result.stderr)


def check_utf16(directory):
    path = put(directory, 'stack.yaml', STACK.format(OLD), 'utf-16')
    before = path.read_bytes()
    result = lint(directory, '--fix', '--write', '.')
    check('UTF-16: left alone', path.read_bytes() == before)
    check('UTF-16: says so', result.returncode == 2 and b'UTF-8' in result.stderr, result.stderr)


def check_files(directory):
    """The mode stays, and a link stays a link."""
    path = put(directory, 'stack.yaml', STACK.format(OLD))
    path.chmod(0o640)
    lint(directory, '--fix', '--write', 'stack.yaml')
    check('mode', stat.S_IMODE(path.stat().st_mode) == 0o640, oct(path.stat().st_mode))
    (directory / 'real').mkdir()
    real = put(directory / 'real', 'stack.txt', STACK.format(OLD))
    path.unlink()
    path.symlink_to('real/stack.txt')
    lint(directory, '--fix', '--write', 'stack.yaml')
    check('link stays', path.is_symlink())
    check('link: its file', real.read_text() == STACK.format(NEW))
    if os.geteuid() == 0:
        path.unlink()
        path = put(directory, 'stack.yaml', STACK.format(OLD))
        os.chown(path, 1, 2)
        lint(directory, '--fix', '--write', 'stack.yaml')
        check('owner', (path.stat().st_uid, path.stat().st_gid) == (1, 2))
    else:
        count['skipped'] += 1
        print('skip owner: only root can give files away')


def check_once(directory):
    """A file that is linted under several names is changed, and told of, once."""
    (directory / 'sub').mkdir()
    path = put(directory, 'stack.yaml', STACK.format(OLD))
    (directory / 'alias.yaml').symlink_to('stack.yaml')
    (directory / 'sub' / 'alias.yaml').symlink_to('../stack.yaml')
    names = ('stack.yaml', './stack.yaml', 'sub/../stack.yaml', str(path), '.')
    told = lint(directory, *names).stdout
    check('once: told', told.count(b'[legacy-protocol]') == 1 and b'2 listeners' in told, told)
    diff = lint(directory, '--fix', *names).stdout
    check('once: one diff', diff.count(b'+++ b/stack.yaml') == 1 == diff.count(b'+++ '), diff)
    result = lint(directory, '--fix', '--write', *names)
    check('once: written', path.read_text() == STACK.format(NEW) and result.returncode == 0,
          result.stderr)
    path.write_text(STACK.format(OLD))
    os.link(path, directory / 'hard.yaml')
    result = lint(directory, '--fix', '--write', '.')
    check('hard links: each', result.returncode == 0 and
          (directory / 'hard.yaml').read_text() == path.read_text() == STACK.format(NEW),
          result.stderr)


def check_tools(directory):
    """git and patch take the same diffs, whatever the files are like."""
    contents = {
        'mark.yaml': STACK.replace('# a comment that names ELBSecurityPolicy-2016-08\n', '')
                     .replace('    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n'
                              '      LoadBalancerArn: arn:aws:elasticloadbalancing:eu-west-1:1:'
                              'loadbalancer/app/shop/1\n      Port: 443\n      Protocol: HTTPS\n'
                              '      SslPolicy: {}   # kept\n',
                              '    {{Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: '
                              '{{Port: 443, Protocol: HTTPS, SslPolicy: {}}}}}\n'),
        'a blank.yaml': STACK, 'quote".yaml': STACK, 'tab\t.yaml': STACK, 'ümlaut.yaml': STACK,
        'end.yaml': STACK.rstrip('\n'), 'crlf.yaml': STACK.replace('\n', '\r\n'),
        'long.yaml': STACK.replace('# a comment', '# ' + 'x' * 100000),
        'sub/deep.yaml': STACK,
    }
    for command in (('git', 'apply', '-'), ('patch', '-p1', '--binary')):
        if not shutil.which(command[0]):
            count['skipped'] += 1
            print(f'skip {command[0]}: not there')
            continue
        (directory / 'sub').mkdir(exist_ok=True)
        for name, content in contents.items():
            put(directory, name, content.format(OLD), 'utf-8-sig' if 'mark' in name else 'utf-8')
        diff = lint(directory, '--fix', '.').stdout
        applied = subprocess.run(command, cwd=directory, input=diff, capture_output=True,
                                 timeout=TIMEOUT)
        check(f'{command[0]}: applies', applied.returncode == 0, applied.stderr + applied.stdout)
        for name, content in contents.items():
            wanted = content.format(NEW).encode('utf-8-sig' if 'mark' in name else 'utf-8')
            check(f'{command[0]}: {name}', (directory / name).read_bytes() == wanted)


def check_unwritable(directory):
    """What may not be written to stays, and so does what is no file."""
    path = put(directory, 'stack.yaml', STACK.format(OLD))
    if os.geteuid() == 0:
        count['skipped'] += 1
        print('skip read-only: root may write everything')
    else:
        for where, mode in ((path, 0o400), (directory, 0o500)):
            where.chmod(mode)
            result = lint(directory, '--fix', '--write', '.')
            check(f'read-only {where.name}', result.returncode == 2 and
                  b"can't be mended" in result.stderr and path.read_text() == STACK.format(OLD),
                  result.stderr)
            where.chmod(0o700)
    with open(path, 'rb') as file:
        result = subprocess.run([elblint, 'lint', '--fix', '--write', '-'], stdin=file,
                                cwd=directory, capture_output=True, timeout=TIMEOUT)
    check('standard input', result.returncode == 2 and path.read_text() == STACK.format(OLD),
          result.stderr)


def check_kills(directory):
    """At whatever moment it is killed, the file is whole."""
    old, new = STACK.format(OLD), STACK.format(NEW)
    generator = random.Random(1)
    seen = {old: 0, new: 0}
    path = directory / 'stack.yaml'
    start = time.monotonic()
    path.write_text(old)
    lint(directory, '--fix', '--write', 'stack.yaml')
    longest = time.monotonic() - start
    for _ in range(KILLS):
        path.write_text(old)
        process = subprocess.Popen([elblint, 'lint', '--fix', '--write', 'stack.yaml'],
                                   cwd=directory, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(generator.uniform(0, longest))
        process.kill()
        process.wait(TIMEOUT)
        content = path.read_text()
        seen[content] = seen.get(content, 0) + 1
    check('killed', set(seen) == {old, new}, [len(content) for content in seen])
    print(f'killed {KILLS} times: {seen[old]} times the old file, {seen[new]} times the new one')


def main():
    global elblint
    elblint = str(pathlib.Path(sys.argv[1]).resolve())
    for part in (check_contents, check_diff, check_refusals, check_utf16, check_files, check_once,
                 check_tools, check_unwritable, check_kills):
        directory = pathlib.Path(tempfile.mkdtemp())
        try:
            part(directory)
        finally:
            shutil.rmtree(directory)
    print('{passed} passed, {failed} failed, {skipped} skipped'.format(**count))
    return 1 if count['failed'] else 0


if __name__ == '__main__':
    sys.exit(main())
