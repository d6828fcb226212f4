#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Real servers on loopback, set up as policies of the catalog, seen by real scanners: `identify` must
name the policy, or exactly those that this scanner can't tell from it.

  run.py ELBLINT [--keep DIRECTORY]

What is right is worked out here, from the policies as data, apart from elblint. What a machine
lacks is skipped, counted, and said. Servers listen on 127.0.0.1 and are ended by their own pid.
"""
import argparse
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

POLICIES = [
    'elbv2/ELBSecurityPolicy-2016-08',
    'elbv2/ELBSecurityPolicy-FS-1-2-Res-2020-10',
    'elbv2/ELBSecurityPolicy-FS-2018-06',
    'elbv2/ELBSecurityPolicy-TLS-1-1-2017-01',
    'elbv2/ELBSecurityPolicy-TLS-1-2-Ext-2018-06',
    'elbv2/ELBSecurityPolicy-TLS13-1-0-2021-06',
    'elbv2/ELBSecurityPolicy-TLS13-1-2-2021-06',
    'elbv2/ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06',
    'elbv2/ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    'elbv2/ELBSecurityPolicy-TLS13-1-3-2021-06',
]
S_SERVER = ['elbv2/ELBSecurityPolicy-TLS13-1-2-2021-06', 'elbv2/ELBSecurityPolicy-2016-08']
CERTIFICATES = {'rsa': ['rsa'], 'ecdsa': ['ecdsa'], 'both': ['rsa', 'ecdsa']}
GROUPS_TRIED = {'x25519', 'secp256r1', 'secp384r1', 'secp521r1'}  # by this sslscan
TLS12_ONLY = ('GCM', 'SHA256', 'SHA384', 'CCM')
OPENSSL_CONF = """openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = default
[default]
MinProtocol = None
CipherString = DEFAULT:@SECLEVEL=0
"""


class Skipped(Exception):
    """What a case needs is not there."""


# ---- What is right ----------------------------------------------------------------------------------

def load_policies(elblint):
    listed = json.loads(subprocess.run([elblint, 'list', 'policies', '--format', 'json'], check=True,
                                       capture_output=True, text=True).stdout)
    names = [f"{policy['family']}/{policy['name']}" for policy in listed['policies']]
    shown = json.loads(subprocess.run([elblint, 'show', '--format', 'json', *names], check=True,
                                      capture_output=True, text=True).stdout)
    return {f"{policy['family']}/{policy['name']}": policy for policy in shown['policies']}


def is_alive(suite, version, keys):
    name = suite['iana']
    if '_WITH_' not in name:
        return version == 'TLSv1.3'
    if version == 'TLSv1.3' or '_DHE_' in name or '_anon_' in name:
        return False
    if version != 'TLSv1.2' and name.endswith(TLS12_ONLY):
        return False
    if version == 'SSLv3' and '_ECDHE_' in name:  # RFC 8422
        return False
    return ('ecdsa' if '_ECDSA_' in name else 'rsa') in keys


def appearance(policy, keys, tools):
    """What the tools can show of a policy, or None where that is not known."""
    versions = {}
    for version in policy['protocols']:
        suites = [suite['code'] for suite in policy['suites'] if is_alive(suite, version, keys)]
        if suites:
            versions[version] = suites if 'nmap' in tools else sorted(suites)
    if 'sslscan' not in tools or not policy['groups']:
        return versions, None
    # OpenSSL wants the curve of an ECDSA key among the groups: one at a time is no test then.
    shows_groups = 'TLSv1.3' in versions or any(
        is_alive(suite, version, keys) and suite['iana'].startswith('TLS_ECDHE_RSA')
        for suite in policy['suites'] for version in versions)
    groups = frozenset(group['name'] for group in policy['groups']) & GROUPS_TRIED
    return versions, groups if shows_groups else None


def allows(policy, keys):
    allowed = policy.get('allowed_certificates')
    return not allowed or all({'rsa': 'rsa2048', 'ecdsa': 'ecdsa256'}[key] in allowed for key in keys)


def expected(policies, name, keys, tools):
    versions, groups = appearance(policies[name], keys, tools)
    answer = set()
    for other, policy in policies.items():
        its_versions, its_groups = appearance(policy, keys, tools)
        if versions == its_versions and allows(policy, keys) and \
                (groups is None or its_groups is None or groups == its_groups):
            answer.add(other)
    return answer


# ---- Servers ----------------------------------------------------------------------------------------

def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(('127.0.0.1', 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def make_certificates(directory):
    keys = {'rsa': ['rsa:2048'], 'ecdsa': ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']}
    for key, words in keys.items():
        subprocess.run(['openssl', 'req', '-x509', '-nodes', '-newkey', *words, '-subj',
                        '/CN=localhost', '-days', '2', '-keyout', f'{key}.key', '-out', f'{key}.pem'],
                       cwd=directory, check=True, capture_output=True)


def openssl_words(policy):
    older = [suite['openssl'] for suite in policy['suites'] if '_WITH_' in suite['iana']]
    newest = [suite['iana'] for suite in policy['suites'] if '_WITH_' not in suite['iana']]
    groups = [{'x25519': 'X25519', 'secp256r1': 'P-256', 'secp384r1': 'P-384',
               'secp521r1': 'P-521'}[group['name']] for group in policy['groups']]
    return ':'.join(older) or 'ECDHE-RSA-AES128-GCM-SHA256', ':'.join(newest), ':'.join(groups)


def nginx_server(policy, keys, port):
    older, newest, groups = openssl_words(policy)
    lines = [f'listen 127.0.0.1:{port} ssl;',
             f"ssl_protocols {' '.join(policy['protocols'])};",
             f'ssl_ciphers {older}:@SECLEVEL=0;', 'ssl_prefer_server_ciphers on;',
             f'ssl_ecdh_curve {groups};']
    if newest:
        lines.append(f'ssl_conf_command Ciphersuites {newest};')
    for key in keys:
        lines += [f'ssl_certificate {key}.pem;', f'ssl_certificate_key {key}.key;']
    return 'server {\n' + '\n'.join(lines) + '\n}\n'


class Process:
    """A server that ends with the block that it is for."""

    def __init__(self, command, directory, ports):
        self.command, self.directory, self.ports = command, directory, ports

    def __enter__(self):
        environment = dict(os.environ, OPENSSL_CONF=str(self.directory / 'openssl.cnf'))
        self.log = open(self.directory / 'server.log', 'ab')
        self.process = subprocess.Popen(self.command, cwd=self.directory, env=environment,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        for port in self.ports:
            self.wait_for(port)
        return self

    def wait_for(self, port):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(('127.0.0.1', port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        log = (self.directory / 'server.log').read_text(errors='replace')
        self.__exit__()
        raise RuntimeError(f'{self.command[0]} does not listen on {port}: {log[-500:]}')

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.log.close()


def nginx(directory, servers):
    """`servers` are (port, policy, keys)."""
    if not shutil.which('nginx', path=os.environ['PATH'] + ':/usr/sbin'):
        raise Skipped('no nginx')
    blocks = ''.join(nginx_server(policy, keys, port) for port, policy, keys in servers)
    (directory / 'nginx.conf').write_text(
        'daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\n'
        'events { worker_connections 1024; }\nhttp {\naccess_log off;\n' +
        ''.join(f'{kind}_temp_path {kind};\n'
                for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi')) + blocks + '}\n')
    binary = shutil.which('nginx', path=os.environ['PATH'] + ':/usr/sbin')
    return Process([binary, '-p', str(directory), '-c', str(directory / 'nginx.conf')], directory,
                   [port for port, _, _ in servers])


def s_server(directory, policy, keys, port):
    older, newest, groups = openssl_words(policy)
    command = ['openssl', 's_server', '-accept', f'127.0.0.1:{port}', '-www', '-quiet', '-serverpref',
               '-cipher', f'{older}:@SECLEVEL=0', '-groups', groups, '-cert', f'{keys[0]}.pem', '-key',
               f'{keys[0]}.key']
    if len(keys) > 1:
        command += ['-dcert', f'{keys[1]}.pem', '-dkey', f'{keys[1]}.key']
    command += ['-ciphersuites', newest] if newest else ['-no_tls1_3']
    command += [f"-no_{name}" for version, name in (('TLSv1', 'tls1'), ('TLSv1.1', 'tls1_1'),
                                                    ('TLSv1.2', 'tls1_2'))
                if version not in policy['protocols']]
    return Process(command, directory, [port])


# ---- Scanners ---------------------------------------------------------------------------------------

def scan_sslscan(directory, port):
    if not shutil.which('sslscan'):
        raise Skipped('no sslscan')
    path = directory / f'sslscan-{port}.xml'
    subprocess.run(['sslscan', '--no-heartbleed', f'--xml={path}', f'127.0.0.1:{port}'], check=True,
                   capture_output=True, timeout=120)
    return path


def scan_nmap(directory, port):
    if not shutil.which('nmap'):
        raise Skipped('no nmap')
    path = directory / f'nmap-{port}.xml'
    subprocess.run(['nmap', '-Pn', '-n', '-p', str(port), '--script', '+ssl-enum-ciphers', '-oX',
                    str(path), '127.0.0.1'], check=True, capture_output=True, timeout=300)
    return path


SCANNERS = {'sslscan': scan_sslscan, 'nmap': scan_nmap}


def identify(elblint, paths):
    result = subprocess.run([elblint, 'identify', '--format', 'json', *map(str, paths)],
                            capture_output=True, text=True)
    document = json.loads(result.stdout)
    if len(document['endpoints']) != 1:
        raise AssertionError(f"{len(document['endpoints'])} endpoints")
    endpoint = document['endpoints'][0]
    return {f"{match['family']}/{match['policy']}" for match in endpoint['matches']
            if match['exact']}, endpoint


class Count:
    passed = failed = skipped = 0


def check(elblint, policies, title, name, keys, tools, paths):
    want = expected(policies, name, keys, tools)
    got, endpoint = identify(elblint, paths)
    if got == want and name in got:
        Count.passed += 1
        print(f'ok   {title}: {len(got)} name(s)')
        return
    Count.failed += 1
    print(f'FAIL {title}\n     missing {sorted(want - got)}\n     unexpected {sorted(got - want)}')
    for near in endpoint['nearest'][:1]:
        print(f"     nearest {near['policy']}: missing {near['missing']} extra {near['extra']}")


def scan(elblint, policies, directory, server, name, keys, port):
    paths = {}
    for tool, scanner in SCANNERS.items():
        title = f"{server} as {name.split('Policy-')[1]} with {'+'.join(keys)}, {tool}"
        try:
            paths[tool] = scanner(directory, port)
            check(elblint, policies, title, name, keys, {tool}, [paths[tool]])
        except Skipped as reason:
            Count.skipped += 1
            print(f'skip {title}: {reason}')
    if len(paths) > 1:
        check(elblint, policies, f'{title} and sslscan', name, keys, set(paths), paths.values())


def run_nginx(elblint, policies, directory):
    cases = [(name, keys) for name in POLICIES for keys in CERTIFICATES.values()]
    ports = free_ports(len(cases))
    servers = [(port, policies[name], keys) for port, (name, keys) in zip(ports, cases)]
    try:
        with nginx(directory, servers):
            for port, (name, keys) in zip(ports, cases):
                scan(elblint, policies, directory, 'nginx', name, keys, port)
    except Skipped as reason:
        Count.skipped += len(cases)
        print(f'skip nginx, {len(cases)} servers: {reason}')


def run_s_server(elblint, policies, directory):
    for name in S_SERVER:
        for keys in CERTIFICATES.values():
            port = free_ports(1)[0]
            with s_server(directory, policies[name], keys, port):
                scan(elblint, policies, directory, 's_server', name, keys, port)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('elblint')
    parser.add_argument('--keep', type=pathlib.Path, help='leave the scans there')
    options = parser.parse_args()
    elblint = str(pathlib.Path(options.elblint).resolve())
    policies = load_policies(elblint)
    with tempfile.TemporaryDirectory() as temporary:
        directory = pathlib.Path(temporary)
        make_certificates(directory)
        (directory / 'openssl.cnf').write_text(OPENSSL_CONF)
        run_nginx(elblint, policies, directory)
        run_s_server(elblint, policies, directory)
        if options.keep:
            shutil.copytree(directory, options.keep, dirs_exist_ok=True)
    print(f'{Count.passed} passed, {Count.failed} failed, {Count.skipped} skipped')
    return Count.failed > 0


if __name__ == '__main__':
    sys.exit(main())
