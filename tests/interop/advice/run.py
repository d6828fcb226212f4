#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tries the advice of elblint with the programs that it is for: a shell, the AWS CLI against an
endpoint on loopback, parsers of YAML and HCL, OpenSSL and Java against a server on loopback.

  run.py ELBLINT

What a machine lacks is skipped, counted, and said. All servers listen on 127.0.0.1 and end with the
case that started them.
"""
import contextlib
import functools
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import endpoint
import hcl

try:
    import yaml
except ImportError:
    yaml = None

HERE = pathlib.Path(__file__).resolve().parent
ELBLINT = str(pathlib.Path(sys.argv[1]).resolve())
CASES = []
HOSTILE = "x'y\"; touch pwned $(touch pwned) `touch pwned` ${HOME} %{x}\n# \\ - é"


class Skipped(Exception):
    """What a case needs is not there."""


def case(function):
    CASES.append(function)
    return function


def need(condition, what):
    if not condition:
        raise Skipped(f'no {what}')


def run(command, **options):
    options.setdefault('timeout', 60)
    return subprocess.run(command, capture_output=True, text=True, **options)


# ---- Advice ----------------------------------------------------------------------------------------

def ask(*arguments, files=None):
    """The results of `check` that failed, each with its advice as a dictionary of texts."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (files or {}).items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content))
        done = run([ELBLINT, 'check', '--format', 'json', '--advice', 'all', *arguments], cwd=folder)
    assert done.returncode == 1, done.stderr
    results = [result for result in json.loads(done.stdout)['results']
               if result['verdict'] == 'incompatible']
    assert results
    for result in results:
        result['advice'] = {item['for']: item['text'] for item in result['advice']}
    return results


@functools.lru_cache
def usual():
    """Failures with bundled policies of both families."""
    return ask('-p', 'TLS13-1-3-2021-06', '-p', '2016-08', '-p', 'classic/2011-08',
               '-p', 'TLS13-1-2-Res-FIPS-2023-04', '-p', 'TLS-1-2-2017-01',
               '-c', 'java', '-c', 'openssl', '-c', 'go-1.24.6', '-c', 'ie-8-xp')


def custom(name):
    """A Classic policy of somebody's own, better than AWS's, so that it is suggested."""
    return {'name': name, 'family': 'classic', 'load-balancers': ['classic'],
            'status': 'documented', 'protocols': ['TLSv1.2'], 'server-order': True,
            'suites': ['ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256']}


@functools.lru_cache
def hostile():
    """A failure whose suggestion is a policy with a name that nobody should have."""
    [result] = ask('--policies', 'own', '-p', 'classic/2011-08', '-c', 'go-1.24.6',
                   files={'own/classic/own.yaml': custom(HOSTILE)})
    assert result['suggestion']['policy'] == HOSTILE
    return result


