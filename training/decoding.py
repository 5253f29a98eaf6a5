"""From the numbers of the heads to trees, names and lemmas, and how well these agree with a treebank. Plain numpy.

Door: tree_heads, decode_names, lemma_of, Scores.
"""
from collections import Counter

import numpy as np

import names_of_gum as gum
import treebank as tb


def tree_heads(scores):
    """Maximum spanning arborescence over scores [n, n+1] (column 0 the root) with exactly one child of the root."""
    n = len(scores)
    full = np.full((n + 1, n + 1), -1e9)
    full[1:] = scores
    np.fill_diagonal(full, -1e9)
    greedy = full[1:].argmax(1)
    if (greedy == 0).sum() == 1 and is_tree(greedy):
        return greedy
    full[1:, 0] -= 1e5  # a second child of the root never pays
    return chu_liu_edmonds(full)[1:]


def is_tree(heads):
    n, seen = len(heads), [0] * (len(heads) + 1)
    for i in range(1, n + 1):
        path, j = [], i
        while j and not seen[j]:
            seen[j] = 1
            path.append(j)
            j = heads[j - 1]
        if j and seen[j] == 1:
            return False
        for k in path:
            seen[k] = 2
    return True


def chu_liu_edmonds(full):
    """heads [n+1] for scores full[dep, head]; entry 0 is unused."""
    n = len(full)
    heads = full.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    weight = full[cycle, heads[cycle]].sum()
    small = np.full((len(outside) + 1, len(outside) + 1), -1e9)
    small[:-1, :-1] = full[np.ix_(outside, outside)]
    enter = full[np.ix_(cycle, outside)] - full[cycle, heads[cycle]][:, None] + weight
    small[-1, :-1] = enter.max(0)
    leave = full[np.ix_(outside, cycle)]
    small[:-1, -1] = leave.max(1)
    found = chu_liu_edmonds(small)
    result = heads.copy()
    for k, v in enumerate(outside):
        if k:
            result[v] = cycle[leave[k].argmax()] if found[k] == len(outside) else outside[found[k]]
    entry = found[-1]
    broken = cycle[enter[:, entry].argmax()]
    result[broken] = outside[entry]
    return result


def find_cycle(heads):
    mark = np.zeros(len(heads), int)
    for start in range(1, len(heads)):
        i = start
        while i and not mark[i]:
            mark[i] = start
            i = heads[i]
        if i and mark[i] == start:
            cycle, j = [i], heads[i]
            while j != i:
                cycle.append(j)
                j = heads[j]
            return np.array(cycle)
    return None


def decode_names(logits):
    """The best sequence of classes in which I- follows its own B- or I-."""
    n, C = logits.shape
    allowed = np.zeros((C, C))
    for k in range(2, C, 2):
        allowed[:, k] = -1e9
        allowed[k - 1, k] = allowed[k, k] = 0
    best = logits[0].astype(float).copy()
    best[2::2] = -1e9
    back = []
    for i in range(1, n):
        total = best[:, None] + allowed
        back.append(total.argmax(0))
        best = total.max(0) + logits[i]
    path = [int(best.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]


def name_spans(classes):
    spans, start, kind = set(), None, None
    for i, c in enumerate(list(classes) + ['O']):
        if start is not None and not (c[0] == 'I' and c[2:] == kind):
            spans.add((start, i, kind))
            start = None
        if c[0] == 'B':
            start, kind = i, c[2:]
    return spans


def lemma_of(form, upos, script, lemmas):
    return lemmas.get((tb.lower(form), upos)) or tb.apply_script(form, script)


class Scores:
    def __init__(self):
        self.n = Counter()
        self.by_label = {}

    def add(self, words, tags, lemmas, heads, labels, names=None):
        n = self.n
        for w, (upos, feats), lemma, head, label in zip(words, tags, lemmas, heads, labels):
            n['words'] += 1
            n['UPOS'] += upos == w.upos
            n['FEATS'] += feats == w.feats
            n['lemma'] += lemma == tb.norm(w.lemma)
            n['UAS'] += head == w.head
            n['LAS'] += head == w.head and label == w.deprel
            n['CLAS base'] += head == w.head and label.split(':')[0] == w.deprel.split(':')[0]
            right, gold, said = self.by_label.setdefault(w.deprel, [0, 0, 0]), 1, 2
            self.by_label[w.deprel][1] += 1
            self.by_label.setdefault(label, [0, 0, 0])[2] += 1
            self.by_label[w.deprel][0] += head == w.head and label == w.deprel
        if names is not None:
            gold, said = name_spans(gum.name_classes(words)), name_spans(names)
            n['name right'] += len(gold & said)
            n['name gold'] += len(gold)
            n['name said'] += len(said)

    def table(self):
        n = self.n
        out = {k: round(100 * n[k] / n['words'], 2) for k in ('UPOS', 'FEATS', 'lemma', 'UAS', 'LAS')}
        out['LAS without subtypes'] = round(100 * n['CLAS base'] / n['words'], 2)
        if n['name gold']:
            out['names F1'] = round(200 * n['name right'] / max(1, n['name gold'] + n['name said']), 2)
        return out

    def label_table(self):
        """label -> (F1 of head and label together, number in gold), most frequent first."""
        rows = sorted(self.by_label.items(), key=lambda r: -r[1][1])
        return {l: [round(200 * r / max(1, g + s), 1), g] for l, (r, g, s) in rows}
