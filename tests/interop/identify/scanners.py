# SPDX-License-Identifier: MIT
"""Real tools that look at a port of 127.0.0.1, each with one file for `elblint identify`."""
import concurrent.futures
import os
import subprocess

from servers import find_program

CLIENT_VERSIONS = {'TLSv1': '-tls1', 'TLSv1.1': '-tls1_1', 'TLSv1.2': '-tls1_2',
                   'TLSv1.3': '-tls1_3'}


def sslscan(directory, port):
    path = directory / f'sslscan-{port}.xml'
    subprocess.run([find_program('sslscan'), '--no-heartbleed', f'--xml={path}',
                    f'127.0.0.1:{port}'], check=True, capture_output=True, timeout=120)
    return path


def nmap(directory, port):
    path = directory / f'nmap-{port}.xml'
    subprocess.run([find_program('nmap'), '-sT', '-Pn', '-n', '-p', str(port), '--script',
                    '+ssl-enum-ciphers', '-oX', str(path), '127.0.0.1'], check=True,
                   capture_output=True, timeout=300)
    return path


def testssl(directory, port):
    """Protocols, suites by version, and groups: half a minute for a server."""
    path = directory / f'testssl-{port}.json'
    subprocess.run([find_program('testssl', 'testssl.sh'), '--warnings', 'off', '--color', '0',
                    '-p', '-E', '-f', '--jsonfile', str(path), f'127.0.0.1:{port}'], check=False,
                   capture_output=True, timeout=300, stdin=subprocess.DEVNULL)
    return path


# ---- openssl s_client -------------------------------------------------------------------------------

def s_client(directory, port, *words):
    """What it prints, errors too, as a person has it in a ticket."""
    environment = dict(os.environ, OPENSSL_CONF=str(directory / 'openssl.cnf'))
    return subprocess.run(['openssl', 's_client', '-connect', f'127.0.0.1:{port}', *words],
                          env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=20, check=False).stdout


def client_suites():
    """Suites by version that this machine's OpenSSL can offer: {version: {code: name}}."""
    suites = {}
    for version, option in CLIENT_VERSIONS.items():
        lines = subprocess.run(['openssl', 'ciphers', '-V', '-s', option, 'ALL:@SECLEVEL=0'],
                               check=True, capture_output=True, text=True).stdout.splitlines()
        rows = [line.split() for line in lines]
        suites[version] = {'0x' + row[0].replace('0x', '').replace(',', ''): row[2] for row in rows}
    return suites


def client_scan(directory, port, offers):
    """One connection for each offer of (version, suite's name), with -msg: a scan by hand."""
    def connect(offer):
        version, name = offer
        words = ['-ciphersuites', name] if version == 'TLSv1.3' else ['-cipher',
                                                                      f'{name}:@SECLEVEL=0']
        return s_client(directory, port, '-msg', CLIENT_VERSIONS[version], *words)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(connect, offers))
    path = directory / f's_client-msg-{port}.txt'
    path.write_bytes(b''.join(texts))
    return path


def client_once(directory, port, option):
    path = directory / f's_client{option}-{port}.txt'
    path.write_bytes(s_client(directory, port, *filter(None, [option])))
    return path
