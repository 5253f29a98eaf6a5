#!/usr/bin/env python3
"""Sends alerts of the real program to receivers of its own: signed, tried again, at least once, never in a flood.

    alerts.py PROGRAM [NAME…]

Tests: all functions of Alerts that begin with "test_"; prints one line each; status 1 where one fails.
"""
import base64
import datetime
import email
import email.policy
import hashlib
import hmac
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from news_server import Mailbox, News, Page  # noqa: E402

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
PAIRS = [("Norway", "Russian"), ("Japan", "Chilean"), ("Kenya", "Polish"), ("Chile", "Japanese"), ("Poland", "Kenyan"), ("Morocco", "Algerian"), ("France", "Malian")]


class Failed(Exception):
    pass


def expect(true, what):
    if not true:
        raise Failed(what)


def article(k, source="Norway", target="Russian", many="two", day=TODAY):
    return {"id": "a%d" % k, "title": "Move %d" % k, "source": "Paper %d" % k, "published": day.isoformat(), "url": "https://paper.example/%d" % k,
            "text": "%s expelled %s %s diplomats on %s, the foreign ministry said. The envoys of case %d have a week to leave the country." % (source, many, target, DAYS[day.weekday()], k)}


class Alerts:
    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        self.record = os.path.join(folder, "record")
        self.news = News()
        self.environment = dict(os.environ, DEMARCHE_CONFIG="")

    def run(self, *arguments, status=0, **more):
        more.setdefault("timeout", 120)
        done = subprocess.run([self.program, *arguments, "--record", self.record], capture_output=True, text=True, env=self.environment, **more)
        expect(status is None or done.returncode == status, "%s: status %d: %s%s" % (arguments[0:2], done.returncode, done.stdout, done.stderr))
        return done

    def read(self, *articles):
        self.run("ingest", "-", "--input", "jsonl", "--quiet", input="".join(json.dumps(a) + "\n" for a in articles))

    def send(self):
        return self.run("watch", "--once", "--allow-private", "127.0.0.1").stderr

    def add(self, name, *arguments):
        return self.run("alerts", "add", name, *arguments).stdout

    def hook(self, name, *arguments):
        return self.add(name, *arguments, "--webhook", self.news.url("/hook"), "--secret", SECRET)

    def deliveries(self, *name):
        return [json.loads(line) for line in self.run("alerts", "deliveries", *name, "--format", "jsonl").stdout.splitlines()]

    def change(self, sql, *values):
        with sqlite3.connect(self.record) as db:
            db.execute(sql, values)

    def bodies(self):
        return [json.loads(body) for _, _, _, body in self.news.posted]

    # ---- webhooks ----

    def test_webhook_is_signed_by_standard_webhooks(self):
        self.read()
        self.hook("expulsions", "measure:expel")
        self.read(article(1))
        begin = int(time.time())
        self.send()
        expect(len(self.news.posted) == 1, "%d posts" % len(self.news.posted))
        _, _, headers, body = self.news.posted[0]
        message, at, signature = headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]
        key = base64.b64decode(SECRET[6:])
        wanted = "v1," + base64.b64encode(hmac.new(key, b"%s.%s." % (message.encode(), at.encode()) + body, hashlib.sha256).digest()).decode()
        expect(signature == wanted, "%s, not %s" % (signature, wanted))
        expect(message.startswith("msg_") and abs(int(at) - begin) < 60 and headers["Content-Type"] == "application/json", "%r" % headers)
        data = json.loads(body)
        expect(data["type"] == "alert.event" and data["data"]["alert"] == {"name": "expulsions", "query": "measure:expel"}, "%r" % data)
        event = data["data"]["event"]
        expect(event["measure"] == "expel" and event["source"][0]["code"] == "NOR" and event["target"][0]["code"] == "RUS" and "expelled" in event["sentence"], "%r" % event)

    def test_an_event_is_told_once(self):
        self.hook("all")
        self.read(article(1))
        self.send()
        told = len(self.news.posted)
        self.read(article(2))  # a further report of the same expulsion
        self.send()
        expulsions = [b for b in self.bodies() if b["data"]["event"]["measure"] == "expel"]
        expect(told >= 1 and len(expulsions) == 1, "%d expulsions told" % len(expulsions))

    def test_only_what_is_asked_for(self):
        self.hook("other", "source:JPN")
        self.read(article(1), article(2, "Japan", "Chilean"))
        self.send()
        expect([b["data"]["event"]["source"][0]["code"] for b in self.bodies()] == ["JPN"] * len(self.news.posted) and self.news.posted, "%r" % self.bodies())

    def test_what_was_there_before_is_not_told(self):
        self.read(article(1))
        self.hook("all", "measure:expel")
        self.send()
        expect(self.news.posted == [], "told what was there before")

    def test_old_events_are_not_told(self):
        self.hook("fresh", "measure:expel")
        self.hook("any", "measure:expel", "--max-age", "0")
        self.read(article(1, day=TODAY - datetime.timedelta(days=90)))
        self.send()
        expect([b["data"]["alert"]["name"] for b in self.bodies()] == ["any"], "%r" % [b["data"]["alert"] for b in self.bodies()])

    def test_changes_are_told_where_wanted(self):
        self.hook("quiet", "measure:expel")
        self.hook("exact", "measure:expel", "--changes")
        self.read(article(1))
        self.send()
        expect(len(self.news.posted) == 2, "%d posts" % len(self.news.posted))
        self.read(*[dict(article(k, many="three"), text=article(k, many="three")["text"].replace("case %d" % k, "this case, %d of them in all" % k)) for k in (2, 3, 4)])
        self.send()
        more = self.bodies()[2:]
        events = self.run("query", "measure:expel", "--format", "jsonl").stdout.splitlines()
        if len(events) == 1 and json.loads(events[0])["quantity"]["value"] == 3:  # the record took the new number
            expect([(b["data"]["alert"]["name"], b["type"]) for b in more] == [("exact", "alert.change")], "%r" % more)
        else:
            return "the record kept the number; nothing to tell"

    def test_retries_carry_the_same_id(self):
        self.news.pages["/hook"] = Page("no", status=500)
        self.hook("all", "measure:expel")
        self.read(article(1))
        log = self.send()
        expect("500; again in 5 s" in log, log)
        self.send()  # not due yet
        expect(len(self.news.posted) == 1, "tried again at once")
        time.sleep(5.2)
        self.send()
        self.news.pages["/hook"] = Page("", status=204, type="")
        self.change("UPDATE deliveries SET next_try = 0")
        self.send()
        ids = [h["webhook-id"] for _, _, h, _ in self.news.posted]
        expect(len(ids) == 3 and len(set(ids)) == 1, "%r" % ids)
        expect(len({body for _, _, _, body in self.news.posted}) == 1, "the body changed")
        at = [int(h["webhook-timestamp"]) for _, _, h, _ in self.news.posted]
        expect(at[1] >= at[0] + 5, "the timestamp is not that of the try")
        d = self.deliveries("all")[0]
        expect(d["state"] == "delivered" and d["tries"] == 3, "%r" % d)
        self.send()
        expect(len(self.news.posted) == 3, "sent again")

    def test_given_up_after_nine_tries_and_sent_again_by_hand(self):
        self.news.pages["/hook"] = Page("no", status=500)
        self.hook("all", "measure:expel")
        self.read(article(1))
        for _ in range(10):
            self.send()
            self.change("UPDATE deliveries SET next_try = 0")
        expect(len(self.news.posted) == 9 and self.deliveries()[0]["state"] == "failed", "%d posts, %r" % (len(self.news.posted), self.deliveries()))
        self.news.pages["/hook"] = Page("", status=200)
        self.run("alerts", "retry", "all")
        self.send()
        expect(self.deliveries()[0]["state"] == "delivered", "%r" % self.deliveries())

    def test_retry_after_of_a_receiver(self):
        self.news.pages["/hook"] = Page("later", status=429, headers={"Retry-After": "900"})
        self.hook("all", "measure:expel")
        self.read(article(1))
        expect("again in 900 s" in self.send(), "Retry-After is not kept")

    def test_a_receiver_that_is_gone_pauses_its_alert(self):
        self.news.pages["/hook"] = Page("gone", status=410)
        self.hook("all", "measure:expel")
        self.read(article(1))
        self.send()
        listed = json.loads(self.run("alerts", "list", "--format", "jsonl").stdout)
        expect(listed["paused"] and "410" in listed["note"], "%r" % listed)

    def test_no_redirects_and_no_private_receivers(self):
        self.news.pages["/hook"] = Page("", status=302, headers={"Location": "/elsewhere"})
        self.hook("all", "measure:expel")
        self.read(article(1))
        self.send()
        expect([p for _, p, _, _ in self.news.posted] == ["/hook"] and self.news.asked == [], "followed a redirect")
        self.change("UPDATE deliveries SET next_try = 0")
        log = self.run("watch", "--once").stderr
        expect("private or reserved" in log and len(self.news.posted) == 1, log)

    def test_killed_between_sending_and_noting(self):
        """A receiver that answers slowly; the program is killed meanwhile: the message comes again, under the same id."""
        self.news.pages["/hook"] = Page(act=lambda handler: time.sleep(20))
        self.hook("all", "measure:expel")
        self.read(article(1))
        program = subprocess.Popen([self.program, "watch", "--record", self.record, "--allow-private", "127.0.0.1"], stderr=subprocess.DEVNULL, env=self.environment)
        until = time.time() + 30
        while not self.news.posted and time.time() < until:
            time.sleep(0.05)
        program.kill()
        program.wait()
        self.news.pages["/hook"] = Page("", status=204, type="")
        self.send()
        expect(len(self.news.posted) == 1, "sent what another may be sending still")
        self.change("UPDATE deliveries SET held_until = held_until - 30")  # half a minute later
        self.send()
        expect(len({h["webhook-id"] for _, _, h, _ in self.news.posted}) == 1 and len(self.news.posted) == 2, "%r" % [h["webhook-id"] for _, _, h, _ in self.news.posted])
        expect(self.deliveries()[0]["state"] == "delivered", "%r" % self.deliveries())

    def watch(self):
        return subprocess.Popen([self.program, "watch", "--record", self.record, "--allow-private", "127.0.0.1"], stderr=subprocess.PIPE, text=True, env=self.environment)

    def wait_for(self, is_so, seconds=30):
        until = time.time() + seconds
        while not is_so() and time.time() < until:
            time.sleep(0.02)

    def test_two_watchers_send_each_message_once(self):
        """Two processes, slow receivers, messages of several alerts, changes all the while."""
        self.news.pages["/hook"] = Page(act=lambda handler: time.sleep(0.7) or handler.send_response(204) or handler.end_headers())
        for name, digest in (("first", []), ("second", ["--changes"]), ("third", ["--digest", "hour"])):
            self.hook(name, "measure:expel", *digest)
        self.change("UPDATE alerts SET next_digest = ? WHERE name = 'third'", int(time.time()) + 15)
        both = [self.watch(), self.watch()]
        time.sleep(1)
        for k in range(6):
            self.read(article(k, *PAIRS[k]))
        self.wait_for(lambda: len(self.news.posted) >= 13 and all(d["state"] == "delivered" for d in self.deliveries()), 60)
        time.sleep(2)
        for program in both:
            program.send_signal(signal.SIGTERM)
        logs = [program.communicate(timeout=20)[1] for program in both]
        ids = [h["webhook-id"] for _, _, h, _ in self.news.posted]
        told = sorted((b["data"]["alert"]["name"], b["type"], b["data"]["event"]["source"][0]["code"]) for b in self.bodies() if "event" in b["data"])
        expect(len(ids) == len(set(ids)), "sent twice: %r\n%s" % (ids, "\n".join(logs)))
        expect(len(told) == 12 and len(set(told)) == 12, "told twice: %r" % told)
        expect([b["data"]["count"] for b in self.bodies() if b["type"] == "alert.digest"] == [6], "%r" % [b["type"] for b in self.bodies()])
        expect(sum(log.count("delivered msg_") for log in logs) == 13, "\n".join(logs))
        return "%d and %d of 13 messages" % tuple(log.count("delivered msg_") for log in logs)

    def test_a_killed_watchers_message_is_taken_over(self):
        """One of two is killed while it sends: the other sends what it held, half a minute later and not before."""
        self.news.pages["/hook"] = Page(act=lambda handler: time.sleep(60))
        self.hook("all", "measure:expel")
        dying = self.watch()
        time.sleep(1)
        self.read(article(1))
        self.wait_for(lambda: self.news.posted)
        other = self.watch()
        time.sleep(2)
        begin = time.time()
        dying.kill()
        dying.communicate()
        self.news.pages["/hook"] = Page("", status=204, type="")
        self.wait_for(lambda: len(self.news.posted) == 2, 45)
        took = time.time() - begin
        time.sleep(1.5)
        other.send_signal(signal.SIGTERM)
        log = other.communicate(timeout=20)[1]
        expect(len(self.news.posted) == 2 and len({h["webhook-id"] for _, _, h, _ in self.news.posted}) == 1, "%d posts; %s" % (len(self.news.posted), log))
        expect(15 < took < 40 and self.deliveries()[0]["state"] == "delivered", "%.1f s; %r" % (took, self.deliveries()))
        return "%.1f s after it died" % took

    def test_while_watching(self):
        """A figure, not a promise on time: from the moment an article is in the record to its webhook."""
        self.hook("all", "measure:expel")
        program = subprocess.Popen([self.program, "watch", "--record", self.record, "--allow-private", "127.0.0.1"], stderr=subprocess.PIPE, text=True, env=self.environment)
        time.sleep(1)
        self.read(article(1))
        begin = time.time()
        while not self.news.posted and time.time() < begin + 30:
            time.sleep(0.02)
        took = time.time() - begin
        program.send_signal(signal.SIGTERM)
        _, log = program.communicate(timeout=20)
        expect(self.news.posted and program.returncode == 0 and "delivered msg_" in log, log)
        return "%.1f s after the article was recorded" % took

    # ---- no floods ----

    def test_downtime_gives_one_message(self):
        self.hook("all", "measure:expel")
        self.read(*[article(k, *PAIRS[k]) for k in range(7)])
        self.send()
        expect(len(self.news.posted) == 1, "%d posts after a pause" % len(self.news.posted))
        digest = self.bodies()[0]
        expect(digest["type"] == "alert.digest" and digest["data"]["count"] == 7 and len(digest["data"]["events"]) == 7, "%r" % digest)
        self.send()
        expect(len(self.news.posted) == 1, "told again")

    def test_an_archive_gives_bounded_messages(self):
        self.hook("all", "--max-age", "0")
        self.run("ingest", self.stories(600), "--quiet")
        for _ in range(3):
            self.send()
        expect(len(self.news.posted) == 1, "%d posts" % len(self.news.posted))
        data = self.bodies()[0]["data"]
        expect(len(data["events"]) == 100 and data["count"] > 300, "%d of %d events" % (len(data["events"]), data["count"]))

    def stories(self, many):
        import stories
        path = os.path.join(self.folder, "stories.jsonl")
        stories.write_jsonl(path, many)
        return path

    def test_digest_of_a_day(self):
        self.hook("daily", "measure:expel", "--digest", "day")
        for k in range(3):
            self.read(article(k, *PAIRS[k]))
            self.send()
        expect(self.news.posted == [], "told at once")
        due = self.run("alerts", "list", "--format", "jsonl").stdout
        expect("T06:00:00Z" in json.loads(due)["next_digest"], due)
        self.change("UPDATE alerts SET next_digest = 1")
        self.send()
        expect(len(self.news.posted) == 1 and self.bodies()[0]["data"]["count"] == 3, "%r" % self.bodies())
        self.change("UPDATE alerts SET next_digest = 1")
        self.send()
        expect(len(self.news.posted) == 1, "an empty digest was sent")

    # ---- the other channels ----

    def settings(self, **mail):
        path = os.path.join(self.folder, "config.toml")
        with open(path, "w", encoding="utf-8") as out:
            out.write("[watch]\nallow_private = [\"127.0.0.1\"]\n[mail]\n" + "".join("%s = %s\n" % (k, json.dumps(v)) for k, v in mail.items()))
        self.environment["DEMARCHE_CONFIG"] = path

    def test_mail(self):
        box = Mailbox()
        self.settings(server="smtp://127.0.0.1:%d" % box.port, **{"from": "record@example.org"})
        self.add("post", "measure:expel", "--mail", "desk@example.org", "--mail", "night@example.org")
        self.read(dict(article(1), title="Zürich: „Move“\r\nBcc: all@example.org"))
        self.send()
        box.close()
        expect(len(box.mails) == 1, "%d mails" % len(box.mails))
        sender, receivers, data = box.mails[0]
        expect(sender == "record@example.org" and receivers == ["desk@example.org", "night@example.org"], "%r" % (box.mails,))
        mail = email.message_from_bytes(data, policy=email.policy.default)
        expect(mail["Subject"].startswith("Norway → RUS: expels 2 persons") and mail["Bcc"] is None and not mail.defects, "%r" % mail["Subject"])
        expect(mail["Message-ID"].startswith("<msg_") and mail["To"] == "desk@example.org, night@example.org" and mail["Date"].datetime, "%r" % mail.items())
        expect("expelled two Russian diplomats" in mail.get_content() and "Zürich" in mail.get_content(), mail.get_content())

    def test_mail_is_tried_again(self):
        box = Mailbox(refuse=True)
        self.settings(server="smtp://127.0.0.1:%d" % box.port, **{"from": "record@example.org"})
        self.add("post", "measure:expel", "--mail", "desk@example.org")
        self.read(article(1))
        log = self.send()
        expect("451" in log and "again in 5 s" in log, log)
        box.refuse = False
        self.change("UPDATE deliveries SET next_try = 0")
        self.send()
        box.close()
        expect(len(box.mails) == 1, "%d mails" % len(box.mails))

    def test_mail_without_settings(self):
        self.add("post", "measure:expel", "--mail", "desk@example.org")
        self.read(article(1))
        expect("the settings name no mail server" in self.send(), "does not say what is missing")

    def test_ntfy(self):
        self.add("push", "measure:expel", "--ntfy", self.news.url("/topics/harbour"), "--secret", "tk_1")
        self.read(article(1))
        self.send()
        _, path, headers, body = self.news.posted[0]
        message = json.loads(body)
        expect(path == "/topics/" and headers["Authorization"] == "Bearer tk_1", "%s %r" % (path, headers))
        expect(message["topic"] == "harbour" and message["title"].startswith("Norway → RUS: expels 2 persons") and "expelled two" in message["message"], "%r" % message)

    def program_that(self, does):
        path = os.path.join(self.folder, "receiver")
        with open(path, "w", encoding="utf-8") as out:
            out.write("#!%s\nimport os, sys, time\n%s\n" % (sys.executable, does))
        os.chmod(path, stat.S_IRWXU)
        return path

    def test_command(self):
        out = os.path.join(self.folder, "heard; touch x")
        program = self.program_that("open(sys.argv[1], 'a').write(os.environ['DEMARCHE_MESSAGE_ID'] + ' ' + sys.argv[2] + ' ' + sys.stdin.read())")
        self.add("call", "measure:expel", "--command", program, "--argument", out, "--argument", "$(id) `id`")
        self.read(article(1))
        self.send()
        said = open(out, encoding="utf-8").read()
        expect(said.startswith("msg_") and " $(id) `id` {" in said, said)
        expect(json.loads(said[said.index("{"):])["data"]["event"]["measure"] == "expel", said)

    def test_command_that_fails(self):
        self.add("call", "measure:expel", "--command", self.program_that("print('no such desk'); sys.exit(3)"))
        self.read(article(1))
        log = self.send()
        expect("ended with status 3: no such desk" in log and "again in 5 s" in log, log)
        self.run("alerts", "set", "call", "--command", "/nowhere/program")
        self.change("UPDATE deliveries SET next_try = 0")
        log = self.send()
        expect("cannot be started" in log, log)

    def test_command_that_reads_nothing(self):
        self.add("call", "--max-age", "0", "--command", self.program_that("pass"))
        self.run("ingest", self.stories(400), "--quiet")
        self.send()
        expect(self.deliveries()[0]["state"] == "delivered", "%r" % self.deliveries())

    # ---- the commands ----

    def test_wrong_alerts(self):
        hook = ("--webhook", "https://a.example/")
        for name, arguments in (("no channel", ["x", "measure:expel"]), ("two", ["x", "--webhook", "https://a.example/", "--mail", "a@b.example"]), ("query", ["x", "colour:red", *hook]),
                                ("posts' terms", ["x", "holder:RUS", *hook]), ("scheme", ["x", "--webhook", "file:///etc/passwd"]), ("mail", ["x", "--mail", "a b@example.org"]),
                                ("header", ["x", "--mail", "a@example.org\r\nBcc: b@example.org"]), ("path", ["x", "--command", "rm"]), ("secret", ["x", *hook, "--secret", "short"]),
                                ("name", ["a/b", *hook])):
            done = self.run("alerts", "add", *arguments, status=2)
            expect(done.stderr.startswith("demarche: "), "%s: %r" % (name, done.stderr))
        self.add("x", *hook)
        self.run("alerts", "add", "x", *hook, status=2)
        self.run("alerts", "remove", "y", status=1)

    def test_preview_test_and_set(self):
        said = self.hook("all", "measure:expel")
        expect("secret" not in said, said)
        said = self.add("made", "--webhook", self.news.url("/hook"))
        expect("whsec_" in said and "whsec_" not in self.run("alerts", "list", "--format", "jsonl").stdout, said)
        expect(SECRET in self.run("alerts", "list", "--secrets").stdout, "the secret cannot be had")
        self.read(article(1), article(2, "Japan", "Chilean"), article(3, "Kenya", "Polish", day=TODAY - datetime.timedelta(days=60)))
        done = self.run("alerts", "preview", "all", "--format", "jsonl")
        expect(len(done.stdout.splitlines()) == 2 and "2 events of the last 30 days, which would have come in 2 messages" in done.stderr, done.stdout + done.stderr)
        done = self.run("alerts", "preview", "all", "--days", "90", "--digest", "day")
        expect("3 events of the last 90 days, which would have come in 1 message" in done.stderr, done.stderr)
        done = self.run("alerts", "preview", "", "source:JPN measure:expel", "--format", "jsonl")
        expect(len(done.stdout.splitlines()) == 1, done.stdout)
        expect("delivered: 204" in self.run("alerts", "test", "all", "--allow-private", "127.0.0.1").stdout and self.bodies()[-1]["type"] == "alert.test", "%r" % self.bodies())
        self.news.pages["/hook"] = Page("no", status=500)
        expect("500" in self.run("alerts", "test", "all", "--allow-private", "127.0.0.1", status=1).stdout, "a test that fails says nothing")
        self.run("alerts", "set", "all", "source:KEN", "--name", "kenya", "--pause", "--digest", "hour")
        listed = [json.loads(line) for line in self.run("alerts", "list", "--format", "jsonl").stdout.splitlines()][0]
        expect(listed["name"] == "kenya" and listed["query"] == "source:KEN" and listed["paused"] and listed["digest"] == "hour" and listed["has_secret"], "%r" % listed)
        self.run("alerts", "remove", "kenya", "made")
        expect(self.run("alerts", "list", "--format", "jsonl").stdout == "", "they are there still")

    def test_paused_alerts_tell_nothing(self):
        self.hook("all", "measure:expel")
        self.run("alerts", "set", "all", "--pause")
        self.read(article(1))
        self.send()
        self.run("alerts", "set", "all", "--resume")
        self.send()
        expect(self.news.posted == [], "told what came while it was paused")
        self.read(article(2, "Japan", "Chilean"))
        self.send()
        expect(len(self.news.posted) == 1, "%d posts" % len(self.news.posted))


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    program, names = arguments[0], arguments[1:]
    failed = 0
    for name in [n for n in vars(Alerts) if n.startswith("test_") and (not names or n in names or n[5:] in names)]:
        with tempfile.TemporaryDirectory(prefix="demarche-alerts-") as folder:
            alerts = Alerts(program, folder)
            begin = time.time()
            try:
                said = getattr(alerts, name)()
                print("%-58s ok, %.1f s%s" % (name, time.time() - begin, "; " + said if said else ""), flush=True)
            except (Failed, subprocess.TimeoutExpired, sqlite3.Error, OSError, IndexError, KeyError, ValueError, TypeError) as failure:
                failed += 1
                print("%-58s FAILED: %s" % (name, failure if isinstance(failure, Failed) else traceback.format_exc()), flush=True)
            finally:
                alerts.news.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
