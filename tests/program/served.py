"""A `demarche serve` of a test's own, and the small HTTP client that its tests speak with."""
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time

TOKEN = "a-token-of-this-test-0123456789"


class Failed(Exception):
    pass


def expect(true, what):
    if not true:
        raise Failed(what)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class Server:
    """Runs until it is ended; its address is known when it is made."""

    def __init__(self, program, record, *options, token=TOKEN, address="127.0.0.1", **more):
        environment = dict(os.environ, DEMARCHE_TOKEN=token, DEMARCHE_CONFIG="")
        listen = "[%s]:0" % address if ":" in address else address + ":0"
        self.child = subprocess.Popen([program, "serve", "--record", record, "--listen", listen, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, **more)
        line = self.child.stdout.readline().strip()
        if not line:
            raise Failed("serve did not start: " + self.child.stderr.read())
        self.port = int(re.search(r":(\d+)$", line).group(1))
        self.address, self.token, self.record = address, token, record

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        self.child.stdout.close()
        self.child.stderr.close()

    def end(self, within=15):
        """SIGTERM, and the exit status."""
        self.child.send_signal(signal.SIGTERM)
        return self.child.wait(within)

    def connect(self, timeout=120):
        return http.client.HTTPConnection(self.address, self.port, timeout=timeout)

    def ask(self, path, method="GET", body=None, headers=None, token=False):
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = "Bearer " + self.token
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        connection = self.connect()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask(path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def raw(self, data, wait=10, close=True):
        """Bytes over a plain socket, and all that comes back."""
        with socket.create_connection((self.address, self.port), timeout=wait) as s:
            try:
                s.sendall(data)
                if close:
                    s.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # refused while we still sent
            return received(s)

    def stream(self, path="/api/v1/stream", **headers):
        return Stream(self, path, headers)

    def send_article(self, text, **fields):
        return self.ask("/api/v1/articles", "POST", dict(fields, text=text), token=True)


def received(s):
    out = b""
    try:
        while True:
            piece = s.recv(65536)
            if not piece:
                return out
            out += piece
    except OSError:
        return out


class Stream:
    """An event stream that stays open."""

    def __init__(self, server, path, headers):
        self.socket = socket.create_connection((server.address, server.port), timeout=10)
        lines = "".join("%s: %s\r\n" % (k.replace("_", "-"), v) for k, v in headers.items())
        self.socket.sendall(("GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\n%s\r\n" % (path, server.address, server.port, lines)).encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = {}
        while True:
            line = self.file.readline().strip()
            if not line:
                break
            name, value = line.decode().split(": ", 1)
            self.headers[name.lower()] = value

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()

    def close(self):
        self.file.close()
        self.socket.close()

    def next(self, within=10):
        """(id, event, data) of the next message; None at the end; comments are (None, "comment", None)."""
        self.socket.settimeout(within)
        found = {}
        while True:
            line = self.file.readline()
            if not line:
                return None
            line = line.decode().rstrip("\n")
            if line.startswith(":"):
                found["event"] = "comment"
            elif not line:
                if "event" in found:
                    return found.get("id"), found["event"], json.loads(found["data"]) if "data" in found else None
                found = {}
            else:
                name, value = line.split(": ", 1)
                found[name] = value

    def until(self, event, within=10):
        """The next message of this kind; (id, data)."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            message = self.next(max(0.1, end - time.monotonic()))
            expect(message is not None, "the stream ended before %s came" % event)
            if message[1] == event:
                return message[0], message[2]
        raise Failed("no %s within %d s" % (event, within))
