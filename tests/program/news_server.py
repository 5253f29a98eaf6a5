"""A small web server for the tests of watching: pages and feeds that a test sets, and a list of what was asked for. With a receiver of webhooks
and one of mail."""
import gzip
import http.server
import socketserver
import threading
import time


class Page:
    """What the server answers at one path. `act`, where given, is called with the handler and writes the answer itself."""

    def __init__(self, body=b"", type="text/html; charset=utf-8", status=200, headers=None, act=None):
        self.body = body if isinstance(body, bytes) else body.encode("utf-8")
        self.type, self.status, self.headers, self.act = type, status, headers or {}, act


class News:
    def __init__(self):
        self.pages, self.asked, self.posted = {}, [], []
        self.lock = threading.Lock()
        news = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, page):
                if page.act:
                    return page.act(self)
                etag = page.headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    self.send_response(304)
                    self.send_header("ETag", etag)
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                body = page.body
                self.send_response(page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                if page.type:
                    self.send_header("Content-Type", page.type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                with news.lock:
                    news.asked.append((time.time(), self.path, dict(self.headers)))
                    page = news.pages.get(self.path) or Page("not here", status=404)
                try:
                    self.answer(page)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with news.lock:
                    news.posted.append((time.time(), self.path, dict(self.headers), body))
                    page = news.pages.get(self.path) or Page("", status=204, type="")
                self.answer(page)

        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # readers that hang up are what is tested

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path):
        return "http://127.0.0.1:%d%s" % (self.port, path)

    def paths(self, path=None):
        with self.lock:
            return [p for _, p, _ in self.asked if path is None or p == path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Mailbox:
    """A small SMTP server: keeps each mail as (from, [to], data)."""

    def __init__(self, refuse=False):
        self.mails, self.refuse = [], refuse
        box = self

        class Handler(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(line.encode() + b"\r\n")

            def handle(self):
                self.say("220 mail.test ready")
                sender, receivers = "", []
                while True:
                    line = self.rfile.readline()
                    if not line:
                        return
                    word = line.strip().decode("utf-8", "replace")
                    verb = word[:4].upper()
                    if verb in ("EHLO", "HELO"):
                        self.say("250 mail.test")
                    elif verb == "MAIL":
                        sender = word.split(":", 1)[1].split(">")[0].strip("< ")
                        self.say("451 try later" if box.refuse else "250 ok")
                    elif verb == "RCPT":
                        receivers.append(word.split(":", 1)[1].strip("<> "))
                        self.say("250 ok")
                    elif verb == "DATA":
                        self.say("354 go on")
                        data = b""
                        while not data.endswith(b"\r\n.\r\n"):
                            data += self.rfile.readline()
                        box.mails.append((sender, list(receivers), data[:-5]))
                        self.say("250 taken")
                    elif verb == "QUIT":
                        return self.say("221 bye")
                    else:
                        self.say("250 ok")

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


# ---- what newspapers say ----

def page(title, text, source="The Harbour Post"):
    paragraphs = "".join("<p>%s</p>" % p for p in text.split("\n\n"))
    return ("<html><head><title>%s</title><meta property='og:site_name' content='%s'></head><body><nav>Home News</nav><article><h1>%s</h1>%s</article></body></html>"
            % (title, source, title, paragraphs))


def rss(items, title="Harbour news"):
    out = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>%s</title>" % title
    for i in items:
        out += "<item><title>%s</title>" % i["title"]
        for name in ("link", "guid", "pubDate", "description"):
            if name in i:
                out += "<%s>%s</%s>" % (name, i[name], name)
        out += "</item>"
    return out + "</channel></rss>"


def endless(handler, bytes_at_once=b"x" * 65536, many=10 * 2 ** 30 // 65536, pause=0.0, type="text/html", headers=None):
    """A body of ten gigabytes, or of whatever is wished; ends when the reader does."""
    handler.send_response(200)
    handler.send_header("Content-Type", type)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    sent = 0
    try:
        for _ in range(many):
            handler.wfile.write(bytes_at_once)
            handler.wfile.flush()
            sent += len(bytes_at_once)
            if pause:
                time.sleep(pause)
    except OSError:
        pass
    handler.server.sent = sent


def bomb(megabytes):
    """gzip of so many megabytes of blanks."""
    return gzip.compress(b"<p>" + b" " * (megabytes << 20))
