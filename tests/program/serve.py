#!/usr/bin/env python3
"""Asks `demarche serve` everything that its description promises, and does to it what strangers on a network do.

    serve.py PROGRAM SOURCE_FOLDER [NAME…]

Tests: described, watched, asked, paged, taken, corrected, streamed, resumed, slow, gated, rebound, wire, large, kept, board, folder, feeds, crowded,
restarted, read_only; all by default. Prints one line each; status 1 where one fails.
"""
import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import stories  # noqa: E402
from served import Failed, Server, TOKEN, expect, received  # noqa: E402

EXCHANGE = ("Norway expelled five Japanese diplomats on Monday. Japan closed the Norwegian consulate in Osaka in response. "
            "The closure was answered by Norway, which recalled its ambassador from Japan on Wednesday in retaliation.")


def quoted(text):
    return urllib.parse.quote(text, safe="")


class Tests:
    def __init__(self, program, source, folder):
        self.program, self.source, self.scratch = os.path.abspath(program), source, folder
        with open(self.program, "rb") as f:
            self.is_sanitized = b"__asan_init" in f.read()  # and then holds memory that it has let go of
        self.record = os.path.join(folder, "record")
        jsonl = os.path.join(folder, "stories.jsonl")
        stories.write_jsonl(jsonl, 240)
        with open(jsonl, "a", encoding="utf-8") as out:
            out.write(json.dumps({"id": "exchange", "title": "Envoys <b>out</b> & \"gone\"", "source": "Paper 1", "published": "2022-11-03", "text": EXCHANGE}) + "\n")
        subprocess.run([self.program, "ingest", "--record", self.record, "--quiet", jsonl], check=True)

    def path(self, name):
        return os.path.join(self.scratch, name)

    def copy(self, name):
        """A record of a test's own."""
        subprocess.run([self.program, "record", "backup", "--record", self.record, self.path(name)], check=True, capture_output=True)
        return self.path(name)

    def serve(self, *options, record=None, **more):
        return Server(self.program, record or self.record, *options, **more)

    # ---- what is promised ----

    def described(self):
        """Every route is in docs/openapi.json and the reverse, with its parameters; every answer fits its schema, and has no field that it does not name."""
        import jsonschema
        with open(os.path.join(self.source, "docs", "openapi.json"), encoding="utf-8") as f:
            api = json.load(f)
        listed = subprocess.run([self.program, "serve", "--routes"], check=True, capture_output=True, text=True).stdout.splitlines()
        served = {}
        for line in listed:
            method, path, needs, *parameters = line.split()
            served[method, path] = (needs, parameters)
        told = {}
        for path, methods in api["paths"].items():
            for method, operation in methods.items():
                needs = {"[]": "open", '[{"token": []}]': "token"}.get(json.dumps(operation.get("security")), "reading")
                told[method.upper(), path] = (needs, [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"])
                in_path = [p["name"] for p in operation.get("parameters", []) if p["in"] == "path"]
                expect(in_path == re.findall(r"{(\w+)}", path), "parameters of %s" % path)
        for route in set(served) | set(told):
            expect(served.get(route) == told.get(route), "%s %s: served with %s, described with %s" % (*route, served.get(route), told.get(route)))
        jsonschema.Draft202012Validator.check_schema({"$defs": api["components"]["schemas"]})

        def closed(node):
            if isinstance(node, dict):
                node = {k: closed(v) for k, v in node.items()}
                if node.get("type") == "object" and "properties" in node:
                    node.setdefault("additionalProperties", False)
                return node
            return [closed(n) for n in node] if isinstance(node, list) else node

        strict = closed(api)

        def check(method, path, answer):
            operation = strict["paths"][path][method.lower()]
            responses = operation["responses"]
            response = responses.get(str(answer.status), responses["default"])
            if answer.status == 204:
                return
            kind, content = next(iter(response["content"].items()))
            expect(answer.headers["Content-Type"].startswith(kind), "%s %s is %s" % (method, path, answer.headers["Content-Type"]))
            if "json" in kind:
                schema = dict(content["schema"], components=strict["components"])
                errors = list(jsonschema.Draft202012Validator(schema).iter_errors(answer.json()))
                expect(not errors, "%s %s: %s" % (method, path, "; ".join("%s at %s" % (e.message[:300], list(e.absolute_path)) for e in errors[:3])))

        asked = 0
        with self.serve(record=self.copy("described")) as server:
            event = next(e for e in server.get("/api/v1/events?q=" + quoted("measure:close-post source:Japan")).json()["rows"])
            keys = {"/api/v1/events/{key}": event["key"], "/api/v1/events/{key}/chain": event["key"], "/api/v1/articles/{key}": "A7", "/api/v1/articles/{key}/explain": event["article"]["key"],
                    "/api/v1/posts/{key}": "P1", "/api/v1/feeds/{key}": "F1", "/api/v1/actors/{actor}": "NOR"}
            watched = server.ask("/api/v1/feeds", "POST", {"url": "http://127.0.0.1:9/feed", "every": 60, "name": "Courier"}, token=True)
            expect(watched.status == 201, watched.body)
            check("POST", "/api/v1/feeds", watched)
            alert = server.ask("/api/v1/alerts", "POST", {"name": "desk one", "query": "measure:expel", "target": ["https://desk.example/hook"], "max_age": 0}, token=True)
            expect(alert.status == 201 and alert.json()["secret"].startswith("whsec_"), alert.body)
            check("POST", "/api/v1/alerts", alert)
            for (method, path), (needs, parameters) in sorted(told.items()):
                if method != "GET" or path == "/api/v1/stream":
                    continue
                plain = path.replace("{name}", "desk%20one").replace("{key}", keys.get(path, "")).replace("{actor}", keys.get(path, "")).replace("{a}", "NOR").replace("{b}", "JPN")
                some = {"q": "-actor:XYZ" if path != "/api/v1/statements" and path != "/api/v1/dyads/{a}/{b}/statistics" else "since:2021", "limit": "3", "order": "oldest", "a": "NOR", "b": "Japan", "since": "2021", "until": "2023-01", "by": "week", "days": "30000", "ahead": "0"}
                forms = ["", "&".join("%s=%s" % (p, quoted(some[p])) for p in parameters if p in some)]
                if path.endswith("/exchange"):
                    forms = ["a=NOR&b=Japan"] + forms[1:]
                for form in forms:
                    answer = server.ask(plain + ("?" + form if form else ""), token=needs == "token")
                    expect(answer.status == 200, "%s?%s: %d %s" % (plain, form, answer.status, answer.body[:300]))
                    check(method, path, answer)
                    asked += 1
                if parameters:
                    check(method, path, server.ask(plain + "?limt=3", token=needs == "token"))
            taken = server.ask("/api/v1/articles", "POST", {"text": "France expelled two Chilean diplomats on Friday.", "published": "2022-12-04"}, token=True)
            expect(taken.status == 201, taken.body)
            check("POST", "/api/v1/articles", taken)
            rows = server.get("/api/v1/events?limit=2").json()["rows"]
            merged = server.ask("/api/v1/corrections", "POST", {"what": "merge", "event": rows[0]["key"], "other": rows[1]["key"], "why": "a test"}, token=True)
            expect(merged.status == 201, merged.body)
            check("POST", "/api/v1/corrections", merged)
            check("GET", "/api/v1/corrections", server.get("/api/v1/corrections"))
            for body in ({"what": "right"}, {"what": "mend", "mend": {"place": "Osaka", "quantity": None, "source": ["KEN", "Nobody Known"]}}):
                judged = server.ask("/api/v1/corrections", "POST", dict(body, event="E7", why="a test"), token=True)
                expect(judged.status == 201, judged.body)
                check("POST", "/api/v1/corrections", judged)
                check("GET", "/api/v1/corrections", server.get("/api/v1/corrections"))
                check("GET", "/api/v1/events/{key}", server.get("/api/v1/events/E7"))
            undone = server.ask("/api/v1/corrections/" + merged.json()["key"], "DELETE", token=True)
            expect(undone.status == 204 and undone.body == b"", undone.body)
            tried = server.ask("/api/v1/feeds/F1/test", "POST", token=True)
            expect(tried.status == 200 and "private" in tried.json()["error"], tried.body)
            check("POST", "/api/v1/feeds/{key}/test", tried)
            check("PUT", "/api/v1/feeds/{key}", server.ask("/api/v1/feeds/F1", "PUT", {"paused": True}, token=True))
            check("PUT", "/api/v1/alerts/{name}", server.ask("/api/v1/alerts/desk%20one", "PUT", {"paused": True}, token=True))
            for path in ("/api/v1/feeds/F1", "/api/v1/alerts/desk%20one"):
                gone = server.ask(path, "DELETE", token=True)
                expect(gone.status == 204 and gone.body == b"" and server.ask(path, token=True).status == 404, gone.body)
        return "%d routes, %d answers" % (len(told), asked)

    def watched(self):
        """Feeds and alerts are changed over the API as by the commands: with the token alone, by known fields alone, and no program is started from afar."""
        with self.serve(record=self.copy("watched")) as server:
            def ask(path, method="GET", body=None, token=True):
                return server.ask("/api/v1/" + path, method, body, token=token)

            for path, method, body in (("alerts", "GET", None), ("alerts", "POST", {}), ("feeds", "POST", {}), ("feeds/F1", "DELETE", None), ("alerts/a", "PUT", {}), ("feeds/F1/test", "POST", None)):
                expect(ask(path, method, body, token=False).status == 401, "%s %s without a token" % (method, path))
            for path, body, words in (("feeds", {"url": "file:///etc/passwd"}, "no address"), ("feeds", {"url": "https://a.example/", "evry": 60}, "no field"), ("feeds", {"url": "https://a.example/", "every": "60"}, "whole number"),
                                      ("feeds", {"url": "https://a.example/", "every": 1}, "10 s to 30 days"), ("feeds", [], "no JSON object"), ("alerts", {"name": "a", "target": "https://a.example/"}, "list of texts"),
                                      ("alerts", {"name": "a", "query": "colour:red", "target": ["https://a.example/"]}, "colour"), ("alerts", {"name": "a", "channel": "command", "target": ["/bin/sh"]}, "on the machine itself"),
                                      ("alerts", {"name": "a", "channel": "pigeon", "target": ["x"]}, "webhook, mail")):
                answer = ask(path, "POST", body)
                expect(answer.status == 400 and words in answer.json()["detail"], "%r: %d %s" % (body, answer.status, answer.body))
            expect(ask("feeds", "POST", {"url": "https://a.example/rss"}).json()["key"] == "F1", "made")
            expect(ask("feeds/F1", "PUT", {"paused": True, "every": 7200}).json()["every"] == 7200 and ask("feeds/F1").json()["paused"], "changed")
            expect(ask("feeds", "POST", {"url": "https://a.example/rss"}).status == 400, "twice")
            made = ask("alerts", "POST", {"name": "a b", "query": "measure:expel", "target": ["https://a.example/"], "max_age": 0}).json()
            expect(made["secret"].startswith("whsec_") and "secret" not in ask("alerts/a%20b").json(), "the secret is shown once")
            changed = ask("alerts/a%20b", "PUT", {"name": "c", "digest": "day"}).json()
            expect(changed["name"] == "c" and changed["query"] == "measure:expel" and changed["has_secret"], changed)
            expect(ask("alerts/c", "PUT", {"channel": "command", "target": ["/bin/true"]}).status == 400, "a program was set from afar")
            seen = ask("alerts/c/preview?days=30000").json()
            expect(seen["count"] > 0 and seen["messages"] == 1 and seen["events"][0]["measure"] == "expel", seen)
            expect(ask("alerts/c/deliveries").json() == {"rows": [], "next": ""} and ask("alerts/none").status == 404, "deliveries")
            subprocess.run([self.program, "alerts", "add", "program", "--command", "/bin/true", "--record", server.record], check=True, capture_output=True)
            expect(ask("alerts/program", "PUT", {"paused": True}).json()["paused"], "a program's alert cannot be paused")
        return ""

    def asked(self):
        """What is asked comes: events, chains, stories, both sides of an exchange; mistakes are told with their place."""
        with self.serve() as server:
            rows = server.get("/api/v1/events?q=" + quoted("source:NOR target:JPN measure:expel since:2022-10-20")).json()["rows"]
            expect(len(rows) == 1 and rows[0]["deed"] == "expels 5 persons", rows)
            chain = server.get("/api/v1/events/%s/chain" % rows[0]["key"]).json()
            measures = [e["measure"] for e in chain["events"]]
            expect({"expel", "close-post", "recall-envoy"} <= set(measures), measures)
            keys = {e["key"] for e in chain["events"]}
            expect(all(l["event"] in keys and l["answers"] in keys for l in chain["links"]) and len(chain["links"]) >= 2, chain["links"])
            today = server.get("/api/v1/today?q=" + quoted("source:NOR measure:expel since:2022-10-20")).json()["exchanges"]
            expect(len(today) == 1 and {e["key"] for e in today[0]["events"]} == keys, "a story has all that hangs together: %s" % [e["key"] for e in today[0]["events"]])
            expect([e["date"]["from"] for e in today[0]["events"]] == sorted(e["date"]["from"] for e in today[0]["events"]), "in order of days")
            ladder = server.get("/api/v1/exchange?a=Norway&b=JPN&since=2022-10-20").json()
            expect({e["key"] for e in ladder["events"]} == keys and ladder["links"], [e["key"] for e in ladder["events"]])
            expect(server.get("/api/v1/exchange?a=NOR").status == 400, "one side is no exchange")
            article = server.get("/api/v1/articles/" + rows[0]["article"]["key"]).json()
            expect(article["text"] == article["reading"]["article"]["text"] and article["title"] == "Envoys <b>out</b> & \"gone\"", article["title"])
            expect(set(article["event_keys"].values()) == keys and set(article["event_keys"]) == {e["id"] for e in article["reading"]["events"]}, article["event_keys"])
            expect(article["deeds"] == {own: next(e["deed"] for e in chain["events"] if e["key"] == key) for own, key in article["event_keys"].items()}, article["deeds"])
            why = server.get("/api/v1/articles/%s/explain" % rows[0]["article"]["key"]).json()
            expect(any(t["coded"] for s in why["sentences"] for t in s["tried"]) and [e["id"] for e in why["events"]] == [e["id"] for e in article["reading"]["events"]], "explained")
            first = why["sentences"][0]["words"][0]
            expect(article["text"][slice(*first["span"])] == first["form"] == "Norway", first)
            actor = server.get("/api/v1/actors/Norway").json()
            expect(actor["actor"]["code"] == "NOR" and any(p["code"] == "JPN" for p in actor["partners"]) and actor["events"], actor["actor"])
            stats = server.get("/api/v1/dyads/NOR/JPN/statistics?by=day&since=2022-10-20").json()
            expect(stats["first_to_second"]["events"] == 2 and stats["second_to_first"]["events"] == 1, stats)
            for path, status in [("/api/v1/events/E999999", 404), ("/api/v1/events/X1", 404), ("/api/v1/events/E1x", 404), ("/api/v1/events/E99999999999999999999", 404), ("/api/v1/posts/P999", 404),
                                 ("/api/v1/actors/Nobody%20Known", 404), ("/api/v1/dyads/NOR/Nobody/statistics", 404), ("/api/v1/events?limit=0", 400), ("/api/v1/events?limit=1001", 400),
                                 ("/api/v1/events?order=up", 400), ("/api/v1/events?after=x", 400), ("/api/v1/events?after=2021-10-18/99999999999999999999", 400), ("/api/v1/actors?after=x", 400), ("/api/v1/posts?after=18446744073709551615", 400), ("/api/v1/events?q=a&q=b", 400), ("/api/v1/events?q=%ff", 400), ("/api/v1/events?q=%0", 400),
                                 ("/api/v1/posts?q=type%3AAID", 400), ("/api/v1/nothing", 404), ("/api/v2/events", 404)]:
                answer = server.get(path)
                expect(answer.status == status and answer.headers["Content-Type"] == "application/problem+json", "%s: %d %s" % (path, answer.status, answer.body[:200]))
                expect(answer.json()["status"] == status and self.scratch not in answer.body.decode(), "%s says %s" % (path, answer.body))
            wrong = server.get("/api/v1/events?q=" + quoted("source:RUS tpye:AID")).json()
            expect(wrong["where"] == "query:12" and "^" in wrong["excerpt"], wrong)
        return ""

    def paged(self):
        """Pages together are the whole, each thing once; a story stands on one page."""
        with self.serve() as server:
            whole = [e["key"] for e in server.get("/api/v1/events?limit=1000").json()["rows"]]
            for order in ("newest", "oldest"):
                found, after = [], ""
                while True:
                    page = server.get("/api/v1/events?limit=7&order=%s&after=%s" % (order, quoted(after))).json()
                    found += [e["key"] for e in page["rows"]]
                    after = page["next"]
                    if not after:
                        break
                expect(found == (whole if order == "newest" else whole[::-1]), "%s: %d of %d" % (order, len(found), len(whole)))
            newest, told, after, pages = [], set(), "", 0
            while True:
                page = server.get("/api/v1/today?limit=5&after=" + quoted(after)).json()
                newest += [s["newest"] for s in page["exchanges"]]
                told |= {e["key"] for s in page["exchanges"] for e in s["events"]}
                after, pages = page["next"], pages + 1
                if not after:
                    break
            expect(len(newest) == len(set(newest)), "a story is told twice")
            expect(told == set(whole), "%d of %d events are told" % (len(told), len(whole)))
            for path in ("articles", "actors", "posts", "statements"):
                rows = server.get("/api/v1/%s?limit=1000" % path).json()["rows"]
                found, after = 0, ""
                while True:
                    page = server.get("/api/v1/%s?limit=11&after=%s" % (path, quoted(after))).json()
                    found, after = found + len(page["rows"]), page["next"]
                    if not after:
                        break
                expect(found == len(rows), "%s: %d of %d" % (path, found, len(rows)))
        return "%d events on %d pages of stories" % (len(whole), pages)

    # ---- what is sent in ----

    def taken(self):
        """An article is read and recorded once; what is none is refused with the cause."""
        with self.serve(record=self.copy("taken")) as server:
            story = dict(title="Envoys out", source="Wire", url="https://wire.example/1", published="2023-05-03")
            first = server.send_article("Kenya expelled three Polish diplomats on Tuesday.", **story)
            expect(first.status == 201 and first.json()["is_new"] and first.json()["new_events"] == 1, first.body)
            key = first.json()["article"]
            expect(first.headers["Location"] == "/api/v1/articles/" + key, first.headers["Location"])
            again = server.send_article("Kenya expelled three Polish diplomats on Tuesday.", **story)
            expect(again.status == 200 and not again.json()["is_new"] and again.json()["article"] == key, again.body)
            events = server.get("/api/v1/events?q=source:KEN+target:POL+since:2023-05").json()["rows"]
            expect([e["key"] for e in events] == list(first.json()["event_keys"].values()), events)
            post = lambda body, **headers: server.ask("/api/v1/articles", "POST", body, dict({"Content-Type": "application/json"}, **headers), token=True)  # noqa: E731
            for body, status in [("", 400), ("{", 400), ("[]", 400), ('{"title":"x"}', 400), ('{"text":7}', 400), ('{"text":""}', 422), (b'{"text":"\xff\xfe"}', (201, 400)),
                                 ('{"text":"' + "[" * 100000 + '"}', 201), ("[" * 100000, 400)]:
                answer = post(body)
                expect(answer.status in (status if isinstance(status, tuple) else (status,)), "%r: %d %s" % (body[:40], answer.status, answer.body[:200]))
            expect(server.ask("/api/v1/articles", "POST", "text", {"Content-Type": "text/plain"}, token=True).status == 415, "no JSON")
            large = post(json.dumps({"text": "x" * (9 << 20)}))
            expect(large.status == 413, large.status)
            expect(server.ask("/api/v1/corrections", "POST", {"what": "merge", "event": "E1", "other": "E2", "why": "x" * 100000}, token=True).status == 413, "a correction is small")
            # Chunked, and asked for leave first, as curl does.
            head = "POST /api/v1/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n" % TOKEN
            body = json.dumps({"text": "Chile recalled its ambassador from Kenya on Friday.", "published": "2023-05-06"}).encode()
            chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[n:n + 9]), body[n:n + 9]) for n in range(0, len(body), 9)) + b"0\r\n\r\n"
            answer = server.raw((head + "Transfer-Encoding: chunked\r\n\r\n").encode() + chunks)
            expect(answer.startswith(b"HTTP/1.1 201"), answer[:200])
            with socket.create_connection((server.address, server.port), timeout=10) as s:
                s.sendall((head + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)).encode())
                expect(s.recv(100).startswith(b"HTTP/1.1 100"), "leave to send")
                s.sendall(body)
                expect(received(s).startswith(b"HTTP/1.1 200"), "known already")
            done = subprocess.run([self.program, "record", "check", "--record", server.record], capture_output=True, text=True)
            expect("clean" in done.stdout, done.stdout)
        return ""

    def corrected(self):
        """Events are joined, parted, and that taken back; what cannot be says why."""
        with self.serve(record=self.copy("corrected")) as server:
            rows = server.get("/api/v1/events?q=until:2022-08").json()["rows"]
            other_row = next(r for r in rows if r["article"]["key"] != rows[0]["article"]["key"])
            one, other = rows[0]["key"], other_row["key"]
            made = server.ask("/api/v1/corrections", "POST", {"what": "merge", "event": one, "other": other, "why": "the same"}, token=True)
            expect(made.status == 201 and server.get("/api/v1/events/" + other).status == 404, made.body)
            expect(server.get("/api/v1/events/" + one).json()["reports"] == 2, "two reports")
            expect([c["key"] for c in server.get("/api/v1/corrections").json()["rows"]] == [made.json()["key"]], "listed")
            expect(server.ask("/api/v1/corrections/" + made.json()["key"], "DELETE").status == 401, "undoing is writing")
            expect(server.ask("/api/v1/corrections/" + made.json()["key"], "DELETE", token=True).status == 204, "taken back")
            expect(server.get("/api/v1/events/" + other).status == 200, "it is back")
            for body in [{}, {"what": "burn", "event": one}, {"what": "merge", "event": one}, {"what": "merge", "event": one, "other": one}, {"what": "merge", "event": "A1", "other": one},
                         {"what": "split", "event": one}, {"what": "split", "event": one, "articles": ["E1"]}, {"what": "split", "event": one, "articles": [rows[0]["article"]["key"]]}]:
                answer = server.ask("/api/v1/corrections", "POST", body, token=True)
                expect(answer.status == 400 and answer.json()["detail"], "%s: %d %s" % (body, answer.status, answer.body))
            expect(server.ask("/api/v1/corrections", "POST", {"what": "merge", "event": "E1", "other": "E99999"}, token=True).status == 404, "no such event")
            mend = lambda what, values=None: server.ask("/api/v1/corrections", "POST", dict({"what": what, "event": one, "who": "the desk", "why": "read again"}, **({"mend": values} if values else {})), token=True)  # noqa: E731
            before = server.get("/api/v1/events/" + one).json()
            mended = mend("mend", {"target": ["FRA"], "status": "announced"})
            expect(mended.status == 201 and mended.json()["mend"]["status"] == "announced" and mended.json()["places"], mended.body)
            after = server.get("/api/v1/events/" + one).json()
            expect(after["verdict"] == "mended" and after["status"] == "announced" and [a["code"] for a in after["target"]] == ["FRA"] and after["source"] == before["source"], after)
            for values, named in [({"status": "perhaps"}, "status"), ({"source": "RUS"}, "source"), ({"colour": "red"}, "colour"), ([], "mend"), (None, "mend")]:
                wrong = mend("mend", values)
                expect(wrong.status == 400 and named in wrong.json()["detail"], "%s: %s" % (values, wrong.body))
            judged = mend("wrong")
            expect(judged.status == 201, judged.body)
            expect(one not in [e["key"] for e in server.get("/api/v1/events?limit=1000").json()["rows"]], "a wrong event is not shown")
            expect([e["key"] for e in server.get("/api/v1/events?q=verdict:wrong").json()["rows"]] == [one], "but where it is asked for")
            for c in (judged, mended):
                expect(server.ask("/api/v1/corrections/" + c.json()["key"], "DELETE", token=True).status == 204, "taken back")
            restored = server.get("/api/v1/events/" + one).json()
            expect({k: restored.get(k) for k in ("status", "target", "verdict")} == {k: before.get(k) for k in ("status", "target", "verdict")}, "as before")
        return ""

    # ---- streams ----

    def streamed(self):
        """What is sent in, and what another process ingests, arrives on streams, each by its query."""
        record = self.copy("streamed")
        with self.serve("--heartbeat", "1", record=record) as server:
            with server.stream() as everything, server.stream("/api/v1/stream?q=source:KEN") as kenya, server.stream("/api/v1/stream?q=source:CHL") as chile:
                expect(everything.status == 200 and everything.headers["content-type"].startswith("text/event-stream"), everything.headers)
                for s in (everything, kenya, chile):
                    expect(s.next()[1] == "ready", "ready")
                began = time.monotonic()
                sent = server.send_article("Kenya expelled three Polish diplomats on Tuesday. Poland closed its embassy in Nairobi in response.", published="2023-05-03", title="Out\nnow")
                expect(sent.status == 201, sent.body)
                number, article = everything.until("article")
                took = time.monotonic() - began
                expect(article["key"] == sent.json()["article"], article)
                event_id, event = kenya.until("event")
                expect(event["source"][0]["code"] == "KEN" and int(event_id) > int(number), event)
                link = everything.until("link")[1]
                expect(link["event"] in sent.json()["event_keys"].values() and link["links"][0]["answers"] == event["key"], link)
                expect(everything.until("post")[1]["kind"] == "embassy", "the embassy")
                jsonl = self.path("more.jsonl")
                with open(jsonl, "w", encoding="utf-8") as out:
                    out.write(json.dumps({"text": "Chile recalled its ambassador from Kenya on Friday.", "published": "2023-05-06"}) + "\n")
                subprocess.run([self.program, "ingest", "--record", record, "--quiet", jsonl], check=True)
                expect(chile.until("event")[1]["source"][0]["code"] == "CHL", "of another process")
                expect(chile.until("comment", 5) is not None, "a sign of life")
                rows = server.get("/api/v1/events?limit=2").json()["rows"]
                server.ask("/api/v1/corrections", "POST", {"what": "merge", "event": rows[0]["key"], "other": rows[1]["key"]}, token=True)
                expect(everything.until("event-gone")[1] == {"key": rows[1]["key"]}, "gone")
            expect(server.get("/api/v1/stream?q=holder:RUS").status == 400, "a query that says nothing about events")
            expect(server.get("/api/v1/stream?after=x").status == 400, "no place in the feed")
            with server.stream() as s:
                s.next()
                expect(server.end() == 0, "ended")
                expect(s.next() is None, "the stream ends")
        return "an article was on the stream %.0f ms after it was sent" % (took * 1000)

    def resumed(self):
        """Who comes back gets what was missed, once; who missed too much, or comes from another record, is told to ask anew."""
        with self.serve(record=self.copy("resumed")) as server:
            with server.stream() as s:
                place = s.next()[0]
            keys = []
            for n, name in enumerate(("Kenya", "Poland", "Morocco")):
                keys.append(server.send_article("%s expelled three Chilean diplomats on Tuesday." % name, published="2023-05-%02d" % (n + 10)).json()["article"])
            with server.stream(Last_Event_ID=place) as s:
                met = [s.until("article") for _ in keys]
                expect([data["key"] for _, data in met] == keys, "missed ones")
            with server.stream("/api/v1/stream?after=" + met[1][0]) as s:
                expect(s.until("article")[1]["key"] == keys[2], "only the rest")
            with server.stream(Last_Event_ID="99999999") as s:
                expect(s.next()[1] == "reset", "a place of another record")
            jsonl = self.path("many.jsonl")
            stories.write_jsonl(jsonl, 1600, 5000)
            subprocess.run([self.program, "ingest", "--record", server.record, "--quiet", jsonl], check=True)
            with server.stream(Last_Event_ID=place) as s:
                message = s.next()
                expect(message[1] == "reset" and int(message[0]) > 2000, message)
        return ""

    def slow(self):
        """A client that does not read is dropped; the others are served, and the server's memory stays bounded."""
        with self.serve("--patience", "3", record=self.copy("slow")) as server:
            sleepers = []
            for _ in range(20):
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                s.connect((server.address, server.port))
                s.sendall(b"GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
                sleepers.append(s)
            with server.stream() as awake:
                awake.next()
                heard = []
                listening = threading.Thread(target=lambda: heard.extend(iter(lambda: awake.next(30), None)))
                listening.start()
                for n in range(0, 4000, 400):
                    jsonl = self.path("burst.jsonl")
                    stories.write_jsonl(jsonl, 400, 20000 + n)
                    subprocess.run([self.program, "ingest", "--record", server.record, "--quiet", jsonl], check=True)
                sent = server.send_article("Kenya expelled three Polish diplomats on Tuesday.", published="2023-05-03").json()["article"]
                end = time.monotonic() + 30
                while not any(event == "article" and data["key"] == sent for _, event, data in list(heard)):
                    expect(time.monotonic() < end, "the one that reads is not served: %d messages" % len(heard))
                    time.sleep(0.05)
                while time.monotonic() < end:
                    streams = int(re.search(r"^demarche_streams (\d+)", server.get("/metrics").body.decode(), re.M).group(1))
                    if streams == 1:
                        break
                    time.sleep(0.2)
                expect(streams == 1, "%d streams are still open" % streams)
                held = float(re.search(r"^demarche_memory_bytes (\S+)", server.get("/metrics").body.decode(), re.M).group(1)) / 2**20
                expect(held < 300 or self.is_sanitized, "%.0f MiB held" % held)
                awake.socket.shutdown(socket.SHUT_RDWR)
                listening.join()
            for s in sleepers:
                s.close()
        return "20 sleepers dropped; %.0f MiB held" % held

    # ---- who may ----

    def gated(self):
        """Writing needs the token everywhere, reading needs it where others can reach us; the reading key reads only."""
        with self.serve(record=self.copy("gated")) as server:
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic " + TOKEN}, {"Authorization": "Bearer " + TOKEN + "x"}, {"Authorization": "Bearer " + TOKEN[:-1]}, {"Authorization": "Bearer"}):
                answer = server.ask("/api/v1/articles", "POST", {"text": "x"}, headers)
                expect(answer.status == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer"), "%s: %d" % (headers, answer.status))
            expect(server.get("/api/v1/events").status == 200, "reading on a loopback address")
            expect(server.ask("/api/v1/events", headers={"Origin": "https://evil.example"}).headers["Access-Control-Allow-Origin"] is None, "no other page may read the answer")
        with self.serve(address="0.0.0.0") as server:
            server.address = "127.0.0.1"
            server.child.stdout.read  # the key is told on standard error
            key = ""
            while not key:
                key = re.search(r"key=(\w+)|$", server.child.stderr.readline()).group(1)
            for path in ("/api/v1/events", "/api/v1/stream", "/api/v1/events.atom", "/metrics", "/api/v1/counts"):
                expect(server.get(path).status == 401, path + " without anything")
                expect(server.get(path + "?key=" + key[:-1] + "x").status == 401, path + " with a wrong key")
                if path != "/api/v1/stream":
                    expect(server.ask(path, token=True).status == 200, path + " with the token")
                    expect(server.get(path + "?key=" + key).status == 200, path + " with the key")
            with server.stream("/api/v1/stream?key=" + key) as s:
                expect(s.status == 200 and s.next()[1] == "ready", "a stream with the key")
            expect(server.ask("/api/v1/articles?key=" + key, "POST", {"text": "x"}).status == 401, "the key does not write")
            expect(server.ask("/api/v1/articles", "POST", {"text": "x"}, {"Authorization": "Bearer " + key}).status == 401, "nor as a token")
            for path in ("/", "/liveness", "/readiness", "/api/v1/openapi.json"):
                expect(server.get(path).status == 200, path + " is open")
        for options in (["--listen", "nowhere:1"], ["--listen", "127.0.0.1:99999"], ["--listen", "[::1"], ["--web", "/nowhere"], ["--desks", "-1"]):
            done = subprocess.run([self.program, "serve", "--record", self.record, *options], capture_output=True, text=True, env=dict(os.environ, DEMARCHE_TOKEN=TOKEN), timeout=20)
            expect(done.returncode in (1, 2) and "demarche:" in done.stderr, "%s: %d %s" % (options, done.returncode, done.stderr))
        done = subprocess.run([self.program, "serve", "--record", self.record], capture_output=True, text=True, env=dict(os.environ, DEMARCHE_TOKEN="short"), timeout=20)
        expect(done.returncode == 2 and "at least 16" in done.stderr, done.stderr)
        return ""

    def rebound(self):
        """A name that somebody has resolve to 127.0.0.1 is not answered (DNS rebinding); names that were given are."""
        with self.serve("--host", "news.example.org") as server:
            for host, status in [("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example", 421), ("10.0.0.1", 421), ("", 421), ("127.0.0.1", 200), ("localhost:9", 200), ("LOCALHOST", 200),
                                 ("[::1]:80", 200), ("127.1.2.3", 200), ("news.example.org", 200), ("News.Example.org:443", 200)]:
                expect(server.get("/api/v1/counts", Host=host).status == status, "Host: %s" % host)
            expect(server.get("/", Host="evil.example").status == 421, "not the board either")
            twice = server.raw(b"GET /liveness HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
            expect(twice.startswith(b"HTTP/1.1 400"), twice[:100])
        return ""

    # ---- the wire ----

    def wire(self):
        """Pipelined, broken, smuggled, half and slow requests: each gets its answer or its end, and the next client is served."""
        with self.serve("--patience", "2") as server:
            line = b"GET /api/v1/events?limit=%d HTTP/1.1\r\nHost: localhost\r\n\r\n"
            many = b"".join(line % n for n in range(1, 41)) + b"GET /liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            answer = server.raw(many, close=False)
            bodies = re.findall(rb"HTTP/1\.1 200 OK\r\n", answer)
            expect(len(bodies) == 41, "%d of 41 pipelined answers" % len(bodies))
            sizes = [int(n) for n in re.findall(rb"Content-Length: (\d+)", answer)]
            expect(sizes[:40] == sorted(sizes[:40]), "in their order")
            for name, data, status in [
                    ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"), ("garbage", b"hello\r\n\r\n", b"400"), ("NUL", b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
                    ("a blank in a name", b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", b"400"), ("no host", b"GET / HTTP/1.1\r\n\r\n", b"421"),
                    ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"), ("an address in whole", b"GET http://localhost/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
                    ("both lengths", b"POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /liveness HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
                    ("two lengths", b"POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", b"400"),
                    ("a length below 0", b"POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", b"400"),
                    ("a length beyond numbers", b"POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n", b"400"),
                    ("CONNECT", b"CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"), ("TRACE", b"TRACE /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n", b"405"),
                    ("a method of its own", b"BREW /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n", b"405")]:
                answer = server.raw(data)
                expect(answer.startswith(b"HTTP/1.1 " + status), "%s: %r" % (name, answer[:80]))
                expect(answer.count(b"HTTP/1.1 ") == 1, "%s: one answer, then the end" % name)
            old = server.raw(b"GET /liveness HTTP/1.0\r\nHost: localhost\r\n\r\n", close=False)
            expect(old.startswith(b"HTTP/1.1 200") and b"Connection: close" in old and old.endswith(b"alive\n"), old[-80:])
            head = server.ask("/api/v1/events", "HEAD")
            expect(head.status == 200 and head.body == b"" and int(head.headers["Content-Length"]) > 1000, head.headers["Content-Length"])
            expect(server.ask("/api/v1/stream", "HEAD").status == 200, "the head of a stream ends")
            options = server.ask("/api/v1/articles", "OPTIONS")
            expect(options.status == 204 and options.headers["Allow"] == "GET, POST, HEAD", options.headers["Allow"])
            put = server.ask("/api/v1/events", "PUT", "{}")
            expect(put.status == 405 and put.headers["Allow"] == "GET, HEAD", put.status)
            began = time.monotonic()
            for half in (b"", b"GET /liv", b"POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"):
                with socket.create_connection((server.address, server.port), timeout=8) as s:
                    s.sendall(half)
                    expect(received(s) == b"", "half a request has no answer")
            expect(5 < time.monotonic() - began < 12, "each is given up after 2 s: %.1f" % (time.monotonic() - began))
            with socket.create_connection((server.address, server.port), timeout=8) as s:  # a byte a time, for longer than a request may take
                try:
                    for byte in b"GET /liveness HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 200:
                        s.sendall(bytes([byte]))
                        time.sleep(0.05)
                    raise Failed("a client that sends a byte a time is kept for ever")
                except OSError:
                    pass
            expect(server.get("/liveness").status == 200, "the next client is served")
        return ""

    def large(self):
        """Heads, addresses and bodies beyond the limits are refused before they are taken in."""
        with self.serve() as server:
            answer = server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * (20 << 10) + b"\r\n\r\n")
            expect(answer.startswith(b"HTTP/1.1 431"), answer[:80])
            answer = server.raw(b"GET /" + b"y" * (1 << 20) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
            expect(answer.startswith(b"HTTP/1.1 431"), answer[:80])
            answer = server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 5000 + b"\r\n")
            expect(answer.startswith(b"HTTP/1.1 431"), answer[:80])
            head = b"POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN.encode() + b"\r\nContent-Type: application/json\r\n"
            answer = server.raw(head + b"Content-Length: 10000000000\r\n\r\n{", close=False)
            expect(answer.startswith(b"HTTP/1.1 413"), answer[:80])
            answer = server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + b"100000\r\n" + (b"x" * (1 << 20) + b"\r\n100000\r\n") * 12)
            expect(answer.startswith(b"HTTP/1.1 413"), answer[:80])
            answer = server.raw(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 1000000)
            expect(answer.startswith(b"HTTP/1.1 413"), answer[:80])
            answer = server.raw(head + b"Content-Length: %d\r\n\r\n{" % ((8 << 20) + 1), close=False)  # one byte more than an article may have
            expect(answer.startswith(b"HTTP/1.1 413"), answer[:80])
            for size, status in ((64 << 10, 400), ((64 << 10) + 1, 413)):
                body = b'{"what": "right", "why": "' + b"y" * size
                answer = server.ask("/api/v1/corrections", "POST", body[:size], {"Content-Type": "application/json"}, token=True)
                expect(answer.status == status, "a body of %d bytes: %d" % (size, answer.status))
            for size, status in ((128 << 10, 200), ((128 << 10) + 1, 413)):  # of an article that is to be explained
                text = ("It rained on Monday, and nobody came. " * 4000)[:size - 1] + "."
                key = server.ask("/api/v1/articles", "POST", {"text": text, "published": "2023-05-02", "source": "Rain"}, token=True).json()["article"]
                answer = server.get("/api/v1/articles/%s/explain" % key)
                expect(answer.status == status and (status == 200 or "demarche explain" in answer.json()["detail"]), "%d bytes: %d" % (size, answer.status))
            q = " ".join("source:A%d" % n for n in range(1000))
            expect(server.get("/api/v1/events?q=" + quoted(q)[:15000]).status in (200, 400), "a long query")
            held = float(re.search(r"^demarche_memory_bytes (\S+)", server.get("/metrics").body.decode(), re.M).group(1)) / 2**20
        return "%.0f MiB held" % held

    def kept(self):
        """ETags: nothing is sent again until the record changes; gzip where it is taken."""
        with self.serve(record=self.copy("kept")) as server:
            for path in ("/api/v1/events", "/api/v1/today", "/api/v1/posts", "/api/v1/counts", "/api/v1/versions", "/api/v1/events.atom", "/"):
                first = server.get(path)
                etag = first.headers["ETag"]
                again = server.get(path, If_None_Match=etag)
                expect(again.status == 304 and again.body == b"" and again.headers["ETag"] == etag, "%s: %d" % (path, again.status))
                expect(server.get(path, If_None_Match='"x", ' + etag).status == 304 and server.get(path, If_None_Match='"x"').status == 200, path)
                packed = server.get(path, Accept_Encoding="br;q=0, gzip")
                if packed.headers["Content-Encoding"]:
                    expect(gzip.decompress(packed.body) == first.body and packed.headers["ETag"] == etag and "Accept-Encoding" in packed.headers["Vary"], path)
                expect(server.get(path, Accept_Encoding="gzip;q=0").headers["Content-Encoding"] is None, "gzip refused")
            expect(server.get("/api/v1/events", Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip", "packed")
            expect(server.get("/api/v1/events?limit=2").headers["ETag"] != server.get("/api/v1/events?limit=3").headers["ETag"], "by the question")
            etag = server.get("/api/v1/events").headers["ETag"]
            server.send_article("Kenya expelled three Polish diplomats on Tuesday.", published="2023-05-03")
            changed = server.get("/api/v1/events", If_None_Match=etag)
            expect(changed.status == 200 and changed.headers["ETag"] != etag, "it has changed")
            for what, field in (("right", "verdict"), ("mend", "status"), ("wrong", "verdict")):
                before = server.get("/api/v1/events/E3")
                expect(server.get("/api/v1/events/E3").body == before.body, "the same again")
                server.ask("/api/v1/corrections", "POST", {"what": what, "event": "E3", "mend": {"status": "alleged"}}, token=True)
                after = server.get("/api/v1/events/E3", If_None_Match=before.headers["ETag"])
                expect(after.status == 200 and after.json().get(field) != before.json().get(field), "%s shows at once: %s" % (what, after.status))
        return ""

    # ---- the board ----

    def board(self):
        """The board's files, or a page that says how to get them; nothing leads out of them; every answer forbids what a page must not do."""
        with self.serve() as server:
            first = server.get("/")
            expect(first.status == 200 and first.headers["Content-Type"].startswith("text/html"), first.status)
            expect(server.get("/exchange/RUS/NATO").body == first.body, "a place in the board")
            expect(server.get("/actor/St.%20Lucia").body == first.body, "also with a dot")
            expect(server.get("/no-such-file.js").status == 404, "no such file")
            for path in ("/", "/api/v1/events", "/api/v1/nothing", "/liveness", "/api/v1/events.atom", "/no.js"):
                headers = server.get(path).headers
                policy = headers["Content-Security-Policy"]
                expect("default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, "%s: %s" % (path, policy))
                expect(headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY" and headers["Referrer-Policy"] == "no-referrer", path)
            self.traversal(server)
        return ""

    def traversal(self, server):
        for path in ("/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/assets/../../secret.txt", "/assets/..%2f..%2fsecret.txt", "/..\\secret.txt", "/%5c..%5csecret.txt", "//etc/passwd.txt",
                     "/%2fetc/passwd.txt", "/assets//secret.txt", "/.hidden.txt", "/assets/.hidden.txt", "/%00.txt", "/a%00.txt", "/%c0%ae%c0%ae/secret.txt", "/....//secret.txt", "/..;/secret.txt", "/link.txt", "/linked/secret.txt"):
            answer = server.raw(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            expect(answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400")) and b"SECRET" not in answer, "%s: %r" % (path, answer[:60]))

    def folder(self):
        """--web serves a folder, and only what lies in it."""
        web = self.path("web")
        os.makedirs(os.path.join(web, "assets"))
        for name, text in [("index.html", "<!doctype html>INDEX"), ("assets/a-123.js", "let a = 1"), (".hidden.txt", "SECRET"), ("assets/.hidden.txt", "SECRET"), ("../secret.txt", "SECRET")]:
            with open(os.path.join(web, name), "w", encoding="utf-8") as out:
                out.write(text)
        os.symlink(self.path("secret.txt"), os.path.join(web, "link.txt"))
        os.symlink(self.scratch, os.path.join(web, "linked"))
        with self.serve("--web", web) as server:
            expect(server.get("/").body == b"<!doctype html>INDEX" and server.get("/today").body == b"<!doctype html>INDEX", "index")
            script = server.get("/assets/a-123.js")
            expect(script.body == b"let a = 1" and script.headers["Content-Type"].startswith("text/javascript"), script.headers["Content-Type"])
            with open(os.path.join(web, "assets", "a-123.js"), "w", encoding="utf-8") as out:
                out.write("let a = 2")
            expect(server.get("/assets/a-123.js", If_None_Match=script.headers["ETag"]).body == b"let a = 2", "as it stands now")
            self.traversal(server)
        return ""

    def feeds(self):
        """Atom and JSON Feed are well-formed whatever an article says, and name each event for ever."""
        with self.serve(record=self.copy("feeds")) as server:
            server.send_article("Kenya expelled three Polish diplomats on Tuesday <script>alert(1)</script> ]]> & \"so on\".", published="2023-05-03", title="<script>alert(1)</script>", url="javascript:alert(1)")
            q = quoted("source:KEN target:POL since:2023")
            atom = server.get("/api/v1/events.atom?q=" + q)
            expect(atom.headers["Content-Type"].startswith("application/atom+xml"), atom.headers["Content-Type"])
            root = xml.fromstring(atom.body)
            space = "{http://www.w3.org/2005/Atom}"
            entries = root.findall(space + "entry")
            expect(len(entries) == 1 and "<script>" in entries[0].find(space + "content").text, atom.body)
            expect(not any("javascript" in link.get("href") for link in root.iter(space + "link")), "a link that runs")
            for needed in ("id", "title", "updated"):
                expect(root.find(space + needed).text and entries[0].find(space + needed).text, needed)
            feed = server.get("/api/v1/events.feed.json?q=" + q).json()
            expect(feed["items"][0]["id"] == entries[0].find(space + "id").text and "external_url" not in feed["items"][0], feed["items"][0]["id"])
            expect(feed["feed_url"].startswith("http://127.0.0.1:%d/" % server.port), feed["feed_url"])
        return ""

    # ---- its life ----

    def crowded(self):
        """Beyond the limit of connections others wait or are told so; those who are in are served."""
        with self.serve("--connections", "30") as server:
            streams = [server.stream() for _ in range(30)]
            refused = server.raw(b"GET /liveness HTTP/1.1\r\nHost: localhost\r\n\r\n")
            expect(refused.startswith(b"HTTP/1.1 503") or refused == b"", refused[:80])
            for s in streams[:10]:
                s.close()
            end = time.monotonic() + 10
            while time.monotonic() < end:
                try:
                    if server.get("/liveness").status == 200:
                        break
                except OSError:
                    pass
                time.sleep(0.1)
            expect(server.get("/liveness").status == 200, "there is room again")
            for s in streams[10:]:
                s.close()
            wrong = []

            def ask(n):
                try:
                    expect(server.get("/api/v1/events?limit=%d" % (n % 50 + 1)).status == 200, "answered")
                except Exception as e:  # noqa: BLE001
                    wrong.append(repr(e))

            for _ in range(10):
                threads = [threading.Thread(target=ask, args=(n,)) for n in range(25)]
                for t in threads:
                    t.start()
                for t in threads:
                    t.join()
            expect(not wrong, wrong[:3])
        return ""

    def restarted(self):
        """SIGTERM lets answers that are under way end; the token stays from one start to the next; another server on the port is told."""
        record, state = self.copy("restarted"), self.path("state")
        environment = {k: v for k, v in os.environ.items() if k != "DEMARCHE_TOKEN"}
        tokens = []
        for _ in range(2):
            child = subprocess.Popen([self.program, "serve", "--record", record, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(environment, XDG_STATE_HOME=state))
            expect(child.stdout.readline().startswith("http://127.0.0.1:"), "the address")
            child.terminate()
            tokens.append(re.search(r"#token=(\w+)", child.communicate(timeout=20)[1]).group(1))
            expect(child.returncode == 0, child.returncode)
        expect(tokens[0] == tokens[1] and len(tokens[0]) == 64, tokens)
        expect(os.stat(os.path.join(state, "demarche", "token")).st_mode & 0o777 == 0o600, "the token is its owner's alone")
        with self.serve(record=record) as server:
            with socket.create_connection((server.address, server.port), timeout=20) as s:
                s.sendall(b"GET /api/v1/events?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3)
                first = s.recv(1)
                status = server.end()
                answer = first + received(s)
                size = int(re.search(rb"Content-Length: (\d+)", answer).group(1))
                expect(len(answer.partition(b"\r\n\r\n")[2]) >= size, "an answer that was begun is whole")
            expect(status == 0, status)
        with self.serve(record=record) as server:
            done = subprocess.run([self.program, "serve", "--record", record, "--listen", "127.0.0.1:%d" % server.port], capture_output=True, text=True, env=dict(os.environ, DEMARCHE_TOKEN=TOKEN), timeout=20)
            expect(done.returncode == 1 and "another program listens" in done.stderr, done.stderr)
        missing = self.path("not-there-yet")
        with self.serve(record=missing) as server:
            expect(server.get("/api/v1/events").json() == {"rows": [], "next": ""} and server.get("/api/v1/today").json()["exchanges"] == [], "an empty record")
            expect(server.send_article("Kenya expelled three Polish diplomats on Tuesday.", published="2023-05-03").status == 201, "its first article")
        no_record = self.path("no-record")
        with open(no_record, "w", encoding="utf-8") as out:
            out.write("this is no record" * 100)
        done = subprocess.run([self.program, "serve", "--record", no_record, "--listen", "127.0.0.1:0"], capture_output=True, text=True, env=dict(os.environ, DEMARCHE_TOKEN=TOKEN), timeout=20)
        expect(done.returncode == 1 and "is no record" in done.stderr, done.stderr)
        return ""

    def read_only(self):
        """While another process writes, reading goes on, and a write that cannot be says so."""
        record = self.copy("busy")
        with self.serve(record=record) as server:
            jsonl = self.path("meanwhile.jsonl")
            stories.write_jsonl(jsonl, 1500, 40000)
            ingest = subprocess.Popen([self.program, "ingest", "--record", record, "--quiet", "--commit", "16", jsonl])
            served = 0
            while ingest.poll() is None:
                expect(server.get("/api/v1/events?limit=20").status == 200, "reading goes on")
                expect(server.send_article("Kenya expelled three Polish diplomats on Tuesday.", published="2023-05-03").status in (200, 201), "and writing takes its turn")
                served += 1
            expect(ingest.returncode == 0 and served > 0, served)
        return "%d rounds beside an ingest" % served


def main():
    program, source, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    folder = tempfile.mkdtemp(prefix="demarche-serve-")
    failed = 0
    try:
        tests = Tests(program, source, folder)
        for name in names or [n for n in re.search(r"Tests: (.*?);", __doc__, re.S).group(1).replace("\n", " ").split(", ")]:
            began = time.monotonic()
            try:
                told = getattr(tests, name.strip())()
                print("ok     %-10s %5.1f s  %s" % (name, time.monotonic() - began, told))
            except (Failed, OSError, subprocess.SubprocessError, AssertionError, KeyError, IndexError, ValueError, StopIteration) as e:
                failed += 1
                print("FAILED %-10s %5.1f s  %s: %s" % (name, time.monotonic() - began, type(e).__name__, e))
            sys.stdout.flush()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
