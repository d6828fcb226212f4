#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lets real clients fail against real servers on loopback, and has `elblint diagnose` say why.

  run.py ELBLINT

The servers are `openssl s_server` with narrow settings, and sockets that do one thing. What a
machine lacks is skipped, counted, and said. All servers listen on 127.0.0.1 and end with their case.
"""
import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

TIMEOUT = 20
S_CLIENT = ['openssl', 's_client', '-connect', '127.0.0.1:{port}']
PYTHON = ['python3', '-c', 'import ssl, socket; c = ssl._create_unverified_context(); {setting}; '
          'c.wrap_socket(socket.create_connection(("127.0.0.1", {port}), 5))']
NODE = ['node', '-e', 'require("tls").connect({{host: "127.0.0.1", port: {port}, '
        'rejectUnauthorized: false, {setting}}}, () => process.exit(0))']
CURL = ['curl', '-kv', '--connect-timeout', '5', '-m', '5', '{setting}', 'https://127.0.0.1:{port}/']


def client(command, setting=''):
    return [word.replace('{setting}', setting) for word in command]


TLS12 = ['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256']
P256 = ['-tls1_2', '-groups', 'P-256']
TLS13 = ['-tls1_3']
MUTUAL = ['-Verify', '1']
NAMED = ['-servername', 'a.example', '-servername_fatal', '-cert2', '{certificate}', '-key2',
         '{certificate}']

# server, client, the event, and the causes: all of them, or with a pair the one that is decided.
CASES = [
    ('no-suite', TLS12, S_CLIENT + ['-tls1_2', '-cipher', 'AES128-SHA'], 'alert-40', None),
    ('no-suite-msg', TLS12, S_CLIENT + ['-tls1_2', '-cipher', 'AES128-SHA', '-msg'], 'alert-40',
     None),
    ('no-suite-brief', TLS12, S_CLIENT + ['-tls1_2', '-cipher', 'AES128-SHA', '-brief'],
     'alert-40', None),
    ('no-suite-trace', TLS12, S_CLIENT + ['-tls1_2', '-cipher', 'AES128-SHA', '-trace'],
     'alert-40', None),
    ('no-group', P256, S_CLIENT + ['-tls1_2', '-groups', 'X25519', '-cipher', 'ECDHE'],
     'alert-40', None),
    ('no-version', TLS13, S_CLIENT + ['-tls1_2'], 'alert-70', 'no-shared-protocol'),
    ('no-version-quiet', TLS12, S_CLIENT + ['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0', '-quiet'],
     'alert-70', 'no-shared-protocol'),
    ('no-ciphers', TLS12, S_CLIENT + ['-tls1_2', '-cipher', 'PSK-AES128-CBC-SHA'],
     'no-ciphers-available', 'client-no-suite'),
    ('no-cipher-match', TLS12, S_CLIENT + ['-cipher', 'NOSUCH'], 'no-cipher-match',
     'client-no-suite'),
    ('no-protocols', TLS12, S_CLIENT + ['-no_tls1_3', '-no_tls1_2', '-no_tls1_1', '-no_tls1'],
     'no-protocols-available', 'client-protocol-disabled'),
    ('untrusted', TLS12, S_CLIENT + ['-verify_return_error'], 'certificate-untrusted',
     'untrusted-certificate'),
    ('completed', TLS12, S_CLIENT + ['-cipher', 'ECDHE-RSA-AES128-GCM-SHA256'],
     'completed-unverified', None),
    ('completed-brief', TLS12, S_CLIENT + ['-brief'], 'completed-unverified', None),
    ('curl-no-suite', TLS12, CURL[:-2] + ['--tls-max', '1.2', '--ciphers', 'AES128-SHA', CURL[-1]],
     'alert-40', None),
    ('curl-no-version', TLS13, CURL[:-2] + ['--tls-max', '1.2', CURL[-1]], 'alert-70',
     'no-shared-protocol'),
    ('curl-untrusted', TLS12, ['curl', '-v', 'https://127.0.0.1:{port}/'], 'certificate-untrusted',
     'untrusted-certificate'),
    ('python-no-version', TLS13,
     client(PYTHON, 'c.maximum_version = ssl.TLSVersion.TLSv1_2'), 'alert-70',
     'no-shared-protocol'),
    ('python-no-suite', TLS12,
     client(PYTHON, 'c.maximum_version = ssl.TLSVersion.TLSv1_2; c.set_ciphers("AES128-SHA")'),
     'alert-40', None),
    ('node-no-version', TLS13, client(NODE, 'maxVersion: "TLSv1.2"'), 'alert-70',
     'no-shared-protocol'),
    ('node-no-suite', TLS12, client(NODE, 'maxVersion: "TLSv1.2", ciphers: "AES128-SHA"'),
     'alert-40', None),
    ('gnutls-no-version', TLS13,
     ['gnutls-cli', '--insecure', '--priority', 'NORMAL:-VERS-ALL:+VERS-TLS1.2', '-p', '{port}',
      '127.0.0.1'], 'alert-70', 'no-shared-protocol'),
    ('gnutls-untrusted', TLS12, ['gnutls-cli', '-p', '{port}', '127.0.0.1'],
     'certificate-untrusted', 'untrusted-certificate'),
    ('gnutls-insecure', TLS12, ['gnutls-cli', '--insecure', '-p', '{port}', '127.0.0.1'],
     'completed-unverified', 'untrusted-certificate'),
    ('verified', TLS13, S_CLIENT + ['-CAfile', '{certificate}'], 'completed', None),
    ('wrong-name', TLS13, S_CLIENT + ['-CAfile', '{certificate}', '-verify_hostname', 'b.example',
                                      '-verify_return_error'],
     'certificate-name', 'name-mismatch'),
    ('wrong-name-unnoticed', TLS13,
     S_CLIENT + ['-CAfile', '{certificate}', '-verify_hostname', 'b.example'],
     'completed-unverified', 'name-mismatch'),
    ('security-level', ['-tls1', '-cipher', 'ALL:@SECLEVEL=0'],
     S_CLIENT + ['-cipher', 'DEFAULT:@SECLEVEL=1'], 'legacy-signature-refused', 'client-seclevel'),
    ('security-level-trace', ['-tls1', '-cipher', 'ALL:@SECLEVEL=0'],
     S_CLIENT + ['-cipher', 'DEFAULT:@SECLEVEL=1', '-trace'], 'legacy-signature-refused',
     'client-seclevel'),
    ('mutual-tls12', TLS12 + MUTUAL, S_CLIENT, 'alert-40-after-choice',
     'client-certificate-required'),
    ('mutual-tls12-trace', TLS12 + MUTUAL, S_CLIENT + ['-trace'], 'alert-40-after-choice',
     'client-certificate-required'),
    ('mutual-tls12-curl', TLS12 + MUTUAL, CURL[:-2] + CURL[-1:], 'alert-40-after-choice',
     'client-certificate-required'),
    ('mutual-tls13-curl', TLS13 + MUTUAL, CURL[:-2] + CURL[-1:], 'alert-116',
     'client-certificate-required'),
    ('unknown-name', TLS12 + NAMED, S_CLIENT + ['-servername', 'b.example'], 'alert-112',
     'unknown-server-name'),
    ('plain-s_client', 'plain', S_CLIENT, 'plain-answer', 'not-tls'),
    ('plain-curl', 'plain', CURL[:-2] + CURL[-1:], 'plain-answer', 'not-tls'),
    ('plain-python', 'plain', client(PYTHON, 'pass'), 'plain-answer', 'not-tls'),
    ('plain-node', 'plain', client(NODE), 'plain-answer', 'not-tls'),
    ('closed-s_client', 'close', S_CLIENT, 'closed', None),
    ('closed-python', 'close', client(PYTHON, 'pass'), 'closed', None),
    ('closed-node', 'close', client(NODE), 'closed', None),
    ('notify-s_client', 'notify', S_CLIENT, 'closed', None),
    ('notify-s_client-msg', 'notify', S_CLIENT + ['-msg'], 'closed', None),
    ('notify-curl', 'notify', CURL[:-2] + CURL[-1:], 'closed', None),
    ('notify-python', 'notify', client(PYTHON, 'pass'), 'closed', None),
    ('notify-gnutls', 'notify', ['gnutls-cli', '-p', '{port}', '127.0.0.1'], 'closed', None),
    ('refused-s_client', 'none', S_CLIENT, 'refused', 'network'),
    ('refused-curl', 'none', CURL[:-2] + CURL[-1:], 'refused', 'network'),
    ('refused-python', 'none', client(PYTHON, 'pass'), 'refused', 'network'),
]


class Skipped(Exception):
    """A case that can't run here, and why."""


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(100):
        if process.poll() is not None:
            raise Skipped(f's_server does not start with these options: {process.args[2:]}')
        with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), 1):
            return
        time.sleep(0.1)
    raise OSError('s_server does not listen')


