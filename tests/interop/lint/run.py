#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lints what the AWS CDK makes of an app, and has other programs read the reports.

  run.py ELBLINT

aws-cdk-lib synthesizes an Application, a Network and a Classic stack (app.js); SARIF is validated by
the official multitool. Both come by npm into a temporary directory. What a machine lacks is skipped,
counted, and said.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
TIMEOUT = 300

# port of a listener: load balancer, protocol, how it comes to its policy, rules that speak of it
EXPECTED = {
    'Application': {
        80: ('application', 'HTTP', 'plaintext', []),
        443: ('application', 'HTTPS', 'explicit', ['legacy-protocol']),
        8443: ('application', 'HTTPS', 'default', ['legacy-protocol']),
        9443: ('application', 'HTTPS', 'explicit', ['mixed-target-policy']),
    },
    'Network': {
        25: ('network', 'TCP', 'plaintext', []),
        465: ('network', 'TLS', 'explicit', []),
    },
    'Classic': {
        80: ('classic', 'HTTP', 'plaintext', ['plaintext-listener']),
        443: ('classic', 'HTTPS', 'explicit', ['no-forward-secrecy']),
    },
}


class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, name, is_right, why=''):
        if is_right:
            self.passed += 1
        else:
            self.failed += 1
            print(f'FAIL {name}: {why}')

    def skip(self, name, why):
        self.skipped += 1
        print(f'skip {name}: {why}')


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, **options)


def install(directory, *packages):
    """Installs packages of npm below the directory; why not, or None."""
    if not shutil.which('npm') or not shutil.which('node'):
        return 'no npm'
    (directory / 'package.json').write_text('{"private": true}\n')
    result = run('npm', 'install', '--no-audit', '--no-fund', *packages, cwd=directory)
    return None if result.returncode == 0 else f'npm install: {result.stderr.strip()[-300:]}'


def lint(elblint, *arguments):
    return run(elblint, 'lint', *map(str, arguments))


def listener_of(document, port):
    found = [item for item in document['listeners'] if item['port'] == port]
    return found[0] if len(found) == 1 else None


def rules_at(document, listener):
    return [item['rule'] for item in document['findings'] if item['line'] == listener['line']]


def check_stack(count, name, template, elblint):
    document = json.loads(lint(elblint, '--format', 'json', template).stdout)
    expected = EXPECTED[name]
    count.check(f'{name}: listeners', len(document['listeners']) == len(expected),
                [(item['address'], item['port']) for item in document['listeners']])
    for port, wanted in expected.items():
        listener = listener_of(document, port)
        got = listener and (listener['load_balancer'], listener['protocol'], listener['how'],
                            rules_at(document, listener))
        count.check(f'{name}: :{port}', got == wanted, f'{got}, not {wanted}')


def check_cdk(count, elblint, directory):
    why = install(directory, 'aws-cdk-lib', 'constructs')
    if why:
        return count.skip('AWS CDK', why)
    shutil.copy(HERE / 'app.js', directory)
    made = run('node', 'app.js', 'cdk.out', cwd=directory)
    count.check('synthesized', made.returncode == 0, made.stderr[-500:])
    for name in EXPECTED:
        check_stack(count, name, directory / 'cdk.out' / f'{name}.template.json', elblint)
    whole = lint(elblint, '--format', 'json', directory / 'cdk.out')
    total = sum(len(ports) for ports in EXPECTED.values())
    found = len(json.loads(whole.stdout)['listeners'])
    count.check('cdk.out', found == total, f'{found} listeners, not {total}: {whole.stderr}')
    return None


def multitool(directory):
    """The multitool's own program, which its package does not make executable everywhere."""
    for path in sorted(directory.glob('node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool')):
        path.chmod(0o755)
        return path
    return None


def check_sarif(count, elblint, directory, inputs):
    why = install(directory, '@microsoft/sarif-multitool')
    tool = multitool(directory)
    if why or not tool:
        return count.skip('SARIF multitool', why or 'not for this machine')
    environment = dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT='1')
    for name, paths in inputs.items():
        report = directory / f'{name}.sarif'
        made = lint(elblint, '--format', f'sarif={report}', *paths)
        count.check(f'{name}: exit code', made.returncode in (0, 1, 2), made.stderr)
        result = run(tool, 'validate', report, env=environment)
        errors = [line for line in result.stdout.splitlines()
                  if ' error ' in line or 'SARIF1' in line]
        count.check(f'{name}: SARIF', result.returncode == 0 and not errors,
                    errors or result.stdout + result.stderr)
    return None


def check_fingerprints(count, elblint, directory):
    """They stay when lines move, and differ between findings."""
    template = {'Resources': {name: {'Type': 'AWS::ElasticLoadBalancingV2::Listener', 'Properties': {
        'Protocol': 'HTTPS', 'Port': port, 'SslPolicy': 'ELBSecurityPolicy-2016-08',
        'LoadBalancerArn': 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/1'}}
        for name, port in (('One', 443), ('Two', 8443))}}
    path = directory / 'moved.json'
    seen = []
    for indent in (None, 1, 8):
        path.write_text('\n' * (indent or 0) + json.dumps(template, indent=indent))
        document = json.loads(lint(elblint, '--format', 'json', path).stdout)
        seen.append([item['fingerprint'] for item in document['findings']])
    count.check('fingerprints stay', seen[0] == seen[1] == seen[2], seen)
    count.check('fingerprints differ', len(set(seen[0])) == len(seen[0]) == 2, seen[0])


def check_junit(count, elblint, directory, paths):
    report = directory / 'junit.xml'
    lint(elblint, '--format', f'junit={report}', *paths)
    root = xml.etree.ElementTree.parse(report).getroot()
    cases = root.findall('./testsuite/testcase')
    failures = [case for case in cases if case.find('failure') is not None]
    count.check('JUnit: cases', int(root.get('tests')) == len(cases) > 0, root.attrib)
    count.check('JUnit: failures', int(root.get('failures')) == len(failures) > 0, root.attrib)


def main():
    elblint = str(pathlib.Path(sys.argv[1]).resolve())
    count = Count()
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        for part in ('cdk', 'sarif', 'plain'):
            (directory / part).mkdir()
        check_cdk(count, elblint, directory / 'cdk')
        output = directory / 'cdk' / 'cdk.out'
        broken = directory / 'plain' / 'broken é%.yaml'
        broken.write_text('Resources: {A: {Type: AWS::ElasticLoadBalancingV2::Listener\n')
        inputs = {'unreadable': [broken], 'nothing': [HERE]}
        if output.exists():
            inputs['stacks'] = [output]
            check_junit(count, elblint, directory / 'plain', [output])
        check_sarif(count, elblint, directory / 'sarif', inputs)
        check_fingerprints(count, elblint, directory / 'plain')
    print(f'{count.passed} passed, {count.failed} failed, {count.skipped} skipped')
    return 1 if count.failed else 0


if __name__ == '__main__':
    sys.exit(main())
