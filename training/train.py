#!/usr/bin/env python3
"""Trains the English model and writes it as docs/model-format.md says.

    python3 training/train.py --corpora CORPORA --out models/english --minutes 60

Reads {ewt,gum}-train.conllu for training and {ewt,gum}-dev.conllu for choices; {ewt,gum}-test.conllu only with --test.
Runs on PyTorch 1.13 (CPU) and later; a GPU is used where there is one. Seeds are fixed.
The file: options, the tensors of a treebank, the network, its losses, decoding, the weights file, training, the command line.
"""
import argparse
import json
import math
import os
import struct
import sys
import time
import zlib
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import names_of_gum as gum
import synthetic
import treebank as tb
from newswire import inflect

TREEBANKS = ('ewt', 'gum')
SLOPE = 0.1  # of the leaky ReLU in the arc and label heads


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--corpora', help='folder of the treebanks')
    p.add_argument('--out', default='models/english', help='path without ending: OUT.weights, OUT.json')
    p.add_argument('--checkpoint', help='file to write and resume from (default OUT.checkpoint, kept out of git)')
    p.add_argument('--fresh', action='store_true', help='ignore an existing checkpoint')
    p.add_argument('--export-only', action='store_true', help='write the weights file from the checkpoint')
    p.add_argument('--blend', nargs='*', default=[], metavar='CHECKPOINT', help='with --export-only: write the mean of the weights with those of these runs from the same start')
    p.add_argument('--test', action='store_true', help='score the exported file on the test files as well')
    p.add_argument('--dump-reference', nargs=2, metavar=('N', 'FILE'), help='write N sentences and what OUT.weights makes of them; N 0: the built-in six')
    p.add_argument('--predict', nargs=2, metavar=('IN', 'OUT'), help='parse a CoNLL-U file with OUT.weights')
    p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--minutes', type=float, default=60, help='the whole training time; the learning rate follows it')
    p.add_argument('--epochs', type=int, default=100, help='at most')
    p.add_argument('--evaluate-every', type=int, default=5, help='epochs')
    p.add_argument('--sentences', type=int, default=0, help='use only so many training sentences a treebank (trials)')
    p.add_argument('--seed', type=int, default=1)
    for name, default in dict(word_dim=100, affix_dim=64, gram_dim=64, shape_dim=16, affix_buckets=16384, gram_buckets=32768,
                              shape_buckets=512, layers=3, hidden=160, arc_dim=128, label_dim=64, batch_tokens=2500).items():
        p.add_argument('--' + name.replace('_', '-'), type=int, default=default)
    for name, default in dict(lr=2e-3, input_dropout=0.3, dropout=0.33, recurrent_dropout=0.15, head_dropout=0.33, word_dropout=0.1,
                              smoothing=0.03, average=0.9995, weight_decay=0.0, noise=0.07, name_swap=0.3).items():
        p.add_argument('--' + name.replace('_', '-'), type=float, default=default)
    p.add_argument('--teachers', nargs='*', default=[], help='checkpoints of models whose opinion is learned too')
    p.add_argument('--teacher-weight', type=float, default=0.5)
    p.add_argument('--start', metavar='WEIGHTS', help='begin with the weights and the classes of this file')
    p.add_argument('--synthetic', type=float, default=0.0, metavar='SHARE', help="share of an epoch's words that comes from the grammar, other sentences each time")
    p.add_argument('--fold', help='K/N: leave every N-th sentence out of training, for teachers that judge unseen text')
    return p.parse_args()


# ---- the tensors of a treebank ----

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


# ---- the network ----

def shared_dropout(x, batch, p):
    """Dropout with one mask a sentence: x [N, D] in packed order."""
    mask = torch.empty(len(batch.lens), x.shape[1], device=x.device).bernoulli_(1 - p) / (1 - p)
    return x * mask[batch.sentence]


def ragged_rows(flat, lens, starts, chosen):
    """The concatenated rows `chosen` of a ragged table and the offset of each."""
    n = lens[chosen]
    ends = torch.cumsum(n, 0)
    index = torch.arange(int(ends[-1]), device=flat.device) + torch.repeat_interleave(starts[chosen] - (ends - n), n)
    return flat[index].long(), ends - n


