#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the style sheet of the pages into C, with the hash that their Content-Security-Policy names.

  embed.py STYLE.css OUTPUT.c

Comments and indentation are left out: every page carries the rest.
"""
import base64
import hashlib
import pathlib
import re
import sys


def smaller(css):
    css = re.sub(r'/\*.*?\*/', '', css, flags=re.S)
    lines = (line.strip() for line in css.splitlines())
    return '\n' + ''.join(f'{line}\n' for line in lines if line)


def main():
    css = smaller(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'))
    data = css.encode('utf-8')
    if any(byte in data for byte in b'<&\r\0'):
        sys.exit(f'{sys.argv[1]}: the page is XML too: no <, & and CR')
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    codes = [str(byte if byte < 128 else byte - 256) for byte in data] + ['0']
    rows = [', '.join(codes[i:i + 20]) for i in range(0, len(codes), 20)]
    with open(sys.argv[2], 'w', encoding='ascii') as file:
        file.write('/* Made of style.css by embed.py. */\n#include "report/html/html.h"\n\n'
                   f'const char elb_html_style_hash[] = "sha256-{digest}";\n'
                   'const char elb_html_style[] = {\n    ' + ',\n    '.join(rows) + '};\n')


if __name__ == '__main__':
    main()
