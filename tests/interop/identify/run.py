#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Real servers on loopback, set up as policies of the catalog, seen by real tools: `identify` must
name the policy, or exactly those that this tool can't tell from it.

  run.py ELBLINT [--keep DIRECTORY]

What is right is worked out in expected.py, from the policies as data, apart from elblint. What a
machine lacks is skipped, counted, and said. Servers listen on 127.0.0.1 and are ended by their own
pid.
"""
import argparse
import concurrent.futures
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import expected
import scanners
import servers
from servers import Skipped

POLICIES = [
    '2016-08',
    'FS-1-2-Res-2020-10',
    'FS-2018-06',
    'TLS-1-1-2017-01',
    'TLS-1-2-Ext-2018-06',
    'TLS13-1-0-2021-06',
    'TLS13-1-2-2021-06',
    'TLS13-1-2-Ext2-2021-06',
    'TLS13-1-2-Res-2021-06',
    'TLS13-1-3-2021-06',
]
HAPROXY = ['TLS-1-2-2017-01', 'FS-1-1-2019-08', 'TLS13-1-1-2021-06', 'TLS13-1-2-Ext1-2021-06']
# GnuTLS offers each key exchange with each cipher and MAC: policies that are such a product. Where
# it has both certificates its order is another one, which only sslscan doesn't show.
GNUTLS = ['FS-1-2-Res-2020-10', 'FS-1-2-Res-2019-08', 'TLS-1-2-2017-01', 'TLS13-1-3-2021-06']
S_SERVER = ['TLS13-1-2-2021-06', '2016-08']
POST_QUANTUM = ['TLS13-1-2-Res-PQ-2025-09', 'TLS13-1-3-PQ-2025-09']
# Seen by testssl.sh, which takes long, and suite by suite by s_client.
TESTSSL = [('nginx', '2016-08', 'rsa'), ('nginx', 'TLS13-1-2-Res-2021-06', 'both'),
           ('haproxy', 'TLS13-1-1-2021-06', 'ecdsa'), ('gnutls-serv', 'FS-1-2-Res-2020-10', 'rsa')]
CLIENT = [('nginx', '2016-08', 'rsa'), ('nginx', 'TLS13-1-2-Ext2-2021-06', 'ecdsa'),
          ('nginx', 'TLS13-1-2-Res-2021-06', 'both'), ('nginx', 'FS-2018-06', 'both'),
          ('s_server', 'TLS13-1-2-2021-06', 'rsa'), ('nginx', 'TLS13-1-3-2021-06', 'rsa')]
CERTIFICATES = {'rsa': ['rsa'], 'ecdsa': ['ecdsa'], 'both': ['rsa', 'ecdsa']}


class Count:
    passed = failed = skipped = 0


def skip(title, reason, count=1):
    Count.skipped += count
    print(f'skip {title}: {reason}')


class Lab:
    """What all cases share, and the checks of one file or several."""

    def __init__(self, elblint, directory):
        self.elblint, self.directory = elblint, directory
        self.policies = expected.load_policies(elblint)
        self.suites = scanners.client_suites()

    def policy(self, name):
        return self.policies[self.key(name)]

    @staticmethod
    def key(name):
        return f'elbv2/ELBSecurityPolicy-{name}'

    def identify(self, paths):
        result = subprocess.run([self.elblint, 'identify', '--format', 'json', *map(str, paths)],
                                capture_output=True, text=True)
        document = json.loads(result.stdout)
        if len(document['endpoints']) != 1:
            raise AssertionError(f"{len(document['endpoints'])} endpoints in {paths}")
        return document['endpoints'][0]

    def check(self, title, name, want, paths, exact_only=True):
        endpoint = self.identify(paths)
        got = {f"{match['family']}/{match['policy']}" for match in endpoint['matches']
               if match['exact'] or not exact_only}
        if got == want and self.key(name) in got:
            Count.passed += 1
            print(f'ok   {title}: {len(got)} name(s)')
            return
        Count.failed += 1
        print(f'FAIL {title}\n     missing {sorted(want - got)}\n'
              f'     unexpected {sorted(got - want)}')
        for near in endpoint['nearest'][:1]:
            print(f"     nearest {near['policy']}: missing {near['missing']} extra {near['extra']}")

    def check_scan(self, title, name, keys, tools, paths):
        want = expected.seen_by_scanners(self.policies, self.key(name), keys, tools)
        self.check(title, name, want, paths)

    def catalog_offers(self):
        """Each suite of any policy in each version, as far as s_client has it."""
        codes = {suite['code'] for policy in self.policies.values() for suite in policy['suites']}
        return [(version, code) for version, suites in self.suites.items() for code in suites
                if code in codes]

    def check_client_scan(self, title, name, keys, port):
        offers = self.catalog_offers()
        path = scanners.client_scan(self.directory, port, [(version, self.suites[version][code])
                                                           for version, code in offers])
        want = expected.seen_by_client(self.policies, self.key(name), keys,
                                       [({version}, {code}) for version, code in offers], True)
        self.check(title, name, want, [path], exact_only=False)

    def check_client_once(self, title, name, keys, port):
        offer = (set(self.suites), {code for suites in self.suites.values() for code in suites})
        path = scanners.client_once(self.directory, port, '-trace')
        want = expected.seen_by_client(self.policies, self.key(name), keys, [offer], False)
        self.check(title, name, want, [path], exact_only=False)


# ---- What looks at which server ---------------------------------------------------------------------

def scan(lab, server, name, kind, port):
    keys = CERTIFICATES[kind]
    paths = {}
    title = f'{server} as {name} with {kind}'
    is_ordered = server != 'gnutls-serv' or kind != 'both'
    for tool in ('sslscan', 'nmap') if is_ordered else ('sslscan',):
        try:
            paths[tool] = getattr(scanners, tool)(lab.directory, port)
            lab.check_scan(f'{title}, {tool}', name, keys, {tool}, [paths[tool]])
        except Skipped as reason:
            skip(f'{title}, {tool}', reason)
    if len(paths) > 1:
        lab.check_scan(f'{title}, both scanners', name, keys, set(paths), paths.values())
    if (server, name, kind) in CLIENT:
        lab.check_client_scan(f'{title}, s_client -msg suite by suite', name, keys, port)
        lab.check_client_once(f'{title}, one s_client -trace', name, keys, port)


def begin_testssl(lab, pool, server, ports):
    """They run beside the others: most of their time is waiting. `ports` by (name, kind)."""
    return [(case, pool.submit(scanners.testssl, lab.directory, ports[case[1:]]))
            for case in TESTSSL if case[0] == server and case[1:] in ports]


def end_testssl(lab, begun):
    for (server, name, kind), future in begun:
        title = f'{server} as {name} with {kind}, testssl.sh'
        try:
            lab.check_scan(title, name, CERTIFICATES[kind], {'testssl'}, [future.result()])
        except Skipped as reason:
            skip(title, reason)


def run_many(lab, pool, server, make, names):
    """One process with a port for each policy and kind of certificate."""
    cases = [(name, kind) for name in names for kind in CERTIFICATES]
    ports = dict(zip(cases, servers.free_ports(len(cases))))
    listeners = [(port, lab.policy(name), CERTIFICATES[kind])
                 for (name, kind), port in ports.items()]
    try:
        with make(lab.directory, listeners):
            begun = begin_testssl(lab, pool, server, ports)
            for (name, kind), port in ports.items():
                scan(lab, server, name, kind, port)
            end_testssl(lab, begun)
    except Skipped as reason:
        skip(f'{server}, {len(cases)} servers', reason, len(cases))


def run_each(lab, pool, server, make, names):
    """A process for each."""
    for name in names:
        for kind, keys in CERTIFICATES.items():
            port = servers.free_ports(1)[0]
            try:
                with make(lab.directory, lab.policy(name), keys, port):
                    begun = begin_testssl(lab, pool, server, {(name, kind): port})
                    scan(lab, server, name, kind, port)
                    end_testssl(lab, begun)
            except Skipped as reason:
                skip(f'{server} as {name} with {kind}', reason)


def run_post_quantum(lab):
    """No scanner tries their groups one by one: s_client shows what is chosen."""
    version = subprocess.run(['openssl', 'version'], capture_output=True, text=True).stdout
    version = ' '.join(version.split()[:2])
    for name in POST_QUANTUM:
        title = f's_server as {name} with rsa, one s_client -trace'
        port = servers.free_ports(1)[0]
        if not servers.has_groups(lab.policy(name)):
            skip(title, f'{version} has not its post-quantum groups, so s_client cannot offer them')
            continue
        with servers.s_server(lab.directory, lab.policy(name), ['rsa'], port):
            lab.check_client_once(title, name, ['rsa'], port)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('elblint')
    parser.add_argument('--keep', type=pathlib.Path, help='leave the scans there')
    options = parser.parse_args()
    servers.enter_namespace()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary, \
            concurrent.futures.ThreadPoolExecutor(4) as pool:
        lab = Lab(str(pathlib.Path(options.elblint).resolve()), pathlib.Path(temporary))
        servers.make_certificates(lab.directory)
        run_many(lab, pool, 'nginx', servers.nginx, POLICIES)
        run_many(lab, pool, 'haproxy', servers.haproxy, HAPROXY)
        run_each(lab, pool, 'gnutls-serv', servers.gnutls_serv, GNUTLS)
        run_each(lab, pool, 's_server', servers.s_server, S_SERVER)
        run_post_quantum(lab)
        if options.keep:
            shutil.copytree(lab.directory, options.keep, dirs_exist_ok=True)
    print(f'in {time.monotonic() - begin:.0f} s')
    print(f'{Count.passed} passed, {Count.failed} failed, {Count.skipped} skipped')
    return Count.failed > 0


if __name__ == '__main__':
    sys.exit(main())