class Recurrence(torch.autograd.Function):
    """One direction of one LSTM layer in packed order, for CPUs: the weights' gradients in one product each, not one a position."""

    @staticmethod
    def forward(ctx, x, wx, wh, b, sizes, backwards):
        H, N = wh.shape[1], len(x)
        gates = torch.addmm(b, x, wx.t())
        wht = wh.t().contiguous()
        ends = np.cumsum(sizes)
        steps = [(e - n, e, n) for e, n in zip(ends.tolist(), sizes)]
        hs, cs, before_h, before_c = (x.new_zeros(N, H) for _ in range(4))
        h, c, last = x.new_zeros(sizes[0], H), x.new_zeros(sizes[0], H), 0
        order = range(len(sizes) - 1, -1, -1) if backwards else range(len(sizes))
        for t in order:
            a, e, n = steps[t]
            z, hp, cp = gates[a:e], h[:n], c[:n]
            z.addmm_(hp, wht)
            z[:, :2 * H].sigmoid_(), z[:, 2 * H:3 * H].tanh_(), z[:, 3 * H:].sigmoid_()
            before_h[a:e], before_c[a:e] = hp, cp
            cn = torch.addcmul(z[:, H:2 * H] * cp, z[:, :H], z[:, 2 * H:3 * H])
            hn = torch.tanh(cn).mul_(z[:, 3 * H:])
            hs[a:e], cs[a:e] = hn, cn
            if backwards:  # the shorter sentences join in with zeros as the position falls
                h[:n], c[:n] = hn, cn
            else:
                h, c = hn, cn
        ctx.save_for_backward(x, wx, wh, gates, cs, before_h, before_c)
        ctx.steps, ctx.order = steps, list(order)
        return hs

    @staticmethod
    def backward(ctx, dhs):
        x, wx, wh, gates, cs, before_h, before_c = ctx.saved_tensors
        H, n_max = wh.shape[1], ctx.steps[0][2]
        i, f, g, o = (gates[:, k * H:(k + 1) * H] for k in range(4))
        tc = torch.tanh(cs)
        through_c = (1 - tc * tc) * o
        factors = torch.cat([g * i * (1 - i), before_c * f * (1 - f), i * (1 - g * g), tc * o * (1 - o)], 1)
        f = f.contiguous()
        dz = torch.empty_like(gates)
        dh, dc = x.new_zeros(n_max, H), x.new_zeros(n_max, H)
        for t in reversed(ctx.order):
            a, e, n = ctx.steps[t]
            dht = dhs[a:e] + dh[:n]
            dct = torch.addcmul(dc[:n], dht, through_c[a:e])
            z = dz[a:e]
            torch.mul(factors[a:e].view(n, 4, H)[:, :3], dct[:, None], out=z.view(n, 4, H)[:, :3])
            torch.mul(factors[a:e, 3 * H:], dht, out=z[:, 3 * H:])
            dh[:n], dc[:n] = z @ wh, dct * f[a:e]
        return dz @ wx, dz.t() @ x, dz.t() @ before_h, dz.sum(0), None, None


class Bilinear(torch.autograd.Function):
    """d [N, R], u [K, R, R], g [N, R] -> d u g [N, K], in pieces that stay in a CPU's cache."""

    PIECE = 192  # words

    @staticmethod
    def forward(ctx, d, u, g):
        ctx.save_for_backward(d, u, g)
        flat = u.reshape(len(u), -1).t().contiguous()
        return torch.cat([(a[:, :, None] * b[:, None]).flatten(1) @ flat for a, b in zip(d.split(Bilinear.PIECE), g.split(Bilinear.PIECE))])

    @staticmethod
    def backward(ctx, out):
        d, u, g = ctx.saved_tensors
        flat, R = u.reshape(len(u), -1), d.shape[1]
        du, dd, dg = torch.zeros_like(flat), [], []
        for a, b, o in zip(d.split(Bilinear.PIECE), g.split(Bilinear.PIECE), out.split(Bilinear.PIECE)):
            du.addmm_(o.t(), (a[:, :, None] * b[:, None]).flatten(1))
            dz = (o @ flat).view(-1, R, R)
            dd.append(torch.bmm(dz, b[:, :, None])[:, :, 0])
            dg.append(torch.bmm(a[:, None], dz)[:, 0])
        return torch.cat(dd), du.view_as(u), torch.cat(dg)


