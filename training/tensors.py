"""A treebank as tensors: the classes and the vocabulary read off its sentences, the features of its forms, its sentences end to end, batches.

Door: Inventory, WordTypes, Treebank (whose batches() gives Batch). Needs PyTorch.
"""
from collections import Counter

import numpy as np
import torch

import names_of_gum as gum
import treebank as tb
from newswire import inflect


class Inventory:
    """The classes and the vocabulary, all read off the training files."""

    def __init__(self, sentences):
        words = [w for s in sentences for w in s]
        count = Counter(tb.lower(w.form) for w in words)
        self.vocab = sorted(w for w, n in count.items() if n >= 2 and len(w) <= tb.LONGEST_WORD and '\n' not in w)
        self.word_count = [0] + [count[w] for w in self.vocab]
        self.tags = [t for t, n in Counter((w.upos, w.feats) for w in words).most_common() if n >= 4]
        self.labels = sorted(l for l, n in Counter(w.deprel for w in words).items() if n >= 5)
        self.scripts = [s for s, n in Counter(tb.script_of(w.form, w.lemma) for w in words).most_common() if n >= 4]
        self.names = gum.NAME_CLASSES
        self._exceptions(words)
        self.casing = tb.casing(sentences, self.vocab)
        self.index()

    def index(self):
        self.word_id = {w: i + 1 for i, w in enumerate(self.vocab)}
        self.tag_id = {t: i for i, t in enumerate(self.tags)}
        self.label_id = {l: i for i, l in enumerate(self.labels)}
        self.script_id = {s: i for i, s in enumerate(self.scripts)}
        self.name_id = {n: i for i, n in enumerate(self.names)}
        self.upos = sorted({u for u, _ in self.tags})

    def _exceptions(self, words):
        """form, UPOS -> lemma where the treebanks agree and no common script, or only an irregular one, gives the lemma."""
        lemmas = {}
        for w in words:
            key = tb.lower(w.form)
            if w.upos != 'PROPN' and key == tb.lower_case(w.form):
                lemmas.setdefault((key, w.upos), Counter())[tb.norm(w.lemma)] += 1
        self.lemmas = {}
        for (form, upos), seen in lemmas.items():
            lemma, n = seen.most_common(1)[0]
            script = tb.script_of(form, lemma)
            cut, add, _ = script.split('\t')
            irregular = script not in self.scripts or (int(cut) >= 2 and len(add) >= 1)
            if irregular and n >= 2 and n >= 0.97 * sum(seen.values()) and '\t' not in lemma and lemma != '_':
                self.lemmas[form, upos] = lemma

    def start_from(self, model, sample, sentences):
        """Takes the classes of a weights file, in their order; its vocabulary and lemmas grow by what the grammar often says."""
        if not set(self.vocab) <= set(model.word_id):
            raise ValueError('the weights to start with were trained on other treebanks: they lack words of these')
        self.tags, self.labels, self.scripts = model.tags, model.labels, model.scripts
        count = dict(zip(self.vocab, self.word_count[1:]))
        seen = Counter(tb.lower(w.form) for s in sample for w in s)
        self.vocab = list(model.word_id) + sorted(w for w, n in seen.items() if n >= 8 and w not in model.word_id and len(w) <= tb.LONGEST_WORD)
        self.word_count = [0] + [count.get(w, 0) + seen.get(w, 0) // 4 for w in self.vocab]
        for base, (past, participles) in inflect.IRREGULAR.items():
            for form in (past, *participles):
                if tb.script_of(form, base) not in self.scripts and form not in ('lay', 'wound', 'found', 'bore', 'lit'):
                    self.lemmas.setdefault((form, 'VERB'), base)
        self.casing = tb.casing(sentences + sample, self.vocab)
        self.index()

    def nearest_tag(self, upos, feats):
        """The class of a tag; of a rare one, the class of the same UPOS that shares most features."""
        if (upos, feats) in self.tag_id:
            return self.tag_id[upos, feats]
        wanted = set(feats.split('|'))
        fits = [(len(wanted ^ set(f.split('|'))), i) for i, (u, f) in enumerate(self.tags) if u == upos]
        return min(fits)[1] if fits else 0

    def script_class(self, form, word):
        """The class of the lemma script, or -1 where there is none: a name in noise keeps its form."""
        found = self.script_id.get(tb.script_of(form, word.lemma), -1)
        return self.script_id['0\t\tk'] if found < 0 and word.upos == 'PROPN' else found


class WordTypes:
    """The features of each distinct form, as ragged rows."""

    def __init__(self, config):
        self.config, self.id, self.rows = config, {}, []

    def add(self, form, inventory):
        i = self.id.get(form)
        if i is None:
            c = self.config
            w, affixes, grams, shape = tb.feature_ids(form, c['affix_buckets'], c['gram_buckets'], c['shape_buckets'])
            i = self.id[form] = len(self.rows)
            self.rows.append((inventory.word_id.get(w, 0), affixes, grams, shape))
        return i

    def forget(self, keep):
        """Drops all but the first `keep` forms: those of the last epoch's sentences."""
        del self.rows[keep:]
        self.id = {f: i for f, i in self.id.items() if i < keep}

    def tensors(self, device):
        flat = lambda k: torch.tensor([x for r in self.rows for x in r[k]], dtype=torch.int32, device=device)
        lens = lambda k: torch.tensor([len(r[k]) for r in self.rows], dtype=torch.int64, device=device)
        one = lambda k: torch.tensor([r[k] for r in self.rows], dtype=torch.int64, device=device)
        return {'word': one(0), 'shape': one(3), 'affix': flat(1), 'affix_len': lens(1), 'gram': flat(2), 'gram_len': lens(2)}


class Treebank:
    """Sentences end to end in flat tensors; `forms` has four rows: as written, CAPITALS, lower case, Headline Case."""

    def __init__(self, sentences, inventory, types, device, with_names, variants):
        self.sentences = sentences
        forms, scripts = [[] for _ in range(4 if variants else 1)], [[] for _ in range(4 if variants else 1)]
        tags, names, heads, labels, lens, trims = [], [], [], [], [], []
        for words, named in zip(sentences, with_names):
            kinds = gum.name_classes(words) if named else None
            for row, spelled in enumerate([[w.form for w in words], *(tb.case_variants(words) if variants else [])]):
                forms[row] += [types.add(f, inventory) for f in spelled]
                scripts[row] += [inventory.script_class(f, w) for f, w in zip(spelled, words)]
            tags += [inventory.nearest_tag(w.upos, w.feats) for w in words]
            names += [inventory.name_id[k] for k in kinds] if kinds else [-1] * len(words)
            heads += [w.head for w in words]
            labels += [inventory.label_id.get(w.deprel, -1) for w in words]
            lens.append(len(words))
            trims.append(len(words) > 2 and words[-1].upos == 'PUNCT' and all(w.head != len(words) for w in words))
        make = lambda x: torch.tensor(x, dtype=torch.int64, device=device)
        self.forms, self.scripts = make(forms), make(scripts)
        self.tags, self.names, self.heads, self.labels = make(tags), make(names), make(heads), make(labels)
        self.lens = np.array(lens)
        self.trims = np.array(trims)
        self.starts = np.concatenate([[0], np.cumsum(self.lens)[:-1]])
        self.device = device
        self._pool_names(names, tags, inventory)

    def _pool_names(self, names, tags, inventory):
        """Which names' words can stand for each other: of people and places, and of organisations in one word."""
        kind = [inventory.names[k] if k >= 0 else 'O' for k in names]
        pools, self.pool_of = {}, np.full(len(names), -1)
        for i, k in enumerate(kind):
            last = i + 1 == len(kind) or kind[i + 1][0] != 'I'
            if inventory.tags[tags[i]][0] == 'PROPN' and (k[2:] in ('PER', 'LOC') or (k == 'B-ORG' and last)):
                pools.setdefault((k, last, tags[i]), []).append(i)
        for n, members in enumerate(pools.values()):
            self.pool_of[members] = n
        self.pool_size = np.array([len(m) for m in pools.values()], dtype=np.int64)
        self.pool_start = np.cumsum(self.pool_size) - self.pool_size
        self.pool_words = np.array([i for m in pools.values() for i in m], dtype=np.int64)

    def swap_names(self, flat, share, rng):
        """Positions to take the forms from: some names' words give way to others of their kind."""
        chosen = np.flatnonzero((self.pool_of[flat] >= 0) & (rng.random(len(flat)) < share))
        pool = self.pool_of[flat[chosen]]
        flat = flat.copy()
        flat[chosen] = self.pool_words[self.pool_start[pool] + (rng.random(len(chosen)) * self.pool_size[pool]).astype(np.int64)]
        return flat

    def batches(self, tokens, rng=None, noise=0.0, swap=0.0):
        """Batches of sentences of like length, longest first within; with rng in random order and with noise."""
        order = np.argsort(self.lens + (rng.random(len(self.lens)) * 3 if rng else 0), kind='stable')
        groups, group, width = [], [], 0
        for s in order:
            if group and (self.lens[s]) * (len(group) + 1) > tokens:
                groups.append(group)
                group = []
            group.append(s)
        groups.append(group)
        if rng:
            rng.shuffle(groups)
        for group in groups:
            group = np.array(group)
            lens = self.lens[group].copy()
            rows = np.zeros(len(group), dtype=np.int64)
            if rng and noise > 0:
                draw = rng.random(len(group))
                for k in (1, 2, 3):
                    rows[(draw >= (k - 1) * noise / 3) & (draw < k * noise / 3)] = k
                lens -= (self.trims[group] & (rng.random(len(group)) < noise)).astype(lens.dtype)
            order = np.argsort(-lens, kind='stable')
            yield Batch(self, group[order], lens[order], rows[order], swap, rng)


class Batch:
    """Sentences sorted by falling length. `packed` order runs over positions first, then sentences, as PackedSequence wants it."""

    def __init__(self, bank, group, lens, rows, swap, rng):
        self.group, self.lens, self.width = group, lens, int(lens[0])
        grid = np.arange(self.width)[:, None] < lens[None, :]  # [width, B]
        position, sentence = np.nonzero(grid)
        send = lambda a: torch.from_numpy(np.ascontiguousarray(a)).to(bank.device)
        self.sizes = torch.from_numpy(grid.sum(1).astype(np.int64))
        at = bank.starts[group][sentence] + position
        flat, spelled = send(at), send(bank.swap_names(at, swap, rng) if swap else at)
        self.position, self.sentence = send(position), send(sentence)
        self.mask = send(grid.T.copy())  # [B, width]
        row = send(rows[sentence])
        self.forms = bank.forms[row, spelled]
        self.scripts = bank.scripts[row, spelled]
        self.tags, self.names, self.heads, self.labels = bank.tags[flat], bank.names[flat], bank.heads[flat], bank.labels[flat]
