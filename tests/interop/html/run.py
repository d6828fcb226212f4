#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Looks at the pages of `--format html` in a browser.

  run.py ELBLINT [--keep DIRECTORY]

Structure, contrast in both schemes, keyboard, widths, print and the Content-Security-Policy are
measured in Chromium (page.js). --keep leaves pages, pictures and prints there, for people to look
at. Without a browser all is skipped, counted, and said.
"""
import argparse
import pathlib
import re
import sys
import tempfile

sys.dont_write_bytecode = True

import browser  # noqa: E402
import pages  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
WIDTHS = {'desktop': (1280, 900), 'narrow': (360, 720)}
PRINTED = (1062, 733)  # landscape A4 within the margins of the style sheet, at 96 dots an inch


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
    """The grid has to fit: paper can't be scrolled."""
    chromium.show(*PRINTED, media='print')
    widest = look(chromium, 'widest()')
    count.check(f'{name}: printed width', widest <= PRINTED[0] + 1, widest)
    head = look(chromium, 'printedHead()')
    count.check(f'{name}: printed heads', head <= PRINTED[1] / 4, head)
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
    chromium.open(page)
    cells = chromium.evaluate('document.querySelectorAll(".grid td").length')
    count.check('wide: cells', cells == pages.POLICIES * (pages.CLIENTS + 1), cells)
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
    made = pages.make(elblint, directory)
    with browser.Browser(program) as chromium:
        for name, page in made.items():
            check_page(count, chromium, name, page, keep)
            if chromium.evaluate('document.querySelector(".grid") !== null'):
                check_names(count, chromium, name)
            if name.startswith('hostile'):
                check_hostile(count, chromium, name, page)
        check_wide(count, chromium, made['wide'], keep)
        check_policy(count, chromium, made['lint'])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('elblint', type=pathlib.Path)
    parser.add_argument('--keep', type=pathlib.Path)
    options = parser.parse_args()
    count = pages.Count()
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
