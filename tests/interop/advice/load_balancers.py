# SPDX-License-Identifier: MIT
"""The load balancer's side: a shell, the AWS CLI against an endpoint on loopback, YAML and HCL."""
import functools
import json
import os
import pathlib
import re
import shutil
import tempfile

import endpoint
import hcl
from common import ask, case, need, run

try:
    import yaml
except ImportError:
    yaml = None

HOSTILE = "x'y\"; touch pwned $(touch pwned) `touch pwned` ${HOME} %{x}\n# \\ - é"


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
