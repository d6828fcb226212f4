# SPDX-License-Identifier: MIT
"""The client's side: OpenSSL, Java, Python, Node.js and curl, each of which fails against a server on
loopback without the advice and connects with it."""
import contextlib
import functools
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from common import CASES, ask, blocks, case, need, run

HERE = pathlib.Path(__file__).resolve().parent


# ---- A server on loopback --------------------------------------------------------------------------

@functools.lru_cache
def certificate():
    folder = tempfile.mkdtemp(prefix='elblint-')
    done = run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost',
                '-days', '2', '-keyout', f'{folder}/key.pem', '-out', f'{folder}/cert.pem'])
    assert done.returncode == 0, done.stderr
    return folder


@contextlib.contextmanager
def server(*options):
    """An `openssl s_server`; gives its port."""
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    folder = certificate()
    process = subprocess.Popen(
        ['openssl', 's_server', '-accept', f'127.0.0.1:{port}', '-cert', f'{folder}/cert.pem',
         '-key', f'{folder}/key.pem', '-quiet', *options],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), 1):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


def policy(**lists):
    """A policy with just what a case is about."""
    return {'name': 'tried', 'family': 'elbv2', 'load-balancers': ['application'],
            'status': 'documented', 'protocols': ['TLSv1.2'],
            'suites': ['ECDHE-RSA-AES128-GCM-SHA256'], 'groups': ['secp256r1', 'secp384r1'],
            'signature-schemes': ['rsa_pkcs1_sha256', 'rsa_pss_rsae_sha256'], **lists}


def client(family, **lists):
    return {'id': 'tried', 'family': family, 'versions': ['TLSv1.2'],
            'suites': ['ECDHE-RSA-AES128-GCM-SHA256'], 'groups': ['secp256r1', 'secp384r1'],
            'signature-schemes': ['rsa_pkcs1_sha256', 'rsa_pss_rsae_sha256'], **lists}


def client_advice(tried_policy, tried_client):
    [result] = ask('-p', './policy.yaml', '-c', './client.yaml',
                   files={'policy.yaml': tried_policy, 'client.yaml': tried_client})
    return result['advice']['client']


TLS13 = {'protocols': ['TLSv1.3'], 'suites': ['TLS_AES_128_GCM_SHA256']}
OLD = {'family': 'classic', 'load-balancers': ['classic'], 'protocols': ['TLSv1'],
       'suites': ['ECDHE-RSA-AES128-SHA']}

