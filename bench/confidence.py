#!/usr/bin/env python3
"""Whether an event's confidence means something: how often events are right, by their confidence.

    bench/confidence.py GOLD READINGS [GOLD READINGS …]

GOLD is JSON Lines with `id`, `event` (a type or a list) and optionally `event_ok`, one labelled sentence each; READINGS is what
`demarche code --input jsonl --format json GOLD` writes. An event counts as right where its sentence is labelled with its type. Labels
name one event a sentence, so that further true events of a sentence count as wrong: the figures are low, their order is what tells.
"""
import json
import sys

BINS = [(0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)]


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def labels(record):
    event = record["event"]
    return set(event if isinstance(event, list) else [event]) | set(record.get("event_ok") or [])


def main(arguments):
    if len(arguments) < 2 or len(arguments) % 2:
        sys.exit(__doc__)
    right = [0] * len(BINS)
    given = [0] * len(BINS)
    for gold_path, readings_path in zip(arguments[::2], arguments[1::2]):
        gold = {record["id"]: labels(record) for record in lines(gold_path)}
        for reading in lines(readings_path):
            wanted = gold.get(reading["article"]["id"])
            if wanted is None:
                continue
            for event in reading["events"]:
                at = next(k for k, (low, high) in enumerate(BINS) if low <= event["confidence"] < high)
                given[at] += 1
                right[at] += event["event"] in wanted
    print("confidence   events   of the labelled type")
    for (low, high), n, r in zip(BINS, given, right):
        print(f"{low:.1f} to {min(high, 1):.1f}   {n:6}   {r / n:.3f}" if n else f"{low:.1f} to {min(high, 1):.1f}   {n:6}   -")
    above = [(r, n) for (low, _), n, r in zip(BINS, given, right) if low >= 0.8]
    below = [(r, n) for (low, _), n, r in zip(BINS, given, right) if low < 0.8]
    for name, part in (("0.8 and more", above), ("below 0.8", below)):
        n = sum(n for _, n in part)
        print(f"{name:12} {n:6}   {sum(r for r, _ in part) / n:.3f}" if n else f"{name:12} 0")


if __name__ == "__main__":
    main(sys.argv[1:])
