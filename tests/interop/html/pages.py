#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the pages that run.py looks at, and checks what needs no browser.

  pages.py ELBLINT

Each is well-formed, its style sheet has the hash that its policy names, nothing in it leads
elsewhere, it is made twice alike, and 60 policies with all clients take 1 MB at most.
"""
import base64
import hashlib
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[2]
SIZE_MAX = 1_000_000
POLICIES = 60
CLIENTS = 213
FORBIDDEN = {'script', 'img', 'link', 'iframe', 'form', 'base', 'object', 'svg', 'video', 'audio'}
HOSTILE = '\x1b[31mX\n<script>alert(1)</script>"\'><img src=x onerror=alert(1)>\u202e]]>&amp;<!--'


class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, name, is_right, why=''):
        if is_right:
            self.passed += 1
        else:
            self.failed += 1
            print(f'FAIL {name}: {why}')

    def none(self, name, wrong):
        self.check(name, not wrong, '; '.join(map(str, wrong[:8])))

    def skip(self, name, why):
        self.skipped += 1
        print(f'skip {name}: {why}')


# ---- Pages ----------------------------------------------------------------------------------------


def names(elblint, kind):
    done = subprocess.run([elblint, 'list', kind, '--format', 'json'], capture_output=True,
                          text=True, check=True)
    return json.loads(done.stdout)[kind]


def wide(elblint, directory):
    """The options that ask for 60 policies, some of one's own, and every client."""
    options = []
    bundled = names(elblint, 'policies')[:POLICIES]
    for policy in bundled:
        options += ['-p', f"{policy['family']}/{policy['name']}"]
    model = sorted((SOURCE / 'policies/elbv2').glob('*.yaml'))[0].read_text()
    for number in range(POLICIES - len(bundled)):
        path = directory / f'own-{number}.yaml'
        path.write_text(re.sub('^name: .*', f'name: Own-Policy-{number}', model, flags=re.M))
        options += ['-p', path]
    for client in names(elblint, 'clients')[:CLIENTS]:
        options += ['-c', client['id']]
    return options


def hostile_files(directory):
    template = {'Resources': {HOSTILE: {'Type': 'AWS::ElasticLoadBalancingV2::Listener',
                                        'Properties': {'Protocol': 'HTTPS', 'Port': 443,
                                                       'SslPolicy': 'ELB' + HOSTILE}}}}
    (directory / 'hostile.json').write_text(json.dumps(template))
    (directory / 'broken<b>.json').write_text(json.dumps(template)[:-2])
    (directory / 'client.yaml').write_text(f'id: {json.dumps(HOSTILE)}\nname: {json.dumps(HOSTILE)}'
                                           '\nversions: [TLSv1]\nsuites: [AES128-SHA]\n')
    scan = (SOURCE / 'examples/scans/sslscan.xml').read_text()
    quoted = ''.join(f'&#{ord(c)};' for c in HOSTILE if c >= ' ')
    (directory / 'scan.xml').write_text(scan.replace('www.example.com', quoted))


def make(elblint, directory):
    """name: page, of each verb; each was made without a crash."""
    hostile_files(directory)
    scans = [SOURCE / 'examples/scans/sslscan.xml', SOURCE / 'examples/scans/nmap.xml']
    few = ['-p', '2016-08', '-p', 'TLS13-1-3-2021-06', '-c', 'java-7u25', '-c', 'ie-8-xp', '-c',
           'openssl-3.0.3', '--ciphers', 'AES128-SHA', '--advice', 'aws-cli']
    commands = {
        'lint': ['lint', (HERE / 'listeners').relative_to(SOURCE)],
        'lint-clients': ['lint', '-c', 'java', (HERE / 'listeners').relative_to(SOURCE)],
        'lint-nothing': ['lint', SOURCE / 'policies/clients'],
        'check': ['check', *few],
        'wide': ['check', *wide(elblint, directory)],
        'identify': ['identify', *scans],
        'identify-to': ['identify', '-p', 'TLS13-1-2-Res-2021-06', '--to', 'TLS13-1-3-2021-06',
                        '-c', 'java', scans[0]],
        'hostile-lint': ['lint', directory / 'hostile.json', directory / 'broken<b>.json'],
        'hostile-check': ['check', '-p', '2016-08', '-c', directory / 'client.yaml'],
        'hostile-identify': ['identify', '-c', directory / 'client.yaml', directory / 'scan.xml'],
    }
    pages = {}
    for name, words in commands.items():
        pages[name] = directory / f'{name}.html'
        done = subprocess.run([elblint, *map(str, words), '--format', f'html={pages[name]}'],
                              capture_output=True, text=True, check=False, cwd=SOURCE)
        if done.returncode not in (0, 1, 2) or not pages[name].exists():
            raise ValueError(f'{name}: exit {done.returncode}: {done.stderr[-300:]}')
    return pages


# ---- What needs no browser ------------------------------------------------------------------------


class Tags(html.parser.HTMLParser):
    """The elements, as a browser would find them, and whether they are closed in order."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.names = set()
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.open.append(tag)
        self.wrong += [f'{tag} {name}={value}' for name, value in attrs
                       if re.match('on|style$|src|action', name)]

    def handle_startendtag(self, tag, attrs):
        self.names.add(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f'</{tag}> after {self.open[-1:]}')


def style_hash(text):
    style = re.search('<style>(.*?)</style>', text, re.S)[1]
    return 'sha256-' + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def check(count, name, page):
    text = page.read_text()
    tags = Tags()
    tags.feed(text)
    xml.etree.ElementTree.fromstring(text)
    count.none(f'{name}: closed in order', tags.wrong + tags.open)
    count.none(f'{name}: elements', sorted(tags.names & FORBIDDEN))
    count.check(f'{name}: hash', f"style-src '{style_hash(text)}'" in text, style_hash(text))
    addresses = re.findall(r'(?:href|src)="[^#]|url\(|@import', text)
    count.none(f'{name}: leads elsewhere', addresses)
    count.none(f'{name}: control characters',
               re.findall('[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]',
                          text))


def check_all(count, elblint, directory):
    (directory / 'again').mkdir()
    made = make(elblint, directory)
    for name, page in made.items():
        check(count, name, page)
    size = made['wide'].stat().st_size
    print(f'{POLICIES} x {CLIENTS}: {size} bytes')
    count.check('size', size <= SIZE_MAX, size)
    for name, page in make(elblint, directory / 'again').items():
        again = page.read_text().replace(str(directory / 'again'), str(directory))
        count.check(f'{name}: the same again', again == made[name].read_text())


def main():
    count = Count()
    with tempfile.TemporaryDirectory() as temporary:
        check_all(count, pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(temporary))
    print(f'{count.passed} passed, {count.failed} failed, {count.skipped} skipped')
    return 1 if count.failed else 0


if __name__ == '__main__':
    sys.exit(main())
