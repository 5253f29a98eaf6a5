#!/usr/bin/env python3
"""Trains the namer's chain (src/syntax/names.cpp): models/english.names.

    python3 training/names.py --corpora CORPORA --program build/release/demarche --out models/english.names

The program itself says what it sees of each word (`demarche parse --name-features`): there is no second copy of the features.
Learns from GUM's names (names_of_gum.py); chooses nothing, scores on gum-dev, and with --test on gum-test.
`--gold IN OUT` writes a treebank file with the names in MISC, for `demarche parse --score`.
"""
import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import names_of_gum as gum
import treebank as tb
import weights_file
from decoding import name_spans

CLASSES = gum.NAME_CLASSES
KINDS = ['O', 'PER', 'ORG', 'LOC', 'MISC']  # in the order of NameKind
KIND = [KINDS.index(c[2:] or 'O') if c != 'O' else 0 for c in CLASSES]
C = len(CLASSES)


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--corpora', required=True)
    p.add_argument('--program', default='build/release/demarche')
    p.add_argument('--out', default='models/english.names')
    p.add_argument('--test', action='store_true', help='score on gum-test as well')
    p.add_argument('--gold', nargs=2, metavar=('IN', 'OUT'))
    p.add_argument('--bits', type=int, default=18, help='log2 of the number of buckets')
    p.add_argument('--epochs', type=int, default=20)
    p.add_argument('--seeds', type=int, default=3, help='chains that are averaged into one')
    p.add_argument('--folds', type=int, default=5)
    for name, default in dict(lr=0.05, drop=0.25, decay=0.02).items():
        p.add_argument('--' + name, type=float, default=default)
    return p.parse_args()


# ---- data ----

def usage_of(o):
    return gum.Usage([s for t in tb.TREEBANKS for s in tb.read_conllu(os.path.join(o.corpora, t + '-train.conllu'))])


class Stretch:
    """A run of words that may hold names: its document, sentence and place, features, classes and words."""

    def __init__(self, document, sentence, begin):
        self.document, self.sentence, self.begin = document, sentence, begin
        self.features, self.classes, self.words, self.extra = [], [], [], None


class Names:
    """A treebank file with the program's features."""

    def __init__(self, o, path, usage):
        run = [o.program, 'parse', '--name-features', '--jobs', '1', '--input', 'conllu', path]
        lines = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split('\n')
        documents, document = [], -1
        with open(path, encoding='utf-8') as f:
            for line in f:
                document += line.startswith('# newdoc')
                if line.startswith('# sent_id'):
                    documents.append(document)
        self.gold, self.stretches, at = [], [], 0
        for number, words in enumerate(tb.read_conllu(path)):
            classes = [CLASSES.index(c) for c in gum.name_classes(words, usage)]
            self.gold.append(classes)
            stretch = None
            for i, word in enumerate(words):
                line, at = lines[at], at + 1
                if not line:
                    stretch = None
                    continue
                if stretch is None or line.startswith('. '):
                    stretch = Stretch(documents[number], number, i)
                    self.stretches.append(stretch)
                stretch.features.append(np.array([int(f) & ((1 << o.bits) - 1) for f in line.lstrip('. ').split()], dtype=np.int64))
                stretch.classes.append(classes[i])
                stretch.words.append(tb.lower_case(word.form))
        for s in self.stretches:
            s.classes = [legal(s.classes, i) for i in range(len(s.classes))]


def legal(classes, i):
    """An I- that a stretch cuts off from its B- becomes one."""
    c = classes[i]
    inside = c > 0 and c % 2 == 0
    return c - 1 if inside and (i == 0 or classes[i - 1] not in (c, c - 1)) else c


def write_gold(o):
    usage = usage_of(o)
    sentences = iter(tb.read_conllu(o.gold[0]))
    with open(o.gold[0], encoding='utf-8') as source, open(o.gold[1], 'w', encoding='utf-8') as out:
        classes, at = [], 0
        for line in source:
            columns = line.rstrip('\n').split('\t')
            if columns[0].isdigit():
                if at == len(classes):
                    classes, at = gum.name_classes(next(sentences), usage), 0
                kept = [m for m in columns[9].split('|') if m.startswith('SpaceAfter')]
                kept += ['Name=' + classes[at]] if classes[at] != 'O' else []
                columns[9] = '|'.join(kept) or '_'
                at += 1
                line = '\t'.join(columns) + '\n'
            out.write(line)


