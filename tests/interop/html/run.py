#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Looks at the pages of `--format html` in a browser.

  run.py ELBLINT [--keep DIRECTORY]

Structure, contrast in both schemes, keyboard, widths, print and the Content-Security-Policy are
measured in Chromium (page.js). --keep leaves pages, pictures and prints there, for people to look
at. Without a browser all is skipped, counted, and said.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import browser

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[2]
SIZE_MAX = 1_000_000
POLICIES = 60
CLIENTS = 213
WIDTHS = {'desktop': (1280, 900), 'narrow': (360, 720)}
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


def make_pages(elblint, directory):
    """name: page, of each verb; each was made without a crash."""
    hostile_files(directory)
    scans = [SOURCE / 'examples/scans/sslscan.xml', SOURCE / 'examples/scans/nmap.xml']
    few = ['-p', '2016-08', '-p', 'TLS13-1-3-2021-06', '-c', 'java-7u25', '-c', 'ie-8-xp', '-c',
           'openssl-3.0.3', '--ciphers', 'AES128-SHA', '--advice', 'aws-cli']
    commands = {
        'lint': ['lint', HERE / 'listeners'],
        'lint-clients': ['lint', '-c', 'java', HERE / 'listeners'],
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
                              capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1, 2) or not pages[name].exists():
            raise browser.Failed(f'{name}: exit {done.returncode}: {done.stderr[-300:]}')
    return pages


# ---- What is looked at ----------------------------------------------------------------------------


def look(chromium, what):
    return chromium.evaluate(f'({(HERE / "page.js").read_text()}).{what}')


def check_schemes(count, chromium, name, keep):
    for scheme in ('light', 'dark'):
        chromium.show(*WIDTHS['desktop'], scheme=scheme)
        found = look(chromium, 'contrast()')
        count.none(f'{name}: contrast, {scheme}', found['wrong'])
        count.check(f'{name}: pairs of colours, {scheme}', found['pairs'] >= 3, found['pairs'])
        if keep:
            chromium.picture(keep / f'{name}-{scheme}.png')


def check_keyboard(count, chromium, name):
    chromium.show(*WIDTHS['desktop'])
    total = look(chromium, 'focusable().length')
    seen = []
    for _ in range(total):
        chromium.press('Tab')
        seen.append(look(chromium, 'focused()'))
    order = [item['index'] for item in seen]
    count.check(f'{name}: keyboard order', order == list(range(total)),
                f'{order}: {[item["name"] for item in seen if item["index"] < 0][:3]}')
    count.none(f'{name}: visible focus', [item['name'] for item in seen if not item['ring']])


def check_narrow(count, chromium, name, keep):
    chromium.show(*WIDTHS['narrow'], mobile=True)
    count.none(f'{name}: fits 360 px', look(chromium, 'overflow()'))
    if keep:
        chromium.picture(keep / f'{name}-narrow.png')


def check_print(count, chromium, name, keep):
    """Landscape A4 without its margins, where the grid has to fit: it can't be scrolled."""
    chromium.show(1062, 720, media='print')
    count.check(f'{name}: printed width', look(chromium, 'widest()') <= 1063,
                look(chromium, 'widest()'))
    count.none(f'{name}: contrast, print', look(chromium, 'contrast()')['wrong'])
    pdf = chromium.pdf()
    count.check(f'{name}: prints', pdf.startswith(b'%PDF-'), pdf[:20])
    if keep:
        (keep / f'{name}.pdf').write_bytes(pdf)
    chromium.show(*WIDTHS['desktop'])


def check_page(count, chromium, name, page, keep):
    chromium.show(*WIDTHS['desktop'])
    chromium.open(page)
    count.none(f'{name}: structure', look(chromium, 'structure()'))
    check_keyboard(count, chromium, name)
    check_schemes(count, chromium, name, keep)
    check_narrow(count, chromium, name, keep)
    check_print(count, chromium, name, keep)
    count.none(f'{name}: console', chromium.complaints)


