#!/usr/bin/env python3
"""How the server bears many readers: bench/serve.py --record RECORD (made by bench/record.py --folder, of 100,000 articles)

Opens event streams (500), and asks for pairs of states with wrk (Debian: wrk) for some seconds, while an article is sent in every second:
first at a steady 1,000 requests a second over 100 connections, then as fast as it goes over 16. The pairs with most events are asked for, over
all time and by year: some 2,000 different questions, each a page of at most 100 events. Prints what wrk measures, how soon articles reach
the streams, and the server's memory and processor time. The record is written to: copy one that you want to keep.
"""
import argparse
import http.client
import json
import os
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOKEN = "a-token-for-the-bench-0123456789"

PACED = """
function delay() return %d + math.random(%d) end
"""
SCRIPT = """
local paths = {%s}
math.randomseed(os.time())
function request() return wrk.format("GET", paths[math.random(#paths)]) end
function done(summary, latency, requests)
  io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration, summary.bytes, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max))
end
%s
"""


class Streams:
    """Many open streams, read by one thread; notes when each article came to the first and to the last of them."""

    def __init__(self, port, many):
        self.selector, self.seen, self.sockets = selectors.DefaultSelector(), {}, []
        self.ended = 0
        for n in range(many):
            s = socket.create_connection(("127.0.0.1", port))
            path = "/api/v1/stream" + ("" if n % 2 else "?q=source:RUS")
            s.sendall(("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % path).encode())
            self.selector.register(s, selectors.EVENT_READ)
            self.sockets.append(s)
        self.stopping = False
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        while not self.stopping:
            for key, _ in self.selector.select(0.2):
                data = key.fileobj.recv(65536)
                if not data:
                    self.ended += 1
                    self.selector.unregister(key.fileobj)
                for article in re.findall(rb'event: article\ndata: {"key":"(A\d+)"', data):
                    self.seen.setdefault(article.decode(), []).append(time.monotonic())

    def close(self):
        self.stopping = True
        self.thread.join()
        for s in self.sockets:
            s.close()


def get(port, path):
    c = http.client.HTTPConnection("127.0.0.1", port)
    c.request("GET", path)
    return c.getresponse().read().decode()


def send_articles(port, stop, sent):
    n = 0
    while not stop.wait(1):
        body = json.dumps({"text": "Russia expelled %d Norwegian diplomats on Monday over a dispute about fishing grounds near the northern islands." % (n + 3), "published": "2023-05-%02d" % (n % 28 + 1), "title": "Envoys %d %d" % (n, time.time_ns())})
        c = http.client.HTTPConnection("127.0.0.1", port)
        began = time.monotonic()
        c.request("POST", "/api/v1/articles", body, {"Content-Type": "application/json", "Authorization": "Bearer " + TOKEN})
        answer = json.loads(c.getresponse().read())
        if "article" in answer:
            sent[answer["article"]] = began
        n += 1


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=os.path.join(ROOT, "build", "release", "demarche"))
    options.add_argument("--record", required=True)
    options.add_argument("--streams", type=int, default=500)
    options.add_argument("--seconds", type=int, default=20)
    options.add_argument("--gzip", action="store_true", help="ask for packed answers")
    o = options.parse_args()
    pairs = json.loads(subprocess.run([o.program, "stats", "--record", o.record, "--format", "json", "--limit", "200"], check=True, capture_output=True).stdout)
    paths = []
    for p in pairs:
        q = "source%%3A%s%%20target%%3A%s" % (p["source"], p["target"])
        paths += ["/api/v1/events?q=" + q] + ["/api/v1/events?q=%s%%20on%%3A%d" % (q, y) for y in range(2014, 2024)]
    server = subprocess.Popen([o.program, "serve", "--record", o.record, "--listen", "127.0.0.1:0", "--quiet"], stdout=subprocess.PIPE, text=True, env=dict(os.environ, DEMARCHE_TOKEN=TOKEN))
    try:
        port = int(server.stdout.readline().rsplit(":", 1)[1])
        print("%d pairs, %d questions; load of the machine before: %s" % (len(pairs), len(paths), "%.1f" % os.getloadavg()[0]))
        for name, connections, pacing in (("1,000/s paced", 100, PACED % (40, 100)), ("as fast as it goes", 16, "")):
            streams, stop, sent = Streams(port, o.streams), threading.Event(), {}
            sending = threading.Thread(target=send_articles, args=(port, stop, sent))
            sending.start()
            with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
                script.write(SCRIPT % (",".join('"%s"' % p for p in paths), pacing))
                script.flush()
                ticks = cpu(server.pid)
                out = subprocess.run(["wrk", "-t2", "-c%d" % connections, "-d%ds" % o.seconds, *(["-H", "Accept-Encoding: gzip"] if o.gzip else []), "-s", script.name, "http://127.0.0.1:%d" % port], capture_output=True, text=True)
                used = cpu(server.pid) - ticks
            stop.set(), sending.join()
            time.sleep(1)
            result = re.search(r"RESULT (.*)", out.stdout)
            if not result:
                sys.exit(out.stdout + out.stderr)
            requests, micros, size, errors, p50, p95, p99, longest = map(int, result.group(1).split())
            arrival = sorted(max(t) - sent[a] for a, t in streams.seen.items() if a in sent)
            whole = sum(1 for a, t in streams.seen.items() if a in sent and len(t) == o.streams)
            memory = float(re.search(r"^demarche_memory_bytes (\S+)", get(port, "/metrics"), re.M).group(1)) / 2**20
            print("%-19s %7.0f requests/s, %d errors, %.1f kB each: median %.1f ms, 95 %% within %.1f, 99 %% within %.1f, longest %.1f; %.2f ms of processor time each" % (
                name, requests / micros * 1e6, errors, size / max(1, requests) / 1e3, p50 / 1e3, p95 / 1e3, p99 / 1e3, longest / 1e3, used / max(1, requests) * 1e3))
            print("%-19s %d streams, %d dropped; %d of %d articles came to every stream, the last stream had them %.0f ms (median) to %.0f ms (longest) after they were sent; %.0f MiB held" % (
                "", o.streams, streams.ended, whole, len(sent), arrival[len(arrival) // 2] * 1e3 if arrival else -1, arrival[-1] * 1e3 if arrival else -1, memory))
            streams.close()
    finally:
        server.terminate()
        server.wait()


def cpu(pid):
    """Seconds of processor time that a process has used."""
    with open("/proc/%d/stat" % pid, encoding="ascii") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