def blocks(text, start):
    """The indented lines below the `- ` paragraph that begins with `start`."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith('- ' + start):
            break
    block = []
    for line in lines:
        if line.startswith('- '):
            break
        if line.startswith('    ') or not line:
            block.append(line[4:])
    assert block, f'no block {start!r} in:\n{text}'
    return '\n'.join(block) + '\n'


# ---- Shell and AWS CLI -----------------------------------------------------------------------------

@case
def shell_parses():
    for result in [*usual(), hostile()]:
        if 'aws-cli' in result['advice']:
            done = run(['sh', '-n'], input=result['advice']['aws-cli'])
            assert done.returncode == 0 and not done.stderr, done.stderr


def run_aws(text, folder, url, variables):
    """Runs a text as a shell would, with the AWS CLI pointed at `url`."""
    aws = shutil.which('aws')
    need(aws, 'aws (package awscli)')
    wrapper = pathlib.Path(folder, 'bin', 'aws')
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nexec {aws} --endpoint-url {url} "$@"\n')
    wrapper.chmod(0o755)
    done = run(['sh', '-eu', '-c', text], cwd=folder, timeout=300, env={
        'PATH': f'{wrapper.parent}:{os.environ["PATH"]}', 'HOME': folder, 'LANG': 'C.UTF-8',
        'AWS_PAGER': '', 'AWS_ACCESS_KEY_ID': 'x', 'AWS_SECRET_ACCESS_KEY': 'x', 'AWS_REGION': 'eu-west-1',
        'AWS_DEFAULT_REGION': 'eu-west-1', 'AWS_EC2_METADATA_DISABLED': 'true', **variables})
    assert done.returncode == 0, done.stderr
    assert not pathlib.Path(folder, 'pwned').exists(), 'a name was run as a command'
    return done.stdout


@case
def aws_cli_of_elbv2():
    [result] = ask('-p', 'TLS13-1-3-2021-06', '-c', 'java-7u25', '--lb', 'alb')
    arn = endpoint.ARN + 'listener/app/a/1/tls'
    with endpoint.Endpoint(result['policy']) as server, tempfile.TemporaryDirectory() as folder:
        out = run_aws(result['advice']['aws-cli'], folder, server.url, {'LISTENER_ARN': arn})
    assert out.splitlines()[0] == arn, out
    assert 'listener/net' not in out and 'listener/gat' not in out, out
    [modify] = [r for r in server.requests if r['Action'] == 'ModifyListener']
    assert modify['ListenerArn'] == arn
    assert modify['SslPolicy'] == result['suggestion']['policy'], modify


def sent_attributes(request):
    keys = [key for key in request if key.endswith('.AttributeName')]
    return {request[key]: request[key[:-4] + 'Value'] for key in keys}


@case
def aws_cli_of_classic():
    [result] = ask('-p', 'classic/2011-08', '-c', 'go-1.24.6')
    name = result['suggestion']['policy']
    with endpoint.Endpoint('old') as server, tempfile.TemporaryDirectory() as folder:
        out = run_aws(result['advice']['aws-cli'], folder, server.url, {'LOAD_BALANCER': 'lb'})
    assert 'cookies' in out, out
    [create] = [r for r in server.requests if r['Action'] == 'CreateLoadBalancerPolicy']
    [use] = [r for r in server.requests if r['Action'] == 'SetLoadBalancerPoliciesOfListener']
    assert sent_attributes(create) == {'Reference-Security-Policy': name}, create
    assert use['PolicyNames.member.1'] == create['PolicyName'] == name.replace(
        'ELBSecurityPolicy', 'my'), use


@case
def aws_cli_with_a_hostile_name():
    with endpoint.Endpoint('old') as server, tempfile.TemporaryDirectory() as folder:
        run_aws(hostile()['advice']['aws-cli'], folder, server.url, {'LOAD_BALANCER': '-lb'[1:]})
    [create] = [r for r in server.requests if r['Action'] == 'CreateLoadBalancerPolicy']
    [use] = [r for r in server.requests if r['Action'] == 'SetLoadBalancerPoliciesOfListener']
    assert use['PolicyNames.member.1'] == create['PolicyName'] == HOSTILE, create
    assert sent_attributes(create) == dict.fromkeys(
        ['Protocol-TLSv1.2', 'Server-Defined-Cipher-Order', *custom('')['suites']], 'true'), create


# ---- Templates -------------------------------------------------------------------------------------

def strings(value):
    """All strings in a nested value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(list(value.items()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)


@case
def terraform_is_hcl():
    for result in usual():
        if 'terraform' in result['advice']:
            parsed = hcl.parse(result['advice']['terraform'])
            assert result['suggestion']['policy'] in list(strings(parsed)), parsed
    assert HOSTILE in list(strings(hcl.parse(hostile()['advice']['terraform'])))


@case
def cloudformation_is_yaml():
    need(yaml, 'module yaml (package python3-yaml)')
    for result in [*usual(), hostile()]:
        if 'cloudformation' in result['advice']:
            parsed = yaml.safe_load(result['advice']['cloudformation'])
            found = list(strings(parsed))
            assert parsed['Resources'] and result['suggestion']['policy'] in found, found


@case
def kubernetes_is_yaml():
    need(yaml, 'module yaml (package python3-yaml)')
    for result in usual():
        if 'kubernetes' in result['advice']:
            parsed = list(yaml.safe_load_all(result['advice']['kubernetes']))
            for document in parsed:
                assert document['apiVersion'] and document['kind'], document
                assert result['suggestion']['policy'] in list(strings(document)), document


@case
def cdk_has_the_name():
    for result in [*usual(), hostile()]:
        if 'cdk' in result['advice']:
            literals = re.findall(r'"(?:\\.|[^"\\\n])*"', result['advice']['cdk'])
            assert result['suggestion']['policy'] in map(json.loads, literals), literals


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


# ---- All -------------------------------------------------------------------------------------------

def main():
    counts = {'ok': 0, 'FAIL': 0, 'skip': 0}
    for function in CASES:
        verdict, why = 'ok', ''
        try:
            function()
        except Skipped as reason:
            verdict, why = 'skip', f': {reason}'
        except Exception as error:  # a case that breaks is one that fails
            verdict, why = 'FAIL', f': {type(error).__name__}: {error}'
        counts[verdict] += 1
        print(f'{verdict:4} {function.__name__}{why}')
    if certificate.cache_info().currsize:
        shutil.rmtree(certificate())
    print(f"{counts['ok']} passed, {counts['FAIL']} failed, {counts['skip']} skipped")
    return 1 if counts['FAIL'] else 0


if __name__ == '__main__':
    sys.exit(main())
