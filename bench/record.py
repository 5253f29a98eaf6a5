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
        code_s, code_mib = whole.run([o.program, "code", *jobs, "--format", "json", source], os.devnull)
        print("code     %8.1f s  %7.0f articles/s  %5.0f MiB peak" % (code_s, o.articles / code_s, code_mib))
        ingest_s, ingest_mib = whole.run([o.program, "ingest", *jobs, "--quiet", "--record", record, source], os.devnull)
        print("ingest   %8.1f s  %7.0f articles/s  %5.0f MiB peak  %.0f %% of the speed of code" % (ingest_s, o.articles / ingest_s, ingest_mib, 100 * code_s / ingest_s))
        again_s, again_mib = whole.run([o.program, "ingest", *jobs, "--quiet", "--all", "--record", record, source], os.devnull)
        print("again    %8.1f s  %7.0f articles/s  %5.0f MiB peak  (all known)" % (again_s, o.articles / again_s, again_mib))
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