class Network(torch.nn.Module):
    """The encoder and the heads; parameters carry the names of the weights file with _ for the dots."""

    def __init__(self, config, sizes):
        super().__init__()
        c = self.config = config
        P = torch.nn.Parameter
        rand = lambda *s, scale=0.5: P(torch.randn(*s) * scale)
        lin = lambda o, i: P(torch.nn.init.xavier_uniform_(torch.empty(o, i)))
        zero = lambda *s: P(torch.zeros(*s))
        self.word, self.affix = rand(sizes['words'] + 1, c['word_dim']), rand(c['affix_buckets'], c['affix_dim'])
        self.gram, self.shape = rand(c['gram_buckets'], c['gram_dim']), rand(c['shape_buckets'], c['shape_dim'])
        with torch.no_grad():
            self.affix *= 0.35  # eight of them add up
            self.gram *= 2.0  # a mean of many
        H, width = c['hidden'], c['word_dim'] + c['affix_dim'] + c['gram_dim'] + c['shape_dim']
        self.lstm = torch.nn.ParameterList()
        for layer in range(c['layers']):
            for _ in range(2):
                wh = torch.cat([torch.nn.init.orthogonal_(torch.empty(H, H)) for _ in range(4)])
                bias = torch.zeros(4 * H)
                bias[H:2 * H] = 1.0
                self.lstm.extend([lin(4 * H, width if layer == 0 else 2 * H), P(wh), P(bias), P(torch.zeros(4 * H), requires_grad=False)])
        E, A, R, K = 2 * H, c['arc_dim'], c['label_dim'], sizes['labels']
        self.tag_w, self.tag_b = lin(sizes['tags'], E), zero(sizes['tags'])
        self.lemma_w, self.lemma_b = lin(sizes['scripts'], E), zero(sizes['scripts'])
        self.name_w, self.name_b = lin(sizes['names'], E), zero(sizes['names'])
        self.arc_dep_w, self.arc_dep_b, self.arc_head_w, self.arc_head_b = lin(A, E), zero(A), lin(A, E), zero(A)
        self.arc_root, self.arc_u, self.arc_v = rand(A), zero(A, A), zero(A)
        self.label_dep_w, self.label_dep_b, self.label_head_w, self.label_head_b = lin(R, E), zero(R), lin(R, E), zero(R)
        self.label_root, self.label_u, self.label_wd, self.label_wh, self.label_b = rand(R), zero(K, R, R), lin(K, R), lin(K, R), zero(K)

    def embed(self, batch, types, o=None):
        """x [N, D]: each distinct form is looked up once."""
        forms, where = torch.unique(batch.forms, return_inverse=True)
        sums = F.embedding_bag(*reversed_args(self.affix, ragged_rows(types['affix'], types['affix_len'], types['affix_at'], forms)), mode='sum')
        means = F.embedding_bag(*reversed_args(self.gram, ragged_rows(types['gram'], types['gram_len'], types['gram_at'], forms)), mode='mean')
        ids = types['word'][forms][where]
        if o is not None:
            rare = 0.25 / (0.25 + types['word_count'][ids])
            ids = ids * (torch.rand(len(ids), device=ids.device) > torch.clamp(rare, min=o.word_dropout))
        x = [F.embedding(ids, self.word), sums[where], means[where], F.embedding(types['shape'][forms], self.shape)[where]]
        if o is not None:  # now and then a whole group of features is missing
            x[1:3] = [p * (torch.rand(len(p), 1, device=p.device) > 0.05) for p in x[1:3]]
        return torch.cat(x, 1)

    def encode(self, batch, types, o=None):
        x = self.embed(batch, types, o)
        if o is not None:
            x = shared_dropout(x, batch, o.input_dropout)
        zeros = torch.zeros(2, len(batch.lens), self.config['hidden'], device=x.device)
        for layer in range(self.config['layers']):
            w = list(self.lstm[layer * 8:layer * 8 + 8])
            if o is not None and o.recurrent_dropout > 0:
                for k in (1, 5):
                    w[k] = F.dropout(w[k], o.recurrent_dropout)
            if not x.is_cuda:
                x = torch.cat([Recurrence.apply(x, w[k], w[k + 1], w[k + 2] + w[k + 3], batch.sizes.tolist(), k > 0) for k in (0, 4)], 1)
            else:
                x = torch._VF.lstm(x, batch.sizes, (zeros, zeros), w, True, 1, 0.0, o is not None, True)[0]
            if o is not None:
                x = shared_dropout(x, batch, o.dropout)
        return x

    def heads(self, e, batch, o=None):
        """Logits: tag, lemma, name [N, C]; arcs [N, 1 + width], padding at -1e4; d' and g' for the labels."""
        tag, lemma = F.linear(e, self.tag_w, self.tag_b), F.linear(e, self.lemma_w, self.lemma_b)
        name = F.linear(e, self.name_w, self.name_b)
        drop = (lambda x: shared_dropout(x, batch, o.head_dropout)) if o is not None else (lambda x: x)
        side = lambda w, b: drop(F.leaky_relu(F.linear(e, w, b), SLOPE))
        d, g = side(self.arc_dep_w, self.arc_dep_b), side(self.arc_head_w, self.arc_head_b)
        G = g.new_zeros(len(batch.lens), batch.width + 1, g.shape[1])
        G[batch.sentence, batch.position + 1] = g
        G[:, 0] = self.arc_root
        D = d.new_zeros(len(batch.lens), batch.width, d.shape[1])
        D[batch.sentence, batch.position] = d @ self.arc_u + self.arc_v
        arcs = torch.bmm(D, G.transpose(1, 2)).masked_fill(~F.pad(batch.mask, (1, 0), value=True)[:, None], -1e4)
        arcs = arcs[batch.sentence, batch.position]
        d2, g2 = side(self.label_dep_w, self.label_dep_b), side(self.label_head_w, self.label_head_b)
        G2 = g2.new_zeros(len(batch.lens), batch.width + 1, g2.shape[1])
        G2[batch.sentence, batch.position + 1] = g2
        G2[:, 0] = self.label_root
        return tag, lemma, name, arcs, d2, G2

    def labels(self, d2, G2, batch, heads):
        g2 = G2[batch.sentence, heads]
        return Bilinear.apply(d2, self.label_u, g2) + F.linear(d2, self.label_wd) + F.linear(g2, self.label_wh, self.label_b)


def reversed_args(weight, ids_offsets):
    return ids_offsets[0], weight, ids_offsets[1]


WEIGHT = dict(tag=1.0, lemma=0.5, name=0.7, arc=1.0, label=1.0)  # of the losses


