# SPDX-License-Identifier: MIT
"""A Chromium without a window, driven over its DevTools protocol by two pipes: no port is opened."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

TIMEOUT = 120
NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']


def find():
    """The path of a browser, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Failed(Exception):
    """The browser did not do what it was told."""


class Browser:
    """One page in one browser; to be used in a with statement."""

    def __init__(self, program):
        self.profile = tempfile.TemporaryDirectory(prefix='elblint-html-')
        read_commands, self.commands = os.pipe()
        self.answers, write_answers = os.pipe()
        self.process = subprocess.Popen(
            ['/bin/sh', '-c', f'exec 3<&{read_commands} 4>&{write_answers}; exec "$@"', 'sh',
             program, '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run',
             '--disable-background-networking', '--disable-component-update', '--disable-sync',
             '--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND',
             f'--user-data-dir={self.profile.name}', '--remote-debugging-pipe', 'about:blank'],
            pass_fds=[read_commands, write_answers], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(read_commands)
        os.close(write_answers)
        self.pending = b''
        self.number = 0
        self.session = None
        self.complaints = []
        self.events = []
        self.attach()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.send('Browser.close', session=False)
            self.process.wait(20)
        except (Failed, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.commands)
        os.close(self.answers)
        self.profile.cleanup()

    def attach(self):
        targets = self.send('Target.getTargets', session=False)['targetInfos']
        page = next(target for target in targets if target['type'] == 'page')
        self.session = self.send('Target.attachToTarget', session=False,
                                 targetId=page['targetId'], flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network', 'Accessibility', 'DOM'):
            self.send(f'{domain}.enable')

    def receive(self, deadline):
        while b'\0' not in self.pending:
            ready, _, _ = select.select([self.answers], [], [], max(0, deadline - time.monotonic()))
            chunk = os.read(self.answers, 1 << 20) if ready else b''
            if not chunk:
                raise Failed('no answer')
            self.pending += chunk
        message, _, self.pending = self.pending.partition(b'\0')
        return json.loads(message)

    def note(self, event):
        """Events; complaints of the page are what the console of a person would show."""
        method, params = event.get('method'), event.get('params', {})
        self.events.append(method)
        if method == 'Log.entryAdded':
            self.complaints.append(params['entry']['text'])
        elif method == 'Runtime.exceptionThrown':
            self.complaints.append(params['exceptionDetails']['text'])
        elif method == 'Runtime.consoleAPICalled':
            self.complaints.append(json.dumps(params['args']))
        elif method == 'Network.requestWillBeSent' and params['type'] != 'Document':
            self.complaints.append(f"asks for {params['request']['url']}")

    def send(self, method, session=True, **params):
        self.number += 1
        command = {'id': self.number, 'method': method, 'params': params}
        if session:
            command['sessionId'] = self.session
        data = json.dumps(command).encode() + b'\0'
        while data:
            data = data[os.write(self.commands, data):]
        deadline = time.monotonic() + TIMEOUT
        while True:
            answer = self.receive(deadline)
            if answer.get('id') != self.number:
                self.note(answer)
            elif 'error' in answer:
                raise Failed(f"{method}: {answer['error']['message']}")
            else:
                return answer['result']

    def wait_for(self, method):
        deadline = time.monotonic() + TIMEOUT
        while method not in self.events:
            self.note(self.receive(deadline))

    def open(self, path):
        self.events.clear()
        self.complaints.clear()
        self.send('Page.navigate', url=path.resolve().as_uri())
        self.wait_for('Page.loadEventFired')

    def evaluate(self, expression):
        result = self.send('Runtime.evaluate', expression=expression, returnByValue=True)
        if 'exceptionDetails' in result:
            raise Failed(json.dumps(result['exceptionDetails'])[:600])
        return result['result'].get('value')

    def show(self, width, height, scheme='light', media='', mobile=False):
        self.send('Emulation.setDeviceMetricsOverride', width=width, height=height,
                  deviceScaleFactor=1, mobile=mobile)
        self.send('Emulation.setEmulatedMedia', media=media,
                  features=[{'name': 'prefers-color-scheme', 'value': scheme}])

    def press(self, key):
        for kind in ('keyDown', 'keyUp'):
            self.send('Input.dispatchKeyEvent', type=kind, key=key, code=key,
                      windowsVirtualKeyCode={'Tab': 9}[key])

    def picture(self, path, whole=True):
        size = self.send('Page.getLayoutMetrics')['cssContentSize']
        options = {'captureBeyondViewport': True,
                   'clip': {'x': 0, 'y': 0, 'width': size['width'],
                            'height': min(size['height'], 16000), 'scale': 1}} if whole else {}
        data = self.send('Page.captureScreenshot', format='png', **options)['data']
        path.write_bytes(base64.b64decode(data))

    def pdf(self):
        data = self.send('Page.printToPDF', printBackground=False, preferCSSPageSize=True,
                         paperWidth=8.27, paperHeight=11.69)['data']
        return base64.b64decode(data)
