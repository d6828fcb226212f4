#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""All policies of policies/ by all rules that judge policies: printed as a table, and compared.

What elblint computes, by `show RULE` and by `lint` of a listener with each policy, must be what
follows from the files of the policies here, by other code: names of suites are taken apart, nothing
is looked up. `superseded-policy` hangs on handshakes and is only printed.

  table.py ELBLINT
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    sys.exit(77) # Meson: skipped

POLICIES = pathlib.Path(__file__).resolve().parents[2] / 'policies'
OLD = {'SSLv3', 'TLSv1', 'TLSv1.1'}
AEAD = ('GCM', 'CCM', 'CHACHA20')
STREAM = ('RC4', 'NULL')
# After names of suites are cut at their hyphens.
BROKEN = {'NULL', 'EXP', 'EXP1024', 'RC4', 'DES'}
# Rules that ask for more than a policy, for which a listener here has nothing.
NOT_LINTED = {'target-policy', 'superseded-policy', 'unavailable-policy'}


def read_policies():
    for folder in ('elbv2', 'classic'):
        for path in sorted((POLICIES / folder).glob('*.yaml')):
            policy = yaml.safe_load(path.read_text())
            yield (policy['family'], policy['name']), policy


def is_aead(suite):
    return suite.startswith('TLS_') or any(word in suite for word in AEAD)


def is_broken(suite):
    words = set(suite.split('-'))
    return bool(words & BROKEN) or 'CBC3' in words


def backends(policy, policies):
    names = policy.get('backend-policy')
    names = names.values() if isinstance(names, dict) else [names]
    return [policies[policy['family'], name] for name in names if name]


def loses_targets(backend):
    return 'TLSv1.3' not in backend['protocols'] or 'TLSv1' not in backend['protocols']


RULES = {
    'insecure-suite': lambda p, _: any(map(is_broken, p['suites'])),
    'legacy-protocol': lambda p, _: bool(OLD & set(p['protocols'])),
    'unlisted-policy': lambda p, _: p['status'] == 'unlisted',
    'unavailable-policy': lambda p, _: p['status'] in ('upcoming', 'retired'),
    'no-forward-secrecy': lambda p, _: any(not s.startswith(('ECDHE-', 'DHE-', 'TLS_'))
                                           for s in p['suites']),
    'no-tls13': lambda p, _: 'TLSv1.3' not in p['protocols'],
    'classic-no-server-order': lambda p, _: not p['server-order'],
    'target-policy': lambda p, all_: any(map(loses_targets, backends(p, all_))),
    'cbc-suite': lambda p, _: any(not is_aead(s) and not any(w in s.split('-') for w in STREAM)
                                  for s in p['suites']),
    'sha1-signature': lambda p, _: (
        any('sha1' in s for s in p.get('signature-schemes', [])) and
        set(p['protocols']) != {'TLSv1.3'}), # which signs with none of them
    'no-post-quantum': lambda p, _: not any('MLKEM' in g for g in p.get('groups', [])),
}


def run(program, *args, cwd=None):
    done = subprocess.run([program, *args, '--format', 'json'], capture_output=True, text=True,
                          cwd=cwd, timeout=60)
    if done.returncode > 1:
        raise SystemExit(f'{args}: exit {done.returncode}\n{done.stderr}')
    return json.loads(done.stdout)


def shown(program):
    """{rule: the policies that it blames}; without those that judge no policies"""
    rules = run(program, 'show', *(r['id'] for r in run(program, 'list', 'rules')['rules']))
    return {r['id']: {(p['family'], p['policy']) for p in r['policies']}
            for r in rules['rules'] if r['policies'] is not None}


def resource(family, policy, load_balancers):
    if family == 'classic':
        return {'Type': 'AWS::ElasticLoadBalancing::LoadBalancer', 'Properties': {'Listeners': [
            {'LoadBalancerPort': '443', 'InstancePort': '80', 'Protocol': 'HTTPS',
             'PolicyNames': [policy]}]}}
    return {'Type': 'AWS::ElasticLoadBalancingV2::Listener', 'Properties': {
        'Protocol': 'HTTPS' if 'network' not in load_balancers else 'TLS', 'Port': 443,
        'SslPolicy': policy}}


def linted(program, policies, rules):
    """The same, by the findings about a listener with each policy."""
    keys = list(policies)
    template = {'Resources': {f'R{i}': resource(*key, policies[key]['load-balancers'])
                              for i, key in enumerate(keys)}}
    found = {rule: set() for rule in rules}
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'template.json'), 'w', encoding='utf-8') as file:
            json.dump(template, file)
        every = [word for rule in rules for word in ('--severity', f'{rule}=warning')]
        for finding in run(program, 'lint', *every, 'template.json', cwd=folder)['findings']:
            key = keys[int(re.match(r'R(\d+)', finding['address'])[1])]
            for rule in {finding['rule'], *finding['also_rules']} & set(rules):
                found[rule].add(key)
    return found


def print_table(policies, by_show):
    columns = list(by_show)
    for i, rule in enumerate(columns):
        print(' ' * (47 + 2 * i) + rule)
    for key in policies:
        name = ('classic/' if key[0] == 'classic' else '') + key[1].split('-', 1)[1]
        marks = ('x' if key in by_show[rule] else '.' for rule in columns)
        print(f'{name:46} {" ".join(marks)}')


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    policies = dict(read_policies())
    by_show = shown(program)
    by_lint = linted(program, policies, by_show)
    problems = []
    print_table(policies, by_show)
    for rule in sorted(set(by_show) ^ set(RULES) ^ {'superseded-policy'}):
        problems.append(f'{rule}: only one of the two computes it')
    for rule, is_blamed in RULES.items():
        expected = {key for key, policy in policies.items() if is_blamed(policy, policies)}
        for source, found in (('show', by_show), ('lint', by_lint)):
            if source == 'lint' and rule in NOT_LINTED:
                continue
            for key in sorted(expected ^ found.get(rule, set())):
                problems.append(f'{rule}, {source}: {"/".join(key)}: '
                                f'{"not found" if key in expected else "found, and is fine"}')
    print('\n'.join(problems) or f'{len(policies)} policies, {len(RULES)} rules: the same')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
