#!/usr/bin/env python3
"""How fast the record grows and answers, and how much room it takes.

    bench/record.py [--program build/release/demarche] [--ask build/release/bench/demarche_ask] [--articles 100000] [--jobs 0]

Makes an archive (bench/archive.py), codes it with `demarche code` and reads it into a record with `demarche ingest`, on the same cores and
one after the other, and prints time, peak memory, size an article, and how long questions take (demarche_ask). Nothing is asserted.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import archive  # noqa: E402
import whole  # noqa: E402


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=os.path.join(whole.ROOT, "build", "release", "demarche"))
    options.add_argument("--ask", default=os.path.join(whole.ROOT, "build", "release", "bench", "demarche_ask"))
    options.add_argument("--articles", type=int, default=100000)
    options.add_argument("--jobs", type=int, default=0)
    options.add_argument("--folder", help="keep archive and record here")
    o = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = o.folder or temporary
        os.makedirs(folder, exist_ok=True)
        source, record = os.path.join(folder, "archive.jsonl"), os.path.join(folder, "record.sqlite")
        what = archive.write(source, o.articles)
        for end in ("", "-wal", "-shm", "-writer"):
            if os.path.exists(record + end):
                os.remove(record + end)
        jobs = ["--jobs", str(o.jobs)]
        print("%d articles, %.1f MB, of samples and %s; jobs %d of %d cores" % (o.articles, os.path.getsize(source) / 1e6, what, o.jobs, os.cpu_count()))
        print("load     %.1f of the machine when it began (its own included, figures by the clock are those of this load)" % os.getloadavg()[0])

        def stage(what, command):
            clock, processor, mib = whole.measured([o.program, command, *jobs, *(["--format", "json"] if command == "code" else ["--quiet", "--record", record]), *(["--all"] if what == "again" else []), source], os.devnull)
            print("%-8s %8.1f s  %7.0f articles/s  %8.1f s of processor time  %5.0f MiB peak" % (what, clock, o.articles / clock, processor, mib), flush=True)
            return clock, processor

        code, ingest = stage("code", "code"), stage("ingest", "ingest")
        print("         ingest has %.0f %% of the speed of code by the clock, %.0f %% by processor time" % (100 * code[0] / ingest[0], 100 * code[1] / ingest[1]), flush=True)
        stage("again", "ingest")
        info = json.loads(subprocess.run([o.program, "record", "info", "--json", "--record", record], check=True, capture_output=True).stdout)
        print("record   %s" % ", ".join("%d %s" % (info[k], k) for k in ("articles", "texts", "events", "tellings", "actors", "statements", "posts", "links")))
        print("size     %8.1f MB  %7.0f bytes an article (its text: %.0f)" % (info["bytes"] / 1e6, info["bytes"] / o.articles, os.path.getsize(source) / o.articles))
        check_s, _ = whole.run([o.program, "record", "check", "--record", record], os.devnull)
        print("check    %8.1f s" % check_s)
        if os.access(o.ask, os.X_OK):
            sys.stdout.flush()
            subprocess.run([o.ask, record], check=True)


if __name__ == "__main__":
    main()
