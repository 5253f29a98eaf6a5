#!/usr/bin/env python3
"""Watches feeds of a server of its own with the real program: nothing lost, nothing doubled, nothing dangerous fetched.

    watch.py PROGRAM [NAME…]

Tests: all functions of Watch that begin with "test_"; prints one line each; status 1 where one fails.
"""
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from news_server import News, Page, bomb, endless, page, rss  # noqa: E402

STORY = ("%s expelled %s %s diplomats on Monday, the foreign ministry said. The ambassador was summoned in the morning and was told of the decision.\n\n"
         "The ministry gave the envoys a week to leave. It said that their work was not in keeping with their office, and gave no further details of the case.")
RSS = "application/rss+xml"


class Failed(Exception):
    pass


def expect(true, what):
    if not true:
        raise Failed(what)


class Watch:
    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        self.record = os.path.join(folder, "record")
        self.news = News()
        self.environment = dict(os.environ, DEMARCHE_CONFIG="")

    # ---- the program ----

    def run(self, *arguments, status=0, **more):
        more.setdefault("timeout", 120)
        done = subprocess.run([self.program, *arguments, "--record", self.record], capture_output=True, text=True, env=self.environment, **more)
        expect(status is None or done.returncode == status, "%s: status %d: %s%s" % (arguments[0:2], done.returncode, done.stdout, done.stderr))
        return done

    def watch(self, *arguments, allow=True, patience="5", **more):
        return self.run("watch", "--once", "--gap", "0", "--timeout", patience, *(["--allow-private", "127.0.0.0/8"] if allow else []), *arguments, **more)

    def begin(self, *arguments):
        return subprocess.Popen([self.program, "watch", "--gap", "0", "--allow-private", "127.0.0.1", "--record", self.record, *arguments], stderr=subprocess.PIPE, text=True, env=self.environment)

    def add(self, path, *arguments):
        self.run("feeds", "add", self.news.url(path), *arguments)

    def feeds(self):
        return [json.loads(line) for line in self.run("feeds", "list", "--format", "jsonl").stdout.splitlines()]

    def ask(self, sql, *values):
        with sqlite3.connect("file:%s?mode=ro" % self.record, uri=True) as db:
            return db.execute(sql, values).fetchall()

    def count(self, table="articles"):
        return self.ask("SELECT count(*) FROM " + table)[0][0]

    def check(self):
        done = self.run("record", "check")
        expect("clean" in done.stdout, "record check: " + done.stdout)

    # ---- what is on the server ----

    def stories(self, many, first=0, path="/feed", **headers):
        items = []
        for k in range(first, first + many):
            title = "Norway expels envoys in case %d" % k
            self.news.pages["/story/%d" % k] = Page(page(title, STORY % ("Norway", ["two", "three", "four", "five"][k % 4], ["Russian", "Chilean", "Kenyan"][k % 3])))
            items.append({"title": title, "link": self.news.url("/story/%d" % k), "guid": "story-%d" % k, "pubDate": "Mon, 18 Oct 2021 10:00:00 GMT", "description": "A short word on case %d." % k})
        self.news.pages[path] = Page(rss(items), RSS, headers=headers)
        return items

    # ---- the tests ----

    def test_reads_the_pages_behind_a_feed(self):
        self.stories(3)
        self.add("/feed", "--name", "Harbour Post")
        self.watch()
        expect(self.count() == 3, "%d articles" % self.count())
        rows = self.ask("SELECT title, source, url, published, text, id FROM articles ORDER BY id")
        expect(all("gave the envoys a week" in r[4] for r in rows), "the pages were not read: %r" % rows[0][4])
        expect(rows[0][1] == "Harbour Post" and rows[0][3] == "2021-10-18" and rows[0][5] == "story-0" and rows[0][2] == self.news.url("/story/0"), "%r" % (rows[0],))
        expect(self.count("events") > 0, "no event")
        self.check()

    def test_knows_what_it_has(self):
        self.stories(3, ETag='"one"')
        self.add("/feed")
        self.watch()
        before = len(self.news.paths())
        log = self.watch("--all").stderr
        expect("304" in log and "unchanged" in log, log)
        expect(self.news.paths()[before:] == ["/feed"], "asked for %r" % self.news.paths()[before:])
        expect(self.count() == 3, "doubled")
        self.stories(4, ETag='"two"')
        self.watch("--all")
        expect(self.count() == 4, "%d articles" % self.count())
        expect(self.news.paths().count("/story/0") == 1, "fetched a page again")
        self.watch()  # nothing is due yet
        expect(self.news.paths().count("/feed") == 3, "polled before its time")

    def test_revised_items_are_read_again(self):
        items = self.stories(2)
        self.add("/feed")
        self.watch()
        items[0]["title"] = "Norway expels envoys in case 0, ministry mends number"
        self.news.pages["/story/0"] = Page(page(items[0]["title"], STORY.replace("a week", "two weeks") % ("Norway", "seven", "Russian")))
        self.news.pages["/feed"] = Page(rss(items), RSS)
        self.watch("--all")
        expect(self.count() == 3 and self.ask("SELECT count(*) FROM articles WHERE revises IS NOT NULL")[0][0] == 1, "the revised text is not kept as a revision")

    def test_an_item_of_two_feeds_is_read_once(self):
        items = self.stories(2)
        self.news.pages["/other"] = Page(rss(items + [dict(items[0], guid="x9", link=self.news.url("/story/0"))], "Front page"), RSS)
        self.add("/feed")
        self.add("/other")
        self.watch()
        expect(self.count() == 2 and self.news.paths().count("/story/0") == 1, "%d articles" % self.count())

    def test_killed_at_any_moment(self):
        many, kills = 60, 12
        items = self.stories(many)
        self.news.pages["/feed"] = Page(rss(items), RSS)
        self.add("/feed", "--every", "10s")
        for n in range(kills):
            program = self.begin("--no-alerts")
            time.sleep(0.15 + 0.12 * n)
            program.kill()
            program.communicate()
        self.watch("--all")
        expect(self.count() == many, "%d of %d articles" % (self.count(), many))
        expect(self.ask("SELECT count(*) FROM (SELECT url FROM articles GROUP BY url HAVING count(*) > 1)")[0][0] == 0, "an item was read twice")
        expect(self.count("waiting_items") == 0, "items wait still")
        self.check()

    def test_kill_between_poll_and_page(self):
        self.stories(2)
        held = []
        self.news.pages["/story/1"] = Page(act=lambda handler: (held.append(1), time.sleep(30)))
        self.add("/feed")
        program = self.begin("--no-alerts")
        while not held:
            time.sleep(0.05)
        program.kill()
        program.communicate()
        expect(self.count("waiting_items") >= 1, "the item does not wait in the record")
        self.stories(2)
        self.watch()
        expect(self.count() == 2, "%d articles: the item was lost" % self.count())

    def test_sigterm_ends_in_order(self):
        self.stories(5)
        self.add("/feed", "--every", "10s")
        program = self.begin()
        until = time.time() + 30
        while time.time() < until and (not os.path.exists(self.record) or self.count() < 5):
            time.sleep(0.1)
        begin = time.time()
        program.send_signal(signal.SIGTERM)
        _, log = program.communicate(timeout=20)
        expect(program.returncode == 0, "status %d: %s" % (program.returncode, log))
        expect(time.time() - begin < 10, "took %.1f s to end" % (time.time() - begin))
        expect(re.search(r"F1 .*: 200 in .* s, 5 new; next at", log) and "read, " in log, log)
        self.check()

    def test_how_soon_an_item_is_recorded(self):
        """A figure, not a promise on time: from the poll that shows an item to its article in the record."""
        self.stories(1)
        self.add("/feed", "--every", "10s")
        program = self.begin("--no-alerts")
        until = time.time() + 60
        while time.time() < until and (not os.path.exists(self.record) or self.count() < 1):
            time.sleep(0.02)
        self.stories(3)
        while time.time() < until and self.count() < 3:
            time.sleep(0.02)
        done = time.time()
        program.terminate()
        program.communicate()
        expect(self.count() == 3, "not read in a minute")
        poll = max(t for t, p, _ in self.news.asked if p == "/feed" and t < done)
        return "%.1f s after its poll" % (done - poll)

    def test_retry_after(self):
        self.news.pages["/feed"] = Page("later", status=503, headers={"Retry-After": "7200"})
        self.add("/feed", "--every", "60s")
        begin = time.time()
        self.watch()
        due = self.ask("SELECT next_poll FROM feeds")[0][0]
        expect(due - begin >= 7199, "polls again after %d s" % (due - begin))
        expect(self.feeds()[0]["failures"] == 1 and "503" in self.feeds()[0]["note"], "%r" % self.feeds())

    def test_backs_off(self):
        self.news.pages["/feed"] = Page("broken", status=500)
        self.add("/feed", "--every", "60s")
        waits = []
        for _ in range(4):
            begin = time.time()
            self.watch("--all")
            waits.append(self.ask("SELECT next_poll FROM feeds")[0][0] - begin)
        expect(all(b > a * 1.5 for a, b in zip(waits, waits[1:])) and 118 <= waits[0] <= 135, "waits %r" % waits)
        self.stories(1)
        self.watch("--all")
        expect(self.feeds()[0]["failures"] == 0 and self.count() == 1, "does not come back")

    def test_page_that_fails_is_tried_again_then_the_feed_is_believed(self):
        self.stories(1)
        self.news.pages["/story/0"] = Page("oops", status=500)
        self.add("/feed")
        self.watch()
        expect(self.count() == 0 and self.ask("SELECT tries FROM waiting_items")[0][0] == 1, "does not wait for its page")
        with sqlite3.connect(self.record) as db:
            db.execute("UPDATE waiting_items SET next_try = 0, tries = 4")
        self.watch()
        expect(self.ask("SELECT text FROM articles")[0][0].startswith("A short word"), "the feed's words were not read")
        expect("500" in self.ask("SELECT note FROM feed_items")[0][0], "why is not kept")

    def test_page_that_is_gone(self):
        self.stories(1)
        self.news.pages["/story/0"] = Page("gone", status=404)
        self.add("/feed")
        self.watch()
        expect(self.ask("SELECT text FROM articles")[0][0].startswith("A short word"), "the feed's words were not read")

    def test_robots(self):
        self.stories(2)
        self.news.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /\n\nUser-agent: demarche\nDisallow: /story/1\nAllow: /\n", "text/plain")
        self.add("/feed")
        self.watch()
        expect(self.news.paths().count("/story/0") == 1 and self.news.paths().count("/story/1") == 0, "%r" % self.news.paths())
        expect(self.count() == 2, "the forbidden page's item was lost")
        expect("robots.txt" in self.ask("SELECT note FROM feed_items ORDER BY key DESC")[0][0], "why is not kept")

    def test_robots_out_of_order_closes_the_host(self):
        self.stories(1)
        self.news.pages["/robots.txt"] = Page("oops", status=500)
        self.add("/feed")
        self.watch()
        expect(self.news.paths().count("/story/0") == 0, "the page was fetched")
        expect(self.count("waiting_items") == 1, "the item does not wait")

    def test_summaries_fetch_no_pages(self):
        self.stories(2)
        self.add("/feed", "--summaries")
        self.watch()
        expect(self.news.paths() == ["/feed"] and self.count() == 2, "%r" % self.news.paths())

    def test_a_page_is_an_article_that_changes(self):
        self.news.pages["/statement"] = Page(page("Statement", STORY % ("Norway", "two", "Russian")))
        self.add("/statement", "--kind", "page")
        self.watch()
        self.watch("--all")
        expect(self.count() == 1, "%d articles" % self.count())
        self.news.pages["/statement"] = Page(page("Statement", STORY % ("Norway", "nine", "Russian")))
        self.watch("--all")
        expect(self.count() == 2, "the new text was not read")

    def test_a_page_that_was_found_out_obeys_robots(self):
        self.news.pages["/statement"] = Page(page("Statement", STORY % ("Norway", "two", "Russian")))
        self.news.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /statement\n", "text/plain")
        self.add("/statement")
        self.watch()
        expect(self.count() == 1 and self.feeds()[0]["kind"] == "page", "%r" % self.feeds())
        self.watch("--all")
        expect("robots.txt" in self.feeds()[0]["note"] and len(self.news.paths("/statement")) == 1, "%r" % self.feeds())

    def test_up_serves_polls_and_tells(self):
        """All in one process: an item that is published is on the API, and told; a feed added over the API is polled."""
        self.stories(1)
        self.news.pages["/hook"] = Page("", status=204, type="")
        self.run("alerts", "add", "all", "--max-age", "0", "--webhook", self.news.url("/hook"))
        environment = dict(self.environment, DEMARCHE_TOKEN="a-token-of-this-test-0123456789")
        program = subprocess.Popen([self.program, "up", "--record", self.record, "--listen", "127.0.0.1:0", "--allow-private", "127.0.0.1", "--gap", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True, env=environment)
        try:
            address = program.stdout.readline().strip()
            asked = urllib.request.Request(address + "/api/v1/feeds", json.dumps({"url": self.news.url("/feed"), "every": 10}).encode(),
                                           {"Content-Type": "application/json", "Authorization": "Bearer " + environment["DEMARCHE_TOKEN"]})
            begin = time.time()
            expect(json.load(urllib.request.urlopen(asked, timeout=20))["key"] == "F1", "the feed was not taken")
            rows = []
            while not rows and time.time() < begin + 60:
                rows = json.load(urllib.request.urlopen(address + "/api/v1/events?q=measure:expel", timeout=20))["rows"]
                time.sleep(0.05)
            took = time.time() - begin
            while not self.news.posted and time.time() < begin + 60:
                time.sleep(0.05)
            expect(rows and self.news.posted, "%d rows, %d posts" % (len(rows), len(self.news.posted)))
        finally:
            program.send_signal(signal.SIGTERM)
            _, log = program.communicate(timeout=30)
        expect(program.returncode == 0 and "F1 Harbour news: 200" in log and "delivered msg_" in log, log)
        return "%.1f s from adding the feed to its events on the API" % took

    def test_json_feed(self):
        self.stories(1)
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": [
            {"id": "1", "url": self.news.url("/story/0"), "title": "A <b>move</b>", "content_html": "<p>Short.</p>", "date_published": "2021-10-18T10:00:00Z"},
            {"id": 2, "title": "No page", "content_text": "Japan recalled its ambassador from Chile on Monday."}, "wrong"]}
        self.news.pages["/feed.json"] = Page(json.dumps(feed), "application/feed+json")
        self.add("/feed.json")
        log = self.watch().stderr
        expect(self.count() == 2 and "item 3: is no object" in log, log)

    # ---- bad input and security ----

    def refused(self, why, *arguments, **more):
        """Polls; the feed has failed, and says why."""
        begin = time.time()
        self.watch(*arguments, **more)
        note = self.feeds()[0]["note"]
        expect(re.search(why, note), "the note is %r" % note)
        expect(self.feeds()[0]["failures"] == 1 and self.count() == 0, "%r" % self.feeds())
        return time.time() - begin

    def test_ten_gigabytes(self):
        self.news.pages["/feed"] = Page(act=lambda h: endless(h, type=RSS))
        self.add("/feed")
        self.refused("larger than the limit of 16 MiB")
        time.sleep(0.2)
        expect(self.news.server.sent < 64 << 20, "took %d MiB" % (self.news.server.sent >> 20))

    def test_ten_gigabytes_behind_an_item(self):
        self.stories(1)
        self.news.pages["/story/0"] = Page(act=endless)
        self.add("/feed")
        self.watch()
        expect(self.count() == 1 and "larger than" in self.ask("SELECT note FROM feed_items")[0][0], "%r" % self.ask("SELECT note FROM feed_items"))

    def test_gzip_bomb(self):
        self.news.pages["/feed"] = Page(bomb(512), RSS, headers={"Content-Encoding": "gzip"})
        self.add("/feed")
        self.refused("larger than the limit of 16 MiB")

    def test_endless_headers(self):
        def act(h):
            h.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for n in range(100000):
                h.wfile.write(b"X-%d: %s\r\n" % (n, b"y" * 1000))

        self.news.pages["/feed"] = Page(act=act)
        self.add("/feed")
        self.refused("header|cannot be fetched")

    def test_slow_server(self):
        self.news.pages["/feed"] = Page(act=lambda h: endless(h, b"<", 1000, 0.2, RSS))
        self.add("/feed")
        took = self.refused("took too long", patience="3")
        expect(took < 20, "waited %.0f s" % took)

    def test_silent_server(self):
        self.news.pages["/feed"] = Page(act=lambda h: time.sleep(20))
        self.add("/feed")
        expect(self.refused("took too long", patience="2") < 15, "waited long")

    def test_redirect_to_a_file(self):
        self.news.pages["/feed"] = Page("", status=302, headers={"Location": "file:///etc/passwd"})
        self.add("/feed")
        self.refused("file:///etc/passwd', which is no address of http")

    def test_redirects_to_other_schemes(self):
        for link in ("gopher://127.0.0.1:70/x", "ftp://127.0.0.1/x", "dict://127.0.0.1:11211/stat", "javascript:alert(1)"):
            self.news.pages["/feed"] = Page("", status=301, headers={"Location": link})
            self.run("feeds", "remove", "F1", status=None)
            self.run("feeds", "add", self.news.url("/feed"), status=None)
            self.watch("--all")
            expect("no address of http" in self.feeds()[-1]["note"], "%s: %r" % (link, self.feeds()))

    def test_private_addresses_are_refused(self):
        self.stories(1)
        self.add("/feed")
        self.refused("private or reserved address", allow=False)
        expect(self.news.paths() == [], "it was reached")

    def test_names_of_private_addresses_are_refused(self):
        self.stories(1)
        self.run("feeds", "add", "http://localhost:%d/feed" % self.news.port)
        self.refused("private or reserved address", allow=False)
        expect(self.news.paths() == [], "it was reached")

    def test_odd_spellings_of_private_addresses(self):
        for n, host in enumerate(("127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0")):
            self.run("feeds", "add", "http://%s:%d/feed" % (host, self.news.port))
        self.watch(allow=False)
        for f in self.feeds():
            expect("private" in f["note"], "%s: %r" % (f["url"], f["note"]))
        expect(self.news.paths() == [], "one was reached: %r" % self.news.paths())

    def test_redirect_to_a_private_address(self):
        other = News()
        other.pages["/secret"] = Page(rss([{"title": "Secret", "guid": "s"}]), RSS)
        self.news.pages["/feed"] = Page("", status=302, headers={"Location": "http://127.0.0.2:%d/secret" % self.news.port})
        self.add("/feed")
        self.run("watch", "--once", "--gap", "0", "--allow-private", "127.0.0.1")
        expect("private or reserved" in self.feeds()[0]["note"], "%r" % self.feeds())
        other.close()

    def test_pages_on_private_addresses_are_refused(self):
        items = self.stories(1)
        items[0]["link"] = "http://127.0.0.2:%d/story/0" % self.news.port
        self.news.pages["/feed"] = Page(rss(items), RSS)
        self.add("/feed")
        self.run("watch", "--once", "--gap", "0", "--allow-private", "127.0.0.1")
        expect(self.count() == 1 and "private" in self.ask("SELECT note FROM feed_items")[0][0], "%r" % self.ask("SELECT note FROM feed_items"))
        expect(not any(p.startswith("/story") for p in self.news.paths()), "the page was fetched")

    def test_redirects_without_end(self):
        self.news.pages["/feed"] = Page("", status=302, headers={"Location": "/feed"})
        self.add("/feed")
        self.refused("redirected more than 5 times")
        expect(len(self.news.paths("/feed")) == 6, "%d requests" % len(self.news.paths("/feed")))

    def test_moved_for_good(self):
        self.stories(1, path="/new")
        self.news.pages["/feed"] = Page("", status=301, headers={"Location": "/new"})
        self.add("/feed")
        self.watch()
        expect("moved for good to " + self.news.url("/new") in self.feeds()[0]["note"] and self.count() == 1, "%r" % self.feeds())

    def test_entity_bombs(self):
        lol = "".join("<!ENTITY l%d '%s'>" % (n, "&l%d;" % (n - 1) * 10) for n in range(1, 12))
        self.news.pages["/feed"] = Page("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'lol'>%s]><rss><channel><item><title>&l11;</title></item></channel></rss>" % lol, RSS)
        self.add("/feed")
        expect(self.refused("is no well-formed XML") < 20, "took long")

    def test_external_entities(self):
        self.news.pages["/feed"] = Page("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y SYSTEM '%s'>]>"
                                        "<rss><channel><item><title>Head &x;&y;</title><guid>1</guid></item></channel></rss>" % self.news.url("/inner"), RSS)
        self.add("/feed")
        self.watch()
        expect("/inner" not in self.news.paths(), "an outer entity was fetched")
        name = open("/etc/hostname", encoding="utf-8").read().strip()
        expect(not any(name and name in r[0] for r in self.ask("SELECT title || text FROM articles")), "a file was read into an article")

    def test_broken_feeds(self):
        for n, body in enumerate(("", "<rss><channel><item><title>Cut", "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": 4}", "\x00\x01\x02binary", "<html><body></body></html>", "<rss></rss" + "<a>" * 5000)):
            self.news.pages["/b%d" % n] = Page(body, RSS)
            self.add("/b%d" % n)
        self.watch()
        for f in self.feeds():
            expect(f["note"], "%s says nothing" % f["url"])
        expect(self.count() == 0, "something was read")

    def test_what_is_whole_in_a_broken_feed_is_kept(self):
        self.stories(1)
        whole = self.news.pages["/feed"].body.decode()
        self.news.pages["/feed"] = Page(whole.replace("</channel></rss>", "<item><title>Cut &nosuch;"), RSS, headers={"ETag": '"broken"'})
        self.add("/feed")
        self.watch()
        expect(self.count() == 1 and "well-formed" in self.feeds()[0]["note"], "%r" % self.feeds())
        expect(self.ask("SELECT etag FROM feeds")[0][0] == "", "a broken answer is taken for the state of things")

    def test_markup_in_titles(self):
        title = "&lt;script&gt;alert(1)&lt;/script&gt; Norway &lt;img src=x onerror=alert(2)&gt; recalls its envoy"
        self.news.pages["/feed"] = Page(rss([{"title": title, "guid": "1", "link": "javascript:alert(3)", "description": "&lt;p onclick='x()'&gt;Norway recalled its ambassador from Chile on Monday.&lt;/p&gt;"}]), RSS)
        self.add("/feed")
        self.watch()
        shown, url, text = self.ask("SELECT title, url, text FROM articles")[0]
        expect("<" not in shown and "alert" not in url and "<" not in text, "%r %r %r" % (shown, url, text))

    def test_a_full_record_does_not_lose_items(self):
        """The file may not grow: items wait, and are read when it may again."""
        import resource
        self.stories(3)
        self.add("/feed")
        size = os.path.getsize(self.record) + 60000

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        done = self.watch(status=None, preexec_fn=limit)
        self.watch("--all")
        expect(self.count() == 3, "%d articles after %s" % (self.count(), done.stderr))
        self.check()

    # ---- lists ----

    def test_lists(self):
        toml = os.path.join(self.folder, "list.toml")
        with open(toml, "w", encoding="utf-8") as out:
            out.write('[[feed]]\nurl = "https://a.example/rss"\nname = "A \\"quoted\\""\nevery = "2h"\nfull_text = false\n\n[[feed]]\nurl = "ftp://b.example/"\n\n[[feed]]\nurl = "https://c.example/"\ncolour = "red"\n')
        done = self.run("feeds", "import", toml, status=1)
        expect("list.toml:12: a feed has no 'colour'" in done.stderr and "ftp://b.example/: is no address" in done.stderr, done.stderr)
        expect([(f["url"], f["name"], f["every"], f["full_text"]) for f in self.feeds()] == [("https://a.example/rss", 'A "quoted"', 7200, False)], "%r" % self.feeds())
        opml = self.run("feeds", "export", "--format", "opml").stdout
        exported = self.run("feeds", "export").stdout
        self.record = os.path.join(self.folder, "second")
        for name, text in (("l.opml", opml), ("l.toml", exported)):
            with open(os.path.join(self.folder, name), "w", encoding="utf-8") as out:
                out.write(text)
        self.run("feeds", "import", os.path.join(self.folder, "l.toml"))
        expect(self.run("feeds", "export").stdout == exported, "TOML does not come back as it went")
        done = self.run("feeds", "import", os.path.join(self.folder, "l.opml"))
        expect("0 feeds added, 1 were watched already" in done.stderr, done.stderr)

    def test_commands_on_feeds(self):
        self.stories(1)
        self.add("/feed", "--name", "Harbour")
        self.run("feeds", "add", self.news.url("/feed"), status=2)
        done = self.run("feeds", "set", "Harbour", "--every", "9s", status=2)
        expect("10 s to 30 days are possible" in done.stderr, done.stderr)
        self.run("feeds", "set", "Harbour", "--every", "2h", "--pause")
        expect(self.feeds()[0]["paused"] and self.feeds()[0]["every"] == 7200, "%r" % self.feeds())
        self.watch("--all")
        expect(self.news.paths() == [], "a paused feed was polled")
        shown = self.run("feeds", "test", "F1", "--allow-private", "127.0.0.1").stdout
        expect("1 item" in shown and "bytes of text" in shown and self.count() == 0, shown)
        self.run("feeds", "remove", "F7", status=1)
        self.run("feeds", "remove", "harbour")
        expect(self.feeds() == [], "it is there still")

    def test_a_page_offers_its_feed(self):
        self.news.pages["/"] = Page("<html><head><link rel='alternate' type='application/rss+xml' href='/feed?a=1&amp;b=2'></head><body><p>Front page</p></body></html>")
        shown = self.run("feeds", "test", self.news.url("/"), "--allow-private", "127.0.0.1", status=None).stdout
        expect("offers the feed " + self.news.url("/feed?a=1&b=2") in shown, shown)


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    program, names = arguments[0], arguments[1:]
    failed = 0
    for name in [n for n in vars(Watch) if n.startswith("test_") and (not names or n in names or n[5:] in names)]:
        with tempfile.TemporaryDirectory(prefix="demarche-watch-") as folder:
            watch = Watch(program, folder)
            begin = time.time()
            try:
                said = getattr(watch, name)()
                print("%-58s ok, %.1f s%s" % (name, time.time() - begin, "; " + said if said else ""), flush=True)
            except (Failed, subprocess.TimeoutExpired, sqlite3.Error, OSError, IndexError, KeyError, ValueError) as failure:
                failed += 1
                print("%-58s FAILED: %s" % (name, failure if isinstance(failure, Failed) else traceback.format_exc()), flush=True)
            finally:
                watch.news.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
