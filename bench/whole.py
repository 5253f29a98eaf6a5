#!/usr/bin/env python3
"""How fast the whole program is, and how much memory it takes.

    bench/whole.py [--program build/release/demarche] [--sentences 20000] [--jobs 1]

Makes articles of 20 sentences from the CoNLL-U files that lie in shared/corpora beside or above the checkout, or from
samples/*.txt where there are none, runs `demarche code --format json` and `demarche parse` over them, and prints sentences
and tokens per second, the peak of memory, and the time to start (median of 20 runs on one line). Nothing is asserted.
"""
import argparse
import glob
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SENTENCES_AN_ARTICLE = 20


def corpus_sentences():
    for folder in (os.path.join(ROOT, "shared", "corpora"), os.path.join(ROOT, "..", "shared", "corpora")):
        found = []
        for path in sorted(glob.glob(os.path.join(folder, "*.conllu"))):
            with open(path, encoding="utf-8") as lines:
                found += [line[len("# text = "):].strip() for line in lines if line.startswith("# text = ")]
        if found:
            return "treebank sentences", found
    found = []
    for path in sorted(glob.glob(os.path.join(ROOT, "samples", "*.txt"))):
        with open(path, encoding="utf-8") as lines:
            found += [line.strip() for line in lines if line.strip()]
    return "sample paragraphs", found


def write_articles(path, sentences, wanted):
    with open(path, "w", encoding="utf-8") as out:
        for first in range(0, wanted, SENTENCES_AN_ARTICLE):
            text = " ".join(sentences[n % len(sentences)] for n in range(first, min(first + SENTENCES_AN_ARTICLE, wanted)))
            out.write(json.dumps({"id": "n%d" % first, "published": "2022-04-05", "text": text}, ensure_ascii=False) + "\n")


def run(command, output):
    """Seconds and peak memory in MiB of one child."""
    seconds, _, memory = measured(command, output)
    return seconds, memory


def measured(command, output):
    """Seconds by the clock, seconds of processor time, and peak memory in MiB of one child."""
    begin = time.perf_counter()
    with open(output, "wb") as out:
        child = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit("%s: exit status %d" % (" ".join(command), child.returncode))
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def print_stage(what, seconds, memory, sentences, tokens):
    print("%-8s %8.2f s %10.0f sentences/s %10.0f tokens/s %8.0f MiB peak" % (what, seconds, sentences / seconds, tokens / seconds, memory))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=os.path.join(ROOT, "build", "release", "demarche"))
    options.add_argument("--sentences", type=int, default=20000)
    options.add_argument("--jobs", type=int, default=1)
    o = options.parse_args()
    if not os.access(o.program, os.X_OK):
        sys.exit("%s: no such program; build it, or name it with --program" % o.program)
    what, sentences = corpus_sentences()
    if not sentences:
        sys.exit("no text to read: neither shared/corpora nor samples")

    with tempfile.TemporaryDirectory() as folder:
        articles, out = os.path.join(folder, "articles.jsonl"), os.path.join(folder, "out")
        write_articles(articles, sentences, o.sentences)
        jobs = ["--jobs", str(o.jobs)]
        parse_s, parse_mib = run([o.program, "parse", *jobs, articles], out)
        with open(out, "rb") as lines:
            tokens = sum(1 for line in lines if line[:1].isdigit() and b"-" not in line.split(b"\t", 1)[0])
        code_s, code_mib = run([o.program, "code", *jobs, "--format", "json", articles], out)
        events = found = 0
        with open(out, encoding="utf-8") as lines:
            for line in lines:
                reading = json.loads(line)
                events += len(reading["events"])
                found += len(reading["sentences"])
        print("%d %s (%d as cut), %d tokens, %d events, %d thread(s)" % (o.sentences, what, found, tokens, events, o.jobs))
        print_stage("parse", parse_s, parse_mib, found, tokens)
        print_stage("code", code_s, code_mib, found, tokens)

        one = os.path.join(folder, "one.txt")
        with open(one, "w", encoding="utf-8") as f:
            f.write("France expelled eight Russian diplomats on Monday.\n")
        starts = [run([o.program, "code", "--format", "json", one], out)[0] for _ in range(20)]
        print("start    %8.1f ms for an article of one line (median of 20)" % (1000 * statistics.median(starts)))


if __name__ == "__main__":
    main()
