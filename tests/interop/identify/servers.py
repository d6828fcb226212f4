# SPDX-License-Identifier: MIT
"""Servers on 127.0.0.1, set up as policies of the catalog. They are ended by their own pid."""
import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
import time

PATH = os.environ['PATH'] + ':/usr/sbin:/sbin'
OPENSSL_CONF = """openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = default
[default]
MinProtocol = None
CipherString = DEFAULT:@SECLEVEL=0
"""
OPENSSL_GROUPS = {'x25519': 'X25519', 'secp256r1': 'P-256', 'secp384r1': 'P-384',
                  'secp521r1': 'P-521'}  # those with ML-KEM have the name that IANA gave them
IN_NAMESPACE = 'ELBLINT_IN_NAMESPACE'
SIOCSIFFLAGS, IFF_UP = 0x8914, 1  # netdevice(7)
GNUTLS_VERSIONS = {'TLSv1': 'TLS1.0', 'TLSv1.1': 'TLS1.1', 'TLSv1.2': 'TLS1.2', 'TLSv1.3': 'TLS1.3'}


class Skipped(Exception):
    """What a case needs is not there."""


def enter_namespace():
    """Starts this program anew in a network of its own, which has nothing but a loopback:
    gnutls-serv listens on all addresses and can't be told not to."""
    if os.environ.get(IN_NAMESPACE):
        with socket.socket() as any_socket:
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack('16sH14x', b'lo', IFF_UP))
        return
    unshare = ['unshare', '--map-root-user', '--net']
    if shutil.which('unshare') and subprocess.run([*unshare, 'true'],
                                                  capture_output=True).returncode == 0:
        os.environ[IN_NAMESPACE] = '1'
        sys.stdout.flush()
        os.execvp('unshare', [*unshare, sys.executable, *sys.argv])


