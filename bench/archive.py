#!/usr/bin/env python3
"""Makes an archive of articles to measure the record with: bench/archive.py --articles 100000 > archive.jsonl

Each article is made, by a generator of fixed seed, from what the project has: one or two paragraphs of samples/*.txt in which the
states and numbers are exchanged for others, and 8 to 20 sentences of the treebanks, where shared/corpora lies beside or above the
checkout (else more paragraphs of the samples). Titles, publishers (60 of them) and days (ten years from 2014) are made up. One article
in eight repeats an earlier one of the last thousand in another paper, a sentence or two shorter: agency copy. So the archive has
pairs of states that meet often and seldom, the same event in several papers, and numbers that differ. The treebanks have some 28,000
sentences, taken in runs, so that in a large archive most articles share more than half of their text with an earlier one: the search for
near copies has more to do than in a real one. The same options give the same bytes.
"""
import argparse
import collections
import datetime
import json
import os
import random
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import whole  # noqa: E402

STATES = [("Russia", "Russian"), ("Ukraine", "Ukrainian"), ("Britain", "British"), ("France", "French"), ("Germany", "German"), ("Poland", "Polish"), ("China", "Chinese"), ("Japan", "Japanese"),
          ("India", "Indian"), ("Pakistan", "Pakistani"), ("Iran", "Iranian"), ("Israel", "Israeli"), ("Turkey", "Turkish"), ("Greece", "Greek"), ("Egypt", "Egyptian"), ("Ethiopia", "Ethiopian"),
          ("Kenya", "Kenyan"), ("Nigeria", "Nigerian"), ("Mali", "Malian"), ("Morocco", "Moroccan"), ("Algeria", "Algerian"), ("Brazil", "Brazilian"), ("Colombia", "Colombian"), ("Venezuela", "Venezuelan"),
          ("Mexico", "Mexican"), ("Canada", "Canadian"), ("Malaysia", "Malaysian"), ("Belarus", "Belarusian"), ("Lithuania", "Lithuanian"), ("Norway", "Norwegian")]
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"]
HELD = re.compile(r"\b(?:" + "|".join(n for pair in STATES for n in pair) + "|" + "|".join(NUMBERS) + r")\b")


def sample_paragraphs():
    root = whole.ROOT
    found = []
    for name in sorted(os.listdir(os.path.join(root, "samples"))):
        if not name.endswith(".txt"):
            continue
        with open(os.path.join(root, "samples", name), encoding="utf-8") as lines:
            for line in lines:
                line = line.strip()
                if len(line) > 80 and not re.match(r"(Title|Date|Source|URL):", line):
                    found.append(line)
    return found


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.paragraphs = sample_paragraphs()
        self.what, self.sentences = whole.corpus_sentences()
        self.last = collections.deque(maxlen=1000)
        # Few pairs meet often, many seldom, as states do.
        self.weights = [1 / (n + 1) for n in range(len(STATES))]

    def varied(self, paragraph):
        taken = {}

        def other(match):
            word = match.group(0)
            if word in NUMBERS:
                return self.chance.choice(NUMBERS)
            kind = next(n for n, pair in enumerate(STATES) if word in pair)
            if kind not in taken:
                taken[kind] = self.chance.choices(range(len(STATES)), self.weights)[0]
            return STATES[taken[kind]][STATES[kind].index(word)]

        return HELD.sub(other, paragraph)

    def article(self, number):
        day = datetime.date(2014, 1, 1) + datetime.timedelta(days=number * 3650 // 100000 % 3650)
        paper = self.chance.randrange(60)
        if self.last and self.chance.random() < 1 / 8:
            paragraphs = list(self.chance.choice(self.last))
            if len(paragraphs) > 3:
                paragraphs.pop(self.chance.randrange(2, len(paragraphs)))
        else:
            first = self.varied(self.chance.choice(self.paragraphs))
            paragraphs = [first] + ([self.varied(self.chance.choice(self.paragraphs))] if self.chance.random() < 0.5 else [])
            begin = self.chance.randrange(len(self.sentences))
            rest = [self.sentences[(begin + n) % len(self.sentences)] for n in range(self.chance.randint(8, 20))]
            paragraphs += [" ".join(rest[n:n + 3]) for n in range(0, len(rest), 3)]
            self.last.append(paragraphs)
        title = " ".join(paragraphs[0].split()[:7])
        return {"id": "archive-%d" % number, "title": title, "source": "Paper %d" % paper, "published": day.isoformat(),
                "url": "https://paper%d.example/%s/%d" % (paper, day.strftime("%Y/%m/%d"), number), "text": "\n\n".join(paragraphs)}


def write(path, many, seed=1):
    maker = Maker(seed)
    with open(path, "w", encoding="utf-8") if path != "-" else sys.stdout as out:
        for n in range(many):
            out.write(json.dumps(maker.article(n), ensure_ascii=False) + "\n")
    return maker.what


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=100000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--output", default="-")
    o = options.parse_args()
    write(o.output, o.articles, o.seed)


if __name__ == "__main__":
    main()