# What the policy is, what the client is and is configured as, and the server that stands for the
# policy.
SITUATIONS = {
    'version': (TLS13, {}, 'MaxProtocol = TLSv1.2', ['-tls1_3']),
    'suite': ({}, {'suites': ['AES128-SHA']}, 'CipherString = AES128-SHA',
              ['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256']),
    'group': ({'groups': ['secp384r1']}, {'groups': ['secp256r1']}, 'Groups = P-256',
              ['-tls1_2', '-groups', 'P-384', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256']),
    'scheme': ({'signature-schemes': ['rsa_pss_rsae_sha384']},
               {'signature-schemes': ['rsa_pkcs1_sha256']}, 'SignatureAlgorithms = rsa_pkcs1_sha256',
               ['-tls1_2', '-sigalgs', 'rsa_pss_rsae_sha384']),
    'older': (OLD, {'suites': OLD['suites'], 'minimum-version': 'TLSv1.2'},
              'MinProtocol = TLSv1.2',
              ['-tls1', '-cipher', 'ECDHE-RSA-AES128-SHA@SECLEVEL=0']),
}


def openssl_connects(port, configuration):
    with tempfile.NamedTemporaryFile('w', suffix='.cnf') as file:
        file.write(configuration)
        file.flush()
        done = run(['openssl', 's_client', '-connect', f'127.0.0.1:{port}'], input='',
                   env={**os.environ, 'OPENSSL_CONF': file.name})
    return 'Cipher is (NONE)' not in done.stdout and 'Cipher is ' in done.stdout


def try_openssl(situation):
    tried_policy, tried_client, present, options = SITUATIONS[situation]
    text = blocks(client_advice(policy(**tried_policy), client('openssl', **tried_client)),
                  'openssl.cnf')
    before = text[:text.index('[tls_defaults]')] + f'[tls_defaults]\n{present}\n'
    with server(*options) as port:
        assert not openssl_connects(port, before), 'it connects without the advice'
        assert openssl_connects(port, text), f'it does not connect with:\n{text}'
        try_beside(port, text)


def try_beside(port, text):
    """Where the machine's file is to be included, as the advice says."""
    first, rest = text.split('\n', 1)
    with tempfile.NamedTemporaryFile('w', suffix='.cnf') as machine:
        include = f'.include {machine.name}\n'
        machine.write('[last]\nname = value\n')
        machine.flush()
        assert openssl_connects(port, f'{first.strip()}\n{include}{rest}'), 'below openssl_conf'
        machine.write('[default]\nopenssl_conf = its\n[its]\nssl_conf = own\n'
                      '[own]\nsystem_default = names\n[names]\n')
        machine.flush()
        lines = text[text.index('[tls_defaults]') + len('[tls_defaults]'):]
        assert openssl_connects(port, f'{include}[names]{lines}'), 'in what system_default names'


for name in SITUATIONS:
    case(functools.update_wrapper(functools.partial(try_openssl, name), try_openssl, ['__doc__']))
    CASES[-1].__name__ = f'openssl_{name}'


# ---- Java ------------------------------------------------------------------------------------------

def java_connects(port, *options):
    done = run(['java', *options, str(HERE / 'Client.java'), str(port)])
    return done.returncode == 0 and done.stdout.startswith('TLSv1')


def try_java(situation, present, start='options of the java command'):
    need(shutil.which('java') and shutil.which('javac'), 'java with a compiler (a JDK)')
    tried_policy, tried_client, _, options = SITUATIONS[situation]
    text = blocks(client_advice(policy(**tried_policy), client('java', **tried_client)), start)
    with server(*options) as port:
        assert not java_connects(port, present), 'it connects without the advice'
        assert java_connects(port, *text.split()), f'it does not connect with:\n{text}'


@case
def java_version():
    try_java('version', '-Djdk.tls.client.protocols=TLSv1.2')


@case
def java_suite():
    try_java('suite', '-Djdk.tls.client.cipherSuites=TLS_RSA_WITH_AES_128_CBC_SHA')


@case
def java_group():
    try_java('group', '-Djdk.tls.namedGroups=secp256r1')


@case
def java_scheme():
    try_java('scheme', '-Djdk.tls.client.SignatureSchemes=rsa_pkcs1_sha256')


# ---- Other programs --------------------------------------------------------------------------------

PYTHON = '''import socket, ssl
{}
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
context.wrap_socket(socket.create_connection(("127.0.0.1", {})))
'''
NODE = '''const options = {{port: {1}, host: "127.0.0.1", rejectUnauthorized: false, {0}}};
const socket = require("tls").connect(options, () => process.exit(0));
socket.on("error", () => process.exit(1));
'''


def python_connects(port, lines):
    done = run([sys.executable, '-c', PYTHON.format(lines, port)])
    return done.returncode == 0


def node_connects(port, lines):
    return run(['node', '-e', NODE.format(lines, port)]).returncode == 0


def curl_connects(port, line):
    done = run(['sh', '-c', f'{line} --insecure --silent --max-time 5 --verbose'],
               env={**os.environ, 'URL': f'https://127.0.0.1:{port}/'})
    return 'SSL connection using' in done.stderr


def try_program(family, situation, start, present, connects):
    tried_policy, tried_client, _, options = SITUATIONS[situation]
    text = blocks(client_advice(policy(**tried_policy), client(family, **tried_client)), start)
    with server(*options) as port:
        assert not connects(port, present), 'it connects without the advice'
        assert connects(port, text.strip()), f'it does not connect with:\n{text}'


@case
def python_version():
    try_program('python', 'version', 'in the program',
                'context = ssl.create_default_context()\n'
                'context.maximum_version = ssl.TLSVersion.TLSv1_2', python_connects)


@case
def python_suite():
    try_program('python', 'suite', 'in the program',
                'context = ssl.create_default_context()\ncontext.set_ciphers("AES128-SHA")',
                python_connects)


@case
def python_older():
    try_program('python', 'older', 'in the program', 'context = ssl.create_default_context()',
                python_connects)


@case
def node_version():
    need(shutil.which('node'), 'node (package nodejs)')
    try_program('nodejs', 'version', 'or for one connection', "maxVersion: 'TLSv1.2',",
                node_connects)


@case
def node_suite():
    need(shutil.which('node'), 'node (package nodejs)')
    try_program('nodejs', 'suite', 'or for one connection', "ciphers: 'AES128-SHA',", node_connects)


@case
def node_group():
    need(shutil.which('node'), 'node (package nodejs)')
    try_program('nodejs', 'group', 'or for one connection', "ecdhCurve: 'P-256',", node_connects)


@case
def node_older():
    need(shutil.which('node'), 'node (package nodejs)')
    try_program('nodejs', 'older', 'or for one connection', '', node_connects)


def need_curl():
    need(shutil.which('curl') and 'OpenSSL' in run(['curl', '--version']).stdout,
         'curl that is built with OpenSSL')


@case
def curl_version():
    need_curl()
    try_program('curl', 'version', 'options of curl', 'curl --tls-max 1.2 "$URL"', curl_connects)


@case
def curl_suite():
    need_curl()
    try_program('curl', 'suite', 'options of curl', 'curl --ciphers AES128-SHA "$URL"',
                curl_connects)


@case
def curl_group():
    need_curl()
    try_program('curl', 'group', 'options of curl', 'curl --curves P-256 "$URL"', curl_connects)


@case
def curl_older():
    need_curl()
    try_program('curl', 'older', 'options of curl', 'curl "$URL"', curl_connects)


def clean_up():
    if certificate.cache_info().currsize:
        shutil.rmtree(certificate())