# ---- the chain ----

FORBIDDEN = torch.zeros(C, C)
for _before in range(C):
    for _after in range(2, C, 2):
        if _before not in (_after, _after - 1):
            FORBIDDEN[_before, _after] = -1e4
START = torch.zeros(C)
START[2::2] = -1e4


def features_of(stretch, i):
    return stretch.features[i] if stretch.extra is None else np.concatenate([stretch.features[i], stretch.extra[i]])


class Batch:
    def __init__(self, stretches):
        longest = max(len(s.classes) for s in stretches)
        rows = [features_of(s, i) for s in stretches for i in range(len(s.classes))]
        used, at = np.unique(np.concatenate(rows), return_inverse=True)
        self.used, self.features = torch.from_numpy(used), torch.from_numpy(at)  # rows of the weights, and where in `used` each feature's is
        self.offsets = torch.from_numpy(np.cumsum([0] + [len(r) for r in rows[:-1]]))
        self.mask = torch.zeros(len(stretches), longest, dtype=torch.bool)
        self.classes = torch.zeros(len(stretches), longest, dtype=torch.long)
        for j, s in enumerate(stretches):
            self.mask[j, :len(s.classes)] = True
            self.classes[j, :len(s.classes)] = torch.tensor(s.classes)


class Chain:
    """Weights and steps, learnt by Adagrad; only the rows that a batch uses are touched, which makes a step fifty times cheaper."""

    def __init__(self, o):
        self.o = o
        self.w, self.w_seen = torch.zeros(1 << o.bits, C), torch.full((1 << o.bits, C), 1e-10)
        self.steps, self.steps_seen = torch.zeros(C, C), torch.full((C, C), 1e-10)

    def loss(self, batch, w, steps):
        """Negative log-likelihood of the classes; a share of the features is left out, the rest weigh more."""
        kept = (torch.rand(len(batch.features)) >= self.o.drop).float() / (1 - self.o.drop)
        scores = torch.zeros(*batch.mask.shape, C)
        scores[batch.mask] = F.embedding_bag(batch.features, w, batch.offsets, mode='sum', per_sample_weights=kept)
        steps, y = steps + FORBIDDEN, batch.classes
        all_paths = scores[:, 0] + START
        path = all_paths.gather(1, y[:, :1])[:, 0]
        for t in range(1, scores.shape[1]):
            here = batch.mask[:, t]
            going_on = torch.logsumexp(all_paths[:, :, None] + steps[None], 1) + scores[:, t]
            all_paths = torch.where(here[:, None], going_on, all_paths)
            path = path + torch.where(here, steps[y[:, t - 1], y[:, t]] + scores[:, t].gather(1, y[:, t:t + 1])[:, 0], torch.zeros_like(path))
        return (torch.logsumexp(all_paths, 1) - path).sum()

    def learn_from(self, batch):
        w, steps = self.w[batch.used].requires_grad_(), self.steps.clone().requires_grad_()
        loss = self.loss(batch, w, steps) / 64 + self.o.decay / 64 * (w ** 2).sum()
        loss += 0 * steps.sum()  # stretches of one word take no step
        dw, dsteps = torch.autograd.grad(loss, [w, steps])
        seen = self.w_seen[batch.used] + dw ** 2
        self.w_seen[batch.used] = seen
        self.w[batch.used] = w.detach() - self.o.lr * dw / seen.sqrt()
        self.steps_seen += dsteps ** 2
        self.steps -= self.o.lr * dsteps / self.steps_seen.sqrt()


