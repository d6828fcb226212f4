# SPDX-License-Identifier: MIT
"""As much of HCL as the advice uses: blocks, attributes, strings, numbers, lists, objects and
references. Anything else is an error. hcl.parse(text) gives [(type, labels, body)], where a body is
a list of such blocks and of (name, value)."""
import re

TOKEN = re.compile(r'[ \t]+|#[^\n]*|(?P<newline>\n)|(?P<string>"(?:\\.|[^"\\\n])*")|'
                   r'(?P<word>[A-Za-z_][\w.-]*)|(?P<number>\d+)|(?P<sign>[{}\[\]=,])')
ESCAPES = {'n': '\n', 'r': '\r', 't': '\t', '"': '"', '\\': '\\'}


def tokens(text):
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise ValueError(f'not HCL: {text[position:position + 40]!r}')
        position = match.end()
        if match.lastgroup:
            yield match.lastgroup, match[0]
    yield 'newline', '\n'
    yield 'end', ''


def unquote(literal):
    """The text of a quoted template; one with a template in it is refused."""
    def character(match):
        if match[0].startswith('\\u'):
            return chr(int(match[0][2:], 16))
        return ESCAPES[match[0][1]]

    body = literal[1:-1]
    if re.search(r'(?<!\$)\$\{|(?<!%)%\{', body):
        raise ValueError(f'a template: {literal}')
    return re.sub(r'\\u[0-9a-f]{4}|\\.', character, body.replace('$${', '${').replace('%%{', '%{'))


class Parser:
    def __init__(self, text):
        self.rest = list(tokens(text))

    def next(self, *kinds):
        kind, text = self.rest.pop(0)
        if kinds and kind not in kinds and text not in kinds:
            raise ValueError(f'{text!r} instead of {kinds}')
        return kind, text

    def skip_newlines(self):
        while self.rest[0][0] == 'newline':
            self.rest.pop(0)

    def value(self):
        kind, text = self.next('string', 'number', 'word', '[', '{')
        if kind == 'string':
            return unquote(text)
        if text == '[':
            items = []
            while self.rest[0][1] != ']':
                items.append(self.value())
                if self.rest[0][1] != ']':
                    self.next(',')
            self.next(']')
            return items
        return self.body('}') if text == '{' else text

    def body(self, end):
        items = []
        while True:
            self.skip_newlines()
            if self.rest[0][1] == end:
                self.next()
                return items
            _, name = self.next('word')
            labels = []
            while self.rest[0][0] == 'string':
                labels.append(unquote(self.next()[1]))
            if self.next('=', '{')[1] == '=':
                items.append((name, self.value()))
            else:
                items.append((name, labels, self.body('}')))
            self.next('newline')


def parse(text):
    return Parser(text).body('')
