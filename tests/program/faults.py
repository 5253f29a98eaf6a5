#!/usr/bin/env python3
"""Does the worst to `demarche ingest` and looks whether anything is lost or doubled.

    faults.py PROGRAM [--rounds 200] [NAME…]

Faults: killed, full_disk, full_tmpfs, read_only, newer, two_writers, cut_warc, bomb; all by default. Prints one line each; status 1
where one fails. full_tmpfs needs the right to mount, and is passed over without.
"""
import argparse
import contextlib
import gzip
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import stories  # noqa: E402

ARTICLES = 1500


class Failed(Exception):
    pass


def expect(true, what):
    if not true:
        raise Failed(what)


class Faults:
    def __init__(self, program, rounds, folder):
        self.program, self.rounds, self.folder = os.path.abspath(program), rounds, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments, **more):
        more.setdefault("timeout", 120)
        return subprocess.run([self.program, *arguments], capture_output=True, text=True, **more)

    def ingest(self, record, *inputs, **more):
        return self.run("ingest", "--record", record, "--jobs", "2", *inputs, **more)

    def check(self, record):
        done = self.run("record", "check", "--record", record)
        expect(done.returncode == 0 and "clean" in done.stdout, "record check: " + done.stdout + done.stderr)

    def count(self, record, table="articles"):
        with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % record, uri=True)) as db:
            return db.execute("SELECT count(*) FROM " + table).fetchone()[0]

    def exported(self, record):
        done = self.run("export", "--format", "icews", "--record", record)
        expect(done.returncode == 0, done.stderr)
        return done.stdout

    def whole(self):
        """The record of an ingest that nothing disturbed, and its export."""
        record = self.path("whole")
        stories.write_jsonl(self.path("stories.jsonl"), ARTICLES)
        if not os.path.exists(record):
            done = self.ingest(record, self.path("stories.jsonl"))
            expect(done.returncode == 0, done.stderr)
            expect(self.count(record) == ARTICLES, "%d of %d articles" % (self.count(record), ARTICLES))
        return record, self.exported(record)

    # ---- the faults ----

    def killed(self):
        """kill -9 at any moment, again and again: nothing lost, nothing doubled, and the result is that of an undisturbed run."""
        _, wanted = self.whole()
        record, source = self.path("killed"), self.path("stories.jsonl")
        chance = random.Random(20211018)
        kills = begun = whole = reached = 0
        one = self.path("one.jsonl")
        with open(source, encoding="utf-8") as stories_in, open(one, "w", encoding="utf-8") as out:
            out.write(stories_in.readline())
        began = time.monotonic()
        self.ingest(self.path("one"), one)
        usual = max(0.25, 1.2 * (time.monotonic() - began))  # the time to start and to write: a sanitized program takes ten times as long
        longest = usual  # seconds until the kill; more where the machine is so busy that nothing is written in that time
        many = self.rounds >= 100
        between = 20 if many else 1
        while kills < self.rounds and begun < 3 * self.rounds:
            begun += 1
            child = subprocess.Popen([self.program, "ingest", "--record", record, "--jobs", "2", "--commit", "8", "--quiet", source], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.01, longest))
            if child.poll() is None:
                child.send_signal(signal.SIGKILL)
                kills += 1
                child.wait()
                if kills % between == 0:
                    now = self.count(record) if os.path.getsize(record) > 0 else 0
                    if now > 0:
                        self.check(record)
                    if now <= reached:
                        longest = min((1.5 if many else 10) * usual, longest * 1.5)
                    reached = now
                continue
            # It came to its end: the record is whole, and another is begun, so that every round has something to disturb.
            expect(child.returncode == 0 and self.count(record) == ARTICLES, "status %d, %d articles" % (child.returncode, self.count(record)))
            if whole % 5 == 0:
                self.check(record)
                expect(self.exported(record) == wanted, "after %d runs the record differs from an undisturbed one" % begun)
            whole += 1
            for end in ("", "-wal", "-shm", "-writer"):
                if os.path.exists(record + end):
                    os.remove(record + end)
            reached = 0
        expect(whole > 0 or reached > 0, "no run came so far that it wrote an article")
        expect(kills == self.rounds, "only %d of %d runs were killed before they ended" % (kills, begun))
        done = self.ingest(record, source)
        expect(done.returncode == 0, done.stderr)
        expect(self.count(record) == ARTICLES, "%d of %d articles" % (self.count(record), ARTICLES))
        self.check(record)
        expect(self.exported(record) == wanted, "the record differs from an undisturbed one")
        return "%d kills in %d runs; %d records came to their end, the last to %d of %d articles" % (kills, begun, whole, reached, ARTICLES)

    def full_disk(self):
        """A file that may not grow: a clear error, what was committed is whole, and with room the same command goes on."""
        _, wanted = self.whole()
        record = self.path("full")

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, 3 << 20))

        done = self.run("ingest", "--record", record, "--jobs", "2", "--commit", "64", self.path("stories.jsonl"), preexec_fn=limit)
        expect(done.returncode == 1, "status %d: %s" % (done.returncode, done.stderr))
        expect("cannot be written" in done.stderr and "full" in done.stderr, done.stderr)
        expect("what was added is kept" in done.stderr, done.stderr)
        self.check(record)
        before = self.count(record)
        expect(0 < before < ARTICLES, "%d articles before the limit" % before)
        done = self.ingest(record, self.path("stories.jsonl"))
        expect(done.returncode == 0, done.stderr)
        self.check(record)
        expect(self.exported(record) == wanted, "the record differs from an undisturbed one")
        return "%d of %d articles before the limit" % (before, ARTICLES)

    def full_tmpfs(self):
        """The same on a disk that is really full."""
        _, wanted = self.whole()
        place = self.path("tmpfs")
        os.makedirs(place, exist_ok=True)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True).returncode != 0:
            return "passed over: no right to mount"
        try:
            record = os.path.join(place, "record")
            done = self.run("ingest", "--record", record, "--jobs", "2", "--commit", "64", self.path("stories.jsonl"))
            expect(done.returncode == 1 and "the disk is full" in done.stderr, "status %d: %s" % (done.returncode, done.stderr))
            fitted = self.count(record)
            expect(0 < fitted < ARTICLES, "%d articles fitted" % fitted)
            done = self.run("query", "--count", "--record", record)
            expect(done.returncode == 0 and int(done.stdout) > 0, "a full disk cannot be asked: " + done.stderr)
            subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
            done = self.ingest(record, self.path("stories.jsonl"))
            expect(done.returncode == 0, done.stderr)
            self.check(record)
            expect(self.exported(record) == wanted, "with room again, the record differs from an undisturbed one")
            return "%d of %d articles fitted" % (fitted, ARTICLES)
        finally:
            subprocess.run(["umount", place], check=False)

    def read_only(self):
        """A record that may not be written can be asked; writing is refused by name. (Root writes to anything but a read-only mount.)"""
        record, wanted = self.whole()
        place = self.path("read-only")
        os.makedirs(place, exist_ok=True)
        shutil.copy(record, os.path.join(place, "record"))
        copy = os.path.join(place, "record")
        if os.geteuid() == 0:
            if subprocess.run(["mount", "--bind", place, place], capture_output=True).returncode != 0:
                return "passed over: root may write everywhere, and may not mount here"
            subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True)
        else:
            os.chmod(copy, 0o444)
            os.chmod(place, 0o555)
        try:
            done = self.ingest(copy, self.path("stories.jsonl"))
            expect(done.returncode == 1 and "cannot be written" in done.stderr, "status %d: %s" % (done.returncode, done.stderr))
            done = self.run("query", "--count", "--record", copy)
            expect(done.returncode == 0 and int(done.stdout) > 0, done.stderr)
            expect(self.exported(copy) == wanted, "the read-only record gives another export")
        finally:
            if os.geteuid() == 0:
                subprocess.run(["umount", place], check=False)
            else:
                os.chmod(place, 0o755)
        return ""

    def newer(self):
        """A record of a newer Demarche is left alone."""
        record = self.path("newer")
        stories.write_jsonl(self.path("one.jsonl"), 1)
        self.ingest(record, self.path("one.jsonl"))
        with contextlib.closing(sqlite3.connect(record)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA user_version = 77")
            db.commit()
        with open(record, "rb") as f:
            before = f.read()
        for command in (["ingest", self.path("one.jsonl")], ["query"], ["record", "check"], ["reread"]):
            done = self.run(*command, "--record", record)
            expect(done.returncode == 1 and "was made by a newer Demarche (layout 77" in done.stderr, "%s: %s" % (command, done.stderr))
        with open(record, "rb") as f:
            expect(f.read() == before, "the file was changed")
        return ""

    def two_writers(self):
        """Two at once: both get through, and none of the articles is lost or doubled; one that waits too long is told for whom."""
        record = self.path("two")
        stories.write_jsonl(self.path("left.jsonl"), 600)
        stories.write_jsonl(self.path("right.jsonl"), 600, 300)
        both = [subprocess.Popen([self.program, "ingest", "--record", record, "--jobs", "1", "--commit", "16", self.path(name)], stderr=subprocess.PIPE, text=True) for name in ("left.jsonl", "right.jsonl")]
        for child in both:
            _, err = child.communicate(timeout=120)
            expect(child.returncode == 0, err)
        expect(self.count(record) == 900, "%d articles of 900" % self.count(record))
        self.check(record)
        # Somebody holds the pen and does not let go.
        import fcntl
        import struct
        with open(record + "-writer", "r+b") as pen:
            pen.truncate(2)
            pen.seek(2)
            pen.write(b"process 4711 (a test that sleeps)\n")
            pen.flush()
            fcntl.fcntl(pen, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 1, 1, 0))  # F_OFD_SETLK on the second byte
            done = self.ingest(record, self.path("left.jsonl"), "--all", "--patience", "1")
            expect(done.returncode == 1 and "is being written by process 4711 (a test that sleeps); waited 1 s for it" in done.stderr, done.stderr)
            done = self.run("query", "--count", "--record", record)
            expect(done.returncode == 0, "readers wait too: " + done.stderr)
        return ""

    def cut_warc(self):
        """An archive that ends in the middle: what came before is in the record, the rest is told, and the whole one adds it."""
        def record_of(a):
            body = "<html><head><title>%s</title></head><body><article><p>%s</p></article></body></html>" % (a["title"], a["text"].replace("\n\n", "</p><p>"))
            answer = ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body).encode()
            head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-10-18T00:00:00Z\r\nContent-Length: %d\r\n\r\n" % (a["url"], len(answer))
            return gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)

        packed = b"".join(record_of(a) for a in stories.articles(50))
        name, record = self.path("news.warc.gz"), self.path("warc")
        with open(name, "wb") as f:
            f.write(packed[: len(packed) * 3 // 5])
        done = self.ingest(record, name)
        expect(done.returncode == 1 and "news.warc.gz" in done.stderr and "ends in the middle" in done.stderr, done.stderr)
        first = self.count(record)
        expect(20 < first < 40, "%d articles of the cut archive" % first)
        with open(name, "wb") as f:
            f.write(packed)
        done = self.ingest(record, name)
        expect(done.returncode == 0 and self.count(record) == 50, "%d articles of 50: %s" % (self.count(record), done.stderr))
        self.check(record)
        return ""

    def bomb(self):
        """Packed bytes that would fill the memory are refused, soon, and what is beside them is read."""
        folder = self.path("bombs")
        os.makedirs(folder, exist_ok=True)
        with gzip.open(os.path.join(folder, "a.jsonl.gz"), "wb", 9) as f:
            piece = b" " * (1 << 20)
            for _ in range(1024):
                f.write(piece)
        with gzip.open(os.path.join(folder, "b.txt.gz"), "wb", 9) as f:
            for _ in range(200):
                f.write(piece)
        stories.write_jsonl(os.path.join(folder, "c.jsonl"), 3)
        record = self.path("bomb")
        begin = time.monotonic()
        done = self.ingest(record, folder)
        expect(done.returncode == 1, done.stderr)
        expect("a.jsonl.gz: unpacks to more than 200 times its size: taken for a decompression bomb" in done.stderr or "a.jsonl.gz:1: is larger than the limit of 64 MiB" in done.stderr, done.stderr)
        expect("b.txt.gz: is larger than the limit of 64 MiB" in done.stderr, done.stderr)
        expect(self.count(record) == 3, "the stories beside the bombs are not there")
        return "%.1f s" % (time.monotonic() - begin)


NAMES = ["killed", "full_disk", "full_tmpfs", "read_only", "newer", "two_writers", "cut_warc", "bomb"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("names", nargs="*", choices=NAMES + [[]], default=[])
    o = options.parse_args()
    os.environ.pop("DEMARCHE_RECORD", None)
    failed = False
    with tempfile.TemporaryDirectory(prefix="demarche-faults-") as folder:
        faults = Faults(o.program, o.rounds, folder)
        for name in o.names or NAMES:
            begin = time.monotonic()
            try:
                note = getattr(faults, name)()
                print("ok      %-12s %5.1f s  %s" % (name, time.monotonic() - begin, note))
            except (Failed, subprocess.TimeoutExpired) as wrong:
                failed = True
                print("FAILED  %-12s %s" % (name, wrong))
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