def losses(net, batch, types, o, teachers=()):
    e = net.encode(batch, types, o)
    tag, lemma, name, arcs, d2, G2 = net.heads(e, batch, o)
    label = net.labels(d2, G2, batch, batch.heads)
    gold = lambda x, y, s=o.smoothing: F.cross_entropy(x, y, ignore_index=-1, label_smoothing=s, reduction='sum') / len(x)
    parts = dict(tag=gold(tag, batch.tags), lemma=gold(lemma, batch.scripts), name=gold(name, batch.names, 0.0) * len(name) / max(1, int((batch.names >= 0).sum())),
                 arc=gold(arcs, batch.heads, 0.0), label=gold(label, batch.labels))
    if teachers:
        soft = dict(tag=tag, lemma=lemma, name=name, arc=arcs, label=label)
        with torch.no_grad():
            opinions = [opinion(t, batch, types) for t in teachers]
        for k, x in soft.items():
            p = sum(o_[k] for o_ in opinions) / len(opinions)
            l = -(p * F.log_softmax(x, 1)).sum(1).mean()
            parts[k] = (1 - o.teacher_weight) * parts[k] + o.teacher_weight * l
    return sum(WEIGHT[k] * v for k, v in parts.items())


def opinion(teacher, batch, types):
    """A teacher's distributions over every head's classes, labels at the gold heads."""
    tag, lemma, name, arcs, d2, G2 = teacher.heads(teacher.encode(batch, types), batch)
    label = teacher.labels(d2, G2, batch, batch.heads)
    return {k: F.softmax(x, 1) for k, x in dict(tag=tag, lemma=lemma, name=name, arc=arcs, label=label).items()}


# ---- decoding and scores ----

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


def evaluate(net, bank, types, inventory, named):
    net.eval()
    scores = Scores()
    root = inventory.label_id['root']
    with torch.no_grad():
        for batch in bank.batches(8000):
            tag, lemma, name, arcs, d2, G2 = net.heads(net.encode(batch, types), batch)
            rows, position = batch.sentence.cpu().numpy(), batch.position.cpu().numpy()
            arcs_np, tag_np, lemma_np, name_np = arcs.float().cpu().numpy(), tag.argmax(1).tolist(), lemma.argmax(1).tolist(), name.float().cpu().numpy()
            where = [np.flatnonzero(rows == b) for b in range(len(batch.lens))]
            heads = np.zeros(len(rows), np.int64)
            for w in where:
                heads[w] = tree_heads(arcs_np[w][:, :len(w) + 1])
            logits = net.labels(d2, G2, batch, torch.from_numpy(heads).to(arcs.device))
            logits[:, root] = -1e9
            label_np = logits.argmax(1).cpu().numpy()
            label_np[heads == 0] = root
            for s, w in zip(batch.group, where):
                words = bank.sentences[s]
                tags = [inventory.tags[tag_np[i]] for i in w]
                lemmas = [lemma_of(x.form, t[0], inventory.scripts[lemma_np[i]], inventory.lemmas) for x, t, i in zip(words, tags, w)]
                kinds = [inventory.names[k] for k in decode_names(name_np[w])] if named else None
                scores.add(words, tags, lemmas, heads[w], [inventory.labels[k] for k in label_np[w]], kinds)
    net.train()
    return scores


# ---- the weights file ----

TYPES = {np.dtype('float32'): 0, np.dtype('int8'): 1, np.dtype('uint8'): 2, np.dtype('int32'): 3}