def learn(o, stretches, seed):
    """Weights and steps, averaged over the later half of the epochs."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    chain = Chain(o)
    order = sorted(range(len(stretches)), key=lambda i: len(stretches[i].classes))
    batches = [Batch([stretches[i] for i in order[k:k + 64]]) for k in range(0, len(order), 64)]
    total = [torch.zeros_like(chain.w), torch.zeros_like(chain.steps)]
    for epoch in range(o.epochs):
        for k in rng.permutation(len(batches)):
            chain.learn_from(batches[k])
        if epoch >= o.epochs // 2:
            total[0] += chain.w
            total[1] += chain.steps
    n = o.epochs - o.epochs // 2
    return total[0].numpy() / n, total[1].numpy() / n


def average(o, stretches):
    chains = [learn(o, stretches, seed) for seed in range(o.seeds)]
    return [sum(c[k] for c in chains) / len(chains) for k in (0, 1)]


def decide(chain, stretches):
    w, steps = chain[0], chain[1] + FORBIDDEN.numpy()
    out = []
    for s in stretches:
        rows = np.stack([w[features_of(s, i)].sum(0) for i in range(len(s.classes))])
        best, back = rows[0] + START.numpy(), []
        for row in rows[1:]:
            paths = best[:, None] + steps
            back.append(paths.argmax(0))
            best = paths.max(0) + row
        path = [int(best.argmax())]
        for b in reversed(back):
            path.append(int(b[path[-1]]))
        out.append(path[::-1])
    return out


# ---- the second round: how the same word was read elsewhere in the document (Namer::elsewhere) ----

def elsewhere(others, buckets):
    total = sum(others)
    if total == 0:
        keys = ['=alone', '#alone']
    else:
        most = others.index(max(others))
        keys = ['=%d%s' % (most, '!' if others[most] * 3 >= total * 2 else '?'), '#%d%d' % (most, min(others[most], 3))]
    return np.array([tb.key_hash(k) & (buckets - 1) for k in keys], dtype=np.int64)


def add_elsewhere(o, stretches, paths):
    count = defaultdict(lambda: [0] * len(KINDS))
    for s, path in zip(stretches, paths):
        for word, c in zip(s.words, path):
            count[s.document, word][KIND[c]] += 1
    for s, path in zip(stretches, paths):
        s.extra = []
        for word, c in zip(s.words, path):
            others = list(count[s.document, word])
            others[KIND[c]] -= 1
            s.extra.append(elsewhere(others, 1 << o.bits))


def train_two_rounds(o, stretches):
    """The first round's guesses on the training text come from chains that have not seen the document."""
    documents = sorted({s.document for s in stretches})
    paths = {}
    for k in range(o.folds):
        held = {d for i, d in enumerate(documents) if i % o.folds == k}
        chain = learn(o, [s for s in stretches if s.document not in held], k)
        mine = [s for s in stretches if s.document in held]
        paths.update({id(s): p for s, p in zip(mine, decide(chain, mine))})
    add_elsewhere(o, stretches, [paths[id(s)] for s in stretches])
    return average(o, stretches)


def score(names, paths):
    whole = [[0] * len(g) for g in names.gold]
    for s, path in zip(names.stretches, paths):
        whole[s.sentence][s.begin:s.begin + len(path)] = path
    count = {k: [0, 0, 0] for k in ['PER ORG LOC'] + KINDS[1:] + ['all', 'kind aside']}
    for gold, said in zip(names.gold, whole):
        a, b = (name_spans([CLASSES[c] for c in x]) for x in (gold, said))
        bare = [{x[:2] for x in spans} for spans in (a, b)]
        main = [{x for x in spans if x[2] != 'MISC'} for spans in (a, b)]
        for key, (x, y) in dict({'PER ORG LOC': main}, all=(a, b), **{'kind aside': bare}, **{k: ({x for x in a if x[2] == k}, {y for y in b if y[2] == k}) for k in KINDS[1:]}).items():
            for i, n in enumerate((len(x & y), len(x), len(y))):
                count[key][i] += n
    return {k: [round(200 * r / max(1, g + s), 1), g] for k, (r, g, s) in count.items()}


def main():
    o = options()
    torch.set_num_threads(1)
    if o.gold:
        return write_gold(o)
    usage = usage_of(o)
    began = time.time()
    data = {split: Names(o, os.path.join(o.corpora, 'gum-%s.conllu' % split), usage) for split in ['train', 'dev'] + ['test'] * o.test}
    chain = train_two_rounds(o, data['train'].stretches)
    tensors = dict(names=weights_file.text(CLASSES))
    tensors['chain.w'], tensors['chain.w.scale'] = weights_file.quantise(chain[0].astype(np.float32))
    tensors['chain.steps'] = np.ascontiguousarray(chain[1].astype(np.float32))
    chain[0] = tensors['chain.w'].astype(np.float32) * tensors['chain.w.scale'][:, None]
    for split in list(data)[1:]:
        stretches = data[split].stretches
        add_elsewhere(o, stretches, decide(chain, stretches))
        print(split, json.dumps(score(data[split], decide(chain, stretches))), '%.0fs' % (time.time() - began), flush=True)
    weights_file.write_weights(o.out, tensors)


if __name__ == '__main__':
    main()