@contextlib.contextmanager
def tls_server(options, certificate):
    port = free_port()
    with subprocess.Popen(['openssl', 's_server', '-accept', f'127.0.0.1:{port}', '-quiet', '-cert',
                           certificate, '-key', certificate] +
                          [word.replace('{certificate}', certificate) for word in options],
                          stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            yield port
        finally:
            process.kill()


@contextlib.contextmanager
def socket_server(what):
    """Answers in plain text, or closes, with an alert or without, after it has read the hello."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        def serve():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(4096)
                        if what == 'plain':
                            connection.sendall(b'HTTP/1.1 400 Bad Request\r\n\r\n')
                        elif what == 'notify':
                            connection.sendall(bytes([21, 3, 3, 0, 2, 1, 0]))
        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


@contextlib.contextmanager
def no_server():
    yield free_port()


def server_of(what, certificate):
    if what == 'none':
        return no_server()
    return socket_server(what) if isinstance(what, str) else tls_server(what, certificate)


def run_client(command, port, certificate):
    if not shutil.which(command[0]):
        raise Skipped(f'{command[0]} is not installed')
    words = [word.replace('{port}', str(port)).replace('{certificate}', certificate)
             .replace('{{', '{').replace('}}', '}') for word in command]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=TIMEOUT, check=False)
    return done.stdout


def run_case(elblint, certificate, case):
    _, server, command, event, cause = case
    with server_of(server, certificate) as port:
        output = run_client(command, port, certificate)
    done = subprocess.run([elblint, 'diagnose', '--format', 'json', '-'], input=output,
                          capture_output=True, timeout=TIMEOUT, check=False)
    symptoms = json.loads(done.stdout)['symptoms']
    events = [symptom['event'] for symptom in symptoms]
    text = output.decode(errors='replace')
    if event not in events:
        return f'{events} instead of {event}:\n{text}'
    if any(name != event for name in events):
        return f'{events}, where {event} alone was expected:\n{text}'
    causes = symptoms[0]['causes']
    if cause and [causes[0]['cause']] != [cause]:
        return f'{causes} instead of {cause}'
    return None


def main():
    counts = {'ok': 0, 'FAIL': 0, 'skip': 0}
    with tempfile.NamedTemporaryFile() as certificate:
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout',
                        certificate.name, '-out', certificate.name + '.crt', '-subj',
                        '/CN=localhost', '-days', '2'], check=True, capture_output=True)
        with open(certificate.name, 'a', encoding='ascii') as both, \
                open(certificate.name + '.crt', encoding='ascii') as own:
            both.write(own.read())
        for case in CASES:
            try:
                why = run_case(sys.argv[1], certificate.name, case)
                verdict = 'FAIL' if why else 'ok'
            except Skipped as reason:
                verdict, why = 'skip', str(reason)
            except Exception as error:  # a case that breaks is one that fails
                verdict, why = 'FAIL', f'{type(error).__name__}: {error}'
            counts[verdict] += 1
            print(f'{verdict:4} {case[0]}' + (f': {why}' if why else ''))
        subprocess.run(['rm', '-f', certificate.name + '.crt'], check=True)
    print(f"{counts['ok']} passed, {counts['FAIL']} failed, {counts['skip']} skipped")
    return 1 if counts['FAIL'] else 0


if __name__ == '__main__':
    sys.exit(main())