def find_program(*names):
    """The first there is of the names that distributions have for a program."""
    for name in names:
        path = shutil.which(name, path=PATH)
        if path:
            return path
    raise Skipped(f'no {names[0]}')


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(('127.0.0.1', 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def make_certificates(directory):
    """KEY.pem, KEY.key, and both.pem.KEY with both parts, as HAProxy has it."""
    keys = {'rsa': ['rsa:2048'], 'ecdsa': ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']}
    for key, words in keys.items():
        subprocess.run(['openssl', 'req', '-x509', '-nodes', '-newkey', *words, '-subj',
                        '/CN=localhost', '-days', '2', '-keyout', f'{key}.key', '-out', f'{key}.pem'],
                       cwd=directory, check=True, capture_output=True)
        (directory / f'both.pem.{key}').write_text((directory / f'{key}.pem').read_text() +
                                                   (directory / f'{key}.key').read_text())
    (directory / 'openssl.cnf').write_text(OPENSSL_CONF)


class Process:
    """A server that ends with the block that it is for."""

    def __init__(self, command, directory, ports):
        self.command, self.directory, self.ports = command, directory, ports

    def __enter__(self):
        environment = dict(os.environ, OPENSSL_CONF=str(self.directory / 'openssl.cnf'))
        self.path = self.directory / f'server-{self.ports[0]}.log'
        self.log = open(self.path, 'ab')
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
        log = self.path.read_text(errors='replace')
        self.__exit__()
        raise RuntimeError(f'{self.command[0]} does not listen on {port}: {log[-500:]}')

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.log.close()


# ---- OpenSSL's words --------------------------------------------------------------------------------

def scheme_word(name):
    """OpenSSL 3.0 has no names for ecdsa_sha1 and the like, but takes key and hash."""
    if name.startswith('rsa_pss') or name.startswith('ecdsa_secp'):
        return name
    return f"{name.split('_')[0].upper()}+{name.split('_')[-1].upper()}"


def openssl_groups(policy):
    return ':'.join(OPENSSL_GROUPS.get(group['name'], group['name']) for group in policy['groups'])


def has_groups(policy):
    """Whether this OpenSSL knows all of the policy's groups: a list with an unknown one is refused
    before any connection is made."""
    groups = openssl_groups(policy)
    text = subprocess.run(['openssl', 's_client', '-groups', groups, '-connect', '127.0.0.1:1'],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
    return 'SSL_CONF_cmd' not in text


def openssl_words(policy):
    older = [suite['openssl'] for suite in policy['suites'] if '_WITH_' in suite['iana']]
    newest = [suite['iana'] for suite in policy['suites'] if '_WITH_' not in suite['iana']]
    schemes = [scheme_word(scheme['name']) for scheme in policy['signature_schemes']]
    return (':'.join(older) or 'ECDHE-RSA-AES128-GCM-SHA256', ':'.join(newest), openssl_groups(policy),
            ':'.join(schemes))


def s_server(directory, policy, keys, port):
    older, newest, groups, schemes = openssl_words(policy)
    command = ['openssl', 's_server', '-accept', f'127.0.0.1:{port}', '-www', '-quiet', '-serverpref',
               '-cipher', f'{older}:@SECLEVEL=0', '-groups', groups, '-sigalgs', schemes,
               '-cert', f'{keys[0]}.pem', '-key', f'{keys[0]}.key']
    if len(keys) > 1:
        command += ['-dcert', f'{keys[1]}.pem', '-dkey', f'{keys[1]}.key']
    command += ['-ciphersuites', newest] if newest else ['-no_tls1_3']
    command += [f"-no_{name}" for version, name in (('TLSv1', 'tls1'), ('TLSv1.1', 'tls1_1'),
                                                    ('TLSv1.2', 'tls1_2'))
                if version not in policy['protocols']]
    return Process(command, directory, [port])


# ---- nginx ------------------------------------------------------------------------------------------

def nginx_server(policy, keys, port):
    older, newest, groups, schemes = openssl_words(policy)
    lines = [f'listen 127.0.0.1:{port} ssl;',
             f"ssl_protocols {' '.join(policy['protocols'])};",
             f'ssl_ciphers {older}:@SECLEVEL=0;', 'ssl_prefer_server_ciphers on;',
             f'ssl_ecdh_curve {groups};', f'ssl_conf_command SignatureAlgorithms {schemes};']
    if newest:
        lines.append(f'ssl_conf_command Ciphersuites {newest};')
    for key in keys:
        lines += [f'ssl_certificate {key}.pem;', f'ssl_certificate_key {key}.key;']
    return 'server {\n' + '\n'.join(lines) + '\n}\n'


def nginx(directory, servers):
    """`servers` are (port, policy, keys)."""
    binary = find_program('nginx')
    blocks = ''.join(nginx_server(policy, keys, port) for port, policy, keys in servers)
    (directory / 'nginx.conf').write_text(
        'user root;\ndaemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\n'
        'events { worker_connections 1024; }\nhttp {\naccess_log off;\n' +
        ''.join(f'{kind}_temp_path {kind};\n'
                for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi')) + blocks + '}\n')
    return Process([binary, '-p', str(directory), '-c', str(directory / 'nginx.conf')], directory,
                   [port for port, _, _ in servers])


# ---- HAProxy ----------------------------------------------------------------------------------------

def haproxy_server(policy, keys, port):
    older, newest, groups, _ = openssl_words(policy)
    versions = [version + '.0' if version == 'TLSv1' else version for version in policy['protocols']]
    files = ' '.join(f'crt both.pem.{key}' for key in keys)
    words = f' ciphersuites {newest}' if newest else ''
    return (f'frontend f{port}\n    bind 127.0.0.1:{port} ssl {files} ssl-min-ver {versions[0]} '
            f'ssl-max-ver {versions[-1]} ciphers {older}:@SECLEVEL=0 curves {groups}{words}\n'
            '    http-request return status 200\n')


def haproxy(directory, servers):
    binary = find_program('haproxy')
    (directory / 'haproxy.cfg').write_text(
        'defaults\n    mode http\n    timeout client 10s\n    timeout server 10s\n'
        '    timeout connect 10s\n' +
        ''.join(haproxy_server(policy, keys, port) for port, policy, keys in servers))
    return Process([binary, '-db', '-q', '-f', str(directory / 'haproxy.cfg')], directory,
                   [port for port, _, _ in servers])


# ---- GnuTLS -----------------------------------------------------------------------------------------

def gnutls_ciphers(suite):
    """Key exchange, cipher and MAC, which GnuTLS combines by itself."""
    exchange, _, rest = suite['iana'].removeprefix('TLS_').rpartition('WITH_')
    cipher, _, digest = rest.removeprefix('TLS_').rpartition('_')
    is_aead = cipher.endswith(('GCM', 'POLY1305'))
    mac = 'AEAD' if is_aead else {'SHA': 'SHA1'}.get(digest, digest)
    return exchange.strip('_').replace('_', '-'), cipher.replace('_', '-'), mac


def gnutls_priority(policy):
    parts = [gnutls_ciphers(suite) for suite in policy['suites']]
    exchanges = [part[0] for part in parts if part[0]] or ['ECDHE-RSA']
    words = [f'VERS-{GNUTLS_VERSIONS[version]}' for version in policy['protocols']]
    words += exchanges + [part[1] for part in parts] + [part[2] for part in parts]
    words += [f"GROUP-{group['name'].upper()}" for group in policy['groups']]
    return ':'.join(['NONE', *dict.fromkeys('+' + word for word in words), '+COMP-ALL', '+SIGN-ALL',
                     '+CTYPE-ALL', '%SERVER_PRECEDENCE', '%VERIFY_ALLOW_BROKEN'])


def gnutls_serv(directory, policy, keys, port):
    if not os.environ.get(IN_NAMESPACE):
        raise Skipped('gnutls-serv would listen on all addresses: no network namespace to put it in')
    command = [find_program('gnutls-serv'), '--http', '--quiet', '--port', str(port), '--nodb',
               '--priority', gnutls_priority(policy)]
    for key in keys:
        command += ['--x509certfile', f'{key}.pem', '--x509keyfile', f'{key}.key']
    return Process(command, directory, [port])