def quantise(matrix):
    scale = np.abs(matrix).max(1) / 127
    scale[scale == 0] = 1e-8
    return np.clip(np.rint(matrix / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def text(lines):
    return np.frombuffer(''.join(l + '\n' for l in lines).encode(), dtype=np.uint8)


def file_tensors(config, inventory, state):
    """name -> array, as the contract lists them."""
    a = {k: v.detach().float().cpu().numpy() for k, v in state.items()}
    out = {'config': text('%s %s' % (k, v) for k, v in config.items()),
           'vocab': text(inventory.vocab),
           'casing': np.frombuffer(inventory.casing.encode(), dtype=np.uint8),
           'tags': text('%s\t%s' % t for t in inventory.tags),
           'scripts': text(inventory.scripts),
           'lemmas': text(sorted(('%s\t%s\t%s' % (f, u, l) for (f, u), l in inventory.lemmas.items()), key=lambda l: l.rsplit('\t', 1)[0].encode())),
           'labels': text(inventory.labels),
           'names': text(inventory.names)}
    for k in ('word', 'affix', 'gram', 'shape'):
        out[k], out[k + '.scale'] = quantise(a[k])
    for layer in range(config['layers']):
        for d, direction in enumerate(('fwd', 'bwd')):
            at = 'lstm.%d' % (layer * 8 + d * 4)
            w = [a['lstm.%d' % (layer * 8 + d * 4 + k)] for k in range(4)]
            at = 'lstm.%d.%s.' % (layer, direction)
            out[at + 'wx'], out[at + 'wh'], out[at + 'b'] = w[0], w[1], w[2] + w[3]
    for k in ('tag_w', 'tag_b', 'lemma_w', 'lemma_b', 'name_w', 'name_b', 'arc_dep_w', 'arc_dep_b', 'arc_head_w', 'arc_head_b', 'arc_root',
              'arc_u', 'arc_v', 'label_dep_w', 'label_dep_b', 'label_head_w', 'label_head_b', 'label_root', 'label_u', 'label_wd', 'label_wh', 'label_b'):
        out[k.replace('_', '.')] = a[k]
    return out


def write_weights(path, tensors):
    directory, body = b'', b''
    start = 64 + 128 * len(tensors)
    start += -start % 64
    body_at = start
    pieces = []
    for name, array in tensors.items():
        array = np.ascontiguousarray(array)
        dims = list(array.shape) + [1] * (3 - array.ndim)
        directory += struct.pack('<64sII3QQQ16x', name.encode(), TYPES[array.dtype], array.ndim, *dims, body_at, array.nbytes)
        data = array.tobytes()
        data += bytes(-len(data) % 64)
        pieces.append(data)
        body_at += len(data)
    rest = directory + bytes(start - 64 - len(directory)) + b''.join(pieces)
    header = tb.MAGIC + struct.pack('<IIQI', tb.VERSION, len(tensors), 64 + len(rest), zlib.crc32(rest)) + bytes(36)
    with open(path + '.part', 'wb') as out:
        out.write(header + rest)
    os.replace(path + '.part', path)


def read_weights(path):
    with open(path, 'rb') as f:
        data = f.read()
    crc, directory = tb.weights_directory(data, path)
    kinds = {v: k for k, v in TYPES.items()}
    tensors = {name: np.frombuffer(data, kinds[kind], int(np.prod(dims)), offset).reshape(dims) for name, kind, dims, offset, _ in directory}
    return tensors, crc


class Exported:
    """A plain numpy reading of a weights file: slow, obvious, the reference for src/syntax."""

    def __init__(self, path):
        self.t, self.crc = read_weights(path)
        lines = lambda k: bytes(self.t[k]).decode().split('\n')[:-1]
        self.config = {k: int(v) if v.isdigit() else v for k, v in (l.split(' ', 1) for l in lines('config'))}
        self.word_id = {w: i + 1 for i, w in enumerate(lines('vocab'))}
        self.tags = [tuple(l.split('\t')[:2]) for l in lines('tags')]
        self.scripts, self.labels, self.names = lines('scripts'), lines('labels'), lines('names')
        self.lemmas = {tuple(l.split('\t')[:2]): l.split('\t')[2] for l in lines('lemmas')}
        for k in ('word', 'affix', 'gram', 'shape'):
            self.t[k] = self.t[k].astype(np.float32) * self.t[k + '.scale'][:, None]

    def embed(self, form):
        c, t = self.config, self.t
        w, affixes, grams, shape = tb.feature_ids(form, c['affix_buckets'], c['gram_buckets'], c['shape_buckets'])
        gram = t['gram'][grams].mean(0) if grams else np.zeros(c['gram_dim'], np.float32)
        return np.concatenate([t['word'][self.word_id.get(w, 0)], t['affix'][affixes].sum(0), gram, t['shape'][shape]])

    def encode(self, forms):
        x = np.stack([self.embed(f) for f in forms])
        sigmoid = lambda v: 1 / (1 + np.exp(-v))
        H = self.config['hidden']
        for layer in range(self.config['layers']):
            sides = []
            for direction, steps in (('fwd', range(len(x))), ('bwd', range(len(x) - 1, -1, -1))):
                wx, wh, b = (self.t['lstm.%d.%s.%s' % (layer, direction, k)] for k in ('wx', 'wh', 'b'))
                gates, h, c = x @ wx.T + b, np.zeros(H, np.float32), np.zeros(H, np.float32)
                out = np.zeros((len(x), H), np.float32)
                for s in steps:
                    z = gates[s] + wh @ h
                    c = sigmoid(z[H:2 * H]) * c + sigmoid(z[:H]) * np.tanh(z[2 * H:3 * H])
                    h = sigmoid(z[3 * H:]) * np.tanh(c)
                    out[s] = h
                sides.append(out)
            x = np.concatenate(sides, 1)
        return x

    def parse(self, forms):
        t = self.t
        e = self.encode(forms)
        lin = lambda k: e @ t[k + '.w'].T + t[k + '.b']
        side = lambda k: (lambda v: np.where(v > 0, v, SLOPE * v))(lin(k))
        arcs = (side('arc.dep') @ t['arc.u'] + t['arc.v']) @ np.concatenate([t['arc.root'][None], side('arc.head')]).T
        heads = tree_heads(arcs)
        d, g = side('label.dep'), np.concatenate([t['label.root'][None], side('label.head')])[heads]
        logits = np.einsum('nr,krs,ns->nk', d, t['label.u'], g, optimize=True) + d @ t['label.wd'].T + g @ t['label.wh'].T + t['label.b']
        root = self.labels.index('root')
        logits[:, root] = -1e9
        label = logits.argmax(1)
        label[heads == 0] = root
        tag, script, name = lin('tag').argmax(1), lin('lemma').argmax(1), decode_names(lin('name'))
        tags = [self.tags[i] for i in tag]
        return dict(encoder=e, arcs=arcs, heads=heads, tag=tag, script=script, name=name, label=label, tags=tags,
                    lemmas=[lemma_of(f, u[0], self.scripts[s], self.lemmas) for f, u, s in zip(forms, tags, script)])

    def score(self, sentences, named):
        scores = Scores()
        for words in sentences:
            r = self.parse([w.form for w in words])
            scores.add(words, r['tags'], r['lemmas'], r['heads'], [self.labels[k] for k in r['label']],
                       [self.names[k] for k in r['name']] if named else None)
        return scores


SIX = ['Rebels shelled the port of Aden on Tuesday , killing at least 12 civilians .',
       'The foreign minister did n\'t rule out new sanctions against Belarus , she told Reuters .',
       'POLICE ARREST 40 PROTESTERS IN NAIROBI',
       'Mr. O’Hara said : “ We ’re not going to negotiate with kidnappers … ”',
       'A cease-fire was agreed between Armenia and Azerbaijan after talks hosted by the United Nations in Genève , according to state-run agency TASS .',
       'Why ?']


def dump_reference(o):
    """What OUT.weights makes of N dev sentences, or of six written for the purpose, as JSON."""
    model, count = Exported(o.out + '.weights'), int(o.dump_reference[0])
    sentences = [s.split(' ') for s in SIX]
    if count:
        sentences = [[w.form for w in s] for s in tb.read_conllu(os.path.join(o.corpora, 'gum-dev.conllu'))[:count]]
    out = []
    for forms in sentences:
        r = model.parse(forms)
        ranked = np.sort(r['arcs'], 1)
        out.append(dict(tokens=forms, word=[model.word_id.get(tb.lower(f[:tb.LONGEST_WORD]), 0) for f in forms], tag=r['tag'].tolist(),
                        upos=[u for u, _ in r['tags']], feats=[f for _, f in r['tags']],
                        lemma_script=r['script'].tolist(), lemma=r['lemmas'], name=r['name'], head=r['heads'].tolist(), label=r['label'].tolist(),
                        deprel=[model.labels[k] for k in r['label']], input=[[round(float(v), 5) for v in model.embed(f)[::40]] for f in forms],
                        encoder=[[round(float(v), 5) for v in row[::max(1, len(row) // 4)]] for row in r['encoder']],
                        arcs_of_first=[round(float(v), 4) for v in r['arcs'][0]]))
    about = 'input: every 40th float of x; encoder: floats 0, H/2, H, 3H/2 of e; arcs_of_first: the first token\'s score for root, token 1, ...'
    with open(o.dump_reference[1], 'w', encoding='utf-8') as f:
        head = json.dumps(dict(about=about, weights_crc32='%08x' % model.crc))[:-1]
        f.write(head + ', "sentences": [\n' + ',\n'.join(json.dumps(s, ensure_ascii=False) for s in out) + '\n]}\n')


def predict(o):
    model = Exported(o.out + '.weights')
    with open(o.predict[1], 'w', encoding='utf-8') as out:
        for words in tb.read_conllu(o.predict[0]):
            forms = [w.form for w in words]
            r = model.parse(forms)
            for i, f in enumerate(forms):
                name = model.names[r['name'][i]]
                out.write('\t'.join([str(i + 1), f, r['lemmas'][i], r['tags'][i][0], '_', r['tags'][i][1], str(r['heads'][i]),
                                     model.labels[r['label'][i]], '_', '_' if name == 'O' else 'Name=' + name]) + '\n')
            out.write('\n')


# ---- training ----

DIMS = ('word_dim', 'affix_dim', 'gram_dim', 'shape_dim', 'affix_buckets', 'gram_buckets', 'shape_buckets', 'layers', 'hidden', 'arc_dim', 'label_dim')


def load(o, split):
    return {t: tb.read_conllu(os.path.join(o.corpora, '%s-%s.conllu' % (t, split))) for t in TREEBANKS}


def training_sentences(o):
    """The training sentences and, for each, whether it carries names."""
    sentences, named = [], []
    for t, all_of_it in load(o, 'train').items():
        all_of_it = all_of_it[:o.sentences or None]
        sentences += all_of_it
        named += [t == 'gum'] * len(all_of_it)
    return sentences, named


def log(*what):
    print(time.strftime('%H:%M:%S'), *what, flush=True)


def build(o, config, inventory, device):
    sizes = dict(words=len(inventory.vocab), tags=len(inventory.tags), scripts=len(inventory.scripts), labels=len(inventory.labels), names=len(inventory.names))
    return Network(config, sizes).to(device)


def start_weights(net, model):
    """Puts the tensors of a weights file into the network; words that the file does not know begin as the unknown word."""
    with torch.no_grad():
        own = net.state_dict()
        for k, v in model.t.items():
            if k in own or k.replace('.', '_') in own:
                at = own[k if k in own else k.replace('.', '_')]
                v = torch.from_numpy(np.array(v, dtype=np.float32))
                if k == 'word' and len(at) > len(v):
                    at[len(v):] = v[0]
                at[:len(v)] = v
        for layer in range(model.config['layers']):
            for d, direction in enumerate(('fwd', 'bwd')):
                for j, part in enumerate(('wx', 'wh', 'b')):
                    own['lstm.%d' % (layer * 8 + d * 4 + j)].copy_(torch.from_numpy(np.array(model.t['lstm.%d.%s.%s' % (layer, direction, part)])))


def load_teachers(o, inventory, device):
    teachers = []
    for path in o.teachers:
        kept = torch.load(path, map_location=device, **({'weights_only': False} if torch.__version__ >= '2' else {}))
        net = build(o, kept['config'], inventory, device)
        net.load_state_dict(kept['average'])
        teachers.append(net.eval())
    return teachers


def average_into(average, net, decay):
    with torch.no_grad():
        a, b = list(average.values()), [v for v in net.state_dict().values()]
        torch._foreach_mul_(a, decay)
        torch._foreach_add_(a, [v.detach() for v in b], alpha=1 - decay)


def type_table(types, inventory, device):
    """What `Network.embed` looks forms up in."""
    table = types.tensors(device)
    for k in ('affix', 'gram'):
        table[k + '_at'] = torch.cumsum(table[k + '_len'], 0) - table[k + '_len']
    table['word_count'] = torch.tensor(inventory.word_count, dtype=torch.float32, device=device)
    table['word_count'][0] = 1e9
    return table


def train(o):
    torch.manual_seed(o.seed)
    rng = np.random.default_rng(o.seed)
    config = {k: getattr(o, k) for k in DIMS}
    sentences, named = training_sentences(o)
    inventory = Inventory(sentences)
    grammar = synthetic.Grammar(synthetic.DATA, 1)  # one vocabulary for all seeds
    start = Exported(o.start) if o.start else None
    if start:
        config = {k: start.config[k] for k in DIMS}
        inventory.start_from(start, synthetic.tokens(grammar, 1200000), sentences)
    path = o.checkpoint or o.out + '.checkpoint'
    kept = None
    if os.path.exists(path) and not o.fresh:
        kept = torch.load(path, map_location=o.device, **({'weights_only': False} if torch.__version__ >= '2' else {}))
        inventory, config = kept['inventory'], kept['config']
    types = WordTypes(config)
    if o.fold:
        k, n = map(int, o.fold.split('/'))
        keep = [i for i in range(len(sentences)) if (i // 20) % n != k]
        bank = Treebank([sentences[i] for i in keep], inventory, types, o.device, [named[i] for i in keep], True)
    else:
        bank = Treebank(sentences, inventory, types, o.device, named, True)
    dev = {t: Treebank(s[:o.sentences // 4 or None], inventory, types, o.device, [t == 'gum'] * len(s), False) for t, s in load(o, 'dev').items()}
    table = type_table(types, inventory, o.device)
    net = build(o, config, inventory, o.device)
    if start:
        start_weights(net, start)
        if not kept:
            log('at the start', json.dumps({t: evaluate(net, dev[t], table, inventory, t == 'gum').table() for t in TREEBANKS}))
    teachers = load_teachers(o, inventory, o.device)
    log('%d sentences, %d words, %d forms, vocab %d, tags %d, scripts %d, lemmas %d, labels %d' % (
        len(bank.lens), bank.lens.sum(), len(types.rows), len(inventory.vocab), len(inventory.tags), len(inventory.scripts),
        len(inventory.lemmas), len(inventory.labels)))
    parameters = [p for p in net.parameters() if p.requires_grad]
    adam = torch.optim.AdamW(parameters, lr=o.lr, betas=(0.9, 0.9), eps=1e-8, weight_decay=o.weight_decay)
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    epoch, step, spent, best, history = 0, 0, 0.0, None, []
    if kept:
        net.load_state_dict(kept['net']), adam.load_state_dict(kept['adam'])
        average, epoch, step, spent, history = kept['average'], kept['epoch'], kept['step'], kept['spent'], kept['history']
        best = kept['best']
        log('resumed at epoch', epoch)
    began = time.time() - spent
    budget = o.minutes * 60
    steps_an_epoch = round(sum(1 for _ in bank.batches(o.batch_tokens, np.random.default_rng(0))) / (1 - o.synthetic))
    done, known = False, len(types.rows)
    while not done:
        total, count = 0.0, 0
        sources = [list(bank.batches(o.batch_tokens, rng, o.noise, o.name_swap))]
        if o.synthetic:
            grammar.rng.seed('%d %d' % (o.seed, epoch))
            made = synthetic.tokens(grammar, int(bank.lens.sum() * o.synthetic / (1 - o.synthetic)))
            types.forget(known)
            fresh = Treebank(made, inventory, types, o.device, [True] * len(made), True)
            table = type_table(types, inventory, o.device)
            sources.append(list(fresh.batches(o.batch_tokens, rng, o.noise)))
        mixed = [b for source in sources for b in source]
        rng.shuffle(mixed)
        for batch in mixed:
            progress = min(1.0, max((time.time() - began) / budget, step / (o.epochs * steps_an_epoch)))
            for group in adam.param_groups:
                group['lr'] = o.lr * min(1.0, (step + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress)))
            loss = losses(net, batch, table, o, teachers)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 5.0)
            adam.step()
            step += 1
            average_into(average, net, min(o.average, (1 + step) / (10 + step)))
            count += 1
            if count % 20 == 0 or o.device == 'cpu':
                total += float(loss.detach()) * (1 if o.device == 'cpu' else 20)
            if progress >= 1.0:
                done = True
                break
        epoch += 1
        log('epoch %d done at step %d, %.0fs, loss %.3f' % (epoch, step, time.time() - began, total / max(1, count)))
        if done or epoch % o.evaluate_every == 0:
            plain = {k: v.detach().clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average)
            scores = {t: evaluate(net, dev[t], table, inventory, t == 'gum').table() for t in TREEBANKS}
            net.load_state_dict(plain)
            log('epoch %d step %d %.0fs lr %.5f loss %.3f' % (epoch, step, time.time() - began, adam.param_groups[0]['lr'], total / max(1, count)), json.dumps(scores))
            history.append(dict(epoch=epoch, seconds=round(time.time() - began), dev=scores))
            if best is None or sum(s['LAS'] for s in scores.values()) >= best[0]:
                best = (sum(s['LAS'] for s in scores.values()), {k: v.clone() for k, v in average.items()})
            torch.save(dict(net=plain, adam=adam.state_dict(), average=average, best=best, epoch=epoch, step=step, spent=time.time() - began, history=history,
                            config=config, inventory=inventory, command=command_line()), path + '.part')
            os.replace(path + '.part', path)
    return config, inventory, best[1], history, command_line()


def command_line():
    """The training command as it goes on the card: where files lay is not part of it."""
    args = sys.argv[1:]
    for k, v in {'--corpora': 'CORPORA', '--out': 'models/english'}.items():
        if k in args:
            args[args.index(k) + 1] = v
    for k, n in {'--checkpoint': 2, '--fresh': 1}.items():
        if k in args:
            del args[args.index(k):args.index(k) + n]
    return ' '.join(['python3 training/train.py'] + args)


def export(o, config, inventory, state, history, command):
    named = dict(config, name=os.path.basename(o.out), trained_on='UD English EWT (CC BY-SA 4.0), UD English GUM (CC BY 4.0) and sentences of our own grammar')
    path = o.out + '.weights'
    write_weights(path, file_tensors(named, inventory, state))
    about(o, config, inventory, history, command)


def about(o, config, inventory, history, command):
    """OUT.json: what the file is and how well it reads, scored from the file itself."""
    import hashlib
    path = o.out + '.weights'
    model = Exported(path)
    with open(path, 'rb') as f:
        data = f.read()
    out = dict(format_version=tb.VERSION, size=len(data), crc32='%08x' % model.crc, sha256=hashlib.sha256(data).hexdigest(), config=config,
               counts=dict(vocab=len(model.word_id), tags=len(model.tags), scripts=len(model.scripts), lemmas=len(model.lemmas), labels=len(model.labels)),
               data=dict(ewt='UD English EWT, train, CC BY-SA 4.0, https://github.com/UniversalDependencies/UD_English-EWT',
                         gum='UD English GUM, train without wikiHow and fiction, CC BY (texts CC BY or public domain), https://github.com/UniversalDependencies/UD_English-GUM',
                         synthetic='news English of our own grammar, training/synthetic.py'),
               command=command, torch=torch.__version__,
               epochs=history[-1]['epoch'] if history else 0, scores={})
    for split in ('dev', 'test') if o.test else ('dev',):
        for t, sentences in load(o, split).items():
            scores = model.score(sentences[:o.sentences // 4 or None], t == 'gum')
            out['scores']['%s-%s' % (t, split)] = scores.table()
            out.setdefault('labels', {})['%s-%s' % (t, split)] = scores.label_table()
            log(t, split, 'from the file', scores.table())
    with open(o.out + '.json', 'w') as f:
        f.write(json.dumps(out, indent=1) + '\n')


def keep_memory():
    """Asks glibc not to hand large tensors back to the system after each step: the page faults cost as much as the sums."""
    try:
        import ctypes
        libc = ctypes.CDLL(None)
        libc.mallopt(-4, 0)  # M_MMAP_MAX
        libc.mallopt(-1, 2 ** 31 - 1)  # M_TRIM_THRESHOLD
    except (OSError, AttributeError):
        pass


def main():
    o = options()
    keep_memory()
    torch.set_num_threads(o.threads)
    torch.backends.cuda.matmul.allow_tf32 = True
    if o.dump_reference:
        return dump_reference(o)
    if o.predict:
        return predict(o)
    if o.export_only:
        path = o.checkpoint or o.out + '.checkpoint'
        kept = [torch.load(p, map_location='cpu', **({'weights_only': False} if torch.__version__ >= '2' else {})) for p in [path] + o.blend]
        if any(k['inventory'].vocab != kept[0]['inventory'].vocab for k in kept):
            raise SystemExit('the checkpoints to blend have different vocabularies')
        state = {k: sum(each['best'][1][k] for each in kept) / len(kept) for k in kept[0]['best'][1]}
        return export(o, kept[0]['config'], kept[0]['inventory'], state, kept[0]['history'], '; '.join(k['command'] for k in kept))
    export(o, *train(o))


if __name__ == '__main__':
    main()
