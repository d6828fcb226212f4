#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A stand-in for the Elastic Load Balancing API on loopback: answers what the advice asks for, with
the least that the AWS CLI accepts, and keeps every request.

Two load balancers with two listeners each; the first of each has the policy OLD.
"""
import http.server
import threading
import urllib.parse
from xml.sax.saxutils import escape

ARN = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:'


def xml(action, result, version):
    return (f'<{action}Response xmlns="http://elasticloadbalancing.amazonaws.com/doc/{version}/">'
            f'<{action}Result>{result}</{action}Result><ResponseMetadata><RequestId>1</RequestId>'
            f'</ResponseMetadata></{action}Response>')


def member(**fields):
    return '<member>' + ''.join(f'<{key}>{value}</{key}>' for key, value in fields.items()) + \
        '</member>'


class Endpoint:
    """Use it in a `with`: it listens from there on, and is gone afterwards."""

    def __init__(self, old='OLD'):
        self.old = old
        self.requests = []
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length'])).decode()
                fields = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
                endpoint.requests.append(fields)
                answer = endpoint.answer(fields).encode()
                self.send_response(200)
                self.send_header('Content-Type', 'text/xml')
                self.send_header('Content-Length', str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_port}'

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, fields):
        action, version = fields['Action'], fields['Version']
        if version == '2012-06-01':
            return xml(action, self.classic(action), version)
        return xml(action, self.elbv2(action, fields), version)

    def elbv2(self, action, fields):
        if action == 'DescribeLoadBalancers':
            return '<LoadBalancers>' + ''.join(
                member(LoadBalancerArn=f'{ARN}loadbalancer/{kind[:3]}/{name}/1', Type=kind)
                for name, kind in (('a', 'application'), ('b', 'network'), ('c', 'gateway'))
            ) + '</LoadBalancers>'
        if action in ('DescribeListeners', 'ModifyListener'):
            base = fields.get('LoadBalancerArn', f'{ARN}loadbalancer/x').replace(
                'loadbalancer/', 'listener/')
            return '<Listeners>' + \
                member(ListenerArn=f'{base}/tls', SslPolicy=escape(self.old)) + \
                member(ListenerArn=f'{base}/other', SslPolicy='OTHER') + \
                member(ListenerArn=f'{base}/plain', Protocol='HTTP') + '</Listeners>'
        return '<SslPolicies/>'

    def classic(self, action):
        if action != 'DescribeLoadBalancers':
            return ''
        listener = '<Listener><Protocol>HTTPS</Protocol><LoadBalancerPort>443</LoadBalancerPort>' \
                   '<InstancePort>80</InstancePort><SSLCertificateId>x</SSLCertificateId></Listener>'
        names = f'<PolicyNames><member>{escape(self.old)}</member><member>cookies</member>' \
                '</PolicyNames>'
        return '<LoadBalancerDescriptions><member><LoadBalancerName>lb</LoadBalancerName>' \
               f'<ListenerDescriptions><member>{listener}{names}</member></ListenerDescriptions>' \
               '</member></LoadBalancerDescriptions>'