def check_names(count, chromium, name):
    """What a screen reader is told: tables, regions and row heads have names."""
    nodes = chromium.send('Accessibility.getFullAXTree')['nodes']
    seen = {}
    for node in nodes:
        if not node.get('ignored'):
            seen.setdefault(node['role']['value'], []).append(node.get('name', {}).get('value'))
    for role in ('table', 'region', 'rowheader', 'columnheader', 'heading', 'link'):
        count.check(f'{name}: names of {role}', seen.get(role) and all(seen[role]), seen.get(role))


def check_wide(count, chromium, page, keep):
    size = page.stat().st_size
    print(f'{POLICIES} x {CLIENTS}: {size} bytes')
    count.check('wide: size', size <= SIZE_MAX, size)
    chromium.open(page)
    cells = chromium.evaluate('document.querySelectorAll(".grid td").length')
    count.check('wide: cells', cells == POLICIES * (CLIENTS + 1), cells)
    bare = chromium.evaluate('document.querySelectorAll(".grid tr:not(.sum) td:not([title])").length')
    count.check('wide: hover texts', bare == 0, f'{bare} cells without')
    for kind, (width, height) in WIDTHS.items():
        chromium.show(width, height)
        found = look(chromium, 'sticky()')
        count.check(f'wide: sticky heads, {kind}',
                    min(found['moved']) > 100 and abs(found['top']) < 3 and abs(found['left']) < 3,
                    found)
        count.check(f'wide: room beside the heads, {kind}',
                    found['head'] < 0.5 and found['side'] < 0.5, found)
        if keep:
            chromium.evaluate('document.querySelector(".tall").scrollIntoView()')
            chromium.evaluate('document.querySelector(".tall").scrollTo(400, 300)')
            chromium.picture(keep / f'wide-scrolled-{kind}.png', whole=False)


def check_hostile(count, chromium, name, page):
    chromium.open(page)
    text = chromium.evaluate('document.documentElement.outerHTML')
    shown = chromium.evaluate('document.body.textContent')
    raw = re.findall('[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]', text)
    count.none(f'{name}: control characters', raw)
    count.check(f'{name}: is shown as text', '<script>alert(1)</script>' in shown, shown[:200])
    count.check(f'{name}: is no markup', chromium.evaluate(
        'document.querySelectorAll("script, img, b b").length') == 0)


def check_policy(count, chromium, page):
    """The control: were something to get in, the policy would stop it, and we would be told."""
    chromium.open(page)
    chromium.evaluate("""(() => {
        document.body.insertAdjacentHTML('beforeend', '<img src="https://example.com/x.png"/>' +
            '<p style="color: red" id="styled">x</p>');
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
    })()""")
    ran = chromium.evaluate('window.ran === true')
    styled = chromium.evaluate('getComputedStyle(document.getElementById("styled")).color')
    count.check('policy: no script', not ran)
    count.check('policy: no style', styled != 'rgb(255, 0, 0)', styled)
    complaints = ' '.join(chromium.complaints)
    for directive in ('img-src', 'style-src', 'script-src'):
        count.check(f'policy: {directive} is told', directive in complaints or
                    'default-src' in complaints, complaints[:300])


def check_all(count, elblint, program, directory, keep):
    pages = make_pages(elblint, directory)
    with browser.Browser(program) as chromium:
        for name, page in pages.items():
            check_page(count, chromium, name, page, keep)
            if chromium.evaluate('document.querySelector(".grid") !== null'):
                check_names(count, chromium, name)
            if name.startswith('hostile'):
                check_hostile(count, chromium, name, page)
        check_wide(count, chromium, pages['wide'], keep)
        check_policy(count, chromium, pages['lint'])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('elblint', type=pathlib.Path)
    parser.add_argument('--keep', type=pathlib.Path)
    options = parser.parse_args()
    count = Count()
    program = browser.find()
    with tempfile.TemporaryDirectory() as temporary:
        directory = options.keep or pathlib.Path(temporary)
        directory.mkdir(parents=True, exist_ok=True)
        if not program:
            count.skip('pages in a browser', 'no chromium')
        else:
            check_all(count, options.elblint.resolve(), program, directory, options.keep)
    print(f'{count.passed} passed, {count.failed} failed, {count.skipped} skipped')
    return 1 if count.failed else 0


if __name__ == '__main__':
    sys.exit(main())
